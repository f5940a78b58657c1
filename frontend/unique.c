/* unique.c: uniqueness and linearity: counts how values are used, along the control flow of the typed tree.

   Abstract values.  Each value that an expression may have is a *cell*; a Value is the set of cells that it may be
   (several after a join; none: an immediate, which cannot be used up).  Variables are names for Values, so aliases (let
   y = x, `as`, patterns) are the same cell.  Cells form trees: a component is a cell below its block's; a block that is
   built here has the Values that it was built from as its components.  A cell also knows whom it *holds on loan*: a
   closure the unique values that it only borrows, a local result the local arguments.

   Events.  A use is a BORROW (read, or lent for the time of a call), a SHARE (kept by somebody), or a CONSUME (given
   away).  Each cell's state is the most that has happened to it on the way to here; a CONSUME wants that nothing
   was shared before, and any use wants that nothing was consumed: of the cell, what is below it, and what it is in.
   States only grow; branches start from the same state and are joined by the maximum (the trail undoes and redoes).
   A handler starts from all that can have happened in the body of try.

   Functions.  Events inside a body on cells from outside are collected, and happen where the closure is made: a CONSUME
   then makes the closure *once*, a BORROW becomes a loan.  A cell from outside of a loop cannot be consumed in it.  */
#include "unique.h"
#include "check.h"

#include <stdlib.h>

/* ---- annotations ------------------------------------------------------------------------------------------------ */
bool uses_le(Uses found, Uses expected) {
    if (expected & USE_UNIQUE) {
        if (!(found & USE_UNIQUE)) return false;
        unsigned have = found >> USE_PARTS_SHIFT, want = expected >> USE_PARTS_SHIFT;
        if (have && (!want || (want & ~have))) return false;
    }
    return !(found & USE_ONCE) || (expected & USE_ONCE);
}
Uses uses_of_annot(Checker *c, const ModeAnnot *a, const TypeExpr *t) {
    Uses u = 0;
    if (a->bits & MODE_UNIQUE) {
        u |= USE_UNIQUE;
        if (t && t->kind == TY_TUPLE && !t->parens) u |= (Uses)(t->unique_parts << USE_PARTS_SHIFT);
    }
    if (a->bits & MODE_ONCE) u |= USE_ONCE;
    if (a->bits & MODE_SHARED) u |= USE_SHARED;
    if (a->bits & MODE_MANY) u |= USE_MANY;
    if (u & (USE_UNIQUE | USE_ONCE)) c->uses = true;
    return u;
}
Uses pattern_uses(Checker *c, const Pat *p) {
    Uses u = 0;
    for (;; p = p->u.constraint.pat) {
        u |= uses_of_annot(c, &p->mode, p->kind == PAT_CONSTRAINT ? p->u.constraint.type : NULL);
        if (p->kind != PAT_CONSTRAINT) return u;
    }
}
const char *uses_text(Uses u) {
    bool once = u & USE_ONCE, unique = (u & USE_UNIQUE) && !(u >> USE_PARTS_SHIFT);
    return once && unique ? "once_ unique_ " : once ? "once_ " : unique ? "unique_ " : "";
}

/* ---- cells --------------------------------------------------------------------------------------------------------
 */
typedef struct Cell Cell;
typedef struct {
    Cell **cells;
    uint32_t n;
} Value;
static const Value immediate = {NULL, 0};

typedef enum { CELL_FREE, CELL_SHARED, CELL_CONSUMED } CellState;
typedef struct Scope Scope;
struct Cell {
    Cell *parent; /* the block that it is a component of */
    uint32_t index;
    Cell *children, *next; /* its components, where they are asked for */
    Value *parts;          /* of a block that is built here */
    uint32_t nparts;
    TExpr *const *made_of; /* the expressions of parts, where there are such; NULL elements: none */
    Value loans;
    Origin from; /* FRESH: unique */
    OnceWhy once;
    uint32_t arity;    /* of a closure that is once, while its type does not say so of partial applications; else 0 */
    const Scope *home; /* where it is made */
    CellState state;
    const UseSite *by; /* of state */
    bool busy;         /* being visited */
    uint64_t seen;     /* the last walk that met it, and in which way: shared parts are visited once */
    Cell *moved_to;    /* in the walk `moved_at` */
    uint64_t moved_at;
    bool reported;
};

typedef struct { /* a change of state */
    Cell *cell;
    CellState state;
    const UseSite *by;
} Change;
typedef VEC(Change) Changes;
typedef struct {
    Cell *cell;
    const UseSite *use;
} Captured;
struct Scope {
    enum { SCOPE_UNIT, SCOPE_FUNCTION, SCOPE_LOOP } kind;
    Loc loc;
    VEC(Captured) captured; /* FUNCTION: events on cells from outside */
    Scope *outer;
};
typedef struct Try { /* what may have happened when its handler runs */
    Changes events;
    struct Try *outer;
} Try;
typedef struct {
    Checker *c;
    Scope *scope;
    Try *tries;
    Changes trail;
    Map vars;      /* Var -> Value * */
    uint64_t walk; /* numbers walks over cells */
    bool dead;     /* control does not come here */
    bool merge;    /* binding the second side of an or-pattern */
    Name function;
} Unique;

static Cell *cell_new(Unique *u, Origin from) {
    Cell *x = NEW(u->c->arena, Cell);
    x->from = from;
    x->home = u->scope;
    return x;
}
static Value value_of(Unique *u, Cell *x) {
    Value v = {NEW(u->c->arena, Cell *), 1};
    v.cells[0] = x;
    return v;
}
static Value made(Unique *u, OriginKind kind, Name name, Loc loc) {
    return value_of(u, cell_new(u, (Origin){kind, name, loc}));
}
static Value join(Unique *u, Value a, Value b) {
    if (!a.n) return b;
    if (!b.n) return a;
    Value r = {NEW_ARRAY(u->c->arena, Cell *, a.n + b.n), a.n};
    memcpy(r.cells, a.cells, a.n * sizeof *a.cells);
    for (uint32_t i = 0; i < b.n; i++) {
        bool known = false;
        for (uint32_t k = 0; k < r.n && !known; k++) known = r.cells[k] == b.cells[i];
        if (!known) r.cells[r.n++] = b.cells[i];
    }
    return r;
}
static Cell *child(Unique *u, Cell *x, uint32_t index) {
    for (Cell *k = x->children; k; k = k->next)
        if (k->index == index) return k;
    Cell *k = cell_new(u, x->from);
    k->home = x->home;
    k->parent = x;
    k->index = index;
    k->once = x->once;
    k->next = x->children;
    x->children = k;
    return k;
}
static Value component(Unique *u, Value v, uint32_t index, const Type *type) {
    Value r = immediate;
    if (ty_is_immediate((Type *)type)) return r;
    for (uint32_t i = 0; i < v.n; i++) {
        Cell *x = v.cells[i];
        Value part = x->parts && index < x->nparts ? x->parts[index] : value_of(u, child(u, x, index));
        r = join(u, r, part);
    }
    return r;
}

/* ---- states ---------------------------------------------------------------------------------------------------------
 */
static void set_state(Unique *u, Cell *x, CellState s, const UseSite *by) {
    if (x->state >= s) return;
    vec_push(&u->trail, ((Change){x, x->state, x->by}));
    x->state = s;
    x->by = by;
    if (u->tries) vec_push(&u->tries->events, ((Change){x, s, by}));
}
/* Takes back what has happened since mark, and appends it to *into (NULL: forgotten). */
static void undo(Unique *u, uint32_t mark, Changes *into) {
    if (into)
        for (uint32_t i = mark; i < u->trail.len; i++) {
            const Cell *x = u->trail.data[i].cell;
            vec_push(into, ((Change){u->trail.data[i].cell, x->state, x->by}));
        }
    while (u->trail.len > mark) {
        const Change *k = &u->trail.data[--u->trail.len];
        k->cell->state = k->state;
        k->cell->by = k->by;
    }
}
static void redo(Unique *u, const Changes *from) {
    for (uint32_t i = 0; i < from->len; i++) set_state(u, from->data[i].cell, from->data[i].state, from->data[i].by);
}
static const Cell *below(const Cell *x, CellState least) {
    for (const Cell *k = x->children; k; k = k->next) {
        if (k->state >= least) return k;
        const Cell *r = below(k, least);
        if (r) return r;
    }
    return NULL;
}
/* Has so much happened to x, what it is in, or a part of it? */
static bool touched_part(Unique *u, Cell *x, CellState least) {
    if (x->seen == u->walk << 3) return false;
    x->seen = u->walk << 3;
    for (const Cell *p = x; p; p = p->parent)
        if (p->state >= least) return true;
    if (below(x, least)) return true;
    for (uint32_t i = 0; i < x->nparts; i++)
        for (uint32_t k = 0; k < x->parts[i].n; k++)
            if (touched_part(u, x->parts[i].cells[k], least)) return true;
    return false;
}
static bool touched(Unique *u, Cell *x, CellState least) {
    u->walk++;
    return touched_part(u, x, least);
}
/* x, under a new name: the old one is used up.  In one walk, a cell has one new name, and its parts are parts of that.
 */
static Cell *moved(Unique *u, Cell *x, uint64_t walk) {
    if (x->moved_at == walk) return x->moved_to;
    x->moved_at = walk;
    if (x->parent) return x->moved_to = child(u, moved(u, x->parent, walk), x->index);
    Cell *r = x->moved_to = cell_new(u, x->from);
    r->once = x->once;
    r->arity = x->arity;
    r->loans = x->loans;
    r->made_of = x->made_of;
    r->nparts = x->nparts;
    if (!x->parts) return r;
    r->parts = NEW_ARRAY(u->c->arena, Value, x->nparts);
    for (uint32_t i = 0; i < x->nparts; i++)
        for (uint32_t k = 0; k < x->parts[i].n; k++) {
            Cell *part = x->parts[i].cells[k];
            if (touched(u, part, CELL_CONSUMED)) part = moved(u, part, walk);
            r->parts[i] = join(u, r->parts[i], value_of(u, part));
        }
    return r;
}
typedef struct {
    Cell *cell;
    bool whole; /* nothing had happened to it at the end of its branch */
} Candidate;
/* Branches: begin, then end after each one, then finish.  Their values are joined.  `if c then h else (close h; open_
   ())` moves h: where the branch that has it as its value left it whole and another one used it up, the value is what h
   was, while h itself is gone. */
typedef struct {
    uint32_t mark;
    bool dead, all_dead;
    Changes out;
    VEC(Candidate) values;
} Branches;
static Branches branches_begin(Unique *u) {
    return (Branches){u->trail.len, u->dead, true, {NULL, 0, 0}, {NULL, 0, 0}};
}
static void branch_end(Unique *u, Branches *b, Value v) {
    for (uint32_t i = 0; i < v.n && !u->dead; i++)
        vec_push(&b->values, ((Candidate){v.cells[i], !touched(u, v.cells[i], CELL_SHARED)}));
    undo(u, b->mark, u->dead ? NULL : &b->out);
    if (!u->dead) b->all_dead = false;
    u->dead = b->dead;
}
static Value branches_finish(Unique *u, Branches *b) {
    redo(u, &b->out);
    Value r = immediate;
    uint64_t walk = ++u->walk;
    for (uint32_t i = 0; i < b->values.len; i++) {
        Cell *x = b->values.data[i].cell;
        bool move = b->values.data[i].whole && touched(u, x, CELL_CONSUMED);
        r = join(u, r, value_of(u, move ? moved(u, x, walk) : x));
    }
    vec_free(&b->out);
    vec_free(&b->values);
    u->dead = b->dead || b->all_dead;
    return r;
}

/* ---- events ---------------------------------------------------------------------------------------------------------
 */
static const UseSite *site(Unique *u, UseSite s) {
    return arena_copy(u->c->arena, &s, sizeof s);
}
/* The expression whose value e has, where that is one. */
static const TExpr *tail_of(const TExpr *e) {
    for (;;) switch (e->kind) {
        case TE_LET: e = e->u.let.body; break;
        case TE_SEQUENCE: e = e->u.seq.second; break;
        case TE_LETEXCEPTION: e = e->u.letexception.body; break;
        case TE_LETMODULE: e = e->u.letmodule.body; break;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; break;
        default: return e;
        }
}
static Name name_of_value(const TExpr *e) {
    e = tail_of(e);
    return e->kind == TE_VAR ? e->u.var->name : NULL;
}
static void use(Unique *u, Value v, const UseSite *s);

static void conflict(Unique *u, Cell *x, const Cell *with, const UseSite *s) {
    if (x->reported || with->reported) return;
    x->reported = true;
    if (with->state == CELL_CONSUMED) {
        if (with->once.kind != ONCE_NOT)
            once_used_again(u->c, with->by, s, &with->once);
        else
            unique_used_again(u->c, with->by, s);
    } else
        unique_used_before(u->c, with->by, s);
}
/* s, which is allowed, happens to x.  False after an error. */
static bool happen(Unique *u, Cell *x, const UseSite *s) {
    for (Scope *k = u->scope; k && k != x->home; k = k->outer) {
        if (k->kind == SCOPE_LOOP && s->kind == USE_CONSUME) {
            if (!x->reported) unique_in_loop(u->c, s, k->loc, &x->once);
            x->reported = true;
            return false;
        }
        if (k->kind == SCOPE_FUNCTION) {
            vec_push(&k->captured, ((Captured){x, s}));
            break;
        }
    }
    if (s->kind != USE_BORROW) set_state(u, x, s->kind == USE_CONSUME ? CELL_CONSUMED : CELL_SHARED, s);
    return true;
}
/* s happens to x: as a whole (deep), or to its own block only. */
static void event(Unique *u, Cell *x, const UseSite *s, bool deep) {
    if (u->dead || x->busy) return;
    bool consume = s->kind == USE_CONSUME;
    if (!consume) {
        uint64_t way = u->walk << 3 | (uint64_t)s->kind << 1 | deep | 4;
        if (x->seen == way) return;
        x->seen = way;
    }
    CellState bad = consume ? CELL_SHARED : CELL_CONSUMED;
    if (consume && s->unique && x->from.kind != FROM_FRESH) {
        if (!x->reported) unique_is_shared(u->c, &x->from, s);
        x->reported = true;
        return;
    }
    for (Cell *p = x; p; p = p->parent)
        if (p->state >= bad) {
            conflict(u, x, p, s);
            return;
        }
    const Cell *part = deep ? below(x, bad) : NULL;
    if (part) {
        conflict(u, x, part, s);
        return;
    }
    bool ask = s->want == WANT_ANNOTATION && consume; /* only whether it could */
    if (!ask && !happen(u, x, s)) return;
    x->busy = true;
    if (deep && x->parts)
        for (uint32_t i = 0; i < x->nparts; i++) {
            const TExpr *e = x->made_of ? x->made_of[i] : NULL;
            if (!x->parts[i].n) continue;
            if (!e) {
                use(u, x->parts[i], s);
                continue;
            }
            UseSite part = *s;
            part.value = name_of_value(e);
            part.loc = tail_of(e)->loc;
            if (!s->part) part.whole = s->loc;
            part.part = true;
            use(u, x->parts[i], site(u, part));
        }
    for (Cell *p = x; p; p = p->parent) {
        if (!p->loans.n) continue;
        UseSite lent = *s; /* who has it has what it borrows */
        if (lent.kind == USE_CONSUME) lent.kind = USE_SHARE;
        const UseSite *k = site(u, lent);
        for (uint32_t i = 0; i < p->loans.n; i++) event(u, p->loans.cells[i], k, true);
    }
    x->busy = false;
}
/* The value is used as a whole. */
static void use(Unique *u, Value v, const UseSite *s) {
    for (uint32_t i = 0; i < v.n && !u->dead; i++) {
        Cell *x = v.cells[i];
        if (x->once.kind == ONCE_NOT) {
            event(u, x, s, true);
            continue;
        }
        if (!s->takes_once) {
            if (!x->reported) once_is_many(u->c, s, &x->once);
            x->reported = true;
            continue;
        }
        if (x->arity > 1) {
            if (!x->reported) once_in_parts(u->c, s, &x->once, x->arity);
            x->reported = true;
            continue;
        }
        UseSite one = *s;
        one.unique = s->kind == USE_CONSUME && s->unique;
        one.kind = USE_CONSUME;
        event(u, x, site(u, one), true);
    }
}
/* A block of v is looked at: a field is read, a tag is tested. */
static void look(Unique *u, Value v, Name name, Loc loc) {
    if (!v.n || u->dead) return;
    u->walk++;
    const UseSite *s = site(u, (UseSite){.kind = USE_BORROW, .want = WANT_READ, .value = name, .loc = loc});
    for (uint32_t i = 0; i < v.n; i++) event(u, v.cells[i], s, false);
}

static UseSite shares(WantKind want, const TExpr *e, Name of) {
    return (UseSite){.kind = USE_SHARE, .want = want, .value = name_of_value(e), .name = of, .loc = tail_of(e)->loc};
}
static void keep(Unique *u, Value v, UseSite s) {
    u->walk++;
    use(u, v, site(u, s));
}
static bool is_local(const Mode *m) {
    return m && m->outer->state == BIT_YES;
}

/* ---- patterns
 * --------------------------------------------------------------------------------------------------------- */
static Value eval(Unique *u, const TExpr *e);
static void items(Unique *u, TItem *const *list, uint32_t n);

/* What is written on a binding or an expression: the value must be so. */
static Value annotated(Unique *u, Value v, Uses uses, Name name, Loc loc) {
    if (!uses || u->dead || !v.n) return v;
    u->walk++;
    UseSite s = {.want = WANT_ANNOTATION, .value = name, .loc = loc, .takes_once = true};
    if ((uses & USE_UNIQUE) && !(uses >> USE_PARTS_SHIFT)) {
        s.kind = USE_CONSUME;
        s.unique = true;
        const UseSite *k = site(u, s);
        for (uint32_t i = 0; i < v.n; i++) event(u, v.cells[i], k, true);
    }
    if (uses & USE_MANY)
        for (uint32_t i = 0; i < v.n; i++)
            if (v.cells[i]->once.kind != ONCE_NOT && !v.cells[i]->reported) {
                v.cells[i]->reported = true;
                once_is_many(u->c, site(u, s), &v.cells[i]->once);
            }
    if (uses & USE_SHARED) {
        s.kind = USE_SHARE;
        s.unique = false;
        use(u, v, site(u, s));
        Value r = made(u, FROM_WRITTEN, name, loc);
        for (uint32_t i = 0; i < v.n; i++)
            if (v.cells[i]->once.kind != ONCE_NOT) r.cells[0]->once = v.cells[i]->once;
        r.cells[0]->loans = v;
        v = r;
    }
    bool once = true;
    for (uint32_t i = 0; i < v.n; i++) once &= v.cells[i]->once.kind != ONCE_NOT;
    if ((uses & USE_ONCE) && !once) { /* what was given is used up by what is once, if at all */
        s.kind = uses & USE_UNIQUE ? USE_CONSUME : USE_SHARE;
        s.unique = s.kind == USE_CONSUME;
        s.want = WANT_PARTIAL;
        use(u, v, site(u, s));
        Value r = made(u, uses & USE_UNIQUE ? FROM_FRESH : FROM_WRITTEN, name, loc);
        r.cells[0]->once = (OnceWhy){ONCE_WRITTEN, NULL, name, loc};
        v = r;
    }
    return v;
}
static void bind_var(Unique *u, Var *x, Value v) {
    if (ty_is_immediate(x->type)) v = immediate;
    Value *old = u->merge ? map_getp(&u->vars, x) : NULL;
    Value *now = NEW(u->c->arena, Value);
    *now = old ? join(u, *old, v) : v;
    map_putp(&u->vars, x, now);
}
static Value shared_part(Unique *u, const TPat *p, OriginKind kind, Name name) {
    return ty_is_immediate(p->type) ? immediate : made(u, kind, name, p->loc);
}
static Name pattern_name(const TPat *p) {
    return p->kind == TP_VAR ? p->u.var->name : p->kind == TP_ALIAS ? p->u.alias.var->name : NULL;
}
static Value field_part(Unique *u, Value v, const TPat *p, const Field *f, uint32_t i) {
    if (f && f->mutable) return shared_part(u, p, FROM_MUTABLE, f->name);
    if (f && f->global) return shared_part(u, p, FROM_GLOBAL_FIELD, f->name);
    return component(u, v, i, p->type);
}
/* name: of the variable that is matched, for messages. */
static void bind(Unique *u, const TPat *p, Value v, Name name) {
    if (p->uses) v = annotated(u, v, p->uses, name ? name : pattern_name(p), p->loc);
    switch (p->kind) {
    case TP_ANY:
    case TP_VARIANT: return;
    case TP_VAR: bind_var(u, p->u.var, v); return;
    case TP_ALIAS:
        bind_var(u, p->u.alias.var, v);
        bind(u, p->u.alias.pat, v, name);
        return;
    case TP_CONST:
    case TP_INTERVAL: look(u, v, name, p->loc); return;
    case TP_TUPLE:
        for (uint32_t i = 0; i < p->u.sub.n; i++)
            bind(u, p->u.sub.items[i], component(u, v, i, p->u.sub.items[i]->type), NULL);
        /* After the components: a component that is used up shows as such. */
        look(u, v, name, p->loc);
        return;
    case TP_RECORD: {
        const Type *t = ty_expand(p->type);
        const TypeDecl *d = t->kind == T_CONSTR ? t->u.constr.decl : NULL;
        look(u, v, name, p->loc);
        for (uint32_t i = 0; i < p->u.sub.n; i++)
            if (p->u.sub.items[i]->kind != TP_ANY)
                bind(u, p->u.sub.items[i],
                     field_part(u, v, p->u.sub.items[i], d && i < d->fields.n ? d->fields.items[i] : NULL, i), NULL);
        return;
    }
    case TP_CONSTRUCT: {
        const Constr *k = p->u.construct.constr;
        look(u, v, name, p->loc);
        for (uint32_t i = 0; i < p->u.construct.args.n; i++) {
            const TPat *a = p->u.construct.args.items[i];
            const Field *f = k->record && i < k->record->fields.n ? k->record->fields.items[i] : NULL;
            Value part = !f && i < k->args_global.n && k->args_global.items[i]
                             ? shared_part(u, a, FROM_GLOBAL_FIELD, k->name)
                             : field_part(u, v, a, f, i);
            bind(u, a, part, NULL);
        }
        return;
    }
    case TP_ARRAY:
        look(u, v, name, p->loc);
        for (uint32_t i = 0; i < p->u.sub.n; i++)
            bind(u, p->u.sub.items[i], shared_part(u, p->u.sub.items[i], FROM_ELEMENT, NULL), NULL);
        return;
    case TP_OR: {
        bind(u, p->u.alt.left, v, name);
        bool merge = u->merge;
        u->merge = true;
        bind(u, p->u.alt.right, v, name);
        u->merge = merge;
        return;
    }
    case TP_LAZY:
        look(u, v, name, p->loc);
        bind(u, p->u.lazy, shared_part(u, p->u.lazy, FROM_LAZY, NULL), NULL);
        return;
    }
}

/* ---- functions
 * ---------------------------------------------------------------------------------------------------------- */
static Value parameter(Unique *u, Uses uses, Type *type, Name name, Loc loc) {
    if (ty_is_immediate(type)) return immediate;
    unsigned parts = uses >> USE_PARTS_SHIFT;
    Origin shared = {FROM_PARAMETER, name, loc};
    Cell *x = cell_new(u, uses & USE_UNIQUE ? (Origin){FROM_FRESH, name, loc} : shared);
    if (uses & USE_ONCE) x->once = (OnceWhy){ONCE_PARAMETER, NULL, name, loc};
    Type *t = ty_expand(type);
    if (parts && (uses & USE_UNIQUE) && t->kind == T_TUPLE) {
        x->nparts = t->u.tuple.n;
        x->parts = NEW_ARRAY(u->c->arena, Value, x->nparts);
        for (uint32_t i = 0; i < x->nparts; i++) {
            if (ty_is_immediate(t->u.tuple.items[i])) continue;
            bool unique = i < 8 && (parts >> i & 1);
            Cell *k = cell_new(u, unique ? (Origin){FROM_FRESH, name, loc} : shared);
            k->once = x->once;
            x->parts[i] = value_of(u, k);
        }
    }
    return value_of(u, x);
}
/* v is the result of a function whose type says `uses` of it. */
static void give_back(Unique *u, Value v, Uses uses, const TExpr *e, UseSite s) {
    if (u->dead || ty_is_immediate(e->type)) return;
    s.takes_once = uses & USE_ONCE;
    unsigned parts = uses >> USE_PARTS_SHIFT;
    const Type *t = ty_expand(e->type);
    if (!(uses & USE_UNIQUE) || !parts || t->kind != T_TUPLE) {
        s.kind = uses & USE_UNIQUE ? USE_CONSUME : USE_SHARE;
        s.unique = uses & USE_UNIQUE;
        keep(u, v, s);
        return;
    }
    look(u, v, s.value, e->loc);
    for (uint32_t i = 0; i < t->u.tuple.n; i++) {
        s.kind = i < 8 && (parts >> i & 1) ? USE_CONSUME : USE_SHARE;
        s.unique = s.kind == USE_CONSUME;
        keep(u, component(u, v, i, t->u.tuple.items[i]), s);
    }
}
/* Where results come from: each tail of e gives back its own, at its own place. */
static void body_of(Unique *u, const TExpr *e, Uses uses, Name function) {
    Value v = eval(u, e);
    UseSite s = {.want = WANT_RESULT, .name = function, .value = name_of_value(e), .loc = tail_of(e)->loc};
    give_back(u, v, uses, e, s);
}
static Value match_cases(Unique *u, const TCase *cases, uint32_t n, Value v, Name name, const Changes *raised,
                         uint32_t exn_from, bool body_result, Uses uses, Name function);

/* A body that runs later: f of around it.  Adds to closure what it borrows, and returns the use that consumes
   something of outside (NULL: none). */
typedef struct {
    Scope scope;
    Try *tries;
    uint32_t mark;
    bool dead;
    Name function;
} Later;
static void later_begin(Unique *u, Later *k, Loc loc) {
    *k = (Later){{SCOPE_FUNCTION, loc, {NULL, 0, 0}, u->scope}, u->tries, u->trail.len, u->dead, u->function};
    u->scope = arena_copy(u->c->arena, &k->scope, sizeof k->scope); /* cells refer to it */
    u->tries = NULL;
}
static const UseSite *later_end(Unique *u, const Later *k, Cell *closure, Loc loc, bool rec, Name name) {
    Scope *scope = u->scope;
    undo(u, k->mark, NULL);
    u->scope = scope->outer;
    u->tries = k->tries;
    u->dead = k->dead;
    u->function = k->function;
    const UseSite *consumes = NULL;
    for (uint32_t i = 0; i < scope->captured.len; i++) {
        Cell *x = scope->captured.data[i].cell;
        const UseSite *s = scope->captured.data[i].use;
        if (s->kind == USE_BORROW || u->dead) continue;
        if (s->kind == USE_CONSUME) {
            if (rec) {
                if (!x->reported) unique_in_recursion(u->c, s, name, loc);
                x->reported = true;
                continue;
            }
            consumes = s;
        }
        UseSite here = *s;
        here.want = WANT_CAPTURED;
        here.loc = loc;
        here.inner = s;
        happen(u, x, site(u, here)); /* that it may was seen inside */
    }
    /* What it consumes it owns; the rest of what it looks at is on loan. */
    for (uint32_t i = 0; i < scope->captured.len; i++) {
        Cell *x = scope->captured.data[i].cell;
        bool owned = below(x, CELL_CONSUMED) != NULL;
        for (const Cell *p = x; p; p = p->parent) owned |= p->state == CELL_CONSUMED;
        if (!owned && x != closure && scope->captured.data[i].use->kind == USE_BORROW)
            closure->loans = join(u, closure->loans, value_of(u, x));
    }
    vec_free(&scope->captured);
    return consumes;
}

static Value function(Unique *u, const TExpr *e, Cell *closure, bool rec) {
    uint32_t n = e->u.fun.params.n;
    Later later;
    later_begin(u, &later, e->loc);
    u->dead = false;
    u->function = e->u.fun.name;
    Value last = immediate;
    for (uint32_t i = 0; i < n; i++) {
        const TParam *p = &e->u.fun.params.items[i];
        Name name = pattern_name(p->pat);
        Value v = parameter(u, p->uses, p->type, name, p->pat->loc);
        if (p->def) { /* an option, or what the default is */
            keep(u, eval(u, p->def), shares(WANT_RESULT, p->def, name));
            v = component(u, v, 0, p->pat->type);
        }
        bind(u, p->pat, v, name);
        last = v;
    }
    if (e->u.fun.body)
        body_of(u, e->u.fun.body, e->u.fun.ret_uses, e->u.fun.name);
    else
        match_cases(u, e->u.fun.cases.items, e->u.fun.cases.n, last, NULL, NULL, e->u.fun.cases.n, true,
                    e->u.fun.ret_uses, e->u.fun.name);
    const UseSite *consumes = later_end(u, &later, closure, e->loc, rec, e->u.fun.name);
    if (consumes) {
        closure->once = (OnceWhy){ONCE_CLOSURE, consumes, e->u.fun.name, e->loc};
        const Type *t = ty_expand(e->type);
        for (uint32_t i = 0; i + 1 < n && t->kind == T_ARROW; i++, t = ty_expand(t->u.arrow.ret))
            if (!(t->u.arrow.ret_uses & USE_ONCE)) closure->arity = n;
    }
    return value_of(u, closure);
}

/* ---- applications
 * -------------------------------------------------------------------------------------------------------- */
static Value result_of(Unique *u, Uses uses, Type *type, OriginKind kind, Name fn, Loc loc) {
    if (ty_is_immediate(type)) return immediate;
    Value v = parameter(u, uses & (Uses)~USE_ONCE, type, fn, loc);
    Cell *x = v.cells[0];
    if (!(uses & USE_UNIQUE)) x->from.kind = kind;
    for (uint32_t i = 0; i < x->nparts; i++)
        for (uint32_t k = 0; k < x->parts[i].n; k++)
            if (x->parts[i].cells[k]->from.kind == FROM_PARAMETER) x->parts[i].cells[k]->from.kind = kind;
    if (uses & USE_ONCE) x->once = (OnceWhy){ONCE_CALL, NULL, fn, loc};
    return v;
}
static bool never_returns(const TExpr *fn) {
    if (fn->kind != TE_VAR || !fn->u.var->unit || !fn->u.var->unit->from_stdlib) return false;
    const char *n = fn->u.var->qualified;
    return n && !strcmp(fn->u.var->unit->name->text, "Stdlib") &&
           (!strcmp(n, "failwith") || !strcmp(n, "invalid_arg") || !strcmp(n, "exit"));
}
static Uses arrow_of(Type **t, bool *local, bool *ret_local, Uses *ret) {
    Type *a = ty_expand(*t);
    if (a->kind != T_ARROW) return 0;
    *local = is_local(a->u.arrow.arg_mode);
    *ret_local = is_local(a->u.arrow.ret_mode);
    *ret = a->u.arrow.ret_uses;
    *t = a->u.arrow.ret;
    return a->u.arrow.arg_uses;
}
/* v and what is lent of more: what is once is used up. */
static Value lasting(Unique *u, Value v, Value more) {
    for (uint32_t i = 0; i < more.n; i++)
        if (more.cells[i]->once.kind == ONCE_NOT) v = join(u, v, value_of(u, more.cells[i]));
    return v;
}
static Value apply(Unique *u, const TExpr *e) {
    const TExpr *fn = e->u.apply.fn;
    Value f = eval(u, fn);
    uint32_t n = e->u.apply.args.n;
    Value *args = NEW_ARRAY(u->c->arena, Value, n + 1);
    for (uint32_t i = n; i-- > 0;)
        if (e->u.apply.args.items[i]) args[i] = eval(u, e->u.apply.args.items[i]);
    if (u->dead) return immediate;
    Name name = fn->kind == TE_VAR ? fn->u.var->name : NULL;
    /* A closure that is once and of several parameters: all at once, or its type would have to tell. */
    uint32_t given = 0;
    for (uint32_t i = 0; i < n; i++) given += e->u.apply.args.items[i] != NULL;
    bool partial = e->u.apply.partial || given < n;
    Type *t = fn->type;
    bool ret_local = false, holds = false;
    Uses ret = 0;
    Value lent = lasting(u, immediate, f);
    UseSite *sites = NEW_ARRAY(u->c->arena, UseSite, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        bool local = false;
        Uses want = arrow_of(&t, &local, &ret_local, &ret);
        const TExpr *a = e->u.apply.args.items[i];
        if (!a) continue;
        sites[i] = (UseSite){.kind = want & USE_UNIQUE ? USE_CONSUME
                                     : local           ? USE_BORROW
                                                       : USE_SHARE,
                             .want = WANT_PARAMETER,
                             .takes_once = want & USE_ONCE,
                             .value = name_of_value(a),
                             .name = name,
                             .index = i + 1,
                             .loc = tail_of(a)->loc};
        sites[i].unique = want & USE_UNIQUE;
        if (partial) holds |= (want & (USE_UNIQUE | USE_ONCE)) && args[i].n;
        if (sites[i].kind == USE_BORROW) lent = lasting(u, lent, args[i]);
        unsigned parts = want >> USE_PARTS_SHIFT;
        if (sites[i].kind == USE_CONSUME) {
            if (parts)
                give_back(u, args[i], want, a, sites[i]);
            else
                keep(u, args[i], sites[i]);
        }
    }
    for (uint32_t i = n; i-- > 0;)
        if (e->u.apply.args.items[i] && sites[i].kind == USE_SHARE) keep(u, args[i], sites[i]);
    for (uint32_t i = n; i-- > 0;)
        if (e->u.apply.args.items[i] && sites[i].kind == USE_BORROW) keep(u, args[i], sites[i]);
    bool once = holds;
    uint32_t left = 0; /* parameters of a partially applied function whose type does not say that it is once */
    for (uint32_t i = 0; i < f.n; i++) {
        Cell *x = f.cells[i];
        uint32_t arity = x->arity;
        if (arity && partial && arity - given > left && arity > given) left = arity - given;
        if (partial ? e->u.apply.partial : given >= arity) x->arity = 0;
        once |= partial && x->once.kind != ONCE_NOT;
        keep(u, (Value){&x, 1},
             (UseSite){.kind = USE_BORROW,
                       .want = WANT_CALLED,
                       .takes_once = true,
                       .value = name,
                       .name = name,
                       .loc = fn->loc});
        x->arity = arity;
    }
    if (never_returns(fn) && !partial) u->dead = true;
    if (partial) {
        Value r = made(u, FROM_FRESH, name, e->loc);
        if (once) r.cells[0]->once = (OnceWhy){ONCE_PARTIAL, NULL, name, e->loc};
        r.cells[0]->arity = left;
        r.cells[0]->loans = lent;
        return r;
    }
    Value r = result_of(u, ret, e->type, FROM_CALL, name, e->loc);
    if (ret_local && r.n && (!(ret & USE_UNIQUE) || ret >> USE_PARTS_SHIFT)) {
        r.cells[0]->loans = lent;
        for (uint32_t i = 0; i < r.cells[0]->nparts; i++)
            for (uint32_t k = 0; k < r.cells[0]->parts[i].n; k++)
                if (r.cells[0]->parts[i].cells[k]->from.kind != FROM_FRESH) r.cells[0]->parts[i].cells[k]->loans = lent;
    }
    return r;
}
static bool is_symbol(const Prim *p, const char *s) {
    return strcmp(p->symbol, s) == 0;
}
static Value primitive(Unique *u, const TExpr *e) {
    const Prim *p = e->u.prim_apply.prim;
    uint32_t n = e->u.prim_apply.args.n;
    TExpr *const *a = e->u.prim_apply.args.items;
    if (n == 2 && !strncmp(p->symbol, "%seq", 4)) {
        eval(u, a[0]);
        Branches b = branches_begin(u);
        eval(u, a[1]);
        branch_end(u, &b, immediate);
        b.all_dead = false; /* the other branch: not evaluated */
        branches_finish(u, &b);
        return immediate;
    }
    Value few[8], *args = n <= 8 ? few : NEW_ARRAY(u->c->arena, Value, n);
    for (uint32_t i = n; i-- > 0;) args[i] = eval(u, a[i]);
    if (u->dead) return immediate;
    if (n == 1 && (is_symbol(p, "%identity") || is_symbol(p, "%opaque"))) return args[0];
    if (n == 1 && is_symbol(p, "%ignore")) {
        look(u, args[0], name_of_value(a[0]), a[0]->loc);
        return immediate;
    }
    bool raises = !strncmp(p->symbol, "%raise", 6) || !strncmp(p->symbol, "%reraise", 8);
    uint32_t field = is_symbol(p, "%field0") ? 0 : is_symbol(p, "%field1") ? 1 : 2;
    if (n == 1 && field < 2) {
        look(u, args[0], name_of_value(a[0]), a[0]->loc);
        if (ty_is_immediate(e->type)) return immediate;
        if (ty_expand(a[0]->type)->kind == T_TUPLE) return component(u, args[0], field, e->type);
        return made(u, FROM_MUTABLE, u->c->n.contents, e->loc);
    }
    bool stores = is_symbol(p, "%makemutable") || !strncmp(p->symbol, "%setfield", 9);
    Type *t = e->u.prim_apply.fn_type;
    bool ret_local = false;
    Uses ret = 0;
    Value lent = immediate;
    UseSite sites_few[8], *sites = n <= 8 ? sites_few : NEW_ARRAY(u->c->arena, UseSite, n);
    for (uint32_t i = 0; i < n; i++) {
        bool local = false;
        Uses want = arrow_of(&t, &local, &ret_local, &ret);
        local = local || (i < 64 && (p->local_opt_args >> i & 1));
        bool element = !local && strstr(p->symbol, "array") != NULL;
        sites[i] = (UseSite){.kind = want & USE_UNIQUE ? USE_CONSUME
                                     : local           ? USE_BORROW
                                                       : USE_SHARE,
                             .want = raises             ? WANT_RAISED
                                     : stores && !local ? WANT_FIELD
                                     : element          ? WANT_ELEMENT
                                                        : WANT_PARAMETER,
                             .takes_once = want & USE_ONCE,
                             .value = name_of_value(a[i]),
                             .name = stores ? u->c->n.contents : p->name,
                             .index = i + 1,
                             .loc = tail_of(a[i])->loc};
        sites[i].unique = want & USE_UNIQUE;
        if (sites[i].kind == USE_BORROW) lent = join(u, lent, args[i]);
    }
    for (int kind = USE_CONSUME; kind >= USE_BORROW; kind--)
        for (uint32_t i = n; i-- > 0;)
            if ((int)sites[i].kind == kind) keep(u, args[i], sites[i]);
    if (raises) {
        u->dead = true;
        return immediate;
    }
    bool fresh = e->u.prim_apply.allocates || is_symbol(p, "%makemutable");
    if (fresh && !ty_is_immediate(e->type)) return made(u, FROM_FRESH, NULL, e->loc);
    Value r = result_of(u, ret, e->type, FROM_PRIMITIVE, p->name, e->loc);
    if (r.n && (ret_local || p->local_opt_result)) r.cells[0]->loans = lent;
    return r;
}

/* ---- blocks
 * ---------------------------------------------------------------------------------------------------------------- */
static Value block(Unique *u, const TExpr *e, Value *parts, TExpr *const *sub, uint32_t n) {
    Cell *x = cell_new(u, (Origin){FROM_FRESH, NULL, e->loc});
    x->parts = parts;
    x->nparts = n;
    x->made_of = sub;
    return value_of(u, x);
}
static Value store(Unique *u, const TExpr *e, Value v, const Field *f, bool global, Name name) {
    if (!(f && (f->mutable || f->global)) && !global) return v;
    UseSite s = shares(WANT_FIELD, e, f ? f->name : name);
    keep(u, v, s);
    return immediate;
}
static Value record(Unique *u, const TExpr *e) {
    const TypeDecl *d = e->u.record.decl;
    uint32_t n = e->u.record.fields.n;
    Value base = immediate;
    if (e->u.record.base) {
        base = eval(u, e->u.record.base);
        look(u, base, name_of_value(e->u.record.base), e->u.record.base->loc);
    }
    Value *parts = NEW_ARRAY(u->c->arena, Value, n + 1);
    for (uint32_t i = n; i-- > 0;) {
        const Field *f = d && i < d->fields.n ? d->fields.items[i] : NULL;
        const TExpr *x = e->u.record.fields.items[i];
        if (x) {
            Value v = eval(u, x);
            parts[i] = store(u, x, v, f, false, NULL);
        } else if (f && !f->mutable && !f->global)
            parts[i] = component(u, base, i, f->type);
    }
    return block(u, e, parts, e->u.record.fields.items, n);
}
static Value blocks(Unique *u, const TExpr *e, TExpr *const *sub, uint32_t n, const Constr *k, bool backwards) {
    Value *parts = NEW_ARRAY(u->c->arena, Value, n + 1);
    for (uint32_t j = 0; j < n; j++) {
        uint32_t i = backwards ? n - 1 - j : j;
        Value v = eval(u, sub[i]);
        const Field *f = k && k->record && i < k->record->fields.n ? k->record->fields.items[i] : NULL;
        bool global = k && !k->record && i < k->args_global.n && k->args_global.items[i];
        parts[i] = store(u, sub[i], v, f, global, k ? k->name : NULL);
    }
    return block(u, e, parts, sub, n);
}

/* ---- control
 * --------------------------------------------------------------------------------------------------------------- */
/* Cases from exn_from on, or marked so, are of exceptions: they start from what raised says. */
static Value match_cases(Unique *u, const TCase *cases, uint32_t n, Value v, Name name, const Changes *raised,
                         uint32_t exn_from, bool body_result, Uses uses, Name fn) {
    Changes guards = {NULL, 0, 0};
    Branches b = branches_begin(u);
    for (uint32_t i = 0; i < n; i++) {
        const TCase *k = &cases[i];
        Value own = immediate;
        bool exn = k->is_exception || i >= exn_from;
        b.mark = u->trail.len;
        if (exn) {
            if (raised) redo(u, raised);
            redo(u, &guards);
            bind(u, k->pat, made(u, FROM_EXCEPTION, NULL, k->pat->loc), NULL);
        } else
            bind(u, k->pat, v, name);
        if (k->guard) { /* what it does has been done when the next case is tried */
            eval(u, k->guard);
            if (!exn)
                b.mark = u->trail.len;
            else
                for (uint32_t j = b.mark; j < u->trail.len; j++) {
                    Cell *x = u->trail.data[j].cell;
                    vec_push(&guards, ((Change){x, x->state, x->by}));
                }
        }
        if (!k->body)
            u->dead = true;
        else if (body_result)
            body_of(u, k->body, uses, fn);
        else
            own = eval(u, k->body);
        branch_end(u, &b, own);
    }
    vec_free(&guards);
    return branches_finish(u, &b);
}
static Value match(Unique *u, const TExpr *e) {
    const TExpr *s = e->u.match.scrut;
    uint32_t n = e->u.match.cases.n;
    bool is_try = e->kind == TE_TRY, exceptions = is_try;
    for (uint32_t i = 0; i < n && !exceptions; i++) exceptions = e->u.match.cases.items[i].is_exception;
    Try t = {{NULL, 0, 0}, u->tries};
    bool before = u->dead;
    if (exceptions) u->tries = &t;
    Value v;
    if (s->kind == TE_TUPLE && !exceptions)
        v = blocks(u, s, s->u.sub.items, s->u.sub.n, NULL, false);
    else
        v = eval(u, s);
    if (exceptions) {
        u->tries = t.outer;
        if (t.outer)
            for (uint32_t i = 0; i < t.events.len; i++) vec_push(&t.outer->events, t.events.data[i]);
    }
    bool body_dead = u->dead;
    Branches tried = branches_begin(u);
    if (is_try)
        for (uint32_t i = 0; i < v.n && !u->dead; i++)
            vec_push(&tried.values, ((Candidate){v.cells[i], !touched(u, v.cells[i], CELL_SHARED)}));
    if (exceptions) u->dead = before;
    Value r = match_cases(u, e->u.match.cases.items, n, v, name_of_value(s), &t.events, is_try ? 0 : n, false, 0, NULL);
    if (is_try) { /* the value of the body, or of the handler after some of the body */
        bool dead = before || (body_dead && u->dead);
        r = join(u, branches_finish(u, &tried), r);
        u->dead = dead;
    }
    vec_free(&t.events);
    return r;
}
static void loop_begin(Unique *u, Loc loc) {
    Scope *s = NEW(u->c->arena, Scope);
    s->kind = SCOPE_LOOP;
    s->loc = loc;
    s->outer = u->scope;
    u->scope = s;
}
static void loop_end(Unique *u, bool dead) {
    u->scope = u->scope->outer;
    u->dead = dead;
}
static void binding(Unique *u, const TBinding *b, Value v) {
    v = annotated(u, v, b->uses, name_of_value(b->expr), b->expr->loc);
    bind(u, b->pat, v, name_of_value(b->expr));
}
static void bindings(Unique *u, bool rec, const TBinding *binds, uint32_t n) {
    if (!rec) {
        Value few[8], *vs = n <= 8 ? few : NEW_ARRAY(u->c->arena, Value, n);
        for (uint32_t i = 0; i < n; i++) vs[i] = eval(u, binds[i].expr);
        for (uint32_t i = 0; i < n; i++) binding(u, &binds[i], vs[i]);
        return;
    }
    Cell **cells = NEW_ARRAY(u->c->arena, Cell *, n);
    for (uint32_t i = 0; i < n; i++) {
        bool fn = binds[i].expr->kind == TE_FUN;
        cells[i] = cell_new(u, (Origin){fn ? FROM_FRESH : FROM_RECURSIVE, pattern_name(binds[i].pat), binds[i].loc});
        bind(u, binds[i].pat, value_of(u, cells[i]), NULL);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (binds[i].expr->kind == TE_FUN)
            function(u, binds[i].expr, cells[i], true);
        else {
            Value v = eval(u, binds[i].expr);
            keep(u, v, shares(WANT_FIELD, binds[i].expr, NULL));
            cells[i]->loans = v;
        }
    }
    Value all = immediate; /* each may call each */
    for (uint32_t i = 0; i < n; i++) all = join(u, all, cells[i]->loans);
    for (uint32_t i = 0; i < n; i++) cells[i]->loans = all;
}

static Value eval_kind(Unique *u, const TExpr *e) {
    switch (e->kind) {
    case TE_VAR: {
        if (ty_is_immediate(e->type)) return immediate;
        const Value *v = map_getp(&u->vars, e->u.var);
        return v ? *v : made(u, FROM_TOPLEVEL, e->u.var->name, e->u.var->loc);
    }
    case TE_PRIM:
    case TE_CONST:
    case TE_FORMAT: return ty_is_immediate(e->type) ? immediate : made(u, FROM_FRESH, NULL, e->loc);
    case TE_LET: bindings(u, e->u.let.rec, e->u.let.binds.items, e->u.let.binds.n); return eval(u, e->u.let.body);
    case TE_FUN: return function(u, e, cell_new(u, (Origin){FROM_FRESH, e->u.fun.name, e->loc}), false);
    case TE_APPLY: return apply(u, e);
    case TE_PRIM_APPLY: return primitive(u, e);
    case TE_MATCH:
    case TE_TRY: return match(u, e);
    case TE_TUPLE: return blocks(u, e, e->u.sub.items, e->u.sub.n, NULL, true);
    case TE_CONSTRUCT:
        if (!e->u.construct.args.n) return ty_is_immediate(e->type) ? immediate : made(u, FROM_FRESH, NULL, e->loc);
        return blocks(u, e, e->u.construct.args.items, e->u.construct.args.n, e->u.construct.constr, true);
    case TE_RECORD: return record(u, e);
    case TE_FIELD: {
        const Field *f = e->u.field.field;
        Value v = eval(u, e->u.field.expr);
        look(u, v, name_of_value(e->u.field.expr), e->u.field.expr->loc);
        if (ty_is_immediate(e->type)) return immediate;
        if (f->mutable) return made(u, FROM_MUTABLE, f->name, e->loc);
        if (f->global) return made(u, FROM_GLOBAL_FIELD, f->name, e->loc);
        return component(u, v, f->index, e->type);
    }
    case TE_SETFIELD: {
        Value v = eval(u, e->u.field.value), b = eval(u, e->u.field.expr);
        keep(u, v, shares(WANT_FIELD, e->u.field.value, e->u.field.field->name));
        look(u, b, name_of_value(e->u.field.expr), e->u.field.expr->loc);
        return immediate;
    }
    case TE_ARRAY:
        for (uint32_t i = e->u.sub.n; i-- > 0;) {
            Value v = eval(u, e->u.sub.items[i]);
            keep(u, v, shares(WANT_ELEMENT, e->u.sub.items[i], NULL));
        }
        return made(u, FROM_FRESH, NULL, e->loc);
    case TE_IF: {
        eval(u, e->u.cond.cond);
        Branches b = branches_begin(u);
        branch_end(u, &b, eval(u, e->u.cond.then));
        branch_end(u, &b, e->u.cond.els ? eval(u, e->u.cond.els) : immediate);
        return branches_finish(u, &b);
    }
    case TE_SEQUENCE: eval(u, e->u.seq.first); return eval(u, e->u.seq.second);
    case TE_WHILE: {
        bool dead = u->dead;
        loop_begin(u, e->loc);
        eval(u, e->u.loop.cond);
        eval(u, e->u.loop.body);
        loop_end(u, dead);
        return immediate;
    }
    case TE_FOR: {
        eval(u, e->u.for_.lo);
        eval(u, e->u.for_.hi);
        bool dead = u->dead;
        loop_begin(u, e->loc);
        eval(u, e->u.for_.body);
        loop_end(u, dead);
        return immediate;
    }
    case TE_ASSERT:
        if (e->u.one)
            eval(u, e->u.one);
        else
            u->dead = true;
        return immediate;
    case TE_LAZY: {
        /* Forced at most once: it may consume, and needs not be once itself. */
        Cell *x = cell_new(u, (Origin){FROM_FRESH, NULL, e->loc});
        Later later;
        later_begin(u, &later, e->loc);
        u->dead = false;
        keep(u, eval(u, e->u.one), shares(WANT_LAZY, e->u.one, NULL));
        later_end(u, &later, x, e->loc, false, NULL);
        return value_of(u, x);
    }
    case TE_LETEXCEPTION: return eval(u, e->u.letexception.body);
    case TE_LETMODULE:
        items(u, e->u.letmodule.items.items, e->u.letmodule.items.n);
        return eval(u, e->u.letmodule.body);
    case TE_REGION_LOCAL:
    case TE_STACK:
    case TE_EXCLAVE: return eval(u, e->u.one);
    case TE_UNREACHABLE: u->dead = true; return immediate;
    case TE_ERROR: return immediate;
    }
    UNREACHABLE();
}
static Value eval(Unique *u, const TExpr *e) {
    Value v = eval_kind(u, e);
    return e->uses ? annotated(u, v, e->uses, name_of_value(e), e->loc) : v;
}

/* ---- definitions
 * ------------------------------------------------------------------------------------------------------------ */
static void items(Unique *u, TItem *const *list, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const TItem *t = list[i];
        switch (t->kind) {
        case TI_EVAL: eval(u, t->u.eval); break;
        case TI_GROUP: items(u, t->u.group.items, t->u.group.n); break;
        case TI_VALUE:
            for (uint32_t k = 0; k < t->u.value.binds.n; k++) {
                const TBinding *b = &t->u.value.binds.items[k];
                Value v;
                if (t->u.value.rec && b->expr->kind == TE_FUN)
                    v = function(u, b->expr, cell_new(u, (Origin){FROM_FRESH, NULL, b->loc}), true);
                else
                    v = eval(u, b->expr);
                v = annotated(u, v, b->uses, name_of_value(b->expr), b->expr->loc);
                if (b->nvars) keep(u, v, shares(WANT_TOPLEVEL, b->expr, NULL));
            }
            break;
        case TI_EXCEPTION:
        case TI_EXN_REBIND: break;
        }
    }
}
void unique_check(Checker *c, TItem *const *list, uint32_t n) {
    Scope unit = {.kind = SCOPE_UNIT};
    Unique u = {.c = c, .scope = &unit};
    items(&u, list, n);
    vec_free(&u.trail);
    map_free(&u.vars);
}
