/* init.h: bringing the runtime up, with or without a compiled program. */
#ifndef MLOC_INIT_H
#define MLOC_INIT_H

#include "caml/mlvalues.h"

typedef struct {
    uintnat nursery_words, stack_words, region_words;
} Settings;

/* Everything but the program's stack.  Calling it again does nothing. */
void mloc_init(char **argv);
const Settings *mloc_settings(void);
/* Maps a downward-growing stack with a guard below *low; returns its top, NULL if there is no room. */
char *mloc_map_stack(uintnat bytes, char **low);
/* Faults just below low are reported as Stack_overflow. */
void mloc_set_stack_guard(char *low);

#endif
