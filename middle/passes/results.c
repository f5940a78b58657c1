/* results.c: functions whose result can be made in the region of their caller.

   Needs: nothing.  Guarantees: the twin of a function does what the function does, and what the function makes and
   gives back is in the innermost region of its caller.

   A function has a twin when all that it makes is made right before it is returned, by itself or as a field of another
   such block: List.map, append, a tree that is built or changed.  Then the region gets nothing but parts of the result,
   however deep the recursion, and holds no garbage when the function is done. */
#include "escape.h"

enum { NOT_ASKED, FRESH, NOT_FRESH };

struct Results {
    Arena *a;
    uint32_t n;     /* functions that there were at the beginning; twins come behind */
    uint8_t *fresh; /* by function */
    FuncId *twin;   /* by function */
};

Results *results_new(Arena *a, const Program *p) {
    Results *r = NEW(a, Results);
    uint32_t n = p->funcs.len;
    *r = (Results){.a = a, .n = n, .fresh = NEW_ARRAY(a, uint8_t, n), .twin = NEW_ARRAY(a, FuncId, n)};
    return r;
}

static bool makes(const Inst *in) {
    return (in->op == OP_ALLOC || in->op == OP_BOX) && escape_may_move(in);
}

/* Values that are made, or got from a call of `self`, only to be returned by the block that they are made in.  *made:
   whether something is made; NULL when something else is that could be in a region of its own. */
static bool *find_given(Arena *a, const Func *f, FuncId self, bool *made) {
    bool *wanted = NEW_ARRAY(a, bool, f->nvals), *given = NEW_ARRAY(a, bool, f->nvals);
    uint32_t *uses = use_counts(a, f);
    *made = false;
    FOR_BLOCKS(f, b) {
        const BlockInfo *bi = block_at(f, b);
        if (bi->term.kind == TERM_RAISE) continue;
        if (bi->term.kind == TERM_RET) wanted[bi->term.args[0].i] = true;
        for (Ins k = bi->last; k.i; k = inst_at(f, k)->prev) {
            const Inst *in = inst_at(f, k);
            bool own = in->op == OP_CALL && in->imm.func.i == self.i;
            if (in->op == OP_REGION_BEGIN) return NULL;
            if (!own && !is_alloc_op(in->op)) continue;
            if (wanted[in->res.i] && uses[in->res.i] == 1 && (own || makes(in))) {
                given[in->res.i] = true;
                if (own) continue;
                *made = true;
                for (uint32_t j = 0; j < in->nargs; j++) wanted[in->args[j].i] = true;
            } else if (!own) {
                return NULL;
            }
        }
    }
    return given;
}

bool results_fresh(Results *r, const Program *p, FuncId g) {
    if (g.i >= r->n) return false;
    uint8_t *fresh = &r->fresh[g.i];
    if (*fresh == NOT_ASKED) {
        const Func *f = program_func(p, g);
        bool made = false, one = !f->external && !f->local_result && f->nresults == 1 && f->results[0] == L_VAL;
        *fresh = one && find_given(r->a, f, g, &made) && made ? FRESH : NOT_FRESH;
    }
    return *fresh == FRESH;
}

FuncId results_twin(Results *r, Program *p, FuncId g) {
    if (r->twin[g.i].i) return r->twin[g.i];
    const Func *f = program_func(p, g);
    bool made;
    if (!find_given(r->a, f, g, &made)) return NO_FUNC; /* it has got a region since it was found fresh */
    Func *t = func_clone(p, f, name_printf(p->session->names, "%s.local", f->name->text));
    r->twin[g.i] = t->id;
    t->closure_code = false;
    t->local_result = true;
    t->result_modes[0] = M_LOCAL;
    const bool *given = find_given(r->a, t, g, &made);
    FOR_BLOCKS(t, b) {
        FOR_INSTS(t, b, k) {
            Inst *in = inst_at(t, k);
            if (!in->nres || !given[in->res.i]) continue;
            if (in->op == OP_CALL) {
                in->imm.func = t->id;
                val_info(t, in->res)->mode = M_LOCAL;
            } else {
                site_fate(p, in->site, FATE_REGION);
                inst_set_place(t, k, PLACE_CALLER);
            }
        }
        Term *end = &block_at(t, b)->term;
        if (end->kind == TERM_TAILCALL && end->func.i == g.i) end->func = t->id;
    }
    return t->id;
}
