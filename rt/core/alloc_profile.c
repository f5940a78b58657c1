/* alloc_profile.c: programs compiled with --profile-alloc (rt/ABI.md, "Profiles of allocation").

   Compiled code counts its own allocations inline.  What is allocated outside compiled code is measured at the
   borders: all words between two calls of mloc_alloc_switch belong to the cell that was current, and nothing in the
   allocator itself changes.  So every word belongs to somebody, to the last one, and programs without a profile pay
   nothing: this file is linked only into programs that have one. */
#include <stdlib.h>

#include "../gc/gc.h"
#include "alloc_profile.h"
#include "outfile.h"
#include "runtime.h"

/* Made by the compiler. */
extern struct mloc_alloc_cell mloc_alloc_cells[];
extern const uintnat mloc_alloc_ncells;
extern const char mloc_alloc_report[];  /* the static report, JSON */
extern const char mloc_alloc_default[]; /* where the counts go */

static uintnat current = MLOC_CELL_RUNTIME;
static uintnat counted; /* total words at the last switch */

static uintnat total_words(void) {
    return gc.minor_words + nursery_used_words() + gc.major_direct_words;
}

/* From now on what the runtime allocates belongs to `cell`. */
static uintnat switch_to(uintnat cell) {
    uintnat now = total_words(), before = current;
    if (current != MLOC_CELL_COMPILED) mloc_alloc_cells[current].words += now - counted;
    counted = now;
    current = cell;
    return before;
}

/* A call to C that counts in `cell` begins, or (MLOC_CELL_COMPILED) has come back. */
void mloc_alloc_switch(uintnat cell) {
    switch_to(cell);
    if (cell != MLOC_CELL_COMPILED) mloc_alloc_cells[cell].count++;
}

/* Around compiled code that C calls.  Partial applications made on the way in belong to who called. */
static uintnat callback_begin(void) {
    uintnat caller = switch_to(MLOC_CELL_COMPILED);
    mloc_alloc_apply = &mloc_alloc_cells[caller == MLOC_CELL_COMPILED ? MLOC_CELL_RUNTIME : caller];
    return caller;
}
static void callback_end(uintnat caller) {
    switch_to(caller);
}

struct mloc_alloc_cell *mloc_alloc_apply; /* where the next partial application of the runtime counts */

static void write_text(FILE *f) {
    fprintf(f, "{\"mloc_alloc_profile\":1,\"minor_words\":%lu,\"major_direct_words\":%lu,\n\"cells\":[",
            (unsigned long)(gc.minor_words + nursery_used_words()), (unsigned long)gc.major_direct_words);
    const char *comma = "";
    for (uintnat i = MLOC_CELL_RUNTIME; i < mloc_alloc_ncells; i++) {
        const struct mloc_alloc_cell *c = &mloc_alloc_cells[i];
        if (c->count == 0 && c->words == 0) continue;
        fprintf(f, "%s[%lu,%lu,%lu]", comma, (unsigned long)i, (unsigned long)c->count, (unsigned long)c->words);
        comma = ",";
    }
    fprintf(f, "],\n\"report\":%s}\n", mloc_alloc_report);
}

static void write_profile(void) {
    switch_to(MLOC_CELL_RUNTIME);
    const char *path = getenv("MLOC_ALLOC_PROFILE");
    if (path == NULL || *path == 0) path = mloc_alloc_default;
    mloc_write_whole(path, "allocation profile", write_text);
}

/* The first thing that the program does. */
void mloc_alloc_profile_start(void) {
    mloc_alloc_callbacks.begin = callback_begin;
    mloc_alloc_callbacks.end = callback_end;
    mloc_alloc_apply = &mloc_alloc_cells[MLOC_CELL_RUNTIME];
    atexit(write_profile);
    mloc_alloc_switch(MLOC_CELL_COMPILED);
}
