/* Edges of a graph that lead to their own node: lists, a callback and its environment, the environments by alloca. */
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct string {
    size_t length;
    char *text;
};
struct strings {
    struct string *head;
    struct strings *tail;
};
struct node {
    struct string *name;
    struct strings *successors;
};
struct graph {
    struct node *head;
    struct graph *tail;
};

struct each_succ {
    void (*code)(struct each_succ *, struct string *);
    struct node *node;
    long *count;
};
struct each_node {
    void (*code)(struct each_node *, struct node *);
    long *count;
};

static void iter_strings(struct each_succ *f, struct strings *l) {
    for (; l != NULL; l = l->tail) f->code(f, l->head);
}

static void iter_graph(struct each_node *f, struct graph *g) {
    for (; g != NULL; g = g->tail) f->code(f, g->head);
}

static int equal(const struct string *a, const struct string *b) {
    return a == b || (a->length == b->length && memcmp(a->text, b->text, a->length) == 0);
}

static void on_succ(struct each_succ *f, struct string *succ) {
    if (equal(succ, f->node->name)) ++*f->count;
}

static void on_node(struct each_node *f, struct node *node) {
    struct each_succ *g = alloca(sizeof *g);
    *g = (struct each_succ){on_succ, node, f->count};
    iter_strings(g, node->successors);
}

static long count_self_edges(struct graph *g) {
    long *count = alloca(sizeof *count);
    struct each_node *f = alloca(sizeof *f);
    *count = 0;
    *f = (struct each_node){on_node, count};
    iter_graph(f, g);
    return *count;
}

static struct string *name(long i) {
    struct string *s = malloc(sizeof *s);
    char text[32];
    s->length = (size_t)snprintf(text, sizeof text, "node%ld", i);
    s->text = strdup(text);
    return s;
}

static struct graph *graph(long n) {
    struct graph *g = NULL;
    for (long i = n - 1; i >= 0; --i) {
        struct node *node = malloc(sizeof *node);
        struct graph *cell = malloc(sizeof *cell);
        *node = (struct node){name(i), NULL};
        for (long j = 7; j >= 0; --j) {
            struct strings *s = malloc(sizeof *s);
            *s = (struct strings){name((i * (j + 1) + j * j) % n), node->successors};
            node->successors = s;
        }
        *cell = (struct graph){node, g};
        g = cell;
    }
    return g;
}

int main(int argc, char **argv) {
    long rounds = argc > 1 ? atol(argv[1]) : 20000, total = 0;
    struct graph *g = graph(500);
    for (long i = 1; i <= rounds; ++i) total = (total + count_self_edges(g) * (i & 3)) & 0xffffff;
    printf("%ld\n", total);
    return 0;
}
