/* mirlex.h: tokens of MIR text.  Private to parse.c and mirlex.c. */
#ifndef MLOC_MIRLEX_H
#define MLOC_MIRLEX_H

#include "ir.h"

typedef enum {
    T_EOF,
    T_WORD,   /* letters, digits, _ . ' $ /, beginning with a letter or _ : name is the whole */
    T_SYMBOL, /* @word or @"...": name without the @ */
    T_VALUE,  /* %word: name without the % */
    T_NUMBER, /* digits, with a sign, hexadecimal, fraction, exponent: read by tok_int or tok_float */
    T_STRING, /* "...": name is the decoded text */
    T_ARROW,  /* -> */
    T_PUNCT,  /* one character: punct */
    T_BAD,    /* reported already */
} TokKind;

typedef struct {
    TokKind kind;
    char punct;
    Name name;
    uint32_t start, end;
} Tok;

typedef struct {
    Session *session;
    SourceFile *file;
    uint32_t pos;
    Tok tok; /* the current one */
    Buf scratch;
} MirLex;

void mirlex_next(MirLex *l);
void mirlex_seek(MirLex *l, uint32_t pos); /* and reads the token there */
Loc mirlex_loc(const MirLex *l);           /* of the current token */
bool tok_int(const MirLex *l, int64_t *out); /* false: no integer, or out of 64 bits (unsigned hexadecimal allowed) */
bool tok_float(const MirLex *l, double *out);

#endif
