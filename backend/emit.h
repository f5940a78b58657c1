/* emit.h: private to the back end: one LLVM module under construction.

   Each thread has one Emit with a context of its own; the Program is only read. */
#ifndef MLOC_EMIT_H
#define MLOC_EMIT_H

#include "backend.h"
#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/TargetMachine.h>

/* The strategy whose rules are "addrspace(1) is managed" and nothing more.  statepoint-example has the same, but for
   its functions Value::canBeFreed looks through all functions of the module at each question: quadratic, 60 % of the
   time of a large program. */
#define GC_STRATEGY "coreclr"

/* Offsets of mloc_state, from the table that the runtime is built from. */
enum StateWord {
#define ABI_STATE(field, ctype)        STATE_##field,
#define ABI_FIXED(field, ctype, words) STATE_##field, STATE_##field##_last = STATE_##field + (words)-1,
#include "abi.def"
    STATE_WORDS
};
enum {
#define ABI_TAG(name, number) TAG_##name = (number),
#include "abi.def"
};
enum {
    HEADER_STATIC = 0x300, /* the colour of blocks that are not the collector's */
    MAX_SMALL_WORDS = 256, /* larger blocks go to mloc_alloc_large */
    MAX_RESULT_REGS = 3,   /* LLVM returns at most 3 integers and 3 doubles in registers over a statepoint */
    MAX_RESULTS = 64,      /* of one function; the middle keeps below */
    CALLCONV_FAST = 8,
    CALLCONV_PRESERVE_MOST = 14,
};

/* How a function returns: which components, and how it says that it raised. */
typedef struct Shape {
    uint32_t nresults;
    const Layout *results;
    bool may_raise;
    int exn_component; /* result whose 0 means "raised"; -1: a status word of its own (or it cannot raise) */
    bool status;
    bool local; /* local_result, called directly: the region top comes and goes as an ordinary word, the last component
                 */
    LLVMTypeRef type;
    uint32_t nregs; /* results in registers; the others are in the overflow area */
    uint32_t *reg;  /* result -> component of the struct, UINT32_MAX: overflow */
} Shape;

typedef struct Emit {
    Program *prog;
    const BackendOptions *opt;
    Arena *arena;
    LLVMContextRef cx;
    LLVMModuleRef mod;
    LLVMBuilderRef b;
    LLVMTargetMachineRef tm;
    uint32_t part, nparts;
    uint32_t first_func, end_func; /* the functions of this part, by number: units stay together */
    uint32_t gp_regs, fp_regs;     /* argument registers of fastcc on this target */

    LLVMTypeRef void_t, i1, i8, i16, i32, i64, f64, ptr, gcptr;
    LLVMValueRef one_gc, null_gc; /* immediate 0 (the word 1) and the null that says "raised" */
    LLVMValueRef state;
    LLVMValueRef *funcs, *datas, *exts; /* by handle, declared on demand */
    Shape **shapes;
    uint32_t attr_swiftself, attr_nest, attr_noinline, attr_alwaysinline, attr_cold, attr_nounwind;
    LLVMAttributeRef a_leaf, a_tail;
    LLVMMetadataRef unlikely, likely;
    uint32_t kind_prof, kind_tbaa, kind_invariant, kind_range;
    /* type-based alias tags: the heap, structures of bigarrays, data of bigarrays: no two overlap */
    LLVMValueRef tbaa_heap, tbaa_bigarray, tbaa_data;
    LLVMValueRef no_operands, dim_range; /* metadata */

    LLVMDIBuilderRef dib;
    LLVMMetadataRef *di_files; /* by source file */
    LLVMMetadataRef di_unit, di_subroutine;
} Emit;

/* A function being emitted. */
/* The address of a bigarray's data, as loaded since the last point where the collector can run. */
typedef struct BigData {
    Val bigarray; /* none: nothing is known */
    LLVMValueRef data;
} BigData;

typedef struct FuncEmit {
    Emit *e;
    const Func *f;
    Shape *shape;
    LLVMValueRef fn, top_param;
    LLVMValueRef top_var; /* alloca of the region top, only where it moves; else NULL */
    const bool *pins_top; /* block -> LLVM is not to know where regions opened in it begin; NULL: nowhere */
    LLVMValueRef *vals;
    LLVMBasicBlockRef *blocks;   /* by Blk */
    LLVMBasicBlockRef propagate; /* returns "raised" */
    /* a combined allocation in progress (LLVM: one bump for several blocks) */
    LLVMValueRef group_base;
    uint64_t group_left, group_used;
    bool cold;      /* the block being emitted: size counts, allocations are calls */
    bool bigarrays; /* uses some: then accesses to the heap say so */
    BigData big;    /* known here */
    BigData *ahead; /* by Blk: known when it is entered */
    LLVMMetadataRef di_scope;
    Loc loc;
} FuncEmit;

/* module.c */
void emit_init(Emit *e, Program *p, const BackendOptions *o, uint32_t part, uint32_t nparts, LLVMTargetMachineRef tm);
void emit_dispose(Emit *e);
void emit_declare_state(Emit *e);
LLVMTypeRef layout_type(Emit *e, Layout l);
Shape *func_shape(Emit *e, const Func *f);
Shape *shape_of(Emit *e, uint32_t nresults, const Layout *results, bool may_raise, bool local);
LLVMTypeRef func_type(Emit *e, uint32_t nparams, const Layout *params, const Shape *s);
LLVMTypeRef func_type_of(Emit *e, const Func *f);
LLVMTypeRef closure_type(Emit *e, uint32_t nargs); /* of code called through a closure with nargs arguments */
LLVMValueRef func_value(Emit *e, FuncId f);
LLVMValueRef data_value(Emit *e, DataId d); /* address of field 0, addrspace(1) */
LLVMValueRef runtime_func(Emit *e, const char *name, LLVMTypeRef type);
void emit_data(Emit *e);           /* definitions of this part's static data */
void emit_program_tables(Emit *e); /* part 0: mloc_program, mloc_globals, mloc_files */
LLVMValueRef state_addr(Emit *e, uint32_t word);
LLVMValueRef const_i64(Emit *e, int64_t v);
int64_t float_bits(double f);
LLVMValueRef gc_const(Emit *e, int64_t word);
void mark_swiftself(Emit *e, LLVMValueRef fn_or_call, bool is_call, uint32_t param);
bool func_in_part(const Emit *e, const Func *f);
bool data_in_part(const Emit *e, const Data *d);
void define_function_attrs(Emit *e, LLVMValueRef fn);

/* func.c */
void emit_func(Emit *e, const Func *f);
LLVMValueRef fe_top(FuncEmit *fe);
LLVMValueRef emit_alloc_words(FuncEmit *fe, uint64_t words); /* one block with header room, heap: address of field 0 */

/* calls.c */
void emit_call_inst(FuncEmit *fe, const Inst *in);
void emit_tail(FuncEmit *fe, const Term *t);
void emit_invoke(FuncEmit *fe, Blk from, const Term *t);
void fe_return(FuncEmit *fe, uint32_t n, const Val *results);
void fe_raise(FuncEmit *fe, LLVMValueRef exn, int kind);
LLVMBasicBlockRef propagate_block(FuncEmit *fe);
/* Does a call of f move the region top?  (of f: does it return one?) */
bool apply_is_local(const Func *f, Val result);
bool invoke_is_local(const Func *f, const Term *t);
/* Calls a C function through `stub` (mloc_c_call or mloc_c_call_raise), which anchors the stack walk. */
LLVMValueRef stub_call(FuncEmit *fe, const char *stub, const char *target, LLVMTypeRef ret, uint32_t n,
                       const LLVMValueRef *args);
LLVMValueRef raised_value(Emit *e, const Shape *s);
LLVMValueRef pin_to_gc(Emit *e, LLVMValueRef word);
LLVMValueRef pin_to_word(Emit *e, LLVMValueRef gc);
LLVMValueRef pin_top(Emit *e, LLVMValueRef top);
void edge_add_incoming(FuncEmit *fe, const Edge *edge, uint32_t implicit, const LLVMValueRef *implicit_vals,
                       LLVMBasicBlockRef from);

/* cells.c: --profile-alloc.  Cells are 0 without it, and then nothing is emitted. */
uint32_t inst_cell(const FuncEmit *fe, const Inst *in);
uint32_t term_cell(const FuncEmit *fe, const Term *t);
void count_cell(FuncEmit *fe, uint32_t cell);    /* one more allocation */
void switch_cell(FuncEmit *fe, uint32_t cell);   /* C is called, or (CELL_COMPILED) has returned */
void offer_cell(FuncEmit *fe, uint32_t cell);    /* before mloc_applyN: where a partial application counts */
LLVMValueRef offered_cell(Emit *e);              /* in mloc_applyN: its address; NULL without a profile */
void offer_again(Emit *e, LLVMValueRef offered); /* before it applies what came back */
void count_offered(Emit *e, LLVMValueRef offered, uint64_t words);
void emit_cell_tables(Emit *e); /* part 0: the cells and the report */
void emit_cell_start(Emit *e);  /* the call with which a program begins */

/* apply.c */
LLVMValueRef apply_func(Emit *e, uint32_t nargs, bool local); /* mloc_applyN; local: its result may be in the region */
void emit_apply_helpers(Emit *e);                             /* part 0: mloc_apply1.. and the partial applications */

/* trace.c: --alloc-trace */
bool positions_wanted(const BackendOptions *o); /* do calls carry their source positions? */
void trace_start(Emit *e);                      /* in mloc_program */
void trace_functions(Emit *e);                  /* last: the names of the module's functions */

/* debug.c */
void debug_init(Emit *e);
void debug_func(FuncEmit *fe);
void debug_loc(FuncEmit *fe, Loc loc);
void debug_finish(Emit *e);
uint64_t place_id(Emit *e, Loc loc);                 /* file << 40 | line << 16 | column; 0: unknown */
void call_position(FuncEmit *fe, LLVMValueRef call); /* statepoint-id: the source position, for backtraces */

/* recurrence.c: float operations behind the test that may leave a loop start before it */
void recurrences_start_early(Emit *e);

/* late.c: after LLVM's optimiser: primitives, tail calls, statepoints */
bool run_passes(Emit *e, const char *passes, char **error); /* false: *error is LLVM's text */
bool late_lower(Emit *e, char **error);
void late_declare_primitives(Emit *e);
/* cold: in code where size counts and not speed */
LLVMValueRef
prim_alloc(Emit *e, bool cold); /* ptr addrspace(1) @mloc.alloc(i64 bytes, ptr top): one block, address of field 0 */
LLVMValueRef
prim_allocn(Emit *e, bool cold); /* i64 @mloc.allocn(i64 bytes, ptr top): several blocks, address of the first header */
LLVMTypeRef prim_alloc_type(Emit *e);
LLVMTypeRef prim_allocn_type(Emit *e);

/* rootcheck.c: no value crosses a statepoint unrelocated; violations are printed, number returned */
uint32_t rootcheck_module(LLVMModuleRef m, FILE *out);

/* object.c: names the stack map section so that the linker gives it bounds; in place. */
bool object_fix_stackmaps(char *data, size_t len);

#endif
