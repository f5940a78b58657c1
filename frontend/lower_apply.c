/* lower_apply.c: applications: known and unknown functions, too many and too few arguments.  */
#include "attributes.h"
#include "lower_ctx.h"

typedef enum { TAIL_NO, TAIL_PLACE, TAIL_TYPED } Tail; /* where the call stands; what the checker made of it */

/* May the function's regions end before the call?  What the checker does not call a tail call may have arguments, or
   the function, in them; so ask when these have been lowered, numbers boxed. */
static bool regions_may_end(const FuncCtx *fc, Tail tail) {
    bool used = fc->region && fc->region->used;
    return tail == TAIL_TYPED ? !used || !fc->region->exclave : tail == TAIL_PLACE && !used;
}

/* Does a call in tail position really end the function? */
static bool ends_function(const FuncCtx *fc, Tail tail) {
    return regions_may_end(fc, tail) && !fc->handler->block.i && !fc->dead && fc->ret == L_VAL;
}

static Operand dead_result(FuncCtx *fc) {
    if (!fc->dead) lo_set_dead(fc);
    return op_unit();
}

/* A call of f with exactly its arguments; `closure` is asked for only when f has an environment. */
static Operand call_known(FuncCtx *fc, FunInfo *f, const Operand *closure, const Operand *args, Type *type,
                          uint8_t flags, Tail tail) {
    Func *fn = fc->b.func;
    if (tail != TAIL_NO && fc->header.i && f == fc->fun && !fc->unroll && !fc->b.scope && !fc->handler->block.i &&
        !fc->dead && !fc->caller) {
        Val *next = func_vals(fn, f->nparams);
        BlockInfo *header = block_at(fn, fc->header);
        for (uint32_t i = 0; i < f->nparams; i++)
            next[i] = op_as(fc, args[i], val_layout(fn, header->params[i]), false), header = block_at(fn, fc->header);
        if (regions_may_end(fc, tail)) {
            region_leave(fc, NULL);
            lo_jump(fc, fc->header, f->nparams, next);
            return dead_result(fc);
        }
    }
    bool closed = f->group->closed;
    uint32_t extra = f->uniform || !closed, n = f->nparams + extra;
    Val *vals = func_vals(fn, n);
    for (uint32_t i = 0; i < f->nparams; i++)
        vals[i + extra] = op_as(fc, args[i], f->uniform ? L_VAL : f->params[i], false);
    if (extra) vals[0] = closed ? op_val(fc, op_unit()) : op_val(fc, *closure);
    if (ends_function(fc, tail)) {
        region_leave(fc, NULL);
        term_tailcall(&fc->b, f->code, n, vals);
        block_at(fn, fc->b.block)->term.flags = flags;
        block_at(fn, fc->b.block)->term.unroll = fc->unroll;
        return dead_result(fc);
    }
    Operand r = op_of(lo_call(fc, f->code, n, vals, flags), f->result);
    return op_made(fc, r, type);
}

static Operand apply_unknown(FuncCtx *fc, Val closure, uint32_t n, const Operand *args, Type *type, uint8_t flags,
                             Tail tail, bool local) {
    Func *fn = fc->b.func;
    Val *vals = func_vals(fn, n);
    for (uint32_t i = 0; i < n; i++) vals[i] = op_val(fc, args[i]);
    if (ends_function(fc, tail)) {
        region_leave(fc, NULL);
        term_tailapply(&fc->b, closure, n, vals);
        block_at(fn, fc->b.block)->term.flags = flags;
        return dead_result(fc);
    }
    return op_made(fc, op_of(lo_apply(fc, closure, n, vals, flags, local), L_VAL), type);
}

/* ---- too few arguments --------------------------------------------------------------------------- */
/* A closure over the given arguments of a function, in the function's order, that takes the missing ones.
   known: its code, else `closure` is applied.  args has n entries; given[i] says which are there.  For a known function
   n is at most its arity and the missing ones include those after n.  e: the application. */
Operand partial_apply(FuncCtx *fc, FunInfo *known, Operand closure, uint32_t n, const Operand *args, const bool *given,
                      bool result_local, const TExpr *e) {
    Lowering *l = fc->l;
    uint32_t total = known ? known->nparams : n;
    bool has_env = !known || !known->group->closed;
    /* what the closure holds: constants stay in the code */
    Operand *slots = NEW_ARRAY(l->arena, Operand, total + 1);
    uint32_t nslots = 0, nmissing = 0;
    if (known) result_local = program_func(l->p, known->code)->local_result;
    for (int raw = 1; raw >= 0; raw--) {
        if (!raw && has_env && !op_static(closure)) slots[nslots++] = closure;
        for (uint32_t i = 0; i < n; i++)
            if (given[i] && !op_static(args[i]) && (args[i].layout == L_F64 || args[i].layout == L_I64) == (raw != 0))
                slots[nslots++] = args[i];
    }
    for (uint32_t i = 0; i < total; i++) nmissing += i >= n || !given[i];
    Layout *sig = NEW_ARRAY(l->arena, Layout, nmissing + 1), result = L_VAL;
    for (uint32_t i = 0; i <= nmissing; i++) sig[i] = L_VAL;
    const char *of = known && known->var ? known->var->name->text : "fun";
    Name symbol = name_printf(l->p->session->names, "%s/partial_%s_%u", l->unit_name->text, of, ++l->unique);
    Func *fn = func_new(l->p, symbol, nmissing + 1, sig, 1, &result);
    fn->loc = fc->b.loc;
    fn->source_name = known ? known->symbol : fc->source_name;
    fn->closure_code = true;
    fn->needs_env = nslots > 0;
    fn->inline_attr = INLINE_HINT;
    Place place = nslots ? lo_place(fc, e->mode) : PLACE_HEAP;
    fn->param_modes[0] = place == PLACE_HEAP ? M_GLOBAL : M_LOCAL;
    const Func *code = known ? program_func(l->p, known->code) : NULL;
    uint32_t code_extra = code ? code->nparams - known->nparams : 0;
    for (uint32_t i = 0, k = 1; i < total; i++) /* an unknown function may take them as local */
        if (i >= n || !given[i]) fn->param_modes[k++] = code ? code->param_modes[i + code_extra] : M_LOCAL;
    set_local_result(fn, result_local);

    Layout *layouts = NEW_ARRAY(l->arena, Layout, nslots);
    for (uint32_t i = 0; i < nslots; i++)
        layouts[i] = slots[i].layout == L_I1 ? L_IMM : slots[i].layout == L_I32 ? L_VAL : slots[i].layout;

    /* its code */
    FuncCtx in;
    fc_start(&in, l, fn, NULL);
    in.b.loc = fc->b.loc;
    Val *params = block_at(fn, fn->entry)->params;
    Operand *all = NEW_ARRAY(l->arena, Operand, total), callee = closure;
    uint32_t next_slot = 0, next_param = 1;
    for (int raw = 1; raw >= 0; raw--) {
        if (!raw && has_env && !op_static(closure)) {
            callee = op_of(build_cloenv(&in.b, layouts[next_slot], params[0], 0, 1, next_slot), layouts[next_slot]);
            if (code) lo_mode(&in, callee.v, (IrMode)code->param_modes[0]);
            next_slot++;
        }
        for (uint32_t i = 0; i < n; i++) {
            if (!given[i]) continue;
            if (op_static(args[i])) {
                all[i] = args[i];
            } else if ((args[i].layout == L_F64 || args[i].layout == L_I64) == (raw != 0)) {
                Layout layout = layouts[next_slot];
                all[i] = op_of(build_cloenv(&in.b, layout, params[0], 0, 1, next_slot++), layout);
                all[i].native = args[i].native;
                if (code) lo_mode(&in, all[i].v, (IrMode)code->param_modes[i + code_extra]);
            }
        }
    }
    for (uint32_t i = 0; i < total; i++)
        if (i >= n || !given[i]) all[i] = op_of(params[next_param++], L_VAL);
    if (known)
        call_known(&in, known, &callee, all, NULL, 0, TAIL_PLACE);
    else
        apply_unknown(&in, op_val(&in, callee), total, all, NULL, 0, TAIL_PLACE, result_local);
    fc_finish(&in);
    oblige_partial(l, e, fn->id);

    /* the closure */
    if (!nslots) {
        Data *d = data_new(l->p, name_printf(l->p->session->names, "%s.closure", symbol->text), 247, 2);
        d->fields[0] = (DataField){.kind = DF_CODE, .func = fn->id};
        d->fields[1] = static_closure_info(nmissing);
        return op_data(d->id);
    }
    Val *env = func_vals(fc->b.func, nslots);
    for (uint32_t i = 0; i < nslots; i++) env[i] = op_as(fc, slots[i], layouts[i], slots[i].native);
    SiteId site = lo_site(fc, "partial application", nslots + 3);
    return op_of(build_closure(&fc->b, 1, &fn->id, place, site, nslots, env), L_VAL);
}

/* ---- applications ------------------------------------------------------------------------------------ */
static FunInfo *known_function(FuncCtx *fc, TExpr *fn) {
    if (fn->kind == TE_VAR) return var_info(fc->l, fn->u.var)->fun;
    if (fn->kind == TE_PRIM) return prim_function(fc, fn->u.prim, fn->type);
    if (fn->kind == TE_FUN) { /* (fun x -> e) a */
        FunInfo *f = fun_info(fc->l, fn);
        return f;
    }
    return NULL;
}

/* An attribute of a call stands on it, or on its function. */
static const Attr *call_attr(const TExpr *e, const char *name) {
    const Attr *a = attr_find_spelled(e->attrs, name);
    return a ? a : attr_find_spelled(e->u.apply.fn->attrs, name);
}

static uint8_t call_flags(Lowering *l, const TExpr *e) {
    uint8_t flags = 0;
    const Attr *a = call_attr(e, "inlined");
    const char *word = a ? attr_word(a) : NULL;
    if (!e->u.apply.tail_ok || attr_find(e->attrs, "nontail")) flags |= IF_NOTAIL;
    const Attr *copies = call_attr(e, "specialised");
    if (copies && attr_word(copies) && !strcmp(attr_word(copies), "never")) flags |= IF_NOSPECIALISE;
    if (!word) return flags;
    if (!strcmp(word, "never")) return flags | IF_NOINLINE;
    if (!strcmp(word, "hint")) return flags | IF_INLINE;
    if (a->silent) return flags | IF_INLINE;
    l->p->asks_inlining = true;
    return flags | IF_INLINE | IF_ASKED;
}

static uint8_t call_unroll(const TExpr *e) {
    const Attr *a = call_attr(e, "unrolled");
    return a ? (uint8_t)attr_number(a, ATTR_MAX_UNROLL) : 0;
}

/* IF_ZERO and its like, for an application to n arguments of what a function of type t gives when it has got `skip` of
   them: every function that may be called has to promise. */
static uint8_t promised_flags(const Lowering *l, Type *t, uint32_t skip, uint32_t n) {
    uint8_t flags = IF_ZERO | IF_ZERO_STRICT;
    for (t = ty_expand(t); skip && t->kind == T_ARROW; skip--) t = ty_expand(t->u.arrow.ret);
    while (n) {
        const Promise *p = t->kind == T_ARROW ? t->u.arrow.promise : NULL;
        if (!p || p->arity > n || ((p->flags & ZA_OPT) && !l->opt.opt_promises)) return 0;
        if (!(p->flags & ZA_STRICT)) flags = IF_ZERO;
        n -= p->arity;
        for (uint32_t i = 0; i < p->arity && t->kind == T_ARROW; i++) t = ty_expand(t->u.arrow.ret);
    }
    return flags;
}

static bool all_given(const TExpr *e) {
    for (uint32_t i = 0; i < e->u.apply.args.n; i++)
        if (!e->u.apply.args.items[i]) return false;
    return true;
}

/* Order of evaluation: (f a) b is f a b; a function that is not known is evaluated first, then the arguments from right
 * to left. */
static Operand apply_in_scope(FuncCtx *fc, TExpr *e, bool in_tail_position) {
    TExpr *fn = e->u.apply.fn;
    uint32_t n = e->u.apply.args.n;
    uint8_t flags = call_flags(fc->l, e);
    Tail tail = !in_tail_position ? TAIL_NO : e->u.apply.tail ? TAIL_TYPED : flags & IF_NOTAIL ? TAIL_NO : TAIL_PLACE;
    if (!n) return lower_expr(fc, fn);
    TExpr **items = e->u.apply.args.items;
    if (all_given(e))
        while (fn->kind == TE_APPLY && all_given(fn)) {
            uint32_t k = fn->u.apply.args.n;
            TExpr **both = NEW_ARRAY(fc->l->arena, TExpr *, k + n);
            memcpy(both, fn->u.apply.args.items, k * sizeof *both);
            memcpy(both + k, items, n * sizeof *both);
            items = both;
            n += k;
            fn = fn->u.apply.fn;
        }

    FunInfo *f = known_function(fc, fn);
    Operand closure = op_unit();
    if (!f) closure = lower_expr(fc, fn);
    Operand *args = lower_args(fc, items, n);
    if (fc->dead) return op_unit();
    scope_of_call(fc, e);
    fc->unroll = call_unroll(e);
    bool *given = NEW_ARRAY(fc->l->arena, bool, n), all = true;
    for (uint32_t i = 0; i < n; i++) all &= given[i] = items[i] != NULL;
    fc->b.loc = e->loc;
    if (f && fn->kind == TE_FUN)
        closure = define_group(fc, f->group);
    else if (f && fn->kind == TE_VAR && !f->group->closed)
        closure = var_operand(fc, fn->u.var);
    fc->b.loc = e->loc;
    bool local = arrow_result_local(fn->type, n);
    if (!f) flags |= promised_flags(fc->l, fn->type, 0, n);
    if (!f && all) return apply_unknown(fc, op_val(fc, closure), n, args, e->type, flags, tail, local);
    if (!f) return partial_apply(fc, NULL, op_of(op_val(fc, closure), L_VAL), n, args, given, local, e);
    uint32_t first = n < f->nparams ? n : f->nparams;
    bool full = n >= f->nparams;
    for (uint32_t i = 0; i < first; i++) full &= given[i];
    if (full && n == f->nparams) return call_known(fc, f, &closure, args, e->type, flags, tail);
    Operand r;
    if (full)
        r = call_known(fc, f, &closure, args, NULL, flags, TAIL_NO);
    else
        r = partial_apply(fc, f, closure, first, args, given, local, e);
    if (n <= f->nparams) return r;
    /* the rest goes to what comes back */
    bool rest_all = true;
    for (uint32_t i = f->nparams; i < n; i++) rest_all &= given[i];
    Val rest = op_val(fc, r);
    flags |= promised_flags(fc->l, fn->type, f->nparams, n - f->nparams);
    if (rest_all) return apply_unknown(fc, rest, n - f->nparams, args + f->nparams, e->type, flags, tail, local);
    return partial_apply(fc, NULL, op_of(rest, L_VAL), n - f->nparams, args + f->nparams, given + f->nparams, local, e);
}

Operand lower_apply(FuncCtx *fc, TExpr *e, bool tail) {
    uint16_t outer = fc->b.scope;
    Operand r = apply_in_scope(fc, e, tail);
    fc->b.scope = outer;
    fc->unroll = 0;
    return r;
}
