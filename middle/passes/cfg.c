/* cfg.c: control flow: merging, forwarding, threading of jumps; parameters that always get the same value.

   Needs: nothing.  Guarantees: no block whose only predecessor only jumps to it, no empty block that only jumps on
   (where that can be expressed), no unreachable block, no parameter with one value.  Breaks: nothing.

   Jump threading: a small block without effects that branches on something its predecessor knows (a constant, the
   tag of a block made there) is skipped from that predecessor.  A boolean returned by an inlined function and tested,
   an option made and matched come apart here. */
#include "pass.h"

#include <stdlib.h>

/* ---- merging and forwarding ------------------------------------------------------------------------- */

static uint32_t *edges_into(Arena *a, const Func *f) {
    uint32_t *n = NEW_ARRAY(a, uint32_t, f->nblocks);
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) n[t->edges[e].block.i]++;
    }
    return n;
}

static bool merge_blocks(Func *f, Arena *a, Subst *s) {
    uint32_t *into = edges_into(a, f);
    bool any = false;
    for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
        for (;;) {
            BlockInfo *bi = block_at(f, b);
            if (bi->term.kind != TERM_JUMP) break;
            Edge e = bi->term.edges[0];
            if (into[e.block.i] != 1 || e.block.i == b.i || e.block.i == f->entry.i) break;
            BlockInfo *ti = block_at(f, e.block);
            for (uint32_t k = 0; k < ti->nparams; k++) {
                Val to = subst_get(s, e.args[k]);
                if (!val_info(f, to)->name) val_info(f, to)->name = val_info(f, ti->params[k])->name;
                subst_set(s, ti->params[k], to);
            }
            for (Ins i = ti->first; i.i; i = inst_at(f, i)->next) inst_at(f, i)->block = b;
            if (ti->first.i) {
                inst_at(f, ti->first)->prev = bi->last;
                if (bi->last.i)
                    inst_at(f, bi->last)->next = ti->first;
                else
                    bi->first = ti->first;
                bi->last = ti->last;
            }
            bi->term = ti->term;
            ti->first = ti->last = NO_INS;
            ti->nparams = 0;
            ti->term = (Term){0};
            block_remove(f, e.block);
            any = true;
        }
    }
    return any;
}

/* An edge to an empty block that jumps on, or that returns.  The parameters of the empty block may be used only there.
 */
static bool forward_edges(const Program *p, Func *f, Arena *a) {
    bool none = true;
    for (Blk b = block_at(f, f->entry)->next; b.i && none; b = block_at(f, b)->next)
        none = block_at(f, b)->first.i ||
               (block_at(f, b)->term.kind != TERM_JUMP && block_at(f, b)->term.kind != TERM_RET);
    if (none) return false;
    uint32_t *uses = use_counts(a, f);
    uint8_t *empty = NEW_ARRAY(a, uint8_t, f->nblocks);
    bool any = false, exists = false;
    FOR_BLOCKS(f, b) {
        const BlockInfo *bi = block_at(f, b);
        if (bi->first.i || b.i == f->entry.i || (bi->term.kind != TERM_JUMP && bi->term.kind != TERM_RET)) continue;
        uint32_t own = 0, total = 0;
        for (uint32_t k = 0; k < bi->nparams; k++) total += uses[bi->params[k].i];
        uint32_t n = bi->term.kind == TERM_RET ? bi->term.nargs : bi->term.edges[0].nargs;
        const Val *args = bi->term.kind == TERM_RET ? bi->term.args : bi->term.edges[0].args;
        for (uint32_t k = 0; k < n; k++) {
            const ValInfo *vi = val_info(f, args[k]);
            own += vi->is_param && vi->def == b.i;
        }
        if (own == total && !(bi->term.kind == TERM_JUMP && bi->term.edges[0].block.i == b.i))
            empty[b.i] = 1, exists = true;
    }
    if (!exists) return false;
    FOR_BLOCKS(f, b) {
        for (uint32_t e = 0; e < block_at(f, b)->term.nedges; e++) {
            for (int steps = 0; steps < 50; steps++) {
                Term *t = &block_at(f, b)->term;
                Edge *ed = &t->edges[e];
                if (!empty[ed->block.i] || edge_implicit(p, t, e)) break;
                const BlockInfo *via = block_at(f, ed->block);
                bool is_ret = via->term.kind == TERM_RET;
                if (is_ret && t->kind != TERM_JUMP) break;
                uint32_t n = is_ret ? via->term.nargs : via->term.edges[0].nargs;
                const Val *from = is_ret ? via->term.args : via->term.edges[0].args;
                Val *args = func_vals(f, n);
                for (uint32_t k = 0; k < n; k++) {
                    const ValInfo *vi = val_info(f, from[k]);
                    args[k] = vi->is_param && vi->def == ed->block.i ? ed->args[vi->index] : from[k];
                }
                any = true;
                if (is_ret) {
                    *t = (Term){.kind = TERM_RET, .nargs = n, .args = args, .loc = via->term.loc};
                    break;
                }
                Blk to = via->term.edges[0].block;
                *ed = (Edge){to, n, args};
            }
            if (e >= block_at(f, b)->term.nedges) break;
        }
    }
    return any;
}

/* br c, B(1), B(0) is a jump with i1.imm c. */
static bool merge_bool_edges(const Program *p, Func *f) {
    bool any = false;
    FOR_BLOCKS(f, b) {
        Term *t = &block_at(f, b)->term;
        if (t->kind != TERM_BR || t->edges[0].block.i != t->edges[1].block.i || t->edges[0].nargs == 0) continue;
        uint32_t n = t->edges[0].nargs;
        int32_t differs = -1;
        bool ok = true;
        for (uint32_t k = 0; k < n; k++)
            if (t->edges[0].args[k].i != t->edges[1].args[k].i) {
                ok &= differs < 0;
                differs = (int32_t)k;
            }
        if (!ok || differs < 0) continue;
        int64_t v[2];
        Layout l = val_layout(f, t->edges[0].args[differs]);
        for (int e = 0; e < 2 && ok; e++) {
            const Inst *in = val_def(f, t->edges[e].args[differs]);
            if (in && in->op == OP_IMM_VAL) in = val_def(f, in->args[0]);
            ok = in && in->op == OP_CONST && in->layout == L_IMM;
            v[e] = ok ? in->imm.i : 0;
        }
        if (!ok || !((v[0] == 1 && v[1] == 0) || (v[0] == 0 && v[1] == 1)) || (l != L_IMM && l != L_VAL)) continue;
        Cursor c = cursor_end(p, f, b);
        Val cond = t->args[0];
        Edge e = t->edges[0];
        if (v[0] == 0) {
            Val two[2] = {cond, cur_const(&c, L_I1, 1)};
            cond = inst_at(f, cur_inst(&c, OP_XOR, L_I1, 2, two))->res;
        }
        Val r = cur_op(&c, OP_I1_IMM, L_IMM, cond);
        if (l == L_VAL) r = cur_op(&c, OP_IMM_VAL, L_VAL, r);
        e.args[differs] = r;
        term_set_jump(f, b, e);
        any = true;
    }
    return any;
}

/* ---- threading -------------------------------------------------------------------------------------------- */

enum { THREAD_INSTS = 8, THREAD_LIMIT = 400 };

typedef struct Known { /* a value of the threaded block, as one predecessor sees it */
    bool is_int;
    int64_t k;
    Val v;       /* in the predecessor; 0: only computed */
    DataId data; /* a field of static data */
} Known;

typedef struct Thread {
    const Program *p;
    Func *f;
    Arena *a;
    const Cfg *cfg;
    const uint8_t *mutated;
} Thread;

static bool known_int(const Func *f, Val v, int64_t *k) {
    for (;;) {
        const Inst *in = val_def(f, v);
        if (!in) return false;
        if (in->op == OP_CONST && in->layout != L_F64) {
            *k = in->imm.i;
            return true;
        }
        if (in->op != OP_IMM_VAL && in->op != OP_VAL_IMM) return false;
        v = in->args[0];
    }
}

static bool threadable_inst(const Inst *in) {
    if (in->nres != 1) return false;
    switch (in->op) {
    case OP_TAG:
    case OP_LOAD: return in->flags & IF_IMMUT;
    case OP_UNBOX: return true;
    default: return op_info[in->op].flags & OPF_PURE;
    }
}

/* map: values of block t -> what is known.  Values from elsewhere stand for themselves. */
static Known look(Thread *th, Blk t, const Known *env, Val v) {
    const ValInfo *vi = val_info(th->f, v);
    Blk at = vi->is_param ? (Blk){vi->def} : inst_at(th->f, (Ins){vi->def})->block;
    Known r = {.v = v};
    if (at.i == t.i) return env[vi->is_param ? vi->index : inst_at(th->f, (Ins){vi->def})->aux]; /* see eval_block */
    r.is_int = known_int(th->f, v, &r.k);
    return r;
}

static const Inst *known_def(const Func *f, Known x) {
    return x.v.i ? val_def(f, x.v) : NULL;
}

static bool is_block(const Func *f, Known x) {
    const Inst *d = known_def(f, x);
    return x.data.i || (d && (makes_block(d) || d->op == OP_DATA));
}

static const Data *known_data(Thread *th, Known x) {
    const Inst *d = known_def(th->f, x);
    DataId id = x.data.i ? x.data : d && d->op == OP_DATA ? d->imm.data : (DataId){0};
    return id.i ? program_data(th->p, id) : NULL;
}

static Known eval(Thread *th, const Inst *in, const Known *x) {
    Known r = {0};
    const Func *f = th->f;
    switch ((Op)in->op) {
    case OP_CONST:
        if (in->layout != L_F64) r = (Known){.is_int = true, .k = in->imm.i};
        break;
    case OP_DATA: r.data = in->imm.data; break;
    case OP_IMM_VAL:
    case OP_VAL_IMM:
    case OP_I1_IMM: r = (Known){.is_int = x[0].is_int, .k = x[0].k, .v = in->op == OP_I1_IMM ? NO_VAL : x[0].v}; break;
    case OP_XOR:
    case OP_AND:
    case OP_OR:
        if (x[0].is_int && x[1].is_int)
            r = (Known){.is_int = true,
                        .k = in->op == OP_XOR   ? x[0].k ^ x[1].k
                             : in->op == OP_AND ? (x[0].k & x[1].k)
                                                : (x[0].k | x[1].k)};
        break;
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
        if (x[0].is_int && x[1].is_int && in->layout != L_F64) {
            int64_t p = x[0].k, q = x[1].k;
            bool t = in->op == OP_EQ   ? p == q
                     : in->op == OP_NE ? p != q
                     : in->op == OP_LT ? p < q
                     : in->op == OP_LE ? p <= q
                     : in->op == OP_GT ? p > q
                                       : p >= q;
            r = (Known){.is_int = true, .k = t};
        } else if (in->layout == L_VAL) {
            const Data *d0 = known_data(th, x[0]), *d1 = known_data(th, x[1]);
            if (d0 && d1)
                r = (Known){.is_int = true, .k = (d0 == d1) == (in->op == OP_EQ)};
            else if ((x[0].is_int && is_block(f, x[1])) || (x[1].is_int && is_block(f, x[0])))
                r = (Known){.is_int = true, .k = in->op == OP_NE};
        }
        break;
    case OP_IS_IMM:
        if (x[0].is_int || (known_def(f, x[0]) && known_def(f, x[0])->op == OP_IMM_VAL))
            r = (Known){.is_int = true, .k = 1};
        else if (is_block(f, x[0]))
            r = (Known){.is_int = true, .k = 0};
        break;
    case OP_TAG: {
        const Inst *d = known_def(f, x[0]);
        const Data *data = known_data(th, x[0]);
        if (d && d->op == OP_ALLOC)
            r = (Known){.is_int = true, .k = d->imm.i};
        else if (data && !data->external && !data->is_string)
            r = (Known){.is_int = true, .k = data->tag};
        break;
    }
    case OP_LOAD: {
        const Inst *d = known_def(f, x[0]);
        const Data *data = known_data(th, x[0]);
        if (d && d->op == OP_ALLOC && in->imm.i >= 0 && in->imm.i < d->nargs && !th->mutated[x[0].v.i]) {
            r.v = d->args[in->imm.i];
            r.is_int = known_int(f, r.v, &r.k);
        } else if (data && !data->external && !data->is_string && !data->mutable_root && in->imm.i >= 0 &&
                   in->imm.i < data->nfields) {
            const DataField *df = &data->fields[in->imm.i];
            if (df->kind == DF_IMM)
                r = (Known){.is_int = true, .k = df->i};
            else if (df->kind == DF_DATA && df->i == 0)
                r.data = df->data;
        }
        break;
    }
    default: break;
    }
    return r;
}

/* The edge that block t takes when it is entered by `in`; -1: not known.  Uses inst->aux of t's instructions as their
 * index. */
static int32_t outcome(Thread *th, Blk t, const Edge *in, Known *env) {
    Func *f = th->f;
    const BlockInfo *bi = block_at(f, t);
    for (uint32_t k = 0; k < bi->nparams; k++) {
        env[k] = (Known){.v = in->args[k]};
        env[k].is_int = known_int(f, in->args[k], &env[k].k);
    }
    uint32_t n = bi->nparams;
    for (Ins i = bi->first; i.i; i = inst_at(f, i)->next) {
        Inst *ii = inst_at(f, i);
        Known x[3] = {{0}};
        for (uint32_t k = 0; k < ii->nargs && k < 3; k++) x[k] = look(th, t, env, ii->args[k]);
        ii->aux = (uint16_t)n;
        env[n++] = eval(th, ii, x);
    }
    Known c = look(th, t, env, bi->term.args[0]);
    if (!c.is_int) return -1;
    if (bi->term.kind == TERM_BR) return c.k ? 0 : 1;
    for (uint32_t k = 0; k < bi->term.ncases; k++)
        if (bi->term.cases[k] == c.k) return (int32_t)k;
    return (int32_t)bi->term.ncases;
}

/* Which successor of t every outside use of v is under; -1: none in particular. */
typedef struct Outside {
    Val v;
    int32_t succ;
    Val param;
} Outside;

static bool is_candidate(Thread *th, Blk t) {
    const BlockInfo *bi = block_at(th->f, t);
    if (t.i == th->f->entry.i || (bi->term.kind != TERM_BR && bi->term.kind != TERM_SWITCH) || bi->nparams == 0 ||
        bi->nparams > 12)
        return false;
    uint32_t n = 0;
    for (Ins i = bi->first; i.i; i = inst_at(th->f, i)->next) {
        const Inst *in = inst_at(th->f, i);
        if (++n > THREAD_INSTS || !threadable_inst(in) || in->op == OP_CLOENV) return false;
    }
    return true;
}

/* pred's edge e goes to a copy of t that jumps where t would go. */
static void thread_edge(Thread *th, Blk pred, uint32_t e, Blk t, int32_t out) {
    Func *f = th->f;
    Edge in = block_at(f, pred)->term.edges[e];
    Blk n = block_new(f, "thread");
    block_move_after(f, n, pred);
    const BlockInfo *bi = block_at(f, t);
    uint32_t nparams = bi->nparams, ninsts = 0;
    for (Ins i = bi->first; i.i; i = inst_at(f, i)->next) ninsts++;
    Val *map = NEW_ARRAY(th->a, Val, nparams + ninsts + 1);
    for (uint32_t k = 0; k < nparams; k++) map[k] = in.args[k];
    uint32_t at = nparams;
#define MAPPED(x, b)                                                                                                   \
    (val_info(f, x)->is_param ? (val_info(f, x)->def == (b).i ? map[val_info(f, x)->index] : (x))                      \
                              : (inst_at(f, (Ins){val_info(f, x)->def})->block.i == (b).i                              \
                                     ? map[inst_at(f, (Ins){val_info(f, x)->def})->aux]                                \
                                     : (x)))
    for (Ins i = block_at(f, t)->first; i.i; i = inst_at(f, i)->next) {
        Inst old = *inst_at(f, i);
        Val args[3];
        for (uint32_t k = 0; k < old.nargs; k++) args[k] = MAPPED(old.args[k], t);
        Ins c = inst_new(f, (Op)old.op, (Layout)old.layout, old.nargs, args);
        Inst *ci = inst_at(f, c);
        ci->imm = old.imm;
        ci->flags = old.flags;
        ci->elem = old.elem;
        ci->loc = old.loc;
        ci->layout = old.layout;
        ci->aux2 = old.aux2;
        ValInfo *vi = val_info(f, ci->res);
        vi->mode = val_info(f, old.res)->mode;
        vi->number = val_info(f, old.res)->number;
        vi->promise = val_info(f, old.res)->promise;
        map[at++] = ci->res;
        inst_append(f, n, c);
    }
    Edge to = block_at(f, t)->term.edges[out];
    Val *args = func_vals(f, to.nargs);
    for (uint32_t k = 0; k < to.nargs; k++) args[k] = MAPPED(to.args[k], t);
#undef MAPPED
    block_at(f, n)->term.loc = block_at(f, t)->term.loc;
    term_set_jump(f, n, (Edge){to.block, to.nargs, args});
    block_at(f, pred)->term.edges[e] = (Edge){.block = n};
}

typedef struct OutsideUse {
    uint32_t val, user_block;
    Val *slot;
} OutsideUse;
typedef VEC(OutsideUse) OutsideUses;

static void note_use(Thread *th, const uint8_t *cand, OutsideUses *uses, Blk user, Val *slot) {
    const ValInfo *vi = val_info(th->f, *slot);
    uint32_t d = vi->is_param ? vi->def : inst_at(th->f, (Ins){vi->def})->block.i;
    if (!cand[d] || d == user.i) return;
    vec_push(uses, ((OutsideUse){slot->i, user.i, slot}));
}

/* Values of t that are used elsewhere become parameters of the successor under which they are used.  All their uses
   must be under successors that only t enters; cleared from cand otherwise. */
static void close_candidates(Thread *th, uint8_t *cand) {
    Func *f = th->f;
    OutsideUses uses = {0};
    FOR_BLOCKS(f, b) {
        if (th->cfg->order[b.i] == UINT32_MAX) continue;
        FOR_INSTS(f, b, k) {
            Inst *in = inst_at(f, k);
            for (uint32_t i = 0; i < in->nargs; i++) note_use(th, cand, &uses, b, &in->args[i]);
        }
        Term *t = &block_at(f, b)->term;
        for (uint32_t i = 0; i < t->nargs; i++) note_use(th, cand, &uses, b, &t->args[i]);
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t i = 0; i < t->edges[e].nargs; i++) note_use(th, cand, &uses, b, &t->edges[e].args[i]);
    }
    const Cfg *c = th->cfg;
    int32_t *succ = NEW_ARRAY(th->a, int32_t, uses.len + 1);
    for (uint32_t u = 0; u < uses.len; u++) {
        const ValInfo *vi = val_info(f, (Val){uses.data[u].val});
        Blk t = {vi->is_param ? vi->def : inst_at(f, (Ins){vi->def})->block.i};
        const Term *term = &block_at(f, t)->term;
        succ[u] = -1;
        for (uint32_t e = 0; e < term->nedges && e < 64; e++) {
            Blk x = term->edges[e].block;
            if (c->pred_start[x.i + 1] - c->pred_start[x.i] == 1 && cfg_dominates(c, x, (Blk){uses.data[u].user_block}))
                succ[u] = (int32_t)e;
        }
        if (succ[u] < 0) cand[t.i] = 0;
    }
    /* one parameter for each (value, successor); the edges get their arguments when all slots are written */
    typedef struct {
        Blk block;
        uint32_t edge;
        Val v;
    } Extra;
    VEC(Extra) extra = {0};
    Map made = {0};
    for (uint32_t u = 0; u < uses.len; u++) {
        Val v = {uses.data[u].val};
        const ValInfo vi = *val_info(f, v);
        Blk t = {vi.is_param ? vi.def : inst_at(f, (Ins){vi.def})->block.i};
        if (!cand[t.i]) continue;
        uint64_t key = (uint64_t)v.i << 16 | (uint64_t)(succ[u] + 1);
        uint32_t param = (uint32_t)(uintptr_t)map_get(&made, key);
        if (!param) {
            Blk to = block_at(f, t)->term.edges[succ[u]].block;
            Val q = block_param(f, to, (Layout)vi.layout, (IrMode)vi.mode);
            val_info(f, q)->name = vi.name;
            vec_push(&extra, ((Extra){t, (uint32_t)succ[u], v}));
            param = q.i;
            map_put(&made, key, (void *)(uintptr_t)param);
        }
        *uses.data[u].slot = (Val){param};
    }
    for (uint32_t k = 0; k < extra.len; k++)
        edge_add_arg(f, &block_at(f, extra.data[k].block)->term.edges[extra.data[k].edge], extra.data[k].v);
    vec_free(&extra);
    map_free(&made);
    vec_free(&uses);
}

static void clear_aux(Func *f) {
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) {
        Inst *in = inst_at(f, k);
        if (in->op != OP_CLOSURE && in->op != OP_CLOENV) in->aux = 0;
    }
}

static bool thread_jumps(const Program *p, Func *f, Arena *a) {
    Thread th = {.p = p, .f = f, .a = a};
    uint8_t *cand = NEW_ARRAY(a, uint8_t, f->nblocks);
    bool any = false;
    FOR_BLOCKS(f, b) {
        const BlockInfo *bi = block_at(f, b);
        any |= bi->nparams && b.i != f->entry.i && (bi->term.kind == TERM_BR || bi->term.kind == TERM_SWITCH);
    }
    if (!any) return false;
    uint8_t *mutated = NEW_ARRAY(a, uint8_t, f->nvals);
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k)
    if (op_info[inst_at(f, k)->op].flags & OPF_WRITE) mutated[inst_at(f, k)->args[0].i] = 1;
    th.mutated = mutated;
    any = false;
    Known env[12 + THREAD_INSTS + 1];
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            Blk to = t->edges[e].block;
            if (cand[to.i] || edge_implicit(p, t, e) || !is_candidate(&th, to)) continue;
            if (outcome(&th, to, &t->edges[e], env) >= 0) cand[to.i] = 1, any = true;
        }
    }
    if (any) { /* seldom: so the order and the loops are asked for last */
        any = false;
        th.cfg = cfg_compute(a, f);
        for (uint32_t b = 1; b < f->nblocks; b++) {
            cand[b] = cand[b] && th.cfg->order[b] != UINT32_MAX && th.cfg->loop_head[b].i != b;
            any |= cand[b];
        }
    }
    if (!any) {
        clear_aux(f); /* it served as an index */
        return false;
    }
    close_candidates(&th, cand);
    uint32_t limit = f->nblocks, done = 0;
    for (Blk b = f->entry; b.i && done < THREAD_LIMIT + limit / 4; b = block_at(f, b)->next) {
        if (b.i >= limit) continue;
        for (uint32_t e = 0; e < block_at(f, b)->term.nedges; e++) {
            const Term *t = &block_at(f, b)->term;
            Blk to = t->edges[e].block;
            if (to.i >= limit || !cand[to.i] || cand[b.i] || edge_implicit(p, t, e)) continue;
            int32_t out = outcome(&th, to, &t->edges[e], env);
            if (out >= 0) {
                thread_edge(&th, b, e, to, out);
                done++;
            }
        }
    }
    clear_aux(f);
    return done > 0;
}

static bool clean_up(PassContext *cx, Func *f) {
    Program *p = cx->prog;
    const BlockInfo *entry = block_at(f, f->entry);
    if (!entry->next.i && !entry->term.nedges) return false;
    bool any = false;
    for (int round = 0; round < 4; round++) {
        Arena *a = cx->scratch;
        bool changed = unreachable_remove(f);
        Subst s;
        subst_init(&s, f);
        bool merged = merge_blocks(f, a, &s);
        subst_apply(&s, f);
        subst_free(&s);
        changed |= merged;
        subst_init(&s, f);
        changed |= params_trivial(p, f, &s);
        subst_free(&s);
        changed |= forward_edges(p, f, a);
        if (cx->level > 0) {
            if (changed) unreachable_remove(f);
            if (round < 2) changed |= thread_jumps(p, f, a);
            changed |= merge_bool_edges(p, f);
        }
        if (!changed) return any; /* since blocks were removed */
        any = true;
    }
    unreachable_remove(f);
    return true;
}

/* ---- regions of handlers --------------------------------------------------------------------------------------------
 */

static bool has_handlers(const Func *f) {
    FOR_BLOCKS(f, b)
    if (term_is_invoke(&block_at(f, b)->term)) return true;
    return false;
}

static bool has_regions(const Func *f) {
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k)
    if (inst_at(f, k)->op == OP_REGION_BEGIN) return true;
    return false;
}

static void end_region(const Program *p, Func *f, Blk b, Val mark) {
    Cursor c = cursor_end(p, f, b);
    cur_inst(&c, OP_REGION_END, L_PTR, 1, &mark);
}

/* A handler that was entered with a region open and without has it open (V14) when only the ways with it are left.
   Nobody ends it behind the handler then: it ends where the function is left, or a loop goes round. */
static void close_regions(PassContext *cx, Func *f) {
    if (!has_handlers(f) || !has_regions(f)) return;
    const Cfg *c = cfg_compute(cx->scratch, f);
    const RegionTree *t = regions_find(cx->scratch, f, c);
    for (uint32_t i = 0; i < c->n; i++) {
        Blk b = c->rpo[i];
        uint32_t cur = t->at_start[b.i];
        FOR_INSTS(f, b, k) {
            cur = region_after(t, cur, inst_at(f, k));
            if (cur == UINT32_MAX) return; /* for the verifier */
        }
        const Term *term = &block_at(f, b)->term;
        uint32_t nedges = term->nedges;
        if (cur && (term->kind == TERM_RET || term->kind == TERM_TAILCALL || term->kind == TERM_TAILAPPLY)) {
            while (t->parent[cur]) cur = t->parent[cur];
            end_region(cx->prog, f, b, t->mark[cur]);
        }
        for (uint32_t e = 0; e < nedges; e++) {
            Blk to = block_at(f, b)->term.edges[e].block;
            uint32_t inner = cur, around = t->at_start[to.i];
            if (inner == around || !cfg_dominates(c, to, b) || !region_within(t, inner, around)) continue;
            while (t->parent[inner] != around) inner = t->parent[inner];
            end_region(cx->prog, f, nedges == 1 ? b : edge_split(cx->prog, f, b, e), t->mark[inner]);
        }
    }
}

void pass_cfg(PassContext *cx, Func *f) {
    if (clean_up(cx, f)) close_regions(cx, f);
}
