/* parse_simple.c: simple expressions: what can be an argument without parentheses. */
#include "parser.h"

/* Only the part of the union that a kind uses is allocated: half of what the parser does is filling memory.  Kinds
   that turn into each other (e.l and e.l <- v) share a member. */
Expr *expr_alloc(Arena *a, ExprKind k, Loc loc) {
#define SIZE(member) offsetof(Expr, u) + sizeof(((Expr *)0)->u.member)
    static const uint8_t size[] = {
        [EXP_IDENT] = SIZE(ident),
        [EXP_CONST] = SIZE(constant),
        [EXP_LET] = SIZE(let),
        [EXP_FUN] = SIZE(fun),
        [EXP_APPLY] = SIZE(apply),
        [EXP_MATCH] = SIZE(match),
        [EXP_TRY] = SIZE(match),
        [EXP_TUPLE] = SIZE(tuple),
        [EXP_CONSTRUCT] = SIZE(construct),
        [EXP_VARIANT] = SIZE(variant),
        [EXP_RECORD] = SIZE(record),
        [EXP_FIELD] = SIZE(field),
        [EXP_SETFIELD] = SIZE(field),
        [EXP_ARRAY] = SIZE(tuple),
        [EXP_INDEX] = SIZE(index),
        [EXP_SETINDEX] = SIZE(index),
        [EXP_IF] = SIZE(cond),
        [EXP_SEQUENCE] = SIZE(seq),
        [EXP_WHILE] = SIZE(loop),
        [EXP_FOR] = SIZE(for_),
        [EXP_CONSTRAINT] = SIZE(constraint),
        [EXP_COERCE] = SIZE(constraint),
        [EXP_ASSERT] = SIZE(sub),
        [EXP_LAZY] = SIZE(sub),
        [EXP_LETMODULE] = SIZE(letmodule),
        [EXP_LETEXCEPTION] = SIZE(letexception),
        [EXP_OPEN] = SIZE(open),
        [EXP_PACK] = SIZE(pack),
        [EXP_LETOP] = SIZE(letop),
        [EXP_LOCAL] = SIZE(sub),
        [EXP_STACK] = SIZE(sub),
        [EXP_EXCLAVE] = SIZE(sub),
        [EXP_UNREACHABLE] = SIZE(sub),
        [EXP_NEWTYPE] = SIZE(newtype),
        [EXP_OBJECT] = sizeof(Expr),
        [EXP_EXTENSION] = SIZE(extension),
        [EXP_ERROR] = sizeof(Expr),
    };
#undef SIZE
    _Static_assert(sizeof size == EXP_ERROR + 1, "a size for each kind");
    Expr *e = arena_alloc(a, size[k] ? size[k] : sizeof(Expr));
    e->kind = k;
    e->loc = loc;
    return e;
}

Expr *new_expr(Parser *p, ExprKind k, uint32_t start) {
    return expr_alloc(p->a, k, loc_from(p, start));
}

Expr *expr_error(Parser *p, uint32_t start) {
    return new_expr(p, EXP_ERROR, start);
}

Expr *expr_ident(Parser *p, Name n, Loc loc) {
    Expr *e = expr_alloc(p->a, EXP_IDENT, loc);
    e->u.ident = path_of_name(p, n, loc);
    return e;
}

static Expr *construct(Parser *p, Path *path, Expr *arg, uint32_t start) {
    Expr *e = new_expr(p, EXP_CONSTRUCT, start);
    e->u.construct.path = path;
    e->u.construct.arg = arg;
    return e;
}

static NOINLINE Expr *named_construct(Parser *p, Name n, uint32_t start) {
    return construct(p, path_of_name(p, n, loc_from(p, start)), NULL, start);
}

Expr *expr_unit(Parser *p, uint32_t start) {
    return named_construct(p, p->unit, start);
}

bool starts_simple_expr(TokenKind k) {
    switch (k) {
    case TOK_LIDENT:
    case TOK_UIDENT:
    case TOK_INT:
    case TOK_FLOAT:
    case TOK_CHAR:
    case TOK_STRING:
    case TOK_TRUE:
    case TOK_FALSE:
    case TOK_LPAREN:
    case TOK_BEGIN:
    case TOK_LBRACKET:
    case TOK_LBRACKETBAR:
    case TOK_LBRACE:
    case TOK_LBRACELT:
    case TOK_BANG:
    case TOK_PREFIXOP:
    case TOK_BACKQUOTE:
    case TOK_NEW:
    case TOK_OBJECT:
    case TOK_LBRACKETPERCENT:
    case TOK_QUOTEDEXT: return true;
    default: return false;
    }
}

/* ---- brackets ------------------------------------------------------------------ */

/* ( module M [: S] ), behind ( module */
static NOINLINE Expr *parse_pack(Parser *p, const Token *open) {
    Ident ext;
    Attr *attrs;
    parse_ext_attributes(p, &ext, &attrs);
    ModExpr *mod = parse_module_expr(p);
    ModType *type = NULL;
    if (accept(p, TOK_COLON)) type = parse_module_type(p);
    expect_close(p, TOK_RPAREN, open);
    Expr *e = new_expr(p, EXP_PACK, open->start);
    e->u.pack.mod = mod;
    e->u.pack.type = type;
    e->attrs = attrs;
    e->parens = true;
    return wrap_extension(p, ext, e);
}

/* ( seq_expr : type [:> type] ) | ( seq_expr :> type ), from the colon on */
static NOINLINE Expr *parse_constraint(Parser *p, Expr *e, const Token *open) {
    TypeExpr *type = NULL;
    ModeAnnot mode = {0};
    if (accept(p, TOK_COLON))
        type = parse_poly_type(p, true, &mode);
    else if (accept(p, TOK_AT))
        parse_at_modes(p, &mode);
    bool coerce = at(p, TOK_COLONGT);
    Expr *c = new_expr(p, coerce ? EXP_COERCE : EXP_CONSTRAINT, open->start);
    c->u.constraint.expr = e;
    c->u.constraint.type = type;
    if (coerce) {
        next(p);
        c->u.constraint.target = parse_core_type_modes(p, &mode);
    }
    c->u.constraint.mode = mode;
    return c;
}

/* ( seq_expr ) | ( seq_expr : type ) | () | ( operator ) | ( module ... ) */
static NOINLINE Expr *parse_paren_expr(Parser *p) {
    const Token *open = p->t;
    Expr *e;
    if (open[1].kind == TOK_RPAREN) {
        next(p);
        next(p);
        return expr_unit(p, open->start);
    }
    if (open[1].kind == TOK_COLONCOLON && open[2].kind == TOK_RPAREN) {
        next(p);
        next(p);
        next(p);
        return named_construct(p, p->cons, open->start);
    }
    if (open[1].kind != TOK_LIDENT && at_val_ident(p)) {
        Ident id = parse_val_ident(p);
        return expr_ident(p, id.name, id.loc);
    }
    next(p);
    if (accept(p, TOK_MODULE)) return parse_pack(p, open);
    e = parse_seq_expr(p);
    if (at(p, TOK_COLON) || at(p, TOK_COLONGT)) e = parse_constraint(p, e, open);
    if (at(p, TOK_COMMA) && !panicking(p)) { /* (a; b, c) cannot happen; (e : t, f) can */
        Diag *d = unexpected(p, "`)`");
        diag_label(p->s, d, token_loc(p, open), "opened here");
        diag_help(p->s, d, "a type constraint needs its own parentheses: ((e : t), f)");
    }
    expect_close(p, TOK_RPAREN, open);
    e->parens = true;
    e->loc = loc_from(p, open->start);
    return e;
}

/* begin [seq_expr] end */
static NOINLINE Expr *parse_begin(Parser *p) {
    const Token *open = p->t;
    Ident ext;
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    Expr *e;
    if (at(p, TOK_END)) {
        next(p);
        e = expr_unit(p, open->start);
    } else {
        e = parse_seq_expr(p);
        expect_close(p, TOK_END, open);
        e->parens = true;
        e->loc = loc_from(p, open->start);
    }
    e->attrs = attr_append(e->attrs, attrs);
    return wrap_extension(p, ext, e);
}

/* expr {; expr} [;] up to close; pushes Expr* */
static void parse_semi_list(Parser *p, TokenKind close) {
    while (!at(p, close) && !panicking(p)) {
        Expr *e = parse_expr(p);
        list_push(p, e);
        if (!accept(p, TOK_SEMI)) break;
    }
}

/* [ a; b ] is a :: b :: [], built from the right */
static NOINLINE Expr *parse_list_expr(Parser *p) {
    const Token *open = p->t;
    next(p);
    size_t mark = list_begin(p);
    parse_semi_list(p, TOK_RBRACKET);
    expect_close(p, TOK_RBRACKET, open);
    uint32_t end = prev_end(p);
    LIST(Expr *) items;
    list_end(p, mark, items);
    if (items.n == 0) return named_construct(p, p->nil, open->start);
    Loc nil_loc = {p->f->index, end > 0 ? end - 1 : 0, end};
    Expr *tail = construct(p, path_of_name(p, p->nil, nil_loc), NULL, nil_loc.start);
    for (uint32_t i = items.n; i-- > 0;) {
        uint32_t start = i == 0 ? open->start : items.items[i]->loc.start;
        Expr *pair = new_expr(p, EXP_TUPLE, start);
        Expr *both[2] = {items.items[i], tail};
        pair->u.tuple.items = arena_copy(p->a, both, sizeof both);
        pair->u.tuple.n = 2;
        tail = construct(p, path_of_name(p, p->cons, pair->loc), pair, start);
    }
    return tail;
}

static NOINLINE Expr *parse_array_expr(Parser *p) {
    const Token *open = p->t;
    next(p);
    size_t mark = list_begin(p);
    parse_semi_list(p, TOK_BARRBRACKET);
    Expr *e = new_expr(p, EXP_ARRAY, open->start);
    list_end(p, mark, e->u.tuple);
    expect_close(p, TOK_BARRBRACKET, open);
    e->loc = loc_from(p, open->start);
    return e;
}

/* Does a field (path then = ; : or }) begin here, or the base of { base with ... }? */
static bool at_field(const Parser *p) {
    const Token *t = p->t;
    while (t->kind == TOK_UIDENT && t[1].kind == TOK_DOT) t += 2;
    if (t->kind != TOK_LIDENT) return false;
    TokenKind k = t[1].kind;
    return k == TOK_EQ || k == TOK_SEMI || k == TOK_COLON || k == TOK_RBRACE;
}

/* label_longident [: type] [= expr] */
static ExprField parse_record_field(Parser *p) {
    ExprField f = {0};
    uint32_t start = start_of(p);
    f.path = parse_value_or_field_path(p, "a field's name");
    if (accept(p, TOK_COLON)) f.type = parse_core_type(p);
    if (accept(p, TOK_EQ)) {
        f.expr = parse_expr(p);
    } else {
        if (!at(p, TOK_SEMI) && !at(p, TOK_RBRACE)) {
            Diag *d = unexpected(p, "`=`, `;` or `}`");
            if (d && p->resume->kind == TOK_COMMA) diag_help(p->s, d, "fields are separated by `;`");
        }
        f.expr = expr_ident(p, f.path->name, f.path->loc);
    }
    f.loc = loc_from(p, start);
    return f;
}

/* { [simple_expr with] field {; field} [;] } */
static NOINLINE Expr *parse_record_expr(Parser *p) {
    const Token *open = p->t;
    next(p);
    Expr *base = NULL;
    if (!at_field(p)) {
        if (at(p, TOK_RBRACE)) {
            Diag *d =
                report(p, (Loc){p->f->index, open->start, p->t->end}, "E0110", "A record needs at least one field");
            diag_help(p->s, d, "the empty value is ()");
            next(p);
            return expr_error(p, open->start);
        }
        base = parse_simple_expr(p, false);
        if (!accept(p, TOK_WITH)) {
            Diag *d = unexpected(p, "`with`, or a record's field `name = e`");
            if (d) diag_label(p->s, d, token_loc(p, open), "the record begins here");
        }
    }
    size_t mark = list_begin(p);
    while (!at(p, TOK_RBRACE) && !panicking(p)) {
        ExprField f = parse_record_field(p);
        list_push(p, f);
        if (!accept(p, TOK_SEMI)) break;
    }
    Expr *e = new_expr(p, EXP_RECORD, open->start);
    e->u.record.base = base;
    list_end(p, mark, e->u.record.fields);
    if (base && e->u.record.fields.n == 0) unexpected(p, "a field after `with`");
    expect_close(p, TOK_RBRACE, open);
    e->loc = loc_from(p, open->start);
    return e;
}

/* ---- names --------------------------------------------------------------------------- */

/* M . ( seq_expr ) | M . [ ... ] | M . { ... } | M . [| ... |], after the dot */
static Expr *parse_local_open(Parser *p, Path *mod, uint32_t start) {
    Expr *inner;
    const Token *open = p->t;
    if (at(p, TOK_LPAREN) && open[1].kind == TOK_RPAREN) {
        next(p);
        next(p);
        return construct(p, path_of(p, mod, (Ident){p->unit, loc_from(p, open->start)}), NULL, start);
    }
    if (at(p, TOK_LBRACKET) && open[1].kind == TOK_RBRACKET) {
        next(p);
        next(p);
        return construct(p, path_of(p, mod, (Ident){p->nil, loc_from(p, open->start)}), NULL, start);
    }
    if (at(p, TOK_LPAREN) && at_val_ident(p) && open[1].kind != TOK_LIDENT) {
        Ident id = parse_val_ident(p);
        Expr *e = new_expr(p, EXP_IDENT, start);
        e->u.ident = path_of(p, mod, id);
        return e;
    }
    if (at(p, TOK_LPAREN) && open[1].kind == TOK_COLONCOLON && open[2].kind == TOK_RPAREN) {
        p->t += 3;
        return construct(p, path_of(p, mod, (Ident){p->cons, loc_from(p, open->start)}), NULL, start);
    }
    if (at(p, TOK_LPAREN))
        inner = parse_paren_expr(p);
    else if (at(p, TOK_LBRACKET))
        inner = parse_list_expr(p);
    else if (at(p, TOK_LBRACKETBAR))
        inner = parse_array_expr(p);
    else
        inner = parse_record_expr(p);
    ModExpr *m = NEW(p->a, ModExpr);
    m->kind = MOD_IDENT;
    m->loc = mod->loc;
    m->u.ident = mod;
    Expr *e = new_expr(p, EXP_OPEN, start);
    e->u.open.mod = m;
    e->u.open.body = inner;
    e->parens = true;
    return e;
}

/* val_longident | constr_longident | mod_longident . ( ... ) */
static NOINLINE Expr *parse_upper(Parser *p) {
    uint32_t start = p->t->start;
    Path *path = path_of(p, NULL, ident_here(p));
    while (at(p, TOK_DOT)) {
        switch (p->t[1].kind) {
        case TOK_UIDENT:
            next(p);
            path = path_of(p, path, ident_here(p));
            break;
        case TOK_LIDENT: {
            next(p);
            path = path_of(p, path, ident_here(p));
            Expr *e = new_expr(p, EXP_IDENT, start);
            e->u.ident = path;
            return e;
        }
        case TOK_LPAREN:
        case TOK_LBRACKET:
        case TOK_LBRACKETBAR:
        case TOK_LBRACE: next(p); return parse_local_open(p, path, start);
        default: {
            next(p);
            unexpected(p, "a name, or an expression in ( ) [ ] or { }");
            return expr_error(p, start);
        }
        }
    }
    return construct(p, path, NULL, start);
}

static NOINLINE Expr *parse_object_expr(Parser *p) {
    uint32_t start = p->t->start;
    switch (p->t->kind) {
    case TOK_OBJECT:
        objects_unsupported(p, token_loc(p, p->t), "`object`");
        skip_object(p);
        break;
    case TOK_NEW:
        objects_unsupported(p, token_loc(p, p->t), "`new`");
        next(p);
        parse_type_longident(p);
        break;
    default: /* {< */
        objects_unsupported(p, token_loc(p, p->t), "`{< ... >}`");
        while (!at(p, TOK_GTRBRACE) && !at(p, TOK_EOF) && !starts_item(p, p->t)) next(p);
        accept(p, TOK_GTRBRACE);
    }
    return new_expr(p, EXP_OBJECT, start);
}

/* ---- atoms --------------------------------------------------------------------------------- */

static NOINLINE Expr *parse_constant(Parser *p) {
    const Token *t = p->t;
    next(p);
    Expr *e = new_expr(p, EXP_CONST, t->start);
    e->u.constant = lex_const(p->s, p->a, p->f, t, false);
    return e;
}

/* name_tag, without its argument */
static NOINLINE Expr *parse_variant(Parser *p) {
    uint32_t start = p->t->start;
    Name tag = name_ofz(p->s->names, "_");
    next(p);
    if (at(p, TOK_LIDENT) || at(p, TOK_UIDENT))
        tag = ident_here(p).name;
    else
        unexpected(p, "a tag's name");
    Expr *e = new_expr(p, EXP_VARIANT, start);
    e->u.variant.tag = tag;
    return e;
}

static Expr *parse_atom(Parser *p) {
    uint32_t start = start_of(p);
    switch (p->t->kind) {
    case TOK_LIDENT: {
        const Token *t = p->t;
        next(p);
        return expr_ident(p, t->name, token_loc(p, t));
    }
    case TOK_UIDENT: return parse_upper(p);
    case TOK_INT:
    case TOK_FLOAT:
    case TOK_CHAR:
    case TOK_STRING: return parse_constant(p);
    case TOK_TRUE: next(p); return named_construct(p, p->true_, start);
    case TOK_FALSE: next(p); return named_construct(p, p->false_, start);
    case TOK_LPAREN: return parse_paren_expr(p);
    case TOK_BEGIN: return parse_begin(p);
    case TOK_LBRACKET: return parse_list_expr(p);
    case TOK_LBRACKETBAR: return parse_array_expr(p);
    case TOK_LBRACE: return parse_record_expr(p);
    case TOK_BACKQUOTE: return parse_variant(p);
    case TOK_OBJECT:
    case TOK_NEW:
    case TOK_LBRACELT: return parse_object_expr(p);
    case TOK_LBRACKETPERCENT:
    case TOK_QUOTEDEXT: {
        Attr *a = at(p, TOK_QUOTEDEXT) ? parse_quoted_extension(p) : parse_attribute_body(p, TOK_LBRACKETPERCENT);
        Expr *e = new_expr(p, EXP_EXTENSION, start);
        e->u.extension = a;
        return e;
    }
    default: unexpected(p, "an expression"); return expr_error(p, start);
    }
}

static NOINLINE Expr *apply2(Parser *p, Expr *fn, Expr *a, Expr *b, uint32_t start) {
    Arg args[2] = {{.expr = a}, {.expr = b}};
    Expr *e = new_expr(p, EXP_APPLY, start);
    e->u.apply.fn = fn;
    e->u.apply.args.n = b ? 2 : 1;
    e->u.apply.args.items = arena_copy(p->a, args, sizeof(Arg) * (b ? 2 : 1));
    return e;
}

/* A tuple written without parentheses becomes the indices of a.{i, j}. */
static void set_indices(Parser *p, Expr *e, Expr *index) {
    if (e->u.index.kind == INDEX_BIGARRAY && index->kind == EXP_TUPLE && !index->parens) {
        e->u.index.index.items = index->u.tuple.items;
        e->u.index.index.n = index->u.tuple.n;
        return;
    }
    e->u.index.index.n = 1;
    e->u.index.index.items = arena_copy(p->a, &index, sizeof index);
}

/* a.(i)  s.[i]  b.{i, j}: behind the dot */
static NOINLINE Expr *parse_index(Parser *p, Expr *base, bool head) {
    const Token *open = p->t;
    uint32_t start = base->loc.start;
    TokenKind close = open->kind == TOK_LPAREN ? TOK_RPAREN : open->kind == TOK_LBRACKET ? TOK_RBRACKET : TOK_RBRACE;
    next(p);
    Expr *index = open->kind == TOK_LBRACE ? parse_expr(p) : parse_seq_expr(p);
    expect_close(p, close, open);
    Expr *e = new_expr(p, EXP_INDEX, start);
    e->u.index.kind = open->kind == TOK_LPAREN     ? INDEX_ARRAY
                      : open->kind == TOK_LBRACKET ? INDEX_STRING
                                                   : INDEX_BIGARRAY;
    e->u.index.base = base;
    set_indices(p, e, index);
    if (head && accept(p, TOK_LARROW)) {
        e->kind = EXP_SETINDEX;
        e->u.index.value = parse_expr(p);
        e->loc = loc_from(p, start);
    }
    return e;
}

/* a.%(i)  a.%[i]  a.%{i; j}  and with <- : applications of ( .%() ), ( .%()<- ), ( .%{;..} ) ... */
static NOINLINE Expr *parse_user_index(Parser *p, Expr *base, Path *mod, bool head) {
    const Token *op = p->t, *open = op + 1;
    uint32_t start = base->loc.start;
    const char *pair = open->kind == TOK_LPAREN     ? "()"
                       : open->kind == TOK_LBRACKET ? "[]"
                       : open->kind == TOK_LBRACE   ? "{}"
                                                    : NULL;
    next(p);
    if (!pair) {
        unexpected(p, "`(`, `[` or `{` after an index operator");
        return base;
    }
    TokenKind close = open->kind == TOK_LPAREN ? TOK_RPAREN : open->kind == TOK_LBRACKET ? TOK_RBRACKET : TOK_RBRACE;
    next(p);
    size_t mark = list_begin(p);
    parse_semi_list(p, close);
    LIST(Expr *) index;
    list_end(p, mark, index);
    if (index.n == 0) unexpected(p, "an index");
    expect_close(p, close, open);
    if (index.n == 0) return expr_error(p, start);
    Expr *i = index.items[0];
    if (index.n > 1) {
        i = new_expr(p, EXP_ARRAY, open->start);
        i->u.tuple.items = index.items;
        i->u.tuple.n = index.n;
    }
    bool set = head && at(p, TOK_LARROW);
    Name n = name_printf(p->s->names, "%s%c%s%c%s", op->name->text, pair[0], index.n > 1 ? ";.." : "", pair[1],
                         set ? "<-" : "");
    Expr *fn = expr_ident(p, n, token_loc(p, op));
    fn->u.ident->prefix = mod;
    Expr *e;
    if (set) {
        next(p);
        Expr *value = parse_expr(p);
        Arg args[3] = {{.expr = base}, {.expr = i}, {.expr = value}};
        e = new_expr(p, EXP_APPLY, start);
        e->u.apply.fn = fn;
        e->u.apply.args.n = 3;
        e->u.apply.args.items = arena_copy(p->a, args, sizeof args);
    } else {
        e = apply2(p, fn, base, i, start);
    }
    e->u.apply.infix = true;
    return e;
}

/* e.l  e.M.l  e.(i) ... , at the dot */
static NOINLINE Expr *parse_dot(Parser *p, Expr *base, bool head) {
    uint32_t start = base->loc.start;
    next(p);
    if (at(p, TOK_LPAREN) || at(p, TOK_LBRACKET) || at(p, TOK_LBRACE)) return parse_index(p, base, head);
    if (!at(p, TOK_LIDENT) && !at(p, TOK_UIDENT)) {
        unexpected(p, "a field's name, or an index in ( ) [ ] or { }");
        return expr_error(p, start);
    }
    Path *mod = NULL;
    while (at(p, TOK_UIDENT) && (p->t[1].kind == TOK_DOT || p->t[1].kind == TOK_DOTOP)) {
        mod = path_of(p, mod, ident_here(p));
        if (at(p, TOK_DOTOP)) return parse_user_index(p, base, mod, head);
        next(p);
    }
    Path *field = path_of(p, mod, parse_lident(p, "a field's name"));
    Expr *e = new_expr(p, EXP_FIELD, start);
    e->u.field.expr = base;
    e->u.field.field = field;
    if (head && accept(p, TOK_LARROW)) {
        e->kind = EXP_SETFIELD;
        e->u.field.value = parse_expr(p);
        e->loc = loc_from(p, start);
    }
    return e;
}

static Expr *parse_dotted(Parser *p, bool head);

/* ! simple_expr, ~- simple_expr: tighter than the dot */
static NOINLINE Expr *parse_prefix_op(Parser *p) {
    const Token *t = p->t;
    Expr *fn = expr_ident(p, operator_name(p, t), token_loc(p, t));
    next(p);
    Expr *arg;
    if (!parse_enter(p)) {
        arg = expr_error(p, start_of(p));
    } else if (at(p, TOK_BANG) || at(p, TOK_PREFIXOP)) {
        arg = parse_prefix_op(p);
    } else {
        arg = parse_atom(p);
    }
    leave(p);
    Expr *e = apply2(p, fn, arg, NULL, t->start);
    e->u.apply.infix = true;
    return e;
}

static Expr *parse_dotted(Parser *p, bool head) {
    Expr *e = at(p, TOK_BANG) || at(p, TOK_PREFIXOP) ? parse_prefix_op(p) : parse_atom(p);
    for (;;) {
        if (at(p, TOK_DOT))
            e = parse_dot(p, e, head);
        else if (at(p, TOK_DOTOP))
            e = parse_user_index(p, e, NULL, head);
        else
            return e;
    }
}

/* simple_expr: atom | simple_expr . field | simple_expr . ( e ) | ! simple_expr | simple_expr #op simple_expr */
Expr *parse_simple_expr(Parser *p, bool head) {
    Expr *e = parse_dotted(p, head);
    while (at(p, TOK_HASHOP) || at(p, TOK_HASH)) {
        const Token *t = p->t;
        next(p);
        if (t->kind == TOK_HASH) {
            objects_unsupported(p, token_loc(p, t), "Method call `#`");
            if (!accept(p, TOK_LIDENT)) unexpected(p, "a method's name");
            e = new_expr(p, EXP_OBJECT, e->loc.start);
            continue;
        }
        Expr *fn = expr_ident(p, t->name, token_loc(p, t));
        Expr *right = parse_dotted(p, head);
        e = apply2(p, fn, e, right, e->loc.start);
        e->u.apply.infix = true;
    }
    return e;
}
