/* params.c: block parameters in a better form: immediates, raw numbers, the fields of a block instead of the block.

   Needs: simplify before.  Guarantees: a parameter that always gets an immediate is imm; one that always gets a freshly
   boxed (or static) number and is unboxed somewhere is raw; one that always gets a block of one shape, and is only
   loaded from, is the block's fields; one that gets None here and Some x there, and is only taken apart, is the kind
   and the fields.  A block that a loop takes apart at each turn, and that is needed whole only behind the loop, is made
   there.  Breaks: leaves conversions at the heads of blocks that simplify and dce cancel.

   Optimistic: a parameter that only passes its value round a loop takes the form of what enters the loop. */
#include "pass.h"

#include <stdlib.h>

typedef struct Params {
    Program *p;
    Func *f;
    Arena *a;
    const Cfg *cfg;
    const uint8_t *mutated;
    Form *form;       /* parameter -> form; other values: not used */
    uint8_t *is_cand; /* value -> a parameter that edges fill */
    SiteId *site;
    Val *first; /* parameter -> first component */
} Params;

static Form known_form(void *pass, const Func *f, Val v) {
    const Params *ps = pass;
    (void)f;
    return ps->is_cand[v.i] ? ps->form[v.i] : form_none();
}

static Form form_of(Params *ps, Val v) {
    return form_of_def(ps->p, ps->f, ps->mutated, v, known_form, ps);
}

static void fixpoint(Params *ps) {
    Func *f = ps->f;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < ps->cfg->n; i++) {
            const Term *t = &block_at(f, ps->cfg->rpo[i])->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                if (!ed->nargs) continue;
                const BlockInfo *to = block_at(f, ed->block);
                uint32_t skip = edge_implicit(ps->p, t, e);
                for (uint32_t k = 0; k < ed->nargs; k++) {
                    Val q = to->params[k + skip];
                    if (!ps->is_cand[q.i] || ps->form[q.i].k == FORM_NONE) continue;
                    Form m = form_meet(ps->form[q.i], form_of(ps, ed->args[k]));
                    if (!form_eq(m, ps->form[q.i])) {
                        ps->form[q.i] = m;
                        changed = true;
                    }
                    const Inst *in = val_def(f, ed->args[k]);
                    if (in && (in->op == OP_BOX || in->op == OP_ALLOC || in->op == OP_VARIANT))
                        ps->site[q.i] = in->site;
                    else if (ps->is_cand[ed->args[k].i] && !ps->site[q.i].i)
                        ps->site[q.i] = ps->site[ed->args[k].i];
                }
            }
        }
    }
}

/* Do the parts in the one form give those in the other? */
static bool feeds(Form from, Form to) {
    if (form_is_block(from)) return to.k == FORM_SUM || (to.k == from.k && to.tag == from.tag && to.n == from.n);
    return form_eq(from, to) || (form_is_number(from) && from.k == to.k);
}

/* Is b outside the loop that carries v?  There a block is made once, not at each turn. */
static bool outside(const Params *ps, Val v, Blk b) {
    return ps->cfg->loop_depth[b.i] < ps->cfg->loop_depth[val_info(ps->f, v)->def];
}

/* Finds parameters whose form would not pay and gives them up; true when there were new ones. */
static bool demote(Params *ps) {
    Func *f = ps->f;
    uint8_t *wanted = NEW_ARRAY(ps->a, uint8_t, f->nvals); /* unboxed, taken apart */
    uint8_t *bad = NEW_ARRAY(ps->a, uint8_t, f->nvals);    /* needed whole; where it is carried by a loop: in it */
    uint8_t *later = NEW_ARRAY(ps->a, uint8_t, f->nvals);  /* needed whole behind the loop */
    for (uint32_t i = 0; i < ps->cfg->n; i++) {
        Blk b = ps->cfg->rpo[i];
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            for (uint32_t j = 0; j < in->nargs; j++) {
                Val v = in->args[j];
                if (!ps->is_cand[v.i]) continue;
                if (form_is_block(ps->form[v.i]) ? form_takes(f, in, j, ps->form[v.i]) : in->op == OP_UNBOX)
                    wanted[v.i] = 1;
                else
                    *(outside(ps, v, b) ? &later[v.i] : &bad[v.i]) = 1;
            }
        }
        const Term *t = &block_at(f, b)->term;
        for (uint32_t j = 0; j < t->nargs; j++) {
            Val v = t->args[j];
            if (ps->is_cand[v.i]) *(outside(ps, v, b) ? &later[v.i] : &bad[v.i]) = 1;
        }
    }
    for (bool changed = true; changed;) { /* backwards through the edges */
        changed = false;
        for (uint32_t i = ps->cfg->n; i-- > 0;) {
            const Term *t = &block_at(f, ps->cfg->rpo[i])->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                const BlockInfo *to = block_at(f, ed->block);
                uint32_t skip = edge_implicit(ps->p, t, e);
                for (uint32_t k = 0; k < ed->nargs; k++) {
                    Val v = ed->args[k], q = to->params[k + skip];
                    if (!ps->is_cand[v.i]) continue;
                    bool takes = ps->is_cand[q.i] && feeds(ps->form[v.i], ps->form[q.i]);
                    if (takes && wanted[q.i] && !wanted[v.i]) wanted[v.i] = 1, changed = true;
                    if (takes && later[q.i] && !later[v.i]) later[v.i] = 1, changed = true;
                    uint8_t *whole = outside(ps, v, ed->block) ? &later[v.i] : &bad[v.i];
                    if ((!takes || bad[q.i]) && !*whole) *whole = 1, changed = true;
                }
            }
        }
    }
    bool any = false;
    for (uint32_t v = 1; v < f->nvals; v++) {
        Form form = ps->form[v];
        if (!ps->is_cand[v] || form.k == FORM_NONE) continue;
        /* what was in a region would be made again on the heap */
        bool whole = bad[v] || (later[v] && (!wanted[v] || f->vals[v].mode == M_LOCAL));
        if (form_settled(form).k == FORM_NONE || (form_is_block(form) && whole) ||
            (form_is_number(form) &&
             (!wanted[v] || (whole && f->vals[v].mode == M_LOCAL) || (form_was_found(form) && bad[v])))) {
            ps->form[v] = form_none();
            any = true;
        }
    }
    return any;
}

/* The parts of v, which comes in this form, made at the end of a predecessor. */
static void take_apart(Params *ps, Cursor *c, Val v, Form form, Val *parts) {
    if (!ps->is_cand[v.i]) {
        form_take_apart(c, form, v, parts);
        return;
    }
    Form own = ps->form[v.i];
    Val have[1 + FORM_FIELDS];
    uint32_t n = 0;
    if (form.k == FORM_SUM && own.k == FORM_BLOCK) have[n++] = cur_const(c, L_IMM, shape_kind(own.tag));
    for (uint32_t k = 0; k < form_width(own); k++) have[n++] = (Val){ps->first[v.i].i + k};
    if (form.k == FORM_SUM)
        form_convert(c, own, have, form, parts);
    else
        memcpy(parts, have, n * sizeof *parts);
}

/* True when something was changed. */
static bool params_once(PassContext *cx, Func *f) {
    Arena *a = cx->scratch;
    Params ps = {.p = cx->prog, .f = f, .a = a, .cfg = cfg_compute(a, f)};
    uint32_t nvals = f->nvals;
    uint8_t *mutated = NEW_ARRAY(a, uint8_t, nvals);
    ps.mutated = mutated;
    ps.is_cand = NEW_ARRAY(a, uint8_t, nvals);
    ps.form = NEW_ARRAY(a, Form, nvals);
    ps.site = NEW_ARRAY(a, SiteId, nvals);
    ps.first = NEW_ARRAY(a, Val, nvals);
    bool any = false;
    for (uint32_t i = 1; i < ps.cfg->n; i++) {
        const BlockInfo *bi = block_at(f, ps.cfg->rpo[i]);
        for (uint32_t k = 0; k < bi->nparams; k++)
            if (val_layout(f, bi->params[k]) == L_VAL) ps.is_cand[bi->params[k].i] = 1, any = true;
    }
    for (uint32_t i = 0; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        FOR_INSTS(f, b, k)
        if (op_info[inst_at(f, k)->op].flags & OPF_WRITE) mutated[inst_at(f, k)->args[0].i] = 1;
        const Term *t = &block_at(f, b)->term; /* what invokes fill stays as it is */
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t k = 0; k < edge_implicit(cx->prog, t, e); k++)
                ps.is_cand[block_at(f, t->edges[e].block)->params[k].i] = 0;
    }
    if (!any) return false;
    do fixpoint(&ps);
    while (demote(&ps));

    any = false;
    uint8_t *chosen = NEW_ARRAY(a, uint8_t, nvals);
    for (uint32_t v = 1; v < nvals; v++)
        if (ps.is_cand[v] && ps.form[v].k != FORM_NONE) {
            chosen[v] = 1, any = true;
            ps.form[v] = form_settled(ps.form[v]);
        } else {
            ps.is_cand[v] = 0;
        }
    if (!any) return false;
    for (uint32_t i = 1; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        uint32_t n = block_at(f, b)->nparams;
        for (uint32_t k = 0; k < n; k++) {
            Val v = block_at(f, b)->params[k];
            if (!chosen[v.i]) continue;
            Form form = ps.form[v.i];
            for (uint32_t j = 0; j < form_width(form); j++) {
                Val q = block_param(f, b, form_part_layout(form, j), M_GLOBAL);
                val_info(f, q)->name = val_info(f, v)->name;
                if (!j) ps.first[v.i] = q;
            }
        }
    }
    for (uint32_t i = 0; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        for (uint32_t e = 0; e < block_at(f, b)->term.nedges; e++) {
            Edge ed = block_at(f, b)->term.edges[e];
            uint32_t skip = edge_implicit(cx->prog, &block_at(f, b)->term, e), extra = 0;
            for (uint32_t k = 0; k < ed.nargs; k++) {
                Val q = block_at(f, ed.block)->params[k + skip];
                if (chosen[q.i]) extra += form_width(ps.form[q.i]);
            }
            if (!extra) continue;
            Val *args = func_vals(f, ed.nargs + extra);
            memcpy(args, ed.args, ed.nargs * sizeof *args);
            uint32_t n = ed.nargs;
            Cursor c = cursor_end(cx->prog, f, b);
            for (uint32_t k = 0; k < ed.nargs; k++) {
                Val q = block_at(f, ed.block)->params[k + skip];
                if (!chosen[q.i]) continue;
                take_apart(&ps, &c, ed.args[k], ps.form[q.i], args + n);
                n += form_width(ps.form[q.i]);
            }
            block_at(f, b)->term.edges[e].args = args;
            block_at(f, b)->term.edges[e].nargs = n;
        }
    }
    /* the old value is made again from the components; most of these are not used */
    Subst s;
    subst_init(&s, f);
    for (uint32_t i = 1; i < ps.cfg->n; i++) {
        Blk b = ps.cfg->rpo[i];
        uint32_t n = block_at(f, b)->nparams;
        for (uint32_t k = 0; k < n; k++) {
            Val v = block_at(f, b)->params[k];
            if (v.i >= nvals || !chosen[v.i]) continue;
            Form form = ps.form[v.i];
            Cursor c = cursor_start(cx->prog, f, b);
            Val parts[FORM_FIELDS + 1];
            for (uint32_t j = 0; j < form_width(form); j++) parts[j] = (Val){ps.first[v.i].i + j};
            Val r = form_rebuild(&c, form, parts, ps.site[v.i]);
            val_info(f, r)->name = val_info(f, v)->name;
            subst_set(&s, v, r);
        }
    }
    uint8_t *drop = NEW_ARRAY(a, uint8_t, f->nvals);
    memcpy(drop, chosen, nvals);
    params_drop(cx->prog, f, drop);
    subst_apply(&s, f);
    subst_free(&s);
    return true;
}

void pass_params(PassContext *cx, Func *f) {
    bool any = false;
    unreachable_remove(f);
    for (Blk b = block_at(f, f->entry)->next; b.i && !any; b = block_at(f, b)->next) any = block_at(f, b)->nparams > 0;
    for (int round = 0; any && round < 3; round++) any = params_once(cx, f);
}
