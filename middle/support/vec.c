/* vec.c: growing the arrays that VEC declares. */
#include "support.h"

static uint32_t grown(uint32_t cap, uint32_t need) {
    uint64_t n = cap ? (uint64_t)cap * 2 : 8;
    if (n < need) n = need;
    if (need == 0 || n > UINT32_MAX) /* len + 1 wrapped around */
        die_out_of_memory(SIZE_MAX);
    return (uint32_t)n;
}

void *vec_grow_(void *data, uint32_t *cap, uint32_t need, size_t elem) {
    uint32_t n = grown(*cap, need);
    void *p = realloc(data, (size_t)n * elem);
    if (!p) die_out_of_memory((size_t)n * elem);
    *cap = n;
    return p;
}

void *vec_grow_in_(Arena *a, void *data, uint32_t len, uint32_t *cap, uint32_t need, size_t elem) {
    uint32_t n = grown(*cap, need);
    void *p = arena_alloc(a, (size_t)n * elem);
    if (len) memcpy(p, data, (size_t)len * elem);
    *cap = n;
    return p;
}
