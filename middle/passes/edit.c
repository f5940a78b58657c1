/* edit.c: how passes change functions: substitutions, cursors, splitting, cloning. */
#include "pass.h"

#include <stdlib.h>

/* ---- substitutions ------------------------------------------------------------------------------- */

void subst_init(Subst *s, const Func *f) {
    /* most are never written to */
    *s = (Subst){.first_cap = f->nvals};
}

void subst_free(Subst *s) {
    free(s->to);
}

Val subst_get(Subst *s, Val v) {
    uint32_t x = v.i;
    while (x < s->cap && s->to[x]) {
        uint32_t next = s->to[x];
        if (next < s->cap && s->to[next]) s->to[x] = s->to[next];
        x = next;
    }
    return (Val){x};
}

void subst_set(Subst *s, Val from, Val to) {
    to = subst_get(s, to);
    if (from.i == to.i) return;
    if (from.i >= s->cap) {
        uint32_t cap = from.i < s->first_cap ? s->first_cap : from.i + from.i / 2 + 16;
        s->to = realloc(s->to, cap * sizeof *s->to);
        if (!s->to) die_out_of_memory(cap * sizeof *s->to);
        memset(s->to + s->cap, 0, (cap - s->cap) * sizeof *s->to);
        s->cap = cap;
    }
    s->to[from.i] = to.i;
    s->count++;
}

static inline void subst_vals(Subst *s, uint32_t n, Val *v) {
    if (!s->cap) return;
    for (uint32_t k = 0; k < n; k++)
        if (v[k].i < s->cap && s->to[v[k].i]) v[k] = subst_get(s, v[k]);
}

void subst_inst(Subst *s, Inst *in) {
    subst_vals(s, in->nargs, in->args);
}

void subst_term(Subst *s, Term *t) {
    subst_vals(s, t->nargs, t->args);
    for (uint32_t e = 0; e < t->nedges; e++) subst_vals(s, t->edges[e].nargs, t->edges[e].args);
}

void subst_apply(Subst *s, Func *f) {
    if (!s->count) return;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k)
        subst_inst(s, inst_at(f, k));
        subst_term(s, &block_at(f, b)->term);
    }
}

/* ---- cursors ------------------------------------------------------------------------------------------ */

Cursor cursor_before(const Program *p, Func *f, Ins i) {
    const Inst *in = inst_at(f, i);
    return (Cursor){p, f, in->block, i, in->loc, in->scope};
}

Cursor cursor_end(const Program *p, Func *f, Blk b) {
    return (Cursor){p, f, b, NO_INS, block_at(f, b)->term.loc, block_at(f, b)->term.scope};
}

Cursor cursor_start(const Program *p, Func *f, Blk b) {
    Ins first = block_at(f, b)->first;
    if (first.i) return cursor_before(p, f, first);
    return cursor_end(p, f, b);
}

static void cursor_put(Cursor *c, Ins i) {
    inst_at(c->f, i)->loc = c->loc;
    inst_at(c->f, i)->scope = c->scope;
    if (c->before.i)
        inst_insert_before(c->f, c->before, i);
    else
        inst_append(c->f, c->block, i);
}

Ins cur_inst(Cursor *c, Op op, Layout l, uint32_t nargs, const Val *args) {
    Ins i = inst_new(c->f, op, l, nargs, args);
    cursor_put(c, i);
    return i;
}

Val cur_op(Cursor *c, Op op, Layout l, Val x) {
    return inst_at(c->f, cur_inst(c, op, l, 1, &x))->res;
}

Val cur_const(Cursor *c, Layout l, int64_t x) {
    Inst *in = inst_at(c->f, cur_inst(c, OP_CONST, l, 0, NULL));
    in->imm.i = x;
    return in->res;
}

Val cur_f64(Cursor *c, double d) {
    Inst *in = inst_at(c->f, cur_inst(c, OP_CONST, L_F64, 0, NULL));
    in->imm.f = d;
    return in->res;
}

Val cur_data(Cursor *c, DataId d) {
    Inst *in = inst_at(c->f, cur_inst(c, OP_DATA, L_VAL, 0, NULL));
    in->imm.data = d;
    return in->res;
}

Val cur_unit(Cursor *c) {
    return cur_op(c, OP_IMM_VAL, L_VAL, cur_const(c, L_IMM, 0));
}

Val cur_undef(Cursor *c, Layout l) {
    return inst_at(c->f, cur_inst(c, OP_UNDEF, l, 0, NULL))->res;
}

Val cur_as(Cursor *c, Val v, Layout l) {
    Layout have = val_layout(c->f, v);
    if (have == l) return v;
    if (have == L_IMM && l == L_VAL) return cur_op(c, OP_IMM_VAL, L_VAL, v);
    if (have == L_VAL && l == L_IMM) return cur_op(c, OP_VAL_IMM, L_IMM, v);
    return NO_VAL;
}

Val cur_call(Cursor *c, FuncId g, uint32_t n, const Val *args, Ins *made) {
    const Func *callee = program_func(c->prog, g);
    Ins i = cur_inst(c, OP_CALL, callee->nresults ? callee->results[0] : L_NONE, n, args);
    inst_at(c->f, i)->imm.func = g;
    inst_add_results(c->f, i, callee->nresults, callee->results);
    for (uint32_t k = 0; k < callee->nresults; k++)
        c->f->vals[inst_at(c->f, i)->res.i + k].mode = callee->result_modes[k];
    if (made) *made = i;
    return inst_at(c->f, i)->res;
}

/* ---- small questions ---------------------------------------------------------------------------------- */

uint32_t *use_counts(Arena *a, const Func *f) {
    uint32_t *n = NEW_ARRAY(a, uint32_t, f->nvals);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            for (uint32_t i = 0; i < in->nargs; i++) n[in->args[i].i]++;
        }
        const Term *t = &block_at(f, b)->term;
        for (uint32_t i = 0; i < t->nargs; i++) n[t->args[i].i]++;
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t i = 0; i < t->edges[e].nargs; i++) n[t->edges[e].args[i].i]++;
    }
    return n;
}

bool term_is_invoke(const Term *t) {
    return t->kind >= TERM_INVOKE && t->kind <= TERM_INVOKE_C;
}

uint32_t edge_implicit(const Program *p, const Term *t, uint32_t e) {
    return term_is_invoke(t) ? term_edge_implicit(p, t, e) : 0;
}

void term_set_jump(Func *f, Blk b, Edge e) {
    Term *t = &block_at(f, b)->term;
    Edge *one = NEW(f->arena, Edge);
    *one = e;
    *t = (Term){.kind = TERM_JUMP, .nedges = 1, .edges = one, .loc = t->loc};
}

void edge_add_arg(Func *f, Edge *e, Val v) {
    Val *args = func_vals(f, e->nargs + 1);
    if (e->nargs) memcpy(args, e->args, e->nargs * sizeof *args);
    args[e->nargs++] = v;
    e->args = args;
}

void site_fate(Program *p, SiteId s, Fate fate) {
    if (!s.i || s.i >= p->sites.len || p->sites.data[s.i].fate != FATE_ALLOCATED) return;
    p->sites.data[s.i].fate = fate == FATE_REMOVED && p->sites.data[s.i].taken ? FATE_REGISTERS : fate;
}
void site_taken(const Program *p, SiteId s) {
    if (s.i && s.i < p->sites.len) p->sites.data[s.i].taken = true;
}

bool same_float(double a, double b) {
    return !memcmp(&a, &b, sizeof a);
}

Layout data_number_layout(const Data *d, bool *native) {
    *native = false;
    if (d->external || d->is_string || d->mutable_root) return L_NONE;
    if (d->tag == 253 && d->nfields == 1 && d->fields[0].kind == DF_F64) return L_F64;
    if (d->tag != 255 || d->nfields != 2 || d->fields[0].kind != DF_EXTERN_CODE) return L_NONE;
    const char *ops = d->fields[0].symbol;
    *native = !strcmp(ops, "caml_nativeint_ops");
    return *native || !strcmp(ops, "caml_int64_ops") ? L_I64 : !strcmp(ops, "caml_int32_ops") ? L_I32 : L_NONE;
}

uint32_t func_size(const Func *f) {
    uint32_t n = 0;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            switch (in->op) {
            case OP_CONST:
            case OP_UNDEF:
            case OP_DATA:
            case OP_IMM_VAL:
            case OP_VAL_IMM: break;
            case OP_ALLOC:
            case OP_CLOSURE: n += 2 + in->nargs; break;
            case OP_VARIANT: n += 4 + in->nargs; break;
            case OP_PARTS: n += 1 + in->nres; break;
            case OP_BOX: n += 3; break;
            case OP_CALL:
            case OP_CCALL: n += 3 + in->nargs / 2; break;
            case OP_APPLY: n += 5 + in->nargs / 2; break;
            case OP_MODIFY:
            case OP_MODIFYX: n += 3; break;
            default: n++;
            }
        }
        const Term *t = &block_at(f, b)->term;
        switch (t->kind) {
        case TERM_JUMP:
        case TERM_RET:
        case TERM_UNREACHABLE: break;
        case TERM_SWITCH: n += t->ncases; break;
        case TERM_BR: n += 1; break;
        default: n += 3 + t->nargs / 2;
        }
    }
    return n;
}

FuncId known_code(const Program *p, const Func *f, Val v) {
    int64_t delta = 0;
    for (;;) {
        const Inst *in = val_def(f, v);
        if (!in) return NO_FUNC;
        if (in->op == OP_CLOENTRY) {
            delta += in->imm.i;
            v = in->args[0];
        } else if (in->op == OP_CLOSURE) {
            return delta >= 0 && delta < in->aux ? in->funcs[delta] : NO_FUNC;
        } else if (in->op == OP_DATA) {
            const Data *d = program_data(p, in->imm.data);
            if (d->external || d->is_string || d->tag != 247 || delta < 0 || 3 * delta >= d->nfields ||
                d->fields[3 * delta].kind != DF_CODE)
                return NO_FUNC;
            return d->fields[3 * delta].func;
        } else {
            return NO_FUNC;
        }
    }
}

bool is_partial(const Program *p, const Func *f, const Inst *apply) {
    FuncId id = known_code(p, f, apply->args[0]);
    return id.i && program_func(p, id)->closure_code && apply->nargs < program_func(p, id)->nparams;
}

bool inst_fills_region(const Program *p, const Func *f, const Inst *in) {
    if (is_alloc_op(in->op)) return in->place == PLACE_REGION;
    if (in->op == OP_CALL) return program_func(p, in->imm.func)->local_result;
    return in->op == OP_APPLY && val_info(f, in->res)->mode == M_LOCAL;
}

bool term_fills_region(const Program *p, const Func *f, const Term *t) {
    if (t->kind == TERM_INVOKE) return program_func(p, t->func)->local_result;
    return t->kind == TERM_INVOKE_APPLY && val_info(f, block_at(f, t->edges[0].block)->params[0])->mode == M_LOCAL;
}

Val closure_root(const Func *f, Val v) {
    for (const Inst *in = val_def(f, v); in && in->op == OP_CLOENTRY; in = val_def(f, v)) v = in->args[0];
    return v;
}

bool closure_is_own(const Func *f, Val v) {
    const BlockInfo *entry = block_at(f, f->entry);
    return entry->nparams && closure_root(f, v).i == entry->params[0].i;
}

/* ---- blocks ----------------------------------------------------------------------------------------------- */

Blk block_split(Func *f, Blk b, Ins i) {
    Blk n = block_new(f, NULL);
    block_move_after(f, n, b);
    BlockInfo *bi = block_at(f, b), *ni = block_at(f, n);
    ni->term = bi->term;
    bi->term = (Term){.kind = TERM_NONE, .loc = ni->term.loc};
    if (!i.i) return n;
    ni->first = i;
    ni->last = bi->last;
    bi->last = f->insts[i.i].prev;
    if (bi->last.i)
        f->insts[bi->last.i].next = NO_INS;
    else
        bi->first = NO_INS;
    f->insts[i.i].prev = NO_INS;
    for (Ins k = i; k.i; k = f->insts[k.i].next) f->insts[k.i].block = n;
    return n;
}

Blk edge_split(const Program *p, Func *f, Blk from, uint32_t e) {
    Edge ed = block_at(f, from)->term.edges[e];
    uint32_t skip = edge_implicit(p, &block_at(f, from)->term, e);
    Blk mid = block_new(f, NULL);
    block_move_after(f, mid, from);
    block_at(f, mid)->term.loc = block_at(f, from)->term.loc;
    Val *args = func_vals(f, skip + ed.nargs);
    for (uint32_t k = 0; k < skip; k++) {
        ValInfo vi = *val_info(f, block_at(f, ed.block)->params[k]);
        args[k] = block_param(f, mid, (Layout)vi.layout, (IrMode)vi.mode);
    }
    if (ed.nargs) memcpy(args + skip, ed.args, ed.nargs * sizeof *args);
    term_set_jump(f, mid, (Edge){ed.block, skip + ed.nargs, args});
    block_at(f, from)->term.edges[e] = (Edge){.block = mid};
    return mid;
}

bool unreachable_remove(Func *f) {
    enum { SMALL = 256 }; /* runs often, mostly on small functions, and mostly finds nothing */
    uint8_t few_seen[SMALL], *seen = few_seen;
    uint32_t few[SMALL], *stack = few, n = 0;
    if (f->nblocks > SMALL) {
        seen = malloc(f->nblocks);
        stack = malloc(f->nblocks * sizeof *stack);
        if (!seen || !stack) die_out_of_memory(f->nblocks);
    }
    memset(seen, 0, f->nblocks);
    stack[n++] = f->entry.i;
    seen[f->entry.i] = 1;
    while (n) {
        const Term *t = &f->blocks[stack[--n]].term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            uint32_t s = t->edges[e].block.i;
            if (!seen[s]) {
                seen[s] = 1;
                stack[n++] = s;
            }
        }
    }
    bool any = false;
    for (Blk b = f->entry, next; b.i; b = next) {
        next = f->blocks[b.i].next;
        if (seen[b.i]) continue;
        for (Ins k = f->blocks[b.i].first; k.i;) {
            Ins after = f->insts[k.i].next;
            f->insts[k.i].block = NO_BLK;
            f->insts[k.i].prev = f->insts[k.i].next = NO_INS;
            k = after;
        }
        f->blocks[b.i].first = f->blocks[b.i].last = NO_INS;
        block_remove(f, b);
        any = true;
    }
    if (f->nblocks > SMALL) {
        free(seen);
        free(stack);
    }
    return any;
}

void params_drop(const Program *p, Func *f, const uint8_t *drop) {
    uint8_t *touched = calloc(f->nblocks, 1);
    if (!touched) die_out_of_memory(f->nblocks);
    FOR_BLOCKS(f, b) {
        const BlockInfo *bi = block_at(f, b);
        for (uint32_t k = 0; k < bi->nparams; k++)
            if (drop[bi->params[k].i]) touched[b.i] = 1;
    }
    FOR_BLOCKS(f, b) {
        Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            Edge *ed = &t->edges[e];
            if (!touched[ed->block.i]) continue;
            const BlockInfo *to = block_at(f, ed->block);
            uint32_t skip = edge_implicit(p, t, e), n = 0;
            for (uint32_t k = 0; k < ed->nargs; k++)
                if (!drop[to->params[k + skip].i]) ed->args[n++] = ed->args[k];
            ed->nargs = n;
        }
    }
    FOR_BLOCKS(f, b) {
        if (!touched[b.i]) continue;
        BlockInfo *bi = block_at(f, b);
        uint32_t n = 0;
        for (uint32_t k = 0; k < bi->nparams; k++)
            if (!drop[bi->params[k].i]) {
                f->vals[bi->params[k].i].index = n;
                bi->params[n++] = bi->params[k];
            }
        bi->nparams = n;
    }
    free(touched);
}

/* Constants are equal by what they say, so a parameter may be replaced by a constant of its own. */
static bool same_const(const Func *f, Val a, Val b) {
    const Inst *x = val_def(f, a), *y = val_def(f, b);
    if (!x || !y || x->op != y->op || x->layout != y->layout) return false;
    switch (x->op) {
    case OP_UNDEF: return x->layout == y->layout;
    case OP_CONST: return x->layout == L_F64 ? same_float(x->imm.f, y->imm.f) : x->imm.i == y->imm.i;
    case OP_DATA: return x->imm.data.i == y->imm.data.i;
    case OP_IMM_VAL: {
        const Inst *cx = val_def(f, x->args[0]), *cy = val_def(f, y->args[0]);
        return cx && cy && cx->op == OP_CONST && cy->op == OP_CONST && cx->imm.i == cy->imm.i;
    }
    default: return false;
    }
}

static Val copy_const(const Program *p, Func *f, Blk b, Val v) {
    Cursor c = cursor_start(p, f, b);
    Inst in = *val_def(f, v);
    switch (in.op) {
    case OP_UNDEF: return cur_undef(&c, (Layout)in.layout);
    case OP_DATA: return cur_data(&c, in.imm.data);
    case OP_IMM_VAL: return cur_op(&c, OP_IMM_VAL, L_VAL, cur_const(&c, L_IMM, val_def(f, in.args[0])->imm.i));
    default: return in.layout == L_F64 ? cur_f64(&c, in.imm.f) : cur_const(&c, (Layout)in.layout, in.imm.i);
    }
}

bool params_trivial(const Program *p, Func *f, Subst *s) {
    uint32_t nvals = f->nvals, found = 0;
    uint32_t *one = malloc(nvals * sizeof *one);
    uint8_t *drop = calloc(nvals, 1);
    if (!one || !drop) die_out_of_memory(nvals);
    for (int round = 0; round < 12; round++) {
        uint32_t before = found;
        memset(one, 0, nvals * sizeof *one);
        FOR_BLOCKS(f, b) {
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                const BlockInfo *to = block_at(f, ed->block);
                uint32_t skip = edge_implicit(p, t, e);
                for (uint32_t k = 0; k < skip; k++) one[to->params[k].i] = UINT32_MAX;
                for (uint32_t k = 0; k < ed->nargs; k++) {
                    uint32_t param = to->params[k + skip].i;
                    if (drop[param] || one[param] == UINT32_MAX) continue;
                    Val x = subst_get(s, ed->args[k]);
                    if (x.i == param) continue;
                    if (!one[param])
                        one[param] = x.i;
                    else if (one[param] != x.i && !same_const(f, (Val){one[param]}, x))
                        one[param] = UINT32_MAX;
                }
            }
        }
        for (Blk b = block_at(f, f->entry)->next; b.i; b = block_at(f, b)->next)
            for (uint32_t k = 0; k < block_at(f, b)->nparams; k++) {
                uint32_t param = block_at(f, b)->params[k].i, x = one[param];
                if (param >= nvals || drop[param] || !x || x == UINT32_MAX) continue;
                Val v = subst_get(s, (Val){x});
                if (v.i == param) continue;
                if (same_const(f, v, v)) /* its definition may be in one of several predecessors */
                    v = copy_const(p, f, b, v);
                if (v.i >= nvals && !same_const(f, v, v)) continue;
                subst_set(s, (Val){param}, v);
                if (!val_info(f, v)->name) val_info(f, v)->name = f->vals[param].name;
                drop[param] = 1;
                found++;
            }
        if (found == before) break;
    }
    if (found) {
        subst_apply(s, f);
        /* params_drop indexes by value: new constants are no parameters */
        uint8_t *all = realloc(drop, f->nvals);
        if (!all) die_out_of_memory(f->nvals);
        drop = all;
        memset(drop + nvals, 0, f->nvals - nvals);
        params_drop(p, f, drop);
    }
    free(one);
    free(drop);
    return found > 0;
}

/* ---- cloning -------------------------------------------------------------------------------------------- */

void blocks_clone(Func *dst, const Func *src, uint32_t n, const Blk *blocks, Val *vals, Blk *blks) {
    for (uint32_t i = 0; i < n; i++) {
        const BlockInfo *bi = block_at(src, blocks[i]);
        Blk nb = block_new(dst, NULL);
        blks[blocks[i].i] = nb;
        BlockInfo *ni = block_at(dst, nb);
        ni->name = bi->name;
        ni->hint = bi->hint;
        for (uint32_t k = 0; k < bi->nparams; k++) {
            Val x = bi->params[k];
            if (vals[x.i].i) continue;
            ValInfo vi = src->vals[x.i];
            vals[x.i] = block_param(dst, nb, (Layout)vi.layout, (IrMode)vi.mode);
            dst->vals[vals[x.i].i].name = vi.name;
            dst->vals[vals[x.i].i].number = vi.number;
            dst->vals[vals[x.i].i].promise = vi.promise;
        }
    }
    /* definitions first: a use may come earlier in the layout */
    VEC(Ins) copies = {0};
    for (uint32_t i = 0; i < n; i++) {
        FOR_INSTS(src, blocks[i], k) {
            Inst in = *inst_at(src, k);
            /* without arguments: these are values of src, and dst would be asked for their modes */
            Ins c = inst_new(dst, (Op)in.op, (Layout)in.layout, in.nargs, NULL);
            Inst *ci = inst_at(dst, c);
            Val res = ci->res;
            Val *cargs = ci->args;
            uint8_t nres = ci->nres;
            *ci = in;
            ci->args = cargs;
            if (in.nargs) memcpy(cargs, in.args, in.nargs * sizeof *cargs);
            ci->res = res;
            ci->nres = nres;
            ci->prev = ci->next = NO_INS;
            ci->block = NO_BLK;
            if (in.nres && !nres) {
                Layout few[8], *ls = in.nres > 8 ? malloc(in.nres * sizeof *ls) : few;
                for (uint32_t r = 0; r < in.nres; r++) ls[r] = val_layout(src, (Val){in.res.i + r});
                inst_add_results(dst, c, in.nres, ls);
                if (ls != few) free(ls);
            }
            res = inst_at(dst, c)->res;
            for (uint32_t r = 0; r < in.nres; r++) {
                const ValInfo *vi = &src->vals[in.res.i + r];
                vals[in.res.i + r] = (Val){res.i + r};
                dst->vals[res.i + r].mode = vi->mode;
                dst->vals[res.i + r].layout = vi->layout;
                dst->vals[res.i + r].name = vi->name;
                dst->vals[res.i + r].number = vi->number;
                dst->vals[res.i + r].promise = vi->promise;
            }
            inst_append(dst, blks[blocks[i].i], c);
            vec_push(&copies, c);
        }
    }
    for (uint32_t i = 0; i < copies.len; i++) {
        Inst *in = inst_at(dst, copies.data[i]);
        for (uint32_t k = 0; k < in->nargs; k++) in->args[k] = vals[in->args[k].i];
    }
    vec_free(&copies);
    for (uint32_t i = 0; i < n; i++) {
        const Term *st = &block_at(src, blocks[i])->term;
        Term t = *st;
        t.args = func_vals(dst, t.nargs);
        for (uint32_t k = 0; k < t.nargs; k++) t.args[k] = vals[st->args[k].i];
        t.edges = t.nedges ? NEW_ARRAY(dst->arena, Edge, t.nedges) : NULL;
        for (uint32_t e = 0; e < t.nedges; e++) {
            const Edge *se = &st->edges[e];
            t.edges[e] = (Edge){blks[se->block.i], se->nargs, func_vals(dst, se->nargs)};
            for (uint32_t k = 0; k < se->nargs; k++) t.edges[e].args[k] = vals[se->args[k].i];
        }
        block_at(dst, blks[blocks[i].i])->term = t;
    }
}

Blk body_clone(Func *dst, const Func *src, const Val *args, Blks *made, Val *map_out) {
    Val *vals = map_out ? map_out : malloc(src->nvals * sizeof *vals);
    Blk *blks = malloc(src->nblocks * sizeof *blks), *list = calloc(src->nblocks, sizeof *list);
    if (!vals || !blks || !list) die_out_of_memory(src->nvals);
    memset(vals, 0, src->nvals * sizeof *vals);
    const BlockInfo *first = block_at(src, src->entry);
    for (uint32_t k = 0; args && k < first->nparams; k++) vals[first->params[k].i] = args[k];
    uint32_t n = 0;
    FOR_BLOCKS(src, b) list[n++] = b;
    blocks_clone(dst, src, n, list, vals, blks);
    for (uint32_t i = 0; made && i < n; i++) vec_push(made, blks[list[i].i]);
    Blk entry = blks[src->entry.i];
    if (!map_out) free(vals);
    free(blks);
    free(list);
    return entry;
}

/* What the scope `inner` of the callee is inside `outer`. */
static uint16_t scope_moved(Program *p, Map *moved, uint16_t inner, uint16_t outer) {
    if (!inner) return outer;
    uintptr_t known = (uintptr_t)map_get(moved, inner);
    if (known) return (uint16_t)known;
    Scope z = p->scopes.data[inner];
    z.parent = scope_moved(p, moved, z.parent, outer);
    uint16_t made = scope_new(p, z);
    map_put(moved, inner, (void *)(uintptr_t)made);
    return made;
}

void scope_copied(Program *p, Func *f, const Blks *made, uint32_t from, const Func *g, Scope z) {
    if (!f->watched) return;
    bool trusted = g->zero_alloc && (p->zero_allocs.data[g->zero_alloc].flags & ZA_ASSUME);
    z.callee = g->id;
    z.zero_alloc = trusted ? g->zero_alloc : 0;
    uint16_t outer = scope_new(p, z);
    Map moved = {0};
    for (uint32_t k = from; k < made->len; k++) {
        FOR_INSTS(f, made->data[k], i) inst_at(f, i)->scope = scope_moved(p, &moved, inst_at(f, i)->scope, outer);
        Term *t = &block_at(f, made->data[k])->term;
        t->scope = scope_moved(p, &moved, t->scope, outer);
    }
    map_free(&moved);
}

Func *func_clone(Program *p, const Func *src, Name name) {
    Func *f = func_new(p, name, src->nparams, src->params, src->nresults, src->results);
    memcpy(f->param_modes, src->param_modes, src->nparams);
    memcpy(f->result_modes, src->result_modes, src->nresults);
    f->needs_env = src->needs_env;
    f->local_result = src->local_result;
    f->effects = src->effects;
    f->inline_attr = src->inline_attr;
    f->specialise = src->specialise;
    f->never_specialise = src->never_specialise;
    f->cold = src->cold;
    f->max_runs = src->max_runs;
    f->unroll = src->unroll;
    f->zero_alloc = src->zero_alloc;
    f->watched = src->watched;
    f->loc = src->loc;
    f->source_name = src->source_name;
    body_clone(f, src, NULL, NULL, NULL);
    return f;
}

void func_set_params(Program *p, Func *f, uint32_t n, const Layout *ls, const uint8_t *modes) {
    f->nparams = n;
    f->params = n ? arena_copy(p->arena, ls, n * sizeof *ls) : NULL;
    f->param_modes = NEW_ARRAY(p->arena, uint8_t, n + 1);
    if (n && modes) memcpy(f->param_modes, modes, n);
}

/* ---- modes ------------------------------------------------------------------------------------------------ */
/* Parameters of blocks that an invoke fills keep their modes, as results of calls do. */
static void keep_implicit(const Program *p, Func *f, const bool *never) {
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            const BlockInfo *to = block_at(f, t->edges[e].block);
            for (uint32_t k = 0; k < edge_implicit(p, t, e); k++)
                if (!never[to->params[k].i]) val_info(f, to->params[k])->mode = M_LOCAL;
        }
    }
}

void modes_narrow(const Program *p, Func *f) {
    bool any = false;
    for (uint32_t i = 1; i < f->nvals && !any; i++) any = f->vals[i].mode == M_LOCAL;
    if (!any) return;
    bool *never = calloc(f->nvals, sizeof(bool));
    if (!never) die_out_of_memory(f->nvals);
    for (uint32_t i = 1; i < f->nvals; i++) {
        ValInfo *v = &f->vals[i];
        never[i] = v->mode != M_LOCAL;
        if (never[i]) continue;
        if (v->is_param)
            v->mode = v->def == f->entry.i ? f->param_modes[v->index] : M_GLOBAL;
        else if (!(op_info[f->insts[v->def].op].flags & OPF_CALL))
            v->mode = M_GLOBAL;
    }
    keep_implicit(p, f, never);
    modes_spread(f, never);
    free(never);
}

/* ---- for people --------------------------------------------------------------------------------------------- */

/* "Prog.f/g_12" is g to people, "Prog.f" stays. */
const char *func_label(Arena *a, const Func *f) {
    const char *name = f->source_name ? f->source_name->text : f->name->text, *slash = strrchr(name, '/');
    if (!slash) return name;
    if (f->is_init) return arena_printf(a, "%.*s", (int)(slash - name), name);
    const char *end = strrchr(slash, '_');
    for (const char *k = end ? end + 1 : NULL; k && *k; k++)
        if (*k < '0' || *k > '9') end = NULL;
    int len = end ? (int)(end - slash - 1) : (int)strlen(slash + 1);
    if (len == 3 && !strncmp(slash + 1, "fun", 3)) return "an anonymous function";
    return arena_printf(a, "%.*s", len, slash + 1);
}

bool constant_field(const Func *f, Val v, DataField *out) {
    const Inst *in = val_def(f, v);
    if (in && in->op == OP_IMM_VAL) in = val_def(f, in->args[0]);
    if (!in) return false;
    if (in->op == OP_CONST && in->layout == L_IMM) {
        *out = (DataField){.kind = DF_IMM, .i = in->imm.i};
        return true;
    }
    if (in->op == OP_CONST && in->layout == L_F64) {
        *out = (DataField){.kind = DF_F64, .f = in->imm.f};
        return true;
    }
    if (in->op == OP_DATA) {
        *out = (DataField){.kind = DF_DATA, .data = in->imm.data};
        return true;
    }
    return false;
}
