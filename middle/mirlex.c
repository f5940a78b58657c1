/* mirlex.c: tokens of MIR text (IR.md, "Tokens"). */
#include "mirlex.h"

#include <errno.h>
#include <stdlib.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool is_word(char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '\'' || c == '$' || c == '/';
}

Loc mirlex_loc(const MirLex *l) {
    return (Loc){l->file->index, l->tok.start, l->tok.end};
}

static int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static void bad(MirLex *l, const char *what) {
    l->tok.kind = T_BAD;
    l->tok.end = l->pos;
    diag_error(l->session, mirlex_loc(l), "E0601", "%s", what);
}

/* l->pos is behind the opening quote.  False when it was reported. */
static bool string(MirLex *l) {
    const char *s = l->file->text;
    uint32_t n = l->file->len;
    l->scratch.len = 0;
    for (;;) {
        if (l->pos >= n || s[l->pos] == '\n') {
            bad(l, "this string has no end on its line");
            return false;
        }
        char c = s[l->pos++];
        if (c == '"') return true;
        if (c == '\\' && l->pos < n) {
            c = s[l->pos++];
            switch (c) {
            case 'n': c = '\n'; break;
            case 't': c = '\t'; break;
            case 'r': c = '\r'; break;
            case '\\':
            case '"': break;
            case 'x': {
                int hi = l->pos < n ? hex_digit(s[l->pos]) : -1, lo = l->pos + 1 < n ? hex_digit(s[l->pos + 1]) : -1;
                if (hi < 0 || lo < 0) {
                    bad(l, "\\x takes two hexadecimal digits");
                    return false;
                }
                c = (char)(hi * 16 + lo);
                l->pos += 2;
                break;
            }
            default: bad(l, "the escapes are \\n \\t \\r \\\\ \\\" \\xHH"); return false;
            }
        }
        buf_addc(&l->scratch, c);
    }
}

static Name string_name(MirLex *l) {
    return name_of(l->session->names, l->scratch.len ? l->scratch.data : "", l->scratch.len);
}

static void word(MirLex *l) {
    const char *s = l->file->text;
    uint32_t from = l->pos;
    while (l->pos < l->file->len && is_word(s[l->pos])) l->pos++;
    l->tok.text = s + from;
    l->tok.len = l->pos - from;
}

Name mirlex_name(MirLex *l) {
    if (!l->tok.name) l->tok.name = name_of(l->session->names, l->tok.text, l->tok.len);
    return l->tok.name;
}

bool mirlex_skip_braces(MirLex *l) {
    const char *s = l->file->text;
    uint32_t n = l->file->len;
    for (; l->pos < n; l->pos++) {
        switch (s[l->pos]) {
        case '}':
            l->pos++;
            mirlex_next(l);
            return true;
        case ';':
            while (l->pos + 1 < n && s[l->pos + 1] != '\n') l->pos++;
            break;
        case '"': /* to its end, or the line's */
            while (l->pos + 1 < n && s[l->pos + 1] != '\n' && s[++l->pos] != '"')
                if (s[l->pos] == '\\' && l->pos + 1 < n && s[l->pos + 1] != '\n') l->pos++;
            break;
        case '\n':
            if (strncmp(s + l->pos + 1, "func ", 5) == 0) { /* the text ends with NULs */
                mirlex_next(l);
                return false;
            }
            break;
        default: break;
        }
    }
    mirlex_next(l);
    return false;
}

static void number(MirLex *l) {
    const char *s = l->file->text;
    uint32_t n = l->file->len;
    if (s[l->pos] == '-') l->pos++;
    bool hex = l->pos + 1 < n && s[l->pos] == '0' && (s[l->pos + 1] | 32) == 'x';
    while (l->pos < n && (is_digit(s[l->pos]) || is_letter(s[l->pos]) || s[l->pos] == '.')) {
        char c = (char)(s[l->pos++] | 32);
        bool exponent = hex ? c == 'p' : c == 'e';
        if (exponent && l->pos < n && (s[l->pos] == '+' || s[l->pos] == '-')) l->pos++;
    }
}

void mirlex_next(MirLex *l) {
    const char *s = l->file->text;
    uint32_t n = l->file->len;
    for (;;) {
        while (l->pos < n && (s[l->pos] == ' ' || s[l->pos] == '\n' || s[l->pos] == '\t' || s[l->pos] == '\r'))
            l->pos++;
        if (l->pos >= n || s[l->pos] != ';') break;
        while (l->pos < n && s[l->pos] != '\n') l->pos++;
    }
    l->tok = (Tok){.kind = T_EOF, .start = l->pos, .end = l->pos};
    if (l->pos >= n) return;
    char c = s[l->pos], c1 = l->pos + 1 < n ? s[l->pos + 1] : 0;
    if (is_letter(c)) {
        l->tok.kind = T_WORD;
        word(l);
    } else if (is_digit(c) || (c == '-' && (is_digit(c1) || c1 == 'i'))) { /* -inf */
        l->tok.kind = T_NUMBER;
        number(l);
    } else if (c == '-' && c1 == '>') {
        l->tok.kind = T_ARROW;
        l->pos += 2;
    } else if (c == '"' || (c == '@' && c1 == '"')) {
        l->tok.kind = c == '@' ? T_SYMBOL : T_STRING;
        l->pos += c == '@' ? 2 : 1;
        if (!string(l)) return;
        l->tok.name = string_name(l);
    } else if ((c == '@' || c == '%') && is_word(c1)) {
        l->tok.kind = c == '@' ? T_SYMBOL : T_VALUE;
        l->pos++;
        word(l);
    } else if (strchr("(){}[],:=+#!-/", c) && c) {
        l->tok.kind = T_PUNCT;
        l->tok.punct = c;
        l->pos++;
    } else {
        l->pos++;
        while (l->pos < n && ((unsigned char)s[l->pos] & 0xc0) == 0x80) /* the rest of a UTF-8 character */
            l->pos++;
        bad(l, "this character has no meaning in MIR text");
        return;
    }
    l->tok.end = l->pos;
}

void mirlex_seek(MirLex *l, uint32_t pos) {
    l->pos = pos;
    mirlex_next(l);
}

static bool tok_text(const MirLex *l, char buf[64]) {
    uint32_t n = l->tok.end - l->tok.start;
    if (n >= 64) return false;
    memcpy(buf, l->file->text + l->tok.start, n);
    buf[n] = 0;
    return true;
}

bool tok_int(const MirLex *l, int64_t *out) {
    char buf[64], *end;
    if (l->tok.kind != T_NUMBER || !tok_text(l, buf)) return false;
    errno = 0;
    bool hex = buf[0] == '0' && (buf[1] | 32) == 'x';
    if (hex)
        *out = (int64_t)strtoull(buf, &end, 16);
    else
        *out = strtoll(buf, &end, 10); /* no octal: 010 is ten */
    return errno == 0 && *end == 0;
}

bool tok_float(const MirLex *l, double *out) {
    char buf[64], *end;
    if ((l->tok.kind != T_NUMBER && l->tok.kind != T_WORD) || !tok_text(l, buf)) return false;
    *out = strtod(buf, &end);
    return end != buf && *end == 0;
}
