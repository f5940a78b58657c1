/* attributes.c: payloads of the attributes that optimise or promise. */
#include "attributes.h"
#include "ir.h"

#include <stdlib.h>

static const Expr *payload_expr(const Attr *a) {
    return a->payload_kind == PAYLOAD_STR && a->str.n == 1 && a->str.items[0]->kind == STR_EVAL
               ? a->str.items[0]->u.eval
               : NULL;
}

/* An identifier or number, as text; else NULL. */
static const char *word_of(const Expr *e) {
    if (e->kind == EXP_IDENT && !e->u.ident->prefix) return e->u.ident->name->text;
    return e->kind == EXP_CONST && e->u.constant.kind == CONST_INT ? e->u.constant.text : NULL;
}

const char *attr_word(const Attr *a) {
    if (a->payload_kind == PAYLOAD_STR && !a->str.n) return "";
    const Expr *e = payload_expr(a);
    return e ? word_of(e) : NULL;
}

uint32_t attr_number(const Attr *a, uint32_t max) {
    const char *word = attr_word(a);
    char *end;
    if (!word || *word < '0' || *word > '9') return 0;
    unsigned long n = strtoul(word, &end, 10);
    return *end || n > max ? 0 : (uint32_t)n;
}

const Attr *attr_find_spelled(const Attr *attrs, const char *british) {
    const Attr *a = attr_find(attrs, british);
    if (a || strncmp(british, "specialise", 10) != 0) return a;
    return attr_find(attrs, british[10] ? "specialized" : "specialize");
}

bool attr_has_place(Name name) {
    static const char *const names[] = {"zero_alloc",  "inline",      "inlined",  "specialise", "specialize",
                                        "specialised", "specialized", "unrolled", "unroll"};
    const char *text = name->text;
    if (!strncmp(text, "ocaml.", 6)) text += 6;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(text, names[i])) return true;
    return false;
}

/* ---- [@zero_alloc] ---------------------------------------------------------------------------------------------- */

typedef struct Words {
    const Expr **items;
    uint32_t n, at;
} Words;

/* Words side by side parse as an application. */
static Words split_payload(Arena *a, const Attr *attr, const char **wrong) {
    Words w = {0};
    *wrong = NULL;
    if (attr->payload_kind == PAYLOAD_STR && !attr->str.n) return w;
    const Expr *e = payload_expr(attr);
    if (!e) {
        *wrong = "its payload must be words such as `strict`, `opt`, `assume`";
        return w;
    }
    if (e->kind != EXP_APPLY) {
        w.items = arena_copy(a, &e, sizeof e);
        w.n = 1;
        return w;
    }
    uint32_t n = e->u.apply.args.n;
    w.items = NEW_ARRAY(a, const Expr *, n + 1);
    w.items[w.n++] = e->u.apply.fn;
    for (uint32_t i = 0; i < n; i++) w.items[w.n++] = e->u.apply.args.items[i].expr;
    return w;
}

static bool accept(Words *w, const char *word) {
    const char *text = w->at < w->n ? word_of(w->items[w->at]) : NULL;
    if (!text || strcmp(text, word) != 0) return false;
    w->at++;
    return true;
}

static const char *read_file(Words *w, ZeroAllocAttr *out) {
    if (accept(w, "all"))
        out->all = true;
    else if (accept(w, "all_opt"))
        out->all = true, out->flags |= ZA_OPT;
    else if (accept(w, "check"))
        out->checks = FILE_CHECKS_DEFAULT;
    else if (accept(w, "check_none"))
        out->checks = FILE_CHECKS_NONE;
    else if (accept(w, "check_opt"))
        out->checks = FILE_CHECKS_OPT;
    else if (accept(w, "check_all"))
        out->checks = FILE_CHECKS_ALL;
    else
        return "of a file its payload is `all`, `all_opt`, `check`, `check_opt`, `check_all` or `check_none`";
    return NULL;
}

const char *zero_alloc_read(Arena *a, const Attr *attr, ZeroAllocPlace place, ZeroAllocAttr *out) {
    *out = (ZeroAllocAttr){0};
    const char *wrong;
    Words w = split_payload(a, attr, &wrong);
    if (!wrong && place == ZERO_ON_FILE) wrong = read_file(&w, out);
    bool unless_opt = false;
    while (!wrong && w.at < w.n) {
        if (accept(&w, "strict")) {
            wrong = out->flags & ZA_STRICT ? "it says `strict` twice" : NULL;
            out->flags |= ZA_STRICT;
        } else if (accept(&w, "opt")) {
            wrong = out->flags & ZA_OPT ? "it says `opt` twice" : NULL;
            out->flags |= ZA_OPT;
        } else if (accept(&w, "assume")) {
            out->flags |= ZA_ASSUME;
            if (accept(&w, "never_returns_normally") || accept(&w, "error")) out->flags |= ZA_NEVER_RETURNS;
        } else if (accept(&w, "assume_unless_opt")) {
            unless_opt = true;
        } else if (accept(&w, "ignore")) {
            out->ignore = true;
            if (w.n > 1) wrong = "`ignore` stands alone";
        } else if (accept(&w, "arity")) {
            const char *n = w.at < w.n ? word_of(w.items[w.at]) : NULL;
            out->arity = n ? (uint32_t)strtoul(n, NULL, 10) : 0;
            w.at++;
            if (!out->arity || out->arity > 1000) wrong = "`arity` is followed by a number of parameters";
        } else if (accept(&w, "custom_error_message")) {
            const Expr *e = w.at < w.n ? w.items[w.at] : NULL;
            w.at++;
            if (e && e->kind == EXP_CONST && e->u.constant.kind == CONST_STRING)
                out->message = e->u.constant.text;
            else
                wrong = "`custom_error_message` is followed by a string";
        } else {
            const char *word = word_of(w.items[w.at]);
            wrong = word ? arena_printf(a,
                                        "`%s` is not a word of it: these are strict, opt, assume, error, "
                                        "never_returns_normally, assume_unless_opt, ignore, arity and "
                                        "custom_error_message",
                                        word)
                         : "its payload must be words such as `strict`, `opt`, `assume`";
        }
    }
    if (wrong) return wrong;
    if (unless_opt) out->flags |= ZA_OPT; /* checked where optimisation makes it true; below -O2 nothing is promised */
    if ((out->flags & ZA_ASSUME) && ((out->flags & ZA_OPT) || unless_opt))
        return "what is assumed is not checked at any level: `assume` does not go with `opt`";
    if (out->arity && place == ZERO_ON_TYPE) return "a type promises for all arrows up to a parenthesis";
    if (out->arity && place != ZERO_ON_VAL) return "`arity` belongs to the items of a signature";
    if (place == ZERO_ON_VAL && (out->flags & ZA_ASSUME))
        return "a signature promises: `assume` belongs to the definition";
    if (out->ignore && (place == ZERO_ON_EXPRESSION || place == ZERO_ON_TYPE))
        return "`ignore` belongs to functions and signature items";
    return NULL;
}
