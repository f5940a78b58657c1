/* diff_alloc.h: `mloc diff-alloc OLD NEW`. */
#ifndef MLOC_DIFF_ALLOC_H
#define MLOC_DIFF_ALLOC_H
#include "options.h"
/* Prints what has changed between two allocation reports.  Exit code: 0 nothing is worse, 1 a function has more sites
   on the heap than before, 2 a report cannot be read. */
int diff_alloc(const Options *o);
#endif
