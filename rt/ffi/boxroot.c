/* boxroot.c: roots as C objects, allocated from pools.

   A pool is an aligned chunk of slots, so that deleting finds its pool by a mask.  A free slot holds the address of the
   next free one, plus one: the collector takes it for an integer, and no map of used slots is needed. Generations: a
   minor collection looks only at pools into which a possibly young value has been put since the last one. */
#include <stdlib.h>

#include "../gc/gc.h"
#include "boxroot/boxroot.h"

#define POOL_BYTES ((uintnat)16384)

typedef struct Pool {
    struct Pool *next;
    uintnat free; /* first free slot + 1; 1: none */
    uintnat n_used;
    bool young;  /* may hold pointers into the nursery */
    bool listed; /* in `available` */
    struct Pool *next_available;
} Pool;

#define SLOTS ((POOL_BYTES - sizeof(Pool)) / sizeof(value))

static Pool *pools, *available;
static void (*next_hook)(RootVisitor *visit, bool old_too);

static value *slots_of(Pool *p) {
    return (value *)(void *)(p + 1);
}

static Pool *pool_of(const void *slot) {
    return (Pool *)((uintnat)slot & ~(POOL_BYTES - 1));
}

static void scan(RootVisitor *visit, bool old_too) {
    for (Pool *p = pools; p != NULL; p = p->next) {
        if (!old_too && !p->young) continue;
        value *slot = slots_of(p);
        for (uintnat i = 0; i < SLOTS; i++)
            if (Is_block(slot[i])) visit(&slot[i]);
        if (!old_too) p->young = false; /* the nursery is empty after this */
    }
    if (next_hook != NULL) next_hook(visit, old_too);
}

static GC_COLD Pool *new_pool(void) {
    Pool *p = aligned_alloc(POOL_BYTES, POOL_BYTES);
    if (p == NULL) return NULL;
    if (pools == NULL) {
        next_hook = mloc_scan_roots_hook;
        mloc_scan_roots_hook = scan;
    }
    *p = (Pool){.next = pools, .next_available = available, .listed = true, .free = 1};
    value *slot = slots_of(p);
    for (uintnat i = SLOTS; i-- > 0;) {
        slot[i] = (value)p->free;
        p->free = (uintnat)&slot[i] + 1;
    }
    pools = available = p;
    return p;
}

boxroot boxroot_create(value v) {
    Pool *p = available;
    while (p != NULL && p->free == 1) {
        p->listed = false;
        available = p = p->next_available;
    }
    if (p == NULL && (p = new_pool()) == NULL) return NULL;
    value *slot = (value *)(p->free - 1);
    p->free = (uintnat)*slot;
    *slot = v;
    p->n_used++;
    if (Is_block(v) && gc_is_young(v)) p->young = true;
    return (boxroot)slot;
}

void boxroot_delete(boxroot root) {
    Pool *p = pool_of(root);
    value *slot = (value *)(void *)root;
    *slot = (value)p->free;
    p->free = (uintnat)slot + 1;
    p->n_used--;
    if (!p->listed) {
        p->listed = true;
        p->next_available = available;
        available = p;
    }
}

bool boxroot_modify(boxroot *root, value v) {
    *(value *)(void *)*root = v;
    if (Is_block(v) && gc_is_young(v)) pool_of(*root)->young = true;
    return true;
}

bool boxroot_setup(void) {
    return true;
}

void boxroot_teardown(void) {}
