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

static const char *clean_name(Arena *a, const char *name) {
    return clean_text(a, name, (uint32_t)strlen(name));
}

static uint32_t report_file(Maker *m, uint32_t index) {
    Session *s = m->prog->session;
    if (!index || index >= s->files.len) return REPORT_NO_FILE;
    if (!m->file_of[index]) {
        const SourceFile *f = s->files.data[index];
        bool library = below(f->path, m->o->library_dir);
        const char *base = strrchr(f->path, '/');
        vec_push_in(m->a, &m->r->files,
                    ((ReportFile){.name = library ? arena_printf(m->a, "stdlib%s", base) : clean_name(m->a, f->path),
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

static void add_site_room(Maker *m) {
    vec_push_in(m->a, &m->copies, (CopyList){0});
    vec_push_in(m->a, &m->why, (Reason){0});
}

static void add_copy(Maker *m, uint32_t site, ReportCopy c) {
    CopyList *l = &m->copies.data[site];
    c.n = 1;
    vec_push_in(m->a, l, c);
}

static int by_likeness(const void *p, const void *q) {
    const ReportCopy *x = p, *y = q;
    int in = strcmp(x->in, y->in);
    if (in) return in;
    if (x->fate != y->fate) return report_fate_rank(y->fate) - report_fate_rank(x->fate);
    return x->reason && y->reason ? strcmp(x->reason, y->reason) : (y->reason != NULL) - (x->reason != NULL);
}

/* Inlining a function of the library a thousand times makes a thousand copies of its sites. */
static void merge_copies(CopyList *l) {
    if (l->len < 2) return;
    qsort(l->data, l->len, sizeof *l->data, by_likeness);
    uint32_t n = 1;
    for (uint32_t i = 1; i < l->len; i++)
        if (by_likeness(&l->data[n - 1], &l->data[i]) == 0)
            l->data[n - 1].n += l->data[i].n;
        else
            l->data[n++] = l->data[i];
    l->len = n;
}

/* ---- cells ---------------------------------------------------------------------------- */
static uint32_t new_cell(Maker *m, uint32_t site, int64_t words, bool region) {
    vec_push_in(m->a, &m->r->cells, ((ReportCell){.site = site, .words = words, .region = region}));
    return m->r->cells.len - 1;
}

/* ---- which function of the source a place is in -------------------------------------------- */
static int by_place(const void *x, const void *y) {
    Loc a = ((const FuncPlace *)x)->loc, b = ((const FuncPlace *)y)->loc;
    if (a.file != b.file) return a.file < b.file ? -1 : 1;
    if (a.start != b.start) return a.start < b.start ? -1 : 1;
    return a.end > b.end ? -1 : a.end < b.end; /* the outer one first */
}
static bool encloses(Loc outer, Loc inner) {
    return outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/* Functions that are gone count too: their code lives on in others. */
static void find_places(Maker *m) {
    const Program *p = m->prog;
    m->places = NEW_ARRAY(m->a, FuncPlace, p->funcs.len);
    for (uint32_t i = 1; i < p->funcs.len; i++)
        if (p->funcs.data[i]->loc.file)
            m->places[m->nplaces++] = (FuncPlace){.loc = p->funcs.data[i]->loc, .name = p->funcs.data[i]->source_name};
    qsort(m->places, m->nplaces, sizeof *m->places, by_place);
    for (uint32_t i = 1; i < m->nplaces; i++) {
        uint32_t o = i; /* 1 + the one around it; 0: none */
        while (o && !encloses(m->places[o - 1].loc, m->places[i].loc)) o = m->places[o - 1].outer;
        m->places[i].outer = o;
    }
}

static Name function_at(Maker *m, const Func *f, Loc loc) {
    uint32_t lo = 0, hi = m->nplaces;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        Loc x = m->places[mid].loc;
        if (x.file < loc.file || (x.file == loc.file && x.start <= loc.start))
            lo = mid + 1;
        else
            hi = mid;
    }
    while (lo && !encloses(m->places[lo - 1].loc, loc)) lo = m->places[lo - 1].outer;
    return lo ? m->places[lo - 1].name : f->source_name;
}

/* ---- calls that allocate ---------------------------------------------------------------- */
/* One site for all copies of a call: by its place in the source and what it calls. */
static uint32_t call_site(Maker *m, const Func *f, Loc loc, const char *kind) {
    NameTable *names = m->prog->session->names;
    Name key = loc.file ? name_printf(names, "%u/%u/%u/%s", loc.file, loc.start, loc.end, kind)
                        : name_printf(names, "%s/%s", f->source_name->text, kind);
    uint32_t id = (uint32_t)(uintptr_t)map_getp(&m->call_sites, key);
    if (!id) {
        id = m->copies.len;
        add_site_room(m);
        vec_push_in(m->a, &m->calls, ((Site){.loc = loc, .origin = kind, .func = function_at(m, f, loc)}));
        map_putp(&m->call_sites, key, (void *)(uintptr_t)id);
    }
    return id;
}

/* A call of x, or of an unknown function when x is NULL.  Returns its cell, 0 without profiling. */
static uint32_t note_call(Maker *m, const Func *f, const Ext *x, Loc loc) {
    ExtAllocation how = x ? ext_allocation(x) : EXT_ALLOCATES_PERHAPS;
    if (x && x->noalloc) return 0;
    bool known = x && how != EXT_ALLOCATES_NEVER;
    if (!known && !m->cells) return 0;
    const char *kind = !x                             ? "partial application at run time"
                       : how == EXT_ALLOCATES_PERHAPS ? arena_printf(m->a, "C function %s", x->symbol->text)
                                                      : arena_printf(m->a, "primitive %s", x->symbol->text);
    uint32_t site = call_site(m, f, loc, kind);
    if (known) add_copy(m, site, (ReportCopy){.fate = FATE_ALLOCATED, .in = f->source_name->text});
    return m->cells ? new_cell(m, site, REPORT_UNKNOWN, false) : 0;
}

/* ---- the walk ------------------------------------------------------------------------------ */
static void note_allocation(Maker *m, const Func *f, const Inst *in, uint32_t *cell) {
    int64_t words = (int64_t)inst_block_words(in) + 1;
    bool heap = in->place == PLACE_HEAP;
    uint32_t site = in->site.i;
    if (!site) site = call_site(m, f, in->loc, "made by the compiler");
    ReportCopy c = {.fate = heap ? FATE_ALLOCATED : FATE_REGION, .in = f->source_name->text};
    if (heap) {
        Reason r = reason_for(m->reasons, f, in, in->site.i ? m->prog->sites.data[in->site.i].loc : in->loc);
        c.reason = r.text;
        if (!m->why.data[site].text) m->why.data[site] = r;
    }
    add_copy(m, site, c);
    if (site < m->prog->sites.len && words > m->words[site]) m->words[site] = words;
    if (cell) *cell = new_cell(m, site, words, !heap);
}

static void note_inst(Maker *m, const Func *f, const Inst *in, uint32_t *cell) {
    uint32_t c = 0;
    if (op_info[in->op].flags & OPF_ALLOC)
        note_allocation(m, f, in, m->cells ? &c : NULL);
    else if (in->op == OP_CCALL)
        c = note_call(m, f, program_ext(m->prog, in->imm.ext), in->loc);
    else if (in->op == OP_APPLY && m->cells)
        c = note_call(m, f, NULL, in->loc);
    if (cell) *cell = c;
}

static uint32_t note_term(Maker *m, const Func *f, const Term *t) {
    switch (t->kind) {
    case TERM_INVOKE_C: return note_call(m, f, program_ext(m->prog, t->ext), t->loc);
    case TERM_INVOKE_APPLY:
    case TERM_TAILAPPLY: return m->cells ? note_call(m, f, NULL, t->loc) : 0;
    default: return 0;
    }
}

static void collect_copies(Maker *m) {
    const Program *p = m->prog;
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        uint32_t *of_inst = NULL;
        if (m->cells) {
            of_inst = m->cells->of_inst[i] = NEW_ARRAY(m->a, uint32_t, f->ninsts);
            m->cells->of_term[i] = NEW_ARRAY(m->a, uint32_t, f->nblocks);
        }
        for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
            for (Ins k = block_at(f, b)->first; k.i; k = inst_at(f, k)->next)
                note_inst(m, f, inst_at(f, k), of_inst ? &of_inst[k.i] : NULL);
            uint32_t cell = note_term(m, f, &block_at(f, b)->term);
            if (m->cells) m->cells->of_term[i][b.i] = cell;
        }
    }
}

/* ---- sites ------------------------------------------------------------------------------ */
static Fate worst_fate(const CopyList *l) {
    Fate f = l->data[0].fate;
    for (uint32_t i = 1; i < l->len; i++)
        if (report_fate_rank(l->data[i].fate) > report_fate_rank(f)) f = l->data[i].fate;
    return f;
}

/* What a call allocates is told from its kind. */
static const char *call_reason(const char *kind) {
    static const char *const sized[] = {"primitive caml_make_vect",    "primitive caml_make_float_vect",
                                        "primitive caml_create_bytes", "primitive caml_array_append",
                                        "primitive caml_array_sub",    "primitive caml_array_concat"};
    for (size_t i = 0; i < sizeof sized / sizeof *sized; i++)
        if (!strcmp(kind, sized[i]))
            return "its size is not known before the program runs: the runtime makes it, on the heap";
    if (!strcmp(kind, "primitive caml_obj_block"))
        return "a block that is filled later, of a recursive value or by Obj: the runtime makes it, on the heap";
    if (!strncmp(kind, "primitive", 9))
        return "the runtime makes its result, or the exception that it raises, on the heap";
    if (!strncmp(kind, "C function", 10)) return "C code may allocate, and only on the heap";
    if (!strncmp(kind, "partial", 7))
        return "an unknown function got fewer arguments than it takes: the runtime keeps them in a closure";
    return NULL;
}

static void finish_site(Maker *m, const Site *site, uint32_t id) {
    const CopyList *l = &m->copies.data[id];
    bool of_prog = id < m->prog->sites.len;
    if (of_prog && l->len && site->fate != FATE_ALLOCATED) /* a pass took a copy away and left others */
        add_copy(m, id, (ReportCopy){.fate = site->fate, .in = "another place"});
    merge_copies(&m->copies.data[id]);
    bool in_user_file = site->loc.file && !below(m->prog->session->files.data[site->loc.file]->path, m->o->library_dir);
    bool used = l->len || (site->fate != FATE_ALLOCATED && site->fate != FATE_STATIC);
    if (of_prog && !used && !in_user_file) return; /* constants of the library, and code of it without a use */
    ReportSite s = new_site(id);
    locate(m, &s, site->loc);
    s.kind = site->origin;
    s.function = site->func ? site->func->text : "";
    s.words = of_prog && m->words[id] ? m->words[id] : site->words ? (int64_t)site->words : REPORT_UNKNOWN;
    s.copies = l->data;
    s.ncopies = l->len;
    s.fate = l->len ? worst_fate(l) : site->fate;
    s.possible = !of_prog && !l->len;
    if (of_prog && !l->len && site->fate == FATE_ALLOCATED) {
        s.fate = FATE_REMOVED;
        s.reason = "no code is left of it: the program does not come here, or has no use for the result";
    }
    Reason why = m->why.data[id];
    if (s.fate == FATE_ALLOCATED && why.text) {
        s.reason = why.text;
        s.remedy = why.remedy;
        s.reason_file = report_file(m, why.loc.file);
        if (s.reason_file != REPORT_NO_FILE) s.reason_line = report_pos(m, why.loc, why.loc.start).line;
    } else if (!of_prog) {
        s.reason = call_reason(site->origin);
    }
    vec_push_in(m->a, &m->r->sites, s);
}

/* ---- sums --------------------------------------------------------------------------------- */
void alloc_report_sum(AllocReport *r, Arena *a) {
    Map index = {0}; /* name and file -> position + 1; names are not interned in reports that were read */
    NameTable *names = names_new();
    r->functions.len = 0;
    r->totals = (ReportTotals){
        .sites = r->sites.len, .heap_words = r->totals.heap_words, .unattributed_words = r->totals.unattributed_words};
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

AllocReport *alloc_report_make(Program *p, const ReportOptions *o, AllocCells *cells, Arena *a) {
    AllocReport *r = NEW(a, AllocReport);
    Maker m = {.prog = p,
               .o = o,
               .a = a,
               .r = r,
               .cells = cells,
               .reasons = reasons_new(p, a),
               .file_of = NEW_ARRAY(a, uint32_t, p->session->files.len),
               .words = NEW_ARRAY(a, int64_t, p->sites.len)};
    r->program = clean_name(a, o->program);
    r->level = o->level;
    r->totals.heap_words = r->totals.unattributed_words = REPORT_UNKNOWN;
    for (uint32_t i = 0; i < p->sites.len; i++) add_site_room(&m);
    if (cells) {
        cells->of_inst = NEW_ARRAY(a, uint32_t *, p->funcs.len);
        cells->of_term = NEW_ARRAY(a, uint32_t *, p->funcs.len);
        new_cell(&m, 0, REPORT_UNKNOWN, false);
        add_site_room(&m);
        vec_push_in(a, &m.calls, ((Site){.origin = "the runtime itself"}));
        new_cell(&m, p->sites.len, REPORT_UNKNOWN, false);
    }
    find_places(&m);
    collect_copies(&m);
    if (cells) cells->n = r->cells.len;
    for (uint32_t i = 1; i < p->sites.len; i++) finish_site(&m, &p->sites.data[i], i);
    for (uint32_t i = 0; i < m.calls.len; i++) finish_site(&m, &m.calls.data[i], p->sites.len + i);
    map_free(&m.call_sites);
    reasons_free(m.reasons);
    alloc_report_sum(r, a);
    return r;
}
