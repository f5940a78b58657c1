/* report.h: what the files of middle/report share. */
#ifndef MLOC_REPORT_H
#define MLOC_REPORT_H

#include "alloc_report.h"

typedef VEC(ReportCopy) CopyList;

typedef struct Maker {
    Program *prog;
    const ReportOptions *o;
    Arena *a;
    AllocReport *r;
    uint32_t *file_of;    /* source file -> 1 + index in the report; 0: not there yet */
    AllocCells *cells;    /* NULL without a profile */
    VEC(CopyList) copies; /* by site, calls behind the program's own */
    int64_t *words;       /* by site of the program: of its largest copy */
    VEC(Site) calls;      /* sites that are calls */
    Map call_sites;       /* place and kind -> site */
} Maker;

#endif
