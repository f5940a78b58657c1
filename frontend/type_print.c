/* type_print.c: types as text.

   Types are graphs: a first walk finds the nodes that lie on a cycle (they only exist in
   messages about recursive types) so that they are printed once, `as 'a`.  Text that would
   grow without bound (shared subtrees printed again and again) is cut at a limit, except
   in source text, which must be complete.  */
#include "modules.h"
#include "unique.h"

/* Above this many characters, two clashing types are shown with their equal parts left out. */
#define ELIDE_ABOVE 100
#define PRINT_LIMIT 2000

void printer_init(TyPrinter *p, Checker *c, Arena *a) {
    *p = (TyPrinter){.c = c, .arena = a, .limit = PRINT_LIMIT, .home = ""};
    if (c) {
        p->home = c->scope_prefix ? c->scope_prefix : "";
        p->unit = c->unit;
    }
}

void printer_reset_names(TyPrinter *p) {
    map_free(&p->names);
    map_free(&p->used);
    map_free(&p->cyclic);
    p->names = p->used = p->cyclic = (Map){0};
    p->next_name = 0;
}

void printer_free(TyPrinter *p) {
    printer_reset_names(p);
    map_free(&p->state);
    map_free(&p->clash);
    buf_free(&p->out);
}

const char *printer_text(TyPrinter *p) {
    const char *t = arena_strndup(p->arena, p->out.data ? p->out.data : "", p->out.len);
    p->out.len = 0;
    return t;
}

/* ---- names of declarations --------------------------------------------------------------- */

static void path_to_buf(Buf *b, const Path *path) {
    if (path->apply) {
        if (path->prefix) path_to_buf(b, path->prefix);
        buf_addc(b, '(');
        path_to_buf(b, path->apply);
        buf_addc(b, ')');
        return;
    }
    if (path->prefix) {
        path_to_buf(b, path->prefix);
        buf_addc(b, '.');
    }
    buf_adds(b, path->name->text);
}

/* How many characters of `text` (M.N.t) need no writing in the scope `home` (M.N.)?  Whole components only. */
static size_t visible_prefix(const char *text, const char *home) {
    size_t at = 0;
    for (size_t i = 0; text[i] && text[i] == home[i]; i++)
        if (text[i] == '.') at = i + 1;
    return at;
}

void printer_decl_name(TyPrinter *p, TypeDecl *d) {
    Module *unit = d->home ? (d->home->unit ? d->home->unit : d->home) : NULL;
    if (unit && unit != p->unit && !(unit->from_stdlib && strcmp(unit->name->text, "Stdlib") == 0))
        buf_printf(&p->out, "%s.", unit->name->text);
    if (d->path) {
        Buf b = {0};
        path_to_buf(&b, d->path);
        const char *text = buf_cstr(&b);
        buf_adds(&p->out, unit && unit == p->unit ? text + visible_prefix(text, p->home) : text);
        buf_free(&b);
    } else
        buf_adds(&p->out, d->name ? d->name->text : "?");
    uintptr_t n = (uintptr_t)map_getp(&p->clash, d);
    if (n) buf_printf(&p->out, "/%u", (unsigned)n);
}

const char *decl_path_text(Checker *c, TypeDecl *d) {
    TyPrinter p;
    printer_init(&p, c, c->arena);
    printer_decl_name(&p, d);
    const char *t = printer_text(&p);
    printer_free(&p);
    return t;
}

/* ---- names of variables --------------------------------------------------------------------- */

static const char *fresh_name(TyPrinter *p) {
    for (;;) {
        uint32_t i = p->next_name++;
        char text[24];
        if (i < 26)
            snprintf(text, sizeof text, "'%c", (char)('a' + i));
        else
            snprintf(text, sizeof text, "'%c%u", (char)('a' + i % 26), (unsigned)(i / 26));
        Name n = p->c ? name_ofz(p->c->s->names, text + 1) : NULL;
        if (n && map_getp(&p->used, n)) continue;
        return arena_strndup(p->arena, text, strlen(text));
    }
}

static const char *var_name(TyPrinter *p, Type *t) {
    const char *known = map_getp(&p->names, t);
    if (known) return known;
    const char *text;
    Name written = t->u.var.name;
    if (p->scheme && t->kind == T_VAR && t->level != GENERIC_LEVEL) {
        uint32_t n = p->c && mod_state(p->c) ? ++mod_state(p->c)->weak : ++p->next_weak;
        text = arena_printf(p->arena, "'_weak%u", n);
    } else if (written && written->text[0] != '_' && !map_getp(&p->used, written)) {
        /* a name as written, unless another variable has it already */
        map_putp(&p->used, written, (void *)1);
        bool quoted = written->text[0] == '\'';
        text = quoted ? written->text : arena_printf(p->arena, "'%s", written->text);
    } else
        text = fresh_name(p);
    map_putp(&p->names, t, (void *)(uintptr_t)text);
    return text;
}

/* ---- the walk that finds cycles ---------------------------------------------------------------- */

/* Written names are reserved first, so that a fresh 'a never captures a later written one. */
static void survey(TyPrinter *p, Type *t, uint32_t depth) {
    t = ty_repr(t);
    if (t->kind == T_VAR || t->kind == T_UNIVAR) {
        if (!(p->scheme && t->level != GENERIC_LEVEL && t->kind == T_VAR) && t->u.var.name) var_name(p, t);
        return;
    }
    uintptr_t state = (uintptr_t)map_getp(&p->state, t);
    if (state == 1) map_putp(&p->cyclic, t, (void *)1);
    if (state || depth > 2000) return;
    map_putp(&p->state, t, (void *)1);
    switch (t->kind) {
    case T_ARROW:
        survey(p, t->u.arrow.arg, depth + 1);
        survey(p, t->u.arrow.ret, depth + 1);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) survey(p, t->u.tuple.items[i], depth + 1);
        break;
    case T_CONSTR:
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) survey(p, t->u.constr.args.items[i], depth + 1);
        if (!p->c && t->u.constr.decl->store) /* the store is a member of the checker */
            p->c = (Checker *)(void *)((char *)t->u.constr.decl->store - offsetof(Checker, types));
        break;
    case T_POLY: survey(p, t->u.poly.body, depth + 1); break;
    default: break;
    }
    map_putp(&p->state, t, (void *)2);
}

/* ---- printing -------------------------------------------------------------------------------------- */

enum { PREC_ARROW, PREC_TUPLE, PREC_SIMPLE };

static void print(TyPrinter *p, Type *t, int prec);

static bool is_local(const Mode *m) {
    return m && mode_resolve(m) != LOCALITY_GLOBAL;
}

static Type *option_payload(Type *t) {
    t = ty_repr(t);
    if (t->kind == T_CONSTR && t->u.constr.args.n == 1 && strcmp(t->u.constr.decl->name->text, "option") == 0)
        return t->u.constr.args.items[0];
    return NULL;
}

/* a -> b -> c.  The closure that a partial application returns is local when an argument before it was: that needs no
   writing; any other mode of a returned function is shown with parentheses. */
static void print_under(TyPrinter *p, Type *t, int prec, bool local, bool once) {
    bool arrow = ty_repr(t)->kind == T_ARROW;
    p->under_local = local && arrow;
    p->under_once = once && arrow;
    print(p, t, prec);
    p->under_local = p->under_once = false;
}
/* An argument, or a result that is no function: a tuple of which only components are unique says so inside. */
static void print_used(TyPrinter *p, Type *t, int prec, Uses uses, bool local) {
    unsigned parts = uses & USE_UNIQUE ? uses >> USE_PARTS_SHIFT : 0;
    t = ty_repr(t);
    if (!parts || t->kind != T_TUPLE) {
        print_under(p, t, prec, local, uses & USE_ONCE);
        return;
    }
    for (uint32_t i = 0; i < t->u.tuple.n; i++) {
        if (i) buf_adds(&p->out, " * ");
        if (i < 8 && (parts >> i & 1)) buf_adds(&p->out, "unique_ ");
        print(p, t->u.tuple.items[i], PREC_SIMPLE);
    }
}
static void print_arrow(TyPrinter *p, Type *t) {
    bool before = p->under_local, once_before = p->under_once;
    uint32_t arity = p->arity, n = 0, promised = t->u.arrow.promise ? t->u.arrow.promise->arity : 0;
    p->under_local = p->under_once = false;
    p->arity = 0;
    for (;;) {
        Label l = t->u.arrow.label;
        Type *arg = t->u.arrow.arg, *payload;
        if (is_local(t->u.arrow.arg_mode)) {
            before = true;
            if (l.kind == LABEL_NONE) buf_adds(&p->out, "local_ ");
        }
        Uses uses = t->u.arrow.arg_uses, ret_uses = t->u.arrow.ret_uses;
        once_before |= (uses & (USE_UNIQUE | USE_ONCE)) != 0;
        if (l.kind == LABEL_NONE) buf_adds(&p->out, uses_text(uses));
        if (l.kind == LABEL_LABELLED)
            buf_printf(&p->out, "%s:", l.name->text);
        else if (l.kind == LABEL_OPTIONAL) {
            buf_printf(&p->out, "?%s:", l.name->text);
            if ((payload = option_payload(arg))) arg = payload;
        }
        if (l.kind != LABEL_NONE) {
            if (is_local(t->u.arrow.arg_mode)) buf_adds(&p->out, "local_ ");
            buf_adds(&p->out, uses_text(uses));
        }
        print_used(p, arg, PREC_TUPLE, uses, is_local(t->u.arrow.arg_mode));
        buf_adds(&p->out, " -> ");
        n++;
        Type *ret = ty_repr(t->u.arrow.ret);
        bool local = is_local(t->u.arrow.ret_mode);
        if (ret->kind == T_ARROW && !map_getp(&p->cyclic, ret)) {
            if (local == before && once_before == ((ret_uses & USE_ONCE) != 0) && !(ret_uses & USE_UNIQUE) &&
                !((before || once_before) && n == arity) && p->out.len < 1000000 && !ret->u.arrow.promise &&
                n != promised) {
                t = ret;
                if (p->limit && p->out.len > p->limit) {
                    buf_adds(&p->out, "...");
                    return;
                }
                continue;
            }
            if (local) buf_adds(&p->out, "local_ ");
            buf_adds(&p->out, uses_text(ret_uses));
            buf_addc(&p->out, '(');
            print_under(p, ret, PREC_ARROW, local, ret_uses & USE_ONCE);
            buf_addc(&p->out, ')');
            return;
        }
        if (local) buf_adds(&p->out, "local_ ");
        buf_adds(&p->out, uses_text(ret_uses));
        print_used(p, ret, local ? PREC_TUPLE : uses_text(ret_uses)[0] ? PREC_SIMPLE : PREC_ARROW, ret_uses, false);
        return;
    }
}

static void print_node(TyPrinter *p, Type *t, int prec) {
    switch (t->kind) {
    case T_VAR:
    case T_UNIVAR: buf_adds(&p->out, var_name(p, t)); break;
    case T_ARROW:
        if (prec > PREC_ARROW) buf_addc(&p->out, '(');
        if (t->u.arrow.promise) buf_addc(&p->out, '(');
        print_arrow(p, t);
        if (t->u.arrow.promise) buf_printf(&p->out, ") [@zero_alloc%s]", promise_payload(t->u.arrow.promise));
        if (prec > PREC_ARROW) buf_addc(&p->out, ')');
        break;
    case T_TUPLE:
        if (prec > PREC_TUPLE) buf_addc(&p->out, '(');
        for (uint32_t i = 0; i < t->u.tuple.n; i++) {
            if (i) buf_adds(&p->out, " * ");
            print(p, t->u.tuple.items[i], PREC_SIMPLE);
        }
        if (prec > PREC_TUPLE) buf_addc(&p->out, ')');
        break;
    case T_CONSTR: {
        TypeDecl *d = t->u.constr.decl;
        if (d->hidden) { /* substituted away by `with type t := ...`: has no name any more */
            Type *e = ty_expand_once(t);
            if (e) {
                print(p, e, prec);
                break;
            }
        }
        uint32_t n = t->u.constr.args.n;
        if (n == 1) {
            print(p, t->u.constr.args.items[0], PREC_SIMPLE);
            buf_addc(&p->out, ' ');
        } else if (n > 1) {
            buf_addc(&p->out, '(');
            for (uint32_t i = 0; i < n; i++) {
                if (i) buf_adds(&p->out, ", ");
                print(p, t->u.constr.args.items[i], PREC_ARROW);
            }
            buf_adds(&p->out, ") ");
        }
        printer_decl_name(p, d);
        break;
    }
    case T_POLY:
        if (t->u.poly.vars.n == 0) {
            print(p, t->u.poly.body, prec);
            break;
        }
        if (prec > PREC_ARROW) buf_addc(&p->out, '(');
        for (uint32_t i = 0; i < t->u.poly.vars.n; i++) {
            if (i) buf_addc(&p->out, ' ');
            buf_adds(&p->out, var_name(p, ty_repr(t->u.poly.vars.items[i])));
        }
        buf_adds(&p->out, ". ");
        print(p, t->u.poly.body, PREC_ARROW);
        if (prec > PREC_ARROW) buf_addc(&p->out, ')');
        break;
    default: buf_adds(&p->out, "_"); break;
    }
}

static void print(TyPrinter *p, Type *t, int prec) {
    t = ty_repr(t);
    if (p->limit && (p->out.len > p->limit || p->depth > 200)) {
        buf_adds(&p->out, "...");
        return;
    }
    if (p->depth > 5000) {
        buf_adds(&p->out, "...");
        return;
    }
    p->depth++;
    if (t->kind != T_VAR && t->kind != T_UNIVAR && map_getp(&p->cyclic, t)) {
        const char *known = map_getp(&p->names, t);
        if (known)
            buf_adds(&p->out, known);
        else {
            const char *name = fresh_name(p);
            map_putp(&p->names, t, (void *)(uintptr_t)name);
            if (prec > PREC_ARROW) buf_addc(&p->out, '(');
            print_node(p, t, PREC_ARROW);
            buf_printf(&p->out, " as %s", name);
            if (prec > PREC_ARROW) buf_addc(&p->out, ')');
        }
    } else
        print_node(p, t, prec);
    p->depth--;
}

static void start(TyPrinter *p, Type *t) {
    map_free(&p->state);
    p->state = (Map){0};
    survey(p, t, 0);
    if (p->c && !p->unit) p->unit = p->c->unit;
}

void printer_type(TyPrinter *p, Type *t) {
    start(p, t);
    print(p, t, PREC_ARROW);
}

void printer_type_simple(TyPrinter *p, Type *t) {
    start(p, t);
    print(p, t, PREC_SIMPLE);
}

void printer_type_argument(TyPrinter *p, Type *t) {
    start(p, t);
    print(p, t, PREC_TUPLE);
}

const char *ty_print(Arena *a, Type *t) {
    TyPrinter p;
    printer_init(&p, NULL, a);
    start(&p, t);
    if (p.c) {
        p.unit = p.c->unit;
        if (p.c->scope_prefix) p.home = p.c->scope_prefix;
    }
    print(&p, t, PREC_ARROW);
    const char *text = printer_text(&p);
    printer_free(&p);
    return text;
}

const char *ty_print_scheme(Checker *c, Type *t) {
    TyPrinter p;
    printer_init(&p, c, c->arena);
    p.scheme = true;
    printer_type(&p, t);
    const char *text = printer_text(&p);
    printer_free(&p);
    return text;
}

/* ---- two types in one message ---------------------------------------------------------------------- */

typedef VEC(TypeDecl *) DeclVec;

static void collect_decls(Type *t, Map *seen, DeclVec *out, uint32_t depth) {
    t = ty_repr(t);
    if (depth > 200 || map_getp(seen, t)) return;
    map_putp(seen, t, (void *)1);
    switch (t->kind) {
    case T_ARROW:
        collect_decls(t->u.arrow.arg, seen, out, depth + 1);
        collect_decls(t->u.arrow.ret, seen, out, depth + 1);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) collect_decls(t->u.tuple.items[i], seen, out, depth + 1);
        break;
    case T_CONSTR:
        if (!map_getp(seen, t->u.constr.decl)) {
            map_putp(seen, t->u.constr.decl, (void *)1);
            vec_push(out, t->u.constr.decl);
        }
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            collect_decls(t->u.constr.args.items[i], seen, out, depth + 1);
        break;
    case T_POLY: collect_decls(t->u.poly.body, seen, out, depth + 1); break;
    default: break;
    }
}

static const char *bare_name(Checker *c, TypeDecl *d) {
    return decl_path_text(c, d);
}

/* Numbers different declarations that would print alike: t/1, t/2.  *out (may be NULL) gets them. */
static void find_clashes(Checker *c, TyPrinter *p, Type *a, Type *b, DeclVec *out) {
    Map seen = {0}, first = {0}, count = {0};
    DeclVec all = {0};
    collect_decls(a, &seen, &all, 0);
    collect_decls(b, &seen, &all, 0);
    for (uint32_t i = 0; i < all.len; i++) {
        TypeDecl *d = all.data[i];
        Name n = name_ofz(c->s->names, bare_name(c, d));
        TypeDecl *other = map_getp(&first, n);
        if (!other) {
            map_putp(&first, n, d);
            map_putp(&count, n, (void *)1);
            continue;
        }
        uintptr_t k = (uintptr_t)map_getp(&count, n);
        if (k == 1) {
            map_putp(&p->clash, other, (void *)1);
            if (out) vec_push(out, other);
        }
        map_putp(&count, n, (void *)(k + 1));
        map_putp(&p->clash, d, (void *)(k + 1));
        if (out) vec_push(out, d);
    }
    map_free(&seen);
    map_free(&first);
    map_free(&count);
    vec_free(&all);
}

/* Do both print the same, so that they may be left out of a long message? */
static bool same_shape(Type *a, Type *b, uint32_t depth) {
    a = ty_repr(a), b = ty_repr(b);
    if (a == b) return true;
    if (a->kind != b->kind || depth > 50) return false;
    switch (a->kind) {
    case T_ARROW:
        return a->u.arrow.label.kind == b->u.arrow.label.kind && a->u.arrow.label.name == b->u.arrow.label.name &&
               is_local(a->u.arrow.arg_mode) == is_local(b->u.arrow.arg_mode) &&
               is_local(a->u.arrow.ret_mode) == is_local(b->u.arrow.ret_mode) &&
               a->u.arrow.arg_uses == b->u.arrow.arg_uses && a->u.arrow.ret_uses == b->u.arrow.ret_uses &&
               promise_same(a->u.arrow.promise, b->u.arrow.promise) &&
               same_shape(a->u.arrow.arg, b->u.arrow.arg, depth + 1) &&
               same_shape(a->u.arrow.ret, b->u.arrow.ret, depth + 1);
    case T_TUPLE:
        if (a->u.tuple.n != b->u.tuple.n) return false;
        for (uint32_t i = 0; i < a->u.tuple.n; i++)
            if (!same_shape(a->u.tuple.items[i], b->u.tuple.items[i], depth + 1)) return false;
        return true;
    case T_CONSTR:
        if (a->u.constr.decl != b->u.constr.decl || a->u.constr.args.n != b->u.constr.args.n) return false;
        for (uint32_t i = 0; i < a->u.constr.args.n; i++)
            if (!same_shape(a->u.constr.args.items[i], b->u.constr.args.items[i], depth + 1)) return false;
        return true;
    default: return false;
    }
}

/* In which use two function types differ; a is found, b expected.  NULL: in none. */
static const char *uses_differ(const Type *a, const Type *b) {
    Uses fa = a->u.arrow.arg_uses, ea = b->u.arrow.arg_uses, fr = a->u.arrow.ret_uses, er = b->u.arrow.ret_uses;
    if (!uses_le(ea, fa))
        return (fa & USE_UNIQUE) && !uses_le(ea & (Uses)~USE_ONCE, fa)
                   ? "this function wants its argument to be unique, the expected one is given shared values"
                   : "this function may call its argument many times, the expected one is given functions that are "
                     "once";
    if (!uses_le(fr, er))
        return (er & USE_UNIQUE) && !uses_le(fr & (Uses)~USE_ONCE, er)
                   ? "this function's result is shared, the result of the expected one is unique"
                   : "this function's result is once, the result of the expected one is many";
    if (fa != ea || fr != er) return "one of them says unique_ or once_ where the other does not";
    return NULL;
}

/* Prints a with the parts that equal b's replaced by _ (tuples and type arguments) or .. (arguments). */
static void print_differing(TyPrinter *p, Type *a, Type *b, int prec, uint32_t depth) {
    a = ty_repr(a), b = ty_repr(b);
    if (a->kind != b->kind || depth > 50 || map_getp(&p->cyclic, a)) {
        print(p, a, prec);
        return;
    }
    if (a->kind == T_ARROW && a->u.arrow.label.kind == LABEL_NONE && b->u.arrow.label.kind == LABEL_NONE &&
        is_local(a->u.arrow.ret_mode) == is_local(b->u.arrow.ret_mode) && !a->u.arrow.arg_uses &&
        !a->u.arrow.ret_uses && !b->u.arrow.arg_uses && !b->u.arrow.ret_uses && !a->u.arrow.promise &&
        !b->u.arrow.promise) {
        if (prec > PREC_ARROW) buf_addc(&p->out, '(');
        bool same_modes = is_local(a->u.arrow.arg_mode) == is_local(b->u.arrow.arg_mode);
        if (is_local(a->u.arrow.arg_mode)) buf_adds(&p->out, "local_ ");
        if (same_modes && same_shape(a->u.arrow.arg, b->u.arrow.arg, 0))
            buf_adds(&p->out, "_");
        else
            print_differing(p, a->u.arrow.arg, b->u.arrow.arg, PREC_TUPLE, depth + 1);
        buf_adds(&p->out, " -> ");
        if (same_shape(a->u.arrow.ret, b->u.arrow.ret, 0))
            buf_adds(&p->out, "_");
        else
            print_differing(p, a->u.arrow.ret, b->u.arrow.ret, PREC_ARROW, depth + 1);
        if (prec > PREC_ARROW) buf_addc(&p->out, ')');
        return;
    }
    if (a->kind == T_TUPLE && a->u.tuple.n == b->u.tuple.n) {
        if (prec >= PREC_SIMPLE) buf_addc(&p->out, '(');
        for (uint32_t i = 0; i < a->u.tuple.n; i++) {
            if (i) buf_adds(&p->out, " * ");
            if (same_shape(a->u.tuple.items[i], b->u.tuple.items[i], 0))
                buf_addc(&p->out, '_');
            else
                print_differing(p, a->u.tuple.items[i], b->u.tuple.items[i], PREC_SIMPLE, depth + 1);
        }
        if (prec >= PREC_SIMPLE) buf_addc(&p->out, ')');
        return;
    }
    if (a->kind == T_CONSTR && a->u.constr.decl == b->u.constr.decl && a->u.constr.args.n == b->u.constr.args.n &&
        a->u.constr.args.n) {
        uint32_t n = a->u.constr.args.n;
        if (n > 1) buf_addc(&p->out, '(');
        for (uint32_t i = 0; i < n; i++) {
            if (i) buf_adds(&p->out, ", ");
            if (same_shape(a->u.constr.args.items[i], b->u.constr.args.items[i], 0))
                buf_addc(&p->out, '_');
            else
                print_differing(p, a->u.constr.args.items[i], b->u.constr.args.items[i],
                                n > 1 ? PREC_ARROW : PREC_SIMPLE, depth + 1);
        }
        if (n > 1) buf_addc(&p->out, ')');
        buf_addc(&p->out, ' ');
        printer_decl_name(p, a->u.constr.decl);
        return;
    }
    print(p, a, prec);
}

void ty_print_pair(Checker *c, Type *a, Type *b, const char **ta, const char **tb) {
    TyPrinter p;
    printer_init(&p, c, c->arena);
    find_clashes(c, &p, a, b, NULL);
    survey(&p, a, 0);
    survey(&p, b, 0);
    print(&p, a, PREC_ARROW);
    *ta = printer_text(&p);
    p.depth = 0;
    print(&p, b, PREC_ARROW);
    *tb = printer_text(&p);
    if (strlen(*ta) > ELIDE_ABOVE && strlen(*tb) > ELIDE_ABOVE && !same_shape(a, b, 0)) {
        p.depth = 0;
        print_differing(&p, a, b, PREC_ARROW, 0);
        *ta = printer_text(&p);
        p.depth = 0;
        print_differing(&p, b, a, PREC_ARROW, 0);
        *tb = printer_text(&p);
    }
    printer_free(&p);
}

static bool loc_known(Loc l) {
    return l.file != 0;
}

/* Where the types that are called alike come from. */
static void explain_clashes(Checker *c, Diag *d, Type *found, Type *expected) {
    TyPrinter p;
    DeclVec clash = {0};
    printer_init(&p, c, c->arena);
    find_clashes(c, &p, found, expected, &clash);
    for (uint32_t i = 0; i < clash.len; i++) {
        TypeDecl *t = clash.data[i];
        printer_decl_name(&p, t);
        const char *name = printer_text(&p);
        if (loc_known(t->loc))
            diag_label(c->s, d, t->loc, "type `%s` is defined here", name);
        else
            diag_note(c->s, d, "type `%s` is the predefined one", name);
    }
    vec_free(&clash);
    printer_free(&p);
}

void explain_unify(Checker *c, Diag *d, Type *found, Type *expected) {
    UnifyError *e = &c->unify;
    Session *s = c->s;
    explain_clashes(c, d, found, expected);
    const char *l, *r;
    switch (e->kind) {
    case UNIFY_MISMATCH:
    case UNIFY_ARITY:
    case UNIFY_LABEL: {
        if (!e->left || !e->right) return;
        Type *a = ty_repr(e->left), *b = ty_repr(e->right);
        /* the whole types were just named; repeating them says nothing */
        bool whole = (a == ty_repr(found) && b == ty_repr(expected)) || (b == ty_repr(found) && a == ty_repr(expected));
        if (e->kind == UNIFY_LABEL && a->kind == T_ARROW && b->kind == T_ARROW) {
            Label x = a->u.arrow.label, y = b->u.arrow.label;
            const char *mark[] = {"", "~", "?"};
            if (x.kind == LABEL_NONE)
                diag_note(s, d, "the expected function has an argument labelled %s%s here, this one has none",
                          mark[y.kind], y.name->text);
            else if (y.kind == LABEL_NONE)
                diag_note(s, d, "this function has an argument labelled %s%s, the expected one has none here",
                          mark[x.kind], x.name->text);
            else
                diag_note(s, d, "the argument is labelled %s%s, but %s%s was expected", mark[x.kind], x.name->text,
                          mark[y.kind], y.name->text);
            return;
        }
        if (whole) return;
        ty_print_pair(c, a, b, &l, &r);
        if (e->kind == UNIFY_ARITY && a->kind == T_TUPLE && b->kind == T_TUPLE)
            diag_note(s, d, "`%s` has %u components, `%s` has %u", l, a->u.tuple.n, r, b->u.tuple.n);
        else
            diag_note(s, d, "type `%s` is not compatible with type `%s`", l, r);
        return;
    }
    case UNIFY_MODE: {
        Type *a = e->left ? ty_repr(e->left) : NULL, *b = e->right ? ty_repr(e->right) : NULL;
        if (!a || !b || a->kind != T_ARROW || b->kind != T_ARROW) return;
        const char *uses = uses_differ(a, b);
        if (uses)
            diag_note(s, d, "%s", uses);
        else if (is_local(a->u.arrow.arg_mode) != is_local(b->u.arrow.arg_mode)) {
            diag_note(s, d,
                      is_local(b->u.arrow.arg_mode)
                          ? "the expected function takes a local argument, this one may keep its argument"
                          : "this function takes a local argument, the expected one a global argument");
            mode_tell(c, d, a->u.arrow.arg_mode);
        } else {
            diag_note(s, d,
                      is_local(a->u.arrow.ret_mode)
                          ? "this function's result is local, the result of the expected one is global"
                          : "this function's result is global, the result of the expected one is local");
            mode_tell(c, d, a->u.arrow.ret_mode);
        }
        return;
    }
    case UNIFY_PROMISE:
        if (e->left && e->right) promise_explain(c, d, e->left, e->right, ty_repr(e->left) != ty_repr(found));
        return;
    case UNIFY_CYCLE:
        if (!e->left || !e->right) return;
        ty_print_pair(c, e->left, e->right, &l, &r);
        if (ty_repr(e->right)->kind == T_VAR && ty_repr(e->left)->kind != T_VAR) {
            const char *swap = l;
            l = r, r = swap;
        }
        diag_note(s, d, "the type variable `%s` occurs inside `%s`: the type would be infinite", l, r);
        return;
    case UNIFY_AMBIGUOUS:
        if (!e->left || !e->right) return;
        ty_print_pair(c, e->left, e->right, &l, &r);
        diag_note(
            s, d,
            "`%s` and `%s` are one type in this case only, but the type that has to be chosen here is also that of "
            "something outside of the case: either could be meant",
            l, r);
        diag_help(s, d, "annotate the result of the match, or the variable from outside, with the type that you mean");
        return;
    case UNIFY_ESCAPE:
        if (e->escape && e->escape->exist_of) {
            const Constr *k = e->escape->exist_of;
            diag_note(s, d,
                      "`%s` is a type that only the value knows which was made with %s: outside of this case it has no "
                      "name, so nothing there may have a type that mentions it",
                      decl_path_text(c, e->escape), k->name->text);
            if (loc_known(e->escape->loc)) diag_label(s, d, e->escape->loc, "%s is taken apart here", k->name->text);
        } else if (e->escape) {
            const char *name = decl_path_text(c, e->escape);
            diag_note(s, d, "the type constructor `%s` would escape its scope", name);
            if (loc_known(e->escape->loc)) diag_label(s, d, e->escape->loc, "`%s` is only known from here on", name);
        }
        return;
    case UNIFY_UNIVAR:
        if (e->left && e->right) {
            ty_print_pair(c, e->left, e->right, &l, &r);
            Type *a = ty_repr(e->left), *b = ty_repr(e->right);
            if (a->kind == T_UNIVAR || b->kind == T_UNIVAR)
                diag_note(s, d, "the universal variable `%s` would escape its scope or be less general than written",
                          a->kind == T_UNIVAR ? l : r);
            else
                diag_note(s, d, "the polymorphic types `%s` and `%s` differ", l, r);
        }
        return;
    }
}
