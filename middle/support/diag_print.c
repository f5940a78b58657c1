/* diag_print.c: diagnostics as text with excerpts, and as JSON lines.

   file.ml:3:7: error[E0110]: the sentence
     |
   2 | let x = (
     |         - opened here
   3 |   1 + )
     |       ^ what is wrong here
     = note: a fact
     = help: an action

   Whatever the program's text holds, the terminal gets only printable UTF-8: bad bytes, controls and
   bidirectional overrides are shown as U+FFFD.  Of a long line a window around the mark is shown. */
#include "support.h"

#define WHOLE_LINE 160 /* columns: a longer line is cut */
#define WINDOW     110
#define BEFORE     40 /* columns shown before the mark in a window */

typedef struct {
    uint32_t line;       /* real line */
    uint32_t start, end; /* offsets in the file */
    uint32_t order;
    const char *text; /* may be NULL */
    bool primary;
    bool shown;
} Mark;

typedef struct {
    Session *s;
    FILE *out;
    SourceFile *file;
    VEC(Mark) marks;
    int width; /* of the line numbers */
} Excerpt;

/* ---- text that is safe to show ---------------------------------------------- */

static void put_safe(FILE *out, const char *p, size_t n, const char *newline) {
    while (n) {
        uint32_t cp, len = utf8_decode(p, n, &cp);
        if (cp == '\n')
            fputs(newline, out);
        else if (cp == '\t')
            fputc(' ', out);
        else if (utf8_hidden(cp))
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(p, 1, len, out);
        p += len;
        n -= len;
    }
}

static void spaces(FILE *out, uint32_t n) {
    fprintf(out, "%*s", (int)n, "");
}

static uint32_t glyph(const char *p, size_t n, uint32_t col, uint32_t *next_col) {
    unsigned char c = (unsigned char)*p;
    if (c >= 0x20 && c < 0x7F) {
        *next_col = col + 1;
        return 1;
    }
    if (c == '\t') {
        *next_col = (col / 8 + 1) * 8;
        return 1;
    }
    uint32_t cp, len = utf8_decode(p, n, &cp);
    *next_col = col + utf8_width(cp);
    return len;
}

/* The column of offset `at` in a line, or `stop` if that is reached first. */
static uint32_t column_of(const char *line, uint32_t len, uint32_t at, uint32_t stop) {
    uint32_t col = 0;
    for (uint32_t i = 0; i < at && i < len && col < stop;) i += glyph(line + i, len - i, col, &col);
    return col;
}

/* Columns [lo, hi) of a line. */
static void put_window(FILE *out, const char *line, uint32_t len, uint32_t lo, uint32_t hi) {
    uint32_t col = 0, i = 0;
    if (lo) fputs("...", out);
    while (i < len && col < hi) {
        uint32_t next, n = glyph(line + i, len - i, col, &next);
        if (next > lo || (next == lo && next == col && lo == 0)) {
            if (col < lo || next > hi || line[i] == '\t')
                spaces(out, (next < hi ? next : hi) - (col > lo ? col : lo));
            else
                put_safe(out, line + i, n, "");
        }
        col = next;
        i += n;
    }
    if (i < len) fputs("...", out);
}

/* ---- the excerpt -------------------------------------------------------------- */

static const char *tint(const Session *s, const char *code) {
    return s->colour ? code : "";
}
#define RESET  "\033[0m"
#define BOLD   "\033[1m"
#define RED    "\033[1;31m"
#define YELLOW "\033[1;33m"
#define BLUE   "\033[1;34m"

static void put_gutter(const Excerpt *x, uint32_t shown_line) {
    fputs(tint(x->s, BLUE), x->out);
    if (shown_line)
        fprintf(x->out, "%*u |", x->width, shown_line);
    else
        fprintf(x->out, "%*s |", x->width, "");
    fputs(tint(x->s, RESET), x->out);
}

static uint32_t shown_number(SourceFile *f, uint32_t line) {
    uint32_t start, len;
    source_line(f, line, &start, &len);
    return f->directives.len ? source_linecol(f, start).line : line;
}

static void put_line(const Excerpt *x, uint32_t line, uint32_t lo, uint32_t hi) {
    uint32_t start, len;
    const char *text = source_line(x->file, line, &start, &len);
    put_gutter(x, shown_number(x->file, line));
    if (len) {
        fputc(' ', x->out);
        put_window(x->out, text, len, lo, hi);
    }
    fputc('\n', x->out);
}

/* The line of marks [i, j), then a row for each mark; a long line once for each window needed. */
static void put_marked_line(Excerpt *x, uint32_t i, uint32_t j) {
    uint32_t line = x->marks.data[i].line, start, len;
    const char *text = source_line(x->file, line, &start, &len);
    bool whole = len <= WHOLE_LINE || column_of(text, len, len, WHOLE_LINE + 1) <= WHOLE_LINE;
    for (uint32_t k = i; k < j; k++) {
        if (x->marks.data[k].shown) continue;
        uint32_t lo = 0, hi = WHOLE_LINE + 1;
        if (!whole) {
            uint32_t at = column_of(text, len, x->marks.data[k].start - start, UINT32_MAX);
            lo = at > BEFORE ? at - BEFORE : 0;
            hi = lo + WINDOW;
        }
        put_line(x, line, lo, hi);
        for (uint32_t m = k; m < j; m++) {
            Mark *mark = &x->marks.data[m];
            uint32_t c1 = column_of(text, len, mark->start - start, UINT32_MAX);
            if (mark->shown || c1 < lo || c1 >= hi) continue;
            uint32_t c2 = column_of(text, len, mark->end - start, whole ? UINT32_MAX : hi);
            if (c2 > hi) c2 = hi;
            if (c2 <= c1) c2 = c1 + 1;
            mark->shown = true;
            put_gutter(x, 0);
            spaces(x->out, 1 + c1 - lo + (lo ? 3 : 0));
            fputs(tint(x->s, mark->primary ? RED : BLUE), x->out);
            for (uint32_t c = c1; c < c2; c++) fputc(mark->primary ? '^' : '-', x->out);
            if (mark->text && mark->text[0]) {
                fputc(' ', x->out);
                put_safe(x->out, mark->text, strlen(mark->text), " ");
            }
            fputs(tint(x->s, RESET), x->out);
            fputc('\n', x->out);
        }
    }
}

static int compare_marks(const void *pa, const void *pb) {
    const Mark *a = pa, *b = pb;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* A span becomes one mark, or two when it covers several lines: to the end of the first, and the last. */
static void add_marks(Excerpt *x, Loc loc, const char *text, bool primary) {
    SourceFile *f = x->file;
    uint32_t start = loc.start < f->len ? loc.start : f->len;
    uint32_t end = loc.end < f->len ? loc.end : f->len;
    if (end < start) end = start;
    uint32_t l1 = source_linecol(f, start).real_line;
    uint32_t l2 = end > start ? source_linecol(f, end - 1).real_line : l1;
    if (l1 == l2) {
        Mark m = {.line = l1, .start = start, .end = end, .text = text, .primary = primary, .order = x->marks.len};
        vec_push(&x->marks, m);
        return;
    }
    uint32_t from, len;
    source_line(f, l1, &from, &len);
    Mark first = {.line = l1, .start = start, .end = from + len, .primary = primary, .order = x->marks.len};
    vec_push(&x->marks, first);
    const char *p = source_line(f, l2, &from, &len);
    while (len && (*p == ' ' || *p == '\t') && from + 1 < end) {
        p++;
        from++;
        len--;
    }
    Mark last = {.line = l2, .start = from, .end = end, .text = text, .primary = primary, .order = x->marks.len};
    vec_push(&x->marks, last);
}

static void put_marks(Excerpt *x) {
    Mark *m = x->marks.data;
    uint32_t n = x->marks.len;
    qsort(m, n, sizeof *m, compare_marks);
    put_gutter(x, 0);
    fputc('\n', x->out);
    for (uint32_t i = 0, last = 0; i < n;) {
        uint32_t j = i;
        while (j < n && m[j].line == m[i].line) j++;
        if (last && m[i].line == last + 2)
            put_line(x, last + 1, 0, WHOLE_LINE + 1);
        else if (last && m[i].line > last + 2)
            fprintf(x->out, "%.*s\n", x->width > 3 ? x->width : 3, ".....................");
        put_marked_line(x, i, j);
        last = m[i].line;
        i = j;
    }
}

static int digits(uint32_t n) {
    int d = 1;
    for (; n >= 10; n /= 10) d++;
    return d;
}

static void widen(Excerpt *x, uint32_t file, Loc loc) {
    if (loc.file != file) return;
    SourceFile *f = x->s->files.data[file];
    int a = digits(source_linecol(f, loc.start).line), b = digits(source_linecol(f, loc.end).line);
    x->width = a > x->width ? a : x->width;
    x->width = b > x->width ? b : x->width;
}

/* All marks of the diagnostic in one file. */
static void put_file(Excerpt *x, const Diag *d, uint32_t file) {
    x->file = x->s->files.data[file];
    x->marks.len = 0;
    bool have_primary = false;
    for (uint32_t i = 0; i < d->labels.len; i++) {
        const DiagLabel *l = &d->labels.data[i];
        if (l->loc.file == file) add_marks(x, l->loc, l->text, l->primary);
        have_primary |= l->primary;
    }
    if (d->loc.file == file && !have_primary) add_marks(x, d->loc, NULL, true);
    put_marks(x);
}

static void put_excerpts(Excerpt *x, const Diag *d) {
    uint32_t nfiles = x->s->files.len;
    widen(x, d->loc.file, d->loc);
    for (uint32_t i = 0; i < d->labels.len; i++) widen(x, d->labels.data[i].loc.file, d->labels.data[i].loc);
    if (d->loc.file && d->loc.file < nfiles) put_file(x, d, d->loc.file);
    for (uint32_t i = 0; i < d->labels.len; i++) {
        Loc at = d->labels.data[i].loc;
        bool seen = at.file == d->loc.file || at.file == 0 || at.file >= nfiles;
        for (uint32_t j = 0; j < i; j++) seen |= d->labels.data[j].loc.file == at.file;
        if (seen) continue;
        SourceFile *f = x->s->files.data[at.file];
        LineCol lc = source_linecol(f, at.start);
        fprintf(x->out, "%*s--> %s:%u:%u\n", x->width, "", lc.path, lc.line, source_display_col(f, at.start) + 1);
        put_file(x, d, at.file);
    }
}

static const char *severity_name(Severity s) {
    return s == DIAG_ERROR ? "error" : s == DIAG_WARNING ? "warning" : "note";
}

static void put_remarks(const Excerpt *x, const char *kind, const char *const *texts, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        fprintf(x->out, "%*s = %s%s:%s ", x->width, "", tint(x->s, BOLD), kind, tint(x->s, RESET));
        put_safe(x->out, texts[i], strlen(texts[i]), "\n           ");
        fputc('\n', x->out);
    }
}

void diag_print_text(Session *s, const Diag *d, FILE *out) {
    Excerpt x = {.s = s, .out = out, .width = 1};
    bool placed = d->loc.file && d->loc.file < s->files.len;
    fputs(tint(s, BOLD), out);
    if (placed) {
        SourceFile *f = s->files.data[d->loc.file];
        LineCol lc = source_linecol(f, d->loc.start);
        put_safe(out, lc.path, strlen(lc.path), "?");
        fprintf(out, ":%u:%u: ", lc.line, source_display_col(f, d->loc.start) + 1);
    } else {
        fputs("mloc: ", out);
    }
    fprintf(out, "%s%s[%s]:%s%s ", tint(s, d->severity == DIAG_ERROR ? RED : YELLOW), severity_name(d->severity),
            d->code, tint(s, RESET), tint(s, BOLD));
    put_safe(out, d->message, strlen(d->message), " ");
    fprintf(out, "%s\n", tint(s, RESET));
    put_excerpts(&x, d);
    put_remarks(&x, "note", (const char *const *)d->notes.data, d->notes.len);
    put_remarks(&x, "help", (const char *const *)d->helps.data, d->helps.len);
    vec_free(&x.marks);
}

/* ---- JSON ---------------------------------------------------------------------- */

static void json_string(FILE *out, const char *p) {
    fputc('"', out);
    for (size_t n = strlen(p); n;) {
        uint32_t cp, len = utf8_decode(p, n, &cp);
        if (cp == '"' || cp == '\\')
            fprintf(out, "\\%c", (int)cp);
        else if (cp == '\n')
            fputs("\\n", out);
        else if (cp == UTF8_BAD)
            fputs("\\ufffd", out);
        else if (utf8_hidden(cp))
            fprintf(out, "\\u%04x", cp);
        else
            fwrite(p, 1, len, out);
        p += len;
        n -= len;
    }
    fputc('"', out);
}

static void json_span(Session *s, Loc loc, FILE *out) {
    if (!loc.file || loc.file >= s->files.len) {
        fputs("\"file\":null", out);
        return;
    }
    SourceFile *f = s->files.data[loc.file];
    LineCol a = source_linecol(f, loc.start), b = source_linecol(f, loc.end);
    fputs("\"file\":", out);
    json_string(out, a.path);
    fprintf(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u,\"start\":%u,\"end\":%u", a.line,
            a.col + 1, b.line, b.col + 1, loc.start, loc.end);
}

static void json_strings(FILE *out, const char *key, const char *const *texts, uint32_t n) {
    fprintf(out, ",\"%s\":[", key);
    for (uint32_t i = 0; i < n; i++) {
        if (i) fputc(',', out);
        json_string(out, texts[i]);
    }
    fputc(']', out);
}

/* One object per line; columns count bytes from 1, start and end are byte offsets. */
void diag_print_json(Session *s, const Diag *d, FILE *out) {
    fprintf(out, "{\"severity\":\"%s\",\"code\":", severity_name(d->severity));
    json_string(out, d->code);
    fputs(",\"message\":", out);
    json_string(out, d->message);
    fputc(',', out);
    json_span(s, d->loc, out);
    fputs(",\"labels\":[", out);
    for (uint32_t i = 0; i < d->labels.len; i++) {
        const DiagLabel *l = &d->labels.data[i];
        fprintf(out, "%s{\"primary\":%s,\"text\":", i ? "," : "", l->primary ? "true" : "false");
        json_string(out, l->text);
        fputc(',', out);
        json_span(s, l->loc, out);
        fputc('}', out);
    }
    fputc(']', out);
    json_strings(out, "notes", (const char *const *)d->notes.data, d->notes.len);
    json_strings(out, "help", (const char *const *)d->helps.data, d->helps.len);
    fputs(",\"fix\":", out);
    if (d->fix)
        json_string(out, d->fix);
    else
        fputs("null", out);
    fputs("}\n", out);
}
