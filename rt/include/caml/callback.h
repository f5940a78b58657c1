/* caml/callback.h: calling OCaml from C. */
#ifndef CAML_CALLBACK_H
#define CAML_CALLBACK_H

#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif

/* An escaping exception is raised again in the C caller, or, with _exn,
   returned as an exception result. */
CAMLextern value caml_callback(value closure, value arg);
CAMLextern value caml_callback2(value closure, value a, value b);
CAMLextern value caml_callback3(value closure, value a, value b, value c);
CAMLextern value caml_callbackN(value closure, int nargs, value args[]);
CAMLextern value caml_callback_exn(value closure, value arg);
CAMLextern value caml_callback2_exn(value closure, value a, value b);
CAMLextern value caml_callback3_exn(value closure, value a, value b, value c);
CAMLextern value caml_callbackN_exn(value closure, int nargs, value args[]);

/* The address of the value registered under name, or NULL. */
CAMLextern const value *caml_named_value(char const *name);
CAMLextern value caml_register_named_value(value name, value v);
typedef void (*caml_named_action)(const value *, char *);
CAMLextern void caml_iterate_named_values(caml_named_action f);

CAMLextern void caml_main(char **argv);
CAMLextern void caml_startup(char **argv);
CAMLextern value caml_startup_exn(char **argv);
CAMLextern void caml_shutdown(void);

#ifdef __cplusplus
}
#endif
#endif
