/* verify.c: what must hold of MIR after every step.  Each number has tests under tests/mir/verify named after it.

   Shape
     V01  Handles are in range, and what they name is alive (blocks, functions, data, externals, sites, values).
     V02  The entry block's parameters are the function's: number, layouts, modes.  Nothing jumps to the entry.
     V03  Each block ends with one terminator, which has the operands and edges of its kind.
     V04  An edge has an argument of the right layout for each parameter of its target, counting what an invoke
          supplies itself (its results; the exception, a val).
     V05  A use is dominated by its definition.
     V06  Lists and definitions agree: an instruction knows its block, a result its instruction.
   Types
     V07  Operands and results have the layouts that the instruction asks for (ops.def, IR.md); what is marked as a
          boxed number is a val.
     V08  Calls have the arguments and results of the callee's signature; a tail call has the results of its caller.
     V09  Code of closures has the shape (closure val, val...) -> val with 1 to 126 arguments; the functions of a
          closure set and of code words in data are such code.
     V10  cloenv: entry < entries; where the set is known (made in the same function) the field exists with this layout.
     V11  alloc: at least one field; what the collector scans (tags below 251) holds val and imm only, flat float blocks
          (253, 254) f64 only; not the tags of closures and strings.  Environments: f64, i64 and ptr before val and imm.
     V12  store and storex of a val without a barrier only with `init` or into a local block, never into static data.
   Regions
     V13  region.end ends a region of this function that is open; regions inside it end with it.
     V14  At a block those regions are open that are open on all paths to it; around a loop nothing stays open.
     V15  No region is open at a return or a tail call.
     V16  Allocations in `region` need an open region; `caller` needs a local_result function and no open region;
          a call of a local_result function, or an application with a local result, needs one or the other.
   Modes
     V17  A local value is not stored into a heap block, nor by modify, nor into a block of an outer region.
     V18  A local value is not returned where the result is global, and not raised.
     V19  A local value is not passed to a global parameter of a known function, or of a block; code of a closure
          outside the heap takes the closure as local.
     V20  What is made of local values is local: results of allocations outside the heap, select, cloentry; results
          of calls have the callee's modes.
     V21  A local value is not used after the end of its region.
   Program
     V22  Data refer to live data and functions, within bounds; initialisers take nothing and return one imm or val.
     V23  Symbols are unique.

   Everything is linear in the function's size, except that V21 repeats while a loop deepens a parameter's region. */
#include "ir.h"

#include <stdlib.h>

enum { MAX_ERRORS = 200, OUTSIDE = 0 };

typedef struct Verifier {
    const Program *prog;
    const Func *f;
    const Cfg *cfg;
    IrErrors *errs;
    Arena *texts, *scratch;
    uint32_t count;
    Blk block;
    Ins inst; /* 0: the terminator */
    bool quiet;
    RegionTree *tree;  /* NULL: no regions */
    uint32_t *seen;    /* value -> block whose walk has passed its definition */
    uint32_t *val_reg; /* local value -> its region */
    uint32_t cur;      /* innermost open region */
    bool reachable;    /* the block; where it is not, nobody knows what is open */
} Verifier;

PRINTF_LIKE(3, 4) static void fail(Verifier *v, const char *rule, const char *fmt, ...) {
    if (v->quiet) return;
    v->count++;
    if (!v->errs || v->count > MAX_ERRORS) return;
    char what[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    const char *text;
    if (!v->f)
        text = arena_printf(v->texts, "%s: %s", rule, what);
    else if (!v->block.i)
        text = arena_printf(v->texts, "%s: func @%s: %s", rule, v->f->name->text, what);
    else
        text = arena_printf(v->texts, "%s: func @%s: %s: in `%s`", rule, v->f->name->text, what,
                            ir_line_text(v->texts, v->prog, v->f, v->block, v->inst));
    vec_push_in(v->texts, &v->errs->texts, text);
}

/* ---- operands --------------------------------------------------------------------------------------- */

static bool val_ok(const Verifier *v, Val x) {
    return x.i > 0 && x.i < v->f->nvals;
}

static const char *layout_name(uint32_t l) {
    return l < L_COUNT ? layout_names[l] : "?";
}

static Blk def_block(const Verifier *v, Val x) {
    const ValInfo *vi = val_info(v->f, x);
    if (vi->is_param) return (Blk){vi->def};
    return vi->def && vi->def < v->f->ninsts ? v->f->insts[vi->def].block : NO_BLK;
}

/* V01 and V05 for one use.  False: no use looking at it further. */
static bool use(Verifier *v, Val x) {
    if (!val_ok(v, x)) {
        fail(v, "V01", "there is no value %u", x.i);
        return false;
    }
    Blk d = def_block(v, x);
    if (!d.i || d.i >= v->f->nblocks || v->f->blocks[d.i].dead) {
        fail(v, "V01", "an operand is defined nowhere, or in a block that was removed");
        return false;
    }
    if (v->cfg->order[v->block.i] != UINT32_MAX) {
        bool ok = d.i == v->block.i ? v->seen[x.i] == d.i : cfg_dominates(v->cfg, d, v->block);
        if (!ok) fail(v, "V05", "an operand's definition does not come before this use on every path");
    }
    return true;
}

static Layout lay(const Verifier *v, Val x) {
    return val_ok(v, x) ? val_layout(v->f, x) : L_NONE;
}
static bool local(const Verifier *v, Val x) {
    return val_ok(v, x) && v->f->vals[x.i].layout == L_VAL && v->f->vals[x.i].mode == M_LOCAL;
}

static void want(Verifier *v, Val x, Layout l, const char *what) {
    if (val_ok(v, x) && lay(v, x) != l)
        fail(v, "V07", "%s is %s, expected %s", what, layout_name(lay(v, x)), layout_name(l));
}

#define BIT(l) (1u << (l))
enum {
    INTS = BIT(L_IMM) | BIT(L_I32) | BIT(L_I64),
    NUMS = INTS | BIT(L_F64),
    WORDS = BIT(L_VAL) | BIT(L_IMM) | BIT(L_I64) | BIT(L_F64) | BIT(L_PTR),
    ANY = WORDS | BIT(L_I1) | BIT(L_I32),
};

/* Which layouts an instruction may be written with. */
static uint32_t layouts_of(Op op) {
    switch (op) {
    case OP_CONST: return NUMS | BIT(L_I1);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_MOD:
    case OP_NEG:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: return NUMS;
    case OP_AND:
    case OP_OR:
    case OP_XOR: return INTS | BIT(L_I1);
    case OP_SHL:
    case OP_LSHR:
    case OP_ASHR:
    case OP_BSWAP: return INTS;
    case OP_ABS:
    case OP_SQRT: return BIT(L_F64);
    case OP_ULT: return INTS | BIT(L_PTR);
    case OP_EQ:
    case OP_NE:
    case OP_SELECT:
    case OP_UNDEF: return ANY;
    case OP_LOAD:
    case OP_STORE: return WORDS | BIT(L_I32);
    case OP_CLOENV: return WORDS;
    case OP_BOX:
    case OP_UNBOX: return BIT(L_F64) | BIT(L_I64) | BIT(L_I32);
    default: return UINT32_MAX;
    }
}

static Layout conversion_operand(Op op) {
    switch (op) {
    case OP_IMM_VAL:
    case OP_IMM_I64:
    case OP_IMM_I32:
    case OP_IMM_F64: return L_IMM;
    case OP_VAL_IMM: return L_VAL;
    case OP_I1_IMM: return L_I1;
    case OP_I64_IMM:
    case OP_I64_I32:
    case OP_I64_F64:
    case OP_BITS_F64: return L_I64;
    case OP_I32_IMM:
    case OP_I32_I64: return L_I32;
    case OP_F64_IMM:
    case OP_F64_I64:
    case OP_F64_BITS: return L_F64;
    default: return L_NONE;
    }
}

/* ---- regions ------------------------------------------------------------------------------------------ */

/* Effect of an instruction on v->cur. */
static void region_step(Verifier *v, const Inst *in) {
    uint32_t next = region_after(v->tree, v->cur, in);
    if (next == UINT32_MAX)
        fail(v, "V13", "the region that ends here is not open");
    else
        v->cur = next;
}

static uint32_t deeper(const Verifier *v, uint32_t a, uint32_t b) {
    return v->tree->depth[a] >= v->tree->depth[b] ? a : b;
}

/* The region that a local result of this instruction may be in, at most as long-lived as it really is. */
static uint32_t result_region(const Verifier *v, const Inst *in) {
    switch (in->op) {
    case OP_ALLOC:
    case OP_VARIANT:
    case OP_BOX:
    case OP_CLOSURE: return in->place == PLACE_REGION ? v->cur : OUTSIDE;
    case OP_LOAD:
    case OP_LOADX:
    case OP_CLOENV:
    case OP_CLOENTRY: return local(v, in->args[0]) ? v->val_reg[in->args[0].i] : OUTSIDE;
    case OP_APPLY: return v->cur;
    case OP_CALL:
        if (program_func(v->prog, in->imm.func)->local_result) return v->cur;
        /* fallthrough */
    default: break;
    }
    uint32_t r = OUTSIDE;
    for (uint32_t k = 0; k < in->nargs; k++)
        if (local(v, in->args[k])) r = deeper(v, r, v->val_reg[in->args[k].i]);
    return r;
}

/* V21: every local operand's region is open. */
static void check_open(Verifier *v, uint32_t n, const Val *args, uint32_t at) {
    for (uint32_t k = 0; k < n; k++)
        if (local(v, args[k]) && !region_within(v->tree, at, v->val_reg[args[k].i]))
            fail(v, "V21", "a local value is used after the end of its region");
}

/* Walks the function with regions; modes of storage (V17) and lifetimes (V21). */
static void check_lifetimes(Verifier *v) {
    const Func *f = v->f;
    v->val_reg = NEW_ARRAY(v->scratch, uint32_t, f->nvals);
    for (int final = 0; final < 2;) {
        bool changed = false;
        v->quiet = !final;
        for (uint32_t i = 0; i < v->cfg->n; i++) {
            Blk b = v->cfg->rpo[i];
            const BlockInfo *bi = block_at(f, b);
            v->block = b;
            v->cur = v->tree->at_start[b.i];
            for (v->inst = bi->first; v->inst.i; v->inst = f->insts[v->inst.i].next) {
                const Inst *in = inst_at(f, v->inst);
                check_open(v, in->nargs, in->args, v->cur);
                region_step(v, in);
                for (uint32_t k = 0; k < in->nres; k++) {
                    Val x = {in->res.i + k};
                    if (local(v, x)) v->val_reg[x.i] = result_region(v, in);
                }
                if ((in->op == OP_STORE || in->op == OP_STOREX) && in->nargs >= 2) {
                    Val x = in->args[in->nargs - 1];
                    if (local(v, x) && local(v, in->args[0]) &&
                        !region_within(v->tree, v->val_reg[in->args[0].i], v->val_reg[x.i]))
                        fail(v, "V17", "a value of an inner region is stored into a block of an outer one");
                }
                if (in->place == PLACE_CALLER && (op_info[in->op].flags & OPF_ALLOC))
                    check_open(v, in->nargs, in->args, OUTSIDE);
            }
            const Term *t = &bi->term;
            check_open(v, t->nargs, t->args, v->cur);
            for (uint32_t e = 0; e < t->nedges; e++) {
                const Edge *ed = &t->edges[e];
                const BlockInfo *to = block_at(f, ed->block);
                uint32_t at = v->tree->at_start[ed->block.i], skip = term_edge_implicit(v->prog, t, e);
                if (at != v->cur && v->cfg->order[ed->block.i] <= v->cfg->order[b.i])
                    fail(v, "V14", "a region that is opened in a loop stays open around it");
                check_open(v, ed->nargs, ed->args, at);
                for (uint32_t k = 0; k < to->nparams; k++) {
                    if (!local(v, to->params[k]) ||
                        (k >= skip && (k - skip >= ed->nargs || !local(v, ed->args[k - skip]))))
                        continue;
                    uint32_t r = k < skip ? at : v->val_reg[ed->args[k - skip].i];
                    uint32_t *pr = &v->val_reg[to->params[k].i], d = deeper(v, *pr, r);
                    if (d != *pr) {
                        *pr = d;
                        changed = true;
                    }
                }
            }
        }
        if (final) break;
        final = !changed;
    }
    v->quiet = false;
}

/* ---- calls ---------------------------------------------------------------------------------------------- */

static const Func *callee_of(Verifier *v, FuncId id) {
    if (!id.i || id.i >= v->prog->funcs.len) {
        fail(v, "V01", "there is no function %u", id.i);
        return NULL;
    }
    const Func *g = program_func(v->prog, id);
    if (g->dead) fail(v, "V01", "@%s was removed", g->name->text);
    return g;
}

static void check_args(Verifier *v, const char *name, uint32_t n, const Val *args, uint32_t np, const Layout *ps,
                       const uint8_t *modes) {
    if (n != np) fail(v, "V08", "@%s takes %u arguments, given %u", name, np, n);
    for (uint32_t k = 0; k < n && k < np; k++) {
        if (lay(v, args[k]) != ps[k])
            fail(v, "V08", "argument %u of @%s is %s, expected %s", k + 1, name, layout_name(lay(v, args[k])),
                 layout_name(ps[k]));
        if (modes && modes[k] == M_GLOBAL && local(v, args[k]))
            fail(v, "V19", "argument %u of @%s is local, expected global", k + 1, name);
    }
}

static bool none_open(const Verifier *v) {
    return v->reachable && v->cur == OUTSIDE;
}

static void check_call(Verifier *v, const Func *g, uint32_t n, const Val *args) {
    check_args(v, g->name->text, n, args, g->nparams, g->params, g->param_modes);
    if (g->local_result && none_open(v) && !v->f->local_result)
        fail(v, "V16", "@%s allocates its result in its caller's region, and none is open", g->name->text);
}

static const Ext *ext_of(Verifier *v, ExtId id) {
    if (id.i && id.i < v->prog->exts.len) return program_ext(v->prog, id);
    fail(v, "V01", "there is no external %u", id.i);
    return NULL;
}

static void check_apply(Verifier *v, uint32_t n, const Val *args) {
    if (n < 2) {
        fail(v, "V08", "an application needs a closure and at least one argument");
        return;
    }
    for (uint32_t k = 0; k < n; k++) want(v, args[k], L_VAL, k ? "an argument" : "the closure");
}

static void check_local_apply(Verifier *v) {
    if (none_open(v) && !v->f->local_result)
        fail(v, "V16", "the application's result may be in the caller's region, and none is open");
}

static void check_results(Verifier *v, const Inst *in, const char *name, uint32_t n, const Layout *ls,
                          const uint8_t *modes) {
    if (in->nres != n) {
        fail(v, "V08", "@%s has %u results, expected %u", name, n, in->nres);
        return;
    }
    for (uint32_t k = 0; k < n; k++) {
        Val x = {in->res.i + k};
        if (lay(v, x) != ls[k])
            fail(v, "V08", "result %u of @%s is %s, expected %s", k + 1, name, layout_name(ls[k]),
                 layout_name(lay(v, x)));
        else if (ls[k] == L_VAL && modes && modes[k] == M_LOCAL && !local(v, x))
            fail(v, "V20", "result %u of @%s is local", k + 1, name);
    }
}

/* ---- instructions ------------------------------------------------------------------------------------------ */

static void check_place(Verifier *v, const Inst *in) {
    if (in->place > PLACE_CALLER) fail(v, "V01", "there is no place %u", in->place);
    if (in->site.i >= v->prog->sites.len) fail(v, "V01", "there is no site %u", in->site.i);
    /* Without a region of its own a function may still allocate in its caller's by `caller`; `region` is its own. */
    if (in->place == PLACE_REGION && none_open(v)) fail(v, "V16", "no region is open for this allocation");
    if (in->place == PLACE_CALLER && !v->f->local_result)
        fail(v, "V16", "only a local_result function allocates in its caller's region");
    if (in->place == PLACE_CALLER && v->cur != OUTSIDE)
        fail(v, "V16", "an allocation in the caller's region inside an open one would end with it");
    if (in->place == PLACE_HEAP)
        for (uint32_t k = 0; k < in->nargs; k++)
            if (local(v, in->args[k])) fail(v, "V17", "a local value (operand %u) is stored into a heap block", k + 1);
    if (in->place != PLACE_HEAP && val_ok(v, in->res) && !local(v, in->res))
        fail(v, "V20", "the result of an allocation outside the heap is local");
}

static void check_closure(Verifier *v, const Inst *in) {
    if (!in->aux) fail(v, "V09", "a closure set has at least one function");
    for (uint32_t k = 0; k < in->aux; k++) {
        const Func *g = callee_of(v, in->funcs[k]);
        if (g && !g->closure_code)
            fail(v, "V09", "@%s is not marked as code of closures", g->name->text);
        else if (g && in->place != PLACE_HEAP && g->needs_env && g->param_modes[0] == M_GLOBAL)
            fail(v, "V19", "@%s takes its closure as global, and this one is not on the heap", g->name->text);
    }
    bool scanned = false; /* from the first val or imm on the collector reads the environment */
    for (uint32_t k = 0; k < in->nargs; k++) {
        Layout l = lay(v, in->args[k]);
        if (l == L_VAL || l == L_IMM)
            scanned = true;
        else if (scanned || !(BIT(l) & WORDS))
            fail(v, "V11", "environment field %u is %s%s", k, layout_name(l), scanned ? ", after a val or imm" : "");
    }
    check_place(v, in);
}

static void check_cloenv(Verifier *v, const Inst *in) {
    want(v, in->args[0], L_VAL, "the closure");
    if (in->aux2 >= in->aux || in->imm.i < 0) {
        fail(v, "V10", "entry %u of %u, field %lld", in->aux2, in->aux, (long long)in->imm.i);
        return;
    }
    const ValInfo *vi = val_ok(v, in->args[0]) ? val_info(v->f, in->args[0]) : NULL;
    const Inst *set = vi && !vi->is_param && vi->def < v->f->ninsts ? &v->f->insts[vi->def] : NULL;
    if (!set || set->op != OP_CLOSURE) return;
    if (in->aux != set->aux || in->aux2 != 0 || in->imm.i >= set->nargs)
        fail(v, "V10", "the set has %u entries and %u fields", set->aux, set->nargs);
    else if (lay(v, set->args[in->imm.i]) != in->layout)
        fail(v, "V10", "field %lld is %s", (long long)in->imm.i, layout_name(lay(v, set->args[in->imm.i])));
}

static void check_alloc(Verifier *v, const Inst *in) {
    int64_t tag = in->imm.i;
    if (tag < 0 || tag > 255 || tag == 247 || tag == 249 || tag == 252)
        fail(v, "V11", "no block with tag %lld is made by alloc", (long long)tag);
    for (uint32_t k = 0; k < in->nargs; k++) {
        Layout l = lay(v, in->args[k]);
        bool scanned = l == L_VAL || l == L_IMM;
        if (tag == 253 || tag == 254 ? l != L_F64 : tag < 251 ? !scanned : !(BIT(l) & WORDS))
            fail(v, "V11", "field %u of a block with tag %lld is %s", k, (long long)tag, layout_name(l));
    }
    if (!in->nargs) fail(v, "V11", "a block has at least one field; empty ones are static data");
    check_place(v, in);
}

static void check_shapes(Verifier *v, const Inst *in, uint32_t fields) {
    Shapes s = (Shapes)in->imm.i;
    if (!shapes_fields(s) || s >> 62) fail(v, "V11", "the shapes of a variant name at least one block");
    if (shapes_fields(s) > SHAPE_MAX_SIZE)
        fail(v, "V11", "a variant has places for %u fields at most", (unsigned)SHAPE_MAX_SIZE);
    if (fields != shapes_fields(s))
        fail(v, "V11", "a variant of these shapes has %u fields, here %u", shapes_fields(s), fields);
}

static void check_variant(Verifier *v, const Inst *in) {
    if (!in->nargs) {
        fail(v, "V11", "a variant has a kind");
        return;
    }
    want(v, in->args[0], L_IMM, "the kind");
    for (uint32_t k = 1; k < in->nargs; k++)
        if (lay(v, in->args[k]) != L_VAL && lay(v, in->args[k]) != L_IMM)
            fail(v, "V11", "field %u of a variant is %s", k - 1, layout_name(lay(v, in->args[k])));
    check_shapes(v, in, in->nargs - 1);
    check_place(v, in);
}

static void check_parts(Verifier *v, const Inst *in) {
    want(v, in->args[0], L_VAL, "the variant");
    check_shapes(v, in, in->nres ? in->nres - 1u : 0);
    for (uint32_t k = 0; k < in->nres; k++) {
        Val x = {in->res.i + k};
        want(v, x, k ? L_VAL : L_IMM, k ? "a field" : "the kind"); /* trusted to be global, as what is loaded */
    }
}

static bool base_ok(const Verifier *v, Val x) {
    return lay(v, x) == L_VAL || lay(v, x) == L_PTR;
}

static void check_memory(Verifier *v, const Inst *in) {
    const Val *a = in->args;
    if (!base_ok(v, a[0])) fail(v, "V07", "the base is %s, expected val", layout_name(lay(v, a[0])));
    switch (in->op) {
    case OP_STORE: want(v, a[1], (Layout)in->layout, "the stored value"); break;
    case OP_MODIFY: want(v, a[1], L_VAL, "the stored value"); break;
    case OP_LOADX:
    case OP_STOREX:
    case OP_MODIFYX:
        want(v, a[1], L_IMM, "the index");
        if (in->elem > E_I64 || (in->op == OP_MODIFYX && in->elem != E_VAL))
            fail(v, "V07", "there is no element kind %u here", in->elem);
        else if (in->op != OP_LOADX)
            want(v, a[2], elem_layout((Elem)in->elem), "the stored value");
        else
            want(v, in->res, elem_layout((Elem)in->elem), "the result");
        break;
    default: break;
    }
    if (in->op == OP_LOAD || in->op == OP_LOADX) return;
    Val x = a[in->nargs - 1];
    if (in->op == OP_MODIFY || in->op == OP_MODIFYX) {
        if (local(v, x)) fail(v, "V17", "a local value is stored into a mutable field");
    } else if (lay(v, x) == L_VAL) {
        if (!(in->flags & IF_INIT) && !local(v, a[0]))
            fail(v, "V12", "an unbarriered store of a val needs `init` or a local block");
        if (local(v, x) && !local(v, a[0])) fail(v, "V17", "a local value is stored into a heap block");
        const ValInfo *base = val_info(v->f, a[0]);
        if (!base->is_param && base->def < v->f->ninsts && v->f->insts[base->def].op == OP_DATA)
            fail(v, "V12", "static data are not fresh: use modify");
    }
}

static void check_bigarray(Verifier *v, const Inst *in) {
    want(v, in->args[0], L_VAL, "the bigarray");
    if (in->op == OP_BIGDIM) {
        if (in->imm.i < 0 || in->imm.i > 15) fail(v, "V07", "a bigarray has no dimension %lld", (long long)in->imm.i);
        return;
    }
    want(v, in->args[1], L_IMM, "the index");
    if (in->elem < E_F64 || in->elem >= E_COUNT)
        fail(v, "V07", "a bigarray has no elements of kind %s", in->elem < E_COUNT ? elem_names[in->elem] : "?");
    else if (in->op == OP_BIGLOAD)
        want(v, in->res, elem_layout((Elem)in->elem), "the result");
    else
        want(v, in->args[2], elem_layout((Elem)in->elem), "the stored value");
}

static void check_inst(Verifier *v, const Inst *in) {
    Op op = (Op)in->op;
    const OpInfo *info = &op_info[op];
    for (uint32_t k = 0; k < in->nargs; k++) use(v, in->args[k]);
    if (in->layout >= L_COUNT || (layouts_of(op) != UINT32_MAX && !(layouts_of(op) & BIT(in->layout)))) {
        fail(v, "V07", "%s has no form for %s", info->text, layout_name(in->layout));
        return;
    }
    if (info->nres == 1 && op != OP_LOADX && op != OP_BIGLOAD)
        want(v, in->res, op_result_layout(op, (Layout)in->layout), "the result");
    if (conversion_operand(op) != L_NONE) {
        want(v, in->args[0], conversion_operand(op), "the operand");
        return;
    }
    switch (op) {
    case OP_CONST:
    case OP_UNDEF:
    case OP_REGION_BEGIN:
    case OP_POLL: break;
    case OP_OPAQUE: want(v, in->args[0], L_VAL, "the operand"); break;
    case OP_DATA:
        if (!in->imm.data.i || in->imm.data.i >= v->prog->datas.len || program_data(v->prog, in->imm.data)->dead)
            fail(v, "V01", "there is no such data");
        break;
    case OP_CODE: callee_of(v, in->imm.func); break;
    case OP_SELECT:
        want(v, in->args[0], L_I1, "the condition");
        want(v, in->args[1], (Layout)in->layout, "the first alternative");
        want(v, in->args[2], (Layout)in->layout, "the second alternative");
        if ((local(v, in->args[1]) || local(v, in->args[2])) && !local(v, in->res))
            fail(v, "V20", "a choice among local values is local");
        break;
    case OP_IS_IMM:
    case OP_TAG:
    case OP_SIZE:
    case OP_STRLEN: want(v, in->args[0], L_VAL, "the operand"); break;
    case OP_LOAD:
    case OP_STORE:
    case OP_MODIFY:
    case OP_LOADX:
    case OP_STOREX:
    case OP_MODIFYX: check_memory(v, in); break;
    case OP_BIGDIM:
    case OP_BIGLOAD:
    case OP_BIGSTORE: check_bigarray(v, in); break;
    case OP_ALLOC: check_alloc(v, in); break;
    case OP_VARIANT: check_variant(v, in); break;
    case OP_PARTS: check_parts(v, in); break;
    case OP_BOX:
        want(v, in->args[0], (Layout)in->layout, "the operand");
        check_place(v, in);
        break;
    case OP_UNBOX: want(v, in->args[0], L_VAL, "the operand"); break;
    case OP_CLOSURE: check_closure(v, in); break;
    case OP_CLOENTRY:
        want(v, in->args[0], L_VAL, "the closure");
        if (local(v, in->args[0]) && !local(v, in->res)) fail(v, "V20", "an entry of a local closure set is local");
        break;
    case OP_CLOENV: check_cloenv(v, in); break;
    case OP_CALL: {
        const Func *g = callee_of(v, in->imm.func);
        if (g) {
            check_call(v, g, in->nargs, in->args);
            check_results(v, in, g->name->text, g->nresults, g->results, g->result_modes);
        }
        break;
    }
    case OP_APPLY:
        check_apply(v, in->nargs, in->args);
        if (local(v, in->res)) check_local_apply(v);
        break;
    case OP_CCALL: {
        const Ext *e = ext_of(v, in->imm.ext);
        if (e) {
            check_args(v, e->symbol->text, in->nargs, in->args, e->nparams, e->params, NULL);
            check_results(v, in, e->symbol->text, e->nresults, e->results, NULL);
        }
        break;
    }
    case OP_REGION_END: want(v, in->args[0], L_PTR, "the mark"); break;
    default: /* arithmetic and comparisons */
        for (uint32_t k = 0; k < in->nargs; k++)
            want(v, in->args[k], (Layout)in->layout, k ? "the second operand" : "the first operand");
        break;
    }
}

/* ---- terminators -------------------------------------------------------------------------------------------- */

static void check_edge(Verifier *v, const Term *t, uint32_t e) {
    const Edge *ed = &t->edges[e];
    const BlockInfo *to = block_at(v->f, ed->block);
    uint32_t skip = term_edge_implicit(v->prog, t, e);
    if (ed->block.i == v->f->entry.i) fail(v, "V02", "nothing may jump to the entry block");
    for (uint32_t k = 0; k < ed->nargs; k++) use(v, ed->args[k]);
    if (skip + ed->nargs != to->nparams) {
        fail(v, "V04", "an edge brings %u values to a block with %u parameters", skip + ed->nargs, to->nparams);
        return;
    }
    for (uint32_t k = 0; k < to->nparams; k++) {
        Layout have = k < skip ? term_edge_result_layout(v->prog, v->f, t, e, k) : lay(v, ed->args[k - skip]);
        Layout param = lay(v, to->params[k]);
        bool is_local = have == L_VAL &&
                        (k < skip ? term_edge_result_mode(v->prog, t, e, k) == M_LOCAL : local(v, ed->args[k - skip]));
        if (have != param)
            fail(v, "V04", "an edge brings %s to parameter %u, expected %s", layout_name(have), k, layout_name(param));
        else if (is_local && !local(v, to->params[k]))
            fail(v, "V19", "an edge brings a local value to parameter %u, expected global", k);
    }
}

static void check_term(Verifier *v, const Term *t) {
    static const struct {
        int8_t args, edges;
    } shape[TERM_COUNT] = {
        [TERM_JUMP] = {0, 1},          [TERM_BR] = {1, 2},        [TERM_SWITCH] = {1, -1},     [TERM_RET] = {-1, 0},
        [TERM_RAISE] = {1, 0},         [TERM_TAILCALL] = {-1, 0}, [TERM_TAILAPPLY] = {-1, 0},  [TERM_INVOKE] = {-1, 2},
        [TERM_INVOKE_APPLY] = {-1, 2}, [TERM_INVOKE_C] = {-1, 2}, [TERM_UNREACHABLE] = {0, 0},
    };
    for (uint32_t k = 0; k < t->nargs; k++) use(v, t->args[k]);
    if (t->kind == TERM_NONE || t->kind >= TERM_COUNT ||
        (shape[t->kind].args >= 0 && t->nargs != (uint32_t)shape[t->kind].args) ||
        (t->kind == TERM_SWITCH ? t->nedges != t->ncases + 1 : t->nedges != (uint32_t)shape[t->kind].edges)) {
        fail(v, "V03", "the block has no proper terminator");
        return;
    }
    const Func *g = NULL, *f = v->f;
    const Ext *e = NULL;
    switch (t->kind) {
    case TERM_BR: want(v, t->args[0], L_I1, "the condition"); break;
    case TERM_SWITCH:
        if (lay(v, t->args[0]) != L_IMM && lay(v, t->args[0]) != L_I64)
            fail(v, "V07", "the scrutinee is %s, expected imm or i64", layout_name(lay(v, t->args[0])));
        break;
    case TERM_RET:
        if (t->nargs != f->nresults) fail(v, "V08", "the function has %u results, %u returned", f->nresults, t->nargs);
        for (uint32_t k = 0; k < t->nargs && k < f->nresults; k++) {
            if (lay(v, t->args[k]) != f->results[k])
                fail(v, "V08", "result %u is %s, expected %s", k, layout_name(lay(v, t->args[k])),
                     layout_name(f->results[k]));
            if (local(v, t->args[k]) && f->result_modes[k] == M_GLOBAL)
                fail(v, "V18", "result %u is local, expected global", k);
        }
        break;
    case TERM_RAISE:
        want(v, t->args[0], L_VAL, "the exception");
        if (local(v, t->args[0])) fail(v, "V18", "an exception outlives every region, but this one is local");
        break;
    case TERM_TAILCALL:
    case TERM_INVOKE:
        if (!(g = callee_of(v, t->func))) return;
        check_call(v, g, t->nargs, t->args);
        if (t->kind == TERM_TAILCALL) {
            bool same = g->nresults == f->nresults;
            for (uint32_t k = 0; same && k < f->nresults; k++) {
                same = g->results[k] == f->results[k];
                if (g->result_modes[k] == M_LOCAL && f->result_modes[k] == M_GLOBAL && g->results[k] == L_VAL)
                    fail(v, "V18", "result %u is local, expected global", k);
            }
            if (!same) fail(v, "V08", "@%s has other results than this function", g->name->text);
        }
        break;
    case TERM_TAILAPPLY:
    case TERM_INVOKE_APPLY:
        check_apply(v, t->nargs, t->args);
        if (t->kind == TERM_INVOKE_APPLY && block_at(f, t->edges[0].block)->nparams &&
            local(v, block_at(f, t->edges[0].block)->params[0]))
            check_local_apply(v);
        if (t->kind == TERM_TAILAPPLY && (f->nresults != 1 || f->results[0] != L_VAL))
            fail(v, "V08", "an application returns one val, this function something else");
        break;
    case TERM_INVOKE_C:
        if (!(e = ext_of(v, t->ext))) return;
        check_args(v, e->symbol->text, t->nargs, t->args, e->nparams, e->params, NULL);
        break;
    default: break;
    }
    if ((t->kind == TERM_RET || t->kind == TERM_TAILCALL || t->kind == TERM_TAILAPPLY) && v->cur != OUTSIDE)
        fail(v, "V15", "a region is still open where the function is left");
    for (uint32_t k = 0; k < t->nedges; k++) check_edge(v, t, k);
}

/* ---- functions and the program --------------------------------------------------------------------------------- */

static void check_number(Verifier *v, Val x) {
    const ValInfo *vi = val_info(v->f, x);
    if (vi->number && vi->layout != L_VAL)
        fail(v, "V07", "only a val is a boxed number, not %s", layout_name(vi->layout));
    if (vi->promise && vi->layout != L_VAL)
        fail(v, "V07", "only a val is a function that promises, not %s", layout_name(vi->layout));
}

static void check_inst_shape(Verifier *v, const Inst *in) {
    const OpInfo *info = &op_info[in->op];
    if ((info->nargs >= 0 && in->nargs != (uint32_t)info->nargs) || (info->nres >= 0 && in->nres != info->nres))
        fail(v, "V07", "%s has %d operands and %d results, here %u and %u", info->text, info->nargs, info->nres,
             in->nargs, in->nres);
    if (in->op == OP_APPLY && in->nargs < 2) fail(v, "V08", "an application needs a closure and at least one argument");
    for (uint32_t k = 0; k < in->nres; k++) {
        Val x = {in->res.i + k};
        if (!val_ok(v, x) || v->f->vals[x.i].is_param || v->f->vals[x.i].def != v->inst.i || v->f->vals[x.i].index != k)
            fail(v, "V06", "result %u does not belong to its instruction", k);
        else
            check_number(v, x);
    }
}

/* What everything else relies on: lists, blocks of edges.  False: look no further. */
static bool check_shape(Verifier *v) {
    const Func *f = v->f;
    uint32_t before = v->count;
    if (!f->entry.i || f->entry.i >= f->nblocks) {
        fail(v, "V02", "the function has no entry block");
        return false;
    }
    uint32_t blocks = 0, prev = 0;
    for (Blk b = f->entry; b.i; prev = b.i, b = f->blocks[b.i].next) {
        const BlockInfo *bi = &f->blocks[b.i];
        v->block = b;
        v->inst = NO_INS;
        if (b.i >= f->nblocks || bi->dead || bi->prev.i != prev || ++blocks >= f->nblocks) {
            fail(v, "V06", "the order of the blocks is broken");
            return false;
        }
        for (uint32_t k = 0; k < bi->nparams; k++) {
            Val x = bi->params[k];
            if (!val_ok(v, x) || !f->vals[x.i].is_param || f->vals[x.i].def != b.i || f->vals[x.i].index != k)
                fail(v, "V06", "parameter %u does not belong to its block", k);
            else
                check_number(v, x);
        }
        uint32_t before_i = 0, insts = 0;
        for (Ins i = bi->first; i.i; before_i = i.i, i = f->insts[i.i].next) {
            if (i.i >= f->ninsts || f->insts[i.i].block.i != b.i || f->insts[i.i].prev.i != before_i ||
                ++insts >= f->ninsts) {
                fail(v, "V06", "the list of instructions is broken");
                return false;
            }
            v->inst = i;
            if (f->insts[i.i].op < OP_COUNT)
                check_inst_shape(v, &f->insts[i.i]);
            else
                fail(v, "V01", "there is no instruction %u", f->insts[i.i].op);
        }
        v->inst = NO_INS;
        const Term *t = &bi->term;
        for (uint32_t e = 0; e < t->nedges; e++)
            if (!t->edges[e].block.i || t->edges[e].block.i >= f->nblocks || f->blocks[t->edges[e].block.i].dead)
                fail(v, "V01", "an edge goes to a block that was removed");
        if (t->kind >= TERM_COUNT) fail(v, "V03", "the block has no proper terminator");
        if (t->kind >= TERM_INVOKE && t->kind <= TERM_INVOKE_C && t->nedges != 2)
            fail(v, "V03", "the block has no proper terminator");
        if (t->kind == TERM_INVOKE && (!t->func.i || t->func.i >= v->prog->funcs.len))
            fail(v, "V01", "there is no function %u", t->func.i);
        if (t->kind == TERM_INVOKE_C && (!t->ext.i || t->ext.i >= v->prog->exts.len))
            fail(v, "V01", "there is no external %u", t->ext.i);
    }
    return v->count == before;
}

static void check_signature(Verifier *v) {
    const Func *f = v->f;
    v->block = NO_BLK;
    if (f->closure_code) {
        bool ok = f->nparams >= 2 && f->nparams <= 127 && f->nresults == 1 && f->results[0] == L_VAL;
        for (uint32_t k = 0; ok && k < f->nparams; k++) ok = f->params[k] == L_VAL;
        if (!ok) fail(v, "V09", "code of closures has the shape (closure, val...) -> val with 1 to 126 arguments");
    }
    if (f->external) return;
    const BlockInfo *entry = block_at(f, f->entry);
    bool same = entry->nparams == f->nparams;
    for (uint32_t k = 0; same && k < f->nparams; k++) {
        const ValInfo *vi = val_info(f, entry->params[k]);
        same = vi->layout == f->params[k] && (vi->layout != L_VAL || vi->mode == f->param_modes[k]);
    }
    if (!same) fail(v, "V02", "the entry block's parameters differ from the signature");
}

static uint32_t verify_func(Verifier *v, const Func *f) {
    uint32_t before = v->count;
    v->f = f;
    v->block = NO_BLK;
    if (f->external) {
        check_signature(v);
        return v->count - before;
    }
    if (!check_shape(v)) return v->count - before;
    check_signature(v);
    v->cfg = cfg_compute(v->scratch, f);
    v->seen = NEW_ARRAY(v->scratch, uint32_t, f->nvals);
    v->tree = regions_find(v->scratch, f, v->cfg);
    v->cur = OUTSIDE;
    for (Blk b = f->entry; b.i; b = f->blocks[b.i].next) {
        const BlockInfo *bi = block_at(f, b);
        v->reachable = v->cfg->order[b.i] != UINT32_MAX;
        v->block = b;
        v->cur = v->tree && v->reachable ? v->tree->at_start[b.i] : OUTSIDE;
        for (uint32_t k = 0; k < bi->nparams; k++) v->seen[bi->params[k].i] = b.i;
        for (v->inst = bi->first; v->inst.i; v->inst = f->insts[v->inst.i].next) {
            const Inst *in = inst_at(f, v->inst);
            check_inst(v, in);
            if (v->tree && v->reachable) region_step(v, in);
            for (uint32_t k = 0; k < in->nres; k++)
                if (in->res.i + k < f->nvals) v->seen[in->res.i + k] = b.i;
        }
        check_term(v, &bi->term);
    }
    if (v->tree && v->count == before) check_lifetimes(v);
    return v->count - before;
}

static void check_data(Verifier *v, const Data *d) {
    const Program *p = v->prog;
    const char *name = d->name->text;
    if (d->external || d->is_string) return;
    for (uint32_t k = 0; k < d->nfields; k++) {
        const DataField *x = &d->fields[k];
        if (x->kind == DF_DATA) {
            const Data *to = x->data.i && x->data.i < p->datas.len ? program_data(p, x->data) : NULL;
            if (!to || to->dead)
                fail(v, "V22", "data @%s: field %u refers to data that is gone", name, k);
            else if (!to->external && x->i && (to->is_string || x->i < 0 || x->i >= to->nfields))
                fail(v, "V22", "data @%s: field %u points past @%s", name, k, to->name->text);
        } else if (x->kind == DF_CODE) {
            const Func *to = x->func.i && x->func.i < p->funcs.len ? program_func(p, x->func) : NULL;
            if (!to || to->dead)
                fail(v, "V22", "data @%s: field %u refers to a function that is gone", name, k);
            else if (!to->closure_code)
                fail(v, "V09", "data @%s: @%s is not marked as code of closures", name, to->name->text);
        } else if (x->kind > DF_EXTERN_CODE || (x->kind == DF_EXTERN_CODE && !x->symbol)) {
            fail(v, "V22", "data @%s: field %u is of no kind", name, k);
        }
    }
}

static void check_program(Verifier *v) {
    const Program *p = v->prog;
    v->f = NULL;
    for (uint32_t i = 1; i < p->datas.len; i++)
        if (!p->datas.data[i]->dead) check_data(v, p->datas.data[i]);
    for (uint32_t i = 0; i < p->inits.len; i++) {
        uint32_t id = p->inits.data[i].i;
        const Func *f = id && id < p->funcs.len ? p->funcs.data[id] : NULL;
        if (!f || f->dead || f->nparams || f->nresults != 1 || (f->results[0] != L_IMM && f->results[0] != L_VAL))
            fail(v, "V22", "initialiser %u is not a function () -> imm", i);
    }
    Map names = {0};
    for (uint32_t i = 1; i < p->funcs.len + p->datas.len; i++) {
        Name n = NULL;
        if (i < p->funcs.len)
            n = p->funcs.data[i]->dead ? NULL : p->funcs.data[i]->name;
        else if (i > p->funcs.len)
            n = p->datas.data[i - p->funcs.len]->dead ? NULL : p->datas.data[i - p->funcs.len]->name;
        if (!n) continue;
        if (map_getp(&names, n)) fail(v, "V23", "two symbols are named @%s", n->text);
        map_putp(&names, n, (void *)1);
    }
    map_free(&names);
}

uint32_t ir_verify(const Program *p, IrErrors *errs, Arena *a) {
    Verifier v = {.prog = p, .errs = errs, .texts = a ? a : p->arena, .scratch = arena_new("verify")};
    check_program(&v);
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        if (p->funcs.data[i]->dead) continue;
        verify_func(&v, p->funcs.data[i]);
        if (arena_bytes(v.scratch) > 64u << 10) {
            arena_reset(v.scratch);
        }
    }
    arena_free(v.scratch);
    return v.count;
}

uint32_t ir_verify_func(const Program *p, const Func *f, IrErrors *errs, Arena *a) {
    Verifier v = {.prog = p, .errs = errs, .texts = a ? a : p->arena, .scratch = arena_new("verify")};
    verify_func(&v, f);
    arena_free(v.scratch);
    return v.count;
}
