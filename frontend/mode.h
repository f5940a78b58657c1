/* mode.h: localities.  global < regional < local.

   A value that is global may live for ever; a regional one outlives the current
   region but not its caller's; a local one dies with the current region.  A Mode is a
   constant or a variable with bounds; variables are joined by edges "at most", each
   with the reason why it is there, so that an error can tell the chain of uses from
   the allocation to the place which wants a longer life.

   NULL stands for the legacy mode, global, wherever a Mode * is read.  */
#ifndef MLOC_MODE_H
#define MLOC_MODE_H

#include "types.h"

typedef enum { LOCALITY_GLOBAL, LOCALITY_REGIONAL, LOCALITY_LOCAL } Locality;

typedef enum {
    WHY_NONE,
    WHY_STACK,         /* allocated here with stack_ (or local_) */
    WHY_ANNOTATION,    /* written: local_, @ local, global_ */
    WHY_PARAMETER,     /* a parameter of this function type */
    WHY_ARGUMENT,      /* passed to a function here */
    WHY_TAIL_ARGUMENT, /* argument of a tail call: the region ends before it */
    WHY_RESULT,        /* returned from a function here */
    WHY_FIELD,         /* stored in, or read from, a block here */
    WHY_GLOBAL_FIELD,  /* the field is global_ or mutable */
    WHY_CAPTURE,       /* captured by a closure here */
    WHY_REGION,        /* used across the end of a region */
    WHY_EXCLAVE,       /* used in exclave_ */
    WHY_TOPLEVEL,      /* bound at module level */
    WHY_RAISE,         /* raised */
    WHY_TYPES,         /* two function types are the same */
    WHY_USE,           /* bound here, used there */
} ModeWhy;
typedef struct {
    ModeWhy kind;
    Name name; /* of the variable, field or function concerned; may be NULL */
    Loc loc;
} ModeReason;

typedef struct ModeEdge {
    Mode *to;
    ModeReason why;
    struct ModeEdge *next;
} ModeEdge;
struct Mode {
    uint8_t lower, upper; /* Locality; a constant has lower == upper and no edges */
    bool constant;
    const ModeReason *lower_why, *upper_why; /* where the bounds came from; NULL: nothing to tell */
    Mode *lower_from, *upper_from;           /* the neighbour that brought them, NULL: this place itself */
    ModeEdge *above, *below;                 /* this <= above[i], below[i] <= this */
};

typedef struct { /* why a submode constraint failed: from the lower bound's cause to the upper bound's */
    Mode *low, *high;
    ModeReason why;
} ModeError;

Mode *mode_const(Checker *c, Locality l);
Mode *mode_var(Checker *c);
/* A variable with a written bound: low <= m (e.g. stack_) or m <= high. */
Mode *mode_at_least(Checker *c, Locality low, ModeReason why);
Mode *mode_at_most(Checker *c, Locality high, ModeReason why);
/* a <= b.  False (and *err filled when not NULL) if it cannot hold. */
bool mode_le(Checker *c, Mode *a, Mode *b, ModeReason why, ModeError *err);
bool mode_eq(Checker *c, Mode *a, Mode *b, ModeReason why, ModeError *err);
Mode *mode_join(Checker *c, Mode *a, Mode *b, ModeReason why); /* a variable above both */
Mode *mode_meet(Checker *c, Mode *a, Mode *b, ModeReason why); /* a variable below both */
Locality mode_lower(const Mode *m);
Locality mode_upper(const Mode *m);
/* The least solution: what an unconstrained variable becomes. */
Locality mode_resolve(const Mode *m);
/* After the unit has been checked: what lowering does.  Of an allocation: LOCAL goes to the current region, all else to
   the heap.  Of a parameter or another value: not GLOBAL means that it may be in a region. */
Locality mode_settled(const Mode *m);
/* Written modes.  0 bits: NULL (nothing written). */
Mode *mode_of_annot(Checker *c, ModeAnnot a);
/* The one place which decides whether a mode mismatch is an error.  This version: never.
   True when the program may go on as if the modes agreed. */
bool mode_require(Checker *c, Mode *actual, Mode *wanted, ModeReason why);
const char *mode_name(Locality l);

#endif
