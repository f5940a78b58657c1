/* form.c: the forms in which a value can travel without its block: immediates, raw numbers, fields, kind and fields.

   Shared by params.c (along edges) and signatures.c (through calls).  A form is a fact about a value; the lattice is

     TOP > CONST > IMM, TOP > CONST > SUM, TOP > BLOCK > SUM, TOP > numbers, all > NONE

   and numbers go down by where their boxes come from: a box that is made on one path is saved by a load on the others,
   but where all boxes are found nothing is gained.

   A value of a sum type is an immediate here and a block there: None is CONST, Some x a BLOCK, where they meet a SUM.
   Its kind must tell the two apart (ir.h: Shapes), so that immediates of a sum are constants that are not negative.

   Ok (a, b) and Error s come to a sum whose blocks have places of their own, since a pair that shares its place with
   strings would stay a pair; Circle r and Rect (w, h), all floats, share them. */
#include "fold.h"

bool form_eq(Form x, Form y) {
    return x.k == y.k && x.tag == y.tag && x.n == y.n && x.fields == y.fields && x.shapes == y.shapes;
}

bool form_is_number(Form f) {
    return f.k >= FORM_F64 && f.k <= FORM_I32;
}

bool form_was_found(Form f) {
    return form_is_number(f) && (f.tag & NUMBER_FOUND);
}

bool form_only_found(Form f) {
    return form_is_number(f) && f.tag == NUMBER_FOUND;
}

bool form_is_block(Form f) {
    return f.k == FORM_BLOCK || f.k == FORM_SUM;
}

static Shapes shapes_of(Form f) {
    switch (f.k) {
    case FORM_CONST: return SHAPE_IMM;
    case FORM_BLOCK: return f.tag < SHAPE_TAGS && f.n <= SHAPE_MAX_SIZE ? shape_block(f.tag, f.n) : 0;
    case FORM_SUM: return f.shapes;
    default: return 0;
    }
}

/* ---- fields ------------------------------------------------------------------------------------------------- */
/* What comes in a field: one of these, or FIELD_BLOCK and the block's size less one. */
enum {
    FIELD_TOP,
    FIELD_IMM,
    FIELD_F64,
    FIELD_I64,
    FIELD_NATIVE,
    FIELD_I32,
    FIELD_SUM,
    FIELD_ANY,
    FIELD_BLOCK,
    FIELDS = 8 /* that are looked at */
};

static uint32_t field_of_form(Form f) {
    static const uint8_t codes[] = {
        [FORM_TOP] = FIELD_TOP, [FORM_CONST] = FIELD_IMM,     [FORM_IMM] = FIELD_IMM, [FORM_F64] = FIELD_F64,
        [FORM_I64] = FIELD_I64, [FORM_NATIVE] = FIELD_NATIVE, [FORM_I32] = FIELD_I32, [FORM_BLOCK] = FIELD_BLOCK,
        [FORM_SUM] = FIELD_SUM, [FORM_NONE] = FIELD_ANY};
    if (f.k == FORM_BLOCK) return f.n && f.n <= FIELDS ? FIELD_BLOCK + f.n - 1u : FIELD_ANY;
    return codes[f.k];
}

static bool field_is_block(uint32_t x) {
    return x >= FIELD_BLOCK || x == FIELD_SUM;
}

static uint32_t field_meet(uint32_t x, uint32_t y) {
    if (x == y || !y) return x;
    if (!x) return y;
    return (field_is_block(x) || x == FIELD_IMM) && (field_is_block(y) || y == FIELD_IMM) ? FIELD_SUM : FIELD_ANY;
}

static uint32_t fields_meet(uint32_t x, uint32_t y) {
    if (x == y || !y) return x;
    if (!x) return y;
    uint32_t r = 0;
    for (uint32_t at = 0; at < 4 * FIELDS; at += 4) r |= field_meet(x >> at & 15, y >> at & 15) << at;
    return r;
}

/* Has only the block with this tag a field k? */
static bool only_in(Shapes s, uint32_t k, int32_t tag) {
    for (uint32_t t = 0; t < SHAPE_TAGS; t++)
        if ((int32_t)t != tag && shape_size(s, t) > k) return false;
    return tag >= 0;
}

/* Would a field lose its form, were it to share its place with another block's? */
static bool would_rather_part(Form x, Form y) {
    if (!x.fields || !y.fields || x.fields == y.fields) return false;
    Shapes sx = shapes_of(x), sy = shapes_of(y);
    int32_t tx = shapes_only_tag(sx), tag = tx >= 0 ? tx : shapes_only_tag(sy);
    for (uint32_t k = 0; k < FIELDS; k++) {
        uint32_t a = x.fields >> 4 * k & 15, b = y.fields >> 4 * k & 15;
        bool forms = (a > FIELD_IMM && a != FIELD_ANY) || (b > FIELD_IMM && b != FIELD_ANY);
        if (a && b && a != b && forms && !only_in(sx | sy, k, tag)) return true;
    }
    return false;
}

static Form form_sum(Form fx, Form fy) {
    Shapes x = shapes_of(fx), y = shapes_of(fy), both = x | y;
    if (!x || !y) return form_none();
    for (uint32_t t = 0; t < SHAPE_TAGS; t++)
        if (shape_size(x, t) && shape_size(y, t) && shape_size(x, t) != shape_size(y, t)) return form_none();
    if (would_rather_part(fx, fy)) both |= SHAPE_APART;
    return (Form){.k = FORM_SUM,
                  .n = (uint16_t)shapes_fields(both),
                  .fields = both & SHAPE_APART ? 0 : fields_meet(fx.fields, fy.fields),
                  .shapes = both};
}

Form form_meet(Form x, Form y) {
    if (x.k == FORM_TOP) return y;
    if (y.k == FORM_TOP || form_eq(x, y)) return x;
    if (x.k == y.k && form_is_number(x)) return (Form){.k = x.k, .tag = x.tag | y.tag};
    if ((x.k == FORM_CONST && y.k == FORM_IMM) || (x.k == FORM_IMM && y.k == FORM_CONST)) return (Form){.k = FORM_IMM};
    if (x.k == FORM_BLOCK && y.k == FORM_BLOCK && x.tag == y.tag && x.n == y.n) {
        x.fields = fields_meet(x.fields, y.fields);
        return x;
    }
    return form_sum(x, y);
}

Form form_of_number(Layout l, bool native) {
    return (Form){.k = l == L_F64 ? FORM_F64 : l == L_I32 ? FORM_I32 : native ? FORM_NATIVE : FORM_I64};
}

Form form_found(const Func *f, Val v) {
    static const uint8_t forms[NUM_COUNT] = {[NUM_NONE] = FORM_NONE,
                                             [NUM_F64] = FORM_F64,
                                             [NUM_I64] = FORM_I64,
                                             [NUM_NATIVE] = FORM_NATIVE,
                                             [NUM_I32] = FORM_I32};
    Number n = (Number)val_info(f, v)->number;
    return (Form){.k = forms[n], .tag = n ? NUMBER_FOUND : 0};
}

static Form form_of_data(const Data *d) {
    if (d->external || d->is_string || d->mutable_root) return form_none();
    bool native;
    Layout number = data_number_layout(d, &native);
    if (number != L_NONE) return form_of_number(number, native);
    if ((d->tag >= 246 && d->tag != 254) || !d->nfields || d->nfields > FORM_FIELDS) return form_none();
    for (uint32_t k = 0; k < d->nfields; k++) {
        const DataField *x = &d->fields[k];
        bool ok = d->tag == 254 ? x->kind == DF_F64 : x->kind == DF_IMM || (x->kind == DF_DATA && x->i == 0);
        if (!ok) return form_none();
    }
    return (Form){.k = FORM_BLOCK, .tag = d->tag, .n = (uint16_t)d->nfields};
}

/* Parts are global, whatever the block is: so it may be made again anywhere, on the heap. */
bool has_global_fields(const Func *f, const Inst *in) {
    for (uint32_t k = 0; k < in->nargs; k++)
        if (val_layout(f, in->args[k]) == L_VAL && val_info(f, in->args[k])->mode == M_LOCAL) return false;
    return true;
}

/* Of v alone, whatever its fields. */
static Form form_outside(const Program *p, const Func *f, const uint8_t *mutated, Val v, FormKnown known, void *pass) {
    const Inst *in = val_def(f, v);
    if (!in || in->op == OP_CALL) {
        Form form = known(pass, f, v);
        return form.k == FORM_NONE ? form_found(f, v) : form;
    }
    switch (in->op) {
    case OP_UNDEF: return (Form){.k = FORM_TOP};
    case OP_IMM_VAL: {
        const Inst *c = val_def(f, in->args[0]);
        return (Form){.k = c && c->op == OP_CONST && c->imm.i >= 0 ? FORM_CONST : FORM_IMM};
    }
    case OP_BOX: {
        Form made = form_of_number((Layout)in->layout, in->flags & IF_NATIVE);
        made.tag = NUMBER_MADE;
        return made;
    }
    case OP_DATA: return form_of_data(program_data(p, in->imm.data));
    case OP_ALLOC:
        if (mutated[v.i] || !has_global_fields(f, in) || in->nargs > FORM_FIELDS ||
            (in->imm.i >= 246 && in->imm.i != 254))
            return form_none();
        return (Form){.k = FORM_BLOCK, .tag = (uint8_t)in->imm.i, .n = (uint16_t)in->nargs};
    case OP_VARIANT:
        if (mutated[v.i] || !has_global_fields(f, in)) return form_none();
        return (Form){.k = FORM_SUM, .n = (uint16_t)(in->nargs - 1), .shapes = (Shapes)in->imm.i};
    default: return form_found(f, v);
    }
}

/* Of field k of what `in` makes or is. */
static Form form_of_field(const Program *p, const Func *f, const uint8_t *mutated, const Inst *in, uint32_t k,
                          FormKnown known, void *pass) {
    if (in->op == OP_DATA) {
        const DataField *x = &program_data(p, in->imm.data)->fields[k];
        return x->kind == DF_DATA ? form_of_data(program_data(p, x->data)) : (Form){.k = FORM_IMM};
    }
    Val x = in->args[k + (in->op == OP_VARIANT)];
    Layout l = val_layout(f, x);
    return l == L_VAL ? form_outside(p, f, mutated, x, known, pass) : (Form){.k = l == L_IMM ? FORM_IMM : FORM_NONE};
}

Form form_of_def(const Program *p, const Func *f, const uint8_t *mutated, Val v, FormKnown known, void *pass) {
    Form form = form_outside(p, f, mutated, v, known, pass);
    const Inst *in = val_def(f, v);
    bool here = in && (in->op == OP_ALLOC || in->op == OP_VARIANT || in->op == OP_DATA);
    if (!here || !form_is_block(form) || form.tag == 254 || form.shapes & SHAPE_APART) return form;
    for (uint32_t k = 0; k < form.n && k < FIELDS; k++)
        form.fields |= field_of_form(form_of_field(p, f, mutated, in, k, known, pass)) << 4 * k;
    return form;
}

Form form_together(Form f) {
    f.shapes &= ~SHAPE_APART;
    f.n = (uint16_t)shapes_fields(f.shapes);
    return f;
}

Form form_settled(Form f) {
    f.fields = 0;
    if (f.k == FORM_SUM && f.n > FORM_FIELDS) f = form_together(f);
    if (f.k == FORM_CONST) f.k = FORM_IMM;
    if (f.k == FORM_TOP || form_only_found(f) || (f.k == FORM_SUM && f.n > FORM_FIELDS)) f = form_none();
    if (form_is_number(f)) f.tag = 0;
    return f;
}

Layout form_raw_layout(Form f) {
    return f.k == FORM_IMM ? L_IMM : f.k == FORM_F64 ? L_F64 : f.k == FORM_I32 ? L_I32 : L_I64;
}

uint32_t form_width(Form f) {
    return f.k == FORM_BLOCK ? f.n : f.k == FORM_SUM ? 1u + f.n : 1;
}

Layout form_part_layout(Form f, uint32_t j) {
    switch (f.k) {
    case FORM_BLOCK: return f.tag == 254 ? L_F64 : L_VAL;
    case FORM_SUM: return j ? L_VAL : L_IMM;
    case FORM_NONE: return L_VAL;
    default: return form_raw_layout(f);
    }
}

Val form_rebuild(Cursor *c, Form form, const Val *parts, SiteId site) {
    Ins i;
    switch (form.k) {
    case FORM_NONE: return parts[0];
    case FORM_IMM: return cur_op(c, OP_IMM_VAL, L_VAL, parts[0]);
    case FORM_BLOCK:
        i = cur_inst(c, OP_ALLOC, L_VAL, form.n, parts);
        inst_at(c->f, i)->imm.i = form.tag;
        break;
    case FORM_SUM:
        i = cur_inst(c, OP_VARIANT, L_VAL, form_width(form), parts);
        inst_at(c->f, i)->imm.i = (int64_t)form.shapes;
        break;
    default:
        i = cur_inst(c, OP_BOX, form_raw_layout(form), 1, parts);
        if (form.k == FORM_NATIVE) inst_at(c->f, i)->flags |= IF_NATIVE;
    }
    inst_at(c->f, i)->site = site;
    return inst_at(c->f, i)->res;
}

/* Field j of the block v. */
static Val block_part(Cursor *c, Val v, uint32_t j, Layout l) {
    const Inst *in = val_def(c->f, v);
    if (in && in->op == OP_ALLOC) return cur_as(c, in->args[j], l);
    if (in && in->op == OP_DATA) {
        Val x = fold_data_field(c, program_data(c->prog, in->imm.data), j, l);
        if (x.i) return x;
    }
    Ins i = cur_inst(c, OP_LOAD, l, 1, &v);
    inst_at(c->f, i)->imm.i = j;
    inst_at(c->f, i)->flags |= IF_IMMUT;
    val_info(c->f, inst_at(c->f, i)->res)->mode = M_GLOBAL; /* of a local block, too: see has_global_fields */
    return inst_at(c->f, i)->res;
}

bool form_known(const Program *p, const Func *f, Val v) {
    const Inst *in = val_def(f, v);
    if (!in) return false;
    switch (in->op) {
    case OP_IMM_VAL:
    case OP_VARIANT:
    case OP_UNDEF: return true;
    case OP_ALLOC: return in->imm.i < SHAPE_TAGS;
    case OP_DATA: return form_of_data(program_data(p, in->imm.data)).k == FORM_BLOCK;
    default: return false;
    }
}

void form_convert(Cursor *c, Form from, const Val *parts, Form to, Val *out) {
    Shapes s = from.k == FORM_BLOCK ? shape_block(from.tag, from.n) : from.shapes;
    out[0] = parts[0];
    for (uint32_t k = 0; k < to.n; k++) out[1 + k] = NO_VAL;
    for (uint32_t t = 0; t < SHAPE_TAGS; t++)
        for (uint32_t k = 0; k < shape_size(s, t); k++) {
            Val x = cur_as(c, parts[1 + shape_first(s, t) + k], L_VAL),
                *place = &out[1 + shape_first(to.shapes, t) + k];
            if (!place->i || place->i == x.i) {
                *place = x;
                continue;
            }
            /* they had places of their own and shall share one */
            Val kinds[2] = {parts[0], cur_const(c, L_IMM, shape_kind(t))};
            Val choice[3] = {inst_at(c->f, cur_inst(c, OP_EQ, L_IMM, 2, kinds))->res, x, *place};
            *place = inst_at(c->f, cur_inst(c, OP_SELECT, L_VAL, 3, choice))->res;
        }
    for (uint32_t k = 0; k < to.n; k++)
        if (!out[1 + k].i) out[1 + k] = cur_undef(c, L_VAL);
}

static void variant_parts(Cursor *c, Form form, Val v, Val *parts) {
    const Inst *in = val_def(c->f, v);
    if (!form_known(c->prog, c->f, v)) {
        Ins i = cur_inst(c, OP_PARTS, L_NONE, 1, &v);
        inst_at(c->f, i)->imm.i = (int64_t)form.shapes;
        inst_add_parts(c->f, i);
        for (uint32_t j = 0; j <= form.n; j++) {
            parts[j] = (Val){inst_at(c->f, i)->res.i + j};
            val_info(c->f, parts[j])->mode = M_GLOBAL;
        }
        return;
    }
    uint32_t n = 0, tag = 0;
    switch (in->op) {
    case OP_UNDEF: parts[0] = cur_undef(c, L_IMM); break;
    case OP_IMM_VAL: parts[0] = in->args[0]; break;
    case OP_VARIANT: form_convert(c, (Form){.k = FORM_SUM, .shapes = (Shapes)in->imm.i}, in->args, form, parts); return;
    case OP_ALLOC:
        n = in->nargs;
        tag = (uint32_t)in->imm.i;
        break;
    default: {
        const Data *d = program_data(c->prog, in->imm.data);
        n = d->nfields;
        tag = d->tag;
    }
    }
    if (n) parts[0] = cur_const(c, L_IMM, shape_kind(tag));
    uint32_t first = n ? shape_first(form.shapes, tag) : 0;
    for (uint32_t j = 0; j < form.n; j++)
        parts[1 + j] = j >= first && j < first + n ? block_part(c, v, j - first, L_VAL) : cur_undef(c, L_VAL);
}

void form_take_apart(Cursor *c, Form form, Val v, Val *parts) {
    const Inst *in = val_def(c->f, v);
    Layout l = form_part_layout(form, 0);
    if (in && is_alloc_op(in->op) && form.k != FORM_NONE) site_taken(c->prog, in->site);
    if (form.k == FORM_NONE) {
        parts[0] = v;
    } else if (form.k == FORM_SUM) {
        variant_parts(c, form, v, parts);
    } else if (in && in->op == OP_UNDEF) {
        for (uint32_t j = 0; j < form_width(form); j++) parts[j] = cur_undef(c, l);
    } else if (form.k == FORM_BLOCK) {
        for (uint32_t j = 0; j < form.n; j++) parts[j] = block_part(c, v, j, l);
    } else if (in && (in->op == OP_IMM_VAL || in->op == OP_BOX)) {
        parts[0] = in->args[0];
    } else if (form.k == FORM_IMM) {
        parts[0] = cur_op(c, OP_VAL_IMM, L_IMM, v);
    } else if (in && in->op == OP_DATA && form.k == FORM_F64) {
        parts[0] = cur_f64(c, program_data(c->prog, in->imm.data)->fields[0].f);
    } else if (in && in->op == OP_DATA) {
        int64_t k = program_data(c->prog, in->imm.data)->fields[1].i;
        parts[0] = cur_const(c, l, form.k == FORM_I32 ? (int32_t)k : k);
    } else {
        Ins i = cur_inst(c, OP_UNBOX, l, 1, &v);
        if (form.k == FORM_NATIVE) inst_at(c->f, i)->flags |= IF_NATIVE;
        parts[0] = inst_at(c->f, i)->res;
    }
}

int32_t shapes_place(Shapes s, const Inst *load) {
    int32_t tag = load->aux2 ? load->aux2 - 1 : shapes_only_tag(s), k = (int32_t)load->imm.i;
    if (k < 0 || k >= (int32_t)shapes_fields(s)) return -1;
    if (!(s & SHAPE_APART)) return k;
    if (tag < 0) return -1;
    uint32_t first = shape_first(s, (uint32_t)tag);
    return k < (int32_t)shape_size(s, (uint32_t)tag) ? (int32_t)first + k : k; /* else it is never reached */
}

bool form_takes(const Func *f, const Inst *in, uint32_t k, Form form) {
    switch (in->op) {
    case OP_LOAD:
        if (k != 0 || !(in->flags & IF_IMMUT) || in->imm.i < 0) return false;
        return form.shapes & SHAPE_APART ? shapes_place(form.shapes, in) >= 0 : in->imm.i < form.n;
    case OP_TAG: return in->flags & IF_IMMUT;
    case OP_PARTS:
    case OP_SIZE:
    case OP_IS_IMM:
    case OP_VAL_IMM: return true;
    case OP_EQ:
    case OP_NE: { /* with a constant constructor */
        const Inst *x = val_def(f, in->args[1 - k]);
        return x && x->op == OP_IMM_VAL && val_def(f, x->args[0]) && val_def(f, x->args[0])->op == OP_CONST;
    }
    default: return false;
    }
}
