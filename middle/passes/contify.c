/* contify.c: functions that always return to one place become blocks of their caller.

   Needs: functions simplified.  Guarantees: a direct tail call of a function by itself is a jump; functions that only
   one other function calls, always in tail position (or from one place), and that call each other in tail position, are
   blocks of that function: loops and join points without calls or closures.
   Breaks: nothing; the functions that became blocks are dead.

   After "Contification Using Dominators" (Fluet, Weeks 2001), restricted to components of the call graph with one
   caller. */
#include "pass.h"

#include <stdlib.h>

/* ---- self tail calls -------------------------------------------------------------------------------------------- */

/* A call in an annotated expression stays one: what its callee does counts there, and jumps have no callee. */
static bool calls_itself(const Program *p, const Func *f, const Term *t) {
    return t->kind == TERM_TAILCALL && t->func.i == f->id.i && !scope_is_checked(p, t->scope);
}

static void loop_on_self(const Program *p, Func *f) {
    bool any = false;
    FOR_BLOCKS(f, b) any |= calls_itself(p, f, &block_at(f, b)->term);
    if (!any) return;
    Blk old = f->entry, entry = block_new(f, NULL);
    /* first in the order */
    block_remove(f, entry);
    BlockInfo *ei = block_at(f, entry), *oi = block_at(f, old);
    ei->dead = false;
    ei->next = old;
    oi->prev = entry;
    f->entry = entry;
    if (!oi->hint) oi->hint = "loop";
    uint32_t n = f->nparams;
    Val *args = func_vals(f, n);
    for (uint32_t k = 0; k < n; k++) {
        args[k] = block_param(f, entry, f->params[k], (IrMode)f->param_modes[k]);
        val_info(f, args[k])->name = val_info(f, block_at(f, old)->params[k])->name;
        val_info(f, args[k])->number = val_info(f, block_at(f, old)->params[k])->number;
        val_info(f, args[k])->promise = val_info(f, block_at(f, old)->params[k])->promise;
    }
    block_at(f, entry)->term.loc = f->loc;
    term_set_jump(f, entry, (Edge){old, n, args});
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        if (calls_itself(p, f, t)) term_set_jump(f, b, (Edge){old, t->nargs, t->args});
    }
}

/* ---- components with one caller -----------------------------------------------------------------------------------
 */

typedef struct Comp {                 /* a component of the call graph */
    uint32_t caller;                  /* function that calls it from outside; UINT32_MAX: several */
    uint32_t tail_sites, other_sites; /* calls from outside */
    Ins inst;                         /* the last of the others: an instruction, or 0 for an invoke */
    bool bad;
    uint16_t scope; /* the annotated code in which the calls from outside stand */
} Comp;

typedef struct Contify {
    PassContext *cx;
    Program *p;
    Arena *a;
    CallGraph *g;
    Comp *comp; /* by component */
    Blk *entry; /* of the members that absorb() copies; else 0 */
    uint32_t n;
} Contify;

static void site(Contify *c, const Func *f, FuncId g, TermKind kind, Ins i, uint16_t scope) {
    if (g.i >= c->n) return;
    Comp *co = &c->comp[c->g->scc[g.i]];
    bool inside = c->g->scc[g.i] == c->g->scc[f->id.i];
    if (inside) {
        co->bad |= kind != TERM_TAILCALL || scope_is_checked(c->p, scope);
        return;
    }
    scope = scope_annotated(c->p, scope);
    if (co->caller && co->scope != scope) co->bad = true; /* whose is the body? */
    co->scope = scope;
    if (co->caller && co->caller != f->id.i) co->bad = true;
    co->caller = f->id.i;
    if (kind == TERM_TAILCALL) {
        co->tail_sites++;
    } else {
        co->other_sites++;
        co->inst = i;
    }
}

static void find_sites(Contify *c) {
    for (uint32_t i = 1; i < c->n; i++) {
        const Func *f = c->p->funcs.data[i];
        if (f->dead || f->external) continue;
        Comp *own = &c->comp[c->g->scc[i]];
        own->bad |= c->g->escapes[i] || f->is_init || f->local_result || f->inline_attr == INLINE_NEVER;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op == OP_CALL)
                    site(c, f, in->imm.func, TERM_NONE, k, in->scope);
                else if (in->op == OP_REGION_BEGIN)
                    own->bad = true;
            }
            const Term *t = &block_at(f, b)->term;
            if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE)
                site(c, f, t->func, (TermKind)t->kind, NO_INS, t->scope);
        }
    }
}

/* Moves the members' bodies into f; their entries become blocks with parameters. */
static void absorb(Contify *c, Func *f, const FuncId *members, uint32_t n, const Comp *co) {
    Blk *entry = c->entry;
    Blks made = {0};
    Blk rest = NO_BLK;
    FuncId called = NO_FUNC;
    Val *args = NULL;
    uint32_t nargs = 0;
    Scope outer = {.parent =
                       co->scope}; /* of tail calls there may be several: then the members' own places say enough */
    Blk from = co->other_sites ? inst_at(f, co->inst)->block
                               : NO_BLK; /* not what was recorded: blocks may have been split since */
    Subst s;
    subst_init(&s, f);
    if (co->other_sites) {
        Inst call = *inst_at(f, co->inst);
        rest = block_split(f, from, call.next);
        for (uint32_t k = 0; k < call.nres; k++) {
            ValInfo vi = f->vals[call.res.i + k];
            Val q = block_param(f, rest, (Layout)vi.layout, (IrMode)vi.mode);
            f->vals[q.i].name = vi.name;
            subst_set(&s, (Val){call.res.i + k}, q);
        }
        called = call.imm.func;
        args = call.args;
        nargs = call.nargs;
        outer = (Scope){.parent = call.scope, .loc = call.loc};
        inst_remove(f, co->inst);
    }
    for (uint32_t k = 0; k < n; k++) {
        Func *g = program_func(c->p, members[k]);
        uint32_t before = made.len;
        entry[g->id.i] = body_clone(f, g, NULL, &made, NULL);
        scope_copied(c->p, f, &made, before, g, outer);
        if (!block_at(f, entry[g->id.i])->hint) block_at(f, entry[g->id.i])->hint = "loop";
    }
    if (co->other_sites) {
        term_set_jump(f, from, (Edge){entry[called.i], nargs, args});
        Blk pos = from;
        for (uint32_t k = 0; k < made.len; k++) {
            block_move_after(f, made.data[k], pos);
            pos = made.data[k];
            Term *t = &block_at(f, pos)->term;
            if (t->kind == TERM_RET) {
                term_set_jump(f, pos, (Edge){rest, t->nargs, t->args});
            } else if (t->kind == TERM_TAILAPPLY || (t->kind == TERM_TAILCALL && !entry[t->func.i].i)) {
                Term tail = *t;
                Cursor cur = cursor_end(c->p, f, pos);
                Ins call;
                if (tail.kind == TERM_TAILCALL)
                    cur_call(&cur, tail.func, tail.nargs, tail.args, &call);
                else {
                    call = cur_inst(&cur, OP_APPLY, L_VAL, tail.nargs, tail.args);
                    inst_at(f, call)->flags |= tail.flags & IF_ABOUT_APPLY;
                }
                uint32_t nres = inst_at(f, call)->nres;
                Val *res = func_vals(f, nres);
                for (uint32_t r = 0; r < nres; r++) res[r] = (Val){inst_at(f, call)->res.i + r};
                term_set_jump(f, pos, (Edge){rest, nres, res});
            }
        }
    }
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL && t->func.i < c->n && entry[t->func.i].i)
            term_set_jump(f, b, (Edge){entry[t->func.i], t->nargs, t->args});
    }
    subst_apply(&s, f);
    subst_free(&s);
    vec_free(&made);
    bool kept = false; /* these were copies, then */
    for (uint32_t k = 0; k < n; k++) kept |= program_func(c->p, members[k])->kept;
    for (uint32_t k = 0; k < n; k++) {
        entry[members[k].i] = NO_BLK;
        if (kept) continue;
        program_func(c->p, members[k])->dead = true;
        func_free_body(program_func(c->p, members[k]));
    }
}

void pass_contify(PassContext *cx) {
    Program *p = cx->prog;
    for (uint32_t i = 1; i < p->funcs.len; i++)
        if (!p->funcs.data[i]->dead && !p->funcs.data[i]->external) loop_on_self(p, p->funcs.data[i]);
    Arena *a = arena_new("contify");
    Contify c = {.cx = cx, .p = p, .a = a, .g = callgraph(a, p), .n = p->funcs.len};
    c.comp = NEW_ARRAY(a, Comp, c.n);
    c.entry = NEW_ARRAY(a, Blk, c.n);
    find_sites(&c);
    /* members of each component; callers come after callees in the order, and a caller absorbs what absorbed others */
    uint32_t *start = NEW_ARRAY(a, uint32_t, c.n + 1), *fill = NEW_ARRAY(a, uint32_t, c.n + 1);
    FuncId *members = NEW_ARRAY(a, FuncId, c.n);
    for (uint32_t i = 0; i < c.g->norder; i++) start[c.g->scc[c.g->order[i].i] + 1]++;
    for (uint32_t k = 0; k < c.n; k++) {
        start[k + 1] += start[k];
        fill[k] = start[k];
    }
    for (uint32_t i = 0; i < c.g->norder; i++) members[fill[c.g->scc[c.g->order[i].i]]++] = c.g->order[i];
    for (uint32_t k = 0; k < c.n; k++) {
        const Comp *co = &c.comp[k];
        uint32_t n = start[k + 1] - start[k];
        if (!n || co->bad || !co->caller) continue;
        Func *f = p->funcs.data[co->caller];
        if (f->dead) continue;
        bool one_call = co->other_sites == 1 && co->tail_sites == 0 && co->inst.i;
        bool tails = co->other_sites == 0;
        if (!one_call && !tails) continue;
        bool same = true;
        for (uint32_t m = start[k]; m < start[k + 1]; m++) {
            const Func *g = program_func(p, members[m]);
            same &= g->nresults == program_func(p, members[start[k]])->nresults;
            same &= !tails || g->nresults == f->nresults;
            for (uint32_t r = 0; same && tails && r < f->nresults; r++) same = g->results[r] == f->results[r];
        }
        if (!same) continue;
        absorb(&c, f, members + start[k], n, co);
    }
    arena_free(a);
}
