/* caml/signals.h: there is one thread and no master lock, so blocking sections are empty. */
#ifndef CAML_SIGNALS_H
#define CAML_SIGNALS_H
#include "mlvalues.h"
#ifdef __cplusplus
extern "C" {
#endif
CAMLextern void caml_enter_blocking_section(void);
CAMLextern void caml_leave_blocking_section(void);
CAMLextern void caml_process_pending_actions(void);
CAMLextern value caml_process_pending_actions_exn(void);
CAMLextern int caml_check_pending_actions(void);
#ifdef __cplusplus
}
#endif
#endif
