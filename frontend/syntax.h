/* syntax.h: the tree that the parser makes and the type checker reads.

   All nodes live in the unit's arena and are never changed after parsing.  The tree
   covers all of OCaml's syntax except classes and objects, also what later stages
   answer with "not in this version", plus the locality syntax (local_, stack_,
   exclave_, global_, @ and @@ modes), whose old and new forms give the same tree.

   Lists are arrays with a count.  Identifiers are Names.  */
#ifndef MLOC_SYNTAX_H
#define MLOC_SYNTAX_H

#include "support.h"

typedef struct Expr Expr;
typedef struct Pat Pat;
typedef struct TypeExpr TypeExpr;
typedef struct ModExpr ModExpr;
typedef struct ModType ModType;
typedef struct StrItem StrItem;
typedef struct SigItem SigItem;
typedef struct Attr Attr;

#define LIST(T)                                                                                                        \
    struct {                                                                                                           \
        T *items;                                                                                                      \
        uint32_t n;                                                                                                    \
    }

typedef struct {
    Name name;
    Loc loc;
} Ident; /* a name as written at a place */

/* M.N.x: prefix components then the last.  F(X).t has `apply` set on a component. */
typedef struct Path {
    struct Path *prefix; /* NULL for a plain name */
    struct Path *apply;  /* F(apply): then name is unused (NULL) and prefix is F */
    Name name;
    Loc loc;
} Path;

/* Modes as written: local_ t, t @ local, x @ unique once, ... */
typedef enum {
    MODE_LOCAL = 1 << 0,
    MODE_GLOBAL = 1 << 1, /* written @ global / global_ / @@ global */
    MODE_UNIQUE = 1 << 2,
    MODE_ONCE = 1 << 3,
    MODE_SHARED = 1 << 4, /* "aliased" too */
    MODE_MANY = 1 << 5,
} ModeBits;
typedef struct {
    uint32_t bits; /* ModeBits; 0: nothing written */
    Loc loc;
} ModeAnnot;

typedef enum { CONST_INT, CONST_CHAR, CONST_STRING, CONST_FLOAT } ConstKind;
typedef struct {
    ConstKind kind;
    char suffix;   /* CONST_INT: 0, 'l', 'L', 'n' or another letter (an error later); CONST_FLOAT: 0 or a letter */
    bool overflow; /* CONST_INT: does not fit its type */
    const char *
        text; /* literal as written without suffix and underscores (with sign when folded); strings: contents decoded */
    uint32_t len; /* of text; strings may contain NULs */
    uint32_t
        body_start; /* CONST_STRING: source offset of the first byte inside the quotes (format errors point into it) */
    int64_t ival;   /* CONST_INT (63/64-bit value, wrapped per suffix), CONST_CHAR */
    double fval;    /* CONST_FLOAT */
    Name delim;     /* {id|...|id}: id; NULL for "..." */
} Const;

struct Attr {   /* [@name payload], [@@name ...], [@@@name ...]; extension points reuse it */
    Ident name; /* "zero_alloc", "ocaml.warning", ... */
    enum { PAYLOAD_STR, PAYLOAD_SIG, PAYLOAD_TYP, PAYLOAD_PAT } payload_kind;
    LIST(StrItem *) str;
    LIST(SigItem *) sig;
    TypeExpr *typ;
    Pat *pat;
    Expr *guard;
    Attr *next;
    bool used;    /* set by whoever understood it; listed ones that nobody did are reported */
    bool silent;  /* no warning is wanted when it cannot be done */
    Attr *listed; /* the next one that means something at certain places only (attributes.h) */
};

typedef struct { /* ~x:, ?x: */
    enum { LABEL_NONE, LABEL_LABELLED, LABEL_OPTIONAL } kind;
    Name name;
} Label;

/* ---- types ---------------------------------------------------------------- */
typedef enum {
    TY_ANY,   /* _ */
    TY_VAR,   /* 'a */
    TY_ARROW, /* label: arg @ mode -> ret @ mode */
    TY_TUPLE,
    TY_CONSTR,  /* (args) path */
    TY_ALIAS,   /* t as 'a */
    TY_POLY,    /* 'a 'b. t */
    TY_VARIANT, /* [ `A | `B of t ] */
    TY_PACKAGE, /* (module S with type ...) */
    TY_OBJECT,  /* < .. >, #c: not in this version */
    TY_EXTENSION,
    TY_ERROR,
} TypeExprKind;
typedef struct {
    bool inherit; /* a whole type in the row */
    Name tag;
    bool has_empty; /* `A & ... or bare `A */
    LIST(TypeExpr *) args;
    TypeExpr *type; /* inherit */
    Loc loc;
} RowField;
struct TypeExpr {
    TypeExprKind kind;
    bool parens; /* written in parentheses: a -> (b -> c) differs from a -> b -> c for modes */
    uint8_t
        unique_parts; /* TUPLE on an arrow: bit i: component i is written unique_ (the first one before the tuple) */
    Loc loc;
    Attr *attrs;
    union {
        Name var; /* TY_VAR */
        struct {
            Label label;
            TypeExpr *arg, *ret;
            ModeAnnot arg_mode, ret_mode;
        } arrow;
        LIST(TypeExpr *) tuple;
        struct {
            Path *path;
            LIST(TypeExpr *) args;
        } constr;
        struct {
            TypeExpr *type;
            Ident var;
        } alias;
        struct {
            LIST(Ident) vars;
            TypeExpr *type;
        } poly;
        struct {
            LIST(RowField) fields;
            bool open, has_lower; /* [> ], [< ] */
            bool less;
            LIST(Name) lower;
        } variant;
        struct {
            Path *path;
            LIST(Path *) with_paths;
            LIST(TypeExpr *) with_types;
        } package;
        Attr *extension;
    } u;
};

/* ---- patterns ---------------------------------------------------------------- */
typedef enum {
    PAT_ANY,
    PAT_VAR,
    PAT_ALIAS, /* p as x */
    PAT_CONST,
    PAT_INTERVAL, /* 'a'..'z' */
    PAT_TUPLE,
    PAT_CONSTRUCT, /* K, K p, K (p, q); also [], ::, true, false, () by those names */
    PAT_VARIANT,   /* `A p */
    PAT_RECORD,
    PAT_ARRAY,
    PAT_OR,
    PAT_CONSTRAINT, /* (p : t @ m) */
    PAT_LAZY,
    PAT_EXCEPTION, /* exception p */
    PAT_OPEN,      /* M.(p) */
    PAT_UNPACK,    /* (module M) */
    PAT_TYPE,      /* #t */
    PAT_EXTENSION,
    PAT_ERROR,
} PatKind;
typedef struct {
    Path *path;
    Pat *pat; /* {x} puns are filled in */
    Loc loc;
} PatField;
struct Pat { /* of u only the kind's member is allocated */
    PatKind kind;
    Loc loc;
    Attr *attrs;
    ModeAnnot mode; /* local_ x, (p : t @ m), p @ m */
    union {
        Ident var; /* VAR */
        struct {
            Pat *pat;
            Ident var;
        } alias;
        Const constant;
        struct {
            Const lo, hi;
        } interval;
        LIST(Pat *) tuple; /* TUPLE, ARRAY */
        struct {
            Path *path;
            Pat *arg;          /* NULL; several arguments are one PAT_TUPLE, as in OCaml */
            LIST(Ident) exist; /* K (type a b) p */
        } construct;
        struct {
            Name tag;
            Pat *arg;
        } variant;
        struct {
            LIST(PatField) fields;
            bool open; /* ; _ */
        } record;
        struct {
            Pat *left, *right;
        } alt; /* OR */
        struct {
            Pat *pat;
            TypeExpr *type;
        } constraint; /* type NULL when only a mode was written */
        Pat *sub;     /* LAZY, EXCEPTION */
        struct {
            Path *path;
            Pat *pat;
        } open;
        struct {
            Ident name; /* name NULL for _ */
            TypeExpr *type;
        } unpack;
        Path *path; /* TYPE */
        Attr *extension;
    } u;
};

/* ---- expressions ----------------------------------------------------------------- */
typedef enum {
    EXP_IDENT,
    EXP_CONST,
    EXP_LET,   /* let [rec] bindings in body */
    EXP_FUN,   /* fun params -> body   or   function cases (params may precede) */
    EXP_APPLY, /* f args; operators are applied idents */
    EXP_MATCH,
    EXP_TRY,
    EXP_TUPLE,
    EXP_CONSTRUCT, /* K, K e; [], ::, true, false, () by those names; arg as in patterns */
    EXP_VARIANT,
    EXP_RECORD,   /* { [base with] fields } */
    EXP_FIELD,    /* e.l */
    EXP_SETFIELD, /* e.l <- v */
    EXP_ARRAY,    /* [| |] */
    EXP_INDEX,    /* a.(i), s.[i], b.{i,..}, and user .%() operators are EXP_APPLY */
    EXP_SETINDEX,
    EXP_IF,
    EXP_SEQUENCE,
    EXP_WHILE,
    EXP_FOR,
    EXP_CONSTRAINT, /* (e : t @ m), and let-bound result annotations */
    EXP_COERCE,     /* (e : t :> u) */
    EXP_ASSERT,
    EXP_LAZY,
    EXP_LETMODULE,
    EXP_LETEXCEPTION,
    EXP_OPEN,        /* M.(e), let open M in e */
    EXP_PACK,        /* (module M : S) */
    EXP_LETOP,       /* let* x = e and* y = f in b */
    EXP_LOCAL,       /* local_ e */
    EXP_STACK,       /* stack_ e */
    EXP_EXCLAVE,     /* exclave_ e */
    EXP_UNREACHABLE, /* . in a case */
    EXP_NEWTYPE,     /* fun (type a) -> e */
    EXP_OBJECT,      /* objects, new, methods: not in this version */
    EXP_EXTENSION,   /* [%x ...] */
    EXP_ERROR,
} ExprKind;

typedef struct {
    Label label;
    Expr *expr;
} Arg;

typedef struct { /* one parameter of fun / let f params */
    enum { PARAM_VALUE, PARAM_NEWTYPE } kind;
    Label label;
    Pat *pat;      /* VALUE */
    Expr *def;     /* ?(x = def) */
    Ident newtype; /* (type a) */
    Loc loc;
} Param;

typedef struct {
    Pat *pat;
    Expr *guard; /* NULL */
    Expr *body;
    Loc loc;
} Case;

typedef struct { /* one binding of let, at any level */
    Pat *pat;    /* let f x = e is pat f, expr EXP_FUN with is_sugar */
    Expr *expr;
    TypeExpr *type;       /* let x : t = e, also 'a. t and type a. t (then newtypes) ; NULL */
    LIST(Ident) newtypes; /* let f : type a b. t = ... */
    ModeAnnot mode;       /* let local_ x, let x @ local */
    Attr *attrs;
    Loc loc;
} Binding;

typedef struct {
    Path *path;
    Expr *expr;     /* {x} puns are filled in */
    TypeExpr *type; /* { x : t = e }; NULL */
    Loc loc;
} ExprField;

struct Expr { /* of u only the kind's member is allocated (expr_alloc): no copying, no change to a bigger kind */
    ExprKind kind : 8;
    bool parens; /* written inside ( ) or begin end */
    Loc loc;
    Attr *attrs;
    union {
        Path *ident;
        Const constant;
        struct {
            bool rec;
            LIST(Binding) binds;
            Expr *body;
        } let;
        struct {
            LIST(Param) params; /* >= 1 unless `function` alone */
            Expr *body;         /* NULL when cases are given */
            LIST(Case) cases;   /* function ...: one more, unnamed, parameter */
            Loc cases_loc;      /* of `function ...`, when params precede it */
            TypeExpr *ret_type; /* fun x : t -> e, let f x : t = e; NULL */
            ModeAnnot ret_mode;
            bool from_let; /* let f x = e */
        } fun;
        struct {
            Expr *fn;
            LIST(Arg) args;
            bool infix; /* e1 op e2 or op e1, for printing and for @@ and |> */
        } apply;
        struct {
            Expr *scrut;
            LIST(Case) cases;
        } match;            /* MATCH, TRY */
        LIST(Expr *) tuple; /* TUPLE, ARRAY */
        struct {
            Path *path;
            Expr *arg; /* NULL */
        } construct;
        struct {
            Name tag;
            Expr *arg;
        } variant;
        struct {
            Expr *base; /* NULL */
            LIST(ExprField) fields;
        } record;
        struct {
            Expr *expr;
            Path *field;
            Expr *value; /* SETFIELD */
        } field;
        struct {
            enum { INDEX_ARRAY, INDEX_STRING, INDEX_BIGARRAY } kind;
            Expr *base;
            LIST(Expr *) index;
            Expr *value; /* SETINDEX */
        } index;
        struct {
            Expr *cond, *then, *els; /* els NULL */
        } cond;
        struct {
            Expr *first, *second;
        } seq;
        struct {
            Expr *cond, *body;
        } loop;
        struct {
            Pat *var; /* VAR or ANY */
            Expr *lo, *hi, *body;
            bool down;
        } for_;
        struct {
            Expr *expr;
            TypeExpr *type;   /* CONSTRAINT: may be NULL when only a mode; COERCE: NULL or the first type */
            TypeExpr *target; /* COERCE */
            ModeAnnot mode;
        } constraint;
        Expr *sub; /* ASSERT, LAZY, LOCAL, STACK, EXCLAVE */
        struct {
            Ident name; /* NULL for _ */
            ModExpr *mod;
            Expr *body;
        } letmodule;
        struct {
            StrItem *exn;
            Expr *body;
        } letexception;
        struct {
            ModExpr *mod;
            Expr *body;
            bool override; /* open! */
        } open;
        struct {
            ModExpr *mod;
            ModType *type; /* NULL */
        } pack;
        struct {
            LIST(Ident) ops; /* let*, and*, ... */
            LIST(Binding) binds;
            Expr *body;
        } letop;
        struct {
            Ident name;
            Expr *body;
        } newtype;
        Attr *extension;
    } u;
};

/* ---- declarations --------------------------------------------------------------------- */
typedef struct {
    Ident name;
    bool mutable;
    bool global; /* global_ or @@ global */
    TypeExpr *type;
    Attr *attrs;
    Loc loc;
} LabelDecl;
typedef struct {
    Ident name;
    LIST(TypeExpr *) args;  /* K of a * b */
    LIST(bool) args_global; /* K of global_ a * b; same length as args */
    LIST(LabelDecl) record; /* K of { ... }: inline record; then args is empty */
    bool is_record;
    TypeExpr *result;  /* GADT: K : args -> result; NULL */
    LIST(Ident) exist; /* K : 'a 'b. ... */
    Attr *attrs;
    Loc loc;
} ConstrDecl;
typedef struct {
    Ident var;    /* NULL name for _ */
    int variance; /* -1, 0, +1 as written */
    bool injective;
    Loc loc;
} TypeParam;
typedef struct {
    Ident name;
    LIST(TypeParam) params;
    TypeExpr *manifest; /* = t; NULL */
    enum { TYPEDECL_ABSTRACT, TYPEDECL_VARIANT, TYPEDECL_RECORD, TYPEDECL_OPEN } kind;
    LIST(ConstrDecl) constrs;
    LIST(LabelDecl) labels;
    bool private;
    bool nonrec;
    LIST(TypeExpr *) constraint_left, constraint_right;
    Attr *attrs;
    Loc loc;
} TypeDeclSyntax;
typedef struct { /* exception, and constructors of type extensions */
    ConstrDecl constr;
    Path *rebind; /* exception A = M.B; NULL */
} ExtConstr;
typedef struct { /* val, external */
    Ident name;
    TypeExpr *type;
    ModeAnnot mode; /* val x : t @@ global */
    bool external;
    LIST(Const) prims; /* the strings of an external */
    Attr *attrs;
    Loc loc;
} ValDecl;

/* ---- modules ------------------------------------------------------------------------- */
typedef enum { MTY_IDENT, MTY_SIG, MTY_FUNCTOR, MTY_WITH, MTY_TYPEOF, MTY_ALIAS, MTY_EXTENSION, MTY_ERROR } ModTypeKind;
typedef struct {
    enum { WITH_TYPE, WITH_MODULE, WITH_MODTYPE } kind;
    bool destructive; /* := */
    Path *path;
    TypeDeclSyntax *type;
    Path *mod;
    ModType *modtype;
    Loc loc;
} WithConstraint;
typedef struct {
    Ident name;    /* NULL name: _ or () */
    ModType *type; /* NULL: () generative */
} FunctorParam;
struct ModType {
    ModTypeKind kind;
    Loc loc;
    Attr *attrs;
    union {
        Path *ident; /* IDENT, ALIAS */
        LIST(SigItem *) sig;
        struct {
            FunctorParam param;
            ModType *result;
        } functor;
        struct {
            ModType *base;
            LIST(WithConstraint) constraints;
        } with;
        ModExpr *type_of;
        Attr *extension;
    } u;
};
typedef enum {
    MOD_IDENT,
    MOD_STRUCT,
    MOD_FUNCTOR,
    MOD_APPLY,
    MOD_CONSTRAINT,
    MOD_UNPACK,
    MOD_EXTENSION,
    MOD_ERROR
} ModExprKind;
struct ModExpr {
    ModExprKind kind;
    Loc loc;
    Attr *attrs;
    union {
        Path *ident;
        LIST(StrItem *) str;
        struct {
            FunctorParam param;
            ModExpr *body;
        } functor;
        struct {
            ModExpr *fn;
            ModExpr *arg; /* NULL: F () */
        } apply;
        struct {
            ModExpr *mod;
            ModType *type;
        } constraint;
        Expr *unpack;
        Attr *extension;
    } u;
};

typedef struct {
    Ident name;    /* NULL name for _ */
    ModExpr *expr; /* structures */
    ModType *type; /* signatures: always; structures: in recursive modules */
    Attr *attrs;
    Loc loc;
} ModBinding;

typedef enum {
    STR_EVAL,
    STR_VALUE,
    STR_PRIMITIVE,
    STR_TYPE,
    STR_TYPEEXT,
    STR_EXCEPTION,
    STR_MODULE,
    STR_RECMODULE,
    STR_MODTYPE,
    STR_OPEN,
    STR_INCLUDE,
    STR_CLASS, /* not in this version */
    STR_ATTRIBUTE,
    STR_EXTENSION,
    STR_ERROR,
} StrKind;
struct StrItem {
    StrKind kind;
    Loc loc;
    Attr *attrs;
    union {
        Expr *eval;
        struct {
            bool rec;
            LIST(Binding) binds;
        } value;
        ValDecl *prim;
        LIST(TypeDeclSyntax) types;
        struct {
            Path *path;
            LIST(TypeParam) params;
            LIST(ExtConstr) constrs;
            bool private;
        } typeext;
        ExtConstr exception;
        LIST(ModBinding) modules; /* MODULE: one; RECMODULE */
        struct {
            Ident name;
            ModType *type; /* NULL: abstract */
        } modtype;
        struct {
            ModExpr *mod;
            bool override;
        } open;
        ModExpr *include;
        Attr *attribute; /* ATTRIBUTE, EXTENSION */
    } u;
};
typedef enum {
    SIG_VALUE,
    SIG_TYPE,
    SIG_TYPESUBST, /* type t := ... */
    SIG_TYPEEXT,
    SIG_EXCEPTION,
    SIG_MODULE,
    SIG_MODSUBST,
    SIG_RECMODULE,
    SIG_MODTYPE,
    SIG_OPEN,
    SIG_INCLUDE,
    SIG_CLASS,
    SIG_ATTRIBUTE,
    SIG_EXTENSION,
    SIG_ERROR,
} SigKind;
struct SigItem {
    SigKind kind;
    Loc loc;
    Attr *attrs;
    union {
        ValDecl *value;
        LIST(TypeDeclSyntax) types;
        struct {
            Path *path;
            LIST(TypeParam) params;
            LIST(ExtConstr) constrs;
            bool private;
        } typeext;
        ExtConstr exception;
        LIST(ModBinding) modules;
        struct {
            Ident name;
            ModType *type;
        } modtype;
        struct {
            Path *path;
            bool override;
        } open;
        ModType *include;
        Attr *attribute;
    } u;
};

typedef struct {
    LIST(StrItem *) items;
    Attr *listed; /* attributes that must stand at certain places, the last one first */
    Loc loc;
} Structure;
typedef struct {
    LIST(SigItem *) items;
    Attr *listed;
    Loc loc;
} Signature_;

/* ---- parser.c ----------------------------------------------------------------------------- */
/* Both recover from errors and report them to the session; the tree is complete, with *_ERROR
   nodes where nothing better is known.  Never NULL. */
Structure *parse_implementation(Session *s, Arena *a, SourceFile *f);
Signature_ *parse_interface(Session *s, Arena *a, SourceFile *f);
/* --emit=tokens and --emit=ast */
void lex_dump(Session *s, SourceFile *f, FILE *out);
void syntax_dump_structure(Session *s, const Structure *str, FILE *out);
void syntax_dump_signature(Session *s, const Signature_ *sig, FILE *out);
/* The same with functions of one parameter and a.(i) as Array.get, as OCaml's own parser gives them: tests/syntax
 * compares. */
void syntax_dump_plain(const Structure *str, const Signature_ *sig, FILE *out);

const Attr *attr_find(const Attr *attrs, const char *name); /* also matches "ocaml.NAME" */

#endif
