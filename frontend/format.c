/* format.c: string literals as format strings.

   The literal is parsed once, into three things: the constant that the program carries
   (the items of rt/stdlib/camlFormat.ml, which documents them), the arguments that the
   format takes, and the canonical text of its type (for %( %) and %{ %}).  As OCaml does by
   default, flags that mean nothing for a conversion are ignored.  */
#include "check.h"

enum { FLAG_MINUS = 1, FLAG_ZERO = 2, FLAG_PLUS = 4, FLAG_SPACE = 8, FLAG_HASH = 16 };
enum { NONE = -1, STAR = -2 };

/* Constant constructors of CamlFormat.item ... */
enum { I_FLUSH, I_ALPHA, I_THETA, I_CHAR, I_CAML_CHAR, I_INT_D, I_STR, I_READER, I_NEXT_CHAR };
/* ... and the tags of the others. */
enum {
    T_LIT,
    T_STRING_W,
    T_CAML_STRING,
    T_BOOL,
    T_INT_F,
    T_INT32_F,
    T_NATIVEINT_F,
    T_INT64_F,
    T_FLOAT_F,
    T_SUBST,
    T_FORMAT_TYPE,
    T_COUNTER,
    T_FORMATTING,
    T_OPEN_BOX,
    T_OPEN_TAG,
    T_IGNORED,
    T_CHAR_SET
};

/* What the format takes. */
typedef struct Spec Spec;
typedef VEC(Spec) SpecVec;
struct Spec {
    enum { SPEC_VALUE, SPEC_ALPHA, SPEC_THETA, SPEC_READER, SPEC_SUBST, SPEC_FORMAT } kind;
    Type *type;  /* VALUE; the unknown of ALPHA and READER */
    SpecVec sub; /* SUBST, FORMAT: what that format takes */
};
typedef VEC(FormatData *) DataVec;

typedef struct {
    Checker *c;
    const Const *literal;
    Loc loc;
    const char *text;
    uint32_t len, at;
    bool failed;
} Parser;

/* What one level of %( %) or %{ %}, or the whole string, is made into. */
typedef struct {
    DataVec items;
    SpecVec specs;
    Buf canon;
    Buf literal; /* text not yet turned into an item */
} Result;

/* ---- places ------------------------------------------------------------------------------------ */

static uint32_t utf8_length(uint32_t cp) {
    return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
}

/* The source offset of byte `at` of the decoded text: escapes are walked again. */
static uint32_t source_offset(Parser *p, uint32_t at) {
    const Const *k = p->literal;
    if (p->loc.file == 0 || p->loc.file >= p->c->s->files.len) return k->body_start;
    if (k->delim) return k->body_start + at;
    const SourceFile *f = p->c->s->files.data[p->loc.file];
    const char *s = f->text;
    uint32_t i = k->body_start, done = 0;
    while (done < at && i < f->len) {
        if (s[i] != '\\') {
            i++, done++;
            continue;
        }
        char e = s[i + 1];
        if (e == '\n' || e == '\r') {
            i += e == '\r' && s[i + 2] == '\n' ? 3 : 2;
            while (i < f->len && (s[i] == ' ' || s[i] == '\t')) i++;
        } else if (e == 'x') {
            i += 4, done++;
        } else if (e == 'o') {
            i += 5, done++;
        } else if (e >= '0' && e <= '9') {
            i += 4, done++;
        } else if (e == 'u') {
            uint32_t cp = (uint32_t)strtoul(s + i + 3, NULL, 16);
            done += utf8_length(cp);
            while (i < f->len && s[i] != '}') i++;
            i++;
        } else
            i += 2, done++;
    }
    return i;
}

static Diag *fail(Parser *p, uint32_t from, uint32_t to, const char *fmt, ...) PRINTF_LIKE(4, 5);
static Diag *fail(Parser *p, uint32_t from, uint32_t to, const char *fmt, ...) {
    if (p->failed) return NULL;
    p->failed = true;
    char text[500];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    Loc loc = p->loc;
    if (p->literal->body_start && loc.file) {
        loc.start = source_offset(p, from);
        loc.end = source_offset(p, to);
        if (loc.end <= loc.start) loc.end = loc.start + 1;
    }
    return diag_error(p->c->s, loc, "E0270", "Invalid format: %s", text);
}

/* ---- building the constant ------------------------------------------------------------------------ */

static FormatData *data_int(Parser *p, int64_t v) {
    FormatData *d = NEW(p->c->arena, FormatData);
    d->kind = FD_INT;
    d->ival = v;
    return d;
}
static FormatData *data_string(Parser *p, const char *s, size_t n) {
    FormatData *d = NEW(p->c->arena, FormatData);
    d->kind = FD_STRING;
    d->text = arena_strndup(p->c->arena, s ? s : "", n);
    d->len = (uint32_t)n;
    return d;
}
static FormatData *data_block(Parser *p, uint32_t tag, FormatData **fields, uint32_t n) {
    FormatData *d = NEW(p->c->arena, FormatData);
    d->kind = FD_BLOCK;
    d->tag = tag;
    d->fields.items = arena_copy(p->c->arena, fields, sizeof *fields * n);
    d->fields.n = n;
    return d;
}
static FormatData *data_list(Parser *p, const DataVec *v) {
    FormatData *list = data_int(p, 0);
    for (uint32_t i = v->len; i-- > 0;) list = data_block(p, 0, (FormatData *[]){v->data[i], list}, 2);
    return list;
}

static void flush_literal(Parser *p, Result *r) {
    if (r->literal.len == 0) return;
    FormatData *text = data_string(p, r->literal.data, r->literal.len);
    r->literal.len = 0;
    vec_push(&r->items, data_block(p, T_LIT, &text, 1));
}
static void add_item(Parser *p, Result *r, FormatData *d) {
    flush_literal(p, r);
    vec_push(&r->items, d);
}
static void add_value(Result *r, Type *t) {
    Spec s = {.kind = SPEC_VALUE, .type = t};
    vec_push(&r->specs, s);
}

/* ---- @ directives ------------------------------------------------------------------------------------ */

static void add_text_item(Parser *p, Result *r, uint32_t tag, const char *s, size_t n) {
    FormatData *text = data_string(p, s, n);
    add_item(p, r, data_block(p, tag, &text, 1));
}

/* @[<hov 2> and @{<tag>: what stands between < and > may hold conversions only in Format's own way; it is kept as text.
 */
static void parse_at(Parser *p, Result *r) {
    uint32_t start = p->at++;
    if (p->at >= p->len) {
        buf_addc(&r->literal, '@');
        return;
    }
    char k = p->text[p->at];
    switch (k) {
    case '[':
    case '{': {
        p->at++;
        FormatData *inner = data_int(p, 0);
        if (p->at < p->len && p->text[p->at] == '<') {
            uint32_t end = p->at;
            while (end < p->len && p->text[end] != '>' && p->text[end] != '%') end++;
            if (end < p->len && p->text[end] == '>') {
                FormatData *text = data_string(p, p->text + p->at, end + 1 - p->at);
                FormatData *lit = data_block(p, T_LIT, &text, 1);
                inner = data_block(p, 0, (FormatData *[]){lit, inner}, 2);
                p->at = end + 1;
            }
        }
        add_item(p, r, data_block(p, k == '[' ? T_OPEN_BOX : T_OPEN_TAG, &inner, 1));
        return;
    }
    case ';':
    case '<': {
        p->at++;
        uint32_t end = k == ';' ? p->at : start + 1; /* of an optional <n m> */
        if (end < p->len && p->text[end] == '<') {
            uint32_t e = end + 1;
            while (e < p->len && ((p->text[e] >= '0' && p->text[e] <= '9') || p->text[e] == ' ' || p->text[e] == '-'))
                e++;
            if (e < p->len && p->text[e] == '>') {
                p->at = e + 1;
                add_text_item(p, r, T_FORMATTING, p->text + start, p->at - start);
                return;
            }
        }
        add_text_item(p, r, T_FORMATTING, p->text + start, p->at - start);
        return;
    }
    case '%':
        if (p->at + 1 < p->len && p->text[p->at + 1] == '%') {
            p->at += 2;
            add_text_item(p, r, T_FORMATTING, "@%", 2);
        } else
            buf_addc(&r->literal, '@');
        return;
    default:
        p->at++;
        add_text_item(p, r, T_FORMATTING, p->text + start, 2);
        return;
    }
}

/* ---- % conversions ---------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t start; /* of the % */
    bool ignored;   /* %_ */
    int flags, width, prec;
} Conv;

static int parse_number(Parser *p, const Conv *k) {
    int n = 0;
    while (p->at < p->len && p->text[p->at] >= '0' && p->text[p->at] <= '9') {
        n = n * 10 + (p->text[p->at++] - '0');
        if (n > 100000000) {
            fail(p, k->start, p->at, "this number is too large");
            return 0;
        }
    }
    return n;
}

static void parse_modifiers(Parser *p, Result *r, Conv *k) {
    if (p->at < p->len && p->text[p->at] == '_') k->ignored = true, p->at++;
    for (; p->at < p->len; p->at++) {
        static const char signs[] = "-0+ #";
        const char *f = p->text[p->at] ? strchr(signs, p->text[p->at]) : NULL;
        if (!f) break;
        k->flags |= 1 << (f - signs);
    }
    if (p->at < p->len && p->text[p->at] == '*') {
        p->at++;
        k->width = STAR;
    } else if (p->at < p->len && p->text[p->at] >= '0' && p->text[p->at] <= '9')
        k->width = parse_number(p, k);
    if (p->at < p->len && p->text[p->at] == '.') {
        p->at++;
        if (p->at < p->len && p->text[p->at] == '*') {
            p->at++;
            k->prec = STAR;
        } else
            k->prec = parse_number(p, k);
    }
    if (k->ignored && (k->width == STAR || k->prec == STAR))
        fail(p, k->start, p->at, "`*` takes an argument, which `%%_` does not allow");
    if ((k->flags & FLAG_MINUS) && (k->flags & FLAG_ZERO))
        k->flags &= ~FLAG_ZERO; /* padding on the right has no zeros */
    (void)r;
}

static void parse_until(Parser *p, Result *r, char close, uint32_t opened);

/* Only integers, floats, strings and booleans take a width from an argument. */
static void stars(Parser *p, Result *r, const Conv *k, bool width_ok, bool prec_ok) {
    if ((k->width == STAR && !width_ok) || (k->prec == STAR && !prec_ok)) {
        fail(p, k->start, p->at, "`*` is incompatible with the conversion `%%%c`", p->text[p->at - 1]);
        return;
    }
    for (int i = (k->width == STAR) + (k->prec == STAR); i > 0; i--) {
        add_value(r, p->c->p.t_int);
        buf_adds(&r->canon, "%i");
    }
}

static void convert(Parser *p, Result *r, const Conv *k, FormatData *d, Type *type, const char *canon) {
    if (k->ignored) {
        add_item(p, r, data_block(p, T_IGNORED, &d, 1));
        return;
    }
    add_item(p, r, d);
    add_value(r, type);
    buf_adds(&r->canon, canon);
}

static FormatData *with_modifiers(Parser *p, uint32_t tag, char letter, const Conv *k, int flags, bool prec) {
    FormatData *f[4];
    uint32_t n = 0;
    if (letter) f[n++] = data_int(p, (unsigned char)letter);
    f[n++] = data_int(p, flags);
    f[n++] = data_int(p, k->width);
    if (prec) f[n++] = data_int(p, k->prec);
    return data_block(p, tag, f, n);
}

/* Flags that mean something for an integer conversion. */
static int int_flags(char letter, int flags) {
    int allowed = FLAG_MINUS | FLAG_ZERO | FLAG_HASH;
    if (letter == 'd' || letter == 'i') allowed |= FLAG_PLUS | FLAG_SPACE;
    if ((flags & FLAG_PLUS) && (flags & FLAG_SPACE)) flags &= ~FLAG_SPACE;
    return flags & allowed;
}

static bool is_int_letter(char x) {
    return x == 'd' || x == 'i' || x == 'u' || x == 'x' || x == 'X' || x == 'o';
}

static void int_conversion(Parser *p, Result *r, const Conv *k, char letter, uint32_t tag, Type *type,
                           const char *canon) {
    stars(p, r, k, true, true);
    FormatData *d;
    if (tag == T_INT_F && (letter == 'd' || letter == 'i') && !k->flags && k->width == NONE && k->prec == NONE)
        d = data_int(p, I_INT_D);
    else
        d = with_modifiers(p, tag, letter, k, int_flags(letter, k->flags), true);
    convert(p, r, k, d, type, canon);
}

static void sub_format(Parser *p, Result *r, const Conv *k, char open) {
    Checker *c = p->c;
    Result in = {0};
    stars(p, r, k, false, false);
    if (c->depth > 200) {
        fail(p, k->start, p->at, "sub-formats are nested too deeply");
        return;
    }
    c->depth++;
    parse_until(p, &in, open == '(' ? ')' : '}', k->start);
    c->depth--;
    FormatData *text = data_string(p, in.canon.data, in.canon.len);
    FormatData *d = data_block(p, open == '(' ? T_SUBST : T_FORMAT_TYPE, &text, 1);
    if (k->ignored) {
        add_item(p, r, data_block(p, T_IGNORED, &d, 1));
        vec_free(&in.specs);
    } else {
        add_item(p, r, d);
        Spec s = {.kind = open == '(' ? SPEC_SUBST : SPEC_FORMAT, .sub = in.specs};
        vec_push(&r->specs, s);
        buf_printf(&r->canon, "%%%c", open);
        buf_add(&r->canon, in.canon.data, in.canon.len);
        buf_printf(&r->canon, "%%%c", open == '(' ? ')' : '}');
    }
    vec_free(&in.items);
    buf_free(&in.canon);
    buf_free(&in.literal);
}

static void char_set(Parser *p, Result *r, const Conv *k) {
    stars(p, r, k, false, false);
    uint32_t from = p->at;
    if (p->at < p->len && p->text[p->at] == '^') p->at++;
    if (p->at < p->len && p->text[p->at] == ']') p->at++; /* a ] in first place is a member */
    while (p->at < p->len && p->text[p->at] != ']') p->at++;
    if (p->at >= p->len) {
        fail(p, k->start, p->len, "the character set `%%[` is not closed by `]`");
        return;
    }
    FormatData *f[2] = {data_int(p, k->width), data_string(p, p->text + from, p->at - from)};
    p->at++;
    convert(p, r, k, data_block(p, T_CHAR_SET, f, 2), p->c->p.t_string, "%s");
}

static void conversion(Parser *p, Result *r) {
    Checker *c = p->c;
    Conv k = {.start = p->at++, .width = NONE, .prec = NONE};
    parse_modifiers(p, r, &k);
    if (p->at >= p->len) {
        Diag *d = fail(p, k.start, p->len, "the string ends inside a conversion");
        if (d) diag_help(c->s, d, "a percent sign is written %%%%");
        return;
    }
    char x = p->text[p->at++];
    switch (x) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': int_conversion(p, r, &k, x, T_INT_F, c->p.t_int, "%i"); return;
    case 'l':
    case 'n':
    case 'L':
        if (p->at < p->len && is_int_letter(p->text[p->at])) {
            char y = p->text[p->at++];
            int_conversion(p, r, &k, y,
                           x == 'l'   ? T_INT32_F
                           : x == 'n' ? T_NATIVEINT_F
                                      : T_INT64_F,
                           x == 'l'   ? c->p.t_int32
                           : x == 'n' ? c->p.t_nativeint
                                      : c->p.t_int64,
                           x == 'l'   ? "%li"
                           : x == 'n' ? "%ni"
                                      : "%Li");
            return;
        }
        /* fall through */
    case 'N': {
        stars(p, r, &k, false, false);
        FormatData *letter = data_int(p, x);
        convert(p, r, &k, data_block(p, T_COUNTER, &letter, 1), c->p.t_int, "%i");
        return;
    }
    case 's':
    case 'S': {
        stars(p, r, &k, true, false);
        int flags = k.flags & FLAG_MINUS;
        FormatData *d = x == 's' && !flags && k.width == NONE
                            ? data_int(p, I_STR)
                            : with_modifiers(p, x == 's' ? T_STRING_W : T_CAML_STRING, 0, &k, flags, false);
        convert(p, r, &k, d, c->p.t_string, "%s");
        return;
    }
    case 'c':
    case 'C': {
        stars(p, r, &k, false, false);
        bool next = x == 'c' && ((k.width == 0) || (k.width == NONE && (k.flags & FLAG_ZERO)));
        convert(p, r, &k, data_int(p, next ? I_NEXT_CHAR : x == 'c' ? I_CHAR : I_CAML_CHAR), c->p.t_char, "%c");
        return;
    }
    case 'B':
    case 'b':
        stars(p, r, &k, true, false);
        convert(p, r, &k, with_modifiers(p, T_BOOL, 0, &k, k.flags & FLAG_MINUS, false), c->p.t_bool, "%B");
        return;
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
    case 'h':
    case 'H': {
        stars(p, r, &k, true, true);
        int allowed = FLAG_MINUS | FLAG_ZERO | FLAG_PLUS | FLAG_SPACE | (x == 'F' ? FLAG_HASH : 0);
        int flags = k.flags & allowed;
        if ((flags & FLAG_PLUS) && (flags & FLAG_SPACE)) flags &= ~FLAG_SPACE;
        convert(p, r, &k, with_modifiers(p, T_FLOAT_F, x, &k, flags, true), c->p.t_float, "%f");
        return;
    }
    case 'a':
    case 't': {
        stars(p, r, &k, false, false);
        add_item(p, r, data_int(p, x == 'a' ? I_ALPHA : I_THETA));
        Spec s = {.kind = x == 'a' ? SPEC_ALPHA : SPEC_THETA, .type = x == 'a' ? ty_var(c) : NULL};
        vec_push(&r->specs, s);
        buf_printf(&r->canon, "%%%c", x);
        return;
    }
    case 'r': {
        stars(p, r, &k, false, false);
        FormatData *d = data_int(p, I_READER);
        add_item(p, r, k.ignored ? data_block(p, T_IGNORED, &d, 1) : d);
        Spec s = {.kind = SPEC_READER, .type = ty_var(c)};
        vec_push(&r->specs, s);
        buf_adds(&r->canon, "%r");
        return;
    }
    case '!': add_item(p, r, data_int(p, I_FLUSH)); return;
    case '%':
    case '@': buf_addc(&r->literal, x); return;
    case ',': return;
    case '(':
    case '{': sub_format(p, r, &k, x); return;
    case '[': char_set(p, r, &k); return;
    default: break;
    }
    uint32_t cp, n = utf8_decode(p->text + p->at - 1, p->len - (p->at - 1), &cp);
    Diag *d = fail(p, k.start, p->at - 1 + n, "`%.*s` is not a conversion", (int)(p->at - 1 + n - k.start),
                   p->text + k.start);
    if (!d) return;
    if (x == ')' || x == '}')
        diag_note(c->s, d, "no `%%%c` was opened before it", x == ')' ? '(' : '{');
    else if (x == 'p')
        diag_help(c->s, d, "OCaml cannot print any value: use %%d, %%s, %%f ... or a printer with %%a");
    else if (x == 'v' || x == 'z' || x == 'D' || x == 'U' || x == 'O')
        diag_help(c->s, d, "integers are printed with %%d, %%x, %%u, %%o");
    else
        diag_help(c->s, d, "a percent sign is written %%%%");
}

/* Parses up to %) or %} (close), or to the end of the string (0). */
static void parse_until(Parser *p, Result *r, char close, uint32_t opened) {
    while (p->at < p->len && !p->failed) {
        char x = p->text[p->at];
        if (x == '%') {
            if (close && p->at + 1 < p->len && p->text[p->at + 1] == close) {
                p->at += 2;
                flush_literal(p, r);
                return;
            }
            conversion(p, r);
        } else if (x == '@')
            parse_at(p, r);
        else {
            uint32_t from = p->at;
            while (p->at < p->len && p->text[p->at] != '%' && p->text[p->at] != '@') p->at++;
            buf_add(&r->literal, p->text + from, p->at - from);
        }
    }
    if (close && !p->failed) fail(p, opened, opened + 2, "this sub-format is not closed: `%%%c` is missing", close);
    flush_literal(p, r);
}

/* ---- the type ----------------------------------------------------------------------------------------------- */

static Type *arrow(Checker *c, Type *arg, Type *ret) {
    return ty_arrow(c, (Label){LABEL_NONE, NULL}, arg, ret, c->mode_global, c->mode_global);
}

/* The function type that takes `specs` and gives *a; readers are put before *d.  b: channel, r: result of printers. */
static void apply_specs(Checker *c, const SpecVec *specs, Type *b, Type *r, Type **a, Type **d) {
    for (uint32_t i = specs->len; i-- > 0;) {
        const Spec *s = &specs->data[i];
        switch (s->kind) {
        case SPEC_VALUE: *a = arrow(c, s->type, *a); break;
        case SPEC_ALPHA: *a = arrow(c, arrow(c, b, arrow(c, s->type, r)), arrow(c, s->type, *a)); break;
        case SPEC_THETA: *a = arrow(c, arrow(c, b, r), *a); break;
        case SPEC_READER:
            *a = arrow(c, s->type, *a);
            *d = arrow(c, arrow(c, b, s->type), *d);
            break;
        case SPEC_SUBST:
        case SPEC_FORMAT: {
            if (s->kind == SPEC_SUBST) apply_specs(c, &s->sub, b, r, a, d);
            /* the format that is passed: for any channel and result */
            Type *args[6] = {NULL, ty_var(c), ty_var(c), NULL, ty_var(c), ty_var(c)};
            args[0] = args[5];
            args[3] = args[4];
            apply_specs(c, &s->sub, args[1], args[2], &args[0], &args[3]);
            *a = arrow(c, ty_constr(c, c->p.format6, args, 6), *a);
            break;
        }
        }
    }
}

static void free_specs(SpecVec *v) {
    for (uint32_t i = 0; i < v->len; i++) free_specs(&v->data[i].sub);
    vec_free(v);
}

Format *format_check(Checker *c, const Const *literal, Loc loc, Type *expected, Type **type) {
    (void)expected;
    Parser p = {.c = c, .literal = literal, .loc = loc, .text = literal->text, .len = literal->len};
    Result r = {0};
    parse_until(&p, &r, 0, 0);
    Type *args[6] = {NULL, ty_var(c), ty_var(c), NULL, ty_var(c), ty_var(c)};
    args[0] = args[5];
    args[3] = args[4];
    if (p.failed)
        args[0] = ty_error(c);
    else
        apply_specs(c, &r.specs, args[1], args[2], &args[0], &args[3]);
    *type = ty_constr(c, c->p.format6, args, 6);
    Format *f = NEW(c->arena, Format);
    f->literal = (Const *)(uintptr_t)literal;
    f->data =
        data_block(&p, 0, (FormatData *[]){data_list(&p, &r.items), data_string(&p, literal->text, literal->len)}, 2);
    free_specs(&r.specs);
    vec_free(&r.items);
    buf_free(&r.canon);
    buf_free(&r.literal);
    return f;
}
