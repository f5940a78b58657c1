/* zero_alloc.c: checks what [@zero_alloc] says, on the final MIR.

   Needs: effects; the last of the passes.  Guarantees: an error for each annotated function or expression of which it
   cannot be told that it leaves the heap alone.  Breaks: nothing; drops the functions that stayed only to be checked.

   What counts: allocations on the heap, C functions that may allocate, applications of unknown functions, and what
   known callees do.  Regions are free.  An allocation from which the function's normal return cannot be reached is
   forgiven unless the annotation is strict: what is on the way to an exception, and what never ends.

   Of each function four facts are enough (Fact), and each follows from those of its callees: components of the call
   graph are done callees first, and again while something changes.  Callers believe annotations: where one does not
   hold there is an error already.

   Of an unknown function, the type may promise (IF_ZERO on its application, ValInfo.promise).  A function that applies
   its own parameters has a second set of facts, for calls that give it functions which promise (Needs).

   Scopes (Program.scopes) say of inlined code where it comes from: they give the chain of calls in messages, which code
   belongs to an annotated expression, and which to a call that is trusted ("assume"). */
#include "alloc_report.h"
#include "pass.h"

#include <stdlib.h>

/* FROM_RETURN and FROM_RAISE: something allocates on a path to a normal return, to an exception; ANYWHERE: somewhere.
 */
typedef enum { FROM_RETURN = 1, FROM_RAISE = 2, ANYWHERE = 4, RETURNS = 8 } Fact;
enum { ALLOCATES = FROM_RETURN | FROM_RAISE | ANYWHERE };

typedef struct Item { /* something that may allocate */
    unsigned facts;   /* of Fact, what it makes true of its function */
    const Inst *inst; /* or */
    const Term *term;
    FuncId callee; /* known; 0: it allocates by itself */
    bool given;    /* the callee is given functions that promise, where it needs some (Needs) */
    Loc loc;
    uint16_t scope;
} Item;

/* Parameters that the function applies, or gives to functions that do: to how many arguments.  0: it does not; UNCLEAR:
   now so, now otherwise.  List.iter needs one argument of its first parameter. */
enum { MAX_NEEDS = 6, UNCLEAR = 255 };
typedef struct Needs {
    uint8_t args[MAX_NEEDS];
} Needs;

typedef struct Checker {
    PassContext *cx;
    Program *p;
    Arena *a;
    uint8_t *facts; /* function -> what was found so far */
    uint8_t *given; /* the same for calls that give it functions that promise [@zero_alloc], wherever it needs some */
    Needs *needs;
    Reasons *reasons; /* made when something is to be complained about */
} Checker;

/* ---- which annotations, which functions ----------------------------------------------------------------------- */

bool zero_alloc_is_checked(unsigned flags, ZeroAllocMode mode, int level) {
    if (mode == ZERO_ALLOC_NONE || (flags & ZA_ASSUME)) return false;
    return mode == ZERO_ALLOC_ALL || level >= (flags & ZA_OPT ? 2 : 1);
}

void zero_alloc_keep(Program *p, ZeroAllocMode mode, int level) {
    for (uint32_t i = 1; i < p->zero_allocs.len; i++) {
        ZeroAlloc *z = &p->zero_allocs.data[i];
        if (!zero_alloc_is_checked(z->flags, mode, level)) continue;
        z->checked = program_func(p, z->func)->kept = true;
    }
}

/* Marks what f leads to; callees are only those that are called or made closures of. */
static void mark_from(const CallGraph *g, uint32_t root, bool *seen, uint32_t *work) {
    uint32_t n = 0;
    if (!seen[root]) work[n++] = root;
    seen[root] = true;
    while (n) {
        uint32_t f = work[--n];
        for (uint32_t k = g->callee_start[f]; k < g->callee_start[f + 1]; k++) {
            uint32_t c = g->callees[k].i;
            if (!seen[c]) work[n++] = c;
            seen[c] = true;
        }
    }
}

static bool *reached_from_kept(Arena *a, const Program *p, const CallGraph *g) {
    bool *seen = NEW_ARRAY(a, bool, p->funcs.len);
    uint32_t *work = NEW_ARRAY(a, uint32_t, p->funcs.len);
    for (uint32_t i = 1; i < p->zero_allocs.len; i++)
        if (program_func(p, p->zero_allocs.data[i].func)->kept) mark_from(g, p->zero_allocs.data[i].func.i, seen, work);
    return seen;
}

static bool any_kept(const Program *p) {
    for (uint32_t i = 1; i < p->zero_allocs.len; i++)
        if (program_func(p, p->zero_allocs.data[i].func)->kept) return true;
    return false;
}

void zero_alloc_watch(Program *p) {
    if (!any_kept(p)) return;
    Arena *a = arena_new("zero_alloc");
    const bool *reached = reached_from_kept(a, p, callgraph(a, p));
    for (uint32_t i = 1; i < p->funcs.len; i++) p->funcs.data[i]->watched = reached[i];
    arena_free(a);
}

bool scope_is_checked(const Program *p, uint16_t scope) {
    for (; scope; scope = p->scopes.data[scope].parent) {
        const ZeroAlloc *z = &p->zero_allocs.data[p->scopes.data[scope].zero_alloc];
        if ((z->flags & ZA_EXPRESSION) && !(z->flags & ZA_ASSUME)) return true;
    }
    return false;
}

uint16_t scope_annotated(const Program *p, uint16_t scope) {
    while (scope && !p->scopes.data[scope].zero_alloc) scope = p->scopes.data[scope].parent;
    return scope;
}

/* ---- the facts of one function ---------------------------------------------------------------------------------- */

/* What callers of g may rely on. */
static unsigned facts_of(const Checker *c, FuncId id, bool given) {
    const Func *g = program_func(c->p, id);
    unsigned facts = g->external ? ALLOCATES | RETURNS : given ? c->given[id.i] : c->facts[id.i];
    const ZeroAlloc *z = g->zero_alloc ? &c->p->zero_allocs.data[g->zero_alloc] : NULL;
    if (!z) return facts;
    if (z->flags & ZA_ASSUME) {
        facts = z->flags & ZA_NEVER_RETURNS ? 0 : RETURNS;
        return z->flags & ZA_STRICT ? facts : facts | FROM_RAISE | ANYWHERE;
    }
    if (z->func.i != id.i || !z->checked) return facts; /* a copy: what it became counts */
    return facts & ~(unsigned)(z->flags & ZA_STRICT ? ALLOCATES : FROM_RETURN);
}

static bool callee_raises(const Checker *c, FuncId g) {
    return program_func(c->p, g)->effects & EFF_RAISE;
}

/* Facts that code in this scope cannot make true, since it is trusted.  until: an annotated expression, where the walk
   outwards ends; 0: none. */
static unsigned trusted(const Program *p, uint16_t scope, uint32_t until) {
    unsigned r = 0;
    for (; scope; scope = p->scopes.data[scope].parent) {
        uint32_t za = p->scopes.data[scope].zero_alloc;
        if (!za) continue;
        if (za == until) break;
        unsigned flags = p->zero_allocs.data[za].flags;
        if (flags & ZA_ASSUME) r |= flags & ZA_STRICT ? ALLOCATES : FROM_RETURN;
    }
    return r;
}

typedef struct Ends { /* what can be reached from a place */
    bool ret, raise;
} Ends;

typedef struct Flow {
    const Checker *c;
    const Func *f;
    bool given; /* f's parameters promise what it needs of them */
    const Cfg *cfg;
    Ends *in; /* block -> from its beginning */
    bool seen_return;
} Flow;

typedef void (*Visit)(void *cx, const Item *it);

static unsigned own_facts(Ends after) {
    return ANYWHERE | (after.ret ? FROM_RETURN : 0u) | (after.raise ? FROM_RAISE : 0u);
}

/* What a call of g contributes, when `after` can be reached from its return and `caught` from its exceptions. */
static unsigned call_facts(unsigned g, Ends after, Ends caught) {
    unsigned r = g & ANYWHERE;
    if ((g & FROM_RETURN) && after.ret) r |= FROM_RETURN;
    if ((g & FROM_RETURN) && after.raise) r |= FROM_RAISE;
    if ((g & FROM_RAISE) && caught.ret) r |= FROM_RETURN;
    if ((g & FROM_RAISE) && caught.raise) r |= FROM_RAISE;
    return r;
}

/* A C function that takes no heap words for its result may do so for the exception that it raises. */
static unsigned c_facts(const Ext *x, Ends after, Ends caught) {
    unsigned g = ext_allocation(x) != EXT_ALLOCATES_NEVER ? ALLOCATES : x->raises ? FROM_RAISE | ANYWHERE : 0u;
    return call_facts(x->raises ? g : g & ~(unsigned)FROM_RAISE, after, caught);
}

/* The parameter of f that v is; MAX_NEEDS: it is none of the first ones. */
static uint32_t own_param(const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    return vi->is_param && vi->def == f->entry.i && vi->index < MAX_NEEDS ? vi->index : MAX_NEEDS;
}

/* Does the function that v is promise something about n arguments? */
static bool promises(const Flow *fl, Val v, uint32_t n) {
    if (val_info(fl->f, v)->promise == n) return true;
    uint32_t k = fl->given ? own_param(fl->f, v) : MAX_NEEDS;
    return k < MAX_NEEDS && fl->c->needs[fl->f->id.i].args[k] == n;
}

/* Does a call with these arguments give g functions that promise, wherever it needs some? */
static bool gives(const Flow *fl, FuncId g, uint32_t nargs, const Val *args) {
    const Needs *needs = &fl->c->needs[g.i];
    bool any = false;
    for (uint32_t k = 0; k < MAX_NEEDS && k < nargs; k++) {
        if (!needs->args[k]) continue;
        if (needs->args[k] == UNCLEAR || !promises(fl, args[k], needs->args[k])) return false;
        any = true;
    }
    return any;
}

/* An application of an unknown function.  What its type promises holds for every function that it may be. */
static unsigned apply_facts(const Flow *fl, unsigned flags, uint32_t nargs, const Val *args, Ends after, Ends caught) {
    if (promises(fl, args[0], nargs - 1)) flags |= IF_ZERO;
    unsigned g = !(flags & IF_ZERO) ? ALLOCATES : flags & IF_ZERO_STRICT ? 0u : FROM_RAISE | ANYWHERE;
    return call_facts(g, after, caught);
}

/* From the end of block b backwards to its beginning; items to visit, when there is a visitor. */
static Ends walk_block(const Flow *fl, Blk b, Visit visit, void *cx) {
    const Checker *c = fl->c;
    const Func *f = fl->f;
    const Term *t = &block_at(f, b)->term;
    const Ends leaves = {.raise = true}, nowhere = {0};
    bool calls = t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE,
         given = calls && gives(fl, t->func, t->nargs, t->args);
    unsigned callee = calls ? facts_of(c, t->func, given) : 0u;
    Ends e = {0};
    for (uint32_t k = 0; k < t->nedges; k++) {
        if (t->kind == TERM_INVOKE && k == 0 && !(callee & RETURNS)) continue;
        Ends x = fl->in[t->edges[k].block.i];
        e.ret |= x.ret;
        e.raise |= x.raise;
    }
    bool two = t->kind == TERM_INVOKE || t->kind == TERM_INVOKE_APPLY || t->kind == TERM_INVOKE_C;
    Ends normal = two ? fl->in[t->edges[0].block.i] : nowhere, handler = two ? fl->in[t->edges[1].block.i] : nowhere;
    Item it = {.term = t, .loc = t->loc, .scope = t->scope, .given = given};
    switch (t->kind) {
    case TERM_RET: e.ret = true; break;
    case TERM_RAISE: e.raise = true; break;
    case TERM_TAILCALL:
        e.ret = callee & RETURNS;
        e.raise = callee_raises(c, t->func);
        it.callee = t->func;
        it.facts = call_facts(callee, (Ends){.ret = true}, leaves);
        break;
    case TERM_TAILAPPLY:
        e = (Ends){true, true};
        it.facts = apply_facts(fl, t->flags, t->nargs, t->args, (Ends){.ret = true}, leaves);
        break;
    case TERM_INVOKE:
        it.callee = t->func;
        it.facts = call_facts(callee, normal, handler);
        break;
    case TERM_INVOKE_APPLY: it.facts = apply_facts(fl, t->flags, t->nargs, t->args, normal, handler); break;
    case TERM_INVOKE_C: it.facts = c_facts(program_ext(c->p, t->ext), normal, handler); break;
    default: break;
    }
    if (visit && it.facts) visit(cx, &it);
    for (Ins k = block_at(f, b)->last; k.i; k = inst_at(f, k)->prev) {
        const Inst *in = inst_at(f, k);
        it = (Item){.inst = in, .loc = in->loc, .scope = in->scope};
        switch (in->op) {
        case OP_CALL: {
            it.callee = in->imm.func;
            it.given = gives(fl, it.callee, in->nargs, in->args);
            unsigned g = facts_of(c, it.callee, it.given);
            it.facts = call_facts(g, e, leaves);
            if (!(g & RETURNS)) e = nowhere;
            e.raise |= callee_raises(c, in->imm.func);
            break;
        }
        case OP_APPLY:
            it.facts = apply_facts(fl, in->flags, in->nargs, in->args, e, leaves);
            e.raise = true;
            break;
        case OP_CCALL: {
            const Ext *x = program_ext(c->p, in->imm.ext);
            it.facts = c_facts(x, e, leaves);
            e.raise |= x->raises;
            break;
        }
        default:
            if (is_alloc_op(in->op) && in->place == PLACE_HEAP) it.facts = own_facts(e);
            break;
        }
        if (visit && it.facts) visit(cx, &it);
    }
    return e;
}

/* Which ends each block leads to: backwards until nothing changes; both are monotone, so each block is done a few
   times at most. */
static Flow flow_of(const Checker *c, Arena *a, const Func *f, bool given) {
    Flow fl = {.c = c, .f = f, .given = given, .cfg = cfg_compute(a, f), .in = NEW_ARRAY(a, Ends, f->nblocks)};
    bool *queued = NEW_ARRAY(a, bool, f->nblocks);
    uint32_t n = fl.cfg->n, len = 0;
    Blk *work = NEW_ARRAY(a, Blk, n + 1);
    for (uint32_t i = 0; i < n; i++) { /* a stack: the last blocks first */
        work[len++] = fl.cfg->rpo[i];
        queued[fl.cfg->rpo[i].i] = true;
    }
    while (len) {
        Blk b = work[--len];
        queued[b.i] = false;
        Ends e = walk_block(&fl, b, NULL, NULL);
        if (e.ret == fl.in[b.i].ret && e.raise == fl.in[b.i].raise) continue;
        fl.in[b.i] = e;
        for (uint32_t k = fl.cfg->pred_start[b.i]; k < fl.cfg->pred_start[b.i + 1]; k++) {
            Blk from = fl.cfg->preds[k];
            if (queued[from.i]) continue;
            queued[from.i] = true;
            work[len++] = from;
        }
    }
    return fl;
}

static void visit_items(const Flow *fl, Visit visit, void *cx) {
    for (uint32_t i = 0; i < fl->cfg->n; i++) walk_block(fl, fl->cfg->rpo[i], visit, cx);
}

typedef struct Sum {
    const Program *p;
    unsigned facts;
} Sum;

static void sum_item(void *cx, const Item *it) {
    Sum *s = cx;
    s->facts |= it->facts & ~trusted(s->p, it->scope, 0);
}

static unsigned find_facts(Checker *c, const Func *f, bool given) {
    Flow fl = flow_of(c, c->cx->scratch, f, given);
    Sum s = {.p = c->p};
    visit_items(&fl, sum_item, &s);
    if (fl.in[f->entry.i].ret) s.facts |= RETURNS;
    scratch_reset(c->cx);
    return s.facts;
}

/* f applies v to n arguments, or calls what does. */
static bool need(Checker *c, const Func *f, Val v, uint32_t n) {
    uint32_t k = own_param(f, v);
    if (k == MAX_NEEDS) return false;
    uint8_t *known = &c->needs[f->id.i].args[k], now = (uint8_t)(n > UNCLEAR || (*known && *known != n) ? UNCLEAR : n);
    bool changed = now != *known;
    *known = now;
    return changed;
}

static bool need_of_call(Checker *c, const Func *f, FuncId g, uint32_t nargs, const Val *args) {
    bool changed = false;
    for (uint32_t k = 0; k < MAX_NEEDS && k < nargs; k++)
        if (c->needs[g.i].args[k]) changed |= need(c, f, args[k], c->needs[g.i].args[k]);
    return changed;
}

static bool find_needs(Checker *c, const Func *f) {
    bool changed = false;
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_APPLY) changed |= need(c, f, in->args[0], in->nargs - 1);
            if (in->op == OP_CALL) changed |= need_of_call(c, f, in->imm.func, in->nargs, in->args);
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY) changed |= need(c, f, t->args[0], t->nargs - 1);
        if (t->kind == TERM_TAILCALL || t->kind == TERM_INVOKE)
            changed |= need_of_call(c, f, t->func, t->nargs, t->args);
    }
    return changed;
}

static bool look_for_needs(Checker *c, const CallGraph *g, const bool *wanted, bool recursive_only) {
    bool changed = false;
    for (uint32_t i = 0; i < g->norder; i++) {
        FuncId f = g->order[i];
        if (wanted[f.i] && (!recursive_only || g->recursive[f.i])) changed |= find_needs(c, program_func(c->p, f));
    }
    return changed;
}

/* One look at the wanted functions, or at the recursive ones; true when something was found. */
static bool look(Checker *c, const CallGraph *g, const bool *wanted, bool recursive_only) {
    bool changed = false;
    for (uint32_t i = 0; i < g->norder; i++) {
        uint32_t id = g->order[i].i;
        if (!wanted[id] || (recursive_only && !g->recursive[id])) continue;
        static const Needs none = {{0}};
        const Func *f = program_func(c->p, g->order[i]);
        unsigned facts = find_facts(c, f, false);
        changed |= facts != c->facts[id];
        c->facts[id] = (uint8_t)facts;
        if (memcmp(&c->needs[id], &none, sizeof none)) facts = find_facts(c, f, true);
        changed |= facts != c->given[id];
        c->given[id] = (uint8_t)facts;
    }
    return changed;
}

/* ---- what is said ------------------------------------------------------------------------------------------------ */

enum { MAX_SHOWN = 8, MAX_CHAIN = 12, MAX_REMEDIES = 3 };

typedef struct Remains {
    Checker *c;
    Diag *d;
    const ZeroAlloc *z;
    unsigned mask; /* facts that matter in the function that is looked at */
    uint32_t expression;
    uint32_t shown, more;
    bool *seen; /* functions looked into */
    bool apply, c_call, alloc,
        box;                /* kinds that were found; alloc: without a remedy of its own; c_call: the user's C */
    bool library, compares; /* C functions of ours: what makes strings, arrays …, polymorphic comparisons */
    const char *remedies[MAX_REMEDIES];
    uint32_t nremedies;
    bool only_raise;
    const Func *f;
    uint32_t depth;
    const char *chain; /* of calls that leads into f: sentences, or "" */
} Remains;

static const char *place_text(Arena *a, Session *s, Loc loc) {
    if (!loc.file) return "an unknown place";
    SourceFile *f = s->files.data[loc.file];
    LineCol from = source_linecol(f, loc.start), to = source_linecol(f, loc.end);
    uint32_t first = source_display_col(f, loc.start) + 1, last = source_display_col(f, loc.end) + 1;
    const char *file = strrchr(from.path, '/');
    file = file ? file + 1 : from.path;
    if (from.line == to.line) return arena_printf(a, "%s:%u:%u-%u", file, from.line, first, last);
    return arena_printf(a, "%s:%u:%u-%u:%u", file, from.line, first, to.line, last);
}

static const char *add_call(Remains *r, const char *chain, const char *callee, Loc loc) {
    Arena *a = r->c->a;
    const char *at = place_text(a, r->c->p->session, loc);
    if (!*chain) return arena_printf(a, "by the call of %s at %s", callee, at);
    return arena_printf(a, "%s, then of %s at %s", chain, callee, at);
}

/* What a function's value runs calls the function: a call that stands nowhere in the source. */
static bool is_own_call(const Program *p, FuncId callee, Loc loc) {
    Loc own = program_func(p, callee)->loc;
    return own.file == loc.file && own.start == loc.start && own.end == loc.end;
}

/* The calls from f into the scope, outermost first, behind `chain`. */
static const char *chain_into(Remains *r, const char *chain, uint16_t scope) {
    const Program *p = r->c->p;
    uint16_t path[MAX_CHAIN];
    uint32_t n = 0;
    for (; scope; scope = p->scopes.data[scope].parent) {
        const Scope *z = &p->scopes.data[scope];
        if (z->zero_alloc && z->zero_alloc == r->expression) break;
        if (!z->callee.i || !z->loc.file || is_own_call(p, z->callee, z->loc)) continue;
        if (n == MAX_CHAIN) memmove(path, path + 1, (--n) * sizeof *path); /* the outer ones say more */
        path[n++] = scope;
    }
    while (n--) {
        const Scope *z = &p->scopes.data[path[n]];
        chain = add_call(r, chain, func_label(r->c->a, program_func(p, z->callee)), z->loc);
    }
    return chain;
}

static const char *box_name(const Inst *in) {
    switch (in->layout) {
    case L_F64: return "boxed float";
    case L_I32: return "boxed int32";
    default: return in->flags & IF_NATIVE ? "boxed nativeint" : "boxed int64";
    }
}

static uint32_t words_of(const Inst *in) {
    if (in->op == OP_BOX) return in->layout == L_F64 ? 2 : 3;
    if (in->op == OP_CLOSURE) return (uint32_t)closure_env_word(0, in->aux, 0) + in->nargs + 1;
    return in->nargs + 1;
}

static const char *kind_text(Remains *r, const Item *it) {
    Arena *a = r->c->a;
    const Program *p = r->c->p;
    const Inst *in = it->inst;
    if (in ? in->op == OP_APPLY : it->term->kind != TERM_INVOKE_C) {
        r->apply = true;
        return "application of an unknown function, which may allocate";
    }
    if (!in || in->op == OP_CCALL) {
        const Ext *x = program_ext(p, in ? in->imm.ext : it->term->ext);
        ExtAllocation how = ext_allocation(x);
        r->compares |= is_poly_comparison(x);
        r->library |= how == EXT_ALLOCATES;
        r->c_call |= how != EXT_ALLOCATES && !is_poly_comparison(x);
        return arena_printf(a, "call of the %s %s, which %s",
                            is_poly_comparison(x) ? "polymorphic comparison" : "C function", x->symbol->text,
                            how == EXT_ALLOCATES         ? "allocates"
                            : how == EXT_ALLOCATES_NEVER ? "allocates when it raises"
                                                         : "may allocate");
    }
    const Site *site = in->site.i ? &p->sites.data[in->site.i] : NULL;
    r->box |= in->op == OP_BOX;
    const char *what = site && site->origin   ? site->origin
                       : in->op == OP_BOX     ? box_name(in)
                       : in->op == OP_CLOSURE ? "closure"
                       : in->imm.i >= 253     ? "float block"
                                              : "block";
    return arena_printf(a, "%s of %u words", what, words_of(in));
}

/* What travelled in registers out of the function of its site is put together where it is wanted. */
static const char *made_for(Remains *r, const Site *site) {
    if (!site || !site->func || site->func == r->f->source_name || site->func == r->f->name) return "";
    Func maker = {.name = site->func, .source_name = site->func};
    return arena_printf(r->c->a, ", for what %s returns", func_label(r->c->a, &maker));
}

/* of its annotated expression, or of the whole function */
static bool inside(const Remains *r, uint16_t scope) {
    if (!r->expression || r->depth) return true;
    for (; scope; scope = r->c->p->scopes.data[scope].parent)
        if (r->c->p->scopes.data[scope].zero_alloc == r->expression) return true;
    return false;
}

static void add_remedy(Remains *r, const char *remedy) {
    for (uint32_t i = 0; i < r->nremedies; i++)
        if (!strcmp(r->remedies[i], remedy)) return;
    if (r->nremedies < MAX_REMEDIES) r->remedies[r->nremedies++] = remedy;
}

/* "; on the heap because it is stored in ...": "" for what is no allocation. */
static const char *reason_text(Remains *r, const Item *it, Loc at) {
    Checker *c = r->c;
    if (!it->inst || !is_alloc_op(it->inst->op)) return "";
    if (!c->reasons) c->reasons = reasons_new(c->p, c->a);
    Reason why = reason_for(c->reasons, r->f, it->inst, at);
    if (why.remedy)
        add_remedy(r, why.remedy);
    else
        r->alloc = true;
    return arena_printf(c->a, why.participle ? "; on the heap because it is %s" : "; %s", why.text);
}

static void show_function(Remains *r, FuncId id, bool given, unsigned mask, const char *chain);

static void show_item(void *cx, const Item *it) {
    Remains *r = cx;
    const Program *p = r->c->p;
    if (!inside(r, it->scope) || !(it->facts & r->mask & ~trusted(p, it->scope, r->depth ? 0 : r->expression))) return;
    const char *chain = chain_into(r, r->chain, it->scope);
    if (it->callee.i) {
        const Func *g = program_func(p, it->callee);
        unsigned mask = r->mask & ANYWHERE ? ANYWHERE : FROM_RETURN;
        if (it->term && it->term->kind == TERM_INVOKE) mask |= FROM_RAISE;
        if ((g->source_name != r->f->source_name || g->source_name == g->name) && !is_own_call(p, it->callee, it->loc))
            chain = add_call(r, chain, func_label(r->c->a, g), it->loc);
        show_function(r, it->callee, it->given, mask, chain);
        return;
    }
    r->only_raise &= !(it->facts & FROM_RETURN);
    if (r->shown == MAX_SHOWN) {
        r->more++;
        return;
    }
    r->shown++;
    Session *s = p->session;
    const Site *site = it->inst && it->inst->site.i ? &p->sites.data[it->inst->site.i] : NULL;
    Loc at = site && site->loc.file ? site->loc : it->loc;
    const char *kind = kind_text(r, it), *reason = reason_text(r, it, at);
    const char *maker = it->inst && !*chain ? made_for(r, site) : "";
    bool here = at.file == r->z->loc.file;
    if (here) diag_label(s, r->d, at, "%s", kind);
    if (here && !*chain && !*maker && !*reason) return;
    diag_note(s, r->d, "%s: %s%s%s%s%s", place_text(r->c->a, s, at), kind, maker, *chain ? ", reached " : "", chain,
              reason);
}

static void show_function(Remains *r, FuncId id, bool given, unsigned mask, const char *chain) {
    if (r->seen[id.i]) return;
    r->seen[id.i] = true;
    Remains outer = *r;
    r->f = program_func(r->c->p, id);
    r->mask = mask;
    r->chain = chain;
    Arena *a = arena_new("zero_alloc");
    Flow fl = flow_of(r->c, a, r->f, given);
    if (outer.f) r->depth++;
    visit_items(&fl, show_item, r);
    arena_free(a);
    r->f = outer.f;
    r->mask = outer.mask;
    r->chain = outer.chain;
    r->depth = outer.depth;
}

static void advise(Remains *r) {
    Session *s = r->c->p->session;
    if (r->more) diag_note(s, r->d, "%u more are not shown", r->more);
    if (r->only_raise && (r->z->flags & ZA_STRICT))
        diag_help(s, r->d, "all of this is on the way to an exception: without `strict` it would be forgiven");
    for (uint32_t i = 0; i < r->nremedies; i++) diag_help(s, r->d, "%s", r->remedies[i]);
    if (r->box && (r->z->flags & ZA_GIVEN))
        diag_help(s, r->d,
                  "where it is not known which function is called, floats and the like are passed and returned boxed: "
                  "let it keep the number in a reference, a float record or an array");
    if (r->alloc && !r->nremedies)
        diag_help(
            s, r->d,
            "allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on");
    if (r->apply)
        diag_help(
            s, r->d,
            "let the type of the unknown function promise it, as `(f : (a -> b) [@zero_alloc])` does, or trust the "
            "call: `(f x [@zero_alloc assume])`");
    if (r->compares)
        diag_help(s, r->d,
                  "at a known type a comparison is compiled in place and does not raise: annotate an operand, as in "
                  "`(x : int) = y`");
    if (r->library)
        diag_help(s, r->d,
                  "what makes strings, arrays and the like allocates: make them once, outside, and change them in "
                  "place; a call is trusted with `(f x [@zero_alloc assume])`");
    if (r->c_call)
        diag_help(s, r->d,
                  "declare C functions [@@noalloc] if they neither allocate nor raise nor call back; a call is trusted "
                  "with `(f x [@zero_alloc assume])`");
}

static void complain(Checker *c, uint32_t annotation) {
    const ZeroAlloc *z = &c->p->zero_allocs.data[annotation];
    Session *s = c->p->session;
    bool expression = z->flags & ZA_EXPRESSION;
    const char *payload = zero_alloc_payload(z->flags);
    Diag *d;
    if (expression)
        d = diag_error(s, z->loc, "E0331",
                       "This expression is annotated [@zero_alloc%s], but it may allocate on the heap", payload);
    else if (z->flags & ZA_GIVEN)
        d = diag_error(s, z->loc, "E0334", "%s may allocate on the heap, but %s is [@zero_alloc%s]",
                       z->name ? arena_printf(c->a, "`%s`", z->name->text) : "This function", z->subject, payload);
    else
        d = diag_error(s, z->loc, "E0330", "`%s` is annotated [@zero_alloc%s], but it may allocate on the heap",
                       z->name->text, payload);
    if (z->promised.file) diag_label(s, d, z->promised, "promised here");
    Remains r = {.c = c,
                 .d = d,
                 .z = z,
                 .expression = expression ? annotation : 0,
                 .only_raise = true,
                 .seen = NEW_ARRAY(c->a, bool, c->p->funcs.len)};
    show_function(&r, z->func, false, z->flags & ZA_STRICT ? ANYWHERE : FROM_RETURN, "");
    if (z->why) diag_note(s, d, "%s", z->why);
    advise(&r);
}

typedef struct Inside {
    Remains r;
    bool found;
} Inside;

static void find_inside(void *cx, const Item *it) {
    Inside *in = cx;
    const Program *p = in->r.c->p;
    if (inside(&in->r, it->scope))
        in->found |= (it->facts & in->r.mask & ~trusted(p, it->scope, in->r.expression)) != 0;
}

/* Does the annotation hold?  Of a function its own facts say so, of an expression the items inside it. */
static bool holds(Checker *c, uint32_t annotation) {
    const ZeroAlloc *z = &c->p->zero_allocs.data[annotation];
    unsigned mask = z->flags & ZA_STRICT ? ANYWHERE : FROM_RETURN;
    if (!(z->flags & ZA_EXPRESSION)) {
        const Func *f = program_func(c->p, z->func);
        bool assumed = f->zero_alloc && (c->p->zero_allocs.data[f->zero_alloc].flags & ZA_ASSUME);
        return !((assumed ? facts_of(c, z->func, false) : c->facts[z->func.i]) & mask);
    }
    Inside in = {.r = {.c = c, .mask = mask, .expression = annotation}};
    Flow fl = flow_of(c, c->cx->scratch, program_func(c->p, z->func), false);
    visit_items(&fl, find_inside, &in);
    scratch_reset(c->cx);
    return !in.found;
}

void pass_zero_alloc(PassContext *cx) {
    Program *p = cx->prog;
    if (!any_kept(p)) return;
    Arena *a = arena_new("zero_alloc");
    CallGraph *g = callgraph(a, p);
    Checker c = {.cx = cx, .p = p, .a = a, .facts = NEW_ARRAY(a, uint8_t, p->funcs.len)};
    c.given = NEW_ARRAY(a, uint8_t, p->funcs.len);
    c.needs = NEW_ARRAY(a, Needs, p->funcs.len);
    scratch_reset(cx);
    const bool *wanted = reached_from_kept(a, p, g);
    while (look_for_needs(&c, g, wanted, false))
        while (look_for_needs(&c, g, wanted, true)) continue;
    while (look(&c, g, wanted, false))
        while (look(&c, g, wanted, true)) continue;
    for (uint32_t i = 1; i < p->zero_allocs.len; i++)
        if (p->zero_allocs.data[i].checked && !holds(&c, i)) complain(&c, i);
    for (uint32_t i = 1; i < p->funcs.len; i++) p->funcs.data[i]->kept = p->funcs.data[i]->watched = false;
    if (c.reasons) reasons_free(c.reasons);
    program_gc(p);
    arena_free(a);
}
