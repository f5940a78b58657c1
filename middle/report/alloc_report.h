/* alloc_report.h: what became of every allocation of a program, and why some are still on the heap.

   A report is plain data.  It is made from the final MIR (alloc_report_make) or read back from JSON
   (alloc_report_read), and shown as JSON, text or HTML; a program compiled with --profile-alloc writes one with
   counts (rt/core/alloc_profile.c).

   Glossary
     site     an expression of the source that allocates; or a call whose callee, outside the program's MIR,
              may: a primitive of the runtime, C code, a partial application made by the runtime
     copy     an allocating instruction of the final program; inlining makes several of a site, folding none
     fate     of a copy, where it allocates; of a site, that of its worst copy: heap, region, static, registers, removed
 */
#ifndef MLOC_ALLOC_REPORT_H
#define MLOC_ALLOC_REPORT_H

#include "alloc_cells.h"
#include "ir.h"

#define REPORT_UNKNOWN (-1) /* words and counts that nobody knows */
#define REPORT_NO_FILE UINT32_MAX

typedef struct ReportFile {
    const char *name, *text; /* as the compiler read it; text is NUL-terminated, valid UTF-8, offsets as in the file */
    uint32_t len;
    bool library; /* of the standard library: not shown unless asked for */
} ReportFile;

typedef struct ReportPos {
    uint32_t line, col, offset; /* 1.., bytes 0.., bytes 0.. */
} ReportPos;

typedef struct ReportCopy {
    Fate fate;
    const char *in;     /* function of the final program */
    const char *reason; /* NULL */
    uint32_t n;         /* so many of them are alike */
} ReportCopy;

typedef struct ReportSite {
    uint32_t id;   /* 1.., ascending */
    uint32_t file; /* index into files; REPORT_NO_FILE: nothing of the source stands for it */
    ReportPos start, end;
    const char *kind;     /* "tuple", "closure of f", "primitive caml_string_concat" */
    const char *function; /* the source's: "Prog.f" */
    int64_t words;        /* of one allocation, with header; REPORT_UNKNOWN: varies, or the primitive's secret */
    Fate fate;
    const char *reason; /* NULL when there is nothing to explain */
    uint32_t reason_file, reason_line;
    const char *remedy; /* NULL */
    bool possible;      /* a call that may allocate: without a profile nobody knows, and it is not shown */
    ReportCopy *copies;
    uint32_t ncopies;
    int64_t count, heap_words, region_words; /* at run time; REPORT_UNKNOWN without a profile */
} ReportSite;

typedef struct ReportFunction {
    const char *name;
    uint32_t file, line; /* file may be REPORT_NO_FILE */
    uint32_t heap_sites;
    int64_t heap_words;
} ReportFunction;

typedef struct ReportTotals {
    uint32_t sites, fates[FATE_STATIC + 1];
    int64_t heap_words;         /* what the runtime says: minor words and words allocated directly in the major heap */
    int64_t unattributed_words; /* heap_words less the sites'; 0 unless something is wrong */
} ReportTotals;

/* What a counter of --profile-alloc counts: allocations of one size at one place. */
typedef struct ReportCell {
    uint32_t site;
    int64_t words; /* REPORT_UNKNOWN: the program counts words too */
    bool region;
} ReportCell;

typedef struct AllocReport {
    const char *program;
    int level; /* -O */
    bool profiled;
    VEC(ReportFile) files;
    VEC(ReportFunction) functions; /* those with sites */
    VEC(ReportSite) sites;
    ReportTotals totals;
    VEC(ReportCell) cells; /* only in what a program carries for its profile */
} AllocReport;

typedef struct ReportOptions {
    const char *program;     /* its name */
    const char *library_dir; /* files below it are the standard library's; NULL: none are */
    int level;
} ReportOptions;

/* "heap", "removed", "registers", "region", "static" */
extern const char *const report_fate_names[FATE_STATIC + 1];
/* Larger is worse; heap is the worst. */
int report_fate_rank(Fate f);

/* p: after the passes.  Everything in the report lives in `a`, or in p's session.  cells: NULL, or filled in for the
   back end, and the report is the one that the program carries: with a site for each call that may allocate. */
AllocReport *alloc_report_make(Program *p, const ReportOptions *o, AllocCells *cells, Arena *a);

void alloc_report_json(const AllocReport *r, Buf *out);
/* Reads what alloc_report_json wrote, or the file that a profiled program wrote, in which case the counts are merged.
   NULL after reporting an error about `path` to the session. */
AllocReport *alloc_report_read(Session *s, Arena *a, const char *path);

/* For a terminal: user's files by line, hot sites first when profiled.  all: the library's sites too, and those that
   are gone. */
void alloc_report_text(const AllocReport *r, bool all, Buf *out);

/* A page for a browser, whole in one file (report.html). */
void alloc_report_html(const AllocReport *r, Buf *out);

/* What is known of a C function: does it take heap words? */
typedef enum { EXT_ALLOCATES_NEVER, EXT_ALLOCATES, EXT_ALLOCATES_PERHAPS } ExtAllocation;
ExtAllocation ext_allocation(const Ext *x);

/* reason.c: why an allocation of the final MIR is on the heap; an index of the program's uses and calls is made once.
 */
typedef struct Reasons Reasons;
typedef struct Reason {
    const char *text, *remedy; /* remedy may be NULL */
    bool participle;           /* text goes behind "it is": "stored in ..."; else it is a sentence */
    Loc loc;                   /* of the use that needs the heap, in the site's file when there is one */
} Reason;
Reasons *reasons_new(const Program *p, Arena *a); /* lives in a, but for what reasons_free gives back */
void reasons_free(Reasons *rs);
/* Of the result of the allocation `in` of f.  Lines are told without a file's name when they are in that of `from`. */
Reason reason_for(Reasons *rs, const Func *f, const Inst *in, Loc from);

/* (Re)computes functions and totals from the sites. */
void alloc_report_sum(AllocReport *r, Arena *a);

#endif
