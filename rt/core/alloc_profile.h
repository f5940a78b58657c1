/* alloc_profile.h: between alloc_profile.c, which few programs have, and what all have. */
#ifndef MLOC_ALLOC_PROFILE_H
#define MLOC_ALLOC_PROFILE_H

#include "caml/mlvalues.h"

/* What compiled code counts for itself; what the runtime allocates for itself. */
enum { MLOC_CELL_COMPILED, MLOC_CELL_RUNTIME };

struct mloc_alloc_cell {
    uintnat count, words;
};
extern struct mloc_alloc_cell *mloc_alloc_apply;

/* NULL without a profile.  begin's result is end's argument. */
struct mloc_alloc_callbacks {
    uintnat (*begin)(void);
    void (*end)(uintnat);
};
extern struct mloc_alloc_callbacks mloc_alloc_callbacks;

#endif
