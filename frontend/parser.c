/* parser.c: the parser's tokens, errors, recovery and entry points. */
#include "parser.h"

/* The limits of nesting.  A level costs a few frames, so the depth alone would do for release builds; sanitizers
   have larger frames, so the stack is measured too.  8 MiB, the usual stack, must be enough. */
#define MAX_DEPTH 10000
#define MAX_STACK ((size_t)6 * 1024 * 1024)

#if defined(__GNUC__)
#define STACK_HERE() ((const char *)__builtin_frame_address(0))
#define COLD         __attribute__((cold, noinline))
#else
static const char *stack_here(void) {
    char c;
    volatile const char *q = &c;
    return (const char *)q;
}
#define STACK_HERE() stack_here()
#define COLD
#endif

/* ---- tokens ------------------------------------------------------------------ */

Loc token_loc(const Parser *p, const Token *t) {
    return (Loc){p->f->index, t->start, t->end};
}

Loc loc_from(const Parser *p, uint32_t start) {
    uint32_t end = prev_end(p);
    return (Loc){p->f->index, start, end > start ? end : start};
}

const char *describe(Parser *p, const Token *t) {
    if (t->kind == TOK_EOF || t->kind == TOK_PANIC) return token_class(t->kind);
    uint32_t len = t->end - t->start;
    const char *text = p->f->text + t->start;
    if (t->kind == TOK_STRING || t->kind == TOK_QUOTEDEXT || t->kind == TOK_QUOTEDEXTITEM)
        return len <= 24 && !memchr(text, '\n', len) ? arena_printf(p->s->perm, "the string %.*s", (int)len, text)
                                                     : "a string";
    if (len > 40) return arena_printf(p->s->perm, "`%.36s...`", text);
    return arena_printf(p->s->perm, "`%.*s`", (int)len, text);
}

/* ---- errors -------------------------------------------------------------------- */

static void start_panic(Parser *p) {
    p->resume = p->t;
    p->t = &p->panic[1];
    p->recovered = p->item_failed = true;
}

void resume_at(Parser *p, const Token *t) {
    if (!p->fatal) p->t = t;
}

COLD Diag *report(Parser *p, Loc loc, const char *code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char text[1024];
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return diag_error(p->s, loc, code, "%s", text);
}

/* Was a character left out on this line?  Then what does not fit now is its consequence. */
static bool after_illegal_character(const Parser *p, uint32_t offset) {
    for (uint32_t i = p->first_lex_error; i < p->end_lex_errors && i < p->s->diags.len; i++) {
        const Diag *d = p->s->diags.data[i];
        if (strcmp(d->code, "E0101") == 0 && d->loc.start <= offset && offset - d->loc.start < 500 &&
            !memchr(p->f->text + d->loc.start, '\n', offset - d->loc.start))
            return true;
    }
    return false;
}

COLD Diag *syntax_error(Parser *p, const char *code, const char *fmt, ...) {
    if (panicking(p)) return diag_ignored(p->s);
    if (after_illegal_character(p, p->t->start)) {
        start_panic(p);
        return diag_ignored(p->s);
    }
    va_list ap;
    va_start(ap, fmt);
    char text[1024];
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    Loc loc = token_loc(p, p->t);
    if (p->t->kind == TOK_EOF && p->t[-1].end > 0) /* shown behind the last token */
        loc.start = loc.end = p->t[-1].end;
    Diag *d = diag_error(p->s, loc, code, "%s", text);
    p->last_error = loc.start;
    start_panic(p);
    return d;
}

/* May be meant as a name: who comes from another language does not know that it is a keyword. */
static bool likely_name(TokenKind k) {
    switch (k) {
    case TOK_AND:
    case TOK_AS:
    case TOK_DO:
    case TOK_ELSE:
    case TOK_IN:
    case TOK_LET:
    case TOK_REC:
    case TOK_THEN:
    case TOK_WHEN:
    case TOK_WITH: return false;
    default: return token_is_keyword(k);
    }
}

/* if a then b; c else d: the `;` behind the nearest `then` before t; NULL when there is none */
static const Token *semi_before_else(const Parser *p, const Token *t) {
    const Token *semi = NULL;
    int depth = 0;
    for (int i = 0; i < 2000 && --t > p->toks.data; i++) {
        if (starts_item(p, t)) return NULL;
        switch (t->kind) {
        case TOK_RPAREN:
        case TOK_END:
        case TOK_DONE:
        case TOK_RBRACKET:
        case TOK_RBRACE: depth++; break;
        case TOK_LPAREN:
        case TOK_BEGIN:
        case TOK_DO:
        case TOK_LBRACKET:
        case TOK_LBRACE:
            if (--depth < 0) return NULL;
            break;
        case TOK_SEMI:
            if (depth == 0) semi = t;
            break;
        case TOK_THEN:
            if (depth == 0) return semi;
            break;
        default: break;
        }
    }
    return NULL;
}

/* What people usually did when they meant something else. */
static void add_hints(Parser *p, Diag *d, const Token *t, const char *expected) {
    const Token *before = t - 1;
    bool after_semi = before->kind == TOK_SEMI;
    switch (t->kind) {
    case TOK_ARROW:
        if (strstr(expected, "`=`"))
            diag_help(p->s, d, "a definition is written with `=`; `->` belongs to `fun` and to the cases of `match`");
        break;
    case TOK_EQ:
        if (strstr(expected, "`->`"))
            diag_help(p->s, d, "`fun` and the cases of `match` are written with `->`, definitions with `=`");
        break;
    case TOK_SEMI: diag_help(p->s, d, "`;` separates expressions: remove it, or write what should follow"); break;
    case TOK_SEMISEMI: diag_note(p->s, d, "`;;` ends the whole definition"); break;
    case TOK_QUOTE:
        if (strstr(expected, "expression"))
            diag_help(p->s, d, "a character literal holds one character; strings are written \"...\"");
        break;
    case TOK_BAR:
        if (!strstr(expected, "pattern"))
            diag_help(p->s, d, "a case belongs to `match`, `try` or `function`; put a nested one in parentheses");
        break;
    case TOK_UNDERSCORE: diag_note(p->s, d, "`_` is a pattern or a type, never a value"); break;
    case TOK_METHOD:
    case TOK_INHERIT:
    case TOK_INITIALIZER:
    case TOK_VIRTUAL: diag_note(p->s, d, "classes and objects are not in mloc's language"); break;
    case TOK_AND: diag_note(p->s, d, "`and` continues the `let`, `type` or `module` directly before it"); break;
    case TOK_MUTABLE:
        diag_note(p->s, d, "only record fields can be mutable; for a mutable variable use a `ref`");
        break;
    case TOK_LABEL:
    case TOK_OPTLABEL: diag_note(p->s, d, "a label belongs to an argument or a parameter"); break;
    case TOK_INFIXOP0:
        if (strstr(expected, "`->`") && strcmp(t->name->text, "=>") == 0)
            diag_help(p->s, d, "the arrow is written `->`");
        break;
    default: break;
    }
    if (after_semi && (t->kind == TOK_IN || t->kind == TOK_THEN))
        diag_label(p->s, d, token_loc(p, before), "perhaps this `;` is not meant");
}

COLD Diag *unexpected(Parser *p, const char *expected) {
    if (panicking(p)) return diag_ignored(p->s);
    const Token *t = p->t;
    if (t->kind == TOK_ELSE && strcmp(expected, "`then`") != 0) {
        Diag *d = syntax_error(p, "E0114", "This `else` has no `if`");
        const Token *semi = semi_before_else(p, t);
        if (semi) {
            diag_label(p->s, d, token_loc(p, semi), "this `;` ends the `if`");
            diag_help(p->s, d,
                      semi == t - 1 ? "remove the `;`, or write `if ... then (...; ...) else ...`"
                                    : "write `if ... then (...; ...) else ...`");
        }
        return d;
    }
    bool wanted = strstr(expected, "name") != NULL;
    if (strstr(expected, "pattern") || strcmp(expected, "`=`") == 0) { /* let val = */
        TokenKind k = t[1].kind;
        wanted |= likely_name(t->kind) && (k == TOK_EQ || k == TOK_ARROW || k == TOK_COMMA || k == TOK_COLON ||
                                           k == TOK_RPAREN || k == TOK_LIDENT);
    }
    if (wanted && token_is_keyword(t->kind)) {
        const char *what = strcmp(expected, "`=`") == 0 ? "a parameter's name" : expected;
        Diag *d = syntax_error(p, "E0113", "Expected %s, found the keyword %s", what, describe(p, t));
        if (likely_name(t->kind) && !starts_item(p, t))
            diag_help(p->s, d, "a keyword cannot be a name: write for example `%s_`", token_spelling(t->kind));
        return d;
    }
    Diag *d = syntax_error(p, "E0110", "Expected %s, found %s", expected, describe(p, t));
    add_hints(p, d, t, expected);
    return d;
}

bool expect(Parser *p, TokenKind k) {
    if (accept(p, k)) return true;
    const char *sp = token_spelling(k);
    char text[64];
    snprintf(text, sizeof text, sp ? "`%s`" : "%s", sp ? sp : token_class(k));
    unexpected(p, text);
    return false;
}

/* ---- recovery -------------------------------------------------------------------- */

static bool opens(TokenKind k) {
    switch (k) {
    case TOK_LPAREN:
    case TOK_LBRACKET:
    case TOK_LBRACKETLT:
    case TOK_LBRACKETGT:
    case TOK_LBRACKETBAR:
    case TOK_LBRACKETAT:
    case TOK_LBRACKETATAT:
    case TOK_LBRACKETATATAT:
    case TOK_LBRACKETPERCENT:
    case TOK_LBRACKETPERCENTPERCENT:
    case TOK_LBRACE:
    case TOK_LBRACELT:
    case TOK_BEGIN:
    case TOK_STRUCT:
    case TOK_SIG:
    case TOK_OBJECT:
    case TOK_DO: return true;
    default: return false;
    }
}

bool closes(TokenKind k) {
    switch (k) {
    case TOK_RPAREN:
    case TOK_RBRACKET:
    case TOK_GTRBRACKET:
    case TOK_BARRBRACKET:
    case TOK_RBRACE:
    case TOK_GTRBRACE:
    case TOK_END:
    case TOK_DONE: return true;
    default: return false;
    }
}

/* Of the first token of a line: only white space is before it. */
uint32_t column_of(const Parser *p, const Token *t) {
    uint32_t i = t->start;
    while (i > 0 && p->f->text[i - 1] != '\n') i--;
    return t->start - i;
}

/* Layout helps where grammar cannot: a definition's keyword, first on its line and not indented more than
   the items around, begins the next item. */
bool starts_item(const Parser *p, const Token *t) {
    switch (t->kind) {
    case TOK_SEMISEMI: return true;
    case TOK_LET:
    case TOK_TYPE:
    case TOK_MODULE:
    case TOK_OPEN:
    case TOK_EXCEPTION:
    case TOK_EXTERNAL:
    case TOK_INCLUDE:
    case TOK_VAL:
    case TOK_CLASS:
    case TOK_LBRACKETATATAT:
    case TOK_LBRACKETPERCENTPERCENT: return t->flags & TF_NEWLINE && column_of(p, t) <= p->item_col;
    default: return false;
    }
}

/* From p->resume to the closer k of the bracket that we are in.  False, at the token that forbids to look further. */
static bool skip_to_close(Parser *p, TokenKind k) {
    if (p->fatal) return false;
    uint32_t depth = 0;
    const Token *t = p->resume;
    for (; t->kind != TOK_EOF && !starts_item(p, t); t++) {
        if (opens(t->kind)) {
            depth++;
        } else if (closes(t->kind)) {
            if (depth == 0) {
                p->resume = t;
                return t->kind == k;
            }
            depth--;
        }
    }
    p->resume = t;
    return false;
}

bool expect_close(Parser *p, TokenKind k, const Token *open) {
    if (accept(p, k)) return true;
    if (!panicking(p)) {
        const Token *t = p->t;
        const char *want = token_spelling(k);
        const char *opener = describe(p, open);
        if (closes(t->kind) || t->kind == TOK_EOF || starts_item(p, t)) {
            Diag *d = syntax_error(p, "E0111", "Expected `%s`, found %s: this %s is not closed", want, describe(p, t),
                                   opener);
            diag_label(p->s, d, token_loc(p, open), "opened here");
        } else {
            char text[64];
            snprintf(text, sizeof text, "`%s`", want);
            Diag *d = unexpected(p, text);
            diag_label(p->s, d, token_loc(p, open), "opened here");
        }
    }
    if (!skip_to_close(p, k)) return false;
    resume_at(p, p->resume + 1);
    return true;
}

void panic_quietly(Parser *p) {
    if (!panicking(p)) start_panic(p);
}

/* Where to go on after an error in `item`: the next item, or the end of the structure. */
const Token *skip_to_item(Parser *p, const Token *item, TokenKind end) {
    const Token *t = p->resume;
    if (t == item && t->kind != TOK_EOF) t++;
    for (uint32_t depth = 0; t->kind != TOK_EOF && !starts_item(p, t); t++) {
        if (opens(t->kind)) {
            depth++;
        } else if (closes(t->kind)) {
            if (depth > 0)
                depth--;
            else if (end != TOK_EOF && (t->kind == end || end != TOK_END))
                break;
        }
    }
    return t;
}

/* object ... end, at `object` or behind what led to it. */
void skip_object(Parser *p) {
    uint32_t depth = 0;
    for (; !at(p, TOK_EOF) && !panicking(p); next(p)) {
        if (depth > 0 && starts_item(p, p->t)) return;
        if (opens(p->t->kind)) {
            depth++;
        } else if (closes(p->t->kind) && --depth == 0) {
            next(p);
            return;
        }
    }
}

COLD void objects_unsupported(Parser *p, Loc loc, const char *what) {
    if (p->objects_reported || panicking(p)) return;
    p->objects_reported = true;
    Diag *d = report(p, loc, "E0117", "%s: classes and objects are not in mloc's language", what);
    diag_help(p->s, d, "use a record of functions, or a first-class module");
}

bool parse_enter(Parser *p) {
    p->depth++;
    const char *here = STACK_HERE();
    size_t used = (size_t)(here > p->stack_base ? here - p->stack_base : p->stack_base - here);
    if (p->depth <= MAX_DEPTH && used <= MAX_STACK) return true;
    if (!panicking(p)) {
        Diag *d = syntax_error(p, "E0116", "This is nested too deeply");
        diag_note(p->s, d, "the limit is about %d levels", MAX_DEPTH);
        p->fatal = true;
    }
    return false;
}

/* ---- lists ------------------------------------------------------------------------ */

void *list_end_(Parser *p, size_t mark, size_t elem, uint32_t *n) {
    size_t bytes = p->list.len - mark;
    *n = (uint32_t)(bytes / elem);
    void *items = bytes ? arena_copy(p->a, p->list.data + mark, bytes) : NULL;
    p->list.len = mark;
    return items;
}

/* ---- names and paths ---------------------------------------------------------------- */

Ident ident_here(Parser *p) {
    Ident id = {p->t->name, token_loc(p, p->t)};
    next(p);
    return id;
}

Ident parse_lident(Parser *p, const char *what) {
    if (at(p, TOK_LIDENT)) return ident_here(p);
    if (at(p, TOK_UIDENT)) {
        Diag *d = report(p, token_loc(p, p->t), "E0118", "Expected %s, found %s", what, describe(p, p->t));
        diag_note(p->s, d, "it begins with a lower-case letter or _");
        return ident_here(p);
    }
    Loc loc = loc_from(p, start_of(p));
    unexpected(p, what);
    return (Ident){name_ofz(p->s->names, "_"), loc};
}

Ident parse_uident(Parser *p, const char *what) {
    if (at(p, TOK_UIDENT)) return ident_here(p);
    if (at(p, TOK_LIDENT)) {
        Diag *d = report(p, token_loc(p, p->t), "E0118", "Expected %s, found %s", what, describe(p, p->t));
        diag_note(p->s, d, "it begins with an upper-case letter");
        return ident_here(p);
    }
    Loc loc = loc_from(p, start_of(p));
    unexpected(p, what);
    return (Ident){name_ofz(p->s->names, "_"), loc};
}

Name operator_name(const Parser *p, const Token *t) {
    switch (t->kind) {
    case TOK_PREFIXOP:
    case TOK_INFIXOP0:
    case TOK_INFIXOP1:
    case TOK_INFIXOP2:
    case TOK_INFIXOP3:
    case TOK_INFIXOP4:
    case TOK_HASHOP:
    case TOK_LETOP:
    case TOK_ANDOP: return t->name;
    default: return p->op[t->kind];
    }
}

/* ( .%() ) ( .%()<- ) ( .%[] ) ...: the number of tokens inside the parentheses, or 0. */
static uint32_t index_operator_length(const Token *t) {
    if (t->kind != TOK_DOTOP) return 0;
    uint32_t n = 2;
    if (t[1].kind != TOK_LPAREN && t[1].kind != TOK_LBRACKET && t[1].kind != TOK_LBRACE) return 0;
    if (t[2].kind == TOK_SEMI && t[3].kind == TOK_DOTDOT) n = 4;
    TokenKind close = t[1].kind == TOK_LPAREN ? TOK_RPAREN : t[1].kind == TOK_LBRACKET ? TOK_RBRACKET : TOK_RBRACE;
    if (t[n].kind != close) return 0;
    n++;
    return t[n].kind == TOK_LARROW ? n + 1 : n;
}

bool at_val_ident(const Parser *p) {
    if (at(p, TOK_LIDENT)) return true;
    if (!at(p, TOK_LPAREN)) return false;
    if (operator_name(p, p->t + 1)) return p->t[2].kind == TOK_RPAREN;
    uint32_t n = index_operator_length(p->t + 1);
    return n && p->t[1 + n].kind == TOK_RPAREN;
}

Ident parse_val_ident(Parser *p) {
    if (!at(p, TOK_LPAREN)) return parse_lident(p, "a value's name");
    if (!at_val_ident(p)) {
        next(p);
        Loc loc = loc_from(p, start_of(p));
        unexpected(p, "an operator's name");
        return (Ident){name_ofz(p->s->names, "_"), loc};
    }
    uint32_t start = p->t->start;
    Name n = operator_name(p, p->t + 1);
    if (n) {
        p->t += 3;
    } else {
        uint32_t len = index_operator_length(p->t + 1);
        char text[256];
        size_t used = 0;
        for (uint32_t i = 1; i <= len; i++) {
            size_t piece = p->t[i].end - p->t[i].start;
            if (used + piece < sizeof text)
                memcpy(text + used, p->f->text + p->t[i].start, piece);
            else
                piece = 0;
            used += piece;
        }
        n = name_of(p->s->names, text, used);
        p->t += len + 2;
    }
    return (Ident){n, loc_from(p, start)};
}

Path *path_of(Parser *p, Path *prefix, Ident id) {
    Path *r = NEW(p->a, Path);
    r->prefix = prefix;
    r->name = id.name;
    r->loc = id.loc;
    if (prefix) r->loc.start = prefix->loc.start;
    return r;
}

Path *path_of_name(Parser *p, Name n, Loc loc) {
    return path_of(p, NULL, (Ident){n, loc});
}

/* mod_longident: UIDENT | mod_longident . UIDENT */
Path *parse_mod_longident(Parser *p) {
    Path *path = path_of(p, NULL, parse_uident(p, "a module's name"));
    while (at(p, TOK_DOT) && p->t[1].kind == TOK_UIDENT) {
        next(p);
        path = path_of(p, path, ident_here(p));
    }
    return path;
}

/* ( mod_ext_longident ) after a functor's name, any number of times */
static Path *functor_arguments(Parser *p, Path *path) {
    while (at(p, TOK_LPAREN) && p->t[1].kind == TOK_UIDENT) {
        if (!parse_enter(p)) {
            leave(p);
            return path;
        }
        const Token *open = p->t;
        next(p);
        Path *app = NEW(p->a, Path);
        app->prefix = path;
        app->apply = parse_mod_ext_longident(p);
        expect_close(p, TOK_RPAREN, open);
        app->loc = loc_from(p, path->loc.start);
        path = app;
        leave(p);
    }
    return path;
}

/* mod_ext_longident: UIDENT | mod_ext_longident . UIDENT | mod_ext_longident ( mod_ext_longident ) */
Path *parse_mod_ext_longident(Parser *p) {
    Path *path = functor_arguments(p, path_of(p, NULL, parse_uident(p, "a module's name")));
    while (at(p, TOK_DOT) && p->t[1].kind == TOK_UIDENT) {
        next(p);
        path = functor_arguments(p, path_of(p, path, ident_here(p)));
    }
    return path;
}

/* type_longident: LIDENT | mod_ext_longident . LIDENT */
Path *parse_type_longident(Parser *p) {
    if (at(p, TOK_LIDENT)) return path_of(p, NULL, ident_here(p));
    if (!at(p, TOK_UIDENT)) return path_of(p, NULL, parse_lident(p, "a type's name"));
    Path *path = parse_mod_ext_longident(p);
    if (at(p, TOK_DOT)) {
        next(p);
        return path_of(p, path, parse_lident(p, "a type's name"));
    }
    if (!panicking(p)) {
        Diag *d = report(p, path->loc, "E0118", "Expected a type, found a constructor's or module's name");
        diag_note(p->s, d, "names of types begin with a lower-case letter");
    }
    return path;
}

/* label_longident: LIDENT | mod_longident . LIDENT */
Path *parse_value_or_field_path(Parser *p, const char *what) {
    Path *path = NULL;
    while (at(p, TOK_UIDENT) && p->t[1].kind == TOK_DOT) {
        path = path_of(p, path, ident_here(p));
        next(p);
    }
    return path_of(p, path, parse_lident(p, what));
}

/* ---- entry points --------------------------------------------------------------------- */

static void parser_init(Parser *p, Session *s, Arena *a, SourceFile *f) {
    *p = (Parser){.s = s, .a = a, .f = f};
    for (int i = 0; i < 4; i++) p->panic[i].kind = TOK_PANIC;
    static const uint8_t operators[] = {
        TOK_BANG,     TOK_BANGEQ,  TOK_AMP,  TOK_AMPAMP, TOK_STAR, TOK_PLUS, TOK_PLUSDOT, TOK_PLUSEQ, TOK_MINUS,
        TOK_MINUSDOT, TOK_COLONEQ, TOK_LT,   TOK_EQ,     TOK_GT,   TOK_AT,   TOK_ATAT,    TOK_BARBAR, TOK_PERCENT,
        TOK_OR,       TOK_MOD,     TOK_LAND, TOK_LOR,    TOK_LXOR, TOK_LSL,  TOK_LSR,     TOK_ASR};
    for (size_t i = 0; i < sizeof operators; i++)
        p->op[operators[i]] = name_ofz(s->names, token_spelling(operators[i]));
    p->unit = name_ofz(s->names, "()");
    p->nil = name_ofz(s->names, "[]");
    p->cons = name_ofz(s->names, "::");
    p->true_ = name_ofz(s->names, "true");
    p->false_ = name_ofz(s->names, "false");
    p->neg = name_ofz(s->names, "~-");
    p->neg_float = name_ofz(s->names, "~-.");
    p->pos = name_ofz(s->names, "~+");
    p->pos_float = name_ofz(s->names, "~+.");
    p->m_local = name_ofz(s->names, "local");
    p->m_global = name_ofz(s->names, "global");
    p->m_unique = name_ofz(s->names, "unique");
    p->m_once = name_ofz(s->names, "once");
    p->m_shared = name_ofz(s->names, "shared");
    p->m_aliased = name_ofz(s->names, "aliased");
    p->m_many = name_ofz(s->names, "many");
    p->stack_base = STACK_HERE();
    p->toks.data = vec_grow_(NULL, &p->toks.cap, f->len / 5 + 64, sizeof(Token));
    Token dummy = {.kind = TOK_EOF};
    vec_push(&p->toks, dummy);
    p->first_lex_error = s->diags.len;
    lex_file(s, f, &p->toks);
    p->end_lex_errors = s->diags.len;
    p->t = p->toks.data + 1;
}

static void parser_free(Parser *p) {
    vec_free(&p->toks);
    buf_free(&p->list);
}

/* implementation: structure EOF */
Structure *parse_implementation(Session *s, Arena *a, SourceFile *f) {
    Parser p;
    parser_init(&p, s, a, f);
    Structure *str = NEW(a, Structure);
    parse_structure(&p, TOK_EOF, str);
    str->listed = p.listed;
    str->loc = (Loc){f->index, 0, f->len};
    parser_free(&p);
    return str;
}

/* interface: signature EOF */
Signature_ *parse_interface(Session *s, Arena *a, SourceFile *f) {
    Parser p;
    parser_init(&p, s, a, f);
    Signature_ *sig = NEW(a, Signature_);
    parse_signature(&p, TOK_EOF, sig);
    sig->listed = p.listed;
    sig->loc = (Loc){f->index, 0, f->len};
    parser_free(&p);
    return sig;
}

const Attr *attr_find(const Attr *attrs, const char *name) {
    for (; attrs; attrs = attrs->next) {
        const char *n = attrs->name.name->text;
        if (strcmp(n, name) == 0 || (strncmp(n, "ocaml.", 6) == 0 && strcmp(n + 6, name) == 0)) return attrs;
    }
    return NULL;
}
