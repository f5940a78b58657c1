/* frequency.c: functions that run only a few times (Func.max_runs).

   Needs: nothing.  Guarantees: a function whose max_runs is n > 0 runs at most n times in a run of the program; 0
   promises nothing.  Breaks: nothing; stays true when calls are inlined, since no pass moves a call into a loop.

   An initialiser runs once.  A function that is only called directly runs as often as its calls do: a call outside
   loops as often as its function, a call in a loop without bound.  So `main`-like code is known to be cold between its
   loops, and the inliner and the back end prefer small code to fast code there. */
#include "pass.h"

enum { FEW = 8 }; /* more runs than this are as good as unbounded */

static void add_runs(uint32_t *runs, FuncId callee, uint32_t by) {
    uint32_t *r = &runs[callee.i];
    *r = *r + by > FEW ? FEW + 1 : *r + by;
}

/* Adds what f's calls make their callees run.  f itself runs `times`. */
static void count_runs(const Func *f, uint32_t times, const Cfg *cfg, uint32_t *runs) {
    FOR_BLOCKS(f, b) {
        uint32_t by = !cfg || cfg->loop_depth[b.i] ? FEW + 1 : times;
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_CALL) add_runs(runs, in->imm.func, by);
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) add_runs(runs, t->func, by);
    }
}

void pass_frequency(PassContext *cx) {
    Program *p = cx->prog;
    Arena *a = arena_new("frequency");
    CallGraph *g = callgraph(a, p);
    uint32_t *runs = NEW_ARRAY(a, uint32_t, p->funcs.len);
    for (uint32_t i = 1; i < p->funcs.len; i++)
        if (g->escapes[i] || g->recursive[i] || p->funcs.data[i]->kept) runs[i] = FEW + 1;
    for (uint32_t i = 0; i < p->inits.len; i++) {
        FuncId init = p->inits.data[i];
        runs[init.i] = g->recursive[init.i] || g->calls[init.i] ? FEW + 1 : 1;
    }
    for (uint32_t i = g->norder; i-- > 0;) { /* callers first */
        Func *f = program_func(p, g->order[i]);
        uint32_t times = runs[f->id.i];
        bool few = times && times <= FEW;
        f->max_runs = few ? (uint8_t)times : 0;
        if (few) scratch_reset(cx);
        count_runs(f, times, few ? cfg_compute(cx->scratch, f) : NULL, runs);
    }
    arena_free(a);
}
