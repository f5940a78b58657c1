/* signatures.c: what travels between known functions: raw numbers and fields instead of boxes.

   Needs: functions simplified and dead code removed.  Guarantees: of a function whose calls are all known,
     - a parameter that always gets the same constant is that constant, an unused one is gone;
     - a parameter that always gets an immediate (a boxed number that the function unboxes, a fresh block that it only
   takes apart, its closure, of which it reads fields) gets the immediate (the number, the fields);
     - a result that is always an immediate (a freshly boxed number, a fresh block) is returned as that.
   The old values are made again at the entry and at the calls; simplify, params and dce cancel them where nobody needs
   them. A function that is also used as a value keeps a wrapper with the old signature when it pays. Breaks: leaves
   boxing and unboxing side by side.

   Optimistic over the whole program: forms start at "anything" and go down until they agree with every call and every
   return. Functions that call each other in tail position return in the same form, so that tail calls stay what they
   are. */
#include "pass.h"

#include <stdlib.h>

enum { TOP, IMM, F64, I64, NATIVE, I32, BLOCK, SAME, MAX_PARAMS = 10, MAX_BLOCK = 4, MAX_ENV = 6, MAX_FORMS = 64 };
typedef struct Form {
    uint8_t k, tag;
    uint16_t n;
} Form;
typedef struct Konst {
    uint8_t k; /* 0 any, 1 int, 2 data, 3 varies */
    int64_t i;
} Konst;

typedef struct EnvField {
    int64_t k;
    uint8_t layout;
} EnvField;

typedef struct FuncInfo {
    Form *params, *results;
    Konst *konst;
    SiteId *site;  /* of results */
    bool *dropped; /* parameters: unused */
    bool *wanted;  /* parameters: unboxed somewhere inside */
    bool candidate, changed, split;
    uint32_t leader;       /* of the functions tied by tail calls */
    uint32_t apart, sites; /* calls that only take the result apart; calls */
    bool env;              /* parameter 0 is a closure, read field by field */
    uint16_t env_entries, env_entry;
    uint32_t nenv;
    EnvField fields[MAX_ENV];
    uint32_t nparams, nresults; /* as they were */
} FuncInfo;

typedef struct Point {
    Ins call;
    Blk block;
} Point; /* a call, or the terminator of block */

typedef struct Sigs {
    PassContext *cx;
    Program *p;
    Arena *a;
    CallGraph *g;
    FuncInfo *info;
    uint32_t n;
    bool changed;
    uint32_t *point_start; /* [n + 1] function -> into points */
    VEC(Point) points;
} Sigs;

static Form same(void) {
    return (Form){.k = SAME};
}
static bool form_eq(Form x, Form y) {
    return x.k == y.k && x.tag == y.tag && x.n == y.n;
}
static Form form_meet(Form x, Form y) {
    if (x.k == TOP) return y;
    if (y.k == TOP || form_eq(x, y)) return x;
    return same();
}
static bool is_number(Form f) {
    return f.k >= F64 && f.k <= I32;
}
static Layout raw_layout(Form f) {
    return f.k == IMM ? L_IMM : f.k == F64 ? L_F64 : f.k == I32 ? L_I32 : L_I64;
}

static Form form_of_data(const Data *d) {
    if (d->external || d->is_string || d->mutable_root) return same();
    if (d->tag == 253 && d->nfields == 1) return (Form){.k = F64};
    if (d->tag == 255 && d->nfields == 2 && d->fields[0].kind == DF_EXTERN_CODE) {
        const char *ops = d->fields[0].symbol;
        return (Form){.k = !strcmp(ops, "caml_int32_ops")       ? I32
                           : !strcmp(ops, "caml_int64_ops")     ? I64
                           : !strcmp(ops, "caml_nativeint_ops") ? NATIVE
                                                                : SAME};
    }
    if (d->tag < 246 && d->nfields && d->nfields <= MAX_BLOCK)
        return (Form){.k = BLOCK, .tag = d->tag, .n = (uint16_t)d->nfields};
    return same();
}

/* Which parameter of f v is; -1. */
static int32_t entry_param(const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    return vi->is_param && vi->def == f->entry.i ? (int32_t)vi->index : -1;
}

static Form form_of(Sigs *s, const Func *f, const uint8_t *mutated, Val v, SiteId *site) {
    FuncInfo *fi = &s->info[f->id.i];
    int32_t k = entry_param(f, v);
    if (k >= 0) return fi->candidate ? fi->params[k] : same();
    const Inst *in = val_def(f, v);
    if (!in) return same();
    switch (in->op) {
    case OP_IMM_VAL: return (Form){.k = IMM};
    case OP_BOX:
        if (site) *site = in->site;
        return (Form){.k = in->layout == L_F64     ? F64
                           : in->layout == L_I32   ? I32
                           : in->flags & IF_NATIVE ? NATIVE
                                                   : I64};
    case OP_DATA: return form_of_data(program_data(s->p, in->imm.data));
    case OP_ALLOC:
        if (mutated[v.i] || in->place != PLACE_HEAP || in->nargs > MAX_BLOCK || in->imm.i >= 246) return same();
        if (site) *site = in->site;
        return (Form){.k = BLOCK, .tag = (uint8_t)in->imm.i, .n = (uint16_t)in->nargs};
    case OP_CALL: {
        FuncInfo *ci = &s->info[in->imm.func.i];
        uint32_t r = v.i - in->res.i;
        if (!ci->candidate) return same();
        Form fr = s->info[ci->leader].results[r];
        return fr.k == BLOCK ? same() : fr; /* its fields may be needed as a block here */
    }
    default: return same();
    }
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

/* What the fixpoints look at, noted once: they go over all functions several times. */
static void find_points(Sigs *s) {
    s->point_start = NEW_ARRAY(s->a, uint32_t, s->n + 1);
    for (uint32_t i = 1; i < s->n; i++) {
        const Func *f = s->p->funcs.data[i];
        s->point_start[i] = s->points.len;
        if (f->dead || f->external) continue;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k)
            if (inst_at(f, k)->op == OP_CALL) vec_push_in(s->a, &s->points, ((Point){k, b}));
            const Term *t = &block_at(f, b)->term;
            if (term_callee(t).i || t->kind == TERM_RET || t->kind == TERM_TAILAPPLY)
                vec_push_in(s->a, &s->points, ((Point){NO_INS, b}));
        }
    }
    s->point_start[s->n] = s->points.len;
}

static const Point *points_of(const Sigs *s, const Func *f) {
    return s->points.data + s->point_start[f->id.i];
}
static const Point *points_end(const Sigs *s, const Func *f) {
    return s->points.data + s->point_start[f->id.i + 1];
}

static bool load_of_block(const Inst *in) {
    return (in->op == OP_LOAD && (in->flags & IF_IMMUT)) || (in->op == OP_TAG && (in->flags & IF_IMMUT)) ||
           in->op == OP_SIZE || in->op == OP_IS_IMM;
}

/* One use of parameter k of f as argument j of a call of g. */
static bool passed_on(const Func *f, FuncId g, uint32_t j, int32_t k) {
    return g.i == f->id.i && (int32_t)j == k;
}

typedef struct Uses { /* of entry parameters, and of call results (by value) */
    uint8_t *other;   /* value -> used otherwise than by the following */
    uint8_t *unboxed; /* value -> unboxed, perhaps as a block parameter further on */
    uint8_t *loaded;  /* value -> taken apart */
    uint8_t *passed;  /* value -> given to the same parameter of the function itself */
    uint8_t *env_bad; /* value -> used otherwise than by cloenv, or as closure argument of a candidate */
    uint8_t *plain;   /* value -> used by an instruction that is no call */
} Uses;

static void mark_args(Sigs *s, const Func *f, Uses *u, FuncId g, uint32_t n, const Val *args) {
    for (uint32_t j = 0; j < n; j++) {
        int32_t k = entry_param(f, args[j]);
        if (k >= 0 && passed_on(f, g, j, k))
            u->passed[args[j].i] = 1;
        else
            u->other[args[j].i] = 1;
        if (!(j == 0 && g.i && s->info[g.i].env)) u->env_bad[args[j].i] = 1;
    }
}

static Uses find_uses(Sigs *s, Arena *a, const Func *f) {
    Uses u;
    uint8_t **all[] = {&u.other, &u.unboxed, &u.loaded, &u.passed, &u.env_bad, &u.plain};
    for (uint32_t k = 0; k < sizeof all / sizeof all[0]; k++) *all[k] = NEW_ARRAY(a, uint8_t, f->nvals);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, i) {
            const Inst *in = inst_at(f, i);
            if (in->op == OP_CALL) {
                mark_args(s, f, &u, in->imm.func, in->nargs, in->args);
                continue;
            }
            for (uint32_t k = 0; k < in->nargs; k++) {
                uint32_t v = in->args[k].i;
                u.plain[v] = 1;
                if (in->op == OP_UNBOX)
                    u.unboxed[v] = 1;
                else if (k == 0 && load_of_block(in))
                    u.loaded[v] = 1;
                else if (in->op != OP_CLOENV && in->op != OP_VAL_IMM)
                    u.other[v] = 1;
                if (in->op != OP_CLOENV && in->op != OP_CLOENTRY) u.env_bad[v] = 1;
            }
        }
        const Term *t = &block_at(f, b)->term;
        mark_args(s, f, &u, term_callee(t), t->nargs, t->args);
    }
    /* block parameters that are unboxed want raw arguments */
    for (int round = 0; round < 4; round++) {
        bool changed = false;
        FOR_BLOCKS(f, b) {
            const Term *t = &block_at(f, b)->term;
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                uint32_t skip = edge_implicit(s->p, t, e);
                for (uint32_t k = 0; k < ed->nargs; k++) {
                    Val q = block_at(f, ed->block)->params[k + skip];
                    u.env_bad[ed->args[k].i] = 1;
                    u.other[ed->args[k].i] = 1;
                    if (u.unboxed[q.i] && !u.unboxed[ed->args[k].i]) u.unboxed[ed->args[k].i] = 1, changed = true;
                }
            }
        }
        if (!changed) break;
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
    if (is_env(f, args[0], &delta) && (s->info[f->id.i].env || f->closure_code)) return;
    Val v = args[0];
    const Inst *in = val_def(f, v);
    while (in && in->op == OP_CLOENTRY) in = val_def(f, in->args[0]);
    if (!in || in->op != OP_CLOSURE) s->info[g.i].env = false;
}

static void find_envs(Sigs *s) {
    for (uint32_t i = 1; i < s->n; i++) {
        Func *f = s->p->funcs.data[i];
        FuncInfo *fi = &s->info[i];
        fi->env =
            fi->candidate && !s->g->escapes[i] && f->nparams && f->params[0] == L_VAL && f->param_modes[0] == M_GLOBAL;
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
                ok = ok && collect_fields(s, f) && f->nparams - 1 + fi->nenv <= MAX_PARAMS;
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

static bool call_site(Sigs *s, const Func *f, const uint8_t *mutated, FuncId g, uint32_t n, const Val *args) {
    FuncInfo *gi = &s->info[g.i];
    bool changed = false;
    if (!gi->candidate) return false;
    for (uint32_t k = 0; k < n; k++) {
        Form m = form_meet(gi->params[k], form_of(s, f, mutated, args[k], NULL));
        /* numbers have no mode; a local block would have to be made again in a region */
        if (m.k == BLOCK && program_func(s->p, g)->param_modes[k] == M_LOCAL) m = same();
        Konst c = konst_meet(gi->konst[k], konst_of(s, f, args[k]));
        changed |= !form_eq(m, gi->params[k]) || c.k != gi->konst[k].k;
        gi->params[k] = m;
        gi->konst[k] = c;
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
static Form returned_form(Sigs *s, const Func *f, const uint8_t *mutated, const uint32_t *uses, Val v, SiteId *site) {
    Form form = form_of(s, f, mutated, v, site);
    const Inst *in = val_def(f, v);
    return form.k == BLOCK && (!in || (in->op != OP_DATA && uses[v.i] != 1)) ? same() : form;
}

static bool step(Sigs *s, const Func *f, const uint8_t *mutated, const uint32_t *uses) {
    FuncInfo *fi = &s->info[f->id.i], *li = fi->candidate ? &s->info[fi->leader] : NULL;
    bool changed = false;
    for (const Point *pt = points_of(s, f), *end = points_end(s, f); pt < end; pt++) {
        if (pt->call.i) {
            const Inst *in = inst_at(f, pt->call);
            changed |= call_site(s, f, mutated, in->imm.func, in->nargs, in->args);
            continue;
        }
        const Term *t = &block_at(f, pt->block)->term;
        FuncId g = term_callee(t);
        if (g.i) changed |= call_site(s, f, mutated, g, t->nargs, t->args);
        if (!li) continue;
        if (t->kind == TERM_RET) {
            for (uint32_t k = 0; k < t->nargs; k++)
                if (f->results[k] == L_VAL)
                    changed |= lower_result(li, k, returned_form(s, f, mutated, uses, t->args[k], &li->site[k]));
        } else if (t->kind == TERM_TAILAPPLY || (t->kind == TERM_TAILCALL && !s->info[g.i].candidate)) {
            for (uint32_t k = 0; k < f->nresults; k++) changed |= lower_result(li, k, same());
        }
    }
    return changed;
}

static uint32_t find_leader(Sigs *s, uint32_t i) {
    while (s->info[i].leader != i) i = s->info[i].leader = s->info[s->info[i].leader].leader;
    return i;
}

static void find_candidates(Sigs *s) {
    Program *p = s->p;
    for (uint32_t i = 1; i < s->n; i++) {
        Func *f = p->funcs.data[i];
        FuncInfo *fi = &s->info[i];
        fi->leader = i;
        if (f->dead || f->external || f->is_init || f->local_result || f->nparams > 40 || f->nresults > 3 ||
            !s->g->calls[i])
            continue;
        if (s->g->escapes[i] && !f->closure_code) continue;
        fi->candidate = true;
        fi->nparams = f->nparams;
        fi->nresults = f->nresults;
        fi->params = NEW_ARRAY(s->a, Form, f->nparams + 1);
        fi->konst = NEW_ARRAY(s->a, Konst, f->nparams + 1);
        fi->dropped = NEW_ARRAY(s->a, bool, f->nparams + 1);
        fi->wanted = NEW_ARRAY(s->a, bool, f->nparams + 1);
        fi->results = NEW_ARRAY(s->a, Form, f->nresults + 1);
        fi->site = NEW_ARRAY(s->a, SiteId, f->nresults + 1);
        for (uint32_t k = 0; k < f->nparams; k++) {
            if (f->params[k] != L_VAL || s->g->escapes[i]) fi->params[k] = same();
            if ((f->params[k] != L_VAL && f->params[k] != L_IMM) || s->g->escapes[i]) fi->konst[k].k = 3;
        }
        for (uint32_t k = 0; k < f->nresults; k++)
            if (f->results[k] != L_VAL || f->result_modes[k] == M_LOCAL) fi->results[k] = same();
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
    for (uint32_t i = 1; i < s->n; i++) s->info[i].leader = find_leader(s, i);
    for (uint32_t i = 1; i < s->n; i++) { /* the leader's results say what some member cannot change */
        FuncInfo *fi = &s->info[i], *li = &s->info[fi->leader];
        if (!fi->candidate || fi == li) continue;
        for (uint32_t k = 0; k < fi->nresults; k++)
            if (fi->results[k].k == SAME) li->results[k] = same();
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
        if (k < 0 || fi->params[k].k != SAME || u->other[in->args[0].i] || f->params[k] != L_VAL || (fi->env && k == 0))
            continue;
        fi->params[k] = (Form){.k = in->layout == L_F64     ? F64
                                    : in->layout == L_I32   ? I32
                                    : in->flags & IF_NATIVE ? NATIVE
                                                            : I64};
        fi->wanted[k] = true;
    }
}

static void count_apart(Sigs *s, const Uses *u, FuncId g, uint32_t nres, Val res) {
    FuncInfo *gi = &s->info[g.i];
    if (!gi->candidate) return;
    FuncInfo *li = &s->info[gi->leader];
    li->sites++;
    bool apart = true;
    for (uint32_t k = 0; k < nres; k++) apart &= !u->other[res.i + k];
    li->apart += apart;
}

/* What pays: cuts forms that do not. */
static void decide_params(Sigs *s, const Func *f, const Uses *u) {
    FuncInfo *fi = &s->info[f->id.i];
    strict_params(s, f, u);
    uint32_t total = f->nparams;
    for (uint32_t k = 0; k < f->nparams; k++) {
        uint32_t v = block_at(f, f->entry)->params[k].i;
        Form *form = &fi->params[k];
        if (fi->env && k == 0) {
            *form = same();
            fi->konst[k].k = 3;
            total += fi->nenv - 1;
            continue;
        }
        fi->dropped[k] = !u->other[v] && !u->plain[v];
        if (form->k == TOP || (is_number(*form) && !u->unboxed[v] && !fi->wanted[k])) *form = same();
        if (form->k == BLOCK && (u->other[v] || u->unboxed[v] || u->passed[v] || total + form->n - 1 > MAX_PARAMS))
            *form = same();
        if (form->k == BLOCK) total += form->n - 1u;
    }
}

static void decide(Sigs *s) {
    Program *p = s->p;
    Arena *a = arena_new("uses");
    for (uint32_t i = 1; i < s->n; i++) {
        Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        Uses u = find_uses(s, a, f);
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k)
            if (inst_at(f, k)->op == OP_CALL)
                count_apart(s, &u, inst_at(f, k)->imm.func, inst_at(f, k)->nres, inst_at(f, k)->res);
            const Term *t = &block_at(f, b)->term;
            uint32_t n = t->kind == TERM_INVOKE ? edge_implicit(p, t, 0) : 0;
            if (n) count_apart(s, &u, t->func, n, block_at(f, t->edges[0].block)->params[0]);
        }
        if (s->info[i].candidate) decide_params(s, f, &u);
        arena_reset(a);
    }
    arena_free(a);
    for (uint32_t i = 1; i < s->n; i++) {
        FuncInfo *fi = &s->info[i], *li = &s->info[fi->leader];
        if (!fi->candidate) continue;
        for (uint32_t k = 0; k < fi->nresults; k++) {
            Form *form = &li->results[k];
            if (form->k == TOP ||
                (form->k == BLOCK && (2 * li->apart < li->sites || !li->apart || fi->nresults > 1 || form->n > 3)))
                *form = same();
        }
    }
}

static void mark_changed(Sigs *s) {
    for (uint32_t i = 1; i < s->n; i++) {
        FuncInfo *fi = &s->info[i];
        if (!fi->candidate) continue;
        bool raw = false, any = fi->env;
        for (uint32_t k = 0; k < fi->nparams; k++) {
            any |= fi->params[k].k != SAME || (fi->konst[k].k != 3 && fi->konst[k].k != 0) || fi->dropped[k];
            raw |= is_number(fi->params[k]);
        }
        for (uint32_t k = 0; k < fi->nresults; k++) {
            Form form = s->info[fi->leader].results[k];
            fi->results[k] = form;
            fi->site[k] = s->info[fi->leader].site[k];
            any |= form.k != SAME;
            raw |= is_number(form) || form.k == BLOCK;
        }
        fi->changed = any;
        fi->split = any && s->g->escapes[i];
        if (fi->split && !raw) fi->changed = fi->split = false;
    }
    /* functions tied by tail calls change together, or none does */
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 1; i < s->n; i++) {
            FuncInfo *fi = &s->info[i], *li = &s->info[fi->leader];
            if (!fi->candidate || fi->changed) continue;
            for (uint32_t k = 0; k < fi->nresults; k++)
                if (li->results[k].k != SAME) {
                    li->results[k] = same();
                    again = true;
                }
        }
        if (!again) break;
        for (uint32_t i = 1; i < s->n; i++) {
            FuncInfo *fi = &s->info[i];
            if (!fi->candidate || !fi->changed) continue;
            bool any = fi->env, raw = false;
            for (uint32_t k = 0; k < fi->nparams; k++) {
                any |= fi->params[k].k != SAME || (fi->konst[k].k != 3 && fi->konst[k].k != 0) || fi->dropped[k];
                raw |= is_number(fi->params[k]);
            }
            for (uint32_t k = 0; k < fi->nresults; k++) {
                fi->results[k] = s->info[fi->leader].results[k];
                any |= fi->results[k].k != SAME;
                raw |= is_number(fi->results[k]) || fi->results[k].k == BLOCK;
            }
            if (!any || (fi->split && !raw)) fi->changed = fi->split = false;
        }
    }
}

/* ---- rewriting
 * ---------------------------------------------------------------------------------------------------------- */

static uint32_t width(Form f) {
    return f.k == BLOCK ? f.n : 1;
}

static Layout part_layout(Form f, Layout old) {
    return f.k == SAME ? old : f.k == BLOCK ? L_VAL : raw_layout(f);
}

/* The old value out of its parts. */
static Val rebuild(Cursor *c, Form form, const Val *parts, SiteId site) {
    if (form.k == SAME) return parts[0];
    if (form.k == IMM) return cur_op(c, OP_IMM_VAL, L_VAL, parts[0]);
    Ins i =
        form.k == BLOCK ? cur_inst(c, OP_ALLOC, L_VAL, form.n, parts) : cur_inst(c, OP_BOX, raw_layout(form), 1, parts);
    Inst *in = inst_at(c->f, i);
    in->site = site;
    if (form.k == BLOCK) in->imm.i = form.tag;
    if (form.k == NATIVE) in->flags |= IF_NATIVE;
    return in->res;
}

/* The parts of a value that certainly has this form. */
static void take_apart(Cursor *c, Form form, Val v, Val *parts) {
    if (form.k == SAME) {
        parts[0] = v;
        return;
    }
    const Inst *in = val_def(c->f, v);
    if (form.k == BLOCK) {
        for (uint32_t j = 0; j < form.n; j++) {
            in = val_def(c->f, v);
            if (in && in->op == OP_ALLOC) {
                parts[j] = cur_as(c, in->args[j], L_VAL);
            } else {
                Ins i = cur_inst(c, OP_LOAD, L_VAL, 1, &v);
                inst_at(c->f, i)->imm.i = j;
                inst_at(c->f, i)->flags |= IF_IMMUT;
                parts[j] = inst_at(c->f, i)->res;
            }
        }
        return;
    }
    if (in && (in->op == OP_IMM_VAL || in->op == OP_BOX)) {
        parts[0] = in->args[0];
        return;
    }
    if (form.k == IMM) {
        parts[0] = cur_op(c, OP_VAL_IMM, L_IMM, v);
        return;
    }
    Ins i = cur_inst(c, OP_UNBOX, raw_layout(form), 1, &v);
    if (form.k == NATIVE) inst_at(c->f, i)->flags |= IF_NATIVE;
    parts[0] = inst_at(c->f, i)->res;
}

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
        if (fi->params[k].k == SAME) {
            fresh[n] = old[k];
            ls[n++] = val_layout(f, old[k]);
            continue;
        }
        for (uint32_t j = 0; j < width(fi->params[k]); j++) {
            Layout l = part_layout(fi->params[k], L_VAL);
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
        } else if (fi->params[k].k == SAME) {
            continue;
        } else {
            r = rebuild(&c, fi->params[k], &fresh[first[k]], NO_SITE);
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
    Layout ls[16];
    uint32_t n = 0;
    for (uint32_t k = 0; k < fi->nresults; k++)
        for (uint32_t j = 0; j < width(fi->results[k]); j++) ls[n++] = part_layout(fi->results[k], f->results[k]);
    bool any = false;
    for (uint32_t k = 0; k < fi->nresults; k++) any |= fi->results[k].k != SAME;
    if (!any) return;
    FOR_BLOCKS(f, b) {
        if (block_at(f, b)->term.kind != TERM_RET) continue;
        Val *args = func_vals(f, n);
        uint32_t at = 0;
        Cursor c = cursor_end(s->p, f, b);
        for (uint32_t k = 0; k < fi->nresults; k++) {
            take_apart(&c, fi->results[k], block_at(f, b)->term.args[k], args + at);
            at += width(fi->results[k]);
        }
        block_at(f, b)->term.args = args;
        block_at(f, b)->term.nargs = n;
    }
    uint8_t *modes = NEW_ARRAY(s->p->arena, uint8_t, n + 1);
    for (uint32_t k = 0, at = 0; k < fi->nresults; at += width(fi->results[k++]))
        if (fi->results[k].k == SAME) modes[at] = f->result_modes[k];
    f->nresults = n;
    f->results = arena_copy(s->p->arena, ls, (n + 1) * sizeof *ls);
    f->result_modes = modes;
}

static bool results_change(const FuncInfo *fi) {
    for (uint32_t k = 0; k < fi->nresults; k++)
        if (fi->results[k].k != SAME) return true;
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
                }
                n++;
            }
            continue;
        }
        take_apart(c, gi->params[k], args[k], out + n);
        n += width(gi->params[k]);
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
        Val rs[MAX_BLOCK];
        for (uint32_t j = 0; j < width(gi->results[k]); j++) rs[j] = (Val){r.i + at++};
        Val whole = rebuild(&c, gi->results[k], rs, gi->site[k]);
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
    Val rs[16];
    for (uint32_t k = 0; k < g->nresults; k++) rs[k] = block_param(f, tramp, g->results[k], M_GLOBAL);
    Edge normal = old.edges[0];
    Val *edge_args = func_vals(f, gi->nresults + normal.nargs);
    Cursor tc = {s->p, f, tramp, NO_INS, old.loc};
    uint32_t at = 0;
    for (uint32_t k = 0; k < gi->nresults; k++) {
        edge_args[k] = rebuild(&tc, gi->results[k], rs + at, gi->site[k]);
        at += width(gi->results[k]);
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
        inst_at(f, made)->flags = t.flags & (IF_INLINE | IF_NOINLINE);
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

/* f is also used as a value: a wrapper with the old signature takes its place there. */
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

void pass_signatures(PassContext *cx) {
    Program *p = cx->prog;
    Arena *a = arena_new("signatures");
    Sigs s = {.cx = cx, .p = p, .a = a, .g = callgraph(a, p), .n = p->funcs.len};
    s.info = NEW_ARRAY(a, FuncInfo, s.n);
    find_points(&s);
    find_candidates(&s);
    find_envs(&s);
    uint8_t **mutated = NEW_ARRAY(a, uint8_t *, s.n);
    uint32_t **uses = NEW_ARRAY(a, uint32_t *, s.n);
    for (uint32_t i = 1; i < s.n; i++)
        if (!p->funcs.data[i]->dead && !p->funcs.data[i]->external)
            mutated[i] = mutated_values(a, p->funcs.data[i]), uses[i] = use_counts(a, p->funcs.data[i]);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < s.g->norder; i++) {
            Func *f = program_func(p, s.g->order[i]);
            changed |= step(&s, f, mutated[f->id.i], uses[f->id.i]);
        }
    }
    decide(&s);
    mark_changed(&s);
    rewrite(&s);
    arena_free(a);
}
