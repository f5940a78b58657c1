/* Iteration over a tree with a callback and its environment on the stack. */
#include <alloca.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

struct tree {
    struct tree *left;
    long x;
    struct tree *right;
};
struct visit {
    void (*code)(struct visit *, long);
    long *count, *sum, *most, limit;
};

static void iter(struct visit *f, struct tree *t) {
    if (t == NULL) return;
    iter(f, t->left);
    f->code(f, t->x);
    iter(f, t->right);
}

static void on_value(struct visit *f, long x) {
    if (x < f->limit) {
        ++*f->count;
        *f->sum += x;
        if (x > *f->most) *f->most = x;
    }
}

static long statistics(struct tree *t, long limit) {
    long *count = alloca(sizeof *count), *sum = alloca(sizeof *sum), *most = alloca(sizeof *most);
    struct visit *f = alloca(sizeof *f);
    *count = 0;
    *sum = 0;
    *most = -(1L << 62);
    *f = (struct visit){on_value, count, sum, most, limit};
    iter(f, t);
    return *count * 31 + *sum * 7 + *most;
}

static struct tree *build(long lo, long hi) {
    if (lo >= hi) return NULL;
    long mid = (lo + hi) / 2;
    struct tree *t = malloc(sizeof *t);
    *t = (struct tree){build(lo, mid), mid, build(mid + 1, hi)};
    return t;
}

int main(int argc, char **argv) {
    long rounds = argc > 1 ? atol(argv[1]) : 2000000, total = 0;
    struct tree *t = build(0, 31);
    for (long i = 1; i <= rounds; ++i) total = (total + statistics(t, i & 31)) & 0xffffff;
    printf("%ld\n", total);
    return 0;
}
