/* diag.c: sessions, and diagnostics as data.  diag_print.c shows them. */
#include "support.h"

Session *session_new(void) {
    Session *s = calloc(1, sizeof *s);
    if (!s) die_out_of_memory(sizeof *s);
    s->perm = arena_new("session");
    s->names = names_new();
    s->max_errors = 20;
    SourceFile *none = NEW(s->perm, SourceFile);
    none->path = "";
    none->text = arena_alloc(s->perm, 16);
    vec_push(&s->files, none);
    return s;
}

void session_free(Session *s) {
    if (!s) return;
    for (uint32_t i = 0; i < s->files.len; i++) {
        free(s->files.data[i]->line_starts);
        vec_free(&s->files.data[i]->directives);
    }
    vec_free(&s->files);
    vec_free(&s->diags);
    names_free(s->names);
    arena_free(s->perm);
    free(s);
}

static const char *vtext(Session *s, const char *fmt, va_list ap) {
    char small[512];
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    if (n < 0) BUG("bad format `%s`", fmt);
    char *q = arena_alloc(s->perm, (size_t)n + 1);
    if ((size_t)n < sizeof small)
        memcpy(q, small, (size_t)n);
    else
        vsnprintf(q, (size_t)n + 1, fmt, again);
    va_end(again);
    return q;
}

Diag *diag_ignored(Session *s) {
    if (!s->overflow) s->overflow = NEW(s->perm, Diag);
    s->overflow->message = s->overflow->code = "";
    return s->overflow;
}

/* Hostile input can make millions of errors, of which max_errors are shown: beyond DIAG_KEEP
   they are only counted, and share one Diag that nobody prints. */
static Diag *new_diag(Session *s, Severity severity, Loc loc, const char *code, const char *fmt, va_list ap) {
    if (severity == DIAG_ERROR) s->nerrors++;
    if (s->diags.len - s->nflushed >= DIAG_KEEP) return diag_ignored(s);
    Diag *d = NEW(s->perm, Diag);
    d->severity = severity;
    d->code = arena_strndup(s->perm, code, strlen(code));
    d->loc = loc;
    d->order = s->diags.len;
    d->message = vtext(s, fmt, ap);
    vec_push(&s->diags, d);
    return d;
}

Diag *diag_error(Session *s, Loc loc, const char *code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Diag *d = new_diag(s, DIAG_ERROR, loc, code, fmt, ap);
    va_end(ap);
    return d;
}

Diag *diag_warn(Session *s, Loc loc, const char *code, const char *fmt, ...) {
    if (s->no_warnings) return diag_ignored(s);
    va_list ap;
    va_start(ap, fmt);
    Diag *d = new_diag(s, s->warnings_are_errors ? DIAG_ERROR : DIAG_WARNING, loc, code, fmt, ap);
    va_end(ap);
    return d;
}

void diag_label(Session *s, Diag *d, Loc loc, const char *fmt, ...) {
    if (d == s->overflow) return;
    va_list ap;
    va_start(ap, fmt);
    DiagLabel l = {.loc = loc, .text = vtext(s, fmt, ap)};
    va_end(ap);
    vec_push_in(s->perm, &d->labels, l);
}

void diag_primary(Session *s, Diag *d, const char *fmt, ...) {
    if (d == s->overflow) return;
    va_list ap;
    va_start(ap, fmt);
    DiagLabel l = {.loc = d->loc, .text = vtext(s, fmt, ap), .primary = true};
    va_end(ap);
    for (uint32_t i = 0; i < d->labels.len; i++)
        if (d->labels.data[i].primary) {
            d->labels.data[i] = l;
            return;
        }
    vec_push_in(s->perm, &d->labels, l);
}

void diag_note(Session *s, Diag *d, const char *fmt, ...) {
    if (d == s->overflow) return;
    va_list ap;
    va_start(ap, fmt);
    const char *text = vtext(s, fmt, ap);
    va_end(ap);
    vec_push_in(s->perm, &d->notes, text);
}

void diag_help(Session *s, Diag *d, const char *fmt, ...) {
    if (d == s->overflow) return;
    va_list ap;
    va_start(ap, fmt);
    const char *text = vtext(s, fmt, ap);
    va_end(ap);
    vec_push_in(s->perm, &d->helps, text);
}

/* ---- order and output ---------------------------------------------------- */

static int compare_diags(const void *pa, const void *pb) {
    const Diag *a = *(Diag *const *)pa, *b = *(Diag *const *)pb;
    if (a->loc.file != b->loc.file) return a->loc.file < b->loc.file ? -1 : 1;
    if (a->loc.start != b->loc.start) return a->loc.start < b->loc.start ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The same thing said twice: the second one is not printed. */
static bool same_complaint(const Diag *a, const Diag *b) {
    if (a->severity != b->severity || a->loc.file != b->loc.file || a->loc.start != b->loc.start) return false;
    if (strcmp(a->message, b->message) == 0) return true;
    return a->loc.file != 0 && a->loc.end == b->loc.end && strcmp(a->code, b->code) == 0;
}

static bool repeated(const Diag *const *all, uint32_t i) {
    for (uint32_t j = i; j-- > 0 && all[j]->loc.start == all[i]->loc.start && all[j]->loc.file == all[i]->loc.file;)
        if (same_complaint(all[j], all[i])) return true;
    return false;
}

void diag_flush(Session *s, FILE *out) {
    uint32_t n = s->diags.len - s->nflushed;
    if (!n) return;
    Diag **all = s->diags.data + s->nflushed;
    qsort(all, n, sizeof *all, compare_diags);
    bool hidden = false;
    for (uint32_t i = 0; i < n; i++) {
        const Diag *d = all[i];
        if (repeated((const Diag *const *)all, i)) continue;
        if (d->severity == DIAG_ERROR) {
            if (s->nprinted >= s->max_errors) {
                hidden = true;
                continue;
            }
            s->nprinted++;
        }
        if (s->json_errors)
            diag_print_json(s, d, out);
        else
            diag_print_text(s, d, out);
    }
    s->nflushed = s->diags.len;
    if (hidden && !s->told_more && !s->json_errors) {
        s->told_more = true;
        fprintf(out, "mloc: more errors follow; these are the first %u\n", s->max_errors);
    }
    fflush(out);
}

const char *diag_explain(const char *code) {
    static const struct {
        const char *code, *text;
    } table[] = {
#define DIAG_CODE(code, text) {code, text},
#include "diag_codes.def"
#undef DIAG_CODE
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(table[i].code, code) == 0) return table[i].text;
    return NULL;
}

NORETURN void internal_error(const char *file, int line, const char *fmt, ...) {
    va_list ap;
    fflush(stdout);
    fprintf(stderr, "mloc: internal error at %s:%d: ", file, line);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fprintf(stderr, "\nThis is a bug in mloc, not in your program.\n");
    exit(3);
}
