/* lower_fun.c: functions and closures.

   A function that is called by name somewhere becomes a MIR function with a precise signature, its environment first if
   it has one; used as a value it gets a wrapper with the uniform signature (closure, val...) -> val, made on demand. A
   function that is only ever a value, or whose precise signature is the uniform one anyway, has no wrapper.  */
#include "attributes.h"
#include "lower_ctx.h"
#include "mode.h"

/* ---- signatures and names ------------------------------------------------------------------ */
/* Results are always `val`, also of immediate type: imm and val are the same bits, and a tail call must have the
   results of its caller, whether that is known code of type int, a closure's code or an application of something
   unknown.  */
void fun_signature(FunInfo *f) {
    f->result = L_VAL;
    if (f->node->kind == TE_FUN)
        for (uint32_t i = 0; i < f->nparams; i++) f->params[i] = layout_of_type(f->node->u.fun.params.items[i].type);
    else
        f->params[0] = L_IMM;
}

static Name fun_symbol(FuncCtx *fc, const FunInfo *f) {
    Lowering *l = fc->l;
    NameTable *names = l->p->session->names;
    const char *unit = l->unit_name->text;
    if (f->global) return name_printf(names, "%s.%s", unit, f->var->qualified ? f->var->qualified : f->var->name->text);
    const char *base = fc->fun ? fc->fun->symbol->text : unit, *slash = strchr(base, '/');
    int len = slash && fc->fun ? (int)(slash - base) : (int)strlen(base);
    const char *own = f->node->kind == TE_LAZY ? "lazy"
                      : f->var                 ? f->var->name->text
                      : f->node->u.fun.name    ? f->node->u.fun.name->text
                                               : "fun";
    return name_printf(names, "%.*s/%s_%u", len, base, own, ++l->unique);
}

static bool says(const Attr *a, const char *word) {
    const char *said = attr_word(a);
    return said && !strcmp(said, word);
}

static void inline_attrs(Func *f, const Attr *attrs) {
    const Attr *a;
    if ((a = attr_find(attrs, "inline")) && attr_word(a))
        f->inline_attr = says(a, "never") ? INLINE_NEVER : says(a, "hint") ? INLINE_HINT : INLINE_ALWAYS;
    if ((a = attr_find(attrs, "local")) && !says(a, "never") && f->inline_attr == INLINE_DEFAULT)
        f->inline_attr = INLINE_HINT;
    if ((a = attr_find_spelled(attrs, "specialise"))) {
        f->never_specialise = says(a, "never");
        f->specialise = !f->never_specialise;
    }
    if (attr_find(attrs, "cold")) f->cold = true;
    if ((a = attr_find(attrs, "unroll"))) f->unroll = attr_number(a, ATTR_MAX_UNROLL);
}

/* Of the unit: which of its annotations are checked. */
static bool adjust_checks(const Lowering *l, unsigned *flags) {
    ZeroAllocAttr z;
    if (!l->unit || !l->unit->zero_checks || zero_alloc_read(l->arena, l->unit->zero_checks, ZERO_ON_FILE, &z))
        return true;
    if (z.checks == FILE_CHECKS_NONE) return false;
    if (z.checks == FILE_CHECKS_OPT && !(*flags & ZA_OPT)) return false;
    if (z.checks == FILE_CHECKS_ALL || z.checks == FILE_CHECKS_OPT) *flags &= ~(unsigned)ZA_OPT;
    return true;
}

/* Several annotations of one function hold together; trust in its definition is stronger than a check. */
static void zero_alloc_attr(Lowering *l, Func *f, const Attr *a, Name name, Loc loc, bool promised) {
    ZeroAllocAttr z;
    if (zero_alloc_read(l->arena, a, promised ? ZERO_ON_VAL : ZERO_ON_FUNCTION, &z) &&
        zero_alloc_read(l->arena, a, ZERO_ON_FILE, &z))
        return;
    if (z.ignore || !adjust_checks(l, &z.flags)) return;
    Program *p = l->p;
    ZeroAlloc *known = f->zero_alloc ? &p->zero_allocs.data[f->zero_alloc] : NULL;
    if (!known) {
        f->zero_alloc = zero_alloc_new(p, (ZeroAlloc){.flags = z.flags, .func = f->id, .loc = loc, .name = name});
        known = &p->zero_allocs.data[f->zero_alloc];
    } else if (!(known->flags & ZA_ASSUME)) {
        known->flags = (known->flags & z.flags & ZA_OPT) | ((known->flags | z.flags) & ~(unsigned)ZA_OPT);
    }
    if (promised || z.all) known->promised = a->name.loc;
    if (z.message) known->why = arena_strndup(p->arena, z.message, strlen(z.message));
}

void fun_attrs(Lowering *l, FunInfo *f, const Attr *attrs) {
    if (!attrs) return;
    Func *fn = program_func(l->p, f->code);
    inline_attrs(fn, attrs);
    for (const Attr *a = attr_find(attrs, "zero_alloc"); a; a = attr_find(a->next, "zero_alloc"))
        zero_alloc_attr(l, fn, a, f->var ? f->var->name : name_ofz(l->p->session->names, "fun"),
                        f->var ? f->var->loc : f->loc, false);
}

/* ---- annotated expressions ------------------------------------------------------------------------------ */
/* The scope of code with this attribute, inside the present one; the present one when it says nothing. */
static uint16_t annotated(FuncCtx *fc, const Attr *attr, Loc loc, unsigned want_assume) {
    Lowering *l = fc->l;
    ZeroAllocAttr z;
    if (!attr || zero_alloc_read(l->arena, attr, ZERO_ON_EXPRESSION, &z) || (z.flags & ZA_ASSUME) != want_assume ||
        !adjust_checks(l, &z.flags))
        return fc->b.scope;
    uint32_t made = zero_alloc_new(
        l->p, (ZeroAlloc){.flags = z.flags | ZA_EXPRESSION, .func = fc->b.func->id, .loc = loc, .why = z.message});
    return scope_new(l->p, (Scope){.parent = fc->b.scope, .zero_alloc = made, .loc = loc});
}

/* A call, of which trust is about the callee; what primitives of the language do is their expression's own doing. */
static bool is_call(const TExpr *e) {
    return e->kind == TE_APPLY || (e->kind == TE_PRIM_APPLY && e->u.prim_apply.prim->symbol[0] != '%');
}

bool scope_begin(FuncCtx *fc, const TExpr *e, uint16_t *outer) {
    if (e == fc->scoped || e->kind == TE_FUN) return false;
    const Attr *a = attr_find(e->attrs, "zero_alloc");
    if (!a) return false;
    *outer = fc->b.scope;
    fc->b.scope = annotated(fc, a, e->loc, 0);
    if (fc->b.scope == *outer && !is_call(e))
        fc->b.scope = annotated(fc, a, e->loc, ZA_ASSUME); /* of a call: see scope_of_call */
    fc->scoped = e;
    return true;
}

void scope_of_call(FuncCtx *fc, const TExpr *call) {
    if (!is_call(call)) return;
    fc->b.scope = annotated(fc, attr_find(call->attrs, "zero_alloc"), call->loc, ZA_ASSUME);
    if (call->kind != TE_APPLY) return;
    const Attr *on_function = attr_find(call->u.apply.fn->attrs, "zero_alloc");
    fc->b.scope = annotated(fc, on_function, call->loc, ZA_ASSUME);
    fc->b.scope = annotated(fc, on_function, call->loc, 0);
}

static void promised_attrs(Lowering *l, FunInfo *f) {
    for (const Attr *a = f->var ? f->var->promised : NULL; a; a = a->next)
        zero_alloc_attr(l, program_func(l->p, f->code), a, f->var->name, f->var->loc, true);
}

/* ---- functions given where a function type promises ----------------------------------------------------- */
/* `code` is what an application of the value runs: it has numbers boxed, which the function's own code has not.  z is
   what its definition says of itself, or NULL. */
static void oblige(Lowering *l, FuncId code, const Obligation *o, Name name, const ZeroAlloc *z) {
    unsigned flags = o->promise->flags;
    if (!adjust_checks(l, &flags)) return;
    if (z && (z->flags & ZA_ASSUME) && !(flags & ~z->flags & ZA_STRICT)) return;
    ZeroAllocAttr said;
    const char *why = zero_alloc_read(l->arena, o->promise->attr, ZERO_ON_TYPE, &said) ? NULL : said.message;
    zero_alloc_new(l->p, (ZeroAlloc){.flags = flags | ZA_GIVEN,
                                     .func = code,
                                     .loc = o->loc,
                                     .promised = o->promise->attr->name.loc,
                                     .name = name,
                                     .why = why ? arena_strndup(l->p->arena, why, strlen(why)) : NULL,
                                     .subject = o->subject});
}

static void oblige_function(Lowering *l, FunInfo *f, const Obligation *o, Name name) {
    uint8_t bit = (uint8_t)(1u << (o->promise->flags & (ZA_STRICT | ZA_OPT)));
    if (!f->code.i || (f->given & bit)) return; /* never defined: in code that cannot be reached */
    f->given |= bit;
    uint32_t own = program_func(l->p, f->code)->zero_alloc;
    oblige(l, fun_closure_code(l, f), o, name, own ? &l->p->zero_allocs.data[own] : NULL);
}

/* A variable of an interface turned out to be bound to something else than a function of its parameters. */
static void no_function(Lowering *l, const Obligation *o, const Var *v) {
    Session *s = l->p->session;
    Diag *d = diag_error(s, o->loc, "E0333", "`%s` is not known to be zero_alloc, but %s is [@zero_alloc%s]",
                         v->name->text, o->subject, zero_alloc_payload(o->promise->flags));
    diag_label(s, d, o->promise->attr->name.loc, "promised here");
    diag_note(s, d, "its definition is no function of %u parameter%s, so there is no code to look at",
              o->promise->arity, o->promise->arity == 1 ? "" : "s");
    diag_help(s, d, "write a function here: `fun x -> %s x`", v->name->text);
}

void obligations_begin(Lowering *l) {
    for (uint32_t i = 0; i < l->unit->obligations.n; i++) {
        const Obligation *o = &l->unit->obligations.items[i];
        if (o->expr && o->expr->kind == TE_APPLY) map_putp(&l->partials, o->expr, (void *)(uintptr_t)o);
    }
}

void oblige_partial(Lowering *l, const TExpr *e, FuncId code) {
    const Obligation *o = l->partials.len ? map_getp(&l->partials, e) : NULL;
    if (o) oblige(l, code, o, NULL, NULL);
}

void obligations_end(Lowering *l) {
    for (uint32_t i = 0; i < l->unit->obligations.n; i++) {
        const Obligation *o = &l->unit->obligations.items[i];
        const TExpr *e = o->expr;
        if (e && e->kind == TE_FUN) {
            FunInfo *f = fun_info(l, e);
            if (f) oblige_function(l, f, o, e->u.fun.name);
        } else if (e && e->kind == TE_PRIM) {
            FuncCtx fc = {.l = l, .b = {.loc = e->loc}};
            oblige_function(l, prim_function(&fc, e->u.prim, e->type), o, e->u.prim->name);
        } else if (!e || e->kind == TE_VAR) {
            Var *v = var_definition(e ? e->u.var : o->var);
            FunInfo *f = var_info(l, v)->fun;
            if (f && f->nparams == o->promise->arity)
                oblige_function(l, f, o, v->name);
            else
                no_function(l, o, v);
        }
    }
    map_free(&l->partials);
    l->partials = (Map){0};
}

/* ---- what a group captures ------------------------------------------------------------------------ */
static Layout captured_layout(const Operand *o) {
    switch (o->layout) {
    case L_I1: return L_IMM;
    case L_IMM:
    case L_F64:
    case L_I64: return o->layout;
    default: return L_VAL;
    }
}

/* Raw fields come first: the collector scans the rest (V11). */
static void decide_env(FuncCtx *fc, FunGroup *g) {
    Lowering *l = fc->l;
    g->env = NEW_ARRAY(l->arena, Var *, g->free.len);
    g->env_layout = NEW_ARRAY(l->arena, uint8_t, g->free.len);
    for (int raw = 1; raw >= 0; raw--)
        for (uint32_t i = 0; i < g->free.len; i++) {
            Var *v = g->free.data[i];
            VarInfo *vi = var_info(l, v);
            if (vi->is_static || (vi->fun && vi->fun->group->decided && vi->fun->group->closed)) continue;
            Layout layout = captured_layout(&vi->opd);
            if ((layout == L_F64 || layout == L_I64) != (raw != 0)) continue;
            g->env_layout[g->nenv] = (uint8_t)layout;
            g->env[g->nenv++] = v;
        }
    g->closed = g->nenv == 0;
    g->decided = true;
    map_free(&g->free_set);
}

void set_local_result(Func *fn, bool local) {
    fn->local_result = local;
    fn->result_modes[0] = local ? M_LOCAL : M_GLOBAL;
}

/* What is immediate in fact may come from code that only knows a local value of some type. */
static IrMode param_mode(const FunInfo *f, uint32_t i, bool as_val) {
    if (f->params[i] != L_VAL) return as_val ? M_LOCAL : M_GLOBAL;
    return ir_mode(f->node->u.fun.params.items[i].mode);
}

static void declare(FuncCtx *fc, FunInfo *f) {
    Lowering *l = fc->l;
    f->params = NEW_ARRAY(l->arena, Layout, f->nparams);
    fun_signature(f);
    f->symbol = fun_symbol(fc, f);
    bool all_val = f->result == L_VAL;
    for (uint32_t i = 0; i < f->nparams; i++) all_val &= f->params[i] == L_VAL;
    bool closed = f->group->closed;
    f->local_result = f->node->kind == TE_FUN && ir_mode(f->node->u.fun.ret_mode) == M_LOCAL;
    /* only a precise signature passes the region top in registers */
    f->uniform = (!closed && all_val && !(f->local_result && f->called)) || (!f->called && !f->global);
    uint32_t extra = !closed || f->uniform;
    Layout *sig = NEW_ARRAY(l->arena, Layout, f->nparams + extra), result = f->uniform ? L_VAL : f->result;
    for (uint32_t i = 0; i < f->nparams + extra; i++) sig[i] = i < extra || f->uniform ? L_VAL : f->params[i - extra];
    Func *fn = func_new(l->p, f->symbol, f->nparams + extra, sig, 1, &result);
    fn->loc = f->loc;
    fn->source_name = f->symbol;
    fn->closure_code = f->uniform;
    fn->needs_env = f->uniform && !closed;
    if (f->node->kind == TE_FUN)
        for (uint32_t i = 0; i < f->nparams; i++) fn->param_modes[i + extra] = (uint8_t)param_mode(f, i, f->uniform);
    if (extra) fn->param_modes[0] = f->group->local ? M_LOCAL : M_GLOBAL;
    set_local_result(fn, f->local_result);
    f->code = fn->id;
    fun_attrs(l, f, f->node->attrs);
    promised_attrs(l, f);
    if (f->uniform) f->clos = fn->id;
}

/* ---- bodies ------------------------------------------------------------------------------------------- */
/* ?(x = def): the value inside Some, or the default. */
static Operand default_param(FuncCtx *fc, Operand opt, const TParam *p) {
    Layout layout = layout_of_type(p->pat->type);
    Blk none = lo_new_block(fc, "default"), some = lo_new_block(fc, "given"), join = lo_new_block(fc, NULL);
    Val arg = block_param(fc->b.func, join, layout, M_GLOBAL);
    Val o = op_val(fc, opt);
    lo_br(fc, build_op(&fc->b, OP_IS_IMM, L_VAL, o), none, some, HINT_NONE);
    lo_enter(fc, some);
    Val given = build_load(&fc->b, layout, o, 0, true);
    lo_jump(fc, join, 1, &given);
    lo_enter(fc, none);
    uint8_t l8 = (uint8_t)layout;
    Type *types[1] = {p->pat->type};
    Dest d = {.block = join, .region = fc->region, .n = 1, .layouts = &l8, .native = &(bool){false}, .types = types};
    lower_to(fc, p->def, &d);
    lo_enter(fc, join);
    return op_of(arg, layout);
}

/* fun a p -> e is fun a -> fun p -> e: where a match of p fails */
static Loc from_param(const TExpr *fun, const TParam *p) {
    return (Loc){fun->loc.file, p->pat->loc.start, fun->loc.end};
}

/* In the function's region, which every return and tail call ends. */
static void lower_params_and_body(FuncCtx *fc, FunInfo *f, Operand *args) {
    TExpr *e = (TExpr *)f->node;
    Dest ret = {.is_return = true};
    if (e->kind == TE_LAZY) {
        lower_to(fc, e->u.one, &ret);
        return;
    }
    uint32_t n = e->u.fun.params.n;
    for (uint32_t i = 0; i < n; i++) {
        TParam *p = &e->u.fun.params.items[i];
        fc->b.loc = p->pat->loc;
        if (p->def) args[i] = default_param(fc, args[i], p);
        if (p->pat->kind == TP_VAR)
            bind_var(fc, p->pat->u.var, args[i]);
        else if (p->pat->kind != TP_ANY)
            match_bind(fc, occ_root(fc, args[i], p->pat->type), p->pat, p->partial, i ? from_param(e, p) : e->loc);
    }
    if (e->u.fun.body) {
        lower_to(fc, e->u.fun.body, &ret);
        return;
    }
    Occ *root = occ_root(fc, args[n - 1], e->u.fun.cases_type);
    match_cases(fc, root, e->u.fun.cases.items, e->u.fun.cases.n, false,
                e->u.fun.cases_partial ? FAIL_MATCH : FAIL_UNREACHABLE,
                e->u.fun.cases_loc.file ? e->u.fun.cases_loc : e->loc, &ret);
}

static void lower_body(Lowering *l, FunInfo *f) {
    Func *fn = program_func(l->p, f->code);
    FuncCtx fc;
    fc_start(&fc, l, fn, f);
    FunGroup *g = f->group;
    uint32_t first = fn->nparams - f->nparams;
    Val *params = block_at(fn, fn->entry)->params;
    Operand *args = NEW_ARRAY(l->arena, Operand, f->nparams);
    if (first) fc.env = params[0];
    for (uint32_t i = 0; i < f->nparams; i++) {
        args[i] = op_of(params[first + i], fn->params[first + i]);
        if (f->node->kind == TE_FUN) lo_number(&fc, args[i].v, f->node->u.fun.params.items[i].type);
        if (f->params[i] == L_IMM) args[i] = op_of(op_imm(&fc, args[i]), L_IMM);
    }
    if (f->self_tail) {
        Blk header = lo_new_block(&fc, "loop");
        Val *vals = func_vals(fn, f->nparams);
        for (uint32_t i = 0; i < f->nparams; i++) {
            vals[i] = args[i].v;
            args[i].v = block_param(fn, header, args[i].layout, (IrMode)val_info(fn, vals[i])->mode);
            val_info(fn, args[i].v)->number = val_info(fn, vals[i])->number;
            val_info(fn, args[i].v)->promise = val_info(fn, vals[i])->promise;
        }
        lo_jump(&fc, header, f->nparams, vals);
        lo_enter(&fc, header);
        fc.header = header;
    }
    Operand *saved = NEW_ARRAY(l->arena, Operand, g->nenv + g->n);
    for (uint32_t i = 0; i < g->nenv; i++) {
        VarInfo *vi = var_info(l, g->env[i]);
        saved[i] = vi->opd;
        vi->opd = (Operand){.kind = K_ENV, .layout = g->env_layout[i], .native = saved[i].native, .i = i};
    }
    for (uint32_t i = 0; i < g->n && !g->closed; i++)
        if (g->funs[i]->var) {
            VarInfo *vi = var_info(l, g->funs[i]->var);
            saved[g->nenv + i] = vi->opd;
            vi->opd = (Operand){.kind = K_SELF, .layout = L_VAL, .i = (int64_t)i - (int64_t)f->entry};
        }
    region_push(&fc);
    lower_params_and_body(&fc, f, args);
    region_pop(&fc);
    fc_finish(&fc);
    for (uint32_t i = 0; i < g->nenv; i++) var_info(l, g->env[i])->opd = saved[i];
    for (uint32_t i = 0; i < g->n && !g->closed; i++)
        if (g->funs[i]->var) var_info(l, g->funs[i]->var)->opd = saved[g->nenv + i];
}

static const char *closure_origin(Lowering *l, const FunInfo *f) {
    if (f->node->kind == TE_LAZY) return "lazy";
    const char *name = f->var ? f->var->name->text : f->node->u.fun.name ? f->node->u.fun.name->text : NULL;
    return name ? arena_printf(l->arena, "closure of %s", name) : "closure";
}

Operand define_group(FuncCtx *fc, FunGroup *g) {
    Lowering *l = fc->l;
    Loc loc = fc->b.loc;
    decide_env(fc, g);
    g->local = !g->closed && (fc->region || fc->caller);
    for (uint32_t i = 0; i < g->n; i++) g->local &= mode_settled(g->funs[i]->node->mode) == LOCALITY_LOCAL;
    for (uint32_t i = 0; i < g->n; i++) declare(fc, g->funs[i]);
    Operand block = op_unit();
    if (!g->closed) {
        Val *env = func_vals(fc->b.func, g->nenv);
        for (uint32_t i = 0; i < g->nenv; i++)
            env[i] = op_as(fc, var_operand(fc, g->env[i]), g->env_layout[i], var_info(l, g->env[i])->opd.native);
        FuncId *codes = NEW_ARRAY(l->arena, FuncId, g->n);
        for (uint32_t i = 0; i < g->n; i++) codes[i] = fun_closure_code(l, g->funs[i]);
        fc->b.loc = g->funs[0]->loc;
        SiteId site = lo_site(fc, closure_origin(l, g->funs[0]), 3 * g->n + g->nenv);
        Place place = g->local ? lo_place(fc, g->funs[0]->node->mode) : PLACE_HEAP;
        block = op_of(build_closure(&fc->b, g->n, codes, place, site, g->nenv, env), L_VAL);
        for (uint32_t i = 0; i < g->n; i++)
            if (g->funs[i]->var) {
                Operand entry = i ? op_of(build_cloentry(&fc->b, block.v, i), L_VAL) : block;
                bind_var(fc, g->funs[i]->var, entry);
            }
    }
    for (uint32_t i = 0; i < g->n; i++) {
        VarInfo *vi = g->funs[i]->var ? var_info(l, g->funs[i]->var) : NULL;
        if (vi) vi->bound = true;
        lower_body(l, g->funs[i]);
    }
    fc->b.loc = loc;
    return block;
}

Operand lower_anonymous(FuncCtx *fc, const TExpr *e) {
    FunInfo *f = fun_info(fc->l, e);
    Operand block = define_group(fc, f->group);
    return f->group->closed ? fun_static_value(fc->l, f) : block;
}

/* ---- functions as values -------------------------------------------------------------------------------- */
FuncId fun_closure_code(Lowering *l, FunInfo *f) {
    if (f->clos.i) return f->clos;
    Layout *sig = NEW_ARRAY(l->arena, Layout, f->nparams + 1), result = L_VAL;
    for (uint32_t i = 0; i <= f->nparams; i++) sig[i] = L_VAL;
    Func *fn =
        func_new(l->p, name_printf(l->p->session->names, "%s.clos", f->symbol->text), f->nparams + 1, sig, 1, &result);
    bool closed = f->group->closed;
    fn->loc = f->loc;
    fn->source_name = f->symbol;
    fn->closure_code = true;
    fn->needs_env = !closed;
    fn->inline_attr = INLINE_HINT;
    f->clos = fn->id;
    const Func *code = program_func(l->p, f->code);
    uint32_t extra = code->nparams - f->nparams;
    for (uint32_t i = 0; i < f->nparams; i++)
        fn->param_modes[i + 1] = f->params[i] == L_IMM ? M_LOCAL : code->param_modes[i + extra];
    fn->param_modes[0] = f->group->local ? M_LOCAL : M_GLOBAL;
    set_local_result(fn, f->local_result);
    FuncCtx fc;
    fc_start(&fc, l, fn, NULL);
    Val *params = block_at(fn, fn->entry)->params, *args = func_vals(fn, f->nparams + 1);
    uint32_t n = 0;
    if (!closed) args[n++] = params[0];
    for (uint32_t i = 0; i < f->nparams; i++) args[n++] = op_as(&fc, op_of(params[i + 1], L_VAL), f->params[i], false);
    term_tailcall(&fc.b, f->code, n, args);
    fc_finish(&fc);
    return f->clos;
}

Operand fun_static_value(Lowering *l, FunInfo *f) {
    if (!f->data.i) {
        FuncId code = fun_closure_code(l, f);
        Data *d = data_new(l->p, name_printf(l->p->session->names, "%s.closure", f->symbol->text), 247, 2);
        d->loc = f->loc;
        d->fields[0] = (DataField){.kind = DF_CODE, .func = code};
        d->fields[1] = static_closure_info(f->nparams);
        f->data = d->id;
    }
    return op_data(f->data);
}
