/* gadt.c: cases in which types are equal that differ outside.

   A constructor declared with its result type, `Int : int -> int expr`, tells more than its arguments when a value of
   type `a expr` turns out to be made by it: in that case, a is int.  A Branch holds what one case knows.  While the
   case is checked, each equation is noted in its abstract type's declaration (TypeDecl.equation), where ty_expand finds
   it. What may not happen:

     - an equation outlives its case: branch_leave removes it; composite types that are equal by an equation are not
   made one node (unify.c), expansions by equations are not kept, the layout of values ignores them (ty_rep);
     - a type that only the value knows leaves the case: its declaration has the level of the case;
     - an equation decides what is seen outside: in `if b then x else 5`, with x : a and a = int, the result could be
       either.  A variable older than the case that is bound in it leaves the level of its variable in its link
       (branch_note_link); using an equation on what is reached through that link is an error (reach_through).

   An equation is assumed only about types that can be anything: (type a), existentials, abstract types of signatures.
   From 'a t = 'b t follows 'a = 'b only if t is a datatype or predefined; an abstract t of a signature may be constant.
   J. Garrigue, D. Rémy, "Ambivalent types for principal type inference with GADTs", 2013, is the theory.  */
#include "check.h"

/* ---- patterns ------------------------------------------------------------------------------ */
bool pattern_has_gadt(Checker *c, const Pat *p) {
    if (!c->gadt_names.len) return false;
    for (;;) switch (p->kind) {
        case PAT_CONSTRUCT:
            if (map_getp(&c->gadt_names, p->u.construct.path->name)) return true;
            if (!p->u.construct.arg) return false;
            p = p->u.construct.arg;
            continue;
        case PAT_ALIAS: p = p->u.alias.pat; continue;
        case PAT_CONSTRAINT: p = p->u.constraint.pat; continue;
        case PAT_OPEN: p = p->u.open.pat; continue;
        case PAT_LAZY:
        case PAT_EXCEPTION: p = p->u.sub; continue;
        case PAT_OR:
            if (pattern_has_gadt(c, p->u.alt.left)) return true;
            p = p->u.alt.right;
            continue;
        case PAT_TUPLE:
        case PAT_ARRAY:
            for (uint32_t i = 0; i < p->u.tuple.n; i++)
                if (pattern_has_gadt(c, p->u.tuple.items[i])) return true;
            return false;
        case PAT_RECORD:
            for (uint32_t i = 0; i < p->u.record.fields.n; i++)
                if (pattern_has_gadt(c, p->u.record.fields.items[i].pat)) return true;
            return false;
        default: return false;
        }
}

/* ---- branches ------------------------------------------------------------------------------ */
static void hold(const Branch *b) {
    for (uint32_t i = 0; i < b->equations.len; i++) {
        const Equation *e = &b->equations.data[i];
        e->decl->equation = e->is;
        e->decl->equation_level = b->level;
    }
}
static void release(const Branch *b, uint32_t mark) {
    for (uint32_t i = b->equations.len; i-- > mark;) b->equations.data[i].decl->equation = NULL;
}
void branch_forget(Branch *b, uint32_t mark) {
    release(b, mark);
    b->equations.len = mark;
}
void branches_suspend(Branch *innermost) {
    for (; innermost; innermost = innermost->outer) release(innermost, 0);
}
void branches_resume(Branch *innermost) {
    for (; innermost; innermost = innermost->outer) hold(innermost);
}

/* Only links made in the present case count for it: what was known when it began may be seen through its equations. */
static void show_marks(Checker *c) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->marks.len; i++) {
        LinkMark m = c->marks.data[i];
        bool matters = c->branch && m.level < c->branch->level;
        if (m.link->kind == T_LINK) m.link->level = matters ? m.level : 0;
        if (matters && m.link->kind == T_LINK) c->marks.data[kept++] = m;
    }
    c->marks.len = kept;
}
static void hide_marks(Checker *c) {
    for (uint32_t i = 0; i < c->marks.len; i++)
        if (c->marks.data[i].link->kind == T_LINK) c->marks.data[i].link->level = 0;
}
void branch_note_link(Checker *c, Type *v, int32_t level) {
    if (c->branch->in_pattern || c->trail || level >= c->branch->level || level <= 0) return;
    v->level = level;
    LinkMark m = {v, level};
    vec_push(&c->marks, m);
}

void branch_enter(Checker *c, Branch *b) {
    hide_marks(c);
    enter_level(c);
    b->level = c->level;
    b->in_pattern = true;
    b->outer = c->branch;
    c->branch = b;
}
void branch_body(Checker *c, Branch *b) {
    (void)c;
    b->in_pattern = false;
}
void branch_leave(Checker *c, Branch *b) {
    release(b, 0);
    leave_level(c);
    c->branch = b->outer;
    show_marks(c);
    if (!c->branch) vec_free(&c->marks);
}
void branch_again(Checker *c, Branch *b) {
    branch_enter(c, b);
    hold(b);
    branch_body(c, b);
}
Env *branch_env(Checker *c, const Branch *b, Env *env) {
    for (uint32_t i = 0; i < b->names.len; i++) env = env_add_type_name(c, env, b->names.data[i]);
    return env;
}

Type *existential_new(Checker *c, Constr *k, Name name, Loc loc) {
    Name shown = name ? name_printf(c->s->names, "$%s", name->text) : name_printf(c->s->names, "$%u", c->next_decl);
    TypeDecl *d = decl_new(c, shown, DECL_ABSTRACT, 0, loc);
    d->newtype = d->may_equal = true;
    d->exist_of = k;
    d->binding_level = c->level;
    return ty_constr(c, d, NULL, 0);
}

/* ---- what may be equal ----------------------------------------------------------------------- */
bool decl_injective(const TypeDecl *d) {
    return d->kind != DECL_ALIAS && !(d->kind == DECL_ABSTRACT && d->may_equal);
}
static TypeDecl *unknown_type(Type *t) {
    if (t->kind != T_CONSTR) return NULL;
    TypeDecl *d = t->u.constr.decl;
    return d->kind == DECL_ABSTRACT && d->may_equal && !d->params.n && !d->manifest && !d->equation ? d : NULL;
}
static bool fail(Checker *c, int kind, Type *a, Type *b) {
    c->unify.kind = kind;
    c->unify.left = a;
    c->unify.right = b;
    return false;
}

/* A walk that takes more steps comes to no conclusion: with -rectypes types contain themselves. */
#define MANY_STEPS 100000

/* Does d occur in t, through abbreviations and equations? */
static bool occurs_in(const TypeDecl *d, Type *t, Map *seen) {
    t = ty_expand(t);
    if (map_getp(seen, t)) return false;
    map_putp(seen, t, t);
    switch ((TypeKind)t->kind) {
    case T_ARROW: return occurs_in(d, t->u.arrow.arg, seen) || occurs_in(d, t->u.arrow.ret, seen);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (occurs_in(d, t->u.tuple.items[i], seen)) return true;
        return false;
    case T_CONSTR:
        if (t->u.constr.decl == d) return true;
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (occurs_in(d, t->u.constr.args.items[i], seen)) return true;
        return false;
    case T_POLY: return occurs_in(d, t->u.poly.body, seen);
    default: return false;
    }
}
static bool occurs(const TypeDecl *d, Type *t) {
    Map seen = {0};
    bool found = occurs_in(d, t, &seen);
    map_free(&seen);
    return found;
}

typedef VEC(Type *) TypeVec;
static void open_variables(Checker *c, Type *t, TypeVec *out) {
    t = ty_repr(t);
    if (t->stamp == c->types.stamp || t->level == GENERIC_LEVEL) return;
    t->stamp = c->types.stamp;
    switch ((TypeKind)t->kind) {
    case T_VAR: vec_push_in(c->arena, out, t); break;
    case T_ARROW:
        open_variables(c, t->u.arrow.arg, out);
        open_variables(c, t->u.arrow.ret, out);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) open_variables(c, t->u.tuple.items[i], out);
        break;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) open_variables(c, t->u.constr.args.items[i], out);
        break;
    case T_POLY: open_variables(c, t->u.poly.body, out); break;
    default: break;
    }
}
/* What t leaves open becomes types that only this case knows: an equation says something for all values. */
static bool reify(Checker *c, Type *t) {
    TypeVec vars = {0};
    c->types.stamp++;
    open_variables(c, t, &vars);
    for (uint32_t i = 0; i < vars.len; i++)
        if (!unify(c, vars.data[i], existential_new(c, NULL, vars.data[i]->u.var.name, NO_LOC))) return false;
    return true;
}

static bool compatible(Type *a, Type *b, uint32_t *fuel);
static bool all_compatible(Type **as, Type **bs, uint32_t n, uint32_t *fuel) {
    for (uint32_t i = 0; i < n; i++)
        if (!compatible(as[i], bs[i], fuel)) return false;
    return true;
}
/* Two variants or records of different declarations are the same type when a signature repeats one of them. */
static bool same_words(const TypeDecl *a, const TypeDecl *b) {
    if (a->kind != b->kind || a->constrs.n != b->constrs.n || a->fields.n != b->fields.n) return false;
    for (uint32_t i = 0; i < a->constrs.n; i++)
        if (a->constrs.items[i]->name != b->constrs.items[i]->name ||
            a->constrs.items[i]->arity != b->constrs.items[i]->arity)
            return false;
    for (uint32_t i = 0; i < a->fields.n; i++)
        if (a->fields.items[i]->name != b->fields.items[i]->name) return false;
    return true;
}
/* False only when no value has both types. */
static bool compatible(Type *a, Type *b, uint32_t *fuel) {
    a = ty_expand_full(a);
    b = ty_expand_full(b);
    if (a == b || !*fuel) return true;
    --*fuel;
    if (a->kind == T_CONSTR && !decl_injective(a->u.constr.decl)) return true;
    if (b->kind == T_CONSTR && !decl_injective(b->u.constr.decl)) return true;
    if (a->kind == T_VAR || b->kind == T_VAR || a->kind == T_ERROR || b->kind == T_ERROR) return true;
    if (a->kind != b->kind) return false;
    switch ((TypeKind)a->kind) {
    case T_ARROW:
        return a->u.arrow.label.kind == b->u.arrow.label.kind && a->u.arrow.label.name == b->u.arrow.label.name &&
               compatible(a->u.arrow.arg, b->u.arrow.arg, fuel) && compatible(a->u.arrow.ret, b->u.arrow.ret, fuel);
    case T_TUPLE:
        return a->u.tuple.n == b->u.tuple.n && all_compatible(a->u.tuple.items, b->u.tuple.items, a->u.tuple.n, fuel);
    case T_CONSTR: {
        const TypeDecl *da = a->u.constr.decl, *db = b->u.constr.decl;
        if (da != db && (da->kind != db->kind || da->kind == DECL_ABSTRACT || !same_words(da, db))) return false;
        return a->u.constr.args.n != b->u.constr.args.n ||
               all_compatible(a->u.constr.args.items, b->u.constr.args.items, a->u.constr.args.n, fuel);
    }
    default: return true;
    }
}

/* ---- the result of a constructor and what it matches ------------------------------------------ */
static void add_equation(Checker *c, TypeDecl *d, Type *is) {
    Equation e = {d, is};
    vec_push_in(c->arena, &c->assume->equations, e);
    d->equation = is;
    d->equation_level = c->assume->level;
    c->types.equations_used++;
}
bool branch_assume(Checker *c, Type *a, Type *b) {
    TypeDecl *da = unknown_type(a), *db = unknown_type(b);
    /* the newer is said to be the older */
    bool swap =
        !da ||
        (db && (db->binding_level > da->binding_level || (db->binding_level == da->binding_level && db->id > da->id)));
    if (da || db) {
        TypeDecl *d = swap ? db : da;
        Type *is = swap ? a : b;
        if (!reify(c, is)) return false;
        /* Infinite types exist in units compiled with -rectypes: no contradiction, but no equation either. */
        if (!occurs(d, is))
            add_equation(c, d, is);
        else
            c->types.equations_used++;
        return true;
    }
    c->types.equations_used++; /* compatible is not equal */
    uint32_t fuel = MANY_STEPS;
    if ((a->kind != T_CONSTR && b->kind != T_CONSTR) || !compatible(a, b, &fuel)) return fail(c, UNIFY_MISMATCH, a, b);
    return reify(c, a) && reify(c, b);
}
bool branch_arguments(Checker *c, Type *a, Type *b) {
    Branch *assume = c->assume;
    c->types.equations_used++;
    for (uint32_t i = 0; i < a->u.constr.args.n; i++) {
        Type *x = a->u.constr.args.items[i], *y = b->u.constr.args.items[i];
        c->assume = NULL;
        bool same = unify_try(c, x, y);
        c->assume = assume;
        if (!same && (!reify(c, x) || !reify(c, y))) return false;
    }
    return true;
}
bool unify_pattern(Checker *c, Type *result, Type *matched) {
    Branch *outer = c->assume;
    c->assume = c->branch;
    bool ok = unify(c, result, matched);
    c->assume = outer;
    return ok;
}
