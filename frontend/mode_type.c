/* mode_type.c: modes of function types: subsumption, and settling. */
#include "check.h"

static bool open_or_local(const Checker *c, const Mode *m) {
    return m && (m->outer->state != BIT_NO || m == c->mode_opt);
}
static bool has_locals(Checker *c, Type *t, int depth) {
    t = ty_repr(t);
    for (; t->kind == T_ARROW && depth < 100; t = ty_repr(t->u.arrow.ret), depth++) {
        if (c->types.cyclic) {
            if (t->stamp == c->types.stamp) return false;
            t->stamp = c->types.stamp;
        }
        if (open_or_local(c, t->u.arrow.arg_mode) || open_or_local(c, t->u.arrow.ret_mode) ||
            has_locals(c, t->u.arrow.arg, depth + 1))
            return true;
    }
    return false;
}
bool mode_has_locals(Checker *c, Type *t) {
    if (c->types.cyclic) c->types.stamp++;
    return has_locals(c, t, 0);
}

/* ---- subsumption ------------------------------------------------------------------------------------------ */
typedef struct {
    Checker *c;
    Mode *opt; /* what [@local_opt] stands for in this instance */
    ModeReason why;
    Map done; /* -rectypes: (type, up) -> its copy, or what stands for it */
} Relax;

static Mode *above(Relax *x, const Mode *m) {
    Mode *r = mode_var(x->c);
    mode_le(x->c, m, r, x->why);
    return r;
}
static Mode *below(Relax *x, Mode *m) {
    if (mode_is_global(m)) return m; /* with its reason */
    Mode *r = mode_var(x->c);
    mode_le(x->c, r, m, x->why);
    return r;
}
static Mode *opt(Relax *x) {
    if (!x->opt) x->opt = mode_var(x->c);
    return x->opt;
}
static void become(Type *hole, Type *t) {
    hole->kind = T_LINK;
    hole->level = 0;
    hole->u.link = t;
}
/* up: the result may be used for t; else t may be used for the result. */
static Type *relax(Relax *x, Type *t, bool up, uint32_t arity, Mode *closure) {
    t = ty_repr(t);
    if (t->kind != T_ARROW) return t;
    Checker *c = x->c;
    Mode *am = t->u.arrow.arg_mode, *rm = t->u.arrow.ret_mode;
    Type *hole = NULL;
    if (c->types.cyclic && arity <= 1 && !closure) {
        uint64_t key = (uint64_t)t->id * 2 + up + 1;
        Type *known = map_get(&x->done, key);
        if (known) return known;
        hole = ty_var_at(c, t->level == GENERIC_LEVEL ? c->level : t->level);
        map_put(&x->done, key, hole);
    }
    if (am == c->mode_opt)
        am = opt(x);
    else if (up)
        am = below(x, am);
    else if (am)
        am = above(x, am);
    if (up && arity > 1) {
        /* What it makes of its first arguments holds these and the function. */
        Mode *held = mode_var(c);
        ModeReason why = {.kind = WHY_PARTIAL, .loc = x->why.loc};
        if (am) mode_le(c, am, held, why);
        if (closure) mode_le(c, closure, held, why);
        closure = rm = held;
    } else if (rm == c->mode_opt)
        rm = opt(x);
    else if (up)
        rm = rm ? above(x, rm) : NULL;
    else
        rm = below(x, rm);
    Type *arg = relax(x, t->u.arrow.arg, !up, 0, NULL),
         *ret = relax(x, t->u.arrow.ret, up, arity ? arity - 1 : 0, closure);
    if (am == t->u.arrow.arg_mode && rm == t->u.arrow.ret_mode && arg == ty_repr(t->u.arrow.arg) &&
        ret == ty_repr(t->u.arrow.ret)) {
        if (hole) become(hole, t);
        return t;
    }
    Type *r = arrow_like(ty_arrow(c, t->u.arrow.label, arg, ret, am, rm), t);
    r->u.arrow.commu = t->u.arrow.commu;
    if (hole) become(hole, r);
    return r;
}
Type *mode_relax(Checker *c, Type *t, uint32_t arity, const Mode *fn) {
    if (!mode_has_locals(c, t)) return t;
    Relax x = {c, NULL, {.kind = WHY_TYPES, .loc = c->type_loc}, {0}};
    t = relax(&x, t, true, arity, (Mode *)fn);
    map_free(&x.done);
    return t;
}
Type *mode_relax_down(Checker *c, Type *t) {
    if (!mode_has_locals(c, t)) return t;
    Relax x = {c, NULL, {.kind = WHY_TYPES, .loc = c->type_loc}, {0}};
    t = relax(&x, t, false, 0, NULL);
    map_free(&x.done);
    return t;
}

/* ---- settling ---------------------------------------------------------------------------------------------- */
static void settle(Checker *c, const Mode *m, Mode *global) {
    if (m && m->outer->state == BIT_UNKNOWN) mode_le(c, m, global, *global->outer->why);
}
static void settle_type(Checker *c, Type *t, Mode *global) {
    t = ty_repr(t);
    if (t->stamp == c->types.stamp) return;
    t->stamp = c->types.stamp;
    switch ((TypeKind)t->kind) {
    case T_ARROW:
        settle(c, t->u.arrow.arg_mode, global);
        settle(c, t->u.arrow.ret_mode, global);
        settle_type(c, t->u.arrow.arg, global);
        settle_type(c, t->u.arrow.ret, global);
        return;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) settle_type(c, t->u.tuple.items[i], global);
        return;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) settle_type(c, t->u.constr.args.items[i], global);
        return;
    case T_POLY: settle_type(c, t->u.poly.body, global); return;
    default: return;
    }
}
void mode_settle_type(Checker *c, Type *t) {
    if (!c->mode_exported) c->mode_exported = mode_global_because(c, (ModeReason){.kind = WHY_EXPORTED});
    c->types.stamp++;
    settle_type(c, t, c->mode_exported);
}
