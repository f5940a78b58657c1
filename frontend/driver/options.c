/* options.c: the command line of mloc. */
#include "options.h"
#include "backend.h"
#include "config.h"
#include "passes.h"
#include <stdlib.h>

static void print_help(void) {
    fputs(
        "usage: mloc [OPTIONS] FILES...          compile and link a program\n"
        "       mloc run [OPTIONS] FILE [ARGS]   compile to a temporary program and run it\n"
        "       mloc interp [OPTIONS] FILE [ARGS] run the program's MIR in the interpreter\n"
        "       mloc check [OPTIONS] FILES...    types only\n"
        "       mloc alloc-report [--format=text|json|html] [--all] [-o OUT] FILE   shows a report or a profile\n"
        "       mloc diff-alloc [--json] [--all] [-o OUT] OLD NEW   compares two; exits with 1 when a function has "
        "more\n"
        "                                        sites on the heap than before\n"
        "\n"
        "FILES: .ml .mli .mir .mlu (compiled units), and .c .o .a, which are compiled by cc and linked\n"
        "\n"
        "  -o FILE          output (default: the last module's name without .ml; `-` is standard output)\n"
        "  -c               compile each .ml to a unit file (.mlu) and each .c to an object, do not link\n"
        "  -S               same as --emit=asm\n"
        "  -O0 -O1 -O2 -O3  optimisation (default -O2)\n"
        "  -g               line tables for gdb\n"
        "  -jN              use N threads for code generation (default: all processors)\n"
        "  -I DIR           look for units (x.mlu, or x.ml and x.mli) in DIR; -c looks beside the source first\n"
        "  -lNAME -L DIR -ccopt OPTION   handed to the linker\n"
        "  --emit=STAGE     print tokens, ast, typed, interface, mir, llvm, llvm-opt or asm; or write obj\n"
        "  --dump-after=PASS, --stop-after=PASS, --run-pass=PASS   MIR passes (--help-passes lists them)\n"
        "  --target=TRIPLE, --cpu=NAME\n"
        "  --verify         verify MIR after every pass, LLVM IR, and the rooting of every call\n"
        "  --debug-regions  overwrite what a region held when it ends, count region words (Gc.region_words)\n"
        "  --timings        time of each phase, lines per second\n"
        "  --zero-alloc=all|none   check all [@zero_alloc], also opt ones and at -O0; none (default: from -O1 on, opt "
        "ones\n"
        "                   from -O2 on)\n"
        "  --explain-inline[=NAME]  for each call whether it was inlined, and why (of functions named like NAME)\n"
        "  --unsafe         no bounds checks      --noassert  no assertions\n"
        "  -rectypes        types may contain themselves: (int -> 'a) as 'a\n"
        "  -MD              also write a .d file for make: what the program or the .mlu was made from\n"
        "  --error-format=json|text   -w  no warnings   -Werror  warnings are errors\n"
        "  --warn-heap      list the allocations that stay on the heap, each with the use that needs it there\n"
        "  --alloc-report[=text|json|html]  what became of each allocation, and why it is on the heap; to -o or "
        "standard\n"
        "                   output, instead of a program; with run to standard error, after the program if profiled\n"
        "  --alloc-report-all  the library's sites too\n"
        "  --profile-alloc  the program counts its allocations and writes PROGRAM.alloc at its end (or the file that\n"
        "                   MLOC_ALLOC_PROFILE names); mloc alloc-report shows it\n"
        "  --alloc-trace=FILE  the program samples its heap allocations, with their stacks, and writes FILE at its "
        "end, for\n"
        "                   speedscope (MLOC_ALLOC_TRACE: another file; MLOC_ALLOC_TRACE_RATE: words between samples)\n"
        "  --explain CODE   what an error code means\n"
        "  --version, --help\n",
        stdout);
}

static int usage(const char *fmt, const char *arg) {
    fputs("mloc: error: ", stderr);
    fprintf(stderr, fmt, arg);
    fputs("\n(mloc --help lists the options)\n", stderr);
    return 2;
}

static bool stage_of(const char *s, Stage *out) {
    static const struct {
        const char *name;
        Stage stage;
    } stages[] = {{"tokens", STAGE_TOKENS},       {"ast", STAGE_AST}, {"typed", STAGE_TYPED},
                  {"interface", STAGE_INTERFACE}, {"mir", STAGE_MIR}, {"llvm", STAGE_LLVM},
                  {"llvm-opt", STAGE_LLVM_OPT},   {"asm", STAGE_ASM}, {"obj", STAGE_OBJ}};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (strcmp(s, stages[i].name) == 0) {
            *out = stages[i].stage;
            return true;
        }
    return false;
}

/* False when something else is to be emitted. */
static bool wants_report(Options *o) {
    if (o->emit != STAGE_NONE && o->emit != STAGE_ALLOC_REPORT) return false;
    o->emit = STAGE_ALLOC_REPORT;
    return true;
}

static bool report_format_of(const char *s, ReportFormat *out) {
    static const char *const names[] = {[REPORT_TEXT] = "text", [REPORT_JSON] = "json", [REPORT_HTML] = "html"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(s, names[i]) == 0) {
            *out = (ReportFormat)i;
            return true;
        }
    return false;
}

/* -XVALUE or -X VALUE */
static const char *joined(const char *arg, int argc, char **argv, int *i) {
    if (arg[2]) return arg + 2;
    return *i + 1 < argc ? argv[++*i] : NULL;
}

static const char *after(const char *arg, const char *prefix) {
    size_t n = strlen(prefix);
    return strncmp(arg, prefix, n) == 0 ? arg + n : NULL;
}

int options_parse(Options *o, int argc, char **argv) {
    *o = (Options){.level = 2};
    int i = 1;
    if (argc > 1) {
        if (strcmp(argv[1], "run") == 0)
            o->action = ACT_RUN, i = 2;
        else if (strcmp(argv[1], "interp") == 0)
            o->action = ACT_INTERP, i = 2;
        else if (strcmp(argv[1], "check") == 0)
            o->action = ACT_CHECK, i = 2;
        else if (strcmp(argv[1], "alloc-report") == 0)
            o->action = ACT_REPORT, i = 2;
        else if (strcmp(argv[1], "explain") == 0)
            o->action = ACT_EXPLAIN, i = 2;
        else if (strcmp(argv[1], "diff-alloc") == 0)
            o->action = ACT_DIFF_ALLOC, i = 2;
    }
    bool options_done = false;
    for (; i < argc; i++) {
        const char *a = argv[i], *v;
        if (options_done || a[0] != '-' || a[1] == 0) {
            if (o->action == ACT_EXPLAIN) {
                o->explain = a;
                continue;
            }
            vec_push(&o->inputs, a);
            if (o->action == ACT_RUN || o->action == ACT_INTERP) {
                /* further source files belong to the program, the rest to its command line */
                size_t n = strlen(a);
                bool more = i + 1 < argc && n > 2;
                if (more) {
                    const char *next = argv[i + 1], *dot = strrchr(next, '.');
                    if (dot && (!strcmp(dot, ".ml") || !strcmp(dot, ".mli") || !strcmp(dot, ".mlu") ||
                                !strcmp(dot, ".c") || !strcmp(dot, ".o") || !strcmp(dot, ".a") || !strcmp(dot, ".mir")))
                        continue;
                }
                if (i + 1 < argc && strcmp(argv[i + 1], "--") == 0) i++;
                while (++i < argc) vec_push(&o->run_args, argv[i]);
            }
            continue;
        }
        if (strcmp(a, "--") == 0)
            options_done = true;
        else if (strcmp(a, "--help") == 0 || strcmp(a, "-help") == 0 || strcmp(a, "-h") == 0)
            return print_help(), 0;
        else if (strcmp(a, "--help-passes") == 0) {
            for (uint32_t k = 0; k < pass_count; k++)
                printf("  %-18s -O%d  %s\n", pass_table[k].name, pass_table[k].min_level, pass_table[k].what);
            return 0;
        } else if (strcmp(a, "--version") == 0) {
            printf("mloc %s (%s)\n", MLOC_VERSION, backend_version());
            return 0;
        } else if (strcmp(a, "-o") == 0) {
            if (++i >= argc) return usage("option %s needs a value", a);
            o->output = argv[i];
        } else if (strcmp(a, "-c") == 0)
            o->compile_only = true;
        else if (strcmp(a, "-S") == 0)
            o->emit = STAGE_ASM;
        else if (strcmp(a, "-g") == 0)
            o->debug = true;
        else if (strcmp(a, "--debug-regions") == 0)
            o->debug_regions = true;
        else if (strcmp(a, "-w") == 0)
            o->no_warnings = true;
        else if (strcmp(a, "-Werror") == 0)
            o->warn_error = true;
        else if (strcmp(a, "-i") == 0)
            o->emit = STAGE_INTERFACE;
        else if (strcmp(a, "-MD") == 0)
            o->deps = true;
        else if (a[1] == 'O' && a[2] >= '0' && a[2] <= '3' && !a[3])
            o->level = a[2] - '0';
        else if (strcmp(a, "-O") == 0)
            o->level = 2;
        else if (a[1] == 'j') {
            v = joined(a, argc, argv, &i);
            o->jobs = v ? atoi(v) : 0;
            if (o->jobs < 1) return usage("%s: the number of threads must be at least 1", a);
        } else if (a[1] == 'I') {
            if (!(v = joined(a, argc, argv, &i))) return usage("option %s needs a value", a);
            vec_push(&o->include_dirs, v);
        } else if (a[1] == 'l') {
            if (!(v = joined(a, argc, argv, &i))) return usage("option %s needs a value", a);
            vec_push(&o->libs, v);
        } else if (a[1] == 'L') {
            if (!(v = joined(a, argc, argv, &i))) return usage("option %s needs a value", a);
            vec_push(&o->lib_dirs, v);
        } else if (strcmp(a, "-ccopt") == 0) {
            if (++i >= argc) return usage("option %s needs a value", a);
            vec_push(&o->ccopts, argv[i]);
        } else if ((v = after(a, "--emit="))) {
            if (o->emit == STAGE_ALLOC_REPORT) return usage("%s does not go with --alloc-report", a);
            if (!stage_of(v, &o->emit)) return usage("--emit=%s: unknown stage", v);
        } else if (strcmp(a, "--alloc-report") == 0) {
            if (!wants_report(o)) return usage("%s does not go with --emit", a);
        } else if (o->action == ACT_DIFF_ALLOC && strcmp(a, "--json") == 0)
            o->report_format = REPORT_JSON;
        else if (strcmp(a, "--alloc-report-all") == 0 ||
                 ((o->action == ACT_REPORT || o->action == ACT_DIFF_ALLOC) && strcmp(a, "--all") == 0))
            o->report_all = true;
        else if (strcmp(a, "--profile-alloc") == 0)
            o->profile_alloc = true;
        else if ((v = after(a, "--alloc-trace="))) {
            if (!*v) return usage("%s wants the name of a file", a);
            o->alloc_trace = v;
        } else if ((v = after(a, "--alloc-report=")) || (o->action == ACT_REPORT && (v = after(a, "--format=")))) {
            if (!wants_report(o)) return usage("%s does not go with --emit", a);
            if (!report_format_of(v, &o->report_format))
                return usage("there is no report format %s: the formats are text, json and html", v);
        } else if ((v = after(a, "--target=")))
            o->target = v;
        else if ((v = after(a, "--cpu=")))
            o->cpu = v;
        else if ((v = after(a, "--dump-after=")))
            o->dump_after = v;
        else if ((v = after(a, "--stop-after=")))
            o->stop_after = v;
        else if ((v = after(a, "--run-pass=")))
            o->run_pass = v;
        else if (strcmp(a, "--error-format=json") == 0)
            o->json = true;
        else if (strcmp(a, "--error-format=text") == 0)
            o->json = false;
        else if (!strcmp(a, "--explain-inline"))
            o->explain_inline = true;
        else if ((v = after(a, "--explain-inline="))) {
            o->explain_inline = true;
            o->explain_inline_of = v;
        } else if ((v = after(a, "--zero-alloc="))) {
            if (!strcmp(v, "all"))
                o->zero_alloc = ZERO_ALLOC_ALL;
            else if (!strcmp(v, "none"))
                o->zero_alloc = ZERO_ALLOC_NONE;
            else if (!strcmp(v, "default"))
                o->zero_alloc = ZERO_ALLOC_DEFAULT;
            else
                return usage("--zero-alloc=%s: it is default, all or none", v);
        } else if (strcmp(a, "--timings") == 0)
            o->timings = true;
        else if (strcmp(a, "--verify") == 0 || strcmp(a, "-verify") == 0)
            o->verify = true;
        else if (strcmp(a, "--unsafe") == 0 || strcmp(a, "-unsafe") == 0)
            o->unsafe_ = true;
        else if (strcmp(a, "-rectypes") == 0 || strcmp(a, "--rectypes") == 0)
            o->rectypes = true;
        else if (strcmp(a, "--noassert") == 0 || strcmp(a, "-noassert") == 0)
            o->noassert = true;
        else if (strcmp(a, "--warn-heap") == 0)
            o->warn_heap = true;
        else if (strcmp(a, "--explain") == 0) {
            if (++i >= argc) return usage("option %s needs a value", a);
            o->action = ACT_EXPLAIN;
            o->explain = argv[i];
        } else
            return usage("unknown option %s", a);
    }
    if (o->action == ACT_EXPLAIN) return o->explain ? -1 : usage("explain needs an error code%s", "");
    if (o->compile_only && o->action != ACT_BUILD && o->action != ACT_CHECK)
        return usage("-c does not go with %s", o->action == ACT_RUN ? "run" : "interp");
    if (o->profile_alloc && ((o->action != ACT_BUILD && o->action != ACT_RUN) || o->compile_only))
        return usage("--profile-alloc goes with making or running a program%s", "");
    if (o->emit == STAGE_ALLOC_REPORT && o->action == ACT_CHECK)
        return usage("check looks at types only: --alloc-report goes with making or running a program%s", "");
    if (o->emit == STAGE_ALLOC_REPORT && o->action == ACT_BUILD && (o->profile_alloc || o->alloc_trace))
        return usage("--alloc-report is made instead of a program, so nothing can count: mloc run --profile-alloc "
                     "--alloc-report does both, mloc alloc-report shows the profile of a program%s",
                     "");
    if (o->alloc_trace && ((o->action != ACT_BUILD && o->action != ACT_RUN) || o->compile_only))
        return usage("--alloc-trace goes with making or running a program%s", "");
    if (o->action == ACT_REPORT && o->inputs.len != 1)
        return usage("alloc-report wants one file, a report in JSON or a program's profile%s", "");
    if (o->deps && (o->action != ACT_BUILD || o->emit != STAGE_NONE))
        return usage("-MD goes with -c or with making a program%s", "");
    if (o->action == ACT_DIFF_ALLOC && o->inputs.len != 2)
        return usage("diff-alloc wants two reports, the old one and the new one%s", "");
    if (o->inputs.len == 0) return usage("no input files%s", "");
    return -1;
}
