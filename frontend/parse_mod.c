/* parse_mod.c: structures, signatures, module expressions and module types. */
#include "parser.h"

/* ---- module types ----------------------------------------------------------- */

static ModType *new_modtype(Parser *p, ModTypeKind k, uint32_t start) {
    ModType *m = NEW(p->a, ModType);
    m->kind = k;
    m->loc = loc_from(p, start);
    return m;
}

/* functor_arg: () | ( X : S ) | ( _ : S ) */
static FunctorParam parse_functor_param(Parser *p) {
    FunctorParam f = {0};
    const Token *open = p->t;
    next(p);
    f.name.loc = token_loc(p, open);
    if (accept(p, TOK_RPAREN)) return f;
    if (at(p, TOK_UNDERSCORE)) {
        f.name.loc = token_loc(p, p->t);
        next(p);
    } else {
        f.name = parse_uident(p, "a functor parameter's name");
    }
    if (!accept(p, TOK_COLON)) {
        Diag *d = unexpected(p, "`:`");
        diag_help(p->s, d, "a functor's parameter has a signature: (X : S)");
    }
    f.type = parse_module_type(p);
    expect_close(p, TOK_RPAREN, open);
    return f;
}

/* with_constraint: type params path (= | :=) type | module path (= | :=) path | module type path (= | :=) mty */
static WithConstraint parse_with_constraint(Parser *p) {
    WithConstraint w = {0};
    uint32_t start = start_of(p);
    if (accept(p, TOK_TYPE)) {
        w.kind = WITH_TYPE;
        w.type = NEW(p->a, TypeDeclSyntax);
        parse_type_params(p, w.type);
        w.path = parse_type_longident(p);
        w.type->name = (Ident){w.path->name, w.path->loc};
        if (accept(p, TOK_COLONEQ)) {
            w.destructive = true;
            w.type->manifest = parse_core_type_no_attr(p, NULL);
        } else {
            expect(p, TOK_EQ);
            w.type->private = accept(p, TOK_PRIVATE);
            w.type->manifest = parse_core_type_no_attr(p, NULL);
            parse_type_constraints(p, w.type);
        }
        w.type->loc = loc_from(p, start);
    } else if (at(p, TOK_MODULE) && p->t[1].kind == TOK_TYPE) {
        next(p);
        next(p);
        w.kind = WITH_MODTYPE;
        Path *prefix = NULL;
        while (at(p, TOK_UIDENT) && p->t[1].kind == TOK_DOT) {
            prefix = path_of(p, prefix, ident_here(p));
            next(p);
        }
        w.path = path_of(p, prefix, at(p, TOK_LIDENT) ? ident_here(p) : parse_uident(p, "a module type's name"));
        w.destructive = at(p, TOK_COLONEQ);
        if (!accept(p, TOK_COLONEQ)) expect(p, TOK_EQ);
        w.modtype = parse_module_type(p);
    } else if (accept(p, TOK_MODULE)) {
        w.kind = WITH_MODULE;
        w.path = parse_mod_longident(p);
        w.destructive = at(p, TOK_COLONEQ);
        if (!accept(p, TOK_COLONEQ)) expect(p, TOK_EQ);
        w.mod = parse_mod_ext_longident(p);
    } else {
        unexpected(p, "`type` or `module` after `with`");
        w.path = path_of_name(p, p->unit, loc_from(p, start));
        w.type = NEW(p->a, TypeDeclSyntax);
    }
    w.loc = loc_from(p, start);
    return w;
}

/* functor arguments -> module_type: the parameters above mark, closed from the right */
static ModType *functor_types(Parser *p, size_t mark, ModType *result, uint32_t start) {
    while (p->list.len > mark) {
        ModType *f = new_modtype(p, MTY_FUNCTOR, start);
        p->list.len -= sizeof f->u.functor.param;
        memcpy(&f->u.functor.param, p->list.data + p->list.len, sizeof f->u.functor.param);
        f->u.functor.result = result;
        result = f;
    }
    return result;
}

/* sig signature end | functor ... -> mty | ( mty ) | path | module type of me | extension */
static ModType *parse_simple_module_type(Parser *p) {
    const Token *open = p->t;
    uint32_t start = start_of(p);
    Ident ext;
    Attr *attrs;
    switch (p->t->kind) {
    case TOK_SIG: {
        next(p);
        attrs = parse_attributes(p);
        Signature_ sig = {0};
        parse_signature(p, TOK_END, &sig);
        expect_close(p, TOK_END, open);
        ModType *m = new_modtype(p, MTY_SIG, start);
        m->u.sig.items = sig.items.items;
        m->u.sig.n = sig.items.n;
        m->attrs = attrs;
        return m;
    }
    case TOK_FUNCTOR: {
        next(p);
        attrs = parse_attributes(p);
        size_t mark = list_begin(p);
        if (!at(p, TOK_LPAREN)) unexpected(p, "a functor's parameter");
        while (at(p, TOK_LPAREN)) {
            FunctorParam f = parse_functor_param(p);
            list_push(p, f);
        }
        expect(p, TOK_ARROW);
        ModType *m = functor_types(p, mark, parse_module_type(p), start);
        m->attrs = attr_append(attrs, m->attrs);
        return m;
    }
    case TOK_LPAREN: {
        next(p);
        ModType *m = parse_module_type(p);
        expect_close(p, TOK_RPAREN, open);
        return m;
    }
    case TOK_UIDENT:
    case TOK_LIDENT: {
        Path *path = NULL;
        if (at(p, TOK_UIDENT)) {
            path = parse_mod_ext_longident(p);
            if (at(p, TOK_DOT) && p->t[1].kind == TOK_LIDENT) {
                next(p);
                path = path_of(p, path, ident_here(p));
            }
        } else {
            path = path_of(p, NULL, ident_here(p));
        }
        ModType *m = new_modtype(p, MTY_IDENT, start);
        m->u.ident = path;
        return m;
    }
    case TOK_MODULE: {
        next(p);
        expect(p, TOK_TYPE);
        expect(p, TOK_OF);
        parse_ext_attributes(p, &ext, &attrs);
        ModExpr *of = parse_module_expr(p);
        ModType *m = new_modtype(p, MTY_TYPEOF, start);
        m->u.type_of = of;
        m->attrs = attrs;
        return m;
    }
    case TOK_LBRACKETPERCENT:
    case TOK_QUOTEDEXT: {
        Attr *a = at(p, TOK_QUOTEDEXT) ? parse_quoted_extension(p) : parse_attribute_body(p, TOK_LBRACKETPERCENT);
        ModType *m = new_modtype(p, MTY_EXTENSION, start);
        m->u.extension = a;
        return m;
    }
    default: unexpected(p, "a module type"); return new_modtype(p, MTY_ERROR, start);
    }
}

/* module_type: simple | module_type with constraints | module_type -> module_type | module_type attribute */
ModType *parse_module_type(Parser *p) {
    uint32_t start = start_of(p);
    if (!parse_enter(p)) {
        leave(p);
        return new_modtype(p, MTY_ERROR, start);
    }
    ModType *m = parse_simple_module_type(p);
    for (;;) {
        if (accept(p, TOK_WITH)) {
            size_t mark = list_begin(p);
            WithConstraint w = parse_with_constraint(p);
            list_push(p, w);
            while (at(p, TOK_AND) && (p->t[1].kind == TOK_TYPE || p->t[1].kind == TOK_MODULE)) {
                next(p);
                w = parse_with_constraint(p);
                list_push(p, w);
            }
            ModType *q = new_modtype(p, MTY_WITH, start);
            q->u.with.base = m;
            list_end(p, mark, q->u.with.constraints);
            m = q;
        } else if (accept(p, TOK_ARROW)) {
            ModType *result = parse_module_type(p);
            ModType *q = new_modtype(p, MTY_FUNCTOR, start);
            q->u.functor.param.name.loc = m->loc;
            q->u.functor.param.type = m;
            q->u.functor.result = result;
            m = q;
        } else if (at(p, TOK_LBRACKETAT)) {
            m->attrs = attr_append(m->attrs, parse_attributes(p));
        } else {
            break;
        }
    }
    leave(p);
    return m;
}

/* ---- module expressions ---------------------------------------------------------- */

static ModExpr *new_modexpr(Parser *p, ModExprKind k, uint32_t start) {
    ModExpr *m = NEW(p->a, ModExpr);
    m->kind = k;
    m->loc = loc_from(p, start);
    return m;
}

/* ( me ) | ( me : mty ) | ( val expr [: S] [:> S] ) */
static ModExpr *parse_paren_module_expr(Parser *p) {
    const Token *open = p->t;
    next(p);
    if (accept(p, TOK_VAL)) {
        Ident ext;
        Attr *attrs;
        parse_ext_attributes(p, &ext, &attrs);
        Expr *e = parse_expr(p);
        if (at(p, TOK_COLON) || at(p, TOK_COLONGT)) {
            Expr *c = new_expr(p, EXP_CONSTRAINT, e->loc.start);
            c->u.constraint.expr = e;
            if (accept(p, TOK_COLON)) {
                c->u.constraint.type = NEW(p->a, TypeExpr);
                uint32_t from = start_of(p);
                parse_package_type(p, c->u.constraint.type);
                c->u.constraint.type->loc = loc_from(p, from);
            }
            if (accept(p, TOK_COLONGT)) {
                c->kind = EXP_COERCE;
                c->u.constraint.target = NEW(p->a, TypeExpr);
                uint32_t from = start_of(p);
                parse_package_type(p, c->u.constraint.target);
                c->u.constraint.target->loc = loc_from(p, from);
            }
            c->loc = loc_from(p, e->loc.start);
            e = c;
        }
        expect_close(p, TOK_RPAREN, open);
        ModExpr *m = new_modexpr(p, MOD_UNPACK, open->start);
        m->u.unpack = e;
        m->attrs = attrs;
        return m;
    }
    ModExpr *m = parse_module_expr(p);
    if (accept(p, TOK_COLON)) {
        ModType *type = parse_module_type(p);
        ModExpr *c = new_modexpr(p, MOD_CONSTRAINT, open->start);
        c->u.constraint.mod = m;
        c->u.constraint.type = type;
        m = c;
    }
    expect_close(p, TOK_RPAREN, open);
    m->loc = loc_from(p, open->start);
    return m;
}

static ModExpr *functors(Parser *p, size_t mark, ModExpr *body, uint32_t start) {
    while (p->list.len > mark) {
        ModExpr *f = new_modexpr(p, MOD_FUNCTOR, start);
        p->list.len -= sizeof f->u.functor.param;
        memcpy(&f->u.functor.param, p->list.data + p->list.len, sizeof f->u.functor.param);
        f->u.functor.body = body;
        body = f;
    }
    return body;
}

/* struct structure end | functor ... -> me | path | ( ... ) | extension */
static ModExpr *parse_simple_module_expr(Parser *p) {
    const Token *open = p->t;
    uint32_t start = start_of(p);
    switch (p->t->kind) {
    case TOK_STRUCT: {
        next(p);
        Attr *attrs = parse_attributes(p);
        Structure str = {0};
        parse_structure(p, TOK_END, &str);
        expect_close(p, TOK_END, open);
        ModExpr *m = new_modexpr(p, MOD_STRUCT, start);
        m->u.str.items = str.items.items;
        m->u.str.n = str.items.n;
        m->attrs = attrs;
        return m;
    }
    case TOK_FUNCTOR: {
        next(p);
        Attr *attrs = parse_attributes(p);
        size_t mark = list_begin(p);
        if (!at(p, TOK_LPAREN)) unexpected(p, "a functor's parameter");
        while (at(p, TOK_LPAREN)) {
            FunctorParam f = parse_functor_param(p);
            list_push(p, f);
        }
        expect(p, TOK_ARROW);
        ModExpr *m = functors(p, mark, parse_module_expr(p), start);
        m->attrs = attr_append(attrs, m->attrs);
        return m;
    }
    case TOK_UIDENT: {
        Path *path = parse_mod_longident(p);
        ModExpr *m = new_modexpr(p, MOD_IDENT, start);
        m->u.ident = path;
        return m;
    }
    case TOK_LPAREN: return parse_paren_module_expr(p);
    case TOK_LBRACKETPERCENT:
    case TOK_QUOTEDEXT: {
        Attr *a = at(p, TOK_QUOTEDEXT) ? parse_quoted_extension(p) : parse_attribute_body(p, TOK_LBRACKETPERCENT);
        ModExpr *m = new_modexpr(p, MOD_EXTENSION, start);
        m->u.extension = a;
        return m;
    }
    case TOK_LIDENT: {
        Ident id = parse_uident(p, "a module's name");
        ModExpr *m = new_modexpr(p, MOD_ERROR, start);
        m->u.ident = path_of(p, NULL, id);
        return m;
    }
    default: unexpected(p, "a module"); return new_modexpr(p, MOD_ERROR, start);
    }
}

/* module_expr: simple | module_expr ( module_expr ) | module_expr () | module_expr attribute */
ModExpr *parse_module_expr(Parser *p) {
    uint32_t start = start_of(p);
    if (!parse_enter(p)) {
        leave(p);
        return new_modexpr(p, MOD_ERROR, start);
    }
    ModExpr *m = parse_simple_module_expr(p);
    for (;;) {
        if (at(p, TOK_LPAREN)) {
            ModExpr *arg = NULL;
            if (p->t[1].kind == TOK_RPAREN) {
                next(p);
                next(p);
            } else {
                arg = parse_paren_module_expr(p);
            }
            ModExpr *q = new_modexpr(p, MOD_APPLY, start);
            q->u.apply.fn = m;
            q->u.apply.arg = arg;
            m = q;
        } else if (at(p, TOK_LBRACKETAT)) {
            m->attrs = attr_append(m->attrs, parse_attributes(p));
        } else {
            break;
        }
    }
    leave(p);
    return m;
}

/* module_binding_body: {functor_arg} [: module_type] = module_expr */
ModExpr *parse_module_binding_body(Parser *p) {
    uint32_t start = start_of(p);
    size_t mark = list_begin(p);
    while (at(p, TOK_LPAREN)) {
        FunctorParam f = parse_functor_param(p);
        list_push(p, f);
    }
    ModType *type = NULL;
    if (accept(p, TOK_COLON)) type = parse_module_type(p);
    if (!accept(p, TOK_EQ)) unexpected(p, "`=`");
    ModExpr *m = parse_module_expr(p);
    if (type) {
        ModExpr *c = new_modexpr(p, MOD_CONSTRAINT, start);
        c->u.constraint.mod = m;
        c->u.constraint.type = type;
        m = c;
    }
    return functors(p, mark, m, start);
}

/* {functor_arg} : module_type */
static ModType *parse_module_declaration_body(Parser *p) {
    uint32_t start = start_of(p);
    size_t mark = list_begin(p);
    while (at(p, TOK_LPAREN)) {
        FunctorParam f = parse_functor_param(p);
        list_push(p, f);
    }
    if (!accept(p, TOK_COLON)) unexpected(p, "`:`");
    return functor_types(p, mark, parse_module_type(p), start);
}

static Ident parse_module_name(Parser *p) {
    if (at(p, TOK_UNDERSCORE)) {
        Ident id = {NULL, token_loc(p, p->t)};
        next(p);
        return id;
    }
    return parse_uident(p, "a module's name");
}

/* ---- what structures and signatures share -------------------------------------------- */

/* val_ident : type [@@ modes] [= "prim"...] post_item_attributes, behind val or external */
static ValDecl *parse_value_description(Parser *p, bool external, Ident *ext) {
    ValDecl *v = NEW(p->a, ValDecl);
    uint32_t start = start_of(p);
    parse_ext_attributes(p, ext, &v->attrs);
    v->external = external;
    v->name = parse_val_ident(p);
    if (!accept(p, TOK_COLON)) unexpected(p, "`:` and a type");
    ModeAnnot arrow_mode = {0};
    v->type = parse_poly_type(p, true, &arrow_mode);
    v->mode = arrow_mode;
    if (accept(p, TOK_ATAT)) parse_at_modes(p, &v->mode);
    if (v->mode.bits & MODE_LOCAL) {
        Diag *d = report(p, v->mode.loc, "E0120", "A value of a module is never local");
        diag_note(p->s, d, "the region of a module-level binding ends with it");
        v->mode.bits &= ~(uint32_t)MODE_LOCAL;
    }
    if (v->mode.bits & (MODE_UNIQUE | MODE_ONCE)) {
        Diag *d = report(p, v->mode.loc, "E0120", "A value of a module is never unique or once");
        diag_note(p->s, d, "everyone can use it, as often as they like");
        v->mode.bits &= ~(uint32_t)(MODE_UNIQUE | MODE_ONCE);
    }
    if (external) {
        expect(p, TOK_EQ);
        if (!at(p, TOK_STRING)) unexpected(p, "a string naming a C function or primitive");
        size_t mark = list_begin(p);
        while (at(p, TOK_STRING)) {
            Const c = lex_const(p->s, p->a, p->f, p->t, false);
            next(p);
            list_push(p, c);
        }
        list_end(p, mark, v->prims);
    } else if (at(p, TOK_EQ)) {
        Diag *d = unexpected(p, "the end of the declaration");
        diag_note(p->s, d, "an interface gives types, not definitions");
    }
    v->attrs = attr_append(v->attrs, parse_post_item_attributes(p));
    v->loc = loc_from(p, start);
    return v;
}

/* class ...: skipped up to the next item */
static void skip_class(Parser *p, TokenKind end) {
    objects_unsupported(p, token_loc(p, p->t), "`class`");
    p->resume = p->t;
    const Token *t = skip_to_item(p, p->t, end);
    if (!panicking(p)) p->t = t;
}

static bool module_is_functor_declaration(const Parser *p) {
    return at(p, TOK_LPAREN) || at(p, TOK_COLON);
}

/* ---- structures ------------------------------------------------------------------------- */

static StrItem *new_item(Parser *p, StrKind k, uint32_t start) {
    StrItem *item = NEW(p->a, StrItem);
    item->kind = k;
    item->loc = loc_from(p, start);
    return item;
}

static StrItem *wrap_item(Parser *p, Ident ext, StrItem *item) {
    if (!ext.name) return item;
    Attr *a = NEW(p->a, Attr);
    a->name = ext;
    a->str.n = 1;
    a->str.items = arena_copy(p->a, &item, sizeof item);
    StrItem *x = NEW(p->a, StrItem);
    x->kind = STR_EXTENSION;
    x->loc = item->loc;
    x->u.attribute = a;
    return x;
}

/* seq_expr post_item_attributes */
static StrItem *parse_eval(Parser *p) {
    uint32_t start = start_of(p);
    Expr *e = parse_seq_expr(p);
    Attr *attrs = parse_post_item_attributes(p);
    StrItem *item = new_item(p, STR_EVAL, start);
    item->u.eval = e;
    item->attrs = attrs;
    return item;
}

/* let [rec] binding {and binding} [in seq_expr] */
static StrItem *parse_let_item(Parser *p, bool expr_allowed) {
    const Token *let = p->t;
    TokenKind k = let[1].kind;
    Ident ext;
    Attr *attrs;
    if (k == TOK_OPEN || k == TOK_EXCEPTION || (k == TOK_MODULE)) return parse_eval(p);
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    bool rec = accept(p, TOK_REC);
    size_t mark = list_begin(p);
    for (;;) {
        Binding b = {0};
        uint32_t start = start_of(p);
        parse_let_binding_body(p, &b, false);
        b.attrs = attr_append(attrs, parse_post_item_attributes(p));
        b.loc = loc_from(p, start);
        list_push(p, b);
        if (!accept(p, TOK_AND)) break;
        attrs = parse_attributes(p);
    }
    if (!at(p, TOK_IN)) {
        StrItem *item = new_item(p, STR_VALUE, let->start);
        item->u.value.rec = rec;
        list_end(p, mark, item->u.value.binds);
        return wrap_item(p, ext, item);
    }
    if (!expr_allowed) {
        Diag *d =
            report(p, token_loc(p, p->t), "E0123", "This `in` belongs to a definition of the module, which has none");
        diag_label(p->s, d, token_loc(p, let), "this `let` stands at module level");
        diag_help(p->s, d,
                  "if an expression is meant, write `let () = let ... in ...`; if the `let` belongs to the definition "
                  "before it, that one has ended too early");
    }
    Expr *e = new_expr(p, EXP_LET, let->start);
    e->u.let.rec = rec;
    list_end(p, mark, e->u.let.binds);
    next(p);
    e->u.let.body = parse_seq_expr(p);
    e->loc = loc_from(p, let->start);
    e = wrap_extension(p, ext, e);
    Attr *post = parse_post_item_attributes(p);
    StrItem *item = new_item(p, STR_EVAL, let->start);
    item->u.eval = e;
    item->attrs = post;
    return item;
}

static StrItem *parse_type_str(Parser *p) {
    uint32_t start = p->t->start;
    TypeItem t;
    parse_type_item(p, &t);
    StrItem *item = new_item(p, t.path ? STR_TYPEEXT : STR_TYPE, start);
    item->attrs = t.attrs;
    if (t.path) {
        item->u.typeext.path = t.path;
        item->u.typeext.private = t.private;
        item->u.typeext.params.items = t.params.items;
        item->u.typeext.params.n = t.params.n;
        item->u.typeext.constrs.items = t.constrs.items;
        item->u.typeext.constrs.n = t.constrs.n;
    } else {
        item->u.types.items = t.types.items;
        item->u.types.n = t.types.n;
        if (t.subst && t.types.n)
            report(p, t.types.items[0].name.loc, "E0110", "`type t := ...` belongs to a signature");
    }
    return wrap_item(p, t.ext, item);
}

/* module X = ... | module rec X : S = ... and ... | module type S = ... */
static StrItem *parse_module_str(Parser *p) {
    uint32_t start = p->t->start;
    Ident ext;
    Attr *attrs;
    next(p);
    if (accept(p, TOK_TYPE)) {
        parse_ext_attributes(p, &ext, &attrs);
        Ident name = at(p, TOK_LIDENT) ? ident_here(p) : parse_uident(p, "a module type's name");
        ModType *type = NULL;
        if (accept(p, TOK_EQ)) type = parse_module_type(p);
        attrs = attr_append(attrs, parse_post_item_attributes(p));
        StrItem *item = new_item(p, STR_MODTYPE, start);
        item->u.modtype.name = name;
        item->u.modtype.type = type;
        item->attrs = attrs;
        return wrap_item(p, ext, item);
    }
    parse_ext_attributes(p, &ext, &attrs);
    bool rec = accept(p, TOK_REC);
    size_t mark = list_begin(p);
    for (;;) {
        ModBinding b = {0};
        uint32_t from = start_of(p);
        b.name = parse_module_name(p);
        b.expr = parse_module_binding_body(p);
        if (rec && b.expr->kind == MOD_CONSTRAINT) b.type = b.expr->u.constraint.type;
        if (rec && !b.type && !panicking(p))
            report(p, b.name.loc, "E0110", "A recursive module needs a signature: `module rec M : S = ...`");
        b.attrs = attr_append(attrs, parse_post_item_attributes(p));
        b.loc = loc_from(p, from);
        list_push(p, b);
        if (!rec || !accept(p, TOK_AND)) break;
        attrs = parse_attributes(p);
    }
    StrItem *item = new_item(p, rec ? STR_RECMODULE : STR_MODULE, start);
    list_end(p, mark, item->u.modules);
    return wrap_item(p, ext, item);
}

static StrItem *parse_structure_item(Parser *p, bool expr_allowed, TokenKind end) {
    uint32_t start = p->t->start;
    Ident ext = {NULL, NO_LOC};
    Attr *attrs;
    StrItem *item;
    switch (p->t->kind) {
    case TOK_LET: return parse_let_item(p, expr_allowed);
    case TOK_EXTERNAL: {
        next(p);
        ValDecl *v = parse_value_description(p, true, &ext);
        item = new_item(p, STR_PRIMITIVE, start);
        item->u.prim = v;
        return wrap_item(p, ext, item);
    }
    case TOK_TYPE: return parse_type_str(p);
    case TOK_EXCEPTION:
        next(p);
        item = parse_exception_declaration(p);
        item->attrs = attr_append(item->attrs, parse_post_item_attributes(p));
        item->loc = loc_from(p, start);
        return item;
    case TOK_MODULE: return parse_module_str(p);
    case TOK_OPEN: {
        next(p);
        bool override = accept(p, TOK_BANG);
        parse_ext_attributes(p, &ext, &attrs);
        ModExpr *m = parse_module_expr(p);
        attrs = attr_append(attrs, parse_post_item_attributes(p));
        item = new_item(p, STR_OPEN, start);
        item->u.open.mod = m;
        item->u.open.override = override;
        item->attrs = attrs;
        return wrap_item(p, ext, item);
    }
    case TOK_INCLUDE: {
        next(p);
        parse_ext_attributes(p, &ext, &attrs);
        ModExpr *m = parse_module_expr(p);
        attrs = attr_append(attrs, parse_post_item_attributes(p));
        item = new_item(p, STR_INCLUDE, start);
        item->u.include = m;
        item->attrs = attrs;
        return wrap_item(p, ext, item);
    }
    case TOK_CLASS: skip_class(p, end); return new_item(p, STR_CLASS, start);
    case TOK_LBRACKETATATAT: {
        Attr *a = parse_attribute_body(p, TOK_LBRACKETATATAT);
        item = new_item(p, STR_ATTRIBUTE, start);
        item->u.attribute = a;
        return item;
    }
    case TOK_LBRACKETPERCENTPERCENT:
    case TOK_QUOTEDEXTITEM: {
        Attr *a =
            at(p, TOK_QUOTEDEXTITEM) ? parse_quoted_extension(p) : parse_attribute_body(p, TOK_LBRACKETPERCENTPERCENT);
        attrs = parse_post_item_attributes(p);
        item = new_item(p, STR_EXTENSION, start);
        item->u.attribute = a;
        item->attrs = attrs;
        return item;
    }
    default: break;
    }
    if (starts_expr(p->t->kind)) {
        if (!expr_allowed) {
            Diag *d = report(p, token_loc(p, p->t), "E0110", "Expected a definition, found %s", describe(p, p->t));
            diag_help(p->s, d, "an expression of the module is written `let () = ...`, or separated by `;;`");
            p->recovered = true;
        }
        return parse_eval(p);
    }
    if (at(p, TOK_VAL)) {
        Diag *d = unexpected(p, "a definition");
        diag_help(p->s, d, "`val` belongs to a signature; a value is defined with `let`");
    } else if (at(p, TOK_HASH)) {
        Diag *d = syntax_error(p, "E0119", "Directives `#...` belong to the interactive toplevel");
        diag_help(p->s, d, "remove the line");
    } else {
        unexpected(p, "a definition (let, type, module, open, exception ...)");
    }
    return new_item(p, STR_ERROR, start);
}

typedef struct {
    uint32_t item_col;
    bool recovered, own_col;
} Layout;

static Layout enter_items(Parser *p) {
    Layout old = {p->item_col, p->recovered, false};
    p->recovered = false;
    return old;
}

static void leave_items(Parser *p, Layout old) {
    p->item_col = old.item_col;
    p->recovered |= old.recovered;
}

/* A closing token that opens nothing at the top of a file: said and skipped. */
static void stray_closer(Parser *p) {
    uint32_t from = p->last_error;
    bool consequence = from && from <= p->t->start && !memchr(p->f->text + from, '\n', p->t->start - from);
    if (!p->item_failed && !consequence)
        report(p, token_loc(p, p->t), "E0112", "This %s closes nothing", describe(p, p->t));
    p->recovered = p->item_failed = true;
    next(p);
}

/* The first item decides where items begin; an error inside, and then an item further left: the `end` is lost. */
static bool items_continue(Parser *p, TokenKind end, bool *own_col, Layout *old) {
    for (;;) {
        if (at(p, end) || at(p, TOK_EOF) || panicking(p)) return false;
        if (!closes(p->t->kind)) break;
        if (end != TOK_EOF) return false;
        stray_closer(p);
    }
    if (p->t->flags & TF_NEWLINE) {
        uint32_t col = column_of(p, p->t);
        if (end == TOK_END && p->recovered && col <= old->item_col && starts_item(p, p->t) && col < p->item_col) {
            panic_quietly(p);
            return false;
        }
        if (!*own_col) p->item_col = col;
        *own_col = true;
    }
    return true;
}

/* structure: {structure_item | ;; | seq_expr at the beginning or after ;;} */
void parse_structure(Parser *p, TokenKind end, Structure *out) {
    Layout old = enter_items(p);
    bool expr_allowed = true, own_col = false;
    size_t mark = list_begin(p);
    for (;;) {
        while (accept(p, TOK_SEMISEMI)) expr_allowed = true;
        if (!items_continue(p, end, &own_col, &old)) break;
        const Token *first = p->t;
        p->item_failed = false;
        StrItem *item = parse_structure_item(p, expr_allowed, end);
        list_push(p, item);
        expr_allowed = false;
        if (panicking(p)) {
            if (p->fatal) break;
            p->t = skip_to_item(p, first, end);
        } else if (p->t == first) {
            next(p);
        }
    }
    list_end(p, mark, out->items);
    leave_items(p, old);
}

/* ---- signatures --------------------------------------------------------------------------- */

static SigItem *new_sig(Parser *p, SigKind k, uint32_t start) {
    SigItem *item = NEW(p->a, SigItem);
    item->kind = k;
    item->loc = loc_from(p, start);
    return item;
}

static SigItem *parse_type_sig(Parser *p) {
    uint32_t start = p->t->start;
    TypeItem t;
    parse_type_item(p, &t);
    SigItem *item = new_sig(p, t.path ? SIG_TYPEEXT : t.subst ? SIG_TYPESUBST : SIG_TYPE, start);
    item->attrs = t.attrs;
    if (t.path) {
        item->u.typeext.path = t.path;
        item->u.typeext.private = t.private;
        item->u.typeext.params.items = t.params.items;
        item->u.typeext.params.n = t.params.n;
        item->u.typeext.constrs.items = t.constrs.items;
        item->u.typeext.constrs.n = t.constrs.n;
    } else {
        item->u.types.items = t.types.items;
        item->u.types.n = t.types.n;
    }
    return item;
}

/* module X : S | module X (A : S) : T | module X = P | module X := P | module rec ... | module type S [= | := mty] */
static SigItem *parse_module_sig(Parser *p) {
    uint32_t start = p->t->start;
    Ident ext;
    Attr *attrs;
    next(p);
    if (accept(p, TOK_TYPE)) {
        parse_ext_attributes(p, &ext, &attrs);
        Ident name = at(p, TOK_LIDENT) ? ident_here(p) : parse_uident(p, "a module type's name");
        ModType *type = NULL;
        if (accept(p, TOK_EQ) || accept(p, TOK_COLONEQ)) type = parse_module_type(p);
        attrs = attr_append(attrs, parse_post_item_attributes(p));
        SigItem *item = new_sig(p, SIG_MODTYPE, start);
        item->u.modtype.name = name;
        item->u.modtype.type = type;
        item->attrs = attrs;
        return item;
    }
    parse_ext_attributes(p, &ext, &attrs);
    SigKind kind = SIG_MODULE;
    bool rec = accept(p, TOK_REC);
    if (rec) kind = SIG_RECMODULE;
    size_t mark = list_begin(p);
    for (;;) {
        ModBinding b = {0};
        uint32_t from = start_of(p);
        b.name = parse_module_name(p);
        if (!rec && !module_is_functor_declaration(p) && (at(p, TOK_EQ) || at(p, TOK_COLONEQ))) {
            if (at(p, TOK_COLONEQ)) kind = SIG_MODSUBST;
            next(p);
            uint32_t at_path = start_of(p);
            Path *path = parse_mod_ext_longident(p);
            b.type = new_modtype(p, MTY_ALIAS, at_path);
            b.type->u.ident = path;
        } else {
            b.type = parse_module_declaration_body(p);
        }
        b.attrs = attr_append(attrs, parse_post_item_attributes(p));
        b.loc = loc_from(p, from);
        list_push(p, b);
        if (!rec || !accept(p, TOK_AND)) break;
        attrs = parse_attributes(p);
    }
    SigItem *item = new_sig(p, kind, start);
    list_end(p, mark, item->u.modules);
    return item;
}

static SigItem *parse_signature_item(Parser *p, TokenKind end) {
    uint32_t start = p->t->start;
    Ident ext = {NULL, NO_LOC};
    Attr *attrs;
    SigItem *item;
    switch (p->t->kind) {
    case TOK_VAL:
    case TOK_EXTERNAL: {
        bool external = at(p, TOK_EXTERNAL);
        next(p);
        ValDecl *v = parse_value_description(p, external, &ext);
        item = new_sig(p, SIG_VALUE, start);
        item->u.value = v;
        return item;
    }
    case TOK_TYPE: return parse_type_sig(p);
    case TOK_EXCEPTION: {
        next(p);
        StrItem *e = parse_exception_declaration(p);
        e->attrs = attr_append(e->attrs, parse_post_item_attributes(p));
        item = new_sig(p, SIG_EXCEPTION, start);
        item->u.exception = e->u.exception;
        item->attrs = e->attrs;
        return item;
    }
    case TOK_MODULE: return parse_module_sig(p);
    case TOK_OPEN: {
        next(p);
        bool override = accept(p, TOK_BANG);
        parse_ext_attributes(p, &ext, &attrs);
        Path *path = parse_mod_ext_longident(p);
        attrs = attr_append(attrs, parse_post_item_attributes(p));
        item = new_sig(p, SIG_OPEN, start);
        item->u.open.path = path;
        item->u.open.override = override;
        item->attrs = attrs;
        return item;
    }
    case TOK_INCLUDE: {
        next(p);
        parse_ext_attributes(p, &ext, &attrs);
        ModType *m = parse_module_type(p);
        attrs = attr_append(attrs, parse_post_item_attributes(p));
        item = new_sig(p, SIG_INCLUDE, start);
        item->u.include = m;
        item->attrs = attrs;
        return item;
    }
    case TOK_CLASS: skip_class(p, end); return new_sig(p, SIG_CLASS, start);
    case TOK_LBRACKETATATAT: {
        Attr *a = parse_attribute_body(p, TOK_LBRACKETATATAT);
        item = new_sig(p, SIG_ATTRIBUTE, start);
        item->u.attribute = a;
        return item;
    }
    case TOK_LBRACKETPERCENTPERCENT:
    case TOK_QUOTEDEXTITEM: {
        Attr *a =
            at(p, TOK_QUOTEDEXTITEM) ? parse_quoted_extension(p) : parse_attribute_body(p, TOK_LBRACKETPERCENTPERCENT);
        attrs = parse_post_item_attributes(p);
        item = new_sig(p, SIG_EXTENSION, start);
        item->u.attribute = a;
        item->attrs = attrs;
        return item;
    }
    case TOK_LET: {
        Diag *d = unexpected(p, "a declaration");
        diag_help(p->s, d, "an interface declares values with `val name : type`");
        break;
    }
    default: unexpected(p, "a declaration (val, type, module, exception ...)");
    }
    return new_sig(p, SIG_ERROR, start);
}

/* signature: {signature_item | ;;} */
void parse_signature(Parser *p, TokenKind end, Signature_ *out) {
    Layout old = enter_items(p);
    bool own_col = false;
    size_t mark = list_begin(p);
    for (;;) {
        while (accept(p, TOK_SEMISEMI))
            ;
        if (!items_continue(p, end, &own_col, &old)) break;
        const Token *first = p->t;
        p->item_failed = false;
        SigItem *item = parse_signature_item(p, end);
        list_push(p, item);
        if (panicking(p)) {
            if (p->fatal) break;
            p->t = skip_to_item(p, first, end);
        } else if (p->t == first) {
            next(p);
        }
    }
    list_end(p, mark, out->items);
    leave_items(p, old);
}
