/* report_diff.c: comparing two reports, and showing what has changed. */
#include "alloc_diff.h"
#include "report.h"
#include <stdlib.h>

/* ---- matching --------------------------------------------------------------------------- */
typedef struct Keyed {
    const char *key;
    uint32_t site; /* index into the list of its side */
} Keyed;

typedef struct Side {
    const AllocReport *report;
    VEC(const ReportSite *) sites; /* those that are compared */
    Name *functions;               /* of each, without the compiler's numbers */
    uint32_t *partner;             /* 1 + index on the other side; 0: none yet */
    Keyed *keyed;                  /* room for a round */
    uint32_t nkeyed;
} Side;

typedef struct Differ {
    Session *session;
    Arena *a;
    AllocDiff *d;
    Side before, after;
    Map function_of; /* Name -> 1 + index into d->functions */
} Differ;

/* "M.f/fun_12" and "M.f/fun_9" are both "M.f/fun": lowering counts inner functions through the whole unit. */
static Name function_name(Differ *x, const char *name) {
    Buf b = {0};
    bool inner = false;
    for (const char *p = name; *p;) {
        const char *end = p + strcspn(p, "/"), *stop = end;
        if (inner) {
            const char *digits = end;
            while (digits > p && digits[-1] >= '0' && digits[-1] <= '9') digits--;
            if (digits < end && digits > p + 1 && digits[-1] == '_') stop = digits - 1;
        }
        buf_add(&b, p, (size_t)(stop - p));
        if (*end) buf_addc(&b, '/');
        p = *end ? end + 1 : end;
        inner = true;
    }
    Name n = name_of(x->session->names, b.len ? b.data : "", b.len);
    buf_free(&b);
    return n;
}

/* The beginning of the expression's text, white space as one blank: enough to tell it from its neighbours. */
static const char *text_key(Differ *x, const AllocReport *r, const ReportSite *s) {
    char out[100];
    uint32_t n = 0;
    if (s->file == REPORT_NO_FILE) return "";
    const ReportFile *f = &r->files.data[s->file];
    for (uint32_t i = s->start.offset; i < s->end.offset && i < f->len && n < sizeof out; i++) {
        bool blank = f->text[i] == ' ' || f->text[i] == '\t' || f->text[i] == '\n' || f->text[i] == '\r';
        if (!blank)
            out[n++] = f->text[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return arena_strndup(x->a, out, n);
}

static void take_sites(Differ *x, Side *side, const AllocReport *r, bool all) {
    side->report = r;
    for (uint32_t i = 0; i < r->sites.len; i++) {
        const ReportSite *s = &r->sites.data[i];
        if (s->possible || (!all && report_of_library(r, s))) continue;
        vec_push_in(x->a, &side->sites, s);
    }
    uint32_t n = side->sites.len;
    side->functions = NEW_ARRAY(x->a, Name, n);
    side->partner = NEW_ARRAY(x->a, uint32_t, n);
    side->keyed = NEW_ARRAY(x->a, Keyed, n);
    for (uint32_t i = 0; i < n; i++) side->functions[i] = function_name(x, side->sites.data[i]->function);
}

typedef enum { BY_ALL, BY_FUNCTION, BY_TEXT, ROUNDS } Round;

static const char *key_of(Differ *x, const Side *side, uint32_t i, Round round) {
    const ReportSite *s = side->sites.data[i];
    if (round == BY_FUNCTION) return arena_printf(x->a, "%s\n%s", side->functions[i]->text, s->kind);
    const char *text = text_key(x, side->report, s);
    if (round == BY_TEXT) return *text ? arena_printf(x->a, "%s\n%s", s->kind, text) : NULL;
    return arena_printf(x->a, "%s\n%s\n%s", side->functions[i]->text, s->kind, text);
}

static int by_key(const void *p, const void *q) {
    const Keyed *a = p, *b = q;
    int c = strcmp(a->key, b->key);
    return c ? c : a->site < b->site ? -1 : a->site > b->site;
}

static void make_keys(Differ *x, Side *side, Round round) {
    side->nkeyed = 0;
    for (uint32_t i = 0; i < side->sites.len; i++) {
        const char *key = side->partner[i] ? NULL : key_of(x, side, i, round);
        if (key) side->keyed[side->nkeyed++] = (Keyed){key, i};
    }
    if (side->nkeyed) qsort(side->keyed, side->nkeyed, sizeof(Keyed), by_key);
}

/* Equal keys are paired in the order of the source. */
static void match(Differ *x, Round round) {
    Side *b = &x->before, *a = &x->after;
    make_keys(x, b, round);
    make_keys(x, a, round);
    for (uint32_t i = 0, j = 0; i < b->nkeyed && j < a->nkeyed;) {
        int c = strcmp(b->keyed[i].key, a->keyed[j].key);
        if (c == 0) {
            b->partner[b->keyed[i].site] = a->keyed[j].site + 1;
            a->partner[a->keyed[j].site] = b->keyed[i].site + 1;
        }
        i += c <= 0;
        j += c >= 0;
    }
}

/* ---- sums ----------------------------------------------------------------------------------- */
static uint32_t function_index(Differ *x, Name name) {
    uintptr_t at = (uintptr_t)map_getp(&x->function_of, name);
    if (!at) {
        int64_t zero = x->d->profiled ? 0 : REPORT_UNKNOWN;
        vec_push_in(x->a, &x->d->functions, ((DiffFunction){.name = name, .words_before = zero, .words_after = zero}));
        at = x->d->functions.len;
        map_putp(&x->function_of, name, (void *)at);
    }
    return (uint32_t)at - 1;
}

static bool on_heap(const ReportSite *s) {
    return s && s->fate == FATE_ALLOCATED;
}

static void count_before(Differ *x, uint32_t i) {
    const ReportSite *s = x->before.sites.data[i];
    DiffFunction *f = &x->d->functions.data[function_index(x, x->before.functions[i])];
    if (!f->before) f->before = s;
    f->heap_before += on_heap(s);
    if (x->d->profiled && s->heap_words > 0) f->words_before += s->heap_words;
}

static void count_after(Differ *x, uint32_t i) {
    const ReportSite *s = x->after.sites.data[i];
    uint32_t k = function_index(x, x->after.functions[i]), p = x->after.partner[i];
    DiffFunction *f = &x->d->functions.data[k];
    if (!f->after) f->after = s;
    f->heap_after += on_heap(s);
    if (x->d->profiled && s->heap_words > 0) f->words_after += s->heap_words;
    const ReportSite *old = p ? x->before.sites.data[p - 1] : NULL;
    vec_push_in(x->a, &x->d->sites, ((DiffSite){.before = old, .after = s, .function = k}));
    if (!on_heap(s) || !on_heap(old) || x->before.functions[p - 1] == x->after.functions[i]) return;
    f->heap_came++;
    x->d->functions.data[function_index(x, x->before.functions[p - 1])].heap_left++;
}

int64_t alloc_diff_gain(const DiffFunction *f) {
    return ((int64_t)f->heap_after - f->heap_came) - ((int64_t)f->heap_before - f->heap_left);
}

static void group_by_function(AllocDiff *d, Arena *a) {
    DiffSite *sorted = NEW_ARRAY(a, DiffSite, d->sites.len);
    for (uint32_t i = 0; i < d->sites.len; i++) d->functions.data[d->sites.data[i].function].nsites++;
    for (uint32_t i = 0, at = 0; i < d->functions.len; i++) {
        d->functions.data[i].first = at;
        at += d->functions.data[i].nsites;
        d->functions.data[i].nsites = 0;
    }
    for (uint32_t i = 0; i < d->sites.len; i++) {
        DiffFunction *f = &d->functions.data[d->sites.data[i].function];
        sorted[f->first + f->nsites++] = d->sites.data[i];
    }
    d->sites.data = sorted;
}

AllocDiff *alloc_diff(Session *s, Arena *a, const AllocReport *before, const AllocReport *after, bool all) {
    Differ x = {.session = s, .a = a, .d = NEW(a, AllocDiff)};
    AllocDiff *d = x.d;
    d->before = before;
    d->after = after;
    d->profiled = before->profiled && after->profiled;
    take_sites(&x, &x.before, before, all);
    take_sites(&x, &x.after, after, all);
    for (Round r = BY_ALL; r < ROUNDS; r++) match(&x, r);
    for (uint32_t i = 0; i < x.after.sites.len; i++) count_after(&x, i);
    for (uint32_t i = 0; i < x.before.sites.len; i++) {
        count_before(&x, i);
        if (!x.before.partner[i])
            vec_push_in(
                a, &d->sites,
                ((DiffSite){.before = x.before.sites.data[i], .function = function_index(&x, x.before.functions[i])}));
    }
    group_by_function(d, a);
    for (uint32_t i = 0; i < d->functions.len; i++) d->nworse += alloc_diff_gain(&d->functions.data[i]) > 0;
    map_free(&x.function_of);
    return d;
}

/* ---- what is worth a line -------------------------------------------------------------------- */
typedef enum { SAME, ADDED, REMOVED, FATE, SIZE } Change;
static const char *const change_names[] = {"same", "added", "removed", "fate", "size"};

static Change change_of(const DiffSite *s) {
    if (!s->before) return ADDED;
    if (!s->after) return REMOVED;
    if (s->before->fate != s->after->fate) return FATE;
    return s->before->words != s->after->words ? SIZE : SAME;
}

/* Does it have to do with the heap?  What was made and is removed by the optimiser in both is nobody's concern. */
static bool heap_change(const DiffSite *s) {
    return change_of(s) != SAME && (on_heap(s->before) || on_heap(s->after));
}

/* ---- text -------------------------------------------------------------------------------------- */
static const char *where(Fate f) {
    switch (f) {
    case FATE_ALLOCATED: return "on the heap";
    case FATE_REGION: return "in a region";
    case FATE_STATIC: return "static";
    case FATE_REGISTERS: return "in registers";
    case FATE_REMOVED: return "removed by the optimiser";
    }
    return "";
}

static void put_change(const DiffSite *s, Buf *out) {
    const ReportSite *was = s->before, *is = s->after;
    switch (change_of(s)) {
    case ADDED: buf_printf(out, "new, %s", where(is->fate)); break;
    case REMOVED: buf_printf(out, "was %s, is not in the source any more", where(was->fate)); break;
    case FATE: buf_printf(out, "was %s, is %s", where(was->fate), where(is->fate)); break;
    case SIZE:
        if (was->words == REPORT_UNKNOWN)
            buf_printf(out, "%s, was of unknown size", where(is->fate));
        else
            buf_printf(out, "%s, was of %lld words", where(is->fate), (long long)was->words);
        break;
    case SAME: buf_adds(out, where(is->fate)); break;
    }
}

static void put_site(const AllocDiff *d, const DiffSite *s, Buf *out) {
    const ReportSite *shown = s->after ? s->after : s->before;
    buf_adds(out, "    ");
    report_put_place(s->after ? d->after : d->before, shown, out);
    buf_printf(out, ": %s", shown->kind);
    if (shown->words != REPORT_UNKNOWN) buf_printf(out, " of %lld words", (long long)shown->words);
    buf_adds(out, ": ");
    put_change(s, out);
    buf_addc(out, '\n');
    if (!on_heap(s->after)) return;
    if (s->after->reason) buf_printf(out, "        %s\n", s->after->reason);
    if (s->after->remedy && !on_heap(s->before)) buf_printf(out, "        = help: %s\n", s->after->remedy);
}

static const char *plural(uint32_t n) {
    return n == 1 ? "" : "s";
}

static void put_function(const DiffFunction *f, Buf *out) {
    buf_printf(out, "  %s", f->name->len ? f->name->text : "(no function)");
    if (f->heap_before == 0 && f->heap_after > f->heap_came)
        buf_printf(out, "%s starts to allocate on the heap, at %u site%s", f->before ? "" : " is new and",
                   f->heap_after, plural(f->heap_after));
    else if (f->heap_after == 0 && f->heap_before > f->heap_left)
        buf_printf(out, " does not allocate on the heap any more: %u site%s before", f->heap_before,
                   plural(f->heap_before));
    else
        buf_printf(out, ": %u site%s on the heap, %u before", f->heap_after, plural(f->heap_after), f->heap_before);
    if (f->heap_came) buf_printf(out, "; %u came from other functions", f->heap_came);
    if (f->heap_left) buf_printf(out, "; %u went to other functions", f->heap_left);
    if (f->words_before != f->words_after)
        buf_printf(out, "; %lld heap words at run time, %lld before", (long long)f->words_after,
                   (long long)f->words_before);
    buf_addc(out, '\n');
}

/* The functions whose gain has the sign of `sign`, if anything of them changed, with their sites that did. */
static void put_functions(const AllocDiff *d, int sign, const char *title, Buf *out) {
    bool first = true;
    for (uint32_t i = 0; i < d->functions.len; i++) {
        const DiffFunction *f = &d->functions.data[i];
        int64_t gain = alloc_diff_gain(f);
        if ((gain > 0) - (gain < 0) != sign) continue;
        const DiffSite *sites = d->sites.data + f->first;
        bool changed = sign != 0 || f->words_before != f->words_after || f->heap_came || f->heap_left;
        for (uint32_t k = 0; k < f->nsites && !changed; k++) changed = heap_change(&sites[k]);
        if (!changed) continue;
        if (first) buf_printf(out, "%s:\n", title);
        first = false;
        put_function(f, out);
        for (uint32_t k = 0; k < f->nsites; k++)
            if (heap_change(&sites[k])) put_site(d, &sites[k], out);
    }
}

typedef struct Sums {
    uint32_t changes[SIZE + 1], heap_before, heap_after;
} Sums;

static Sums sums_of(const AllocDiff *d) {
    Sums n = {0};
    for (uint32_t i = 0; i < d->sites.len; i++) {
        const DiffSite *s = &d->sites.data[i];
        n.changes[change_of(s)]++;
        n.heap_before += on_heap(s->before);
        n.heap_after += on_heap(s->after);
    }
    return n;
}

void alloc_diff_text(const AllocDiff *d, Buf *out) {
    Sums n = sums_of(d);
    put_functions(d, 1, "worse", out);
    put_functions(d, -1, "better", out);
    put_functions(d, 0, "changed, no better and no worse", out);
    buf_printf(
        out, "%u site%s on the heap, %u before; of all sites %u are new, %u gone, %u have another fate, %u as before\n",
        n.heap_after, plural(n.heap_after), n.heap_before, n.changes[ADDED], n.changes[REMOVED], n.changes[FATE],
        n.changes[SAME] + n.changes[SIZE]);
    if (d->profiled)
        buf_printf(out, "%lld heap words at run time, %lld before\n", (long long)d->after->totals.heap_words,
                   (long long)d->before->totals.heap_words);
}

/* ---- JSON ----------------------------------------------------------------------------------------- */
static json_t *json_of_side(const AllocReport *r, const ReportSite *s) {
    if (!s) return json_null();
    bool placed = s->file != REPORT_NO_FILE;
    return json_pack("{s:I, s:s?, s:o, s:o, s:s, s:o, s:s?, s:o}", "id", (json_int_t)s->id, "file",
                     placed ? r->files.data[s->file].name : NULL, "line",
                     placed ? json_integer(s->start.line) : json_null(), "col",
                     placed ? json_integer(s->start.col) : json_null(), "fate", report_fate_names[s->fate], "words",
                     report_number(s->words), "reason", s->reason, "heap_words", report_number(s->heap_words));
}

static json_t *json_of_function(const DiffFunction *f) {
    int64_t gain = alloc_diff_gain(f);
    return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:o, s:o}", "name", f->name->text, "change",
                     gain > 0   ? "worse"
                     : gain < 0 ? "better"
                                : "same",
                     "heap_sites_before", (json_int_t)f->heap_before, "heap_sites_after", (json_int_t)f->heap_after,
                     "heap_sites_came", (json_int_t)f->heap_came, "heap_sites_left", (json_int_t)f->heap_left,
                     "heap_words_before", report_number(f->words_before), "heap_words_after",
                     report_number(f->words_after));
}

void alloc_diff_json(const AllocDiff *d, Buf *out) {
    Sums n = sums_of(d);
    json_t *functions = json_array(), *sites = json_array();
    for (uint32_t i = 0; i < d->functions.len; i++)
        json_array_append_new(functions, json_of_function(&d->functions.data[i]));
    for (uint32_t i = 0; i < d->sites.len; i++) {
        const DiffSite *s = &d->sites.data[i];
        if (change_of(s) == SAME) continue;
        json_array_append_new(sites,
                              json_pack("{s:s, s:s, s:s, s:o, s:o}", "change", change_names[change_of(s)], "kind",
                                        (s->after ? s->after : s->before)->kind, "function",
                                        d->functions.data[s->function].name->text, "before",
                                        json_of_side(d->before, s->before), "after", json_of_side(d->after, s->after)));
    }
    json_t *all = json_pack("{s:i, s:b, s:o, s:o, s:{s:I, s:I, s:o, s:o}}", "mloc_alloc_diff", 1, "worse",
                            d->nworse > 0, "functions", functions, "sites", sites, "totals", "heap_sites_before",
                            (json_int_t)n.heap_before, "heap_sites_after", (json_int_t)n.heap_after,
                            "heap_words_before", report_number(d->before->totals.heap_words), "heap_words_after",
                            report_number(d->after->totals.heap_words));
    if (!all) BUG("the comparison is not valid JSON");
    report_dump(all, JSON_INDENT(1), out);
}
