/* startup.c: running a compiled program, on a stack of its own. */
#include <stdio.h>
#include <stdlib.h>

#include "../gc/gc.h"
#include "caml/callback.h"
#include "caml/printexc.h"
#include "init.h"
#include "runtime.h"

extern char mloc_program[]; /* compiled code: all module initialisers in order */

static value run_program(void) {
    return mloc_call_code((uintnat)mloc_program);
}

static char *program_stack(void) {
    uintnat bytes = mloc_settings()->stack_words * sizeof(value);
    char *low, *top;
    while ((top = mloc_map_stack(bytes, &low)) == NULL) {
        bytes /= 2;
        if (bytes < 1 << 16) caml_fatal_error("cannot reserve a stack");
    }
    mloc_set_stack_guard(low);
    return top;
}

static void run_exn(void *result) {
    *(value *)result = run_program();
}

value caml_startup_exn(char **argv) {
    mloc_init(argv);
    value result = Val_unit;
    mloc_run_on_stack(run_exn, &result, program_stack());
    return result;
}

/* For a C main: runs the program's modules; callbacks come later, on the caller's stack. */
void caml_main(char **argv) {
    value r = caml_startup_exn(argv);
    if (Is_exception_result(r)) caml_fatal_uncaught_exception(Extract_exception(r));
}

void caml_startup(char **argv) {
    caml_main(argv);
}

static void do_at_exit(void) {
    const value *f = caml_named_value("Pervasives.do_at_exit");
    if (f != NULL) {
        value r = caml_callback_exn(*f, Val_unit);
        if (Is_exception_result(r)) caml_fatal_uncaught_exception(Extract_exception(r));
    }
}

void caml_shutdown(void) {
    do_at_exit();
}

static void run_all(void *ignored) {
    (void)ignored;
    value r = run_program();
    if (Is_exception_result(r)) caml_fatal_uncaught_exception(Extract_exception(r));
    do_at_exit();
}

/* What `main` does: everything runs on the large stack, at_exit functions too. */
int mloc_main(char **argv) {
    mloc_init(argv);
    mloc_run_on_stack(run_all, NULL, program_stack());
    mloc_flush_all();
    exit(0);
}
