/* roots.c: everything outside the heaps that can hold a value: compiled frames, static data, C's roots. */
#include <stdlib.h>

#include "caml/memory.h"
#include "gc.h"

/* Static blocks of the program that can point into the heap; NULL ends it (rt/ABI.md).  Weak: C tests have none. */
extern const value mloc_globals[] __attribute__((weak));

void (*mloc_scan_roots_hook)(RootVisitor *visit, bool old_too);

/* ---- C's global roots: a hash set of addresses each ---- */

typedef struct {
    value **items; /* open addressing; 0 empty, 1 deleted */
    uintnat n, used, room;
} RootSet;

#define DELETED ((value *)1)
static RootSet plain, old_roots, young_roots;

static uintnat root_hash(const value *root) {
    return ((uintnat)root >> 3) * 0x9E3779B97F4A7C15u >> 17;
}

static value **root_find(RootSet *s, value *root) {
    if (s->room == 0) return NULL;
    for (uintnat i = root_hash(root) & (s->room - 1);; i = (i + 1) & (s->room - 1)) {
        if (s->items[i] == root) return &s->items[i];
        if (s->items[i] == NULL) return NULL;
    }
}

static void root_put(RootSet *s, value *root) {
    uintnat i = root_hash(root) & (s->room - 1);
    while (s->items[i] != NULL && s->items[i] != DELETED) i = (i + 1) & (s->room - 1);
    if (s->items[i] == NULL) s->used++;
    s->items[i] = root;
    s->n++;
}

static void root_add(RootSet *s, value *root) {
    if (root_find(s, root) != NULL) return;
    if ((s->used + 1) * 2 > s->room) {
        RootSet old = *s;
        uintnat room = 16;
        while (room < (old.n + 1) * 4) room *= 2;
        *s = (RootSet){.items = calloc(room, sizeof(value *)), .room = room};
        if (s->items == NULL) caml_fatal_out_of_memory();
        for (uintnat i = 0; i < old.room; i++)
            if (old.items[i] != NULL && old.items[i] != DELETED) root_put(s, old.items[i]);
        free(old.items);
    }
    root_put(s, root);
}

static void root_remove(RootSet *s, value *root) {
    value **item = root_find(s, root);
    if (item == NULL) return;
    *item = DELETED;
    s->n--;
}

static void root_set_visit(RootSet *s, RootVisitor *visit) {
    for (uintnat i = 0; i < s->room; i++)
        if (s->items[i] != NULL && s->items[i] != DELETED) visit(s->items[i]);
}

void caml_register_global_root(value *root) {
    root_add(&plain, root);
}

void caml_remove_global_root(value *root) {
    root_remove(&plain, root);
}

static void generational_add(value *root, value v) {
    if (Is_long(v)) return;
    if (gc_is_young(v))
        root_add(&young_roots, root);
    else if (gc_in_major(v))
        root_add(&old_roots, root);
}

/* Generational roots are looked at in minor collections only while their value is young; so they may only be changed by
   caml_modify_generational_global_root. */
void caml_register_generational_global_root(value *root) {
    generational_add(root, *root);
}

void caml_remove_generational_global_root(value *root) {
    root_remove(&young_roots, root);
    root_remove(&old_roots, root);
}

void caml_modify_generational_global_root(value *root, value v) {
    value old = *root;
    *root = v;
    bool was_heap = Is_block(old) && (gc_is_young(old) || gc_in_major(old));
    bool was_young = was_heap && gc_is_young(old);
    bool is_young = Is_block(v) && gc_is_young(v);
    bool is_heap = is_young || (Is_block(v) && gc_in_major(v));
    if (was_heap && (!is_heap || was_young != is_young)) caml_remove_generational_global_root(root);
    if (is_heap && (!was_heap || was_young != is_young)) generational_add(root, v);
}

/* All roots are old now. */
void roots_promoted(void) {
    if (young_roots.used == 0) return;
    for (uintnat i = 0; i < young_roots.room; i++) {
        value *root = young_roots.items[i];
        if (root != NULL && root != DELETED && gc_in_major(*root)) root_add(&old_roots, root);
        young_roots.items[i] = NULL;
    }
    young_roots.n = young_roots.used = 0;
}

/* ---- Frames ---- */

#define NO_DERIVED INTPTR_MIN /* no distance within one block is that */

#define WATERMARK_DEPTH 32 /* of the marked frame; stacks that are not twice as deep are not marked */

/* young_only: this is a minor collection, and clean frames need no look. */
static void visit_frames(RootVisitor *visit, bool young_only) {
    FrameCursor c;
    frame_first(&c);
    char *sp;
    const FrameDescr *d;
    uintnat depth = 0, *mark = NULL;
    while (!(young_only && c.clean) && (d = frame_next(&c, &sp)) != NULL) {
        if (++depth == WATERMARK_DEPTH) mark = c.slot;
        const int32_t *pairs = d->slots + d->n_roots;
#define SLOT(offset) ((value *)(void *)(sp + (offset)))
        /* A derived pointer follows its base: kept as the distance while bases move.  No base, no move. */
        for (unsigned i = 0; i < d->n_derived; i++) {
            value base = *SLOT(pairs[2 * i]), *derived = SLOT(pairs[2 * i + 1]);
            if (base != 0 && Is_block(base)) *derived = *derived == 0 ? NO_DERIVED : *derived - base;
        }
        for (unsigned i = 0; i < d->n_roots; i++) {
            value *slot = SLOT(d->slots[i]);
            if (*slot != 0) visit(slot);
        }
        for (unsigned i = 0; i < d->n_derived; i++) {
            value base = *SLOT(pairs[2 * i]), *derived = SLOT(pairs[2 * i + 1]);
            if (base != 0 && Is_block(base)) *derived = *derived == NO_DERIVED ? 0 : *derived + base;
        }
#undef SLOT
    }
    if (young_only && depth >= 2 * WATERMARK_DEPTH) watermark_set(mark);
}

/* ---- All of them ---- */

void gc_visit_block(value v, RootVisitor *visit) {
    header_t hd = Hd_val(v);
    if (Tag_hd(hd) >= No_scan_tag) return;
    for (mlsize_t i = gc_first_field(hd, (value *)v); i < Wosize_hd(hd); i++) visit(&Field(v, i));
}

void roots_visit(RootVisitor *visit, bool old_too) {
    visit_frames(visit, !old_too);
    for (struct caml__roots_block *b = mloc_state.local_roots; b != NULL; b = b->next)
        for (intnat i = 0; i < b->ntables; i++)
            for (intnat j = 0; j < b->nitems; j++) {
                value *root = &b->tables[i][j];
                if (*root != 0) visit(root);
            }
    if (mloc_state.exn != 0) visit(&mloc_state.exn);
    root_set_visit(&plain, visit);
    root_set_visit(&young_roots, visit);
    final_visit_roots(visit, old_too);
    if (mloc_scan_roots_hook != NULL) mloc_scan_roots_hook(visit, old_too);
    if (!old_too) return;
    root_set_visit(&old_roots, visit);
    region_visit_all(visit); /* minor collections look at what is new there by themselves */
    if (mloc_globals != NULL)
        for (const value *g = mloc_globals; *g != 0; g++) gc_visit_block(*g, visit);
}
