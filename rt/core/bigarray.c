/* bigarray.c: the library Bigarray: arrays of numbers whose data are outside the heap.

   A bigarray is a custom block (caml/bigarray.h has its structure) that points to its data, which never move.  Parts
   of a bigarray share its data; the first one that is made gives them a proxy, which counts who shares.  Compiled code
   reads and writes elements of known kind itself; what is here serves the rest, and creation. */
#include "caml/bigarray.h"

#include <stdarg.h>
#include <stdlib.h>

#include "../gc/gc.h"
#include "caml/hash.h"
#include "runtime.h"

typedef struct caml_ba_array Bigarray;

const int caml_ba_element_size[] = {
    [CAML_BA_FLOAT32] = 4,  [CAML_BA_FLOAT64] = 8,    [CAML_BA_SINT8] = 1,     [CAML_BA_UINT8] = 1,
    [CAML_BA_SINT16] = 2,   [CAML_BA_UINT16] = 2,     [CAML_BA_INT32] = 4,     [CAML_BA_INT64] = 8,
    [CAML_BA_CAML_INT] = 8, [CAML_BA_NATIVE_INT] = 8, [CAML_BA_COMPLEX32] = 8, [CAML_BA_COMPLEX64] = 16,
    [CAML_BA_CHAR] = 1,
};

static int kind_of(const Bigarray *b) {
    return (int)b->flags & CAML_BA_KIND_MASK;
}
static int layout_of(const Bigarray *b) {
    return (int)b->flags & CAML_BA_LAYOUT_MASK;
}
static uintnat element_size(const Bigarray *b) {
    return (uintnat)caml_ba_element_size[kind_of(b)];
}

uintnat caml_ba_num_elts(Bigarray *b) {
    uintnat n = 1;
    for (intnat i = 0; i < b->num_dims; i++) n *= (uintnat)b->dim[i];
    return n;
}

uintnat caml_ba_byte_size(Bigarray *b) {
    return caml_ba_num_elts(b) * element_size(b);
}

/* ---- life and death ---- */

static const struct custom_operations bigarray_ops;

void caml_ba_finalize(value v) {
    Bigarray *b = Caml_ba_array_val(v);
    if ((b->flags & CAML_BA_MANAGED_MASK) != CAML_BA_MANAGED) return;
    /* Memory that comes and goes between two minor collections is no reason to hurry the major one. */
    if (b->proxy == NULL) {
        if (Is_young(v)) caml_free_dependent_memory(caml_ba_byte_size(b));
        free(b->data);
    } else if (--b->proxy->refcount == 0) {
        free(b->proxy->data);
        free(b->proxy);
    }
}

value caml_ba_alloc(int flags, int num_dims, void *data, intnat *dim) {
    uintnat bytes = 0;
    if (data == NULL) {
        bytes = (uintnat)caml_ba_element_size[flags & CAML_BA_KIND_MASK];
        for (int i = 0; i < num_dims; i++)
            if (__builtin_mul_overflow(bytes, (uintnat)dim[i], &bytes)) caml_raise_out_of_memory();
        data = malloc(bytes);
        if (data == NULL && bytes != 0) caml_raise_out_of_memory();
        flags |= CAML_BA_MANAGED;
    }
    uintnat block = sizeof(Bigarray) + (uintnat)num_dims * sizeof(intnat);
    value v = caml_alloc_custom_mem(&bigarray_ops, block, bytes);
    Bigarray *b = Caml_ba_array_val(v);
    b->data = data;
    b->num_dims = num_dims;
    b->flags = flags;
    b->proxy = NULL;
    for (int i = 0; i < num_dims; i++) b->dim[i] = dim[i];
    return v;
}

value caml_ba_alloc_dims(int flags, int num_dims, void *data, ...) {
    intnat dim[CAML_BA_MAX_NUM_DIMS];
    va_list list;
    va_start(list, data);
    for (int i = 0; i < num_dims && i < CAML_BA_MAX_NUM_DIMS; i++) dim[i] = va_arg(list, intnat);
    va_end(list);
    return caml_ba_alloc(flags, num_dims, data, dim);
}

CAMLprim value caml_ba_create(value kind, value layout, value dims) {
    intnat dim[CAML_BA_MAX_NUM_DIMS];
    mlsize_t n = Wosize_val(dims);
    if (n > CAML_BA_MAX_NUM_DIMS) caml_invalid_argument("Bigarray.create: bad number of dimensions");
    for (mlsize_t i = 0; i < n; i++) {
        dim[i] = Long_val(Field(dims, i));
        if (dim[i] < 0) caml_invalid_argument("Bigarray.create: negative dimension");
    }
    return caml_ba_alloc(Caml_ba_kind_val(kind) | Caml_ba_layout_val(layout), (int)n, NULL, dim);
}

/* A bigarray of given shape on v's data, from element `first` on. */
static value share(value v, intnat flags, int num_dims, intnat *dim, uintnat first) {
    CAMLparam1(v);
    Bigarray *b = Caml_ba_array_val(v);
    if ((b->flags & CAML_BA_MANAGED_MASK) != CAML_BA_EXTERNAL && b->proxy == NULL) {
        b->proxy = malloc(sizeof *b->proxy);
        if (b->proxy == NULL) caml_raise_out_of_memory();
        *b->proxy = (struct caml_ba_proxy){.refcount = 1, .data = b->data};
    }
    value r = caml_ba_alloc((int)flags, num_dims, (char *)b->data + first * element_size(b), dim);
    b = Caml_ba_array_val(v); /* it may have moved */
    Caml_ba_array_val(r)->proxy = b->proxy;
    if (b->proxy != NULL) b->proxy->refcount++;
    CAMLreturn(r);
}

/* ---- shape ---- */

CAMLprim value caml_ba_num_dims(value v) {
    return Val_long(Caml_ba_array_val(v)->num_dims);
}

CAMLprim value caml_ba_dim(value v, value n) {
    const Bigarray *b = Caml_ba_array_val(v);
    intnat k = Long_val(n);
    if (k < 0 || k >= b->num_dims) caml_invalid_argument("Bigarray.dim");
    return Val_long(b->dim[k]);
}

CAMLprim value caml_ba_kind(value v) {
    return Val_caml_ba_kind(kind_of(Caml_ba_array_val(v)));
}

CAMLprim value caml_ba_layout(value v) {
    return Val_caml_ba_layout(layout_of(Caml_ba_array_val(v)));
}

/* The same elements with the dimensions in the opposite order. */
CAMLprim value caml_ba_change_layout(value v, value layout) {
    const Bigarray *b = Caml_ba_array_val(v);
    intnat dim[CAML_BA_MAX_NUM_DIMS];
    if (Caml_ba_layout_val(layout) == layout_of(b)) return v;
    for (intnat i = 0; i < b->num_dims; i++) dim[i] = b->dim[b->num_dims - 1 - i];
    return share(v, b->flags ^ CAML_BA_LAYOUT_MASK, (int)b->num_dims, dim, 0);
}

CAMLprim value caml_ba_reshape(value v, value dims) {
    Bigarray *b = Caml_ba_array_val(v);
    intnat dim[CAML_BA_MAX_NUM_DIMS];
    mlsize_t n = Wosize_val(dims);
    uintnat elements = 1;
    if (n > CAML_BA_MAX_NUM_DIMS) caml_invalid_argument("Bigarray.reshape: bad number of dimensions");
    for (mlsize_t i = 0; i < n; i++) {
        dim[i] = Long_val(Field(dims, i));
        if (dim[i] < 0) caml_invalid_argument("Bigarray.reshape: negative dimension");
        elements *= (uintnat)dim[i];
    }
    if (elements != caml_ba_num_elts(b)) caml_invalid_argument("Bigarray.reshape: size mismatch");
    return share(v, b->flags, (int)n, dim, 0);
}

/* ---- elements ---- */

/* The number of the element at these n indices.  Raises if it is not there. */
static uintnat element_at(const Bigarray *b, const intnat *index) {
    uintnat at = 0;
    if (layout_of(b) == CAML_BA_C_LAYOUT) {
        for (intnat i = 0; i < b->num_dims; i++) {
            if ((uintnat)index[i] >= (uintnat)b->dim[i]) caml_array_bound_error();
            at = at * (uintnat)b->dim[i] + (uintnat)index[i];
        }
    } else {
        for (intnat i = b->num_dims - 1; i >= 0; i--) {
            if ((uintnat)index[i] - 1 >= (uintnat)b->dim[i]) caml_array_bound_error();
            at = at * (uintnat)b->dim[i] + (uintnat)index[i] - 1;
        }
    }
    return at;
}

static value complex_value(double re, double im) {
    value v = caml_alloc_small(2 * Double_wosize, Double_array_tag);
    Store_double_flat_field(v, 0, re);
    Store_double_flat_field(v, 1, im);
    return v;
}

static value get(const Bigarray *b, uintnat at) {
    const void *data = b->data;
    switch ((enum caml_ba_kind)kind_of(b)) {
    case CAML_BA_FLOAT32: return caml_copy_double((double)((const float *)data)[at]);
    case CAML_BA_FLOAT64: return caml_copy_double(((const double *)data)[at]);
    case CAML_BA_SINT8: return Val_int(((const int8_t *)data)[at]);
    case CAML_BA_UINT8:
    case CAML_BA_CHAR: return Val_int(((const uint8_t *)data)[at]);
    case CAML_BA_SINT16: return Val_int(((const int16_t *)data)[at]);
    case CAML_BA_UINT16: return Val_int(((const uint16_t *)data)[at]);
    case CAML_BA_INT32: return caml_copy_int32(((const int32_t *)data)[at]);
    case CAML_BA_INT64: return caml_copy_int64(((const int64_t *)data)[at]);
    case CAML_BA_CAML_INT: return Val_long(((const intnat *)data)[at]);
    case CAML_BA_NATIVE_INT: return caml_copy_nativeint(((const intnat *)data)[at]);
    case CAML_BA_COMPLEX32:
        return complex_value((double)((const float *)data)[2 * at], (double)((const float *)data)[2 * at + 1]);
    case CAML_BA_COMPLEX64: return complex_value(((const double *)data)[2 * at], ((const double *)data)[2 * at + 1]);
    case CAML_BA_KIND_MASK: break;
    }
    return Val_unit;
}

/* Sets n elements from `at` on. */
static void set(Bigarray *b, uintnat at, uintnat n, value v) {
#define SET(type, x)                                                                                                   \
    do {                                                                                                               \
        type *p_ = (type *)b->data + at, x_ = (type)(x);                                                               \
        for (uintnat i_ = 0; i_ < n; i_++) p_[i_] = x_;                                                                \
    } while (0)
#define SET_COMPLEX(type)                                                                                              \
    do {                                                                                                               \
        type *p_ = (type *)b->data + 2 * at;                                                                           \
        type re_ = (type)Double_flat_field(v, 0), im_ = (type)Double_flat_field(v, 1);                                 \
        for (uintnat i_ = 0; i_ < n; i_++) p_[2 * i_] = re_, p_[2 * i_ + 1] = im_;                                     \
    } while (0)
    switch ((enum caml_ba_kind)kind_of(b)) {
    case CAML_BA_FLOAT32: SET(float, Double_val(v)); break;
    case CAML_BA_FLOAT64: SET(double, Double_val(v)); break;
    case CAML_BA_SINT8:
    case CAML_BA_UINT8:
    case CAML_BA_CHAR: SET(uint8_t, Long_val(v)); break;
    case CAML_BA_SINT16:
    case CAML_BA_UINT16: SET(uint16_t, Long_val(v)); break;
    case CAML_BA_INT32: SET(int32_t, Int32_val(v)); break;
    case CAML_BA_INT64: SET(int64_t, Int64_val(v)); break;
    case CAML_BA_CAML_INT: SET(intnat, Long_val(v)); break;
    case CAML_BA_NATIVE_INT: SET(intnat, Nativeint_val(v)); break;
    case CAML_BA_COMPLEX32: SET_COMPLEX(float); break;
    case CAML_BA_COMPLEX64: SET_COMPLEX(double); break;
    case CAML_BA_KIND_MASK: break;
    }
#undef SET
#undef SET_COMPLEX
}

static value get_indexed(value v, intnat n, const intnat *index) {
    const Bigarray *b = Caml_ba_array_val(v);
    if (b->num_dims != n) caml_invalid_argument("Bigarray.get: wrong number of indices");
    return get(b, element_at(b, index));
}

static value set_indexed(value v, intnat n, const intnat *index, value x) {
    Bigarray *b = Caml_ba_array_val(v);
    if (b->num_dims != n) caml_invalid_argument("Bigarray.set: wrong number of indices");
    set(b, element_at(b, index), 1, x);
    return Val_unit;
}

CAMLprim value caml_ba_get_1(value v, value i) {
    return get_indexed(v, 1, (intnat[]){Long_val(i)});
}
CAMLprim value caml_ba_get_2(value v, value i, value j) {
    return get_indexed(v, 2, (intnat[]){Long_val(i), Long_val(j)});
}
CAMLprim value caml_ba_get_3(value v, value i, value j, value k) {
    return get_indexed(v, 3, (intnat[]){Long_val(i), Long_val(j), Long_val(k)});
}
CAMLprim value caml_ba_set_1(value v, value i, value x) {
    return set_indexed(v, 1, (intnat[]){Long_val(i)}, x);
}
CAMLprim value caml_ba_set_2(value v, value i, value j, value x) {
    return set_indexed(v, 2, (intnat[]){Long_val(i), Long_val(j)}, x);
}
CAMLprim value caml_ba_set_3(value v, value i, value j, value k, value x) {
    return set_indexed(v, 3, (intnat[]){Long_val(i), Long_val(j), Long_val(k)}, x);
}

/* The integers of an OCaml array; more than a bigarray can have dimensions are not looked at. */
static intnat indices(value array, intnat index[CAML_BA_MAX_NUM_DIMS]) {
    intnat n = (intnat)Wosize_val(array);
    for (intnat i = 0; i < n && i < CAML_BA_MAX_NUM_DIMS; i++) index[i] = Long_val(Field(array, i));
    return n;
}

CAMLprim value caml_ba_get_generic(value v, value array) {
    intnat index[CAML_BA_MAX_NUM_DIMS];
    intnat n = indices(array, index);
    return get_indexed(v, n, index);
}

CAMLprim value caml_ba_set_generic(value v, value array, value x) {
    intnat index[CAML_BA_MAX_NUM_DIMS];
    intnat n = indices(array, index);
    return set_indexed(v, n, index, x);
}

/* ---- parts ---- */

/* The part whose first indices (C layout; the last ones in Fortran's) are given. */
CAMLprim value caml_ba_slice(value v, value array) {
    const Bigarray *b = Caml_ba_array_val(v);
    intnat index[CAML_BA_MAX_NUM_DIMS], dim[CAML_BA_MAX_NUM_DIMS];
    intnat n = (intnat)Wosize_val(array), rest = b->num_dims - n;
    if (rest < 0) caml_invalid_argument("Bigarray.slice: too many indices");
    bool c = layout_of(b) == CAML_BA_C_LAYOUT;
    for (intnat i = 0; i < b->num_dims; i++) index[i] = c ? 0 : 1;
    for (intnat i = 0; i < n; i++) index[c ? i : rest + i] = Long_val(Field(array, i));
    for (intnat i = 0; i < rest; i++) dim[i] = b->dim[c ? n + i : i];
    return share(v, b->flags, (int)rest, dim, element_at(b, index));
}

/* `length` of the first indices (C layout; the last ones in Fortran's), from `offset`. */
CAMLprim value caml_ba_sub(value v, value offset, value length) {
    const Bigarray *b = Caml_ba_array_val(v);
    intnat dim[CAML_BA_MAX_NUM_DIMS], from = Long_val(offset), n = Long_val(length);
    bool c = layout_of(b) == CAML_BA_C_LAYOUT;
    intnat cut = c ? 0 : b->num_dims - 1;
    uintnat row = 1;
    for (intnat i = 0; i < b->num_dims; i++) {
        dim[i] = b->dim[i];
        if (i != cut) row *= (uintnat)b->dim[i];
    }
    if (!c) from--;
    if (b->num_dims == 0 || from < 0 || n < 0 || n > b->dim[cut] || from > b->dim[cut] - n)
        caml_invalid_argument("Bigarray.sub: bad sub-array");
    dim[cut] = n;
    return share(v, b->flags, (int)b->num_dims, dim, (uintnat)from * row);
}

/* Neither of these allocates, so they may be noalloc; they may be called with the same data. */
CAMLprim value caml_ba_blit(value from, value to) {
    Bigarray *a = Caml_ba_array_val(from), *b = Caml_ba_array_val(to);
    bool same = a->num_dims == b->num_dims;
    for (intnat i = 0; same && i < a->num_dims; i++) same = a->dim[i] == b->dim[i];
    if (!same) caml_invalid_argument("Bigarray.blit: dimension mismatch");
    uintnat bytes = caml_ba_byte_size(a);
    if (bytes != 0) memmove(b->data, a->data, bytes);
    return Val_unit;
}

CAMLprim value caml_ba_fill(value v, value x) {
    Bigarray *b = Caml_ba_array_val(v);
    set(b, 0, caml_ba_num_elts(b), x);
    return Val_unit;
}

/* ---- comparison and hashing, as of values ---- */

static int compare(value v1, value v2) {
    Bigarray *a = Caml_ba_array_val(v1), *b = Caml_ba_array_val(v2);
    intnat shape_a = a->flags & (CAML_BA_KIND_MASK | CAML_BA_LAYOUT_MASK),
           shape_b = b->flags & (CAML_BA_KIND_MASK | CAML_BA_LAYOUT_MASK);
    if (shape_a != shape_b) return (int)(shape_b - shape_a);
    if (a->num_dims != b->num_dims) return (int)(b->num_dims - a->num_dims);
    for (intnat i = 0; i < a->num_dims; i++)
        if (a->dim[i] != b->dim[i]) return a->dim[i] < b->dim[i] ? -1 : 1;
    uintnat n = caml_ba_num_elts(a);
#define COMPARE(type)                                                                                                  \
    do {                                                                                                               \
        const type *p_ = a->data, *q_ = b->data;                                                                       \
        for (uintnat i_ = 0; i_ < n; i_++)                                                                             \
            if (p_[i_] != q_[i_]) return p_[i_] < q_[i_] ? -1 : 1;                                                     \
        return 0;                                                                                                      \
    } while (0)
#define COMPARE_FLOATS(type)                                                                                           \
    do {                                                                                                               \
        const type *p_ = a->data, *q_ = b->data;                                                                       \
        for (uintnat i_ = 0; i_ < n; i_++) {                                                                           \
            if (p_[i_] < q_[i_]) return -1;                                                                            \
            if (p_[i_] > q_[i_]) return 1;                                                                             \
            if (p_[i_] == q_[i_]) continue;                                                                            \
            caml_compare_unordered = 1; /* a nan, less than all that is none */                                        \
            if (p_[i_] == p_[i_]) return 1;                                                                            \
            if (q_[i_] == q_[i_]) return -1;                                                                           \
        }                                                                                                              \
        return 0;                                                                                                      \
    } while (0)
    switch ((enum caml_ba_kind)kind_of(a)) {
    case CAML_BA_COMPLEX32: n *= 2; /* fall through */
    case CAML_BA_FLOAT32: COMPARE_FLOATS(float);
    case CAML_BA_COMPLEX64: n *= 2; /* fall through */
    case CAML_BA_FLOAT64: COMPARE_FLOATS(double);
    case CAML_BA_SINT8: COMPARE(int8_t);
    case CAML_BA_UINT8:
    case CAML_BA_CHAR: COMPARE(uint8_t);
    case CAML_BA_SINT16: COMPARE(int16_t);
    case CAML_BA_UINT16: COMPARE(uint16_t);
    case CAML_BA_INT32: COMPARE(int32_t);
    case CAML_BA_INT64: COMPARE(int64_t);
    case CAML_BA_CAML_INT:
    case CAML_BA_NATIVE_INT: COMPARE(intnat);
    case CAML_BA_KIND_MASK: break;
    }
#undef COMPARE
#undef COMPARE_FLOATS
    return 0;
}

/* The first 256 bytes count (512 of ints); the numbers are OCaml's. */
static intnat hash(value v) {
    Bigarray *b = Caml_ba_array_val(v);
    uintnat n = caml_ba_num_elts(b);
    uint32_t h = 0;
#define HASH(type, most, mix)                                                                                          \
    do {                                                                                                               \
        const type *p_ = b->data;                                                                                      \
        if (n > (most)) n = (most);                                                                                    \
        for (uintnat i_ = 0; i_ < n; i_++) h = mix(h, p_[i_]);                                                         \
    } while (0)
    switch ((enum caml_ba_kind)kind_of(b)) {
    case CAML_BA_SINT8:
    case CAML_BA_UINT8:
    case CAML_BA_CHAR: {
        const uint8_t *p = b->data;
        if (n > 256) n = 256;
        for (; n != 0;) {
            uint32_t w = 0;
            uintnat k = n < 4 ? n : 4;
            for (uintnat i = 0; i < k; i++) w |= (uint32_t)p[i] << 8 * i;
            h = caml_hash_mix_uint32(h, w);
            p += k;
            n -= k;
        }
        break;
    }
    case CAML_BA_SINT16:
    case CAML_BA_UINT16: {
        const uint16_t *p = b->data;
        if (n > 128) n = 128;
        for (uintnat i = 0; i + 2 <= n; i += 2) h = caml_hash_mix_uint32(h, (uint32_t)p[i] | (uint32_t)p[i + 1] << 16);
        if (n % 2 != 0) h = caml_hash_mix_uint32(h, p[n - 1]);
        break;
    }
    case CAML_BA_INT32: HASH(uint32_t, 64, caml_hash_mix_uint32); break;
    case CAML_BA_CAML_INT:
    case CAML_BA_NATIVE_INT: HASH(intnat, 64, caml_hash_mix_intnat); break;
    case CAML_BA_INT64: HASH(int64_t, 32, caml_hash_mix_int64); break;
    case CAML_BA_COMPLEX32: n *= 2; /* fall through */
    case CAML_BA_FLOAT32: HASH(float, 64, caml_hash_mix_float); break;
    case CAML_BA_COMPLEX64: n *= 2; /* fall through */
    case CAML_BA_FLOAT64: HASH(double, 32, caml_hash_mix_double); break;
    case CAML_BA_KIND_MASK: break;
    }
#undef HASH
    return (intnat)h;
}

static const struct custom_operations bigarray_ops = {
    .identifier = "_bigarr02",
    .finalize = caml_ba_finalize,
    .compare = compare,
    .hash = hash,
};
