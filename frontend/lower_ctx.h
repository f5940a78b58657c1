/* lower_ctx.h: what the parts of lowering share (private to frontend/lower*.c, match.c, prims.c).

   Glossary
     operand   a lowered expression before it has been put in a particular layout: an SSA value
               with its layout, or something static (a number, static data) that costs nothing
               until it is used
     dest      where the value of an expression in tail position of a construct goes: the
               function's result, or the parameters of a join block
     group     functions that share one closure block: a `let rec`, or one function alone
     env       the closure through which a function reads its free variables
     dead      no control reaches this point: nothing more is lowered, and what is built all the same
               goes to a scratch block that is thrown away */
#ifndef MLOC_LOWER_CTX_H
#define MLOC_LOWER_CTX_H

#include "lower.h"

/* ---- operands (lower_operand.c) ------------------------------------------------------ */
typedef enum {
    K_VAL,  /* an SSA value */
    K_IMM,  /* an OCaml int, char, constant constructor: i */
    K_F64,  /* a float constant: f */
    K_INT,  /* an int32, int64, nativeint constant: i; layout and native say which */
    K_DATA, /* static data */
    K_ENV,  /* only in VarInfo: field i of the current function's environment */
    K_SELF, /* only in VarInfo: the closure i entries after the current function's own */
} OperandKind;
typedef struct Operand {
    uint8_t kind, layout;
    bool native; /* layout i64: a nativeint */
    bool local;  /* a raw number: when it is boxed, the box may be local */
    Val v;
    int64_t i;
    double f;
    DataId data;
} Operand;

/* ---- variables and functions ------------------------------------------------------------ */
typedef struct FunInfo FunInfo;
typedef struct FunGroup FunGroup;

typedef struct VarInfo { /* Var.lower */
    Operand opd;         /* static, or valid in the function being lowered (`serial`) */
    FunInfo *fun;        /* bound to this known function; NULL */
    FunInfo *owner;      /* the function whose code binds it; NULL: the unit's initialiser */
    bool is_static;      /* opd is valid everywhere */
    bool bound;
    bool has_slot; /* lives in the unit's static block */
    uint8_t slot_layout;
    uint32_t slot;
    DataId root;     /* the unit's static block */
    uint32_t serial; /* has_slot: the function in which opd is valid too */
    Blk cache_block; /* K_ENV, K_SELF: loaded in this block ... */
    Val cache_val;   /* ... as this value */
    uint32_t cache_serial;
} VarInfo;

struct FunInfo {
    const TExpr *node; /* TE_FUN, or TE_LAZY; NULL: made by lowering */
    Var *var;          /* let-bound; NULL */
    FunGroup *group;
    uint32_t entry; /* its place in the group's closure block */
    FunInfo *outer; /* the function around it */
    uint32_t nparams;
    Layout *params; /* precise layouts: imm or val */
    Layout result;
    Name symbol;
    FuncId code;    /* precise signature, (env,) params -> result; or the same as clos */
    FuncId clos;    /* closure_code signature; 0 until needed */
    DataId data;    /* static closure; 0 until needed */
    bool called;    /* known calls exist */
    bool escapes;   /* used as a value */
    bool self_tail; /* calls itself in tail position */
    bool uniform;   /* code has the closure_code signature (then clos == code) */
    bool global;
    bool local_result; /* allocates its result in its caller's region */
    uint8_t given;     /* 1 << flags: its value was given where a promise with these flags (STRICT, OPT) is asked */
    Loc loc;
};
struct FunGroup {
    FunInfo **funs;
    uint32_t n;
    VEC(Var *) free; /* free variables of all members, candidates for the environment */
    Map free_set;
    Var **env; /* what is captured, once decided */
    uint8_t *env_layout;
    uint32_t nenv;
    bool decided, closed;
    bool local; /* the closure block is not on the heap */
};

/* A region that is open in the function being lowered.  Its brackets go when nothing was placed in it. */
typedef struct LoRegion {
    struct LoRegion *outer;
    uint32_t depth; /* 1: the outermost of the function */
    Val mark;
    bool used, removed;
    bool exclave;      /* for what the checker thinks to be in the caller's region: a tail call may be given it */
    VEC(Ins) brackets; /* its region.begin and every region.end */
    Blk bounds, zero;  /* the handler's, from before the region began: blocks that raise know which regions are open */
} LoRegion;

typedef struct Handler {
    Blk block; /* first parameter: the exception */
    struct Handler *outer;
    bool used;
    LoRegion *region; /* innermost when the handler was installed */
    LoRegion *common; /* the innermost one that is open wherever control has come in so far */
    bool entered;     /* common means something */
    Blk bounds, zero; /* blocks that raise the usual exceptions into this handler; 0 until needed */
} Handler;

typedef struct FuncCtx {
    struct Lowering *l;
    Builder b;
    uint8_t unroll;      /* of the call that is built now: [@unrolled n] */
    const TExpr *scoped; /* the last expression that scope_begin has entered */
    Handler *handler;    /* innermost; &none at function level has block 0 */
    Handler none;
    LoRegion *region; /* innermost open one; NULL: none */
    bool caller;      /* local allocations go to the caller's region: inside the exclave_ of a function */
    bool modes;       /* there are local values: joins have to learn of them (lo_infer_modes) */
    VEC(Val) globals; /* known to be global although they come out of something local */
    FunInfo *fun;     /* NULL in initialisers and helpers */
    Val env;          /* the function's own closure */
    Blk header;       /* self tail calls jump here; 0 */
    Layout ret;
    Name source_name;
    uint32_t serial;
    Blk scratch; /* where dead code goes; 0 until needed */
    bool dead;
} FuncCtx;

/* ---- destinations ------------------------------------------------------------------------- */
typedef struct Dest {
    bool is_return;
    Blk block;        /* join: n parameters */
    LoRegion *region; /* join: innermost there */
    uint32_t n;       /* 0: the value is not wanted; >1: the components of a tuple */
    const uint8_t *layouts;
    const bool *native;
    Type *const *types;
    bool used; /* somebody jumps there */
} Dest;

struct Lowering {
    Program *p;
    Arena *arena;   /* the program's: what is known of variables and functions */
    Arena *scratch; /* operands and decision trees: gone when the next item is lowered */
    LowerOptions opt;
    Map funs;        /* TExpr* -> FunInfo* */
    Map prim_funs;   /* eta-expanded primitives */
    Map prim_infos;  /* Prim* -> its line of prims.def */
    Map partials;    /* TExpr* of a partial application -> the Obligation of what it makes */
    Map exn_records; /* TypeDecl* of exceptions' inline records: their fields start at 1 */
    DataId empty_array;
    const Unit *unit;
    Name unit_name; /* what its symbols begin with */
    DataId root;
    uint32_t nslots;
    uint32_t serial, unique, unique_occ;
    FuncId force; /* mloc.lazy_force, when used */
    DataId exn_bounds, exn_zero;
    FuncCtx *init; /* the initialiser under construction */
    FuncCtx init_storage;
    uint32_t init_items, init_insts, init_chunks; /* items with code in it; ... */
};

/* lower_operand.c */
Operand op_of(Val v, Layout l);
Operand op_of_native(Val v);
Operand op_imm_const(int64_t i);
Operand op_data(DataId d);
Operand op_f64_const(double d);
Operand op_int_const(Layout l, bool native, int64_t i);
Operand op_unit(void);
bool op_static(Operand o);
bool op_field(FuncCtx *fc, Operand o, DataField *out); /* as a field of static data, if static */
Val op_val(FuncCtx *fc, Operand o);
Val op_imm(FuncCtx *fc, Operand o);
Val op_i1(FuncCtx *fc, Operand o);
Val op_f64(FuncCtx *fc, Operand o);
Val op_i64(FuncCtx *fc, Operand o, bool native);
Val op_i32(FuncCtx *fc, Operand o);
Val op_as(FuncCtx *fc, Operand o, Layout l, bool native);
Operand op_typed(FuncCtx *fc, Operand o, Type *t); /* a val of immediate type becomes imm */
/* Of a value made just now, at type t: nobody sees it at another type, so what box it is can be noted in MIR.  (What
   was there before may have type t only in this case of a match, by a GADT, or by Obj.magic.)  The same goes for the
   promise of a function. */
Operand op_made(FuncCtx *fc, Operand o, Type *t);
Val lo_number(FuncCtx *fc, Val v, Type *t);   /* with lo_promise */
Val lo_promise(FuncCtx *fc, Val v, Type *t);  /* if t is a function type that promises [@zero_alloc] */
Layout layout_of_type(Type *t);               /* of parameters, results, variables in memory: imm or val */
Layout layout_unboxed(Type *t, bool *native); /* imm i1 f64 i64 i32 or val */
bool type_is_bool(Type *t);
bool type_is_unit(Type *t);

/* lower_emit.c: control flow, calls, allocation */
void fc_start(FuncCtx *fc, Lowering *l, Func *f, FunInfo *fun);
void fc_finish(FuncCtx *fc);
Blk lo_new_block(FuncCtx *fc, const char *hint);
void lo_enter(FuncCtx *fc, Blk b);
void lo_set_dead(FuncCtx *fc);
void lo_jump(FuncCtx *fc, Blk to, uint32_t n, const Val *args);
void lo_br(FuncCtx *fc, Val cond, Blk yes, Blk no, int hint);
void lo_switch(FuncCtx *fc, Val scrut, uint32_t n, const int64_t *cases, const Blk *targets, Blk dflt);
void lo_return(FuncCtx *fc, Operand o);
void lo_raise(FuncCtx *fc, Val exn, int kind);
void lo_unreachable(FuncCtx *fc);
Val lo_call(FuncCtx *fc, FuncId f, uint32_t n, const Val *args, uint8_t flags);
/* local: the result may be in a region */
Val lo_apply(FuncCtx *fc, Val clos, uint32_t n, const Val *args, uint8_t flags, bool local);
Val lo_ccall(FuncCtx *fc, ExtId e, uint32_t n, const Val *args); /* NO_VAL when it has no result */
Val lo_c(FuncCtx *fc, const char *symbol, uint32_t n, const Val *args, bool noalloc, bool raises); /* vals -> val */
Blk lo_bounds_block(FuncCtx *fc);
Blk lo_zero_block(FuncCtx *fc);
void lo_check_bounds(FuncCtx *fc, Val index, Val size);
SiteId lo_site(FuncCtx *fc, const char *origin, uint32_t words);
Place lo_local_place(FuncCtx *fc);          /* where a local allocation goes here; the region counts as used */
Place lo_place(FuncCtx *fc, const Mode *m); /* where one of mode m goes */
Val lo_alloc(FuncCtx *fc, const char *origin, const Mode *m, uint8_t tag, uint32_t n, const Val *fields);
Operand lo_block(FuncCtx *fc, const char *origin, const Mode *m, uint8_t tag, uint32_t n,
                 const Operand *fields); /* static when the fields are */
Operand lo_flat_floats(FuncCtx *fc, const char *origin, const Mode *m, uint32_t n, const Operand *fields,
                       bool may_be_static);
DataId lo_const_block(Lowering *l, uint8_t tag, uint32_t n, const DataField *fields, Loc loc);
DataField lo_field_data(DataId d);
DataId lo_exn_data(Lowering *l, const char *name);              /* the runtime's exceptions */
Operand lo_location_exn(FuncCtx *fc, const char *exn, Loc loc); /* Match_failure, Assert_failure (file, line, col) */
/* What a load says of its block when that has constructor c (NULL: none): 1 + the tag, where there are several. */
uint8_t lo_load_tag(const Constr *c);
Val lo_load_field(FuncCtx *fc, Layout l, Val base, uint32_t k, bool immutable, uint8_t load_tag);
void lo_set_field(FuncCtx *fc, Val base, uint32_t k, Operand v, Type *t, bool flat_float);

/* lower_region.c */
LoRegion *region_push(FuncCtx *fc);           /* opens a region */
void region_pop(FuncCtx *fc);                 /* ends it here, if control gets here; without allocations it never was */
void region_leave(FuncCtx *fc, LoRegion *to); /* ends the open regions inside `to` on this path */
void region_note_entry(FuncCtx *fc, LoRegion *open); /* the current handler can be entered with `open` innermost */
void region_enter_handler(FuncCtx *fc, Handler *h);
void region_use(FuncCtx *fc); /* a call that may leave a result in the innermost region */
IrMode ir_mode(const Mode *m);
bool arrow_result_local(Type *t, uint32_t nargs); /* of a function type after so many arguments */
Val lo_mode(FuncCtx *fc, Val v, IrMode m);        /* v has mode m whatever it was made from; returns v */
void lo_infer_modes(FuncCtx *fc);

/* lower.c */
int64_t exn_id(DataId d); /* distinct from what caml_fresh_oo_id gives */

/* lower_expr.c */
Operand lower_expr(FuncCtx *fc, TExpr *e);
void lower_effect(FuncCtx *fc, TExpr *e);
void lower_to(FuncCtx *fc, TExpr *e, Dest *d);
enum { COND_YES = 1, COND_NO = 2 };
unsigned lower_cond(FuncCtx *fc, TExpr *e, Blk yes, Blk no); /* branches; which of the two it can reach */
void finish_dest(FuncCtx *fc, Operand o, Dest *d);
Operand *lower_args(FuncCtx *fc, TExpr *const *args, uint32_t n); /* right to left; NULL entries are skipped */
Operand lower_const(FuncCtx *fc, const Const *c);
void lower_items(FuncCtx *fc, TItem *const *items, uint32_t n); /* of a local structure */
void lower_binds(FuncCtx *fc, bool rec, TBinding *binds, uint32_t n);
Operand exn_operand(FuncCtx *fc, const Constr *c);
Operand fresh_exception(FuncCtx *fc, const Constr *c);

/* lower_lazy.c */
Operand lower_lazy_force(FuncCtx *fc, Operand o);
void lower_lazy_finish(Lowering *l);

/* lower_var.c */
VarInfo *var_info(Lowering *l, Var *v);
void bind_var(FuncCtx *fc, Var *v, Operand o);
Operand var_operand(FuncCtx *fc, Var *v);
void give_slot(Lowering *l, Var *v);
void publish_global(FuncCtx *fc, Var *v); /* after bind_var of a VAR_GLOBAL: stores its slot if it needs one */

/* lower_free.c */
void scan_unit(Lowering *l, const Unit *u);
FunInfo *fun_info(Lowering *l, const TExpr *e);
bool lazy_is_direct(const TExpr *body);
bool binding_is_fun(const TBinding *b);

/* lower_fun.c */
Operand define_group(FuncCtx *fc, FunGroup *g);       /* lowers the functions; the closure block unless closed */
Operand lower_anonymous(FuncCtx *fc, const TExpr *e); /* TE_FUN or TE_LAZY as a value */
void fun_signature(FunInfo *f);
void set_local_result(Func *fn, bool local);
Operand fun_static_value(Lowering *l, FunInfo *f);
FuncId fun_closure_code(Lowering *l, FunInfo *f);
/* An expression with [@zero_alloc]: what is built now is inside it, until b.scope is *outer again. */
bool scope_begin(FuncCtx *fc, const TExpr *e, uint16_t *outer);
/* Before a call, behind its arguments: [@zero_alloc assume] is about the call alone. */
void scope_of_call(FuncCtx *fc, const TExpr *call);
void fun_attrs(Lowering *l, FunInfo *f, const Attr *attrs); /* of its definition */

void obligations_begin(Lowering *l); /* of l->unit */
void obligations_end(Lowering *l);   /* when all of its functions are there */
/* `code` is the closure's that the partial application e makes. */
void oblige_partial(Lowering *l, const TExpr *e, FuncId code);

/* lower_apply.c */
Operand lower_apply(FuncCtx *fc, TExpr *e, bool tail);
Operand apply_operands(FuncCtx *fc, TExpr *fn, uint32_t n, Operand *args, Type *result, uint8_t flags, bool tail);
Operand partial_apply(FuncCtx *fc, FunInfo *known, Operand closure, uint32_t n, const Operand *args, const bool *given,
                      bool result_local, const TExpr *e);

/* lower_rec.c */
void lower_rec_binds(FuncCtx *fc, TBinding *binds, uint32_t n);

/* match.c and lower_match.c */
typedef enum { FAIL_UNREACHABLE, FAIL_MATCH, FAIL_RERAISE } FailKind;
typedef struct Occ Occ;
Occ *occ_root(FuncCtx *fc, Operand o, Type *t);
Occ *occ_tuple(FuncCtx *fc, uint32_t n, Occ **parts, Type *whole,
               const Mode *mode); /* allocated only where it is bound to a variable */
void match_cases(FuncCtx *fc, Occ *root, TCase *cases, uint32_t n, bool exceptions, FailKind fail, Loc loc, Dest *d);
void match_bind(FuncCtx *fc, Occ *root, TPat *pat, bool partial, Loc loc); /* binds the variables and goes on */
bool pat_splits_tuple(const TPat *p);                                      /* never needs the tuple itself */

/* prims.c */
Operand lower_prim(FuncCtx *fc, TExpr *e, bool tail);
Operand prim_call(FuncCtx *fc, const Prim *p, uint32_t n, const Operand *args, Type *const *types, Type *result,
                  const Mode *m);
FunInfo *prim_function(FuncCtx *fc, const Prim *p, Type *t);
int prim_bool_kind(const Prim *p); /* 1 && 2 || 3 not, else 0 */
Operand array_get(FuncCtx *fc, Val array, Val index, Rep elem, bool safe);
const char *prim_apply_form(const Prim *p);

/* prims_bigarray.c */
uint32_t bigarray_form(Type *t); /* number of kind and layout of a bigarray type; 0: not known */
/* get (args: bigarray, n indices) or set (and the value) */
Operand bigarray_access(FuncCtx *fc, uint32_t n, bool store, bool safe, const Operand *args, Type *const *types,
                        const Mode *m);

#endif
