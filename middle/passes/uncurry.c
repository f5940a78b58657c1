/* uncurry.c: functions that return a closure which is applied at once take its arguments, too.

   Needs: functions simplified.  Guarantees: where the result of a call is applied and used for nothing else, and the
   function returns closures that it makes, one call of a copy takes the place of both; in the copy every return applies
   what was returned.  The inliner then puts the closure's code there, and the closure is gone: so monads whose values
   are functions (state, reader, parsers) become loops that carry the state.
   Breaks: nothing; the originals stay while something calls them.

   The function runs before what it returned in either form, so effects keep their order as long as there are none
   between the call and the application. */
#include "pass.h"

enum { COPY_LIMIT = 100, COLD_LIMIT = 30, GROWTH = 20000, MAX_EXTRA = 4, BETWEEN = 32, DEPTH = 8 };

typedef struct Uncurry {
    PassContext *cx;
    Program *p;
    Arena *a;
    CallGraph *g;
    uint32_t n, grown;
    uint8_t *answers[MAX_EXTRA + 1]; /* by arguments: function -> is it copyable? */
} Uncurry;
enum { NOT_ASKED, NO, YES };

static bool may_copy(const Uncurry *u, FuncId g) {
    const Func *f = program_func(u->p, g);
    return g.i < u->n && !f->dead && !f->external && !f->is_init && !f->local_result && !f->never_specialise &&
           f->nresults == 1 && f->results[0] == L_VAL && f->result_modes[0] == M_GLOBAL && func_size(f) <= COPY_LIMIT;
}

typedef struct Group { /* functions that tail calls tie together: they are copied together */
    FuncId f[8];
    uint32_t n;
    bool makes_closure;
} Group;

static bool copyable(Uncurry *u, FuncId g, uint32_t n, int depth);

static bool group_add(Group *gr, FuncId g) {
    for (uint32_t k = 0; k < gr->n; k++)
        if (gr->f[k].i == g.i) return true;
    if (gr->n == sizeof gr->f / sizeof gr->f[0]) return false;
    gr->f[gr->n++] = g;
    return true;
}

static bool group_member(Uncurry *u, Group *gr, FuncId g, uint32_t n, int depth) {
    if (!may_copy(u, g)) return false;
    const Func *f = program_func(u->p, g);
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILAPPLY) return false;
        if (t->kind == TERM_TAILCALL) {
            bool back = t->func.i >= u->n || u->g->scc[t->func.i] == u->g->scc[g.i];
            if (back && !group_add(gr, t->func)) return false;
            if (!back) gr->makes_closure |= copyable(u, t->func, n, depth + 1);
        }
        const Inst *made = t->kind == TERM_RET ? val_def(f, t->args[0]) : NULL;
        if (!made || made->op != OP_CLOSURE || made->place != PLACE_HEAP) continue;
        const Func *code = program_func(u->p, made->funcs[0]);
        gr->makes_closure |= code->nparams == n + 1 && !code->local_result;
    }
    return true;
}

/* Can there be a copy of g that takes n more arguments, and does it save a closure that g makes?  Its tail calls are
   copies' when they lead back to it, so that no loop grows the stack. */
static bool copyable(Uncurry *u, FuncId g, uint32_t n, int depth) {
    if (g.i >= u->n || depth > DEPTH) return false;
    if (u->answers[n][g.i] != NOT_ASKED) return u->answers[n][g.i] == YES;
    Group gr = {.f = {g}, .n = 1};
    bool ok = true;
    for (uint32_t k = 0; ok && k < gr.n; k++) ok = group_member(u, &gr, gr.f[k], n, depth);
    for (uint32_t k = 0; k < gr.n; k++)
        if (gr.f[k].i < u->n) u->answers[n][gr.f[k].i] = ok && gr.makes_closure ? YES : NO;
    return ok && gr.makes_closure;
}

/* The copy of g that takes n more arguments is known by its name, since the pass runs several times; NO_FUNC: there is
   none yet, and it will have this name. */
static FuncId find_copy(const Uncurry *u, FuncId g, uint32_t n, Name *name) {
    for (uint32_t k = 1;; k++) {
        *name = name_printf(u->p->session->names, "%s.applied%u", program_func(u->p, g)->name->text, n);
        if (k > 1) *name = name_printf(u->p->session->names, "%s.%u", (*name)->text, k);
        const Func *f = program_find_func(u->p, *name);
        if (!f || !f->dead) return f ? f->id : NO_FUNC;
    }
}

static FuncId copy_for(Uncurry *u, FuncId g, uint32_t n);

/* At the end of b: the closure's code runs, put here where it is known and not large. */
static void apply_at_end(Uncurry *u, Func *f, Blk b, uint32_t nargs, Val *args) {
    FuncId code = known_code(u->p, f, args[0]);
    const Func *g = program_func(u->p, code);
    Term *t = &block_at(f, b)->term;
    if (!code.i || g->external || g->nparams != nargs || g->local_result || g->inline_attr == INLINE_NEVER ||
        func_size(g) > COPY_LIMIT) {
        *t = (Term){.kind = TERM_TAILAPPLY, .nargs = nargs, .args = args, .scope = t->scope, .loc = t->loc};
        return;
    }
    Scope z = {.parent = t->scope, .loc = t->loc};
    Blks made = {0};
    Blk entry = body_clone(f, g, args, &made, NULL), at = b;
    scope_copied(u->p, f, &made, 0, g, z);
    for (uint32_t k = 0; k < made.len; at = made.data[k++]) block_move_after(f, made.data[k], at);
    term_set_jump(f, b, (Edge){.block = entry});
    vec_free(&made);
}

/* In the copy: what was returned is applied to the parameters that were added. */
static void apply_results(Uncurry *u, Func *f, uint32_t n) {
    Val extra[MAX_EXTRA];
    memcpy(extra, block_at(f, f->entry)->params + f->nparams - n, n * sizeof *extra);
    Blk last = f->last_block;
    for (Blk b = f->entry, next; b.i; b = next) {
        next = b.i == last.i ? NO_BLK : block_at(f, b)->next; /* not what is put behind it */
        Term t = block_at(f, b)->term;
        if (t.kind != TERM_RET && t.kind != TERM_TAILCALL) continue;
        Cursor c = cursor_end(u->p, f, b);
        FuncId to = t.kind == TERM_TAILCALL ? copy_for(u, t.func, n) : NO_FUNC;
        uint32_t first = to.i ? t.nargs : 1;
        Val *args = func_vals(f, first + n);
        if (to.i)
            memcpy(args, t.args, first * sizeof *args);
        else
            args[0] = t.kind == TERM_RET ? t.args[0] : cur_call(&c, t.func, t.nargs, t.args, NULL);
        memcpy(args + first, extra, n * sizeof *args);
        if (to.i)
            block_at(f, b)->term = (Term){
                .kind = TERM_TAILCALL, .func = to, .nargs = first + n, .args = args, .scope = t.scope, .loc = t.loc};
        else
            apply_at_end(u, f, b, first + n, args);
    }
}

static FuncId copy_for(Uncurry *u, FuncId g, uint32_t n) {
    Name name;
    FuncId known = find_copy(u, g, n, &name);
    if (known.i) return known;
    if (!copyable(u, g, n, 0)) return NO_FUNC;
    const Func *f = program_func(u->p, g);
    u->grown += func_size(f);
    Func *copy = func_clone(u->p, f, name);
    uint32_t all = copy->nparams + n;
    Layout *ls = NEW_ARRAY(u->a, Layout, all);
    uint8_t *modes = NEW_ARRAY(u->a, uint8_t, all);
    memcpy(ls, copy->params, copy->nparams * sizeof *ls);
    memcpy(modes, copy->param_modes, copy->nparams);
    for (uint32_t k = copy->nparams; k < all; k++) {
        ls[k] = L_VAL;
        block_param(copy, copy->entry, L_VAL, M_GLOBAL);
    }
    func_set_params(u->p, copy, all, ls, modes);
    copy->needs_env = true;
    copy->effects = EFF_ALL;
    apply_results(u, copy, n);
    modes_narrow(u->p, copy);
    cleanup(u->cx, copy);
    return copy->id;
}

/* ---- calls whose result is applied ------------------------------------------------------------------------------ */

static bool has_no_effect(const Inst *in) {
    unsigned flags = op_info[in->op].flags;
    return flags & (OPF_PURE | OPF_ALLOC) || ((in->op == OP_LOAD || in->op == OP_TAG) && (in->flags & IF_IMMUT));
}

/* The call in b whose result is applied by what stands behind `last`; NO_INS: none that could be moved there. */
static Ins applied_call(const Func *f, Blk b, Ins last, uint32_t nargs, const Val *args) {
    const Inst *call = val_def(f, args[0]);
    if (!call || call->op != OP_CALL || call->block.i != b.i || call->nres != 1 || nargs < 2 || nargs > 1 + MAX_EXTRA ||
        call->flags & (IF_NOINLINE | IF_NOSPECIALISE))
        return NO_INS;
    for (uint32_t k = 1; k < nargs; k++)
        if (val_info(f, args[k])->mode == M_LOCAL || args[k].i == args[0].i) return NO_INS;
    for (uint32_t k = 0; k < BETWEEN && last.i; k++, last = inst_at(f, last)->prev) {
        if (inst_at(f, last)->res.i == args[0].i && inst_at(f, last)->nres) return last;
        if (!has_no_effect(inst_at(f, last))) return NO_INS;
    }
    return NO_INS;
}

/* The arguments of both. */
static Val *joined(Func *f, const Inst *call, uint32_t nargs, const Val *args, uint32_t *n) {
    *n = call->nargs + nargs - 1;
    Val *all = func_vals(f, *n);
    if (call->nargs) memcpy(all, call->args, call->nargs * sizeof *all);
    memcpy(all + call->nargs, args + 1, (nargs - 1) * sizeof *all);
    return all;
}

/* The copy that takes the place of a call in b and the application of its result; NO_FUNC: both stay. */
static FuncId target(Uncurry *u, const Func *f, const bool **cold, Blk b, FuncId g, uint32_t n) {
    if (!*cold) *cold = cfg_cold(u->a, f, cfg_compute(u->a, f));
    if (u->grown > GROWTH || ((*cold)[b.i] && func_size(program_func(u->p, g)) > COLD_LIMIT)) return NO_FUNC;
    return copy_for(u, g, n);
}

static void uncurry_in(Uncurry *u, Func *f) {
    uint32_t *uses = NULL;
    const bool *cold = NULL;
    FOR_BLOCKS(f, b) {
        for (Ins i = block_at(f, b)->first; i.i; i = inst_at(f, i)->next) {
            const Inst *in = inst_at(f, i);
            if (in->op != OP_APPLY || val_info(f, in->res)->mode == M_LOCAL) continue;
            Ins call = applied_call(f, b, in->prev, in->nargs, in->args);
            if (!call.i) continue;
            if (!uses) uses = use_counts(u->a, f);
            if (uses[in->args[0].i] != 1) continue;
            FuncId to = target(u, f, &cold, b, inst_at(f, call)->imm.func, in->nargs - 1);
            if (!to.i) continue;
            Inst *apply = inst_at(f, i);
            uint32_t n;
            Val *args = joined(f, inst_at(f, call), apply->nargs, apply->args, &n);
            apply->op = OP_CALL;
            apply->layout = L_VAL;
            apply->flags &= IF_ABOUT_CALL;
            apply->imm.func = to;
            apply->args = args;
            apply->nargs = n;
            inst_remove(f, call);
            f->touched++;
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind != TERM_TAILAPPLY) continue;
        Ins call = applied_call(f, b, block_at(f, b)->last, t->nargs, t->args);
        if (!call.i) continue;
        if (!uses) uses = use_counts(u->a, f);
        if (uses[t->args[0].i] != 1) continue;
        FuncId to = target(u, f, &cold, b, inst_at(f, call)->imm.func, t->nargs - 1);
        if (!to.i) continue;
        Term *end = &block_at(f, b)->term;
        uint32_t n;
        end->args = joined(f, inst_at(f, call), end->nargs, end->args, &n);
        end->nargs = n;
        end->kind = TERM_TAILCALL;
        end->flags &= IF_ABOUT_CALL;
        end->func = to;
        inst_remove(f, call);
        f->touched++;
    }
}

void pass_uncurry(PassContext *cx) {
    Program *p = cx->prog;
    Arena *a = arena_new("uncurry");
    Uncurry u = {.cx = cx, .p = p, .a = a, .g = callgraph(a, p), .n = p->funcs.len};
    for (uint32_t k = 1; k <= MAX_EXTRA; k++) u.answers[k] = NEW_ARRAY(a, uint8_t, u.n);
    for (uint32_t i = 1; i < p->funcs.len; i++) { /* the copies too */
        Func *f = p->funcs.data[i];
        if (!f->dead && !f->external) uncurry_in(&u, f);
    }
    arena_free(a);
}
