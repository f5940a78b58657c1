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
    uint32_t *file_of; /* source file -> 1 + index in the report; 0: not there yet */
    VEC(CopyList) copies; /* by site */
} Maker;

#endif
