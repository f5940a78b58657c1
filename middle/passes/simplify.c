/* simplify.c: folding, common subexpressions, known conditions, known calls: one walk of the dominator tree.

   Needs: nothing.  Guarantees: no instruction whose result follows from the definitions of its operands or from a
   branch that leads to it; no pure instruction or immutable load that repeats a dominating one; applications of known
   closures are calls.  Breaks: leaves dead code behind (dce.c), single-predecessor blocks and known branches (cfg.c).

   The tables are scoped by the dominator tree: what a block adds is taken back when the walk leaves its subtree. */
#include "fold.h"

#include <stdlib.h>

typedef struct Entry {
    uint32_t next, inst, hash, epoch;
    Val forward; /* a store to the same place: the stored value; else NO_VAL */
} Entry;

typedef struct Simplify {
    Fold fo;
    PassContext *cx;
    Arena *a;
    const Cfg *cfg;
    uint32_t *heads, mask;
    VEC(Entry) entries;  /* data[0] is a dummy */
    VEC(uint32_t) facts; /* values, in the order in which facts were added */
    uint32_t epoch, last_epoch;
    uint32_t *nedges;    /* block -> edges into it */
    uint32_t *only_case; /* block that one case of a switch leads to, and nothing else -> that case + 1 */
    bool changed;
} Simplify;

/* ---- memory and effects ------------------------------------------------------------------------------ */

static bool may_write(const Program *p, const Inst *in) {
    unsigned flags = op_info[in->op].flags;
    if (flags & OPF_WRITE) return !(in->flags & IF_INIT);
    if (!(flags & OPF_CALL)) return false;
    if (in->op == OP_CALL) return program_func(p, in->imm.func)->effects & (EFF_WRITE | EFF_UNKNOWN_CALL);
    return true;
}

/* ---- hashing -------------------------------------------------------------------------------------------- */

static bool hashable(const Inst *in, bool *memory) {
    unsigned flags = op_info[in->op].flags;
    *memory = false;
    if (in->nres != 1) return false;
    if (flags & OPF_PURE) return true;
    if (in->op == OP_TAG) return in->flags & IF_IMMUT;
    if (in->op == OP_LOAD || in->op == OP_LOADX || in->op == OP_BIGLOAD) {
        *memory = !(in->flags & IF_IMMUT);
        return true;
    }
    return false;
}

static uint32_t mix(uint32_t h, uint32_t x) {
    h ^= x;
    h *= 0x9e3779b1u;
    return h ^ h >> 15;
}

/* Loads of what can change hash with the epoch, so that a cell that is read and written all over does not make one long
   chain; 0 for everything else. */
static uint32_t hash_inst(const Inst *in, uint32_t epoch) {
    uint32_t h = mix(in->op * 64u + in->layout * 8u + in->elem, (uint32_t)in->imm.i);
    if (epoch) h = mix(h, epoch);
    h = mix(h, (uint32_t)((uint64_t)in->imm.i >> 32));
    for (uint32_t k = 0; k < in->nargs; k++) h = mix(h, in->args[k].i);
    return h;
}

static bool same_inst(const Inst *x, const Inst *y) {
    if (x->op != y->op || x->layout != y->layout || x->nargs != y->nargs || x->elem != y->elem ||
        x->imm.i != y->imm.i || x->aux != y->aux || x->aux2 != y->aux2 || x->flags != y->flags)
        return false;
    for (uint32_t k = 0; k < x->nargs; k++)
        if (x->args[k].i != y->args[k].i) return false;
    return true;
}

static void add_entry(Simplify *s, Ins i, uint32_t hash, uint32_t epoch, Val forward) {
    uint32_t *head = &s->heads[hash & s->mask];
    Entry e = {.next = *head, .inst = i.i, .hash = hash, .epoch = epoch, .forward = forward};
    *head = s->entries.len;
    vec_push_in(s->a, &s->entries, e);
}

static void pop_entries(Simplify *s, uint32_t keep, uint32_t keep_facts) {
    while (s->entries.len > keep) {
        const Entry *e = &s->entries.data[--s->entries.len];
        s->heads[e->hash & s->mask] = e->next;
    }
    while (s->facts.len > keep_facts) s->fo.fact[s->facts.data[--s->facts.len]] = 0;
}

/* A dominating instruction with the same value; otherwise i is entered. */
static Val find_equal(Simplify *s, Ins i) {
    const Inst *in = inst_at(s->fo.f, i);
    bool memory;
    if (!hashable(in, &memory)) return NO_VAL;
    uint32_t epoch = memory ? s->epoch : 0, h = hash_inst(in, epoch);
    for (uint32_t e = s->heads[h & s->mask]; e; e = s->entries.data[e].next) {
        const Entry *en = &s->entries.data[e];
        if (en->hash != h || en->epoch != epoch) continue;
        const Inst *other = inst_at(s->fo.f, (Ins){en->inst});
        if (!same_inst(other, in)) continue;
        if (en->forward.i) return en->forward;
        /* one of them may come out of something local that was seen through: the value is as global as either knows */
        ValInfo *known = val_info(s->fo.f, other->res);
        if (val_info(s->fo.f, in->res)->mode == M_GLOBAL) known->mode = M_GLOBAL;
        return other->res;
    }
    add_entry(s, i, h, epoch, NO_VAL);
    return NO_VAL;
}

/* ---- facts ---------------------------------------------------------------------------------------------------- */

static void add_fact(Simplify *s, Val v, int64_t k, int depth) {
    v = subst_get(&s->fo.s, v);
    if (v.i >= s->fo.nfacts || s->fo.fact[v.i]) return;
    s->fo.fact[v.i] = 1;
    s->fo.fact_k[v.i] = k;
    vec_push_in(s->a, &s->facts, v.i);
    const Inst *in = val_def(s->fo.f, v);
    int64_t c;
    if (!in || depth > 4) return;
    switch (in->op) {
    case OP_XOR:
        if (fold_int(&s->fo, in->args[1], &c)) add_fact(s, in->args[0], k ^ c, depth + 1);
        break;
    case OP_AND:
    case OP_OR:
        if (in->layout == L_I1 && k == (in->op == OP_AND)) {
            add_fact(s, in->args[0], k, depth + 1);
            add_fact(s, in->args[1], k, depth + 1);
        }
        break;
    case OP_EQ:
    case OP_NE:
        if (in->layout != L_F64 && in->layout != L_VAL && k == (in->op == OP_EQ) && fold_int(&s->fo, in->args[1], &c))
            add_fact(s, in->args[0], c, depth + 1);
        break;
    case OP_I1_IMM: add_fact(s, in->args[0], k != 0, depth + 1); break;
    default: break;
    }
}

/* What the only edge into b says. */
static void facts_of_edge(Simplify *s, Blk b) {
    const Cfg *c = s->cfg;
    if (s->nedges[b.i] != 1 || b.i == s->fo.f->entry.i) return;
    Blk p = c->preds[c->pred_start[b.i]];
    const Term *t = &block_at(s->fo.f, p)->term;
    if (t->kind == TERM_BR) {
        add_fact(s, t->args[0], t->edges[0].block.i == b.i, 0);
    } else if (t->kind == TERM_SWITCH) {
        if (s->only_case[b.i]) add_fact(s, t->args[0], t->cases[s->only_case[b.i] - 1], 0);
    }
}

/* ---- calls ------------------------------------------------------------------------------------------------------ */

/* The known function that these arguments (the closure first) are applied to, when the call can be direct. */
static const Func *direct_callee(Simplify *s, uint32_t nargs, const Val *args, bool *exact) {
    FuncId id = known_code(s->fo.p, s->fo.f, args[0]);
    if (!id.i) return NULL;
    const Func *g = program_func(s->fo.p, id);
    if (!g->closure_code || g->result_modes[0] == M_LOCAL || g->local_result || nargs < g->nparams) return NULL;
    for (uint32_t k = 0; k < g->nparams; k++)
        if (val_info(s->fo.f, args[k])->mode == M_LOCAL && g->param_modes[k] == M_GLOBAL) return NULL;
    *exact = nargs == g->nparams;
    return g;
}

/* A function that does not read its closure keeps none alive. */
static void forget_closure(Simplify *s, Cursor c, FuncId g, Val *arg) {
    const Func *callee = program_func(s->fo.p, g);
    if (!callee->closure_code || callee->needs_env || callee->nparams == 0) return;
    const Inst *in = val_def(s->fo.f, *arg);
    if (in && in->op == OP_IMM_VAL) return;
    *arg = cur_unit(&c);
    s->changed = true;
}

/* A partial application of a known function that is applied to more: the function is, to all of it.  (Partial
   applications of partial ones have been treated so when this is looked at: they stand before it.) */
static void apply_to_all(Simplify *s, uint32_t *nargs, Val **args) {
    Func *f = s->fo.f;
    const Inst *part = val_def(f, (*args)[0]);
    if (!part || part->op != OP_APPLY || !is_partial(s->fo.p, f, part)) return;
    uint32_t n = part->nargs + *nargs - 1;
    Val *all = func_vals(f, n);
    memcpy(all, part->args, part->nargs * sizeof *all);
    memcpy(all + part->nargs, *args + 1, (*nargs - 1) * sizeof *all);
    *nargs = n;
    *args = all;
    s->changed = true;
}

static void simplify_apply(Simplify *s, Ins i) {
    Func *f = s->fo.f;
    Inst *in = inst_at(f, i);
    apply_to_all(s, &in->nargs, &in->args);
    bool exact;
    const Func *g = direct_callee(s, in->nargs, in->args, &exact);
    if (!g) return;
    s->changed = true;
    if (!exact) { /* the first arguments to the function, the rest to what it returns */
        Inst old = *in;
        Cursor c = cursor_before(s->fo.p, f, i);
        Val clos = cur_call(&c, g->id, g->nparams, old.args, NULL);
        in = inst_at(f, i);
        in->nargs = 1 + old.nargs - g->nparams;
        Val *args = func_vals(f, in->nargs);
        args[0] = clos;
        memcpy(args + 1, old.args + g->nparams, (in->nargs - 1) * sizeof *args);
        in->args = args;
        return;
    }
    in->op = OP_CALL;
    in->layout = L_VAL;
    in->flags &= IF_ABOUT_CALL;
    in->imm.func = g->id;
}

/* The same for terminators. */
static void simplify_call_term(Simplify *s, Blk b) {
    Func *f = s->fo.f;
    Term *t = &block_at(f, b)->term;
    if (t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) {
        apply_to_all(s, &t->nargs, &t->args);
        bool exact;
        const Func *g = direct_callee(s, t->nargs, t->args, &exact);
        if (g) {
            s->changed = true;
            if (exact) {
                t->kind = t->kind == TERM_TAILAPPLY ? TERM_TAILCALL : TERM_INVOKE;
                t->flags &= IF_ABOUT_CALL;
                t->func = g->id;
            } else if (t->kind == TERM_TAILAPPLY) {
                Cursor c = cursor_end(s->fo.p, f, b);
                uint32_t n = t->nargs;
                Val *old = t->args;
                Val clos = cur_call(&c, g->id, g->nparams, old, NULL);
                t = &block_at(f, b)->term;
                t->nargs = 1 + n - g->nparams;
                t->args = func_vals(f, t->nargs);
                t->args[0] = clos;
                memcpy(t->args + 1, old + g->nparams, (t->nargs - 1) * sizeof *old);
            } else { /* an invoke, whose result is applied by another one */
                Blk rest = block_new(f, NULL);
                block_move_after(f, rest, b);
                Val clos = block_param(f, rest, L_VAL, M_GLOBAL);
                t = &block_at(f, b)->term;
                Term second = *t, first = *t;
                second.nargs = 1 + t->nargs - g->nparams;
                second.args = func_vals(f, second.nargs);
                second.args[0] = clos;
                memcpy(second.args + 1, t->args + g->nparams, (second.nargs - 1) * sizeof *t->args);
                first.kind = TERM_INVOKE;
                first.func = g->id;
                first.nargs = g->nparams;
                first.edges = NEW_ARRAY(f->arena, Edge, 2);
                first.edges[0] = edge_to(f, rest, 0, NULL);
                first.edges[1] = edge_to(f, t->edges[1].block, t->edges[1].nargs, t->edges[1].args);
                *t = first;
                block_at(f, rest)->term = second;
                return;
            }
        }
    }
    if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE)
        forget_closure(s, cursor_end(s->fo.p, f, b), t->func, &t->args[0]);
    if (t->kind == TERM_INVOKE_C) {
        Val r = fold_poly_compare(&s->fo, cursor_end(s->fo.p, f, b), t->ext, t->args);
        if (!r.i) return;
        s->changed = true;
        Edge e = block_at(f, b)->term.edges[0];
        Val *args = func_vals(f, 1 + e.nargs);
        args[0] = r;
        if (e.nargs) memcpy(args + 1, e.args, e.nargs * sizeof *args);
        term_set_jump(f, b, (Edge){e.block, 1 + e.nargs, args});
        return;
    }
    /* nothing is raised: an ordinary call, and a jump */
    if (t->kind == TERM_INVOKE && !(program_func(s->fo.p, t->func)->effects & EFF_RAISE)) {
        s->changed = true;
        Term old = *t;
        Cursor c = cursor_end(s->fo.p, f, b);
        Ins made;
        Val r = cur_call(&c, old.func, old.nargs, old.args, &made);
        inst_at(f, made)->flags = old.flags;
        uint32_t nres = inst_at(f, made)->nres, n = nres + old.edges[0].nargs;
        Val *args = func_vals(f, n);
        for (uint32_t k = 0; k < nres; k++) args[k] = (Val){r.i + k};
        for (uint32_t k = nres; k < n; k++) args[k] = old.edges[0].args[k - nres];
        term_set_jump(f, b, (Edge){old.edges[0].block, n, args});
    }
}

/* ---- terminators ---------------------------------------------------------------------------------------------------
 */

static bool same_edge(const Edge *x, const Edge *y) {
    if (x->block.i != y->block.i || x->nargs != y->nargs) return false;
    for (uint32_t k = 0; k < x->nargs; k++)
        if (x->args[k].i != y->args[k].i) return false;
    return true;
}

static void simplify_term(Simplify *s, Blk b) {
    Func *f = s->fo.f;
    Term *t = &block_at(f, b)->term;
    int64_t k;
    switch (t->kind) {
    case TERM_BR: {
        const Inst *in = val_def(f, t->args[0]);
        int64_t one;
        if (in && in->op == OP_XOR && in->layout == L_I1 && fold_int(&s->fo, in->args[1], &one) && one == 1) {
            Edge e = t->edges[0];
            t->edges[0] = t->edges[1];
            t->edges[1] = e;
            t->args[0] = in->args[0];
            t->flags = t->flags == HINT_LIKELY ? HINT_UNLIKELY : t->flags == HINT_UNLIKELY ? HINT_LIKELY : HINT_NONE;
        }
        bool known = fold_int(&s->fo, t->args[0], &k);
        if (known || same_edge(&t->edges[0], &t->edges[1])) {
            term_set_jump(f, b, t->edges[known && !k ? 1 : 0]);
            s->changed = true;
        }
        break;
    }
    case TERM_SWITCH: {
        const Inst *in = val_def(f, t->args[0]);
        if (fold_int(&s->fo, t->args[0], &k)) {
            uint32_t e = t->ncases;
            for (uint32_t c = 0; c < t->ncases; c++)
                if (t->cases[c] == k) e = c;
            term_set_jump(f, b, t->edges[e]);
            s->changed = true;
        } else if (in && in->op == OP_I1_IMM) { /* 0 or 1 */
            uint32_t no = t->ncases, yes = t->ncases;
            for (uint32_t c = 0; c < t->ncases; c++) {
                if (t->cases[c] == 0) no = c;
                if (t->cases[c] == 1) yes = c;
            }
            Edge *edges = NEW_ARRAY(f->arena, Edge, 2);
            edges[0] = t->edges[yes]; /* copied: both may be the default, and each edge has an array of its own */
            edges[1] = edge_to(f, t->edges[no].block, t->edges[no].nargs, t->edges[no].args);
            Val *args = func_vals(f, 1);
            args[0] = in->args[0];
            *t = (Term){.kind = TERM_BR, .nargs = 1, .args = args, .nedges = 2, .edges = edges, .loc = t->loc};
            s->changed = true;
        } else if (t->ncases == 0) {
            term_set_jump(f, b, t->edges[0]);
            s->changed = true;
        } else {
            for (uint32_t c = 0; c < t->ncases; c++) {
                Blk to = t->edges[c].block;
                if (s->nedges[to.i] == 1) s->only_case[to.i] = c + 1;
            }
        }
        break;
    }
    default: simplify_call_term(s, b);
    }
}

/* ---- the walk
 * --------------------------------------------------------------------------------------------------------- */

static void after_store(Simplify *s, Ins i) {
    Func *f = s->fo.f;
    Inst in = *inst_at(f, i);
    s->epoch = ++s->last_epoch;
    if (in.op != OP_STORE && in.op != OP_MODIFY) return;
    /* a load of the same place finds the stored value: entered as if this were the load */
    Inst like = {.op = OP_LOAD,
                 .layout = in.op == OP_MODIFY ? L_VAL : in.layout,
                 .nargs = 1,
                 .args = in.args,
                 .imm = in.imm,
                 .nres = 1};
    Ins fake = inst_new(f, OP_LOAD, (Layout)like.layout, 1, in.args);
    inst_at(f, fake)->imm = in.imm;
    add_entry(s, fake, hash_inst(&like, s->epoch), s->epoch, in.args[1]);
}

static void visit_block(Simplify *s, Blk b) {
    Func *f = s->fo.f;
    facts_of_edge(s, b);
    s->epoch = ++s->last_epoch;
    for (Ins i = block_at(f, b)->first, next; i.i; i = next) {
        Inst *in = inst_at(f, i);
        subst_inst(&s->fo.s, in);
        Val r = fold_inst(&s->fo, i);
        if (inst_at(f, i)->op == OP_PARTS && fold_parts(&s->fo, i)) {
            next = inst_at(f, i)->next;
            inst_remove(f, i);
            s->changed = true;
            continue;
        }
        if (!r.i && inst_at(f, i)->op == OP_APPLY) simplify_apply(s, i);
        in = inst_at(f, i);
        if (in->op == OP_CALL && in->nargs) forget_closure(s, cursor_before(s->fo.p, f, i), in->imm.func, &in->args[0]);
        in = inst_at(f, i);
        next = in->next;
        if (!r.i) r = find_equal(s, i);
        if (r.i) {
            r = subst_get(&s->fo.s, r);
            in = inst_at(f, i);
            if (!val_info(f, r)->name) val_info(f, r)->name = val_info(f, in->res)->name;
            subst_set(&s->fo.s, in->res, r);
            inst_remove(f, i);
            s->changed = true;
        } else if (may_write(s->fo.p, inst_at(f, i))) {
            after_store(s, i);
        }
    }
    subst_term(&s->fo.s, &block_at(f, b)->term);
    simplify_term(s, b);
}

static uint8_t *find_mutated(Arena *a, const Func *f) {
    uint8_t *m = NEW_ARRAY(a, uint8_t, f->nvals);
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) {
        const Inst *in = inst_at(f, k);
        if (!(op_info[in->op].flags & OPF_WRITE)) continue;
        m[in->args[0].i] = 1;
        for (const Inst *d = val_def(f, in->args[0]); d && d->op == OP_CLOENTRY; d = val_def(f, d->args[0]))
            m[d->args[0].i] = 1;
    }
    return m;
}

static bool simplify_once(PassContext *cx, Func *f) {
    Arena *a = cx->scratch;
    Simplify s = {.cx = cx, .a = a, .cfg = cfg_compute(a, f)};
    s.fo.p = cx->prog;
    s.fo.f = f;
    subst_init(&s.fo.s, f);
    s.fo.mutated = find_mutated(a, f);
    s.fo.nmutated = s.fo.nfacts = f->nvals;
    s.fo.fact = NEW_ARRAY(a, uint8_t, f->nvals);
    s.fo.fact_k = NEW_ARRAY(a, int64_t, f->nvals);
    uint32_t size = 64;
    while (size < f->ninsts) size *= 2;
    s.mask = size - 1;
    s.heads = NEW_ARRAY(a, uint32_t, size);
    vec_push_in(a, &s.entries, ((Entry){0}));
    s.nedges = NEW_ARRAY(a, uint32_t, f->nblocks);
    s.only_case = NEW_ARRAY(a, uint32_t, f->nblocks);
    const Cfg *c = s.cfg;
    Blk *by_pre = NEW_ARRAY(a, Blk, c->n + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        Blk b = c->rpo[i];
        s.nedges[b.i] = c->pred_start[b.i + 1] - c->pred_start[b.i];
        by_pre[c->dom_pre[b.i]] = b;
    }
    typedef struct {
        uint32_t end, entries, facts;
    } Scope;
    Scope *scopes = NEW_ARRAY(a, Scope, c->n + 1);
    uint32_t depth = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        Blk b = by_pre[i];
        while (depth && i >= scopes[depth - 1].end) {
            depth--;
            pop_entries(&s, scopes[depth].entries, scopes[depth].facts);
        }
        scopes[depth++] = (Scope){i + c->dom_size[b.i], s.entries.len, s.facts.len};
        visit_block(&s, b);
    }
    bool changed = s.changed || s.fo.s.count;
    subst_apply(&s.fo.s, f);
    subst_free(&s.fo.s);
    return changed;
}

void pass_simplify(PassContext *cx, Func *f) {
    unreachable_remove(f);
    for (int round = 0; round < (cx->level ? 3 : 1); round++) {
        bool changed = simplify_once(cx, f);
        if (!changed && round) break; /* the control flow was seen to after the last change */
        pass_cfg(cx, f);
        if (!changed) break;
    }
}
