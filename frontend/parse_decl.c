/* parse_decl.c: type declarations, constructors, exceptions. */
#include "parser.h"

/* type_parameter: [+ | -] [!] ('a | _) */
static TypeParam parse_type_param(Parser *p) {
    TypeParam q = {0};
    uint32_t start = start_of(p);
    for (;; next(p)) {
        if (at(p, TOK_PLUS) || at(p, TOK_MINUS)) {
            q.variance = at(p, TOK_PLUS) ? 1 : -1;
        } else if (at(p, TOK_BANG)) {
            q.injective = true;
        } else if ((at(p, TOK_INFIXOP2) || at(p, TOK_PREFIXOP)) && p->t->name->len == 2 &&
                   strpbrk(p->t->name->text, "!") && strpbrk(p->t->name->text, "+-")) {
            q.injective = true;
            q.variance = strchr(p->t->name->text, '+') ? 1 : -1;
        } else {
            break;
        }
    }
    if (at(p, TOK_UNDERSCORE)) {
        q.var.loc = token_loc(p, p->t);
        next(p);
    } else if (at(p, TOK_QUOTE) && (p->t[1].kind == TOK_LIDENT || p->t[1].kind == TOK_UIDENT)) {
        next(p);
        q.var = ident_here(p);
    } else {
        Diag *d = unexpected(p, "a type parameter");
        if (d && p->resume->kind == TOK_LIDENT)
            diag_help(p->s, d, "parameters have a quote: '%s", p->resume->name->text);
    }
    q.loc = loc_from(p, start);
    if (q.var.name) q.var.loc = q.loc;
    return q;
}

static bool starts_type_param(const Parser *p) {
    switch (p->t->kind) {
    case TOK_QUOTE:
    case TOK_UNDERSCORE:
    case TOK_PLUS:
    case TOK_MINUS:
    case TOK_BANG:
    case TOK_INFIXOP2:
    case TOK_PREFIXOP: return true;
    default: return false;
    }
}

/* type_parameters: nothing | type_parameter | ( type_parameter {, type_parameter} ) */
void parse_type_params(Parser *p, TypeDeclSyntax *d) {
    size_t mark = list_begin(p);
    if (at(p, TOK_LPAREN)) {
        const Token *open = p->t;
        next(p);
        do {
            TypeParam q = parse_type_param(p);
            list_push(p, q);
        } while (accept(p, TOK_COMMA));
        list_end(p, mark, d->params);
        expect_close(p, TOK_RPAREN, open);
        return;
    }
    if (starts_type_param(p)) {
        TypeParam q = parse_type_param(p);
        list_push(p, q);
    }
    list_end(p, mark, d->params);
}

/* constraint t = u ... */
void parse_type_constraints(Parser *p, TypeDeclSyntax *d) {
    VEC(TypeExpr *) left = {0}, right = {0};
    while (accept(p, TOK_CONSTRAINT)) {
        TypeExpr *l = parse_core_type(p);
        expect(p, TOK_EQ);
        TypeExpr *r = parse_core_type(p);
        vec_push_in(p->a, &left, l);
        vec_push_in(p->a, &right, r);
    }
    d->constraint_left.items = left.data;
    d->constraint_right.items = right.data;
    d->constraint_left.n = d->constraint_right.n = left.len;
}

/* Of a field or constructor argument: only global says something here. */
static bool is_global(Parser *p, const ModeAnnot *m) {
    if (m->bits & MODE_LOCAL) {
        Diag *d = report(p, m->loc, "E0120", "A field cannot be local");
        diag_note(p->s, d, "a field has the mode of its record, or is `global_`");
    }
    if (m->bits & (MODE_UNIQUE | MODE_ONCE)) {
        Diag *d = report(p, m->loc, "E0120", "A field cannot be unique or once by itself");
        diag_note(p->s, d, "a field is unique when its record is; what is `mutable` or `global_` is shared");
    }
    return m->bits & MODE_GLOBAL;
}

/* label_declaration: [mutable] [global_] lident : poly_type [@@ modes] attributes */
static LabelDecl parse_label_declaration(Parser *p) {
    LabelDecl l = {0};
    ModeAnnot m = {0};
    uint32_t start = start_of(p);
    for (;;) {
        if (accept(p, TOK_MUTABLE))
            l.mutable = true;
        else if (!parse_legacy_modes(p, &m))
            break;
    }
    l.name = parse_lident(p, "a field's name");
    if (!accept(p, TOK_COLON)) {
        Diag *d = unexpected(p, "`:` and the field's type");
        if (d && p->resume->kind == TOK_EQ) diag_help(p->s, d, "fields are declared with `:`");
    }
    l.type = parse_poly_type(p, false, NULL);
    if (accept(p, TOK_ATAT)) parse_at_modes(p, &m);
    l.global = is_global(p, &m);
    l.attrs = parse_attributes(p);
    l.loc = loc_from(p, start);
    return l;
}

/* { label_declaration {; label_declaration} [;] }, pushes LabelDecls */
static void parse_record_body(Parser *p) {
    const Token *open = p->t;
    next(p);
    if (at(p, TOK_RBRACE)) report(p, token_loc(p, open), "E0110", "A record type needs at least one field");
    while (!at(p, TOK_RBRACE) && !panicking(p)) {
        LabelDecl l = parse_label_declaration(p);
        bool more = accept(p, TOK_SEMI);
        if (at(p, TOK_LBRACKETAT)) l.attrs = attr_append(l.attrs, parse_attributes(p));
        list_push(p, l);
        if (!more) {
            if (at(p, TOK_COMMA)) {
                Diag *d = unexpected(p, "`;` or `}`");
                diag_help(p->s, d, "fields are separated by `;`");
            }
            break;
        }
    }
    expect_close(p, TOK_RBRACE, open);
}

/* constructor_arguments: [global_] atomic_type [@@ modes] {* ...} | { record } */
static void parse_constructor_arguments(Parser *p, ConstrDecl *c) {
    if (at(p, TOK_LBRACE)) {
        size_t mark = list_begin(p);
        c->is_record = true;
        parse_record_body(p);
        list_end(p, mark, c->record);
        return;
    }
    VEC(TypeExpr *) args = {0};
    VEC(bool) global = {0};
    do {
        ModeAnnot m = {0};
        parse_legacy_modes(p, &m);
        TypeExpr *t = parse_atomic_type(p);
        if (accept(p, TOK_ATAT)) parse_at_modes(p, &m);
        bool g = is_global(p, &m);
        vec_push_in(p->a, &args, t);
        vec_push_in(p->a, &global, g);
    } while (accept(p, TOK_STAR));
    c->args.items = args.data;
    c->args_global.items = global.data;
    c->args.n = c->args_global.n = args.len;
}

/* constr_ident: UIDENT | ( :: ) | () | [] | true | false */
static Ident parse_constr_ident(Parser *p) {
    uint32_t start = start_of(p);
    Name n = NULL;
    if (at(p, TOK_LPAREN) && p->t[1].kind == TOK_COLONCOLON && p->t[2].kind == TOK_RPAREN) {
        p->t += 3;
        n = p->cons;
    } else if (at(p, TOK_LPAREN) && p->t[1].kind == TOK_RPAREN) {
        p->t += 2;
        n = p->unit;
    } else if (at(p, TOK_LBRACKET) && p->t[1].kind == TOK_RBRACKET) {
        p->t += 2;
        n = p->nil;
    } else if (at(p, TOK_TRUE) || at(p, TOK_FALSE)) {
        n = at(p, TOK_TRUE) ? p->true_ : p->false_;
        next(p);
    } else {
        return parse_uident(p, "a constructor's name");
    }
    return (Ident){n, loc_from(p, start)};
}

/* of arguments | : ['a 'b .] [arguments ->] type */
static void parse_constructor_rest(Parser *p, ConstrDecl *c) {
    if (accept(p, TOK_OF)) {
        parse_constructor_arguments(p, c);
        return;
    }
    if (!accept(p, TOK_COLON)) return;
    if (at(p, TOK_QUOTE) && (p->t[2].kind == TOK_DOT || p->t[2].kind == TOK_QUOTE)) {
        size_t mark = list_begin(p);
        while (at(p, TOK_QUOTE) && (p->t[1].kind == TOK_LIDENT || p->t[1].kind == TOK_UIDENT)) {
            next(p);
            Ident v = ident_here(p);
            v.loc.start--;
            list_push(p, v);
        }
        list_end(p, mark, c->exist);
        expect(p, TOK_DOT);
    }
    parse_constructor_arguments(p, c);
    if (accept(p, TOK_ARROW)) {
        c->result = parse_atomic_type(p);
        if (at(p, TOK_ARROW)) {
            Diag *d = unexpected(p, "the end of the constructor's type");
            diag_help(p->s, d, "several arguments are separated by `*`");
        }
    } else if (c->is_record || c->args.n != 1) {
        unexpected(p, "`->` and the constructor's result type");
    } else {
        c->result = c->args.items[0];
        c->args.n = c->args_global.n = 0;
    }
}

/* constructor_declaration: constr_ident [of ... | : ...] attributes */
static void parse_constructor_declaration(Parser *p, ConstrDecl *c) {
    uint32_t start = start_of(p);
    c->name = parse_constr_ident(p);
    parse_constructor_rest(p, c);
    c->attrs = parse_attributes(p);
    c->loc = loc_from(p, start);
}

static bool starts_constructor(const Parser *p) {
    switch (p->t->kind) {
    case TOK_BAR:
    case TOK_TRUE:
    case TOK_FALSE: return true;
    case TOK_UIDENT: return p->t[1].kind != TOK_DOT && p->t[1].kind != TOK_LPAREN;
    case TOK_LPAREN:
        return p->t[1].kind == TOK_RPAREN || (p->t[1].kind == TOK_COLONCOLON && p->t[2].kind == TOK_RPAREN);
    case TOK_LBRACKET: return p->t[1].kind == TOK_RBRACKET;
    default: return false;
    }
}

/* [private] ({ ... } | .. | [|] constructor {| constructor}); false when something else begins here */
static bool parse_type_representation(Parser *p, TypeDeclSyntax *d) {
    if (at(p, TOK_LBRACE)) {
        size_t mark = list_begin(p);
        d->kind = TYPEDECL_RECORD;
        parse_record_body(p);
        list_end(p, mark, d->labels);
        return true;
    }
    if (accept(p, TOK_DOTDOT)) {
        d->kind = TYPEDECL_OPEN;
        return true;
    }
    if (!starts_constructor(p)) return false;
    d->kind = TYPEDECL_VARIANT;
    size_t mark = list_begin(p);
    if (accept(p, TOK_BAR) && !starts_constructor(p)) /* type t = | */
        return true;
    do {
        ConstrDecl c = {0};
        parse_constructor_declaration(p, &c);
        list_push(p, c);
    } while (accept(p, TOK_BAR));
    list_end(p, mark, d->constrs);
    return true;
}

/* type_kind: nothing | = type | = [private] representation | = type = [private] representation */
void parse_type_declaration_body(Parser *p, TypeDeclSyntax *d, bool *subst) {
    if (at(p, TOK_QUOTE) || (at(p, TOK_LIDENT) && !(p->t->flags & TF_NEWLINE))) {
        Diag *d = unexpected(p, "`=`");
        diag_help(p->s, d, "parameters of a type are written before its name: type 'a t");
    }
    if (at(p, TOK_COLONEQ) && subst) {
        next(p);
        *subst = true;
    } else if (!accept(p, TOK_EQ)) {
        parse_type_constraints(p, d);
        return;
    }
    d->private = accept(p, TOK_PRIVATE);
    if (!parse_type_representation(p, d)) {
        d->manifest = parse_core_type(p);
        if (!d->private && accept(p, TOK_EQ)) {
            d->private = accept(p, TOK_PRIVATE);
            if (!parse_type_representation(p, d)) unexpected(p, "constructors, a record type or `..`");
        }
    }
    parse_type_constraints(p, d);
}

/* extension_constructor: constr_ident (= constr_longident | [of ... | : ...]) attributes */
void parse_extension_constructor(Parser *p, ExtConstr *e) {
    uint32_t start = start_of(p);
    e->constr.name = parse_constr_ident(p);
    if (accept(p, TOK_EQ))
        e->rebind = parse_mod_longident(p);
    else
        parse_constructor_rest(p, &e->constr);
    e->constr.attrs = parse_attributes(p);
    e->constr.loc = loc_from(p, start);
}

/* exception extension_constructor, behind `exception`; attributes of the item are left to the caller */
StrItem *parse_exception_declaration(Parser *p) {
    Ident ext;
    Attr *attrs;
    uint32_t start = start_of(p);
    parse_ext_attributes(p, &ext, &attrs);
    StrItem *item = NEW(p->a, StrItem);
    item->kind = STR_EXCEPTION;
    parse_extension_constructor(p, &item->u.exception);
    item->u.exception.constr.attrs = attr_append(attrs, item->u.exception.constr.attrs);
    item->loc = loc_from(p, start);
    return item;
}

/* type params path += [private] constructor {| constructor}, from the path on */
static void parse_type_extension(Parser *p, TypeItem *item, const TypeDeclSyntax *head) {
    item->params.items = head->params.items;
    item->params.n = head->params.n;
    item->path = parse_type_longident(p);
    expect(p, TOK_PLUSEQ);
    item->private = accept(p, TOK_PRIVATE);
    size_t mark = list_begin(p);
    accept(p, TOK_BAR);
    do {
        ExtConstr e = {0};
        parse_extension_constructor(p, &e);
        list_push(p, e);
    } while (accept(p, TOK_BAR));
    list_end(p, mark, item->constrs);
    item->attrs = attr_append(item->attrs, parse_post_item_attributes(p));
}

/* type [nonrec] declaration {and declaration} | type ... += ... */
void parse_type_item(Parser *p, TypeItem *item) {
    *item = (TypeItem){0};
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &item->ext, &attrs);
    bool nonrec = accept(p, TOK_NONREC);
    size_t mark = list_begin(p);
    for (;;) {
        TypeDeclSyntax d = {.nonrec = nonrec};
        uint32_t start = start_of(p);
        parse_type_params(p, &d);
        if (p->list.len == mark && (at(p, TOK_LIDENT) || at(p, TOK_UIDENT)) &&
            (p->t[1].kind == TOK_DOT || p->t[1].kind == TOK_PLUSEQ)) {
            item->attrs = attrs;
            parse_type_extension(p, item, &d);
            return;
        }
        d.name = parse_lident(p, "a type's name");
        parse_type_declaration_body(p, &d, &item->subst);
        d.attrs = attr_append(attrs, parse_post_item_attributes(p));
        d.loc = loc_from(p, start);
        list_push(p, d);
        if (!accept(p, TOK_AND)) break;
        attrs = parse_attributes(p);
    }
    list_end(p, mark, item->types);
}
