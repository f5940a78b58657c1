/* build.h: the whole way of a program. */
#ifndef MLOC_BUILD_H
#define MLOC_BUILD_H
#include "options.h"
int build(const Options *o); /* exit code: 0, 1 errors in the program, 2 wrong use or environment */
#endif
