/* check_attr.c: attributes that must stand at certain places: who understands one marks it, and what is left over at
   the end of a unit is misplaced (warning 53).  Payloads that make no sense are warning 47. */
#include "attributes.h"
#include "modules.h"

static void mark(const Attr *a) {
    if (a) ((Attr *)(uintptr_t)a)->used = true;
}

static void silence(const Attr *a) {
    if (a) ((Attr *)(uintptr_t)a)->silent = true;
}

static void bad_payload(Checker *c, const Attr *a, const char *why) {
    Diag *d = check_warn(c, a->name.loc, 47, "illegal payload for attribute '%s': %s.", a->name.name->text, why);
    if (d) diag_help(c->s, d, "until it is mended the attribute is ignored");
}

/* [@inline], [@inlined], [@specialise]: nothing, always, never, or a hint. */
static void check_choice(Checker *c, const Attr *a, bool hint) {
    if (!a) return;
    mark(a);
    const char *word = attr_word(a);
    if (word && (!*word || !strcmp(word, "always") || !strcmp(word, "never") || (hint && !strcmp(word, "hint")) ||
                 (hint && !strcmp(word, "available"))))
        return;
    bad_payload(c, a, hint ? "it must be 'never', 'always', 'hint' or empty" : "it must be 'never', 'always' or empty");
}

static void check_count(Checker *c, const Attr *a) {
    if (!a) return;
    mark(a);
    if (!attr_number(a, ATTR_MAX_UNROLL))
        bad_payload(c, a, arena_printf(c->arena, "it must be a number from 1 to %u", ATTR_MAX_UNROLL));
}

bool attr_zero_alloc(Checker *c, const Attr *a, ZeroAllocPlace place, ZeroAllocAttr *out) {
    mark(a);
    const char *why = zero_alloc_read(c->arena, a, place, out);
    if (why) bad_payload(c, a, why);
    return !why;
}

static bool check_zero(Checker *c, const Attr *attrs, ZeroAllocPlace place) {
    const Attr *a = attr_find(attrs, "zero_alloc");
    ZeroAllocAttr z;
    return a && attr_zero_alloc(c, a, place, &z);
}

void attrs_on_function(Checker *c, const Attr *attrs) {
    if (!attrs) return;
    check_zero(c, attrs, ZERO_ON_FUNCTION);
    check_choice(c, attr_find(attrs, "inline"), true);
    check_choice(c, attr_find_spelled(attrs, "specialise"), false);
    check_count(c, attr_find(attrs, "unroll"));
}

void attrs_on_expr(Checker *c, const TExpr *e) {
    switch (e->kind) {
    case TE_FUN: attrs_on_function(c, e->attrs); return;
    case TE_VAR:
    case TE_PRIM: /* perhaps the function of an application */
    case TE_FIELD:
    case TE_APPLY:
    case TE_PRIM_APPLY:
        check_choice(c, attr_find(e->attrs, "inlined"), true);
        if (!warning_enabled(c, 55)) silence(attr_find(e->attrs, "inlined"));
        check_choice(c, attr_find_spelled(e->attrs, "specialised"), false);
        check_count(c, attr_find(e->attrs, "unrolled"));
        break;
    default: break;
    }
    check_zero(c, e->attrs, ZERO_ON_EXPRESSION);
}

void attrs_on_val(Checker *c, ValueDesc *v) {
    const Attr *a = attr_find(v->attrs, "zero_alloc");
    bool function = ty_expand(v->type)->kind == T_ARROW;
    if (!a && function) v->zero_alloc = c->zero_file.all;
    if (!a) return;
    if (function) {
        if (check_zero(c, v->attrs, ZERO_ON_VAL)) v->zero_alloc = a;
        return;
    }
    mark(a);
    Diag *d = check_warn(c, a->name.loc, 53, "the \"zero_alloc\" attribute cannot appear in this context.");
    if (d)
        diag_note(c->s, d, "the type of `%s`, `%s`, is not that of a function", v->name->text,
                  ty_print(c->arena, v->type));
}

void attrs_on_file(Checker *c, const Attr *a, ZeroAllocFile *file) {
    if (!attr_find(a, "zero_alloc") || a->used) return;
    ZeroAllocAttr z;
    mark(a);
    const char *why = zero_alloc_read(c->arena, a, ZERO_ON_FILE, &z);
    if (why)
        bad_payload(c, a, why);
    else if (z.all)
        file->all = a;
    else
        file->checks = a;
}

Attr *attrs_of_item(Checker *c, Attr *own) {
    if (!c->zero_file.all || attr_find(own, "zero_alloc")) return own;
    Attr *a = NEW(c->arena, Attr);
    *a = *c->zero_file.all;
    a->next = own;
    return a;
}

void attrs_leftover(Checker *c, Attr *listed) {
    Attr *first = NULL;
    for (Attr *next; listed; listed = next) { /* in the order of the text */
        next = listed->listed;
        listed->listed = first;
        first = listed;
    }
    for (; first; first = first->listed)
        if (!first->used)
            check_warn(c, first->name.loc, 53, "the \"%s\" attribute cannot appear in this context.",
                       first->name.name->text);
}
