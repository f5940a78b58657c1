/* deps.h: -MD, what an output was made from, for make. */
#ifndef MLOC_DEPS_H
#define MLOC_DEPS_H
#include "units.h"
/* Writes OUTPUT's rule to a .d file beside it: all units of the program, or (unit) those that one unit's
   compilation read; and `more`, C files and objects.  The standard library is not listed: it comes with mloc. */
void deps_write(Units *u, const char *output, LoadedUnit *unit, const Strings *more);
#endif
