/* test_exhaust.c: warnings about matches, against an oracle that tries every value.

   Random tables of patterns over small types are written as source, checked, and the
   warnings 8 and 11 compared with what enumeration says.  */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "typed.h"

/* ---- running the checker on a text --------------------------------------------------------------- */

typedef struct {
    Session *s;
    bool not_exhaustive;
    bool unused[64]; /* by line, 0.. */
    uint32_t errors, others;
    char example[256];
} Result;

static Result run(const char *source) {
    Result r = {.s = session_new()};
    SourceFile *f = source_add(r.s, "test.ml", source, strlen(source));
    Arena *a = arena_new("unit");
    Structure *str = parse_implementation(r.s, a, f);
    Checker *c = checker_new(r.s, NULL, NULL, &(CheckOptions){0});
    check_implementation(c, a, name_ofz(r.s->names, "Test"), str, NULL, false);
    r.errors = r.s->nerrors;
    for (uint32_t i = 0; i < r.s->diags.len; i++) {
        const Diag *d = r.s->diags.data[i];
        if (strcmp(d->code, "W008") == 0) {
            r.not_exhaustive = true;
            const char *p = strstr(d->message, "not matched: ");
            snprintf(r.example, sizeof r.example, "%s", p ? p + 13 : "");
        } else if (strcmp(d->code, "W011") == 0) {
            uint32_t line = source_linecol(f, d->loc.start).line - 1;
            if (line < 64) r.unused[line] = true;
        } else
            r.others++;
    }
    checker_free(c);
    return r;
}
static void done(Result *r) {
    session_free(r->s);
}

/* ---- fixed examples ---------------------------------------------------------------------------------- */

static void examples(void **state) {
    (void)state;
    static const struct {
        const char *source, *example; /* NULL: exhaustive */
    } table[] = {
        {"let f = function true -> 1 | false -> 2", NULL},
        {"let f = function true -> 1", "false"},
        {"let f = function [] -> 1 | _ :: _ -> 2", NULL},
        {"let f = function [] -> 1 | [_] -> 2", "_::_::_"},
        {"let f = function Some (Some 1) -> 1 | None -> 2", "Some (Some 0)"},
        {"let f = function 0 | 1 | 3 -> 1", "2"},
        {"let f = function 0L -> 1", "1L"},
        {"let f = function \"\" | \"*\" -> 1", "\"**\""},
        {"let f = function 0. | 1.5 -> 1", "1."},
        {"let f = function '\\000' .. 'm' -> 1 | 'n' .. '\\255' -> 2", NULL},
        {"let f = function '\\000' .. 'm' -> 1 | 'o' .. '\\255' -> 2", "'n'"},
        {"let f = function [||] | [|_|] -> 1", "[| _ ; _ |]"},
        {"let f = function lazy true -> 1", "lazy false"},
        {"let f = function () -> 1", NULL},
        {"let f = function (true, _) | (_, None) -> 1", "(false, Some _)"},
        {"type r = {a : bool; b : int}\nlet f = function {a = true; _} -> 1", "{a=false; _ }"},
        {"type t = K of {a : bool; b : int}\nlet f = function K {a = true; _} -> 1", "K {a=false; _ }"},
        {"type t = A | B of int | C of int * int\nlet f = function A -> 1", "(B _|C (_, _))"},
        {"let f = function x when x -> 1 | true -> 2", "false"},
        {"let f x = match x with Some y -> y | exception Not_found -> 1", "None"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Result r = run(table[i].source);
        if (r.errors) fail_msg("%s: does not check", table[i].source);
        if (r.not_exhaustive != (table[i].example != NULL)) fail_msg("%s: wrong answer", table[i].source);
        if (table[i].example) assert_string_equal(r.example, table[i].example);
        done(&r);
    }
}

/* ---- random tables ---------------------------------------------------------------------------------- */
/* type t = A | B | C of u | D of u * bool   and u = X | Y;  a row is a tuple of up to three patterns of t. */

static uint64_t seed = 88172645463325252u;
static uint32_t rnd(uint32_t n) {
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

/* A pattern of t is the set of the values that it matches: A, B, C X, C Y, D (X, false) ... D (Y, true): 8 bits. */
static uint32_t random_pattern(Buf *b, int depth) {
    switch (rnd(depth ? 9 : 7)) {
    case 0:
    case 1: buf_adds(b, "_"); return 0xff;
    case 2: buf_adds(b, "A"); return 1;
    case 3: buf_adds(b, "B"); return 2;
    case 4: {
        uint32_t k = rnd(3);
        buf_printf(b, "C %s", k == 0 ? "_" : k == 1 ? "X" : "Y");
        return k == 0 ? 12 : k == 1 ? 4 : 8;
    }
    case 5:
    case 6: {
        uint32_t u = rnd(3), v = rnd(3), set = 0;
        buf_printf(b, "D (%s, %s)", u == 0 ? "_" : u == 1 ? "X" : "Y", v == 0 ? "_" : v == 1 ? "false" : "true");
        for (uint32_t x = 0; x < 2; x++)
            for (uint32_t y = 0; y < 2; y++)
                if ((u == 0 || u == x + 1) && (v == 0 || v == y + 1)) set |= 16u << (2 * x + y);
        return set;
    }
    default: {
        buf_adds(b, "(");
        uint32_t set = random_pattern(b, depth - 1);
        buf_adds(b, " | ");
        set |= random_pattern(b, depth - 1);
        buf_adds(b, ")");
        return set;
    }
    }
}

static void random_tables(void **state) {
    (void)state;
    for (int round = 0; round < 3000; round++) {
        uint32_t rows = 1 + rnd(9), cols = 1 + rnd(3);
        uint32_t sets[10][3];
        Buf b = {0};
        buf_adds(&b, "type u = X | Y type t = A | B | C of u | D of u * bool\nlet f = function\n");
        for (uint32_t i = 0; i < rows; i++) {
            buf_adds(&b, "| (");
            for (uint32_t j = 0; j < cols; j++) {
                if (j) buf_adds(&b, ", ");
                sets[i][j] = random_pattern(&b, 2);
            }
            buf_adds(&b, ") -> 0\n");
        }
        bool missing = false, useful[10] = {false};
        uint32_t total = 1;
        for (uint32_t j = 0; j < cols; j++) total *= 8;
        for (uint32_t v = 0; v < total; v++) {
            uint32_t i;
            for (i = 0; i < rows; i++) {
                bool match = true;
                for (uint32_t j = 0, rest = v; j < cols; j++, rest /= 8) match &= sets[i][j] >> (rest % 8) & 1;
                if (match) break;
            }
            if (i == rows)
                missing = true;
            else
                useful[i] = true;
        }
        Result r = run(buf_cstr(&b));
        if (r.errors) fail_msg("does not check:\n%s", buf_cstr(&b));
        if (r.not_exhaustive != missing) fail_msg("exhaustive: %d expected:\n%s", !missing, buf_cstr(&b));
        for (uint32_t i = 0; i < rows; i++)
            if (r.unused[i + 2] == useful[i])
                fail_msg("row %u: useful %d expected:\n%s", i + 1, useful[i], buf_cstr(&b));
        done(&r);
        buf_free(&b);
    }
}

/* Tables that make a careless algorithm run for ever. */
static void hard_tables(void **state) {
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        Buf b = {0};
        buf_adds(&b, "type t = A | B\nlet f = function\n");
        for (int i = 0; i < 20; i++) {
            for (int side = 0; side < 2; side++) {
                buf_adds(&b, "| (");
                for (int j = 0; j < 20; j++) {
                    const char *p = "_";
                    if (kind == 0 && i == j) p = side ? "A" : "B";
                    if (kind == 1 && (j == i || j == (i + 1) % 20)) p = (j == i) == side ? "A" : "B";
                    if (kind == 2 && rnd(8) == 0) p = rnd(2) ? "A" : "B";
                    buf_printf(&b, "%s%s", j ? ", " : "", p);
                }
                buf_adds(&b, ") -> 0\n");
            }
        }
        double start = time_now();
        Result r = run(buf_cstr(&b));
        assert_int_equal(r.errors, 0);
        assert_true(time_now() - start < 20);
        done(&r);
        buf_free(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(examples), cmocka_unit_test(random_tables),
                                       cmocka_unit_test(hard_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
