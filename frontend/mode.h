/* mode.h: localities.  global < regional < local.

   A value that is global may live for ever; a regional one outlives the current
   region but not its caller's; a local one dies with the current region.

   A Mode is two truth values: `outer`, may the value be in some region at all (not
   global), and `inner`, may it be in the current one (local); inner implies outer.  With
   them the changes of view that regions bring are only choices: a parameter whose arrow
   says m is seen inside as (m.outer, no), an allocation is (m, m), what a closure or loop
   sees of a variable is (v.outer, no), what exclave_ sees is (v.outer, v.outer).  So the
   solver knows implications between bits and nothing else: "low may be in a region, then high
   may be", each with the reason why, so that an error can tell the chain of uses from what made
   something local to what wants it global.

   NULL stands for the legacy mode, global, wherever a Mode * is read.  */
#ifndef MLOC_MODE_H
#define MLOC_MODE_H

#include "types.h"

struct TExpr;
typedef enum { LOCALITY_GLOBAL, LOCALITY_REGIONAL, LOCALITY_LOCAL } Locality;

typedef enum {
    WHY_NONE,
    /* where a value is local from */
    WHY_STACK,      /* allocated here with stack_ */
    WHY_ANNOTATION, /* written: local_, @ local */
    WHY_PARAMETER,  /* a parameter that is written local_, or expected to take local values */
    WHY_CALL,       /* the result of a function whose type says local_ */
    WHY_OUTSIDE,    /* exclave_: its result lives in the caller's region */
    /* how it gets somewhere, and what is wanted there */
    WHY_BOUND,         /* bound to a variable */
    WHY_ARGUMENT,      /* passed to a function */
    WHY_TAIL_ARGUMENT, /* argument of a tail call: the region ends before it */
    WHY_TAIL_FUNCTION, /* called by a tail call */
    WHY_RESULT,        /* returned from a function */
    WHY_FIELD,         /* stored in a block */
    WHY_GLOBAL_FIELD,
    WHY_MUTABLE,  /* stored in a mutable field or an array */
    WHY_CAPTURE,  /* used in a closure */
    WHY_LAZY,     /* the value of a lazy expression */
    WHY_TOPLEVEL, /* bound at module level */
    WHY_PARTIAL,  /* held by a partially applied function */
    WHY_TYPES,    /* two function types are the same */
    WHY_EXCLAVE,  /* used in exclave_ */
    WHY_ANNOTATED_GLOBAL,
    WHY_EXPORTED, /* visible to other units, and no interface says local */
    WHY_DEFAULT,  /* of an optional parameter */
    WHY_RAISED,
    WHY_FORCED, /* a lazy value that a pattern forces */
} ModeWhy;
typedef struct ModeReason {
    ModeWhy kind;
    uint32_t index; /* which argument, from 1; 0: not said */
    Name name;      /* of the variable, field or function concerned; may be NULL */
    Loc loc;        /* of the context */
    Name value;     /* of the value that flows; may be NULL */
    Loc value_loc;
    const struct ModeReason *outer; /* the context's own context */
} ModeReason;

typedef enum { BIT_UNKNOWN, BIT_NO, BIT_YES } BitState;
typedef struct ModeBit ModeBit;
typedef struct ModeEdge { /* low implies high */
    ModeBit *low, *high;
    const ModeReason *why;
    struct ModeEdge *next_above, *next_below; /* in low's list of what is above, in high's of what is below */
} ModeEdge;
struct ModeBit {
    uint8_t state;         /* BitState; only ever leaves BIT_UNKNOWN */
    uint8_t pair;          /* 1: the outer half of a ModePair, 2: the inner one */
    ModeBit *from;         /* the neighbour that decided it; NULL: this place itself */
    const ModeReason *why; /* NULL: nothing to tell */
    ModeEdge *above, *below;
};
struct Mode {
    ModeBit *outer, *inner;
};

/* ---- what a context wants of a value ------------------------------------------------------------------ */
/* A stretch of code whose local allocations end together. */
typedef struct Region {
    enum { REGION_MODULE, REGION_FUNCTION, REGION_LOOP, REGION_LAZY } kind;
    bool ended; /* inside exclave_ */
    Name name;  /* of the function; may be NULL */
    Loc loc;
    struct Region *outer;
} Region;
/* What stands between a variable and its use: outermost first, the view of the variable changes at each. */
typedef struct Lock {
    enum { LOCK_CLOSURE, LOCK_LOOP, LOCK_EXCLAVE, LOCK_LAZY } kind;
    const Mode *closure;         /* CLOSURE, LAZY: of the closure itself; NULL: global */
    const struct Demand *demand; /* what the closure was made for */
    Name name;                   /* of a function that has one */
    Loc loc;
    bool captures; /* --warn-heap: something of around is used inside */
    struct Lock *outer;
} Lock;
/* An upper bound, with its reason.  Lives on the C stack while the expression is checked; NULL where any
   value will do and nobody asks afterwards how local it was. */
typedef struct Demand {
    Mode mode;
    Region *tail; /* the expression is in tail position of this region */
    ModeReason why;
    const struct Demand *parent; /* of the block, closure ... that the value becomes a part of */
    bool bound; /* TExpr.mode of what was checked is used afterwards: it must not be more local than the value */
    bool stack; /* the expression is stack_'s operand: the allocation is local */
    Loc stack_loc;
    Mode *const *parts; /* a tuple that is taken apart at once: of its components */
    uint32_t nparts;
} Demand;

extern ModeBit mode_yes, mode_no;
extern const Demand demand_any; /* any value will do, but its mode may be constrained afterwards */

Mode *mode_const(Checker *c, Locality l); /* GLOBAL: NULL */
Mode *mode_var(Checker *c);               /* global or local: of arrows and allocations */
Mode *mode_pair(Checker *c);              /* any of the three */
Mode *mode_make(Checker *c, ModeBit *outer, ModeBit *inner);
Mode *mode_view(Checker *c, Mode m); /* m in the arena; NULL when it is global */
/* local, because: a source that messages can name. */
Mode *mode_local_because(Checker *c, ModeReason why);
Mode *mode_global_because(Checker *c, ModeReason why);
static inline Mode mode_of(const Mode *m) {
    return m ? *m : (Mode){&mode_no, &mode_no};
}
static inline bool mode_is_global(const Mode *m) { /* known to be */
    return !m || m->outer->state == BIT_NO;
}
/* a <= b.  False if it cannot hold (nothing is reported). */
bool mode_le(Checker *c, const Mode *a, const Mode *b, ModeReason why);
bool mode_eq(Checker *c, const Mode *a, const Mode *b, ModeReason why);
bool bit_le(Checker *c, ModeBit *a, ModeBit *b, const ModeReason *why);
/* The value (its name, if it is a variable) has mode m and type t, and goes where d wants it.  Reports. */
bool mode_flow(Checker *c, const Mode *m, const Demand *d, Type *t, Name name, Loc loc);
/* A variable as seen from here, through the locks since its definition.  Reports what a lock forbids. */
Mode mode_of_use(Checker *c, const Var *v, Type *t, Loc loc);
/* Of an allocation that goes where d wants it: what its components are bounded by.  NULL: global. */
Mode *mode_alloc(Checker *c, const Demand *d, Loc loc, const char *what);
/* --warn-heap: the allocation of mode m is node t; closed: a function that captures nothing. */
void mode_alloc_is(Checker *c, const Mode *m, const struct TExpr *t, bool closed);
void mode_note_capture(Checker *c, const Var *v);

Locality mode_lower(const Mode *m);
Locality mode_upper(const Mode *m);
/* As known now, what is open being global: for printing. */
Locality mode_resolve(const Mode *m);
/* After the unit has been checked: what lowering does.  Of an allocation: LOCAL goes to the current region, all else to
   the heap.  Of a parameter or another value: not GLOBAL means that it may be in a region. */
Locality mode_settled(const Mode *m);
/* Settles a type that other units see without an interface: what is open becomes global. */
void mode_settle_type(Checker *c, Type *t);
/* Settles allocations: as local as their uses allow. */
void mode_settle_allocations(Checker *c);
/* Written modes.  0 bits: NULL (nothing written). */
Mode *mode_of_annot(Checker *c, ModeAnnot a);
const char *mode_name(Locality l);

/* ---- function types ------------------------------------------------------------------------------------ */
/* t with fresh modes on its arrows such that a value of type t may be used at the result: parameters take less, results
   promise less.  arity: the value is a function of that many parameters, so what it makes of fewer arguments holds
   just those; 0: unknown. */
Type *mode_relax(Checker *c, Type *t, uint32_t arity, const Mode *fn);
/* t with fresh modes such that a value of the result's type may be used at t. */
Type *mode_relax_down(Checker *c, Type *t);
bool mode_has_locals(Checker *c, Type *t); /* some arrow of its spine is not plainly global */

/* ---- messages (mode_error.c) ------------------------------------------------------------------------------ */
typedef struct Allocation { /* whose place is not settled yet */
    Mode *mode;
    Loc loc;
    const char *what; /* "tuple" */
    /* For --warn-heap only: */
    const struct TExpr *node; /* NULL: not known */
    bool closed;              /* a function that captures nothing */
} Allocation;
bool mode_escapes(Checker *c, ModeBit *low, ModeBit *high, bool inner, const ModeReason *why); /* false */
void mode_captured(Checker *c, const Lock *lock, ModeBit *low, ModeBit *high, const ModeReason *why);
void mode_in_exclave(Checker *c, const Lock *lock, ModeBit *low, const ModeReason *why);
void mode_tell(Checker *c, struct Diag *d, const Mode *m);
void mode_warn_heap(Checker *c, const Allocation *a);

#endif
