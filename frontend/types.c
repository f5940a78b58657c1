/* types.c: making types and looking at them.

   The level of a composite type is an upper bound of the levels of the variables
   inside; traversals stop at it.  Types without variables have level 0 (or the level of
   the innermost local declaration they mention).  */
#include "check.h"

/* Only the part of the union that a kind uses is allocated: types are most of the checker's memory. */
static Type *type_alloc(TypeStore *st, TypeKind kind, int32_t level, size_t payload) {
    if (payload < sizeof(void *)) payload = sizeof(void *);
    Type *t = arena_alloc(st->arena, offsetof(Type, u) + payload);
    t->kind = (uint8_t)kind;
    t->level = level;
    t->id = ++st->next_id;
    return t;
}
#define PAYLOAD(member) sizeof(((Type *)0)->u.member)

Type *ty_var_at(Checker *c, int32_t level) {
    return type_alloc(&c->types, T_VAR, level, PAYLOAD(var));
}
Type *ty_var(Checker *c) {
    return ty_var_at(c, c->level);
}
Type *ty_named_var(Checker *c, Name name) {
    Type *t = ty_var(c);
    t->u.var.name = name;
    return t;
}
Type *ty_error(Checker *c) {
    return type_alloc(&c->types, T_ERROR, 0, 0);
}

static int32_t max_level(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static Type *make_arrow(TypeStore *st, Label label, Type *arg, Type *ret, Mode *arg_mode, Mode *ret_mode) {
    Type *t = type_alloc(st, T_ARROW, max_level(ty_repr(arg)->level, ty_repr(ret)->level), PAYLOAD(arrow));
    t->u.arrow.label = label;
    t->u.arrow.arg = arg;
    t->u.arrow.ret = ret;
    t->u.arrow.arg_mode = arg_mode;
    t->u.arrow.ret_mode = ret_mode;
    return t;
}
Type *ty_arrow(Checker *c, Label label, Type *arg, Type *ret, Mode *arg_mode, Mode *ret_mode) {
    return make_arrow(&c->types, label, arg, ret, arg_mode, ret_mode);
}

static int32_t levels_of(Type **items, uint32_t n, int32_t least) {
    for (uint32_t i = 0; i < n; i++) least = max_level(least, ty_repr(items[i])->level);
    return least;
}
static Type *make_tuple(TypeStore *st, Type **items, uint32_t n) {
    Type *t = type_alloc(st, T_TUPLE, levels_of(items, n, 0), PAYLOAD(tuple));
    t->u.tuple.items = arena_copy(st->arena, items, n * sizeof *items);
    t->u.tuple.n = n;
    return t;
}
Type *ty_tuple(Checker *c, Type **items, uint32_t n) {
    return make_tuple(&c->types, items, n);
}

static Type *make_constr(TypeStore *st, TypeDecl *d, Type **args, uint32_t n) {
    if (n == 0 && d->self) return d->self;
    Type *t = type_alloc(st, T_CONSTR, levels_of(args, n, d->binding_level), PAYLOAD(constr));
    t->u.constr.decl = d;
    t->u.constr.args.n = n;
    if (n == 0)
        d->self = t;
    else
        t->u.constr.args.items = arena_copy(st->arena, args, n * sizeof *args);
    return t;
}
Type *ty_constr(Checker *c, TypeDecl *decl, Type **args, uint32_t n) {
    return make_constr(&c->types, decl, args, n);
}
Type *ty_constr1(Checker *c, TypeDecl *decl, Type *arg) {
    return make_constr(&c->types, decl, &arg, 1);
}

Type *ty_poly(Checker *c, Type **vars, uint32_t n, Type *body) {
    Type *t = type_alloc(&c->types, T_POLY, ty_repr(body)->level, PAYLOAD(poly));
    t->u.poly.vars.items = arena_copy(c->types.arena, vars, n * sizeof *vars);
    t->u.poly.vars.n = n;
    t->u.poly.body = body;
    return t;
}

TypeDecl *decl_new(Checker *c, Name name, DeclKind kind, uint32_t nparams, Loc loc) {
    TypeDecl *d = NEW(c->types.arena, TypeDecl);
    d->name = name;
    d->kind = kind;
    d->id = ++c->next_decl;
    d->store = &c->types;
    d->home = c->unit;
    d->loc = loc;
    if (nparams) {
        d->params.items = NEW_ARRAY(c->types.arena, Type *, nparams);
        d->params.n = nparams;
        d->variance.items = NEW_ARRAY(c->types.arena, int8_t, nparams);
        d->variance.n = nparams;
        for (uint32_t i = 0; i < nparams; i++) d->params.items[i] = ty_var_at(c, GENERIC_LEVEL);
    }
    return d;
}
Type *decl_type(Checker *c, TypeDecl *d) {
    return make_constr(&c->types, d, d->params.items, d->params.n);
}

/* ---- copies --------------------------------------------------------------------------------- */
/* A copy of a type that contains itself: what is met on the way back stands for it until it is there.  NULL: types are
   trees or dags, or t has no parts.  level: of everything in the copy, at most. */
Type *ty_copy_begin(TypeStore *st, Type *t, int32_t level) {
    if (!st->cyclic || t->kind == T_VAR || t->kind == T_UNIVAR) return NULL;
    Type *hole = type_alloc(st, T_VAR, level, PAYLOAD(var));
    t->stamp = st->stamp;
    t->memo = hole;
    return hole;
}
void ty_copy_end(TypeStore *st, Type *t, Type *hole, Type *copy) {
    t->stamp = st->stamp;
    t->memo = copy;
    if (!hole) return;
    hole->kind = T_LINK;
    hole->level = 0;
    hole->u.link = copy;
}

/* ---- substitution ---------------------------------------------------------------------- */
static Type *subst(TypeStore *st, Type *t) {
    t = ty_repr(t);
    if (t->level != GENERIC_LEVEL) return t;
    if (t->stamp == st->stamp) return t->memo;
    Type *r = t, *hole = ty_copy_begin(st, t, st->subst_level);
    switch ((TypeKind)t->kind) {
    case T_ARROW: {
        Type *arg = subst(st, t->u.arrow.arg), *ret = subst(st, t->u.arrow.ret);
        r = arrow_like(make_arrow(st, t->u.arrow.label, arg, ret, t->u.arrow.arg_mode, t->u.arrow.ret_mode), t);
        break;
    }
    case T_TUPLE:
    case T_CONSTR: {
        bool tuple = t->kind == T_TUPLE;
        uint32_t n = tuple ? t->u.tuple.n : t->u.constr.args.n;
        Type **from = tuple ? t->u.tuple.items : t->u.constr.args.items;
        Type *few[8];
        Type **to = n <= 8 ? few : NEW_ARRAY(st->arena, Type *, n);
        for (uint32_t i = 0; i < n; i++) to[i] = subst(st, from[i]);
        r = tuple ? make_tuple(st, to, n) : make_constr(st, t->u.constr.decl, to, n);
        if (!tuple && n) r->u.constr.path = t->u.constr.path;
        break;
    }
    case T_POLY:
        r = type_alloc(st, T_POLY, t->level, PAYLOAD(poly));
        r->u.poly.vars.items = t->u.poly.vars.items;
        r->u.poly.vars.n = t->u.poly.vars.n;
        r->u.poly.body = subst(st, t->u.poly.body);
        break;
    case T_VAR:
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
    ty_copy_end(st, t, hole, r);
    return r;
}
Type *ty_subst(TypeStore *st, Type *t, Type **vars, Type **by, uint32_t n) {
    st->stamp++;
    st->subst_level = 0;
    for (uint32_t i = 0; i < n; i++) {
        Type *v = ty_repr(vars[i]);
        v->stamp = st->stamp;
        v->memo = by[i];
        st->subst_level = max_level(st->subst_level, ty_repr(by[i])->level);
    }
    return subst(st, t);
}

/* ---- looking at types ------------------------------------------------------------------- */
Type *ty_repr(Type *t) {
    if (t->kind != T_LINK) return t;
    Type *r = t->u.link;
    if (r->kind != T_LINK) return r;
    /* unify_try may undo this link, or a case of a match looks for its level (gadt.c): links must not jump over it. */
    bool keep = t->level != 0;
    for (; r->kind == T_LINK; r = r->u.link) keep |= r->level != 0;
    if (keep) return r;
    while (t->kind == T_LINK && t->u.link != r) { /* path compression */
        Type *next = t->u.link;
        t->u.link = r;
        t = next;
    }
    return r;
}

static Type *expansion(Type *t) {
    if (!t->u.constr.expansion) {
        TypeDecl *d = t->u.constr.decl;
        uint32_t n = t->u.constr.args.n;
        Type *e = d->manifest;
        if (n && n == d->params.n) e = ty_subst(d->store, e, d->params.items, t->u.constr.args.items, n);
        t->u.constr.expansion = e;
    }
    return ty_repr(t->u.constr.expansion);
}
/* What the case that is being checked says of an abstract type. */
static Type *by_equation(TypeDecl *d) {
    TypeStore *st = d->store;
    st->equations_used++;
    if (d->equation_level > st->equation_level) st->equation_level = d->equation_level;
    return ty_repr(d->equation);
}
Type *ty_expand_once(Type *t) {
    t = ty_repr(t);
    if (t->kind != T_CONSTR) return NULL;
    if (t->u.constr.decl->equation) return by_equation(t->u.constr.decl);
    return t->u.constr.decl->manifest ? expansion(t) : NULL;
}
Type *ty_expand(Type *t) {
    t = ty_repr(t);
    /* A cyclic abbreviation is an error of its declaration; the bound keeps us safe until it is reported. */
    for (int steps = 0; steps < 10000 && t->kind == T_CONSTR; steps++) {
        TypeDecl *d = t->u.constr.decl;
        if (d->equation) {
            t = by_equation(d);
            continue;
        }
        if (d->kind != DECL_ALIAS || d->private || !d->manifest) break;
        t = expansion(t);
    }
    return t;
}
Type *ty_expand_full(Type *t) {
    t = ty_repr(t);
    for (int steps = 0; steps < 10000; steps++) {
        Type *e = ty_expand_once(t);
        if (!e) break;
        t = e;
    }
    return t;
}
/* As declared: what only a case knows does not decide how values look. */
static Type *expand_declared(Type *t) {
    t = ty_repr(t);
    for (int steps = 0; steps < 10000 && t->kind == T_CONSTR && t->u.constr.decl->manifest; steps++) t = expansion(t);
    return t;
}
bool ty_is_constr(Type *t, const TypeDecl *d) {
    t = ty_repr(t);
    if (t->kind == T_CONSTR && t->u.constr.decl == d) return true;
    t = ty_expand(t);
    return t->kind == T_CONSTR && t->u.constr.decl == d;
}

static Type *payload_of_unboxed(Type *t) {
    TypeDecl *d = t->u.constr.decl;
    Type *content = NULL;
    if (d->kind == DECL_RECORD && d->fields.n == 1)
        content = d->fields.items[0]->type;
    else if (d->kind == DECL_VARIANT && d->constrs.n == 1) {
        const Constr *k = d->constrs.items[0];
        if (k->record && k->record->fields.n == 1)
            content = k->record->fields.items[0]->type;
        else if (k->args.n == 1)
            content = k->args.items[0];
        if (k->gadt) return content && ty_repr(content)->level != GENERIC_LEVEL ? content : NULL;
    }
    if (!content) return NULL;
    if (d->params.n && d->params.n == t->u.constr.args.n)
        content = ty_subst(d->store, content, d->params.items, t->u.constr.args.items, d->params.n);
    return content;
}
static Rep rep_at(Type *t, int fuel) {
    t = expand_declared(t);
    switch ((TypeKind)t->kind) {
    case T_ARROW:
    case T_TUPLE:
    case T_PACKAGE: return REP_BLOCK;
    case T_POLY: return fuel ? rep_at(t->u.poly.body, fuel - 1) : REP_ANY;
    case T_CONSTR: break;
    case T_VAR:
    case T_UNIVAR:
    case T_VARIANT:
    case T_LINK:
    case T_ERROR: return REP_ANY;
    }
    const TypeDecl *d = t->u.constr.decl;
    if (d->builtin != REP_ANY) return d->builtin;
    if (d->unboxed) {
        Type *content = payload_of_unboxed(t);
        return content && fuel ? rep_at(content, fuel - 1) : REP_ANY;
    }
    switch (d->kind) {
    case DECL_VARIANT:
        if (d->nblock == 0) return REP_IMMEDIATE;
        return d->nconst == 0 ? REP_BLOCK : REP_VARIANT;
    case DECL_RECORD:
    case DECL_OPEN: return REP_BLOCK;
    case DECL_ABSTRACT:
    case DECL_ALIAS: break;
    }
    return d->immediate ? REP_IMMEDIATE : REP_ANY;
}
Rep ty_rep(Type *t) {
    return rep_at(t, 32);
}
Rep ty_element_rep(Type *t) {
    t = expand_declared(t);
    if (t->kind != T_CONSTR || t->u.constr.args.n != 1) return REP_ANY;
    return ty_rep(t->u.constr.args.items[0]);
}
bool ty_is_immediate(Type *t) {
    return ty_rep(t) == REP_IMMEDIATE;
}
uint32_t ty_arity(Type *t) {
    uint32_t n = 0;
    for (t = ty_expand(t); t->kind == T_ARROW && n < MAX_ARROWS; t = ty_expand(t->u.arrow.ret)) n++;
    return n;
}
