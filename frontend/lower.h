/* lower.h: typed tree to MIR. */
#ifndef MLOC_LOWER_H
#define MLOC_LOWER_H
#include "typed.h"
#include "ir.h"

typedef struct Lowering Lowering; /* per program: Vars of other units are found through it */
typedef struct LowerOptions {
    bool unsafe; /* no bounds checks */
    bool noassert;
    bool opt_promises; /* [@zero_alloc opt] of function types is checked, so calls may rely on it */
} LowerOptions;
Lowering *lower_new(Program *p, const LowerOptions *opt);
void lower_options(Lowering *l, const LowerOptions *opt); /* for the units that follow */
/* Adds the unit's functions, its static block and its initialiser to the program.
   Units come in dependency order.  The tree must be free of errors. */
void lower_unit(Lowering *l, const Unit *u);
/* After the last unit: the application and partial-application helpers that are used. */
void lower_finish(Lowering *l);
#endif
