/* source.c: source files, lines and columns. */
#include "support.h"

#define TAIL 16 /* NULs after the text: the lexer looks ahead without asking */

SourceFile *source_add(Session *s, const char *path, const char *text, size_t len) {
    if (len > (size_t)1 << 31) { /* Loc has 32 bits */
        diag_error(s, NO_LOC, "E0109", "%s is too large: a source file may have at most 2 GiB", path);
        len = 0;
    }
    SourceFile *f = NEW(s->perm, SourceFile);
    char *copy = arena_alloc(s->perm, len + TAIL);
    if (len) memcpy(copy, text, len);
    f->index = s->files.len;
    f->path = arena_strndup(s->perm, path, strlen(path));
    f->text = copy;
    f->len = (uint32_t)len;
    vec_push(&s->files, f);
    return f;
}

static void find_lines(SourceFile *f) {
    if (f->line_starts) return;
    uint32_t n = 1;
    const char *end = f->text + f->len;
    for (const char *p = f->text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) n++;
    f->line_starts = malloc(sizeof(uint32_t) * n);
    if (!f->line_starts) die_out_of_memory(sizeof(uint32_t) * n);
    f->nlines = n;
    f->line_starts[0] = 0;
    n = 1;
    for (const char *p = f->text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        f->line_starts[n++] = (uint32_t)(p - f->text) + 1;
}

const char *source_line(SourceFile *f, uint32_t line, uint32_t *start, uint32_t *len) {
    find_lines(f);
    uint32_t from = f->line_starts[line - 1];
    uint32_t to = line < f->nlines ? f->line_starts[line] - 1 : f->len;
    if (to > from && f->text[to - 1] == '\r') to--;
    *start = from;
    *len = to - from;
    return f->text + from;
}

/* The last line that starts at or before offset, 0... */
static uint32_t line_index(const SourceFile *f, uint32_t offset) {
    uint32_t lo = 0, hi = f->nlines;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->line_starts[mid] <= offset)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static const LineDirective *directive_before(const SourceFile *f, uint32_t offset) {
    uint32_t lo = 0, hi = f->directives.len; /* directives before lo are at or before offset */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->directives.data[mid].offset <= offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? &f->directives.data[lo - 1] : NULL;
}

LineCol source_linecol(SourceFile *f, uint32_t offset) {
    find_lines(f);
    if (offset > f->len) offset = f->len;
    uint32_t lo = line_index(f, offset);
    LineCol r = {.line = lo + 1, .real_line = lo + 1, .path = f->path};
    r.col = offset - f->line_starts[lo];
    const LineDirective *d = directive_before(f, offset);
    if (d) {
        if (d->path) r.path = d->path;
        uint32_t at = line_index(f, d->offset);
        r.line = d->line + (lo - at) - (lo > at ? 1 : 0);
    }
    return r;
}

uint32_t source_display_col(SourceFile *f, uint32_t offset) {
    find_lines(f);
    if (offset > f->len) offset = f->len;
    const char *p = f->text + f->line_starts[line_index(f, offset)], *end = f->text + offset;
    uint32_t col = 0;
    while (p < end) {
        uint32_t cp;
        if (*p == '\t') {
            col = (col / 8 + 1) * 8;
            p++;
        } else {
            p += utf8_decode(p, (size_t)(f->text + f->len - p), &cp);
            col += utf8_width(cp);
        }
    }
    return col;
}

void source_line_directive(Session *s, SourceFile *f, uint32_t offset, uint32_t line, const char *path,
                           size_t path_len) {
    LineDirective d = {.offset = offset, .line = line};
    if (path)
        d.path = arena_strndup(s->perm, path, path_len);
    else if (f->directives.len)
        d.path = f->directives.data[f->directives.len - 1].path;
    vec_push(&f->directives, d);
}
