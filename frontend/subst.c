/* subst.c: copies of types, declarations and signatures with other declarations inside.

   Two uses.  Comparing an implementation with its signature: the signature's declarations
   are mapped to the implementation's, then types are compared as they are.  Making an
   instance of a module type: every declaration gets a copy, and the copies refer to
   each other.  Type variables are shared with the original: generic ones are
   instantiated before use anyway, weak ones must stay the same.  */
#include "modules.h"

void declmap_free(DeclMap *m) {
    map_free(&m->decls);
    map_free(&m->modules);
}

void declmap_put(DeclMap *m, TypeDecl *from, TypeDecl *to) {
    if (from != to) map_putp(&m->decls, from, to);
}

static Type *map_type(Checker *c, DeclMap *m, Type *t, uint32_t depth) {
    t = ty_repr(t);
    if (t->kind == T_VAR || t->kind == T_UNIVAR || t->kind == T_ERROR || depth > 10000) return t;
    if (t->stamp == c->types.stamp) return t->memo;
    Type *r = t, *hole = ty_copy_begin(&c->types, t, t->level);
    switch (t->kind) {
    case T_ARROW: {
        Type *a = map_type(c, m, t->u.arrow.arg, depth + 1), *b = map_type(c, m, t->u.arrow.ret, depth + 1);
        if (a != t->u.arrow.arg || b != t->u.arrow.ret)
            r = arrow_like(ty_arrow(c, t->u.arrow.label, a, b, t->u.arrow.arg_mode, t->u.arrow.ret_mode), t);
        break;
    }
    case T_TUPLE: {
        uint32_t n = t->u.tuple.n;
        Type **items = NULL;
        for (uint32_t i = 0; i < n; i++) {
            Type *x = map_type(c, m, t->u.tuple.items[i], depth + 1);
            if (!items && x != ty_repr(t->u.tuple.items[i])) {
                items = NEW_ARRAY(c->arena, Type *, n);
                memcpy(items, t->u.tuple.items, sizeof *items * n);
            }
            if (items) items[i] = x;
        }
        if (items) r = ty_tuple(c, items, n);
        break;
    }
    case T_CONSTR: {
        TypeDecl *d = t->u.constr.decl, *to = map_getp(&m->decls, d);
        uint32_t n = t->u.constr.args.n;
        Type **args = NULL;
        for (uint32_t i = 0; i < n; i++) {
            Type *x = map_type(c, m, t->u.constr.args.items[i], depth + 1);
            if (!args && x != ty_repr(t->u.constr.args.items[i])) {
                args = NEW_ARRAY(c->arena, Type *, n);
                memcpy(args, t->u.constr.args.items, sizeof *args * n);
            }
            if (args) args[i] = x;
        }
        if (to && to->params.n != n)
            r = ty_error(c); /* a mismatch that has been reported */
        else if (to || args)
            r = ty_constr(c, to ? to : d, args ? args : t->u.constr.args.items, n);
        break;
    }
    case T_POLY: {
        Type *b = map_type(c, m, t->u.poly.body, depth + 1);
        if (b != ty_repr(t->u.poly.body)) r = ty_poly(c, t->u.poly.vars.items, t->u.poly.vars.n, b);
        break;
    }
    default: break;
    }
    if (r != t && t->level == GENERIC_LEVEL) r->level = GENERIC_LEVEL;
    ty_copy_end(&c->types, t, hole, r);
    return r;
}

Type *ty_map_decls(Checker *c, DeclMap *m, Type *t) {
    if (!t || m->decls.len == 0) return t;
    c->types.stamp++;
    return map_type(c, m, t, 0);
}

/* ---- declarations ------------------------------------------------------------------------- */

/* First the empty copy, so that recursive groups and later items find it; then its contents. */
static TypeDecl *decl_shell(Checker *c, DeclMap *m, TypeDecl *d, Path *prefix) {
    TypeDecl *to = decl_new(c, d->name, d->kind, d->params.n, d->loc);
    for (uint32_t i = 0; i < d->params.n; i++) to->params.items[i] = d->params.items[i];
    to->variance.items = NEW_ARRAY(c->arena, int8_t, d->params.n + 1);
    to->variance.n = d->params.n;
    for (uint32_t i = 0; i < d->params.n && i < d->variance.n; i++) to->variance.items[i] = d->variance.items[i];
    to->path = path_new(c, prefix, d->name, d->loc);
    to->home = c->unit;
    to->binding_level = mod_state(c)->local ? c->level : 0;
    declmap_put(m, d, to);
    return to;
}

static Field *field_copy(Checker *c, DeclMap *m, Field *f, TypeDecl *owner) {
    Field *to = arena_copy(c->arena, f, sizeof *f);
    to->type = ty_map_decls(c, m, f->type);
    to->decl = owner;
    return to;
}

static Constr *constr_copy(Checker *c, DeclMap *m, Constr *k, TypeDecl *owner) {
    Constr *to = arena_copy(c->arena, k, sizeof *k);
    to->decl = owner;
    to->args.items = NEW_ARRAY(c->arena, Type *, k->args.n + 1);
    if (k->record) {
        TypeDecl *r = decl_shell(c, m, k->record, NULL);
        r->path = k->record->path;
        r->kind = DECL_RECORD;
        r->fields.n = k->record->fields.n;
        r->fields.items = NEW_ARRAY(c->arena, Field *, r->fields.n + 1);
        for (uint32_t i = 0; i < r->fields.n; i++) r->fields.items[i] = field_copy(c, m, k->record->fields.items[i], r);
        r->float_record = k->record->float_record;
        r->unboxed = k->record->unboxed;
        to->record = r;
        r->inlined_in = to;
    }
    for (uint32_t i = 0; i < k->args.n; i++) to->args.items[i] = ty_map_decls(c, m, k->args.items[i]);
    to->result = ty_map_decls(c, m, k->result);
    return to;
}

static void decl_fill(Checker *c, DeclMap *m, TypeDecl *d, TypeDecl *to) {
    to->kind = d->kind;
    to->manifest = ty_map_decls(c, m, d->manifest);
    to->nconst = d->nconst, to->nblock = d->nblock;
    to->float_record = d->float_record, to->unboxed = d->unboxed, to->immediate = d->immediate;
    to->private = d->private, to->gadt = d->gadt, to->nonrec = d->nonrec, to->hidden = d->hidden;
    to->builtin = d->builtin;
    to->may_equal = d->may_equal;
    to->attrs = d->attrs;
    to->constrs.n = d->constrs.n;
    to->constrs.items = NEW_ARRAY(c->arena, Constr *, d->constrs.n + 1);
    for (uint32_t i = 0; i < d->constrs.n; i++) to->constrs.items[i] = constr_copy(c, m, d->constrs.items[i], to);
    to->fields.n = d->fields.n;
    to->fields.items = NEW_ARRAY(c->arena, Field *, d->fields.n + 1);
    for (uint32_t i = 0; i < d->fields.n; i++) to->fields.items[i] = field_copy(c, m, d->fields.items[i], to);
}

TypeDecl *decl_copy(Checker *c, DeclMap *m, TypeDecl *d, Path *prefix) {
    TypeDecl *to = decl_shell(c, m, d, prefix);
    decl_fill(c, m, d, to);
    return to;
}

/* ---- signatures ------------------------------------------------------------------------------ */

static void make_shells(Checker *c, DeclMap *m, Sig *sig, Path *prefix, uint32_t depth) {
    if (depth > 200) return;
    for (uint32_t i = 0; i < sig->items.n; i++) {
        SigEntry *e = &sig->items.items[i];
        if (e->kind == ITEM_TYPE && !map_getp(&m->decls, e->u.type))
            decl_shell(c, m, e->u.type, prefix);
        else if (e->kind == ITEM_MODULE && !e->u.module->alias && e->u.module->sig)
            make_shells(c, m, e->u.module->sig, path_new(c, prefix, e->name, e->loc), depth + 1);
    }
}

static Sig *copy_items(Checker *c, DeclMap *m, Sig *sig, Path *prefix, uint32_t depth) {
    Sig *out = sig_new(c);
    if (depth > 200) return out;
    Map filled = {0};
    for (uint32_t i = 0; i < sig->items.n; i++) {
        SigEntry *e = &sig->items.items[i];
        void *what = NULL;
        switch (e->kind) {
        case ITEM_TYPE: {
            TypeDecl *to = map_getp(&m->decls, e->u.type);
            if (!map_getp(&filled, to)) {
                map_putp(&filled, to, (void *)1);
                decl_fill(c, m, e->u.type, to);
            }
            what = to;
            break;
        }
        case ITEM_VALUE: {
            ValueDesc *v = arena_copy(c->arena, e->u.value, sizeof *v);
            v->type = ty_map_decls(c, m, v->type);
            what = v;
            break;
        }
        case ITEM_CONSTR: what = constr_copy(c, m, e->u.constr, e->u.constr->decl); break;
        case ITEM_MODULE: {
            Module *from = e->u.module;
            if (!from->alias && !from->sig) {
                what = from;
                break;
            }
            Module *to = arena_copy(c->arena, from, sizeof *from);
            if (from->alias) {
                Module *target = map_getp(&m->modules, from->alias);
                if (target) to->alias = target;
                what = target ? to : from;
                break;
            }
            map_putp(&m->modules, from, to);
            to->path = path_new(c, prefix, e->name, e->loc);
            to->unit = c->unit;
            to->is_unit = false;
            to->sig = copy_items(c, m, from->sig, to->path, depth + 1);
            what = to;
            break;
        }
        case ITEM_MODTYPE: {
            ModTypeDecl *from = e->u.modtype, *to = arena_copy(c->arena, from, sizeof *from);
            to->path = path_new(c, prefix, e->name, e->loc);
            if (from->sig) {
                make_shells(c, m, from->sig, prefix, 0);
                to->sig = copy_items(c, m, from->sig, prefix, depth + 1);
            }
            what = to;
            break;
        }
        }
        sig_add(c, out, e->kind, e->name, e->loc, what);
    }
    map_free(&filled);
    return out;
}

Sig *sig_copy_with(Checker *c, DeclMap *m, Sig *sig, Path *path) {
    make_shells(c, m, sig, path, 0);
    return copy_items(c, m, sig, path, 0);
}

Sig *sig_copy(Checker *c, Sig *sig, Path *path) {
    DeclMap m = {0};
    Sig *out = sig_copy_with(c, &m, sig, path);
    declmap_free(&m);
    return out;
}
