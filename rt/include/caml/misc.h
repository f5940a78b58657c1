/* caml/misc.h: annotations, fatal errors, memory that the collector does not own. */
#ifndef CAML_MISC_H
#define CAML_MISC_H

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "config.h"

#ifdef __cplusplus
#define CAMLextern extern "C"
extern "C" {
#else
#define CAMLextern extern
#endif
#define CAMLexport
#define CAMLprim
#define CAMLnoreturn_start
#define CAMLnoreturn_end __attribute__((noreturn))
#define CAMLnoreturn __attribute__((noreturn))
#define Noreturn __attribute__((noreturn))
#define CAMLunused_start __attribute__((unused))
#define CAMLunused_end
#define CAMLunused __attribute__((unused))
#define CAMLweakdef __attribute__((weak))
#define CAMLlikely(e) __builtin_expect(!!(e), 1)
#define CAMLunlikely(e) __builtin_expect(!!(e), 0)

typedef char *addr;
typedef char char_os;
typedef void *caml_stat_block;
typedef char *caml_stat_string;

/* Memory outside the heap.  The functions without _noexc raise Out_of_memory. */
CAMLextern caml_stat_block caml_stat_alloc(asize_t size);
CAMLextern caml_stat_block caml_stat_alloc_noexc(asize_t size);
CAMLextern caml_stat_block caml_stat_calloc_noexc(asize_t count, asize_t size);
CAMLextern caml_stat_block caml_stat_resize(caml_stat_block block, asize_t size);
CAMLextern caml_stat_block caml_stat_resize_noexc(caml_stat_block block, asize_t size);
CAMLextern void caml_stat_free(caml_stat_block block);
CAMLextern caml_stat_string caml_stat_strdup(const char *s);
CAMLextern caml_stat_string caml_stat_strdup_noexc(const char *s);
CAMLextern caml_stat_string caml_stat_strconcat(int count, ...);
CAMLextern void *caml_stat_memdup(const void *s, asize_t size, asize_t *out_size);

CAMLextern void caml_fatal_error(const char *format, ...)
    __attribute__((noreturn, format(printf, 1, 2)));
CAMLextern void caml_fatal_error_arg(const char *format, const char *arg)
    __attribute__((noreturn));
CAMLextern void caml_fatal_out_of_memory(void) __attribute__((noreturn));

#ifdef DEBUG
CAMLextern void caml_failed_assert(const char *what, const char *file, int line)
    __attribute__((noreturn));
#define CAMLassert(e) ((e) ? (void)0 : caml_failed_assert(#e, __FILE__, __LINE__))
#else
#define CAMLassert(e) ((void)0)
#endif

/* Overflow-checked arithmetic: the result is 1 when the true one does not fit. */
#define caml_uadd_overflow(a, b, res) __builtin_add_overflow((a), (b), (res))
#define caml_umul_overflow(a, b, res) __builtin_mul_overflow((a), (b), (res))

#ifdef __cplusplus
}
#endif
#endif
