/* split.c: stretches of a function that is too long become functions of their own, and large switches trees of smaller
   ones.

   LLVM takes time quadratic in the length of a function where every call is a safepoint and may leave with an
   exception: an initialiser of 20,000 lines would take it minutes.  Such functions are long sequences.

   Needs: nothing.  Guarantees: of a function of more than LONG instructions, what can be moved out has been.  Blocks
   that dominate most of what comes after them make a path down the dominator tree: from each, the largest child.  The
   levels of this path are where a sequence can be cut: control gets from one level to the next only through the block
   that begins it.  A stretch is an interval of levels such that nothing else begins or leaves it, but to blocks that
   raise at once, which are copied; that returns few values, none of them local; and that ends no region of the function
   around it (for regions of its own, one is opened where the function has one open).  Linear in the length of the
   function. May break: nothing; runs last, since to the other passes the stretches are functions like any. */
#include <stdlib.h>

#include "pass.h"

enum {
    LONG = 6000,  /* instructions of a function that is worth cutting */
    PART = 2000,  /* at least so many in a stretch, at most twice as many */
    MAX_IN = 24,  /* parameters */
    MAX_OUT = 8,  /* results */
    MANY = 2048,  /* cases of a switch that is not divided */
    MAX_EXIT = 8, /* instructions of a block that is copied to each stretch that leaves by it */
};

typedef VEC(Val) Vals;
typedef struct Stretch {
    uint32_t from, to; /* levels */
    Vals in, out;
    VEC(Blk) blocks;
    FuncId func;
} Stretch;

typedef struct Level {
    Blk head;
    uint32_t size;
    uint32_t begins;  /* a stretch with this level begins here or before */
    uint32_t reaches; /* a stretch with this level has this one too */
    uint32_t loops;   /* the last level that jumps back to this one; a stretch that begins before has it too */
    bool stays;       /* returns, calls in tail position */
    uint32_t open;    /* 1 + the level where the innermost region begins that is open at its start; 0: none is */
    VEC(Blk) blocks;
} Level;

typedef struct Split {
    Program *p;
    Func *f;
    Arena *a;
    const Cfg *c;
    bool *exit;      /* by block: raises at once, uses nothing but its own */
    uint32_t *level; /* by block */
    Level *levels;
    uint32_t nlevels;
    uint32_t *def, *last; /* by value: twice the level of the definition, and 1 but for parameters of a head; level of
                             the last use */
    VEC(Stretch) stretches;
} Split;

/* ---- values that are made anew where they are used -------------------------------------------------------------- */

typedef struct Remake {
    Func *f;
    Arena *a;
    uint32_t nvals;  /* before */
    VEC(Val) origin; /* of the values made since */
    uint32_t *block; /* by value: where it was last made anew */
    Val *copy;       /* as what */
} Remake;

static bool is_constant(const Func *f, Val v) {
    const Inst *in = val_def(f, v);
    return in && in->nargs == 0 && op_info[in->op].flags & OPF_PURE;
}

/* Constants, and what one cheap instruction makes of a value. */
static bool is_cheap(const Func *f, Val v) {
    const Inst *in = val_def(f, v);
    if (!in || !(op_info[in->op].flags & OPF_PURE) || in->nres != 1 || in->op == OP_DIV || in->op == OP_MOD)
        return false;
    uint32_t others = 0;
    for (uint32_t k = 0; k < in->nargs; k++) others += !is_constant(f, in->args[k]);
    return others <= 1;
}

/* v for use in block b before instruction `at` (0: at its end). */
static Val remake(Remake *r, Blk b, Ins at, Val v) {
    Func *f = r->f;
    if (!is_cheap(f, v) || val_def(f, v)->block.i == b.i) return v;
    if (v.i >= r->nvals) v = r->origin.data[v.i - r->nvals];
    if (r->block[v.i] == b.i) return r->copy[v.i];
    Inst old = *val_def(f, v);
    Val args[4];
    for (uint32_t k = 0; k < old.nargs; k++) args[k] = remake(r, b, at, old.args[k]);
    Ins i = inst_new(f, (Op)old.op, (Layout)old.layout, old.nargs, args);
    Inst *in = inst_at(f, i);
    in->flags = old.flags;
    in->elem = old.elem;
    in->aux = old.aux;
    in->aux2 = old.aux2;
    in->imm = old.imm;
    in->loc = old.loc;
    Val copy = in->res;
    f->vals[copy.i] = (ValInfo){.layout = f->vals[v.i].layout,
                                .mode = f->vals[v.i].mode,
                                .number = f->vals[v.i].number,
                                .promise = f->vals[v.i].promise,
                                .name = f->vals[v.i].name,
                                .def = i.i};
    if (at.i)
        inst_insert_before(f, at, i);
    else
        inst_append(f, b, i);
    vec_push_in(r->a, &r->origin, v);
    r->block[v.i] = b.i;
    r->copy[v.i] = copy;
    return copy;
}

/* Arrays of operands may be shared by edges of several blocks. */
static void remake_all(Remake *r, Blk b, Ins at, uint32_t n, Val **args) {
    Val *old = *args;
    for (uint32_t k = 0; k < n; k++) {
        Val v = remake(r, b, at, old[k]);
        if (val_eq(v, old[k])) continue;
        if (*args == old) {
            *args = func_vals(r->f, n);
            memcpy(*args, old, n * sizeof **args);
        }
        (*args)[k] = v;
    }
}

/* Common subexpressions of a whole long function would be live all over it. */
static void remake_cheap(Func *f, Arena *a) {
    Remake r = {.f = f, .a = a, .nvals = f->nvals};
    r.block = NEW_ARRAY(a, uint32_t, f->nvals);
    r.copy = NEW_ARRAY(a, Val, f->nvals);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, i) {
            Val *args = inst_at(f, i)->args;
            remake_all(&r, b, i, inst_at(f, i)->nargs, &args);
            inst_at(f, i)->args = args;
        }
        Term *t = &block_at(f, b)->term;
        remake_all(&r, b, NO_INS, t->nargs, &t->args);
        for (uint32_t e = 0; e < t->nedges; e++) remake_all(&r, b, NO_INS, t->edges[e].nargs, &t->edges[e].args);
    }
}

/* ---- levels ---------------------------------------------------------------------------------------------------- */

static bool belongs(const Func *f, Blk b, Val v) {
    const ValInfo *vi = val_info(f, v);
    return (vi->is_param ? vi->def : f->insts[vi->def].block.i) == b.i;
}

static bool is_exit(const Func *f, Blk b) {
    const Term *t = &block_at(f, b)->term;
    uint32_t n = 0;
    if ((t->kind != TERM_RAISE && t->kind != TERM_UNREACHABLE) || b.i == f->entry.i) return false;
    FOR_INSTS(f, b, k) {
        const Inst *in = inst_at(f, k);
        if (n++ == MAX_EXIT || op_info[in->op].flags & OPF_REGION) return false;
        for (uint32_t i = 0; i < in->nargs; i++)
            if (!belongs(f, b, in->args[i])) return false;
    }
    for (uint32_t i = 0; i < t->nargs; i++)
        if (!belongs(f, b, t->args[i])) return false;
    return true;
}

/* Fills exit, level, levels but for what the jumps say. */
static void find_levels(Split *s) {
    const Func *f = s->f;
    const Cfg *c = s->c;
    uint32_t *size = NEW_ARRAY(s->a, uint32_t, f->nblocks); /* instructions that a block dominates */
    Blk *heavy = NEW_ARRAY(s->a, Blk, f->nblocks);          /* largest child */
    for (uint32_t i = c->n; i-- > 0;) {
        Blk b = c->rpo[i];
        s->exit[b.i] = is_exit(f, b);
        size[b.i]++;
        FOR_INSTS(f, b, k) size[b.i]++;
        if (!i) break;
        uint32_t up = c->idom[b.i].i;
        size[up] += size[b.i];
        if (!s->exit[b.i] && (!heavy[up].i || size[b.i] > size[heavy[up].i])) heavy[up] = b;
    }
    for (Blk b = f->entry; b.i; b = heavy[b.i]) s->nlevels++;
    s->levels = NEW_ARRAY(s->a, Level, s->nlevels + 1);
    uint32_t n = 0;
    for (Blk b = f->entry; b.i; b = heavy[b.i]) {
        s->level[b.i] = n;
        s->levels[n++] =
            (Level){.head = b, .size = size[b.i] - (heavy[b.i].i ? size[heavy[b.i].i] : 0), .begins = UINT32_MAX};
    }
    for (uint32_t i = 0; i < c->n; i++) {
        Blk b = c->rpo[i];
        uint32_t k = s->level[b.i];
        if (s->levels[k].head.i != b.i) k = s->level[b.i] = s->level[c->idom[b.i].i];
        vec_push_in(s->a, &s->levels[k].blocks, b);
    }
}

/* Something in level k belongs to something in level q: a stretch has both or neither. */
static void span(Split *s, uint32_t q, uint32_t k) {
    if (q < s->levels[k].begins) s->levels[k].begins = q;
    if (k > s->levels[q].reaches) s->levels[q].reaches = k;
}

/* Which levels a stretch may have, by jumps and regions. */
static void find_jumps(Split *s) {
    const Func *f = s->f;
    const RegionTree *t = regions_find(s->a, f, s->c);
    for (uint32_t i = 0; i < s->c->n; i++) {
        Blk b = s->c->rpo[i];
        uint32_t k = s->level[b.i];
        Level *l = &s->levels[k];
        if (t) {
            uint32_t r = l->head.i == b.i ? t->at_start[b.i] : 0;
            if (r) l->open = 1 + s->level[val_def(f, t->mark[r])->block.i];
            FOR_INSTS(f, b, m)
            if (inst_at(f, m)->op == OP_REGION_END) span(s, s->level[val_def(f, inst_at(f, m)->args[0])->block.i], k);
        }
        const Term *term = &block_at(f, b)->term;
        l->stays |= term->kind == TERM_RET || term->kind == TERM_TAILCALL || term->kind == TERM_TAILAPPLY;
        for (uint32_t e = 0; e < term->nedges; e++) {
            Blk to = term->edges[e].block;
            uint32_t q = s->level[to.i];
            if (s->exit[to.i] || q > k) continue; /* forwards: to the next head */
            if (to.i != s->levels[q].head.i)
                span(s, q, k);
            else {
                if (q && q - 1 < l->begins) l->begins = q - 1; /* a stretch's own head has no parameters left to fill */
                if (k > s->levels[q].loops) s->levels[q].loops = k;
            }
        }
    }
}

static void note_use(Split *s, Val v, uint32_t level) {
    if (level > s->last[v.i]) s->last[v.i] = level;
}

/* Fills def and last. */
static void find_live(Split *s) {
    const Func *f = s->f;
    for (uint32_t i = 0; i < s->c->n; i++) {
        Blk b = s->c->rpo[i];
        uint32_t k = s->level[b.i];
        const BlockInfo *bi = block_at(f, b);
        for (uint32_t q = 0; q < bi->nparams; q++) s->def[bi->params[q].i] = 2 * k + (s->levels[k].head.i != b.i);
        FOR_INSTS(f, b, n) {
            const Inst *in = inst_at(f, n);
            for (uint32_t q = 0; q < in->nargs; q++) note_use(s, in->args[q], k);
            for (uint32_t q = 0; q < in->nres; q++) s->def[in->res.i + q] = 2 * k + 1;
        }
        for (uint32_t q = 0; q < bi->term.nargs; q++) note_use(s, bi->term.args[q], k);
        for (uint32_t e = 0; e < bi->term.nedges; e++)
            for (uint32_t q = 0; q < bi->term.edges[e].nargs; q++) note_use(s, bi->term.edges[e].args[q], k);
    }
}

/* ---- stretches --------------------------------------------------------------------------------------------------- */

/* A stretch that grows level by level. */
typedef struct Grow {
    Split *s;
    uint32_t from;
    uint32_t *seen; /* by value: from + 1 when it has been counted among `in` */
    Vals in, defs;  /* used and defined before; defined and used behind the last level */
} Grow;

static void grow_in(Grow *g, Val v) {
    if (g->s->def[v.i] > 2 * g->from || g->seen[v.i] == g->from + 1) return;
    g->seen[v.i] = g->from + 1;
    vec_push_in(g->s->a, &g->in, v);
}

static void grow_level(Grow *g, uint32_t k) {
    const Func *f = g->s->f;
    const Level *l = &g->s->levels[k];
    for (uint32_t i = 0; i < l->blocks.len; i++) {
        Blk b = l->blocks.data[i];
        const BlockInfo *bi = block_at(f, b);
        for (uint32_t q = 0; q < bi->term.nargs; q++) grow_in(g, bi->term.args[q]);
        for (uint32_t e = 0; e < bi->term.nedges; e++)
            for (uint32_t q = 0; q < bi->term.edges[e].nargs; q++) grow_in(g, bi->term.edges[e].args[q]);
        for (uint32_t q = 0; q < bi->nparams && (k != g->from || b.i != l->head.i); q++)
            if (g->s->last[bi->params[q].i] > k) vec_push_in(g->s->a, &g->defs, bi->params[q]);
        FOR_INSTS(f, b, n) {
            const Inst *in = inst_at(f, n);
            for (uint32_t q = 0; q < in->nargs; q++) grow_in(g, in->args[q]);
            for (uint32_t q = 0; q < in->nres; q++)
                if (g->s->last[in->res.i + q] > k) vec_push_in(g->s->a, &g->defs, ((Val){in->res.i + q}));
        }
    }
}

/* What [from, to) hands on, dropping from defs what nobody wants any more; false when that cannot be returned. */
static bool results_at(Grow *g, uint32_t to) {
    const Split *s = g->s;
    uint32_t n = 0;
    bool fits = true;
    for (uint32_t i = 0; i < g->defs.len; i++) {
        Val v = g->defs.data[i];
        if (s->last[v.i] < to) continue;
        const ValInfo *vi = val_info(s->f, v);
        fits &= vi->layout != L_PTR && !(vi->layout == L_VAL && vi->mode == M_LOCAL);
        g->defs.data[n++] = v;
    }
    g->defs.len = n;
    const BlockInfo *next = block_at(s->f, s->levels[to].head);
    for (uint32_t q = 0; q < next->nparams; q++)
        fits &= val_layout(s->f, next->params[q]) != L_VAL || val_info(s->f, next->params[q])->mode == M_GLOBAL;
    return fits && n + next->nparams <= MAX_OUT;
}

/* The best stretch that begins at level `from`; how far to go on from there. */
static uint32_t stretch_at(Split *s, uint32_t from, uint32_t *seen) {
    Grow g = {.s = s, .from = from, .seen = seen};
    Stretch best = {0};
    uint32_t size = 0, must_reach = from, best_cost = UINT32_MAX, k = from;
    for (; k + 1 < s->nlevels && size < 2 * PART; k++) {
        const Level *l = &s->levels[k];
        if (l->stays || l->begins < from) break;
        if (l->reaches > must_reach) must_reach = l->reaches;
        if (k > from && l->loops > must_reach) must_reach = l->loops;
        size += l->size;
        grow_level(&g, k);
        bool fits = results_at(&g, k + 1) && s->levels[k + 1].open <= from; /* a region begun here may have no end */
        uint32_t cost = g.in.len + 2 * g.defs.len;
        if (!fits || size < PART || k < must_reach || g.in.len > MAX_IN || cost > best_cost) continue;
        best_cost = cost;
        best.from = from;
        best.to = k + 1;
        best.in.len = best.out.len = 0;
        for (uint32_t i = 0; i < g.in.len; i++) vec_push_in(s->a, &best.in, g.in.data[i]);
        for (uint32_t i = 0; i < g.defs.len; i++) vec_push_in(s->a, &best.out, g.defs.data[i]);
    }
    if (best.to) {
        vec_push_in(s->a, &s->stretches, best);
        return best.to;
    }
    for (size = 0, k = from; k < s->nlevels && size < PART / 2; k++) size += s->levels[k].size;
    return k;
}

/* ---- moving them out --------------------------------------------------------------------------------------------- */

static Func *declare(const Split *s, const Stretch *st, uint32_t number) {
    const Func *f = s->f;
    const BlockInfo *next = block_at(f, s->levels[st->to].head);
    uint32_t n = st->in.len, nout = st->out.len, nres = nout + next->nparams;
    Layout *params = NEW_ARRAY(s->a, Layout, n + 1), *results = NEW_ARRAY(s->a, Layout, nres + 1);
    for (uint32_t k = 0; k < n; k++) params[k] = val_layout(f, st->in.data[k]);
    for (uint32_t k = 0; k < nres; k++) results[k] = val_layout(f, k < nout ? st->out.data[k] : next->params[k - nout]);
    Func *g = func_new(s->p, name_printf(s->p->session->names, "%s/part_%u", f->name->text, number), n, params, nres,
                       results);
    for (uint32_t k = 0; k < n; k++) g->param_modes[k] = val_info(f, st->in.data[k])->mode;
    g->effects = f->effects;
    g->inline_attr = INLINE_NEVER;
    g->cold = f->cold;
    g->max_runs = f->max_runs;
    g->loc = f->loc;
    g->source_name = f->source_name ? f->source_name : f->name;
    return g;
}

/* From numbers of the long function to those of the new one. */
typedef struct Move {
    Val *vals;
    Blk *blks;
    uint32_t *copied; /* by block, to which stretch last */
} Move;

static void move_out(Split *s, Stretch *st, uint32_t number, Move *m) {
    Func *f = s->f, *g = declare(s, st, number + 1);
    st->func = g->id;
    Blk entry = block_new(g, NULL), out = block_new(g, "out");
    for (uint32_t k = st->from; k < st->to; k++)
        for (uint32_t i = 0; i < s->levels[k].blocks.len; i++) {
            Blk b = s->levels[k].blocks.data[i];
            if (m->copied[b.i] != number) vec_push_in(s->a, &st->blocks, b);
            m->copied[b.i] = number;
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                Blk to = t->edges[e].block;
                if (!s->exit[to.i] || m->copied[to.i] == number) continue;
                m->copied[to.i] = number;
                vec_push_in(s->a, &st->blocks, to);
            }
        }
    for (uint32_t i = 0; i < st->blocks.len; i++) { /* exits may have been copied before */
        const BlockInfo *bi = block_at(f, st->blocks.data[i]);
        for (uint32_t q = 0; q < bi->nparams; q++) m->vals[bi->params[q].i] = NO_VAL;
    }
    const BlockInfo *first = block_at(f, s->levels[st->from].head);
    for (uint32_t q = 0; q < first->nparams; q++) m->vals[first->params[q].i].i = UINT32_MAX; /* unless they are used */
    for (uint32_t k = 0; k < st->in.len; k++) {
        ValInfo vi = *val_info(f, st->in.data[k]);
        m->vals[st->in.data[k].i] = block_param(g, entry, (Layout)vi.layout, (IrMode)vi.mode);
    }
    Val mark = NO_VAL;
    if (s->levels[st->from].open) {
        Ins begin = inst_new(g, OP_REGION_BEGIN, L_NONE, 0, NULL);
        inst_append(g, entry, begin);
        mark = inst_at(g, begin)->res;
    }
    Blk head = s->levels[st->from].head, next = s->levels[st->to].head;
    m->blks[next.i] = out;
    blocks_clone(g, f, st->blocks.len, st->blocks.data, m->vals, m->blks);
    Builder at = {.prog = s->p, .func = g, .block = entry, .loc = f->loc};
    term_jump(&at, m->blks[head.i], 0, NULL);
    at.block = out;
    Val *results = func_vals(g, g->nresults);
    for (uint32_t k = 0; k < g->nresults; k++)
        results[k] = k < st->out.len ? m->vals[st->out.data[k].i] : block_param(g, out, g->results[k], M_GLOBAL);
    if (mark.i) build_inst(&at, OP_REGION_END, L_NONE, 1, &mark);
    term_ret(&at, g->nresults, results);
}

/* In the function, the stretch's first block is left, with a call of it. */
static void call_instead(const Split *s, const Stretch *st, Subst *sub) {
    Func *f = s->f;
    Blk head = s->levels[st->from].head, next = s->levels[st->to].head;
    while (block_at(f, head)->first.i) inst_remove(f, block_at(f, head)->first);
    Builder at = {.prog = s->p, .func = f, .block = head, .loc = f->loc};
    Ins call = build_call(&at, st->func, st->in.len, st->in.data);
    uint32_t nout = st->out.len, nparams = block_at(f, next)->nparams;
    Val *args = func_vals(f, nparams);
    Val first = inst_at(f, call)->res;
    for (uint32_t k = 0; k < nout; k++) subst_set(sub, st->out.data[k], (Val){first.i + k});
    for (uint32_t k = 0; k < nparams; k++) args[k] = (Val){first.i + nout + k};
    term_jump(&at, next, nparams, args);
}

/* ---- switches ---------------------------------------------------------------------------------------------------- */

typedef struct Case {
    int64_t k;
    uint32_t edge;
} Case;

static int by_value(const void *x, const void *y) {
    int64_t a = ((const Case *)x)->k, b = ((const Case *)y)->k;
    return (a > b) - (a < b);
}

/* An edge with the same target and arguments; of several to one target in a group, the arguments meet in a block of the
   group: `joins`, by target, filled for group number `stamp`. */
typedef struct Group {
    Program *p;
    Func *f;
    uint32_t nblocks; /* before */
    Blk *joins;
    uint32_t *filled, stamp;
} Group;

static Edge group_edge(Group *g, const Edge *e) {
    Func *f = g->f;
    if (!e->nargs) return edge_to(f, e->block, 0, NULL);
    if (g->filled[e->block.i] != g->stamp) {
        g->filled[e->block.i] = g->stamp;
        Blk join = g->joins[e->block.i] = block_new(f, "group");
        Val *params = func_vals(f, e->nargs);
        for (uint32_t k = 0; k < e->nargs; k++) {
            ValInfo vi = *val_info(f, block_at(f, e->block)->params[k]);
            params[k] = block_param(f, join, (Layout)vi.layout, (IrMode)vi.mode);
        }
        Builder at = {.prog = g->p, .func = f, .block = join};
        term_jump(&at, e->block, e->nargs, params);
    }
    return edge_to(f, g->joins[e->block.i], e->nargs, e->args);
}

/* A block that decides between n cases. */
static Blk decide(Group *g, const Term *t, const Case *cases, uint32_t n) {
    Func *f = g->f;
    Blk b = block_new(f, NULL);
    Builder at = {.prog = g->p, .func = f, .block = b, .loc = t->loc};
    if (n > MANY) {
        Val pivot = build_const(&at, val_layout(f, t->args[0]), cases[n / 2].k);
        Val less = build_cmp(&at, OP_LT, val_layout(f, t->args[0]), t->args[0], pivot);
        Blk low = decide(g, t, cases, n / 2), high = decide(g, t, cases + n / 2, n - n / 2);
        term_br(&at, less, edge_to(f, low, 0, NULL), edge_to(f, high, 0, NULL), HINT_NONE);
        return b;
    }
    g->stamp++;
    int64_t *ks = malloc(n * sizeof *ks);
    Edge *edges = malloc(n * sizeof *edges);
    if (!ks || !edges) die_out_of_memory(n);
    for (uint32_t i = 0; i < n; i++) {
        ks[i] = cases[i].k;
        edges[i] = group_edge(g, &t->edges[cases[i].edge]);
    }
    term_switch(&at, t->args[0], n, ks, edges, group_edge(g, &t->edges[t->ncases]));
    free(ks);
    free(edges);
    return b;
}

/* LLVM looks at all that meet at a block once for each of them: a switch of thousands of cases is divided. */
static void divide_switches(PassContext *cx, Func *f) {
    Group g = {.p = cx->prog, .f = f, .nblocks = f->nblocks};
    FOR_BLOCKS(f, b) {
        Term t = block_at(f, b)->term;
        if (t.kind != TERM_SWITCH || t.ncases <= MANY || b.i >= g.nblocks) continue;
        if (!g.joins) {
            g.joins = NEW_ARRAY(cx->scratch, Blk, g.nblocks);
            g.filled = NEW_ARRAY(cx->scratch, uint32_t, g.nblocks);
        }
        Case *cases = NEW_ARRAY(cx->scratch, Case, t.ncases);
        for (uint32_t i = 0; i < t.ncases; i++) cases[i] = (Case){t.cases[i], i};
        qsort(cases, t.ncases, sizeof *cases, by_value);
        term_set_jump(f, b, edge_to(f, decide(&g, &t, cases, t.ncases), 0, NULL));
    }
}

/* A block may be longer than a stretch. */
static void cut_blocks(Func *f) {
    FOR_BLOCKS(f, b) {
        uint32_t n = 0;
        FOR_INSTS(f, b, k) {
            if (++n < PART / 2) continue;
            Blk rest = block_split(f, b, k);
            term_set_jump(f, b, (Edge){.block = rest});
            break;
        }
    }
}

void pass_split(PassContext *cx, Func *f) {
    divide_switches(cx, f);
    if (f->ninsts < LONG || f->local_result) return;
    uint32_t n = 0;
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) n++;
    if (n < LONG) return;
    unreachable_remove(f);
    Arena *a = cx->scratch;
    cut_blocks(f);
    remake_cheap(f, a);

    Split s = {.p = cx->prog, .f = f, .a = a, .c = cfg_compute(a, f)};
    s.exit = NEW_ARRAY(a, bool, f->nblocks);
    s.level = NEW_ARRAY(a, uint32_t, f->nblocks);
    s.def = NEW_ARRAY(a, uint32_t, f->nvals);
    s.last = NEW_ARRAY(a, uint32_t, f->nvals);
    find_levels(&s);
    find_jumps(&s);
    find_live(&s);
    uint32_t *seen = NEW_ARRAY(a, uint32_t, f->nvals);
    for (uint32_t k = 0; k + 1 < s.nlevels;) k = stretch_at(&s, k, seen);
    if (!s.stretches.len) return;
    Move m = {NEW_ARRAY(a, Val, f->nvals), NEW_ARRAY(a, Blk, f->nblocks), NEW_ARRAY(a, uint32_t, f->nblocks)};
    for (uint32_t i = 0; i < s.stretches.len; i++) move_out(&s, &s.stretches.data[i], i + 1, &m);
    Subst sub;
    subst_init(&sub, f);
    for (uint32_t i = 0; i < s.stretches.len; i++) call_instead(&s, &s.stretches.data[i], &sub);
    subst_apply(&sub, f);
    subst_free(&sub);
    unreachable_remove(f);
    func_compact(f);
}
