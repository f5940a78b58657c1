/* report_json.c: a report as JSON, and back. */
#include "report.h"

/* ---- writing -------------------------------------------------------------------------- */
static json_t *text_or_null(const char *s) {
    return s ? json_string(s) : json_null();
}
json_t *report_number(int64_t n) {
    return n == REPORT_UNKNOWN ? json_null() : json_integer(n);
}
static json_t *file_or_null(uint32_t file) {
    return file == REPORT_NO_FILE ? json_null() : json_integer(file);
}

static json_t *json_of_pos(ReportPos p) {
    return json_pack("{s:I, s:I, s:I}", "line", (json_int_t)p.line, "col", (json_int_t)p.col, "offset",
                     (json_int_t)p.offset);
}

static json_t *json_of_copy(const ReportCopy *c) {
    return json_pack("{s:s, s:s, s:o, s:I}", "fate", report_fate_names[c->fate], "in", c->in, "reason",
                     text_or_null(c->reason), "n", (json_int_t)c->n);
}

static json_t *json_of_site(const ReportSite *s) {
    bool placed = s->file != REPORT_NO_FILE;
    json_t *copies = json_array();
    for (uint32_t i = 0; i < s->ncopies; i++) json_array_append_new(copies, json_of_copy(&s->copies[i]));
    json_t *at = s->reason_file == REPORT_NO_FILE
                     ? json_null()
                     : json_pack("{s:I, s:I}", "file", (json_int_t)s->reason_file, "line", (json_int_t)s->reason_line);
    json_t *o = json_pack(
        "{s:I, s:o, s:o, s:o, s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", (json_int_t)s->id, "file",
        file_or_null(s->file), "start", placed ? json_of_pos(s->start) : json_null(), "end",
        placed ? json_of_pos(s->end) : json_null(), "kind", s->kind, "function", s->function, "words",
        report_number(s->words), "fate", report_fate_names[s->fate], "reason", text_or_null(s->reason), "reason_at", at,
        "remedy", text_or_null(s->remedy), "copies", copies, "count", report_number(s->count), "heap_words",
        report_number(s->heap_words), "region_words", report_number(s->region_words));
    if (s->possible) json_object_set_new(o, "possible", json_true());
    return o;
}

static json_t *json_of_function(const ReportFunction *f) {
    return json_pack("{s:s, s:o, s:o, s:I, s:o}", "name", f->name, "file", file_or_null(f->file), "line",
                     f->file == REPORT_NO_FILE ? json_null() : json_integer(f->line), "heap_sites",
                     (json_int_t)f->heap_sites, "heap_words", report_number(f->heap_words));
}

static json_t *json_of_totals(const ReportTotals *t) {
    json_t *o = json_pack("{s:I}", "sites", (json_int_t)t->sites);
    static const Fate order[] = {FATE_ALLOCATED, FATE_REGION, FATE_STATIC, FATE_REGISTERS, FATE_REMOVED};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        json_object_set_new(o, report_fate_names[order[i]], json_integer(t->fates[order[i]]));
    json_object_set_new(o, "heap_words", report_number(t->heap_words));
    json_object_set_new(o, "unattributed_words", report_number(t->unattributed_words));
    return o;
}

static json_t *json_of_cell(const ReportCell *c) {
    return json_pack("[I, o, b]", (json_int_t)c->site, report_number(c->words), c->region);
}

static int append(const char *text, size_t n, void *out) {
    buf_add(out, text, n);
    return 0;
}

void report_dump(json_t *o, size_t flags, Buf *out) {
    json_dump_callback(o, append, out, flags);
    buf_addc(out, '\n');
    json_decref(o);
}

void alloc_report_json(const AllocReport *r, Buf *out) {
    json_t *files = json_array(), *functions = json_array(), *sites = json_array();
    for (uint32_t i = 0; i < r->files.len; i++) {
        const ReportFile *f = &r->files.data[i];
        json_array_append_new(
            files, json_pack("{s:s, s:b, s:s#}", "name", f->name, "library", f->library, "text", f->text, (int)f->len));
    }
    for (uint32_t i = 0; i < r->functions.len; i++)
        json_array_append_new(functions, json_of_function(&r->functions.data[i]));
    for (uint32_t i = 0; i < r->sites.len; i++) json_array_append_new(sites, json_of_site(&r->sites.data[i]));
    json_t *all = json_pack("{s:i, s:s, s:i, s:b, s:o, s:o, s:o, s:o}", "mloc_alloc_report", 1, "program", r->program,
                            "level", r->level, "profiled", r->profiled, "files", files, "functions", functions, "sites",
                            sites, "totals", json_of_totals(&r->totals));
    if (!all) BUG("the report is not valid JSON");
    if (r->cells.len) {
        json_t *cells = json_array();
        for (uint32_t i = 0; i < r->cells.len; i++) json_array_append_new(cells, json_of_cell(&r->cells.data[i]));
        json_object_set_new(all, "cells", cells);
    }
    report_dump(all, JSON_COMPACT, out);
}

/* ---- reading -------------------------------------------------------------------------- */
typedef struct Reader {
    Session *session;
    Arena *a;
    const char *path;
    AllocReport *r;
    json_error_t error; /* of the last json_unpack_ex */
} Reader;

static AllocReport *bad(Reader *rd, const char *what) {
    Diag *d = diag_error(rd->session, NO_LOC, "E0513", "%s is not an allocation report: %s", rd->path, what);
    diag_help(rd->session, d,
              "reports are written by mloc --alloc-report=json, and by programs compiled with --profile-alloc");
    return NULL;
}
static AllocReport *bad_part(Reader *rd, const char *part, size_t index) {
    return bad(rd, arena_printf(rd->a, "%s %zu: %s", part, index, rd->error.text));
}

static const char *kept(Reader *rd, const char *s) {
    return s ? arena_strndup(rd->a, s, strlen(s)) : NULL;
}
static int64_t number_of(const json_t *o, const char *key) {
    const json_t *x = json_object_get(o, key);
    return json_is_integer(x) ? json_integer_value(x) : REPORT_UNKNOWN;
}
static const char *text_of(Reader *rd, const json_t *o, const char *key) { /* NULL: not there, or null */
    return kept(rd, json_string_value(json_object_get(o, key)));
}
static uint32_t file_of(Reader *rd, const json_t *o) {
    int64_t n = number_of(o, "file");
    return n < 0 || n >= (int64_t)rd->r->files.len ? REPORT_NO_FILE : (uint32_t)n;
}
static ReportPos pos_of(const json_t *o) {
    return (ReportPos){.line = (uint32_t)number_of(o, "line"),
                       .col = (uint32_t)number_of(o, "col"),
                       .offset = (uint32_t)number_of(o, "offset")};
}

static bool fate_of(const char *s, Fate *out) {
    for (int k = 0; k <= FATE_STATIC; k++)
        if (!strcmp(s, report_fate_names[k])) {
            *out = (Fate)k;
            return true;
        }
    return false;
}

static bool read_file(Reader *rd, json_t *o) {
    const char *name, *text;
    size_t len;
    int library = 0;
    if (json_unpack_ex(o, &rd->error, 0, "{s:s, s:s%, s?b}", "name", &name, "text", &text, &len, "library", &library))
        return false;
    vec_push_in(rd->a, &rd->r->files,
                ((ReportFile){.name = kept(rd, name),
                              .text = arena_strndup(rd->a, text, len),
                              .len = (uint32_t)len,
                              .library = library}));
    return true;
}

static bool read_fate(Reader *rd, const char *text, Fate *out) {
    if (fate_of(text, out)) return true;
    snprintf(rd->error.text, sizeof rd->error.text, "there is no fate `%s`", text);
    return false;
}

static bool read_copies(Reader *rd, ReportSite *s, json_t *copies) {
    s->ncopies = (uint32_t)json_array_size(copies);
    s->copies = NEW_ARRAY(rd->a, ReportCopy, s->ncopies);
    for (uint32_t i = 0; i < s->ncopies; i++) {
        const char *fate, *in;
        json_t *c = json_array_get(copies, i);
        if (json_unpack_ex(c, &rd->error, 0, "{s:s, s:s}", "fate", &fate, "in", &in)) return false;
        if (!read_fate(rd, fate, &s->copies[i].fate)) return false;
        s->copies[i].in = kept(rd, in);
        s->copies[i].n = number_of(c, "n") > 0 ? (uint32_t)number_of(c, "n") : 1;
        s->copies[i].reason = text_of(rd, c, "reason");
    }
    return true;
}

static bool read_site(Reader *rd, json_t *o) {
    const char *kind, *function, *fate;
    json_int_t id;
    json_t *copies = NULL;
    if (json_unpack_ex(o, &rd->error, 0, "{s:I, s:s, s:s, s:s, s?o}", "id", &id, "kind", &kind, "function", &function,
                       "fate", &fate, "copies", &copies))
        return false;
    ReportSite s = {.id = (uint32_t)id,
                    .file = file_of(rd, o),
                    .kind = kept(rd, kind),
                    .function = kept(rd, function),
                    .words = number_of(o, "words"),
                    .reason = text_of(rd, o, "reason"),
                    .remedy = text_of(rd, o, "remedy"),
                    .possible = json_is_true(json_object_get(o, "possible")),
                    .count = number_of(o, "count"),
                    .heap_words = number_of(o, "heap_words"),
                    .region_words = number_of(o, "region_words"),
                    .reason_file = REPORT_NO_FILE};
    if (!read_fate(rd, fate, &s.fate) || !read_copies(rd, &s, copies)) return false;
    if (s.file != REPORT_NO_FILE) {
        s.start = pos_of(json_object_get(o, "start"));
        s.end = pos_of(json_object_get(o, "end"));
    }
    const json_t *at = json_object_get(o, "reason_at");
    if (json_is_object(at)) {
        s.reason_file = file_of(rd, at);
        s.reason_line = (uint32_t)number_of(at, "line");
    }
    vec_push_in(rd->a, &rd->r->sites, s);
    return true;
}

static bool read_cell(Reader *rd, json_t *o) {
    json_int_t site;
    json_t *words;
    int region;
    if (json_unpack_ex(o, &rd->error, 0, "[I, o, b]", &site, &words, &region)) return false;
    int64_t n = json_is_integer(words) ? json_integer_value(words) : REPORT_UNKNOWN;
    vec_push_in(rd->a, &rd->r->cells, ((ReportCell){.site = (uint32_t)site, .words = n, .region = region}));
    return true;
}

static AllocReport *read_report(Reader *rd, json_t *o) {
    const char *program;
    int version, profiled;
    json_t *files, *sites, *totals, *cells = NULL;
    rd->r = NEW(rd->a, AllocReport);
    if (json_unpack_ex(o, &rd->error, 0, "{s:i, s:s, s:i, s:b, s:o, s:o, s:o, s?o}", "mloc_alloc_report", &version,
                       "program", &program, "level", &rd->r->level, "profiled", &profiled, "files", &files, "sites",
                       &sites, "totals", &totals, "cells", &cells))
        return bad(rd, rd->error.text);
    if (version != 1)
        return bad(rd, arena_printf(rd->a, "it is of version %d, and this mloc reads version 1", version));
    rd->r->program = kept(rd, program);
    rd->r->profiled = profiled;
    struct {
        json_t *items;
        const char *what;
        bool (*read)(Reader *, json_t *);
    } parts[] = {{files, "file", read_file}, {sites, "site", read_site}, {cells, "cell", read_cell}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        for (size_t i = 0; i < json_array_size(parts[k].items); i++)
            if (!parts[k].read(rd, json_array_get(parts[k].items, i))) return bad_part(rd, parts[k].what, i);
    rd->r->totals.heap_words = number_of(totals, "heap_words");
    rd->r->totals.unattributed_words = number_of(totals, "unattributed_words");
    alloc_report_sum(rd->r, rd->a);
    return rd->r;
}

/* ---- counts ----------------------------------------------------------------------------- */
static ReportSite *site_of(AllocReport *r, uint32_t id) {
    uint32_t lo = 0, hi = r->sites.len;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (r->sites.data[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < r->sites.len && r->sites.data[lo].id == id ? &r->sites.data[lo] : NULL;
}

static bool add_counts(Reader *rd, json_t *o) {
    AllocReport *r = rd->r;
    json_int_t cell, count, words;
    if (json_unpack_ex(o, &rd->error, 0, "[I, I, I]", &cell, &count, &words)) return false;
    ReportSite *s = cell >= 0 && cell < r->cells.len ? site_of(r, r->cells.data[cell].site) : NULL;
    if (!s) {
        snprintf(rd->error.text, sizeof rd->error.text, "there is no cell %lld", (long long)cell);
        return false;
    }
    const ReportCell *c = &r->cells.data[cell];
    int64_t n = c->words == REPORT_UNKNOWN ? words : count * c->words;
    s->count += count;
    *(c->region ? &s->region_words : &s->heap_words) += n;
    return true;
}

/* Calls that might have allocated and did not are nobody's concern. */
static void keep_real_sites(AllocReport *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->sites.len; i++) {
        ReportSite s = r->sites.data[i];
        if (s.possible && !s.heap_words) continue;
        s.possible = false;
        r->sites.data[n++] = s;
    }
    r->sites.len = n;
}

static AllocReport *merge_profile(Reader *rd, json_t *o) {
    json_t *report, *counts;
    json_int_t minor, direct;
    if (json_unpack_ex(o, &rd->error, 0, "{s:o, s:o, s:I, s:I}", "report", &report, "cells", &counts, "minor_words",
                       &minor, "major_direct_words", &direct))
        return bad(rd, rd->error.text);
    if (!read_report(rd, report)) return NULL;
    AllocReport *r = rd->r;
    r->profiled = true;
    for (uint32_t i = 0; i < r->sites.len; i++)
        r->sites.data[i].count = r->sites.data[i].heap_words = r->sites.data[i].region_words = 0;
    for (size_t i = 0; i < json_array_size(counts); i++)
        if (!add_counts(rd, json_array_get(counts, i))) return bad_part(rd, "count", i);
    keep_real_sites(r);
    r->cells.len = 0;
    r->totals.heap_words = minor + direct;
    r->totals.unattributed_words = minor + direct;
    for (uint32_t i = 0; i < r->sites.len; i++) r->totals.unattributed_words -= r->sites.data[i].heap_words;
    alloc_report_sum(r, rd->a);
    return r;
}

AllocReport *alloc_report_read(Session *s, Arena *a, const char *path) {
    Reader rd = {.session = s, .a = a, .path = path};
    Buf text = {0};
    const char *why;
    if (!file_read(path, &text, &why)) {
        diag_error(s, NO_LOC, "E0501", "cannot read %s: %s", path, why);
        return NULL;
    }
    json_t *o = json_loadb(text.data, text.len, 0, &rd.error);
    buf_free(&text);
    if (!o) return bad(&rd, arena_printf(a, "%s (line %d, column %d)", rd.error.text, rd.error.line, rd.error.column));
    bool profile = json_object_get(o, "mloc_alloc_profile") != NULL;
    AllocReport *r = profile ? merge_profile(&rd, o) : read_report(&rd, o);
    json_decref(o);
    return r;
}
