/* link.h: from objects to a program, by the system's compiler driver. */
#ifndef MLOC_LINK_H
#define MLOC_LINK_H
#include "options.h"
/* Where the runtime's library, headers and the standard library are. */
typedef struct Home {
    const char *runtime_lib; /* libmlocrt.a */
    const char *runtime_so;  /* for the interpreter */
    const char *include_dir;
    const char *stdlib_dir;
} Home;
Home home_find(Arena *a);
/* Compiles a .c file to an object; false after reporting. */
bool link_compile_c(Session *s, const Options *o, const Home *h, const char *src, const char *obj);
bool link_program(Session *s, const Options *o, const Home *h, const Strings *objects, const char *out);
#endif
