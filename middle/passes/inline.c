/* inline.c: calls replaced by the callee's body.

   Needs: functions simplified, effects.  Guarantees: small functions, functions with one call, and functions that are
   given a closure which they apply are part of their callers; [@inline], [@inline never], [@inlined] are honoured.
   Breaks: leaves jumps to merge (cleanup runs on what changed); functions without callers stay until the next gc.

   Callees first, so that what is inlined has been inlined into and cleaned up before.  In one block from the last call
   to the first: each split moves only what stands between two calls.  Recursive functions are not inlined (specialise.c
   and contify.c deal with them), unless the source says how often: [@unrolled n] on a call puts the function there n
   times, one in the other, as it was before anything was unrolled in it. */
#include "pass.h"

#include <stdlib.h>

enum { COLD, FEW_TIMES, WARM }; /* code that raises; outside loops of a function that runs a few times; the rest */
enum { SMALL = 22, HINTED = 60, APPLIES = 70, ONCE = 4000, CALLER_LIMIT = 12000, UNROLL_LIMIT = 2000, ROUNDS = 4 };

typedef struct Callee { /* what a decision needs; size 0: not computed */
    uint32_t size, changed_at;
    uint64_t applied; /* parameters that are applied or handed on */
    uint64_t taken;   /* parameters that are loaded from */
    uint64_t held;    /* fields of its closure's environment that are applied */
    bool has_region, makes_closure;
} Callee;

typedef struct Inliner {
    PassContext *cx;
    Program *p;
    Arena *a;
    CallGraph *g;
    bool *known; /* function -> all its calls are */
    Callee *info;
    uint32_t ninfo;
    FuncId *whole; /* function that is unrolled into itself -> a copy from before that; 0: none */
    bool unrolled; /* in the function that is looked at, in this round */
} Inliner;

typedef struct Call {
    FuncId callee;
    const Val *args;
    uint8_t flags, unroll;
    TermKind kind; /* TERM_NONE: an instruction */
    int heat;
    Loc loc;
    uint16_t scope;
} Call;

/* ---- what a callee is like -------------------------------------------------------------------------------- */

enum { ENV_FIELD = 64 };

static void applies(Callee *c, uint8_t what) {
    if (what > ENV_FIELD)
        c->held |= UINT64_C(1) << (what - ENV_FIELD - 1);
    else if (what)
        c->applied |= UINT64_C(1) << (what - 1);
}

static void look_at(const Program *p, const Func *f, Callee *c) {
    *c = (Callee){.size = func_size(f) + 1};
    const BlockInfo *entry = block_at(f, f->entry);
    uint8_t *stands = calloc(f->nvals, 1); /* value -> 1 + the parameter it is, or + ENV_FIELD */
    if (!stands) die_out_of_memory(f->nvals);
    for (uint32_t k = 0; k < entry->nparams && k < 63; k++) stands[entry->params[k].i] = (uint8_t)(k + 1);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_REGION_BEGIN || in->op == OP_REGION_END || in->place == PLACE_CALLER) c->has_region = true;
            c->makes_closure |= in->op == OP_CLOSURE;
            if (!in->nargs || !stands[in->args[0].i]) continue;
            if (in->op == OP_APPLY) applies(c, stands[in->args[0].i]);
            if (in->op == OP_CLOENV && in->aux == 1 && in->imm.i < 63 && closure_is_own(f, in->args[0]))
                stands[in->res.i] = (uint8_t)(ENV_FIELD + 1 + in->imm.i);
            if (stands[in->args[0].i] > ENV_FIELD) continue;
            uint64_t bit = UINT64_C(1) << (stands[in->args[0].i] - 1);
            if (in->op == OP_LOAD || in->op == OP_UNBOX || in->op == OP_IS_IMM || in->op == OP_CLOENV) c->taken |= bit;
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) applies(c, stands[t->args[0].i]);
    }
    free(stands);
    (void)p;
}

static Callee *callee_info(Inliner *in, FuncId id) {
    Callee *c = &in->info[id.i];
    if (!c->size) look_at(in->p, program_func(in->p, id), c);
    return c;
}

static bool opens_region(const Func *f) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) if (inst_at(f, k)->op == OP_REGION_BEGIN) return true;
    }
    return false;
}

/* Can we tell what a result of `g` in its caller's region becomes in f?  In a function that returns global results
   some region is open at the call; in one with local results it is the caller's when none is ever open, and at a tail
   call. */
static bool local_place_known(const Func *f, TermKind kind) {
    return kind != TERM_INVOKE && (!f->local_result || kind == TERM_TAILCALL || !opens_region(f));
}

typedef struct Verdict {
    const char *why;
    uint32_t limit; /* what was allowed; 0: size was not the question */
} Verdict;

static bool verdict(Verdict *v, bool yes, const char *why) {
    v->why = why;
    return yes;
}

/* How often a recursive callee is put here: the call says so, or the function for all calls from outside. */
static uint32_t unroll_count(const Func *f, const Func *g, const Call *c) {
    return c->unroll ? c->unroll : g != f ? g->unroll : 0;
}

/* v: why. */
static bool decide(Inliner *in, const Func *f, const Call *call, uint32_t caller_size, Verdict *v) {
    FuncId id = call->callee;
    const Func *g = program_func(in->p, id);
    uint8_t flags = call->flags;
    const Val *args = call->args;
    TermKind kind = call->kind;
    int heat = call->heat;
    bool invoke = kind == TERM_INVOKE;
    uint32_t unroll = unroll_count(f, g, call);
    if (g == f && !unroll) return verdict(v, false, "the function calls itself");
    if (id.i >= in->ninfo || g->dead || g->external || g->is_init) return verdict(v, false, "its code is not at hand");
    if (g->local_result && !local_place_known(f, kind))
        return verdict(v, false, "its local result would have no known region here");
    if (flags & IF_NOINLINE) return verdict(v, false, "[@inlined never] on the call");
    if (g->inline_attr == INLINE_NEVER && !(flags & IF_INLINE))
        return verdict(v, false, "[@inline never] on the function");
    Callee *c = callee_info(in, id);
    if (c->has_region && invoke) return verdict(v, false, "it opens a region, and a handler is around the call");
    if (in->g->recursive[id.i] && unroll) {
        v->limit = caller_size < UNROLL_LIMIT ? UNROLL_LIMIT - caller_size : 0;
        return verdict(v, c->size <= v->limit,
                       v->limit ? "unrolled" : "unrolled enough: the caller has become too large");
    }
    if (in->g->recursive[id.i]) {
        /* a wrapper in a cycle is inlined once, whatever it leads to; a function of one call ends with that */
        bool self = false, once = in->g->calls[id.i] == 1 && !in->g->escapes[id.i];
        for (uint32_t k = in->g->callee_start[id.i]; k < in->g->callee_start[id.i + 1]; k++)
            self |= in->g->callees[k].i == id.i;
        if (self) return verdict(v, false, "it is recursive");
        v->limit = once ? ONCE : 6 + g->nparams;
        return verdict(v, c->size <= v->limit, "it is one of a cycle of functions");
    }
    v->limit = ONCE - 1;
    if (flags & IF_INLINE) return verdict(v, c->size <= v->limit, "[@inlined] on the call");
    if (g->inline_attr == INLINE_ALWAYS) return verdict(v, c->size <= v->limit, "[@inline] on the function");
    if (in->g->calls[id.i] == 1 && in->known[id.i])
        return verdict(v, c->size <= v->limit, "it is the function's only call");
    /* its closure leads back to it, a continuation: each copy would bring the next */
    if (c->makes_closure && in->g->cycle[id.i])
        return verdict(v, false, "its closure leads back to it: each copy would bring the next");
    v->limit = 4;
    if (heat == COLD) return verdict(v, c->size <= v->limit, "the call is on the way to an exception");
    uint32_t limit = heat == FEW_TIMES ? 6 : g->inline_attr == INLINE_HINT ? HINTED : SMALL;
    if (in->cx->level < 2) limit /= 2;
    limit += g->nparams;
    const Inst *closure = g->nparams ? val_def(f, args[0]) : NULL;
    for (uint32_t k = 0; c->held >> k && closure && closure->op == OP_CLOSURE && k < closure->nargs; k++)
        if (c->held >> k & 1 && known_code(in->p, f, closure->args[k]).i) limit += APPLIES;
    for (uint32_t k = 0; k < g->nparams && k < 63; k++) {
        const Inst *d = val_def(f, args[k]);
        uint64_t bit = UINT64_C(1) << k;
        if (!d) continue;
        if ((c->applied & bit) && known_code(in->p, f, args[k]).i)
            limit += APPLIES;
        else if (heat == FEW_TIMES)
            continue;
        else if ((c->taken & bit) && (d->op == OP_ALLOC || d->op == OP_BOX || d->op == OP_CLOSURE))
            limit += 12;
        else if (d->op == OP_CONST || d->op == OP_DATA)
            limit += 4;
    }
    v->limit = limit;
    return verdict(v, c->size <= limit,
                   heat == FEW_TIMES               ? "outside of loops, in code that runs a few times"
                   : g->inline_attr == INLINE_HINT ? "a function to be inlined where it is not large"
                   : limit > SMALL + g->nparams    ? "more is allowed for what is known of its arguments"
                   : c->size <= limit              ? "it is small"
                                                   : "it is too large");
}

static bool wanted(Inliner *in, const Func *f, const Call *call, uint32_t caller_size) {
    Verdict v = {0};
    bool yes = decide(in, f, call, caller_size, &v);
    if (yes && caller_size >= CALLER_LIMIT) {
        yes = false;
        v = (Verdict){.why = "the caller has become too large"};
    }
    InlineLog *log = in->cx->inline_log;
    if (!inline_noted(log, call->flags)) return yes;
    const char *why = v.why;
    if (v.limit)
        why = arena_printf(in->p->arena, "%s (%u instructions, allowed are %u)", why, in->info[call->callee.i].size,
                           v.limit);
    inline_note(log, f, program_func(in->p, call->callee), call->loc, yes, call->flags & IF_ASKED, why);
    return yes;
}

/* ---- the copy --------------------------------------------------------------------------------------------------- */

static void count_calls(Inliner *in, const Func *f, int by) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k)
        if (inst_at(f, k)->op == OP_CALL) in->g->calls[inst_at(f, k)->imm.func.i] += (uint32_t)by;
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) in->g->calls[t->func.i] += (uint32_t)by;
    }
}

/* The number of calls of g went down by one. */
static void one_call_less(Inliner *in, FuncId id) {
    if (--in->g->calls[id.i] || in->g->escapes[id.i]) return;
    Func *g = program_func(in->p, id);
    if (g->kept || in->whole[id.i].i) return;
    g->dead = true;
    count_calls(in, g, -1);
    func_free_body(g); /* what its caller grows by may use the room */
}

static Ins call_of_tail(const Program *p, Func *f, Blk b) {
    Term t = block_at(f, b)->term;
    Cursor c = cursor_end(p, f, b);
    Ins made;
    if (t.kind == TERM_TAILCALL)
        cur_call(&c, t.func, t.nargs, t.args, &made);
    else
        made = cur_inst(&c, OP_APPLY, L_VAL, t.nargs, t.args);
    inst_at(f, made)->flags |= t.flags & (t.kind == TERM_TAILCALL ? IF_ABOUT_CALL : IF_ABOUT_APPLY);
    if (t.kind == TERM_TAILCALL) inst_at(f, made)->aux2 = t.unroll;
    return made;
}

/* The copied block b of a callee without handler around the call: returns go on at `rest`. */
static void return_to(const Program *p, Func *f, Blk b, Blk rest) {
    Term *t = &block_at(f, b)->term;
    if (t->kind == TERM_RET) {
        term_set_jump(f, b, (Edge){rest, t->nargs, t->args});
    } else if (t->kind == TERM_TAILCALL || t->kind == TERM_TAILAPPLY) {
        const Inst *call = inst_at(f, call_of_tail(p, f, b));
        uint32_t n = call->nres;
        Val res = call->res, *args = func_vals(f, n);
        for (uint32_t k = 0; k < n; k++) args[k] = (Val){res.i + k};
        term_set_jump(f, b, (Edge){rest, n, args});
    }
}

static Edge copy_edge(Func *f, Edge e) {
    return edge_to(f, e.block, e.nargs, e.args);
}

static Edge edge_with(Func *f, Edge e, uint32_t n, const Val *first) {
    Val *args = func_vals(f, n + e.nargs);
    memcpy(args, first, n * sizeof *args);
    if (e.nargs) memcpy(args + n, e.args, e.nargs * sizeof *args);
    return (Edge){e.block, n + e.nargs, args};
}

static bool may_raise(const Program *p, const Inst *in) {
    switch (in->op) {
    case OP_CALL: return program_func(p, in->imm.func)->effects & EFF_RAISE;
    case OP_APPLY: return true;
    case OP_CCALL: return program_ext(p, in->imm.ext)->raises;
    default: return false;
    }
}

/* The copied block b of a callee that was invoked: its calls are invokes, its raises jumps. */
static void invoke_in(const Program *p, Func *f, Blk b, Edge normal, Edge handler, Subst *s) {
    Term *t = &block_at(f, b)->term;
    switch (t->kind) {
    case TERM_RET: term_set_jump(f, b, edge_with(f, normal, t->nargs, t->args)); break;
    case TERM_RAISE: term_set_jump(f, b, edge_with(f, handler, 1, t->args)); break;
    case TERM_TAILCALL:
    case TERM_TAILAPPLY:
        t->kind = t->kind == TERM_TAILCALL ? TERM_INVOKE : TERM_INVOKE_APPLY;
        t->nedges = 2;
        t->edges = NEW_ARRAY(f->arena, Edge, 2);
        t->edges[0] = copy_edge(f, normal);
        t->edges[1] = copy_edge(f, handler);
        break;
    default: break;
    }
    for (Ins i = block_at(f, b)->last, prev; i.i; i = prev) {
        Inst in = *inst_at(f, i);
        prev = in.prev;
        if (!may_raise(p, &in)) continue;
        Blk rest = block_split(f, b, in.next);
        for (uint32_t k = 0; k < in.nres; k++) {
            ValInfo vi = f->vals[in.res.i + k];
            Val q = block_param(f, rest, (Layout)vi.layout, (IrMode)vi.mode);
            f->vals[q.i].name = vi.name;
            f->vals[q.i].number = vi.number;
            subst_set(s, (Val){in.res.i + k}, q);
        }
        Term *nt = &block_at(f, b)->term;
        Edge *edges = NEW_ARRAY(f->arena, Edge, 2);
        edges[0] = (Edge){.block = rest};
        edges[1] = copy_edge(f, handler);
        *nt = (Term){.flags = in.flags & (in.op == OP_APPLY ? IF_ABOUT_APPLY : IF_ABOUT_CALL),
                     .nargs = in.nargs,
                     .args = in.args,
                     .nedges = 2,
                     .edges = edges,
                     .scope = in.scope,
                     .unroll = (uint8_t)(in.op == OP_CALL ? in.aux2 : 0),
                     .loc = in.loc};
        nt->kind = in.op == OP_CALL ? TERM_INVOKE : in.op == OP_APPLY ? TERM_INVOKE_APPLY : TERM_INVOKE_C;
        if (in.op == OP_CALL) nt->func = in.imm.func;
        if (in.op == OP_CCALL) nt->ext = in.imm.ext;
        inst_remove(f, i);
    }
}

/* What the callee allocated in its caller's region is in the innermost region of f now, or stays in f's caller's. */
static void own_places(Func *f, const Blks *made) {
    if (f->local_result) return;
    for (uint32_t i = 0; i < made->len; i++) FOR_INSTS(f, made->data[i], k)
    if (inst_at(f, k)->place == PLACE_CALLER) inst_at(f, k)->place = PLACE_REGION;
}

/* Puts the copied blocks after b and lets b run into them. */
static void place_after(Func *f, Blk b, Blk entry, const Blks *made) {
    Blk pos = b;
    for (uint32_t k = 0; k < made->len; k++) {
        block_move_after(f, made->data[k], pos);
        pos = made->data[k];
    }
    term_set_jump(f, b, (Edge){.block = entry});
}

/* What is copied for a call of g. */
static const Func *body_of(const Inliner *in, FuncId g) {
    return program_func(in->p, in->whole[g.i].i ? in->whole[g.i] : g);
}

/* The code of the callee, in f.  Calls of it in there are unrolled further, or not at all. */
static Blk put_body(Inliner *in, Func *f, const Call *c, Blks *made) {
    const Func *g = program_func(in->p, c->callee);
    uint32_t unroll = in->g->recursive[g->id.i] ? unroll_count(f, g, c) : 0;
    Blk entry = body_clone(f, body_of(in, c->callee), c->args, made, NULL);
    for (uint32_t k = 0; k < made->len && unroll; k++) {
        FOR_INSTS(f, made->data[k], i) {
            Inst *x = inst_at(f, i);
            if (x->op == OP_CALL && x->imm.func.i == g->id.i) x->aux2 = (uint16_t)(unroll - 1);
        }
        Term *t = &block_at(f, made->data[k])->term;
        if ((t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) && t->func.i == g->id.i)
            t->unroll = (uint8_t)(unroll - 1);
    }
    in->unrolled |= unroll > 1;
    scope_copied(in->p, f, made, 0, g, (Scope){.parent = c->scope, .loc = c->loc});
    own_places(f, made);
    return entry;
}

static void inline_inst(Inliner *in, Func *f, Ins i, const Call *c, Subst *s) {
    Inst call = *inst_at(f, i);
    Blk b = call.block, rest = block_split(f, b, call.next);
    for (uint32_t k = 0; k < call.nres; k++) {
        ValInfo vi = f->vals[call.res.i + k];
        Val q = block_param(f, rest, (Layout)vi.layout, (IrMode)vi.mode);
        f->vals[q.i].name = vi.name;
        subst_set(s, (Val){call.res.i + k}, q);
    }
    inst_remove(f, i);
    Blks made = {0};
    Blk entry = put_body(in, f, c, &made);
    place_after(f, b, entry, &made);
    for (uint32_t k = 0; k < made.len; k++) return_to(in->p, f, made.data[k], rest);
    vec_free(&made);
}

static void inline_term(Inliner *in, Func *f, Blk b, const Call *c, Subst *s) {
    Term t = block_at(f, b)->term;
    Blks made = {0};
    Blk entry = put_body(in, f, c, &made);
    place_after(f, b, entry, &made);
    if (t.kind == TERM_INVOKE)
        for (uint32_t k = 0; k < made.len; k++) invoke_in(in->p, f, made.data[k], t.edges[0], t.edges[1], s);
    vec_free(&made);
}

/* ---- one caller ----------------------------------------------------------------------------------------------------
 */

/* Before the first round: will f be unrolled into itself?  Then its code is put aside. */
static void keep_whole(Inliner *in, Func *f) {
    bool unrolls = false;
    if (!in->g->recursive[f->id.i]) return;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *x = inst_at(f, k);
            unrolls |= x->op == OP_CALL && x->imm.func.i == f->id.i && x->aux2;
        }
        const Term *t = &block_at(f, b)->term;
        unrolls |= (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) && t->func.i == f->id.i && t->unroll;
    }
    if (!unrolls) return;
    callee_info(in, f->id); /* of this code, too */
    in->whole[f->id.i] = func_clone(in->p, f, name_printf(in->p->session->names, "%s.whole", f->name->text))->id;
}

static bool inline_into(Inliner *in, Func *f) {
    bool any = false;
    uint32_t size = func_size(f);
    Subst s;
    subst_init(&s, f);
    Arena *a = f->max_runs ? arena_new("inline.loops") : NULL;
    const Cfg *cfg = a ? cfg_compute(a, f) : NULL;
    for (Blk b = f->last_block, before; b.i; b = before) {
        before = block_at(f, b)->prev;
        Term t = block_at(f, b)->term;
        int heat = t.kind == TERM_RAISE || t.kind == TERM_UNREACHABLE || f->cold ? COLD
                   : cfg && !cfg->loop_depth[b.i]                                ? FEW_TIMES
                                                                                 : WARM;
        Call c = {t.func, t.args, t.flags, t.unroll, (TermKind)t.kind, heat, t.loc, t.scope};
        if ((t.kind == TERM_TAILCALL || t.kind == TERM_INVOKE) && wanted(in, f, &c, size)) {
            size += in->info[t.func.i].size;
            count_calls(in, body_of(in, t.func), 1);
            inline_term(in, f, b, &c, &s);
            one_call_less(in, t.func);
            any = true;
        }
        for (Ins i = block_at(f, b)->last, prev; i.i; i = prev) {
            Inst call = *inst_at(f, i);
            prev = call.prev;
            if (call.op != OP_CALL) continue;
            c = (Call){call.imm.func, call.args, call.flags, (uint8_t)call.aux2, TERM_NONE, heat, call.loc, call.scope};
            if (!wanted(in, f, &c, size)) continue;
            size += in->info[call.imm.func.i].size;
            count_calls(in, body_of(in, call.imm.func), 1);
            inline_inst(in, f, i, &c, &s);
            one_call_less(in, call.imm.func);
            any = true;
        }
    }
    if (any) subst_apply(&s, f);
    subst_free(&s);
    if (a) arena_free(a);
    return any;
}

void pass_inline(PassContext *cx) {
    Program *p = cx->prog;
    Arena *a = arena_new("inline");
    Inliner in = {.cx = cx, .p = p, .a = a, .g = callgraph(a, p), .ninfo = p->funcs.len};
    in.known = callgraph_known(a, p, in.g);
    in.info = NEW_ARRAY(a, Callee, p->funcs.len);
    in.whole = NEW_ARRAY(a, FuncId, p->funcs.len);
    for (uint32_t i = 0; i < in.g->norder; i++) {
        Func *f = program_func(p, in.g->order[i]);
        if (!f->dead) keep_whole(&in, f);
        in.unrolled = false;
        for (int round = 0; (round < ROUNDS || in.unrolled) && !f->dead; round++) {
            in.unrolled = false;
            if (!inline_into(&in, f)) break;
            count_calls(&in, f, -1);
            cleanup(cx, f);
            count_calls(&in, f, 1);
            if (!in.whole[f->id.i].i) in.info[f->id.i].size = 0;
        }
    }
    for (uint32_t i = 0; i < in.ninfo; i++) {
        if (!in.whole[i].i) continue;
        program_func(p, in.whole[i])->dead = true;
        func_free_body(program_func(p, in.whole[i]));
    }
    arena_free(a);
}
