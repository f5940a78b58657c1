/* explain.h: `mloc --explain CODE`. */
#ifndef MLOC_EXPLAIN_H
#define MLOC_EXPLAIN_H
#include "support.h"
int explain(const char *code); /* exit code */
#endif
