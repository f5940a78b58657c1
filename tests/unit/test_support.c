/* test_support.c: arenas, vectors, names, maps, buffers, files, positions, diagnostics. */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void arena_objects_are_zeroed_aligned_and_distinct(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    char *last = NULL;
    for (size_t n = 0; n < 5000; n += 7) {
        char *p = arena_alloc(a, n);
        assert_non_null(p);
        assert_ptr_not_equal(p, last);
        assert_int_equal((uintptr_t)p % 8, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xAA, n);
        last = p;
    }
    char *big = arena_alloc(a, 10 << 20);
    big[(10 << 20) - 1] = 1;
    assert_string_equal(arena_printf(a, "%d-%s", 42, "x"), "42-x");
    assert_string_equal(arena_strndup(a, "hello", 3), "hel");
    assert_true(arena_bytes(a) > (10 << 20));
    arena_free(a);
    arena_free(NULL);
}

static void a_reset_arena_starts_again_with_zeroes(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    for (int round = 0; round < 4; round++) {
        size_t total = 0;
        for (size_t n = 1; n < 30000;
             n += 101) { /* several chunks, and objects larger than what is cleared at a time */
            char *p = arena_alloc(a, n);
            total += n;
            assert_int_equal((uintptr_t)p % 8, 0);
            for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
            memset(p, 0xAA, n);
        }
        assert_int_equal(arena_bytes(a), total);
        arena_reset(a);
        assert_int_equal(arena_bytes(a), 0);
    }
    arena_free(a);
}

static void pools_give_distinct_blocks_and_take_them_back(void **state) {
    (void)state;
    enum { N = 400 };
    Arena *a = arena_new("test");
    BlockPool p = {.arena = a};
    static unsigned char *blocks[N];
    static size_t size[N];
    for (size_t round = 0; round < 30; round++)
        for (size_t i = 0; i < N; i++) {
            for (size_t k = 0; k < size[i]; k++) assert_int_equal(blocks[i][k], (unsigned char)i);
            size_t wanted = 1 + (i * 37 + round * 1031) % 5000;
            blocks[i] = pool_resize(&p, blocks[i], size[i], wanted);
            for (size_t k = 0; k < size[i] && k < wanted; k++) assert_int_equal(blocks[i][k], (unsigned char)i);
            memset(blocks[i], (int)i, wanted);
            size[i] = wanted;
        }
    /* what was given back is used again: 400 blocks of at most 5 KB, in 6 or 7 KB each at the worst */
    assert_true(arena_bytes(a) < 12000 * 700);
    for (size_t i = 0; i < N; i++) pool_free(&p, blocks[i], size[i]);
    void *one = pool_alloc(&p, 100);
    pool_free(&p, one, 100);
#ifndef MLOC_PURIFY
    assert_ptr_equal(pool_alloc(&p, 100), one);
#endif
    arena_free(a);
}

static void vectors_grow(void **state) {
    (void)state;
    VEC(int) v = {0};
    Arena *a = arena_new("test");
    VEC(uint64_t) w = {0};
    for (int i = 0; i < 10000; i++) {
        vec_push(&v, i);
        vec_push_in(a, &w, (uint64_t)i * 3);
    }
    for (int i = 0; i < 10000; i++) {
        assert_int_equal(v.data[i], i);
        assert_int_equal(w.data[i], i * 3);
    }
    vec_free(&v);
    assert_int_equal(v.cap, 0);
    arena_free(a);
}

static void equal_strings_have_one_name(void **state) {
    (void)state;
    NameTable *t = names_new();
    Name first = name_ofz(t, "n0");
    for (int i = 0; i < 50000; i++) {
        Name n = name_printf(t, "n%d", i);
        assert_ptr_equal(n, name_printf(t, "n%d", i));
        assert_int_equal(n->id, i);
    }
    assert_ptr_equal(first, name_ofz(t, "n0"));
    assert_ptr_not_equal(name_of(t, "a\0b", 3), name_of(t, "a\0c", 3));
    assert_ptr_not_equal(name_of(t, "", 0), name_of(t, "\0", 1));
    char longer[1000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = 0;
    assert_ptr_equal(name_printf(t, "%s", longer), name_ofz(t, longer));
    names_free(t);
}

static void maps_hold_what_was_put(void **state) {
    (void)state;
    Map m = {0};
    int values[1000];
    assert_null(map_get(&m, 1));
    for (uint64_t i = 1; i <= 1000; i++) map_put(&m, i * 0x100000001u, &values[i - 1]);
    for (uint64_t i = 1; i <= 1000; i++) assert_ptr_equal(map_get(&m, i * 0x100000001u), &values[i - 1]);
    map_put(&m, 0x100000001u, &values[5]);
    assert_ptr_equal(map_get(&m, 0x100000001u), &values[5]);
    assert_int_equal(m.len, 1000);
    assert_null(map_get(&m, 77));
    map_free(&m);
}

static void buffers_collect_bytes(void **state) {
    (void)state;
    Buf b = {0};
    for (int i = 0; i < 1000; i++) buf_printf(&b, "%d,", i);
    buf_addc(&b, 0);
    buf_add(&b, "xyz", 2);
    buf_add(&b, NULL, 0);
    assert_int_equal(b.len, 10 + 90 * 2 + 900 * 3 + 1000 + 3);
    assert_memory_equal(b.data + b.len - 3, "\0xy", 3);
    assert_string_equal(buf_cstr(&b) + b.len - 2, "xy");
    buf_free(&b);
}

static void files_are_read_and_written_whole(void **state) {
    (void)state;
    char dir[] = "/tmp/mloc-test-XXXXXX", path[128], link[128];
    const char *why = NULL;
    Buf b = {0};
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/a", dir);
    snprintf(link, sizeof link, "%s/link", dir);
    assert_false(file_read(path, &b, &why));
    assert_string_equal(why, "No such file or directory");
    assert_false(file_read(dir, &b, &why));
    assert_string_equal(why, "Is a directory");
    assert_false(file_write(dir, "x", 1, &why));
    assert_string_equal(why, "Is a directory");
    assert_true(file_write(path, "one\0two", 7, &why));
    assert_true(file_read(path, &b, &why));
    assert_int_equal(b.len, 7);
    assert_memory_equal(b.data, "one\0two", 7);
    /* a link stays a link, the mode stays */
    assert_int_equal(chmod(path, 0755), 0);
    assert_int_equal(symlink(path, link), 0);
    assert_true(file_write(link, "three", 5, &why));
    struct stat st;
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0755);
    assert_int_equal(st.st_size, 5);
    assert_true(file_write("/dev/null", "x", 1, &why));
    char missing[160];
    snprintf(missing, sizeof missing, "%s/no/such/file", dir);
    assert_false(file_write(missing, "x", 1, &why));
    if (geteuid() != 0) {
        assert_int_equal(chmod(path, 0), 0);
        assert_false(file_read(path, &b, &why));
        assert_string_equal(why, "Permission denied");
    }
    unlink(path);
    unlink(link);
    assert_int_equal(rmdir(dir), 0); /* nothing was left beside */
    buf_free(&b);
}

static void positions(void **state) {
    (void)state;
    Session *s = session_new();
    const char *text = "ab\n\tx\r\n\xC3\xA9\xE6\x97\xA5y\xFFz\n# 10 \"g.y\"\nq";
    SourceFile *f = source_add(s, "t.ml", text, strlen(text));
    LineCol lc = source_linecol(f, 1);
    assert_int_equal(lc.line, 1);
    assert_int_equal(lc.col, 1);
    lc = source_linecol(f, 4);
    assert_int_equal(lc.line, 2);
    assert_int_equal(lc.col, 1);
    assert_int_equal(source_display_col(f, 4), 8);
    lc = source_linecol(f, 12); /* y behind é (1 column) and 日 (2) */
    assert_int_equal(lc.line, 3);
    assert_int_equal(lc.col, 5);
    assert_int_equal(source_display_col(f, 12), 3);
    assert_int_equal(source_display_col(f, 14), 5);
    uint32_t start, len;
    assert_memory_equal(source_line(f, 2, &start, &len), "\tx", 2);
    assert_int_equal(len, 2);
    source_line_directive(s, f, 16, 10, "g.y", 3);
    lc = source_linecol(f, (uint32_t)strlen(text) - 1);
    assert_int_equal(lc.line, 10);
    assert_int_equal(lc.real_line, 5);
    assert_string_equal(lc.path, "g.y");
    lc = source_linecol(f, 0xFFFFFFF0u); /* beyond the end: the end */
    assert_int_equal(lc.real_line, 5);
    session_free(s);
}

static char *flush(Session *s) {
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    diag_flush(s, out);
    fclose(out);
    return text;
}

static void diagnostics_are_sorted_and_said_once(void **state) {
    (void)state;
    Session *s = session_new();
    SourceFile *f = source_add(s, "a.ml", "let x = 1\nlet y = 2\n", 20);
    Diag *d = diag_error(s, (Loc){f->index, 14, 15}, "E0201", "Second %d", 2);
    diag_label(s, d, (Loc){f->index, 4, 5}, "cause");
    diag_primary(s, d, "fault");
    diag_note(s, d, "fact");
    diag_help(s, d, "action");
    diag_warn(s, (Loc){f->index, 0, 3}, "W008", "First");
    diag_error(s, (Loc){f->index, 14, 15}, "E0201", "Second 2");
    diag_error(s, NO_LOC, "E0501", "Nowhere");
    char *text = flush(s);
    assert_string_equal(text, "mloc: error[E0501]: Nowhere\n"
                              "a.ml:1:1: warning[W008]: First\n"
                              "  |\n"
                              "1 | let x = 1\n"
                              "  | ^^^\n"
                              "a.ml:2:5: error[E0201]: Second 2\n"
                              "  |\n"
                              "1 | let x = 1\n"
                              "  |     - cause\n"
                              "2 | let y = 2\n"
                              "  |     ^ fault\n"
                              "  = note: fact\n"
                              "  = help: action\n");
    free(text);
    assert_int_equal(s->nerrors, 3);
    text = flush(s); /* nothing twice */
    assert_string_equal(text, "");
    free(text);
    session_free(s);
}

static void errors_are_limited(void **state) {
    (void)state;
    Session *s = session_new();
    Buf b = {0};
    for (int i = 0; i < 50000; i++) buf_addc(&b, 'x');
    SourceFile *f = source_add(s, "a.ml", b.data, b.len);
    for (uint32_t i = 0; i < 50000; i++) {
        Diag *d = diag_error(s, (Loc){f->index, i, i + 1}, "E0101", "Bad %u", i);
        diag_help(s, d, "none");
        diag_label(s, d, d->loc, "here");
    }
    assert_int_equal(s->nerrors, 50000);
    assert_true(s->diags.len <= DIAG_KEEP);
    char *text = flush(s);
    uint32_t n = 0;
    for (const char *p = text; (p = strstr(p, "error[")) != NULL; p++) n++;
    assert_int_equal(n, s->max_errors);
    assert_non_null(strstr(text, "more errors follow"));
    free(text);
    buf_free(&b);
    session_free(s);
}

static void long_lines_are_cut(void **state) {
    (void)state;
    Session *s = session_new();
    Buf b = {0};
    while (b.len < 10000000) buf_adds(&b, "abcdefghi ");
    SourceFile *f = source_add(s, "a.ml", b.data, b.len);
    Diag *d = diag_error(s, (Loc){f->index, 5000000, 5000005}, "E0101", "Far");
    diag_label(s, d, (Loc){f->index, 10, 9000000}, "long");
    char *text = flush(s);
    assert_true(strlen(text) < 2000);
    assert_non_null(strstr(text, "^^^^^\n"));
    free(text);
    s->json_errors = true;
    diag_error(s, (Loc){f->index, 3, 4}, "E0101", "a \"quoted\" \\ \n \x01 \xFF \xC3\xA9");
    text = flush(s);
    assert_non_null(strstr(text, "\"message\":\"a \\\"quoted\\\" \\\\ \\n \\u0001 \\ufffd \xC3\xA9\""));
    free(text);
    buf_free(&b);
    session_free(s);
}

static void odd_spans_are_shown(void **state) {
    (void)state;
    Session *s = session_new();
    const char *text = "(\n  a\n\n\n  b\n) \xE2\x80\xAE x\x1B[31m";
    SourceFile *f = source_add(s, "a.ml", text, strlen(text));
    uint32_t n = f->len;
    for (uint32_t i = 0; i <= n + 2; i++)
        for (uint32_t j = 0; j <= n + 2; j++) {
            Diag *d = diag_error(s, (Loc){f->index, i, j}, "E0101", "Span");
            diag_label(s, d, (Loc){f->index, j, i}, "other");
            char *out = NULL;
            size_t len = 0;
            FILE *mem = open_memstream(&out, &len);
            diag_print_text(s, d, mem);
            diag_print_json(s, d, mem);
            fclose(mem);
            assert_null(strchr(out, 0x1B));
            assert_null(strstr(out, "\xE2\x80\xAE"));
            free(out);
        }
    session_free(s);
}

static void codes_are_explained(void **state) {
    (void)state;
    assert_non_null(diag_explain("E0110"));
    assert_null(diag_explain("E9999"));
    assert_null(diag_explain(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_objects_are_zeroed_aligned_and_distinct),
        cmocka_unit_test(a_reset_arena_starts_again_with_zeroes),
        cmocka_unit_test(pools_give_distinct_blocks_and_take_them_back),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(equal_strings_have_one_name),
        cmocka_unit_test(maps_hold_what_was_put),
        cmocka_unit_test(buffers_collect_bytes),
        cmocka_unit_test(files_are_read_and_written_whole),
        cmocka_unit_test(positions),
        cmocka_unit_test(diagnostics_are_sorted_and_said_once),
        cmocka_unit_test(errors_are_limited),
        cmocka_unit_test(long_lines_are_cut),
        cmocka_unit_test(odd_spans_are_shown),
        cmocka_unit_test(codes_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
