/* late.c: what happens between LLVM's optimiser and code generation.

   While LLVM optimises, an allocation is an opaque call: with any of the attributes that allocation functions usually
   carry, LLVM deletes or moves initialising stores over the next allocation, where the collector looks
   (backend/README.md keeps the list of such traps).  Afterwards the primitives get their bodies, tail calls become
   real, and RewriteStatepointsForGC makes roots explicit. */
#include "emit.h"
#include <llvm-c/Error.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <stdlib.h>

/* ---- primitives ------------------------------------------------------------------------- */
LLVMTypeRef prim_alloc_type(Emit *e) {
    return LLVMFunctionType(e->gcptr, (LLVMTypeRef[]){e->i64, e->ptr}, 2, 0);
}
LLVMTypeRef prim_allocn_type(Emit *e) {
    return LLVMFunctionType(e->i64, (LLVMTypeRef[]){e->i64, e->ptr}, 2, 0);
}
LLVMValueRef prim_alloc(Emit *e, bool cold) {
    return runtime_func(e, cold ? "mloc.alloc.cold" : "mloc.alloc", prim_alloc_type(e));
}
LLVMValueRef prim_allocn(Emit *e, bool cold) {
    return runtime_func(e, cold ? "mloc.allocn.cold" : "mloc.allocn", prim_allocn_type(e));
}
void late_declare_primitives(Emit *e) {
    LLVMAttributeRef nounwind = LLVMCreateEnumAttribute(e->cx, e->attr_nounwind, 0);
    for (int cold = 0; cold < 2; cold++) {
        LLVMAddAttributeAtIndex(prim_alloc(e, cold), LLVMAttributeFunctionIndex, nounwind);
        LLVMAddAttributeAtIndex(prim_allocn(e, cold), LLVMAttributeFunctionIndex, nounwind);
    }
}

static void make_inline(Emit *e, LLVMValueRef fn) {
    LLVMSetLinkage(fn, LLVMInternalLinkage);
    LLVMSetGC(fn, GC_STRATEGY);
    LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(e->cx, e->attr_alwaysinline, 0));
}

/* place: the call's identifier in the stack map, or NULL */
static LLVMValueRef call_alloc_slow(Emit *e, LLVMValueRef fn, LLVMAttributeRef place) {
    LLVMTypeRef type = LLVMFunctionType(e->i64, (LLVMTypeRef[]){e->i64, e->ptr}, 2, 0);
    LLVMValueRef slow = runtime_func(e, "mloc_alloc_slow", type);
    LLVMSetFunctionCallConv(slow, CALLCONV_PRESERVE_MOST);
    LLVMValueRef args[2] = {LLVMGetParam(fn, 0), LLVMGetParam(fn, 1)};
    LLVMValueRef call = LLVMBuildCall2(e->b, type, slow, args, 2, "");
    LLVMSetInstructionCallConv(call, CALLCONV_PRESERVE_MOST);
    mark_swiftself(e, call, true, 1);
    if (place) LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, place);
    return call;
}

/* The bump: young_ptr -= bytes; below the limit, the slow path, which saves every register but the one of its result
   and gets the region top, so that the collector scans the region stack up to it.  Cold code always takes the slow
   path, which bumps too: for LLVM the two more blocks, and a phi in them for each live value, are a tenth of the
   compile time of a large program. */
static void define_alloc(Emit *e, LLVMValueRef fn, bool as_block, bool cold, LLVMAttributeRef place) {
    if (!LLVMGetFirstUse(fn)) {
        LLVMDeleteFunction(fn);
        return;
    }
    LLVMBuilderRef b = e->b;
    make_inline(e, fn);
    LLVMPositionBuilderAtEnd(b, LLVMAppendBasicBlockInContext(e->cx, fn, ""));
    LLVMValueRef addr;
    if (cold) {
        addr = call_alloc_slow(e, fn, place);
    } else {
        LLVMBasicBlockRef slow = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                          fast = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                          done = LLVMAppendBasicBlockInContext(e->cx, fn, "");
        LLVMValueRef old = LLVMBuildLoad2(b, e->i64, state_addr(e, STATE_young_ptr), "");
        LLVMValueRef fresh = LLVMBuildSub(b, old, LLVMGetParam(fn, 0), "");
        LLVMValueRef limit = LLVMBuildLoad2(b, e->i64, state_addr(e, STATE_young_limit), "");
        LLVMValueRef br = LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntULT, fresh, limit, ""), slow, fast);
        LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->unlikely));
        LLVMPositionBuilderAtEnd(b, slow);
        LLVMValueRef call = call_alloc_slow(e, fn, place);
        LLVMBuildBr(b, done);
        LLVMPositionBuilderAtEnd(b, fast);
        LLVMBuildStore(b, fresh, state_addr(e, STATE_young_ptr));
        LLVMBuildBr(b, done);
        LLVMPositionBuilderAtEnd(b, done);
        addr = LLVMBuildPhi(b, e->i64, "");
        LLVMAddIncoming(addr, (LLVMValueRef[]){call, fresh}, (LLVMBasicBlockRef[]){slow, fast}, 2);
    }
    /* the base of every derivation is field 0, never the header */
    if (as_block)
        LLVMBuildRet(b, LLVMBuildIntToPtr(b, LLVMBuildAdd(b, addr, const_i64(e, 8), ""), e->gcptr, ""));
    else
        LLVMBuildRet(b, addr);
}

/* --alloc-trace: inlining would forget a call's position, so the calls at each place get a primitive of their own,
   whose slow path has it. */
static void define_places(Emit *e, LLVMValueRef prim, bool as_block, bool cold) {
    size_t len;
    const char *base = arena_printf(e->arena, "%s", LLVMGetValueName2(prim, &len));
    for (LLVMUseRef use = LLVMGetFirstUse(prim), next; use; use = next) {
        next = LLVMGetNextUse(use);
        LLVMValueRef call = LLVMGetUser(use);
        LLVMAttributeRef place = LLVMGetCallSiteStringAttribute(call, LLVMAttributeFunctionIndex, "statepoint-id", 13);
        if (!place) continue;
        unsigned n;
        const char *id = LLVMGetStringAttributeValue(place, &n);
        const char *name = arena_printf(e->arena, "%s.%.*s", base, (int)n, id);
        LLVMValueRef fn = LLVMGetNamedFunction(e->mod, name);
        bool fresh = !fn;
        if (fresh) fn = LLVMAddFunction(e->mod, name, as_block ? prim_alloc_type(e) : prim_allocn_type(e));
        LLVMSetOperand(call, (unsigned)LLVMGetNumOperands(call) - 1, fn);
        if (fresh) define_alloc(e, fn, as_block, cold, place);
    }
}

static void define_poll(Emit *e) {
    LLVMValueRef fn = LLVMGetNamedFunction(e->mod, "mloc.poll");
    if (!fn) return;
    LLVMBuilderRef b = e->b;
    make_inline(e, fn);
    LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                      slow = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                      done = LLVMAppendBasicBlockInContext(e->cx, fn, "");
    LLVMPositionBuilderAtEnd(b, entry);
    LLVMValueRef ptr = LLVMBuildLoad2(b, e->i64, state_addr(e, STATE_young_ptr), "");
    LLVMValueRef limit = LLVMBuildLoad2(b, e->i64, state_addr(e, STATE_young_limit), "");
    LLVMValueRef br = LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntULT, ptr, limit, ""), slow, done);
    LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->unlikely));
    LLVMPositionBuilderAtEnd(b, slow);
    LLVMTypeRef type = LLVMFunctionType(e->void_t, (LLVMTypeRef[]){e->ptr}, 1, 0);
    LLVMValueRef slow_fn = runtime_func(e, "mloc_poll_slow", type), top = LLVMGetParam(fn, 0);
    LLVMSetFunctionCallConv(slow_fn, CALLCONV_PRESERVE_MOST);
    LLVMValueRef call = LLVMBuildCall2(b, type, slow_fn, &top, 1, "");
    LLVMSetInstructionCallConv(call, CALLCONV_PRESERVE_MOST);
    mark_swiftself(e, call, true, 0);
    LLVMBuildBr(b, done);
    LLVMPositionBuilderAtEnd(b, done);
    LLVMBuildRetVoid(b);
}

/* ---- tail calls ---------------------------------------------------------------------------- */
static bool is_marked_tail(LLVMValueRef i) {
    return LLVMGetInstructionOpcode(i) == LLVMCall &&
           LLVMGetCallSiteStringAttribute(i, LLVMAttributeFunctionIndex, "mloc-tail", 9) != NULL;
}

/* bb is `phi*; ret`.  On success *value is the phi that it returns, or NULL when it returns something else. */
static bool is_return_block(LLVMBasicBlockRef bb, LLVMValueRef *ret) {
    LLVMValueRef i = LLVMGetFirstInstruction(bb);
    while (i && LLVMGetInstructionOpcode(i) == LLVMPHI) i = LLVMGetNextInstruction(i);
    *ret = i;
    return i && LLVMGetInstructionOpcode(i) == LLVMRet;
}

static LLVMValueRef incoming_from(LLVMValueRef x, LLVMBasicBlockRef bb, LLVMBasicBlockRef from) {
    if (!LLVMIsAInstruction(x) || LLVMGetInstructionOpcode(x) != LLVMPHI || LLVMGetInstructionParent(x) != bb) return x;
    for (unsigned i = 0; i < LLVMCountIncoming(x); i++)
        if (LLVMGetIncomingBlock(x, i) == from) return LLVMGetIncomingValue(x, i);
    return NULL;
}

/* Phis of bb forget the predecessor `from`; the C interface cannot remove an entry, so a new phi takes over. */
static void drop_incoming(Emit *e, LLVMBasicBlockRef bb, LLVMBasicBlockRef from) {
    for (LLVMValueRef phi = LLVMGetFirstInstruction(bb); phi && LLVMGetInstructionOpcode(phi) == LLVMPHI;) {
        LLVMValueRef next = LLVMGetNextInstruction(phi);
        unsigned n = LLVMCountIncoming(phi);
        if (n > 1) {
            LLVMPositionBuilderBefore(e->b, phi);
            LLVMValueRef fresh = LLVMBuildPhi(e->b, LLVMTypeOf(phi), "");
            for (unsigned i = 0; i < n; i++) {
                LLVMBasicBlockRef p = LLVMGetIncomingBlock(phi, i);
                LLVMValueRef x = LLVMGetIncomingValue(phi, i);
                if (p != from) LLVMAddIncoming(fresh, &x, &p, 1);
            }
            LLVMReplaceAllUsesWith(phi, fresh);
        } else
            LLVMReplaceAllUsesWith(phi, LLVMGetPoison(LLVMTypeOf(phi)));
        LLVMInstructionEraseFromParent(phi);
        phi = next;
    }
}

/* What follows a marked call: a cast between word and managed pointer emits nothing and may stand between. */
static LLVMValueRef after_call(LLVMValueRef call, LLVMValueRef *result) {
    LLVMValueRef i = LLVMGetNextInstruction(call);
    *result = call;
    if (i && (LLVMGetInstructionOpcode(i) == LLVMIntToPtr || LLVMGetInstructionOpcode(i) == LLVMPtrToInt) &&
        LLVMGetOperand(i, 0) == call) {
        *result = i;
        i = LLVMGetNextInstruction(i);
    }
    return i;
}

/* LLVM merges returns: `call; br merged` gets its own `ret` back. */
static void own_return(Emit *e, LLVMValueRef call) {
    LLVMValueRef result, br = after_call(call, &result), ret;
    if (!br || LLVMGetInstructionOpcode(br) != LLVMBr || LLVMIsConditional(br)) return;
    LLVMBasicBlockRef bb = LLVMGetSuccessor(br, 0), from = LLVMGetInstructionParent(br);
    if (!is_return_block(bb, &ret)) return;
    LLVMPositionBuilderBefore(e->b, br);
    if (LLVMGetNumOperands(ret) == 0)
        LLVMBuildRetVoid(e->b);
    else {
        LLVMValueRef x = incoming_from(LLVMGetOperand(ret, 0), bb, from);
        if (!x) return;
        LLVMBuildRet(e->b, x);
    }
    LLVMInstructionEraseFromParent(br);
    drop_incoming(e, bb, from);
}

/* A leaf attribute keeps RewriteStatepointsForGC from making an ordinary call of it; it is sound only on a call that
   code generation really turns into a jump. */
static bool is_sibling_call(Emit *e, LLVMValueRef fn, LLVMValueRef call) {
    LLVMValueRef result, ret = after_call(call, &result);
    if (!ret || LLVMGetInstructionOpcode(ret) != LLVMRet) return false;
    if (LLVMGetNumOperands(ret) == 1 && LLVMGetOperand(ret, 0) != result) return false;
    if (LLVMGetFunctionCallConv(fn) != CALLCONV_FAST) return false;
    /* another region top in its register would have to be restored after the call */
    bool in_register = LLVMGetCallSiteEnumAttribute(call, 1, e->attr_swiftself) != NULL;
    return !in_register || LLVMGetOperand(call, 0) == LLVMGetParam(fn, 0);
}

static void make_tail_calls(Emit *e) {
    VEC(LLVMValueRef) calls = {0};
    for (LLVMValueRef fn = LLVMGetFirstFunction(e->mod); fn; fn = LLVMGetNextFunction(fn)) {
        calls.len = 0;
        for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(fn); bb; bb = LLVMGetNextBasicBlock(bb))
            for (LLVMValueRef i = LLVMGetFirstInstruction(bb); i; i = LLVMGetNextInstruction(i))
                if (is_marked_tail(i)) vec_push(&calls, i);
        for (uint32_t k = 0; k < calls.len; k++) own_return(e, calls.data[k]);
        for (uint32_t k = 0; k < calls.len; k++) {
            bool sibling = is_sibling_call(e, fn, calls.data[k]);
            LLVMSetTailCall(calls.data[k], sibling);
            if (sibling) LLVMAddCallSiteAttribute(calls.data[k], LLVMAttributeFunctionIndex, e->a_leaf);
        }
        /* returns whose last predecessor has gone */
        for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(fn), next; bb; bb = next) {
            next = LLVMGetNextBasicBlock(bb);
            LLVMValueRef ret;
            if (bb != LLVMGetEntryBasicBlock(fn) && is_return_block(bb, &ret) &&
                !LLVMGetFirstUse(LLVMBasicBlockAsValue(bb)))
                LLVMDeleteBasicBlock(bb);
        }
    }
    vec_free(&calls);
}

/* ---- the way ------------------------------------------------------------------------------------ */
bool run_passes(Emit *e, const char *passes, char **error) {
    LLVMPassBuilderOptionsRef po = LLVMCreatePassBuilderOptions();
    LLVMPassBuilderOptionsSetLoopVectorization(po, e->opt->level >= 2);
    LLVMPassBuilderOptionsSetLoopInterleaving(po, e->opt->level >= 2);
    LLVMErrorRef err = LLVMRunPasses(e->mod, passes, e->tm, po);
    LLVMDisposePassBuilderOptions(po);
    if (!err) return true;
    char *text = LLVMGetErrorMessage(err);
    *error = strdup(text);
    LLVMDisposeErrorMessage(text);
    return false;
}

bool late_lower(Emit *e, char **error) {
    emit_declare_state(e); /* LLVM may have dropped an unused declaration */
    for (int cold = 0; cold < 2; cold++) {
        if (e->opt->alloc_trace) {
            define_places(e, prim_alloc(e, cold), true, cold);
            define_places(e, prim_allocn(e, cold), false, cold);
        }
        define_alloc(e, prim_alloc(e, cold), true, cold, NULL);
        define_alloc(e, prim_allocn(e, cold), false, cold, NULL);
    }
    define_poll(e);
    if (!run_passes(e, "always-inline", error)) return false;
    make_tail_calls(e);
    /* instcombine drops the roots that RewriteStatepointsForGC recorded and no relocate uses */
    if (!run_passes(e,
                    e->opt->level == 0 ? "rewrite-statepoints-for-gc"
                                       : "rewrite-statepoints-for-gc,function(instcombine<no-verify-fixpoint>)",
                    error))
        return false;
    if (e->opt->level >= 2) recurrences_start_early(e);
    trace_functions(e);
    return true;
}
