/* mloc/state.h: the thread-local state, expanded from abi.def.  Included by
   caml/mlvalues.h, after the types that it uses. */
#ifndef MLOC_STATE_H
#define MLOC_STATE_H

struct mloc_state {
#define ABI_STATE(field, ctype)        ctype field;
#define ABI_FIXED(field, ctype, words) ctype field[words];
#include "abi.def"
};

extern __thread struct mloc_state mloc_state;

#endif
