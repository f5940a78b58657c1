/* ir.c: programs and what they hold: functions, data, externals, sites.
   Instructions and blocks are made in build.c. */
#include "ir.h"

#include <stdlib.h>

const OpInfo op_info[OP_COUNT] = {
#define OP(id, text, nargs, nres, flags) [OP_##id] = {text, nargs, nres, (uint8_t)(flags)},
#include "ops.def"
};

const char *const layout_names[L_COUNT] = {"none", "val", "imm", "i1", "i32", "i64", "f64", "ptr"};
const char *const elem_names[E_COUNT] = {"val", "imm", "f64", "u8", "u16", "i32", "i64", "f32", "s8", "s16", "int"};
const char *const number_names[NUM_COUNT] = {"", "f64", "i64", "nat", "i32"};
const char *const place_names[3] = {"heap", "region", "caller"};
const char *const fate_names[5] = {"allocated", "removed", "registers", "region", "static"};

Layout elem_layout(Elem e) {
    switch (e) {
    case E_VAL: return L_VAL;
    case E_IMM:
    case E_U8:
    case E_U16:
    case E_S8:
    case E_S16:
    case E_INT: return L_IMM;
    case E_F32:
    case E_F64: return L_F64;
    case E_I32: return L_I32;
    case E_I64: return L_I64;
    case E_COUNT: break;
    }
    return L_NONE;
}

/* A handle's index as a map's value; 0 is "absent" in both. */
static void *index_ptr(uint32_t i) {
    return (void *)(uintptr_t)i;
}
static uint32_t ptr_index(const void *p) {
    return (uint32_t)(uintptr_t)p;
}

Program *program_new(Session *s) {
    Arena *a = arena_new("mir");
    Program *p = NEW(a, Program);
    p->session = s;
    p->arena = a;
    p->pool.arena = a;
    vec_push(&p->funcs, NULL);
    vec_push(&p->datas, NULL);
    vec_push(&p->exts, NULL);
    vec_push(&p->sites, (Site){0});
    vec_push(&p->zero_allocs, (ZeroAlloc){0});
    vec_push(&p->scopes, (Scope){0});
    return p;
}

void func_free_body(Func *f) {
    pool_free(f->pool, f->vals, f->cap_vals * sizeof *f->vals);
    pool_free(f->pool, f->blocks, f->cap_blocks * sizeof *f->blocks);
    pool_free(f->pool, f->insts, f->cap_insts * sizeof *f->insts);
    f->vals = NULL;
    f->blocks = NULL;
    f->insts = NULL;
    f->nvals = f->cap_vals = f->nblocks = f->cap_blocks = f->ninsts = f->cap_insts = 0;
    f->entry = f->last_block = NO_BLK;
}

void program_free(Program *p) {
    for (uint32_t i = 1; i < p->funcs.len; i++) func_free_body(p->funcs.data[i]);
    vec_free(&p->funcs);
    vec_free(&p->datas);
    vec_free(&p->exts);
    vec_free(&p->sites);
    vec_free(&p->zero_allocs);
    vec_free(&p->scopes);
    vec_free(&p->inits);
    map_free(&p->func_by_name);
    map_free(&p->data_by_name);
    map_free(&p->ext_by_name);
    map_free(&p->data_by_content);
    arena_free(p->arena);
}

/* ---- functions ------------------------------------------------------------------------ */

/* Passes clone functions and front ends number anonymous ones; a name that is taken gets a number. */
static Name fresh_name(Program *p, const Map *taken, Name name) {
    if (!map_getp(taken, name)) return name;
    for (uint32_t k = ++p->next_suffix;; k = ++p->next_suffix) {
        Name n = name_printf(p->session->names, "%s.%u", name->text, k);
        if (!map_getp(taken, n)) return n;
    }
}

Func *func_new(Program *p, Name name, uint32_t nparams, const Layout *params, uint32_t nresults,
               const Layout *results) {
    /* Functions are many and small: they share the program's arena, and a pool in it for the arrays that grow. */
    Func *f = NEW(p->arena, Func);
    f->arena = p->arena;
    f->slab = &p->slab;
    f->pool = &p->pool;
    f->name = fresh_name(p, &p->func_by_name, name);
    f->source_name = f->name;
    f->id = (FuncId){p->funcs.len};
    f->nparams = nparams;
    f->nresults = nresults;
    f->params = nparams ? arena_copy(p->arena, params, nparams * sizeof *params) : NULL;
    f->results = nresults ? arena_copy(p->arena, results, nresults * sizeof *results) : NULL;
    f->param_modes = NEW_ARRAY(p->arena, uint8_t, nparams + 1);
    f->result_modes = NEW_ARRAY(p->arena, uint8_t, nresults + 1);
    f->effects = EFF_ALL;
    f->needs_env = true;
    vec_push(&p->funcs, f);
    map_putp(&p->func_by_name, f->name, index_ptr(f->id.i));
    return f;
}

Func *program_func(const Program *p, FuncId f) {
    return p->funcs.data[f.i];
}

Func *program_find_func(const Program *p, Name name) {
    uint32_t i = ptr_index(map_getp(&p->func_by_name, name));
    return i ? p->funcs.data[i] : NULL;
}

/* ---- data ------------------------------------------------------------------------------- */

Data *data_new(Program *p, Name name, uint8_t tag, uint32_t nfields) {
    Data *d = NEW(p->arena, Data);
    d->name = fresh_name(p, &p->data_by_name, name);
    d->id = (DataId){p->datas.len};
    d->tag = tag;
    d->nfields = nfields;
    d->fields = nfields ? NEW_ARRAY(p->arena, DataField, nfields) : NULL; /* zero is DF_IMM 0 */
    vec_push(&p->datas, d);
    map_putp(&p->data_by_name, d->name, index_ptr(d->id.i));
    return d;
}

Data *program_find_data(const Program *p, Name name) {
    uint32_t i = ptr_index(map_getp(&p->data_by_name, name));
    return i ? p->datas.data[i] : NULL;
}

void data_share_string(Program *p, Data *d) {
    Name content = name_of(p->session->names, d->text, d->len);
    if (!map_getp(&p->data_by_content, content)) map_putp(&p->data_by_content, content, index_ptr(d->id.i));
}

/* Constants that program_gc() dropped come back when a pass makes them anew. */
static Data *revived(Data *d) {
    d->dead = false;
    return d;
}

DataField static_closure_info(uint32_t arity) {
    /* rt/ABI.md: arity in the top byte, the first environment field (2), which nobody scans, odd */
    return (DataField){.kind = DF_RAW, .i = (int64_t)((uint64_t)arity << 56 | 2u << 1 | 1u)};
}

Data *data_string(Program *p, const char *text, uint32_t len) {
    Name content = name_of(p->session->names, text, len);
    uint32_t known = ptr_index(map_getp(&p->data_by_content, content));
    if (known) return revived(p->datas.data[known]);
    /* The symbol depends on the contents only: units that are linked share it, and output is reproducible. */
    char hint[13];
    uint32_t n = 0;
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    for (uint32_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        h = (h ^ c) * 0x100000001b3u;
        if (n < 12 && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) hint[n++] = (char)c;
    }
    hint[n] = 0;
    Data *d = data_new(p, name_printf(p->session->names, "str.%s.%016llx", hint, (unsigned long long)h), 252, 0);
    d->is_string = true;
    d->text = content->text;
    d->len = len;
    map_putp(&p->data_by_content, content, index_ptr(d->id.i));
    return d;
}

Data *data_float(Program *p, double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    Name name = name_printf(p->session->names, "f64.%016llx", (unsigned long long)bits);
    Data *d = program_find_data(p, name);
    if (d) return revived(d);
    d = data_new(p, name, 253, 1);
    d->fields[0].kind = DF_F64;
    d->fields[0].f = x;
    return d;
}

Data *data_extern(Program *p, Name symbol) {
    Data *d = program_find_data(p, symbol);
    if (d) return revived(d);
    d = data_new(p, symbol, 0, 0);
    d->external = true;
    return d;
}

Data *program_data(const Program *p, DataId d) {
    return p->datas.data[d.i];
}

/* ---- externals and sites ------------------------------------------------------------------ */

static bool same_layouts(uint32_t n, const Layout *a, const Layout *b) {
    for (uint32_t i = 0; i < n; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* One C function may be declared with different types (noalloc here, boxed there): one Ext for each. */
Ext *ext_get(Program *p, Name symbol, uint32_t nparams, const Layout *params, uint32_t nresults, const Layout *results,
             bool noalloc, bool raises) {
    Ext *first = NULL;
    for (uint32_t i = ptr_index(map_getp(&p->ext_by_name, symbol)); i; i = first->next_same.i) {
        first = p->exts.data[i];
        if (first->nparams == nparams && first->nresults == nresults && first->noalloc == noalloc &&
            first->raises == raises && same_layouts(nparams, first->params, params) &&
            same_layouts(nresults, first->results, results))
            return first;
    }
    Ext *e = NEW(p->arena, Ext);
    e->symbol = symbol;
    e->id = (ExtId){p->exts.len};
    e->nparams = nparams;
    e->nresults = nresults;
    e->params = nparams ? arena_copy(p->arena, params, nparams * sizeof *params) : NULL;
    e->results = nresults ? arena_copy(p->arena, results, nresults * sizeof *results) : NULL;
    e->noalloc = noalloc;
    e->raises = raises;
    vec_push(&p->exts, e);
    if (first)
        first->next_same = e->id;
    else
        map_putp(&p->ext_by_name, symbol, index_ptr(e->id.i));
    return e;
}

Ext *program_ext(const Program *p, ExtId e) {
    return p->exts.data[e.i];
}

const char *const zero_alloc_words[4] = {"strict", "opt", "assume", "never_returns"};

const char *zero_alloc_payload(unsigned flags) {
    return (flags & ZA_STRICT) && (flags & ZA_OPT) ? " strict opt"
           : flags & ZA_STRICT                     ? " strict"
           : flags & ZA_OPT                        ? " opt"
                                                   : "";
}

uint32_t zero_alloc_new(Program *p, ZeroAlloc z) {
    vec_push(&p->zero_allocs, z);
    return p->zero_allocs.len - 1;
}

uint16_t scope_new(Program *p, Scope z) {
    if (p->scopes.len >= MAX_SCOPES) return z.parent;
    vec_push(&p->scopes, z);
    return (uint16_t)(p->scopes.len - 1);
}

SiteId site_new(Program *p, Loc loc, const char *origin, Name func, uint32_t words) {
    SiteId id = {p->sites.len};
    vec_push(&p->sites, ((Site){.loc = loc, .origin = origin, .func = func, .words = words}));
    return id;
}
