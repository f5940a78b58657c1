/* module.c: an LLVM module: types, declarations, static data, the program's tables. */
#include "emit.h"
#include <stdlib.h>

/* ---- small things ------------------------------------------------------------- */
LLVMValueRef const_i64(Emit *e, int64_t v) {
    return LLVMConstInt(e->i64, (unsigned long long)v, 1);
}

/* A constant word as a value: odd words are immediates, which the collector ignores. */
LLVMValueRef gc_const(Emit *e, int64_t word) {
    return word == 0 ? e->null_gc : word == 1 ? e->one_gc : LLVMConstIntToPtr(const_i64(e, word), e->gcptr);
}

LLVMValueRef state_addr(Emit *e, uint32_t word) {
    LLVMValueRef idx[1] = {const_i64(e, (int64_t)word)};
    return LLVMConstInBoundsGEP2(e->i64, e->state, idx, 1);
}

void mark_swiftself(Emit *e, LLVMValueRef v, bool is_call, uint32_t param) {
    LLVMAttributeRef a = LLVMCreateEnumAttribute(e->cx, e->attr_swiftself, 0);
    if (is_call)
        LLVMAddCallSiteAttribute(v, param + 1, a);
    else
        LLVMAddAttributeAtIndex(v, param + 1, a);
}

static LLVMMetadataRef branch_weights(Emit *e, unsigned a, unsigned b) {
    LLVMMetadataRef ops[3] = {LLVMMDStringInContext2(e->cx, "branch_weights", 14),
                              LLVMValueAsMetadata(LLVMConstInt(e->i32, a, 0)),
                              LLVMValueAsMetadata(LLVMConstInt(e->i32, b, 0))};
    return LLVMMDNodeInContext2(e->cx, ops, 3);
}

/* An access tag for memory of a kind of its own, below `root`. */
static LLVMValueRef access_tag(Emit *e, LLVMMetadataRef root, const char *name) {
    LLVMMetadataRef zero = LLVMValueAsMetadata(const_i64(e, 0));
    LLVMMetadataRef type = LLVMMDNodeInContext2(
        e->cx, (LLVMMetadataRef[]){LLVMMDStringInContext2(e->cx, name, strlen(name)), root, zero}, 3);
    return LLVMMetadataAsValue(e->cx, LLVMMDNodeInContext2(e->cx, (LLVMMetadataRef[]){type, type, zero}, 3));
}

static void init_access_metadata(Emit *e) {
    LLVMMetadataRef name = LLVMMDStringInContext2(e->cx, "mloc", 4), root = LLVMMDNodeInContext2(e->cx, &name, 1);
    e->kind_tbaa = LLVMGetMDKindIDInContext(e->cx, "tbaa", 4);
    e->kind_invariant = LLVMGetMDKindIDInContext(e->cx, "invariant.load", 14);
    e->kind_range = LLVMGetMDKindIDInContext(e->cx, "range", 5);
    e->tbaa_heap = access_tag(e, root, "heap");
    e->tbaa_bigarray = access_tag(e, root, "bigarray");
    e->tbaa_data = access_tag(e, root, "data of bigarrays");
    e->no_operands = LLVMMetadataAsValue(e->cx, LLVMMDNodeInContext2(e->cx, NULL, 0));
    LLVMMetadataRef range[2] = {LLVMValueAsMetadata(const_i64(e, 0)),
                                LLVMValueAsMetadata(const_i64(e, INT64_MAX >> 1))};
    e->dim_range = LLVMMetadataAsValue(e->cx, LLVMMDNodeInContext2(e->cx, range, 2));
}

void emit_declare_state(Emit *e) {
    e->state = LLVMGetNamedGlobal(e->mod, "mloc_state");
    if (e->state) return;
    e->state = LLVMAddGlobal(e->mod, LLVMArrayType2(e->i64, STATE_WORDS), "mloc_state");
    LLVMSetThreadLocalMode(e->state, LLVMLocalExecTLSModel);
}

void emit_init(Emit *e, Program *p, const BackendOptions *o, uint32_t part, uint32_t nparts, LLVMTargetMachineRef tm) {
    *e = (Emit){.prog = p, .opt = o, .part = part, .nparts = nparts, .tm = tm};
    e->arena = arena_new("llvm");
    e->cx = LLVMContextCreate();
    LLVMContextSetDiscardValueNames(e->cx, true);
    e->mod = LLVMModuleCreateWithNameInContext("mloc", e->cx);
    e->b = LLVMCreateBuilderInContext(e->cx);
    char *triple = LLVMGetTargetMachineTriple(tm);
    LLVMSetTarget(e->mod, triple);
    bool x86 = strncmp(triple, "x86_64", 6) == 0;
    e->gp_regs = x86 ? 6 : 8;
    e->fp_regs = 8;
    LLVMDisposeMessage(triple);
    /* addrspace(1) is non-integral: LLVM must not turn managed pointers into integers and back */
    LLVMTargetDataRef td = LLVMCreateTargetDataLayout(tm);
    char *layout = LLVMCopyStringRepOfTargetData(td);
    LLVMSetDataLayout(e->mod, arena_printf(e->arena, "%s-p1:64:64-ni:1", layout));
    LLVMDisposeMessage(layout);
    LLVMDisposeTargetData(td);

    e->void_t = LLVMVoidTypeInContext(e->cx);
    e->i1 = LLVMInt1TypeInContext(e->cx);
    e->i8 = LLVMInt8TypeInContext(e->cx);
    e->i16 = LLVMInt16TypeInContext(e->cx);
    e->i32 = LLVMInt32TypeInContext(e->cx);
    e->i64 = LLVMInt64TypeInContext(e->cx);
    e->f64 = LLVMDoubleTypeInContext(e->cx);
    e->ptr = LLVMPointerTypeInContext(e->cx, 0);
    e->gcptr = LLVMPointerTypeInContext(e->cx, 1);
    e->null_gc = LLVMConstNull(e->gcptr);
    e->one_gc = LLVMConstIntToPtr(const_i64(e, 1), e->gcptr);
    e->attr_swiftself = LLVMGetEnumAttributeKindForName("swiftself", 9);
    e->attr_nest = LLVMGetEnumAttributeKindForName("nest", 4);
    e->attr_noinline = LLVMGetEnumAttributeKindForName("noinline", 8);
    e->attr_alwaysinline = LLVMGetEnumAttributeKindForName("alwaysinline", 12);
    e->attr_cold = LLVMGetEnumAttributeKindForName("cold", 4);
    e->attr_nounwind = LLVMGetEnumAttributeKindForName("nounwind", 8);
    e->a_leaf = LLVMCreateStringAttribute(e->cx, "gc-leaf-function", 16, "", 0);
    e->a_tail = LLVMCreateStringAttribute(e->cx, "mloc-tail", 9, "", 0);
    e->unlikely = branch_weights(e, 1, 100000);
    e->likely = branch_weights(e, 100000, 1);
    e->kind_prof = LLVMGetMDKindIDInContext(e->cx, "prof", 4);
    init_access_metadata(e);

    emit_declare_state(e);
    e->funcs = NEW_ARRAY(e->arena, LLVMValueRef, p->funcs.len);
    e->shapes = NEW_ARRAY(e->arena, Shape *, p->funcs.len);
    e->datas = NEW_ARRAY(e->arena, LLVMValueRef, p->datas.len);
    e->exts = NEW_ARRAY(e->arena, LLVMValueRef, p->exts.len);
    late_declare_primitives(e);
    if (o->debug || o->positions) debug_init(e);
}

void emit_dispose(Emit *e) {
    LLVMDisposeBuilder(e->b);
    LLVMDisposeModule(e->mod);
    LLVMContextDispose(e->cx);
    arena_free(e->arena);
}

/* ---- types of functions ---------------------------------------------------------- */
LLVMTypeRef layout_type(Emit *e, Layout l) {
    switch (l) {
    case L_VAL: return e->gcptr;
    case L_IMM:
    case L_I64: return e->i64;
    case L_I1: return e->i1;
    case L_I32: return e->i32;
    case L_F64: return e->f64;
    case L_PTR: return e->ptr;
    case L_NONE:
    case L_COUNT: break;
    }
    BUG("layout %d", (int)l);
}

/* One managed result is returned as such; 0 in it says that the call raised.  Several results travel in a struct, the
   managed ones as integers (a managed pointer in an aggregate is silently not rooted), and what does not fit into the
   result registers through the overflow area.  Functions that allocate in their caller's region add its new top. */
Shape *shape_of(Emit *e, uint32_t n, const Layout *results, bool may_raise, bool local) {
    Shape *s = NEW(e->arena, Shape);
    *s = (Shape){.nresults = n, .results = results, .may_raise = may_raise, .exn_component = -1, .local = local};
    s->reg = NEW_ARRAY(e->arena, uint32_t, n ? n : 1);
    if (n == 1 && results[0] == L_VAL && !local) {
        s->type = e->gcptr;
        s->exn_component = 0;
        s->nregs = 1;
        return s;
    }
    for (uint32_t i = 0; i < n && s->exn_component < 0; i++)
        if (results[i] == L_VAL || results[i] == L_IMM) s->exn_component = (int)i;
    s->status = may_raise && s->exn_component < 0;
    /* what says that it raised has its register before the others */
    uint32_t gp = (s->status || s->exn_component >= 0 ? 1u : 0u) + (local ? 1u : 0u), fp = 0;
    LLVMTypeRef parts[2 * MAX_RESULT_REGS + 2];
    for (uint32_t i = 0; i < n; i++) {
        bool f = results[i] == L_F64, signals = (int)i == s->exn_component;
        if (!signals && (f ? fp : gp) == MAX_RESULT_REGS) {
            s->reg[i] = UINT32_MAX;
            continue;
        }
        if (!signals) (void)(f ? fp++ : gp++);
        s->reg[i] = s->nregs;
        parts[s->nregs++] = results[i] == L_VAL ? e->i64 : layout_type(e, results[i]);
    }
    uint32_t nparts = s->nregs;
    if (s->status) parts[nparts++] = e->i64;
    if (local) parts[nparts++] = e->ptr;
    s->type = nparts == 0 ? e->void_t : nparts == 1 ? parts[0] : LLVMStructTypeInContext(e->cx, parts, nparts, 0);
    return s;
}

Shape *func_shape(Emit *e, const Func *f) {
    Shape **slot = &e->shapes[f->id.i];
    if (!*slot)
        *slot = shape_of(e, f->nresults, f->results, f->closure_code || (f->effects & EFF_RAISE) != 0,
                         f->local_result && !f->closure_code);
    return *slot;
}

/* Region top first, as swiftself (with a local result: as an ordinary argument); then what fits into the argument
   registers. */
LLVMTypeRef func_type(Emit *e, uint32_t nparams, const Layout *params, const Shape *s) {
    LLVMTypeRef *types = NEW_ARRAY(e->arena, LLVMTypeRef, nparams + 1);
    uint32_t n = 0, gp = s->local ? 1 : 0, fp = 0;
    types[n++] = e->ptr;
    for (uint32_t i = 0; i < nparams; i++) {
        bool f = params[i] == L_F64;
        if (f ? fp++ < e->fp_regs : gp++ < e->gp_regs) types[n++] = layout_type(e, params[i]);
    }
    return LLVMFunctionType(s->type, types, n, 0);
}

LLVMTypeRef func_type_of(Emit *e, const Func *f) {
    return func_type(e, f->nparams, f->params, func_shape(e, f));
}

LLVMTypeRef closure_type(Emit *e, uint32_t nargs) {
    LLVMTypeRef types[16];
    uint32_t n = 0;
    types[n++] = e->ptr;
    for (uint32_t i = 0; i < nargs + 1 && i < e->gp_regs; i++) types[n++] = e->gcptr;
    return LLVMFunctionType(e->gcptr, types, n, 0);
}

/* ---- symbols ------------------------------------------------------------------------ */
static uint32_t part_of(uint32_t i, uint32_t n, uint32_t nparts) {
    return (uint32_t)((uint64_t)i * nparts / (n ? n : 1));
}
bool func_in_part(const Emit *e, const Func *f) {
    return e->nparts == 1 || (f->id.i >= e->first_func && f->id.i < e->end_func);
}
bool data_in_part(const Emit *e, const Data *d) {
    return e->nparts == 1 || part_of(d->id.i, e->prog->datas.len, e->nparts) == e->part;
}

/* What every function of ours carries. */
void define_function_attrs(Emit *e, LLVMValueRef fn) {
    LLVMSetGC(fn, GC_STRATEGY);
    LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(e->cx, e->attr_nounwind, 0));
    if (e->gp_regs != 6) /* AArch64: frames are walked by x29 */
        LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex,
                                LLVMCreateStringAttribute(e->cx, "frame-pointer", 13, "all", 3));
}

LLVMValueRef func_value(Emit *e, FuncId id) {
    LLVMValueRef *slot = &e->funcs[id.i];
    if (*slot) return *slot;
    const Func *f = program_func(e->prog, id);
    LLVMValueRef fn = LLVMAddFunction(e->mod, f->name->text, func_type_of(e, f));
    LLVMSetFunctionCallConv(fn, CALLCONV_FAST);
    if (!func_shape(e, f)->local) mark_swiftself(e, fn, false, 0);
    define_function_attrs(e, fn);
    if (!f->external) {
        if (e->nparts == 1)
            LLVMSetLinkage(fn, LLVMInternalLinkage);
        else
            LLVMSetVisibility(fn, LLVMHiddenVisibility);
    }
    return *slot = fn;
}

LLVMValueRef runtime_func(Emit *e, const char *name, LLVMTypeRef type) {
    LLVMValueRef fn = LLVMGetNamedFunction(e->mod, name);
    return fn ? fn : LLVMAddFunction(e->mod, name, type);
}

/* LLVM's constants keep a NaN's payload only as bits. */
static bool is_nan(double f) {
    return f != f;
}
int64_t float_bits(double f) {
    int64_t bits;
    memcpy(&bits, &f, sizeof bits);
    return bits;
}

static LLVMTypeRef data_type(Emit *e, const Data *d) {
    if (d->is_string) return LLVMArrayType2(e->i64, 2 + d->len / 8);
    LLVMTypeRef *types = NEW_ARRAY(e->arena, LLVMTypeRef, d->nfields + 1);
    types[0] = e->i64;
    for (uint32_t i = 0; i < d->nfields; i++) switch (d->fields[i].kind) {
        case DF_IMM:
        case DF_RAW: types[i + 1] = e->i64; break;
        case DF_F64: types[i + 1] = is_nan(d->fields[i].f) ? e->i64 : e->f64; break;
        case DF_DATA: types[i + 1] = e->gcptr; break;
        case DF_CODE:
        case DF_EXTERN_CODE: types[i + 1] = e->ptr; break;
        }
    return LLVMStructTypeInContext(e->cx, types, d->nfields + 1, 0);
}

/* Static data are globals in addrspace(1): constants that never move, which RewriteStatepointsForGC leaves alone. */
LLVMValueRef data_value(Emit *e, DataId id) {
    LLVMValueRef *slot = &e->datas[id.i];
    if (*slot) return *slot;
    const Data *d = program_data(e->prog, id);
    LLVMTypeRef t = d->external ? e->i8 : data_type(e, d);
    LLVMValueRef g = LLVMAddGlobalInAddressSpace(e->mod, t, d->name->text, 1);
    LLVMSetAlignment(g, 8);
    if (!d->external) {
        if (e->nparts == 1)
            LLVMSetLinkage(g, LLVMInternalLinkage);
        else
            LLVMSetVisibility(g, LLVMHiddenVisibility);
        LLVMValueRef idx[1] = {const_i64(e, 8)};
        *slot = LLVMConstInBoundsGEP2(e->i8, g, idx, 1);
    } else
        *slot = g; /* the runtime's symbols stand at field 0 */
    return *slot;
}

static LLVMValueRef data_global(Emit *e, DataId id) {
    LLVMValueRef v = data_value(e, id);
    return program_data(e->prog, id)->external ? v : LLVMGetOperand(v, 0);
}

static LLVMValueRef string_initializer(Emit *e, const Data *d) {
    uint64_t words = d->len / 8 + 1;
    LLVMValueRef *w = NEW_ARRAY(e->arena, LLVMValueRef, words + 1);
    w[0] = const_i64(e, (int64_t)(words << 10 | HEADER_STATIC | TAG_String));
    for (uint64_t i = 0; i < words; i++) {
        uint64_t x = 0;
        for (unsigned k = 0; k < 8 && i * 8 + k < d->len; k++)
            x |= (uint64_t)(unsigned char)d->text[i * 8 + k] << (8 * k);
        if (i == words - 1) x |= (words * 8 - 1 - d->len) << 56; /* the padding byte */
        w[i + 1] = const_i64(e, (int64_t)x);
    }
    return LLVMConstArray2(e->i64, w, words + 1);
}

static LLVMValueRef block_initializer(Emit *e, const Data *d) {
    LLVMValueRef *w = NEW_ARRAY(e->arena, LLVMValueRef, d->nfields + 1);
    w[0] = const_i64(e, (int64_t)((uint64_t)d->nfields << 10 | HEADER_STATIC | d->tag));
    for (uint32_t i = 0; i < d->nfields; i++) {
        const DataField *x = &d->fields[i];
        switch (x->kind) {
        case DF_IMM: w[i + 1] = const_i64(e, (int64_t)((uint64_t)x->i << 1 | 1)); break;
        case DF_RAW: w[i + 1] = const_i64(e, x->i); break;
        case DF_F64: w[i + 1] = is_nan(x->f) ? const_i64(e, float_bits(x->f)) : LLVMConstReal(e->f64, x->f); break;
        case DF_CODE: w[i + 1] = func_value(e, x->func); break;
        case DF_EXTERN_CODE: {
            LLVMValueRef g = LLVMGetNamedGlobal(e->mod, x->symbol);
            if (!g) g = LLVMGetNamedFunction(e->mod, x->symbol);
            w[i + 1] = g ? g : LLVMAddGlobal(e->mod, e->i8, x->symbol);
            break;
        }
        case DF_DATA: {
            LLVMValueRef v = data_value(e, x->data), idx[1] = {const_i64(e, 8 * x->i)};
            w[i + 1] = x->i ? LLVMConstInBoundsGEP2(e->i8, v, idx, 1) : v;
            break;
        }
        }
    }
    return LLVMConstStructInContext(e->cx, w, d->nfields + 1, 0);
}

void emit_data(Emit *e) {
    for (uint32_t i = 1; i < e->prog->datas.len; i++) {
        const Data *d = e->prog->datas.data[i];
        if (d->dead || d->external || !data_in_part(e, d)) continue;
        LLVMSetInitializer(data_global(e, d->id), d->is_string ? string_initializer(e, d) : block_initializer(e, d));
    }
}

/* ---- the program's tables -------------------------------------------------------------- */
static void pointer_table(Emit *e, const char *name, LLVMTypeRef t, LLVMValueRef *items, uint32_t n) {
    LLVMValueRef g = LLVMAddGlobal(e->mod, LLVMArrayType2(t, n), name);
    LLVMSetInitializer(g, LLVMConstArray2(t, items, n));
}

/* value mloc_program(region): every initialiser in order, until one raises. */
static void emit_entry(Emit *e) {
    LLVMTypeRef type = LLVMFunctionType(e->gcptr, (LLVMTypeRef[]){e->ptr}, 1, 0);
    LLVMValueRef fn = LLVMAddFunction(e->mod, "mloc_program", type);
    LLVMSetFunctionCallConv(fn, CALLCONV_FAST);
    mark_swiftself(e, fn, false, 0);
    define_function_attrs(e, fn);
    LLVMBasicBlockRef bb = LLVMAppendBasicBlockInContext(e->cx, fn, ""),
                      fail = LLVMAppendBasicBlockInContext(e->cx, fn, "");
    LLVMPositionBuilderAtEnd(e->b, fail);
    LLVMBuildRet(e->b, e->null_gc);
    LLVMPositionBuilderAtEnd(e->b, bb);
    LLVMValueRef top = LLVMGetParam(fn, 0);
    emit_cell_start(e);
    trace_start(e);
    for (uint32_t i = 0; i < e->prog->inits.len; i++) {
        const Func *f = program_func(e->prog, e->prog->inits.data[i]);
        if (f->dead) continue;
        Shape *s = func_shape(e, f);
        LLVMValueRef call = LLVMBuildCall2(e->b, func_type_of(e, f), func_value(e, f->id), &top, 1, "");
        LLVMSetInstructionCallConv(call, CALLCONV_FAST);
        mark_swiftself(e, call, true, 0);
        if (!s->may_raise) continue;
        if (s->exn_component != 0 || f->nresults != 1) BUG("initialiser %s does not return a value", f->name->text);
        LLVMBasicBlockRef next = LLVMAppendBasicBlockInContext(e->cx, fn, "");
        LLVMBuildCondBr(e->b, LLVMBuildIsNull(e->b, call, ""), fail, next);
        LLVMPositionBuilderAtEnd(e->b, next);
    }
    LLVMBuildRet(e->b, e->one_gc);
}

void emit_program_tables(Emit *e) {
    emit_entry(e);
    emit_cell_tables(e);
    VEC(LLVMValueRef) items = {0};
    for (uint32_t i = 1; i < e->prog->datas.len; i++) {
        const Data *d = e->prog->datas.data[i];
        if (!d->dead && !d->external && d->mutable_root) vec_push(&items, data_value(e, d->id));
    }
    vec_push(&items, e->null_gc);
    pointer_table(e, "mloc_globals", e->gcptr, items.data, items.len);
    items.len = 0;
    Session *s = e->prog->session;
    for (uint32_t i = 0; i < s->files.len; i++) {
        const char *path = i && positions_wanted(e->opt) ? s->files.data[i]->path : "";
        LLVMValueRef text = LLVMConstStringInContext2(e->cx, path, strlen(path), 0);
        LLVMValueRef g = LLVMAddGlobal(e->mod, LLVMTypeOf(text), "");
        LLVMSetInitializer(g, text);
        LLVMSetLinkage(g, LLVMPrivateLinkage);
        LLVMSetGlobalConstant(g, 1);
        vec_push(&items, g);
        if (!positions_wanted(e->opt)) break; /* calls carry none */
    }
    vec_push(&items, LLVMConstNull(e->ptr));
    pointer_table(e, "mloc_files", e->ptr, items.data, items.len);
    vec_free(&items);
}
