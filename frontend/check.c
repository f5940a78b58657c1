/* check.c: the checker's entry points: interfaces and implementations of units.

   While a unit is checked, another one may be needed: the driver then calls back in here,
   so everything that belongs to the unit at hand is put aside (enter_unit) and taken up
   again (leave_unit).  Only what is unique in the session goes on: numbers, Stdlib.  */
#include "modules.h"
#include "unique.h"

Checker *checker_new(Session *s, FindUnit find, void *find_ctx, const CheckOptions *opt) {
    Checker *c = NEW(s->perm, Checker);
    c->s = s;
    c->perm = c->arena = c->types.arena = s->perm;
    c->find = find;
    c->find_ctx = find_ctx;
    if (opt) c->opt = *opt;
    c->types.cyclic = c->opt.rectypes;
    c->scope_prefix = "";
    c->exhaust = arena_new("exhaust");
    c->exhaust_query = arena_new("exhaust-query");
    c->other = NEW(s->perm, ModState);
    predef_init(c);
    return c;
}

void checker_free(Checker *c) {
    if (!c) return;
    map_free(&c->units);
    map_free(&c->gadt_names);
    map_free(&c->pairs);
    arena_free(c->exhaust);
    arena_free(c->exhaust_query);
}

void checker_set_stdlib(Checker *c, Module *stdlib) {
    c->stdlib = stdlib;
}

/* ---- units within units -------------------------------------------------------------------------- */

typedef struct {
    Checker checker;
    ModState state;
} Aside;

static Aside enter_unit(Checker *c, Arena *a, Module *unit) {
    Aside saved = {*c, *mod_state(c)};
    c->arena = c->types.arena = a;
    c->level = 1;
    c->tyvars = NULL;
    c->tyvar_level = 1;
    c->unit = unit;
    c->globals = (VarVec){0};
    c->imports = (ModuleVec){0};
    c->qualified = (Map){0};
    c->units = (Map){0};
    c->scope_prefix = "";
    c->depth = 0;
    c->trail = NULL;
    branches_suspend(c->branch);
    c->branch = c->assume = NULL;
    c->reach = 0;
    c->no_modes = false;
    c->marks.data = NULL;
    c->marks.len = c->marks.cap = 0;
    c->region = NULL;
    c->lock = NULL;
    c->allocations.data = NULL;
    c->allocations.len = c->allocations.cap = 0;
    c->exported.data = NULL;
    c->exported.len = c->exported.cap = 0;
    c->mode_exported = NULL;
    c->has_interface = false;
    c->obligations.data = NULL;
    c->obligations.len = c->obligations.cap = 0;
    c->zero_file = (ZeroAllocFile){0};
    c->warn_heap = c->opt.warn_heap && !unit->from_stdlib;
    *mod_state(c) = (ModState){0};
    warnings_default(c);
    return saved;
}

static void leave_unit(Checker *c, const Aside *saved) {
    map_free(&c->qualified);
    map_free(&c->units);
    vec_free(&c->globals);
    vec_free(&c->imports);
    vec_free(&c->allocations);
    vec_free(&c->exported);
    vec_free(&c->obligations);
    Checker now = *c;
    *c = saved->checker;
    c->types.next_id = now.types.next_id;
    c->types.stamp = now.types.stamp;
    c->next_var = now.next_var;
    c->next_decl = now.next_decl;
    c->stdlib = now.stdlib;
    c->uses = now.uses;
    c->promises = now.promises;
    c->gadt_names = now.gadt_names;
    c->pairs = now.pairs;
    branches_resume(c->branch);
    *mod_state(c) = saved->state;
}

/* ---- names of globals ------------------------------------------------------------------------------ */

static size_t bare_length(const char *q) {
    size_t n = strlen(q), k = n;
    while (k > 0 && q[k - 1] >= '0' && q[k - 1] <= '9') k--;
    return k < n && k > 1 && q[k - 1] == '/' && q[k - 2] != '.' ? k - 1 : n;
}

/* Of several definitions of a name the last one is what other units see: it gets the plain name, whatever was numbered
   when the later ones were not known yet. */
static void settle_names(Checker *c) {
    Map last = {0}, count = {0};
    Name *plain = NEW_ARRAY(c->arena, Name, c->globals.len + 1);
    for (uint32_t i = 0; i < c->globals.len; i++) {
        Var *v = c->globals.data[i];
        const char *q = v->qualified ? v->qualified : v->name->text;
        plain[i] = name_of(c->s->names, q, bare_length(q));
        map_putp(&last, plain[i], v);
    }
    for (uint32_t i = 0; i < c->globals.len; i++) {
        Var *v = c->globals.data[i];
        uintptr_t before = (uintptr_t)map_getp(&count, plain[i]);
        if (map_getp(&last, plain[i]) == v)
            v->qualified = plain[i]->text;
        else {
            v->qualified = arena_printf(c->arena, "%s/%u", plain[i]->text, (unsigned)before + 1);
            map_putp(&count, plain[i], (void *)(before + 1));
        }
    }
    map_free(&last);
    map_free(&count);
}

/* ---- interfaces -------------------------------------------------------------------------------------- */

static Module *unit_module(Checker *c, Arena *a, Name name, bool from_stdlib) {
    Module *m = NEW(a, Module);
    m->checker = c;
    m->name = name;
    m->unit = m;
    m->is_unit = true;
    m->from_stdlib = from_stdlib;
    return m;
}

Module *check_interface(Checker *c, Arena *a, Name unit_name, const Signature_ *sig, bool from_stdlib) {
    Module *m = unit_module(c, a, unit_name, from_stdlib);
    Aside saved = enter_unit(c, a, m);
    m->loc = sig->loc;
    WarnState whole = warnings_enter(c, NULL);
    m->sig = check_signature(c, env_initial(c), sig->items.items, sig->items.n);
    warnings_leave(c, whole);
    attrs_leftover(c, sig->listed);
    sig_give_vars(c, m->sig);
    settle_names(c);
    m->broken = m->sig->broken;
    leave_unit(c, &saved);
    return m;
}

/* ---- implementations ------------------------------------------------------------------------------------ */

static const char *file_of(Checker *c, Loc loc) {
    if (loc.file == 0 || loc.file >= c->s->files.len) return "?";
    const char *path = c->s->files.data[loc.file]->path, *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Without an interface, other units may use every value: none may wait for its type. */
static void check_closed(Checker *c, Sig *sig, uint32_t depth) {
    for (uint32_t i = 0; i < sig->items.n && depth < 200; i++) {
        SigEntry *e = &sig->items.items[i];
        if (e->kind == ITEM_VALUE && e->u.value->var && e->u.value->var->unit == c->unit) {
            if (ty_closed(c, e->u.value->type)) continue;
            Diag *d = diag_error(c->s, e->loc, "E0260",
                                 "The type of `%s`, `%s`, contains type variables that cannot be generalized",
                                 e->name->text, ty_print_scheme(c, e->u.value->type));
            diag_note(c->s, d,
                      "its value is computed when the program starts, so its type must be one type, and no use in this "
                      "unit says which");
            if (ty_expand(e->u.value->type)->kind == T_ARROW)
                diag_help(c->s, d, "make it a function of all its arguments: `let %s x = ... x`", e->name->text);
            else
                diag_help(c->s, d, "annotate it with its type");
            ty_lower_level(c, e->u.value->type, 0);
        } else if (e->kind == ITEM_MODULE && !e->u.module->alias && e->u.module->sig && !e->u.module->broken)
            check_closed(c, e->u.module->sig, depth + 1);
    }
}

static void mark_exported(Sig *sig, uint32_t depth) {
    for (uint32_t i = 0; i < sig->items.n && depth < 200; i++) {
        SigEntry *e = &sig->items.items[i];
        if (e->kind == ITEM_VALUE && e->u.value->var) e->u.value->var->used = true;
        if (e->kind == ITEM_CONSTR && e->u.constr->exn) e->u.constr->exn->used = true;
        if (e->kind == ITEM_MODULE && !e->u.module->alias && e->u.module->sig)
            mark_exported(e->u.module->sig, depth + 1);
    }
}

/* Warning 32, off by default: values that neither this unit nor its interface mentions. */
static void warn_hidden(Checker *c) {
    for (uint32_t i = 0; i < c->globals.len; i++) {
        Var *v = c->globals.data[i];
        if (!v->used && v->type != c->p.t_exn && v->name->text[0] != '_' && v->loc.file)
            check_warn(c, v->loc, 32, "unused value %s", v->name->text);
    }
}

Unit *check_implementation(Checker *c, Arena *a, Name unit_name, const Structure *str, Module *intf, bool from_stdlib) {
    Module *m = intf ? intf : unit_module(c, a, unit_name, from_stdlib);
    uint32_t errors = c->s->nerrors;
    Aside saved = enter_unit(c, a, m);
    c->has_interface = intf != NULL;
    TItemVec items = {0};
    Sig *sig = sig_new(c);
    WarnState floating = warnings_enter(c, NULL);
    for (uint32_t i = 0; i < str->items.n; i++) /* for the warnings about the unit as a whole */
        if (str->items.items[i]->kind == STR_ATTRIBUTE) floating_attribute(c, str->items.items[i]->u.attribute);
    WarnState whole = warnings_enter(c, NULL);
    warnings_leave(c, floating);
    check_structure(c, env_initial(c), str->items.items, str->items.n, VAR_GLOBAL, &items, sig);
    if (c->s->nerrors == errors) {
        WarnState now = warnings_enter(c, NULL);
        warnings_leave(c, whole);
        attrs_leftover(c, str->listed);
        warnings_leave(c, now);
    }
    ExportVec exports = {0};
    if (intf) {
        /* after errors, missing values would mostly be their consequences */
        if (!sig->broken && !intf->broken && c->s->nerrors == errors) {
            Inclusion how = {.exports = &exports};
            how.what = arena_printf(c->arena, "The implementation %s does not match the interface %s",
                                    file_of(c, str->loc), file_of(c, intf->loc));
            sig_include(c, sig, intf->sig, &how);
        }
        mark_exported(intf->sig, 0);
        warnings_leave(c, whole);
        if (c->s->nerrors == errors) warn_hidden(c);
    } else {
        m->sig = sig;
        m->loc = str->loc;
        m->broken = sig->broken;
        if (c->s->nerrors == errors) check_closed(c, sig, 0);
        /* All uses in the unit are known: what they leave open is global for other units. */
        for (uint32_t i = 0; i < c->exported.len; i++) mode_settle_type(c, c->exported.data[i]);
    }
    c->exported.len = 0;
    mode_settle_allocations(c);
    if (c->uses && c->s->nerrors == errors) unique_check(c, items.data, items.len);
    settle_names(c);
    Unit *u = NULL;
    if (c->s->nerrors == errors) {
        u = NEW(a, Unit);
        u->module = m;
        u->zero_checks = c->zero_file.checks;
        u->promises = c->promises;
        u->obligations.n = c->obligations.len;
        u->obligations.items = arena_copy(a, c->obligations.data, sizeof *c->obligations.data * c->obligations.len);
        u->arena = a;
        u->items.items = arena_copy(a, items.data, sizeof *items.data * items.len);
        u->items.n = items.len;
        u->globals.items = arena_copy(a, c->globals.data, sizeof *c->globals.data * c->globals.len);
        u->globals.n = c->globals.len;
        u->imports.items = arena_copy(a, c->imports.data, sizeof *c->imports.data * c->imports.len);
        u->imports.n = c->imports.len;
        u->exports.items = NEW_ARRAY(a, UnitExport, exports.len + 1);
        u->exports.n = exports.len;
        for (uint32_t i = 0; i < exports.len; i++)
            u->exports.items[i] = (UnitExport){exports.data[i].var, exports.data[i].impl};
    }
    vec_free(&exports);
    vec_free(&items);
    leave_unit(c, &saved);
    return u;
}
