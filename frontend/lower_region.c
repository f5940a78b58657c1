/* lower_region.c: regions and modes of the function being lowered.

   The checker has decided what is local; here every body of a function, loop and module-level binding opens a region,
   and ends it on each way out: before a return, before a tail call that the checker typed as one, before exclave_,
   before a jump to a handler.  A region in which nothing was placed loses its brackets when it is popped, so code
   without local allocation is as if there were no regions.

   A handler is one block, whatever is open where it is entered.  Jumps end what the handler does not know; invokes
   cannot, so the handler itself begins by ending what is open at all of them (MIR's rule V14).  What else a callee's
   exception finds open stays in place until the next outer region ends.

   Modes of values follow from how they are made (middle/build.c), except at joins, whose parameters exist before what
   they get is known: lo_infer_modes finds those when the function is complete.  */
#include "lower_ctx.h"
#include "mode.h"

IrMode ir_mode(const Mode *m) {
    return mode_settled(m) == LOCALITY_GLOBAL ? M_GLOBAL : M_LOCAL;
}

bool arrow_result_local(Type *t, uint32_t nargs) {
    const Mode *m = NULL;
    for (; nargs && t; nargs--) {
        t = ty_expand(t);
        if (t->kind != T_ARROW) return false;
        m = t->u.arrow.ret_mode;
        t = t->u.arrow.ret;
    }
    return ir_mode(m) == M_LOCAL;
}

/* ---- regions ------------------------------------------------------------------------------------------ */
static void bracket(LoRegion *r, Ins i) {
    vec_push(&r->brackets, i);
}

LoRegion *region_push(FuncCtx *fc) {
    LoRegion *r = NEW(fc->l->scratch, LoRegion);
    r->outer = fc->region;
    r->depth = r->outer ? r->outer->depth + 1 : 1;
    Ins begin = build_inst(&fc->b, OP_REGION_BEGIN, L_NONE, 0, NULL);
    r->mark = inst_at(fc->b.func, begin)->res;
    if (!fc->dead) bracket(r, begin);
    r->bounds = fc->handler->bounds;
    r->zero = fc->handler->zero;
    fc->handler->bounds = fc->handler->zero = NO_BLK;
    fc->region = r;
    return r;
}

static void end_here(FuncCtx *fc, LoRegion *r) {
    if (fc->dead || r->removed) return;
    bracket(r, build_inst(&fc->b, OP_REGION_END, L_NONE, 1, &r->mark));
}

/* Inner ones first: each that was never used disappears without taking another's end along. */
void region_leave(FuncCtx *fc, LoRegion *to) {
    for (LoRegion *r = fc->region; r && r != to; r = r->outer) end_here(fc, r);
}

void region_pop(FuncCtx *fc) {
    LoRegion *r = fc->region;
    end_here(fc, r);
    fc->region = r->outer;
    fc->handler->bounds = r->bounds;
    fc->handler->zero = r->zero;
    if (!r->used) {
        for (uint32_t i = 0; i < r->brackets.len; i++) inst_remove(fc->b.func, r->brackets.data[i]);
        r->removed = true;
    }
    vec_free(&r->brackets);
}

void region_use(FuncCtx *fc) {
    if (fc->dead) return;
    fc->modes = true;
    if (fc->region) fc->region->used = true;
}

Place lo_local_place(FuncCtx *fc) {
    if (!fc->region && !fc->caller) return PLACE_HEAP;
    region_use(fc);
    return fc->region ? PLACE_REGION : PLACE_CALLER;
}

Place lo_place(FuncCtx *fc, const Mode *m) {
    return mode_settled(m) == LOCALITY_LOCAL ? lo_local_place(fc) : PLACE_HEAP;
}

void region_note_entry(FuncCtx *fc, LoRegion *open) {
    Handler *h = fc->handler;
    LoRegion *a = h->entered ? h->common : open, *b = open;
    while (a != b)
        if (!b || (a && a->depth >= b->depth))
            a = a->outer;
        else
            b = b->outer;
    h->common = a;
    h->entered = true;
}

/* At the start of h's block.  Regions inside h->region have been popped: those that are left have brackets. */
void region_enter_handler(FuncCtx *fc, Handler *h) {
    if (!h->entered) return;
    for (LoRegion *r = h->common; r && r != h->region; r = r->outer)
        if (!r->removed) build_inst(&fc->b, OP_REGION_END, L_NONE, 1, &r->mark);
}

/* ---- modes --------------------------------------------------------------------------------------------- */
Val lo_mode(FuncCtx *fc, Val v, IrMode m) {
    ValInfo *vi = val_info(fc->b.func, v);
    if (fc->dead || vi->layout != L_VAL) return v;
    if (m == M_LOCAL) {
        vi->mode = M_LOCAL;
        fc->modes = true;
    } else { /* also if it is global so far: a join that it comes from may turn out to be local */
        vi->mode = M_GLOBAL;
        vec_push(&fc->globals, v);
    }
    return v;
}

void lo_infer_modes(FuncCtx *fc) {
    if (!fc->modes) return;
    Func *f = fc->b.func;
    bool *global = NEW_ARRAY(fc->l->scratch, bool, f->nvals);
    for (uint32_t i = 0; i < fc->globals.len; i++) global[fc->globals.data[i].i] = true;
    modes_spread(f, global);
}
