/* arena.c: memory that is freed all at once.

   Objects are cut from chunks that double in size up to MAX_CHUNK; a big object gets a
   chunk of its own.  With MLOC_PURIFY every object is a malloc, so that the
   sanitizers see its bounds. */
#include "support.h"
#include <sys/mman.h>

#define ALIGN     ((size_t)16)
#define MIN_CHUNK ((size_t)16 * 1024)
#define MAX_CHUNK ((size_t)4 * 1024 * 1024)
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)

typedef struct Chunk {
    struct Chunk *next;
    void *map; /* what to unmap; NULL: from malloc */
    size_t map_size;
    size_t size; /* keeps the header a multiple of ALIGN, so that objects stay aligned */
} Chunk;

struct Arena {
    const char *name;
    Chunk *chunks;
    char *cur, *end;
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

void arena_free(Arena *a) {
    if (!a) return;
    for (Chunk *c = a->chunks; c;) {
        Chunk *next = c->next;
        if (c->map)
            munmap(c->map, c->map_size);
        else
            free(c);
        c = next;
    }
    free(a);
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

void *arena_alloc(Arena *a, size_t bytes) {
    if (bytes > SIZE_MAX - ALIGN) die_out_of_memory(bytes);
    a->bytes += bytes;
#ifdef MLOC_PURIFY
    return new_chunk(a, bytes) + 1;
#else
    size_t size = (bytes + ALIGN - 1) & ~(ALIGN - 1);
    if (size == 0) size = ALIGN;
    if ((size_t)(a->end - a->cur) >= size) {
        void *p = a->cur;
        a->cur += size;
        return p;
    }
    if (size > a->next_size / 4) return new_chunk(a, size) + 1;
    Chunk *c = new_chunk(a, a->next_size);
    a->cur = (char *)(c + 1);
    a->end = a->cur + a->next_size;
    if (a->next_size < MAX_CHUNK) a->next_size *= 2;
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
