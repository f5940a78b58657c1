/* env.c: persistent environments.

   An Env is  recent bindings (at most RECENT)  over  a hash trie  over  a layer: an opened
   signature and the environment below it.  Every RECENT additions the recent ones are
   moved into the trie together, sharing the nodes that the move has already copied.  */
#include "check.h"

enum { RECENT = 8, BITS = 4, FANOUT = 1 << BITS };

typedef struct Leaf {
    uint64_t key, hash;
    void *value; /* ValueDesc, TypeDecl, Module, ModTypeDecl, or Candidate */
    Name name;
    struct Leaf *next; /* in the recent list */
} Leaf;
typedef struct Candidate { /* constructors or fields of one name, last first */
    void *what;
    const struct Candidate *next;
} Candidate;
typedef struct Node {
    uint16_t leaves, nodes; /* which of the FANOUT places are used, by what */
    uint32_t batch;         /* nodes of the move under way may be changed in place */
    void *slots[];
} Node;
struct Env {
    Leaf *recent;
    Node *root;
    Sig *open; /* the layer; NULL at the bottom */
    Env *below;
    uint32_t nrecent;
};

static uint64_t key_of(Namespace ns, Name name) {
    return (uint64_t)(uintptr_t)name << 3 | (uint64_t)ns;
}
static uint64_t mix(uint64_t x) { /* a bijection: different keys have different hashes */
    x ^= x >> 31;
    x *= 0x9e3779b97f4a7c15u;
    x ^= x >> 29;
    x *= 0xbf58476d1ce4e5b9u;
    return x ^ x >> 32;
}
static uint32_t popcount16(uint32_t x) {
    x = x - (x >> 1 & 0x5555);
    x = (x & 0x3333) + (x >> 2 & 0x3333);
    x = (x + (x >> 4)) & 0x0f0f;
    return (x + (x >> 8)) & 0x1f;
}

/* ---- the trie ------------------------------------------------------------------------------ */
static const Leaf *trie_find(const Node *n, uint64_t key, uint64_t hash) {
    while (n) {
        uint32_t bit = 1u << (hash & (FANOUT - 1)), all = (uint32_t)n->leaves | n->nodes;
        if (!(all & bit)) return NULL;
        void *slot = n->slots[popcount16(all & (bit - 1))];
        if (n->leaves & bit) {
            const Leaf *l = slot;
            return l->key == key ? l : NULL;
        }
        n = slot;
        hash >>= BITS;
    }
    return NULL;
}
static Node *node_copy(Checker *c, const Node *n, uint32_t used, uint32_t gap, uint32_t batch) {
    Node *r = arena_alloc(c->arena, sizeof(Node) + (used + (gap < FANOUT)) * sizeof(void *));
    r->batch = batch;
    if (n) {
        r->leaves = n->leaves;
        r->nodes = n->nodes;
        uint32_t before = gap < used ? gap : used;
        if (before) memcpy(r->slots, n->slots, before * sizeof(void *));
        if (used > before)
            memcpy(r->slots + before + (gap < FANOUT), n->slots + before, (used - before) * sizeof(void *));
    }
    return r;
}
static Node *trie_add(Checker *c, Node *n, Leaf *l, uint32_t depth, uint32_t batch) {
    uint32_t bit = 1u << (l->hash >> depth * BITS & (FANOUT - 1));
    uint32_t all = n ? (uint32_t)n->leaves | n->nodes : 0;
    uint32_t used = popcount16(all), at = popcount16(all & (bit - 1));
    if (!(all & bit)) {
        Node *r = node_copy(c, n, used, at, batch);
        r->leaves = (uint16_t)(r->leaves | bit);
        r->slots[at] = l;
        return r;
    }
    Node *r = n->batch == batch ? n : node_copy(c, n, used, FANOUT, batch);
    if (r->nodes & bit)
        r->slots[at] = trie_add(c, r->slots[at], l, depth + 1, batch);
    else if (((Leaf *)r->slots[at])->key == l->key)
        r->slots[at] = l;
    else {
        Node *sub = trie_add(c, NULL, r->slots[at], depth + 1, batch);
        r->slots[at] = trie_add(c, sub, l, depth + 1, batch);
        r->leaves = (uint16_t)(r->leaves & ~bit);
        r->nodes = (uint16_t)(r->nodes | bit);
    }
    return r;
}

/* ---- adding ---------------------------------------------------------------------------------- */
Env *env_empty(Checker *c) {
    return NEW(c->arena, Env);
}
Env *env_initial(Checker *c) {
    return c->stdlib ? env_open_module(c, c->initial, c->stdlib) : c->initial;
}

static Env *add(Checker *c, Env *env, Namespace ns, Name name, void *value) {
    Leaf *l = NEW(c->arena, Leaf);
    l->key = key_of(ns, name);
    l->hash = mix(l->key);
    l->value = value;
    l->name = name;
    Env *r = NEW(c->arena, Env);
    *r = *env;
    if (env->nrecent == RECENT) {
        Leaf *order[RECENT];
        uint32_t n = 0, batch = ++c->types.next_id; /* any number not used before */
        for (Leaf *x = env->recent; x; x = x->next) order[n++] = x;
        while (n-- > 0) /* the oldest first: newer ones replace it */
            r->root = trie_add(c, r->root, order[n], 0, batch);
        r->nrecent = 0;
        r->recent = NULL;
    }
    l->next = r->recent;
    r->recent = l;
    r->nrecent++;
    return r;
}
/* In this layer only. */
static void *find_here(const Env *env, uint64_t key, uint64_t hash) {
    for (const Leaf *l = env->recent; l; l = l->next)
        if (l->key == key) return l->value;
    const Leaf *l = trie_find(env->root, key, hash);
    return l ? l->value : NULL;
}
static Env *add_candidate(Checker *c, Env *env, Namespace ns, Name name, void *what) {
    uint64_t key = key_of(ns, name);
    Candidate *k = NEW(c->arena, Candidate);
    k->what = what;
    k->next = find_here(env, key, mix(key));
    return add(c, env, ns, name, k);
}

Env *env_add_value(Checker *c, Env *env, ValueDesc *v) {
    return add(c, env, NS_VALUE, v->name, v);
}
Env *env_add_type_as(Checker *c, Env *env, Name name, TypeDecl *d) {
    return add(c, env, NS_TYPE, name, d);
}
Env *env_add_type_name(Checker *c, Env *env, TypeDecl *d) {
    return add(c, env, NS_TYPE, d->name, d);
}
Env *env_add_constr(Checker *c, Env *env, Constr *k) {
    return add_candidate(c, env, NS_CONSTR, k->name, k);
}
Env *env_add_field(Checker *c, Env *env, Field *f) {
    return add_candidate(c, env, NS_FIELD, f->name, f);
}
Env *env_add_type(Checker *c, Env *env, TypeDecl *d) {
    env = env_add_type_name(c, env, d);
    for (uint32_t i = 0; i < d->constrs.n; i++) env = env_add_constr(c, env, d->constrs.items[i]);
    for (uint32_t i = 0; i < d->fields.n; i++) env = env_add_field(c, env, d->fields.items[i]);
    return env;
}
Env *env_add_module_as(Checker *c, Env *env, Name name, Module *m) {
    return add(c, env, NS_MODULE, name, m);
}
Env *env_add_module(Checker *c, Env *env, Module *m) {
    return add(c, env, NS_MODULE, m->name, m);
}
Env *env_add_modtype(Checker *c, Env *env, ModTypeDecl *d) {
    return add(c, env, NS_MODTYPE, d->name, d);
}

Env *env_open_sig(Checker *c, Env *env, Sig *sig) {
    Env *r = NEW(c->arena, Env);
    r->open = sig;
    r->below = env;
    return r;
}
Env *env_open_module(Checker *c, Env *env, Module *m) {
    Sig *sig = module_sig(m);
    return sig ? env_open_sig(c, env, sig) : env;
}

/* ---- signatures --------------------------------------------------------------------------------- */
Sig *sig_new(Checker *c) {
    return NEW(c->arena, Sig);
}

static Namespace ns_of_item(ItemKind k) {
    switch (k) {
    case ITEM_VALUE: return NS_VALUE;
    case ITEM_TYPE: return NS_TYPE;
    case ITEM_CONSTR: return NS_CONSTR;
    case ITEM_MODULE: return NS_MODULE;
    case ITEM_MODTYPE: return NS_MODTYPE;
    }
    UNREACHABLE();
}
static void index_candidate(Checker *c, Sig *sig, Namespace ns, Name name, void *what) {
    uint64_t key = key_of(ns, name);
    Candidate *k = NEW(c->arena, Candidate);
    k->what = what;
    k->next = map_get(&sig->index, key);
    map_put(&sig->index, key, k);
}
static void index_item(Checker *c, Sig *sig, SigEntry *e) {
    if (e->kind == ITEM_CONSTR) {
        index_candidate(c, sig, NS_CONSTR, e->name, e->u.constr);
        /* sig_find wants the entry: kept under a key of its own (namespace 6) */
        map_put(&sig->index, key_of((Namespace)6, e->name), e);
        return;
    }
    map_put(&sig->index, key_of(ns_of_item(e->kind), e->name), e);
    if (e->kind == ITEM_TYPE) {
        TypeDecl *d = e->u.type;
        for (uint32_t i = 0; i < d->constrs.n; i++)
            index_candidate(c, sig, NS_CONSTR, d->constrs.items[i]->name, d->constrs.items[i]);
        for (uint32_t i = 0; i < d->fields.n; i++)
            index_candidate(c, sig, NS_FIELD, d->fields.items[i]->name, d->fields.items[i]);
    }
}
/* Entries move when a signature grows, so the index is made anew then. */
static void sig_index(Checker *c, Sig *sig) {
    if (sig->indexed == sig->items.n) return;
    map_free(&sig->index);
    sig->index = (Map){NULL, NULL, 0, 0};
    for (uint32_t i = 0; i < sig->items.n; i++) index_item(c, sig, &sig->items.items[i]);
    sig->indexed = sig->items.n;
}
SigEntry *sig_add(Checker *c, Sig *sig, ItemKind kind, Name name, Loc loc, void *what) {
    if (sig->items.n == sig->cap)
        sig->items.items =
            vec_grow_in_(c->arena, sig->items.items, sig->items.n, &sig->cap, sig->items.n + 1, sizeof(SigEntry));
    SigEntry *e = &sig->items.items[sig->items.n++];
    memset(e, 0, sizeof *e);
    e->kind = kind;
    e->name = name;
    e->loc = loc;
    e->u.value = what;
    return e;
}
SigEntry *sig_find(Checker *c, Sig *sig, ItemKind kind, Name name) {
    sig_index(c, sig);
    return map_get(&sig->index, key_of(kind == ITEM_CONSTR ? (Namespace)6 : ns_of_item(kind), name));
}
Sig *module_sig(Module *m) {
    for (int steps = 0; m->alias && steps < 1000; steps++) m = m->alias;
    return m->sig;
}

/* ---- finding -------------------------------------------------------------------------------------- */
static void *find(Checker *c, const Env *env, Namespace ns, Name name) {
    uint64_t key = key_of(ns, name), hash = mix(key);
    for (; env; env = env->below) {
        void *v = find_here(env, key, hash);
        if (v) return v;
        if (env->open) {
            sig_index(c, env->open);
            SigEntry *e = map_get(&env->open->index, key);
            if (e) return e->u.value; /* all members of the union are pointers */
        }
    }
    return NULL;
}
ValueDesc *env_find_value(Checker *c, Env *env, Name name) {
    return find(c, env, NS_VALUE, name);
}
TypeDecl *env_find_type(Checker *c, Env *env, Name name) {
    return find(c, env, NS_TYPE, name);
}
ModTypeDecl *env_find_modtype(Checker *c, Env *env, Name name) {
    return find(c, env, NS_MODTYPE, name);
}

static Module *find_unit(Checker *c, Name name, Loc use) {
    Module *m = map_getp(&c->units, name);
    if (!m && c->find) {
        m = c->find(c->find_ctx, name, false, use);
        if (m) map_putp(&c->units, name, m);
    }
    return m;
}
Module *env_find_module(Checker *c, Env *env, Name name, Loc use) {
    Module *m = find(c, env, NS_MODULE, name);
    if (m) return m;
    if (name == c->n.stdlib && c->stdlib) return c->stdlib;
    return find_unit(c, name, use);
}

/* ---- paths ------------------------------------------------------------------------------------------ */
static void path_append(Buf *b, const Path *p) {
    if (p->apply) {
        path_append(b, p->prefix);
        buf_addc(b, '(');
        path_append(b, p->apply);
        buf_addc(b, ')');
        return;
    }
    if (p->prefix) {
        path_append(b, p->prefix);
        buf_addc(b, '.');
    }
    buf_adds(b, p->name ? p->name->text : "_");
}
const char *path_text(Checker *c, const Path *p) {
    Buf b = {NULL, 0, 0};
    path_append(&b, p);
    const char *r = arena_strndup(c->arena, b.data ? b.data : "", b.len);
    buf_free(&b);
    return r;
}

static const char *const ns_names[] = {"value",        "type constructor", "constructor",
                                       "record field", "module",           "module type"};
static const char *const ns_codes[] = {"E0201", "E0204", "E0202", "E0203", "E0205", "E0206"};

static void try_name(void *ctx, Name name) {
    spell_try(ctx, name);
}
static void each_in_sig(Checker *c, Sig *sig, Namespace ns, void (*f)(void *, Name), void *ctx) {
    sig_index(c, sig);
    for (uint32_t i = 0; i < sig->index.cap; i++) {
        uint64_t key = sig->index.keys[i];
        if (key && (key & 7) == (uint64_t)ns) f(ctx, (Name)(uintptr_t)(key >> 3));
    }
}
static void each_in_trie(const Node *n, Namespace ns, void (*f)(void *, Name), void *ctx) {
    if (!n) return;
    uint32_t at = 0;
    for (uint32_t bit = 1; bit < 1u << FANOUT; bit <<= 1) {
        if (n->leaves & bit) {
            const Leaf *l = n->slots[at++];
            if ((l->key & 7) == (uint64_t)ns) f(ctx, l->name);
        } else if (n->nodes & bit)
            each_in_trie(n->slots[at++], ns, f, ctx);
    }
}
void env_each_name(Checker *c, Env *env, Namespace ns, void (*f)(void *, Name), void *ctx) {
    for (; env; env = env->below) {
        for (const Leaf *l = env->recent; l; l = l->next)
            if ((l->key & 7) == (uint64_t)ns) f(ctx, l->name);
        each_in_trie(env->root, ns, f, ctx);
        if (env->open) each_in_sig(c, env->open, ns, f, ctx);
    }
}
/* sig NULL: a plain name, looked for in env. */
static void unbound(Checker *c, Env *env, Sig *sig, Namespace ns, const Path *p) {
    if (!p->name || (sig && sig->broken)) return;
    Diag *d = diag_error(c->s, p->loc, ns_codes[ns], "Unbound %s %s", ns_names[ns], path_text(c, p));
    if (!d) return;
    Spell s = spell_new(p->name);
    if (sig)
        each_in_sig(c, sig, ns, try_name, &s);
    else
        env_each_name(c, env, ns, try_name, &s);
    if (s.best) diag_help(c->s, d, "Did you mean %s?", s.best->text);
}

static Module *resolve_prefix(Checker *c, Env *env, const Path *p) {
    return env_module(c, env, p);
}

Module *env_module(Checker *c, Env *env, const Path *p) {
    if (p->apply) return module_of_apply_path(c, env, p);
    if (!p->prefix) {
        Module *m = env_find_module(c, env, p->name, p->loc);
        if (!m) {
            unbound(c, env, NULL, NS_MODULE, p);
            map_putp(&c->units, p->name, broken_module(c, p->name, p->loc)); /* say it once */
            return NULL;
        }
        m->used = true;
        return m;
    }
    Module *outer = resolve_prefix(c, env, p->prefix);
    if (!outer) return NULL;
    Sig *sig = module_sig(outer);
    if (!sig) {
        diag_error(c->s, p->prefix->loc, "E0205", "The module %s is a functor, it has no components",
                   path_text(c, p->prefix));
        return NULL;
    }
    SigEntry *e = sig_find(c, sig, ITEM_MODULE, p->name);
    if (e) return e->u.module;
    /* Stdlib.List is the library's unit List, whatever the program's own units are called. */
    if (outer == c->stdlib || (outer->is_unit && outer->name == c->n.stdlib)) {
        Module *m = c->find ? c->find(c->find_ctx, p->name, true, p->loc) : NULL;
        if (m) return m;
    }
    unbound(c, env, sig, NS_MODULE, p);
    return NULL;
}
/* The signature that p's prefix names; NULL (reported) when it does not. */
static Sig *prefix_sig(Checker *c, Env *env, const Path *p) {
    Module *m = resolve_prefix(c, env, p->prefix);
    if (!m) return NULL;
    Sig *sig = module_sig(m);
    if (!sig)
        diag_error(c->s, p->prefix->loc, "E0205", "The module %s is a functor, it has no components",
                   path_text(c, p->prefix));
    return sig;
}
static void *find_path(Checker *c, Env *env, Namespace ns, ItemKind kind, const Path *p) {
    if (!p->prefix) {
        void *v = find(c, env, ns, p->name);
        if (!v) unbound(c, env, NULL, ns, p);
        return v;
    }
    Sig *sig = prefix_sig(c, env, p);
    if (!sig) return NULL;
    SigEntry *e = sig_find(c, sig, kind, p->name);
    if (!e) {
        unbound(c, env, sig, ns, p);
        return NULL;
    }
    return e->u.value;
}
ValueDesc *env_value(Checker *c, Env *env, const Path *p) {
    return find_path(c, env, NS_VALUE, ITEM_VALUE, p);
}
TypeDecl *env_type(Checker *c, Env *env, const Path *p) {
    return find_path(c, env, NS_TYPE, ITEM_TYPE, p);
}
ModTypeDecl *env_modtype(Checker *c, Env *env, const Path *p) {
    return find_path(c, env, NS_MODTYPE, ITEM_MODTYPE, p);
}

/* ---- candidates --------------------------------------------------------------------------------------- */
static bool candidates(Checker *c, Env *env, Namespace ns, const Path *p, EnvIter *it) {
    *it = (EnvIter){c, NULL, NULL, key_of(ns, p->name), false};
    if (!p->prefix) {
        it->env = env;
        return true;
    }
    Sig *sig = prefix_sig(c, env, p);
    if (!sig) return false;
    sig_index(c, sig);
    it->node = map_get(&sig->index, it->key);
    return true;
}
static void *next_candidate(EnvIter *it) {
    while (!it->node && it->env) {
        Env *env = it->env;
        if (!it->started) {
            it->started = true; /* first the layer's own bindings ... */
            it->node = find_here(env, it->key, mix(it->key));
        } else { /* ... then the signature that it opens */
            it->started = false;
            it->env = env->below;
            if (env->open) {
                sig_index(it->c, env->open);
                it->node = map_get(&env->open->index, it->key);
            }
        }
    }
    const Candidate *k = it->node;
    if (!k) return NULL;
    it->node = k->next;
    return k->what;
}
bool env_constrs(Checker *c, Env *env, const Path *p, EnvIter *it) {
    return candidates(c, env, NS_CONSTR, p, it);
}
bool env_fields(Checker *c, Env *env, const Path *p, EnvIter *it) {
    return candidates(c, env, NS_FIELD, p, it);
}
Constr *env_next_constr(EnvIter *it) {
    return next_candidate(it);
}
Field *env_next_field(EnvIter *it) {
    return next_candidate(it);
}
void env_unbound_constr(Checker *c, Env *env, const Path *p) {
    unbound(c, env, p->prefix ? prefix_sig(c, env, p) : NULL, NS_CONSTR, p);
}
void env_unbound_field(Checker *c, Env *env, const Path *p) {
    unbound(c, env, p->prefix ? prefix_sig(c, env, p) : NULL, NS_FIELD, p);
}

/* ---- spelling ------------------------------------------------------------------------------------------- */
Spell spell_new(Name wanted) {
    uint32_t most = wanted->len < 2 ? 0 : wanted->len < 5 ? 1 : wanted->len / 3;
    if (most > 4) most = 4;
    return (Spell){wanted, NULL, most + 1};
}
static uint32_t min2(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}
/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
static uint32_t distance(const char *a, uint32_t la, const char *b, uint32_t lb) {
    enum { MAX = 64 };
    uint32_t rows[3][MAX + 1];
    if (la > MAX || lb > MAX) return MAX;
    for (uint32_t j = 0; j <= lb; j++) rows[1][j] = j;
    for (uint32_t i = 1; i <= la; i++) {
        uint32_t *before = rows[(i + 2) % 3], *prev = rows[i % 3], *cur = rows[(i + 1) % 3];
        cur[0] = i;
        for (uint32_t j = 1; j <= lb; j++) {
            uint32_t best = prev[j - 1] + (a[i - 1] != b[j - 1]);
            best = min2(best, min2(prev[j], cur[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = min2(best, before[j - 2] + 1);
            cur[j] = best;
        }
    }
    return rows[(la + 1) % 3][lb];
}
void spell_try(Spell *s, Name candidate) {
    uint32_t la = s->wanted->len, lb = candidate->len;
    if (candidate == s->wanted || (la > lb ? la - lb : lb - la) > s->distance) return;
    uint32_t d = distance(s->wanted->text, la, candidate->text, lb);
    /* Equally near ones: the first in the alphabet, so that the answer does not depend on hashing. */
    if (d < s->distance || (d == s->distance && s->best && strcmp(candidate->text, s->best->text) < 0)) {
        s->best = candidate;
        s->distance = d;
    }
}
