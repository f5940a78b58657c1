/* lex_const.c: the values of literals. */
#include "lexer.h"

static int hex_value(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* ---- numbers ----------------------------------------------------------------- */

/* Wraps the magnitude to the literal's width; says whether it fits.  Decimal literals are signed; in the other
   bases all bits may be used (0x7FFFFFFFFFFFFFFF is -1), as in OCaml. */
static void finish_int(Const *c, uint64_t magnitude, bool wrapped, bool negative, bool decimal) {
    int bits = c->suffix == 0 ? 63 : c->suffix == 'l' ? 32 : 64;
    uint64_t limit = (uint64_t)1 << (bits - 1);
    uint64_t max = decimal ? (negative ? limit : limit - 1) : limit * 2 - 1;
    c->overflow = wrapped || magnitude > max;
    uint64_t v = negative ? 0 - magnitude : magnitude;
    int shift = 64 - bits;
    v <<= shift;
    /* arithmetic shift without relying on >> of negative numbers */
    uint64_t sign = v >> 63 ? ~(~(uint64_t)0 >> shift) : 0;
    v = v >> shift | (shift ? sign : 0);
    memcpy(&c->ival, &v, sizeof v);
}

static void int_value(Const *c) {
    const char *p = c->text;
    bool negative = *p == '-';
    if (negative) p++;
    unsigned base = 10;
    if (p[0] == '0' && p[1] > '9') {
        char b = (char)(p[1] | 0x20);
        base = b == 'x' ? 16 : b == 'o' ? 8 : 2;
        p += 2;
    }
    uint64_t v = 0;
    bool wrapped = false;
    for (; *p; p++) {
        unsigned d = (unsigned)hex_value(*p);
        if (v > (UINT64_MAX - d) / base) wrapped = true;
        v = v * base + d;
    }
    finish_int(c, v, wrapped, negative, base == 10);
}

static void number_text(Arena *a, SourceFile *f, const Token *t, Const *c) {
    const char *p = f->text + t->start;
    uint32_t len = t->end - t->start - (t->suffix ? 1 : 0), n = 0;
    char *text = arena_alloc(a, len + 2);
    for (uint32_t i = 0; i < len; i++)
        if (p[i] != '_') text[n++] = p[i];
    c->text = text;
    c->len = n;
}

/* -c, for a constant that `-` stands before. */
void const_negate(Arena *a, Const *c) {
    if (c->text[0] == '-') {
        c->text++;
        c->len--;
    } else {
        char *text = arena_alloc(a, c->len + 2);
        text[0] = '-';
        memcpy(text + 1, c->text, c->len);
        c->text = text;
        c->len++;
    }
    if (c->kind == CONST_INT)
        int_value(c);
    else
        c->fval = -c->fval;
}

/* ---- strings and characters ------------------------------------------------------ */

typedef struct {
    Session *s;
    SourceFile *f;
    char *out;
    uint32_t n;
} Decoder;

static Loc at(const Decoder *d, const char *from, const char *to) {
    return (Loc){d->f->index, (uint32_t)(from - d->f->text), (uint32_t)(to - d->f->text)};
}

static void put_utf8(Decoder *d, uint32_t cp) {
    if (cp < 0x80) {
        d->out[d->n++] = (char)cp;
        return;
    }
    int more = cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
    d->out[d->n++] = (char)((more == 1 ? 0xC0u : more == 2 ? 0xE0u : 0xF0u) | cp >> (6 * more));
    while (more--) d->out[d->n++] = (char)(0x80u | (cp >> (6 * more) & 0x3Fu));
}

/* p is after the backslash, not at the end; decodes one escape and returns after it. */
static const char *escape(Decoder *d, const char *p, const char *end) {
    const char *from = p - 1;
    uint32_t v = 0;
    switch (*p) {
    case 'n': d->out[d->n++] = '\n'; return p + 1;
    case 't': d->out[d->n++] = '\t'; return p + 1;
    case 'b': d->out[d->n++] = '\b'; return p + 1;
    case 'r': d->out[d->n++] = '\r'; return p + 1;
    case '\\':
    case '\'':
    case '"':
    case ' ': d->out[d->n++] = *p; return p + 1;
    case '\r':
        if (p[1] != '\n') break;
        p++; /* fall through */
    case '\n':
        p++;
        while (p < end && (*p == ' ' || *p == '\t')) p++;
        return p;
    case 'x':
        if (end - p >= 3 && is_hex(p[1]) && is_hex(p[2])) {
            d->out[d->n++] = (char)(hex_value(p[1]) * 16 + hex_value(p[2]));
            return p + 3;
        }
        break;
    case 'o':
        if (end - p >= 4 && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' && p[2] <= '7' && p[3] >= '0' && p[3] <= '7') {
            d->out[d->n++] = (char)((p[1] - '0') * 64 + (p[2] - '0') * 8 + (p[3] - '0'));
            return p + 4;
        }
        break;
    case 'u':
        if (p[1] == '{') {
            const char *q = p + 2;
            for (; q < end && is_hex(*q) && q - p < 9; q++) v = v * 16 + (uint32_t)hex_value(*q);
            if (q > p + 2 && q < end && *q == '}') {
                if (v <= 0x10FFFF && !(v >= 0xD800 && v <= 0xDFFF)) {
                    put_utf8(d, v);
                } else {
                    diag_error(d->s, at(d, from, q + 1), "E0104",
                               "Illegal escape in a string: %X is not a Unicode scalar value", v);
                }
                return q + 1;
            }
        }
        break;
    default:
        if (end - p >= 3 && p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' && p[2] <= '9') {
            v = (uint32_t)((p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0'));
            if (v > 255)
                diag_error(d->s, at(d, from, p + 3), "E0104",
                           "Illegal escape: \\%u is outside the range of characters (0 to 255)", v);
            d->out[d->n++] = (char)v;
            return p + 3;
        }
    }
    uint32_t cp, len = utf8_decode(p, (size_t)(end - p), &cp);
    Diag *w;
    if (*p == 'x' || *p == 'u' || *p == 'o') {
        w = diag_error(d->s, at(d, from, p + len), "E0104", "Illegal backslash escape in a string: \\%c", *p);
        diag_note(d->s, w, "%s",
                  *p == 'x'   ? "\\x is followed by two hexadecimal digits"
                  : *p == 'u' ? "\\u is followed by a code point in braces: \\u{1F42B}"
                              : "\\o is followed by three octal digits, up to \\o377");
    } else {
        w = diag_warn(d->s, at(d, from, p + len), "W014", "Illegal backslash escape in a string");
        diag_help(d->s, w, "write \\\\ for a backslash");
    }
    d->out[d->n++] = '\\';
    return p;
}

static void decode_body(Session *s, Arena *a, SourceFile *f, const char *p, const char *end, bool escapes, Const *c) {
    Decoder d = {.s = s, .f = f};
    d.out = arena_alloc(a, (size_t)(end - p) + 8);
    c->body_start = (uint32_t)(p - f->text);
    if (!escapes) {
        memcpy(d.out, p, (size_t)(end - p));
        d.n = (uint32_t)(end - p);
    } else {
        while (p < end) {
            const char *q = memchr(p, '\\', (size_t)(end - p));
            if (!q) q = end;
            memcpy(d.out + d.n, p, (size_t)(q - p));
            d.n += (uint32_t)(q - p);
            p = q < end ? (q + 1 < end ? escape(&d, q + 1, end) : end) : end;
        }
    }
    d.out[d.n] = 0;
    c->text = d.out;
    c->len = d.n;
}

static void string_value(Session *s, Arena *a, SourceFile *f, const Token *t, Const *c) {
    const char *p = f->text + t->start, *end = f->text + t->end;
    if (*p == '"') {
        p++;
        if (end > p && end[-1] == '"') end--;
        decode_body(s, a, f, p, end, t->flags & TF_ESCAPES, c);
        return;
    }
    /* {id|...|id} or {%x id|...|id} */
    const char *bar = memchr(p, '|', (size_t)(end - p));
    const char *id = bar;
    while (id > p + 1 && ((id[-1] >= 'a' && id[-1] <= 'z') || id[-1] == '_')) id--;
    if (p[1] == '%' && id > p && id[-1] != ' ' && id[-1] != '\t' && id[-1] != '\n')
        id = bar; /* {%x|: the letters are the extension's name */
    else if (p[1] == '%' && id == p + 2)
        id = bar;
    size_t idlen = (size_t)(bar - id);
    c->delim = name_of(s->names, id, idlen);
    p = bar + 1;
    if ((size_t)(end - p) >= idlen + 2 && end[-1] == '}' && end[-2 - (ptrdiff_t)idlen] == '|') end -= idlen + 2;
    decode_body(s, a, f, p, end, false, c);
}

static void char_value(Session *s, Arena *a, SourceFile *f, const Token *t, Const *c) {
    const char *p = f->text + t->start;
    uint32_t len = t->end - t->start;
    if (t->suffix == '?') { /* reported by the lexer */
        c->suffix = 0;
        c->text = "?";
        c->len = 1;
        return;
    }
    if (p[1] == '\r' && len == 4) /* a line end inside quotes */
        p++;
    if (p[1] == '\\') {
        decode_body(s, a, f, p + 1, f->text + t->end - 1, true, c);
    } else {
        c->text = arena_strndup(a, p + 1, 1);
        c->len = 1;
    }
    c->ival = c->len ? (unsigned char)c->text[0] : 0;
}

Const lex_const(Session *s, Arena *a, SourceFile *f, const Token *t, bool negate) {
    Const c = {.suffix = t->suffix};
    switch (t->kind) {
    case TOK_INT:
        c.kind = CONST_INT;
        if (t->suffix == '?') { /* not a number: reported */
            c.suffix = 0;
            c.text = "0";
            c.len = 1;
            return c;
        }
        number_text(a, f, t, &c);
        int_value(&c);
        break;
    case TOK_FLOAT:
        c.kind = CONST_FLOAT;
        number_text(a, f, t, &c);
        c.fval = strtod(c.text, NULL);
        break;
    case TOK_CHAR:
        c.kind = CONST_CHAR;
        char_value(s, a, f, t, &c);
        break;
    default: c.kind = CONST_STRING; string_value(s, a, f, t, &c);
    }
    if (negate && c.kind <= CONST_FLOAT) const_negate(a, &c);
    return c;
}
