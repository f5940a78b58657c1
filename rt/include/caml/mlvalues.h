/* caml/mlvalues.h: what an OCaml value is in memory.

   value        a word: an odd one is an integer (2n+1), an even one the address of a block's field 0
   block        header word, then fields; header = wosize << 10 | colour << 8 | tag
   wosize       size in words, without the header; bosize: the same in bytes
   young        in the nursery: may move at the next allocation
   colour 3     not the collector's: static data, blocks of the region stack
   atom         a block of size zero, static
   closure      code, info, environment (rt/ABI.md)
   (value)0     never a value: "an exception is in flight" */
#ifndef CAML_MLVALUES_H
#define CAML_MLVALUES_H

#include "config.h"
#include "misc.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef intnat value;
typedef uintnat header_t;
typedef uintnat mlsize_t;
typedef unsigned int tag_t;
typedef uintnat color_t;

/* Integers */
#define Is_long(x) (((x) & 1) != 0)
#define Is_block(x) (((x) & 1) == 0)
#define Val_long(x) ((value)(((uintnat)(intnat)(x) << 1) + 1))
#define Long_val(x) ((intnat)(x) >> 1)
#define Max_long (((intnat)1 << (8 * sizeof(value) - 2)) - 1)
#define Min_long (-((intnat)1 << (8 * sizeof(value) - 2)))
#define Val_int(x) Val_long(x)
#define Int_val(x) ((int)Long_val(x))
#define Unsigned_long_val(x) ((uintnat)(x) >> 1)
#define Unsigned_int_val(x) ((unsigned int)Unsigned_long_val(x))
#define Val_bool(x) Val_int((x) != 0)
#define Bool_val(x) Int_val(x)
#define Val_false Val_int(0)
#define Val_true Val_int(1)
#define Val_not(x) (Val_false + Val_true - (x))
#define Val_unit Val_int(0)
#define Val_emptylist Val_int(0)
#define Tag_cons 0
#define Val_none Val_int(0)
#define Tag_some 0
#define Some_val(v) Field(v, 0)
#define Is_none(v) ((v) == Val_none)
#define Is_some(v) Is_block(v)

/* Headers */
#define Tag_hd(hd) ((tag_t)((hd)&0xFF))
#define Wosize_hd(hd) ((mlsize_t)((hd) >> 10))
#define Bosize_hd(hd) (Wosize_hd(hd) * sizeof(value))
#define Color_hd(hd) ((color_t)((hd)&0x300))
#define Make_header(wosize, tag, color) \
  (((header_t)(wosize) << 10) + (header_t)(color) + (header_t)(tag_t)(tag))
#define Caml_white ((color_t)0x000)
#define Caml_static ((color_t)0x300) /* not the collector's */
#define Caml_local ((color_t)0x300)
#define Caml_local_seen ((color_t)0x100) /* a local block in which the last minor collection left nothing young */
#define NOT_MARKABLE Caml_static
#define Hd_val(v) (((header_t *)(v))[-1])
#define Hd_op(op) Hd_val(op)
#define Hd_hp(hp) (*(header_t *)(hp))
#define Hp_val(v) ((header_t *)(v)-1)
#define Val_hp(hp) ((value)((header_t *)(hp) + 1))
#define Op_val(v) ((value *)(v))
#define Val_op(op) ((value)(op))
#define Tag_val(v) Tag_hd(Hd_val(v))
#define Wosize_val(v) Wosize_hd(Hd_val(v))
#define Bosize_val(v) Bosize_hd(Hd_val(v))
#define Color_val(v) Color_hd(Hd_val(v))
#define Wsize_bsize(n) ((n) / sizeof(value))
#define Bsize_wsize(n) ((n) * sizeof(value))
#define Whsize_wosize(n) ((n) + 1)
#define Wosize_whsize(n) ((n)-1)
#define Bhsize_wosize(n) (Bsize_wsize((n) + 1))
#define Bhsize_bosize(n) ((n) + sizeof(header_t))
#define Whsize_hd(hd) (Wosize_hd(hd) + 1)
#define Whsize_val(v) (Wosize_val(v) + 1)
#define Bhsize_hd(hd) (Bsize_wsize(Whsize_hd(hd)))
#define Max_wosize (((mlsize_t)1 << 54) - 1)
#define Num_tags (1 << 8)

/* Fields */
#define Field(x, i) (((value *)(x))[i])
#define Byte(x, i) (((char *)(x))[i])
#define Byte_u(x, i) (((unsigned char *)(x))[i])
#define Bp_val(v) ((char *)(v))

/* Tags: abi.def is the only place that numbers them. */
enum {
#define ABI_TAG(name, number) name##_tag = (number),
#include "../mloc/abi.def"
  Cont_tag = 245
};
#define No_scan_tag 251

/* Closures.  info: odd; bits 1-55 first environment field, bits 56-63 arity. */
#define Closinfo_val(v) Field((v), 1)
#define Arity_closinfo(info) ((int)((uintnat)(info) >> 56))
#define Start_env_closinfo(info) (((uintnat)(info) << 8) >> 9)
#define Make_closinfo(arity, start) \
  ((value)(((uintnat)(arity) << 56) + ((uintnat)(start) << 1) + 1))
#define Infix_offset_hd(hd) (Bosize_hd(hd))
#define Infix_offset_val(v) Infix_offset_hd(Hd_val(v))
#define Oid_val(v) Long_val(Field((v), 1))
#define Forward_val(v) Field(v, 0)

/* Variants */
CAMLextern value caml_hash_variant(char const *tag);
CAMLextern value caml_get_public_method(value obj, value tag);

/* Strings */
CAMLextern mlsize_t caml_string_length(value s);
CAMLextern int caml_string_is_c_safe(value s);
#define String_val(x) ((const char *)Bp_val(x))
#define Bytes_val(x) ((unsigned char *)Bp_val(x))

/* Floats.  memcpy, so that stubs need no -fno-strict-aliasing. */
#define Double_wosize ((mlsize_t)(sizeof(double) / sizeof(value)))
static inline double caml__get_double(const void *p)
{
  double d;
  memcpy(&d, p, sizeof d);
  return d;
}
static inline void caml__set_double(void *p, double d)
{
  memcpy(p, &d, sizeof d);
}
#define Double_val(v) caml__get_double((const void *)(v))
#define Store_double_val(v, d) caml__set_double((void *)(v), (d))
#define Double_flat_field(v, i) caml__get_double((const double *)(v) + (i))
#define Store_double_flat_field(v, i, d) caml__set_double((double *)(v) + (i), (d))
#define Double_field(v, i) Double_flat_field(v, i)
#define Store_double_field(v, i, d) Store_double_flat_field(v, i, d)
#define Double_array_field(v, i) Double_flat_field(v, i)
#define Store_double_array_field(v, i, d) Store_double_flat_field(v, i, d)
CAMLextern mlsize_t caml_array_length(value array);
CAMLextern int caml_is_double_array(value array);

/* Custom blocks: field 0 is the operations, the rest raw bytes. */
struct custom_operations;
#define Data_custom_val(v) ((void *)&Field((v), 1))
#define Data_abstract_val(v) ((void *)(v))
#define Int32_val(v) (*((int32_t *)Data_custom_val(v)))
#define Nativeint_val(v) (*((intnat *)Data_custom_val(v)))
#define Int64_val(v) (*((int64_t *)Data_custom_val(v)))

/* Blocks of size zero */
CAMLextern const header_t mloc_atoms[];
#define Atom(tag) ((value)(mloc_atoms + (tag) + 1))
CAMLextern value caml_atom(tag_t tag);

/* Young values and "is it the collector's" */
#include "../mloc/state.h"
#define Is_young(v) \
  ((uintnat)(v) - (uintnat)mloc_state.young_start < \
   (uintnat)(mloc_state.young_end - mloc_state.young_start))
#define Is_block_and_young(v) (Is_block(v) && Is_young(v))

CAMLextern value caml_set_oo_id(value obj);
CAMLextern value caml_fresh_oo_id(value unit);

#define Make_exception_result(v) ((v) | 2)
#define Is_exception_result(v) (((v)&3) == 2)
#define Extract_exception(v) ((v) & ~(value)3)

#ifdef __cplusplus
}
#endif
#endif
