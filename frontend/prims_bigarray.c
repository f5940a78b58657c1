/* prims_bigarray.c: the primitives of bigarrays.

   Kind and layout are parts of the static type: ('a, float64_elt, c_layout) Bigarray.Array1.t.  Where both are known,
   an access is a test of the indices and one instruction; elsewhere it is a call of the runtime. */
#include "lower_ctx.h"

typedef struct Form {
    const char *name;
    Elem elem;
    Layout layout;
    bool native, complex;
} Form;

/* By the names of Bigarray's types of elements. */
static const Form forms[] = {
    {"float32_elt", E_F32, L_F64, false, false},      {"float64_elt", E_F64, L_F64, false, false},
    {"int8_signed_elt", E_S8, L_IMM, false, false},   {"int8_unsigned_elt", E_U8, L_IMM, false, false},
    {"int16_signed_elt", E_S16, L_IMM, false, false}, {"int16_unsigned_elt", E_U16, L_IMM, false, false},
    {"int32_elt", E_I32, L_I32, false, false},        {"int64_elt", E_I64, L_I64, false, false},
    {"int_elt", E_INT, L_IMM, false, false},          {"nativeint_elt", E_I64, L_I64, true, false},
    {"complex32_elt", E_F32, L_F64, false, true},     {"complex64_elt", E_F64, L_F64, false, true},
};
enum { FORTRAN = sizeof forms / sizeof *forms };

/* The name of a type that the library Bigarray declares; NULL: another one, or not known. */
static const char *bigarray_name(Type *t) {
    t = ty_expand_full(t);
    if (t->kind != T_CONSTR) return NULL;
    const TypeDecl *d = t->u.constr.decl;
    if (!d->home || !d->home->from_stdlib || strcmp(d->home->name->text, "Bigarray")) return NULL;
    return d->name->text;
}

uint32_t bigarray_form(Type *t) {
    t = t ? ty_expand(t) : NULL;
    if (!t || t->kind != T_CONSTR || t->u.constr.args.n != 3) return 0;
    const char *elem = bigarray_name(t->u.constr.args.items[1]), *layout = bigarray_name(t->u.constr.args.items[2]);
    if (!elem || !layout) return 0;
    uint32_t base = !strcmp(layout, "c_layout") ? 1 : !strcmp(layout, "fortran_layout") ? 1 + FORTRAN : 0;
    for (uint32_t i = 0; base && i < FORTRAN; i++)
        if (!strcmp(forms[i].name, elem)) return base + i;
    return 0;
}

/* The number of the element at these indices, which are in bounds if they were tested. */
static Val element(FuncCtx *fc, Val b, uint32_t n, const Operand *indices, bool fortran, bool safe) {
    Val index[3], at = NO_VAL, one = fortran ? build_const(&fc->b, L_IMM, 1) : NO_VAL;
    for (uint32_t k = 0; k < n; k++) index[k] = op_imm(fc, indices[k]);
    for (uint32_t k = 0; k < n; k++) {
        if (fortran) index[k] = build_op2(&fc->b, OP_SUB, L_IMM, index[k], one);
        if (safe) lo_check_bounds(fc, index[k], build_bigdim(&fc->b, b, k));
    }
    for (uint32_t k = 0; k < n; k++) {
        uint32_t d = fortran ? n - 1 - k : k;
        if (k)
            at = build_op2(&fc->b, OP_ADD, L_IMM, build_op2(&fc->b, OP_MUL, L_IMM, at, build_bigdim(&fc->b, b, d)),
                           index[d]);
        else
            at = index[d];
    }
    return at;
}

/* A complex number is two floats, here as there. */
static Operand get(FuncCtx *fc, const Form *form, Val b, Val at, const Mode *m) {
    if (!form->complex) {
        Val r = build_bigload(&fc->b, form->elem, b, at);
        return form->native ? op_of_native(r) : op_of(r, form->layout);
    }
    Val re = build_op2(&fc->b, OP_ADD, L_IMM, at, at);
    Val im = build_op2(&fc->b, OP_ADD, L_IMM, re, build_const(&fc->b, L_IMM, 1));
    Val parts[2] = {build_bigload(&fc->b, form->elem, b, re), build_bigload(&fc->b, form->elem, b, im)};
    return op_of(lo_alloc(fc, "complex number", m, 254, 2, parts), L_VAL);
}

static void set(FuncCtx *fc, const Form *form, Val b, Val at, Operand x) {
    if (!form->complex) {
        build_bigstore(&fc->b, form->elem, b, at, op_as(fc, x, form->layout, form->native));
        return;
    }
    Val z = op_val(fc, x), re = build_op2(&fc->b, OP_ADD, L_IMM, at, at);
    Val im = build_op2(&fc->b, OP_ADD, L_IMM, re, build_const(&fc->b, L_IMM, 1));
    build_bigstore(&fc->b, form->elem, b, re, build_load(&fc->b, L_F64, z, 0, true));
    build_bigstore(&fc->b, form->elem, b, im, build_load(&fc->b, L_F64, z, 1, true));
}

Operand bigarray_access(FuncCtx *fc, uint32_t n, bool store, bool safe, const Operand *args, Type *const *types,
                        const Mode *m) {
    uint32_t number = bigarray_form(types[0]);
    if (!number) {
        Val v[5];
        for (uint32_t i = 0; i < n + 1 + store; i++) v[i] = op_val(fc, args[i]);
        const char *symbol = arena_printf(fc->l->arena, "caml_ba_%s_%u", store ? "set" : "get", n);
        Val r = lo_c(fc, symbol, n + 1 + store, v, false, true);
        return store ? op_unit() : op_of(r, L_VAL);
    }
    const Form *form = &forms[(number - 1) % FORTRAN];
    Val b = op_val(fc, args[0]), at = element(fc, b, n, args + 1, number > FORTRAN, safe);
    if (fc->dead) return op_unit();
    if (!store) return get(fc, form, b, at, m);
    set(fc, form, b, at, args[n + 1]);
    return op_unit();
}
