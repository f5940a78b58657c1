/* report_text.c: a report for people in a terminal.

   A line for each site, `file:line:col` in front, so that editors find the place:

     prog.ml:12:7: heap: tuple in Prog.f, 3 words  10 times, 30 words
         stored in the global table `cache`, line 4
         = help: ...

   Sites are in the order of the source; with a profile the hot ones come first. */
#include "report.h"

static int64_t heat(const ReportSite *s) {
    return s->heap_words > 0 ? s->heap_words : 0;
}

static int by_place(const ReportSite *x, const ReportSite *y) {
    if (x->file != y->file) return x->file < y->file ? -1 : 1;
    if (x->start.offset != y->start.offset) return x->start.offset < y->start.offset ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}
static int compare(const void *p, const void *q) {
    const ReportSite *x = *(const ReportSite *const *)p, *y = *(const ReportSite *const *)q;
    if (heat(x) != heat(y)) return heat(x) > heat(y) ? -1 : 1;
    return by_place(x, y);
}

bool report_of_library(const AllocReport *r, const ReportSite *s) {
    return s->file == REPORT_NO_FILE || r->files.data[s->file].library;
}

void report_put_place(const AllocReport *r, const ReportSite *s, Buf *out) {
    if (s->file == REPORT_NO_FILE)
        buf_adds(out, "(no place in the source)");
    else
        buf_printf(out, "%s:%u:%u", r->files.data[s->file].name, s->start.line, s->start.col + 1);
}

static void put_counts(const ReportSite *s, Buf *out) {
    if (s->count <= 0) return;
    buf_printf(out, "  %lld time%s", (long long)s->count, s->count == 1 ? "" : "s");
    if (s->heap_words > 0) buf_printf(out, ", %lld words", (long long)s->heap_words);
    if (s->region_words > 0) buf_printf(out, ", %lld words in regions", (long long)s->region_words);
}

/* Copies are news where they differ: in fate, or in what keeps them on the heap. */
static bool copies_differ(const ReportSite *s) {
    for (uint32_t i = 1; i < s->ncopies; i++) {
        const char *x = s->copies[0].reason, *y = s->copies[i].reason;
        if (s->copies[i].fate != s->copies[0].fate || (x && y ? strcmp(x, y) != 0 : x != y)) return true;
    }
    return false;
}

static void put_site(const AllocReport *r, const ReportSite *s, Buf *out) {
    report_put_place(r, s, out);
    buf_printf(out, ": %s: %s", report_fate_names[s->fate], s->kind);
    if (*s->function) buf_printf(out, " in %s", s->function);
    if (s->words != REPORT_UNKNOWN) buf_printf(out, ", %lld words", (long long)s->words);
    put_counts(s, out);
    buf_addc(out, '\n');
    if (s->reason) buf_printf(out, "    %s\n", s->reason);
    if (s->remedy) buf_printf(out, "    = help: %s\n", s->remedy);
    if (!copies_differ(s)) return;
    for (uint32_t i = 0; i < s->ncopies; i++) {
        const ReportCopy *c = &s->copies[i];
        if (c->n > 1)
            buf_printf(out, "    %u copies in %s: %s", c->n, c->in, report_fate_names[c->fate]);
        else
            buf_printf(out, "    copy in %s: %s", c->in, report_fate_names[c->fate]);
        if (c->reason && (!s->reason || strcmp(c->reason, s->reason) != 0)) buf_printf(out, ", %s", c->reason);
        buf_addc(out, '\n');
    }
}

void alloc_report_text(const AllocReport *r, bool all, Buf *out) {
    const ReportSite **sites = malloc((r->sites.len + 1) * sizeof *sites);
    if (!sites) die_out_of_memory(r->sites.len * sizeof *sites);
    uint32_t n = 0, fates[FATE_STATIC + 1] = {0};
    for (uint32_t i = 0; i < r->sites.len; i++) {
        const ReportSite *s = &r->sites.data[i];
        if (report_of_library(r, s) && !all && heat(s) == 0) continue;
        if (!report_of_library(r, s)) fates[s->fate]++;
        sites[n++] = s;
    }
    qsort(sites, n, sizeof *sites, compare);
    for (uint32_t i = 0; i < n; i++) put_site(r, sites[i], out);
    free(sites);
    buf_printf(out, "%s%u on the heap, %u in regions, %u static, %u in registers, %u removed\n", n ? "\n" : "",
               fates[FATE_ALLOCATED], fates[FATE_REGION], fates[FATE_STATIC], fates[FATE_REGISTERS],
               fates[FATE_REMOVED]);
    if (r->profiled) {
        buf_printf(out, "%lld words on the heap at run time", (long long)r->totals.heap_words);
        if (r->totals.unattributed_words)
            buf_printf(out, ", of which %lld belong to no site", (long long)r->totals.unattributed_words);
        buf_addc(out, '\n');
    }
}
