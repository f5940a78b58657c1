/* compare.c: structural comparison.  Not recursive: what is left to compare is on a stack of ranges, as long as
   the data is deep to the left.  Nothing here allocates in the heap, so no value moves. */
#include <stdlib.h>

#include "../gc/gc.h"
#include "caml/callback.h"
#include "runtime.h"

typedef struct {
    const value *a, *b;
    mlsize_t n;
} Pair;

#define LOCAL_PAIRS 64

typedef struct {
    Pair *top, *base, *end;
    Pair local[LOCAL_PAIRS];
} Stack;

#define UNORDERED INTPTR_MIN

static void stack_free(Stack *s) {
    if (s->base != s->local) free(s->base);
}

static GC_COLD void stack_grow(Stack *s) {
    size_t n = (size_t)(s->end - s->base), room = 2 * n;
    Pair *base = malloc(room * sizeof(Pair));
    if (base == NULL) {
        stack_free(s);
        caml_raise_out_of_memory();
    }
    memcpy(base, s->base, n * sizeof(Pair));
    stack_free(s);
    s->base = base;
    s->top = base + n;
    s->end = base + room;
}

static GC_COLD _Noreturn void cannot(Stack *s, const char *message) {
    stack_free(s);
    caml_invalid_argument(message);
}

static int order_ints(intnat a, intnat b) {
    return (a > b) - (a < b);
}

/* total: nan is equal to itself and less than any other float. */
static intnat order_floats(double a, double b, bool total) {
    if (a == b) return 0;
    if (a < b) return -1;
    if (a > b) return 1;
    if (!total) return UNORDERED;
    return (a == a) - (b == b); /* nan is the smallest */
}

/* <0, 0, >0 or UNORDERED (only if not total). */
static intnat compare_values(Stack *s, value a, value b, bool total) {
    for (;;) {
        if (a == b && total) goto next;
        if (Is_long(a) || Is_long(b)) {
            if (a == b) goto next;
            if (Is_block(a) || Is_block(b)) {
                value block = Is_block(a) ? a : b;
                int sign = Is_block(a) ? 1 : -1;
                if (Tag_val(block) == Forward_tag) {
                    if (sign > 0)
                        a = Forward_val(a);
                    else
                        b = Forward_val(b);
                    continue;
                }
                if (Tag_val(block) == Custom_tag) {
                    int (*ext)(value, value) = Custom_ops_val(block)->compare_ext;
                    if (ext != NULL) {
                        caml_compare_unordered = 0;
                        int r = ext(a, b);
                        if (caml_compare_unordered && !total) return UNORDERED;
                        if (r != 0) return r;
                        goto next;
                    }
                }
                return sign;
            }
            return order_ints(a, b);
        }
        tag_t ta = Tag_val(a), tb = Tag_val(b);
        if (ta == Forward_tag) {
            a = Forward_val(a);
            continue;
        }
        if (tb == Forward_tag) {
            b = Forward_val(b);
            continue;
        }
        if (ta == Infix_tag) ta = Closure_tag;
        if (tb == Infix_tag) tb = Closure_tag;
        if (ta != tb) return order_ints((intnat)ta, (intnat)tb);
        switch (ta) {
        case String_tag: {
            intnat r = a == b ? 0 : mloc_string_order(a, b);
            if (r != 0) return r;
            break;
        }
        case Double_tag: {
            intnat r = order_floats(Double_val(a), Double_val(b), total);
            if (r != 0) return r;
            break;
        }
        case Double_array_tag: {
            mlsize_t na = Wosize_val(a), nb = Wosize_val(b);
            if (na != nb) return order_ints((intnat)na, (intnat)nb);
            for (mlsize_t i = 0; i < na; i++) {
                intnat r = order_floats(Double_flat_field(a, i), Double_flat_field(b, i), total);
                if (r != 0) return r;
            }
            break;
        }
        case Abstract_tag: cannot(s, "compare: abstract value");
        case Closure_tag: cannot(s, "compare: functional value");
        case Object_tag: {
            intnat r = order_ints(Oid_val(a), Oid_val(b));
            if (r != 0) return r;
            break;
        }
        case Custom_tag: {
            const struct custom_operations *oa = Custom_ops_val(a), *ob = Custom_ops_val(b);
            if (oa != ob && oa->compare != ob->compare) {
                int r = strcmp(oa->identifier, ob->identifier);
                return r < 0 ? -1 : 1;
            }
            if (oa->compare == NULL) cannot(s, "compare: abstract value");
            caml_compare_unordered = 0;
            int r = oa->compare(a, b);
            if (caml_compare_unordered && !total) return UNORDERED;
            if (r != 0) return r;
            break;
        }
        default: {
            mlsize_t na = Wosize_val(a), nb = Wosize_val(b);
            if (na != nb) return order_ints((intnat)na, (intnat)nb);
            if (na == 0) break;
            if (na > 1) {
                if (s->top == s->end) stack_grow(s);
                *s->top++ = (Pair){(const value *)a + 1, (const value *)b + 1, na - 1};
            }
            a = Field(a, 0);
            b = Field(b, 0);
            continue;
        }
        }
    next:
        if (s->top == s->base) return 0;
        Pair *p = s->top - 1;
        a = *p->a++;
        b = *p->b++;
        if (--p->n == 0) s->top--;
    }
}

static intnat compare(value a, value b, bool total) {
    Stack s;
    s.top = s.base = s.local;
    s.end = s.local + LOCAL_PAIRS;
    intnat r = compare_values(&s, a, b, total);
    stack_free(&s);
    return r;
}

CAMLprim value caml_compare(value a, value b) {
    intnat r = compare(a, b, true);
    return Val_int((r > 0) - (r < 0));
}

CAMLprim value caml_equal(value a, value b) {
    return Val_bool(compare(a, b, false) == 0);
}

CAMLprim value caml_notequal(value a, value b) {
    return Val_bool(compare(a, b, false) != 0);
}

CAMLprim value caml_lessthan(value a, value b) {
    intnat r = compare(a, b, false);
    return Val_bool(r < 0 && r != UNORDERED);
}

CAMLprim value caml_lessequal(value a, value b) {
    intnat r = compare(a, b, false);
    return Val_bool(r <= 0 && r != UNORDERED);
}

CAMLprim value caml_greaterthan(value a, value b) {
    return Val_bool(compare(a, b, false) > 0);
}

CAMLprim value caml_greaterequal(value a, value b) {
    return Val_bool(compare(a, b, false) >= 0);
}

CAMLprim value caml_int_compare(value a, value b) {
    return Val_int(order_ints(a, b));
}

CAMLprim value caml_float_compare(value a, value b) {
    return Val_int(order_floats(Double_val(a), Double_val(b), true));
}

intnat caml_float_compare_unboxed(double a, double b) {
    return order_floats(a, b, true);
}
