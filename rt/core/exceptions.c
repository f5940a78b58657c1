/* exceptions.c: the predefined exceptions, as static data.  Each is a constructor block (name, id) of tag 248; the
   exported symbol is the address of field 0, as for every value.  The ids are OCaml's. */
#include "runtime.h"

/* The texts fill their arrays to the end; older compilers neither warn about that nor know how to be told. */
#if defined(__has_attribute) && __has_attribute(nonstring)
#define NO_TERMINATOR __attribute__((nonstring))
#else
#define NO_TERMINATOR
#endif

/* words: of the name's string block; pad: its last byte, the number of bytes between the text's end and it */
#define EXCEPTION(Name, id, words, pad)                                                                                \
    static const struct {                                                                                              \
        header_t header;                                                                                               \
        NO_TERMINATOR char text[8 * (words)];                                                                          \
    } name_##Name __attribute__((aligned(8))) = {Make_header((words), String_tag, Caml_static), #Name pad};            \
    extern value caml_exn_##Name##_block[3];                                                                           \
    value caml_exn_##Name##_block[3] __attribute__((aligned(8))) = {(value)Make_header(2, Object_tag, Caml_static),    \
                                                                    (value)name_##Name.text, Val_int(id)};             \
    __asm__(".globl caml_exn_" #Name "\n.set caml_exn_" #Name ", caml_exn_" #Name "_block + 8")

EXCEPTION(Out_of_memory, -1, 2, "\0\0\2");
EXCEPTION(Sys_error, -2, 2, "\0\0\0\0\0\0\6");
EXCEPTION(Failure, -3, 1, "\0");
EXCEPTION(Invalid_argument, -4, 3, "\0\0\0\0\0\0\0\7");
EXCEPTION(End_of_file, -5, 2, "\0\0\0\0\4");
EXCEPTION(Division_by_zero, -6, 3, "\0\0\0\0\0\0\0\7");
EXCEPTION(Not_found, -7, 2, "\0\0\0\0\0\0\6");
EXCEPTION(Match_failure, -8, 2, "\0\0\2");
EXCEPTION(Stack_overflow, -9, 2, "\0\1");
EXCEPTION(Sys_blocked_io, -10, 2, "\0\1");
EXCEPTION(Assert_failure, -11, 2, "\0\1");
EXCEPTION(Undefined_recursive_module, -12, 4, "\0\0\0\0\0\5");
