/* check_expr.c: expressions.  check_expect is the one entry; functions, bindings and cases are in
   check_fun.c, applications in check_apply.c.

   `expected` is the type that the context wants, or NULL; the typed expression's type has been unified
   with it (or the clash reported) when check_expect returns.  */
#include "check.h"
#include "modules.h"
#include "unique.h"

/* Only the part of the union that a kind uses is allocated.  A primitive's node may become its application, any node an
   error. */
static size_t te_size(TExprKind kind) {
#define SIZE(member) offsetof(TExpr, u) + sizeof(((TExpr *)0)->u.member)
    static const uint8_t size[] = {
        [TE_VAR] = SIZE(var),
        [TE_PRIM] = SIZE(prim_apply),
        [TE_CONST] = SIZE(constant),
        [TE_FORMAT] = SIZE(format),
        [TE_LET] = SIZE(let),
        [TE_FUN] = SIZE(fun),
        [TE_APPLY] = SIZE(apply),
        [TE_PRIM_APPLY] = SIZE(prim_apply),
        [TE_MATCH] = SIZE(match),
        [TE_TRY] = SIZE(match),
        [TE_TUPLE] = SIZE(sub),
        [TE_CONSTRUCT] = SIZE(construct),
        [TE_RECORD] = SIZE(record),
        [TE_FIELD] = SIZE(field),
        [TE_SETFIELD] = SIZE(field),
        [TE_ARRAY] = SIZE(sub),
        [TE_IF] = SIZE(cond),
        [TE_SEQUENCE] = SIZE(seq),
        [TE_WHILE] = SIZE(loop),
        [TE_FOR] = SIZE(for_),
        [TE_ASSERT] = SIZE(one),
        [TE_LAZY] = SIZE(one),
        [TE_LETEXCEPTION] = SIZE(letexception),
        [TE_LETMODULE] = SIZE(letmodule),
        [TE_REGION_LOCAL] = SIZE(one),
        [TE_STACK] = SIZE(one),
        [TE_EXCLAVE] = SIZE(one),
        [TE_UNREACHABLE] = SIZE(one),
        [TE_ERROR] = SIZE(one),
    };
#undef SIZE
    _Static_assert(sizeof size == TE_ERROR + 1, "a size for each kind");
    return size[kind] ? size[kind] : sizeof(TExpr);
}

TExpr *te_new(Checker *c, TExprKind kind, Loc loc, Type *type, Mode *mode) {
    TExpr *t = arena_alloc(c->arena, te_size(kind));
    t->kind = kind;
    t->loc = loc;
    t->type = type;
    t->mode = mode;
    return t;
}
TExpr *te_error(Checker *c, Loc loc, Type *expected) {
    return te_new(c, TE_ERROR, loc, expected ? expected : ty_error(c), NULL);
}
TExpr *te_expect(Checker *c, TExpr *te, Type *expected, const Why *why) {
    if (!expected || te->type == expected) return te;
    c->type_loc = te->loc;
    if (c->promises) promise_give(c, te, expected, why);
    if (!subsume(c, te->type, expected)) {
        if (c->unify.kind == UNIFY_PROMISE) {
            error_promise(c, te, expected, why);
            return te_error(c, te->loc, expected);
        }
        Diag *d = error_clash(c, te->loc, "expression", te->type, expected, why);
        if (te->kind == TE_CONST && te->u.constant->kind == CONST_INT && !te->u.constant->suffix &&
            ty_is_constr(expected, c->p.float_))
            diag_help(c->s, d, "Did you mean %s.?", te->u.constant->text);
        TExpr *e = te_error(c, te->loc, expected);
        return e;
    }
    return te;
}
void note_import(Checker *c, Module *m) {
    if (!m || m == c->unit) return;
    for (uint32_t i = c->imports.len; i-- > 0;)
        if (c->imports.data[i] == m) return;
    vec_push(&c->imports, m);
}

/* ---- modes of contexts ------------------------------------------------------------------------- */
Demand demand_global(Checker *c, ModeWhy why, Name name, Loc loc) {
    (void)c;
    return (Demand){.mode = {&mode_no, &mode_no}, .why = {.kind = why, .name = name, .loc = loc}};
}
Demand demand_part(Checker *c, const Mode *m, const Demand *whole, ModeWhy why, Name name, Loc loc) {
    (void)c;
    return (Demand){.mode = mode_of(m), .why = {.kind = why, .name = name, .loc = loc}, .parent = whole};
}
static bool tells_mode(const Expr *e) { /* TExpr.mode is its mode, not only a bound of it */
    switch (e->kind) {
    case EXP_IDENT:
    case EXP_CONST:
    case EXP_APPLY:
    case EXP_TUPLE:
    case EXP_CONSTRUCT:
    case EXP_RECORD:
    case EXP_ARRAY:
    case EXP_FUN:
    case EXP_LAZY:
    case EXP_FIELD:
    case EXP_INDEX:
    case EXP_LOCAL:
    case EXP_STACK: return true;
    default: return false;
    }
}
TExpr *check_found(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, Name name, Mode **mode) {
    Demand d = {.mode = {&mode_yes, &mode_yes}, .bound = true, .why = {.kind = WHY_BOUND, .name = name, .loc = e->loc}};
    TExpr *t;
    if (tells_mode(e)) {
        t = check_argument(c, env, e, expected, why, &d);
        *mode = t->mode;
    } else {
        *mode = mode_pair(c);
        d.mode = **mode;
        t = check_argument(c, env, e, expected, why, &d);
    }
    if (mode_is_global(*mode) || ty_is_immediate(t->type)) *mode = NULL;
    return t;
}

/* ---- atoms ------------------------------------------------------------------------------------- */
static TExpr *check_ident(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want,
                          bool head) {
    bool renamed = c->same_function;
    c->same_function = false;
    ValueDesc *v = env_value(c, env, e->u.ident);
    if (!v) return te_error(c, e->loc, expected);
    if (!v->var && !v->prim) /* only the signature of its module has it: that was said */
        return te_expect(c, te_error(c, e->loc, ty_instance(c, v->type)), expected, why);
    Type *type = ty_instance(c, v->type);
    TExpr *t = te_new(c, v->var ? TE_VAR : TE_PRIM, e->loc, type, NULL);
    uint32_t arity;
    if (v->var) {
        v->var->used = true;
        t->u.var = v->var;
        arity = v->var->arity;
        if (v->var->unit != c->unit) note_import(c, v->var->unit);
    } else {
        t->u.prim = v->prim;
        arity = v->prim->arity;
    }
    Mode m = {&mode_no, &mode_no};
    if (c->warn_heap && v->var && v->var->kind == VAR_LOCAL) mode_note_capture(c, v->var);
    if (v->var && !mode_is_global(v->var->mode)) {
        if (expected && ty_repr(type)->kind == T_VAR)
            subsume(c, type, expected); /* is it an immediate?  A clash is reported below */
        m = mode_of_use(c, v->var, type, e->loc);
        t->mode = mode_view(c, m);
    }
    if (!head && !(renamed && arity && v->var) &&
        ty_repr(type)->kind == T_ARROW) { /* a function as a value may be seen at smaller types */
        c->type_loc = e->loc;
        t->type = mode_relax(c, type, arity, t->mode);
    }
    t = te_expect(c, t, expected, why);
    if (m.outer->state != BIT_NO) mode_flow(c, &m, want, t->type, v->name, e->loc);
    return t;
}
/* The function of an application: its parameters' modes are its own. */
TExpr *check_head(Checker *c, Env *env, const Expr *e, const Demand *want) {
    if (e->kind == EXP_IDENT && !e->attrs) return check_ident(c, env, e, NULL, NULL, want, true);
    return check_expect(c, env, e, NULL, NULL, want);
}
static TExpr *check_const(Checker *c, const Expr *e, Type *expected, const Why *why) {
    const Const *k = &e->u.constant;
    if (k->kind == CONST_STRING && expected && ty_is_constr(expected, c->p.format6)) {
        TExpr *t = te_new(c, TE_FORMAT, e->loc, NULL, NULL);
        t->u.format = format_check(c, k, e->loc, expected, &t->type);
        return te_expect(c, t, expected, why);
    }
    TExpr *t = te_new(c, TE_CONST, e->loc, const_type(c, k, e->loc), NULL);
    t->u.constant = k;
    return te_expect(c, t, expected, why);
}

/* ---- data ------------------------------------------------------------------------------------------ */
static TExpr *check_tuple(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    uint32_t n = e->u.tuple.n;
    bool parts = want && want->parts && want->nparts == n && !want->stack; /* taken apart where it is made */
    Mode *mode = mode_alloc(c, parts ? NULL : want, e->loc, "tuple");
    Demand part = demand_part(c, mode, want, WHY_FIELD, c->n.tuple, e->loc);
    TExpr *t = te_new(c, TE_TUPLE, e->loc, NULL, mode);
    mode_alloc_is(c, mode, t, false);
    t->u.sub.n = n;
    t->u.sub.items = NEW_ARRAY(c->arena, TExpr *, n);
    Type *known = expected ? ty_expand(expected) : NULL;
    bool same = known && known->kind == T_TUPLE && known->u.tuple.n == n;
    Type *few[8];
    Type **types = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
    /* Checking a component may unify the expected tuple with another, which makes a link of its node. */
    for (uint32_t i = 0; i < n; i++) types[i] = same ? known->u.tuple.items[i] : NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (parts) {
            part.mode = mode_of(want->parts[i]);
            part.parent = NULL;
            part.why.kind = WHY_BOUND;
            part.why.name = NULL;
        }
        t->u.sub.items[i] = check_argument(c, env, e->u.tuple.items[i], types[i], NULL, &part);
        types[i] = t->u.sub.items[i]->type;
    }
    if (same) {
        t->type = expected;
        return t;
    }
    t->type = ty_tuple(c, types, n);
    return te_expect(c, t, expected, why);
}

/* [a; b; c] arrives as nested applications of ::; they are walked in a loop. */
static bool is_plain_cons(Checker *c, const Expr *e) {
    return e->kind == EXP_CONSTRUCT && !e->u.construct.path->prefix && e->u.construct.path->name == c->n.cons &&
           e->u.construct.arg && e->u.construct.arg->kind == EXP_TUPLE && e->u.construct.arg->u.tuple.n == 2;
}
static TExpr *check_list(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    Type *elt = ty_var(c), *list = ty_constr1(c, c->p.list, elt);
    if (expected) {
        Type *known = ty_expand(expected);
        if (known->kind == T_CONSTR && known->u.constr.decl == c->p.list) {
            list = expected;
            elt = known->u.constr.args.items[0];
        } else if (!unify(c, list, expected)) {
            /* The elements are looked at first: the clash then shows their type. */
            TExpr *t = check_list(c, env, e, NULL, why, want);
            return te_expect(c, t, expected, why);
        }
    }
    TExpr *first = NULL, **hole = &first;
    Why same = {BECAUSE_NOTHING, NULL, 0, NO_LOC};
    bool open = ty_expand(elt)->kind == T_VAR;
    /* All cells have one mode: each is a part of the one before. */
    Mode *mode = mode_alloc(c, want, e->loc, "list");
    bool stack = want && want->stack;
    Mode *rest = stack ? NULL : mode;
    Demand part = demand_part(c, mode, want, WHY_FIELD, c->n.cons, e->loc);
    for (;; e = e->u.construct.arg->u.tuple.items[1]) {
        if (!is_plain_cons(c, e)) {
            *hole = check_expect(c, env, e, list, NULL, &part);
            return first;
        }
        Expr *const *pair = e->u.construct.arg->u.tuple.items;
        TExpr *head = check_argument(c, env, pair[0], elt, same.kind ? &same : NULL, &part);
        if (head->kind == TE_ERROR && !open) /* one message about the elements is enough */
            elt = ty_error(c);
        if (open && !same.kind) same = (Why){BECAUSE_ELEMENT, NULL, 0, pair[0]->loc};
        if (stack && first && !rest) rest = mode_alloc(c, &part, e->loc, "list"); /* stack_ is shallow */
        TExpr *t = te_new(c, TE_CONSTRUCT, e->loc, list, first ? rest : mode);
        if (!first) mode_alloc_is(c, mode, t, false);
        t->attrs = e->attrs;
        t->u.construct.constr = c->p.cons;
        t->u.construct.args.n = 2;
        t->u.construct.args.items = NEW_ARRAY(c->arena, TExpr *, 2);
        t->u.construct.args.items[0] = head;
        *hole = t;
        hole = &t->u.construct.args.items[1];
    }
}

static TExpr *check_construct(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    const Expr *arg = e->u.construct.arg;
    Constr *k = resolve_constr(c, env, e->u.construct.path, expected, false);
    if (!k) {
        if (arg) check_expect(c, env, arg, NULL, NULL, NULL);
        return te_error(c, e->loc, expected);
    }
    if (k == c->p.cons && is_plain_cons(c, e)) return check_list(c, env, e, expected, why, want);
    if (k->private || k->decl->private) {
        Diag *d = diag_error(c->s, e->loc, "E0223", "Cannot create values of the private type %s",
                             ty_print(c->arena, k->result));
        if (k->decl->loc.file) diag_label(c->s, d, k->decl->loc, "declared private here");
    }
    uint32_t n = k->args.n;
    Type *few[8];
    Type **args = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
    Type *result = constr_instance(c, k, NULL, args);
    bool block = k->arity && !k->unboxed && !(k->record && arg && arg->kind == EXP_RECORD);
    Mode *mode = block ? mode_alloc(c, want, e->loc, k->name->text) : NULL;
    TExpr *t = te_new(c, TE_CONSTRUCT, e->loc, result, mode);
    mode_alloc_is(c, mode, t, false);
    t->u.construct.constr = k;
    TExpr *checked = te_expect(c, t, expected, why);
    if (k->exn) note_import(c, k->exn->unit);
    if (k->record) {
        if (!arg) {
            diag_error(c->s, e->loc, "E0208",
                       "The constructor %s expects 1 argument(s), but is applied here to 0 argument(s)", k->name->text);
            return te_error(c, e->loc, expected);
        }
        TExpr *r;
        if (arg->kind == EXP_RECORD)
            r = check_record(c, env, arg, args[0], NULL, want, k, result);
        else { /* K r: the fields of another such record */
            Demand part = demand_part(c, mode, want, WHY_FIELD, k->name, e->loc);
            TExpr *base = check_expect(c, env, arg, args[0], NULL, &part);
            r = te_new(c, TE_RECORD, e->loc, result, mode);
            r->u.record.base = base;
            r->u.record.decl = k->record;
            r->u.record.constr = k;
            r->u.record.fields.n = k->record->fields.n;
            r->u.record.fields.items = NEW_ARRAY(c->arena, TExpr *, k->record->fields.n);
        }
        r->loc = e->loc;
        return checked == t ? r : checked;
    }
    Expr *one[1] = {(Expr *)arg};
    Expr *const *given = one;
    uint32_t ngiven = arg ? 1 : 0;
    if (arg && n > 1 && arg->kind == EXP_TUPLE) {
        given = arg->u.tuple.items;
        ngiven = arg->u.tuple.n;
    }
    if (ngiven != n) {
        Diag *d = diag_error(c->s, e->loc, "E0208",
                             "The constructor %s expects %u argument(s), but is applied here to %u argument(s)",
                             k->name->text, n, arg && arg->kind == EXP_TUPLE && n != 1 ? arg->u.tuple.n : ngiven);
        if (k->loc.file) diag_label(c->s, d, k->loc, "%s is declared here", k->name->text);
        if (arg) check_expect(c, env, arg, NULL, NULL, NULL);
        return te_error(c, e->loc, expected ? expected : result);
    }
    t->u.construct.args.n = n;
    t->u.construct.args.items = n ? NEW_ARRAY(c->arena, TExpr *, n) : NULL;
    Why w = {BECAUSE_CONSTRUCTOR, k->name, 0, NO_LOC};
    for (uint32_t i = 0; i < n; i++) {
        w.index = i + 1;
        bool global = k->args_global.n > i && k->args_global.items[i];
        if (k->unboxed && !global) { /* is its argument */
            t->u.construct.args.items[i] = check_found(c, env, given[i], args[i], &w, NULL, &t->mode);
            mode_flow(c, t->mode, want, result, NULL, given[i]->loc);
            continue;
        }
        Demand part = global ? demand_global(c, WHY_GLOBAL_FIELD, k->name, e->loc)
                             : demand_part(c, mode, want, WHY_FIELD, k->name, e->loc);
        t->u.construct.args.items[i] = check_argument(c, env, given[i], args[i], &w, &part);
    }
    return checked;
}

static TExpr *check_array(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    Type *elt = NULL;
    Mode *mode = e->u.tuple.n ? mode_alloc(c, want, e->loc, "array") : NULL;
    Demand element = demand_global(c, WHY_MUTABLE, NULL, e->loc);
    TExpr *t = te_new(c, TE_ARRAY, e->loc, expected, mode);
    if (expected && ty_is_constr(expected, c->p.array))
        elt = ty_expand(expected)->u.constr.args.items[0];
    else {
        elt = ty_var(c);
        t->type = ty_constr1(c, c->p.array, elt);
    }
    bool open = ty_expand(elt)->kind == T_VAR;
    uint32_t n = e->u.tuple.n;
    t->u.sub.n = n;
    t->u.sub.items = NEW_ARRAY(c->arena, TExpr *, n ? n : 1);
    Why same = {BECAUSE_NOTHING, NULL, 0, NO_LOC};
    for (uint32_t i = 0; i < n; i++) {
        t->u.sub.items[i] = check_argument(c, env, e->u.tuple.items[i], elt, same.kind ? &same : NULL, &element);
        if (t->u.sub.items[i]->kind == TE_ERROR && !open) elt = ty_error(c);
        if (open && i == 0) same = (Why){BECAUSE_ELEMENT, NULL, 0, e->u.tuple.items[0]->loc};
    }
    return te_expect(c, t, expected, why);
}

/* ---- records ---------------------------------------------------------------------------------------- */
static bool check_field_value(Checker *c, Env *env, Field *f, const Expr *value, const TypeExpr *annot, Type *record,
                              TExpr **out, Loc loc, const Demand *part) {
    Why w = {BECAUSE_FIELD, f->name, 0, NO_LOC};
    bool poly = ty_repr(f->type)->kind == T_POLY;
    if (poly) enter_level(c);
    Type *of, **vars, *ft = field_instance(c, f, &of);
    uint32_t nvars;
    ft = ty_open_poly(c, ft, &vars, &nvars);
    bool ok = unify(c, of, record);
    if (!ok) error_clash(c, loc, "expression", of, record, NULL);
    if (annot) {
        Type *want = transl_type(c, env, annot, TYVARS_OPEN);
        if (!unify(c, want, ft)) error_clash(c, annot->loc, "expression", want, ft, &w);
    }
    Demand global = demand_global(c, f->mutable ? WHY_MUTABLE : WHY_GLOBAL_FIELD, f->name, loc);
    TExpr *v = check_argument(c, env, value, ft, &w, f->global || f->mutable ? &global : part);
    if (poly) {
        leave_level(c);
        if (is_nonexpansive(v))
            ty_generalize(c, v->type);
        else
            ty_generalize_expansive(c, v->type);
        for (uint32_t i = 0; i < nvars; i++)
            if (ty_repr(vars[i])->kind == T_VAR) ty_generalize(c, vars[i]);
        if (!ty_vars_generic(c, vars, nvars) && v->kind != TE_ERROR)
            diag_error(c->s, value->loc, "E0219", "This field value has type %s which is less general than %s",
                       ty_print(c->arena, v->type), ty_print(c->arena, f->type));
    }
    *out = v;
    return ok;
}

/* inline_of: the constructor whose inline record this is, with the type `result` of the whole; else NULL. */
TExpr *check_record(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want,
                    Constr *inline_of, Type *result) {
    uint32_t n = e->u.record.fields.n;
    TExpr *base = NULL;
    Mode *base_mode = NULL;
    if (e->u.record.base) base = check_found(c, env, e->u.record.base, NULL, NULL, NULL, &base_mode);
    Path *few_paths[16];
    Field *few_fields[16];
    Path **paths = n <= 16 ? few_paths : NEW_ARRAY(c->arena, Path *, n);
    Field **fields = n <= 16 ? few_fields : NEW_ARRAY(c->arena, Field *, n);
    for (uint32_t i = 0; i < n; i++) paths[i] = e->u.record.fields.items[i].path;
    Type *hint = expected ? ty_expand(expected) : NULL;
    if (hint && hint->kind != T_CONSTR) hint = NULL;
    if (!hint && base) hint = ty_expand(base->type)->kind == T_CONSTR ? base->type : NULL;
    if (expected && !inline_of) {
        Type *head = ty_expand_full(expected);
        bool record = head->kind == T_CONSTR && head->u.constr.decl->kind == DECL_RECORD;
        if (head->kind != T_VAR && head->kind != T_ERROR && !record) {
            Diag *d =
                diag_error(c->s, e->loc, "E0212", "This expression should not be a record, the expected type is %s",
                           ty_print(c->arena, expected));
            if (why && why->kind == BECAUSE_ANNOTATION && why->loc.file)
                diag_label(c->s, d, why->loc, "this annotation asks for it");
            hint = expected = NULL;
        }
    }
    TypeDecl *decl = resolve_fields(c, env, paths, n, hint, !e->u.record.base, e->loc, fields);
    if (!decl) {
        for (uint32_t i = 0; i < n; i++) check_expect(c, env, e->u.record.fields.items[i].expr, NULL, NULL, NULL);
        return te_error(c, e->loc, expected);
    }
    Type *type = ty_instance(c, decl_type(c, decl));
    bool unboxed = decl->unboxed && !inline_of;
    Mode *mode = unboxed ? NULL : mode_alloc(c, want, e->loc, "record");
    Demand part = demand_part(c, mode, want, WHY_FIELD, NULL, e->loc);
    TExpr *t = te_new(c, TE_RECORD, e->loc, type, mode);
    mode_alloc_is(c, mode, t, false);
    TExpr *checked = te_expect(c, t, expected, why);
    if (decl->private)
        diag_error(c->s, e->loc, "E0223", "Cannot create values of the private type %s", ty_print(c->arena, type));
    t->u.record.decl = decl;
    t->u.record.constr = inline_of;
    t->u.record.fields.n = decl->fields.n;
    t->u.record.fields.items = NEW_ARRAY(c->arena, TExpr *, decl->fields.n);
    TExpr **out = t->u.record.fields.items;
    bool whole = true;
    for (uint32_t i = 0; i < n; i++) {
        const ExprField *ef = &e->u.record.fields.items[i];
        Field *f = fields[i];
        if (!f) {
            check_expect(c, env, ef->expr, NULL, NULL, NULL);
            whole = false;
            continue;
        }
        part.why.name = f->name;
        if (unboxed) { /* is its field */
            t->mode = f->global ? NULL : mode_pair(c);
            part.mode = mode_of(t->mode);
            part.parent = NULL;
            check_field_value(c, env, f, ef->expr, ef->type, type, &out[f->index], ef->loc, &part);
            mode_flow(c, t->mode, want, type, NULL, ef->loc);
            continue;
        }
        check_field_value(c, env, f, ef->expr, ef->type, type, &out[f->index], ef->loc, &part);
    }
    if (base) {
        /* Fields that are not given keep their type; the others' type parameters may change. */
        Type *from = ty_instance(c, decl_type(c, decl));
        if (!unify(c, base->type, from)) {
            error_clash(c, base->loc, "expression", base->type, from, NULL);
            base = te_error(c, base->loc, from);
        }
        uint32_t kept = 0;
        for (uint32_t i = 0; i < decl->fields.n; i++) {
            if (out[i]) continue;
            kept++;
            Field *f = decl->fields.items[i];
            if (!f->global && !f->mutable && !decl->float_record) {
                part.why.name = f->name;
                mode_flow(c, base_mode, &part, f->type, NULL, e->u.record.base->loc);
            }
            if (ty_repr(f->type)->level != GENERIC_LEVEL) continue;
            Type *a, *b, *fa = field_instance(c, f, &a), *fb = field_instance(c, f, &b);
            if (!unify(c, a, from) || !unify(c, b, type) || !unify(c, fa, fb))
                error_clash(c, base->loc, "expression", base->type, type, NULL);
        }
        if (kept == 0 && decl->fields.n && whole)
            check_warn(c, e->loc, 23,
                       "all the fields are explicitly listed in this record:\nthe 'with' clause is useless.");
        t->u.record.base = base;
    } else if (whole) {
        Buf missing = {NULL, 0, 0};
        uint32_t count = 0;
        for (uint32_t i = 0; i < decl->fields.n; i++)
            if (!out[i]) {
                buf_printf(&missing, " %s", decl->fields.items[i]->name->text);
                count++;
            }
        if (count) {
            Diag *d = diag_error(c->s, e->loc, "E0211", "Some record fields are undefined:%s", buf_cstr(&missing));
            if (decl->loc.file) diag_label(c->s, d, decl->loc, "the type is declared here");
            checked = te_error(c, e->loc, expected ? expected : type);
        }
        buf_free(&missing);
    }
    if (inline_of) t->type = result;
    return checked;
}

static TExpr *check_field(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    Mode *of;
    TExpr *r = check_found(c, env, e->u.field.expr, NULL, NULL, NULL, &of);
    Field *f = resolve_field(c, env, e->u.field.field, r->type);
    TExpr *v = NULL;
    if (!f) {
        if (e->kind == EXP_SETFIELD) check_expect(c, env, e->u.field.value, NULL, NULL, NULL);
        return te_error(c, e->loc, expected);
    }
    if (f->decl == NULL) return te_error(c, e->loc, expected);
    if (e->kind == EXP_SETFIELD) {
        Type *record = ty_instance(c, decl_type(c, f->decl));
        TExpr *base = te_expect(c, r, record, NULL);
        f->used_mut = true;
        if (!f->mutable) {
            Diag *d =
                diag_error(c->s, e->loc, "E0213", "The record field %s is not mutable", path_text(c, e->u.field.field));
            if (f->loc.file) {
                diag_label(c->s, d, f->loc, "the field is declared here");
                diag_help(c->s, d, "Declare it as `mutable %s`, or build a new record with { ... with %s = ... }",
                          f->name->text, f->name->text);
            }
        }
        check_field_value(c, env, f, e->u.field.value, NULL, record, &v, e->loc, NULL);
        TExpr *t = te_new(c, TE_SETFIELD, e->loc, c->p.t_unit, NULL);
        t->u.field.expr = base;
        t->u.field.field = f;
        t->u.field.value = v;
        return te_expect(c, t, expected, why);
    }
    Type *record, *ft = field_instance(c, f, &record), **vars;
    uint32_t nvars;
    ft = ty_open_poly(c, ft, &vars, &nvars);
    TExpr *base = te_expect(c, r, record, NULL);
    TExpr *t = te_new(c, TE_FIELD, e->loc, ft, NULL);
    t->u.field.expr = base;
    t->u.field.field = f;
    if (f->decl->float_record) /* a box of its own */
        t->mode = mode_alloc(c, want, e->loc, "float");
    else if (!f->global && !f->mutable)
        t->mode = of;
    TExpr *checked = te_expect(c, t, expected, why);
    if (!f->decl->float_record)
        mode_flow(c, t->mode, want, checked->type, r->kind == TE_VAR ? r->u.var->name : NULL, e->loc);
    return checked;
}

/* ---- syntax made by us ------------------------------------------------------------------------------------- */
static Expr *syntax_new(Checker *c, ExprKind kind, Loc loc) {
    Expr *e = NEW(c->arena, Expr);
    e->kind = kind;
    e->loc = loc;
    return e;
}
static Expr *syntax_apply(Checker *c, Path *fn, uint32_t n, Expr *const *args, Loc loc) {
    Expr *f = syntax_new(c, EXP_IDENT, fn->loc), *e = syntax_new(c, EXP_APPLY, loc);
    f->u.ident = fn;
    e->u.apply.fn = f;
    e->u.apply.args.n = n;
    e->u.apply.args.items = NEW_ARRAY(c->arena, Arg, n);
    for (uint32_t i = 0; i < n; i++) e->u.apply.args.items[i].expr = args[i];
    return e;
}
static Expr *syntax_operator(Checker *c, Ident op, Expr *a, Expr *b, Loc loc) {
    return syntax_apply(c, path_new(c, NULL, op.name, op.loc), 2, (Expr *[]){a, b}, loc);
}

/* a.{i, j}  is  Bigarray.Array2.get a i j, with whatever Bigarray is here; with more than three indices
   Bigarray.Genarray.get a [|i; j; ...|]. */
static TExpr *check_bigarray_index(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why,
                                   const Demand *want) {
    static const char *const modules[] = {"Genarray", "Array1", "Array2", "Array3"};
    bool set = e->kind == EXP_SETINDEX;
    uint32_t n = e->u.index.index.n, nargs = 0;
    NameTable *names = c->s->names;
    Path *fn = path_new(c, NULL, name_ofz(names, "Bigarray"), e->loc);
    fn = path_new(c, fn, name_ofz(names, modules[n < 4 ? n : 0]), e->loc);
    fn = path_new(c, fn, name_ofz(names, set ? "set" : "get"), e->loc);
    Expr *args[5] = {e->u.index.base};
    if (n < 4) {
        for (nargs = 1; nargs <= n; nargs++) args[nargs] = e->u.index.index.items[nargs - 1];
    } else {
        Expr *indices = syntax_new(c, EXP_ARRAY, e->u.index.index.items[0]->loc);
        indices->loc.end = e->u.index.index.items[n - 1]->loc.end;
        indices->u.tuple.items = e->u.index.index.items;
        indices->u.tuple.n = n;
        args[1] = indices;
        nargs = 2;
    }
    if (set) args[nargs++] = e->u.index.value;
    return check_application(c, env, syntax_apply(c, fn, nargs, args, e->loc), expected, why, want);
}

/* ---- a.(i), s.[i] ---------------------------------------------------------------------------------------- */
static TExpr *check_index(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    bool set = e->kind == EXP_SETINDEX, array = e->u.index.kind == INDEX_ARRAY;
    if (e->u.index.kind == INDEX_BIGARRAY) return check_bigarray_index(c, env, e, expected, why, want);
    Prim *p = array ? (set ? c->p.array_set : c->p.array_get) : set ? c->p.bytes_set : c->p.string_get;
    Type *fn = ty_instance(c, p->type), *at = fn;
    /* An element is global; of a float array, it is boxed anew. */
    Mode *mode = array && !set ? mode_alloc(c, want, e->loc, "float") : NULL;
    Demand element = demand_global(c, WHY_MUTABLE, NULL, e->loc);
    TExpr *t = te_new(c, TE_PRIM_APPLY, e->loc, NULL, mode);
    const Expr *args[3] = {e->u.index.base, e->u.index.index.items[0], e->u.index.value};
    t->u.prim_apply.prim = p;
    t->u.prim_apply.fn_type = fn;
    t->u.prim_apply.args.n = p->arity;
    t->u.prim_apply.args.items = NEW_ARRAY(c->arena, TExpr *, p->arity);
    Why w = {array ? BECAUSE_INDEX : BECAUSE_STRING_INDEX, NULL, 0, NO_LOC};
    for (uint32_t i = 0; i < p->arity; i++, at = ty_repr(at)->u.arrow.ret)
        t->u.prim_apply.args.items[i] =
            check_argument(c, env, args[i], ty_repr(at)->u.arrow.arg, i == 0 ? &w : NULL, i == 2 ? &element : NULL);
    t->type = at;
    return te_expect(c, t, expected, why);
}

/* ---- control ------------------------------------------------------------------------------------------------ */
static TExpr *check_if(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    Why cond = {BECAUSE_CONDITION, NULL, 0, NO_LOC}, no_else = {BECAUSE_NO_ELSE, NULL, 0, NO_LOC};
    TExpr *t = te_new(c, TE_IF, e->loc, expected, NULL);
    t->u.cond.cond = check_expect(c, env, e->u.cond.cond, c->p.t_bool, &cond, NULL);
    if (!e->u.cond.els) {
        t->type = c->p.t_unit;
        t->u.cond.then = check_expect(c, env, e->u.cond.then, c->p.t_unit, &no_else, want);
        return te_expect(c, t, expected, why);
    }
    bool open = !expected || ty_expand(expected)->kind == T_VAR;
    t->u.cond.then = check_argument(c, env, e->u.cond.then, expected, why, want);
    if (!expected) t->type = t->u.cond.then->type;
    Why branch = {BECAUSE_BRANCH, NULL, 0, e->u.cond.then->loc};
    t->u.cond.els = check_argument(c, env, e->u.cond.els, t->type, open ? &branch : why, want);
    return t;
}

/* Warnings 5, 10 and 21 on the value that a statement throws away. */
static void check_thrown_away(Checker *c, const TExpr *e, bool partial) {
    switch (e->kind) {
    case TE_LET: check_thrown_away(c, e->u.let.body, partial); return;
    case TE_SEQUENCE: check_thrown_away(c, e->u.seq.second, partial); return;
    case TE_LETEXCEPTION: check_thrown_away(c, e->u.letexception.body, partial); return;
    case TE_LETMODULE: check_thrown_away(c, e->u.letmodule.body, partial); return;
    case TE_MATCH:
    case TE_TRY:
        if (partial) {
            for (uint32_t i = 0; i < e->u.match.cases.n; i++)
                if (e->u.match.cases.items[i].body) check_thrown_away(c, e->u.match.cases.items[i].body, partial);
            return;
        }
        break;
    case TE_IF:
        if (partial && e->u.cond.els) {
            check_thrown_away(c, e->u.cond.then, partial);
            check_thrown_away(c, e->u.cond.els, partial);
            return;
        }
        break;
    case TE_APPLY:
    case TE_PRIM_APPLY:
        if (partial) {
            check_warn(c, e->loc, 5, "this function application is partial,\nmaybe some arguments are missing.");
            return;
        }
        break;
    case TE_ERROR: return;
    default: break;
    }
    check_warn(c, e->loc, 10, "this expression should have type unit.");
}
TExpr *check_statement(Checker *c, Env *env, const Expr *e, const Demand *want) {
    enter_level(c);
    TExpr *t = check_expect(c, env, e, NULL, NULL, want);
    leave_level(c);
    Type *ty = ty_expand(t->type);
    if (ty->kind == T_VAR) {
        const TExpr *last = t;
        while (last->kind == TE_LET || last->kind == TE_SEQUENCE)
            last = last->kind == TE_LET ? last->u.let.body : last->u.seq.second;
        if (ty->level > c->level)
            check_warn(c, last->loc, 21, "this statement never returns (or has an unsound type.)");
    } else if (ty->kind != T_ERROR && !(ty->kind == T_CONSTR && ty->u.constr.decl == c->p.unit))
        check_thrown_away(c, t, ty->kind == T_ARROW);
    ty_lower_level(c, t->type, c->level);
    return t;
}
/* e1; e2; ...: a loop, since thousands of statements in a row are common in generated code. */
static TExpr *check_sequence(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    TExpr *first = NULL, **hole = &first;
    Type *type = NULL;
    VEC(TExpr *) chain = {NULL, 0, 0};
    while (e->kind == EXP_SEQUENCE && !e->attrs) {
        TExpr *t = te_new(c, TE_SEQUENCE, e->loc, NULL, NULL);
        t->u.seq.first = check_statement(c, env, e->u.seq.first, NULL);
        *hole = t;
        hole = &t->u.seq.second;
        vec_push(&chain, t);
        e = e->u.seq.second;
    }
    *hole = check_expect(c, env, e, expected, why, want);
    type = (*hole)->type;
    for (uint32_t i = 0; i < chain.len; i++) chain.data[i]->type = type;
    vec_free(&chain);
    return first;
}

/* A loop's body: each iteration is a region. */
static TExpr *check_loop_body(Checker *c, Env *env, const Expr *e) {
    Region region = {.kind = REGION_LOOP, .loc = e->loc, .outer = c->region};
    Lock lock = {.kind = LOCK_LOOP, .loc = e->loc, .outer = c->lock};
    Demand d = {.mode = {&mode_yes, &mode_yes}, .tail = &region};
    c->region = &region;
    c->lock = &lock;
    TExpr *t = check_statement(c, env, e, &d);
    c->region = region.outer;
    c->lock = lock.outer;
    return t;
}
static TExpr *check_for(Checker *c, Env *env, const Expr *e) {
    Why bound = {BECAUSE_LOOP_BOUND, NULL, 0, NO_LOC};
    TExpr *t = te_new(c, TE_FOR, e->loc, c->p.t_unit, NULL);
    t->u.for_.lo = check_expect(c, env, e->u.for_.lo, c->p.t_int, &bound, NULL);
    t->u.for_.hi = check_expect(c, env, e->u.for_.hi, c->p.t_int, &bound, NULL);
    t->u.for_.down = e->u.for_.down;
    const Pat *p = e->u.for_.var;
    Name name = c->n.underscore;
    if (p->kind == PAT_VAR)
        name = p->u.var.name;
    else if (p->kind != PAT_ANY && p->kind != PAT_ERROR)
        diag_error(c->s, p->loc, "E0225", "A for-loop's index is a variable or _");
    Var *v = var_new(c, name, VAR_LOCAL, c->p.t_int, NULL, p->loc);
    v->used = true;
    t->u.for_.var = v;
    if (p->kind == PAT_VAR) env = env_add_value(c, env, value_of_var(c, v));
    t->u.for_.body = check_loop_body(c, env, e->u.for_.body);
    return t;
}

/* ---- annotations ------------------------------------------------------------------------------------------------ */
static TExpr *check_constraint(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why,
                               const Demand *want) {
    uint32_t written = e->u.constraint.mode.bits & (MODE_LOCAL | MODE_GLOBAL);
    Demand own = {.mode = {&mode_yes, &mode_yes}, .bound = true};
    if (written & MODE_GLOBAL) own = demand_global(c, WHY_ANNOTATED_GLOBAL, NULL, e->loc);
    const Demand *inside = written ? &own : want;
    TExpr *t;
    if (!e->u.constraint.type)
        t = check_expect(c, env, e->u.constraint.expr, expected, why, inside);
    else {
        const TypeExpr *annot = e->u.constraint.type;
        Type *want_type = transl_type_at(c, env, annot, TYVARS_OPEN, e->u.constraint.mode.bits);
        if (want_type->kind == T_POLY) {
            not_in_this_version(c, annot->loc, "A polymorphic type in an expression is");
            want_type = ty_error(c);
        }
        Why w = {BECAUSE_ANNOTATION, NULL, 0, annot->loc};
        t = check_argument(c, env, e->u.constraint.expr, want_type, &w, inside);
        c->type_loc = e->loc;
        if (expected && !subsume(c, want_type, expected)) {
            error_clash(c, e->loc, "expression", want_type, expected, why);
            return te_error(c, e->loc, expected);
        }
        if (c->promises) promise_forget(c, t, want_type);
    }
    t->uses |= uses_of_annot(c, &e->u.constraint.mode, e->u.constraint.type);
    if (written & MODE_LOCAL) {
        TExpr *r = te_new(c, TE_REGION_LOCAL, e->loc, t->type,
                          mode_local_because(c, (ModeReason){.kind = WHY_ANNOTATION, .loc = e->loc}));
        r->u.one = t;
        mode_flow(c, r->mode, want, r->type, NULL, e->loc);
        return r;
    }
    return t;
}
/* (e : t :> u): in this version only where t and u are the same type under two names. */
static TExpr *check_coerce(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    Type *target = transl_type(c, env, e->u.constraint.target, TYVARS_OPEN);
    Type *from = e->u.constraint.type ? transl_type(c, env, e->u.constraint.type, TYVARS_OPEN) : NULL;
    TExpr *t = check_expect(c, env, e->u.constraint.expr, from, NULL, want);
    if (t->kind != TE_ERROR && !unify_try(c, t->type, target)) {
        /* private t :> t, one step at the head */
        Type *full = ty_expand_full(t->type);
        if (!unify_try(c, full, target)) {
            const char *a, *b;
            ty_print_pair(c, t->type, target, &a, &b);
            Diag *d = not_in_this_version(c, e->loc, "Coercions between different types are");
            diag_note(c->s, d, "The expression has type %s and is coerced to %s", a, b);
        }
    }
    TExpr *r = arena_copy(c->arena, t, te_size(t->kind));
    if (c->promises) promise_moved(c, t, r);
    r->type = target;
    return te_expect(c, r, expected, why);
}

/* ---- modules in expressions -----------------------------------------------------------------------------------------
 */
static TExpr *check_letmodule(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    TItemVec items = {NULL, 0, 0};
    TExpr *t = te_new(c, TE_LETMODULE, e->loc, NULL, NULL);
    enter_level(c);
    Name name = e->u.letmodule.name.name;
    Module *m = check_module_expr(c, env, name ? name : c->n.underscore, e->u.letmodule.mod, VAR_LOCAL, &items);
    if (name) env = env_add_module_as(c, env, name, m);
    TExpr *body = check_expect(c, env, e->u.letmodule.body, expected, why, want);
    leave_level(c);
    if (!ty_lower_level(c, body->type, c->level)) {
        diag_error(c->s, e->loc, "E0218",
                   "This `let module' expression has type %s.  In this type, the locally bound module name %s escapes "
                   "its scope",
                   ty_print(c->arena, body->type), name ? name->text : "_");
        return te_error(c, e->loc, expected);
    }
    t->type = body->type;
    t->u.letmodule.items.items = items.data;
    t->u.letmodule.items.n = items.len;
    t->u.letmodule.body = body;
    return t;
}
static TExpr *check_open(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    const ModExpr *me = e->u.open.mod;
    if (me->kind == MOD_IDENT) {
        Module *m = env_module(c, env, me->u.ident);
        if (m)
            env = env_open_module(c, env, m);
        else if (e->u.open.body->kind == EXP_IDENT || e->u.open.body->kind == EXP_CONSTRUCT)
            return te_error(c, e->loc, expected); /* everything inside would be unbound */
        return check_expect(c, env, e->u.open.body, expected, why, want);
    }
    TItemVec items = {NULL, 0, 0};
    enter_level(c);
    Module *m = check_module_expr(c, env, c->n.underscore, me, VAR_LOCAL, &items);
    TExpr *body = check_expect(c, env_open_module(c, env, m), e->u.open.body, expected, why, want);
    leave_level(c);
    if (!ty_lower_level(c, body->type, c->level))
        diag_error(c->s, e->loc, "E0218",
                   "This expression has type %s.  In this type, a type of the opened structure escapes its scope",
                   ty_print(c->arena, body->type));
    TExpr *t = te_new(c, TE_LETMODULE, e->loc, body->type, NULL);
    t->u.letmodule.items.items = items.data;
    t->u.letmodule.items.n = items.len;
    t->u.letmodule.body = body;
    return t;
}
static TExpr *check_letexception(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why,
                                 const Demand *want) {
    TItem *item = check_exception(c, &env, &e->u.letexception.exn->u.exception, VAR_LOCAL);
    TExpr *body = check_expect(c, env, e->u.letexception.body, expected, why, want);
    if (!item) return body;
    TExpr *t = te_new(c, TE_LETEXCEPTION, e->loc, body->type, NULL);
    t->u.letexception.constr = item->u.exception.constr;
    t->u.letexception.body = body;
    return t;
}

/* let* x = e1 and* y = e2 in b  is  ( let* ) (( and* ) e1 e2) (fun (x, y) -> b) */
static Pat *binding_pat(Checker *c, const Binding *b) {
    if (!b->type) return b->pat;
    Pat *p = NEW(c->arena, Pat);
    p->kind = PAT_CONSTRAINT;
    p->loc = b->pat->loc;
    p->u.constraint.pat = b->pat;
    p->u.constraint.type = b->type;
    return p;
}
static TExpr *check_letop(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    uint32_t n = e->u.letop.binds.n;
    const Binding *b = e->u.letop.binds.items;
    Expr *value = b[0].expr;
    Pat *pat = binding_pat(c, &b[0]);
    for (uint32_t i = 1; i < n; i++) {
        value = syntax_operator(c, e->u.letop.ops.items[i], value, b[i].expr, e->loc);
        Pat *pair = NEW(c->arena, Pat);
        pair->kind = PAT_TUPLE;
        pair->loc = b[i].pat->loc;
        pair->u.tuple.n = 2;
        pair->u.tuple.items = NEW_ARRAY(c->arena, Pat *, 2);
        pair->u.tuple.items[0] = pat;
        pair->u.tuple.items[1] = binding_pat(c, &b[i]);
        pat = pair;
    }
    Expr *fn = syntax_new(c, EXP_FUN, e->u.letop.body->loc);
    fn->u.fun.params.n = 1;
    fn->u.fun.params.items = NEW_ARRAY(c->arena, Param, 1);
    fn->u.fun.params.items[0].pat = pat;
    fn->u.fun.params.items[0].loc = pat->loc;
    fn->u.fun.body = e->u.letop.body;
    Expr *whole = syntax_operator(c, e->u.letop.ops.items[0], value, fn, e->loc);
    return check_expect(c, env, whole, expected, why, want);
}

static TExpr *check_newtype(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    TypeDecl *d = newtype_begin(c, &env, e->u.newtype.name);
    TExpr *t = check_expect(c, env, e->u.newtype.body, NULL, NULL, want);
    newtype_end(c, d);
    return te_expect(c, t, expected, why);
}

/* What stack_ may stand before. */
static bool is_allocation(const TExpr *t) {
    switch (t->kind) {
    case TE_TUPLE:
    case TE_FUN:
    case TE_LAZY: return true;
    case TE_ARRAY: return t->u.sub.n > 0;
    case TE_CONSTRUCT: return t->u.construct.args.n > 0 && !t->u.construct.constr->unboxed;
    case TE_RECORD: return !t->u.record.decl->unboxed;
    case TE_APPLY: return t->u.apply.partial;
    case TE_PRIM_APPLY: return t->u.prim_apply.allocates;
    default: return false;
    }
}
static TExpr *check_stack(Checker *c, Env *env, const Expr *sub, Loc loc, Type *expected, const Why *why,
                          const Demand *want) {
    Demand d = {.mode = {&mode_yes, &mode_yes}, .bound = true};
    if (want) d = *want;
    d.stack = true;
    d.tail = NULL;
    d.parts = NULL;
    d.stack_loc = loc;
    const Expr *at = sub; /* annotations may stand between */
    while (at->kind == EXP_CONSTRAINT && !at->u.constraint.mode.bits) at = at->u.constraint.expr;
    if (!tells_mode(at) || at->kind == EXP_IDENT || at->kind == EXP_STACK) d.stack = false;
    uint32_t errors = c->s->nerrors;
    TExpr *body = NULL;
    bool constant = at->kind == EXP_VARIANT && !at->u.variant.arg; /* no allocation, whatever else is wrong with it */
    if (!constant) body = check_expect(c, env, sub, expected, why, &d);
    if (constant || (body->kind != TE_ERROR && !is_allocation(body))) {
        Diag *e = diag_error(c->s, at->loc, "E0305", "This expression is not an allocation site");
        if (c->s->nerrors == errors + 1) {
            diag_note(c->s, e,
                      "stack_ says where one allocation takes place: of a tuple, record, constructor with "
                      "arguments, array, function, partial application, or a primitive such as ref");
            diag_help(c->s, e, "to say only that the value is local, write local_");
        }
    }
    if (constant) return te_error(c, loc, expected);
    TExpr *t = te_new(c, TE_STACK, loc, body->type, body->mode);
    t->u.one = body;
    return t;
}
static TExpr *check_local(Checker *c, Env *env, const Expr *sub, Loc loc, Type *expected, const Why *why,
                          const Demand *want) {
    Demand any = {.mode = {&mode_yes, &mode_yes}, .bound = true, .why = {.kind = WHY_BOUND}};
    TExpr *body = check_expect(c, env, sub, expected, why, &any);
    Mode *m = mode_local_because(c, (ModeReason){.kind = WHY_ANNOTATION, .loc = loc});
    TExpr *t = te_new(c, TE_REGION_LOCAL, loc, body->type, m);
    t->u.one = body;
    mode_flow(c, m, want, t->type, NULL, loc);
    return t;
}
/* The rest of the region's work is done in the region around it. */
static TExpr *check_exclave(Checker *c, Env *env, const Expr *sub, Loc loc, Type *expected, const Why *why,
                            const Demand *want) {
    Region *r = c->region;
    bool tail = want && want->tail && want->tail == r && !r->ended;
    if (!tail) {
        Diag *d =
            diag_error(c->s, loc, "E0304", "Exclave expression should only be in tail position of the current region");
        diag_note(c->s, d,
                  "exclave_ ends the region of the function or loop around it, so it must be the last thing that "
                  "is done there");
        if (r && r->ended) diag_note(c->s, d, "the region has ended already: this stands inside another exclave_");
        TExpr *t = te_new(c, TE_EXCLAVE, loc, NULL, NULL);
        t->u.one = check_expect(c, env, sub, expected, why, want);
        t->type = t->u.one->type;
        return t;
    }
    Region ended = *r;
    ended.ended = true;
    Lock lock = {.kind = LOCK_EXCLAVE, .loc = loc, .outer = c->lock};
    Demand d = *want;
    d.tail = &ended;
    d.mode.inner = d.mode.outer;
    d.parts = NULL;
    if (r->kind == REGION_LOOP) d.tail = NULL;
    c->lock = &lock;
    c->region = &ended;
    TExpr *body = check_expect(c, env, sub, expected, why, &d);
    c->region = r;
    c->lock = lock.outer;
    if (r->kind == REGION_FUNCTION) {
        /* The result is in the caller's region, or may be. */
        Mode *m = mode_local_because(c, (ModeReason){.kind = WHY_OUTSIDE, .loc = loc});
        mode_flow(c, m, &d, body->type, NULL, loc);
    }
    TExpr *t = te_new(c, TE_EXCLAVE, loc, body->type, NULL);
    t->u.one = body;
    return t;
}
static TExpr *check_wrapped(Checker *c, Env *env, TExprKind kind, const Expr *sub, Loc loc, Type *expected,
                            const Why *why, const Demand *want) {
    return kind == TE_STACK          ? check_stack(c, env, sub, loc, expected, why, want)
           : kind == TE_REGION_LOCAL ? check_local(c, env, sub, loc, expected, why, want)
                                     : check_exclave(c, env, sub, loc, expected, why, want);
}
/* [%stack e] and the like are other spellings of the keywords. */
static TExpr *check_extension(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    const Attr *a = e->u.extension;
    const char *name = a && a->name.name ? a->name.name->text : "?";
    if (a && a->payload_kind == PAYLOAD_STR && a->str.n == 1 && a->str.items[0]->kind == STR_EVAL) {
        static const struct {
            const char *name;
            TExprKind kind;
        } wraps[] = {
            {"stack", TE_STACK},           {"exclave", TE_EXCLAVE},           {"local", TE_REGION_LOCAL},
            {"ocaml.stack", TE_STACK},     {"ocaml.exclave", TE_EXCLAVE},     {"ocaml.local", TE_REGION_LOCAL},
            {"extension.stack", TE_STACK}, {"extension.exclave", TE_EXCLAVE}, {"extension.local", TE_REGION_LOCAL}};
        for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++)
            if (!strcmp(name, wraps[i].name))
                return check_wrapped(c, env, wraps[i].kind, a->str.items[0]->u.eval, e->loc, expected, why, want);
    }
    diag_error(c->s, e->loc, "E0227", "Uninterpreted extension '%s'", name);
    return te_error(c, e->loc, expected);
}

static TExpr *check_assert(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why) {
    Why w = {BECAUSE_ASSERT, NULL, 0, NO_LOC};
    const Expr *cond = e->u.sub;
    TExpr *t = te_new(c, TE_ASSERT, e->loc, c->p.t_unit, NULL);
    if (cond->kind == EXP_CONSTRUCT && !cond->u.construct.arg && !cond->u.construct.path->prefix &&
        cond->u.construct.path->name == c->n.false_) {
        t->type = expected ? expected : ty_var(c); /* assert false has any type */
        return t;
    }
    t->u.one = check_expect(c, env, cond, c->p.t_bool, &w, NULL);
    return te_expect(c, t, expected, why);
}

/* let p = e1 in e2, where p says something about types: a match of one case. */
static TExpr *check_let_match(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    const Binding *b = e->u.let.binds.items;
    Expr *match = syntax_new(c, EXP_MATCH, e->loc);
    match->u.match.scrut = b->expr;
    if (b->type) {
        match->u.match.scrut = syntax_new(c, EXP_CONSTRAINT, b->expr->loc);
        match->u.match.scrut->u.constraint.expr = b->expr;
        match->u.match.scrut->u.constraint.type = b->type;
    }
    match->u.match.cases.n = 1;
    match->u.match.cases.items = NEW_ARRAY(c->arena, Case, 1);
    match->u.match.cases.items[0].pat = b->pat;
    match->u.match.cases.items[0].body = e->u.let.body;
    match->u.match.cases.items[0].loc = b->loc;
    return check_match(c, env, match, expected, why, want);
}

static TExpr *dispatch(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    switch (e->kind) {
    case EXP_IDENT: return check_ident(c, env, e, expected, why, want, false);
    case EXP_CONST: return check_const(c, e, expected, why);
    case EXP_LET: {
        if (!e->u.let.rec && e->u.let.binds.n == 1 && !e->u.let.binds.items->newtypes.n &&
            pattern_has_gadt(c, e->u.let.binds.items->pat))
            return check_let_match(c, env, e, expected, why, want);
        TExpr *t = te_new(c, TE_LET, e->loc, NULL, NULL);
        TBinding *binds;
        ValueVec bound = {NULL, 0, 0};
        env = check_bindings(c, env, e->u.let.rec, e->u.let.binds.items, e->u.let.binds.n, VAR_LOCAL, &binds, &bound);
        t->u.let.rec = e->u.let.rec;
        t->u.let.binds.items = binds;
        t->u.let.binds.n = e->u.let.binds.n;
        t->u.let.body = check_expect(c, env, e->u.let.body, expected, why, want);
        t->type = t->u.let.body->type;
        for (uint32_t i = 0, at = 0; i < t->u.let.binds.n; at += binds[i++].nvars)
            warn_unused(c, bound.data + at, binds[i].nvars, true);
        return t;
    }
    case EXP_FUN: return check_function(c, env, e, expected, why, want);
    case EXP_APPLY: return check_application(c, env, e, expected, why, want);
    case EXP_MATCH:
    case EXP_TRY: return check_match(c, env, e, expected, why, want);
    case EXP_TUPLE: return check_tuple(c, env, e, expected, why, want);
    case EXP_CONSTRUCT: return check_construct(c, env, e, expected, why, want);
    case EXP_RECORD: return check_record(c, env, e, expected, why, want, NULL, NULL);
    case EXP_FIELD:
    case EXP_SETFIELD: return check_field(c, env, e, expected, why, want);
    case EXP_ARRAY: return check_array(c, env, e, expected, why, want);
    case EXP_INDEX:
    case EXP_SETINDEX: return check_index(c, env, e, expected, why, want);
    case EXP_IF: return check_if(c, env, e, expected, why, want);
    case EXP_SEQUENCE: return check_sequence(c, env, e, expected, why, want);
    case EXP_WHILE: {
        Why cond = {BECAUSE_LOOP_CONDITION, NULL, 0, NO_LOC};
        TExpr *t = te_new(c, TE_WHILE, e->loc, c->p.t_unit, NULL);
        t->u.loop.cond = check_expect(c, env, e->u.loop.cond, c->p.t_bool, &cond, NULL);
        t->u.loop.body = check_loop_body(c, env, e->u.loop.body);
        return te_expect(c, t, expected, why);
    }
    case EXP_FOR: return te_expect(c, check_for(c, env, e), expected, why);
    case EXP_CONSTRAINT: return check_constraint(c, env, e, expected, why, want);
    case EXP_COERCE: return check_coerce(c, env, e, expected, why, want);
    case EXP_ASSERT: return check_assert(c, env, e, expected, why);
    case EXP_LAZY: {
        Type *content = NULL;
        if (expected && ty_is_constr(expected, c->p.lazy_)) content = ty_expand(expected)->u.constr.args.items[0];
        Mode *mode = mode_alloc(c, want, e->loc, "lazy value");
        Region region = {.kind = REGION_LAZY, .loc = e->loc, .outer = c->region};
        Lock lock = {.kind = LOCK_LAZY, .closure = mode, .demand = want, .loc = e->loc, .outer = c->lock};
        Demand kept = demand_global(c, WHY_LAZY, NULL, e->loc);
        c->region = &region;
        c->lock = &lock;
        TExpr *body = check_argument(c, env, e->u.sub, content, NULL, &kept);
        c->region = region.outer;
        c->lock = lock.outer;
        TExpr *t = te_new(c, TE_LAZY, e->loc, content ? expected : ty_constr1(c, c->p.lazy_, body->type), mode);
        t->u.one = body;
        return te_expect(c, t, expected, why);
    }
    case EXP_LETMODULE: return check_letmodule(c, env, e, expected, why, want);
    case EXP_LETEXCEPTION: return check_letexception(c, env, e, expected, why, want);
    case EXP_OPEN: return check_open(c, env, e, expected, why, want);
    case EXP_LETOP: return check_letop(c, env, e, expected, why, want);
    case EXP_LOCAL: return check_wrapped(c, env, TE_REGION_LOCAL, e->u.sub, e->loc, expected, why, want);
    case EXP_STACK: return check_wrapped(c, env, TE_STACK, e->u.sub, e->loc, expected, why, want);
    case EXP_EXCLAVE: return check_wrapped(c, env, TE_EXCLAVE, e->u.sub, e->loc, expected, why, want);
    case EXP_UNREACHABLE:
        diag_error(c->s, e->loc, "E0225", "A refutation `.' may only be the body of a match case");
        return te_error(c, e->loc, expected);
    case EXP_NEWTYPE: return check_newtype(c, env, e, expected, why, want);
    case EXP_VARIANT:
        not_in_this_version(c, e->loc, "Polymorphic variants are");
        if (e->u.variant.arg) check_expect(c, env, e->u.variant.arg, NULL, NULL, NULL);
        return te_error(c, e->loc, expected);
    case EXP_PACK: not_in_this_version(c, e->loc, "First-class modules are"); return te_error(c, e->loc, expected);
    case EXP_OBJECT: not_in_this_version(c, e->loc, "Objects are"); return te_error(c, e->loc, expected);
    case EXP_EXTENSION: return check_extension(c, env, e, expected, why, want);
    case EXP_ERROR: return te_error(c, e->loc, expected);
    }
    UNREACHABLE();
}
/* Trees are as deep as their text is long (`1 + 1 + ...`): the checker and lowering recurse over them on a large stack,
   which has an end all the same. */
enum { MAX_DEPTH = 200000 };

static TExpr *too_deep(Checker *c, const Expr *e, Type *expected) {
    if (!c->too_deep) {
        Diag *d = diag_error(c->s, e->loc, "E0228", "This expression is nested too deeply");
        diag_help(c->s, d, "name parts of it with let; chains of operators may have %d members", MAX_DEPTH);
    }
    c->too_deep = true;
    return te_new(c, TE_ERROR, e->loc, expected, NULL);
}

TExpr *check_expect(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want) {
    if (c->depth >= MAX_DEPTH) return too_deep(c, e, expected);
    c->depth++;
    TExpr *t;
    if (!e->attrs)
        t = dispatch(c, env, e, expected, why, want);
    else {
        WarnState saved = warnings_enter(c, e->attrs);
        t = dispatch(c, env, e, expected, why, want);
        if (!t->attrs) t->attrs = e->attrs;
        if (t->kind != TE_ERROR) attrs_on_expr(c, t);
        warnings_leave(c, saved);
    }
    c->depth--;
    return t;
}
TExpr *check_expression(Checker *c, Env *env, const Expr *e, Type *expected, const Demand *want) {
    return check_expect(c, env, e, expected, NULL, want);
}
