/* callgraph.c: who calls whom, components (Tarjan, without recursion), an order from callees to callers. */
#include "pass.h"

typedef struct Tarjan {
    const Program *p;
    uint32_t n;
    const uint32_t *start;
    const FuncId *to;
    uint32_t *index, *low, *scc, *stack;
    bool *on_stack;
    uint32_t counter, depth, nscc;
    FuncId *order;
    uint32_t norder;
} Tarjan;

static void tarjan_visit(Tarjan *t, uint32_t root, uint32_t *work, uint32_t *next) {
    uint32_t n = 0;
    work[n++] = root;
    t->index[root] = t->low[root] = ++t->counter;
    t->stack[t->depth++] = root;
    t->on_stack[root] = true;
    next[root] = t->start[root];
    while (n) {
        uint32_t v = work[n - 1];
        if (next[v] < t->start[v + 1]) {
            uint32_t w = t->to[next[v]++].i;
            if (!t->index[w]) {
                t->index[w] = t->low[w] = ++t->counter;
                t->stack[t->depth++] = w;
                t->on_stack[w] = true;
                next[w] = t->start[w];
                work[n++] = w;
            } else if (t->on_stack[w] && t->index[w] < t->low[v]) {
                t->low[v] = t->index[w];
            }
            continue;
        }
        n--;
        if (n && t->low[v] < t->low[work[n - 1]]) t->low[work[n - 1]] = t->low[v];
        if (t->low[v] != t->index[v]) continue;
        uint32_t w;
        do {
            w = t->stack[--t->depth];
            t->on_stack[w] = false;
            t->scc[w] = t->nscc;
            t->order[t->norder++] = (FuncId){w};
        } while (w != v);
        t->nscc++;
    }
}

static void tarjan(Arena *a, const Program *p, const uint32_t *start, const FuncId *to, uint32_t *scc, FuncId *order,
                   uint32_t *norder) {
    uint32_t n = p->funcs.len;
    Tarjan t = {.p = p, .n = n, .start = start, .to = to, .scc = scc, .order = order};
    t.index = NEW_ARRAY(a, uint32_t, n);
    t.low = NEW_ARRAY(a, uint32_t, n);
    t.stack = NEW_ARRAY(a, uint32_t, n);
    t.on_stack = NEW_ARRAY(a, bool, n);
    uint32_t *work = NEW_ARRAY(a, uint32_t, n), *next = NEW_ARRAY(a, uint32_t, n);
    for (uint32_t i = 1; i < n; i++)
        if (!p->funcs.data[i]->dead && !p->funcs.data[i]->external && !t.index[i]) tarjan_visit(&t, i, work, next);
    *norder = t.norder;
}

CallGraph *callgraph(Arena *a, const Program *p) {
    CallGraph *g = NEW(a, CallGraph);
    uint32_t n = p->funcs.len;
    g->nfuncs = n;
    g->calls = NEW_ARRAY(a, uint32_t, n + 1);
    g->escapes = NEW_ARRAY(a, uint8_t, n + 1);
    g->makes_closure = NEW_ARRAY(a, bool, n + 1);
    g->scc = NEW_ARRAY(a, uint32_t, n + 1);
    g->order = NEW_ARRAY(a, FuncId, n + 1);
    g->recursive = NEW_ARRAY(a, bool, n + 1);
    g->callee_start = NEW_ARRAY(a, uint32_t, n + 2);
    typedef VEC(FuncId) Ids;
    Ids all = {0}, calls = {0};
    uint32_t *call_start = NEW_ARRAY(a, uint32_t, n + 2);
    for (uint32_t i = 1; i < n; i++) {
        g->callee_start[i] = all.len;
        call_start[i] = calls.len;
        const Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op == OP_CALL) {
                    g->calls[in->imm.func.i]++;
                    vec_push_in(a, &all, in->imm.func);
                    vec_push_in(a, &calls, in->imm.func);
                } else if (in->op == OP_CODE) {
                    g->escapes[in->imm.func.i] |= AS_VALUE;
                    vec_push_in(a, &all, in->imm.func);
                } else if (in->op == OP_CLOSURE) {
                    for (uint32_t j = 0; j < in->aux; j++) {
                        g->escapes[in->funcs[j].i] |= IN_CLOSURE;
                        vec_push_in(a, &all, in->funcs[j]);
                    }
                    g->makes_closure[i] = true;
                } else if (in->op == OP_DATA) {
                    const Data *d = program_data(p, in->imm.data);
                    if (d->tag == 247 && d->nfields && !d->external && !d->is_string && d->fields[0].kind == DF_CODE)
                        vec_push_in(a, &all, d->fields[0].func);
                }
            }
            const Term *t = &block_at(f, b)->term;
            if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) {
                g->calls[t->func.i]++;
                vec_push_in(a, &all, t->func);
                vec_push_in(a, &calls, t->func);
            }
        }
    }
    g->callee_start[n] = g->callee_start[n + 1] = all.len;
    call_start[n] = call_start[n + 1] = calls.len;
    g->callees = all.data;
    for (uint32_t i = 1; i < p->datas.len; i++) {
        const Data *d = p->datas.data[i];
        if (d->dead || d->external || d->is_string) continue;
        for (uint32_t k = 0; k < d->nfields; k++)
            if (d->fields[k].kind == DF_CODE) g->escapes[d->fields[k].func.i] |= AS_VALUE;
    }
    for (uint32_t i = 0; i < p->inits.len; i++) g->escapes[p->inits.data[i].i] |= AS_VALUE;
    uint32_t ignored;
    FuncId *order = NEW_ARRAY(a, FuncId, n + 1);
    tarjan(a, p, g->callee_start, g->callees, g->scc, g->order, &g->norder);
    uint32_t *size = NEW_ARRAY(a, uint32_t, n + 1);
    g->cycle = NEW_ARRAY(a, uint32_t, n + 1);
    for (uint32_t i = 0; i < g->norder; i++) size[g->scc[g->order[i].i]]++;
    for (uint32_t i = 0; i < g->norder; i++)
        if (size[g->scc[g->order[i].i]] > 1) g->cycle[g->order[i].i] = g->scc[g->order[i].i] + 1;
    memset(size, 0, (n + 1) * sizeof *size);
    /* recursion is a matter of calls alone */
    tarjan(a, p, call_start, calls.data, g->scc, order, &ignored);
    for (uint32_t i = 0; i < ignored; i++) size[g->scc[order[i].i]]++;
    for (uint32_t i = 1; i < n; i++) {
        if (p->funcs.data[i]->dead || p->funcs.data[i]->external) continue;
        g->recursive[i] = size[g->scc[i]] > 1;
        for (uint32_t k = call_start[i]; k < call_start[i + 1]; k++) g->recursive[i] |= calls.data[k].i == i;
    }
    return g;
}

/* ---- closures that are only called ---------------------------------------------------------------------------
   Sets of functions whose closures arrive at each other's first parameters.  A set is taken when one of these closures
   is used for more than its fields and calls of its code: then somebody unknown may call. */

typedef struct Held {
    const Program *p;
    uint32_t *set; /* union-find */
    bool *taken;   /* of the first member */
} Held;

static uint32_t set_of(Held *h, uint32_t i) {
    while (h->set[i] != i) i = h->set[i] = h->set[h->set[i]];
    return i;
}

static void unite(Held *h, FuncId f, FuncId g) {
    uint32_t i = set_of(h, f.i), j = set_of(h, g.i);
    h->set[j] = i;
    h->taken[i] |= h->taken[j];
}

/* of[v]: whose closure v is. */
static void held_args(Held *h, const FuncId *of, FuncId callee, uint32_t n, const Val *args) {
    for (uint32_t k = 0; k < n; k++) {
        FuncId f = of[args[k].i];
        if (!f.i) continue;
        if (k == 0 && callee.i && program_func(h->p, callee)->closure_code)
            unite(h, f, callee);
        else
            h->taken[set_of(h, f.i)] = true;
    }
}

static void held_entries(const Func *f, FuncId *of) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k), *d = in;
            while (d && d->op == OP_CLOENTRY && !of[d->args[0].i].i) d = val_def(f, d->args[0]);
            if (d && d->op == OP_CLOENTRY) of[in->res.i] = of[d->args[0].i];
        }
    }
}

static void held_in(Held *h, Arena *a, const Func *f) {
    FuncId *of = NEW_ARRAY(a, FuncId, f->nvals);
    if (f->closure_code && f->needs_env) of[block_at(f, f->entry)->params[0].i] = f->id;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op != OP_CLOSURE) continue;
            of[in->res.i] = in->funcs[0];
            for (uint32_t j = 1; j < in->aux; j++) unite(h, in->funcs[0], in->funcs[j]);
        }
    }
    held_entries(f, of);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_CLOENV || in->op == OP_CLOENTRY) continue;
            held_args(h, of, in->op == OP_CALL ? in->imm.func : NO_FUNC, in->nargs, in->args);
        }
        const Term *t = &block_at(f, b)->term;
        bool calls = t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE;
        held_args(h, of, calls ? t->func : NO_FUNC, t->nargs, t->args);
        for (uint32_t e = 0; e < t->nedges; e++) held_args(h, of, NO_FUNC, t->edges[e].nargs, t->edges[e].args);
    }
}

bool *callgraph_known(Arena *a, const Program *p, const CallGraph *g) {
    uint32_t n = g->nfuncs;
    Held h = {.p = p, .set = NEW_ARRAY(a, uint32_t, n + 1), .taken = NEW_ARRAY(a, bool, n + 1)};
    for (uint32_t i = 0; i < n; i++) {
        h.set[i] = i;
        h.taken[i] = g->escapes[i] & AS_VALUE;
    }
    for (uint32_t i = 1; i < n; i++) {
        const Func *f = p->funcs.data[i];
        if (g->makes_closure[i] || (!f->dead && !f->external && f->closure_code && f->needs_env)) held_in(&h, a, f);
    }
    bool *known = NEW_ARRAY(a, bool, n + 1);
    for (uint32_t i = 1; i < n; i++) known[i] = !h.taken[set_of(&h, i)];
    return known;
}
