/* lower_match.c: decision DAGs to blocks.

   Places inside the scrutinee are loaded just before the test or the variable that needs them, and the load is reused
   on the paths below (a trail undoes it on the others).  A node that several paths reach gets a block of its own,
   emitted after the rest, which loads again what it needs: on all its paths the tests that make those loads safe have
   been done.  A case that is reached from several leaves gets a block whose parameters are its variables.  */
#include <stdlib.h>

#include "match.h"

typedef struct Emit {
    FuncCtx *fc;
    Action *actions;
    FailKind fail;
    Loc loc;
    Occ *root;
    Dest *dest;
    VEC(Occ *) trail;
    VEC(Node *) nodes;     /* shared nodes that wait for their code */
    VEC(Action *) waiting; /* shared actions */
    Blk go_on;             /* match_bind: where control continues */
} Emit;

static void emit_node(Emit *m, Node *n);

/* ---- places ----------------------------------------------------------------------------------------- */
static void undo(Emit *m, uint32_t mark) {
    while (m->trail.len > mark) m->trail.data[--m->trail.len]->loaded = false;
}

static Operand occ_operand(Emit *m, Occ *o) {
    FuncCtx *fc = m->fc;
    if (o->loaded) return o->opd;
    switch (o->kind) {
    case OCC_ROOT: break;
    case OCC_TUPLE: {
        Operand *parts = NEW_ARRAY(fc->l->scratch, Operand, o->nparts);
        for (uint32_t i = 0; i < o->nparts; i++) parts[i] = occ_operand(m, o->parts[i]);
        o->opd = lo_block(fc, "tuple", o->mode, 0, o->nparts, parts);
        break;
    }
    case OCC_SAME: o->opd = op_typed(fc, occ_operand(m, o->parent), o->type); break;
    case OCC_FLAT: {
        Val base = op_val(fc, occ_operand(m, o->parent));
        o->opd = op_of(build_load(&fc->b, L_F64, base, o->index, !o->mutable), L_F64);
        break;
    }
    case OCC_FIELD: {
        Val base = op_val(fc, occ_operand(m, o->parent));
        Layout l = layout_of_type(o->type);
        Val x = lo_number(fc, lo_load_field(fc, l, base, o->index, !o->mutable, o->load_tag), o->type);
        o->opd = op_of(o->global ? lo_mode(fc, x, M_GLOBAL) : x, l);
        break;
    }
    case OCC_ELEM: {
        Val base = op_val(fc, occ_operand(m, o->parent));
        o->opd = array_get(fc, base, build_const(&fc->b, L_IMM, o->index), ty_element_rep(o->array_type), false);
        break;
    }
    case OCC_FORCE: o->opd = op_made(fc, lower_lazy_force(fc, occ_operand(m, o->parent)), o->type); break;
    }
    o->loaded = true;
    vec_push(&m->trail, o);
    return o->opd;
}

/* ---- preparation ----------------------------------------------------------------------------------------- */
static void count(Emit *m, Node *n) {
    n->refs++;
    if (n->visited) return;
    n->visited = true;
    switch (n->kind) {
    case NODE_FAIL: break;
    case NODE_LEAF: {
        Action *a = &m->actions[n->action];
        n->leaf_index = a->leaves.len;
        vec_push_in(m->fc->l->scratch, &a->leaves, n);
        if (n->otherwise) count(m, n->otherwise);
        break;
    }
    case NODE_SWITCH:
        for (uint32_t i = 0; i < n->nbranches; i++) count(m, n->branches[i].target);
        if (n->dflt) count(m, n->dflt);
        break;
    case NODE_FORCE: count(m, n->dflt); break;
    }
}

/* The places that are there before the match starts have unboxed floats in hand; others find floats boxed. */
static Layout param_layout(const Bind *b, bool *native) {
    Layout l = layout_of_type(b->var->type);
    *native = false;
    if (l == L_VAL && b->occ->kind == OCC_FLAT) return L_F64;
    if (l == L_VAL && b->occ->kind == OCC_ROOT && b->occ->opd.kind == K_VAL) {
        Layout have = b->occ->opd.layout;
        *native = b->occ->opd.native;
        if (have == L_F64 || have == L_I64 || have == L_I32) return have;
    }
    return l;
}

static void prepare_action(Emit *m, Action *a) {
    if (a->leaves.len < 2 || a->block.i) return;
    FuncCtx *fc = m->fc;
    a->block = lo_new_block(fc, "case");
    const Node *first = a->leaves.data[0];
    for (const Bind *b = first->binds; b; b = b->next) a->nvars++;
    a->vars = NEW_ARRAY(fc->l->scratch, Var *, a->nvars + 1);
    a->layouts = NEW_ARRAY(fc->l->scratch, uint8_t, a->nvars + 1);
    a->native = NEW_ARRAY(fc->l->scratch, bool, a->nvars + 1);
    uint32_t k = 0;
    for (const Bind *b = first->binds; b; b = b->next) {
        a->layouts[k] = (uint8_t)param_layout(b, &a->native[k]);
        block_param(fc->b.func, a->block, a->layouts[k], M_GLOBAL);
        a->vars[k++] = b->var;
    }
    for (uint32_t i = 1; i < a->leaves.len && a->guard; i++)
        if (a->leaves.data[i]->otherwise != first->otherwise) a->index_param = true;
    if (a->index_param) block_param(fc->b.func, a->block, L_IMM, M_GLOBAL);
}

/* ---- leaves --------------------------------------------------------------------------------------------------- */
static Blk node_block(Emit *m, Node *n);

/* The variables are bound: guard, then body.  `otherwise` emits what follows a guard that fails. */
static void emit_body(Emit *m, Action *a, Node *otherwise, Val leaf_index) {
    FuncCtx *fc = m->fc;
    if (a->guard) {
        uint32_t mark = m->trail.len;
        Blk yes = lo_new_block(fc, NULL), no = lo_new_block(fc, NULL);
        unsigned r = lower_cond(fc, a->guard, yes, no);
        if (r & COND_YES) {
            lo_enter(fc, yes);
            lower_to(fc, a->body, m->dest);
        } else {
            block_remove(fc->b.func, yes);
        }
        if (!(r & COND_NO)) {
            block_remove(fc->b.func, no);
            return;
        }
        lo_enter(fc, no);
        if (a->index_param) {
            uint32_t n = a->leaves.len;
            int64_t *cases = NEW_ARRAY(fc->l->scratch, int64_t, n);
            Blk *targets = NEW_ARRAY(fc->l->scratch, Blk, n);
            for (uint32_t i = 0; i < n; i++) {
                cases[i] = i;
                Node *to = a->leaves.data[i]->otherwise;
                to->refs++; /* it needs a block of its own */
                targets[i] = node_block(m, to);
            }
            lo_switch(fc, leaf_index, n - 1, cases, targets, targets[n - 1]);
            return;
        }
        undo(m, mark);
        emit_node(m, otherwise);
        return;
    }
    if (a->go_on) {
        m->go_on = fc->b.block;
        lo_set_dead(fc);
        return;
    }
    if (a->body)
        lower_to(fc, a->body, m->dest);
    else
        lo_unreachable(fc);
}

/* In the order of the pattern: the list is the other way round. */
static void bind_leaf(Emit *m, const Bind *b) {
    if (!b) return;
    bind_leaf(m, b->next);
    bind_var(m->fc, b->var, occ_operand(m, b->occ));
}

static void emit_leaf(Emit *m, Node *n) {
    FuncCtx *fc = m->fc;
    Action *a = &m->actions[n->action];
    if (a->leaves.len == 1) {
        bind_leaf(m, n->binds);
        emit_body(m, a, n->otherwise, NO_VAL);
        return;
    }
    prepare_action(m, a);
    Val *args = func_vals(fc->b.func, a->nvars + 1);
    for (Bind *b = n->binds; b; b = b->next) {
        Operand o = occ_operand(m, b->occ);
        for (uint32_t k = 0; k < a->nvars; k++)
            if (a->vars[k] == b->var) args[k] = op_as(fc, o, a->layouts[k], a->native[k]);
    }
    uint32_t nargs = a->nvars;
    if (a->index_param) args[nargs++] = build_const(&fc->b, L_IMM, n->leaf_index);
    lo_jump(fc, a->block, nargs, args);
    if (!a->queued) {
        a->queued = true;
        vec_push(&m->waiting, a);
    }
}

static void emit_shared_action(Emit *m, Action *a) {
    FuncCtx *fc = m->fc;
    lo_enter(fc, a->block);
    const Val *params = block_at(fc->b.func, a->block)->params;
    Val index = a->index_param ? params[a->nvars] : NO_VAL;
    for (uint32_t k = 0; k < a->nvars; k++)
        bind_var(fc, a->vars[k],
                 (Operand){.kind = K_VAL,
                           .layout = a->layouts[k],
                           .native = a->native[k],
                           .v = block_at(fc->b.func, a->block)->params[k]});
    emit_body(m, a, a->leaves.data[0]->otherwise, index);
}

static void emit_fail(Emit *m) {
    FuncCtx *fc = m->fc;
    Loc loc = fc->b.loc;
    fc->b.loc = m->loc;
    switch (m->fail) {
    case FAIL_UNREACHABLE: lo_unreachable(fc); break;
    case FAIL_MATCH: lo_raise(fc, op_val(fc, lo_location_exn(fc, "Match_failure", m->loc)), RAISE_REGULAR); break;
    case FAIL_RERAISE: lo_raise(fc, op_val(fc, occ_operand(m, m->root)), RAISE_RERAISE); break;
    }
    fc->b.loc = loc;
}

/* ---- switches ------------------------------------------------------------------------------------------------------
 */
/* The block of a node: shared ones have one, others get a fresh one that `flush` fills. */
typedef struct Targets {
    VEC(Node *) nodes;
    VEC(Blk) blocks;
} Targets;

static Blk node_block(Emit *m, Node *n) {
    if (!n->block.i) n->block = lo_new_block(m->fc, NULL);
    if (!n->queued) {
        n->queued = true;
        vec_push(&m->nodes, n);
    }
    return n->block;
}

static Blk target(Emit *m, Targets *t, Node *n) {
    if (n->refs > 1) return node_block(m, n);
    Blk b = lo_new_block(m->fc, NULL);
    vec_push(&t->nodes, n);
    vec_push(&t->blocks, b);
    return b;
}

static void emit_node_here(Emit *m, Node *n);

static void flush(Emit *m, Targets *t) {
    uint32_t mark = m->trail.len;
    for (uint32_t i = 0; i < t->nodes.len; i++) {
        lo_enter(m->fc, t->blocks.data[i]);
        emit_node_here(m, t->nodes.data[i]);
        undo(m, mark);
    }
    vec_free(&t->nodes);
    vec_free(&t->blocks);
}

/* One of a chain of tests.  Goes on in a new block if it fails, or leaves for `last`. */
static void test_chain(FuncCtx *fc, Val cond, Blk hit, Blk last) {
    Blk next = last.i ? last : lo_new_block(fc, NULL);
    lo_br(fc, cond, hit, next, HINT_NONE);
    if (!last.i) lo_enter(fc, next);
}

enum { MIN_SWITCH = 4, MAX_EXPANDED = 4096 };

/* Branches on an imm or i64 with ranges of values; dflt NO_BLK: the cases cover everything. */
static void dispatch(FuncCtx *fc, Val v, Layout l, uint32_t n, const Branch *br, const Blk *to, Blk dflt) {
    uint64_t values = 0;
    for (uint32_t i = 0; i < n; i++) values += (uint64_t)(br[i].hi - br[i].lo) + 1;
    if (n >= MIN_SWITCH && values <= MAX_EXPANDED + n) {
        int64_t *cases = NEW_ARRAY(fc->l->scratch, int64_t, values);
        Blk *targets = NEW_ARRAY(fc->l->scratch, Blk, values);
        uint32_t k = 0;
        for (uint32_t i = 0; i < n; i++)
            for (int64_t x = br[i].lo; x <= br[i].hi; x++) {
                cases[k] = x;
                targets[k++] = to[i];
            }
        if (dflt.i) {
            lo_switch(fc, v, k, cases, targets, dflt);
        } else {
            Blk never = lo_new_block(fc, NULL);
            lo_switch(fc, v, k, cases, targets, never);
            lo_enter(fc, never);
            lo_unreachable(fc);
        }
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        Val cond;
        if (br[i].lo == br[i].hi) {
            if (i + 1 == n && !dflt.i) {
                lo_jump(fc, to[i], 0, NULL);
                return;
            }
            cond = build_cmp(&fc->b, OP_EQ, l, v, build_const(&fc->b, l, br[i].lo));
        } else {
            Val from = br[i].lo ? build_op2(&fc->b, OP_SUB, l, v, build_const(&fc->b, l, br[i].lo)) : v;
            cond = build_cmp(&fc->b, OP_ULT, l, from, build_const(&fc->b, l, br[i].hi - br[i].lo + 1));
        }
        if (i + 1 == n && dflt.i) {
            lo_br(fc, cond, to[i], dflt, HINT_NONE);
            return;
        }
        if (i + 2 == n && !dflt.i) {
            lo_br(fc, cond, to[i], to[i + 1], HINT_NONE);
            return;
        }
        test_chain(fc, cond, to[i], NO_BLK);
    }
    if (dflt.i)
        lo_jump(fc, dflt, 0, NULL);
    else if (n)
        lo_jump(fc, to[n - 1], 0, NULL);
    else
        lo_unreachable(fc);
}

/* ---- variants */
static void variant_side(Emit *m, Node *n, Targets *t, bool constant, uint32_t of_type, Node *dflt, Val scrut) {
    FuncCtx *fc = m->fc;
    uint32_t k = 0;
    Branch *br = NEW_ARRAY(fc->l->scratch, Branch, n->nbranches);
    Blk *to = NEW_ARRAY(fc->l->scratch, Blk, n->nbranches);
    for (uint32_t i = 0; i < n->nbranches; i++) {
        const Constr *c = n->branches[i].constr;
        bool is_const = c->arity == 0 && !c->record;
        if (is_const != constant) continue;
        br[k] = (Branch){.lo = c->tag, .hi = c->tag};
        to[k++] = target(m, t, n->branches[i].target);
    }
    Blk other = k < of_type && dflt ? target(m, t, dflt) : NO_BLK;
    if (k == 0 || (k == 1 && !other.i)) {
        if (other.i || k)
            lo_jump(fc, k ? to[0] : other, 0, NULL);
        else
            lo_unreachable(fc);
        return;
    }
    if (constant && k == 2 && of_type == 2) {
        Val yes = op_i1(fc, op_of(scrut, val_layout(fc->b.func, scrut)));
        lo_br(fc, yes, br[0].lo ? to[0] : to[1], br[0].lo ? to[1] : to[0], HINT_NONE);
        return;
    }
    if (constant) {
        if (of_type == 2) { /* one of two, and a default */
            Val yes = op_i1(fc, op_of(scrut, val_layout(fc->b.func, scrut)));
            lo_br(fc, yes, br[0].lo ? to[0] : other, br[0].lo ? other : to[0], HINT_NONE);
            return;
        }
        scrut = op_imm(fc, op_of(scrut, val_layout(fc->b.func, scrut)));
    } else {
        Ins i = build_inst(&fc->b, OP_TAG, L_IMM, 1, &scrut);
        inst_at(fc->b.func, i)->flags |= IF_IMMUT;
        scrut = inst_at(fc->b.func, i)->res;
    }
    dispatch(fc, scrut, L_IMM, k, br, to, other);
}

static void emit_variant(Emit *m, Node *n, Node *dflt) {
    FuncCtx *fc = m->fc;
    const TypeDecl *d = n->branches[0].constr->decl;
    Operand o = occ_operand(m, n->occ);
    if (o.kind == K_IMM) { /* known: constant conditions */
        Node *to = dflt;
        for (uint32_t i = 0; i < n->nbranches; i++)
            if (!n->branches[i].constr->arity && !n->branches[i].constr->record && n->branches[i].constr->tag == o.i)
                to = n->branches[i].target;
        if (to)
            emit_node(m, to);
        else
            lo_unreachable(fc);
        return;
    }
    Targets t = {0};
    if (dflt && d->nconst && d->nblock) dflt->refs++; /* both sides may go there */
    if (!d->nblock) {
        Val v = o.kind == K_VAL && o.layout == L_I1 ? o.v : op_imm(fc, o);
        variant_side(m, n, &t, true, d->nconst, dflt, v);
    } else if (!d->nconst) {
        variant_side(m, n, &t, false, d->nblock, dflt, op_val(fc, o));
    } else {
        Val v = op_val(fc, o);
        uint32_t nconst = 0;
        for (uint32_t i = 0; i < n->nbranches; i++)
            nconst += n->branches[i].constr->arity == 0 && !n->branches[i].constr->record;
        uint32_t nblock = n->nbranches - nconst;
        /* a side with one outcome is branched to directly */
        Node *const_only = NULL, *block_only = NULL;
        if (nconst == 0) const_only = dflt;
        if (nblock == 0) block_only = dflt;
        for (uint32_t i = 0; i < n->nbranches; i++) {
            const Constr *c = n->branches[i].constr;
            bool is_const = c->arity == 0 && !c->record;
            if (is_const && nconst == 1 && (d->nconst == 1 || !dflt)) const_only = n->branches[i].target;
            if (!is_const && nblock == 1 && (d->nblock == 1 || !dflt)) block_only = n->branches[i].target;
        }
        if (!dflt && nconst == 0) {
            variant_side(m, n, &t, false, d->nblock, NULL, v);
        } else if (!dflt && nblock == 0) {
            variant_side(m, n, &t, true, d->nconst, NULL, build_op(&fc->b, OP_VAL_IMM, L_IMM, v));
        } else {
            Blk cs = const_only ? target(m, &t, const_only) : lo_new_block(fc, NULL);
            Blk bs = block_only ? target(m, &t, block_only) : lo_new_block(fc, NULL);
            lo_br(fc, build_op(&fc->b, OP_IS_IMM, L_VAL, v), cs, bs, HINT_NONE);
            if (!const_only) {
                lo_enter(fc, cs);
                variant_side(m, n, &t, true, d->nconst, dflt, build_op(&fc->b, OP_VAL_IMM, L_IMM, v));
            }
            if (!block_only) {
                lo_enter(fc, bs);
                variant_side(m, n, &t, false, d->nblock, dflt, v);
            }
        }
    }
    flush(m, &t);
}

/* ---- strings: by number of words, then word by word, as integers */
typedef struct StringCase {
    const uint8_t *text;
    uint32_t len, words;
    Blk to;
} StringCase;

static int64_t string_word(const StringCase *s, uint32_t k) {
    uint64_t w = 0;
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t at = 8 * k + i;
        uint8_t c = at < s->len ? s->text[at] : 0;
        if (at == 8 * s->words - 1) c = (uint8_t)(8 * s->words - 1 - s->len);
        w |= (uint64_t)c << 8 * i;
    }
    return (int64_t)w;
}

static int compare_cases(const void *a, const void *b) {
    const StringCase *x = a, *y = b;
    if (x->words != y->words) return x->words < y->words ? -1 : 1;
    for (uint32_t k = 0; k < x->words; k++) {
        int64_t p = string_word(x, k), q = string_word(y, k);
        if (p != q) return p < q ? -1 : 1;
    }
    return 0;
}

/* cases [0, n) agree in their size and in the words before k */
static void string_words(FuncCtx *fc, Val s, StringCase *cases, uint32_t n, uint32_t k, Blk dflt) {
    if (k == cases[0].words) {
        lo_jump(fc, cases[0].to, 0, NULL);
        return;
    }
    Val word = build_load(&fc->b, L_I64, s, k, false);
    Branch *br = NEW_ARRAY(fc->l->scratch, Branch, n);
    Blk *to = NEW_ARRAY(fc->l->scratch, Blk, n);
    uint32_t *start = NEW_ARRAY(fc->l->scratch, uint32_t, n + 1), groups = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!i || string_word(&cases[i], k) != string_word(&cases[i - 1], k)) {
            br[groups].lo = br[groups].hi = string_word(&cases[i], k);
            to[groups] = k + 1 == cases[i].words ? cases[i].to : lo_new_block(fc, NULL);
            start[groups++] = i;
        }
    start[groups] = n;
    dispatch(fc, word, L_I64, groups, br, to, dflt);
    for (uint32_t g = 0; g < groups && k + 1 < cases[0].words; g++) {
        lo_enter(fc, to[g]);
        string_words(fc, s, cases + start[g], start[g + 1] - start[g], k + 1, dflt);
    }
}

static void emit_strings(Emit *m, Node *n, Targets *t, Blk dflt) {
    FuncCtx *fc = m->fc;
    StringCase *cases = NEW_ARRAY(fc->l->scratch, StringCase, n->nbranches);
    for (uint32_t i = 0; i < n->nbranches; i++) {
        const Const *k = n->branches[i].constant;
        cases[i] = (StringCase){(const uint8_t *)k->text, k->len, k->len / 8 + 1, target(m, t, n->branches[i].target)};
    }
    qsort(cases, n->nbranches, sizeof *cases, compare_cases);
    Val s = op_val(fc, occ_operand(m, n->occ));
    Val size = build_op(&fc->b, OP_SIZE, L_VAL, s);
    Branch *br = NEW_ARRAY(fc->l->scratch, Branch, n->nbranches);
    Blk *to = NEW_ARRAY(fc->l->scratch, Blk, n->nbranches);
    uint32_t *start = NEW_ARRAY(fc->l->scratch, uint32_t, n->nbranches + 1), groups = 0;
    for (uint32_t i = 0; i < n->nbranches; i++)
        if (!i || cases[i].words != cases[i - 1].words) {
            br[groups].lo = br[groups].hi = cases[i].words;
            to[groups] = lo_new_block(fc, NULL);
            start[groups++] = i;
        }
    start[groups] = n->nbranches;
    dispatch(fc, size, L_IMM, groups, br, to, dflt);
    for (uint32_t g = 0; g < groups; g++) {
        lo_enter(fc, to[g]);
        string_words(fc, s, cases + start[g], start[g + 1] - start[g], 0, dflt);
    }
}

/* ---- everything else */
static void emit_constants(Emit *m, Node *n, Targets *t, Blk dflt) {
    FuncCtx *fc = m->fc;
    Operand o = occ_operand(m, n->occ);
    Blk *to = NEW_ARRAY(fc->l->scratch, Blk, n->nbranches);
    for (uint32_t i = 0; i < n->nbranches; i++) to[i] = target(m, t, n->branches[i].target);
    switch (n->test) {
    case TEST_INT: dispatch(fc, op_imm(fc, o), L_IMM, n->nbranches, n->branches, to, dflt); return;
    case TEST_LENGTH:
        dispatch(fc, build_op(&fc->b, OP_SIZE, L_VAL, op_val(fc, o)), L_IMM, n->nbranches, n->branches, to, dflt);
        return;
    case TEST_I32:
    case TEST_I64:
    case TEST_NATIVE: {
        Branch *br = NEW_ARRAY(fc->l->scratch, Branch, n->nbranches);
        for (uint32_t i = 0; i < n->nbranches; i++) br[i].lo = br[i].hi = n->branches[i].constant->ival;
        Val v = n->test == TEST_I32 ? build_op(&fc->b, OP_I32_I64, L_I64, op_i32(fc, o))
                                    : op_i64(fc, o, n->test == TEST_NATIVE);
        dispatch(fc, v, L_I64, n->nbranches, br, to, dflt);
        return;
    }
    case TEST_FLOAT: {
        Val v = op_f64(fc, o);
        for (uint32_t i = 0; i < n->nbranches; i++)
            test_chain(fc, build_cmp(&fc->b, OP_EQ, L_F64, v, build_f64(&fc->b, n->branches[i].constant->fval)), to[i],
                       i + 1 == n->nbranches ? dflt : NO_BLK);
        break;
    }
    case TEST_EXN: {
        /* a constant exception is its identity; others have it in field 0, where an identity has its name */
        Val v = op_val(fc, o), id = NO_VAL;
        Blk known = NO_BLK;
        for (uint32_t i = 0; i < n->nbranches; i++) {
            const Constr *c = n->branches[i].constr;
            bool constant = c->arity == 0 && !c->record;
            if (!constant && !known.i) {
                id = build_load(&fc->b, L_VAL, v, 0, true);
                known = fc->b.block;
            }
            Val exn = op_val(fc, exn_operand(fc, c));
            test_chain(fc, build_cmp(&fc->b, OP_EQ, L_VAL, constant ? v : id, exn), to[i],
                       i + 1 == n->nbranches ? dflt : NO_BLK);
        }
        break;
    }
    default: UNREACHABLE();
    }
    lo_unreachable(fc); /* unless the last test left for the default */
}

static void emit_switch_node(Emit *m, Node *n) {
    Node *dflt = n->dflt && n->dflt->kind == NODE_FAIL && m->fail == FAIL_UNREACHABLE ? NULL : n->dflt;
    if (n->test == TEST_CONSTR) {
        emit_variant(m, n, dflt);
        return;
    }
    if (!dflt && n->nbranches == 1) {
        emit_node(m, n->branches[0].target);
        return;
    }
    Targets t = {0};
    Blk other = NO_BLK;
    /* the default may be reached from several tests: it has a block in any case */
    if (dflt) other = target(m, &t, dflt);
    if (n->test == TEST_STRING) {
        if (!other.i) other = node_block(m, n->dflt);
        emit_strings(m, n, &t, other);
    } else {
        emit_constants(m, n, &t, other);
    }
    flush(m, &t);
}

static void emit_node_here(Emit *m, Node *n) {
    if (m->fc->dead) return;
    m->fc->b.loc = m->loc;
    switch (n->kind) {
    case NODE_FAIL: emit_fail(m); break;
    case NODE_LEAF: emit_leaf(m, n); break;
    case NODE_SWITCH: emit_switch_node(m, n); break;
    case NODE_FORCE:
        occ_operand(m, n->occ);
        emit_node(m, n->dflt);
        break;
    }
}

static void emit_node(Emit *m, Node *n) {
    if (n->refs > 1)
        lo_jump(m->fc, node_block(m, n), 0, NULL);
    else
        emit_node_here(m, n);
}

/* Emits what the match is made of; afterwards control is dead, or stays at go_on. */
static void run(Emit *m, uint32_t n) {
    FuncCtx *fc = m->fc;
    Node *fail, *tree = match_compile(fc, m->root, n, m->actions, &fail);
    count(m, tree);
    emit_node(m, tree);
    while (m->nodes.len || m->waiting.len) {
        undo(m, 0);
        if (m->nodes.len) {
            Node *next = m->nodes.data[--m->nodes.len];
            lo_enter(fc, next->block);
            emit_node_here(m, next);
        } else {
            emit_shared_action(m, m->waiting.data[--m->waiting.len]);
        }
    }
    undo(m, 0);
    vec_free(&m->trail);
    vec_free(&m->nodes);
    vec_free(&m->waiting);
}

void match_cases(FuncCtx *fc, Occ *root, TCase *cases, uint32_t n, bool exceptions, FailKind fail, Loc loc, Dest *d) {
    Action *actions = NEW_ARRAY(fc->l->scratch, Action, n + 1);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (cases[i].is_exception == exceptions && cases[i].body)
            actions[k++] = (Action){.pat = cases[i].pat, .guard = cases[i].guard, .body = cases[i].body};
    Emit m = {.fc = fc, .actions = actions, .fail = fail, .loc = loc, .root = root, .dest = d};
    run(&m, k);
}

void match_bind(FuncCtx *fc, Occ *root, TPat *pat, bool partial, Loc loc) {
    Action action = {.pat = pat, .go_on = true};
    Emit m = {.fc = fc, .actions = &action, .fail = partial ? FAIL_MATCH : FAIL_UNREACHABLE, .loc = loc, .root = root};
    run(&m, 1);
    if (m.go_on.i) {
        fc->b.block = m.go_on;
        fc->dead = false;
    }
}
