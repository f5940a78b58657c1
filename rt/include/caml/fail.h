/* caml/fail.h: raising OCaml exceptions from C.  Legal in externals that were
   called as raising ones; none of these returns. */
#ifndef CAML_FAIL_H
#define CAML_FAIL_H

#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif

CAMLextern void caml_raise(value exn) __attribute__((noreturn));
CAMLextern void caml_raise_constant(value constructor) __attribute__((noreturn));
CAMLextern void caml_raise_with_arg(value constructor, value arg) __attribute__((noreturn));
CAMLextern void caml_raise_with_args(value constructor, int nargs, value args[])
    __attribute__((noreturn));
CAMLextern void caml_raise_with_string(value constructor, char const *message)
    __attribute__((noreturn));
CAMLextern void caml_failwith(char const *message) __attribute__((noreturn));
CAMLextern void caml_failwith_value(value message) __attribute__((noreturn));
CAMLextern void caml_invalid_argument(char const *message) __attribute__((noreturn));
CAMLextern void caml_invalid_argument_value(value message) __attribute__((noreturn));
CAMLextern void caml_raise_out_of_memory(void) __attribute__((noreturn));
CAMLextern void caml_raise_stack_overflow(void) __attribute__((noreturn));
CAMLextern void caml_raise_sys_error(value message) __attribute__((noreturn));
CAMLextern void caml_raise_end_of_file(void) __attribute__((noreturn));
CAMLextern void caml_raise_zero_divide(void) __attribute__((noreturn));
CAMLextern void caml_raise_not_found(void) __attribute__((noreturn));
CAMLextern void caml_raise_sys_blocked_io(void) __attribute__((noreturn));
CAMLextern void caml_array_bound_error(void) __attribute__((noreturn));
CAMLextern value caml_raise_if_exception(value result);
#define caml_array_bound_error_asm caml_array_bound_error

#ifdef __cplusplus
}
#endif
#endif
