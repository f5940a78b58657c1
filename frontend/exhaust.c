/* exhaust.c: are the cases of a match exhaustive, is each of them useful?

   L. Maranget, "Warnings for pattern matching" (JFP 17, 2007): rows of patterns are
   specialised by the head constructors of one column until nothing is left to
   distinguish.  Three things keep it fast: the column is one where the first row (or,
   at the second try, the most specific row) distinguishes something; fields that no row
   looks at are never expanded; rows with the same outermost constructor are found
   through a hash.  What remains can still be exponential (the problem is NP-hard), so
   there is a budget: a match that exceeds it gets no warning and is compiled with a
   Match_failure.  */
#include "exhaust.h"

typedef struct {
    TPat **cols;
} Row;
typedef VEC(Row) Matrix;

typedef struct {
    Checker *c;
    Arena *scratch, *query;
    TPat *any;
    uint64_t fuel;
    bool out_of_fuel;
    uint64_t nicer; /* budget for finding better examples */
    bool specific;  /* second try: choose the row with the fewest distinctions */
} Exhaust;

/* In pattern pointers copied: also bounds the memory. */
#define FUEL_FIRST  4000000u
#define FUEL_SECOND 40000000u
#define MAX_SHOWN   20
/* So many kinds of impossible values are looked at in one match. */
#define MAX_REFUTED 3000
/* How deep the values of a type are looked at where a pattern says nothing: in refutations, and matches of one case. */
#define EXPLODE     5

/* ---- heads ------------------------------------------------------------------------------------------ */

/* What a pattern looks at first. */
typedef enum { H_ANY, H_CONSTR, H_EXN, H_CONST, H_CHARS, H_TUPLE, H_RECORD, H_ARRAY, H_LAZY, H_OR } HeadKind;

static TPat *strip(TPat *p) {
    while (p && p->kind == TP_ALIAS) p = p->u.alias.pat;
    return p;
}

static HeadKind head_kind(const TPat *p) {
    switch (p->kind) {
    case TP_CONST: return p->u.constant->kind == CONST_CHAR ? H_CHARS : H_CONST;
    case TP_INTERVAL: return H_CHARS;
    case TP_TUPLE: return H_TUPLE;
    case TP_CONSTRUCT: return p->u.construct.constr->exn ? H_EXN : H_CONSTR;
    case TP_RECORD: return H_RECORD;
    case TP_ARRAY: return H_ARRAY;
    case TP_LAZY: return H_LAZY;
    case TP_OR: return H_OR;
    case TP_ANY:
    case TP_VAR:
    case TP_ALIAS:
    case TP_VARIANT: break;
    }
    return H_ANY;
}

static bool same_const(const Const *a, const Const *b) {
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case CONST_INT:
    case CONST_CHAR: return a->ival == b->ival;
    case CONST_STRING: return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
    case CONST_FLOAT: return a->fval == b->fval;
    }
    return false;
}

/* Can one value be looked at by both?  Rows of a column are of one type, unless constructors declared with their result
   types say which (GADTs). */
static bool same_type(const TPat *a, const TPat *b) {
    if (head_kind(a) != head_kind(b)) return false;
    switch (head_kind(a)) {
    case H_CONSTR: {
        const TypeDecl *d = a->u.construct.constr->decl, *e = b->u.construct.constr->decl;
        return d == e || d->manifest || e->manifest;
    }
    case H_CONST: return a->u.constant->kind == b->u.constant->kind && a->u.constant->suffix == b->u.constant->suffix;
    case H_TUPLE: return a->u.sub.n == b->u.sub.n;
    case H_RECORD: {
        if (a->type == b->type) return true;
        const Type *t = ty_expand_full(a->type), *u = ty_expand_full(b->type);
        return t->kind != T_CONSTR || u->kind != T_CONSTR || t->u.constr.decl == u->u.constr.decl;
    }
    default: return true;
    }
}

/* Have two patterns (not any, not or) the same head?  Characters: decided by the caller's segment. */
static bool same_head(const TPat *a, const TPat *b) {
    HeadKind k = head_kind(a);
    if (!same_type(a, b)) return false;
    switch (k) {
    case H_CONSTR: return a->u.construct.constr->index == b->u.construct.constr->index;
    case H_EXN: return a->u.construct.constr->exn == b->u.construct.constr->exn;
    case H_CONST: return same_const(a->u.constant, b->u.constant);
    case H_ARRAY: return a->u.sub.n == b->u.sub.n;
    default: return true;
    }
}

static void char_range(const TPat *p, uint32_t *lo, uint32_t *hi) {
    if (p->kind == TP_INTERVAL)
        *lo = p->u.interval.lo, *hi = p->u.interval.hi;
    else
        *lo = *hi = (uint32_t)p->u.constant->ival & 255;
}

static uint32_t arity(const TPat *p) {
    switch (head_kind(p)) {
    case H_CONSTR:
    case H_EXN: return p->u.construct.constr->arity;
    case H_TUPLE:
    case H_RECORD:
    case H_ARRAY: return p->u.sub.n;
    case H_LAZY: return 1;
    default: return 0;
    }
}

static TPat *sub_pattern(Exhaust *x, TPat *p, uint32_t i) {
    TPat *s = NULL;
    switch (head_kind(p)) {
    case H_CONSTR:
    case H_EXN: s = i < p->u.construct.args.n ? p->u.construct.args.items[i] : NULL; break;
    case H_TUPLE:
    case H_RECORD:
    case H_ARRAY: s = i < p->u.sub.n ? p->u.sub.items[i] : NULL; break;
    case H_LAZY: s = p->u.lazy; break;
    default: break;
    }
    s = strip(s);
    return s ? s : x->any;
}

static bool is_any(const TPat *p) {
    return head_kind(p) == H_ANY;
}

/* ---- columns ------------------------------------------------------------------------------------------- */

static void add_row(Exhaust *x, Matrix *m, TPat **cols) {
    Row r = {cols};
    vec_push_in(x->scratch, m, r);
}

static bool spend(Exhaust *x, uint64_t n) {
    if (x->fuel < n) {
        x->out_of_fuel = true;
        return false;
    }
    x->fuel -= n;
    return true;
}

/* Or-patterns of column j become rows of their own, in order. */
static void expand_or(Exhaust *x, Matrix *out, Row r, uint32_t n, uint32_t j) {
    TPat *p = r.cols[j];
    if (p->kind != TP_OR) {
        vec_push_in(x->scratch, out, r);
        return;
    }
    TPat **left = arena_copy(x->scratch, r.cols, sizeof *r.cols * n),
         **right = arena_copy(x->scratch, r.cols, sizeof *r.cols * n);
    left[j] = strip(p->u.alt.left);
    right[j] = strip(p->u.alt.right);
    expand_or(x, out, (Row){left}, n, j);
    expand_or(x, out, (Row){right}, n, j);
}
static Matrix without_or(Exhaust *x, const Matrix *m, uint32_t n, uint32_t j) {
    bool some = false;
    for (uint32_t i = 0; i < m->len && !some; i++) some = m->data[i].cols[j]->kind == TP_OR;
    if (!some) return *m;
    Matrix out = {0};
    for (uint32_t i = 0; i < m->len; i++) expand_or(x, &out, m->data[i], n, j);
    return out;
}

/* Which sub-patterns of the heads in column j does some row look at?  The others need no column. */
static uint32_t looked_at(Exhaust *x, const Matrix *m, uint32_t j, TPat *head, TPat *q, uint32_t **out) {
    uint32_t a = arity(head), n = 0;
    uint32_t *list = NEW_ARRAY(x->scratch, uint32_t, a + 1);
    bool *used = NEW_ARRAY(x->scratch, bool, a + 1);
    for (uint32_t i = 0; i < m->len; i++) {
        TPat *p = m->data[i].cols[j];
        if (is_any(p) || !same_head(p, head)) continue;
        for (uint32_t k = 0; k < a; k++)
            if (!used[k] && !is_any(sub_pattern(x, p, k))) used[k] = true;
    }
    if (q && !is_any(q))
        for (uint32_t k = 0; k < a; k++) used[k] |= !is_any(sub_pattern(x, q, k));
    for (uint32_t k = 0; k < a; k++)
        if (used[k]) list[n++] = k;
    *out = list;
    return n;
}

/* cols without column j, with the chosen sub-patterns of p (or any) in front of what followed. */
static TPat **replace_column(Exhaust *x, TPat **cols, uint32_t n, uint32_t j, TPat *p, const uint32_t *fields,
                             uint32_t nf) {
    TPat **r = NEW_ARRAY(x->scratch, TPat *, n + nf);
    memcpy(r, cols, sizeof *r * j);
    for (uint32_t k = 0; k < nf; k++) r[j + k] = is_any(p) ? x->any : sub_pattern(x, p, fields[k]);
    memcpy(r + j + nf, cols + j + 1, sizeof *r * (n - j - 1));
    return r;
}

/* Rows that a value with head `head` can match.  lo, hi: for characters, the segment. */
static Matrix specialise(Exhaust *x, const Matrix *m, uint32_t n, uint32_t j, TPat *head, uint32_t lo, uint32_t hi,
                         const uint32_t *fields, uint32_t nf) {
    Matrix out = {0};
    for (uint32_t i = 0; i < m->len; i++) {
        TPat *p = m->data[i].cols[j];
        if (!is_any(p)) {
            if (!same_head(p, head)) continue;
            if (head_kind(p) == H_CHARS) {
                uint32_t plo, phi;
                char_range(p, &plo, &phi);
                if (plo > lo || phi < hi) continue;
            }
        }
        add_row(x, &out, replace_column(x, m->data[i].cols, n, j, p, fields, nf));
    }
    return out;
}

/* Rows that match whatever stands in column j. */
static Matrix default_rows(Exhaust *x, const Matrix *m, uint32_t n, uint32_t j) {
    Matrix out = {0};
    for (uint32_t i = 0; i < m->len; i++)
        if (is_any(m->data[i].cols[j])) add_row(x, &out, replace_column(x, m->data[i].cols, n, j, x->any, NULL, 0));
    return out;
}

static uint32_t first_distinction(const Row *r, uint32_t n) {
    for (uint32_t j = 0; j < n; j++)
        if (!is_any(r->cols[j])) return j;
    return n;
}

/* Do rows look at column j at several types?  Constructors in other columns say which (GADTs). */
static bool is_mixed(const Matrix *m, uint32_t j) {
    const TPat *first = NULL;
    for (uint32_t i = 0; i < m->len; i++) {
        const TPat *p = m->data[i].cols[j];
        if (is_any(p) || head_kind(p) == H_OR) continue;
        if (first && !same_type(first, p)) return true;
        if (!first) first = p;
    }
    return false;
}
/* The first column that the row looks at, if possible one of a single type. */
static uint32_t row_column(const Exhaust *x, const Matrix *m, const Row *r, uint32_t n) {
    uint32_t first = first_distinction(r, n);
    if (!x->c->gadt_names.len) return first;
    for (uint32_t j = first; j < n; j++)
        if (!is_any(r->cols[j]) && !is_mixed(m, j)) return j;
    return first;
}

/* The column to look at next; n: a row matches everything. */
static uint32_t choose_column(Exhaust *x, const Matrix *m, uint32_t n) {
    if (!x->specific) {
        for (uint32_t i = 1; i < m->len; i++)
            if (first_distinction(&m->data[i], n) == n) return n;
        return row_column(x, m, &m->data[0], n);
    }
    uint32_t best = 0, fewest = UINT32_MAX;
    for (uint32_t i = 0; i < m->len; i++) {
        uint32_t k = 0;
        for (uint32_t j = 0; j < n; j++) k += !is_any(m->data[i].cols[j]);
        if (k == 0) return n;
        if (k < fewest) fewest = k, best = i;
    }
    return row_column(x, m, &m->data[best], n);
}

/* ---- the heads of a column ------------------------------------------------------------------------------- */

typedef struct {
    HeadKind kind;
    VEC(TPat *) heads; /* one of each; characters: not used */
    bool complete;     /* every value has one of these heads */
    bool mixed;        /* rows have heads of other types too */
    uint8_t cuts[257]; /* characters: a segment starts here */
    uint8_t covered[256];
    Map seen; /* H_CONSTR: index + 1 -> head */
} Signature;

static void collect_heads(Exhaust *x, const Matrix *m, uint32_t j, Signature *s) {
    memset(s, 0, sizeof *s);
    TypeDecl *decl = NULL;
    const TPat *first = NULL;
    Map consts = {0};
    for (uint32_t i = 0; i < m->len; i++) {
        TPat *p = m->data[i].cols[j];
        HeadKind k = head_kind(p);
        if (k == H_ANY) continue;
        if (s->kind == H_ANY) {
            s->kind = k;
            first = p;
        }
        if (!same_type(first, p)) { /* of another type: see is_mixed */
            s->mixed = true;
            continue;
        }
        switch (k) {
        case H_CONSTR: {
            Constr *con = p->u.construct.constr;
            decl = con->decl;
            if (map_get(&s->seen, con->index + 1u)) break;
            map_put(&s->seen, con->index + 1u, p);
            vec_push_in(x->scratch, &s->heads, p);
            break;
        }
        case H_EXN:
            if (map_getp(&consts, p->u.construct.constr->exn)) break;
            map_putp(&consts, p->u.construct.constr->exn, p);
            vec_push_in(x->scratch, &s->heads, p);
            break;
        case H_CHARS: {
            uint32_t lo, hi;
            char_range(p, &lo, &hi);
            if (hi > 255 || lo > hi) break;
            s->cuts[lo] = s->cuts[hi + 1] = 1;
            memset(s->covered + lo, 1, hi - lo + 1);
            break;
        }
        case H_CONST:
        case H_ARRAY: {
            uint64_t key = 14695981039346656037u;
            if (k == H_ARRAY)
                key = (uint64_t)p->u.sub.n + 1;
            else {
                const Const *con = p->u.constant;
                if (con->kind == CONST_STRING)
                    for (uint32_t b = 0; b < con->len; b++) key = (key ^ (uint8_t)con->text[b]) * 1099511628211u;
                else if (con->kind == CONST_FLOAT)
                    memcpy(&key, &con->fval, sizeof key);
                else
                    key = (uint64_t)con->ival;
            }
            while (key == 0 || (map_get(&consts, key) && !same_head(map_get(&consts, key), p))) key = key * 31 + 7;
            if (map_get(&consts, key)) break;
            map_put(&consts, key, p);
            vec_push_in(x->scratch, &s->heads, p);
            break;
        }
        default:
            if (s->heads.len == 0) vec_push_in(x->scratch, &s->heads, p);
            break;
        }
    }
    map_free(&consts);
    switch (s->kind) {
    case H_TUPLE:
    case H_RECORD:
    case H_LAZY: s->complete = true; break;
    case H_CONSTR: s->complete = decl && s->heads.len == decl->constrs.n; break;
    case H_CHARS: s->complete = memchr(s->covered, 0, 256) == NULL; break;
    default: break;
    }
    if (s->mixed) s->complete = false;
}
static void signature_free(Signature *s) {
    map_free(&s->seen);
}

/* ---- witnesses ----------------------------------------------------------------------------------------------- */

static Witness *witness(Exhaust *x, int kind) {
    Witness *w = NEW(x->scratch, Witness);
    w->kind = kind;
    return w;
}
static const char *const_text(Exhaust *x, ConstKind kind, char suffix, int64_t i) {
    switch (kind) {
    case CONST_INT:
        return suffix ? arena_printf(x->scratch, "%lld%c", (long long)i, suffix)
                      : arena_printf(x->scratch, "%lld", (long long)i);
    case CONST_FLOAT: return arena_printf(x->scratch, "%lld.", (long long)i);
    case CONST_STRING: {
        char *s = NEW_ARRAY(x->scratch, char, i + 3);
        memset(s, '*', (size_t)i + 2);
        s[0] = s[i + 1] = '"';
        return s;
    }
    case CONST_CHAR: break;
    }
    if (i < 32 || i >= 127) return arena_printf(x->scratch, "'\\%03d'", (int)i);
    return i == '\'' || i == '\\' ? arena_printf(x->scratch, "'\\%c'", (int)i)
                                  : arena_printf(x->scratch, "'%c'", (int)i);
}

/* A value whose head is none of those of s. */
static Witness *other_head(Exhaust *x, Signature *s) {
    if ((s->heads.len == 0 && s->kind != H_CHARS) || s->mixed) return NULL;
    switch (s->kind) {
    case H_CONSTR: {
        Witness *w = witness(x, WIT_OTHERS);
        w->decl = s->heads.data[0]->u.construct.constr->decl;
        uint32_t n = w->decl->constrs.n;
        w->args = NEW_ARRAY(x->scratch, Witness *, n + 1);
        for (uint32_t i = 0; i < n; i++)
            if (!map_get(&s->seen, i + 1u)) {
                Witness *k = witness(x, WIT_CONSTR);
                k->constr = w->decl->constrs.items[i];
                w->args[w->n++] = k;
            }
        return w->n == 1 ? w->args[0] : w;
    }
    case H_CHARS: {
        static const char order[] = "azAZ09 ~";
        Witness *w = witness(x, WIT_TEXT);
        for (uint32_t r = 0; r < 4; r++)
            for (uint32_t ch = (uint8_t)order[2 * r]; ch <= (uint8_t)order[2 * r + 1]; ch++)
                if (!s->covered[ch]) {
                    w->text = const_text(x, CONST_CHAR, 0, ch);
                    return w;
                }
        for (uint32_t ch = 0; ch < 256; ch++)
            if (!s->covered[ch]) w->text = const_text(x, CONST_CHAR, 0, ch);
        return w;
    }
    case H_CONST: {
        /* the smallest number (for strings: length) that is not there */
        const Const *k = s->heads.data[0]->u.constant;
        Witness *w = witness(x, WIT_TEXT);
        uint8_t *taken = NEW_ARRAY(x->scratch, uint8_t, s->heads.len + 1);
        for (uint32_t i = 0; i < s->heads.len; i++) {
            const Const *o = s->heads.data[i]->u.constant;
            int64_t v = -1;
            if (o->kind == CONST_INT)
                v = o->ival;
            else if (o->kind == CONST_FLOAT && o->fval >= 0 && o->fval < 1e9 && o->fval == (double)(int64_t)o->fval)
                v = (int64_t)o->fval;
            else if (o->kind == CONST_STRING) {
                v = (int64_t)o->len;
                for (uint32_t b = 0; b < o->len; b++)
                    if (o->text[b] != '*') v = -1;
            }
            if (v >= 0 && v <= s->heads.len) taken[v] = 1;
        }
        int64_t free_one = 0;
        while (free_one < s->heads.len && taken[free_one]) free_one++;
        w->text = const_text(x, k->kind, k->suffix, free_one);
        return w;
    }
    case H_ARRAY: {
        uint8_t *taken = NEW_ARRAY(x->scratch, uint8_t, s->heads.len + 1);
        for (uint32_t i = 0; i < s->heads.len; i++)
            if (s->heads.data[i]->u.sub.n <= s->heads.len) taken[s->heads.data[i]->u.sub.n] = 1;
        uint32_t n = 0;
        while (n < s->heads.len && taken[n]) n++;
        Witness *w = witness(x, WIT_ARRAY);
        w->n = n;
        w->args = NEW_ARRAY(x->scratch, Witness *, n + 1);
        return w;
    }
    default: return NULL; /* exceptions: anything */
    }
}

static Witness *rebuild(Exhaust *x, TPat *head, Witness **args, const uint32_t *fields, uint32_t nf) {
    Witness *w = NULL;
    switch (head_kind(head)) {
    case H_CONSTR:
    case H_EXN:
        w = witness(x, WIT_CONSTR);
        w->constr = head->u.construct.constr;
        break;
    case H_TUPLE: w = witness(x, WIT_TUPLE); break;
    case H_RECORD: {
        w = witness(x, WIT_RECORD);
        Type *t = ty_expand_full(head->type);
        if (t->kind == T_CONSTR) w->decl = t->u.constr.decl;
        break;
    }
    case H_ARRAY: w = witness(x, WIT_ARRAY); break;
    case H_LAZY: w = witness(x, WIT_LAZY); break;
    case H_CONST: {
        const Const *k = head->u.constant;
        w = witness(x, WIT_TEXT);
        w->text = k->kind == CONST_STRING ? arena_printf(x->scratch, "\"%.*s\"", (int)k->len, k->text) : k->text;
        break;
    }
    default: return NULL;
    }
    w->n = arity(head);
    w->args = NEW_ARRAY(x->scratch, Witness *, w->n + 1);
    for (uint32_t k = 0; k < nf; k++) w->args[fields[k]] = args[k];
    return w;
}

static bool missing(Exhaust *x, const Matrix *rows, uint32_t n, Witness **w, uint32_t depth);

/* A value that no row matches and whose head in column j is one of those in the rows. */
static bool missing_under_heads(Exhaust *x, const Matrix *m, uint32_t n, uint32_t j, Signature *s, Witness **w,
                                uint32_t depth) {
    for (uint32_t k = 0; k < s->heads.len && !x->out_of_fuel; k++) {
        TPat *head = s->heads.data[k];
        uint32_t *fields, nf = looked_at(x, m, j, head, NULL, &fields);
        Matrix d = specialise(x, m, n, j, head, 0, 0, fields, nf);
        Witness **inner = NEW_ARRAY(x->scratch, Witness *, n + nf);
        if (missing(x, &d, n - 1 + nf, inner, depth + 1)) {
            memcpy(w, inner, sizeof *w * j);
            w[j] = rebuild(x, head, inner + j, fields, nf);
            memcpy(w + j + 1, inner + j + nf, sizeof *w * (n - j - 1));
            return true;
        }
    }
    return false;
}

/* Where rows do not have all constructors, one of the others is an example; but, as OCaml does, an example under
   a constructor that the user thought of is preferred.  This search has a small budget of its own. */
static bool nicer_example(Exhaust *x, const Matrix *m, uint32_t n, uint32_t j, Signature *s, Witness **w,
                          uint32_t depth) {
    if (s->kind != H_CONSTR || x->specific) return false;
    uint64_t fuel = x->fuel, before = x->nicer;
    if (x->nicer < fuel) x->fuel = x->nicer;
    uint64_t given = x->fuel;
    bool found = missing_under_heads(x, m, n, j, s, w, depth);
    if (x->out_of_fuel) found = x->out_of_fuel = false;
    uint64_t spent = given - x->fuel;
    x->nicer = before - spent; /* counts what nested searches spent, too */
    x->fuel = fuel - spent;
    return found;
}

/* Is there a vector of n values that no row matches?  Then w[0..n) describes one. */
static bool missing(Exhaust *x, const Matrix *rows, uint32_t n, Witness **w, uint32_t depth) {
    if (rows->len == 0) {
        for (uint32_t i = 0; i < n; i++) w[i] = NULL;
        return true;
    }
    if (!spend(x, (uint64_t)rows->len * (n + 1)) || depth > 3000) {
        x->out_of_fuel = true;
        return false;
    }
    uint32_t j = choose_column(x, rows, n);
    if (j == n) return false;
    Matrix m = without_or(x, rows, n, j);
    Signature *s = NEW(x->scratch, Signature); /* large, and this recursion is deep */
    collect_heads(x, &m, j, s);
    bool found = false;
    Witness **inner;
    if (!s->complete) {
        Matrix d = default_rows(x, &m, n, j);
        inner = NEW_ARRAY(x->scratch, Witness *, n);
        if (missing(x, &d, n - 1, inner, depth + 1)) {
            found = true;
            if (!nicer_example(x, &m, n, j, s, w, depth)) {
                memcpy(w, inner, sizeof *w * j);
                w[j] = other_head(x, s);
                memcpy(w + j + 1, inner + j, sizeof *w * (n - j - 1));
            }
        }
    } else if (s->kind == H_CHARS) {
        for (uint32_t lo = 0, hi; lo < 256 && !found && !x->out_of_fuel; lo = hi + 1) {
            for (hi = lo; hi < 255 && !s->cuts[hi + 1]; hi++) {
            }
            TPat head = {.kind = TP_INTERVAL};
            head.u.interval.lo = lo, head.u.interval.hi = hi;
            Matrix d = specialise(x, &m, n, j, &head, lo, hi, NULL, 0);
            inner = NEW_ARRAY(x->scratch, Witness *, n);
            if (missing(x, &d, n - 1, inner, depth + 1)) {
                memcpy(w, inner, sizeof *w * j);
                w[j] = witness(x, WIT_TEXT);
                w[j]->text = const_text(x, CONST_CHAR, 0, lo);
                memcpy(w + j + 1, inner + j, sizeof *w * (n - j - 1));
                found = true;
            }
        }
    } else {
        found = missing_under_heads(x, &m, n, j, s, w, depth);
    }
    signature_free(s);
    return found;
}

/* Is there a value that q matches and no row does?  True when the budget is used up. */
static bool useful(Exhaust *x, const Matrix *rows, TPat **q, uint32_t n, uint32_t depth) {
    if (rows->len == 0) return true;
    if (!spend(x, (uint64_t)rows->len * (n + 1)) || depth > 3000) {
        x->out_of_fuel = true;
        return true;
    }
    uint32_t j = first_distinction(&(Row){q}, n);
    if (j < n && q[j]->kind == TP_OR) {
        TPat **left = arena_copy(x->scratch, q, sizeof *q * n), **right = arena_copy(x->scratch, q, sizeof *q * n);
        left[j] = strip(q[j]->u.alt.left), right[j] = strip(q[j]->u.alt.right);
        return useful(x, rows, left, n, depth + 1) || useful(x, rows, right, n, depth + 1);
    }
    if (j < n) {
        Matrix m = without_or(x, rows, n, j);
        if (head_kind(q[j]) == H_CHARS) {
            /* each part of q's range which the rows cut out */
            Signature *s = NEW(x->scratch, Signature);
            collect_heads(x, &m, j, s);
            uint32_t lo, hi, end;
            char_range(q[j], &lo, &hi);
            signature_free(s);
            for (; lo <= hi; lo = end + 1) {
                for (end = lo; end < hi && !s->cuts[end + 1]; end++) {
                }
                TPat head = {.kind = TP_INTERVAL};
                head.u.interval.lo = lo, head.u.interval.hi = end;
                Matrix d = specialise(x, &m, n, j, &head, lo, end, NULL, 0);
                if (useful(x, &d, replace_column(x, q, n, j, x->any, NULL, 0), n - 1, depth + 1)) return true;
            }
            return false;
        }
        uint32_t *fields, nf = looked_at(x, &m, j, q[j], q[j], &fields);
        Matrix d = specialise(x, &m, n, j, q[j], 0, 0, fields, nf);
        return useful(x, &d, replace_column(x, q, n, j, q[j], fields, nf), n - 1 + nf, depth + 1);
    }
    /* q matches everything: is there anything left? */
    Witness **w = NEW_ARRAY(x->scratch, Witness *, n + 1);
    return missing(x, rows, n, w, depth + 1) || x->out_of_fuel;
}

/* ---- printing a witness ------------------------------------------------------------------------------------------ */

static void print_witness(Exhaust *x, Buf *b, const Witness *w, bool simple, uint32_t depth);

static bool all_any(const Witness *w) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->args[i]) return false;
    return true;
}

static void print_record(Exhaust *x, Buf *b, const Witness *w, TypeDecl *d, uint32_t depth) {
    if (!d || all_any(w)) {
        buf_addc(b, '_');
        return;
    }
    bool rest = false, first = true;
    buf_addc(b, '{');
    for (uint32_t i = 0; i < w->n && i < d->fields.n; i++) {
        if (!w->args[i]) {
            rest = true;
            continue;
        }
        buf_printf(b, "%s%s=", first ? "" : "; ", d->fields.items[i]->name->text);
        print_witness(x, b, w->args[i], false, depth);
        first = false;
    }
    buf_adds(b, rest ? "; _ }" : "}");
}

static void print_constr(Exhaust *x, Buf *b, const Witness *w, bool simple, uint32_t depth) {
    Constr *k = w->constr;
    if (k->arity == 0) {
        buf_adds(b, k->name->text);
        return;
    }
    Witness *none[2] = {NULL, NULL};
    Witness **args = w->args ? w->args : NULL;
    if (strcmp(k->name->text, "::") == 0) {
        if (!args) args = none;
        if (simple) buf_addc(b, '(');
        print_witness(x, b, args[0], true, depth);
        buf_adds(b, "::");
        bool chain = args[1] && args[1]->kind == WIT_CONSTR && strcmp(args[1]->constr->name->text, "::") == 0;
        print_witness(x, b, args[1], !chain, depth);
        if (simple) buf_addc(b, ')');
        return;
    }
    if (simple) buf_addc(b, '(');
    buf_printf(b, "%s ", k->name->text);
    if (k->record) {
        if (args)
            print_record(x, b, w, k->record, depth);
        else
            buf_addc(b, '_');
    } else if (k->arity == 1)
        print_witness(x, b, args ? args[0] : NULL, true, depth);
    else {
        buf_addc(b, '(');
        for (uint32_t i = 0; i < k->arity; i++) {
            if (i) buf_adds(b, ", ");
            print_witness(x, b, args ? args[i] : NULL, false, depth);
        }
        buf_addc(b, ')');
    }
    if (simple) buf_addc(b, ')');
}

static void print_witness(Exhaust *x, Buf *b, const Witness *w, bool simple, uint32_t depth) {
    if (!w || depth > 100 || b->len > 2000) {
        buf_addc(b, '_');
        return;
    }
    depth++;
    switch (w->kind) {
    case WIT_TEXT: buf_adds(b, w->text ? w->text : "_"); break;
    case WIT_CONSTR: print_constr(x, b, w, simple, depth); break;
    case WIT_RECORD: print_record(x, b, w, w->decl, depth); break;
    case WIT_LAZY:
        if (simple) buf_addc(b, '(');
        buf_adds(b, "lazy ");
        print_witness(x, b, w->args[0], true, depth);
        if (simple) buf_addc(b, ')');
        break;
    case WIT_TUPLE:
        buf_addc(b, '(');
        for (uint32_t i = 0; i < w->n; i++) {
            if (i) buf_adds(b, ", ");
            print_witness(x, b, w->args[i], false, depth);
        }
        buf_addc(b, ')');
        break;
    case WIT_ARRAY:
        buf_adds(b, "[| ");
        for (uint32_t i = 0; i < w->n; i++) {
            if (i) buf_adds(b, " ; ");
            print_witness(x, b, w->args[i], false, depth);
        }
        buf_adds(b, w->n ? " |]" : "|]");
        break;
    case WIT_OTHERS:
        buf_addc(b, '(');
        for (uint32_t i = 0; i < w->n && i < MAX_SHOWN; i++) {
            if (i) buf_addc(b, '|');
            print_witness(x, b, w->args[i], false, depth);
        }
        if (w->n > MAX_SHOWN) buf_adds(b, "|...");
        buf_addc(b, ')');
        break;
    }
}

/* ---- the checks ---------------------------------------------------------------------------------------------------
 */

static void begin(Exhaust *x, Checker *c) {
    arena_reset(c->exhaust);
    *x = (Exhaust){.c = c, .scratch = c->exhaust, .query = c->exhaust_query};
    x->any = NEW(x->scratch, TPat);
    x->any->kind = TP_ANY;
}

static Matrix matrix_of(Exhaust *x, TPat **pats, uint32_t n) {
    Matrix m = {0};
    for (uint32_t i = 0; i < n; i++) {
        TPat *p = strip(pats[i]);
        add_row(x, &m, arena_copy(x->scratch, &p, sizeof p));
    }
    return m;
}

/* True when some value is not matched, whatever its type; the message's example is in *w. */
static bool find_candidate(Exhaust *x, const Matrix *m, Witness **w) {
    static const uint64_t budgets[] = {FUEL_FIRST, FUEL_SECOND};
    for (int attempt = 0; attempt < 2; attempt++) {
        x->fuel = budgets[attempt];
        x->specific = attempt > 0;
        x->out_of_fuel = false;
        x->nicer = FUEL_FIRST / 4;
        bool r = missing(x, m, 1, w, 0);
        x->specific = false;
        if (!x->out_of_fuel) return r;
    }
    return true; /* not known: compiled as if it could fail, but nothing is said */
}

/* Of a choice of constructors, those that can be. */
static void keep_possible(Exhaust *x, Witness *top, Witness *w, Type *type, int explode, uint32_t depth) {
    if (!w || depth > 100) return;
    if (w->kind == WIT_OTHERS) {
        uint32_t n = w->n, kept = 0;
        Witness **all = w->args, *one[1];
        Witness **possible = NEW_ARRAY(x->scratch, Witness *, n + 1);
        for (uint32_t i = 0; i < n && n <= MAX_SHOWN; i++) {
            one[0] = all[i];
            w->args = one;
            w->n = 1;
            if (witness_possible(x->c, x->scratch, top, type, explode)) possible[kept++] = all[i];
        }
        w->args = kept ? possible : all;
        w->n = kept ? kept : n;
        if (kept == 1) *w = *possible[0];
        return;
    }
    for (uint32_t i = 0; w->args && i < w->n; i++) keep_possible(x, top, w->args[i], type, explode, depth + 1);
}
/* True when some value of the type is not matched.  Candidates that no value can be are rows that match them. */
static bool find_missing(Exhaust *x, const Matrix *rows, Witness **w, Type *type, int explode) {
    Matrix m = {0};
    for (uint32_t i = 0; i < rows->len; i++) vec_push_in(x->scratch, &m, rows->data[i]);
    for (uint32_t tries = 0;; tries++) {
        if (!find_candidate(x, &m, w)) return false;
        if (x->out_of_fuel || !type) return true;
        if (tries == MAX_REFUTED) {
            x->out_of_fuel = true;
            return true;
        }
        if (witness_possible(x->c, x->scratch, *w, type, explode)) {
            if (tries || x->c->gadt_names.len) keep_possible(x, *w, *w, type, explode, 0);
            return true;
        }
        TPat *p = witness_refuted(x->c, x->scratch, *w, type, explode);
        if (is_any(p)) return false; /* the type has no values */
        add_row(x, &m, arena_copy(x->scratch, &p, sizeof p));
    }
}

static bool is_useful(Exhaust *x, const Matrix *m, TPat *p) {
    static const uint64_t budgets[] = {FUEL_FIRST / 10, FUEL_SECOND / 10};
    p = strip(p);
    Arena *kept = x->scratch;
    bool r = true;
    for (int attempt = 0; attempt < 2; attempt++) {
        x->fuel = budgets[attempt];
        x->specific = attempt > 0;
        x->out_of_fuel = false;
        x->scratch = x->query; /* one question's rows are of no use to the next */
        r = useful(x, m, &p, 1, 0);
        arena_reset(x->query);
        x->specific = false;
        if (!x->out_of_fuel) break;
        r = true;
    }
    x->scratch = kept;
    x->out_of_fuel = false;
    return r;
}

/* Rows by outermost constructor or constant, for tuples of each of the first components: a row can only be made useless
   by rows of its own head and by rows that match several heads. */
#define INDEXED 4
typedef struct {
    Map by_head[INDEXED]; /* key -> Matrix * */
    Matrix others[INDEXED];
} HeadIndex;

static uint64_t head_key(const TPat *p) {
    switch (head_kind(p)) {
    case H_CONSTR: return (uint64_t)p->u.construct.constr->index * 2 + 3;
    case H_EXN: return (uint64_t)(uintptr_t)p->u.construct.constr->exn;
    case H_CONST: {
        const Const *k = p->u.constant;
        uint64_t h = 14695981039346656037u;
        if (k->kind == CONST_STRING)
            for (uint32_t i = 0; i < k->len; i++) h = (h ^ (uint8_t)k->text[i]) * 1099511628211u;
        else if (k->kind == CONST_FLOAT)
            memcpy(&h, &k->fval, sizeof h);
        else
            h = (uint64_t)k->ival * 2 + 1;
        return h ? h : 1;
    }
    default: return 0;
    }
}
static uint64_t component_key(Exhaust *x, TPat *p, uint32_t k) {
    if (head_kind(p) == H_TUPLE) return k < p->u.sub.n ? head_key(sub_pattern(x, p, k)) : 0;
    return k ? 0 : head_key(p);
}
static void index_row(Exhaust *x, HeadIndex *h, Row r) {
    for (uint32_t k = 0; k < INDEXED; k++) {
        uint64_t key = component_key(x, r.cols[0], k);
        if (!key) {
            vec_push_in(x->scratch, &h->others[k], r);
            continue;
        }
        Matrix *m = map_get(&h->by_head[k], key);
        if (!m) {
            m = NEW(x->scratch, Matrix);
            map_put(&h->by_head[k], key, m);
        }
        vec_push_in(x->scratch, m, r);
    }
}
static void index_free(HeadIndex *h) {
    for (uint32_t k = 0; k < INDEXED; k++) map_free(&h->by_head[k]);
}
/* The smallest set of rows that may matter to p. */
static Matrix relevant_rows(Exhaust *x, HeadIndex *h, TPat *p, const Matrix *all) {
    static const Matrix none;
    const Matrix *best_same = all, *best_others = &none;
    for (uint32_t k = 0; k < INDEXED; k++) {
        uint64_t key = component_key(x, p, k);
        if (!key) continue;
        const Matrix *same = map_get(&h->by_head[k], key);
        if (!same) same = &none;
        if (same->len + h->others[k].len < best_same->len + best_others->len)
            best_same = same, best_others = &h->others[k];
    }
    if (best_others->len == 0) return *best_same;
    Matrix m = {0};
    for (uint32_t i = 0; i < best_same->len; i++) vec_push_in(x->scratch, &m, best_same->data[i]);
    for (uint32_t i = 0; i < best_others->len; i++) vec_push_in(x->scratch, &m, best_others->data[i]);
    return m;
}

/* ---- or-patterns with useless sides
 * ---------------------------------------------------------------------------------- */

typedef VEC(TPat *) PatVec;

static void alternatives(Exhaust *x, TPat *p, PatVec *out) {
    if (p->kind == TP_OR) {
        alternatives(x, p->u.alt.left, out);
        alternatives(x, p->u.alt.right, out);
    } else
        vec_push_in(x->scratch, out, p);
}

static TPat **children(TPat *p, uint32_t *n) {
    switch (p->kind) {
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY: *n = p->u.sub.n; return p->u.sub.items;
    case TP_CONSTRUCT: *n = p->u.construct.args.n; return p->u.construct.args.items;
    case TP_ALIAS: *n = 1; return &p->u.alias.pat;
    case TP_LAZY: *n = 1; return &p->u.lazy;
    default: *n = 0; return NULL;
    }
}

/* The way from a case's pattern to an or-pattern inside it. */
typedef struct Step {
    TPat *node;
    uint32_t child;
    struct Step *up;
} Step;

/* The whole pattern, with `p` in the place that the steps lead to. */
static TPat *plug(Exhaust *x, const Step *s, TPat *p) {
    for (; s; s = s->up) {
        TPat *copy = arena_copy(x->scratch, s->node, tp_size(s->node->kind));
        uint32_t n;
        TPat **old = children(s->node, &n);
        switch (copy->kind) {
        case TP_ALIAS: copy->u.alias.pat = p; break;
        case TP_LAZY: copy->u.lazy = p; break;
        case TP_CONSTRUCT:
            copy->u.construct.args.items = arena_copy(x->scratch, old, sizeof *old * n);
            copy->u.construct.args.items[s->child] = p;
            break;
        default:
            copy->u.sub.items = arena_copy(x->scratch, old, sizeof *old * n);
            copy->u.sub.items[s->child] = p;
            break;
        }
        p = copy;
    }
    return p;
}

/* Warning 12: an alternative that the rows before, or the alternatives on its left, make useless. */
static void check_alternatives(Exhaust *x, const Matrix *before, TPat *p, Step *up, uint32_t depth) {
    if (depth > 100) return;
    if (p->kind == TP_OR) {
        PatVec alts = {0};
        alternatives(x, p, &alts);
        Matrix m = {0};
        HeadIndex index = {0};
        bool top = !up; /* then heads tell alternatives apart quickly */
        for (uint32_t i = 0; i < before->len; i++) {
            vec_push_in(x->scratch, &m, before->data[i]);
            if (top) index_row(x, &index, before->data[i]);
        }
        for (uint32_t i = 0; i < alts.len; i++) {
            TPat *whole = strip(plug(x, up, alts.data[i]));
            Matrix rel = top ? relevant_rows(x, &index, whole, &m) : m;
            if (!is_useful(x, &rel, whole)) check_warn(x->c, alts.data[i]->loc, 12, "this sub-pattern is unused.");
            Row r = {arena_copy(x->scratch, &whole, sizeof whole)};
            vec_push_in(x->scratch, &m, r);
            if (top) index_row(x, &index, r);
        }
        index_free(&index);
        return;
    }
    uint32_t n;
    TPat **subs = children(p, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (!subs[i]) continue;
        Step s = {p, i, up};
        check_alternatives(x, before, subs[i], &s, depth + 1);
    }
}

static bool has_or(const TPat *p, uint32_t depth) {
    if (!p || depth > 100) return false;
    if (p->kind == TP_OR) return true;
    uint32_t n;
    TPat **subs = children((TPat *)(uintptr_t)p, &n);
    for (uint32_t i = 0; i < n; i++)
        if (has_or(subs[i], depth + 1)) return true;
    return false;
}

/* ---- entry points
 * ---------------------------------------------------------------------------------------------------- */

static void report_missing(Exhaust *x, Witness *w, Loc loc, bool guards, bool all_guarded) {
    Checker *c = x->c;
    if (all_guarded) {
        Diag *d = check_warn(
            c, loc, 8, "this pattern-matching is not exhaustive. All clauses in this pattern-matching are guarded.");
        if (d) diag_help(c->s, d, "add a last case without a guard");
        return;
    }
    Buf b = {0};
    print_witness(x, &b, w, false, 0);
    Diag *d = check_warn(
        c, loc, 8, "this pattern-matching is not exhaustive. Here is an example of a case that is not matched: %s",
        buf_cstr(&b));
    if (d && guards) diag_note(c->s, d, "however, some guarded clause may match this value");
    buf_free(&b);
}

/* A constructor's pattern, any arguments; or the node q with anything in its places. */
static TPat *wild(Exhaust *x, TPat *q, Constr *k) {
    TPat *p = arena_copy(x->scratch, q, tp_size(q->kind));
    uint32_t n = p->kind == TP_CONSTRUCT ? k->arity : p->u.sub.n;
    TPat **any = NEW_ARRAY(x->scratch, TPat *, n + 1);
    for (uint32_t i = 0; i < n; i++) any[i] = x->any;
    if (p->kind == TP_CONSTRUCT) {
        p->u.construct.constr = k;
        p->u.construct.args.items = any;
        p->u.construct.args.n = n;
    } else
        p->u.sub.items = any;
    return p;
}
/* Rows for what q does not match; of constants and or-patterns, none. */
static void complement(Exhaust *x, TPat *q, Step *up, Matrix *out, uint32_t depth) {
    q = strip(q);
    if (!q || depth > 100) return;
    bool constr = q->kind == TP_CONSTRUCT && !q->u.construct.constr->exn;
    if (!constr && q->kind != TP_TUPLE && q->kind != TP_RECORD) return;
    Constr *own = constr ? q->u.construct.constr : NULL;
    for (uint32_t i = 0; own && i < own->decl->constrs.n; i++)
        if (i != own->index) {
            TPat *p = plug(x, up, wild(x, q, own->decl->constrs.items[i]));
            add_row(x, out, arena_copy(x->scratch, &p, sizeof p));
        }
    uint32_t n;
    TPat **subs = children(q, &n);
    Step s = {wild(x, q, own), 0, up};
    for (; s.child < n; s.child++) complement(x, subs[s.child], &s, out, depth + 1);
}
/* What the rows before leave of p matches no value of the type.  *w: else an example. */
static bool is_impossible(Exhaust *x, const Matrix *before, TPat *p, Type *type, Witness **w) {
    if (!type) return false;
    if (p->kind == TP_OR)
        return is_impossible(x, before, strip(p->u.alt.left), type, w) &&
               is_impossible(x, before, strip(p->u.alt.right), type, w);
    Matrix m = {0};
    for (uint32_t i = 0; i < before->len; i++) vec_push_in(x->scratch, &m, before->data[i]);
    complement(x, p, NULL, &m, 0);
    return !find_missing(x, &m, w, type, EXPLODE) && !x->out_of_fuel;
}

static bool is_refuted(const TCase *k) {
    return !k->body || k->body->kind == TE_UNREACHABLE;
}

bool exhaust_check(Checker *c, TCase *cases, uint32_t n, Type *scrutinee, Loc loc, ExhaustKind kind) {
    if (n == 0) return kind == EXHAUST_VALUES;
    Type *type = kind == EXHAUST_VALUES ? scrutinee : NULL;
    Exhaust x;
    begin(&x, c);
    Matrix all = {0};
    HeadIndex index = {0};
    bool guards = false, all_guarded = true;
    for (uint32_t i = 0; i < n; i++) {
        TPat *p = strip(cases[i].pat);
        if (!p) continue;
        Matrix before = relevant_rows(&x, &index, p, &all);
        if (before.len && !is_useful(&x, &before, p)) {
            if (!is_refuted(&cases[i])) {
                Diag *d = check_warn(c, cases[i].pat->loc, 11, "this match case is unused.");
                uint32_t tried = 0;
                for (uint32_t k = 0; d && k < i && tried < 200; k++) { /* one row alone may be the reason */
                    TPat *other = strip(cases[k].pat);
                    if (cases[k].guard || !other) continue;
                    bool any = is_any(other);
                    if (!any) {
                        Matrix one = {0};
                        add_row(&x, &one, &other);
                        tried++;
                        if (is_useful(&x, &one, p)) continue;
                    }
                    diag_label(c->s, d, cases[k].pat->loc,
                               any ? "this case matches everything" : "this case matches all of it");
                    break;
                }
            }
        } else {
            Witness *w = NULL;
            if (is_refuted(&cases[i]) && !is_impossible(&x, &all, p, type, &w)) {
                Diag *d = diag_error(c->s, cases[i].pat->loc, "E0280", "This match case could not be refuted");
                Buf b = {0};
                if (w) print_witness(&x, &b, w, false, 0);
                diag_note(c->s, d, "values of its type can reach it%s%s, so it needs a result",
                          w ? ", for example " : "", buf_cstr(&b));
                buf_free(&b);
            } else if (all.len && c->gadt_names.len && is_any(p) && !is_refuted(&cases[i]) &&
                       is_impossible(&x, &all, p, type, &w)) {
                Diag *d = check_warn(c, cases[i].pat->loc, 56, "this match case is unreachable.");
                if (d) diag_help(c->s, d, "replace it by `_ -> .`, which says so");
            }
            if (has_or(p, 0)) check_alternatives(&x, &all, cases[i].pat, NULL, 0);
        }
        if (cases[i].guard)
            guards = true;
        else {
            all_guarded = false;
            Row r = {arena_copy(x.scratch, &p, sizeof p)};
            vec_push_in(x.scratch, &all, r);
            index_row(&x, &index, r);
        }
    }
    bool partial = false;
    if (kind == EXHAUST_VALUES) {
        Witness *w = NULL;
        x.out_of_fuel = false;
        partial = find_missing(&x, &all, &w, type, n == 1 ? EXPLODE : 0);
        if (partial && !x.out_of_fuel) report_missing(&x, w, loc, guards, all_guarded);
    }
    index_free(&index);
    return partial;
}

bool exhaust_pattern(Checker *c, TPat *p, Loc loc) {
    if (!p || is_any(strip(p))) return false;
    Exhaust x;
    begin(&x, c);
    Matrix m = matrix_of(&x, &p, 1);
    Witness *w = NULL;
    bool partial = find_missing(&x, &m, &w, p->type, EXPLODE);
    if (partial && !x.out_of_fuel) report_missing(&x, w, loc, false, false);
    if (has_or(p, 0)) {
        Matrix none = {0};
        check_alternatives(&x, &none, p, NULL, 0);
    }
    return partial;
}
