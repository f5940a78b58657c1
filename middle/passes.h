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
    struct InlineLog *inline_log; /* NULL: at -O0 */
    struct Runs *runs;            /* the manager's: which functions changed since a pass ran on them; NULL: not known */
    bool whole;     /* the signatures pass: its last run took no block apart, so that the next would find none either */
    Arena *scratch; /* the manager's: side tables of the pass that runs, gone when the next function is taken up */
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
/* Which [@zero_alloc] are checked: those that hold at this level; all, at any level; none. */
typedef enum { ZERO_ALLOC_DEFAULT, ZERO_ALLOC_ALL, ZERO_ALLOC_NONE } ZeroAllocMode;
/* Is an annotation with these flags (ZA_*) checked? */
bool zero_alloc_is_checked(unsigned flags, ZeroAllocMode mode, int level);
/* Before anything is dropped: marks the functions that stay until they have been checked (Func.kept). */
void zero_alloc_keep(Program *p, ZeroAllocMode mode, int level);
/* ---- inline_log.c: what the inliner did, and why ---- */
typedef struct InlineLog InlineLog;
InlineLog *inline_log_new(Arena *a, bool all); /* all: for --explain-inline; else only for warnings */
/* A line for each call: those of functions whose name contains `part`; NULL: all that are not below library_dir. */
void inline_log_print(const InlineLog *log, const Session *s, const char *part, const char *library_dir, FILE *out);

/* Runs the pipeline for cx->level.  False when verification failed (reported as an internal error with the pass's
 * name). */
bool passes_run(PassContext *cx);
bool passes_run_one(PassContext *cx, const char *name); /* --run-pass=NAME on text */

#endif
