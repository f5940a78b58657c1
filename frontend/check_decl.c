/* check_decl.c: declarations of types, exceptions and externals.

   A group of types is made in steps: empty declarations first (so that the definitions may
   mention each other), then the definitions, then what depends on all of them: cycles,
   representation, variance.  */
#include "modules.h"

/* OCaml's limit: block tags above are taken by closures, lazy values, strings, ... */
#define MAX_BLOCK_CONSTRS 246

/* ---- attributes ----------------------------------------------------------------------------- */

static bool has_attr(const Attr *attrs, const char *name) {
    const Attr *a = attr_find(attrs, name);
    if (a) ((Attr *)(uintptr_t)a)->used = true;
    return a != NULL;
}

/* ---- parameters -------------------------------------------------------------------------------- */

static TypeDecl *make_shell(Checker *c, const TypeDeclSyntax *d) {
    TypeDecl *t = decl_new(c, d->name.name, DECL_ABSTRACT, d->params.n, d->name.loc);
    t->path = path_here(c, d->name.name, d->name.loc);
    t->attrs = d->attrs;
    t->nonrec = d->nonrec;
    t->binding_level = mod_state(c)->local ? c->level : 0;
    for (uint32_t i = 0; i < d->params.n; i++) {
        const TypeParam *p = &d->params.items[i];
        t->params.items[i]->u.var.name = p->var.name;
        for (uint32_t j = 0; j < i && p->var.name; j++)
            if (d->params.items[j].var.name == p->var.name) {
                Diag *e =
                    diag_error(c->s, p->loc, "E0241", "The type parameter '%s occurs several times", p->var.name->text);
                diag_label(c->s, e, d->params.items[j].loc, "first here");
                break;
            }
    }
    return t;
}

static void bind_params(Checker *c, const TypeDeclSyntax *d, TypeDecl *t) {
    tyvars_reset(c);
    for (uint32_t i = 0; i < d->params.n; i++)
        if (d->params.items[i].var.name) tyvars_bind(c, d->params.items[i].var.name, t->params.items[i]);
}

/* ---- records --------------------------------------------------------------------------------------- */

static void decl_fields(Checker *c, Env *env, TypeDecl *t, const LabelDecl *labels, uint32_t n, TyVarPolicy policy) {
    t->fields.items = NEW_ARRAY(c->arena, Field *, n + 1);
    t->fields.n = n;
    Map seen = {0};
    for (uint32_t i = 0; i < n; i++) {
        const LabelDecl *l = &labels[i];
        Field *f = NEW(c->arena, Field);
        f->name = l->name.name;
        f->index = i;
        f->mutable = l->mutable;
        f->global = l->global;
        f->decl = t;
        f->loc = l->name.loc;
        f->attrs = l->attrs;
        f->type = transl_type(c, env, l->type, policy);
        /* of a field, as its attributes are: on another type it is misplaced as they are */
        if (f->type->kind == T_POLY && ty_expand(f->type->u.poly.body)->kind == T_ARROW)
            f->type->u.poly.body = promise_on_type(c, l->attrs, l->type, f->type->u.poly.body);
        else if (ty_expand(f->type)->kind == T_ARROW)
            f->type = promise_on_type(c, l->attrs, l->type, f->type);
        t->fields.items[i] = f;
        Field *before = map_getp(&seen, f->name);
        if (before) {
            Diag *d = diag_error(c->s, f->loc, "E0243", "Two fields of this record are named %s", f->name->text);
            diag_label(c->s, d, before->loc, "the first one is here");
        } else
            map_putp(&seen, f->name, f);
    }
    map_free(&seen);
}

/* All fields are floats: the record is a flat block of doubles.  Asked when the whole group is known. */
static bool all_floats(TypeDecl *t) {
    if (t->unboxed || t->fields.n == 0) return false;
    for (uint32_t i = 0; i < t->fields.n; i++) {
        Type *ft = ty_repr(t->fields.items[i]->type);
        if (ft->kind == T_POLY || ty_rep(ft) != REP_FLOAT) return false;
    }
    return true;
}

/* ---- constructors ------------------------------------------------------------------------------------ */

/* The arguments of a constructor; params are in scope. */
static void constr_arguments(Checker *c, Env *env, Constr *r, Name owner_name, const ConstrDecl *k,
                             TyVarPolicy policy) {
    const TypeDecl *owner = r->decl;
    if (k->is_record) {
        Name name = name_printf(c->s->names, "%s.%s", owner_name->text, r->name->text);
        TypeDecl *rec = decl_new(c, name, DECL_RECORD, owner->params.n, r->loc);
        for (uint32_t i = 0; i < owner->params.n; i++) rec->params.items[i] = owner->params.items[i];
        rec->path = path_here(c, name, r->loc);
        rec->binding_level = owner->binding_level;
        decl_fields(c, env, rec, k->record.items, k->record.n, policy);
        r->record = rec;
        rec->inlined_in = r;
        r->arity = k->record.n;
        Type *arg = ty_constr(c, rec, rec->params.items, rec->params.n);
        r->args.items = arena_copy(c->arena, &arg, sizeof arg);
        r->args.n = 1;
        r->args_global.items = NEW_ARRAY(c->arena, bool, 1);
        r->args_global.n = 1;
    } else {
        uint32_t n = k->args.n;
        r->args.items = NEW_ARRAY(c->arena, Type *, n + 1);
        r->args_global.items = NEW_ARRAY(c->arena, bool, n + 1);
        r->args.n = r->args_global.n = r->arity = n;
        for (uint32_t i = 0; i < n; i++) {
            r->args.items[i] = transl_type(c, env, k->args.items[i], policy);
            r->args_global.items[i] = i < k->args_global.n && k->args_global.items[i];
        }
        /* grammar gives `K of (a -> b) [@zero_alloc]` to the constructor, as it does with fields */
        if (n == 1 && ty_expand(r->args.items[0])->kind == T_ARROW)
            r->args.items[0] = promise_on_type(c, k->attrs, k->args.items[0], r->args.items[0]);
    }
}

static bool mentions_var(Type *t, const Type *v, uint32_t depth) {
    t = ty_repr(t);
    if (t == v || depth > 1000) return true;
    switch ((TypeKind)t->kind) {
    case T_ARROW: return mentions_var(t->u.arrow.arg, v, depth + 1) || mentions_var(t->u.arrow.ret, v, depth + 1);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (mentions_var(t->u.tuple.items[i], v, depth + 1)) return true;
        return false;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (mentions_var(t->u.constr.args.items[i], v, depth + 1)) return true;
        return false;
    case T_POLY: return mentions_var(t->u.poly.body, v, depth + 1);
    default: return false;
    }
}

typedef VEC(Type *) TypeVec;
/* The parts of t that it determines: not those under abstract types, which may ignore them. */
static void determined(Checker *c, Type *t, TypeVec *out, uint32_t depth) {
    t = ty_expand(t);
    if (depth > 1000) return;
    vec_push_in(c->arena, out, t);
    switch ((TypeKind)t->kind) {
    case T_ARROW:
        determined(c, t->u.arrow.arg, out, depth + 1);
        determined(c, t->u.arrow.ret, out, depth + 1);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) determined(c, t->u.tuple.items[i], out, depth + 1);
        break;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n && decl_injective(t->u.constr.decl); i++)
            determined(c, t->u.constr.args.items[i], out, depth + 1);
        break;
    case T_POLY: determined(c, t->u.poly.body, out, depth + 1); break;
    default: break;
    }
}
/* Abstract types at the same arguments. */
static bool same_abstract(Type *a, Type *b) {
    if (a->kind != T_CONSTR || b->kind != T_CONSTR || a->u.constr.decl != b->u.constr.decl) return false;
    for (uint32_t i = 0; i < a->u.constr.args.n; i++) {
        Type *x = ty_expand(a->u.constr.args.items[i]), *y = ty_expand(b->u.constr.args.items[i]);
        if (x != y && !same_abstract(x, y)) return false;
    }
    return true;
}
/* A variable in t, the type of an argument, that is in none of the determined parts; NULL. */
static Type *undetermined(Type *t, const TypeVec *parts, uint32_t depth) {
    t = ty_expand(t);
    if (depth > 1000) return NULL;
    for (uint32_t i = 0; i < parts->len; i++)
        if (parts->data[i] == t || same_abstract(parts->data[i], t)) return NULL;
    Type *found = NULL;
    switch ((TypeKind)t->kind) {
    case T_VAR: return t->level == GENERIC_LEVEL ? t : NULL;
    case T_ARROW:
        found = undetermined(t->u.arrow.arg, parts, depth + 1);
        return found ? found : undetermined(t->u.arrow.ret, parts, depth + 1);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n && !found; i++)
            found = undetermined(t->u.tuple.items[i], parts, depth + 1);
        return found;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n && !found; i++)
            found = undetermined(t->u.constr.args.items[i], parts, depth + 1);
        return found;
    case T_POLY: return undetermined(t->u.poly.body, parts, depth + 1);
    default: return NULL;
    }
}

/* The variables that both arguments and result mention must be determined by the result.  Asked when the whole group is
   known. */
static void check_determined(Checker *c, const Constr *k) {
    const Type *result = ty_repr(k->result);
    TypeVec parts = {0};
    for (uint32_t i = 0; result->kind == T_CONSTR && i < result->u.constr.args.n; i++)
        determined(c, result->u.constr.args.items[i], &parts, 0);
    for (uint32_t i = 0; i < k->exist.n; i++) vec_push_in(c->arena, &parts, ty_repr(k->exist.items[i]));
    Type *found = NULL;
    for (uint32_t i = 0; k->record && i < k->record->fields.n && !found; i++)
        found = undetermined(k->record->fields.items[i]->type, &parts, 0);
    for (uint32_t i = 0; !k->record && i < k->args.n && !found; i++) found = undetermined(k->args.items[i], &parts, 0);
    if (!found) return;
    Diag *d = diag_error(c->s, k->loc, "E0255",
                         "The type variable %s of the constructor %s is not determined by its result type %s",
                         ty_print(c->arena, found), k->name->text, ty_print(c->arena, k->result));
    diag_note(c->s, d,
              "it stands there only under an abstract type or abbreviation, which may be the same type for all its "
              "arguments: a value made at one type could be taken apart at another");
}

/* K : args -> result.  Its type variables are its own. */
static void constr_with_result(Checker *c, Env *env, Constr *r, Name owner_name, const ConstrDecl *k) {
    TyVar *params = c->tyvars;
    int32_t tyvar_level = c->tyvar_level;
    c->tyvars = NULL;
    enter_level(c);
    c->tyvar_level = c->level;
    for (uint32_t i = 0; i < k->exist.n; i++)
        tyvars_bind(c, k->exist.items[i].name, ty_named_var(c, k->exist.items[i].name));
    TyVarPolicy policy = k->exist.n ? TYVARS_FIXED : TYVARS_OPEN;
    r->result = transl_type(c, env, k->result, policy);
    constr_arguments(c, env, r, owner_name, k, policy);
    leave_level(c);
    c->tyvars = params;
    c->tyvar_level = tyvar_level;
    r->gadt = r->decl->gadt = true;
    map_putp(&c->gadt_names, r->name, r);
    Type *head = ty_repr(r->result);
    if (head->kind != T_CONSTR || head->u.constr.decl != r->decl) {
        if (head->kind != T_ERROR) {
            Diag *d = diag_error(c->s, k->result->loc, "E0254",
                                 "The result of the constructor %s has type %s, which is not an instance of %s",
                                 r->name->text, ty_print(c->arena, head), owner_name->text);
            diag_help(c->s, d, "write `%s` with any types as its arguments", ty_print(c->arena, decl_type(c, r->decl)));
        }
        r->result = decl_type(c, r->decl);
    }
    ty_generalize(c, r->result);
    uint32_t n = r->record ? r->record->fields.n : r->args.n;
    Type **args = NEW_ARRAY(c->arena, Type *, n + 1), **all, **known; /* the result behind the arguments */
    for (uint32_t i = 0; i < n; i++) {
        args[i] = r->record ? r->record->fields.items[i]->type : r->args.items[i];
        ty_generalize(c, args[i]);
    }
    args[n] = r->result;
    Map mentioned = {0};
    uint32_t nknown = ty_generic_vars(c, &r->result, 1, &known);
    for (uint32_t i = 0; i < nknown; i++) map_putp(&mentioned, known[i], known[i]);
    uint32_t nall = ty_generic_vars(c, args, n + 1, &all);
    r->exist.items = NEW_ARRAY(c->arena, Type *, nall + 1);
    for (uint32_t i = 0; i < nall; i++)
        if (!map_getp(&mentioned, all[i])) r->exist.items[r->exist.n++] = all[i];
    map_free(&mentioned);
    if (r->record) { /* a record of its own, over all the variables */
        r->record->params.items = all;
        r->record->params.n = nall;
        r->record->variance.items = NEW_ARRAY(c->arena, int8_t, nall + 1);
        r->record->variance.n = nall;
        r->args.items[0] = ty_constr(c, r->record, all, nall);
    }
}

/* A constructor of `owner` (a variant, or exn); params are in scope. */
static Constr *make_constr(Checker *c, Env *env, TypeDecl *owner, Name owner_name, const ConstrDecl *k) {
    Constr *r = NEW(c->arena, Constr);
    r->name = k->name.name;
    r->decl = owner;
    r->loc = k->name.loc;
    r->attrs = k->attrs;
    r->private = owner->private;
    if (k->result)
        constr_with_result(c, env, r, owner_name, k);
    else
        constr_arguments(c, env, r, owner_name, k, TYVARS_FIXED);
    return r;
}

static void decl_constrs(Checker *c, Env *env, TypeDecl *t, const ConstrDecl *ks, uint32_t n) {
    t->constrs.items = NEW_ARRAY(c->arena, Constr *, n + 1);
    t->constrs.n = n;
    Type *result = decl_type(c, t);
    Map seen = {0};
    bool told = false;
    for (uint32_t i = 0; i < n; i++) {
        Constr *k = make_constr(c, env, t, t->name, &ks[i]);
        k->index = i;
        if (!k->gadt) k->result = result;
        k->tag = (int32_t)(k->arity || k->record ? t->nblock++ : t->nconst++);
        t->constrs.items[i] = k;
        Constr *before = map_getp(&seen, k->name);
        if (before) {
            Diag *d = diag_error(c->s, k->loc, "E0242", "Two constructors of this type are named %s", k->name->text);
            diag_label(c->s, d, before->loc, "the first one is here");
        } else
            map_putp(&seen, k->name, k);
        if (t->nblock > MAX_BLOCK_CONSTRS && !told) {
            told = true;
            Diag *d = diag_error(c->s, k->loc, "E0244",
                                 "The type %s has too many non-constant constructors: the maximum is %d", t->name->text,
                                 MAX_BLOCK_CONSTRS);
            diag_help(c->s, d, "group some of them under one constructor with an argument of another variant type");
        }
    }
    map_free(&seen);
}

/* ---- a definition -------------------------------------------------------------------------------------- */

static bool is_existential(const Constr *k, Type *t) {
    t = ty_expand(t);
    for (uint32_t i = 0; i < k->exist.n; i++)
        if (ty_repr(k->exist.items[i]) == t) return true;
    return false;
}

static void check_unboxed(Checker *c, TypeDecl *t, const TypeDeclSyntax *d) {
    if (!has_attr(d->attrs, "unboxed")) return;
    const char *why = NULL;
    if (t->kind == DECL_RECORD) {
        if (t->fields.n != 1)
            why = "it has more than one field";
        else if (t->fields.items[0]->mutable)
            why = "its field is mutable";
    } else if (t->kind == DECL_VARIANT) {
        Constr *k = t->constrs.n == 1 ? t->constrs.items[0] : NULL;
        if (!k)
            why = t->constrs.n ? "it has more than one constructor" : "it has no constructor";
        else if (k->arity != 1)
            why = k->arity ? "its constructor has more than one argument" : "its constructor has no argument";
        else if (k->record && k->record->fields.items[0]->mutable)
            why = "its field is mutable";
        else if (is_existential(k, k->record ? k->record->fields.items[0]->type : k->args.items[0]))
            why = "its argument may be of any type, so an array of it could hold floats beside other values";
    } else if (t->kind == DECL_ABSTRACT)
        why = "it is abstract";
    else
        why = "it is an abbreviation";
    if (why) {
        Diag *e = diag_error(c->s, t->loc, "E0245", "The type %s cannot be unboxed: %s", t->name->text, why);
        diag_note(
            c->s, e,
            "[@@unboxed] is for records of one immutable field and variants of one constructor with one argument");
        return;
    }
    t->unboxed = true;
    if (t->kind == DECL_VARIANT) {
        t->constrs.items[0]->unboxed = true;
        if (t->constrs.items[0]->record) t->constrs.items[0]->record->unboxed = true;
    }
}

static void define(Checker *c, Env *env, TypeDecl *t, const TypeDeclSyntax *d) {
    bind_params(c, d, t);
    t->private = d->private;
    if (d->constraint_left.n) not_in_this_version(c, d->loc, "`constraint` in type definitions is");
    if (d->manifest) t->manifest = transl_type(c, env, d->manifest, TYVARS_FIXED);
    switch (d->kind) {
    case TYPEDECL_ABSTRACT:
        t->kind = d->manifest ? DECL_ALIAS : DECL_ABSTRACT;
        if (t->private && !d->manifest) t->private = false;
        break;
    case TYPEDECL_VARIANT:
        t->kind = DECL_VARIANT;
        decl_constrs(c, env, t, d->constrs.items, d->constrs.n);
        break;
    case TYPEDECL_RECORD:
        t->kind = DECL_RECORD;
        decl_fields(c, env, t, d->labels.items, d->labels.n, TYVARS_FIXED);
        break;
    case TYPEDECL_OPEN: not_in_this_version(c, d->loc, "extensible variant types (`..`) are"); break;
    }
    check_unboxed(c, t, d);
}

/* ---- cycles ------------------------------------------------------------------------------------------------ */
/* An abbreviation may not lead back to itself through abbreviations alone.  Depth-first over the group's
   abbreviations: 1 being visited, 2 done; the stack is the way back for the message. */
typedef struct {
    Checker *c;
    Map state; /* TypeDecl * of the group -> 1 new, 2 open, 3 done */
    VEC(TypeDecl *) stack;
    uint32_t guarded; /* -rectypes: of the stack, so many are behind an arrow, a tuple or a datatype */
} CycleWalk;

static void cycle_decl(CycleWalk *w, TypeDecl *t);
static void cycle_type(CycleWalk *w, Type *t, uint32_t depth);

/* A part of a type: with -rectypes an abbreviation without parameters may come again in it. */
static void cycle_part(CycleWalk *w, Type *t, uint32_t depth) {
    uint32_t outer = w->guarded;
    w->guarded = w->stack.len;
    cycle_type(w, t, depth + 1);
    w->guarded = outer;
}

static void cycle_type(CycleWalk *w, Type *t, uint32_t depth) {
    t = ty_repr(t);
    if (depth > 10000) return;
    switch (t->kind) {
    case T_ARROW:
        cycle_part(w, t->u.arrow.arg, depth);
        cycle_part(w, t->u.arrow.ret, depth);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) cycle_part(w, t->u.tuple.items[i], depth);
        break;
    case T_POLY: cycle_type(w, t->u.poly.body, depth + 1); break;
    case T_CONSTR: {
        TypeDecl *d = t->u.constr.decl;
        if (d->manifest && d->kind == DECL_ALIAS && map_getp(&w->state, d)) cycle_decl(w, d);
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (d->kind == DECL_ALIAS)
                cycle_type(w, t->u.constr.args.items[i], depth + 1);
            else
                cycle_part(w, t->u.constr.args.items[i], depth);
        break;
    }
    default: break;
    }
}

/* Does every way around the cycle that ends in t pass through a part of a type, and are its abbreviations without
   parameters? */
static bool cycle_allowed(const CycleWalk *w, const TypeDecl *t) {
    if (!w->c->types.cyclic) return false;
    uint32_t from = w->stack.len;
    while (from > 0 && w->stack.data[from - 1] != t) from--;
    for (uint32_t i = from ? from - 1 : 0; i < w->stack.len; i++)
        if (w->stack.data[i]->params.n) return false;
    return from > 0 && w->guarded >= from;
}

static void cycle_report(CycleWalk *w, TypeDecl *t) {
    Checker *c = w->c;
    Diag *d = diag_error(c->s, t->loc, "E0246", "The type abbreviation %s is cyclic", t->name->text);
    uint32_t from = w->stack.len;
    while (from > 0 && w->stack.data[from - 1] != t) from--;
    if (from > 0 && w->stack.len > from) {
        Buf b = {0};
        buf_adds(&b, t->name->text);
        for (uint32_t i = from; i < w->stack.len; i++) buf_printf(&b, " = ... %s", w->stack.data[i]->name->text);
        buf_printf(&b, " = ... %s", t->name->text);
        diag_note(c->s, d, "%s", buf_cstr(&b));
        buf_free(&b);
    }
    diag_help(c->s, d, "a recursive type needs a constructor or a record in between, as in `type %s = K of ...`",
              t->name->text);
}

static void cycle_decl(CycleWalk *w, TypeDecl *t) {
    uintptr_t state = (uintptr_t)map_getp(&w->state, t);
    if (state == 3) return;
    if (state == 2) {
        if (cycle_allowed(w, t)) return;
        cycle_report(w, t);
        t->manifest = ty_error(w->c); /* breaks the cycle */
        return;
    }
    map_putp(&w->state, t, (void *)2);
    vec_push(&w->stack, t);
    if (t->manifest) cycle_type(w, t->manifest, 0);
    w->stack.len--;
    map_putp(&w->state, t, (void *)3);
}

static void check_cycles(Checker *c, TypeDecl **ts, uint32_t n) {
    CycleWalk w = {.c = c};
    for (uint32_t i = 0; i < n; i++) map_putp(&w.state, ts[i], (void *)1);
    for (uint32_t i = 0; i < n; i++)
        if (ts[i]->kind == DECL_ALIAS) cycle_decl(&w, ts[i]);
    map_free(&w.state);
    vec_free(&w.stack);
}

/* ---- variance ---------------------------------------------------------------------------------------------- */
/* Sets of positions in which a parameter occurs; the least fixpoint over the group, starting from none. */
enum { POS = 1, NEG = 2 };

static unsigned bits_of(int8_t v) {
    return v == 2 ? 0 : v == 1 ? POS : v == -1 ? NEG : POS | NEG;
}
static int8_t variance_of(unsigned bits) {
    return bits == 0 ? 2 : bits == POS ? 1 : bits == NEG ? -1 : 0;
}
static unsigned flip(unsigned bits) {
    return (bits & POS ? NEG : 0u) | (bits & NEG ? POS : 0u);
}

static void occurrences(TypeDecl *owner, unsigned *bits, Type *t, unsigned at, uint32_t depth) {
    t = ty_repr(t);
    if (!at || depth > 5000) return;
    switch (t->kind) {
    case T_VAR:
        for (uint32_t i = 0; i < owner->params.n; i++)
            if (ty_repr(owner->params.items[i]) == t) bits[i] |= at;
        break;
    case T_ARROW:
        occurrences(owner, bits, t->u.arrow.arg, flip(at), depth + 1);
        occurrences(owner, bits, t->u.arrow.ret, at, depth + 1);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) occurrences(owner, bits, t->u.tuple.items[i], at, depth + 1);
        break;
    case T_POLY: occurrences(owner, bits, t->u.poly.body, at, depth + 1); break;
    case T_CONSTR: {
        TypeDecl *d = t->u.constr.decl;
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) {
            unsigned v = i < d->variance.n ? bits_of(d->variance.items[i]) : POS | NEG;
            unsigned inner = (v & POS ? at : 0u) | (v & NEG ? flip(at) : 0u);
            occurrences(owner, bits, t->u.constr.args.items[i], inner, depth + 1);
        }
        break;
    }
    default: break;
    }
}

static void field_occurrences(TypeDecl *owner, unsigned *bits, TypeDecl *rec) {
    for (uint32_t i = 0; i < rec->fields.n; i++)
        occurrences(owner, bits, rec->fields.items[i]->type, rec->fields.items[i]->mutable ? POS | NEG : POS, 0);
}

static void fixed_parameters(const TypeDecl *result, unsigned *bits) {
    for (uint32_t i = 0; i < result->params.n; i++) {
        Type *v = ty_repr(result->params.items[i]);
        bool free = v->kind == T_VAR;
        for (uint32_t j = 0; j < result->params.n && free; j++)
            free = j == i || !mentions_var(result->params.items[j], v, 0);
        if (!free) bits[i] = POS | NEG;
    }
}

static void decl_occurrences(TypeDecl *t, unsigned *bits) {
    if (t->manifest && t->kind == DECL_ALIAS) occurrences(t, bits, t->manifest, POS, 0);
    for (uint32_t i = 0; i < t->constrs.n; i++) {
        Constr *k = t->constrs.items[i];
        TypeDecl own, *as = t;
        if (k->gadt) { /* a parameter that is a variable of its own in the result varies as that one; others do not */
            const Type *result = ty_repr(k->result);
            own = *t;
            as = &own;
            if (result->kind == T_CONSTR) own.params.items = result->u.constr.args.items;
            fixed_parameters(&own, bits);
        }
        if (k->record)
            field_occurrences(as, bits, k->record);
        else
            for (uint32_t j = 0; j < k->args.n; j++) occurrences(as, bits, k->args.items[j], POS, 0);
    }
    field_occurrences(t, bits, t);
}

static const char *variance_word(int8_t v) {
    return v == 1 ? "covariant" : v == -1 ? "contravariant" : v == 0 ? "invariant" : "unused";
}
static const char *ordinal(Checker *c, uint32_t n) {
    static const char *const suffix[] = {"th", "st", "nd", "rd"};
    uint32_t k = n % 100 / 10 == 1 || n % 10 > 3 ? 0 : n % 10;
    return arena_printf(c->arena, "%u%s", n, suffix[k]);
}

static void infer_variance(Checker *c, TypeDecl **ts, const TypeDeclSyntax *ds, uint32_t n) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        TypeDecl *t = ts[i];
        if (t->params.n > most) most = t->params.n;
        for (uint32_t j = 0; j < t->params.n; j++) {
            bool known = t->kind == DECL_ABSTRACT; /* nothing to look at: as written */
            t->variance.items[j] = known ? (int8_t)ds[i].params.items[j].variance : 2;
        }
    }
    if (!most) return;
    unsigned *bits = NEW_ARRAY(c->arena, unsigned, most);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < n; i++) {
            TypeDecl *t = ts[i];
            if (t->kind == DECL_ABSTRACT || !t->params.n) continue;
            memset(bits, 0, sizeof *bits * t->params.n);
            decl_occurrences(t, bits);
            for (uint32_t j = 0; j < t->params.n; j++) {
                unsigned all = bits[j] | bits_of(t->variance.items[j]);
                if (all != bits_of(t->variance.items[j])) {
                    t->variance.items[j] = variance_of(all);
                    changed = true;
                }
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        TypeDecl *t = ts[i];
        if (t->kind == DECL_ABSTRACT) continue;
        for (uint32_t j = 0; j < t->params.n; j++) {
            int written = ds[i].params.items[j].variance;
            int8_t found = t->variance.items[j];
            if (!written) continue;
            if (bits_of(found) & ~bits_of((int8_t)written)) {
                Diag *d = diag_error(c->s, ds[i].params.items[j].loc, "E0247",
                                     "In this definition, the %s type parameter was expected to be %s, but it is %s",
                                     ordinal(c, j + 1), variance_word((int8_t)written), variance_word(found));
                if (found == 0)
                    diag_note(c->s, d,
                              "mutable fields, arrays and references make a parameter invariant, as does standing "
                              "both left and right of an arrow");
                else if (found == -1)
                    diag_note(c->s, d, "standing left of an arrow turns a parameter contravariant");
            } else if (t->private || found == 2)
                t->variance.items[j] = (int8_t)written;
        }
    }
    /* inline records are never applied alone, but they must not look more permissive */
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < ts[i]->constrs.n; k++)
            if (ts[i]->constrs.items[k]->record && !ts[i]->constrs.items[k]->gadt)
                ts[i]->constrs.items[k]->record->variance = ts[i]->variance;
}

/* ---- groups --------------------------------------------------------------------------------------------------- */

/* `type t = M.t = A | B`: the definition must be that of M.t. */
static void check_reexport(Checker *c, TypeDecl *t) {
    Type *m = ty_expand(t->manifest);
    if (m->kind == T_ERROR) return;
    TypeDecl *from = m->kind == T_CONSTR ? m->u.constr.decl : NULL;
    const char *kind = t->kind == DECL_VARIANT ? "variant" : "record";
    if (!from || from->kind != t->kind || from->params.n != t->params.n) {
        Diag *d = diag_error(c->s, t->loc, "E0248", "The definition of %s does not match that of type %s",
                             t->name->text, ty_print(c->arena, t->manifest));
        if (!from || (from->kind != DECL_VARIANT && from->kind != DECL_RECORD))
            diag_note(c->s, d, "`%s` is not a %s type", ty_print(c->arena, t->manifest), kind);
        else if (from->kind != t->kind)
            diag_note(c->s, d, "one is a variant, the other a record");
        else
            diag_note(c->s, d, "they have different numbers of type parameters");
        if (from && from->loc.file) diag_label(c->s, d, from->loc, "that type is defined here");
        t->manifest = NULL;
        return;
    }
    Buf why = {0};
    Loc here = NO_LOC, there = NO_LOC;
    if (!decl_same_contents(c, t, from, m->u.constr.args.items, &why, &here, &there)) {
        Diag *d = diag_error(c->s, here.file ? here : t->loc, "E0248",
                             "The definition of %s does not match that of type %s: %s", t->name->text,
                             ty_print(c->arena, t->manifest), buf_cstr(&why));
        if (there.file)
            diag_label(c->s, d, there, "in the original definition");
        else if (from->loc.file)
            diag_label(c->s, d, from->loc, "the original definition");
        t->manifest = NULL;
    }
    buf_free(&why);
}

static void finish(Checker *c, TypeDecl *t) {
    if (t->manifest && t->kind != DECL_ALIAS) check_reexport(c, t);
    if (t->kind == DECL_RECORD) t->float_record = all_floats(t);
    for (uint32_t i = 0; t->gadt && i < t->constrs.n; i++)
        if (t->constrs.items[i]->gadt) check_determined(c, t->constrs.items[i]);
    bool marked = has_attr(t->attrs, "immediate") || has_attr(t->attrs, "immediate64");
    Type *self = decl_type(c, t);
    if (t->kind == DECL_ABSTRACT)
        t->immediate = marked;
    else {
        t->immediate = ty_rep(self) == REP_IMMEDIATE;
        if (marked && !t->immediate) {
            Diag *d = diag_error(c->s, t->loc, "E0249",
                                 "The type %s is marked immediate, but its values may be pointers", t->name->text);
            diag_note(c->s, d, "immediate types are int, char, bool, unit and variants of constant constructors only");
        }
    }
}

Env *check_type_decls(Checker *c, Env *env, const TypeDeclSyntax *decls, uint32_t n, Sig *sig, bool in_signature) {
    TypeDecl **ts = NEW_ARRAY(c->arena, TypeDecl *, n + 1);
    bool nonrec = n && decls[0].nonrec;
    Env *inner = env;
    for (uint32_t i = 0; i < n; i++) {
        ts[i] = make_shell(c, &decls[i]);
        ts[i]->may_equal = in_signature && decls[i].kind == TYPEDECL_ABSTRACT && !decls[i].manifest;
        if (!nonrec) inner = env_add_type_name(c, inner, ts[i]);
    }
    for (uint32_t i = 0; i < n; i++) define(c, inner, ts[i], &decls[i]);
    check_cycles(c, ts, n);
    for (uint32_t i = 0; i < n; i++) finish(c, ts[i]);
    infer_variance(c, ts, decls, n);
    tyvars_reset(c);
    for (uint32_t i = 0; i < n; i++) {
        env = env_add_type(c, env, ts[i]);
        sig_add(c, sig, ITEM_TYPE, ts[i]->name, ts[i]->loc, ts[i]);
    }
    return env;
}

TypeDecl *check_with_decl(Checker *c, Env *env, const TypeDeclSyntax *d) {
    TypeDecl *t = make_shell(c, d);
    uint32_t errors = c->s->nerrors;
    define(c, env, t, d);
    finish(c, t);
    infer_variance(c, &t, d, 1);
    tyvars_reset(c);
    return c->s->nerrors == errors ? t : NULL;
}

/* ---- exceptions ---------------------------------------------------------------------------------------------------
 */

Constr *check_exception_decl(Checker *c, Env *env, const ConstrDecl *k, VarKind kind) {
    tyvars_reset(c);
    Name owner = name_ofz(c->s->names, "exn");
    Constr *r = make_constr(c, env, c->p.exn, owner, k);
    r->private = false;
    if (r->record) r->record->path = path_here(c, name_printf(c->s->names, "exn.%s", r->name->text), r->loc);
    if (!r->gadt) r->result = c->p.t_exn;
    r->exn = var_new(c, r->name, kind, c->p.t_exn, c->mode_global, r->loc);
    tyvars_reset(c);
    return r;
}

/* ---- values of signatures, externals
 * --------------------------------------------------------------------------------- */

/* A type whose arrows, up to a parenthesis, say that partial applications hold local arguments is the type of a
   function of that many parameters; written so in a signature, it promises one.  What such a function makes of fewer
   arguments holds just those, so plain code may apply it partially and pass it on.  `local_ a -> local_ (b -> c)`
   promises nothing. */
static uint16_t curried_arity(const TypeExpr *t) {
    uint16_t n = 0;
    bool local = false, before_last = false;
    while (t->kind == TY_POLY) t = t->u.poly.type;
    for (; t->kind == TY_ARROW && (n == 0 || !t->parens); t = t->u.arrow.ret) {
        before_last |= local;
        local |= (t->u.arrow.arg_mode.bits & MODE_LOCAL) != 0;
        n++;
        if (t->u.arrow.ret_mode.bits && t->u.arrow.ret->kind == TY_ARROW) break;
    }
    return before_last ? n : 0;
}

ValueDesc *check_val(Checker *c, Env *env, const ValDecl *v) {
    tyvars_reset(c);
    ValueDesc *d = NEW(c->arena, ValueDesc);
    d->name = v->name.name;
    d->loc = v->name.loc;
    d->attrs = v->attrs;
    d->type = transl_scheme(c, env, v->type);
    d->arity = curried_arity(v->type);
    if (v->external) {
        if (c->promises) promise_of_external(c, d);
    } else {
        if (c->promises) promise_of_item(c, d, v->type);
        attrs_on_val(c, d);
    }
    d->mode = c->mode_global;
    return d;
}

/* The name of a type that [@unboxed] or [@untagged] applies to. */
static bool can_unbox(Type *t) {
    Rep r = ty_rep(t);
    return r == REP_FLOAT || r == REP_INT32 || r == REP_INT64 || r == REP_NATIVEINT;
}
static bool can_untag(Checker *c, Type *t) {
    return ty_is_constr(t, c->p.int_);
}

static void check_repr(Checker *c, const TypeExpr *syntax, Type *t, const Attr *attrs, bool *unboxed, bool *untagged) {
    if (has_attr(attrs, "unboxed")) {
        if (can_unbox(t))
            *unboxed = true;
        else {
            Diag *d = diag_error(c->s, syntax->loc, "E0252", "Values of type %s cannot be passed unboxed",
                                 ty_print(c->arena, t));
            diag_note(c->s, d, "[@unboxed] is for float, int32, int64 and nativeint");
        }
    }
    if (has_attr(attrs, "untagged")) {
        if (can_untag(c, t))
            *untagged = true;
        else {
            Diag *d = diag_error(c->s, syntax->loc, "E0252", "Values of type %s cannot be passed untagged",
                                 ty_print(c->arena, t));
            diag_note(c->s, d, "[@untagged] is for int");
        }
    }
}

ValueDesc *check_external(Checker *c, Env *env, const ValDecl *v) {
    ValueDesc *d = check_val(c, env, v);
    Prim *p = NEW(c->arena, Prim);
    p->name = d->name;
    p->type = d->type;
    p->loc = d->loc;
    p->symbol = v->prims.n ? v->prims.items[0].text : "";
    p->native = v->prims.n > 1 ? v->prims.items[1].text : p->symbol;
    p->noalloc = has_attr(v->attrs, "noalloc");
    p->unboxed_all = has_attr(v->attrs, "unboxed");
    p->untagged_all = has_attr(v->attrs, "untagged");
    bool builtin = p->symbol[0] == '%';
    Type *t = ty_repr(d->type);
    const TypeExpr *syntax = v->type;
    while (syntax->kind == TY_POLY) syntax = syntax->u.poly.type;
    while (t->kind == T_ARROW) {
        uint32_t i = p->arity++;
        Type *arg = t->u.arrow.arg;
        bool unboxed = p->unboxed_all && can_unbox(arg), untagged = p->untagged_all && can_untag(c, arg);
        if (syntax && syntax->kind == TY_ARROW) {
            const TypeExpr *a = syntax->u.arrow.arg;
            check_repr(c, a, arg, a->attrs, &unboxed, &untagged);
            if (i < 64 && has_attr(a->attrs, "local_opt")) {
                p->local_opt_args |= UINT64_C(1) << i;
                t->u.arrow.arg_mode = c->mode_opt;
            }
            syntax = syntax->u.arrow.ret;
            if (syntax->kind != TY_ARROW && has_attr(syntax->attrs, "local_opt")) t->u.arrow.ret_mode = c->mode_opt;
        }
        if (i < 64) {
            p->unboxed_args |= (uint64_t)unboxed << i;
            p->untagged_args |= (uint64_t)untagged << i;
        } else if (i == 64 && !builtin)
            diag_error(c->s, d->loc, "E0251", "An external function has at most 64 arguments");
        t = ty_repr(t->u.arrow.ret);
    }
    p->unboxed_result = p->unboxed_all && can_unbox(t);
    p->untagged_result = p->untagged_all && can_untag(c, t);
    if (syntax) {
        check_repr(c, syntax, t, syntax->attrs, &p->unboxed_result, &p->untagged_result);
        p->local_opt_result = has_attr(syntax->attrs, "local_opt");
    }
    if (v->prims.n == 0)
        diag_error(c->s, d->loc, "E0250", "The external %s names no C function", d->name->text);
    else if (p->arity == 0 && !builtin && t->kind != T_ERROR) {
        Diag *e = diag_error(c->s, d->loc, "E0250", "The external %s must be a function", d->name->text);
        diag_primary(c->s, e, "its type `%s` has no arrow", ty_print(c->arena, d->type));
        diag_help(c->s, e, "declare it as a function of unit: `external %s : unit -> %s`", d->name->text,
                  ty_print(c->arena, d->type));
    } else if (p->arity > 5 && v->prims.n < 2 && !builtin) {
        Diag *e = diag_error(c->s, d->loc, "E0251",
                             "An external function with more than 5 arguments needs a second name, of its native stub");
        diag_help(
            c->s, e,
            "write `= \"%s_bytecode\" \"%s\"`: the first name is for bytecode, the second is the one that is called",
            p->symbol, p->symbol);
    } else if ((p->unboxed_args || p->untagged_args || p->unboxed_result || p->untagged_result) && v->prims.n < 2 &&
               !builtin) {
        Diag *e =
            diag_error(c->s, d->loc, "E0253", "An external function with [@unboxed] or [@untagged] needs two names");
        diag_help(c->s, e, "write `= \"%s_bytecode\" \"%s\"`: the second one takes the unboxed arguments", p->symbol,
                  p->symbol);
    }
    d->prim = p;
    return d;
}
