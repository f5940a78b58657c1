/* The option is a flag and a double. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct tree {
    struct tree *l, *r;
    long key;
    double value;
} tree;
typedef struct {
    bool some;
    double value;
} option;

static tree *build(long lo, long hi) {
    if (lo > hi) return NULL;
    long mid = (lo + hi) / 2;
    tree *t = malloc(sizeof *t);
    *t = (tree){build(lo, mid - 1), build(mid + 1, hi), 2 * mid, (double)mid};
    return t;
}

static option find(long k, const tree *t) {
    for (; t; t = k < t->key ? t->l : t->r)
        if (k == t->key) return (option){true, t->value};
    return (option){false, 0};
}

int main(void) {
    tree *t = build(0, 2000);
    double sum = 0;
    for (long i = 1; i <= 8000000; i++) {
        __asm__("" : "+r"(t));
        option o = find(i * 7919 & 4095, t);
        sum = o.some ? sum + o.value : sum - 1;
    }
    printf("%.1f\n", sum);
}
