/* escape.c: which values outlive the function that they are given to: summaries for each parameter, and for each field
   of the environment of a closure.

   Needs: nothing.  Guarantees: what is not said to escape is neither stored in the heap, returned, raised nor kept by
   code that is not known, and the same holds of all that can be read from it through immutable fields.

   Each function is walked backwards, from uses to definitions, with a number for each value: how near to it something
   escapes.  Reading a field goes one step away, being a field one step nearer; so a list whose elements are stored
   somewhere does not escape itself.  Components of the call graph go from "nothing escapes" upwards; a function is
   walked again when what it calls has changed.  Numbers only grow, and there are few of them.

   A closure: its environment's fields have numbers of their own, found where its code reads them.  Applying one is no
   escape, since what the code does was asked where the closure is made; applying it to too few arguments is, since the
   rest is a block on the heap that holds it. */
#include "escape.h"

enum { MAX_TAG = 245 }; /* of blocks that nothing but their fields is known of; 253 and 254, floats, are also fine */

/* ---- what is known of a value grows ----------------------------------------------------------------------- */

static EscapeWitness because(const EscapeWalk *w, EscapeKind k, Val via) {
    return (EscapeWitness){.kind = k, .loc = w->loc, .via = via};
}

static void value_changed(EscapeWalk *w, Val v) {
    const ValInfo *vi = val_info(w->f, v);
    if (vi->is_param) {
        if (w->early[vi->def]) w->again = true; /* an edge to it has been looked at */
    } else {
        uint32_t b = w->f->insts[vi->def].block.i;
        if (b != w->block.i && w->visited[b]) w->again = true;
    }
}

static bool grow(uint8_t *x, uint8_t to) {
    if (to <= *x) return false;
    *x = to;
    return true;
}

static void escapes(EscapeWalk *w, Val v, uint8_t self, uint8_t frame, EscapeWitness why) {
    if (!frame || val_layout(w->f, v) != L_VAL) return;
    Reach *r = &w->reach[v.i];
    bool more = grow(&r->self, self);
    if (grow(&r->frame, frame)) {
        more = true;
        if (w->why) w->why[v.i] = why;
    }
    if (more) value_changed(w, v);
}

static void escapes_itself(EscapeWalk *w, Val v, EscapeKind k) {
    escapes(w, v, REACH_SELF, REACH_SELF, because(w, k, NO_VAL));
}

static void applied(EscapeWalk *w, Val v, uint8_t partial, uint8_t partial_in) {
    Reach *r = &w->reach[v.i];
    bool more = grow(&r->partial, partial);
    more |= grow(&r->partial_in, partial_in);
    if (more) value_changed(w, v);
}

static uint8_t nearer(uint8_t x) { /* of a field, when x is its block's */
    return x && x < REACH_SELF ? x + 1 : x;
}
static uint8_t further(uint8_t x) { /* of a block, when x is its field's */
    return x > 1 ? x - 1 : x;
}

static void flows(EscapeWalk *w, Val v, Val to) {
    Reach r = w->reach[to.i];
    escapes(w, v, r.self, r.frame, because(w, ESC_FLOWS, to));
    applied(w, v, r.partial, r.partial_in);
}

static void is_field_of(EscapeWalk *w, Val v, Val block) {
    Reach r = w->reach[block.i];
    escapes(w, v, nearer(r.self), nearer(r.frame), because(w, ESC_FIELD, block));
    applied(w, v, r.partial_in, r.partial_in);
}

static void is_read(EscapeWalk *w, Val block, Val field) {
    Reach r = w->reach[field.i];
    uint8_t in = r.partial > r.partial_in ? r.partial : r.partial_in;
    escapes(w, block, further(r.self), further(r.frame), because(w, ESC_LOADED, field));
    applied(w, block, 0, in);
}

/* ---- calls ---------------------------------------------------------------------------------------------------- */

static void env_grows(EscapeWalk *w, uint32_t k, Reach r) {
    EscapeSummary *s = w->s;
    if (!(r.frame | r.partial | r.partial_in)) return;
    if (k >= s->cap_env) {
        uint32_t cap = k + k / 2 + 4;
        Reach *env = NEW_ARRAY(w->e->a, Reach, cap);
        if (s->nenv) memcpy(env, s->env, s->nenv * sizeof *env);
        s->env = env;
        s->cap_env = cap;
    }
    if (k >= s->nenv) s->nenv = k + 1;
    Reach *x = &s->env[k];
    w->changed |= grow(&x->self, r.self);
    w->changed |= grow(&x->partial, r.partial);
    w->changed |= grow(&x->partial_in, r.partial_in);
}

static void env_field(EscapeWalk *w, Val v, const Func *g, uint32_t k) {
    const EscapeSummary *s = &w->e->of[g->id.i];
    if (k >= s->nenv) return;
    EscapeWitness why = because(w, ESC_ENV, NO_VAL);
    why.callee = g->id;
    why.param = k;
    escapes(w, v, s->env[k].self, s->env[k].self, why);
    applied(w, v, s->env[k].partial, s->env[k].partial_in);
}

/* v is the closure that g's code takes its environment from. */
static void gives_env(EscapeWalk *w, Val v, const Func *g) {
    const EscapeSummary *s = &w->e->of[g->id.i];
    if (!s->nenv) return;
    if (closure_is_own(w->f, v)) {
        for (uint32_t k = 0; k < s->nenv; k++) env_grows(w, k, s->env[k]);
        return;
    }
    const Inst *set = val_def(w->f, closure_root(w->f, v));
    if (set && set->op == OP_CLOSURE) {
        for (uint32_t k = 0; k < set->nargs; k++) env_field(w, set->args[k], g, k);
        return;
    }
    for (uint32_t k = 0; k < s->nenv; k++) {
        EscapeWitness why = because(w, ESC_ENV, NO_VAL);
        why.callee = g->id;
        why.param = k;
        uint8_t x = further(s->env[k].self), partial = s->env[k].partial;
        escapes(w, v, x, x, why);
        applied(w, v, 0, partial > s->env[k].partial_in ? partial : s->env[k].partial_in);
    }
}

static void is_argument(EscapeWalk *w, Val v, FuncId callee, uint32_t k, bool tail) {
    if (val_layout(w->f, v) != L_VAL) return;
    const Func *g = program_func(w->e->p, callee);
    EscapeWitness why = because(w, ESC_CALL, NO_VAL);
    why.callee = callee;
    why.param = k;
    Reach r = {REACH_SELF, REACH_SELF, 0, 0};
    if (!g->external) r = w->e->of[callee.i].params[k];
    if (tail && r.self < REACH_SELF) why.kind = ESC_TAIL;
    escapes(w, v, r.self, tail ? REACH_SELF : r.self, why);
    applied(w, v, r.partial, r.partial_in);
    if (k == 0 && !g->external) gives_env(w, v, g);
}

bool escape_may_wait(const Escapes *e, const Func *f, FuncId callee) {
    const Func *g = program_func(e->p, callee);
    return !g->external && !g->local_result && e->graph->scc[f->id.i] != e->graph->scc[callee.i] &&
           !e->of[callee.i].tail_applies;
}

static void known_call(EscapeWalk *w, FuncId callee, uint32_t n, const Val *args, bool tail) {
    tail = tail && !escape_may_wait(w->e, w->f, callee);
    for (uint32_t k = 0; k < n; k++) is_argument(w, args[k], callee, k, tail);
}

const FuncId *escape_codes(Escapes *e, const Func *f, const Val *args, uint32_t nargs, uint32_t *n) {
    const FuncId *codes = flow_codes(e->flow, f, args[0], n);
    for (uint32_t k = 0; k < *n; k++) {
        const Func *g = program_func(e->p, codes[k]);
        if (g->external || g->nparams != nargs) *n = 0; /* what a partial application makes is not followed */
    }
    return codes;
}

static void application(EscapeWalk *w, uint32_t n, const Val *args, bool tail) {
    if (tail) {
        EscapeWitness why = because(w, ESC_TAIL, args[0]);
        escapes(w, args[0], 0, REACH_SELF, why);
    }
    applied(w, args[0], (uint8_t)(255 - (n - 1)), 0);
    uint32_t ncodes;
    const FuncId *codes = escape_codes(w->e, w->f, args, n, &ncodes);
    for (uint32_t k = 1; k < n; k++) {
        for (uint32_t j = 0; j < ncodes; j++) is_argument(w, args[k], codes[j], k, tail);
        if (!ncodes) escapes(w, args[k], REACH_SELF, REACH_SELF, because(w, ESC_APPLIED, args[0]));
    }
}

/* C functions of ours that look at their arguments and keep nothing of them; none gives one of them back. */
static bool keeps_nothing(const char *symbol) {
    static const char *const names[] = {
        "caml_compare",      "caml_equal",        "caml_notequal",         "caml_lessthan",
        "caml_lessequal",    "caml_greaterthan",  "caml_greaterequal",     "caml_hash",
        "caml_format_float", "caml_int32_format", "caml_nativeint_format", "caml_int64_format",
        "caml_ldexp_float",  "caml_frexp_float",  "caml_modf_float",       "caml_hexstring_of_float",
    };
    for (uint32_t k = 0; k < sizeof names / sizeof *names; k++)
        if (!strcmp(symbol, names[k])) return true;
    return false;
}

static void external_call(EscapeWalk *w, ExtId ext, uint32_t n, const Val *args) {
    if (w->e->keeps_nothing[ext.i]) return;
    EscapeWitness why = because(w, ESC_EXTERNAL, NO_VAL);
    why.ext = ext;
    for (uint32_t k = 0; k < n; k++) escapes(w, args[k], REACH_SELF, REACH_SELF, why);
}

/* ---- instructions ------------------------------------------------------------------------------------------------ */

bool escape_may_move(const Inst *in) {
    return is_alloc_op(in->op) && in->place == PLACE_HEAP &&
           (in->op != OP_ALLOC || in->imm.i <= MAX_TAG || in->imm.i == 253 || in->imm.i == 254);
}

/* What a callee makes for its result may be large.  So its region is not to be open in each of many activations of one
   function, where the collector would free what is not needed any more; and nothing of it may be kept: that would have
   to be on the heap. */
static bool call_movable(const EscapeWalk *w, const Inst *in) {
    const Escapes *e = w->e;
    uint32_t f = w->f->id.i;
    return in->nres == 1 && val_layout(w->f, in->res) == L_VAL && !w->reach[in->res.i].frame &&
           !(w->stays && w->stays[in->res.i]) && f < e->graph->nfuncs && !e->again[f] &&
           results_fresh(e->results, e->p, in->imm.func);
}

bool escape_movable(const EscapeWalk *w, const Inst *in) {
    if (in->op == OP_CALL) return call_movable(w, in);
    return is_alloc_op(in->op) && in->place == PLACE_HEAP && w->reach[in->res.i].frame < REACH_SELF;
}

static void made_closure(EscapeWalk *w, const Inst *in) {
    const Program *p = w->e->p;
    uint32_t fewest = 255 - w->reach[in->res.i].partial, most = 0; /* arguments given, taken */
    for (uint32_t j = 0; j < in->aux; j++) {
        const Func *g = program_func(p, in->funcs[j]);
        if (g->external) {
            escapes_itself(w, in->res, ESC_APPLIED);
            continue;
        }
        const EscapeSummary *s = &w->e->of[g->id.i];
        if (g->needs_env) {
            EscapeWitness why = because(w, ESC_CALL, NO_VAL);
            why.callee = g->id;
            escapes(w, in->res, s->params[0].self, s->params[0].self, why);
            if (255u - s->params[0].partial < fewest) fewest = 255 - s->params[0].partial;
            for (uint32_t k = 0; k < in->nargs; k++) env_field(w, in->args[k], g, k);
        }
        if (g->nparams - 1 > most) most = g->nparams - 1;
    }
    if (fewest < most) escapes_itself(w, in->res, ESC_PARTIAL);
}

static void made(EscapeWalk *w, const Inst *in) {
    if (in->place == PLACE_HEAP) {
        if (!escape_may_move(in))
            escapes_itself(w, in->res, ESC_KIND);
        else if (w->stays && w->stays[in->res.i])
            escapes_itself(w, in->res, (EscapeKind)w->stays[in->res.i]);
    } else if (in->place == PLACE_CALLER) {
        escapes_itself(w, in->res, ESC_RETURNED);
    }
    if (in->op == OP_CLOSURE) made_closure(w, in);
    /* what stays on the heap holds heap values only, also where it is the frame that it would have outlived */
    Reach r = w->reach[in->res.i];
    if (in->place == PLACE_HEAP && r.frame == REACH_SELF) w->reach[in->res.i].self = REACH_SELF;
    if (in->op != OP_BOX)
        for (uint32_t k = 0; k < in->nargs; k++) is_field_of(w, in->args[k], in->res);
}

/* Fields that change hold heap values only: whoever reads one may do with it what he likes. */
static void read_field(EscapeWalk *w, const Inst *in) {
    if (val_layout(w->f, in->res) != L_VAL || val_layout(w->f, in->args[0]) != L_VAL) return;
    if (in->flags & IF_IMMUT)
        is_read(w, in->args[0], in->res);
    else
        escapes(w, in->args[0], REACH_SELF - 1, REACH_SELF - 1, because(w, ESC_STORED, in->res));
}

static void stored(EscapeWalk *w, const Inst *in) {
    Val v = in->args[in->nargs - 1];
    const Inst *base = val_def(w->f, in->args[0]);
    if (in->op == OP_STORE && (in->flags & IF_INIT) && base && is_alloc_op(base->op))
        is_field_of(w, v, in->args[0]);
    else
        escapes(w, v, REACH_SELF, REACH_SELF, because(w, ESC_STORED, in->args[0]));
}

/* Looks at its operands, at most: what else may be added to ops.def keeps them. */
static void other_inst(EscapeWalk *w, const Inst *in) {
    bool looks = op_info[in->op].flags & (OPF_PURE | OPF_READ);
    for (uint32_t k = 0; k < in->nres; k++) looks &= val_layout(w->f, (Val){in->res.i + k}) != L_VAL;
    if (looks) return;
    for (uint32_t k = 0; k < in->nargs; k++) escapes_itself(w, in->args[k], ESC_STORED);
    if (is_alloc_op(in->op)) escapes_itself(w, in->res, ESC_KIND);
}

static void walk_inst(EscapeWalk *w, const Inst *in) {
    w->loc = in->loc;
    switch (in->op) {
    case OP_LOAD:
    case OP_LOADX: read_field(w, in); break;
    case OP_CLOENV:
        if (in->layout != L_VAL) break;
        if (closure_is_own(w->f, in->args[0]))
            env_grows(w, (uint32_t)in->imm.i, w->reach[in->res.i]);
        else
            is_read(w, in->args[0], in->res);
        break;
    case OP_CLOENTRY: flows(w, in->args[0], in->res); break;
    case OP_SELECT:
        flows(w, in->args[1], in->res);
        flows(w, in->args[2], in->res);
        break;
    case OP_STORE:
    case OP_STOREX:
    case OP_MODIFY:
    case OP_MODIFYX: stored(w, in); break;
    case OP_OPAQUE: escapes_itself(w, in->args[0], ESC_OPAQUE); break;
    case OP_ALLOC:
    case OP_BOX:
    case OP_CLOSURE: made(w, in); break;
    case OP_CALL: known_call(w, in->imm.func, in->nargs, in->args, false); break;
    case OP_APPLY: application(w, in->nargs, in->args, false); break;
    case OP_CCALL: external_call(w, in->imm.ext, in->nargs, in->args); break;
    case OP_REGION_BEGIN: w->regions = true; break;
    default: other_inst(w, in); break;
    }
}

static void walk_term(EscapeWalk *w, const Term *t) {
    w->loc = t->loc;
    switch (t->kind) {
    case TERM_RET:
        for (uint32_t k = 0; k < t->nargs; k++) {
            EscapeWitness why = because(w, ESC_RETURNED, NO_VAL);
            why.param = k;
            escapes(w, t->args[k], REACH_SELF, REACH_SELF, why);
        }
        break;
    case TERM_RAISE: escapes_itself(w, t->args[0], ESC_RAISED); break;
    case TERM_TAILCALL: known_call(w, t->func, t->nargs, t->args, true); break;
    case TERM_INVOKE: known_call(w, t->func, t->nargs, t->args, false); break;
    case TERM_TAILAPPLY: application(w, t->nargs, t->args, true); break;
    case TERM_INVOKE_APPLY: application(w, t->nargs, t->args, false); break;
    case TERM_INVOKE_C: external_call(w, t->ext, t->nargs, t->args); break;
    default: break;
    }
    for (uint32_t e = 0; e < t->nedges; e++) {
        const Edge *ed = &t->edges[e];
        const BlockInfo *to = block_at(w->f, ed->block);
        uint32_t skip = edge_implicit(w->e->p, t, e);
        if (!w->visited[ed->block.i]) { /* its own block, too */
            w->early[ed->block.i] = 1;
            w->loops = true;
        }
        /* a parameter that an invoke fills here and a jump there says by its mode what the callee may do */
        for (uint32_t k = 0; k < skip; k++) escapes_itself(w, to->params[k], ESC_FLOWS);
        for (uint32_t k = 0; k < ed->nargs; k++)
            if (val_layout(w->f, ed->args[k]) == L_VAL) flows(w, ed->args[k], to->params[skip + k]);
    }
}

/* ---- functions ------------------------------------------------------------------------------------------------------
 */

static void walk_until_stable(EscapeWalk *w) {
    const Func *f = w->f;
    do {
        w->again = false;
        memset(w->visited, 0, f->nblocks);
        for (Blk b = f->last_block; b.i; b = block_at(f, b)->prev) {
            const BlockInfo *bi = block_at(f, b);
            w->block = b;
            walk_term(w, &bi->term);
            for (Ins k = bi->last; k.i; k = inst_at(f, k)->prev) walk_inst(w, inst_at(f, k));
            w->visited[b.i] = 1;
        }
    } while (w->again);
}

static bool has_movable(const EscapeWalk *w) {
    FOR_BLOCKS(w->f, b)
    FOR_INSTS(w->f, b, k)
    if (escape_movable(w, inst_at(w->f, k))) return true;
    return false;
}

static bool has_movable_call(const EscapeWalk *w) {
    FOR_BLOCKS(w->f, b)
    FOR_INSTS(w->f, b, k)
    if (inst_at(w->f, k)->op == OP_CALL && call_movable(w, inst_at(w->f, k))) return true;
    return false;
}

static EscapeWalk *walk(Escapes *e, Arena *a, const Func *f, bool witnesses) {
    EscapeWalk *w = NEW(a, EscapeWalk);
    *w = (EscapeWalk){.e = e, .f = f, .s = &e->of[f->id.i]};
    w->reach = NEW_ARRAY(a, Reach, f->nvals);
    w->visited = NEW_ARRAY(a, uint8_t, f->nblocks);
    w->early = NEW_ARRAY(a, uint8_t, f->nblocks);
    if (witnesses) w->why = NEW_ARRAY(a, EscapeWitness, f->nvals);
    walk_until_stable(w);
    w->s->places = has_movable(w);
    if (w->s->places && (w->loops || w->regions || f->local_result || has_movable_call(w))) {
        w->stays = place_obstacles(a, w);
        walk_until_stable(w);
        w->s->places = has_movable(w);
    }
    return w;
}

static void summarise(EscapeWalk *w) {
    const BlockInfo *entry = block_at(w->f, w->f->entry);
    for (uint32_t k = 0; k < w->f->nparams; k++) {
        Reach *s = &w->s->params[k], r = w->reach[entry->params[k].i];
        w->changed |= grow(&s->self, r.self);
        w->changed |= grow(&s->partial, r.partial);
        w->changed |= grow(&s->partial_in, r.partial_in);
    }
    /* a closure that goes other ways takes its fields along */
    if (w->f->nparams) {
        Reach c = w->s->params[0];
        Reach in = {nearer(c.self), nearer(c.self), c.partial_in, c.partial_in};
        for (uint32_t k = 0; k < w->s->nenv; k++) env_grows(w, k, in);
    }
}

EscapeWalk *escape_walk(Escapes *e, Arena *a, const Func *f, bool witnesses) {
    return walk(e, a, f, witnesses);
}

/* ---- the program
 * ------------------------------------------------------------------------------------------------------ */

static bool has_body(const Program *p, uint32_t i) {
    const Func *f = p->funcs.data[i];
    return !f->dead && !f->external;
}

static bool tail_applies(const Escapes *e, const Func *f) {
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILAPPLY) return true;
        if (t->kind == TERM_TAILCALL && (program_func(e->p, t->func)->external || e->of[t->func.i].tail_applies))
            return true;
    }
    return false;
}

/* Callees first; what is recursive is looked at until nothing changes. */
static void find_tail_applies(Escapes *e, const CallGraph *g) {
    for (bool first = true, changed = true; changed; first = false) {
        changed = false;
        for (uint32_t i = 0; i < g->norder; i++) {
            uint32_t id = g->order[i].i;
            EscapeSummary *s = &e->of[id];
            if (s->tail_applies || !(first || g->recursive[id])) continue;
            s->tail_applies = tail_applies(e, program_func(e->p, g->order[i]));
            changed |= s->tail_applies && g->recursive[id];
        }
    }
}

/* By function: can it be called again while it runs? By the functions that it calls, and the code of closures, if it
   may apply one that nobody knows. */
static bool *find_again(Arena *a, const Program *p, const CallGraph *g) {
    bool *again = NEW_ARRAY(a, bool, g->nfuncs + 1), *reached = NEW_ARRAY(a, bool, g->nfuncs + 1);
    uint32_t *todo = NEW_ARRAY(a, uint32_t, g->nfuncs + 1), n = 0;
    for (uint32_t i = 1; i < g->nfuncs; i++)
        if (has_body(p, i) && p->funcs.data[i]->closure_code && g->escapes[i]) {
            reached[i] = true;
            todo[n++] = i;
        }
    while (n) {
        uint32_t i = todo[--n];
        for (uint32_t k = g->callee_start[i]; k < g->callee_start[i + 1]; k++) {
            uint32_t callee = g->callees[k].i;
            if (!reached[callee]) todo[n++] = callee;
            reached[callee] = true;
        }
    }
    for (uint32_t i = 1; i < g->nfuncs; i++)
        again[i] = g->recursive[i] || g->cycle[i] || (reached[i] && p->funcs.data[i]->effects & EFF_UNKNOWN_CALL);
    return again;
}

typedef struct Callers { /* who has asked for a function's summary */
    uint32_t *start;     /* function -> its first one in `from` */
    uint32_t *from;
} Callers;

static void count_caller(void *data, FuncId f, FuncId callee) {
    (void)f;
    ((Callers *)data)->start[callee.i + 2]++;
}

static void put_caller(void *data, FuncId f, FuncId callee) {
    Callers *c = data;
    c->from[c->start[callee.i + 1]++] = f.i;
}

static void visit_callees(const Escapes *e, const CallGraph *g, void (*visit)(void *, FuncId, FuncId), Callers *c) {
    for (uint32_t i = 1; i < e->p->funcs.len; i++)
        for (uint32_t k = g->callee_start[i]; k < g->callee_start[i + 1]; k++) visit(c, (FuncId){i}, g->callees[k]);
    flow_applications(e->flow, visit, c);
}

static Callers callers_find(const Escapes *e, const CallGraph *g) {
    uint32_t n = e->p->funcs.len;
    Callers c = {.start = NEW_ARRAY(e->a, uint32_t, n + 2)};
    visit_callees(e, g, count_caller, &c);
    for (uint32_t i = 2; i < n + 2; i++) c.start[i] += c.start[i - 1];
    c.from = NEW_ARRAY(e->a, uint32_t, c.start[n + 1] + 1);
    visit_callees(e, g, put_caller, &c);
    return c;
}

Escapes *escapes_find(Arena *a, const Program *p) {
    Escapes *e = NEW(a, Escapes);
    uint32_t n = p->funcs.len;
    *e = (Escapes){.a = a, .p = p, .of = NEW_ARRAY(a, EscapeSummary, 2 * n), .results = results_new(a, p)};
    for (uint32_t i = 1; i < n; i++)
        if (has_body(p, i) && p->funcs.data[i]->nparams)
            e->of[i].params = NEW_ARRAY(a, Reach, p->funcs.data[i]->nparams);
    CallGraph *g = callgraph(a, p);
    e->graph = g;
    e->again = find_again(a, p, g);
    e->flow = flow_find(a, p, g);
    e->keeps_nothing = NEW_ARRAY(a, bool, p->exts.len);
    for (uint32_t i = 1; i < p->exts.len; i++) e->keeps_nothing[i] = keeps_nothing(p->exts.data[i]->symbol->text);
    find_tail_applies(e, g);
    Callers callers = callers_find(e, g);
    const uint32_t *start = callers.start;
    Arena *scratch = arena_new("escape");
    bool *waits = NEW_ARRAY(a, bool, n);
    uint32_t *todo = NEW_ARRAY(a, uint32_t, n + 1), ntodo = 0;
    for (uint32_t i = 0; i < g->norder; i++) {
        todo[ntodo++] = g->order[i].i;
        waits[g->order[i].i] = true;
    }
    while (ntodo) { /* round by round, each in the order from callees to callers */
        uint32_t m = 0;
        for (uint32_t i = 0; i < ntodo; i++) {
            uint32_t id = todo[i];
            if (!waits[id]) continue;
            waits[id] = false;
            EscapeWalk *w = walk(e, scratch, program_func(p, (FuncId){id}), false);
            summarise(w);
            e->of[id].done = true;
            if (w->changed)
                for (uint32_t k = start[id]; k < start[id + 1]; k++)
                    if (e->of[callers.from[k]].done) waits[callers.from[k]] = true;
            if (arena_bytes(scratch) > 64u << 10) arena_reset(scratch);
        }
        for (uint32_t i = 0; i < g->norder; i++)
            if (waits[g->order[i].i]) todo[m++] = g->order[i].i;
        ntodo = m;
    }
    arena_free(scratch);
    return e;
}

/* ---- questions
 * ---------------------------------------------------------------------------------------------------------- */

EscapeWitness escape_of(Escapes *e, const Func *f, Val v, uint32_t *deep) {
    if (e->last != f) {
        e->last = f;
        e->walk = walk(e, e->a, f, true);
    }
    uint8_t r = e->walk->reach[v.i].frame;
    if (deep) *deep = r ? REACH_SELF - r : 0;
    return r ? e->walk->why[v.i] : (EscapeWitness){.kind = ESC_NOT};
}

EscapeWitness escape_of_param(Escapes *e, FuncId g, uint32_t param, uint32_t *deep) {
    const Func *f = program_func(e->p, g);
    return escape_of(e, f, block_at(f, f->entry)->params[param], deep);
}

EscapeWitness escape_of_env(Escapes *e, FuncId g, uint32_t field, uint32_t *deep) {
    const Func *f = program_func(e->p, g);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op != OP_CLOENV || in->imm.i != field || !closure_is_own(f, in->args[0])) continue;
            EscapeWitness w = escape_of(e, f, in->res, deep);
            if (w.kind != ESC_NOT) return w;
        }
    }
    return escape_of_param(e, g, 0, deep);
}
