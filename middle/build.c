/* build.c: blocks, values, instructions and terminators of a function; the builder.

   Building one instruction writes one array element, its argument array in the arena and its results' entries. */
#include "ir.h"

#include <stdlib.h>

/* ---- blocks and values ------------------------------------------------------------------ */

/* Room for `need` elements in one of the function's three arrays; many functions need no more than `first`. */
static void *grow(Func *f, void *data, uint32_t *cap, uint32_t need, uint32_t first, size_t elem) {
    /* bytes are a power of two: while they grow, arrays of all functions share few sizes of blocks */
    uint64_t bytes = 1024;
    while (bytes < (uint64_t)(need > first ? need : first) * elem) bytes *= 2;
    uint64_t n = bytes / elem;
    if (n > UINT32_MAX || need == 0) die_out_of_memory(SIZE_MAX); /* need: wrapped around */
    void *p = pool_resize(f->pool, data, *cap * elem, n * elem);
    *cap = (uint32_t)n;
    return p;
}

/* Element 0 of each array is the "none" of its handle. */
static inline uint32_t next_val(Func *f) {
    if (f->nvals == f->cap_vals) {
        f->vals = grow(f, f->vals, &f->cap_vals, f->nvals + 1, 32, sizeof *f->vals);
        if (!f->nvals) f->vals[f->nvals++] = (ValInfo){.is_param = true};
    }
    return f->nvals++;
}

Blk block_new(Func *f, const char *hint) {
    if (f->nblocks == f->cap_blocks) {
        f->blocks = grow(f, f->blocks, &f->cap_blocks, f->nblocks + 1, 8, sizeof *f->blocks);
        if (!f->nblocks) f->blocks[f->nblocks++] = (BlockInfo){.dead = true};
    }
    Blk b = {f->nblocks++};
    f->blocks[b.i] = (BlockInfo){.prev = f->last_block, .hint = hint};
    if (f->last_block.i)
        f->blocks[f->last_block.i].next = b;
    else
        f->entry = b;
    f->last_block = b;
    return b;
}

Val block_param(Func *f, Blk b, Layout l, IrMode m) {
    Val v = {next_val(f)};
    BlockInfo *bi = block_at(f, b);
    if (bi->nparams == bi->cap_params)
        bi->params =
            vec_grow_in_(f->arena, bi->params, bi->nparams, &bi->cap_params, bi->nparams + 1, sizeof *bi->params);
    f->vals[v.i] =
        (ValInfo){.layout = (uint8_t)l, .mode = (uint8_t)m, .is_param = true, .def = b.i, .index = bi->nparams};
    bi->params[bi->nparams++] = v;
    return v;
}

void block_remove(Func *f, Blk b) {
    BlockInfo *bi = block_at(f, b);
    if (bi->dead) return;
    if (bi->prev.i)
        f->blocks[bi->prev.i].next = bi->next;
    else
        f->entry = bi->next;
    if (bi->next.i)
        f->blocks[bi->next.i].prev = bi->prev;
    else
        f->last_block = bi->prev;
    bi->dead = true;
    bi->prev = bi->next = NO_BLK;
}

void block_move_after(Func *f, Blk b, Blk pos) {
    if (b.i == pos.i) return;
    block_remove(f, b);
    BlockInfo *bi = block_at(f, b), *pi = block_at(f, pos);
    bi->dead = false;
    bi->prev = pos;
    bi->next = pi->next;
    if (pi->next.i)
        f->blocks[pi->next.i].prev = b;
    else
        f->last_block = b;
    pi->next = b;
}

Val *func_vals(Func *f, uint32_t n) {
    enum { CHUNK = 1024 };
    if (!n) return NULL;
#ifndef MLOC_PURIFY
    ValSlab *s = f->slab;
    if (n > CHUNK / 8) return NEW_ARRAY(f->arena, Val, n);
    if ((size_t)(s->end - s->cur) < n) {
        s->cur = NEW_ARRAY(f->arena, Val, CHUNK);
        s->end = s->cur + CHUNK;
    }
    Val *r = s->cur;
    s->cur += n;
    return r;
#else
    return NEW_ARRAY(f->arena, Val, n);
#endif
}

static Val *copy_vals(Func *f, uint32_t n, const Val *vals) {
    if (!n) return NULL;
    Val *r = func_vals(f, n);
    if (vals) memcpy(r, vals, n * sizeof *r);
    return r;
}

/* ---- instructions -------------------------------------------------------------------------- */

/* The layout of the result; l is what the maker of the instruction asked for. */
static Layout result_layout(Op op, Layout l) {
    if (op_info[op].flags & OPF_CMP) return L_I1;
    switch (op) {
    case OP_DATA:
    case OP_OPAQUE:
    case OP_IMM_VAL:
    case OP_ALLOC:
    case OP_VARIANT:
    case OP_BOX:
    case OP_CLOSURE:
    case OP_CLOENTRY:
    case OP_APPLY: return L_VAL;
    case OP_CODE:
    case OP_REGION_BEGIN: return L_PTR;
    case OP_IS_IMM: return L_I1;
    case OP_VAL_IMM:
    case OP_I1_IMM:
    case OP_I64_IMM:
    case OP_I32_IMM:
    case OP_F64_IMM:
    case OP_TAG:
    case OP_SIZE:
    case OP_STRLEN:
    case OP_BIGDIM: return L_IMM;
    case OP_IMM_I64:
    case OP_I32_I64:
    case OP_F64_I64:
    case OP_F64_BITS: return L_I64;
    case OP_IMM_I32:
    case OP_I64_I32: return L_I32;
    case OP_IMM_F64:
    case OP_I64_F64:
    case OP_BITS_F64: return L_F64;
    default: return l;
    }
}

/* inst->layout: what IR.md calls the instruction's layout, whatever the maker said. */
static Layout own_layout(Op op, Layout l) {
    switch (op) {
    case OP_IS_IMM:
    case OP_TAG:
    case OP_SIZE:
    case OP_STRLEN:
    case OP_BIGDIM:
    case OP_MODIFY:
    case OP_MODIFYX:
    case OP_CLOENTRY: return L_VAL;
    case OP_BOX:
    case OP_STORE: return l;
    default: return op_info[op].flags & OPF_CMP ? l : result_layout(op, l);
    }
}

Layout op_result_layout(Op op, Layout l) {
    return result_layout(op, l);
}

static bool is_local(const Func *f, Val v) {
    return f->vals[v.i].mode == M_LOCAL;
}

/* Modes: a value taken out of a local thing is local, unless the field is mutable (those hold global
   values only); whoever knows better (a global_ field) sets val_info()->mode afterwards. */
IrMode inst_result_mode(const Func *f, const Inst *in) {
    switch (in->op) {
    case OP_LOAD:
    case OP_LOADX: return in->flags & IF_IMMUT && in->nargs && is_local(f, in->args[0]) ? M_LOCAL : M_GLOBAL;
    case OP_CLOENV:
    case OP_CLOENTRY:
    case OP_OPAQUE: return in->nargs && is_local(f, in->args[0]) ? M_LOCAL : M_GLOBAL;
    case OP_SELECT:
        return in->nargs == 3 && (is_local(f, in->args[1]) || is_local(f, in->args[2])) ? M_LOCAL : M_GLOBAL;
    case OP_ALLOC:
    case OP_VARIANT:
    case OP_BOX:
    case OP_CLOSURE: return in->place == PLACE_HEAP ? M_GLOBAL : M_LOCAL;
    default: return M_GLOBAL;
    }
}

static bool spread_to(Func *f, Val v, const bool *never) {
    ValInfo *vi = &f->vals[v.i];
    if (vi->layout != L_VAL || vi->mode == M_LOCAL || never[v.i]) return false;
    vi->mode = M_LOCAL;
    return true;
}

void modes_spread(Func *f, const bool *never) {
    for (bool changed = true; changed;) { /* once more than loops nest */
        changed = false;
        for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
            for (Ins i = block_at(f, b)->first; i.i; i = inst_at(f, i)->next) {
                const Inst *in = inst_at(f, i);
                if (in->nres && inst_result_mode(f, in) == M_LOCAL) changed |= spread_to(f, in->res, never);
            }
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const BlockInfo *to = block_at(f, t->edges[e].block);
                uint32_t implicit = to->nparams - t->edges[e].nargs;
                for (uint32_t k = 0; k < t->edges[e].nargs; k++)
                    if (is_local(f, t->edges[e].args[k])) changed |= spread_to(f, to->params[implicit + k], never);
            }
        }
    }
}

/* After flags, place or arguments were set: gives the results the mode that follows from them. */
static void set_mode(Func *f, Ins i) {
    const Inst *in = inst_at(f, i);
    if (in->nres && f->vals[in->res.i].layout == L_VAL) f->vals[in->res.i].mode = (uint8_t)inst_result_mode(f, in);
}

static void make_result(Func *f, Ins i, Layout l) {
    Val v = {next_val(f)};
    Inst *in = inst_at(f, i);
    f->vals[v.i] = (ValInfo){.layout = (uint8_t)l, .def = i.i, .index = in->nres};
    if (!in->nres) in->res = v;
    in->nres++;
}

Ins inst_new(Func *f, Op op, Layout l, uint32_t nargs, const Val *args) {
    if (f->ninsts == f->cap_insts) {
        f->insts = grow(f, f->insts, &f->cap_insts, f->ninsts + 1, 32, sizeof *f->insts);
        if (!f->ninsts) f->insts[f->ninsts++] = (Inst){0};
    }
    Ins i = {f->ninsts++};
    Val *copy = copy_vals(f, nargs, args);
    f->insts[i.i] = (Inst){.op = (uint8_t)op, .layout = (uint8_t)own_layout(op, l), .nargs = nargs, .args = copy};
    if (op_info[op].nres == 1) {
        make_result(f, i, result_layout(op, l));
        if (args) set_mode(f, i);
    }
    return i;
}

void inst_add_results(Func *f, Ins i, uint32_t n, const Layout *layouts) {
    for (uint32_t k = 0; k < n; k++) make_result(f, i, layouts[k]);
}

uint64_t inst_block_words(const Inst *in) {
    switch (in->op) {
    case OP_ALLOC: return in->nargs;
    case OP_BOX: return in->layout == L_F64 ? 1 : 2;
    case OP_CLOSURE: return 3 * (uint64_t)in->aux - 1 + in->nargs;
    default: return 0;
    }
}

void inst_add_parts(Func *f, Ins i) {
    IrMode m = is_local(f, inst_at(f, i)->args[0]) ? M_LOCAL : M_GLOBAL;
    uint32_t n = shapes_fields((Shapes)inst_at(f, i)->imm.i);
    make_result(f, i, L_IMM);
    for (uint32_t k = 0; k < n; k++) {
        make_result(f, i, L_VAL);
        f->vals[inst_at(f, i)->res.i + 1 + k].mode = (uint8_t)m;
    }
}

void inst_set_place(Func *f, Ins i, Place place) {
    inst_at(f, i)->place = (uint8_t)place;
    set_mode(f, i);
}

void inst_append(Func *f, Blk b, Ins i) {
    BlockInfo *bi = block_at(f, b);
    Inst *in = inst_at(f, i);
    in->block = b;
    in->prev = bi->last;
    in->next = NO_INS;
    if (bi->last.i)
        f->insts[bi->last.i].next = i;
    else
        bi->first = i;
    bi->last = i;
}

void inst_insert_before(Func *f, Ins pos, Ins i) {
    Inst *p = inst_at(f, pos), *in = inst_at(f, i);
    BlockInfo *bi = block_at(f, p->block);
    in->block = p->block;
    in->next = pos;
    in->prev = p->prev;
    if (p->prev.i)
        f->insts[p->prev.i].next = i;
    else
        bi->first = i;
    p->prev = i;
}

void inst_remove(Func *f, Ins i) {
    Inst *in = inst_at(f, i);
    BlockInfo *bi = block_at(f, in->block);
    if (in->prev.i)
        f->insts[in->prev.i].next = in->next;
    else
        bi->first = in->next;
    if (in->next.i)
        f->insts[in->next.i].prev = in->prev;
    else
        bi->last = in->prev;
    in->prev = in->next = NO_INS;
    in->block = NO_BLK;
}

/* ---- the builder's instructions ---------------------------------------------------------------- */

Ins build_inst(Builder *b, Op op, Layout l, uint32_t nargs, const Val *args) {
    Ins i = inst_new(b->func, op, l, nargs, args);
    inst_at(b->func, i)->loc = b->loc;
    inst_at(b->func, i)->scope = b->scope;
    inst_append(b->func, b->block, i);
    return i;
}

static Val result_of(const Builder *b, Ins i) {
    return inst_at(b->func, i)->res;
}

Val build_const(Builder *b, Layout l, int64_t x) {
    Ins i = build_inst(b, OP_CONST, l, 0, NULL);
    inst_at(b->func, i)->imm.i = x;
    return result_of(b, i);
}

Val build_f64(Builder *b, double d) {
    Ins i = build_inst(b, OP_CONST, L_F64, 0, NULL);
    inst_at(b->func, i)->imm.f = d;
    return result_of(b, i);
}

Val build_op(Builder *b, Op op, Layout l, Val x) {
    return result_of(b, build_inst(b, op, l, 1, &x));
}

Val build_op2(Builder *b, Op op, Layout l, Val x, Val y) {
    return result_of(b, build_inst(b, op, l, 2, (Val[]){x, y}));
}

Val build_cmp(Builder *b, Op op, Layout operands, Val x, Val y) {
    return result_of(b, build_inst(b, op, operands, 2, (Val[]){x, y}));
}

Val build_select(Builder *b, Layout l, Val c, Val x, Val y) {
    return result_of(b, build_inst(b, OP_SELECT, l, 3, (Val[]){c, x, y}));
}

Val build_data(Builder *b, DataId d) {
    Ins i = build_inst(b, OP_DATA, L_VAL, 0, NULL);
    inst_at(b->func, i)->imm.data = d;
    return result_of(b, i);
}

Val build_code(Builder *b, FuncId f) {
    Ins i = build_inst(b, OP_CODE, L_PTR, 0, NULL);
    inst_at(b->func, i)->imm.func = f;
    return result_of(b, i);
}

Val build_load(Builder *b, Layout l, Val base, int64_t word, bool immutable) {
    Ins i = build_inst(b, OP_LOAD, l, 1, &base);
    Inst *in = inst_at(b->func, i);
    in->imm.i = word;
    if (immutable) {
        in->flags |= IF_IMMUT;
        set_mode(b->func, i);
    }
    return in->res;
}

void build_store(Builder *b, Layout l, Val base, int64_t word, Val v, bool init) {
    Inst *in = inst_at(b->func, build_inst(b, OP_STORE, l, 2, (Val[]){base, v}));
    in->imm.i = word;
    if (init) in->flags |= IF_INIT;
}

void build_modify(Builder *b, Val base, int64_t word, Val v) {
    inst_at(b->func, build_inst(b, OP_MODIFY, L_VAL, 2, (Val[]){base, v}))->imm.i = word;
}

Val build_loadx(Builder *b, Elem e, Val base, Val index, bool immutable) {
    Ins i = build_inst(b, OP_LOADX, elem_layout(e), 2, (Val[]){base, index});
    Inst *in = inst_at(b->func, i);
    in->elem = (uint8_t)e;
    if (immutable) {
        in->flags |= IF_IMMUT;
        set_mode(b->func, i);
    }
    return in->res;
}

void build_storex(Builder *b, Elem e, Val base, Val index, Val v) {
    inst_at(b->func, build_inst(b, OP_STOREX, elem_layout(e), 3, (Val[]){base, index, v}))->elem = (uint8_t)e;
}

void build_modifyx(Builder *b, Val base, Val index, Val v) {
    inst_at(b->func, build_inst(b, OP_MODIFYX, L_VAL, 3, (Val[]){base, index, v}))->elem = E_VAL;
}

Val build_bigdim(Builder *b, Val bigarray, int64_t k) {
    Inst *in = inst_at(b->func, build_inst(b, OP_BIGDIM, L_IMM, 1, &bigarray));
    in->imm.i = k;
    return in->res;
}

Val build_bigload(Builder *b, Elem e, Val bigarray, Val index) {
    Inst *in = inst_at(b->func, build_inst(b, OP_BIGLOAD, elem_layout(e), 2, (Val[]){bigarray, index}));
    in->elem = (uint8_t)e;
    return in->res;
}

void build_bigstore(Builder *b, Elem e, Val bigarray, Val index, Val v) {
    inst_at(b->func, build_inst(b, OP_BIGSTORE, elem_layout(e), 3, (Val[]){bigarray, index, v}))->elem = (uint8_t)e;
}

static Val placed(Builder *b, Ins i, Place place, SiteId site) {
    inst_at(b->func, i)->site = site;
    inst_set_place(b->func, i, place);
    return result_of(b, i);
}

Val build_alloc(Builder *b, uint8_t tag, Place place, SiteId site, uint32_t n, const Val *fields) {
    Ins i = build_inst(b, OP_ALLOC, L_VAL, n, fields);
    inst_at(b->func, i)->imm.i = tag;
    return placed(b, i, place, site);
}

Val build_box(Builder *b, Layout of, bool native, Place place, SiteId site, Val x) {
    Ins i = build_inst(b, OP_BOX, of, 1, &x);
    if (native) inst_at(b->func, i)->flags |= IF_NATIVE;
    return placed(b, i, place, site);
}

Val build_unbox(Builder *b, Layout to, bool native, Val x) {
    Inst *in = inst_at(b->func, build_inst(b, OP_UNBOX, to, 1, &x));
    if (native) in->flags |= IF_NATIVE;
    return in->res;
}

Val build_closure(Builder *b, uint32_t nfuncs, const FuncId *funcs, Place place, SiteId site, uint32_t nenv,
                  const Val *env) {
    Ins i = build_inst(b, OP_CLOSURE, L_VAL, nenv, env);
    Inst *in = inst_at(b->func, i);
    in->aux = (uint16_t)nfuncs;
    in->funcs = arena_copy(b->func->arena, funcs, nfuncs * sizeof *funcs);
    return placed(b, i, place, site);
}

Val build_cloentry(Builder *b, Val c, int64_t delta) {
    Inst *in = inst_at(b->func, build_inst(b, OP_CLOENTRY, L_VAL, 1, &c));
    in->imm.i = delta;
    return in->res;
}

Val build_cloenv(Builder *b, Layout l, Val c, uint32_t entry, uint32_t entries, uint32_t k) {
    Inst *in = inst_at(b->func, build_inst(b, OP_CLOENV, l, 1, &c));
    in->aux = (uint16_t)entries;
    in->aux2 = (uint16_t)entry;
    in->imm.i = k;
    return in->res;
}

Ins build_call(Builder *b, FuncId callee, uint32_t n, const Val *args) {
    Func *f = b->func;
    const Func *g = program_func(b->prog, callee);
    Ins i = build_inst(b, OP_CALL, g->nresults ? g->results[0] : L_NONE, n, args);
    inst_at(f, i)->imm.func = callee;
    inst_add_results(f, i, g->nresults, g->results);
    for (uint32_t k = 0; k < g->nresults; k++) f->vals[inst_at(f, i)->res.i + k].mode = g->result_modes[k];
    return i;
}

Val build_apply(Builder *b, Val clos, uint32_t n, const Val *args) {
    Ins i = build_inst(b, OP_APPLY, L_VAL, n + 1, NULL);
    Inst *in = inst_at(b->func, i);
    in->args[0] = clos;
    if (n) memcpy(in->args + 1, args, n * sizeof *args);
    return in->res;
}

Ins build_ccall(Builder *b, ExtId e, uint32_t n, const Val *args) {
    const Ext *x = program_ext(b->prog, e);
    Ins i = build_inst(b, OP_CCALL, x->nresults ? x->results[0] : L_NONE, n, args);
    inst_at(b->func, i)->imm.ext = e;
    inst_add_results(b->func, i, x->nresults, x->results);
    return i;
}

/* ---- terminators ----------------------------------------------------------------------------------- */

Edge edge_to(Func *f, Blk b, uint32_t n, const Val *args) {
    return (Edge){b, n, copy_vals(f, n, args)};
}

/* Sets the block's terminator; an array of arguments whose first element is separate is given as `first`. */
static Term *set_term(Builder *b, TermKind kind, const Val *first, uint32_t n, const Val *args, uint32_t nedges,
                      const Edge *edges) {
    Func *f = b->func;
    uint32_t extra = first ? 1 : 0;
    Term t = {.kind = (uint8_t)kind, .nargs = n + extra, .nedges = nedges, .scope = b->scope, .loc = b->loc};
    t.args = func_vals(f, n + extra);
    if (first) t.args[0] = *first;
    if (n) memcpy(t.args + extra, args, n * sizeof *args);
    if (nedges) t.edges = arena_copy(f->arena, edges, nedges * sizeof *edges);
    BlockInfo *bi = block_at(f, b->block);
    bi->term = t;
    return &bi->term;
}

void term_jump(Builder *b, Blk to, uint32_t n, const Val *args) {
    Edge e = edge_to(b->func, to, n, args);
    set_term(b, TERM_JUMP, NULL, 0, NULL, 1, &e);
}

void term_br(Builder *b, Val cond, Edge yes, Edge no, int hint) {
    set_term(b, TERM_BR, &cond, 0, NULL, 2, (Edge[]){yes, no})->flags = (uint8_t)hint;
}

void term_switch(Builder *b, Val scrut, uint32_t n, const int64_t *cases, const Edge *edges, Edge dflt) {
    Term *t = set_term(b, TERM_SWITCH, &scrut, 0, NULL, 0, NULL);
    t->ncases = n;
    t->nedges = n + 1;
    t->cases = n ? arena_copy(b->func->arena, cases, n * sizeof *cases) : NULL;
    t->edges = NEW_ARRAY(b->func->arena, Edge, n + 1);
    if (n) memcpy(t->edges, edges, n * sizeof *edges);
    t->edges[n] = dflt;
}

void term_ret(Builder *b, uint32_t n, const Val *results) {
    set_term(b, TERM_RET, NULL, n, results, 0, NULL);
}

void term_raise(Builder *b, Val exn, int kind) {
    set_term(b, TERM_RAISE, &exn, 0, NULL, 0, NULL)->flags = (uint8_t)kind;
}

void term_tailcall(Builder *b, FuncId callee, uint32_t n, const Val *args) {
    set_term(b, TERM_TAILCALL, NULL, n, args, 0, NULL)->func = callee;
}

void term_tailapply(Builder *b, Val clos, uint32_t n, const Val *args) {
    set_term(b, TERM_TAILAPPLY, &clos, n, args, 0, NULL);
}

void term_invoke(Builder *b, FuncId callee, uint32_t n, const Val *args, Edge normal, Edge handler) {
    set_term(b, TERM_INVOKE, NULL, n, args, 2, (Edge[]){normal, handler})->func = callee;
}

void term_invoke_apply(Builder *b, Val clos, uint32_t n, const Val *args, Edge normal, Edge handler) {
    set_term(b, TERM_INVOKE_APPLY, &clos, n, args, 2, (Edge[]){normal, handler});
}

void term_invoke_c(Builder *b, ExtId e, uint32_t n, const Val *args, Edge normal, Edge handler) {
    set_term(b, TERM_INVOKE_C, NULL, n, args, 2, (Edge[]){normal, handler})->ext = e;
}

void term_unreachable(Builder *b) {
    set_term(b, TERM_UNREACHABLE, NULL, 0, NULL, 0, NULL);
}

static void *compact_array(Func *f, uint32_t n, uint32_t *cap, size_t elem) {
    *cap = n + n / 8 + 2;
    return pool_alloc(f->pool, *cap * elem);
}

static void *trimmed(Func *f, void *data, uint32_t n, uint32_t *cap, size_t elem) {
    uint32_t fit = n + n / 16 + 1;
    if (!data || fit >= *cap) return data;
    void *p = pool_resize(f->pool, data, *cap * elem, fit * elem);
    *cap = fit;
    return p;
}

void func_trim(Func *f) {
    f->vals = trimmed(f, f->vals, f->nvals, &f->cap_vals, sizeof *f->vals);
    f->blocks = trimmed(f, f->blocks, f->nblocks, &f->cap_blocks, sizeof *f->blocks);
    f->insts = trimmed(f, f->insts, f->ninsts, &f->cap_insts, sizeof *f->insts);
}

static Val *renamed(Func *f, uint32_t n, const Val *vals, const uint32_t *to) {
    Val *r = func_vals(f, n);
    for (uint32_t k = 0; k < n; k++) r[k] = (Val){to[vals[k].i]};
    return r;
}

/* Side tables are as big as these arrays and walks as long as their gaps make them: after inlining most of a function
   is often dead, and the rest is anywhere.  Arguments are copied too, so that what is read together lies together. */
void func_compact(Func *f) {
    uint32_t nvals = 1, nblocks = 1, ninsts = 1;
    uint32_t *val = calloc(f->nvals, sizeof *val), *blk = malloc(f->nblocks * sizeof *blk);
    if (!val || !blk) die_out_of_memory(f->nvals);
    for (Blk b = f->entry; b.i; b = f->blocks[b.i].next) {
        const BlockInfo *bi = block_at(f, b);
        blk[b.i] = nblocks++;
        for (uint32_t k = 0; k < bi->nparams; k++) val[bi->params[k].i] = nvals++;
        for (Ins i = bi->first; i.i; i = f->insts[i.i].next, ninsts++)
            for (uint32_t k = 0; k < f->insts[i.i].nres; k++) val[f->insts[i.i].res.i + k] = nvals++;
    }
    Func old = *f;
    f->vals = compact_array(f, nvals, &f->cap_vals, sizeof *f->vals);
    f->blocks = compact_array(f, nblocks, &f->cap_blocks, sizeof *f->blocks);
    f->insts = compact_array(f, ninsts, &f->cap_insts, sizeof *f->insts);
    f->vals[0] = (ValInfo){.is_param = true};
    f->blocks[0] = (BlockInfo){.dead = true};
    f->insts[0] = (Inst){0};
    uint32_t at = 1;
    for (Blk b = old.entry; b.i; b = old.blocks[b.i].next) {
        const BlockInfo *from = &old.blocks[b.i];
        uint32_t n = blk[b.i];
        BlockInfo *to = &f->blocks[n];
        *to = *from;
        to->prev = (Blk){n - 1};
        to->next = (Blk){n + 1 < nblocks ? n + 1 : 0};
        to->params = from->nparams ? renamed(f, from->nparams, from->params, val) : NULL;
        to->cap_params = from->nparams;
        for (uint32_t k = 0; k < from->nparams; k++) {
            f->vals[to->params[k].i] = old.vals[from->params[k].i];
            f->vals[to->params[k].i].def = n;
        }
        to->first = (Ins){from->first.i ? at : 0};
        for (Ins i = from->first; i.i; i = old.insts[i.i].next, at++) {
            Inst *in = &f->insts[at];
            *in = old.insts[i.i];
            for (uint32_t k = 0; k < in->nres; k++) {
                ValInfo *vi = &f->vals[val[in->res.i + k]];
                *vi = old.vals[in->res.i + k];
                vi->def = at;
            }
            in->res = (Val){in->nres ? val[in->res.i] : 0};
            in->args = renamed(f, in->nargs, in->args, val);
            in->block = (Blk){n};
            in->prev = (Ins){i.i == from->first.i ? 0 : at - 1};
            in->next = (Ins){in->next.i ? at + 1 : 0};
        }
        to->last = (Ins){from->first.i ? at - 1 : 0};
        Term *t = &to->term;
        t->args = renamed(f, t->nargs, t->args, val);
        if (t->nedges) t->edges = arena_copy(f->arena, t->edges, t->nedges * sizeof *t->edges);
        for (uint32_t e = 0; e < t->nedges; e++)
            t->edges[e] = (Edge){
                {blk[t->edges[e].block.i]}, t->edges[e].nargs, renamed(f, t->edges[e].nargs, t->edges[e].args, val)};
    }
    f->entry = (Blk){nblocks > 1};
    f->last_block = (Blk){nblocks - 1};
    f->nvals = nvals;
    f->nblocks = nblocks;
    f->ninsts = ninsts;
    f->compacted += old.nvals - nvals + old.nblocks - nblocks + old.ninsts - ninsts;
    pool_free(f->pool, old.vals, old.cap_vals * sizeof *old.vals);
    pool_free(f->pool, old.blocks, old.cap_blocks * sizeof *old.blocks);
    pool_free(f->pool, old.insts, old.cap_insts * sizeof *old.insts);
    free(val);
    free(blk);
}

uint32_t term_successors(const Term *t, Edge **edges) {
    *edges = t->edges;
    return t->nedges;
}

uint32_t term_edge_implicit(const Program *p, const Term *t, uint32_t edge) {
    switch (t->kind) {
    case TERM_INVOKE: return edge ? 1 : program_func(p, t->func)->nresults;
    case TERM_INVOKE_C: return edge ? 1 : program_ext(p, t->ext)->nresults;
    case TERM_INVOKE_APPLY: return 1;
    default: return 0;
    }
}

Layout term_edge_result_layout(const Program *p, const Func *f, const Term *t, uint32_t edge, uint32_t k) {
    (void)f;
    if (edge == 0 && t->kind == TERM_INVOKE) return program_func(p, t->func)->results[k];
    if (edge == 0 && t->kind == TERM_INVOKE_C) return program_ext(p, t->ext)->results[k];
    return L_VAL;
}

IrMode term_edge_result_mode(const Program *p, const Term *t, uint32_t edge, uint32_t k) {
    return edge == 0 && t->kind == TERM_INVOKE ? (IrMode)program_func(p, t->func)->result_modes[k] : M_GLOBAL;
}
