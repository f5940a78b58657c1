/* deps.c: -MD, what an output was made from, for make. */
#include "deps.h"

/* A file name as make reads it. */
static void put_name(Buf *b, const char *name) {
    for (; *name; name++) {
        if (*name == ' ' || *name == '#') buf_addc(b, '\\');
        if (*name == '$') buf_addc(b, '$');
        buf_addc(b, *name);
    }
}

static void put_file(Buf *b, const char *name) {
    if (!name) return;
    buf_adds(b, " \\\n  ");
    put_name(b, name);
}

static void put_unit(Buf *b, const LoadedUnit *l) {
    put_file(b, l->ml);
    put_file(b, l->mli);
    if (l->file) put_file(b, l->file->path);
}

/* A unit, then what it uses, each once. */
static void put_reached(Buf *b, Map *seen, LoadedUnit *l) {
    if (map_getp(seen, l)) return;
    map_putp(seen, l, l);
    put_unit(b, l);
    for (uint32_t i = 0; i < l->uses.len; i++) put_reached(b, seen, l->uses.data[i].unit);
}

void deps_write(Units *u, const char *output, LoadedUnit *unit, const Strings *more) {
    Session *s = u->session;
    Buf b = {0};
    put_name(&b, output);
    buf_addc(&b, ':');
    if (unit) {
        Map seen = {0};
        put_reached(&b, &seen, unit);
        map_free(&seen);
    } else
        for (uint32_t i = 0; i < u->all.len; i++)
            if (!u->all.data[i]->from_stdlib) put_unit(&b, u->all.data[i]);
    for (uint32_t i = 0; more && i < more->len; i++) put_file(&b, more->data[i]);
    buf_addc(&b, '\n');
    size_t n = strlen(output), k = n > 4 && strcmp(output + n - 4, ".mlu") == 0 ? n - 4 : n;
    const char *path = arena_printf(s->perm, "%.*s.d", (int)k, output), *why;
    if (!file_write(path, b.data, b.len, &why)) diag_error(s, NO_LOC, "E0507", "cannot write %s: %s", path, why);
    buf_free(&b);
}
