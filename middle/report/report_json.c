/* report_json.c: a report as JSON, and back. */
#include "report.h"
#include <jansson.h>

/* ---- writing -------------------------------------------------------------------------- */
static json_t *text_or_null(const char *s) {
    return s ? json_string(s) : json_null();
}
static json_t *number_or_null(int64_t n) {
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
    return json_pack("{s:s, s:s, s:o}", "fate", report_fate_names[c->fate], "in", c->in, "reason",
                     text_or_null(c->reason));
}

static json_t *json_of_site(const ReportSite *s) {
    bool placed = s->file != REPORT_NO_FILE;
    json_t *copies = json_array();
    for (uint32_t i = 0; i < s->ncopies; i++) json_array_append_new(copies, json_of_copy(&s->copies[i]));
    json_t *at = s->reason_file == REPORT_NO_FILE ? json_null()
                                                  : json_pack("{s:I, s:I}", "file", (json_int_t)s->reason_file, "line",
                                                              (json_int_t)s->reason_line);
    return json_pack("{s:I, s:o, s:o, s:o, s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
                     (json_int_t)s->id, "file", file_or_null(s->file), "start",
                     placed ? json_of_pos(s->start) : json_null(), "end", placed ? json_of_pos(s->end) : json_null(),
                     "kind", s->kind, "function", s->function, "words", number_or_null(s->words), "fate",
                     report_fate_names[s->fate], "reason", text_or_null(s->reason), "reason_at", at, "remedy",
                     text_or_null(s->remedy), "copies", copies, "count", number_or_null(s->count), "heap_words",
                     number_or_null(s->heap_words), "region_words", number_or_null(s->region_words));
}

static json_t *json_of_function(const ReportFunction *f) {
    return json_pack("{s:s, s:o, s:o, s:I, s:o}", "name", f->name, "file", file_or_null(f->file), "line",
                     f->file == REPORT_NO_FILE ? json_null() : json_integer(f->line), "heap_sites",
                     (json_int_t)f->heap_sites, "heap_words", number_or_null(f->heap_words));
}

static json_t *json_of_totals(const ReportTotals *t) {
    json_t *o = json_pack("{s:I}", "sites", (json_int_t)t->sites);
    static const Fate order[] = {FATE_ALLOCATED, FATE_REGION, FATE_STATIC, FATE_REGISTERS, FATE_REMOVED};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        json_object_set_new(o, report_fate_names[order[i]], json_integer(t->fates[order[i]]));
    json_object_set_new(o, "heap_words", number_or_null(t->heap_words));
    json_object_set_new(o, "unattributed_words", number_or_null(t->unattributed_words));
    return o;
}

static json_t *json_of_cell(const ReportCell *c) {
    return json_pack("[I, o, b]", (json_int_t)c->site, number_or_null(c->words), c->region);
}

static int append(const char *text, size_t n, void *out) {
    buf_add(out, text, n);
    return 0;
}

void alloc_report_json(const AllocReport *r, Buf *out) {
    json_t *files = json_array(), *functions = json_array(), *sites = json_array();
    for (uint32_t i = 0; i < r->files.len; i++) {
        const ReportFile *f = &r->files.data[i];
        json_array_append_new(files, json_pack("{s:s, s:b, s:s#}", "name", f->name, "library", f->library, "text",
                                               f->text, (int)f->len));
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
    json_dump_callback(all, append, out, JSON_COMPACT);
    buf_addc(out, '\n');
    json_decref(all);
}
