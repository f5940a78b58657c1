/* diff_alloc.c: `mloc diff-alloc OLD NEW`, for a project's CI. */
#include "diff_alloc.h"
#include "alloc_diff.h"
#include <unistd.h>

static bool compare(const Options *o, Session *s, bool *worse) {
    const AllocReport *before = alloc_report_read(s, s->perm, o->inputs.data[0]);
    const AllocReport *after = alloc_report_read(s, s->perm, o->inputs.data[1]);
    if (!before || !after) return false;
    const AllocDiff *d = alloc_diff(s, s->perm, before, after, o->report_all);
    *worse = d->nworse > 0;
    Buf out = {0};
    (o->report_format == REPORT_JSON ? alloc_diff_json : alloc_diff_text)(d, &out);
    const char *why, *path = o->output ? o->output : "-";
    bool ok = file_write(path, out.data, out.len, &why);
    if (!ok) diag_error(s, NO_LOC, "E0507", "cannot write %s: %s", path, why);
    buf_free(&out);
    return ok;
}

int diff_alloc(const Options *o) {
    Session *s = session_new();
    s->json_errors = o->json;
    s->colour = !o->json && isatty(2);
    bool worse = false, ok = compare(o, s, &worse);
    diag_flush(s, stderr);
    return !ok ? 2 : worse;
}
