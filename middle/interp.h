/* interp.h: the interpreter's state.  Private to interp*.c. */
#ifndef MLOC_INTERP_H
#define MLOC_INTERP_H

#include "ir.h"

typedef union Word { /* a register: values and imm as OCaml has them, i1 0 or 1, i32 sign-extended, f64 its bits */
    uint64_t u;
    int64_t i;
    double f;
} Word;

/* A function's activation, or (f == NULL) an application: regs[0] the closure, 0 while it is being computed, then
   arguments still to be applied. */
typedef struct Frame {
    const Func *f;
    Word *regs;
    uint32_t nregs;
    Blk block;
    Ins at;             /* next instruction; during a call: the call; 0: the terminator */
    char *region_entry; /* region top when the function was entered */
    char *region_call;  /* and when it made its newest call */
} Frame;

typedef void RootVisitor(intptr_t *slot);

/* The runtime's shared library: rt/core/interp_glue.c and the collector's interface. */
typedef struct Runtime {
    void *lib;
    char **region_top, **region_low;
    intptr_t *exn, *overflow;
    intptr_t (*alloc)(uintptr_t wosize, uintptr_t tag);
    void (*modify)(intptr_t *field, intptr_t v);
    void (*poll)(void);
    int (*ccall)(void (*go)(void *), void *arg);
    void (*uncaught)(intptr_t exn);
    void (*stack_overflow)(void);
    void (*finish)(void);
    void *int64_ops, *int32_ops, *nativeint_ops;
} Runtime;

typedef struct ExtCall ExtCall; /* a prepared call of an external */

typedef struct Interp {
    Program *prog;
    Runtime rt;
    Arena *arena;
    Frame *frames; /* frames[0, nframes) */
    uint32_t nframes, max_frames;
    Word *stack, *stack_end, *sp; /* registers of the frames, one after another */
    uint64_t **data;              /* DataId -> address of field 0 */
    void **code;                  /* FuncId -> entry point that C can call, made on demand */
    Map func_of_code;             /* entry point -> FuncId */
    void *pap_code;               /* of partial applications */
    ExtCall **exts;
    uint32_t **val_regs; /* FuncId -> count, then registers that hold values: roots */
    VEC(Word) ret;       /* results of the function that returned last */
    VEC(Word) tmp;       /* arguments under way: never across an allocation */
} Interp;

/* interp_rt.c */
bool interp_load_runtime(Interp *in, const char *runtime_so, char **argv);
void interp_make_data(Interp *in);
void *interp_code(Interp *in, FuncId f);
FuncId interp_func_of_code(const Interp *in, uint64_t code); /* NO_FUNC: not ours */
/* Returns true when the external raised; the exception is in *rt.exn. */
bool interp_ccall(Interp *in, ExtId e, const Word *args, Word *result);
NORETURN void interp_fatal(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* interp.c: runs until the function or application is finished.  False: it raised, the exception is in *rt.exn. */
bool interp_call(Interp *in, FuncId f, const Word *args, Word *result);
bool interp_apply(Interp *in, Word closure, uint32_t n, const Word *args, Word *result);

static inline uint64_t *block_of(Word w) {
    return (uint64_t *)(uintptr_t)w.u;
}
static inline uint64_t header_of(Word w) {
    return block_of(w)[-1];
}
static inline uint32_t closure_arity(Word w) {
    return (uint32_t)(block_of(w)[1] >> 56);
}
static inline uint64_t closure_info(uint32_t arity, uint64_t env) {
    return (uint64_t)arity << 56 | env << 1 | 1;
}
enum {
    TAG_CLOSURE = 247,
    TAG_INFIX = 249,
    TAG_NO_SCAN = 251,
    TAG_STRING = 252,
    TAG_DOUBLE = 253,
    TAG_CUSTOM = 255,
    COLOUR_STATIC = 0x300,
    SMALL_WORDS = 256
};

#endif
