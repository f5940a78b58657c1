/* parse_type.c: types, modes, attributes. */
#include "attributes.h"
#include "parser.h"

/* ---- modes ------------------------------------------------------------------- */

static void add_mode(Parser *p, ModeAnnot *m, uint32_t bit, Loc loc) {
    if (m->bits & bit) report(p, loc, "E0120", "This mode is given twice");
    uint32_t locality = MODE_LOCAL | MODE_GLOBAL;
    if ((bit & locality) && (m->bits & locality & ~bit))
        report(p, loc, "E0120", "A value cannot be both local and global");
    if (!m->bits)
        m->loc = loc;
    else
        m->loc.end = loc.end;
    m->bits |= bit;
}

/* mode_legacy: local_ | unique_ | once_ | global_ */
bool parse_legacy_modes(Parser *p, ModeAnnot *m) {
    bool any = false;
    for (;; any = true) {
        uint32_t bit;
        switch (p->t->kind) {
        case TOK_LOCAL: bit = MODE_LOCAL; break;
        case TOK_GLOBAL: bit = MODE_GLOBAL; break;
        case TOK_UNIQUE: bit = MODE_UNIQUE; break;
        case TOK_ONCE: bit = MODE_ONCE; break;
        default: return any;
        }
        add_mode(p, m, bit, token_loc(p, p->t));
        next(p);
    }
}

/* modes: LIDENT+, after @ or @@ */
void parse_at_modes(Parser *p, ModeAnnot *m) {
    if (!at(p, TOK_LIDENT)) {
        ModeAnnot legacy = {0};
        const Token *t = p->t;
        if (parse_legacy_modes(p, &legacy)) {
            Diag *d = report(p, token_loc(p, t), "E0121", "After `@` modes are written without the underscore");
            diag_help(p->s, d, "write `%.*s`", (int)(t->end - t->start - 1), p->f->text + t->start);
            return;
        }
        unexpected(p, "a mode (local, global, unique, aliased, once, many)");
        return;
    }
    for (; at(p, TOK_LIDENT); next(p)) {
        Name n = p->t->name;
        uint32_t bit = n == p->m_local                         ? MODE_LOCAL
                       : n == p->m_global                      ? MODE_GLOBAL
                       : n == p->m_unique                      ? MODE_UNIQUE
                       : n == p->m_once                        ? MODE_ONCE
                       : n == p->m_many                        ? MODE_MANY
                       : n == p->m_shared || n == p->m_aliased ? MODE_SHARED
                                                               : 0u;
        if (bit) {
            add_mode(p, m, bit, token_loc(p, p->t));
        } else {
            Diag *d = report(p, token_loc(p, p->t), "E0121", "Unknown mode %s", describe(p, p->t));
            diag_note(p->s, d, "the modes are local, global, unique, aliased, once, many");
        }
    }
}

/* A mode that nothing can be done with. */
static void no_modes_here(Parser *p, const ModeAnnot *m) {
    if (!m->bits) return;
    Diag *d = report(p, m->loc, "E0120", "A mode cannot be written here");
    diag_note(p->s, d, "in types, modes belong to arguments and results of functions");
}

/* ---- attributes ------------------------------------------------------------------ */

/* attr_id: single_attr_id | single_attr_id . attr_id ; keywords are allowed */
static Ident parse_attr_id(Parser *p) {
    uint32_t start = start_of(p);
    if (at(p, TOK_LIDENT) && p->t[1].kind != TOK_DOT) return ident_here(p);
    size_t mark = list_begin(p);
    for (;;) {
        const Token *t = p->t;
        if (t->kind != TOK_LIDENT && t->kind != TOK_UIDENT && !token_is_keyword(t->kind)) {
            p->list.len = mark;
            unexpected(p, "an attribute's name");
            return (Ident){name_ofz(p->s->names, "_"), loc_from(p, start)};
        }
        buf_add(&p->list, p->f->text + t->start, t->end - t->start);
        next(p);
        if (!at(p, TOK_DOT)) break;
        next(p);
        buf_addc(&p->list, '.');
    }
    Name n = name_of(p->s->names, p->list.data + mark, p->list.len - mark);
    p->list.len = mark;
    return (Ident){n, loc_from(p, start)};
}

static bool starts_signature(TokenKind k) {
    switch (k) {
    case TOK_VAL:
    case TOK_EXTERNAL:
    case TOK_TYPE:
    case TOK_EXCEPTION:
    case TOK_MODULE:
    case TOK_OPEN:
    case TOK_INCLUDE:
    case TOK_CLASS: return true;
    default: return false;
    }
}

/* payload: structure | : core_type | : signature | ? pattern [when expr] */
static void parse_payload(Parser *p, Attr *a) {
    if (accept(p, TOK_COLON)) {
        if (starts_signature(p->t->kind) || at(p, TOK_RBRACKET)) {
            Signature_ sig = {0};
            a->payload_kind = PAYLOAD_SIG;
            parse_signature(p, TOK_RBRACKET, &sig);
            a->sig.items = sig.items.items;
            a->sig.n = sig.items.n;
        } else {
            a->payload_kind = PAYLOAD_TYP;
            a->typ = parse_core_type(p);
        }
    } else if (accept(p, TOK_QUESTION)) {
        a->payload_kind = PAYLOAD_PAT;
        a->pat = parse_pattern(p);
        if (accept(p, TOK_WHEN)) a->guard = parse_seq_expr(p);
    } else if (!at(p, TOK_RBRACKET)) {
        Structure str = {0};
        parse_structure(p, TOK_RBRACKET, &str);
        a->str.items = str.items.items;
        a->str.n = str.items.n;
    }
}

/* [@ attr_id payload ], also for [@@ [@@@ [% [%% : the current token is the opening one */
Attr *parse_attribute_body(Parser *p, TokenKind open_kind) {
    const Token *open = p->t;
    Attr *a = NEW(p->a, Attr);
    if (!expect(p, open_kind)) return a;
    if (!parse_enter(p)) {
        leave(p);
        a->name.name = name_ofz(p->s->names, "_");
        return a;
    }
    a->name = parse_attr_id(p);
    parse_payload(p, a);
    if (open_kind != TOK_LBRACKETPERCENT && open_kind != TOK_LBRACKETPERCENTPERCENT && attr_has_place(a->name.name)) {
        a->listed = p->listed;
        p->listed = a;
    }
    expect_close(p, TOK_RBRACKET, open);
    leave(p);
    return a;
}

Attr *attr_append(Attr *a, Attr *b) {
    if (!a) return b;
    Attr *last = a;
    while (last->next) last = last->next;
    last->next = b;
    return a;
}

static Attr *attributes(Parser *p, TokenKind open) {
    Attr *first = NULL, **last = &first;
    while (at(p, open)) {
        *last = parse_attribute_body(p, open);
        last = &(*last)->next;
    }
    return first;
}

Attr *parse_attributes(Parser *p) {
    return at(p, TOK_LBRACKETAT) ? attributes(p, TOK_LBRACKETAT) : NULL;
}

Attr *parse_post_item_attributes(Parser *p) {
    return at(p, TOK_LBRACKETATAT) ? attributes(p, TOK_LBRACKETATAT) : NULL;
}

/* ext_attributes: [% attr_id] [@...]* directly behind a keyword */
void parse_ext_attributes(Parser *p, Ident *ext, Attr **attrs) {
    *ext = (Ident){NULL, NO_LOC};
    if (accept(p, TOK_PERCENT)) *ext = parse_attr_id(p);
    *attrs = parse_attributes(p);
}

/* {%ext id|...|id} is [%ext "..."] */
Attr *parse_quoted_extension(Parser *p) {
    Attr *a = NEW(p->a, Attr);
    uint32_t start = p->t->start;
    a->name = (Ident){p->t->name, token_loc(p, p->t)};
    Const c = lex_const(p->s, p->a, p->f, p->t, false);
    next(p);
    Expr *e = new_expr(p, EXP_CONST, start);
    e->u.constant = c;
    StrItem *item = item_of_expr(p, e);
    a->str.n = 1;
    a->str.items = arena_copy(p->a, &item, sizeof(StrItem *));
    return a;
}

/* ---- types --------------------------------------------------------------------------- */

static TypeExpr *new_type(Parser *p, TypeExprKind k, uint32_t start) {
    TypeExpr *t = NEW(p->a, TypeExpr);
    t->kind = k;
    t->loc = loc_from(p, start);
    return t;
}

TypeExpr *type_error_node(Parser *p, uint32_t start) {
    return new_type(p, TY_ERROR, start);
}

/* 'a */
static Ident parse_type_var(Parser *p) {
    uint32_t start = start_of(p);
    expect(p, TOK_QUOTE);
    if (!at(p, TOK_LIDENT) && !at(p, TOK_UIDENT)) {
        unexpected(p, "a type variable's name");
        return (Ident){name_ofz(p->s->names, "_"), loc_from(p, start)};
    }
    Name n = p->t->name;
    next(p);
    return (Ident){n, loc_from(p, start)};
}

/* name_tag: ` ident */
static Name parse_tag(Parser *p) {
    next(p);
    if (!at(p, TOK_LIDENT) && !at(p, TOK_UIDENT)) {
        unexpected(p, "a tag's name");
        return name_ofz(p->s->names, "_");
    }
    return ident_here(p).name;
}

/* row_field: name_tag [of [&] core_type {& core_type}] attributes | core_type */
static RowField parse_row_field(Parser *p) {
    RowField f = {0};
    uint32_t start = start_of(p);
    if (!at(p, TOK_BACKQUOTE)) {
        f.inherit = true;
        f.type = parse_core_type(p);
        f.loc = loc_from(p, start);
        return f;
    }
    f.tag = parse_tag(p);
    f.has_empty = true;
    if (accept(p, TOK_OF)) {
        f.has_empty = accept(p, TOK_AMP);
        size_t mark = list_begin(p);
        do {
            TypeExpr *t = parse_core_type_no_attr(p, NULL);
            list_push(p, t);
        } while (accept(p, TOK_AMP));
        list_end(p, mark, f.args);
    }
    parse_attributes(p);
    f.loc = loc_from(p, start);
    return f;
}

/* [ row_fields ] | [> row_fields ] | [< row_fields [> name_tags] ] */
static TypeExpr *parse_variant_type(Parser *p) {
    const Token *open = p->t;
    TypeExpr *t = new_type(p, TY_VARIANT, open->start);
    next(p);
    t->u.variant.open = open->kind == TOK_LBRACKETGT;
    t->u.variant.less = open->kind == TOK_LBRACKETLT;
    size_t mark = list_begin(p);
    accept(p, TOK_BAR);
    if (!at(p, TOK_RBRACKET)) do {
            RowField f = parse_row_field(p);
            list_push(p, f);
        } while (accept(p, TOK_BAR));
    list_end(p, mark, t->u.variant.fields);
    if (t->u.variant.less && accept(p, TOK_GT)) {
        t->u.variant.has_lower = true;
        mark = list_begin(p);
        while (at(p, TOK_BACKQUOTE)) {
            Name n = parse_tag(p);
            list_push(p, n);
        }
        list_end(p, mark, t->u.variant.lower);
    }
    expect_close(p, TOK_RBRACKET, open);
    t->loc = loc_from(p, open->start);
    return t;
}

/* package_type: mty_longident [with type path = core_type {and type path = core_type}] */
void parse_package_type(Parser *p, TypeExpr *t) {
    t->kind = TY_PACKAGE;
    uint32_t start = start_of(p);
    Path *path = NULL;
    if (at(p, TOK_UIDENT)) {
        path = parse_mod_ext_longident(p);
        if (at(p, TOK_DOT) && p->t[1].kind == TOK_LIDENT) {
            next(p);
            path = path_of(p, path, ident_here(p));
        }
    } else if (at(p, TOK_LIDENT)) {
        path = path_of(p, NULL, ident_here(p));
    } else {
        unexpected(p, "a module type's name");
        path = path_of_name(p, name_ofz(p->s->names, "_"), loc_from(p, start));
    }
    t->u.package.path = path;
    if (!accept(p, TOK_WITH)) return;
    size_t mark = list_begin(p);
    do {
        expect(p, TOK_TYPE);
        Path *with = parse_type_longident(p);
        expect(p, TOK_EQ);
        TypeExpr *type = parse_core_type(p);
        list_push(p, with);
        list_push(p, type);
    } while (accept(p, TOK_AND));
    size_t n = (p->list.len - mark) / (2 * sizeof(void *));
    t->u.package.with_paths.items = NEW_ARRAY(p->a, Path *, n);
    t->u.package.with_types.items = NEW_ARRAY(p->a, TypeExpr *, n);
    t->u.package.with_paths.n = t->u.package.with_types.n = (uint32_t)n;
    for (size_t i = 0; i < n; i++) {
        const char *from = p->list.data + mark + i * 2 * sizeof(void *);
        memcpy(&t->u.package.with_paths.items[i], from, sizeof(Path *));
        memcpy(&t->u.package.with_types.items[i], from + sizeof(void *), sizeof(TypeExpr *));
    }
    p->list.len = mark;
}

/* ( core_type ) | ( module package_type ) | ( core_type, core_type... ) type_longident */
static TypeExpr *parse_paren_type(Parser *p) {
    const Token *open = p->t;
    next(p);
    if (accept(p, TOK_MODULE)) {
        Ident ext;
        Attr *attrs;
        parse_ext_attributes(p, &ext, &attrs);
        TypeExpr *t = new_type(p, TY_PACKAGE, open->start);
        parse_package_type(p, t);
        expect_close(p, TOK_RPAREN, open);
        t->loc = loc_from(p, open->start);
        t->attrs = attrs;
        return t;
    }
    ModeAnnot modes = {0};
    TypeExpr *first = parse_core_type_modes(p, &modes);
    no_modes_here(p, &modes);
    if (!at(p, TOK_COMMA)) {
        expect_close(p, TOK_RPAREN, open);
        first->parens = true;
        first->loc = loc_from(p, open->start);
        return first;
    }
    size_t mark = list_begin(p);
    list_push(p, first);
    while (accept(p, TOK_COMMA)) {
        TypeExpr *t = parse_core_type(p);
        list_push(p, t);
    }
    TypeExpr *t = new_type(p, TY_CONSTR, open->start);
    list_end(p, mark, t->u.constr.args);
    if (!expect_close(p, TOK_RPAREN, open)) {
        t->kind = TY_ERROR;
        return t;
    }
    if (!at(p, TOK_LIDENT) && !at(p, TOK_UIDENT)) {
        Diag *d = unexpected(p, "a type's name after these arguments");
        if (d) diag_note(p->s, d, "a tuple type is written with `*`: int * string");
        t->kind = TY_ERROR;
        return t;
    }
    t->u.constr.path = parse_type_longident(p);
    t->loc = loc_from(p, open->start);
    return t;
}

static TypeExpr *parse_object_type(Parser *p) {
    uint32_t start = p->t->start;
    if (at(p, TOK_HASH)) {
        objects_unsupported(p, token_loc(p, p->t), "Class type `#...`");
        next(p);
        parse_type_longident(p);
        return new_type(p, TY_OBJECT, start);
    }
    objects_unsupported(p, token_loc(p, p->t), "Object type `< ... >`");
    next(p);
    for (uint32_t depth = 0; !at(p, TOK_EOF) && !panicking(p) && !starts_item(p, p->t); next(p)) {
        if (at(p, TOK_LT)) depth++;
        if (at(p, TOK_GT) && depth-- == 0) {
            next(p);
            break;
        }
    }
    return new_type(p, TY_OBJECT, start);
}

/* atomic_type: ( core_type ) | 'a | _ | [types] type_longident | [ ... ] | extension */
TypeExpr *parse_atomic_type(Parser *p) {
    TypeExpr *t;
    uint32_t start = start_of(p);
    switch (p->t->kind) {
    case TOK_LPAREN: t = parse_paren_type(p); break;
    case TOK_QUOTE: {
        Ident id = parse_type_var(p);
        t = new_type(p, TY_VAR, start);
        t->u.var = id.name;
        break;
    }
    case TOK_UNDERSCORE:
        next(p);
        t = new_type(p, TY_ANY, start);
        break;
    case TOK_LIDENT:
    case TOK_UIDENT: {
        Path *path = parse_type_longident(p);
        t = new_type(p, TY_CONSTR, start);
        t->u.constr.path = path;
        break;
    }
    case TOK_LBRACKET:
    case TOK_LBRACKETLT:
    case TOK_LBRACKETGT: t = parse_variant_type(p); break;
    case TOK_LT:
    case TOK_HASH: t = parse_object_type(p); break;
    case TOK_LBRACKETPERCENT: {
        Attr *a = parse_attribute_body(p, TOK_LBRACKETPERCENT);
        t = new_type(p, TY_EXTENSION, start);
        t->u.extension = a;
        break;
    }
    case TOK_QUOTEDEXT: {
        Attr *a = parse_quoted_extension(p);
        t = new_type(p, TY_EXTENSION, start);
        t->u.extension = a;
        break;
    }
    default: unexpected(p, "a type"); return new_type(p, TY_ERROR, start);
    }
    for (;;) {
        if (at(p, TOK_LIDENT) || at(p, TOK_UIDENT)) {
            Path *path = parse_type_longident(p);
            TypeExpr *c = new_type(p, TY_CONSTR, start);
            c->u.constr.path = path;
            c->u.constr.args.n = 1;
            c->u.constr.args.items = arena_copy(p->a, &t, sizeof t);
            t = c;
        } else if (at(p, TOK_HASH)) {
            t = parse_object_type(p);
        } else {
            return t;
        }
    }
}

/* tuple_type: atomic_type {* [unique_] atomic_type}.  `unique_ a * b` is a pair whose first component is unique, as the
   keyword stands with it: of `unique_ (a * b)` and `a * b @ unique` both are. */
static TypeExpr *parse_tuple_type(Parser *p, ModeAnnot *mode) {
    TypeExpr *first = parse_atomic_type(p);
    if (!at(p, TOK_STAR)) return first;
    uint8_t parts = mode->bits & MODE_UNIQUE ? 1 : 0;
    size_t mark = list_begin(p);
    list_push(p, first);
    for (uint32_t i = 1; accept(p, TOK_STAR); i++) {
        if (at(p, TOK_UNIQUE)) {
            if (i < 8)
                parts |= (uint8_t)(1u << i);
            else
                report(p, token_loc(p, p->t), "E0120",
                       "Only one of the first eight components can be unique_ by itself");
            if (!mode->bits) mode->loc = token_loc(p, p->t);
            mode->bits |= MODE_UNIQUE;
            next(p);
        }
        TypeExpr *t = parse_atomic_type(p);
        list_push(p, t);
    }
    TypeExpr *t = new_type(p, TY_TUPLE, first->loc.start);
    t->unique_parts = parts;
    list_end(p, mark, t->u.tuple);
    return t;
}

typedef struct {
    Label label;
    TypeExpr *type;
    ModeAnnot mode;
    uint32_t start;
} ArrowArg;

/* argument of an arrow, or its result: [label :] [local_] tuple_type [@ modes] */
static ArrowArg parse_arrow_arg(Parser *p) {
    ArrowArg a = {.start = start_of(p)};
    parse_legacy_modes(p, &a.mode);
    if (at(p, TOK_OPTLABEL)) {
        a.label.kind = LABEL_OPTIONAL;
        a.label.name = p->t->name;
        next(p);
    } else if (at(p, TOK_QUESTION) && p->t[1].kind == TOK_LIDENT && p->t[2].kind == TOK_COLON) { /* ? x : t */
        a.label.kind = LABEL_OPTIONAL;
        a.label.name = p->t[1].name;
        p->t += 3;
    } else if (at(p, TOK_LABEL)) {
        Diag *d = report(p, token_loc(p, p->t), "E0110", "A label in a type has no `~`");
        diag_help(p->s, d, "write `%s:`", p->t->name->text);
        a.label.kind = LABEL_LABELLED;
        a.label.name = p->t->name;
        next(p);
    } else if (at(p, TOK_LIDENT) && p->t[1].kind == TOK_COLON) {
        a.label.kind = LABEL_LABELLED;
        a.label.name = p->t->name;
        next(p);
        next(p);
    }
    parse_legacy_modes(p, &a.mode);
    a.type = parse_tuple_type(p, &a.mode);
    if (accept(p, TOK_AT)) parse_at_modes(p, &a.mode);
    return a;
}

/* function_type: arrow_arg {-> arrow_arg} ; the arrows are built from the right */
static TypeExpr *parse_function_type(Parser *p, ModeAnnot *modes) {
    ArrowArg last = parse_arrow_arg(p);
    if (!at(p, TOK_ARROW)) {
        if (last.label.kind != LABEL_NONE && !panicking(p))
            unexpected(p, "`->`, because a labelled argument came before");
        *modes = last.mode;
        return last.type;
    }
    size_t mark = list_begin(p);
    while (at(p, TOK_ARROW)) {
        list_push(p, last);
        next(p);
        last = parse_arrow_arg(p);
    }
    if (last.label.kind != LABEL_NONE && !panicking(p)) unexpected(p, "`->`, because a labelled argument came before");
    TypeExpr *ret = last.type;
    ModeAnnot ret_mode = last.mode;
    while (p->list.len > mark) {
        ArrowArg a;
        p->list.len -= sizeof a;
        memcpy(&a, p->list.data + p->list.len, sizeof a);
        TypeExpr *t = new_type(p, TY_ARROW, a.start);
        t->u.arrow.label = a.label;
        t->u.arrow.arg = a.type;
        t->u.arrow.arg_mode = a.mode;
        t->u.arrow.ret = ret;
        t->u.arrow.ret_mode = ret_mode;
        ret = t;
        ret_mode = (ModeAnnot){0};
    }
    return ret;
}

/* core_type_no_attr: function_type {as 'a} */
TypeExpr *parse_core_type_no_attr(Parser *p, ModeAnnot *modes) {
    ModeAnnot m = {0};
    uint32_t start = start_of(p);
    if (!parse_enter(p)) {
        leave(p);
        return new_type(p, TY_ERROR, start);
    }
    TypeExpr *t = parse_function_type(p, &m);
    while (at(p, TOK_AS)) {
        next(p);
        Ident var = parse_type_var(p);
        TypeExpr *alias = new_type(p, TY_ALIAS, start);
        alias->u.alias.type = t;
        alias->u.alias.var = var;
        t = alias;
    }
    if (modes)
        *modes = m;
    else
        no_modes_here(p, &m);
    leave(p);
    return t;
}

/* core_type: core_type_no_attr {attribute} */
TypeExpr *parse_core_type_modes(Parser *p, ModeAnnot *modes) {
    TypeExpr *t = parse_core_type_no_attr(p, modes);
    if (at(p, TOK_LBRACKETAT)) {
        t->attrs = attr_append(t->attrs, parse_attributes(p));
        if (modes && accept(p, TOK_AT)) /* 'a [@local_opt] @ local */
            parse_at_modes(p, modes);
    }
    return t;
}

TypeExpr *parse_core_type(Parser *p) {
    return parse_core_type_modes(p, NULL);
}

/* poly_type: core_type | 'a 'b . core_type */
TypeExpr *parse_poly_type(Parser *p, bool attrs, ModeAnnot *modes) {
    bool poly = at(p, TOK_QUOTE) && (p->t[2].kind == TOK_DOT || p->t[2].kind == TOK_QUOTE);
    if (!poly) return attrs ? parse_core_type_modes(p, modes) : parse_core_type_no_attr(p, modes);
    uint32_t start = p->t->start;
    size_t mark = list_begin(p);
    while (at(p, TOK_QUOTE)) {
        Ident v = parse_type_var(p);
        list_push(p, v);
    }
    TypeExpr *t = new_type(p, TY_POLY, start);
    list_end(p, mark, t->u.poly.vars);
    expect(p, TOK_DOT);
    t->u.poly.type = attrs ? parse_core_type_modes(p, modes) : parse_core_type_no_attr(p, modes);
    t->loc = loc_from(p, start);
    return t;
}
