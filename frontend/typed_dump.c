/* typed_dump.c: --emit=typed: the typed tree as text, one node a line, with types. */
#include "check.h"

typedef struct {
    FILE *out;
    Arena *arena;
    int indent;
    Map numbers; /* of local variables, as they come: independent of what was checked before */
    uintptr_t next;
} Dump;

static void line(Dump *d, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void line(Dump *d, const char *fmt, ...) {
    fprintf(d->out, "%*s", d->indent * 2, "");
    va_list ap;
    va_start(ap, fmt);
    vfprintf(d->out, fmt, ap);
    va_end(ap);
    fputc('\n', d->out);
}
static const char *text(Dump *d, Type *t) {
    return t ? ty_print(d->arena, t) : "?";
}
static const char *var_text(Dump *d, const Var *v) {
    if (v->kind == VAR_GLOBAL && v->qualified)
        return v->unit && v->unit->name ? arena_printf(d->arena, "%s.%s", v->unit->name->text, v->qualified)
                                        : v->qualified;
    uintptr_t n = (uintptr_t)map_getp(&d->numbers, v);
    if (!n) {
        n = ++d->next;
        map_putp(&d->numbers, v, (void *)n);
    }
    return arena_printf(d->arena, "%s/%u", v->name ? v->name->text : "_", (unsigned)n);
}
static const char *const_text(Dump *d, const Const *k) {
    switch (k->kind) {
    case CONST_CHAR: return arena_printf(d->arena, "'\\%03d'", (int)(k->ival & 255));
    case CONST_STRING: {
        Buf b = {NULL, 0, 0};
        buf_addc(&b, '"');
        for (uint32_t i = 0; i < k->len; i++) {
            unsigned char ch = (unsigned char)k->text[i];
            if (ch == '"' || ch == '\\')
                buf_printf(&b, "\\%c", ch);
            else if (ch < 32 || ch >= 127)
                buf_printf(&b, "\\%03u", ch);
            else
                buf_addc(&b, (char)ch);
        }
        buf_addc(&b, '"');
        const char *r = arena_strndup(d->arena, b.data, b.len);
        buf_free(&b);
        return r;
    }
    case CONST_INT:
    case CONST_FLOAT: return k->suffix ? arena_printf(d->arena, "%s%c", k->text, k->suffix) : k->text;
    }
    return "?";
}

static void pattern(Dump *d, const TPat *p);
static void patterns(Dump *d, TPat *const *items, uint32_t n) {
    d->indent++;
    for (uint32_t i = 0; i < n; i++) pattern(d, items[i]);
    d->indent--;
}
static void pattern(Dump *d, const TPat *p) {
    switch (p->kind) {
    case TP_ANY: line(d, "_"); return;
    case TP_VAR:
        line(d, "%s : %s%s", var_text(d, p->u.var), text(d, p->u.var->type),
             mode_lower(p->mode) == LOCALITY_LOCAL ? " @ local" : "");
        return;
    case TP_ALIAS:
        line(d, "as %s : %s", var_text(d, p->u.alias.var), text(d, p->u.alias.var->type));
        patterns(d, &p->u.alias.pat, 1);
        return;
    case TP_CONST: line(d, "%s", const_text(d, p->u.constant)); return;
    case TP_INTERVAL: line(d, "'\\%03u'..'\\%03u'", p->u.interval.lo, p->u.interval.hi); return;
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        line(d, p->kind == TP_TUPLE ? "tuple" : p->kind == TP_RECORD ? "record %s" : "array %s", text(d, p->type));
        patterns(d, p->u.sub.items, p->u.sub.n);
        return;
    case TP_CONSTRUCT:
        line(d, "%s : %s", p->u.construct.constr->name->text, text(d, p->type));
        patterns(d, p->u.construct.args.items, p->u.construct.args.n);
        return;
    case TP_OR:
        line(d, "or");
        patterns(d, &p->u.alt.left, 1);
        patterns(d, &p->u.alt.right, 1);
        return;
    case TP_LAZY:
        line(d, "lazy");
        patterns(d, &p->u.lazy, 1);
        return;
    case TP_VARIANT: line(d, "variant"); return;
    }
}

static void expr(Dump *d, const TExpr *e);
static void sub(Dump *d, const TExpr *e) {
    d->indent++;
    if (e)
        expr(d, e);
    else
        line(d, "-");
    d->indent--;
}
static void subs(Dump *d, TExpr *const *items, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) sub(d, items[i]);
}
static void cases(Dump *d, const TCase *items, uint32_t n, bool partial) {
    d->indent++;
    for (uint32_t i = 0; i < n; i++) {
        line(d, items[i].is_exception ? "| exception" : "|");
        patterns(d, &items[i].pat, 1);
        if (items[i].guard) {
            line(d, "when");
            sub(d, items[i].guard);
        }
        line(d, "->");
        sub(d, items[i].body);
    }
    if (partial) line(d, "| (not exhaustive)");
    d->indent--;
}
static void bindings(Dump *d, const TBinding *binds, uint32_t n) {
    d->indent++;
    for (uint32_t i = 0; i < n; i++) {
        pattern(d, binds[i].pat);
        line(d, binds[i].partial ? "= (may fail)" : "=");
        sub(d, binds[i].expr);
    }
    d->indent--;
}
static void items(Dump *d, TItem *const *list, uint32_t n);

static bool allocates(const TExpr *e) {
    switch (e->kind) {
    case TE_FUN:
    case TE_TUPLE:
    case TE_RECORD:
    case TE_LAZY: return true;
    case TE_ARRAY: return e->u.sub.n > 0;
    case TE_CONSTRUCT: return e->u.construct.args.n > 0;
    case TE_APPLY: return e->u.apply.partial;
    case TE_PRIM_APPLY: return e->u.prim_apply.allocates;
    default: return false;
    }
}
static void expr(Dump *d, const TExpr *e) {
    const char *t = text(d, e->type);
    if (allocates(e) && mode_settled(e->mode) == LOCALITY_LOCAL) t = arena_printf(d->arena, "%s on the stack", t);
    switch (e->kind) {
    case TE_VAR: line(d, "%s : %s", var_text(d, e->u.var), t); return;
    case TE_PRIM: line(d, "prim %s : %s", e->u.prim->symbol, t); return;
    case TE_CONST: line(d, "%s", const_text(d, e->u.constant)); return;
    case TE_FORMAT:
        line(d, "format %s : %s", e->u.format && e->u.format->literal ? const_text(d, e->u.format->literal) : "?", t);
        return;
    case TE_LET:
        line(d, e->u.let.rec ? "let rec : %s" : "let : %s", t);
        bindings(d, e->u.let.binds.items, e->u.let.binds.n);
        line(d, "in");
        sub(d, e->u.let.body);
        return;
    case TE_FUN:
        line(d, "fun %s : %s", e->u.fun.name ? e->u.fun.name->text : "", t);
        d->indent++;
        for (uint32_t i = 0; i < e->u.fun.params.n; i++) {
            const TParam *p = &e->u.fun.params.items[i];
            line(d, "param %s%s%s : %s%s",
                 p->label.kind == LABEL_OPTIONAL   ? "?"
                 : p->label.kind == LABEL_LABELLED ? "~"
                                                   : "",
                 p->label.name ? p->label.name->text : "", p->partial ? " (may fail)" : "", text(d, p->type),
                 mode_lower(p->mode) == LOCALITY_LOCAL ? " @ local" : "");
            patterns(d, &p->pat, 1);
            if (p->def) {
                line(d, "default");
                sub(d, p->def);
            }
        }
        d->indent--;
        if (e->u.fun.body) sub(d, e->u.fun.body);
        cases(d, e->u.fun.cases.items, e->u.fun.cases.n, e->u.fun.cases_partial);
        return;
    case TE_APPLY:
        line(d, "apply%s%s : %s", e->u.apply.tail_ok ? "" : " [@nontail]", e->u.apply.tail ? " (tail call)" : "", t);
        sub(d, e->u.apply.fn);
        subs(d, e->u.apply.args.items, e->u.apply.args.n);
        return;
    case TE_PRIM_APPLY:
        line(d, "%s : %s", e->u.prim_apply.prim->symbol, t);
        subs(d, e->u.prim_apply.args.items, e->u.prim_apply.args.n);
        return;
    case TE_MATCH:
    case TE_TRY:
        line(d, e->kind == TE_TRY ? "try : %s" : "match : %s", t);
        sub(d, e->u.match.scrut);
        cases(d, e->u.match.cases.items, e->u.match.cases.n, e->u.match.partial);
        return;
    case TE_TUPLE:
    case TE_ARRAY:
        line(d, e->kind == TE_TUPLE ? "tuple : %s" : "array : %s", t);
        subs(d, e->u.sub.items, e->u.sub.n);
        return;
    case TE_CONSTRUCT:
        line(d, "%s : %s", e->u.construct.constr->name->text, t);
        subs(d, e->u.construct.args.items, e->u.construct.args.n);
        return;
    case TE_RECORD:
        line(d, "record %s: %s", e->u.record.constr ? e->u.record.constr->name->text : "", t);
        if (e->u.record.base) {
            line(d, "with");
            sub(d, e->u.record.base);
        }
        subs(d, e->u.record.fields.items, e->u.record.fields.n);
        return;
    case TE_FIELD:
        line(d, ".%s : %s", e->u.field.field->name->text, t);
        sub(d, e->u.field.expr);
        return;
    case TE_SETFIELD:
        line(d, ".%s <-", e->u.field.field->name->text);
        sub(d, e->u.field.expr);
        sub(d, e->u.field.value);
        return;
    case TE_IF:
        line(d, "if : %s", t);
        sub(d, e->u.cond.cond);
        sub(d, e->u.cond.then);
        if (e->u.cond.els) sub(d, e->u.cond.els);
        return;
    case TE_SEQUENCE:
        for (; e->kind == TE_SEQUENCE; e = e->u.seq.second) {
            line(d, "do");
            sub(d, e->u.seq.first);
        }
        expr(d, e);
        return;
    case TE_WHILE:
        line(d, "while");
        sub(d, e->u.loop.cond);
        sub(d, e->u.loop.body);
        return;
    case TE_FOR:
        line(d, "for %s %s", var_text(d, e->u.for_.var), e->u.for_.down ? "downto" : "to");
        sub(d, e->u.for_.lo);
        sub(d, e->u.for_.hi);
        sub(d, e->u.for_.body);
        return;
    case TE_ASSERT:
        line(d, e->u.one ? "assert" : "assert false : %s", t);
        if (e->u.one) sub(d, e->u.one);
        return;
    case TE_LAZY:
    case TE_REGION_LOCAL:
    case TE_STACK:
    case TE_EXCLAVE:
        line(d, "%s : %s",
             e->kind == TE_LAZY      ? "lazy"
             : e->kind == TE_STACK   ? "stack_"
             : e->kind == TE_EXCLAVE ? "exclave_"
                                     : "local_",
             t);
        sub(d, e->u.one);
        return;
    case TE_LETEXCEPTION:
        line(d, "let exception %s : %s", e->u.letexception.constr->name->text, t);
        sub(d, e->u.letexception.body);
        return;
    case TE_LETMODULE:
        line(d, "let module : %s", t);
        d->indent++;
        items(d, e->u.letmodule.items.items, e->u.letmodule.items.n);
        d->indent--;
        sub(d, e->u.letmodule.body);
        return;
    case TE_UNREACHABLE: line(d, "."); return;
    case TE_ERROR: line(d, "error : %s", t); return;
    }
}
static void items(Dump *d, TItem *const *list, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const TItem *it = list[i];
        switch (it->kind) {
        case TI_EVAL:
            line(d, "eval");
            sub(d, it->u.eval);
            break;
        case TI_VALUE:
            line(d, it->u.value.rec ? "let rec" : "let");
            bindings(d, it->u.value.binds.items, it->u.value.binds.n);
            break;
        case TI_EXCEPTION: line(d, "exception %s", it->u.exception.constr->name->text); break;
        case TI_EXN_REBIND:
            line(d, "exception %s = %s", it->u.exception.constr->name->text,
                 it->u.exception.from ? it->u.exception.from->name->text : "?");
            break;
        case TI_GROUP:
            line(d, "group");
            d->indent++;
            items(d, it->u.group.items, it->u.group.n);
            d->indent--;
            break;
        }
    }
}
void typed_dump(Session *s, const Unit *u, FILE *out) {
    Dump d = {.out = out, .arena = s->perm};
    items(&d, u->items.items, u->items.n);
    map_free(&d.numbers);
}
