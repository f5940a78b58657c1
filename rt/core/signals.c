/* signals.c: asynchronous actions.  Signal handlers written in OCaml and finalisers run where compiled code allocates
 * or polls. */
#include <signal.h>

#include "../gc/gc.h"
#include "caml/callback.h"
#include "caml/printexc.h"
#include "caml/signals.h"
#include "runtime.h"

void caml_enter_blocking_section(void) {}
void caml_leave_blocking_section(void) {}

static volatile sig_atomic_t pending[65];
static value handlers = Val_unit; /* array by signal number, a global root once it exists */

/* The numbers that OCaml programs use for signals, by -n-1 (Sys.sigabrt = -1 …). */
static const int system_numbers[] = {SIGABRT, SIGALRM, SIGFPE,  SIGHUP,  SIGILL,  SIGINT,    SIGKILL,
                                     SIGPIPE, SIGQUIT, SIGSEGV, SIGTERM, SIGUSR1, SIGUSR2,   SIGCHLD,
                                     SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGVTALRM, SIGPROF,
                                     SIGBUS,  SIGPOLL, SIGSYS,  SIGTRAP, SIGURG,  SIGXCPU,   SIGXFSZ};
#define N_NUMBERS ((int)(sizeof system_numbers / sizeof *system_numbers))

static int to_system(int n) {
    return n < 0 && -n <= N_NUMBERS ? system_numbers[-n - 1] : n;
}

static int from_system(int n) {
    for (int i = 0; i < N_NUMBERS; i++)
        if (system_numbers[i] == n) return -i - 1;
    return n;
}

static void on_signal(int n) {
    pending[n] = 1;
    gc_action_pending();
}

/* 0: default, 1: ignore, Signal_handle f; returns the old one. */
CAMLprim value caml_install_signal_handler(value number, value action) {
    CAMLparam1(action);
    CAMLlocal1(old);
    int n = to_system(Int_val(number));
    if (n <= 0 || n > 64) caml_invalid_argument("Sys.signal: unavailable signal");
    if (handlers == Val_unit) {
        handlers = caml_alloc(65, 0);
        caml_register_generational_global_root(&handlers);
    }
    struct sigaction sa = {.sa_handler = on_signal}, before;
    sigemptyset(&sa.sa_mask);
    if (action == Val_int(0))
        sa.sa_handler = SIG_DFL;
    else if (action == Val_int(1))
        sa.sa_handler = SIG_IGN;
    if (sigaction(n, &sa, &before) != 0) mloc_sys_error(NULL);
    if (before.sa_handler == on_signal)
        old = caml_alloc_1(0, Field(handlers, n));
    else
        old = before.sa_handler == SIG_IGN ? Val_int(1) : Val_int(0);
    if (Is_block(action)) caml_modify(&Field(handlers, n), Field(action, 0));
    CAMLreturn(old);
}

void mloc_run_pending(void) {
    if (GC_LIKELY(!gc.action_pending)) return;
    nursery_actions_done();
    for (int n = 1; n <= 64; n++)
        if (pending[n]) {
            pending[n] = 0;
            value r = caml_callback_exn(Field(handlers, n), Val_int(from_system(n)));
            if (Is_exception_result(r)) caml_fatal_uncaught_exception(Extract_exception(r));
        }
    final_run();
}

void caml_process_pending_actions(void) {
    mloc_run_pending();
}

value caml_process_pending_actions_exn(void) {
    mloc_run_pending();
    return Val_unit;
}

int caml_check_pending_actions(void) {
    return gc.action_pending;
}
