/* types.h: types, modes, declarations and environments of the type checker.

   Types are mutable graphs with union-find links and generalisation levels (Rémy);
   always look at a type through ty_repr (links) or ty_expand (abbreviations too).
   A type constructor points at its declaration, so no environment is needed to
   ask what a type is.  */
#ifndef MLOC_TYPES_H
#define MLOC_TYPES_H

#include "support.h"
#include "syntax.h"

typedef struct Type Type;
typedef struct TypeDecl TypeDecl;
typedef struct Constr Constr;
typedef struct Field Field;
typedef struct Var Var;
typedef struct Prim Prim;
typedef struct Module Module;
typedef struct ModTypeDecl ModTypeDecl;
typedef struct Sig Sig;
typedef struct Env Env;
typedef struct Checker Checker;
typedef struct Mode Mode; /* mode.c: a variable or a constant of the mode lattice, with reasons on its edges */

/* How a value may be used: what an arrow asks of its argument, or promises of its result (unique.c).  0: as often as
   one likes, by everyone: plain OCaml. */
typedef uint16_t Uses;
enum {
    USE_UNIQUE = 1, /* nobody else has it */
    USE_ONCE = 2,   /* functions in it are applied at most once */
    USE_SHARED = 4, /* as annotations only: written so */
    USE_MANY = 8,
    USE_PARTS_SHIFT = 8, /* shift: of a tuple, the components that are unique; none: all that there is */
};

/* [@zero_alloc] on a function type: whoever applies one of its functions to `arity` arguments gets nothing allocated on
   the heap for it (promise.c). */
typedef struct Promise {
    unsigned flags;          /* ZA_STRICT, ZA_OPT of ir.h */
    uint32_t arity;          /* the arrows that were written without parentheses */
    const struct Attr *attr; /* where it is written */
} Promise;

/* ---- types ------------------------------------------------------------------- */
typedef enum {
    T_VAR,    /* unification variable; level GENERIC_LEVEL when quantified */
    T_UNIVAR, /* bound by T_POLY, or rigid */
    T_ARROW,
    T_TUPLE,
    T_CONSTR,
    T_POLY,    /* polymorphic record fields */
    T_VARIANT, /* polymorphic variants: another issue */
    T_PACKAGE, /* first-class modules: another issue */
    T_LINK,    /* to u.link: only ty_repr sees it */
    T_ERROR,   /* unifies with everything, silently */
} TypeKind;
#define GENERIC_LEVEL 100000000
struct Type {
    uint8_t kind;
    int32_t level;
    uint32_t id;    /* unique, for printing and marking */
    uint32_t stamp; /* last traversal that visited it (TypeStore.stamp) */
    Type *memo;     /* valid for that traversal: the copy */
    union {
        struct {
            Name name; /* as written, or NULL */
        } var;
        struct {
            Label label;
            Type *arg, *ret;
            Mode *arg_mode, *ret_mode;
            const Promise *promise; /* NULL: none */
            Uses arg_uses, ret_uses;
            bool commu; /* labels may still commute: the arrow was inferred from an application */
        } arrow;
        LIST(Type *) tuple;
        struct {
            TypeDecl *decl;
            LIST(Type *) args;
            Path *path;      /* how the user wrote it (printing); may be NULL */
            Type *expansion; /* memoised abbreviation, NULL */
        } constr;
        struct {
            LIST(Type *) vars;
            Type *body;
        } poly;
        void *other;
        Type *link;
    } u;
};

/* ---- declarations ------------------------------------------------------------- */
/* How values of a type look at run time; what lowering and specialisation ask. */
typedef enum {
    REP_ANY,       /* unknown: a variable, an abstract type */
    REP_IMMEDIATE, /* int, char, bool, unit, constant-only variants */
    REP_FLOAT,
    REP_INT32,
    REP_INT64,
    REP_NATIVEINT,
    REP_STRING,  /* string and bytes */
    REP_BLOCK,   /* a pointer that is not a float: tuples, records, functions, refs, ... */
    REP_VARIANT, /* immediate or block, never a float */
    REP_ARRAY,   /* 'a array: ask the element */
    REP_LAZY,
} Rep;

struct Field { /* a record label */
    Name name;
    uint32_t index;
    bool mutable, global;
    Type *type;     /* generic, over decl->params; T_POLY for polymorphic fields */
    TypeDecl *decl; /* the record type, or the constructor's inline record */
    Loc loc;
    Attr *attrs;
    bool used, used_mut;
};
struct Constr { /* a variant or exception constructor */
    Name name;
    uint32_t index;    /* among all constructors of the type, in order of declaration */
    int32_t tag;       /* constant: its number among the constant ones; else the block tag */
    LIST(Type *) args; /* generic; for an inline record: one T_CONSTR of `record` */
    LIST(bool) args_global;
    TypeDecl *record;   /* inline record: its (anonymous) declaration; fields are stored directly in the block */
    uint32_t arity;     /* fields in the block; inline record: its number of fields */
    Type *result;       /* generic; decl's type applied to its params unless a GADT */
    LIST(Type *) exist; /* generic variables of the arguments that the result does not mention */
    bool gadt;          /* declared with its result type */
    bool unboxed;       /* the sole constructor of an [@@unboxed] type */
    TypeDecl *decl;     /* the variant; the exn declaration for exceptions */
    Var *exn;           /* exceptions: where the exception's identity lives; else NULL */
    bool private;
    Loc loc;
    Attr *attrs;
    bool used;
};
typedef enum { DECL_ABSTRACT, DECL_ALIAS, DECL_VARIANT, DECL_RECORD, DECL_OPEN } DeclKind;
struct TypeDecl {
    Name name;
    Path *path;   /* for messages: M.t */
    Module *home; /* unit or module it was declared in; NULL predefined */
    uint32_t id;  /* unique */
    DeclKind kind;
    struct TypeStore *store; /* makes the types of its expansions; set by decl_new */
    Type *self;              /* without parameters: the one node that every use shares */
    LIST(Type *) params;     /* generic variables */
    LIST(int8_t) variance;   /* -1, 0 (invariant), +1, 2 (bivariant) */
    Type *manifest;          /* DECL_ALIAS, and re-exported variants and records; NULL */
    LIST(Constr *) constrs;  /* VARIANT */
    uint32_t nconst, nblock; /* VARIANT: constant and non-constant constructors */
    LIST(Field *) fields;    /* RECORD */
    bool float_record;       /* all fields are float: flat, tag 254 */
    bool unboxed;            /* [@@unboxed] */
    bool immediate;          /* known immediate: computed, or [@@immediate] */
    bool private, gadt, nonrec;
    bool newtype;           /* (type a): a rigid local type */
    bool may_equal;         /* abstract, and may turn out to be another type: (type a), existentials, signatures' */
    Constr *inlined_in;     /* an inline record: its constructor */
    Constr *exist_of;       /* an existential type: the constructor whose pattern opened it */
    Type *equation;         /* what the case that is being checked says it is; else NULL (gadt.c) */
    int32_t equation_level; /* of that case */
    bool hidden;            /* replaced by `with type t := ...`: has no name in its signature */
    int32_t binding_level;  /* scope escape checks */
    Rep builtin;            /* predefined types: int, float, ... ; else REP_ANY */
    Loc loc;
    Attr *attrs;
    bool used;
};

/* ---- values --------------------------------------------------------------------- */
/* A variable is one definition.  Every use points at it, so later stages need no scopes. */
typedef enum {
    VAR_LOCAL,  /* bound in an expression */
    VAR_GLOBAL, /* bound at module level (any depth of structure): lives in the unit's static block */
    VAR_PARAM,  /* a functor's or first-class module's component: another issue */
} VarKind;
struct Var {
    Name name;
    VarKind kind;
    uint32_t id;           /* unique in the session */
    Module *unit;          /* VAR_GLOBAL: the compilation unit that defines it */
    const char *qualified; /* VAR_GLOBAL: "List.map", "M.N.x": dotted path inside its unit, made unique by the checker
                              when shadowed ("x/2") */
    Type *type;            /* generalised */
    Mode *mode;
    Loc loc;
    bool used, assigned;
    bool alias;       /* bound by `as` */
    uint8_t rec_mode; /* how the right-hand side of a let rec being checked uses it (check_rec.c) */
    uint16_t arity; /* >0: bound by let to a function of that many parameters (LANGUAGE: partial application); else 0 */
    Var *def;       /* of an interface's variable: the implementation's, once that has been checked */
    struct Lock *lock;           /* VAR_LOCAL: the innermost one around its definition (mode.h) */
    const struct Attr *promised; /* [@@zero_alloc] of the signature's item that it stands for; NULL */
    Var *same;                   /* bound to this variable by `let f = g` with a known function g; NULL */
    bool is_function;            /* bound to a function as written, not to something that turns out to be one */
    bool declared;               /* by an interface; def is what it means */
    void *lower;                 /* lowering's own note; NULL for the checker */
};
/* A primitive: `external f : ... = "%add"` or `"caml_c_function"`. */
struct Prim {
    Name name;                            /* as declared: the OCaml name */
    const char *symbol;                   /* "%addint", or the C function's name (bytecode name when two are given) */
    const char *native;                   /* second string, or symbol */
    uint32_t arity;                       /* arrows of its declared type */
    Type *type;                           /* generic */
    bool noalloc;                         /* [@@noalloc] */
    bool unboxed_all, untagged_all;       /* [@@unboxed], [@@untagged] */
    uint64_t unboxed_args, untagged_args; /* bit i: argument i has [@unboxed] / [@untagged] (set for all by [@@..]) */
    bool unboxed_result, untagged_result;
    uint64_t local_opt_args; /* [@local_opt] */
    bool local_opt_result;
    Loc loc;
};
typedef struct { /* what a value name means in an environment or signature */
    Name name;
    Type *type; /* generic; the type seen through this signature, may be less general than var->type */
    Mode *mode;
    uint16_t arity; /* that the signature promises by its type: see curried_arity in check_decl.c; else 0 */
    Var *var;       /* exactly one of var, prim */
    Prim *prim;
    Loc loc;
    Attr *attrs;
    const struct Attr *zero_alloc; /* of a signature's item: [@@zero_alloc], or what the file says of all; NULL */
} ValueDesc;
/* Through interfaces and `let f = g`: the variable whose definition v stands for, as far as it is known. */
static inline Var *var_definition(Var *v) {
    while (v->def || v->same) v = v->def ? v->def : v->same;
    return v;
}

/* ---- signatures and modules ------------------------------------------------------- */
typedef enum { ITEM_VALUE, ITEM_TYPE, ITEM_CONSTR /* exceptions and extensions */, ITEM_MODULE, ITEM_MODTYPE } ItemKind;
typedef struct {
    ItemKind kind;
    Name name;
    Loc loc;
    union {
        ValueDesc *value;
        TypeDecl *type;
        Constr *constr;
        Module *module;
        ModTypeDecl *modtype;
    } u;
} SigEntry;
struct Sig {
    LIST(SigEntry) items; /* in order; a later item of the same kind and name hides an earlier one */
    uint32_t cap;         /* of items */
    uint32_t indexed;     /* how many items the index covers */
    Map index;            /* built on demand by env.c: (namespace, name) -> SigEntry*, or candidates */
    bool broken;          /* had errors: nothing is said about missing components */
};
struct Module {
    Name name;
    Path *path;
    Module *unit; /* the compilation unit it belongs to; itself for units */
    bool is_unit, from_stdlib;
    Sig *sig;      /* NULL for functors (another issue) */
    Module *alias; /* module N = M */
    Loc loc;
    Attr *attrs;
    bool used;
    void *functor;    /* another issue */
    bool broken;      /* as Sig.broken */
    Checker *checker; /* units: who checked it, for sig_print */
};
struct ModTypeDecl {
    Name name;
    Path *path;
    ModType *syntax; /* expanded again at each use, in `env` (paths of abstract types differ per use) */
    Env *env;
    Sig *sig; /* copied at each use; NULL: abstract, or broken */
    bool broken;
    Loc loc;
};

/* ---- asking about types (types.c) ------------------------------------------------- */
Type *ty_repr(Type *t);        /* follows links */
Type *ty_expand(Type *t);      /* follows links and abbreviations at the head */
Type *ty_expand_full(Type *t); /* through private abbreviations and re-exported types too */
Rep ty_rep(Type *t);           /* how values of t look at run time */
Rep ty_element_rep(Type *t);   /* t = 'a array (after expansion): the element's rep */
bool ty_is_immediate(Type *t);
/* n arrows at the head of t after expansion (labels included) */
uint32_t ty_arity(Type *t);
const char *ty_print(Arena *a, Type *t); /* "('a -> 'b) -> 'a list -> 'b list"; modes as the reference prints them */

#endif
