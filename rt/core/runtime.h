/* runtime.h: what the runtime's own files share beyond the public headers. */
#ifndef MLOC_RUNTIME_H
#define MLOC_RUNTIME_H

#include <stdbool.h>

#include "caml/alloc.h"
#include "caml/custom.h"
#include "caml/fail.h"
#include "caml/memory.h"
#include "caml/mlvalues.h"

/* The record that mloc_state.c_regs points to (filled by mloc_c_call_raise). */
typedef struct {
#if defined(__x86_64__)
    uintnat saved[6];
#else
    uintnat saved[20];
#endif
    char *sp; /* of the call; NULL: no call has been made yet */
    void *local_roots;
} RaiseRecord;

/* arch/ */
value mloc_call_asm(uintnat code, value closure, const value arguments[5]);
void mloc_raise_asm(const RaiseRecord *record) __attribute__((noreturn));
void mloc_run_on_stack(void (*f)(void *), void *argument, void *stack_top);

/* Strings in the order of their bytes, a beginning before the whole: -1, 0, 1 (str.c). */
int mloc_string_order(value a, value b);

/* Predefined exceptions (exceptions.c); abi.def names them. */
#define ABI_ROOT_SYMBOL(symbol) extern value symbol[];
#include "mloc/abi.def"

/* Settings from MLOCRUNPARAM and MLOC_GC (startup.c). */
extern const char *mloc_executable;
extern char **mloc_argv;

/* Calls compiled code that takes no closure: an address with the calling convention of closures' code. */
value mloc_call_code(uintnat code);

/* Backtraces (backtrace.c) */
void mloc_raise_hook(value exn);
void mloc_print_backtrace(void);

/* Raises Sys_error with the text of errno, "name: text" when name is not NULL. */
void mloc_sys_error(const char *name) __attribute__((noreturn));

/* Blocks for functions that know their block is fresh. */
value mloc_alloc_large(uintnat wosize, uintnat tag);

/* Writes to a file descriptor until all is written or an error comes up. */
void mloc_write_all(int fd, const char *text, size_t n);

/* Flushes C-side channels without raising (used when do_at_exit is not there). */
void mloc_flush_all(void);

/* Signals that have arrived (signals.c) */
void mloc_run_pending(void);

#endif
