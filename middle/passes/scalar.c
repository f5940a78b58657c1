/* scalar.c: blocks that never leave the function become values: refs, records filled in steps, options, tuples.

   Needs: simplify before (indices known, immutable loads forwarded).  Guarantees: an allocation that is only loaded
   from and stored to at constant offsets is gone; its fields are values, with block parameters where paths join.
   Breaks: block parameters that always get one value (cfg.c), dead conversions.

   SSA construction for one field at a time: parameters at the iterated dominance frontier of its stores, pruned by
   liveness (Cytron et al., 1991), with work in proportion to the blocks in which the field is live. */
#include "pass.h"

#include <stdlib.h>

typedef struct Access {
    uint32_t block, inst;
} Access; /* of one field, in the order of the walk */

typedef struct Field {
    VEC(Access) accesses; /* the allocation itself is the first store */
    Layout layout;
    bool loaded;
} Field;

typedef struct Pending {
    uint32_t block, field;
    Val param;
    uint32_t *pred_vals;
} Pending;

typedef struct Scalar {
    const Program *p;
    Func *f;
    Arena *a;
    const Cfg *cfg;
    Subst s;
    uint32_t *cand; /* value -> 1 + first field, 0: no candidate */
    VEC(Field) fields;
    /* per block, valid when stamp says so */
    uint32_t *live, *phi, *has_def, *entry_stamp, *entry_val, *end_val;
    uint32_t stamp;
    uint32_t *df_start; /* dominance frontiers: block -> list */
    uint32_t *df;
    VEC(Pending) pending;
} Scalar;

/* ---- candidates ------------------------------------------------------------------------------------------ */

static bool field_access(const Inst *in) {
    return in->op == OP_LOAD || in->op == OP_STORE || in->op == OP_MODIFY;
}

static void reject(uint8_t *bad, Val v) {
    bad[v.i] = 1;
}

static uint32_t find_candidates(Scalar *sc) {
    Func *f = sc->f;
    uint8_t *bad = NEW_ARRAY(sc->a, uint8_t, f->nvals);
    uint32_t n = 0;
    for (uint32_t i = 0; i < sc->cfg->n; i++) {
        Blk b = sc->cfg->rpo[i];
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_ALLOC && in->imm.i != 246 && in->imm.i != 251 && in->imm.i != 255) n++;
            if (!field_access(in)) {
                for (uint32_t j = 0; j < in->nargs; j++) reject(bad, in->args[j]);
                continue;
            }
            const Inst *base = val_def(f, in->args[0]);
            if (!base || base->op != OP_ALLOC || in->imm.i < 0 || in->imm.i >= base->nargs) reject(bad, in->args[0]);
            if (in->op != OP_LOAD) reject(bad, in->args[1]);
        }
        const Term *t = &block_at(f, b)->term;
        for (uint32_t j = 0; j < t->nargs; j++) reject(bad, t->args[j]);
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t j = 0; j < t->edges[e].nargs; j++) reject(bad, t->edges[e].args[j]);
    }
    if (!n) return 0;
    n = 0;
    for (uint32_t i = 0; i < sc->cfg->n; i++) FOR_INSTS(f, sc->cfg->rpo[i], k) {
            const Inst *in = inst_at(f, k);
            if (in->op != OP_ALLOC || bad[in->res.i] || in->nargs > 64 || in->imm.i == 246 || in->imm.i == 251 ||
                in->imm.i == 255)
                continue;
            sc->cand[in->res.i] = 1 + sc->fields.len;
            for (uint32_t j = 0; j < in->nargs; j++)
                vec_push_in(sc->a, &sc->fields, ((Field){.layout = val_layout(f, in->args[j])}));
            n++;
        }
    return n;
}

/* One layout for a field whatever was stored: val when both val and imm were. */
static bool meet_layout(Layout *l, Layout m) {
    if (*l == m) return true;
    if ((*l == L_VAL || *l == L_IMM) && (m == L_VAL || m == L_IMM)) {
        *l = L_VAL;
        return true;
    }
    return false;
}

static void drop_candidate(Scalar *sc, Val v) {
    sc->cand[v.i] = 0;
}

static void collect_accesses(Scalar *sc) {
    Func *f = sc->f;
    for (uint32_t i = 0; i < sc->cfg->n; i++) /* layouts first */
        FOR_INSTS(f, sc->cfg->rpo[i], k) {
            const Inst *in = inst_at(f, k);
            if (!field_access(in) || !sc->cand[in->args[0].i]) continue;
            Field *fl = &sc->fields.data[sc->cand[in->args[0].i] - 1 + (uint32_t)in->imm.i];
            Layout m = in->op == OP_LOAD ? (Layout)in->layout : val_layout(f, in->args[1]);
            bool compatible = in->op == OP_LOAD ? fl->layout == m || ((m == L_VAL || m == L_IMM) &&
                                                                      (fl->layout == L_VAL || fl->layout == L_IMM))
                                                : meet_layout(&fl->layout, m);
            if (!compatible) drop_candidate(sc, in->args[0]);
        }
    for (uint32_t i = 0; i < sc->cfg->n; i++) {
        Blk b = sc->cfg->rpo[i];
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            Access at = {b.i, k.i};
            if (in->op == OP_ALLOC && sc->cand[in->res.i]) {
                for (uint32_t j = 0; j < in->nargs; j++)
                    vec_push_in(sc->a, &sc->fields.data[sc->cand[in->res.i] - 1 + j].accesses, at);
            } else if (field_access(in) && sc->cand[in->args[0].i]) {
                Field *fl = &sc->fields.data[sc->cand[in->args[0].i] - 1 + (uint32_t)in->imm.i];
                fl->loaded |= in->op == OP_LOAD;
                vec_push_in(sc->a, &fl->accesses, at);
            }
        }
    }
}

/* ---- dominance frontiers ------------------------------------------------------------------------------------ */

static void frontiers(Scalar *sc) {
    const Cfg *c = sc->cfg;
    Func *f = sc->f;
    typedef VEC(uint32_t) List;
    List *lists = NEW_ARRAY(sc->a, List, f->nblocks);
    uint32_t total = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t b = c->rpo[i].i;
        if (c->pred_start[b + 1] - c->pred_start[b] < 2) continue;
        for (uint32_t k = c->pred_start[b]; k < c->pred_start[b + 1]; k++)
            for (uint32_t r = c->preds[k].i; r && r != c->idom[b].i; r = c->idom[r].i) {
                List *l = &lists[r];
                if (l->len && l->data[l->len - 1] == b) break; /* an earlier predecessor came this way */
                vec_push_in(sc->a, l, b);
                total++;
            }
    }
    sc->df_start = NEW_ARRAY(sc->a, uint32_t, f->nblocks + 1);
    sc->df = NEW_ARRAY(sc->a, uint32_t, total + 1);
    uint32_t n = 0;
    for (uint32_t b = 0; b < f->nblocks; b++) {
        sc->df_start[b] = n;
        for (uint32_t k = 0; k < lists[b].len; k++) sc->df[n++] = lists[b].data[k];
    }
    sc->df_start[f->nblocks] = n;
}

/* ---- one field ------------------------------------------------------------------------------------------------ */

static bool is_store(Scalar *sc, Access x) {
    return inst_at(sc->f, (Ins){x.inst})->op != OP_LOAD;
}

/* The value that an access stores, in the field's layout. */
static Val stored_value(Scalar *sc, Field *fl, uint32_t index, Access x) {
    Ins i = {x.inst};
    const Inst *in = inst_at(sc->f, i);
    Val v = in->op == OP_ALLOC ? in->args[index] : in->args[1];
    if (val_layout(sc->f, v) == fl->layout) return v;
    Cursor c = cursor_before(sc->p, sc->f, i);
    return cur_as(&c, v, fl->layout);
}

static void liveness(Scalar *sc, Field *fl, uint32_t *work) {
    const Cfg *c = sc->cfg;
    uint32_t n = 0;
    for (uint32_t k = 0; k < fl->accesses.len; k++)
        if (is_store(sc, fl->accesses.data[k])) sc->has_def[fl->accesses.data[k].block] = sc->stamp;
    uint32_t last = 0;
    for (uint32_t k = 0; k < fl->accesses.len; k++) { /* live at its start: the first access in the block is a load */
        Access x = fl->accesses.data[k];
        if (x.block != last && !is_store(sc, x) && sc->live[x.block] != sc->stamp) {
            sc->live[x.block] = sc->stamp;
            work[n++] = x.block;
        }
        last = x.block;
    }
    while (n) {
        uint32_t b = work[--n];
        for (uint32_t k = c->pred_start[b]; k < c->pred_start[b + 1]; k++) {
            uint32_t p = c->preds[k].i;
            if (sc->has_def[p] == sc->stamp || sc->live[p] == sc->stamp) continue;
            sc->live[p] = sc->stamp;
            work[n++] = p;
        }
    }
}

static void place_params(Scalar *sc, Field *fl, uint32_t field, uint32_t *work) {
    uint32_t n = 0, last = 0;
    const Cfg *c = sc->cfg;
    for (uint32_t k = 0; k < fl->accesses.len; k++)
        if (is_store(sc, fl->accesses.data[k]) && fl->accesses.data[k].block != last)
            work[n++] = last = fl->accesses.data[k].block;
    while (n) {
        uint32_t b = work[--n];
        for (uint32_t k = sc->df_start[b]; k < sc->df_start[b + 1]; k++) {
            uint32_t j = sc->df[k];
            if (sc->phi[j] == sc->stamp || sc->live[j] != sc->stamp) continue;
            sc->phi[j] = sc->stamp;
            Val q = block_param(sc->f, (Blk){j}, fl->layout, M_GLOBAL);
            sc->entry_stamp[j] = sc->stamp;
            sc->entry_val[j] = q.i;
            uint32_t preds = c->pred_start[j + 1] - c->pred_start[j];
            vec_push_in(sc->a, &sc->pending, ((Pending){j, field, q, NEW_ARRAY(sc->a, uint32_t, preds + 1)}));
            if (sc->has_def[j] != sc->stamp) work[n++] = j;
        }
    }
}

/* The field's value at the start of block b, found up the dominator tree. */
static uint32_t entry_value(Scalar *sc, uint32_t b) {
    uint32_t r = b, v;
    for (;;) {
        if (sc->entry_stamp[r] == sc->stamp) {
            v = sc->entry_val[r];
            break;
        }
        uint32_t d = sc->cfg->idom[r].i;
        if (!d) return 0; /* not live: the allocation does not dominate this */
        if (sc->has_def[d] == sc->stamp) {
            v = sc->end_val[d];
            break;
        }
        r = d;
    }
    for (uint32_t x = b; sc->entry_stamp[x] != sc->stamp; x = sc->cfg->idom[x].i) {
        sc->entry_stamp[x] = sc->stamp;
        sc->entry_val[x] = v;
        if (x == r) break;
    }
    return v;
}

static void rewrite_field(Scalar *sc, uint32_t field, uint32_t index, uint32_t *work) {
    Field *fl = &sc->fields.data[field];
    const Cfg *c = sc->cfg;
    sc->stamp++;
    uint32_t first_pending = sc->pending.len;
    liveness(sc, fl, work);
    place_params(sc, fl, field, work);
    /* the last store of each block first, since loads elsewhere ask for it */
    uint32_t n = fl->accesses.len;
    uint32_t *vals = NEW_ARRAY(sc->a, uint32_t, n);
    for (uint32_t k = 0; k < n; k++)
        if (is_store(sc, fl->accesses.data[k])) {
            vals[k] = stored_value(sc, fl, index, fl->accesses.data[k]).i;
            sc->end_val[fl->accesses.data[k].block] = vals[k];
        }
    uint32_t cur = 0, block = 0;
    for (uint32_t k = 0; k < n; k++) {
        Access x = fl->accesses.data[k];
        if (x.block != block) {
            block = x.block;
            cur = 0;
        }
        if (is_store(sc, x)) {
            cur = vals[k];
            continue;
        }
        if (!cur) cur = entry_value(sc, x.block);
        Val v = {cur};
        Inst *in = inst_at(sc->f, (Ins){x.inst});
        Val res = in->res;
        if ((Layout)in->layout != fl->layout) {
            Cursor at = cursor_before(sc->p, sc->f, (Ins){x.inst});
            v = cur_as(&at, v, (Layout)inst_at(sc->f, (Ins){x.inst})->layout);
        }
        subst_set(&sc->s, res, v);
    }
    for (uint32_t q = first_pending; q < sc->pending.len; q++) {
        Pending *pd = &sc->pending.data[q];
        for (uint32_t k = c->pred_start[pd->block]; k < c->pred_start[pd->block + 1]; k++) {
            uint32_t pb = c->preds[k].i;
            pd->pred_vals[k - c->pred_start[pd->block]] =
                sc->has_def[pb] == sc->stamp ? sc->end_val[pb] : entry_value(sc, pb);
        }
    }
}

/* ---- edges --------------------------------------------------------------------------------------------------------
 */

/* Adds the arguments for the new parameters, block by block in the order of c->preds. */
static void extend_edges(Scalar *sc) {
    Func *f = sc->f;
    const Cfg *c = sc->cfg;
    if (!sc->pending.len) return;
    uint32_t *start = NEW_ARRAY(sc->a, uint32_t, f->nblocks + 1), *seen = NEW_ARRAY(sc->a, uint32_t, f->nblocks);
    uint32_t *order = NEW_ARRAY(sc->a, uint32_t, sc->pending.len), *fill = NEW_ARRAY(sc->a, uint32_t, f->nblocks + 1);
    for (uint32_t q = 0; q < sc->pending.len; q++) start[sc->pending.data[q].block + 1]++;
    for (uint32_t b = 0; b < f->nblocks; b++) {
        start[b + 1] += start[b];
        fill[b] = start[b];
    }
    for (uint32_t q = 0; q < sc->pending.len; q++) /* stable: the order of the parameters */
        order[fill[sc->pending.data[q].block]++] = q;
    for (uint32_t i = 0; i < c->n; i++) {
        Term *t = &block_at(f, c->rpo[i])->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            Edge *ed = &t->edges[e];
            uint32_t to = ed->block.i, extra = start[to + 1] - start[to], which = seen[to]++;
            if (!extra) continue;
            Val *args = func_vals(f, ed->nargs + extra);
            if (ed->nargs) memcpy(args, ed->args, ed->nargs * sizeof *args);
            for (uint32_t k = 0; k < extra; k++)
                args[ed->nargs + k] = (Val){sc->pending.data[order[start[to] + k]].pred_vals[which]};
            ed->args = args;
            ed->nargs += extra;
        }
    }
}

static void remove_accesses(Scalar *sc, Program *p) {
    Func *f = sc->f;
    for (uint32_t i = 0; i < sc->cfg->n; i++)
        for (Ins k = block_at(f, sc->cfg->rpo[i])->first, next; k.i; k = next) {
            const Inst *in = inst_at(f, k);
            next = in->next;
            bool gone = in->op == OP_ALLOC && sc->cand[in->res.i];
            if (gone) site_fate(p, in->site, FATE_REGISTERS);
            if (gone || (field_access(in) && sc->cand[in->args[0].i])) inst_remove(f, k);
        }
}

/* False when nothing was found. */
static bool scalar_once(PassContext *cx, Func *f) {
    Arena *a = cx->scratch;
    Scalar sc = {.p = cx->prog, .f = f, .a = a, .cfg = cfg_compute(a, f)};
    uint32_t nvals = f->nvals, found;
    sc.cand = NEW_ARRAY(a, uint32_t, nvals);
    found = find_candidates(&sc);
    if (found) {
        collect_accesses(&sc);
        subst_init(&sc.s, f);
        uint32_t nb = f->nblocks;
        uint32_t *work = NEW_ARRAY(a, uint32_t, 2 * nb + sc.cfg->n);
        sc.live = NEW_ARRAY(a, uint32_t, nb);
        sc.phi = NEW_ARRAY(a, uint32_t, nb);
        sc.has_def = NEW_ARRAY(a, uint32_t, nb);
        sc.entry_stamp = NEW_ARRAY(a, uint32_t, nb);
        sc.entry_val = NEW_ARRAY(a, uint32_t, nb);
        sc.end_val = NEW_ARRAY(a, uint32_t, nb);
        frontiers(&sc);
        for (uint32_t i = 0; i < sc.cfg->n; i++) FOR_INSTS(f, sc.cfg->rpo[i], k) {
                const Inst *in = inst_at(f, k);
                if (in->op != OP_ALLOC || in->res.i >= nvals || !sc.cand[in->res.i]) continue;
                uint32_t first = sc.cand[in->res.i] - 1, n = in->nargs;
                for (uint32_t j = 0; j < n; j++)
                    if (sc.fields.data[first + j].loaded) rewrite_field(&sc, first + j, j, work);
            }
        extend_edges(&sc);
        /* values made here are no candidates */
        uint32_t *cand = NEW_ARRAY(a, uint32_t, f->nvals);
        memcpy(cand, sc.cand, nvals * sizeof *cand);
        sc.cand = cand;
        remove_accesses(&sc, cx->prog);
        subst_apply(&sc.s, f);
        subst_free(&sc.s);
    }
    return found > 0;
}

void pass_scalar(PassContext *cx, Func *f) {
    for (int round = 0; round < 4; round++) { /* a block in a block comes apart in the next round */
        bool any = false;
        FOR_BLOCKS(f, b)
        FOR_INSTS(f, b, k)
        any |= inst_at(f, k)->op == OP_ALLOC;
        if (!any) return;
        unreachable_remove(f);
        if (!scalar_once(cx, f)) return;
    }
}
