/* interp_glue.c: what the MIR interpreter needs in place of arch/ and of a compiled program.

   Built into libmlocrt.so only.  The interpreter's code is C, so calls need no conventions of their own: a closure's
   code is a C function (closure, 5 arguments; the rest in mloc_state.overflow), and a raise is a longjmp to the call of
   the external that was made last.  The collector sees one chunk of no frames per such call; the
   interpreter's own values are roots through mloc_scan_roots_hook. */
#include <setjmp.h>
#include <stdlib.h>

#include "../gc/gc.h"
#include "caml/callback.h"
#include "caml/printexc.h"
#include "init.h"
#include "runtime.h"

#define EXPORT __attribute__((visibility("default")))

/* ---- In place of the program ---- */

const char mloc_callback_return[1];
char mloc_program[1];

static value (*interp_apply)(value closure, int n, const value *arguments);

/* mloc_applyN: called by callback.c when the number of arguments is not the closure's. */
static value apply(value closure, int n, const value first[5]) {
    value arguments[8];
    for (int i = 0; i < n; i++) arguments[i] = i < 5 ? first[i] : mloc_state.overflow[i - 5];
    return interp_apply(closure, n, arguments);
}
#define APPLY(n)                                                                                                       \
    value mloc_apply##n(value c, value a1, value a2, value a3, value a4, value a5);                                    \
    value mloc_apply##n(value c, value a1, value a2, value a3, value a4, value a5) {                                   \
        value first[5] = {a1, a2, a3, a4, a5};                                                                         \
        return apply(c, n, first);                                                                                     \
    }
APPLY(1)
APPLY(2)
APPLY(3)
APPLY(4)
APPLY(5)
APPLY(6)
APPLY(7)
APPLY(8)

/* ---- In place of the assembly ---- */

typedef struct {
    RaiseRecord record; /* first: mloc_raise_asm gets its address */
    /* A chunk of frames for the stack walker: only the return address of a callback, with nothing below. */
    uintnat chunk[12];
    jmp_buf back;
} Call;

value mloc_call_asm(uintnat code, value closure, const value arguments[5]) {
    struct mloc_state *s = &mloc_state;
    char *region_top = s->region_top, *last_sp = s->last_sp;
    void *c_regs = s->c_regs, *local_roots = s->local_roots;
    RaiseRecord fresh = {.sp = NULL}; /* nobody to raise to until the callback calls C itself */
    s->c_regs = &fresh;
    value (*f)(value, value, value, value, value, value) = (value(*)(value, value, value, value, value, value))code;
    value r = f(closure, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
    s->region_top = region_top;
    s->last_sp = last_sp;
    s->c_regs = c_regs;
    s->local_roots = local_roots;
    return r;
}

void mloc_raise_asm(const RaiseRecord *record) {
    mloc_state.local_roots = record->local_roots;
    longjmp(((Call *)(uintnat)record)->back, 1);
}

void mloc_run_on_stack(void (*f)(void *), void *argument, void *stack_top) {
    (void)stack_top;
    f(argument);
}

/* ---- For the interpreter ---- */

/* Runs go(argument), which calls C.  Returns 1 when it raised: the exception is in mloc_state.exn. */
EXPORT int mloc_interp_ccall(void (*go)(void *), void *argument);
int mloc_interp_ccall(void (*go)(void *), void *argument) {
    struct mloc_state *s = &mloc_state;
    char *last_sp = s->last_sp;
    void *c_regs = s->c_regs;
    Call call;
    memset(call.chunk, 0, sizeof call.chunk);
    call.chunk[0] = (uintnat)mloc_callback_return;
    call.record.sp = (char *)call.chunk;
    call.record.local_roots = s->local_roots;
    s->last_sp = (char *)call.chunk;
    s->last_ra = (char *)(uintnat)mloc_callback_return;
    s->last_fp = (char *)call.chunk;
    s->c_regs = &call;
    int raised = setjmp(call.back);
    if (!raised) go(argument);
    s->last_sp = last_sp;
    s->c_regs = c_regs;
    return raised;
}

/* Pointers to what the interpreter shares with the runtime. */
typedef struct {
    char **region_top, **region_low;
    value *exn, *overflow;
} InterpState;

EXPORT void mloc_interp_init(char **argv, InterpState *out, void (*scan)(RootVisitor *, bool),
                             value (*apply_hook)(value, int, const value *));
void mloc_interp_init(char **argv, InterpState *out, void (*scan)(RootVisitor *, bool),
                      value (*apply_hook)(value, int, const value *)) {
    mloc_init(argv);
    mloc_scan_roots_hook = scan;
    interp_apply = apply_hook;
    out->region_top = &mloc_state.region_top;
    out->region_low = &gc.region_low;
    out->exn = &mloc_state.exn;
    out->overflow = mloc_state.overflow;
}

EXPORT value mloc_interp_alloc(uintnat wosize, uintnat tag);
/* Fields of large scannable blocks are values already and must be set by mloc_modify; others are not set. */
value mloc_interp_alloc(uintnat wosize, uintnat tag) {
    if (wosize <= Max_young_wosize) return caml_alloc_small(wosize, (tag_t)tag);
    return mloc_alloc_large(wosize, tag);
}

EXPORT void mloc_interp_uncaught(value exn);
void mloc_interp_uncaught(value exn) {
    caml_fatal_uncaught_exception(exn);
}

EXPORT void mloc_interp_stack_overflow(void);
void mloc_interp_stack_overflow(void) {
    static const char text[] = "Fatal error: exception Stack_overflow\n";
    mloc_flush_all();
    mloc_write_all(2, text, sizeof text - 1);
    exit(2);
}

EXPORT void mloc_interp_finish(void);
void mloc_interp_finish(void) {
    caml_shutdown();
    mloc_flush_all();
}
