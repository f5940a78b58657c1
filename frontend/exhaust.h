/* exhaust.h: between exhaust.c and refute.c. */
#ifndef MLOC_EXHAUST_H
#define MLOC_EXHAUST_H

#include "check.h"

/* A value that no row matches, for the message.  NULL: anything. */
typedef struct Witness Witness;
struct Witness {
    enum { WIT_TEXT, WIT_CONSTR, WIT_TUPLE, WIT_RECORD, WIT_ARRAY, WIT_LAZY, WIT_OTHERS } kind;
    const char *text;
    Constr *constr;
    TypeDecl *decl; /* RECORD, OTHERS */
    Witness **args;
    uint32_t n;
};

/* Can there be a value of this type that w describes?  When in doubt, yes.  explode: how deep `anything` is replaced by
   what its type allows. */
bool witness_possible(Checker *c, Arena *a, Witness *w, Type *type, int explode);
/* A pattern for values that are impossible for the same reason as w, and perhaps for more of them. */
TPat *witness_refuted(Checker *c, Arena *a, Witness *w, Type *type, int explode);

#endif
