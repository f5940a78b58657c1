/* fold.c: simplification of one instruction, looking at the definitions of its operands.

   Scalar arithmetic is folded only as far as it makes conditions, sizes and fields known, and floats static; the rest
   is LLVM's. */
#include "fold.h"

#include <math.h>

int64_t imm_wrap(int64_t x) {
    return (int64_t)((uint64_t)x << 1) >> 1;
}

static const Inst *def(const Fold *fo, Val v) {
    return val_def(fo->f, v);
}

static bool is_op(const Fold *fo, Val v, Op op) {
    const Inst *in = def(fo, v);
    return in && in->op == op;
}

bool fold_int(Fold *fo, Val v, int64_t *k) {
    for (;;) {
        v = subst_get(&fo->s, v);
        if (v.i < fo->nfacts && fo->fact[v.i]) {
            *k = fo->fact_k[v.i];
            return true;
        }
        const Inst *in = def(fo, v);
        if (!in) return false;
        if (in->op == OP_CONST && in->layout != L_F64) {
            *k = in->imm.i;
            return true;
        }
        if (in->op != OP_IMM_VAL && in->op != OP_VAL_IMM) return false;
        v = in->args[0];
    }
}

static bool is_const_f64(const Fold *fo, Val v, double *d) {
    const Inst *in = def(fo, v);
    if (!in || in->op != OP_CONST || in->layout != L_F64) return false;
    *d = in->imm.f;
    return true;
}

bool known_block(const Program *p, const Func *f, Val v) {
    (void)p;
    const Inst *in = val_def(f, v);
    return in && (makes_block(in) || in->op == OP_DATA || in->op == OP_CLOENTRY);
}

bool fold_frozen(const Fold *fo, Val v) {
    return v.i < fo->nmutated && !fo->mutated[v.i];
}

static int64_t wrap_to(Layout l, int64_t x) {
    switch (l) {
    case L_IMM:
    case L_VAL: return imm_wrap(x);
    case L_I32: return (int32_t)x;
    case L_I1: return x & 1;
    default: return x;
    }
}

bool fold_compare(Op op, int64_t x, int64_t y) {
    switch (op) {
    case OP_EQ: return x == y;
    case OP_NE: return x != y;
    case OP_LT: return x < y;
    case OP_LE: return x <= y;
    case OP_GT: return x > y;
    case OP_GE: return x >= y;
    default: return (uint64_t)x < (uint64_t)y;
    }
}

/* Makes i the constant k of its layout. */
static Val become_const(Fold *fo, Ins i, Layout l, int64_t k) {
    Inst *in = inst_at(fo->f, i);
    if (l == L_VAL) {
        Cursor c = cursor_before(fo->p, fo->f, i);
        return cur_op(&c, OP_IMM_VAL, L_VAL, cur_const(&c, L_IMM, k));
    }
    in->op = OP_CONST;
    in->layout = (uint8_t)l;
    in->nargs = 0;
    in->imm.i = k;
    in->flags = 0;
    return NO_VAL;
}

static Val become_bool(Fold *fo, Ins i, bool k) {
    return become_const(fo, i, L_I1, k);
}

/* In double precision, rounded to nearest, as the program would.  A nan is left to the processor, which chooses its
 * bits. */
static Val fold_float(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    double x, y = 0, r;
    if (!is_const_f64(fo, in->args[0], &x) || (in->nargs > 1 && !is_const_f64(fo, in->args[1], &y))) return NO_VAL;
    switch (in->op) {
    case OP_ADD: r = x + y; break;
    case OP_SUB: r = x - y; break;
    case OP_MUL: r = x * y; break;
    case OP_DIV: r = x / y; break;
    case OP_NEG: r = -x; break;
    case OP_ABS: r = fabs(x); break;
    case OP_SQRT: r = sqrt(x); break;
    default: return NO_VAL;
    }
    if (isnan(r)) return NO_VAL;
    in->op = OP_CONST;
    in->nargs = 0;
    in->imm.f = r;
    return NO_VAL;
}

/* x op k, as i. */
static void become_compare(Fold *fo, Ins i, Op op, Val x, int64_t k) {
    Cursor c = cursor_before(fo->p, fo->f, i);
    Val args[2] = {x, cur_const(&c, L_IMM, k)};
    Inst *in = inst_at(fo->f, i);
    in->op = (uint8_t)op;
    in->layout = L_IMM;
    in->nargs = 2;
    in->flags = 0;
    in->imm.i = 0;
    in->args = func_vals(fo->f, 2);
    memcpy(in->args, args, sizeof args);
}

static Val fold_arith(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    Layout l = (Layout)in->layout;
    if (l == L_F64) return fold_float(fo, i);
    int64_t x = 0, y = 0;
    bool kx = fold_int(fo, in->args[0], &x), ky = in->nargs > 1 && fold_int(fo, in->args[1], &y);
    if (ky && !kx) {
        if (y == 0 && (in->op == OP_ADD || in->op == OP_SUB || in->op == OP_OR || in->op == OP_XOR ||
                       in->op == OP_SHL || in->op == OP_LSHR || in->op == OP_ASHR))
            return in->args[0];
        if (y == 1 && (in->op == OP_MUL || in->op == OP_DIV)) return in->args[0];
        if (y == 1 && l == L_I1 && in->op == OP_AND) return in->args[0];
        if (y == 0 && in->op == OP_AND) return become_const(fo, i, l, 0);
        if (l == L_I1 && y == 1 && in->op == OP_XOR) {
            const Inst *a = def(fo, in->args[0]);
            int64_t one;
            if (a && a->op == OP_XOR && fold_int(fo, a->args[1], &one) && one == 1) return a->args[0];
            /* not (x < y): the opposite comparison, except with floats, where both may be false */
            if (a && (op_info[a->op].flags & OPF_CMP) && a->layout != L_F64 && a->op != OP_ULT) {
                static const uint8_t opposite[] = {[OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_LT] = OP_GE,
                                                   [OP_GE] = OP_LT, [OP_LE] = OP_GT, [OP_GT] = OP_LE};
                in->op = opposite[a->op];
                in->layout = a->layout;
                in->args[0] = a->args[0];
                in->args[1] = a->args[1];
            }
        }
        return NO_VAL;
    }
    if (kx && !ky && in->nargs > 1) {
        if (x == 0 && (in->op == OP_ADD || in->op == OP_OR || in->op == OP_XOR)) return in->args[1];
        if (x == 1 && (in->op == OP_MUL || (l == L_I1 && in->op == OP_AND))) return in->args[1];
        return NO_VAL;
    }
    if (!kx || (in->nargs > 1 && !ky)) return NO_VAL;
    uint64_t ux = (uint64_t)x, uy = (uint64_t)y;
    int64_t bits = l == L_I32 ? 32 : l == L_I64 ? 64 : 63, r;
    switch (in->op) {
    case OP_ADD: r = (int64_t)(ux + uy); break;
    case OP_SUB: r = (int64_t)(ux - uy); break;
    case OP_MUL: r = (int64_t)(ux * uy); break;
    case OP_NEG: r = (int64_t)(0 - ux); break;
    case OP_AND: r = x & y; break;
    case OP_OR: r = x | y; break;
    case OP_XOR: r = x ^ y; break;
    case OP_DIV:
    case OP_MOD:
        if (y == 0 || y == -1) return NO_VAL;
        r = in->op == OP_DIV ? x / y : x % y;
        break;
    case OP_SHL:
        if (y < 0 || y >= bits) return NO_VAL;
        r = (int64_t)(ux << y);
        break;
    case OP_ASHR:
        if (y < 0 || y >= bits) return NO_VAL;
        r = x >> y;
        break;
    case OP_LSHR:
        if (y < 0 || y >= bits) return NO_VAL;
        r = (int64_t)((l == L_I32 ? (uint64_t)(uint32_t)x : l == L_IMM ? ux << 1 >> 1 : ux) >> y);
        break;
    default: return NO_VAL;
    }
    return become_const(fo, i, l, wrap_to(l, r));
}

/* Two values that certainly differ, or are certainly the same object. */
static bool fold_same_object(Fold *fo, Val x, Val y, bool *same) {
    const Inst *a = def(fo, x), *b = def(fo, y);
    if (!a || !b) return false;
    bool fresh_a = makes_block(a), fresh_b = makes_block(b);
    if (a->op == OP_DATA && b->op == OP_DATA) {
        *same = a->imm.data.i == b->imm.data.i;
        return true;
    }
    bool imm_a = a->op == OP_IMM_VAL, imm_b = b->op == OP_IMM_VAL;
    if ((imm_a && (fresh_b || b->op == OP_DATA)) || (imm_b && (fresh_a || a->op == OP_DATA)) ||
        (fresh_a && b->op == OP_DATA) || (fresh_b && a->op == OP_DATA)) {
        *same = false;
        return true;
    }
    return false;
}

static Val fold_cmp(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    int64_t x, y;
    if (in->layout == L_F64) {
        double a, b;
        if (!is_const_f64(fo, in->args[0], &a) || !is_const_f64(fo, in->args[1], &b)) return NO_VAL;
        bool r = in->op == OP_EQ   ? a == b
                 : in->op == OP_NE ? a != b
                 : in->op == OP_LT ? a < b
                 : in->op == OP_LE ? a <= b
                 : in->op == OP_GT ? a > b
                                   : a >= b;
        return become_bool(fo, i, r);
    }
    bool kx = fold_int(fo, in->args[0], &x), ky = fold_int(fo, in->args[1], &y);
    if (kx && ky) return become_bool(fo, i, fold_compare((Op)in->op, x, y));
    if (in->args[0].i == in->args[1].i)
        return become_bool(fo, i, in->op == OP_EQ || in->op == OP_LE || in->op == OP_GE);
    if (kx && !ky && (in->op == OP_EQ || in->op == OP_NE)) { /* constants to the right */
        Val t = in->args[0];
        in->args[0] = in->args[1];
        in->args[1] = t;
        y = x;
        ky = true;
    }
    if (in->layout == L_VAL) {
        bool same;
        if (fold_same_object(fo, in->args[0], in->args[1], &same)) return become_bool(fo, i, same == (in->op == OP_EQ));
        const Inst *a = def(fo, in->args[0]), *b = def(fo, in->args[1]);
        if (a && b && a->op == OP_IMM_VAL && b->op == OP_IMM_VAL) {
            in->layout = L_IMM;
            in->args[0] = a->args[0];
            in->args[1] = b->args[0];
        } else if (a && a->op == OP_VARIANT && ky) {
            if (y < 0) return become_bool(fo, i, in->op == OP_NE);
            become_compare(fo, i, (Op)in->op, a->args[0], y);
        }
        return NO_VAL;
    }
    if (in->layout == L_IMM && ky && (in->op == OP_EQ || in->op == OP_NE) && is_op(fo, in->args[0], OP_I1_IMM)) {
        Val c = def(fo, in->args[0])->args[0];
        if (y != 0 && y != 1) return become_bool(fo, i, in->op == OP_NE);
        if ((y == 1) == (in->op == OP_EQ)) return c;
        Cursor cur = cursor_before(fo->p, fo->f, i);
        Val one = cur_const(&cur, L_I1, 1);
        in = inst_at(fo->f, i);
        in->op = OP_XOR;
        in->layout = L_I1;
        in->args[0] = c;
        in->args[1] = one;
        return fold_arith(fo, i);
    }
    if (in->layout == L_I1 && ky && (in->op == OP_EQ || in->op == OP_NE)) {
        if ((y == 1) == (in->op == OP_EQ)) return in->args[0];
        in->op = OP_XOR; /* with the constant 1 */
        if (y == 0) {
            Cursor cur = cursor_before(fo->p, fo->f, i);
            Val one = cur_const(&cur, L_I1, 1);
            inst_at(fo->f, i)->args[1] = one;
        }
        return fold_arith(fo, i);
    }
    return NO_VAL;
}

/* Pairs of conversions that are the identity. */
static Val fold_conversion(Fold *fo, Ins i) {
    static const uint8_t inverse[OP_COUNT] = {
        [OP_IMM_VAL] = OP_VAL_IMM, [OP_VAL_IMM] = OP_IMM_VAL,   [OP_I64_IMM] = OP_IMM_I64,   [OP_IMM_I32] = OP_I32_IMM,
        [OP_I64_I32] = OP_I32_I64, [OP_F64_BITS] = OP_BITS_F64, [OP_BITS_F64] = OP_F64_BITS,
    };
    Inst *in = inst_at(fo->f, i);
    const Inst *a = def(fo, in->args[0]);
    if (a && inverse[in->op] && a->op == inverse[in->op]) {
        /* as an immediate it had no mode; what it came out of may be local */
        bool narrower = fo->f->vals[a->args[0].i].mode == M_LOCAL && fo->f->vals[in->res.i].mode != M_LOCAL;
        return narrower ? NO_VAL : a->args[0];
    }
    if (a && in->op == OP_VAL_IMM && a->op == OP_VARIANT) return a->args[0];
    int64_t k;
    double d;
    if (in->op == OP_F64_BITS && is_const_f64(fo, in->args[0], &d)) {
        memcpy(&k, &d, sizeof k);
        return become_const(fo, i, L_I64, k);
    }
    if (in->op == OP_IMM_VAL || !fold_int(fo, in->args[0], &k)) return NO_VAL;
    switch (in->op) {
    case OP_VAL_IMM:
    case OP_I1_IMM:
    case OP_I32_IMM: return become_const(fo, i, L_IMM, k);
    case OP_I64_IMM: return become_const(fo, i, L_IMM, imm_wrap(k));
    case OP_IMM_I64:
    case OP_I32_I64: return become_const(fo, i, L_I64, k);
    case OP_IMM_I32:
    case OP_I64_I32: return become_const(fo, i, L_I32, (int32_t)k);
    case OP_IMM_F64:
    case OP_I64_F64: {
        in->op = OP_CONST;
        in->layout = L_F64;
        in->nargs = 0;
        in->imm.f = (double)k;
        return NO_VAL;
    }
    default: return NO_VAL;
    }
}

static bool is_custom_data(const Data *d) {
    return !d->external && !d->is_string && d->tag == 255 && d->nfields == 2 && d->fields[1].kind == DF_RAW;
}

Val fold_data_field(Cursor *c, const Data *d, int64_t k, Layout l) {
    if (d->external || d->is_string || d->mutable_root || k < 0 || k >= d->nfields) return NO_VAL;
    const DataField *x = &d->fields[k];
    switch (x->kind) {
    case DF_IMM:
        if (l == L_IMM) return cur_const(c, L_IMM, x->i);
        return l == L_VAL ? cur_op(c, OP_IMM_VAL, L_VAL, cur_const(c, L_IMM, x->i)) : NO_VAL;
    case DF_F64: return l == L_F64 ? cur_f64(c, x->f) : NO_VAL;
    case DF_DATA: return l == L_VAL && x->i == 0 ? cur_data(c, x->data) : NO_VAL;
    default: return NO_VAL;
    }
}

/* ---- variants ------------------------------------------------------------------------------------------ */

/* Of a known kind: that block, or that immediate. */
static Val fold_variant(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    int64_t kind;
    if (!fold_int(fo, in->args[0], &kind)) return NO_VAL;
    if (kind >= 0) {
        Cursor c = cursor_before(fo->p, fo->f, i);
        site_fate(fo->p, in->site, FATE_REMOVED);
        return cur_op(&c, OP_IMM_VAL, L_VAL, cur_const(&c, L_IMM, kind));
    }
    uint32_t tag = kind >= -SHAPE_TAGS ? (uint32_t)(-1 - kind) : SHAPE_TAGS;
    Shapes shapes = (Shapes)in->imm.i;
    uint32_t n = shape_size(shapes, tag);
    if (!n) return NO_VAL; /* never reached */
    in->op = OP_ALLOC;
    in->imm.i = tag;
    in->args += 1 + shape_first(shapes, tag);
    in->nargs = n;
    return NO_VAL;
}

/* v's kind, for whoever asks whether it is immediate. */
static void fold_variant_is_imm(Fold *fo, Ins i, const Inst *variant) {
    Shapes s = (Shapes)variant->imm.i;
    int32_t tag = shapes_only_tag(s); /* a comparison that names it says more where it fails */
    if (tag >= 0)
        become_compare(fo, i, OP_NE, variant->args[0], shape_kind((uint32_t)tag));
    else
        become_compare(fo, i, OP_GE, variant->args[0], 0);
}

static Val fold_variant_tag(Fold *fo, Ins i, const Inst *variant) {
    int32_t tag = shapes_only_tag((Shapes)variant->imm.i);
    if (tag >= 0) return become_const(fo, i, L_IMM, tag);
    become_compare(fo, i, OP_XOR, variant->args[0], -1);
    return NO_VAL;
}

bool fold_parts(Fold *fo, Ins i) {
    Inst in = *inst_at(fo->f, i);
    Cursor c = cursor_before(fo->p, fo->f, i);
    Form form = {.k = FORM_SUM, .n = (uint16_t)(in.nres - 1), .shapes = (Shapes)in.imm.i};
    Val parts[1 + SHAPE_MAX_SIZE];
    if (!form_known(fo->p, fo->f, in.args[0]) || !fold_frozen(fo, in.args[0])) return false;
    form_take_apart(&c, form, in.args[0], parts);
    for (uint32_t k = 0; k < in.nres; k++) subst_set(&fo->s, (Val){in.res.i + k}, subst_get(&fo->s, parts[k]));
    return true;
}

static Val fold_load(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    const Inst *base = def(fo, in->args[0]);
    if (!(in->flags & IF_IMMUT) || !base) return NO_VAL;
    int64_t k = in->imm.i;
    Layout l = (Layout)in->layout;
    if (base->op == OP_ALLOC && fold_frozen(fo, in->args[0]) && k >= 0 && k < base->nargs) {
        site_taken(fo->p, base->site);
        Cursor c = cursor_before(fo->p, fo->f, i);
        return cur_as(&c, base->args[k], l);
    }
    if (base->op == OP_VARIANT && fold_frozen(fo, in->args[0])) {
        int32_t place = shapes_place((Shapes)base->imm.i, in);
        if (place < 0) return NO_VAL;
        site_taken(fo->p, base->site);
        Cursor c = cursor_before(fo->p, fo->f, i);
        return cur_as(&c, base->args[1 + place], l);
    }
    if (base->op == OP_DATA) {
        Cursor c = cursor_before(fo->p, fo->f, i);
        return fold_data_field(&c, program_data(fo->p, base->imm.data), k, l);
    }
    return NO_VAL;
}

/* An element at a known index is a field. */
static Val fold_indexed(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    int64_t k;
    if (!fold_int(fo, in->args[1], &k)) return NO_VAL;
    if (in->elem == E_U8 && in->op == OP_LOADX && (in->flags & IF_IMMUT)) {
        const Inst *base = def(fo, in->args[0]);
        const Data *d = base && base->op == OP_DATA ? program_data(fo->p, base->imm.data) : NULL;
        if (d && d->is_string && !d->external && k >= 0 && k < d->len)
            return become_const(fo, i, L_IMM, (unsigned char)d->text[k]);
    }
    if (k < 0 || k > 1 << 20 || (in->elem != E_VAL && in->elem != E_IMM && in->elem != E_F64)) return NO_VAL;
    in->imm.i = k;
    in->layout = (uint8_t)elem_layout((Elem)in->elem);
    in->elem = 0;
    if (in->op == OP_LOADX) {
        in->op = OP_LOAD;
        in->nargs = 1;
        return fold_load(fo, i);
    }
    in->args[1] = in->args[2];
    in->nargs = 2;
    if (in->op == OP_MODIFYX) {
        in->op = OP_MODIFY;
        in->layout = L_VAL;
    } else {
        in->op = OP_STORE;
    }
    return NO_VAL;
}

static Val fold_unbox(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    const Inst *a = def(fo, in->args[0]);
    if (!a) return NO_VAL;
    if (a->op == OP_BOX && a->layout == in->layout) {
        site_taken(fo->p, a->site);
        return a->args[0];
    }
    if (a->op != OP_DATA) return NO_VAL;
    const Data *d = program_data(fo->p, a->imm.data);
    if (in->layout == L_F64) {
        if (d->external || d->is_string || d->tag != 253 || d->nfields != 1 || d->fields[0].kind != DF_F64)
            return NO_VAL;
        in->imm.f = d->fields[0].f;
    } else {
        if (!is_custom_data(d)) return NO_VAL;
        in->imm.i = wrap_to((Layout)in->layout, d->fields[1].i);
    }
    in->op = OP_CONST;
    in->flags = 0;
    in->nargs = 0;
    return NO_VAL;
}

static Val fold_box(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    double d;
    int64_t k;
    DataId data = {0};
    if (in->place != PLACE_HEAP) return NO_VAL;
    const Inst *a = def(fo, in->args[0]);
    if (in->layout == L_F64 && is_const_f64(fo, in->args[0], &d)) {
        data = data_float(fo->p, d)->id;
    } else if (in->layout != L_F64 && a && a->op == OP_CONST && fold_int(fo, in->args[0], &k)) {
        bool native = in->flags & IF_NATIVE;
        const char *kind = in->layout == L_I32 ? "int32" : native ? "nativeint" : "int64";
        Name name = name_printf(fo->p->session->names, "%s.%lld", kind, (long long)k);
        Data *x = program_find_data(fo->p, name);
        if (!x) {
            x = data_new(fo->p, name, 255, 2);
            x->fields[0] = (DataField){.kind = DF_EXTERN_CODE,
                                       .symbol = in->layout == L_I32 ? "caml_int32_ops"
                                                 : native            ? "caml_nativeint_ops"
                                                                     : "caml_int64_ops"};
            x->fields[1] = (DataField){.kind = DF_RAW, .i = k};
        }
        data = x->id;
    } else {
        return NO_VAL;
    }
    program_data(fo->p, data)->dead = false; /* an earlier gc may have dropped it */
    site_fate(fo->p, in->site, FATE_STATIC);
    in->op = OP_DATA;
    in->layout = L_VAL;
    in->nargs = 0;
    in->imm.data = data;
    in->site = NO_SITE;
    in->flags = 0;
    return NO_VAL;
}

/* Does this instruction call the C function that makes an array (of its first argument elements, all its second)? */
static bool makes(const Fold *fo, const Inst *a, const char *symbol) {
    return a && a->op == OP_CCALL && !strcmp(program_ext(fo->p, a->imm.ext)->symbol->text, symbol);
}

static Val fold_tag(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    const Inst *a = def(fo, in->args[0]);
    if (!a) return NO_VAL;
    int64_t tag = -1;
    switch (a->op) {
    case OP_VARIANT: return fold_variant_tag(fo, i, a);
    case OP_CCALL: /* only a float makes a flat array */
        if (makes(fo, a, "caml_make_vect") && a->nargs == 2) {
            const Inst *x = def(fo, a->args[1]);
            if (x && (x->op == OP_IMM_VAL || x->op == OP_ALLOC || x->op == OP_CLOSURE)) tag = 0;
        }
        break;
    case OP_ALLOC:
        tag = a->imm.i == 246 || a->imm.i == 250 || a->imm.i == 244 ? -1 : a->imm.i;
        break; /* lazy blocks change */
    case OP_CLOSURE: tag = 247; break;
    case OP_BOX: tag = a->layout == L_F64 ? 253 : 255; break;
    case OP_DATA: {
        const Data *d = program_data(fo->p, a->imm.data);
        if (!d->external && d->tag != 246 && d->tag != 250 && d->tag != 244) tag = d->tag;
        break;
    }
    default: break;
    }
    return tag < 0 ? NO_VAL : become_const(fo, i, L_IMM, tag);
}

static Val fold_size(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    const Inst *a = def(fo, in->args[0]);
    if (a && a->op == OP_ALLOC) return become_const(fo, i, L_IMM, a->nargs);
    if (a && a->op == OP_DATA) {
        const Data *d = program_data(fo->p, a->imm.data);
        if (!d->external && !d->is_string) return become_const(fo, i, L_IMM, d->nfields);
    }
    if (makes(fo, a, "caml_make_vect") && a->nargs == 2 && val_layout(fo->f, a->args[0]) == L_VAL) {
        Cursor c = cursor_before(fo->p, fo->f, i); /* a negative length raised */
        return cur_as(&c, a->args[0], L_IMM);
    }
    return NO_VAL;
}

static Val fold_strlen(Fold *fo, Ins i) {
    const Inst *a = def(fo, inst_at(fo->f, i)->args[0]);
    if (makes(fo, a, "caml_create_bytes") && a->nargs == 1 && val_layout(fo->f, a->args[0]) == L_VAL) {
        Cursor c = cursor_before(fo->p, fo->f, i);
        return cur_as(&c, a->args[0], L_IMM);
    }
    if (!a || a->op != OP_DATA) return NO_VAL;
    const Data *d = program_data(fo->p, a->imm.data);
    return d->is_string && !d->external ? become_const(fo, i, L_IMM, d->len) : NO_VAL;
}

static Val fold_is_imm(Fold *fo, Ins i) {
    Val x = inst_at(fo->f, i)->args[0];
    if (known_block(fo->p, fo->f, x)) return become_bool(fo, i, false);
    if (is_op(fo, x, OP_IMM_VAL)) return become_bool(fo, i, true);
    if (is_op(fo, x, OP_VARIANT)) fold_variant_is_imm(fo, i, def(fo, x));
    return NO_VAL;
}

static Val fold_cloentry(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    if (in->imm.i == 0) return in->args[0];
    const Inst *a = def(fo, in->args[0]);
    if (!a || a->op != OP_CLOENTRY) return NO_VAL;
    in->imm.i += a->imm.i;
    in->args[0] = a->args[0];
    return in->imm.i == 0 ? in->args[0] : NO_VAL;
}

static Val fold_cloenv(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    int64_t entry = in->aux2;
    Val v = in->args[0];
    const Inst *a = def(fo, v);
    if (a && a->op == OP_CLOENTRY) { /* of the set itself, so that equal fields are equal instructions */
        int64_t first = entry - a->imm.i;
        if (first >= 0 && first < in->aux) {
            in->args[0] = v = a->args[0];
            in->aux2 = (uint16_t)first;
            entry = first;
            a = def(fo, v);
        }
    }
    if (a && a->op == OP_DATA && entry == 0 && in->aux == 1) { /* static: code, info, environment */
        const Data *d = program_data(fo->p, a->imm.data);
        Cursor c = cursor_before(fo->p, fo->f, i);
        return d->tag == 247 ? fold_data_field(&c, d, 2 + in->imm.i, (Layout)in->layout) : NO_VAL;
    }
    if (!a || a->op != OP_CLOSURE || entry != 0 || in->aux != a->aux || in->imm.i >= a->nargs) return NO_VAL;
    if (!fold_frozen(fo, v)) /* let rec f = ... and x = f :: ...: its field is filled later */
        return NO_VAL;
    site_taken(fo->p, a->site);
    Cursor c = cursor_before(fo->p, fo->f, i);
    return cur_as(&c, a->args[in->imm.i], (Layout)in->layout);
}

static Val fold_select(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    int64_t k, x, y;
    if (fold_int(fo, in->args[0], &k)) return in->args[k ? 1 : 2];
    if (in->args[1].i == in->args[2].i) return in->args[1];
    if (in->layout == L_IMM && fold_int(fo, in->args[1], &x) && fold_int(fo, in->args[2], &y) && x == 1 && y == 0) {
        in->op = OP_I1_IMM;
        in->nargs = 1;
    }
    return NO_VAL;
}

Val fold_inst(Fold *fo, Ins i) {
    Inst *in = inst_at(fo->f, i);
    switch ((Op)in->op) {
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_MOD:
    case OP_NEG:
    case OP_ABS:
    case OP_SQRT:
    case OP_AND:
    case OP_OR:
    case OP_XOR:
    case OP_SHL:
    case OP_LSHR:
    case OP_ASHR: return fold_arith(fo, i);
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_ULT: return fold_cmp(fo, i);
    case OP_SELECT: return fold_select(fo, i);
    case OP_IMM_VAL:
    case OP_VAL_IMM:
    case OP_I1_IMM:
    case OP_IMM_I64:
    case OP_I64_IMM:
    case OP_IMM_I32:
    case OP_I32_IMM:
    case OP_I32_I64:
    case OP_I64_I32:
    case OP_IMM_F64:
    case OP_I64_F64:
    case OP_F64_BITS:
    case OP_BITS_F64: return fold_conversion(fo, i);
    case OP_IS_IMM: return fold_is_imm(fo, i);
    case OP_TAG: return fold_tag(fo, i);
    case OP_SIZE: return fold_size(fo, i);
    case OP_STRLEN: return fold_strlen(fo, i);
    case OP_LOAD: return fold_load(fo, i);
    case OP_LOADX:
    case OP_STOREX:
    case OP_MODIFYX: return fold_indexed(fo, i);
    case OP_VARIANT: return fold_variant(fo, i);
    case OP_BOX: return fold_box(fo, i);
    case OP_UNBOX: return fold_unbox(fo, i);
    case OP_CLOENTRY: return fold_cloentry(fo, i);
    case OP_CLOENV: return fold_cloenv(fo, i);
    case OP_CCALL: return fold_poly_compare(fo, cursor_before(fo->p, fo->f, i), in->imm.ext, in->args);
    default: return NO_VAL;
    }
}
