/* lower_free.c: the walk over a unit before it is lowered.

   It finds the functions, which of them are called and which are used as values, and the free variables of each
   group of functions.  A use of variable x adds x to every group between the use and the function that binds x; it
   stops at the first group that has x already, so the whole walk is linear in the program plus the sizes of the sets.
   Which free variables must really be captured (not those that turn out static, nor functions that turn out
   closed) is decided when the group is defined.  */
#include "lower_ctx.h"

typedef struct Scan {
    Lowering *l;
    FunInfo *fun;
} Scan;

static void scan(Scan *s, TExpr *e, bool tail);
static void scan_items(Scan *s, TItem *const *items, uint32_t n);

FunInfo *fun_info(Lowering *l, const TExpr *e) {
    return map_getp(&l->funs, e);
}

bool binding_is_fun(const TBinding *b) {
    return b->pat->kind == TP_VAR && b->expr->kind == TE_FUN;
}

/* `lazy e` needs no suspension when e is a value already and its representation cannot be mistaken for a lazy block
   (nor for a float, which must not be found in place of a block). */
bool lazy_is_direct(const TExpr *body) {
    switch (body->kind) {
    case TE_CONST: return body->u.constant->kind != CONST_FLOAT;
    case TE_FUN:
    case TE_PRIM: return true;
    case TE_CONSTRUCT: return body->u.construct.args.n == 0;
    case TE_VAR: {
        Rep r = ty_rep(body->type);
        return r != REP_ANY && r != REP_FLOAT && r != REP_LAZY;
    }
    default: return false;
    }
}

static void own(Scan *s, Var *v) {
    if (!v) return;
    VarInfo *vi = var_info(s->l, v);
    vi->owner = s->fun;
}

static void own_pat(Scan *s, const TPat *p) {
    switch (p->kind) {
    case TP_VAR: own(s, p->u.var); break;
    case TP_ALIAS:
        own(s, p->u.alias.var);
        own_pat(s, p->u.alias.pat);
        break;
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        for (uint32_t i = 0; i < p->u.sub.n; i++) own_pat(s, p->u.sub.items[i]);
        break;
    case TP_CONSTRUCT:
        for (uint32_t i = 0; i < p->u.construct.args.n; i++) own_pat(s, p->u.construct.args.items[i]);
        break;
    case TP_OR: own_pat(s, p->u.alt.left); break; /* the right side binds the same variables */
    case TP_LAZY: own_pat(s, p->u.lazy); break;
    default: break;
    }
}

static void use(Scan *s, Var *v) {
    if (v->kind == VAR_GLOBAL) return;
    VarInfo *vi = var_info(s->l, v);
    for (FunInfo *f = s->fun; f && f != vi->owner; f = f->outer) {
        FunGroup *g = f->group;
        if ((vi->fun && vi->fun->group == g) || map_getp(&g->free_set, v)) break;
        map_putp(&g->free_set, v, v);
        vec_push_in(s->l->arena, &g->free, v);
    }
}

/* ---- functions ---------------------------------------------------------------------------------- */
static FunInfo *new_fun(Scan *s, const TExpr *e, Var *v, FunGroup *g) {
    FunInfo *f = NEW(s->l->arena, FunInfo);
    f->node = e;
    f->var = v;
    f->group = g;
    f->outer = s->fun;
    f->loc = e->loc;
    f->nparams = e->kind == TE_FUN ? e->u.fun.params.n : 1;
    if (v) {
        var_info(s->l, v)->fun = f;
        f->global = v->kind == VAR_GLOBAL;
    }
    map_putp(&s->l->funs, e, f);
    return f;
}

static FunGroup *new_group(Scan *s, uint32_t n) {
    FunGroup *g = NEW(s->l->arena, FunGroup);
    g->n = n;
    g->funs = NEW_ARRAY(s->l->arena, FunInfo *, n);
    return g;
}

/* Patterns of exceptions read the identity, which may be a local variable. */
static void scan_pat(Scan *s, const TPat *p) {
    switch (p->kind) {
    case TP_ALIAS: scan_pat(s, p->u.alias.pat); break;
    case TP_TUPLE:
    case TP_RECORD:
    case TP_ARRAY:
        for (uint32_t i = 0; i < p->u.sub.n; i++) scan_pat(s, p->u.sub.items[i]);
        break;
    case TP_CONSTRUCT:
        if (p->u.construct.constr->exn) {
            use(s, p->u.construct.constr->exn);
            if (p->u.construct.constr->record) map_putp(&s->l->exn_records, p->u.construct.constr->record, s);
        }
        for (uint32_t i = 0; i < p->u.construct.args.n; i++) scan_pat(s, p->u.construct.args.items[i]);
        break;
    case TP_OR:
        scan_pat(s, p->u.alt.left);
        scan_pat(s, p->u.alt.right);
        break;
    case TP_LAZY: scan_pat(s, p->u.lazy); break;
    default: break;
    }
}

static void bind_pat(Scan *s, const TPat *p) {
    own_pat(s, p);
    scan_pat(s, p);
}

static void scan_cases(Scan *s, TCase *cases, uint32_t n, bool tail) {
    for (uint32_t i = 0; i < n; i++) {
        bind_pat(s, cases[i].pat);
        if (cases[i].guard) scan(s, cases[i].guard, false);
        if (cases[i].body) scan(s, cases[i].body, tail);
    }
}

static void scan_fun(Scan *s, FunInfo *f) {
    FunInfo *outer = s->fun;
    TExpr *e = (TExpr *)f->node;
    s->fun = f;
    if (e->kind == TE_LAZY) {
        scan(s, e->u.one, true);
    } else {
        for (uint32_t i = 0; i < e->u.fun.params.n; i++) {
            bind_pat(s, e->u.fun.params.items[i].pat);
            if (e->u.fun.params.items[i].def) scan(s, e->u.fun.params.items[i].def, false);
        }
        if (e->u.fun.body)
            scan(s, e->u.fun.body, true);
        else
            scan_cases(s, e->u.fun.cases.items, e->u.fun.cases.n, true);
    }
    s->fun = outer;
}

static void scan_anonymous(Scan *s, TExpr *e) {
    FunGroup *g = new_group(s, 1);
    g->funs[0] = new_fun(s, e, NULL, g);
    g->funs[0]->escapes = true;
    scan_fun(s, g->funs[0]);
}

static void scan_binds(Scan *s, bool rec, TBinding *binds, uint32_t n) {
    uint32_t nfuns = 0;
    for (uint32_t i = 0; i < n; i++) nfuns += binding_is_fun(&binds[i]);
    FunGroup *g = rec && nfuns ? new_group(s, nfuns) : NULL;
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        bind_pat(s, binds[i].pat);
        if (g && binding_is_fun(&binds[i])) {
            FunInfo *f = new_fun(s, binds[i].expr, binds[i].pat->u.var, g);
            f->entry = k;
            g->funs[k++] = f;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!binding_is_fun(&binds[i])) {
            scan(s, binds[i].expr, false);
        } else if (rec) {
            scan_fun(s, fun_info(s->l, binds[i].expr));
        } else {
            /* The name is not in scope in its own body; an outer variable of that name is another Var. */
            FunGroup *own_group = new_group(s, 1);
            own_group->funs[0] = new_fun(s, binds[i].expr, binds[i].pat->u.var, own_group);
            scan_fun(s, own_group->funs[0]);
        }
    }
}

/* ---- expressions ------------------------------------------------------------------------------------ */
static void scan_list(Scan *s, TExpr *const *items, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (items[i]) scan(s, items[i], false);
}

static void scan_apply(Scan *s, TExpr *e, bool tail) {
    TExpr *fn = e->u.apply.fn;
    uint32_t n = e->u.apply.args.n;
    if (fn->kind == TE_VAR) {
        use(s, fn->u.var);
        FunInfo *f = var_info(s->l, fn->u.var)->fun;
        if (f) {
            bool all = n >= f->nparams;
            for (uint32_t i = 0; i < n && all; i++) all = e->u.apply.args.items[i] != NULL;
            f->called = true;
            bool unrolled = attr_find(e->attrs, "unrolled") || attr_find(fn->attrs, "unrolled");
            if (tail && f == s->fun && n == f->nparams && all && !unrolled) f->self_tail = true;
        }
    } else {
        scan(s, fn, false);
    }
    scan_list(s, e->u.apply.args.items, n);
}

static void scan(Scan *s, TExpr *e, bool tail) {
    for (;;) {
        switch (e->kind) {
        case TE_VAR:
            use(s, e->u.var);
            if (var_info(s->l, e->u.var)->fun) var_info(s->l, e->u.var)->fun->escapes = true;
            return;
        case TE_PRIM:
        case TE_CONST:
        case TE_FORMAT:
        case TE_UNREACHABLE:
        case TE_ERROR: return;
        case TE_LET:
            scan_binds(s, e->u.let.rec, e->u.let.binds.items, e->u.let.binds.n);
            e = e->u.let.body;
            continue;
        case TE_FUN: scan_anonymous(s, e); return;
        case TE_APPLY: scan_apply(s, e, tail); return;
        case TE_PRIM_APPLY: {
            uint32_t n = e->u.prim_apply.args.n;
            int kind = prim_bool_kind(e->u.prim_apply.prim);
            const char *app = prim_apply_form(e->u.prim_apply.prim);
            if ((kind == 1 || kind == 2) && n == 2) {
                scan(s, e->u.prim_apply.args.items[0], false);
                e = e->u.prim_apply.args.items[1];
                continue;
            }
            if (app && n == 2) { /* f @@ x: f is called */
                TExpr *fn = e->u.prim_apply.args.items[app[0] == 'a' ? 0 : 1];
                if (fn->kind == TE_VAR && var_info(s->l, fn->u.var)->fun) {
                    FunInfo *f = var_info(s->l, fn->u.var)->fun;
                    f->called = true;
                    if (tail && f == s->fun && f->nparams == 1) f->self_tail = true;
                } else if (fn->kind == TE_APPLY && fn->u.apply.fn->kind == TE_VAR &&
                           var_info(s->l, fn->u.apply.fn->u.var)->fun == s->fun && s->fun && tail) {
                    s->fun->self_tail = true;
                }
            }
            scan_list(s, e->u.prim_apply.args.items, n);
            return;
        }
        case TE_MATCH:
            scan(s, e->u.match.scrut, false);
            scan_cases(s, e->u.match.cases.items, e->u.match.cases.n, tail);
            return;
        case TE_TRY:
            scan(s, e->u.match.scrut, false);
            scan_cases(s, e->u.match.cases.items, e->u.match.cases.n, tail);
            return;
        case TE_TUPLE:
        case TE_ARRAY: scan_list(s, e->u.sub.items, e->u.sub.n); return;
        case TE_CONSTRUCT:
            if (e->u.construct.constr->exn) use(s, e->u.construct.constr->exn);
            scan_list(s, e->u.construct.args.items, e->u.construct.args.n);
            return;
        case TE_RECORD:
            if (e->u.record.constr && e->u.record.constr->exn) use(s, e->u.record.constr->exn);
            if (e->u.record.base) scan(s, e->u.record.base, false);
            scan_list(s, e->u.record.fields.items, e->u.record.fields.n);
            return;
        case TE_FIELD:
            e = e->u.field.expr;
            tail = false;
            continue;
        case TE_SETFIELD:
            scan(s, e->u.field.expr, false);
            e = e->u.field.value;
            tail = false;
            continue;
        case TE_IF:
            scan(s, e->u.cond.cond, false);
            scan(s, e->u.cond.then, tail);
            if (!e->u.cond.els) return;
            e = e->u.cond.els;
            continue;
        case TE_SEQUENCE:
            scan(s, e->u.seq.first, false);
            e = e->u.seq.second;
            continue;
        case TE_WHILE:
            scan(s, e->u.loop.cond, false);
            scan(s, e->u.loop.body, false);
            return;
        case TE_FOR:
            own(s, e->u.for_.var);
            scan(s, e->u.for_.lo, false);
            scan(s, e->u.for_.hi, false);
            scan(s, e->u.for_.body, false);
            return;
        case TE_ASSERT:
            if (!e->u.one) return;
            e = e->u.one;
            tail = false;
            continue;
        case TE_LAZY:
            if (!lazy_is_direct(e->u.one) && e->u.one->kind != TE_VAR && e->u.one->kind != TE_CONST) {
                scan_anonymous(s, e);
                return;
            }
            e = e->u.one;
            tail = false;
            continue;
        case TE_LETEXCEPTION:
            own(s, e->u.letexception.constr->exn);
            e = e->u.letexception.body;
            continue;
        case TE_LETMODULE:
            scan_items(s, e->u.letmodule.items.items, e->u.letmodule.items.n);
            e = e->u.letmodule.body;
            continue;
        case TE_REGION_LOCAL:
        case TE_STACK:
        case TE_EXCLAVE: e = e->u.one; continue;
        }
        UNREACHABLE();
    }
}

static void scan_items(Scan *s, TItem *const *items, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        TItem *it = items[i];
        switch (it->kind) {
        case TI_EVAL: scan(s, it->u.eval, false); break;
        case TI_VALUE: scan_binds(s, it->u.value.rec, it->u.value.binds.items, it->u.value.binds.n); break;
        case TI_EXCEPTION: own(s, it->u.exception.constr->exn); break;
        case TI_EXN_REBIND:
            own(s, it->u.exception.constr->exn);
            if (it->u.exception.from->exn) use(s, it->u.exception.from->exn);
            break;
        case TI_GROUP: scan_items(s, it->u.group.items, it->u.group.n); break;
        }
    }
}

void scan_unit(Lowering *l, const Unit *u) {
    Scan s = {.l = l};
    scan_items(&s, u->items.items, u->items.n);
}
