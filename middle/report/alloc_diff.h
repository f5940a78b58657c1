/* alloc_diff.h: two reports of one program, before and after a change.

   Sites are matched in rounds, each by less than the one before: function, kind and text of the expression; function
   and kind, in the order of the source; kind and text, which finds what moved to another function.  Lines count for
   nothing, so a comment at the head of a file changes nothing.  A function's name is its name in the source: the
   numbers that the compiler gives to nameless and inner functions are left out. */
#ifndef MLOC_ALLOC_DIFF_H
#define MLOC_ALLOC_DIFF_H

#include "alloc_report.h"

typedef struct DiffFunction {
    Name name;
    const ReportSite *before, *after;  /* its first site in each, NULL if it has none: for its place */
    uint32_t heap_before, heap_after;  /* sites on the heap */
    uint32_t heap_came, heap_left;     /* of them: matched with sites of other functions that were on the heap too */
    int64_t words_before, words_after; /* on the heap, REPORT_UNKNOWN unless both reports are profiled */
    uint32_t first, nsites;            /* its part of the list of sites */
} DiffFunction;

typedef struct DiffSite {
    const ReportSite *before, *after; /* one may be NULL: added, removed */
    uint32_t function;                /* of `after`, or of `before` when it is gone */
} DiffSite;

typedef struct AllocDiff {
    const AllocReport *before, *after;
    VEC(DiffFunction) functions;
    VEC(DiffSite) sites; /* by function; of one function those of `after`, then those that are gone */
    bool profiled;       /* both are */
    uint32_t nworse;     /* functions that have more sites on the heap than before */
} AllocDiff;

/* all: the standard library's sites too.  The result lives in `a` and points into the reports. */
AllocDiff *alloc_diff(Session *s, Arena *a, const AllocReport *before, const AllocReport *after, bool all);
/* More sites on the heap than before, not counting those that came from elsewhere: > 0 is worse, < 0 is better. */
int64_t alloc_diff_gain(const DiffFunction *f);
void alloc_diff_text(const AllocDiff *d, Buf *out);
void alloc_diff_json(const AllocDiff *d, Buf *out);

#endif
