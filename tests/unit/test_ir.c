/* test_ir.c: MIR's structure: building and editing, analyses (against slow and obvious versions on random graphs),
   text, sharing of data, linking, garbage collection of programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ir.h"

static Session *s;
static Program *p;

static int set_up(void **state) {
    (void)state;
    s = session_new();
    p = program_new(s);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    program_free(p);
    session_free(s);
    return 0;
}

static Name name(const char *text) {
    return name_ofz(s->names, text);
}

static char *printed(const Program *q, size_t *n) {
    char *text = NULL;
    FILE *f = open_memstream(&text, n);
    ir_print_with(q, f, IRP_LOCS);
    fclose(f);
    return text;
}

static bool parse(const char *text) {
    return ir_parse(p, source_add(s, "t.mir", text, strlen(text)));
}

/* ---- building and editing ---- */

static void build_and_edit(void **state) {
    (void)state;
    Layout in[2] = {L_VAL, L_IMM}, out = L_VAL;
    Func *f = func_new(p, name("f"), 2, in, 1, &out);
    Builder b = {.prog = p, .func = f, .block = block_new(f, "entry")};
    Val x = block_param(f, b.block, L_VAL, M_GLOBAL), n = block_param(f, b.block, L_IMM, M_GLOBAL);
    Val c = build_const(&b, L_IMM, 1);
    Val sum = build_op2(&b, OP_ADD, L_IMM, n, c);
    Val v = build_op(&b, OP_IMM_VAL, L_VAL, sum);
    Val t = build_alloc(&b, 0, PLACE_HEAP, NO_SITE, 2, (Val[]){x, v});
    term_ret(&b, 1, &t);
    assert_int_equal(ir_verify(p, NULL, NULL), 0);
    assert_int_equal(val_layout(f, build_cmp(&b, OP_LT, L_F64, build_f64(&b, 1), build_f64(&b, 2))), L_I1);

    /* c moves behind sum, and back */
    Ins ci = {val_info(f, c)->def}, si = {val_info(f, sum)->def};
    inst_remove(f, ci);
    assert_int_equal(inst_at(f, ci)->block.i, 0);
    assert_int_equal(block_at(f, b.block)->first.i, si.i);
    assert_int_not_equal(ir_verify(p, NULL, NULL), 0);
    inst_insert_before(f, si, ci);
    assert_int_equal(block_at(f, b.block)->first.i, ci.i);
    assert_int_equal(ir_verify(p, NULL, NULL), 0);

    Blk b1 = block_new(f, NULL), b2 = block_new(f, NULL), b3 = block_new(f, NULL);
    block_move_after(f, b1, b3);
    assert_int_equal(f->last_block.i, b1.i);
    assert_int_equal(block_at(f, b2)->next.i, b3.i);
    block_remove(f, b3);
    assert_int_equal(block_at(f, b2)->next.i, b1.i);
    block_remove(f, b1);
    assert_int_equal(f->last_block.i, b2.i);
    block_remove(f, b2);
    assert_int_equal(f->last_block.i, b.block.i);
    assert_int_equal(block_at(f, b.block)->next.i, 0);
}

static void modes_of_results(void **state) {
    (void)state;
    Layout val = L_VAL;
    Func *f = func_new(p, name("f"), 1, &val, 1, &val);
    Builder b = {.prog = p, .func = f, .block = block_new(f, NULL)};
    Val x = block_param(f, b.block, L_VAL, M_GLOBAL);
    Val t = build_alloc(&b, 0, PLACE_REGION, NO_SITE, 1, &x);
    assert_int_equal(val_info(f, t)->mode, M_LOCAL);
    assert_int_equal(val_info(f, build_load(&b, L_VAL, t, 0, true))->mode, M_LOCAL);
    assert_int_equal(val_info(f, build_load(&b, L_VAL, t, 0, false))->mode, M_GLOBAL);
    assert_int_equal(val_info(f, build_load(&b, L_VAL, x, 0, true))->mode, M_GLOBAL);
    Val c = build_const(&b, L_I1, 1);
    assert_int_equal(val_info(f, build_select(&b, L_VAL, c, x, t))->mode, M_LOCAL);
    inst_set_place(f, (Ins){val_info(f, t)->def}, PLACE_HEAP);
    assert_int_equal(val_info(f, t)->mode, M_GLOBAL);
}

static void shared_data(void **state) {
    (void)state;
    assert_ptr_equal(data_string(p, "abc", 3), data_string(p, "abcd", 3));
    assert_ptr_not_equal(data_string(p, "abc", 3), data_string(p, "abc\0", 4));
    assert_ptr_equal(data_float(p, 1.5), data_float(p, 1.5));
    assert_ptr_not_equal(data_float(p, 0.0), data_float(p, -0.0));
    assert_ptr_equal(data_extern(p, name("caml_exn_Failure")), data_extern(p, name("caml_exn_Failure")));
    Layout val = L_VAL, f64 = L_F64;
    Ext *a = ext_get(p, name("sin"), 1, &f64, 1, &f64, true, false),
        *b = ext_get(p, name("sin"), 1, &val, 1, &val, false, false);
    assert_ptr_not_equal(a, b);
    assert_ptr_equal(b, ext_get(p, name("sin"), 1, &val, 1, &val, false, false));
    assert_ptr_equal(a, ext_get(p, name("sin"), 1, &f64, 1, &f64, true, false));
    assert_ptr_not_equal(func_new(p, name("g"), 0, NULL, 0, NULL)->name,
                         func_new(p, name("g"), 0, NULL, 0, NULL)->name);
}

/* ---- analyses ---- */

/* n blocks with the given edges (at most two each, by a branch on the parameter; the rest return). */
static Func *graph(uint32_t n, const uint32_t (*succ)[2], const uint8_t *nsucc, Blk *blocks) {
    Layout i1 = L_I1;
    Func *f = func_new(p, name("graph"), 1, &i1, 0, NULL);
    Builder b = {.prog = p, .func = f};
    for (uint32_t k = 0; k < n; k++) blocks[k] = block_new(f, NULL);
    Val c = block_param(f, blocks[0], L_I1, M_GLOBAL);
    for (uint32_t k = 0; k < n; k++) {
        b.block = blocks[k];
        if (nsucc[k] == 0)
            term_ret(&b, 0, NULL);
        else if (nsucc[k] == 1)
            term_jump(&b, blocks[succ[k][0]], 0, NULL);
        else
            term_br(&b, c, edge_to(f, blocks[succ[k][0]], 0, NULL), edge_to(f, blocks[succ[k][1]], 0, NULL), HINT_NONE);
    }
    return f;
}

/* Can `to` be reached from `from` without stepping on `without`? */
static bool reaches(const Func *f, uint32_t from, uint32_t to, uint32_t without, bool *seen) {
    if (from == without || seen[from]) return false;
    if (from == to) return true;
    seen[from] = true;
    const Term *t = &f->blocks[from].term;
    for (uint32_t e = 0; e < t->nedges; e++)
        if (reaches(f, t->edges[e].block.i, to, without, seen)) return true;
    return false;
}

static void check_graph(const Func *f) {
    Arena *a = arena_new("test");
    Cfg *c = cfg_compute(a, f);
    bool seen[64];
    for (uint32_t x = 1; x < f->nblocks; x++) {
        memset(seen, 0, sizeof seen);
        bool live = reaches(f, f->entry.i, x, 0, seen);
        assert_int_equal(c->order[x] != UINT32_MAX, live);
        if (!live) continue;
        for (uint32_t y = 1; y < f->nblocks; y++) { /* y dominates x: no way to x around y */
            memset(seen, 0, sizeof seen);
            bool dom = c->order[y] != UINT32_MAX && (x == y || !reaches(f, f->entry.i, x, y, seen));
            assert_int_equal(cfg_dominates(c, (Blk){y}, (Blk){x}), dom);
        }
        /* nesting: the number of headers h whose loop x is in: h dominates x, and x reaches a latch of h within it */
        uint32_t depth = 0;
        for (uint32_t h = 1; h < f->nblocks; h++) {
            bool in = false;
            if (c->order[h] == UINT32_MAX || !cfg_dominates(c, (Blk){h}, (Blk){x})) continue;
            for (uint32_t k = c->pred_start[h]; k < c->pred_start[h + 1]; k++) {
                uint32_t latch = c->preds[k].i;
                memset(seen, 0, sizeof seen);
                if (cfg_dominates(c, (Blk){h}, (Blk){latch}) && (x == h || reaches(f, x, latch, h, seen))) in = true;
            }
            depth += in;
        }
        assert_int_equal(c->loop_depth[x], depth);
    }
    arena_free(a);
}

static void random_graphs(void **state) {
    (void)state;
    uint32_t rng = 12345, succ[24][2];
    uint8_t nsucc[24];
    Blk blocks[24];
    for (int round = 0; round < 400; round++) {
        uint32_t n = 2 + (uint32_t)round % 22;
        for (uint32_t k = 0; k < n; k++) {
            rng = rng * 1664525 + 1013904223;
            nsucc[k] = (uint8_t)(rng >> 28) < 2 ? 0 : (rng >> 28) < 7 ? 1 : 2;
            for (int e = 0; e < 2; e++) {
                rng = rng * 1664525 + 1013904223;
                succ[k][e] = 1 + (rng >> 10) % (n - 1); /* not the entry */
            }
        }
        check_graph(graph(n, (const uint32_t(*)[2])succ, nsucc, blocks));
    }
}

static void long_chain(void **state) {
    (void)state;
    enum { N = 200000 };
    uint32_t(*succ)[2] = calloc(N, sizeof *succ);
    uint8_t *nsucc = calloc(N, 1);
    Blk *blocks = calloc(N, sizeof *blocks);
    for (uint32_t k = 0; k + 1 < N; k++) {
        succ[k][0] = k + 1;
        succ[k][1] = k ? k : 1; /* and a loop on itself */
        nsucc[k] = 2;
    }
    Func *f = graph(N, (const uint32_t(*)[2])succ, nsucc, blocks);
    Arena *a = arena_new("test");
    Cfg *c = cfg_compute(a, f);
    assert_int_equal(c->n, N);
    assert_true(cfg_dominates(c, blocks[5], blocks[N - 1]));
    assert_false(cfg_dominates(c, blocks[N - 1], blocks[5]));
    assert_int_equal(c->loop_depth[blocks[N / 2].i], 1);
    arena_free(a);
    assert_int_equal(ir_verify_func(p, f, NULL, NULL), 0);
    free(succ);
    free(nsucc);
    free(blocks);
}

/* ---- text ---- */

static const char everything[] =
    "file 1 \"a.ml\" len 50 lines 10 20 49\n"
    "site 1 \"tuple\" in \"M.f\" words 3 !1:3-7\n"
    "site 2 \"ref\" fate removed reason \"does not escape\"\n"
    "ext @caml_foo(val, f64) -> val noalloc\n"
    "ext @caml_foo#2(val) -> () raises\n"
    "string @\"odd name\" \"tab\\x09 quote\\\" \\\\ \\n\\xff\" !1:1-2\n"
    "extern data @caml_exn_Not_found\n"
    "data @M tag=0 root { imm -1, data @\"odd name\", data @N+3, code @c, raw 0xff, f64 0x1.8p+1, f64 -inf, f64 "
    "nan(0x7ff8000000000001), extern \"caml_int64_ops\" }\n"
    "data @N tag=254 { f64 0x0p+0, f64 -0x0p+0, f64 0x0.0000000000001p-1022, f64 inf }\n"
    "extern func @elsewhere(val) -> val\n"
    "\n"
    "func @\"M.f!\"(val @local, imm) -> (val @local, f64) effects(raise, alloc) local_result inline(never) specialise "
    "cold "
    "unroll(4) source \"f\" !1:0-50 {\n"
    "b0.start(%0.x: val @local, %1: imm):\n"
    "  %2 = const.f64 0x1.999999999999ap-4 !1:5-6\n"
    "  %3 = const.i64 -9223372036854775808\n"
    "  %4 = region.begin\n"
    "  %5 @local = alloc region tag=3 (%0.x, %1) site 1 !1:3-7\n"
    "  %6 = box.nat heap %3\n"
    "  %7 = unbox.nat %6\n"
    "  %8 = loadx.u16 %6, %1\n"
    "  storex.i64 %6, %1, %3\n"
    "  modifyx %6, %1, %6\n"
    "  store.val %5, 1, %6 init\n"
    "  ccall @caml_foo#2(%6)\n"
    "  %9 = load.val %5, 0\n"
    "  %10 = cloentry %9, -2\n"
    "  %11 = ccall @caml_foo(%9, %2)\n"
    "  poll\n"
    "  region.end %4\n"
    "  switch %8 [0 -> b1, -5 -> b2(%9), else b1]\n"
    "b1:\n"
    "  %12 @local, %13 = call @\"M.f!\"(%0.x, %1) notail inline\n"
    "  ret %12, %13\n"
    "b2.h(%14.e: val):\n"
    "  %15 = tag %14.e immut\n"
    "  %16 = eq.imm %15, %1\n"
    "  br %16, b3, b4 likely\n"
    "b3:\n"
    "  invoke_apply %14.e(%14.e, %14.e) -> b2 handler b2 noinline\n"
    "b4:\n"
    "  raise_notrace %14.e\n"
    "}\n"
    "\n"
    "func @c(val, val) -> val effects() closure noenv {\n"
    "b0(%0: val, %1: val):\n"
    "  tailapply %1(%0)\n"
    "}\n"
    "\n"
    "func @init() -> imm is_init {\n"
    "b0:\n"
    "  %0 = const.imm 0\n"
    "  ret %0\n"
    "}\n"
    "\n"
    "init @init\n";

static void round_trip(void **state) {
    (void)state;
    bool ok = parse(everything);
    diag_flush(s, stderr);
    assert_true(ok);
    size_t n;
    char *text = printed(p, &n);
    assert_string_equal(text, everything);
    /* positions come back as lines and columns without the file */
    SourceFile *a = s->files.data[p->sites.data[1].loc.file];
    assert_string_equal(a->path, "a.ml");
    assert_int_equal(source_linecol(a, 15).line, 2);
    assert_int_equal(source_linecol(a, 15).col, 4);
    free(text);
}

static void named_things(void **state) {
    (void)state;
    /* names instead of numbers, and uses before definitions in the text */
    assert_true(parse("func @f(i1, imm) -> imm {\n"
                      "start(%c: i1, %n: imm):\n  br %c, two, one\n"
                      "last:\n  ret %sum\n"
                      "two:\n  jump one\n"
                      "one:\n  %sum = add.imm %n, %n\n  jump last\n}\n"));
    assert_int_equal(ir_verify(p, NULL, NULL), 0);
    size_t n;
    char *text = printed(p, &n);
    assert_non_null(strstr(text, "b0.start(%0.c: i1, %1.n: imm):"));
    assert_non_null(strstr(text, "ret %2.sum"));
    free(text);
}

static void errors(void **state) {
    (void)state;
    static const struct {
        const char *text, *code, *at;
    } cases[] = {
        {"func @f() -> imm {\nb0:\n  ret %x\n}", "E0603", "%x"},
        {"func @f() -> imm {\nb0:\n  jump b7\n}", "E0603", "b7"},
        {"func @f() -> imm {\nb0:\n  %a = call @g()\n  ret %a\n}", "E0603", "@g"},
        {"func @f() -> imm {\nb0:\n  %a = frob.imm\n}", "E0601", "frob.imm"},
        {"func @f() -> imm {\nb0:\n  %a = const 1\n}", "E0601", "const"},
        {"func @f() -> imm {\nb0:\n  %a = const.imm 1\n  %a = const.imm 2\n  ret %a\n}", "E0604", "%a = const.imm 2"},
        {"func @f() -> imm {\nb0:\n  const.imm 1\n  unreachable\n}", "E0601", "const.imm"},
        {"func @f() -> imm {\n}", "E0601", "}"},
        {"func @f() -> imm {\nb0:\n  unreachable\n", "E0601", ""},
        {"func @f() -> wide", "E0601", "wide"},
        {"data @d tag=0 { imm 99999999999999999999 }", "E0601", "99999999999999999999"},
        {"data @d tag=0 { imm 1 }\ndata @d tag=0 { imm 2 }", "E0604", "@d tag=0 { imm 2"},
        {"string @s \"abc", "E0601", "\"abc"},
        {"data @d tag=0 { imm 1 } \xe2\x82\xac", "E0601", "\xe2\x82\xac"},
        {"nonsense", "E0601", "nonsense"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        program_free(p);
        session_free(s);
        set_up(NULL);
        assert_false(parse(cases[k].text));
        const Diag *d = s->diags.data[0];
        if (strcmp(d->code, cases[k].code) != 0 ||
            strncmp(cases[k].text + d->loc.start, cases[k].at, strlen(cases[k].at)) != 0)
            fail_msg("case %zu: %s %s at `%s`", k, d->code, d->message, cases[k].text + d->loc.start);
    }
}

/* ---- linking ---- */

static void link_units(void **state) {
    (void)state;
    assert_true(parse("string @s \"x\"\ndata @d tag=0 { imm 1 }\nextern func @g(val) -> val\nextern data @m\n"
                      "func @init() -> val {\nb0:\n  %m = data @m\n  tailcall @g(%m)\n}\ninit @init\n"));
    assert_true(
        parse("string @s \"x\"\ndata @d tag=0 { imm 1 }\ndata @m tag=0 root { data @d }\ndata @unused tag=0 { imm 1 }\n"
              "func @g(val) -> val {\nb0(%a: val):\n  ret %a\n}\n"
              "func @h(val) -> val {\nb0(%a: val):\n  tailcall @g(%a)\n}\n"));
    assert_int_equal(ir_verify(p, NULL, NULL), 0);
    program_gc(p);
    assert_int_equal(ir_verify(p, NULL, NULL), 0);
    assert_false(program_find_func(p, name("g"))->dead);
    assert_true(program_find_func(p, name("h"))->dead);
    assert_false(program_find_data(p, name("d"))->dead);
    assert_true(program_find_data(p, name("unused"))->dead);
    assert_true(program_find_data(p, name("s"))->dead);
    assert_false(parse("func @g(val) -> val {\nb0(%a: val):\n  ret %a\n}\n"));
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(build_and_edit), T(modes_of_results), T(shared_data), T(random_graphs), T(long_chain),
        T(round_trip),     T(named_things),     T(errors),      T(link_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
