/* sig_print.c: signatures as source text, like `ocamlopt -i`.

   The text parses back to the same signature, so it also serves as a unit's interface
   file: types of other modules are written with their paths, a type that an include
   brought here is written as equal to its original.  */
#include "modules.h"
#include "unique.h"

typedef struct {
    Checker *c;
    TyPrinter p;
    uint32_t indent;
    const char *scope; /* "M.N." */
    Module *unit;
} Out;

static void put(Out *o, const char *s) {
    buf_adds(&o->p.out, s);
}
static void line(Out *o) {
    buf_addc(&o->p.out, '\n');
    for (uint32_t i = 0; i < o->indent; i++) put(o, "  ");
}

/* ( + ), ( mod ): names that are written in parentheses. */
static bool is_operator(const char *s) {
    static const char *const words[] = {"mod", "land", "lor", "lxor", "lsl", "lsr", "asr", "or"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(s, words[i]) == 0) return true;
    bool word = (*s >= 'a' && *s <= 'z') || *s == '_' || (*s >= 'A' && *s <= 'Z');
    return !word || strpbrk(s, "!$%&*+-/:<=>?@^|~.") != NULL; /* let* too */
}
static void put_value_name(Out *o, Name n) {
    if (is_operator(n->text))
        buf_printf(&o->p.out, "( %s )", n->text);
    else
        put(o, n->text);
}

static void put_string(Out *o, const char *s) {
    buf_addc(&o->p.out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') buf_addc(&o->p.out, '\\');
        buf_addc(&o->p.out, *s);
    }
    buf_addc(&o->p.out, '"');
}

/* ---- values ------------------------------------------------------------------------------------ */

static void put_external_type(Out *o, Prim *p, Type *t) {
    /* attributes of single arguments only show on the arrows: print those by hand when there are any */
    bool all = p->unboxed_all || p->untagged_all;
    if (all || !(p->unboxed_args || p->untagged_args || p->unboxed_result || p->untagged_result || p->local_opt_args ||
                 p->local_opt_result)) {
        printer_type(&o->p, t);
        return;
    }
    uint32_t i = 0;
    for (t = ty_repr(t); t->kind == T_ARROW; t = ty_repr(t->u.arrow.ret), i++) {
        uint64_t bit = i < 64 ? UINT64_C(1) << i : 0;
        Label l = t->u.arrow.label;
        Type *arg = t->u.arrow.arg;
        if (l.kind == LABEL_LABELLED)
            buf_printf(&o->p.out, "%s:", l.name->text);
        else if (l.kind == LABEL_OPTIONAL) {
            buf_printf(&o->p.out, "?%s:", l.name->text);
            Type *opt = ty_repr(arg);
            if (opt->kind == T_CONSTR && opt->u.constr.args.n == 1) arg = opt->u.constr.args.items[0];
        }
        bool marked = (p->unboxed_args | p->untagged_args | p->local_opt_args) & bit;
        if (marked) put(o, "(");
        if (mode_resolve(t->u.arrow.arg_mode) != LOCALITY_GLOBAL) put(o, "local_ ");
        put(o, uses_text(t->u.arrow.arg_uses));
        printer_type_argument(&o->p, arg);
        if (p->unboxed_args & bit) put(o, " [@unboxed]");
        if (p->untagged_args & bit) put(o, " [@untagged]");
        if (p->local_opt_args & bit) put(o, " [@local_opt]");
        put(o, marked ? ") -> " : " -> ");
        if (mode_resolve(t->u.arrow.ret_mode) != LOCALITY_GLOBAL && ty_repr(t->u.arrow.ret)->kind != T_ARROW)
            put(o, "local_ ");
        if (ty_repr(t->u.arrow.ret)->kind != T_ARROW) put(o, uses_text(t->u.arrow.ret_uses));
    }
    bool marked = p->unboxed_result || p->untagged_result || p->local_opt_result;
    if (marked) put(o, "(");
    printer_type_argument(&o->p, t);
    if (p->unboxed_result) put(o, " [@unboxed]");
    if (p->untagged_result) put(o, " [@untagged]");
    if (p->local_opt_result) put(o, " [@local_opt]");
    if (marked) put(o, ")");
}

/* What the item of a signature promises; what a definition says of itself is in its code. */
static void put_promise(Out *o, const ValueDesc *v) {
    ZeroAllocAttr z;
    if (!v->zero_alloc || (zero_alloc_read(o->p.arena, v->zero_alloc, ZERO_ON_VAL, &z) &&
                           zero_alloc_read(o->p.arena, v->zero_alloc, ZERO_ON_FILE, &z)))
        return;
    if (z.ignore) return;
    Promise p = {.flags = z.flags};
    buf_printf(&o->p.out, " [@@zero_alloc%s", promise_payload(&p));
    if (z.arity) buf_printf(&o->p.out, " arity %u", z.arity);
    put(o, "]");
}

static void put_value(Out *o, ValueDesc *v) {
    printer_reset_names(&o->p);
    put(o, v->prim ? "external " : "val ");
    put_value_name(o, v->name);
    put(o, " : ");
    if (!v->prim) {
        uint32_t arity = v->var && v->var->arity > v->arity ? v->var->arity : v->arity;
        o->p.arity = arity ? arity : 1;
        printer_type(&o->p, v->type);
        o->p.arity = 0;
        put_promise(o, v);
        return;
    }
    Prim *p = v->prim;
    put_external_type(o, p, v->type);
    put(o, " = ");
    put_string(o, p->symbol);
    if (p->native && strcmp(p->native, p->symbol) != 0) {
        put(o, " ");
        put_string(o, p->native);
    }
    if (p->noalloc) put(o, " [@@noalloc]");
    if (p->unboxed_all) put(o, " [@@unboxed]");
    if (p->untagged_all) put(o, " [@@untagged]");
}

/* ---- types --------------------------------------------------------------------------------------- */

static void put_fields(Out *o, TypeDecl *d) {
    put(o, "{ ");
    for (uint32_t i = 0; i < d->fields.n; i++) {
        Field *f = d->fields.items[i];
        buf_printf(&o->p.out, "%s%s%s : ", f->mutable ? "mutable " : "", f->global ? "global_ " : "", f->name->text);
        printer_type(&o->p, f->type);
        put(o, "; ");
    }
    put(o, "}");
}

static void put_constr_name(Out *o, Name n) {
    put(o, strcmp(n->text, "::") == 0 ? "(::)" : n->text);
}

static void put_constr(Out *o, Constr *k) {
    put_constr_name(o, k->name);
    if (k->gadt) printer_reset_names(&o->p); /* its variables are its own */
    const char *before = k->gadt ? " : " : " of ";
    if (k->record) {
        put(o, before);
        put_fields(o, k->record);
    }
    for (uint32_t i = 0; i < k->args.n && !k->record; i++) {
        put(o, i ? " * " : before);
        if (k->args_global.items[i]) put(o, "global_ ");
        printer_type_simple(&o->p, k->args.items[i]);
    }
    if (!k->gadt) return;
    put(o, k->args.n ? " -> " : " : ");
    printer_type(&o->p, k->result);
}

static void put_params(Out *o, TypeDecl *d) {
    uint32_t n = d->params.n;
    if (n > 1) put(o, "(");
    for (uint32_t i = 0; i < n; i++) {
        if (i) put(o, ", ");
        int8_t v = i < d->variance.n ? d->variance.items[i] : 0;
        if (d->kind == DECL_ABSTRACT || (d->private && d->kind == DECL_ALIAS))
            put(o, v == 1 ? "+" : v == -1 ? "-" : "");
        printer_type_simple(&o->p, d->params.items[i]);
    }
    put(o, n > 1 ? ") " : n ? " " : "");
}

/* The parameters' names are those of the definition. */
static void put_type(Out *o, TypeDecl *d, Name name, bool elsewhere) {
    printer_reset_names(&o->p);
    put_params(o, d);
    put(o, name->text);
    bool body = d->kind == DECL_VARIANT || d->kind == DECL_RECORD;
    if (elsewhere) { /* an include brought it here */
        put(o, " = ");
        printer_type(&o->p, decl_type(o->c, d));
    } else if (d->manifest) {
        put(o, d->private && !body ? " = private " : " = ");
        printer_type(&o->p, d->manifest);
    }
    if (!body) {
        if (d->kind == DECL_ABSTRACT && d->immediate && !elsewhere) put(o, " [@@immediate]");
        return;
    }
    put(o, d->private ? " = private " : " = ");
    if (d->kind == DECL_RECORD)
        put_fields(o, d);
    else if (d->constrs.n == 0)
        put(o, "|");
    else
        for (uint32_t i = 0; i < d->constrs.n; i++) {
            if (i) put(o, " | ");
            put_constr(o, d->constrs.items[i]);
        }
    if (d->unboxed) put(o, " [@@unboxed]");
}

/* Declared at this place, or only shown here? */
static bool is_elsewhere(Out *o, TypeDecl *d, Name name) {
    Module *home = d->home ? (d->home->unit ? d->home->unit : d->home) : NULL;
    if (home != o->unit) return true;
    const char *path = d->path ? path_text(o->c, d->path) : d->name->text;
    const char *here = arena_printf(o->c->arena, "%s%s", o->scope, name->text);
    return strcmp(path, here) != 0;
}

static bool mentions(Type *t, TypeDecl *d, uint32_t depth) {
    t = ty_repr(t);
    if (depth > 500) return false;
    switch (t->kind) {
    case T_ARROW: return mentions(t->u.arrow.arg, d, depth + 1) || mentions(t->u.arrow.ret, d, depth + 1);
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++)
            if (mentions(t->u.tuple.items[i], d, depth + 1)) return true;
        return false;
    case T_POLY: return mentions(t->u.poly.body, d, depth + 1);
    case T_CONSTR:
        if (t->u.constr.decl == d) return true;
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            if (mentions(t->u.constr.args.items[i], d, depth + 1)) return true;
        return false;
    default: return false;
    }
}

/* Positions (by a map from declarations) that a declaration's definition mentions: the largest. */
static void last_mention(Type *t, Map *where, uint32_t *last, uint32_t depth) {
    t = ty_repr(t);
    if (depth > 500) return;
    switch (t->kind) {
    case T_ARROW:
        last_mention(t->u.arrow.arg, where, last, depth + 1);
        last_mention(t->u.arrow.ret, where, last, depth + 1);
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < t->u.tuple.n; i++) last_mention(t->u.tuple.items[i], where, last, depth + 1);
        break;
    case T_POLY: last_mention(t->u.poly.body, where, last, depth + 1); break;
    case T_CONSTR: {
        uintptr_t at = (uintptr_t)map_getp(where, t->u.constr.decl);
        if (at && at - 1 > *last) *last = (uint32_t)(at - 1);
        for (uint32_t i = 0; i < t->u.constr.args.n; i++)
            last_mention(t->u.constr.args.items[i], where, last, depth + 1);
        break;
    }
    default: break;
    }
}
static void decl_mentions(TypeDecl *d, Map *where, uint32_t *last) {
    if (d->manifest) last_mention(d->manifest, where, last, 0);
    for (uint32_t i = 0; i < d->fields.n; i++) last_mention(d->fields.items[i]->type, where, last, 0);
    for (uint32_t i = 0; i < d->constrs.n; i++) {
        Constr *k = d->constrs.items[i];
        if (k->record)
            decl_mentions(k->record, where, last);
        else
            for (uint32_t j = 0; j < k->args.n; j++) last_mention(k->args.items[j], where, last, 0);
    }
}

/* ---- signatures ----------------------------------------------------------------------------------- */

static void put_sig(Out *o, Sig *sig, bool top);

static void put_module_path(Out *o, Module *m) {
    if (m->is_unit) {
        put(o, m->name->text);
        return;
    }
    if (m->unit && m->unit != o->unit) buf_printf(&o->p.out, "%s.", m->unit->name->text);
    put(o, m->path ? path_text(o->c, m->path) : m->name->text);
}

static void put_nested(Out *o, Sig *sig, Name name) {
    const char *scope = o->scope, *home = o->p.home;
    if (name) o->p.home = o->scope = arena_printf(o->c->arena, "%s%s.", scope, name->text);
    put(o, "sig");
    o->indent++;
    put_sig(o, sig, false);
    o->indent--;
    line(o);
    put(o, "end");
    o->scope = scope;
    o->p.home = home;
}

static void put_item(Out *o, SigEntry *e) {
    switch (e->kind) {
    case ITEM_VALUE: put_value(o, e->u.value); break;
    case ITEM_CONSTR:
        printer_reset_names(&o->p);
        put(o, "exception ");
        put_constr(o, e->u.constr);
        break;
    case ITEM_MODULE: {
        Module *m = e->u.module;
        buf_printf(&o->p.out, "module %s", e->name->text);
        const char *here = arena_printf(o->c->arena, "%s%s", o->scope, e->name->text);
        bool included = m->path && m->unit && (m->unit != o->unit || strcmp(path_text(o->c, m->path), here) != 0);
        if (m->alias || included) {
            put(o, " = ");
            put_module_path(o, m->alias ? m->alias : m);
        } else {
            put(o, " : ");
            put_nested(o, m->sig, e->name);
        }
        break;
    }
    case ITEM_MODTYPE:
        buf_printf(&o->p.out, "module type %s", e->name->text);
        if (e->u.modtype->sig) {
            put(o, " = ");
            put_nested(o, e->u.modtype->sig, NULL);
        }
        break;
    case ITEM_TYPE: break;
    }
}

/* Types that mention each other are written with `and`. */
static uint32_t put_type_group(Out *o, Sig *sig, uint32_t i) {
    uint32_t end = i, last = i;
    Map where = {0};
    for (uint32_t k = i; k < sig->items.n && sig->items.items[k].kind == ITEM_TYPE && k < i + 2000; k++)
        map_putp(&where, sig->items.items[k].u.type, (void *)(uintptr_t)(k + 1));
    for (; end <= last; end++) {
        TypeDecl *d = sig->items.items[end].u.type;
        if (!is_elsewhere(o, d, sig->items.items[end].name)) decl_mentions(d, &where, &last);
    }
    map_free(&where);
    for (uint32_t k = i; k <= last; k++) {
        SigEntry *e = &sig->items.items[k];
        TypeDecl *d = e->u.type;
        bool elsewhere = is_elsewhere(o, d, e->name);
        bool self = d->manifest && mentions(d->manifest, d, 0);
        if (k > i) line(o);
        put(o, k > i ? "and " : d->nonrec && !self ? "type nonrec " : "type ");
        put_type(o, d, e->name, elsewhere);
    }
    return last;
}

static void put_sig(Out *o, Sig *sig, bool top) {
    bool first = top;
    for (uint32_t i = 0; i < sig->items.n; i++) {
        SigEntry *e = &sig->items.items[i];
        if (sig_find(o->c, sig, e->kind, e->name) != e && e->kind != ITEM_TYPE) continue; /* hidden by a later one */
        if (!first) line(o);
        first = false;
        if (e->kind == ITEM_TYPE)
            i = put_type_group(o, sig, i);
        else
            put_item(o, e);
    }
}

static void out_init(Out *o, Checker *c, Module *unit) {
    *o = (Out){.c = c, .unit = unit, .scope = ""};
    printer_init(&o->p, c, c->arena);
    o->p.limit = 0;
    o->p.scheme = true;
    o->p.unit = unit;
}

void sig_print(Session *s, Module *m, FILE *out) {
    (void)s;
    Checker *c = m->checker;
    Out o;
    out_init(&o, c, m);
    o.p.home = "";
    Sig *sig = module_sig(m);
    if (sig && sig->items.n) {
        put_sig(&o, sig, true);
        buf_addc(&o.p.out, '\n');
    }
    fwrite(o.p.out.data ? o.p.out.data : "", 1, o.p.out.len, out);
    printer_free(&o.p);
}

const char *print_value(Checker *c, ValueDesc *v) {
    Out o;
    out_init(&o, c, c->unit);
    o.p.limit = 1500;
    put_value(&o, v);
    const char *t = printer_text(&o.p);
    printer_free(&o.p);
    return t;
}

const char *print_type_decl(Checker *c, TypeDecl *d) {
    Out o;
    out_init(&o, c, c->unit);
    o.p.limit = 800;
    put(&o, "type ");
    put_type(&o, d, d->name, false);
    const char *t = printer_text(&o.p);
    printer_free(&o.p);
    return t;
}
