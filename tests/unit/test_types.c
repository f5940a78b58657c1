/* test_types.c: the unifier, levels, environments and the mode solver by themselves. */
#include "check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    Session *s;
    Checker *c;
} Fixture;

static int set_up(void **state) {
    static Fixture f; /* one test at a time */
    static const CheckOptions none;
    f.s = session_new();
    f.c = checker_new(f.s, NULL, NULL, &none);
    f.c->arena = f.c->types.arena = arena_new("test");
    *state = &f;
    return 0;
}
static int tear_down(void **state) {
    Fixture *f = *state;
    checker_free(f->c);
    session_free(f->s);
    return 0;
}
static Checker *checker(void **state) {
    return ((Fixture *)*state)->c;
}

static Type *arrow(Checker *c, Type *a, Type *b) {
    return ty_arrow(c, (Label){LABEL_NONE, NULL}, a, b, NULL, NULL);
}
static Type *list(Checker *c, Type *t) {
    return ty_constr1(c, c->p.list, t);
}
static Name name(Checker *c, const char *s) {
    return name_ofz(c->s->names, s);
}

static void test_unify(void **state) {
    Checker *c = checker(state);
    Type *a = ty_var(c), *b = ty_var(c);
    assert_true(unify(c, list(c, a), list(c, c->p.t_int)));
    assert_ptr_equal(ty_repr(a), c->p.t_int);
    assert_true(unify(c, arrow(c, a, b), arrow(c, c->p.t_int, list(c, a))));
    assert_true(ty_is_constr(b, c->p.list));
    assert_false(unify(c, list(c, c->p.t_int), list(c, c->p.t_string)));
    assert_ptr_equal(c->unify.left, c->p.t_int);
    assert_ptr_equal(c->unify.right, c->p.t_string);
    assert_true(unify(c, ty_error(c), c->p.t_string));
}
static void test_occurs(void **state) {
    Checker *c = checker(state);
    Type *a = ty_var(c);
    assert_false(unify(c, a, list(c, arrow(c, c->p.t_int, a))));
    assert_int_equal(c->unify.kind, UNIFY_CYCLE);
    assert_int_equal(ty_repr(a)->kind, T_VAR);
}
static void test_try_leaves_no_trace(void **state) {
    Checker *c = checker(state);
    Type *a = ty_var(c), *b = ty_var(c);
    Type *left = ty_tuple(c, (Type *[]){a, b, c->p.t_int}, 3);
    Type *right = ty_tuple(c, (Type *[]){c->p.t_string, a, c->p.t_char}, 3);
    assert_false(unify_try(c, left, right));
    assert_int_equal(ty_repr(a)->kind, T_VAR);
    assert_int_equal(ty_repr(b)->kind, T_VAR);
    assert_ptr_not_equal(ty_repr(a), ty_repr(b));
    Type *fits = ty_tuple(c, (Type *[]){c->p.t_string, a, c->p.t_int}, 3);
    assert_true(unify_try(c, left, fits));
    assert_ptr_equal(ty_repr(b), c->p.t_string);
}
static void test_levels(void **state) {
    Checker *c = checker(state);
    Type *outer = ty_var(c);
    enter_level(c);
    Type *inner = ty_var(c), *both = arrow(c, inner, list(c, outer));
    leave_level(c);
    ty_generalize(c, both);
    assert_int_equal(ty_repr(inner)->level, GENERIC_LEVEL);
    assert_true(ty_repr(outer)->level <= c->level);
    Type *i = ty_instance(c, both);
    assert_ptr_not_equal(ty_repr(i->u.arrow.arg), inner);
    assert_ptr_equal(ty_repr(ty_repr(i->u.arrow.ret)->u.constr.args.items[0]), outer);
    /* a variable that meets an outer one is not generalised */
    enter_level(c);
    Type *v = ty_var(c);
    assert_true(unify(c, outer, list(c, v)));
    leave_level(c);
    ty_generalize(c, v);
    assert_true(ty_repr(v)->level <= c->level);
}
static void test_relaxed_value_restriction(void **state) {
    Checker *c = checker(state);
    enter_level(c);
    Type *v = ty_var(c), *w = ty_var(c);
    Type *covariant = list(c, v), *invariant = ty_constr1(c, c->p.array, w);
    leave_level(c);
    ty_generalize_expansive(c, covariant);
    ty_generalize_expansive(c, invariant);
    assert_int_equal(ty_repr(v)->level, GENERIC_LEVEL);
    assert_true(ty_repr(w)->level <= c->level);
}
static void test_more_general(void **state) {
    Checker *c = checker(state);
    enter_level(c);
    Type *a = ty_var(c), *id = arrow(c, a, a);
    Type *b = ty_var(c), *d = ty_var(c), *any = arrow(c, b, d);
    Type *ints = arrow(c, c->p.t_int, c->p.t_int);
    leave_level(c);
    ty_generalize(c, id);
    ty_generalize(c, any);
    assert_true(ty_more_general(c, id, ints, 0));
    assert_true(ty_more_general(c, any, id, 0));
    assert_false(ty_more_general(c, id, any, 0));
    assert_false(ty_more_general(c, ints, id, 0));
}
static void test_abbreviations(void **state) {
    Checker *c = checker(state);
    TypeDecl *d = decl_new(c, name(c, "pair"), DECL_ALIAS, 1, NO_LOC);
    Type *p = d->params.items[0];
    d->manifest = ty_tuple(c, (Type *[]){p, p}, 2);
    Type *ints = ty_constr1(c, d, c->p.t_int);
    Type *x = ty_var(c), *y = ty_var(c);
    assert_true(unify(c, ints, ty_tuple(c, (Type *[]){x, y}, 2)));
    assert_ptr_equal(ty_repr(x), c->p.t_int);
    assert_ptr_equal(ty_repr(y), c->p.t_int);
    assert_int_equal(ty_rep(ints), REP_BLOCK);
    /* a parameter that does not matter */
    TypeDecl *phantom = decl_new(c, name(c, "phantom"), DECL_ALIAS, 1, NO_LOC);
    phantom->manifest = c->p.t_int;
    phantom->variance.items[0] = 2;
    assert_true(unify(c, ty_constr1(c, phantom, c->p.t_string), ty_constr1(c, phantom, c->p.t_char)));
    assert_true(ty_is_immediate(ty_constr1(c, phantom, c->p.t_string)));
}
static void test_scope_escape(void **state) {
    Checker *c = checker(state);
    Type *outer = ty_var(c);
    Env *env = c->initial;
    Ident id = {name(c, "a"), NO_LOC};
    TypeDecl *d = newtype_begin(c, &env, id);
    Type *a = ty_constr(c, d, NULL, 0);
    assert_ptr_equal(env_find_type(c, env, id.name), d);
    assert_false(unify(c, outer, list(c, a)));
    assert_int_equal(c->unify.kind, UNIFY_ESCAPE);
    Type *fn = arrow(c, a, a);
    newtype_end(c, d);
    assert_int_equal(ty_repr(ty_repr(fn)->u.arrow.arg)->kind, T_VAR);
    assert_ptr_equal(ty_repr(fn->u.arrow.arg), ty_repr(fn->u.arrow.ret));
}
static ValueDesc *value(Checker *c, Name n) {
    ValueDesc *v = NEW(c->arena, ValueDesc);
    v->name = n;
    v->type = c->p.t_int;
    return v;
}
static void test_environment(void **state) {
    Checker *c = checker(state);
    enum { N = 5000 };
    Env **envs = calloc(N + 1, sizeof *envs);
    ValueDesc **vals = calloc(N, sizeof *vals);
    envs[0] = c->initial;
    for (int i = 0; i < N; i++) {
        vals[i] = value(c, name_printf(c->s->names, "v%d", i % 1000)); /* each name is hidden four times */
        envs[i + 1] = env_add_value(c, envs[i], vals[i]);
    }
    for (int i = 0; i < N; i += 7)
        for (int j = i; j > i - 3000 && j >= 0; j -= 611) {
            ValueDesc *found = env_find_value(c, envs[i + 1], vals[j]->name);
            int newest = j + (i - j) / 1000 * 1000;
            assert_ptr_equal(found, vals[newest]);
        }
    assert_null(env_find_value(c, envs[10], vals[10]->name)); /* old environments do not see new names */
    assert_ptr_equal(env_find_type(c, envs[N], name(c, "int")), c->p.int_);
    free(envs);
    free(vals);
}
static void test_open_layers(void **state) {
    Checker *c = checker(state);
    Name x = name(c, "x"), y = name(c, "y");
    ValueDesc *x1 = value(c, x), *x2 = value(c, x), *y1 = value(c, y), *x3 = value(c, x);
    Sig *sig = sig_new(c);
    sig_add(c, sig, ITEM_VALUE, x, NO_LOC, x2);
    Env *env = env_add_value(c, env_add_value(c, c->initial, x1), y1);
    Env *opened = env_open_sig(c, env, sig);
    assert_ptr_equal(env_find_value(c, opened, x), x2);
    assert_ptr_equal(env_find_value(c, opened, y), y1);
    assert_ptr_equal(env_find_value(c, env, x), x1);
    assert_ptr_equal(env_find_value(c, env_add_value(c, opened, x3), x), x3);
    sig_add(c, sig, ITEM_VALUE, y, NO_LOC, x3); /* the index follows */
    assert_ptr_equal(env_find_value(c, opened, y), x3);
}
static void test_candidates(void **state) {
    Checker *c = checker(state);
    Name n = name(c, "K");
    Constr *ks[3];
    Env *env = c->initial;
    for (int i = 0; i < 3; i++) {
        ks[i] = NEW(c->arena, Constr);
        ks[i]->name = n;
        env = env_add_constr(c, env, ks[i]);
    }
    Path p = {NULL, NULL, n, NO_LOC};
    EnvIter it;
    assert_true(env_constrs(c, env, &p, &it));
    for (int i = 2; i >= 0; i--) assert_ptr_equal(env_next_constr(&it), ks[i]);
    assert_null(env_next_constr(&it));
}
static void test_spelling(void **state) {
    Checker *c = checker(state);
    Spell s = spell_new(name(c, "lenght"));
    spell_try(&s, name(c, "list"));
    spell_try(&s, name(c, "length"));
    assert_string_equal(s.best->text, "length");
    s = spell_new(name(c, "x"));
    spell_try(&s, name(c, "y"));
    assert_null(s.best);
}
static void test_modes(void **state) {
    Checker *c = checker(state);
    ModeReason why = {.kind = WHY_BOUND};
    Mode *a = mode_pair(c), *b = mode_pair(c), *d = mode_pair(c);
    assert_true(mode_le(c, a, b, why));
    assert_true(mode_le(c, b, d, why));
    assert_true(mode_le(c, mode_const(c, LOCALITY_REGIONAL), a, why));
    assert_int_equal(mode_lower(d), LOCALITY_REGIONAL); /* through the chain */
    assert_ptr_equal(d->outer->from, b->outer);
    assert_false(mode_le(c, d, NULL, why));
    assert_true(mode_le(c, d, mode_const(c, LOCALITY_REGIONAL), why));
    assert_int_equal(mode_upper(a), LOCALITY_REGIONAL);
    assert_true(mode_le(c, NULL, a, why)); /* nothing written is global */
    assert_false(mode_le(c, mode_const(c, LOCALITY_LOCAL), NULL, why));
    Mode *m = mode_var(c), *n = mode_pair(c);
    assert_true(mode_le(c, m, n, why));
    assert_true(mode_le(c, n, mode_const(c, LOCALITY_REGIONAL), why));
    assert_int_equal(mode_upper(m), LOCALITY_GLOBAL); /* an allocation is never regional */
}
static void test_warning_specs(void **state) {
    Checker *c = checker(state);
    assert_non_null(check_warn(c, NO_LOC, 26, "x"));
    assert_null(check_warn(c, NO_LOC, 27, "x"));
    warnings_apply(c, "-26+27", false);
    assert_null(check_warn(c, NO_LOC, 26, "x"));
    assert_non_null(check_warn(c, NO_LOC, 27, "x"));
    warnings_apply(c, "-a+8..10@5", false);
    assert_null(check_warn(c, NO_LOC, 27, "x"));
    assert_non_null(check_warn(c, NO_LOC, 9, "x"));
    assert_int_equal(check_warn(c, NO_LOC, 5, "x")->severity, DIAG_ERROR);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(test_unify),
        T(test_occurs),
        T(test_try_leaves_no_trace),
        T(test_levels),
        T(test_relaxed_value_restriction),
        T(test_more_general),
        T(test_abbreviations),
        T(test_scope_escape),
        T(test_environment),
        T(test_open_layers),
        T(test_candidates),
        T(test_spelling),
        T(test_modes),
        T(test_warning_specs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
