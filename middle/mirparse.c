/* mirparse.c: the small pieces of MIR text: words, numbers, layouts, positions, names of functions, data, externals.
   Rules are given as in IR.md. */
#include "mirparse.h"

/* ---- tokens and errors ------------------------------------------------------------------------- */

bool mp_fail_at(Parser *p, Loc loc, const char *code, const char *fmt, ...) {
    if (!p->failed) { /* one error for each item: the rest would be consequences */
        char text[400];
        va_list ap;
        va_start(ap, fmt);
        vsnprintf(text, sizeof text, fmt, ap);
        va_end(ap);
        diag_error(p->s, loc, code, "%s", text);
    }
    p->failed = true;
    return false;
}

bool mp_expected(Parser *p, const char *what) {
    const Tok *t = &p->lex.tok;
    if (t->kind == T_BAD) {
        p->failed = true;
        return false;
    }
    int n = (int)(t->end - t->start > 40 ? 40 : t->end - t->start);
    if (t->kind == T_EOF)
        return mp_fail_at(p, mirlex_loc(&p->lex), "E0601", "expected %s, found the end of the file", what);
    return mp_fail_at(p, mirlex_loc(&p->lex), "E0601", "expected %s, found `%.*s`", what, n,
                      p->lex.file->text + t->start);
}

void mp_next(Parser *p) {
    mirlex_next(&p->lex);
}
TokKind mp_kind(const Parser *p) {
    return p->lex.tok.kind;
}
Loc mp_here(const Parser *p) {
    return mirlex_loc(&p->lex);
}
bool mp_at(const Parser *p, char c) {
    return mp_kind(p) == T_PUNCT && p->lex.tok.punct == c;
}
bool mp_at_word(const Parser *p, const char *w) {
    const Tok *t = &p->lex.tok;
    return t->kind == T_WORD && strncmp(t->text, w, t->len) == 0 && w[t->len] == 0;
}

bool mp_accept(Parser *p, char c) {
    if (!mp_at(p, c)) return false;
    mp_next(p);
    return true;
}

bool mp_accept_word(Parser *p, const char *w) {
    if (!mp_at_word(p, w)) return false;
    mp_next(p);
    return true;
}

bool mp_want(Parser *p, char c) {
    char what[] = {'`', c, '`', 0};
    return mp_accept(p, c) || mp_expected(p, what);
}

bool mp_want_word(Parser *p, const char *w) {
    return mp_accept_word(p, w) || mp_expected(p, w);
}

bool mp_want_arrow(Parser *p) {
    if (mp_kind(p) != T_ARROW) return mp_expected(p, "`->`");
    mp_next(p);
    return true;
}

bool mp_want_name(Parser *p, TokKind k, const char *what, Name *out) {
    if (mp_kind(p) != k) return mp_expected(p, what);
    *out = mirlex_name(&p->lex);
    mp_next(p);
    return true;
}

bool mp_want_int(Parser *p, int64_t min, int64_t max, int64_t *out) {
    if (mp_kind(p) != T_NUMBER) return mp_expected(p, "a number");
    if (!tok_int(&p->lex, out) || *out < min || *out > max)
        return mp_fail_at(p, mp_here(p), "E0601", "this number is malformed or out of range");
    mp_next(p);
    return true;
}

bool mp_want_u32(Parser *p, uint32_t max, uint32_t *out) {
    int64_t i;
    if (!mp_want_int(p, 0, max, &i)) return false;
    *out = (uint32_t)i;
    return true;
}

/* f64 ::= number | `inf` | `-inf` | `nan(` bits `)` */
bool mp_want_f64(Parser *p, double *out) {
    if (mp_accept_word(p, "nan")) {
        int64_t bits;
        if (!mp_want(p, '(') || !mp_want_int(p, INT64_MIN, INT64_MAX, &bits) || !mp_want(p, ')')) return false;
        memcpy(out, &bits, sizeof *out);
        return true;
    }
    if (mp_kind(p) != T_NUMBER && !mp_at_word(p, "inf")) return mp_expected(p, "a floating-point number");
    if (!tok_float(&p->lex, out)) return mp_fail_at(p, mp_here(p), "E0601", "this floating-point number is malformed");
    mp_next(p);
    return true;
}

/* loc ::= [ `!` file `:` start `-` end ] */
bool mp_opt_loc(Parser *p, Loc *out) {
    uint32_t file, start;
    int64_t end;
    *out = NO_LOC;
    if (!mp_accept(p, '!')) return true;
    Loc at_file = mp_here(p);
    if (!mp_want_u32(p, UINT32_MAX, &file) || !mp_want(p, ':') || !mp_want_u32(p, INT32_MAX, &start) ||
        !mp_want_int(p, -INT32_MAX, 0, &end))
        return false; /* `12-15` are the numbers 12 and -15 */
    if (file >= p->files.len || !p->files.data[file])
        return mp_fail_at(p, at_file, "E0603", "there is no `file %u` before this", file);
    *out = (Loc){p->files.data[file], start, (uint32_t)-end};
    return true;
}

Layout mp_layout_named(const char *text, size_t len) {
    for (Layout l = L_VAL; l < L_COUNT; l++)
        if (strncmp(text, layout_names[l], len) == 0 && layout_names[l][len] == 0) return l;
    return L_NONE;
}

bool mp_want_layout(Parser *p, Layout *out) {
    if (mp_kind(p) != T_WORD || (*out = mp_layout_named(p->lex.tok.text, p->lex.tok.len)) == L_NONE)
        return mp_expected(p, "a layout (val, imm, i1, i32, i64, f64, ptr)");
    mp_next(p);
    return true;
}

/* mode ::= [ `@local` ] */
IrMode mp_opt_mode(Parser *p) {
    if (mp_kind(p) != T_SYMBOL || strcmp(mirlex_name(&p->lex)->text, "local") != 0) return M_GLOBAL;
    mp_next(p);
    return M_LOCAL;
}

/* number ::= [ `@f64` | `@i64` | `@nat` | `@i32` ] */
Number mp_opt_number(Parser *p) {
    if (mp_kind(p) != T_SYMBOL) return NUM_NONE;
    const char *text = mirlex_name(&p->lex)->text;
    Number n = NUM_F64;
    while (n < NUM_COUNT && strcmp(text, number_names[n]) != 0) n++;
    if (n == NUM_COUNT) return NUM_NONE;
    mp_next(p);
    return n;
}

/* promise ::= [ `@zero_alloc` number ] */
uint8_t mp_opt_promise(Parser *p) {
    uint32_t n = 0;
    if (mp_kind(p) != T_SYMBOL || strcmp(mirlex_name(&p->lex)->text, "zero_alloc") != 0) return 0;
    mp_next(p);
    return mp_want_u32(p, UINT8_MAX, &n) ? (uint8_t)n : 0;
}

/* ---- references to the program's things ----------------------------------------------------------- */

bool mp_want_func(Parser *p, FuncId *out) {
    Loc loc = mp_here(p);
    Name n = NULL;
    if (!mp_want_name(p, T_SYMBOL, "a function (@name)", &n)) return false;
    const Func *g = program_find_func(p->prog, n);
    if (!g) return mp_fail_at(p, loc, "E0603", "there is no function @%s", n->text);
    *out = g->id;
    return true;
}

bool mp_want_data(Parser *p, DataId *out) {
    Loc loc = mp_here(p);
    Name n = NULL;
    if (!mp_want_name(p, T_SYMBOL, "static data (@name)", &n)) return false;
    const Data *d = program_find_data(p->prog, n);
    if (!d) return mp_fail_at(p, loc, "E0603", "there are no data @%s", n->text);
    *out = d->id;
    return true;
}

/* ext-name ::= symbol [ `#` number ] */
bool mp_want_ext_name(Parser *p, Name *symbol, Name *key) {
    uint32_t k;
    if (!mp_want_name(p, T_SYMBOL, "an external (@name)", symbol)) return false;
    *key = *symbol;
    if (mp_accept(p, '#')) {
        if (!mp_want_u32(p, 1000000, &k)) return false;
        *key = name_printf(p->s->names, "%s#%u", (*symbol)->text, k);
    }
    return true;
}

bool mp_want_ext(Parser *p, ExtId *out) {
    Loc loc = mp_here(p);
    Name symbol = NULL, key = NULL;
    if (!mp_want_ext_name(p, &symbol, &key)) return false;
    out->i = (uint32_t)(uintptr_t)map_getp(&p->exts, key);
    return out->i || mp_fail_at(p, loc, "E0603", "there is no external @%s", key->text);
}

bool mp_want_place(Parser *p, uint8_t *out) {
    for (uint8_t k = 0; k < 3; k++)
        if (mp_accept_word(p, place_names[k])) {
            *out = k;
            return true;
        }
    return mp_expected(p, "heap, region or caller");
}
