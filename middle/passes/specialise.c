/* specialise.c: copies of functions for the closures that they are given.

   Needs: functions simplified, effects.  Guarantees: a call that gives a known closure to a function that applies this
   parameter, and hands it on unchanged when it calls itself (or its companions in recursion), calls a copy in which the
   application is a direct call.  The inliner then puts the closure's code into the copy; signatures.c drops the
   parameter, or passes what the closure holds instead of it.  Copies are shared by all calls with the same code.
   A function that hands the closure on to a closure of its own making, which calls it again (a continuation), takes
   that one's code along.  Breaks: nothing; the originals stay while something calls them. */
#include "pass.h"

#include <stdlib.h>

enum { COPY_LIMIT = 250, GROUP_LIMIT = 400, GROWTH = 30000 };

typedef struct Spec {
    PassContext *cx;
    Program *p;
    Arena *a;
    CallGraph *g;
    uint64_t *applied; /* function -> parameters that are applied, here or further on */
    uint32_t n, grown;
    Map copies;          /* key -> FuncId */
    VEC(FuncId) origins; /* [0, number of copies): what copy n + i was made of */
} Spec;

static int32_t entry_param(const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    return vi->is_param && vi->def == f->entry.i ? (int32_t)vi->index : -1;
}

static uint64_t bit_of(const Func *f, Val v) {
    int32_t k = entry_param(f, v);
    return k >= 0 && k < 64 ? UINT64_C(1) << k : 0;
}

static uint64_t passed_to(Spec *s, const Func *f, FuncId g, uint32_t n, const Val *args) {
    uint64_t r = 0;
    if (g.i >= s->n || !s->applied[g.i]) return 0;
    for (uint32_t k = 0; k < n && k < 64; k++)
        if (s->applied[g.i] >> k & 1) r |= bit_of(f, args[k]);
    return r;
}

static uint64_t applied_in(Spec *s, const Func *f) {
    uint64_t r = 0;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_APPLY)
                r |= bit_of(f, in->args[0]);
            else if (in->op == OP_CALL)
                r |= passed_to(s, f, in->imm.func, in->nargs, in->args);
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY)
            r |= bit_of(f, t->args[0]);
        else if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE)
            r |= passed_to(s, f, t->func, t->nargs, t->args);
    }
    return r;
}

static void find_applied(Spec *s) {
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < s->g->norder; i++) {
            const Func *f = program_func(s->p, s->g->order[i]);
            uint64_t r = applied_in(s, f);
            changed |= r != s->applied[f->id.i] && s->g->recursive[f->id.i];
            s->applied[f->id.i] = r;
        }
    }
}

/* ---- the group that is copied -------------------------------------------------------------------------------- */

typedef struct Member {
    FuncId f;
    bool in_env;    /* closure code: the closure is field `param` of its environment */
    uint32_t param; /* where the closure comes in */
    FuncId copy;
} Member;
typedef struct Group {
    Member m[8];
    uint32_t n;
    uint32_t size;
    bool bad;
} Group;

/* Is v, in the function f of member m or in its copy, the closure? */
static bool is_the_closure(const Member *m, const Func *f, Val v) {
    if (!m->in_env) return entry_param(f, v) == (int32_t)m->param;
    const Inst *in = val_def(f, v);
    return in && in->op == OP_CLOENV && in->imm.i == m->param && in->aux == 1 && entry_param(f, in->args[0]) == 0;
}

static bool in_cycle_of(const Spec *s, FuncId g, FuncId f) {
    return g.i < s->n && s->g->cycle[g.i] && s->g->cycle[g.i] == s->g->cycle[f.i];
}

static FuncId origin(const Spec *s, FuncId f) {
    while (f.i >= s->n) f = s->origins.data[f.i - s->n];
    return f;
}

static bool in_recursion_of(const Spec *s, FuncId g, FuncId f) {
    return g.i < s->n && s->g->recursive[g.i] && s->g->scc[g.i] == s->g->scc[f.i];
}

/* The closure goes on to g, as parameter or environment field `at`; -1: nowhere. */
static void add_member(Group *gr, const Member *me, const Func *f, FuncId g, bool in_env, int32_t at, const Val *args) {
    for (uint32_t j = 0; j < gr->n; j++)
        if (gr->m[j].f.i == g.i) {
            if (gr->m[j].in_env != in_env || !is_the_closure(me, f, args[gr->m[j].param])) gr->bad = true;
            return;
        }
    if (at < 0 || gr->n == 8) {
        gr->bad = true;
        return;
    }
    gr->m[gr->n++] = (Member){g, in_env, (uint32_t)at, NO_FUNC};
}

/* A recursive call inside the group must hand the closure on, always at the same place. */
static void group_call(Spec *s, Group *gr, uint32_t self, FuncId g, uint32_t n, const Val *args) {
    const Member me = gr->m[self];
    bool recursive = in_recursion_of(s, g, me.f);
    if (!recursive && !in_cycle_of(s, g, me.f)) return;
    const Func *f = program_func(s->p, me.f);
    int32_t at = -1;
    for (uint32_t k = 0; k < n && at < 0; k++)
        if (is_the_closure(&me, f, args[k])) at = (int32_t)k;
    if (at < 0 && !recursive) return;
    add_member(gr, &me, f, g, false, at, args);
}

/* So must a closure made in it whose code belongs to the cycle; one that does not get the closure is left as it is. */
static void group_closure(Spec *s, Group *gr, uint32_t self, const Inst *in) {
    const Member me = gr->m[self];
    if (in->aux != 1 || !in_cycle_of(s, in->funcs[0], me.f)) return;
    const Func *f = program_func(s->p, me.f);
    for (uint32_t k = 0; k < in->nargs; k++)
        if (is_the_closure(&me, f, in->args[k])) {
            add_member(gr, &me, f, in->funcs[0], true, (int32_t)k, in->args);
            return;
        }
}

static bool find_group(Spec *s, FuncId g, uint32_t param, Group *gr) {
    *gr = (Group){.n = 1};
    gr->m[0] = (Member){g, false, param, NO_FUNC};
    for (uint32_t j = 0; j < gr->n && !gr->bad; j++) {
        const Func *f = program_func(s->p, gr->m[j].f);
        uint32_t size = func_size(f);
        gr->size += size;
        if (f->dead || f->external || f->is_init || f->inline_attr == INLINE_NEVER || f->never_specialise ||
            (!f->specialise && (size > COPY_LIMIT || gr->size > GROUP_LIMIT)))
            return false;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op == OP_CALL)
                    group_call(s, gr, j, in->imm.func, in->nargs, in->args);
                else if (in->op == OP_CLOSURE)
                    group_closure(s, gr, j, in);
            }
            const Term *t = &block_at(f, b)->term;
            if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) group_call(s, gr, j, t->func, t->nargs, t->args);
        }
    }
    return !gr->bad;
}

/* ---- the copies -------------------------------------------------------------------------------------------------- */

static void redirect(const Group *gr, FuncId *g) {
    for (uint32_t j = 0; j < gr->n; j++)
        if (gr->m[j].f.i == g->i) {
            *g = gr->m[j].copy;
            return;
        }
}

/* In the copy: calls and closures of the group's members, and calls of the closure, are those of copies and direct. */
static void adapt(Spec *s, const Group *gr, const Member *m, FuncId code, DataId data) {
    Func *f = program_func(s->p, m->copy);
    const Func *c = program_func(s->p, code);
    Subst su;
    subst_init(&su, f);
    Val known = NO_VAL;
    if (data.i) {
        Cursor cur = cursor_start(s->p, f, f->entry);
        known = cur_data(&cur, data);
        if (!m->in_env) subst_set(&su, block_at(f, f->entry)->params[m->param], known);
    }
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            Inst *in = inst_at(f, k);
            if (in->op == OP_CALL) {
                redirect(gr, &in->imm.func);
            } else if (in->op == OP_CLOSURE && in->aux == 1) {
                FuncId g = in->funcs[0];
                redirect(gr, &g);
                if (g.i != in->funcs[0].i) in->funcs = arena_copy(f->arena, &g, sizeof g);
            } else if (in->op == OP_APPLY && is_the_closure(m, f, in->args[0]) && in->nargs == c->nparams) {
                in->op = OP_CALL;
                in->layout = L_VAL;
                in->flags &= IF_ABOUT_CALL;
                in->imm.func = code;
            } else if (known.i && m->in_env && in->op == OP_CLOENV && is_the_closure(m, f, in->res)) {
                subst_set(&su, in->res, known);
            }
        }
        Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) {
            redirect(gr, &t->func);
        } else if ((t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) && is_the_closure(m, f, t->args[0]) &&
                   t->nargs == c->nparams) {
            t->kind = t->kind == TERM_TAILAPPLY ? TERM_TAILCALL : TERM_INVOKE;
            t->flags &= IF_ABOUT_CALL;
            t->func = code;
        }
    }
    subst_apply(&su, f);
    subst_free(&su);
}

static FuncId make_copies(Spec *s, FuncId g, uint32_t param, FuncId code, DataId data) {
    Group gr;
    if (!find_group(s, g, param, &gr) || s->grown + gr.size > GROWTH) return NO_FUNC;
    s->grown += gr.size;
    for (uint32_t j = 0; j < gr.n; j++) {
        const Func *f = program_func(s->p, gr.m[j].f);
        const char *what = program_func(s->p, code)->name->text;
        const char *slash = strrchr(what, '/');
        Func *copy =
            func_clone(s->p, f, name_printf(s->p->session->names, "%s[%s]", f->name->text, slash ? slash + 1 : what));
        copy->needs_env = true;
        copy->closure_code = gr.m[j].in_env;
        vec_push_in(s->a, &s->origins, f->id);
        gr.m[j].copy = copy->id;
    }
    const Func *c = program_func(s->p, code);
    for (uint32_t j = 0; j < gr.n; j++) {
        Func *copy = program_func(s->p, gr.m[j].copy);
        uint32_t param = gr.m[j].param;
        adapt(s, &gr, &gr.m[j], code, data);
        if (gr.m[j].in_env) continue;
        if (c->closure_code && c->param_modes[0] == M_GLOBAL) { /* closures of this code are never local */
            copy->param_modes[param] = M_GLOBAL;
            val_info(copy, block_at(copy, copy->entry)->params[param])->mode = M_GLOBAL;
            modes_narrow(s->p, copy);
        }
    }
    return gr.m[0].copy;
}

/* The copy that this call should go to; 0: none. */
static FuncId target(Spec *s, const Func *f, FuncId g, uint32_t n, const Val *args) {
    if (g.i >= s->n || g.i == f->id.i || !s->applied[g.i]) return NO_FUNC;
    if (f->id.i < s->n && s->g->recursive[g.i] && s->g->scc[g.i] == s->g->scc[f->id.i]) return NO_FUNC;
    for (uint32_t k = 0; k < n && k < 64; k++) {
        if (!(s->applied[g.i] >> k & 1)) continue;
        FuncId code = known_code(s->p, f, args[k]);
        if (!code.i || program_func(s->p, code)->external || program_func(s->p, code)->local_result) continue;
        /* code that was copied with g's cycle comes back to it: a continuation that grows, for which there is no end */
        if (code.i >= s->n && in_cycle_of(s, origin(s, code), origin(s, g))) continue;
        const Inst *in = val_def(f, args[k]);
        DataId data = in->op == OP_DATA ? in->imm.data : (DataId){0};
        char key[64];
        int len = snprintf(key, sizeof key, "spec:%u:%u:%u:%u", g.i, k, code.i, data.i);
        Name name = name_of(s->p->session->names, key, (size_t)len);
        void *known = map_getp(&s->copies, name);
        if (!known) {
            FuncId copy = make_copies(s, g, k, code, data);
            known = (void *)(uintptr_t)(copy.i + 1);
            map_putp(&s->copies, name, known);
        }
        uint32_t id = (uint32_t)(uintptr_t)known - 1;
        if (id) return (FuncId){id};
    }
    return NO_FUNC;
}

void pass_specialise(PassContext *cx) {
    Program *p = cx->prog;
    Arena *a = arena_new("specialise");
    Spec s = {.cx = cx, .p = p, .a = a, .g = callgraph(a, p), .n = p->funcs.len};
    s.applied = NEW_ARRAY(a, uint64_t, s.n);
    find_applied(&s);
    for (uint32_t i = 1; i < p->funcs.len; i++) { /* the copies too: they may hand on what they were given */
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op != OP_CALL || (in->flags & (IF_NOINLINE | IF_NOSPECIALISE))) continue;
                FuncId to = target(&s, f, in->imm.func, in->nargs, in->args);
                if (to.i) inst_at(f, k)->imm.func = to;
            }
            const Term *t = &block_at(f, b)->term;
            if ((t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) && !(t->flags & IF_NOSPECIALISE)) {
                FuncId to = target(&s, f, t->func, t->nargs, t->args);
                if (to.i) block_at(f, b)->term.func = to;
            }
        }
    }
    map_free(&s.copies);
    arena_free(a);
}
