/* calls.c: calls, checked returns, raising, tail calls, calls to C. */
#include "emit.h"
#include <stdlib.h>

#define B (fe->e->b)

static LLVMValueRef v(FuncEmit *fe, Val x) {
    return fe->vals[x.i];
}

/* The empty instruction that makes a managed pointer of a word (or the reverse) and that LLVM does not move over a
 * call. */
static LLVMValueRef pin(Emit *e, LLVMValueRef x, LLVMTypeRef to) {
    LLVMTypeRef from = LLVMTypeOf(x), type = LLVMFunctionType(to, &from, 1, 0);
    LLVMValueRef a = LLVMGetInlineAsm(type, "", 0, "=r,0", 4, 1, 0, LLVMInlineAsmDialectATT, 0);
    LLVMValueRef call = LLVMBuildCall2(e->b, type, a, &x, 1, "");
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
    return call;
}
LLVMValueRef pin_to_gc(Emit *e, LLVMValueRef word) {
    return pin(e, word, e->gcptr);
}
LLVMValueRef pin_to_word(Emit *e, LLVMValueRef gc) {
    return pin(e, gc, e->i64);
}
LLVMValueRef pin_top(Emit *e, LLVMValueRef top) {
    return pin(e, top, e->ptr);
}

/* ---- calls to C ------------------------------------------------------------------------- */
static LLVMTypeRef type_of_call(LLVMTypeRef ret, uint32_t n, const LLVMValueRef *xs) {
    LLVMTypeRef *types = malloc(sizeof *types * (n ? n : 1));
    for (uint32_t i = 0; i < n; i++) types[i] = LLVMTypeOf(xs[i]);
    LLVMTypeRef type = LLVMFunctionType(ret, types, n, 0);
    free(types);
    return type;
}

LLVMValueRef stub_call(FuncEmit *fe, const char *stub, const char *target, LLVMTypeRef ret, uint32_t n,
                       const LLVMValueRef *args) {
    Emit *e = fe->e;
    LLVMValueRef *xs = malloc(sizeof *xs * (n + 2));
    if (n) memcpy(xs + 2, args, sizeof *xs * n);
    xs[0] = runtime_func(e, target, type_of_call(ret, n, args));
    xs[1] = fe_top(fe);
    LLVMTypeRef type = type_of_call(ret, n + 2, xs);
    LLVMValueRef call = LLVMBuildCall2(B, type, runtime_func(e, stub, type), xs, n + 2, "");
    LLVMAddCallSiteAttribute(call, 1, LLVMCreateEnumAttribute(e->cx, e->attr_nest, 0));
    mark_swiftself(e, call, true, 1);
    call_position(fe, call);
    free(xs);
    return call;
}

/* ---- returning and raising ------------------------------------------------------------ */
LLVMValueRef raised_value(Emit *e, const Shape *s) {
    (void)e;
    return s->type == e->void_t ? NULL : LLVMConstNull(s->type);
}

LLVMBasicBlockRef propagate_block(FuncEmit *fe) {
    Emit *e = fe->e;
    if (!fe->propagate) {
        LLVMBasicBlockRef here = LLVMGetInsertBlock(B);
        fe->propagate = LLVMAppendBasicBlockInContext(e->cx, fe->fn, "");
        LLVMPositionBuilderAtEnd(B, fe->propagate);
        if (!fe->shape->may_raise)
            LLVMBuildUnreachable(B); /* the effects pass proved that nothing comes here */
        else if (fe->shape->type == e->void_t)
            LLVMBuildRetVoid(B);
        else
            LLVMBuildRet(B, raised_value(e, fe->shape));
        LLVMPositionBuilderAtEnd(B, here);
    }
    return fe->propagate;
}

static unsigned struct_parts(LLVMTypeRef t) {
    return LLVMGetTypeKind(t) == LLVMStructTypeKind ? LLVMCountStructElementTypes(t) : 0;
}

/* Code of a closure hands the region top back in local_top, where callers that know of local results look. */
static bool returns_top_aside(const Func *f) {
    return f->local_result && f->closure_code;
}

static void return_values(FuncEmit *fe, uint32_t n, const LLVMValueRef *results) {
    Emit *e = fe->e;
    Shape *s = fe->shape;
    if (returns_top_aside(fe->f)) LLVMBuildStore(B, fe_top(fe), state_addr(e, STATE_local_top));
    if (s->type == e->gcptr) {
        LLVMBuildRet(B, results[0]);
        return;
    }
    unsigned parts = struct_parts(s->type), over = 0;
    LLVMValueRef agg = parts ? LLVMGetPoison(s->type) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        LLVMValueRef x = results[i];
        if (s->reg[i] == UINT32_MAX) {
            LLVMBuildStore(B, x, state_addr(e, STATE_overflow + over++));
            continue;
        }
        if (s->results[i] == L_VAL) x = pin_to_word(e, x);
        if (parts)
            agg = LLVMBuildInsertValue(B, agg, x, s->reg[i], "");
        else
            agg = x;
    }
    if (s->status) {
        LLVMValueRef ok = const_i64(e, 1);
        agg = parts ? LLVMBuildInsertValue(B, agg, ok, parts - 1 - s->local, "") : ok;
    }
    if (s->local) agg = parts ? LLVMBuildInsertValue(B, agg, fe_top(fe), parts - 1, "") : fe_top(fe);
    if (agg)
        LLVMBuildRet(B, agg);
    else
        LLVMBuildRetVoid(B);
}

void fe_return(FuncEmit *fe, uint32_t n, const Val *results) {
    LLVMValueRef xs[MAX_RESULTS];
    for (uint32_t i = 0; i < n; i++) xs[i] = v(fe, results[i]);
    return_values(fe, n, xs);
}

void fe_raise(FuncEmit *fe, LLVMValueRef exn, int kind) {
    Emit *e = fe->e;
    LLVMBuildStore(B, exn, state_addr(e, STATE_exn));
    if (kind == RAISE_REGULAR && e->opt->debug) {
        LLVMBasicBlockRef hook = LLVMAppendBasicBlockInContext(e->cx, fe->fn, "");
        LLVMValueRef active = LLVMBuildLoad2(B, e->i64, state_addr(e, STATE_backtrace_active), "");
        LLVMBasicBlockRef out = propagate_block(fe);
        LLVMValueRef br = LLVMBuildCondBr(B, LLVMBuildICmp(B, LLVMIntEQ, active, const_i64(e, 0), ""), out, hook);
        LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->likely));
        LLVMPositionBuilderAtEnd(B, hook);
        stub_call(fe, "mloc_c_call", "mloc_raise_hook", e->void_t, 1, &exn);
    }
    LLVMBuildBr(B, propagate_block(fe));
}

/* ---- arguments ------------------------------------------------------------------------------ */
typedef struct CallArgs {
    LLVMValueRef vals[24];
    uint32_t n;
    bool local; /* the region top is an ordinary argument */
} CallArgs;

/* Region top, then arguments; those beyond the registers go to the overflow area. */
static void place_args(FuncEmit *fe, CallArgs *ca, LLVMValueRef top, bool local, uint32_t n, LLVMValueRef *xs) {
    Emit *e = fe->e;
    *ca = (CallArgs){.local = local};
    ca->vals[ca->n++] = top;
    uint32_t gp = local ? 1 : 0, fp = 0, over = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool f = LLVMTypeOf(xs[i]) == e->f64;
        if (f ? fp++ < e->fp_regs : gp++ < e->gp_regs)
            ca->vals[ca->n++] = xs[i];
        else {
            if (over >= STATE_overflow_last - STATE_overflow + 1)
                BUG("a call with %u arguments does not fit the overflow area", n);
            LLVMBuildStore(B, xs[i], state_addr(e, STATE_overflow + over++));
        }
    }
}

static LLVMValueRef fastcall(FuncEmit *fe, LLVMTypeRef type, LLVMValueRef fn, CallArgs *ca) {
    LLVMValueRef call = LLVMBuildCall2(B, type, fn, ca->vals, ca->n, "");
    LLVMSetInstructionCallConv(call, CALLCONV_FAST);
    if (!ca->local) mark_swiftself(fe->e, call, true, 0);
    call_position(fe, call);
    return call;
}

static LLVMValueRef *arg_values(FuncEmit *fe, uint32_t n, const Val *args) {
    LLVMValueRef *xs = malloc(sizeof *xs * (n ? n : 1));
    for (uint32_t i = 0; i < n; i++) xs[i] = v(fe, args[i]);
    return xs;
}

/* A call that cannot reach a collection needs no stack map, and its caller spills nothing.  With -g the record is
   kept where the callee may raise, for backtraces. */
static bool cannot_collect(Emit *e, const Func *f) {
    if (f->effects & (EFF_ALLOC | EFF_UNKNOWN_CALL)) return false;
    return !(e->opt->debug && (f->effects & EFF_RAISE));
}

/* ---- local results of closures ------------------------------------------------------------
   Code of closures has one convention whatever its type says, so a local result's region top travels beside it: the
   caller puts its top into local_top and takes it from there afterwards; code with a local result overwrites it on
   return, all other code leaves in it what it found.  So the caller, which may itself be called like this, puts back
   what it found. */
typedef struct LocalTop {
    LLVMValueRef found, after;
} LocalTop;

static LocalTop local_top_offer(FuncEmit *fe) {
    Emit *e = fe->e;
    LocalTop lt = {.found = LLVMBuildLoad2(B, e->ptr, state_addr(e, STATE_local_top), "")};
    LLVMBuildStore(B, fe_top(fe), state_addr(e, STATE_local_top));
    return lt;
}
static void local_top_take(FuncEmit *fe, LocalTop *lt) { /* directly after the call, whether it raised or not */
    Emit *e = fe->e;
    lt->after = LLVMBuildLoad2(B, e->ptr, state_addr(e, STATE_local_top), "");
    LLVMBuildStore(B, lt->found, state_addr(e, STATE_local_top));
}
static void local_top_use(FuncEmit *fe, const LocalTop *lt) { /* when it has not raised */
    if (lt->after) LLVMBuildStore(B, lt->after, fe->top_var);
}

bool apply_is_local(const Func *f, Val result) {
    return f->vals[result.i].mode == M_LOCAL;
}
bool invoke_is_local(const Func *f, const Term *t) {
    return apply_is_local(f, block_at(f, t->edges[0].block)->params[0]);
}

static LLVMValueRef direct_call(FuncEmit *fe, FuncId id, uint32_t n, const Val *args, LocalTop *lt) {
    Emit *e = fe->e;
    const Func *f = program_func(e->prog, id);
    LLVMValueRef *xs = arg_values(fe, n, args);
    CallArgs ca;
    bool aside = returns_top_aside(f);
    *lt = aside ? local_top_offer(fe) : (LocalTop){0};
    place_args(fe, &ca, fe_top(fe), func_shape(e, f)->local, n, xs);
    free(xs);
    LLVMValueRef call = fastcall(fe, func_type_of(e, f), func_value(e, id), &ca);
    if (aside) local_top_take(fe, lt);
    if (cannot_collect(e, f)) LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
    return call;
}

/* Applying an unknown closure to n arguments: its code when the arity fits, else mloc_applyN. */
static LLVMValueRef closure_arity_ok(FuncEmit *fe, LLVMValueRef clos, uint32_t n) {
    Emit *e = fe->e;
    LLVMValueRef idx[1] = {const_i64(e, 8)};
    LLVMValueRef info = LLVMBuildLoad2(B, e->i64, LLVMBuildInBoundsGEP2(B, e->i8, clos, idx, 1, ""), "");
    return LLVMBuildICmp(B, LLVMIntEQ, LLVMBuildLShr(B, info, const_i64(e, 56), ""), const_i64(e, n), "");
}

static LLVMValueRef apply_code(FuncEmit *fe, LLVMValueRef clos, uint32_t n, CallArgs *ca) {
    Emit *e = fe->e;
    LLVMValueRef code = LLVMBuildLoad2(B, e->ptr, clos, "");
    return fastcall(fe, closure_type(e, n), code, ca);
}

static LLVMValueRef apply_call(FuncEmit *fe, uint32_t nargs, const Val *args, bool local, uint32_t cell, LocalTop *lt) {
    Emit *e = fe->e;
    *lt = local ? local_top_offer(fe) : (LocalTop){0};
    uint32_t n = nargs - 1;
    LLVMValueRef *xs = arg_values(fe, nargs, args);
    CallArgs ca;
    place_args(fe, &ca, fe_top(fe), false, nargs, xs);
    LLVMBasicBlockRef fast = LLVMAppendBasicBlockInContext(e->cx, fe->fn, ""),
                      slow = LLVMAppendBasicBlockInContext(e->cx, fe->fn, ""),
                      done = LLVMAppendBasicBlockInContext(e->cx, fe->fn, "");
    LLVMValueRef br = LLVMBuildCondBr(B, closure_arity_ok(fe, xs[0], n), fast, slow);
    LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->likely));
    LLVMPositionBuilderAtEnd(B, fast);
    LLVMValueRef r[2];
    r[0] = apply_code(fe, xs[0], n, &ca);
    LLVMBuildBr(B, done);
    LLVMPositionBuilderAtEnd(B, slow);
    offer_cell(fe, cell);
    r[1] = fastcall(fe, closure_type(e, n), apply_func(e, n, local), &ca);
    LLVMBuildBr(B, done);
    LLVMPositionBuilderAtEnd(B, done);
    LLVMValueRef phi = LLVMBuildPhi(B, e->gcptr, "");
    LLVMAddIncoming(phi, r, (LLVMBasicBlockRef[]){fast, slow}, 2);
    if (local) local_top_take(fe, lt);
    free(xs);
    return phi;
}

/* ---- C ------------------------------------------------------------------------------------------ */
static LLVMTypeRef c_result_type(Emit *e, const Ext *x) {
    return x->nresults ? layout_type(e, x->results[0]) : e->void_t;
}

/* noalloc externals are plain calls; the others go through the stub that leaves an anchor for the stack walk. */
static LLVMValueRef c_call(FuncEmit *fe, const Ext *x, uint32_t n, const Val *args, uint32_t cell) {
    Emit *e = fe->e;
    LLVMTypeRef ret = c_result_type(e, x);
    LLVMValueRef *xs = arg_values(fe, n, args), call;
    if (x->noalloc) {
        LLVMTypeRef type = type_of_call(ret, n, xs);
        call = LLVMBuildCall2(B, type, runtime_func(e, x->symbol->text, type), xs, n, "");
        LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
    } else {
        if (x->raises && ret != e->gcptr) /* 0 is an ordinary result: the exception itself tells */
            LLVMBuildStore(B, e->null_gc, state_addr(e, STATE_exn));
        if (cell) switch_cell(fe, cell);
        call = stub_call(fe, x->raises ? "mloc_c_call_raise" : "mloc_c_call", x->symbol->text, ret, n, xs);
        if (cell) switch_cell(fe, CELL_COMPILED);
    }
    free(xs);
    return call;
}

static LLVMValueRef c_raised(FuncEmit *fe, const Ext *x, LLVMValueRef call) {
    Emit *e = fe->e;
    if (c_result_type(e, x) == e->gcptr) return LLVMBuildIsNull(B, call, "");
    LLVMValueRef exn = LLVMBuildLoad2(B, e->gcptr, state_addr(e, STATE_exn), "");
    return LLVMBuildNot(B, LLVMBuildIsNull(B, exn, ""), "");
}

/* ---- results --------------------------------------------------------------------------------------- */
static LLVMValueRef shape_raised(FuncEmit *fe, const Shape *s, LLVMValueRef call) {
    Emit *e = fe->e;
    if (s->type == e->gcptr) return LLVMBuildIsNull(B, call, "");
    unsigned parts = struct_parts(s->type);
    LLVMValueRef word = call;
    if (parts) word = LLVMBuildExtractValue(B, call, s->status ? parts - 1 - s->local : s->reg[s->exn_component], "");
    return LLVMBuildICmp(B, LLVMIntEQ, word, const_i64(e, 0), "");
}

/* Takes the results of a call apart, directly after it (and after the test, when it may have raised). */
static void unpack(FuncEmit *fe, const Shape *s, LLVMValueRef call, LLVMValueRef *out) {
    Emit *e = fe->e;
    if (s->type == e->gcptr) {
        out[0] = call;
        return;
    }
    unsigned parts = struct_parts(s->type), over = 0;
    for (uint32_t i = 0; i < s->nresults; i++) {
        if (s->reg[i] == UINT32_MAX) {
            out[i] = LLVMBuildLoad2(B, layout_type(e, s->results[i]), state_addr(e, STATE_overflow + over++), "");
            continue;
        }
        LLVMValueRef x = parts ? LLVMBuildExtractValue(B, call, s->reg[i], "") : call;
        out[i] = s->results[i] == L_VAL ? pin_to_gc(e, x) : x;
    }
    if (s->local) LLVMBuildStore(B, parts ? LLVMBuildExtractValue(B, call, parts - 1, "") : call, fe->top_var);
}

static void branch_raised(FuncEmit *fe, LLVMValueRef raised, LLVMBasicBlockRef handler, LLVMBasicBlockRef ok) {
    LLVMValueRef br = LLVMBuildCondBr(B, raised, handler, ok);
    LLVMSetMetadata(br, fe->e->kind_prof, LLVMMetadataAsValue(fe->e->cx, fe->e->unlikely));
    LLVMPositionBuilderAtEnd(B, ok);
}

static void continue_unless(FuncEmit *fe, LLVMValueRef raised) {
    branch_raised(fe, raised, propagate_block(fe), LLVMAppendBasicBlockInContext(fe->e->cx, fe->fn, ""));
}

void emit_call_inst(FuncEmit *fe, const Inst *in) {
    Emit *e = fe->e;
    switch ((Op)in->op) {
    case OP_CALL: {
        const Func *f = program_func(e->prog, in->imm.func);
        Shape *s = func_shape(e, f);
        LocalTop lt;
        LLVMValueRef call = direct_call(fe, f->id, in->nargs, in->args, &lt);
        if ((f->effects & EFF_RAISE) && s->may_raise) continue_unless(fe, shape_raised(fe, s, call));
        local_top_use(fe, &lt);
        unpack(fe, s, call, fe->vals + in->res.i);
        return;
    }
    case OP_APPLY: {
        LocalTop lt;
        LLVMValueRef r = apply_call(fe, in->nargs, in->args, apply_is_local(fe->f, in->res), inst_cell(fe, in), &lt);
        continue_unless(fe, LLVMBuildIsNull(B, r, ""));
        local_top_use(fe, &lt);
        fe->vals[in->res.i] = r;
        return;
    }
    case OP_CCALL: {
        const Ext *x = program_ext(e->prog, in->imm.ext);
        LLVMValueRef r = c_call(fe, x, in->nargs, in->args, inst_cell(fe, in));
        if (x->raises) continue_unless(fe, c_raised(fe, x, r));
        if (x->nresults) fe->vals[in->res.i] = r;
        return;
    }
    default: UNREACHABLE();
    }
}

/* Calls inside a handler: the exception is taken from the state, in a block of its own. */
void emit_invoke(FuncEmit *fe, Blk from, const Term *t) {
    Emit *e = fe->e;
    (void)from;
    LLVMValueRef call, raised = NULL;
    LLVMValueRef results[MAX_RESULTS];
    const Shape *s = NULL;
    const Ext *x = NULL;
    LocalTop lt = {0};
    switch ((TermKind)t->kind) {
    case TERM_INVOKE: {
        const Func *f = program_func(e->prog, t->func);
        s = func_shape(e, f);
        call = direct_call(fe, f->id, t->nargs, t->args, &lt);
        if ((f->effects & EFF_RAISE) && s->may_raise) raised = shape_raised(fe, s, call);
        break;
    }
    case TERM_INVOKE_APPLY:
        call = apply_call(fe, t->nargs, t->args, invoke_is_local(fe->f, t), term_cell(fe, t), &lt);
        raised = LLVMBuildIsNull(B, call, "");
        s = shape_of(e, 1, (Layout[]){L_VAL}, true, false);
        break;
    default:
        x = program_ext(e->prog, t->ext);
        call = c_call(fe, x, t->nargs, t->args, term_cell(fe, t));
        if (x->raises) raised = c_raised(fe, x, call);
    }
    LLVMBasicBlockRef ok = LLVMAppendBasicBlockInContext(e->cx, fe->fn, "");
    LLVMBasicBlockRef handler = LLVMAppendBasicBlockInContext(e->cx, fe->fn, "");
    if (raised)
        branch_raised(fe, raised, handler, ok);
    else {
        LLVMBuildBr(B, ok);
        LLVMPositionBuilderAtEnd(B, ok);
    }
    local_top_use(fe, &lt);
    uint32_t nresults = x ? x->nresults : s->nresults;
    if (nresults > MAX_RESULTS) BUG("a call with %u results", nresults);
    if (x)
        results[0] = call;
    else if (t->kind == TERM_INVOKE_APPLY)
        results[0] = call;
    else
        unpack(fe, s, call, results);
    edge_add_incoming(fe, &t->edges[0], nresults, results, LLVMGetInsertBlock(B));
    LLVMBuildBr(B, fe->blocks[t->edges[0].block.i]);

    LLVMPositionBuilderAtEnd(B, handler);
    LLVMValueRef exn = LLVMBuildLoad2(B, e->gcptr, state_addr(e, STATE_exn), "");
    edge_add_incoming(fe, &t->edges[1], 1, &exn, handler);
    LLVMBuildBr(B, fe->blocks[t->edges[1].block.i]);
}

/* ---- tail calls -------------------------------------------------------------------------------------- */
/* Marked here, made real after LLVM's optimiser (late.c), which may have moved things. */
static void ret_call(FuncEmit *fe, LLVMValueRef call, LLVMTypeRef type) {
    Emit *e = fe->e;
    LLVMTypeRef own = fe->shape->type;
    LLVMSetTailCall(call, 1);
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_tail);
    if (type == e->void_t)
        LLVMBuildRetVoid(B);
    else if (type == own)
        LLVMBuildRet(B, call);
    else
        LLVMBuildRet(B, own == e->gcptr ? LLVMBuildIntToPtr(B, call, own, "") : LLVMBuildPtrToInt(B, call, own, ""));
}

/* The same registers say the same things, so that the caller's caller cannot tell whose return it was. */
static bool returns_alike(FuncEmit *fe, const Shape *callee) {
    Emit *e = fe->e;
    const Shape *own = fe->shape;
    if (callee->may_raise && !own->may_raise && callee->status) return false;
    if (callee->local != own->local) return false;
    if (callee->type == own->type) return callee->status == own->status && callee->exn_component == own->exn_component;
    bool own_word = own->type == e->gcptr || (own->type == e->i64 && own->exn_component == 0);
    bool callee_word = callee->type == e->gcptr || (callee->type == e->i64 && callee->exn_component == 0);
    return own_word && callee_word;
}

/* The call and a return of what it gave: where it cannot be a jump. */
static void call_and_return(FuncEmit *fe, const Term *t) {
    Emit *e = fe->e;
    LLVMValueRef results[MAX_RESULTS], call;
    LocalTop lt;
    if (t->kind == TERM_TAILAPPLY) {
        results[0] = apply_call(fe, t->nargs, t->args, fe->f->local_result, term_cell(fe, t), &lt);
        continue_unless(fe, LLVMBuildIsNull(B, results[0], ""));
        local_top_use(fe, &lt);
        return_values(fe, 1, results);
        return;
    }
    const Func *f = program_func(e->prog, t->func);
    Shape *s = func_shape(e, f);
    call = direct_call(fe, f->id, t->nargs, t->args, &lt);
    if ((f->effects & EFF_RAISE) && s->may_raise) continue_unless(fe, shape_raised(fe, s, call));
    local_top_use(fe, &lt);
    unpack(fe, s, call, results);
    return_values(fe, s->nresults, results);
}

/* A jump keeps the region top's register, so it is one only where the top has not moved; between functions that take
   it as an ordinary argument it may have.  No region is open here: what moved it is in the caller's. */
void emit_tail(FuncEmit *fe, const Term *t) {
    Emit *e = fe->e;
    const Func *f = t->kind == TERM_TAILCALL ? program_func(e->prog, t->func) : NULL;
    bool moved = fe->f->local_result && fe->top_var;
    if (f ? !returns_alike(fe, func_shape(e, f)) || (moved && !fe->shape->local) : moved || fe->shape->local) {
        call_and_return(fe, t);
        return;
    }
    LLVMValueRef *xs = arg_values(fe, t->nargs, t->args);
    LLVMValueRef top = fe->shape->local ? fe_top(fe) : fe->top_param;
    bool aside = returns_top_aside(fe->f);
    CallArgs ca;
    if (aside) LLVMBuildStore(B, top, state_addr(e, STATE_local_top)); /* the callee overwrites it or leaves it */
    if (f) {
        place_args(fe, &ca, top, fe->shape->local, t->nargs, xs);
        ret_call(fe, fastcall(fe, func_type_of(e, f), func_value(e, f->id), &ca), func_shape(e, f)->type);
    } else {
        uint32_t n = t->nargs - 1;
        place_args(fe, &ca, top, false, t->nargs, xs);
        LLVMBasicBlockRef fast = LLVMAppendBasicBlockInContext(e->cx, fe->fn, ""),
                          slow = LLVMAppendBasicBlockInContext(e->cx, fe->fn, "");
        LLVMValueRef br = LLVMBuildCondBr(B, closure_arity_ok(fe, xs[0], n), fast, slow);
        LLVMSetMetadata(br, e->kind_prof, LLVMMetadataAsValue(e->cx, e->likely));
        LLVMPositionBuilderAtEnd(B, fast);
        ret_call(fe, apply_code(fe, xs[0], n, &ca), e->gcptr);
        LLVMPositionBuilderAtEnd(B, slow);
        offer_cell(fe, term_cell(fe, t));
        ret_call(fe, fastcall(fe, closure_type(e, n), apply_func(e, n, aside), &ca), e->gcptr);
    }
    free(xs);
}
