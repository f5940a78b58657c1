/* lower_rec.c: `let rec`.

   Functions of one `let rec` are one group.  A value that refers to itself or to the functions is allocated first with
   the runtime (so that nobody sees its fields before they are there), then the functions are defined, then
   the right sides are evaluated and their fields copied into the blocks that everybody knows.  */
#include "lower_ctx.h"

/* The block that e will evaluate to, if its size can be told. */
static bool block_shape(FuncCtx *fc, const TExpr *e, uint8_t *tag, uint32_t *size) {
    for (;;) switch (e->kind) {
        case TE_LET: e = e->u.let.body; continue;
        case TE_SEQUENCE: e = e->u.seq.second; continue;
        case TE_LETMODULE: e = e->u.letmodule.body; continue;
        case TE_LETEXCEPTION: e = e->u.letexception.body; continue;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; continue;
        case TE_TUPLE:
            *tag = 0;
            *size = e->u.sub.n;
            return true;
        case TE_ARRAY:
            *tag = 0;
            *size = e->u.sub.n;
            return *size > 0 && ty_element_rep(e->type) != REP_FLOAT;
        case TE_CONSTRUCT: {
            const Constr *c = e->u.construct.constr;
            *tag = c->exn ? 0 : (uint8_t)c->tag;
            *size = e->u.construct.args.n + (c->exn ? 1 : 0);
            return e->u.construct.args.n > 0 && !c->unboxed;
        }
        case TE_RECORD: {
            const Constr *c = e->u.record.constr;
            const TypeDecl *d = c && c->record ? c->record : e->u.record.decl;
            *tag = c && !c->exn ? (uint8_t)c->tag : 0;
            *size = e->u.record.fields.n + (c && c->exn ? 1 : 0);
            return !d->float_record && !d->unboxed;
        }
        case TE_LAZY:
            *tag = 246;
            *size = 1;
            return fun_info(fc->l, e) != NULL;
        default: return false;
        }
}

/* The function that e evaluates to after some definitions: `let rec f = let t = ... in fun x -> ...`. */
static const TExpr *function_inside(const TExpr *e) {
    for (;;) switch (e->kind) {
        case TE_LET: e = e->u.let.body; continue;
        case TE_SEQUENCE: e = e->u.seq.second; continue;
        case TE_LETMODULE: e = e->u.letmodule.body; continue;
        case TE_LETEXCEPTION: e = e->u.letexception.body; continue;
        case TE_FUN: return e;
        default: return NULL;
        }
}

static Var *bound_var(const TPat *p) {
    return p->kind == TP_VAR ? p->u.var : p->kind == TP_ALIAS ? p->u.alias.var : NULL;
}

/* A closure of n parameters that applies what the cell holds by then. */
static Val forwarder(FuncCtx *fc, Val cell, uint32_t n) {
    Lowering *l = fc->l;
    Layout *sig = NEW_ARRAY(l->arena, Layout, n + 1), result = L_VAL;
    for (uint32_t i = 0; i <= n; i++) sig[i] = L_VAL;
    Func *fn = func_new(l->p, name_printf(l->p->session->names, "%s/rec_%u", l->unit_name->text, ++l->unique), n + 1,
                        sig, 1, &result);
    fn->loc = fc->b.loc;
    fn->source_name = fc->source_name;
    fn->closure_code = fn->needs_env = true;
    FuncCtx in;
    fc_start(&in, l, fn, NULL);
    Val *params = block_at(fn, fn->entry)->params;
    Val inside = build_cloenv(&in.b, L_VAL, params[0], 0, 1, 0);
    Val f = build_load(&in.b, L_VAL, inside, 0, false);
    term_tailapply(&in.b, f, n, params + 1);
    fc_finish(&in);
    return build_closure(&fc->b, 1, &fn->id, PLACE_HEAP, lo_site(fc, "closure", 4), 1, &cell);
}

void lower_rec_binds(FuncCtx *fc, TBinding *binds, uint32_t n) {
    if (fc->dead) return;
    Lowering *l = fc->l;
    typedef struct {
        Val block;
        uint32_t size;
        bool cell;
    } Known;
    Known *known = NULL;
    FunGroup *group = NULL;
    for (uint32_t i = 0; i < n; i++)
        if (binding_is_fun(&binds[i])) group = fun_info(l, binds[i].expr)->group;
    if (!group || group->n < n) known = NEW_ARRAY(l->arena, Known, n);
    for (uint32_t i = 0; i < n && known; i++) {
        TBinding *b = &binds[i];
        uint8_t tag;
        uint32_t size;
        if (binding_is_fun(b) || block_shape(fc, b->expr, &tag, &size) || function_inside(b->expr)) continue;
        fc->b.loc = b->loc; /* cannot refer to the others before it has a value */
        Operand o = lower_expr(fc, b->expr);
        if (b->pat->kind == TP_VAR)
            bind_var(fc, b->pat->u.var, o);
        else if (!fc->dead)
            match_bind(fc, occ_root(fc, o, b->expr->type), b->pat, true, b->pat->loc);
        if (bound_var(b->pat)) publish_global(fc, bound_var(b->pat));
    }
    for (uint32_t i = 0; i < n && known && !fc->dead; i++) {
        TBinding *b = &binds[i];
        Var *v = bound_var(b->pat);
        uint8_t tag;
        uint32_t size;
        fc->b.loc = b->loc;
        if (binding_is_fun(b) || !v) continue;
        if (block_shape(fc, b->expr, &tag, &size)) {
            Val shape[2] = {op_val(fc, op_imm_const(tag)), op_val(fc, op_imm_const(size))};
            known[i].block = lo_c(fc, "caml_obj_block", 2, shape, false, false);
            known[i].size = size;
            bind_var(fc, v, op_of(known[i].block, L_VAL));
        } else if (function_inside(b->expr)) {
            Val empty = op_val(fc, op_unit());
            known[i].block = lo_alloc(fc, "recursive value", NULL, 0, 1, &empty);
            known[i].cell = true;
            bind_var(fc, v, op_of(forwarder(fc, known[i].block, function_inside(b->expr)->u.fun.params.n), L_VAL));
        } else {
            continue;
        }
        publish_global(fc, v);
    }
    if (group && !fc->dead) {
        fc->b.loc = binds[0].loc;
        define_group(fc, group);
        for (uint32_t i = 0; i < n; i++)
            if (binding_is_fun(&binds[i])) fun_attrs(l, fun_info(l, binds[i].expr), binds[i].attrs);
    }
    for (uint32_t i = 0; i < n && known && !fc->dead; i++) {
        if (!known[i].block.i) continue;
        TBinding *b = &binds[i];
        Val v = op_val(fc, lower_expr(fc, b->expr));
        fc->b.loc = b->loc;
        if (known[i].cell) build_modify(&fc->b, known[i].block, 0, v);
        for (uint32_t k = 0; k < known[i].size; k++)
            build_modify(&fc->b, known[i].block, k, build_load(&fc->b, L_VAL, v, k, false));
        if (b->pat->kind == TP_ALIAS)
            match_bind(fc, occ_root(fc, op_of(known[i].block, L_VAL), b->expr->type), b->pat->u.alias.pat, true,
                       b->pat->loc);
    }
}
