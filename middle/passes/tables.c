/* tables.c: switches whose cases only choose constants become loads from static tables, and large switches over
   scattered numbers a search in a static table.

   `function Mon -> "Mon" | Tue -> "Tue" ...` is one load instead of an indirect jump that nobody can predict, and the
   code of a match does not grow with its cases.  LLVM's own such tables hold no addresses of our static data, and come
   too late to spare it the blocks.

   Needs: nothing.  Guarantees: a switch is gone when enough of its cases bring constants, or the same values, to one
   block (or to `ret`) and their numbers lie close enough together.  Cases that do something else are tested first, if
   they are few.  Of more than MANY scattered cases, whatever they do, the right one is found by halving a sorted table:
   LLVM would make a tree of as many comparisons, and takes time quadratic in it.  Linear in the cases but for sorting.
   May break: nothing; runs late, since a load of a table says less about its value than a case does. */
#include <stdlib.h>

#include "pass.h"

enum {
    FEW = 4,         /* cases: fewer are not worth a table */
    BITS = 64,       /* numbers that LLVM tells from each other by bits of one word */
    SPARSE = 3,      /* a table has at most so many entries for each case */
    ODD = 8,         /* one in so many entries may need a case of its own */
    MANY = 128,      /* scattered cases that are searched for */
    MAX_COLUMNS = 8, /* values that depend on the case */
    MAX_HOPS = 4     /* blocks without code that a case goes through */
};

/* Where a case ends when it goes through nothing but constants. */
typedef struct Leaf {
    Blk to; /* 0: `ret` */
    uint32_t nargs;
    Val *args; /* constants, or defined before the switch */
    bool fits; /* the table can stand for it */
} Leaf;

typedef struct Case {
    int64_t k;
    uint32_t edge;
} Case;

typedef struct Column {
    bool same;   /* all cases bring the same value */
    bool affine; /* entry i is first + i * step */
    int64_t step;
    DataField first; /* of a constant that is the same, or affine */
} Column;

typedef struct Tables {
    Program *p;
    Func *f;
    Arena *a;
    Loc loc;
    Val x; /* what is switched on */
    Layout layout;
    uint32_t ncases, nedges;
    Case *cases; /* sorted */
    Edge *edges; /* those of the cases by Case.edge, then the default */
    Leaf *leaves;
    Column *columns;
    const Leaf *model; /* one of the leaves that fit */
    int64_t low;
    uint32_t length;     /* of the table */
    bool exhaustive;     /* the default is never taken */
    const bool *exports; /* by block: what it defines is used in others */
    uint32_t nexports;   /* blocks made since export nothing */
} Tables;

static int by_value(const void *x, const void *y) {
    int64_t a = ((const Case *)x)->k, b = ((const Case *)y)->k;
    return (a > b) - (a < b);
}

static bool constant(const Func *f, Val v, DataField *out) {
    const Inst *in = val_def(f, v);
    if (!in || in->op != OP_CONST || in->layout != L_I1) return constant_field(f, v, out);
    *out = (DataField){.kind = DF_IMM, .i = in->imm.i != 0};
    return true;
}

static bool same_constant(const DataField *a, const DataField *b) {
    if (a->kind != b->kind) return false;
    return a->kind == DF_F64    ? same_float(a->f, b->f)
           : a->kind == DF_DATA ? a->data.i == b->data.i && a->i == b->i
                                : a->i == b->i;
}

static bool same_value(const Func *f, Val v, Val w) {
    DataField a, b;
    return val_eq(v, w) || (constant(f, v, &a) && constant(f, w, &b) && same_constant(&a, &b));
}

/* ---- where the cases go ----------------------------------------------------------------------------------------- */

/* Nothing but constants, and on to another block or out; nothing else needs to have come by here. */
static bool is_hop(const Tables *t, Blk b) {
    const Func *f = t->f;
    const BlockInfo *bi = block_at(f, b);
    DataField c;
    if (b.i < t->nexports && t->exports[b.i]) return false;
    if (b.i == f->entry.i || (bi->term.kind != TERM_JUMP && bi->term.kind != TERM_RET)) return false;
    FOR_INSTS(f, b, k)
    if (inst_at(f, k)->nres != 1 || !constant(f, inst_at(f, k)->res, &c)) return false;
    return true;
}

static Leaf leaf_of(Tables *t, const Edge *e) {
    const Func *f = t->f;
    Leaf l = {.to = e->block, .nargs = e->nargs, .args = e->args};
    for (uint32_t hop = 0; hop < MAX_HOPS && l.to.i && is_hop(t, l.to); hop++) {
        const BlockInfo *bi = block_at(f, l.to);
        bool out = bi->term.kind == TERM_RET;
        uint32_t n = out ? bi->term.nargs : bi->term.edges[0].nargs;
        const Val *next = out ? bi->term.args : bi->term.edges[0].args;
        Val *args = NEW_ARRAY(t->a, Val, n + 1);
        for (uint32_t k = 0; k < n; k++) {
            const ValInfo *vi = val_info(f, next[k]);
            args[k] = next[k];
            for (uint32_t q = 0; vi->is_param && q < bi->nparams; q++)
                if (val_eq(bi->params[q], next[k])) args[k] = l.args[q];
        }
        l = (Leaf){.to = out ? (Blk){0} : bi->term.edges[0].block, .nargs = n, .args = args};
    }
    return l;
}

/* The target of more than half of the cases, if there is one. */
static const Leaf *majority(const Tables *t) {
    const Leaf *best = &t->leaves[0];
    uint32_t votes = 0;
    for (uint32_t i = 0; i < t->ncases; i++) {
        const Leaf *l = &t->leaves[t->cases[i].edge];
        if (votes == 0) best = l;
        votes = l->to.i == best->to.i ? votes + 1 : votes - 1;
    }
    return best;
}

/* Columns that are the same everywhere, and which leaves fit. */
static void find_columns(Tables *t) {
    const Func *f = t->f;
    DataField c;
    uint32_t n = t->model->nargs;
    for (uint32_t j = 0; j < n; j++) t->columns[j] = (Column){.same = true};
    for (uint32_t e = 0; e < t->nedges; e++) {
        Leaf *l = &t->leaves[e];
        l->fits = l->to.i == t->model->to.i;
        if (!l->fits || e + 1 == t->nedges) continue; /* the default may fit, but does not decide */
        for (uint32_t j = 0; j < n; j++)
            if (t->columns[j].same && !same_value(f, l->args[j], t->model->args[j])) t->columns[j].same = false;
    }
    for (uint32_t e = 0; e < t->nedges; e++) {
        Leaf *l = &t->leaves[e];
        for (uint32_t j = 0; l->fits && j < n; j++) {
            if (t->columns[j].same)
                l->fits = same_value(f, l->args[j], t->model->args[j]);
            else
                l->fits = constant(f, l->args[j], &c);
        }
    }
}

static uint32_t varying(const Tables *t) {
    uint32_t n = 0;
    for (uint32_t j = 0; j < t->model->nargs; j++) n += !t->columns[j].same;
    return n;
}

static bool has_elements(Layout l) {
    return l == L_VAL || l == L_IMM || l == L_F64 || l == L_I1;
}

/* Column j as the fields of a table: of numbers that are no case the default's, if it fits. */
static void fill(Tables *t, uint32_t j, DataField *fields) {
    const Leaf *none = &t->leaves[t->nedges - 1];
    uint32_t at = 0;
    for (uint32_t i = 0; i < t->ncases; i++) {
        const Leaf *l = &t->leaves[t->cases[i].edge];
        int64_t k = t->cases[i].k;
        if (k < t->low || (uint64_t)k - (uint64_t)t->low >= t->length) continue;
        for (uint32_t to = (uint32_t)(k - t->low); at < to; at++)
            if (!none->fits || !constant(t->f, none->args[j], &fields[at])) fields[at] = (DataField){0};
        if (!l->fits || !constant(t->f, l->args[j], &fields[at])) fields[at] = (DataField){0};
        at++;
    }
}

/* Is the column a linear function of the number; does it have more than two values? */
static void look_at(Column *c, Layout l, const DataField *fields, uint32_t n, bool *many) {
    uint32_t other = 0;
    c->first = fields[0];
    c->step = n > 1 ? (int64_t)((uint64_t)fields[1].i - (uint64_t)fields[0].i) : 0;
    c->affine = l != L_I1 && fields[0].kind == DF_IMM && (c->step == 1 || c->step == -1);
    for (uint32_t i = 1; i < n; i++) {
        c->affine &= fields[i].kind == DF_IMM && (uint64_t)fields[i].i == (uint64_t)fields[i - 1].i + (uint64_t)c->step;
        if (same_constant(&fields[i], &fields[0])) continue;
        if (!other)
            other = i;
        else if (!same_constant(&fields[i], &fields[other]))
            *many = true;
    }
}

/* ---- instead of the switch -------------------------------------------------------------------------------------- */

static Val constant_again(Builder *at, Layout l, const DataField *c) {
    if (c->kind == DF_F64) return build_f64(at, c->f);
    if (c->kind == DF_DATA) return build_data(at, c->data);
    Val v = build_const(at, l == L_VAL ? L_IMM : l, c->i);
    return l == L_VAL ? build_op(at, OP_IMM_VAL, L_NONE, v) : v;
}

static Data *table_new(Tables *t, uint8_t tag, uint32_t n, DataField *fields) {
    Data *d = data_new(t->p, name_printf(t->p->session->names, "%s.table", t->f->name->text), tag, 0);
    d->nfields = n;
    d->fields = fields;
    d->loc = t->loc;
    return d;
}

/* What column j says of number `index` (from 0, an imm). */
static Val entry(Tables *t, Builder *at, uint32_t j, Val index, DataField *fields) {
    const Column *c = &t->columns[j];
    Layout l = val_layout(t->f, t->model->args[j]);
    if (c->same) {
        DataField k;
        return constant(t->f, t->model->args[j], &k) ? constant_again(at, l, &k) : t->model->args[j];
    }
    if (c->affine) {
        Val first = build_const(at, L_IMM, c->first.i);
        Val v = build_op2(at, c->step == 1 ? OP_ADD : OP_SUB, L_IMM, first, index);
        return l == L_VAL ? build_op(at, OP_IMM_VAL, L_NONE, v) : v;
    }
    const Data *d = table_new(t, l == L_F64 ? 254 : 0, t->length, fields);
    Elem e = l == L_F64 ? E_F64 : l == L_VAL ? E_VAL : E_IMM;
    Val v = build_loadx(at, e, build_data(at, d->id), index, true);
    return l == L_I1 ? build_cmp(at, OP_NE, L_IMM, v, build_const(at, L_IMM, 0)) : v;
}

static Edge copy_edge(Func *f, const Edge *e) {
    return edge_to(f, e->block, e->nargs, e->args);
}

/* Numbers in the table's range that it cannot stand for: cases of their own, tested in b before anything else.  Returns
   the block where the others go on. */
static Blk odd_ones_first(Tables *t, Blk b, uint32_t n) {
    Func *f = t->f;
    if (!n) return b;
    int64_t *ks = NEW_ARRAY(t->a, int64_t, n);
    Edge *edges = NEW_ARRAY(t->a, Edge, n);
    const Edge *none = &t->edges[t->nedges - 1];
    uint32_t m = 0;
    int64_t next = t->low;
    for (uint32_t i = 0; i < t->ncases; i++) {
        const Case *c = &t->cases[i];
        bool inside = c->k >= t->low && (uint64_t)c->k - (uint64_t)t->low < t->length;
        if (inside && !t->exhaustive && !t->leaves[t->nedges - 1].fits)
            for (; next < c->k; next++, m++) {
                ks[m] = next;
                edges[m] = copy_edge(f, none);
            }
        if (inside) next = c->k + 1;
        if (t->leaves[c->edge].fits) continue;
        ks[m] = c->k;
        edges[m++] = t->edges[c->edge];
    }
    Blk rest = block_new(f, NULL);
    Builder at = {.prog = t->p, .func = f, .block = b, .loc = t->loc};
    term_switch(&at, t->x, m, ks, edges, edge_to(f, rest, 0, NULL));
    return rest;
}

/* A table for most cases of the switch at the end of block b; false: it stays as it is. */
static bool look_up(Tables *t, Blk b) {
    Func *f = t->f;
    t->model = majority(t);
    t->columns = NEW_ARRAY(t->a, Column, t->model->nargs + 1);
    find_columns(t);
    uint32_t fit = 0, columns = varying(t), odd = 0;
    for (uint32_t i = 0; i < t->ncases; i++) {
        const Leaf *l = &t->leaves[t->cases[i].edge];
        odd += !l->fits;
        if (!l->fits) continue;
        if (!fit++) t->low = t->cases[i].k;
        uint64_t range = (uint64_t)t->cases[i].k - (uint64_t)t->low;
        if (range >= (uint64_t)SPARSE * t->ncases) return false;
        t->length = (uint32_t)range + 1;
        t->model = l; /* now one that fits in every column */
    }
    if (fit < FEW || columns > MAX_COLUMNS) return false;
    uint32_t inside = 0;
    for (uint32_t i = 0; i < t->ncases; i++)
        inside += t->cases[i].k >= t->low && (uint64_t)t->cases[i].k - (uint64_t)t->low < t->length;
    if (!t->exhaustive && !t->leaves[t->nedges - 1].fits) odd += t->length - inside;
    if (odd > fit / ODD) return false;
    for (uint32_t j = 0; j < t->model->nargs; j++)
        if (!t->columns[j].same && !has_elements(val_layout(f, t->model->args[j]))) return false;

    DataField **fields = NEW_ARRAY(t->a, DataField *, t->model->nargs + 1);
    bool many = false;
    for (uint32_t j = 0; j < t->model->nargs; j++) {
        if (t->columns[j].same) continue;
        fields[j] = NEW_ARRAY(t->p->arena, DataField, t->length);
        fill(t, j, fields[j]);
        look_at(&t->columns[j], val_layout(f, t->model->args[j]), fields[j], t->length, &many);
    }
    if (columns && !many && t->length <= BITS) return false;

    Builder at = {.prog = t->p, .func = f, .block = odd_ones_first(t, b, odd), .loc = t->loc};
    Val index = t->x;
    if (t->low) index = build_op2(&at, OP_SUB, t->layout, t->x, build_const(&at, t->layout, t->low));
    if (!t->exhaustive) {
        Val inside_it = build_cmp(&at, OP_ULT, t->layout, index, build_const(&at, t->layout, t->length));
        Blk known = block_new(f, NULL);
        term_br(&at, inside_it, edge_to(f, known, 0, NULL), copy_edge(f, &t->edges[t->nedges - 1]), HINT_NONE);
        at.block = known;
    }
    if (t->layout == L_I64) index = build_op(&at, OP_I64_IMM, L_NONE, index);
    uint32_t n = t->model->nargs;
    Val *args = func_vals(f, n);
    for (uint32_t j = 0; j < n; j++) args[j] = entry(t, &at, j, index, fields[j]);
    if (t->model->to.i)
        term_jump(&at, t->model->to, n, args);
    else
        term_ret(&at, n, args);
    return true;
}

/* The number of the case among the sorted ones, found in block b; its default is left from there.  Returns the block
   where x is one of the cases, its number in *index. */
static Blk search(Tables *t, Blk b, Val *index) {
    Func *f = t->f;
    DataField *keys = NEW_ARRAY(t->p->arena, DataField, t->ncases);
    for (uint32_t i = 0; i < t->ncases; i++) keys[i] = (DataField){.kind = DF_RAW, .i = t->cases[i].k};
    Builder at = {.prog = t->p, .func = f, .block = b, .loc = t->loc};
    Val x = t->layout == L_I64 ? t->x : build_op(&at, OP_IMM_I64, L_NONE, t->x);
    Val table = build_data(&at, table_new(t, 251, t->ncases, keys)->id);
    Val found = build_const(&at, L_IMM, 0); /* in bytes */
    for (uint32_t n = t->ncases; n > 1; n -= n / 2) {
        Val up = build_op2(&at, OP_ADD, L_IMM, found, build_const(&at, L_IMM, 8 * (int64_t)(n / 2)));
        Val beyond = build_cmp(&at, OP_LT, L_I64, x, build_loadx(&at, E_I64, table, up, true));
        found = build_select(&at, L_IMM, beyond, found, up);
    }
    *index = build_op2(&at, OP_LSHR, L_IMM, found, build_const(&at, L_IMM, 3));
    if (t->exhaustive) return at.block;
    Val is_case = build_cmp(&at, OP_EQ, L_I64, x, build_loadx(&at, E_I64, table, found, true));
    Blk known = block_new(f, NULL);
    term_br(&at, is_case, edge_to(f, known, 0, NULL), copy_edge(f, &t->edges[t->nedges - 1]), HINT_NONE);
    return known;
}

static void note_exports(const Func *f, bool *exports, Blk b, uint32_t n, const Val *used) {
    for (uint32_t k = 0; k < n; k++) {
        const ValInfo *vi = val_info(f, used[k]);
        uint32_t def = vi->is_param ? vi->def : inst_at(f, (Ins){vi->def})->block.i;
        if (def != b.i) exports[def] = true;
    }
}

static bool *find_exports(Arena *a, const Func *f) {
    bool *exports = NEW_ARRAY(a, bool, f->nblocks);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) note_exports(f, exports, b, inst_at(f, k)->nargs, inst_at(f, k)->args);
        const Term *t = &block_at(f, b)->term;
        note_exports(f, exports, b, t->nargs, t->args);
        for (uint32_t e = 0; e < t->nedges; e++) note_exports(f, exports, b, t->edges[e].nargs, t->edges[e].args);
    }
    return exports;
}

static void table_for(PassContext *cx, Func *f, Blk b, const bool *exports, uint32_t nexports) {
    Term *term = &block_at(f, b)->term;
    Arena *a = cx->scratch;
    Tables t = {.p = cx->prog,
                .f = f,
                .a = a,
                .loc = term->loc,
                .x = term->args[0],
                .ncases = term->ncases,
                .nedges = term->nedges,
                .edges = term->edges,
                .exports = exports,
                .nexports = nexports};
    t.layout = val_layout(f, t.x);
    Blk none = t.edges[t.ncases].block;
    t.exhaustive = !block_at(f, none)->first.i && block_at(f, none)->term.kind == TERM_UNREACHABLE;
    t.leaves = NEW_ARRAY(a, Leaf, t.nedges);
    for (uint32_t e = 0; e < t.nedges; e++) t.leaves[e] = leaf_of(&t, &t.edges[e]);
    t.cases = NEW_ARRAY(a, Case, t.ncases);
    for (uint32_t i = 0; i < t.ncases; i++) t.cases[i] = (Case){term->cases[i], i};
    qsort(t.cases, t.ncases, sizeof *t.cases, by_value);
    if (look_up(&t, b)) return;
    uint64_t range = (uint64_t)t.cases[t.ncases - 1].k - (uint64_t)t.cases[0].k;
    if (t.ncases < MANY || range < (uint64_t)SPARSE * t.ncases) return;
    b = search(&t, b, &t.x);
    t.layout = L_IMM;
    t.exhaustive = true;
    int64_t *ks = NEW_ARRAY(a, int64_t, t.ncases);
    Edge *edges = NEW_ARRAY(a, Edge, t.ncases);
    for (uint32_t i = 0; i < t.ncases; i++) {
        ks[i] = t.cases[i].k = i;
        edges[i] = t.edges[t.cases[i].edge];
    }
    if (look_up(&t, b)) return;
    Builder at = {.prog = cx->prog, .func = f, .block = block_new(f, NULL), .loc = t.loc};
    Edge never = edge_to(f, at.block, 0, NULL);
    term_unreachable(&at);
    at.block = b;
    term_switch(&at, t.x, t.ncases, ks, edges, never);
}

void pass_tables(PassContext *cx, Func *f) {
    bool *exports = NULL;
    uint32_t nblocks = f->nblocks;
    for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
        const Term *t = &block_at(f, b)->term;
        if (t->kind != TERM_SWITCH || t->ncases < FEW) continue;
        if (!exports) exports = find_exports(cx->scratch, f);
        table_for(cx, f, b, exports, nblocks);
    }
    if (exports) unreachable_remove(f);
}
