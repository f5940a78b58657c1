/* caml/printexc.h */
#ifndef CAML_PRINTEXC_H
#define CAML_PRINTEXC_H
#include "misc.h"
#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif
/* The text of an exception, to be freed with caml_stat_free. */
CAMLextern char *caml_format_exception(value exn);
CAMLextern void caml_fatal_uncaught_exception(value exn) __attribute__((noreturn));
#ifdef __cplusplus
}
#endif
#endif
