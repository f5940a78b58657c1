/* lexer.h: a file's text as an array of tokens. */
#ifndef MLOC_LEXER_H
#define MLOC_LEXER_H

#include "syntax.h"

typedef enum {
#define KEYWORD(id, text) TOK_##id,
#define TOKEN(id, text)   TOK_##id,
#define CLASS(id, text)   TOK_##id,
#include "tokens.def"
#undef KEYWORD
#undef TOKEN
#undef CLASS
    TOK_COUNT
} TokenKind;

enum {
    TF_NEWLINE = 1, /* first on its line */
    TF_SPACE = 2,   /* white space or a comment before it */
    TF_ESCAPES = 4, /* STRING: contains a backslash */
    TF_KEYWORD = 8, /* LABEL, OPTLABEL: the name is a keyword */
};

/* Literals are decoded when the parser takes them: lex_const. */
typedef struct {
    uint8_t kind; /* TokenKind */
    uint8_t flags;
    char suffix; /* INT, FLOAT; ? in a literal that was reported as bad */
    uint32_t start, end;
    Name name; /* names, operators, labels (without ~ and :), extension names */
} Token;

typedef VEC(Token) TokenVec;

/* Never fails: bad characters are reported and left out.  Ends with four EOFs, so that looking ahead needs no
   checks.  Free with vec_free. */
void lex_file(Session *s, SourceFile *f, TokenVec *out);

/* The value of an INT, FLOAT, CHAR or STRING token; reports bad escapes.  negate: a sign was folded in. */
Const lex_const(Session *s, Arena *a, SourceFile *f, const Token *t, bool negate);
void const_negate(Arena *a, Const *c);

const char *token_spelling(TokenKind k); /* "let"; NULL for classes */
const char *token_class(TokenKind k);    /* "a lower-case name"; NULL otherwise */
bool token_is_keyword(TokenKind k);
extern const uint8_t lex_classes[256];

#endif
