/* reason.c: why a value is on the heap.

   A breadth-first search along everywhere the value may go in the final MIR: through joins, into blocks and closures
   that hold it and out of them again, into known functions and back out of functions to their callers.  The first use
   that needs the heap is the reason, so it is one with a shortest way; the way itself becomes the words before it:
   "passed to `add`, line 12, which stores it into a mutable field".  If nothing needs the heap, the weaker facts that
   were met on the way are told (a result of a function, a tail call, a join), since they are what keeps the passes from
   moving the value.

   The search is cut off after some hundred values; each function's uses are indexed once. */
#include "escape.h"
#include "report.h"

enum { MAX_NODES = 600 };

typedef enum { USE_INST, USE_TERM, USE_EDGE } UseKind;
typedef struct Use {
    uint8_t kind;
    uint32_t at, edge, k; /* instruction or block; edge; argument */
} Use;
typedef struct FuncUses {
    uint32_t *start; /* [nvals + 1] into uses */
    Use *uses;
} FuncUses;

typedef struct Caller {
    FuncId func;
    Ins inst; /* or: */
    Blk block;
} Caller;

struct Reasons {
    const Program *prog;
    Arena *a;
    FuncUses **uses; /* by function; NULL: not made yet */
    uint32_t *caller_start;
    Caller *callers;
    Escapes *escapes;    /* for what a search along uses cannot see: loops, regions */
    Map slots;           /* datum and word -> the name of what an initialiser puts there */
    bool *address_taken; /* by function: who calls it is not known */
};

typedef enum { STEP_NONE, STEP_ARGUMENT, STEP_FIELD, STEP_CAPTURED, STEP_RETURNED } Step;
typedef struct Node {
    FuncId func;
    Val v;
    uint32_t parent;
    Step step; /* how the value got here from its parent */
    Loc loc;
    const char *what;
} Node;

typedef struct Search {
    Reasons *rs;
    Map seen;
    VEC(Node) nodes;
    uint32_t here; /* the node being looked at */
    const char *kind;
    /* what was found */
    bool found, weak;
    bool settled; /* weak, and told in a sentence of its own */
    uint32_t end; /* node */
    Loc loc;
    const char *text, *remedy;
} Search;

/* ---- indices ------------------------------------------------------------------------ */
typedef void (*UseVisitor)(void *data, Val v, Use use);

static void visit_uses(const Func *f, UseVisitor visit, void *data) {
    for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
        const BlockInfo *bi = block_at(f, b);
        for (Ins i = bi->first; i.i; i = inst_at(f, i)->next) {
            const Inst *in = inst_at(f, i);
            for (uint32_t k = 0; k < in->nargs; k++)
                visit(data, in->args[k], (Use){.kind = USE_INST, .at = i.i, .k = k});
        }
        const Term *t = &bi->term;
        for (uint32_t k = 0; k < t->nargs; k++) visit(data, t->args[k], (Use){.kind = USE_TERM, .at = b.i, .k = k});
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t k = 0; k < t->edges[e].nargs; k++)
                visit(data, t->edges[e].args[k], (Use){.kind = USE_EDGE, .at = b.i, .edge = e, .k = k});
    }
}

static void count_use(void *data, Val v, Use use) {
    (void)use;
    ((FuncUses *)data)->start[v.i + 1]++;
}
static void put_use(void *data, Val v, Use use) { /* start[v] moves up to where v + 1 begins */
    FuncUses *u = data;
    u->uses[u->start[v.i]++] = use;
}

static const FuncUses *func_uses(Reasons *rs, const Func *f) {
    FuncUses **slot = &rs->uses[f->id.i];
    if (*slot) return *slot;
    FuncUses *u = *slot = NEW(rs->a, FuncUses);
    u->start = NEW_ARRAY(rs->a, uint32_t, f->nvals + 2);
    visit_uses(f, count_use, u);
    for (uint32_t i = 0; i <= f->nvals; i++) u->start[i + 1] += u->start[i];
    u->uses = NEW_ARRAY(rs->a, Use, u->start[f->nvals + 1]);
    visit_uses(f, put_use, u);
    for (uint32_t i = f->nvals + 1; i; i--) u->start[i] = u->start[i - 1];
    u->start[0] = 0;
    return u;
}

typedef void (*CallVisitor)(Reasons *rs, FuncId callee, Caller caller);

static void visit_calls(Reasons *rs, CallVisitor visit) {
    const Program *p = rs->prog;
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        const Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        for (Blk b = f->entry; b.i; b = block_at(f, b)->next) {
            for (Ins k = block_at(f, b)->first; k.i; k = inst_at(f, k)->next)
                if (inst_at(f, k)->op == OP_CALL)
                    visit(rs, inst_at(f, k)->imm.func, (Caller){.func = f->id, .inst = k});
            const Term *t = &block_at(f, b)->term;
            if (t->kind == TERM_INVOKE || t->kind == TERM_TAILCALL)
                visit(rs, t->func, (Caller){.func = f->id, .block = b});
        }
    }
}
static void count_call(Reasons *rs, FuncId callee, Caller caller) {
    (void)caller;
    rs->caller_start[callee.i + 1]++;
}
static void put_call(Reasons *rs, FuncId callee, Caller caller) {
    rs->callers[rs->caller_start[callee.i]++] = caller;
}

static void find_addresses(Reasons *rs) {
    const Program *p = rs->prog;
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        const Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        for (uint32_t k = 1; k < f->ninsts; k++) {
            const Inst *in = &f->insts[k];
            if (!in->block.i) continue;
            if (in->op == OP_CODE) rs->address_taken[in->imm.func.i] = true;
            for (uint32_t n = 0; in->op == OP_CLOSURE && n < in->aux; n++) rs->address_taken[in->funcs[n].i] = true;
        }
    }
    for (uint32_t i = 1; i < p->datas.len; i++) {
        const Data *d = p->datas.data[i];
        for (uint32_t k = 0; !d->dead && k < d->nfields; k++)
            if (d->fields[k].kind == DF_CODE) rs->address_taken[d->fields[k].func.i] = true;
    }
}

/* ---- names of module slots -------------------------------------------------------------- */
static uint64_t slot_key(DataId d, int64_t word) {
    return (uint64_t)d.i << 32 | (uint32_t)(word + 1);
}
/* Only of the module's own block: what an initialiser stores into a ref has no name there. */
static void name_slots(Reasons *rs) {
    const Program *p = rs->prog;
    for (uint32_t i = 0; i < p->inits.len; i++) {
        const Func *f = program_func(p, p->inits.data[i]);
        for (uint32_t k = 1; !f->dead && k < f->ninsts; k++) {
            const Inst *in = &f->insts[k];
            if (!in->block.i || (in->op != OP_MODIFY && in->op != OP_STORE)) continue;
            const Inst *base = val_def(f, in->args[0]);
            Name name = val_info(f, in->args[1])->name;
            if (!base || base->op != OP_DATA || program_data(p, base->imm.data)->name != f->source_name) continue;
            if (name && name->len) map_put(&rs->slots, slot_key(base->imm.data, in->imm.i), (void *)(uintptr_t)name);
        }
    }
}

Reasons *reasons_new(const Program *p, Arena *a) {
    Reasons *rs = NEW(a, Reasons);
    uint32_t n = p->funcs.len;
    *rs = (Reasons){.prog = p,
                    .a = a,
                    .uses = NEW_ARRAY(a, FuncUses *, n),
                    .caller_start = NEW_ARRAY(a, uint32_t, n + 2),
                    .address_taken = NEW_ARRAY(a, bool, n)};
    visit_calls(rs, count_call);
    for (uint32_t i = 0; i <= n; i++) rs->caller_start[i + 1] += rs->caller_start[i];
    rs->callers = NEW_ARRAY(a, Caller, rs->caller_start[n + 1]);
    visit_calls(rs, put_call);
    for (uint32_t i = n + 1; i; i--) rs->caller_start[i] = rs->caller_start[i - 1];
    rs->caller_start[0] = 0;
    find_addresses(rs);
    name_slots(rs);
    rs->escapes = escapes_find(a, p);
    return rs;
}

void reasons_free(Reasons *rs) {
    map_free(&rs->slots);
}

/* ---- words ------------------------------------------------------------------------------ */
/* Of "Prog.f/go_12" the inner name without its number; NULL for functions that nobody has named. */
static const char *inner_name(Reasons *rs, const char *inner) {
    const char *end = strrchr(inner, '_');
    bool numbered = end && end[1] && strspn(end + 1, "0123456789") == strlen(end + 1);
    size_t n = numbered ? (size_t)(end - inner) : strlen(inner);
    return numbered && n == 3 && !strncmp(inner, "fun", 3) ? NULL : arena_strndup(rs->a, inner, n);
}

static const char *func_words(Reasons *rs, const Func *f) {
    const char *name = f->source_name->text, *slash = strrchr(name, '/');
    if (f->is_init) return arena_printf(rs->a, "the initialiser of `%s`", name);
    if (!slash) return arena_printf(rs->a, "`%s`", name);
    const char *inner = inner_name(rs, slash + 1);
    return inner ? arena_printf(rs->a, "`%s` in `%.*s`", inner, (int)(slash - name), name)
                 : arena_printf(rs->a, "an anonymous function in `%.*s`", (int)(slash - name), name);
}

static const char *article(const char *noun) {
    return strchr("aeiou", *noun) ? "an" : "a";
}

/* What the user calls v; NULL when it has no name. */
static const char *value_name(Reasons *rs, const Func *f, Val v) {
    const ValInfo *vi = val_info(f, v);
    if (vi->name && vi->name->len) return vi->name->text;
    const Inst *in = val_def(f, v);
    if (in && in->op == OP_DATA) return program_data(rs->prog, in->imm.data)->name->text;
    return NULL;
}

/* ---- the search --------------------------------------------------------------------------- */
static void go_on(Search *s, FuncId f, Val v, Step step, Loc loc, const char *what) {
    if (s->nodes.len >= MAX_NODES) return;
    uint64_t key = (uint64_t)f.i << 32 | v.i;
    if (map_get(&s->seen, key)) return;
    map_put(&s->seen, key, s);
    vec_push(&s->nodes,
             ((Node){.func = f, .v = v, .parent = s->here, .step = step, .loc = loc, .what = what ? what : ""}));
}

static void found(Search *s, Loc loc, const char *text, const char *remedy) {
    if (s->found) return;
    s->found = true;
    s->weak = false;
    s->end = s->here;
    s->loc = loc;
    s->text = text;
    s->remedy = remedy;
}
/* Told only when nothing better is found. */
static void found_weak(Search *s, Loc loc, const char *text, const char *remedy) {
    if (s->found || s->weak) return;
    s->weak = true;
    s->end = s->here;
    s->loc = loc;
    s->text = text;
    s->remedy = remedy;
}

static bool is_boxed_number(const Search *s) {
    return strncmp(s->kind, "boxed ", 6) == 0;
}

/* Where the block `base` that something is stored into comes from: through loads and entries of closures.
 *slot: the word of the root that was loaded; -1: the root itself is stored into. */
static Val root_of(const Func *f, Val base, int64_t *slot) {
    *slot = -1;
    for (int steps = 0; steps < 50; steps++) {
        const Inst *in = val_def(f, base);
        if (!in) break;
        if (in->op == OP_LOAD || in->op == OP_LOADX)
            *slot = in->op == OP_LOAD ? in->imm.i : INT32_MAX;
        else if (in->op != OP_CLOENTRY && in->op != OP_OPAQUE)
            break;
        base = in->args[0];
    }
    return base;
}

/* By `store`, into word `word` of its first operand; -1: an element. */
static void stored(Search *s, const Func *f, const Inst *store, int64_t word, bool mutable) {
    Reasons *rs = s->rs;
    Loc loc = store->loc;
    int64_t slot;
    Val root = root_of(f, store->args[0], &slot);
    const Inst *in = val_def(f, root);
    const char *remedy =
        is_boxed_number(s) && mutable ? "float arrays, and records of floats only, hold their numbers unboxed" : NULL;
    if (in && in->op == OP_DATA) {
        const Data *d = program_data(rs->prog, in->imm.data);
        int64_t named = slot >= 0 ? slot : word;
        Name inner = named >= 0 ? map_get(&rs->slots, slot_key(d->id, named)) : NULL;
        const char *name = inner ? arena_printf(rs->a, "%s.%s", d->name->text, inner->text) : d->name->text;
        found(
            s, loc,
            arena_printf(rs->a, slot >= 0 ? "stored in what the global `%s` holds" : "stored in the global `%s`", name),
            remedy);
    } else if (in && (op_info[in->op].flags & OPF_ALLOC) && slot < 0) {
        if (in->place == PLACE_HEAP || !mutable)
            go_on(s, f->id, root, STEP_FIELD, in->loc, in->site.i ? rs->prog->sites.data[in->site.i].origin : "block");
        else
            found(s, loc, "stored into a mutable field of a local block: mutable fields hold global values only",
                  remedy);
    } else {
        const char *name = value_name(rs, f, root);
        found(s, loc,
              name ? arena_printf(rs->a, "stored into a mutable field of `%s`", name) : "stored into a mutable field",
              remedy);
    }
}

/* The value v is in the field `k` of the block that `in` allocates: whatever loads it has v again. */
static void loaded_again(Search *s, const Func *f, const Inst *in, int64_t word, Op load) {
    const FuncUses *u = func_uses(s->rs, f);
    for (uint32_t i = u->start[in->res.i]; i < u->start[in->res.i + 1]; i++) {
        if (u->uses[i].kind != USE_INST) continue;
        const Inst *use = &f->insts[u->uses[i].at];
        if (use->op == load && use->imm.i == word && use->layout == L_VAL)
            go_on(s, f->id, use->res, STEP_NONE, use->loc, NULL);
    }
}

/* Is the field `word` read as one that may have changed? */
static bool read_mutably(Search *s, const Func *f, const Inst *in, int64_t word) {
    const FuncUses *u = func_uses(s->rs, f);
    for (uint32_t i = u->start[in->res.i]; i < u->start[in->res.i + 1]; i++) {
        if (u->uses[i].kind != USE_INST) continue;
        const Inst *use = &f->insts[u->uses[i].at];
        bool reads = use->op == OP_LOADX || (use->op == OP_LOAD && use->imm.i == word);
        if (reads && !(use->flags & IF_IMMUT) && val_layout(f, use->res) == L_VAL) return true;
    }
    return false;
}

static void captured(Search *s, const Func *f, const Inst *in, uint32_t k) {
    Reasons *rs = s->rs;
    for (uint32_t n = 0; n < in->aux; n++) { /* what the code does with it */
        const Func *code = program_func(rs->prog, in->funcs[n]);
        if (code->dead || code->external || !code->nparams) continue;
        Val clos = block_at(code, code->entry)->params[0];
        const FuncUses *u = func_uses(rs, code);
        for (uint32_t i = u->start[clos.i]; i < u->start[clos.i + 1]; i++) {
            if (u->uses[i].kind != USE_INST) continue;
            const Inst *use = &code->insts[u->uses[i].at];
            if (use->op == OP_CLOENV && use->imm.i == k && use->layout == L_VAL)
                go_on(s, code->id, use->res, STEP_NONE, use->loc, NULL);
        }
    }
    const char *origin = in->site.i ? rs->prog->sites.data[in->site.i].origin : "closure";
    (void)f;
    go_on(s, f->id, in->res, STEP_CAPTURED, in->loc, origin);
}

static void argument(Search *s, FuncId callee, uint32_t k, Loc loc) {
    const Func *g = program_func(s->rs->prog, callee);
    if (g->external) {
        found(s, loc, arena_printf(s->rs->a, "passed to `%s` of another unit", g->source_name->text), NULL);
        return;
    }
    const BlockInfo *entry = block_at(g, g->entry);
    if (k < entry->nparams) go_on(s, callee, entry->params[k], STEP_ARGUMENT, loc, func_words(s->rs, g));
}

/* Operand k of an application; 0 is the closure. */
static void applied(Search *s, const Func *f, const Val *args, uint32_t nargs, uint32_t k, Loc loc) {
    if (!k) return;
    uint32_t ncodes;
    const FuncId *codes = escape_codes(s->rs->escapes, f, args, nargs, &ncodes);
    for (uint32_t j = 0; j < ncodes; j++) argument(s, codes[j], k, loc);
    if (ncodes) return;
    const char *name = value_name(s->rs, f, args[0]);
    found(s, loc,
          name ? arena_printf(s->rs->a, "passed to the unknown function `%s`", name) : "passed to an unknown function",
          is_boxed_number(s) ? NULL
                             : "a function that does not keep it can say so: `local_` before the argument in its type");
}

static void to_c(Search *s, const Ext *x, uint32_t k, Loc loc) {
    Reasons *rs = s->rs;
    switch (ext_keeps(x, k)) {
    case EXT_KEEPS: found(s, loc, arena_printf(rs->a, "stored by the primitive `%s`", x->symbol->text), NULL); return;
    case EXT_KEEPS_PERHAPS:
        found(s, loc, arena_printf(rs->a, "passed to the C function `%s`", x->symbol->text),
              is_boxed_number(s) ? "an external may take numbers unboxed: [@unboxed] in its declaration" : NULL);
        return;
    case EXT_KEEPS_NOT:
        found_weak(s, loc,
                   arena_printf(rs->a, "passed to the primitive `%s`, which wants it as a block", x->symbol->text),
                   NULL);
    }
}

static bool calls_itself(const Reasons *rs, FuncId id) {
    for (uint32_t i = rs->caller_start[id.i]; i < rs->caller_start[id.i + 1]; i++)
        if (rs->callers[i].func.i == id.i) return true;
    return false;
}

/* Result k of function g goes to its callers. */
static void returned(Search *s, FuncId id, uint32_t k, Loc loc) {
    Reasons *rs = s->rs;
    const Func *g = program_func(rs->prog, id);
    const char *words = func_words(rs, g);
    if (rs->address_taken[id.i]) {
        found(s, loc, arena_printf(rs->a, "returned from %s, which is called at unknown places", words), NULL);
        return;
    }
    found_weak(s, loc, arena_printf(rs->a, "returned from %s", words),
               calls_itself(rs, id)
                   ? NULL
                   : "[@inline] on the function removes it where the caller takes it apart; exclave_ would "
                     "return it in the caller's region");
    uint64_t key = (uint64_t)(id.i | UINT32_C(0x80000000)) << 32 | (k + 1);
    if (map_get(&s->seen, key)) return;
    map_put(&s->seen, key, s);
    for (uint32_t i = rs->caller_start[id.i]; i < rs->caller_start[id.i + 1]; i++) {
        Caller c = rs->callers[i];
        const Func *h = program_func(rs->prog, c.func);
        if (c.inst.i) {
            const Inst *in = inst_at(h, c.inst);
            if (k < in->nres) go_on(s, h->id, (Val){in->res.i + k}, STEP_RETURNED, in->loc, words);
        } else {
            const Term *t = &block_at(h, c.block)->term;
            if (t->kind == TERM_TAILCALL)
                returned(s, h->id, k, loc);
            else
                go_on(s, h->id, block_at(h, t->edges[0].block)->params[k], STEP_RETURNED, t->loc, words);
        }
    }
}

static void use_in_inst(Search *s, const Func *f, const Inst *in, Use use) {
    switch ((Op)in->op) {
    case OP_SELECT:
    case OP_CLOENTRY: go_on(s, f->id, in->res, STEP_NONE, in->loc, NULL); return;
    case OP_OPAQUE: found(s, in->loc, "hidden from the compiler by Sys.opaque_identity", NULL); return;
    case OP_STORE:
        if (use.k == 1) stored(s, f, in, in->imm.i, !(in->flags & IF_INIT));
        return;
    case OP_MODIFY:
        if (use.k == 1) stored(s, f, in, in->imm.i, true);
        return;
    case OP_STOREX:
    case OP_MODIFYX:
        if (use.k == 2) stored(s, f, in, -1, true);
        return;
    case OP_VARIANT:
        go_on(s, f->id, in->res, STEP_NONE, in->loc, NULL);
        return; /* of its kind or other, as the passes left it */
    case OP_ALLOC:
        if (in->place == PLACE_REGION && read_mutably(s, f, in, use.k)) {
            const char *holder = in->site.i ? s->rs->prog->sites.data[in->site.i].origin : "block";
            found_weak(s, in->loc,
                       arena_printf(s->rs->a,
                                    "put into %s %s that can change (what is read from it counts as on the heap)",
                                    article(holder), holder),
                       NULL);
        }
        loaded_again(s, f, in, use.k, OP_LOAD);
        go_on(s, f->id, in->res, STEP_FIELD, in->loc,
              in->site.i ? s->rs->prog->sites.data[in->site.i].origin : "block");
        return;
    case OP_CLOSURE: captured(s, f, in, use.k); return;
    case OP_CALL: argument(s, in->imm.func, use.k, in->loc); return;
    case OP_APPLY: applied(s, f, in->args, in->nargs, use.k, in->loc); return;
    case OP_CCALL: to_c(s, program_ext(s->rs->prog, in->imm.ext), use.k, in->loc); return;
    default: return; /* arithmetic, comparisons, loads, unboxing: they look at it */
    }
}

static void use_in_term(Search *s, const Func *f, const Term *t, Use use) {
    switch ((TermKind)t->kind) {
    case TERM_RET: returned(s, f->id, use.k, t->loc); return;
    case TERM_RAISE: found(s, t->loc, "raised", NULL); return;
    case TERM_TAILCALL:
        argument(s, t->func, use.k, t->loc);
        found_weak(s, t->loc,
                   arena_printf(s->rs->a, "passed to %s in a tail call, when this function's regions are gone",
                                func_words(s->rs, program_func(s->rs->prog, t->func))),
                   "[@nontail] on the call keeps this function's regions until it has returned");
        return;
    case TERM_INVOKE: argument(s, t->func, use.k, t->loc); return;
    case TERM_TAILAPPLY:
    case TERM_INVOKE_APPLY: applied(s, f, t->args, t->nargs, use.k, t->loc); return;
    case TERM_INVOKE_C: to_c(s, program_ext(s->rs->prog, t->ext), use.k, t->loc); return;
    default: return;
    }
}

/* A join of several ways, on another of which comes something that was not allocated here. */
static bool joins_unknown(const Func *f, Blk b, uint32_t param, const Program *p) {
    for (Blk x = f->entry; x.i; x = block_at(f, x)->next) {
        const Term *t = &block_at(f, x)->term;
        for (uint32_t e = 0; e < t->nedges; e++) {
            if (t->edges[e].block.i != b.i) continue;
            uint32_t implicit = term_edge_implicit(p, t, e);
            if (param < implicit) return true;
            const Inst *in = val_def(f, t->edges[e].args[param - implicit]);
            if (!in || !(op_info[in->op].flags & (OPF_ALLOC | OPF_PURE))) return true;
        }
    }
    return false;
}

static void use_in_edge(Search *s, const Func *f, const Term *t, Use use) {
    const Edge *e = &t->edges[use.edge];
    uint32_t k = term_edge_implicit(s->rs->prog, t, use.edge) + use.k;
    Val to = block_at(f, e->block)->params[k];
    uint32_t before = s->nodes.len;
    go_on(s, f->id, to, STEP_NONE, t->loc, NULL);
    if (!s->weak && s->nodes.len > before && joins_unknown(f, e->block, k, s->rs->prog))
        found_weak(s, t->loc, "joined with a value of unknown origin", NULL);
}

static void look_at(Search *s, uint32_t index) {
    Node n = s->nodes.data[index];
    s->here = index;
    const Func *f = program_func(s->rs->prog, n.func);
    const FuncUses *u = func_uses(s->rs, f);
    for (uint32_t i = u->start[n.v.i]; i < u->start[n.v.i + 1] && !s->found; i++) {
        Use use = u->uses[i];
        if (use.kind == USE_INST)
            use_in_inst(s, f, &f->insts[use.at], use);
        else if (use.kind == USE_TERM)
            use_in_term(s, f, &f->blocks[use.at].term, use);
        else
            use_in_edge(s, f, &f->blocks[use.at].term, use);
    }
}

/* ---- the sentence ------------------------------------------------------------------------------ */
static void add_line(Search *s, Buf *b, Loc loc, Loc site) {
    const Session *ss = s->rs->prog->session;
    if (!loc.file || loc.file >= ss->files.len) return;
    SourceFile *f = ss->files.data[loc.file];
    uint32_t line = source_linecol(f, loc.start).real_line;
    const char *base = strrchr(f->path, '/');
    if (loc.file == site.file)
        buf_printf(b, ", line %u", line);
    else
        buf_printf(b, ", %s line %u", base ? base + 1 : f->path, line);
}

static void add_step(Search *s, Buf *b, const Node *n, Loc site) {
    switch (n->step) {
    case STEP_NONE: return;
    case STEP_ARGUMENT: buf_printf(b, "passed to %s", n->what); break;
    case STEP_FIELD: buf_printf(b, "put into %s %s", article(n->what), n->what); break;
    case STEP_CAPTURED: buf_printf(b, "captured by %s %s", article(n->what), n->what); break;
    case STEP_RETURNED: buf_printf(b, "returned from %s", n->what); break;
    }
    add_line(s, b, n->loc, site);
    buf_adds(b, n->step == STEP_ARGUMENT ? ", where it is " : n->step == STEP_RETURNED ? ", and then " : ", which is ");
}

static const char *sentence(Search *s, Loc site) {
    uint32_t way[64], n = 0;
    for (uint32_t i = s->end; i && n < 64; i = s->nodes.data[i].parent)
        if (s->nodes.data[i].step != STEP_NONE) way[n++] = i;
    Buf b = {0};
    for (uint32_t i = n; i--;) {
        if (n > 4 && i < n - 2 && i > 0) { /* the beginning and the end of a long way say most */
            if (i == n - 3) buf_adds(&b, "... and ");
            continue;
        }
        add_step(s, &b, &s->nodes.data[way[i]], site);
    }
    buf_adds(&b, s->text);
    add_line(s, &b, s->loc, site);
    const char *text = arena_strndup(s->rs->a, b.data, b.len);
    buf_free(&b);
    return text;
}

/* ---- what only the escape analysis knows ---------------------------------------------------------- */
static const char *escape_words(EscapeKind k) {
    switch (k) {
    case ESC_LOOP:
        return "it lives longer than the round of the loop that makes it, so a region would grow with each round";
    case ESC_REGION: return "the innermost region where it is made ends too early, or too late, or is the caller's";
    case ESC_PARTIAL:
        return "it may be applied to fewer arguments than it takes, and what the runtime makes of that holds it";
    case ESC_KIND: return "blocks of this kind are never in a region";
    default: return NULL;
    }
}

/* This is all there is to say. */
static void settle(Search *s, Loc loc, const char *text) {
    s->weak = s->settled = true;
    s->end = 0;
    s->loc = loc;
    s->text = text;
    s->remedy = NULL;
}

/* Follows the witnesses of one value to the end of its way. */
static void ask_escapes(Search *s, const Func *f, Val v) {
    EscapeWitness w = escape_of(s->rs->escapes, f, v, NULL);
    for (int steps = 0; steps < 30 && w.kind != ESC_NOT; steps++) {
        const char *words = escape_words(w.kind);
        if (words) {
            settle(s, w.loc, words);
            return;
        }
        if (w.kind == ESC_FIELD || w.kind == ESC_FLOWS || w.kind == ESC_LOADED) {
            w = escape_of(s->rs->escapes, f, w.via, NULL);
        } else if (w.kind == ESC_CALL || w.kind == ESC_ENV) {
            f = program_func(s->rs->prog, w.callee);
            w = w.kind == ESC_CALL ? escape_of_param(s->rs->escapes, w.callee, w.param, NULL)
                                   : escape_of_env(s->rs->escapes, w.callee, w.param, NULL);
        } else
            return;
    }
}

Reason reason_for(Reasons *rs, const Func *f, const Inst *in, Loc from) {
    const char *kind = in->site.i ? rs->prog->sites.data[in->site.i].origin : "";
    Search s = {.rs = rs, .kind = kind};
    go_on(&s, f->id, in->res, STEP_NONE, in->loc, NULL);
    for (uint32_t i = 0; i < s.nodes.len && !s.found; i++) look_at(&s, i);
    if (!s.found) ask_escapes(&s, f, in->res);
    if (!s.found && !strcmp(kind, "lazy"))
        settle(&s, NO_LOC, "lazy values are on the heap: forcing one writes into it");
    bool nothing = !s.found && !s.weak;
    if (nothing) settle(&s, NO_LOC, "nothing needs it on the heap, and no pass has moved it (-O2 looks for that)");
    Reason r = {.text = sentence(&s, from), .loc = s.loc, .participle = !s.settled, .remedy = s.remedy};
    if (nothing && strncmp(kind, "boxed ", 6) != 0) r.remedy = "stack_ or a local_ binding puts it into a region";
    /* where to look: the last step in from's file */
    for (uint32_t i = s.end; r.loc.file != from.file && i; i = s.nodes.data[i].parent)
        if (s.nodes.data[i].step != STEP_NONE && s.nodes.data[i].loc.file == from.file) r.loc = s.nodes.data[i].loc;
    map_free(&s.seen);
    vec_free(&s.nodes);
    return r;
}
