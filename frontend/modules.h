/* modules.h: what the files that check declarations and modules share.  Private to
   check.c, check_decl.c, check_mod.c, check_sig.c, subst.c, inclusion.c, type_print.c, sig_print.c.

   Glossary
     view     a Sig that shows the values of another one (the same Vars and Prims) with
              other types: what `M : S` makes.  Views cost nothing at run time
     DeclMap  which declaration stands for which while two signatures are compared,
              or while a signature is copied  */
#ifndef MLOC_MODULES_H
#define MLOC_MODULES_H

#include "check.h"

/* ---- the state of this half (Checker.other) ------------------------------------------ */
typedef struct ModState {
    Path *scope;    /* the structure or signature being checked: M.N, NULL at the top of a unit */
    uint32_t weak;  /* names of weak variables handed out: '_weak1 ... */
    bool local;     /* inside let module: values are locals */
    uint32_t depth; /* of nested modules and module types, for the recursion guard */
} ModState;
static inline ModState *mod_state(Checker *c) {
    return c->other;
}

Path *path_new(Checker *c, Path *prefix, Name name, Loc loc);
/* Path of something declared in the current scope. */
Path *path_here(Checker *c, Name name, Loc loc);

/* ---- type_print.c ------------------------------------------------------------------------ */
typedef struct TyPrinter {
    Buf out;
    size_t limit;     /* stops with ... after that many characters; 0: never */
    bool under_local; /* the arrow that comes next stands under local_: so do what it makes of its first arguments */
    bool under_once;  /* ... under once_ */
    uint32_t arity;   /* of the function whose type comes next: arrows behind it get parentheses.  0: all are its own */
    bool scheme;      /* variables that are not generic are weak: '_weak1 */
    Checker *c;       /* NULL: found through the first declaration */
    Map names;        /* Type * -> const char * */
    Map used;         /* Name -> non-NULL */
    Map state;        /* cycles: Type * -> 1 open, 2 done */
    Map cyclic;       /* Type * -> non-NULL: printed with `as` */
    Map clash;        /* TypeDecl * -> number after the name (as pointer); t/1 */
    const char *home; /* dotted scope that needs no writing: "M.N." */
    Module *unit;     /* whose paths need no prefix */
    uint32_t next_name, next_weak, depth;
    Arena *arena;
} TyPrinter;
void printer_init(TyPrinter *p, Checker *c, Arena *a);
void printer_free(TyPrinter *p);
void printer_type(TyPrinter *p, Type *t);          /* appends to p->out */
void printer_type_simple(TyPrinter *p, Type *t);   /* in parentheses when needed as a type's argument */
void printer_type_argument(TyPrinter *p, Type *t); /* ... on the left of -> */
void printer_reset_names(TyPrinter *p);
void printer_decl_name(TyPrinter *p, TypeDecl *d);
const char *printer_text(TyPrinter *p); /* copy in the arena; empties p->out */
const char *ty_print_scheme(Checker *c, Type *t);
const char *decl_path_text(Checker *c, TypeDecl *d); /* as seen from the current scope */

/* ---- subst.c -------------------------------------------------------------------------------- */
typedef struct DeclMap {
    Map decls;   /* TypeDecl * -> TypeDecl * */
    Map modules; /* Module * -> Module *: what aliases point at */
} DeclMap;
void declmap_free(DeclMap *m);
void declmap_put(DeclMap *m, TypeDecl *from, TypeDecl *to);
/* t with declarations replaced; shares what does not mention them. */
Type *ty_map_decls(Checker *c, DeclMap *m, Type *t);
/* A copy of a signature with declarations of its own, under `path`: an instance of a module type. */
Sig *sig_copy(Checker *c, Sig *sig, Path *path);
/* Copies inside an existing map (used by include and with). */
Sig *sig_copy_with(Checker *c, DeclMap *m, Sig *sig, Path *path);
TypeDecl *decl_copy(Checker *c, DeclMap *m, TypeDecl *d, Path *path);

/* ---- check_decl.c --------------------------------------------------------------------------- */
/* type t = ... and u = ...: returns the environment with all of them; adds entries to sig. */
Env *check_type_decls(Checker *c, Env *env, const TypeDeclSyntax *decls, uint32_t n, Sig *sig,
                      bool in_signature); /* there, abstract types may be any type */
/* One declaration alone, not added anywhere: `with type`. NULL after errors. */
TypeDecl *check_with_decl(Checker *c, Env *env, const TypeDeclSyntax *d);
/* exception K of ...: a fresh constructor with its Var (kind). */
Constr *check_exception_decl(Checker *c, Env *env, const ConstrDecl *k, VarKind kind);
/* external */
ValueDesc *check_external(Checker *c, Env *env, const ValDecl *v);
/* val */
ValueDesc *check_val(Checker *c, Env *env, const ValDecl *v);

/* ---- check_sig.c ---------------------------------------------------------------------------- */
/* A fresh instance of the module type: its abstract types are new.  Never NULL after errors: an empty signature.
   `name`: what the types are called in messages. */
Sig *check_modtype(Checker *c, Env *env, const ModType *mt, Path *path);
/* Module type definition: module type S = ... */
ModTypeDecl *check_modtype_decl(Checker *c, Env *env, Ident name, const ModType *mt);
/* Values and exceptions of an interface get Vars of their own, whose names are `prefix` M.N. and theirs. */
void sig_give_vars(Checker *c, Sig *sig);
/* Enters a named module (NULL: no change): paths and qualified names start with it. */
typedef struct {
    Path *path;
    const char *prefix;
} Scope;
Scope scope_enter(Checker *c, Name name, Loc loc);
void scope_leave(Checker *c, Scope saved);
/* Types, modules and module types have one definition per structure or signature; included ones may be hidden. */
typedef struct {
    Map seen; /* (name, kind) -> loc, NULL loc when included */
} Unique;
void unique_add(Checker *c, Unique *u, ItemKind kind, Name name, Loc loc, bool included);
void unique_free(Unique *u);
/* [@@@warning "..."] */
void floating_attribute(Checker *c, const Attr *a);

/* ---- inclusion.c ---------------------------------------------------------------------------- */
typedef struct { /* a value that an interface promises, and what keeps the promise */
    Var *var;    /* the interface's; NULL: an external */
    ValueDesc *impl;
} Export;
typedef VEC(Export) ExportVec;
typedef struct Inclusion {
    const char *what; /* start of every message: "The implementation a.ml does not match the interface a.mli" */
    Loc loc;          /* where the two met; NO_LOC: show mismatches at the implementation's items */
    Loc module_loc;   /* the structure; NO_LOC for units: a missing item is shown in the interface */
    bool quiet;       /* only the answer counts */
    bool failed;
    ExportVec *exports; /* units: gets the values' pairs */
} Inclusion;
/* Does impl offer what spec wants?  Reports errors.  Unless quiet, gives the values and exceptions of `spec` (a fresh
   instance, or an interface) impl's Vars, Prims and identities: afterwards spec is a view of impl. */
bool sig_include(Checker *c, Sig *impl, Sig *spec, Inclusion *how);
/* Have `t` and `from` (applied to args, which mention t's parameters) the same constructors or fields?  If not, `why`
   says what differs, and the places (when known) where. */
bool decl_same_contents(Checker *c, TypeDecl *t, TypeDecl *from, Type **args, Buf *why, Loc *here, Loc *there);

/* ---- sig_print.c ----------------------------------------------------------------------------- */
/* Items in OCaml's notation, for messages: "val f : int -> int". */
const char *print_value(Checker *c, ValueDesc *v);
const char *print_type_decl(Checker *c, TypeDecl *d);
#endif
