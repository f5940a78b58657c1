/* func.c: one MIR function to LLVM IR: blocks, instructions, allocation. */
#include "emit.h"
#include <stdlib.h>

#define B (fe->e->b)

static LLVMValueRef v(FuncEmit *fe, Val x) {
    LLVMValueRef r = fe->vals[x.i];
    if (!r) BUG("%s: value %u is used before it is made", fe->f->name->text, x.i);
    return r;
}
static LLVMValueRef arg(FuncEmit *fe, const Inst *in, uint32_t k) {
    return v(fe, in->args[k]);
}

/* The region top here: the parameter itself in functions without regions, so that it stays in its register. */
LLVMValueRef fe_top(FuncEmit *fe) {
    return fe->top_var ? LLVMBuildLoad2(B, fe->e->ptr, fe->top_var, "") : fe->top_param;
}

/* ---- addresses ------------------------------------------------------------------ */
static LLVMValueRef word_addr(FuncEmit *fe, LLVMValueRef base, int64_t word) {
    if (word == 0) return base;
    LLVMValueRef idx[1] = {const_i64(fe->e, 8 * word)};
    return LLVMBuildInBoundsGEP2(B, fe->e->i8, base, idx, 1, "");
}

/* size * n, n being a tagged integer that fits: size/2 * (2n+1) - size/2, which is linear in a loop's counter as a
   shift is not for LLVM, and folds into the addressing mode. */
static LLVMValueRef scaled(FuncEmit *fe, LLVMValueRef index, int64_t size) {
    Emit *e = fe->e;
    return LLVMBuildNSWMul(B, LLVMBuildNSWSub(B, index, const_i64(e, 1), ""), const_i64(e, size / 2), "");
}

/* Address of element `index` (a tagged integer): its number in words, or the offset in bytes. */
static LLVMValueRef elem_addr(FuncEmit *fe, LLVMValueRef base, LLVMValueRef index, Elem elem) {
    Emit *e = fe->e;
    bool words = elem == E_VAL || elem == E_IMM || elem == E_F64;
    LLVMValueRef offset = words ? scaled(fe, index, 8) : LLVMBuildAShr(B, index, const_i64(e, 1), "");
    return LLVMBuildInBoundsGEP2(B, e->i8, base, &offset, 1, "");
}

static LLVMValueRef header_of(FuncEmit *fe, LLVMValueRef block) {
    return LLVMBuildLoad2(B, fe->e->i64, word_addr(fe, block, -1), "");
}

/* A load from or store into a block. */
static LLVMValueRef heap_access(FuncEmit *fe, LLVMValueRef access) {
    if (fe->bigarrays) LLVMSetMetadata(access, fe->e->kind_tbaa, fe->e->tbaa_heap);
    return access;
}
static LLVMValueRef load_as(FuncEmit *fe, LLVMTypeRef t, LLVMValueRef addr, unsigned align) {
    LLVMValueRef l = LLVMBuildLoad2(B, t, addr, "");
    LLVMSetAlignment(l, align);
    return heap_access(fe, l);
}
static void store_as(FuncEmit *fe, LLVMValueRef x, LLVMValueRef addr, unsigned align) {
    LLVMSetAlignment(heap_access(fe, LLVMBuildStore(B, x, addr)), align);
}

/* ---- tagging ----------------------------------------------------------------------- */
static LLVMValueRef tag_int(FuncEmit *fe, LLVMValueRef n) {
    Emit *e = fe->e;
    return LLVMBuildOr(B, LLVMBuildShl(B, n, const_i64(e, 1), ""), const_i64(e, 1), "");
}
static LLVMValueRef untag_int(FuncEmit *fe, LLVMValueRef n) {
    return LLVMBuildAShr(B, n, const_i64(fe->e, 1), "");
}

/* ---- allocation ----------------------------------------------------------------------- */
static bool is_small_heap_alloc(const Inst *in) {
    return (op_info[in->op].flags & OPF_ALLOC) && in->place == PLACE_HEAP && inst_block_words(in) <= MAX_SMALL_WORDS;
}

static bool may_collect(FuncEmit *fe, const Inst *in) {
    switch (in->op) {
    case OP_CALL:
    case OP_APPLY:
    case OP_POLL: return true;
    case OP_CCALL: return !program_ext(fe->e->prog, in->imm.ext)->noalloc;
    default: return (op_info[in->op].flags & OPF_ALLOC) && in->place == PLACE_HEAP && !is_small_heap_alloc(in);
    }
}

/* Bytes that the allocations from `in` on need, up to the next point that may collect. */
static uint64_t group_bytes(FuncEmit *fe, const Inst *in, bool *several) {
    uint64_t total = 0;
    for (const Inst *x = in;; x = inst_at(fe->f, x->next)) {
        if (x != in && may_collect(fe, x)) break;
        if (is_small_heap_alloc(x)) {
            uint64_t bytes = 8 * (inst_block_words(x) + 1);
            if (total + bytes > 8 * MAX_SMALL_WORDS) break;
            if (total) *several = true;
            total += bytes;
        }
        if (!x->next.i) break;
    }
    return total;
}

/* An inline allocation is three blocks and a phi for every value that lives across it, and LLVM places each value's
   phis by a walk over the blocks that its definition dominates: a function with thousands of allocations would take it
   minutes. */
static bool crowded(const Func *f) {
    enum { MANY = 1000 };
    uint32_t n = 0;
    for (Blk b = f->entry; b.i && n <= MANY; b = block_at(f, b)->next)
        for (Ins i = block_at(f, b)->first; i.i; i = inst_at(f, i)->next) n += is_small_heap_alloc(inst_at(f, i));
    return n > MANY;
}

LLVMValueRef emit_alloc_words(FuncEmit *fe, uint64_t words) {
    Emit *e = fe->e;
    LLVMValueRef args[2] = {const_i64(e, (int64_t)(8 * (words + 1))), fe_top(fe)};
    LLVMValueRef call = LLVMBuildCall2(B, prim_alloc_type(e), prim_alloc(e, fe->cold), args, 2, "");
    call_position(fe, call);
    return call;
}

/* --debug-regions: words are counted, and what a region held is overwritten when it ends. */
static void count_region_words(FuncEmit *fe, uint64_t words) {
    Emit *e = fe->e;
    LLVMValueRef addr = state_addr(e, STATE_region_words), old = LLVMBuildLoad2(B, e->i64, addr, "");
    LLVMBuildStore(B, LLVMBuildAdd(B, old, const_i64(e, (int64_t)words), ""), addr);
}
static void poison_region(FuncEmit *fe, LLVMValueRef mark) {
    Emit *e = fe->e;
    LLVMTypeRef type = LLVMFunctionType(e->void_t, (LLVMTypeRef[]){e->ptr, e->ptr}, 2, 0);
    LLVMValueRef args[2] = {fe_top(fe), mark};
    LLVMValueRef call = LLVMBuildCall2(B, type, runtime_func(e, "mloc_region_freed", type), args, 2, "");
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
}

/* A block in the innermost region, or the caller's: the top goes down, nothing else. */
static LLVMValueRef alloc_region(FuncEmit *fe, uint64_t words) {
    Emit *e = fe->e;
    if (!fe->top_var) BUG("%s: region allocation without a region", fe->f->name->text);
    LLVMValueRef idx[1] = {const_i64(e, -(int64_t)(8 * (words + 1)))};
    LLVMValueRef top = LLVMBuildInBoundsGEP2(B, e->i8, fe_top(fe), idx, 1, "");
    LLVMBuildStore(B, top, fe->top_var);
    if (e->opt->debug_regions) count_region_words(fe, words + 1);
    LLVMValueRef field = word_addr(fe, top, 1);
    return LLVMBuildIntToPtr(B, LLVMBuildPtrToInt(B, field, e->i64, ""), e->gcptr, "");
}

/* The address of field 0 of a new block, its header written.  *barrier: the block may be old, stores of values need the
 * barrier. */
static LLVMValueRef alloc_block(FuncEmit *fe, const Inst *in, uint64_t words, uint64_t tag, bool *barrier) {
    Emit *e = fe->e;
    LLVMValueRef block;
    uint64_t header = words << 10 | tag;
    *barrier = false;
    if (in->place != PLACE_HEAP) {
        block = alloc_region(fe, words);
        header |= HEADER_STATIC;
    } else if (words > MAX_SMALL_WORDS) {
        LLVMValueRef args[2] = {const_i64(e, (int64_t)words), const_i64(e, (int64_t)tag)};
        *barrier = true;
        count_cell(fe, inst_cell(fe, in));
        return stub_call(fe, "mloc_c_call", "mloc_alloc_large", e->gcptr, 2, args);
    } else {
        if (!fe->group_left) {
            bool several = false;
            uint64_t bytes = group_bytes(fe, in, &several);
            if (several) {
                LLVMValueRef args[2] = {const_i64(e, (int64_t)bytes), fe_top(fe)};
                fe->group_base = LLVMBuildCall2(B, prim_allocn_type(e), prim_allocn(e, fe->cold), args, 2, "");
                call_position(fe, fe->group_base);
                fe->group_left = bytes;
                fe->group_used = 0;
            }
        }
        if (fe->group_left) {
            /* each object of a combined bump is its own base, pinned where it is made */
            block = pin_to_gc(e, LLVMBuildAdd(B, fe->group_base, const_i64(e, (int64_t)(fe->group_used + 8)), ""));
            fe->group_used += 8 * (words + 1);
            fe->group_left -= 8 * (words + 1);
        } else
            block = emit_alloc_words(fe, words);
    }
    LLVMBuildStore(B, const_i64(e, (int64_t)header), word_addr(fe, block, -1));
    count_cell(fe, inst_cell(fe, in));
    return block;
}

static void modify(FuncEmit *fe, LLVMValueRef addr, LLVMValueRef x) {
    Emit *e = fe->e;
    LLVMTypeRef type = LLVMFunctionType(e->void_t, (LLVMTypeRef[]){e->gcptr, e->gcptr}, 2, 0);
    LLVMValueRef args[2] = {addr, x};
    LLVMValueRef call = LLVMBuildCall2(B, type, runtime_func(e, "mloc_modify", type), args, 2, "");
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
}

static void init_field(FuncEmit *fe, LLVMValueRef block, int64_t word, LLVMValueRef x, bool barrier) {
    LLVMValueRef addr = word_addr(fe, block, word);
    if (barrier && LLVMTypeOf(x) == fe->e->gcptr)
        modify(fe, addr, x);
    else
        LLVMBuildStore(B, x, addr);
}

static LLVMValueRef emit_alloc(FuncEmit *fe, const Inst *in) {
    bool barrier;
    if (in->nargs == 0) { /* no field, no block: the atom of this tag would be static; OCaml's empty array */
        BUG("%s: allocation of an empty block", fe->f->name->text);
    }
    LLVMValueRef block = alloc_block(fe, in, in->nargs, (uint64_t)in->imm.i, &barrier);
    for (uint32_t i = 0; i < in->nargs; i++) init_field(fe, block, i, arg(fe, in, i), barrier);
    return block;
}

static const char *custom_ops(const Inst *in) {
    if (in->flags & IF_NATIVE) return "caml_nativeint_ops";
    return in->layout == L_I32 ? "caml_int32_ops" : "caml_int64_ops";
}

static LLVMValueRef emit_box(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    bool barrier;
    if (in->layout == L_F64) {
        LLVMValueRef block = alloc_block(fe, in, 1, TAG_Double, &barrier);
        LLVMBuildStore(B, arg(fe, in, 0), block);
        return block;
    }
    LLVMValueRef block = alloc_block(fe, in, 2, TAG_Custom, &barrier);
    LLVMValueRef ops = LLVMGetNamedGlobal(e->mod, custom_ops(in));
    if (!ops) ops = LLVMAddGlobal(e->mod, e->i8, custom_ops(in));
    LLVMBuildStore(B, ops, block);
    LLVMValueRef x = arg(fe, in, 0);
    if (in->layout == L_I32) x = LLVMBuildSExt(B, x, e->i64, ""); /* as OCaml: the whole word is defined */
    LLVMBuildStore(B, x, word_addr(fe, block, 1));
    return block;
}

static LLVMValueRef emit_unbox(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef x = arg(fe, in, 0);
    if (in->layout == L_F64) return LLVMBuildLoad2(B, e->f64, x, "");
    return LLVMBuildLoad2(B, in->layout == L_I32 ? e->i32 : e->i64, word_addr(fe, x, 1), "");
}

static LLVMValueRef emit_closure(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    bool barrier;
    uint32_t n = in->aux;
    LLVMValueRef block = alloc_block(fe, in, inst_block_words(in), TAG_Closure, &barrier);
    /* raw fields come first in the environment (MIR's V11); what the collector scans begins behind them */
    uint32_t raw = 0;
    while (raw < in->nargs && val_layout(fe->f, in->args[raw]) != L_VAL && val_layout(fe->f, in->args[raw]) != L_IMM)
        raw++;
    for (uint32_t i = 0; i < n; i++) {
        const Func *f = program_func(e->prog, in->funcs[i]);
        int64_t at = 3 * (int64_t)i;
        uint64_t arity = f->nparams - 1, start = (uint64_t)(3 * n - 1 - 3 * i) + raw;
        if (i)
            LLVMBuildStore(
                B,
                const_i64(e, (int64_t)((uint64_t)at << 10 | (in->place == PLACE_HEAP ? 0 : HEADER_STATIC) | TAG_Infix)),
                word_addr(fe, block, at - 1));
        LLVMBuildStore(B, func_value(e, f->id), word_addr(fe, block, at));
        LLVMBuildStore(B, const_i64(e, (int64_t)(arity << 56 | start << 1 | 1)), word_addr(fe, block, at + 1));
    }
    for (uint32_t k = 0; k < in->nargs; k++) init_field(fe, block, closure_env_word(0, n, k), arg(fe, in, k), barrier);
    return block;
}

/* ---- arithmetic --------------------------------------------------------------------------- */
/* OCaml integers are 2n+1; the identities below keep the tag without leaving it out. */
static LLVMValueRef imm_arith(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef one = const_i64(e, 1), x = arg(fe, in, 0), y = in->nargs > 1 ? arg(fe, in, 1) : NULL;
    switch (in->op) {
    case OP_ADD: return LLVMBuildAdd(B, x, LLVMBuildSub(B, y, one, ""), "");
    case OP_SUB: return LLVMBuildAdd(B, LLVMBuildSub(B, x, y, ""), one, "");
    case OP_MUL: return LLVMBuildAdd(B, LLVMBuildMul(B, LLVMBuildSub(B, x, one, ""), untag_int(fe, y), ""), one, "");
    case OP_DIV:
    case OP_MOD: {
        /* 63-bit operands: min_int / -1 does not trap in 64 bits, and wraps when tagged again */
        LLVMValueRef a = untag_int(fe, x), b = untag_int(fe, y);
        return tag_int(fe, in->op == OP_DIV ? LLVMBuildSDiv(B, a, b, "") : LLVMBuildSRem(B, a, b, ""));
    }
    case OP_NEG: return LLVMBuildSub(B, const_i64(e, 2), x, "");
    case OP_AND: return LLVMBuildAnd(B, x, y, "");
    case OP_OR: return LLVMBuildOr(B, x, y, "");
    case OP_XOR: return LLVMBuildOr(B, LLVMBuildXor(B, x, y, ""), one, "");
    /* the machine masks amounts; masking here keeps LLVM from making poison of them, and costs nothing */
    case OP_SHL: {
        LLVMValueRef n = LLVMBuildAnd(B, untag_int(fe, y), const_i64(e, 63), "");
        return LLVMBuildAdd(B, LLVMBuildShl(B, LLVMBuildSub(B, x, one, ""), n, ""), one, "");
    }
    case OP_LSHR:
    case OP_ASHR: {
        LLVMValueRef n = LLVMBuildAnd(B, untag_int(fe, y), const_i64(e, 63), "");
        LLVMValueRef s = in->op == OP_LSHR ? LLVMBuildLShr(B, x, n, "") : LLVMBuildAShr(B, x, n, "");
        return LLVMBuildOr(B, s, one, "");
    }
    default: UNREACHABLE();
    }
}

static LLVMValueRef intrinsic1(FuncEmit *fe, const char *name, LLVMTypeRef t, LLVMValueRef x) {
    unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
    LLVMValueRef fn = LLVMGetIntrinsicDeclaration(fe->e->mod, id, &t, 1);
    return LLVMBuildCall2(B, LLVMIntrinsicGetType(fe->e->cx, id, &t, 1), fn, &x, 1, "");
}

static LLVMValueRef float_arith(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef x = arg(fe, in, 0), y = in->nargs > 1 ? arg(fe, in, 1) : NULL;
    switch (in->op) {
    case OP_ADD: return LLVMBuildFAdd(B, x, y, "");
    case OP_SUB: return LLVMBuildFSub(B, x, y, "");
    case OP_MUL: return LLVMBuildFMul(B, x, y, "");
    case OP_DIV: return LLVMBuildFDiv(B, x, y, "");
    case OP_NEG: return LLVMBuildFNeg(B, x, "");
    case OP_ABS: return intrinsic1(fe, "llvm.fabs", e->f64, x);
    case OP_SQRT: return intrinsic1(fe, "llvm.sqrt", e->f64, x);
    case OP_MOD: { /* frem would be a call to fmod that the statepoint pass does not see: make it a leaf */
        LLVMTypeRef type = LLVMFunctionType(e->f64, (LLVMTypeRef[]){e->f64, e->f64}, 2, 0);
        LLVMValueRef args[2] = {x, y}, call = LLVMBuildCall2(B, type, runtime_func(e, "fmod", type), args, 2, "");
        LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
        return call;
    }
    default: UNREACHABLE();
    }
}

/* i64, i32 and i1 */
static LLVMValueRef word_arith(FuncEmit *fe, const Inst *in) {
    LLVMValueRef x = arg(fe, in, 0), y = in->nargs > 1 ? arg(fe, in, 1) : NULL;
    LLVMTypeRef t = LLVMTypeOf(x);
    unsigned bits = LLVMGetIntTypeWidth(t);
    LLVMValueRef mask = LLVMConstInt(t, bits - 1, 0);
    switch (in->op) {
    case OP_ADD: return LLVMBuildAdd(B, x, y, "");
    case OP_SUB: return LLVMBuildSub(B, x, y, "");
    case OP_MUL: return LLVMBuildMul(B, x, y, "");
    case OP_DIV:
    case OP_MOD: {
        /* min / -1 traps on x86: divide by 1 instead and negate */
        LLVMValueRef minus1 = LLVMBuildICmp(B, LLVMIntEQ, y, LLVMConstAllOnes(t), "");
        LLVMValueRef d = LLVMBuildSelect(B, minus1, LLVMConstInt(t, 1, 0), y, "");
        if (in->op == OP_MOD) return LLVMBuildSRem(B, x, d, "");
        LLVMValueRef q = LLVMBuildSDiv(B, x, d, "");
        return LLVMBuildSelect(B, minus1, LLVMBuildNeg(B, q, ""), q, "");
    }
    case OP_NEG: return LLVMBuildNeg(B, x, "");
    case OP_AND: return LLVMBuildAnd(B, x, y, "");
    case OP_OR: return LLVMBuildOr(B, x, y, "");
    case OP_XOR: return LLVMBuildXor(B, x, y, "");
    case OP_SHL: return LLVMBuildShl(B, x, LLVMBuildAnd(B, y, mask, ""), "");
    case OP_LSHR: return LLVMBuildLShr(B, x, LLVMBuildAnd(B, y, mask, ""), "");
    case OP_ASHR: return LLVMBuildAShr(B, x, LLVMBuildAnd(B, y, mask, ""), "");
    case OP_BSWAP: return intrinsic1(fe, "llvm.bswap", t, x);
    default: UNREACHABLE();
    }
}

static LLVMValueRef emit_bswap16(FuncEmit *fe, LLVMValueRef x) {
    Emit *e = fe->e;
    LLVMValueRef h = LLVMBuildTrunc(B, untag_int(fe, x), e->i16, "");
    return tag_int(fe, LLVMBuildZExt(B, intrinsic1(fe, "llvm.bswap", e->i16, h), e->i64, ""));
}

static LLVMValueRef emit_compare(FuncEmit *fe, const Inst *in) {
    LLVMValueRef x = arg(fe, in, 0), y = arg(fe, in, 1);
    if (in->layout == L_F64) {
        static const LLVMRealPredicate preds[] = {
            [OP_EQ] = LLVMRealOEQ, [OP_NE] = LLVMRealUNE, [OP_LT] = LLVMRealOLT, [OP_LE] = LLVMRealOLE,
            [OP_GT] = LLVMRealOGT, [OP_GE] = LLVMRealOGE, [OP_ULT] = LLVMRealULT};
        return LLVMBuildFCmp(B, preds[in->op], x, y, "");
    }
    static const LLVMIntPredicate preds[] = {
        [OP_EQ] = LLVMIntEQ,  [OP_NE] = LLVMIntNE,  [OP_LT] = LLVMIntSLT, [OP_LE] = LLVMIntSLE,
        [OP_GT] = LLVMIntSGT, [OP_GE] = LLVMIntSGE, [OP_ULT] = LLVMIntULT};
    return LLVMBuildICmp(B, preds[in->op], x, y, "");
}

/* ---- memory -------------------------------------------------------------------------------- */
static LLVMValueRef emit_loadx(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef addr = elem_addr(fe, arg(fe, in, 0), arg(fe, in, 1), (Elem)in->elem);
    switch ((Elem)in->elem) {
    case E_VAL: return load_as(fe, e->gcptr, addr, 8);
    case E_IMM: return load_as(fe, e->i64, addr, 8);
    case E_F64: return load_as(fe, e->f64, addr, 8);
    case E_U8: return tag_int(fe, LLVMBuildZExt(B, load_as(fe, e->i8, addr, 1), e->i64, ""));
    case E_U16: return tag_int(fe, LLVMBuildZExt(B, load_as(fe, e->i16, addr, 1), e->i64, ""));
    case E_I32: return load_as(fe, e->i32, addr, 1);
    case E_I64: return load_as(fe, e->i64, addr, 1);
    default: break;
    }
    UNREACHABLE();
}

static void emit_storex(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef addr = elem_addr(fe, arg(fe, in, 0), arg(fe, in, 1), (Elem)in->elem), x = arg(fe, in, 2);
    switch ((Elem)in->elem) {
    case E_VAL:
    case E_IMM:
    case E_F64: store_as(fe, x, addr, 8); break;
    case E_U8: store_as(fe, LLVMBuildTrunc(B, untag_int(fe, x), e->i8, ""), addr, 1); break;
    case E_U16: store_as(fe, LLVMBuildTrunc(B, untag_int(fe, x), e->i16, ""), addr, 1); break;
    case E_I32:
    case E_I64: store_as(fe, x, addr, 1); break;
    default: UNREACHABLE();
    }
}

/* ---- bigarrays: rt/ABI.md ----------------------------------------------------------------- */
enum { BIG_DATA = 1, BIG_DIM = 5 }; /* words of the block */

static LLVMValueRef emit_bigdim(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef dim = LLVMBuildLoad2(B, e->i64, word_addr(fe, arg(fe, in, 0), BIG_DIM + in->imm.i), "");
    /* C code has filled the block before anybody here sees it (backend/README.md): unlike other fields it is constant
     */
    LLVMSetMetadata(dim, e->kind_invariant, e->no_operands);
    LLVMSetMetadata(dim, e->kind_tbaa, e->tbaa_bigarray);
    LLVMSetMetadata(dim, e->kind_range, e->dim_range);
    LLVMValueRef twice = LLVMBuildNSWAdd(B, dim, dim, "");
    LLVMSetNUW(twice, 1);
    return LLVMBuildOr(B, twice, const_i64(e, 1), "");
}

static LLVMTypeRef big_elem_type(Emit *e, Elem elem) {
    switch (elem) {
    case E_F32: return LLVMFloatTypeInContext(e->cx);
    case E_F64: return e->f64;
    case E_S8:
    case E_U8: return e->i8;
    case E_S16:
    case E_U16: return e->i16;
    case E_I32: return e->i32;
    case E_I64:
    case E_INT: return e->i64;
    default: UNREACHABLE();
    }
}

static uint64_t big_elem_size(Elem elem) {
    switch (elem) {
    case E_S8:
    case E_U8: return 1;
    case E_S16:
    case E_U16: return 2;
    case E_I32:
    case E_F32: return 4;
    default: return 8;
    }
}

/* The load is not marked as constant: LLVM may share it as long as no call comes between, so the bigarray is a root at
   each statepoint behind which its data are used. */
static LLVMValueRef big_data(FuncEmit *fe, Val bigarray) {
    Emit *e = fe->e;
    if (fe->big.bigarray.i == bigarray.i) return fe->big.data;
    LLVMValueRef data = LLVMBuildLoad2(B, e->ptr, word_addr(fe, v(fe, bigarray), BIG_DATA), "");
    LLVMSetMetadata(data, e->kind_tbaa, e->tbaa_bigarray);
    fe->big = (BigData){bigarray, data};
    return data;
}

/* The address is loaded before the test of an index, not behind it: so LLVM can take it out of a loop. */
static void load_ahead(FuncEmit *fe, const Term *t) {
    const Inst *test = val_def(fe->f, t->args[0]);
    if (!test || test->op != OP_ULT || test->layout != L_IMM) return;
    const Inst *dim = val_def(fe->f, test->args[1]);
    if (!dim || dim->op != OP_BIGDIM) return;
    big_data(fe, dim->args[0]);
    fe->ahead[t->edges[0].block.i] = fe->big;
}

static LLVMValueRef big_addr(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef data = big_data(fe, in->args[0]);
    LLVMValueRef index = arg(fe, in, 1), offset;
    int64_t size = (int64_t)big_elem_size((Elem)in->elem);
    offset = size == 1 ? untag_int(fe, index) : scaled(fe, index, size);
    return LLVMBuildInBoundsGEP2(B, e->i8, data, &offset, 1, "");
}

static LLVMValueRef emit_bigload(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    Elem elem = (Elem)in->elem;
    LLVMTypeRef type = big_elem_type(e, elem);
    LLVMValueRef x = LLVMBuildLoad2(B, type, big_addr(fe, in), "");
    LLVMSetMetadata(x, e->kind_tbaa, e->tbaa_data);
    switch (elem) {
    case E_F32: return LLVMBuildFPExt(B, x, e->f64, "");
    case E_S8:
    case E_S16: return tag_int(fe, LLVMBuildSExt(B, x, e->i64, ""));
    case E_U8:
    case E_U16: return tag_int(fe, LLVMBuildZExt(B, x, e->i64, ""));
    case E_INT: return tag_int(fe, x);
    default: return x;
    }
}

static void emit_bigstore(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMTypeRef type = big_elem_type(e, (Elem)in->elem);
    LLVMValueRef x = arg(fe, in, 2);
    if (in->elem == E_F32)
        x = LLVMBuildFPTrunc(B, x, type, "");
    else if (val_layout(fe->f, in->args[2]) == L_IMM)
        x = LLVMBuildTrunc(B, untag_int(fe, x), type, "");
    LLVMValueRef store = LLVMBuildStore(B, x, big_addr(fe, in));
    LLVMSetMetadata(store, e->kind_tbaa, e->tbaa_data);
}

static LLVMValueRef emit_strlen(FuncEmit *fe, LLVMValueRef s) {
    Emit *e = fe->e;
    LLVMValueRef words = LLVMBuildLShr(B, header_of(fe, s), const_i64(e, 10), "");
    LLVMValueRef last = LLVMBuildSub(B, LLVMBuildShl(B, words, const_i64(e, 3), ""), const_i64(e, 1), "");
    LLVMValueRef idx[1] = {last};
    LLVMValueRef pad = load_as(fe, e->i8, LLVMBuildInBoundsGEP2(B, e->i8, s, idx, 1, ""), 1);
    return tag_int(fe, LLVMBuildSub(B, last, LLVMBuildZExt(B, pad, e->i64, ""), ""));
}

static void emit_poll(FuncEmit *fe) {
    Emit *e = fe->e;
    /* an allocation of nothing: the slow path runs handlers when the limit was raised */
    LLVMTypeRef type = LLVMFunctionType(e->void_t, (LLVMTypeRef[]){e->ptr}, 1, 0);
    LLVMValueRef top = fe_top(fe), call = LLVMBuildCall2(B, type, runtime_func(e, "mloc.poll", type), &top, 1, "");
    call_position(fe, call);
}

static LLVMValueRef emit_const(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    switch ((Layout)in->layout) {
    case L_IMM: return const_i64(e, (int64_t)((uint64_t)in->imm.i << 1 | 1));
    case L_VAL: return gc_const(e, (int64_t)((uint64_t)in->imm.i << 1 | 1));
    case L_I64: return const_i64(e, in->imm.i);
    case L_I32: return LLVMConstInt(e->i32, (unsigned long long)in->imm.i, 1);
    case L_I1: return LLVMConstInt(e->i1, in->imm.i != 0, 0);
    case L_F64:
        return in->imm.f != in->imm.f ? LLVMConstBitCast(const_i64(e, float_bits(in->imm.f)), e->f64)
                                      : LLVMConstReal(e->f64, in->imm.f);
    case L_PTR: return LLVMConstNull(e->ptr);
    case L_NONE:
    case L_COUNT: break;
    }
    UNREACHABLE();
}

/* A value like any other: of a val, even the fields may be read (the runtime's mloc_undef). */
static LLVMValueRef emit_undef(FuncEmit *fe, Layout l) {
    Emit *e = fe->e;
    if (l != L_VAL) return emit_const(fe, &(Inst){.layout = (uint8_t)l});
    LLVMValueRef g = LLVMGetNamedGlobal(e->mod, "mloc_undef");
    if (!g) {
        g = LLVMAddGlobalInAddressSpace(e->mod, e->i8, "mloc_undef", 1);
        LLVMSetAlignment(g, 8);
    }
    return g;
}

static LLVMValueRef emit_result(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    LLVMValueRef one = const_i64(e, 1);
    switch ((Op)in->op) {
    case OP_CONST: return emit_const(fe, in);
    case OP_UNDEF: return emit_undef(fe, (Layout)in->layout);
    case OP_DATA: return data_value(e, in->imm.data);
    case OP_CODE: return func_value(e, in->imm.func);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_MOD:
    case OP_NEG:
    case OP_AND:
    case OP_OR:
    case OP_XOR:
    case OP_SHL:
    case OP_LSHR:
    case OP_ASHR:
    case OP_ABS:
    case OP_SQRT:
    case OP_BSWAP:
        if (in->op == OP_BSWAP && in->layout == L_IMM) return emit_bswap16(fe, arg(fe, in, 0));
        return in->layout == L_IMM ? imm_arith(fe, in) : in->layout == L_F64 ? float_arith(fe, in) : word_arith(fe, in);
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_ULT: return emit_compare(fe, in);
    case OP_SELECT: return LLVMBuildSelect(B, arg(fe, in, 0), arg(fe, in, 1), arg(fe, in, 2), "");
    case OP_OPAQUE: return pin_to_gc(e, arg(fe, in, 0));
    case OP_IMM_VAL: return LLVMBuildIntToPtr(B, arg(fe, in, 0), e->gcptr, "");
    case OP_VAL_IMM: return LLVMBuildPtrToInt(B, arg(fe, in, 0), e->i64, "");
    case OP_I1_IMM: return tag_int(fe, LLVMBuildZExt(B, arg(fe, in, 0), e->i64, ""));
    case OP_IMM_I64: return untag_int(fe, arg(fe, in, 0));
    case OP_I64_IMM: return tag_int(fe, arg(fe, in, 0));
    case OP_IMM_I32: return LLVMBuildTrunc(B, untag_int(fe, arg(fe, in, 0)), e->i32, "");
    case OP_I32_IMM: return tag_int(fe, LLVMBuildSExt(B, arg(fe, in, 0), e->i64, ""));
    case OP_I32_I64: return LLVMBuildSExt(B, arg(fe, in, 0), e->i64, "");
    case OP_I64_I32: return LLVMBuildTrunc(B, arg(fe, in, 0), e->i32, "");
    case OP_IMM_F64: return LLVMBuildSIToFP(B, untag_int(fe, arg(fe, in, 0)), e->f64, "");
    case OP_I64_F64: return LLVMBuildSIToFP(B, arg(fe, in, 0), e->f64, "");
    /* freeze: out of range is a number that we do not promise, but not poison */
    case OP_F64_IMM: return tag_int(fe, LLVMBuildFreeze(B, LLVMBuildFPToSI(B, arg(fe, in, 0), e->i64, ""), ""));
    case OP_F64_I64: return LLVMBuildFreeze(B, LLVMBuildFPToSI(B, arg(fe, in, 0), e->i64, ""), "");
    case OP_F64_BITS: return LLVMBuildBitCast(B, arg(fe, in, 0), e->i64, "");
    case OP_BITS_F64: return LLVMBuildBitCast(B, arg(fe, in, 0), e->f64, "");
    case OP_IS_IMM: {
        LLVMValueRef w = LLVMBuildPtrToInt(B, arg(fe, in, 0), e->i64, "");
        return LLVMBuildICmp(B, LLVMIntNE, LLVMBuildAnd(B, w, one, ""), const_i64(e, 0), "");
    }
    case OP_TAG: {
        LLVMValueRef byte = load_as(fe, e->i8, word_addr(fe, arg(fe, in, 0), -1), 8);
        return tag_int(fe, LLVMBuildZExt(B, byte, e->i64, ""));
    }
    case OP_SIZE: return tag_int(fe, LLVMBuildLShr(B, header_of(fe, arg(fe, in, 0)), const_i64(e, 10), ""));
    case OP_STRLEN: return emit_strlen(fe, arg(fe, in, 0));
    case OP_LOAD:
        return heap_access(
            fe, LLVMBuildLoad2(B, layout_type(e, (Layout)in->layout), word_addr(fe, arg(fe, in, 0), in->imm.i), ""));
    case OP_BIGDIM: return emit_bigdim(fe, in);
    case OP_BIGLOAD: return emit_bigload(fe, in);
    case OP_LOADX: return emit_loadx(fe, in);
    case OP_ALLOC: return emit_alloc(fe, in);
    case OP_BOX: return emit_box(fe, in);
    case OP_UNBOX: return emit_unbox(fe, in);
    case OP_CLOSURE: return emit_closure(fe, in);
    case OP_CLOENTRY: return word_addr(fe, arg(fe, in, 0), 3 * in->imm.i);
    case OP_CLOENV:
        return LLVMBuildLoad2(B, layout_type(e, (Layout)in->layout),
                              word_addr(fe, arg(fe, in, 0), closure_env_word(in->aux2, in->aux, (uint32_t)in->imm.i)),
                              "");
    case OP_REGION_BEGIN: {
        if (!fe->pins_top || !fe->pins_top[in->block.i]) return fe_top(fe);
        LLVMValueRef top = pin_top(e, fe_top(fe));
        LLVMBuildStore(B, top, fe->top_var);
        return top;
    }
    default: BUG("instruction %s", op_info[in->op].text);
    }
}

static void emit_inst(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    fe->loc = in->loc;
    if (fe->di_scope) debug_loc(fe, in->loc);
    if (op_info[in->op].flags & (OPF_ALLOC | OPF_CALL)) fe->big.bigarray = NO_VAL;
    switch ((Op)in->op) {
    case OP_CALL:
    case OP_APPLY:
    case OP_CCALL: emit_call_inst(fe, in); return;
    case OP_STORE: heap_access(fe, LLVMBuildStore(B, arg(fe, in, 1), word_addr(fe, arg(fe, in, 0), in->imm.i))); return;
    case OP_BIGSTORE: emit_bigstore(fe, in); return;
    case OP_MODIFY: modify(fe, word_addr(fe, arg(fe, in, 0), in->imm.i), arg(fe, in, 1)); return;
    case OP_STOREX: emit_storex(fe, in); return;
    case OP_MODIFYX: modify(fe, elem_addr(fe, arg(fe, in, 0), arg(fe, in, 1), E_VAL), arg(fe, in, 2)); return;
    case OP_REGION_END:
        if (e->opt->debug_regions) poison_region(fe, arg(fe, in, 0));
        LLVMBuildStore(B, arg(fe, in, 0), fe->top_var);
        return;
    case OP_POLL: emit_poll(fe); return;
    default: fe->vals[in->res.i] = emit_result(fe, in);
    }
}

/* ---- terminators ------------------------------------------------------------------------------ */
/* Records what `edge` gives to its target's phis, coming from `from`. */
void edge_add_incoming(FuncEmit *fe, const Edge *edge, uint32_t implicit, const LLVMValueRef *implicit_vals,
                       LLVMBasicBlockRef from) {
    const BlockInfo *bi = block_at(fe->f, edge->block);
    if (bi->nparams != implicit + edge->nargs) BUG("%s: edge with a wrong number of arguments", fe->f->name->text);
    for (uint32_t i = 0; i < bi->nparams; i++) {
        LLVMValueRef x = i < implicit ? implicit_vals[i] : v(fe, edge->args[i - implicit]);
        LLVMAddIncoming(fe->vals[bi->params[i].i], &x, &from, 1);
    }
}

/* The LLVM block to jump to for an edge: the target, or a block of its own when the same target has an earlier edge
 * here. */
static LLVMBasicBlockRef edge_block(FuncEmit *fe, const Term *t, uint32_t k, LLVMBasicBlockRef from) {
    const Edge *edge = &t->edges[k];
    bool repeated = false;
    if (edge->nargs)
        for (uint32_t i = 0; i < k && !repeated; i++) repeated = t->edges[i].block.i == edge->block.i;
    if (!repeated) {
        edge_add_incoming(fe, edge, 0, NULL, from);
        return fe->blocks[edge->block.i];
    }
    LLVMBasicBlockRef split = LLVMAppendBasicBlockInContext(fe->e->cx, fe->fn, "");
    LLVMBasicBlockRef here = LLVMGetInsertBlock(B);
    LLVMPositionBuilderAtEnd(B, split);
    LLVMBuildBr(B, fe->blocks[edge->block.i]);
    LLVMPositionBuilderAtEnd(B, here);
    edge_add_incoming(fe, edge, 0, NULL, split);
    return split;
}

static void emit_switch(FuncEmit *fe, const Term *t, LLVMBasicBlockRef here) {
    Emit *e = fe->e;
    LLVMValueRef x = v(fe, t->args[0]);
    if (val_layout(fe->f, t->args[0]) == L_IMM) x = untag_int(fe, x);
    LLVMBasicBlockRef *targets = malloc(sizeof *targets * t->nedges);
    for (uint32_t i = 0; i < t->nedges; i++) targets[i] = edge_block(fe, t, i, here);
    LLVMValueRef sw = LLVMBuildSwitch(B, x, targets[t->ncases], t->ncases);
    for (uint32_t i = 0; i < t->ncases; i++) LLVMAddCase(sw, const_i64(e, t->cases[i]), targets[i]);
    free(targets);
}

static void emit_term(FuncEmit *fe, Blk from, const Term *t) {
    Emit *e = fe->e;
    fe->loc = t->loc;
    if (fe->di_scope) debug_loc(fe, t->loc);
    LLVMBasicBlockRef here = LLVMGetInsertBlock(B);
    switch ((TermKind)t->kind) {
    case TERM_JUMP: {
        LLVMBuildBr(B, edge_block(fe, t, 0, here));
        return;
    }
    case TERM_BR: {
        if (fe->bigarrays) load_ahead(fe, t);
        LLVMBasicBlockRef yes = edge_block(fe, t, 0, here), no = edge_block(fe, t, 1, here);
        LLVMValueRef br = LLVMBuildCondBr(B, v(fe, t->args[0]), yes, no);
        if (t->flags == HINT_LIKELY) LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->likely));
        if (t->flags == HINT_UNLIKELY) LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->unlikely));
        return;
    }
    case TERM_SWITCH: emit_switch(fe, t, here); return;
    case TERM_RET: fe_return(fe, t->nargs, t->args); return;
    case TERM_RAISE: fe_raise(fe, v(fe, t->args[0]), t->flags); return;
    case TERM_TAILCALL:
    case TERM_TAILAPPLY: emit_tail(fe, t); return;
    case TERM_INVOKE:
    case TERM_INVOKE_APPLY:
    case TERM_INVOKE_C: emit_invoke(fe, from, t); return;
    case TERM_UNREACHABLE: LLVMBuildUnreachable(B); return;
    case TERM_NONE:
    case TERM_COUNT: break;
    }
    BUG("%s: block without terminator", fe->f->name->text);
}

/* ---- functions ----------------------------------------------------------------------------------- */
/* Does the region top move in this function?  It does not in one that only passes on what others allocated. */
/* Blocks in loops, of a function that allocates more than a few blocks in regions there.  A region that a loop opens at
   each turn begins at the same place each time, so LLVM takes the addresses of its blocks out of the loop: as pointers
   that each collection may have to know, copied around every call, all of them.  NULL: none. */
static const bool *regions_in_loops(Arena *a, const Func *f, const Cfg *c) {
    enum { FEW = 3 };
    bool *in_loop = NEW_ARRAY(a, bool, f->nblocks);
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        if (!c->loop_depth[c->rpo[i].i]) continue;
        in_loop[c->rpo[i].i] = true;
        for (Ins k = block_at(f, c->rpo[i])->first; k.i; k = inst_at(f, k)->next)
            n += (op_info[inst_at(f, k)->op].flags & OPF_ALLOC) && inst_at(f, k)->place == PLACE_REGION;
    }
    return n > FEW ? in_loop : NULL;
}

static bool uses_regions(const Program *p, const Func *f) {
    for (uint32_t i = 1; i < f->ninsts; i++) {
        const Inst *in = &f->insts[i];
        if (!in->block.i) continue;
        if (in->op == OP_REGION_BEGIN || ((op_info[in->op].flags & OPF_ALLOC) && in->place != PLACE_HEAP)) return true;
        if (in->op == OP_CALL && program_func(p, in->imm.func)->local_result) return true;
        if (in->op == OP_APPLY && apply_is_local(f, in->res)) return true;
    }
    for (uint32_t i = 1; i < f->nblocks; i++) {
        const Term *t = &f->blocks[i].term;
        if (t->kind == TERM_INVOKE && program_func(p, t->func)->local_result) return true;
        if (t->kind == TERM_INVOKE_APPLY && invoke_is_local(f, t)) return true;
        if (t->kind == TERM_TAILCALL) { /* where the conventions differ it is an ordinary call */
            const Func *g = program_func(p, t->func);
            if (g->local_result && !(f->closure_code && g->closure_code)) return true;
        }
        if (t->kind == TERM_TAILAPPLY && f->local_result && !f->closure_code) return true;
    }
    return false;
}

static bool uses_bigarrays(const Func *f) {
    for (uint32_t i = 1; i < f->ninsts; i++)
        if (f->insts[i].block.i && (f->insts[i].op == OP_BIGLOAD || f->insts[i].op == OP_BIGSTORE)) return true;
    return false;
}

/* Parameters: registers in order, the rest from the overflow area before anything can collect. */
static void bind_params(FuncEmit *fe) {
    Emit *e = fe->e;
    const BlockInfo *entry = block_at(fe->f, fe->f->entry);
    uint32_t reg = 1, gp = fe->shape->local ? 1 : 0, fp = 0, over = 0;
    for (uint32_t i = 0; i < fe->f->nparams; i++) {
        Layout l = fe->f->params[i];
        bool f = l == L_F64;
        LLVMValueRef x;
        if (f ? fp++ < e->fp_regs : gp++ < e->gp_regs)
            x = LLVMGetParam(fe->fn, reg++);
        else
            x = LLVMBuildLoad2(B, layout_type(e, l), state_addr(e, STATE_overflow + over++), "");
        fe->vals[entry->params[i].i] = x;
    }
}

void emit_func(Emit *e, const Func *f) {
    LLVMValueRef fn = func_value(e, f->id);
    Arena *a = arena_new("function");
    FuncEmit fe_ = {.e = e, .f = f, .fn = fn, .shape = func_shape(e, f)}, *fe = &fe_;
    fe->vals = NEW_ARRAY(a, LLVMValueRef, f->nvals);
    fe->blocks = NEW_ARRAY(a, LLVMBasicBlockRef, f->nblocks);
    fe->top_param = LLVMGetParam(fn, 0);
    if (f->inline_attr == INLINE_NEVER)
        LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(e->cx, e->attr_noinline, 0));
    if (f->cold)
        LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(e->cx, e->attr_cold, 0));
    if (e->dib) debug_func(fe);
    fe->bigarrays = uses_bigarrays(f);
    if (fe->bigarrays) fe->ahead = NEW_ARRAY(a, BigData, f->nblocks);

    LLVMBasicBlockRef prologue = LLVMAppendBasicBlockInContext(e->cx, fn, "");
    LLVMPositionBuilderAtEnd(B, prologue);
    if (fe->di_scope) debug_loc(fe, f->loc);
    bind_params(fe);
    if (uses_regions(e->prog, f)) {
        fe->top_var = LLVMBuildAlloca(B, e->ptr, "");
        LLVMBuildStore(B, fe->top_param, fe->top_var);
    }
    Cfg *cfg = cfg_compute(a, f);
    if (fe->top_var) fe->pins_top = regions_in_loops(a, f, cfg);
    const bool *cold = cfg_cold(a, f, cfg), all_cold = crowded(f);
    bool entry_is_target = cfg->pred_start[f->entry.i + 1] > cfg->pred_start[f->entry.i];
    /* blocks and phis first, so that edges have something to add to */
    for (uint32_t i = 0; i < cfg->n; i++) fe->blocks[cfg->rpo[i].i] = LLVMAppendBasicBlockInContext(e->cx, fn, "");
    for (uint32_t i = 0; i < cfg->n; i++) {
        const BlockInfo *bi = block_at(f, cfg->rpo[i]);
        LLVMPositionBuilderAtEnd(B, fe->blocks[cfg->rpo[i].i]);
        bool entry = cfg->rpo[i].i == f->entry.i;
        if (entry && !entry_is_target) continue; /* its parameters are the function's */
        for (uint32_t k = 0; k < bi->nparams; k++) {
            LLVMValueRef phi = LLVMBuildPhi(B, layout_type(e, val_layout(f, bi->params[k])), "");
            if (entry) LLVMAddIncoming(phi, &fe->vals[bi->params[k].i], &prologue, 1);
            fe->vals[bi->params[k].i] = phi;
        }
    }
    LLVMPositionBuilderAtEnd(B, prologue);
    LLVMBuildBr(B, fe->blocks[f->entry.i]);
    for (uint32_t i = 0; i < cfg->n; i++) {
        const BlockInfo *bi = block_at(f, cfg->rpo[i]);
        LLVMPositionBuilderAtEnd(B, fe->blocks[cfg->rpo[i].i]);
        fe->group_left = 0;
        fe->cold = all_cold || cold[cfg->rpo[i].i];
        bool one_way_in = cfg->pred_start[cfg->rpo[i].i + 1] - cfg->pred_start[cfg->rpo[i].i] == 1;
        fe->big = fe->bigarrays && one_way_in ? fe->ahead[cfg->rpo[i].i] : (BigData){0};
        for (Ins in = bi->first; in.i; in = inst_at(f, in)->next) emit_inst(fe, inst_at(f, in));
        emit_term(fe, cfg->rpo[i], &bi->term);
    }
    arena_free(a);
}
