/* attributes.h: what the attributes that optimise or promise say: their payloads, for the checker and lowering.  */
#ifndef MLOC_ATTRIBUTES_H
#define MLOC_ATTRIBUTES_H

#include "syntax.h"

enum { ATTR_MAX_UNROLL = 64 };

/* Where [@zero_alloc] stands: not every payload makes sense everywhere. */
typedef enum {
    ZERO_ON_FUNCTION,
    ZERO_ON_EXPRESSION,
    ZERO_ON_VAL, /* an item of a signature */
    ZERO_ON_TYPE,
    ZERO_ON_FILE /* [@@@zero_alloc ...] */
} ZeroAllocPlace;
typedef struct ZeroAllocAttr {
    unsigned flags; /* ZA_* of ir.h */
    bool ignore;    /* not even when the file says all */
    uint32_t arity; /* of a val; 0: not given */
    const char *message;
    /* of a file */
    bool all;
    enum { FILE_CHECKS_DEFAULT, FILE_CHECKS_NONE, FILE_CHECKS_OPT, FILE_CHECKS_ALL } checks;
} ZeroAllocAttr;
/* Reads the payload.  Returns NULL, or what is wrong with it (in `a`). */
const char *zero_alloc_read(Arena *a, const Attr *attr, ZeroAllocPlace place, ZeroAllocAttr *out);

/* The payload that is one word or number; "" when there is none, NULL when it is something else. */
const char *attr_word(const Attr *attr);
/* A number in a payload, 1 to max; 0: it is none. */
uint32_t attr_number(const Attr *attr, uint32_t max);
/* An attribute, also in its American spelling (specialise, specialised). */
const Attr *attr_find_spelled(const Attr *attrs, const char *british);
/* Attributes that mean something at certain places only: the parser notes where they stand (Attr.listed). */
bool attr_has_place(Name name);

#endif
