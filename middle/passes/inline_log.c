/* inline_log.c: why calls were inlined or not: --explain-inline, and warning 55 where [@inlined] cannot be done.

   The inliner looks at a call several times, and at its copies; what counts is the last verdict on a call of the source
   in a function of the source, unless one copy was inlined.  Notes are kept only when somebody wants them. */
#include "pass.h"

#include <stdlib.h>

typedef struct Note {
    const Func *caller, *callee; /* NULL: unknown */
    Loc loc;
    bool done, asked;
    const char *why;
} Note;

struct InlineLog {
    Arena *a;
    VEC(Note) notes;
    bool all;  /* else only calls with [@inlined] */
    Map index; /* key -> 1 + position in notes */
};

InlineLog *inline_log_new(Arena *a, bool all) {
    InlineLog *log = NEW(a, InlineLog);
    log->a = a;
    log->all = all;
    return log;
}

static Name name_of_func(const Func *f) {
    return f->source_name ? f->source_name : f->name;
}

static uint64_t key_of(Name caller, Name callee, Loc loc) {
    const uint64_t parts[] = {((uint64_t)loc.file << 32) | loc.start, loc.end, (uintptr_t)caller, (uintptr_t)callee};
    uint64_t k = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) k = (k ^ (k >> 29) ^ parts[i]) * 0x9E3779B97F4A7C15u;
    return k ? k : 1;
}

bool inline_noted(const InlineLog *log, unsigned flags) {
    return log && (log->all || (flags & IF_ASKED));
}

void inline_note(InlineLog *log, const Func *caller, const Func *callee, Loc loc, bool done, bool asked,
                 const char *why) {
    /* a wrapper that calls what it wraps is no call of the source */
    if (!loc.file || (callee && callee != caller && name_of_func(callee) == name_of_func(caller))) return;
    Note n = {caller, callee, loc, done, asked, why};
    uint64_t key = key_of(name_of_func(caller), callee ? name_of_func(callee) : NULL, loc);
    uintptr_t at = (uintptr_t)map_get(&log->index, key);
    if (!at) {
        vec_push_in(log->a, &log->notes, n);
        map_put(&log->index, key, (void *)(uintptr_t)log->notes.len);
        return;
    }
    Note *old = &log->notes.data[at - 1];
    if (old->done && !done) return;
    bool was_asked = old->asked;
    *old = n;
    old->asked |= was_asked;
}

/* Calls that are still there, of functions that nobody knows: the inliner never saw them. */
static void note_unknown(InlineLog *log, const Program *p) {
    static const char *const why = "the function is not known here";
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        const Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op == OP_APPLY && inline_noted(log, in->flags))
                    inline_note(log, f, NULL, in->loc, false, in->flags & IF_ASKED, why);
            }
            const Term *t = &block_at(f, b)->term;
            if ((t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) && inline_noted(log, t->flags))
                inline_note(log, f, NULL, t->loc, false, t->flags & IF_ASKED, why);
        }
    }
}

static int by_place(const void *x, const void *y) {
    const Note *a = x, *b = y;
    if (a->loc.file != b->loc.file) return a->loc.file < b->loc.file ? -1 : 1;
    if (a->loc.start != b->loc.start) return a->loc.start < b->loc.start ? -1 : 1;
    if (a->loc.end != b->loc.end) return a->loc.end > b->loc.end ? -1 : 1;
    int c = strcmp(name_of_func(a->caller)->text, name_of_func(b->caller)->text);
    return c ? c
             : strcmp(a->callee ? name_of_func(a->callee)->text : "", b->callee ? name_of_func(b->callee)->text : "");
}

/* Is the file below this folder? */
static bool is_below(const Session *s, Loc loc, const char *folder) {
    const char *path = s->files.data[loc.file]->path;
    size_t n = folder ? strlen(folder) : 0;
    return n && !strncmp(path, folder, n);
}

static bool selected(const Note *n, const char *part) {
    return !part || strstr(name_of_func(n->caller)->text, part) ||
           (n->callee && strstr(name_of_func(n->callee)->text, part));
}

void inline_log_finish(InlineLog *log, const Program *p) {
    if (!log->all && !p->asks_inlining) return;
    note_unknown(log, p);
    if (log->notes.len) qsort(log->notes.data, log->notes.len, sizeof *log->notes.data, by_place);
    Loc last = NO_LOC;
    for (uint32_t i = 0; i < log->notes.len; i++) {
        const Note *n = &log->notes.data[i];
        if (!n->asked || n->done || (n->loc.file == last.file && n->loc.start == last.start)) continue;
        last = n->loc;
        diag_warn(p->session, n->loc, "W055", "Cannot inline: %s", n->why);
    }
    map_free(&log->index);
}

void inline_log_print(const InlineLog *log, const Session *s, const char *part, const char *library_dir, FILE *out) {
    bool any = false;
    for (uint32_t i = 0; i < log->notes.len; i++) {
        const Note *n = &log->notes.data[i];
        if (!selected(n, part) || (!part && is_below(s, n->loc, library_dir))) continue;
        any = true;
        SourceFile *f = s->files.data[n->loc.file];
        LineCol lc = source_linecol(f, n->loc.start);
        const char *file = strrchr(lc.path, '/');
        fprintf(out, "%s:%u:%u: %s calls %s: %s: %s\n", file ? file + 1 : lc.path, lc.line,
                source_display_col(f, n->loc.start) + 1, func_label(log->a, n->caller),
                n->callee ? func_label(log->a, n->callee) : "an unknown function", n->done ? "inlined" : "not inlined",
                n->why);
    }
    if (!any && part) fprintf(out, "no call was looked at whose caller or callee has a name with %s in it\n", part);
}
