/* fold.h: what simplify.c asks fold.c (private). */
#ifndef MLOC_FOLD_H
#define MLOC_FOLD_H

#include "pass.h"

typedef struct Fold {
    Program *p;
    Func *f;
    Subst s;
    const uint8_t *mutated; /* value -> something is stored into it here after its allocation */
    uint32_t nmutated;
    uint8_t *fact; /* value -> 1: known to be fact_k here (from the branches that lead here) */
    int64_t *fact_k;
    uint32_t nfacts;
} Fold;

int64_t imm_wrap(int64_t x); /* to 63 bits */
/* The integer that v is known to be: constants of integer layouts, also as a val. */
bool fold_int(Fold *fo, Val v, int64_t *k);
/* The value that instruction i may be replaced by; NO_VAL: none (the instruction itself may have been simplified). */
Val fold_inst(Fold *fo, Ins i);
/* May the fields of the block v be taken from its allocation? */
bool fold_frozen(const Fold *fo, Val v);
/* Field k of static data that never changes, as a value of layout l made at c; NO_VAL. */
Val fold_data_field(Cursor *c, const Data *d, int64_t k, Layout l);
/* What a call of ext, made at c, is when it is a polymorphic comparison of numbers (fold_compare.c); NO_VAL: it stays.
 */
Val fold_poly_compare(Fold *fo, Cursor c, ExtId ext, const Val *args);
/* The parts of a value that is known: noted in fo->s.  False: not known. */
bool fold_parts(Fold *fo, Ins i);
bool fold_compare(Op op, int64_t x, int64_t y);
bool known_block(const Program *p, const Func *f, Val v); /* certainly not an immediate */

#endif
