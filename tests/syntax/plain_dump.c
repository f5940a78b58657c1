/* plain_dump.c: prints the tree of a file in the form that plain_dump.ml prints.  See compare.sh. */
#include "syntax.h"

int main(int argc, char **argv) {
    Session *s = session_new();
    Arena *a = arena_new("unit");
    Buf text = {0};
    const char *why;
    if (argc != 2 || !file_read(argv[1], &text, &why)) {
        fprintf(stderr, "plain_dump: cannot read the file\n");
        return 2;
    }
    SourceFile *f = source_add(s, argv[1], text.data, text.len);
    size_t n = strlen(argv[1]);
    if (n > 4 && strcmp(argv[1] + n - 4, ".mli") == 0)
        syntax_dump_plain(NULL, parse_interface(s, a, f), stdout);
    else
        syntax_dump_plain(parse_implementation(s, a, f), NULL, stdout);
    diag_flush(s, stderr);
    bool failed = s->nerrors > 0;
    buf_free(&text);
    arena_free(a);
    session_free(s);
    return failed;
}
