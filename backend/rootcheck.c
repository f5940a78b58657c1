/* rootcheck.c: after RewriteStatepointsForGC, no managed pointer that was made before a statepoint is used after it
   except through a gc.relocate.  A violation would be a pointer that the collector does not update: silent until a
   collection comes at the wrong moment.  Forward data flow, one bit per managed value: "stale".

   Stale becomes: everything, at a statepoint; not v, where v is defined.  A use of a stale value is a violation.  A
   phi's operands are used at the end of the predecessor. */
#include "emit.h"
#include <stdlib.h>

typedef struct RootChecker {
    Map index;  /* instruction or argument -> 1 + bit */
    Map blocks; /* block -> 1 + number */
    uint32_t nvals, nblocks, words;
    uint64_t *in; /* per block */
    VEC(LLVMBasicBlockRef) bbs;
} RootChecker;

static bool is_managed(LLVMValueRef x) {
    LLVMTypeRef t = LLVMTypeOf(x);
    return LLVMGetTypeKind(t) == LLVMPointerTypeKind && LLVMGetPointerAddressSpace(t) == 1;
}

static const char *callee_name(LLVMValueRef call, size_t *len) {
    LLVMValueRef f = LLVMGetCalledValue(call);
    *len = 0;
    return f && LLVMIsAFunction(f) ? LLVMGetValueName2(f, len) : NULL;
}

static bool is_statepoint(LLVMValueRef i) {
    if (LLVMGetInstructionOpcode(i) != LLVMCall) return false;
    size_t n;
    const char *name = callee_name(i, &n);
    static const char prefix[] = "llvm.experimental.gc.statepoint";
    return name && n >= sizeof prefix - 1 && memcmp(name, prefix, sizeof prefix - 1) == 0;
}

static bool get(const uint64_t *s, uint32_t i) {
    return s[i / 64] >> (i % 64) & 1;
}
static void put(uint64_t *s, uint32_t i, bool b) {
    if (b)
        s[i / 64] |= 1ull << (i % 64);
    else
        s[i / 64] &= ~(1ull << (i % 64));
}
static uint32_t number(const RootChecker *c, LLVMValueRef x) {
    return (uint32_t)(uintptr_t)map_getp(&c->index, x);
}

static uint32_t report(LLVMValueRef fn, LLVMValueRef use, LLVMValueRef x, FILE *out) {
    size_t n;
    const char *name = LLVMGetValueName2(fn, &n);
    char *u = LLVMPrintValueToString(use), *d = LLVMPrintValueToString(x);
    fprintf(out, "rooting: %.*s:%s uses a pointer from before a statepoint:%s\n", (int)n, name, u, d);
    LLVMDisposeMessage(u);
    LLVMDisposeMessage(d);
    return 1;
}

static uint32_t check_use(const RootChecker *c, LLVMValueRef fn, LLVMValueRef use, LLVMValueRef x,
                          const uint64_t *stale, FILE *out) {
    if (!is_managed(x)) return 0;
    uint32_t k = number(c, x);
    return k && get(stale, k - 1) ? report(fn, use, x, out) : 0;
}

/* instcombine may sink these behind a statepoint.  A pointer is converted only where it is known to be immediate or for
   its lowest bit; two pointers from the same time compare as they did then. */
static bool is_harmless_use(const RootChecker *c, LLVMValueRef i, const uint64_t *stale) {
    LLVMOpcode op = LLVMGetInstructionOpcode(i);
    if (op == LLVMPtrToInt) return true;
    if (op != LLVMICmp) return false;
    for (unsigned k = 0; k < 2; k++) {
        LLVMValueRef x = LLVMGetOperand(i, k);
        uint32_t n = number(c, x);
        if (n && !get(stale, n - 1)) return false;
    }
    return true;
}

/* Runs over one block from its in-state; with out != NULL uses are checked. */
static uint32_t walk(const RootChecker *c, LLVMValueRef fn, LLVMBasicBlockRef bb, uint64_t *stale, FILE *out) {
    uint32_t bad = 0;
    for (LLVMValueRef i = LLVMGetFirstInstruction(bb); i; i = LLVMGetNextInstruction(i)) {
        bool phi = LLVMGetInstructionOpcode(i) == LLVMPHI;
        if (out && !phi && !is_harmless_use(c, i, stale)) {
            int n = LLVMGetNumOperands(i);
            for (int k = 0; k < n; k++) bad += check_use(c, fn, i, LLVMGetOperand(i, (unsigned)k), stale, out);
        }
        if (is_statepoint(i)) memset(stale, 0xff, c->words * 8);
        uint32_t k = number(c, i);
        if (k) put(stale, k - 1, false);
    }
    if (!out) return 0;
    LLVMValueRef t = LLVMGetBasicBlockTerminator(bb);
    for (unsigned s = 0; t && s < LLVMGetNumSuccessors(t); s++) {
        LLVMBasicBlockRef to = LLVMGetSuccessor(t, s);
        for (LLVMValueRef i = LLVMGetFirstInstruction(to); i && LLVMGetInstructionOpcode(i) == LLVMPHI;
             i = LLVMGetNextInstruction(i))
            for (unsigned k = 0; k < LLVMCountIncoming(i); k++)
                if (LLVMGetIncomingBlock(i, k) == bb)
                    bad += check_use(c, fn, i, LLVMGetIncomingValue(i, k), stale, out);
    }
    return bad;
}

/* A managed pointer that selects, phis and offsets make of nothing but static data never moves: RewriteStatepointsForGC
   leaves it alone, rightly.  Everything else may move, and so may what is made of it: fixpoint over uses. */
static bool passes_on(LLVMValueRef i) {
    if (!LLVMIsAInstruction(i)) return false;
    LLVMOpcode op = LLVMGetInstructionOpcode(i);
    return op == LLVMPHI || op == LLVMSelect || op == LLVMGetElementPtr || op == LLVMFreeze || op == LLVMBitCast;
}

static void add_moving(RootChecker *c, LLVMValueRef x) {
    if (!is_managed(x) || map_getp(&c->index, x)) return;
    VEC(LLVMValueRef) work = {0};
    map_putp(&c->index, x, (void *)(uintptr_t)++c->nvals);
    vec_push(&work, x);
    while (work.len) {
        LLVMValueRef from = work.data[--work.len];
        for (LLVMUseRef u = LLVMGetFirstUse(from); u; u = LLVMGetNextUse(u)) {
            LLVMValueRef i = LLVMGetUser(u);
            if (!passes_on(i) || !is_managed(i) || map_getp(&c->index, i)) continue;
            map_putp(&c->index, i, (void *)(uintptr_t)++c->nvals);
            vec_push(&work, i);
        }
    }
    vec_free(&work);
}

static uint32_t check_function(LLVMValueRef fn, FILE *out) {
    RootChecker c = {0};
    bool any = false;
    for (unsigned i = 0; i < LLVMCountParams(fn); i++) add_moving(&c, LLVMGetParam(fn, i));
    for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(fn); bb; bb = LLVMGetNextBasicBlock(bb)) {
        vec_push(&c.bbs, bb);
        map_putp(&c.blocks, bb, (void *)(uintptr_t)++c.nblocks);
        for (LLVMValueRef i = LLVMGetFirstInstruction(bb); i; i = LLVMGetNextInstruction(i)) {
            if (!passes_on(i)) add_moving(&c, i);
            any |= is_statepoint(i);
        }
    }
    uint32_t bad = 0;
    if (any && c.nvals > 0) {
        c.words = (c.nvals + 63) / 64;
        c.in = calloc((size_t)c.nblocks * c.words, 8);
        uint64_t *now = malloc((size_t)c.words * 8);
        bool *queued = calloc(c.nblocks, 1);
        VEC(uint32_t) work = {0};
        for (uint32_t i = c.nblocks; i-- > 0;) {
            vec_push(&work, i);
            queued[i] = true;
        }
        while (work.len) {
            uint32_t b = work.data[--work.len];
            queued[b] = false;
            memcpy(now, c.in + (size_t)b * c.words, (size_t)c.words * 8);
            walk(&c, fn, c.bbs.data[b], now, NULL);
            LLVMValueRef t = LLVMGetBasicBlockTerminator(c.bbs.data[b]);
            for (unsigned s = 0; t && s < LLVMGetNumSuccessors(t); s++) {
                uint32_t to = (uint32_t)(uintptr_t)map_getp(&c.blocks, LLVMGetSuccessor(t, s)) - 1;
                uint64_t *in = c.in + (size_t)to * c.words;
                bool changed = false;
                for (uint32_t w = 0; w < c.words; w++) {
                    uint64_t x = in[w] | now[w];
                    changed |= x != in[w];
                    in[w] = x;
                }
                if (changed && !queued[to]) {
                    queued[to] = true;
                    vec_push(&work, to);
                }
            }
        }
        for (uint32_t b = 0; b < c.nblocks; b++) {
            memcpy(now, c.in + (size_t)b * c.words, (size_t)c.words * 8);
            bad += walk(&c, fn, c.bbs.data[b], now, out);
        }
        free(c.in);
        free(now);
        free(queued);
        vec_free(&work);
    }
    map_free(&c.index);
    map_free(&c.blocks);
    vec_free(&c.bbs);
    return bad;
}

uint32_t rootcheck_module(LLVMModuleRef m, FILE *out) {
    uint32_t bad = 0;
    for (LLVMValueRef fn = LLVMGetFirstFunction(m); fn; fn = LLVMGetNextFunction(fn))
        if (LLVMCountBasicBlocks(fn) && LLVMGetGC(fn)) bad += check_function(fn, out);
    return bad;
}
