/* fail.c: raising from C.  A raise returns 0 to the compiled code that made the newest raising call into C, through the
   record that mloc_c_call_raise filled; C frames in between are cut. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "caml/printexc.h"
#include "runtime.h"

void caml_raise(value exn) {
    const RaiseRecord *r = mloc_state.c_regs;
    mloc_state.exn = exn;
    /* No record, or one of an older call than the one that C code is in: nobody expects this exception. */
    if (r == NULL || r->sp == NULL || r->sp != mloc_state.last_sp) caml_fatal_uncaught_exception(exn);
    if (mloc_state.backtrace_active) mloc_raise_hook(exn);
    mloc_raise_asm(r);
}

void caml_raise_constant(value constructor) {
    caml_raise(constructor);
}

void caml_raise_with_arg(value constructor, value arg) {
    caml_raise(caml_alloc_2(0, constructor, arg));
}

void caml_raise_with_args(value constructor, int nargs, value args[]) {
    CAMLparam1(constructor);
    CAMLxparamN(args, nargs);
    CAMLlocal1(bucket);
    bucket = caml_alloc((mlsize_t)nargs + 1, 0);
    Store_field(bucket, 0, constructor);
    for (int i = 0; i < nargs; i++) Store_field(bucket, (mlsize_t)i + 1, args[i]);
    caml_raise(bucket);
}

void caml_raise_with_string(value constructor, char const *message) {
    CAMLparam1(constructor);
    CAMLlocal1(text);
    text = caml_copy_string(message);
    caml_raise_with_arg(constructor, text);
}

void caml_failwith(char const *message) {
    caml_raise_with_string((value)caml_exn_Failure, message);
}

void caml_failwith_value(value message) {
    caml_raise_with_arg((value)caml_exn_Failure, message);
}

void caml_invalid_argument(char const *message) {
    caml_raise_with_string((value)caml_exn_Invalid_argument, message);
}

void caml_invalid_argument_value(value message) {
    caml_raise_with_arg((value)caml_exn_Invalid_argument, message);
}

void caml_array_bound_error(void) {
    caml_invalid_argument("index out of bounds");
}

void caml_raise_out_of_memory(void) {
    caml_raise((value)caml_exn_Out_of_memory);
}

void caml_raise_stack_overflow(void) {
    caml_raise((value)caml_exn_Stack_overflow);
}

void caml_raise_sys_error(value message) {
    caml_raise_with_arg((value)caml_exn_Sys_error, message);
}

void caml_raise_end_of_file(void) {
    caml_raise((value)caml_exn_End_of_file);
}

void caml_raise_zero_divide(void) {
    caml_raise((value)caml_exn_Division_by_zero);
}

void caml_raise_not_found(void) {
    caml_raise((value)caml_exn_Not_found);
}

void caml_raise_sys_blocked_io(void) {
    caml_raise((value)caml_exn_Sys_blocked_io);
}

value caml_raise_if_exception(value result) {
    if (Is_exception_result(result)) caml_raise(Extract_exception(result));
    return result;
}

int caml_is_special_exception(value exn) {
    return exn == (value)caml_exn_Match_failure || exn == (value)caml_exn_Assert_failure ||
           exn == (value)caml_exn_Undefined_recursive_module;
}
