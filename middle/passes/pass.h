/* pass.h: what the passes share (private to middle/passes).

   How passes edit: nothing keeps lists of uses.  A pass walks the function, notes in a Subst what stands for what, and
   rewrites all operands in one sweep at its end; so each pass is a fixed number of linear walks, and an
   edit costs nothing where it is made.

   Glossary
     subst     value -> the value that stands for it from now on
     cursor    where new instructions go: before an instruction, or at the end of a block
     summary   what an instruction or a function may do, as EFF_* bits */
#ifndef MLOC_PASS_H
#define MLOC_PASS_H

#include "passes.h"

#define FOR_BLOCKS(f, b)   for (Blk b = (f)->entry; b.i; b = (f)->blocks[b.i].next)
#define FOR_INSTS(f, b, k) for (Ins k = (f)->blocks[(b).i].first; k.i; k = (f)->insts[k.i].next)

/* ---- edit.c: editing functions ------------------------------------------------------------------ */
typedef struct Subst {
    uint32_t *to; /* 0: itself */
    uint32_t cap, first_cap;
    uint32_t count; /* of replacements */
} Subst;
void subst_init(Subst *s, const Func *f);
void subst_free(Subst *s);
void subst_set(Subst *s, Val from, Val to);
Val subst_get(Subst *s, Val v);      /* follows chains, shortens them */
void subst_apply(Subst *s, Func *f); /* to every operand of every block */
void subst_inst(Subst *s, Inst *in);
void subst_term(Subst *s, Term *t);

typedef struct Cursor {
    const Program *prog;
    Func *f;
    Blk block;
    Ins before; /* 0: at the end */
    Loc loc;
    uint16_t scope;
} Cursor;
Cursor cursor_before(const Program *p, Func *f, Ins i);
Cursor cursor_end(const Program *p, Func *f, Blk b);
Cursor cursor_start(const Program *p, Func *f, Blk b);
Ins cur_inst(Cursor *c, Op op, Layout l, uint32_t nargs, const Val *args);
Val cur_op(Cursor *c, Op op, Layout l, Val x);
Val cur_const(Cursor *c, Layout l, int64_t i);
Val cur_f64(Cursor *c, double d);
Val cur_data(Cursor *c, DataId d);
Val cur_unit(Cursor *c); /* the immediate 0 as a val */
Val cur_undef(Cursor *c, Layout l);
Val cur_as(Cursor *c, Val v, Layout l); /* imm <-> val: the same bits; NO_VAL for other pairs that differ */
Val cur_call(Cursor *c, FuncId g, uint32_t n, const Val *args, Ins *made);

/* Values that were local because of what their block or function was told, and are not any more, become global: after a
   parameter's mode has been narrowed, or calls were inlined.  Modes only ever go down. */
void modes_narrow(const Program *p, Func *f);
uint32_t *use_counts(Arena *a, const Func *f);
uint32_t edge_implicit(const Program *p, const Term *t, uint32_t e);
/* The instructions from i on, and the terminator, become a new block after b; b is left without terminator. */
Blk block_split(Func *f, Blk b, Ins i);
/* A new block on edge e of from's terminator: it jumps where the edge went, with its arguments; what an invoke fills
   comes through parameters of its own. */
Blk edge_split(const Program *p, Func *f, Blk from, uint32_t e);
/* Removes the parameters with drop[value] and the arguments that edges bring for them.  Not of the entry block, nor
   such that an invoke fills itself. */
void params_drop(const Program *p, Func *f, const uint8_t *drop);
/* Parameters that always get the same value: noted in s and removed.  True when there were any. */
bool params_trivial(const Program *p, Func *f, Subst *s);
bool unreachable_remove(Func *f); /* blocks; true when there were any */
void edge_add_arg(Func *f, Edge *e, Val v);
void term_set_jump(Func *f, Blk b, Edge e);
bool term_is_invoke(const Term *t);
void site_fate(Program *p, SiteId s, Fate fate);
void site_taken(const Program *p, SiteId s); /* a part of its block is used without the block */
static inline bool is_alloc_op(uint8_t op) {
    return op_info[op].flags & OPF_ALLOC;
}
/* A block for certain; a variant may be an immediate. */
static inline bool makes_block(const Inst *in) {
    return is_alloc_op(in->op) && (in->op != OP_VARIANT || !((Shapes)in->imm.i & SHAPE_IMM));
}
/* Does it allocate in the innermost open region, or perhaps let a callee do so? */
bool inst_fills_region(const Program *p, const Func *f, const Inst *in);
bool term_fills_region(const Program *p, const Func *f, const Term *t);
bool same_float(double a, double b); /* the same bits */
/* v as a field of static data, when it is a constant. */
bool constant_field(const Func *f, Val v, DataField *out);
/* The layout of the number of which d is the box; L_NONE when it is not one. */
Layout data_number_layout(const Data *d, bool *native);

/* Copies src's blocks into dst (which may be src's copy, empty, or a caller).  args: what src's entry parameters stand
   for; NULL: the copy of the entry keeps them as parameters.  Returns the entry's copy; blocks are listed in `made`. */
typedef VEC(Blk) Blks;
Blk body_clone(Func *dst, const Func *src, const Val *args, Blks *made, Val *map_out);
/* The blocks `made`, from position `from` on, are copied code of g, put where z says (its parent, its loc). */
void scope_copied(Program *p, Func *f, const Blks *made, uint32_t from, const Func *g, Scope z);
/* Copies some of src's blocks, with `vals` and `blks` from src's numbers to dst's: what is entered there before stands
   for values defined elsewhere, parameters that the copies shall not have, and blocks that edges leave to; the copies
   are added.  All other values in use and targets must be among the blocks copied. */
void blocks_clone(Func *dst, const Func *src, uint32_t n, const Blk *blocks, Val *vals, Blk *blks);
Func *func_clone(Program *p, const Func *src, Name name); /* a new function with the same signature and body */
void func_set_params(Program *p, Func *f, uint32_t n, const Layout *ls, const uint8_t *modes);
const char *func_label(Arena *a, const Func *f); /* its name in the source: "Prog.f", "g" for a function inside it */
uint32_t func_size(const Func *f);               /* instructions that become code, roughly */
/* The code that runs when v is applied, if known: its closure is allocated here or static. */
FuncId known_code(const Program *p, const Func *f, Val v);
/* Does this application give a known function fewer arguments than it takes?  Then it makes a closure and no more. */
bool is_partial(const Program *p, const Func *f, const Inst *apply);
Val closure_root(const Func *f, Val v);    /* of which v is an entry, or v itself */
bool closure_is_own(const Func *f, Val v); /* an entry of the closure set that f's code runs for */

/* ---- form.c: how a value can travel without its block -------------------------------------------------- */
/* Parts are global values, also those of a block in a region: one with local fields has no form. */
enum {
    FORM_TOP,   /* nothing known yet */
    FORM_CONST, /* a constant immediate that is not negative */
    FORM_IMM,   /* an immediate */
    FORM_F64,   /* boxed numbers */
    FORM_I64,
    FORM_NATIVE,
    FORM_I32,
    FORM_BLOCK,     /* of this tag and size */
    FORM_SUM,       /* of one of these shapes */
    FORM_NONE,      /* as it is */
    FORM_FIELDS = 8 /* of a block, at most */
};
/* Where the boxes of a number come from, in Form.tag; neither: static data. */
enum { NUMBER_MADE = 1, NUMBER_FOUND = 2 /* known by its type: loaded, returned by unknown code */ };
typedef struct Form {
    uint8_t k, tag;
    uint16_t n;      /* fields */
    uint32_t fields; /* BLOCK, SUM: in what forms they come, four bits each (form.c); 0 when settled */
    Shapes shapes;   /* SUM */
} Form;
static inline Form form_none(void) {
    return (Form){.k = FORM_NONE};
}
bool form_eq(Form x, Form y);
Form form_meet(Form x, Form y);
bool form_is_number(Form f);
bool form_is_block(Form f); /* BLOCK or SUM */
/* Of an allocation: none of what it stores is local. */
bool has_global_fields(const Func *f, const Inst *in);
/* By the instruction that makes v; mutated: value -> stored into after its allocation.  known: what the pass has found
   out of parameters and results of calls so far. */
typedef Form (*FormKnown)(void *pass, const Func *f, Val v);
Form form_of_def(const Program *p, const Func *f, const uint8_t *mutated, Val v, FormKnown known, void *pass);
Form form_of_number(Layout l, bool native);
/* What its type says of a value of which nothing else is known: a number that was found boxed, or NONE. */
Form form_found(const Func *f, Val v);
bool form_was_found(Form f);  /* a number, of which some box was found */
bool form_only_found(Form f); /* and none is made */
/* What to do with it when no more is to come: a number of which every box was found stays in them. */
Form form_settled(Form f);
Form form_together(Form f);  /* a SUM whose blocks share places */
uint32_t form_width(Form f); /* parts */
Layout form_part_layout(Form f, uint32_t j);
Layout form_raw_layout(Form f); /* of IMM and numbers */
/* The value out of its parts, made at c. */
Val form_rebuild(Cursor *c, Form form, const Val *parts, SiteId site);
/* The parts of a value that certainly has this form. */
void form_take_apart(Cursor *c, Form form, Val v, Val *parts);
bool form_known(const Program *p, const Func *f, Val v); /* can variants be taken apart without looking at run time? */
/* Does `in`, whose operand k has the form (BLOCK or SUM), only take it apart? */
bool form_takes(const Func *f, const Inst *in, uint32_t k, Form form);
/* Where a variant of these shapes has the field that `load` loads; -1: it may be in several places. */
int32_t shapes_place(Shapes s, const Inst *load);
/* The parts of one SUM, or of a BLOCK with its kind before the fields, as those of another that has at least its
   shapes. */
void form_convert(Cursor *c, Form from, const Val *parts, Form to, Val *out);

/* ---- the passes ------------------------------------------------------------------------------------- */
void pass_simplify(PassContext *cx, Func *f);
void pass_dce(PassContext *cx, Func *f);
void pass_cfg(PassContext *cx, Func *f);
void pass_scalar(PassContext *cx, Func *f);
void pass_params(PassContext *cx, Func *f);
void pass_sink(PassContext *cx, Func *f);
void pass_tables(PassContext *cx, Func *f);
void pass_split(PassContext *cx, Func *f);
void pass_loops(PassContext *cx, Func *f);
void pass_variants(PassContext *cx, Func *f);
void pass_inline(PassContext *cx);
void pass_contify(PassContext *cx);
void pass_specialise(PassContext *cx);
void pass_uncurry(PassContext *cx);
void pass_signatures(PassContext *cx);
void pass_escape(PassContext *cx);
void pass_effects(PassContext *cx);
void pass_frequency(PassContext *cx);
void pass_globals(PassContext *cx);
/* inline_log.c.  Is a verdict on a call with these flags to be noted?  caller and callee: as they are now; callee NULL:
   unknown. */
bool inline_noted(const InlineLog *log, unsigned flags);
void inline_note(InlineLog *log, const Func *caller, const Func *callee, Loc loc, bool done, bool asked,
                 const char *why);
/* At the end of the pipeline: warns of [@inlined] that could not be done. */
void inline_log_finish(InlineLog *log, const Program *p);
void pass_gc(PassContext *cx);
void pass_zero_alloc(PassContext *cx);
/* zero_alloc.c: is code in this scope part of an annotated expression that is not merely trusted? */
bool scope_is_checked(const Program *p, uint16_t scope);
/* The innermost scope around it that is annotated or trusted; 0: none. */
uint16_t scope_annotated(const Program *p, uint16_t scope);
/* Notes which functions the kept ones may call (Func.watched). */
void zero_alloc_watch(Program *p);

/* ---- callgraph.c ---------------------------------------------------------------------------------------- */
enum {
    IN_CLOSURE = 1,
    AS_VALUE = 2
}; /* of a closure that the program makes; in static data, as code, an initialiser */
typedef struct CallGraph {
    uint32_t nfuncs;
    uint32_t *callee_start; /* [nfuncs + 1] into callees: direct calls and closures made, one entry for each site */
    FuncId *callees;
    uint32_t *calls;  /* function -> direct call sites of it */
    uint8_t *escapes; /* function -> used in another way (bits) */
    bool *makes_closure;
    uint32_t *scc; /* function -> component; callees have smaller numbers */
    FuncId *order; /* functions by component: callees first */
    uint32_t norder;
    bool *recursive; /* function -> calls itself, perhaps by way of others */
    uint32_t *cycle; /* function -> component of more than one function by calls and by closures made; 0: none */
} CallGraph;
CallGraph *callgraph(Arena *a, const Program *p);
/* Function -> each of its calls is in the graph: it is used in no other way, or in closures that are only called. */
bool *callgraph_known(Arena *a, const Program *p, const CallGraph *g);

/* fold_compare.c: one of the comparisons that look at their arguments at run time? */
bool is_poly_comparison(const Ext *e);

/* manager.c: cx->scratch is empty again, or nearly.  Between two functions. */
void scratch_reset(PassContext *cx);
/* The passes that clean up after one that changed f. */
void cleanup(PassContext *cx, Func *f);

#endif
