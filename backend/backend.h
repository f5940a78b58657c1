/* backend.h: MIR to LLVM IR, LLVM's passes, object files. */
#ifndef MLOC_BACKEND_H
#define MLOC_BACKEND_H
#include "alloc_cells.h"
#include "ir.h"

typedef enum { EMIT_LLVM, EMIT_LLVM_OPT, EMIT_ASM, EMIT_OBJ } EmitKind;
typedef struct BackendOptions {
    int level;          /* 0..3 */
    int jobs;           /* threads; the program is split into that many LLVM modules or more */
    const char *target; /* triple; NULL: this machine */
    const char *cpu;    /* NULL: the target's default */
    bool debug;         /* DWARF line tables */
    bool positions;     /* source positions in the LLVM IR, to be read; the code is that without them */
    bool debug_regions; /* count region words; overwrite what a region held when it ends */
    bool verify;        /* LLVM verifier after emission and after late passes, and the rooting checker */
    bool timings;
    const AllocCells *cells; /* --profile-alloc: where allocations are counted; NULL */
    const char *alloc_trace; /* --alloc-trace: the file that the program writes its samples to; NULL */
} BackendOptions;
typedef struct BackendStats {
    uint64_t llvm_instructions;                        /* emitted, before optimisation */
    double emit_seconds, opt_seconds, codegen_seconds; /* CPU time summed over threads */
} BackendStats;
/* Writes objects PREFIX.0.o, PREFIX.1.o ...; their paths (perm arena) in *out, number returned.  0 after an error
 * (reported to the session). */
uint32_t backend_objects(Program *p, const BackendOptions *o, const char *prefix, const char ***out, BackendStats *st);
/* --emit=llvm, llvm-opt, asm: text of the whole program as one module. */
bool backend_emit_text(Program *p, const BackendOptions *o, EmitKind kind, FILE *out);
const char *backend_version(void); /* "LLVM 22.1.8" */
const char *backend_host_triple(void);
#endif
