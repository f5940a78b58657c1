/* check.h: what the files of the type checker share.  Outside: typed.h.

   Glossary
     level      depth of let-generalisation; a variable of a level above the current one
                when a let ends is generalised (level GENERIC_LEVEL)
     generic    quantified: must be instantiated before it is unified
     expected   the type that the context wants, pushed down; NULL: nothing known
     Why        where an expected type comes from, for messages

   Who owns what: types.c (representation), unify.c, mode.c, predef.c, env.c, check_type.c
   (type expressions), check_expr.c, check_apply.c, check_pat.c, typed_dump.c; and
   check.c, structures, declarations, inclusion, exhaustiveness, type printing, formats.  */
#ifndef MLOC_CHECK_H
#define MLOC_CHECK_H

#include "attributes.h"
#include "env.h"
#include "mode.h"
#include "typed.h"

#include <stdlib.h>

#define LIST_SET(list, vec) ((list).items = (void *)(vec).data, (list).n = (vec).len)

/* ---- the checker ------------------------------------------------------------------ */
/* Makes types; a TypeDecl points at it, so that abbreviations can be expanded from anywhere.
   The arena lives as long as the session: types of one unit are shared by others. */
typedef struct TypeStore {
    Arena *arena; /* of the unit being checked */
    uint32_t next_id;
    uint32_t stamp;          /* marks visits of one traversal */
    bool cyclic;             /* -rectypes: types may contain themselves, and walks must end all the same */
    uint32_t equations_used; /* how often a type was seen through an equation of the present case (gadt.c) */
    int32_t subst_level;     /* of the types that ty_subst puts in */
    int32_t equation_level;  /* the innermost case whose equation was used since this was set to 0 */
} TypeStore;

#define TENTATIVE_LINK (-7) /* level of a T_LINK that unify_try may undo */

typedef struct TyVar { /* named type variables in scope, innermost first */
    Name name;
    Type *type;
    struct TyVar *next;
} TyVar;

typedef struct {
    Type *link;
    int32_t level; /* of the variable */
} LinkMark;
typedef VEC(TItem *) TItemVec;
typedef VEC(Var *) VarVec;
typedef VEC(ValueDesc *) ValueVec;
typedef VEC(Module *) ModuleVec;

typedef struct {                                                       /* names that the checker itself knows */
    Name nil, cons, unit, true_, false_, none, some, star_dflt, tuple; /* "[]" "::" "()" "true" "false" "None" "Some" */
    Name stdlib, contents, sharp, underscore, wild;
} KnownNames;

typedef struct { /* predefined declarations and their ground types */
    TypeDecl *int_, *char_, *string, *bytes, *float_, *bool_, *unit, *exn, *array, *list, *option, *int32, *int64,
        *nativeint, *lazy_, *format6, *floatarray, *extension_constructor;
    Type *t_int, *t_char, *t_string, *t_bytes, *t_float, *t_bool, *t_unit, *t_exn, *t_int32, *t_int64, *t_nativeint,
        *t_floatarray;
    Constr *nil, *cons, *none, *some, *true_, *false_, *unit_k;
    Constr *match_failure, *assert_failure, *not_found, *invalid_argument, *failure, *end_of_file, *division_by_zero,
        *out_of_memory, *stack_overflow, *sys_error, *sys_blocked_io, *undefined_recursive_module;
    Prim *sequand, *sequor, *array_get, *array_set, *string_get, *string_set, *bytes_get, *bytes_set;
} Predef;

typedef struct { /* the last failed unification */
    enum {
        UNIFY_MISMATCH,
        UNIFY_CYCLE,     /* left occurs in right */
        UNIFY_ESCAPE,    /* escape would leave its scope */
        UNIFY_UNIVAR,    /* a universal variable would escape or differ */
        UNIFY_LABEL,     /* arrows whose labels differ */
        UNIFY_ARITY,     /* tuples of different lengths */
        UNIFY_MODE,      /* arrows whose modes differ */
        UNIFY_PROMISE,   /* arrows of which one promises to be zero_alloc */
        UNIFY_AMBIGUOUS, /* equal by an equation of the case, where the type is visible outside */
    } kind;
    Type *left, *right; /* innermost differing parts: left found, right expected */
    TypeDecl *escape;
} UnifyError;

typedef struct ZeroAllocFile {
    const Attr *all, *checks;
} ZeroAllocFile;

struct Checker {
    Session *s;
    Arena *perm;   /* predefined things */
    bool too_deep; /* reported */
    Arena *arena;  /* the current unit's (== types.arena) */
    TypeStore types;
    FindUnit find;
    void *find_ctx;
    CheckOptions opt;
    KnownNames n;
    Predef p;
    Env *initial;   /* predefined names */
    Module *stdlib; /* opened in every other unit; NULL while it is being checked */

    int32_t level;
    UnifyError unify;
    TyVar *tyvars;       /* named type variables in scope */
    int32_t tyvar_level; /* level of those made by annotations */

    /* the unit being checked; saved and restored around nested units (enter_unit in check.c) */
    Module *unit;
    VarVec globals;
    ModuleVec imports;
    const char *scope_prefix; /* "M.N." inside sub-structures, "" at top */
    Map qualified;            /* dotted path -> times used, to keep Var.qualified unique */
    uint32_t next_var;        /* unique in the session: never reset */
    uint32_t next_decl;

    uint64_t warnings; /* bit n: warning n is enabled (OCaml's numbers, 1..63); wide: 64..127 */
    uint64_t warnings_wide;
    uint64_t warn_errors, warn_errors_wide;         /* turned into errors by [@@@warning "@n"] */
    Mode *mode_global, *mode_regional, *mode_local; /* constants; NULL means global too */
    Mode *mode_opt;                                 /* stands on arrows of externals for [@local_opt] */
    Mode *mode_exported;                            /* global, because there is no interface (lazily made, per unit) */
    Loc type_loc;                                   /* of the expression whose type is being unified: for reasons */
    Region *region;                                 /* innermost */
    Lock *lock;                                     /* innermost */
    VEC(Allocation) allocations;
    VEC(Type *) exported; /* of the values that other units see, where no interface says how */
    bool has_interface;   /* of the unit being checked */
    bool warn_heap;       /* --warn-heap, and this is no unit of the library */
    bool same_function;   /* the next identifier is bound to another name: its type stays as it is */
    bool item;            /* the next bindings are a structure's */
    Name fun_name;        /* of the function that is checked next, when a binding names it */
    Mode *const *parts;   /* check_pattern: of the components of a tuple pattern (see Demand.parts) */
    uint32_t nparts;
    uint32_t depth;                 /* of expressions, for the recursion guard */
    struct Trail *trail;            /* undo log of unify_try (unify.c) */
    struct Branch *branch;          /* the innermost case that knows equations between types (gadt.c); NULL */
    struct Branch *assume;          /* while a constructor's result is compared with what it matches: gets equations */
    uint32_t expanding;             /* abbreviations within abbreviations, see lower in unify.c */
    Map pairs;                      /* -rectypes: types that are being compared */
    uint32_t comparing;             /* comparisons within comparisons */
    int32_t reach;                  /* see reach_through in unify.c */
    bool no_modes;                  /* types are compared without their modes: nothing is decided about those */
    VEC(LinkMark) marks;            /* links of variables that are older than the case which bound them */
    Map gadt_names;                 /* of constructors declared with their result types, in all units */
    Arena *exhaust, *exhaust_query; /* exhaust.c's scratch: of one match, of one question */
    Map units;                      /* names of which this unit has asked `find` */
    bool uses;                      /* unique_ or once_ was written somewhere, so far: never reset */
    bool promises;                  /* some function type says [@zero_alloc], so far: never reset */
    VEC(Obligation) obligations;    /* of the unit being checked */
    ZeroAllocFile zero_file;        /* [@@@zero_alloc ...] of the structure or signature being checked */
    void *other;                    /* for the other half's own state */
};

/* ---- making types (types.c) --------------------------------------------------------- */
Type *ty_var(Checker *c); /* fresh, at the current level */
Type *ty_var_at(Checker *c, int32_t level);
Type *ty_named_var(Checker *c, Name name);
Type *ty_arrow(Checker *c, Label label, Type *arg, Type *ret, Mode *arg_mode, Mode *ret_mode);
/* t, an arrow, with these uses on it. */
static inline Type *arrow_uses(Type *t, Uses arg, Uses ret) {
    t->u.arrow.arg_uses = arg;
    t->u.arrow.ret_uses = ret;
    return t;
}
/* t, made from the arrow `from` with other types or modes: the rest is the same. */
static inline Type *arrow_like(Type *t, const Type *from) {
    t->u.arrow.promise = from->u.arrow.promise;
    return arrow_uses(t, from->u.arrow.arg_uses, from->u.arrow.ret_uses);
}
Type *ty_tuple(Checker *c, Type **items, uint32_t n); /* copies items */
/* decl applied to n arguments (copied).  Without arguments: one shared node per declaration. */
Type *ty_constr(Checker *c, TypeDecl *decl, Type **args, uint32_t n);
Type *ty_constr1(Checker *c, TypeDecl *decl, Type *arg);
Type *ty_poly(Checker *c, Type **vars, uint32_t n, Type *body);
Type *ty_error(Checker *c);
TypeDecl *decl_new(Checker *c, Name name, DeclKind kind, uint32_t nparams,
                   Loc loc);              /* params: fresh generic variables; variance: invariant */
Type *decl_type(Checker *c, TypeDecl *d); /* d applied to its own (generic) parameters */
Type *ty_expand_once(Type *t); /* one step: also private abbreviations and re-exported variants; NULL when none */
bool ty_is_constr(Type *t, const TypeDecl *d); /* after ty_expand */
/* Around a copy of t, by whoever copies: types may contain themselves (-rectypes). */
Type *ty_copy_begin(TypeStore *st, Type *t, int32_t level);
void ty_copy_end(TypeStore *st, Type *t, Type *hole, Type *copy);
/* Arrows are followed so far: a function type may go on for ever. */
#define MAX_ARROWS 1000
/* Copies t with vars[i] replaced by by[i]; shares what does not mention them. */
Type *ty_subst(TypeStore *st, Type *t, Type **vars, Type **by, uint32_t n);

/* ---- levels, instances, unification (unify.c) ---------------------------------------- */
static inline void enter_level(Checker *c) {
    c->level++;
}
static inline void leave_level(Checker *c) {
    c->level--;
}
/* Quantifies what has a level above the current one (call after leave_level). */
void ty_generalize(Checker *c, Type *t);
/* Relaxed value restriction: only variables in covariant positions become generic, the others go down to the current
 * level. */
void ty_generalize_expansive(Checker *c, Type *t);
void ty_pin_contravariant(Checker *c, Type *t); /* its first half: before several types that share variables */
/* Makes t's variables belong to the current level at most: not generalisable. */
bool ty_lower_level(Checker *c, Type *t, int32_t level);
Type *ty_instance(Checker *c, Type *t);
/* Instances of several types with shared variables: out[i] of in[i]. */
void ty_instance_many(Checker *c, Type **in, Type **out, uint32_t n);
/* A constructor's argument types (out, constr->args.n of them) and result.  exist: what its existential variables stand
   for; NULL: fresh variables, as where a value is made. */
Type *constr_instance(Checker *c, Constr *k, Type **exist, Type **out);
/* A field's type and its record's type.  *vars: fresh variables of a polymorphic field (see ty_open_poly). */
Type *field_instance(Checker *c, Field *f, Type **record);
/* t, or t's body with fresh variables when it is T_POLY.  *vars NULL unless polymorphic (arena array, *n of them). */
Type *ty_open_poly(Checker *c, Type *t, Type ***vars, uint32_t *n);
/* After ty_generalize: are they still distinct generic variables? */
bool ty_vars_generic(Checker *c, Type **vars, uint32_t n);
/* False when they differ; c->unify then tells why.  Types may be partly unified. */
bool unify(Checker *c, Type *found, Type *expected);
/* May a value of type `found` be used where `expected` is wanted?  As unify, but functions may promise more than
   is asked: take local arguments where global ones come, return global results where local ones are expected. */
bool subsume(Checker *c, Type *found, Type *expected);
/* As unify, but leaves no trace when it fails. */
bool unify_try(Checker *c, Type *a, Type *b);
/* What unify does from trail_begin on can be undone: back to a mark, and at trail_end all of it. */
struct Trail *trail_begin(Checker *c);
uint32_t trail_mark(Checker *c);
void trail_undo(Checker *c, uint32_t mark);
void trail_end(Checker *c, struct Trail *outer);
/* arity: of the function behind `general`, if it is known (mode_relax), or 0.
   Is `general` (generic) at least as general as `specific` (generic)?  Weak variables of `general` are unified.
   c->unify tells why not.  For signature inclusion and rebinding checks. */
bool ty_more_general(Checker *c, Type *general, Type *specific, uint32_t arity);
/* The generic variables of n types, each once, in order (arena).  Returns how many. */
uint32_t ty_generic_vars(Checker *c, Type **types, uint32_t n, Type ***vars);
/* Equal up to renaming of generic variables, related pairwise: type declarations' parameters. */
bool ty_equal(Checker *c, Type **as, Type **bs, uint32_t n);
bool ty_closed(Checker *c, Type *t); /* no weak variable left */

/* ---- what a case knows of types (gadt.c) ---------------------------------------------- */
typedef struct {
    TypeDecl *decl;
    Type *is;
} Equation;
/* A case whose pattern has constructors declared with their result types: types are equal in it that differ outside. */
typedef struct Branch {
    int32_t level;   /* of the types made in it */
    bool in_pattern; /* the pattern is being checked: equations may be added */
    VEC(Equation) equations;
    VEC(TypeDecl *) names; /* K (type a) ...: in scope */
    struct Branch *outer;
} Branch;
/* May p contain such a constructor?  By name: quick, and never wrong when it says no. */
bool pattern_has_gadt(Checker *c, const Pat *p);
/* Before the pattern: enters a level.  branch_body: goes on with the guard and the body; branch_leave ends both, and
   after it branch_again takes the case up again for its body. */
void branch_enter(Checker *c, Branch *b);
void branch_body(Checker *c, Branch *b);
void branch_leave(Checker *c, Branch *b);
void branch_again(Checker *c, Branch *b);
Env *branch_env(Checker *c, const Branch *b, Env *env); /* with its names */
/* Equations added since there were `mark` of them do not hold any more: an alternative of an or-pattern ends. */
void branch_forget(Branch *b, uint32_t mark);
/* While another unit is checked, nothing of this one's cases holds. */
void branches_suspend(Branch *innermost);
void branches_resume(Branch *innermost);
/* A type that only the value knows: fresh, of the current level. */
Type *existential_new(Checker *c, Constr *k, Name name, Loc loc);
/* The result type of a constructor and the type that it matches: as unify, but abstract types of one side that must be
   the other's become equations of the case. */
bool unify_pattern(Checker *c, Type *result, Type *matched);
/* For unify.c: a and b differ at the head; same head, but its arguments may differ all the same; v has been bound. */
bool branch_assume(Checker *c, Type *a, Type *b);
bool branch_arguments(Checker *c, Type *a, Type *b);
void branch_note_link(Checker *c, Type *v, int32_t level);
/* Are types with this head different when their arguments are? */
bool decl_injective(const TypeDecl *d);

/* ---- type expressions (check_type.c) --------------------------------------------------- */
typedef enum {
    TYVARS_OPEN,  /* annotations, val: an unknown 'a is made; `_` too */
    TYVARS_FIXED, /* type declarations: only those bound before; `_` is an error */
} TyVarPolicy;
/* Never NULL; T_ERROR after an error.  'a. t gives T_POLY. */
Type *transl_type(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy);
/* local: written under local_, as in `local_ (a -> b -> c)`: what a function makes of its first arguments is local too.
 */
Type *transl_type_at(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy, uint32_t under);
/* val x : t — generic, variables of its own */
Type *transl_scheme(Checker *c, Env *env, const TypeExpr *t);
/* At the start of each toplevel item: forgets named variables, new ones get the level above the current. */
void tyvars_reset(Checker *c);
void tyvars_bind(Checker *c, Name name, Type *t);
Type *tyvars_find(Checker *c, Name name);

/* ---- expressions (check_expr.c, check_apply.c, check_pat.c) ------------------------------ */
typedef enum {
    BECAUSE_NOTHING,
    BECAUSE_ARGUMENT, /* name: the function, index: which argument */
    BECAUSE_ELEMENT,  /* loc: an earlier element of the list or array */
    BECAUSE_BRANCH,   /* loc: an earlier branch */
    BECAUSE_CONDITION,
    BECAUSE_LOOP_CONDITION,
    BECAUSE_NO_ELSE,
    BECAUSE_SEQUENCE,
    BECAUSE_LOOP_BOUND,
    BECAUSE_LOOP_BODY,
    BECAUSE_GUARD,
    BECAUSE_ASSERT,
    BECAUSE_ANNOTATION,  /* loc: the annotation */
    BECAUSE_SCRUTINEE,   /* loc: the matched expression */
    BECAUSE_FIELD,       /* name: the record field */
    BECAUSE_CONSTRUCTOR, /* name */
    BECAUSE_RECURSION,   /* loc: an earlier use or the definition */
    BECAUSE_INDEX,
    BECAUSE_STRING_INDEX,
} WhyKind;
typedef struct Why {
    WhyKind kind;
    Name name;
    uint32_t index;
    Loc loc;
} Why;

TExpr *check_expression(Checker *c, Env *env, const Expr *e, Type *expected, const Demand *want);
TExpr *check_expect(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want);
/* let [rec] bindings, at any level: VAR_GLOBAL makes module-level variables (pushed on c->globals).
   Returns the environment of what follows; *out has one TBinding each; `bound` (may be NULL) gets
   every variable in order of writing (arena memory: no vec_free). */
Env *check_bindings(Checker *c, Env *env, bool rec, const Binding *binds, uint32_t n, VarKind kind, TBinding **out,
                    ValueVec *bound);
/* A pattern against `type`.  Its variables are pushed on `bound` (monomorphic; arena memory, no vec_free); the caller
   adds them to the environment. */
TPat *check_pattern(Checker *c, Env *env, const Pat *p, Type *type, Mode *mode, VarKind kind, ValueVec *bound);
/* The same for a further alternative of one case: its variables must be those of reuse[0..n), whose Vars are taken. */
TPat *check_pattern_again(Checker *c, Env *env, const Pat *p, Type *type, Mode *mode, VarKind kind, ValueDesc **reuse,
                          uint32_t nreuse);
/* May the value of e be generalised? */
bool is_nonexpansive(const TExpr *e);
Var *var_new(Checker *c, Name name, VarKind kind, Type *type, Mode *mode, Loc loc);
ValueDesc *value_of_var(Checker *c, Var *v);
/* Notes that the current unit uses unit `m` (Unit.imports). */
void note_import(Checker *c, Module *m);
/* Names, exceptions, types: made once, before the first unit. */
void predef_init(Checker *c);

/* ---- attributes that must stand at certain places (check_attr.c) -------------------------------- */
void attrs_on_function(Checker *c, const Attr *attrs);
void attrs_on_expr(Checker *c, const TExpr *e);
void attrs_on_val(Checker *c, ValueDesc *v);
/* Marks and reads it; false: its payload makes no sense, which has been said. */
bool attr_zero_alloc(Checker *c, const Attr *a, ZeroAllocPlace place, ZeroAllocAttr *out);
void attrs_on_file(Checker *c, const Attr *a, ZeroAllocFile *file);
/* The attributes of a function bound by a structure's item: its own, or what the file says of all. */
Attr *attrs_of_item(Checker *c, Attr *own);
void attrs_leftover(Checker *c, Attr *listed); /* warns about those that nobody understood */

/* ---- [@zero_alloc] on function types (promise.c) ------------------------------------------------- */
bool promise_same(const Promise *a, const Promise *b); /* NULL: none */
/* May a function that promises `has` stand where one is asked that promises `wants`? */
bool promise_implies(const Promise *has, const Promise *wants);
const char *promise_payload(const Promise *p); /* "", " strict", ... */
/* A copy of the arrow t that promises p (NULL: nothing). */
Type *arrow_promising(Checker *c, Type *t, const Promise *p);
/* `type`, which t was translated to, with what the attributes of t promise. */
Type *promise_on_type(Checker *c, const Attr *attrs, const TypeExpr *t, Type *type);
/* Before e is compared with `expected`: if a promise is asked that e's type does not make, but the functions that e may
   be are known, they become obligations and e's type makes it. */
void promise_give(Checker *c, TExpr *e, Type *expected, const Why *why);
/* An item of a signature whose type is written t, with a promise at its head. */
void promise_of_item(Checker *c, ValueDesc *v, const TypeExpr *t);
/* The type of a definition that a signature shows at the type spec: with what spec promises, if that is an obligation
   of the definition's function now. */
Type *promise_of_definition(Checker *c, const ValueDesc *impl, Type *spec);
/* Does the type of a definition promise what a signature's [@@zero_alloc] with these flags says? */
bool promise_defined(const ValueDesc *impl, unsigned flags);
void promise_of_external(Checker *c, const ValueDesc *v); /* refused */
/* e was annotated: it has the type `as`, and promises no more than that. */
void promise_forget(Checker *c, TExpr *e, Type *as);
void promise_moved(Checker *c, const TExpr *from, TExpr *to); /* e's node was copied */
/* Before the arguments of an application are looked at: they are given where `expected` asks for promises, as `f` of
   `let r : ((int -> int) [@zero_alloc]) ref = ref f`. */
void promise_foresee(Checker *c, Type *result, Type *expected);
/* What a promising function makes of too few arguments promises the same for the rest; *rest: its type. */
void promise_partial(Checker *c, Type *fn, uint32_t given, Type **rest);
/* Notes on d: how the promises of two arrows differ.  inner: they are parts of what is compared. */
void promise_explain(Checker *c, Diag *d, Type *found, Type *expected, bool inner);
/* e's function is not known to keep the promise that is asked. */
Diag *error_promise(Checker *c, TExpr *e, Type *expected, const Why *why);

/* ---- messages (unify.c, warn.c) -------------------------------------------------------------- */
/* OCaml's warning n, if enabled: printed as "Wnnn" (as an error when made one).  NULL when off. */
Diag *check_warn(Checker *c, Loc loc, int number, const char *fmt, ...) PRINTF_LIKE(4, 5);
bool warning_enabled(const Checker *c, int number);
/* A warning specification as in [@warning "+a-4@8"]; wrong ones are ignored. */
void warnings_apply(Checker *c, const char *spec, bool as_errors);
typedef struct {
    uint64_t on, on_wide, err, err_wide;
} WarnState;
/* [@warning "..."] on an item or expression; restore what was with warnings_leave. */
WarnState warnings_enter(Checker *c, const Attr *attrs);
void warnings_leave(Checker *c, WarnState saved);
void warnings_default(Checker *c);                                /* ocamlopt 4.13's set */
Diag *not_in_this_version(Checker *c, Loc loc, const char *what); /* E0290 */
/* "This expression has type .. but an expression was expected of type ..": after unify failed.
   what: "expression", "pattern", ... */
Diag *error_clash(Checker *c, Loc loc, const char *what, Type *found, Type *expected, const Why *why);

/* ---- between check_expr.c, check_apply.c, check_pat.c, check_fun.c, check_rec.c ------------------- */
TExpr *te_new(Checker *c, TExprKind kind, Loc loc, Type *type, Mode *mode);
TExpr *te_error(Checker *c, Loc loc, Type *expected);
/* Unifies te's type with `expected` (NULL: nothing to do) and reports a clash; te itself is returned. */
TExpr *te_expect(Checker *c, TExpr *te, Type *expected, const Why *why);
/* An argument, field or annotated expression: a function whose type has optional parameters may stand
   where a plain one is expected, it is eta-expanded. */
TExpr *check_argument(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want);
/* The function of an application. */
TExpr *check_head(Checker *c, Env *env, const Expr *e, const Demand *want);
TExpr *check_application(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want);
TExpr *check_function(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want);
TExpr *check_record(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want,
                    Constr *inline_of, Type *result);
TExpr *check_match(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, const Demand *want);
/* cases against `scrutinee`; results have type *result (NULL when nothing is expected: then the first body's type is
   stored).  exceptions: `exception p` cases are allowed. */
TCase *check_cases(Checker *c, Env *env, const Case *cases, uint32_t n, Type *scrutinee, Type **result, const Why *why,
                   Mode *scrut_mode, const Demand *want, bool exceptions, uint32_t *out_n);
/* e1 in e1; e2 or a loop's body. */
TExpr *check_statement(Checker *c, Env *env, const Expr *e, const Demand *want);
/* e where nothing is wanted of its mode, but it is asked: *mode becomes it (NULL: global).  name: the variable that is
   bound to it, for messages. */
TExpr *check_found(Checker *c, Env *env, const Expr *e, Type *expected, const Why *why, Name name, Mode **mode);
Demand demand_global(Checker *c, ModeWhy why, Name name, Loc loc);
/* What becomes a part of an allocation of mode m (NULL: global). */
Demand demand_part(Checker *c, const Mode *m, const Demand *whole, ModeWhy why, Name name, Loc loc);
Type *const_type(Checker *c, const Const *k, Loc loc);
/* The constructor that p means where a value of type `expected` (NULL: unknown) is built or matched.
   NULL: reported. */
Constr *resolve_constr(Checker *c, Env *env, const Path *p, Type *expected, bool pattern);
/* The record type that fields named by paths belong to; out[i] for each path (NULL: reported).
   closed: all fields are given. */
TypeDecl *resolve_fields(Checker *c, Env *env, Path *const *paths, uint32_t n, Type *expected, bool closed, Loc loc,
                         Field **out);
Field *resolve_field(Checker *c, Env *env, const Path *p, Type *record);
/* (type a) in scope: enters a level.  newtype_end leaves it and makes `a` an ordinary variable. */
TypeDecl *newtype_begin(Checker *c, Env **env, Ident name);
void newtype_end(Checker *c, TypeDecl *d);
size_t tp_size(TPatKind kind);          /* bytes of a node: only the kind's part of the union is there */
bool pattern_is_trivial(const TPat *p); /* matches always, without looking */
void warn_unused(Checker *c, ValueDesc *const *vars, uint32_t n, bool is_let);
/* Rejects right-hand sides of let rec that would look at what is being defined. */
void check_recursive_values(Checker *c, const TBinding *binds, uint32_t n);
/* Builds fn applied to args in parameter order (NULL: omitted); type: of the result. */
TExpr *te_apply(Checker *c, TExpr *fn, TExpr **args, uint32_t n, Type *type, Loc loc, Mode *mode);
TExpr *te_some(Checker *c, TExpr *e, Type *option_type, Mode *mode);
TExpr *te_none(Checker *c, Loc loc, Type *option_type);
/* ==== the other half =========================================================================== */

/* ---- type printing (type_print.c) ---- */
/* Two or more types of one message: variables get consistent names, 'a, '_weak1 for weak ones, and
   different types of the same name are told apart.  Texts are in the arena. */
void ty_print_pair(Checker *c, Type *a, Type *b, const char **ta, const char **tb);
/* Adds notes/labels to d: the innermost differing parts, cycles, escaping types, ... from c->unify. */
void explain_unify(Checker *c, Diag *d, Type *found, Type *expected);

/* ---- exhaustiveness (exhaust.c) ---- */
typedef enum { EXHAUST_VALUES, EXHAUST_EXCEPTIONS /* only redundancy: try, exception cases */ } ExhaustKind;
/* Reports warnings 8, 11, 12, 57; true when the cases are not exhaustive (Match_failure is possible). */
bool exhaust_check(Checker *c, TCase *cases, uint32_t n, Type *scrutinee, Loc loc, ExhaustKind kind);
/* One pattern: let p = e, fun p ->. */
bool exhaust_pattern(Checker *c, TPat *p, Loc loc);

/* ---- formats (format.c) ---- */
/* A string literal where a format6 is expected.  Reports errors; *type is the literal's type. */
Format *format_check(Checker *c, const Const *literal, Loc loc, Type *expected, Type **type);

/* ---- modules (check_mod.c ...) ---- */
/* A structure's items.  Env in and out; sig gets the entries; kind: VAR_GLOBAL, or VAR_LOCAL inside let module. */
Env *check_structure(Checker *c, Env *env, StrItem *const *items, uint32_t n, VarKind kind, TItemVec *out, Sig *sig);
/* let module M = e, open e: evaluates into items (may stay empty).  Never NULL. */
Module *check_module_expr(Checker *c, Env *env, Name name, const ModExpr *m, VarKind kind, TItemVec *out);
/* let exception, exception: a new constructor (constr->exn made) or a rebound one. */
TItem *check_exception(Checker *c, Env **env, const ExtConstr *e, VarKind kind);
Sig *check_signature(Checker *c, Env *env, SigItem *const *items, uint32_t n);
/* Stands for a module that could not be found or checked; nothing is reported about its components. */
Module *broken_module(Checker *c, Name name, Loc loc);
/* (module M : S), functor application paths F(X).t */
Module *module_of_apply_path(Checker *c, Env *env, const Path *p);

#endif
