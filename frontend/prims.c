/* prims.c: primitives: the % ones of prims.def, and external C functions.

   Primitives work on operands, so that the same code serves an application and the closure that is made when a
   primitive is used as a value.  Only && and ||, application and raise look at the expression itself.  */
#include <stdlib.h>

#include "lower_ctx.h"
#include "mode.h"

typedef enum {
    P_IDENTITY,
    P_OPAQUE,
    P_IGNORE,
    P_APPLY,
    P_RAISE,
    P_BOOL,
    P_NOT,
    P_FORCE,
    P_LOC,
    P_CONSTANT,
    P_FIELD,
    P_SETFIELD,
    P_MAKEBLOCK,
    P_MAKEMUTABLE,
    P_INCR,
    P_OBJ_SIZE,
    P_OBJ_TAG,
    P_OBJ_FIELD,
    P_OBJ_SET_FIELD,
    P_OBJ_IS_INT,
    P_ATOMIC,
    P_COMPARE,
    P_COMPARE3,
    P_MIN_MAX,
    P_PHYSICAL,
    P_ORDER,
    P_UNARY,
    P_OFFSET,
    P_ARITH,
    P_DIVIDE,
    P_SHIFT,
    P_CONVERT,
    P_STRLEN,
    P_BYTE_GET,
    P_BYTE_SET,
    P_WIDE_GET,
    P_WIDE_SET,
    P_ARRAY_LENGTH,
    P_ARRAY_GET,
    P_ARRAY_SET,
    P_BIGARRAY_GET,
    P_BIGARRAY_SET,
    P_BIGARRAY_DIM,
} PrimKind;

enum { N = L_COUNT }; /* in the table: i64, a nativeint */
typedef struct PrimInfo {
    const char *name;
    uint8_t kind, op, layout;
    int64_t extra;
} PrimInfo;
static const PrimInfo table[] = {
#define PRIM(name, kind, op, layout, extra) {name, P_##kind, OP_##op, layout, extra},
#include "prims.def"
};

static Layout table_layout(int64_t l) {
    return l == N ? L_I64 : (Layout)l;
}

/* The table's entry; found once per Prim. */
static const PrimInfo *prim_info(Lowering *l, const Prim *p) {
    const PrimInfo *known = map_getp(&l->prim_infos, p);
    if (known) return known;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strcmp(table[i].name, p->symbol)) {
            map_putp(&l->prim_infos, p, (void *)(uintptr_t)&table[i]);
            return &table[i];
        }
    return NULL;
}

int prim_bool_kind(const Prim *p) {
    if (p->symbol[0] != '%') return 0;
    return !strcmp(p->symbol, "%sequand")   ? 1
           : !strcmp(p->symbol, "%sequor")  ? 2
           : !strcmp(p->symbol, "%boolnot") ? 3
                                            : 0;
}

/* "apply" or "revapply"; NULL */
const char *prim_apply_form(const Prim *p) {
    return !strcmp(p->symbol, "%apply") || !strcmp(p->symbol, "%revapply") ? p->symbol + 1 : NULL;
}

/* ---- arithmetic ---------------------------------------------------------------------------------------- */
static int64_t wrap_imm(int64_t x) {
    return (int64_t)((uint64_t)x << 1) >> 1;
}

/* Constant ints fold, so that what a module computes from literals is static.  False: not for constants. */
static bool fold_imm(Op op, int64_t a, int64_t b, int64_t *r) {
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    if (!b && (op == OP_DIV || op == OP_MOD)) return false;
    switch (op) {
    case OP_ADD: *r = wrap_imm((int64_t)(x + y)); return true;
    case OP_SUB: *r = wrap_imm((int64_t)(x - y)); return true;
    case OP_MUL: *r = wrap_imm((int64_t)(x * y)); return true;
    case OP_AND: *r = a & b; return true;
    case OP_OR: *r = a | b; return true;
    case OP_XOR: *r = a ^ b; return true;
    case OP_DIV: *r = b == -1 ? wrap_imm((int64_t)(0 - x)) : a / b; return true;
    case OP_MOD: *r = b == -1 ? 0 : a % b; return true;
    case OP_SHL: *r = wrap_imm((int64_t)(x << (y & 63))); return b >= 0 && b < 63;
    case OP_LSHR: *r = wrap_imm((int64_t)((x & UINT64_MAX >> 1) >> (y & 63))); return b >= 0 && b < 63;
    case OP_ASHR: *r = a >> (y & 63); return b >= 0 && b < 63;
    case OP_NEG: *r = wrap_imm((int64_t)(0 - x)); return true;
    default: return false;
    }
}

static bool fold_f64(Op op, double a, double b, double *r) {
    switch (op) {
    case OP_ADD: *r = a + b; return true;
    case OP_SUB: *r = a - b; return true;
    case OP_MUL: *r = a * b; return true;
    case OP_DIV: *r = a / b; return true;
    default: return false;
    }
}

static Operand result_in(Val v, int64_t layout) {
    return layout == N ? op_of_native(v) : op_of(v, (Layout)layout);
}

static Operand arith(FuncCtx *fc, Op op, int64_t layout, Operand a, Operand b) {
    int64_t r;
    Layout l = table_layout(layout);
    if (l == L_IMM && a.kind == K_IMM && b.kind == K_IMM && fold_imm(op, a.i, b.i, &r)) return op_imm_const(r);
    double f;
    if (a.kind == K_F64 && b.kind == K_F64 && fold_f64(op, a.f, b.f, &f)) return op_f64_const(f);
    Val x = op_as(fc, a, l, layout == N), y = op_as(fc, b, l, layout == N);
    return result_in(build_op2(&fc->b, op, l, x, y), layout);
}

static Operand divide(FuncCtx *fc, Op op, int64_t layout, Operand a, Operand b) {
    int64_t r;
    Layout l = table_layout(layout);
    if (a.kind == K_IMM && b.kind == K_IMM && fold_imm(op, a.i, b.i, &r)) return op_imm_const(r);
    Val x = op_as(fc, a, l, layout == N), y = op_as(fc, b, l, layout == N);
    if (!(b.kind == K_IMM || b.kind == K_INT) || !b.i) {
        Blk fail = lo_zero_block(fc), ok = lo_new_block(fc, NULL);
        lo_br(fc, build_cmp(&fc->b, OP_NE, l, y, build_const(&fc->b, l, 0)), ok, fail, HINT_LIKELY);
        lo_enter(fc, ok);
    }
    return result_in(build_op2(&fc->b, op, l, x, y), layout);
}

static Operand shift(FuncCtx *fc, Op op, int64_t layout, Operand a, Operand amount) {
    int64_t r;
    Layout l = table_layout(layout);
    if (l == L_IMM && a.kind == K_IMM && amount.kind == K_IMM && fold_imm(op, a.i, amount.i, &r))
        return op_imm_const(r);
    Val x = op_as(fc, a, l, layout == N), n;
    if (l == L_IMM)
        n = op_imm(fc, amount);
    else if (amount.kind == K_IMM)
        n = build_const(&fc->b, l, amount.i);
    else
        n = build_op(&fc->b, l == L_I32 ? OP_IMM_I32 : OP_IMM_I64, l, op_imm(fc, amount));
    return result_in(build_op2(&fc->b, op, l, x, n), layout);
}

static Operand convert(FuncCtx *fc, Op op, int64_t from, int64_t to, Operand a) {
    if (a.kind == K_IMM) {
        if (to == L_F64) return op_f64_const((double)a.i);
        if (from == L_IMM) return op_int_const(table_layout(to), to == N, a.i);
    }
    Val x = op_as(fc, a, table_layout(from), from == N);
    return result_in(op == OP_CONST ? x : build_op(&fc->b, op, table_layout(to), x), to);
}

/* ---- comparison ---------------------------------------------------------------------------------------------- */
static Rep operand_rep(Type *const *types, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        Rep r = types[i] ? ty_rep(types[i]) : REP_ANY;
        if (r != REP_ANY) return r;
    }
    return REP_ANY;
}

static Layout rep_layout(Rep r, bool *native) {
    *native = r == REP_NATIVEINT;
    switch (r) {
    case REP_IMMEDIATE: return L_IMM;
    case REP_FLOAT: return L_F64;
    case REP_INT32: return L_I32;
    case REP_INT64:
    case REP_NATIVEINT: return L_I64;
    default: return L_VAL;
    }
}

static Val c_compare(FuncCtx *fc, const char *symbol, const Operand *args, bool simple) {
    Val v[2] = {op_val(fc, args[0]), op_val(fc, args[1])};
    return build_op(&fc->b, OP_VAL_IMM, L_IMM, lo_c(fc, symbol, 2, v, simple, !simple));
}

static bool is_immediate_operand(Operand o) {
    return o.kind == K_IMM || (o.kind == K_VAL && (o.layout == L_IMM || o.layout == L_I1));
}

/* Strings of up to 7 bytes are one word, padding included: s = "abc" is two integer comparisons. */
static bool equal_short_literal(FuncCtx *fc, Operand literal, Operand s, Val *r) {
    const Data *d = literal.kind == K_DATA ? program_data(fc->l->p, literal.data) : NULL;
    if (!d || !d->is_string || d->len > 7) return false;
    uint64_t word = (uint64_t)(7 - d->len) << 56;
    for (uint32_t i = 0; i < d->len; i++) word |= (uint64_t)(uint8_t)d->text[i] << 8 * i;
    Val v = op_val(fc, s);
    Val size = build_cmp(&fc->b, OP_EQ, L_IMM, build_op(&fc->b, OP_SIZE, L_VAL, v), build_const(&fc->b, L_IMM, 1));
    Val same = build_cmp(&fc->b, OP_EQ, L_I64, build_load(&fc->b, L_I64, v, 0, false),
                         build_const(&fc->b, L_I64, (int64_t)word));
    *r = build_op2(&fc->b, OP_AND, L_I1, size, same);
    return true;
}

static Operand compare(FuncCtx *fc, Op op, const Operand *args, Type *const *types);
static Operand compare3(FuncCtx *fc, const Operand *args, Type *const *types);

/* ---- tuples: component by component -------------------------------------------------------------------------
   The tuples that are compared need not exist then.  Components must be compared without raising an exception, since
   all of them are; so many that a call would be longer. */
enum { TUPLE_COMPONENTS = 6 };

static Type *tuple_type(Type *const *types, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        Type *t = types[i] ? ty_expand(types[i]) : NULL;
        if (t && t->kind == T_TUPLE) return t;
    }
    return NULL;
}

/* Counts the components, those of tuples in it too; false when one has to be compared by C. */
static bool simple_components(Type *t, uint32_t *count, bool *floats) {
    for (uint32_t i = 0; i < t->u.tuple.n; i++) {
        Type *x = ty_expand(t->u.tuple.items[i]);
        bool native, inner = x->kind == T_TUPLE;
        Layout l = inner ? L_VAL : rep_layout(ty_rep(x), &native);
        *floats |= l == L_F64;
        if (inner ? !simple_components(x, count, floats) : l == L_VAL || ++*count > TUPLE_COMPONENTS) return false;
    }
    return true;
}

static bool comparable_tuples(Type *const *types, bool *floats) {
    Type *t = tuple_type(types, 2);
    uint32_t count = 0;
    *floats = false;
    return t && simple_components(t, &count, floats);
}

static Operand component(FuncCtx *fc, Val tuple, uint32_t k, Type *t) {
    Layout l = ty_is_immediate(t) ? L_IMM : L_VAL;
    return op_of(lo_number(fc, build_load(&fc->b, l, tuple, k, true), t), l);
}

static Operand tuples_equal(FuncCtx *fc, Type *t, Val x, Val y) {
    Val r = NO_VAL;
    for (uint32_t i = 0; i < t->u.tuple.n; i++) {
        Type *c = ty_expand(t->u.tuple.items[i]);
        Operand pair[2] = {component(fc, x, i, c), component(fc, y, i, c)};
        Operand same = c->kind == T_TUPLE ? tuples_equal(fc, c, op_val(fc, pair[0]), op_val(fc, pair[1]))
                                          : compare(fc, OP_EQ, pair, (Type *[]){c, c});
        Val one = op_i1(fc, same);
        r = r.i ? build_op2(&fc->b, OP_AND, L_I1, r, one) : one;
    }
    return op_of(r, L_I1);
}

/* The first component that differs decides. */
static Operand tuples_order(FuncCtx *fc, Type *t, Val x, Val y) {
    Val r = NO_VAL;
    for (uint32_t i = t->u.tuple.n; i-- > 0;) {
        Type *c = ty_expand(t->u.tuple.items[i]);
        Operand pair[2] = {component(fc, x, i, c), component(fc, y, i, c)};
        Operand order = c->kind == T_TUPLE ? tuples_order(fc, c, op_val(fc, pair[0]), op_val(fc, pair[1]))
                                           : compare3(fc, pair, (Type *[]){c, c});
        Val one = op_imm(fc, order), zero = build_const(&fc->b, L_IMM, 0);
        r = r.i ? build_select(&fc->b, L_IMM, build_cmp(&fc->b, OP_NE, L_IMM, one, zero), one, r) : one;
    }
    return op_of(r, L_IMM);
}

static Operand compare(FuncCtx *fc, Op op, const Operand *args, Type *const *types) {
    bool native;
    Rep rep = operand_rep(types, 2);
    Layout l = rep_layout(rep, &native);
    if (l == L_VAL && is_immediate_operand(args[0]) && is_immediate_operand(args[1])) l = L_IMM;
    if (args[0].kind == K_VAL && args[0].layout == L_I1 && args[1].kind == K_VAL && args[1].layout == L_I1 &&
        (op == OP_EQ || op == OP_NE))
        return op_of(build_cmp(&fc->b, op, L_I1, args[0].v, args[1].v), L_I1);
    if (l != L_VAL) {
        Val x = op_as(fc, args[0], l, native), y = op_as(fc, args[1], l, native);
        return op_of(build_cmp(&fc->b, op, l, x, y), L_I1);
    }
    bool equality = op == OP_EQ || op == OP_NE, floats;
    if (comparable_tuples(types, &floats) && (equality || !floats)) { /* a nan has no order, but in compare */
        Type *t = tuple_type(types, 2);
        Val x = op_val(fc, args[0]), y = op_val(fc, args[1]);
        if (!equality)
            return op_of(
                build_cmp(&fc->b, op, L_IMM, op_imm(fc, tuples_order(fc, t, x, y)), build_const(&fc->b, L_IMM, 0)),
                L_I1);
        Operand same = tuples_equal(fc, t, x, y);
        return op == OP_EQ
                   ? same
                   : op_of(build_op2(&fc->b, OP_XOR, L_I1, op_i1(fc, same), build_const(&fc->b, L_I1, 1)), L_I1);
    }
    if (rep == REP_VARIANT && equality && (is_immediate_operand(args[0]) || is_immediate_operand(args[1]))) {
        /* a constant constructor equals itself and nothing else */
        Val x = op_val(fc, args[0]), y = op_val(fc, args[1]);
        return op_of(build_cmp(&fc->b, op, L_VAL, x, y), L_I1);
    }
    Val r;
    if (rep == REP_STRING) {
        if (equality &&
            (equal_short_literal(fc, args[0], args[1], &r) || equal_short_literal(fc, args[1], args[0], &r)))
            return op_of(op == OP_EQ ? r : build_op2(&fc->b, OP_XOR, L_I1, r, build_const(&fc->b, L_I1, 1)), L_I1);
        if (equality) {
            r = c_compare(fc, "caml_string_equal", args, true);
            return op_of(build_cmp(&fc->b, op == OP_EQ ? OP_NE : OP_EQ, L_IMM, r, build_const(&fc->b, L_IMM, 0)), L_I1);
        }
        r = c_compare(fc, "caml_string_compare", args, true);
        return op_of(build_cmp(&fc->b, op, L_IMM, r, build_const(&fc->b, L_IMM, 0)), L_I1);
    }
    static const char *const names[] = {"caml_equal",     "caml_notequal",    "caml_lessthan",
                                        "caml_lessequal", "caml_greaterthan", "caml_greaterequal"};
    r = c_compare(fc, names[op - OP_EQ], args, false);
    return op_of(build_cmp(&fc->b, OP_NE, L_IMM, r, build_const(&fc->b, L_IMM, 0)), L_I1);
}

static Val flag(FuncCtx *fc, Val i1) {
    return build_op(&fc->b, OP_I1_IMM, L_IMM, i1);
}

static Operand compare3(FuncCtx *fc, const Operand *args, Type *const *types) {
    bool native;
    Rep rep = operand_rep(types, 2);
    Layout l = rep_layout(rep, &native);
    bool floats;
    if (comparable_tuples(types, &floats))
        return tuples_order(fc, tuple_type(types, 2), op_val(fc, args[0]), op_val(fc, args[1]));
    if (l == L_VAL)
        return op_of(rep == REP_STRING ? c_compare(fc, "caml_string_compare", args, true)
                                       : c_compare(fc, "caml_compare", args, false),
                     L_IMM);
    Val x = op_as(fc, args[0], l, native), y = op_as(fc, args[1], l, native);
    Val gt = flag(fc, build_cmp(&fc->b, OP_GT, l, x, y)), lt = flag(fc, build_cmp(&fc->b, OP_LT, l, x, y));
    Val r = build_op2(&fc->b, OP_SUB, L_IMM, gt, lt);
    if (l == L_F64) { /* nan is equal to itself and less than everything else */
        Val xx = flag(fc, build_cmp(&fc->b, OP_EQ, l, x, x)), yy = flag(fc, build_cmp(&fc->b, OP_EQ, l, y, y));
        r = build_op2(&fc->b, OP_ADD, L_IMM, r, build_op2(&fc->b, OP_SUB, L_IMM, xx, yy));
    }
    return op_of(r, L_IMM);
}

/* op: the comparison that makes it the first argument. */
static Operand min_max(FuncCtx *fc, Op op, const Operand *args, Type *const *types, Type *result) {
    bool native;
    Rep rep = operand_rep(types, 2);
    Layout l = rep_layout(rep, &native);
    Val x = op_as(fc, args[0], l, native), y = op_as(fc, args[1], l, native);
    Operand pair[2] = {result_in(x, native ? N : l), result_in(y, native ? N : l)};
    Val c = op_i1(fc, compare(fc, op, pair, types));
    Val r = build_select(&fc->b, l, c, x, y);
    return l == L_VAL ? op_typed(fc, op_of(r, l), result) : result_in(r, native ? N : l);
}

static Operand physical(FuncCtx *fc, Op op, const Operand *args, Type *const *types) {
    bool imm = operand_rep(types, 2) == REP_IMMEDIATE;
    Val x = imm ? op_imm(fc, args[0]) : op_val(fc, args[0]), y = imm ? op_imm(fc, args[1]) : op_val(fc, args[1]);
    return op_of(build_cmp(&fc->b, op, imm ? L_IMM : L_VAL, x, y), L_I1);
}

/* ---- arrays ----------------------------------------------------------------------------------------------------- */
enum { TAG_DOUBLE_ARRAY = 254 };

static Val is_float_array(FuncCtx *fc, Val a) {
    Inst *in = inst_at(fc->b.func, build_inst(&fc->b, OP_TAG, L_IMM, 1, &a));
    in->flags |= IF_IMMUT;
    Val tag = in->res;
    return build_cmp(&fc->b, OP_EQ, L_IMM, tag, build_const(&fc->b, L_IMM, TAG_DOUBLE_ARRAY));
}

Operand array_get(FuncCtx *fc, Val array, Val index, Rep elem, bool safe) {
    if (fc->dead) return op_unit();
    if (safe) lo_check_bounds(fc, index, build_op(&fc->b, OP_SIZE, L_VAL, array));
    if (elem == REP_FLOAT) return op_of(build_loadx(&fc->b, E_F64, array, index, false), L_F64);
    if (elem == REP_IMMEDIATE) return op_of(build_loadx(&fc->b, E_IMM, array, index, false), L_IMM);
    if (elem != REP_ANY) return op_of(build_loadx(&fc->b, E_VAL, array, index, false), L_VAL);
    Blk flat = lo_new_block(fc, "flat"), plain = lo_new_block(fc, "plain"), join = lo_new_block(fc, NULL);
    Val r = block_param(fc->b.func, join, L_VAL, M_GLOBAL);
    lo_br(fc, is_float_array(fc, array), flat, plain, HINT_UNLIKELY);
    lo_enter(fc, flat);
    Val boxed = op_val(fc, op_of(build_loadx(&fc->b, E_F64, array, index, false), L_F64));
    lo_jump(fc, join, 1, &boxed);
    lo_enter(fc, plain);
    Val v = build_loadx(&fc->b, E_VAL, array, index, false);
    lo_jump(fc, join, 1, &v);
    lo_enter(fc, join);
    return op_of(r, L_VAL);
}

static void array_set(FuncCtx *fc, Val array, Val index, Operand v, Rep elem, bool safe) {
    if (safe) lo_check_bounds(fc, index, build_op(&fc->b, OP_SIZE, L_VAL, array));
    if (elem == REP_FLOAT) {
        build_storex(&fc->b, E_F64, array, index, op_f64(fc, v));
    } else if (elem == REP_IMMEDIATE) {
        build_storex(&fc->b, E_IMM, array, index, op_imm(fc, v));
    } else if (elem != REP_ANY) {
        build_modifyx(&fc->b, array, index, op_val(fc, v));
    } else {
        Val boxed = op_val(fc, v);
        Blk flat = lo_new_block(fc, "flat"), plain = lo_new_block(fc, "plain"), join = lo_new_block(fc, NULL);
        lo_br(fc, is_float_array(fc, array), flat, plain, HINT_UNLIKELY);
        lo_enter(fc, flat);
        build_storex(&fc->b, E_F64, array, index, build_unbox(&fc->b, L_F64, false, boxed));
        lo_jump(fc, join, 0, NULL);
        lo_enter(fc, plain);
        build_modifyx(&fc->b, array, index, boxed);
        lo_jump(fc, join, 0, NULL);
        lo_enter(fc, join);
    }
}

/* ---- strings --------------------------------------------------------------------------------------------------------
 */
/* Bytes below index + width must exist: index < max(length - (width - 1), 0) */
static void check_wide(FuncCtx *fc, Val s, Val index, int64_t width) {
    Val len = build_op(&fc->b, OP_STRLEN, L_VAL, s);
    if (width > 1) {
        Val less = build_const(&fc->b, L_IMM, width - 1), zero = build_const(&fc->b, L_IMM, 0);
        Val enough = build_cmp(&fc->b, OP_GT, L_IMM, len, less);
        len = build_select(&fc->b, L_IMM, enough, build_op2(&fc->b, OP_SUB, L_IMM, len, less), zero);
    }
    lo_check_bounds(fc, index, len);
}

static Elem wide_elem(Layout l) {
    return l == L_IMM ? E_U16 : l == L_I32 ? E_I32 : E_I64;
}
static int64_t wide_width(Layout l) {
    return l == L_IMM ? 2 : l == L_I32 ? 4 : 8;
}

/* ---- source locations
 * -------------------------------------------------------------------------------------------------- */
static Operand text_operand(FuncCtx *fc, const char *s) {
    return op_data(data_string(fc->l->p, s, (uint32_t)strlen(s))->id);
}

static Operand location(FuncCtx *fc, int64_t what) {
    Lowering *l = fc->l;
    Loc loc = fc->b.loc;
    SourceFile *file = loc.file ? l->p->session->files.data[loc.file] : NULL;
    LineCol from = file ? source_linecol(file, loc.start) : (LineCol){0},
            to = file ? source_linecol(file, loc.end) : (LineCol){0};
    const char *path = file ? file->path : "";
    switch (what) {
    case 0:
        return text_operand(fc, arena_printf(l->arena, "File \"%s\", line %u, characters %u-%u", path, from.line,
                                             from.col, from.col + (loc.end - loc.start)));
    case 1: return text_operand(fc, path);
    case 2: return op_imm_const(from.line);
    case 3: return text_operand(fc, l->unit->module->name->text);
    case 4: return text_operand(fc, fc->source_name->text);
    default: {
        Operand pos[4] = {text_operand(fc, path), op_imm_const(from.line), op_imm_const(from.col),
                          op_imm_const(to.col)};
        return lo_block(fc, "tuple", NULL, 0, 4, pos);
    }
    }
}

/* ---- atomics
 * --------------------------------------------------------------------------------------------------------------- */
/* There is one thread: plain reads and writes. */
static Operand atomic(FuncCtx *fc, int64_t what, const Operand *args, Type *const *types) {
    Val cell = op_val(fc, args[0]);
    Type *t = what == 1 ? types[2] : types[1];
    Layout l = what == 2 ? L_IMM : layout_of_type(t);
    Val old = build_load(&fc->b, l, cell, 0, false);
    if (what == 0) {
        lo_set_field(fc, cell, 0, args[1], t, false);
        return op_of(old, l);
    }
    if (what == 2) {
        build_store(&fc->b, L_IMM, cell, 0, build_op2(&fc->b, OP_ADD, L_IMM, old, op_imm(fc, args[1])), false);
        return op_of(old, l);
    }
    Blk same = lo_new_block(fc, NULL), join = lo_new_block(fc, NULL);
    Val eq = build_cmp(&fc->b, OP_EQ, l, old, op_as(fc, args[1], l, false));
    lo_br(fc, eq, same, join, HINT_NONE);
    lo_enter(fc, same);
    lo_set_field(fc, cell, 0, args[2], t, false);
    lo_jump(fc, join, 0, NULL);
    lo_enter(fc, join);
    return op_of(eq, L_I1);
}

/* ---- all of them
 * --------------------------------------------------------------------------------------------------------------- */
static Operand lower_kind(FuncCtx *fc, const PrimInfo *in, const Prim *p, uint32_t n, const Operand *args,
                          Type *const *types, Type *result, const Mode *m) {
    Builder *b = &fc->b;
    Layout l = table_layout(in->layout);
    Op op = (Op)in->op;
    bool native = in->layout == N;
    switch ((PrimKind)in->kind) {
    case P_IDENTITY: return op_typed(fc, args[0], result);
    case P_OPAQUE: return op_of(build_op(b, OP_OPAQUE, L_VAL, op_val(fc, args[0])), L_VAL);
    case P_IGNORE: return op_unit();
    case P_APPLY: {
        Val f = op_val(fc, args[in->extra]), x = op_val(fc, args[1 - in->extra]);
        return op_made(fc, op_of(lo_apply(fc, f, 1, &x, 0, arrow_result_local(types[in->extra], 1)), L_VAL), result);
    }
    case P_RAISE: lo_raise(fc, op_val(fc, args[0]), (int)in->extra); return op_unit();
    case P_BOOL: return op_of(build_op2(b, op, L_I1, op_i1(fc, args[0]), op_i1(fc, args[1])), L_I1);
    case P_NOT:
        if (args[0].kind == K_IMM) return op_imm_const(!args[0].i);
        return op_of(build_op2(b, OP_XOR, L_I1, op_i1(fc, args[0]), build_const(b, L_I1, 1)), L_I1);
    case P_FORCE: return op_made(fc, lower_lazy_force(fc, args[0]), result);
    case P_LOC: return location(fc, in->extra);
    case P_CONSTANT: return op_imm_const(in->extra);
    case P_FIELD: {
        /* of a tuple, or the contents of a ref, which can change */
        Layout rl = layout_of_type(result);
        Type *of = types[0] ? ty_expand(types[0]) : NULL;
        Val v = build_load(b, rl, op_val(fc, args[0]), in->extra, of && of->kind == T_TUPLE);
        return op_of(lo_number(fc, v, result), rl);
    }
    case P_SETFIELD:
        lo_set_field(fc, op_val(fc, args[0]), (uint32_t)in->extra, args[1], types[1], false);
        return op_unit();
    case P_MAKEBLOCK: return lo_block(fc, "block", m, 0, n, args);
    case P_MAKEMUTABLE: {
        Val v = layout_of_type(types[0]) == L_IMM ? op_imm(fc, args[0]) : op_val(fc, args[0]);
        return op_of(lo_alloc(fc, "ref", m, 0, 1, &v), L_VAL);
    }
    case P_INCR: {
        Val r = op_val(fc, args[0]), old = build_load(b, L_IMM, r, 0, false);
        build_store(b, L_IMM, r, 0, build_op2(b, OP_ADD, L_IMM, old, build_const(b, L_IMM, in->extra)), false);
        return op_unit();
    }
    case P_OBJ_SIZE: return op_of(build_op(b, OP_SIZE, L_VAL, op_val(fc, args[0])), L_IMM);
    case P_OBJ_TAG: {
        Val v = op_val(fc, args[0]);
        return op_of(build_op(b, OP_VAL_IMM, L_IMM, lo_c(fc, "caml_obj_tag", 1, &v, true, false)), L_IMM);
    }
    case P_OBJ_FIELD: return array_get(fc, op_val(fc, args[0]), op_imm(fc, args[1]), REP_ANY, false);
    case P_OBJ_SET_FIELD:
        array_set(fc, op_val(fc, args[0]), op_imm(fc, args[1]), args[2], REP_ANY, false);
        return op_unit();
    case P_OBJ_IS_INT: return op_of(build_op(b, OP_IS_IMM, L_VAL, op_val(fc, args[0])), L_I1);
    case P_ATOMIC: return atomic(fc, in->extra, args, types);
    case P_COMPARE: return compare(fc, op, args, types);
    case P_COMPARE3: return compare3(fc, args, types);
    case P_MIN_MAX: return min_max(fc, op, args, types, result);
    case P_PHYSICAL: return physical(fc, op, args, types);
    case P_ORDER: {
        Val x = op_as(fc, args[0], l, native), y = op_as(fc, args[1], l, native);
        return op_of(build_cmp(b, op, l, x, y), L_I1);
    }
    case P_UNARY: {
        int64_t r;
        if (l == L_IMM && args[0].kind == K_IMM && fold_imm(op, args[0].i, 0, &r)) return op_imm_const(r);
        if (args[0].kind == K_F64 && op == OP_NEG) return op_f64_const(-args[0].f);
        if (args[0].kind == K_INT && op == OP_NEG) return op_int_const(l, native, (int64_t)(0 - (uint64_t)args[0].i));
        return result_in(build_op(b, op, l, op_as(fc, args[0], l, native)), in->layout);
    }
    case P_OFFSET: return arith(fc, op, L_IMM, args[0], op_imm_const(in->extra));
    case P_ARITH: return arith(fc, op, in->layout, args[0], args[1]);
    case P_DIVIDE: return divide(fc, op, in->layout, args[0], args[1]);
    case P_SHIFT: return shift(fc, op, in->layout, args[0], args[1]);
    case P_CONVERT: return convert(fc, op, in->layout, in->extra, args[0]);
    case P_STRLEN: return op_of(build_op(b, OP_STRLEN, L_VAL, op_val(fc, args[0])), L_IMM);
    case P_BYTE_GET: {
        Val s = op_val(fc, args[0]), i = op_imm(fc, args[1]);
        if (in->extra) check_wide(fc, s, i, 1);
        return op_of(build_loadx(b, E_U8, s, i, false), L_IMM);
    }
    case P_BYTE_SET: {
        Val s = op_val(fc, args[0]), i = op_imm(fc, args[1]), v = op_imm(fc, args[2]);
        if (in->extra) check_wide(fc, s, i, 1);
        build_storex(b, E_U8, s, i, v);
        return op_unit();
    }
    case P_WIDE_GET: {
        Val s = op_val(fc, args[0]), i = op_imm(fc, args[1]);
        if (in->extra) check_wide(fc, s, i, wide_width(l));
        return op_of(build_loadx(b, wide_elem(l), s, i, false), l);
    }
    case P_WIDE_SET: {
        Val s = op_val(fc, args[0]), i = op_imm(fc, args[1]), v = op_as(fc, args[2], l, false);
        if (in->extra) check_wide(fc, s, i, wide_width(l));
        build_storex(b, wide_elem(l), s, i, v);
        return op_unit();
    }
    case P_ARRAY_LENGTH: return op_of(build_op(b, OP_SIZE, L_VAL, op_val(fc, args[0])), L_IMM);
    case P_ARRAY_GET:
    case P_ARRAY_SET: {
        Rep elem = l == L_F64 ? REP_FLOAT : types[0] ? ty_element_rep(types[0]) : REP_ANY;
        Val a = op_val(fc, args[0]), i = op_imm(fc, args[1]);
        if (in->kind == P_ARRAY_GET) return op_made(fc, array_get(fc, a, i, elem, in->extra), result);
        array_set(fc, a, i, args[2], elem, in->extra);
        return op_unit();
    }
    case P_BIGARRAY_GET:
    case P_BIGARRAY_SET: {
        bool set = in->kind == P_BIGARRAY_SET;
        return op_typed(fc, bigarray_access(fc, n - 1 - set, set, in->extra, args, types, m), result);
    }
    case P_BIGARRAY_DIM: return op_of(build_bigdim(b, op_val(fc, args[0]), in->extra), L_IMM);
    }
    (void)p;
    UNREACHABLE();
}

/* ---- C functions
 * ------------------------------------------------------------------------------------------------------------------ */
static Layout c_layout(Type *t, bool unboxed, bool untagged, bool *native) {
    *native = false;
    if (untagged) return L_I64;
    return unboxed ? rep_layout(ty_rep(t), native) : L_VAL;
}

/* Functions of the standard library that are one instruction. */
static bool known_c(FuncCtx *fc, const char *symbol, const Operand *args, Operand *r) {
    if (!strcmp(symbol, "caml_int64_float_of_bits_unboxed")) {
        double d;
        memcpy(&d, &args[0].i, sizeof d);
        *r = args[0].kind == K_INT ? op_f64_const(d)
                                   : op_of(build_op(&fc->b, OP_BITS_F64, L_F64, op_i64(fc, args[0], false)), L_F64);
        return true;
    }
    if (!strcmp(symbol, "caml_int64_bits_of_float_unboxed")) {
        *r = op_of(build_op(&fc->b, OP_F64_BITS, L_I64, op_f64(fc, args[0])), L_I64);
        return true;
    }
    if (!strcmp(symbol, "caml_int64_of_float_unboxed")) {
        *r = op_of(build_op(&fc->b, OP_F64_I64, L_I64, op_f64(fc, args[0])), L_I64);
        return true;
    }
    if (!strcmp(symbol, "caml_int64_to_float_unboxed")) {
        *r = op_of(build_op(&fc->b, OP_I64_F64, L_F64, op_i64(fc, args[0], false)), L_F64);
        return true;
    }
    return false;
}

static Operand call_c(FuncCtx *fc, const Prim *p, uint32_t n, const Operand *args, Type *result) {
    Lowering *l = fc->l;
    Operand known;
    if (p->noalloc && p->native && known_c(fc, p->native, args, &known)) return known;
    Layout *params = NEW_ARRAY(l->arena, Layout, n + 1), rl;
    Val *v = func_vals(fc->b.func, n);
    bool native;
    Type *t = p->type;
    for (uint32_t i = 0; i < n; i++) {
        t = ty_expand(t);
        uint64_t bit = i < 64 ? (uint64_t)1 << i : 0;
        bool unboxed = p->unboxed_all || (p->unboxed_args & bit),
             untagged = p->untagged_all || (p->untagged_args & bit);
        params[i] = c_layout(t->u.arrow.arg, unboxed, untagged, &native);
        if (params[i] == L_IMM) { /* [@unboxed] of an int: untagged */
            params[i] = L_I64;
            untagged = true;
        }
        v[i] =
            untagged ? build_op(&fc->b, OP_IMM_I64, L_I64, op_imm(fc, args[i])) : op_as(fc, args[i], params[i], native);
        t = t->u.arrow.ret;
    }
    bool untagged = p->untagged_all || p->untagged_result;
    rl = c_layout(t, p->unboxed_all || p->unboxed_result, untagged, &native);
    if (rl == L_IMM) {
        rl = L_I64;
        untagged = true;
    }
    Ext *x = ext_get(l->p, name_ofz(l->p->session->names, p->native ? p->native : p->symbol), n, params, 1, &rl,
                     p->noalloc, !p->noalloc);
    Val r = lo_ccall(fc, x->id, n, v);
    if (untagged) return op_of(build_op(&fc->b, OP_I64_IMM, L_IMM, r), L_IMM);
    if (native) return op_of_native(r);
    if (rl == L_VAL && type_is_unit(result)) return op_unit();
    return op_made(fc, op_of(r, rl), result);
}

Operand prim_call(FuncCtx *fc, const Prim *p, uint32_t n, const Operand *args, Type *const *types, Type *result,
                  const Mode *m) {
    if (p->symbol[0] != '%') return call_c(fc, p, n, args, result);
    const PrimInfo *in = prim_info(fc->l, p);
    if (!in) BUG("primitive %s is not in prims.def", p->symbol);
    return lower_kind(fc, in, p, n, args, types, result, m);
}

/* The few primitives whose arguments ocamlopt evaluates from left to right, because it names them before it expands
   the operation (found by trying). */
static bool left_to_right(Lowering *l, const Prim *p, TExpr *const *args) {
    const PrimInfo *in = p->symbol[0] == '%' ? prim_info(l, p) : NULL;
    if (!in) return false;
    switch ((PrimKind)in->kind) {
    case P_BYTE_GET:
    case P_BYTE_SET:
    case P_WIDE_GET:
    case P_WIDE_SET: return in->extra != 0;
    case P_DIVIDE: return in->layout != L_IMM;
    case P_OBJ_FIELD: return true;
    case P_COMPARE3: {
        bool native;
        return rep_layout(operand_rep((Type *[]){args[0]->type, args[1]->type}, 2), &native) != L_VAL;
    }
    default: return false;
    }
}

/* Bigarrays that it accesses inline: first the array, then the value and the indices from right to left. */
static bool first_first(Lowering *l, const Prim *p, Type *bigarray) {
    const PrimInfo *in = p->symbol[0] == '%' ? prim_info(l, p) : NULL;
    return in && (in->kind == P_BIGARRAY_GET || in->kind == P_BIGARRAY_SET) && bigarray_form(bigarray);
}

static Operand *lower_prim_args(FuncCtx *fc, const Prim *p, TExpr *const *items, Type *const *types, uint32_t n) {
    bool first = first_first(fc->l, p, types[0]);
    if (!first && !left_to_right(fc->l, p, items)) return lower_args(fc, items, n);
    Operand *r = NEW_ARRAY(fc->l->arena, Operand, n + 1);
    if (first) {
        r[0] = lower_expr(fc, items[0]);
        for (uint32_t i = n; --i > 0;) r[i] = lower_expr(fc, items[i]);
        return r;
    }
    for (uint32_t i = 0; i < n; i++) r[i] = lower_expr(fc, items[i]);
    return r;
}

Operand lower_prim(FuncCtx *fc, TExpr *e, bool tail) {
    const Prim *p = e->u.prim_apply.prim;
    uint32_t n = e->u.prim_apply.args.n;
    TExpr *const *items = e->u.prim_apply.args.items;
    const char *app = prim_apply_form(p);
    if (app && n == 2) { /* f @@ x, x |> f: as f x; with the arguments that f has already */
        TExpr *fn = items[app[0] == 'a' ? 0 : 1], *x = items[app[0] == 'a' ? 1 : 0];
        uint32_t before = 0;
        TExpr *call = NEW(fc->l->arena, TExpr);
        *call = (TExpr){.kind = TE_APPLY, .loc = e->loc, .type = e->type, .mode = e->mode, .attrs = e->attrs};
        bool extend = fn->kind == TE_APPLY;
        for (uint32_t i = 0; extend && i < fn->u.apply.args.n; i++) extend = fn->u.apply.args.items[i] != NULL;
        if (extend) before = fn->u.apply.args.n;
        call->u.apply.fn = extend ? fn->u.apply.fn : fn;
        call->u.apply.tail_ok = true;
        call->u.apply.tail = tail; /* the checker makes applications of these; here only functions made by us */
        call->u.apply.args.n = before + 1;
        call->u.apply.args.items = NEW_ARRAY(fc->l->arena, TExpr *, before + 1);
        for (uint32_t i = 0; i < before; i++) call->u.apply.args.items[i] = fn->u.apply.args.items[i];
        call->u.apply.args.items[before] = x;
        return lower_apply(fc, call, tail);
    }
    Type **types = NEW_ARRAY(fc->l->arena, Type *, n + 1);
    for (uint32_t i = 0; i < n; i++) types[i] = items[i]->type;
    if (e->u.prim_apply.bigarray) types[0] = e->u.prim_apply.bigarray;
    Operand *args = lower_prim_args(fc, p, items, types, n);
    if (fc->dead) return op_unit();
    fc->b.loc = e->loc;
    uint16_t outer = fc->b.scope;
    scope_of_call(fc, e);
    Operand r = prim_call(fc, p, n, args, types, e->type, e->mode);
    fc->b.scope = outer;
    r.local = e->u.prim_apply.allocates && mode_settled(e->mode) == LOCALITY_LOCAL;
    return r;
}

/* ---- primitives as values
 * ------------------------------------------------------------------------------------------------------------- */
/* A function for a primitive at (the representations of) a type: one per primitive and first argument's rep. */
FunInfo *prim_function(FuncCtx *outer, const Prim *p, Type *t) {
    Lowering *l = outer->l;
    uint32_t n = p->arity;
    Type **types = NEW_ARRAY(l->arena, Type *, n + 1), *rest = t;
    for (uint32_t i = 0; i < n; i++) {
        rest = ty_expand(rest);
        types[i] = rest->kind == T_ARROW ? rest->u.arrow.arg : NULL;
        rest = rest->kind == T_ARROW ? rest->u.arrow.ret : rest;
    }
    uint32_t first = n && types[0] ? (uint32_t)ty_rep(types[0]) : 0, elem = 0;
    elem = first == REP_ARRAY ? (uint32_t)ty_element_rep(types[0]) : bigarray_form(n ? types[0] : NULL);
    uint32_t last = n && types[n - 1] ? (uint32_t)ty_rep(types[n - 1]) : 0, result = (uint32_t)ty_rep(rest);
    Name key =
        name_printf(l->p->session->names, "%s/%p/%u_%u_%u_%u", p->symbol, (const void *)p, first, elem, last, result);
    FunInfo *known = map_getp(&l->prim_funs, key);
    if (known) return known;
    FunInfo *f = NEW(l->arena, FunInfo);
    FunGroup *g = NEW(l->arena, FunGroup);
    g->n = 1;
    g->funs = NEW_ARRAY(l->arena, FunInfo *, 1);
    g->funs[0] = f;
    g->closed = g->decided = true;
    f->group = g;
    f->nparams = n;
    f->uniform = true;
    f->result = L_VAL;
    f->params = NEW_ARRAY(l->arena, Layout, n + 1);
    f->loc = outer->b.loc;
    f->symbol = name_printf(l->p->session->names, "%s/prim_%u", l->unit_name->text, ++l->unique);
    Layout *sig = NEW_ARRAY(l->arena, Layout, n + 1), rl = L_VAL;
    for (uint32_t i = 0; i <= n; i++) {
        sig[i] = L_VAL;
        f->params[i] = L_VAL;
    }
    Func *fn = func_new(l->p, f->symbol, n + 1, sig, 1, &rl);
    fn->loc = outer->b.loc;
    fn->source_name = p->name;
    fn->closure_code = true;
    fn->inline_attr = INLINE_HINT;
    f->code = f->clos = fn->id;
    map_putp(&l->prim_funs, key, f);
    rest = t;
    for (uint32_t i = 0; i < n && (rest = ty_expand(rest))->kind == T_ARROW; rest = rest->u.arrow.ret, i++)
        fn->param_modes[i + 1] =
            (uint8_t)(layout_of_type(rest->u.arrow.arg) == L_IMM ? M_LOCAL : ir_mode(rest->u.arrow.arg_mode));
    FuncCtx fc;
    fc_start(&fc, l, fn, NULL);
    Operand *args = NEW_ARRAY(l->arena, Operand, n + 1);
    for (uint32_t i = 0; i < n; i++)
        args[i] = op_made(&fc, op_of(block_at(fn, fn->entry)->params[i + 1], L_VAL), types[i]);
    lo_return(&fc, prim_call(&fc, p, n, args, types, rest, NULL));
    fc_finish(&fc);
    return f;
}
