/* parse_let.c: bindings and parameters. */
#include "parser.h"

bool starts_param(TokenKind k) {
    return starts_simple_pattern(k) || k == TOK_LABEL || k == TOK_OPTLABEL || k == TOK_TILDE || k == TOK_QUESTION ||
           k == TOK_LOCAL || k == TOK_UNIQUE || k == TOK_ONCE || k == TOK_GLOBAL;
}

/* ( type a b ), pushes a Param for each name */
static void parse_newtype_params(Parser *p) {
    const Token *open = p->t;
    next(p);
    next(p);
    if (!at(p, TOK_LIDENT)) unexpected(p, "a type's name");
    while (at(p, TOK_LIDENT)) {
        Param q = {.kind = PARAM_NEWTYPE, .loc = token_loc(p, p->t)};
        q.newtype = ident_here(p);
        list_push(p, q);
    }
    expect_close(p, TOK_RPAREN, open);
}

/* ( [local_] pattern [: type] [@ modes] [= expr] ) of a labelled parameter: into q */
static void parse_labelled_paren(Parser *p, Param *q, bool names_label) {
    const Token *open = p->t;
    ModeAnnot mode = {0};
    next(p);
    parse_legacy_modes(p, &mode);
    Pat *pat;
    if (names_label) {
        Ident id = parse_lident(p, "a parameter's name");
        q->label.name = id.name;
        pat = pat_var(p, id);
    } else {
        pat = parse_pattern(p);
    }
    if (accept(p, TOK_COLON)) {
        ModeAnnot after = {0};
        TypeExpr *type = parse_poly_type(p, true, &after);
        Pat *c = new_pat(p, PAT_CONSTRAINT, pat->loc.start);
        c->u.constraint.pat = pat;
        c->u.constraint.type = type;
        pat = c;
        if (after.bits) {
            after.bits |= mode.bits;
            mode = after;
        }
    } else if (accept(p, TOK_AT)) {
        parse_at_modes(p, &mode);
    }
    if (mode.bits) pat->mode = mode;
    if (at(p, TOK_EQ)) {
        const Token *eq = p->t;
        next(p);
        if (q->label.kind != LABEL_OPTIONAL) {
            Diag *d = report(p, token_loc(p, eq), "E0110", "Only an optional parameter `?x` can have a default value");
            diag_help(p->s, d, "write `?` instead of `~`");
        }
        Expr *def = parse_seq_expr(p);
        if (q->label.kind == LABEL_OPTIONAL) q->def = def;
    }
    expect_close(p, TOK_RPAREN, open);
    q->pat = pat;
}

/* labeled_simple_pattern: simple_pattern | ~x | ~(x : t) | ~x:pattern | ?x | ?(x : t = e) | ?x:(pattern = e) */
static void parse_param(Parser *p) {
    Param q = {.kind = PARAM_VALUE};
    uint32_t start = start_of(p);
    switch (p->t->kind) {
    case TOK_TILDE:
    case TOK_QUESTION:
        q.label.kind = at(p, TOK_TILDE) ? LABEL_LABELLED : LABEL_OPTIONAL;
        next(p);
        if (at(p, TOK_LPAREN)) {
            parse_labelled_paren(p, &q, true);
        } else {
            Ident id = parse_lident(p, "a parameter's name");
            q.label.name = id.name;
            q.pat = pat_var(p, id);
        }
        break;
    case TOK_LABEL:
    case TOK_OPTLABEL:
        q.label.kind = at(p, TOK_LABEL) ? LABEL_LABELLED : LABEL_OPTIONAL;
        q.label.name = p->t->name;
        next(p);
        if (at(p, TOK_LPAREN) && p->t[1].kind != TOK_RPAREN && p->t[1].kind != TOK_MODULE && !at_val_ident(p))
            parse_labelled_paren(p, &q, false);
        else
            q.pat = parse_simple_pattern(p);
        break;
    case TOK_LOCAL:
    case TOK_UNIQUE:
    case TOK_ONCE:
    case TOK_GLOBAL: {
        const Token *t = p->t;
        ModeAnnot m = {0};
        parse_legacy_modes(p, &m);
        q.pat = parse_simple_pattern(p);
        q.pat->mode = m;
        if (!panicking(p)) {
            Diag *d = report(p, token_loc(p, t), "E0120", "A parameter with a mode needs parentheses");
            diag_help(p->s, d, "write `(%s x)`", token_spelling(t->kind));
        }
        break;
    }
    default: q.pat = parse_simple_pattern(p);
    }
    q.loc = loc_from(p, start);
    list_push(p, q);
}

/* (labeled_simple_pattern | ( type a b ))+ */
void parse_fun_params(Parser *p) {
    do {
        if (at(p, TOK_LPAREN) && p->t[1].kind == TOK_TYPE)
            parse_newtype_params(p);
        else
            parse_param(p);
    } while (starts_param(p->t->kind));
}

static Expr *coerced(Parser *p, Expr *e, TypeExpr *from, TypeExpr *target) {
    Expr *c = expr_alloc(p->a, EXP_COERCE, e->loc);
    c->u.constraint.expr = e;
    c->u.constraint.type = from;
    c->u.constraint.target = target;
    return c;
}

/* [: type] [@ modes] (-> | =) seq_expr: the params are those above mark.  A body that is `function` gives its cases. */
Expr *parse_fun_rest(Parser *p, size_t mark, uint32_t start, TokenKind sign, bool from_let) {
    Expr *e = expr_alloc(p->a, EXP_FUN, NO_LOC);
    list_end(p, mark, e->u.fun.params);
    e->u.fun.from_let = from_let;
    TypeExpr *target = NULL;
    if (accept(p, TOK_COLON))
        e->u.fun.ret_type = from_let ? parse_poly_type(p, true, &e->u.fun.ret_mode) : parse_atomic_type(p);
    if (from_let && accept(p, TOK_COLONGT)) target = parse_core_type_modes(p, &e->u.fun.ret_mode);
    if (accept(p, TOK_AT)) parse_at_modes(p, &e->u.fun.ret_mode);
    if (!accept(p, sign)) unexpected(p, sign == TOK_EQ ? "`=`" : "`->`");
    Expr *body = parse_seq_expr(p);
    if (target) {
        body = coerced(p, body, e->u.fun.ret_type, target);
        e->u.fun.ret_type = NULL;
    }
    if (body->kind == EXP_FUN && body->u.fun.params.n == 0 && !body->parens && !body->attrs && !e->u.fun.ret_type &&
        !e->u.fun.ret_mode.bits)
        memcpy(&e->u.fun.cases, &body->u.fun.cases, sizeof e->u.fun.cases), e->u.fun.cases_loc = body->loc;
    else
        e->u.fun.body = body;
    /* let f x = e: the function begins at its first parameter, which is where OCaml reports a failed match */
    e->loc = loc_from(p, from_let && e->u.fun.params.n ? e->u.fun.params.items[0].loc.start : start);
    return e;
}

/* Does a plain name with this token behind it begin a larger pattern? */
static bool continues_pattern(TokenKind k) {
    return k == TOK_COMMA || k == TOK_COLONCOLON || k == TOK_AS || k == TOK_BAR || k == TOK_LBRACKETAT;
}

/* type a b . core_type, behind `type` */
static void parse_newtype_annotation(Parser *p, Binding *b, ModeAnnot *mode) {
    size_t mark = list_begin(p);
    if (!at(p, TOK_LIDENT)) unexpected(p, "a type's name");
    while (at(p, TOK_LIDENT)) {
        Ident id = ident_here(p);
        list_push(p, id);
    }
    list_end(p, mark, b->newtypes);
    expect(p, TOK_DOT);
    b->type = parse_core_type_modes(p, mode);
}

static void join_modes(ModeAnnot *m, ModeAnnot more) {
    if (more.bits) {
        more.bits |= m->bits;
        *m = more;
    }
}

/* let_binding_body: [local_] val_ident params [: type] = seq_expr | [local_] val_ident : type = seq_expr
   | pattern [: type] = seq_expr ; each with @ modes */
static void let_binding_body(Parser *p, Binding *b, bool pun) {
    uint32_t start = start_of(p);
    parse_legacy_modes(p, &b->mode);
    const Token *first = p->t;
    if (token_is_keyword(first->kind) && !at(p, TOK_LAZY) && !at(p, TOK_TRUE) && !at(p, TOK_FALSE) &&
        !at(p, TOK_EXCEPTION)) {
        unexpected(p, "a name or a pattern");
        b->pat = new_pat(p, PAT_ERROR, start);
    } else if (at_val_ident(p)) {
        Ident id = parse_val_ident(p);
        if (continues_pattern(p->t->kind)) {
            p->t = first;
            b->pat = parse_pattern(p);
        } else {
            b->pat = pat_var(p, id);
        }
    } else if (at(p, TOK_LPAREN) && p->t[1].kind == TOK_LIDENT && p->t[2].kind == TOK_AT) {
        b->pat = parse_pattern(p); /* (f @ local) x = ... */
        if (b->pat->kind == PAT_VAR && starts_param(p->t->kind)) {
            join_modes(&b->mode, b->pat->mode);
            b->pat->mode = (ModeAnnot){0};
        }
    } else {
        b->pat = parse_pattern(p);
    }
    if (b->pat->kind == PAT_VAR && starts_param(p->t->kind)) {
        size_t mark = list_begin(p);
        parse_fun_params(p);
        b->expr = parse_fun_rest(p, mark, start, TOK_EQ, true);
        return;
    }
    if (starts_param(p->t->kind) && !panicking(p) && (b->pat->kind == PAT_CONSTRUCT || b->pat->kind == PAT_ANY)) {
        Diag *d = unexpected(p, "`=`");
        if (d && b->pat->kind == PAT_CONSTRUCT) diag_note(p->s, d, "names of functions begin with a lower-case letter");
    }
    TypeExpr *target = NULL;
    ModeAnnot after = {0};
    if (accept(p, TOK_COLON)) {
        if (accept(p, TOK_TYPE))
            parse_newtype_annotation(p, b, &after);
        else
            b->type = parse_poly_type(p, true, &after);
    }
    if (accept(p, TOK_COLONGT)) target = parse_core_type_modes(p, &after);
    if (accept(p, TOK_AT)) parse_at_modes(p, &after);
    join_modes(&b->mode, after);
    if (pun && b->pat->kind == PAT_VAR && !at(p, TOK_EQ) && (at(p, TOK_IN) || at(p, TOK_AND) || at(p, TOK_ANDOP))) {
        b->expr = expr_ident(p, b->pat->u.var.name, b->pat->u.var.loc);
        return;
    }
    if (!accept(p, TOK_EQ)) unexpected(p, "`=`");
    b->expr = parse_seq_expr(p);
    if (target) {
        b->expr = coerced(p, b->expr, b->type, target);
        b->type = NULL;
    }
}

void parse_let_binding_body(Parser *p, Binding *b, bool pun) {
    if (parse_enter(p)) {
        let_binding_body(p, b, pun);
    } else {
        b->pat = new_pat(p, PAT_ERROR, start_of(p));
        b->expr = expr_error(p, start_of(p));
    }
    leave(p);
}
