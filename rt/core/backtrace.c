/* backtrace.c: where an exception came from.  A raise writes down the source positions of the frames below it; they are
   the identifiers of stack map records (rt/ABI.md, "Frames").  An exception that is raised again keeps its first trace.
 */
#include <stdio.h>

#include "../gc/gc.h"
#include "runtime.h"

extern const char *const mloc_files[] __attribute__((weak));

#define MAX_POSITIONS 1024
static uint64_t positions[MAX_POSITIONS];
static unsigned n_positions;
static value last_exn = Val_unit; /* a root: compared by address */

void mloc_raise_hook(value exn) {
    static bool rooted;
    if (exn == last_exn && n_positions > 0) return;
    if (!rooted) {
        rooted = true;
        caml_register_global_root(&last_exn);
    }
    last_exn = exn;
    n_positions = 0;
    FrameCursor c;
    frame_first(&c);
    char *sp;
    const FrameDescr *d;
    while (n_positions < MAX_POSITIONS && (d = frame_next(&c, &sp)) != NULL)
        if (d->id != 0) positions[n_positions++] = d->id;
}

/* One line, as OCaml's, without the function's name, which stack maps do not hold. */
static int describe(char *text, size_t room, unsigned i) {
    uint64_t id = positions[i];
    if (id >> 40 == 0) return 0; /* no position: the entry point, or a unit compiled without -g */
    const char *file = mloc_files != NULL ? mloc_files[id >> 40] : "?";
    unsigned line = (unsigned)(id >> 16) & 0xFFFFFF, column = (unsigned)id & 0xFFFF;
    return snprintf(text, room, "%s file \"%s\", line %u, characters %u-%u\n", i == 0 ? "Raised at" : "Called from",
                    file, line, column, column);
}

void mloc_print_backtrace(void) {
    char text[512];
    for (unsigned i = 0; i < n_positions; i++) {
        int n = describe(text, sizeof text, i);
        mloc_write_all(2, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
    }
}

CAMLprim value caml_record_backtrace(value flag) {
    mloc_state.backtrace_active = Bool_val(flag);
    n_positions = 0;
    return Val_unit;
}

CAMLprim value caml_backtrace_status(value unit) {
    (void)unit;
    return Val_bool(mloc_state.backtrace_active);
}

/* The trace as OCaml's Printexc.get_backtrace prints it. */
CAMLprim value mloc_backtrace_text(value unit) {
    (void)unit;
    char line[512];
    size_t total = 0;
    for (unsigned i = 0; i < n_positions; i++) total += (size_t)describe(line, sizeof line, i);
    char *text = caml_stat_alloc(total + 1), *p = text;
    for (unsigned i = 0; i < n_positions; i++) {
        p += describe(p, total + 1 - (size_t)(p - text), i);
    }
    value s = caml_alloc_initialized_string((mlsize_t)(p - text), text);
    caml_stat_free(text);
    return s;
}
