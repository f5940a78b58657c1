/* sink.c: allocations move to where they are needed.

   Needs: nothing.  Guarantees: an allocation on the heap whose uses are all under one later block, not deeper in loops, stands in that
   block, so that the other paths do not pay for it (a loop's result is boxed at its end, an argument of a rare call when it is made).
   Breaks: nothing. */
#include "pass.h"

#include <stdlib.h>

typedef struct Sink {
    Func *f;
    const Cfg *cfg;
    uint32_t *where;   /* value -> common dominator of its uses */
    uint32_t *depth;   /* block -> depth in the dominator tree */
} Sink;

static uint32_t common_dominator(Sink *s, uint32_t a, uint32_t b) {
    while (a != b) {
        if (s->depth[a] < s->depth[b])
            b = s->cfg->idom[b].i;
        else
            a = s->cfg->idom[a].i;
    }
    return a;
}

static void use(Sink *s, Val v, uint32_t at) {
    const Inst *in = val_def(s->f, v);
    if (!in || !is_alloc_op(in->op))
        return;
    uint32_t *w = &s->where[v.i];
    if (*w == in->block.i)
        return; /* as early as can be */
    *w = *w ? common_dominator(s, *w, at) : at;
}

static void visit_uses(Sink *s, Blk b) {
    const Term *t = &block_at(s->f, b)->term;
    for (uint32_t k = 0; k < t->nargs; k++)
        use(s, t->args[k], b.i);
    for (uint32_t e = 0; e < t->nedges; e++)
        for (uint32_t k = 0; k < t->edges[e].nargs; k++)
            use(s, t->edges[e].args[k], b.i);
    FOR_INSTS(s->f, b, i) {
        const Inst *in = inst_at(s->f, i);
        for (uint32_t k = 0; k < in->nargs; k++)
            use(s, in->args[k], b.i);
    }
}

/* Is every loop around `to` a loop around `from`? */
static bool not_deeper(const Cfg *c, Blk to, Blk from) {
    return c->loop_head[to.i].i == 0 || c->loop_head[to.i].i == c->loop_head[from.i].i || c->loop_depth[to.i] < c->loop_depth[from.i];
}

static bool uses_value(const Inst *in, Val v) {
    for (uint32_t k = 0; k < in->nargs; k++)
        if (in->args[k].i == v.i)
            return true;
    return false;
}

void pass_sink(PassContext *cx, Func *f) {
    (void)cx;
    bool any = false;
    FOR_BLOCKS(f, b)
        FOR_INSTS(f, b, k)
            any |= is_alloc_op(inst_at(f, k)->op);
    if (!any || !block_at(f, f->entry)->next.i)
        return;
    unreachable_remove(f);
    Arena *a = arena_new("sink");
    Sink s = {.f = f, .cfg = cfg_compute(a, f)};
    s.where = NEW_ARRAY(a, uint32_t, f->nvals);
    s.depth = NEW_ARRAY(a, uint32_t, f->nblocks);
    for (uint32_t i = 1; i < s.cfg->n; i++)
        s.depth[s.cfg->rpo[i].i] = s.depth[s.cfg->idom[s.cfg->rpo[i].i].i] + 1;
    for (uint32_t i = 0; i < s.cfg->n; i++)
        visit_uses(&s, s.cfg->rpo[i]);
    for (uint32_t i = s.cfg->n; i-- > 0;) {
        Blk b = s.cfg->rpo[i];
        for (Ins k = block_at(f, b)->last, prev; k.i; k = prev) {
            Inst *in = inst_at(f, k);
            prev = in->prev;
            if (!is_alloc_op(in->op) || in->place != PLACE_HEAP)
                continue;
            uint32_t to = s.where[in->res.i];
            if (!to || to == b.i || !not_deeper(s.cfg, (Blk){to}, b))
                continue;
            Ins at = block_at(f, (Blk){to})->first;
            int steps = 0;
            while (at.i && steps < 200 && !uses_value(inst_at(f, at), in->res))
                at = inst_at(f, at)->next, steps++;
            if (at.i && steps == 200)
                at = block_at(f, (Blk){to})->first;
            inst_remove(f, k);
            if (at.i)
                inst_insert_before(f, at, k);
            else
                inst_append(f, (Blk){to}, k);
        }
    }
    arena_free(a);
}
