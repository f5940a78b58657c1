/* name.c: interned strings: open addressing over pointers to entries. */
#include "support.h"

struct NameTable {
    NameEntry **slots;
    uint32_t mask; /* slots - 1; a power of two */
    uint32_t count;
    Arena *arena;
};

NameTable *names_new(void) {
    NameTable *t = calloc(1, sizeof *t);
    if (!t) die_out_of_memory(sizeof *t);
    t->mask = 4095;
    t->slots = calloc((size_t)t->mask + 1, sizeof *t->slots);
    if (!t->slots) die_out_of_memory(((size_t)t->mask + 1) * sizeof *t->slots);
    t->arena = arena_new("names");
    return t;
}

void names_free(NameTable *t) {
    if (!t) return;
    free(t->slots);
    arena_free(t->arena);
    free(t);
}

/* Eight bytes at a time, multiply and fold.  The same on every run: no output may depend on it anyway. */
static uint32_t hash_bytes(const char *s, size_t len) {
    const uint64_t k = 0x9E3779B97F4A7C15u;
    uint64_t h = len * k;
    while (len >= 8) {
        uint64_t w;
        memcpy(&w, s, 8);
        h = (h ^ w) * k;
        h ^= h >> 32;
        s += 8;
        len -= 8;
    }
    uint64_t w = 0;
    for (size_t i = 0; i < len; i++) w = w << 8 | (unsigned char)s[i];
    h = (h ^ w) * k;
    h ^= h >> 29;
    h *= k;
    return (uint32_t)(h >> 32);
}

static void rehash(NameTable *t) {
    uint32_t mask = t->mask * 2 + 1;
    NameEntry **slots = calloc((size_t)mask + 1, sizeof *slots);
    if (!slots) die_out_of_memory(((size_t)mask + 1) * sizeof *slots);
    for (uint32_t i = 0; i <= t->mask; i++) {
        NameEntry *e = t->slots[i];
        if (!e) continue;
        uint32_t j = e->hash & mask;
        while (slots[j]) j = (j + 1) & mask;
        slots[j] = e;
    }
    free(t->slots);
    t->slots = slots;
    t->mask = mask;
}

Name name_of(NameTable *t, const char *s, size_t len) {
    uint32_t h = hash_bytes(s, len);
    uint32_t i = h & t->mask;
    for (NameEntry *e; (e = t->slots[i]) != NULL; i = (i + 1) & t->mask)
        if (e->hash == h && e->len == len && (len == 0 || memcmp(e->text, s, len) == 0)) return e;
    if (len > UINT32_MAX - 64) die_out_of_memory(len);
    NameEntry *e = arena_alloc(t->arena, offsetof(NameEntry, text) + len + 1);
    e->len = (uint32_t)len;
    e->hash = h;
    e->id = t->count++;
    if (len) memcpy(e->text, s, len);
    t->slots[i] = e;
    if (t->count > t->mask / 2) rehash(t);
    return e;
}

Name name_ofz(NameTable *t, const char *s) {
    return name_of(t, s, strlen(s));
}

Name name_printf(NameTable *t, const char *fmt, ...) {
    char small[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0) BUG("bad format `%s`", fmt);
    if ((size_t)n < sizeof small) return name_of(t, small, (size_t)n);
    char *big = malloc((size_t)n + 1);
    if (!big) die_out_of_memory((size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(big, (size_t)n + 1, fmt, ap);
    va_end(ap);
    Name r = name_of(t, big, (size_t)n);
    free(big);
    return r;
}
