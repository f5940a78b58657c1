/* link.c: drops what a whole program does not reach. */
#include "ir.h"

#include <stdlib.h>

typedef struct {
    Program *p;
    bool *funcs, *datas;
    VEC(uint32_t) work; /* functions, and data as ~index */
} Reach;

static void reach_func(Reach *r, FuncId f) {
    if (!f.i || r->funcs[f.i]) return;
    r->funcs[f.i] = true;
    vec_push(&r->work, f.i);
}

static void reach_data(Reach *r, DataId d) {
    if (!d.i || r->datas[d.i]) return;
    r->datas[d.i] = true;
    vec_push(&r->work, ~d.i);
}

static void scan_func(Reach *r, const Func *f) {
    for (Blk b = f->entry; b.i; b = f->blocks[b.i].next) {
        const BlockInfo *bi = block_at(f, b);
        for (Ins i = bi->first; i.i; i = f->insts[i.i].next) {
            const Inst *in = inst_at(f, i);
            switch (in->op) {
            case OP_DATA: reach_data(r, in->imm.data); break;
            case OP_CODE:
            case OP_CALL: reach_func(r, in->imm.func); break;
            case OP_CLOSURE:
                for (uint32_t k = 0; k < in->aux; k++) reach_func(r, in->funcs[k]);
                break;
            default: break;
            }
        }
        if (bi->term.kind == TERM_TAILCALL || bi->term.kind == TERM_INVOKE) reach_func(r, bi->term.func);
    }
}

static void scan_data(Reach *r, const Data *d) {
    for (uint32_t k = 0; k < d->nfields; k++) {
        if (d->fields[k].kind == DF_DATA)
            reach_data(r, d->fields[k].data);
        else if (d->fields[k].kind == DF_CODE)
            reach_func(r, d->fields[k].func);
    }
}

/* A program without initialisers is a collection of functions under test: all of it stays. */
void program_gc(Program *p) {
    if (!p->inits.len) return;
    Reach r = {.p = p};
    r.funcs = calloc(p->funcs.len, sizeof *r.funcs);
    r.datas = calloc(p->datas.len, sizeof *r.datas);
    if (!r.funcs || !r.datas) BUG("out of memory");
    for (uint32_t i = 0; i < p->inits.len; i++) reach_func(&r, p->inits.data[i]);
    for (uint32_t i = 1; i < p->zero_allocs.len; i++)
        if (program_func(p, p->zero_allocs.data[i].func)->kept) reach_func(&r, p->zero_allocs.data[i].func);
    while (r.work.len) {
        uint32_t x = r.work.data[--r.work.len];
        if (x < p->funcs.len)
            scan_func(&r, p->funcs.data[x]);
        else
            scan_data(&r, p->datas.data[~x]);
    }
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        Func *f = p->funcs.data[i];
        if (r.funcs[i]) continue;
        f->dead = true;
        func_free_body(f); /* also of those that a pass declared dead */
    }
    for (uint32_t i = 1; i < p->datas.len; i++)
        if (!r.datas[i]) p->datas.data[i]->dead = true;
    free(r.funcs);
    free(r.datas);
    vec_free(&r.work);
}
