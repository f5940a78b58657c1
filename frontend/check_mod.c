/* check_mod.c: structures and module expressions.

   Modules are not values here: without functors and first-class modules every component
   is known, so a module is a signature whose entries point at the Vars of the unit's
   static block.  Aliases, opens, includes and ascriptions cost nothing at run time.  */
#include "modules.h"

#define MAX_DEPTH 200

/* ---- module expressions --------------------------------------------------------------------------- */

static Module *module_of_sig(Checker *c, Name name, Sig *sig, Loc loc) {
    Module *m = NEW(c->arena, Module);
    m->name = name;
    m->path = mod_state(c)->scope;
    m->unit = c->unit;
    m->sig = sig;
    m->broken = sig->broken;
    m->loc = loc;
    return m;
}

static Module *module_ascribed(Checker *c, Env *env, Name name, const ModExpr *m, VarKind kind, TItemVec *out);

static Module *module_in_scope(Checker *c, Env *env, Name name, const ModExpr *m, VarKind kind, TItemVec *out) {
    switch (m->kind) {
    case MOD_IDENT: {
        Module *target = env_module(c, env, m->u.ident);
        if (!target) return broken_module(c, name, m->loc);
        target->used = true;
        Module *r = module_of_sig(c, name, module_sig(target) ? module_sig(target) : sig_new(c), m->loc);
        r->alias = target;
        r->sig = NULL;
        return r;
    }
    case MOD_STRUCT: {
        Sig *sig = sig_new(c);
        check_structure(c, env, m->u.str.items, m->u.str.n, kind, out, sig);
        return module_of_sig(c, name, sig, m->loc);
    }
    case MOD_CONSTRAINT: return module_ascribed(c, env, name, m, kind, out);
    case MOD_FUNCTOR: not_in_this_version(c, m->loc, "functors are"); break;
    case MOD_APPLY: not_in_this_version(c, m->loc, "functors are"); break;
    case MOD_UNPACK: not_in_this_version(c, m->loc, "first-class modules are"); break;
    case MOD_EXTENSION: not_in_this_version(c, m->loc, "extension points in modules are"); break;
    case MOD_ERROR: break;
    }
    return broken_module(c, name, m->loc);
}

/* M : S.  The values of M seen through a fresh instance of S. */
static Module *module_ascribed(Checker *c, Env *env, Name name, const ModExpr *m, VarKind kind, TItemVec *out) {
    bool decided = c->has_interface; /* the signature decides what its values' modes are */
    c->has_interface = true;
    Module *inner = module_in_scope(c, env, name, m->u.constraint.mod, kind, out);
    c->has_interface = decided;
    Sig *spec = check_modtype(c, env, m->u.constraint.type, mod_state(c)->scope);
    Sig *have = module_sig(inner);
    if (inner->broken || spec->broken || !have) return broken_module(c, name, m->loc);
    Inclusion how = {.what = "Signature mismatch", .loc = NO_LOC};
    /* the mismatch is shown at the item when that is part of this expression, else here */
    if (m->u.constraint.mod->kind != MOD_STRUCT) how.loc = m->u.constraint.mod->loc;
    how.module_loc = m->u.constraint.mod->loc;
    sig_include(c, have, spec, &how);
    Module *r = module_of_sig(c, name, spec, m->loc);
    r->broken = spec->broken = how.failed;
    return r;
}

Module *check_module_expr(Checker *c, Env *env, Name name, const ModExpr *m, VarKind kind, TItemVec *out) {
    ModState *st = mod_state(c);
    if (st->depth > MAX_DEPTH) {
        diag_error(c->s, m->loc, "E0433", "Modules and module types are nested more than %d levels deep", MAX_DEPTH);
        return broken_module(c, name, m->loc);
    }
    st->depth++;
    bool local = st->local;
    st->local = kind == VAR_LOCAL;
    Scope saved = scope_enter(c, name, m->loc);
    Module *r = module_in_scope(c, env, name, m, kind, out);
    scope_leave(c, saved);
    st->local = local;
    st->depth--;
    return r;
}

Module *module_of_apply_path(Checker *c, Env *env, const Path *p) {
    (void)env;
    not_in_this_version(c, p->loc, "functor applications are");
    return NULL;
}

/* ---- exceptions ------------------------------------------------------------------------------------------ */

static Constr *find_exception(Checker *c, Env *env, const Path *p) {
    EnvIter it;
    if (!env_constrs(c, env, p, &it)) return NULL;
    Constr *first = NULL, *k;
    while ((k = env_next_constr(&it))) {
        if (!first) first = k;
        if (k->exn) {
            k->used = true;
            return k;
        }
    }
    if (!first)
        env_unbound_constr(c, env, p);
    else {
        Diag *d =
            diag_error(c->s, p->loc, "E0434", "The constructor %s does not belong to an exception", path_text(c, p));
        if (first->loc.file) diag_label(c->s, d, first->loc, "it is defined here, in type %s", first->decl->name->text);
    }
    return NULL;
}

TItem *check_exception(Checker *c, Env **env, const ExtConstr *e, VarKind kind) {
    TItem *item = NEW(c->arena, TItem);
    item->loc = e->constr.loc;
    Constr *k;
    if (e->rebind) {
        item->kind = TI_EXN_REBIND;
        Constr *from = find_exception(c, *env, e->rebind);
        if (!from) { /* any exception of that name stands in, so that its uses are no errors */
            from = NEW(c->arena, Constr);
            *from = *c->p.not_found;
        }
        k = arena_copy(c->arena, from, sizeof *from);
        k->name = e->constr.name.name;
        k->loc = e->constr.name.loc;
        k->attrs = e->constr.attrs;
        if (k->gadt) map_putp(&c->gadt_names, k->name, k);
        item->u.exception.from = from;
    } else {
        item->kind = TI_EXCEPTION;
        k = check_exception_decl(c, *env, &e->constr, kind);
    }
    item->u.exception.constr = k;
    *env = env_add_constr(c, *env, k);
    return item;
}

/* ---- structures -------------------------------------------------------------------------------------------- */

typedef struct {
    Checker *c;
    Env *env;
    VarKind kind;
    TItemVec *out;
    Sig *sig;
    Unique unique;
} Struct;

static TItem *new_item(Struct *st, TItemKind kind, Loc loc) {
    TItem *t = NEW(st->c->arena, TItem);
    t->kind = kind;
    t->loc = loc;
    vec_push(st->out, t);
    return t;
}

static void item_value(Struct *st, const StrItem *it) {
    Checker *c = st->c;
    ValueVec bound = {0};
    TBinding *binds = NULL;
    c->item = true;
    st->env = check_bindings(c, st->env, it->u.value.rec, it->u.value.binds.items, it->u.value.binds.n, st->kind,
                             &binds, &bound);
    TItem *t = new_item(st, TI_VALUE, it->loc);
    t->u.value.rec = it->u.value.rec;
    t->u.value.binds.items = binds;
    t->u.value.binds.n = it->u.value.binds.n;
    for (uint32_t i = 0; i < bound.len; i++)
        sig_add(c, st->sig, ITEM_VALUE, bound.data[i]->name, bound.data[i]->loc, bound.data[i]);
    if (st->kind != VAR_GLOBAL || c->has_interface) return; /* the interface decides when the whole unit is known */
    for (uint32_t i = 0; i < bound.len; i++) vec_push(&c->exported, bound.data[i]->type);
}

static void item_module(Struct *st, const StrItem *it) {
    Checker *c = st->c;
    for (uint32_t i = 0; i < it->u.modules.n; i++) {
        const ModBinding *b = &it->u.modules.items[i];
        if (!b->expr) continue;
        Name name = b->name.name;
        TItemVec inner = {0};
        Module *m;
        if (b->type) { /* module M : S = E */
            ModExpr ascription = {.kind = MOD_CONSTRAINT, .loc = b->loc};
            ascription.u.constraint.mod = b->expr;
            ascription.u.constraint.type = b->type;
            m = check_module_expr(c, st->env, name ? name : c->n.underscore,
                                  arena_copy(c->arena, &ascription, sizeof ascription), st->kind, &inner);
        } else
            m = check_module_expr(c, st->env, name ? name : c->n.underscore, b->expr, st->kind, &inner);
        if (inner.len) {
            TItem *t = new_item(st, TI_GROUP, it->loc);
            t->u.group.items = arena_copy(c->arena, inner.data, sizeof *inner.data * inner.len);
            t->u.group.n = inner.len;
        }
        vec_free(&inner);
        if (!name) continue;
        m->path = path_here(c, name, b->name.loc);
        m->attrs = b->attrs;
        m->loc = b->name.loc;
        unique_add(c, &st->unique, ITEM_MODULE, name, b->name.loc, false);
        sig_add(c, st->sig, ITEM_MODULE, name, b->name.loc, m);
        st->env = env_add_module(c, st->env, m);
    }
}

static void include_items(Struct *st, Sig *from) {
    for (uint32_t i = 0; i < from->items.n; i++) {
        SigEntry *e = &from->items.items[i];
        unique_add(st->c, &st->unique, e->kind, e->name, e->loc, true);
        sig_add(st->c, st->sig, e->kind, e->name, e->loc, e->u.value);
    }
    st->sig->broken |= from->broken;
    st->env = env_open_sig(st->c, st->env, from);
}

static void check_item(Struct *st, const StrItem *it) {
    Checker *c = st->c;
    switch (it->kind) {
    case STR_EVAL: {
        enter_level(c);
        TExpr *e = check_expression(c, st->env, it->u.eval, NULL, NULL);
        leave_level(c);
        new_item(st, TI_EVAL, it->loc)->u.eval = e;
        break;
    }
    case STR_VALUE: item_value(st, it); break;
    case STR_PRIMITIVE: {
        ValueDesc *v = check_external(c, st->env, it->u.prim);
        sig_add(c, st->sig, ITEM_VALUE, v->name, v->loc, v);
        st->env = env_add_value(c, st->env, v);
        break;
    }
    case STR_TYPE:
        for (uint32_t i = 0; i < it->u.types.n; i++)
            unique_add(c, &st->unique, ITEM_TYPE, it->u.types.items[i].name.name, it->u.types.items[i].name.loc, false);
        st->env = check_type_decls(c, st->env, it->u.types.items, it->u.types.n, st->sig, false);
        break;
    case STR_EXCEPTION: {
        TItem *t = check_exception(c, &st->env, &it->u.exception, st->kind);
        vec_push(st->out, t);
        Constr *k = t->u.exception.constr;
        sig_add(c, st->sig, ITEM_CONSTR, k->name, k->loc, k);
        break;
    }
    case STR_MODULE: item_module(st, it); break;
    case STR_MODTYPE: {
        ModTypeDecl *d = check_modtype_decl(c, st->env, it->u.modtype.name, it->u.modtype.type);
        unique_add(c, &st->unique, ITEM_MODTYPE, d->name, d->loc, false);
        sig_add(c, st->sig, ITEM_MODTYPE, d->name, d->loc, d);
        st->env = env_add_modtype(c, st->env, d);
        break;
    }
    case STR_OPEN: {
        const ModExpr *m = it->u.open.mod;
        if (m->kind == MOD_IDENT) {
            Module *target = env_module(c, st->env, m->u.ident);
            if (target) st->env = env_open_module(c, st->env, target);
        } else {
            Module *target = check_module_expr(c, st->env, NULL, m, st->kind, st->out);
            st->env = env_open_module(c, st->env, target);
        }
        break;
    }
    case STR_INCLUDE: {
        Module *m = check_module_expr(c, st->env, NULL, it->u.include, st->kind, st->out);
        Sig *sig = module_sig(m);
        st->sig->broken |= m->broken;
        if (sig) include_items(st, sig);
        break;
    }
    case STR_ATTRIBUTE: floating_attribute(c, it->u.attribute); break;
    case STR_TYPEEXT: not_in_this_version(c, it->loc, "extensible variant types are"); break;
    case STR_RECMODULE: not_in_this_version(c, it->loc, "recursive modules are"); break;
    case STR_CLASS: not_in_this_version(c, it->loc, "classes are"); break;
    case STR_EXTENSION: not_in_this_version(c, it->loc, "extension points at module level are"); break;
    case STR_ERROR: st->sig->broken = true; break;
    }
}

Env *check_structure(Checker *c, Env *env, StrItem *const *items, uint32_t n, VarKind kind, TItemVec *out, Sig *sig) {
    Struct st = {.c = c, .env = env, .kind = kind, .out = out, .sig = sig};
    bool outer = mod_state(c)->local;
    mod_state(c)->local = kind == VAR_LOCAL;
    WarnState floating = warnings_enter(c, NULL);
    ZeroAllocFile file = c->zero_file;
    for (uint32_t i = 0; i < n; i++) /* of all of it, wherever it stands */
        if (items[i]->kind == STR_ATTRIBUTE) attrs_on_file(c, items[i]->u.attribute, &c->zero_file);
    for (uint32_t i = 0; i < n; i++) {
        tyvars_reset(c);
        if (items[i]->kind == STR_ATTRIBUTE) {
            check_item(&st, items[i]);
            continue;
        }
        WarnState saved = warnings_enter(c, items[i]->attrs);
        check_item(&st, items[i]);
        warnings_leave(c, saved);
    }
    warnings_leave(c, floating);
    if (*c->scope_prefix || kind == VAR_LOCAL) c->zero_file = file; /* of the unit: check_implementation looks at it */
    mod_state(c)->local = outer;
    unique_free(&st.unique);
    return st.env;
}
