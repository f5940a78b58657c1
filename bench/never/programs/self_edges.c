/* Strings know their length, as OCaml's do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t len;
    char *s;
} string;
typedef struct strings {
    string head;
    struct strings *tail;
} strings;
typedef struct graph {
    string name;
    strings *successors;
    struct graph *next;
} graph;

static string name(int i) {
    char b[20];
    int n = snprintf(b, sizeof b, "node%d", i % 100);
    return (string){(size_t)n, strdup(b)};
}

static long count_self_edges(const graph *g) {
    long count = 0;
    for (; g; g = g->next)
        for (const strings *l = g->successors; l; l = l->tail)
            if (l->head.len == g->name.len && !memcmp(l->head.s, g->name.s, g->name.len)) count++;
    return count;
}

int main(void) {
    graph *g = NULL;
    for (int i = 100; i-- > 0;) {
        strings *l = NULL;
        for (int k = 20; k-- > 0;) {
            strings *c = malloc(sizeof *c);
            *c = (strings){name(i * k), l};
            l = c;
        }
        graph *n = malloc(sizeof *n);
        *n = (graph){name(i), l, g};
        g = n;
    }
    long sum = 0;
    for (int k = 0; k < 45000; k++) {
        __asm__("" : "+r"(g)::"memory");
        sum += count_self_edges(g);
    }
    printf("%ld\n", sum);
}
