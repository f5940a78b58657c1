/* verify.c: walks everything and checks the invariant of gc.h.  A violation is fatal and names the place. */
#include "caml/memory.h"
#include "gc.h"

static const char *when_;
static const char *where;
static const void *holder;

static GC_COLD _Noreturn void bad(const char *what, value v) {
    caml_fatal_error("heap check %s: %s: 0x%lx in %s of 0x%lx", when_, what, (unsigned long)v, where,
                     (unsigned long)holder);
}

/* A value that is not young: an integer, a block of the major heap, static or local. */
static void check_pointer(value v) {
    if (v == 0) bad("a null pointer", v);
    if (Is_long(v)) return;
    if ((v & 7) != 0) bad("a misaligned pointer", v);
    if ((uintnat)v == GC_POISON) bad("freed memory", v);
    if (gc_is_young(v)) {
        if ((uintnat)v <= mloc_state.young_ptr) bad("a pointer below the young blocks", v);
        header_t hd = Hd_val(v);
        if (Tag_hd(hd) == Infix_tag) hd = Hd_val(v - (value)Infix_offset_hd(hd));
        if (Wosize_hd(hd) == 0 || Wosize_hd(hd) > Max_young_wosize || Color_hd(hd) != 0) bad("a bad young header", v);
        return;
    }
    if (!gc_in_major(v)) return;
    header_t hd = Hd_val(v);
    if (Tag_hd(hd) == Infix_tag) {
        v -= (value)Infix_offset_hd(hd);
        hd = Hd_val(v);
        if (Tag_hd(hd) != Closure_tag) bad("an infix pointer into no closure", v);
    }
    if (Color_hd(hd) == 0) bad("a pointer to a free block", v);
    if (Color_hd(hd) == 0x300) bad("a static header in the heap", v);
    Page *p = &gc.pages[page_of((void *)v)];
    if (p->kind == PAGE_SMALL) {
        uint32_t words = gc.alloc[p->size_class].words;
        uintnat offset = (uintnat)((char *)v - page_start(page_of((void *)v))) / sizeof(value) - 1;
        if (offset % words != 0) bad("a pointer into the middle of a block", v);
        if (Wosize_hd(hd) + 1 > words) bad("a block larger than its place", v);
    } else if (p->kind == PAGE_LARGE) {
        if (page_start(page_of((void *)v)) != (char *)v - 8) bad("a pointer into a large block", v);
    } else
        bad("a pointer to an unused page", v);
}

static void check_root(value *slot) {
    where = "the roots";
    holder = slot;
    check_pointer(*slot);
}

static void check_block(header_t *block, void *data) {
    (void)data;
    header_t hd = *block;
    if (Color_hd(hd) == 0) return;
    where = "a block";
    holder = block + 1;
    if (Color_hd(hd) == 0x300) bad("a static header in the heap", Val_hp(block));
    /* a dead block may point to dead, even swept, ones */
    if (gc.phase == PHASE_SWEEP && Color_hd(hd) != gc.live) return;
    if (Tag_hd(hd) >= No_scan_tag) return;
    value *fields = (value *)(block + 1);
    for (mlsize_t i = gc_first_field(hd, fields); i < Wosize_hd(hd); i++) {
        check_pointer(fields[i]);
        if (gc.phase == PHASE_SWEEP && Is_block(fields[i]) && gc_in_major(fields[i])) {
            value v = fields[i];
            if (Tag_val(v) == Infix_tag) v -= (value)Infix_offset_val(v);
            if (Color_val(v) != gc.live) bad("a live block points to an unmarked one", fields[i]);
        }
    }
}

static void check_runs(void) {
    for (unsigned c = 0; c < N_CLASSES; c++)
        for (uint32_t page = gc.alloc[c].partial; page != 0; page = gc.pages[page].next) {
            where = "the list of partial pages";
            holder = page_start(page);
            if (gc.pages[page].kind != PAGE_SMALL || gc.pages[page].size_class != c) bad("a page of another class", 0);
            for (header_t *run = gc.pages[page].runs; run != NULL; run = (header_t *)run[1])
                if (Color_hd(*run) != 0 || page_of(run) != page) bad("a bad run", (value)run);
        }
}

/* Only where every block is complete: right before and right after collections. */
void gc_verify(const char *when) {
    when_ = when;
    heap_walk(check_block, NULL);
    check_runs();
    roots_visit(check_root, true);
}
