/* lower_expr.c: expressions.

   Three ways to lower an expression: to an operand (lower_expr), for its effect (lower_effect), or towards a
   destination (lower_to), which branching constructs hand down to their branches, so that an `if` in tail position
   returns from both sides and a nest of matches has one join.  Conditions branch directly (lower_cond). Order of
   evaluation is ocamlopt's: arguments and fields from right to left.  */
#include "lower_ctx.h"
#include "mode.h"

/* ---- destinations ------------------------------------------------------------------------------ */
void finish_dest(FuncCtx *fc, Operand o, Dest *d) {
    if (fc->dead) return;
    if (d->is_return) {
        lo_return(fc, o);
        return;
    }
    d->used = true;
    if (d->n == 0) {
        region_leave(fc, d->region);
        lo_jump(fc, d->block, 0, NULL);
    } else if (d->n == 1) {
        Val v = op_as(fc, o, d->layouts[0], d->native[0]);
        region_leave(fc, d->region);
        lo_jump(fc, d->block, 1, &v);
    } else { /* a tuple taken apart */
        Val t = op_val(fc, o), *parts = func_vals(fc->b.func, d->n);
        for (uint32_t i = 0; i < d->n; i++) {
            Layout in_memory = layout_of_type(d->types[i]);
            Val part = lo_number(fc, build_load(&fc->b, in_memory, t, i, true), d->types[i]);
            parts[i] = op_as(fc, op_of(part, in_memory), d->layouts[i], d->native[i]);
        }
        lo_jump(fc, d->block, d->n, parts);
    }
}

static void finish_parts(FuncCtx *fc, const Operand *parts, Dest *d) {
    if (fc->dead) return;
    Val *v = func_vals(fc->b.func, d->n);
    for (uint32_t i = 0; i < d->n; i++) v[i] = op_as(fc, parts[i], d->layouts[i], d->native[i]);
    d->used = true;
    lo_jump(fc, d->block, d->n, v);
}

static bool is_branching(const TExpr *e) {
    for (;;) switch (e->kind) {
        case TE_IF:
        case TE_MATCH:
        case TE_TRY:
        case TE_EXCLAVE: return true;
        case TE_PRIM_APPLY: {
            int kind = prim_bool_kind(e->u.prim_apply.prim);
            return kind == 1 || kind == 2;
        }
        case TE_LET: e = e->u.let.body; continue;
        case TE_SEQUENCE: e = e->u.seq.second; continue;
        case TE_LETEXCEPTION: e = e->u.letexception.body; continue;
        case TE_LETMODULE: e = e->u.letmodule.body; continue;
        case TE_REGION_LOCAL:
        case TE_STACK: e = e->u.one; continue;
        default: return false;
        }
}

/* Does some branch of e compute its float (int64, ...) rather than find it boxed?  Then the join is better unboxed.
   Looks at no more than `*budget` nodes. */
static bool computes_unboxed(FuncCtx *fc, const TExpr *e, int *budget) {
    for (;;) {
        if (--*budget < 0) return false;
        switch (e->kind) {
        case TE_IF:
            if (computes_unboxed(fc, e->u.cond.then, budget)) return true;
            if (!e->u.cond.els) return false;
            e = e->u.cond.els;
            continue;
        case TE_MATCH:
        case TE_TRY:
            if (e->kind == TE_TRY && computes_unboxed(fc, e->u.match.scrut, budget)) return true;
            for (uint32_t i = 0; i < e->u.match.cases.n; i++)
                if (e->u.match.cases.items[i].body && computes_unboxed(fc, e->u.match.cases.items[i].body, budget))
                    return true;
            return false;
        case TE_LET: e = e->u.let.body; continue;
        case TE_SEQUENCE: e = e->u.seq.second; continue;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; continue;
        case TE_VAR: {
            const VarInfo *vi = var_info(fc->l, e->u.var);
            return vi->bound && !vi->is_static &&
                   (vi->opd.layout == L_F64 || vi->opd.layout == L_I64 || vi->opd.layout == L_I32);
        }
        case TE_CONST: return false; /* static when boxed: the other branches decide */
        case TE_FIELD: return e->u.field.field->decl->float_record;
        case TE_PRIM_APPLY: {
            const Prim *p = e->u.prim_apply.prim;
            if (p->symbol[0] != '%') return p->unboxed_result || p->unboxed_all;
            return strncmp(p->symbol, "%field", 6) != 0 && strcmp(p->symbol, "%identity") != 0 &&
                   strncmp(p->symbol, "%raise", 6) != 0 && strcmp(p->symbol, "%apply") != 0 &&
                   strcmp(p->symbol, "%revapply") != 0 && strcmp(p->symbol, "%opaque") != 0;
        }
        default: return false;
        }
    }
}

static Layout join_layout(FuncCtx *fc, const TExpr *e, Type *t, bool *native) {
    Layout l = layout_unboxed(t, native);
    int budget = 200;
    if ((l == L_F64 || l == L_I64 || l == L_I32) && !computes_unboxed(fc, e, &budget)) {
        *native = false;
        return L_VAL;
    }
    return l;
}

static Operand param_operand(Val v, uint8_t layout, bool native) {
    return (Operand){.kind = K_VAL, .layout = layout, .native = native, .v = v};
}

static Operand leave_dest(FuncCtx *fc, Dest *d, Operand result) {
    if (!d->used) {
        block_remove(fc->b.func, d->block);
        return op_unit();
    }
    lo_enter(fc, d->block);
    return result;
}

/* A branching expression as an operand: through a join block. */
static Operand through_join(FuncCtx *fc, TExpr *e) {
    bool native, unit = type_is_unit(e->type);
    uint8_t layout = (uint8_t)join_layout(fc, e, e->type, &native);
    Blk join = lo_new_block(fc, "join");
    Dest d = {.block = join,
              .region = fc->region,
              .n = unit ? 0 : 1,
              .layouts = &layout,
              .native = &native,
              .types = &e->type};
    Operand r = op_unit();
    if (!unit) r = param_operand(block_param(fc->b.func, join, layout, M_GLOBAL), layout, native);
    r.local = mode_settled(e->mode) == LOCALITY_LOCAL;
    lower_to(fc, e, &d);
    return leave_dest(fc, &d, r);
}

/* Some branch of e that is a tuple literal; NULL. */
static const TExpr *tuple_leaf(const TExpr *e) {
    for (;;) switch (e->kind) {
        case TE_TUPLE: return e;
        case TE_IF: {
            const TExpr *t = tuple_leaf(e->u.cond.then);
            if (t || !e->u.cond.els) return t;
            e = e->u.cond.els;
            continue;
        }
        case TE_MATCH:
        case TE_TRY:
            for (uint32_t i = 0; i < e->u.match.cases.n; i++) {
                const TExpr *t = e->u.match.cases.items[i].body ? tuple_leaf(e->u.match.cases.items[i].body) : NULL;
                if (t) return t;
            }
            if (e->kind == TE_MATCH) return NULL;
            e = e->u.match.scrut;
            continue;
        case TE_LET: e = e->u.let.body; continue;
        case TE_SEQUENCE: e = e->u.seq.second; continue;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; continue;
        default: return NULL;
        }
}

/* A literal tuple: its components, those that are literal tuples too likewise.  The components of the tuple that a
   match is on are evaluated from left to right, as ocamlopt does; everywhere else it is right to left. */
static Occ *literal_tuple(FuncCtx *fc, TExpr *e, bool left_to_right) {
    uint32_t n = e->u.sub.n;
    Occ **parts = NEW_ARRAY(fc->l->arena, Occ *, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = left_to_right ? i : n - 1 - i;
        TExpr *x = e->u.sub.items[k];
        if (x->kind == TE_TUPLE)
            parts[k] = literal_tuple(fc, x, false);
        else
            parts[k] = occ_root(fc, lower_expr(fc, x), x->type);
    }
    return occ_tuple(fc, n, parts, e->type, e->mode);
}

static void lower_let(FuncCtx *fc, TExpr *e);

/* The scrutinee of a match or of a binding.  A tuple that nobody looks at as a whole (split) is not built: its
   components come through the join of its branches. */
static Occ *lower_scrutinee(FuncCtx *fc, TExpr *e, bool split, bool left_to_right) {
    while (e->kind == TE_REGION_LOCAL || e->kind == TE_STACK || e->kind == TE_EXCLAVE) e = e->u.one;
    if (e->kind == TE_TUPLE) return literal_tuple(fc, e, left_to_right);
    const TExpr *leaf = split ? tuple_leaf(e) : NULL;
    if (!leaf) {
        Operand o = lower_expr(fc, e);
        return occ_root(fc, o, e->type);
    }
    uint32_t n = leaf->u.sub.n;
    Type **types = NEW_ARRAY(fc->l->arena, Type *, n);
    uint8_t *layouts = NEW_ARRAY(fc->l->arena, uint8_t, n);
    bool *native = NEW_ARRAY(fc->l->arena, bool, n);
    Occ **parts = NEW_ARRAY(fc->l->arena, Occ *, n);
    Dest d = {.block = lo_new_block(fc, "join"),
              .region = fc->region,
              .n = n,
              .layouts = layouts,
              .native = native,
              .types = types};
    for (uint32_t i = 0; i < n; i++) {
        types[i] = leaf->u.sub.items[i]->type;
        layouts[i] = (uint8_t)join_layout(fc, leaf->u.sub.items[i], types[i], &native[i]);
        Val v = block_param(fc->b.func, d.block, layouts[i], M_GLOBAL);
        parts[i] = occ_root(fc, param_operand(v, layouts[i], native[i]), types[i]);
    }
    lower_to(fc, e, &d);
    leave_dest(fc, &d, op_unit());
    return occ_tuple(fc, n, parts, e->type, e->mode);
}

/* ---- control ------------------------------------------------------------------------------------------ */
static bool const_bool(const TExpr *e, bool *value) {
    if (e->kind != TE_CONSTRUCT || !type_is_bool(e->type)) return false;
    *value = e->u.construct.constr->tag != 0;
    return true;
}

/* Branches to yes or no.  Says which of them it really branches to. */
unsigned lower_cond(FuncCtx *fc, TExpr *e, Blk yes, Blk no) {
    for (;;) {
        if (fc->dead) return 0;
        uint16_t outer;
        if (e->attrs && scope_begin(fc, e, &outer)) {
            unsigned r = lower_cond(fc, e, yes, no);
            fc->b.scope = outer;
            return r;
        }
        bool value;
        if (const_bool(e, &value)) {
            lo_jump(fc, value ? yes : no, 0, NULL);
            return value ? COND_YES : COND_NO;
        }
        int kind = e->kind == TE_PRIM_APPLY ? prim_bool_kind(e->u.prim_apply.prim) : 0;
        if (kind == 3) {
            Blk t = yes;
            yes = no;
            no = t;
            unsigned r = lower_cond(fc, e->u.prim_apply.args.items[0], yes, no);
            return (r & COND_YES ? COND_NO : 0u) | (r & COND_NO ? COND_YES : 0u);
        }
        if (kind == 1 || kind == 2) {
            Blk next = lo_new_block(fc, NULL);
            unsigned r = kind == 1 ? lower_cond(fc, e->u.prim_apply.args.items[0], next, no)
                                   : lower_cond(fc, e->u.prim_apply.args.items[0], yes, next);
            unsigned go_on = kind == 1 ? COND_YES : COND_NO;
            if (!(r & go_on)) {
                block_remove(fc->b.func, next);
                return r;
            }
            lo_enter(fc, next);
            return (r & ~go_on) | lower_cond(fc, e->u.prim_apply.args.items[1], yes, no);
        }
        if (e->kind == TE_IF && e->u.cond.els) {
            Blk then = lo_new_block(fc, NULL), els = lo_new_block(fc, NULL);
            unsigned r = lower_cond(fc, e->u.cond.cond, then, els), out = 0;
            if (r & COND_YES) {
                lo_enter(fc, then);
                out |= lower_cond(fc, e->u.cond.then, yes, no);
            } else {
                block_remove(fc->b.func, then);
            }
            if (!(r & COND_NO)) {
                block_remove(fc->b.func, els);
                return out;
            }
            lo_enter(fc, els);
            return out | lower_cond(fc, e->u.cond.els, yes, no);
        }
        if (e->kind == TE_LET) {
            lower_let(fc, e);
            e = e->u.let.body;
            continue;
        }
        if (e->kind == TE_SEQUENCE) {
            lower_effect(fc, e->u.seq.first);
            e = e->u.seq.second;
            continue;
        }
        Operand o = lower_expr(fc, e);
        if (fc->dead) return 0;
        if (o.kind == K_IMM) {
            lo_jump(fc, o.i ? yes : no, 0, NULL);
            return o.i ? COND_YES : COND_NO;
        }
        lo_br(fc, op_i1(fc, o), yes, no, HINT_NONE);
        return COND_YES | COND_NO;
    }
}

/* Enters b if the condition can lead there; otherwise there is no such block. */
static bool enter_if(FuncCtx *fc, Blk b, bool reachable) {
    if (reachable)
        lo_enter(fc, b);
    else
        block_remove(fc->b.func, b);
    return reachable;
}

/* Each iteration has a region, which may end before the iteration does (exclave_). */
static void lower_loop_body(FuncCtx *fc, TExpr *e) {
    LoRegion *outer = fc->region;
    region_push(fc);
    if (!is_branching(e)) {
        lower_expr(fc, e);
        region_pop(fc);
        return;
    }
    Dest d = {.block = lo_new_block(fc, NULL), .region = outer, .n = 0};
    lower_to(fc, e, &d);
    if (!fc->dead) BUG("a loop body that goes on behind its destination");
    region_pop(fc);
    leave_dest(fc, &d, op_unit());
}

static void lower_while(FuncCtx *fc, TExpr *e) {
    Blk head = lo_new_block(fc, "while"), body = lo_new_block(fc, "body"), done = lo_new_block(fc, "done");
    lo_jump(fc, head, 0, NULL);
    lo_enter(fc, head);
    unsigned r = lower_cond(fc, e->u.loop.cond, body, done);
    if (enter_if(fc, body, r & COND_YES)) {
        lower_loop_body(fc, e->u.loop.body);
        lo_jump(fc, head, 0, NULL);
    }
    enter_if(fc, done, r & COND_NO);
}

/* The test is at the end, on equality, so that a loop up to max_int ends. */
static void lower_for(FuncCtx *fc, TExpr *e) {
    Func *f = fc->b.func;
    Operand lo = lower_expr(fc, e->u.for_.lo);
    Operand hi = lower_expr(fc, e->u.for_.hi);
    if (fc->dead) return;
    bool down = e->u.for_.down;
    fc->b.loc = e->loc;
    if (lo.kind == K_IMM && hi.kind == K_IMM && (down ? lo.i < hi.i : lo.i > hi.i)) return;
    Blk body = lo_new_block(fc, "for"), next = lo_new_block(fc, "next"), done = lo_new_block(fc, "done");
    Val i = block_param(f, body, L_IMM, M_GLOBAL), from = op_imm(fc, lo), to = op_imm(fc, hi);
    if (lo.kind == K_IMM && hi.kind == K_IMM) {
        lo_jump(fc, body, 1, &from);
    } else {
        Val some = build_cmp(&fc->b, down ? OP_GE : OP_LE, L_IMM, from, to);
        term_br(&fc->b, some, edge_to(f, body, 1, &from), edge_to(f, done, 0, NULL), HINT_LIKELY);
    }
    lo_enter(fc, body);
    if (e->u.for_.var) bind_var(fc, e->u.for_.var, op_of(i, L_IMM));
    lower_loop_body(fc, e->u.for_.body);
    fc->b.loc = e->loc;
    if (!fc->dead) {
        lo_br(fc, build_cmp(&fc->b, OP_EQ, L_IMM, i, to), done, next, HINT_UNLIKELY);
        lo_enter(fc, next);
        Val step = build_op2(&fc->b, down ? OP_SUB : OP_ADD, L_IMM, i, build_const(&fc->b, L_IMM, 1));
        lo_jump(fc, body, 1, &step);
    } else {
        block_remove(f, next);
        if (lo.kind == K_IMM && hi.kind == K_IMM) {
            block_remove(f, done);
            return;
        }
    }
    lo_enter(fc, done);
}

static void lower_assert(FuncCtx *fc, TExpr *e) {
    if (e->u.one && fc->l->opt.noassert) return;
    Blk ok = NO_BLK;
    if (e->u.one) {
        ok = lo_new_block(fc, NULL);
        Blk fail = lo_new_block(fc, "assert");
        unsigned r = lower_cond(fc, e->u.one, ok, fail);
        if (!enter_if(fc, fail, r & COND_NO)) {
            enter_if(fc, ok, r & COND_YES);
            return;
        }
        if (!(r & COND_YES)) {
            block_remove(fc->b.func, ok);
            ok = NO_BLK;
        }
    }
    fc->b.loc = e->loc;
    lo_raise(fc, op_val(fc, lo_location_exn(fc, "Assert_failure", e->loc)), RAISE_REGULAR);
    if (ok.i) lo_enter(fc, ok);
}

/* try e with cases; match e with cases when some are `exception p`. */
static void lower_handled(FuncCtx *fc, TExpr *e, Dest *d) {
    bool is_try = e->kind == TE_TRY;
    TCase *cases = e->u.match.cases.items;
    uint32_t n = e->u.match.cases.n;
    Handler h = {.block = lo_new_block(fc, "handler"), .outer = fc->handler, .region = fc->region};
    Val exn = block_param(fc->b.func, h.block, L_VAL, M_GLOBAL);
    fc->handler = &h;
    if (is_try) {
        lower_to(fc, e->u.match.scrut, d);
        fc->handler = h.outer;
    } else {
        bool split = true;
        for (uint32_t i = 0; i < n && split; i++) split = cases[i].is_exception || pat_splits_tuple(cases[i].pat);
        Occ *scrut = lower_scrutinee(fc, e->u.match.scrut, split, false);
        fc->handler = h.outer;
        fc->b.loc = e->loc;
        if (!fc->dead)
            match_cases(fc, scrut, cases, n, false, e->u.match.partial ? FAIL_MATCH : FAIL_UNREACHABLE, e->loc, d);
    }
    if (!h.used) {
        block_remove(fc->b.func, h.block);
        return;
    }
    lo_enter(fc, h.block);
    fc->b.loc = e->loc;
    region_enter_handler(fc, &h);
    match_cases(fc, occ_root(fc, op_of(exn, L_VAL), n ? cases[n - 1].pat->type : NULL), cases, n, !is_try, FAIL_RERAISE,
                e->loc, d);
}

static void lower_match(FuncCtx *fc, TExpr *e, Dest *d) {
    TCase *cases = e->u.match.cases.items;
    uint32_t n = e->u.match.cases.n;
    bool split = true;
    for (uint32_t i = 0; i < n; i++) {
        if (cases[i].is_exception) {
            lower_handled(fc, e, d);
            return;
        }
        split &= pat_splits_tuple(cases[i].pat);
    }
    Occ *scrut = lower_scrutinee(fc, e->u.match.scrut, split, true);
    fc->b.loc = e->loc;
    if (!fc->dead)
        match_cases(fc, scrut, cases, n, false, e->u.match.partial ? FAIL_MATCH : FAIL_UNREACHABLE, e->loc, d);
}

/* exclave_ e: the innermost region ends, and e is evaluated in what is around it: the loop's outer region, or the
   caller's.  A function whose result is global leaves nothing there: what e allocates goes into a region of its own. */
static void lower_exclave(FuncCtx *fc, TExpr *e, Dest *d) {
    LoRegion *r = fc->region;
    bool caller = fc->caller;
    if (r) {
        region_leave(fc, r->outer);
        fc->region = r->outer;
    }
    if (fc->region) {
        lower_to(fc, e->u.one, d);
    } else if (fc->b.func->local_result) {
        fc->caller = true;
        lower_to(fc, e->u.one, d);
    } else {
        LoRegion *own = region_push(fc);
        own->exclave = true;
        lower_to(fc, e->u.one, d);
        region_pop(fc);
    }
    fc->region = r;
    fc->caller = caller;
}

void lower_to(FuncCtx *fc, TExpr *e, Dest *d) {
    for (;;) {
        if (fc->dead) return;
        uint16_t outer;
        if (e->attrs && scope_begin(fc, e, &outer)) {
            lower_to(fc, e, d);
            fc->b.scope = outer;
            return;
        }
        fc->b.loc = e->loc;
        switch (e->kind) {
        case TE_LET:
            lower_let(fc, e);
            e = e->u.let.body;
            continue;
        case TE_SEQUENCE:
            lower_effect(fc, e->u.seq.first);
            e = e->u.seq.second;
            continue;
        case TE_LETEXCEPTION:
            bind_var(fc, e->u.letexception.constr->exn, fresh_exception(fc, e->u.letexception.constr));
            e = e->u.letexception.body;
            continue;
        case TE_LETMODULE:
            lower_items(fc, e->u.letmodule.items.items, e->u.letmodule.items.n);
            e = e->u.letmodule.body;
            continue;
        case TE_REGION_LOCAL:
        case TE_STACK: e = e->u.one; continue;
        case TE_EXCLAVE: lower_exclave(fc, e, d); return;
        case TE_IF: {
            Blk yes = lo_new_block(fc, "then"), no = lo_new_block(fc, "else");
            unsigned r = lower_cond(fc, e->u.cond.cond, yes, no);
            if (enter_if(fc, yes, r & COND_YES)) lower_to(fc, e->u.cond.then, d);
            if (!enter_if(fc, no, r & COND_NO)) return;
            if (!e->u.cond.els) {
                finish_dest(fc, op_unit(), d);
                return;
            }
            e = e->u.cond.els;
            continue;
        }
        case TE_MATCH: lower_match(fc, e, d); return;
        case TE_TRY: lower_handled(fc, e, d); return;
        case TE_APPLY: finish_dest(fc, lower_apply(fc, e, d->is_return), d); return;
        case TE_PRIM_APPLY: {
            int kind = prim_bool_kind(e->u.prim_apply.prim);
            if (kind != 1 && kind != 2) {
                finish_dest(fc, lower_prim(fc, e, d->is_return), d);
                return;
            }
            Blk other = lo_new_block(fc, NULL), more = lo_new_block(fc, NULL);
            unsigned r = kind == 1 ? lower_cond(fc, e->u.prim_apply.args.items[0], more, other)
                                   : lower_cond(fc, e->u.prim_apply.args.items[0], other, more);
            if (enter_if(fc, other, r & (kind == 1 ? COND_NO : COND_YES))) finish_dest(fc, op_imm_const(kind == 2), d);
            if (!enter_if(fc, more, r & (kind == 1 ? COND_YES : COND_NO))) return;
            e = e->u.prim_apply.args.items[1];
            continue;
        }
        case TE_TUPLE:
            if (!d->is_return && d->n > 1) {
                finish_parts(fc, lower_args(fc, e->u.sub.items, e->u.sub.n), d);
                return;
            }
            finish_dest(fc, lower_expr(fc, e), d);
            return;
        default: finish_dest(fc, lower_expr(fc, e), d); return;
        }
    }
}

void lower_effect(FuncCtx *fc, TExpr *e) {
    if (!is_branching(e)) {
        lower_expr(fc, e);
        return;
    }
    Dest d = {.block = lo_new_block(fc, NULL), .region = fc->region, .n = 0};
    lower_to(fc, e, &d);
    leave_dest(fc, &d, op_unit());
}

/* ---- values ------------------------------------------------------------------------------------------------- */
Operand *lower_args(FuncCtx *fc, TExpr *const *args, uint32_t n) {
    Operand *r = NEW_ARRAY(fc->l->scratch, Operand, n + 1);
    for (uint32_t i = n; i-- > 0;)
        if (args[i]) r[i] = lower_expr(fc, args[i]);
    return r;
}

Operand lower_const(FuncCtx *fc, const Const *c) {
    switch (c->kind) {
    case CONST_INT:
        switch (c->suffix) {
        case 'l': return op_int_const(L_I32, false, c->ival);
        case 'L': return op_int_const(L_I64, false, c->ival);
        case 'n': return op_int_const(L_I64, true, c->ival);
        default: return op_imm_const(c->ival);
        }
    case CONST_CHAR: return op_imm_const(c->ival);
    case CONST_FLOAT: return op_f64_const(c->fval);
    case CONST_STRING: return op_data(data_string(fc->l->p, c->text, c->len)->id);
    }
    UNREACHABLE();
}

static Operand lower_format(FuncCtx *fc, const FormatData *d) {
    if (d->kind == FD_INT) return op_imm_const(d->ival);
    if (d->kind == FD_STRING) return op_data(data_string(fc->l->p, d->text, d->len)->id);
    Operand *fields = NEW_ARRAY(fc->l->scratch, Operand, d->fields.n + 1);
    for (uint32_t i = 0; i < d->fields.n; i++) fields[i] = lower_format(fc, d->fields.items[i]);
    return lo_block(fc, "format", NULL, (uint8_t)d->tag, d->fields.n, fields);
}

Operand exn_operand(FuncCtx *fc, const Constr *c) {
    if (c->exn->kind == VAR_GLOBAL && !c->exn->unit) return op_data(lo_exn_data(fc->l, c->exn->name->text));
    return var_operand(fc, c->exn);
}

/* A new exception each time it is evaluated. */
Operand fresh_exception(FuncCtx *fc, const Constr *c) {
    Val unit = op_val(fc, op_unit());
    Val id = lo_c(fc, "caml_fresh_oo_id", 1, &unit, true, false);
    Val name = build_data(&fc->b, data_string(fc->l->p, c->name->text, c->name->len)->id);
    return op_of(lo_alloc(fc, "exception constructor", NULL, 248, 2, (Val[]){name, id}), L_VAL);
}

static const char *constr_origin(FuncCtx *fc, const Constr *c) {
    if (c->exn) return arena_printf(fc->l->arena, "exception %s", c->name->text);
    const char *decl = c->decl->name->text;
    if (!strcmp(c->name->text, "::")) return "list cell";
    return arena_printf(fc->l->arena, "%s %s", decl, c->name->text);
}

static Operand lower_construct(FuncCtx *fc, TExpr *e) {
    const Constr *c = e->u.construct.constr;
    uint32_t n = e->u.construct.args.n;
    if (!n) return c->exn ? exn_operand(fc, c) : op_imm_const(c->tag);
    Operand *args = lower_args(fc, e->u.construct.args.items, n);
    if (fc->dead) return op_unit();
    if (c->unboxed) return args[0];
    fc->b.loc = e->loc;
    if (!c->exn) return lo_block(fc, constr_origin(fc, c), e->mode, (uint8_t)c->tag, n, args);
    Operand *fields = NEW_ARRAY(fc->l->arena, Operand, n + 1);
    fields[0] = exn_operand(fc, c);
    memcpy(fields + 1, args, n * sizeof *args);
    return lo_block(fc, constr_origin(fc, c), e->mode, 0, n + 1, fields);
}

static Operand load_record_field(FuncCtx *fc, Val base, const Field *f, uint32_t shift, Type *t) {
    if (f->decl->float_record) return op_of(build_load(&fc->b, L_F64, base, f->index, !f->mutable), L_F64);
    if (!t) t = f->type;
    Layout l = layout_of_type(t);
    uint8_t load_tag = lo_load_tag(f->decl->inlined_in);
    Val v = lo_number(fc, lo_load_field(fc, l, base, f->index + shift, !f->mutable, load_tag), t);
    return op_of(f->global ? lo_mode(fc, v, M_GLOBAL) : v, l);
}

static Operand lower_record(FuncCtx *fc, TExpr *e) {
    const Constr *c = e->u.record.constr;
    const TypeDecl *decl = c && c->record ? c->record : e->u.record.decl;
    uint32_t n = e->u.record.fields.n, shift = c && c->exn ? 1 : 0;
    Operand base = op_unit(), *fields = NEW_ARRAY(fc->l->arena, Operand, n + 1);
    bool mutable = false;
    if (e->u.record.base) base = lower_expr(fc, e->u.record.base);
    Val from = e->u.record.base && !fc->dead ? op_val(fc, base) : NO_VAL;
    for (uint32_t i = n; i-- > 0;) {
        TExpr *x = e->u.record.fields.items[i];
        mutable |= decl->fields.items[i]->mutable;
        if (x)
            fields[i + shift] = lower_expr(fc, x);
        else if (!fc->dead)
            fields[i + shift] = load_record_field(fc, from, decl->fields.items[i], shift, NULL);
    }
    if (fc->dead) return op_unit();
    fc->b.loc = e->loc;
    if (decl->unboxed) return fields[0];
    const char *origin = c ? constr_origin(fc, c) : arena_printf(fc->l->arena, "record %s", decl->name->text);
    if (decl->float_record) return lo_flat_floats(fc, origin, e->mode, n, fields, !mutable);
    if (shift) fields[0] = exn_operand(fc, c);
    uint8_t tag = c && !c->exn ? (uint8_t)c->tag : 0;
    if (!mutable) return lo_block(fc, origin, e->mode, tag, n + shift, fields);
    Val *v = func_vals(fc->b.func, n + shift);
    for (uint32_t i = 0; i < n + shift; i++)
        v[i] = fields[i].layout == L_IMM || fields[i].layout == L_I1 ? op_imm(fc, fields[i]) : op_val(fc, fields[i]);
    return op_of(lo_alloc(fc, origin, e->mode, tag, n + shift, v), L_VAL);
}

static uint32_t field_shift(FuncCtx *fc, const Field *f) {
    return map_getp(&fc->l->exn_records, f->decl) ? 1 : 0;
}

static Operand lower_field(FuncCtx *fc, TExpr *e) {
    Operand o = lower_expr(fc, e->u.field.expr);
    const Field *f = e->u.field.field;
    if (fc->dead || f->decl->unboxed) return o;
    fc->b.loc = e->loc;
    return load_record_field(fc, op_val(fc, o), f, field_shift(fc, f), e->type);
}

static Operand lower_setfield(FuncCtx *fc, TExpr *e) {
    const Field *f = e->u.field.field;
    Operand v = lower_expr(fc, e->u.field.value);
    Operand base = lower_expr(fc, e->u.field.expr);
    if (fc->dead) return op_unit();
    fc->b.loc = e->loc;
    lo_set_field(fc, op_val(fc, base), f->index + field_shift(fc, f), v, e->u.field.value->type, f->decl->float_record);
    return op_unit();
}

/* ---- arrays ---------------------------------------------------------------------------------------------- */
enum { MAX_INLINE_ARRAY = 256 };

/* Made first and filled one by one, so that thousands of elements are not alive at once: the back end would keep all of
   them in its frame, across each allocation.  From left to right, as ocamlopt does from the same size on. */
static Operand large_array(FuncCtx *fc, Rep rep, uint32_t n, TExpr *const *items) {
    Val size = op_val(fc, op_imm_const(n)), a;
    if (rep == REP_FLOAT)
        a = lo_c(fc, "caml_make_float_vect", 1, &size, false, false);
    else
        a = lo_c(fc, "caml_make_vect", 2, (Val[]){size, op_val(fc, op_unit())}, false, false);
    for (uint32_t i = 0; i < n; i++) {
        Operand x = lower_expr(fc, items[i]);
        if (fc->dead) return op_unit();
        fc->b.loc = items[i]->loc;
        Val k = build_const(&fc->b, L_IMM, i);
        if (rep == REP_FLOAT)
            build_storex(&fc->b, E_F64, a, k, op_f64(fc, x));
        else if (rep == REP_IMMEDIATE)
            build_storex(&fc->b, E_IMM, a, k, op_imm(fc, x));
        else
            build_modifyx(&fc->b, a, k, op_val(fc, x));
    }
    /* of unknown elements: caml_make_array makes it flat if they turn out to be floats */
    return op_of(rep == REP_ANY ? lo_c(fc, "caml_make_array", 1, &a, false, false) : a, L_VAL);
}

static Operand lower_array(FuncCtx *fc, TExpr *e) {
    uint32_t n = e->u.sub.n;
    if (!n) {
        if (!fc->l->empty_array.i) fc->l->empty_array = lo_const_block(fc->l, 0, 0, NULL, NO_LOC);
        return op_data(fc->l->empty_array);
    }
    Rep rep = ty_element_rep(e->type);
    if (n > MAX_INLINE_ARRAY) return large_array(fc, rep, n, e->u.sub.items);
    Operand *args = lower_args(fc, e->u.sub.items, n);
    if (fc->dead) return op_unit();
    fc->b.loc = e->loc;
    if (rep == REP_FLOAT) return lo_flat_floats(fc, "float array", e->mode, n, args, false);
    Val *v = func_vals(fc->b.func, n);
    for (uint32_t i = 0; i < n; i++) v[i] = rep == REP_IMMEDIATE ? op_imm(fc, args[i]) : op_val(fc, args[i]);
    Val a = lo_alloc(fc, "array", e->mode, 0, n, v);
    if (rep == REP_ANY) { /* made flat if they turn out to be floats, else the same block */
        IrMode m = (IrMode)val_info(fc->b.func, a)->mode;
        a = lo_mode(fc, lo_c(fc, "caml_make_array", 1, &a, false, false), m);
    }
    return op_of(a, L_VAL);
}

/* ---- lazy ------------------------------------------------------------------------------------------------- */
static Operand lower_lazy(FuncCtx *fc, TExpr *e) {
    TExpr *body = e->u.one;
    if (fun_info(fc->l, e)) {
        Val suspended = op_val(fc, lower_anonymous(fc, e));
        fc->b.loc = e->loc;
        return op_of(lo_alloc(fc, "lazy", e->mode, 246, 1, &suspended), L_VAL);
    }
    Operand o = lower_expr(fc, body);
    if (fc->dead || lazy_is_direct(body)) return o;
    return lo_block(fc, "lazy", e->mode, 250, 1, &o);
}

Operand lower_expr(FuncCtx *fc, TExpr *e) {
    for (;;) {
        if (fc->dead) return op_unit();
        uint16_t outer;
        if (e->attrs && scope_begin(fc, e, &outer)) {
            Operand r = lower_expr(fc, e);
            fc->b.scope = outer;
            return r;
        }
        fc->b.loc = e->loc;
        switch (e->kind) {
        case TE_VAR: return op_typed(fc, var_operand(fc, e->u.var), e->type);
        case TE_PRIM: return fun_static_value(fc->l, prim_function(fc, e->u.prim, e->type));
        case TE_CONST: return lower_const(fc, e->u.constant);
        case TE_FORMAT: return lower_format(fc, e->u.format->data);
        case TE_FUN: return lower_anonymous(fc, e);
        case TE_APPLY: return lower_apply(fc, e, false);
        case TE_PRIM_APPLY: {
            int kind = prim_bool_kind(e->u.prim_apply.prim);
            return kind == 1 || kind == 2 ? through_join(fc, e) : lower_prim(fc, e, false);
        }
        case TE_IF:
        case TE_MATCH:
        case TE_TRY: return through_join(fc, e);
        case TE_TUPLE: {
            Operand *args = lower_args(fc, e->u.sub.items, e->u.sub.n);
            if (fc->dead) return op_unit();
            fc->b.loc = e->loc;
            return lo_block(fc, "tuple", e->mode, 0, e->u.sub.n, args);
        }
        case TE_CONSTRUCT: return lower_construct(fc, e);
        case TE_RECORD: return lower_record(fc, e);
        case TE_FIELD: return lower_field(fc, e);
        case TE_SETFIELD: return lower_setfield(fc, e);
        case TE_ARRAY: return lower_array(fc, e);
        case TE_WHILE: lower_while(fc, e); return op_unit();
        case TE_FOR: lower_for(fc, e); return op_unit();
        case TE_ASSERT: lower_assert(fc, e); return op_unit();
        case TE_LAZY: return lower_lazy(fc, e);
        case TE_UNREACHABLE: lo_unreachable(fc); return op_unit();
        case TE_LET:
            lower_let(fc, e);
            e = e->u.let.body;
            continue;
        case TE_SEQUENCE:
            lower_effect(fc, e->u.seq.first);
            e = e->u.seq.second;
            continue;
        case TE_LETEXCEPTION:
            bind_var(fc, e->u.letexception.constr->exn, fresh_exception(fc, e->u.letexception.constr));
            e = e->u.letexception.body;
            continue;
        case TE_LETMODULE:
            lower_items(fc, e->u.letmodule.items.items, e->u.letmodule.items.n);
            e = e->u.letmodule.body;
            continue;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; continue;
        case TE_ERROR: BUG("lowering of an expression with an error");
        }
        UNREACHABLE();
    }
}

/* ---- bindings --------------------------------------------------------------------------------------------- */
/* The value of e to pat.  Of a literal tuple each component gets to its pattern before the next one is evaluated, from
   right to left as ocamlopt does: a pattern that fails, or forces, can be seen. */
static void bind_pattern(FuncCtx *fc, const TBinding *b, TPat *pat, TExpr *e) {
    for (; e->kind == TE_SEQUENCE; e = e->u.seq.second) lower_effect(fc, e->u.seq.first);
    TExpr *tuple = e;
    while (tuple->kind == TE_REGION_LOCAL || tuple->kind == TE_STACK) tuple = tuple->u.one;
    if (fc->dead) return;
    if (pat->kind == TP_ANY) {
        lower_effect(fc, e);
    } else if (pat->kind == TP_VAR) {
        Operand o = lower_expr(fc, e);
        bind_var(fc, pat->u.var, o);
        FunInfo *f = e->kind == TE_VAR ? var_info(fc->l, e->u.var)->fun : NULL;
        if (f && f->group->decided && f->group->closed)
            var_info(fc->l, pat->u.var)->fun = f; /* another name of a known function */
    } else if (pat->kind == TP_TUPLE && tuple->kind == TE_TUPLE) {
        for (uint32_t i = tuple->u.sub.n; i-- > 0;) bind_pattern(fc, b, pat->u.sub.items[i], tuple->u.sub.items[i]);
    } else {
        Occ *o = lower_scrutinee(fc, e, pat_splits_tuple(pat), false);
        fc->b.loc = b->loc;
        if (!fc->dead) match_bind(fc, o, pat, true, b->pat->loc);
    }
}

static void lower_bind(FuncCtx *fc, TBinding *b) {
    if (fc->dead) return;
    fc->b.loc = b->loc;
    if (binding_is_fun(b)) {
        FunInfo *f = fun_info(fc->l, b->expr);
        define_group(fc, f->group);
        fun_attrs(fc->l, f, b->attrs);
        return;
    }
    bind_pattern(fc, b, b->pat, b->expr);
}

void lower_binds(FuncCtx *fc, bool rec, TBinding *binds, uint32_t n) {
    if (rec) {
        lower_rec_binds(fc, binds, n);
        return;
    }
    for (uint32_t i = 0; i < n; i++) lower_bind(fc, &binds[i]);
}

static bool has_constructor(const TPat *p) {
    switch (p->kind) {
    case TP_CONSTRUCT: return true;
    case TP_ALIAS: return has_constructor(p->u.alias.pat);
    case TP_LAZY: return has_constructor(p->u.lazy);
    case TP_OR: return has_constructor(p->u.alt.left) || has_constructor(p->u.alt.right);
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        for (uint32_t i = 0; i < p->u.sub.n; i++)
            if (has_constructor(p->u.sub.items[i])) return true;
        return false;
    default: return false;
    }
}

/* OCaml types a local `let` whose pattern has a constructor as a match (it may be a GADT's): order and place of
 * failure. */
static void lower_let(FuncCtx *fc, TExpr *e) {
    TBinding *b = e->u.let.binds.items;
    if (e->u.let.rec || e->u.let.binds.n != 1 || b->attrs || !has_constructor(b->pat)) {
        lower_binds(fc, e->u.let.rec, b, e->u.let.binds.n);
        return;
    }
    Occ *o = lower_scrutinee(fc, b->expr, pat_splits_tuple(b->pat), true);
    fc->b.loc = e->loc;
    if (!fc->dead) match_bind(fc, o, b->pat, true, e->loc);
}
