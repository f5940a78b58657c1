/* map.c: hash maps from 64-bit keys to pointers: open addressing, no removal. */
#include "support.h"

static uint32_t slot_of(const Map *m, uint64_t key) {
    uint64_t h = key * 0x9E3779B97F4A7C15u;
    uint32_t i = (uint32_t)(h >> 32) & (m->cap - 1);
    while (m->keys[i] && m->keys[i] != key) i = (i + 1) & (m->cap - 1);
    return i;
}

void *map_get(const Map *m, uint64_t key) {
    if (!m->cap) return NULL;
    uint32_t i = slot_of(m, key);
    return m->keys[i] ? m->vals[i] : NULL;
}

static void resize(Map *m) {
    Map old = *m;
    if (old.cap > UINT32_MAX / 2) die_out_of_memory(SIZE_MAX);
    m->cap = old.cap ? old.cap * 2 : 16;
    m->keys = calloc(m->cap, sizeof *m->keys);
    m->vals = calloc(m->cap, sizeof *m->vals);
    if (!m->keys || !m->vals) die_out_of_memory(m->cap * sizeof *m->keys);
    for (uint32_t i = 0; i < old.cap; i++)
        if (old.keys[i]) {
            uint32_t j = slot_of(m, old.keys[i]);
            m->keys[j] = old.keys[i];
            m->vals[j] = old.vals[i];
        }
    free(old.keys);
    free(old.vals);
}

void map_put(Map *m, uint64_t key, void *val) {
    if (!key) BUG("map key 0");
    if (m->len >= m->cap / 2 + m->cap / 4) /* also when cap is 0 */
        resize(m);
    uint32_t i = slot_of(m, key);
    if (!m->keys[i]) {
        m->keys[i] = key;
        m->len++;
    }
    m->vals[i] = val;
}

void map_free(Map *m) {
    free(m->keys);
    free(m->vals);
    *m = (Map){0};
}
