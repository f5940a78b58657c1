/* match.c: compilation of pattern matching to decision DAGs.

   The algorithm works on a matrix: a row per case, a column per place still to be looked at, most promising column
   first (L. Maranget, "Compiling pattern matching to good decision trees", ML workshop 2008: necessity by the first
   rows, small branching second).  No test is repeated on a path.  Trees can be exponential; three things prevent it:
   equal residual matrices are one node, leaves of one row with the same bindings are one node, and when the node count
   passes a bound linear in the patterns, rows are tried one after the other (a backtracking automaton).

   Cells are normalised when they are made: variables and aliases have become bindings, a wildcard is NULL.  */
#include <stdlib.h>

#include "match.h"

typedef struct Row {
    uint32_t action;
    Bind *binds;
    const TPat **cells;
    Node *later; /* not to be tried here, but in this node, if that can still match: see compile_in_order */
} Row;
typedef struct Matrix {
    uint32_t ncols, nrows;
    Occ **cols;
    Row *rows;
} Matrix;

typedef struct Memo {
    Matrix m;
    Node *fail, *node;
    struct Memo *next;
} Memo;

typedef struct Compile {
    FuncCtx *fc;
    Arena *a;
    Action *actions;
    Map memo, leaves;
    uint32_t nodes, limit;
    bool in_order; /* some pattern forces a lazy value */
} Compile;

static Node *compile(Compile *c, Matrix *m, Node *fail);

/* ---- occurrences ----------------------------------------------------------------------------------- */
static Occ *new_occ(FuncCtx *fc, OccKind kind) {
    Occ *o = NEW(fc->l->scratch, Occ);
    o->kind = kind;
    o->id = ++fc->l->unique_occ;
    return o;
}

Occ *occ_root(FuncCtx *fc, Operand opd, Type *t) {
    Occ *o = new_occ(fc, OCC_ROOT);
    o->opd = opd;
    o->loaded = true;
    o->type = t;
    return o;
}

Occ *occ_tuple(FuncCtx *fc, uint32_t n, Occ **parts, Type *whole, const Mode *mode) {
    Occ *o = new_occ(fc, OCC_TUPLE);
    o->mode = mode;
    o->type = whole;
    o->nparts = n;
    o->parts = parts;
    return o;
}

Occ *occ_child(FuncCtx *fc, Occ *o, OccKind kind, const void *key, uint32_t index, Type *t) {
    if (o->kind == OCC_TUPLE && kind == OCC_FIELD) return o->parts[index];
    for (Occ *x = o->children; x; x = x->sibling)
        if (x->kind == kind && x->key == key && x->index == index) return x;
    Occ *x = new_occ(fc, kind);
    x->parent = o;
    x->key = key;
    x->index = index;
    x->type = t;
    x->sibling = o->children;
    o->children = x;
    return x;
}

/* ---- patterns ------------------------------------------------------------------------------------------ */
/* K r where r stands for the whole inline record: the pattern of the block itself. */
static bool whole_record(const TPat *p) {
    const Constr *k = p->u.construct.constr;
    if (!k->record || p->u.construct.args.n != 1) return false;
    Type *t = p->u.construct.args.items[0]->type ? ty_expand(p->u.construct.args.items[0]->type) : NULL;
    return t && t->kind == T_CONSTR && t->u.constr.decl == k->record;
}

/* Constructors that need no test. */
static bool sole_constructor(const Constr *k) {
    return !k->exn && k->decl->kind == DECL_VARIANT && k->decl->nconst + k->decl->nblock == 1;
}

/* Is every pattern of this one's type taken apart without a test? */
static bool is_product(const TPat *p) {
    switch (p->kind) {
    case TP_TUPLE:
    case TP_RECORD: return true;
    case TP_CONSTRUCT: return p->u.construct.constr->unboxed || sole_constructor(p->u.construct.constr);
    default: return false;
    }
}

bool pat_splits_tuple(const TPat *p) {
    switch (p->kind) {
    case TP_ANY:
    case TP_TUPLE: return true;
    case TP_OR: return pat_splits_tuple(p->u.alt.left) && pat_splits_tuple(p->u.alt.right);
    default: return false;
    }
}

static Bind *add_bind(Compile *c, Bind *rest, Var *v, Occ *o) {
    Bind *b = NEW(c->a, Bind);
    *b = (Bind){v, o, rest};
    return b;
}

/* Wildcards, variables, and or-patterns that begin with one. */
static bool fits_all(const TPat *p) {
    while (p->kind == TP_ALIAS || p->kind == TP_OR) p = p->kind == TP_OR ? p->u.alt.left : p->u.alias.pat;
    return p->kind == TP_ANY || p->kind == TP_VAR;
}

/* Turns variables into bindings.  NULL: nothing is left to test. */
static const TPat *normalise(Compile *c, const TPat *p, Occ *o, Bind **binds) {
    for (;;) {
        if (!p || p->kind == TP_ANY) return NULL;
        if (p->kind == TP_VAR) {
            *binds = add_bind(c, *binds, p->u.var, o);
            return NULL;
        }
        if (p->kind == TP_OR && fits_all(p->u.alt.left)) {
            p = p->u.alt.left;
            continue;
        }
        if (p->kind != TP_ALIAS) return p;
        *binds = add_bind(c, *binds, p->u.alias.var, o);
        p = p->u.alias.pat;
    }
}

/* The first alternative of an or-pattern that says what kind of type the column has. */
static const TPat *head(const TPat *p) {
    while (p) {
        if (p->kind == TP_OR) {
            const TPat *l = head(p->u.alt.left);
            if (l) return l;
            p = p->u.alt.right;
        } else if (p->kind == TP_ALIAS) {
            p = p->u.alias.pat;
        } else {
            return p->kind == TP_ANY || p->kind == TP_VAR ? NULL : p;
        }
    }
    return NULL;
}

/* ---- matrices --------------------------------------------------------------------------------------------- */
static Matrix *new_matrix(Compile *c, uint32_t ncols, uint32_t cap_rows) {
    Matrix *m = NEW(c->a, Matrix);
    m->ncols = ncols;
    m->cols = NEW_ARRAY(c->a, Occ *, ncols + 1);
    m->rows = NEW_ARRAY(c->a, Row, cap_rows + 1);
    return m;
}

typedef struct RowList {
    Row *data;
    uint32_t len, cap;
} RowList;

static void alternatives(Compile *c, const TPat *p, Occ *o, Bind *binds, const Row *row, uint32_t col, uint32_t ncols,
                         RowList *out) {
    p = normalise(c, p, o, &binds);
    if (p && p->kind == TP_OR) {
        alternatives(c, p->u.alt.left, o, binds, row, col, ncols, out);
        alternatives(c, p->u.alt.right, o, binds, row, col, ncols, out);
        return;
    }
    Row r = *row;
    r.binds = binds;
    if (p != row->cells[col]) {
        r.cells = NEW_ARRAY(c->a, const TPat *, ncols);
        memcpy(r.cells, row->cells, ncols * sizeof *r.cells);
        r.cells[col] = p;
    }
    vec_push_in(c->a, out, r);
}

/* A row for each alternative of the or-patterns in a column. */
static void expand_or(Compile *c, Matrix *m, uint32_t col) {
    bool any = false;
    for (uint32_t i = 0; i < m->nrows && !any; i++) any = m->rows[i].cells[col] && m->rows[i].cells[col]->kind == TP_OR;
    if (!any) return;
    RowList out = {0};
    for (uint32_t i = 0; i < m->nrows; i++)
        alternatives(c, m->rows[i].cells[col], m->cols[col], m->rows[i].binds, &m->rows[i], col, m->ncols, &out);
    m->rows = out.data;
    m->nrows = out.len;
}

typedef struct Split { /* the columns that take the place of one */
    uint32_t n;
    Occ **occs;
} Split;

/* Rows may look at one place at several types, when constructors declared with their result types say which (GADTs):
   such a column is late.  It is tested when nothing else is left of the first row: what is known then makes its type
   the right one, and rows of other types cannot match. */
static bool is_late(const TPat *p) {
    while (p && p->kind == TP_ALIAS) p = p->u.alias.pat;
    if (!p) return false;
    return p->late || (p->kind == TP_OR && (is_late(p->u.alt.left) || is_late(p->u.alt.right)));
}
static bool late_column(const Matrix *m, uint32_t col) {
    for (uint32_t i = 0; i < m->nrows; i++)
        if (is_late(m->rows[i].cells[col])) return true;
    return false;
}
static TestKind test_of(const TPat *p);
static const TypeDecl *record_of(const TPat *p) {
    const Type *t = ty_expand_full(p->type);
    return t->kind == T_CONSTR ? t->u.constr.decl : NULL;
}
/* May one value be looked at by both? */
static bool same_family(const TPat *p, const TPat *q) {
    bool constants = (p->kind == TP_CONST || p->kind == TP_INTERVAL) && (q->kind == TP_CONST || q->kind == TP_INTERVAL);
    if (constants) return test_of(p) == test_of(q);
    if (p->kind != q->kind) return false;
    if (p->kind == TP_TUPLE) return p->u.sub.n == q->u.sub.n;
    if (p->kind == TP_RECORD) return record_of(p) == record_of(q);
    if (p->kind != TP_CONSTRUCT) return true;
    const TypeDecl *d = p->u.construct.constr->decl, *e = q->u.construct.constr->decl;
    return d == e || d->manifest || e->manifest;
}
static Matrix *drop_other_types(Compile *c, const Matrix *m, uint32_t col) {
    Matrix *to = NEW(c->a, Matrix);
    *to = *m;
    to->nrows = 0;
    to->rows = NEW_ARRAY(c->a, Row, m->nrows + 1);
    const TPat *first = m->rows[0].cells[col];
    for (uint32_t i = 0; i < m->nrows; i++) {
        const TPat *p = m->rows[i].cells[col];
        if (!p || same_family(first, p)) to->rows[to->nrows++] = m->rows[i];
    }
    return to;
}

/* Of a place in what p matches.  NULL: this pattern does not decide. */
static Type *part_type(const TPat *p, const TPat *part) {
    return is_late(part) && !p->late ? NULL : part->type;
}
/* The places inside o that a constructor, tuple, ... pattern p looks at. */
static Split split_of(Compile *c, Occ *o, const TPat *p) {
    FuncCtx *fc = c->fc;
    Split s = {0};
    const void *own = p->late ? p : NULL; /* other rows may see other things here: places of its own */
    switch (p->kind) {
    case TP_TUPLE:
    case TP_ARRAY:
        s.n = p->u.sub.n;
        s.occs = NEW_ARRAY(c->a, Occ *, s.n + 1);
        for (uint32_t i = 0; i < s.n; i++) {
            s.occs[i] =
                occ_child(fc, o, p->kind == TP_TUPLE ? OCC_FIELD : OCC_ELEM, own, i, part_type(p, p->u.sub.items[i]));
            s.occs[i]->array_type = p->type;
            s.occs[i]->mutable = p->kind == TP_ARRAY;
        }
        break;
    case TP_RECORD: {
        Type *t = ty_expand(p->type);
        const TypeDecl *d = t->kind == T_CONSTR ? t->u.constr.decl : NULL;
        uint32_t shift = d && map_getp(&fc->l->exn_records, d) ? 1 : 0;
        s.n = p->u.sub.n;
        s.occs = NEW_ARRAY(c->a, Occ *, s.n + 1);
        for (uint32_t i = 0; i < s.n; i++) {
            OccKind kind = d && d->unboxed ? OCC_SAME : d && d->float_record ? OCC_FLAT : OCC_FIELD;
            s.occs[i] = occ_child(fc, o, kind, own, i + shift, part_type(p, p->u.sub.items[i]));
            s.occs[i]->mutable = d && i < d->fields.n && d->fields.items[i]->mutable;
            s.occs[i]->load_tag = kind == OCC_FIELD && d ? lo_load_tag(d->inlined_in) : 0;
            s.occs[i]->global = d && i < d->fields.n && d->fields.items[i]->global;
        }
        break;
    }
    case TP_CONSTRUCT: {
        const Constr *k = p->u.construct.constr;
        s.n = p->u.construct.args.n;
        s.occs = NEW_ARRAY(c->a, Occ *, s.n + 1);
        bool whole = whole_record(p);
        for (uint32_t i = 0; i < s.n; i++) {
            OccKind kind = k->unboxed || whole ? OCC_SAME : OCC_FIELD;
            const void *key = own ? own : k->exn ? (const void *)k->exn : k;
            s.occs[i] =
                occ_child(fc, o, kind, key, i + (k->exn && !whole ? 1 : 0), part_type(p, p->u.construct.args.items[i]));
            s.occs[i]->mutable = !whole && k->record && i < k->record->fields.n && k->record->fields.items[i]->mutable;
            s.occs[i]->global = !whole && (k->record ? i < k->record->fields.n && k->record->fields.items[i]->global
                                                     : i < k->args_global.n && k->args_global.items[i]);
            s.occs[i]->load_tag = kind == OCC_FIELD ? lo_load_tag(k) : 0;
        }
        break;
    }
    case TP_LAZY:
        s.n = 1;
        s.occs = NEW_ARRAY(c->a, Occ *, 1);
        s.occs[0] = occ_child(fc, o, OCC_FORCE, own, 0, part_type(p, p->u.lazy));
        break;
    default: break;
    }
    return s;
}

static const TPat *sub_pat(const TPat *p, uint32_t i) {
    switch (p->kind) {
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY: return p->u.sub.items[i];
    case TP_CONSTRUCT: return p->u.construct.args.items[i];
    case TP_LAZY: return p->u.lazy;
    default: return NULL;
    }
}

/* row with the sub-patterns of p (NULL: wildcards) in place of column col. */
static void push_row(Compile *c, const Matrix *m, Matrix *to, const Row *row, uint32_t col, const TPat *p,
                     const Split *s) {
    Row r = {.action = row->action, .binds = row->binds, .later = row->later};
    r.cells = NEW_ARRAY(c->a, const TPat *, to->ncols + 1);
    memcpy(r.cells, row->cells, col * sizeof *r.cells);
    for (uint32_t i = 0; i < s->n && p; i++) r.cells[col + i] = normalise(c, sub_pat(p, i), s->occs[i], &r.binds);
    memcpy(r.cells + s->n + col, row->cells + col + 1, (m->ncols - col - 1) * sizeof *r.cells);
    to->rows[to->nrows++] = r;
}

static Matrix *split_matrix(Compile *c, const Matrix *m, uint32_t col, const Split *s, uint32_t cap) {
    Matrix *to = new_matrix(c, m->ncols - 1 + s->n, cap);
    memcpy(to->cols, m->cols, col * sizeof *to->cols);
    if (s->n) memcpy(to->cols + col, s->occs, s->n * sizeof *to->cols);
    memcpy(to->cols + s->n + col, m->cols + col + 1, (m->ncols - col - 1) * sizeof *to->cols);
    return to;
}

static uint32_t tried_here(const Matrix *m) {
    uint32_t n = 0;
    while (n < m->nrows && !m->rows[n].later) n++;
    return n;
}

/* Takes apart what needs no test; drops columns that nobody looks at. */
static Matrix *simplify(Compile *c, Matrix *m) {
    for (bool again = true; again;) {
        again = false;
        for (uint32_t col = 0; col < m->ncols; col++) {
            const TPat *h = NULL;
            uint32_t n = tried_here(m);
            for (uint32_t i = 0; i < n && !h; i++) h = head(m->rows[i].cells[col]);
            bool used = h != NULL;
            for (uint32_t i = 0; i < n && !used; i++) used = m->rows[i].cells[col] != NULL;
            if (!used) {
                Split none = {0};
                Matrix *to = split_matrix(c, m, col, &none, m->nrows);
                for (uint32_t i = 0; i < m->nrows; i++) push_row(c, m, to, &m->rows[i], col, NULL, &none);
                m = to;
                again = true;
                break;
            }
            if ((h && !is_product(h)) || late_column(m, col)) continue;
            expand_or(c, m, col);
            if (!h) {
                again = true;
                break;
            }
            /* records of one type may come as several pattern nodes: the widest look of all is the same */
            Split s = split_of(c, m->cols[col], h);
            Matrix *to = split_matrix(c, m, col, &s, m->nrows);
            for (uint32_t i = 0; i < m->nrows; i++) push_row(c, m, to, &m->rows[i], col, m->rows[i].cells[col], &s);
            m = to;
            again = true;
            break;
        }
    }
    return m;
}

/* The column whose test the most of the first rows need; on a tie the one with fewer different heads, then the left
   one.  In order: the left one of those that the first rows need. */
static uint32_t choose_column(const Matrix *m, bool in_order, bool *late) {
    uint32_t best = UINT32_MAX, best_len = 0, best_heads = 0, first_late = UINT32_MAX;
    for (uint32_t col = 0; col < m->ncols; col++) {
        const TPat *first = m->rows[0].cells[col];
        if (first && late_column(m, col)) { /* types are known from left to right, as written */
            if (first_late == UINT32_MAX || first->loc.start < m->rows[0].cells[first_late]->loc.start)
                first_late = col;
            continue;
        }
        if (in_order && !late_column(m, col)) {
            if (best == UINT32_MAX) best = col;
            continue;
        }
        uint32_t len = 0, heads = 0;
        const void *last = NULL;
        for (; len < m->nrows && m->rows[len].cells[col]; len++) {
            const TPat *p = m->rows[len].cells[col];
            const void *key = p->kind == TP_CONSTRUCT ? (const void *)p->u.construct.constr : (const void *)p;
            heads += key != last;
            last = key;
        }
        if (len && (best == UINT32_MAX || len > best_len || (len == best_len && heads < best_heads))) {
            best = col;
            best_len = len;
            best_heads = heads;
        }
    }
    *late = best == UINT32_MAX && first_late != UINT32_MAX;
    if (*late) return first_late;
    return best;
}

/* ---- memory of what was compiled ------------------------------------------------------------------------------ */
static uint64_t mix(uint64_t h, uint64_t x) {
    h ^= x;
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}
static uint64_t hash_matrix(const Matrix *m, const Node *fail) {
    uint64_t h = mix(m->ncols, (uint64_t)(uintptr_t)fail);
    for (uint32_t i = 0; i < m->ncols; i++) h = mix(h, m->cols[i]->id);
    for (uint32_t r = 0; r < m->nrows; r++) {
        h = mix(mix(h, m->rows[r].action), (uint64_t)(uintptr_t)m->rows[r].binds);
        h = mix(h, (uint64_t)(uintptr_t)m->rows[r].later);
        for (uint32_t i = 0; i < m->ncols; i++) h = mix(h, (uint64_t)(uintptr_t)m->rows[r].cells[i]);
    }
    return h | 1;
}
static bool same_matrix(const Matrix *a, const Matrix *b) {
    if (a->ncols != b->ncols || a->nrows != b->nrows || memcmp(a->cols, b->cols, a->ncols * sizeof *a->cols) != 0)
        return false;
    for (uint32_t r = 0; r < a->nrows; r++)
        if (a->rows[r].action != b->rows[r].action || a->rows[r].binds != b->rows[r].binds ||
            a->rows[r].later != b->rows[r].later ||
            memcmp(a->rows[r].cells, b->rows[r].cells, a->ncols * sizeof *a->rows[r].cells) != 0)
            return false;
    return true;
}

static Node *new_node(Compile *c, NodeKind kind) {
    Node *n = NEW(c->a, Node);
    n->kind = kind;
    c->nodes++;
    return n;
}

static Node *leaf(Compile *c, const Row *row, Node *otherwise) {
    uint64_t h = mix(mix(row->action + 1, (uint64_t)(uintptr_t)row->binds), (uint64_t)(uintptr_t)otherwise) | 1;
    Node *known = map_get(&c->leaves, h);
    if (known && known->action == row->action && known->binds == row->binds && known->otherwise == otherwise)
        return known;
    Node *n = new_node(c, NODE_LEAF);
    n->action = row->action;
    n->binds = row->binds;
    n->otherwise = otherwise;
    map_put(&c->leaves, h, n);
    return n;
}

/* ---- tests ----------------------------------------------------------------------------------------------------- */
static TestKind test_of(const TPat *p) {
    switch (p->kind) {
    case TP_CONSTRUCT: return p->u.construct.constr->exn ? TEST_EXN : TEST_CONSTR;
    case TP_INTERVAL: return TEST_INT;
    case TP_ARRAY: return TEST_LENGTH;
    case TP_CONST:
        switch (p->u.constant->kind) {
        case CONST_STRING: return TEST_STRING;
        case CONST_FLOAT: return TEST_FLOAT;
        case CONST_INT:
            return p->u.constant->suffix == 'l'   ? TEST_I32
                   : p->u.constant->suffix == 'L' ? TEST_I64
                   : p->u.constant->suffix == 'n' ? TEST_NATIVE
                                                  : TEST_INT;
        default: return TEST_INT;
        }
    default: UNREACHABLE();
    }
}

/* Equal keys: equal heads.  Never 0. */
static uint64_t head_key(Compile *c, TestKind test, const TPat *p) {
    switch (test) {
    case TEST_CONSTR: return (uint64_t)p->u.construct.constr->index + 1;
    case TEST_EXN: return (uint64_t)(uintptr_t)p->u.construct.constr->exn;
    case TEST_LENGTH: return (uint64_t)p->u.sub.n + 1;
    case TEST_STRING:
        return (uint64_t)(uintptr_t)name_of(c->fc->l->p->session->names, p->u.constant->text, p->u.constant->len);
    case TEST_FLOAT: {
        uint64_t bits;
        memcpy(&bits, &p->u.constant->fval, sizeof bits);
        return mix(bits, 1) | 1;
    }
    default: return mix((uint64_t)p->u.constant->ival, 1) | 1;
    }
}

static void head_range(const TPat *p, int64_t *lo, int64_t *hi) {
    if (p->kind == TP_INTERVAL) {
        *lo = p->u.interval.lo;
        *hi = p->u.interval.hi;
    } else {
        *lo = *hi = p->u.constant->ival;
    }
}

static int compare_i64(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* When the number, string, ... is none of those of m.  In order: ocamlopt does not ask which of the later rows it may
   still match. */
static Node *otherwise(Compile *c, const Matrix *m, Matrix *dflt, Node *fail) {
    uint32_t n = tried_here(m);
    return n < m->nrows ? m->rows[n].later : compile(c, dflt, fail);
}

/* Ints and chars: the line is cut at every bound of a pattern; each piece has its rows. */
static Node *int_switch(Compile *c, const Matrix *m, uint32_t col, Matrix *dflt, Node *fail) {
    uint32_t nb = 0;
    int64_t *bounds = NEW_ARRAY(c->a, int64_t, 2 * m->nrows + 1), lo, hi;
    for (uint32_t i = 0; i < m->nrows; i++) {
        const TPat *p = m->rows[i].cells[col];
        if (!p) continue;
        head_range(p, &lo, &hi);
        bounds[nb++] = lo;
        if (hi != INT64_MAX) bounds[nb++] = hi + 1;
    }
    qsort(bounds, nb, sizeof *bounds, compare_i64);
    uint32_t pieces = 0;
    for (uint32_t i = 0; i < nb; i++)
        if (!pieces || bounds[pieces - 1] != bounds[i]) bounds[pieces++] = bounds[i];
    /* piece k: [bounds[k], bounds[k+1] - 1] */
    Split none = {0};
    Matrix **parts = NEW_ARRAY(c->a, Matrix *, pieces);
    bool *covered = NEW_ARRAY(c->a, bool, pieces);
    uint32_t *count = NEW_ARRAY(c->a, uint32_t, pieces + 1), wild = 0;
    for (uint32_t i = 0; i < m->nrows; i++) {
        const TPat *p = m->rows[i].cells[col];
        if (!p) {
            wild++;
            continue;
        }
        head_range(p, &lo, &hi);
        int64_t *first = bsearch(&lo, bounds, pieces, sizeof lo, compare_i64);
        for (uint32_t k = (uint32_t)(first - bounds); k < pieces && bounds[k] <= hi; k++) {
            covered[k] |= !m->rows[i].later;
            count[k]++;
        }
    }
    for (uint32_t k = 0; k < pieces; k++)
        if (covered[k]) parts[k] = split_matrix(c, m, col, &none, count[k] + wild);
    for (uint32_t i = 0; i < m->nrows; i++) {
        const TPat *p = m->rows[i].cells[col];
        uint32_t from = 0;
        if (p) {
            head_range(p, &lo, &hi);
            from = (uint32_t)((int64_t *)bsearch(&lo, bounds, pieces, sizeof lo, compare_i64) - bounds);
        }
        for (uint32_t k = from; k < pieces && (!p || bounds[k] <= hi); k++)
            if (covered[k]) push_row(c, m, parts[k], &m->rows[i], col, NULL, &none);
    }
    Node *n = new_node(c, NODE_SWITCH);
    n->test = TEST_INT;
    n->occ = m->cols[col];
    n->branches = NEW_ARRAY(c->a, Branch, pieces);
    for (uint32_t k = 0; k < pieces; k++) {
        if (!covered[k]) continue;
        Node *target = compile(c, parts[k], fail);
        int64_t end = k + 1 < pieces ? bounds[k + 1] - 1 : INT64_MAX;
        Branch *last = n->nbranches ? &n->branches[n->nbranches - 1] : NULL;
        if (last && last->target == target && last->hi + 1 == bounds[k])
            last->hi = end;
        else
            n->branches[n->nbranches++] = (Branch){.lo = bounds[k], .hi = end, .target = target};
    }
    n->dflt = otherwise(c, m, dflt, fail);
    return n;
}

static Node *switch_on(Compile *c, Matrix *m, uint32_t col, Node *fail) {
    const TPat *h = m->rows[0].cells[col];
    TestKind test = test_of(h);
    Split none = {0};
    uint32_t nrows = m->nrows;
    Matrix *dflt = split_matrix(c, m, col, &none, nrows);
    for (uint32_t i = 0; i < nrows; i++)
        if (!m->rows[i].cells[col]) push_row(c, m, dflt, &m->rows[i], col, NULL, &none);
    if (test == TEST_INT) return int_switch(c, m, col, dflt, fail);

    typedef struct {
        const TPat *pat;
        Split split;
        Matrix *m;
        uint32_t rows;
    } Head;
    Head *heads = NEW_ARRAY(c->a, Head, nrows);
    uint32_t nheads = 0, wild = dflt->nrows;
    Map index = {0};
    for (uint32_t i = 0; i < nrows; i++) {
        const TPat *p = m->rows[i].cells[col];
        if (!p) continue;
        uint64_t key = head_key(c, test, p);
        Head *known = map_get(&index, key);
        if (!known && m->rows[i].later && test != TEST_CONSTR) continue;
        if (!known) {
            known = &heads[nheads++];
            known->pat = p;
            known->split = split_of(c, m->cols[col], p);
            map_put(&index, key, known);
        } else if (p->kind == TP_CONSTRUCT && known->split.n == 0 && p->u.construct.args.n) {
            known->pat = p;
            known->split = split_of(c, m->cols[col], p);
        }
        known->rows++;
    }
    for (uint32_t k = 0; k < nheads; k++) heads[k].m = split_matrix(c, m, col, &heads[k].split, heads[k].rows + wild);
    for (uint32_t i = 0; i < nrows; i++) {
        const TPat *p = m->rows[i].cells[col];
        if (p) {
            Head *known = map_get(&index, head_key(c, test, p));
            if (known) push_row(c, m, known->m, &m->rows[i], col, p, &known->split);
        } else {
            for (uint32_t k = 0; k < nheads; k++) push_row(c, m, heads[k].m, &m->rows[i], col, NULL, &heads[k].split);
        }
    }
    map_free(&index);
    Node *n = new_node(c, NODE_SWITCH);
    n->test = test;
    n->occ = m->cols[col];
    if (!n->occ->type && !h->late) n->occ->type = h->type;
    n->branches = NEW_ARRAY(c->a, Branch, nheads);
    n->nbranches = nheads;
    for (uint32_t k = 0; k < nheads; k++) {
        const TPat *p = heads[k].pat;
        n->branches[k] = (Branch){.target = compile(c, heads[k].m, fail)};
        if (p->kind == TP_CONSTRUCT)
            n->branches[k].constr = p->u.construct.constr;
        else if (p->kind == TP_ARRAY)
            n->branches[k].lo = n->branches[k].hi = p->u.sub.n;
        else
            n->branches[k].constant = p->u.constant;
    }
    const TypeDecl *d = test == TEST_CONSTR ? h->u.construct.constr->decl : NULL;
    if (!d)
        n->dflt = otherwise(c, m, dflt, fail);
    else if (nheads < d->nconst + d->nblock)
        n->dflt = compile(c, dflt, fail);
    return n;
}

/* ---- in order --------------------------------------------------------------------------------------------------- */
/* Forcing a lazy value can be seen, so where a pattern does, the order of tests is that of ocamlopt, found by running
   it and reading its intermediate code.  Columns are tested from left to right.  Rows that all look at the first
   column, or none of them, are a group, and compiled together; behind them those of the next group are tried, from its
   first column on.  A row joins a group further up if no value fits to it and to one that it passes.  When a group has
   failed, groups are left out of which no row fits to what its tests have found; so their lazy values are not forced.
   For that, the rows of later groups stay in the matrix below those that are tried, with the node where each is
   (Row.later). Not the same: rows behind one with an or-pattern, of which ocamlopt makes groups of their own; and what
   it learned in earlier groups. */
enum {
    MAX_LATER = 64, /* rows that are kept so: they come into every branch */
    MAX_MOVES = 128 /* rows that are looked at for being moved up */
};

/* May a value fit to both? */
static bool may_meet(Compile *c, const TPat *p, const TPat *q) {
    while (p && p->kind == TP_ALIAS) p = p->u.alias.pat;
    while (q && q->kind == TP_ALIAS) q = q->u.alias.pat;
    if (!p || !q || p->kind == TP_ANY || p->kind == TP_VAR || q->kind == TP_ANY || q->kind == TP_VAR) return true;
    if (p->kind == TP_OR) return may_meet(c, p->u.alt.left, q) || may_meet(c, p->u.alt.right, q);
    if (q->kind == TP_OR) return may_meet(c, q, p);
    uint32_t n = 1;
    switch (p->kind) {
    case TP_LAZY: break;
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        n = p->u.sub.n;
        if (q->kind != p->kind || q->u.sub.n != n) return p->kind != TP_ARRAY;
        break;
    case TP_CONSTRUCT: {
        const Constr *k = p->u.construct.constr, *l = q->u.construct.constr;
        if (k->exn || l->exn) return true; /* one exception may have two names */
        if (k->index != l->index) return false;
        n = p->u.construct.args.n;
        if (q->u.construct.args.n < n) n = q->u.construct.args.n;
        break;
    }
    default: {
        TestKind test = test_of(p);
        if (test != TEST_INT) return head_key(c, test, p) == head_key(c, test, q);
        int64_t plo, phi, qlo, qhi;
        head_range(p, &plo, &phi);
        head_range(q, &qlo, &qhi);
        return plo <= qhi && qlo <= phi;
    }
    }
    for (uint32_t i = 0; i < n; i++)
        if (!may_meet(c, sub_pat(p, i), sub_pat(q, i))) return false;
    return true;
}

static bool rows_may_meet(Compile *c, uint32_t ncols, const Row *r, const Row *s) {
    for (uint32_t j = 0; j < ncols; j++)
        if (!may_meet(c, r->cells[j], s->cells[j])) return false;
    return true;
}

static bool meets_none(Compile *c, uint32_t ncols, const Row *r, const Row *rows, uint32_t n) {
    for (uint32_t k = 0; k < n; k++)
        if (rows_may_meet(c, ncols, r, &rows[k])) return false;
    return true;
}

/* The rows that are before the first or-pattern in the column, or can be moved there, those with or-patterns, and no
   others come first; returns how many.  room: for as many rows. */
static uint32_t gather_or(Compile *c, uint32_t ncols, uint32_t col, Row *rows, uint32_t n, Row *room) {
    uint32_t size = 0, ors = 0, left = 0;
    Row *or_rows = NEW_ARRAY(c->a, Row, n);
    for (uint32_t i = 0; i < n; i++) {
        const TPat *p = rows[i].cells[col];
        bool joins = (!left && !ors) || (i < MAX_MOVES && meets_none(c, ncols, &rows[i], room, left) &&
                                         meets_none(c, ncols, &rows[i], or_rows, ors));
        if (!joins)
            room[left++] = rows[i];
        else if (p && p->kind == TP_OR)
            or_rows[ors++] = rows[i];
        else
            rows[size++] = rows[i];
    }
    memcpy(rows + size, or_rows, ors * sizeof *rows);
    memcpy(rows + size + ors, room, left * sizeof *rows);
    return size + ors;
}

/* The rows of the first group come first; returns how many.  room: for as many rows. */
static uint32_t gather_group(Compile *c, uint32_t ncols, uint32_t col, Row *rows, uint32_t n, Row *room) {
    uint32_t size = 1, left = 0;
    for (uint32_t i = 1; i < n; i++) {
        bool joins = !rows[i].cells[col] == !rows[0].cells[col] && (!left || i < MAX_MOVES) &&
                     meets_none(c, ncols, &rows[i], room, left);
        if (joins)
            rows[size++] = rows[i];
        else
            room[left++] = rows[i];
    }
    memcpy(rows + size, room, left * sizeof *rows);
    return size;
}

/* The first group of m, tested in column col, over the others. */
static Matrix *first_group(Compile *c, const Matrix *m, uint32_t col, Node **fail) {
    uint32_t n = tried_here(m), ngroups = 0;
    Row *todo = arena_copy(c->a, m->rows, m->nrows * sizeof *todo), *room = NEW_ARRAY(c->a, Row, n);
    RowList rows = {0};
    VEC(uint32_t) ends = {0};
    for (uint32_t at = 0, end; at < m->nrows; at = end) {
        Matrix part = *m;
        end = at < n ? at + gather_or(c, m->ncols, col, todo + at, n - at, room) : m->nrows;
        part.rows = todo + at;
        part.nrows = end - at;
        expand_or(c, &part, col);
        Row *more = NEW_ARRAY(c->a, Row, part.nrows);
        for (uint32_t k = 0; at < n && k < part.nrows;) {
            k += gather_group(c, m->ncols, col, part.rows + k, part.nrows - k, more);
            vec_push_in(c->a, &ends, rows.len + k);
            ngroups++;
        }
        for (uint32_t k = 0; k < part.nrows; k++) vec_push_in(c->a, &rows, part.rows[k]);
    }
    for (uint32_t g = ngroups; g-- > 0;) {
        uint32_t start = g ? ends.data[g - 1] : 0, last = ends.data[g] + MAX_LATER;
        if (last < rows.len)
            *fail = rows.data[last].later;
        else
            last = rows.len;
        Matrix *group = NEW(c->a, Matrix);
        *group = *m;
        group->nrows = last - start;
        group->rows = arena_copy(c->a, rows.data + start, group->nrows * sizeof(Row));
        if (!g) return group;
        Node *node = compile(c, group, *fail);
        for (uint32_t i = start; i < ends.data[g]; i++) rows.data[i].later = node;
    }
    UNREACHABLE();
}

static Node *force(Compile *c, Occ *o, Node *then) {
    Node *n = new_node(c, NODE_FORCE);
    n->occ = o;
    n->dflt = then;
    return n;
}

static Node *compile(Compile *c, Matrix *m, Node *fail) {
    if (!m->nrows) return fail;
    if (m->rows[0].later) return m->rows[0].later;
    m = simplify(c, m);
    bool late;
    uint32_t col = choose_column(m, c->in_order, &late);
    const Row *first = &m->rows[0];
    bool done = true;
    for (uint32_t i = 0; i < m->ncols && done; i++) done = !first->cells[i];
    if (!done) {
        uint64_t h = hash_matrix(m, fail);
        Memo *chain = map_get(&c->memo, h);
        for (Memo *x = chain; x; x = x->next)
            if (x->fail == fail && same_matrix(&x->m, m)) return x->node;
        Memo *x = NEW(c->a, Memo);
        x->m = *m;
        x->fail = fail;
        Node *n;
        if (c->nodes > c->limit && m->nrows > 1 && !c->in_order) { /* row by row */
            Matrix rest = *m, one = *m;
            rest.rows++;
            rest.nrows--;
            one.nrows = 1;
            n = compile(c, &one, compile(c, &rest, fail));
        } else {
            Matrix work = *m;
            if (!c->in_order || late) expand_or(c, &work, col);
            Matrix *same = late && work.rows[0].cells[col] ? drop_other_types(c, &work, col) : &work;
            if (c->in_order) same = first_group(c, same, col, &fail);
            const TPat *h = same->rows[0].cells[col];
            if (h && (h->kind == TP_LAZY || (late && is_product(h)))) {
                Split s = split_of(c, same->cols[col], h);
                Matrix *to = split_matrix(c, same, col, &s, same->nrows);
                for (uint32_t i = 0; i < same->nrows; i++)
                    push_row(c, same, to, &same->rows[i], col, same->rows[i].cells[col], &s);
                n = compile(c, to, fail);
                if (h->kind == TP_LAZY) n = force(c, s.occs[0], n);
            } else
                n = h ? switch_on(c, same, col, fail) : compile(c, same, fail);
        }
        x->node = n;
        x->next = map_get(&c->memo, h);
        map_put(&c->memo, h, x);
        return n;
    }
    if (!c->actions[first->action].guard) return leaf(c, first, NULL);
    /* when the guard fails, the other alternatives of this case are not tried: it has matched */
    Matrix rest = *m;
    Row row = *first;
    while (rest.nrows && rest.rows->action == row.action) {
        rest.rows++;
        rest.nrows--;
    }
    return leaf(c, &row, compile(c, &rest, fail));
}

/* Nodes of the pattern; *lazy: some of them force. */
static uint32_t pattern_size(const TPat *p, bool *lazy) {
    uint32_t n = 1;
    switch (p->kind) {
    case TP_ALIAS: return pattern_size(p->u.alias.pat, lazy);
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        for (uint32_t i = 0; i < p->u.sub.n; i++) n += pattern_size(p->u.sub.items[i], lazy);
        return n;
    case TP_CONSTRUCT:
        for (uint32_t i = 0; i < p->u.construct.args.n; i++) n += pattern_size(p->u.construct.args.items[i], lazy);
        return n;
    case TP_OR: return pattern_size(p->u.alt.left, lazy) + pattern_size(p->u.alt.right, lazy);
    case TP_LAZY: *lazy = true; return n + pattern_size(p->u.lazy, lazy);
    default: return n;
    }
}

Node *match_compile(FuncCtx *fc, Occ *root, uint32_t n, Action *actions, Node **fail) {
    Compile c = {.fc = fc, .a = fc->l->scratch, .actions = actions, .limit = 100};
    Matrix *m = new_matrix(&c, 1, n);
    m->cols[0] = root;
    m->nrows = n;
    for (uint32_t i = 0; i < n; i++) {
        Row *r = &m->rows[i];
        r->action = i;
        r->cells = NEW_ARRAY(c.a, const TPat *, 1);
        r->cells[0] = normalise(&c, actions[i].pat, root, &r->binds);
        c.limit += 4 * pattern_size(actions[i].pat, &c.in_order);
    }
    *fail = new_node(&c, NODE_FAIL);
    Node *tree = compile(&c, m, *fail);
    map_free(&c.memo);
    map_free(&c.leaves);
    return tree;
}
