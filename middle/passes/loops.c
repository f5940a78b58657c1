/* loops.c: bounds checks that a loop's own bounds imply; sizes that a loop asks for again and again.

   Needs: simplify before.  Guarantees: in `for i = lo to hi` and `for i = hi downto lo` (lo a constant from 0 on) an
   unsigned test i < n is gone where hi is known to be below n: hi = n - c, or both constants.  The same for i - c where
   lo >= c, and for i + c where hi <= n - 1 - c. Breaks: leaves constant conditions (simplify).

   The size of a block and the length of a string never change, which LLVM cannot know: to it they are loads, which any
   store or call may change.  Those that a loop's header computes of values from outside are computed before the loop.
   Not those of other blocks: of a type that only a match in the loop makes known the value need not be a block.

   A for loop is recognised by its shape: a header parameter that starts at lo (hi), grows (shrinks) by one on the only
   other edge into the header, which lies behind `i <> hi` (`i <> lo`), while the loop is entered only if lo <= hi. Then
   lo <= i <= hi in the header and whatever it dominates. */
#include "pass.h"

typedef struct Counter { /* lo <= i <= hi */
    Val i, hi, last;     /* last: hi, or lo when it counts down */
    int64_t lo;
    Blk header;
} Counter;

static bool int_const(const Func *f, Val v, int64_t *k) {
    const Inst *in = val_def(f, v);
    if (!in || in->op != OP_CONST || in->layout != L_IMM) return false;
    *k = in->imm.i;
    return true;
}

/* v = *base + *k */
static void offset(const Func *f, Val v, Val *base, int64_t *k) {
    *base = v;
    *k = 0;
    for (int depth = 0; depth < 4; depth++) {
        const Inst *in = val_def(f, *base);
        int64_t c;
        if (!in || in->layout != L_IMM || (in->op != OP_ADD && in->op != OP_SUB) || !int_const(f, in->args[1], &c) ||
            c > 1 << 20 || c < -(1 << 20))
            return;
        *k += in->op == OP_ADD ? c : -c;
        *base = in->args[0];
    }
}

/* Is b entered only over the edge of a branch on `cond` that is taken when it holds (or does not)? */
static bool behind(const Func *f, const Cfg *c, Blk b, bool (*test)(const Func *, const Inst *, bool, const Counter *),
                   const Counter *cn) {
    for (int depth = 0; b.i && depth < 16; depth++) {
        if (c->pred_start[b.i + 1] - c->pred_start[b.i] == 1) {
            Blk p = c->preds[c->pred_start[b.i]];
            const Term *t = &block_at(f, p)->term;
            const Inst *in = t->kind == TERM_BR ? val_def(f, t->args[0]) : NULL;
            if (in && t->edges[0].block.i != t->edges[1].block.i && test(f, in, t->edges[0].block.i == b.i, cn))
                return true;
        }
        b = c->idom[b.i];
    }
    return false;
}

static bool same_value(const Func *f, Val x, Val y) {
    int64_t a, b;
    return x.i == y.i || (int_const(f, x, &a) && int_const(f, y, &b) && a == b);
}

static bool says_differs(const Func *f, const Inst *in, bool holds, const Counter *cn) {
    if ((in->op != OP_EQ && in->op != OP_NE) || in->layout != L_IMM || holds != (in->op == OP_NE)) return false;
    return in->args[0].i == cn->i.i && same_value(f, in->args[1], cn->last);
}

static bool says_not_empty(const Func *f, const Inst *in, bool holds, const Counter *cn) {
    int64_t k;
    if (in->layout != L_IMM) return false;
    if (((in->op == OP_LE && holds) || (in->op == OP_GT && !holds)) && int_const(f, in->args[0], &k) && k == cn->lo)
        return same_value(f, in->args[1], cn->hi);
    if (((in->op == OP_GE && holds) || (in->op == OP_LT && !holds)) && int_const(f, in->args[1], &k) && k == cn->lo)
        return same_value(f, in->args[0], cn->hi);
    return false;
}

static const Edge *edge_between(const Func *f, Blk from, Blk to, uint32_t *count) {
    const Term *t = &block_at(f, from)->term;
    const Edge *r = NULL;
    *count = 0;
    for (uint32_t e = 0; e < t->nedges; e++)
        if (t->edges[e].block.i == to.i) {
            r = &t->edges[e];
            ++*count;
        }
    return r;
}

/* The counter of the loop with this header, if it has one. */
static bool find_counter(const Func *f, const Cfg *c, Blk h, Counter *cn) {
    if (c->pred_start[h.i + 1] - c->pred_start[h.i] != 2) return false;
    Blk p[2] = {c->preds[c->pred_start[h.i]], c->preds[c->pred_start[h.i] + 1]};
    int back = cfg_dominates(c, h, p[0]) ? 0 : 1;
    if (!cfg_dominates(c, h, p[back]) || cfg_dominates(c, h, p[1 - back])) return false;
    uint32_t n0, n1;
    const Edge *in = edge_between(f, p[1 - back], h, &n0), *again = edge_between(f, p[back], h, &n1);
    const BlockInfo *bi = block_at(f, h);
    if (n0 != 1 || n1 != 1 || in->nargs != bi->nparams || again->nargs != bi->nparams) return false;
    for (uint32_t k = 0; k < bi->nparams; k++) {
        const Inst *step = val_def(f, again->args[k]);
        int64_t one;
        if (!step || (step->op != OP_ADD && step->op != OP_SUB) || step->layout != L_IMM ||
            step->args[0].i != bi->params[k].i || !int_const(f, step->args[1], &one) || (one != 1 && one != -1))
            continue;
        bool up = (step->op == OP_ADD) == (one == 1);
        *cn = (Counter){.i = bi->params[k], .hi = in->args[k], .header = h};
        if (up && (!int_const(f, in->args[k], &cn->lo) || cn->lo < 0)) continue;
        /* the last value: what the counter is compared with for equality on the way back */
        for (Blk b = p[back]; b.i && cfg_dominates(c, h, b); b = c->idom[b.i]) {
            const Term *t = &block_at(f, b)->term;
            const Inst *cmp = t->kind == TERM_BR ? val_def(f, t->args[0]) : NULL;
            if (!cmp || (cmp->op != OP_EQ && cmp->op != OP_NE) || cmp->layout != L_IMM || cmp->args[0].i != cn->i.i)
                continue;
            cn->last = cmp->args[1];
            if (up) cn->hi = cn->last;
            if (!up && (!int_const(f, cn->last, &cn->lo) || cn->lo < 0)) continue;
            bool direct = false; /* the branch itself goes back */
            uint32_t count;
            const Edge *e = edge_between(f, b, h, &count);
            if (e && b.i == p[back].i) direct = (t->edges[0].block.i == h.i) == (cmp->op == OP_NE);
            if (!direct && !behind(f, c, p[back], says_differs, cn)) continue;
            int64_t hi;
            if (int_const(f, cn->hi, &hi)) return cn->lo <= hi;
            /* the test before the loop may be in the block that enters it */
            const Term *et = &block_at(f, p[1 - back])->term;
            const Inst *enter = et->kind == TERM_BR ? val_def(f, et->args[0]) : NULL;
            if ((enter && says_not_empty(f, enter, et->edges[0].block.i == h.i, cn)) ||
                behind(f, c, p[1 - back], says_not_empty, cn))
                return true;
        }
    }
    return false;
}

/* Does lo <= i <= hi say that i + k is in [0, n)? */
static bool in_bounds(const Func *f, const Counter *cn, int64_t k, Val n) {
    Val hb, nb;
    int64_t hk, nk, a, b;
    if (cn->lo + k < 0) return false;
    if (int_const(f, cn->hi, &a) && int_const(f, n, &b)) return a + k < b;
    offset(f, cn->hi, &hb, &hk);
    offset(f, n, &nb, &nk);
    if (hb.i != nb.i || hk + k >= nk) return false;
    /* Sizes are far below where hi = n - c could wrap.  If it wraps for another n, n is negative, and an unsigned test
       of something that is not negative holds. */
    const Inst *size = val_def(f, nb);
    return (nk == 0 && k <= 0) || (size && (size->op == OP_SIZE || size->op == OP_STRLEN || size->op == OP_BIGDIM));
}

static void drop_checks(Arena *a, Func *f, const Cfg *c) {
    Counter *counters = NEW_ARRAY(a, Counter, f->nvals);
    bool any = false;
    for (uint32_t i = 0; i < c->n; i++) {
        Counter cn;
        if (c->loop_head[c->rpo[i].i].i == c->rpo[i].i && find_counter(f, c, c->rpo[i], &cn)) {
            counters[cn.i.i] = cn;
            any = true;
        }
    }
    for (uint32_t i = 0; any && i < c->n; i++) FOR_INSTS(f, c->rpo[i], k) {
            Inst *in = inst_at(f, k);
            if (in->op != OP_ULT || in->layout != L_IMM) continue;
            Val base;
            int64_t off;
            offset(f, in->args[0], &base, &off);
            if (!counters[base.i].i.i || !in_bounds(f, &counters[base.i], off, in->args[1])) continue;
            in->op = OP_CONST;
            in->layout = L_I1;
            in->nargs = 0;
            in->imm.i = 1;
        }
}

/* The one edge into the loop with header h from outside. */
static bool loop_entry(const Func *f, const Cfg *c, Blk h, Blk *from, uint32_t *e) {
    uint32_t n = 0, count;
    for (uint32_t k = c->pred_start[h.i]; k < c->pred_start[h.i + 1]; k++)
        if (!cfg_dominates(c, h, c->preds[k])) {
            *from = c->preds[k];
            n++;
        }
    const Edge *edge = n == 1 ? edge_between(f, *from, h, &count) : NULL;
    if (!edge || count != 1) return false;
    *e = (uint32_t)(edge - block_at(f, *from)->term.edges);
    return true;
}

static Blk block_of(const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    return vi->is_param ? (Blk){vi->def} : inst_at(f, (Ins){vi->def})->block;
}

static bool is_size(const Inst *in) {
    return in->op == OP_SIZE || in->op == OP_STRLEN;
}

static void hoist_sizes(const Program *p, Func *f, const Cfg *c, Blk h) {
    Blk to = {0};
    for (Ins k = block_at(f, h)->first, next; k.i; k = next) {
        Inst *in = inst_at(f, k);
        next = in->next;
        if (!is_size(in)) continue;
        Blk def = block_of(f, in->args[0]);
        if (def.i == h.i || !cfg_dominates(c, def, h)) continue;
        if (!to.i) {
            uint32_t e;
            if (!loop_entry(f, c, h, &to, &e)) return;
            if (block_at(f, to)->term.kind != TERM_JUMP) to = edge_split(p, f, to, e);
        }
        inst_remove(f, k);
        inst_append(f, to, k);
    }
}

void pass_loops(PassContext *cx, Func *f) {
    bool checks = false, sizes = false;
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k) {
        checks |= inst_at(f, k)->op == OP_ULT;
        sizes |= is_size(inst_at(f, k));
    }
    if (!checks && !sizes) return;
    Arena *a = cx->scratch;
    const Cfg *c = cfg_compute(a, f);
    if (checks) drop_checks(a, f, c);
    for (uint32_t i = sizes ? c->n : 0; i-- > 0;) /* inner loops first */
        if (c->loop_head[c->rpo[i].i].i == c->rpo[i].i) hoist_sizes(cx->prog, f, c, c->rpo[i]);
}
