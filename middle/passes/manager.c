/* manager.c: the pass table, the pipeline, and what runs around each pass: dumps, verification, timings.

   The table says what there is; the pipeline says in which order, and a pass may stand in it several times.
   Passes over one function run on every function before the next step starts, so that `--dump-after=NAME` shows a
   whole program; the inliner calls cleanup() itself on what it changed. */
#include "pass.h"

#include <stdlib.h>

const Pass pass_table[] = {
    {"simplify", "constants, known conditions, common subexpressions, known calls, control flow", pass_simplify, NULL,
     0},
    {"cfg", "blocks merged, jumps threaded, parameters with one value removed", pass_cfg, NULL, 0},
    {"scalar", "blocks that do not escape become values: refs, tuples, options", pass_scalar, NULL, 1},
    {"params", "block parameters unboxed", pass_params, NULL, 1},
    {"sink", "allocations move to where they are needed", pass_sink, NULL, 1},
    {"inline", "small, single and higher-order calls replaced by bodies", NULL, pass_inline, 1},
    {"specialise", "copies of functions for the closures that they are given", NULL, pass_specialise, 2},
    {"uncurry", "functions that return a closure which is applied at once take its arguments, too", NULL, pass_uncurry,
     2},
    {"contify", "functions that return to one place become blocks of their caller", NULL, pass_contify, 1},
    {"signatures", "numbers, fields and closures' contents travel raw between known functions", NULL, pass_signatures,
     1},
    {"globals", "modules' constants known everywhere, blocks made once static", NULL, pass_globals, 1},
    {"loops", "bounds checks that a loop's own bounds imply", pass_loops, NULL, 1},
    {"escape", "allocations that do not outlive their function move into regions", NULL, pass_escape, 2},
    {"variants", "values of sum types that are still needed whole are made", pass_variants, NULL, 0},
    {"effects", "what functions may do: raise, allocate, call the unknown", NULL, pass_effects, 0},
    {"frequency", "functions that run only a few times", NULL, pass_frequency, 1},
    {"zero_alloc", "checks what [@zero_alloc] says", NULL, pass_zero_alloc, 0},
    {"gc", "unreachable functions and data dropped", NULL, pass_gc, 0},
    {"tables", "switches that choose constants become loads", pass_tables, NULL, 0},
    {"split", "stretches of functions that are too long for LLVM moved out", pass_split, NULL, 0},
    {"dce", "dead code: unused values, allocations, block parameters", pass_dce, NULL, 0},
};
const uint32_t pass_count = sizeof pass_table / sizeof pass_table[0];

/* names of the table, in the order in which they run; "*": every function has changed, since what it calls has */
static const char *const pipeline[] = {
    /* each function by itself, then together */
    "simplify",
    "dce",
    "scalar",
    "params",
    "simplify",
    "dce",
    "effects",
    "frequency",
    "inline",
    "globals",
    "gc",
    /* what inlining made known */
    "specialise",
    "uncurry",
    "contify",
    "simplify",
    "dce",
    "effects",
    "frequency",
    "inline",
    "uncurry",
    "gc",
    /* what travels between the functions that are left; twice, since results may hold what the first round made raw */
    "signatures",
    "simplify",
    "params",
    "simplify",
    "dce",
    "effects",
    "frequency",
    "inline",
    "gc",
    "signatures",
    "contify",
    "simplify",
    "scalar",
    "params",
    "loops",
    "simplify",
    "dce",
    /* what was in what came apart */
    "signatures",
    "simplify",
    "params",
    "simplify",
    "dce",
    "globals",
    "gc",
    "effects",
    "*",
    "sink",
    "simplify",
    "dce",
    "sink",
    "variants",
    "simplify",
    "dce",
    "tables",
    "split",
    "escape",
    "effects",
    "gc",
    "frequency",
    "zero_alloc",
};
/* at -O0: what makes the rest of the way shorter */
static const char *const quick_pipeline[] = {
    "simplify", "dce", "effects", "gc", "variants", "tables", "split", "zero_alloc",
};
enum {
    PIPELINE_LEN = sizeof pipeline / sizeof pipeline[0],
    QUICK_LEN = sizeof quick_pipeline / sizeof quick_pipeline[0]
};

static const Pass *find_pass(const char *name) {
    for (uint32_t i = 0; i < pass_count; i++)
        if (!strcmp(pass_table[i].name, name)) return &pass_table[i];
    return NULL;
}

/* One arena for all functions and passes: it begins at the same place each time, where the cache is warm. */
void scratch_reset(PassContext *cx) {
    if (!cx->scratch)
        cx->scratch = arena_new("scratch");
    else if (arena_bytes(cx->scratch))
        arena_reset(cx->scratch);
}

/* What a function looked like when a pass had last run on it.  A pass that gives another one something to do makes
   values, instructions or blocks, or says so, so a function in which none were made since is left alone. */
typedef uint32_t Seen; /* how many of them had been made */

static Seen made_in(const Func *f) {
    return f->nvals + f->ninsts + f->nblocks + f->compacted + f->touched;
}

typedef struct Runs {
    struct {
        Seen *seen;
        uint32_t cap;
    } by_pass[sizeof pass_table / sizeof pass_table[0]];
} Runs;

static void runs_forget(Runs *r) {
    for (uint32_t k = 0; k < pass_count; k++) {
        free(r->by_pass[k].seen);
        r->by_pass[k].seen = NULL;
        r->by_pass[k].cap = 0;
    }
}

static Seen *seen_by(Runs *r, uint32_t pass, const Func *f) {
    if (f->id.i >= r->by_pass[pass].cap) {
        uint32_t old = r->by_pass[pass].cap, cap = f->id.i + f->id.i / 2 + 256;
        Seen *seen = realloc(r->by_pass[pass].seen, cap * sizeof *seen);
        if (!seen) die_out_of_memory(cap * sizeof *seen);
        memset(seen + old, 0, (cap - old) * sizeof *seen);
        r->by_pass[pass].seen = seen;
        r->by_pass[pass].cap = cap;
    }
    return &r->by_pass[pass].seen[f->id.i];
}

static void run_on(PassContext *cx, const Pass *pass, Func *f) {
    Seen *s = cx->runs ? seen_by(cx->runs, (uint32_t)(pass - pass_table), f) : NULL;
    if (s && *s == made_in(f)) return;
    pass->run_func(cx, f);
    scratch_reset(cx);
    if (s) *s = made_in(f);
}

void cleanup(PassContext *cx, Func *f) {
    static void (*const steps[])(PassContext *, Func *) = {pass_simplify, pass_dce,      pass_scalar,
                                                           pass_params,   pass_simplify, pass_dce};
    Seen before = 0;
    for (uint32_t k = 0; k < sizeof steps / sizeof steps[0]; k++) {
        if (k == 2) before = made_in(f);
        if (k == 4 && made_in(f) == before) break; /* neither scalar nor params found anything */
        steps[k](cx, f);
        scratch_reset(cx);
    }
    unreachable_remove(f);
    func_compact(f);
}

static void run(PassContext *cx, const Pass *pass) {
    scratch_reset(cx);
    if (pass->run_program)
        pass->run_program(cx);
    else
        for (uint32_t i = 1, n = cx->prog->funcs.len; i < n; i++)
            if (!cx->prog->funcs.data[i]->dead && !cx->prog->funcs.data[i]->external)
                run_on(cx, pass, cx->prog->funcs.data[i]);
}

static void scratch_free(PassContext *cx) {
    arena_free(cx->scratch);
    cx->scratch = NULL;
}

/* False when MIR is broken after the pass: then its name is all that one needs to know. */
static bool check(PassContext *cx, const Pass *pass) {
    IrErrors errs = {0};
    Arena *a = arena_new("verify");
    uint32_t n = ir_verify(cx->prog, &errs, a);
    for (uint32_t i = 0; i < errs.texts.len && i < 20; i++) fprintf(stderr, "  %s\n", errs.texts.data[i]);
    if (n) BUG("MIR is not valid after pass %s (%u violations)", pass->name, n);
    arena_free(a);
    return n == 0;
}

static bool wanted(const char *list, const char *name) {
    return list && (!strcmp(list, "all") || !strcmp(list, name));
}

static bool run_checked(PassContext *cx, const Pass *pass) {
    double t0 = time_now();
    run(cx, pass);
    if (cx->timings) fprintf(stderr, "  pass %-16s %9.2f ms\n", pass->name, (time_now() - t0) * 1e3);
    if (wanted(cx->dump_after, pass->name)) {
        fprintf(cx->dump_out, "; after %s\n", pass->name);
        ir_print(cx->prog, cx->dump_out);
    }
    return !cx->verify || check(cx, pass);
}

bool passes_run(PassContext *cx) {
    const char *const *steps = cx->level ? pipeline : quick_pipeline;
    zero_alloc_watch(cx->prog);
    Runs runs = {0};
    cx->runs = &runs;
    bool ok = true;
    for (uint32_t i = 0; ok && i < (cx->level ? PIPELINE_LEN : QUICK_LEN); i++) {
        if (!strcmp(steps[i], "*")) {
            runs_forget(&runs);
            continue;
        }
        const Pass *pass = find_pass(steps[i]);
        if (!pass) BUG("the pipeline names a pass %s that does not exist", steps[i]);
        if (pass->min_level > cx->level) continue;
        ok = run_checked(cx, pass);
        if (cx->stop_after && !strcmp(cx->stop_after, pass->name)) break;
    }
    if (cx->inline_log) inline_log_finish(cx->inline_log, cx->prog);
    runs_forget(&runs);
    cx->runs = NULL;
    scratch_free(cx);
    return ok;
}

bool passes_run_one(PassContext *cx, const char *name) {
    const Pass *pass = find_pass(name);
    if (!pass || !run_checked(cx, pass)) return false;
    scratch_free(cx);
    return true;
}
