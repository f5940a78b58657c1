/* parser.h: what the parser's files share.

   parser.c     tokens, errors and recovery, depth, lists; entry points
   parse_expr.c operators and keyword forms;  parse_simple.c  atoms, brackets, postfix;  parse_let.c  bindings,
   parameters parse_pat.c  patterns;  parse_type.c  types and attributes;  parse_decl.c  type declarations parse_mod.c
   structures, signatures, module expressions and types

   Recursive descent; each function is named after a rule of the grammar, which is in
   the comment above it.  Functions return a node always, an *_ERROR one after an error.

   Errors.  The first unexpected token is reported, and the parser panics: the current
   token becomes TOK_PANIC, which no rule accepts, so that all functions unwind by themselves
   without looking for errors, and report nothing.  Whoever can go on (a closing bracket, the next item of
   a structure) looks for his token from p->resume and ends the panic. */
#ifndef MLOC_PARSER_H
#define MLOC_PARSER_H

#include "lexer.h"

/* On functions that need much stack and are called by those that nest: their frames must not be merged. */
#if defined(__GNUC__)
#define NOINLINE __attribute__((noinline))
#else
#define NOINLINE
#endif

typedef struct {
    Session *s;
    Arena *a;
    SourceFile *f;
    const Token *t;      /* the current token */
    const Token *resume; /* while panicking: the token that was not expected */
    Token panic[4];
    TokenVec toks; /* toks.data[0] is a dummy, so that t[-1] exists */
    Buf list;      /* lists under construction, see list_push */
    Attr *listed;  /* attributes that must stand at certain places, the last one first */
    uint32_t depth;
    const char *stack_base;
    bool fatal;                               /* nested too deeply: nothing more is parsed */
    bool objects_reported;                    /* one error about classes and objects is enough */
    bool recovered;                           /* an error was reported in the structure being parsed */
    bool item_failed;                         /* in the last item */
    uint32_t last_error;                      /* where the last one was reported; 0 before */
    uint32_t first_lex_error, end_lex_errors; /* in the session's diagnostics */
    uint32_t item_col;                        /* column of the items of the innermost structure */
    Name op[TOK_COUNT];                       /* the name of an operator token; NULL for others */
    Name unit, nil, cons, true_, false_;
    Name neg, neg_float, pos, pos_float;
    Name m_local, m_global, m_unique, m_once, m_shared, m_aliased, m_many;
} Parser;

/* ---- tokens ------------------------------------------------------------------ */
static inline bool at(const Parser *p, TokenKind k) {
    return p->t->kind == k;
}
static inline bool panicking(const Parser *p) {
    return p->t->kind == TOK_PANIC;
}
static inline void next(Parser *p) {
    if (p->t->kind != TOK_PANIC && p->t->kind != TOK_EOF) p->t++;
}
static inline bool accept(Parser *p, TokenKind k) {
    if (p->t->kind != k) return false;
    next(p);
    return true;
}
static inline uint32_t start_of(const Parser *p) {
    return (panicking(p) ? p->resume : p->t)->start;
}
static inline uint32_t prev_end(const Parser *p) {
    return (panicking(p) ? p->resume : p->t)[-1].end;
}
Loc token_loc(const Parser *p, const Token *t);
Loc loc_from(const Parser *p, uint32_t start); /* up to the token before the current one */

/* ---- errors -------------------------------------------------------------------- */
/* At the current token.  Panics; when panicking already, an error that is not printed. */
Diag *syntax_error(Parser *p, const char *code, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* "Expected %s, found ...", with hints for common mistakes. */
Diag *unexpected(Parser *p, const char *expected);
/* An error that parsing goes on after: no panic. */
Diag *report(Parser *p, Loc loc, const char *code, const char *fmt, ...) PRINTF_LIKE(4, 5);
const char *describe(Parser *p, const Token *t); /* "`in`", "the end of the file" */
bool expect(Parser *p, TokenKind k);             /* takes it, or unexpected() */
/* The closing token of a bracket; also where a panic inside the bracket ends. */
bool expect_close(Parser *p, TokenKind k, const Token *open);
bool starts_item(const Parser *p, const Token *t); /* does t look like the next item of a structure? */
void objects_unsupported(Parser *p, Loc loc, const char *what);
void skip_object(Parser *p); /* object ... end */
void resume_at(Parser *p, const Token *t);
void panic_quietly(Parser *p);
const Token *skip_to_item(Parser *p, const Token *item, TokenKind end);
uint32_t column_of(const Parser *p, const Token *t);
bool closes(TokenKind k);

/* ---- depth ----------------------------------------------------------------------- */
bool parse_enter(Parser *p); /* false: nested too deeply, reported */
static inline void leave(Parser *p) {
    p->depth--;
}

/* ---- lists: a stack of bytes; push, then list_end copies what is above the mark ---- */
static inline size_t list_begin(const Parser *p) {
    return p->list.len;
}
#define list_push(p, x) buf_add(&(p)->list, &(x), sizeof(x))
void *list_end_(Parser *p, size_t mark, size_t elem, uint32_t *n);
#define list_end(p, mark, l) ((l).items = list_end_((p), (mark), sizeof *(l).items, &(l).n))

/* ---- names and paths ---------------------------------------------------------------- */
Ident ident_here(Parser *p);                     /* the current name token, taken */
Ident parse_lident(Parser *p, const char *what); /* "a label", ... */
Ident parse_uident(Parser *p, const char *what);
Name operator_name(const Parser *p, const Token *t); /* NULL unless ( t ) is a value name */
/* val_ident: lident | ( operator ).  at_val_ident looks, parse_val_ident takes. */
bool at_val_ident(const Parser *p);
Ident parse_val_ident(Parser *p);
Path *path_of(Parser *p, Path *prefix, Ident id);
Path *path_of_name(Parser *p, Name n, Loc loc);
Path *parse_mod_longident(Parser *p);                         /* M.N */
Path *parse_mod_ext_longident(Parser *p);                     /* M.F(X).N */
Path *parse_type_longident(Parser *p);                        /* M.F(X).t */
Path *parse_value_or_field_path(Parser *p, const char *what); /* M.x */

/* ---- types, attributes ------------------------------------------------------------------ */
TypeExpr *parse_core_type(Parser *p);
TypeExpr *parse_core_type_modes(Parser *p, ModeAnnot *modes); /* t @ local: the modes go to *modes */
TypeExpr *parse_core_type_no_attr(Parser *p, ModeAnnot *modes);
TypeExpr *parse_poly_type(Parser *p, bool attrs, ModeAnnot *modes);
TypeExpr *parse_atomic_type(Parser *p);
TypeExpr *type_error_node(Parser *p, uint32_t start);
void parse_package_type(Parser *p, TypeExpr *ty);      /* S with type ... */
bool parse_legacy_modes(Parser *p, ModeAnnot *m);      /* local_ unique_ once_ global_ */
void parse_at_modes(Parser *p, ModeAnnot *m);          /* after @ or @@ */
Attr *parse_attributes(Parser *p);                     /* [@...]* */
Attr *parse_post_item_attributes(Parser *p);           /* [@@...]* */
Attr *parse_attribute_body(Parser *p, TokenKind open); /* [@x ...], [%x ...] */
Attr *attr_append(Attr *a, Attr *b);
/* %ext and [@attr] behind a keyword; *ext has a NULL name when there is none. */
void parse_ext_attributes(Parser *p, Ident *ext, Attr **attrs);
Attr *parse_quoted_extension(Parser *p);

/* ---- patterns ------------------------------------------------------------------------------ */
Pat *parse_pattern(Parser *p);
Pat *parse_simple_pattern(Parser *p);
bool starts_simple_pattern(TokenKind k);
Pat *new_pat(Parser *p, PatKind k, uint32_t start);
Pat *pat_var(Parser *p, Ident id);

/* ---- expressions ------------------------------------------------------------------------------ */
enum { /* precedences of operators, from the weakest; parse_expr_at takes the weakest that it may see */
       PREC_ASSIGN = 1, /* := right; also whole expressions without ; */
       PREC_COMMA,
       PREC_OR,   /* right */
       PREC_AND,  /* right */
       PREC_CMP,  /* left */
       PREC_CAT,  /* @ ^ right */
       PREC_ATTR, /* e [@a] */
       PREC_CONS, /* right */
       PREC_ADD,  /* left */
       PREC_MUL,  /* left */
       PREC_POW,  /* right */
       PREC_UNARY,
};
Expr *parse_seq_expr(Parser *p);
Expr *parse_expr_at(Parser *p, int min);
static inline Expr *parse_expr(Parser *p) {
    return parse_expr_at(p, PREC_ASSIGN);
}
/* head: `e.x <- v` may be taken whole */
Expr *parse_simple_expr(Parser *p, bool head);
bool starts_simple_expr(TokenKind k);
bool starts_expr(TokenKind k);
Expr *new_expr(Parser *p, ExprKind k, uint32_t start); /* ends at the token before the current one */
Expr *expr_alloc(Arena *a, ExprKind k, Loc loc);
Expr *expr_error(Parser *p, uint32_t start);
Expr *expr_ident(Parser *p, Name n, Loc loc);
Expr *expr_unit(Parser *p, uint32_t start);
Expr *wrap_extension(Parser *p, Ident ext, Expr *e);
StrItem *item_of_expr(Parser *p, Expr *e);
/* let bindings; pun: `let* x` alone means `let* x = x` */
void parse_let_binding_body(Parser *p, Binding *b, bool pun);
void parse_fun_params(Parser *p); /* at least one; pushes Params */
bool starts_param(TokenKind k);
/* -> e, = e : the end of a function; makes EXP_FUN from the params above mark */
Expr *parse_fun_rest(Parser *p, size_t mark, uint32_t start, TokenKind sign, bool from_let);
void parse_match_cases(Parser *p, Expr *e, const Token *open); /* into e->u.match or e->u.fun */

/* ---- declarations and modules ------------------------------------------------------------------- */
void parse_type_params(Parser *p, TypeDeclSyntax *d);
/* = t, = A | B ..., constraints; behind the name.  *subst: := */
void parse_type_declaration_body(Parser *p, TypeDeclSyntax *d, bool *subst);
void parse_type_constraints(Parser *p, TypeDeclSyntax *d);
void parse_extension_constructor(Parser *p, ExtConstr *e);
StrItem *parse_exception_declaration(Parser *p); /* behind `exception` */
/* A type item at `type`: types or an extension (path then non-NULL).  Attributes of types are theirs. */
typedef struct {
    LIST(TypeDeclSyntax) types;
    bool subst;
    Path *path;
    LIST(TypeParam) params;
    LIST(ExtConstr) constrs;
    bool private;
    Attr *attrs;
    Ident ext;
} TypeItem;
void parse_type_item(Parser *p, TypeItem *item);
ModExpr *parse_module_expr(Parser *p);
ModType *parse_module_type(Parser *p);
/* (X : S)... [: S] = M, after the module's name */
ModExpr *parse_module_binding_body(Parser *p);
void parse_structure(Parser *p, TokenKind end, Structure *out);
void parse_signature(Parser *p, TokenKind end, Signature_ *out);

#endif
