/* lower.c: compilation units: the static block, the initialiser, the items of structures.

   The initialiser is cut into functions of bounded size, run one after the other: what a module defines lives in
   static data or in the unit's static block, so nothing else connects its items.  */
#include "lower_ctx.h"

enum { MAX_ITEMS = 50, MAX_INSTS = 2000 };

Lowering *lower_new(Program *p, const LowerOptions *opt) {
    Lowering *l = NEW(p->arena, Lowering);
    l->p = p;
    l->arena = p->arena;
    l->scratch = arena_new("lowering");
    l->opt = *opt;
    return l;
}

void lower_options(Lowering *l, const LowerOptions *opt) {
    l->opt = *opt;
}

int64_t exn_id(DataId d) {
    return ((int64_t)1 << 40) + d.i;
}

/* ---- the initialiser ---------------------------------------------------------------------------- */
static void open_init(Lowering *l) {
    const char *unit = l->unit_name->text;
    NameTable *names = l->p->session->names;
    Name name = l->init_chunks ? name_printf(names, "%s/init%u", unit, l->init_chunks + 1)
                               : name_printf(names, "%s/init", unit);
    l->init_chunks++;
    l->init_items = l->init_insts = 0;
    Layout result = L_IMM;
    Func *f = func_new(l->p, name, 0, NULL, 1, &result);
    f->is_init = true;
    f->source_name = name_ofz(names, unit);
    f->loc = l->unit->module->loc;
    fc_start(&l->init_storage, l, f, NULL);
    l->init = &l->init_storage;
}

static void close_init(Lowering *l) {
    FuncCtx *fc = l->init;
    Func *f = fc->b.func;
    l->init = NULL;
    if (!block_at(f, f->entry)->first.i && f->last_block.i == f->entry.i &&
        block_at(f, f->entry)->term.kind == TERM_NONE) { /* nothing to do */
        term_unreachable(&fc->b);
        f->dead = true;
        return;
    }
    lo_return(fc, op_unit());
    fc_finish(fc);
    vec_push(&l->p->inits, f->id);
}

/* The initialiser with room for another item. */
static FuncCtx *init_for_item(Lowering *l) {
    if (l->init && l->init->b.func->ninsts > l->init_insts) {
        l->init_insts = l->init->b.func->ninsts;
        l->init_items++;
    }
    if (l->init && (l->init_items >= MAX_ITEMS || l->init_insts >= MAX_INSTS)) close_init(l);
    if (!l->init) open_init(l);
    if (l->init->dead) /* after `let x = raise e`: what follows is compiled all the same, others may name it */
        lo_enter(l->init, lo_new_block(l->init, NULL));
    return l->init;
}

/* ---- items ------------------------------------------------------------------------------------------- */
/* For every variable of a pattern. */
static void each_var(FuncCtx *fc, const TPat *p, void (*visit)(FuncCtx *, Var *)) {
    switch (p->kind) {
    case TP_VAR: visit(fc, p->u.var); break;
    case TP_ALIAS:
        visit(fc, p->u.alias.var);
        each_var(fc, p->u.alias.pat, visit);
        break;
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        for (uint32_t i = 0; i < p->u.sub.n; i++) each_var(fc, p->u.sub.items[i], visit);
        break;
    case TP_CONSTRUCT:
        for (uint32_t i = 0; i < p->u.construct.args.n; i++) each_var(fc, p->u.construct.args.items[i], visit);
        break;
    case TP_OR: each_var(fc, p->u.alt.left, visit); break; /* both sides bind the same */
    case TP_LAZY: each_var(fc, p->u.lazy, visit); break;
    default: break;
    }
}

/* Control never gets past the definition, but other code may name its variables. */
static void bind_nothing(FuncCtx *fc, Var *v) {
    if (!var_info(fc->l, v)->fun) bind_var(fc, v, op_unit());
}

/* A module-level exception is a constant: each module is evaluated once. */
static void define_exception(Lowering *l, const Constr *c) {
    Var *v = c->exn;
    NameTable *names = l->p->session->names;
    const char *path = v->qualified ? v->qualified : v->name->text;
    Data *d = data_new(l->p, name_printf(names, "%s.%s", l->unit_name->text, path), 248, 2);
    d->loc = c->loc;
    /* as OCaml prints it: units of the standard library are modules of Stdlib */
    const Module *unit = l->unit->module;
    Name name = name_printf(names, "%s.%s", unit->name->text, path);
    if (unit->from_stdlib && strcmp(unit->name->text, "Stdlib") != 0 &&
        strncmp(unit->name->text, "Camlinternal", 12) != 0)
        name = name_printf(names, "Stdlib.%s", name->text);
    d->fields[0] = lo_field_data(data_string(l->p, name->text, name->len)->id);
    d->fields[1] = (DataField){.kind = DF_IMM, .i = exn_id(d->id)};
    VarInfo *vi = var_info(l, v);
    vi->opd = op_data(d->id);
    vi->is_static = vi->bound = true;
}

static void lower_global_item(Lowering *l, TItem *it) {
    if (it->kind == TI_GROUP) {
        for (uint32_t i = 0; i < it->u.group.n; i++) lower_global_item(l, it->u.group.items[i]);
        return;
    }
    arena_reset(l->scratch);
    FuncCtx *fc = init_for_item(l);
    fc->b.loc = it->loc;
    switch (it->kind) {
    case TI_EVAL:
        region_push(fc);
        lower_effect(fc, it->u.eval);
        region_pop(fc);
        break;
    case TI_VALUE:
        region_push(fc);
        if (it->u.value.rec) lower_binds(fc, true, it->u.value.binds.items, it->u.value.binds.n);
        for (uint32_t i = 0; i < it->u.value.binds.n; i++) {
            TBinding *b = &it->u.value.binds.items[i];
            if (!it->u.value.rec) {
                lower_binds(fc, false, b, 1);
                each_var(fc, b->pat, fc->dead ? bind_nothing : publish_global);
            } else if (b->pat->kind != TP_VAR) {
                each_var(fc, b->pat, publish_global);
            }
        }
        region_pop(fc);
        break;
    case TI_EXCEPTION:
        if (it->u.exception.constr->exn->kind == VAR_GLOBAL)
            define_exception(l, it->u.exception.constr);
        else
            bind_var(fc, it->u.exception.constr->exn, fresh_exception(fc, it->u.exception.constr));
        break;
    case TI_EXN_REBIND:
        if (it->u.exception.constr->exn != it->u.exception.from->exn) {
            bind_var(fc, it->u.exception.constr->exn, exn_operand(fc, it->u.exception.from));
            publish_global(fc, it->u.exception.constr->exn);
        }
        break;
    case TI_GROUP: break;
    }
}

void lower_items(FuncCtx *fc, TItem *const *items, uint32_t n) {
    for (uint32_t i = 0; i < n && !fc->dead; i++) {
        TItem *it = items[i];
        fc->b.loc = it->loc;
        switch (it->kind) {
        case TI_EVAL: lower_effect(fc, it->u.eval); break;
        case TI_VALUE: lower_binds(fc, it->u.value.rec, it->u.value.binds.items, it->u.value.binds.n); break;
        case TI_EXCEPTION:
            bind_var(fc, it->u.exception.constr->exn, fresh_exception(fc, it->u.exception.constr));
            break;
        case TI_EXN_REBIND:
            if (it->u.exception.constr->exn != it->u.exception.from->exn)
                bind_var(fc, it->u.exception.constr->exn, exn_operand(fc, it->u.exception.from));
            break;
        case TI_GROUP: lower_items(fc, it->u.group.items, it->u.group.n); break;
        }
    }
}

void lower_unit(Lowering *l, const Unit *u) {
    l->unit = u;
    l->nslots = l->init_chunks = 0;
    l->init = NULL;
    l->unique = 0;
    l->unit_name = u->module->name; /* a program's List and the library's may meet */
    while (map_getp(&l->p->data_by_name, l->unit_name))
        l->unit_name = name_printf(l->p->session->names, "%s'", l->unit_name->text);
    Data *root = data_new(l->p, l->unit_name, 0, 0);
    root->mutable_root = true;
    l->root = root->id;
    scan_unit(l, u);
    obligations_begin(l);
    for (uint32_t i = 0; i < u->items.n; i++) lower_global_item(l, u->items.items[i]);
    if (l->init) close_init(l);
    obligations_end(l);
    root = program_data(l->p, l->root);
    root->nfields = l->nslots;
    root->fields = NEW_ARRAY(l->p->arena, DataField, l->nslots + 1); /* all unit */
    root->dead = l->nslots == 0;
    map_free(&l->funs);
    l->funs = (Map){0};
}

void lower_finish(Lowering *l) {
    l->unit = NULL;
    lower_lazy_finish(l);
    arena_free(l->scratch);
    l->scratch = NULL;
    map_free(&l->prim_funs);
    map_free(&l->prim_infos);
    map_free(&l->exn_records);
}
