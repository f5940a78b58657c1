/* variants.c: what is left of `variant` and `parts` becomes control flow.

   Needs: nothing; late, since the other passes see through the two instructions and not through the branches.
   Guarantees: neither is left, as the back end expects.  Breaks: blocks that cfg.c merges, jumps that it threads. */
#include "pass.h"

/* The rest of the block behind i, which is taken out; its result becomes the first of the parameters. */
static Blk cut_behind(Func *f, Ins i) {
    Blk b = inst_at(f, i)->block;
    Blk rest = block_split(f, b, inst_at(f, i)->next);
    inst_remove(f, i);
    return rest;
}

static Val result_param(Func *f, Blk rest, Val old, Subst *s) {
    ValInfo vi = *val_info(f, old);
    Val q = block_param(f, rest, (Layout)vi.layout, (IrMode)vi.mode);
    val_info(f, q)->name = vi.name;
    subst_set(s, old, q);
    return q;
}

/* A new block behind b that jumps to rest with what `make` builds for this tag. */
static Blk arm(const Program *p, Func *f, Blk b, Blk rest, const Inst *in, uint32_t tag,
               void (*make)(Cursor *c, const Inst *in, uint32_t tag, Val *out), uint32_t n) {
    Blk x = block_new(f, NULL);
    block_move_after(f, x, b);
    block_at(f, x)->term.loc = in->loc;
    Cursor c = {p, f, x, NO_INS, in->loc, in->scope};
    Val out[1 + SHAPE_MAX_SIZE];
    make(&c, in, tag, out);
    term_set_jump(f, x, edge_to(f, rest, n, out));
    return x;
}

static void make_block(Cursor *c, const Inst *in, uint32_t tag, Val *out) {
    Shapes s = (Shapes)in->imm.i;
    Ins i = cur_inst(c, OP_ALLOC, L_VAL, shape_size(s, tag), in->args + 1 + shape_first(s, tag));
    inst_at(c->f, i)->imm.i = tag;
    inst_at(c->f, i)->site = in->site;
    inst_set_place(c->f, i, (Place)in->place);
    out[0] = inst_at(c->f, i)->res;
}

static void load_parts(Cursor *c, const Inst *in, uint32_t tag, Val *out) {
    out[0] = cur_const(c, L_IMM, shape_kind(tag));
    uint32_t first = shape_first((Shapes)in->imm.i, tag), end = first + shape_size((Shapes)in->imm.i, tag);
    for (uint32_t k = 0; k + 1 < in->nres; k++) {
        if (k < first || k >= end) {
            out[1 + k] = cur_undef(c, L_VAL);
            continue;
        }
        Ins i = cur_inst(c, OP_LOAD, L_VAL, 1, in->args);
        inst_at(c->f, i)->imm.i = k - first;
        inst_at(c->f, i)->flags |= IF_IMMUT;
        out[1 + k] = inst_at(c->f, i)->res;
        val_info(c->f, out[1 + k])->mode = val_info(c->f, (Val){in->res.i + 1 + k})->mode;
    }
}

/* At the end of b: to the arm of the tag that x says (by its kind, or itself); all tags of the shapes have one. */
static void branch_on_tags(Func *f, Blk b, const Inst *in, Val x, bool kinds, const Blk *arms) {
    int64_t cases[SHAPE_TAGS];
    Edge edges[SHAPE_TAGS];
    uint32_t n = 0;
    for (uint32_t t = 0; t < SHAPE_TAGS; t++) {
        if (!arms[t].i) continue;
        cases[n] = kinds ? shape_kind(t) : (int64_t)t;
        edges[n++] = (Edge){.block = arms[t]};
    }
    if (n == 1) {
        term_set_jump(f, b, edges[0]);
        return;
    }
    Builder bu = {.func = f, .block = b, .loc = in->loc};
    term_switch(&bu, x, n - 1, cases, edges, edges[n - 1]);
}

/* b: if `imm`, to rest with these values; else on. */
static Blk branch_on_imm(Func *f, Blk b, const Inst *in, Val imm, Blk rest, uint32_t n, const Val *vals) {
    Blk blocks = block_new(f, NULL);
    block_move_after(f, blocks, b);
    block_at(f, blocks)->term.loc = in->loc;
    Builder bu = {.func = f, .block = b, .loc = in->loc};
    term_br(&bu, imm, edge_to(f, rest, n, vals), (Edge){.block = blocks}, HINT_NONE);
    return blocks;
}

static void expand(const Program *p, Func *f, Ins i, Subst *s) {
    Inst in = *inst_at(f, i);
    bool parts = in.op == OP_PARTS;
    Shapes shapes = (Shapes)in.imm.i;
    Blk b = in.block, rest = cut_behind(f, i);
    uint32_t n = in.nres;
    for (uint32_t k = 0; k < n; k++) result_param(f, rest, (Val){in.res.i + k}, s);
    block_at(f, b)->term.loc = in.loc;
    Cursor c = cursor_end(p, f, b);
    c.loc = in.loc;
    Val x = in.args[0];
    if (shapes & SHAPE_IMM) {
        Val out[1 + SHAPE_MAX_SIZE], imm;
        if (parts) {
            imm = cur_op(&c, OP_IS_IMM, L_VAL, x);
            out[0] = cur_op(&c, OP_VAL_IMM, L_IMM, x);
            for (uint32_t k = 1; k < n; k++) out[k] = cur_undef(&c, L_VAL);
        } else {
            Val two[2] = {x, cur_const(&c, L_IMM, 0)};
            imm = inst_at(f, cur_inst(&c, OP_GE, L_IMM, 2, two))->res;
            out[0] = cur_op(&c, OP_IMM_VAL, L_VAL, x);
        }
        b = branch_on_imm(f, b, &in, imm, rest, n, out);
    }
    Blk arms[SHAPE_TAGS] = {{0}};
    if (parts && shapes_only_tag(shapes) < 0) {
        c = cursor_end(p, f, b);
        c.loc = in.loc;
        Ins tag = cur_inst(&c, OP_TAG, L_IMM, 1, &x);
        inst_at(f, tag)->flags |= IF_IMMUT;
        x = inst_at(f, tag)->res;
    }
    for (uint32_t t = 0; t < SHAPE_TAGS; t++)
        if (shape_size(shapes, t)) arms[t] = arm(p, f, b, rest, &in, t, parts ? load_parts : make_block, n);
    branch_on_tags(f, b, &in, x, !parts, arms);
}

void pass_variants(PassContext *cx, Func *f) {
    Subst s;
    bool any = false;
    for (Blk b = f->entry; b.i; b = block_at(f, b)->next)
        for (Ins i = block_at(f, b)->first; i.i; i = inst_at(f, i)->next) {
            if (inst_at(f, i)->op != OP_VARIANT && inst_at(f, i)->op != OP_PARTS) continue;
            if (!any) subst_init(&s, f);
            any = true;
            expand(cx->prog, f, i, &s);
            break; /* what stood behind it is in a block that is still to come */
        }
    if (!any) return;
    subst_apply(&s, f);
    subst_free(&s);
}
