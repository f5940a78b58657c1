/* arena.c: memory that is freed all at once.

   Objects are cut from chunks that double in size up to MAX_CHUNK; a big object gets a
   chunk of its own.  With MLOC_PURIFY every object is a malloc, so that the
   sanitizers see its bounds.

   Fresh chunks come zeroed from the system, and that is most of their price: clearing pages was 40 % of the front
   end's time.  arena_reset therefore keeps the chunks, and what they hold is cleared shortly before it is cut again,
   a little at a time, while it is in the cache for its user. */
#include "support.h"
#include <sys/mman.h>

#define ALIGN     ((size_t)8) /* pointers, 64-bit numbers and doubles: nothing here wants more */
#define MIN_CHUNK ((size_t)16 * 1024)
#define MAX_CHUNK ((size_t)4 * 1024 * 1024)
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)
#define CLEAR     ((size_t)1024) /* bytes cleared at a time in a chunk that was used before */

typedef struct Chunk {
    struct Chunk *next;
    void *map; /* what to unmap; NULL: from malloc */
    size_t map_size;
    size_t size;
    bool own;  /* of one big object */
    bool used; /* has been cut from: not zero any more */
} Chunk;
_Static_assert(sizeof(Chunk) % ALIGN == 0, "the first object of a chunk is aligned");

struct Arena {
    const char *name;
    Chunk *chunks;
    Chunk *spare; /* after a reset: used before, to be used again */
    char *cur, *end;
    char *clean; /* [cur, clean) is zero, [clean, end) perhaps not */
    size_t next_size;
    size_t bytes; /* asked for by users */
};

NORETURN void die_out_of_memory(size_t bytes) {
    fprintf(stderr, "mloc: out of memory (asked for %zu bytes)\n", bytes);
    exit(2);
}

Arena *arena_new(const char *name) {
    Arena *a = calloc(1, sizeof *a);
    if (!a) die_out_of_memory(sizeof *a);
    a->name = name;
    a->next_size = MIN_CHUNK;
    return a;
}

static void free_chunk(Chunk *c) {
    if (c->map)
        munmap(c->map, c->map_size);
    else
        free(c);
}

static void free_chunks(Chunk *c) {
    while (c) {
        Chunk *next = c->next;
        free_chunk(c);
        c = next;
    }
}

void arena_free(Arena *a) {
    if (!a) return;
    free_chunks(a->chunks);
    free_chunks(a->spare);
    free(a);
}

void arena_reset(Arena *a) {
    for (Chunk *c = a->chunks; c;) {
        Chunk *next = c->next;
        if (c->own)
            free_chunk(c);
        else { /* the largest first: soon all that is needed is one of them */
            Chunk **at = &a->spare;
            while (*at && (*at)->size > c->size) at = &(*at)->next;
            c->next = *at;
            *at = c;
        }
        c = next;
    }
    a->chunks = NULL;
    a->cur = a->end = a->clean = NULL;
    a->bytes = 0;
}

/* Large chunks are made of huge pages where the kernel has them: half of the checker's time on large programs was
   the kernel's, for small ones.  NULL when the mapping fails. */
static Chunk *map_chunk(size_t bytes) {
    size_t size = bytes + HUGE_PAGE; /* room to align */
    void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map == MAP_FAILED) return NULL;
    Chunk *c = (Chunk *)(((uintptr_t)map + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
    madvise(c, bytes, MADV_HUGEPAGE);
    c->map = map;
    c->map_size = size;
    return c;
}

static Chunk *new_chunk(Arena *a, size_t size) {
    if (size > SIZE_MAX - sizeof(Chunk) - HUGE_PAGE) die_out_of_memory(size);
    Chunk *c = size >= HUGE_PAGE ? map_chunk(sizeof(Chunk) + size) : NULL;
    if (!c) c = calloc(1, sizeof(Chunk) + size);
    if (!c) die_out_of_memory(size);
    c->size = size;
    c->next = a->chunks;
    a->chunks = c;
    return c;
}

static void *big_object(Arena *a, size_t size) {
    Chunk *c = new_chunk(a, size);
    c->own = true;
    return c + 1;
}

#ifndef MLOC_PURIFY
/* The next chunk to cut from: one that was used before, or a new one. */
static void next_chunk(Arena *a, size_t size) {
    Chunk *c = a->spare;
    if (c && c->size >= size) {
        a->spare = c->next;
        c->next = a->chunks;
        a->chunks = c;
    } else {
        c = new_chunk(a, a->next_size);
        if (a->next_size < MAX_CHUNK) a->next_size *= 2;
    }
    bool used = c->used;
    c->used = true;
    a->cur = (char *)(c + 1);
    a->end = a->cur + c->size;
    a->clean = used ? a->cur : a->end;
}

/* arena_alloc when the clean part of the current chunk is too small. */
static void *alloc_slowly(Arena *a, size_t size) {
    if ((size_t)(a->end - a->cur) < size) {
        if (size > MAX_CHUNK / 4) return big_object(a, size);
        if (!a->spare || a->spare->size < size)
            while (a->next_size < size * 4) a->next_size *= 2;
        next_chunk(a, size);
    }
    char *p = a->cur;
    a->cur += size;
    if (a->clean < a->cur) {
        size_t more = (size_t)(a->cur - a->clean) + CLEAR, left = (size_t)(a->end - a->clean);
        if (more > left) more = left;
        memset(a->clean, 0, more);
        a->clean += more;
    }
    return p;
}
#endif

void *arena_alloc(Arena *a, size_t bytes) {
    if (bytes > SIZE_MAX - ALIGN) die_out_of_memory(bytes);
    a->bytes += bytes;
#ifdef MLOC_PURIFY
    return big_object(a, bytes);
#else
    size_t size = (bytes + ALIGN - 1) & ~(ALIGN - 1);
    if (size == 0) size = ALIGN;
    if ((size_t)(a->clean - a->cur) < size) return alloc_slowly(a, size);
    void *p = a->cur;
    a->cur += size;
    return p;
#endif
}

void *arena_copy(Arena *a, const void *p, size_t bytes) {
    void *q = arena_alloc(a, bytes);
    if (bytes) memcpy(q, p, bytes);
    return q;
}

char *arena_strndup(Arena *a, const char *s, size_t n) {
    char *q = arena_alloc(a, n + 1);
    if (n) memcpy(q, s, n);
    q[n] = 0;
    return q;
}

static char *arena_vprintf(Arena *a, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0) BUG("bad format `%s`", fmt);
    char *q = arena_alloc(a, (size_t)n + 1);
    vsnprintf(q, (size_t)n + 1, fmt, again);
    va_end(again);
    return q;
}

char *arena_printf(Arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *q = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return q;
}

size_t arena_bytes(const Arena *a) {
    return a->bytes;
}

const char *arena_name(const Arena *a) {
    return a->name;
}
