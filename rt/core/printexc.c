/* printexc.c: the text of an exception, and the end of a program that did not catch one. */
#include <stdio.h>
#include <stdlib.h>

#include "caml/callback.h"
#include "caml/printexc.h"
#include "runtime.h"

typedef struct {
    char *p;
    size_t n, room;
} Text;

static void put(Text *t, const char *s, size_t n) {
    if (t->n + n + 1 > t->room) {
        t->room = (t->n + n + 1) * 2;
        char *p = caml_stat_resize_noexc(t->p, t->room);
        if (p == NULL) caml_fatal_out_of_memory();
        t->p = p;
    }
    memcpy(t->p + t->n, s, n);
    t->n += n;
    t->p[t->n] = 0;
}

static void puts_(Text *t, const char *s) {
    put(t, s, strlen(s));
}

extern int caml_is_special_exception(value exn);

char *caml_format_exception(value exn) {
    Text t = {NULL, 0, 0};
    if (Tag_val(exn) != 0) { /* a constant exception is its constructor */
        puts_(&t, String_val(Field(exn, 0)));
        return t.p;
    }
    value constructor = Field(exn, 0);
    puts_(&t, String_val(Field(constructor, 0)));
    /* Some predefined exceptions have one argument that is a tuple; print it as arguments. */
    value args = exn;
    mlsize_t i = 1;
    if (Wosize_val(exn) == 2 && Is_block(Field(exn, 1)) && Tag_val(Field(exn, 1)) == 0 &&
        caml_is_special_exception(constructor)) {
        args = Field(exn, 1);
        i = 0;
    }
    puts_(&t, "(");
    for (mlsize_t start = i; i < Wosize_val(args); i++) {
        if (i > start) puts_(&t, ", ");
        value v = Field(args, i);
        if (Is_long(v)) {
            char number[32];
            snprintf(number, sizeof number, "%ld", (long)Long_val(v));
            puts_(&t, number);
        } else if (Tag_val(v) == String_tag) {
            puts_(&t, "\"");
            put(&t, String_val(v), caml_string_length(v));
            puts_(&t, "\"");
        } else
            puts_(&t, "_");
    }
    puts_(&t, ")");
    return t.p;
}

static void default_report(value exn) {
    char *text = caml_format_exception(exn);
    const value *at_exit = caml_named_value("Pervasives.do_at_exit");
    intnat active = mloc_state.backtrace_active;
    mloc_state.backtrace_active = 0; /* what at_exit functions raise is not of interest */
    if (at_exit != NULL)
        caml_callback_exn(*at_exit, Val_unit);
    else
        mloc_flush_all();
    mloc_state.backtrace_active = active;
    fprintf(stderr, "Fatal error: exception %s\n", text);
    fflush(stderr);
    if (active) mloc_print_backtrace();
}

void caml_fatal_uncaught_exception(value exn) {
    static int depth;
    if (depth++ > 1) exit(2);
    const value *handler = caml_named_value("Printexc.handle_uncaught_exception");
    if (handler != NULL && depth == 1)
        caml_callback2_exn(*handler, exn, Val_false);
    else
        default_report(exn);
    exit(2);
}
