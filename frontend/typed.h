/* typed.h: the typed tree, from the checker to lowering.

   Everything is resolved: identifiers point at Vars, Prims, Constrs and Fields;
   labels are gone (arguments are in the order of the function's parameters);
   optional arguments are explicit options; constraints have disappeared.
   Each node has its type and its mode.  Lives in the unit's arena.  */
#ifndef MLOC_TYPED_H
#define MLOC_TYPED_H

#include "types.h"

typedef struct TExpr TExpr;
typedef struct TPat TPat;
typedef struct TItem TItem;

/* ---- patterns ------------------------------------------------------------------------ */
typedef enum {
    TP_ANY,
    TP_VAR,   /* x */
    TP_ALIAS, /* p as x */
    TP_CONST,
    TP_INTERVAL, /* characters */
    TP_TUPLE,
    TP_CONSTRUCT, /* fields: one pattern per block field; an inline record's in field order */
    TP_RECORD,    /* one pattern per field of the type, in order, TP_ANY where not mentioned */
    TP_ARRAY,
    TP_OR, /* both sides bind the same Vars: the right side's variables are the left side's Vars */
    TP_LAZY,
    TP_VARIANT, /* another issue */
} TPatKind;
struct TPat { /* of u only the kind's member is allocated: nodes are not copied as a whole */
    TPatKind kind;
    Uses uses; /* written on it */
    bool late; /* other patterns of its case say what its type is: values of other types may stand in its place */
    Loc loc;
    Type *type;
    Mode *mode;
    union {
        Var *var;
        struct {
            TPat *pat;
            Var *var;
        } alias;
        const Const *constant;
        struct {
            uint32_t lo, hi;
        } interval;
        LIST(TPat *) sub; /* TUPLE, ARRAY; RECORD: by field index */
        struct {
            Constr *constr;
            LIST(TPat *) args; /* arity patterns */
        } construct;
        struct {
            TPat *left, *right;
        } alt;
        TPat *lazy;
    } u;
};

/* ---- expressions ------------------------------------------------------------------------ */
typedef enum {
    TE_VAR,    /* a local or global variable */
    TE_PRIM,   /* a primitive as a value (eta-expanded by lowering) */
    TE_CONST,  /* int, char, string, float, int32, int64, nativeint: by constant->kind and suffix */
    TE_FORMAT, /* a format string literal: static data of CamlFormat's representation */
    TE_LET,
    TE_FUN,        /* n-ary function */
    TE_APPLY,      /* fn to one or more arguments; see `omitted` */
    TE_PRIM_APPLY, /* a primitive to exactly its arity of arguments */
    TE_MATCH,      /* also exception cases */
    TE_TRY,
    TE_TUPLE,
    TE_CONSTRUCT, /* args: one per block field; exceptions too (constr->exn) */
    TE_RECORD,
    TE_FIELD,
    TE_SETFIELD,
    TE_ARRAY,
    TE_IF, /* els NULL: () */
    TE_SEQUENCE,
    TE_WHILE,
    TE_FOR,
    TE_ASSERT, /* assert false has cond = NULL */
    TE_LAZY,
    TE_LETEXCEPTION,
    TE_LETMODULE,    /* local structure: its items are evaluated, values are VAR_LOCAL */
    TE_REGION_LOCAL, /* local_ e */
    TE_STACK,        /* stack_ e */
    TE_EXCLAVE,      /* exclave_ e */
    TE_UNREACHABLE,
    TE_ERROR, /* an error was reported; lowering never sees it */
} TExprKind;

typedef struct {
    TPat *pat;
    TExpr *guard;      /* NULL */
    TExpr *body;       /* NULL: refuted case `.` */
    bool is_exception; /* `exception p` case: pat matches the exception */
    Loc loc;
} TCase;

typedef struct {
    TPat *pat;      /* simple variables are TP_VAR */
    bool partial;   /* the pattern may fail: Match_failure */
    uint32_t nvars; /* how many variables it binds */
    Uses uses;      /* written on it */
    TExpr *expr;
    Attr *attrs; /* [@inline] ... */
    Loc loc;
} TBinding;

typedef struct { /* a parameter of a TE_FUN */
    Label label;
    TPat *pat;  /* the pattern; an optional parameter with a default has pat for the payload and `def` */
    TExpr *def; /* ?(x = def): evaluated when None was passed, in order with the patterns; NULL */
    Type *type; /* of the argument as passed (an option for optional parameters) */
    Mode *mode;
    bool partial; /* the pattern may fail: Match_failure */
    Uses uses;    /* of the argument */
} TParam;

struct TExpr { /* of u only the kind's member is allocated (te_new): nodes are not copied as a whole */
    TExprKind kind;
    Uses uses; /* written around it */
    Loc loc;
    Type *type;
    Mode *mode;
    Attr *attrs; /* [@nontail], [@inlined], ... */
    union {
        Var *var;
        Prim *prim;
        const Const *constant;
        struct Format *format;
        struct {
            bool rec;
            LIST(TBinding) binds;
            TExpr *body;
        } let;
        struct {
            LIST(TParam) params;
            TExpr *body; /* or NULL with cases: the last parameter is matched against the cases */
            LIST(TCase) cases;
            Loc cases_loc;      /* of the cases; NO_LOC: the node's */
            bool cases_partial; /* not exhaustive: falls into Match_failure */
            Type *cases_type;   /* type of the scrutinised last parameter; it is params' last (pat TP_ANY) */
            Mode *
                ret_mode; /* of the result, as callers see it: mode_settled says LOCAL for a local-returning function */
            Uses ret_uses; /* of the result */
            Name name;     /* the let-bound name, for symbols and reports; may be NULL */
        } fun;
        struct {
            TExpr *fn;
            /* In parameter order.  args.items[i] == NULL: the parameter was omitted (labels commute or partial
               application out of order): lowering makes a closure over the given ones.  Fewer arguments than
               parameters, all leading: an ordinary partial application. */
            LIST(TExpr *) args;
            bool tail_ok; /* no [@nontail] */
            /* Typed as a tail call: the function's region ends between its arguments and the call.  Lowering ends the
               region early for exactly these. */
            bool tail;
            bool partial; /* of a function whose arity is known: makes a closure, at this node's mode */
        } apply;
        struct {
            Prim *prim;
            LIST(TExpr *) args;
            bool allocates; /* a block or a boxed number, at this node's mode */
            Type *fn_type;  /* the instance of prim's type at this use: specialisation looks at it */
            Type *bigarray; /* the first argument's type by the equations of the case around; NULL: as it says */
        } prim_apply;
        struct {
            TExpr *scrut;
            LIST(TCase) cases;
            bool partial;  /* value cases are not exhaustive: Match_failure at loc */
        } match;           /* MATCH, TRY (cases match the exception; reraise when none does) */
        LIST(TExpr *) sub; /* TUPLE, ARRAY */
        struct {
            Constr *constr;
            LIST(TExpr *) args;
        } construct;
        struct {
            TExpr *base;          /* { base with ... }; NULL */
            LIST(TExpr *) fields; /* by field index; NULL: taken from base */
            TypeDecl *decl;
            Constr *constr; /* inline record: the constructor being built; NULL for plain records */
        } record;
        struct {
            TExpr *expr;
            Field *field; /* field->decl tells float records, unboxed types and inline records */
            TExpr *value; /* SETFIELD */
        } field;
        struct {
            TExpr *cond, *then, *els;
        } cond;
        struct {
            TExpr *first, *second;
        } seq;
        struct {
            TExpr *cond, *body;
        } loop;
        struct {
            Var *var;
            TExpr *lo, *hi, *body;
            bool down;
        } for_;
        TExpr *one; /* ASSERT, LAZY, LOCAL, STACK, EXCLAVE */
        struct {
            Constr *constr;
            TExpr *body;
        } letexception;
        struct {
            LIST(TItem *) items;
            TExpr *body;
        } letmodule;
    } u;
};

/* ---- format strings (format.c) ------------------------------------------------------------
   Mirrors the representation type in rt/stdlib/camlFormat.ml; lowering emits it as static data. */
typedef struct FormatData { /* a static constant value */
    enum { FD_INT, FD_STRING, FD_BLOCK } kind;
    int64_t ival;
    const char *text;
    uint32_t len;
    uint32_t tag;
    LIST(struct FormatData *) fields;
} FormatData;
typedef struct Format {
    Const *literal;
    FormatData *data;
} Format;

/* ---- structures ---------------------------------------------------------------------------- */
typedef enum {
    TI_EVAL,       /* an expression for its effect */
    TI_VALUE,      /* let at module level: its Vars are VAR_GLOBAL */
    TI_EXCEPTION,  /* defines constr->exn */
    TI_EXN_REBIND, /* exception A = B: same identity, nothing to do at run time unless var differs */
    TI_GROUP,      /* a sub-structure: items in order, in the same static block */
} TItemKind;
struct TItem {
    TItemKind kind;
    Loc loc;
    union {
        TExpr *eval;
        struct {
            bool rec;
            LIST(TBinding) binds;
        } value;
        struct {
            Constr *constr;
            Constr *from;
        } exception;
        LIST(TItem *) group;
    } u;
};

/* A value of the interface and the definition behind it: the interface's Var (NULL for an external) has a symbol of its
   own only for units that were compiled against the interface alone; inside this session it means impl. */
typedef struct {
    Var *var;
    ValueDesc *impl;
} UnitExport;
/* A function stands where a function type promises [@zero_alloc]: its code has to keep the promise. */
typedef struct Obligation {
    const TExpr *expr; /* TE_FUN, TE_VAR, TE_PRIM, or a partial TE_APPLY of one of these; NULL: see var */
    Var *var;          /* that a signature shows at such a type */
    const Promise *promise;
    Loc loc;             /* where it is given */
    const char *subject; /* of the sentence "... is [@zero_alloc]": "argument 1 of `iter`" */
} Obligation;
/* A checked compilation unit. */
typedef struct Unit {
    Module *module; /* name, exported signature (through the .mli when there is one) */
    LIST(TItem *) items;
    LIST(Var *) globals;      /* all VAR_GLOBALs that the unit defines, in order of definition */
    LIST(Module *) imports;   /* units whose values it uses, in order of first use */
    LIST(UnitExport) exports; /* with an interface: its values */
    LIST(Obligation) obligations;
    bool promises;           /* some function type, perhaps another unit's, says [@zero_alloc] */
    const Attr *zero_checks; /* [@@@zero_alloc check_none] and its like; NULL */
    Arena *arena;
} Unit;

/* ---- the checker's entry points (check.c) ------------------------------------------------------ */
typedef struct Checker Checker;
/* Finds a unit that a program names but that has not been checked yet (NULL: there is none).
   The driver parses and checks it (recursively) and returns its module.  library: only the library's units. */
typedef Module *(*FindUnit)(void *ctx, Name name, bool library, Loc use);
typedef struct {
    uint32_t enabled_warnings; /* reserved */
    bool principal;
    bool warn_heap; /* list allocations that stay on the heap */
    bool rectypes;  /* -rectypes: types may contain themselves */
} CheckOptions;
Checker *checker_new(Session *s, FindUnit find, void *find_ctx, const CheckOptions *opt);
void checker_free(Checker *c);
/* The unit `Stdlib` is opened in every other unit once it has been checked. */
void checker_set_stdlib(Checker *c, Module *stdlib);
/* Checks an interface: the module's signature. */
Module *check_interface(Checker *c, Arena *a, Name unit_name, const Signature_ *sig, bool from_stdlib);
/* Checks an implementation against `intf` (NULL: none, everything is exported).  NULL after errors. */
Unit *check_implementation(Checker *c, Arena *a, Name unit_name, const Structure *str, Module *intf, bool from_stdlib);
/* The inferred signature as source text (`mloc check -i`, and unit interface files). */
void sig_print(Session *s, Module *m, FILE *out);
/* --emit=typed */
void typed_dump(Session *s, const Unit *u, FILE *out);

#endif
