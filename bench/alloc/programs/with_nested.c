/* Resources in with_ functions, three deep: handles by alloca, callbacks with their environments; an error is a flag.
 */
#include <alloca.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct handle {
    const char *name;
    long level, uses;
};
struct body {
    bool (*code)(struct body *, struct handle *, long *);
    long n, first, second;
    struct handle *a, *b;
};

static long opened, closed;

static bool with_handle(const char *name, long level, struct body *f, long *r) {
    ++opened;
    struct handle *h = alloca(sizeof *h);
    *h = (struct handle){name, level, 0};
    bool ok = f->code(f, h, r);
    closed += h->uses;
    return ok;
}

static long touch(struct handle *h, long n) {
    h->uses += n;
    return h->level + n;
}

static bool inner(struct body *f, struct handle *c, long *r) {
    if ((f->n & 15) == 0) return false;
    long z = touch(c, f->first & f->second), y = touch(f->b, f->second), x = touch(f->a, 1);
    *r = x * 3 + y + z;
    return true;
}

static bool middle(struct body *f, struct handle *b, long *r) {
    struct body *g = alloca(sizeof *g);
    *g = (struct body){inner, f->n, f->first, touch(b, f->first), f->a, b};
    return with_handle("inner", 3, g, r);
}

static bool outer(struct body *f, struct handle *a, long *r) {
    struct body *g = alloca(sizeof *g);
    *g = (struct body){middle, f->n, touch(a, f->n), 0, a, NULL};
    return with_handle("middle", 2, g, r);
}

static bool work(long n, long *r) {
    struct body *f = alloca(sizeof *f);
    *f = (struct body){outer, n, 0, 0, NULL, NULL};
    return with_handle("outer", 1, f, r);
}

int main(int argc, char **argv) {
    long rounds = argc > 1 ? atol(argv[1]) : 20000000, total = 0;
    for (long i = 1; i <= rounds; ++i) {
        long r;
        if (work(i, &r))
            total = (total + r) & 0xffffff;
        else
            ++total;
    }
    printf("%ld %ld %ld\n", total, opened, closed & 0xffffff);
    return 0;
}
