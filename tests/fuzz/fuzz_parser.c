/* fuzz_parser.c: any bytes through lexer, parser, dump and diagnostics.

   Built by fuzz.sh with libFuzzer, or with -DSTANDALONE as a program that runs over the files it is given and
   over COUNT mutations of each (no clang needed). */
#include "syntax.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Session *s = session_new();
    Arena *a = arena_new("fuzz");
    SourceFile *f = source_add(s, "fuzz.ml", (const char *)data, size);
    FILE *null = fopen("/dev/null", "w");
    if (!null) return 0;
    Structure *str = parse_implementation(s, a, f);
    syntax_dump_structure(s, str, null);
    syntax_dump_plain(str, NULL, null);
    diag_flush(s, null);
    s->json_errors = true;
    Signature_ *sig = parse_interface(s, a, f);
    syntax_dump_signature(s, sig, null);
    lex_dump(s, f, null);
    diag_flush(s, null);
    fclose(null);
    arena_free(a);
    session_free(s);
    return 0;
}

#ifdef STANDALONE
static uint64_t seed = 1;

static uint64_t random_below(uint64_t n) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % n;
}

/* Deletes, doubles, swaps or overwrites pieces of the text. */
static void mutate(Buf *b) {
    static const char *const pieces[] = {
        "(",  ")",  "[",    "]",  "{",  "}", "begin ", " end ",  "let ",   " in ",    ";",       ";;",
        "\"", "(*", "*)",   "'",  "->", "|", "=",      "match ", " with ", "struct ", "local_ ", "@",
        "[@", "[%", "\xFF", "\n", "{|", "1", "#",      "`",      "~",      "."};
    for (uint64_t n = 1 + random_below(4); n-- && b->len;) {
        size_t at = random_below(b->len), len = random_below(b->len - at < 60 ? b->len - at : 60);
        switch (random_below(4)) {
        case 0:
            memmove(b->data + at, b->data + at + len, b->len - at - len);
            b->len -= len;
            break;
        case 1: {
            Buf c = {0};
            buf_add(&c, b->data, at + len);
            buf_add(&c, b->data + at, b->len - at);
            buf_free(b);
            *b = c;
            break;
        }
        case 2: {
            Buf c = {0};
            buf_add(&c, b->data, at);
            buf_adds(&c, pieces[random_below(sizeof pieces / sizeof pieces[0])]);
            buf_add(&c, b->data + at, b->len - at);
            buf_free(b);
            *b = c;
            break;
        }
        default: b->data[at] = (char)random_below(256);
        }
    }
}

int main(int argc, char **argv) {
    const char *count = getenv("COUNT");
    long n = count ? atol(count) : 200;
    if (getenv("SEED")) seed = strtoull(getenv("SEED"), NULL, 10) * 2 + 1;
    for (int i = 1; i < argc; i++) {
        Buf text = {0};
        const char *why;
        if (!file_read(argv[i], &text, &why)) continue;
        LLVMFuzzerTestOneInput((const uint8_t *)text.data, text.len);
        for (long k = 0; k < n; k++) {
            Buf m = {0};
            buf_add(&m, text.data, text.len);
            mutate(&m);
            if (getenv("KEEP")) /* the input that is being tried, for when it crashes */
                file_write(getenv("KEEP"), m.data, m.len, &why);
            LLVMFuzzerTestOneInput((const uint8_t *)m.data, m.len);
            buf_free(&m);
        }
        buf_free(&text);
    }
    return 0;
}
#endif
