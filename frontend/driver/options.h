/* options.h: the command line of mloc. */
#ifndef MLOC_OPTIONS_H
#define MLOC_OPTIONS_H
#include "passes.h"
#include "support.h"

typedef enum {
    ACT_BUILD,      /* compile and link */
    ACT_CHECK,      /* types only */
    ACT_RUN,        /* build into a temporary file and run it */
    ACT_INTERP,     /* run the MIR in the interpreter */
    ACT_REPORT,     /* show an allocation report, or the profile that a program has written */
    ACT_DIFF_ALLOC, /* compare two of them */
    ACT_EXPLAIN,    /* text about an error code */
} Action;
typedef enum {
    STAGE_NONE,
    STAGE_TOKENS,
    STAGE_AST,
    STAGE_TYPED,
    STAGE_INTERFACE,
    STAGE_MIR,
    STAGE_LLVM,
    STAGE_LLVM_OPT,
    STAGE_ASM,
    STAGE_OBJ,
    STAGE_UNIT,
    STAGE_ALLOC_REPORT,
} Stage;
typedef enum { REPORT_TEXT, REPORT_JSON, REPORT_HTML } ReportFormat;
typedef VEC(const char *) Strings;
typedef struct Options {
    Action action;
    Stage emit;
    const char *output; /* -o; NULL */
    bool compile_only;  /* -c */
    int level;          /* -O */
    ZeroAllocMode zero_alloc;
    bool explain_inline;
    const char *explain_inline_of; /* part of a function's name; NULL: all of the user's */
    int jobs;                      /* -j */
    bool debug;                    /* -g */
    bool debug_regions;
    bool timings, verify, unsafe_, noassert, rectypes, json, deps, warn_error, no_warnings, warn_heap;
    ReportFormat report_format; /* --alloc-report= */
    bool report_all;            /* --alloc-report-all */
    bool profile_alloc;         /* --profile-alloc */
    const char *alloc_trace;    /* --alloc-trace=FILE */
    const char *target, *cpu;
    const char *dump_after, *stop_after, *run_pass;
    const char *explain;
    Strings inputs; /* in order */
    Strings include_dirs, libs, lib_dirs, ccopts;
    Strings run_args; /* after the program of `run` */
} Options;

/* Fills o.  Returns -1 to go on, or an exit code (after --help, --version, or a usage error, already printed). */
int options_parse(Options *o, int argc, char **argv);
#endif
