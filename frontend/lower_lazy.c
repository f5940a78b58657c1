/* lower_lazy.c: forcing.

   A suspension is a block of tag 246 that holds a closure.  While it runs the closure is one that raises
   CamlinternalLazy.Undefined; when it has run the block forwards to the value (tag 250); when it has raised,
   forcing again raises the same exception.  */
#include "lower_ctx.h"

static Func *helper(Lowering *l, const char *name, uint32_t nparams, bool closure_code) {
    static const Layout vals[2] = {L_VAL, L_VAL};
    Func *f = func_new(l->p, name_ofz(l->p->session->names, name), nparams, vals, 1, vals);
    f->closure_code = closure_code;
    return f;
}

Operand lower_lazy_force(FuncCtx *fc, Operand o) {
    if (o.kind == K_IMM) return o;
    if (!fc->l->force.i) fc->l->force = helper(fc->l, "mloc.lazy_force", 1, false)->id;
    Val v = op_val(fc, o);
    return op_of(lo_call(fc, fc->l->force, 1, &v, 0), L_VAL);
}

/* Values, forwarding blocks; suspensions are somebody else's. */
static void emit_fast_path(Lowering *l, FuncId slow) {
    Func *f = program_func(l->p, l->force);
    f->inline_attr = INLINE_HINT;
    FuncCtx fc;
    fc_start(&fc, l, f, NULL);
    Val v = block_at(f, f->entry)->params[0];
    Blk value = lo_new_block(&fc, "value"), block = lo_new_block(&fc, "block"), other = lo_new_block(&fc, NULL);
    Blk suspended = lo_new_block(&fc, "suspended"), forward = lo_new_block(&fc, "forward");
    lo_br(&fc, build_op(&fc.b, OP_IS_IMM, L_VAL, v), value, block, HINT_NONE);
    lo_enter(&fc, block);
    Val tag = build_op(&fc.b, OP_TAG, L_VAL, v);
    lo_br(&fc, build_cmp(&fc.b, OP_EQ, L_IMM, tag, build_const(&fc.b, L_IMM, 250)), forward, other, HINT_NONE);
    lo_enter(&fc, forward);
    lo_return(&fc, op_of(build_load(&fc.b, L_VAL, v, 0, false), L_VAL));
    lo_enter(&fc, other);
    lo_br(&fc, build_cmp(&fc.b, OP_EQ, L_IMM, tag, build_const(&fc.b, L_IMM, 246)), suspended, value, HINT_NONE);
    lo_enter(&fc, suspended);
    term_tailcall(&fc.b, slow, 1, &v);
    lo_enter(&fc, value);
    lo_return(&fc, op_of(v, L_VAL));
    fc_finish(&fc);
}

static DataId undefined_exn(Lowering *l) {
    Name name = name_ofz(l->p->session->names, "CamlinternalLazy.Undefined");
    void *known = map_getp(&l->p->data_by_name, name);
    if (known) return (DataId){(uint32_t)(uintptr_t)known};
    Data *d = data_new(l->p, name, 248, 2);
    d->fields[0] = lo_field_data(data_string(l->p, name->text, name->len)->id);
    d->fields[1] = (DataField){.kind = DF_IMM, .i = exn_id(d->id)};
    return d->id;
}

void lower_lazy_finish(Lowering *l) {
    if (!l->force.i) return;
    Func *slow = helper(l, "mloc.lazy_run", 1, false), *again = helper(l, "mloc.lazy_raise", 2, true);
    Func *undefined = helper(l, "mloc.lazy_undefined", 2, true);
    slow->inline_attr = undefined->inline_attr = again->inline_attr = INLINE_NEVER;
    again->needs_env = true;
    undefined->cold = again->cold = true;
    emit_fast_path(l, slow->id);

    FuncCtx fc;
    fc_start(&fc, l, undefined, NULL);
    lo_raise(&fc, build_data(&fc.b, undefined_exn(l)), RAISE_REGULAR);
    fc_finish(&fc);

    fc_start(&fc, l, again, NULL);
    lo_raise(&fc, build_cloenv(&fc.b, L_VAL, block_at(again, again->entry)->params[0], 0, 1, 0), RAISE_RERAISE);
    fc_finish(&fc);

    Data *closure = data_new(l->p, name_ofz(l->p->session->names, "mloc.lazy_undefined.closure"), 247, 2);
    closure->fields[0] = (DataField){.kind = DF_CODE, .func = undefined->id};
    closure->fields[1] = static_closure_info(1);
    fc_start(&fc, l, slow, NULL);
    Val v = block_at(slow, slow->entry)->params[0];
    Val code = build_load(&fc.b, L_VAL, v, 0, false);
    build_modify(&fc.b, v, 0, build_data(&fc.b, closure->id));
    Handler h = {.block = lo_new_block(&fc, "handler"), .outer = fc.handler};
    Val exn = block_param(slow, h.block, L_VAL, M_GLOBAL), unit = op_val(&fc, op_unit());
    fc.handler = &h;
    Val r = lo_apply(&fc, code, 1, &unit, 0, false);
    fc.handler = h.outer;
    lo_c(&fc, "caml_obj_make_forward", 2, (Val[]){v, r}, true, false);
    lo_return(&fc, op_of(r, L_VAL));
    lo_enter(&fc, h.block);
    SiteId site = lo_site(&fc, "lazy", 4);
    build_modify(&fc.b, v, 0, build_closure(&fc.b, 1, &again->id, PLACE_HEAP, site, 1, &exn));
    lo_raise(&fc, exn, RAISE_RERAISE);
    fc_finish(&fc);
}
