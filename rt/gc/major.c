/* major.c: marking, pacing, and the cycle.

   A cycle begins right after a minor collection, when the nursery is empty.  Swapping the meaning of colours 1 and 2
   makes every block unmarked at once.  All roots are darkened then and never looked at again: the barrier darkens
   whatever is overwritten later, and blocks born during the cycle have the live colour from the start, so everything
   reachable at the beginning is marked in the end (snapshot at beginning: Yuasa, 1990).

   The mark stack holds ranges of fields, so a long array takes one entry.  Between finding a pointer and
   looking at its header lies a small queue of prefetches.  When the stack is full, the block's page is flagged, and its
   live blocks are scanned again later. */
#include <stdlib.h>

#include "caml/memory.h"
#include "gc.h"

typedef struct {
    value *field, *end;
} Range;

static Range *mark_stack;
static uintnat mark_n, mark_room;
static bool rescan_needed;
uintnat major_mark_stack_limit = (uintnat)1 << 26; /* 1 GiB of it */

#define QUEUE 32 /* a power of two */
static value queue[QUEUE];
static unsigned queue_head, queue_n;

void major_init(void) {
    gc.threshold = (uintnat)4 << 20; /* words; the first cycle after 32 MB */
}

static bool mark_stack_grow(void) {
    uintnat room = mark_room == 0 ? 1024 : mark_room * 2;
    if (room > major_mark_stack_limit) room = major_mark_stack_limit;
    if (room <= mark_n) return false;
    Range *stack = realloc(mark_stack, room * sizeof(Range));
    if (stack == NULL) return false;
    mark_stack = stack;
    mark_room = room;
    return true;
}

/* For tests: the next push has to grow the stack again, up to major_mark_stack_limit. */
void major_drop_mark_stack(void) {
    free(mark_stack);
    mark_stack = NULL;
    mark_room = 0;
}

void major_shrink_mark_stack(void) {
    if (mark_n == 0 && mark_room > (1 << 16)) {
        free(mark_stack);
        mark_stack = NULL;
        mark_room = 0;
    }
}

static inline void push_fields(value *field, value *end) {
    if (field >= end) return;
    if (GC_UNLIKELY(mark_n == mark_room) && !mark_stack_grow()) {
        gc.pages[page_of(field)].rescan = 1; /* a block's first fields lie on its first page */
        rescan_needed = true;
        return;
    }
    mark_stack[mark_n++] = (Range){field, end};
}

static inline void scan_block(value v, header_t hd) {
    value *fields = (value *)v;
    push_fields(fields + gc_first_field(hd, fields), fields + Wosize_hd(hd));
}

/* v: the address of a block in the major heap, perhaps of an infix closure. */
static inline void mark_block(value v) {
    header_t hd = Hd_val(v);
    if (GC_UNLIKELY(Tag_hd(hd) == Infix_tag)) {
        v -= (value)Infix_offset_hd(hd);
        hd = Hd_val(v);
    }
    if (Color_hd(hd) == gc.live) return;
    Hd_val(v) = (hd & ~(header_t)0x300) | gc.live;
    gc.marked_words += Wosize_hd(hd) + 1;
    if (Tag_hd(hd) < No_scan_tag) scan_block(v, hd);
}

void major_darken(value v) {
    if (Is_block(v) && gc_in_major(v)) mark_block(v);
}

static void darken_root(value *slot) {
    major_darken(*slot);
}

static inline void enqueue(value v) {
    __builtin_prefetch((const void *)(v - 8), 1);
    queue[(queue_head + queue_n) % QUEUE] = v;
    queue_n++;
}

static inline value dequeue(void) {
    value v = queue[queue_head];
    queue_head = (queue_head + 1) % QUEUE;
    queue_n--;
    return v;
}

static void rescan_visit(header_t *block, void *data) {
    (void)data;
    header_t hd = *block;
    if (Color_hd(hd) != gc.live || Tag_hd(hd) >= No_scan_tag) return;
    value *fields = (value *)(block + 1);
    for (mlsize_t i = gc_first_field(hd, fields); i < Wosize_hd(hd); i++) major_darken(fields[i]);
}

/* After an overflow: scans the live blocks of flagged pages, which may flag pages again. */
static void rescan(void) {
    rescan_needed = false;
    heap_flush();
    uint32_t n = (uint32_t)(gc.size >> PAGE_LOG);
    for (uint32_t page = 1; page < n; page++) {
        Page *p = &gc.pages[page];
        if ((p->kind != PAGE_SMALL && p->kind != PAGE_LARGE) || !p->rescan) continue;
        p->rescan = 0;
        heap_walk_page(page, rescan_visit, NULL);
        if (mark_n > mark_room / 2) {
            rescan_needed = true;
            return;
        }
    }
}

/* Marks until `work` words have been looked at (true: there is more to do) or everything is marked. */
static bool mark_some(uintnat work) {
    uintnat done = 0;
    for (;;) {
        while (mark_n > 0 && queue_n < QUEUE - 8) {
            Range r = mark_stack[--mark_n];
            /* a piece of it, so that neither the queue nor a slice is overrun */
            uintnat n = (uintnat)(r.end - r.field);
            if (n > 8) {
                n = 8;
                mark_stack[mark_n++] = (Range){r.field + 8, r.end};
            }
            done += n;
            for (uintnat i = 0; i < n; i++) {
                value v = r.field[i];
                if (Is_block(v) && gc_in_major(v)) enqueue(v);
            }
        }
        if (queue_n > 0) {
            mark_block(dequeue());
            done++;
        } else if (rescan_needed) {
            rescan();
        } else if (mark_n == 0) {
            return false;
        }
        if (done >= work) {
            /* the queue is part of the mark stack, but only here */
            while (queue_n > 0) mark_block(dequeue());
            if (mark_n > 0 || rescan_needed) return true;
        }
    }
}

/* ---- The cycle ---- */

static uintnat max_words(uintnat a, uintnat b) {
    return a > b ? a : b;
}

static void end_sweep(void) {
    heap_sweep_some(~(uintnat)0);
    gc.phase = PHASE_IDLE;
}

void major_start_cycle(void) {
    if (gc.phase == PHASE_SWEEP) end_sweep();
    gc_minor(); /* nothing to do unless a caller forgot: the snapshot must not hide behind young blocks */
    gc.phase = PHASE_MARK;
    gc.live ^= 0x300;
    gc.marked_words = 0;
    gc.allocated = 0;
    gc.dependent = 0;
    roots_visit(darken_root, true);
}

/* What survives decides when the next cycle begins: with a space overhead of o percent the heap may grow by that much
   in all, half of it before marking begins and half while it runs. */
static void end_mark(void) {
    final_after_mark();
    while (mark_some(~(uintnat)0)) {
    }
    gc.live_words = gc.marked_words + gc.allocated;
    gc.allocated = 0;
    gc.threshold = max_words(gc.live_words / 200 * gc.space_overhead, (uintnat)1 << 20);
    gc.phase = PHASE_SWEEP;
    gc.major_collections++;
    heap_begin_sweep();
    major_shrink_mark_stack();
}

/* Work in proportion to what has been put into the major heap since the last slice: marking must be over when the
   second half of the overhead is used up, sweeping before the first half of the next one is. */
void major_slice(uintnat work) {
    static uintnat last_allocated;
    uintnat allocated = gc.allocated + gc.dependent;
    uintnat fresh = allocated > last_allocated ? allocated - last_allocated : 0;
    gc.slices++;
    if (gc.phase == PHASE_IDLE && (allocated >= gc.threshold || work != 0)) {
        major_start_cycle();
        allocated = 0;
    } else if (gc.phase == PHASE_MARK) {
        uintnat o = max_words(gc.space_overhead, 1);
        uintnat words = max_words(work, fresh * 400 / o + 65536);
        if (!mark_some(words)) end_mark();
        allocated = gc.allocated;
    } else if (gc.phase == PHASE_SWEEP) {
        uintnat share = fresh * 4 / max_words(gc.threshold / max_words(gc.pages_used, 1), 1);
        if (heap_sweep_some(max_words(work / PAGE_WORDS, share + 16))) {
            gc.phase = PHASE_IDLE;
            heap_release_free(false);
        } else if (allocated >= gc.threshold) {
            end_sweep();
            heap_release_free(false);
        }
    }
    last_allocated = allocated;
}

void major_finish_cycle(void) {
    if (gc.phase == PHASE_MARK) {
        while (mark_some(~(uintnat)0)) {
        }
        end_mark();
    }
    if (gc.phase == PHASE_SWEEP) {
        end_sweep();
        heap_release_free(false);
    }
}

/* Everything unreachable now is gone afterwards, also what finalisers kept. */
void gc_full_major(void) {
    for (int i = 0; i < 3; i++) {
        gc_minor();
        major_finish_cycle();
        major_start_cycle();
        major_finish_cycle();
        if (!final_due()) break;
        final_run();
    }
    if (gc.verify) gc_verify("after a full major collection");
}

void gc_compact(void) {
    gc_full_major();
    heap_release_free(true);
}
