/* analysis.c: the control-flow graph's order, predecessors, dominators and loops; regions.

   Everything is iterative, since functions may have tens of thousands of blocks in a chain.
   Dominators: Semi-NCA, from Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems" (2005), chapter
   2: a block that a whole long function may jump to (the raise of its bounds checks) costs one walk up the tree, not
   one for each jump. Loops: natural loops from the innermost header outwards; a loop found before is stepped over as
   one node, so each block is visited once for its innermost loop and each loop once for its parent. */
#include "ir.h"

#include <stdlib.h>

typedef struct DfsTree { /* by preorder number, but for `number` */
    uint32_t *number;    /* of a block */
    uint32_t *block, *parent;
} DfsTree;

static void depth_first(const Func *f, Arena *a, Cfg *c, DfsTree *d) {
    typedef struct {
        uint32_t block, edge;
    } Item;
    d->number = NEW_ARRAY(a, uint32_t, f->nblocks);
    d->block = NEW_ARRAY(a, uint32_t, f->nblocks);
    d->parent = NEW_ARRAY(a, uint32_t, f->nblocks);
    uint32_t entered = 0;
    Item *stack = NEW_ARRAY(a, Item, f->nblocks);
    uint32_t depth = 0, n = f->nblocks;
    c->rpo = NEW_ARRAY(a, Blk, f->nblocks);
    /* The array is filled from its end and moved to the front at last. */
    if (f->entry.i) {
        c->order[f->entry.i] = 0;
        d->block[entered++] = f->entry.i;
        stack[depth++] = (Item){f->entry.i, 0};
    }
    while (depth) {
        Item *top = &stack[depth - 1];
        const Term *t = &f->blocks[top->block].term;
        if (top->edge < t->nedges) {
            uint32_t s = t->edges[top->edge++].block.i;
            if (c->order[s] == UINT32_MAX) {
                c->order[s] = 0;
                d->parent[entered] = d->number[top->block];
                d->number[s] = entered;
                d->block[entered++] = s;
                stack[depth++] = (Item){s, 0};
            }
        } else {
            c->rpo[--n] = (Blk){top->block};
            depth--;
        }
    }
    c->n = f->nblocks - n;
    memmove(c->rpo, c->rpo + n, c->n * sizeof *c->rpo);
    for (uint32_t i = 0; i < c->n; i++) c->order[c->rpo[i].i] = i;
}

static void predecessors(const Func *f, Arena *a, Cfg *c) {
    c->pred_start = NEW_ARRAY(a, uint32_t, f->nblocks + 2);
    uint32_t *fill = NEW_ARRAY(a, uint32_t, f->nblocks + 1), total = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const Term *t = &f->blocks[c->rpo[i].i].term;
        for (uint32_t e = 0; e < t->nedges; e++) c->pred_start[t->edges[e].block.i + 1]++;
        total += t->nedges;
    }
    for (uint32_t b = 0; b < f->nblocks; b++) {
        c->pred_start[b + 1] += c->pred_start[b];
        fill[b] = c->pred_start[b];
    }
    c->preds = NEW_ARRAY(a, Blk, total + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        const Term *t = &f->blocks[c->rpo[i].i].term;
        for (uint32_t e = 0; e < t->nedges; e++) c->preds[fill[t->edges[e].block.i]++] = c->rpo[i];
    }
}

/* All by preorder number in the depth-first tree. */
typedef struct SemiNca {
    uint32_t *semi;  /* semidominator */
    uint32_t *label; /* the one with the least semidominator on the compressed path */
    uint32_t *up;    /* parent, further up once compressed */
    uint32_t *path;
} SemiNca;

/* Of v and what is above it in the forest of the vertices from `linked` on, the one with the least semidominator. */
static uint32_t eval(const SemiNca *s, uint32_t v, uint32_t linked) {
    if (v < linked) return v;
    uint32_t n = 0;
    for (uint32_t x = v; x >= linked; x = s->up[x]) s->path[n++] = x;
    uint32_t above = s->path[--n];
    while (n) {
        uint32_t x = s->path[--n];
        s->up[x] = s->up[above];
        if (s->semi[s->label[above]] < s->semi[s->label[x]]) s->label[x] = s->label[above];
        above = x;
    }
    return s->label[v];
}

static void dominators(const Func *f, Arena *a, Cfg *c, const DfsTree *d) {
    c->idom = NEW_ARRAY(a, Blk, f->nblocks + 1);
    c->dom_pre = NEW_ARRAY(a, uint32_t, f->nblocks + 1);
    c->dom_size = NEW_ARRAY(a, uint32_t, f->nblocks + 1);
    if (!c->n) return;
    SemiNca s = {NEW_ARRAY(a, uint32_t, c->n), NEW_ARRAY(a, uint32_t, c->n),
                 arena_copy(a, d->parent, c->n * sizeof *d->parent), NEW_ARRAY(a, uint32_t, c->n)};
    for (uint32_t i = 0; i < c->n; i++) s.label[i] = i;
    for (uint32_t i = c->n; i-- > 1;) {
        uint32_t b = d->block[i];
        s.semi[i] = d->parent[i];
        for (uint32_t k = c->pred_start[b]; k < c->pred_start[b + 1]; k++) {
            uint32_t u = eval(&s, d->number[c->preds[k].i], i + 1);
            uint32_t semi = u > i ? s.semi[u] : u;
            if (semi < s.semi[i]) s.semi[i] = semi;
        }
    }
    uint32_t *idom = s.path;
    for (uint32_t i = 1; i < c->n; i++) {
        uint32_t up = d->parent[i];
        while (up > s.semi[i]) up = idom[up];
        idom[i] = up;
        c->idom[d->block[i]] = (Blk){d->block[up]};
    }
    /* Preorder intervals of the dominator tree make the question "a dominates b" two comparisons.
       A block comes after its dominator in reverse postorder, so sizes go up backwards and numbers down forwards. */
    for (uint32_t i = c->n; i-- > 0;) {
        uint32_t b = c->rpo[i].i;
        c->dom_size[b]++;
        if (i) c->dom_size[c->idom[b].i] += c->dom_size[b];
    }
    uint32_t *next = NEW_ARRAY(a, uint32_t, f->nblocks);
    next[c->rpo[0].i] = 1;
    for (uint32_t i = 1; i < c->n; i++) {
        uint32_t b = c->rpo[i].i, up = c->idom[b].i;
        c->dom_pre[b] = next[up];
        next[up] += c->dom_size[b];
        next[b] = c->dom_pre[b] + 1;
    }
}

static void loops(const Func *f, Arena *a, Cfg *c) {
    c->loop_depth = NEW_ARRAY(a, uint32_t, f->nblocks + 1);
    c->loop_head = NEW_ARRAY(a, Blk, f->nblocks + 1);
    Blk *parent = NULL; /* of a header: the header of the loop around its loop */
    uint32_t *work = NULL;
    for (uint32_t i = c->n; i-- > 0;) {
        uint32_t h = c->rpo[i].i, n = 0;
        for (uint32_t k = c->pred_start[h]; k < c->pred_start[h + 1]; k++) {
            /* nearly all edges go forwards, and say so at less cost */
            if (c->order[c->preds[k].i] < i || !cfg_dominates(c, (Blk){h}, c->preds[k])) continue;
            if (!parent) {
                parent = NEW_ARRAY(a, Blk, f->nblocks);
                work = NEW_ARRAY(a, uint32_t, c->pred_start[f->nblocks] + f->nblocks);
            }
            work[n++] = c->preds[k].i;
        }
        if (!n) continue;
        c->loop_head[h] = (Blk){h};
        while (n) {
            uint32_t b = work[--n];
            if (b == h) continue;
            if (c->loop_head[b].i == 0) { /* a block of no inner loop */
                c->loop_head[b] = (Blk){h};
            } else { /* of an inner loop: step to the outermost one known so far */
                b = c->loop_head[b].i;
                while (parent[b].i) b = parent[b].i;
                if (b == h) continue;
                parent[b] = (Blk){h};
            }
            for (uint32_t k = c->pred_start[b]; k < c->pred_start[b + 1]; k++)
                if (!cfg_dominates(c, (Blk){b}, c->preds[k])) work[n++] = c->preds[k].i;
        }
    }
    if (!parent) return;
    for (uint32_t i = 0; i < c->n; i++) { /* outer headers come first */
        uint32_t b = c->rpo[i].i, h = c->loop_head[b].i;
        if (!h) continue;
        c->loop_depth[b] = h == b ? 1 + (parent[b].i ? c->loop_depth[parent[b].i] : 0) : c->loop_depth[h];
    }
}

Cfg *cfg_compute(Arena *a, const Func *f) {
    Cfg *c = NEW(a, Cfg);
    c->order = NEW_ARRAY(a, uint32_t, f->nblocks + 1);
    memset(c->order, 0xff, (f->nblocks + 1) * sizeof *c->order);
    DfsTree d;
    depth_first(f, a, c, &d);
    predecessors(f, a, c);
    dominators(f, a, c, &d);
    loops(f, a, c);
    return c;
}

bool cfg_dominates(const Cfg *c, Blk a, Blk b) {
    uint32_t x = c->dom_pre[a.i], y = c->dom_pre[b.i];
    return c->order[a.i] != UINT32_MAX && c->order[b.i] != UINT32_MAX && x <= y && y < x + c->dom_size[a.i];
}

bool *cfg_cold(Arena *a, const Func *f, const Cfg *c) {
    bool *cold = NEW_ARRAY(a, bool, f->nblocks + 1);
    for (uint32_t i = c->n; i-- > 0;) { /* what a block leads to comes first, but for loops */
        Blk b = c->rpo[i];
        const Term *t = &block_at(f, b)->term;
        bool raises = t->kind == TERM_RAISE || t->kind == TERM_UNREACHABLE || t->nedges;
        for (uint32_t k = 0; k < t->nedges && raises; k++) raises = cold[t->edges[k].block.i];
        cold[b.i] = raises || f->cold;
    }
    if (f->max_runs) /* now only: what leads into such a block need not be cold itself */
        for (uint32_t i = 0; i < c->n; i++)
            if (!c->loop_depth[c->rpo[i].i]) cold[c->rpo[i].i] = true;
    return cold;
}

/* ---- regions ---------------------------------------------------------------------------------------- */

bool region_within(const RegionTree *t, uint32_t inner, uint32_t outer) {
    while (t->depth[inner] > t->depth[outer]) inner = t->parent[inner];
    return inner == outer;
}

uint32_t region_meet(const RegionTree *t, uint32_t x, uint32_t y) {
    while (x != y) {
        if (t->depth[x] >= t->depth[y])
            x = t->parent[x];
        else
            y = t->parent[y];
    }
    return x;
}

uint32_t region_after(const RegionTree *t, uint32_t cur, const Inst *in) {
    if (in->op == OP_REGION_BEGIN)
        return in->res.i < t->nvals ? t->of_mark[in->res.i] : cur; /* made since: not known */
    if (in->op != OP_REGION_END || in->nargs != 1) return cur;
    uint32_t r = in->args[0].i < t->nvals ? t->of_mark[in->args[0].i] : 0;
    return r && region_within(t, cur, r) ? t->parent[r] : UINT32_MAX; /* r itself may be the innermost */
}

RegionTree *regions_find(Arena *a, const Func *f, const Cfg *c) {
    uint32_t n = 1;
    bool any = false;
    for (uint32_t i = 0; i < c->n; i++)
        for (Ins k = block_at(f, c->rpo[i])->first; k.i; k = f->insts[k.i].next) {
            n += f->insts[k.i].op == OP_REGION_BEGIN;
            any |= op_info[f->insts[k.i].op].flags & OPF_REGION;
        }
    if (!any) return NULL;
    RegionTree *t = NEW(a, RegionTree);
    *t = (RegionTree){.n = n,
                      .nvals = f->nvals,
                      .parent = NEW_ARRAY(a, uint32_t, n),
                      .depth = NEW_ARRAY(a, uint32_t, n),
                      .begin = NEW_ARRAY(a, Blk, n),
                      .mark = NEW_ARRAY(a, Val, n),
                      .of_mark = NEW_ARRAY(a, uint32_t, f->nvals),
                      .at_start = NEW_ARRAY(a, uint32_t, f->nblocks)};
    memset(t->at_start, 0xff, f->nblocks * sizeof *t->at_start);
    n = 1;
    for (uint32_t i = 0; i < c->n; i++)
        for (Ins k = block_at(f, c->rpo[i])->first; k.i; k = f->insts[k.i].next)
            if (f->insts[k.i].op == OP_REGION_BEGIN) {
                t->begin[n] = c->rpo[i];
                t->mark[n] = f->insts[k.i].res;
                t->of_mark[f->insts[k.i].res.i] = n++;
            }
    /* Where paths meet, what all of them have open; that may take another round. */
    t->at_start[f->entry.i] = 0;
    bool changed = true;
    for (int round = 0; changed && round < 100; round++) { /* 100: only wrong programs nest handlers like that */
        changed = false;
        for (uint32_t i = 0; i < c->n; i++) {
            const BlockInfo *bi = block_at(f, c->rpo[i]);
            uint32_t cur = t->at_start[c->rpo[i].i];
            for (Ins k = bi->first; k.i; k = f->insts[k.i].next) {
                const Inst *in = &f->insts[k.i];
                uint32_t next = region_after(t, cur, in);
                if (in->op == OP_REGION_BEGIN) {
                    t->parent[next] = cur;
                    t->depth[next] = t->depth[cur] + 1;
                }
                if (next != UINT32_MAX) cur = next;
            }
            for (uint32_t e = 0; e < bi->term.nedges; e++) {
                uint32_t *at = &t->at_start[bi->term.edges[e].block.i];
                uint32_t met = *at == UINT32_MAX ? cur : region_meet(t, *at, cur);
                changed |= *at != UINT32_MAX && *at != met;
                *at = met;
            }
        }
    }
    return t;
}
