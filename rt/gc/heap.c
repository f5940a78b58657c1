/* heap.c: the major heap's memory: pages of one block size, spans, free runs, sweeping.

   One address range is reserved at start and never moves.  It is handed out from the bottom in pages of
   64 KiB; what a page holds is said in a table beside the heap, so pages have no header and a block's
   page is a shift away.  The idea of pages of one size with local free lists is mimalloc's (Leijen, Zorn,
   de Moura, 2019); free *runs* instead of free blocks keep allocation a bump even in a used page. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "caml/custom.h"
#include "gc.h"

Gc gc = {.space_overhead = 120};

uint8_t heap_small_class[SMALL_MAX_WORDS + 1];

#define HUGE_BYTES ((uintnat)1 << 21)
#define SPAN_BINS  33
static uint32_t free_spans[SPAN_BINS]; /* by floor(log2(length)) */
static uint32_t next_page;             /* first page never handed out */
static uintnat resident_free;          /* pages in free spans whose memory is still there */

/* ---- Address space ---- */

static void *reserve(uintnat bytes) {
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static void init_classes(void) {
    /* 2..32 words exactly, then four classes for each doubling: at most a fifth of a block is lost. */
    unsigned c = 0;
    uint32_t words = 2;
    while (words <= SMALL_MAX_WORDS && c < N_CLASSES) {
        gc.alloc[c].words = words;
        c++;
        if (words < 32)
            words++;
        else {
            uint32_t step = (1u << (31 - __builtin_clz(words))) / 4;
            words += step;
        }
    }
    c = 0;
    for (uint32_t w = 0; w <= SMALL_MAX_WORDS; w++) {
        while (gc.alloc[c].words < w) c++;
        heap_small_class[w] = (uint8_t)c;
    }
}

/* Takes the largest range that the system gives, from 1 TiB down: memory limits count address space. */
void heap_init(void) {
    init_classes();
    void *base = NULL;
    uintnat bytes = (uintnat)1 << 40;
    while (bytes >= (uintnat)1 << 26) {
        base = reserve(bytes + HUGE_BYTES);
        if (base != NULL) {
            gc.pages = reserve((bytes >> PAGE_LOG) * sizeof(Page));
            if (gc.pages != NULL) break;
            munmap(base, bytes + HUGE_BYTES);
            base = NULL;
        }
        bytes >>= 1;
    }
    if (base == NULL) caml_fatal_error("cannot reserve address space for the heap");
    gc.base = ((uintnat)base + HUGE_BYTES - 1) & ~(HUGE_BYTES - 1);
    gc.reserved = bytes;
    /* Small programs stay with small pages: a huge one costs as much as a whole start. */
    madvise((char *)gc.base + 2 * HUGE_BYTES, bytes - 2 * HUGE_BYTES, MADV_HUGEPAGE);
    next_page = 1;
    gc.size = PAGE_BYTES;
    gc.live = 0x100;
}

/* ---- Spans ---- */

static unsigned bin_of(uint32_t span) {
    return 31 - (unsigned)__builtin_clz(span);
}

static void span_link(uint32_t page, uint32_t n, bool resident) {
    Page *p = &gc.pages[page], *last = &gc.pages[page + n - 1];
    p->kind = PAGE_FREE;
    p->span = n;
    p->resident = resident;
    last->kind = PAGE_FREE;
    last->span = n;
    unsigned b = bin_of(n);
    p->prev = 0;
    p->next = free_spans[b];
    if (p->next != 0) gc.pages[p->next].prev = page;
    free_spans[b] = page;
    if (resident) resident_free += n;
}

static void span_unlink(uint32_t page) {
    Page *p = &gc.pages[page];
    if (p->prev != 0)
        gc.pages[p->prev].next = p->next;
    else
        free_spans[bin_of(p->span)] = p->next;
    if (p->next != 0) gc.pages[p->next].prev = p->prev;
    if (p->resident) resident_free -= p->span;
}

static void span_free(uint32_t page, uint32_t n) {
    bool resident = true;
    gc.pages_used -= n;
    if (gc.pages[page - 1].kind == PAGE_FREE) {
        uint32_t before = gc.pages[page - 1].span;
        span_unlink(page - before);
        page -= before;
        n += before;
    }
    if (page + n < next_page && gc.pages[page + n].kind == PAGE_FREE) {
        uint32_t after = gc.pages[page + n].span;
        span_unlink(page + n);
        n += after;
    }
    span_link(page, n, resident);
}

/* First fit within the smallest bin that surely fits, then the bin below, then fresh pages.  0: out of memory. */
static uint32_t span_alloc(uint32_t n) {
    unsigned b = bin_of(n);
    uint32_t page = 0;
    unsigned tries = 0;
    for (uint32_t s = free_spans[b]; s != 0 && tries < 32; s = gc.pages[s].next, tries++)
        if (gc.pages[s].span >= n) {
            page = s;
            break;
        }
    for (b++; page == 0 && b < SPAN_BINS; b++) page = free_spans[b];
    if (page != 0) {
        uint32_t len = gc.pages[page].span;
        bool resident = gc.pages[page].resident;
        span_unlink(page);
        if (len > n) span_link(page + n, len - n, resident);
    } else {
        if (((uintnat)next_page + n) << PAGE_LOG > gc.reserved) return 0;
        page = next_page;
        next_page += n;
        gc.size = (uintnat)next_page << PAGE_LOG;
    }
    gc.pages_used += n;
    if (gc.pages_used > gc.pages_peak) gc.pages_peak = gc.pages_used;
    return page;
}

/* Free memory beyond half the heap goes back to the system (everything with `all`): the next cycle's garbage wants
   about as much again, and a page that comes back has to be cleared. */
void heap_release_free(bool all) {
    uintnat keep = all ? 0 : gc.pages_used / 2 + 256;
    for (int b = SPAN_BINS - 1; b >= 0 && resident_free > keep; b--)
        for (uint32_t s = free_spans[b]; s != 0 && resident_free > keep; s = gc.pages[s].next) {
            Page *p = &gc.pages[s];
            if (!p->resident) continue;
            madvise(page_start(s), (uintnat)p->span << PAGE_LOG, MADV_DONTNEED);
            p->resident = false;
            resident_free -= p->span;
        }
}

/* ---- Free runs ---- */

static void run_write(header_t *start, header_t *end, Page *page) {
    *start = Make_header((mlsize_t)(end - start), Abstract_tag, 0);
    start[1] = (header_t)page->runs;
    page->runs = start;
}

/* The end of the page's last block: what is left over at the end is smaller than a block. */
static header_t *page_end(uint32_t page, uint32_t words) {
    return (header_t *)page_start(page) + PAGE_WORDS / words * words;
}

/* Ends the allocator's current run: what is left of it becomes a run of its page again. */
static void allocator_flush(Allocator *a) {
    if (a->page == 0) return;
    Page *p = &gc.pages[a->page];
    if (a->cur != a->end) run_write(a->cur, a->end, p);
    a->cur = a->end = NULL;
    if (p->runs != NULL) {
        p->next = a->partial;
        a->partial = a->page;
    } else {
        p->next = a->full;
        if (a->full == 0) a->full_last = a->page;
        a->full = a->page;
    }
    a->page = 0;
}

void heap_flush(void) {
    for (unsigned c = 0; c < N_CLASSES; c++) allocator_flush(&gc.alloc[c]);
}

/* ---- Sweeping ---- */

static void finalise_dead(header_t *block) {
    const struct custom_operations *ops = Custom_ops_val(Val_hp(block));
    if (ops->finalize != NULL) ops->finalize(Val_hp(block));
}

/* Collects the page's dead blocks and runs into new runs, lowest address first.  Returns the number of live blocks. */
static uint32_t sweep_page(uint32_t page, uint32_t words) {
    Page *p = &gc.pages[page];
    header_t *h = (header_t *)page_start(page), *end = page_end(page, words);
    header_t *run = NULL, **link = &p->runs;
    header_t live = gc.live;
    uint32_t n_live = 0;
    bool poison = gc.stress || gc.verify;
    while (h < end) {
        header_t hd = *h;
        if (Color_hd(hd) == live) {
            n_live++;
            if (run != NULL) {
                *run = Make_header((mlsize_t)(h - run), Abstract_tag, 0);
                *link = run;
                link = (header_t **)(void *)&run[1];
                run = NULL;
            }
            h += words;
            continue;
        }
        if (run == NULL) run = h;
        if (Color_hd(hd) == 0) {
            h += Wosize_hd(hd);
        } else {
            if (Tag_hd(hd) == Custom_tag) finalise_dead(h);
            if (poison)
                for (uint32_t i = 0; i < words; i++) h[i] = GC_POISON;
            h += words;
        }
    }
    if (run != NULL) {
        *run = Make_header((mlsize_t)(h - run), Abstract_tag, 0);
        *link = run;
        link = (header_t **)(void *)&run[1];
    }
    *link = NULL;
    return n_live;
}

static void page_init(uint32_t page, unsigned c) {
    Page *p = &gc.pages[page];
    p->kind = PAGE_SMALL;
    p->size_class = (uint8_t)c;
    p->rescan = 0;
    p->span = 1;
    p->runs = NULL;
    run_write((header_t *)page_start(page), page_end(page, gc.alloc[c].words), p);
}

/* Sweeps the next page of a class into `partial`, `full` or the free spans; 0 if there is none. */
static uint32_t sweep_next(Allocator *a, bool release_empty) {
    uint32_t page = a->unswept;
    if (page == 0) return 0;
    Page *p = &gc.pages[page];
    a->unswept = p->next;
    uint32_t n_live = sweep_page(page, a->words);
    if (n_live == 0 && release_empty) {
        p->runs = NULL;
        span_free(page, 1);
    } else if (p->runs != NULL) {
        p->next = a->partial;
        a->partial = page;
    } else {
        p->next = a->full;
        if (a->full == 0) a->full_last = page;
        a->full = page;
    }
    return page;
}

static void sweep_large(void) {
    uint32_t page = gc.large_unswept;
    Page *p = &gc.pages[page];
    gc.large_unswept = p->next;
    header_t *h = (header_t *)page_start(page);
    if (Color_hd(*h) == gc.live) {
        p->next = gc.large;
        gc.large = page;
        return;
    }
    if (Tag_hd(*h) == Custom_tag) finalise_dead(h);
    uint32_t n = p->span;
    if (gc.stress || gc.verify) memset(h, 0xEB, (uintnat)n << PAGE_LOG);
    span_free(page, n);
}

void heap_begin_sweep(void) {
    heap_flush();
    for (unsigned c = 0; c < N_CLASSES; c++) {
        Allocator *a = &gc.alloc[c];
        /* full pages first: a page without a dead block costs a sweep, but partial pages are kept for later */
        uint32_t list = a->partial;
        if (a->full != 0) {
            gc.pages[a->full_last].next = list;
            list = a->full;
        }
        a->partial = a->full = a->full_last = 0;
        a->unswept = list;
    }
    gc.large_unswept = gc.large;
    gc.large = 0;
}

/* Sweeps about `pages` pages; true when nothing is left to sweep. */
bool heap_sweep_some(uintnat pages) {
    while (gc.large_unswept != 0) {
        if (pages == 0) return false;
        pages--;
        sweep_large();
    }
    for (unsigned c = 0; c < N_CLASSES; c++)
        while (gc.alloc[c].unswept != 0) {
            if (pages == 0) return false;
            pages--;
            sweep_next(&gc.alloc[c], true);
        }
    return true;
}

/* ---- Allocation ---- */

static void no_memory(void) {
    caml_fatal_error("out of memory");
}

header_t *heap_refill(unsigned c) {
    Allocator *a = &gc.alloc[c];
    for (;;) {
        if (a->page != 0) {
            Page *p = &gc.pages[a->page];
            if (p->runs != NULL) {
                header_t *run = p->runs;
                p->runs = (header_t *)run[1];
                a->end = run + Wosize_hd(*run);
                a->cur = run + a->words;
                return run;
            }
            allocator_flush(a);
        }
        if (a->partial == 0) /* bounded, so that a heap without garbage does not make one allocation sweep everything */
            for (int tries = 64; tries > 0 && a->unswept != 0 && a->partial == 0; tries--) sweep_next(a, false);
        if (a->partial != 0) {
            a->page = a->partial;
            a->partial = gc.pages[a->page].next;
            continue;
        }
        uint32_t page = span_alloc(1);
        if (page == 0) {
            no_memory();
        }
        page_init(page, c);
        a->page = page;
    }
}

header_t *heap_alloc(mlsize_t wosize) {
    uintnat words = wosize + 1;
    if (words <= SMALL_MAX_WORDS) return heap_alloc_small(heap_small_class[words]);
    uintnat n = (words + PAGE_WORDS - 1) / PAGE_WORDS;
    if (n >= UINT32_MAX) return NULL;
    /* Memory that is only waiting to be swept is better than fresh memory. */
    while (gc.large_unswept != 0) sweep_large();
    uint32_t page = span_alloc((uint32_t)n);
    if (page == 0) return NULL;
    Page *p = &gc.pages[page];
    p->kind = PAGE_LARGE;
    p->span = (uint32_t)n;
    p->rescan = 0;
    if (n > 1) gc.pages[page + n - 1].kind = PAGE_LARGE_TAIL;
    p->next = gc.large;
    gc.large = page;
    return (header_t *)page_start(page);
}

/* ---- Walking ---- */

void heap_walk_page(uint32_t page, heap_visitor *visit, void *data) {
    Page *p = &gc.pages[page];
    header_t *h = (header_t *)page_start(page);
    if (p->kind == PAGE_LARGE) {
        visit(h, data);
        return;
    }
    if (p->kind != PAGE_SMALL) return;
    uint32_t words = gc.alloc[p->size_class].words;
    header_t *end = page_end(page, words);
    while (h < end) {
        header_t hd = *h;
        visit(h, data);
        h += Color_hd(hd) == 0 ? Wosize_hd(hd) : words;
    }
}

void heap_walk(heap_visitor *visit, void *data) {
    heap_flush();
    for (uint32_t page = 1; page < next_page;) {
        Page *p = &gc.pages[page];
        if (p->kind == PAGE_SMALL || p->kind == PAGE_LARGE) heap_walk_page(page, visit, data);
        page += p->span == 0 ? 1 : p->span;
    }
}
