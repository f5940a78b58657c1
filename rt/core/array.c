/* array.c: arrays.  An array of floats is flat (tag Double_array), so everything here looks at tags. */
#include "../gc/gc.h"
#include "runtime.h"

mlsize_t caml_array_length(value a) {
    return Wosize_val(a);
}

int caml_is_double_array(value a) {
    return Tag_val(a) == Double_array_tag;
}

static bool is_boxed_float(value v) {
    return Is_block(v) && Tag_val(v) == Double_tag;
}

CAMLprim value caml_array_unsafe_get(value a, value index) {
    mlsize_t i = (mlsize_t)Long_val(index);
    if (Tag_val(a) == Double_array_tag) return caml_copy_double(Double_flat_field(a, i));
    return Field(a, i);
}

CAMLprim value caml_array_get(value a, value index) {
    if ((uintnat)Long_val(index) >= Wosize_val(a)) caml_array_bound_error();
    return caml_array_unsafe_get(a, index);
}

CAMLprim value caml_array_unsafe_set(value a, value index, value v) {
    mlsize_t i = (mlsize_t)Long_val(index);
    if (Tag_val(a) == Double_array_tag)
        Store_double_flat_field(a, i, Double_val(v));
    else
        caml_modify(&Field(a, i), v);
    return Val_unit;
}

CAMLprim value caml_array_set(value a, value index, value v) {
    if ((uintnat)Long_val(index) >= Wosize_val(a)) caml_array_bound_error();
    return caml_array_unsafe_set(a, index, v);
}

CAMLprim value caml_array_get_addr(value a, value index) {
    return caml_array_get(a, index);
}
CAMLprim value caml_array_set_addr(value a, value index, value v) {
    return caml_array_set(a, index, v);
}
CAMLprim value caml_array_get_float(value a, value index) {
    return caml_array_get(a, index);
}
CAMLprim value caml_array_set_float(value a, value index, value v) {
    return caml_array_set(a, index, v);
}

CAMLprim value caml_floatarray_get(value a, value index) {
    if ((uintnat)Long_val(index) >= Wosize_val(a)) caml_array_bound_error();
    return caml_copy_double(Double_flat_field(a, Long_val(index)));
}

CAMLprim value caml_floatarray_set(value a, value index, value v) {
    if ((uintnat)Long_val(index) >= Wosize_val(a)) caml_array_bound_error();
    Store_double_flat_field(a, Long_val(index), Double_val(v));
    return Val_unit;
}

CAMLprim value caml_floatarray_unsafe_get(value a, value index) {
    return caml_copy_double(Double_flat_field(a, Long_val(index)));
}

CAMLprim value caml_floatarray_unsafe_set(value a, value index, value v) {
    Store_double_flat_field(a, Long_val(index), Double_val(v));
    return Val_unit;
}

CAMLprim value caml_make_float_vect(value length) {
    if ((uintnat)Long_val(length) > Max_wosize) caml_invalid_argument("Array.create_float");
    return caml_alloc_float_array((mlsize_t)Long_val(length));
}

CAMLprim value caml_floatarray_create(value length) {
    if ((uintnat)Long_val(length) > Max_wosize) caml_invalid_argument("Float.Array.create");
    return caml_alloc_float_array((mlsize_t)Long_val(length));
}

CAMLprim value caml_make_vect(value length, value init) {
    uintnat n = (uintnat)Long_val(length);
    if (n > Max_wosize) caml_invalid_argument("Array.make");
    if (n == 0) return Atom(0);
    if (is_boxed_float(init)) {
        double d = Double_val(init);
        value a = caml_alloc_float_array(n);
        for (mlsize_t i = 0; i < n; i++) Store_double_flat_field(a, i, d);
        return a;
    }
    CAMLparam1(init);
    value a;
    if (n <= Max_young_wosize) {
        a = caml_alloc_small(n, 0);
        for (mlsize_t i = 0; i < n; i++) Field(a, i) = init;
        CAMLreturn(a);
    }
    /* One minor collection is cheaper than n remembered fields. */
    if (Is_block(init) && gc_is_young(init)) gc_minor();
    a = caml_alloc_shr(n, 0);
    for (mlsize_t i = 0; i < n; i++) Field(a, i) = init;
    CAMLreturn(caml_check_urgent_gc(a));
}

CAMLprim value caml_make_array(value init) {
    mlsize_t n = Wosize_val(init);
    if (n == 0 || !is_boxed_float(Field(init, 0))) return init;
    CAMLparam1(init);
    value a = caml_alloc_float_array(n);
    for (mlsize_t i = 0; i < n; i++) Store_double_flat_field(a, i, Double_val(Field(init, i)));
    CAMLreturn(a);
}

CAMLprim value caml_array_blit(value from, value i, value to, value j, value n) {
    mlsize_t count = (mlsize_t)Long_val(n);
    const value *source = &Field(from, Long_val(i));
    value *target = &Field(to, Long_val(j));
    if (count == 0) return Val_unit;
    if (Tag_val(to) == Double_array_tag || gc_is_young(to)) {
        memmove(target, source, count * sizeof(value));
        return Val_unit;
    }
    if (source < target && from == to)
        for (mlsize_t k = count; k-- > 0;) caml_modify(target + k, source[k]);
    else
        for (mlsize_t k = 0; k < count; k++) caml_modify(target + k, source[k]);
    return Val_unit;
}

CAMLprim value caml_floatarray_blit(value from, value i, value to, value j, value n) {
    memmove((double *)to + Long_val(j), (double *)from + Long_val(i), (size_t)Long_val(n) * sizeof(double));
    return Val_unit;
}

CAMLprim value caml_array_fill(value a, value start, value length, value v) {
    mlsize_t i = (mlsize_t)Long_val(start), end = i + (mlsize_t)Long_val(length);
    if (Tag_val(a) == Double_array_tag) {
        double d = Double_val(v);
        for (; i < end; i++) Store_double_flat_field(a, i, d);
    } else if (gc_is_young(a)) {
        for (; i < end; i++) Field(a, i) = v;
    } else {
        for (; i < end; i++) caml_modify(&Field(a, i), v);
    }
    return Val_unit;
}

/* The pieces arrays[i][starts[i] .. +lengths[i]) in a row.  `arrays` must be registered as roots by the caller. */
static value gather(intnat count, const value arrays[], const mlsize_t starts[], const mlsize_t lengths[]) {
    mlsize_t total = 0;
    bool flat = false;
    for (intnat i = 0; i < count; i++) {
        if (__builtin_add_overflow(total, lengths[i], &total) || total > Max_wosize)
            caml_invalid_argument("Array.concat");
        if (Wosize_val(arrays[i]) > 0 && Tag_val(arrays[i]) == Double_array_tag) flat = true;
    }
    if (total == 0) return Atom(0);
    value result;
    if (flat || total <= Max_young_wosize) {
        result = flat ? caml_alloc_float_array(total) : caml_alloc_small(total, 0);
        value *to = (value *)result;
        for (intnat i = 0; i < count; i++) {
            memcpy(to, &Field(arrays[i], starts[i]), lengths[i] * sizeof(value));
            to += lengths[i];
        }
        return result;
    }
    result = caml_alloc_shr(total, 0);
    value *to = (value *)result;
    for (intnat i = 0; i < count; i++)
        for (mlsize_t k = 0; k < lengths[i]; k++) caml_initialize(to++, Field(arrays[i], starts[i] + k));
    return caml_check_urgent_gc(result);
}

CAMLprim value caml_array_sub(value a, value start, value length) {
    CAMLparam1(a);
    value arrays[1] = {a};
    CAMLxparamN(arrays, 1);
    mlsize_t starts[1] = {(mlsize_t)Long_val(start)}, lengths[1] = {(mlsize_t)Long_val(length)};
    CAMLreturn(gather(1, arrays, starts, lengths));
}

CAMLprim value caml_array_append(value a, value b) {
    CAMLparam0();
    value arrays[2] = {a, b};
    CAMLxparamN(arrays, 2);
    mlsize_t starts[2] = {0, 0}, lengths[2] = {Wosize_val(a), Wosize_val(b)};
    CAMLreturn(gather(2, arrays, starts, lengths));
}

CAMLprim value caml_array_concat(value list) {
    intnat n = 0;
    for (value l = list; l != Val_emptylist; l = Field(l, 1)) n++;
    if (n == 0) return Atom(0);
    CAMLparam0();
    value small[16], *arrays = small;
    mlsize_t small_sizes[32], *sizes = small_sizes;
    if (n > 16) {
        arrays = caml_stat_alloc((size_t)n * sizeof(value));
        sizes = caml_stat_alloc((size_t)n * 2 * sizeof(mlsize_t));
    }
    intnat i = 0;
    for (value l = list; l != Val_emptylist; l = Field(l, 1), i++) {
        arrays[i] = Field(l, 0);
        sizes[i] = 0;
        sizes[n + i] = Wosize_val(arrays[i]);
    }
    CAMLxparamN(arrays, n);
    value result = gather(n, arrays, sizes, sizes + n);
    if (arrays != small) {
        caml_stat_free(arrays);
        caml_stat_free(sizes);
    }
    CAMLreturn(result);
}
