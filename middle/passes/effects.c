/* effects.c: what each function may do (Func.effects).

   Needs: nothing.  Guarantees: a bit that is not set cannot happen: no exception leaves the function, it does not
   allocate on the heap, calls nothing unknown ...  Breaks: nothing; stale when another pass adds calls, but passes only
   ever make functions do less, or call what they did before.

   One walk over each body notes what it does by itself and whom it calls; the rest works on these notes.
   By components of the call graph, callees first; within one from "nothing" upwards until nothing changes. */
#include "pass.h"

enum { UNKNOWN = EFF_RAISE | EFF_ALLOC | EFF_UNKNOWN_CALL | EFF_READ | EFF_WRITE | EFF_DIVERGE };

static unsigned ext_effects(const Ext *x) {
    unsigned e = EFF_READ | EFF_WRITE;
    if (!x->noalloc) e |= EFF_ALLOC | EFF_UNKNOWN_CALL | EFF_DIVERGE;
    if (x->raises) e |= EFF_RAISE;
    return e;
}

static unsigned inst_effects(const Program *p, const Func *f, const Inst *in) {
    switch (in->op) {
    case OP_CALL: return 0; /* noted */
    case OP_APPLY: return UNKNOWN;
    case OP_CCALL: return ext_effects(program_ext(p, in->imm.ext));
    case OP_POLL: return EFF_ALLOC | EFF_UNKNOWN_CALL | EFF_WRITE | EFF_READ;
    case OP_REGION_BEGIN:
    case OP_REGION_END: return EFF_REGION;
    case OP_LOAD:
    case OP_LOADX:
    case OP_TAG: return in->flags & IF_IMMUT ? 0 : EFF_READ;
    case OP_BIGLOAD: return EFF_READ;
    default: break;
    }
    unsigned flags = op_info[in->op].flags;
    if (flags & OPF_ALLOC) return in->place == PLACE_HEAP ? EFF_ALLOC : EFF_REGION;
    if (flags & OPF_WRITE) {
        const Inst *base = val_def(f, in->args[0]); /* into what was made here: nobody else sees it yet */
        return base && base->op == OP_ALLOC && (in->flags & IF_INIT) ? 0 : EFF_WRITE;
    }
    return 0;
}

typedef struct Call {
    FuncId callee;
    uint8_t mask; /* of its effects, what reaches the caller */
} Call;
typedef struct Notes { /* of all functions */
    uint8_t *own;
    uint32_t *start; /* function -> into calls; its last one is before end[] */
    uint32_t *end;
    VEC(Call) calls;
} Notes;

enum { HANDLED = EFF_ALL & ~EFF_RAISE };

static void note_effects(Arena *a, const Program *p, const Func *f, Notes *n) {
    unsigned e = 0;
    n->start[f->id.i] = n->calls.len;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_CALL)
                vec_push_in(a, &n->calls, ((Call){in->imm.func, EFF_ALL}));
            else
                e |= inst_effects(p, f, in);
        }
        const Term *t = &block_at(f, b)->term;
        switch (t->kind) {
        case TERM_RAISE: e |= EFF_RAISE; break;
        case TERM_TAILCALL: vec_push_in(a, &n->calls, ((Call){t->func, EFF_ALL})); break;
        case TERM_TAILAPPLY: e |= UNKNOWN; break;
        case TERM_INVOKE: vec_push_in(a, &n->calls, ((Call){t->func, HANDLED})); break;
        case TERM_INVOKE_APPLY: e |= UNKNOWN & HANDLED; break;
        case TERM_INVOKE_C: e |= ext_effects(program_ext(p, t->ext)) & HANDLED; break;
        default: break;
        }
    }
    n->end[f->id.i] = n->calls.len;
    n->own[f->id.i] = (uint8_t)e;
}

static bool has_cycle(Arena *a, const Func *f) {
    bool *before = NEW_ARRAY(a, bool, f->nblocks),
         backwards = false; /* edges that only go forward in the layout make no cycle */
    FOR_BLOCKS(f, b) {
        before[b.i] = true;
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) backwards |= before[t->edges[e].block.i];
    }
    if (!backwards) return false;
    Cfg *c = cfg_compute(a, f);
    for (uint32_t i = 0; i < c->n; i++) {
        const Term *t = &block_at(f, c->rpo[i])->term;
        for (uint32_t e = 0; e < t->nedges; e++)
            if (c->order[t->edges[e].block.i] <= i) return true;
    }
    return false;
}

/* One look at all functions, or at the recursive ones; true when something was found. */
static bool look(Program *p, const CallGraph *g, const Notes *n, bool recursive_only) {
    bool changed = false;
    for (uint32_t i = 0; i < g->norder; i++) {
        uint32_t id = g->order[i].i;
        if (recursive_only && !g->recursive[id]) continue;
        unsigned e = n->own[id];
        for (uint32_t k = n->start[id]; k < n->end[id]; k++)
            e |= program_func(p, n->calls.data[k].callee)->effects & n->calls.data[k].mask;
        Func *f = program_func(p, g->order[i]);
        changed |= e != f->effects;
        f->effects = (uint8_t)e;
    }
    return changed;
}

void pass_effects(PassContext *cx) {
    Program *p = cx->prog;
    Arena *a = arena_new("effects");
    CallGraph *g = callgraph(a, p);
    uint32_t nfuncs = p->funcs.len;
    Notes n = {NEW_ARRAY(a, uint8_t, nfuncs), NEW_ARRAY(a, uint32_t, nfuncs), NEW_ARRAY(a, uint32_t, nfuncs), {0}};
    for (uint32_t i = 1; i < nfuncs; i++) {
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        f->effects = 0;
        note_effects(a, p, f, &n);
        if (g->recursive[i] || has_cycle(cx->scratch, f)) n.own[i] |= EFF_DIVERGE;
        scratch_reset(cx);
    }
    /* callees come first, so only what is recursive takes many looks */
    while (look(p, g, &n, false))
        while (look(p, g, &n, true)) continue;
    arena_free(a);
}

void pass_gc(PassContext *cx) {
    program_gc(cx->prog);
}
