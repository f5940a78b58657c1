/* parse_pat.c: patterns. */
#include "parser.h"

/* As expr_alloc does it.  A pattern may turn into PAT_ANY, which uses nothing. */
static Pat *pat_alloc(Arena *a, PatKind k, Loc loc) {
#define SIZE(member) offsetof(Pat, u) + sizeof(((Pat *)0)->u.member)
    static const uint8_t size[] = {
        [PAT_ANY] = SIZE(sub),
        [PAT_VAR] = SIZE(var),
        [PAT_ALIAS] = SIZE(alias),
        [PAT_CONST] = SIZE(constant),
        [PAT_INTERVAL] = SIZE(interval),
        [PAT_TUPLE] = SIZE(tuple),
        [PAT_CONSTRUCT] = SIZE(construct),
        [PAT_VARIANT] = SIZE(variant),
        [PAT_RECORD] = SIZE(record),
        [PAT_ARRAY] = SIZE(tuple),
        [PAT_OR] = SIZE(alt),
        [PAT_CONSTRAINT] = SIZE(constraint),
        [PAT_LAZY] = SIZE(sub),
        [PAT_EXCEPTION] = SIZE(sub),
        [PAT_OPEN] = SIZE(open),
        [PAT_UNPACK] = SIZE(unpack),
        [PAT_TYPE] = SIZE(path),
        [PAT_EXTENSION] = SIZE(extension),
        [PAT_ERROR] = sizeof(Pat),
    };
#undef SIZE
    _Static_assert(sizeof size == PAT_ERROR + 1, "a size for each kind");
    Pat *q = arena_alloc(a, size[k] ? size[k] : sizeof(Pat));
    q->kind = k;
    q->loc = loc;
    return q;
}

Pat *new_pat(Parser *p, PatKind k, uint32_t start) {
    return pat_alloc(p->a, k, loc_from(p, start));
}

Pat *pat_var(Parser *p, Ident id) {
    Pat *q = pat_alloc(p->a, PAT_VAR, id.loc);
    q->u.var = id;
    return q;
}

static Pat *construct(Parser *p, Path *path, Pat *arg, uint32_t start) {
    Pat *q = new_pat(p, PAT_CONSTRUCT, start);
    q->u.construct.path = path;
    q->u.construct.arg = arg;
    return q;
}

static Pat *named_construct(Parser *p, Name n, uint32_t start) {
    return construct(p, path_of_name(p, n, loc_from(p, start)), NULL, start);
}

bool starts_simple_pattern(TokenKind k) {
    switch (k) {
    case TOK_LIDENT:
    case TOK_UIDENT:
    case TOK_UNDERSCORE:
    case TOK_INT:
    case TOK_FLOAT:
    case TOK_CHAR:
    case TOK_STRING:
    case TOK_MINUS:
    case TOK_PLUS:
    case TOK_MINUSDOT:
    case TOK_PLUSDOT:
    case TOK_TRUE:
    case TOK_FALSE:
    case TOK_BACKQUOTE:
    case TOK_HASH:
    case TOK_LBRACE:
    case TOK_LBRACKET:
    case TOK_LBRACKETBAR:
    case TOK_LPAREN:
    case TOK_LBRACKETPERCENT:
    case TOK_QUOTEDEXT: return true;
    default: return false;
    }
}

/* signed_constant: constant | (- | +) (INT | FLOAT) */
static bool parse_signed_constant(Parser *p, Const *c) {
    bool minus = at(p, TOK_MINUS) || at(p, TOK_MINUSDOT);
    if (minus || at(p, TOK_PLUS) || at(p, TOK_PLUSDOT)) {
        next(p);
        if (!at(p, TOK_INT) && !at(p, TOK_FLOAT)) {
            unexpected(p, "a number");
            *c = (Const){.kind = CONST_INT, .text = "0", .len = 1};
            return false;
        }
    } else if (!at(p, TOK_INT) && !at(p, TOK_FLOAT) && !at(p, TOK_CHAR) && !at(p, TOK_STRING)) {
        unexpected(p, "a constant");
        *c = (Const){.kind = CONST_INT, .text = "0", .len = 1};
        return false;
    }
    *c = lex_const(p->s, p->a, p->f, p->t, minus);
    next(p);
    return true;
}

/* signed_constant [.. signed_constant] */
static NOINLINE Pat *parse_constant_pattern(Parser *p) {
    uint32_t start = p->t->start;
    Const lo, hi;
    parse_signed_constant(p, &lo);
    if (!accept(p, TOK_DOTDOT)) {
        Pat *q = new_pat(p, PAT_CONST, start);
        q->u.constant = lo;
        return q;
    }
    parse_signed_constant(p, &hi);
    Pat *q = new_pat(p, PAT_INTERVAL, start);
    q->u.interval.lo = lo;
    q->u.interval.hi = hi;
    return q;
}

/* { field {; field} [; _] }, field: path [: type] [= pattern] */
static NOINLINE Pat *parse_record_pattern(Parser *p) {
    const Token *open = p->t;
    next(p);
    bool is_open = false;
    size_t mark = list_begin(p);
    while (!at(p, TOK_RBRACE) && !panicking(p)) {
        if (at(p, TOK_UNDERSCORE)) {
            next(p);
            is_open = true;
            accept(p, TOK_SEMI);
            break;
        }
        PatField f = {0};
        uint32_t start = start_of(p);
        f.path = parse_value_or_field_path(p, "a field's name");
        TypeExpr *type = NULL;
        if (accept(p, TOK_COLON)) type = parse_core_type(p);
        if (accept(p, TOK_EQ))
            f.pat = parse_pattern(p);
        else
            f.pat = pat_var(p, (Ident){f.path->name, f.path->loc});
        if (type) {
            Pat *q = new_pat(p, PAT_CONSTRAINT, start);
            q->u.constraint.pat = f.pat;
            q->u.constraint.type = type;
            f.pat = q;
        }
        f.loc = loc_from(p, start);
        list_push(p, f);
        if (!accept(p, TOK_SEMI)) break;
    }
    Pat *q = new_pat(p, PAT_RECORD, open->start);
    list_end(p, mark, q->u.record.fields);
    q->u.record.open = is_open;
    expect_close(p, TOK_RBRACE, open);
    q->loc = loc_from(p, open->start);
    return q;
}

/* pattern {; pattern} [;] up to a closing token; pushes Pat* */
static void parse_pattern_list(Parser *p, TokenKind close) {
    while (!at(p, close) && !panicking(p)) {
        Pat *q = parse_pattern(p);
        list_push(p, q);
        if (!accept(p, TOK_SEMI)) break;
    }
}

/* [ p; q ] is p :: q :: [] */
static NOINLINE Pat *parse_list_pattern(Parser *p) {
    const Token *open = p->t;
    next(p);
    size_t mark = list_begin(p);
    parse_pattern_list(p, TOK_RBRACKET);
    expect_close(p, TOK_RBRACKET, open);
    uint32_t end = prev_end(p);
    LIST(Pat *) items;
    list_end(p, mark, items);
    if (items.n == 0) return named_construct(p, p->nil, open->start);
    Loc nil_loc = {p->f->index, end > 0 ? end - 1 : 0, end};
    Pat *tail = construct(p, path_of_name(p, p->nil, nil_loc), NULL, nil_loc.start);
    for (uint32_t i = items.n; i-- > 0;) {
        uint32_t start = i == 0 ? open->start : items.items[i]->loc.start;
        Pat *pair = new_pat(p, PAT_TUPLE, start);
        Pat *both[2] = {items.items[i], tail};
        pair->u.tuple.items = arena_copy(p->a, both, sizeof both);
        pair->u.tuple.n = 2;
        tail = construct(p, path_of_name(p, p->cons, pair->loc), pair, start);
    }
    return tail;
}

static NOINLINE Pat *parse_array_pattern(Parser *p) {
    const Token *open = p->t;
    next(p);
    size_t mark = list_begin(p);
    parse_pattern_list(p, TOK_BARRBRACKET);
    Pat *q = new_pat(p, PAT_ARRAY, open->start);
    list_end(p, mark, q->u.tuple);
    expect_close(p, TOK_BARRBRACKET, open);
    q->loc = loc_from(p, open->start);
    return q;
}

/* ( module M [: S] ) */
static NOINLINE Pat *parse_unpack_pattern(Parser *p, const Token *open) {
    Ident ext, name = {NULL, NO_LOC};
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    if (!accept(p, TOK_UNDERSCORE)) name = parse_uident(p, "a module's name");
    TypeExpr *type = NULL;
    if (accept(p, TOK_COLON)) {
        type = NEW(p->a, TypeExpr);
        uint32_t start = start_of(p);
        parse_package_type(p, type);
        type->loc = loc_from(p, start);
    }
    expect_close(p, TOK_RPAREN, open);
    Pat *q = new_pat(p, PAT_UNPACK, open->start);
    q->u.unpack.name = name;
    q->u.unpack.type = type;
    q->attrs = attrs;
    return q;
}

/* ( [local_] pattern [: type] [@ modes] ) | () | ( operator ) | ( module ... ) */
static NOINLINE Pat *parse_paren_pattern(Parser *p) {
    const Token *open = p->t;
    if (open[1].kind == TOK_RPAREN) {
        next(p);
        next(p);
        return named_construct(p, p->unit, open->start);
    }
    if (at_val_ident(p)) return pat_var(p, parse_val_ident(p));
    next(p);
    if (at(p, TOK_MODULE)) return parse_unpack_pattern(p, open);
    if (at(p, TOK_TYPE)) {
        Diag *d = unexpected(p, "a pattern");
        if (d) diag_note(p->s, d, "`(type a)` is a parameter of `fun` or `let`, not of `function` or `match`");
    }
    ModeAnnot mode = {0};
    parse_legacy_modes(p, &mode);
    Pat *q = parse_pattern(p);
    if (at(p, TOK_COLON)) {
        next(p);
        ModeAnnot after = {0};
        TypeExpr *type = parse_poly_type(p, true, &after);
        Pat *c = new_pat(p, PAT_CONSTRAINT, open->start);
        c->u.constraint.pat = q;
        c->u.constraint.type = type;
        if (after.bits) {
            after.bits |= mode.bits;
            mode = after;
        }
        q = c;
    } else if (accept(p, TOK_AT)) {
        parse_at_modes(p, &mode);
    }
    if (mode.bits) {
        if (q->mode.bits) { /* ((x @ local) @ unique) */
            Pat *c = new_pat(p, PAT_CONSTRAINT, open->start);
            c->u.constraint.pat = q;
            q = c;
        }
        q->mode = mode;
    }
    expect_close(p, TOK_RPAREN, open);
    q->loc = loc_from(p, open->start);
    return q;
}

/* M . ( pattern ) | M . [ ... ] | M . [| ... |] | M . { ... }, after the dot */
static Pat *parse_open_pattern(Parser *p, Path *mod, uint32_t start) {
    Pat *inner;
    if (at(p, TOK_LPAREN))
        inner = parse_paren_pattern(p);
    else if (at(p, TOK_LBRACKET))
        inner = parse_list_pattern(p);
    else if (at(p, TOK_LBRACKETBAR))
        inner = parse_array_pattern(p);
    else
        inner = parse_record_pattern(p);
    Pat *q = new_pat(p, PAT_OPEN, start);
    q->u.open.path = mod;
    q->u.open.pat = inner;
    return q;
}

/* constr_longident, or M.( ... ) with a pattern in it: the current token is a UIDENT.  *is_open: the latter */
static NOINLINE Pat *parse_upper_pattern(Parser *p, bool *is_open) {
    uint32_t start = p->t->start;
    Path *path = path_of(p, NULL, ident_here(p));
    *is_open = false;
    while (at(p, TOK_DOT)) {
        switch (p->t[1].kind) {
        case TOK_UIDENT:
            next(p);
            path = path_of(p, path, ident_here(p));
            continue;
        case TOK_LPAREN:
        case TOK_LBRACKET:
        case TOK_LBRACKETBAR:
        case TOK_LBRACE:
            next(p);
            *is_open = true;
            return parse_open_pattern(p, path, start);
        default:
            next(p);
            unexpected(p, "a constructor's name, or a pattern in ( ) [ ] or { }");
            return new_pat(p, PAT_ERROR, start);
        }
    }
    return construct(p, path, NULL, start);
}

/* simple_pattern */
Pat *parse_simple_pattern(Parser *p) {
    uint32_t start = start_of(p);
    switch (p->t->kind) {
    case TOK_LIDENT: return pat_var(p, ident_here(p));
    case TOK_UIDENT: {
        bool is_open;
        return parse_upper_pattern(p, &is_open);
    }
    case TOK_UNDERSCORE: next(p); return new_pat(p, PAT_ANY, start);
    case TOK_INT:
    case TOK_FLOAT:
    case TOK_CHAR:
    case TOK_STRING:
    case TOK_MINUS:
    case TOK_MINUSDOT:
    case TOK_PLUS:
    case TOK_PLUSDOT: return parse_constant_pattern(p);
    case TOK_TRUE: next(p); return named_construct(p, p->true_, start);
    case TOK_FALSE: next(p); return named_construct(p, p->false_, start);
    case TOK_BACKQUOTE: {
        next(p);
        Name tag = name_ofz(p->s->names, "_");
        if (at(p, TOK_LIDENT) || at(p, TOK_UIDENT))
            tag = ident_here(p).name;
        else
            unexpected(p, "a tag's name");
        Pat *q = new_pat(p, PAT_VARIANT, start);
        q->u.variant.tag = tag;
        return q;
    }
    case TOK_HASH: {
        next(p);
        Path *path = parse_type_longident(p);
        Pat *q = new_pat(p, PAT_TYPE, start);
        q->u.path = path;
        return q;
    }
    case TOK_LPAREN: return parse_paren_pattern(p);
    case TOK_LBRACKET: return parse_list_pattern(p);
    case TOK_LBRACKETBAR: return parse_array_pattern(p);
    case TOK_LBRACE: return parse_record_pattern(p);
    case TOK_LBRACKETPERCENT:
    case TOK_QUOTEDEXT: {
        Attr *ext = at(p, TOK_QUOTEDEXT) ? parse_quoted_extension(p) : parse_attribute_body(p, TOK_LBRACKETPERCENT);
        Pat *q = new_pat(p, PAT_EXTENSION, start);
        q->u.extension = ext;
        return q;
    }
    default: unexpected(p, "a pattern"); return new_pat(p, PAT_ERROR, start);
    }
}

/* ( type a b ) after a constructor */
static void parse_existentials(Parser *p, Pat *q) {
    const Token *open = p->t;
    next(p);
    next(p);
    size_t mark = list_begin(p);
    while (at(p, TOK_LIDENT)) {
        Ident id = ident_here(p);
        list_push(p, id);
    }
    list_end(p, mark, q->u.construct.exist);
    if (q->u.construct.exist.n == 0) unexpected(p, "a type's name");
    expect_close(p, TOK_RPAREN, open);
}

/* pattern_gen: simple_pattern | constr_longident [(type a)] pattern_gen | name_tag pattern_gen | lazy simple_pattern
   | exception pattern_gen */
static Pat *parse_pattern_gen(Parser *p) {
    uint32_t start = start_of(p);
    Ident ext;
    Attr *attrs;
    if (!parse_enter(p)) {
        leave(p);
        return new_pat(p, PAT_ERROR, start);
    }
    Pat *q;
    switch (p->t->kind) {
    case TOK_UIDENT: {
        bool is_open;
        q = parse_upper_pattern(p, &is_open);
        if (is_open || q->kind != PAT_CONSTRUCT) break;
        if (at(p, TOK_LPAREN) && p->t[1].kind == TOK_TYPE) parse_existentials(p, q);
        if (starts_simple_pattern(p->t->kind) || at(p, TOK_LAZY)) {
            q->u.construct.arg = parse_pattern_gen(p);
            q->loc = loc_from(p, start);
        }
        break;
    }
    case TOK_BACKQUOTE:
        q = parse_simple_pattern(p);
        if (q->kind == PAT_VARIANT && (starts_simple_pattern(p->t->kind) || at(p, TOK_LAZY))) {
            q->u.variant.arg = parse_pattern_gen(p);
            q->loc = loc_from(p, start);
        }
        break;
    case TOK_LAZY:
    case TOK_EXCEPTION: {
        bool lazy = at(p, TOK_LAZY);
        next(p);
        parse_ext_attributes(p, &ext, &attrs);
        Pat *sub = lazy ? parse_simple_pattern(p) : parse_pattern_gen(p);
        q = new_pat(p, lazy ? PAT_LAZY : PAT_EXCEPTION, start);
        q->u.sub = sub;
        q->attrs = attrs;
        break;
    }
    default: q = parse_simple_pattern(p);
    }
    leave(p);
    return q;
}

/* p :: q :: r, from the right */
static Pat *parse_cons_pattern(Parser *p) {
    Pat *first = parse_pattern_gen(p);
    if (!at(p, TOK_COLONCOLON)) return first;
    size_t mark = list_begin(p);
    list_push(p, first);
    while (accept(p, TOK_COLONCOLON)) {
        Pat *q = parse_pattern_gen(p);
        list_push(p, q);
    }
    LIST(Pat *) items;
    list_end(p, mark, items);
    Pat *tail = items.items[items.n - 1];
    for (uint32_t i = items.n - 1; i-- > 0;) {
        uint32_t start = items.items[i]->loc.start;
        Pat *pair = new_pat(p, PAT_TUPLE, start);
        Pat *both[2] = {items.items[i], tail};
        pair->u.tuple.items = arena_copy(p->a, both, sizeof both);
        pair->u.tuple.n = 2;
        tail = construct(p, path_of_name(p, p->cons, pair->loc), pair, start);
    }
    return tail;
}

enum { PAT_PREC_AS, PAT_PREC_OR, PAT_PREC_COMMA, PAT_PREC_CONS };

/* pattern: pattern_gen | pattern :: pattern | pattern [@a] | pattern, pattern... | pattern | pattern | pattern as x
   from the strongest to the weakest */
static Pat *parse_pattern_at(Parser *p, int min) {
    uint32_t start = start_of(p);
    Pat *left = parse_cons_pattern(p);
    for (;;) {
        if (at(p, TOK_LBRACKETAT)) {
            left->attrs = attr_append(left->attrs, parse_attributes(p));
        } else if (at(p, TOK_COMMA) && min <= PAT_PREC_COMMA) {
            size_t mark = list_begin(p);
            list_push(p, left);
            while (accept(p, TOK_COMMA)) {
                Pat *q = parse_pattern_at(p, PAT_PREC_CONS);
                list_push(p, q);
            }
            left = new_pat(p, PAT_TUPLE, start);
            list_end(p, mark, left->u.tuple);
        } else if (at(p, TOK_BAR) && min <= PAT_PREC_OR) {
            next(p);
            Pat *right = parse_pattern_at(p, PAT_PREC_COMMA);
            Pat *q = new_pat(p, PAT_OR, start);
            q->u.alt.left = left;
            q->u.alt.right = right;
            left = q;
        } else if (at(p, TOK_AS) && min <= PAT_PREC_AS) {
            next(p);
            Ident var = parse_val_ident(p);
            Pat *q = new_pat(p, PAT_ALIAS, start);
            q->u.alias.pat = left;
            q->u.alias.var = var;
            left = q;
        } else {
            return left;
        }
    }
}

Pat *parse_pattern(Parser *p) {
    return parse_pattern_at(p, PAT_PREC_AS);
}
