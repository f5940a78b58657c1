/* mirlex.h: tokens of MIR text.  Private to parse.c and mirlex.c. */
#ifndef MLOC_MIRLEX_H
#define MLOC_MIRLEX_H

#include "ir.h"

typedef enum {
    T_EOF,
    T_WORD,   /* letters, digits, _ . ' $ /, beginning with a letter or _ */
    T_SYMBOL, /* @word or @"..." */
    T_VALUE,  /* %word */
    T_NUMBER, /* digits, with a sign, hexadecimal, fraction, exponent: read by tok_int or tok_float */
    T_STRING, /* "..." */
    T_ARROW,  /* -> */
    T_PUNCT,  /* one character: punct */
    T_BAD,    /* reported already */
} TokKind;

typedef struct {
    TokKind kind;
    char punct;
    Name name;        /* strings and quoted symbols: decoded; else see mirlex_name */
    const char *text; /* words, symbols, values: without @ and % */
    uint32_t len;
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
Name mirlex_name(MirLex *l);               /* of the current token, interned */
/* From a `{` on: makes the token behind the matching `}` the current one, looking at nothing in between but strings and
   comments. False at the end of the file, or at a `func` that begins a line. */
bool mirlex_skip_braces(MirLex *l);
Loc mirlex_loc(const MirLex *l);             /* of the current token */
bool tok_int(const MirLex *l, int64_t *out); /* false: no integer, or out of 64 bits (unsigned hexadecimal allowed) */
bool tok_float(const MirLex *l, double *out);

#endif
