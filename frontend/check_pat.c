/* check_pat.c: patterns, and the choice of constructors and fields by expected type. */
#include "check.h"
#include "unique.h"

/* ---- constants ------------------------------------------------------------------------------ */
Type *const_type(Checker *c, const Const *k, Loc loc) {
    switch (k->kind) {
    case CONST_CHAR: return c->p.t_char;
    case CONST_STRING: return c->p.t_string;
    case CONST_FLOAT:
        if (k->suffix)
            diag_error(c->s, loc, "E0222", "Unknown modifier '%c' for literal %s%c", k->suffix, k->text, k->suffix);
        return c->p.t_float;
    case CONST_INT: {
        Type *t;
        const char *name;
        switch (k->suffix) {
        case 0: t = c->p.t_int, name = "int"; break;
        case 'l': t = c->p.t_int32, name = "int32"; break;
        case 'L': t = c->p.t_int64, name = "int64"; break;
        case 'n': t = c->p.t_nativeint, name = "nativeint"; break;
        default:
            diag_error(c->s, loc, "E0222", "Unknown modifier '%c' for literal %s%c", k->suffix, k->text, k->suffix);
            return ty_error(c);
        }
        if (k->overflow)
            diag_error(c->s, loc, "E0222", "Integer literal exceeds the range of representable integers of type %s",
                       name);
        return t;
    }
    }
    UNREACHABLE();
}

/* ---- which constructor, which field ------------------------------------------------------------ */
/* The declaration that decides: through abbreviations, but not through re-exports. */
static TypeDecl *head_decl(Type *t, DeclKind kind) {
    if (!t) return NULL;
    t = ty_expand(t);
    if (t->kind != T_CONSTR) return NULL;
    TypeDecl *d = t->u.constr.decl;
    if (d->kind == kind) return d;
    if (d->kind == DECL_ALIAS) { /* private abbreviation */
        t = ty_expand_full(t);
        if (t->kind == T_CONSTR && t->u.constr.decl->kind == kind) return t->u.constr.decl;
    }
    return NULL;
}
/* type t = M.t = A | B: both declare the same constructors. */
static const TypeDecl *origin(const TypeDecl *d) {
    for (int steps = 0; steps < 100 && d->manifest; steps++) {
        const Type *m = ty_repr(d->manifest);
        if (m->kind != T_CONSTR) break;
        d = m->u.constr.decl;
    }
    return d;
}
static bool same_decl(const TypeDecl *a, const TypeDecl *b) {
    return a == b || ((a->manifest || b->manifest) && origin(a) == origin(b));
}
static void suggest_constr(Checker *c, Diag *d, const TypeDecl *decl, Name wanted) {
    Spell s = spell_new(wanted);
    for (uint32_t i = 0; i < decl->constrs.n; i++) spell_try(&s, decl->constrs.items[i]->name);
    if (s.best) diag_help(c->s, d, "Did you mean %s?", s.best->text);
}
static Constr *constr_named(const TypeDecl *d, Name name) {
    for (uint32_t i = 0; i < d->constrs.n; i++)
        if (d->constrs.items[i]->name == name) return d->constrs.items[i];
    return NULL;
}

Constr *resolve_constr(Checker *c, Env *env, const Path *p, Type *expected, bool pattern) {
    EnvIter it;
    if (!p->name) /* the parser has reported it */
        return NULL;
    if (!env_constrs(c, env, p, &it)) return NULL;
    Constr *first = env_next_constr(&it);
    TypeDecl *want = head_decl(expected, DECL_VARIANT);
    if (!want) {
        if (head_decl(expected, DECL_OPEN)) /* exceptions are told from constructors of the same name */
            for (Constr *k = first; k; k = env_next_constr(&it))
                if (k->decl->kind == DECL_OPEN) {
                    first = k;
                    break;
                }
        if (!first)
            env_unbound_constr(c, env, p);
        else
            first->used = true;
        return first;
    }
    for (Constr *k = first; k; k = env_next_constr(&it))
        if (same_decl(k->decl, want)) {
            k->used = true;
            return k;
        }
    /* Not visible here, but the type tells which one is meant. */
    Constr *k = p->prefix && !first ? NULL : constr_named(want, p->name);
    if (k && !p->prefix) {
        k->used = true;
        return k;
    }
    if (!first && p->prefix) {
        env_unbound_constr(c, env, p);
        return NULL;
    }
    Diag *d =
        diag_error(c->s, p->loc, "E0221",
                   first ? "This variant %s is expected to have type %s.  The constructor %s does not belong to type %s"
                         : "This variant %s is expected to have type %s.  There is no constructor %s within type %s",
                   pattern ? "pattern" : "expression", ty_print(c->arena, expected), path_text(c, p),
                   want->path ? path_text(c, want->path) : want->name->text);
    if (first)
        diag_note(c->s, d, "%s is a constructor of type %s", first->name->text, ty_print(c->arena, first->result));
    suggest_constr(c, d, want, p->name);
    return NULL;
}

static Field *field_named(const TypeDecl *d, Name name) {
    for (uint32_t i = 0; i < d->fields.n; i++)
        if (d->fields.items[i]->name == name) return d->fields.items[i];
    return NULL;
}
static const char *decl_text(Checker *c, const TypeDecl *d) {
    return d->path ? path_text(c, d->path) : d->name ? d->name->text : "this constructor's record";
}
static void no_such_field(Checker *c, const Path *p, const TypeDecl *d) {
    Diag *e = diag_error(c->s, p->loc, "E0221", "There is no field %s within type %s", p->name->text, decl_text(c, d));
    Spell s = spell_new(p->name);
    for (uint32_t i = 0; i < d->fields.n; i++) spell_try(&s, d->fields.items[i]->name);
    if (s.best) diag_help(c->s, e, "Did you mean %s?", s.best->text);
}
Field *resolve_field(Checker *c, Env *env, const Path *p, Type *record) {
    TypeDecl *want = head_decl(record, DECL_RECORD);
    if (!p->name) return NULL;
    if (want && !p->prefix) {
        Field *f = field_named(want, p->name);
        if (!f)
            no_such_field(c, p, want);
        else
            f->used = true;
        return f;
    }
    EnvIter it;
    if (!env_fields(c, env, p, &it)) return NULL;
    Field *first = env_next_field(&it);
    for (Field *f = first; want && f; f = env_next_field(&it))
        if (same_decl(f->decl, want)) {
            first = f;
            break;
        }
    if (!first)
        env_unbound_field(c, env, p);
    else
        first->used = true;
    return first;
}

static bool has_all(const TypeDecl *d, Path *const *paths, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!field_named(d, paths[i]->name)) return false;
    return true;
}
TypeDecl *resolve_fields(Checker *c, Env *env, Path *const *paths, uint32_t n, Type *expected, bool closed, Loc loc,
                         Field **out) {
    memset(out, 0, n * sizeof *out);
    if (n == 0) return NULL;
    TypeDecl *want = head_decl(expected, DECL_RECORD);
    if (!want) {
        const Path *lead = paths[0]; /* M.x qualifies the others too */
        for (uint32_t i = 0; i < n && !lead->prefix; i++)
            if (paths[i]->prefix) lead = paths[i];
        EnvIter it;
        if (!env_fields(c, env, lead, &it)) return NULL;
        Field *first = env_next_field(&it), *fits = NULL, *exact = NULL;
        for (Field *f = first; f && !exact; f = env_next_field(&it)) {
            if (!has_all(f->decl, paths, n)) continue;
            if (!fits) fits = f;
            if (!closed || f->decl->fields.n == n) exact = f;
        }
        if (exact) fits = exact;
        if (!fits) fits = first;
        if (!fits) {
            env_unbound_field(c, env, lead);
            return NULL;
        }
        want = fits->decl;
    } else if (expected)
        want->used = true;
    for (uint32_t i = 0; i < n; i++) {
        Field *f = out[i] = field_named(want, paths[i]->name);
        if (f) {
            f->used = true;
            continue;
        }
        EnvIter it;
        if (!env_fields(c, env, paths[i], &it)) continue;
        Field *other = env_next_field(&it);
        if (!other)
            env_unbound_field(c, env, paths[i]);
        else if (head_decl(expected, DECL_RECORD)) {
            no_such_field(c, paths[i], want);
        } else
            diag_error(c->s, paths[i]->loc, "E0221",
                       "The record field %s belongs to the type %s but is mixed here with fields of type %s",
                       path_text(c, paths[i]), decl_text(c, other->decl), decl_text(c, want));
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; n < 64 && out[i] && j < i; j++)
            if (out[i] == out[j]) {
                diag_error(c->s, loc.file ? paths[i]->loc : loc, "E0214",
                           "The record field label %s is defined several times", path_text(c, paths[i]));
                out[i] = NULL;
                break;
            }
    return want;
}

/* ---- patterns ---------------------------------------------------------------------------------------- */
typedef struct {
    Checker *c;
    Env *env;
    VarKind kind;
    ValueVec *bound;
    uint32_t start;    /* of this pattern's variables in *bound */
    ValueDesc **reuse; /* right of an or-pattern: the left's variables */
    uint32_t nreuse;
    bool reusing;
    Mode *const *parts; /* at the top: modes of a tuple's components */
    uint32_t nparts;
    bool late; /* see TPat.late: also of all patterns inside */
} PatCtx;

static TPat *check(PatCtx *x, const Pat *p, Type *type, Mode *mode);

/* Only the part of the union that a kind uses is allocated; any node may become TP_ANY after an error. */
size_t tp_size(TPatKind kind) {
#define SIZE(member) offsetof(TPat, u) + sizeof(((TPat *)0)->u.member)
    switch (kind) {
    case TP_ANY: return offsetof(TPat, u);
    case TP_VAR: return SIZE(var);
    case TP_ALIAS: return SIZE(alias);
    case TP_CONST: return SIZE(constant);
    case TP_INTERVAL: return SIZE(interval);
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY: return SIZE(sub);
    case TP_OR: return SIZE(alt);
    case TP_LAZY: return SIZE(lazy);
    case TP_CONSTRUCT:
    case TP_VARIANT: return SIZE(construct);
    }
#undef SIZE
    return sizeof(TPat);
}

static TPat *tp_new(Checker *c, TPatKind kind, Loc loc, Type *type, Mode *mode) {
    TPat *t = arena_alloc(c->arena, tp_size(kind));
    t->kind = kind;
    t->loc = loc;
    t->type = type;
    t->mode = mode;
    return t;
}
static void clash(Checker *c, const Pat *p, Type *found, Type *expected) {
    error_clash(c, p->loc, "pattern", found, expected, NULL);
}

static Mode *joined(Checker *c, Mode *a, Mode *b, Ident id) {
    if (a == b) return a;
    Mode *m = mode_pair(c);
    ModeReason why = {.kind = WHY_BOUND, .name = id.name, .loc = id.loc};
    mode_le(c, a, m, why);
    mode_le(c, b, m, why);
    return m;
}
static Var *bind(PatCtx *x, Ident id, Type *type, Mode *mode) {
    Checker *c = x->c;
    for (uint32_t i = x->start; i < x->bound->len && x->bound->len - x->start < 256; i++)
        if (x->bound->data[i]->name == id.name) {
            diag_error(c->s, id.loc, "E0214", "Variable %s is bound several times in this matching", id.name->text);
            return x->bound->data[i]->var;
        }
    if (x->reusing)
        for (uint32_t i = 0; i < x->nreuse; i++)
            if (x->reuse[i]->name == id.name) {
                ValueDesc *v = x->reuse[i];
                if (!unify(c, type, v->type)) {
                    Diag *d =
                        diag_error(c->s, id.loc, "E0215",
                                   "The variable %s on the left-hand side of this or-pattern has type %s but on the "
                                   "right-hand side it has type %s",
                                   id.name->text, ty_print(c->arena, v->type), ty_print(c->arena, type));
                    explain_unify(c, d, type, v->type);
                }
                if (!mode_is_global(mode)) /* either side may have bound it */
                    v->mode = v->var->mode = joined(c, v->var->mode, mode, id);
                vec_push_in(c->arena, x->bound, v);
                return v->var;
            }
    Var *v = var_new(c, id.name, x->kind, type, mode, id.loc);
    v->lock = c->lock;
    ValueDesc *desc = value_of_var(c, v);
    vec_push_in(c->arena, x->bound, desc);
    return v;
}

static void or_error(Checker *c, Name name, Loc loc) {
    diag_error(c->s, loc, "E0215", "Variable %s must occur on both sides of this | pattern", name->text);
}
static void compare_sides(Checker *c, ValueDesc **left, uint32_t nl, ValueDesc **right, uint32_t nr, Loc loc) {
    for (uint32_t i = 0; i < nl; i++) {
        bool found = false;
        for (uint32_t j = 0; j < nr && !found; j++) found = left[i]->name == right[j]->name;
        if (!found) or_error(c, left[i]->name, loc);
    }
    for (uint32_t j = 0; j < nr; j++) {
        bool found = false;
        for (uint32_t i = 0; i < nl && !found; i++) found = left[i]->name == right[j]->name;
        if (!found) or_error(c, right[j]->name, loc);
    }
}
/* What one alternative knows of types does not hold for the case; nor may its variables mention types of its own. */
static void forget_alternative(PatCtx *x, uint32_t mark, const ValueDesc *const *vars, uint32_t n) {
    Checker *c = x->c;
    branch_forget(c->branch, mark);
    for (uint32_t i = 0; i < n; i++)
        if (!ty_lower_level(c, vars[i]->type, c->level - 1)) {
            Diag *d =
                diag_error(c->s, vars[i]->loc, "E0256",
                           "The variable %s has type %s, which is known in one alternative of this or-pattern only",
                           vars[i]->name->text, ty_print(c->arena, vars[i]->type));
            explain_unify(c, d, vars[i]->type, vars[i]->type);
            diag_help(c->s, d, "give each alternative a case of its own");
        }
}
static TPat *check_or(PatCtx *x, const Pat *p, Type *type, Mode *mode) {
    Checker *c = x->c;
    TPat *t = tp_new(c, TP_OR, p->loc, type, mode);
    uint32_t from = x->bound->len;
    Mode *const *parts = x->parts;
    bool apart = pattern_has_gadt(c, p);
    uint32_t mark = apart ? c->branch->equations.len : 0;
    if (apart) enter_level(c);
    t->u.alt.left = check(x, p->u.alt.left, type, mode);
    if (apart) forget_alternative(x, mark, (const ValueDesc *const *)x->bound->data + from, x->bound->len - from);
    uint32_t n = x->bound->len - from;
    ValueDesc **left = n ? arena_copy(c->arena, x->bound->data + from, n * sizeof *left) : NULL;
    ValueVec right = {NULL, 0, 0};
    PatCtx y = *x;
    y.bound = &right;
    y.start = 0;
    y.reusing = true;
    y.reuse = left;
    y.nreuse = n;
    y.parts = parts;
    t->u.alt.right = check(&y, p->u.alt.right, type, mode);
    if (apart) {
        forget_alternative(x, mark, (const ValueDesc *const *)right.data, right.len);
        leave_level(c);
    }
    compare_sides(c, left, n, right.data, right.len, p->loc);
    return t;
}

static bool arity_ok(Checker *c, const Constr *k, uint32_t given, Loc loc) {
    if (k->args.n == given) return true;
    diag_error(c->s, loc, "E0208", "The constructor %s expects %u argument(s), but is applied here to %u argument(s)",
               k->name->text, k->args.n, given);
    return false;
}

static void record_fields(PatCtx *x, const Pat *p, TypeDecl *d, Type *record, TPat **out, Mode *mode);

/* K {a; b} and K r */
static TPat *check_inline_record(PatCtx *x, TPat *t, const Pat *arg, Constr *k, Type *record, Mode *mode) {
    Checker *c = x->c;
    for (uint32_t i = 0; i < t->u.construct.args.n; i++)
        t->u.construct.args.items[i] = tp_new(c, TP_ANY, arg->loc, k->record->fields.items[i]->type, mode);
    switch (arg->kind) {
    case PAT_ANY: return t;
    case PAT_RECORD: record_fields(x, arg, k->record, record, t->u.construct.args.items, mode); return t;
    case PAT_VAR:
    case PAT_ALIAS: {
        /* The variable is the block itself, seen as a record. */
        Ident id = arg->kind == PAT_VAR ? arg->u.var : arg->u.alias.var;
        TPat *whole = arg->kind == PAT_ALIAS ? check_inline_record(x, t, arg->u.alias.pat, k, record, mode) : t;
        TPat *a = tp_new(c, TP_ALIAS, arg->loc, t->type, mode);
        a->u.alias.pat = whole;
        a->u.alias.var = bind(x, id, record, mode);
        return a;
    }
    default:
        diag_error(c->s, arg->loc, "E0208",
                   "The constructor %s has an inline record as its argument: a pattern {...} was expected",
                   k->name->text);
        return t;
    }
}

/* K (type a b) (p : t): t says which of the constructor's own types are called a and b. */
static void name_existentials(PatCtx *x, const Pat *p, Constr *k, Type **exist, Type **args) {
    Checker *c = x->c;
    const Pat *arg = p->u.construct.arg;
    Loc loc = p->u.construct.exist.items[0].loc;
    if (!arg || arg->kind != PAT_CONSTRAINT || !arg->u.constraint.type) {
        Diag *d = diag_error(c->s, loc, "E0257", "The types named here need a type annotation that mentions them");
        diag_help(c->s, d, "write `%s (type %s) (p : t)`, where t is the type of the argument%s", k->name->text,
                  p->u.construct.exist.items[0].name->text, k->args.n > 1 ? "s, a tuple" : "");
        return;
    }
    uint32_t from = c->branch->names.len;
    for (uint32_t i = 0; i < p->u.construct.exist.n; i++) {
        Ident id = p->u.construct.exist.items[i];
        TypeDecl *d = decl_new(c, id.name, DECL_ABSTRACT, 0, id.loc);
        d->newtype = d->may_equal = true;
        d->exist_of = k;
        d->binding_level = c->level;
        x->env = env_add_type_name(c, x->env, d);
        vec_push_in(c->arena, &c->branch->names, d);
    }
    const TypeExpr *written = arg->u.constraint.type;
    Type *want = transl_type(c, x->env, written, TYVARS_OPEN),
         *have = k->args.n == 1 ? args[0] : ty_tuple(c, args, k->args.n);
    if (!unify(c, want, have)) error_clash(c, written->loc, "pattern", want, have, NULL);
    for (uint32_t i = from; i < c->branch->names.len; i++) {
        TypeDecl *d = c->branch->names.data[i];
        bool bound = false;
        for (uint32_t j = 0; j < k->exist.n; j++) {
            const Type *t = ty_repr(exist[j]);
            bound |= t->kind == T_CONSTR && t->u.constr.decl == d;
        }
        if (bound) continue;
        Diag *e =
            diag_error(c->s, d->loc, "E0257", "%s names no type of the constructor %s", d->name->text, k->name->text);
        diag_note(c->s, e, "%s",
                  k->exist.n ? "the annotation must put it where the constructor's arguments have a type of their own"
                             : "all type variables of its arguments are determined by its result type");
    }
}
/* The type of what is matched, and in args those of k's arguments.  A constructor with a result type of its own says
   something about the type that it matches, for this case. */
static Type *open_constr(PatCtx *x, const Pat *p, Constr *k, Type **args) {
    Checker *c = x->c;
    if (!k->gadt) {
        if (p->u.construct.exist.n)
            diag_error(c->s, p->u.construct.exist.items[0].loc, "E0257", "The constructor %s has no types to name",
                       k->name->text);
        return constr_instance(c, k, NULL, args);
    }
    if (!c->branch) BUG("%s is taken apart outside of a case", k->name->text);
    uint32_t n = k->exist.n, named = p->u.construct.exist.n;
    Type *few[8];
    Type **exist = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++)
        exist[i] = named ? ty_var(c) : existential_new(c, k, ty_repr(k->exist.items[i])->u.var.name, p->loc);
    Type *result = constr_instance(c, k, exist, args);
    if (named) {
        name_existentials(x, p, k, exist, args);
        for (uint32_t i = 0; i < n; i++) {
            Type *e = ty_repr(exist[i]);
            if (e->kind == T_CONSTR && e->u.constr.decl->exist_of == k) continue;
            if (e->kind != T_VAR)
                diag_error(c->s, p->u.construct.arg->loc, "E0257",
                           "This annotation says what a type of the constructor %s is, which only its value knows",
                           k->name->text);
            else
                unify(c, e, existential_new(c, k, ty_repr(k->exist.items[i])->u.var.name, p->loc));
        }
    }
    return result;
}

static TPat *check_construct(PatCtx *x, const Pat *p, Type *type, Mode *mode) {
    Checker *c = x->c;
    Constr *k = resolve_constr(c, x->env, p->u.construct.path, type, true);
    const Pat *arg = p->u.construct.arg;
    if (!k) {
        if (arg) check(x, arg, ty_error(c), mode);
        return tp_new(c, TP_ANY, p->loc, type, mode);
    }
    Type *few[8];
    Type **args = k->args.n <= 8 ? few : NEW_ARRAY(c->arena, Type *, k->args.n);
    Type *result = open_constr(x, p, k, args);
    if (!(k->gadt ? unify_pattern(c, result, type) : unify(c, result, type))) clash(c, p, result, type);
    if (p->u.construct.exist.n && arg && arg->kind == PAT_CONSTRAINT) arg = arg->u.constraint.pat;
    TPat *t = tp_new(c, TP_CONSTRUCT, p->loc, type, mode);
    t->u.construct.constr = k;
    uint32_t n = k->args.n;
    t->u.construct.args.n = k->arity;
    t->u.construct.args.items = k->arity ? NEW_ARRAY(c->arena, TPat *, k->arity) : NULL;
    if (k->record) {
        if (!arg) {
            arity_ok(c, k, 0, p->loc);
            t->kind = TP_ANY;
            return t;
        }
        return check_inline_record(x, t, arg, k, args[0], mode);
    }
    Pat *one[1] = {(Pat *)arg};
    Pat *const *given = one;
    uint32_t ngiven = arg ? 1 : 0;
    bool any = arg && arg->kind == PAT_ANY && n != 1 && n > 0;
    if (arg && n > 1 && arg->kind == PAT_TUPLE) {
        given = arg->u.tuple.items;
        ngiven = arg->u.tuple.n;
    }
    if (!any && !arity_ok(c, k, ngiven, p->loc)) {
        for (uint32_t i = 0; i < ngiven; i++) check(x, given[i], i < n && ngiven > 1 ? args[i] : ty_error(c), mode);
        t->kind = TP_ANY;
        return t;
    }
    for (uint32_t i = 0; i < n; i++)
        t->u.construct.args.items[i] =
            any ? tp_new(c, TP_ANY, arg->loc, args[i], mode)
                : check(x, given[i], args[i], k->args_global.n > i && k->args_global.items[i] ? NULL : mode);
    return t;
}

/* The fields that p names, into out (one per field of d; those not named stay as they are). */
static void named_fields(PatCtx *x, const Pat *p, TypeDecl *d, Field **fields, Type *record, TPat **out, Mode *mode) {
    Checker *c = x->c;
    for (uint32_t i = 0; i < p->u.record.fields.n; i++) {
        const PatField *pf = &p->u.record.fields.items[i];
        Field *f = fields[i];
        if (!f) {
            check(x, pf->pat, ty_error(c), mode);
            continue;
        }
        Type *of, *ft = field_instance(c, f, &of);
        if (!unify(c, of, record)) clash(c, p, of, record);
        Type **vars;
        uint32_t nvars;
        ft = ty_open_poly(c, ft, &vars, &nvars);
        /* what may change, or is declared so, is global; floats of a flat record are values of their own */
        out[f->index] = check(x, pf->pat, ft, f->global || f->mutable || (d && d->float_record) ? NULL : mode);
        if (nvars) /* a polymorphic field gives a polymorphic variable */
            for (uint32_t v = x->start; v < x->bound->len; v++)
                if (out[f->index]->kind == TP_VAR && x->bound->data[v]->var == out[f->index]->u.var) {
                    for (uint32_t k = 0; k < nvars; k++) vars[k]->level = GENERIC_LEVEL;
                    Type *poly = ty_subst(&c->types, ty_repr(field_instance(c, f, &of))->u.poly.body,
                                          ty_repr(f->type)->u.poly.vars.items, vars, nvars);
                    unify(c, of, record);
                    x->bound->data[v]->type = x->bound->data[v]->var->type = poly;
                }
        (void)d;
    }
}
static void record_fields(PatCtx *x, const Pat *p, TypeDecl *d, Type *record, TPat **out, Mode *mode) {
    Checker *c = x->c;
    uint32_t n = p->u.record.fields.n;
    Path **paths = NEW_ARRAY(c->arena, Path *, n ? n : 1);
    Field **fields = NEW_ARRAY(c->arena, Field *, n ? n : 1);
    for (uint32_t i = 0; i < n; i++) paths[i] = p->u.record.fields.items[i].path;
    resolve_fields(c, x->env, paths, n, record, false, p->loc, fields);
    named_fields(x, p, d, fields, record, out, mode);
}
static TPat *check_record_pat(PatCtx *x, const Pat *p, Type *type, Mode *mode) {
    Checker *c = x->c;
    uint32_t n = p->u.record.fields.n;
    Path *few_paths[16];
    Field *few_fields[16];
    Path **paths = n <= 16 ? few_paths : NEW_ARRAY(c->arena, Path *, n);
    Field **fields = n <= 16 ? few_fields : NEW_ARRAY(c->arena, Field *, n);
    for (uint32_t i = 0; i < n; i++) paths[i] = p->u.record.fields.items[i].path;
    Type *known = ty_expand(type);
    if (known->kind != T_VAR && known->kind != T_ERROR && !head_decl(type, DECL_RECORD)) {
        diag_error(c->s, p->loc, "E0212",
                   "This pattern matches records, but a pattern was expected which matches values of type %s",
                   ty_print(c->arena, type));
        type = ty_error(c);
    }
    TypeDecl *d = resolve_fields(c, x->env, paths, n, type, false, p->loc, fields);
    if (!d) {
        for (uint32_t i = 0; i < n; i++) check(x, p->u.record.fields.items[i].pat, ty_error(c), mode);
        return tp_new(c, TP_ANY, p->loc, type, mode);
    }
    TPat *t = tp_new(c, TP_RECORD, p->loc, type, mode);
    t->u.sub.n = d->fields.n;
    t->u.sub.items = NEW_ARRAY(c->arena, TPat *, d->fields.n);
    named_fields(x, p, d, fields, type, t->u.sub.items, mode);
    for (uint32_t i = 0; i < d->fields.n; i++)
        if (!t->u.sub.items[i]) t->u.sub.items[i] = tp_new(c, TP_ANY, p->loc, d->fields.items[i]->type, mode);
    return t;
}

/* The type of x in `p as x` may be more general than the matched value's: in `Error _ as e` nothing is known
   about what Ok would hold. */
static Type *alias_type(Checker *c, const TPat *p) {
    switch (p->kind) {
    case TP_ALIAS: return alias_type(c, p->u.alias.pat);
    case TP_TUPLE: {
        Type **items = NEW_ARRAY(c->arena, Type *, p->u.sub.n);
        for (uint32_t i = 0; i < p->u.sub.n; i++) items[i] = alias_type(c, p->u.sub.items[i]);
        return ty_tuple(c, items, p->u.sub.n);
    }
    case TP_CONSTRUCT: {
        Constr *k = p->u.construct.constr;
        if (k->private || k->gadt || k->record || k->decl->params.n == 0 || k->decl->kind == DECL_OPEN) return p->type;
        Type *few[8];
        Type **args = k->args.n <= 8 ? few : NEW_ARRAY(c->arena, Type *, k->args.n);
        Type *result = constr_instance(c, k, NULL, args);
        for (uint32_t i = 0; i < k->args.n; i++) unify(c, alias_type(c, p->u.construct.args.items[i]), args[i]);
        return result;
    }
    case TP_RECORD: {
        Type *t = ty_expand(p->type);
        TypeDecl *d = t->kind == T_CONSTR ? t->u.constr.decl : NULL;
        if (!d || d->kind != DECL_RECORD || d->params.n == 0 || d->private || d->fields.n != p->u.sub.n) return p->type;
        Type *r = ty_instance(c, decl_type(c, d));
        for (uint32_t i = 0; i < d->fields.n; i++) {
            Field *f = d->fields.items[i];
            Type *of, *ft = field_instance(c, f, &of);
            unify(c, of, r);
            if (!f->mutable && p->u.sub.items[i]->kind != TP_ANY && ft->kind != T_POLY)
                unify(c, alias_type(c, p->u.sub.items[i]), ft);
            else {
                Type *whole, *same = field_instance(c, f, &whole);
                unify(c, whole, p->type);
                unify(c, ft, same);
            }
        }
        return r;
    }
    case TP_OR: {
        Type *l = alias_type(c, p->u.alt.left), *r = alias_type(c, p->u.alt.right);
        unify(c, r, l);
        return l;
    }
    case TP_ANY:
    case TP_VAR:
    case TP_CONST:
    case TP_INTERVAL:
    case TP_ARRAY:
    case TP_LAZY:
    case TP_VARIANT: break;
    }
    return p->type;
}

static TPat *check_kind(PatCtx *x, const Pat *p, Type *type, Mode *mode);
/* Not those that say nothing of what they match, or hand it on. */
static bool looks_at(const Pat *p) {
    return p->kind != PAT_ANY && p->kind != PAT_VAR && p->kind != PAT_ALIAS && p->kind != PAT_OR &&
           p->kind != PAT_CONSTRAINT && p->kind != PAT_OPEN;
}
static TPat *check(PatCtx *x, const Pat *p, Type *type, Mode *mode) {
    bool late = x->late;
    if (x->c->branch && looks_at(p)) {
        uint32_t equations = x->c->types.equations_used;
        Type *seen = ty_expand(type);
        if (x->c->types.equations_used != equations) { /* lowering knows no equations */
            type = seen;
            x->late = true;
        }
    }
    TPat *t = check_kind(x, p, type, mode);
    t->late = x->late;
    x->late = late;
    if (p->mode.bits) t->uses |= uses_of_annot(x->c, &p->mode, NULL);
    return t;
}
static TPat *check_kind(PatCtx *x, const Pat *p, Type *type, Mode *mode) {
    Checker *c = x->c;
    Mode *const *parts = x->parts;
    if (p->kind != PAT_OR && p->kind != PAT_CONSTRAINT) x->parts = NULL;
    if (p->mode.bits & MODE_LOCAL && mode_lower(mode) == LOCALITY_GLOBAL)
        mode = mode_local_because(c, (ModeReason){.kind = WHY_ANNOTATION, .loc = p->loc});
    switch (p->kind) {
    case PAT_ANY: return tp_new(c, TP_ANY, p->loc, type, mode);
    case PAT_VAR: {
        TPat *t = tp_new(c, TP_VAR, p->loc, type, mode);
        t->u.var = bind(x, p->u.var, type, mode);
        return t;
    }
    case PAT_ALIAS: {
        TPat *t = tp_new(c, TP_ALIAS, p->loc, type, mode);
        t->u.alias.pat = check(x, p->u.alias.pat, type, mode);
        Type *own = p->u.alias.pat->kind == PAT_CONSTRAINT ? type : alias_type(c, t->u.alias.pat);
        t->u.alias.var = bind(x, p->u.alias.var, own, mode);
        t->u.alias.var->alias = true;
        return t;
    }
    case PAT_CONST: {
        Type *k = const_type(c, &p->u.constant, p->loc);
        if (!unify(c, k, type)) clash(c, p, k, type);
        TPat *t = tp_new(c, TP_CONST, p->loc, type, mode);
        t->u.constant = &p->u.constant;
        return t;
    }
    case PAT_INTERVAL: {
        TPat *t = tp_new(c, TP_INTERVAL, p->loc, type, mode);
        if (p->u.interval.lo.kind != CONST_CHAR || p->u.interval.hi.kind != CONST_CHAR) {
            diag_error(c->s, p->loc, "E0224", "Only character intervals are supported in patterns");
            t->kind = TP_ANY;
            return t;
        }
        if (!unify(c, c->p.t_char, type)) clash(c, p, c->p.t_char, type);
        uint32_t lo = (uint32_t)p->u.interval.lo.ival, hi = (uint32_t)p->u.interval.hi.ival;
        t->u.interval.lo = lo < hi ? lo : hi;
        t->u.interval.hi = lo < hi ? hi : lo;
        return t;
    }
    case PAT_TUPLE: {
        uint32_t n = p->u.tuple.n;
        Type *few[8];
        Type *known = ty_expand(type);
        Type **items = known->kind == T_TUPLE && known->u.tuple.n == n ? known->u.tuple.items : NULL;
        if (!items) {
            items = n <= 8 ? few : NEW_ARRAY(c->arena, Type *, n);
            for (uint32_t i = 0; i < n; i++) items[i] = ty_var(c);
            Type *tuple = ty_tuple(c, items, n);
            if (!unify(c, tuple, type)) clash(c, p, tuple, type);
        }
        TPat *t = tp_new(c, TP_TUPLE, p->loc, type, mode);
        t->u.sub.n = n;
        t->u.sub.items = NEW_ARRAY(c->arena, TPat *, n);
        for (uint32_t i = 0; i < n; i++)
            t->u.sub.items[i] = check(x, p->u.tuple.items[i], items[i], parts && x->nparts == n ? parts[i] : mode);
        return t;
    }
    case PAT_CONSTRUCT: return check_construct(x, p, type, mode);
    case PAT_RECORD: return check_record_pat(x, p, type, mode);
    case PAT_ARRAY: {
        Type *elt = ty_var(c), *array = ty_constr1(c, c->p.array, elt);
        if (!unify(c, array, type)) clash(c, p, array, type);
        TPat *t = tp_new(c, TP_ARRAY, p->loc, type, mode);
        t->u.sub.n = p->u.tuple.n;
        t->u.sub.items = NEW_ARRAY(c->arena, TPat *, p->u.tuple.n ? p->u.tuple.n : 1);
        for (uint32_t i = 0; i < p->u.tuple.n; i++) t->u.sub.items[i] = check(x, p->u.tuple.items[i], elt, NULL);
        return t;
    }
    case PAT_OR: return check_or(x, p, type, mode);
    case PAT_CONSTRAINT: {
        if (!p->u.constraint.type) return check(x, p->u.constraint.pat, type, mode);
        Type *want = transl_type_at(c, x->env, p->u.constraint.type, TYVARS_OPEN, p->mode.bits);
        if (want->kind == T_POLY) {
            not_in_this_version(c, p->u.constraint.type->loc, "Polymorphic parameters are");
            want = ty_error(c);
        }
        uint32_t equations = c->types.equations_used;
        if (!unify(c, want, type)) clash(c, p, want, type);
        x->late |= c->types.equations_used != equations;
        return check(x, p->u.constraint.pat, want->kind == T_ERROR ? type : want, mode);
    }
    case PAT_LAZY: {
        Type *content = ty_var(c), *lazy = ty_constr1(c, c->p.lazy_, content);
        if (!unify(c, lazy, type)) clash(c, p, lazy, type);
        TPat *t = tp_new(c, TP_LAZY, p->loc, type, mode);
        Demand forced = demand_global(c, WHY_FORCED, NULL, p->loc);
        mode_flow(c, mode, &forced, NULL, NULL, p->loc);
        t->u.lazy = check(x, p->u.sub, content, NULL); /* what a lazy value keeps is global */
        return t;
    }
    case PAT_EXCEPTION:
        diag_error(c->s, p->loc, "E0225", "Exception patterns are not allowed in this position");
        check(x, p->u.sub, c->p.t_exn, mode);
        return tp_new(c, TP_ANY, p->loc, type, mode);
    case PAT_OPEN: {
        Module *m = env_module(c, x->env, p->u.open.path);
        Env *saved = x->env;
        if (m) x->env = env_open_module(c, x->env, m);
        TPat *t = check(x, p->u.open.pat, type, mode);
        x->env = saved;
        return t;
    }
    case PAT_VARIANT:
        not_in_this_version(c, p->loc, "Polymorphic variants are");
        if (p->u.variant.arg) check(x, p->u.variant.arg, ty_error(c), mode);
        unify(c, ty_error(c), type);
        return tp_new(c, TP_ANY, p->loc, type, mode);
    case PAT_UNPACK:
        not_in_this_version(c, p->loc, "First-class modules are");
        return tp_new(c, TP_ANY, p->loc, type, mode);
    case PAT_TYPE:
        not_in_this_version(c, p->loc, "Polymorphic variants are");
        return tp_new(c, TP_ANY, p->loc, type, mode);
    case PAT_EXTENSION:
        diag_error(c->s, p->loc, "E0227", "Uninterpreted extension '%s'",
                   p->u.extension && p->u.extension->name.name ? p->u.extension->name.name->text : "?");
        return tp_new(c, TP_ANY, p->loc, type, mode);
    case PAT_ERROR: return tp_new(c, TP_ANY, p->loc, type, mode);
    }
    UNREACHABLE();
}

TPat *check_pattern(Checker *c, Env *env, const Pat *p, Type *type, Mode *mode, VarKind kind, ValueVec *bound) {
    PatCtx x = {c, env, kind, bound, bound->len, NULL, 0, false, c->parts, c->nparts, false};
    bool open = c->branch && c->branch->in_pattern;
    if (open || !pattern_has_gadt(c, p)) return check(&x, p, type, mode);
    /* Not a case: nothing of what the pattern knows holds in what follows. */
    Branch own = {0};
    branch_enter(c, &own);
    TPat *t = check(&x, p, type, mode);
    branch_leave(c, &own);
    for (uint32_t i = x.start; i < bound->len; i++)
        if (!ty_lower_level(c, bound->data[i]->type, c->level)) {
            Diag *d = diag_error(c->s, bound->data[i]->loc, "E0256",
                                 "The variable %s has type %s, which is known inside of this pattern only",
                                 bound->data[i]->name->text, ty_print(c->arena, bound->data[i]->type));
            explain_unify(c, d, bound->data[i]->type, bound->data[i]->type);
            diag_help(c->s, d, "use `match ... with`, or a local `let` of this pattern alone");
        }
    return t;
}
TPat *check_pattern_again(Checker *c, Env *env, const Pat *p, Type *type, Mode *mode, VarKind kind, ValueDesc **reuse,
                          uint32_t nreuse) {
    ValueVec bound = {NULL, 0, 0};
    PatCtx x = {c, env, kind, &bound, 0, reuse, nreuse, true, c->parts, c->nparts, false};
    TPat *t = check(&x, p, type, mode);
    compare_sides(c, reuse, nreuse, bound.data, bound.len, p->loc);
    return t;
}
bool pattern_is_trivial(const TPat *p) {
    while (p->kind == TP_ALIAS) p = p->u.alias.pat;
    return p->kind == TP_ANY || p->kind == TP_VAR;
}

/* ---- variables ------------------------------------------------------------------------------------------ */
Var *var_new(Checker *c, Name name, VarKind kind, Type *type, Mode *mode, Loc loc) {
    Var *v = NEW(c->arena, Var);
    v->name = name;
    v->kind = kind;
    v->id = ++c->next_var;
    v->type = type;
    v->mode = mode;
    v->loc = loc;
    if (kind == VAR_GLOBAL) {
        v->unit = c->unit;
        Name q = name_printf(c->s->names, "%s%s", c->scope_prefix ? c->scope_prefix : "", name ? name->text : "_");
        uintptr_t times = (uintptr_t)map_getp(&c->qualified, q);
        map_putp(&c->qualified, q, (void *)(times + 1));
        v->qualified = times ? name_printf(c->s->names, "%s/%u", q->text, (unsigned)times + 1)->text : q->text;
        vec_push(&c->globals, v);
    }
    return v;
}
ValueDesc *value_of_var(Checker *c, Var *v) {
    ValueDesc *d = NEW(c->arena, ValueDesc);
    d->name = v->name;
    d->type = v->type;
    d->mode = v->mode;
    d->var = v;
    d->loc = v->loc;
    return d;
}
/* Warnings 26 (bound by let or as) and 27 (others).  In one pattern, an unused variable beside used ones counts as 27.
 */
void warn_unused(Checker *c, ValueDesc *const *vars, uint32_t n, bool is_let) {
    bool some_used = false;
    if (c->s->nerrors) return; /* the uses may stand in what could not be checked */
    for (uint32_t i = 0; i < n; i++) some_used |= vars[i]->var->used;
    for (uint32_t i = 0; i < n; i++) {
        const Var *v = vars[i]->var;
        if (v->used || !v->name || v->name->text[0] == '_' || v->name->text[0] == '*') continue;
        int number = is_let ? (some_used ? 27 : 26) : v->alias ? 26 : 27;
        check_warn(c, v->loc, number, "unused variable %s.", v->name->text);
    }
}
