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
    g->escapes = NEW_ARRAY(a, bool, n + 1);
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
                    g->escapes[in->imm.func.i] = true;
                    vec_push_in(a, &all, in->imm.func);
                } else if (in->op == OP_CLOSURE) {
                    for (uint32_t j = 0; j < in->aux; j++) {
                        g->escapes[in->funcs[j].i] = true;
                        vec_push_in(a, &all, in->funcs[j]);
                    }
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
            if (d->fields[k].kind == DF_CODE) g->escapes[d->fields[k].func.i] = true;
    }
    for (uint32_t i = 0; i < p->inits.len; i++) g->escapes[p->inits.data[i].i] = true;
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
