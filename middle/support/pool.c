/* pool.c: blocks of many sizes over an arena, which can be given back one by one.

   For arrays that grow: what one of them outgrows serves the next.  Size classes, four to each power of two, so that
   at most a fifth of a block is lost; a free list for each.  With MLOC_PURIFY every block is a malloc. */
#include "support.h"

enum { SMALLEST = 6 /* 2^6 bytes */ };

#ifndef MLOC_PURIFY
/* The class that holds `bytes`, and its size. */
static uint32_t class_of(size_t bytes, size_t *size) {
    if (bytes <= (size_t)1 << SMALLEST) {
        *size = (size_t)1 << SMALLEST;
        return 0;
    }
    uint32_t log = 63 - (uint32_t)__builtin_clzll(bytes - 1); /* 2^log < bytes <= 2^(log + 1) */
    size_t quarter = (size_t)1 << (log - 2);
    size_t steps = (bytes - ((size_t)1 << log) + quarter - 1) / quarter; /* 1..4 */
    *size = ((size_t)1 << log) + steps * quarter;
    return (log - SMALLEST) * 4 + (uint32_t)steps;
}
#endif

void *pool_alloc(BlockPool *p, size_t bytes) {
    if (bytes > SIZE_MAX / 4) die_out_of_memory(bytes);
#ifdef MLOC_PURIFY
    (void)p;
    void *block = malloc(bytes);
    if (!block) die_out_of_memory(bytes);
    return block;
#else
    size_t size;
    uint32_t k = class_of(bytes, &size);
    void **block = p->free[k];
    if (!block) return arena_alloc(p->arena, size);
    p->free[k] = *block;
    return block;
#endif
}

void *pool_resize(BlockPool *p, void *block, size_t bytes, size_t wanted) {
    void *to = pool_alloc(p, wanted);
    if (block) memcpy(to, block, bytes < wanted ? bytes : wanted);
    pool_free(p, block, bytes);
    return to;
}

void pool_free(BlockPool *p, void *block, size_t bytes) {
    if (!block) return;
#ifdef MLOC_PURIFY
    (void)p;
    (void)bytes;
    free(block);
#else
    size_t size;
    uint32_t k = class_of(bytes, &size);
    *(void **)block = p->free[k];
    p->free[k] = block;
#endif
}
