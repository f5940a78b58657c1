/* stackmap.c: LLVM's stack maps, and the walk over compiled frames that they make possible.

   The tables (version 3, one per object file, one after another between __start_llvm_stackmaps and
   __stop_llvm_stackmaps) are read once, at the first collection, into a hash table keyed by return address.  A record
   names the stack slots that hold values at that return address, as (base, derived) pairs; equal pairs are plain roots.
   The stack is a list of chunks of compiled frames with C frames between them: rt/ABI.md, "Calls to C" and "Calls from
   C". */
#include <stdlib.h>

#include "gc.h"

extern const char __start_llvm_stackmaps[] __attribute__((weak, visibility("hidden")));
extern const char __stop_llvm_stackmaps[] __attribute__((weak, visibility("hidden")));
extern const char mloc_callback_return[] __attribute__((visibility("hidden")));

typedef struct {
    uint8_t version, reserved0;
    uint16_t reserved1;
    uint32_t n_functions, n_constants, n_records;
} MapHeader;
typedef struct {
    uint64_t address, frame_bytes, n_records;
} MapFunction;
typedef struct {
    uint64_t id;
    uint32_t offset;
    uint16_t flags, n_locations;
} MapRecord;
typedef struct {
    uint8_t kind, reserved0;
    uint16_t size, dwarf_register, reserved1;
    int32_t offset;
} MapLocation;
enum { LOCATION_REGISTER = 1, LOCATION_DIRECT, LOCATION_INDIRECT, LOCATION_CONSTANT, LOCATION_CONSTANT_INDEX };
#if defined(__x86_64__)
#define DWARF_SP 7
#else
#define DWARF_SP 31
#endif

static FrameDescr *table;
static uintnat table_mask;
static bool initialised;

/* Slots live as long as the program: one growing block would move, so they come in slabs. */
static int32_t *slot_room(uintnat n) {
    static int32_t *slab;
    static uintnat left;
    if (left < n) {
        left = n > 4096 ? n : 4096;
        slab = malloc(left * sizeof *slab);
        if (slab == NULL) caml_fatal_out_of_memory();
    }
    int32_t *p = slab;
    slab += n;
    left -= n;
    return p;
}

static uintnat hash(uintnat ra) {
    return (ra * 0x9E3779B97F4A7C15u) >> 20;
}

static GC_COLD _Noreturn void bad_map(const char *why, uint64_t where) {
    caml_fatal_error("stack map: %s (at 0x%lx)", why, (unsigned long)where);
}

static bool location_slot(const MapLocation *l, int32_t *slot, uint64_t where) {
    switch (l->kind) {
    case LOCATION_INDIRECT:
        if (l->size != 8) bad_map("a location is not 8 bytes wide", where);
        if (l->dwarf_register != DWARF_SP) bad_map("a location is not relative to the stack pointer", where);
        *slot = l->offset;
        return true;
    case LOCATION_CONSTANT:
    case LOCATION_CONSTANT_INDEX: return false; /* an integer, or the address of static data */
    case LOCATION_REGISTER: bad_map("a value in a register", where);
    default: bad_map("a value that is an address on the stack", where);
    }
}

static void add_root(int32_t *slots, FrameDescr *d, int32_t slot) {
    for (unsigned i = 0; i < d->n_roots; i++)
        if (slots[i] == slot) return;
    slots[d->n_roots++] = slot;
}

/* Bases are roots; pairs whose two slots differ come after them. */
static void read_record(FrameDescr *d, const MapRecord *r) {
    const MapLocation *l = (const MapLocation *)(r + 1);
    unsigned n = r->n_locations;
    if (n < 3 || l[2].kind != LOCATION_CONSTANT) bad_map("not a statepoint", d->return_address);
    unsigned first = 3 + (unsigned)l[2].offset;
    if (first > n || (n - first) % 2 != 0) bad_map("locations are not pairs", d->return_address);
    int32_t *slots = slot_room((n - first) / 2 * 3);
    d->slots = slots;
    d->n_roots = d->n_derived = 0;
    int32_t base, derived;
    for (unsigned i = first; i < n; i += 2)
        if (location_slot(&l[i], &base, d->return_address)) add_root(slots, d, base);
    int32_t *pairs = slots + d->n_roots;
    for (unsigned i = first; i < n; i += 2) {
        bool b = location_slot(&l[i], &base, d->return_address);
        bool v = location_slot(&l[i + 1], &derived, d->return_address);
        if (!b || !v || base == derived) continue;
        bool seen = false;
        for (unsigned j = 0; j < d->n_derived; j++)
            if (pairs[2 * j + 1] == derived) seen = true;
        if (seen) continue;
        pairs[2 * d->n_derived] = base;
        pairs[2 * d->n_derived + 1] = derived;
        d->n_derived++;
    }
}

static const char *record_end(const MapRecord *r) {
    const char *p = (const char *)((const MapLocation *)(r + 1) + r->n_locations);
    p = (const char *)(((uintptr_t)p + 7) & ~(uintptr_t)7);
    uint16_t n_live_outs;
    __builtin_memcpy(&n_live_outs, p + 2, 2);
    p += 4 + 4 * n_live_outs;
    return (const char *)(((uintptr_t)p + 7) & ~(uintptr_t)7);
}

static void insert(const FrameDescr *d) {
    uintnat i = hash(d->return_address) & table_mask;
    while (table[i].return_address != 0) i = (i + 1) & table_mask;
    table[i] = *d;
}

/* Visits every record of one table; returns its end.  With table == NULL only counts. */
static const char *read_table(const char *p, uintnat *count) {
    const MapHeader *h = (const MapHeader *)(const void *)p;
    if (h->version != 3) bad_map("not version 3", (uint64_t)p);
    const MapFunction *f = (const MapFunction *)(h + 1);
    const uint64_t *constants = (const uint64_t *)(f + h->n_functions);
    *count += h->n_records;
    const MapRecord *r = (const MapRecord *)(constants + h->n_constants);
    for (uint32_t i = 0; i < h->n_functions; i++)
        for (uint64_t k = 0; k < f[i].n_records; k++) {
            if (table != NULL) {
                if (f[i].frame_bytes > INT32_MAX) bad_map("a frame of unknown size", f[i].address);
                FrameDescr d = {
                    .return_address = f[i].address + r->offset, .id = r->id, .frame_bytes = (uint32_t)f[i].frame_bytes};
                read_record(&d, r);
                insert(&d);
            }
            r = (const MapRecord *)(const void *)record_end(r);
        }
    return (const char *)r;
}

static void read_all(uintnat *count) {
    const char *p = __start_llvm_stackmaps;
    while (p < __stop_llvm_stackmaps) p = read_table(p, count);
}

static GC_COLD void init_table(void) {
    initialised = true;
    uintnat n = 0, ignored = 0;
    read_all(&n);
    if (n == 0) return;
    uintnat size = 16;
    while (size < n * 2) size *= 2;
    FrameDescr *t = calloc(size, sizeof(FrameDescr));
    if (t == NULL) caml_fatal_out_of_memory();
    table_mask = size - 1;
    table = t;
    read_all(&ignored);
}

const FrameDescr *stackmap_find(uintnat ra) {
    if (GC_UNLIKELY(!initialised)) init_table();
    if (table == NULL) return NULL;
    for (uintnat i = hash(ra) & table_mask;; i = (i + 1) & table_mask) {
        const FrameDescr *d = &table[i];
        if (GC_LIKELY(d->return_address == ra)) return d;
        if (d->return_address == 0) return NULL;
    }
}

/* What mloc_call_asm saves below its C frame (arch/); the chunk below starts from here. */
typedef struct {
    char *last_sp, *region_top;
    void *c_regs, *local_roots;
#if !defined(__x86_64__)
    char *last_fp, *last_ra;
#endif
} CallbackLink;

/* ---- The watermark ----
   A minor collection leaves no young pointer on the stack, and a frame that does not run gets none.  So a deep
   recursion need not be walked to its end each time: the return address of some frame is replaced by the address of a
   stub, and as long as it stays there, the frames outside it are clean.  Frames of compiled code are left by returning
   only (exceptions are checked returns), so the stub cannot be missed: it puts the address back and moves the mark
   outwards. Cheng, Harper and Lee, "Generational stack collection", 1998. */

#if defined(__x86_64__) && !defined(MLOC_INTERP)
#define HAVE_WATERMARK 1
extern const char mloc_watermark_return[] __attribute__((visibility("hidden")));
static uintnat *watermark_slot; /* NULL: none */
static uintnat watermark_original;
#define WATERMARK_STEP 64 /* frames that the mark moves outwards when it is reached */
#endif

static void read_return_address(FrameCursor *c, uintnat *slot) {
    c->slot = slot;
    c->ra = *slot;
#ifdef HAVE_WATERMARK
    if (c->ra == (uintnat)mloc_watermark_return) {
        c->ra = watermark_original;
        c->clean = true;
    }
#endif
}

void watermark_set(uintnat *slot) {
#ifdef HAVE_WATERMARK
    if (watermark_slot != NULL) *watermark_slot = watermark_original;
    watermark_slot = slot;
    watermark_original = *slot;
    *slot = (uintnat)mloc_watermark_return;
#else
    (void)slot;
#endif
}

#ifdef HAVE_WATERMARK
/* Called by the stub: the marked frame has returned.  Gives back the address to go on at. */
uintnat mloc_watermark_hit(uintnat *slot);
uintnat mloc_watermark_hit(uintnat *slot) {
    uintnat original = watermark_original;
    FrameCursor c = {.sp = (char *)(slot + 1), .ra = original, .slot = slot};
    char *sp;
    watermark_slot = NULL;
    for (int i = 0; i < WATERMARK_STEP; i++)
        if (frame_next(&c, &sp) == NULL) return original;
    if (c.slot != slot) watermark_set(c.slot);
    return original;
}
#endif

/* ---- Walking ---- */

void frame_first(FrameCursor *c) {
    *c = (FrameCursor){.sp = mloc_state.last_sp};
    if (c->sp == NULL) return;
#if defined(__x86_64__)
    read_return_address(c, (uintnat *)(void *)c->sp);
    c->sp += 8;
#else
    c->ra = (uintnat)mloc_state.last_ra;
    c->fp = mloc_state.last_fp;
#endif
}

/* The next compiled frame and its stack pointer, NULL at the outermost one. */
const FrameDescr *frame_next(FrameCursor *c, char **sp) {
    while (c->sp != NULL) {
        if (c->ra == (uintnat)mloc_callback_return) {
            const CallbackLink *link = (const CallbackLink *)(const void *)c->sp;
            c->sp = link->last_sp;
            if (c->sp == NULL) return NULL;
#if defined(__x86_64__)
            read_return_address(c, (uintnat *)(void *)c->sp);
            c->sp += 8;
#else
            c->ra = (uintnat)link->last_ra;
            c->fp = link->last_fp;
#endif
            continue;
        }
        const FrameDescr *d = stackmap_find(c->ra);
        if (d == NULL) caml_fatal_error("no stack map for return address 0x%lx", (unsigned long)c->ra);
        *sp = c->sp;
        c->sp += d->frame_bytes;
#if defined(__x86_64__)
        read_return_address(c, (uintnat *)(void *)c->sp);
        c->sp += 8;
#else
        c->ra = *(uintnat *)(void *)(c->fp + 8);
        c->fp = *(char **)(void *)c->fp;
#endif
        return d;
    }
    return NULL;
}
