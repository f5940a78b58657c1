/* check_fun.c: functions, let bindings, and the cases of match, try and function. */
#include "check.h"
#include "unique.h"

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
    Mode *ret_mode;   /* of the last matched arrow */
    Uses arg_uses, ret_uses;
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
            s->ret_mode = t->u.arrow.ret_mode;
            s->arg_uses = t->u.arrow.arg_uses;
            s->ret_uses = t->u.arrow.ret_uses;
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
    Mode *passed, *ret_mode; /* what the arrow says: the expected one when matched */
    Uses uses, ret_uses;     /* of the arrow */
    bool matched;
} ParamInfo;

static Env *add_bound(Checker *c, Env *env, const ValueVec *bound, uint32_t from) {
    for (uint32_t i = from; i < bound->len; i++) env = env_add_value(c, env, bound->data[i]);
    return env;
}

/* ---- modes of functions ------------------------------------------------------------------------ */
/* How a parameter is seen inside: what is local to the call is outside of the function's region. */
static Mode *inside(Checker *c, const Mode *m) {
    return mode_is_global(m) ? NULL : mode_make(c, m->outer, &mode_no);
}
/* The mode of a parameter as callers see it. */
static Mode *param_mode(Checker *c, const Param *p, Mode *expected, bool matched) {
    uint32_t written = p->pat ? p->pat->mode.bits : 0;
    if (written & MODE_LOCAL) return mode_local_because(c, (ModeReason){.kind = WHY_PARAMETER, .loc = p->pat->loc});
    if (written & MODE_GLOBAL) {
        if (matched && expected && !mode_le(c, expected, NULL, (ModeReason){.kind = WHY_TYPES, .loc = p->loc})) {
            Diag *d = diag_error(c->s, p->loc, "E0308",
                                 "This parameter is global, but the function is expected to take local values");
            diag_help(c->s, d, "leave out the annotation, or write local_");
        }
        return NULL;
    }
    return matched ? expected : mode_var(c);
}
/* Of a parameter, as callers see it. */
static Uses param_uses(Checker *c, const Param *p, const Splitter *s, Loc function) {
    Uses written = p->pat ? pattern_uses(c, p->pat) & (Uses) ~(USE_SHARED | USE_MANY) : 0;
    if (!s->known) return written;
    Uses expected = s->arg_uses;
    if (written && !uses_le(expected, written)) unique_parameter_differs(c, p->pat->loc, function, written, expected);
    return written ? written : expected;
}
/* Of a function's result: what is written, on the type or the expression that makes it. */
static Uses tail_uses(Checker *c, const Expr *e) {
    for (;;) switch (e->kind) {
        case EXP_LET: e = e->u.let.body; break;
        case EXP_SEQUENCE: e = e->u.seq.second; break;
        case EXP_OPEN: e = e->u.open.body; break;
        case EXP_LETMODULE: e = e->u.letmodule.body; break;
        case EXP_LETEXCEPTION: e = e->u.letexception.body; break;
        case EXP_IF: e = e->u.cond.then; break;
        case EXP_LOCAL:
        case EXP_STACK:
        case EXP_EXCLAVE: e = e->u.sub; break;
        case EXP_CONSTRAINT:
            if (e->u.constraint.mode.bits & (MODE_UNIQUE | MODE_ONCE))
                return uses_of_annot(c, &e->u.constraint.mode, e->u.constraint.type) & (Uses) ~(USE_SHARED | USE_MANY);
            e = e->u.constraint.expr;
            break;
        default: return 0;
        }
}
static Uses result_uses(Checker *c, const Expr *e) {
    Uses u = uses_of_annot(c, &e->u.fun.ret_mode, e->u.fun.ret_type) & (Uses) ~(USE_SHARED | USE_MANY);
    return u || !e->u.fun.body ? u : tail_uses(c, e->u.fun.body);
}
/* Given fewer arguments than all, the function makes a closure that holds them and itself: arrows say so. */
static void check_partial(Checker *c, const Mode *held, const Mode *arrow, Loc loc, Name name) {
    ModeReason why = {.kind = WHY_PARTIAL, .name = name, .loc = loc, .value_loc = loc};
    if (mode_is_global(held) || mode_le(c, held, arrow, why)) return;
    Diag *d = diag_error(c->s, loc, "E0306",
                         "This function or one of its parameters escape their region when it is partially applied");
    diag_note(c->s, d,
              "given only its first argument, it makes a closure that holds this argument and the function "
              "itself, so that is local when one of them is; but the type wanted here says that it is global");
    diag_help(c->s, d,
              "write the type as `a -> local_ (b -> c)`, or `local_` before the name that is bound: it then reads so");
}

/* Of the function's result, as callers see it. */
static Mode *result_mode(Checker *c, const ParamInfo *last, bool written_local, const Expr *e) {
    Mode *expected = last && last->matched ? last->ret_mode : NULL;
    if (written_local) {
        Mode *m = mode_local_because(c, (ModeReason){.kind = WHY_ANNOTATION, .loc = e->u.fun.ret_mode.loc});
        if (last && last->matched && !mode_le(c, m, expected, (ModeReason){.kind = WHY_TYPES, .loc = e->loc}))
            diag_error(c->s, e->u.fun.ret_mode.loc, "E0308",
                       "The result of this function is local, but a function with a global result is expected here");
        return m;
    }
    if (e->u.fun.ret_mode.bits & MODE_GLOBAL) return NULL;
    return last && last->matched ? expected : mode_var(c);
}

/* What a parameter brings into scope for the rest of its function: a type, or what its pattern knows of types. */
typedef struct {
    TypeDecl *newtype;
    Branch *branch;
    TParam *param; /* of the branch */
} ParamScope;
typedef VEC(ParamScope) ParamScopes;

static void open_scope(Checker *c, ParamScopes *scopes, Env **env, const Param *p, TParam *to) {
    ParamScope s = {.param = to};
    if (p->kind == PARAM_NEWTYPE)
        s.newtype = newtype_begin(c, env, p->newtype);
    else {
        s.branch = NEW(c->arena, Branch);
        branch_enter(c, s.branch);
    }
    vec_push(scopes, s);
}
/* The result's type, when nothing is known of it: it must be one that is known outside.  NULL: any will do. */
static Type *result_outside(Checker *c, const ParamScopes *scopes) {
    for (uint32_t i = 0; i < scopes->len; i++)
        if (scopes->data[i].branch) return ty_var_at(c, scopes->data[i].branch->level - 1);
    return NULL;
}
static bool has_scope(const ParamScopes *scopes, const TParam *p) {
    for (uint32_t i = 0; i < scopes->len; i++)
        if (scopes->data[i].param == p) return true;
    return false;
}
/* type: of the function. */
static void close_scopes(Checker *c, ParamScopes *scopes, Type *type, Loc loc, bool sound) {
    while (scopes->len) {
        ParamScope *s = &scopes->data[--scopes->len];
        if (s->newtype) {
            newtype_end(c, s->newtype);
            continue;
        }
        branch_leave(c, s->branch);
        if (sound && !pattern_is_trivial(s->param->pat)) /* without what the pattern itself knows */
            s->param->partial = exhaust_pattern(c, s->param->pat, s->param->pat->loc);
        if (ty_lower_level(c, type, c->level)) continue;
        Diag *d =
            diag_error(c->s, loc, "E0256", "This function has type %s, of which a part is known inside of it only",
                       ty_print(c->arena, type));
        explain_unify(c, d, type, type);
    }
    vec_free(scopes);
}

TExpr *check_function(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    uint32_t nwritten = e->u.fun.params.n, n = 0;
    bool has_cases = e->u.fun.body == NULL;
    uint32_t errors = c->s->nerrors; /* patterns with errors have no exhaustiveness */
    ParamScopes scopes = {NULL, 0, 0};
    Type *context = expected; /* unified at the end */
    for (uint32_t i = 0; i < nwritten; i++)
        if (e->u.fun.params.items[i].kind == PARAM_VALUE)
            n++;
        else
            context = NULL; /* (type a): nothing may flow in, a must not leave */
    n += has_cases;
    if (!want) want = &demand_any; /* its type may want it global where nothing else does */
    Mode *mode = mode_alloc(c, want, e->loc, "closure");
    TExpr *t = te_new(c, TE_FUN, e->loc, NULL, mode);
    Name own_name = want && want->why.kind == WHY_BOUND && e->u.fun.from_let ? want->why.name : c->fun_name;
    c->fun_name = NULL;
    Region region = {.kind = REGION_FUNCTION, .name = own_name, .loc = e->loc, .outer = c->region};
    Lock lock = {
        .kind = LOCK_CLOSURE, .closure = mode, .demand = want, .name = own_name, .loc = e->loc, .outer = c->lock};
    c->region = &region;
    c->lock = &lock;
    ParamInfo few[8];
    ParamInfo *info = n <= 8 ? few : NEW_ARRAY(c->arena, ParamInfo, n);
    t->u.fun.params.n = n;
    t->u.fun.params.items = NEW_ARRAY(c->arena, TParam, n ? n : 1);
    Splitter split = {context, true, 0, NULL, 0, 0};
    ValueVec bound = {NULL, 0, 0};
    uint32_t at = 0;
    for (uint32_t i = 0; i < nwritten; i++) {
        const Param *p = &e->u.fun.params.items[i];
        if (p->kind == PARAM_NEWTYPE) {
            open_scope(c, &scopes, &env, p, NULL);
            continue;
        }
        TParam *tp = &t->u.fun.params.items[at];
        ParamInfo *pi = &info[at++];
        pi->mode = NULL;
        pi->type = next_argument(c, &split, e, p->label, expected, why, &pi->mode);
        pi->matched = split.known;
        pi->ret_mode = split.ret_mode;
        pi->uses = param_uses(c, p, &split, e->loc);
        pi->ret_uses = split.ret_uses;
        tp->uses = pi->uses;
        pi->passed = pi->mode;
        pi->mode = param_mode(c, p, pi->mode, pi->matched);
        if (!pi->matched) pi->passed = pi->mode;
        Mode *seen = inside(c, pi->mode);
        Type *payload = pi->type;
        bool gadt = p->pat && pattern_has_gadt(c, p->pat);
        if (gadt) open_scope(c, &scopes, &env, p, tp);
        if (p->def) { /* ?(x = e) */
            payload = option_content(c, pi->type);
            uint32_t from = bound.len;
            /* The pattern's annotation informs the default, but its variables are not visible in it. */
            tp->pat = check_pattern(c, env, p->pat, payload, seen, VAR_LOCAL, &bound);
            Why w = {BECAUSE_NOTHING, NULL, 0, NO_LOC};
            Demand global = demand_global(c, WHY_DEFAULT, p->label.name, p->loc);
            tp->def = check_argument(c, env, p->def, payload, &w, &global);
            env = add_bound(c, env, &bound, from);
        } else {
            uint32_t from = bound.len;
            if (p->label.kind == LABEL_OPTIONAL) option_content(c, pi->type);
            tp->pat = check_pattern(c, env, p->pat, pi->type, seen, VAR_LOCAL, &bound);
            if (gadt) env = branch_env(c, c->branch, env);
            env = add_bound(c, env, &bound, from);
        }
        if (gadt) branch_body(c, c->branch);
        tp->label = p->label;
        tp->type = pi->type;
        tp->mode = pi->mode;
    }
    /* The last parameter of `function` decides with the others whether the result is known. */
    bool written_local = e->u.fun.ret_mode.bits & MODE_LOCAL;
    Type *ret;
    Mode *result;
    Demand body_demand = {
        .mode = {&mode_no, &mode_no}, .tail = &region, .why = {.kind = WHY_RESULT, .name = own_name, .loc = e->loc}};
    if (has_cases) {
        TParam *tp = &t->u.fun.params.items[at];
        ParamInfo *pi = &info[at];
        pi->mode = NULL;
        pi->type = next_argument(c, &split, e, (Label){LABEL_NONE, NULL}, expected, why, &pi->mode);
        pi->matched = split.known;
        pi->ret_mode = split.ret_mode;
        pi->uses = tp->uses = pi->matched ? split.arg_uses : 0;
        pi->ret_uses = split.ret_uses;
        if (!pi->matched) pi->mode = mode_var(c);
        pi->passed = pi->mode;
        tp->label = (Label){LABEL_NONE, NULL};
        tp->type = pi->type;
        tp->mode = pi->mode;
        tp->pat = NEW(c->arena, TPat);
        tp->pat->kind = TP_ANY;
        tp->pat->type = pi->type;
        tp->pat->loc = e->loc;
        result = result_mode(c, &info[n - 1], written_local, e);
        body_demand.mode.outer = mode_of(result).outer;
        ret = split.known ? split.rest : result_outside(c, &scopes);
        Why annot = {BECAUSE_ANNOTATION, NULL, 0, NO_LOC};
        const Why *body_why = NULL;
        if (e->u.fun.ret_type) {
            Type *want_type = transl_type_at(c, env, e->u.fun.ret_type, TYVARS_OPEN, e->u.fun.ret_mode.bits);
            annot.loc = e->u.fun.ret_type->loc;
            if (ret && !unify(c, want_type, ret)) error_clash(c, annot.loc, "expression", want_type, ret, why);
            ret = want_type;
            body_why = &annot;
        }
        t->u.fun.cases_loc = e->u.fun.cases_loc;
        t->u.fun.cases_type = pi->type;
        t->u.fun.cases.items = check_cases(c, env, e->u.fun.cases.items, e->u.fun.cases.n, pi->type, &ret, body_why,
                                           inside(c, pi->mode), &body_demand, false, &t->u.fun.cases.n);
        if (c->s->nerrors == errors)
            t->u.fun.cases_partial =
                exhaust_check(c, t->u.fun.cases.items, t->u.fun.cases.n, pi->type, e->loc, EXHAUST_VALUES);
    } else {
        Type *want_type = split.known ? split.rest : result_outside(c, &scopes);
        TExpr *body;
        result = result_mode(c, n ? &info[n - 1] : NULL, written_local, e);
        body_demand.mode.outer = mode_of(result).outer;
        if (e->u.fun.ret_type) {
            Type *annotated = transl_type_at(c, env, e->u.fun.ret_type, TYVARS_OPEN, e->u.fun.ret_mode.bits);
            Why w = {BECAUSE_ANNOTATION, NULL, 0, e->u.fun.ret_type->loc};
            if (annotated->kind == T_POLY) {
                not_in_this_version(c, e->u.fun.ret_type->loc, "Polymorphic results are");
                annotated = ty_error(c);
            }
            if (want_type && !unify(c, annotated, want_type))
                error_clash(c, e->u.fun.ret_type->loc, "expression", annotated, want_type, why);
            body = check_argument(c, env, e->u.fun.body, annotated, &w, &body_demand);
            ret = annotated->kind == T_ERROR ? body->type : annotated;
        } else {
            body = check_expect(c, env, e->u.fun.body, want_type, split.matched ? NULL : why, &body_demand);
            ret = body->type;
        }
        t->u.fun.body = body;
    }
    t->u.fun.ret_mode = result;
    t->u.fun.ret_uses = result_uses(c, e);
    if (n && info[n - 1].matched && !t->u.fun.ret_uses) t->u.fun.ret_uses = info[n - 1].ret_uses;
    mode_alloc_is(c, mode, t, !lock.captures);
    c->region = region.outer;
    c->lock = lock.outer;
    /* Patterns that may fail are looked at when all types are known. */
    for (uint32_t i = 0; i < n && c->s->nerrors == errors; i++) {
        TParam *tp = &t->u.fun.params.items[i];
        if (!pattern_is_trivial(tp->pat) && !has_scope(&scopes, tp))
            tp->partial = exhaust_pattern(c, tp->pat, tp->pat->loc);
    }
    /* The type, from the result back to the first parameter; arrows that were expected are reused. */
    Type *fn = ret;
    uint32_t i = n;
    Type *last = ty_expand(ret);
    bool open_end = last->kind == T_VAR || last->kind == T_ERROR, arrows_after = last->kind == T_ARROW;
    /* Compared with what is really held, not with what the arrows before say: those may promise less. */
    for (uint32_t k = 0; k + 1 < n; k++) {
        if (!info[k].matched) info[k].ret_mode = mode_var(c);
        check_partial(c, mode, info[k].ret_mode, e->loc, own_name);
        for (uint32_t j = 0; j <= k; j++) check_partial(c, info[j].passed, info[k].ret_mode, e->loc, own_name);
    }
    if (n && !info[n - 1].matched) {
        info[n - 1].ret_mode = result;
        info[n - 1].ret_uses = t->u.fun.ret_uses;
    }
    bool once = false; /* fewer arguments than all make a function that holds them: once, when it holds such a one */
    for (uint32_t k = 0; k + 1 < n; k++) {
        once |= (info[k].uses & (USE_UNIQUE | USE_ONCE)) != 0;
        if (!info[k].matched) info[k].ret_uses = once ? USE_ONCE : 0;
    }
    while (i-- > 0) {
        const TParam *tp = &t->u.fun.params.items[i];
        if (tp->label.kind == LABEL_OPTIONAL && !arrows_after && !open_end)
            check_warn(c, tp->pat->loc, 16, "this optional argument cannot be erased.");
        arrows_after = true;
        if (info[i].matched) continue;
        fn = arrow_uses(ty_arrow(c, tp->label, info[i].type, fn, info[i].mode, info[i].ret_mode), info[i].uses,
                        info[i].ret_uses);
        if (i == split.matched && split.rest && split.rest->kind != T_ERROR && context) {
            /* the expected type was unknown from here on */
            if (!unify(c, fn, split.rest)) {
                error_clash(c, e->loc, "expression", fn, split.rest, why);
                t->kind = TE_ERROR;
            }
        }
    }
    close_scopes(c, &scopes, fn, e->loc, c->s->nerrors == errors);
    warn_unused(c, bound.data, bound.len, false);
    if (context) {
        t->type = expected;
        if (c->promises && c->s->nerrors == errors) promise_give(c, t, expected, why);
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
                   Mode *scrut_mode, const Demand *want, bool exceptions, uint32_t *out_n) {
    VEC(TCase) out = {NULL, 0, 0};
    typedef struct {
        ValueVec bound;
        uint32_t first, count; /* of the typed cases made from this one */
        Branch *branch;        /* what its pattern knows of types; NULL: nothing */
    } Row;
    Row few[16];
    Row *rows = n <= 16 ? memset(few, 0, sizeof few) : NEW_ARRAY(c->arena, Row, n);
    /* All patterns before any body: what is matched may be known only from a later one. */
    for (uint32_t i = 0; i < n; i++) {
        const Pat *p = cases[i].pat;
        Row *r = &rows[i];
        r->first = out.len;
        if (pattern_has_gadt(c, p)) {
            r->branch = NEW(c->arena, Branch);
            branch_enter(c, r->branch);
            /* Bodies may give what only their case knows: the result is not the first one's. */
            if (!*result) *result = ty_var_at(c, c->level - 1);
        }
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
                    Mode *m = kind ? NULL : scrut_mode; /* only global exceptions are raised */
                    if (!again)
                        k.pat = check_pattern(c, env, alt, type, m, VAR_LOCAL, &r->bound);
                    else
                        k.pat = check_pattern_again(c, env, alt, type, m, VAR_LOCAL, r->bound.data, r->bound.len);
                    again = true;
                    /* The body runs after either: it knows what all alternatives say, and here that is nothing. */
                    if (r->branch) branch_forget(r->branch, 0);
                    vec_push_in(c->arena, &out, k);
                }
            vec_free(&alts[0]);
            vec_free(&alts[1]);
        }
        r->count = out.len - r->first;
        if (r->branch) branch_leave(c, r->branch);
    }
    c->parts = NULL;
    c->nparts = 0;
    Why branch = {BECAUSE_BRANCH, NULL, 0, NO_LOC}, guard = {BECAUSE_GUARD, NULL, 0, NO_LOC};
    bool open = !*result || ty_expand(*result)->kind == T_VAR;
    for (uint32_t i = 0; i < n; i++) {
        Row *r = &rows[i];
        Env *inner = env;
        if (r->branch) {
            branch_again(c, r->branch);
            inner = branch_env(c, r->branch, env);
        }
        inner = add_bound(c, inner, &r->bound, 0);
        TExpr *g = NULL, *body = NULL;
        if (cases[i].guard) g = check_expect(c, inner, cases[i].guard, c->p.t_bool, &guard, NULL);
        if (cases[i].body->kind != EXP_UNREACHABLE) {
            body = check_expect(c, inner, cases[i].body, *result, open && branch.loc.file ? &branch : why, want);
            if (!*result) *result = body->type;
            if (!branch.loc.file) branch.loc = cases[i].body->loc;
        }
        for (uint32_t j = 0; j < r->count; j++) {
            out.data[r->first + j].guard = g;
            out.data[r->first + j].body = body;
        }
        warn_unused(c, r->bound.data, r->bound.len, false);
        if (r->branch) branch_leave(c, r->branch);
    }
    if (!*result) *result = ty_var(c);
    *out_n = out.len;
    return out.data;
}

/* A tuple that is matched by tuples alone is several values: each component has its own mode. */
static uint32_t tuple_width(const Pat *p) {
    while (p->kind == PAT_CONSTRAINT && !p->mode.bits) p = p->u.constraint.pat;
    return p->kind == PAT_TUPLE && !p->mode.bits ? p->u.tuple.n : 0;
}
static uint32_t cases_width(const Case *cases, uint32_t n) {
    uint32_t width = 0;
    for (uint32_t i = 0; i < n; i++) {
        const Pat *p = cases[i].pat;
        if (p->kind == PAT_ANY) continue;
        uint32_t w = tuple_width(p);
        if (p->kind == PAT_OR) {
            w = tuple_width(p->u.alt.right);
            const Pat *l = p->u.alt.left;
            for (; l->kind == PAT_OR; l = l->u.alt.left)
                if (tuple_width(l->u.alt.right) != w) return 0;
            if (tuple_width(l) != w) return 0;
        }
        if (!w || (width && w != width)) return 0;
        width = w;
    }
    return width;
}
/* The expression of a tuple pattern: parts gets the components' modes. */
static TExpr *check_parts(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, uint32_t width,
                          Mode ***parts, Mode **mode) {
    *parts = NEW_ARRAY(c->arena, Mode *, width);
    *mode = mode_pair(c);
    Demand d = {
        .mode = **mode, .bound = true, .parts = *parts, .nparts = width, .why = {.kind = WHY_BOUND, .loc = e->loc}};
    for (uint32_t i = 0; i < width; i++) {
        (*parts)[i] = mode_pair(c);
        mode_le(c, *mode, (*parts)[i], (ModeReason){.kind = WHY_FIELD, .name = c->n.tuple, .loc = e->loc});
    }
    return check_argument(c, env, e, expected, why, &d);
}

TExpr *check_match(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    bool is_try = e->kind == EXP_TRY;
    uint32_t errors = c->s->nerrors;
    TExpr *t = te_new(c, is_try ? TE_TRY : TE_MATCH, e->loc, NULL, NULL);
    Type *result = expected;
    const Case *cases = e->u.match.cases.items;
    uint32_t n = e->u.match.cases.n, nout;
    if (is_try) {
        Demand inside_try; /* where the handler still waits, no call is a tail call */
        if (want) {
            inside_try = *want;
            inside_try.tail = NULL;
        }
        t->u.match.scrut = check_expect(c, env, e->u.match.scrut, expected, why, want ? &inside_try : NULL);
        bool open = !expected || ty_expand(expected)->kind == T_VAR;
        result = t->u.match.scrut->type;
        Why body = {BECAUSE_BRANCH, NULL, 0, e->u.match.scrut->loc};
        t->u.match.cases.items =
            check_cases(c, env, cases, n, c->p.t_exn, &result, open ? &body : why, NULL, want, false, &nout);
        t->u.match.cases.n = nout;
        if (c->s->nerrors == errors)
            exhaust_check(c, t->u.match.cases.items, nout, c->p.t_exn, e->loc, EXHAUST_EXCEPTIONS);
        t->type = result;
        return t;
    }
    Mode *scrut_mode, **parts = NULL;
    uint32_t width = cases_width(cases, n);
    if (width) {
        t->u.match.scrut = check_parts(c, env, e->u.match.scrut, NULL, NULL, width, &parts, &scrut_mode);
    } else {
        t->u.match.scrut = check_found(c, env, e->u.match.scrut, NULL, NULL, NULL, &scrut_mode);
    }
    c->parts = parts;
    c->nparts = width;
    Type *scrutinee = t->u.match.scrut->type;
    t->u.match.cases.items = check_cases(c, env, cases, n, scrutinee, &result, why, scrut_mode, want, true, &nout);
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
    Mode *mode;   /* of its variables, decided before the expression; NULL: global, or found */
    bool found;   /* its variable takes the expression's mode */
    bool nothing; /* nothing is bound */
    Mode **parts;
    uint32_t width; /* of a tuple that is taken apart */
} Bind;

/* The mode of the variables that a binding makes, and the bound of its expression. */
static ModeAnnot written_mode(const Binding *b) {
    ModeAnnot m = b->mode;
    if (!m.bits && b->pat->mode.bits) m = b->pat->mode;
    return m;
}
static void binding_mode(Checker *c, const Binding *b, Bind *k, bool rec, bool item) {
    ModeAnnot m = written_mode(b);
    if (m.bits & MODE_LOCAL)
        k->mode = mode_local_because(c, (ModeReason){.kind = WHY_ANNOTATION, .loc = m.loc});
    else if (item || (m.bits & MODE_GLOBAL))
        return;
    else if (k->pat->kind == PAT_ANY || (k->pat->kind == PAT_CONSTRUCT && !k->pat->u.construct.arg))
        k->nothing = true;
    else if (rec)
        k->mode = mode_var(c);
    else if ((k->width = tuple_width(k->pat))) {
        k->mode = mode_pair(c);
        k->parts = NEW_ARRAY(c->arena, Mode *, k->width);
        for (uint32_t i = 0; i < k->width; i++) {
            k->parts[i] = mode_pair(c);
            mode_le(c, k->mode, k->parts[i], (ModeReason){.kind = WHY_FIELD, .name = c->n.tuple, .loc = b->loc});
        }
    } else
        k->mode = mode_pair(c);
}
static Name bound_name(const Pat *p) {
    while (p->kind == PAT_CONSTRAINT) p = p->u.constraint.pat;
    return p->kind == PAT_VAR ? p->u.var.name : p->kind == PAT_ALIAS ? p->u.alias.var.name : NULL;
}
static Demand binding_demand(Checker *c, const Binding *b, const Bind *k, bool item) {
    ModeAnnot m = written_mode(b);
    Name name = bound_name(b->pat);
    if (m.bits & MODE_LOCAL)
        return (Demand){
            .mode = {&mode_yes, &mode_yes}, .bound = true, .why = {.kind = WHY_BOUND, .name = name, .loc = b->loc}};
    if (m.bits & MODE_GLOBAL) return demand_global(c, WHY_ANNOTATED_GLOBAL, name, b->loc);
    if (item) return demand_global(c, WHY_TOPLEVEL, name, b->loc);
    return (Demand){.mode = mode_of(k->mode),
                    .bound = true,
                    .parts = k->parts,
                    .nparts = k->width,
                    .why = {.kind = WHY_BOUND, .name = name, .loc = b->loc}};
}

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
    uint32_t local = written_mode(b).bits;
    enter_level(c);
    uint32_t n = b->newtypes.n;
    Type *scheme;
    if (n) {
        TypeDecl **decls = NEW_ARRAY(c->arena, TypeDecl *, n);
        Env *inner = env;
        for (uint32_t i = 0; i < n; i++) decls[i] = newtype_begin(c, &inner, b->newtypes.items[i]);
        scheme = transl_type_at(c, inner, type, TYVARS_OPEN, local);
        for (uint32_t i = n; i-- > 0;) newtype_end(c, decls[i]);
    } else {
        Type **vars;
        uint32_t nvars;
        scheme = ty_open_poly(c, transl_type_at(c, env, type, TYVARS_OPEN, local), &vars, &nvars);
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
    Uses ret_uses = result_uses(c, e);
    if (!e->u.fun.body) {
        ret = ty_arrow(c, (Label){LABEL_NONE, NULL}, ty_var(c), ret, mode_var(c), mode_var(c));
        ret->u.arrow.ret_uses = ret_uses;
        ret_uses = 0;
    }
    bool once = false;
    for (uint32_t i = 0; i < e->u.fun.params.n; i++)
        once |= e->u.fun.params.items[i].kind == PARAM_VALUE && e->u.fun.params.items[i].pat &&
                (pattern_uses(c, e->u.fun.params.items[i].pat) & (USE_UNIQUE | USE_ONCE));
    if (!e->u.fun.body && once) ret_uses = USE_ONCE;
    for (uint32_t i = e->u.fun.params.n; i-- > 0;) {
        const Param *p = &e->u.fun.params.items[i];
        if (p->kind != PARAM_VALUE) continue;
        Type *arg = ty_var(c);
        if (p->label.kind == LABEL_OPTIONAL) arg = option_of(c, arg);
        Mode *mode = p->pat && (p->pat->mode.bits & MODE_LOCAL)
                         ? mode_local_because(c, (ModeReason){.kind = WHY_PARAMETER, .loc = p->pat->loc})
                         : mode_var(c);
        Uses uses = p->pat ? pattern_uses(c, p->pat) & (Uses) ~(USE_SHARED | USE_MANY) : 0;
        ret = arrow_uses(ty_arrow(c, p->label, arg, ret, mode, mode_var(c)), uses, ret_uses);
        once = false; /* is there one before this parameter? */
        for (uint32_t k = 0; k < i; k++)
            once |= e->u.fun.params.items[k].kind == PARAM_VALUE && e->u.fun.params.items[k].pat &&
                    (pattern_uses(c, e->u.fun.params.items[k].pat) & (USE_UNIQUE | USE_ONCE));
        ret_uses = once ? USE_ONCE : 0;
    }
    return ret;
}

static uint16_t written_arity(const Expr *e) {
    uint32_t n = e->u.fun.body == NULL;
    for (uint32_t i = 0; i < e->u.fun.params.n; i++) n += e->u.fun.params.items[i].kind == PARAM_VALUE;
    return n < 0xffff ? (uint16_t)n : 0xffff;
}

static TExpr *check_bound(Checker *c, Env *env, const Binding *b, Bind *k, const Why *why, const Demand *want) {
    if (!k->scheme)
        return k->type ? check_argument(c, env, b->expr, k->type, why, want)
                       : check_expect(c, env, b->expr, NULL, NULL, want);
    if (b->newtypes.n) {
        /* type a.: inside, the names stand for rigid types */
        Env *inner = env;
        for (uint32_t i = 0; i < b->newtypes.n; i++) {
            TypeDecl *d = newtype_begin(c, &inner, b->newtypes.items[i]);
            vec_push(&k->newtypes, d);
        }
        Type *type = transl_type_at(c, inner, poly_annotation(b), TYVARS_OPEN, written_mode(b).bits);
        TExpr *te = check_argument(c, inner, b->expr, type, why, want);
        while (k->newtypes.len) newtype_end(c, k->newtypes.data[--k->newtypes.len]);
        vec_free(&k->newtypes);
        return te;
    }
    return check_argument(c, env, b->expr, k->type, why, want);
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
    bool item = c->item; /* of a module, not of an expression */
    c->item = false;
    Region region = {.kind = REGION_MODULE, .outer = c->region};
    Lock lock = {.kind = LOCK_LOOP, .outer = c->lock};
    if (item) {
        c->region = &region;
        if (c->lock) c->lock = &lock;
    }
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
        uint32_t local = written_mode(b).bits;
        k->pat = b->pat;
        k->first = bound->len;
        tb[i].attrs = b->attrs;
        ModeAnnot written = written_mode(b);
        tb[i].uses = uses_of_annot(c, &written, b->type);
        tb[i].loc = b->loc;
        if (annot && (annot->kind == TY_POLY || b->newtypes.n)) {
            k->pat = strip_constraints(b->pat);
            k->scheme = annotated_scheme(c, env, b, annot);
            if (annot->kind == TY_POLY && !b->newtypes.n)
                k->type = ty_open_poly(c, transl_type_at(c, env, annot, TYVARS_OPEN, local), &k->vars, &k->nvars);
            else
                k->type = ty_instance(c, k->scheme);
            if (k->pat->kind != PAT_VAR && k->pat->kind != PAT_ANY) {
                diag_error(c->s, b->pat->loc, "E0219", "Only a variable can have a polymorphic type");
                k->scheme = NULL;
            }
        } else if (b->type)
            k->type = transl_type_at(c, env, b->type, TYVARS_OPEN, local);
        bool plain = !rec && !k->type && k->pat->kind == PAT_VAR && !k->pat->mode.bits;
        if (plain && n == 1) { /* let x = e: the variable takes e's type */
            k->found = !item && !written_mode(b).bits;
            if (!k->found) binding_mode(c, b, k, rec, item);
            continue;
        }
        if (!k->type) k->type = ty_var(c);
        binding_mode(c, b, k, rec, item);
        c->parts = k->parts;
        c->nparts = k->width;
        tb[i].pat = check_pattern(c, env, k->pat, k->type, k->mode, kind, bound);
        c->parts = NULL;
        c->nparts = 0;
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
            if (binds[i].expr->kind == EXP_FUN && tb[i].pat->kind == TP_VAR) {
                tb[i].pat->u.var->arity = written_arity(binds[i].expr);
                tb[i].pat->u.var->is_function = true;
            }
            if (i && ks[i].mode && ks[0].mode) /* one block */
                mode_eq(c, ks[i].mode, ks[0].mode, (ModeReason){.kind = WHY_TYPES, .loc = binds[i].loc});
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
        WarnState warn = warnings_enter(c, b->attrs);
        c->fun_name = b->expr->kind == EXP_FUN ? bound_name(b->pat) : NULL;
        c->same_function = b->expr->kind == EXP_IDENT && !k->type;
        if (k->found) {
            tb[i].expr = check_found(c, inner, b->expr, NULL, NULL, bound_name(b->pat), &k->mode);
        } else {
            Demand d = binding_demand(c, b, k, item);
            tb[i].expr = check_bound(c, inner, b, k, w.kind ? &w : NULL, k->nothing ? NULL : &d);
            if (item && k->mode) { /* let local_ x at module level */
                d = demand_global(c, WHY_TOPLEVEL, bound_name(b->pat), b->loc);
                mode_flow(c, k->mode, &d, tb[i].expr->type, bound_name(b->pat), b->pat->loc);
            }
        }
        warnings_leave(c, warn);
        if (!tb[i].pat) {
            k->type = tb[i].expr->type;
            tb[i].pat = check_pattern(c, env, k->pat, k->type, k->mode, kind, bound);
            k->count = 1;
        }
        TExpr *te = tb[i].expr;
        if (k->count >= 1 && tb[i].pat->kind == TP_VAR && te->kind == TE_FUN) {
            tb[i].pat->u.var->arity = te->u.fun.params.n < 0xffff ? (uint16_t)te->u.fun.params.n : 0xffff;
            te->u.fun.name = tb[i].pat->u.var->name;
            tb[i].pat->u.var->is_function = true;
            attrs_on_function(c, b->attrs);
            if (item) tb[i].attrs = attrs_of_item(c, b->attrs);
        } else if (k->count >= 1 && tb[i].pat->kind == TP_VAR && !rec) { /* let g = f: the same function */
            if (te->kind == TE_VAR && var_definition(te->u.var)->is_function) tb[i].pat->u.var->same = te->u.var;
            tb[i].pat->u.var->arity = te->kind == TE_VAR    ? te->u.var->arity
                                      : te->kind == TE_PRIM ? (uint16_t)te->u.prim->arity
                                                            : 0;
        }
    }
    leave_level(c);
    if (item) {
        c->region = region.outer;
        c->lock = lock.outer;
    }
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
                (!ty_vars_generic(c, k->vars, k->nvars) || !ty_more_general(c, tb[i].expr->type, k->scheme, 0)))
                less_general(c, &binds[i], k, tb[i].expr);
        } else if (k->scheme && tb[i].expr->kind != TE_ERROR && !is_nonexpansive(tb[i].expr) &&
                   !ty_more_general(c, tb[i].expr->type, k->scheme, 0))
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
