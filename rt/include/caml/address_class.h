/* caml/address_class.h: kept for stubs that include it. */
#ifndef CAML_ADDRESS_CLASS_H
#define CAML_ADDRESS_CLASS_H
#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif
/* 1 if v is the address of a block in the nursery or the major heap. */
CAMLextern int mloc_in_heap(value v);
#define Is_in_value_area(v) 1
#define Is_in_heap_or_young(v) mloc_in_heap((value)(v))
#ifdef __cplusplus
}
#endif
#endif
