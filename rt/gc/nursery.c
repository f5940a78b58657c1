/* nursery.c: the young generation, the remembered set, the minor collection.

   A minor collection copies each young block that the roots reach into the major heap and leaves its new address
   behind: header 0, field 0 the new address.  Copies still to be scanned wait on a stack.  Every block is pushed at
   most once and takes at least 16 bytes of nursery, so a stack of half the nursery's size cannot overflow, and pushing
   needs no check.  Depth first keeps parents, children and the allocation order together. */
#include <string.h>
#include <sys/mman.h>

#include "caml/custom.h"
#include "caml/memory.h"
#include "gc.h"

__thread struct mloc_state mloc_state;

/* Fields outside the nursery that may point into it (invariant 1). */
static struct {
    value **items;
    uintnat n, room;
} remembered;

/* Young custom blocks that have a finaliser. */
static struct {
    value *items;
    uintnat n, room;
} young_custom;

static value **work_stack; /* copies to scan: the address of field 0 */
static uintnat mapped_words;
static uint8_t class_of_wosize[Max_young_wosize + 1];

/* ---- Set-up ---- */

static void *map_words(uintnat words) {
    void *p =
        mmap(NULL, words * sizeof(value), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) caml_fatal_error("cannot allocate a nursery of %lu words", (unsigned long)words);
    return p;
}

void nursery_set_limit(void) {
    uintnat end = (uintnat)mloc_state.young_start;
    bool now = gc.stress || gc.minor_requested || gc.major_requested || gc.action_pending;
    mloc_state.young_limit = now ? ~(uintnat)0 : gc.sample_at > end ? gc.sample_at : end;
}

/* An empty nursery.  The next sample stays as many words away as it was. */
static void restart(void) {
    uintnat top = (uintnat)mloc_state.young_end;
    if (gc.sample_at != 0) gc.sample_at += top - mloc_state.young_ptr;
    mloc_state.young_ptr = top;
}

/* words: a multiple of the system's page is made of it.  The nursery must be empty. */
void nursery_resize(uintnat words) {
    if (words < 4096) words = 4096;
    words = (words + 511) & ~(uintnat)511;
    if (mapped_words != 0) {
        munmap(mloc_state.young_start, mapped_words * sizeof(value));
        munmap(work_stack, mapped_words / 2 * sizeof(value));
    }
    char *start = map_words(words);
    work_stack = map_words(words / 2);
    mapped_words = words;
    /* Allocation begins at the top.  Programs that get beyond the first megabytes are worth huge pages. */
    uintnat huge = (uintnat)1 << 21, low = ((uintnat)start + huge - 1) & ~(huge - 1);
    uintnat high = ((uintnat)(start + words * sizeof(value)) - 2 * huge) & ~(huge - 1);
    if (words * sizeof(value) > 4 * huge && high > low) madvise((void *)low, high - low, MADV_HUGEPAGE);
    gc.nursery_words = gc.wanted_nursery_words = words;
    mloc_state.young_start = start;
    mloc_state.young_end = start + words * sizeof(value);
    restart();
    nursery_set_limit();
}

void nursery_init(uintnat words) {
    for (unsigned i = 0; i <= Max_young_wosize; i++) class_of_wosize[i] = heap_small_class[i + 1];
    nursery_resize(words);
}

uintnat nursery_used_words(void) {
    return ((uintnat)mloc_state.young_end - mloc_state.young_ptr) / sizeof(value);
}

void gc_request_minor(void) {
    gc.minor_requested = true;
    nursery_set_limit();
}

void gc_request_major(void) {
    gc.major_requested = true;
    nursery_set_limit();
}

/* Called from signal handlers too: two plain stores. */
void gc_action_pending(void) {
    gc.action_pending = true;
    mloc_state.young_limit = ~(uintnat)0;
}

void nursery_actions_done(void) {
    gc.action_pending = false;
    nursery_set_limit();
}

/* ---- The remembered set ---- */

static GC_COLD void remembered_grow(void) {
    remembered.room = remembered.room == 0 ? 1024 : remembered.room * 2;
    value **items = realloc(remembered.items, remembered.room * sizeof(value *));
    if (items == NULL) caml_fatal_out_of_memory();
    remembered.items = items;
}

/* Puts `field`, which is not young, into the remembered set; fields of local blocks too (regions.c).  The set may ask
   for a collection before the nursery is full: the same field can enter it many times, and this bounds it. */
void mloc_remember(value *field) {
    if (GC_UNLIKELY(remembered.n == remembered.room)) remembered_grow();
    remembered.items[remembered.n++] = field;
    if (GC_UNLIKELY(remembered.n >= gc.nursery_words / 2 + 4096)) gc_request_minor();
}

/* The barriered store.  When the value overwritten is young, the field is in the set already: it got there when that
   value was stored. */
void mloc_modify(value *field, value v) {
    value old = *field;
    *field = v;
    if (gc_is_young((value)field)) return;
    if (Is_block(old)) {
        if (gc_is_young(old)) return;
        if (GC_UNLIKELY(gc.phase == PHASE_MARK) && !in_region_stack(field)) major_darken(old);
    }
    if (Is_block(v) && gc_is_young(v)) mloc_remember(field);
}

void caml_modify(value *field, value v) {
    mloc_modify(field, v);
}

/* The first store into a field: there is no old value to darken. */
void caml_initialize(value *field, value v) {
    *field = v;
    if (Is_block(v) && gc_is_young(v) && !gc_is_young((value)field)) mloc_remember(field);
}

void nursery_remember_custom(value v) {
    if (young_custom.n == young_custom.room) {
        young_custom.room = young_custom.room == 0 ? 64 : young_custom.room * 2;
        value *items = realloc(young_custom.items, young_custom.room * sizeof(value));
        if (items == NULL) caml_fatal_out_of_memory();
        young_custom.items = items;
    }
    young_custom.items[young_custom.n++] = v;
}

/* ---- Evacuation ---- */

typedef struct {
    uintnat start, bytes; /* the nursery */
    header_t live;
    value **top;   /* work stack */
    uintnat words; /* copied so far, headers included */
} Evacuation;

static inline bool in_nursery(const Evacuation *e, value v) {
    return (uintnat)v - e->start < e->bytes;
}

/* A forward block (a forced lazy value) disappears when nothing can tell the difference: its content may not be a
   float, which would change what a flat float array is, nor lazy or forward itself.  0: keep the block. */
static value short_circuit(const Evacuation *e, value v) {
    value content = Forward_val(v);
    if (Is_long(content)) return content;
    header_t hd = Hd_val(content);
    if (in_nursery(e, content) && hd == 0) hd = Hd_val(Field(content, 0));
    tag_t tag = Tag_hd(hd);
    return tag == Forward_tag || tag == Lazy_tag || tag == Double_tag ? 0 : content;
}

static GC_COLD value copy_odd(Evacuation *e, value v);

/* The new address of the young block v. */
static inline __attribute__((always_inline)) value copy(Evacuation *e, value v) {
    header_t hd = Hd_val(v);
    if (hd == 0) return Field(v, 0);
    tag_t tag = Tag_hd(hd);
    mlsize_t wosize = Wosize_hd(hd);
    if (GC_UNLIKELY(tag == Infix_tag || tag == Forward_tag || wosize > Max_young_wosize)) return copy_odd(e, v);
    header_t *block = heap_alloc_small(class_of_wosize[wosize]);
    *block = hd | e->live;
    value *to = (value *)(block + 1);
    const value *from = (const value *)v;
    value first = from[0];
    to[0] = first;
    e->words += wosize + 1;
    for (mlsize_t i = 1; i < wosize; i++) to[i] = from[i];
    if (tag < No_scan_tag) {
        *e->top++ = to;
    }
    Hd_val(v) = 0;
    Field(v, 0) = (value)to;
    return (value)to;
}

static GC_COLD value copy_plain(Evacuation *e, value v) {
    header_t hd = Hd_val(v);
    mlsize_t wosize = Wosize_hd(hd);
    header_t *block = heap_alloc(wosize);
    if (block == NULL) caml_fatal_out_of_memory();
    *block = hd | e->live;
    memcpy(block + 1, (const void *)v, wosize * sizeof(value));
    e->words += wosize + 1;
    if (Tag_hd(hd) < No_scan_tag) *e->top++ = (value *)(block + 1);
    Hd_val(v) = 0;
    Field(v, 0) = Val_hp(block);
    return Val_hp(block);
}

static GC_COLD value copy_odd(Evacuation *e, value v) {
    header_t hd = Hd_val(v);
    if (hd == 0) return Field(v, 0);
    if (Tag_hd(hd) == Infix_tag) {
        value offset = (value)Infix_offset_hd(hd);
        value parent = v - offset;
        return (Hd_val(parent) == 0 ? Field(parent, 0) : copy_plain(e, parent)) + offset;
    }
    if (Tag_hd(hd) == Forward_tag) {
        value content = short_circuit(e, v);
        if (content != 0) return Is_block(content) && in_nursery(e, content) ? copy_odd(e, content) : content;
    }
    return copy_plain(e, v);
}

static inline __attribute__((always_inline)) void evacuate(Evacuation *e, value *slot) {
    value v = *slot;
    if (Is_block(v) && in_nursery(e, v)) *slot = copy(e, v);
}

static void drain(Evacuation *e) {
    while (e->top != work_stack) {
        value *block = *--e->top;
        header_t hd = Hd_val(block);
        mlsize_t n = Wosize_hd(hd);
        for (mlsize_t i = gc_first_field(hd, block); i < n; i++) evacuate(e, &block[i]);
    }
}

enum { REGION_POISON_WORDS = 4096 };

static Evacuation current;

void nursery_evacuate(value *slot) {
    evacuate(&current, slot);
}

static void evacuate_fields(value *fields, mlsize_t n) {
    for (mlsize_t i = 0; i < n; i++) evacuate(&current, &fields[i]);
}

/* What lies below the region stack's top is free.  Stress runs fill it, so that a use after a region's end shows. */
static void poison_ended_regions(void) {
    if (mloc_state.region_base == NULL) return;
    uintnat words = (uintnat)(mloc_state.region_top - gc.region_low) / sizeof(uintnat);
    uintnat *top = (uintnat *)(void *)mloc_state.region_top;
    for (uintnat i = 1; i <= words && i <= REGION_POISON_WORDS; i++) top[-(intnat)i] = GC_POISON;
}

/* Young custom blocks that were not reached are finalised; the others are in the major heap now, where the sweep does
 * it. */
static void finalise_young_custom(void) {
    for (uintnat i = 0; i < young_custom.n; i++) {
        value v = young_custom.items[i];
        if (Hd_val(v) == 0) continue;
        const struct custom_operations *ops = Custom_ops_val(v);
        if (ops->finalize != NULL) ops->finalize(v);
    }
    young_custom.n = 0;
}

void gc_minor(void) {
    uintnat used = nursery_used_words();
    gc.minor_requested = false;
    if (used == 0 && remembered.n == 0) return;
    if (gc.verify) gc_verify("before a minor collection");
    gc.in_collection = true;
    Evacuation *e = &current;
    *e = (Evacuation){.start = (uintnat)mloc_state.young_start,
                      .bytes = (uintnat)(mloc_state.young_end - mloc_state.young_start),
                      .live = gc.live,
                      .top = work_stack};
    char *seen = region_visit_new(evacuate_fields);
    for (uintnat i = 0; i < remembered.n; i++) {
        value *field = remembered.items[i];
        if (GC_UNLIKELY(in_region_stack(field)) && (char *)field < seen) continue; /* a new block's, or nothing's */
        evacuate(e, field);
    }
    remembered.n = 0;
    drain(e);
    roots_visit(nursery_evacuate_root, false);
    drain(e);
    finalise_young_custom();
    gc.promoted_words += e->words;
    gc.allocated += e->words;
    gc.minor_words += used;
    gc.minor_collections++;
    roots_promoted();
    if (gc.stress || gc.verify)
        for (uintnat *p = (uintnat *)mloc_state.young_ptr; p < (uintnat *)(void *)mloc_state.young_end; p++)
            *p = GC_POISON;
    if (gc.stress) poison_ended_regions();
    restart();
    gc.in_collection = false;
    nursery_set_limit();
    if (gc.verify) gc_verify("after a minor collection");
}

/* ---- The slow path of allocation ---- */

/* An empty nursery, and whatever work is due with it. */
void gc_make_room(uintnat bytes) {
    bool stress_major = gc.stress && gc.stress_major_every != 0 &&
                        gc.minor_collections % gc.stress_major_every == gc.stress_major_every - 1;
    gc_minor();
    if (gc.major_requested || stress_major) {
        gc.major_requested = false;
        major_finish_cycle();
        major_start_cycle();
        major_finish_cycle();
    } else {
        major_slice(0);
    }
    if (gc.wanted_nursery_words != gc.nursery_words) nursery_resize(gc.wanted_nursery_words);
    nursery_set_limit();
    (void)bytes; /* an empty nursery holds any young block: sizes are bounded by Max_young_wosize */
}

/* Compiled code found no room for `bytes` (headers included, perhaps of several blocks), or the limit is up because
   something is to be done.  young_ptr has not been changed.  Returns the lowest address of the room. */
header_t *mloc_alloc_slow_c(uintnat bytes) {
    if (GC_UNLIKELY(mloc_state.young_ptr - bytes < gc.sample_at)) gc.take_samples(mloc_state.young_ptr - bytes);
    bool full = mloc_state.young_ptr - bytes < (uintnat)mloc_state.young_start || mloc_state.young_ptr < bytes;
    if (full || gc.stress || gc.minor_requested || gc.major_requested) gc_make_room(bytes);
    mloc_run_pending();
    /* what ran may have used the nursery */
    while (mloc_state.young_ptr - bytes < (uintnat)mloc_state.young_start) gc_make_room(bytes);
    mloc_state.young_ptr -= bytes;
    return (header_t *)mloc_state.young_ptr;
}

void mloc_poll_slow_c(void) {
    if (gc.stress || gc.minor_requested || gc.major_requested) gc_make_room(0);
    mloc_run_pending();
}
