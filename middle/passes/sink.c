/* sink.c: allocations move to where they are needed.

   Needs: nothing.  Guarantees: an allocation on the heap whose uses are all under one later block, not deeper in loops,
   stands in that block, so that the other paths do not pay for it (a loop's result is boxed at its end, an argument of
   a rare call when it is made). Breaks: nothing. */
#include "pass.h"

#include <stdlib.h>

typedef struct Sink {
    Func *f;
    const Cfg *cfg;
    uint32_t *where; /* value -> common dominator of its uses */
    uint32_t *depth; /* block -> depth in the dominator tree */
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
    if (!in || !is_alloc_op(in->op)) return;
    uint32_t *w = &s->where[v.i];
    if (*w == in->block.i) return; /* as early as can be */
    *w = *w ? common_dominator(s, *w, at) : at;
}

static void visit_uses(Sink *s, Blk b) {
    const Term *t = &block_at(s->f, b)->term;
    for (uint32_t k = 0; k < t->nargs; k++) use(s, t->args[k], b.i);
    for (uint32_t e = 0; e < t->nedges; e++)
        for (uint32_t k = 0; k < t->edges[e].nargs; k++) use(s, t->edges[e].args[k], b.i);
    FOR_INSTS(s->f, b, i) {
        const Inst *in = inst_at(s->f, i);
        for (uint32_t k = 0; k < in->nargs; k++) use(s, in->args[k], b.i);
    }
}

/* Is every loop around `to` a loop around `from`? */
static bool not_deeper(const Cfg *c, Blk to, Blk from) {
    return c->loop_head[to.i].i == 0 || c->loop_head[to.i].i == c->loop_head[from.i].i ||
           c->loop_depth[to.i] < c->loop_depth[from.i];
}

static bool uses_value(const Inst *in, Val v) {
    for (uint32_t k = 0; k < in->nargs; k++)
        if (in->args[k].i == v.i) return true;
    return false;
}

/* Allocations that only some of the edges out of their own block use move onto those edges: a number that is boxed when
   a loop ends is not boxed each time round. */
static bool uses_on_edges_only(const Func *f, Blk b, Val v, const uint32_t *uses) {
    const Term *t = &block_at(f, b)->term;
    uint32_t n = 0, edges = 0;
    for (uint32_t e = 0; e < t->nedges; e++) {
        bool here = false;
        for (uint32_t k = 0; k < t->edges[e].nargs; k++)
            if (t->edges[e].args[k].i == v.i) {
                n++;
                here = true;
            }
        edges += here;
    }
    return n && n == uses[v.i] && edges < t->nedges;
}

static Ins copy_alloc(Func *f, Ins i, Blk b) {
    Inst in = *inst_at(f, i);
    Ins c = inst_new(f, (Op)in.op, (Layout)in.layout, in.nargs, in.args);
    Inst *ci = inst_at(f, c);
    Val res = ci->res, *args = ci->args;
    *ci = in;
    ci->res = res;
    ci->args = args;
    ci->prev = ci->next = NO_INS;
    val_info(f, res)->mode = val_info(f, in.res)->mode;
    val_info(f, res)->number = val_info(f, in.res)->number;
    val_info(f, res)->promise = val_info(f, in.res)->promise;
    val_info(f, res)->name = val_info(f, in.res)->name;
    inst_append(f, b, c);
    return c;
}

static void sink_onto_edges(const Program *p, Func *f, Blk b, uint32_t *uses) {
    if (block_at(f, b)->term.nedges < 2 || block_at(f, b)->term.nedges > 8) return;
    for (Ins k = block_at(f, b)->last, prev; k.i; k = prev) {
        Inst in = *inst_at(f, k);
        prev = in.prev;
        if (!is_alloc_op(in.op) || in.place != PLACE_HEAP || !uses_on_edges_only(f, b, in.res, uses)) continue;
        for (uint32_t e = 0; e < block_at(f, b)->term.nedges; e++) {
            Edge ed = block_at(f, b)->term.edges[e];
            bool here = false;
            for (uint32_t j = 0; j < ed.nargs; j++) here |= ed.args[j].i == in.res.i;
            if (!here) continue;
            Blk mid = edge_split(p, f, b, e);
            block_at(f, mid)->term.loc = in.loc;
            Val copy = inst_at(f, copy_alloc(f, k, mid))->res;
            const Edge *on = &block_at(f, mid)->term.edges[0];
            for (uint32_t j = 0; j < on->nargs; j++)
                if (on->args[j].i == in.res.i) on->args[j] = copy;
        }
        inst_remove(f, k);
        return; /* the other allocations of the block are used by `mid` now: the next run sees to them */
    }
}

void pass_sink(PassContext *cx, Func *f) {
    bool any = false;
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k)
    any |= is_alloc_op(inst_at(f, k)->op);
    if (!any || !block_at(f, f->entry)->next.i) return;
    unreachable_remove(f);
    Arena *a = cx->scratch;
    uint32_t nblocks = f->nblocks;
    for (int round = 0; round < 3; round++) {
        uint32_t *uses = use_counts(a, f), before = f->nblocks;
        for (Blk b = f->entry; b.i; b = block_at(f, b)->next)
            if (b.i < nblocks) sink_onto_edges(cx->prog, f, b, uses);
        if (f->nblocks == before) break;
    }
    Sink s = {.f = f, .cfg = cfg_compute(a, f)};
    s.where = NEW_ARRAY(a, uint32_t, f->nvals);
    s.depth = NEW_ARRAY(a, uint32_t, f->nblocks);
    for (uint32_t i = 1; i < s.cfg->n; i++) s.depth[s.cfg->rpo[i].i] = s.depth[s.cfg->idom[s.cfg->rpo[i].i].i] + 1;
    for (uint32_t i = 0; i < s.cfg->n; i++) visit_uses(&s, s.cfg->rpo[i]);
    for (uint32_t i = s.cfg->n; i-- > 0;) {
        Blk b = s.cfg->rpo[i];
        for (Ins k = block_at(f, b)->last, prev; k.i; k = prev) {
            Inst *in = inst_at(f, k);
            prev = in->prev;
            if (!is_alloc_op(in->op) || in->place != PLACE_HEAP) continue;
            uint32_t to = s.where[in->res.i];
            if (!to || to == b.i || !not_deeper(s.cfg, (Blk){to}, b)) continue;
            Ins at = block_at(f, (Blk){to})->first;
            int steps = 0;
            while (at.i && steps < 200 && !uses_value(inst_at(f, at), in->res)) at = inst_at(f, at)->next, steps++;
            if (at.i && steps == 200) at = block_at(f, (Blk){to})->first;
            inst_remove(f, k);
            if (at.i)
                inst_insert_before(f, at, k);
            else
                inst_append(f, (Blk){to}, k);
        }
    }
}
