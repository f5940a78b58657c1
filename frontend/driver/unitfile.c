/* unitfile.c: reads and writes compiled units.  The same unit gives the same bytes. */
#include "unitfile.h"
#include "config.h"
#include <inttypes.h>
#include <stdlib.h>

#define FIRST_LINE "mloc " MLOC_VERSION " unit file, format 1"

/* FNV-1a, and a final mix: it guards against accidents, not against forgery. */
uint64_t text_hash(const char *text, size_t len) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 32;
    h *= UINT64_C(0xd6e8feb86659fd93);
    return h ^ h >> 32;
}

/* ---- writing ---------------------------------------------------------------------- */
static void put_text(Buf *b, const char *what, const UnitText *t) {
    buf_printf(b, "text %s %zu %s\n", what, t->len, t->path);
    buf_add(b, t->text, t->len);
    buf_addc(b, '\n');
}

bool unitfile_write(Session *s, const UnitFile *f) {
    if (strchr(f->source.path, '\n') || strchr(f->interface.path, '\n')) {
        diag_error(s, NO_LOC, "E0507", "cannot write %s: the name of its source has a line break", f->path);
        return false;
    }
    Buf body = {0}, all = {0};
    buf_printf(&body, "unit %s\ninterface %016" PRIx64 " %s\n", f->unit->text, f->hash,
               f->written ? "written" : "inferred");
    buf_printf(&body, "options%s%s%s\n", f->unsafe_ ? " unsafe" : "", f->noassert ? " noassert" : "",
               f->rectypes ? " rectypes" : "");
    for (uint32_t i = 0; i < f->needs.len; i++) {
        const UnitNeed *n = &f->needs.data[i];
        buf_printf(&body, "needs %s %016" PRIx64 " %s\n", n->name->text, n->hash,
                   n->by_interface ? "interface" : "implementation");
    }
    put_text(&body, "interface", &f->interface);
    put_text(&body, "source", &f->source);
    buf_printf(&all, FIRST_LINE "\nchecksum %016" PRIx64 " %zu\n", text_hash(body.data, body.len), body.len);
    buf_add(&all, body.data, body.len);
    const char *why;
    bool ok = file_write(f->path, all.data, all.len, &why);
    if (!ok) diag_error(s, NO_LOC, "E0507", "cannot write %s: %s", f->path, why);
    buf_free(&body);
    buf_free(&all);
    return ok;
}

/* ---- reading ---------------------------------------------------------------------- */
typedef struct {
    Session *s;
    const char *p, *end;
    bool bad;
} Reader;

/* The next line, which begins with `word` and a space (or is `word` alone): what follows it.  NULL: it does not. */
static const char *line_of(Reader *r, const char *word) {
    const char *nl = r->bad ? NULL : memchr(r->p, '\n', (size_t)(r->end - r->p));
    size_t n = strlen(word);
    if (!nl || (size_t)(nl - r->p) < n || memcmp(r->p, word, n) != 0 || (r->p[n] != ' ' && r->p[n] != '\n'))
        return NULL;
    const char *rest = r->p + n + (r->p[n] == ' ');
    char *line = arena_strndup(r->s->perm, rest, (size_t)(nl - rest));
    r->p = nl + 1;
    return line;
}

static const char *must_line(Reader *r, const char *word) {
    const char *line = line_of(r, word);
    if (!line) r->bad = true;
    return line ? line : "";
}

static Name take_name(Reader *r, const char **p) {
    size_t n = strcspn(*p, " ");
    if (n == 0) r->bad = true;
    Name name = name_of(r->s->names, *p, n);
    *p += n + ((*p)[n] == ' ');
    return name;
}

static uint64_t take_number(Reader *r, const char **p, int base) {
    char *end;
    uint64_t v = strtoull(*p, &end, base);
    if (end == *p) r->bad = true;
    *p = end + (*end == ' ');
    return v;
}

static UnitText take_text(Reader *r, const char *word) {
    const char *line = must_line(r, word);
    uint64_t len = r->bad ? 0 : take_number(r, &line, 10);
    if (r->bad || len >= (uint64_t)(r->end - r->p) || r->p[len] != '\n') {
        r->bad = true;
        return (UnitText){"", "", 0};
    }
    UnitText t = {line, r->p, (size_t)len};
    r->p += len + 1;
    return t;
}

static void help_recompile(Session *s, Diag *d) {
    diag_help(s, d, "compile its source again: mloc -c");
}

UnitFile *unitfile_read(Session *s, const char *path) {
    Buf text = {0};
    const char *why;
    if (!file_read(path, &text, &why)) {
        diag_error(s, NO_LOC, "E0501", "cannot read %s: %s", path, why);
        return NULL;
    }
    char *copy = arena_strndup(s->perm, text.data ? text.data : "", text.len);
    Reader r = {s, copy, copy + text.len, false};
    buf_free(&text);
    if (!line_of(&r, FIRST_LINE)) {
        bool ours = strncmp(copy, "mloc ", 5) == 0 && strchr(copy, '\n') && strstr(copy, " unit file");
        Diag *d = ours ? diag_error(s, NO_LOC, "E0510", "%s was compiled by another version of mloc (%.*s); this is %s",
                                    path, (int)strcspn(copy, "\n"), copy, FIRST_LINE)
                  : r.p == r.end || strncmp(FIRST_LINE, copy, strlen(copy)) == 0
                      ? diag_error(s, NO_LOC, "E0510", "%s is truncated", path)
                      : diag_error(s, NO_LOC, "E0510", "%s is not a compiled unit", path);
        help_recompile(s, d);
        return NULL;
    }
    const char *line = must_line(&r, "checksum");
    uint64_t sum = r.bad ? 0 : take_number(&r, &line, 16), len = r.bad ? 0 : take_number(&r, &line, 10);
    bool cut = r.bad || (uint64_t)(r.end - r.p) < len;
    if (cut || (uint64_t)(r.end - r.p) > len || text_hash(r.p, (size_t)len) != sum) {
        help_recompile(s, diag_error(s, NO_LOC, "E0510",
                                     cut ? "%s is truncated" : "%s is damaged: its checksum does not match", path));
        return NULL;
    }
    UnitFile *f = NEW(s->perm, UnitFile);
    f->path = path;
    line = must_line(&r, "unit");
    f->unit = take_name(&r, &line);
    line = must_line(&r, "interface");
    f->hash = take_number(&r, &line, 16);
    f->written = strcmp(line, "written") == 0;
    line = must_line(&r, "options");
    f->unsafe_ = strstr(line, "unsafe") != NULL;
    f->noassert = strstr(line, "noassert") != NULL;
    f->rectypes = strstr(line, "rectypes") != NULL;
    while ((line = line_of(&r, "needs"))) {
        UnitNeed n = {.name = take_name(&r, &line)};
        n.hash = take_number(&r, &line, 16);
        n.by_interface = strcmp(line, "interface") == 0;
        vec_push(&f->needs, n);
    }
    f->interface = take_text(&r, "text interface");
    f->source = take_text(&r, "text source");
    if (r.bad || r.p != r.end) { /* the checksum is right, so somebody wrote it by hand */
        help_recompile(s, diag_error(s, NO_LOC, "E0510", "%s is damaged", path));
        return NULL;
    }
    return f;
}
