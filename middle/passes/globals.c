/* globals.c: what modules keep in their static blocks, across units.

   Needs: calls and initialisers of the whole program.  Guarantees: a slot of a module's block that is written once,
   with a constant or static data, is that value wherever it is read; stores into slots that nobody reads are gone; a
   block of constants that an initialiser makes once is static data, and so is a closure over constants, which lets
   calls of it be direct everywhere. Breaks: nothing.  Nothing is done with a module's
   block whose address is used in another way (a functor's argument).

   Reads come after the write: a variable is used only after its definition, also in other units, whose
   initialisers run later. */
#include "pass.h"

typedef struct Slot {
    uint32_t writes, reads;
    Val value;
    uint32_t func; /* where it is written */
} Slot;

typedef struct Globals {
    Program *p;
    Arena *a;
    Slot **slots;  /* data -> slots; NULL: not a module's block */
    bool *escapes; /* data -> its address is used in another way */
} Globals;

static const Data *root_of(const Program *p, const Func *f, Val v) {
    const Inst *in = val_def(f, v);
    if (!in || in->op != OP_DATA) return NULL;
    const Data *d = program_data(p, in->imm.data);
    return d->mutable_root && !d->external && !d->is_string ? d : NULL;
}

static Slot *slot_of(Globals *g, const Func *f, const Inst *in) {
    const Data *d = root_of(g->p, f, in->args[0]);
    if (!d || in->imm.i < 0 || in->imm.i >= d->nfields) return NULL;
    return &g->slots[d->id.i][in->imm.i];
}

static void scan_operand(Globals *g, const Func *f, Val v) {
    const Data *d = root_of(g->p, f, v);
    if (d) g->escapes[d->id.i] = true;
}

static void scan(Globals *g) {
    Program *p = g->p;
    for (uint32_t i = 1; i < p->datas.len; i++) {
        const Data *d = p->datas.data[i];
        if (d->mutable_root) g->slots[i] = NEW_ARRAY(g->a, Slot, d->nfields + 1);
        for (uint32_t k = 0; k < d->nfields; k++)
            if (d->fields[k].kind == DF_DATA) g->escapes[d->fields[k].data.i] = true;
    }
    for (uint32_t i = 1; i < p->funcs.len; i++) {
        const Func *f = p->funcs.data[i];
        if (f->dead || f->external) continue;
        FOR_BLOCKS(f, b) {
            FOR_INSTS(f, b, k) {
                const Inst *in = inst_at(f, k);
                if (in->op == OP_LOAD || in->op == OP_STORE || in->op == OP_MODIFY) {
                    Slot *s = slot_of(g, f, in);
                    if (!s)
                        scan_operand(g, f, in->args[0]);
                    else if (in->op == OP_LOAD)
                        s->reads++;
                    else {
                        s->writes++;
                        s->value = in->args[1];
                        s->func = i;
                    }
                    if (in->op != OP_LOAD) scan_operand(g, f, in->args[1]);
                    continue;
                }
                for (uint32_t j = 0; j < in->nargs; j++) scan_operand(g, f, in->args[j]);
            }
            const Term *t = &block_at(f, b)->term;
            for (uint32_t j = 0; j < t->nargs; j++) scan_operand(g, f, t->args[j]);
            for (uint32_t e = 0; e < t->nedges; e++)
                for (uint32_t j = 0; j < t->edges[e].nargs; j++) scan_operand(g, f, t->edges[e].args[j]);
        }
    }
}

/* ---- blocks that an initialiser makes once ------------------------------------------------------------- */

/* Closures that are only called are better left, for what is known of their calls; blocks that only calls get, too. */
enum { GIVEN = 1 /* to a function */, USED = 2 /* as a value otherwise, perhaps stored in a slot */ };

static void find_values(const Func *f, uint8_t *value) {
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            bool call = in->op == OP_CALL || in->op == OP_APPLY;
            bool first = call || in->op == OP_CLOENV || in->op == OP_CLOENTRY;
            for (uint32_t j = first; j < in->nargs; j++) value[in->args[j].i] |= call ? GIVEN : USED;
        }
    }
}

static void leave_args(const Func *f, uint32_t n, const Val *args, const uint8_t *value, uint8_t *left) {
    for (uint32_t k = 0; k < n; k++) {
        const Inst *in = val_def(f, args[k]);
        if (in && in->op == OP_ALLOC && !(value[args[k].i] & USED)) left[args[k].i] = 1;
    }
}

enum { STATIC_FIELDS = 16, CLOSURE_HEAD = 2 };

/* What static data instruction `in` would make; false: none. */
static bool static_fields(const Program *p, const Func *f, const Inst *in, const uint8_t *value, DataField *fields) {
    uint32_t head = 0;
    if (in->place != PLACE_HEAP || in->nargs > STATIC_FIELDS - CLOSURE_HEAD) return false;
    if (in->op == OP_CLOSURE) {
        if (in->aux != 1 || !value[in->res.i]) return false;
        fields[0] = (DataField){.kind = DF_CODE, .func = in->funcs[0]};
        fields[1] = static_closure_info(program_func(p, in->funcs[0])->nparams - 1);
        head = CLOSURE_HEAD;
    } else if (in->op != OP_ALLOC || (in->imm.i >= 246 && in->imm.i != 254)) {
        return false;
    }
    for (uint32_t j = 0; j < in->nargs; j++)
        if (!constant_field(f, in->args[j], &fields[head + j])) return false;
    return true;
}

static void make_static(Program *p, Func *f) {
    Arena *a = arena_new("globals");
    const Cfg *c = cfg_compute(a, f);
    /* initialised by a store that static data may not have; or what an edge or a call brings, a loop's first
       accumulator: the parameter is its fields, as long as nobody has to think that they may be written */
    uint8_t *left = NEW_ARRAY(a, uint8_t, f->nvals), *value = NEW_ARRAY(a, uint8_t, f->nvals);
    find_values(f, value);
    FOR_BLOCKS(f, b) {
        FOR_INSTS(f, b, k) {
            const Inst *in = inst_at(f, k);
            if (in->op == OP_STORE && in->layout == L_VAL) left[in->args[0].i] = 1;
            if (in->op == OP_CALL || in->op == OP_APPLY) leave_args(f, in->nargs, in->args, value, left);
        }
        const Term *t = &block_at(f, b)->term;
        if (t->kind == TERM_INVOKE || t->kind == TERM_INVOKE_APPLY) leave_args(f, t->nargs, t->args, value, left);
        for (uint32_t e = 0; e < t->nedges; e++)
            for (uint32_t k = 0; k < t->edges[e].nargs; k++) left[t->edges[e].args[k].i] = 1;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->loop_depth[c->rpo[i].i]) continue;
        FOR_INSTS(f, c->rpo[i], k) {
            Inst *in = inst_at(f, k);
            DataField fields[STATIC_FIELDS];
            if (left[in->res.i] || !static_fields(p, f, in, value, fields)) continue;
            bool closure = in->op == OP_CLOSURE;
            uint32_t n = in->nargs + (closure ? CLOSURE_HEAD : 0);
            const char *name = val_info(f, in->res)->name ? val_info(f, in->res)->name->text : "block";
            Data *d = data_new(p, name_printf(p->session->names, "%s.%s", f->source_name->text, name),
                               closure ? 247 : (uint8_t)in->imm.i, n);
            memcpy(d->fields, fields, n * sizeof *fields);
            d->mutable_root = !closure; /* a ref, an array, a record: it may be written */
            d->loc = in->loc;
            site_fate(p, in->site, FATE_STATIC);
            in = inst_at(f, k);
            in->op = OP_DATA;
            in->layout = L_VAL;
            in->nargs = 0;
            in->imm.i = 0;
            in->imm.data = d->id;
            in->site = NO_SITE;
        }
    }
    arena_free(a);
}

/* ---- reads ------------------------------------------------------------------------------------------------- */

static void replace_reads(Globals *g, Func *f) {
    Subst s;
    subst_init(&s, f);
    FOR_BLOCKS(f, b)
    for (Ins k = block_at(f, b)->first, next; k.i; k = next) {
        Inst *in = inst_at(f, k);
        next = in->next;
        if (in->op != OP_LOAD && in->op != OP_STORE && in->op != OP_MODIFY) continue;
        Slot *sl = slot_of(g, f, in);
        if (!sl || g->escapes[root_of(g->p, f, in->args[0])->id.i]) continue;
        if (in->op != OP_LOAD) {
            if (!sl->reads) inst_remove(f, k);
            continue;
        }
        /* A ref that has become static data may be read before it is written; what never changes may not. */
        if (!(in->flags & IF_IMMUT)) continue;
        DataField v = root_of(g->p, f, in->args[0])->fields[in->imm.i];
        const Func *from = sl->writes == 1 ? g->p->funcs.data[sl->func] : NULL;
        if (from ? !from->is_init || !constant_field(from, sl->value, &v) : sl->writes > 0) continue;
        if (v.kind != DF_IMM && (v.kind != DF_DATA || v.i != 0)) continue;
        Layout l = (Layout)in->layout;
        if (l != L_VAL && l != L_IMM) continue;
        Cursor c = cursor_before(g->p, f, k);
        Val r = v.kind == DF_DATA ? cur_data(&c, v.data) : cur_as(&c, cur_const(&c, L_IMM, v.i), l);
        if (val_layout(f, r) != l) continue;
        subst_set(&s, inst_at(f, k)->res, r);
        inst_remove(f, k);
    }
    subst_apply(&s, f);
    subst_free(&s);
}

void pass_globals(PassContext *cx) {
    Program *p = cx->prog;
    if (!p->inits.len) return;
    for (uint32_t i = 0; i < p->inits.len; i++) make_static(p, program_func(p, p->inits.data[i]));
    Arena *a = arena_new("globals");
    Globals g = {.p = p, .a = a};
    g.slots = NEW_ARRAY(a, Slot *, p->datas.len);
    g.escapes = NEW_ARRAY(a, bool, p->datas.len);
    scan(&g);
    for (uint32_t i = 1; i < p->funcs.len; i++)
        if (!p->funcs.data[i]->dead && !p->funcs.data[i]->external) replace_reads(&g, p->funcs.data[i]);
    arena_free(a);
}
