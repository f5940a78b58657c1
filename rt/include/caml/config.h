/* caml/config.h: sizes and word types.  mloc runs on 64-bit little-endian machines only. */
#ifndef CAML_CONFIG_H
#define CAML_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#define ARCH_SIXTYFOUR 1
#define SIZEOF_INT 4
#define SIZEOF_LONG 8
#define SIZEOF_PTR 8
#define SIZEOF_SHORT 2
#define SIZEOF_LONGLONG 8
#define ARCH_INT32_TYPE int
#define ARCH_INT64_TYPE long
#define ARCH_UINT64_TYPE unsigned long
#define ARCH_INT64_PRINTF_FORMAT "l"
#define ARCH_INTNAT_PRINTF_FORMAT "l"
#define FLAT_FLOAT_ARRAY 1
#define HAS_STDINT_H 1

typedef intptr_t intnat;
typedef uintptr_t uintnat;
typedef int32_t int32;
typedef uint32_t uint32;
typedef int64_t int64;
typedef uint64_t uint64;
typedef size_t asize_t;

/* The largest block, in words without header, that is born in the nursery. */
#define Max_young_wosize 256

#endif
