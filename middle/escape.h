/* escape.h: which values outlive the function that they are given to, and by which way (passes/escape.c).

   A value escapes where it, or something that is read from it, is stored in the heap, returned, raised, or handed to
   code of which nothing is known.  Summaries are by parameter, and by field of a closure's environment, over the whole
   program; each has a witness, the next step of the way out.  The way of one value is followed by asking again: for
   `via` in the same function, for parameter `param` or environment field `param` of `callee`.

       Escapes *e = escapes_find(arena, prog);
       for (EscapeWitness w = escape_of(e, f, v); w.kind != ESC_NOT; w = the next one) ...

   A witness always leads nearer to the end of the way, but values that are fields of each other may lead round: stop at
   what was seen before. */
#ifndef MLOC_ESCAPE_H
#define MLOC_ESCAPE_H

#include "ir.h"

typedef enum {
    ESC_NOT,      /* it does not escape */
    ESC_STORED,   /* stored into a mutable field, or into a block that is not known */
    ESC_RETURNED, /* a result of the function */
    ESC_RAISED,
    ESC_APPLIED,  /* argument of a closure of which nothing is known: `via` */
    ESC_EXTERNAL, /* argument of the C function `ext`, which may keep it */
    ESC_TAIL, /* argument of a tail call, of `callee` or of closure `via`, that may be part of a loop in constant space:
                 the frame is gone by then */
    ESC_PARTIAL, /* a closure that may be applied to fewer arguments than it takes: the rest, on the heap, holds it */
    ESC_OPAQUE,  /* hidden by Sys.opaque_identity */
    ESC_KIND,    /* a block that is never in a region: lazy values, objects, what belongs to the runtime */
    ESC_LOOP,    /* lives longer than the round of the loop that makes it: the region would grow with each round */
    ESC_REGION,  /* made where another region is innermost: one that ends too early, or one that the rounds of the loop
                    fill  and that is opened outside of it; or in a function with local results */
    ESC_FIELD,   /* a field of `via`, which escapes or stays on the heap */
    ESC_FLOWS,   /* `via` is the same value, after a join or a choice */
    ESC_LOADED,  /* what is read from it, `via`, escapes */
    ESC_CALL,    /* parameter `param` of `callee` escapes */
    ESC_ENV,     /* environment field `param` of the closure code `callee` escapes */
} EscapeKind;

typedef struct EscapeWitness {
    EscapeKind kind;
    Loc loc; /* of the instruction */
    Val via;
    FuncId callee;
    uint32_t param;
    ExtId ext;
} EscapeWitness;

typedef struct Escapes Escapes;
/* Analyses the program.  Valid until it changes; lives in a. */
Escapes *escapes_find(Arena *a, const Program *p);
/* All the code that the application of args[0] to the other arguments in f may run, each taking as many; *n: 0 when
   that is not known. */
const FuncId *escape_codes(Escapes *e, const Func *f, const Val *args, uint32_t nargs, uint32_t *n);
/* Of an allocation or any other value of f.  The value itself escapes, or a part of what can be reached from it: `deep`
   (may be NULL) is then 1 or more, the number of reads to the nearest part that escapes; 0 for itself. */
EscapeWitness escape_of(Escapes *e, const Func *f, Val v, uint32_t *deep);
EscapeWitness escape_of_param(Escapes *e, FuncId g, uint32_t param, uint32_t *deep);
EscapeWitness escape_of_env(Escapes *e, FuncId g, uint32_t field, uint32_t *deep);

#endif
