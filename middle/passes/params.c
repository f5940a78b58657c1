/* params.c: block parameters in a better form: immediates, raw numbers, the fields of a block instead of the block.

   Needs: simplify before.  Guarantees: a parameter that always gets an immediate is imm; one that always gets a freshly
   boxed (or static) number and is unboxed somewhere is raw; one that always gets a block of one shape, and is only
   loaded from, is the block's fields.  Breaks: leaves conversions at the heads of blocks that simplify and dce cancel.

   Optimistic: a parameter that only passes its value round a loop takes the form of what enters the loop. */
#include "pass.h"

#include <stdlib.h>

enum { TOP, IMM, F64, I64, NATIVE, I32, BLOCK, NONE };
typedef struct Kind {
    uint8_t k, tag;
    uint16_t n;
} Kind;

typedef struct Params {
    Program *p;
    Func *f;
    Arena *a;
    const Cfg *cfg;
    const uint8_t *mutated;
    Kind *kind;       /* parameter -> form; other values: not used */
    uint8_t *is_cand; /* value -> a parameter that edges fill */
    uint8_t *demoted;
    SiteId *site;
    Val *first; /* parameter -> first component */
} Params;

static Kind none(void) {
    return (Kind){.k = NONE};
}

static Kind kind_of_data(const Data *d) {
    if (d->external || d->is_string || d->mutable_root) return none();
    if (d->tag == 253 && d->nfields == 1) return (Kind){.k = F64};
    if (d->tag == 255 && d->nfields == 2 && d->fields[0].kind == DF_EXTERN_CODE) {
        const char *ops = d->fields[0].symbol;
        return (Kind){.k = !strcmp(ops, "caml_int32_ops")       ? I32
                           : !strcmp(ops, "caml_int64_ops")     ? I64
                           : !strcmp(ops, "caml_nativeint_ops") ? NATIVE
                                                                : NONE};
    }
    if (d->tag >= 246 || d->nfields == 0 || d->nfields > 8) return none();
    for (uint32_t k = 0; k < d->nfields; k++)
        if (d->fields[k].kind != DF_IMM && !(d->fields[k].kind == DF_DATA && d->fields[k].i == 0)) return none();
    return (Kind){.k = BLOCK, .tag = d->tag, .n = (uint16_t)d->nfields};
}

static Kind kind_of(Params *ps, Val v) {
    if (ps->is_cand[v.i]) return ps->kind[v.i];
    const Inst *in = val_def(ps->f, v);
    if (!in) return none();
    switch (in->op) {
    case OP_IMM_VAL: return (Kind){.k = IMM};
    case OP_BOX:
        if (in->place != PLACE_HEAP) return none();
        return (Kind){.k = in->layout == L_F64     ? F64
                           : in->layout == L_I32   ? I32
                           : in->flags & IF_NATIVE ? NATIVE
                                                   : I64};
    case OP_DATA: return kind_of_data(program_data(ps->p, in->imm.data));
    case OP_ALLOC:
        if (ps->mutated[v.i] || in->nargs > 8 || in->place != PLACE_HEAP || (in->imm.i >= 246 && in->imm.i != 254))
            return none();
        return (Kind){.k = BLOCK, .tag = (uint8_t)in->imm.i, .n = (uint16_t)in->nargs};
    default: return none();
    }
}

static bool same_kind(Kind x, Kind y) {
    return x.k == y.k && x.tag == y.tag && x.n == y.n;
}

static Kind meet(Kind x, Kind y) {
    if (x.k == TOP) return y;
    if (y.k == TOP || same_kind(x, y)) return x;
    return none();
}

static void fixpoint(Params *ps) {
    Func *f = ps->f;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < ps->cfg->n; i++) {
            const Term *t = &block_at(f, ps->cfg->rpo[i])->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                if (!ed->nargs) continue;
                const BlockInfo *to = block_at(f, ed->block);
                uint32_t skip = edge_implicit(ps->p, t, e);
                for (uint32_t k = 0; k < ed->nargs; k++) {
                    Val q = to->params[k + skip];
                    if (!ps->is_cand[q.i] || ps->kind[q.i].k == NONE) continue;
                    Kind m = meet(ps->kind[q.i], kind_of(ps, ed->args[k]));
                    if (!same_kind(m, ps->kind[q.i])) {
                        ps->kind[q.i] = m;
                        changed = true;
                    }
                    const Inst *in = val_def(f, ed->args[k]);
                    if (in && in->op == OP_BOX)
                        ps->site[q.i] = in->site;
                    else if (ps->is_cand[ed->args[k].i] && !ps->site[q.i].i)
                        ps->site[q.i] = ps->site[ed->args[k].i];
                }
            }
        }
    }
}

static Layout raw_layout(Kind k) {
    return k.k == IMM ? L_IMM : k.k == F64 ? L_F64 : k.k == I32 ? L_I32 : L_I64;
}

static bool is_number(Kind k) {
    return k.k >= F64 && k.k <= I32;
}

static bool block_use_ok(const Inst *in, Kind k) {
    switch (in->op) {
    case OP_LOAD: return (in->flags & IF_IMMUT) && in->imm.i >= 0 && in->imm.i < k.n;
    case OP_TAG: return in->flags & IF_IMMUT;
    case OP_SIZE:
    case OP_IS_IMM: return true;
    default: return false;
    }
}

/* Finds parameters whose form would not pay and gives them up; true when there were new ones. */
static bool demote(Params *ps) {
    Func *f = ps->f;
    uint8_t *wanted = NEW_ARRAY(ps->a, uint8_t, f->nvals), *bad = NEW_ARRAY(ps->a, uint8_t, f->nvals);
    for (uint32_t i = 0; i < ps->cfg->n; i++) {
        Blk b = ps->cfg->rpo[i];
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            for (uint32_t j = 0; j < in->nargs; j++) {
                Val v = in->args[j];
                if (!ps->is_cand[v.i]) continue;
                if (in->op == OP_UNBOX) wanted[v.i] = 1;
                if (ps->kind[v.i].k == BLOCK && !block_use_ok(in, ps->kind[v.i])) bad[v.i] = 1;
            }
        }
        const Term *t = &block_at(f, b)->term;
        for (uint32_t j = 0; j < t->nargs; j++) bad[t->args[j].i] = 1;
    }
    for (bool changed = true; changed;) { /* backwards through the edges */
        changed = false;
        for (uint32_t i = ps->cfg->n; i-- > 0;) {
            const Term *t = &block_at(f, ps->cfg->rpo[i])->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                const BlockInfo *to = block_at(f, ed->block);
                uint32_t skip = edge_implicit(ps->p, t, e);
                for (uint32_t k = 0; k < ed->nargs; k++) {
                    Val v = ed->args[k], q = to->params[k + skip];
                    if (!ps->is_cand[v.i]) continue;
                    bool takes = ps->is_cand[q.i] && same_kind(ps->kind[q.i], ps->kind[v.i]);
                    if (takes && wanted[q.i] && !wanted[v.i]) wanted[v.i] = 1, changed = true;
                    if ((!takes || bad[q.i]) && !bad[v.i]) bad[v.i] = 1, changed = true;
                }
            }
        }
    }
    bool any = false;
    for (uint32_t v = 1; v < f->nvals; v++) {
        Kind k = ps->kind[v];
        if (!ps->is_cand[v] || k.k == NONE) continue;
        if (k.k == TOP || (k.k == BLOCK && bad[v]) || (is_number(k) && !wanted[v])) {
            ps->kind[v] = none();
            any = true;
        }
    }
    return any;
}

/* Component j of v, which comes in the form k, made at the end of a predecessor. */
static Val component(Params *ps, Cursor *c, Val v, Kind k, uint32_t j) {
    Func *f = ps->f;
    if (ps->is_cand[v.i]) return (Val){ps->first[v.i].i + j};
    const Inst *in = val_def(f, v);
    Layout l = k.k == BLOCK ? (k.tag == 254 ? L_F64 : L_VAL) : raw_layout(k);
    switch (in->op) {
    case OP_IMM_VAL:
    case OP_BOX: return in->args[0];
    case OP_ALLOC: return cur_as(c, in->args[j], l);
    default: {
        const Data *d = program_data(ps->p, in->imm.data);
        const DataField *x = &d->fields[k.k == BLOCK || k.k == F64 ? j : 1];
        if (x->kind == DF_F64) return cur_f64(c, x->f);
        if (x->kind == DF_DATA) return cur_data(c, x->data);
        if (k.k == BLOCK) return cur_as(c, cur_const(c, L_IMM, x->i), l);
        return cur_const(c, l, k.k == I32 ? (int32_t)x->i : x->i);
    }
    }
}

static uint32_t components(Kind k) {
    return k.k == BLOCK ? k.n : 1;
}

/* True when something was changed. */
static bool params_once(PassContext *cx, Func *f) {
    Arena *a = cx->scratch;
    Params ps = {.p = cx->prog, .f = f, .a = a, .cfg = cfg_compute(a, f)};
    uint32_t nvals = f->nvals;
    uint8_t *mutated = NEW_ARRAY(a, uint8_t, nvals);
    ps.mutated = mutated;
    ps.is_cand = NEW_ARRAY(a, uint8_t, nvals);
    ps.kind = NEW_ARRAY(a, Kind, nvals);
    ps.site = NEW_ARRAY(a, SiteId, nvals);
    ps.first = NEW_ARRAY(a, Val, nvals);
    bool any = false;
    for (uint32_t i = 1; i < ps.cfg->n; i++) {
        const BlockInfo *bi = block_at(f, ps.cfg->rpo[i]);
        for (uint32_t k = 0; k < bi->nparams; k++)
            if (val_layout(f, bi->params[k]) == L_VAL && val_info(f, bi->params[k])->mode == M_GLOBAL)
                ps.is_cand[bi->params[k].i] = 1, any = true;
    }
    for (uint32_t i = 0; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        FOR_INSTS(f, b, k)
        if (op_info[inst_at(f, k)->op].flags & OPF_WRITE) mutated[inst_at(f, k)->args[0].i] = 1;
        const Term *t = &block_at(f, b)->term; /* what invokes fill stays as it is */
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t k = 0; k < edge_implicit(cx->prog, t, e); k++)
                ps.is_cand[block_at(f, t->edges[e].block)->params[k].i] = 0;
    }
    if (!any) return false;
    do fixpoint(&ps);
    while (demote(&ps));

    any = false;
    uint8_t *chosen = NEW_ARRAY(a, uint8_t, nvals);
    for (uint32_t v = 1; v < nvals; v++)
        if (ps.is_cand[v] && ps.kind[v].k != NONE)
            chosen[v] = 1, any = true;
        else
            ps.is_cand[v] = 0;
    if (!any) return false;
    for (uint32_t i = 1; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        uint32_t n = block_at(f, b)->nparams;
        for (uint32_t k = 0; k < n; k++) {
            Val v = block_at(f, b)->params[k];
            if (!chosen[v.i]) continue;
            Kind kind = ps.kind[v.i];
            for (uint32_t j = 0; j < components(kind); j++) {
                Val q =
                    block_param(f, b, kind.k == BLOCK ? (kind.tag == 254 ? L_F64 : L_VAL) : raw_layout(kind), M_GLOBAL);
                val_info(f, q)->name = val_info(f, v)->name;
                if (!j) ps.first[v.i] = q;
            }
        }
    }
    for (uint32_t i = 0; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        for (uint32_t e = 0; e < block_at(f, b)->term.nedges; e++) {
            Edge ed = block_at(f, b)->term.edges[e];
            uint32_t skip = edge_implicit(cx->prog, &block_at(f, b)->term, e), extra = 0;
            for (uint32_t k = 0; k < ed.nargs; k++) {
                Val q = block_at(f, ed.block)->params[k + skip];
                if (chosen[q.i]) extra += components(ps.kind[q.i]);
            }
            if (!extra) continue;
            Val *args = func_vals(f, ed.nargs + extra);
            memcpy(args, ed.args, ed.nargs * sizeof *args);
            uint32_t n = ed.nargs;
            Cursor c = cursor_end(cx->prog, f, b);
            for (uint32_t k = 0; k < ed.nargs; k++) {
                Val q = block_at(f, ed.block)->params[k + skip];
                if (chosen[q.i])
                    for (uint32_t j = 0; j < components(ps.kind[q.i]); j++)
                        args[n++] = component(&ps, &c, ed.args[k], ps.kind[q.i], j);
            }
            block_at(f, b)->term.edges[e].args = args;
            block_at(f, b)->term.edges[e].nargs = n;
        }
    }
    /* the old value is made again from the components; most of these are not used */
    Subst s;
    subst_init(&s, f);
    for (uint32_t i = 1; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        uint32_t n = block_at(f, b)->nparams;
        for (uint32_t k = 0; k < n; k++) {
            Val v = block_at(f, b)->params[k];
            if (v.i >= nvals || !chosen[v.i]) continue;
            Kind kind = ps.kind[v.i];
            Cursor c = cursor_start(cx->prog, f, b);
            Val r;
            if (kind.k == IMM) {
                r = cur_op(&c, OP_IMM_VAL, L_VAL, ps.first[v.i]);
            } else {
                Val *args = func_vals(f, components(kind));
                for (uint32_t j = 0; j < components(kind); j++) args[j] = (Val){ps.first[v.i].i + j};
                Ins made = kind.k == BLOCK ? cur_inst(&c, OP_ALLOC, L_VAL, kind.n, args)
                                           : cur_inst(&c, OP_BOX, raw_layout(kind), 1, args);
                Inst *in = inst_at(f, made);
                in->site = ps.site[v.i];
                if (kind.k == BLOCK) in->imm.i = kind.tag;
                if (kind.k == NATIVE) in->flags |= IF_NATIVE;
                r = in->res;
            }
            val_info(f, r)->name = val_info(f, v)->name;
            subst_set(&s, v, r);
        }
    }
    uint8_t *drop = NEW_ARRAY(a, uint8_t, f->nvals);
    memcpy(drop, chosen, nvals);
    params_drop(cx->prog, f, drop);
    subst_apply(&s, f);
    subst_free(&s);
    return true;
}

void pass_params(PassContext *cx, Func *f) {
    bool any = false;
    unreachable_remove(f);
    for (Blk b = block_at(f, f->entry)->next; b.i && !any; b = block_at(f, b)->next) any = block_at(f, b)->nparams > 0;
    for (int round = 0; any && round < 3; round++) any = params_once(cx, f);
}
