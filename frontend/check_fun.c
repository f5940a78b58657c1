/* check_fun.c: functions, let bindings, and the cases of match, try and function. */
#include "check.h"

/* ---- functions -------------------------------------------------------------------------------- */
static bool same_label(Label a, Label b) {
    return a.kind == b.kind && a.name == b.name;
}
static const char *label_text(Checker *c, Label l) {
    if (l.kind == LABEL_NONE) return "not labelled";
    return arena_printf(c->arena, "labeled %s%s", l.kind == LABEL_OPTIONAL ? "?" : "~", l.name->text);
}
static Type *option_of(Checker *c, Type *t) {
    return ty_constr1(c, c->p.option, t);
}
/* What is inside t, which is or becomes an option. */
static Type *option_content(Checker *c, Type *t) {
    Type *known = ty_expand(t);
    if (known->kind == T_CONSTR && known->u.constr.decl == c->p.option) return known->u.constr.args.items[0];
    Type *content = ty_var(c);
    unify(c, option_of(c, content), t);
    return content;
}

/* The expected type splits into one arrow per parameter as long as it is known. */
typedef struct {
    Type *rest;       /* what the remaining function is expected to be; NULL: unknown */
    bool known;       /* all arrows so far came from the expected type */
    uint32_t matched; /* how many */
} Splitter;

static void not_a_function(Checker *c, const Expr *e, Type *expected, uint32_t matched, const Why *why) {
    Diag *d;
    if (matched)
        d = diag_error(c->s, e->loc, "E0209", "This function expects too many arguments, it should have type %s",
                       ty_print(c->arena, expected));
    else
        d = diag_error(c->s, e->loc, "E0209", "This expression should not be a function, the expected type is %s",
                       ty_print(c->arena, expected));
    if (why && why->kind == BECAUSE_ANNOTATION && why->loc.file)
        diag_label(c->s, d, why->loc, "this annotation asks for it");
}
/* The argument's type for the next parameter. */
static Type *next_argument(Checker *c, Splitter *s, const Expr *e, Label label, Type *whole, const Why *why,
                           Mode **mode) {
    if (s->rest && s->known) {
        Type *t = ty_expand(s->rest);
        if (t->kind == T_ARROW && same_label(t->u.arrow.label, label)) {
            s->matched++;
            s->rest = t->u.arrow.ret;
            *mode = t->u.arrow.arg_mode;
            return t->u.arrow.arg;
        }
        if (t->kind == T_ARROW) {
            Diag *d = diag_error(c->s, e->loc, "E0210", "This function should have type %s but its %s argument is %s",
                                 ty_print(c->arena, whole), s->matched ? "next" : "first", label_text(c, label));
            diag_note(c->s, d, "An argument that is %s was expected here", label_text(c, t->u.arrow.label));
            s->rest = ty_error(c);
        } else if (t->kind != T_VAR && t->kind != T_ERROR) {
            not_a_function(c, e, whole, s->matched, why);
            s->rest = ty_error(c);
        }
    }
    s->known = false;
    Type *arg = ty_var(c);
    return label.kind == LABEL_OPTIONAL ? option_of(c, arg) : arg;
}

typedef struct { /* one parameter while the function is being checked */
    Type *type;
    Mode *mode;
    bool matched;
} ParamInfo;

static Env *add_bound(Checker *c, Env *env, const ValueVec *bound, uint32_t from) {
    for (uint32_t i = from; i < bound->len; i++) env = env_add_value(c, env, bound->data[i]);
    return env;
}

TExpr *check_function(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, Mode *mode) {
    uint32_t nwritten = e->u.fun.params.n, n = 0;
    bool has_cases = e->u.fun.body == NULL;
    uint32_t errors = c->s->nerrors; /* patterns with errors have no exhaustiveness */
    VEC(TypeDecl *) newtypes = {NULL, 0, 0};
    Type *context = expected; /* unified at the end */
    for (uint32_t i = 0; i < nwritten; i++)
        if (e->u.fun.params.items[i].kind == PARAM_VALUE)
            n++;
        else
            context = NULL; /* (type a): nothing may flow in, a must not leave */
    n += has_cases;
    TExpr *t = te_new(c, TE_FUN, e->loc, NULL, mode);
    ParamInfo few[8];
    ParamInfo *info = n <= 8 ? few : NEW_ARRAY(c->arena, ParamInfo, n);
    t->u.fun.params.n = n;
    t->u.fun.params.items = NEW_ARRAY(c->arena, TParam, n ? n : 1);
    Splitter split = {context, true, 0};
    ValueVec bound = {NULL, 0, 0};
    uint32_t at = 0;
    for (uint32_t i = 0; i < nwritten; i++) {
        const Param *p = &e->u.fun.params.items[i];
        if (p->kind == PARAM_NEWTYPE) {
            TypeDecl *d = newtype_begin(c, &env, p->newtype);
            vec_push(&newtypes, d);
            continue;
        }
        TParam *tp = &t->u.fun.params.items[at];
        ParamInfo *pi = &info[at++];
        pi->mode = NULL;
        pi->type = next_argument(c, &split, e, p->label, expected, why, &pi->mode);
        pi->matched = split.known;
        if (p->pat && p->pat->mode.bits)
            pi->mode = mode_or(mode_of_annot(c, p->pat->mode), pi->mode);
        else if (!pi->mode && !pi->matched)
            pi->mode = mode_var(c);
        Type *payload = pi->type;
        if (p->def) { /* ?(x = e) */
            payload = option_content(c, pi->type);
            uint32_t from = bound.len;
            /* The pattern's annotation informs the default, but its variables are not visible in it. */
            tp->pat = check_pattern(c, env, p->pat, payload, pi->mode, VAR_LOCAL, &bound);
            Why w = {BECAUSE_NOTHING, NULL, 0, NO_LOC};
            tp->def = check_argument(c, env, p->def, payload, &w, NULL);
            env = add_bound(c, env, &bound, from);
        } else {
            uint32_t from = bound.len;
            if (p->label.kind == LABEL_OPTIONAL) option_content(c, pi->type);
            tp->pat = check_pattern(c, env, p->pat, pi->type, pi->mode, VAR_LOCAL, &bound);
            env = add_bound(c, env, &bound, from);
        }
        tp->label = p->label;
        tp->type = pi->type;
        tp->mode = pi->mode;
    }
    Mode *ret_mode = mode_of_annot(c, e->u.fun.ret_mode);
    t->u.fun.ret_mode = ret_mode;
    Type *ret;
    if (has_cases) {
        TParam *tp = &t->u.fun.params.items[at];
        ParamInfo *pi = &info[at];
        pi->mode = NULL;
        pi->type = next_argument(c, &split, e, (Label){LABEL_NONE, NULL}, expected, why, &pi->mode);
        pi->matched = split.known;
        if (!pi->mode && !pi->matched) pi->mode = mode_var(c);
        tp->label = (Label){LABEL_NONE, NULL};
        tp->type = pi->type;
        tp->mode = pi->mode;
        tp->pat = NEW(c->arena, TPat);
        tp->pat->kind = TP_ANY;
        tp->pat->type = pi->type;
        tp->pat->loc = e->loc;
        ret = split.known ? split.rest : NULL;
        Why annot = {BECAUSE_ANNOTATION, NULL, 0, NO_LOC};
        const Why *body_why = NULL;
        if (e->u.fun.ret_type) {
            Type *want = transl_type(c, env, e->u.fun.ret_type, TYVARS_OPEN);
            annot.loc = e->u.fun.ret_type->loc;
            if (ret && !unify(c, want, ret)) error_clash(c, annot.loc, "expression", want, ret, why);
            ret = want;
            body_why = &annot;
        }
        t->u.fun.cases_loc = e->u.fun.cases_loc;
        t->u.fun.cases_type = pi->type;
        t->u.fun.cases.items = check_cases(c, env, e->u.fun.cases.items, e->u.fun.cases.n, pi->type, &ret, body_why,
                                           pi->mode, ret_mode, false, &t->u.fun.cases.n);
        if (c->s->nerrors == errors)
            t->u.fun.cases_partial =
                exhaust_check(c, t->u.fun.cases.items, t->u.fun.cases.n, pi->type, e->loc, EXHAUST_VALUES);
    } else {
        Type *want = split.known ? split.rest : NULL;
        TExpr *body;
        if (e->u.fun.ret_type) {
            Type *annotated = transl_type(c, env, e->u.fun.ret_type, TYVARS_OPEN);
            Why w = {BECAUSE_ANNOTATION, NULL, 0, e->u.fun.ret_type->loc};
            if (annotated->kind == T_POLY) {
                not_in_this_version(c, e->u.fun.ret_type->loc, "Polymorphic results are");
                annotated = ty_error(c);
            }
            if (want && !unify(c, annotated, want))
                error_clash(c, e->u.fun.ret_type->loc, "expression", annotated, want, why);
            body = check_argument(c, env, e->u.fun.body, annotated, &w, ret_mode);
            ret = annotated->kind == T_ERROR ? body->type : annotated;
        } else {
            body = check_expect(c, env, e->u.fun.body, want, split.matched ? NULL : why, ret_mode);
            ret = body->type;
        }
        t->u.fun.body = body;
    }
    /* Patterns that may fail are looked at when all types are known. */
    for (uint32_t i = 0; i < n && c->s->nerrors == errors; i++)
        if (!pattern_is_trivial(t->u.fun.params.items[i].pat))
            t->u.fun.params.items[i].partial =
                exhaust_pattern(c, t->u.fun.params.items[i].pat, t->u.fun.params.items[i].pat->loc);
    /* The type, from the result back to the first parameter; arrows that were expected are reused. */
    Type *fn = ret;
    uint32_t i = n;
    Type *last = ty_expand(ret);
    bool open_end = last->kind == T_VAR || last->kind == T_ERROR, arrows_after = last->kind == T_ARROW;
    Mode *rm = ret_mode;
    /* Applied to a local argument and not yet to all, the function holds it: it is local itself. */
    uint32_t first_local = n;
    for (uint32_t k = n; k-- > 0;)
        if (info[k].mode == c->mode_local) first_local = k;
    while (i-- > 0) {
        const TParam *tp = &t->u.fun.params.items[i];
        if (tp->label.kind == LABEL_OPTIONAL && !arrows_after && !open_end)
            check_warn(c, tp->pat->loc, 16, "this optional argument cannot be erased.");
        arrows_after = true;
        if (info[i].matched) continue;
        fn = ty_arrow(c, tp->label, info[i].type, fn, info[i].mode, i + 1 < n && i >= first_local ? c->mode_local : rm);
        rm = NULL;
        if (i == split.matched && split.rest && split.rest->kind != T_ERROR && context) {
            /* the expected type was unknown from here on */
            if (!unify(c, fn, split.rest)) {
                error_clash(c, e->loc, "expression", fn, split.rest, why);
                t->kind = TE_ERROR;
            }
        }
    }
    while (newtypes.len) newtype_end(c, newtypes.data[--newtypes.len]);
    vec_free(&newtypes);
    warn_unused(c, bound.data, bound.len, false);
    if (context) {
        t->type = expected;
        return t;
    }
    t->type = fn;
    return te_expect(c, t, expected, why);
}

/* ---- cases ---------------------------------------------------------------------------------------- */
typedef VEC(const Pat *) PatVec;

static bool mentions_exception(const Pat *p) {
    switch (p->kind) {
    case PAT_EXCEPTION: return true;
    case PAT_OR: return mentions_exception(p->u.alt.left) || mentions_exception(p->u.alt.right);
    case PAT_CONSTRAINT: return mentions_exception(p->u.constraint.pat);
    case PAT_ALIAS: return mentions_exception(p->u.alias.pat);
    default: return false;
    }
}
/* p | exception q: the alternatives on values and those on exceptions. */
static void split_alternatives(const Pat *p, PatVec *values, PatVec *exns) {
    if (p->kind == PAT_EXCEPTION) {
        vec_push(exns, p->u.sub);
        return;
    }
    if (p->kind == PAT_OR && mentions_exception(p)) {
        split_alternatives(p->u.alt.left, values, exns);
        split_alternatives(p->u.alt.right, values, exns);
        return;
    }
    vec_push(values, p);
}

TCase *check_cases(Checker *c, Env *env, const Case *cases, uint32_t n, Type *scrutinee, Type **result, const Why *why,
                   Mode *scrut_mode, Mode *mode, bool exceptions, uint32_t *out_n) {
    VEC(TCase) out = {NULL, 0, 0};
    typedef struct {
        ValueVec bound;
        uint32_t first, count; /* of the typed cases made from this one */
    } Row;
    Row few[16];
    Row *rows = n <= 16 ? memset(few, 0, sizeof few) : NEW_ARRAY(c->arena, Row, n);
    /* All patterns before any body: what is matched may be known only from a later one. */
    for (uint32_t i = 0; i < n; i++) {
        const Pat *p = cases[i].pat;
        Row *r = &rows[i];
        r->first = out.len;
        if (!exceptions || !mentions_exception(p)) {
            TCase k = {.pat = check_pattern(c, env, p, scrutinee, scrut_mode, VAR_LOCAL, &r->bound),
                       .loc = cases[i].loc};
            vec_push_in(c->arena, &out, k);
        } else {
            PatVec alts[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
            split_alternatives(p, &alts[0], &alts[1]);
            bool again = false;
            for (uint32_t kind = 0; kind < 2; kind++)
                for (uint32_t j = 0; j < alts[kind].len; j++) {
                    const Pat *alt = alts[kind].data[j];
                    Type *type = kind ? c->p.t_exn : scrutinee;
                    TCase k = {.is_exception = kind == 1, .loc = cases[i].loc};
                    if (!again)
                        k.pat = check_pattern(c, env, alt, type, scrut_mode, VAR_LOCAL, &r->bound);
                    else
                        k.pat =
                            check_pattern_again(c, env, alt, type, scrut_mode, VAR_LOCAL, r->bound.data, r->bound.len);
                    again = true;
                    vec_push_in(c->arena, &out, k);
                }
            vec_free(&alts[0]);
            vec_free(&alts[1]);
        }
        r->count = out.len - r->first;
    }
    Why branch = {BECAUSE_BRANCH, NULL, 0, NO_LOC}, guard = {BECAUSE_GUARD, NULL, 0, NO_LOC};
    bool open = !*result || ty_expand(*result)->kind == T_VAR;
    for (uint32_t i = 0; i < n; i++) {
        Row *r = &rows[i];
        Env *inner = add_bound(c, env, &r->bound, 0);
        TExpr *g = NULL, *body = NULL;
        if (cases[i].guard) g = check_expect(c, inner, cases[i].guard, c->p.t_bool, &guard, NULL);
        if (cases[i].body->kind != EXP_UNREACHABLE) {
            body = check_expect(c, inner, cases[i].body, *result, open && branch.loc.file ? &branch : why, mode);
            if (!*result) *result = body->type;
            if (!branch.loc.file) branch.loc = cases[i].body->loc;
        }
        for (uint32_t j = 0; j < r->count; j++) {
            out.data[r->first + j].guard = g;
            out.data[r->first + j].body = body;
        }
        warn_unused(c, r->bound.data, r->bound.len, false);
    }
    if (!*result) *result = ty_var(c);
    *out_n = out.len;
    return out.data;
}

TExpr *check_match(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, Mode *mode) {
    bool is_try = e->kind == EXP_TRY;
    uint32_t errors = c->s->nerrors;
    TExpr *t = te_new(c, is_try ? TE_TRY : TE_MATCH, e->loc, NULL, mode);
    Type *result = expected;
    const Case *cases = e->u.match.cases.items;
    uint32_t n = e->u.match.cases.n, nout;
    if (is_try) {
        t->u.match.scrut = check_expect(c, env, e->u.match.scrut, expected, why, mode);
        bool open = !expected || ty_expand(expected)->kind == T_VAR;
        result = t->u.match.scrut->type;
        Why body = {BECAUSE_BRANCH, NULL, 0, e->u.match.scrut->loc};
        t->u.match.cases.items =
            check_cases(c, env, cases, n, c->p.t_exn, &result, open ? &body : why, NULL, mode, false, &nout);
        t->u.match.cases.n = nout;
        if (c->s->nerrors == errors)
            exhaust_check(c, t->u.match.cases.items, nout, c->p.t_exn, e->loc, EXHAUST_EXCEPTIONS);
        t->type = result;
        return t;
    }
    t->u.match.scrut = check_expect(c, env, e->u.match.scrut, NULL, NULL, NULL);
    Type *scrutinee = t->u.match.scrut->type;
    t->u.match.cases.items =
        check_cases(c, env, cases, n, scrutinee, &result, why, t->u.match.scrut->mode, mode, true, &nout);
    t->u.match.cases.n = nout;
    uint32_t nexn = 0;
    t->type = result;
    if (c->s->nerrors != errors) return t;
    for (uint32_t i = 0; i < nout; i++) nexn += t->u.match.cases.items[i].is_exception;
    if (nexn == 0)
        t->u.match.partial = exhaust_check(c, t->u.match.cases.items, nout, scrutinee, e->loc, EXHAUST_VALUES);
    else {
        TCase *sorted = NEW_ARRAY(c->arena, TCase, nout);
        uint32_t v = 0, x = nout - nexn;
        for (uint32_t i = 0; i < nout; i++)
            sorted[t->u.match.cases.items[i].is_exception ? x++ : v++] = t->u.match.cases.items[i];
        t->u.match.partial = exhaust_check(c, sorted, nout - nexn, scrutinee, e->loc, EXHAUST_VALUES);
        exhaust_check(c, sorted + (nout - nexn), nexn, c->p.t_exn, e->loc, EXHAUST_EXCEPTIONS);
    }
    t->type = result;
    return t;
}

/* ---- bindings ----------------------------------------------------------------------------------------- */
typedef struct {
    Type *type;   /* of the pattern, and expected of the expression */
    Type *scheme; /* annotated polymorphic type; else NULL */
    Type **vars;  /* its instance's variables, which must stay distinct */
    uint32_t nvars;
    VEC(TypeDecl *) newtypes;
    uint32_t first, count; /* its variables among the bound ones */
    const Pat *pat;
} Bind;

static const Pat *strip_constraints(const Pat *p) {
    while (p->kind == PAT_CONSTRAINT && !p->mode.bits) p = p->u.constraint.pat;
    return p;
}
static const TypeExpr *poly_annotation(const Binding *b) {
    if (b->type) return b->type;
    return b->pat->kind == PAT_CONSTRAINT && b->pat->u.constraint.type && b->pat->u.constraint.type->kind == TY_POLY
               ? b->pat->u.constraint.type
               : NULL;
}

/* let f : 'a. t, let f : type a. t — the generic type, made in a level of its own. */
static Type *annotated_scheme(Checker *c, Env *env, const Binding *b, const TypeExpr *type) {
    enter_level(c);
    uint32_t n = b->newtypes.n;
    Type *scheme;
    if (n) {
        TypeDecl **decls = NEW_ARRAY(c->arena, TypeDecl *, n);
        Env *inner = env;
        for (uint32_t i = 0; i < n; i++) decls[i] = newtype_begin(c, &inner, b->newtypes.items[i]);
        scheme = transl_type(c, inner, type, TYVARS_OPEN);
        for (uint32_t i = n; i-- > 0;) newtype_end(c, decls[i]);
    } else {
        Type **vars;
        uint32_t nvars;
        scheme = ty_open_poly(c, transl_type(c, env, type, TYVARS_OPEN), &vars, &nvars);
    }
    leave_level(c);
    ty_generalize(c, scheme);
    return scheme;
}

/* The shape of a function as it is written, so that recursive uses know its labels. */
static Type *approximate(Checker *c, const Expr *e) {
    if (e->kind == EXP_NEWTYPE || e->kind != EXP_FUN) return ty_var(c);
    Type *ret = e->u.fun.body && e->u.fun.body->kind == EXP_FUN && !e->u.fun.ret_type ? approximate(c, e->u.fun.body)
                                                                                      : ty_var(c);
    if (!e->u.fun.body) ret = ty_arrow(c, (Label){LABEL_NONE, NULL}, ty_var(c), ret, NULL, NULL);
    bool more = false;
    for (uint32_t i = e->u.fun.params.n; i-- > 0;) {
        const Param *p = &e->u.fun.params.items[i];
        if (p->kind != PARAM_VALUE) continue;
        Type *arg = ty_var(c);
        if (p->label.kind == LABEL_OPTIONAL) arg = option_of(c, arg);
        Mode *mode = p->pat ? mode_of_annot(c, p->pat->mode) : NULL;
        more = more || !e->u.fun.body || i + 1 < e->u.fun.params.n;
        ret = ty_arrow(c, p->label, arg, ret, mode, more && mode == c->mode_local ? c->mode_local : NULL);
    }
    return ret;
}

static TExpr *check_bound(Checker *c, Env *env, const Binding *b, Bind *k, const Why *why, Mode *mode) {
    if (!k->scheme)
        return k->type ? check_argument(c, env, b->expr, k->type, why, mode)
                       : check_expect(c, env, b->expr, NULL, NULL, mode);
    if (b->newtypes.n) {
        /* type a.: inside, the names stand for rigid types */
        Env *inner = env;
        for (uint32_t i = 0; i < b->newtypes.n; i++) {
            TypeDecl *d = newtype_begin(c, &inner, b->newtypes.items[i]);
            vec_push(&k->newtypes, d);
        }
        Type *want = transl_type(c, inner, poly_annotation(b), TYVARS_OPEN);
        TExpr *te = check_argument(c, inner, b->expr, want, why, mode);
        while (k->newtypes.len) newtype_end(c, k->newtypes.data[--k->newtypes.len]);
        vec_free(&k->newtypes);
        return te;
    }
    return check_argument(c, env, b->expr, k->type, why, mode);
}

static void less_general(Checker *c, const Binding *b, const Bind *k, const TExpr *te) {
    Diag *d = diag_error(c->s, b->expr->loc, "E0219", "This definition has type %s which is less general than %s",
                         ty_print(c->arena, te->type), ty_print(c->arena, k->scheme));
    if (poly_annotation(b)) diag_label(c->s, d, poly_annotation(b)->loc, "annotated here");
}

Env *check_bindings(Checker *c, Env *env, bool rec, const Binding *binds, uint32_t n, VarKind kind, TBinding **out,
                    ValueVec *bound) {
    ValueVec own = {NULL, 0, 0};
    if (!bound) bound = &own;
    uint32_t start = bound->len, errors = c->s->nerrors;
    TBinding *tb = *out = NEW_ARRAY(c->arena, TBinding, n ? n : 1);
    Bind one;
    Bind *ks = n == 1 ? memset(&one, 0, sizeof one) : NEW_ARRAY(c->arena, Bind, n ? n : 1);
    Env *inner = env;
    enter_level(c);
    /* 1: the patterns */
    for (uint32_t i = 0; i < n; i++) {
        const Binding *b = &binds[i];
        Bind *k = &ks[i];
        const TypeExpr *annot = poly_annotation(b);
        k->pat = b->pat;
        k->first = bound->len;
        tb[i].attrs = b->attrs;
        tb[i].loc = b->loc;
        if (annot && (annot->kind == TY_POLY || b->newtypes.n)) {
            k->pat = strip_constraints(b->pat);
            k->scheme = annotated_scheme(c, env, b, annot);
            if (annot->kind == TY_POLY && !b->newtypes.n)
                k->type = ty_open_poly(c, transl_type(c, env, annot, TYVARS_OPEN), &k->vars, &k->nvars);
            else
                k->type = ty_instance(c, k->scheme);
            if (k->pat->kind != PAT_VAR && k->pat->kind != PAT_ANY) {
                diag_error(c->s, b->pat->loc, "E0219", "Only a variable can have a polymorphic type");
                k->scheme = NULL;
            }
        } else if (b->type)
            k->type = transl_type(c, env, b->type, TYVARS_OPEN);
        bool plain = !rec && !k->type && k->pat->kind == PAT_VAR && !k->pat->mode.bits;
        if (plain && n == 1) continue; /* let x = e: the variable takes e's type */
        if (!k->type) k->type = ty_var(c);
        tb[i].pat = check_pattern(c, env, k->pat, k->type, mode_or(mode_of_annot(c, b->mode), NULL), kind, bound);
        k->count = bound->len - k->first;
        if (k->scheme && k->count) bound->data[k->first]->type = bound->data[k->first]->var->type = k->scheme;
    }
    for (uint32_t i = 1; i < n && bound->len - start < 256; i++) /* let x = .. and x = .. */
        for (uint32_t v = ks[i].first; v < ks[i].first + ks[i].count; v++)
            for (uint32_t w = start; w < ks[i].first; w++)
                if (bound->data[v]->name == bound->data[w]->name)
                    diag_error(c->s, bound->data[v]->loc, "E0214",
                               "Variable %s is bound several times in this matching", bound->data[v]->name->text);
    if (rec) {
        for (uint32_t i = 0; i < n; i++) {
            const Pat *p = strip_constraints(ks[i].pat);
            if (p->kind != PAT_VAR && p->kind != PAT_ALIAS && p->kind != PAT_ERROR)
                diag_error(c->s, p->loc, "E0216", "Only variables are allowed as left-hand side of `let rec'");
            if (!ks[i].scheme && binds[i].expr->kind == EXP_FUN)
                unify_try(c, approximate(c, binds[i].expr), ks[i].type);
        }
        inner = add_bound(c, inner, bound, start);
    }
    /* 2: the expressions */
    for (uint32_t i = 0; i < n; i++) {
        const Binding *b = &binds[i];
        Bind *k = &ks[i];
        Why w = {BECAUSE_NOTHING, NULL, 0, NO_LOC};
        if (b->type || b->pat->kind == PAT_CONSTRAINT) {
            const TypeExpr *a = b->type ? b->type : b->pat->u.constraint.type;
            if (a) w = (Why){BECAUSE_ANNOTATION, NULL, 0, a->loc};
        }
        Mode *mode = mode_of_annot(c, b->mode);
        WarnState warn = warnings_enter(c, b->attrs);
        tb[i].expr = check_bound(c, inner, b, k, w.kind ? &w : NULL, mode);
        warnings_leave(c, warn);
        if (!tb[i].pat) {
            k->type = tb[i].expr->type;
            tb[i].pat = check_pattern(c, env, k->pat, k->type, mode, kind, bound);
            k->count = 1;
        }
        TExpr *te = tb[i].expr;
        if (k->count >= 1 && tb[i].pat->kind == TP_VAR && te->kind == TE_FUN) {
            tb[i].pat->u.var->arity = te->u.fun.params.n < 0xffff ? (uint16_t)te->u.fun.params.n : 0xffff;
            te->u.fun.name = tb[i].pat->u.var->name;
        }
    }
    leave_level(c);
    /* 3: generalisation; first what must not be generalised is brought down */
    for (uint32_t i = 0; i < n; i++)
        if (!is_nonexpansive(tb[i].expr)) ty_pin_contravariant(c, ks[i].type);
    for (uint32_t i = 0; i < n; i++) {
        Bind *k = &ks[i];
        ty_generalize(c, k->type);
        ty_generalize(c, tb[i].expr->type);
        for (uint32_t v = k->first; v < k->first + k->count; v++) ty_generalize(c, bound->data[v]->type);
        if (k->scheme && k->nvars) {
            for (uint32_t v = 0; v < k->nvars; v++) ty_generalize(c, k->vars[v]);
            /* The second test: a variable of the item (not quantified here) may have become one of them. */
            if (tb[i].expr->kind != TE_ERROR && c->s->nerrors == errors &&
                (!ty_vars_generic(c, k->vars, k->nvars) || !ty_more_general(c, tb[i].expr->type, k->scheme)))
                less_general(c, &binds[i], k, tb[i].expr);
        } else if (k->scheme && tb[i].expr->kind != TE_ERROR && !is_nonexpansive(tb[i].expr) &&
                   !ty_more_general(c, tb[i].expr->type, k->scheme))
            less_general(c, &binds[i], k, tb[i].expr);
        tb[i].nvars = k->count;
        if (!pattern_is_trivial(tb[i].pat) && c->s->nerrors == errors) {
            WarnState warn = warnings_enter(c, binds[i].attrs);
            tb[i].partial = exhaust_pattern(c, tb[i].pat, binds[i].pat->loc);
            warnings_leave(c, warn);
        }
    }
    if (rec) check_recursive_values(c, tb, n);
    return rec ? inner : add_bound(c, env, bound, start);
}
