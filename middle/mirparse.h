/* mirparse.h: what the parts of the MIR reader share.  Private to parse.c and mirparse.c.
   mp_want_*: reads the thing or reports what was expected; mp_accept*: reads it when it is there. */
#ifndef MLOC_MIRPARSE_H
#define MLOC_MIRPARSE_H

#include "mirlex.h"

/* A value or block as written: numbers have an array, other names a map. */
typedef struct {
    uint32_t no; /* UINT32_MAX: named */
    Name name;
    const char *hint; /* hint_len bytes of the file */
    uint32_t hint_len;
    Loc loc;
} Ref;
enum { MAX_NO = 1 << 22 };

typedef struct {
    Val *slot;
    Ref ref;
} Fixup;

typedef struct {
    Ref ref;
    IrMode mode;
    Number number;
    uint8_t promise;
} Result;

typedef struct { /* left for the second round: a function's body, data's fields, or an init */
    Func *func;
    Data *data;
    uint32_t pos;
    Loc loc;
    uint8_t tag;
    bool root, fresh; /* fresh: not defined before */
} Body;

typedef struct Parser {
    MirLex lex;
    Program *prog;
    Session *s;
    bool failed; /* in the current item */
    VEC(Body) bodies;
    Map ops;  /* Name -> op + 1 */
    Map exts; /* Name "symbol" or "symbol#2" -> index in prog->exts */
    VEC(SiteId) sites;
    VEC(uint32_t) files; /* number in the text -> session's */
    struct {
        Func *f;
        VEC(Val) vals;
        VEC(Blk) blks;
        Map named_vals, named_blks; /* Name -> handle */
        VEC(bool) defined;          /* by Blk */
        VEC(Loc) first_use;         /* by Blk */
        VEC(Fixup) fixups;
    } fn;
    VEC(Ref) refs;       /* operands being read */
    VEC(Result) results; /* left side being read */
    VEC(Edge) edges;
    VEC(int64_t) cases;
    VEC(FuncId) set;
} Parser;

/* ---- mirparse.c ---- */
bool mp_fail_at(Parser *p, Loc loc, const char *code, const char *fmt, ...) PRINTF_LIKE(4, 5);
bool mp_expected(Parser *p, const char *what);
void mp_next(Parser *p);
TokKind mp_kind(const Parser *p);
Loc mp_here(const Parser *p);
bool mp_at(const Parser *p, char c);
bool mp_at_word(const Parser *p, const char *w);
bool mp_accept(Parser *p, char c);
bool mp_accept_word(Parser *p, const char *w);
bool mp_want(Parser *p, char c);
bool mp_want_word(Parser *p, const char *w);
bool mp_want_arrow(Parser *p);
bool mp_want_name(Parser *p, TokKind k, const char *what, Name *out);
bool mp_want_int(Parser *p, int64_t min, int64_t max, int64_t *out);
bool mp_want_u32(Parser *p, uint32_t max, uint32_t *out);
bool mp_want_f64(Parser *p, double *out);
bool mp_opt_loc(Parser *p, Loc *out);
Layout mp_layout_named(const char *text, size_t len);
bool mp_want_layout(Parser *p, Layout *out);
IrMode mp_opt_mode(Parser *p);
Number mp_opt_number(Parser *p);
uint8_t mp_opt_promise(Parser *p);
bool mp_want_func(Parser *p, FuncId *out);
bool mp_want_data(Parser *p, DataId *out);
bool mp_want_ext_name(Parser *p, Name *symbol, Name *key);
bool mp_want_ext(Parser *p, ExtId *out);
bool mp_want_place(Parser *p, uint8_t *out);

#endif
