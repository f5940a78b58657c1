/* caml/memory.h: barriers, roots, allocation in the major heap. */
#ifndef CAML_MEMORY_H
#define CAML_MEMORY_H

#include "mlvalues.h"
#include "alloc.h"
#ifdef __cplusplus
extern "C" {
#endif

CAMLextern value caml_alloc_shr(mlsize_t wosize, tag_t tag);
CAMLextern value caml_alloc_shr_no_raise(mlsize_t wosize, tag_t tag);
CAMLextern void caml_adjust_gc_speed(mlsize_t res, mlsize_t max);
CAMLextern void caml_alloc_dependent_memory(mlsize_t bytes);
CAMLextern void caml_free_dependent_memory(mlsize_t bytes);
CAMLextern void caml_modify(value *field, value v);
CAMLextern void caml_initialize(value *field, value v);
CAMLextern value caml_check_urgent_gc(value v);
CAMLextern color_t caml_allocation_color(void *hp);

#define Store_field(block, offset, val) \
  do { \
    mlsize_t caml__temp_offset = (mlsize_t)(offset); \
    value caml__temp_val = (val); \
    caml_modify(&Field((block), caml__temp_offset), caml__temp_val); \
  } while (0)

/* Nursery allocation by macro.  Unlike OCaml's it is a call. */
#define Alloc_small(result, wosize, tag) ((result) = caml_alloc_small((wosize), (tag)))

/* C roots: variables whose addresses are registered for as long as they live. */
CAMLextern void caml_register_global_root(value *root);
CAMLextern void caml_remove_global_root(value *root);
CAMLextern void caml_register_generational_global_root(value *root);
CAMLextern void caml_remove_generational_global_root(value *root);
CAMLextern void caml_modify_generational_global_root(value *root, value v);

/* Local roots: a list of these, threaded through the C stack. */
struct caml__roots_block {
  void *next;
  intnat ntables;
  intnat nitems;
  value *tables[5];
};
#define caml_local_roots (mloc_state.local_roots)
#define CAML_LOCAL_ROOTS (mloc_state.local_roots)

static inline int caml__push_roots(struct caml__roots_block *block, intnat ntables, intnat nitems,
                                   value *a, value *b, value *c, value *d, value *e)
{
  block->next = mloc_state.local_roots;
  block->ntables = ntables;
  block->nitems = nitems;
  block->tables[0] = a;
  block->tables[1] = b;
  block->tables[2] = c;
  block->tables[3] = d;
  block->tables[4] = e;
  mloc_state.local_roots = block;
  return 0;
}
static inline int caml__unit_array(value *table, intnat n)
{
  for (intnat i = 0; i < n; i++) table[i] = Val_unit;
  return 0;
}

#define CAMLparam0() CAMLunused void *caml__frame = mloc_state.local_roots
#define CAML__ROOTS(x, nt, ni, a, b, c, d, e) \
  struct caml__roots_block caml__roots_##x; \
  CAMLunused int caml__dummy_##x = \
      caml__push_roots(&caml__roots_##x, (nt), (ni), (a), (b), (c), (d), (e))
#define CAMLparam1(x) \
  CAMLparam0(); \
  CAMLxparam1(x)
#define CAMLparam2(x, y) \
  CAMLparam0(); \
  CAMLxparam2(x, y)
#define CAMLparam3(x, y, z) \
  CAMLparam0(); \
  CAMLxparam3(x, y, z)
#define CAMLparam4(x, y, z, t) \
  CAMLparam0(); \
  CAMLxparam4(x, y, z, t)
#define CAMLparam5(x, y, z, t, u) \
  CAMLparam0(); \
  CAMLxparam5(x, y, z, t, u)
#define CAMLparamN(x, n) \
  CAMLparam0(); \
  CAMLxparamN(x, (n))
#define CAMLxparam1(x) CAML__ROOTS(x, 1, 1, &x, 0, 0, 0, 0)
#define CAMLxparam2(x, y) CAML__ROOTS(x, 2, 1, &x, &y, 0, 0, 0)
#define CAMLxparam3(x, y, z) CAML__ROOTS(x, 3, 1, &x, &y, &z, 0, 0)
#define CAMLxparam4(x, y, z, t) CAML__ROOTS(x, 4, 1, &x, &y, &z, &t, 0)
#define CAMLxparam5(x, y, z, t, u) CAML__ROOTS(x, 5, 1, &x, &y, &z, &t, &u)
#define CAMLxparamN(x, n) CAML__ROOTS(x, 1, (intnat)(n), x, 0, 0, 0, 0)
#define CAMLlocal1(x) \
  value x = Val_unit; \
  CAMLxparam1(x)
#define CAMLlocal2(x, y) \
  value x = Val_unit, y = Val_unit; \
  CAMLxparam2(x, y)
#define CAMLlocal3(x, y, z) \
  value x = Val_unit, y = Val_unit, z = Val_unit; \
  CAMLxparam3(x, y, z)
#define CAMLlocal4(x, y, z, t) \
  value x = Val_unit, y = Val_unit, z = Val_unit, t = Val_unit; \
  CAMLxparam4(x, y, z, t)
#define CAMLlocal5(x, y, z, t, u) \
  value x = Val_unit, y = Val_unit, z = Val_unit, t = Val_unit, u = Val_unit; \
  CAMLxparam5(x, y, z, t, u)
#define CAMLlocalN(x, n) \
  value x[(n)]; \
  CAMLunused int caml__init_##x = caml__unit_array(x, (intnat)(n)); \
  CAMLxparamN(x, (n))
#define CAMLdrop (mloc_state.local_roots = caml__frame)
#define CAMLreturn0 \
  do { \
    CAMLdrop; \
    return; \
  } while (0)
#define CAMLreturnT(type, result) \
  do { \
    type caml__temp_result = (result); \
    CAMLdrop; \
    return caml__temp_result; \
  } while (0)
#define CAMLreturn(result) CAMLreturnT(value, result)
#define CAMLnoreturn_roots ((void)caml__frame)

#define Begin_roots1(r0) \
  { \
    struct caml__roots_block caml__roots_block; \
    caml__push_roots(&caml__roots_block, 1, 1, &(r0), 0, 0, 0, 0);
#define Begin_roots2(r0, r1) \
  { \
    struct caml__roots_block caml__roots_block; \
    caml__push_roots(&caml__roots_block, 2, 1, &(r0), &(r1), 0, 0, 0);
#define Begin_roots3(r0, r1, r2) \
  { \
    struct caml__roots_block caml__roots_block; \
    caml__push_roots(&caml__roots_block, 3, 1, &(r0), &(r1), &(r2), 0, 0);
#define Begin_roots4(r0, r1, r2, r3) \
  { \
    struct caml__roots_block caml__roots_block; \
    caml__push_roots(&caml__roots_block, 4, 1, &(r0), &(r1), &(r2), &(r3), 0);
#define Begin_roots5(r0, r1, r2, r3, r4) \
  { \
    struct caml__roots_block caml__roots_block; \
    caml__push_roots(&caml__roots_block, 5, 1, &(r0), &(r1), &(r2), &(r3), &(r4));
#define Begin_roots_block(table, size) \
  { \
    struct caml__roots_block caml__roots_block; \
    caml__push_roots(&caml__roots_block, 1, (intnat)(size), (table), 0, 0, 0, 0);
#define Begin_root Begin_roots1
#define End_roots() \
  mloc_state.local_roots = caml__roots_block.next; \
  }

#ifdef __cplusplus
}
#endif
#endif
