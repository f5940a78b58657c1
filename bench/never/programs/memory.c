/* See memory.ml. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef int64_t ptr;
enum { SIZE = 1000000 };
static int64_t *memory;

static void reset(void) {
    ptr n = SIZE / 3 - 1;
    for (ptr k = 1; k <= n; k++) memory[3 * k] = k == n ? 0 : 3 * (k + 1);
    memory[0] = 3;
}
static ptr make(int64_t k, ptr l, ptr r) {
    ptr p = memory[0];
    if (p == 0) abort();
    memory[0] = memory[p];
    memory[p] = k;
    memory[p + 1] = l;
    memory[p + 2] = r;
    return p;
}
static void release(ptr p) {
    memory[p] = memory[0];
    memory[0] = p;
}
static ptr insert(ptr p, int64_t k) {
    if (p == 0) return make(k, 0, 0);
    int64_t x = memory[p];
    if (k < x)
        memory[p + 1] = insert(memory[p + 1], k);
    else if (k > x)
        memory[p + 2] = insert(memory[p + 2], k);
    return p;
}
static int mem(ptr p, int64_t k) {
    return p != 0 && (k == memory[p] || mem(k < memory[p] ? memory[p + 1] : memory[p + 2], k));
}
static int64_t least(ptr p) {
    return memory[p + 1] == 0 ? memory[p] : least(memory[p + 1]);
}
static ptr delete (ptr p, int64_t k) {
    if (p == 0) return 0;
    int64_t x = memory[p];
    if (k < x) {
        memory[p + 1] = delete (memory[p + 1], k);
        return p;
    }
    if (k > x) {
        memory[p + 2] = delete (memory[p + 2], k);
        return p;
    }
    if (memory[p + 1] == 0) {
        ptr r = memory[p + 2];
        release(p);
        return r;
    }
    if (memory[p + 2] == 0) {
        ptr l = memory[p + 1];
        release(p);
        return l;
    }
    int64_t next = least(memory[p + 2]);
    memory[p] = next;
    memory[p + 2] = delete (memory[p + 2], next);
    return p;
}
static int64_t hash(int64_t acc, ptr p) {
    if (p == 0) return acc;
    return hash((hash(acc, memory[p + 1]) * 31 + memory[p]) & 0xffffff, memory[p + 2]);
}

static int64_t seed;
static int64_t random_below(int64_t n) {
    seed = (seed * 25214903917 + 11) & 0xffffffffffff;
    return (seed >> 16) % n;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 3;
    int64_t found = 0, check = 0;
    memory = malloc(SIZE * sizeof *memory);
    for (int round = 1; round <= rounds; round++) {
        reset();
        seed = round;
        ptr root = 0;
        for (int i = 0; i < 100000; i++) root = insert(root, random_below(1000000));
        for (int i = 0; i < 100000; i++) found += mem(root, random_below(1000000));
        for (int i = 0; i < 100000; i++) root = delete (root, random_below(1000000));
        check = hash(check, root);
    }
    printf("%lld %lld\n", (long long)found, (long long)check);
}
