/* unify.c: levels, generalisation, instances, unification.

   Levels after D. Rémy ("Extension of ML type system with a sorted equational theory on
   types", 1992): a variable knows the depth of the let that owns it, so generalising looks
   only at types made inside that let.  Each traversal uses a fresh stamp, so shared parts
   are visited once.  */
#include "check.h"
#include "unique.h"

/* ---- undo log --------------------------------------------------------------------------- */
typedef struct {
    Type *type;
    uint8_t kind;
    int32_t level;
    void *word; /* the first word of the union: what a link overwrites */
} TrailEntry;
struct Trail {
    VEC(TrailEntry) log;
};
struct Trail *trail_begin(Checker *c) {
    struct Trail *outer = c->trail;
    c->trail = NEW(c->arena, struct Trail);
    return outer;
}
uint32_t trail_mark(Checker *c) {
    return c->trail->log.len;
}
void trail_undo(Checker *c, uint32_t mark) {
    struct Trail *t = c->trail;
    while (t->log.len > mark) {
        const TrailEntry *e = &t->log.data[--t->log.len];
        e->type->kind = e->kind;
        e->type->level = e->level;
        e->type->u.other = e->word;
    }
}
void trail_end(Checker *c, struct Trail *outer) {
    trail_undo(c, 0);
    vec_free(&c->trail->log);
    c->trail = outer;
}
static void log_change(Checker *c, Type *t) {
    if (c->trail) {
        TrailEntry e = {t, t->kind, t->level, t->u.other};
        vec_push(&c->trail->log, e);
    }
}
static void set_level(Checker *c, Type *t, int32_t level) {
    log_change(c, t);
    t->level = level;
}
static void link_to(Checker *c, Type *t, Type *to) {
    log_change(c, t);
    t->kind = T_LINK;
    t->level = c->trail ? TENTATIVE_LINK : 0;
    t->u.link = to;
}

/* ---- lowering levels, with the occurs check ------------------------------------------------ */
/* Makes everything in t live at `level` at most.  var: the variable about to be bound to t; it must
   not occur inside.  Types of a level below `level` cannot contain it and are not entered. */
static bool lower(Checker *c, Type *t, int32_t level, const Type *var) {
    t = ty_repr(t);
    if (t == var && !c->types.cyclic) {
        c->unify.kind = UNIFY_CYCLE;
        return false;
    }
    if (t->level < level || t->level == GENERIC_LEVEL || t->stamp == c->types.stamp) return true;
    t->stamp = c->types.stamp;
    switch ((TypeKind)t->kind) {
    case T_ARROW:
        if (!lower(c, t->u.arrow.arg, level, var) || !lower(c, t->u.arrow.ret, level, var)) return false;
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (!lower(c, t->u.tuple.items[i], level, var)) return false;
        break;
    case T_CONSTR: {
        TypeDecl *d = t->u.constr.decl;
        bool ok = d->binding_level <= level;
        if (!ok) {
            c->unify.kind = UNIFY_ESCAPE;
            c->unify.escape = d;
        }
        for (uint32_t i = 0; ok && i < t->u.constr.args.n; i++) ok = lower(c, t->u.constr.args.items[i], level, var);
        if (!ok) {
            /* What an abbreviation stands for may be fine where its name is not. */
            if (d->kind != DECL_ALIAS || d->private || !d->manifest) return false;
            Type *e = ty_expand_once(t);
            c->types.stamp++;
            c->expanding++; /* each time round, if the type contains itself */
            ok = c->expanding < 100 && lower(c, e, level, var);
            c->expanding--;
            if (ok && ty_repr(e) != t) link_to(c, t, e);
            return ok;
        }
        break;
    }
    case T_POLY:
        if (!lower(c, t->u.poly.body, level, var)) return false;
        break;
    case T_VAR:
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
    if (t->level > level) set_level(c, t, level);
    return true;
}
bool ty_lower_level(Checker *c, Type *t, int32_t level) {
    c->types.stamp++;
    return lower(c, t, level, NULL);
}

/* ---- generalisation ------------------------------------------------------------------------- */
/* -rectypes: a part of a cycle cannot wait for the levels of its parts.  All of a type that has variables to generalise
   is generic then: what has none is copied in vain. */
static bool has_own_variable(Checker *c, Type *t) {
    t = ty_repr(t);
    if (t->level == GENERIC_LEVEL) return true; /* another type's: it is generic already */
    if (t->level <= c->level || t->stamp == c->types.stamp) return false;
    t->stamp = c->types.stamp;
    bool found = false;
    switch ((TypeKind)t->kind) {
    case T_VAR: return true;
    case T_ARROW: return has_own_variable(c, t->u.arrow.arg) | has_own_variable(c, t->u.arrow.ret);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) found |= has_own_variable(c, t->u.tuple.items[i]);
        return found;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) found |= has_own_variable(c, t->u.constr.args.items[i]);
        return found;
    case T_POLY: return has_own_variable(c, t->u.poly.body);
    default: return false;
    }
}
static void make_generic(Checker *c, Type *t) {
    t = ty_repr(t);
    if (t->level <= c->level || t->level == GENERIC_LEVEL) return;
    t->level = GENERIC_LEVEL;
    switch ((TypeKind)t->kind) {
    case T_ARROW:
        make_generic(c, t->u.arrow.arg);
        make_generic(c, t->u.arrow.ret);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) make_generic(c, t->u.tuple.items[i]);
        break;
    case T_CONSTR:
        t->u.constr.expansion = NULL;
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) make_generic(c, t->u.constr.args.items[i]);
        break;
    case T_POLY: make_generic(c, t->u.poly.body); break;
    default: break;
    }
}

static int32_t generalize(Checker *c, Type *t) {
    t = ty_repr(t);
    if (t->level <= c->level || t->level == GENERIC_LEVEL) return t->level;
    int32_t level = 0, l;
    switch ((TypeKind)t->kind) {
    case T_VAR: level = GENERIC_LEVEL; break;
    case T_ARROW:
        level = generalize(c, t->u.arrow.arg);
        l = generalize(c, t->u.arrow.ret);
        if (l > level) level = l;
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if ((l = generalize(c, t->u.tuple.items[i])) > level) level = l;
        break;
    case T_CONSTR:
        level = t->u.constr.decl->binding_level;
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if ((l = generalize(c, t->u.constr.args.items[i])) > level) level = l;
        if (level == GENERIC_LEVEL) t->u.constr.expansion = NULL; /* its inner levels are not up to date */
        break;
    case T_POLY: level = generalize(c, t->u.poly.body); break;
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: level = t->level; break;
    }
    t->level = level;
    return level;
}
static void generalize_all(Checker *c, Type *t) {
    if (!c->types.cyclic) {
        generalize(c, t);
        return;
    }
    c->types.stamp++;
    if (has_own_variable(c, t)) make_generic(c, t);
}
void ty_generalize(Checker *c, Type *t) {
    generalize_all(c, t);
}

/* Lowers what stands in a position that is not covariant (J. Garrigue, "Relaxing the value restriction", 2004). */
static void pin(Checker *c, Type *t, Map *seen) {
    t = ty_repr(t);
    if (t->level <= c->level || t->level == GENERIC_LEVEL) return;
    if (c->types.cyclic) {
        if (map_getp(seen, t)) return;
        map_putp(seen, t, t);
    }
    switch ((TypeKind)t->kind) {
    case T_ARROW:
        ty_lower_level(c, t->u.arrow.arg, c->level);
        pin(c, t->u.arrow.ret, seen);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) pin(c, t->u.tuple.items[i], seen);
        break;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) {
            int8_t v = i < t->u.constr.decl->variance.n ? t->u.constr.decl->variance.items[i] : 0;
            if (v > 0)
                pin(c, t->u.constr.args.items[i], seen);
            else
                ty_lower_level(c, t->u.constr.args.items[i], c->level);
        }
        break;
    case T_POLY: pin(c, t->u.poly.body, seen); break;
    case T_VAR:
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
}
void ty_pin_contravariant(Checker *c, Type *t) {
    Map seen = {0};
    pin(c, t, &seen);
    map_free(&seen);
}
void ty_generalize_expansive(Checker *c, Type *t) {
    ty_pin_contravariant(c, t);
    generalize_all(c, t);
}

/* ---- instances -------------------------------------------------------------------------------- */
static Type *copy(Checker *c, Type *t) {
    t = ty_repr(t);
    if (t->level != GENERIC_LEVEL) return t;
    if (t->stamp == c->types.stamp) return t->memo;
    Type *r = t, *hole = ty_copy_begin(&c->types, t, c->level);
    switch ((TypeKind)t->kind) {
    case T_VAR:
        r = ty_var(c); /* without its name: those of the present definition are the interesting ones */
        break;
    case T_ARROW: {
        Type *arg = copy(c, t->u.arrow.arg), *ret = copy(c, t->u.arrow.ret);
        r = arrow_like(ty_arrow(c, t->u.arrow.label, arg, ret, t->u.arrow.arg_mode, t->u.arrow.ret_mode), t);
        break;
    }
    case T_TUPLE:
    case T_CONSTR: {
        bool tuple = t->kind == T_TUPLE;
        uint32_t n = tuple ? t->u.tuple.n : t->u.constr.args.n;
        Type **from = tuple ? t->u.tuple.items : t->u.constr.args.items;
        Type *few[8];
        Type **to = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
        for (uint32_t i = 0; i < n; i++) to[i] = copy(c, from[i]);
        r = tuple ? ty_tuple(c, to, n) : ty_constr(c, t->u.constr.decl, to, n);
        if (!tuple && n) r->u.constr.path = t->u.constr.path;
        break;
    }
    case T_POLY: r = ty_poly(c, t->u.poly.vars.items, t->u.poly.vars.n, copy(c, t->u.poly.body)); break;
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
    ty_copy_end(&c->types, t, hole, r);
    return r;
}
Type *ty_instance(Checker *c, Type *t) {
    Type *r = ty_repr(t);
    if (r->level != GENERIC_LEVEL) return c->branch ? t : r; /* in a case, links tell how it is known (gadt.c) */
    c->types.stamp++;
    return copy(c, r);
}
void ty_instance_many(Checker *c, Type **in, Type **out, uint32_t n) {
    c->types.stamp++;
    for (uint32_t i = 0; i < n; i++) out[i] = copy(c, in[i]);
}
Type *constr_instance(Checker *c, Constr *k, Type **exist, Type **out) {
    c->types.stamp++;
    for (uint32_t i = 0; exist && i < k->exist.n; i++) {
        Type *v = ty_repr(k->exist.items[i]);
        v->stamp = c->types.stamp;
        v->memo = exist[i];
    }
    for (uint32_t i = 0; i < k->args.n; i++) out[i] = copy(c, k->args.items[i]);
    return copy(c, k->result);
}
Type *field_instance(Checker *c, Field *f, Type **record) {
    Type *r = decl_type(c, f->decl);
    c->types.stamp++;
    *record = copy(c, r);
    return copy(c, f->type);
}
Type *ty_open_poly(Checker *c, Type *t, Type ***vars, uint32_t *n) {
    t = ty_repr(t);
    *vars = NULL;
    *n = 0;
    if (t->kind != T_POLY) return t;
    *n = t->u.poly.vars.n;
    *vars = NEW_ARRAY(c->arena, Type *, *n ? *n : 1);
    for (uint32_t i = 0; i < *n; i++) {
        (*vars)[i] = ty_var(c);
        (*vars)[i]->u.var.name = ty_repr(t->u.poly.vars.items[i])->u.var.name;
    }
    return ty_subst(&c->types, t->u.poly.body, t->u.poly.vars.items, *vars, *n);
}
bool ty_vars_generic(Checker *c, Type **vars, uint32_t n) {
    c->types.stamp++;
    for (uint32_t i = 0; i < n; i++) {
        Type *v = ty_repr(vars[i]);
        if (v->kind == T_ERROR) continue;
        if (v->kind != T_VAR || v->level != GENERIC_LEVEL || v->stamp == c->types.stamp) return false;
        v->stamp = c->types.stamp;
    }
    return true;
}

/* ---- unification ------------------------------------------------------------------------------- */
static bool mismatch(Checker *c, int kind, Type *a, Type *b) {
    c->unify.kind = kind;
    c->unify.left = a;
    c->unify.right = b;
    return false;
}
/* `flipped`: v stands on the expected side. */
static bool bind_var(Checker *c, Type *v, Type *t, bool flipped) {
    c->types.stamp++;
    if (!lower(c, t, v->level, v)) {
        bool cycle = c->unify.kind == UNIFY_CYCLE; /* always: the variable, and what it occurs in */
        c->unify.left = flipped && !cycle ? t : v;
        c->unify.right = flipped && !cycle ? v : t;
        return false;
    }
    t = ty_repr(t);
    if (t == v || (c->types.cyclic && ty_expand(t) == v)) return true; /* an abbreviation that stood for v itself */
    if (t->kind == T_VAR && !t->u.var.name && v->u.var.name) {
        log_change(c, t);
        t->u.var.name = v->u.var.name;
    }
    int32_t level = v->level;
    link_to(c, v, t);
    if (c->branch) branch_note_link(c, v, level);
    return true;
}
static bool params_matter(const TypeDecl *d) {
    if (d->kind != DECL_ALIAS) return true;
    for (uint32_t i = 0; i < d->variance.n; i++)
        if (d->variance.items[i] == 2) return false;
    return true;
}
static bool unify_rec(Checker *c, Type *a, Type *b);

static bool unify_lists(Checker *c, Type **as, Type **bs, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!unify_rec(c, as[i], bs[i])) return false;
    return true;
}
static bool unify_poly(Checker *c, Type *a, Type *b) {
    uint32_t n = a->u.poly.vars.n;
    if (n != b->u.poly.vars.n) return mismatch(c, UNIFY_UNIVAR, a, b);
    enter_level(c);
    Type **rigid = NEW_ARRAY(c->arena, Type *, n ? n : 1);
    for (uint32_t i = 0; i < n; i++) {
        Name given = ty_repr(a->u.poly.vars.items[i])->u.var.name;
        TypeDecl *d = decl_new(c, given, DECL_ABSTRACT, 0, NO_LOC);
        d->newtype = true;
        d->binding_level = c->level;
        rigid[i] = ty_constr(c, d, NULL, 0);
    }
    Type *abody = ty_subst(&c->types, a->u.poly.body, a->u.poly.vars.items, rigid, n);
    Type *bbody = ty_subst(&c->types, b->u.poly.body, b->u.poly.vars.items, rigid, n);
    bool ok = unify_rec(c, abody, bbody);
    leave_level(c);
    return ok;
}
static bool same_label(Label a, Label b) {
    return a.kind == b.kind && a.name == b.name;
}

/* The level of the oldest variable, bound in the present case, through which t was reached; 0: none (gadt.c). */
static int32_t reach_through(int32_t reach, const Type *t) {
    for (; t->kind == T_LINK; t = t->u.link)
        if (t->level > 0 && (!reach || t->level < reach)) reach = t->level;
    return reach;
}
static bool unify_nodes(Checker *c, Type *a, Type *b);
/* -rectypes: have a and b met before in this comparison?  Then they are equal unless something else differs. */
static bool met_before(Checker *c, const Type *a, const Type *b, uint64_t how) {
    if (a->kind == T_VAR || b->kind == T_VAR) return false;
    uint64_t key = ((uint64_t)a->id << 34 | (uint64_t)b->id << 4 | how) + 1;
    if (map_get(&c->pairs, key)) return true;
    map_put(&c->pairs, key, c);
    return false;
}
static void comparison_begin(Checker *c) {
    if (c->types.cyclic && c->comparing++ == 0) {
        map_free(&c->pairs);
        c->pairs = (Map){0};
    }
}
static bool comparison_end(Checker *c, bool result) {
    if (c->types.cyclic) c->comparing--;
    return result;
}
/* Compares two nodes inside what is visible outside of the case, in so far as they are. */
static bool within_reach(Checker *c, Type *a, Type *b, bool (*nodes)(Checker *c, Type *a, Type *b)) {
    if (!c->branch) return nodes(c, a, b);
    int32_t reach = c->reach;
    c->reach = reach_through(reach_through(reach, a), b);
    bool ok = nodes(c, a, b);
    c->reach = reach;
    return ok;
}
static bool unify_rec(Checker *c, Type *a, Type *b) {
    return within_reach(c, a, b, unify_nodes);
}
/* An equation has shown that a and b are one.  It may not decide about what is visible outside of its case. */
static bool sees_equation(Checker *c, Type *a, Type *b) {
    if (!c->reach || c->assume || c->types.equation_level <= c->reach) return true;
    return mismatch(c, UNIFY_AMBIGUOUS, a, b);
}
static bool unify_nodes(Checker *c, Type *a, Type *b) {
    a = ty_repr(a);
    b = ty_repr(b);
    uint32_t equations = c->types.equations_used;
    if (a == b || a->kind == T_ERROR || b->kind == T_ERROR) return true;
    if (c->types.cyclic && met_before(c, a, b, 0)) return true;
    if (a->kind == T_VAR) {
        /* The older variable stays. */
        if (b->kind == T_VAR && b->level > a->level) return bind_var(c, b, a, true);
        return bind_var(c, a, b, false);
    }
    if (b->kind == T_VAR) return bind_var(c, b, a, true);
    bool same = a->kind == T_CONSTR && b->kind == T_CONSTR && a->u.constr.decl == b->u.constr.decl &&
                params_matter(a->u.constr.decl) && !(c->assume && a->u.constr.decl->kind == DECL_ALIAS);
    if (!same) {
        c->types.equation_level = 0;
        Type *ea = ty_expand(a), *eb = ty_expand(b);
        if (c->types.equation_level && !sees_equation(c, a, b)) return false;
        if (ea != a || eb != b) return unify_rec(c, ea, eb);
        if (a->kind == T_CONSTR && b->kind == T_CONSTR && a->u.constr.decl != b->u.constr.decl) {
            /* A re-exported variant or record stands for its original. */
            Type *more;
            if (!a->u.constr.decl->private && (more = ty_expand_once(a))) return unify_rec(c, more, b);
            if (!b->u.constr.decl->private && (more = ty_expand_once(b))) return unify_rec(c, a, more);
        }
    }
    if (a->kind != b->kind) {
        Type *more;
        if (a->kind == T_CONSTR && !a->u.constr.decl->private && (more = ty_expand_once(a)))
            return unify_rec(c, more, b);
        if (b->kind == T_CONSTR && !b->u.constr.decl->private && (more = ty_expand_once(b)))
            return unify_rec(c, a, more);
        return c->assume ? branch_assume(c, a, b) : mismatch(c, UNIFY_MISMATCH, a, b);
    }
    switch ((TypeKind)a->kind) {
    case T_ARROW:
        if (!same_label(a->u.arrow.label, b->u.arrow.label)) return mismatch(c, UNIFY_LABEL, a, b);
        if (a->u.arrow.commu != b->u.arrow.commu) /* the order of labels is known from the other side */
            a->u.arrow.commu = b->u.arrow.commu = false;
        if (!c->no_modes &&
            (a->u.arrow.arg_mode != b->u.arrow.arg_mode || a->u.arrow.ret_mode != b->u.arrow.ret_mode)) {
            ModeReason why = {.kind = WHY_TYPES, .loc = c->type_loc};
            if (!mode_eq(c, a->u.arrow.arg_mode, b->u.arrow.arg_mode, why) ||
                !mode_eq(c, a->u.arrow.ret_mode, b->u.arrow.ret_mode, why))
                return mismatch(c, UNIFY_MODE, a, b);
        }
        if (!c->no_modes && (a->u.arrow.arg_uses != b->u.arrow.arg_uses || a->u.arrow.ret_uses != b->u.arrow.ret_uses))
            return mismatch(c, UNIFY_MODE, a, b);
        if (!c->no_modes && !promise_same(a->u.arrow.promise, b->u.arrow.promise))
            return mismatch(c, UNIFY_PROMISE, a, b);
        if (!unify_rec(c, a->u.arrow.arg, b->u.arrow.arg) || !unify_rec(c, a->u.arrow.ret, b->u.arrow.ret))
            return false;
        break;
    case T_TUPLE:
        if (a->u.tuple.n != b->u.tuple.n) return mismatch(c, UNIFY_ARITY, a, b);
        if (!unify_lists(c, a->u.tuple.items, b->u.tuple.items, a->u.tuple.n)) return false;
        break;
    case T_CONSTR:
        if (a->u.constr.decl != b->u.constr.decl || a->u.constr.args.n != b->u.constr.args.n)
            return c->assume ? branch_assume(c, a, b) : mismatch(c, UNIFY_MISMATCH, a, b);
        if (a->u.constr.args.n == 0) return true;
        if (c->assume && !decl_injective(a->u.constr.decl)) {
            if (!branch_arguments(c, a, b)) return false;
        } else if (!unify_lists(c, a->u.constr.args.items, b->u.constr.args.items, a->u.constr.args.n))
            return false;
        break;
    case T_POLY:
        if (!unify_poly(c, a, b)) return false;
        break;
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE: return mismatch(c, UNIFY_MISMATCH, a, b);
    case T_VAR:
    case T_LINK:
    case T_ERROR: return true;
    }
    /* What is equal in this case only stays apart. */
    if (c->types.equations_used != equations) return true;
    /* From now on they are one: shared parts are not compared again.  The newer points at the older. */
    a = ty_repr(a);
    b = ty_repr(b);
    if (a != b && a->level != GENERIC_LEVEL && b->level != GENERIC_LEVEL) {
        if (a->id < b->id) {
            Type *x = a;
            a = b;
            b = x;
        }
        if (b->level > a->level) set_level(c, b, a->level);
        link_to(c, a, b);
    }
    return true;
}
bool unify(Checker *c, Type *found, Type *expected) {
    if (found == expected) return true;
    comparison_begin(c);
    return comparison_end(c, unify_rec(c, found, expected));
}
/* Do the arrows of the spines have the very same modes and promises? */
static bool same_modes(Type *a, Type *b) {
    for (a = ty_repr(a), b = ty_repr(b); a->kind == T_ARROW && b->kind == T_ARROW && a != b;
         a = ty_repr(a->u.arrow.ret), b = ty_repr(b->u.arrow.ret))
        if (a->u.arrow.arg_mode != b->u.arrow.arg_mode || a->u.arrow.ret_mode != b->u.arrow.ret_mode ||
            a->u.arrow.arg_uses != b->u.arrow.arg_uses || a->u.arrow.ret_uses != b->u.arrow.ret_uses ||
            !promise_same(a->u.arrow.promise, b->u.arrow.promise) || !same_modes(a->u.arrow.arg, b->u.arrow.arg))
            return false;
    return true;
}
static bool subsume_nodes(Checker *c, Type *found, Type *expected);
static bool subsume_rec(Checker *c, Type *found, Type *expected) {
    return within_reach(c, found, expected, subsume_nodes);
}
static bool subsume_nodes(Checker *c, Type *found, Type *expected) {
    found = ty_repr(found);
    expected = ty_repr(expected);
    if (found == expected) return true;
    if (found->kind == T_VAR && expected->kind == T_ARROW) return unify_rec(c, found, mode_relax_down(c, expected));
    if (found->kind == T_ARROW && expected->kind == T_VAR) return unify_rec(c, mode_relax(c, found, 0, NULL), expected);
    if (found->kind == T_CONSTR && expected->kind == T_ARROW) found = ty_expand(found);
    if (expected->kind == T_CONSTR && found->kind == T_ARROW) expected = ty_expand(expected);
    if (found->kind != T_ARROW || expected->kind != T_ARROW || (!c->types.cyclic && same_modes(found, expected)))
        return unify_rec(c, found, expected);
    if (c->types.cyclic && met_before(c, found, expected, 1)) return true;
    if (!same_label(found->u.arrow.label, expected->u.arrow.label)) return mismatch(c, UNIFY_LABEL, found, expected);
    if (found->u.arrow.commu != expected->u.arrow.commu) found->u.arrow.commu = expected->u.arrow.commu = false;
    ModeReason why = {.kind = WHY_TYPES, .loc = c->type_loc};
    if (!subsume_rec(c, expected->u.arrow.arg, found->u.arrow.arg)) {
        Type *t = c->unify.left; /* the sides were exchanged */
        c->unify.left = c->unify.right;
        c->unify.right = t;
        return false;
    }
    if (!mode_le(c, expected->u.arrow.arg_mode, found->u.arrow.arg_mode, why) ||
        (!ty_is_immediate(found->u.arrow.ret) && !mode_le(c, found->u.arrow.ret_mode, expected->u.arrow.ret_mode, why)))
        return mismatch(c, UNIFY_MODE, found, expected);
    if ((!ty_is_immediate(found->u.arrow.arg) && !uses_le(expected->u.arrow.arg_uses, found->u.arrow.arg_uses)) ||
        (!ty_is_immediate(found->u.arrow.ret) && !uses_le(found->u.arrow.ret_uses, expected->u.arrow.ret_uses)))
        return mismatch(c, UNIFY_MODE, found, expected);
    if (!promise_implies(found->u.arrow.promise, expected->u.arrow.promise))
        return mismatch(c, UNIFY_PROMISE, found, expected);
    return subsume_rec(c, found->u.arrow.ret, expected->u.arrow.ret);
}
bool subsume(Checker *c, Type *found, Type *expected) {
    comparison_begin(c);
    return comparison_end(c, subsume_rec(c, found, expected));
}
bool unify_try(Checker *c, Type *a, Type *b) {
    struct Trail trail = {{NULL, 0, 0}}, *outer = c->trail;
    c->trail = &trail;
    Map pairs = c->pairs; /* what was assumed in a comparison around this one may turn out wrong */
    uint32_t comparing = c->comparing;
    c->pairs = (Map){0};
    c->comparing = 0;
    bool ok = unify(c, a, b);
    map_free(&c->pairs);
    c->pairs = pairs;
    c->comparing = comparing;
    c->trail = outer;
    if (!ok) {
        struct Trail *mine = &trail;
        c->trail = mine;
        trail_undo(c, 0);
        c->trail = outer;
    } else
        for (uint32_t i = 0; i < trail.log.len; i++) {
            Type *t = trail.log.data[i].type;
            if (outer)
                vec_push(&outer->log, trail.log.data[i]);
            else if (t->kind == T_LINK)
                t->level = 0;
        }
    vec_free(&trail.log);
    return ok;
}

/* ---- comparing schemes ------------------------------------------------------------------------------ */
/* Replaces the generic variables of t by rigid types of the current level. */
static void collect_generic(Checker *c, Type *t, Type ***vars, uint32_t *n, uint32_t *cap) {
    t = ty_repr(t);
    if (t->level != GENERIC_LEVEL || t->stamp == c->types.stamp) return;
    t->stamp = c->types.stamp;
    switch ((TypeKind)t->kind) {
    case T_VAR:
        if (*n == *cap) *vars = vec_grow_in_(c->arena, *vars, *n, cap, *n + 1, sizeof **vars);
        (*vars)[(*n)++] = t;
        break;
    case T_ARROW:
        collect_generic(c, t->u.arrow.arg, vars, n, cap);
        collect_generic(c, t->u.arrow.ret, vars, n, cap);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) collect_generic(c, t->u.tuple.items[i], vars, n, cap);
        break;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) collect_generic(c, t->u.constr.args.items[i], vars, n, cap);
        break;
    case T_POLY: collect_generic(c, t->u.poly.body, vars, n, cap); break;
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
}
uint32_t ty_generic_vars(Checker *c, Type **types, uint32_t n, Type ***vars) {
    uint32_t count = 0, cap = 0;
    *vars = NULL;
    c->types.stamp++;
    for (uint32_t i = 0; i < n; i++) collect_generic(c, types[i], vars, &count, &cap);
    return count;
}
bool ty_more_general(Checker *c, Type *general, Type *specific, uint32_t arity) {
    general = ty_repr(general);
    specific = ty_repr(specific);
    if (general == specific) return true;
    enter_level(c);
    Type **vars = NULL;
    uint32_t n = 0, cap = 0;
    c->types.stamp++;
    collect_generic(c, specific, &vars, &n, &cap);
    if (n) {
        Type **rigid = NEW_ARRAY(c->arena, Type *, n);
        for (uint32_t i = 0; i < n; i++) {
            Name given = vars[i]->u.var.name;
            given = given ? name_printf(c->s->names, "'%s", given->text)
                          : name_printf(c->s->names, i < 26 ? "'%c" : "'%c%u", (int)('a' + i % 26), i / 26);
            TypeDecl *d = decl_new(c, given, DECL_ABSTRACT, 0, NO_LOC);
            d->newtype = true;
            d->binding_level = c->level;
            rigid[i] = ty_constr(c, d, NULL, 0);
        }
        specific = ty_subst(&c->types, specific, vars, rigid, n);
    }
    bool ok = subsume(c, mode_relax(c, ty_instance(c, general), arity, NULL), specific);
    leave_level(c);
    return ok;
}

/* memo relates variables of the two sides for the duration of one stamp. */
static bool equal_rec(Checker *c, uint32_t stamp, Type *a, Type *b) {
    a = ty_repr(a);
    b = ty_repr(b);
    if (a->kind == T_ERROR || b->kind == T_ERROR) return true;
    if (a->kind == T_VAR && b->kind == T_VAR) {
        if (a->stamp != stamp && b->stamp != stamp) {
            if (a != b && (a->level != GENERIC_LEVEL || b->level != GENERIC_LEVEL)) return false;
            a->stamp = b->stamp = stamp;
            a->memo = b;
            b->memo = a;
            return true;
        }
        return a->stamp == stamp && b->stamp == stamp && a->memo == b && b->memo == a;
    }
    if (a == b && a->level != GENERIC_LEVEL) return true;
    if (c->types.cyclic && met_before(c, a, b, 2)) return true;
    if (!(a->kind == T_CONSTR && b->kind == T_CONSTR && a->u.constr.decl == b->u.constr.decl &&
          params_matter(a->u.constr.decl))) {
        Type *more;
        if (a->kind == T_CONSTR && !a->u.constr.decl->private && (more = ty_expand_once(a)))
            return equal_rec(c, stamp, more, b);
        if (b->kind == T_CONSTR && !b->u.constr.decl->private && (more = ty_expand_once(b)))
            return equal_rec(c, stamp, a, more);
    }
    if (a->kind != b->kind) return false;
    switch ((TypeKind)a->kind) {
    case T_ARROW:
        return same_label(a->u.arrow.label, b->u.arrow.label) &&
               mode_lower(a->u.arrow.arg_mode) == mode_lower(b->u.arrow.arg_mode) &&
               mode_lower(a->u.arrow.ret_mode) == mode_lower(b->u.arrow.ret_mode) &&
               a->u.arrow.arg_uses == b->u.arrow.arg_uses && a->u.arrow.ret_uses == b->u.arrow.ret_uses &&
               promise_same(a->u.arrow.promise, b->u.arrow.promise) &&
               equal_rec(c, stamp, a->u.arrow.arg, b->u.arrow.arg) &&
               equal_rec(c, stamp, a->u.arrow.ret, b->u.arrow.ret);
    case T_TUPLE:
        if (a->u.tuple.n != b->u.tuple.n) return false;
        for (uint32_t i = 0; i < a->u.tuple.n; i++)
            if (!equal_rec(c, stamp, a->u.tuple.items[i], b->u.tuple.items[i])) return false;
        return true;
    case T_CONSTR:
        if (a->u.constr.decl != b->u.constr.decl || a->u.constr.args.n != b->u.constr.args.n) return false;
        for (uint32_t i = 0; i < a->u.constr.args.n; i++)
            if (!equal_rec(c, stamp, a->u.constr.args.items[i], b->u.constr.args.items[i])) return false;
        return true;
    case T_POLY:
        if (a->u.poly.vars.n != b->u.poly.vars.n) return false;
        for (uint32_t i = 0; i < a->u.poly.vars.n; i++) {
            Type *va = ty_repr(a->u.poly.vars.items[i]), *vb = ty_repr(b->u.poly.vars.items[i]);
            va->stamp = vb->stamp = stamp;
            va->memo = vb;
            vb->memo = va;
        }
        return equal_rec(c, stamp, a->u.poly.body, b->u.poly.body);
    case T_UNIVAR: return a->stamp == stamp && b->stamp == stamp && a->memo == b && b->memo == a;
    case T_VAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
    return false;
}
bool ty_equal(Checker *c, Type **as, Type **bs, uint32_t n) {
    /* Expansions use stamps too: take one far from those, and expand everything first by comparing lazily. */
    uint32_t stamp = ++c->types.stamp | 0x80000000u;
    comparison_begin(c);
    bool equal = true;
    for (uint32_t i = 0; i < n && equal; i++) equal = equal_rec(c, stamp, as[i], bs[i]);
    return comparison_end(c, equal);
}

static bool closed(Checker *c, Type *t) {
    t = ty_repr(t);
    if (t->level == 0 || t->stamp == c->types.stamp) return true;
    t->stamp = c->types.stamp;
    switch ((TypeKind)t->kind) {
    case T_VAR: return t->level == GENERIC_LEVEL;
    case T_ARROW: return closed(c, t->u.arrow.arg) && closed(c, t->u.arrow.ret);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (!closed(c, t->u.tuple.items[i])) return false;
        return true;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (!closed(c, t->u.constr.args.items[i])) return false;
        return true;
    case T_POLY: return closed(c, t->u.poly.body);
    case T_UNIVAR:
    case T_VARIANT:
    case T_PACKAGE:
    case T_LINK:
    case T_ERROR: break;
    }
    return true;
}
bool ty_closed(Checker *c, Type *t) {
    c->types.stamp++;
    return closed(c, t);
}
