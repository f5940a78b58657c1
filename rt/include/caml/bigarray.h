/* caml/bigarray.h: arrays of numbers outside the heap, shared with C.  The block of a bigarray is a custom block; its
   structure is part of the interface (and of rt/ABI.md: compiled code reads data and dim itself). */
#ifndef CAML_BIGARRAY_H
#define CAML_BIGARRAY_H

#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef signed char caml_ba_int8;
typedef unsigned char caml_ba_uint8;
typedef int16_t caml_ba_int16;
typedef uint16_t caml_ba_uint16;

#define CAML_BA_MAX_NUM_DIMS 16

/* In the order of the constructors of Bigarray.kind. */
enum caml_ba_kind {
  CAML_BA_FLOAT32 = 0,
  CAML_BA_FLOAT64,
  CAML_BA_SINT8,
  CAML_BA_UINT8,
  CAML_BA_SINT16,
  CAML_BA_UINT16,
  CAML_BA_INT32,
  CAML_BA_INT64,
  CAML_BA_CAML_INT,   /* an OCaml int, not tagged */
  CAML_BA_NATIVE_INT,
  CAML_BA_COMPLEX32,
  CAML_BA_COMPLEX64,
  CAML_BA_CHAR,
  CAML_BA_KIND_MASK = 0xFF
};
#define Caml_ba_kind_val(v) Int_val(v)
#define Val_caml_ba_kind(k) Val_int(k)

enum caml_ba_layout {
  CAML_BA_C_LAYOUT = 0,           /* the last index varies fastest, from 0 */
  CAML_BA_FORTRAN_LAYOUT = 0x100, /* the first index varies fastest, from 1 */
  CAML_BA_LAYOUT_MASK = 0x100,
  CAML_BA_LAYOUT_SHIFT = 8
};
#define Caml_ba_layout_val(v) (Int_val(v) << CAML_BA_LAYOUT_SHIFT)
#define Val_caml_ba_layout(l) Val_int((l) >> CAML_BA_LAYOUT_SHIFT)

enum caml_ba_managed {
  CAML_BA_EXTERNAL = 0,        /* the data are not ours */
  CAML_BA_MANAGED = 0x200,     /* from malloc; freed with the last bigarray that shares them */
  CAML_BA_MAPPED_FILE = 0x400, /* whoever maps a file frees it */
  CAML_BA_MANAGED_MASK = 0x600
};

/* Data that several bigarrays share. */
struct caml_ba_proxy {
  intnat refcount;
  void *data;
  uintnat size;
};

struct caml_ba_array {
  void *data;
  intnat num_dims;
  intnat flags; /* kind | layout | managed */
  struct caml_ba_proxy *proxy;
  intnat dim[];
};

#define SIZEOF_BA_ARRAY sizeof(struct caml_ba_array)
#define Caml_ba_array_val(v) ((struct caml_ba_array *)Data_custom_val(v))
#define Caml_ba_data_val(v) (Caml_ba_array_val(v)->data)

/* data NULL: fresh memory, CAML_BA_MANAGED.  With CAML_BA_MANAGED in flags the data are from malloc and become the
   bigarray's; else they must live as long as it does.  dim must not be in the heap: this may collect. */
CAMLextern value caml_ba_alloc(int flags, int num_dims, void *data, intnat *dim);
/* The same with dimensions (of type intnat) as arguments. */
CAMLextern value caml_ba_alloc_dims(int flags, int num_dims, void *data, ...);
CAMLextern uintnat caml_ba_num_elts(struct caml_ba_array *b);
CAMLextern uintnat caml_ba_byte_size(struct caml_ba_array *b);
CAMLextern void caml_ba_finalize(value v);
extern const int caml_ba_element_size[];

#ifdef __cplusplus
}
#endif
#endif
