/* lower_operand.c: operands and their conversion to layouts.

   An expression is lowered to an Operand in whatever form it arises; boxing, tagging and loading the address of
   static data happen only when a use asks for a layout.  So a tree of float operations boxes at most once, at its
   root, and constants fold into static data.  */
#include "lower_ctx.h"

Operand op_of(Val v, Layout l) {
    return (Operand){.kind = K_VAL, .layout = (uint8_t)l, .v = v};
}
Operand op_of_native(Val v) {
    return (Operand){.kind = K_VAL, .layout = L_I64, .native = true, .v = v};
}
Operand op_imm_const(int64_t i) {
    return (Operand){.kind = K_IMM, .layout = L_IMM, .i = i};
}
Operand op_data(DataId d) {
    return (Operand){.kind = K_DATA, .layout = L_VAL, .data = d};
}
Operand op_f64_const(double d) {
    return (Operand){.kind = K_F64, .layout = L_F64, .f = d};
}
Operand op_int_const(Layout l, bool native, int64_t i) {
    return (Operand){.kind = K_INT, .layout = (uint8_t)l, .native = native, .i = l == L_I32 ? (int32_t)i : i};
}
Operand op_unit(void) {
    return op_imm_const(0);
}
bool op_static(Operand o) {
    return o.kind == K_IMM || o.kind == K_F64 || o.kind == K_INT || o.kind == K_DATA;
}

/* ---- layouts of types ------------------------------------------------------------------ */
static bool is_predefined(Type *t, const char *name) {
    t = ty_expand(t);
    if (t->kind != T_CONSTR) return false;
    const TypeDecl *d = t->u.constr.decl;
    return !d->home && !strcmp(d->name->text, name);
}
bool type_is_bool(Type *t) {
    return t && is_predefined(t, "bool");
}
bool type_is_unit(Type *t) {
    return t && is_predefined(t, "unit");
}

Layout layout_of_type(Type *t) {
    return t && ty_rep(t) == REP_IMMEDIATE ? L_IMM : L_VAL;
}

Layout layout_unboxed(Type *t, bool *native) {
    *native = false;
    if (!t) return L_VAL;
    switch (ty_rep(t)) {
    case REP_IMMEDIATE: return type_is_bool(t) ? L_I1 : L_IMM;
    case REP_FLOAT: return L_F64;
    case REP_INT32: return L_I32;
    case REP_INT64: return L_I64;
    case REP_NATIVEINT: *native = true; return L_I64;
    default: return L_VAL;
    }
}

/* ---- static data ------------------------------------------------------------------------ */
static DataId boxed_int(FuncCtx *fc, Layout l, bool native, int64_t i) {
    const char *kind = l == L_I32 ? "int32" : native ? "nativeint" : "int64";
    Program *p = fc->l->p;
    Name name = name_printf(p->session->names, "%s.%lld", kind, (long long)i);
    void *known = map_getp(&p->data_by_name, name);
    if (known) return (DataId){(uint32_t)(uintptr_t)known};
    Data *d = data_new(p, name, 255, 2);
    d->fields[0] = (DataField){.kind = DF_EXTERN_CODE,
                               .symbol = l == L_I32 ? "caml_int32_ops"
                                         : native   ? "caml_nativeint_ops"
                                                    : "caml_int64_ops"};
    d->fields[1] = (DataField){.kind = DF_RAW, .i = i};
    return d->id;
}

/* The address of what a non-immediate static operand stands for. */
static DataId static_data(FuncCtx *fc, Operand o) {
    switch (o.kind) {
    case K_DATA: return o.data;
    case K_F64: return data_float(fc->l->p, o.f)->id;
    case K_INT: return boxed_int(fc, o.layout, o.native, o.i);
    default: UNREACHABLE();
    }
}

DataField lo_field_data(DataId d) {
    return (DataField){.kind = DF_DATA, .data = d};
}

bool op_field(FuncCtx *fc, Operand o, DataField *out) {
    if (!op_static(o)) return false;
    if (o.kind == K_IMM)
        *out = (DataField){.kind = DF_IMM, .i = o.i};
    else
        *out = lo_field_data(static_data(fc, o));
    return true;
}

/* ---- conversions ---------------------------------------------------------------------------- */
static Val box(FuncCtx *fc, Layout l, bool native, bool local, Val v) {
    const char *what = l == L_F64   ? "boxed float"
                       : l == L_I32 ? "boxed int32"
                       : native     ? "boxed nativeint"
                                    : "boxed int64";
    Place place = local ? lo_local_place(fc) : PLACE_HEAP;
    return build_box(&fc->b, l, native, place, lo_site(fc, what, l == L_F64 ? 2 : 3), v);
}

Val op_val(FuncCtx *fc, Operand o) {
    switch (o.kind) {
    case K_IMM: return build_op(&fc->b, OP_IMM_VAL, L_VAL, build_const(&fc->b, L_IMM, o.i));
    case K_F64:
    case K_INT:
    case K_DATA: return build_data(&fc->b, static_data(fc, o));
    default: break;
    }
    switch (o.layout) {
    case L_VAL: return o.v;
    case L_IMM: return build_op(&fc->b, OP_IMM_VAL, L_VAL, o.v);
    case L_I1: return build_op(&fc->b, OP_IMM_VAL, L_VAL, build_op(&fc->b, OP_I1_IMM, L_IMM, o.v));
    case L_F64:
    case L_I32:
    case L_I64: return box(fc, o.layout, o.native, o.local, o.v);
    default: UNREACHABLE();
    }
}

Val op_imm(FuncCtx *fc, Operand o) {
    if (o.kind == K_IMM) return build_const(&fc->b, L_IMM, o.i);
    if (o.kind == K_VAL && o.layout == L_IMM) return o.v;
    if (o.kind == K_VAL && o.layout == L_I1) return build_op(&fc->b, OP_I1_IMM, L_IMM, o.v);
    return build_op(&fc->b, OP_VAL_IMM, L_IMM, op_val(fc, o));
}

Val op_i1(FuncCtx *fc, Operand o) {
    if (o.kind == K_IMM) return build_const(&fc->b, L_I1, o.i != 0);
    if (o.kind == K_VAL && o.layout == L_I1) return o.v;
    Val v = op_imm(fc, o);
    return build_cmp(&fc->b, OP_NE, L_IMM, v, build_const(&fc->b, L_IMM, 0));
}

Val op_f64(FuncCtx *fc, Operand o) {
    if (o.kind == K_F64) return build_f64(&fc->b, o.f);
    if (o.kind == K_VAL && o.layout == L_F64) return o.v;
    return build_unbox(&fc->b, L_F64, false, op_val(fc, o));
}

static Val op_int(FuncCtx *fc, Operand o, Layout l, bool native) {
    if (o.kind == K_INT && o.layout == l) return build_const(&fc->b, l, o.i);
    if (o.kind == K_VAL && o.layout == l) return o.v;
    return build_unbox(&fc->b, l, native, op_val(fc, o));
}
Val op_i64(FuncCtx *fc, Operand o, bool native) {
    return op_int(fc, o, L_I64, native);
}
Val op_i32(FuncCtx *fc, Operand o) {
    return op_int(fc, o, L_I32, false);
}

Val op_as(FuncCtx *fc, Operand o, Layout l, bool native) {
    switch (l) {
    case L_VAL: return op_val(fc, o);
    case L_IMM: return op_imm(fc, o);
    case L_I1: return op_i1(fc, o);
    case L_F64: return op_f64(fc, o);
    case L_I64: return op_i64(fc, o, native);
    case L_I32: return op_i32(fc, o);
    default: UNREACHABLE();
    }
}

/* What a generic operation returned, at the type that its use gives it: immediates lose their `val`. */
Operand op_typed(FuncCtx *fc, Operand o, Type *t) {
    if (o.kind == K_VAL && o.layout == L_VAL && !fc->dead && layout_of_type(t) == L_IMM)
        return op_of(build_op(&fc->b, OP_VAL_IMM, L_IMM, o.v), L_IMM);
    return o;
}

Val lo_promise(FuncCtx *fc, Val v, Type *t) {
    const Lowering *l = fc->l;
    if (!t || !l->unit || !l->unit->promises || val_layout(fc->b.func, v) != L_VAL) return v;
    t = ty_expand(t);
    const Promise *p = t->kind == T_ARROW ? t->u.arrow.promise : NULL;
    if (p && p->arity <= UINT8_MAX && (l->opt.opt_promises || !(p->flags & ZA_OPT)))
        val_info(fc->b.func, v)->promise = (uint8_t)p->arity;
    return v;
}

Val lo_number(FuncCtx *fc, Val v, Type *t) {
    static const uint8_t numbers[L_COUNT] = {[L_F64] = NUM_F64, [L_I64] = NUM_I64, [L_I32] = NUM_I32};
    bool native;
    Layout l = layout_unboxed(t, &native);
    ValInfo *vi = val_info(fc->b.func, v);
    if (vi->layout == L_VAL) vi->number = native ? NUM_NATIVE : numbers[l];
    return lo_promise(fc, v, t);
}

Operand op_made(FuncCtx *fc, Operand o, Type *t) {
    if (o.kind == K_VAL && !fc->dead) lo_number(fc, o.v, t);
    return op_typed(fc, o, t);
}
