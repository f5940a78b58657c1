/* test_verify.c: each file of tests/mir/verify breaks the rule that its name begins with, and no other; those named
   ok_ break none.  Rules that text cannot break are broken here by hand.  Every file also round-trips. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ir.h"

static char *printed(const Program *p, size_t *n) {
    char *text = NULL;
    FILE *f = open_memstream(&text, n);
    ir_print(p, f);
    fclose(f);
    return text;
}

static Program *parsed(Session *s, const char *path, const char *text, size_t n) {
    Program *p = program_new(s);
    if (!ir_parse(p, source_add(s, path, text, n))) {
        diag_flush(s, stderr);
        fail_msg("%s does not parse", path);
    }
    return p;
}

static void check_file(const char *path, const char *name) {
    Session *s = session_new();
    Buf b = {0};
    const char *why = "";
    if (!file_read(path, &b, &why)) fail_msg("%s: %s", path, why);
    Program *p = parsed(s, path, b.data, b.len);
    IrErrors errs = {0};
    uint32_t n = ir_verify(p, &errs, s->perm);
    if (strncmp(name, "ok_", 3) == 0) {
        if (n) fail_msg("%s: %s", name, errs.texts.data[0]);
    } else {
        if (!n) fail_msg("%s: nothing was found", name);
        for (uint32_t k = 0; k < errs.texts.len; k++)
            if (strncmp(errs.texts.data[k], name, 3) != 0) fail_msg("%s: %s", name, errs.texts.data[k]);
    }
    size_t n1, n2;
    char *once = printed(p, &n1);
    Program *q = parsed(s, "printed.mir", once, n1);
    char *twice = printed(q, &n2);
    if (n1 != n2 || memcmp(once, twice, n1) != 0) fail_msg("%s does not round-trip:\n%s\n%s", name, once, twice);
    free(once);
    free(twice);
    program_free(q);
    program_free(p);
    buf_free(&b);
    session_free(s);
}

static void files(void **state) {
    (void)state;
    static const char dir[] = MLOC_TEST_DIR "/mir/verify";
    DIR *d = opendir(dir);
    assert_non_null(d);
    uint32_t n = 0;
    char path[4096];
    for (struct dirent *e; (e = readdir(d));) {
        size_t len = strlen(e->d_name);
        if (len < 4 || strcmp(e->d_name + len - 4, ".mir") != 0) continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        check_file(path, e->d_name);
        n++;
    }
    closedir(d);
    assert_true(n > 60);
}

/* ---- by hand ---- */

typedef struct {
    Session *s;
    Program *p;
    Func *f;
    Builder b;
    Val x;
} World;

/* func @f(imm) -> imm { b0(%x): %c = const.imm 1 ... } without a terminator */
static World world(void) {
    World w = {.s = session_new()};
    w.p = program_new(w.s);
    Layout imm = L_IMM;
    w.f = func_new(w.p, name_ofz(w.s->names, "f"), 1, &imm, 1, &imm);
    w.b = (Builder){.prog = w.p, .func = w.f, .block = block_new(w.f, NULL)};
    w.x = block_param(w.f, w.b.block, L_IMM, M_GLOBAL);
    return w;
}

static void expect(World *w, const char *rule) {
    IrErrors errs = {0};
    uint32_t n = ir_verify(w->p, &errs, w->s->perm);
    if (!rule)
        assert_int_equal(n, 0);
    else if (!n || strncmp(errs.texts.data[0], rule, 3) != 0)
        fail_msg("expected %s, got %s", rule, n ? errs.texts.data[0] : "nothing");
    program_free(w->p);
    session_free(w->s);
}

static void fine(void **state) {
    (void)state;
    World w = world();
    term_ret(&w.b, 1, &w.x);
    expect(&w, NULL);
}

static void v01_removed_instruction(void **state) {
    (void)state;
    World w = world();
    Val c = build_const(&w.b, L_IMM, 1);
    term_ret(&w.b, 1, &c);
    inst_remove(w.f, (Ins){val_info(w.f, c)->def});
    expect(&w, "V01");
}

static void v01_removed_block(void **state) {
    (void)state;
    World w = world();
    Blk b = block_new(w.f, NULL);
    term_jump(&w.b, b, 0, NULL);
    w.b.block = b;
    term_ret(&w.b, 1, &w.x);
    block_remove(w.f, b);
    expect(&w, "V01");
}

static void v01_no_value(void **state) {
    (void)state;
    World w = world();
    Val none = {1000};
    term_ret(&w.b, 1, &none);
    expect(&w, "V01");
}

static void v01_removed_function(void **state) {
    (void)state;
    World w = world();
    Layout imm = L_IMM;
    Func *g = func_new(w.p, name_ofz(w.s->names, "g"), 0, NULL, 1, &imm);
    g->dead = true;
    term_tailcall(&w.b, g->id, 0, NULL);
    expect(&w, "V01");
}

static void v01_removed_data(void **state) {
    (void)state;
    World w = world();
    Data *d = data_string(w.p, "x", 1);
    build_data(&w.b, d->id);
    d->dead = true;
    term_ret(&w.b, 1, &w.x);
    expect(&w, "V01");
}

static void v06_foreign_result(void **state) {
    (void)state;
    World w = world();
    build_const(&w.b, L_IMM, 1);
    Val c = build_const(&w.b, L_IMM, 2);
    val_info(w.f, c)->def = 1;
    term_ret(&w.b, 1, &w.x);
    expect(&w, "V06");
}

static void v06_broken_list(void **state) {
    (void)state;
    World w = world();
    build_const(&w.b, L_IMM, 1);
    build_const(&w.b, L_IMM, 2);
    inst_at(w.f, block_at(w.f, w.b.block)->last)->prev = NO_INS;
    term_ret(&w.b, 1, &w.x);
    expect(&w, "V06");
}

static void v22_dead_target(void **state) {
    (void)state;
    World w = world();
    Data *s = data_string(w.p, "x", 1), *d = data_new(w.p, name_ofz(w.s->names, "d"), 0, 1);
    d->fields[0] = (DataField){.kind = DF_DATA, .data = s->id};
    s->dead = true;
    term_ret(&w.b, 1, &w.x);
    expect(&w, "V22");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(fine),
        cmocka_unit_test(v01_removed_instruction),
        cmocka_unit_test(v01_removed_block),
        cmocka_unit_test(v01_no_value),
        cmocka_unit_test(v01_removed_function),
        cmocka_unit_test(v01_removed_data),
        cmocka_unit_test(v06_foreign_result),
        cmocka_unit_test(v06_broken_list),
        cmocka_unit_test(v22_dead_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
