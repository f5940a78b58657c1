/* interp_rt.c: what surrounds the interpreter: the runtime's shared library, static data, calls of C through libffi,
   and entry points through which C calls back. */
#include "interp.h"

#include <dlfcn.h>
#include <ffi.h>
#include <stdlib.h>

/* The runtime knows one interpreter in a process: its hooks take no context. */
static Interp *running;

void interp_fatal(const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    fflush(stdout);
    fputs("mloc: interpreter: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(3);
}

/* ---- roots --------------------------------------------------------------------------------------- */

static uint32_t *value_registers(Interp *in, const Func *f) {
    uint32_t n = 0;
    for (uint32_t k = 1; k < f->nvals; k++) n += f->vals[k].layout == L_VAL;
    uint32_t *regs = NEW_ARRAY(in->arena, uint32_t, n + 1);
    regs[0] = n;
    n = 0;
    for (uint32_t k = 1; k < f->nvals; k++)
        if (f->vals[k].layout == L_VAL) regs[++n] = k;
    return regs;
}

/* Static blocks that change were made of nothing but static data, and stores into them went through the barrier: only
   major collections look at them. */
static void scan_data(const Interp *in, RootVisitor *visit) {
    for (uint32_t k = 1; k < in->prog->datas.len; k++) {
        const Data *d = in->prog->datas.data[k];
        if (d->dead || d->external || d->is_string || d->tag >= TAG_NO_SCAN || !d->mutable_root) continue;
        for (uint32_t i = 0; i < d->nfields; i++) visit((intptr_t *)&in->data[k][i]);
    }
}

static void scan(RootVisitor *visit, bool old_too) {
    Interp *in = running;
    for (uint32_t k = 0; k < in->nframes; k++) {
        Frame *fr = &in->frames[k];
        if (!fr->f) {
            for (uint32_t i = 0; i < fr->nregs; i++)
                if (fr->regs[i].u) visit((intptr_t *)&fr->regs[i].i);
            continue;
        }
        uint32_t **slot = &in->val_regs[fr->f->id.i];
        if (!*slot) *slot = value_registers(in, fr->f);
        for (uint32_t i = 1; i <= (*slot)[0]; i++) {
            Word *w = &fr->regs[(*slot)[i]];
            if (w->u) /* 0: not computed yet */
                visit((intptr_t *)&w->i);
        }
    }
    if (old_too) scan_data(in, visit);
}

/* ---- the library ------------------------------------------------------------------------------------ */

typedef struct {
    char **region_top, **region_low;
    intptr_t *exn, *overflow;
} InterpState; /* as in interp_glue.c */

static intptr_t apply_hook(intptr_t closure, int n, const intptr_t *args) {
    Word result;
    if (interp_apply(running, (Word){.i = closure}, (uint32_t)n, (const Word *)args, &result))
        return (intptr_t)result.i;
    return 0;
}

/* dlsym gives void *; C has no conversion to functions, POSIX has this. */
static void symbol(void *lib, const char *name, void *to, size_t size) {
    void *p = dlsym(lib, name);
    if (!p) interp_fatal("the runtime library has no `%s`", name);
    memcpy(to, &p, size);
}

bool interp_load_runtime(Interp *in, const char *runtime_so, char **argv) {
    void *lib = runtime_so ? dlopen(runtime_so, RTLD_NOW | RTLD_GLOBAL) : NULL;
    if (!lib) {
        fprintf(stderr, "mloc: interpreter: %s\n", runtime_so ? dlerror() : "the runtime's shared library is missing");
        return false;
    }
    Runtime *rt = &in->rt;
    rt->lib = lib;
    symbol(lib, "mloc_interp_alloc", &rt->alloc, sizeof rt->alloc);
    symbol(lib, "mloc_modify", &rt->modify, sizeof rt->modify);
    symbol(lib, "mloc_poll_slow_c", &rt->poll, sizeof rt->poll);
    symbol(lib, "mloc_interp_ccall", &rt->ccall, sizeof rt->ccall);
    symbol(lib, "mloc_interp_uncaught", &rt->uncaught, sizeof rt->uncaught);
    symbol(lib, "mloc_interp_stack_overflow", &rt->stack_overflow, sizeof rt->stack_overflow);
    symbol(lib, "mloc_interp_finish", &rt->finish, sizeof rt->finish);
    symbol(lib, "caml_int64_ops", &rt->int64_ops, sizeof rt->int64_ops);
    symbol(lib, "caml_int32_ops", &rt->int32_ops, sizeof rt->int32_ops);
    symbol(lib, "caml_nativeint_ops", &rt->nativeint_ops, sizeof rt->nativeint_ops);
    void (*init)(char **, InterpState *, void (*)(RootVisitor *, bool), intptr_t (*)(intptr_t, int, const intptr_t *));
    symbol(lib, "mloc_interp_init", &init, sizeof init);
    running = in;
    InterpState st;
    init(argv, &st, scan, apply_hook);
    rt->region_top = st.region_top;
    rt->region_low = st.region_low;
    rt->exn = st.exn;
    rt->overflow = st.overflow;
    return true;
}

/* ---- static data --------------------------------------------------------------------------------------- */

static uint64_t *static_block(Interp *in, uint64_t wosize, uint8_t tag) {
    uint64_t *p = NEW_ARRAY(in->arena, uint64_t, wosize + 1);
    p[0] = wosize << 10 | COLOUR_STATIC | tag;
    return p + 1;
}

static uint64_t *make_string(Interp *in, const char *text, uint32_t len) {
    uint64_t wosize = len / 8 + 1;
    uint64_t *p = static_block(in, wosize, TAG_STRING);
    memcpy(p, text, len);
    ((unsigned char *)p)[wosize * 8 - 1] = (unsigned char)(wosize * 8 - 1 - len);
    return p;
}

static uint64_t field_word(Interp *in, const DataField *x) {
    Word w = {0};
    switch (x->kind) {
    case DF_IMM: return (uint64_t)x->i << 1 | 1;
    case DF_RAW: return (uint64_t)x->i;
    case DF_F64: w.f = x->f; return w.u;
    case DF_DATA: return (uint64_t)(uintptr_t)(in->data[x->data.i] + x->i);
    case DF_CODE: return (uint64_t)(uintptr_t)interp_code(in, x->func);
    case DF_EXTERN_CODE: {
        void *p = dlsym(in->rt.lib, x->symbol);
        if (!p) interp_fatal("the runtime library has no `%s`", x->symbol);
        return (uint64_t)(uintptr_t)p;
    }
    }
    return 1;
}

void interp_make_data(Interp *in) {
    const Program *p = in->prog;
    in->data = NEW_ARRAY(in->arena, uint64_t *, p->datas.len);
    for (uint32_t k = 1; k < p->datas.len; k++) {
        const Data *d = p->datas.data[k];
        if (d->dead) continue;
        if (d->external) {
            in->data[k] = dlsym(in->rt.lib, d->name->text);
            if (!in->data[k]) interp_fatal("the runtime library has no `%s`", d->name->text);
        } else {
            in->data[k] = d->is_string ? make_string(in, d->text, d->len) : static_block(in, d->nfields, d->tag);
        }
    }
    for (uint32_t k = 1; k < p->datas.len; k++) {
        const Data *d = p->datas.data[k];
        if (d->dead || d->external || d->is_string) continue;
        for (uint32_t i = 0; i < d->nfields; i++) in->data[k][i] = field_word(in, &d->fields[i]);
    }
}

/* ---- entry points for C ----------------------------------------------------------------------------------- */

/* C calls a closure's code as (closure, five arguments), the rest in `overflow` (rt/core/interp_glue.c). */
typedef struct {
    Interp *in;
    FuncId func; /* none: a partial application */
} Entry;

static void enter_from_c(ffi_cif *cif, void *ret, void **args, void *user) {
    (void)cif;
    const Entry *e = user;
    Interp *in = e->in;
    Word a[1 + 127] = {0}, closure, result = {0};
    memcpy(&closure, args[0], sizeof closure);
    uint32_t n = closure_arity(closure);
    a[0] = closure;
    for (uint32_t k = 1; k <= n; k++) {
        if (k <= 5)
            memcpy(&a[k], args[k], sizeof a[k]);
        else
            a[k].i = in->rt.overflow[k - 6];
    }
    bool ok = e->func.i ? interp_call(in, e->func, a, &result) : interp_apply(in, closure, n, a + 1, &result);
    *(ffi_arg *)ret = ok ? result.u : 0;
}

static void *make_entry(Interp *in, FuncId f) {
    static ffi_cif cif;
    static ffi_type *types[6];
    if (!types[0]) {
        for (int k = 0; k < 6; k++) types[k] = &ffi_type_sint64;
        if (ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 6, &ffi_type_sint64, types) != FFI_OK)
            interp_fatal("libffi refuses the signature of callbacks");
    }
    void *code = NULL;
    ffi_closure *c = ffi_closure_alloc(sizeof *c, &code);
    Entry *e = NEW(in->arena, Entry);
    *e = (Entry){in, f};
    if (!c || ffi_prep_closure_loc(c, &cif, enter_from_c, e, code) != FFI_OK)
        interp_fatal("libffi cannot make a callback");
    return code;
}

void *interp_code(Interp *in, FuncId f) {
    if (!in->pap_code) in->pap_code = make_entry(in, NO_FUNC);
    if (!f.i) return in->pap_code;
    if (!in->code[f.i]) {
        in->code[f.i] = make_entry(in, f);
        map_putp(&in->func_of_code, in->code[f.i], (void *)(uintptr_t)f.i);
    }
    return in->code[f.i];
}

FuncId interp_func_of_code(const Interp *in, uint64_t code) {
    return (FuncId){(uint32_t)(uintptr_t)map_get(&in->func_of_code, code)};
}

/* ---- externals ------------------------------------------------------------------------------------------------ */

struct ExtCall {
    ffi_cif cif;
    ffi_type **types;
    void (*fn)(void);
};

static ffi_type *type_of(Layout l) {
    switch (l) {
    case L_F64: return &ffi_type_double;
    case L_I32: return &ffi_type_sint32;
    case L_I1: return &ffi_type_uint8;
    default: return &ffi_type_sint64;
    }
}

static ExtCall *prepare(Interp *in, const Ext *e) {
    ExtCall *c = NEW(in->arena, ExtCall);
    void *p = dlsym(in->rt.lib, e->symbol->text);
    if (!p) p = dlsym(RTLD_DEFAULT, e->symbol->text);
    if (!p) interp_fatal("no C function `%s` is at hand", e->symbol->text);
    memcpy(&c->fn, &p, sizeof c->fn);
    c->types = NEW_ARRAY(in->arena, ffi_type *, e->nparams + 1);
    for (uint32_t k = 0; k < e->nparams; k++) c->types[k] = type_of(e->params[k]);
    ffi_type *result = e->nresults ? type_of(e->results[0]) : &ffi_type_void;
    if (ffi_prep_cif(&c->cif, FFI_DEFAULT_ABI, e->nparams, result, c->types) != FFI_OK)
        interp_fatal("libffi refuses the signature of `%s`", e->symbol->text);
    return c;
}

typedef struct {
    ExtCall *call;
    void **args;
    union {
        ffi_arg u;
        ffi_sarg i;
        double f;
    } result;
} Going;

static void go(void *p) {
    Going *g = p;
    ffi_call(&g->call->cif, g->call->fn, &g->result, g->args);
}

enum { MAX_C_ARGS = 64 };

bool interp_ccall(Interp *in, ExtId id, const Word *args, Word *result) {
    const Ext *e = program_ext(in->prog, id);
    if (!in->exts[id.i]) in->exts[id.i] = prepare(in, e);
    if (e->nparams > MAX_C_ARGS) interp_fatal("`%s` has too many arguments", e->symbol->text);
    void *ptrs[MAX_C_ARGS + 1];
    Word copy[MAX_C_ARGS + 1];
    for (uint32_t k = 0; k < e->nparams; k++) {
        copy[k] = args[k];
        ptrs[k] = &copy[k]; /* little endian: i32 and i1 are at the word's start */
    }
    Going g = {.call = in->exts[id.i], .args = ptrs};
    if (in->rt.ccall(go, &g)) return true;
    if (e->nresults) {
        switch (e->results[0]) {
        case L_F64: result->f = g.result.f; break;
        case L_I32: result->i = (int32_t)g.result.u; break;
        case L_I1: result->u = g.result.u & 1; break;
        default: result->u = g.result.u; break;
        }
    }
    return false;
}
