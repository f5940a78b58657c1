/* lower_emit.c: control flow, calls, allocation: the builder plus what lowering knows about handlers,
   dead code and static data.  */
#include "lower_ctx.h"
#include "mode.h"

/* ---- functions under construction ------------------------------------------------------------- */
void fc_start(FuncCtx *fc, Lowering *l, Func *f, FunInfo *fun) {
    *fc = (FuncCtx){.l = l, .fun = fun, .serial = ++l->serial, .ret = f->nresults ? f->results[0] : L_NONE};
    fc->handler = &fc->none;
    fc->source_name = f->source_name ? f->source_name : f->name;
    fc->b = (Builder){.prog = l->p, .func = f, .loc = f->loc};
    fc->b.block = block_new(f, NULL);
    for (uint32_t i = 0; i < f->nparams; i++) {
        block_param(f, fc->b.block, f->params[i], (IrMode)f->param_modes[i]);
        fc->modes |= f->param_modes[i] == M_LOCAL;
    }
}

void fc_finish(FuncCtx *fc) {
    if (fc->scratch.i) block_remove(fc->b.func, fc->scratch);
    lo_infer_modes(fc);
    vec_free(&fc->globals);
    func_trim(fc->b.func);
}

Blk lo_new_block(FuncCtx *fc, const char *hint) {
    return block_new(fc->b.func, hint);
}

/* Blocks are laid out in the order in which they are entered: source order, more or less. */
void lo_enter(FuncCtx *fc, Blk b) {
    Func *f = fc->b.func;
    if (f->last_block.i != b.i) block_move_after(f, b, f->last_block);
    fc->b.block = b;
    fc->dead = false;
}

void lo_set_dead(FuncCtx *fc) {
    if (!fc->scratch.i) fc->scratch = lo_new_block(fc, "dead");
    fc->b.block = fc->scratch;
    fc->dead = true;
}

void lo_jump(FuncCtx *fc, Blk to, uint32_t n, const Val *args) {
    if (fc->dead) return;
    term_jump(&fc->b, to, n, args);
    lo_set_dead(fc);
}

void lo_br(FuncCtx *fc, Val cond, Blk yes, Blk no, int hint) {
    if (fc->dead) return;
    Func *f = fc->b.func;
    term_br(&fc->b, cond, edge_to(f, yes, 0, NULL), edge_to(f, no, 0, NULL), hint);
    lo_set_dead(fc);
}

void lo_switch(FuncCtx *fc, Val scrut, uint32_t n, const int64_t *cases, const Blk *targets, Blk dflt) {
    if (fc->dead) return;
    Func *f = fc->b.func;
    Edge *edges = NEW_ARRAY(f->arena, Edge, n + 1);
    for (uint32_t i = 0; i < n; i++) edges[i].block = targets[i];
    term_switch(&fc->b, scrut, n, cases, edges, edge_to(f, dflt, 0, NULL));
    lo_set_dead(fc);
}

void lo_return(FuncCtx *fc, Operand o) {
    if (fc->dead) return;
    Val v = op_as(fc, o, fc->ret, false);
    region_leave(fc, NULL);
    term_ret(&fc->b, 1, &v);
    lo_set_dead(fc);
}

void lo_raise(FuncCtx *fc, Val exn, int kind) {
    if (fc->dead) return;
    if (fc->handler->block.i) {
        fc->handler->used = true;
        region_leave(fc, fc->handler->region);
        region_note_entry(fc, fc->handler->region);
        lo_jump(fc, fc->handler->block, 1, &exn);
        return;
    }
    term_raise(&fc->b, exn, kind);
    lo_set_dead(fc);
}

void lo_unreachable(FuncCtx *fc) {
    if (fc->dead) return;
    term_unreachable(&fc->b);
    lo_set_dead(fc);
}

/* ---- calls: with an edge to the handler when one is open ------------------------------------------ */
static Edge handler_edge(FuncCtx *fc) {
    fc->handler->used = true;
    region_note_entry(fc, fc->region);
    return edge_to(fc->b.func, fc->handler->block, 0, NULL);
}

static Val invoke_cont(FuncCtx *fc, Layout l, IrMode m, Blk *cont) {
    *cont = lo_new_block(fc, NULL);
    return l == L_NONE ? NO_VAL : block_param(fc->b.func, *cont, l, m);
}

Val lo_call(FuncCtx *fc, FuncId g, uint32_t n, const Val *args, uint8_t flags) {
    Func *f = fc->b.func;
    const Func *callee = program_func(fc->l->p, g);
    if (callee->local_result) region_use(fc);
    if (fc->handler->block.i && !fc->dead) {
        Blk cont;
        Val r = invoke_cont(fc, callee->nresults ? callee->results[0] : L_NONE,
                            callee->nresults ? (IrMode)callee->result_modes[0] : M_GLOBAL, &cont);
        term_invoke(&fc->b, g, n, args, edge_to(f, cont, 0, NULL), handler_edge(fc));
        block_at(f, fc->b.block)->term.flags = flags;
        block_at(f, fc->b.block)->term.unroll = fc->unroll;
        lo_enter(fc, cont);
        return r;
    }
    Inst *in = inst_at(f, build_call(&fc->b, g, n, args));
    in->flags |= flags;
    in->aux2 = fc->unroll;
    return in->nres ? in->res : NO_VAL;
}

Val lo_apply(FuncCtx *fc, Val clos, uint32_t n, const Val *args, uint8_t flags, bool local) {
    Func *f = fc->b.func;
    if (local) region_use(fc);
    if (fc->handler->block.i && !fc->dead) {
        Blk cont;
        Val r = invoke_cont(fc, L_VAL, local ? M_LOCAL : M_GLOBAL, &cont);
        term_invoke_apply(&fc->b, clos, n, args, edge_to(f, cont, 0, NULL), handler_edge(fc));
        block_at(f, fc->b.block)->term.flags = flags;
        lo_enter(fc, cont);
        return r;
    }
    Val r = build_apply(&fc->b, clos, n, args);
    val_def(f, r)->flags |= flags;
    return lo_mode(fc, r, local ? M_LOCAL : M_GLOBAL);
}

Val lo_ccall(FuncCtx *fc, ExtId e, uint32_t n, const Val *args) {
    Func *f = fc->b.func;
    const Ext *x = program_ext(fc->l->p, e);
    if (x->raises && fc->handler->block.i && !fc->dead) {
        Blk cont;
        Val r = invoke_cont(fc, x->nresults ? x->results[0] : L_NONE, M_GLOBAL, &cont);
        term_invoke_c(&fc->b, e, n, args, edge_to(f, cont, 0, NULL), handler_edge(fc));
        lo_enter(fc, cont);
        return r;
    }
    Inst *in = inst_at(f, build_ccall(&fc->b, e, n, args));
    return in->nres ? in->res : NO_VAL;
}

Val lo_c(FuncCtx *fc, const char *symbol, uint32_t n, const Val *args, bool noalloc, bool raises) {
    Program *p = fc->l->p;
    Layout *params = NEW_ARRAY(p->arena, Layout, n), result = L_VAL;
    for (uint32_t i = 0; i < n; i++) params[i] = L_VAL;
    Ext *x = ext_get(p, name_ofz(p->session->names, symbol), n, params, 1, &result, noalloc, raises);
    return lo_ccall(fc, x->id, n, args);
}

/* ---- allocation ------------------------------------------------------------------------------------- */
SiteId lo_site(FuncCtx *fc, const char *origin, uint32_t words) {
    return fc->dead ? NO_SITE : site_new(fc->l->p, fc->b.loc, origin, fc->source_name, words);
}

/* A block that is a constant: for the allocation report.  What a format is made of nobody has written. */
static void lo_static_site(FuncCtx *fc, const char *origin, uint32_t words) {
    if (!strcmp(origin, "format")) return;
    SiteId s = lo_site(fc, origin, words);
    if (s.i) fc->l->p->sites.data[s.i].fate = FATE_STATIC;
}

Val lo_alloc(FuncCtx *fc, const char *origin, const Mode *m, uint8_t tag, uint32_t n, const Val *fields) {
    return build_alloc(&fc->b, tag, lo_place(fc, m), lo_site(fc, origin, n + 1), n, fields);
}

DataId lo_const_block(Lowering *l, uint8_t tag, uint32_t n, const DataField *fields, Loc loc) {
    Name name = name_printf(l->p->session->names, "%s.const/%u", l->unit ? l->unit_name->text : "mloc", ++l->unique);
    Data *d = data_new(l->p, name, tag, n);
    if (n) memcpy(d->fields, fields, n * sizeof *fields);
    d->loc = loc;
    return d->id;
}

Operand lo_block(FuncCtx *fc, const char *origin, const Mode *m, uint8_t tag, uint32_t n, const Operand *fields) {
    bool fixed = true;
    for (uint32_t i = 0; i < n && fixed; i++) fixed = op_static(fields[i]);
    if (fixed) {
        DataField few[8], *df = n > 8 ? NEW_ARRAY(fc->l->arena, DataField, n) : few;
        for (uint32_t i = 0; i < n; i++) op_field(fc, fields[i], &df[i]);
        lo_static_site(fc, origin, n + 1);
        return op_data(lo_const_block(fc->l, tag, n, df, fc->b.loc));
    }
    Val *v = func_vals(fc->b.func, n);
    for (uint32_t i = 0; i < n; i++) {
        Operand o = fields[i];
        v[i] = o.kind == K_IMM || (o.kind == K_VAL && (o.layout == L_IMM || o.layout == L_I1)) ? op_imm(fc, o)
                                                                                               : op_val(fc, o);
    }
    return op_of(lo_alloc(fc, origin, m, tag, n, v), L_VAL);
}

/* Tag 254: a float record or a float array literal. */
Operand lo_flat_floats(FuncCtx *fc, const char *origin, const Mode *m, uint32_t n, const Operand *fields,
                       bool may_be_static) {
    bool fixed = may_be_static;
    for (uint32_t i = 0; i < n && fixed; i++) fixed = fields[i].kind == K_F64;
    if (fixed) {
        DataField *df = NEW_ARRAY(fc->l->arena, DataField, n);
        for (uint32_t i = 0; i < n; i++) df[i] = (DataField){.kind = DF_F64, .f = fields[i].f};
        lo_static_site(fc, origin, n + 1);
        return op_data(lo_const_block(fc->l, 254, n, df, fc->b.loc));
    }
    Val *v = func_vals(fc->b.func, n);
    for (uint32_t i = 0; i < n; i++) v[i] = op_f64(fc, fields[i]);
    return op_of(lo_alloc(fc, origin, m, 254, n, v), L_VAL);
}

/* ---- fields -------------------------------------------------------------------------------------------- */
uint8_t lo_load_tag(const Constr *c) {
    return c && !c->exn && c->decl->nblock > 1 && c->tag < SHAPE_TAGS ? (uint8_t)(c->tag + 1) : 0;
}

Val lo_load_field(FuncCtx *fc, Layout l, Val base, uint32_t k, bool immutable, uint8_t load_tag) {
    Val v = build_load(&fc->b, l, base, k, immutable);
    val_def(fc->b.func, v)->aux2 = load_tag;
    return v;
}

void lo_set_field(FuncCtx *fc, Val base, uint32_t k, Operand v, Type *t, bool flat_float) {
    if (flat_float)
        build_store(&fc->b, L_F64, base, k, op_f64(fc, v), false);
    else if (layout_of_type(t) == L_IMM)
        build_store(&fc->b, L_IMM, base, k, op_imm(fc, v), false);
    else
        build_modify(&fc->b, base, k, op_val(fc, v));
}

/* ---- the usual exceptions --------------------------------------------------------------------------------- */
DataId lo_exn_data(Lowering *l, const char *name) {
    Name symbol = name_printf(l->p->session->names, "caml_exn_%s", name);
    void *known = map_getp(&l->p->data_by_name, symbol);
    return known ? (DataId){(uint32_t)(uintptr_t)known} : data_extern(l->p, symbol)->id;
}

/* One block per handler and kind: a check is then a compare and a branch out of line. */
static Blk raise_block(FuncCtx *fc, Blk *cache, DataId exn, const char *hint) {
    if (fc->dead) return fc->scratch;
    if (!cache->i) {
        Blk here = fc->b.block;
        *cache = lo_new_block(fc, hint);
        fc->b.block = *cache;
        lo_raise(fc, build_data(&fc->b, exn), RAISE_REGULAR);
        fc->b.block = here;
        fc->dead = false;
    }
    return *cache;
}

Blk lo_bounds_block(FuncCtx *fc) {
    Lowering *l = fc->l;
    if (!l->exn_bounds.i) {
        Data *text = data_string(l->p, "index out of bounds", 19);
        l->exn_bounds = lo_const_block(
            l, 0, 2, (DataField[]){lo_field_data(lo_exn_data(l, "Invalid_argument")), lo_field_data(text->id)}, NO_LOC);
    }
    return raise_block(fc, &fc->handler->bounds, l->exn_bounds, "bounds");
}

Blk lo_zero_block(FuncCtx *fc) {
    Lowering *l = fc->l;
    if (!l->exn_zero.i) l->exn_zero = lo_exn_data(l, "Division_by_zero");
    return raise_block(fc, &fc->handler->zero, l->exn_zero, "div0");
}

void lo_check_bounds(FuncCtx *fc, Val index, Val size) {
    if (fc->l->opt.unsafe || fc->dead) return;
    Blk fail = lo_bounds_block(fc), ok = lo_new_block(fc, NULL);
    Val in = build_cmp(&fc->b, OP_ULT, L_IMM, index, size);
    lo_br(fc, in, ok, fail, HINT_LIKELY);
    lo_enter(fc, ok);
}

Operand lo_location_exn(FuncCtx *fc, const char *exn, Loc loc) {
    Lowering *l = fc->l;
    SourceFile *file = loc.file ? l->p->session->files.data[loc.file] : NULL;
    LineCol at = file ? source_linecol(file, loc.start) : (LineCol){0};
    const char *path = file ? file->path : "";
    DataField where[3] = {
        lo_field_data(data_string(l->p, path, (uint32_t)strlen(path))->id),
        {.kind = DF_IMM, .i = at.line},
        {.kind = DF_IMM, .i = at.col},
    };
    DataId tuple = lo_const_block(l, 0, 3, where, loc);
    return op_data(
        lo_const_block(l, 0, 2, (DataField[]){lo_field_data(lo_exn_data(l, exn)), lo_field_data(tuple)}, loc));
}
