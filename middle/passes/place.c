/* place.c: allocations on the heap move into regions.

   Needs: escape.c's answers, which it asks for.  Guarantees: an allocation whose value does not escape its function, or
   the round of the innermost loop around it, is in a region; nothing else has changed its place.  Breaks: effects (no
   allocation any more, but regions).

   The region is opened where all the allocations of that loop (or outside all loops) and their uses are dominated from,
   and ended on every way as soon as no use can follow: it holds on to nothing for longer than it must, and a
   loop starts with an empty one each time round.

   A value's uses are those of everything that is made of it: joins, choices, what is read from it, blocks that
   contain it.  A parameter that may now get a value in a region becomes local, in each function on the way. */
#include "escape.h"

enum { NONE = UINT32_MAX, MAX_GROUPS = 32 };

/* ---- loops --------------------------------------------------------------------------------------------------- */

typedef struct Loops { /* 0 stands for what is outside all loops */
    const Cfg *cfg;
    uint32_t *parent; /* header -> header of the loop around */
    bool any, irreducible;
} Loops;

static uint32_t loop_of(const Loops *l, Blk b) {
    return l->cfg->loop_head[b.i].i;
}

static uint32_t loop_depth(const Loops *l, uint32_t head) {
    return head ? l->cfg->loop_depth[head] : 0;
}

static uint32_t common_loop(const Loops *l, uint32_t a, uint32_t b) {
    while (a != b) {
        if (loop_depth(l, a) >= loop_depth(l, b))
            a = l->parent[a];
        else
            b = l->parent[b];
    }
    return a;
}

static Loops loops_find(Arena *a, const Func *f, const Cfg *c) {
    Loops l = {.cfg = c, .parent = NEW_ARRAY(a, uint32_t, f->nblocks)};
    for (uint32_t i = 0; i < c->n; i++) {
        Blk b = c->rpo[i];
        for (uint32_t k = c->pred_start[b.i]; k < c->pred_start[b.i + 1]; k++)
            if (c->order[c->preds[k].i] >= i && !cfg_dominates(c, b, c->preds[k])) l.irreducible = true;
        if (c->loop_head[b.i].i != b.i) continue;
        l.any = true;
        /* the dominator is in the loop around, or in one beside this one */
        uint32_t up = c->idom[b.i].i ? loop_of(&l, c->idom[b.i]) : 0;
        while (loop_depth(&l, up) >= c->loop_depth[b.i]) up = l.parent[up];
        l.parent[b.i] = up;
    }
    return l;
}

static bool loop_within(const Loops *l, uint32_t inner, uint32_t outer) {
    return common_loop(l, inner, outer) == outer;
}

/* By header, loops whose rounds fill a region that is opened outside of them: one of their own would be the innermost
   there, and get what belongs to the outer one.  NULL: no regions. */
static bool *loops_that_fill(Arena *a, const Program *p, const Func *f, const Loops *l, const RegionTree *tree) {
    if (!tree) return NULL;
    bool *fills = NEW_ARRAY(a, bool, f->nblocks);
    for (uint32_t i = 0; i < l->cfg->n; i++) {
        Blk b = l->cfg->rpo[i];
        uint32_t here = loop_of(l, b), region = tree->at_start[b.i];
        if (!here) continue;
        for (Ins k = block_at(f, b)->first;; k = inst_at(f, k)->next) {
            const Inst *in = k.i ? inst_at(f, k) : NULL;
            bool fill = in ? inst_fills_region(p, f, in) : term_fills_region(p, f, &block_at(f, b)->term);
            uint32_t x = fill && region ? here : 0;
            for (; x && !loop_within(l, loop_of(l, tree->begin[region]), x); x = l->parent[x]) fills[x] = true;
            if (!in) break;
            region = region_after(tree, region, in);
        }
    }
    return fills;
}

/* ---- what is made of a value ------------------------------------------------------------------------------------ */

/* May the result be the same value as an operand, a block that contains it, or something read from it, in a region?
   What escapes itself is on the heap. */
static bool derives(const Func *f, const Inst *in, const Reach *reach) {
    if (!in->nres || reach[in->res.i].frame == REACH_SELF) return false;
    switch (in->op) {
    case OP_LOAD:
    case OP_LOADX: return in->flags & IF_IMMUT && val_layout(f, in->res) == L_VAL;
    case OP_CLOENV:
    case OP_CLOENTRY:
    case OP_SELECT:
    case OP_ALLOC:
    case OP_CLOSURE: return val_layout(f, in->res) == L_VAL;
    default: return false;
    }
}

static bool initialises(const Func *f, const Inst *in) {
    return in->op == OP_STORE && in->flags & IF_INIT && val_layout(f, in->args[1]) == L_VAL;
}

/* ---- obstacles -------------------------------------------------------------------------------------------------- */

typedef struct Needed { /* NONE: nowhere */
    uint32_t loop;      /* innermost one whose round sees all uses */
    uint32_t region;    /* innermost one that is open at all of them */
} Needed;

typedef struct Lives {
    const Loops *l;
    const Func *f;
    const Reach *reach;
    const RegionTree *tree; /* NULL: no regions */
    uint32_t *region_at;    /* instruction -> innermost region open before it */
    Needed *needed;         /* by value */
    bool *held;             /* by value; NULL: no regions */
    bool *fills;            /* loops_that_fill */
    bool changed;
} Lives;

static void needed_in(Lives *lv, Val v, Needed n) {
    if (n.loop == NONE || val_layout(lv->f, v) != L_VAL) return;
    Needed *x = &lv->needed[v.i], to = n;
    if (x->loop != NONE) {
        to.loop = common_loop(lv->l, x->loop, n.loop);
        if (lv->tree) to.region = region_meet(lv->tree, x->region, n.region);
    }
    if (to.loop == x->loop && to.region == x->region) return;
    *x = to;
    lv->changed = true;
}

static void find_regions_at(Lives *lv, Arena *a) {
    const Func *f = lv->f;
    lv->region_at = NEW_ARRAY(a, uint32_t, f->ninsts);
    for (uint32_t i = 0; i < lv->l->cfg->n; i++) {
        Blk b = lv->l->cfg->rpo[i];
        uint32_t cur = lv->tree->at_start[b.i];
        FOR_INSTS(f, b, k) {
            lv->region_at[k.i] = cur;
            cur = region_after(lv->tree, cur, inst_at(f, k));
        }
    }
}

static uint32_t region_of(const Lives *lv, Ins k) {
    return lv->tree ? lv->region_at[k.i] : 0;
}

static void lives_in_block(Lives *lv, const Program *p, Blk b) {
    const Func *f = lv->f;
    const BlockInfo *bi = block_at(f, b);
    const Term *t = &bi->term;
    const Loops *l = lv->l;
    Needed here = {loop_of(l, b), 0};
    if (lv->tree) {
        here.region = bi->last.i ? region_after(lv->tree, lv->region_at[bi->last.i], inst_at(f, bi->last))
                                 : lv->tree->at_start[b.i];
    }
    for (uint32_t k = 0; k < t->nargs; k++) needed_in(lv, t->args[k], here);
    for (uint32_t e = 0; e < t->nedges; e++) {
        const Edge *ed = &t->edges[e];
        bool back = cfg_dominates(l->cfg, ed->block, b);
        Needed there = {back ? l->parent[ed->block.i] : here.loop, lv->tree ? lv->tree->at_start[ed->block.i] : 0};
        uint32_t skip = edge_implicit(p, t, e);
        for (uint32_t k = 0; k < ed->nargs; k++) {
            Val param = block_at(f, ed->block)->params[skip + k];
            needed_in(lv, ed->args[k], there);
            if (lv->reach[param.i].frame < REACH_SELF) needed_in(lv, ed->args[k], lv->needed[param.i]);
        }
    }
    for (Ins i = bi->last; i.i; i = inst_at(f, i)->prev) {
        const Inst *in = inst_at(f, i);
        bool derived = derives(f, in, lv->reach);
        here.region = region_of(lv, i);
        for (uint32_t k = 0; k < in->nargs; k++) {
            needed_in(lv, in->args[k], here);
            if (derived) needed_in(lv, in->args[k], lv->needed[in->res.i]);
        }
        if (initialises(f, in)) needed_in(lv, in->args[1], lv->needed[in->args[0].i]);
    }
}

/* Fields of blocks that are made in the same region right after them, in a loop that the region is opened outside of:
   the region holds on to them anyway. */
static bool *find_held(const Lives *lv, Arena *a) {
    const Func *f = lv->f;
    bool *held = NEW_ARRAY(a, bool, f->nvals);
    for (uint32_t i = 0; i < lv->l->cfg->n; i++) {
        Blk b = lv->l->cfg->rpo[i];
        for (Ins k = block_at(f, b)->last; k.i; k = inst_at(f, k)->prev) {
            const Inst *in = inst_at(f, k);
            if (!is_alloc_op(in->op) || (in->place != PLACE_REGION && !held[in->res.i])) continue;
            for (uint32_t j = 0; j < in->nargs; j++) {
                const Inst *field = val_def(f, in->args[j]);
                if (field && is_alloc_op(field->op) && field->block.i == b.i &&
                    lv->region_at[f->vals[in->args[j].i].def] == lv->region_at[k.i])
                    held[in->args[j].i] = true;
            }
        }
    }
    return held;
}

/* For an allocation at k in a round of loop `here`. */
static EscapeKind obstacle(const Lives *lv, Ins k, uint32_t here) {
    Val v = inst_at(lv->f, k)->res;
    Needed n = lv->needed[v.i];
    if (lv->held && lv->held[v.i])
        return n.loop == NONE || region_within(lv->tree, n.region, region_of(lv, k)) ? ESC_NOT : ESC_REGION;
    if (n.loop != NONE && !loop_within(lv->l, n.loop, here)) return ESC_LOOP;
    uint32_t r = region_of(lv, k);
    if (!r) return lv->f->local_result ? ESC_REGION : ESC_NOT; /* what is open there is its caller's */
    if (loop_of(lv->l, lv->tree->begin[r]) != here && lv->fills[here]) return ESC_REGION;
    return n.loop != NONE && !region_within(lv->tree, n.region, r) ? ESC_REGION : ESC_NOT;
}

/* Does an allocation where `region` is open in a round of loop `here` get a region that is opened for that loop?
   Otherwise it joins `region`. */
static bool wants_region(const Loops *l, const RegionTree *tree, const bool *fills, uint32_t region, uint32_t here) {
    return !region || (loop_of(l, tree->begin[region]) != here && !fills[here]);
}

uint8_t *place_obstacles(Arena *a, const EscapeWalk *w) {
    const Program *p = w->e->p;
    const Func *f = w->f;
    uint8_t *stays = NEW_ARRAY(a, uint8_t, f->nvals);
    Cfg *c = cfg_compute(a, f);
    Loops l = loops_find(a, f, c);
    if (l.irreducible) {
        memset(stays, ESC_LOOP, f->nvals);
        return stays;
    }
    Lives lv = {.l = &l, .f = f, .reach = w->reach, .tree = regions_find(a, f, c)};
    if (lv.tree) {
        find_regions_at(&lv, a);
        lv.held = find_held(&lv, a);
        lv.fills = loops_that_fill(a, p, f, &l, lv.tree);
    }
    lv.needed = NEW_ARRAY(a, Needed, f->nvals);
    memset(lv.needed, 0xff, f->nvals * sizeof *lv.needed);
    do {
        lv.changed = false;
        for (uint32_t i = c->n; i-- > 0;) lives_in_block(&lv, p, c->rpo[i]);
    } while (lv.changed);
    uint32_t groups = 0;
    bool *seen = NEW_ARRAY(a, bool, f->nblocks), *called = NEW_ARRAY(a, bool, f->nblocks);
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t here = loop_of(&l, c->rpo[i]);
        FOR_INSTS(f, c->rpo[i], k) {
            const Inst *in = inst_at(f, k);
            if (!escape_movable(w, in)) continue;
            EscapeKind why = obstacle(&lv, k, here);
            bool wants = why == ESC_NOT && wants_region(&l, lv.tree, lv.fills, region_of(&lv, k), here), full = false;
            if (wants) {
                if (!seen[here] && groups++ < MAX_GROUPS) seen[here] = true;
                full = !seen[here];
            }
            /* of the large things that calls return a region holds one at most: it may be open for longer than that */
            if (in->op == OP_CALL) {
                full |= !wants || called[here];
                called[here] |= !full;
            }
            if (why == ESC_NOT && full) why = ESC_REGION;
            stays[in->res.i] = (uint8_t)why;
        }
    }
    return stays;
}

/* ---- regions ---------------------------------------------------------------------------------------------------- */

enum {
    AT_START = 1,
    AT_END = 2,
    ENDS_HERE = 4,
    ENDS_BEFORE = 8
}; /* of a block: for edges from blocks where it is open */

typedef struct Placer {
    PassContext *cx;
    Program *p;
    Func *f;
    Arena *a;
    EscapeWalk *w;
    Cfg *cfg;
    Loops loops;
    const RegionTree *tree;               /* NULL: no regions so far */
    uint32_t groups[MAX_GROUPS], ngroups; /* their loops */
    uint32_t *made_of;                    /* value -> the groups whose values are in it, as bits */
    uint32_t nvals;                       /* of which that is known */
    uint8_t *open;                        /* block -> where the group's region is open */
} Placer;

static bool moves(const Placer *pl, const Inst *in) {
    return escape_movable(pl->w, in);
}

static uint32_t start_region(const Placer *pl, Blk b) {
    return pl->tree ? pl->tree->at_start[b.i] : 0;
}

/* Before instruction k, or at the end of the block. */
static uint32_t region_before(const Placer *pl, Blk b, Ins k) {
    uint32_t cur = start_region(pl, b);
    if (pl->tree)
        for (Ins i = block_at(pl->f, b)->first; i.i && i.i != k.i; i = inst_at(pl->f, i)->next)
            cur = region_after(pl->tree, cur, inst_at(pl->f, i));
    return cur;
}

/* By the loops for whose rounds they are to get a region. */
static void find_groups(Placer *pl) {
    const bool *fills = loops_that_fill(pl->a, pl->p, pl->f, &pl->loops, pl->tree);
    for (uint32_t i = 0; i < pl->cfg->n; i++) {
        Blk b = pl->cfg->rpo[i];
        uint32_t region = start_region(pl, b);
        FOR_INSTS(pl->f, b, k) {
            const Inst *in = inst_at(pl->f, k);
            if (pl->tree) region = region_after(pl->tree, region, in);
            uint32_t here = loop_of(&pl->loops, b), g = 0;
            if (!moves(pl, in) || !wants_region(&pl->loops, pl->tree, fills, region, here)) continue;
            while (g < pl->ngroups && pl->groups[g] != here) g++;
            if (g == pl->ngroups) {
                if (g == MAX_GROUPS) BUG("%s: more groups than were allowed", pl->f->name->text);
                pl->groups[pl->ngroups++] = here;
            }
            pl->made_of[in->res.i] |= 1u << g;
        }
    }
}

static void spread_groups(Placer *pl) {
    const Func *f = pl->f;
    uint32_t *m = pl->made_of;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < pl->cfg->n; i++) {
            Blk b = pl->cfg->rpo[i];
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (derives(f, in, pl->w->reach)) {
                    uint32_t x = m[in->res.i];
                    for (uint32_t j = 0; j < in->nargs; j++) x |= m[in->args[j].i];
                    changed |= x != m[in->res.i];
                    m[in->res.i] = x;
                } else if (initialises(f, in) && m[in->args[1].i] & ~m[in->args[0].i]) {
                    m[in->args[0].i] |= m[in->args[1].i];
                    changed = true;
                }
            }
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const BlockInfo *to = block_at(f, t->edges[e].block);
                uint32_t skip = edge_implicit(pl->p, t, e);
                for (uint32_t j = 0; j < t->edges[e].nargs; j++) {
                    Val param = to->params[skip + j];
                    if (pl->w->reach[param.i].frame == REACH_SELF) continue;
                    uint32_t x = m[t->edges[e].args[j].i], *y = &m[param.i];
                    changed |= (x & ~*y) != 0;
                    *y |= x;
                }
            }
        }
    }
}

static bool uses_group(const Placer *pl, uint32_t n, const Val *v, uint32_t bit) {
    for (uint32_t k = 0; k < n; k++)
        if (v[k].i < pl->nvals && pl->made_of[v[k].i] & bit) return true;
    return false;
}

static bool inst_of_group(const Placer *pl, const Inst *in, uint32_t bit) {
    if (in->nres && in->res.i < pl->nvals && pl->made_of[in->res.i] & bit) return true;
    return uses_group(pl, in->nargs, in->args, bit);
}

static bool term_of_group(const Placer *pl, const Term *t, uint32_t bit) {
    return uses_group(pl, t->nargs, t->args, bit);
}

static Ins first_of_group(const Placer *pl, Blk b, uint32_t bit) {
    FOR_INSTS(pl->f, b, k)
    if (inst_of_group(pl, inst_at(pl->f, k), bit)) return k;
    return NO_INS;
}

/* Is one of these regions, `r` or around it, opened by a round of group g's loop?  Then it ends before the group's. */
static bool inside_group(const Placer *pl, uint32_t g, uint32_t r) {
    uint32_t head = pl->groups[g];
    for (; r; r = pl->tree->parent[r])
        if (common_loop(&pl->loops, loop_of(&pl->loops, pl->tree->begin[r]), head) == head) return true;
    return false;
}

static bool ends_inside_group(const Placer *pl, uint32_t g, const Inst *in) {
    return in->op == OP_REGION_END && pl->tree && in->args[0].i < pl->tree->nvals &&
           inside_group(pl, g, pl->tree->of_mark[in->args[0].i]);
}

/* The last instruction of b before which group g's region must not end. */
static Ins last_inside_group(const Placer *pl, Blk b, uint32_t g) {
    for (Ins k = block_at(pl->f, b)->last; k.i; k = inst_at(pl->f, k)->prev) {
        const Inst *in = inst_at(pl->f, k);
        if (inst_of_group(pl, in, 1u << g) || ends_inside_group(pl, g, in)) return k;
    }
    return NO_INS;
}

static Blk common_dominator(const Cfg *c, Blk a, Blk b) {
    while (!cfg_dominates(c, a, b)) a = c->idom[a.i];
    return a;
}

/* From which block on is it open?  It dominates all uses. */
static Blk group_start(const Placer *pl, uint32_t bit) {
    Blk d = NO_BLK;
    for (uint32_t i = 0; i < pl->cfg->n; i++) {
        Blk b = pl->cfg->rpo[i];
        const Term *t = &block_at(pl->f, b)->term;
        bool used = first_of_group(pl, b, bit).i || term_of_group(pl, t, bit);
        for (uint32_t e = 0; e < t->nedges; e++) used |= uses_group(pl, t->edges[e].nargs, t->edges[e].args, bit);
        if (used) d = d.i ? common_dominator(pl->cfg, d, b) : b;
    }
    return d;
}

typedef VEC(Blk) Work;

static void is_open(Placer *pl, Work *work, Blk start, Blk b) {
    if (b.i == start.i || pl->open[b.i]) return;
    pl->open[b.i] = AT_START;
    vec_push_in(pl->a, work, b);
}

/* The blocks from whose start a use can be reached without passing `start`, which dominates them. */
static void find_open(Placer *pl, Blk start, uint32_t g) {
    const Cfg *c = pl->cfg;
    uint32_t bit = 1u << g;
    Work work = {0};
    pl->open = NEW_ARRAY(pl->a, uint8_t, pl->f->nblocks);
    for (uint32_t i = 0; i < c->n; i++) {
        Blk b = c->rpo[i];
        if (!cfg_dominates(c, start, b)) continue;
        const Term *t = &block_at(pl->f, b)->term;
        if (last_inside_group(pl, b, g).i || term_of_group(pl, t, bit) || inside_group(pl, g, start_region(pl, b)) ||
            inside_group(pl, g, region_before(pl, b, NO_INS)))
            is_open(pl, &work, start, b);
        for (uint32_t e = 0; e < t->nedges; e++)
            if (uses_group(pl, t->edges[e].nargs, t->edges[e].args, bit)) {
                is_open(pl, &work, start, b);
                is_open(pl, &work, start, t->edges[e].block);
            }
    }
    while (work.len) {
        Blk b = work.data[--work.len];
        for (uint32_t k = c->pred_start[b.i]; k < c->pred_start[b.i + 1]; k++) is_open(pl, &work, start, c->preds[k]);
    }
}

static bool leaves_open(const Placer *pl, Blk b, uint32_t g) {
    const Term *t = &block_at(pl->f, b)->term;
    if (term_of_group(pl, t, 1u << g) || inside_group(pl, g, region_before(pl, b, NO_INS))) return true;
    for (uint32_t e = 0; e < t->nedges; e++)
        if (pl->open[t->edges[e].block.i] & AT_START) return true;
    return false;
}

static void end_at(Cursor c, Val mark) {
    cur_inst(&c, OP_REGION_END, L_PTR, 1, &mark);
}

/* An edge to a block in which nothing uses the group: the region ends in that block if it is open on all ways to it. */
static void end_before(Placer *pl, Blk start, Blk from, uint32_t e, Val mark) {
    Blk to = block_at(pl->f, from)->term.edges[e].block;
    uint8_t *state = &pl->open[to.i];
    if (!(*state & (ENDS_HERE | ENDS_BEFORE))) {
        bool everywhere = to.i != start.i;
        for (uint32_t k = pl->cfg->pred_start[to.i]; k < pl->cfg->pred_start[to.i + 1] && everywhere; k++)
            everywhere = pl->open[pl->cfg->preds[k].i] & AT_END;
        *state |= everywhere ? ENDS_HERE : ENDS_BEFORE;
        if (everywhere) end_at(cursor_start(pl->p, pl->f, to), mark);
    }
    if (*state & ENDS_BEFORE) end_at(cursor_end(pl->p, pl->f, edge_split(pl->p, pl->f, from, e)), mark);
}

/* The region around it ends in b, and it with that one. */
static bool ends_around(const Placer *pl, Blk b, uint32_t around) {
    if (!around) return false;
    FOR_INSTS(pl->f, b, k) {
        const Inst *in = inst_at(pl->f, k);
        if (in->op == OP_REGION_END && in->args[0].i < pl->tree->nvals &&
            region_within(pl->tree, around, pl->tree->of_mark[in->args[0].i]))
            return true;
    }
    return false;
}

static void end_after(Placer *pl, Blk b, uint32_t g, Val mark) {
    Ins next = inst_at(pl->f, last_inside_group(pl, b, g))->next;
    end_at(next.i ? cursor_before(pl->p, pl->f, next) : cursor_end(pl->p, pl->f, b), mark);
}

static void place_group(Placer *pl, uint32_t g) {
    Func *f = pl->f;
    uint32_t bit = 1u << g;
    Blk start = group_start(pl, bit), top = pl->groups[g] ? (Blk){pl->groups[g]} : f->entry;
    Ins first = first_of_group(pl, start, bit);
    /* not inside a region that may end before this one: there is none at the loop's header, or at the entry */
    while (inside_group(pl, g, region_before(pl, start, first)) && start.i != top.i) {
        start = pl->cfg->idom[start.i];
        first = NO_INS;
    }
    if (inside_group(pl, g, region_before(pl, start, first))) first = block_at(f, start)->first;
    Cursor c = first.i ? cursor_before(pl->p, f, first) : cursor_end(pl->p, f, start);
    find_open(pl, start, g);
    Val mark = inst_at(f, cur_inst(&c, OP_REGION_BEGIN, L_PTR, 0, NULL))->res;
    for (uint32_t i = 0; i < pl->cfg->n; i++) {
        Blk b = pl->cfg->rpo[i];
        if ((b.i == start.i || pl->open[b.i] & AT_START) && leaves_open(pl, b, g)) pl->open[b.i] |= AT_END;
    }
    for (uint32_t i = 0; i < pl->cfg->n; i++) {
        Blk b = pl->cfg->rpo[i];
        if (pl->open[b.i] & AT_END) {
            for (uint32_t e = 0, n = block_at(f, b)->term.nedges; e < n; e++)
                if (!(pl->open[block_at(f, b)->term.edges[e].block.i] & AT_START)) end_before(pl, start, b, e, mark);
        } else if ((b.i == start.i || pl->open[b.i] & AT_START) && !ends_around(pl, b, start_region(pl, top))) {
            end_after(pl, b, g, mark);
        }
    }
}

/* Tail calls that get something from a region, which is to end behind them. */
static void wait_for_callees(Placer *pl) {
    Func *f = pl->f;
    for (uint32_t i = 0; i < pl->cfg->n; i++) {
        Blk b = pl->cfg->rpo[i];
        Term t = block_at(f, b)->term;
        if (t.kind != TERM_TAILCALL || !term_of_group(pl, &t, NONE)) continue;
        Cursor c = cursor_end(pl->p, f, b);
        Ins call;
        cur_call(&c, t.func, t.nargs, t.args, &call);
        Inst *in = inst_at(f, call);
        in->flags |= t.flags;
        Val *results = func_vals(f, in->nres);
        for (uint32_t k = 0; k < in->nres; k++) results[k] = (Val){in->res.i + k};
        block_at(f, b)->term = (Term){.kind = TERM_RET, .nargs = in->nres, .args = results, .loc = t.loc};
    }
}

static void look_again(Placer *pl) {
    pl->cfg = cfg_compute(pl->a, pl->f);
    pl->loops = loops_find(pl->a, pl->f, pl->cfg);
    pl->tree = regions_find(pl->a, pl->f, pl->cfg);
}

static void call_twin(Placer *pl, Ins k) {
    Escapes *e = pl->w->e;
    Inst *in = inst_at(pl->f, k);
    FuncId g = in->imm.func, twin = results_twin(e->results, pl->p, g);
    if (!twin.i) return;
    if (!e->of[twin.i].params) {
        e->of[twin.i] = e->of[g.i];
        e->of[twin.i].places = false;
        e->of[twin.i].params = arena_copy(e->a, e->of[g.i].params, program_func(e->p, g)->nparams * sizeof(Reach));
    }
    in->imm.func = twin;
    val_info(pl->f, in->res)->mode = M_LOCAL;
}

static void place_all(Placer *pl) {
    Func *f = pl->f;
    look_again(pl);
    pl->nvals = f->nvals;
    pl->made_of = NEW_ARRAY(pl->a, uint32_t, f->nvals);
    find_groups(pl);
    spread_groups(pl);
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) {
        const Inst *in = inst_at(f, k);
        if (!in->nres || in->res.i >= pl->nvals || !moves(pl, in)) continue;
        if (in->op == OP_CALL) {
            call_twin(pl, k);
            continue;
        }
        site_fate(pl->p, in->site, FATE_REGION);
        inst_set_place(f, k, PLACE_REGION);
    }
    wait_for_callees(pl);
    /* inner loops first: a region ends after those that were opened inside */
    bool done[MAX_GROUPS] = {0};
    for (uint32_t n = 0; n < pl->ngroups; n++) {
        uint32_t best = NONE, depth = 0;
        for (uint32_t g = 0; g < pl->ngroups; g++) {
            uint32_t d = pl->groups[g] ? pl->cfg->loop_depth[pl->groups[g]] : 0;
            if (done[g] || (best != NONE && d <= depth)) continue;
            best = g;
            depth = d;
        }
        done[best] = true;
        if (n) look_again(pl);
        place_group(pl, best);
    }
}

/* ---- modes ---------------------------------------------------------------------------------------------------------
 */

typedef struct Pending {
    VEC(FuncId) todo;
    bool *waits;
    PassContext *cx;
    Escapes *e;
    Arena *a;
} Pending;
enum { WANTED_LOCAL = 1 }; /* in the frame member of a parameter's summary, which says nothing there */

static void revisit(Pending *pd, FuncId g) {
    if (pd->waits[g.i]) return;
    pd->waits[g.i] = true;
    vec_push_in(pd->a, &pd->todo, g);
}

static void param_is_local(Pending *pd, FuncId id, uint32_t k) {
    Func *g = program_func(pd->cx->prog, id);
    if (g->external || g->params[k] != L_VAL || g->param_modes[k] == M_LOCAL) return;
    pd->e->of[id.i].params[k].frame = WANTED_LOCAL;
    revisit(pd, id);
}

static void set_params_local(const Escapes *e, Func *f) {
    for (uint32_t k = 0; k < f->nparams; k++)
        if (e->of[f->id.i].params[k].frame == WANTED_LOCAL) {
            f->param_modes[k] = M_LOCAL;
            val_info(f, block_at(f, f->entry)->params[k])->mode = M_LOCAL;
        }
}

static void call_with_locals(Pending *pd, const Func *f, FuncId g, uint32_t n, const Val *args) {
    for (uint32_t k = 0; k < n; k++)
        if (val_layout(f, args[k]) == L_VAL && val_info(f, args[k])->mode == M_LOCAL) param_is_local(pd, g, k);
}

static void apply_to_locals(Pending *pd, const Func *f, uint32_t n, const Val *args) {
    uint32_t ncodes;
    const FuncId *codes = escape_codes(pd->e, f, args, n, &ncodes);
    for (uint32_t j = 0; j < ncodes; j++)
        for (uint32_t k = 1; k < n; k++)
            if (val_info(f, args[k])->mode == M_LOCAL) param_is_local(pd, codes[j], k);
}

static bool reads_field(const Inst *in) {
    return in->op == OP_LOAD || in->op == OP_LOADX || in->op == OP_CLOENV;
}

/* What has been global so far although it is read from a local block is global by its type; what escapes is global.  So
   is what outlives the frame when read from a block in a region of this frame. */
static bool *never_local(Arena *a, const Func *f, const Reach *reach) {
    bool *never = NEW_ARRAY(a, bool, f->nvals);
    for (uint32_t i = 1; i < f->nvals; i++) never[i] = reach[i].self == REACH_SELF;
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) {
        const Inst *in = inst_at(f, k);
        if (reads_field(in) && val_info(f, in->args[0])->mode == M_LOCAL && val_info(f, in->res)->mode == M_GLOBAL)
            never[in->res.i] = true;
    }
    return never;
}

/* The same after place_all, which has made values: marks and what invokes bring. */
static bool *never_local_after(Placer *pl, const bool *before) {
    const Func *f = pl->f;
    bool *never = NEW_ARRAY(pl->a, bool, f->nvals);
    memset(never, 1, f->nvals);
    memcpy(never, before, pl->nvals);
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) {
        const Inst *in = inst_at(f, k);
        if (reads_field(in) && pl->made_of[in->args[0].i] && pl->w->reach[in->res.i].frame == REACH_SELF)
            never[in->res.i] = true;
    }
    return never;
}

static void tell_callees(Pending *pd, const Func *f) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_CALL) call_with_locals(pd, f, in->imm.func, in->nargs, in->args);
            if (in->op == OP_APPLY) apply_to_locals(pd, f, in->nargs, in->args);
            if (in->op == OP_CLOSURE && in->place != PLACE_HEAP)
                for (uint32_t j = 0; j < in->aux; j++)
                    if (program_func(pd->cx->prog, in->funcs[j])->needs_env) param_is_local(pd, in->funcs[j], 0);
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) call_with_locals(pd, f, t->func, t->nargs, t->args);
        if (t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) apply_to_locals(pd, f, t->nargs, t->args);
    }
}

void pass_escape(PassContext *cx) {
    Arena *a = arena_new("escape");
    Escapes *e = escapes_find(a, cx->prog);
    Pending pd = {.cx = cx, .e = e, .a = a, .waits = NEW_ARRAY(a, bool, 2 * cx->prog->funcs.len)};
    for (uint32_t i = 1, n = cx->prog->funcs.len; i < n; i++)
        if (e->of[i].places) revisit(&pd, (FuncId){i});
    while (pd.todo.len) {
        Func *f = program_func(cx->prog, pd.todo.data[--pd.todo.len]);
        pd.waits[f->id.i] = false;
        Arena *s = cx->scratch;
        bool places = e->of[f->id.i].places;
        if (places) unreachable_remove(f);
        Placer pl = {.cx = cx, .p = cx->prog, .f = f, .a = s, .w = escape_walk(e, s, f, false)};
        const bool *never = never_local(s, f, pl.w->reach);
        if (places) {
            place_all(&pl);
            never = never_local_after(&pl, never);
        }
        e->of[f->id.i].places = false;
        set_params_local(e, f);
        modes_spread(f, never);
        tell_callees(&pd, f);
        scratch_reset(cx);
    }
    arena_free(a);
}
