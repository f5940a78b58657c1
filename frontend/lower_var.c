/* lower_var.c: where variables live.

   A local variable is the operand that it was bound to: scoping makes that SSA.  In a nested function a free variable
   is a field of the environment (K_ENV), loaded where it is used.  A variable of a module that is not static has a slot
   in the unit's static block; the initialiser that defines it goes on using its operand.  */
#include "lower_ctx.h"

VarInfo *var_info(Lowering *l, Var *v) {
    if (!v->lower) v->lower = NEW(l->arena, VarInfo);
    return v->lower;
}

void bind_var(FuncCtx *fc, Var *v, Operand o) {
    VarInfo *vi = var_info(fc->l, v);
    vi->opd = o;
    vi->bound = true;
    vi->is_static = op_static(o);
    vi->serial = fc->serial;
    vi->has_slot = false;
    if (o.kind == K_VAL && v->name && !fc->dead && !val_info(fc->b.func, o.v)->name)
        val_info(fc->b.func, o.v)->name = v->name;
}

void give_slot(Lowering *l, Var *v) {
    VarInfo *vi = var_info(l, v);
    if (vi->has_slot) return;
    vi->has_slot = vi->bound = true;
    vi->slot = l->nslots++;
    vi->root = l->root;
    vi->slot_layout = (uint8_t)layout_of_type(v->type);
}

void publish_global(FuncCtx *fc, Var *v) {
    VarInfo *vi = var_info(fc->l, v);
    if (v->kind != VAR_GLOBAL || vi->is_static || vi->fun) return;
    give_slot(fc->l, v);
    Val root = build_data(&fc->b, vi->root);
    if (vi->slot_layout == L_IMM)
        build_store(&fc->b, L_IMM, root, vi->slot, op_imm(fc, vi->opd), false);
    else
        build_modify(&fc->b, root, vi->slot, op_val(fc, vi->opd));
}

/* A variable of a unit that was compiled before this run: known by its symbol only. */
static Operand imported_global(FuncCtx *fc, Var *v) {
    Lowering *l = fc->l;
    const char *unit = v->unit ? v->unit->name->text : "";
    Name symbol = name_printf(l->p->session->names, "%s.%s", unit, v->qualified ? v->qualified : v->name->text);
    void *known = map_getp(&l->p->data_by_name, symbol);
    return op_data(known ? (DataId){(uint32_t)(uintptr_t)known} : data_extern(l->p, symbol)->id);
}

Operand var_operand(FuncCtx *fc, Var *v) {
    VarInfo *vi = var_info(fc->l, v);
    if (vi->is_static) return vi->opd;
    if (vi->fun && vi->fun->group->decided && vi->fun->group->closed) return fun_static_value(fc->l, vi->fun);
    if (v->kind == VAR_GLOBAL) {
        if (vi->has_slot && vi->serial == fc->serial && vi->opd.kind == K_VAL) return vi->opd;
        if (vi->has_slot) {
            Layout layout = vi->slot_layout;
            return op_of(build_load(&fc->b, layout, build_data(&fc->b, vi->root), vi->slot, true), layout);
        }
        if (!vi->bound) return imported_global(fc, v);
    }
    if (vi->opd.kind != K_ENV && vi->opd.kind != K_SELF) return vi->opd;
    Layout layout = vi->opd.layout;
    bool native = vi->opd.native;
    Func *f = fc->b.func;
    if (vi->cache_serial == fc->serial && !fc->dead &&
        (vi->cache_block.i == fc->b.block.i || vi->cache_block.i == f->entry.i))
        return (Operand){.kind = K_VAL, .layout = (uint8_t)layout, .native = native, .v = vi->cache_val};
    Val r;
    if (vi->opd.kind == K_SELF)
        r = vi->opd.i ? build_cloentry(&fc->b, fc->env, vi->opd.i) : fc->env;
    else
        r = lo_mode(fc, build_cloenv(&fc->b, layout, fc->env, fc->fun->entry, fc->fun->group->n, (uint32_t)vi->opd.i),
                    ir_mode(v->mode));
    lo_promise(fc, r, v->type);
    vi->cache_serial = fc->serial;
    vi->cache_block = fc->b.block;
    vi->cache_val = r;
    return (Operand){.kind = K_VAL, .layout = (uint8_t)layout, .native = native, .v = r};
}
