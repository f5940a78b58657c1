/* gc_ctrl.c: the Gc module's primitives. */
#include <stdio.h>

#include "../gc/gc.h"
#include "runtime.h"

static double minor_words(void) {
    return (double)(gc.minor_words + nursery_used_words());
}

static double major_words(void) {
    return (double)(gc.promoted_words + gc.major_direct_words);
}

CAMLprim value caml_gc_minor_words(value unit) {
    (void)unit;
    return caml_copy_double(minor_words());
}

double caml_gc_minor_words_unboxed(value unit) {
    (void)unit;
    return minor_words();
}

/* The numbers are taken before the result is allocated. */
CAMLprim value caml_gc_counters(value unit) {
    CAMLparam1(unit);
    CAMLlocal4(a, b, c, result);
    double x = minor_words(), y = (double)gc.promoted_words, z = major_words();
    a = caml_copy_double(x);
    b = caml_copy_double(y);
    c = caml_copy_double(z);
    result = caml_alloc_3(0, a, b, c);
    CAMLreturn(result);
}

typedef struct {
    uintnat live_words, live_blocks, free_words, free_blocks, largest_free;
} Census;

static void count(header_t *block, void *data) {
    Census *c = data;
    header_t hd = *block;
    /* dead blocks that wait for the sweep are free */
    if (Color_hd(hd) == 0 || (gc.phase == PHASE_SWEEP && Color_hd(hd) != gc.live)) {
        uintnat words = Color_hd(hd) == 0 ? Wosize_hd(hd) : Wosize_hd(hd) + 1;
        c->free_words += words;
        c->free_blocks++;
        if (words > c->largest_free) c->largest_free = words;
    } else {
        c->live_words += Wosize_hd(hd) + 1;
        c->live_blocks++;
    }
}

/* 17 fields, in the order of Gc.stat */
static value stat(bool walk) {
    CAMLparam0();
    CAMLlocalN(n, 3);
    CAMLlocal1(result);
    double x = minor_words(), y = (double)gc.promoted_words, z = major_words();
    uintnat minors = gc.minor_collections, majors = gc.major_collections;
    Census c = {0, 0, 0, 0, 0};
    if (walk) heap_walk(count, &c);
    uintnat heap = gc.pages_used * PAGE_WORDS, top = gc.pages_peak * PAGE_WORDS, pages = gc.pages_used;
    n[0] = caml_copy_double(x);
    n[1] = caml_copy_double(y);
    n[2] = caml_copy_double(z);
    result = caml_alloc_tuple(17);
    for (mlsize_t i = 0; i < 3; i++) Store_field(result, i, n[i]);
    const uintnat rest[14] = {
        minors, majors, heap, pages, c.live_words, c.live_blocks, c.free_words, c.free_blocks, c.largest_free, 0,
        0,      top,    0,    0};
    for (mlsize_t i = 0; i < 14; i++) Store_field(result, 3 + i, Val_long(rest[i]));
    CAMLreturn(result);
}

CAMLprim value caml_gc_quick_stat(value unit) {
    (void)unit;
    return stat(false);
}

CAMLprim value caml_gc_stat(value unit) {
    (void)unit;
    return stat(true);
}

/* 11 fields, in the order of Gc.control; those that mean nothing here are zero */
CAMLprim value caml_gc_get(value unit) {
    (void)unit;
    value r = caml_alloc_tuple(11);
    for (mlsize_t i = 0; i < 11; i++) Field(r, i) = Val_int(0);
    Field(r, 0) = Val_long(gc.wanted_nursery_words);
    Field(r, 2) = Val_long(gc.space_overhead);
    Field(r, 3) = Val_int(gc.verbose);
    Field(r, 4) = Val_int(1000000);
    return r;
}

CAMLprim value caml_gc_set(value control) {
    intnat words = Long_val(Field(control, 0)), overhead = Long_val(Field(control, 2));
    gc.verbose = Long_val(Field(control, 3)) != 0;
    gc.space_overhead = overhead < 1 ? 1 : (uintnat)overhead;
    if (words > 0 && (uintnat)words != gc.wanted_nursery_words) {
        gc_minor();
        nursery_resize((uintnat)words);
    }
    return Val_unit;
}

CAMLprim value caml_gc_minor(value unit) {
    (void)unit;
    gc_minor();
    mloc_run_pending();
    return Val_unit;
}

CAMLprim value caml_gc_major(value unit) {
    (void)unit;
    gc_minor();
    major_finish_cycle();
    major_start_cycle();
    major_finish_cycle();
    mloc_run_pending();
    return Val_unit;
}

CAMLprim value caml_gc_full_major(value unit) {
    (void)unit;
    gc_full_major();
    mloc_run_pending();
    return Val_unit;
}

CAMLprim value caml_gc_compaction(value unit) {
    (void)unit;
    gc_compact();
    mloc_run_pending();
    return Val_unit;
}

CAMLprim value caml_gc_major_slice(value n) {
    gc_minor();
    major_slice((uintnat)Long_val(n));
    return Val_int(0);
}

CAMLprim value caml_get_minor_free(value unit) {
    (void)unit;
    return Val_long(gc.nursery_words - nursery_used_words());
}
