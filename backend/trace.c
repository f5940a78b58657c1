/* trace.c: programs that sample their allocations (--alloc-trace; rt/gc/trace.c has the other half). */
#include "emit.h"

bool positions_wanted(const BackendOptions *o) {
    return o->debug || o->alloc_trace;
}

static LLVMValueRef string_constant(Emit *e, const char *s, size_t len) {
    LLVMValueRef text = LLVMConstStringInContext2(e->cx, s, len, 0);
    LLVMValueRef g = LLVMAddGlobal(e->mod, LLVMTypeOf(text), "");
    LLVMSetInitializer(g, text);
    LLVMSetLinkage(g, LLVMPrivateLinkage);
    LLVMSetGlobalConstant(g, 1);
    return g;
}

void trace_start(Emit *e) {
    if (!e->opt->alloc_trace) return;
    LLVMTypeRef type = LLVMFunctionType(e->void_t, &e->ptr, 1, 0);
    LLVMValueRef file = string_constant(e, e->opt->alloc_trace, strlen(e->opt->alloc_trace));
    LLVMValueRef call = LLVMBuildCall2(e->b, type, runtime_func(e, "mloc_alloc_trace_start", type), &file, 1, "");
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
}

/* (code, name, place) of every function, in a section of its own, whose parts the linker joins.  Made when LLVM has
   optimised: to it, functions whose addresses are taken have unknown callers. */
void trace_functions(Emit *e) {
    if (!e->opt->alloc_trace) return;
    Map known = {0}; /* LLVM function -> Func */
    for (uint32_t i = 1; i < e->prog->funcs.len; i++) {
        const Func *f = e->prog->funcs.data[i];
        LLVMValueRef fn = f->dead || f->external ? NULL : LLVMGetNamedFunction(e->mod, f->name->text);
        if (fn) map_putp(&known, fn, (void *)(uintptr_t)f);
    }
    VEC(LLVMValueRef) items = {0};
    for (LLVMValueRef fn = LLVMGetFirstFunction(e->mod); fn; fn = LLVMGetNextFunction(fn)) {
        if (LLVMIsDeclaration(fn)) continue;
        const Func *f = map_getp(&known, fn);
        size_t len;
        const char *own = LLVMGetValueName2(fn, &len);
        Name name = f ? f->source_name ? f->source_name : f->name : NULL;
        LLVMValueRef row[3] = {fn, name ? string_constant(e, name->text, name->len) : string_constant(e, own, len),
                               const_i64(e, f ? (int64_t)place_id(e, f->loc) : 0)};
        vec_push(&items, LLVMConstStructInContext(e->cx, row, 3, 0));
    }
    map_free(&known);
    if (items.len) {
        LLVMTypeRef row = LLVMTypeOf(items.data[0]);
        LLVMValueRef g = LLVMAddGlobal(e->mod, LLVMArrayType2(row, items.len), "");
        LLVMSetInitializer(g, LLVMConstArray2(row, items.data, items.len));
        LLVMSetLinkage(g, LLVMPrivateLinkage);
        LLVMSetSection(g, "mloc_trace_functions");
        LLVMSetAlignment(g, 8); /* no gap between the parts */
    }
    vec_free(&items);
}
