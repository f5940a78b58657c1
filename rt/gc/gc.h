/* gc.h: the collector, seen from the rest of the runtime.

   nursery      one range, bump-allocated downwards by compiled code; emptied by a minor collection
   promotion    copying a young block into the major heap; every survivor is promoted at once
   page         64 KiB of the major heap's address range, cut into blocks of one size class
   span         several pages in a row: one large block, or free
   run          free blocks of a page that are neighbours; its first word is a header of colour 0
   cycle        mark (in slices, snapshot at beginning) then sweep (page by page, when memory is wanted)

   THE INVARIANT
   1. Between two minor collections the only pointers into the nursery are in the nursery, in the
      roots, in the region stack, and in fields that the remembered set names.
   2. Colours in the major heap: 0 = free run; gc.live = reached in this cycle, or born since it began;
      the other one of 1 and 2 = not reached (yet).  Colour 3 is never there.
   3. While gc.phase is MARK: a block of colour gc.live has been scanned, or lies on the mark stack,
      or holds only what the mutator got from elsewhere; and each block that was reachable when the
      phase began is marked, or reachable from the mark stack, whatever the mutator has overwritten since
      (mloc_modify darkens what it overwrites).  Roots need no barrier: they were all scanned at the start.
   4. While gc.phase is SWEEP: a page that is not swept holds dead blocks of the other colour; no
      reachable block has that colour.  Every page is swept before the next cycle begins.
   5. No raw pointer to outside the heap's range is followed: "is it the collector's" is one comparison.  */
#ifndef MLOC_GC_H
#define MLOC_GC_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "caml/mlvalues.h"

#define GC_LIKELY(e)   __builtin_expect(!!(e), 1)
#define GC_UNLIKELY(e) __builtin_expect(!!(e), 0)
#define GC_COLD        __attribute__((cold, noinline))

/* ---- The major heap's pages (heap.c) ---- */

#define PAGE_LOG        16
#define PAGE_BYTES      ((uintnat)1 << PAGE_LOG)
#define PAGE_WORDS      (PAGE_BYTES / sizeof(value))
#define SMALL_MAX_WORDS 2048 /* blocks of more words, header included, get a span of their own */
#define N_CLASSES       56

typedef enum { PAGE_UNUSED, PAGE_SMALL, PAGE_LARGE, PAGE_LARGE_TAIL, PAGE_FREE } PageKind;

typedef struct {
    uint8_t kind;
    uint8_t size_class;
    uint8_t resident; /* free span: its memory has been touched since the system gave it */
    uint8_t rescan;   /* the mark stack overflowed on a block of this page */
    uint32_t span;    /* large, free: length in pages (on the first page; free: on the last one too) */
    uint32_t next;    /* list of the size class, of large blocks, or of free spans; 0 ends it */
    uint32_t prev;    /* free spans only */
    header_t *runs;   /* free runs of a swept small page */
    uintnat unused;
} Page;

/* Where the next block of a class comes from.  [cur, end) is part of a run of `page`. */
typedef struct {
    header_t *cur, *end;
    uint32_t page;            /* 0: none */
    uint32_t words;           /* block size, header included */
    uint32_t partial;         /* swept pages with runs */
    uint32_t full, full_last; /* swept pages without */
    uint32_t unswept;
} Allocator;

typedef enum { PHASE_IDLE, PHASE_MARK, PHASE_SWEEP } Phase;

typedef struct {
    /* the major heap's range; page 0 is never used, so that index 0 means "none" */
    uintnat base, size; /* size: bytes handed out so far, so that the range test is exact */
    uintnat reserved;
    Page *pages;
    Allocator alloc[N_CLASSES];
    uint32_t large, large_unswept; /* lists */
    header_t live;                 /* colour of reached and of new blocks: 0x100 or 0x200 */
    Phase phase;
    bool stress, verify, verbose;
    bool in_collection;
    uintnat stress_major_every;

    /* pacing */
    uintnat space_overhead; /* percent */
    uintnat allocated;      /* words put into the major heap since marking last ended (or began) */
    uintnat live_words;     /* after the last mark phase */
    uintnat marked_words;   /* in this one */
    uintnat threshold;      /* `allocated` at which the next cycle begins */
    uintnat pages_used;
    uintnat pages_peak;
    uintnat dependent; /* extra speed asked for by custom blocks, in words */

    char *region_low;    /* the region stack is [region_low, mloc_state.region_base) */
    bool action_pending; /* a signal or a finaliser waits; set by signal handlers too */

    /* nursery */
    uintnat nursery_words, wanted_nursery_words;
    bool minor_requested, major_requested;
    uintnat sample_at; /* traced programs: allocating below this address is sampled; else 0 (trace.c) */
    void (*take_samples)(uintnat ptr);

    /* counters (words are exact, headers included) */
    uintnat minor_words; /* allocated in finished nurseries */
    uintnat promoted_words;
    uintnat major_direct_words;
    uintnat minor_collections, major_collections, slices;
} Gc;

extern Gc gc;

static inline bool gc_in_major(value v) {
    return (uintnat)v - gc.base < gc.size;
}
static inline bool gc_is_young(value v) {
    return Is_young(v);
}
/* The first field that the collector looks at: a closure's environment; the header says the tag. */
static inline mlsize_t gc_first_field(header_t hd, const value *fields) {
    return GC_UNLIKELY(Tag_hd(hd) == Closure_tag) ? Start_env_closinfo(fields[1]) : 0;
}
static inline uint32_t page_of(const void *p) {
    return (uint32_t)(((uintnat)p - gc.base) >> PAGE_LOG);
}
static inline char *page_start(uint32_t page) {
    return (char *)(gc.base + ((uintnat)page << PAGE_LOG));
}

extern uint8_t heap_small_class[SMALL_MAX_WORDS + 1]; /* by words, header included */

void heap_init(void);
/* Room for a block of `wosize` words; the caller writes header and fields before anything else.  NULL: no memory. */
header_t *heap_alloc(mlsize_t wosize);
header_t *heap_refill(unsigned size_class);             /* slow half of heap_alloc_small; exits when memory is out */
void heap_flush(void);                                  /* makes every page parseable: ends the current runs */
void heap_begin_sweep(void);                            /* every page becomes unswept */
bool heap_sweep_some(uintnat pages);                    /* true: everything is swept */
void heap_release_free(bool all);                       /* gives memory back to the system */
typedef void heap_visitor(header_t *block, void *data); /* colour 0: a free run */
void heap_walk(heap_visitor *visit, void *data);
void heap_walk_page(uint32_t page, heap_visitor *visit, void *data);

/* A block of `words` (header included, at most SMALL_MAX_WORDS). */
static inline header_t *heap_alloc_small(unsigned size_class) {
    Allocator *a = &gc.alloc[size_class];
    header_t *p = a->cur;
    if (GC_UNLIKELY(p == a->end)) return heap_refill(size_class);
    a->cur = p + a->words;
    return p;
}

/* ---- The nursery (nursery.c) ---- */

void nursery_init(uintnat words);
void nursery_resize(uintnat words);
/* Empties the nursery. */
void gc_minor(void);
/* Minor collection, then whatever is due: slice, resize, finalisers. `bytes` are free afterwards. */
void gc_make_room(uintnat bytes);
void nursery_set_limit(void); /* after a change to what it depends on */
void gc_request_minor(void);
void gc_request_major(void);
header_t *mloc_alloc_slow_c(uintnat bytes);
void mloc_poll_slow_c(void);
void mloc_remember(value *field);
void mloc_modify(value *field, value v);
/* Updates a root that may point into the nursery (only during gc_minor). */
void nursery_evacuate(value *slot);
static inline void nursery_evacuate_root(value *slot) {
    if (Is_block(*slot) && gc_is_young(*slot)) nursery_evacuate(slot);
}
/* Words that went to the major heap directly are sampled like others. */
static inline void nursery_sample_direct(uintnat words) {
    if (GC_UNLIKELY(gc.sample_at != 0)) {
        gc.sample_at += words * sizeof(value);
        if (mloc_state.young_ptr < gc.sample_at) gc.take_samples(mloc_state.young_ptr);
        nursery_set_limit();
    }
}
void nursery_remember_custom(value v);
uintnat nursery_used_words(void);
void nursery_actions_done(void);

/* ---- Marking (major.c) ---- */

void major_init(void);
void major_darken(value v);           /* marks v and puts it on the mark stack */
void major_slice(uintnat work_words); /* paced by promotion when 0 */
void major_start_cycle(void);
void major_finish_cycle(void); /* to the end of marking and sweeping; nursery must be empty */
void gc_full_major(void);
void gc_compact(void);
void major_shrink_mark_stack(void);
void major_drop_mark_stack(void);
extern uintnat major_mark_stack_limit; /* entries; tests lower it */

/* ---- Roots (roots.c, stackmap.c) ---- */

typedef void RootVisitor(value *slot);
/* Everything but the remembered set.  old_too: also globals and roots that cannot be young. */
void roots_visit(RootVisitor *visit, bool old_too);
void roots_promoted(void);                        /* the nursery has been emptied: no root is young any more */
void gc_visit_block(value v, RootVisitor *visit); /* its fields */
/* More roots: the interpreter's, an embedder's. */
extern void (*mloc_scan_roots_hook)(RootVisitor *visit, bool old_too);

typedef struct {
    uintnat return_address;
    uint64_t id; /* source position */
    uint32_t frame_bytes;
    uint16_t n_roots;
    uint16_t n_derived;   /* pairs, after the roots */
    const int32_t *slots; /* offsets from the frame's stack pointer: roots, then base, derived … */
} FrameDescr;

/* NULL: not a return address of compiled code. */
const FrameDescr *stackmap_find(uintnat return_address);
uintnat stackmap_callback_return(void);

typedef struct {
    char *sp;      /* stack pointer of the frame just after the call */
    uintnat ra;    /* address in the frame */
    char *fp;      /* AArch64 only */
    uintnat *slot; /* where ra was read */
    bool clean;    /* the frame at ra, and all outside it, have not run since the last minor collection */
} FrameCursor;
/* Walk from the newest compiled frame outwards; false: no more. */
void frame_first(FrameCursor *c);
const FrameDescr *frame_next(FrameCursor *c, char **sp);
/* Marks slot's return address: until it is used, the frames outside it are clean (stackmap.c, "The watermark"). */
void watermark_set(uintnat *slot);

/* ---- The region stack (regions.c) ---- */

static inline bool in_region_stack(const void *p) {
    return (uintnat)p - (uintnat)gc.region_low < (uintnat)(mloc_state.region_base - gc.region_low);
}
/* Fields of the blocks that no minor collection has seen; marks the blocks as seen.  Returns the first block that was
   seen before (the base if none was), by its header. */
char *region_visit_new(void (*visit)(value *fields, mlsize_t n));
void region_visit_all(RootVisitor *visit);
uintnat region_depth(void); /* bytes in use */
uintnat region_peak(void);  /* most bytes ever in use, by pages touched */

/* ---- Checks (verify.c) ---- */
void gc_verify(const char *when);
#define GC_POISON ((uintnat)0xDEADBEEFDEADBEEB)

/* Blocks with Gc.finalise functions and the like (finalise.c). */
void final_visit_roots(RootVisitor *visit, bool old_too);
void final_after_mark(void); /* marking is over: what is not reached is due, and is marked */
bool final_due(void);
void final_run(void); /* calls what is due */
/* Signal handlers and finalisers; called where OCaml code may run. */
void mloc_run_pending(void);
void gc_action_pending(void); /* makes the next allocation or poll take the slow path */

#endif
