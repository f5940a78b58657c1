/* env.h: what names mean at a place of the program.

   An Env is persistent: adding gives a new Env and the old one stays valid, so
   module types and functors may keep the environment of their definition.  It is a
   hash trie keyed by (namespace, name), with a few recent bindings kept in front of
   it (most bindings of an expression are looked up once or twice and then gone), on
   top of a chain of opened signatures.  Adding and finding cost O(log n).

   Values, types, modules, module types: the last one added is found.
   Constructors and record fields: all of a name are kept, the last one first, because
   the expected type may choose another than the last.  */
#ifndef MLOC_ENV_H
#define MLOC_ENV_H

#include "types.h"

typedef enum { NS_VALUE, NS_TYPE, NS_CONSTR, NS_FIELD, NS_MODULE, NS_MODTYPE } Namespace;

/* The empty environment; normally one starts from c->initial (predefined names) or env_initial. */
Env *env_empty(Checker *c);
/* Predefined types, constructors and exceptions, and Stdlib opened when it is known. */
Env *env_initial(Checker *c);

Env *env_add_value(Checker *c, Env *env, ValueDesc *v);
/* Also its constructors or fields. */
Env *env_add_type(Checker *c, Env *env, TypeDecl *d);
/* The type's name alone (while its own definition is being translated). */
Env *env_add_type_name(Checker *c, Env *env, TypeDecl *d);
Env *env_add_type_as(Checker *c, Env *env, Name name, TypeDecl *d); /* a name of ours for d, without its constructors */
Env *env_add_constr(Checker *c, Env *env, Constr *k);
Env *env_add_field(Checker *c, Env *env, Field *f);
Env *env_add_module(Checker *c, Env *env, Module *m);
Env *env_add_module_as(Checker *c, Env *env, Name name, Module *m);
Env *env_add_modtype(Checker *c, Env *env, ModTypeDecl *d);
/* All items of a signature, shadowing what was there; O(1), the signature is indexed once. */
Env *env_open_sig(Checker *c, Env *env, Sig *sig);
Env *env_open_module(Checker *c, Env *env, Module *m);

/* By plain name; NULL when absent, nothing is reported.  env_find_module also asks for a unit. */
ValueDesc *env_find_value(Checker *c, Env *env, Name name);
TypeDecl *env_find_type(Checker *c, Env *env, Name name);
Module *env_find_module(Checker *c, Env *env, Name name, Loc use);
ModTypeDecl *env_find_modtype(Checker *c, Env *env, Name name);

/* By path.  When absent the error (with suggestions) has been reported and the answer is NULL. */
ValueDesc *env_value(Checker *c, Env *env, const Path *p);
TypeDecl *env_type(Checker *c, Env *env, const Path *p);
Module *env_module(Checker *c, Env *env, const Path *p);
ModTypeDecl *env_modtype(Checker *c, Env *env, const Path *p);

/* All constructors or fields of a name, the last defined first. */
typedef struct {
    Checker *c;
    Env *env;         /* plain names: the layers still to search */
    const void *node; /* candidates of the present layer */
    uint64_t key;
    bool started;
} EnvIter;
/* p's modules are resolved here; false when one is unbound (reported). */
bool env_constrs(Checker *c, Env *env, const Path *p, EnvIter *it);
bool env_fields(Checker *c, Env *env, const Path *p, EnvIter *it);
Constr *env_next_constr(EnvIter *it); /* NULL at the end */
Field *env_next_field(EnvIter *it);
/* Reports an unbound constructor or field, with suggestions. */
void env_unbound_constr(Checker *c, Env *env, const Path *p);
void env_unbound_field(Checker *c, Env *env, const Path *p);

/* Lookups in a signature by kind and name: what M.x needs, and inclusion. */
SigEntry *sig_find(Checker *c, Sig *sig, ItemKind kind, Name name);
/* The module's signature, through aliases.  NULL for functors. */
Sig *module_sig(Module *m);
Sig *sig_new(Checker *c);
SigEntry *sig_add(Checker *c, Sig *sig, ItemKind kind, Name name, Loc loc, void *what);

/* Spelling: remembers the nearest candidate.  Damerau distance, at most a third of the length. */
typedef struct {
    Name wanted;
    Name best;
    uint32_t distance;
} Spell;
Spell spell_new(Name wanted);
void spell_try(Spell *s, Name candidate);
/* All names of one namespace visible in env. */
void env_each_name(Checker *c, Env *env, Namespace ns, void (*f)(void *ctx, Name name), void *ctx);
/* "M.N.x" */
const char *path_text(Checker *c, const Path *p);

#endif
