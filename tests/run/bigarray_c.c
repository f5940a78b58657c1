/* Bigarrays across the border: made by C, read by C, on memory that is not OCaml's. */
#include <caml/alloc.h>
#include <caml/bigarray.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>
#include <stdlib.h>

static double table[12];

/* On C's own memory. */
value ba_table(value unit) {
    (void)unit;
    for (int i = 0; i < 12; i++) table[i] = i / 4.0;
    return caml_ba_alloc_dims(CAML_BA_FLOAT64 | CAML_BA_C_LAYOUT, 2, table, (intnat)3, (intnat)4);
}
value ba_table_sum(value unit) {
    (void)unit;
    double s = 0;
    for (int i = 0; i < 12; i++) s += table[i];
    return caml_copy_double(s);
}

/* From malloc: it becomes OCaml's. */
value ba_squares(value n) {
    intnat dim[1] = {Long_val(n)};
    int32_t *data = malloc((size_t)dim[0] * sizeof *data);
    for (intnat i = 0; i < dim[0]; i++) data[i] = (int32_t)(i * i);
    return caml_ba_alloc(CAML_BA_INT32 | CAML_BA_FORTRAN_LAYOUT | CAML_BA_MANAGED, 1, data, dim);
}

/* Any bigarray of floats of 32 bits. */
value ba_scale(value b, value factor) {
    CAMLparam2(b, factor);
    struct caml_ba_array *a = Caml_ba_array_val(b);
    if ((a->flags & CAML_BA_KIND_MASK) != CAML_BA_FLOAT32 || (a->flags & CAML_BA_LAYOUT_MASK) != CAML_BA_C_LAYOUT)
        CAMLreturn(Val_false);
    float *x = Caml_ba_data_val(b);
    for (uintnat i = 0; i < caml_ba_num_elts(a); i++) x[i] *= (float)Double_val(factor);
    CAMLreturn(Val_true);
}

value ba_describe(value b) {
    CAMLparam1(b);
    CAMLlocal1(r);
    struct caml_ba_array *a = Caml_ba_array_val(b);
    int layout = a->flags & CAML_BA_LAYOUT_MASK;
    intnat dims = a->num_dims, bytes = (intnat)caml_ba_byte_size(a);
    int kind = a->flags & CAML_BA_KIND_MASK;
    r = caml_alloc_tuple(4); /* the structure may have moved */
    Store_field(r, 0, Val_long(dims));
    Store_field(r, 1, Val_int(kind));
    Store_field(r, 2, Val_caml_ba_layout(layout));
    Store_field(r, 3, Val_long(bytes));
    CAMLreturn(r);
}
