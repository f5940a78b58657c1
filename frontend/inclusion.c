/* inclusion.c: does a structure offer what a signature wants?

   The signature's declarations are mapped to the structure's by name first; after that
   every type of the signature can be compared as it is (subst.c).  Each mismatch is an
   error of its own, with both places.  */
#include "attributes.h"
#include "modules.h"

typedef struct {
    Checker *c;
    Inclusion *how;
    DeclMap map;
    const char *where; /* "in module M.N: " or "" */
} Match;

static Diag *mismatch(Match *m, Loc loc, const char *code, const char *fmt, ...) PRINTF_LIKE(4, 5);
static Diag *mismatch(Match *m, Loc loc, const char *code, const char *fmt, ...) {
    m->how->failed = true;
    if (m->how->quiet) return NULL;
    char text[2000];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return diag_error(m->c->s, loc, code, "%s: %s%s", m->how->what, m->where, text);
}
static void label(Match *m, Diag *d, Loc loc, const char *text) {
    if (d && loc.file) diag_label(m->c->s, d, loc, "%s", text);
}
/* Where a mismatch is shown: at the implementation's item when it has a place in the user's text. */
static Loc place(Match *m, Loc impl, Loc spec) {
    if (m->how->loc.file) return m->how->loc;
    return impl.file ? impl : spec;
}

/* ---- contents of declarations ------------------------------------------------------------------ */

typedef struct {
    Checker *c;
    DeclMap *map; /* applied to a's types; NULL: none */
    TypeDecl *a, *b;
    Type **args; /* for b's parameters, over a's */
    bool own;    /* a constructor with a result type: its variables are its own */
    Buf *why;
    Loc *here, *there;
} Compare;

static bool same_type(Compare *k, Type *ta, Type *tb) {
    Checker *c = k->c;
    if (k->map) ta = ty_map_decls(c, k->map, ta);
    if (k->own) return ty_equal(c, &ta, &tb, 1);
    if (k->b->params.n) tb = ty_subst(&c->types, tb, k->b->params.items, k->args, k->b->params.n);
    uint32_t n = k->a->params.n;
    Type *few[2][9];
    Type **as = n < 8 ? few[0] : NEW_ARRAY(c->arena, Type *, n + 1),
         **bs = n < 8 ? few[1] : NEW_ARRAY(c->arena, Type *, n + 1);
    for (uint32_t i = 0; i < n; i++) as[i] = bs[i] = k->a->params.items[i];
    as[n] = ta, bs[n] = tb;
    return ty_equal(c, as, bs, n + 1);
}

static bool differ(Compare *k, Loc here, Loc there, const char *fmt, ...) PRINTF_LIKE(4, 5);
static bool differ(Compare *k, Loc here, Loc there, const char *fmt, ...) {
    char text[1000];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    buf_adds(k->why, text);
    *k->here = here, *k->there = there;
    return false;
}

static bool same_fields(Compare *k, TypeDecl *a, TypeDecl *b) {
    for (uint32_t i = 0; i < a->fields.n || i < b->fields.n; i++) {
        Field *x = i < a->fields.n ? a->fields.items[i] : NULL, *y = i < b->fields.n ? b->fields.items[i] : NULL;
        if (!y) return differ(k, x->loc, NO_LOC, "the field %s is only present in one of them", x->name->text);
        if (!x) return differ(k, NO_LOC, y->loc, "the field %s is missing", y->name->text);
        if (x->name != y->name)
            return differ(k, x->loc, y->loc, "field number %u is named %s in one and %s in the other", i + 1,
                          x->name->text, y->name->text);
        if (x->mutable != y->mutable)
            return differ(k, x->loc, y->loc, "the field %s is mutable in one and immutable in the other",
                          x->name->text);
        if (x->global != y->global)
            return differ(k, x->loc, y->loc, "the field %s is global_ in one but not in the other", x->name->text);
        if (!same_type(k, x->type, y->type)) {
            const char *tx, *ty;
            ty_print_pair(k->c, x->type, y->type, &tx, &ty);
            return differ(k, x->loc, y->loc, "the types of the field %s differ, `%s` and `%s`", x->name->text, tx, ty);
        }
    }
    return true;
}

/* Each part has been compared; now with the variables that they share. */
static bool same_whole(Compare *k, Constr *x, Constr *y) {
    Checker *c = k->c;
    uint32_t n = x->record ? x->record->fields.n : x->args.n;
    Type **as = NEW_ARRAY(c->arena, Type *, n + 1), **bs = NEW_ARRAY(c->arena, Type *, n + 1);
    for (uint32_t i = 0; i <= n; i++) {
        as[i] = i == n ? x->result : x->record ? x->record->fields.items[i]->type : x->args.items[i];
        bs[i] = i == n ? y->result : y->record ? y->record->fields.items[i]->type : y->args.items[i];
        if (k->map) as[i] = ty_map_decls(c, k->map, as[i]);
    }
    if (ty_equal(c, as, bs, n + 1)) return true;
    const char *tx, *ty;
    ty_print_pair(c, x->result, y->result, &tx, &ty);
    return differ(k, x->loc, y->loc, "the constructor %s makes a `%s` of its arguments in one and a `%s` in the other",
                  x->name->text, tx, ty);
}

static bool same_constr(Compare *k, Constr *x, Constr *y) {
    if (x->gadt != y->gadt)
        return differ(k, x->loc, y->loc, "the constructor %s has a result type in one and not in the other",
                      x->name->text);
    Compare own = *k;
    own.own = x->gadt;
    k = &own;
    if (!x->record != !y->record)
        return differ(k, x->loc, y->loc, "the constructor %s has a record in one and not in the other", x->name->text);
    if (x->record) {
        Compare in = *k;
        if (!x->gadt) in.b = y->record; /* shares its parameters with the variant */
        return same_fields(&in, x->record, y->record) && (!x->gadt || same_whole(k, x, y));
    }
    if (x->args.n != y->args.n)
        return differ(k, x->loc, y->loc, "the constructor %s has %u argument%s in one and %u in the other",
                      x->name->text, x->args.n, x->args.n == 1 ? "" : "s", y->args.n);
    for (uint32_t i = 0; i < x->args.n; i++) {
        if (x->args_global.items[i] != y->args_global.items[i])
            return differ(k, x->loc, y->loc, "argument %u of the constructor %s is global_ in one but not in the other",
                          i + 1, x->name->text);
        if (!same_type(k, x->args.items[i], y->args.items[i])) {
            const char *tx, *ty;
            ty_print_pair(k->c, x->args.items[i], y->args.items[i], &tx, &ty);
            return differ(k, x->loc, y->loc, "the arguments of the constructor %s have different types, `%s` and `%s`",
                          x->name->text, tx, ty);
        }
    }
    return !x->gadt || same_whole(k, x, y);
}

static bool same_constrs(Compare *k) {
    TypeDecl *a = k->a, *b = k->b;
    for (uint32_t i = 0; i < a->constrs.n || i < b->constrs.n; i++) {
        Constr *x = i < a->constrs.n ? a->constrs.items[i] : NULL, *y = i < b->constrs.n ? b->constrs.items[i] : NULL;
        if (!y) return differ(k, x->loc, NO_LOC, "the constructor %s is only present in one of them", x->name->text);
        if (!x) return differ(k, NO_LOC, y->loc, "the constructor %s is missing", y->name->text);
        if (x->name != y->name)
            return differ(k, x->loc, y->loc, "constructor number %u is named %s in one and %s in the other", i + 1,
                          x->name->text, y->name->text);
        if (!same_constr(k, x, y)) return false;
    }
    return true;
}

static bool same_contents(Compare *k) {
    if (k->a->unboxed != k->b->unboxed)
        return differ(k, k->a->loc, k->b->loc, "one of them is unboxed, the other is not");
    return k->a->kind == DECL_VARIANT ? same_constrs(k) : same_fields(k, k->a, k->b);
}

bool decl_same_contents(Checker *c, TypeDecl *t, TypeDecl *from, Type **args, Buf *why, Loc *here, Loc *there) {
    Compare k = {.c = c, .a = t, .b = from, .args = args, .why = why, .here = here, .there = there};
    return same_contents(&k);
}

/* ---- type declarations ------------------------------------------------------------------------------- */

static const char *kind_words(const TypeDecl *d) {
    switch (d->kind) {
    case DECL_ABSTRACT: return "abstract";
    case DECL_ALIAS: return "an abbreviation";
    case DECL_VARIANT: return "a variant";
    case DECL_RECORD: return "a record";
    case DECL_OPEN: return "extensible";
    }
    return "";
}

static unsigned variance_bits(int8_t v) {
    return v == 2 ? 0u : v == 1 ? 1u : v == -1 ? 2u : 3u;
}

static Diag *type_error(Match *m, TypeDecl *impl, TypeDecl *spec, Loc here, Loc there, const char *why) {
    Checker *c = m->c;
    Loc at = place(m, here.file ? here : impl->loc, spec->loc);
    Diag *d = mismatch(m, at, "E0452", "the type declarations of `%s` do not match: %s", spec->name->text, why);
    if (!d) return NULL;
    label(m, d, there.file ? there : spec->loc, "declared here in the signature");
    if (m->how->loc.file) label(m, d, here.file ? here : impl->loc, "defined here");
    diag_note(c->s, d, "`%s` is not included in `%s`", print_type_decl(c, impl), print_type_decl(c, spec));
    return d;
}

/* Is impl's type the one that spec's manifest says? */
static bool same_manifest(Match *m, TypeDecl *impl, TypeDecl *spec) {
    Checker *c = m->c;
    uint32_t n = spec->params.n;
    Type **as = NEW_ARRAY(c->arena, Type *, n + 1), **bs = NEW_ARRAY(c->arena, Type *, n + 1);
    for (uint32_t i = 0; i < n; i++) as[i] = impl->params.items[i], bs[i] = spec->params.items[i];
    bs[n] = ty_map_decls(c, &m->map, spec->manifest);
    as[n] = impl->private && spec->private && impl->kind == DECL_ALIAS && impl->manifest ? impl->manifest
                                                                                         : decl_type(c, impl);
    if (ty_equal(c, as, bs, n + 1)) return true;
    /* a re-exported variant is its original too */
    if (impl->manifest && !impl->private) {
        as[n] = impl->manifest;
        return ty_equal(c, as, bs, n + 1);
    }
    return false;
}

static void match_type(Match *m, TypeDecl *impl, TypeDecl *spec) {
    Checker *c = m->c;
    if (impl->params.n != spec->params.n) {
        char why[100];
        snprintf(why, sizeof why, "they have different numbers of type parameters, %u and %u", impl->params.n,
                 spec->params.n);
        type_error(m, impl, spec, NO_LOC, NO_LOC, why);
        return;
    }
    if (impl->private && !spec->private && spec->kind != DECL_ABSTRACT) {
        type_error(m, impl, spec, NO_LOC, NO_LOC, "a private type would be revealed");
        return;
    }
    if (spec->manifest && !same_manifest(m, impl, spec)) {
        const char *a, *b;
        Type *shown = impl->manifest ? impl->manifest : decl_type(c, impl);
        ty_print_pair(c, shown, spec->manifest, &a, &b);
        type_error(m, impl, spec, NO_LOC, NO_LOC,
                   arena_printf(c->arena, "the type `%s` is not equal to the type `%s`", a, b));
        return;
    }
    if (spec->kind == DECL_VARIANT || spec->kind == DECL_RECORD) {
        if (impl->kind != spec->kind) {
            type_error(m, impl, spec, NO_LOC, NO_LOC,
                       arena_printf(c->arena, "the first is %s, the second %s", kind_words(impl), kind_words(spec)));
            return;
        }
        Buf why = {0};
        Loc there = NO_LOC, here = NO_LOC;
        Compare k = {.c = c,
                     .map = &m->map,
                     .a = spec,
                     .b = impl,
                     .args = spec->params.items,
                     .why = &why,
                     .here = &there,
                     .there = &here};
        if (!same_contents(&k)) {
            type_error(m, impl, spec, here, there, buf_cstr(&why));
            buf_free(&why);
            return;
        }
        buf_free(&why);
    }
    if (spec->immediate && !impl->immediate && ty_rep(decl_type(c, impl)) != REP_IMMEDIATE) {
        type_error(m, impl, spec, NO_LOC, NO_LOC, "the signature says that it is immediate, its definition is not");
        return;
    }
    for (uint32_t i = 0; i < spec->params.n && i < spec->variance.n && i < impl->variance.n; i++)
        if (variance_bits(impl->variance.items[i]) & ~variance_bits(spec->variance.items[i])) {
            Diag *d = type_error(m, impl, spec, NO_LOC, NO_LOC, "their variances do not agree");
            if (d)
                diag_note(c->s, d, "type parameter %u is %s in the definition", i + 1,
                          impl->variance.items[i] == 0  ? "invariant"
                          : impl->variance.items[i] > 0 ? "covariant"
                                                        : "contravariant");
            return;
        }
    for (uint32_t i = 0; i < impl->constrs.n && i < spec->constrs.n; i++)
        if (impl->constrs.items[i]->record && spec->constrs.items[i]->record)
            declmap_put(&m->map, spec->constrs.items[i]->record, impl->constrs.items[i]->record);
    impl->used = true;
}

/* ---- values, exceptions ---------------------------------------------------------------------------------- */

/* Stands for a type variable of the signature. */
static bool is_rigid(Type *t) {
    t = t ? ty_repr(t) : NULL;
    return t && t->kind == T_CONSTR && t->u.constr.decl->newtype;
}

/* The signature says that the function does not allocate: its definition will be checked for that. */
static void match_zero_alloc(Match *m, const ValueDesc *impl, const ValueDesc *spec) {
    Checker *c = m->c;
    ZeroAllocAttr z;
    const Attr *said = spec->zero_alloc;
    if (zero_alloc_read(c->arena, said, ZERO_ON_VAL, &z) && zero_alloc_read(c->arena, said, ZERO_ON_FILE, &z)) return;
    if (z.ignore || (impl->prim && impl->prim->noalloc) || promise_defined(impl, z.flags)) return;
    Var *definition = impl->var ? var_definition(impl->var) : NULL;
    bool function = definition && definition->is_function;
    if (!function && z.all) return; /* what cannot be checked was not meant */
    if (function && (!z.arity || z.arity == definition->arity)) {
        Attr *a = NEW(c->arena, Attr);
        *a = *said;
        a->next = (Attr *)(uintptr_t)definition->promised;
        definition->promised = a;
        return;
    }
    Diag *d = mismatch(m, place(m, impl->loc, spec->loc), "E0332",
                       "the signature promises that `%s` is zero_alloc, which cannot be checked", spec->name->text);
    if (!d) return;
    label(m, d, said->name.loc, "promised here");
    if (function) {
        diag_note(c->s, d, "the promise is about applications to %u arguments, the definition has %u parameters",
                  z.arity, definition->arity);
        diag_help(c->s, d, "define it with %u parameters, or promise `arity %u`", z.arity, definition->arity);
    } else if (impl->prim) {
        diag_note(c->s, d, "`%s` is an external whose code the compiler does not see", impl->name->text);
        diag_help(c->s, d,
                  "declare the external [@@noalloc] if it neither allocates nor raises, or define `let[@zero_alloc "
                  "assume] %s "
                  "x = ...` as a function that calls it",
                  impl->name->text);
    } else {
        diag_note(c->s, d, "`%s` is a value that is computed, not a function with its parameters", impl->name->text);
        diag_help(c->s, d, "write its parameters: `let %s x = ... x`", impl->name->text);
    }
}

static void match_value(Match *m, SigEntry *ie, SigEntry *se) {
    Checker *c = m->c;
    ValueDesc *impl = ie->u.value, *spec = se->u.value;
    Type *want = ty_map_decls(c, &m->map, spec->type);
    uint32_t arity = impl->var ? impl->var->arity : impl->prim ? impl->prim->arity : 0;
    Type *have = c->promises && !m->how->quiet ? promise_of_definition(c, impl, want) : impl->type;
    if (!ty_more_general(c, have, want, arity)) {
        UnifyError why = c->unify;
        Diag *d =
            mismatch(m, place(m, impl->loc, spec->loc), "E0451", "values do not match: `%s` is not included in `%s`",
                     print_value(c, impl), print_value(c, spec));
        if (d) {
            label(m, d, spec->loc, "expected by the signature here");
            if (m->how->loc.file) label(m, d, impl->loc, "defined here");
            c->unify = why;
            if (why.kind == UNIFY_ESCAPE || why.kind == UNIFY_UNIVAR || is_rigid(why.left) || is_rigid(why.right))
                diag_note(c->s, d, "the definition is less general than the signature says");
            else
                explain_unify(c, d, impl->type, want);
            if (!ty_closed(c, impl->type) && why.kind == UNIFY_ESCAPE)
                diag_note(c->s, d, "the type of `%s` is fixed by its first use, because its value is computed once",
                          impl->name->text);
        }
    } else if (spec->prim && (!impl->prim || strcmp(impl->prim->symbol, spec->prim->symbol) != 0)) {
        Diag *d = mismatch(m, place(m, impl->loc, spec->loc), "E0454",
                           "the signature declares `%s` as an external, but it is not defined as that external",
                           spec->name->text);
        label(m, d, spec->loc, "declared external here");
        if (d)
            diag_help(c->s, d, "declare it with `val` in the signature, or with the same `external` in the structure");
    }
    if (arity < spec->arity) {
        Diag *d =
            mismatch(m, place(m, impl->loc, spec->loc), "E0309",
                     "the signature promises that `%s` is a function of %u parameters, its definition does not say so",
                     spec->name->text, spec->arity);
        label(m, d, spec->loc, "promised by this type");
        if (d) {
            diag_note(c->s, d,
                      "plain code may apply such a function partially: what that makes holds just the arguments");
            diag_help(
                c->s, d,
                "define it with its parameters, or write the type with parentheses: `local_ a -> local_ (b -> c)`");
        }
    }
    if (impl->var) impl->var->used = true;
    if (m->how->exports) vec_push(m->how->exports, ((Export){spec->var, impl}));
    if (m->how->quiet) return;
    if (spec->zero_alloc) match_zero_alloc(m, impl, spec);
    if (spec->var && impl->var) spec->var->def = impl->var;
    spec->var = impl->var;
    spec->mode = impl->mode;
    if (!spec->prim) spec->prim = impl->prim;
    if (spec->prim) spec->var = NULL;
}

static void match_exception(Match *m, SigEntry *ie, SigEntry *se) {
    Checker *c = m->c;
    Constr *impl = ie->u.constr, *spec = se->u.constr;
    Buf why = {0};
    Loc here = NO_LOC, there = NO_LOC;
    Compare k = {.c = c, .map = &m->map, .a = c->p.exn, .b = c->p.exn, .why = &why, .here = &there, .there = &here};
    if (!same_constr(&k, spec, impl)) {
        Diag *d = mismatch(m, place(m, impl->loc, spec->loc), "E0453",
                           "the declarations of the exception `%s` do not match: %s", spec->name->text, buf_cstr(&why));
        label(m, d, spec->loc, "declared here in the signature");
        if (m->how->loc.file) label(m, d, impl->loc, "defined here");
    }
    buf_free(&why);
    if (m->how->quiet) return;
    if (spec->exn && spec->exn != impl->exn) spec->exn->def = impl->exn;
    spec->exn = impl->exn;
}

/* ---- items -------------------------------------------------------------------------------------------------- */

static const char *const kind_names[] = {"value", "type", "exception", "module", "module type"};

static void missing(Match *m, Sig *impl, SigEntry *want) {
    Checker *c = m->c;
    Loc met = m->how->loc.file ? m->how->loc : m->how->module_loc;
    Diag *d = mismatch(m, met.file ? met : want->loc, "E0450", "the %s `%s` is required but not provided",
                       kind_names[want->kind], want->name->text);
    if (!d) return;
    if (met.file)
        label(m, d, want->loc, "required by the signature here");
    else if (want->kind == ITEM_VALUE)
        diag_primary(c->s, d, "`%s`", print_value(c, want->u.value));
    Spell s = spell_new(want->name);
    for (uint32_t i = 0; i < impl->items.n; i++)
        if (impl->items.items[i].kind == want->kind) spell_try(&s, impl->items.items[i].name);
    if (s.best) diag_help(c->s, d, "Did you mean %s?", s.best->text);
}

static Module *alias_target(Module *mod) {
    for (int i = 0; mod->alias && i < 1000; i++) mod = mod->alias;
    return mod;
}

static void map_types(Match *m, Sig *impl, Sig *spec, uint32_t depth) {
    if (depth > 200) return;
    for (uint32_t i = 0; i < spec->items.n; i++) {
        SigEntry *se = &spec->items.items[i], *ie;
        if (se->kind == ITEM_TYPE) {
            if ((ie = sig_find(m->c, impl, ITEM_TYPE, se->name)) && ie->u.type->params.n == se->u.type->params.n)
                declmap_put(&m->map, se->u.type, ie->u.type);
        } else if (se->kind == ITEM_MODULE && !se->u.module->alias) {
            ie = sig_find(m->c, impl, ITEM_MODULE, se->name);
            Sig *inner = ie ? module_sig(ie->u.module) : NULL;
            if (ie) map_putp(&m->map.modules, se->u.module, alias_target(ie->u.module));
            if (inner && se->u.module->sig) map_types(m, inner, se->u.module->sig, depth + 1);
        }
    }
}

/* Two module types are equal when each includes the other. */
static bool same_modtype(Match *m, ModTypeDecl *impl, ModTypeDecl *spec) {
    if (!spec->sig || impl == spec) return true;
    if (!impl->sig) return false;
    DeclMap map = {0};
    for (uint32_t i = 0; i < m->map.decls.cap; i++)
        if (m->map.decls.keys[i]) map_put(&map.decls, m->map.decls.keys[i], m->map.decls.vals[i]);
    Sig *want = sig_copy_with(m->c, &map, spec->sig, NULL), *have = sig_copy(m->c, impl->sig, NULL);
    declmap_free(&map);
    Inclusion quiet = {.what = "", .quiet = true};
    bool ok = sig_include(m->c, have, want, &quiet);
    quiet.failed = false;
    return sig_include(m->c, want, have, &quiet) && ok;
}

static void match_items(Match *m, Sig *impl, Sig *spec, uint32_t depth) {
    Checker *c = m->c;
    if (depth > 200) return;
    for (uint32_t i = 0; i < spec->items.n; i++) { /* types first: their inline records join the map */
        SigEntry *se = &spec->items.items[i], *ie;
        if (se->kind == ITEM_TYPE && (ie = sig_find(c, impl, ITEM_TYPE, se->name)))
            match_type(m, ie->u.type, se->u.type);
    }
    for (uint32_t i = 0; i < spec->items.n; i++) {
        SigEntry *se = &spec->items.items[i];
        SigEntry *ie = sig_find(c, impl, se->kind, se->name);
        if (!ie) {
            missing(m, impl, se);
            continue;
        }
        switch (se->kind) {
        case ITEM_TYPE: break;
        case ITEM_VALUE: match_value(m, ie, se); break;
        case ITEM_CONSTR: match_exception(m, ie, se); break;
        case ITEM_MODULE: {
            Module *have = ie->u.module, *want = se->u.module;
            have->used = true;
            if (want->alias) {
                Module *target = alias_target(want), *mine = map_getp(&m->map.modules, target);
                if (alias_target(have) != (mine ? mine : target)) {
                    Diag *d = mismatch(m, place(m, have->loc, want->loc), "E0455",
                                       "the module `%s` is not an alias of `%s`", se->name->text, target->name->text);
                    label(m, d, want->loc, "declared as an alias here");
                }
                break;
            }
            Sig *inner = module_sig(have);
            if (!inner || !want->sig) break; /* has been reported */
            const char *outer = m->where;
            m->where = *outer ? arena_printf(c->arena, "%.*s.%s: ", (int)(strlen(outer) - 2), outer, se->name->text)
                              : arena_printf(c->arena, "in module %s: ", se->name->text);
            match_items(m, inner, want->sig, depth + 1);
            m->where = outer;
            break;
        }
        case ITEM_MODTYPE:
            if (!same_modtype(m, ie->u.modtype, se->u.modtype)) {
                Diag *d =
                    mismatch(m, place(m, ie->loc, se->loc), "E0456", "the module types `%s` differ", se->name->text);
                label(m, d, se->loc, "declared here in the signature");
            }
            break;
        }
    }
}

bool sig_include(Checker *c, Sig *impl, Sig *spec, Inclusion *how) {
    Match m = {.c = c, .how = how, .where = ""};
    map_types(&m, impl, spec, 0);
    match_items(&m, impl, spec, 0);
    declmap_free(&m.map);
    return !how->failed;
}
