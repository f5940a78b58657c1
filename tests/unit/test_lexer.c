/* test_lexer.c: tokens, literals, comments. */
#include "lexer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct {
    Session *s;
    Arena *a;
    SourceFile *f;
    TokenVec toks;
} Lexed;

static Lexed lex_n(const char *text, size_t n) {
    Lexed l = {.s = session_new(), .a = arena_new("test")};
    l.f = source_add(l.s, "t.ml", text, n);
    lex_file(l.s, l.f, &l.toks);
    assert_true(l.toks.len >= 4);
    for (uint32_t i = 0; i < 4; i++) assert_int_equal(l.toks.data[l.toks.len - 1 - i].kind, TOK_EOF);
    return l;
}

static Lexed lex(const char *text) {
    return lex_n(text, strlen(text));
}

static void done(Lexed *l) {
    vec_free(&l->toks);
    arena_free(l->a);
    session_free(l->s);
}

static void expect_kinds(const char *text, const TokenKind *kinds, uint32_t n) {
    Lexed l = lex(text);
    assert_int_equal(l.toks.len, n + 4);
    for (uint32_t i = 0; i < n; i++) assert_int_equal(l.toks.data[i].kind, kinds[i]);
    assert_int_equal(l.s->nerrors, 0);
    done(&l);
}
#define KINDS(text, ...)                                                                                               \
    do {                                                                                                               \
        const TokenKind kinds[] = {__VA_ARGS__};                                                                       \
        expect_kinds(text, kinds, sizeof kinds / sizeof kinds[0]);                                                     \
    } while (0)

static void every_keyword_is_found(void **state) {
    (void)state;
    for (TokenKind k = 0; token_is_keyword(k); k++) {
        Lexed l = lex(token_spelling(k));
        assert_int_equal(l.toks.data[0].kind, k);
        done(&l);
        char longer[64];
        snprintf(longer, sizeof longer, "%sx _%s", token_spelling(k), token_spelling(k));
        l = lex(longer);
        assert_int_equal(l.toks.data[0].kind, TOK_LIDENT);
        assert_int_equal(l.toks.data[1].kind, TOK_LIDENT);
        done(&l);
    }
}

static void operators(void **state) {
    (void)state;
    KINDS("a.b .% ..", TOK_LIDENT, TOK_DOT, TOK_LIDENT, TOK_DOTOP, TOK_DOTDOT);
    KINDS("-> - -. -- <- < <= :: := :> :", TOK_ARROW, TOK_MINUS, TOK_MINUSDOT, TOK_INFIXOP2, TOK_LARROW, TOK_LT,
          TOK_INFIXOP0, TOK_COLONCOLON, TOK_COLONEQ, TOK_COLONGT, TOK_COLON);
    KINDS("! != !== ~ ~- ? ?-", TOK_BANG, TOK_BANGEQ, TOK_PREFIXOP, TOK_TILDE, TOK_PREFIXOP, TOK_QUESTION,
          TOK_PREFIXOP);
    KINDS("* ** *. **. / % %x", TOK_STAR, TOK_INFIXOP4, TOK_INFIXOP3, TOK_INFIXOP4, TOK_INFIXOP3, TOK_PERCENT,
          TOK_PERCENT, TOK_LIDENT);
    KINDS("@ @@ @@@ ^ ^^", TOK_AT, TOK_ATAT, TOK_INFIXOP1, TOK_INFIXOP1, TOK_INFIXOP1);
    KINDS("& && &&& | || ||| |]", TOK_AMP, TOK_AMPAMP, TOK_INFIXOP0, TOK_BAR, TOK_BARBAR, TOK_INFIXOP0,
          TOK_BARRBRACKET);
    KINDS("let* let and+ and let%x letx", TOK_LETOP, TOK_LET, TOK_ANDOP, TOK_AND, TOK_LET, TOK_PERCENT, TOK_LIDENT,
          TOK_LIDENT);
    KINDS("#x ## ~a:b ?a:b ~a", TOK_HASH, TOK_LIDENT, TOK_HASHOP, TOK_LABEL, TOK_LIDENT, TOK_OPTLABEL, TOK_LIDENT,
          TOK_TILDE, TOK_LIDENT);
}

static void comments_are_skipped(void **state) {
    (void)state;
    KINDS("a (* b (* c *) \"*)\" {|*)|} {x|*)|x} '\"' '\\'' x' *) d", TOK_LIDENT, TOK_LIDENT);
    KINDS("(** doc *)(**)(***) x", TOK_LIDENT);
    KINDS("#!/usr/bin/env mloc\nx", TOK_LIDENT);
    KINDS("\xEF\xBB\xBFx", TOK_LIDENT);
    Lexed l = lex("x (* \"a *) y");
    assert_int_equal(l.s->nerrors, 1);
    assert_int_equal(l.toks.len, 5);
    done(&l);
}

static Const value(const char *text) {
    Lexed l = lex(text);
    Const c = lex_const(l.s, l.a, l.f, &l.toks.data[0], false);
    static char copy[256];
    memcpy(copy, c.text, c.len < 255 ? c.len + 1 : 255);
    c.text = copy;
    assert_int_equal(l.toks.len, 5);
    done(&l);
    return c;
}

static void integers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
        char suffix;
        bool overflow;
    } cases[] = {
        {"0", 0, 0, false},
        {"1_000", 1000, 0, false},
        {"0xFf", 255, 0, false},
        {"0o17", 15, 0, false},
        {"0b1_01", 5, 0, false},
        {"0u1", 0, 'u', false}, /* and then 1 is left: see below */
        {"4611686018427387903", 4611686018427387903, 0, false},
        {"4611686018427387904", -4611686018427387903 - 1, 0, true},
        {"0x7FFFFFFFFFFFFFFF", -1, 0, false},
        {"0x8000000000000000", 0, 0, true},
        {"99999999999999999999999", 0, 0, true},
        {"2147483647l", 2147483647, 'l', false},
        {"2147483648l", -2147483648, 'l', true},
        {"0xFFFFFFFFl", -1, 'l', false},
        {"9223372036854775807L", INT64_MAX, 'L', false},
        {"0xFFFFFFFFFFFFFFFFn", -1, 'n', false},
        {"9223372036854775808n", INT64_MIN, 'n', true},
        {"12z", 12, 'z', false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (strcmp(cases[i].text, "0u1") == 0) {
            Lexed l = lex("0u1"); /* a digit behind the suffix */
            assert_int_equal(l.s->nerrors, 1);
            done(&l);
            continue;
        }
        Const c = value(cases[i].text);
        assert_int_equal(c.kind, CONST_INT);
        assert_int_equal(c.suffix, cases[i].suffix);
        assert_int_equal(c.overflow, cases[i].overflow);
        if (!cases[i].overflow) assert_int_equal(c.ival, cases[i].value);
    }
}

static void negated(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    Const c = value("4611686018427387904");
    assert_true(c.overflow);
    const_negate(a, &c);
    assert_false(c.overflow);
    assert_int_equal(c.ival, -4611686018427387904);
    assert_string_equal(c.text, "-4611686018427387904");
    const_negate(a, &c);
    assert_true(c.overflow);
    assert_string_equal(c.text, "4611686018427387904");
    c = value("1.5");
    const_negate(a, &c);
    assert_true(c.fval == -1.5);
    arena_free(a);
}

static void floats(void **state) {
    (void)state;
    assert_true(value("1.").fval == 1.0);
    assert_true(value("1_0.2_5e1").fval == 102.5);
    assert_true(value("1e-3").fval == 1e-3);
    assert_true(value("0x1.8p1").fval == 3.0);
    assert_true(value("0xA.").fval == 10.0);
    assert_int_equal(value("1.5s").suffix, 's');
}

static void strings(void **state) {
    (void)state;
    Const c = value("\"a\\n\\065\\x42\\o103\\u{e9}\\\"\\\\ \\\n   b\"");
    assert_int_equal(c.kind, CONST_STRING);
    assert_int_equal(c.len, 11);
    assert_memory_equal(c.text, "a\nABC\xC3\xA9\"\\ b", 11);
    assert_int_equal(c.body_start, 1);
    c = value("{|a\\n\"|}");
    assert_int_equal(c.len, 4);
    assert_memory_equal(c.text, "a\\n\"", 4);
    assert_int_equal(c.body_start, 2);
    c = value("{id|x|i|}|id}");
    assert_memory_equal(c.text, "x|i|}", 5);
    assert_int_equal(value("'\\n'").ival, 10);
    assert_int_equal(value("'\\''").ival, '\'');
    assert_int_equal(value("'\"'").ival, '"');
    assert_int_equal(value("'\\255'").ival, 255);
    Lexed l = lex_n("\"a\0b\"", 5);
    c = lex_const(l.s, l.a, l.f, &l.toks.data[0], false);
    assert_int_equal(c.len, 3);
    assert_memory_equal(c.text, "a\0b", 3);
    done(&l);
}

static void bad_input_is_reported_once(void **state) {
    (void)state;
    static const struct {
        const char *text, *code;
        uint32_t errors;
    } cases[] = {
        {"\"abc", "E0103", 1},        {"{x|abc|}", "E0103", 1},     {"(* (* *)", "E0102", 1},
        {"\x01\x02\x03", "E0101", 1}, {"\xFF\xFE\xFD", "E0101", 1}, {"\xC3\xA9t\xC3\xA9", "E0108", 1},
        {"''", "E0105", 1},           {"'\xC3\xA9'", "E0105", 1},   {"'\\q'", "E0104", 1},
        {"12ab", "E0106", 1},         {"~let:", "E0113", 1},        {"\xE2\x80\x9C", "E0101", 1},
        {"\\\\\\", "E0101", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Lexed l = lex(cases[i].text);
        assert_int_equal(l.s->nerrors, cases[i].errors);
        assert_string_equal(l.s->diags.data[0]->code, cases[i].code);
        done(&l);
    }
}

static void any_bytes_are_survived(void **state) {
    (void)state;
    uint64_t seed = 42;
    for (int round = 0; round < 3000; round++) {
        char text[64];
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const char *favourites = "\"'{|}(*)\\~?#.0x1eab%@[]<>\n ";
            text[i] = round % 2 ? (char)(seed >> 56) : favourites[(seed >> 40) % 28];
        }
        Lexed l = lex_n(text, (size_t)(seed >> 33) % sizeof text);
        for (uint32_t i = 0; i < l.toks.len; i++) {
            const Token *t = &l.toks.data[i];
            assert_true(t->start <= t->end && t->end <= l.f->len);
            assert_true(i == 0 || t[-1].end <= t->start);
            if (t->kind == TOK_INT || t->kind == TOK_FLOAT || t->kind == TOK_CHAR || t->kind == TOK_STRING ||
                t->kind == TOK_QUOTEDEXT)
                assert_non_null(lex_const(l.s, l.a, l.f, t, false).text);
        }
        done(&l);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_keyword_is_found),
        cmocka_unit_test(operators),
        cmocka_unit_test(comments_are_skipped),
        cmocka_unit_test(integers),
        cmocka_unit_test(negated),
        cmocka_unit_test(floats),
        cmocka_unit_test(strings),
        cmocka_unit_test(bad_input_is_reported_once),
        cmocka_unit_test(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
