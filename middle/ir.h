/* ir.h: MIR, mloc's typed intermediate representation with modes.

   A Program is a set of functions, static data, externals and allocation sites.
   A function is SSA over basic blocks with block parameters.  Documented for readers
   in IR.md; the instructions are in ops.def.

   Glossary
     layout   how a value sits in a register: val (any OCaml value; what the collector sees),
              imm (a tagged integer known to be immediate), i1, i32, i64, f64, ptr (raw)
     mode     of a val: global (heap, static) or local (may be in a region)
     place    where an allocation goes: heap, the innermost open region, the caller's region
     site     an allocation of the source program, kept after the allocation itself is gone
     edge     a jump target with its arguments
     scope    where in the source an instruction comes from: a chain of inlined calls and annotated expressions

   Handles are small structs with an index; 0 is "none".  Everything lives in the program's
   or the function's arena; nothing is freed one by one.  Side tables are arrays over
   the handles' indices (f->nvals, f->nblocks, f->ninsts). */
#ifndef MLOC_IR_H
#define MLOC_IR_H

#include "support.h"

typedef struct {
    uint32_t i;
} Val;
typedef struct {
    uint32_t i;
} Blk;
typedef struct {
    uint32_t i;
} Ins;
typedef struct {
    uint32_t i;
} FuncId;
typedef struct {
    uint32_t i;
} DataId;
typedef struct {
    uint32_t i;
} ExtId;
typedef struct {
    uint32_t i;
} SiteId;
#define NO_VAL  ((Val){0})
#define NO_BLK  ((Blk){0})
#define NO_INS  ((Ins){0})
#define NO_FUNC ((FuncId){0})
#define NO_SITE ((SiteId){0})

typedef enum { L_NONE, L_VAL, L_IMM, L_I1, L_I32, L_I64, L_F64, L_PTR, L_COUNT } Layout;
typedef enum { M_GLOBAL, M_LOCAL } IrMode;
/* What box a val is known to be, by its type in the source. */
typedef enum { NUM_NONE, NUM_F64, NUM_I64, NUM_NATIVE, NUM_I32, NUM_COUNT } Number;
typedef enum { PLACE_HEAP, PLACE_REGION, PLACE_CALLER } Place;
/* Elements of LOADX and STOREX: up to E_I64.  Bytes: index in bytes, unaligned, little endian.
   Of BIGLOAD and BIGSTORE: from E_F64 on.  E_INT: an OCaml int, not tagged in memory. */
typedef enum { E_VAL, E_IMM, E_F64, E_U8, E_U16, E_I32, E_I64, E_F32, E_S8, E_S16, E_INT, E_COUNT } Elem;
Layout elem_layout(Elem e); /* E_U8 and E_U16: imm; E_I32: i32 ... */

typedef enum {
#define OP(id, text, nargs, nres, flags) OP_##id,
#include "ops.def"
    OP_COUNT
} Op;
enum {
    OPF_PURE = 1,
    OPF_READ = 2,
    OPF_WRITE = 4,
    OPF_ALLOC = 8,
    OPF_CALL = 16,
    OPF_REGION = 32,
    OPF_CMP = 64,
};
typedef struct {
    const char *text;
    int8_t nargs, nres;
    uint8_t flags;
} OpInfo;
extern const OpInfo op_info[OP_COUNT];
extern const char *const layout_names[L_COUNT],
    *const elem_names[E_COUNT], *const place_names[3], *const fate_names[5], *const number_names[NUM_COUNT];
Layout op_result_layout(Op op, Layout l); /* of an instruction made with layout l; not for calls */

enum {                        /* Inst.flags */
       IF_IMMUT = 1,          /* LOAD LOADX TAG: never changes once initialised */
       IF_INIT = 2,           /* STORE: initialises a fresh block before anything can collect */
       IF_ZERO = 1,           /* APPLY: the function's type promises [@zero_alloc] for this many arguments */
       IF_ZERO_STRICT = 2,    /* with ZERO: also when it ends in an exception */
       IF_NATIVE = 4,         /* BOX UNBOX: nativeint's custom operations */
       IF_NOTAIL = 8,         /* CALL APPLY: [@nontail] */
       IF_INLINE = 16,        /* CALL APPLY: [@inlined] */
       IF_NOINLINE = 32,      /* [@inlined never] */
       IF_ASKED = 64,         /* with INLINE: the source says so, and wants to know when it cannot be done */
       IF_NOSPECIALISE = 128, /* [@specialised never] */
       IF_ABOUT_CALL = IF_NOTAIL | IF_INLINE | IF_NOINLINE | IF_ASKED | IF_NOSPECIALISE,
       IF_ABOUT_APPLY = IF_ABOUT_CALL | IF_ZERO | IF_ZERO_STRICT,
};

typedef struct Inst { /* 64 bytes, a cache line: passes walk over all of them again and again */
    uint8_t op, layout, flags, place, elem;
    uint8_t nres;       /* results are consecutive: res, res+1, ... */
    uint16_t aux, aux2; /* CLOENV; of a call, aux2 is how often a recursive callee is still unrolled into it; of LOAD,
                           1 + the tag of the block, by its constructor */
    uint16_t scope;     /* Program.scopes; 0: the function's own code */
    uint32_t nargs;
    Val *args; /* APPLY: args[0] is the closure */
    union {
        union {
            int64_t i;   /* CONST imm (untagged number), i64, i32, i1; LOAD/STORE/MODIFY offset in words; ALLOC tag;
                            CLOENTRY CLOENV */
            double f;    /* CONST f64 */
            FuncId func; /* CODE, CALL */
            DataId data; /* DATA */
            ExtId ext;   /* CCALL */
        } imm;
        FuncId *funcs; /* CLOSURE: aux of them; it has no imm */
    };
    Val res;
    SiteId site; /* ALLOC BOX CLOSURE */
    Loc loc;
    Ins prev, next;
    Blk block; /* 0 when not in a block */
} Inst;
_Static_assert(sizeof(Inst) == 64, "Inst grew");

typedef struct Edge {
    Blk block;
    uint32_t nargs;
    Val *args;
} Edge;

typedef enum {
    TERM_NONE,      /* under construction */
    TERM_JUMP,      /* edges[0] */
    TERM_BR,        /* args[0] : i1; edges[0] when true, edges[1] when false */
    TERM_SWITCH,    /* args[0] : imm or i64; cases[k] -> edges[k]; edges[ncases] is the default */
    TERM_RET,       /* args: the results */
    TERM_RAISE,     /* args[0]: the exception; leaves the function */
    TERM_TAILCALL,  /* func; args */
    TERM_TAILAPPLY, /* args[0] the closure */
    TERM_INVOKE,    /* func, args; edges[0]: normal: its first parameters take the results, then edge args;
                       edges[1]: handler: its first parameter takes the exception (val), then edge args */
    TERM_INVOKE_APPLY,
    TERM_INVOKE_C, /* ext */
    TERM_UNREACHABLE,
    TERM_COUNT
} TermKind;
enum { RAISE_REGULAR, RAISE_RERAISE, RAISE_NOTRACE };
enum { HINT_NONE, HINT_LIKELY, HINT_UNLIKELY }; /* BR: edges[0] is ... */
typedef struct Term {
    uint8_t kind, flags /* IF_* of calls, RAISE_*, HINT_* */, ncases_hi;
    uint8_t unroll; /* calls: as Inst.aux2 */
    uint16_t scope; /* as Inst.scope */
    uint32_t nargs, nedges, ncases;
    Val *args;
    Edge *edges;
    int64_t *cases;
    FuncId func;
    ExtId ext;
    Loc loc;
} Term;

typedef struct BlockInfo {
    uint32_t nparams, cap_params;
    Val *params;
    Ins first, last;
    Term term;
    bool dead;        /* unlinked from the order */
    Blk prev, next;   /* layout order; entry first */
    Name name;        /* hint for printing, NULL */
    const char *hint; /* what block_new was given: a literal or in an arena; used when name is NULL */
} BlockInfo;

typedef struct ValInfo {
    uint8_t layout, mode;
    uint8_t number; /* of a val: Number */
    bool is_param;  /* of block `def`, at index; else result `index` of instruction `def` */
    uint32_t def, index;
    uint8_t promise; /* of a val, a function: its type promises [@zero_alloc] for so many arguments; 0: it does not */
    Name name;       /* source name as a hint, NULL */
} ValInfo;

enum { /* what a function may do; a set bit is a possibility.  Computed by the effects pass, trusted by the others */
       EFF_RAISE = 1,
       EFF_ALLOC = 2,
       EFF_UNKNOWN_CALL = 4,
       EFF_REGION = 8,
       EFF_READ = 16,
       EFF_WRITE = 32,
       EFF_DIVERGE = 64,
       EFF_ALL = 127,
};
typedef enum { INLINE_DEFAULT, INLINE_ALWAYS, INLINE_NEVER, INLINE_HINT } InlineAttr;

/* Argument arrays are small and many: cut from chunks without the arena's alignment. */
typedef struct ValSlab {
    Val *cur, *end;
} ValSlab;

typedef struct Func {
    Name name; /* symbol: "List.map", "Prog.f/anon_12"; unique in the program */
    FuncId id;
    uint32_t nparams, nresults;
    Layout *params, *results; /* the entry block's parameters have these layouts */
    uint8_t *param_modes, *result_modes;
    bool closure_code;            /* may be called through a closure: params = (closure, val...) -> val */
    bool needs_env;               /* closure_code: reads its closure parameter (else callers may pass any) */
    bool local_result;            /* allocates its result in the caller's region */
    bool dead, is_init, external; /* external: declared only (separate compilation) */
    uint8_t effects;
    InlineAttr inline_attr;
    bool specialise, never_specialise, cold;
    uint8_t max_runs; /* in a run of the program; 0: no bound known.  From the frequency pass */
    uint32_t unroll;
    uint32_t zero_alloc; /* Program.zero_allocs: what its source says of it; 0: nothing */
    bool kept;           /* its [@zero_alloc] will be checked: it stays, even when nothing calls it any more */
    bool watched;        /* a kept function may call it: scopes of what is inlined into it are noted */
    Loc loc;
    Name source_name; /* for messages and backtraces: "List.map" */
    Arena *arena;
    ValSlab *slab;   /* the program's: where argument arrays come from */
    BlockPool *pool; /* the program's: where vals, blocks and insts come from */
    Blk entry, last_block;
    ValInfo *vals;     /* [1, nvals) */
    BlockInfo *blocks; /* [1, nblocks) */
    Inst *insts;       /* [1, ninsts) */
    uint32_t nvals, cap_vals, nblocks, cap_blocks, ninsts, cap_insts;
    uint32_t compacted; /* values, blocks and instructions that func_compact dropped */
    uint32_t touched;   /* how often a pass left something to do for others without making anything (manager.c) */
} Func;

typedef enum { DF_IMM, DF_RAW, DF_F64, DF_DATA, DF_CODE, DF_EXTERN_CODE } DataFieldKind;
typedef struct DataField {
    DataFieldKind kind;
    int64_t i; /* IMM: untagged number; RAW: the word; DATA: word offset into data (closure sets), usually 0 */
    double f;
    DataId data;
    FuncId func;
    const char *symbol; /* EXTERN_CODE: address of a C symbol, e.g. caml_int64_ops */
} DataField;
typedef struct Data {
    Name name; /* symbol */
    DataId id;
    uint8_t tag;
    bool is_string;    /* contents in text; tag 252 */
    bool mutable_root; /* a module's static block, or other data whose fields change: scanned by the collector */
    bool external;     /* defined elsewhere: the runtime's exceptions, other units */
    bool dead;
    const char *text;
    uint32_t len;
    uint32_t nfields;
    DataField *fields;
    Loc loc;
} Data;

typedef struct Ext { /* a C function */
    Name symbol;
    ExtId id;
    uint32_t nparams, nresults; /* 0 or 1 result; OCaml values are val, unboxed ones i64 f64 i32, untagged i64 */
    Layout *params, *results;
    bool noalloc; /* neither collects nor raises nor calls back: called directly */
    bool raises;
    ExtId next_same; /* another declaration of the same symbol */
} Ext;

typedef enum { FATE_ALLOCATED, FATE_REMOVED, FATE_REGISTERS, FATE_REGION, FATE_STATIC } Fate;
typedef struct Site {
    Loc loc;
    const char *origin; /* "tuple", "closure of f", "boxed float", "partial application", "ref", "option Some", ... */
    Name func;          /* source function it stands in */
    uint32_t words;     /* with header; 0 when unknown */
    Fate fate;
    bool taken;         /* what is in it was used without it: when the block goes, its parts are in registers */
    const char *reason; /* why it is on the heap, when known */
} Site;

/* ---- [@zero_alloc] (zero_alloc.c) and where code comes from ---- */
enum {
    ZA_STRICT = 1,        /* paths that end in an exception count too */
    ZA_OPT = 2,           /* holds at -O2 and above only */
    ZA_ASSUME = 4,        /* trusted, not checked */
    ZA_NEVER_RETURNS = 8, /* with ASSUME: ends in an exception, or never */
    ZA_EXPRESSION = 16,   /* of an expression in func, not of func */
    ZA_GIVEN = 32,        /* func is given at a function type that promises it: its value's code is looked at */
};
typedef struct ZeroAlloc { /* one annotation */
    unsigned flags;
    bool checked; /* in this compilation */
    FuncId func;
    Loc loc;             /* of what is annotated */
    Loc promised;        /* where a signature, the file or a type asks for it; NO_LOC: at loc itself */
    Name name;           /* of the function, for people */
    const char *why;     /* custom_error_message; NULL */
    const char *subject; /* GIVEN: what is of that type, "argument 1 of `iter`" */
} ZeroAlloc;
typedef struct Scope {
    uint16_t parent;
    uint32_t zero_alloc; /* the annotation of the expression, or of the inlined function; 0: none */
    FuncId callee;       /* inlined here; 0: an annotated expression */
    Loc loc;             /* of the call */
} Scope;
enum { MAX_SCOPES = 65535 }; /* further ones are not told from their parents */

typedef struct Program {
    Session *session;
    Arena *arena;
    VEC(Func *) funcs; /* data[0] is a dummy */
    VEC(Data *) datas;
    VEC(Ext *) exts;
    VEC(Site) sites;
    VEC(ZeroAlloc) zero_allocs;                  /* data[0] is a dummy */
    VEC(Scope) scopes;                           /* data[0] stands for no scope */
    VEC(FuncId) inits;                           /* module initialisers in order: () -> imm (may raise) */
    Map func_by_name, data_by_name, ext_by_name; /* Name -> handle index */
    Map data_by_content;                         /* strings: interned text -> handle index */
    uint32_t next_suffix;
    bool asks_inlining; /* some call has IF_ASKED */
    ValSlab slab;
    BlockPool pool;
} Program;

/* ---- shapes of variants ----------------------------------------------------------
   Which forms a value of a sum type has: four bits for each tag of a block, its size (0: there is none with that tag),
   and a bit for immediates.  Its kind is an imm: the immediate itself, which is not negative, or -1 - tag.  The fields
   of all blocks share places, from the first on, or each block has places of its own (APART): then each can have the
   form that this block's field has. */
typedef uint64_t Shapes;
enum { SHAPE_TAGS = 15, SHAPE_MAX_SIZE = 15 };
#define SHAPE_IMM   ((Shapes)1 << 60)
#define SHAPE_APART ((Shapes)1 << 61)
static inline uint32_t shape_size(Shapes s, uint32_t tag) {
    return tag < SHAPE_TAGS ? s >> 4 * tag & 15 : 0;
}
static inline Shapes shape_block(uint32_t tag, uint32_t size) {
    return (Shapes)size << 4 * tag;
}
/* Where the fields of the block with this tag begin. */
static inline uint32_t shape_first(Shapes s, uint32_t tag) {
    uint32_t n = 0;
    for (uint32_t t = 0; s & SHAPE_APART && t < tag; t++) n += shape_size(s, t);
    return n;
}
static inline uint32_t shapes_fields(Shapes s) { /* places for them */
    if (s & SHAPE_APART) return shape_first(s, SHAPE_TAGS);
    uint32_t n = 0;
    for (uint32_t t = 0; t < SHAPE_TAGS; t++) n = shape_size(s, t) > n ? shape_size(s, t) : n;
    return n;
}
static inline int64_t shape_kind(uint32_t tag) {
    return -1 - (int64_t)tag;
}
/* The tag of its blocks when they have only one; -1. */
static inline int32_t shapes_only_tag(Shapes s) {
    int32_t tag = -1;
    for (uint32_t t = 0; t < SHAPE_TAGS; t++)
        if (shape_size(s, t)) {
            if (tag >= 0) return -1;
            tag = (int32_t)t;
        }
    return tag;
}

/* ---- building (ir.c) ------------------------------------------------------------- */
Program *program_new(Session *s);
void program_free(Program *p);
Func *func_new(Program *p, Name name, uint32_t nparams, const Layout *params, uint32_t nresults,
               const Layout *results); /* no blocks yet; modes global */
/* A name that is taken gets a number behind it. */
Func *program_func(const Program *p, FuncId f);
void func_free_body(Func *f);                                         /* no blocks afterwards */
Func *program_find_func(const Program *p, Name name);                 /* NULL */
Data *data_new(Program *p, Name name, uint8_t tag, uint32_t nfields); /* fields are DF_IMM 0 */
DataField static_closure_info(uint32_t arity);                        /* the second word of a static closure */
Data *data_string(Program *p, const char *text, uint32_t len); /* shared: equal immutable strings are one datum */
Data *data_float(Program *p, double d);
Data *data_extern(Program *p, Name symbol);
Data *program_data(const Program *p, DataId d);
Data *program_find_data(const Program *p, Name name); /* NULL */
void data_share_string(Program *p, Data *d);          /* data_string finds d from now on */
Ext *ext_get(Program *p, Name symbol, uint32_t nparams, const Layout *params, uint32_t nresults, const Layout *results,
             bool noalloc, bool raises);
Ext *program_ext(const Program *p, ExtId e);
extern const char *const zero_alloc_words[4];   /* of the flags STRICT, OPT, ASSUME, NEVER_RETURNS */
const char *zero_alloc_payload(unsigned flags); /* of STRICT and OPT, as in the attribute, with a space before; or "" */
uint32_t zero_alloc_new(Program *p, ZeroAlloc z);
/* A scope inside z.parent; the parent itself when there are too many. */
uint16_t scope_new(Program *p, Scope z);
SiteId site_new(Program *p, Loc loc, const char *origin, Name func, uint32_t words);

static inline ValInfo *val_info(const Func *f, Val v) {
    return &f->vals[v.i];
}
static inline Inst *inst_at(const Func *f, Ins i) {
    return &f->insts[i.i];
}
static inline BlockInfo *block_at(const Func *f, Blk b) {
    return &f->blocks[b.i];
}
static inline Layout val_layout(const Func *f, Val v) {
    return (Layout)f->vals[v.i].layout;
}
static inline bool val_eq(Val a, Val b) {
    return a.i == b.i;
}
/* The instruction that defines v; NULL for block parameters. */
static inline Inst *val_def(const Func *f, Val v) {
    return f->vals[v.i].is_param ? NULL : &f->insts[f->vals[v.i].def];
}

/* Modes of results: allocations by their place; select local when one side is; immutable loads, cloenv and
   cloentry as their base (mutable fields hold global values only); call by the callee; apply and the rest global.
   Who knows better sets val_info()->mode afterwards.
   Pointers from inst_at, block_at and val_info die when something of their kind is created. */
Blk block_new(Func *f, const char *hint); /* appended to the order; the first one is the entry */
Val block_param(Func *f, Blk b, Layout l, IrMode m);
void block_remove(Func *f, Blk b);
void block_move_after(Func *f, Blk b, Blk pos);
Val *func_vals(Func *f, uint32_t n); /* array of values in the function's arena */

/* A builder appends to a block.  Functions return the (first) result. */
typedef struct Builder {
    Program *prog;
    Func *func;
    Blk block;
    Loc loc;        /* given to what is built */
    uint16_t scope; /* as well */
} Builder;
Ins build_inst(Builder *b, Op op, Layout l, uint32_t nargs,
               const Val *args); /* results made by op_info and layout rules; fill imm etc. afterwards */
Val build_const(Builder *b, Layout l, int64_t i);
Val build_f64(Builder *b, double d);
Val build_op(Builder *b, Op op, Layout l, Val x);
Val build_op2(Builder *b, Op op, Layout l, Val x, Val y);
Val build_cmp(Builder *b, Op op, Layout operands, Val x, Val y);
Val build_select(Builder *b, Layout l, Val c, Val x, Val y);
Val build_data(Builder *b, DataId d);
Val build_code(Builder *b, FuncId f);
Val build_load(Builder *b, Layout l, Val base, int64_t word, bool immutable);
void build_store(Builder *b, Layout l, Val base, int64_t word, Val v, bool init);
void build_modify(Builder *b, Val base, int64_t word, Val v);
Val build_loadx(Builder *b, Elem e, Val base, Val index, bool immutable);
void build_storex(Builder *b, Elem e, Val base, Val index, Val v);
void build_modifyx(Builder *b, Val base, Val index, Val v);
Val build_bigdim(Builder *b, Val bigarray, int64_t k);
Val build_bigload(Builder *b, Elem e, Val bigarray, Val index);
void build_bigstore(Builder *b, Elem e, Val bigarray, Val index, Val v);
Val build_alloc(Builder *b, uint8_t tag, Place place, SiteId site, uint32_t n, const Val *fields);
Val build_box(Builder *b, Layout of, bool native, Place place, SiteId site, Val x);
Val build_unbox(Builder *b, Layout to, bool native, Val x);
Val build_closure(Builder *b, uint32_t nfuncs, const FuncId *funcs, Place place, SiteId site, uint32_t nenv,
                  const Val *env);
Val build_cloentry(Builder *b, Val c, int64_t delta);
Val build_cloenv(Builder *b, Layout l, Val c, uint32_t entry, uint32_t entries, uint32_t k);
Ins build_call(Builder *b, FuncId f, uint32_t n, const Val *args);
Val build_apply(Builder *b, Val clos, uint32_t n, const Val *args);
Ins build_ccall(Builder *b, ExtId e, uint32_t n, const Val *args);
/* Terminators; a block is finished once it has one.  Edge arguments are copied. */
Edge edge_to(Func *f, Blk b, uint32_t n, const Val *args);
void term_jump(Builder *b, Blk to, uint32_t n, const Val *args);
void term_br(Builder *b, Val cond, Edge yes, Edge no, int hint);
void term_switch(Builder *b, Val scrut, uint32_t n, const int64_t *cases, const Edge *edges, Edge dflt);
void term_ret(Builder *b, uint32_t n, const Val *results);
void term_raise(Builder *b, Val exn, int kind);
void term_tailcall(Builder *b, FuncId f, uint32_t n, const Val *args);
void term_tailapply(Builder *b, Val clos, uint32_t n, const Val *args);
void term_invoke(Builder *b, FuncId f, uint32_t n, const Val *args, Edge normal, Edge handler);
void term_invoke_apply(Builder *b, Val clos, uint32_t n, const Val *args, Edge normal, Edge handler);
void term_invoke_c(Builder *b, ExtId e, uint32_t n, const Val *args, Edge normal, Edge handler);
void term_unreachable(Builder *b);

/* Editing */
void inst_remove(Func *f, Ins i);                 /* unlink; results must be unused */
void inst_insert_before(Func *f, Ins pos, Ins i); /* i is not in a block */
void inst_append(Func *f, Blk b, Ins i);
Ins inst_new(Func *f, Op op, Layout l, uint32_t nargs,
             const Val *args); /* in no block yet; makes its results (CALL: give nres by inst_add_results) */
void inst_add_results(Func *f, Ins i, uint32_t n, const Layout *layouts);
/* Words of the block, without header, that an allocating instruction makes; boxed integers are custom blocks of two. */
uint64_t inst_block_words(const Inst *in);
void inst_add_parts(Func *f, Ins i);              /* PARTS: its results, once it has its shapes */
void inst_set_place(Func *f, Ins i, Place place); /* and the mode of the result: heap global, else local */
/* Everything gets new numbers, in the order of the layout; what is dead goes.  No unreachable blocks, no handles kept
 * elsewhere. */
void func_compact(Func *f);
/* Gives up the room for growth: once a function has been built, most have seen the end of it. */
void func_trim(Func *f);
uint32_t term_successors(const Term *t, Edge **edges); /* number; *edges = t->edges */
Layout term_edge_result_layout(const Program *p, const Func *f, const Term *t, uint32_t edge,
                               uint32_t k); /* invoke: what the k-th implicit argument is */
uint32_t term_edge_implicit(const Program *p, const Term *t,
                            uint32_t edge); /* how many parameters of the target the terminator itself fills */

/* The mode that follows from how in's result is made; what a load from a global_ field gives is global all the same. */
IrMode inst_result_mode(const Func *f, const Inst *in);
/* Makes local what has to be: what is made from local values (inst_result_mode), joins that get them.  Not the values
   in `never` (by number), which are known to be global. */
void modes_spread(Func *f, const bool *never);
IrMode term_edge_result_mode(const Program *p, const Term *t, uint32_t edge, uint32_t k);

/* Closure sets: entry i starts at word 3*i; the environment begins at word 3*n - 1 of the set. */
static inline int64_t closure_env_word(uint32_t entry, uint32_t entries, uint32_t k) {
    return (int64_t)3 * entries - 1 - 3 * (int64_t)entry + k;
}

/* ---- analyses (analysis.c) ------------------------------------------------------- */
typedef struct Cfg { /* reachable blocks only */
    uint32_t n;
    Blk *rpo;                     /* reverse postorder */
    uint32_t *order;              /* block -> position in rpo, UINT32_MAX when unreachable */
    Blk *idom;                    /* block -> immediate dominator */
    uint32_t *pred_start;         /* [nblocks + 1] into preds */
    Blk *preds;                   /* one for each edge, so a block may occur twice */
    uint32_t *loop_depth;         /* block -> nesting */
    Blk *loop_head;               /* block -> header of the innermost loop around it, NO_BLK outside */
    uint32_t *dom_pre, *dom_size; /* preorder interval in the dominator tree */
} Cfg;
Cfg *cfg_compute(Arena *a, const Func *f);
bool cfg_dominates(const Cfg *c, Blk a, Blk b);
/* By block: true where speed does not count.  Outside loops of a function that runs a few times, and where every way
   leads to a raise. */
bool *cfg_cold(Arena *a, const Func *f, const Cfg *c);

/* The regions that a function opens, [0] being what is outside all of them, and where they are open. */
typedef struct RegionTree {
    uint32_t n, nvals;
    uint32_t *parent, *depth; /* by region */
    Blk *begin;               /* region -> block that opens it */
    Val *mark;                /* region -> result of its region.begin */
    uint32_t *of_mark;        /* result of a region.begin -> region; 0 for all other values */
    uint32_t *at_start;       /* block -> innermost region that all ways to it have open; UINT32_MAX: unreachable */
} RegionTree;
RegionTree *regions_find(Arena *a, const Func *f, const Cfg *c);         /* NULL when it neither opens nor ends one */
bool region_within(const RegionTree *t, uint32_t inner, uint32_t outer); /* also when they are the same */
uint32_t region_meet(const RegionTree *t, uint32_t x, uint32_t y);
/* The innermost open region behind `in`, which is cur before; UINT32_MAX when what it ends is not open. */
uint32_t region_after(const RegionTree *t, uint32_t cur, const Inst *in);

/* ---- text (print.c, parse.c), verifier (verify.c), interpreter (interp.c) ------------ */
void ir_print(const Program *p, FILE *out);
enum { IRP_LOCS = 1 }; /* with source positions and the table of files */
void ir_print_with(const Program *p, FILE *out, unsigned flags);
bool op_has_suffix(Op op); /* written op.layout */
const char *ir_line_text(Arena *a, const Program *p, const Func *f, Blk b,
                         Ins i); /* one instruction; NO_INS: b's terminator */
void ir_print_func(const Program *p, const Func *f, FILE *out);
/* Parses a .mir file into p; errors go to the session.  False after errors. */
bool ir_parse(Program *p, SourceFile *f);
typedef struct IrErrors {
    VEC(const char *) texts;
} IrErrors;
/* Checks the numbered invariants at the head of verify.c; returns the number of violations, texts in errs (may be
 * NULL). */
uint32_t ir_verify(const Program *p, IrErrors *errs, Arena *a);
uint32_t ir_verify_func(const Program *p, const Func *f, IrErrors *errs, Arena *a);
/* Runs the program's initialisers.  Returns the exit code; externals through libffi from the runtime's shared library.
 */
int ir_interpret(Program *p, const char *runtime_so, int argc, char **argv);

/* ---- linking (link.c) ------------------------------------------------------------------ */
/* Everything not reachable from the initialisers, from closures or data reachable from them, is dropped. */
void program_gc(Program *p);

#endif
