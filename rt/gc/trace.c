/* trace.c: sampled profiles of allocation, for programs compiled with --alloc-trace.

   A sample is taken at one word in `rate` of all words that go to the heap, each word with the same chance.  The
   distances between samples are geometric, so that a program whose allocations repeat with some period cannot fall into
   step with them.  Inline allocation pays nothing: `gc.sample_at` raises young_limit, and the allocation that crosses
   it takes the slow path, which ends here.  Blocks made directly in the major heap move `sample_at` by their size.

   Stacks are paths of a tree, so a sample is a node and a weight.  Stacks are walked with the collector's maps and no
   further than MAX_DEPTH frames.  When there are too many samples every other one is forgotten and the rest count
   twice.

   At the end the samples are written as JSON in the format of speedscope (www.speedscope.app, "sampled" profiles).
   Functions' names come from a table that the compiler makes (rt/ABI.md, "Traces of allocation"), lines from the
   identifiers of stack map records. */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "../core/outfile.h"
#include "gc.h"

#define DEFAULT_RATE 4096
#define MAX_RATE     ((uintnat)1 << 32)
#define MAX_DEPTH    512
#define MAX_SAMPLES  ((uintnat)1 << 18)

typedef struct {
    uintnat code;
    const char *name;
    uint64_t place; /* like the identifiers of stack map records: file << 40 | line << 16 | column; 0: unknown */
} TracedFunction;
extern TracedFunction __start_mloc_trace_functions[] __attribute__((weak, visibility("hidden")));
extern TracedFunction __stop_mloc_trace_functions[] __attribute__((weak, visibility("hidden")));
extern const char *const mloc_files[] __attribute__((weak));

/* ---- The tree of stacks ---- */

enum { ROOT, DEEPER }; /* nodes: no frame, and the frames beyond MAX_DEPTH */

typedef struct {
    uint32_t parent;
    const FrameDescr *frame;
} Node;
static Node *nodes;
static uint32_t n_nodes, nodes_room;
static uint32_t *table; /* node by hash of parent and frame; 0: free */
static uint32_t table_mask;

typedef struct {
    uint32_t node;
    uintnat words;
} Sample;
static Sample *samples;
static uintnat n_samples;

static uintnat rate;                                /* words between samples, on average */
static double log_miss;                             /* log of the chance that a word is not sampled */
static uint64_t random_state = 0x9E3779B97F4A7C15u; /* fixed: two runs of a program have the same samples */
static const char *output;
static pid_t owner;

static void *more(void *p, uintnat n, uintnat size) {
    void *q = realloc(p, n * size);
    if (q == NULL) caml_fatal_out_of_memory();
    return q;
}

static uint32_t hash(uint32_t parent, const FrameDescr *frame) {
    uint64_t h = ((uint64_t)(uintptr_t)frame >> 3) * 0x9E3779B97F4A7C15u + parent * 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

static void insert(uint32_t node) {
    uint32_t i = hash(nodes[node].parent, nodes[node].frame) & table_mask;
    while (table[i] != 0) i = (i + 1) & table_mask;
    table[i] = node;
}

static uint32_t add_node(uint32_t parent, const FrameDescr *frame) {
    if (n_nodes == nodes_room) {
        nodes_room = nodes_room == 0 ? 1024 : 2 * nodes_room;
        nodes = more(nodes, nodes_room, sizeof *nodes);
        table = more(table, 2 * (uintnat)nodes_room, sizeof *table);
        memset(table, 0, 2 * (uintnat)nodes_room * sizeof *table);
        table_mask = 2 * nodes_room - 1;
        for (uint32_t i = DEEPER + 1; i < n_nodes; i++) insert(i);
    }
    nodes[n_nodes] = (Node){parent, frame};
    return n_nodes++;
}

static uint32_t child(uint32_t parent, const FrameDescr *frame) {
    for (uint32_t i = hash(parent, frame) & table_mask; table[i] != 0; i = (i + 1) & table_mask)
        if (nodes[table[i]].parent == parent && nodes[table[i]].frame == frame) return table[i];
    uint32_t node = add_node(parent, frame);
    insert(node);
    return node;
}

static uint32_t current_stack(void) {
    static const FrameDescr *frames[MAX_DEPTH];
    unsigned n = 0;
    char *sp;
    const FrameDescr *d = NULL;
    FrameCursor c;
    frame_first(&c);
    while (n < MAX_DEPTH && (d = frame_next(&c, &sp)) != NULL) frames[n++] = d;
    uint32_t node = d != NULL ? DEEPER : ROOT;
    while (n > 0) node = child(node, frames[--n]);
    return node;
}

/* ---- Sampling ---- */

/* Words up to the next one that is sampled, at least 1. */
static uintnat next_distance(void) {
    if (rate == 1) return 1;
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    double u = ((double)(random_state >> 11) + 0.5) / 9007199254740992.0;
    return 1 + (uintnat)(log(u) / log_miss);
}

static void set_rate(uintnat words) {
    rate = words;
    if (rate > 1) log_miss = log1p(-1.0 / (double)rate);
}

static void thin_out(void) {
    uintnat n = 0;
    for (uintnat i = 0; i < n_samples; i += 2) {
        samples[n] = samples[i];
        samples[n++].words *= 2;
    }
    n_samples = n;
    set_rate(2 * rate);
}

/* young_ptr will be `ptr`, or some words have been allocated elsewhere: the words above it are counted. */
static void take_samples(uintnat ptr) {
    uintnat words = 0;
    if (rate == 1) {
        words = (gc.sample_at - ptr) / sizeof(value);
        gc.sample_at = ptr;
    } else
        for (; ptr < gc.sample_at; words += rate) gc.sample_at -= next_distance() * sizeof(value);
    nursery_set_limit();
    if (n_samples == MAX_SAMPLES) thin_out();
    samples[n_samples++] = (Sample){current_stack(), words};
}

/* ---- The file ---- */

static int by_code(const void *p, const void *q) {
    const TracedFunction *a = p, *b = q;
    return a->code < b->code ? -1 : a->code > b->code;
}

static uintnat function_count(void) {
    return (uintnat)(__stop_mloc_trace_functions - __start_mloc_trace_functions);
}

/* The function that a return address is in: the last one that begins before it. */
static uintnat function_of(uintnat address) {
    uintnat lo = 0, hi = function_count();
    while (lo < hi) {
        uintnat mid = (lo + hi) / 2;
        if (__start_mloc_trace_functions[mid].code < address)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo; /* 1 + index; 0: none */
}

static void write_string(FILE *f, const char *s) {
    putc('"', f);
    for (; *s != 0; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            fprintf(f, "\\%c", c);
        else if (c < 0x20)
            fprintf(f, "\\u%04x", c);
        else
            putc(c, f);
    }
    putc('"', f);
}

/* Frames of the file: the functions that occur, then the places where samples were taken. */
typedef struct {
    FILE *file;
    uint32_t *function_frame; /* by 1 + index; 1 + frame */
    uint64_t *places;         /* identifiers of stack map records, sorted */
    uintnat n_places;
    uintnat n_frames, n_functions;
} Writer;

static const char *place_file(uint64_t id) {
    return mloc_files != NULL ? mloc_files[id >> 40] : "?";
}
static unsigned place_line(uint64_t id) {
    return (unsigned)(id >> 16) & 0xFFFFFF;
}

static unsigned place_column(uint64_t id) {
    return ((unsigned)id & 0xFFFF) + 1;
}

static void write_frame(FILE *f, const char *name, uint64_t place) {
    fputs("{\"name\":", f);
    write_string(f, name);
    if (place >> 40 != 0) {
        fputs(",\"file\":", f);
        write_string(f, place_file(place));
        fprintf(f, ",\"line\":%u,\"col\":%u", place_line(place), place_column(place));
    }
    putc('}', f);
}

static void begin_frame(Writer *w) {
    fputs(w->n_frames++ == 0 ? "\n" : ",\n", w->file);
}

static void write_functions(Writer *w) {
    begin_frame(w);
    write_frame(w->file, "(no frame)", 0);
    begin_frame(w);
    write_frame(w->file, "(frames further out)", 0);
    for (uint32_t i = DEEPER + 1; i < n_nodes; i++) {
        uintnat k = function_of(nodes[i].frame->return_address);
        if (w->function_frame[k] != 0) continue;
        begin_frame(w);
        w->function_frame[k] = (uint32_t)w->n_frames;
        if (k == 0)
            write_frame(w->file, "(unknown)", 0);
        else
            write_frame(w->file, __start_mloc_trace_functions[k - 1].name, __start_mloc_trace_functions[k - 1].place);
    }
    w->n_functions = w->n_frames;
}

static int by_id(const void *p, const void *q) {
    uint64_t a = *(const uint64_t *)p, b = *(const uint64_t *)q;
    return a < b ? -1 : a > b;
}

static void write_places(Writer *w) {
    w->places = more(NULL, n_samples + 1, sizeof *w->places);
    for (uintnat i = 0; i < n_samples; i++) {
        const FrameDescr *d = nodes[samples[i].node].frame;
        if (d != NULL && d->id >> 40 != 0) w->places[w->n_places++] = d->id;
    }
    qsort(w->places, w->n_places, sizeof *w->places, by_id);
    uintnat n = 0;
    for (uintnat i = 0; i < w->n_places; i++)
        if (n == 0 || w->places[n - 1] != w->places[i]) w->places[n++] = w->places[i];
    w->n_places = n;
    for (uintnat i = 0; i < n; i++) {
        uint64_t id = w->places[i];
        char name[300];
        const char *path = place_file(id), *slash = strrchr(path, '/');
        snprintf(name, sizeof name, "%s:%u:%u", slash != NULL ? slash + 1 : path, place_line(id), place_column(id));
        begin_frame(w);
        write_frame(w->file, name, id);
    }
}

/* From the outermost frame inwards, then the place. */
static void write_stack(Writer *w, uint32_t node) {
    static uint32_t path[MAX_DEPTH + 1];
    unsigned n = 0;
    uint32_t at = node;
    for (; at > DEEPER; at = nodes[at].parent) path[n++] = at;
    putc('[', w->file);
    if (at == DEEPER || n == 0) fprintf(w->file, n == 0 ? "%u" : "%u,", (unsigned)at);
    while (n > 0) {
        uintnat k = function_of(nodes[path[--n]].frame->return_address);
        fprintf(w->file, n > 0 ? "%u," : "%u", w->function_frame[k] - 1);
    }
    const FrameDescr *d = nodes[node].frame;
    if (d != NULL && d->id >> 40 != 0) {
        const uint64_t *p = bsearch(&d->id, w->places, w->n_places, sizeof d->id, by_id);
        fprintf(w->file, ",%lu", (unsigned long)(w->n_functions + (uintnat)(p - w->places)));
    }
    putc(']', w->file);
}

static void write_trace(FILE *f) {
    Writer w = {.file = f};
    w.function_frame = more(NULL, function_count() + 1, sizeof *w.function_frame);
    memset(w.function_frame, 0, (function_count() + 1) * sizeof *w.function_frame);
    uintnat total = 0;
    for (uintnat i = 0; i < n_samples; i++) total += samples[i].words * sizeof(value);
    fputs("{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":\"mloc\",\"name\":", f);
    write_string(f, output);
    fputs(",\"activeProfileIndex\":0,\n\"shared\":{\"frames\":[", f);
    write_functions(&w);
    write_places(&w);
    fprintf(
        f,
        "\n]},\n\"profiles\":[{\"type\":\"sampled\",\"name\":\"heap allocation\",\"unit\":\"bytes\",\"startValue\":0,"
        "\"endValue\":%lu,\n\"samples\":[",
        (unsigned long)total);
    for (uintnat i = 0; i < n_samples; i++) {
        fputs(i == 0 ? "\n" : ",\n", f);
        write_stack(&w, samples[i].node);
    }
    fputs("\n],\n\"weights\":[", f);
    for (uintnat i = 0; i < n_samples; i++)
        fprintf(f, i == 0 ? "%lu" : ",%lu", (unsigned long)(samples[i].words * sizeof(value)));
    fputs("]}]}\n", f);
    free(w.function_frame);
    free(w.places);
}

static void write_file(void) {
    if (getpid() != owner) return; /* a child of fork leaves it to its parent */
    gc.sample_at = 0;
    qsort(__start_mloc_trace_functions, function_count(), sizeof(TracedFunction), by_code);
    mloc_write_whole(output, "allocation trace", write_trace);
}

/* ---- Start ---- */

/* The first thing that the program does.  MLOC_ALLOC_TRACE names another file, MLOC_ALLOC_TRACE_RATE is the number of
   words between samples. */
void mloc_alloc_trace_start(const char *file);
void mloc_alloc_trace_start(const char *file) {
    const char *path = getenv("MLOC_ALLOC_TRACE"), *text = getenv("MLOC_ALLOC_TRACE_RATE");
    output = path != NULL && *path != 0 ? path : file;
    uintnat words = text != NULL ? strtoul(text, NULL, 10) : DEFAULT_RATE;
    set_rate(words < 1 ? 1 : words > MAX_RATE ? MAX_RATE : words);
    owner = getpid();
    samples = more(NULL, MAX_SAMPLES, sizeof *samples);
    add_node(0, NULL);
    add_node(0, NULL);
    gc.take_samples = take_samples;
    gc.sample_at = mloc_state.young_ptr - (next_distance() - 1) * sizeof(value);
    nursery_set_limit();
    atexit(write_file);
}
