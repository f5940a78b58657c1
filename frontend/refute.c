/* refute.c: is there a value of a type that a description fits?

   Exhaustiveness by constructors alone (exhaust.c) finds values that cannot exist: when int expr is matched,
   a missing `Bool _` is no gap, since Bool makes a bool expr.  Here the description is checked against the type as a
   pattern would be, in a case of its own, and everything is undone afterwards.  What is refuted becomes one more row of
   the matrix, made as general as the contradiction allows, and the search goes on.  */
#include "exhaust.h"

typedef struct Goal {
    Witness *w;
    Type *type;
    int explode;
    struct Goal *next;
} Goal;
typedef struct {
    Checker *c;
    Arena *a;
    Branch *branch;
    uint32_t steps;
} Search;

/* A search that takes longer is given up: the value may exist. */
#define MAX_STEPS 20000

static bool solve(Search *s, const Goal *g);

static Goal *goal(Search *s, Witness *w, Type *type, int explode, const Goal *next) {
    Goal *g = NEW(s->a, Goal);
    *g = (Goal){w, type, explode, (Goal *)(uintptr_t)next};
    return g;
}

/* Did comparing types show that they differ for all values?  Anything else is no contradiction. */
static bool contradiction(const Checker *c) {
    return c->unify.kind == UNIFY_MISMATCH || c->unify.kind == UNIFY_ARITY;
}

static bool solve_constr(Search *s, Constr *k, Witness **args, const Goal *g, int explode) {
    Checker *c = s->c;
    uint32_t mark = trail_mark(c), equations = s->branch->equations.len;
    Type **types = NEW_ARRAY(s->a, Type *, k->args.n + 1), **exist = NEW_ARRAY(s->a, Type *, k->exist.n + 1);
    for (uint32_t i = 0; i < k->exist.n; i++) exist[i] = existential_new(c, k, c->n.underscore, NO_LOC);
    Type *result = constr_instance(c, k, exist, types);
    bool ok = k->gadt ? unify_pattern(c, result, g->type) : unify(c, result, g->type);
    if (ok || !contradiction(c)) {
        const Goal *rest = g->next;
        if (k->record) {
            for (uint32_t i = k->record->fields.n; i-- > 0;) {
                Type *of, *ft = field_instance(c, k->record->fields.items[i], &of), **vars;
                uint32_t nvars;
                if (!unify(c, of, types[0])) continue;
                rest = goal(s, args ? args[i] : NULL, ty_open_poly(c, ft, &vars, &nvars), explode, rest);
            }
        } else
            for (uint32_t i = k->args.n; i-- > 0;) rest = goal(s, args ? args[i] : NULL, types[i], explode, rest);
        ok = solve(s, rest);
    }
    trail_undo(c, mark);
    branch_forget(s->branch, equations);
    return ok;
}

/* Anything of this type: what can that be? */
static bool solve_any(Search *s, const Goal *g) {
    if (g->explode <= 0) return solve(s, g->next);
    Type *t = ty_expand_full(g->type);
    if (t->kind == T_TUPLE) {
        const Goal *rest = g->next;
        for (uint32_t i = t->u.tuple.n; i-- > 0;) rest = goal(s, NULL, t->u.tuple.items[i], g->explode - 1, rest);
        return solve(s, rest);
    }
    const TypeDecl *d = t->kind == T_CONSTR ? t->u.constr.decl : NULL;
    if (!d || d->kind != DECL_VARIANT || (d->constrs.n > 1 && !d->gadt)) return solve(s, g->next);
    int left = g->explode - (d->constrs.n > 1 ? 5 : 1);
    for (uint32_t i = 0; i < d->constrs.n; i++)
        if (solve_constr(s, d->constrs.items[i], NULL, g, left)) return true;
    return false;
}

/* The components of a value whose type is made of these variables. */
static bool solve_parts(Search *s, Witness *w, Type *whole, Type **parts, const Goal *g) {
    Checker *c = s->c;
    uint32_t mark = trail_mark(c);
    const Goal *rest = g->next;
    bool ok = unify(c, whole, g->type) || !contradiction(c);
    for (uint32_t i = w->n; i-- > 0 && ok;) rest = goal(s, w->args[i], parts[i], g->explode - 1, rest);
    ok = ok && solve(s, rest);
    trail_undo(c, mark);
    return ok;
}

static bool solve(Search *s, const Goal *g) {
    Checker *c = s->c;
    if (!g || ++s->steps > MAX_STEPS) return true;
    Witness *w = g->w;
    if (!w) return solve_any(s, g);
    switch (w->kind) {
    case WIT_TEXT: return solve(s, g->next);
    case WIT_CONSTR: return solve_constr(s, w->constr, w->args, g, g->explode);
    case WIT_OTHERS:
        for (uint32_t i = 0; i < w->n; i++)
            if (solve_constr(s, w->args[i]->constr, w->args[i]->args, g, g->explode)) return true;
        return w->n == 0;
    case WIT_TUPLE:
    case WIT_ARRAY:
    case WIT_LAZY: {
        Type **parts = NEW_ARRAY(s->a, Type *, w->n + 1);
        for (uint32_t i = 0; i < w->n; i++) parts[i] = i && w->kind == WIT_ARRAY ? parts[0] : ty_var(c);
        if (w->kind != WIT_TUPLE && !w->n) return solve(s, g->next);
        Type *whole = w->kind == WIT_TUPLE   ? ty_tuple(c, parts, w->n)
                      : w->kind == WIT_ARRAY ? ty_constr1(c, c->p.array, parts[0])
                                             : ty_constr1(c, c->p.lazy_, parts[0]);
        return solve_parts(s, w, whole, parts, g);
    }
    case WIT_RECORD: {
        Type **parts = NEW_ARRAY(s->a, Type *, w->n + 1), *whole = g->type;
        for (uint32_t i = 0; w->decl && i < w->n && i < w->decl->fields.n; i++) {
            Type *of, **vars, *ft = field_instance(c, w->decl->fields.items[i], &of);
            uint32_t nvars;
            parts[i] = ty_open_poly(c, ft, &vars, &nvars);
            if (!unify(c, of, g->type)) return solve(s, g->next);
        }
        return w->decl ? solve_parts(s, w, whole, parts, g) : solve(s, g->next);
    }
    }
    return true;
}

bool witness_possible(Checker *c, Arena *a, Witness *w, Type *type, int explode) {
    Branch branch = {0};
    Search s = {.c = c, .a = a, .branch = &branch};
    struct Trail *outer = trail_begin(c);
    bool no_modes = c->no_modes;
    c->no_modes = true; /* nothing is decided about modes by what is only tried */
    branch_enter(c, &branch);
    bool ok = solve(&s, goal(&s, w, type, explode, NULL));
    branch_leave(c, &branch);
    c->no_modes = no_modes;
    trail_end(c, outer);
    return ok;
}

/* ---- generalising ------------------------------------------------------------------------------- */
typedef struct {
    Checker *c;
    Arena *a;
    Witness *top;
    Type *type;
    int explode;
    uint32_t tries;
} Widen;

/* Puts `anything` wherever the whole stays impossible. */
static void widen(Widen *x, Witness **at) {
    Witness *w = *at;
    if (!w || x->tries == 0) return;
    x->tries--;
    *at = NULL;
    if (at != &x->top && !witness_possible(x->c, x->a, x->top, x->type, x->explode)) return;
    *at = w;
    if (w->kind == WIT_OTHERS || !w->args) return;
    for (uint32_t i = 0; i < w->n; i++) widen(x, &w->args[i]);
}

static TPat *pattern_of(Checker *c, Arena *a, const Witness *w) {
    TPat *p = NEW(a, TPat);
    p->kind = TP_ANY;
    if (!w) return p;
    switch (w->kind) {
    case WIT_TEXT: break; /* of no use to a contradiction between types */
    case WIT_CONSTR:
        p->kind = TP_CONSTRUCT;
        p->u.construct.constr = w->constr;
        p->u.construct.args.n = w->constr->arity;
        p->u.construct.args.items = NEW_ARRAY(a, TPat *, w->constr->arity + 1);
        for (uint32_t i = 0; i < w->constr->arity; i++)
            p->u.construct.args.items[i] = pattern_of(c, a, w->args && i < w->n ? w->args[i] : NULL);
        break;
    case WIT_OTHERS:
        if (w->n) p = pattern_of(c, a, w->args[0]);
        for (uint32_t i = 1; i < w->n; i++) {
            TPat *either = NEW(a, TPat);
            either->kind = TP_OR;
            either->u.alt.left = p;
            either->u.alt.right = pattern_of(c, a, w->args[i]);
            p = either;
        }
        break;
    case WIT_LAZY:
        p->kind = TP_LAZY;
        p->u.lazy = pattern_of(c, a, w->args[0]);
        break;
    case WIT_TUPLE:
    case WIT_RECORD:
    case WIT_ARRAY:
        p->kind = w->kind == WIT_TUPLE ? TP_TUPLE : w->kind == WIT_RECORD ? TP_RECORD : TP_ARRAY;
        if (w->decl) p->type = decl_type(c, w->decl);
        p->u.sub.n = w->n;
        p->u.sub.items = NEW_ARRAY(a, TPat *, w->n + 1);
        for (uint32_t i = 0; i < w->n; i++) p->u.sub.items[i] = pattern_of(c, a, w->args[i]);
        break;
    }
    return p;
}

TPat *witness_refuted(Checker *c, Arena *a, Witness *w, Type *type, int explode) {
    Widen x = {c, a, w, type, explode, 200};
    widen(&x, &x.top);
    return pattern_of(c, a, x.top);
}
