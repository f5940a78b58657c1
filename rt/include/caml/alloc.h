/* caml/alloc.h: making blocks from C.  Every function here may collect. */
#ifndef CAML_ALLOC_H
#define CAML_ALLOC_H

#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif

/* Fields are set to unit. */
CAMLextern value caml_alloc(mlsize_t wosize, tag_t tag);
/* 0 < wosize <= Max_young_wosize; fields are not set: do it at once, with Field. */
CAMLextern value caml_alloc_small(mlsize_t wosize, tag_t tag);
CAMLextern value caml_alloc_tuple(mlsize_t wosize);
CAMLextern value caml_alloc_float_array(mlsize_t length);
CAMLextern value caml_alloc_string(mlsize_t bytes);
CAMLextern value caml_alloc_initialized_string(mlsize_t bytes, const char *from);
CAMLextern value caml_copy_string(const char *s);
CAMLextern value caml_copy_string_array(char const *const *strings);
CAMLextern value caml_copy_double(double d);
CAMLextern value caml_copy_int32(int32_t n);
CAMLextern value caml_copy_int64(int64_t n);
CAMLextern value caml_copy_nativeint(intnat n);
CAMLextern value caml_alloc_array(value (*make)(char const *), char const *const *items);
CAMLextern value caml_alloc_some(value v);
CAMLextern value caml_alloc_sprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
CAMLextern value caml_alloc_1(tag_t tag, value a);
CAMLextern value caml_alloc_2(tag_t tag, value a, value b);
CAMLextern value caml_alloc_3(tag_t tag, value a, value b, value c);

typedef void (*final_fun)(value);
CAMLextern value caml_alloc_final(mlsize_t wosize, final_fun finalize, mlsize_t mem, mlsize_t max);
CAMLextern int caml_convert_flag_list(value list, const int *flags);
CAMLextern value caml_alloc_unboxed(value v);

/* A block whose code stays fixed while it is filled: see Obj and recursive values. */
CAMLextern value caml_alloc_dummy(value size);
CAMLextern value caml_alloc_dummy_float(value size);
CAMLextern value caml_update_dummy(value dummy, value newval);

#ifdef __cplusplus
}
#endif
#endif
