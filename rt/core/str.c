/* str.c: strings and bytes. */
#include "runtime.h"

mlsize_t caml_string_length(value s) {
    mlsize_t last = Bosize_val(s) - 1;
    return last - Byte_u(s, last);
}

int caml_string_is_c_safe(value s) {
    return strlen(String_val(s)) == caml_string_length(s);
}

CAMLprim value caml_ml_string_length(value s) {
    return Val_long(caml_string_length(s));
}

CAMLprim value caml_ml_bytes_length(value s) {
    return Val_long(caml_string_length(s));
}

CAMLprim value caml_create_bytes(value length) {
    uintnat n = (uintnat)Long_val(length);
    if (n > Max_wosize * sizeof(value) - 1) caml_invalid_argument("Bytes.create");
    return caml_alloc_string(n);
}

CAMLprim value caml_create_string(value length) {
    return caml_create_bytes(length);
}

CAMLprim value caml_string_get(value s, value index) {
    uintnat i = (uintnat)Long_val(index);
    if (i >= caml_string_length(s)) caml_array_bound_error();
    return Val_int(Byte_u(s, i));
}

CAMLprim value caml_bytes_get(value s, value index) {
    return caml_string_get(s, index);
}

CAMLprim value caml_bytes_set(value s, value index, value c) {
    uintnat i = (uintnat)Long_val(index);
    if (i >= caml_string_length(s)) caml_array_bound_error();
    Byte_u(s, i) = (unsigned char)Int_val(c);
    return Val_unit;
}

#define ACCESS(bits, type, Val, get)                                                                                   \
    CAMLprim value caml_string_get##bits(value s, value index) {                                                       \
        intnat i = Long_val(index);                                                                                    \
        mlsize_t n = caml_string_length(s);                                                                            \
        if (i < 0 || n < sizeof(type) || (uintnat)i > n - sizeof(type)) caml_array_bound_error();                      \
        type x;                                                                                                        \
        memcpy(&x, String_val(s) + i, sizeof x);                                                                       \
        return Val(x);                                                                                                 \
    }                                                                                                                  \
    CAMLprim value caml_bytes_get##bits(value s, value index) {                                                        \
        return caml_string_get##bits(s, index);                                                                        \
    }                                                                                                                  \
    CAMLprim value caml_bytes_set##bits(value s, value index, value v) {                                               \
        intnat i = Long_val(index);                                                                                    \
        mlsize_t n = caml_string_length(s);                                                                            \
        if (i < 0 || n < sizeof(type) || (uintnat)i > n - sizeof(type)) caml_array_bound_error();                      \
        type x = (type)get(v);                                                                                         \
        memcpy(Bytes_val(s) + i, &x, sizeof x);                                                                        \
        return Val_unit;                                                                                               \
    }
ACCESS(16, uint16_t, Val_int, Long_val)
ACCESS(32, int32_t, caml_copy_int32, Int32_val)
ACCESS(64, int64_t, caml_copy_int64, Int64_val)

/* Padding is the same for equal contents, so words decide. */
CAMLprim value caml_string_equal(value a, value b) {
    if (a == b) return Val_true;
    mlsize_t n = Wosize_val(a);
    if (n != Wosize_val(b)) return Val_false;
    for (mlsize_t i = 0; i < n; i++)
        if (Field(a, i) != Field(b, i)) return Val_false;
    return Val_true;
}

CAMLprim value caml_string_notequal(value a, value b) {
    return Val_not(caml_string_equal(a, b));
}

static int order_words(uintnat x, uintnat y) {
    return (x > y) - (x < y);
}

/* By words, the first byte counting most.  In the last word of the shorter string all bytes but the last one count:
   where it has ended there are zeros, and if they are equal the other one is longer or as long. The last byte says how
   much of the word is padding. memcmp is faster where strings are long and begin alike. */
int mloc_string_order(value a, value b) {
    enum { LONG = 16 };
    mlsize_t wa = Wosize_val(a), wb = Wosize_val(b), last = (wa < wb ? wa : wb) - 1, i = 0;
    while (i < last && i < LONG && Field(a, i) == Field(b, i)) i++;
    if (i == LONG) {
        mlsize_t la = caml_string_length(a), lb = caml_string_length(b);
        int r = memcmp(String_val(a), String_val(b), la < lb ? la : lb);
        return r ? (r > 0) - (r < 0) : order_words(la, lb);
    }
    uintnat x = __builtin_bswap64((uintnat)Field(a, i)), y = __builtin_bswap64((uintnat)Field(b, i));
    if (i < last || x >> 8 != y >> 8) return order_words(x, y);
    return wa != wb ? order_words(wa, wb) : order_words(y & 0xff, x & 0xff);
}

#define ORDERING(kind)                                                                                                 \
    CAMLprim value caml_##kind##_compare(value a, value b) {                                                           \
        return Val_int(mloc_string_order(a, b));                                                                       \
    }                                                                                                                  \
    CAMLprim value caml_##kind##_lessthan(value a, value b) {                                                          \
        return Val_bool(mloc_string_order(a, b) < 0);                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##kind##_lessequal(value a, value b) {                                                         \
        return Val_bool(mloc_string_order(a, b) <= 0);                                                                 \
    }                                                                                                                  \
    CAMLprim value caml_##kind##_greaterthan(value a, value b) {                                                       \
        return Val_bool(mloc_string_order(a, b) > 0);                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##kind##_greaterequal(value a, value b) {                                                      \
        return Val_bool(mloc_string_order(a, b) >= 0);                                                                 \
    }
ORDERING(string)
ORDERING(bytes)

CAMLprim value caml_bytes_equal(value a, value b) {
    return caml_string_equal(a, b);
}

CAMLprim value caml_bytes_notequal(value a, value b) {
    return caml_string_notequal(a, b);
}

CAMLprim value caml_blit_string(value from, value i, value to, value j, value n) {
    memmove(Bytes_val(to) + Long_val(j), String_val(from) + Long_val(i), (size_t)Long_val(n));
    return Val_unit;
}

CAMLprim value caml_blit_bytes(value from, value i, value to, value j, value n) {
    return caml_blit_string(from, i, to, j, n);
}

CAMLprim value caml_fill_bytes(value s, value i, value n, value c) {
    memset(Bytes_val(s) + Long_val(i), Int_val(c), (size_t)Long_val(n));
    return Val_unit;
}

CAMLprim value caml_fill_string(value s, value i, value n, value c) {
    return caml_fill_bytes(s, i, n, c);
}

CAMLprim value caml_bytes_of_string(value s) {
    return s;
}

CAMLprim value caml_string_of_bytes(value s) {
    return s;
}
