/* parse_expr.c: operators, applications and keyword forms.

   Precedence climbing over binary_op; chains that lean to the right (:: @ ^ && || := , and
   let ... in, e; e) are collected in loops, so that their length costs no stack. */
#include "parser.h"

typedef struct {
    uint8_t prec; /* 0: no binary operator */
    bool right;
} BinaryOp;

static BinaryOp binary_op(TokenKind k) {
    switch (k) {
    case TOK_COLONEQ: return (BinaryOp){PREC_ASSIGN, true};
    case TOK_COMMA: return (BinaryOp){PREC_COMMA, false};
    case TOK_OR:
    case TOK_BARBAR: return (BinaryOp){PREC_OR, true};
    case TOK_AMP:
    case TOK_AMPAMP: return (BinaryOp){PREC_AND, true};
    case TOK_INFIXOP0:
    case TOK_BANGEQ:
    case TOK_EQ:
    case TOK_LT:
    case TOK_GT: return (BinaryOp){PREC_CMP, false};
    case TOK_INFIXOP1:
    case TOK_AT:
    case TOK_ATAT: return (BinaryOp){PREC_CAT, true};
    case TOK_LBRACKETAT: return (BinaryOp){PREC_ATTR, false};
    case TOK_COLONCOLON: return (BinaryOp){PREC_CONS, true};
    case TOK_INFIXOP2:
    case TOK_PLUS:
    case TOK_PLUSDOT:
    case TOK_PLUSEQ:
    case TOK_MINUS:
    case TOK_MINUSDOT: return (BinaryOp){PREC_ADD, false};
    case TOK_INFIXOP3:
    case TOK_STAR:
    case TOK_PERCENT:
    case TOK_MOD:
    case TOK_LAND:
    case TOK_LOR:
    case TOK_LXOR: return (BinaryOp){PREC_MUL, false};
    case TOK_INFIXOP4:
    case TOK_LSL:
    case TOK_LSR:
    case TOK_ASR: return (BinaryOp){PREC_POW, true};
    default: return (BinaryOp){0, false};
    }
}

bool starts_expr(TokenKind k) {
    if (starts_simple_expr(k)) return true;
    switch (k) {
    case TOK_LET:
    case TOK_LETOP:
    case TOK_MATCH:
    case TOK_TRY:
    case TOK_FUN:
    case TOK_FUNCTION:
    case TOK_IF:
    case TOK_WHILE:
    case TOK_FOR:
    case TOK_ASSERT:
    case TOK_LAZY:
    case TOK_LOCAL:
    case TOK_STACK:
    case TOK_EXCLAVE:
    case TOK_UNIQUE:
    case TOK_ONCE:
    case TOK_GLOBAL:
    case TOK_MINUS:
    case TOK_MINUSDOT:
    case TOK_PLUS:
    case TOK_PLUSDOT: return true;
    default: return false;
    }
}

StrItem *item_of_expr(Parser *p, Expr *e) {
    StrItem *item = NEW(p->a, StrItem);
    item->kind = STR_EVAL;
    item->loc = e->loc;
    item->u.eval = e;
    return item;
}

/* match%ext ... is [%ext match ...] */
Expr *wrap_extension(Parser *p, Ident ext, Expr *e) {
    if (!ext.name) return e;
    Attr *a = NEW(p->a, Attr);
    a->name = ext;
    StrItem *item = item_of_expr(p, e);
    a->str.n = 1;
    a->str.items = arena_copy(p->a, &item, sizeof item);
    Expr *x = expr_alloc(p->a, EXP_EXTENSION, e->loc);
    x->u.extension = a;
    return x;
}

static NOINLINE Expr *apply_op(Parser *p, Expr *fn, Expr *a, Expr *b, uint32_t start, uint32_t end) {
    Arg args[2] = {{.expr = a}, {.expr = b}};
    Expr *e = new_expr(p, EXP_APPLY, start);
    e->loc.end = end;
    e->u.apply.fn = fn;
    e->u.apply.infix = true;
    e->u.apply.args.n = b ? 2 : 1;
    e->u.apply.args.items = arena_copy(p->a, args, sizeof(Arg) * (b ? 2 : 1));
    return e;
}

/* ---- keyword forms ----------------------------------------------------------------- */

/* Each case: pattern [when seq_expr] -> (seq_expr | .); the first | may be missing */
void parse_match_cases(Parser *p, Expr *e, const Token *open) {
    size_t mark = list_begin(p);
    accept(p, TOK_BAR);
    do {
        Case c = {0};
        uint32_t start = start_of(p);
        c.pat = parse_pattern(p);
        if (accept(p, TOK_WHEN)) c.guard = parse_seq_expr(p);
        if (!accept(p, TOK_ARROW)) {
            Diag *d = unexpected(p, c.guard ? "`->`" : "`->` after this pattern");
            if (d && p->resume->kind == TOK_SEMI)
                diag_note(p->s, d, "several patterns in one case are separated by `|`");
        }
        if (at(p, TOK_DOT)) {
            uint32_t dot = p->t->start;
            next(p);
            c.body = new_expr(p, EXP_UNREACHABLE, dot);
        } else {
            c.body = parse_seq_expr(p);
        }
        c.loc = loc_from(p, start);
        list_push(p, c);
    } while (accept(p, TOK_BAR));
    (void)open;
    if (e->kind == EXP_FUN)
        list_end(p, mark, e->u.fun.cases);
    else
        list_end(p, mark, e->u.match.cases);
}

/* match seq_expr with cases | try seq_expr with cases */
static NOINLINE Expr *parse_match(Parser *p) {
    const Token *open = p->t;
    Ident ext;
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    Expr *scrut = parse_seq_expr(p);
    Expr *e = new_expr(p, open->kind == TOK_MATCH ? EXP_MATCH : EXP_TRY, open->start);
    e->attrs = attrs;
    e->u.match.scrut = scrut;
    if (!accept(p, TOK_WITH)) {
        Diag *d = unexpected(p, "`with`");
        if (d) diag_label(p->s, d, token_loc(p, open), "this `%s` has no `with`", token_spelling(open->kind));
    }
    parse_match_cases(p, e, open);
    e->loc = loc_from(p, open->start);
    return wrap_extension(p, ext, e);
}

/* fun params [: type] -> seq_expr | function cases */
static NOINLINE Expr *parse_fun(Parser *p) {
    const Token *open = p->t;
    Ident ext;
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    Expr *e;
    if (open->kind == TOK_FUNCTION) {
        e = new_expr(p, EXP_FUN, open->start);
        parse_match_cases(p, e, open);
        e->loc = loc_from(p, open->start);
    } else {
        size_t mark = list_begin(p);
        parse_fun_params(p);
        e = parse_fun_rest(p, mark, open->start, TOK_ARROW, false);
    }
    e->attrs = attr_append(attrs, e->attrs);
    return wrap_extension(p, ext, e);
}

/* if seq_expr then expr {else if seq_expr then expr} [else expr] : a loop over the chain */
static NOINLINE Expr *parse_if(Parser *p) {
    typedef struct {
        Expr *node;
        Ident ext;
    } Link;
    size_t mark = list_begin(p);
    Expr *els = NULL;
    for (;;) {
        const Token *open = p->t;
        Link l;
        Attr *attrs;
        next(p);
        parse_ext_attributes(p, &l.ext, &attrs);
        Expr *cond = parse_seq_expr(p);
        if (!accept(p, TOK_THEN)) {
            Diag *d = unexpected(p, "`then`");
            if (d) diag_label(p->s, d, token_loc(p, open), "this `if` has no `then`");
        }
        Expr *then = parse_expr(p);
        l.node = new_expr(p, EXP_IF, open->start);
        l.node->attrs = attrs;
        l.node->u.cond.cond = cond;
        l.node->u.cond.then = then;
        list_push(p, l);
        if (!accept(p, TOK_ELSE)) break;
        if (at(p, TOK_IF)) continue;
        els = parse_expr(p);
        break;
    }
    /* What follows an else branch belongs to it: the chain ends where the last branch ends. */
    Expr *e = els;
    while (p->list.len > mark) {
        Link l;
        p->list.len -= sizeof l;
        memcpy(&l, p->list.data + p->list.len, sizeof l);
        l.node->u.cond.els = e;
        l.node->loc.end = loc_from(p, l.node->loc.start).end;
        e = wrap_extension(p, l.ext, l.node);
    }
    return e;
}

/* do seq_expr done, the end of a loop that began at open */
static Expr *parse_do_done(Parser *p, const Token *open) {
    const Token *do_ = p->t;
    if (!accept(p, TOK_DO)) {
        Diag *d = unexpected(p, "`do`");
        if (d) diag_label(p->s, d, token_loc(p, open), "the loop begins here");
        return expr_error(p, start_of(p));
    }
    if (at(p, TOK_DONE)) {
        Diag *d = report(p, token_loc(p, p->t), "E0110", "Expected an expression, found `done`");
        diag_help(p->s, d, "an empty loop body is ()");
        next(p);
        return expr_error(p, do_->start);
    }
    Expr *body = parse_seq_expr(p);
    expect_close(p, TOK_DONE, do_);
    return body;
}

/* while seq_expr do seq_expr done */
static NOINLINE Expr *parse_while(Parser *p) {
    const Token *open = p->t;
    Ident ext;
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    Expr *cond = parse_seq_expr(p);
    Expr *body = parse_do_done(p, open);
    Expr *e = new_expr(p, EXP_WHILE, open->start);
    e->attrs = attrs;
    e->u.loop.cond = cond;
    e->u.loop.body = body;
    return wrap_extension(p, ext, e);
}

/* for pattern = seq_expr (to | downto) seq_expr do seq_expr done */
static NOINLINE Expr *parse_for(Parser *p) {
    const Token *open = p->t;
    Ident ext;
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    Pat *var = parse_pattern(p);
    if (var->kind != PAT_VAR && var->kind != PAT_ANY && var->kind != PAT_ERROR) {
        report(p, var->loc, "E0110", "Expected a variable or `_` after `for`");
        var->kind = PAT_ANY;
    }
    expect(p, TOK_EQ);
    Expr *lo = parse_seq_expr(p);
    bool down = at(p, TOK_DOWNTO);
    if (!down && !at(p, TOK_TO)) unexpected(p, "`to` or `downto`");
    next(p);
    Expr *hi = parse_seq_expr(p);
    Expr *body = parse_do_done(p, open);
    Expr *e = new_expr(p, EXP_FOR, open->start);
    e->attrs = attrs;
    e->u.for_.var = var;
    e->u.for_.lo = lo;
    e->u.for_.hi = hi;
    e->u.for_.down = down;
    e->u.for_.body = body;
    return wrap_extension(p, ext, e);
}

/* assert simple_expr | lazy simple_expr */
static NOINLINE Expr *parse_assert_lazy(Parser *p) {
    const Token *open = p->t;
    Ident ext;
    Attr *attrs;
    next(p);
    parse_ext_attributes(p, &ext, &attrs);
    Expr *sub = parse_simple_expr(p, false);
    Expr *e = new_expr(p, open->kind == TOK_ASSERT ? EXP_ASSERT : EXP_LAZY, open->start);
    e->u.sub = sub;
    e->attrs = attrs;
    return wrap_extension(p, ext, e);
}

/* local_ expr | exclave_ expr | stack_ (application or keyword form) */
static NOINLINE Expr *parse_locality(Parser *p, ExprKind kind, uint32_t start) {
    Expr *sub = parse_expr_at(p, kind == EXP_STACK ? PREC_UNARY : PREC_ASSIGN);
    Expr *e = new_expr(p, kind, start);
    e->u.sub = sub;
    return e;
}

/* unique_ expr | once_ expr | global_ expr: (expr : _ @ mode) */
static NOINLINE Expr *parse_other_mode(Parser *p) {
    uint32_t start = p->t->start;
    ModeAnnot m = {0};
    parse_legacy_modes(p, &m);
    Expr *sub = parse_expr(p);
    Expr *e = new_expr(p, EXP_CONSTRAINT, start);
    e->u.constraint.expr = sub;
    e->u.constraint.mode = m;
    return e;
}

/* [%local] e, [%stack] e, [%exclave] e: the keywords as extension points.  0 when the token begins none. */
static ExprKind locality_extension(const Parser *p) {
    if (p->t[1].kind != TOK_LIDENT || p->t[2].kind != TOK_RBRACKET || !starts_expr(p->t[3].kind)) return EXP_ERROR;
    const char *n = p->t[1].name->text;
    if (strcmp(n, "local") == 0) return EXP_LOCAL;
    if (strcmp(n, "stack") == 0) return EXP_STACK;
    return strcmp(n, "exclave") == 0 ? EXP_EXCLAVE : EXP_ERROR;
}

/* ---- application ---------------------------------------------------------------------- */

/* labeled_simple_expr: simple_expr | ~x | ~x:simple_expr | ~(x : t) | ?x | ?x:simple_expr */
static NOINLINE Arg parse_arg(Parser *p) {
    Arg a = {0};
    uint32_t start = p->t->start;
    switch (p->t->kind) {
    case TOK_LABEL:
    case TOK_OPTLABEL:
        a.label.kind = at(p, TOK_LABEL) ? LABEL_LABELLED : LABEL_OPTIONAL;
        a.label.name = p->t->name;
        next(p);
        a.expr = parse_simple_expr(p, false);
        break;
    case TOK_TILDE:
    case TOK_QUESTION:
        a.label.kind = at(p, TOK_TILDE) ? LABEL_LABELLED : LABEL_OPTIONAL;
        next(p);
        if (at(p, TOK_LPAREN) && a.label.kind == LABEL_LABELLED) { /* ~(x : t) */
            const Token *open = p->t;
            next(p);
            Ident id = parse_lident(p, "a label's name");
            a.label.name = id.name;
            a.expr = expr_ident(p, id.name, id.loc);
            if (accept(p, TOK_COLON)) {
                ModeAnnot mode = {0};
                TypeExpr *type = parse_core_type_modes(p, &mode);
                Expr *c = new_expr(p, EXP_CONSTRAINT, open->start);
                c->u.constraint.expr = a.expr;
                c->u.constraint.type = type;
                c->u.constraint.mode = mode;
                a.expr = c;
            }
            expect_close(p, TOK_RPAREN, open);
            a.expr->loc = loc_from(p, open->start);
        } else {
            Ident id = parse_lident(p, "a label's name");
            a.label.name = id.name;
            a.expr = expr_ident(p, id.name, id.loc);
        }
        break;
    default: a.expr = parse_simple_expr(p, false);
    }
    if (a.label.kind != LABEL_NONE && a.expr->kind == EXP_ERROR) a.expr->loc.start = start;
    return a;
}

static bool starts_arg(TokenKind k) {
    return starts_simple_expr(k) || k == TOK_LABEL || k == TOK_OPTLABEL || k == TOK_TILDE || k == TOK_QUESTION;
}

/* A constructor takes one argument; several are a tuple. */
static NOINLINE void extra_constructor_args(Parser *p, const Expr *e) {
    if (!starts_arg(p->t->kind) || panicking(p)) return;
    uint32_t start = p->t->start;
    while (starts_arg(p->t->kind)) parse_arg(p);
    if (panicking(p)) return;
    Diag *d = report(p, loc_from(p, start), "E0110", "A constructor is applied to one argument");
    diag_label(p->s, d, e->loc, "its argument is complete here");
    diag_help(
        p->s, d,
        "several arguments are written as a tuple: K (a, b); an argument that is an application needs parentheses");
}

/* simple_expr {labeled_simple_expr} | constr_longident simple_expr | name_tag simple_expr */
static Expr *parse_application(Parser *p) {
    uint32_t start = start_of(p);
    Expr *fn = parse_simple_expr(p, true);
    if (!starts_arg(p->t->kind)) return fn;
    if (fn->kind == EXP_CONSTRUCT && !fn->parens && !fn->u.construct.arg &&
        fn->u.construct.path->name->text[0] >= 'A' && fn->u.construct.path->name->text[0] <= 'Z') {
        if (!starts_simple_expr(p->t->kind)) {
            extra_constructor_args(p, fn);
            return fn;
        }
        fn->u.construct.arg = parse_simple_expr(p, false);
        fn->loc = loc_from(p, start);
        extra_constructor_args(p, fn);
        return fn;
    }
    if (fn->kind == EXP_VARIANT && !fn->parens && !fn->u.variant.arg && starts_simple_expr(p->t->kind)) {
        fn->u.variant.arg = parse_simple_expr(p, false);
        fn->loc = loc_from(p, start);
        extra_constructor_args(p, fn);
        return fn;
    }
    size_t mark = list_begin(p);
    do {
        Arg a = parse_arg(p);
        list_push(p, a);
    } while (starts_arg(p->t->kind));
    Expr *e = new_expr(p, EXP_APPLY, start);
    e->u.apply.fn = fn;
    list_end(p, mark, e->u.apply.args);
    return e;
}

/* (- | -. | + | +.) expr: folded into a number that follows */
static NOINLINE Expr *parse_sign(Parser *p) {
    const Token *t = p->t;
    bool is_float = t->kind == TOK_MINUSDOT || t->kind == TOK_PLUSDOT;
    bool minus = t->kind == TOK_MINUS || t->kind == TOK_MINUSDOT;
    next(p);
    Expr *e = parse_expr_at(p, PREC_UNARY);
    if (e->kind == EXP_CONST && !e->attrs &&
        (e->u.constant.kind == CONST_FLOAT || (e->u.constant.kind == CONST_INT && !is_float))) {
        if (minus) const_negate(p->a, &e->u.constant);
        e->parens = false;
        e->loc.start = t->start;
        return e;
    }
    Name n = minus ? (is_float ? p->neg_float : p->neg) : is_float ? p->pos_float : p->pos;
    return apply_op(p, expr_ident(p, n, token_loc(p, t)), e, NULL, t->start, prev_end(p));
}

static Expr *parse_prefix(Parser *p) {
    switch (p->t->kind) {
    case TOK_LET:
    case TOK_LETOP: return parse_seq_expr(p); /* its body takes everything that follows */
    case TOK_MATCH:
    case TOK_TRY: return parse_match(p);
    case TOK_FUN:
    case TOK_FUNCTION: return parse_fun(p);
    case TOK_IF: return parse_if(p);
    case TOK_WHILE: return parse_while(p);
    case TOK_FOR: return parse_for(p);
    case TOK_ASSERT:
    case TOK_LAZY: return parse_assert_lazy(p);
    case TOK_LOCAL:
    case TOK_STACK:
    case TOK_EXCLAVE: {
        const Token *t = p->t;
        next(p);
        return parse_locality(p,
                              t->kind == TOK_LOCAL   ? EXP_LOCAL
                              : t->kind == TOK_STACK ? EXP_STACK
                                                     : EXP_EXCLAVE,
                              t->start);
    }
    case TOK_UNIQUE:
    case TOK_ONCE:
    case TOK_GLOBAL: return parse_other_mode(p);
    case TOK_MINUS:
    case TOK_MINUSDOT:
    case TOK_PLUS:
    case TOK_PLUSDOT: return parse_sign(p);
    case TOK_LBRACKETPERCENT: {
        ExprKind k = locality_extension(p);
        if (k == EXP_ERROR) break;
        uint32_t start = p->t->start;
        p->t += 3;
        return parse_locality(p, k, start);
    }
    default: break;
    }
    return parse_application(p);
}

/* ---- binary operators ---------------------------------------------------------------------- */

static Expr *operator_ident(Parser *p, const Token *t) {
    return expr_ident(p, operator_name(p, t), token_loc(p, t));
}

/* left :: e :: e, left := e ...: operands of one precedence, joined from the right */
static NOINLINE Expr *parse_right_chain(Parser *p, Expr *left, int prec) {
    typedef struct {
        Expr *left;
        const Token *op;
    } Link;
    size_t mark = list_begin(p);
    Expr *e = left;
    for (;;) {
        BinaryOp op = binary_op(p->t->kind);
        if (op.prec != prec) break;
        Link l = {e, p->t};
        list_push(p, l);
        next(p);
        e = parse_expr_at(p, prec + 1);
    }
    while (p->list.len > mark) {
        Link l;
        p->list.len -= sizeof l;
        memcpy(&l, p->list.data + p->list.len, sizeof l);
        uint32_t start = l.left->loc.start, end = e->loc.end;
        if (l.op->kind == TOK_COLONCOLON) {
            Expr *both[2] = {l.left, e};
            Expr *pair = new_expr(p, EXP_TUPLE, start);
            pair->loc.end = end;
            pair->u.tuple.items = arena_copy(p->a, both, sizeof both);
            pair->u.tuple.n = 2;
            e = new_expr(p, EXP_CONSTRUCT, start);
            e->loc.end = end;
            e->u.construct.path = path_of_name(p, p->cons, token_loc(p, l.op));
            e->u.construct.arg = pair;
        } else {
            e = apply_op(p, operator_ident(p, l.op), l.left, e, start, end);
        }
    }
    return e;
}

static NOINLINE Expr *parse_tuple(Parser *p, Expr *first) {
    size_t mark = list_begin(p);
    list_push(p, first);
    while (accept(p, TOK_COMMA)) {
        Expr *e = parse_expr_at(p, PREC_COMMA + 1);
        list_push(p, e);
    }
    Expr *t = new_expr(p, EXP_TUPLE, first->loc.start);
    list_end(p, mark, t->u.tuple);
    return t;
}

static NOINLINE void bad_assignment(Parser *p, const Expr *e) {
    Loc arrow = token_loc(p, p->t);
    Diag *d = report(p, e->loc, "E0122", "The left side of `<-` must be a field r.f or an element a.(i)");
    diag_label(p->s, d, arrow, "assigned here");
    if (e->kind == EXP_IDENT)
        diag_help(p->s, d, "a variable cannot be assigned; make it a `ref` and write `%s := ...`",
                  e->u.ident->name->text);
    next(p);
    parse_expr_at(p, PREC_ASSIGN);
}

/* expr without ; : operators of at least precedence min */
Expr *parse_expr_at(Parser *p, int min) {
    if (!parse_enter(p)) {
        leave(p);
        return expr_error(p, start_of(p));
    }
    Expr *e = parse_prefix(p);
    for (;;) {
        BinaryOp op = binary_op(p->t->kind);
        if (op.prec == 0 || op.prec < min) break;
        if (op.prec == PREC_COMMA) {
            e = parse_tuple(p, e);
        } else if (op.prec == PREC_ATTR) {
            e->attrs = attr_append(e->attrs, parse_attributes(p));
        } else if (op.right) {
            e = parse_right_chain(p, e, op.prec);
        } else {
            const Token *t = p->t;
            next(p);
            Expr *right = parse_expr_at(p, op.prec + 1);
            e = apply_op(p, operator_ident(p, t), e, right, e->loc.start, right->loc.end);
        }
    }
    if (at(p, TOK_LARROW) && min <= PREC_ASSIGN) bad_assignment(p, e);
    leave(p);
    return e;
}

/* ---- sequences and lets -------------------------------------------------------------------------- */

typedef struct {
    Expr *node; /* LET, LETOP, LETMODULE, LETEXCEPTION, OPEN: body missing; SEQUENCE: second missing */
    Ident ext;
} Pending;

static void set_rest(Expr *node, Expr *rest) {
    switch (node->kind) {
    case EXP_LET: node->u.let.body = rest; break;
    case EXP_LETOP: node->u.letop.body = rest; break;
    case EXP_LETMODULE: node->u.letmodule.body = rest; break;
    case EXP_LETEXCEPTION: node->u.letexception.body = rest; break;
    case EXP_OPEN: node->u.open.body = rest; break;
    default: node->u.seq.second = rest;
    }
}

static void expect_in(Parser *p, const Token *let) {
    if (accept(p, TOK_IN)) return;
    if (panicking(p)) return;
    const Token *t = p->t;
    bool item = starts_item(p, t) || t->kind == TOK_EOF || t->kind == TOK_END || t->kind == TOK_RPAREN;
    if (!item && t->kind != TOK_LET) {
        Diag *d = unexpected(p, "`in`");
        diag_label(p->s, d, token_loc(p, let), "this `let` needs `in`");
        return;
    }
    Diag *d = syntax_error(p, "E0115", "Expected `in`, found %s: this `let` has no `in`", describe(p, t));
    diag_label(p->s, d, token_loc(p, let), "the `let` without `in`");
    if (let[-1].kind == TOK_SEMI && starts_item(p, let))
        diag_help(p->s, d, "if this `let` defines something of the module, remove the `;` before it");
    else if (let[-1].kind == TOK_IN || let[-1].kind == TOK_EQ || let[-1].kind == TOK_SEMI)
        diag_help(p->s, d, "inside an expression write `let ... = ... in ...`");
}

/* let open, let module, let exception: behind `let`; NULL when it is another let */
static Expr *parse_let_special(Parser *p, const Token *let) {
    Ident ext;
    Attr *attrs;
    Expr *e;
    switch (p->t->kind) {
    case TOK_OPEN: {
        next(p);
        bool override = accept(p, TOK_BANG);
        parse_ext_attributes(p, &ext, &attrs);
        ModExpr *m = parse_module_expr(p);
        e = new_expr(p, EXP_OPEN, let->start);
        e->u.open.mod = m;
        e->u.open.override = override;
        break;
    }
    case TOK_MODULE: {
        next(p);
        parse_ext_attributes(p, &ext, &attrs);
        Ident name = {NULL, NO_LOC};
        if (at(p, TOK_UNDERSCORE)) {
            name.loc = token_loc(p, p->t);
            next(p);
        } else {
            name = parse_uident(p, "a module's name");
        }
        ModExpr *m = parse_module_binding_body(p);
        e = new_expr(p, EXP_LETMODULE, let->start);
        e->u.letmodule.name = name;
        e->u.letmodule.mod = m;
        break;
    }
    case TOK_EXCEPTION: {
        next(p);
        StrItem *exn = parse_exception_declaration(p);
        e = new_expr(p, EXP_LETEXCEPTION, let->start);
        e->u.letexception.exn = exn;
        attrs = NULL;
        break;
    }
    default: return NULL;
    }
    e->attrs = attrs;
    return e;
}

/* let [rec] binding {and binding} in | let open M in | let* x = e and* y = f in : all but the body */
static NOINLINE Pending parse_let_head(Parser *p) {
    const Token *let = p->t;
    Pending r = {0};
    next(p);
    if (let->kind == TOK_LETOP) {
        size_t mark = list_begin(p);
        Ident op = {let->name, token_loc(p, let)};
        VEC(Ident) ops = {0};
        for (;;) {
            Binding b = {0};
            uint32_t start = start_of(p);
            vec_push_in(p->a, &ops, op);
            parse_let_binding_body(p, &b, true);
            b.loc = loc_from(p, start);
            list_push(p, b);
            if (!at(p, TOK_ANDOP)) break;
            op = ident_here(p);
        }
        r.node = new_expr(p, EXP_LETOP, let->start);
        list_end(p, mark, r.node->u.letop.binds);
        r.node->u.letop.ops.items = ops.data;
        r.node->u.letop.ops.n = ops.len;
        expect_in(p, let);
        return r;
    }
    r.node = parse_let_special(p, let);
    if (r.node) {
        expect_in(p, let);
        return r;
    }
    Attr *attrs;
    parse_ext_attributes(p, &r.ext, &attrs);
    bool rec = accept(p, TOK_REC);
    size_t mark = list_begin(p);
    for (;;) {
        Binding b = {0};
        uint32_t start = start_of(p);
        parse_let_binding_body(p, &b, r.ext.name != NULL);
        b.attrs = attr_append(attrs, parse_post_item_attributes(p));
        b.loc = loc_from(p, start);
        list_push(p, b);
        if (!accept(p, TOK_AND)) break;
        attrs = parse_attributes(p);
    }
    r.node = new_expr(p, EXP_LET, let->start);
    r.node->u.let.rec = rec;
    list_end(p, mark, r.node->u.let.binds);
    expect_in(p, let);
    return r;
}

/* seq_expr: expr | expr ; | expr ; seq_expr | let ... in seq_expr
   The pending lets and sequences wait on the list stack; the tree is closed from the right. */
Expr *parse_seq_expr(Parser *p) {
    size_t mark = list_begin(p);
    Expr *last;
    for (;;) {
        while (at(p, TOK_LET) || at(p, TOK_LETOP)) {
            Pending l = parse_let_head(p);
            list_push(p, l);
        }
        last = parse_expr(p);
        if (!at(p, TOK_SEMI)) break;
        const Token *semi = p->t;
        Pending s = {0};
        next(p);
        if (at(p, TOK_PERCENT)) { /* ;%ext */
            Attr *attrs;
            parse_ext_attributes(p, &s.ext, &attrs);
        }
        if (!starts_expr(p->t->kind)) {
            if (s.ext.name)
                unexpected(p, "an expression");
            else if (at(p, TOK_SEMI))
                unexpected(p, "an expression");
            break;
        }
        s.node = expr_alloc(p->a, EXP_SEQUENCE, (Loc){p->f->index, last->loc.start, semi->end});
        s.node->u.seq.first = last;
        list_push(p, s);
    }
    while (p->list.len > mark) {
        Pending l;
        p->list.len -= sizeof l;
        memcpy(&l, p->list.data + p->list.len, sizeof l);
        if (l.node->loc.end < last->loc.end) l.node->loc.end = last->loc.end;
        set_rest(l.node, last);
        last = wrap_extension(p, l.ext, l.node);
    }
    return last;
}
