/* check_sig.c: signatures and module types.

   A module type is translated once, where it is written; each use gets a copy with types
   of its own (sig_copy), which `with` constraints then fill in.  */
#include "modules.h"

#define MAX_DEPTH 200

/* ---- scopes and names --------------------------------------------------------------------------- */

Path *path_new(Checker *c, Path *prefix, Name name, Loc loc) {
    Path *p = NEW(c->arena, Path);
    p->prefix = prefix;
    p->name = name;
    p->loc = loc;
    return p;
}
Path *path_here(Checker *c, Name name, Loc loc) {
    return path_new(c, mod_state(c)->scope, name, loc);
}

Scope scope_enter(Checker *c, Name name, Loc loc) {
    ModState *st = mod_state(c);
    Scope saved = {st->scope, c->scope_prefix};
    if (name) {
        st->scope = path_new(c, st->scope, name, loc);
        c->scope_prefix = arena_printf(c->arena, "%s%s.", c->scope_prefix, name->text);
    }
    return saved;
}
void scope_leave(Checker *c, Scope saved) {
    mod_state(c)->scope = saved.path;
    c->scope_prefix = saved.prefix;
}

void unique_add(Checker *c, Unique *u, ItemKind kind, Name name, Loc loc, bool included) {
    if (kind != ITEM_TYPE && kind != ITEM_MODULE && kind != ITEM_MODTYPE) return;
    uint64_t key = (uint64_t)(uintptr_t)name << 3 | (uint64_t)kind;
    Loc *before = map_get(&u->seen, key);
    if (before && before->file && !included) {
        const char *what = kind == ITEM_TYPE ? "type" : kind == ITEM_MODULE ? "module" : "module type";
        Diag *d = diag_error(c->s, loc, "E0430", "Multiple definition of the %s name %s", what, name->text);
        diag_label(c->s, d, *before, "the first definition is here");
        diag_note(c->s, d, "names of types and modules must be unique in a given structure or signature");
    }
    Loc *mine = NEW(c->arena, Loc);
    if (!included) *mine = loc;
    map_put(&u->seen, key, mine);
}
void unique_free(Unique *u) {
    map_free(&u->seen);
}

void floating_attribute(Checker *c, const Attr *a) {
    if (a) warnings_enter(c, a);
}

Module *broken_module(Checker *c, Name name, Loc loc) {
    Module *m = NEW(c->arena, Module);
    m->name = name;
    m->loc = loc;
    m->unit = c->unit;
    m->sig = sig_new(c);
    m->broken = m->used = m->sig->broken = true;
    return m;
}

/* ---- interfaces ------------------------------------------------------------------------------------ */

void sig_give_vars(Checker *c, Sig *sig) {
    for (uint32_t i = 0; i < sig->items.n; i++) {
        SigEntry *e = &sig->items.items[i];
        if (e->kind == ITEM_VALUE && !e->u.value->prim) {
            ValueDesc *v = e->u.value;
            v->var = var_new(c, v->name, VAR_GLOBAL, v->type, NULL, v->loc);
            v->var->arity = v->arity;
            v->var->used = v->var->declared = true;
        } else if (e->kind == ITEM_CONSTR) {
            e->u.constr->exn = var_new(c, e->name, VAR_GLOBAL, c->p.t_exn, c->mode_global, e->loc);
            e->u.constr->exn->used = true;
        } else if (e->kind == ITEM_MODULE && !e->u.module->alias && e->u.module->sig) {
            Scope saved = scope_enter(c, e->name, e->loc);
            sig_give_vars(c, e->u.module->sig);
            scope_leave(c, saved);
        }
    }
}

/* ---- with constraints ------------------------------------------------------------------------------- */

static void no_component(Checker *c, Sig *sig, ItemKind kind, const Path *p) {
    Diag *d = diag_error(c->s, p->loc, "E0431", "The signature constrained by `with` has no component named %s",
                         path_text(c, p));
    Spell s = spell_new(p->name);
    for (uint32_t i = 0; i < sig->items.n; i++)
        if (sig->items.items[i].kind == kind) spell_try(&s, sig->items.items[i].name);
    if (s.best) diag_help(c->s, d, "Did you mean %s?", s.best->text);
}

/* The sub-signature that holds the last name of p; NULL (reported) when there is none. */
static Sig *constrained_sig(Checker *c, Sig *sig, const Path *p) {
    if (!p->prefix) return sig;
    Sig *outer = constrained_sig(c, sig, p->prefix);
    if (!outer) return NULL;
    SigEntry *e = p->prefix->name ? sig_find(c, outer, ITEM_MODULE, p->prefix->name) : NULL;
    Sig *inner = e ? module_sig(e->u.module) : NULL;
    if (!inner) no_component(c, outer, ITEM_MODULE, p->prefix);
    return inner;
}

static void sig_remove(Sig *sig, const SigEntry *e) {
    uint32_t at = (uint32_t)(e - sig->items.items);
    memmove(sig->items.items + at, sig->items.items + at + 1, sizeof *e * (sig->items.n - at - 1));
    sig->items.n--;
    map_free(&sig->index);
    sig->index = (Map){0};
    sig->indexed = 0;
}

static void with_mismatch(Checker *c, const WithConstraint *w, TypeDecl *old, const char *why) {
    Diag *d = diag_error(c->s, w->loc, "E0432",
                         "In this `with` constraint, the new definition of %s does not match its original definition "
                         "in the signature: %s",
                         path_text(c, w->path), why);
    if (old->loc.file) diag_label(c->s, d, old->loc, "the original definition");
}

/* Makes the signature's type `old` equal to `to` (over old's parameters). */
static void set_manifest(Checker *c, TypeDecl *old, Type *to, bool private) {
    old->manifest = to;
    if (old->kind == DECL_ABSTRACT) {
        old->kind = DECL_ALIAS;
        old->private = private;
    }
    old->immediate = ty_rep(decl_type(c, old)) == REP_IMMEDIATE;
}

static void with_type(Checker *c, Env *env, Sig *sig, const WithConstraint *w) {
    Sig *inner = constrained_sig(c, sig, w->path);
    SigEntry *e = inner ? sig_find(c, inner, ITEM_TYPE, w->path->name) : NULL;
    if (!e) {
        if (inner) no_component(c, inner, ITEM_TYPE, w->path);
        return;
    }
    TypeDecl *old = e->u.type, *new = check_with_decl(c, env, w->type);
    if (!new) return;
    if (!new->manifest) {
        diag_error(c->s, w->loc, "E0432",
                   "A `with type` constraint must give the type a definition: `with type %s = ...`",
                   path_text(c, w->path));
        return;
    }
    if (new->params.n != old->params.n) {
        with_mismatch(c, w, old,
                      arena_printf(c->arena, "it has %u type parameter%s instead of %u", new->params.n,
                                   new->params.n == 1 ? "" : "s", old->params.n));
        return;
    }
    Type *to = ty_subst(&c->types, new->manifest, new->params.items, old->params.items, old->params.n);
    if (old->kind == DECL_ABSTRACT) {
        for (uint32_t i = 0; i < old->params.n; i++) {
            int8_t was = old->variance.items[i], is = new->variance.items[i];
            if ((was == 1 && is != 1 && is != 2) || (was == -1 && is != -1 && is != 2)) {
                with_mismatch(c, w, old, "their variances do not agree");
                return;
            }
        }
        if (old->immediate && ty_rep(to) != REP_IMMEDIATE) {
            with_mismatch(c, w, old, "the original is immediate");
            return;
        }
    } else if (old->kind == DECL_ALIAS) {
        uint32_t n = old->params.n;
        Type **as = NEW_ARRAY(c->arena, Type *, n + 1), **bs = NEW_ARRAY(c->arena, Type *, n + 1);
        for (uint32_t i = 0; i < n; i++) as[i] = bs[i] = old->params.items[i];
        as[n] = to, bs[n] = old->manifest;
        if (!ty_equal(c, as, bs, n + 1)) {
            const char *a, *b;
            ty_print_pair(c, to, old->manifest, &a, &b);
            with_mismatch(c, w, old, arena_printf(c->arena, "the type `%s` is not equal to the type `%s`", a, b));
            return;
        }
    } else {
        Type *target = ty_expand(to);
        TypeDecl *from = target->kind == T_CONSTR ? target->u.constr.decl : NULL;
        Buf why = {0};
        Loc here, there;
        bool ok = from && from->kind == old->kind && from->params.n == target->u.constr.args.n &&
                  decl_same_contents(c, old, from, target->u.constr.args.items, &why, &here, &there);
        if (!ok) with_mismatch(c, w, old, why.len ? buf_cstr(&why) : "it is another kind of type");
        buf_free(&why);
        if (!ok) return;
    }
    for (uint32_t i = 0; i < old->params.n && old->kind == DECL_ABSTRACT; i++)
        old->variance.items[i] = new->variance.items[i];
    set_manifest(c, old, to, new->private);
    if (w->destructive) {
        old->hidden = true;
        sig_remove(inner, e);
    }
}

/* The abstract types of `spec` become those of `impl`. */
static void equate_types(Checker *c, Sig *spec, Sig *impl, uint32_t depth) {
    if (depth > MAX_DEPTH) return;
    for (uint32_t i = 0; i < spec->items.n; i++) {
        SigEntry *e = &spec->items.items[i], *f = sig_find(c, impl, e->kind, e->name);
        if (!f) continue;
        if (e->kind == ITEM_TYPE && e->u.type->params.n == f->u.type->params.n && e->u.type != f->u.type)
            set_manifest(c, e->u.type, ty_constr(c, f->u.type, e->u.type->params.items, e->u.type->params.n), false);
        else if (e->kind == ITEM_MODULE && !e->u.module->alias && e->u.module->sig && module_sig(f->u.module))
            equate_types(c, e->u.module->sig, module_sig(f->u.module), depth + 1);
    }
}

static void with_module(Checker *c, Env *env, Sig *sig, const WithConstraint *w) {
    Sig *inner = constrained_sig(c, sig, w->path);
    SigEntry *e = inner ? sig_find(c, inner, ITEM_MODULE, w->path->name) : NULL;
    if (!e) {
        if (inner) no_component(c, inner, ITEM_MODULE, w->path);
        return;
    }
    Module *to = env_module(c, env, w->mod);
    Sig *have = to ? module_sig(to) : NULL;
    if (!have) return;
    Inclusion how = {.what = "In this `with` constraint, the module does not match the signature", .loc = w->loc};
    Sig *spec = module_sig(e->u.module);
    if (!spec || !sig_include(c, have, sig_copy(c, spec, NULL), &how)) return;
    equate_types(c, spec, have, 0);
    if (w->destructive) sig_remove(inner, e);
}

/* ---- module types ------------------------------------------------------------------------------------- */

Sig *check_modtype(Checker *c, Env *env, const ModType *mt, Path *path) {
    ModState *st = mod_state(c);
    if (st->depth > MAX_DEPTH) {
        diag_error(c->s, mt->loc, "E0433", "Modules and module types are nested more than %d levels deep", MAX_DEPTH);
        return sig_new(c);
    }
    st->depth++;
    Sig *r = NULL;
    switch (mt->kind) {
    case MTY_IDENT: {
        ModTypeDecl *d = env_modtype(c, env, mt->u.ident);
        if (d && d->sig)
            r = sig_copy(c, d->sig, path);
        else if (d && !d->broken)
            not_in_this_version(c, mt->loc, "abstract module types are");
        break;
    }
    case MTY_SIG: {
        Scope saved = {st->scope, c->scope_prefix};
        st->scope = path;
        r = check_signature(c, env, mt->u.sig.items, mt->u.sig.n);
        scope_leave(c, saved);
        break;
    }
    case MTY_WITH:
        r = check_modtype(c, env, mt->u.with.base, path);
        if (r->broken) break;
        for (uint32_t i = 0; i < mt->u.with.constraints.n; i++) {
            const WithConstraint *w = &mt->u.with.constraints.items[i];
            if (w->kind == WITH_TYPE)
                with_type(c, env, r, w);
            else if (w->kind == WITH_MODULE)
                with_module(c, env, r, w);
            else
                not_in_this_version(c, w->loc, "`with module type` is");
        }
        break;
    case MTY_TYPEOF:
        if (mt->u.type_of->kind == MOD_IDENT) {
            Module *m = env_module(c, env, mt->u.type_of->u.ident);
            Sig *sig = m ? module_sig(m) : NULL;
            if (sig) r = sig_copy(c, sig, path);
        } else
            not_in_this_version(c, mt->loc, "`module type of` with anything but the name of a module is");
        break;
    case MTY_ALIAS: {
        Module *m = env_module(c, env, mt->u.ident);
        Sig *sig = m ? module_sig(m) : NULL;
        if (sig) r = sig_copy(c, sig, path);
        break;
    }
    case MTY_FUNCTOR: not_in_this_version(c, mt->loc, "functor types are"); break;
    case MTY_EXTENSION: not_in_this_version(c, mt->loc, "extension points in module types are"); break;
    case MTY_ERROR: break;
    }
    st->depth--;
    if (!r) {
        r = sig_new(c);
        r->broken = true;
    }
    return r;
}

ModTypeDecl *check_modtype_decl(Checker *c, Env *env, Ident name, const ModType *mt) {
    ModTypeDecl *d = NEW(c->arena, ModTypeDecl);
    d->name = name.name;
    d->loc = name.loc;
    d->path = path_here(c, name.name, name.loc);
    d->syntax = (ModType *)(uintptr_t)mt;
    d->env = env;
    if (mt) {
        Sig *sig = check_modtype(c, env, mt, mod_state(c)->scope);
        d->broken = sig->broken;
        if (!sig->broken) d->sig = sig;
    }
    return d;
}

/* ---- signatures ------------------------------------------------------------------------------------------ */

static Module *module_spec(Checker *c, Env *env, const ModBinding *b) {
    Name name = b->name.name;
    if (b->type && b->type->kind == MTY_ALIAS) {
        Module *target = env_module(c, env, b->type->u.ident);
        if (!target) return broken_module(c, name, b->loc);
        Module *m = NEW(c->arena, Module);
        *m = (Module){
            .name = name, .path = path_here(c, name, b->loc), .unit = c->unit, .alias = target, .loc = b->name.loc};
        return m;
    }
    if (!b->type) return broken_module(c, name, b->loc);
    Module *m = NEW(c->arena, Module);
    *m = (Module){.name = name, .unit = c->unit, .loc = b->name.loc, .attrs = b->attrs};
    m->path = path_here(c, name, b->name.loc);
    Scope saved = scope_enter(c, name, b->name.loc);
    m->sig = check_modtype(c, env, b->type, m->path);
    m->broken = m->sig->broken;
    scope_leave(c, saved);
    return m;
}

static Env *include_sig(Checker *c, Env *env, Sig *from, Sig *to, Unique *u) {
    for (uint32_t i = 0; i < from->items.n; i++) {
        SigEntry *e = &from->items.items[i];
        unique_add(c, u, e->kind, e->name, e->loc, true);
        sig_add(c, to, e->kind, e->name, e->loc, e->u.value);
    }
    return env_open_sig(c, env, from);
}

Sig *check_signature(Checker *c, Env *env, SigItem *const *items, uint32_t n) {
    Sig *sig = sig_new(c);
    Unique u = {0};
    WarnState floating = warnings_enter(c, NULL);
    ZeroAllocFile outer = c->zero_file;
    for (uint32_t i = 0; i < n; i++) /* of all of it, wherever it stands */
        if (items[i]->kind == SIG_ATTRIBUTE) attrs_on_file(c, items[i]->u.attribute, &c->zero_file);
    for (uint32_t i = 0; i < n; i++) {
        const SigItem *it = items[i];
        WarnState warnings = warnings_enter(c, it->attrs);
        bool restore = true;
        tyvars_reset(c);
        switch (it->kind) {
        case SIG_VALUE: {
            const ValDecl *v = it->u.value;
            ValueDesc *d = v->external ? check_external(c, env, v) : check_val(c, env, v);
            sig_add(c, sig, ITEM_VALUE, d->name, d->loc, d);
            env = env_add_value(c, env, d);
            break;
        }
        case SIG_TYPE: {
            for (uint32_t k = 0; k < it->u.types.n; k++)
                unique_add(c, &u, ITEM_TYPE, it->u.types.items[k].name.name, it->u.types.items[k].name.loc, false);
            env = check_type_decls(c, env, it->u.types.items, it->u.types.n, sig, true);
            break;
        }
        case SIG_TYPESUBST: {
            Sig *local = sig_new(c);
            env = check_type_decls(c, env, it->u.types.items, it->u.types.n, local, true);
            for (uint32_t k = 0; k < local->items.n; k++) {
                TypeDecl *t = local->items.items[k].u.type;
                t->hidden = t->kind == DECL_ALIAS;
                if (!t->hidden)
                    not_in_this_version(c, t->loc,
                                        "local substitutions (`type t := ...`) of anything but an abbreviation are");
            }
            break;
        }
        case SIG_EXCEPTION: {
            if (it->u.exception.rebind) {
                not_in_this_version(c, it->loc, "rebinding an exception in a signature is");
                break;
            }
            Constr *k = check_exception_decl(c, env, &it->u.exception.constr, VAR_LOCAL);
            sig_add(c, sig, ITEM_CONSTR, k->name, k->loc, k);
            env = env_add_constr(c, env, k);
            break;
        }
        case SIG_MODULE:
            for (uint32_t k = 0; k < it->u.modules.n; k++) {
                const ModBinding *b = &it->u.modules.items[k];
                Module *m = module_spec(c, env, b);
                if (!b->name.name) continue;
                unique_add(c, &u, ITEM_MODULE, b->name.name, b->name.loc, false);
                sig_add(c, sig, ITEM_MODULE, m->name, b->name.loc, m);
                env = env_add_module(c, env, m);
            }
            break;
        case SIG_MODTYPE: {
            ModTypeDecl *d = check_modtype_decl(c, env, it->u.modtype.name, it->u.modtype.type);
            unique_add(c, &u, ITEM_MODTYPE, d->name, d->loc, false);
            sig_add(c, sig, ITEM_MODTYPE, d->name, d->loc, d);
            env = env_add_modtype(c, env, d);
            break;
        }
        case SIG_OPEN: {
            Module *m = env_module(c, env, it->u.open.path);
            if (m) env = env_open_module(c, env, m);
            break;
        }
        case SIG_INCLUDE: {
            Sig *from = check_modtype(c, env, it->u.include, mod_state(c)->scope);
            sig->broken |= from->broken;
            env = include_sig(c, env, from, sig, &u);
            break;
        }
        case SIG_ATTRIBUTE:
            floating_attribute(c, it->u.attribute);
            restore = false;
            break;
        case SIG_TYPEEXT: not_in_this_version(c, it->loc, "extensible variant types are"); break;
        case SIG_MODSUBST: not_in_this_version(c, it->loc, "module substitutions (`module M := N`) are"); break;
        case SIG_RECMODULE: not_in_this_version(c, it->loc, "recursive modules are"); break;
        case SIG_CLASS: not_in_this_version(c, it->loc, "classes are"); break;
        case SIG_EXTENSION: not_in_this_version(c, it->loc, "extension points in signatures are"); break;
        case SIG_ERROR: break;
        }
        if (restore) warnings_leave(c, warnings);
    }
    warnings_leave(c, floating);
    c->zero_file = outer;
    unique_free(&u);
    return sig;
}
