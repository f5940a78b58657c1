/* Structs of three results; the same checks of the string's bounds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    long i, v, n;
} triple;
typedef struct {
    const char *s;
    long len;
} text;

static long at(const text *t, long i) {
    if ((unsigned long)i >= (unsigned long)t->len) abort();
    return t->s[i];
}
static triple expr(const text *t, long i);

static triple number(const text *t, long i, long v) {
    while (i < t->len && at(t, i) >= '0' && at(t, i) <= '9') v = 10 * v + at(t, i++) - 48;
    return (triple){i, v, 0};
}

static triple factor(const text *t, long i) {
    if (at(t, i) != '(') return number(t, i, 0);
    triple r = expr(t, i + 1);
    r.i++;
    return r;
}

static triple term(const text *t, long i) {
    triple r = factor(t, i);
    while (r.i < t->len && at(t, r.i) == '*') {
        triple q = factor(t, r.i + 1);
        r = (triple){q.i, r.v * q.v & 0xffffff, r.n + q.n + 1};
    }
    return r;
}

static triple expr(const text *t, long i) {
    triple r = term(t, i);
    while (r.i < t->len && at(t, r.i) == '+') {
        triple q = term(t, r.i + 1);
        r = (triple){q.i, r.v + q.v, r.n + q.n + 1};
    }
    return r;
}

int main(void) {
    const char *s = "1+2*(3+4*5)*6+7*(8*(9+10)+11)*(12+13*14+15)";
    __asm__("" : "+r"(s));
    text t = {s, (long)strlen(s)};
    long sum = 0;
    for (long i = 1; i <= 4500000; i++) {
        __asm__("" ::: "memory");
        triple r = expr(&t, 0);
        sum = (sum + r.i + r.v * i + r.n) & 0xffffffff;
    }
    printf("%ld\n", sum);
}
