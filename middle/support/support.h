/* support.h: what every stage stands on: arenas, interned names, vectors, hash
   maps, source files, diagnostics.  Nothing here knows about compiling OCaml.

   No mutable globals: a Session is made by the driver and handed down.
   Out of memory ends the process with a message (a compiler has no better answer). */
#ifndef MLOC_SUPPORT_H
#define MLOC_SUPPORT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define NORETURN                __attribute__((noreturn))
#else
#define PRINTF_LIKE(fmt, first)
#define NORETURN
#endif

/* ---- arena.c ----------------------------------------------------------- */
/* Memory by lifetime.  Objects are never freed alone; the arena is.  In builds
   with MLOC_PURIFY each object is its own malloc, so that sanitizers see it. */
typedef struct Arena Arena;
Arena *arena_new(const char *name); /* name: for --timings and reports */
void arena_free(Arena *a);
void arena_reset(Arena *a);                /* frees all objects, keeps the memory for the next ones */
void *arena_alloc(Arena *a, size_t bytes); /* zeroed, aligned to 8 */
void *arena_copy(Arena *a, const void *p, size_t bytes);
char *arena_strndup(Arena *a, const char *s, size_t n); /* NUL-terminated */
char *arena_printf(Arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
size_t arena_bytes(const Arena *a);
const char *arena_name(const Arena *a);
#define NEW(arena, T)          ((T *)arena_alloc((arena), sizeof(T)))
#define NEW_ARRAY(arena, T, n) ((T *)arena_alloc((arena), sizeof(T) * (size_t)(n)))

/* ---- pool.c ------------------------------------------------------------ */
/* Blocks over an arena that are given back one by one, for arrays that grow and shrink.  Contents are not zeroed. */
enum { POOL_CLASSES = 4 * 58 + 1 };
typedef struct BlockPool {
    Arena *arena;
    void *free[POOL_CLASSES];
} BlockPool;
void *pool_alloc(BlockPool *p, size_t bytes);
void pool_free(BlockPool *p, void *block, size_t bytes); /* bytes: as it was asked for; block may be NULL */
/* A block of `wanted` bytes with the contents of `block`, which is given back. */
void *pool_resize(BlockPool *p, void *block, size_t bytes, size_t wanted);

/* ---- vec.h: growing arrays ---------------------------------------------- */
/* VEC(T) is a struct {T *data; uint32_t len, cap;}; zero-initialised is empty.
   Memory comes from malloc (vec_free) or, with the _in variants, from an arena. */
#define VEC(T)                                                                                                         \
    struct {                                                                                                           \
        T *data;                                                                                                       \
        uint32_t len, cap;                                                                                             \
    }
void *vec_grow_(void *data, uint32_t *cap, uint32_t need, size_t elem);
void *vec_grow_in_(Arena *a, void *data, uint32_t len, uint32_t *cap, uint32_t need, size_t elem);
#define vec_push(v, x)                                                                                                 \
    do {                                                                                                               \
        if ((v)->len == (v)->cap) (v)->data = vec_grow_((v)->data, &(v)->cap, (v)->len + 1, sizeof *(v)->data);        \
        (v)->data[(v)->len++] = (x);                                                                                   \
    } while (0)
#define vec_push_in(a, v, x)                                                                                           \
    do {                                                                                                               \
        if ((v)->len == (v)->cap)                                                                                      \
            (v)->data = vec_grow_in_((a), (v)->data, (v)->len, &(v)->cap, (v)->len + 1, sizeof *(v)->data);            \
        (v)->data[(v)->len++] = (x);                                                                                   \
    } while (0)
#define vec_free(v) (free((v)->data), (v)->data = NULL, (v)->len = (v)->cap = 0)

/* ---- name.c: interned strings -------------------------------------------- */
/* Two equal strings have the same Name, so names compare by pointer. */
typedef struct NameEntry {
    uint32_t len;
    uint32_t hash;
    uint32_t id; /* dense, 0.. : index for side arrays */
    char text[]; /* NUL-terminated, UTF-8 */
} NameEntry;
typedef const NameEntry *Name;
typedef struct NameTable NameTable;
NameTable *names_new(void);
void names_free(NameTable *t);
Name name_of(NameTable *t, const char *s, size_t len);
Name name_ofz(NameTable *t, const char *s);
Name name_printf(NameTable *t, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- map.c: hash maps from pointers or 64-bit keys ------------------------ */
typedef struct {
    uint64_t *keys; /* 0 = free; key 0 is not allowed */
    void **vals;
    uint32_t cap, len;
} Map;
void *map_get(const Map *m, uint64_t key); /* NULL when absent */
void map_put(Map *m, uint64_t key, void *val);
void map_free(Map *m);
#define map_getp(m, p)    map_get((m), (uint64_t)(uintptr_t)(p))
#define map_putp(m, p, v) map_put((m), (uint64_t)(uintptr_t)(p), (v))

/* ---- bytes.c: growing byte buffers and files ------------------------------ */
typedef struct {
    char *data; /* not NUL-terminated unless buf_cstr was called */
    size_t len, cap;
} Buf;
void buf_add(Buf *b, const void *p, size_t n);
void buf_adds(Buf *b, const char *s);
void buf_addc(Buf *b, char c);
void buf_printf(Buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
const char *buf_cstr(Buf *b);
void buf_free(Buf *b);
/* Reads a whole file.  On failure returns false and *why says why ("No such file or directory"). */
bool file_read(const char *path, Buf *out, const char **why);
/* Writes beside `path`, then renames: never leaves half a file.  path "-" is stdout. */
bool file_write(const char *path, const void *data, size_t len, const char **why);
NORETURN void die_out_of_memory(size_t bytes);

/* ---- utf8.c: text as a terminal shows it ------------------------------------ */
/* Decodes one character of s[0..n), n > 0: its bytes, or 1 and *cp = UTF8_BAD when they are no UTF-8. */
#define UTF8_BAD 0xFFFFFFFFu
uint32_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Columns of a character: 0 combining, 2 wide, 1 otherwise (bad bytes and controls are shown as one sign). */
uint32_t utf8_width(uint32_t cp);
/* Is it shown as a replacement sign: bad, control, or changing the direction of text? */
bool utf8_hidden(uint32_t cp);

/* ---- source.c: files and positions ---------------------------------------- */
/* A Loc is a byte range of one file; 12 bytes, so every tree node can have one.
   file is an index into the Session's table; 0 is "no file". */
typedef struct {
    uint32_t file;
    uint32_t start, end; /* byte offsets, end exclusive */
} Loc;
#define NO_LOC ((Loc){0, 0, 0})
typedef struct { /* # 12 "gram.mly": the lines after `offset` come from there */
    uint32_t offset;
    uint32_t line;    /* number of the next line */
    const char *path; /* NULL: unchanged */
} LineDirective;
typedef struct {
    uint32_t index;
    const char *path; /* as the user wrote it */
    const char *text; /* followed by 16 NULs; may also contain NULs */
    uint32_t len;
    uint32_t *line_starts; /* computed on demand */
    uint32_t nlines;
    VEC(LineDirective) directives; /* ascending; filled in by the lexer */
} SourceFile;
typedef struct {
    uint32_t line;      /* 1.., as # directives say */
    uint32_t col;       /* bytes, 0.. */
    uint32_t real_line; /* 1.., of this text */
    const char *path;   /* as # directives say */
} LineCol;

/* ---- diag.c, diag_print.c --------------------------------------------------- */
typedef enum { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE } Severity;
typedef struct {
    Loc loc;
    const char *text;
    bool primary; /* drawn with ^, others with - */
} DiagLabel;
typedef struct Diag {
    Severity severity;
    const char *code;    /* "E0301", or "W008" for OCaml's warning 8 */
    Loc loc;             /* the primary span */
    const char *message; /* one sentence, stands alone */
    VEC(DiagLabel) labels;
    VEC(const char *) notes; /* facts */
    VEC(const char *) helps; /* actions */
    const char *fix;         /* replacement text for loc, only when certain; else NULL */
    uint32_t order;          /* of creation */
} Diag;

typedef struct Session {
    Arena *perm; /* lives as long as the session */
    NameTable *names;
    VEC(SourceFile *) files; /* files.data[0] is a dummy */
    VEC(Diag *) diags;
    uint32_t nerrors;
    bool json_errors, colour;
    bool no_warnings, warnings_are_errors; /* -w, -Werror */
    uint32_t max_errors;                   /* 20 */
    uint32_t nflushed;                     /* of diags: already printed */
    uint32_t nprinted;                     /* errors */
    Diag *overflow;                        /* where errors go after the first DIAG_KEEP */
    bool told_more;
} Session;
#define DIAG_KEEP 2000

Session *session_new(void);
void session_free(Session *s);
SourceFile *source_add(Session *s, const char *path, const char *text, size_t len); /* copies text */
LineCol source_linecol(SourceFile *f, uint32_t offset);
/* The column as a terminal shows it (UTF-8, tabs to 8), 0..; reads the line up to there. */
uint32_t source_display_col(SourceFile *f, uint32_t offset);
/* The bytes of a line (real_line), without its end. */
const char *source_line(SourceFile *f, uint32_t line, uint32_t *start, uint32_t *len);
void source_line_directive(Session *s, SourceFile *f, uint32_t offset, uint32_t line, const char *path,
                           size_t path_len);

/* Every user error goes through here; returned so that labels can be added.  Texts are copied. */
Diag *diag_error(Session *s, Loc loc, const char *code, const char *fmt, ...) PRINTF_LIKE(4, 5);
Diag *diag_warn(Session *s, Loc loc, const char *code, const char *fmt, ...) PRINTF_LIKE(4, 5);
void diag_label(Session *s, Diag *d, Loc loc, const char *fmt, ...) PRINTF_LIKE(4, 5);
void diag_primary(Session *s, Diag *d, const char *fmt, ...) PRINTF_LIKE(3, 4); /* text under the ^ */
void diag_note(Session *s, Diag *d, const char *fmt, ...) PRINTF_LIKE(3, 4);
void diag_help(Session *s, Diag *d, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* One that is never printed: for who must return a Diag and has nothing to say. */
Diag *diag_ignored(Session *s);
/* Prints what has not been printed, sorted by file and position, at most max_errors errors. */
void diag_flush(Session *s, FILE *out);
void diag_print_text(Session *s, const Diag *d, FILE *out);
void diag_print_json(Session *s, const Diag *d, FILE *out);
/* One line about `code` for `mloc --explain`; NULL when unknown.  The codes are in diag_codes.def. */
const char *diag_explain(const char *code);

/* A bug in mloc, not in the program: prints where, and exits with code 3. */
NORETURN void internal_error(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
#define BUG(...)      internal_error(__FILE__, __LINE__, __VA_ARGS__)
#define UNREACHABLE() BUG("unreachable")

/* ---- timing.c ---------------------------------------------------------------- */
double time_now(void); /* seconds, monotonic */

#endif
