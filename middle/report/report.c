/* report.c: the report of a program, made from its final MIR.

   A site's number stays on every copy of its allocation, whatever the passes do, so what is still allocated, and where,
   is read off the instructions.  A site of which nothing is left is what the pass that took the last copy away called
   it.  Calls that allocate outside the MIR become sites here. */
#include "report.h"

const char *const report_fate_names[FATE_STATIC + 1] = {"heap", "removed", "registers", "region", "static"};

int report_fate_rank(Fate f) {
    static const int rank[FATE_STATIC + 1] = {4, 0, 1, 3, 2};
    return rank[f];
}

/* ---- files and positions ------------------------------------------------------------ */
static bool below(const char *path, const char *dir) {
    size_t n = dir ? strlen(dir) : 0;
    return n && strncmp(path, dir, n) == 0 && path[n] == '/';
}

/* JSON wants UTF-8; positions are bytes, so every bad byte becomes one other byte. */
static const char *clean_text(Arena *a, const char *text, uint32_t len) {
    char *copy = NULL;
    for (uint32_t i = 0; i < len;) {
        uint32_t cp, n = utf8_decode(text + i, len - i, &cp);
        if (cp == UTF8_BAD || cp == 0) {
            if (!copy) copy = arena_strndup(a, text, len);
            copy[i] = '?';
        }
        i += n;
    }
    return copy ? copy : text;
}

static uint32_t report_file(Maker *m, uint32_t index) {
    Session *s = m->prog->session;
    if (!index || index >= s->files.len) return REPORT_NO_FILE;
    if (!m->file_of[index]) {
        const SourceFile *f = s->files.data[index];
        bool library = below(f->path, m->o->library_dir);
        const char *base = strrchr(f->path, '/');
        vec_push_in(m->a, &m->r->files,
                    ((ReportFile){.name = library ? arena_printf(m->a, "stdlib%s", base) : f->path,
                                  .text = clean_text(m->a, f->text, f->len),
                                  .len = f->len,
                                  .library = library}));
        m->file_of[index] = m->r->files.len;
    }
    return m->file_of[index] - 1;
}

static ReportPos report_pos(Maker *m, Loc loc, uint32_t offset) {
    LineCol lc = source_linecol(m->prog->session->files.data[loc.file], offset);
    return (ReportPos){.line = lc.real_line, .col = lc.col, .offset = offset};
}

static void locate(Maker *m, ReportSite *s, Loc loc) {
    s->file = report_file(m, loc.file);
    if (s->file == REPORT_NO_FILE) return;
    s->start = report_pos(m, loc, loc.start);
    s->end = report_pos(m, loc, loc.end);
}

/* ---- copies --------------------------------------------------------------------------- */
static ReportSite new_site(uint32_t id) {
    return (ReportSite){.id = id,
                        .file = REPORT_NO_FILE,
                        .reason_file = REPORT_NO_FILE,
                        .count = REPORT_UNKNOWN,
                        .heap_words = REPORT_UNKNOWN,
                        .region_words = REPORT_UNKNOWN};
}

static void add_copy(Maker *m, uint32_t site, ReportCopy c) {
    CopyList *l = &m->copies.data[site];
    vec_push_in(m->a, l, c);
}

static void collect_copies(Maker *m) {
    const Program *p = m->prog;
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        for (Blk b = f->entry; b.i; b = block_at(f, b)->next)
            for (Ins k = block_at(f, b)->first; k.i; k = inst_at(f, k)->next) {
                const Inst *in = inst_at(f, k);
                if (!(op_info[in->op].flags & OPF_ALLOC) || !in->site.i) continue;
                ReportCopy c = {.fate = in->place == PLACE_HEAP ? FATE_ALLOCATED : FATE_REGION,
                                .in = f->source_name->text};
                add_copy(m, in->site.i, c);
            }
    }
}

/* ---- sites ------------------------------------------------------------------------------ */
static void finish_site(Maker *m, const Site *site, uint32_t id) {
    const CopyList *l = &m->copies.data[id];
    bool in_user_file = site->loc.file && !below(m->prog->session->files.data[site->loc.file]->path, m->o->library_dir);
    if (!l->len && site->fate == FATE_ALLOCATED && !in_user_file) return; /* library code that the program does not use */
    ReportSite s = new_site(id);
    locate(m, &s, site->loc);
    s.kind = site->origin;
    s.function = site->func ? site->func->text : "";
    s.words = site->words ? (int64_t)site->words : REPORT_UNKNOWN;
    s.copies = l->data;
    s.ncopies = l->len;
    s.fate = site->fate;
    if (l->len) {
        s.fate = l->data[0].fate;
        for (uint32_t i = 1; i < l->len; i++)
            if (report_fate_rank(l->data[i].fate) > report_fate_rank(s.fate)) s.fate = l->data[i].fate;
    } else if (site->fate == FATE_ALLOCATED) {
        s.fate = FATE_REMOVED;
        s.reason = "the program never comes here";
    }
    vec_push_in(m->a, &m->r->sites, s);
}

/* ---- sums --------------------------------------------------------------------------------- */
void alloc_report_sum(AllocReport *r, Arena *a) {
    Map index = {0}; /* name and file -> position + 1; names are not interned in reports that were read */
    NameTable *names = names_new();
    r->functions.len = 0;
    r->totals = (ReportTotals){.sites = r->sites.len,
                               .heap_words = r->totals.heap_words,
                               .unattributed_words = r->totals.unattributed_words};
    for (uint32_t i = 0; i < r->sites.len; i++) {
        const ReportSite *s = &r->sites.data[i];
        r->totals.fates[s->fate]++;
        Name key = name_printf(names, "%u/%s", s->file, s->function);
        uint32_t at = (uint32_t)(uintptr_t)map_getp(&index, key);
        if (!at) {
            vec_push_in(a, &r->functions,
                        ((ReportFunction){.name = s->function,
                                          .file = s->file,
                                          .line = s->start.line,
                                          .heap_words = r->profiled ? 0 : REPORT_UNKNOWN}));
            at = r->functions.len;
            map_putp(&index, key, (void *)(uintptr_t)at);
        }
        ReportFunction *f = &r->functions.data[at - 1];
        if (s->start.line < f->line) f->line = s->start.line;
        f->heap_sites += s->fate == FATE_ALLOCATED;
        if (r->profiled && s->heap_words > 0) f->heap_words += s->heap_words;
    }
    map_free(&index);
    names_free(names);
}

AllocReport *alloc_report_make(Program *p, const ReportOptions *o, Arena *a) {
    AllocReport *r = NEW(a, AllocReport);
    Maker m = {.prog = p, .o = o, .a = a, .r = r, .file_of = NEW_ARRAY(a, uint32_t, p->session->files.len)};
    r->program = o->program;
    r->level = o->level;
    r->totals.heap_words = r->totals.unattributed_words = REPORT_UNKNOWN;
    for (uint32_t i = 0; i < p->sites.len; i++) vec_push_in(a, &m.copies, (CopyList){0});
    collect_copies(&m);
    for (uint32_t i = 1; i < p->sites.len; i++) finish_site(&m, &p->sites.data[i], i);
    alloc_report_sum(r, a);
    return r;
}
