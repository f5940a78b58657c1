/* syntax_dump.c: --emit=tokens and --emit=ast.

   The tree is printed in prefix form, an item of a structure on a line:
   let f x = g x + 1   is   (let (f (fun x -> (+ (g x) 1)))).  Long chains (lists, lets, sequences,
   operators) are printed in loops; beyond MAX_DEPTH other nodes are left out. */
#include "lexer.h"

#define MAX_DEPTH 20000

typedef struct {
    FILE *out;
    bool plain; /* see syntax_dump_plain */
    int indent;
    uint32_t depth;
} Dump;

static void put_expr(Dump *d, const Expr *e);
static void put_pat(Dump *d, const Pat *q);
static void put_type(Dump *d, const TypeExpr *t);
static void put_modexpr(Dump *d, const ModExpr *m);
static void put_modtype(Dump *d, const ModType *m);
static void put_items(Dump *d, StrItem *const *items, uint32_t n);
static void put_sig_items(Dump *d, SigItem *const *items, uint32_t n);

static void put(Dump *d, const char *s) {
    fputs(s, d->out);
}

static void put_bytes(Dump *d, const char *s, uint32_t n, char quote) {
    fputc(quote, d->out);
    for (uint32_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == (unsigned char)quote || c == '\\')
            fprintf(d->out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7F)
            fprintf(d->out, "\\%03u", c);
        else
            fputc(c, d->out);
    }
    fputc(quote, d->out);
}

static void put_name(Dump *d, Name n) {
    put(d, n ? n->text : "_");
}

static void put_path(Dump *d, const Path *p) {
    if (!p) {
        put(d, "_");
        return;
    }
    if (p->prefix) {
        put_path(d, p->prefix);
        put(d, p->apply ? "(" : ".");
    }
    if (p->apply) {
        put_path(d, p->apply);
        put(d, ")");
    } else {
        put_name(d, p->name);
    }
}

static void put_modes(Dump *d, const ModeAnnot *m) {
    static const struct {
        uint32_t bit;
        const char *name;
    } names[] = {{MODE_LOCAL, "local"}, {MODE_GLOBAL, "global"}, {MODE_UNIQUE, "unique"},
                 {MODE_ONCE, "once"},   {MODE_SHARED, "shared"}, {MODE_MANY, "many"}};
    if (!m->bits) return;
    put(d, " @");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (m->bits & names[i].bit) fprintf(d->out, " %s", names[i].name);
}

static void put_const(Dump *d, const Const *c) {
    if (c->kind == CONST_STRING) {
        if (c->delim) fprintf(d->out, "{%s|", c->delim->text);
        put_bytes(d, c->text, c->len, '"');
        if (c->delim) put(d, "}");
    } else if (c->kind == CONST_CHAR) {
        put_bytes(d, c->text, c->len, '\'');
    } else {
        put(d, c->text);
        if (c->suffix) fputc(c->suffix, d->out);
        if (c->overflow && !d->plain) put(d, "(overflow)");
    }
}

static void put_label(Dump *d, Label l) {
    if (l.kind != LABEL_NONE)
        fprintf(d->out, "%c%s:", l.kind == LABEL_OPTIONAL ? '?' : '~', l.name ? l.name->text : "_");
}

static bool too_deep(Dump *d) {
    if (d->depth < MAX_DEPTH) return false;
    put(d, "...");
    return true;
}

/* ---- attributes -------------------------------------------------------------- */

static void put_payload(Dump *d, const Attr *a) {
    switch (a->payload_kind) {
    case PAYLOAD_STR:
        for (uint32_t i = 0; i < a->str.n; i++) {
            put(d, " ");
            if (a->str.items[i]->kind == STR_EVAL && !a->str.items[i]->attrs)
                put_expr(d, a->str.items[i]->u.eval);
            else
                put_items(d, &a->str.items[i], 1);
        }
        break;
    case PAYLOAD_SIG:
        put(d, " :");
        put_sig_items(d, a->sig.items, a->sig.n);
        break;
    case PAYLOAD_TYP:
        put(d, " : ");
        put_type(d, a->typ);
        break;
    case PAYLOAD_PAT:
        put(d, " ? ");
        put_pat(d, a->pat);
        if (a->guard) {
            put(d, " when ");
            put_expr(d, a->guard);
        }
    }
}

static void put_attrs(Dump *d, const Attr *a, const char *open) {
    for (; a; a = a->next) {
        fprintf(d->out, " %s", open);
        put_name(d, a->name.name);
        put_payload(d, a);
        put(d, "]");
    }
}

static void put_extension(Dump *d, const Attr *a) {
    put(d, "[%");
    put_name(d, a->name.name);
    put_payload(d, a);
    put(d, "]");
}

/* ---- types ---------------------------------------------------------------------- */

static void put_row(Dump *d, const TypeExpr *t) {
    put(d, t->u.variant.open ? "[>" : t->u.variant.less ? "[<" : "[");
    for (uint32_t i = 0; i < t->u.variant.fields.n; i++) {
        const RowField *f = &t->u.variant.fields.items[i];
        put(d, i ? " | " : " ");
        if (f->inherit) {
            put_type(d, f->type);
            continue;
        }
        fprintf(d->out, "`%s", f->tag->text);
        if (f->has_empty && f->args.n) put(d, " &");
        for (uint32_t j = 0; j < f->args.n; j++) {
            put(d, " ");
            put_type(d, f->args.items[j]);
        }
    }
    if (t->u.variant.has_lower) put(d, " >");
    for (uint32_t i = 0; i < t->u.variant.lower.n; i++) fprintf(d->out, " `%s", t->u.variant.lower.items[i]->text);
    put(d, "]");
}

static void put_package(Dump *d, const TypeExpr *t) {
    put_path(d, t->u.package.path);
    for (uint32_t i = 0; i < t->u.package.with_paths.n; i++) {
        put(d, " (type ");
        put_path(d, t->u.package.with_paths.items[i]);
        put(d, " ");
        put_type(d, t->u.package.with_types.items[i]);
        put(d, ")");
    }
}

static void put_type_node(Dump *d, const TypeExpr *t) {
    switch (t->kind) {
    case TY_ANY: put(d, "_"); break;
    case TY_VAR: fprintf(d->out, "'%s", t->u.var->text); break;
    case TY_ARROW: {
        uint32_t n = 0;
        const TypeExpr *a = t;
        for (;; n++) {
            put(d, "(-> ");
            put_label(d, a->u.arrow.label);
            put_type(d, a->u.arrow.arg);
            put_modes(d, &a->u.arrow.arg_mode);
            put(d, " ");
            const TypeExpr *ret = a->u.arrow.ret;
            if (ret->kind != TY_ARROW || ret->attrs || a->u.arrow.ret_mode.bits || (ret->parens && !d->plain)) break;
            a = ret;
        }
        bool mark = a->u.arrow.ret->parens && a->u.arrow.ret->kind == TY_ARROW && !d->plain;
        put(d, mark ? "(parens " : "");
        put_type(d, a->u.arrow.ret);
        put(d, mark ? ")" : "");
        put_modes(d, &a->u.arrow.ret_mode);
        for (uint32_t i = 0; i <= n; i++) put(d, ")");
        break;
    }
    case TY_TUPLE:
        put(d, "(*");
        for (uint32_t i = 0; i < t->u.tuple.n; i++) {
            put(d, i < 8 && (t->unique_parts >> i & 1) ? " unique_ " : " ");
            put_type(d, t->u.tuple.items[i]);
        }
        put(d, ")");
        break;
    case TY_CONSTR:
        if (t->u.constr.args.n) put(d, "(");
        put_path(d, t->u.constr.path);
        for (uint32_t i = 0; i < t->u.constr.args.n; i++) {
            put(d, " ");
            put_type(d, t->u.constr.args.items[i]);
        }
        if (t->u.constr.args.n) put(d, ")");
        break;
    case TY_ALIAS:
        put(d, "(as ");
        put_type(d, t->u.alias.type);
        fprintf(d->out, " '%s)", t->u.alias.var.name->text);
        break;
    case TY_POLY:
        put(d, "(forall");
        for (uint32_t i = 0; i < t->u.poly.vars.n; i++) fprintf(d->out, " '%s", t->u.poly.vars.items[i].name->text);
        put(d, " ");
        put_type(d, t->u.poly.type);
        put(d, ")");
        break;
    case TY_VARIANT: put_row(d, t); break;
    case TY_PACKAGE:
        put(d, "(module ");
        put_package(d, t);
        put(d, ")");
        break;
    case TY_OBJECT: put(d, "<object>"); break;
    case TY_EXTENSION: put_extension(d, t->u.extension); break;
    case TY_ERROR: put(d, "<error>"); break;
    }
}

static void put_type(Dump *d, const TypeExpr *t) {
    if (!t) {
        put(d, "_");
        return;
    }
    if (too_deep(d)) return;
    d->depth++;
    if (t->attrs) put(d, "(attr ");
    put_type_node(d, t);
    put_attrs(d, t->attrs, "[@");
    if (t->attrs) put(d, ")");
    d->depth--;
}

/* ---- patterns ---------------------------------------------------------------------- */

static void put_pats(Dump *d, const char *head, Pat *const *items, uint32_t n) {
    fprintf(d->out, "(%s", head);
    for (uint32_t i = 0; i < n; i++) {
        put(d, " ");
        put_pat(d, items[i]);
    }
    put(d, ")");
}

static void put_construct_pat(Dump *d, const Pat *q) {
    uint32_t n = 0;
    /* lists: (:: a (:: b [])) */
    while (q->kind == PAT_CONSTRUCT && q->u.construct.arg && (n == 0 || (!q->attrs && !q->mode.bits)) &&
           !q->u.construct.exist.n && strcmp(q->u.construct.path->name->text, "::") == 0 &&
           q->u.construct.arg->kind == PAT_TUPLE && q->u.construct.arg->u.tuple.n == 2) {
        put(d, "(:: ");
        put_pat(d, q->u.construct.arg->u.tuple.items[0]);
        put(d, " ");
        n++;
        q = q->u.construct.arg->u.tuple.items[1];
    }
    if (n) {
        put_pat(d, q);
        while (n--) put(d, ")");
        return;
    }
    if (!q->u.construct.arg) {
        put_path(d, q->u.construct.path);
        return;
    }
    put(d, "(");
    put_path(d, q->u.construct.path);
    if (q->u.construct.exist.n) put(d, " (type");
    for (uint32_t i = 0; i < q->u.construct.exist.n; i++)
        fprintf(d->out, " %s", q->u.construct.exist.items[i].name->text);
    put(d, q->u.construct.exist.n ? ") " : " ");
    put_pat(d, q->u.construct.arg);
    put(d, ")");
}

static void put_or_pat(Dump *d, const Pat *q) {
    VEC(const Pat *) spine = {0};
    while (q->kind == PAT_OR && (spine.len == 0 || (!q->attrs && !q->mode.bits))) {
        vec_push(&spine, q);
        put(d, "(| ");
        q = q->u.alt.left;
    }
    put_pat(d, q);
    while (spine.len) {
        put(d, " ");
        put_pat(d, spine.data[--spine.len]->u.alt.right);
        put(d, ")");
    }
    vec_free(&spine);
}

static void put_pat_node(Dump *d, const Pat *q) {
    switch (q->kind) {
    case PAT_ANY: put(d, "_"); break;
    case PAT_VAR: put_name(d, q->u.var.name); break;
    case PAT_ALIAS:
        put(d, "(as ");
        put_pat(d, q->u.alias.pat);
        fprintf(d->out, " %s)", q->u.alias.var.name->text);
        break;
    case PAT_CONST: put_const(d, &q->u.constant); break;
    case PAT_INTERVAL:
        put(d, "(.. ");
        put_const(d, &q->u.interval.lo);
        put(d, " ");
        put_const(d, &q->u.interval.hi);
        put(d, ")");
        break;
    case PAT_TUPLE: put_pats(d, "tuple", q->u.tuple.items, q->u.tuple.n); break;
    case PAT_ARRAY: put_pats(d, "array", q->u.tuple.items, q->u.tuple.n); break;
    case PAT_CONSTRUCT: put_construct_pat(d, q); break;
    case PAT_VARIANT:
        fprintf(d->out, q->u.variant.arg ? "(`%s " : "`%s", q->u.variant.tag->text);
        if (q->u.variant.arg) {
            put_pat(d, q->u.variant.arg);
            put(d, ")");
        }
        break;
    case PAT_RECORD:
        put(d, "(record");
        for (uint32_t i = 0; i < q->u.record.fields.n; i++) {
            put(d, " (");
            put_path(d, q->u.record.fields.items[i].path);
            put(d, " ");
            put_pat(d, q->u.record.fields.items[i].pat);
            put(d, ")");
        }
        put(d, q->u.record.open ? " _)" : ")");
        break;
    case PAT_OR: put_or_pat(d, q); break;
    case PAT_CONSTRAINT:
        put(d, "(: ");
        put_pat(d, q->u.constraint.pat);
        put(d, " ");
        put_type(d, q->u.constraint.type);
        put(d, ")");
        break;
    case PAT_LAZY:
    case PAT_EXCEPTION:
        put(d, q->kind == PAT_LAZY ? "(lazy " : "(exception ");
        put_pat(d, q->u.sub);
        put(d, ")");
        break;
    case PAT_OPEN:
        put(d, "(open ");
        put_path(d, q->u.open.path);
        put(d, " ");
        put_pat(d, q->u.open.pat);
        put(d, ")");
        break;
    case PAT_UNPACK:
        put(d, "(module ");
        put_name(d, q->u.unpack.name.name);
        if (q->u.unpack.type) {
            put(d, " : ");
            put_package(d, q->u.unpack.type);
        }
        put(d, ")");
        break;
    case PAT_TYPE:
        put(d, "#");
        put_path(d, q->u.path);
        break;
    case PAT_EXTENSION: put_extension(d, q->u.extension); break;
    case PAT_ERROR: put(d, "<error>"); break;
    }
}

static void put_pat(Dump *d, const Pat *q) {
    if (too_deep(d)) return;
    d->depth++;
    bool wrap = q->attrs || q->mode.bits;
    if (wrap) put(d, q->attrs ? "(attr " : "(");
    put_pat_node(d, q);
    put_modes(d, &q->mode);
    put_attrs(d, q->attrs, "[@");
    if (wrap) put(d, ")");
    d->depth--;
}

/* ---- expressions --------------------------------------------------------------------- */

static void put_exprs(Dump *d, const char *head, Expr *const *items, uint32_t n) {
    fprintf(d->out, "(%s", head);
    for (uint32_t i = 0; i < n; i++) {
        put(d, " ");
        put_expr(d, items[i]);
    }
    put(d, ")");
}

static void put_binding(Dump *d, const Binding *b) {
    put(d, "(");
    put_pat(d, b->pat);
    put_modes(d, &b->mode);
    if (b->type) {
        put(d, " : ");
        if (b->newtypes.n) {
            put(d, "(type");
            for (uint32_t i = 0; i < b->newtypes.n; i++) fprintf(d->out, " %s", b->newtypes.items[i].name->text);
            put(d, ") ");
        }
        put_type(d, b->type);
        put(d, " =");
    }
    put(d, " ");
    put_expr(d, b->expr);
    put_attrs(d, b->attrs, "[@@");
    put(d, ")");
}

static void put_cases(Dump *d, const Case *cases, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        put(d, " (");
        put_pat(d, cases[i].pat);
        if (cases[i].guard) {
            put(d, " when ");
            put_expr(d, cases[i].guard);
        }
        put(d, " -> ");
        put_expr(d, cases[i].body);
        put(d, ")");
    }
}

static void put_param(Dump *d, const Param *p) {
    if (p->kind == PARAM_NEWTYPE) {
        fprintf(d->out, "(type %s)", p->newtype.name->text);
        return;
    }
    put_label(d, p->label);
    if (p->def) put(d, "(= ");
    put_pat(d, p->pat);
    if (p->def) {
        put(d, " ");
        put_expr(d, p->def);
        put(d, ")");
    }
}

static void put_fun(Dump *d, const Expr *e) {
    uint32_t opened = 0;
    for (uint32_t i = 0; i < e->u.fun.params.n; i++) {
        if (i == 0 || d->plain) {
            put(d, "(fun");
            opened++;
        }
        put(d, " ");
        put_param(d, &e->u.fun.params.items[i]);
        if (d->plain) put(d, " -> ");
    }
    if (opened && !d->plain) put(d, " -> ");
    bool result = e->u.fun.ret_type || e->u.fun.ret_mode.bits;
    if (result) put(d, "(: ");
    if (e->u.fun.body) {
        put_expr(d, e->u.fun.body);
    } else {
        put(d, "(function");
        put_cases(d, e->u.fun.cases.items, e->u.fun.cases.n);
        put(d, ")");
    }
    if (result) {
        put(d, " ");
        put_type(d, e->u.fun.ret_type);
        put_modes(d, &e->u.fun.ret_mode);
        put(d, ")");
    }
    while (opened--) put(d, ")");
}

static void put_args(Dump *d, const Expr *e, uint32_t from) {
    for (uint32_t i = from; i < e->u.apply.args.n; i++) {
        put(d, " ");
        put_label(d, e->u.apply.args.items[i].label);
        put_expr(d, e->u.apply.args.items[i].expr);
    }
}

/* 1 + 2 + 3 leans to the left */
static void put_apply(Dump *d, const Expr *e) {
    VEC(const Expr *) spine = {0};
    while (e->kind == EXP_APPLY && e->u.apply.infix && (spine.len == 0 || !e->attrs)) {
        vec_push(&spine, e);
        put(d, "(");
        put_expr(d, e->u.apply.fn);
        put(d, " ");
        e = e->u.apply.args.items[0].expr;
    }
    if (spine.len == 0) {
        put(d, "(");
        put_expr(d, e->u.apply.fn);
        put_args(d, e, 0);
        put(d, ")");
        return;
    }
    put_expr(d, e);
    while (spine.len) {
        put_args(d, spine.data[--spine.len], 1);
        put(d, ")");
    }
    vec_free(&spine);
}

static void put_index(Dump *d, const Expr *e) {
    static const char *const names[] = {".()", ".[]", ".{}"};
    static const char *const plain[] = {"Array", "String", "Bigarray"};
    bool set = e->kind == EXP_SETINDEX;
    uint32_t n = e->u.index.index.n;
    if (d->plain && e->u.index.kind == INDEX_BIGARRAY)
        fprintf(d->out, "(Bigarray.%s.%s ",
                n == 1   ? "Array1"
                : n == 2 ? "Array2"
                : n == 3 ? "Array3"
                         : "Genarray",
                set ? "set" : "get");
    else if (d->plain)
        fprintf(d->out, "(%s.%s ", plain[e->u.index.kind], set ? "set" : "get");
    else
        fprintf(d->out, "(%s%s ", names[e->u.index.kind], set ? "<-" : "");
    put_expr(d, e->u.index.base);
    if (d->plain && n > 3) {
        put(d, " ");
        put_exprs(d, "array", e->u.index.index.items, n);
    } else {
        for (uint32_t i = 0; i < n; i++) {
            put(d, " ");
            put_expr(d, e->u.index.index.items[i]);
        }
    }
    if (set) {
        put(d, " ");
        put_expr(d, e->u.index.value);
    }
    put(d, ")");
}

/* One link of a chain that leans to the right: prints all but the rest, returns the rest; NULL when e is no such link.
 */
static const Expr *put_link(Dump *d, const Expr *e) {
    switch (e->kind) {
    case EXP_LET:
        put(d, e->u.let.rec ? "(let rec" : "(let");
        for (uint32_t i = 0; i < e->u.let.binds.n; i++) {
            put(d, " ");
            put_binding(d, &e->u.let.binds.items[i]);
        }
        put(d, " in ");
        return e->u.let.body;
    case EXP_LETOP:
        put(d, "(letop");
        for (uint32_t i = 0; i < e->u.letop.binds.n; i++) {
            fprintf(d->out, " (%s ", e->u.letop.ops.items[i].name->text);
            put_binding(d, &e->u.letop.binds.items[i]);
            put(d, ")");
        }
        put(d, " in ");
        return e->u.letop.body;
    case EXP_SEQUENCE:
        put(d, "(; ");
        put_expr(d, e->u.seq.first);
        put(d, " ");
        return e->u.seq.second;
    case EXP_IF:
        if (!e->u.cond.els) return NULL;
        put(d, "(if ");
        put_expr(d, e->u.cond.cond);
        put(d, " ");
        put_expr(d, e->u.cond.then);
        put(d, " ");
        return e->u.cond.els;
    case EXP_OPEN:
        put(d, e->u.open.override ? "(open! " : "(open ");
        put_modexpr(d, e->u.open.mod);
        put(d, " ");
        return e->u.open.body;
    case EXP_LETMODULE:
        put(d, "(let-module ");
        put_name(d, e->u.letmodule.name.name);
        put(d, " ");
        put_modexpr(d, e->u.letmodule.mod);
        put(d, " ");
        return e->u.letmodule.body;
    case EXP_CONSTRUCT:
        if (!e->u.construct.arg || strcmp(e->u.construct.path->name->text, "::") != 0 || e->u.construct.path->prefix ||
            e->u.construct.arg->kind != EXP_TUPLE || e->u.construct.arg->u.tuple.n != 2 || e->u.construct.arg->attrs)
            return NULL;
        put(d, "(:: ");
        put_expr(d, e->u.construct.arg->u.tuple.items[0]);
        put(d, " ");
        return e->u.construct.arg->u.tuple.items[1];
    case EXP_APPLY: /* a @ (b @ c) */
        if (!e->u.apply.infix || e->u.apply.args.n != 2 || e->u.apply.args.items[1].expr->kind != EXP_APPLY ||
            e->u.apply.args.items[0].expr->kind == EXP_APPLY)
            return NULL;
        put(d, "(");
        put_expr(d, e->u.apply.fn);
        put(d, " ");
        put_expr(d, e->u.apply.args.items[0].expr);
        put(d, " ");
        return e->u.apply.args.items[1].expr;
    default: return NULL;
    }
}

static void put_pack(Dump *d, const Expr *e) {
    put(d, "(module ");
    put_modexpr(d, e->u.pack.mod);
    const ModType *t = e->u.pack.type;
    if (t) {
        put(d, " : ");
        if (t->kind == MTY_WITH && t->u.with.base->kind == MTY_IDENT) { /* as a package type */
            put_path(d, t->u.with.base->u.ident);
            for (uint32_t i = 0; i < t->u.with.constraints.n; i++) {
                const WithConstraint *w = &t->u.with.constraints.items[i];
                put(d, " (type ");
                put_path(d, w->path);
                put(d, " ");
                put_type(d, w->type ? w->type->manifest : NULL);
                put(d, ")");
            }
        } else {
            put_modtype(d, t);
        }
    }
    put(d, ")");
}

static void put_sub(Dump *d, const char *head, const Expr *e) {
    fprintf(d->out, "(%s ", head);
    put_expr(d, e);
    put(d, ")");
}

static void put_ext_constr(Dump *d, const ExtConstr *c);

static void put_expr_node(Dump *d, const Expr *e) {
    switch (e->kind) {
    case EXP_IDENT: put_path(d, e->u.ident); break;
    case EXP_CONST: put_const(d, &e->u.constant); break;
    case EXP_FUN: put_fun(d, e); break;
    case EXP_APPLY: put_apply(d, e); break;
    case EXP_MATCH:
    case EXP_TRY:
        put(d, e->kind == EXP_MATCH ? "(match " : "(try ");
        put_expr(d, e->u.match.scrut);
        put_cases(d, e->u.match.cases.items, e->u.match.cases.n);
        put(d, ")");
        break;
    case EXP_TUPLE: put_exprs(d, "tuple", e->u.tuple.items, e->u.tuple.n); break;
    case EXP_ARRAY: put_exprs(d, "array", e->u.tuple.items, e->u.tuple.n); break;
    case EXP_CONSTRUCT:
        if (e->u.construct.arg) put(d, "(");
        put_path(d, e->u.construct.path);
        if (e->u.construct.arg) {
            put(d, " ");
            put_expr(d, e->u.construct.arg);
            put(d, ")");
        }
        break;
    case EXP_VARIANT:
        fprintf(d->out, e->u.variant.arg ? "(`%s " : "`%s", e->u.variant.tag->text);
        if (e->u.variant.arg) {
            put_expr(d, e->u.variant.arg);
            put(d, ")");
        }
        break;
    case EXP_RECORD:
        put(d, "(record");
        if (e->u.record.base) {
            put(d, " ");
            put_expr(d, e->u.record.base);
            put(d, " with");
        }
        for (uint32_t i = 0; i < e->u.record.fields.n; i++) {
            const ExprField *f = &e->u.record.fields.items[i];
            put(d, " (");
            put_path(d, f->path);
            put(d, f->type ? " (: " : " ");
            put_expr(d, f->expr);
            if (f->type) {
                put(d, " ");
                put_type(d, f->type);
                put(d, ")");
            }
            put(d, ")");
        }
        put(d, ")");
        break;
    case EXP_FIELD:
    case EXP_SETFIELD:
        put(d, e->kind == EXP_FIELD ? "(. " : "(.<- ");
        put_expr(d, e->u.field.expr);
        put(d, " ");
        put_path(d, e->u.field.field);
        if (e->kind == EXP_SETFIELD) {
            put(d, " ");
            put_expr(d, e->u.field.value);
        }
        put(d, ")");
        break;
    case EXP_INDEX:
    case EXP_SETINDEX: put_index(d, e); break;
    case EXP_IF:
        put(d, "(if ");
        put_expr(d, e->u.cond.cond);
        put(d, " ");
        put_expr(d, e->u.cond.then);
        put(d, ")");
        break;
    case EXP_WHILE:
        put(d, "(while ");
        put_expr(d, e->u.loop.cond);
        put(d, " ");
        put_expr(d, e->u.loop.body);
        put(d, ")");
        break;
    case EXP_FOR:
        put(d, "(for ");
        put_pat(d, e->u.for_.var);
        put(d, " ");
        put_expr(d, e->u.for_.lo);
        put(d, e->u.for_.down ? " downto " : " to ");
        put_expr(d, e->u.for_.hi);
        put(d, " ");
        put_expr(d, e->u.for_.body);
        put(d, ")");
        break;
    case EXP_CONSTRAINT:
        put(d, "(: ");
        put_expr(d, e->u.constraint.expr);
        put(d, " ");
        put_type(d, e->u.constraint.type);
        put_modes(d, &e->u.constraint.mode);
        put(d, ")");
        break;
    case EXP_COERCE:
        put(d, "(:> ");
        put_expr(d, e->u.constraint.expr);
        put(d, " ");
        if (e->u.constraint.type) {
            put_type(d, e->u.constraint.type);
            put(d, " ");
        }
        put_type(d, e->u.constraint.target);
        put_modes(d, &e->u.constraint.mode);
        put(d, ")");
        break;
    case EXP_ASSERT: put_sub(d, "assert", e->u.sub); break;
    case EXP_LAZY: put_sub(d, "lazy", e->u.sub); break;
    case EXP_LOCAL: put_sub(d, "local_", e->u.sub); break;
    case EXP_STACK: put_sub(d, "stack_", e->u.sub); break;
    case EXP_EXCLAVE: put_sub(d, "exclave_", e->u.sub); break;
    case EXP_LETEXCEPTION:
        put(d, "(let-exception ");
        put_ext_constr(d, &e->u.letexception.exn->u.exception);
        put(d, " ");
        put_expr(d, e->u.letexception.body);
        put(d, ")");
        break;
    case EXP_PACK: put_pack(d, e); break;
    case EXP_UNREACHABLE: put(d, "."); break;
    case EXP_NEWTYPE:
        fprintf(d->out, "(fun (type %s) -> ", e->u.newtype.name.name->text);
        put_expr(d, e->u.newtype.body);
        put(d, ")");
        break;
    case EXP_OBJECT: put(d, "<object>"); break;
    case EXP_EXTENSION: put_extension(d, e->u.extension); break;
    case EXP_ERROR: put(d, "<error>"); break;
    case EXP_LET: /* in put_link */
    case EXP_LETOP:
    case EXP_SEQUENCE:
    case EXP_OPEN:
    case EXP_LETMODULE: break;
    }
}

static void put_expr(Dump *d, const Expr *e) {
    if (!e) {
        put(d, "<none>");
        return;
    }
    if (too_deep(d)) return;
    d->depth++;
    VEC(const Expr *) chain = {0};
    for (;;) {
        if (e->attrs) put(d, "(attr ");
        const Expr *rest = put_link(d, e);
        if (!rest) break;
        vec_push(&chain, e);
        e = rest;
    }
    put_expr_node(d, e);
    for (;;) {
        put_attrs(d, e->attrs, "[@");
        if (e->attrs) put(d, ")");
        if (!chain.len) break;
        e = chain.data[--chain.len];
        put(d, ")");
    }
    vec_free(&chain);
    d->depth--;
}

/* ---- declarations ------------------------------------------------------------------------ */

static void put_labels(Dump *d, const LabelDecl *l, uint32_t n) {
    put(d, "{");
    for (uint32_t i = 0; i < n; i++, l++) {
        fprintf(d->out, "%s%s%s%s : ", i ? "; " : "", l->mutable ? "mutable " : "", l->global ? "global_ " : "",
                l->name.name->text);
        put_type(d, l->type);
        put_attrs(d, l->attrs, "[@");
    }
    put(d, "}");
}

static void put_constr(Dump *d, const ConstrDecl *c) {
    put_name(d, c->name.name);
    if (c->exist.n) put(d, " (forall");
    for (uint32_t i = 0; i < c->exist.n; i++) fprintf(d->out, " '%s", c->exist.items[i].name->text);
    if (c->exist.n) put(d, ")");
    if (c->is_record) {
        put(d, " ");
        put_labels(d, c->record.items, c->record.n);
    }
    for (uint32_t i = 0; i < c->args.n; i++) {
        put(d, c->args_global.items[i] ? " global_ " : " ");
        put_type(d, c->args.items[i]);
    }
    if (c->result) {
        put(d, " -> ");
        put_type(d, c->result);
    }
    put_attrs(d, c->attrs, "[@");
}

static void put_ext_constr(Dump *d, const ExtConstr *c) {
    if (!c->rebind) {
        put_constr(d, &c->constr);
        return;
    }
    put_name(d, c->constr.name.name);
    put(d, " = ");
    put_path(d, c->rebind);
    put_attrs(d, c->constr.attrs, "[@");
}

static void put_params(Dump *d, const TypeParam *p, uint32_t n) {
    for (uint32_t i = 0; i < n; i++, p++)
        fprintf(d->out, " %s%s%s%s",
                p->variance > 0   ? "+"
                : p->variance < 0 ? "-"
                                  : "",
                p->injective ? "!" : "", p->var.name ? "'" : "", p->var.name ? p->var.name->text : "_");
}

static void put_type_decl(Dump *d, const TypeDeclSyntax *t) {
    put(d, "(");
    put_name(d, t->name.name);
    put_params(d, t->params.items, t->params.n);
    if (t->manifest) {
        put(d, " = ");
        put_type(d, t->manifest);
    }
    if (t->private) put(d, " private");
    if (t->kind == TYPEDECL_OPEN) put(d, " ..");
    if (t->kind == TYPEDECL_RECORD) {
        put(d, " ");
        put_labels(d, t->labels.items, t->labels.n);
    }
    if (t->kind == TYPEDECL_VARIANT) {
        put(d, " variant");
        for (uint32_t i = 0; i < t->constrs.n; i++) {
            put(d, " (");
            put_constr(d, &t->constrs.items[i]);
            put(d, ")");
        }
    }
    for (uint32_t i = 0; i < t->constraint_left.n; i++) {
        put(d, " (constraint ");
        put_type(d, t->constraint_left.items[i]);
        put(d, " ");
        put_type(d, t->constraint_right.items[i]);
        put(d, ")");
    }
    put_attrs(d, t->attrs, "[@@");
    put(d, ")");
}

static void put_val_decl(Dump *d, const ValDecl *v) {
    fprintf(d->out, "(%s %s : ", v->external ? "external" : "val", v->name.name->text);
    put_type(d, v->type);
    put_modes(d, &v->mode);
    for (uint32_t i = 0; i < v->prims.n; i++) {
        put(d, " ");
        put_bytes(d, v->prims.items[i].text, v->prims.items[i].len, '"');
    }
    put_attrs(d, v->attrs, "[@@");
    put(d, ")");
}

/* ---- modules ---------------------------------------------------------------------------------- */

static void put_functor_param(Dump *d, const FunctorParam *f) {
    if (!f->type) {
        put(d, "()");
        return;
    }
    put(d, "(");
    put_name(d, f->name.name);
    put(d, " : ");
    put_modtype(d, f->type);
    put(d, ")");
}

static void put_with(Dump *d, const WithConstraint *w) {
    put(d, w->kind == WITH_TYPE ? " (type" : w->kind == WITH_MODULE ? " (module" : " (module-type");
    if (w->type) put_params(d, w->type->params.items, w->type->params.n);
    put(d, " ");
    put_path(d, w->path);
    put(d, w->destructive ? " := " : " = ");
    if (w->type && w->type->private) put(d, "private ");
    if (w->kind == WITH_TYPE)
        put_type(d, w->type->manifest);
    else if (w->kind == WITH_MODULE)
        put_path(d, w->mod);
    else
        put_modtype(d, w->modtype);
    put(d, ")");
}

static void put_modtype(Dump *d, const ModType *m) {
    if (too_deep(d)) return;
    d->depth++;
    if (m->attrs) put(d, "(attr ");
    switch (m->kind) {
    case MTY_IDENT:
    case MTY_ALIAS:
        put(d, m->kind == MTY_ALIAS ? "= " : "");
        put_path(d, m->u.ident);
        break;
    case MTY_SIG:
        put(d, "(sig");
        put_sig_items(d, m->u.sig.items, m->u.sig.n);
        put(d, ")");
        break;
    case MTY_FUNCTOR:
        put(d, "(functor ");
        put_functor_param(d, &m->u.functor.param);
        put(d, " ");
        put_modtype(d, m->u.functor.result);
        put(d, ")");
        break;
    case MTY_WITH:
        put(d, "(with ");
        put_modtype(d, m->u.with.base);
        for (uint32_t i = 0; i < m->u.with.constraints.n; i++) put_with(d, &m->u.with.constraints.items[i]);
        put(d, ")");
        break;
    case MTY_TYPEOF:
        put(d, "(typeof ");
        put_modexpr(d, m->u.type_of);
        put(d, ")");
        break;
    case MTY_EXTENSION: put_extension(d, m->u.extension); break;
    case MTY_ERROR: put(d, "<error>"); break;
    }
    put_attrs(d, m->attrs, "[@");
    if (m->attrs) put(d, ")");
    d->depth--;
}

static void put_modexpr(Dump *d, const ModExpr *m) {
    if (too_deep(d)) return;
    d->depth++;
    if (m->attrs) put(d, "(attr ");
    switch (m->kind) {
    case MOD_IDENT: put_path(d, m->u.ident); break;
    case MOD_STRUCT:
        put(d, "(struct");
        put_items(d, m->u.str.items, m->u.str.n);
        put(d, ")");
        break;
    case MOD_FUNCTOR:
        put(d, "(functor ");
        put_functor_param(d, &m->u.functor.param);
        put(d, " ");
        put_modexpr(d, m->u.functor.body);
        put(d, ")");
        break;
    case MOD_APPLY:
        put(d, "(apply ");
        put_modexpr(d, m->u.apply.fn);
        put(d, " ");
        if (m->u.apply.arg)
            put_modexpr(d, m->u.apply.arg);
        else
            put(d, d->plain ? "(struct)" : "()");
        put(d, ")");
        break;
    case MOD_CONSTRAINT:
        put(d, "(: ");
        put_modexpr(d, m->u.constraint.mod);
        put(d, " ");
        put_modtype(d, m->u.constraint.type);
        put(d, ")");
        break;
    case MOD_UNPACK:
        put(d, "(val ");
        put_expr(d, m->u.unpack);
        put(d, ")");
        break;
    case MOD_EXTENSION: put_extension(d, m->u.extension); break;
    case MOD_ERROR: put(d, "<error>"); break;
    }
    put_attrs(d, m->attrs, "[@");
    if (m->attrs) put(d, ")");
    d->depth--;
}

static void new_line(Dump *d) {
    fprintf(d->out, "\n%*s", d->indent * 2, "");
}

static void put_typeext(Dump *d, const Path *path, const TypeParam *params, uint32_t nparams, bool private,
                        const ExtConstr *c, uint32_t n) {
    put(d, "(type ");
    put_path(d, path);
    put_params(d, params, nparams);
    put(d, private ? " += private" : " +=");
    for (uint32_t i = 0; i < n; i++) {
        put(d, " (");
        put_ext_constr(d, &c[i]);
        put(d, ")");
    }
}

static void put_types(Dump *d, const char *head, const TypeDeclSyntax *t, uint32_t n) {
    fprintf(d->out, "(%s", head);
    if (n && t->nonrec) put(d, " nonrec");
    for (uint32_t i = 0; i < n; i++) {
        put(d, " ");
        put_type_decl(d, &t[i]);
    }
}

static void put_bindings(Dump *d, const ModBinding *b, uint32_t n, bool structure) {
    for (uint32_t i = 0; i < n; i++, b++) {
        put(d, " ");
        if (n > 1) put(d, "(");
        put_name(d, b->name.name);
        put(d, " ");
        if (structure)
            put_modexpr(d, b->expr);
        else
            put_modtype(d, b->type);
        put_attrs(d, b->attrs, "[@@");
        if (n > 1) put(d, ")");
    }
}

static void put_item(Dump *d, const StrItem *item) {
    switch (item->kind) {
    case STR_EVAL:
        put(d, "(eval ");
        put_expr(d, item->u.eval);
        break;
    case STR_VALUE:
        put(d, item->u.value.rec ? "(let rec" : "(let");
        for (uint32_t i = 0; i < item->u.value.binds.n; i++) {
            put(d, " ");
            put_binding(d, &item->u.value.binds.items[i]);
        }
        break;
    case STR_PRIMITIVE: put_val_decl(d, item->u.prim); return;
    case STR_TYPE: put_types(d, "type", item->u.types.items, item->u.types.n); break;
    case STR_TYPEEXT:
        put_typeext(d, item->u.typeext.path, item->u.typeext.params.items, item->u.typeext.params.n,
                    item->u.typeext.private, item->u.typeext.constrs.items, item->u.typeext.constrs.n);
        break;
    case STR_EXCEPTION:
        put(d, "(exception ");
        put_ext_constr(d, &item->u.exception);
        break;
    case STR_MODULE:
    case STR_RECMODULE:
        put(d, item->kind == STR_MODULE ? "(module" : "(module rec");
        put_bindings(d, item->u.modules.items, item->u.modules.n, true);
        break;
    case STR_MODTYPE:
        put(d, "(module-type ");
        put_name(d, item->u.modtype.name.name);
        if (item->u.modtype.type) {
            put(d, " ");
            put_modtype(d, item->u.modtype.type);
        }
        break;
    case STR_OPEN:
        put(d, item->u.open.override ? "(open! " : "(open ");
        put_modexpr(d, item->u.open.mod);
        break;
    case STR_INCLUDE:
        put(d, "(include ");
        put_modexpr(d, item->u.include);
        break;
    case STR_CLASS: put(d, "(<class>"); break;
    case STR_ATTRIBUTE: put_attrs(d, item->u.attribute, "[@@@"); return;
    case STR_EXTENSION:
        put(d, "(% ");
        put_extension(d, item->u.attribute);
        break;
    case STR_ERROR: put(d, "<error>"); return;
    }
    put_attrs(d, item->attrs, "[@@");
    put(d, ")");
}

static void put_items(Dump *d, StrItem *const *items, uint32_t n) {
    d->indent++;
    for (uint32_t i = 0; i < n; i++) {
        new_line(d);
        put_item(d, items[i]);
    }
    d->indent--;
}

static void put_sig_item(Dump *d, const SigItem *item) {
    switch (item->kind) {
    case SIG_VALUE: put_val_decl(d, item->u.value); return;
    case SIG_TYPE:
    case SIG_TYPESUBST:
        put_types(d, item->kind == SIG_TYPE ? "type" : "type-subst", item->u.types.items, item->u.types.n);
        break;
    case SIG_TYPEEXT:
        put_typeext(d, item->u.typeext.path, item->u.typeext.params.items, item->u.typeext.params.n,
                    item->u.typeext.private, item->u.typeext.constrs.items, item->u.typeext.constrs.n);
        break;
    case SIG_EXCEPTION:
        put(d, "(exception ");
        put_ext_constr(d, &item->u.exception);
        break;
    case SIG_MODULE:
    case SIG_RECMODULE:
    case SIG_MODSUBST:
        put(d, item->kind == SIG_MODULE ? "(module" : item->kind == SIG_RECMODULE ? "(module rec" : "(module-subst");
        put_bindings(d, item->u.modules.items, item->u.modules.n, false);
        break;
    case SIG_MODTYPE:
        put(d, "(module-type ");
        put_name(d, item->u.modtype.name.name);
        if (item->u.modtype.type) {
            put(d, " ");
            put_modtype(d, item->u.modtype.type);
        }
        break;
    case SIG_OPEN:
        put(d, item->u.open.override ? "(open! " : "(open ");
        put_path(d, item->u.open.path);
        break;
    case SIG_INCLUDE:
        put(d, "(include ");
        put_modtype(d, item->u.include);
        break;
    case SIG_CLASS: put(d, "(<class>"); break;
    case SIG_ATTRIBUTE: put_attrs(d, item->u.attribute, "[@@@"); return;
    case SIG_EXTENSION:
        put(d, "(% ");
        put_extension(d, item->u.attribute);
        break;
    case SIG_ERROR: put(d, "<error>"); return;
    }
    put_attrs(d, item->attrs, "[@@");
    put(d, ")");
}

static void put_sig_items(Dump *d, SigItem *const *items, uint32_t n) {
    d->indent++;
    for (uint32_t i = 0; i < n; i++) {
        new_line(d);
        put_sig_item(d, items[i]);
    }
    d->indent--;
}

static void dump(const Structure *str, const Signature_ *sig, bool plain, FILE *out) {
    Dump d = {.out = out, .plain = plain};
    for (uint32_t i = 0; str && i < str->items.n; i++) {
        put_item(&d, str->items.items[i]);
        put(&d, "\n");
    }
    for (uint32_t i = 0; sig && i < sig->items.n; i++) {
        put_sig_item(&d, sig->items.items[i]);
        put(&d, "\n");
    }
}

void syntax_dump_structure(Session *s, const Structure *str, FILE *out) {
    (void)s;
    dump(str, NULL, false, out);
}

void syntax_dump_signature(Session *s, const Signature_ *sig, FILE *out) {
    (void)s;
    dump(NULL, sig, false, out);
}

void syntax_dump_plain(const Structure *str, const Signature_ *sig, FILE *out) {
    dump(str, sig, true, out);
}

/* LINE:COLUMN KIND text, a token on a line. */
void lex_dump(Session *s, SourceFile *f, FILE *out) {
    static const char *const names[] = {
#define KEYWORD(id, text) #id,
#define TOKEN(id, text)   #id,
#define CLASS(id, text)   #id,
#include "tokens.def"
#undef KEYWORD
#undef TOKEN
#undef CLASS
    };
    TokenVec toks = {0};
    Arena *a = arena_new("tokens");
    Dump d = {.out = out};
    lex_file(s, f, &toks);
    for (uint32_t i = 0; i < toks.len; i++) {
        const Token *t = &toks.data[i];
        LineCol lc = source_linecol(f, t->start);
        fprintf(out, "%u:%u %s", lc.line, lc.col + 1, names[t->kind]);
        if (t->name) fprintf(out, " %s", t->name->text);
        if (t->kind == TOK_INT || t->kind == TOK_FLOAT || t->kind == TOK_CHAR || t->kind == TOK_STRING) {
            Const c = lex_const(s, a, f, t, false);
            fputc(' ', out);
            put_const(&d, &c);
        }
        fputc('\n', out);
        if (t->kind == TOK_EOF) break;
    }
    arena_free(a);
    vec_free(&toks);
}
