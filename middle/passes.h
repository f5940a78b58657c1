/* passes.h: the pass table and its manager (passes/manager.c). */
#ifndef MLOC_PASSES_H
#define MLOC_PASSES_H

#include "ir.h"

typedef struct PassContext {
    Program *prog;
    int level;              /* -O0 .. -O3 */
    const char *dump_after; /* pass name or "all"; NULL */
    const char *stop_after;
    bool verify; /* after every pass */
    bool timings;
    FILE *dump_out;
    struct Runs *runs; /* the manager's: which functions changed since a pass ran on them; NULL: not known */
    Arena *scratch;    /* the manager's: side tables of the pass that runs, gone when the next function is taken up */
} PassContext;

typedef struct Pass {
    const char *name;
    const char *what;                           /* one line, for --help-passes */
    void (*run_func)(PassContext *cx, Func *f); /* one of the two */
    void (*run_program)(PassContext *cx);
    int min_level; /* runs at this -O level and above */
} Pass;

extern const Pass pass_table[];
extern const uint32_t pass_count;
/* Runs the pipeline for cx->level.  False when verification failed (reported as an internal error with the pass's
 * name). */
bool passes_run(PassContext *cx);
bool passes_run_one(PassContext *cx, const char *name); /* --run-pass=NAME on text */

#endif
