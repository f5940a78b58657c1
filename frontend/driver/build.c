/* build.c: the whole way of a program, from sources to an executable.

     sources ── load: parse, check (units.c) ──▶ typed units
             ── lower ──▶ MIR ── passes ──▶ MIR ── back end ──▶ objects ── link ──▶ program

   Every stage can be printed (--emit) and the way ends there.  -c ends after checking, with a compiled unit
   (unitfile.h). */
#include "build.h"
#include "alloc_report.h"
#include "backend.h"
#include "deps.h"
#include "link.h"
#include "lower.h"
#include "passes.h"
#include "units.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Build {
    const Options *o;
    Session *s;
    Home home;
    Units units;
    Program *prog;
    const char *tmp_dir; /* made on demand, removed at the end */
    Strings objects;     /* to link: generated ones, then those of the command line */
    AllocCells *cells;   /* --profile-alloc; NULL */
    double lower_seconds, pass_seconds, backend_seconds, link_seconds;
    BackendStats stats;
} Build;

static bool has_suffix(const char *path, const char *suffix) {
    size_t n = strlen(path), k = strlen(suffix);
    return n > k && strcmp(path + n - k, suffix) == 0;
}

static bool failed(Build *b) {
    return b->s->nerrors > 0;
}

/* ---- output ------------------------------------------------------------------- */
/* Text stages are written to memory first: an output file is there whole or not at all. */
typedef void (*TextWriter)(Build *b, FILE *out);

static void write_text(Build *b, TextWriter writer) {
    char *text = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&text, &len);
    if (!f) BUG("open_memstream: %s", strerror(errno));
    writer(b, f);
    fclose(f);
    const char *why;
    const char *path = b->o->output ? b->o->output : "-";
    if (!failed(b) && !file_write(path, text, len, &why))
        diag_error(b->s, NO_LOC, "E0507", "cannot write %s: %s", path, why);
    free(text);
}

/* ---- temporary files ------------------------------------------------------------ */
static const char *tmp_dir(Build *b) {
    if (!b->tmp_dir) {
        const char *base = getenv("TMPDIR");
        char *dir = arena_printf(b->s->perm, "%s/mloc-XXXXXX", base && *base ? base : "/tmp");
        if (!mkdtemp(dir)) {
            diag_error(b->s, NO_LOC, "E0507", "cannot make a temporary directory %s: %s", dir, strerror(errno));
            return NULL;
        }
        b->tmp_dir = dir;
    }
    return b->tmp_dir;
}

static void remove_tmp(Build *b) {
    if (!b->tmp_dir) return;
    for (uint32_t i = 0; i < b->objects.len; i++)
        if (strncmp(b->objects.data[i], b->tmp_dir, strlen(b->tmp_dir)) == 0) unlink(b->objects.data[i]);
    rmdir(b->tmp_dir);
}

/* ---- stages ---------------------------------------------------------------------- */
static void emit_tokens(Build *b, FILE *out) {
    for (uint32_t i = 0; i < b->o->inputs.len; i++) {
        SourceFile *f = units_read(b->s, b->o->inputs.data[i]);
        if (f) lex_dump(b->s, f, out);
    }
}

static void emit_ast(Build *b, FILE *out) {
    for (uint32_t i = 0; i < b->o->inputs.len; i++) {
        SourceFile *f = units_read(b->s, b->o->inputs.data[i]);
        if (!f) continue;
        Arena *a = arena_new("ast");
        if (has_suffix(f->path, ".mli"))
            syntax_dump_signature(b->s, parse_interface(b->s, a, f), out);
        else
            syntax_dump_structure(b->s, parse_implementation(b->s, a, f), out);
        arena_free(a);
    }
}

static void emit_typed(Build *b, FILE *out) {
    for (uint32_t i = 0; i < b->units.order.len; i++)
        if (b->units.order.data[i]->explicit_) typed_dump(b->s, b->units.order.data[i]->unit, out);
}

static void emit_interface(Build *b, FILE *out) {
    for (uint32_t i = 0; i < b->units.all.len; i++)
        if (b->units.all.data[i]->explicit_ && b->units.all.data[i]->intf)
            sig_print(b->s, b->units.all.data[i]->intf, out);
}

static bool only_lowered(Build *b) {
    return b->o->stop_after && !strcmp(b->o->stop_after, "lower");
}

/* Of the files on the command line? Symbols of unit M begin with M. or M/ */
static bool explicit_symbol(Build *b, Name symbol) {
    for (uint32_t i = 0; i < b->units.all.len; i++) {
        Name unit = b->units.all.data[i]->name;
        if (b->units.all.data[i]->explicit_ && !strncmp(symbol->text, unit->text, unit->len) &&
            (symbol->text[unit->len] == '.' || symbol->text[unit->len] == '/'))
            return true;
    }
    return false;
}

/* --stop-after=lower: what lowering made of the given files, without the library and before any pass. */
static void emit_mir(Build *b, FILE *out) {
    if (!only_lowered(b) || !b->units.order.len) {
        ir_print(b->prog, out);
        return;
    }
    for (uint32_t i = 1; i < b->prog->funcs.len; i++) {
        Func *f = b->prog->funcs.data[i];
        if (f->dead || !explicit_symbol(b, f->name)) continue;
        for (uint32_t k = 1; k < f->ninsts; k++) f->insts[k].site = NO_SITE; /* their numbers count the library's too */
        ir_print_func(b->prog, f, out);
    }
}

static BackendOptions backend_options(Build *b) {
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    return (BackendOptions){.level = b->o->level,
                            .jobs = b->o->jobs ? b->o->jobs
                                    : cpus > 0 ? (int)cpus
                                               : 1,
                            .target = b->o->target,
                            .cpu = b->o->cpu,
                            .debug = b->o->debug,
                            .debug_regions = b->o->debug_regions,
                            .verify = b->o->verify,
                            .timings = b->o->timings,
                            .alloc_trace = b->o->alloc_trace,
                            .cells = b->cells};
}

static const char *default_output(Build *b) {
    const char *last = NULL;
    for (uint32_t i = 0; i < b->o->inputs.len; i++)
        if (has_suffix(b->o->inputs.data[i], ".ml") || has_suffix(b->o->inputs.data[i], ".mir") ||
            has_suffix(b->o->inputs.data[i], ".mlu"))
            last = b->o->inputs.data[i];
    if (!last) return "a.out";
    const char *base = strrchr(last, '/');
    base = base ? base + 1 : last;
    return arena_strndup(b->s->perm, base, (size_t)(strrchr(base, '.') - base));
}

/* ---- allocation reports --------------------------------------------------------------- */
static void put_report(Build *b, const AllocReport *r, Buf *out) {
    switch (b->o->report_format) {
    case REPORT_TEXT: alloc_report_text(r, b->o->report_all, out); break;
    case REPORT_JSON: alloc_report_json(r, out); break;
    case REPORT_HTML: alloc_report_html(r, out); break;
    }
}

static ReportOptions report_options(Build *b) {
    return (ReportOptions){.program = default_output(b), .library_dir = b->home.stdlib_dir, .level = b->o->level};
}

static void emit_alloc_report(Build *b, FILE *out) {
    Arena *a = arena_new("report");
    ReportOptions ro = report_options(b);
    Buf text = {0};
    put_report(b, alloc_report_make(b->prog, &ro, NULL, a), &text);
    fwrite(text.data, 1, text.len, out);
    buf_free(&text);
    arena_free(a);
}

/* --profile-alloc: the program carries its report, and writes it at the end with what it has counted. */
static void prepare_profile(Build *b, const char *exe) {
    Arena *a = b->s->perm;
    ReportOptions ro = report_options(b);
    AllocCells *c = b->cells = NEW(a, AllocCells);
    Buf json = {0};
    alloc_report_json(alloc_report_make(b->prog, &ro, c, a), &json);
    while (json.len && json.data[json.len - 1] == '\n') json.len--;
    c->report_len = json.len;
    c->report = arena_strndup(a, json.data, json.len);
    const char *base = strrchr(exe, '/');
    c->output = arena_printf(a, "%s.alloc", base ? base + 1 : exe);
    buf_free(&json);
}

static void emit_backend(Build *b, FILE *out) {
    BackendOptions bo = backend_options(b);
    bo.positions = b->o->emit != STAGE_ASM;
    EmitKind kind = b->o->emit == STAGE_LLVM ? EMIT_LLVM : b->o->emit == STAGE_LLVM_OPT ? EMIT_LLVM_OPT : EMIT_ASM;
    backend_emit_text(b->prog, &bo, kind, out);
}

/* Reports violations as what they are: a bug of mloc, with the stage that made them. */
static void verify(Build *b, const char *stage) {
    IrErrors errs = {0};
    Arena *a = arena_new("verify");
    uint32_t n = ir_verify(b->prog, &errs, a);
    if (n) {
        for (uint32_t i = 0; i < errs.texts.len && i < 20; i++) fprintf(stderr, "  %s\n", errs.texts.data[i]);
        BUG("MIR is not valid after %s (%u violations)", stage, n);
    }
    arena_free(a);
}

static bool make_mir(Build *b) {
    double t0 = time_now();
    b->prog = program_new(b->s);
    bool text = false;
    for (uint32_t i = 0; i < b->o->inputs.len; i++) {
        const char *path = b->o->inputs.data[i];
        if (!has_suffix(path, ".mir")) continue;
        SourceFile *f = units_read(b->s, path);
        text = true;
        if (!f || !ir_parse(b->prog, f)) return false;
    }
    if (b->units.order.len) {
        Lowering *l = lower_new(b->prog, &(LowerOptions){0});
        for (uint32_t i = 0; i < b->units.order.len; i++) {
            LoadedUnit *u = b->units.order.data[i]; /* a compiled unit keeps the options that it was compiled with */
            lower_options(
                l, &(LowerOptions){.unsafe = b->o->unsafe_ || (u->file && u->file->unsafe_),
                                   .noassert = b->o->noassert || (u->file && u->file->noassert),
                                   .opt_promises = zero_alloc_is_checked(ZA_OPT, b->o->zero_alloc, b->o->level)});
            lower_unit(l, u->unit);
        }
        lower_finish(l);
    }
    if (failed(b)) return false;
    if (text) { /* a mistake in .mir text is the user's, not ours */
        IrErrors errs = {0};
        uint32_t n = ir_verify(b->prog, &errs, b->s->perm);
        for (uint32_t i = 0; i < errs.texts.len && i < 20; i++)
            diag_error(b->s, NO_LOC, "E0602", "invalid MIR: %s", errs.texts.data[i]);
        if (n) return false;
    } else if (b->o->verify)
        verify(b, "lowering");
    b->lower_seconds = time_now() - t0;
    return true;
}

/* Passes that the command line names. */
static bool passes_exist(Build *b) {
    const char *names[] = {b->o->run_pass, b->o->stop_after, b->o->dump_after};
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!names[i] || (i && !strcmp(names[i], "lower")) ||
            (names[i] == b->o->dump_after && !strcmp(names[i], "all")))
            continue;
        uint32_t k = 0;
        while (k < pass_count && strcmp(pass_table[k].name, names[i])) k++;
        if (k < pass_count) continue;
        diag_error(b->s, NO_LOC, "E0508", "there is no pass named %s (mloc --help-passes lists them)", names[i]);
        return false;
    }
    return true;
}

static void run_passes(Build *b) {
    if (!passes_exist(b)) return;
    double t0 = time_now();
    PassContext cx = {.prog = b->prog,
                      .level = b->o->level,
                      .dump_after = b->o->dump_after,
                      .stop_after = b->o->stop_after,
                      .verify = b->o->verify,
                      .timings = b->o->timings,
                      .dump_out = stdout};
    Arena *a = arena_new("inline log");
    if (b->o->level || b->o->run_pass) cx.inline_log = inline_log_new(a, b->o->explain_inline);
    if (only_lowered(b)) {
    } else if (b->o->run_pass) {
        zero_alloc_keep(b->prog, b->o->zero_alloc, b->o->level);
        passes_run_one(&cx, b->o->run_pass);
    } else {
        zero_alloc_keep(b->prog, b->o->zero_alloc, b->o->level);
        program_gc(b->prog);
        passes_run(&cx);
    }
    if (b->o->explain_inline && cx.inline_log)
        inline_log_print(cx.inline_log, b->s, b->o->explain_inline_of, b->home.stdlib_dir, stderr);
    arena_free(a);
    b->pass_seconds = time_now() - t0;
}

static bool make_objects(Build *b) {
    double t0 = time_now();
    const char *dir = tmp_dir(b);
    if (!dir) return false;
    BackendOptions bo = backend_options(b);
    const char **objs;
    uint32_t n = backend_objects(b->prog, &bo, arena_printf(b->s->perm, "%s/mloc", dir), &objs, &b->stats);
    for (uint32_t i = 0; i < n; i++) vec_push(&b->objects, objs[i]);
    for (uint32_t i = 0; i < b->o->inputs.len && !failed(b); i++) {
        const char *path = b->o->inputs.data[i];
        if (has_suffix(path, ".c")) {
            const char *obj = arena_printf(b->s->perm, "%s/c%u.o", dir, i);
            if (link_compile_c(b->s, b->o, &b->home, path, obj)) vec_push(&b->objects, obj);
        } else if (has_suffix(path, ".o") || has_suffix(path, ".a") || has_suffix(path, ".so"))
            vec_push(&b->objects, path);
    }
    b->backend_seconds = time_now() - t0;
    return !failed(b);
}

/* --emit=obj: the whole program as one object, to be linked with the runtime by whoever wants to. */
static void emit_object(Build *b) {
    const char *dir = tmp_dir(b);
    if (!dir) return;
    BackendOptions bo = backend_options(b);
    bo.jobs = 1; /* one part */
    const char **objs;
    if (backend_objects(b->prog, &bo, arena_printf(b->s->perm, "%s/mloc", dir), &objs, &b->stats) != 1) return;
    vec_push(&b->objects, objs[0]);
    const char *out = b->o->output ? b->o->output : arena_printf(b->s->perm, "%s.o", default_output(b)), *why;
    Buf text = {0};
    if (!failed(b) && (!file_read(objs[0], &text, &why) || !file_write(out, text.data, text.len, &why)))
        diag_error(b->s, NO_LOC, "E0507", "cannot write %s: %s", out, why);
    buf_free(&text);
}

static void print_timings(Build *b) {
    double front = b->units.parse_seconds + b->units.check_seconds + b->lower_seconds + b->pass_seconds;
    double lines = (double)b->units.lines;
    fprintf(stderr, "%-22s %9.1f ms\n", "parse", b->units.parse_seconds * 1e3);
    fprintf(stderr, "%-22s %9.1f ms\n", "check", b->units.check_seconds * 1e3);
    fprintf(stderr, "%-22s %9.1f ms\n", "lower", b->lower_seconds * 1e3);
    fprintf(stderr, "%-22s %9.1f ms\n", "MIR passes", b->pass_seconds * 1e3);
    fprintf(stderr, "%-22s %9.1f ms  (emit %.1f, LLVM passes %.1f, code generation %.1f CPU ms)\n", "LLVM",
            b->backend_seconds * 1e3, b->stats.emit_seconds * 1e3, b->stats.opt_seconds * 1e3,
            b->stats.codegen_seconds * 1e3);
    fprintf(stderr, "%-22s %9.1f ms\n", "link", b->link_seconds * 1e3);
    fprintf(stderr, "%llu lines; front end and MIR: %.0f lines/s; %.1f LLVM instructions per line\n",
            (unsigned long long)b->units.lines, front > 0 ? lines / front : 0.0,
            lines > 0 ? (double)b->stats.llvm_instructions / lines : 0.0);
}

/* mloc run: the program inherits our standard channels; its exit code is ours. */
static int run_program(const char *exe, const char *name, const Strings *args) {
    VEC(char *) argv = {0};
    vec_push(&argv, (char *)name);
    for (uint32_t i = 0; i < args->len; i++) vec_push(&argv, (char *)args->data[i]);
    vec_push(&argv, NULL);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        execv(exe, argv.data);
        fprintf(stderr, "mloc: error: cannot run %s: %s\n", exe, strerror(errno));
        _exit(2);
    }
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    vec_free(&argv);
    if (pid < 0) return 2;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool check_inputs(Build *b) {
    static const char *const known[] = {".ml", ".mli", ".mlu", ".mir", ".c", ".o", ".a", ".so"};
    for (uint32_t i = 0; i < b->o->inputs.len; i++) {
        const char *path = b->o->inputs.data[i];
        bool ok = false;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) ok |= has_suffix(path, known[k]);
        if (!ok) {
            Diag *d =
                diag_error(b->s, NO_LOC, "E0500", "%s: mloc does not know what to do with this kind of file", path);
            diag_help(b->s, d,
                      "sources end in .ml, .mli or .mir, compiled units in .mlu; .c, .o and .a files are linked");
        }
        struct stat st;
        if (ok && stat(path, &st) != 0)
            diag_error(b->s, NO_LOC, "E0501", "cannot read %s: %s", path, strerror(errno));
        else if (ok && S_ISDIR(st.st_mode))
            diag_error(b->s, NO_LOC, "E0501", "cannot read %s: Is a directory", path);
    }
    return !failed(b);
}

/* ---- -c -------------------------------------------------------------------------- */
/* path with another suffix; in the current folder, as cc does it, or beside the source. */
static const char *with_suffix(Build *b, const char *path, const char *suffix, bool beside) {
    const char *slash = strrchr(path, '/');
    if (!beside && slash) path = slash + 1;
    return arena_printf(b->s->perm, "%.*s%s", (int)(strrchr(path, '.') - path), path, suffix);
}

/* Each unit that was named with its source becomes a .mlu, each C file an object; an .mli alone is only checked. */
static void compile_units(Build *b) {
    const Options *o = b->o;
    uint32_t outputs = 0;
    for (uint32_t i = 0; i < o->inputs.len; i++)
        outputs += has_suffix(o->inputs.data[i], ".ml") || has_suffix(o->inputs.data[i], ".c");
    if (o->output && outputs != 1) {
        diag_error(b->s, NO_LOC, "E0508",
                   "-c with -o writes one file, so it wants exactly one .ml or .c file (here are %u)", outputs);
        return;
    }
    for (uint32_t i = 0; i < b->units.all.len && !failed(b); i++) {
        LoadedUnit *l = b->units.all.data[i];
        if (!l->explicit_ || !l->ml) continue;
        const char *path = o->output ? o->output : with_suffix(b, l->ml, ".mlu", true);
        if (unit_save(&b->units, l, path) && o->deps) deps_write(&b->units, path, l, NULL);
    }
    for (uint32_t i = 0; i < o->inputs.len && !failed(b); i++) {
        const char *src = o->inputs.data[i];
        if (has_suffix(src, ".c"))
            link_compile_c(b->s, o, &b->home, src, o->output ? o->output : with_suffix(b, src, ".o", false));
    }
}

static void show_report(Build *b, const char *path, FILE *out) {
    AllocReport *r = alloc_report_read(b->s, b->s->perm, path);
    if (!r) return;
    Buf text = {0};
    put_report(b, r, &text);
    fwrite(text.data, 1, text.len, out);
    buf_free(&text);
}

/* mloc alloc-report FILE */
static void show_given_report(Build *b, FILE *out) {
    show_report(b, b->o->inputs.data[0], out);
}

/* The way itself.  Returns the exit code of `run` and `interp`, else 0. */
static int run_stages(Build *b) {
    const Options *o = b->o;
    if (o->action == ACT_REPORT) return write_text(b, show_given_report), 0;
    if (!check_inputs(b)) return 0;
    if (o->emit == STAGE_TOKENS) return write_text(b, emit_tokens), 0;
    if (o->emit == STAGE_AST) return write_text(b, emit_ast), 0;

    units_init(&b->units, b->s, o, b->home.stdlib_dir);
    units_add_files(&b->units);
    if (b->units.all.len && !failed(b)) units_load_all(&b->units);
    if (failed(b) || o->action == ACT_CHECK) {
        if (!failed(b) && o->emit == STAGE_INTERFACE) write_text(b, emit_interface);
        return 0;
    }
    if (o->compile_only && o->emit == STAGE_NONE) return compile_units(b), 0;
    if (o->emit == STAGE_TYPED) return write_text(b, emit_typed), 0;
    if (o->emit == STAGE_INTERFACE) return write_text(b, emit_interface), 0;

    if (!make_mir(b)) return 0;
    run_passes(b);
    if (failed(b)) return 0;
    if (o->emit == STAGE_MIR || o->run_pass || o->stop_after) return write_text(b, emit_mir), 0;
    if (o->action == ACT_INTERP) {
        diag_flush(b->s, stderr);
        VEC(char *) argv = {0};
        vec_push(&argv, (char *)o->inputs.data[0]);
        for (uint32_t i = 0; i < o->run_args.len; i++) vec_push(&argv, (char *)o->run_args.data[i]);
        vec_push(&argv, NULL);
        return ir_interpret(b->prog, b->home.runtime_so, (int)argv.len - 1, argv.data);
    }
    if (o->profile_alloc) prepare_profile(b, o->output && o->emit == STAGE_NONE ? o->output : default_output(b));
    if (o->emit == STAGE_LLVM || o->emit == STAGE_LLVM_OPT || o->emit == STAGE_ASM)
        return write_text(b, emit_backend), 0;

    bool report = o->emit == STAGE_ALLOC_REPORT, run = o->action == ACT_RUN;
    if (report && !run) return write_text(b, emit_alloc_report), 0;
    if (o->emit == STAGE_OBJ) return emit_object(b), 0;
    const char *out = o->output ? o->output : default_output(b);
    if (!make_objects(b)) return 0;
    double t0 = time_now();
    const char *exe = run && !o->output ? arena_printf(b->s->perm, "%s/program", b->tmp_dir) : out;
    bool linked = link_program(b->s, o, &b->home, &b->objects, exe);
    b->link_seconds = time_now() - t0;
    if (o->timings && run) print_timings(b); /* before the program prints anything */
    if (linked && o->deps && exe == out) {
        Strings more = {0};
        for (uint32_t i = 0; i < o->inputs.len; i++)
            if (!strstr(strrchr(o->inputs.data[i], '.'), ".ml")) vec_push(&more, o->inputs.data[i]);
        deps_write(&b->units, out, NULL, &more);
        vec_free(&more);
    }
    if (!linked || !run) return 0;
    diag_flush(b->s, stderr);
    if (report && !o->profile_alloc) emit_alloc_report(b, stderr);
    const char *profile = report && o->profile_alloc ? arena_printf(b->s->perm, "%s/profile", b->tmp_dir) : NULL;
    if (profile) setenv("MLOC_ALLOC_PROFILE", profile, 1);
    int code = run_program(exe, default_output(b), &o->run_args);
    if (profile) show_report(b, profile, stderr);
    if (profile) unlink(profile);
    if (exe != out) unlink(exe);
    return code;
}

int build(const Options *o) {
    Build b = {.o = o, .s = session_new()};
    b.s->json_errors = o->json;
    b.s->no_warnings = o->no_warnings;
    b.s->warnings_are_errors = o->warn_error;
    b.s->colour = !o->json && isatty(2);
    b.home = home_find(b.s->perm);
    int code = run_stages(&b);
    diag_flush(b.s, stderr);
    if (o->timings && o->action != ACT_RUN) print_timings(&b);
    remove_tmp(&b);
    bool ok = b.s->nerrors == 0;
    return ok ? code : 1;
}
