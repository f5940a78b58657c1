/* check_type.c: from type expressions as written to types. */
#include "check.h"
#include "unique.h"

void tyvars_reset(Checker *c) {
    c->tyvars = NULL;
    c->tyvar_level = c->level + 1;
}
void tyvars_bind(Checker *c, Name name, Type *t) {
    TyVar *v = NEW(c->arena, TyVar);
    v->name = name;
    v->type = t;
    v->next = c->tyvars;
    c->tyvars = v;
}
Type *tyvars_find(Checker *c, Name name) {
    for (const TyVar *v = c->tyvars; v; v = v->next)
        if (v->name == name) return v->type;
    return NULL;
}

static Type *variable(Checker *c, const TypeExpr *t, TyVarPolicy policy) {
    Type *v = tyvars_find(c, t->u.var);
    if (v) return v;
    if (policy == TYVARS_FIXED) {
        Diag *d = diag_error(c->s, t->loc, "E0207", "The type variable '%s is unbound in this type declaration",
                             t->u.var->text);
        Spell s = spell_new(t->u.var);
        for (const TyVar *x = c->tyvars; x; x = x->next) spell_try(&s, x->name);
        if (s.best) diag_help(c->s, d, "Did you mean '%s?", s.best->text);
        v = ty_error(c);
    } else {
        v = ty_var_at(c, c->tyvar_level > 0 ? c->tyvar_level : c->level);
        v->u.var.name = t->u.var;
    }
    /* Named variables belong to the whole item: they go behind those of inner scopes, which restore c->tyvars. */
    TyVar *n = NEW(c->arena, TyVar);
    n->name = t->u.var;
    n->type = v;
    if (!c->tyvars)
        c->tyvars = n;
    else {
        TyVar *last = c->tyvars;
        while (last->next) last = last->next;
        last->next = n;
    }
    return v;
}

static Type *constructor(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy) {
    TypeDecl *d = env_type(c, env, t->u.constr.path);
    uint32_t n = t->u.constr.args.n;
    Type *few[8];
    Type **args = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++) args[i] = transl_type(c, env, t->u.constr.args.items[i], policy);
    if (!d) return ty_error(c);
    d->used = true;
    if (n == 1 && d->params.n > 1 && t->u.constr.args.items[0]->kind == TY_ANY) {
        /* _ t stands for (_, ..., _) t only in coercions: an arity error as any other */
    }
    if (n != d->params.n) {
        Diag *e = diag_error(c->s, t->loc, "E0220",
                             "The type constructor %s expects %u argument(s), but is here applied to %u argument(s)",
                             path_text(c, t->u.constr.path), d->params.n, n);
        if (d->loc.file) diag_label(c->s, e, d->loc, "%s is declared here", d->name->text);
        return ty_error(c);
    }
    Type *r = ty_constr(c, d, args, n);
    if (n) r->u.constr.path = t->u.constr.path;
    return r;
}

/* label: arg @ mode -> ret @ mode.  local: a function that is local itself, or has got a local argument: what it makes
   of its next argument alone holds it, and is local too, unless parentheses say otherwise.  So with a function that is
   once, or has got an argument that is unique or once: what is left can be applied once. */
static Type *arrow(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy, uint32_t under) {
    uint32_t am_bits = t->u.arrow.arg_mode.bits, rm_bits = t->u.arrow.ret_mode.bits;
    Type *arg = transl_type_at(c, env, t->u.arrow.arg, policy, am_bits);
    if (t->u.arrow.label.kind == LABEL_OPTIONAL) arg = ty_constr1(c, c->p.option, arg);
    bool local = (under | am_bits) & MODE_LOCAL;
    Uses au = uses_of_annot(c, &t->u.arrow.arg_mode, t->u.arrow.arg), ru = 0;
    bool once = (under & MODE_ONCE) || (au & (USE_UNIQUE | USE_ONCE));
    const TypeExpr *ret = t->u.arrow.ret;
    bool curried = ret->kind == TY_ARROW && !ret->parens && !rm_bits;
    bool ret_local = (rm_bits & MODE_LOCAL) || (curried && local);
    if (curried)
        ru = once ? USE_ONCE : 0;
    else
        ru = uses_of_annot(c, &t->u.arrow.ret_mode, ret);
    uint32_t ret_under = (ret_local ? MODE_LOCAL : 0) | (ru & USE_ONCE ? MODE_ONCE : 0);
    Type *r = transl_type_at(c, env, ret, policy, ret_under);
    const ModeAnnot *a = &t->u.arrow.arg_mode;
    Mode *am = a->bits & MODE_LOCAL ? c->mode_local : NULL;
    return arrow_uses(ty_arrow(c, t->u.arrow.label, arg, r, am, ret_local ? c->mode_local : NULL), au, ru);
}

static Type *poly(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy, uint32_t under) {
    uint32_t n = t->u.poly.vars.n;
    if (n == 0) return transl_type_at(c, env, t->u.poly.type, policy, under);
    TyVar *saved = c->tyvars;
    Type **vars = NEW_ARRAY(c->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++) {
        vars[i] = ty_var_at(c, GENERIC_LEVEL);
        vars[i]->kind = T_UNIVAR;
        vars[i]->u.var.name = t->u.poly.vars.items[i].name;
        tyvars_bind(c, t->u.poly.vars.items[i].name, vars[i]);
    }
    Type *body = transl_type_at(c, env, t->u.poly.type, policy, under);
    /* Variables met in the body were appended behind `saved`: dropping ours keeps them, unless the list was empty. */
    if (!saved) {
        TyVar *v = c->tyvars;
        for (uint32_t i = 0; i < n; i++) v = v->next;
        saved = v;
    }
    c->tyvars = saved;
    return ty_poly(c, vars, n, body);
}

Type *transl_type(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy) {
    return transl_type_at(c, env, t, policy, 0);
}
static Type *without_attributes(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy, uint32_t under) {
    switch (t->kind) {
    case TY_ANY:
        if (policy == TYVARS_FIXED) {
            diag_error(c->s, t->loc, "E0207", "A type variable is unbound in this type declaration");
            return ty_error(c);
        }
        return ty_var(c);
    case TY_VAR: return variable(c, t, policy);
    case TY_ARROW: return arrow(c, env, t, policy, under);
    case TY_TUPLE: {
        uint32_t n = t->u.tuple.n;
        Type *few[8];
        Type **items = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
        for (uint32_t i = 0; i < n; i++) items[i] = transl_type(c, env, t->u.tuple.items[i], policy);
        return ty_tuple(c, items, n);
    }
    case TY_CONSTR: return constructor(c, env, t, policy);
    case TY_ALIAS: {
        Type *known = tyvars_find(c, t->u.alias.var.name);
        if (!known) {
            known = ty_named_var(c, t->u.alias.var.name);
            tyvars_bind(c, t->u.alias.var.name, known);
        }
        Type *r = transl_type_at(c, env, t->u.alias.type, policy, under);
        if (!unify(c, r, known)) {
            Diag *d = diag_error(c->s, t->loc, "E0217",
                                 "This alias is bound to type %s but is used as an instance of type '%s",
                                 ty_print(c->arena, r), t->u.alias.var.name->text);
            explain_unify(c, d, r, known);
        }
        return r;
    }
    case TY_POLY: return poly(c, env, t, policy, under);
    case TY_VARIANT: not_in_this_version(c, t->loc, "Polymorphic variants are"); return ty_error(c);
    case TY_PACKAGE: not_in_this_version(c, t->loc, "First-class modules are"); return ty_error(c);
    case TY_OBJECT: not_in_this_version(c, t->loc, "Objects are"); return ty_error(c);
    case TY_EXTENSION:
        diag_error(c->s, t->loc, "E0227", "Uninterpreted extension '%s'",
                   t->u.extension && t->u.extension->name.name ? t->u.extension->name.name->text : "?");
        return ty_error(c);
    case TY_ERROR: return ty_error(c);
    }
    UNREACHABLE();
}
Type *transl_type_at(Checker *c, Env *env, const TypeExpr *t, TyVarPolicy policy, uint32_t under) {
    Type *r = without_attributes(c, env, t, policy, under);
    return t->attrs ? promise_on_type(c, t->attrs, t, r) : r;
}

Type *transl_scheme(Checker *c, Env *env, const TypeExpr *t) {
    TyVar *saved = c->tyvars;
    int32_t saved_level = c->tyvar_level;
    c->tyvars = NULL;
    enter_level(c);
    c->tyvar_level = c->level;
    Type **vars;
    uint32_t n;
    Type *r = ty_open_poly(c, transl_type(c, env, t, TYVARS_OPEN), &vars, &n);
    leave_level(c);
    ty_generalize(c, r);
    c->tyvars = saved;
    c->tyvar_level = saved_level;
    return r;
}

/* ---- (type a) ---------------------------------------------------------------------------- */
TypeDecl *newtype_begin(Checker *c, Env **env, Ident name) {
    enter_level(c);
    TypeDecl *d = decl_new(c, name.name, DECL_ABSTRACT, 0, name.loc);
    d->newtype = d->may_equal = true;
    d->binding_level = c->level;
    ty_constr(c, d, NULL, 0);
    *env = env_add_type_name(c, *env, d);
    return d;
}
/* Every use of the type shares one node, so turning that node into a link replaces it everywhere. */
void newtype_end(Checker *c, TypeDecl *d) {
    leave_level(c);
    Type *v = ty_var(c);
    v->u.var.name = d->name;
    Type *node = d->self;
    node->kind = T_LINK;
    node->level = 0;
    node->u.link = v;
}
