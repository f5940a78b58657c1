/* mode.c: the locality solver.

   Bounds only ever tighten, and there are three localities, so each variable's bounds change at
   most twice and solving is linear in the number of constraints.  */
#include "check.h"

Mode *mode_const(Checker *c, Locality l) {
    Mode **slot = l == LOCALITY_GLOBAL ? &c->mode_global : l == LOCALITY_REGIONAL ? &c->mode_regional : &c->mode_local;
    if (!*slot) {
        *slot = NEW(c->perm, Mode);
        (*slot)->lower = (*slot)->upper = (uint8_t)l;
        (*slot)->constant = true;
    }
    return *slot;
}
Mode *mode_var(Checker *c) {
    Mode *m = NEW(c->arena, Mode);
    m->lower = LOCALITY_GLOBAL;
    m->upper = LOCALITY_LOCAL;
    return m;
}
Mode *mode_at_least(Checker *c, Locality low, ModeReason why) {
    Mode *m = mode_var(c);
    m->lower = (uint8_t)low;
    m->lower_why = arena_copy(c->arena, &why, sizeof why);
    return m;
}
Mode *mode_at_most(Checker *c, Locality high, ModeReason why) {
    Mode *m = mode_var(c);
    m->upper = (uint8_t)high;
    m->upper_why = arena_copy(c->arena, &why, sizeof why);
    return m;
}
Locality mode_lower(const Mode *m) {
    return m ? (Locality)m->lower : LOCALITY_GLOBAL;
}
Locality mode_upper(const Mode *m) {
    return m ? (Locality)m->upper : LOCALITY_GLOBAL;
}
Locality mode_resolve(const Mode *m) {
    return mode_lower(m);
}

Locality mode_settled(const Mode *m) {
    return mode_lower(m);
}

static bool fail(Mode *low, Mode *high, ModeReason why, ModeError *err) {
    if (err) *err = (ModeError){low, high, why};
    return false;
}
/* `from` says at least l. */
static bool raise_lower(Mode *m, uint8_t l, Mode *from, const ModeReason *why, ModeError *err) {
    if (l <= m->lower) return true;
    if (m->constant || l > m->upper) return fail(from, m, *why, err);
    m->lower = l;
    m->lower_from = from;
    m->lower_why = why;
    for (ModeEdge *e = m->above; e; e = e->next)
        if (!raise_lower(e->to, l, m, &e->why, err)) return false;
    return true;
}
static bool cut_upper(Mode *m, uint8_t u, Mode *from, const ModeReason *why, ModeError *err) {
    if (u >= m->upper) return true;
    if (m->constant || u < m->lower) return fail(m, from, *why, err);
    m->upper = u;
    m->upper_from = from;
    m->upper_why = why;
    for (ModeEdge *e = m->below; e; e = e->next)
        if (!cut_upper(e->to, u, m, &e->why, err)) return false;
    return true;
}
static void add_edge(Checker *c, ModeEdge **list, Mode *to, ModeReason why) {
    ModeEdge *e = NEW(c->arena, ModeEdge);
    e->to = to;
    e->why = why;
    e->next = *list;
    *list = e;
}
bool mode_le(Checker *c, Mode *a, Mode *b, ModeReason why, ModeError *err) {
    if (!a) a = mode_const(c, LOCALITY_GLOBAL);
    if (!b) b = mode_const(c, LOCALITY_GLOBAL);
    if (a == b || a->upper <= b->lower) return true; /* holds whatever the variables become: bounds only tighten */
    /* The reason outlives this call only if a bound moves. */
    const ModeReason *kept = a->lower > b->lower || b->upper < a->upper ? arena_copy(c->arena, &why, sizeof why) : NULL;
    if (kept && (!raise_lower(b, a->lower, a, kept, err) || !cut_upper(a, b->upper, b, kept, err))) return false;
    if (!a->constant && !b->constant && a->upper > b->lower) {
        add_edge(c, &a->above, b, why);
        add_edge(c, &b->below, a, why);
    }
    return true;
}
bool mode_eq(Checker *c, Mode *a, Mode *b, ModeReason why, ModeError *err) {
    return a == b || (mode_le(c, a, b, why, err) && mode_le(c, b, a, why, err));
}
Mode *mode_join(Checker *c, Mode *a, Mode *b, ModeReason why) {
    if (a == b) return a;
    Mode *m = mode_var(c);
    mode_le(c, a, m, why, NULL);
    mode_le(c, b, m, why, NULL);
    return m;
}
Mode *mode_meet(Checker *c, Mode *a, Mode *b, ModeReason why) {
    if (a == b) return a;
    Mode *m = mode_var(c);
    mode_le(c, m, a, why, NULL);
    mode_le(c, m, b, why, NULL);
    return m;
}
Mode *mode_of_annot(Checker *c, ModeAnnot a) {
    if (a.bits & MODE_LOCAL) return mode_const(c, LOCALITY_LOCAL);
    if (a.bits & MODE_GLOBAL) return mode_const(c, LOCALITY_GLOBAL);
    return NULL;
}
bool mode_require(Checker *c, Mode *actual, Mode *wanted, ModeReason why) {
    /* Constraints are collected, so that the bounds are there to look at; a contradiction is not
       reported in this version. */
    if (actual != wanted) mode_le(c, actual, wanted, why, NULL);
    return true;
}
const char *mode_name(Locality l) {
    return l == LOCALITY_GLOBAL ? "global" : l == LOCALITY_REGIONAL ? "regional" : "local";
}
