/* lexer.c: characters to tokens, hand-written over a table of character classes.

   Comments nest, and strings, quoted strings and character literals inside them are
   skipped as such.  Literals are only delimited here; lex_const.c decodes them. */
#include "lexer.h"

enum {
    C_LOWER = 1, /* a-z _ */
    C_UPPER = 2,
    C_DIGIT = 4,
    C_IDENT = 8,   /* letters, digits, _ ' */
    C_SYMBOL = 16, /* operator characters */
    C_BLANK = 32,
    C_KWOP = 64,    /* may follow let, and */
    C_DOTSYM = 128, /* may follow . in an index operator, or the first of let* */
};

/* bytes from 0x80 up have no class */
const uint8_t lex_classes[256] = {
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x20, 0x20, 0x00, 0x20, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x20, 0x90, 0x00, 0x00, 0xD0, 0x90,
    0xD0, 0x08, 0x00, 0x00, 0xD0, 0xD0, 0x00, 0xD0, 0x10, 0xD0, 0x0C, 0x0C, 0x0C, 0x0C, 0x0C, 0x0C, 0x0C, 0x0C, 0x0C,
    0x0C, 0x90, 0x00, 0x50, 0xD0, 0xD0, 0x90, 0xD0, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A,
    0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x00, 0x00, 0x00, 0xD0,
    0x09, 0x00, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09,
    0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x00, 0xD0, 0x00, 0x10, 0x00,
};

typedef struct {
    const char *word;
    uint8_t len;
    uint8_t kind;
} Keyword;

static const Keyword keywords[] = {
#define KEYWORD(id, text) {text, sizeof(text) - 1, TOK_##id},
#define TOKEN(id, text)
#define CLASS(id, text)
#include "tokens.def"
#undef KEYWORD
#undef TOKEN
#undef CLASS
};
#define NKEYWORDS ((uint32_t)(sizeof keywords / sizeof keywords[0]))

typedef struct {
    Session *s;
    SourceFile *f;
    TokenVec *out;
    const char *text, *p, *end;
    uint8_t flags;        /* for the next token */
    uint8_t first_kw[27]; /* of keywords[], by first letter */
} Lexer;

#define CLASS_OF(c) lex_classes[(unsigned char)(c)]

static Loc loc_of(const Lexer *lx, const char *from, const char *to) {
    return (Loc){lx->f->index, (uint32_t)(from - lx->text), (uint32_t)(to - lx->text)};
}

static Token *emit(Lexer *lx, TokenKind kind, const char *from, const char *to) {
    Token t = {.kind = (uint8_t)kind, .flags = lx->flags};
    t.start = (uint32_t)(from - lx->text);
    t.end = (uint32_t)(to - lx->text);
    lx->flags = 0;
    lx->p = to;
    vec_push(lx->out, t);
    return &lx->out->data[lx->out->len - 1];
}

static void emit_named(Lexer *lx, TokenKind kind, const char *from, const char *to) {
    emit(lx, kind, from, to)->name = name_of(lx->s->names, from, (size_t)(to - from));
}

/* ---- characters outside ASCII ---------------------------------------------- */

static bool is_letter(uint32_t cp) {
    return cp != UTF8_BAD && cp >= 0xC0 && cp != 0xD7 && cp != 0xF7 && !(cp >= 0x2000 && cp <= 0x2BFF) &&
           !(cp >= 0x3000 && cp <= 0x303F) && !(cp >= 0xFE00 && cp <= 0xFE0F) && cp != 0xFEFF && cp < 0x1F000;
}

static uint32_t decode(const Lexer *lx, const char *p, uint32_t *len) {
    uint32_t cp;
    *len = utf8_decode(p, (size_t)(lx->end - p), &cp);
    return cp;
}

/* The end of a name in which letters beyond ASCII are allowed. */
static const char *wide_ident_end(const Lexer *lx, const char *p) {
    for (;;) {
        while (CLASS_OF(*p) & C_IDENT) p++;
        if (p >= lx->end || (unsigned char)*p < 0x80) return p;
        uint32_t len, cp = decode(lx, p, &len);
        if (!is_letter(cp)) return p;
        p += len;
    }
}

static void wide_ident(Lexer *lx, const char *from) {
    const char *to = wide_ident_end(lx, from);
    Diag *d =
        diag_error(lx->s, loc_of(lx, from, to), "E0108", "A name may contain only ASCII letters, digits, _ and '");
    diag_help(lx->s, d, "spell `%.*s` without accents or other alphabets", (int)(to - from), from);
    emit_named(lx, CLASS_OF(*from) & C_UPPER ? TOK_UIDENT : TOK_LIDENT, from, to);
}

typedef struct {
    uint32_t cp;
    const char *name, *instead;
} Lookalike;

static const Lookalike lookalikes[] = {
    {0x00A0, "a no-break space", "an ordinary space"},
    {0x200B, "a zero-width space", NULL},
    {0x2018, "a curved quote", "`'`"},
    {0x2019, "a curved quote", "`'`"},
    {0x201C, "a curved quote", "`\"`"},
    {0x201D, "a curved quote", "`\"`"},
    {0x2013, "a dash", "`-`"},
    {0x2014, "a dash", "`-`"},
    {0x2212, "a minus sign", "`-`"},
    {0x2192, "an arrow", "`->`"},
    {0x2026, "an ellipsis", NULL},
    {0x00D7, "a multiplication sign", "`*`"},
    {0x2260, "a not-equal sign", "`<>`"},
    {0x2264, "a less-or-equal sign", "`<=`"},
    {0x2265, "a greater-or-equal sign", "`>=`"},
    {0xFEFF, "a byte-order mark", NULL},
};

static bool is_legal_start(const Lexer *lx, const char *p) {
    unsigned char c = (unsigned char)*p;
    if (c >= 0x80) {
        uint32_t len;
        return is_letter(decode(lx, p, &len));
    }
    return c != 0 && c != '\\' && (CLASS_OF(c) || strchr("\"#'(),;[]`{}", c) != NULL);
}

/* One error for a run of characters that mean nothing. */
static void illegal(Lexer *lx, const char *from) {
    uint32_t len, cp = decode(lx, from, &len);
    const char *to = from + len;
    if (cp >= 0x80 && is_letter(cp)) {
        wide_ident(lx, from);
        return;
    }
    const Lookalike *like = NULL;
    for (size_t i = 0; i < sizeof lookalikes / sizeof lookalikes[0]; i++)
        if (lookalikes[i].cp == cp) like = &lookalikes[i];
    if (!like)
        while (to < lx->end && !is_legal_start(lx, to)) {
            decode(lx, to, &len);
            to += len;
        }
    Loc at = loc_of(lx, from, to);
    lx->p = to;
    if (like) {
        Diag *d = diag_error(lx->s, at, "E0101", "Illegal character: %s (U+%04X)", like->name, cp);
        if (like->instead)
            diag_help(lx->s, d, "use %s", like->instead);
        else
            diag_help(lx->s, d, "remove it");
    } else if (cp == UTF8_BAD) {
        Diag *d = diag_error(lx->s, at, "E0101", "Illegal byte 0x%02X: not UTF-8", (unsigned char)*from);
        diag_note(lx->s, d, "strings and comments may hold any bytes, names only ASCII");
    } else if (cp < 0x20 || cp == 0x7F) {
        diag_error(lx->s, at, "E0101", "Illegal character: control character 0x%02X", cp);
    } else if (cp < 0x7F) {
        Diag *d = diag_error(lx->s, at, "E0101", "Illegal character `%c`", (int)cp);
        if (cp == '\\') diag_help(lx->s, d, "functions are written `fun x -> ...`");
    } else {
        diag_error(lx->s, at, "E0101", "Illegal character U+%04X", cp);
    }
}

/* ---- comments, strings, characters ------------------------------------------- */

/* p is after the opening quote; returns after the closing one, or NULL. */
static const char *string_end(const Lexer *lx, const char *p, bool *escapes) {
    for (;;) {
        while (*p != '"' && *p != '\\' && *p != 0) p++;
        if (*p == '"') return p + 1;
        if (p >= lx->end) return NULL;
        if (*p == '\\') {
            *escapes = true;
            p++;
            if (p >= lx->end) return NULL;
        }
        p++;
    }
}

/* p is after {id| ; returns after |id}, or NULL. */
static const char *quoted_end(const Lexer *lx, const char *p, const char *id, size_t idlen) {
    for (;;) {
        p = memchr(p, '|', (size_t)(lx->end - p));
        if (!p) return NULL;
        p++;
        if ((size_t)(lx->end - p) > idlen && memcmp(p, id, idlen) == 0 && p[idlen] == '}') return p + idlen + 1;
    }
}

/* Is there a {id| at p?  Returns after the |, or NULL. */
static const char *quoted_start(const char *p, const char **id, size_t *idlen) {
    const char *q = p + 1;
    while (CLASS_OF(*q) & C_LOWER) q++;
    if (*q != '|') return NULL;
    *id = p + 1;
    *idlen = (size_t)(q - p - 1);
    return q + 1;
}

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

#define IS_DIGIT(c) ((c) >= '0' && (c) <= '9')
#define IS_OCTAL(c) ((c) >= '0' && (c) <= '7')

/* p is at a quote.  Returns after a character literal, or NULL when it is none. */
static const char *char_end(const char *p) {
    unsigned char c = (unsigned char)p[1];
    if (c == '\r' && p[2] == '\n' && p[3] == '\'') return p + 4;
    if (c != '\\') return c && c != '\'' && p[2] == '\'' ? p + 3 : NULL;
    c = (unsigned char)p[2];
    if (c && strchr("\\'\"ntbr ", c) && p[3] == '\'') return p + 4;
    if (IS_DIGIT(c) && IS_DIGIT(p[3]) && IS_DIGIT(p[4]) && p[5] == '\'') return p + 6;
    if (c == 'o' && IS_OCTAL(p[3]) && IS_OCTAL(p[4]) && IS_OCTAL(p[5]) && p[6] == '\'') return p + 7;
    if (c == 'x' && is_hex(p[3]) && is_hex(p[4]) && p[5] == '\'') return p + 6;
    return NULL;
}

/* p is after the opening parenthesis and star. */
static void comment(Lexer *lx, const char *open) {
    const char *p = open + 2;
    uint32_t depth = 1;
    const char *inner_string = NULL;
    while (depth) {
        switch (*p) {
        case 0:
            if (p >= lx->end) goto unclosed;
            p++;
            break;
        case '(':
            p++;
            if (*p == '*') {
                p++;
                depth++;
            }
            break;
        case '*':
            p++;
            if (*p == ')') {
                p++;
                depth--;
            }
            break;
        case '"': {
            bool escapes;
            const char *q = string_end(lx, p + 1, &escapes);
            if (!q) {
                inner_string = p;
                goto unclosed;
            }
            p = q;
            break;
        }
        case '{': {
            const char *id, *q;
            size_t idlen;
            if (p[1] == '%') { /* {%x id|...|id}: look behind the name */
                const char *r = p + 2;
                while (*r == '%' || *r == '.' || (CLASS_OF(*r) & C_IDENT)) r++;
                while (*r == ' ' || *r == '\t' || *r == '\n') r++;
                q = quoted_start(r - 1, &id, &idlen);
            } else {
                q = quoted_start(p, &id, &idlen);
            }
            if (q) {
                const char *e = quoted_end(lx, q, id, idlen);
                if (!e) {
                    inner_string = p;
                    goto unclosed;
                }
                p = e;
            } else {
                p++;
            }
            break;
        }
        case '\'': {
            const char *q = char_end(p);
            p = q ? q : p + 1;
            break;
        }
        default:
            if (CLASS_OF(*p) & (C_LOWER | C_UPPER)) {
                do p++;
                while (CLASS_OF(*p) & C_IDENT); /* the ' of a name opens no character */
            } else {
                p++;
            }
        }
    }
    lx->p = p;
    return;
unclosed:;
    Diag *d = diag_error(lx->s, loc_of(lx, open, open + 2), "E0102", "This comment is not closed");
    diag_primary(lx->s, d, "the comment begins here");
    if (inner_string) {
        diag_label(lx->s, d, loc_of(lx, inner_string, inner_string + 1),
                   "this string inside the comment is not closed");
        diag_help(lx->s, d, "inside comments too, a quote opens a string");
    }
    lx->p = lx->end;
}

static void string(Lexer *lx, const char *from) {
    bool escapes = false;
    const char *to = string_end(lx, from + 1, &escapes);
    if (!to) {
        Diag *d = diag_error(lx->s, loc_of(lx, from, from + 1), "E0103", "This string is not closed");
        diag_primary(lx->s, d, "the string begins here");
        /* Usually the quote is missing on the same line: go on behind it, so that the rest is checked too. */
        to = memchr(from, '\n', (size_t)(lx->end - from));
        if (!to) to = lx->end;
    }
    emit(lx, TOK_STRING, from, to)->flags |= escapes ? TF_ESCAPES : 0;
}

/* { ... : a quoted string {id|...|id}, {%x id|...|id}, {%%x id|...|id}, or a brace */
static void brace(Lexer *lx, const char *from) {
    const char *id, *body, *ext = NULL, *ext_end = NULL;
    size_t idlen;
    TokenKind kind = TOK_STRING;
    if (from[1] == '%') {
        const char *q = from + 2;
        kind = TOK_QUOTEDEXT;
        if (*q == '%') {
            kind = TOK_QUOTEDEXTITEM;
            q++;
        }
        ext = q;
        while (CLASS_OF(*q) & C_IDENT || (*q == '.' && q > ext)) q++;
        ext_end = q;
        while (*q == ' ' || *q == '\t' || *q == '\n') q++;
        body = q > ext ? quoted_start(q - 1, &id, &idlen) : NULL;
    } else {
        body = quoted_start(from, &id, &idlen);
    }
    if (!body) {
        emit(lx, from[1] == '<' ? TOK_LBRACELT : TOK_LBRACE, from, from + (from[1] == '<' ? 2 : 1));
        return;
    }
    const char *to = quoted_end(lx, body, id, idlen);
    if (!to) {
        Diag *d = diag_error(lx->s, loc_of(lx, from, body), "E0103", "This quoted string is not closed");
        diag_primary(lx->s, d, "the string begins here");
        diag_help(lx->s, d, "it ends with `|%.*s}`", (int)idlen, id);
        to = lx->end;
    }
    Token *t = emit(lx, kind, from, to);
    if (ext) t->name = name_of(lx->s->names, ext, (size_t)(ext_end - ext));
}

/* ' : a character, or the quote of a type variable */
static void quote(Lexer *lx, const char *from) {
    const char *to = char_end(from);
    if (to) {
        emit(lx, TOK_CHAR, from, to);
        return;
    }
    if (from[1] == '\\') {
        const char *q = from + 2;
        if (q < lx->end) q++;
        while (q < lx->end && *q != '\'' && *q != '\n' && q - from < 12) q++;
        if (*q == '\'') q++;
        diag_error(lx->s, loc_of(lx, from, q), "E0104", "Illegal backslash escape in a character");
        emit(lx, TOK_CHAR, from, q)->suffix = '?';
        return;
    }
    if (from[1] == '\'') {
        diag_error(lx->s, loc_of(lx, from, from + 2), "E0105", "Empty character literal");
        emit(lx, TOK_CHAR, from, from + 2)->suffix = '?';
        return;
    }
    if ((unsigned char)from[1] >= 0x80) {
        uint32_t len;
        decode(lx, from + 1, &len);
        if (from[1 + len] == '\'') {
            Diag *d = diag_error(lx->s, loc_of(lx, from, from + len + 2), "E0105", "This character is not one byte");
            diag_note(lx->s, d, "type char holds a byte; in UTF-8 this character takes %u", len);
            diag_help(lx->s, d, "use a string");
            emit(lx, TOK_CHAR, from, from + len + 2)->suffix = '?';
            return;
        }
    }
    emit(lx, TOK_QUOTE, from, from + 1);
}

/* ---- numbers ------------------------------------------------------------------- */

static const char *digits_end(const char *p, bool hex) {
    while (IS_DIGIT(*p) || *p == '_' || (hex && is_hex(*p))) p++;
    return p;
}

static void number(Lexer *lx, const char *from) {
    const char *p = from;
    TokenKind kind = TOK_INT;
    char base = *p == '0' ? (char)(p[1] | 0x20) : 0;
    if (base == 'x' && is_hex(p[2])) {
        p = digits_end(p + 2, true);
    } else if (base == 'o' && IS_OCTAL(p[2])) {
        p += 2;
        while (IS_OCTAL(*p) || *p == '_') p++;
    } else if (base == 'b' && (p[2] == '0' || p[2] == '1')) {
        p += 2;
        while (*p == '0' || *p == '1' || *p == '_') p++;
    } else {
        base = 0;
        p = digits_end(p, false);
    }
    if (base == 0 || base == 'x') {
        if (*p == '.') {
            kind = TOK_FLOAT;
            p = digits_end(p + 1, base == 'x');
        }
        char e = base == 'x' ? 'p' : 'e';
        if ((*p | 0x20) == e) {
            const char *q = p + 1;
            if (*q == '+' || *q == '-') q++;
            if (IS_DIGIT(*q)) {
                kind = TOK_FLOAT;
                p = digits_end(q, false);
            }
        }
    }
    char suffix = 0;
    char c = (char)(*p | 0x20);
    if (c >= 'g' && c <= 'z' && !(CLASS_OF(p[1]) & C_IDENT)) suffix = *p++;
    if (CLASS_OF(*p) & C_IDENT || (unsigned char)*p >= 0x80) {
        const char *q = wide_ident_end(lx, p);
        if (q > p) {
            Diag *d = diag_error(lx->s, loc_of(lx, from, q), "E0106", "Invalid literal `%.*s`",
                                 q - from < 80 ? (int)(q - from) : 80, from);
            if (base == 0 && from[0] == '0' && strchr("xXoObB", from[1]))
                diag_note(lx->s, d, "0x, 0o and 0b are followed by hexadecimal, octal and binary digits");
            else if (CLASS_OF(*p) & (C_LOWER | C_UPPER))
                diag_note(lx->s, d, "a name cannot begin with a digit");
            p = q;
            suffix = 0;
            Token *bad = emit(lx, TOK_INT, from, p);
            bad->suffix = '?'; /* value 0: already reported */
            return;
        }
    }
    emit(lx, kind, from, p)->suffix = suffix;
}

/* ---- names and operators ---------------------------------------------------------- */

static TokenKind keyword_of(const Lexer *lx, const char *p, size_t len) {
    if (len < 2 || len > 11 || *p < 'a' || *p > 'z') return TOK_LIDENT;
    uint32_t from = lx->first_kw[*p - 'a'], to = lx->first_kw[*p - 'a' + 1];
    for (; from < to; from++)
        if (keywords[from].len == len && memcmp(keywords[from].word, p, len) == 0) return keywords[from].kind;
    return TOK_LIDENT;
}

static const char *ident_end(const char *p) {
    while (CLASS_OF(*p) & C_IDENT) p++;
    return p;
}

static void lower_ident(Lexer *lx, const char *from) {
    const char *to = ident_end(from + 1);
    if ((unsigned char)*to >= 0x80) {
        const char *q = wide_ident_end(lx, to);
        if (q > to) {
            wide_ident(lx, from);
            return;
        }
    }
    size_t len = (size_t)(to - from);
    TokenKind k = keyword_of(lx, from, len);
    if (k == TOK_LIDENT) {
        if (len == 1 && *from == '_')
            emit(lx, TOK_UNDERSCORE, from, to);
        else
            emit_named(lx, TOK_LIDENT, from, to);
        return;
    }
    if ((k == TOK_LET || k == TOK_AND) && CLASS_OF(*to) & C_KWOP) { /* let*, and+: */
        to++;
        while (CLASS_OF(*to) & C_DOTSYM) to++;
        emit_named(lx, k == TOK_LET ? TOK_LETOP : TOK_ANDOP, from, to);
        return;
    }
    emit(lx, k, from, to)->name = NULL;
}

static void upper_ident(Lexer *lx, const char *from) {
    const char *to = ident_end(from + 1);
    if ((unsigned char)*to >= 0x80 && wide_ident_end(lx, to) > to)
        wide_ident(lx, from);
    else
        emit_named(lx, TOK_UIDENT, from, to);
}

static const char *symbols_end(const char *p) {
    while (CLASS_OF(*p) & C_SYMBOL) p++;
    return p;
}

/* The longest run of operator characters. */
static void operator_(Lexer *lx, const char *from, TokenKind kind) {
    emit_named(lx, kind, from, symbols_end(from + 1));
}

/* ~ ? : labels, prefix operators */
static void tilde(Lexer *lx, const char *from) {
    bool opt = *from == '?';
    if (CLASS_OF(from[1]) & C_LOWER) {
        const char *to = ident_end(from + 2);
        if (*to == ':') {
            size_t len = (size_t)(to - from - 1);
            bool kw = keyword_of(lx, from + 1, len) != TOK_LIDENT || (len == 1 && from[1] == '_');
            Token *t = emit(lx, opt ? TOK_OPTLABEL : TOK_LABEL, from, to + 1);
            t->name = name_of(lx->s->names, from + 1, len);
            if (kw) {
                t->flags |= TF_KEYWORD;
                diag_error(lx->s, loc_of(lx, from, to + 1), "E0113", "`%.*s` is a keyword and cannot be a label",
                           (int)len, from + 1);
            }
            return;
        }
    }
    if (CLASS_OF(from[1]) & C_SYMBOL)
        operator_(lx, from, TOK_PREFIXOP);
    else
        emit(lx, opt ? TOK_QUESTION : TOK_TILDE, from, from + 1);
}

static void bracket(Lexer *lx, const char *from) {
    switch (from[1]) {
    case '<': emit(lx, TOK_LBRACKETLT, from, from + 2); return;
    case '>': emit(lx, TOK_LBRACKETGT, from, from + 2); return;
    case '|': emit(lx, TOK_LBRACKETBAR, from, from + 2); return;
    case '@':
        if (from[2] != '@')
            emit(lx, TOK_LBRACKETAT, from, from + 2);
        else if (from[3] != '@')
            emit(lx, TOK_LBRACKETATAT, from, from + 3);
        else
            emit(lx, TOK_LBRACKETATATAT, from, from + 4);
        return;
    case '%':
        if (from[2] != '%')
            emit(lx, TOK_LBRACKETPERCENT, from, from + 2);
        else
            emit(lx, TOK_LBRACKETPERCENTPERCENT, from, from + 3);
        return;
    default: emit(lx, TOK_LBRACKET, from, from + 1);
    }
}

/* Operators whose first character is also a token of its own. */
static void punctuation(Lexer *lx, const char *p) {
    const char *to = symbols_end(p);
    size_t len = (size_t)(to - p);
    char c = *p, d = p[1];
    switch (c) {
    case '!':
        if (len == 1)
            emit(lx, TOK_BANG, p, p + 1);
        else if (len == 2 && d == '=')
            emit(lx, TOK_BANGEQ, p, to);
        else
            emit_named(lx, TOK_PREFIXOP, p, to);
        return;
    case '&':
        if (len == 1)
            emit(lx, TOK_AMP, p, to);
        else if (len == 2 && d == '&')
            emit(lx, TOK_AMPAMP, p, to);
        else
            emit_named(lx, TOK_INFIXOP0, p, to);
        return;
    case '$': emit_named(lx, TOK_INFIXOP0, p, to); return;
    case '=':
        if (len == 1)
            emit(lx, TOK_EQ, p, to);
        else
            emit_named(lx, TOK_INFIXOP0, p, to);
        return;
    case '<':
        if (len == 1)
            emit(lx, TOK_LT, p, to);
        else if (len == 2 && d == '-')
            emit(lx, TOK_LARROW, p, to);
        else
            emit_named(lx, TOK_INFIXOP0, p, to);
        return;
    case '>':
        if (len == 1 && (d == ']' || d == '}'))
            emit(lx, d == ']' ? TOK_GTRBRACKET : TOK_GTRBRACE, p, p + 2);
        else if (len == 1)
            emit(lx, TOK_GT, p, to);
        else
            emit_named(lx, TOK_INFIXOP0, p, to);
        return;
    case '|':
        if (len == 1 && d == ']')
            emit(lx, TOK_BARRBRACKET, p, p + 2);
        else if (len == 1)
            emit(lx, TOK_BAR, p, to);
        else if (len == 2 && d == '|')
            emit(lx, TOK_BARBAR, p, to);
        else
            emit_named(lx, TOK_INFIXOP0, p, to);
        return;
    case '@':
        if (len == 1)
            emit(lx, TOK_AT, p, to);
        else if (len == 2 && d == '@')
            emit(lx, TOK_ATAT, p, to);
        else
            emit_named(lx, TOK_INFIXOP1, p, to);
        return;
    case '^': emit_named(lx, TOK_INFIXOP1, p, to); return;
    case '+':
        if (len == 1)
            emit(lx, TOK_PLUS, p, to);
        else if (len == 2 && (d == '.' || d == '='))
            emit(lx, d == '.' ? TOK_PLUSDOT : TOK_PLUSEQ, p, to);
        else
            emit_named(lx, TOK_INFIXOP2, p, to);
        return;
    case '-':
        if (len == 1)
            emit(lx, TOK_MINUS, p, to);
        else if (len == 2 && (d == '.' || d == '>'))
            emit(lx, d == '.' ? TOK_MINUSDOT : TOK_ARROW, p, to);
        else
            emit_named(lx, TOK_INFIXOP2, p, to);
        return;
    case '*':
        if (len == 1 && d == ')') {
            diag_warn(lx->s, loc_of(lx, p, p + 2), "W002", "This is not the end of a comment");
            emit(lx, TOK_STAR, p, to);
        } else if (len == 1) {
            emit(lx, TOK_STAR, p, to);
        } else {
            emit_named(lx, d == '*' ? TOK_INFIXOP4 : TOK_INFIXOP3, p, to);
        }
        return;
    case '/': emit_named(lx, TOK_INFIXOP3, p, to); return;
    case '%':
        if (len == 1)
            emit(lx, TOK_PERCENT, p, to);
        else
            emit_named(lx, TOK_INFIXOP3, p, to);
        return;
    case ':':
        if (d == ':')
            emit(lx, TOK_COLONCOLON, p, p + 2);
        else if (d == '=')
            emit(lx, TOK_COLONEQ, p, p + 2);
        else if (d == '>')
            emit(lx, TOK_COLONGT, p, p + 2);
        else
            emit(lx, TOK_COLON, p, p + 1);
        return;
    default: /* . */
        if (d == '.')
            emit(lx, TOK_DOTDOT, p, p + 2);
        else if (CLASS_OF(d) & C_DOTSYM)
            emit_named(lx, TOK_DOTOP, p, symbols_end(p + 1));
        else
            emit(lx, TOK_DOT, p, p + 1);
        return;
    }
}

static void hash(Lexer *lx, const char *from) {
    /* # 12 "file" at the beginning of a line */
    if (from == lx->text || from[-1] == '\n') {
        if (from == lx->text && from[1] == '!') {
            while (lx->p < lx->end && *lx->p != '\n') lx->p++;
            return;
        }
        const char *p = from + 1;
        while (*p == ' ' || *p == '\t') p++;
        uint32_t line = 0;
        const char *digits = p;
        for (; IS_DIGIT(*p); p++) line = line < 100000000 ? line * 10 + (uint32_t)(*p - '0') : line;
        if (p > digits) {
            while (*p == ' ' || *p == '\t') p++;
            if (*p == '"') {
                const char *name = ++p;
                while (p < lx->end && *p != '"' && *p != '\n') p++;
                if (*p == '"') {
                    source_line_directive(lx->s, lx->f, (uint32_t)(from - lx->text), line, name, (size_t)(p - name));
                    while (p < lx->end && *p != '\n') p++;
                    lx->p = p;
                    return;
                }
                diag_error(lx->s, loc_of(lx, from, p), "E0109", "Invalid line directive: the file name is not closed");
                lx->p = p;
                return;
            }
        }
    }
    const char *to = from + 1;
    while (CLASS_OF(*to) & C_SYMBOL || *to == '#') to++;
    if (to > from + 1)
        emit_named(lx, TOK_HASHOP, from, to);
    else
        emit(lx, TOK_HASH, from, to);
}

static void token(Lexer *lx) {
    const char *p = lx->p;
    switch (*p) {
    case '"': string(lx, p); return;
    case '\'': quote(lx, p); return;
    case '(':
        if (p[1] == '*') {
            if (p[2] == ')')
                diag_help(lx->s, diag_warn(lx->s, loc_of(lx, p, p + 3), "W001", "This is the start of a comment"),
                          "the multiplication operator is written `( * )`");
            comment(lx, p);
            lx->flags |= TF_SPACE;
        } else {
            emit(lx, TOK_LPAREN, p, p + 1);
        }
        return;
    case ')': emit(lx, TOK_RPAREN, p, p + 1); return;
    case ',': emit(lx, TOK_COMMA, p, p + 1); return;
    case ';': emit(lx, p[1] == ';' ? TOK_SEMISEMI : TOK_SEMI, p, p + (p[1] == ';' ? 2 : 1)); return;
    case '[': bracket(lx, p); return;
    case ']': emit(lx, TOK_RBRACKET, p, p + 1); return;
    case '`': emit(lx, TOK_BACKQUOTE, p, p + 1); return;
    case '{': brace(lx, p); return;
    case '}': emit(lx, TOK_RBRACE, p, p + 1); return;
    case '#': hash(lx, p); return;
    case '~':
    case '?': tilde(lx, p); return;
    default:
        if (CLASS_OF(*p) & C_SYMBOL)
            punctuation(lx, p);
        else
            illegal(lx, p);
    }
}

void lex_file(Session *s, SourceFile *f, TokenVec *out) {
    Lexer lx = {.s = s,
                .f = f,
                .out = out,
                .text = f->text,
                .p = f->text,
                .end = f->text + f->len,
                .flags = TF_NEWLINE | TF_SPACE};
    for (uint32_t c = 0, k = 0; c < 27; c++) {
        while (k < NKEYWORDS && keywords[k].word[0] < (char)('a' + c)) k++;
        lx.first_kw[c] = (uint8_t)k;
    }
    if (f->len >= 3 && memcmp(f->text, "\xEF\xBB\xBF", 3) == 0) lx.p += 3;
    if (!out->cap) {
        uint32_t want = f->len / 5 + 64;
        out->data = vec_grow_(out->data, &out->cap, want, sizeof *out->data);
    }
    for (;;) {
        uint8_t c = CLASS_OF(*lx.p);
        if (c & C_LOWER) {
            lower_ident(&lx, lx.p);
        } else if (c & C_BLANK) {
            lx.flags |= *lx.p == '\n' ? TF_NEWLINE | TF_SPACE : TF_SPACE;
            lx.p++;
        } else if (c & C_UPPER) {
            upper_ident(&lx, lx.p);
        } else if (c & C_DIGIT) {
            number(&lx, lx.p);
        } else if (lx.p >= lx.end) {
            break;
        } else {
            token(&lx);
        }
    }
    for (int i = 0; i < 4; i++) {
        lx.flags |= TF_NEWLINE;
        emit(&lx, TOK_EOF, lx.end, lx.end);
    }
}

const char *token_spelling(TokenKind k) {
    static const char *const text[] = {
#define KEYWORD(id, text) text,
#define TOKEN(id, text)   text,
#define CLASS(id, text)   NULL,
#include "tokens.def"
#undef KEYWORD
#undef TOKEN
#undef CLASS
    };
    return text[k];
}

const char *token_class(TokenKind k) {
    static const char *const text[] = {
#define KEYWORD(id, text) NULL,
#define TOKEN(id, text)   NULL,
#define CLASS(id, text)   text,
#include "tokens.def"
#undef KEYWORD
#undef TOKEN
#undef CLASS
    };
    return text[k];
}

bool token_is_keyword(TokenKind k) {
    return k < NKEYWORDS;
}
