/* signatures.c: what travels between known functions: raw numbers and fields instead of boxes.

   Needs: functions simplified and dead code removed.  Guarantees: of a function whose calls are all known,
     - a parameter that always gets the same constant is that constant, an unused one is gone;
     - a parameter that always gets an immediate (a boxed number that the function unboxes, a fresh block or a value of
   a sum type that it only takes apart, its closure, of which it reads fields) gets the immediate (the number, the
   fields, kind and fields);
     - a result that is always an immediate (a freshly boxed number, a fresh block, None or Some x) is returned as that,
   blocks where most callers take them apart, and every recursive call does. A parameter that is given back counts as
   taken apart, and as made there, as long as both sides come apart.
   So for local values, too, where nobody needs the block: made again, it would be on the heap.
   The old values are made again at the entry and at the calls; simplify, params and dce cancel them where nobody needs
   them. A function that is also used as a value keeps a wrapper with the old signature when it pays. Breaks: leaves
   boxing and unboxing side by side.

   Optimistic over the whole program: forms start at "anything" and go down until they agree with every call and every
   return. Functions that call each other in tail position return in the same form, so that tail calls stay what they
   are. */
#include "pass.h"

#include <stdlib.h>

enum {
    MAX_INTS = 10, /* parameters, as far as taking blocks apart makes them more */
    MAX_FLOATS = 8,
    MAX_RESULT_INTS = 6, /* three come back in registers, the others through memory, which is cheaper than a block */
    MAX_RESULT_FLOATS = 9,
    MAX_RESULTS = 12, /* of functions looked at */
    MAX_ENV = 6,
    MAX_FORMS = 64
};
typedef struct Konst {
    uint8_t k; /* 0 any, 1 int, 2 data, 3 varies */
    int64_t i;
} Konst;

typedef struct EnvField {
    int64_t k;
    uint8_t layout;
} EnvField;

/* A block parameter that reaches a call or a return. */
typedef struct Join {
    Form form;
    SiteId site;
    bool known;  /* one of these */
    bool shared; /* what it stands for is needed elsewhere, too */
} Join;

typedef struct Arrival { /* one thing that an edge brings for a join */
    Val param, arg;
    Blk from;
    FuncId callee; /* instead of arg: the result of an invoke */
    uint32_t result;
} Arrival;

typedef struct FuncInfo {
    const uint8_t *mutated; /* value -> stored into */
    const uint32_t *whole;  /* value -> uses, except by what takes blocks apart */
    const bool *needed;     /* value -> whole, by an instruction that is no call, or further on */
    Join *joins;            /* by value; NULL: none */
    Form *params, *results;
    Konst *konst;
    SiteId *site;  /* of results */
    bool *dropped; /* parameters: unused */
    bool *wanted;  /* parameters: unboxed somewhere inside */
    uint8_t *back; /* parameters: returned, in parts if the result comes apart: as Uses.returned */
    bool *shared;  /* parameters: what a caller gives is needed whole elsewhere, or it is in the function */
    bool candidate, changed, split;
    uint32_t leader; /* of the functions tied by tail calls */
    struct {
        uint32_t apart, sites; /* calls that only take the result apart; calls */
    } uses[MAX_RESULTS];
    bool loops;        /* perhaps: some edge goes back in the order of the blocks */
    bool tangled;      /* given_again */
    const Cfg *cfg;    /* NULL: not asked for yet */
    bool local_fields; /* closure code: some closure of it has a local value in its environment */
    bool local;        /* a result may be in the caller's region */
    bool env;          /* parameter 0 is a closure, read field by field */
    uint16_t env_entries, env_entry;
    uint32_t nenv;
    EnvField fields[MAX_ENV];
    uint32_t nparams, nresults; /* as they were */
} FuncInfo;

typedef struct Point {
    Ins call;
    Blk block;
} Point; /* a call, or the terminator of block */

typedef struct Given {
    uint32_t func, param, callee, arg;
} Given; /* a parameter that is passed on to a function that takes its own apart */

typedef struct Sigs {
    PassContext *cx;
    Program *p;
    Arena *a;
    CallGraph *g;
    bool *known; /* function -> all its calls are */
    FuncInfo *info;
    uint32_t n;
    bool changed;
    bool *uncalled;        /* kept for its [@zero_alloc], but only itself calls it */
    uint32_t *point_start; /* [n + 1] function -> into points */
    VEC(Point) points;
    uint32_t *arrival_start;
    VEC(Arrival) arrivals;
    VEC(Given) given;
} Sigs;

/* Which parameter of f v is; -1. */
static int32_t entry_param(const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    return vi->is_param && vi->def == f->entry.i ? (int32_t)vi->index : -1;
}

static Form result_form(const Sigs *s, FuncId g, uint32_t k) {
    const FuncInfo *gi = &s->info[g.i];
    return g.i && gi->candidate ? s->info[gi->leader].results[k] : form_none();
}

static Form known_form(void *pass, const Func *f, Val v) {
    const Sigs *s = pass;
    const FuncInfo *fi = &s->info[f->id.i];
    int32_t k = entry_param(f, v);
    if (k >= 0) return fi->candidate ? fi->params[k] : form_none();
    const Inst *in = val_def(f, v);
    if (in) return result_form(s, in->imm.func, v.i - in->res.i);
    return fi->joins && fi->joins[v.i].known ? fi->joins[v.i].form : form_none();
}

static Form form_of(Sigs *s, const Func *f, Val v, SiteId *site) {
    const FuncInfo *fi = &s->info[f->id.i];
    const Inst *in = val_def(f, v);
    if (site && in && is_alloc_op(in->op)) *site = in->site;
    if (site && !in && entry_param(f, v) < 0 && fi->joins && fi->joins[v.i].known) *site = fi->joins[v.i].site;
    return form_of_def(s->p, f, fi->mutated, v, known_form, s);
}

/* ---- facts about one function ------------------------------------------------------------------------------ */

static uint8_t *mutated_values(Arena *a, const Func *f) {
    uint8_t *m = NEW_ARRAY(a, uint8_t, f->nvals);
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, k)
    if (op_info[inst_at(f, k)->op].flags & OPF_WRITE) m[inst_at(f, k)->args[0].i] = 1;
    return m;
}

/* The function called by a terminator or instruction, when it is known. */
static FuncId term_callee(const Term *t) {
    return t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE ? t->func : NO_FUNC;
}

static const Form any_block = {.k = FORM_SUM, .n = UINT16_MAX};

static uint32_t *whole_uses(Arena *a, const Func *f) {
    uint32_t *n = use_counts(a, f);
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, i) {
        const Inst *in = inst_at(f, i);
        for (uint32_t k = 0; k < in->nargs; k++) n[in->args[k].i] -= form_takes(f, in, k, any_block);
    }
    return n;
}

/* True when v is a block parameter that was none yet. */
static bool make_join(FuncInfo *fi, Arena *a, const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    if (!vi->is_param || vi->def == f->entry.i || vi->layout != L_VAL) return false;
    if (!fi->joins) fi->joins = NEW_ARRAY(a, Join, f->nvals);
    if (fi->joins[v.i].known) return false;
    fi->joins[v.i].known = true;
    return true;
}

static bool is_join(const FuncInfo *fi, Val v) {
    return fi->joins && fi->joins[v.i].known;
}

/* The block parameters that reach calls and returns, perhaps by way of others. */
static void find_joins(Sigs *s, const Func *f) {
    FuncInfo *fi = &s->info[f->id.i];
    const Point *pt = s->points.data + s->point_start[f->id.i], *end = s->points.data + s->points.len;
    for (; pt < end; pt++) {
        const Inst *in = pt->call.i ? inst_at(f, pt->call) : NULL;
        const Term *t = &block_at(f, pt->block)->term;
        const Val *args = in ? in->args : t->args;
        for (uint32_t k = 0, n = in ? in->nargs : t->nargs; k < n; k++) make_join(fi, s->a, f, args[k]);
    }
    for (bool again = fi->joins; again;) {
        again = false;
        FOR_BLOCKS(f, b) {
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                uint32_t skip = edge_implicit(s->p, t, e);
                for (uint32_t k = 0; k < ed->nargs; k++)
                    if (is_join(fi, block_at(f, ed->block)->params[k + skip]))
                        again |= make_join(fi, s->a, f, ed->args[k]);
            }
        }
    }
    if (!fi->joins) return;
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            const Edge *ed = &t->edges[e];
            const Val *params = block_at(f, ed->block)->params;
            uint32_t skip = edge_implicit(s->p, t, e);
            FuncId g = e == 0 && t->kind == TERM_INVOKE ? t->func : NO_FUNC;
            for (uint32_t k = 0; k < skip; k++)
                if (is_join(fi, params[k])) vec_push_in(s->a, &s->arrivals, ((Arrival){params[k], NO_VAL, b, g, k}));
            for (uint32_t k = 0; k < ed->nargs; k++)
                if (is_join(fi, params[k + skip]))
                    vec_push_in(s->a, &s->arrivals,
                                ((Arrival){.param = params[k + skip], .arg = ed->args[k], .from = b}));
        }
    }
}

static const bool *needed_whole(Sigs *s, const Func *f) {
    const FuncInfo *fi = &s->info[f->id.i];
    bool *needed = NEW_ARRAY(s->a, bool, f->nvals);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, i) {
            const Inst *in = inst_at(f, i);
            for (uint32_t k = 0; in->op != OP_CALL && k < in->nargs; k++)
                if (!form_takes(f, in, k, any_block)) needed[in->args[k].i] = true;
        }
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            const Edge *ed = &t->edges[e];
            uint32_t skip = edge_implicit(s->p, t, e);
            for (uint32_t k = 0; k < ed->nargs; k++)
                if (!is_join(fi, block_at(f, ed->block)->params[k + skip])) needed[ed->args[k].i] = true;
        }
    }
    return needed;
}

static bool may_loop(Arena *a, const Func *f) {
    uint8_t *passed = NEW_ARRAY(a, uint8_t, f->nblocks);
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        passed[b.i] = 1;
        for (uint32_t e = 0; e < t->nedges; e++)
            if (passed[t->edges[e].block.i]) return true;
    }
    return false;
}

/* What the fixpoints look at, noted once: they go over all functions several times. */
static void find_points(Sigs *s) {
    s->point_start = NEW_ARRAY(s->a, uint32_t, s->n + 1);
    s->arrival_start = NEW_ARRAY(s->a, uint32_t, s->n + 1);
    for (uint32_t i = 1; i < s->n; i++) {
        const Func *f = s->p->funcs.data[i];
        s->point_start[i] = s->points.len;
        s->arrival_start[i] = s->arrivals.len;
        if (f->dead || f->external) continue;
        s->info[i].mutated = mutated_values(s->a, f);
        s->info[i].whole = whole_uses(s->a, f);
        s->info[i].loops = may_loop(s->a, f);
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op == OP_CALL) vec_push_in(s->a, &s->points, ((Point){k, b}));
                for (uint32_t j = 0; in->op == OP_CLOSURE && j < in->aux && !has_global_fields(f, in); j++)
                    s->info[in->funcs[j].i].local_fields = true;
            }
            const Term *t = &block_at(f, b)->term;
            if (term_callee(t).i || t->kind == TERM_RET || t->kind == TERM_TAILAPPLY)
                vec_push_in(s->a, &s->points, ((Point){NO_INS, b}));
        }
        find_joins(s, f);
        s->info[i].needed = needed_whole(s, f);
    }
    s->point_start[s->n] = s->points.len;
    s->arrival_start[s->n] = s->arrivals.len;
}

static const Point *points_of(const Sigs *s, const Func *f) {
    return s->points.data + s->point_start[f->id.i];
}
static const Point *points_end(const Sigs *s, const Func *f) {
    return s->points.data + s->point_start[f->id.i + 1];
}

/* One use of parameter k of f as argument j of a call of g. */
static bool passed_on(const Func *f, FuncId g, uint32_t j, int32_t k) {
    return g.i == f->id.i && (int32_t)j == k;
}

typedef struct Uses {  /* of entry parameters, and of call results (by value) */
    uint8_t *other;    /* value -> used otherwise than by the following */
    uint8_t *unboxed;  /* value -> unboxed, perhaps as a block parameter further on */
    uint8_t *boxed;    /* value -> used so that a number must be in its box, likewise */
    uint8_t *passed;   /* value -> given to the same parameter of the function itself */
    uint8_t *handed;   /* value -> given to a function that may take it apart */
    uint8_t *returned; /* value -> 1 + which result it is, of a function whose result may come apart; MANY */
    uint8_t *env_bad;  /* value -> used otherwise than by cloenv, or as closure argument of a candidate */
    uint8_t *plain;    /* value -> used by an instruction that is no call, or by a call that takes it apart */
} Uses;

static bool takes_apart(Sigs *s, FuncId g, uint32_t j) {
    const FuncInfo *gi = &s->info[g.i];
    return g.i && gi->candidate && form_is_block(gi->params[j]) && !(gi->env && j == 0);
}

static bool takes_number(Sigs *s, FuncId g, uint32_t j) {
    return g.i && s->info[g.i].candidate && form_is_number(s->info[g.i].params[j]);
}

static void mark_args(Sigs *s, const Func *f, Uses *u, FuncId g, uint32_t n, const Val *args) {
    for (uint32_t j = 0; j < n; j++) {
        int32_t k = entry_param(f, args[j]);
        if (k >= 0 && passed_on(f, g, j, k)) {
            u->passed[args[j].i] = 1;
        } else {
            bool number = takes_number(s, g, j);
            uint8_t *how = takes_apart(s, g, j) ? u->plain : u->other;
            how[args[j].i] = 1;
            if (!number || !s->info[g.i].wanted[j]) u->boxed[args[j].i] = 1;
            u->handed[args[j].i] = 1;
            if (k >= 0 && (how == u->plain || number))
                vec_push_in(s->a, &s->given, ((Given){f->id.i, (uint32_t)k, g.i, j}));
        }
        if (!(j == 0 && g.i && s->info[g.i].env)) u->env_bad[args[j].i] = 1;
    }
}

enum { MANY = 255 };

/* True when that is news. */
static bool is_returned(Uses *u, Val v, uint8_t which) {
    uint8_t *r = &u->returned[v.i], old = *r;
    *r = old && old != which ? MANY : which;
    return *r != old;
}

static void mark_returned(Sigs *s, const Func *f, Uses *u, const Term *t) {
    const FuncInfo *fi = &s->info[f->id.i], *li = &s->info[fi->leader];
    for (uint32_t k = 0; k < t->nargs; k++) {
        Form form = fi->candidate ? li->results[k] : form_none();
        if (form_is_block(form))
            is_returned(u, t->args[k], (uint8_t)(k + 1));
        else if (form_is_number(form))
            u->unboxed[t->args[k].i] = 1;
        else
            u->other[t->args[k].i] = u->boxed[t->args[k].i] = 1;
    }
}

static void mark_inst(const Func *f, Uses *u, const Inst *in) {
    for (uint32_t k = 0; k < in->nargs; k++) {
        uint32_t v = in->args[k].i;
        u->plain[v] = 1;
        if (in->op == OP_UNBOX)
            u->unboxed[v] = 1;
        else
            u->boxed[v] = 1;
        if (in->op != OP_UNBOX && in->op != OP_CLOENV && !form_takes(f, in, k, any_block)) u->other[v] = 1;
        if (in->op != OP_CLOENV && in->op != OP_CLOENTRY) u->env_bad[v] = 1;
    }
}

/* May an argument of an edge be part of a block parameter that comes apart? */
static bool comes_apart(Sigs *s, const Func *f, Val v) {
    const FuncInfo *fi = &s->info[f->id.i];
    if (val_info(f, v)->is_param && val_info(f, v)->def != f->entry.i && !is_join(fi, v)) return true;
    Form form = form_of(s, f, v, NULL);
    return form_is_block(form) || form.k == FORM_CONST || form.k == FORM_TOP;
}

/* What happens to a block parameter happens to what edges bring.  True when something was new. */
static bool mark_edges(Sigs *s, const Func *f, Uses *u) {
    bool changed = false;
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            const Edge *ed = &t->edges[e];
            uint32_t skip = edge_implicit(s->p, t, e);
            for (uint32_t k = 0; k < skip; k++) {
                uint32_t q = block_at(f, ed->block)->params[k].i;
                if (!u->other[q] && !(e == 0 && form_is_block(result_form(s, term_callee(t), k))))
                    u->other[q] = 1, changed = true;
            }
            for (uint32_t k = 0; k < ed->nargs; k++) {
                uint32_t q = block_at(f, ed->block)->params[k + skip].i, v = ed->args[k].i;
                u->env_bad[v] = 1;
                /* params.c leaves local ones as they are */
                if (val_info(f, ed->args[k])->mode == M_LOCAL && !u->other[v]) u->other[v] = 1, changed = true;
                if (u->unboxed[q] && !u->unboxed[v]) u->unboxed[v] = 1, changed = true;
                if (u->boxed[q] && !u->boxed[v]) u->boxed[v] = 1, changed = true;
                if (u->returned[q]) changed |= is_returned(u, ed->args[k], u->returned[q]);
                if (!u->other[q] && !comes_apart(s, f, ed->args[k])) u->other[q] = 1, changed = true;
                if (u->other[q] && !u->other[v]) u->other[v] = 1, changed = true;
                if (!u->plain[v]) u->plain[v] = 1;
            }
        }
    }
    return changed;
}

static Uses find_uses(Sigs *s, Arena *a, const Func *f) {
    enum { ROUNDS = 8 };
    Uses u;
    uint8_t **all[] = {&u.other, &u.unboxed, &u.boxed, &u.passed, &u.handed, &u.returned, &u.env_bad, &u.plain};
    for (uint32_t k = 0; k < sizeof all / sizeof all[0]; k++) *all[k] = NEW_ARRAY(a, uint8_t, f->nvals);
    bool edges = false;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, i) {
            const Inst *in = inst_at(f, i);
            if (in->op == OP_CALL)
                mark_args(s, f, &u, in->imm.func, in->nargs, in->args);
            else
                mark_inst(f, &u, in);
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_RET)
            mark_returned(s, f, &u, t);
        else
            mark_args(s, f, &u, term_callee(t), t->nargs, t->args);
        for (uint32_t e = 0; e < t->nedges; e++) edges |= t->edges[e].nargs > 0;
    }
    for (int round = 0; edges && mark_edges(s, f, &u); round++) {
        if (round < ROUNDS) continue;
        FOR_BLOCKS(f, b) { /* deep nests of loops: no more is known about what travels in them */
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++)
                for (uint32_t k = 0; k < t->edges[e].nargs; k++)
                    u.other[t->edges[e].args[k].i] = u.boxed[t->edges[e].args[k].i] = 1;
        }
        break;
    }
    /* a closure entry that is used badly is a bad use of the closure */
    FOR_BLOCKS(f, b)
    FOR_INSTS(f, b, i) {
        const Inst *in = inst_at(f, i);
        if (in->op == OP_CLOENTRY && u.env_bad[in->res.i]) u.env_bad[in->args[0].i] = 1;
    }
    return u;
}

/* ---- closures read field by field ---------------------------------------------------------------------------------
 */

static bool add_field(FuncInfo *fi, int64_t k, uint8_t layout) {
    for (uint32_t i = 0; i < fi->nenv; i++)
        if (fi->fields[i].k == k && fi->fields[i].layout == layout) return true;
    if (fi->nenv == MAX_ENV) return false;
    fi->fields[fi->nenv++] = (EnvField){k, layout};
    return true;
}

/* Is v the closure parameter of f, or another entry of its set? */
static bool is_env(const Func *f, Val v, int64_t *delta) {
    *delta = 0;
    for (const Inst *in = val_def(f, v); in && in->op == OP_CLOENTRY; in = val_def(f, v)) {
        *delta += in->imm.i;
        v = in->args[0];
    }
    return entry_param(f, v) == 0;
}

static bool fields_from(Sigs *s, FuncInfo *fi, const Func *f, FuncId g, uint32_t n, const Val *args) {
    int64_t delta;
    if (!n || !g.i || !s->info[g.i].env || !is_env(f, args[0], &delta)) return true;
    const FuncInfo *gi = &s->info[g.i];
    if (gi->env_entries && !fi->env_entries && gi->env_entry >= delta) {
        fi->env_entries = gi->env_entries;
        fi->env_entry = (uint16_t)(gi->env_entry - delta);
    }
    if (gi->env_entries && (gi->env_entries != fi->env_entries || gi->env_entry != fi->env_entry + delta)) return false;
    for (uint32_t k = 0; k < gi->nenv; k++)
        if (!add_field(fi, gi->fields[k].k, gi->fields[k].layout)) return false;
    return true;
}

static bool collect_fields(Sigs *s, const Func *f) {
    FuncInfo *fi = &s->info[f->id.i];
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, i) {
            const Inst *in = inst_at(f, i);
            int64_t delta;
            if (in->op == OP_CLOENV && is_env(f, in->args[0], &delta)) {
                int64_t entry = (int64_t)in->aux2 - delta;
                if (entry < 0 || entry >= in->aux ||
                    (fi->env_entries && (fi->env_entries != in->aux || fi->env_entry != entry)))
                    return false;
                fi->env_entries = in->aux;
                fi->env_entry = (uint16_t)entry;
                if (!add_field(fi, in->imm.i, in->layout)) return false;
            } else if (in->op == OP_CALL && !fields_from(s, fi, f, in->imm.func, in->nargs, in->args)) {
                return false;
            }
        }
        const Term *t = &block_at(f, b)->term;
        if (!fields_from(s, fi, f, term_callee(t), t->nargs, t->args)) return false;
    }
    return true;
}

/* Every call brings a closure that is known where the call is, or the caller's own. */
static void check_env_site(Sigs *s, const Func *f, FuncId g, uint32_t n, const Val *args) {
    if (!g.i || !n || !s->info[g.i].env) return;
    int64_t delta;
    const FuncInfo *fi = &s->info[f->id.i];
    if (is_env(f, args[0], &delta) && (fi->env || (f->closure_code && !fi->local_fields))) return;
    Val v = args[0];
    const Inst *in = val_def(f, v);
    while (in && in->op == OP_CLOENTRY) in = val_def(f, in->args[0]);
    bool fixed = in && in->op == OP_DATA && program_data(s->p, in->imm.data)->tag == 247;
    if (!fixed && (!in || in->op != OP_CLOSURE || !has_global_fields(f, in))) s->info[g.i].env = false;
}

static void find_envs(Sigs *s) {
    for (uint32_t i = 1; i < s->n; i++) {
        Func *f = s->p->funcs.data[i];
        FuncInfo *fi = &s->info[i];
        fi->env = fi->candidate && s->known[i] && f->nparams && f->params[0] == L_VAL;
        if (!fi->env) continue;
        bool reads = false; /* the parameter is a closure: something is read from it as from one */
        FOR_BLOCKS(f, b)
        FOR_INSTS(f, b, k) {
            int64_t d;
            const Inst *in = inst_at(f, k);
            reads |= (in->op == OP_CLOENV || in->op == OP_CLOENTRY) && is_env(f, in->args[0], &d);
        }
        fi->env = reads;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < s->n; i++) {
            Func *f = s->p->funcs.data[i];
            FuncInfo *fi = &s->info[i];
            if (f->dead || f->external) continue;
            if (fi->env) {
                Arena *scratch = arena_new("uses");
                bool ok = !find_uses(s, scratch, f).env_bad[block_at(f, f->entry)->params[0].i];
                arena_free(scratch);
                uint32_t before = fi->nenv;
                ok = ok && collect_fields(s, f) && f->nparams - 1 + fi->nenv <= MAX_INTS;
                if (!ok) fi->env = false;
                changed |= !ok || before != fi->nenv;
            }
            for (const Point *pt = points_of(s, f), *end = points_end(s, f); pt < end; pt++) {
                const Inst *in = pt->call.i ? inst_at(f, pt->call) : NULL;
                const Term *t = &block_at(f, pt->block)->term;
                FuncId g = in ? in->imm.func : term_callee(t);
                bool was = g.i && s->info[g.i].env;
                check_env_site(s, f, g, in ? in->nargs : t->nargs, in ? in->args : t->args);
                changed |= g.i && was != s->info[g.i].env;
            }
        }
        for (uint32_t i = 1; i < s->n && !changed; i++) /* stable, but nothing is read: then it is no closure to us */
            if (s->info[i].env && (!s->info[i].env_entries || !s->info[i].nenv)) {
                s->info[i].env = false;
                changed = true;
            }
    }
}

/* ---- the fixpoint
 * ---------------------------------------------------------------------------------------------------- */

static Konst konst_of(Sigs *s, const Func *f, Val v) {
    int32_t k = entry_param(f, v);
    if (k >= 0) return s->info[f->id.i].candidate ? s->info[f->id.i].konst[k] : (Konst){.k = 3};
    const Inst *in = val_def(f, v);
    if (in && in->op == OP_IMM_VAL) in = val_def(f, in->args[0]);
    if (in && in->op == OP_CONST && in->layout == L_IMM) return (Konst){1, in->imm.i};
    if (in && in->op == OP_DATA) return (Konst){2, in->imm.data.i};
    return (Konst){.k = 3};
}

static Konst konst_meet(Konst x, Konst y) {
    if (x.k == 0) return y;
    if (y.k == 0 || (x.k == y.k && x.i == y.i)) return x;
    return (Konst){.k = 3};
}

/* Is there more than this one use of v, made here or by another function for us, that needs it whole?  Calls that get
 * a parameter, or a join, take it apart, or settle_returned() says so afterwards. */
static bool shared(const Sigs *s, const Func *f, Val v) {
    const FuncInfo *fi = &s->info[f->id.i];
    int32_t k = entry_param(f, v);
    if (k >= 0) return !fi->candidate || fi->shared[k];
    if (is_join(fi, v)) return fi->needed[v.i] || fi->joins[v.i].shared;
    const Inst *in = val_def(f, v);
    if (in && (in->op == OP_DATA || in->op == OP_IMM_VAL || in->op == OP_UNDEF)) return false;
    return fi->whole[v.i] != 1;
}

/* Are there cycles that are no loops?  Then nothing is known of how often a block runs for another one. */
static bool is_tangled(const Func *f, const Cfg *c) {
    for (uint32_t i = 0; i < c->n; i++) {
        const Term *t = &block_at(f, c->rpo[i])->term;
        for (uint32_t e = 0; e < t->nedges; e++)
            if (c->order[t->edges[e].block.i] <= i && !cfg_dominates(c, t->edges[e].block, c->rpo[i])) return true;
    }
    return false;
}

/* May block b give away v several times, in a loop that does not make it?  Then what comes back is one block, whose
   fields may have been written when it comes again. */
static bool given_again(Sigs *s, const Func *f, Blk b, Val v) {
    FuncInfo *fi = &s->info[f->id.i];
    const Inst *in = val_def(f, v);
    Blk from = in ? in->block : (Blk){val_info(f, v)->def};
    if (!fi->loops || from.i == b.i || (in && (in->op == OP_DATA || in->op == OP_IMM_VAL || in->op == OP_UNDEF)))
        return false;
    if (!fi->cfg) {
        fi->cfg = cfg_compute(s->a, f);
        fi->tangled = is_tangled(f, fi->cfg);
    }
    Blk head = fi->cfg->loop_head[b.i];
    return fi->tangled || (head.i && !cfg_dominates(fi->cfg, head, from));
}

static bool call_site(Sigs *s, const Func *f, Blk b, FuncId g, uint32_t n, const Val *args) {
    FuncInfo *gi = &s->info[g.i];
    bool changed = false;
    if (!gi->candidate) return false;
    for (uint32_t k = 0; k < n; k++) {
        Form m = form_meet(gi->params[k], form_of(s, f, args[k], NULL));
        Konst c = konst_meet(gi->konst[k], konst_of(s, f, args[k]));
        changed |= !form_eq(m, gi->params[k]) || c.k != gi->konst[k].k;
        gi->params[k] = m;
        gi->konst[k] = c;
        if (!gi->shared[k] && (shared(s, f, args[k]) || (form_is_block(m) && given_again(s, f, b, args[k]))))
            gi->shared[k] = changed = true;
    }
    return changed;
}

static bool lower_result(FuncInfo *li, uint32_t k, Form form) {
    Form m = form_meet(li->results[k], form);
    if (form_eq(m, li->results[k])) return false;
    li->results[k] = m;
    return true;
}

/* A block that is returned must be seen by nobody else: the caller makes it anew. */
static Form returned_form(Sigs *s, const Func *f, Val v, SiteId *site) {
    Form form = form_of(s, f, v, site);
    return form_is_block(form) && shared(s, f, v) ? form_none() : form;
}

static bool arrive(Sigs *s, const Func *f, const Arrival *x) {
    Join *j = &s->info[f->id.i].joins[x->param.i], old = *j;
    Form form = x->arg.i ? form_of(s, f, x->arg, &j->site) : result_form(s, x->callee, x->result);
    if (form.k == FORM_NONE) form = form_found(f, x->param);
    j->form = form_meet(j->form, form);
    if (x->arg.i && !j->shared)
        j->shared = shared(s, f, x->arg) || (form_is_block(j->form) && given_again(s, f, x->from, x->arg));
    return !form_eq(j->form, old.form) || j->shared != old.shared;
}

static bool step(Sigs *s, const Func *f) {
    FuncInfo *fi = &s->info[f->id.i], *li = fi->candidate ? &s->info[fi->leader] : NULL;
    bool changed = false;
    for (uint32_t k = s->arrival_start[f->id.i]; k < s->arrival_start[f->id.i + 1]; k++)
        changed |= arrive(s, f, &s->arrivals.data[k]);
    for (const Point *pt = points_of(s, f), *end = points_end(s, f); pt < end; pt++) {
        if (pt->call.i) {
            const Inst *in = inst_at(f, pt->call);
            changed |= call_site(s, f, pt->block, in->imm.func, in->nargs, in->args);
            continue;
        }
        const Term *t = &block_at(f, pt->block)->term;
        FuncId g = term_callee(t);
        if (g.i) changed |= call_site(s, f, pt->block, g, t->nargs, t->args);
        if (!li) continue;
        if (t->kind == TERM_RET) {
            for (uint32_t k = 0; k < t->nargs; k++)
                if (f->results[k] == L_VAL)
                    changed |= lower_result(li, k, returned_form(s, f, t->args[k], &li->site[k]));
        } else if (t->kind == TERM_TAILAPPLY || (t->kind == TERM_TAILCALL && !s->info[g.i].candidate)) {
            for (uint32_t k = 0; k < f->nresults; k++) changed |= lower_result(li, k, form_none());
        }
    }
    return changed;
}

static uint32_t find_leader(Sigs *s, uint32_t i) {
    while (s->info[i].leader != i) i = s->info[i].leader = s->info[s->info[i].leader].leader;
    return i;
}

/* Functions that are kept for their [@zero_alloc] may have lost their callers to inlining.  They are to look as if a
   caller took what they give in the best form; what they are given is not known. */
static void find_uncalled(Sigs *s) {
    s->uncalled = NEW_ARRAY(s->a, bool, s->n);
    for (uint32_t i = 1; i < s->p->zero_allocs.len; i++) {
        FuncId f = s->p->zero_allocs.data[i].func;
        if (f.i < s->n) s->uncalled[f.i] = program_func(s->p, f)->kept;
    }
    for (uint32_t i = 1; i < s->n && s->p->zero_allocs.len > 1; i++)
        for (uint32_t k = s->g->callee_start[i]; k < s->g->callee_start[i + 1]; k++)
            if (s->g->callees[k].i != i) s->uncalled[s->g->callees[k].i] = false;
}

static void find_candidates(Sigs *s) {
    Program *p = s->p;
    for (uint32_t i = 1; i < s->n; i++) {
        Func *f = p->funcs.data[i];
        FuncInfo *fi = &s->info[i];
        fi->leader = i;
        if (f->dead || f->external || f->is_init || f->nparams > 40 || f->nresults > MAX_RESULTS ||
            (!s->g->calls[i] && !s->uncalled[i]))
            continue;
        if (s->g->escapes[i] && (!f->closure_code || f->local_result)) continue;
        fi->candidate = true;
        fi->nparams = f->nparams;
        fi->nresults = f->nresults;
        fi->params = NEW_ARRAY(s->a, Form, f->nparams + 1);
        fi->konst = NEW_ARRAY(s->a, Konst, f->nparams + 1);
        fi->dropped = NEW_ARRAY(s->a, bool, f->nparams + 1);
        fi->wanted = NEW_ARRAY(s->a, bool, f->nparams + 1);
        fi->back = NEW_ARRAY(s->a, uint8_t, f->nparams + 1);
        fi->shared = NEW_ARRAY(s->a, bool, f->nparams + 1);
        for (uint32_t k = 0; k < f->nparams; k++)
            fi->shared[k] = !s->known[i] || s->uncalled[i] || fi->needed[block_at(f, f->entry)->params[k].i];
        fi->results = NEW_ARRAY(s->a, Form, f->nresults + 1);
        fi->site = NEW_ARRAY(s->a, SiteId, f->nresults + 1);
        for (uint32_t k = 0; k < f->nparams; k++) {
            if (f->params[k] != L_VAL || !s->known[i]) fi->params[k] = form_found(f, block_at(f, f->entry)->params[k]);
            if ((f->params[k] != L_VAL && f->params[k] != L_IMM) || !s->known[i] || s->uncalled[i]) fi->konst[k].k = 3;
        }
        for (uint32_t k = 0; k < f->nresults; k++)
            if (f->results[k] != L_VAL) fi->results[k] = form_none();
    }
    for (uint32_t i = 1; i < s->n; i++) {
        Func *f = p->funcs.data[i];
        if (!s->info[i].candidate) continue;
        FOR_BLOCKS(f, b) {
            const Term *t = &block_at(f, b)->term;
            if (t->kind == TERM_TAILCALL && s->info[t->func.i].candidate)
                s->info[find_leader(s, i)].leader = find_leader(s, t->func.i);
        }
    }
    for (uint32_t i = 1; i < s->n; i++) {
        s->info[i].leader = find_leader(s, i);
        for (uint32_t k = 0; s->info[i].candidate && k < s->info[i].nresults; k++)
            s->info[s->info[i].leader].local |= p->funcs.data[i]->result_modes[k] == M_LOCAL;
    }
    for (uint32_t i = 1; i < s->n; i++) { /* the leader's results say what some member cannot change */
        FuncInfo *fi = &s->info[i], *li = &s->info[fi->leader];
        if (!fi->candidate || fi == li) continue;
        for (uint32_t k = 0; k < fi->nresults; k++)
            if (fi->results[k].k == FORM_NONE) li->results[k] = form_none();
    }
}

/* Boxed numbers that arrive boxed from somewhere unknown may still travel raw when the function unboxes them first
 * thing. */
static void strict_params(Sigs *s, const Func *f, const Uses *u) {
    FuncInfo *fi = &s->info[f->id.i];
    for (Ins i = block_at(f, f->entry)->first; i.i; i = inst_at(f, i)->next) {
        const Inst *in = inst_at(f, i);
        if (in->op != OP_UNBOX) continue;
        int32_t k = entry_param(f, in->args[0]);
        if (k < 0 || (fi->params[k].k != FORM_NONE && !form_only_found(fi->params[k])) || u->boxed[in->args[0].i] ||
            f->params[k] != L_VAL || (fi->env && k == 0))
            continue;
        fi->params[k] = form_of_number((Layout)in->layout, in->flags & IF_NATIVE);
        fi->wanted[k] = true;
    }
}

/* A function that needs its own result whole (map, which puts it into a cell) would make it again at every turn. */
static void count_apart(Sigs *s, const Func *f, const Uses *u, FuncId g, uint32_t nres, Val res) {
    enum { RECURSIVE = 1000 };
    FuncInfo *gi = &s->info[g.i];
    if (!gi->candidate) return;
    FuncInfo *li = &s->info[gi->leader];
    for (uint32_t k = 0; k < nres; k++) {
        const uint8_t *needed = form_is_number(li->results[k]) ? u->boxed : u->other;
        bool other = needed[res.i + k] || (li->local && u->handed[res.i + k]);
        if (!other && u->returned[res.i + k]) continue; /* this function's callers have the say */
        li->uses[k].sites += other && s->g->scc[f->id.i] == s->g->scc[g.i] ? RECURSIVE : 1;
        li->uses[k].apart += !other;
    }
}

/* Room for the parts of a form besides what n says is there already. */
typedef struct Room {
    uint32_t ints, floats, max_ints, max_floats;
} Room;

static void room_add(Room *r, Layout l) {
    if (l == L_F64)
        r->floats++;
    else
        r->ints++;
}

/* Takes the room that a block's parts need more than the block, those of a sum type sharing places if they must; false:
   there is not enough. */
static bool room_take(Room *r, Form *form) {
    uint32_t n = form_width(*form);
    bool floats = form_part_layout(*form, 0) == L_F64;
    uint32_t ints = floats ? r->ints : r->ints + n - 1, fs = floats ? r->floats + n : r->floats;
    if (ints > r->max_ints || fs > r->max_floats) {
        if (!(form->shapes & SHAPE_APART)) return false;
        *form = form_together(*form);
        return room_take(r, form);
    }
    r->ints = ints;
    r->floats = fs;
    return true;
}

/* What pays: cuts forms that do not. */
static void decide_params(Sigs *s, const Func *f, const Uses *u) {
    FuncInfo *fi = &s->info[f->id.i];
    strict_params(s, f, u);
    Room room = {.max_ints = MAX_INTS, .max_floats = MAX_FLOATS};
    for (uint32_t k = 0; k < f->nparams; k++) room_add(&room, f->params[k]);
    for (uint32_t k = 0; k < f->nparams; k++) {
        uint32_t v = block_at(f, f->entry)->params[k].i;
        Form *form = &fi->params[k];
        if (fi->env && k == 0) {
            *form = form_none();
            fi->konst[k].k = 3;
            room.ints += fi->nenv - 1;
            continue;
        }
        fi->dropped[k] = !u->other[v] && !u->plain[v] && !u->unboxed[v] && !u->returned[v];
        if (form_was_found(*form) && u->boxed[v]) *form = form_none();
        *form = form_settled(*form);
        fi->wanted[k] |= u->unboxed[v];
        fi->back[k] = u->returned[v];
        if (form_is_block(*form) && (u->other[v] || u->unboxed[v] || !room_take(&room, form))) *form = form_none();
    }
}

/* A parameter that is passed on whole is needed whole when the callee's does not come apart after all; a number that is
 * unboxed nowhere, here or where it is passed on to, stays boxed. */
static void settle_given(Sigs *s) {
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < s->given.len; i++) { /* callees first */
            Given g = s->given.data[i];
            FuncInfo *fi = &s->info[g.func];
            const FuncInfo *gi = &s->info[g.callee];
            Form *form = &fi->params[g.param];
            if (form_is_block(*form) && !form_is_block(gi->params[g.arg])) {
                *form = form_none();
                again = true;
            } else if (form_is_number(*form) && form_eq(*form, gi->params[g.arg]) && gi->wanted[g.arg] &&
                       !fi->wanted[g.param]) {
                fi->wanted[g.param] = again = true;
            }
        }
    }
    for (uint32_t i = 1; i < s->n; i++) {
        FuncInfo *fi = &s->info[i];
        for (uint32_t k = 0; fi->candidate && k < fi->nparams; k++)
            if (form_is_number(fi->params[k]) && !fi->wanted[k]) fi->params[k] = form_none();
    }
}

static void given_whole(const Sigs *s, FuncId g, uint32_t n, const Val *args, bool *whole) {
    const FuncInfo *gi = &s->info[g.i];
    for (uint32_t k = 0; k < n; k++)
        if (!g.i || !gi->candidate || !form_is_block(gi->params[k])) whole[args[k].i] = true;
}

/* A parameter, or a join, that is needed whole after all is returned whole: made again by the caller it would be there
 * twice. */
static void settle_returned(Sigs *s, const Func *f) {
    FuncInfo *fi = &s->info[f->id.i], *li = &s->info[fi->leader];
    bool any = false;
    for (uint32_t k = 0; k < li->nresults; k++) any |= form_is_block(li->results[k]);
    if (!any) return;
    bool *whole = NEW_ARRAY(s->a, bool, f->nvals);
    for (uint32_t k = 0; k < f->nparams; k++) whole[block_at(f, f->entry)->params[k].i] = !form_is_block(fi->params[k]);
    for (const Point *pt = points_of(s, f), *end = points_end(s, f); pt < end; pt++) {
        const Inst *in = pt->call.i ? inst_at(f, pt->call) : NULL;
        const Term *t = &block_at(f, pt->block)->term;
        if (in || t->kind != TERM_RET)
            given_whole(s, in ? in->imm.func : term_callee(t), in ? in->nargs : t->nargs, in ? in->args : t->args,
                        whole);
    }
    for (bool again = true; again;) {
        again = false;
        for (uint32_t k = s->arrival_start[f->id.i]; k < s->arrival_start[f->id.i + 1]; k++) {
            const Arrival *x = &s->arrivals.data[k];
            if (x->arg.i && whole[x->arg.i] && !whole[x->param.i]) whole[x->param.i] = again = true;
        }
    }
    FOR_BLOCKS(f, b) {
        const Term *t = &block_at(f, b)->term;
        for (uint32_t k = 0; t->kind == TERM_RET && k < t->nargs; k++)
            if (whole[t->args[k].i] && form_is_block(li->results[k])) li->results[k] = form_none();
    }
}

static void decide_results(FuncInfo *li, const Func *f) {
    Room room = {.max_ints = MAX_RESULT_INTS, .max_floats = MAX_RESULT_FLOATS};
    for (uint32_t k = 0; k < li->nresults; k++) room_add(&room, f->results[k]);
    for (uint32_t k = 0; k < li->nresults; k++) {
        Form *form = &li->results[k];
        bool found = form_was_found(*form);
        *form = form_settled(*form);
        if (form->k == FORM_IMM || form->k == FORM_NONE) continue;
        /* what was in the caller's region, and is made again, would be on the heap */
        bool pays = li->local ? li->uses[k].apart == li->uses[k].sites : 2 * li->uses[k].apart >= li->uses[k].sites;
        if (form_is_block(*form) ? !pays || !li->uses[k].apart || !room_take(&room, form)
                                 : (li->local || found) && !pays)
            *form = form_none();
    }
}

/* The reverse: a result that stays whole needs what is returned whole.  True when that is news. */
static bool settle_back(Sigs *s) {
    bool any = false;
    for (uint32_t i = 1; i < s->n; i++) {
        FuncInfo *fi = &s->info[i];
        if (!fi->candidate) continue;
        for (uint32_t k = 0; k < fi->nparams; k++) {
            if (!fi->back[k] || !form_is_block(fi->params[k])) continue;
            bool whole = false;
            for (uint32_t r = 0; r < fi->nresults; r++)
                whole |=
                    (fi->back[k] == r + 1 || fi->back[k] == MANY) && !form_is_block(s->info[fi->leader].results[r]);
            if (!whole) continue;
            fi->params[k] = form_none();
            any = true;
        }
    }
    return any;
}

static void decide(Sigs *s) {
    Program *p = s->p;
    Arena *a = arena_new("uses");
    s->given.len = 0;
    for (uint32_t k = 0; k < s->g->norder; k++) { /* callees first: their callers ask what became of their forms */
        Func *f = program_func(p, s->g->order[k]);
        if (f->dead || f->external) continue;
        Uses u = find_uses(s, a, f);
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, i)
            if (inst_at(f, i)->op == OP_CALL)
                count_apart(s, f, &u, inst_at(f, i)->imm.func, inst_at(f, i)->nres, inst_at(f, i)->res);
            const Term *t = &block_at(f, b)->term;
            uint32_t n = t->kind == TERM_INVOKE ? edge_implicit(p, t, 0) : 0;
            if (n) count_apart(s, f, &u, t->func, n, block_at(f, t->edges[0].block)->params[0]);
        }
        if (s->info[f->id.i].candidate) decide_params(s, f, &u);
        if (s->uncalled[f->id.i] && s->info[f->id.i].candidate) {
            FuncInfo *li = &s->info[s->info[f->id.i].leader];
            for (uint32_t r = 0; r < li->nresults; r++) li->uses[r].sites++, li->uses[r].apart++;
        }
        arena_reset(a);
    }
    arena_free(a);
    enum { ROUNDS = 4 };
    for (int round = 0; round < ROUNDS; round++) {
        settle_given(s);
        for (uint32_t i = 1; i < s->n; i++)
            if (s->info[i].candidate) settle_returned(s, p->funcs.data[i]);
        for (uint32_t i = 1; i < s->n; i++) {
            FuncInfo *fi = &s->info[i];
            if (fi->candidate && fi->leader == i) decide_results(fi, p->funcs.data[i]);
        }
        if (!settle_back(s)) break;
    }
}

static void mark_changed(Sigs *s) {
    for (uint32_t i = 1; i < s->n; i++) {
        FuncInfo *fi = &s->info[i];
        if (!fi->candidate) continue;
        bool raw = false, any = fi->env;
        for (uint32_t k = 0; k < fi->nparams; k++) {
            any |= fi->params[k].k != FORM_NONE || (fi->konst[k].k != 3 && fi->konst[k].k != 0) || fi->dropped[k];
            raw |= form_is_number(fi->params[k]);
        }
        for (uint32_t k = 0; k < fi->nresults; k++) {
            Form form = s->info[fi->leader].results[k];
            fi->results[k] = form;
            fi->site[k] = s->info[fi->leader].site[k];
            any |= form.k != FORM_NONE;
            raw |= form_is_number(form) || form_is_block(form);
        }
        fi->changed = any;
        fi->split = any && s->g->escapes[i];
        if (fi->split && !raw && !s->known[i]) fi->changed = fi->split = false;
    }
    /* functions tied by tail calls change together, or none does */
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 1; i < s->n; i++) {
            FuncInfo *fi = &s->info[i], *li = &s->info[fi->leader];
            if (!fi->candidate || fi->changed) continue;
            for (uint32_t k = 0; k < fi->nresults; k++)
                if (li->results[k].k != FORM_NONE) {
                    li->results[k] = form_none();
                    again = true;
                }
        }
        if (!again) break;
        for (uint32_t i = 1; i < s->n; i++) {
            FuncInfo *fi = &s->info[i];
            if (!fi->candidate || !fi->changed) continue;
            bool any = fi->env, raw = false;
            for (uint32_t k = 0; k < fi->nparams; k++) {
                any |= fi->params[k].k != FORM_NONE || (fi->konst[k].k != 3 && fi->konst[k].k != 0) || fi->dropped[k];
                raw |= form_is_number(fi->params[k]);
            }
            for (uint32_t k = 0; k < fi->nresults; k++) {
                fi->results[k] = s->info[fi->leader].results[k];
                any |= fi->results[k].k != FORM_NONE;
                raw |= form_is_number(fi->results[k]) || form_is_block(fi->results[k]);
            }
            if (!any || (fi->split && !raw && !s->known[i])) fi->changed = fi->split = false;
        }
    }
}

/* ---- rewriting -------------------------------------------------------------------------------------------- */

static bool is_const_param(const FuncInfo *fi, uint32_t k) {
    return fi->konst[k].k == 1 || fi->konst[k].k == 2;
}

/* New parameters; the old ones are made again at the entry. */
static void rewrite_entry(Sigs *s, Func *f) {
    FuncInfo *fi = &s->info[f->id.i];
    uint32_t nold = fi->nparams;
    Val *old = NEW_ARRAY(s->a, Val, nold + 1);
    for (uint32_t k = 0; k < nold; k++) old[k] = block_at(f, f->entry)->params[k];
    Layout ls[MAX_FORMS + 64];
    uint8_t modes[MAX_FORMS + 64];
    Val fresh[MAX_FORMS + 64];
    uint32_t n = 0;
    uint32_t *first = NEW_ARRAY(s->a, uint32_t, nold + 1);
    for (uint32_t k = 0; k < nold; k++) {
        first[k] = n;
        if (is_const_param(fi, k) || fi->dropped[k]) continue;
        if (fi->env && k == 0) {
            for (uint32_t j = 0; j < fi->nenv; j++) {
                fresh[n] = block_param(f, f->entry, (Layout)fi->fields[j].layout, M_GLOBAL);
                ls[n++] = (Layout)fi->fields[j].layout;
            }
            continue;
        }
        if (fi->params[k].k == FORM_NONE) {
            fresh[n] = old[k];
            ls[n++] = val_layout(f, old[k]);
            continue;
        }
        for (uint32_t j = 0; j < form_width(fi->params[k]); j++) {
            Layout l = form_part_layout(fi->params[k], j);
            fresh[n] = block_param(f, f->entry, l, M_GLOBAL);
            val_info(f, fresh[n])->name = val_info(f, old[k])->name;
            ls[n++] = l;
        }
    }
    BlockInfo *entry = block_at(f, f->entry);
    entry->nparams = n;
    if (n > entry->cap_params) {
        entry->params = func_vals(f, n);
        entry->cap_params = n;
    }
    for (uint32_t k = 0; k < n; k++) {
        entry->params[k] = fresh[k];
        f->vals[fresh[k].i].index = k;
        modes[k] = f->vals[fresh[k].i].mode;
    }
    Subst su;
    subst_init(&su, f);
    Cursor c = cursor_start(s->p, f, f->entry);
    for (uint32_t k = 0; k < nold; k++) {
        Val r;
        if (fi->dropped[k] || (fi->env && k == 0)) {
            /* nothing reads it but calls of this function, which drop it too; something must stand there meanwhile */
            r = val_layout(f, old[k]) == L_VAL   ? cur_unit(&c)
                : val_layout(f, old[k]) == L_F64 ? cur_f64(&c, 0)
                                                 : cur_const(&c, val_layout(f, old[k]), 0);
        } else if (is_const_param(fi, k)) {
            r = fi->konst[k].k == 2 ? cur_data(&c, (DataId){(uint32_t)fi->konst[k].i})
                                    : cur_as(&c, cur_const(&c, L_IMM, fi->konst[k].i), val_layout(f, old[k]));
        } else if (fi->params[k].k == FORM_NONE) {
            continue;
        } else {
            r = form_rebuild(&c, fi->params[k], &fresh[first[k]], NO_SITE);
        }
        if (fi->env && k == 0) { /* cloenv of the closure: the parameters; calls pass them on */
            FOR_BLOCKS(f, b)
            FOR_INSTS(f, b, i) {
                Inst *in = inst_at(f, i);
                Val base = in->op == OP_CLOENV ? in->args[0] : NO_VAL;
                if (!base.i) continue;
                while (val_def(f, base) && val_def(f, base)->op == OP_CLOENTRY) base = val_def(f, base)->args[0];
                if (base.i != old[k].i) continue;
                for (uint32_t j = 0; j < fi->nenv; j++)
                    if (fi->fields[j].k == in->imm.i && fi->fields[j].layout == in->layout)
                        subst_set(&su, in->res, fresh[first[k] + j]);
            }
            continue; /* the parameter itself stays as a name until the calls are rewritten */
        }
        subst_set(&su, old[k], r);
    }
    subst_apply(&su, f);
    subst_free(&su);
    func_set_params(s->p, f, n, ls, modes);
    f->closure_code = false;
}

static void rewrite_results(Sigs *s, Func *f) {
    FuncInfo *fi = &s->info[f->id.i];
    Layout ls[MAX_FORMS];
    uint32_t n = 0;
    for (uint32_t k = 0; k < fi->nresults; k++)
        for (uint32_t j = 0; j < form_width(fi->results[k]); j++)
            ls[n++] = fi->results[k].k == FORM_NONE ? f->results[k] : form_part_layout(fi->results[k], j);
    bool any = false;
    for (uint32_t k = 0; k < fi->nresults; k++) any |= fi->results[k].k != FORM_NONE;
    if (!any) return;
    FOR_BLOCKS(f, b) {
        if (block_at(f, b)->term.kind != TERM_RET) continue;
        Val *args = func_vals(f, n);
        uint32_t at = 0;
        Cursor c = cursor_end(s->p, f, b);
        for (uint32_t k = 0; k < fi->nresults; k++) {
            form_take_apart(&c, fi->results[k], block_at(f, b)->term.args[k], args + at);
            at += form_width(fi->results[k]);
        }
        block_at(f, b)->term.args = args;
        block_at(f, b)->term.nargs = n;
    }
    uint8_t *modes = NEW_ARRAY(s->p->arena, uint8_t, n + 1);
    for (uint32_t k = 0, at = 0; k < fi->nresults; at += form_width(fi->results[k++]))
        if (fi->results[k].k == FORM_NONE) modes[at] = f->result_modes[k];
    f->nresults = n;
    f->touched++; /* what was returned is dead */
    f->results = arena_copy(s->p->arena, ls, (n + 1) * sizeof *ls);
    f->result_modes = modes;
}

static bool results_change(const FuncInfo *fi) {
    for (uint32_t k = 0; k < fi->nresults; k++)
        if (fi->results[k].k != FORM_NONE) return true;
    return false;
}

/* The arguments of a call of g in its new signature.  env_of: what stands for f's own closure fields, when it lost its
 * closure. */
static uint32_t new_args(Sigs *s, Cursor *c, FuncId g, const Val *args, Val *out, Val own_env) {
    FuncInfo *gi = &s->info[g.i];
    uint32_t n = 0;
    for (uint32_t k = 0; k < gi->nparams; k++) {
        if (is_const_param(gi, k) || gi->dropped[k]) continue;
        if (gi->env && k == 0) {
            const FuncInfo *fi = &s->info[c->f->id.i];
            Val base = args[0];
            while (val_def(c->f, base) && val_def(c->f, base)->op == OP_CLOENTRY) base = val_def(c->f, base)->args[0];
            for (uint32_t j = 0; j < gi->nenv; j++) {
                if (own_env.i && base.i == own_env.i) {
                    for (uint32_t x = 0; x < fi->nenv; x++)
                        if (fi->fields[x].k == gi->fields[j].k && fi->fields[x].layout == gi->fields[j].layout)
                            out[n] = block_at(c->f, c->f->entry)->params[x];
                } else {
                    Ins i = cur_inst(c, OP_CLOENV, (Layout)gi->fields[j].layout, 1, args);
                    Inst *in = inst_at(c->f, i);
                    in->aux = gi->env_entries;
                    in->aux2 = gi->env_entry;
                    in->imm.i = gi->fields[j].k;
                    out[n] = in->res;
                    val_info(c->f, out[n])->mode = M_GLOBAL;
                }
                n++;
            }
            continue;
        }
        form_take_apart(c, gi->params[k], args[k], out + n);
        n += form_width(gi->params[k]);
    }
    return n;
}

static Val *copied(Func *f, uint32_t n, const Val *vals) {
    Val *r = func_vals(f, n);
    if (n) memcpy(r, vals, n * sizeof *r);
    return r;
}

static void rewrite_call(Sigs *s, Func *f, Ins i, Subst *su, Val own_env) {
    Inst old = *inst_at(f, i);
    FuncInfo *gi = &s->info[old.imm.func.i];
    Val parts[MAX_FORMS + 64], args[MAX_FORMS];
    for (uint32_t k = 0; k < old.nargs; k++) args[k] = subst_get(su, old.args[k]);
    Cursor c = cursor_before(s->p, f, i);
    uint32_t n = new_args(s, &c, old.imm.func, args, parts, own_env);
    if (!results_change(gi)) {
        Inst *in = inst_at(f, i);
        in->args = copied(f, n, parts);
        in->nargs = n;
        return;
    }
    Ins made;
    Val r = cur_call(&c, old.imm.func, n, parts, &made);
    inst_at(f, made)->flags = old.flags;
    uint32_t at = 0;
    for (uint32_t k = 0; k < gi->nresults; k++) {
        Val rs[1 + FORM_FIELDS];
        for (uint32_t j = 0; j < form_width(gi->results[k]); j++) rs[j] = (Val){r.i + at++};
        Val whole = form_rebuild(&c, gi->results[k], rs, gi->site[k]);
        val_info(f, whole)->name = val_info(f, (Val){old.res.i + k})->name;
        subst_set(su, (Val){old.res.i + k}, whole);
    }
    inst_remove(f, i);
}

static void rewrite_term_call(Sigs *s, Func *f, Blk b, Subst *su, Val own_env) {
    Term old = block_at(f, b)->term;
    FuncInfo *gi = &s->info[old.func.i];
    Val parts[MAX_FORMS + 64], args[MAX_FORMS];
    for (uint32_t k = 0; k < old.nargs; k++) args[k] = subst_get(su, old.args[k]);
    Cursor c = cursor_end(s->p, f, b);
    uint32_t n = new_args(s, &c, old.func, args, parts, own_env);
    Term *t = &block_at(f, b)->term;
    t->args = copied(f, n, parts);
    t->nargs = n;
    if (t->kind != TERM_INVOKE || !results_change(gi)) return;
    const Func *g = program_func(s->p, old.func);
    Blk tramp = block_new(f, NULL);
    block_move_after(f, tramp, b);
    Val rs[MAX_FORMS];
    for (uint32_t k = 0; k < g->nresults; k++) rs[k] = block_param(f, tramp, g->results[k], (IrMode)g->result_modes[k]);
    Edge normal = old.edges[0];
    Val *edge_args = func_vals(f, gi->nresults + normal.nargs);
    Cursor tc = {s->p, f, tramp, NO_INS, old.loc, old.scope};
    uint32_t at = 0;
    for (uint32_t k = 0; k < gi->nresults; k++) {
        edge_args[k] = form_rebuild(&tc, gi->results[k], rs + at, gi->site[k]);
        at += form_width(gi->results[k]);
    }
    if (normal.nargs) memcpy(edge_args + gi->nresults, normal.args, normal.nargs * sizeof *edge_args);
    block_at(f, tramp)->term.loc = old.loc;
    term_set_jump(f, tramp, (Edge){normal.block, gi->nresults + normal.nargs, edge_args});
    block_at(f, b)->term.edges[0] = (Edge){.block = tramp};
}

/* A tail call of a function that will return in another form is an ordinary call. */
static void untail(Sigs *s, Func *f) {
    FuncInfo *fi = &s->info[f->id.i];
    FOR_BLOCKS(f, b) {
        Term t = block_at(f, b)->term;
        if (t.kind != TERM_TAILCALL || !s->info[t.func.i].changed || !results_change(&s->info[t.func.i])) continue;
        if (fi->candidate && fi->changed && fi->leader == s->info[t.func.i].leader) continue;
        Cursor c = cursor_end(s->p, f, b);
        Ins made;
        Val r = cur_call(&c, t.func, t.nargs, t.args, &made);
        inst_at(f, made)->flags = t.flags & IF_ABOUT_CALL;
        uint32_t n = inst_at(f, made)->nres;
        Val *res = func_vals(f, n);
        for (uint32_t k = 0; k < n; k++) res[k] = (Val){r.i + k};
        block_at(f, b)->term = (Term){.kind = TERM_RET, .nargs = n, .args = res, .loc = t.loc};
    }
}

static void rewrite_calls(Sigs *s, Func *f, Val own_env) {
    Subst su;
    subst_init(&su, f);
    for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
        for (Ins i = block_at(f, b)->first, next; i.i; i = next) {
            const Inst *in = inst_at(f, i);
            next = in->next;
            if (in->op == OP_CALL && in->imm.func.i < s->n && s->info[in->imm.func.i].changed)
                rewrite_call(s, f, i, &su, own_env);
        }
        FuncId g = term_callee(&block_at(f, b)->term);
        if (g.i && g.i < s->n && s->info[g.i].changed) rewrite_term_call(s, f, b, &su, own_env);
    }
    subst_apply(&su, f);
    subst_free(&su);
}

/* f is also used as a value, or its closure is there until dce: a wrapper with the old signature takes its place. */
static void split(Sigs *s, Func *f) {
    Program *p = s->p;
    Func *w = func_new(p, name_printf(p->session->names, "%s.value", f->name->text), f->nparams, f->params, f->nresults,
                       f->results);
    w->closure_code = true;
    w->needs_env = f->needs_env;
    w->loc = f->loc;
    w->source_name = f->source_name;
    w->inline_attr = f->inline_attr == INLINE_NEVER ? INLINE_DEFAULT : f->inline_attr;
    w->effects = f->effects;
    memcpy(w->param_modes, f->param_modes, f->nparams);
    memcpy(w->result_modes, f->result_modes, f->nresults);
    Builder b = {.prog = p, .func = w, .loc = f->loc};
    b.block = block_new(w, NULL);
    Val *args = func_vals(w, f->nparams);
    for (uint32_t k = 0; k < f->nparams; k++)
        args[k] = block_param(w, b.block, f->params[k], (IrMode)f->param_modes[k]);
    term_tailcall(&b, f->id, f->nparams, args);
    for (uint32_t i = 1; i < p->datas.len; i++) {
        Data *d = p->datas.data[i];
        for (uint32_t k = 0; k < d->nfields; k++)
            if (d->fields[k].kind == DF_CODE && d->fields[k].func.i == f->id.i) d->fields[k].func = w->id;
    }
}

static void redirect_values(Sigs *s, const FuncId *wrapper) {
    for (uint32_t i = 1; i < s->p->funcs.len; i++) {
        Func *f = s->p->funcs.data[i];
        if (f->dead || f->external) continue;
        FOR_BLOCKS(f, b)
        FOR_INSTS(f, b, k) {
            Inst *in = inst_at(f, k);
            if (in->op == OP_CODE && in->imm.func.i < s->n && wrapper[in->imm.func.i].i)
                in->imm.func = wrapper[in->imm.func.i];
            for (uint32_t j = 0; in->op == OP_CLOSURE && j < in->aux; j++)
                if (in->funcs[j].i < s->n && wrapper[in->funcs[j].i].i) {
                    FuncId *own = arena_copy(f->arena, in->funcs, in->aux * sizeof *own);
                    own[j] = wrapper[in->funcs[j].i];
                    in->funcs = own;
                }
        }
    }
}

static void rewrite(Sigs *s) {
    Program *p = s->p;
    uint32_t n = s->n;
    FuncId *wrapper = NEW_ARRAY(s->a, FuncId, n);
    bool any_split = false;
    for (uint32_t i = 1; i < n; i++)
        if (s->info[i].changed && s->info[i].split) {
            split(s, p->funcs.data[i]);
            wrapper[i] = (FuncId){p->funcs.len - 1};
            any_split = true;
        }
    if (any_split) redirect_values(s, wrapper);
    uint32_t all = p->funcs.len;
    FuncInfo *info = NEW_ARRAY(s->a, FuncInfo, all); /* wrappers are ordinary callers */
    memcpy(info, s->info, n * sizeof *info);
    s->info = info;
    Val *own_env = NEW_ARRAY(s->a, Val, all);
    for (uint32_t i = 1; i < all; i++) {
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        untail(s, f);
        if (s->info[i].changed && s->info[i].env) own_env[i] = block_at(f, f->entry)->params[0];
    }
    for (uint32_t i = 1; i < all; i++) /* every signature before any call */
        if (s->info[i].changed) {
            rewrite_entry(s, p->funcs.data[i]);
            rewrite_results(s, p->funcs.data[i]);
        }
    for (uint32_t i = 1; i < all; i++) {
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        rewrite_calls(s, f, own_env[i]);
        if (own_env[i].i) { /* what is left of the closure: dead entries */
            Subst su;
            subst_init(&su, f);
            Cursor c = cursor_start(p, f, f->entry);
            subst_set(&su, own_env[i], cur_unit(&c));
            subst_apply(&su, f);
            subst_free(&su);
        }
    }
}

static bool takes_blocks(const Sigs *s) {
    for (uint32_t i = 1; i < s->n; i++) {
        const FuncInfo *fi = &s->info[i];
        if (!fi->changed) continue;
        for (uint32_t k = 0; k < fi->nparams; k++)
            if (form_is_block(fi->params[k])) return true;
        for (uint32_t k = 0; k < fi->nresults; k++)
            if (form_is_block(fi->results[k])) return true;
    }
    return false;
}

void pass_signatures(PassContext *cx) {
    if (cx->whole) return;
    Program *p = cx->prog;
    Arena *a = arena_new("signatures");
    Sigs s = {.cx = cx, .p = p, .a = a, .g = callgraph(a, p), .n = p->funcs.len};
    s.known = callgraph_known(a, p, s.g);
    s.info = NEW_ARRAY(a, FuncInfo, s.n);
    find_points(&s);
    find_uncalled(&s);
    find_candidates(&s);
    find_envs(&s);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < s.g->norder; i++) {
            Func *f = program_func(p, s.g->order[i]);
            changed |= step(&s, f);
        }
    }
    decide(&s);
    mark_changed(&s);
    cx->whole = !takes_blocks(&s);
    rewrite(&s);
    arena_free(a);
}
