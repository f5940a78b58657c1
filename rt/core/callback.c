/* callback.c: calling compiled code from C, and values with names. */
#include <stdlib.h>

#include "caml/callback.h"
#include "caml/printexc.h"
#include "alloc_profile.h"
#include "runtime.h"

/* The compiler makes these in every program (rt/ABI.md, "Applying unknown functions").  Weak: C tests have none. */
#define APPLY(n) extern char mloc_apply##n[] __attribute__((weak));
APPLY(1)
APPLY(2)
APPLY(3)
APPLY(4)
APPLY(5)
APPLY(6)
APPLY(7)
APPLY(8)
#undef APPLY

static uintnat apply_code(int nargs) {
    switch (nargs) {
    case 1: return (uintnat)mloc_apply1;
    case 2: return (uintnat)mloc_apply2;
    case 3: return (uintnat)mloc_apply3;
    case 4: return (uintnat)mloc_apply4;
    case 5: return (uintnat)mloc_apply5;
    case 6: return (uintnat)mloc_apply6;
    case 7: return (uintnat)mloc_apply7;
    default: return (uintnat)mloc_apply8;
    }
}

struct mloc_alloc_callbacks mloc_alloc_callbacks;

static value enter(uintnat code, value closure, const value args[]) {
    uintnat caller = mloc_alloc_callbacks.begin != NULL ? mloc_alloc_callbacks.begin() : MLOC_CELL_RUNTIME;
    value r = mloc_call_asm(code, closure, args);
    if (mloc_alloc_callbacks.end != NULL) mloc_alloc_callbacks.end(caller); /* the program itself has set it */
    return r;
}

/* At most 8 arguments, or exactly as many as the closure takes. */
static value call(value closure, int nargs, const value args[]) {
    value first[5] = {Val_unit, Val_unit, Val_unit, Val_unit, Val_unit};
    for (int i = 0; i < nargs; i++) {
        if (i < 5)
            first[i] = args[i];
        else
            mloc_state.overflow[i - 5] = args[i];
    }
    uintnat code = Arity_closinfo(Closinfo_val(closure)) == nargs ? (uintnat)Field(closure, 0) : apply_code(nargs);
    if (code == 0) caml_fatal_error("callback: the program has no mloc_apply%d", nargs);
    value r = enter(code, closure, first);
    return r == 0 ? Make_exception_result(mloc_state.exn) : r;
}

value mloc_call_code(uintnat code) {
    static const value none[5] = {Val_unit, Val_unit, Val_unit, Val_unit, Val_unit};
    value r = enter(code, Val_unit, none);
    return r == 0 ? Make_exception_result(mloc_state.exn) : r;
}

/* More arguments than the closure takes and than there are apply functions: in pieces of its arity. */
value caml_callbackN_exn(value closure, int nargs, value args[]) {
    if (nargs <= 8 || Arity_closinfo(Closinfo_val(closure)) == nargs) return call(closure, nargs, args);
    CAMLparam1(closure);
    CAMLxparamN(args, nargs);
    for (int done = 0; done < nargs;) {
        int arity = Arity_closinfo(Closinfo_val(closure));
        int n = nargs - done;
        if (n > 8) n = arity <= n ? arity : 8;
        closure = call(closure, n, args + done);
        if (Is_exception_result(closure)) break;
        done += n;
    }
    CAMLreturn(closure);
}

value caml_callback_exn(value closure, value arg) {
    return call(closure, 1, &arg);
}

value caml_callback2_exn(value closure, value a, value b) {
    value args[2] = {a, b};
    return call(closure, 2, args);
}

value caml_callback3_exn(value closure, value a, value b, value c) {
    value args[3] = {a, b, c};
    return call(closure, 3, args);
}

value caml_callback(value closure, value arg) {
    return caml_raise_if_exception(caml_callback_exn(closure, arg));
}

value caml_callback2(value closure, value a, value b) {
    return caml_raise_if_exception(caml_callback2_exn(closure, a, b));
}

value caml_callback3(value closure, value a, value b, value c) {
    return caml_raise_if_exception(caml_callback3_exn(closure, a, b, c));
}

value caml_callbackN(value closure, int nargs, value args[]) {
    return caml_raise_if_exception(caml_callbackN_exn(closure, nargs, args));
}

/* ---- Named values ---- */

typedef struct Named {
    struct Named *next;
    value v; /* a generational root */
    char name[];
} Named;

static Named *named;

CAMLprim value caml_register_named_value(value name, value v) {
    for (Named *n = named; n != NULL; n = n->next)
        if (strcmp(n->name, String_val(name)) == 0) {
            caml_modify_generational_global_root(&n->v, v);
            return Val_unit;
        }
    size_t len = strlen(String_val(name));
    Named *n = caml_stat_alloc_noexc(sizeof(Named) + len + 1);
    if (n == NULL) caml_fatal_out_of_memory();
    memcpy(n->name, String_val(name), len + 1);
    n->v = v;
    n->next = named;
    named = n;
    caml_register_generational_global_root(&n->v);
    return Val_unit;
}

const value *caml_named_value(char const *name) {
    for (Named *n = named; n != NULL; n = n->next)
        if (strcmp(n->name, name) == 0) return &n->v;
    return NULL;
}

void caml_iterate_named_values(caml_named_action f) {
    for (Named *n = named; n != NULL; n = n->next) f(&n->v, n->name);
}
