#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct list {
    double head;
    struct list *tail;
} list;
typedef struct {
    double low, high;
    long seen;
} limits;
typedef struct {
    long best, where;
} segment;

static double average(const list *l) {
    double sum = 0;
    long count = 0;
    for (; l; l = l->tail, count++) sum += l->head;
    return sum / (double)count;
}
static limits find_limits(const list *l) {
    limits r = {INFINITY, -INFINITY, 0};
    for (; l; l = l->tail) {
        if (l->head < r.low) r.low = l->head;
        if (l->head > r.high) r.high = l->head;
        r.seen++;
    }
    return r;
}
static segment best_segment(const long *a, long n) {
    segment r = {LONG_MIN / 2, -1};
    long here = 0;
    for (long i = 0; i < n; i++) {
        here = here > 0 ? here + a[i] : a[i];
        if (here > r.best) r = (segment){here, i};
    }
    return r;
}

int main(void) {
    long n = 1000;
    __asm__("" : "+r"(n));
    list *floats = NULL;
    long *ints = malloc((size_t)n * sizeof *ints);
    for (long i = n; i-- > 0;) {
        list *c = malloc(sizeof *c);
        *c = (list){(double)(i * 7919 % 1009), floats};
        floats = c;
        ints[i] = i * 7919 % 1009 - 504;
    }
    double total = 0;
    long segments = 0;
    for (long i = 1; i <= 100000; i++) {
        __asm__("" : "+r"(floats), "+r"(ints)::"memory");
        limits l = find_limits(floats);
        total = total + average(floats) + l.high - l.low + (double)l.seen;
        segment s = best_segment(ints, n);
        segments = (segments + s.best * i + s.where) & 0xffffffff;
    }
    printf("%.3f %ld\n", total, segments);
}
