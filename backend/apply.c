/* apply.c: applying closures whose arity is not what the call site hoped for.

   mloc_applyN(top, closure, a1 ... aN): fewer parameters than N: call with as many, apply the result to the rest;
   more: make a partial application, a closure [mloc_papN_M, info(M), closure, a1 ... aN] where M arguments are missing.
   Arities are known in a whole program, so these are finitely many small functions, generated when used.

   Where some closure of the program has a local result (calls.c: local_top), what comes back from fewer parameters may
   have been allocated in the caller's region: the rest is applied with the region top below it, by a call, since a jump
   keeps the top.  mloc_apply_localN leaves the new top in local_top, mloc_applyN what it found there. */
#include "emit.h"
#include <stdlib.h>

enum { MAX_ARITY = 126 };

static LLVMValueRef helper_decl(Emit *e, const char *name, uint32_t nargs) {
    LLVMValueRef fn = LLVMGetNamedFunction(e->mod, name);
    if (fn) return fn;
    fn = LLVMAddFunction(e->mod, name, closure_type(e, nargs));
    LLVMSetFunctionCallConv(fn, CALLCONV_FAST);
    mark_swiftself(e, fn, false, 0);
    define_function_attrs(e, fn);
    LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(e->cx, e->attr_noinline, 0));
    LLVMSetVisibility(fn, LLVMHiddenVisibility);
    /* sections of their own: the linker drops the ones that nothing calls */
    LLVMSetSection(fn, arena_printf(e->arena, ".text.%s", name));
    return fn;
}

LLVMValueRef apply_func(Emit *e, uint32_t nargs, bool local) {
    if (nargs > MAX_ARITY) BUG("application to %u arguments", nargs);
    return helper_decl(e, arena_printf(e->arena, local ? "mloc_apply_local%u" : "mloc_apply%u", nargs), nargs);
}

/* All parameters of a helper, the ones in the overflow area included. */
static LLVMValueRef *helper_params(Emit *e, LLVMValueRef fn, uint32_t nargs) {
    LLVMValueRef *xs = NEW_ARRAY(e->arena, LLVMValueRef, nargs + 1);
    for (uint32_t i = 0; i < nargs + 1; i++)
        xs[i] = i < e->gp_regs ? LLVMGetParam(fn, i + 1)
                               : LLVMBuildLoad2(e->b, e->gcptr, state_addr(e, STATE_overflow + i - e->gp_regs), "");
    return xs;
}

static LLVMValueRef helper_call(Emit *e, LLVMValueRef target, LLVMValueRef top, uint32_t nargs, LLVMValueRef *xs) {
    LLVMValueRef args[16];
    uint32_t n = 0;
    args[n++] = top;
    for (uint32_t i = 0; i < nargs + 1; i++)
        if (i < e->gp_regs)
            args[n++] = xs[i];
        else
            LLVMBuildStore(e->b, xs[i], state_addr(e, STATE_overflow + i - e->gp_regs));
    LLVMValueRef call = LLVMBuildCall2(e->b, closure_type(e, nargs), target, args, n, "");
    LLVMSetInstructionCallConv(call, CALLCONV_FAST);
    mark_swiftself(e, call, true, 0);
    return call;
}

static void helper_tail(Emit *e, LLVMValueRef target, LLVMValueRef top, uint32_t nargs, LLVMValueRef *xs) {
    LLVMValueRef call = helper_call(e, target, top, nargs, xs);
    LLVMSetTailCall(call, 1);
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_tail);
    LLVMBuildRet(e->b, call);
}

static LLVMValueRef field_addr(Emit *e, LLVMValueRef block, int64_t word) {
    LLVMValueRef idx[1] = {const_i64(e, 8 * word)};
    return LLVMBuildInBoundsGEP2(e->b, e->i8, block, idx, 1, "");
}

/* mloc_papK_M: K arguments are in the closure, M come now. */
static LLVMValueRef pap_func(Emit *e, uint32_t k, uint32_t m) {
    LLVMValueRef fn = helper_decl(e, arena_printf(e->arena, "mloc_pap%u_%u", k, m), m);
    if (LLVMCountBasicBlocks(fn)) return fn;
    LLVMBasicBlockRef here = LLVMGetInsertBlock(e->b);
    LLVMPositionBuilderAtEnd(e->b, LLVMAppendBasicBlockInContext(e->cx, fn, ""));
    LLVMValueRef *given = helper_params(e, fn, m);
    LLVMValueRef *xs = NEW_ARRAY(e->arena, LLVMValueRef, k + m + 1);
    for (uint32_t i = 0; i <= k; i++)
        xs[i] = LLVMBuildLoad2(e->b, e->gcptr, field_addr(e, given[0], 2 + (int64_t)i), "");
    for (uint32_t i = 1; i <= m; i++) xs[k + i] = given[i];
    helper_tail(e, LLVMBuildLoad2(e->b, e->ptr, xs[0], ""), LLVMGetParam(fn, 0), k + m, xs);
    if (here) LLVMPositionBuilderAtEnd(e->b, here);
    return fn;
}

/* The rest of the arguments to what came back from the first ones. */
static void apply_rest(Emit *e, LLVMValueRef fn, LLVMValueRef top, bool local, LLVMValueRef moved_top, uint32_t n,
                       LLVMValueRef *rest, LLVMValueRef offered) {
    offer_again(e, offered);
    if (moved_top) {
        LLVMBasicBlockRef moved = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                          same = LLVMAppendBasicBlockInContext(e->cx, fn, "");
        LLVMBuildCondBr(e->b, LLVMBuildICmp(e->b, LLVMIntEQ, moved_top, top, ""), same, moved);
        LLVMPositionBuilderAtEnd(e->b, moved);
        LLVMBuildRet(e->b, helper_call(e, apply_func(e, n, local), moved_top, n, rest));
        LLVMPositionBuilderAtEnd(e->b, same);
    }
    helper_tail(e, apply_func(e, n, local), top, n, rest);
}

static void define_apply(Emit *e, uint32_t n, uint32_t max_arity, bool any_local, bool local) {
    LLVMValueRef fn = apply_func(e, n, local), top = LLVMGetParam(fn, 0);
    LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                      bad = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                      raised = LLVMAppendBasicBlockInContext(e->cx, fn, "");
    LLVMPositionBuilderAtEnd(e->b, bad);
    LLVMBuildUnreachable(e->b);
    LLVMPositionBuilderAtEnd(e->b, raised);
    LLVMBuildRet(e->b, e->null_gc);
    LLVMPositionBuilderAtEnd(e->b, entry);
    LLVMValueRef *xs = helper_params(e, fn, n), clos = xs[0], offered = offered_cell(e);
    LLVMValueRef info = LLVMBuildLoad2(e->b, e->i64, field_addr(e, clos, 1), "");
    LLVMValueRef arity = LLVMBuildLShr(e->b, info, const_i64(e, 56), "");
    LLVMValueRef code = LLVMBuildLoad2(e->b, e->ptr, clos, "");
    LLVMValueRef sw = LLVMBuildSwitch(e->b, arity, bad, max_arity);
    for (uint32_t a = 1; a <= max_arity || a <= n; a++) {
        LLVMBasicBlockRef bb = LLVMAppendBasicBlockInContext(e->cx, fn, "");
        LLVMAddCase(sw, const_i64(e, a), bb);
        LLVMPositionBuilderAtEnd(e->b, bb);
        if (a == n) {
            helper_tail(e, code, top, n, xs);
        } else if (a < n) {
            LLVMValueRef aside = state_addr(e, STATE_local_top), found = NULL, after = NULL;
            if (any_local) {
                found = LLVMBuildLoad2(e->b, e->ptr, aside, "");
                LLVMBuildStore(e->b, top, aside);
            }
            LLVMValueRef r = helper_call(e, code, top, a, xs);
            if (any_local) {
                after = LLVMBuildLoad2(e->b, e->ptr, aside, "");
                if (!local) LLVMBuildStore(e->b, found, aside);
            }
            LLVMBasicBlockRef go = LLVMAppendBasicBlockInContext(e->cx, fn, "");
            LLVMBuildCondBr(e->b, LLVMBuildIsNull(e->b, r, ""), raised, go);
            LLVMPositionBuilderAtEnd(e->b, go);
            LLVMValueRef *rest = NEW_ARRAY(e->arena, LLVMValueRef, n - a + 1);
            rest[0] = r;
            for (uint32_t i = 1; i <= n - a; i++) rest[i] = xs[a + i];
            apply_rest(e, fn, top, local, after, n - a, rest, offered);
        } else {
            uint64_t words = 3 + n;
            LLVMValueRef args[2] = {const_i64(e, (int64_t)(8 * (words + 1))), top};
            LLVMValueRef pap = LLVMBuildCall2(e->b, prim_alloc_type(e), prim_alloc(e, false), args, 2, "");
            count_offered(e, offered, words + 1);
            LLVMBuildStore(e->b, const_i64(e, (int64_t)(words << 10 | TAG_Closure)), field_addr(e, pap, -1));
            LLVMBuildStore(e->b, pap_func(e, n, a - n), pap);
            LLVMBuildStore(e->b, const_i64(e, (int64_t)((uint64_t)(a - n) << 56 | 2 << 1 | 1)), field_addr(e, pap, 1));
            for (uint32_t i = 0; i <= n; i++) LLVMBuildStore(e->b, xs[i], field_addr(e, pap, 2 + (int64_t)i));
            LLVMBuildRet(e->b, pap);
        }
    }
}

static void max_of(uint32_t *m, uint32_t x) {
    if (x > *m) *m = x;
}

void emit_apply_helpers(Emit *e) {
    /* C reaches closures through mloc_apply1 .. mloc_apply5 */
    uint32_t max_arity = 1, max_apply = 5, max_local = 0;
    bool any_local = false;
    for (uint32_t i = 1; i < e->prog->funcs.len; i++) {
        const Func *f = e->prog->funcs.data[i];
        if (f->dead) continue;
        if (f->closure_code) max_of(&max_arity, f->nparams - 1);
        any_local |= f->closure_code && f->local_result;
        for (uint32_t k = 1; k < f->ninsts; k++)
            if (f->insts[k].op == OP_APPLY && f->insts[k].block.i) {
                max_of(&max_apply, f->insts[k].nargs - 1);
                if (apply_is_local(f, f->insts[k].res)) max_of(&max_local, f->insts[k].nargs - 1);
            }
        for (uint32_t k = 1; k < f->nblocks; k++) {
            const Term *t = &f->blocks[k].term;
            if (t->kind != TERM_TAILAPPLY && t->kind != TERM_INVOKE_APPLY) continue;
            max_of(&max_apply, t->nargs - 1);
            if (t->kind == TERM_TAILAPPLY ? f->local_result : invoke_is_local(f, t)) max_of(&max_local, t->nargs - 1);
        }
    }
    for (uint32_t n = 1; n <= max_apply; n++) define_apply(e, n, max_arity, any_local, false);
    for (uint32_t n = 1; n <= max_local; n++) define_apply(e, n, max_arity, any_local, true);
}
