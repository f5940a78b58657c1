/* report.h: what the files of middle/report share. */
#ifndef MLOC_REPORT_H
#define MLOC_REPORT_H

#include "alloc_report.h"
#include <jansson.h>

/* report_text.c: `file:line:col`; is a site the standard library's, or without source? */
void report_put_place(const AllocReport *r, const ReportSite *s, Buf *out);
bool report_of_library(const AllocReport *r, const ReportSite *s);

/* report_json.c: REPORT_UNKNOWN is null.  report_dump takes the value. */
json_t *report_number(int64_t n);
void report_dump(json_t *o, size_t flags, Buf *out);

/* primitives.c: does a C function keep its argument k beyond the call? */
typedef enum { EXT_KEEPS_NOT, EXT_KEEPS, EXT_KEEPS_PERHAPS } ExtKeeping;
ExtKeeping ext_keeps(const Ext *x, uint32_t k);

typedef VEC(ReportCopy) CopyList;

typedef struct FuncPlace {
    Loc loc;
    Name name;
    uint32_t outer; /* 1 + index of the function around it; 0: none */
} FuncPlace;

typedef struct Maker {
    Program *prog;
    const ReportOptions *o;
    Arena *a;
    AllocReport *r;
    uint32_t *file_of;    /* source file -> 1 + index in the report; 0: not there yet */
    AllocCells *cells;    /* NULL without a profile */
    VEC(CopyList) copies; /* by site, calls behind the program's own */
    VEC(Reason) why;      /* by site: of its first copy on the heap */
    Reasons *reasons;
    int64_t *words;    /* by site of the program: of its largest copy */
    VEC(Site) calls;   /* sites that are calls */
    FuncPlace *places; /* of functions with a place in the source, sorted */
    uint32_t nplaces;
    Map call_sites; /* place and kind -> site */
} Maker;

#endif
