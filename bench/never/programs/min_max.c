/* A struct of two results. */
#include <stdio.h>
#include <stdlib.h>

typedef struct list {
    long head;
    struct list *tail;
} list;
typedef struct {
    long min, max;
} min_max;

static min_max find_min_max(const list *l) {
    if (!l) abort();
    min_max r = {l->head, l->head};
    for (l = l->tail; l; l = l->tail) {
        if (l->head < r.min) r.min = l->head;
        if (l->head > r.max) r.max = l->head;
    }
    return r;
}

int main(void) {
    list *l = NULL;
    long x = 1, sum = 0;
    for (int n = 0; n < 1000; n++) {
        list *c = malloc(sizeof *c);
        *c = (list){x, l};
        l = c;
        x = (x * 1103515245 + 12345) & 0xffffff;
    }
    for (long i = 1; i <= 300000; i++) {
        __asm__("" : "+r"(l));
        min_max r = find_min_max(l);
        sum = (sum + r.max - r.min * (i & 3)) & 0xffffffffff;
    }
    printf("%ld\n", sum);
}
