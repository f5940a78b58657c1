/* test_parser.c: trees, positions, limits.  Shapes of trees are compared in tests/syntax. */
#include "syntax.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct {
    Session *s;
    Arena *a;
    SourceFile *f;
    Structure *str;
} Parsed;

static Parsed parse_n(const char *text, size_t n) {
    Parsed p = {.s = session_new(), .a = arena_new("test")};
    p.f = source_add(p.s, "t.ml", text, n);
    p.str = parse_implementation(p.s, p.a, p.f);
    assert_non_null(p.str);
    return p;
}

static Parsed parse(const char *text) {
    return parse_n(text, strlen(text));
}

static void done(Parsed *p) {
    arena_free(p->a);
    session_free(p->s);
}

static Expr *body(const Parsed *p) /* of the last let */
{
    return p->str->items.items[p->str->items.n - 1]->u.value.binds.items[0].expr;
}

static void check_loc(const Parsed *p, Loc loc, const char *text) {
    assert_int_equal(loc.file, p->f->index);
    assert_int_equal(loc.end - loc.start, strlen(text));
    assert_memory_equal(p->f->text + loc.start, text, strlen(text));
}

static void nodes_know_where_they_are(void **state) {
    (void)state;
    Parsed p = parse("let x = f (a + b) ~l:c, [1; 2], -3, M.N.y.z\n");
    Expr *e = body(&p);
    check_loc(&p, e->loc, "f (a + b) ~l:c, [1; 2], -3, M.N.y.z");
    Expr *app = e->u.tuple.items[0];
    check_loc(&p, app->loc, "f (a + b) ~l:c");
    check_loc(&p, app->u.apply.args.items[0].expr->loc, "(a + b)");
    assert_true(app->u.apply.args.items[0].expr->parens);
    assert_true(app->u.apply.args.items[0].expr->u.apply.infix);
    check_loc(&p, app->u.apply.args.items[1].expr->loc, "c");
    check_loc(&p, e->u.tuple.items[1]->loc, "[1; 2]");
    check_loc(&p, e->u.tuple.items[2]->loc, "-3");
    check_loc(&p, e->u.tuple.items[3]->loc, "M.N.y.z");
    check_loc(&p, e->u.tuple.items[3]->u.field.expr->loc, "M.N.y");
    check_loc(&p, p.str->items.items[0]->loc, "let x = f (a + b) ~l:c, [1; 2], -3, M.N.y.z");
    done(&p);
    p = parse("let f x =\n  a; let y = 1 in\n  if b then c else d\n");
    e = body(&p)->u.fun.body;
    check_loc(&p, e->loc, "a; let y = 1 in\n  if b then c else d");
    check_loc(&p, e->u.seq.second->loc, "let y = 1 in\n  if b then c else d");
    check_loc(&p, e->u.seq.second->u.let.body->loc, "if b then c else d");
    done(&p);
}

static void old_and_new_modes_give_one_tree(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"let f (local_ x) = x", "let f (x @ local) = x"},
        {"let f ~(local_ x) = x", "let f ~(x @ local) = x"},
        {"let f (local_ x : t) = x", "let f (x : t @ local) = x"},
        {"let local_ x = e", "let x @ local = e"},
        {"let local_ f x = e", "let (f @ local) x = e"},
        {"let local_ x : t = e", "let x : t @ local = e"},
        {"type t = local_ a -> local_ b", "type t = a @ local -> b @ local"},
        {"type t = { global_ f : t }", "type t = { f : t @@ global }"},
        {"type t = K of global_ t * u", "type t = K of t @@ global * u"},
        {"let f x = exclave_ Some x", "let f x = [%exclave] Some x"},
        {"let x = stack_ (f y)", "let x = [%stack] (f y)"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char *text[2];
        for (int k = 0; k < 2; k++) {
            Parsed p = parse(pairs[i][k]);
            assert_int_equal(p.s->nerrors, 0);
            size_t n = 0;
            FILE *out = open_memstream(&text[k], &n);
            syntax_dump_structure(p.s, p.str, out);
            fclose(out);
            done(&p);
        }
        assert_string_equal(text[0], text[1]);
        free(text[0]);
        free(text[1]);
    }
}

static void modes_are_kept(void **state) {
    (void)state;
    Parsed p = parse("let f (local_ x) : t @ local = x");
    const Expr *f = body(&p);
    assert_int_equal(f->u.fun.params.items[0].pat->mode.bits, MODE_LOCAL);
    assert_int_equal(f->u.fun.ret_mode.bits, MODE_LOCAL);
    check_loc(&p, f->u.fun.params.items[0].pat->mode.loc, "local_");
    assert_true(f->u.fun.from_let);
    done(&p);
}

static char *repeat(const char *before, const char *unit, size_t n, const char *after) {
    Buf b = {0};
    buf_adds(&b, before);
    for (size_t i = 0; i < n; i++) buf_adds(&b, unit);
    buf_adds(&b, after);
    buf_addc(&b, 0);
    return b.data;
}

static void long_programs_are_accepted(void **state) {
    (void)state;
    static const char *const forms[][3] = {
        {"let x = [", "1; ", "2]"},
        {"let x = ", "1 :: ", "[]"},
        {"let x = ", "a @ ", "b"},
        {"let x = ", "a; ", "b"},
        {"let x = ", "let y = 1 in ", "y"},
        {"let x = ", "let y = 1 in f y; ", "y"},
        {"let x = ", "1 + ", "2"},
        {"let x = ", "a && ", "b"},
        {"let x = ", "a, ", "b"},
        {"let x = ", "a := ", "b"},
        {"let x = ", "if a then b else ", "c"},
        {"let x = ", "let open M in ", "c"},
        {"let x = ", "let* y = z in ", "c"},
        {"let x = f ", "a ", "b"},
        {"let x = function ", "A -> 1 | ", "B -> 2"},
        {"let f = function ", "A | ", "B -> 1"},
        {"let f = function ", "a :: ", "b -> 1"},
        {"type t = ", "a -> ", "b"},
        {"type t = ", "a * ", "b"},
        {"type t = ", "| A ", "| B"},
        {"", "let x = 1\n", ""},
        {"let x = {", "a = 1; ", "b}"},
        {"let x = [|", "1; ", "2|]"},
        {"let x = a", ".b", ""},
        {"let x = a", ".(i)", ""},
        {"type t = int ", "list ", ""},
        {"let f ", "x ", "= 1"},
        {"let x = \"", "a", "\""},
        {"let x = M", ".M", ".x"},
        {"let rec f x = 1 ", "and f x = 1 ", ""},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char *text = repeat(forms[i][0], forms[i][1], 100000, forms[i][2]);
        Parsed p = parse(text);
        if (p.s->nerrors) diag_flush(p.s, stderr);
        assert_int_equal(p.s->nerrors, 0);
        if (!strstr(forms[i][0], "a") || i < 20) { /* the dump's own limit is said with ... */
            FILE *null = fopen("/dev/null", "w");
            syntax_dump_structure(p.s, p.str, null);
            fclose(null);
        }
        done(&p);
        free(text);
    }
}

static void deep_nesting_is_an_error(void **state) {
    (void)state;
    static const char *const units[] = {"(",
                                        "[",
                                        "{a = ",
                                        "begin ",
                                        "fun x -> ",
                                        "match a with b -> ",
                                        "f (",
                                        "- ",
                                        "! ",
                                        "lazy (",
                                        "a.(",
                                        "local_ ",
                                        "[%x ",
                                        "if (",
                                        "M.(",
                                        "let x = ",
                                        "(module struct let x = ",
                                        "(x : (",
                                        "function Some (",
                                        "try ",
                                        "while ",
                                        "[|",
                                        "M.{a = ",
                                        "~-"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        char *text = repeat("let x = ", units[i], 100000, "");
        Parsed p = parse(text);
        assert_true(p.s->nerrors >= 1);
        done(&p);
        free(text);
    }
    static const char *const types[] = {"(", "[ `A of ", "x:(", "(module S with type t = ", "[> `A of ("};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        char *text = repeat("type t = ", types[i], 100000, "");
        Parsed p = parse(text);
        assert_true(p.s->nerrors >= 1);
        done(&p);
        free(text);
    }
    static const char *const modules[] = {"struct module M = ", "(", "functor (X : S) -> ", "F(",
                                          "(X : sig module M : "};
    for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++) {
        char *text = repeat("module M = ", modules[i], 100000, "");
        Parsed p = parse(text);
        assert_true(p.s->nerrors >= 1);
        done(&p);
        free(text);
    }
    char *text = repeat("let x = ", "(", 3000, "1");
    char *both = repeat(text, ")", 3000, "\n");
    Parsed p = parse(both);
    assert_int_equal(p.s->nerrors, 0);
    done(&p);
    free(text);
    free(both);
}

static void errors_do_not_cascade(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t errors, items;
    } cases[] = {
        {"let a = )\nlet b = 1\n", 1, 2},
        {"let a = (1 + \nlet b = ]\nlet c = 1\n", 1, 2}, /* let b could be an operand */
        {"let a = (1 + ) + [2; ; 3] + 4\nlet b = 1", 2, 2},
        {"module M = struct\n  let a = (\n  let b = 1\nend\nlet c = 1", 1, 2},
        {"module M = struct\n  let a = begin\n  let b = 1\nend\nlet c = 1", 1, 2},
        {"class c = object end\nlet a = new c\nlet b = a#m", 1, 3},
        {"type t = { a : int; b = int }\nlet a = 1", 1, 2},
        {"let f = function\n | A -> (\n | B -> 2\nlet a = 1", 1, 2},
        {"let a = 1 }\nlet b = 1", 1, 2},
        {"let a = \xE2\x80\x9C"
         "b c -> d\xE2\x80\x9D\nlet b = 1",
         2, 3}, /* a, an error, b */
        {"", 0, 0},
        {";;;;", 0, 0},
        {")", 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Parsed p = parse(cases[i].text);
        if (p.s->nerrors != cases[i].errors || p.str->items.n != cases[i].items)
            fprintf(stderr, "%s\n", cases[i].text), diag_flush(p.s, stderr);
        assert_int_equal(p.s->nerrors, cases[i].errors);
        assert_int_equal(p.str->items.n, cases[i].items);
        done(&p);
    }
}

static void any_tokens_are_survived(void **state) {
    (void)state;
    static const char *const words[] = {
        "let",      "in",      "(",       ")",       "[",       "]",          "{",      "}",      "begin",  "end",
        "struct",   "sig",     "module",  "type",    "=",       "->",         "fun",    "match",  "with",   "|",
        ",",        ";",       ";;",      "x",       "M",       "1",          "\"s\"",  "'a",     ":",      "::",
        "function", "if",      "then",    "else",    "rec",     "and",        "of",     "val",    "open",   "+",
        "-",        "!",       "~x:",     "?y",      "@",       "@@",         "local_", "stack_", "[@",     "[@@",
        "[%",       "%",       ".",       "..",      "object",  "class",      "#",      "new",    "`A",     "as",
        "while",    "do",      "done",    "for",     "to",      "try",        "when",   "lazy",   "assert", "exception",
        "external", "include", "functor", "mutable", "private", "constraint", "_",      "<",      ">",      "<-",
        ":=",       "[|",      "|]",      "[<",      "[>",      "let*",       "and*",   ".%",     "\n",     "\nlet",
        "\ntype"};
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        Buf b = {0};
        for (int i = 0; i < 40; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            buf_adds(&b, words[(seed >> 33) % (sizeof words / sizeof words[0])]);
            buf_addc(&b, ' ');
        }
        Parsed p = parse_n(b.data, b.len);
        FILE *null = fopen("/dev/null", "w");
        syntax_dump_structure(p.s, p.str, null);
        diag_flush(p.s, null);
        fclose(null);
        parse_interface(p.s, p.a, p.f);
        done(&p);
        buf_free(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_where_they_are),
        cmocka_unit_test(old_and_new_modes_give_one_tree),
        cmocka_unit_test(modes_are_kept),
        cmocka_unit_test(long_programs_are_accepted),
        cmocka_unit_test(deep_nesting_is_an_error),
        cmocka_unit_test(errors_do_not_cascade),
        cmocka_unit_test(any_tokens_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
