/* test_gc.c: the runtime from C: allocation, promotion, barriers, marking, sweeping, finalisers, and the primitives
   whose results are fixed by OCaml.  The heap verifier is on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "boxroot/boxroot.h"
#include "caml/alloc.h"
#include "caml/custom.h"
#include "caml/memory.h"
#include "caml/mlvalues.h"
#include "core/init.h"
#include "gc/gc.h"

value caml_compare(value, value), caml_equal(value, value), caml_lessthan(value, value);
value caml_hash(value, value, value, value);
value caml_format_int(value, value), caml_format_float(value, value), caml_make_vect(value, value);
value caml_array_append(value, value), caml_array_sub(value, value, value), caml_gc_quick_stat(value);
value caml_array_blit(value, value, value, value, value), caml_array_concat(value), caml_gc_stat(value);
value caml_final_register(value, value), caml_obj_dup(value);

static value cons(value head, value tail) {
    return caml_alloc_2(Tag_cons, head, tail);
}

/* (n-1) … 0, each boxed in a string */
static value string_list(int n) {
    CAMLparam0();
    CAMLlocal2(list, s);
    list = Val_emptylist;
    for (int i = 0; i < n; i++) {
        char text[32];
        snprintf(text, sizeof text, "item %d", i);
        s = caml_copy_string(text);
        list = cons(s, list);
    }
    CAMLreturn(list);
}

static void check_string_list(value list, int n) {
    for (int i = n - 1; i >= 0; i--) {
        char text[32];
        snprintf(text, sizeof text, "item %d", i);
        assert_true(Is_block(list));
        assert_string_equal(String_val(Field(list, 0)), text);
        list = Field(list, 1);
    }
    assert_int_equal(list, Val_emptylist);
}

static uintnat live_words(void) {
    gc_full_major();
    return gc.live_words;
}

static void test_promotion(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal1(list);
    list = string_list(1000);
    assert_true(Is_young(list));
    gc_minor();
    assert_false(Is_young(list));
    check_string_list(list, 1000);
    list = string_list(300000); /* several nurseries */
    check_string_list(list, 300000);
    gc_full_major();
    check_string_list(list, 300000);
    CAMLreturn0;
}

static void test_garbage_is_freed(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal1(list);
    uintnat before = live_words();
    list = string_list(200000);
    uintnat with = live_words();
    assert_true(with > before + 200000 * 5);
    list = Val_unit;
    assert_int_equal(live_words(), before);
    uintnat pages = gc.pages_used;
    for (int i = 0; i < 5; i++) { /* memory is used again */
        list = string_list(200000);
        list = Val_unit;
        gc_full_major();
    }
    assert_true(gc.pages_used <= pages + 16);
    CAMLreturn0;
}

static void test_remembered_set(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal2(array, v);
    array = caml_alloc(1000000, 0);
    assert_false(Is_young(array));
    for (mlsize_t i = 0; i < 1000000; i++) {
        v = caml_alloc_1(0, Val_long(i));
        Store_field(array, i, v);
    }
    gc_minor();
    for (mlsize_t i = 0; i < 1000000; i++) assert_int_equal(Field(Field(array, i), 0), Val_long(i));
    /* the same field many times: the set is bounded by asking for collections */
    for (mlsize_t i = 0; i < 3000000; i++) {
        v = caml_alloc_1(0, Val_long(i));
        Store_field(array, 0, v);
        Store_field(array, 0, Val_unit);
    }
    gc_full_major();
    for (mlsize_t i = 1; i < 1000000; i++) assert_int_equal(Field(Field(array, i), 0), Val_long(i));
    CAMLreturn0;
}

/* A million young blocks in one array: the work stack of the minor collection and the mark stack. */
static void test_wide_array(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal3(array, v, deep);
    v = caml_alloc_1(0, Val_int(7));
    array = caml_make_vect(Val_int(1000000), v);
    for (mlsize_t i = 0; i < 1000000; i++) assert_int_equal(Field(Field(array, i), 0), Val_int(7));
    deep = Val_emptylist;
    for (int i = 0; i < 2000000; i++) deep = cons(Val_int(i), deep);
    gc_full_major();
    int n = 0;
    for (v = deep; Is_block(v); v = Field(v, 1)) n++;
    assert_int_equal(n, 2000000);
    CAMLreturn0;
}

static void test_mark_stack_overflow(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal3(tree, a, b);
    /* a tree that is wide at each level */
    tree = caml_alloc(200, 0);
    for (mlsize_t i = 0; i < 200; i++) {
        a = caml_alloc(300, 0);
        Store_field(tree, i, a);
        for (mlsize_t j = 0; j < 300; j++) {
            b = string_list(3);
            Store_field(a, j, b);
        }
    }
    uintnat before = live_words(), limit = major_mark_stack_limit;
    major_mark_stack_limit = 1;
    major_drop_mark_stack();
    assert_int_equal(live_words(), before);
    major_mark_stack_limit = limit;
    for (mlsize_t i = 0; i < 200; i++)
        for (mlsize_t j = 0; j < 300; j++) check_string_list(Field(Field(tree, i), j), 3);
    CAMLreturn0;
}

/* The mutator moves the only pointer to a block from an unscanned place to a scanned one while marking runs. */
static void test_incremental_marking(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal3(from, to, v);
    from = caml_alloc(50000, 0);
    to = caml_alloc(50000, 0);
    for (mlsize_t i = 0; i < 50000; i++) {
        v = caml_alloc_1(0, Val_long(i));
        Store_field(from, i, v);
    }
    for (int round = 0; round < 4; round++) {
        gc_minor();
        major_finish_cycle();
        major_start_cycle();
        for (mlsize_t i = 0; i < 50000; i++) {
            v = Field(from, i);
            Store_field(from, i, Val_unit);
            Store_field(to, i, v);
            if (i % 5000 == 0) {
                gc_minor();
                major_slice(1);
            }
        }
        gc_minor();
        major_finish_cycle();
        for (mlsize_t i = 0; i < 50000; i++) assert_int_equal(Field(Field(to, i), 0), Val_long(i));
        v = from;
        from = to;
        to = v;
    }
    CAMLreturn0;
}

static int finalised;
static void count_final(value v) {
    finalised += *(int *)Data_custom_val(v);
}
static const struct custom_operations counted = {.identifier = "test", .finalize = count_final};

static void test_finalisers(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal2(v, old);
    finalised = 0;
    old = caml_alloc_custom(&counted, sizeof(int), 0, 1);
    *(int *)Data_custom_val(old) = 1000;
    v = caml_alloc_custom(&counted, sizeof(int), 0, 1);
    *(int *)Data_custom_val(v) = 1;
    v = Val_unit;
    gc_minor(); /* the young one dies */
    assert_int_equal(finalised, 1);
    gc_full_major();
    assert_int_equal(finalised, 1);
    old = Val_unit;
    gc_full_major();
    assert_int_equal(finalised, 1001);
    v = caml_alloc_custom(&counted, 100000, 0, 1); /* a large one */
    *(int *)Data_custom_val(v) = 5;
    v = Val_unit;
    gc_full_major();
    assert_int_equal(finalised, 1006);
    CAMLreturn0;
}

static void test_large_blocks(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocalN(s, 50);
    for (int round = 0; round < 20; round++)
        for (int i = 0; i < 50; i++) {
            mlsize_t n = (mlsize_t)(1000 + i * 7919 + round * 1234);
            s[i] = caml_alloc_string(n);
            memset(Bytes_val(s[i]), i, n);
        }
    gc_full_major();
    for (int i = 0; i < 50; i++) {
        mlsize_t n = (mlsize_t)(1000 + i * 7919 + 19 * 1234);
        assert_int_equal(caml_string_length(s[i]), n);
        for (mlsize_t k = 0; k < n; k++) assert_int_equal(Byte_u(s[i], k), i);
    }
    CAMLreturn0;
}

static void test_all_sizes(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal2(all, v);
    all = caml_alloc(3000, 0);
    for (mlsize_t n = 1; n < 3000; n++) {
        v = caml_alloc(n, (tag_t)(n % 200));
        for (mlsize_t i = 0; i < n; i++) Field(v, i) = Val_long(n * i);
        Store_field(all, n, v);
        if (n % 3 == 0) Store_field(all, n / 2, Val_unit);
    }
    gc_full_major();
    for (mlsize_t n = 1; n < 3000; n++) {
        v = Field(all, n);
        if (Is_long(v)) continue;
        assert_int_equal(Wosize_val(v), n);
        assert_int_equal(Tag_val(v), n % 200);
        for (mlsize_t i = 0; i < n; i++) assert_int_equal(Field(v, i), Val_long(n * i));
    }
    CAMLreturn0;
}

static value global_a = Val_unit, global_b = Val_unit;
static void test_global_roots(void **state) {
    (void)state;
    caml_register_global_root(&global_a);
    caml_register_generational_global_root(&global_b);
    for (int i = 0; i < 100; i++) {
        global_a = string_list(10);
        caml_modify_generational_global_root(&global_b, string_list(20));
        if (i % 3 == 0) gc_minor();
        if (i % 30 == 0) gc_full_major();
        check_string_list(global_a, 10);
        check_string_list(global_b, 20);
        if (i % 7 == 0) caml_modify_generational_global_root(&global_b, Val_int(3));
    }
    static value many[5000];
    for (int i = 0; i < 5000; i++) {
        many[i] = caml_alloc_1(0, Val_int(i));
        caml_register_global_root(&many[i]);
    }
    gc_full_major();
    for (int i = 0; i < 5000; i++) assert_int_equal(Field(many[i], 0), Val_int(i));
    for (int i = 0; i < 5000; i++) caml_remove_global_root(&many[i]);
    caml_remove_global_root(&global_a);
    caml_remove_generational_global_root(&global_b);
    gc_full_major();
}

static void test_boxroots(void **state) {
    (void)state;
    enum { N = 20000 };
    static boxroot roots[N];
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < N; i++) {
            if (i % 5 == round) {
                if (roots[i] != NULL) boxroot_delete(roots[i]);
                roots[i] = NULL;
            } else if (roots[i] == NULL) {
                roots[i] = boxroot_create(caml_alloc_1(0, Val_int(i)));
            } else if (i % 7 == round) {
                assert_true(boxroot_modify(&roots[i], caml_alloc_1(0, Val_int(i))));
            }
        }
        if (round % 2 == 0)
            gc_minor();
        else
            gc_full_major();
        for (int i = 0; i < N; i++)
            if (roots[i] != NULL) assert_int_equal(Field(boxroot_get(roots[i]), 0), Val_int(i));
    }
    for (int i = 0; i < N; i++)
        if (roots[i] != NULL) boxroot_delete(roots[i]);
}

/* Local blocks are roots, infix pointers and closure headers are understood. */
/* A local block of two fields, as compiled code makes it. */
static value local_pair(value a, value b) {
    mloc_state.region_top -= 24;
    header_t *h = (header_t *)(void *)mloc_state.region_top;
    *h = Make_header(2, 0, Caml_local);
    value *fields = (value *)(h + 1);
    fields[0] = a;
    fields[1] = b;
    return (value)fields;
}
static uintnat fields_visited;
static void count_fields(value *fields, mlsize_t n) {
    (void)fields;
    fields_visited += n;
}

/* A minor collection looks at the blocks that were made since the last one, and at what was stored in older ones. */
static void test_region_stack_seen(void **state) {
    (void)state;
    char *base = mloc_state.region_top;
    value old[100];
    for (int i = 0; i < 100; i++) old[i] = local_pair(caml_copy_string("old"), Val_int(i));
    gc_minor();
    for (int i = 0; i < 100; i++) {
        assert_false(Is_young(Field(old[i], 0)));
        assert_string_equal(String_val(Field(old[i], 0)), "old");
        assert_int_equal(Wosize_val(old[i]), 2);
    }
    char *top = mloc_state.region_top;
    value fresh = local_pair(caml_copy_string("fresh"), Val_unit);
    caml_modify(&Field(old[0], 1), caml_copy_string("stored"));
    caml_modify(&Field(old[0], 1), caml_copy_string("stored again"));
    gc_minor();
    assert_string_equal(String_val(Field(fresh, 0)), "fresh");
    assert_false(Is_young(Field(old[0], 1)));
    assert_string_equal(String_val(Field(old[0], 1)), "stored again");
    /* a field is remembered, its block goes, and raw words that look like a young pointer take the place */
    caml_modify(&Field(fresh, 0), caml_copy_string("dropped"));
    value young = Field(fresh, 0);
    mloc_state.region_top = top - 24;
    *(header_t *)(void *)mloc_state.region_top = Make_header(2, Double_array_tag, Caml_local);
    assert_int_equal(Field(fresh, 0), young);
    gc_minor();
    assert_int_equal(Field(fresh, 0), young);
    /* nothing new: nothing visited */
    fields_visited = 0;
    assert_ptr_equal(region_visit_new(count_fields), mloc_state.region_top);
    local_pair(Val_unit, Val_unit);
    region_visit_new(count_fields);
    assert_int_equal(fields_visited, 2);
    assert_true(region_depth() >= 101 * 24);
    assert_true(region_peak() >= region_depth());
    mloc_state.region_top = base;
}

static void test_region_stack_and_closures(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal3(closure, second, v);
    char *top = mloc_state.region_top;
    value *local = (value *)(void *)(top - 24);
    local[0] = (value)Make_header(2, 0, Caml_local);
    local[1] = string_list(5);
    local[2] = Val_int(3);
    mloc_state.region_top = top - 24;
    gc_minor();
    gc_full_major();
    assert_false(Is_young(local[1]));
    check_string_list(local[1], 5);
    /* a field that is remembered may be gone with its region when a collection comes */
    caml_modify(&local[2], string_list(3));
    mloc_state.region_top = top;
    local[2] = (value)0x123456789abcde0;
    gc_minor();
    /* two closures in one block: code, info, infix header, code, info, environment */
    v = string_list(4);
    closure = caml_alloc_small(6, Closure_tag);
    Field(closure, 0) = (value)&finalised; /* raw words: must not be looked at */
    Field(closure, 1) = Make_closinfo(1, 5);
    Field(closure, 2) = (value)Make_header(3, Infix_tag, 0);
    Field(closure, 3) = (value)0x1000;
    Field(closure, 4) = Make_closinfo(2, 2);
    Field(closure, 5) = v;
    v = Val_unit;
    second = closure + 3 * (value)sizeof(value);
    closure = Val_unit;
    gc_minor();
    assert_false(Is_young(second));
    check_string_list(Field(second, 2), 4);
    gc_full_major();
    check_string_list(Field(second, 2), 4);
    CAMLreturn0;
}

static void test_forward_blocks(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal4(a, b, c, d);
    a = string_list(2);
    a = caml_alloc_1(Forward_tag, a);
    b = caml_copy_double(1.5);
    b = caml_alloc_1(Forward_tag, b);
    c = caml_alloc_1(Forward_tag, Val_int(3));
    d = caml_alloc_2(0, a, b);
    gc_minor();
    assert_int_equal(Tag_val(Field(d, 0)), 0); /* short-circuited */
    check_string_list(Field(d, 0), 2);
    assert_int_equal(Tag_val(Field(d, 1)), Forward_tag); /* not: it is a float */
    assert_int_equal(c, Val_int(3));
    CAMLreturn0;
}

static void test_arrays(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal4(a, b, c, l);
    for (int n = 10; n < 2000; n += 700) {
        a = caml_alloc((mlsize_t)n, 0);
        for (mlsize_t i = 0; i < (mlsize_t)n; i++) {
            b = string_list(1);
            Store_field(a, i, b);
        }
        c = caml_array_append(a, a);
        assert_int_equal(Wosize_val(c), 2 * n);
        l = cons(c, Val_emptylist);
        l = cons(a, l);
        b = caml_array_concat(l);
        gc_minor();
        caml_array_blit(b, Val_int(1), b, Val_int(3), Val_int(n));
        c = caml_array_sub(b, Val_int(2), Val_int(n));
        gc_full_major();
        for (mlsize_t i = 0; i < (mlsize_t)n; i++) check_string_list(Field(c, i), 1);
        c = caml_obj_dup(c);
        gc_minor();
        for (mlsize_t i = 0; i < (mlsize_t)n; i++) check_string_list(Field(c, i), 1);
    }
    a = caml_copy_double(2.5);
    a = caml_make_vect(Val_int(1000), a);
    assert_int_equal(Tag_val(a), Double_array_tag);
    a = caml_array_append(a, a);
    assert_true(Double_flat_field(a, 1999) == 2.5);
    CAMLreturn0;
}

static void test_compare(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal4(a, b, x, y);
    a = string_list(100000);
    b = string_list(100000);
    assert_int_equal(caml_compare(a, b), Val_int(0));
    assert_int_equal(caml_equal(a, b), Val_true);
    b = string_list(100001);
    assert_int_equal(caml_equal(a, b), Val_false);
    /* deep to the left: the stack of the comparison grows */
    a = b = Val_int(0);
    for (int i = 0; i < 500000; i++) {
        a = caml_alloc_2(0, a, Val_int(i));
        b = caml_alloc_2(0, b, Val_int(i));
    }
    assert_int_equal(caml_compare(a, b), Val_int(0));
    x = caml_copy_double(0.0 / 0.0);
    y = caml_copy_double(1.0);
    assert_int_equal(caml_compare(x, y), Val_int(-1));
    assert_int_equal(caml_compare(x, x), Val_int(0));
    assert_int_equal(caml_equal(x, x), Val_false);
    assert_int_equal(caml_lessthan(x, y), Val_false);
    x = caml_copy_int64(-5);
    y = caml_copy_int64(5);
    assert_int_equal(caml_compare(x, y), Val_int(-1));
    assert_int_equal(caml_compare(Val_int(3), a), Val_int(-1));
    x = caml_copy_string("abc");
    y = caml_copy_string("abcd");
    assert_int_equal(caml_compare(x, y), Val_int(-1));
    CAMLreturn0;
}

/* Numbers printed by ocamlopt 4.13. */
static void test_hash(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal1(v);
#define HASH(v) Long_val(caml_hash(Val_int(10), Val_int(100), Val_int(0), (v)))
    assert_int_equal(HASH(Val_int(0)), 129913994);
    assert_int_equal(HASH(Val_int(42)), 395478795);
    v = caml_copy_string("hello");
    assert_int_equal(HASH(v), 840920576);
    v = caml_copy_double(3.14);
    assert_int_equal(HASH(v), 231474695);
    CAMLreturn0;
}

static void test_format(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal2(f, v);
    f = caml_copy_string("%d");
    v = caml_format_int(f, Val_long(Min_long));
    assert_string_equal(String_val(v), "-4611686018427387904");
    f = caml_copy_string("%x");
    v = caml_format_int(f, Val_int(-1));
    assert_string_equal(String_val(v), "7fffffffffffffff");
    f = caml_copy_string("%.12g");
    v = caml_copy_double(0.1);
    v = caml_format_float(f, v);
    assert_string_equal(String_val(v), "0.1");
    CAMLreturn0;
}

static void test_counters(void **state) {
    (void)state;
    uintnat before = gc.minor_words + nursery_used_words();
    for (int i = 0; i < 1000; i++) caml_alloc_small(2, 0);
    assert_int_equal(gc.minor_words + nursery_used_words() - before, 3000);
    value s = caml_gc_stat(Val_unit);
    assert_int_equal(Wosize_val(s), 17);
    assert_true(Long_val(Field(s, 5)) >= Long_val(Field(s, 7))); /* heap_words, live_words */
}

static mlsize_t below(mlsize_t n) {
    static uint64_t seed = 88172645463325252u;
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (mlsize_t)(seed % n);
}

/* Random trees, mutated at random, under a small nursery with the verifier on. */
static void test_random_mutation(void **state) {
    (void)state;
    CAMLparam0();
    CAMLlocal3(table, a, b);
    table = caml_alloc(500, 0);
    gc_minor();
    nursery_resize(4096);
    for (int i = 0; i < 40000; i++) {
        mlsize_t n = 1 + below(below(50) == 0 ? 900 : 6);
        a = caml_alloc(n, 0);
        for (int k = 0; k < 3; k++) {
            b = Field(table, below(500));
            Store_field(a, below(n), b);
        }
        Store_field(table, below(500), a);
        if (below(4) == 0) Store_field(table, below(500), Val_unit);
        b = Field(table, below(500));
        if (Is_block(b)) Store_field(b, below(Wosize_val(b)), a);
        if (below(1000) == 0) major_slice(below(1000));
    }
    gc_full_major();
    gc_minor();
    nursery_resize((uintnat)1 << 16);
    CAMLreturn0;
}

int main(void) {
    setenv("MLOC_GC", "verify", 0);
    setenv("MLOCRUNPARAM", "s=64k", 0);
    mloc_init(NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_promotion),
        cmocka_unit_test(test_garbage_is_freed),
        cmocka_unit_test(test_remembered_set),
        cmocka_unit_test(test_wide_array),
        cmocka_unit_test(test_mark_stack_overflow),
        cmocka_unit_test(test_incremental_marking),
        cmocka_unit_test(test_finalisers),
        cmocka_unit_test(test_large_blocks),
        cmocka_unit_test(test_all_sizes),
        cmocka_unit_test(test_global_roots),
        cmocka_unit_test(test_boxroots),
        cmocka_unit_test(test_region_stack_seen),
        cmocka_unit_test(test_region_stack_and_closures),
        cmocka_unit_test(test_forward_blocks),
        cmocka_unit_test(test_arrays),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_counters),
        cmocka_unit_test(test_random_mutation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
