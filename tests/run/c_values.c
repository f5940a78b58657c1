/* Stubs for c_values.ml: the everyday C interface. */
#include <caml/alloc.h>
#include <caml/callback.h>
#include <caml/custom.h>
#include <caml/fail.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>
#include <stdio.h>
#include <string.h>

CAMLprim value cv_add(value a, value b) {
    return Val_long(Long_val(a) + Long_val(b));
}

CAMLprim value cv_greet(value name) {
    CAMLparam1(name);
    CAMLlocal1(res);
    char buf[200];
    snprintf(buf, sizeof buf, "hello, %s (%lu)", String_val(name), (unsigned long)caml_string_length(name));
    res = caml_copy_string(buf);
    CAMLreturn(res);
}

CAMLprim value cv_swap(value pair) {
    CAMLparam1(pair);
    CAMLlocal1(res);
    res = caml_alloc_tuple(2);
    Store_field(res, 0, Field(pair, 1));
    Store_field(res, 1, Field(pair, 0));
    CAMLreturn(res);
}

/* builds [lo; ...; hi] with a boxed float in each cell: many allocations with live roots */
CAMLprim value cv_floats(value lo, value hi) {
    CAMLparam2(lo, hi);
    CAMLlocal3(list, cell, num);
    list = Val_emptylist;
    for (long i = Long_val(hi); i >= Long_val(lo); i--) {
        num = caml_copy_double((double)i / 2);
        cell = caml_alloc(2, Tag_cons);
        Store_field(cell, 0, num);
        Store_field(cell, 1, list);
        list = cell;
    }
    CAMLreturn(list);
}

CAMLprim value cv_sum_floats(value array) {
    double s = 0;
    mlsize_t n = Wosize_val(array) / Double_wosize;
    for (mlsize_t i = 0; i < n; i++) s += Double_field(array, i);
    return caml_copy_double(s);
}

CAMLprim value cv_fail(value what) {
    CAMLparam1(what);
    switch (Int_val(what)) {
    case 0: caml_failwith("from C");
    case 1: caml_invalid_argument("from C, too");
    case 2: caml_raise_not_found();
    case 3: caml_raise_end_of_file();
    case 4: caml_raise_constant(*caml_named_value("c_values.constant"));
    case 5: caml_raise_with_arg(*caml_named_value("c_values.with_arg"), Val_int(42));
    case 6: caml_raise_with_string(*caml_named_value("c_values.with_string"), "text");
    case 7: caml_raise_zero_divide();
    default: caml_raise_sys_error(caml_copy_string("sys"));
    }
    CAMLreturn(Val_unit);
}

CAMLprim value cv_apply(value f, value x) {
    CAMLparam2(f, x);
    CAMLreturn(caml_callback(f, x));
}
CAMLprim value cv_apply2(value f, value x, value y) {
    return caml_callback2(f, x, y);
}
CAMLprim value cv_apply3(value f, value x, value y, value z) {
    return caml_callback3(f, x, y, z);
}

/* the exception of a callback as a result */
CAMLprim value cv_catch(value f) {
    CAMLparam1(f);
    CAMLlocal2(r, res);
    r = caml_callback_exn(f, Val_unit);
    int raised = Is_exception_result(r);
    if (raised) r = Extract_exception(r);
    res = caml_alloc_tuple(2);
    Store_field(res, 0, Val_bool(raised));
    Store_field(res, 1, raised ? Val_unit : r);
    CAMLreturn(res);
}

CAMLprim double cv_hypot2(double a, double b) {
    return a * a + b * b;
}
CAMLprim value cv_hypot2_byte(value a, value b) {
    return caml_copy_double(cv_hypot2(Double_val(a), Double_val(b)));
}
CAMLprim int64_t cv_mix(int64_t a, int64_t b) {
    return a * 31 + b;
}
CAMLprim value cv_mix_byte(value a, value b) {
    return caml_copy_int64(cv_mix(Int64_val(a), Int64_val(b)));
}
CAMLprim intnat cv_untagged(intnat n) {
    return n * 2 + 1;
}
CAMLprim value cv_untagged_byte(value n) {
    return Val_long(cv_untagged(Long_val(n)));
}

CAMLprim value cv_seven(value a, value b, value c, value d, value e, value f, value g) {
    return Val_long(Long_val(a) + 2 * Long_val(b) + 3 * Long_val(c) + 4 * Long_val(d) + 5 * Long_val(e) +
                    6 * Long_val(f) + 7 * Long_val(g));
}
CAMLprim value cv_seven_byte(value *v, int n) {
    (void)n;
    return cv_seven(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
}
/* seven arguments, and it allocates and raises */
CAMLprim value cv_seven_raise(value a, value b, value c, value d, value e, value f, value g) {
    CAMLparam5(a, b, c, d, e);
    CAMLxparam2(f, g);
    CAMLlocal1(s);
    s = caml_copy_string("seven");
    if (Bool_val(g)) {
        char text[8]; /* a string of the heap may move while the exception is made */
        snprintf(text, sizeof text, "%s", String_val(s));
        caml_failwith(text);
    }
    CAMLreturn(Field(f, 0));
}
CAMLprim value cv_seven_raise_byte(value *v, int n) {
    (void)n;
    return cv_seven_raise(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
}

static int finalized;
static void counter_finalize(value v) {
    (void)v;
    finalized++;
}
static int counter_compare(value a, value b) {
    return *(int *)Data_custom_val(a) - *(int *)Data_custom_val(b);
}
static intnat counter_hash(value v) {
    return *(int *)Data_custom_val(v);
}
static struct custom_operations counter_ops = {"mloc.test.counter",
                                               counter_finalize,
                                               counter_compare,
                                               counter_hash,
                                               custom_serialize_default,
                                               custom_deserialize_default,
                                               custom_compare_ext_default,
                                               custom_fixed_length_default};
CAMLprim value cv_counter(value n) {
    value v = caml_alloc_custom(&counter_ops, sizeof(int), 0, 1);
    *(int *)Data_custom_val(v) = Int_val(n);
    return v;
}
CAMLprim value cv_finalized(value unit) {
    (void)unit;
    return Val_bool(finalized >= 1000);
}

static value kept = Val_unit;
CAMLprim value cv_keep(value v) {
    static int registered;
    if (!registered) caml_register_generational_global_root(&kept), registered = 1;
    caml_modify_generational_global_root(&kept, v);
    return Val_unit;
}
CAMLprim value cv_kept(value unit) {
    (void)unit;
    return kept;
}
