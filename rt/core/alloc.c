/* alloc.c: making blocks from C. */
#include <stdio.h>

#include "../gc/gc.h"
#include "runtime.h"

#define ATOM(t)   Make_header(0, (t), Caml_static)
#define ATOM4(t)  ATOM(t), ATOM((t) + 1), ATOM((t) + 2), ATOM((t) + 3)
#define ATOM16(t) ATOM4(t), ATOM4((t) + 4), ATOM4((t) + 8), ATOM4((t) + 12)
#define ATOM64(t) ATOM16(t), ATOM16((t) + 16), ATOM16((t) + 32), ATOM16((t) + 48)
/* Atom(t) is the address after the t-th header. */
const header_t mloc_atoms[257] = {ATOM64(0), ATOM64(64), ATOM64(128), ATOM64(192)};

value caml_atom(tag_t tag) {
    return Atom(tag);
}

/* A young block whose fields are not set.  0 < wosize <= Max_young_wosize. */
static inline value alloc_young(mlsize_t wosize, tag_t tag) {
    uintnat bytes = Bhsize_wosize(wosize);
    uintnat p = mloc_state.young_ptr - bytes;
    if (GC_UNLIKELY(p < mloc_state.young_limit))
        p = (uintnat)mloc_alloc_slow_c(bytes);
    else
        mloc_state.young_ptr = p;
    *(header_t *)p = Make_header(wosize, tag, 0);
    return Val_hp(p);
}

value caml_alloc_small(mlsize_t wosize, tag_t tag) {
    return alloc_young(wosize, tag);
}

/* A block in the major heap, fields not set; 0 if there is no memory. */
static value alloc_major(mlsize_t wosize, tag_t tag) {
    if (wosize == 0) return Atom(tag);
    if (wosize > Max_wosize) return 0;
    header_t *h = heap_alloc(wosize);
    if (h == NULL) return 0;
    *h = Make_header(wosize, tag, gc.live);
    gc.allocated += wosize + 1;
    gc.major_direct_words += wosize + 1;
    nursery_sample_direct(wosize + 1);
    /* Slices come with minor collections: programs that allocate only large blocks need them too. */
    static uintnat since_slice;
    since_slice += wosize + 1;
    if (since_slice > gc.nursery_words) {
        since_slice = 0;
        gc_request_minor();
    }
    return Val_hp(h);
}

/* Fields of a scannable block are set to a value, since the caller may collect before it has set them all. */
static value alloc_major_clean(mlsize_t wosize, tag_t tag) {
    value v = alloc_major(wosize, tag);
    if (v != 0 && tag < No_scan_tag)
        for (mlsize_t i = 0; i < wosize; i++) Field(v, i) = Val_unit;
    return v;
}

value caml_alloc_shr_no_raise(mlsize_t wosize, tag_t tag) {
    return alloc_major_clean(wosize, tag);
}

value caml_alloc_shr(mlsize_t wosize, tag_t tag) {
    value v = alloc_major_clean(wosize, tag);
    if (v == 0) caml_raise_out_of_memory();
    return v;
}

/* For compiled code: called without a raise record, so that lack of memory is fatal. */
value mloc_alloc_large(uintnat wosize, uintnat tag) {
    value v = alloc_major_clean(wosize, (tag_t)tag);
    if (v == 0) caml_fatal_out_of_memory();
    if (gc.stress || gc.minor_requested || gc.major_requested) {
        CAMLparam1(v);
        gc_make_room(0);
        CAMLreturn(v);
    }
    return v;
}

value caml_check_urgent_gc(value v) {
    if (gc.minor_requested || gc.major_requested) {
        CAMLparam1(v);
        gc_make_room(0);
        CAMLreturn(v);
    }
    return v;
}

/* Young or old by size; fields not set, except that old scannable ones are. */
static value alloc_any(mlsize_t wosize, tag_t tag) {
    if (wosize <= Max_young_wosize) return alloc_young(wosize, tag);
    return caml_check_urgent_gc(caml_alloc_shr(wosize, tag));
}

value caml_alloc(mlsize_t wosize, tag_t tag) {
    if (wosize == 0) return Atom(tag);
    value v = alloc_any(wosize, tag);
    if (tag < No_scan_tag && wosize <= Max_young_wosize)
        for (mlsize_t i = 0; i < wosize; i++) Field(v, i) = Val_unit;
    return v;
}

value caml_alloc_tuple(mlsize_t wosize) {
    return caml_alloc(wosize, 0);
}

value caml_alloc_1(tag_t tag, value a) {
    CAMLparam1(a);
    value v = alloc_young(1, tag);
    Field(v, 0) = a;
    CAMLreturn(v);
}

value caml_alloc_2(tag_t tag, value a, value b) {
    CAMLparam2(a, b);
    value v = alloc_young(2, tag);
    Field(v, 0) = a;
    Field(v, 1) = b;
    CAMLreturn(v);
}

value caml_alloc_3(tag_t tag, value a, value b, value c) {
    CAMLparam3(a, b, c);
    value v = alloc_young(3, tag);
    Field(v, 0) = a;
    Field(v, 1) = b;
    Field(v, 2) = c;
    CAMLreturn(v);
}

value caml_alloc_some(value v) {
    return caml_alloc_1(Tag_some, v);
}

value caml_alloc_string(mlsize_t bytes) {
    mlsize_t wosize = bytes / sizeof(value) + 1;
    if (GC_UNLIKELY(wosize > Max_wosize)) caml_raise_out_of_memory();
    value s = alloc_any(wosize, String_tag);
    Field(s, wosize - 1) = 0;
    mlsize_t last = Bsize_wsize(wosize) - 1;
    Byte_u(s, last) = (unsigned char)(last - bytes);
    return s;
}

value caml_alloc_initialized_string(mlsize_t bytes, const char *from) {
    value s = caml_alloc_string(bytes);
    memcpy((char *)s, from, bytes);
    return s;
}

value caml_copy_string(const char *s) {
    return caml_alloc_initialized_string(strlen(s), s);
}

value caml_alloc_sprintf(const char *format, ...) {
    char small[256];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(small, sizeof small, format, ap);
    va_end(ap);
    if (n < 0) return caml_alloc_string(0);
    if ((size_t)n < sizeof small) return caml_alloc_initialized_string((mlsize_t)n, small);
    char *text = caml_stat_alloc((size_t)n + 1);
    va_start(ap, format);
    vsnprintf(text, (size_t)n + 1, format, ap);
    va_end(ap);
    value s = caml_alloc_initialized_string((mlsize_t)n, text);
    caml_stat_free(text);
    return s;
}

value caml_copy_double(double d) {
    value v = alloc_young(1, Double_tag);
    Store_double_val(v, d);
    return v;
}

static value alloc_boxed(const struct custom_operations *ops) {
    value v = alloc_young(2, Custom_tag);
    Custom_ops_val(v) = ops;
    return v;
}

value caml_copy_int32(int32_t n) {
    value v = alloc_boxed(&caml_int32_ops);
    Field(v, 1) = n; /* the whole word, so that equal numbers are equal words */
    return v;
}

value caml_copy_int64(int64_t n) {
    value v = alloc_boxed(&caml_int64_ops);
    Int64_val(v) = n;
    return v;
}

value caml_copy_nativeint(intnat n) {
    value v = alloc_boxed(&caml_nativeint_ops);
    Nativeint_val(v) = n;
    return v;
}

value caml_alloc_array(value (*make)(char const *), char const *const *items) {
    mlsize_t n = 0;
    while (items[n] != NULL) n++;
    if (n == 0) return Atom(0);
    CAMLparam0();
    CAMLlocal2(array, item);
    array = caml_alloc(n, 0);
    for (mlsize_t i = 0; i < n; i++) {
        item = make(items[i]);
        caml_modify(&Field(array, i), item);
    }
    CAMLreturn(array);
}

value caml_copy_string_array(char const *const *strings) {
    return caml_alloc_array(caml_copy_string, strings);
}

value caml_alloc_float_array(mlsize_t length) {
    if (length == 0) return Atom(0);
    if (length > Max_wosize) caml_raise_out_of_memory();
    return alloc_any(length, Double_array_tag);
}

int caml_convert_flag_list(value list, const int *flags) {
    int result = 0;
    for (; list != Val_emptylist; list = Field(list, 1)) result |= flags[Int_val(Field(list, 0))];
    return result;
}

/* ---- Recursive values ---- */

CAMLprim value caml_alloc_dummy(value size) {
    return caml_alloc((mlsize_t)Long_val(size), 0);
}

CAMLprim value caml_alloc_dummy_float(value size) {
    return caml_alloc((mlsize_t)Long_val(size), 0);
}

CAMLprim value caml_update_dummy(value dummy, value newval) {
    tag_t tag = Tag_val(newval);
    mlsize_t n = Wosize_val(newval);
    Hd_val(dummy) = (Hd_val(dummy) & ~(header_t)0xFF) | tag;
    if (tag >= No_scan_tag)
        memcpy((void *)dummy, (void *)newval, Bsize_wsize(n));
    else
        for (mlsize_t i = 0; i < n; i++) caml_modify(&Field(dummy, i), Field(newval, i));
    return Val_unit;
}
