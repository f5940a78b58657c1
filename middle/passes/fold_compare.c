/* fold_compare.c: polymorphic comparisons of operands whose form is known.

   Lowering compares directly where the type says how.  This is for what becomes known later: `min` and a caller's own
   polymorphic function, inlined where they are given numbers.  Both operands must be immediates, or boxed numbers of
   one kind: of blocks MIR does not know which fields change. */
#include "fold.h"

typedef enum { EQUAL, NOTEQUAL, LESSTHAN, LESSEQUAL, GREATERTHAN, GREATEREQUAL, COMPARE, NONE } Comparison;

static Comparison comparison_of(const Ext *e) {
    static const char *const names[] = {"caml_equal",       "caml_notequal",     "caml_lessthan", "caml_lessequal",
                                        "caml_greaterthan", "caml_greaterequal", "caml_compare"};
    if (e->nparams != 2 || e->nresults != 1 || e->results[0] != L_VAL || strncmp(e->symbol->text, "caml_", 5) != 0)
        return NONE;
    Comparison k = EQUAL;
    while (k < NONE && strcmp(e->symbol->text, names[k]) != 0) k++;
    return k;
}

bool is_poly_comparison(const Ext *e) {
    return comparison_of(e) != NONE;
}

/* The number that v holds: its layout, and where fold.c finds it; L_NONE when it is not known to hold one. */
static Layout number_layout(const Fold *fo, Val v, bool *native) {
    const Inst *in = val_def(fo->f, v);
    if (in && in->op == OP_DATA) return data_number_layout(program_data(fo->p, in->imm.data), native);
    *native = in && in->op == OP_BOX && (in->flags & IF_NATIVE);
    if (in && in->op == OP_IMM_VAL) return L_IMM;
    if (in && in->op == OP_BOX) return (Layout)in->layout;
    Form found = form_found(fo->f, v);
    *native = found.k == FORM_NATIVE;
    return found.k == FORM_NONE ? L_NONE : form_raw_layout(found);
}

static Val number_in(Cursor *c, Val v, Layout l, bool native) {
    const Inst *in = val_def(c->f, v);
    if (in && (in->op == OP_BOX || in->op == OP_IMM_VAL)) return in->args[0];
    Ins i = cur_inst(c, OP_UNBOX, l, 1, &v);
    if (native) inst_at(c->f, i)->flags |= IF_NATIVE;
    return inst_at(c->f, i)->res;
}

static Val compared(Cursor *c, Op op, Layout l, Val x, Val y) {
    Val args[2] = {x, y};
    return inst_at(c->f, cur_inst(c, op, l, 2, args))->res;
}

static Val flag(Cursor *c, Op op, Layout l, Val x, Val y) {
    return cur_op(c, OP_I1_IMM, L_IMM, compared(c, op, l, x, y));
}

/* -1, 0 or 1; a nan is equal to itself and less than everything else. */
static Val three_way(Cursor *c, Layout l, Val x, Val y) {
    Val r = compared(c, OP_SUB, L_IMM, flag(c, OP_GT, l, x, y), flag(c, OP_LT, l, x, y));
    if (l != L_F64) return r;
    return compared(c, OP_ADD, L_IMM, r, compared(c, OP_SUB, L_IMM, flag(c, OP_EQ, l, x, x), flag(c, OP_EQ, l, y, y)));
}

Val fold_poly_compare(Fold *fo, Cursor c, ExtId ext, const Val *args) {
    static const uint8_t ops[] = {[EQUAL] = OP_EQ,     [NOTEQUAL] = OP_NE,    [LESSTHAN] = OP_LT,
                                  [LESSEQUAL] = OP_LE, [GREATERTHAN] = OP_GT, [GREATEREQUAL] = OP_GE};
    Comparison k = comparison_of(program_ext(fo->p, ext));
    bool nx, ny;
    if (k == NONE) return NO_VAL;
    Layout l = number_layout(fo, args[0], &nx);
    if (l == L_NONE || number_layout(fo, args[1], &ny) != l || nx != ny) return NO_VAL;
    Val x = number_in(&c, args[0], l, nx), y = number_in(&c, args[1], l, ny);
    Val r = k == COMPARE ? three_way(&c, l, x, y) : flag(&c, (Op)ops[k], l, x, y);
    return cur_op(&c, OP_IMM_VAL, L_VAL, r);
}
