/* regions.c: the region stack, where local blocks live: what a minor collection has to look at, and how much is used.

   The stack grows down from mloc_state.region_base; compiled code keeps its top in a register and moves it by one
   subtraction, so nothing here is told of allocations and of regions that end.  Yet a collection need not look at all
   of it.  A block is born with colour 3; when a minor collection has updated its fields it gets Caml_local_seen.  The
   next collection walks up from the top and stops at the first block seen before: whatever has been allocated since has
   a fresh header, and by the order of a stack all that lies above an old block is at least as old.  So a collection
   costs what the regions grew since the last one.

   A block that was seen has no young pointer but what was stored since, and those stores went through mloc_modify: the
   remembered set has them.  When it is read, a field below the first seen block is skipped: it belongs to a new block,
   or to nothing any more. */
#include <sys/mman.h>

#include "gc.h"

char *region_visit_new(void (*visit)(value *fields, mlsize_t n)) {
    char *p = mloc_state.region_top, *base = mloc_state.region_base;
    if (base == NULL) return NULL;
    while (p < base) {
        header_t hd = *(header_t *)(void *)p;
        if (Color_hd(hd) == Caml_local_seen) break;
        value *block = (value *)(void *)p + 1;
        if (Tag_hd(hd) < No_scan_tag) {
            mlsize_t first = gc_first_field(hd, block);
            visit(block + first, Wosize_hd(hd) - first);
        }
        *(header_t *)(void *)p = (hd & ~(header_t)0x300) | Caml_local_seen;
        p += Bhsize_hd(hd);
    }
    return p;
}

void region_visit_all(RootVisitor *visit) {
    if (mloc_state.region_base == NULL) return;
    for (char *p = mloc_state.region_top; p < mloc_state.region_base;) {
        header_t *h = (header_t *)(void *)p;
        gc_visit_block(Val_hp(h), visit);
        p += Bhsize_hd(*h);
    }
}

/* ---- Figures ---- */

uintnat region_depth(void) {
    return (uintnat)(mloc_state.region_base - mloc_state.region_top);
}

/* The kernel knows which pages were touched; from the base down there are no holes but those of single large blocks. */
uintnat region_peak(void) {
    enum { PAGE = 4096, CHUNK = 256 };
    unsigned char resident[CHUNK];
    char *p = mloc_state.region_base;
    uintnat peak = region_depth();
    while (p - gc.region_low >= PAGE * CHUNK) {
        p -= PAGE * CHUNK;
        if (mincore(p, PAGE * CHUNK, resident) != 0) break;
        unsigned i = 0;
        while (i < CHUNK && !(resident[i] & 1)) i++;
        if (i == CHUNK) break;
        uintnat bytes = (uintnat)(mloc_state.region_base - (p + i * PAGE));
        if (bytes > peak) peak = bytes;
        if (i != 0) break;
    }
    return peak;
}

CAMLprim value caml_region_depth(value unit) {
    (void)unit;
    return Val_long(region_depth());
}

CAMLprim value caml_region_peak(value unit) {
    (void)unit;
    return Val_long(region_peak());
}

CAMLprim value caml_region_words(value unit) {
    (void)unit;
    return Val_long(mloc_state.region_words);
}

/* ---- --debug-regions ---- */

/* A region has ended: nothing may look at [from, to) any more. */
void mloc_region_freed(uintnat *from, uintnat *to);
void mloc_region_freed(uintnat *from, uintnat *to) {
    for (; from < to; from++) *from = GC_POISON;
}
