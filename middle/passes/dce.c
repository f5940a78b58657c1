/* dce.c: dead code.

   Needs: nothing.  Guarantees: no unused pure, reading or allocating instruction, no unused block parameter, no store
   into a fresh block that nothing else sees, no unreachable block, no regions where nothing is allocated in one.
   Breaks: nothing; sites of allocations that go are marked.

   An unused parameter stays when an invoke fills it; what jumps pass for it becomes the immediate 0.

   Marks from the roots (effects, terminators) through operands, so that cycles of parameters die too.  A store whose
   base is a block allocated here, or a parameter's, is no root: it becomes alive when its base does. */
#include "pass.h"

#include <stdlib.h>

typedef struct Dce {
    PassContext *cx;
    Func *f;
    uint8_t *live_val;
    uint8_t *live_inst;
    uint32_t *stores;     /* value (fresh block) -> first pending store, an instruction */
    uint32_t *next_store; /* instruction -> next pending store of the same base */
    uint32_t *stack;
    uint32_t depth;
    uint32_t *edge_start; /* block -> into edges */
    struct {
        uint32_t block, edge;
    } * edges;
} Dce;

static void mark_val(Dce *d, Val v) {
    if (d->live_val[v.i]) return;
    d->live_val[v.i] = 1;
    d->stack[d->depth++] = v.i;
}

static void mark_inst(Dce *d, Ins i) {
    if (d->live_inst[i.i]) return;
    d->live_inst[i.i] = 1;
    const Inst *in = inst_at(d->f, i);
    for (uint32_t k = 0; k < in->nargs; k++) mark_val(d, in->args[k]);
}

static bool writes_fresh(const Func *f, const Inst *in) {
    if (in->op != OP_STORE && in->op != OP_MODIFY) return false;
    const Inst *base = val_def(f, in->args[0]);
    return base && (base->op == OP_ALLOC || base->op == OP_CLOSURE || base->op == OP_BOX);
}

/* May an unused one be dropped? */
static bool removable(const Program *p, const Func *f, const Inst *in) {
    unsigned flags = op_info[in->op].flags;
    if (flags & (OPF_PURE | OPF_READ | OPF_ALLOC)) return true;
    if (in->op == OP_APPLY) return is_partial(p, f, in);
    if (in->op == OP_CALL) {
        const Func *g = program_func(p, in->imm.func);
        /* regions of its own are closed again, and nobody sees what it left in its caller's */
        return !(g->effects & (EFF_RAISE | EFF_WRITE | EFF_UNKNOWN_CALL | EFF_DIVERGE));
    }
    return false;
}

static void collect_edges(Dce *d, Arena *a) {
    Func *f = d->f;
    uint32_t total = 0;
    d->edge_start = NEW_ARRAY(a, uint32_t, f->nblocks + 2);
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++, total++) d->edge_start[t->edges[e].block.i + 2]++;
    }
    for (uint32_t i = 2; i < f->nblocks + 2; i++) d->edge_start[i] += d->edge_start[i - 1];
    d->edges = arena_alloc(a, (total + 1) * sizeof *d->edges);
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            uint32_t at = d->edge_start[t->edges[e].block.i + 1]++;
            d->edges[at].block = b.i;
            d->edges[at].edge = e;
        }
    }
}

static void propagate(Dce *d) {
    Func *f = d->f;
    const Program *p = d->cx->prog;
    while (d->depth) {
        uint32_t v = d->stack[--d->depth];
        const ValInfo *vi = &f->vals[v];
        if (!vi->is_param) {
            mark_inst(d, (Ins){vi->def});
            for (uint32_t s = d->stores[v]; s; s = d->next_store[s]) mark_inst(d, (Ins){s});
            continue;
        }
        for (uint32_t k = d->edge_start[vi->def]; k < d->edge_start[vi->def + 1]; k++) {
            const Term *t = &f->blocks[d->edges[k].block].term;
            uint32_t skip = edge_implicit(p, t, d->edges[k].edge);
            if (vi->index >= skip) mark_val(d, t->edges[d->edges[k].edge].args[vi->index - skip]);
        }
    }
}

/* Arguments that went, of parameters that stay because invokes fill them too. */
static void fill_unused(Dce *d, const uint8_t *implicit) {
    Func *f = d->f;
    const Program *p = d->cx->prog;
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            const Edge *edge = &block_at(f, b)->term.edges[e];
            uint32_t skip = edge_implicit(p, t, e);
            for (uint32_t k = 0; k < edge->nargs && k + skip < implicit[edge->block.i]; k++)
                if (!d->live_val[block_at(f, edge->block)->params[k + skip].i] && !d->live_val[edge->args[k].i]) {
                    Cursor c = cursor_end(p, f, b);
                    edge->args[k] = cur_unit(&c);
                }
        }
    }
}

static void sweep(Dce *d, Arena *a) {
    Func *f = d->f;
    const Program *p = d->cx->prog;
    uint8_t *drop = NEW_ARRAY(a, uint8_t, f->nvals);
    uint8_t *implicit = NEW_ARRAY(a, uint8_t, f->nblocks); /* how many parameters invokes fill */
    bool any = false;
    FOR_BLOCKS(f, b) {
        for (Ins k = block_at(f, b)->first, next; k.i; k = next) {
            const Inst *in = inst_at(f, k);
            next = in->next;
            if (d->live_inst[k.i]) continue;
            if (is_alloc_op(in->op)) site_fate(d->cx->prog, in->site, FATE_REMOVED);
            inst_remove(f, k);
        }
        const Term *t = &block_at(f, b)->term;
        if (term_is_invoke(t))
            for (uint32_t e = 0; e < t->nedges; e++) {
                uint32_t n = edge_implicit(p, t, e);
                if (n > implicit[t->edges[e].block.i]) implicit[t->edges[e].block.i] = (uint8_t)n;
            }
    }
    for (Blk b = block_at(f, f->entry)->next; b.i; b = block_at(f, b)->next) {
        const BlockInfo *bi = block_at(f, b);
        for (uint32_t k = implicit[b.i]; k < bi->nparams; k++)
            if (!d->live_val[bi->params[k].i]) drop[bi->params[k].i] = 1, any = true;
    }
    fill_unused(d, implicit);
    if (any) params_drop(p, f, drop);
}

/* Regions in which nothing is allocated any more.  The function is looked at as a whole: one allocation keeps all. */
static bool allocates_in_region(const Program *p, const Func *f) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k)
        if (inst_fills_region(p, f, inst_at(f, k))) return true;
        if (term_fills_region(p, f, &block_at(f, b)->term)) return true;
    }
    return false;
}

static void remove_empty_regions(const Program *p, Func *f, bool has_regions) {
    if (!has_regions || allocates_in_region(p, f)) return;
    for (int ends = 1; ends >= 0; ends--) /* the ends use the marks */
        FOR_BLOCKS(f, b) {
            for (Ins k = block_at(f, b)->first, next; k.i; k = next) {
                next = inst_at(f, k)->next;
                if (inst_at(f, k)->op == (ends ? OP_REGION_END : OP_REGION_BEGIN)) inst_remove(f, k);
            }
        }
}

void pass_dce(PassContext *cx, Func *f) {
    unreachable_remove(f);
    Arena *a = cx->scratch;
    Dce d = {.cx = cx, .f = f};
    d.live_val = NEW_ARRAY(a, uint8_t, f->nvals);
    d.live_inst = NEW_ARRAY(a, uint8_t, f->ninsts + 1);
    d.stores = NEW_ARRAY(a, uint32_t, f->nvals);
    d.next_store = NEW_ARRAY(a, uint32_t, f->ninsts + 1);
    d.stack = NEW_ARRAY(a, uint32_t, f->nvals);
    collect_edges(&d, a);
    bool has_regions = false;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            has_regions |= in->op == OP_REGION_BEGIN;
            if (writes_fresh(f, in)) {
                uint32_t base = in->args[0].i;
                if (d.live_val[base]) {
                    mark_inst(&d, k);
                } else {
                    d.next_store[k.i] = d.stores[base];
                    d.stores[base] = k.i;
                }
            } else if (!removable(cx->prog, f, in)) {
                mark_inst(&d, k);
            }
        }
        const Term *t = &block_at(f, b)->term;
        for (uint32_t i = 0; i < t->nargs; i++) mark_val(&d, t->args[i]);
        /* what invokes fill stays; no value stands for a raw one that other edges bring */
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t i = 0; i < edge_implicit(cx->prog, t, e); i++) {
                Val x = block_at(f, t->edges[e].block)->params[i];
                if (val_layout(f, x) != L_VAL) mark_val(&d, x);
            }
    }
    propagate(&d);
    sweep(&d, a);
    remove_empty_regions(cx->prog, f, has_regions);
}
