/* check_apply.c: applications: labels, optional arguments, partial and over-application, primitives. */
#include "check.h"

/* ---- building ------------------------------------------------------------------------------------ */
static bool all_given(TExpr *const *args, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!args[i]) return false;
    return true;
}
TExpr *te_apply(Checker *c, TExpr *fn, TExpr **args, uint32_t n, Type *type, Loc loc, Mode *mode) {
    if (fn->kind == TE_PRIM) {
        uint32_t arity = fn->u.prim->arity;
        if (arity && n >= arity && all_given(args, arity)) {
            Type *ret = fn->type;
            for (uint32_t i = 0; i < arity; i++)
                ret = ty_expand(ret)->kind == T_ARROW ? ty_expand(ret)->u.arrow.ret : ret;
            /* The primitive's own node becomes the application: operators are everywhere. */
            TExpr *t = fn;
            Prim *prim = fn->u.prim;
            t->kind = TE_PRIM_APPLY;
            t->u.prim_apply.prim = prim;
            t->u.prim_apply.fn_type = fn->type;
            t->type = n == arity ? type : ret;
            t->loc = loc;
            t->mode = mode;
            t->attrs = NULL;
            t->u.prim_apply.args.items = arena_copy(c->arena, args, arity * sizeof *args);
            t->u.prim_apply.args.n = arity;
            if (n == arity) return t;
            fn = t;
            args += arity;
            n -= arity;
        }
    }
    TExpr *t = te_new(c, TE_APPLY, loc, type, mode);
    t->u.apply.fn = fn;
    t->u.apply.args.items = arena_copy(c->arena, args, n * sizeof *args);
    t->u.apply.args.n = n;
    t->u.apply.tail_ok = true;
    return t;
}
TExpr *te_some(Checker *c, TExpr *e, Type *option_type, Mode *mode) {
    TExpr *t = te_new(c, TE_CONSTRUCT, e->loc, option_type, mode);
    t->u.construct.constr = c->p.some;
    t->u.construct.args.n = 1;
    t->u.construct.args.items = NEW_ARRAY(c->arena, TExpr *, 1);
    t->u.construct.args.items[0] = e;
    return t;
}
TExpr *te_none(Checker *c, Loc loc, Type *option_type) {
    TExpr *t = te_new(c, TE_CONSTRUCT, loc, option_type, NULL);
    t->u.construct.constr = c->p.none;
    return t;
}
static Type *option_content(Checker *c, Type *t) {
    Type *known = ty_expand(t);
    if (known->kind == T_CONSTR && known->u.constr.decl == c->p.option) return known->u.constr.args.items[0];
    Type *content = ty_var(c);
    unify(c, ty_constr1(c, c->p.option, content), t);
    return content;
}

/* ---- arguments of functions with optional parameters ------------------------------------------------ */
/* Forms whose type is found without help from the context. */
static bool is_inferred(const Expr *e) {
    switch (e->kind) {
    case EXP_IDENT:
    case EXP_APPLY:
    case EXP_FIELD:
    case EXP_CONSTRAINT:
    case EXP_COERCE: return true;
    case EXP_SEQUENCE: return is_inferred(e->u.seq.second);
    case EXP_OPEN: return is_inferred(e->u.open.body);
    case EXP_IF: return e->u.cond.els && is_inferred(e->u.cond.then) && is_inferred(e->u.cond.els);
    default: return false;
    }
}
/* No labels on any arrow of t, and its end is known. */
static bool plain_arrows(Type *t) {
    uint32_t n = 0;
    for (t = ty_expand(t); t->kind == T_ARROW && n < MAX_ARROWS; t = ty_expand(t->u.arrow.ret), n++)
        if (t->u.arrow.label.kind != LABEL_NONE) return false;
    return t->kind != T_VAR;
}
static TExpr *eta_expand(Checker *c, TExpr *te, uint32_t noptional, Type *plain, const Demand *want) {
    Mode *mode = mode_alloc(c, want, te->loc, "closure");
    bool told = te->kind == TE_VAR || te->kind == TE_PRIM || te->kind == TE_APPLY || te->kind == TE_FIELD;
    if (!told && want) /* its own mode is not known, only that it is within the bound: so is the closure's */
        mode_le(c, mode_view(c, (Mode){want->mode.outer, want->mode.outer}), mode, want->why);
    Demand held = demand_part(c, mode, want, WHY_CAPTURE, NULL, te->loc);
    mode_flow(c, te->mode, &held, te->type, te->kind == TE_VAR ? te->u.var->name : NULL, te->loc);
    TExpr *fn = te, *let = NULL;
    if (!is_nonexpansive(te)) { /* its effects happen once, here */
        Var *v = var_new(c, name_ofz(c->s->names, "*arg*"), VAR_LOCAL, te->type, te->mode, te->loc);
        v->used = true;
        v->lock = c->lock;
        TPat *p = NEW(c->arena, TPat);
        p->kind = TP_VAR;
        p->loc = te->loc;
        p->type = te->type;
        p->u.var = v;
        let = te_new(c, TE_LET, te->loc, plain, mode);
        let->u.let.binds.n = 1;
        let->u.let.binds.items = NEW(c->arena, TBinding);
        let->u.let.binds.items[0].pat = p;
        let->u.let.binds.items[0].expr = te;
        let->u.let.binds.items[0].loc = te->loc;
        let->u.let.binds.items[0].nvars = 1;
        fn = te_new(c, TE_VAR, te->loc, te->type, te->mode);
        fn->u.var = v;
    }
    Type *head = ty_expand(plain), *at = te->type;
    TExpr **args = NEW_ARRAY(c->arena, TExpr *, noptional + 1);
    for (uint32_t i = 0; i < noptional; i++) {
        Type *arrow = ty_expand(at);
        args[i] = te_none(c, te->loc, arrow->u.arrow.arg);
        at = arrow->u.arrow.ret;
    }
    Var *eta =
        var_new(c, name_ofz(c->s->names, "*eta*"), VAR_LOCAL, head->u.arrow.arg, head->u.arrow.arg_mode, te->loc);
    eta->used = true;
    args[noptional] = te_new(c, TE_VAR, te->loc, head->u.arrow.arg, NULL);
    args[noptional]->u.var = eta;
    TExpr *f = te_new(c, TE_FUN, te->loc, plain, mode);
    f->u.fun.params.n = 1;
    f->u.fun.params.items = NEW(c->arena, TParam);
    TPat *p = NEW(c->arena, TPat);
    p->kind = TP_VAR;
    p->loc = te->loc;
    p->type = head->u.arrow.arg;
    p->u.var = eta;
    f->u.fun.params.items[0].pat = p;
    f->u.fun.params.items[0].type = head->u.arrow.arg;
    f->u.fun.body = te_apply(c, fn, args, noptional + 1, head->u.arrow.ret, te->loc, head->u.arrow.ret_mode);
    f->u.fun.ret_mode = head->u.arrow.ret_mode;
    f->u.fun.params.items[0].mode = head->u.arrow.arg_mode;
    f->u.fun.params.items[0].uses = head->u.arrow.arg_uses;
    f->u.fun.ret_uses = head->u.arrow.ret_uses;
    if (f->u.fun.body->kind == TE_APPLY) f->u.fun.body->u.apply.tail = true;
    if (!let) return f;
    let->u.let.body = f;
    return let;
}
TExpr *check_argument(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    if (!expected || !is_inferred(e)) return check_expect(c, env, e, expected, why, want);
    Type *wanted = ty_expand(expected);
    if (wanted->kind != T_ARROW || wanted->u.arrow.label.kind != LABEL_NONE)
        return check_expect(c, env, e, expected, why, want);
    TExpr *te = check_expect(c, env, e, NULL, NULL, want);
    uint32_t noptional = 0;
    Type *plain = ty_expand(te->type);
    while (plain->kind == T_ARROW && plain->u.arrow.label.kind == LABEL_OPTIONAL) {
        noptional++;
        plain = ty_expand(plain->u.arrow.ret);
    }
    if (noptional == 0 || plain->kind != T_ARROW || plain->u.arrow.label.kind != LABEL_NONE ||
        !(plain_arrows(plain->u.arrow.ret) || plain_arrows(wanted->u.arrow.ret)))
        return te_expect(c, te, expected, why);
    Type *whole = te->type;
    const Promise *promise = wanted->u.arrow.promise; /* of the function that is made, not of te */
    te->type = promise ? arrow_promising(c, plain, promise) : plain;
    TExpr *r = te_expect(c, te, expected, why);
    if (r != te) return r;
    te->type = whole;
    r = eta_expand(c, te, noptional, plain, want);
    return promise ? te_expect(c, r, expected, why) : r;
}

/* ---- matching arguments with parameters ------------------------------------------------------------------ */
typedef struct {
    Label label;
    Type *type; /* of the parameter */
    Mode *mode, *ret_mode;
    Uses uses, ret_uses;
    const Promise *promise;
    const Expr *expr; /* NULL: omitted, or `none` */
    bool wrap;        /* ~x:e for ?x */
    bool none;        /* optional, filled with None */
    TExpr *te;
} Slot;
typedef VEC(Slot) SlotVec;

typedef struct {
    const Arg *args;
    uint32_t n, left;
    bool *used;
    uint32_t plain; /* the first unlabelled argument not used yet, or n */
} Given;

static void find_plain(Given *g) {
    while (g->plain < g->n && (g->used[g->plain] || g->args[g->plain].label.kind != LABEL_NONE)) g->plain++;
}
static void take(Given *g, uint32_t i) {
    g->used[i] = true;
    g->left--;
    find_plain(g);
}
/* The argument for a parameter; n when there is none. */
static uint32_t find_argument(const Given *g, Label l) {
    if (l.kind == LABEL_NONE) return g->plain;
    for (uint32_t i = 0; i < g->n; i++)
        if (!g->used[i] && g->args[i].label.kind != LABEL_NONE && g->args[i].label.name == l.name) return i;
    return g->n;
}

/* All required labels are missing and as many arguments are given as there are required parameters. */
static bool labels_left_out(Checker *c, const Expr *e, const Arg *args, uint32_t n, Type *fn) {
    uint32_t required = 0;
    bool labelled = false;
    Type *t = ty_expand(fn);
    for (; t->kind == T_ARROW && required < MAX_ARROWS; t = ty_expand(t->u.arrow.ret))
        if (t->u.arrow.label.kind != LABEL_OPTIONAL) {
            required++;
            labelled |= t->u.arrow.label.kind == LABEL_LABELLED;
        }
    if (t->kind == T_VAR || !labelled || required != n) return false;
    for (uint32_t i = 0; i < n; i++)
        if (args[i].label.kind != LABEL_NONE) return false;
    Buf names = {NULL, 0, 0};
    uint32_t count = 0;
    for (t = ty_expand(fn); t->kind == T_ARROW; t = ty_expand(t->u.arrow.ret))
        if (t->u.arrow.label.kind == LABEL_LABELLED)
            buf_printf(&names, "%s%s", count++ ? ", " : "", t->u.arrow.label.name->text);
    check_warn(c, e->loc, 6, "label%s %s %s omitted in the application of this function.", count > 1 ? "s" : "",
               buf_cstr(&names), count > 1 ? "were" : "was");
    buf_free(&names);
    return true;
}

static const char *written_label(Checker *c, Label l) {
    return l.kind == LABEL_NONE ? ""
                                : arena_printf(c->arena, "%s%s", l.kind == LABEL_OPTIONAL ? "?" : "~", l.name->text);
}
static void wrong_label(Checker *c, const Arg *a, Type *fn) {
    Diag *d;
    if (a->label.kind == LABEL_NONE)
        d = diag_error(
            c->s, a->expr->loc, "E0210",
            "The function applied to this argument has type %s.  This argument cannot be applied without label",
            ty_print(c->arena, fn));
    else
        d = diag_error(
            c->s, a->expr->loc, "E0210",
            "The function applied to this argument has type %s.  This argument cannot be applied with label %s",
            ty_print(c->arena, fn), written_label(c, a->label));
    if (a->label.kind == LABEL_NONE) return;
    Spell s = spell_new(a->label.name);
    uint32_t at = 0;
    for (Type *t = ty_expand(fn); t->kind == T_ARROW && at < MAX_ARROWS; t = ty_expand(t->u.arrow.ret), at++)
        if (t->u.arrow.label.name) spell_try(&s, t->u.arrow.label.name);
    if (s.best) diag_help(c->s, d, "Did you mean %s?", s.best->text);
}
static void too_many(Checker *c, const TExpr *fn, Type *fn_type, const Arg *extra, uint32_t given) {
    Type *t = ty_expand(fn_type);
    if (t->kind != T_ARROW) {
        Diag *d = diag_error(c->s, fn->loc, "E0209",
                             "This expression has type %s.  This is not a function; it cannot be applied",
                             ty_print(c->arena, fn_type));
        diag_label(c->s, d, extra->expr->loc, "it is applied to this");
        return;
    }
    uint32_t takes = ty_arity(fn_type);
    Diag *d = diag_error(c->s, fn->loc, "E0209",
                         "This function has type %s.  It is applied to too many arguments; maybe you forgot a `;'",
                         ty_print(c->arena, fn_type));
    diag_label(c->s, d, extra->expr->loc, "this argument is one too many");
    diag_note(c->s, d, "It takes %u argument%s and is given %u", takes, takes == 1 ? "" : "s", given);
}

static bool has_label(const Given *g, Name name) {
    for (uint32_t i = 0; i < g->n; i++)
        if (!g->used[i] && g->args[i].label.name == name && name) return true;
    return false;
}

static bool mentions_in(Checker *c, Type *t, const Type *var) {
    t = ty_repr(t);
    if (t == var) return true;
    if (t->stamp == c->types.stamp) return false;
    t->stamp = c->types.stamp;
    switch ((TypeKind)t->kind) {
    case T_ARROW: return mentions_in(c, t->u.arrow.arg, var) || mentions_in(c, t->u.arrow.ret, var);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (mentions_in(c, t->u.tuple.items[i], var)) return true;
        return false;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (mentions_in(c, t->u.constr.args.items[i], var)) return true;
        return false;
    case T_POLY: return mentions_in(c, t->u.poly.body, var);
    default: return false;
    }
}
static bool mentions(Checker *c, Type *t, const Type *var) {
    c->types.stamp++;
    return mentions_in(c, t, var);
}
/* A result type that the arguments decide, as printf's, is not a promise never to return. */
static bool in_parameters(Checker *c, const SlotVec *slots, const Type *var) {
    for (uint32_t i = 0; i < slots->len; i++)
        if (mentions(c, slots->data[i].type, var)) return true;
    return false;
}

/* Assigns arguments to parameters.  Returns what the application leaves of the function's type, or NULL
   after an error. */
static Type *assign(Checker *c, const Expr *e, const TExpr *fn, Given *g, SlotVec *slots, uint32_t first_id) {
    bool ignore = labels_left_out(c, e, g->args, g->n, fn->type);
    Type *t = ty_expand(fn->type), *rest = fn->type;
    /* Parameters of a known function: labelled arguments may stand in any order. */
    while (t->kind == T_ARROW && g->left && !t->u.arrow.commu && slots->len < MAX_ARROWS) {
        Slot s = {.label = t->u.arrow.label,
                  .type = t->u.arrow.arg,
                  .mode = t->u.arrow.arg_mode,
                  .ret_mode = t->u.arrow.ret_mode,
                  .uses = t->u.arrow.arg_uses,
                  .promise = t->u.arrow.promise,
                  .ret_uses = t->u.arrow.ret_uses};
        bool optional = s.label.kind == LABEL_OPTIONAL;
        uint32_t i;
        if (ignore && !optional)
            i = g->plain;
        else
            i = find_argument(g, s.label);
        if (i < g->n) {
            const Arg *a = &g->args[i];
            s.expr = a->expr;
            s.wrap = optional && a->label.kind != LABEL_OPTIONAL;
            if (!optional && a->label.kind == LABEL_OPTIONAL)
                check_warn(c, a->expr->loc, 43, "the label %s is not optional.", a->label.name->text);
            take(g, i);
        } else if (optional && (g->plain < g->n || (ignore && !has_label(g, s.label.name))))
            s.none = true;
        vec_push(slots, s);
        rest = t->u.arrow.ret;
        t = ty_expand(rest);
    }
    bool promised = slots->len > 0; /* the function itself says that it returns anything at all: it never returns */
    /* Beyond: a variable becomes a function; or too many arguments. */
    for (uint32_t i = 0; i < g->n && g->left; i++) {
        if (g->used[i]) continue;
        const Arg *a = &g->args[i];
        t = ty_expand(rest);
        if (t->kind == T_ERROR) return NULL;
        if (t->kind == T_VAR) {
            if (promised && t->id > first_id && !in_parameters(c, slots, t) &&
                !(fn->kind == TE_PRIM && !strcmp(fn->u.prim->symbol, "%identity")))
                check_warn(c, a->expr->loc, 20, "this argument will not be used by the function.");
            promised = false;
            Type *arg = ty_var(c);
            if (a->label.kind == LABEL_OPTIONAL) arg = ty_constr1(c, c->p.option, arg);
            Type *ret = ty_var(c);
            Type *arrow = ty_arrow(c, a->label, arg, ret, mode_var(c), mode_var(c));
            arrow->u.arrow.commu = true;
            if (!unify(c, arrow, t)) {
                Diag *d = error_clash(c, fn->loc, "expression", fn->type, arrow, NULL);
                (void)d;
                return NULL;
            }
            t = arrow;
        } else if (t->kind != T_ARROW) {
            if (slots->len && ty_expand(fn->type)->kind == T_ARROW) {
                bool omitted = false;
                for (uint32_t k = 0; k < slots->len; k++) omitted |= !slots->data[k].expr && !slots->data[k].none;
                if (omitted || a->label.kind != LABEL_NONE) {
                    wrong_label(c, a, fn->type);
                    return NULL;
                }
            }
            too_many(c, fn, fn->type, a, g->n);
            return NULL;
        } else if (t->u.arrow.label.kind != a->label.kind || t->u.arrow.label.name != a->label.name) {
            if (t->u.arrow.commu || slots->len == 0)
                wrong_label(c, a, fn->type);
            else
                wrong_label(c, a, fn->type);
            return NULL;
        }
        Slot s = {.label = a->label,
                  .type = t->u.arrow.arg,
                  .mode = t->u.arrow.arg_mode,
                  .ret_mode = t->u.arrow.ret_mode,
                  .uses = t->u.arrow.arg_uses,
                  .promise = t->u.arrow.promise,
                  .ret_uses = t->u.arrow.ret_uses,
                  .expr = a->expr};
        vec_push(slots, s);
        take(g, i);
        rest = t->u.arrow.ret;
    }
    return rest;
}

/* The function's type as this case sees it: lowering knows no equations, but asks for the modes of arrows. */
static Type *seen_type(Checker *c, const SlotVec *slots, Type *rest) {
    for (uint32_t i = slots->len; i-- > 0;) {
        const Slot *s = &slots->data[i];
        rest = arrow_uses(ty_arrow(c, s->label, s->type, rest, s->mode, s->ret_mode), s->uses, s->ret_uses);
        rest->u.arrow.promise = s->promise;
    }
    return rest;
}

static void check_rest(Checker *c, Env *env, const Given *g, const SlotVec *slots) {
    for (uint32_t i = 0; i < slots->len; i++)
        if (slots->data[i].expr && !slots->data[i].te) check_expect(c, env, slots->data[i].expr, NULL, NULL, NULL);
    for (uint32_t i = 0; i < g->n; i++)
        if (!g->used[i]) check_expect(c, env, g->args[i].expr, NULL, NULL, NULL);
}

static Name function_name(const TExpr *fn) {
    return fn->kind == TE_VAR ? fn->u.var->name : fn->kind == TE_PRIM ? fn->u.prim->name : NULL;
}

static void wrong_tail(Checker *c, const Expr *e, const Demand *want) {
    Diag *d = diag_error(c->s, e->loc, "E0307", "This call is marked [@tail], but it is not a tail call");
    if (want && want->tail)
        diag_note(c->s, d, "primitives are not called, and bodies of loops do not end with calls");
    else
        diag_note(c->s, d, "something is done after it: its result is used, or a handler or region ends");
}

/* ---- modes of an application -------------------------------------------------------------------------- */
/* What a primitive does to its result. */
typedef enum {
    PRIM_PLAIN,    /* immediate, or global */
    PRIM_ALLOCATE, /* makes a block or a box */
    PRIM_SELECT,   /* gives back an argument, or a part of it */
} PrimResult;
static bool selects(const char *symbol) {
    static const char *const select[] = {"%identity",  "%opaque", "%obj_magic", "%bytes_to_string", "%bytes_of_string",
                                         "%obj_field", "%field0", "%field1",    "%obj_dup"};
    for (size_t i = 0; i < sizeof select / sizeof *select; i++)
        if (!strcmp(symbol, select[i])) return true;
    return false;
}
static PrimResult prim_result(const Prim *p) {
    return !p->local_opt_result ? PRIM_PLAIN : selects(p->symbol) ? PRIM_SELECT : PRIM_ALLOCATE;
}

/* What the context and the function make of one application. */
typedef struct {
    bool tail;    /* a tail call */
    bool ends;    /* ... before which the region ends */
    bool partial; /* makes a closure over what is given */
    bool prim;
    const char *symbol; /* of the primitive */
    Mode *held;         /* partial: of that closure */
    Mode *opt;          /* of [@local_opt] here */
} Call;

static bool all_slots_given(const SlotVec *slots) {
    for (uint32_t i = 0; i < slots->len; i++)
        if (!slots->data[i].expr && !slots->data[i].none) return false;
    return true;
}
static bool is_partial(const TExpr *fn, const SlotVec *slots) {
    uint32_t arity = fn->kind == TE_VAR ? fn->u.var->arity : fn->kind == TE_PRIM ? fn->u.prim->arity : 0;
    return slots->len < arity || !all_slots_given(slots);
}
/* The bound of an argument; d is the caller's storage. */
static const Demand *argument_demand(Checker *c, const Call *k, const Slot *s, uint32_t index, Name fn,
                                     const Demand *want, Demand *d) {
    Mode *m = s->mode == c->mode_opt ? k->opt : s->mode;
    if (k->partial) {
        bool any = m && m->outer->state == BIT_YES;
        *d = demand_part(c, k->held, want, WHY_PARTIAL, fn, s->expr ? s->expr->loc : NO_LOC);
        if (any) return d;
        if (mode_is_global(m) || mode_is_global(k->held))
            d->mode = (Mode){&mode_no, &mode_no};
        else {
            Mode *both = mode_var(c);
            mode_le(c, both, m, (ModeReason){.kind = WHY_ARGUMENT, .name = fn, .index = index});
            mode_le(c, both, k->held, (ModeReason){.kind = WHY_PARTIAL, .name = fn});
            d->mode = *both;
        }
        if (mode_is_global(m)) {
            d->parent = NULL;
            d->why.kind = WHY_ARGUMENT;
            d->why.index = index;
        }
        return d;
    }
    if (m && m->outer->state == BIT_YES && m->inner->state == BIT_YES && !k->ends) return NULL;
    *d = (Demand){.mode = mode_of(m), .why = {.kind = WHY_ARGUMENT, .name = fn, .index = index}};
    if (k->ends && d->mode.outer->state != BIT_NO) {
        d->mode.inner = &mode_no;
        d->why.kind = WHY_TAIL_ARGUMENT;
    }
    if (k->prim && mode_is_global(m)) { /* primitives keep what they raise or store */
        if (!strncmp(k->symbol, "%raise", 6) || !strncmp(k->symbol, "%reraise", 8)) d->why.kind = WHY_RAISED;
        if (!strcmp(k->symbol, "%makemutable") || !strncmp(k->symbol, "%setfield", 9)) {
            d->why.kind = WHY_MUTABLE;
            d->why.name = c->n.contents;
        } else if (strstr(k->symbol, "array") && strstr(k->symbol, "_set")) {
            d->why.kind = WHY_MUTABLE;
            d->why.name = NULL;
        }
    }
    return d;
}

/* The type of a bigarray as the equations of the case say: kind and layout decide how elements are read, and lowering
   no longer sees them.  It is right to look: whatever the kind is, it is the same outside. */
static Type *bigarray_here(Checker *c, Type *t) {
    t = ty_expand(t);
    if (t->kind != T_CONSTR || t->u.constr.args.n != 3) return NULL;
    Type *args[3];
    for (uint32_t i = 0; i < 3; i++) args[i] = ty_expand(t->u.constr.args.items[i]);
    return ty_constr(c, t->u.constr.decl, args, 3);
}

static TExpr *apply(Checker *c, Env *env, const Expr *e, TExpr *fn, const Arg *args, uint32_t n, Type *expected,
                    const Why *why, const Demand *want, uint32_t first_id) {
    bool few_used[16] = {false};
    Given g = {args, n, n, n <= 16 ? few_used : NEW_ARRAY(c->arena, bool, n), 0};
    find_plain(&g);
    SlotVec slots = {NULL, 0, 0};
    Type *rest = NULL;
    uint32_t equations = c->types.equations_used;
    if (fn->kind != TE_ERROR && ty_repr(fn->type)->kind != T_ERROR) rest = assign(c, e, fn, &g, &slots, first_id);
    if (rest && c->branch && c->types.equations_used != equations) fn->type = seen_type(c, &slots, rest);
    if (!rest) {
        check_rest(c, env, &g, &slots);
        vec_free(&slots);
        return te_error(c, e->loc, expected);
    }
    uint32_t errors = c->s->nerrors;
    Call call = {.prim = fn->kind == TE_PRIM && slots.len >= fn->u.prim->arity && slots.len > 0};
    if (call.prim) call.symbol = fn->u.prim->symbol;
    call.partial = is_partial(fn, &slots);
    PrimResult makes = call.prim ? prim_result(fn->u.prim) : PRIM_PLAIN;
    Name name = function_name(fn);
    const Region *region = want ? want->tail : NULL;
    call.tail = region && region->kind == REGION_FUNCTION && !call.partial && !attr_find(e->attrs, "nontail") &&
                !(call.prim && slots.len == fn->u.prim->arity);
    call.ends = call.tail && !region->ended;
    if (attr_find(e->attrs, "tail") && !call.tail && !call.partial) wrong_tail(c, e, want);
    if (call.partial) {
        if (!want) want = &demand_any;
        call.held = mode_alloc(c, want, e->loc, "partial application");
        Demand held = demand_part(c, call.held, want, WHY_PARTIAL, name, e->loc);
        mode_flow(c, fn->mode, &held, fn->type, name, fn->loc);
        call.opt = call.held; /* omitted arguments of primitives */
    } else if (call.ends && fn->mode) {
        Demand d = {.mode = {&mode_yes, &mode_no}, .why = {.kind = WHY_TAIL_FUNCTION, .name = name, .loc = fn->loc}};
        mode_flow(c, fn->mode, &d, NULL, name, fn->loc);
    }
    if (makes == PRIM_ALLOCATE)
        call.opt = mode_alloc(c, want, e->loc, !strcmp(call.symbol, "%makemutable") ? "ref" : "float");
    else if (makes == PRIM_SELECT || (call.prim && fn->u.prim->local_opt_args))
        call.opt = mode_pair(c);
    if (c->promises && expected && all_slots_given(&slots)) promise_foresee(c, rest, expected);
    /* Functions last: the other arguments tell the types of their parameters. */
    Why w = {BECAUSE_ARGUMENT, name, 0, NO_LOC};
    for (int functions = 0; functions < 2; functions++)
        for (uint32_t i = 0; i < slots.len; i++) {
            Slot *s = &slots.data[i];
            if (s->te || (s->expr && (s->expr->kind == EXP_FUN) != functions)) continue;
            w.index = i + 1;
            Demand d;
            const Demand *bound = s->expr ? argument_demand(c, &call, s, i + 1, name, want, &d) : NULL;
            /* The right operand of && and || is in tail position where they are. */
            if (bound == &d && i == 1 && call.prim && !strncmp(call.symbol, "%seq", 4))
                d.tail = want ? want->tail : NULL;
            if (s->none)
                s->te = te_none(c, e->loc, s->type);
            else if (s->wrap) {
                Mode *some = mode_alloc(c, bound, s->expr->loc, "Some");
                Demand part = demand_part(c, some, bound, WHY_FIELD, c->n.some, s->expr->loc);
                TExpr *payload = check_argument(c, env, s->expr, option_content(c, s->type), &w, &part);
                s->te = te_some(c, payload, s->type, some);
            } else if (s->expr)
                s->te = check_argument(c, env, s->expr, s->type, &w, bound);
        }
    TExpr *few[8];
    TExpr **given = slots.len <= 8 ? few : NEW_ARRAY(c->arena, TExpr *, slots.len);
    Type *type = rest;
    if (c->promises && all_slots_given(&slots)) promise_partial(c, fn->type, slots.len, &type);
    Mode *result = slots.len ? slots.data[slots.len - 1].ret_mode : NULL, *prim_mode = NULL;
    if (result == c->mode_opt) result = call.opt;
    if (call.prim && slots.len > fn->u.prim->arity) {
        prim_mode = slots.data[fn->u.prim->arity - 1].ret_mode;
        if (prim_mode == c->mode_opt) prim_mode = call.opt;
    }
    /* A primitive of the compiler whose type says that its result is local allocates it here. */
    bool here = call.prim && result && result == c->mode_local && call.symbol[0] == '%' && !selects(call.symbol);
    Mode *end = result;
    Uses given_uses = 0, end_uses = slots.len ? slots.data[slots.len - 1].ret_uses : 0;
    for (uint32_t i = 0; i < slots.len; i++) given_uses |= slots.data[i].uses;
    for (uint32_t i = slots.len; i-- > 0;) {
        given[i] = slots.data[i].te;
        if (!given[i]) { /* omitted: the result still wants it */
            type = ty_arrow(c, slots.data[i].label, slots.data[i].type, type, slots.data[i].mode, end);
            /* The last omitted one keeps what the function says of its result; the others leave closures. */
            arrow_uses(type, slots.data[i].uses, end_uses);
            end_uses = given_uses & (USE_UNIQUE | USE_ONCE) ? USE_ONCE : 0;
            end = mode_var(c); /* of the closure that is made when it comes before the others */
            mode_le(c, call.held, end, (ModeReason){.kind = WHY_PARTIAL, .name = name});
            mode_le(c, slots.data[i].mode, end, (ModeReason){.kind = WHY_PARTIAL, .name = name});
        }
    }
    if (call.partial) {
        uint32_t arity = fn->kind == TE_VAR ? fn->u.var->arity : fn->kind == TE_PRIM ? fn->u.prim->arity : 0;
        c->type_loc = e->loc;
        if (ty_repr(type)->kind == T_ARROW) type = mode_relax(c, type, arity > n ? arity - n : 0, call.held);
        result = call.held;
    } else if (result && !call.tail) {
        if (result == c->mode_local) /* a name for messages */
            result = mode_local_because(c, (ModeReason){.kind = WHY_CALL, .name = name, .loc = e->loc});
    }
    TExpr *t = te_apply(c, fn, given, slots.len, type, e->loc, result);
    if (t->kind == TE_APPLY) {
        t->u.apply.tail_ok = !attr_find(e->attrs, "nontail");
        t->u.apply.tail = call.tail;
        t->u.apply.partial = call.partial;
        if (t->u.apply.fn->kind == TE_PRIM_APPLY) t->u.apply.fn->mode = prim_mode;
    } else {
        t->u.prim_apply.allocates = (makes == PRIM_ALLOCATE || here) && strncmp(call.symbol, "%array", 6) != 0;
        if (c->branch && !strncmp(call.symbol, "%caml_ba_", 9))
            t->u.prim_apply.bigarray = bigarray_here(c, given[0]->type);
    }
    vec_free(&slots);
    /* A wrong argument is reported once: what follows from it is not. */
    if (c->s->nerrors != errors && expected && !unify(c, t->type, expected)) return te_error(c, e->loc, expected);
    TExpr *checked = te_expect(c, t, expected, why);
    if (result && !call.partial && makes != PRIM_ALLOCATE) {
        /* The callee's region is gone: what it returned is in ours; of a tail call, in the caller's. */
        Mode r = {result->outer, call.ends ? &mode_no : result->inner};
        mode_flow(c, &r, want, checked->type, NULL, e->loc);
    }
    return checked;
}

/* The function is called, and is not needed afterwards: how local it is matters for tail calls and partial
   application only, which ask for its mode. */
static TExpr *head_of(Checker *c, Env *env, const Expr *f) {
    if (f->kind == EXP_IDENT) {
        return check_head(c, env, f, &demand_any);
    }
    Mode *mode;
    TExpr *fn = check_found(c, env, f, NULL, NULL, NULL, &mode);
    fn->mode = fn->kind == TE_FUN ? fn->mode : mode;
    return fn;
}

/* f x @@ y and y |> f x are f x y. */
static const Expr *operand_function(const Expr *e) {
    return e->kind == EXP_APPLY && !e->u.apply.infix && !e->attrs ? e : NULL;
}
static TExpr *check_pipe(Checker *c, Env *env, const Expr *e, const Expr *f, const Expr *x, Type *expected,
                         const Why *why, const Demand *want) {
    const Expr *inner = operand_function(f);
    uint32_t first_id = c->types.next_id;
    uint32_t n = inner ? inner->u.apply.args.n : 0;
    Arg few[8];
    Arg *args = n < 8 ? few : NEW_ARRAY(c->arena, Arg, n + 1);
    if (inner) memcpy(args, inner->u.apply.args.items, n * sizeof *args);
    args[n] = (Arg){{LABEL_NONE, NULL}, (Expr *)x};
    TExpr *fn = head_of(c, env, inner ? inner->u.apply.fn : f);
    return apply(c, env, e, fn, args, n + 1, expected, why, want, first_id);
}

TExpr *check_application(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    const Arg *args = e->u.apply.args.items;
    uint32_t n = e->u.apply.args.n;
    const Expr *f = e->u.apply.fn;
    uint32_t first_id = c->types.next_id;
    if (f->kind == EXP_IDENT && n == 2 && !f->u.ident->prefix && args[0].label.kind == LABEL_NONE &&
        args[1].label.kind == LABEL_NONE && !f->attrs) {
        const char *op = f->u.ident->name->text;
        if ((op[0] == '@' && op[1] == '@' && !op[2]) || (op[0] == '|' && op[1] == '>' && !op[2])) {
            ValueDesc *v = env_find_value(c, env, f->u.ident->name);
            const char *symbol = v && v->prim ? v->prim->symbol : "";
            if (!strcmp(symbol, "%apply"))
                return check_pipe(c, env, e, args[0].expr, args[1].expr, expected, why, want);
            if (!strcmp(symbol, "%revapply"))
                return check_pipe(c, env, e, args[1].expr, args[0].expr, expected, why, want);
        }
    }
    TExpr *fn = head_of(c, env, f);
    return apply(c, env, e, fn, args, n, expected, why, want, first_id);
}
