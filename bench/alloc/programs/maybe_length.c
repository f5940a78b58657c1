/* maybe_length of the reference: the caller gives the place for the option, as C does where OCaml has local results. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct list {
    long head;
    struct list *tail;
};
struct option {
    long value;
};
struct pred {
    bool (*code)(const struct pred *, long);
    long bad;
};

static bool is_bad(const struct pred *p, long x) {
    return x == p->bad;
}

static struct option *maybe_length(const struct pred *p, const struct list *l, struct option *place) {
    if (l == NULL) {
        place->value = 0;
        return place;
    }
    if (p->code(p, l->head)) return NULL;
    struct option below, *count = maybe_length(p, l->tail, &below);
    if (count == NULL) return NULL;
    place->value = count->value + 1;
    return place;
}

int main(int argc, char **argv) {
    long rounds = argc > 1 ? atol(argv[1]) : 120000, total = 0;
    struct list *l = NULL;
    for (long i = 999; i >= 0; --i) {
        struct list *cell = malloc(sizeof *cell);
        *cell = (struct list){i, l};
        l = cell;
    }
    for (long i = 1; i <= rounds; ++i) {
        struct pred p = {is_bad, (i & 7) == 0 ? 500 : -1};
        struct option place, *r = maybe_length(&p, l, &place);
        total = r == NULL ? total + 1 : (total + r->value) & 0xffffff;
    }
    printf("%ld\n", total);
    return 0;
}
