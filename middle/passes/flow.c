/* flow.c: which closures arrive where: for an application, the code that it may run.

   Needs: nothing.  Guarantees: where codes are told, no other code runs there.

   Followed are parameters of functions all of whose calls are known, and fields of closures' environments.  What may be
   in one is a set of few codes, or unknown.  Each call and each closure made is looked at once, and what grows goes on
   along its ways again: a set grows a few times only, so the work is linear. */
#include "escape.h"

enum { MAX_CODES = 6, UNKNOWN = MAX_CODES + 1 };

typedef struct Spot { /* a parameter, or a field of an environment */
    uint32_t n;       /* codes; UNKNOWN: anything may be there */
    bool waits;       /* for its ways */
    FuncId *codes;
} Spot;

typedef struct Env { /* of a closure's code */
    uint32_t *spots;
    uint32_t n;
    bool unknown;
} Env;

typedef struct Way {
    uint32_t from, to;
} Way;

struct Flow {
    Arena *a;
    const Program *p;
    uint32_t n;      /* functions that it knows */
    VEC(Spot) spots; /* 0: what is not followed */
    VEC(Way) ways;
    VEC(Way) applications; /* from a function to the spot of what it applies */
    uint32_t *params;      /* function -> spot of its first parameter */
    Env *envs;             /* by function */
};

static uint32_t spots_add(Flow *fl, uint32_t n, Spot s) {
    uint32_t first = fl->spots.len;
    while (n--) vec_push_in(fl->a, &fl->spots, s);
    return first;
}

static uint32_t env_spot(Flow *fl, FuncId g, uint32_t k) {
    Env *env = &fl->envs[g.i];
    if (env->unknown) return 0;
    if (k >= env->n) {
        uint32_t n = k + k / 2 + 2, *spots = NEW_ARRAY(fl->a, uint32_t, n);
        if (env->n) memcpy(spots, env->spots, env->n * sizeof *spots);
        env->spots = spots;
        env->n = n;
    }
    if (!env->spots[k]) env->spots[k] = spots_add(fl, 1, (Spot){0});
    return env->spots[k];
}

static uint32_t spot_of(Flow *fl, const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    if (f->id.i >= fl->n) return 0;
    if (vi->is_param) return vi->def == f->entry.i ? fl->params[f->id.i] + vi->index : 0;
    const Inst *in = inst_at(f, (Ins){vi->def});
    return in->op == OP_CLOENV && closure_is_own(f, in->args[0]) ? env_spot(fl, f->id, (uint32_t)in->imm.i) : 0;
}

static bool add_code(Flow *fl, uint32_t to, FuncId code) {
    Spot *s = &fl->spots.data[to];
    if (s->n == UNKNOWN) return false;
    for (uint32_t k = 0; k < s->n; k++)
        if (s->codes[k].i == code.i) return false;
    if (!s->codes) s->codes = NEW_ARRAY(fl->a, FuncId, MAX_CODES);
    if (s->n == MAX_CODES)
        s->n = UNKNOWN;
    else
        s->codes[s->n++] = code;
    return true;
}

/* What is certainly no closure goes through a place for closures where they are optional. */
static bool is_no_closure(const Program *p, const Func *f, Val v) {
    const Inst *in = val_def(f, v);
    if (!in) return false;
    if (in->op == OP_DATA) {
        const Data *d = program_data(p, in->imm.data);
        return !d->external && d->tag != 247;
    }
    return in->op == OP_UNDEF || in->op == OP_IMM_VAL || (is_alloc_op(in->op) && in->op != OP_CLOSURE);
}

static void arrives(Flow *fl, const Func *f, Val v, uint32_t to) {
    if (!to || fl->spots.data[to].n == UNKNOWN || val_layout(f, v) != L_VAL || is_no_closure(fl->p, f, v)) return;
    FuncId code = known_code(fl->p, f, v);
    uint32_t from = code.i ? 0 : spot_of(fl, f, v);
    if (code.i)
        add_code(fl, to, code);
    else if (from && fl->spots.data[from].n != UNKNOWN)
        vec_push_in(fl->a, &fl->ways, ((Way){from, to}));
    else
        fl->spots.data[to].n = UNKNOWN;
}

static void called(Flow *fl, const Func *f, FuncId g, uint32_t n, const Val *args) {
    if (program_func(fl->p, g)->external) return;
    for (uint32_t k = 0; k < n; k++) arrives(fl, f, args[k], fl->params[g.i] + k);
}

static void applied(Flow *fl, const Func *f, Val closure) {
    uint32_t at = spot_of(fl, f, closure);
    if (at) vec_push_in(fl->a, &fl->applications, ((Way){f->id.i, at}));
}

static void walk(Flow *fl, const Func *f) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_CALL)
                called(fl, f, in->imm.func, in->nargs, in->args);
            else if (in->op == OP_APPLY)
                applied(fl, f, in->args[0]);
            else if (in->op == OP_CLOSURE)
                for (uint32_t j = 0; j < in->aux; j++)
                    for (uint32_t i = 0; i < in->nargs; i++)
                        if (val_layout(f, in->args[i]) == L_VAL)
                            arrives(fl, f, in->args[i], env_spot(fl, in->funcs[j], i));
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE)
            called(fl, f, t->func, t->nargs, t->args);
        else if (t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY)
            applied(fl, f, t->args[0]);
    }
}

/* True when there is something new at w.to. */
static bool goes_on(Flow *fl, Way w) {
    Spot *from = &fl->spots.data[w.from], *to = &fl->spots.data[w.to];
    if (to->n == UNKNOWN) return false;
    bool grows = from->n == UNKNOWN;
    if (grows)
        to->n = UNKNOWN;
    else
        for (uint32_t k = 0; k < from->n; k++) grows |= add_code(fl, w.to, from->codes[k]);
    return grows;
}

static void spread(Flow *fl) {
    uint32_t n = fl->spots.len, nways = fl->ways.len, ntodo = 0;
    uint32_t *start = NEW_ARRAY(fl->a, uint32_t, n + 2), *to = NEW_ARRAY(fl->a, uint32_t, nways + 1);
    uint32_t *todo = NEW_ARRAY(fl->a, uint32_t, n);
    for (uint32_t i = 0; i < nways; i++) start[fl->ways.data[i].from + 2]++;
    for (uint32_t i = 2; i < n + 2; i++) start[i] += start[i - 1];
    for (uint32_t i = 0; i < nways; i++) to[start[fl->ways.data[i].from + 1]++] = fl->ways.data[i].to;
    for (uint32_t i = 1; i < n; i++) {
        if (start[i] == start[i + 1] || !fl->spots.data[i].n) continue;
        fl->spots.data[i].waits = true;
        todo[ntodo++] = i;
    }
    while (ntodo) {
        uint32_t i = todo[--ntodo];
        fl->spots.data[i].waits = false;
        for (uint32_t k = start[i]; k < start[i + 1]; k++) {
            if (!goes_on(fl, (Way){i, to[k]}) || fl->spots.data[to[k]].waits) continue;
            fl->spots.data[to[k]].waits = true;
            todo[ntodo++] = to[k];
        }
    }
}

Flow *flow_find(Arena *a, const Program *p, const CallGraph *g) {
    Flow *fl = NEW(a, Flow);
    uint32_t n = p->funcs.len;
    *fl = (Flow){.a = a, .p = p, .n = n, .params = NEW_ARRAY(a, uint32_t, n), .envs = NEW_ARRAY(a, Env, n)};
    spots_add(fl, 1, (Spot){.n = UNKNOWN});
    for (uint32_t i = 1; i < n; i++) {
        const Func *f = p->funcs.data[i];
        if (!f->dead && !f->external)
            fl->params[i] = spots_add(fl, f->nparams, (Spot){.n = g->escapes[i] ? UNKNOWN : 0});
    }
    for (uint32_t i = 1; i < p->datas.len; i++) { /* static closures, too, may have an environment */
        const Data *d = p->datas.data[i];
        for (uint32_t k = 0; !d->dead && !d->is_string && k < d->nfields; k++)
            if (d->fields[k].kind == DF_CODE) fl->envs[d->fields[k].func.i].unknown = true;
    }
    for (uint32_t i = 1; i < n; i++)
        if (fl->params[i]) walk(fl, p->funcs.data[i]);
    spread(fl);
    return fl;
}

const FuncId *flow_codes(Flow *fl, const Func *f, Val closure, uint32_t *n) {
    uint32_t at = spot_of(fl, f, closure);
    const Spot *s = &fl->spots.data[at];
    *n = s->n == UNKNOWN ? 0 : s->n;
    return s->codes;
}

void flow_applications(const Flow *fl, void (*visit)(void *data, FuncId f, FuncId code), void *data) {
    for (uint32_t i = 0; i < fl->applications.len; i++) {
        Way w = fl->applications.data[i];
        const Spot *s = &fl->spots.data[w.to];
        for (uint32_t k = 0; s->n != UNKNOWN && k < s->n; k++) visit(data, (FuncId){w.from}, s->codes[k]);
    }
}
