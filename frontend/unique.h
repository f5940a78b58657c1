/* unique.h: the second axis of modes: unique < shared, and for functions many < once.

   A *unique* value is one that nobody else has: it may be consumed, given away to somebody who relies on that, and is
   then gone.  A value that is *once* is used at most once: a function that consumes something.  On arrows both are
   constants (Uses), compared by uses_le; within a unit they are counted along the control flow, after its types are
   known (unique.c).  Nothing of this happens in programs that never say unique_ or once_.  */
#ifndef MLOC_UNIQUE_H
#define MLOC_UNIQUE_H

#include "typed.h"

/* May a value that is `found` stand where `expected` is wanted? */
bool uses_le(Uses found, Uses expected);
/* As written; t, the type behind it, tells which components of a tuple are meant (NULL: none).  Notes that the axis is
   in use. */
Uses uses_of_annot(Checker *c, const ModeAnnot *a, const TypeExpr *t);
/* Of a parameter's pattern. */
Uses pattern_uses(Checker *c, const Pat *p);
/* "unique_ ", "once_ unique_ ", "": before a type that is not a tuple with parts. */
const char *uses_text(Uses u);
/* Checks a unit's definitions; reports. */
void unique_check(Checker *c, TItem *const *items, uint32_t n);

/* ---- messages (unique_error.c) ------------------------------------------------------------------------------- */
typedef enum {
    WANT_NOTHING,
    WANT_PARAMETER, /* passed to function `name` as its index-th argument */
    WANT_RESULT,    /* returned from function `name` */
    WANT_FIELD,     /* stored in a field that can change, or is global_ */
    WANT_ELEMENT,   /* of an array */
    WANT_RAISED,
    WANT_ANNOTATION, /* written */
    WANT_TOPLEVEL,   /* bound at module level */
    WANT_CAPTURED,   /* used in a closure, for `inner` */
    WANT_READ,       /* a field of it is read, or it is matched */
    WANT_CALLED,
    WANT_PARTIAL, /* kept by a partial application */
    WANT_LAZY,
} WantKind;
typedef enum { USE_BORROW, USE_SHARE, USE_CONSUME } UseKind;
/* One use of a value. */
typedef struct UseSite {
    UseKind kind;
    WantKind want;
    bool takes_once;             /* the context uses functions in it at most once */
    bool unique;                 /* CONSUME: it must be unique (not so for a value that is only once) */
    bool part;                   /* value is a component of what is passed, returned ... */
    Loc whole;                   /* ... there */
    Name value;                  /* the variable that is used; may be NULL */
    Name name;                   /* of the function or field concerned; may be NULL */
    uint32_t index;              /* of the argument, from 1 */
    Loc loc;                     /* of the use */
    const struct UseSite *inner; /* CAPTURED: the use within the closure */
} UseSite;
typedef enum {
    FROM_FRESH,     /* unique */
    FROM_PARAMETER, /* of a function, not written unique_ */
    FROM_CALL,      /* a result that is not unique_ */
    FROM_MUTABLE,   /* read from a field that can change */
    FROM_GLOBAL_FIELD,
    FROM_ELEMENT,
    FROM_TOPLEVEL, /* module-level variable */
    FROM_EXCEPTION,
    FROM_LAZY,
    FROM_RECURSIVE,
    FROM_WRITTEN, /* once_ e, e @ aliased */
    FROM_PRIMITIVE,
} OriginKind;
typedef struct { /* where a value comes from */
    OriginKind kind;
    Name name; /* of the variable, function or field; may be NULL */
    Loc loc;
} Origin;
typedef struct { /* why a value is once */
    enum { ONCE_NOT, ONCE_CLOSURE, ONCE_PARAMETER, ONCE_CALL, ONCE_WRITTEN, ONCE_PARTIAL } kind;
    const UseSite *inner; /* CLOSURE: the use that consumes something */
    Name name;
    Loc loc;
} OnceWhy;

void unique_used_again(Checker *c, const UseSite *first, const UseSite *again);
void unique_used_before(Checker *c, const UseSite *before, const UseSite *now);
void unique_in_loop(Checker *c, const UseSite *use, Loc loop, const OnceWhy *once);
void unique_is_shared(Checker *c, const Origin *from, const UseSite *use);
void once_used_again(Checker *c, const UseSite *first, const UseSite *again, const OnceWhy *why);
void once_is_many(Checker *c, const UseSite *use, const OnceWhy *why);
void once_in_parts(Checker *c, const UseSite *use, const OnceWhy *why, uint32_t arity);
void unique_in_recursion(Checker *c, const UseSite *use, Name function, Loc loc);
void unique_parameter_differs(Checker *c, Loc loc, Loc function, Uses written, Uses expected);

#endif
