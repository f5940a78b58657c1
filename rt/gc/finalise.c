/* finalise.c: Gc.finalise and Gc.finalise_last.  A registered value is kept until a mark phase does not reach it;
   then it is marked after all, and its function is called at the next opportunity, in the order of registration. */
#include <stdlib.h>
#include <string.h>

#include "caml/callback.h"
#include "caml/fail.h"
#include "caml/memory.h"
#include "caml/printexc.h"
#include "gc.h"

typedef struct {
    value f, v;
    bool last; /* called with unit: the value itself may go */
} Final;

typedef struct {
    Final *items;
    uintnat n, room;
} FinalList;

static FinalList registered, due;
static uintnat due_done;

static void add(FinalList *l, Final f) {
    if (l->n == l->room) {
        l->room = l->room == 0 ? 32 : l->room * 2;
        Final *items = realloc(l->items, l->room * sizeof(Final));
        if (items == NULL) caml_fatal_out_of_memory();
        l->items = items;
    }
    l->items[l->n++] = f;
}

static value whole_block(value v) {
    return Tag_val(v) == Infix_tag ? v - (value)Infix_offset_val(v) : v;
}

/* Functions are strong roots; so are values in a minor collection (they become weak in the major heap). */
void final_visit_roots(RootVisitor *visit, bool old_too) {
    for (uintnat i = 0; i < registered.n; i++) {
        visit(&registered.items[i].f);
        if (!old_too) visit(&registered.items[i].v);
    }
    for (uintnat i = due_done; i < due.n; i++) {
        visit(&due.items[i].f);
        visit(&due.items[i].v);
    }
}

void final_after_mark(void) {
    uintnat kept = 0;
    for (uintnat i = 0; i < registered.n; i++) {
        Final f = registered.items[i];
        if (gc_in_major(f.v) && Color_val(whole_block(f.v)) != gc.live) {
            if (f.last) f.v = Val_unit;
            add(&due, f);
        } else
            registered.items[kept++] = f;
    }
    registered.n = kept;
    for (uintnat i = due_done; i < due.n; i++) major_darken(due.items[i].v);
    if (final_due()) gc_action_pending();
}

bool final_due(void) {
    return due_done < due.n;
}

void final_run(void) {
    static bool running;
    if (running) return;
    running = true;
    while (due_done < due.n) {
        Final f = due.items[due_done++];
        value r = caml_callback_exn(f.f, f.v);
        if (Is_exception_result(r)) caml_fatal_uncaught_exception(Extract_exception(r));
    }
    due.n = due_done = 0;
    running = false;
}

static value register_final(value f, value v, bool last) {
    if (Is_long(v) || (!gc_is_young(v) && !gc_in_major(v))) caml_invalid_argument("Gc.finalise");
    add(&registered, (Final){f, v, last});
    return Val_unit;
}

CAMLprim value caml_final_register(value f, value v) {
    return register_final(f, v, false);
}

CAMLprim value caml_final_register_called_without_value(value f, value v) {
    return register_final(f, v, true);
}

CAMLprim value caml_final_release(value unit) {
    (void)unit;
    return Val_unit;
}
