/* mode.c: the locality solver.

   A bit is unknown until something decides it; then everything that follows is decided with it, so an unknown bit
   never has a decided NO above or YES below.  A contradiction therefore shows at the very constraint that brings it,
   and each bit changes once: solving is linear in the number of constraints.  */
#include "check.h"

ModeBit mode_yes = {.state = BIT_YES}, mode_no = {.state = BIT_NO};
const Demand demand_any = {.mode = {&mode_yes, &mode_yes}, .bound = true};

/* ---- making ------------------------------------------------------------------------------------------------ */
Mode *mode_make(Checker *c, ModeBit *outer, ModeBit *inner) {
    Mode *m = NEW(c->arena, Mode);
    m->outer = outer;
    m->inner = inner;
    return m;
}
Mode *mode_const(Checker *c, Locality l) {
    return l == LOCALITY_GLOBAL ? NULL : l == LOCALITY_REGIONAL ? c->mode_regional : c->mode_local;
}
Mode *mode_var(Checker *c) {
    typedef struct {
        Mode mode;
        ModeBit bit;
    } One;
    One *v = NEW(c->arena, One);
    v->mode.outer = v->mode.inner = &v->bit;
    return &v->mode;
}
Mode *mode_pair(Checker *c) {
    typedef struct {
        Mode mode;
        ModeBit outer, inner;
    } Two;
    Two *v = NEW(c->arena, Two);
    v->mode.outer = &v->outer;
    v->mode.inner = &v->inner;
    v->outer.pair = 1;
    v->inner.pair = 2;
    return &v->mode;
}
Mode *mode_view(Checker *c, Mode m) {
    return m.outer->state == BIT_NO ? NULL : mode_make(c, m.outer, m.inner);
}
static Mode *decided(Checker *c, BitState state, ModeReason why) {
    Mode *m = mode_var(c);
    m->outer->state = (uint8_t)state;
    m->outer->why = arena_copy(c->arena, &why, sizeof why);
    return m;
}
Mode *mode_local_because(Checker *c, ModeReason why) {
    return decided(c, BIT_YES, why);
}
Mode *mode_global_because(Checker *c, ModeReason why) {
    return decided(c, BIT_NO, why);
}
Mode *mode_of_annot(Checker *c, ModeAnnot a) {
    if (a.bits & MODE_LOCAL) return c->mode_local;
    if (a.bits & MODE_GLOBAL) return c->mode_global;
    return NULL;
}

/* ---- looking ------------------------------------------------------------------------------------------------- */
Locality mode_lower(const Mode *m) {
    return !m || m->outer->state != BIT_YES ? LOCALITY_GLOBAL
           : m->inner->state == BIT_YES     ? LOCALITY_LOCAL
                                            : LOCALITY_REGIONAL;
}
Locality mode_upper(const Mode *m) {
    return !m || m->outer->state == BIT_NO ? LOCALITY_GLOBAL
           : m->inner->state == BIT_NO     ? LOCALITY_REGIONAL
                                           : LOCALITY_LOCAL;
}
Locality mode_resolve(const Mode *m) {
    return mode_lower(m);
}
Locality mode_settled(const Mode *m) {
    return mode_lower(m);
}
const char *mode_name(Locality l) {
    return l == LOCALITY_GLOBAL ? "global" : l == LOCALITY_REGIONAL ? "regional" : "local";
}

/* ---- solving --------------------------------------------------------------------------------------------------- */
static void set_yes(ModeBit *b, ModeBit *from, const ModeReason *why) {
    if (b->state != BIT_UNKNOWN) return;
    b->state = BIT_YES;
    b->from = from;
    b->why = why;
    if (b->pair == 2) set_yes(b - 1, b, NULL);
    for (ModeEdge *e = b->above; e; e = e->next_above) set_yes(e->high, b, e->why);
}
static void set_no(ModeBit *b, ModeBit *from, const ModeReason *why) {
    if (b->state != BIT_UNKNOWN) return;
    b->state = BIT_NO;
    b->from = from;
    b->why = why;
    if (b->pair == 1) set_no(b + 1, b, NULL);
    for (ModeEdge *e = b->below; e; e = e->next_below) set_no(e->low, b, e->why);
}
/* Is there anything to do?  Only then is a reason worth keeping. */
static inline bool bit_trivial(const ModeBit *a, const ModeBit *b) {
    return a == b || a->state == BIT_NO || b->state == BIT_YES;
}
bool bit_le(Checker *c, ModeBit *a, ModeBit *b, const ModeReason *why) {
    if (bit_trivial(a, b)) return true;
    if (a->state == BIT_YES && b->state == BIT_NO) return false;
    if (a->state == BIT_YES) {
        set_yes(b, a, why);
    } else if (b->state == BIT_NO) {
        set_no(a, b, why);
    } else {
        ModeEdge *e = NEW(c->arena, ModeEdge);
        *e = (ModeEdge){a, b, why, a->above, b->below};
        a->above = e;
        b->below = e;
    }
    return true;
}
bool mode_le(Checker *c, const Mode *a, const Mode *b, ModeReason why) {
    Mode x = mode_of(a), y = mode_of(b);
    if (bit_trivial(x.outer, y.outer) && bit_trivial(x.inner, y.inner)) return true;
    const ModeReason *kept = arena_copy(c->arena, &why, sizeof why);
    bool ok = bit_le(c, x.inner, y.inner, kept);
    return bit_le(c, x.outer, y.outer, kept) && ok;
}
bool mode_eq(Checker *c, const Mode *a, const Mode *b, ModeReason why) {
    return a == b || (mode_le(c, a, b, why) && mode_le(c, b, a, why));
}

/* ---- flows of values ----------------------------------------------------------------------------------------------
 */
/* The demand's reason and those of the blocks around it, to be kept. */
static const ModeReason *keep_reason(Checker *c, const Demand *d, Name name, Loc loc, int depth) {
    ModeReason *r = arena_copy(c->arena, &d->why, sizeof d->why);
    r->value = name;
    r->value_loc = loc;
    if (d->parent && depth < 4) r->outer = keep_reason(c, d->parent, NULL, NO_LOC, depth + 1);
    return r;
}
bool mode_flow(Checker *c, const Mode *m, const Demand *d, Type *t, Name name, Loc loc) {
    if (!d || !m) return true;
    if (bit_trivial(m->outer, d->mode.outer) && bit_trivial(m->inner, d->mode.inner)) return true;
    if (t && ty_is_immediate(t)) return true; /* is never in memory */
    const ModeReason *why = keep_reason(c, d, name, loc, 0);
    if (!bit_le(c, m->inner, d->mode.inner, why)) return mode_escapes(c, m->inner, d->mode.inner, true, why);
    if (!bit_le(c, m->outer, d->mode.outer, why)) return mode_escapes(c, m->outer, d->mode.outer, false, why);
    return true;
}

static bool through_locks(Checker *c, const Lock *at, const Lock *from, Mode *m, const Var *v, Loc loc) {
    if (at == from || !at) return true;
    if (!through_locks(c, at->outer, from, m, v, loc)) return false;
    if (m->outer->state == BIT_NO) return true;
    ModeReason why = {.kind = WHY_CAPTURE, .name = at->name, .loc = at->loc, .value = v->name, .value_loc = loc};
    switch (at->kind) {
    case LOCK_CLOSURE:
    case LOCK_LAZY: {
        Mode closure = mode_of(at->closure);
        if (!bit_trivial(m->outer, closure.outer)) {
            ModeReason *kept = arena_copy(c->arena, &why, sizeof why);
            if (at->demand) kept->outer = keep_reason(c, at->demand, NULL, NO_LOC, 1);
            if (!bit_le(c, m->outer, closure.outer, kept)) {
                mode_captured(c, at, m->outer, closure.outer, kept);
                return false;
            }
        }
        m->inner = &mode_no;
        return true;
    }
    case LOCK_LOOP: m->inner = &mode_no; return true;
    case LOCK_EXCLAVE:
        if (m->inner->state != BIT_NO) {
            why.kind = WHY_EXCLAVE;
            ModeReason *kept = arena_copy(c->arena, &why, sizeof why);
            if (!bit_le(c, m->inner, &mode_no, kept)) {
                mode_in_exclave(c, at, m->inner, kept);
                return false;
            }
        }
        m->inner = m->outer;
        return true;
    }
    UNREACHABLE();
}
Mode mode_of_use(Checker *c, const Var *v, Type *t, Loc loc) {
    Mode m = mode_of(v->mode);
    if (m.outer->state == BIT_NO || v->kind == VAR_GLOBAL || (t && ty_is_immediate(t)))
        return (Mode){&mode_no, &mode_no};
    if (v->lock != c->lock && !through_locks(c, c->lock, v->lock, &m, v, loc))
        return (Mode){&mode_no, &mode_no}; /* reported */
    return m;
}

/* ---- allocations
 * ------------------------------------------------------------------------------------------------------ */
Mode *mode_alloc(Checker *c, const Demand *d, Loc loc, const char *what) {
    if (!d) return c->mode_local;
    if (d->stack) {
        Mode *m = mode_local_because(c, (ModeReason){.kind = WHY_STACK, .loc = loc});
        mode_flow(c, m, d, NULL, NULL, loc);
        return m;
    }
    if (d->mode.inner->state == BIT_NO && !c->warn_heap) return NULL;
    Mode *m = mode_var(c);
    Allocation a = {.mode = m, .loc = loc, .what = what};
    vec_push(&c->allocations, a);
    if (!bit_trivial(m->inner, d->mode.inner)) {
        const ModeReason *why = keep_reason(c, d, NULL, loc, 0);
        bit_le(c, m->inner, d->mode.inner, why);
    }
    return m->outer->state == BIT_NO && !c->warn_heap ? NULL : m;
}

void mode_alloc_is(Checker *c, const Mode *m, const TExpr *t, bool closed) {
    if (!c->warn_heap || !m) return;
    for (uint32_t i = c->allocations.len; i-- > 0;)
        if (c->allocations.data[i].mode == m) {
            c->allocations.data[i].node = t;
            c->allocations.data[i].closed = closed;
            return;
        }
}
void mode_note_capture(Checker *c, const Var *v) {
    for (Lock *l = c->lock; l && l != v->lock; l = l->outer) l->captures = true;
}
/* Is it data of the program, not allocated when it runs? */
static bool is_static(const TExpr *t) {
    if (!t) return false;
    switch (t->kind) {
    case TE_CONST: return true;
    case TE_TUPLE:
        for (uint32_t i = 0; i < t->u.sub.n; i++)
            if (!is_static(t->u.sub.items[i])) return false;
        return true;
    case TE_CONSTRUCT:
        if (t->u.construct.constr->exn) return false;
        for (uint32_t i = 0; i < t->u.construct.args.n; i++)
            if (!is_static(t->u.construct.args.items[i])) return false;
        return true;
    case TE_RECORD:
        if (t->u.record.base) return false;
        for (uint32_t i = 0; i < t->u.record.fields.n; i++)
            if (t->u.record.decl->fields.items[i]->mutable || !is_static(t->u.record.fields.items[i])) return false;
        return true;
    default: return false;
    }
}

void mode_settle_allocations(Checker *c) {
    for (uint32_t i = 0; i < c->allocations.len; i++) {
        const Allocation *a = &c->allocations.data[i];
        set_yes(a->mode->inner, NULL, NULL);
    }
    for (uint32_t i = 0; c->warn_heap && i < c->allocations.len; i++) {
        const Allocation *a = &c->allocations.data[i];
        if (a->mode->inner->state == BIT_NO && !a->closed && !is_static(a->node) && strcmp(a->what, "float") != 0)
            mode_warn_heap(c, a);
    }
    c->allocations.len = 0;
}
