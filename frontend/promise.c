/* promise.c: [@zero_alloc] on function types.

   A promise belongs to an arrow of a type that somebody wrote; inference carries it as it carries a type constructor,
   and never makes one.  A function that promises may be used where none is asked (subsume).  The other way round, an
   expression whose function is known becomes an obligation of the unit: its code is looked at with the optimised
   program (middle/passes/zero_alloc.c).  What may be any function, a parameter or something computed, is refused.  */
#include "attributes.h"
#include "check.h"
#include "ir.h"

bool promise_same(const Promise *a, const Promise *b) {
    return a == b || (a && b && a->flags == b->flags && a->arity == b->arity);
}

bool promise_implies(const Promise *has, const Promise *wants) {
    if (!wants || has == wants) return true;
    return has && has->arity == wants->arity && !(wants->flags & ~has->flags & ZA_STRICT) &&
           !(has->flags & ~wants->flags & ZA_OPT);
}

const char *promise_payload(const Promise *p) {
    return zero_alloc_payload(p->flags);
}

Type *arrow_promising(Checker *c, Type *t, const Promise *p) {
    Type *r = ty_arrow(c, t->u.arrow.label, t->u.arrow.arg, t->u.arrow.ret, t->u.arrow.arg_mode, t->u.arrow.ret_mode);
    arrow_like(r, t)->u.arrow.commu = t->u.arrow.commu;
    r->u.arrow.promise = p;
    return r;
}

static const Promise *promise_new(Checker *c, unsigned flags, uint32_t arity, const Attr *attr) {
    Promise *p = NEW(c->arena, Promise);
    *p = (Promise){.flags = flags, .arity = arity, .attr = attr};
    c->promises = true;
    return p;
}

/* ---- as written ------------------------------------------------------------------------------------------------- */

/* Arrows up to a parenthesis, as they are written; of an abbreviation, all that it stands for. */
static uint32_t written_arrows(const TypeExpr *t, Type *type) {
    uint32_t n = 0;
    while (t->kind == TY_POLY) t = t->u.poly.type;
    if (t->kind == TY_ARROW) {
        for (; t->kind == TY_ARROW && (n == 0 || !t->parens); t = t->u.arrow.ret) n++;
        return n;
    }
    return ty_arity(type);
}

Type *promise_on_type(Checker *c, const Attr *attrs, const TypeExpr *t, Type *type) {
    const Attr *a = attr_find(attrs, "zero_alloc");
    if (!a) return type;
    ZeroAllocAttr z;
    if (!attr_zero_alloc(c, a, ZERO_ON_TYPE, &z)) return type;
    Type *arrow = ty_expand(type);
    if (z.flags & ZA_ASSUME) {
        Diag *d = diag_error(c->s, a->name.loc, "E0335", "A type cannot assume zero_alloc");
        diag_note(
            c->s, d,
            "a type promises it: whoever gives a function of this type has to show it, whoever calls one may rely "
            "on it");
        diag_help(c->s, d,
                  "leave out `assume`; to trust one function, define it with `let[@zero_alloc assume]`, to trust one "
                  "call, write `(f x [@zero_alloc assume])`");
    } else if (arrow->kind == T_ARROW) {
        return arrow_promising(c, arrow, promise_new(c, z.flags, written_arrows(t, arrow), a));
    } else if (arrow->kind != T_ERROR) {
        Diag *d = diag_error(c->s, a->name.loc, "E0335", "Only a function type can promise zero_alloc");
        diag_note(c->s, d, "this type is %s", ty_print(c->arena, type));
        diag_help(c->s, d, "write it behind the function type in parentheses: `(a -> b) [@zero_alloc]`");
    }
    return type;
}

/* ---- who gives a function ---------------------------------------------------------------------------------------- */

static bool raises(const TExpr *e) {
    if (e->kind == TE_ASSERT) return !e->u.one;
    return e->kind == TE_PRIM_APPLY && (!strncmp(e->u.prim_apply.prim->symbol, "%raise", 6) ||
                                        !strncmp(e->u.prim_apply.prim->symbol, "%reraise", 8));
}

/* How many arguments the function takes that e is known to be; 0: any function may come out of e. */
static uint32_t known_arity(const TExpr *e) {
    switch (e->kind) {
    case TE_FUN: return e->u.fun.params.n;
    case TE_PRIM: return e->u.prim->arity;
    case TE_VAR: {
        const Var *v = var_definition(e->u.var);
        if (v->is_function) return v->arity;
        /* of a unit that is known by its interface so far: lowering sees what it is */
        return v->declared ? ty_arity(v->type) : 0;
    }
    case TE_APPLY: {
        if (!e->u.apply.partial) return 0;
        uint32_t n = known_arity(e->u.apply.fn), given = 0;
        for (uint32_t i = 0; i < e->u.apply.args.n; i++) given += e->u.apply.args.items[i] != NULL;
        return n > given && e->u.apply.args.n <= n ? n - given : 0;
    }
    default: return 0;
    }
}

static bool keeps(Type *t, const Promise *wanted) {
    t = ty_expand(t);
    return t->kind == T_ARROW && promise_implies(t->u.arrow.promise, wanted);
}

/* Looks at all expressions that may give e's value. */
typedef struct Ways {
    Checker *c;
    const Promise *promise;
    bool record;          /* makes obligations of them, when none is refused */
    const TExpr *refused; /* the first that neither promises nor is a known function of so many parameters */
    const char *subject;  /* of obligations */
} Ways;

static void oblige(Ways *w, TExpr *e) {
    Obligation o = {.expr = e, .promise = w->promise, .loc = e->loc, .subject = w->subject};
    vec_push(&w->c->obligations, o);
}

static void each_way(Ways *w, TExpr *e);
static void each_case(Ways *w, const TCase *cases, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (cases[i].body) each_way(w, cases[i].body);
}
static void each_way(Ways *w, TExpr *e) {
    for (;;) {
        if (e->type && keeps(e->type, w->promise)) return;
        switch (e->kind) {
        case TE_LET: e = e->u.let.body; continue;
        case TE_SEQUENCE: e = e->u.seq.second; continue;
        case TE_LETEXCEPTION: e = e->u.letexception.body; continue;
        case TE_LETMODULE: e = e->u.letmodule.body; continue;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; continue;
        case TE_IF:
            each_way(w, e->u.cond.then);
            if (!e->u.cond.els) return;
            e = e->u.cond.els;
            continue;
        case TE_TRY:
        case TE_MATCH:
            if (e->kind == TE_TRY) each_way(w, e->u.match.scrut);
            each_case(w, e->u.match.cases.items, e->u.match.cases.n);
            return;
        case TE_UNREACHABLE:
        case TE_ERROR: return;
        default: break;
        }
        /* a signature may show less of a variable than its definition promises */
        if (raises(e) || (e->kind == TE_VAR && keeps(var_definition(e->u.var)->type, w->promise))) return;
        if (w->record)
            oblige(w, e);
        else if (!w->refused && known_arity(e) != w->promise->arity)
            w->refused = e;
        return;
    }
}

/* What asks for the promise, as the subject of a sentence. */
static const char *asker(Checker *c, const Why *why) {
    switch (why ? why->kind : BECAUSE_NOTHING) {
    case BECAUSE_ARGUMENT:
        if (why->name) return arena_printf(c->arena, "argument %u of `%s`", why->index, why->name->text);
        return arena_printf(c->arena, "argument %u", why->index);
    case BECAUSE_FIELD:
        if (why->name) return arena_printf(c->arena, "the field `%s`", why->name->text);
        break;
    case BECAUSE_CONSTRUCTOR:
        if (why->name) return arena_printf(c->arena, "the argument of `%s`", why->name->text);
        break;
    default: break;
    }
    return "its type here";
}

static const Promise *promise_of(Type *t) {
    t = ty_expand(t);
    return t->kind == T_ARROW ? t->u.arrow.promise : NULL;
}

void promise_give(Checker *c, TExpr *e, Type *expected, const Why *why) {
    const Promise *wanted = promise_of(expected);
    if (!wanted) return;
    Type *found = ty_expand(e->type);
    if (found->kind != T_ARROW || (e->kind != TE_FUN && promise_implies(found->u.arrow.promise, wanted))) return;
    Ways w = {.c = c, .promise = wanted, .subject = asker(c, why)};
    if (e->kind == TE_FUN) {
        if (known_arity(e) != wanted->arity) {
            if (e->type == expected) error_promise(c, e, expected, why);
            return;
        }
        oblige(&w, e);
    } else {
        each_way(&w, e);
        if (w.refused) return;
        w.record = true;
        each_way(&w, e);
    }
    if (e->type != expected) e->type = arrow_promising(c, found, wanted);
}

/* `val f : (a -> b) [@zero_alloc]` says of f what `val f : a -> b [@@zero_alloc]` says; its type is that of the second,
   so that f may still be put among functions that promise nothing. */
void promise_of_item(Checker *c, ValueDesc *v, const TypeExpr *t) {
    while (t->kind == TY_POLY) t = t->u.poly.type;
    const Attr *a = attr_find(t->attrs, "zero_alloc");
    Type *arrow = ty_repr(v->type);
    if (!a || arrow->kind != T_ARROW || !arrow->u.arrow.promise) return;
    Attr *own = NEW(c->arena, Attr);
    *own = *a;
    own->next = v->attrs;
    v->attrs = own;
    v->type = arrow_promising(c, arrow, NULL);
}

Type *promise_of_definition(Checker *c, const ValueDesc *impl, Type *spec) {
    const Promise *wanted = promise_of(spec);
    Type *found = ty_expand(impl->type);
    Var *v = impl->var ? var_definition(impl->var) : NULL;
    if (!wanted || found->kind != T_ARROW || promise_implies(found->u.arrow.promise, wanted) || !v || !v->is_function ||
        v->arity != wanted->arity)
        return impl->type;
    Obligation o = {.var = v, .promise = wanted, .loc = v->loc, .subject = "its type in the signature"};
    vec_push(&c->obligations, o);
    return arrow_promising(c, found, wanted);
}

bool promise_defined(const ValueDesc *impl, unsigned flags) {
    const Promise *has = promise_of(impl->type);
    return has && !(flags & ~has->flags & ZA_STRICT) && !(has->flags & ~flags & ZA_OPT);
}

void promise_of_external(Checker *c, const ValueDesc *v) {
    const Promise *p = promise_of(v->type);
    if (!p) return;
    Diag *d = diag_error(c->s, p->attr->name.loc, "E0335", "The type of an external cannot promise zero_alloc");
    diag_primary(c->s, d, "of `%s`", v->name->text);
    diag_note(c->s, d, "whoever promises shows it by code that the compiler sees, and a C function has none");
    diag_help(c->s, d,
              "declare the external [@@noalloc] if it neither allocates nor raises, or define `let[@zero_alloc assume] "
              "%s x = ...` as a function that calls it",
              v->name->text);
}

void promise_forget(Checker *c, TExpr *e, Type *as) {
    Type *found = ty_expand(e->type);
    if (found->kind != T_ARROW || promise_same(found->u.arrow.promise, promise_of(as))) return;
    e->type = arrow_promising(c, found, promise_of(as));
}

void promise_moved(Checker *c, const TExpr *from, TExpr *to) {
    for (uint32_t i = 0; i < c->obligations.len; i++)
        if (c->obligations.data[i].expr == from) c->obligations.data[i].expr = to;
}

/* Does t say [@zero_alloc] somewhere, within reach? */
static bool mentions_promise(Type *t, uint32_t depth) {
    t = ty_expand(t);
    if (depth > 4) return false;
    switch ((TypeKind)t->kind) {
    case T_ARROW:
        return t->u.arrow.promise || mentions_promise(t->u.arrow.arg, depth + 1) ||
               mentions_promise(t->u.arrow.ret, depth + 1);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (mentions_promise(t->u.tuple.items[i], depth + 1)) return true;
        return false;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (mentions_promise(t->u.constr.args.items[i], depth + 1)) return true;
        return false;
    default: return false;
    }
}

void promise_foresee(Checker *c, Type *result, Type *expected) {
    if (ty_repr(result)->kind == T_CONSTR && mentions_promise(expected, 0)) unify_try(c, result, expected);
}

void promise_partial(Checker *c, Type *fn, uint32_t given, Type **rest) {
    const Promise *p = promise_of(fn);
    Type *left = ty_repr(*rest);
    if (!p || given >= p->arity || left->kind != T_ARROW || left->u.arrow.promise) return;
    *rest = arrow_promising(c, left, promise_new(c, p->flags, p->arity - given, p->attr));
}

/* ---- what is said --------------------------------------------------------------------------------------------------
 */

static const char *words(Checker *c, const Promise *p) {
    return p ? arena_printf(c->arena, "[@zero_alloc%s]", promise_payload(p)) : "nothing";
}

void promise_explain(Checker *c, Diag *d, Type *found, Type *expected, bool inner) {
    Type *a = ty_expand(found), *b = ty_expand(expected);
    if (a->kind != T_ARROW || b->kind != T_ARROW) return;
    const Promise *has = a->u.arrow.promise, *wants = b->u.arrow.promise;
    if (wants) diag_label(c->s, d, wants->attr->name.loc, "this function type asks for the promise");
    if (!wants && has) diag_label(c->s, d, has->attr->name.loc, "promised here");
    if (has && wants && has->arity != wants->arity)
        diag_note(c->s, d, "one promise is about applications to %u argument%s, the other to %u", has->arity,
                  has->arity == 1 ? "" : "s", wants->arity);
    else if (has && promise_implies(has, wants))
        diag_note(c->s, d,
                  "one promises %s where %s is asked: that is fine for a function itself, but not for what a function "
                  "takes, nor for a part of a larger type",
                  words(c, has), words(c, wants));
    else if (!has && inner)
        diag_note(c->s, d,
                  "nothing is promised by what is inside of this value, and its functions are not known any more: they "
                  "have to promise where the value is made");
    else if (has)
        diag_note(c->s, d, "the function promises %s, which is less than %s", words(c, has), words(c, wants));
}

Diag *error_promise(Checker *c, TExpr *e, Type *expected, const Why *why) {
    const Promise *wanted = promise_of(expected);
    Type *found = e->type;
    bool parameters = e->kind == TE_FUN && wanted && known_arity(e) != wanted->arity;
    if (parameters) { /* its type may be the expected one already */
        found = arrow_promising(c, ty_expand(found), NULL);
        c->unify = (UnifyError){.kind = UNIFY_PROMISE, .left = found, .right = expected};
    }
    Diag *d = error_clash(c, e->loc, "expression", found, expected, why);
    if (!wanted) return d;
    Ways w = {.c = c, .promise = wanted};
    if (parameters)
        w.refused = e;
    else if (e->kind != TE_FUN)
        each_way(&w, e);
    e = (TExpr *)(uintptr_t)w.refused;
    if (!e) return d;
    uint32_t arity = known_arity(e);
    const char *type = ty_print(c->arena, arrow_promising(c, ty_expand(e->type), wanted));
    if (arity) {
        diag_note(c->s, d, "the promise is about applications to %u argument%s, this function takes %u", wanted->arity,
                  wanted->arity == 1 ? "" : "s", arity);
        diag_help(c->s, d,
                  arity > wanted->arity
                      ? "given fewer arguments than it takes, a function makes a closure: write the promise behind all "
                        "of its arrows, or pass a function of %u"
                      : "give it %u parameters: what it returns would be made by the call",
                  wanted->arity);
        return d;
    }
    switch (e->kind) {
    case TE_VAR: {
        const char *name = e->u.var->name->text;
        diag_note(c->s, d, "`%s` may be any function of its type: whether it allocates is known to whoever gives it",
                  name);
        diag_help(c->s, d, "let its type ask for the promise where it is bound: `(%s : %s)`", name, type);
        break;
    }
    case TE_FIELD:
        diag_note(c->s, d, "the field `%s` may hold any function of its type", e->u.field.field->name->text);
        if (ty_expand(e->u.field.field->type)->kind == T_ARROW)
            diag_help(c->s, d, "declare the field so that it asks for the promise: `%s : %s`",
                      e->u.field.field->name->text, type);
        else
            diag_help(c->s, d, "let the record's type ask for the promise, with `%s` in it", type);
        break;
    default:
        diag_note(c->s, d, "this function is computed: which one it is, and whether it allocates, is not known");
        diag_help(c->s, d, "promise it in the type of what computes it, or write a function here: `fun x -> ...`");
        break;
    }
    return d;
}
