/* check_rec.c: what may be generalised, and what may be recursive.

   Recursive values: after OCaml's rule ("A practical mode system for recursive definitions",
   A. Reynaud, G. Scherer, J. Yallop, 2021).  A use of a recursive variable has a mode: under a
   function (DELAY), inside a constructor (GUARD), as the result itself (RETURN), or looked
   at (DEREF).  A right-hand side whose size is known statically may use the variables up
   to GUARD; another one only up to DELAY.  */
#include "check.h"

/* ---- the value restriction --------------------------------------------------------------------- */
static bool all_nonexpansive(TExpr *const *items, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (items[i] && !is_nonexpansive(items[i])) return false;
    return true;
}
bool is_nonexpansive(const TExpr *e) {
    switch (e->kind) {
    case TE_VAR:
    case TE_PRIM:
    case TE_CONST:
    case TE_FORMAT:
    case TE_FUN:
    case TE_UNREACHABLE:
    case TE_ERROR: return true;
    case TE_LET:
        for (uint32_t i = 0; i < e->u.let.binds.n; i++)
            if (!is_nonexpansive(e->u.let.binds.items[i].expr)) return false;
        return is_nonexpansive(e->u.let.body);
    case TE_APPLY: /* a partial application whose first argument is missing */
        return e->u.apply.args.n && !e->u.apply.args.items[0] && is_nonexpansive(e->u.apply.fn) &&
               all_nonexpansive(e->u.apply.args.items, e->u.apply.args.n);
    case TE_MATCH:
        if (!is_nonexpansive(e->u.match.scrut)) return false;
        for (uint32_t i = 0; i < e->u.match.cases.n; i++) {
            const TCase *k = &e->u.match.cases.items[i];
            if (k->is_exception || (k->guard && !is_nonexpansive(k->guard)) || (k->body && !is_nonexpansive(k->body)))
                return false;
        }
        return true;
    case TE_TUPLE: return all_nonexpansive(e->u.sub.items, e->u.sub.n);
    case TE_CONSTRUCT:
        /* list literals are long: along the last argument in a loop */
        while (e->kind == TE_CONSTRUCT && e->u.construct.args.n) {
            uint32_t n = e->u.construct.args.n;
            if (!all_nonexpansive(e->u.construct.args.items, n - 1)) return false;
            e = e->u.construct.args.items[n - 1];
        }
        return e->kind == TE_CONSTRUCT || is_nonexpansive(e);
    case TE_RECORD:
        for (uint32_t i = 0; i < e->u.record.fields.n; i++) {
            const TExpr *f = e->u.record.fields.items[i];
            const Field *field = e->u.record.decl->fields.items[i];
            if (field->mutable && (f || e->u.record.base)) return false;
            if (f && !is_nonexpansive(f)) return false;
        }
        return !e->u.record.base || is_nonexpansive(e->u.record.base);
    case TE_FIELD: return is_nonexpansive(e->u.field.expr);
    case TE_ARRAY: return e->u.sub.n == 0;
    case TE_IF: return is_nonexpansive(e->u.cond.then) && (!e->u.cond.els || is_nonexpansive(e->u.cond.els));
    case TE_SEQUENCE: return is_nonexpansive(e->u.seq.second);
    case TE_ASSERT: return e->u.one == NULL;
    case TE_LAZY:
    case TE_REGION_LOCAL:
    case TE_STACK:
    case TE_EXCLAVE: return is_nonexpansive(e->u.one);
    case TE_LETEXCEPTION: return is_nonexpansive(e->u.letexception.body);
    case TE_LETMODULE: return e->u.letmodule.items.n == 0 && is_nonexpansive(e->u.letmodule.body);
    case TE_PRIM_APPLY:
    case TE_SETFIELD:
    case TE_TRY:
    case TE_WHILE:
    case TE_FOR: return false;
    }
    UNREACHABLE();
}

/* ---- let rec ----------------------------------------------------------------------------------------- */
typedef enum { USE_NONE, USE_DELAY, USE_GUARD, USE_RETURN, USE_DEREF } Use;

/* The mode of a use in mode `inner` of an expression that is itself used in mode `outer`. */
static Use compose(Use outer, Use inner) {
    switch (outer) {
    case USE_NONE: return USE_NONE;
    case USE_DELAY: return USE_DELAY;
    case USE_GUARD: return inner == USE_RETURN ? USE_GUARD : inner;
    case USE_RETURN: return inner;
    case USE_DEREF: return USE_DEREF;
    }
    UNREACHABLE();
}
static Use at_least(Use a, Use b) {
    return a > b ? a : b;
}

static void use(TExpr *e, Use m);
static void use_all(TExpr **items, uint32_t n, Use m) {
    for (uint32_t i = n; i-- > 0;)
        if (items[i]) use(items[i], m);
}
/* The strongest use of a pattern's variables so far; DEREF when matching looks at the value. */
static Use pattern_use(const TPat *p) {
    switch (p->kind) {
    case TP_ANY: return USE_NONE;
    case TP_VAR: return (Use)p->u.var->rec_mode;
    case TP_ALIAS: return at_least(pattern_use(p->u.alias.pat), (Use)p->u.alias.var->rec_mode);
    case TP_OR: return at_least(pattern_use(p->u.alt.left), pattern_use(p->u.alt.right));
    case TP_CONST:
    case TP_INTERVAL:
    case TP_TUPLE:
    case TP_CONSTRUCT:
    case TP_RECORD:
    case TP_ARRAY:
    case TP_LAZY:
    case TP_VARIANT: break;
    }
    return USE_DEREF;
}
static void use_cases(TCase *cases, uint32_t n, Use m, Use *scrutinee) {
    for (uint32_t i = 0; i < n; i++) {
        if (cases[i].guard) use(cases[i].guard, compose(m, USE_DEREF));
        if (cases[i].body) use(cases[i].body, m);
        if (scrutinee) *scrutinee = at_least(*scrutinee, pattern_use(cases[i].pat));
    }
}
static void use_bindings(TBinding *binds, uint32_t n, bool rec) {
    /* Twice for let rec: the second time the uses among themselves are known. */
    for (int round = 0; round <= rec; round++)
        for (uint32_t i = n; i-- > 0;) use(binds[i].expr, at_least(pattern_use(binds[i].pat), USE_GUARD));
}
static void use_items(TItem **items, uint32_t n) {
    for (uint32_t i = n; i-- > 0;) switch (items[i]->kind) {
        case TI_EVAL: use(items[i]->u.eval, USE_GUARD); break;
        case TI_VALUE:
            use_bindings(items[i]->u.value.binds.items, items[i]->u.value.binds.n, items[i]->u.value.rec);
            break;
        case TI_GROUP: use_items(items[i]->u.group.items, items[i]->u.group.n); break;
        case TI_EXCEPTION:
        case TI_EXN_REBIND: break;
        }
}
static bool is_makemutable(const Prim *p) {
    return !strcmp(p->symbol, "%makemutable") || !strcmp(p->symbol, "%makelocalmutable");
}

/* Bodies before what they bind: the bound variable's mode is then known. */
static void use(TExpr *e, Use m) {
    switch (e->kind) {
    case TE_VAR:
        if (m > (Use)e->u.var->rec_mode) e->u.var->rec_mode = (uint8_t)m;
        return;
    case TE_PRIM:
    case TE_CONST:
    case TE_FORMAT:
    case TE_UNREACHABLE:
    case TE_ERROR: return;
    case TE_FUN: {
        Use in = compose(m, USE_DELAY);
        if (e->u.fun.body) use(e->u.fun.body, in);
        use_cases(e->u.fun.cases.items, e->u.fun.cases.n, in, NULL);
        for (uint32_t i = 0; i < e->u.fun.params.n; i++)
            if (e->u.fun.params.items[i].def) use(e->u.fun.params.items[i].def, in);
        return;
    }
    case TE_LAZY: use(e->u.one, compose(m, USE_DELAY)); return;
    case TE_LET:
        use(e->u.let.body, m);
        use_bindings(e->u.let.binds.items, e->u.let.binds.n, e->u.let.rec);
        return;
    case TE_APPLY: {
        bool partial = false;
        for (uint32_t i = 0; i < e->u.apply.args.n; i++) partial |= !e->u.apply.args.items[i];
        Use in = compose(m, partial ? USE_GUARD : USE_DEREF);
        use_all(e->u.apply.args.items, e->u.apply.args.n, in);
        use(e->u.apply.fn, in);
        return;
    }
    case TE_PRIM_APPLY:
        use_all(e->u.prim_apply.args.items, e->u.prim_apply.args.n,
                compose(m, is_makemutable(e->u.prim_apply.prim) ? USE_GUARD : USE_DEREF));
        return;
    case TE_MATCH: {
        Use scrut = USE_GUARD;
        use_cases(e->u.match.cases.items, e->u.match.cases.n, m, &scrut);
        use(e->u.match.scrut, compose(m, scrut));
        return;
    }
    case TE_TRY:
        use_cases(e->u.match.cases.items, e->u.match.cases.n, m, NULL);
        use(e->u.match.scrut, compose(m, USE_DEREF));
        return;
    case TE_TUPLE: use_all(e->u.sub.items, e->u.sub.n, compose(m, USE_GUARD)); return;
    case TE_ARRAY: {
        Rep rep = ty_element_rep(e->type);
        bool flat = rep == REP_FLOAT || rep == REP_ANY; /* looks whether elements are floats */
        use_all(e->u.sub.items, e->u.sub.n, compose(m, flat ? USE_DEREF : USE_GUARD));
        return;
    }
    case TE_CONSTRUCT:
        while (e->kind == TE_CONSTRUCT) {
            uint32_t n = e->u.construct.args.n;
            if (!e->u.construct.constr->unboxed) m = compose(m, USE_GUARD);
            if (n == 0) return;
            use_all(e->u.construct.args.items, n - 1, m);
            e = e->u.construct.args.items[n - 1];
        }
        use(e, m);
        return;
    case TE_RECORD: {
        const TypeDecl *d = e->u.record.decl;
        Use in = d->unboxed ? m : compose(m, d->float_record ? USE_DEREF : USE_GUARD);
        use_all(e->u.record.fields.items, e->u.record.fields.n, in);
        if (e->u.record.base) use(e->u.record.base, compose(m, USE_DEREF));
        return;
    }
    case TE_FIELD: use(e->u.field.expr, compose(m, USE_DEREF)); return;
    case TE_SETFIELD:
        use(e->u.field.value, compose(m, USE_DEREF));
        use(e->u.field.expr, compose(m, USE_DEREF));
        return;
    case TE_IF:
        use(e->u.cond.then, m);
        if (e->u.cond.els) use(e->u.cond.els, m);
        use(e->u.cond.cond, compose(m, USE_DEREF));
        return;
    case TE_SEQUENCE:
        use(e->u.seq.second, m);
        use(e->u.seq.first, compose(m, USE_GUARD));
        return;
    case TE_WHILE:
        use(e->u.loop.cond, compose(m, USE_DEREF));
        use(e->u.loop.body, compose(m, USE_GUARD));
        return;
    case TE_FOR:
        use(e->u.for_.body, compose(m, USE_GUARD));
        use(e->u.for_.lo, compose(m, USE_DEREF));
        use(e->u.for_.hi, compose(m, USE_DEREF));
        return;
    case TE_ASSERT:
        if (e->u.one) use(e->u.one, compose(m, USE_DEREF));
        return;
    case TE_LETEXCEPTION: use(e->u.letexception.body, m); return;
    case TE_LETMODULE:
        use(e->u.letmodule.body, m);
        use_items(e->u.letmodule.items.items, e->u.letmodule.items.n);
        return;
    case TE_REGION_LOCAL:
    case TE_STACK:
    case TE_EXCLAVE: use(e->u.one, m); return;
    }
}

/* Does the shape of e tell how large its block is? */
static bool statically_sized(const TExpr *e) {
    switch (e->kind) {
    case TE_LET: return statically_sized(e->u.let.body);
    case TE_SEQUENCE: return statically_sized(e->u.seq.second);
    case TE_LETEXCEPTION: return statically_sized(e->u.letexception.body);
    case TE_LETMODULE: return statically_sized(e->u.letmodule.body);
    case TE_REGION_LOCAL:
    case TE_STACK:
    case TE_EXCLAVE: return statically_sized(e->u.one);
    case TE_CONSTRUCT:
        return !e->u.construct.constr->unboxed || e->u.construct.args.n == 0 ||
               statically_sized(e->u.construct.args.items[0]);
    case TE_RECORD: return !e->u.record.decl->unboxed;
    case TE_APPLY:
        for (uint32_t i = 0; i < e->u.apply.args.n; i++)
            if (!e->u.apply.args.items[i]) return true;
        return false;
    case TE_PRIM_APPLY: return is_makemutable(e->u.prim_apply.prim);
    case TE_PRIM:
    case TE_CONST:
    case TE_FORMAT:
    case TE_FUN:
    case TE_TUPLE:
    case TE_ARRAY:
    case TE_LAZY:
    case TE_WHILE:
    case TE_FOR:
    case TE_SETFIELD:
    case TE_UNREACHABLE:
    case TE_ERROR: return true;
    case TE_VAR:
    case TE_MATCH:
    case TE_TRY:
    case TE_FIELD:
    case TE_IF:
    case TE_ASSERT: return false;
    }
    UNREACHABLE();
}

static void reset(const TBinding *binds, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const TPat *p = binds[i].pat;
        for (; p->kind == TP_ALIAS; p = p->u.alias.pat) p->u.alias.var->rec_mode = USE_NONE;
        if (p->kind == TP_VAR) p->u.var->rec_mode = USE_NONE;
    }
}
void check_recursive_values(Checker *c, const TBinding *binds, uint32_t n) {
    bool functions = true;
    for (uint32_t i = 0; i < n; i++) functions &= binds[i].expr->kind == TE_FUN;
    if (functions) return;
    for (uint32_t i = 0; i < n; i++) {
        TExpr *e = binds[i].expr;
        if (e->kind == TE_FUN) continue;
        reset(binds, n);
        use(e, USE_RETURN);
        Use worst = USE_NONE;
        for (uint32_t j = 0; j < n; j++)
            worst = at_least(worst, pattern_use(binds[j].pat) == USE_DEREF && binds[j].pat->kind != TP_VAR &&
                                            binds[j].pat->kind != TP_ALIAS
                                        ? USE_NONE
                                        : pattern_use(binds[j].pat));
        if (worst > (statically_sized(e) ? USE_GUARD : USE_DELAY)) {
            Diag *d = diag_error(c->s, e->loc, "E0216",
                                 "This kind of expression is not allowed as right-hand side of `let rec'");
            diag_note(c->s, d, "The value would be looked at before it is complete");
        }
    }
    reset(binds, n);
}
