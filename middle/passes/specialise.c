/* specialise.c: copies of functions for the closures that they are given.

   Needs: functions simplified, effects.  Guarantees: a call that gives a known closure to a function that applies this
   parameter, and hands it on unchanged when it calls itself (or its companions in recursion), calls a copy in which the
   application is a direct call.  The inliner then puts the closure's code into the copy; signatures.c drops the
   parameter, or passes what the closure holds instead of it.  Copies are shared by all calls with the same code.
   Breaks: nothing; the originals stay while something calls them. */
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
    Map copies; /* key -> FuncId */
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
    uint32_t param;
    FuncId copy;
} Member;
typedef struct Group {
    Member m[8];
    uint32_t n;
    uint32_t size;
    bool bad;
} Group;

/* A call inside the group must hand the closure on, always at the same place. */
static void group_call(Spec *s, Group *gr, uint32_t self, FuncId g, uint32_t n, const Val *args) {
    const Member *me = &gr->m[self];
    if (g.i >= s->n || s->g->scc[g.i] != s->g->scc[me->f.i] || !s->g->recursive[g.i]) return;
    const Func *f = program_func(s->p, me->f);
    int32_t at = -1;
    for (uint32_t k = 0; k < n; k++)
        if (entry_param(f, args[k]) == (int32_t)me->param && at < 0) at = (int32_t)k;
    for (uint32_t j = 0; j < gr->n; j++)
        if (gr->m[j].f.i == g.i) {
            if (entry_param(f, args[gr->m[j].param]) != (int32_t)me->param) gr->bad = true;
            return;
        }
    if (at < 0 || gr->n == 8) {
        gr->bad = true;
        return;
    }
    gr->m[gr->n++] = (Member){g, (uint32_t)at, NO_FUNC};
}

static bool find_group(Spec *s, FuncId g, uint32_t param, Group *gr) {
    *gr = (Group){.n = 1};
    gr->m[0] = (Member){g, param, NO_FUNC};
    for (uint32_t j = 0; j < gr->n && !gr->bad; j++) {
        const Func *f = program_func(s->p, gr->m[j].f);
        uint32_t size = func_size(f);
        gr->size += size;
        if (f->dead || f->external || f->is_init || f->inline_attr == INLINE_NEVER || size > COPY_LIMIT ||
            gr->size > GROUP_LIMIT)
            return false;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k)
            if (inst_at(f, k)->op == OP_CALL)
                group_call(s, gr, j, inst_at(f, k)->imm.func, inst_at(f, k)->nargs, inst_at(f, k)->args);
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

/* In the copy: calls of the group's members, and of the closure, are direct. */
static void adapt(Spec *s, const Group *gr, Func *f, uint32_t param, FuncId code, DataId data) {
    Val p = block_at(f, f->entry)->params[param];
    const Func *c = program_func(s->p, code);
    Subst su;
    subst_init(&su, f);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            Inst *in = inst_at(f, k);
            if (in->op == OP_CALL) {
                redirect(gr, &in->imm.func);
            } else if (in->op == OP_APPLY && in->args[0].i == p.i && in->nargs == c->nparams) {
                in->op = OP_CALL;
                in->layout = L_VAL;
                in->imm.func = code;
            }
        }
        Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) {
            redirect(gr, &t->func);
        } else if ((t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) && t->args[0].i == p.i &&
                   t->nargs == c->nparams) {
            t->kind = t->kind == TERM_TAILAPPLY ? TERM_TAILCALL : TERM_INVOKE;
            t->func = code;
        }
    }
    if (data.i) {
        Cursor cur = cursor_start(s->p, f, f->entry);
        subst_set(&su, p, cur_data(&cur, data));
        subst_apply(&su, f);
    }
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
        gr.m[j].copy = copy->id;
    }
    const Func *c = program_func(s->p, code);
    for (uint32_t j = 0; j < gr.n; j++) {
        Func *copy = program_func(s->p, gr.m[j].copy);
        uint32_t param = gr.m[j].param;
        adapt(s, &gr, copy, param, code, data);
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
                if (in->op != OP_CALL || (in->flags & IF_NOINLINE)) continue;
                FuncId to = target(&s, f, in->imm.func, in->nargs, in->args);
                if (to.i) inst_at(f, k)->imm.func = to;
            }
            const Term *t = &block_at(f, b)->term;
            if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE) {
                FuncId to = target(&s, f, t->func, t->nargs, t->args);
                if (to.i) block_at(f, b)->term.func = to;
            }
        }
    }
    map_free(&s.copies);
    arena_free(a);
}
