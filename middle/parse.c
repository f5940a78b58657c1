/* parse.c: reads MIR text (grammar in IR.md).

   Two rounds over the file.  The first declares: files, sites, externals, strings, headers of functions and data, so
   that the order of definitions does not matter.  The second reads bodies.  After an error in a body the
   rest of that body is skipped; nothing that a text can hold makes the parser crash (fuzzed: tests/fuzz). */
#include "mirparse.h"

#include <stdlib.h>

/* ---- values and blocks --------------------------------------------------------------------------- */

/* The current token, without `skip` characters; splits "12.list" into number and hint. */
static Ref make_ref(Parser *p, uint32_t skip) {
    const Tok *t = &p->lex.tok;
    Ref r = {.no = UINT32_MAX, .hint = t->text, .hint_len = t->len, .loc = mp_here(p)};
    uint64_t no = 0;
    uint32_t i = skip;
    while (i < t->len && t->text[i] >= '0' && t->text[i] <= '9' && no < MAX_NO)
        no = no * 10 + (uint64_t)(t->text[i++] - '0');
    if (i > skip && no < MAX_NO && (i == t->len || t->text[i] == '.')) {
        r.no = (uint32_t)no;
        r.hint = t->text + i + 1;
        r.hint_len = i + 1 < t->len ? t->len - i - 1 : 0;
    } else {
        r.name = mirlex_name(&p->lex);
    }
    return r;
}

static Name hint_of(Parser *p, const Ref *r) {
    return r->hint_len ? name_of(p->s->names, r->hint, r->hint_len) : NULL;
}

static bool want_value(Parser *p, Ref *out) {
    if (mp_kind(p) != T_VALUE) return mp_expected(p, "a value (%name)");
    *out = make_ref(p, 0);
    mp_next(p);
    return true;
}

static Val find_value(const Parser *p, const Ref *r) {
    if (r->no != UINT32_MAX) return r->no < p->fn.vals.len ? p->fn.vals.data[r->no] : NO_VAL;
    return (Val){(uint32_t)(uintptr_t)map_getp(&p->fn.named_vals, r->name)};
}

static bool define_value(Parser *p, const Ref *r, Val v) {
    if (find_value(p, r).i) return mp_fail_at(p, r->loc, "E0604", "this value is defined twice");
    if (r->no != UINT32_MAX) {
        while (p->fn.vals.len <= r->no) vec_push(&p->fn.vals, NO_VAL);
        p->fn.vals.data[r->no] = v;
    } else {
        map_putp(&p->fn.named_vals, r->name, (void *)(uintptr_t)v.i);
    }
    val_info(p->fn.f, v)->name = hint_of(p, r);
    return true;
}

/* Uses may come before their definition in the text (not in execution). */
static void resolve(Parser *p, Val *slot, const Ref *r) {
    *slot = find_value(p, r);
    if (!slot->i) vec_push(&p->fn.fixups, ((Fixup){slot, *r}));
}

static void resolve_all(Parser *p, Val *slots, uint32_t from) {
    for (uint32_t i = from; i < p->refs.len; i++) resolve(p, &slots[i - from], &p->refs.data[i]);
    p->refs.len = from;
}

/* block ::= `b` number [ `.` hint ] | word */
static bool want_block(Parser *p, Blk *out, Ref *ref) {
    if (mp_kind(p) != T_WORD) return mp_expected(p, "a block");
    Ref r = make_ref(p, p->lex.tok.text[0] == 'b' ? 1 : p->lex.tok.len);
    Blk b = NO_BLK;
    if (r.no != UINT32_MAX)
        b = r.no < p->fn.blks.len ? p->fn.blks.data[r.no] : NO_BLK;
    else
        b.i = (uint32_t)(uintptr_t)map_getp(&p->fn.named_blks, r.name);
    if (!b.i) {
        b = block_new(p->fn.f, NULL);
        if (r.no != UINT32_MAX) {
            while (p->fn.blks.len <= r.no) vec_push(&p->fn.blks, NO_BLK);
            p->fn.blks.data[r.no] = b;
        } else {
            map_putp(&p->fn.named_blks, r.name, (void *)(uintptr_t)b.i);
        }
        while (p->fn.defined.len <= b.i) {
            vec_push(&p->fn.defined, false);
            vec_push(&p->fn.first_use, r.loc);
        }
    }
    *out = b;
    *ref = r;
    mp_next(p);
    return true;
}

/* values ::= [ value { `,` value } ]   appended to p->refs */
static bool values(Parser *p, char close) {
    if (mp_accept(p, close)) return true;
    do {
        Ref r;
        if (!want_value(p, &r)) return false;
        vec_push(&p->refs, r);
    } while (mp_accept(p, ','));
    return mp_want(p, close);
}

static bool arguments(Parser *p) {
    return mp_want(p, '(') && values(p, ')');
}

static bool operand(Parser *p) {
    Ref r;
    if (!want_value(p, &r)) return false;
    vec_push(&p->refs, r);
    return true;
}

/* edge ::= block [ `(` values `)` ] */
static bool edge(Parser *p) {
    Edge e = {0};
    Ref ref;
    uint32_t from = p->refs.len;
    if (!want_block(p, &e.block, &ref)) return false;
    if (mp_accept(p, '(')) {
        if (!values(p, ')')) return false;
        e.nargs = p->refs.len - from;
        e.args = func_vals(p->fn.f, e.nargs);
        resolve_all(p, e.args, from);
    }
    vec_push(&p->edges, e);
    return true;
}

/* ---- instructions ------------------------------------------------------------------------------------ */

typedef struct {
    Op op;
    Layout layout;
    Elem elem;
    uint8_t flags;
} Mnemonic;

/* "load.val", "imm.val", "box.nat", "loadx.u8" */
static bool mnemonic(Parser *p, Mnemonic *m) {
    Name n = mirlex_name(&p->lex);
    *m = (Mnemonic){0};
    uint32_t op = (uint32_t)(uintptr_t)map_getp(&p->ops, n);
    const char *dot = strrchr(n->text, '.'), *suffix = NULL;
    if (!op && dot) {
        op = (uint32_t)(uintptr_t)map_getp(&p->ops, name_of(p->s->names, n->text, (size_t)(dot - n->text)));
        suffix = dot + 1;
    }
    if (!op || (suffix && !op_has_suffix((Op)(op - 1))))
        return mp_fail_at(p, mp_here(p), "E0601", "there is no instruction `%s`", n->text);
    m->op = (Op)(op - 1);
    if (op_has_suffix(m->op)) {
        bool ok = false;
        bool big = m->op == OP_BIGLOAD || m->op == OP_BIGSTORE;
        if (suffix && (m->op == OP_LOADX || m->op == OP_STOREX || big)) {
            for (Elem e = 0; e < E_COUNT && !ok; e++)
                if (strcmp(suffix, elem_names[e]) == 0) {
                    m->elem = e;
                    m->layout = elem_layout(e);
                    ok = true;
                }
        } else if (suffix && strcmp(suffix, "nat") == 0 && (m->op == OP_BOX || m->op == OP_UNBOX)) {
            m->layout = L_I64;
            m->flags = IF_NATIVE;
            ok = true;
        } else if (suffix) {
            m->layout = mp_layout_named(suffix, strlen(suffix));
            ok = m->layout != L_NONE;
        }
        if (!ok) return mp_fail_at(p, mp_here(p), "E0601", "`%s` needs a layout behind a dot", op_info[m->op].text);
    }
    mp_next(p);
    return true;
}

static uint8_t opt_flags(Parser *p) {
    uint8_t flags = 0;
    while (mp_kind(p) == T_WORD) {
        if (mp_accept_word(p, "immut"))
            flags |= IF_IMMUT;
        else if (mp_accept_word(p, "init"))
            flags |= IF_INIT;
        else if (mp_accept_word(p, "zero_alloc"))
            flags |= mp_accept_word(p, "strict") ? IF_ZERO | IF_ZERO_STRICT : IF_ZERO;
        else if (mp_accept_word(p, "notail"))
            flags |= IF_NOTAIL;
        else if (mp_accept_word(p, "inline"))
            flags |= IF_INLINE;
        else if (mp_accept_word(p, "noinline"))
            flags |= IF_NOINLINE;
        else if (mp_accept_word(p, "asked"))
            flags |= IF_ASKED, p->prog->asks_inlining = true;
        else if (mp_accept_word(p, "nospecialise"))
            flags |= IF_NOSPECIALISE;
        else
            break;
    }
    return flags;
}

/* shapes ::= `[` [ `imm` `,` ] tag `:` size { `,` tag `:` size } `]` */
static bool want_shapes(Parser *p, int64_t *out) {
    Shapes s = 0;
    int64_t tag, size;
    if (!mp_want(p, '[')) return false;
    do {
        Shapes flag = mp_accept_word(p, "apart") ? SHAPE_APART : mp_accept_word(p, "imm") ? SHAPE_IMM : 0;
        if (flag) {
            s |= flag;
            continue;
        }
        if (!mp_want_int(p, 0, SHAPE_TAGS - 1, &tag) || !mp_want(p, ':') || !mp_want_int(p, 1, SHAPE_MAX_SIZE, &size))
            return false;
        s = (s & ~shape_block((uint32_t)tag, 15)) | shape_block((uint32_t)tag, (uint32_t)size);
    } while (mp_accept(p, ','));
    *out = (int64_t)s;
    return mp_want(p, ']');
}

static bool opt_unroll(Parser *p, uint32_t *n) {
    *n = 0;
    return !mp_accept_word(p, "unroll") || (mp_want(p, '(') && mp_want_u32(p, 255, n) && mp_want(p, ')'));
}

/* What stands behind a call that is a terminator. */
static bool call_flags(Parser *p, Term *t) {
    uint32_t unroll;
    t->flags = opt_flags(p);
    if (!opt_unroll(p, &unroll)) return false;
    t->unroll = (uint8_t)unroll;
    return true;
}

/* Operands of everything but constants; into p->refs, and the instruction's other fields. */
static bool operands(Parser *p, const Mnemonic *m, Inst *x) {
    int64_t i;
    uint32_t u;
    switch (m->op) {
    case OP_CONST:
        if (m->layout == L_F64) return mp_want_f64(p, &x->imm.f);
        return mp_want_int(p, INT64_MIN, INT64_MAX, &x->imm.i);
    case OP_DATA: return mp_want_data(p, &x->imm.data);
    case OP_CODE: return mp_want_func(p, &x->imm.func);
    case OP_CALL: return mp_want_func(p, &x->imm.func) && arguments(p);
    case OP_CCALL: return mp_want_ext(p, &x->imm.ext) && arguments(p);
    case OP_APPLY: return operand(p) && arguments(p);
    case OP_ALLOC:
        return mp_want_place(p, &x->place) && mp_want_word(p, "tag") && mp_want(p, '=') &&
               mp_want_int(p, 0, 255, &x->imm.i) && arguments(p);
    case OP_VARIANT: return mp_want_place(p, &x->place) && want_shapes(p, &x->imm.i) && operand(p) && arguments(p);
    case OP_PARTS: return want_shapes(p, &x->imm.i) && operand(p);
    case OP_BOX: return mp_want_place(p, &x->place) && operand(p);
    case OP_CLOSURE:
        p->set.len = 0;
        if (!mp_want_place(p, &x->place) || !mp_want(p, '[')) return false;
        do {
            FuncId f;
            Loc loc = mp_here(p);
            if (!mp_want_func(p, &f)) return false;
            if (p->set.len >= UINT16_MAX)
                return mp_fail_at(p, loc, "E0601", "a closure set has at most 65535 functions");
            vec_push(&p->set, f);
        } while (mp_accept(p, ','));
        x->aux = (uint16_t)p->set.len;
        return mp_want(p, ']') && arguments(p);
    case OP_LOAD:
        if (!operand(p) || !mp_want(p, ',') || !mp_want_int(p, INT32_MIN, INT32_MAX, &x->imm.i)) return false;
        if (mp_accept_word(p, "tag")) {
            if (!mp_want(p, '=') || !mp_want_u32(p, 255, &u)) return false;
            x->aux2 = (uint16_t)(u + 1);
        }
        return true;
    case OP_BIGDIM:
    case OP_CLOENTRY: return operand(p) && mp_want(p, ',') && mp_want_int(p, INT32_MIN, INT32_MAX, &x->imm.i);
    case OP_CLOENV:
        if (!operand(p) || !mp_want(p, ',') || !mp_want_int(p, 0, INT32_MAX, &x->imm.i) || !mp_want_word(p, "entry") ||
            !mp_want_u32(p, UINT16_MAX, &u))
            return false;
        x->aux2 = (uint16_t)u;
        if (!mp_want(p, '/') || !mp_want_u32(p, UINT16_MAX, &u)) return false;
        x->aux = (uint16_t)u;
        return true;
    case OP_STORE:
    case OP_MODIFY:
        if (!operand(p) || !mp_want(p, ',') || !mp_want_int(p, INT32_MIN, INT32_MAX, &i) || !mp_want(p, ','))
            return false;
        x->imm.i = i;
        return operand(p);
    default:
        for (int k = 0; k < op_info[m->op].nargs; k++)
            if ((k && !mp_want(p, ',')) || !operand(p)) return false;
        return true;
    }
}

/* inst ::= [ value marks { `,` value marks } `=` ] mnemonic operands { flag } [ `site` number ] loc
   The results were read into p->results. */
static bool instruction(Parser *p, Blk block) {
    Func *f = p->fn.f;
    Mnemonic m;
    Inst x = {0};
    Loc op_loc = mp_here(p), loc;
    uint32_t site = 0;
    p->refs.len = 0;
    if (!mnemonic(p, &m) || !operands(p, &m, &x)) return false;
    x.flags = (uint8_t)(m.flags | opt_flags(p));
    if (m.op == OP_CALL || m.op == OP_APPLY) {
        uint32_t unroll;
        if (!opt_unroll(p, &unroll)) return false;
        x.aux2 = (uint16_t)unroll;
    }
    if (mp_accept_word(p, "site")) {
        Loc at_site = mp_here(p);
        if (!mp_want_u32(p, UINT32_MAX, &site)) return false;
        if (!site || site >= p->sites.len || !p->sites.data[site].i)
            return mp_fail_at(p, at_site, "E0603", "there is no `site %u`", site);
    }
    if (!mp_opt_loc(p, &loc)) return false;

    Ins i = inst_new(f, m.op, m.layout, p->refs.len, NULL);
    Inst *in = inst_at(f, i);
    in->flags = x.flags;
    in->place = x.place;
    in->elem = m.op == OP_MODIFYX ? E_VAL : (uint8_t)m.elem;
    in->aux = x.aux;
    in->aux2 = x.aux2;
    in->imm = x.imm;
    in->loc = loc;
    in->site = site ? p->sites.data[site] : NO_SITE;
    if (m.op == OP_CLOSURE) in->funcs = arena_copy(f->arena, p->set.data, p->set.len * sizeof *p->set.data);
    resolve_all(p, in->args, 0);
    if (m.op == OP_CALL) {
        const Func *g = program_func(p->prog, x.imm.func);
        if (g->nresults) in->layout = (uint8_t)g->results[0];
        inst_add_results(f, i, g->nresults, g->results);
    } else if (m.op == OP_CCALL) {
        const Ext *e = program_ext(p->prog, x.imm.ext);
        if (e->nresults) in->layout = (uint8_t)e->results[0];
        inst_add_results(f, i, e->nresults, e->results);
    }
    if (m.op == OP_PARTS) inst_add_parts(f, i);
    inst_append(f, block, i);
    uint32_t nres = inst_at(f, i)->nres;
    if (nres != p->results.len)
        return mp_fail_at(p, op_loc, "E0601", "this instruction has %u results, and %u are named", nres,
                          p->results.len);
    for (uint32_t k = 0; k < nres; k++) {
        Val v = {inst_at(f, i)->res.i + k};
        val_info(f, v)->mode = (uint8_t)p->results.data[k].mode;
        val_info(f, v)->number = (uint8_t)p->results.data[k].number;
        val_info(f, v)->promise = p->results.data[k].promise;
        if (!define_value(p, &p->results.data[k].ref, v)) return false;
    }
    return true;
}

/* ---- terminators ---------------------------------------------------------------------------------------- */

static TermKind term_named(const Parser *p) {
    static const struct {
        const char *word;
        TermKind kind;
    } table[] = {
        {"jump", TERM_JUMP},
        {"br", TERM_BR},
        {"switch", TERM_SWITCH},
        {"ret", TERM_RET},
        {"raise", TERM_RAISE},
        {"reraise", TERM_RAISE},
        {"raise_notrace", TERM_RAISE},
        {"tailcall", TERM_TAILCALL},
        {"tailapply", TERM_TAILAPPLY},
        {"invoke", TERM_INVOKE},
        {"invoke_apply", TERM_INVOKE_APPLY},
        {"invoke_c", TERM_INVOKE_C},
        {"unreachable", TERM_UNREACHABLE},
    };
    if (mp_kind(p) == T_WORD)
        for (size_t k = 0; k < sizeof table / sizeof *table; k++)
            if (mp_at_word(p, table[k].word)) return table[k].kind;
    return TERM_NONE;
}

/* switch ::= `switch` value `[` { number `->` edge `,` } `else` edge `]` */
static bool switch_cases(Parser *p) {
    p->cases.len = 0;
    if (!mp_want(p, '[')) return false;
    while (!mp_accept_word(p, "else")) {
        int64_t c;
        if (!mp_want_int(p, INT64_MIN, INT64_MAX, &c) || !mp_want_arrow(p) || !edge(p) || !mp_want(p, ','))
            return false;
        vec_push(&p->cases, c);
    }
    return edge(p) && mp_want(p, ']');
}

static bool invoke_edges(Parser *p, Term *t) {
    if (!mp_want_arrow(p) || !edge(p) || !mp_want_word(p, "handler") || !edge(p)) return false;
    return call_flags(p, t);
}

static void take_args(Parser *p, Term *t) {
    t->nargs = p->refs.len;
    t->args = func_vals(p->fn.f, t->nargs);
    resolve_all(p, t->args, 0);
}

static bool terminator(Parser *p, Blk block, TermKind k) {
    Func *f = p->fn.f;
    Term t = {.kind = (uint8_t)k};
    if (k == TERM_RAISE)
        t.flags = mp_at_word(p, "raise") ? RAISE_REGULAR : mp_at_word(p, "reraise") ? RAISE_RERAISE : RAISE_NOTRACE;
    mp_next(p);
    p->refs.len = 0;
    p->edges.len = 0;
    bool ok = true;
    switch (k) {
    case TERM_JUMP: ok = edge(p); break;
    case TERM_BR:
        if ((ok = operand(p))) {
            take_args(p, &t);
            ok = mp_want(p, ',') && edge(p) && mp_want(p, ',') && edge(p);
            t.flags = mp_accept_word(p, "likely")     ? HINT_LIKELY
                      : mp_accept_word(p, "unlikely") ? HINT_UNLIKELY
                                                      : HINT_NONE;
        }
        break;
    case TERM_SWITCH:
        if ((ok = operand(p))) {
            take_args(p, &t);
            ok = switch_cases(p);
            t.ncases = p->cases.len;
            if (t.ncases) t.cases = arena_copy(f->arena, p->cases.data, t.ncases * sizeof *t.cases);
        }
        break;
    case TERM_RET:
        if (mp_kind(p) == T_VALUE) do
                ok = operand(p);
            while (ok && mp_accept(p, ','));
        break;
    case TERM_RAISE: ok = operand(p); break;
    case TERM_TAILCALL: ok = mp_want_func(p, &t.func) && arguments(p) && call_flags(p, &t); break;
    case TERM_TAILAPPLY: ok = operand(p) && arguments(p) && call_flags(p, &t); break;
    case TERM_INVOKE: ok = mp_want_func(p, &t.func) && arguments(p); break;
    case TERM_INVOKE_APPLY: ok = operand(p) && arguments(p); break;
    case TERM_INVOKE_C: ok = mp_want_ext(p, &t.ext) && arguments(p); break;
    default: break;
    }
    if (!ok) return false;
    if (!t.nargs && p->refs.len) take_args(p, &t);
    if (k >= TERM_INVOKE && k <= TERM_INVOKE_C && !invoke_edges(p, &t)) return false;
    t.nedges = p->edges.len;
    if (t.nedges) t.edges = arena_copy(f->arena, p->edges.data, t.nedges * sizeof *t.edges);
    if (!mp_opt_loc(p, &t.loc)) return false;
    block_at(f, block)->term = t;
    return true;
}

/* ---- functions --------------------------------------------------------------------------------------------- */

/* body-block ::= block [ `(` value `:` layout marks { `,` ... } `)` ] `:` { inst } terminator */
static bool body_block(Parser *p) {
    Func *f = p->fn.f;
    Blk b = NO_BLK;
    Ref ref = {0};
    if (!want_block(p, &b, &ref)) return false;
    if (p->fn.defined.data[b.i]) return mp_fail_at(p, ref.loc, "E0604", "this block is defined twice");
    p->fn.defined.data[b.i] = true;
    if (b.i != f->last_block.i) /* named by an edge before: now its place is known */
        block_move_after(f, b, f->last_block);
    block_at(f, b)->name = hint_of(p, &ref);
    if (mp_accept(p, '(')) {
        do {
            Ref v;
            Layout l;
            Val q;
            if (!want_value(p, &v) || !mp_want(p, ':') || !mp_want_layout(p, &l) ||
                !define_value(p, &v, q = block_param(f, b, l, mp_opt_mode(p))))
                return false;
            val_info(f, q)->number = (uint8_t)mp_opt_number(p);
            val_info(f, q)->promise = mp_opt_promise(p);
        } while (mp_accept(p, ','));
        if (!mp_want(p, ')')) return false;
    }
    if (!mp_want(p, ':')) return false;
    for (;;) {
        p->results.len = 0;
        if (mp_kind(p) == T_VALUE) {
            do {
                Result r = {0};
                if (!want_value(p, &r.ref)) return false;
                r.mode = mp_opt_mode(p);
                r.number = mp_opt_number(p);
                r.promise = mp_opt_promise(p);
                vec_push(&p->results, r);
            } while (mp_accept(p, ','));
            if (!mp_want(p, '=')) return false;
        } else {
            TermKind k = term_named(p);
            if (k != TERM_NONE) return terminator(p, b, k);
            if (mp_accept_word(p, "noterm")) return true;
        }
        if (mp_kind(p) != T_WORD) return mp_expected(p, "an instruction");
        if (!instruction(p, b)) return false;
    }
}

/* In the first round: steps over { ... }. */
static void skip_body(Parser *p) {
    if (!mirlex_skip_braces(&p->lex)) mp_expected(p, "`}`");
}

static void func_body(Parser *p, Func *f) {
    p->fn.f = f;
    p->fn.vals.len = p->fn.blks.len = p->fn.defined.len = p->fn.first_use.len = p->fn.fixups.len = 0;
    map_free(&p->fn.named_vals);
    map_free(&p->fn.named_blks);
    p->fn.named_vals = p->fn.named_blks = (Map){0};
    while (!p->failed && !mp_at(p, '}')) body_block(p);
    for (uint32_t k = 1; k < p->fn.defined.len && !p->failed; k++)
        if (!p->fn.defined.data[k]) mp_fail_at(p, p->fn.first_use.data[k], "E0603", "this block is defined nowhere");
    for (uint32_t k = 0; k < p->fn.fixups.len && !p->failed; k++) {
        const Fixup *x = &p->fn.fixups.data[k];
        *x->slot = find_value(p, &x->ref);
        if (!x->slot->i) mp_fail_at(p, x->ref.loc, "E0603", "this value is defined nowhere");
    }
    if (!p->failed && !f->entry.i) mp_fail_at(p, mp_here(p), "E0601", "a function has at least one block");
    if (p->failed) { /* nobody looks at half a function */
        func_free_body(f);
        f->dead = true;
    }
}

typedef struct {
    VEC(Layout) layouts;
    VEC(uint8_t) modes;
} Types;

static void types_free(Types *t) {
    vec_free(&t->layouts);
    vec_free(&t->modes);
}

/* types ::= [ layout mode { `,` layout mode } ] `)` */
static bool types(Parser *p, Types *out) {
    if (mp_accept(p, ')')) return true;
    do {
        Layout l;
        if (!mp_want_layout(p, &l)) return false;
        vec_push(&out->layouts, l);
        vec_push(&out->modes, (uint8_t)mp_opt_mode(p));
    } while (mp_accept(p, ','));
    return mp_want(p, ')');
}

/* signature ::= `(` types `)` `->` ( layout mode | `(` types `)` ) */
static bool signature(Parser *p, Types *params, Types *results) {
    if (!mp_want(p, '(') || !types(p, params) || !mp_want_arrow(p)) return false;
    if (mp_accept(p, '(')) return types(p, results);
    Layout l;
    if (!mp_want_layout(p, &l)) return false;
    vec_push(&results->layouts, l);
    vec_push(&results->modes, (uint8_t)mp_opt_mode(p));
    return true;
}

static bool effects(Parser *p, Func *f) {
    static const char *const words[] = {"raise", "alloc", "unknown", "region", "read", "write", "diverge"};
    f->effects = 0;
    if (!mp_want(p, '(')) return false;
    if (mp_accept(p, ')')) return true;
    do {
        uint8_t k = 0;
        while (k < 7 && !mp_at_word(p, words[k])) k++;
        if (k == 7) return mp_expected(p, "an effect (raise, alloc, unknown, region, read, write, diverge)");
        mp_next(p);
        f->effects = (uint8_t)(f->effects | (1u << k));
    } while (mp_accept(p, ','));
    return mp_want(p, ')');
}

static bool inlining(Parser *p, Func *f) {
    if (!mp_want(p, '(')) return false;
    if (mp_accept_word(p, "always"))
        f->inline_attr = INLINE_ALWAYS;
    else if (mp_accept_word(p, "never"))
        f->inline_attr = INLINE_NEVER;
    else if (mp_accept_word(p, "hint"))
        f->inline_attr = INLINE_HINT;
    else
        return mp_expected(p, "always, never or hint");
    return mp_want(p, ')');
}

static bool zero_alloc(Parser *p, Func *f) {
    unsigned flags = 0;
    if (!mp_want(p, '(')) return false;
    while (!mp_accept(p, ')')) {
        unsigned k = 0;
        while (k < 4 && !mp_accept_word(p, zero_alloc_words[k])) k++;
        if (k == 4) return mp_expected(p, "strict, opt, assume or never_returns");
        flags |= 1u << k;
        mp_accept(p, ',');
    }
    f->zero_alloc = zero_alloc_new(p->prog, (ZeroAlloc){.flags = flags, .func = f->id, .name = f->name});
    return true;
}

static bool attributes(Parser *p, Func *f) {
    for (;;) {
        if (mp_accept_word(p, "closure"))
            f->closure_code = true;
        else if (mp_accept_word(p, "noenv"))
            f->needs_env = false;
        else if (mp_accept_word(p, "local_result"))
            f->local_result = true;
        else if (mp_accept_word(p, "is_init"))
            f->is_init = true;
        else if (mp_accept_word(p, "specialise")) {
            f->never_specialise = mp_accept(p, '(');
            f->specialise = !f->never_specialise;
            if (f->never_specialise && !mp_accept_word(p, "never")) return mp_expected(p, "never");
            if (f->never_specialise && !mp_want(p, ')')) return false;
        } else if (mp_accept_word(p, "cold"))
            f->cold = true;
        else if (mp_accept_word(p, "effects")) {
            if (!effects(p, f)) return false;
        } else if (mp_accept_word(p, "inline")) {
            if (!inlining(p, f)) return false;
        } else if (mp_accept_word(p, "unroll")) {
            if (!mp_want(p, '(') || !mp_want_u32(p, 1 << 20, &f->unroll) || !mp_want(p, ')')) return false;
        } else if (mp_accept_word(p, "zero_alloc")) {
            if (!zero_alloc(p, f)) return false;
        } else if (mp_accept_word(p, "runs")) {
            uint32_t runs;
            if (!mp_want(p, '(') || !mp_want_u32(p, 255, &runs) || !mp_want(p, ')')) return false;
            f->max_runs = (uint8_t)runs;
        } else if (mp_accept_word(p, "source")) {
            if (!mp_want_name(p, T_STRING, "a string", &f->source_name)) return false;
        } else {
            return mp_opt_loc(p, &f->loc);
        }
    }
}

static bool same_signature(const Func *f, const Types *ps, const Types *rs) {
    if (f->nparams != ps->layouts.len || f->nresults != rs->layouts.len) return false;
    for (uint32_t k = 0; k < f->nparams; k++)
        if (f->params[k] != ps->layouts.data[k] || f->param_modes[k] != ps->modes.data[k]) return false;
    for (uint32_t k = 0; k < f->nresults; k++)
        if (f->results[k] != rs->layouts.data[k] || f->result_modes[k] != rs->modes.data[k]) return false;
    return true;
}

static Func *declare_func(Parser *p, Name name, Loc loc, bool external, const Types *ps, const Types *rs) {
    Func *f = program_find_func(p->prog, name);
    if (f) { /* one of the two may be a declaration only */
        if (!external && !f->external) {
            mp_fail_at(p, loc, "E0604", "there are two functions @%s", name->text);
            return NULL;
        }
        if (!same_signature(f, ps, rs)) {
            mp_fail_at(p, loc, "E0604", "@%s has another type elsewhere", name->text);
            return NULL;
        }
        f->external &= external;
        return f;
    }
    f = func_new(p->prog, name, ps->layouts.len, ps->layouts.data, rs->layouts.len, rs->layouts.data);
    if (ps->modes.len) memcpy(f->param_modes, ps->modes.data, ps->modes.len);
    if (rs->modes.len) memcpy(f->result_modes, rs->modes.data, rs->modes.len);
    f->external = external;
    return f;
}

/* func ::= [ `extern` ] `func` symbol signature { attribute } loc [ `{` { body-block } `}` ]
   The first round makes the function and notes where its body is. */
static void func_item(Parser *p, bool external) {
    Types ps = {0}, rs = {0};
    Name name = NULL;
    Loc loc = mp_here(p);
    if (mp_want_name(p, T_SYMBOL, "a name (@name)", &name) && signature(p, &ps, &rs)) {
        Func ignored = {0}, *f = declare_func(p, name, loc, external, &ps, &rs);
        if (f && attributes(p, f->external == external ? f : &ignored) && !external && mp_at(p, '{')) {
            vec_push(&p->bodies, ((Body){.func = f, .pos = p->lex.pos}));
            skip_body(p);
        } else if (!external) {
            mp_expected(p, "a body `{`");
        }
    }
    types_free(&ps);
    types_free(&rs);
}

/* ---- data and declarations ------------------------------------------------------------------------------------ */

typedef VEC(DataField) Fields;

static bool data_field(Parser *p, DataField *x) {
    Name text = NULL;
    if (mp_accept_word(p, "imm")) {
        x->kind = DF_IMM;
        return mp_want_int(p, INT64_MIN, INT64_MAX, &x->i);
    }
    if (mp_accept_word(p, "raw")) {
        x->kind = DF_RAW;
        return mp_want_int(p, INT64_MIN, INT64_MAX, &x->i);
    }
    if (mp_accept_word(p, "f64")) {
        x->kind = DF_F64;
        return mp_want_f64(p, &x->f);
    }
    if (mp_accept_word(p, "data")) {
        x->kind = DF_DATA;
        return mp_want_data(p, &x->data) && (!mp_accept(p, '+') || mp_want_int(p, 0, INT32_MAX, &x->i));
    }
    if (mp_accept_word(p, "code")) {
        x->kind = DF_CODE;
        return mp_want_func(p, &x->func);
    }
    if (mp_accept_word(p, "extern")) {
        x->kind = DF_EXTERN_CODE;
        if (!mp_want_name(p, T_STRING, "a C symbol in quotes", &text)) return false;
        x->symbol = text->text;
        return true;
    }
    return mp_expected(p, "a field (imm, raw, f64, data, code, extern)");
}

static bool same_field(const DataField *a, const DataField *b) {
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case DF_IMM:
    case DF_RAW: return a->i == b->i;
    case DF_F64: return memcmp(&a->f, &b->f, sizeof a->f) == 0;
    case DF_DATA: return a->data.i == b->data.i && a->i == b->i;
    case DF_CODE: return a->func.i == b->func.i;
    case DF_EXTERN_CODE: return strcmp(a->symbol, b->symbol) == 0;
    }
    return false;
}

static bool same_data(const Data *d, uint8_t tag, bool root, const Fields *fields) {
    if (d->is_string || d->tag != tag || d->mutable_root || root || d->nfields != fields->len) return false;
    for (uint32_t k = 0; k < d->nfields; k++)
        if (!same_field(&d->fields[k], &fields->data[k])) return false;
    return true;
}

/* data ::= `data` symbol `tag` `=` number [ `root` ] `{` [ field { `,` field } ] `}` loc
   Units that are linked may bring the same constant. */
static void data_item(Parser *p) {
    Name name = NULL;
    uint32_t tag;
    Loc loc = mp_here(p);
    if (!mp_want_name(p, T_SYMBOL, "a name (@name)", &name) || !mp_want_word(p, "tag") || !mp_want(p, '=') ||
        !mp_want_u32(p, 255, &tag))
        return;
    Body b = {.tag = (uint8_t)tag, .loc = loc};
    b.root = mp_accept_word(p, "root");
    b.pos = p->lex.pos;
    if (!mp_at(p, '{')) {
        mp_expected(p, "`{`");
        return;
    }
    b.data = program_find_data(p->prog, name);
    if (!b.data || b.data->external) {
        if (!b.data) b.data = data_new(p->prog, name, (uint8_t)tag, 0);
        b.data->external = false;
        b.data->tag = (uint8_t)tag;
        b.data->mutable_root = b.root;
        b.fresh = true;
    }
    vec_push(&p->bodies, b);
    skip_body(p);
    mp_opt_loc(p, &loc);
}

static void data_body(Parser *p, const Body *b) {
    Data *d = b->data;
    Fields fields = {0};
    Loc loc = NO_LOC;
    bool ok = true;
    if (!mp_accept(p, '}')) {
        do {
            DataField x = {0};
            ok = data_field(p, &x);
            if (ok) vec_push(&fields, x);
        } while (ok && mp_accept(p, ','));
        ok = ok && mp_want(p, '}');
    }
    if (ok && mp_opt_loc(p, &loc)) {
        if (b->fresh) {
            d->loc = loc;
            d->nfields = fields.len;
            d->fields = fields.len ? arena_copy(p->prog->arena, fields.data, fields.len * sizeof *fields.data) : NULL;
        } else if (!same_data(d, b->tag, b->root, &fields)) {
            mp_fail_at(p, b->loc, "E0604", "@%s is defined twice, and differently", d->name->text);
        }
    }
    vec_free(&fields);
}

/* string ::= `string` symbol text loc */
static void string_item(Parser *p) {
    Name name = NULL, text = NULL;
    Loc loc = mp_here(p), data_loc;
    if (!mp_want_name(p, T_SYMBOL, "a name (@name)", &name) || !mp_want_name(p, T_STRING, "a string", &text) ||
        !mp_opt_loc(p, &data_loc))
        return;
    Data *d = program_find_data(p->prog, name);
    if (d && !d->external) {
        if (!d->is_string || d->len != text->len || memcmp(d->text, text->text, text->len) != 0)
            mp_fail_at(p, loc, "E0604", "@%s is defined twice, and differently", name->text);
        return;
    }
    if (!d) d = data_new(p->prog, name, 252, 0);
    d->external = false;
    d->tag = 252;
    d->is_string = true;
    d->text = text->text;
    d->len = text->len;
    d->loc = data_loc;
    data_share_string(p->prog, d);
}

/* ext ::= `ext` ext-name signature [ `noalloc` ] [ `raises` ] */
static void ext_item(Parser *p) {
    Types ps = {0}, rs = {0};
    Name symbol = NULL, key = NULL;
    Loc loc = mp_here(p);
    if (mp_want_ext_name(p, &symbol, &key) && signature(p, &ps, &rs)) {
        bool noalloc = mp_accept_word(p, "noalloc"), raises = mp_accept_word(p, "raises");
        if (rs.layouts.len > 1)
            mp_fail_at(p, loc, "E0601", "a C function has at most one result");
        else if (map_getp(&p->exts, key))
            mp_fail_at(p, loc, "E0604", "@%s is declared twice", key->text);
        else {
            Ext *e = ext_get(p->prog, symbol, ps.layouts.len, ps.layouts.data, rs.layouts.len, rs.layouts.data, noalloc,
                             raises);
            map_putp(&p->exts, key, (void *)(uintptr_t)e->id.i);
        }
    }
    types_free(&ps);
    types_free(&rs);
}

/* site ::= `site` number origin [ `in` name ] [ `words` number ] [ `fate` word ] [ `reason` text ] loc */
static void site_item(Parser *p) {
    uint32_t no;
    Name origin = NULL, func = NULL, reason = NULL;
    Site s = {0};
    Loc loc = mp_here(p);
    if (!mp_want_u32(p, MAX_NO, &no) || !mp_want_name(p, T_STRING, "the allocation's origin in quotes", &origin))
        return;
    if (mp_accept_word(p, "in") && !mp_want_name(p, T_STRING, "a function's name in quotes", &func)) return;
    if (mp_accept_word(p, "words") && !mp_want_u32(p, INT32_MAX, &s.words)) return;
    if (mp_accept_word(p, "fate")) {
        bool known = false;
        for (Fate k = FATE_ALLOCATED; k <= FATE_STATIC && !known; k++)
            if (mp_accept_word(p, fate_names[k])) {
                s.fate = k;
                known = true;
            }
        if (!known) {
            mp_expected(p, "allocated, removed, registers, region or static");
            return;
        }
    }
    if ((mp_accept_word(p, "reason") && !mp_want_name(p, T_STRING, "a string", &reason)) || !mp_opt_loc(p, &s.loc))
        return;
    if (!no || (no < p->sites.len && p->sites.data[no].i)) {
        mp_fail_at(p, loc, "E0604", no ? "`site %u` is declared twice" : "sites are numbered from 1", no);
        return;
    }
    while (p->sites.len <= no) vec_push(&p->sites, NO_SITE);
    SiteId id = site_new(p->prog, s.loc, origin->text, func, s.words);
    p->prog->sites.data[id.i].fate = s.fate;
    p->prog->sites.data[id.i].reason = reason ? reason->text : NULL;
    p->sites.data[no] = id;
}

/* file ::= `file` number path `len` number `lines` { offset of a newline }
   Stands for a source file that need not be at hand: blanks with the same line breaks. */
static void file_item(Parser *p) {
    uint32_t no, len, nl;
    Name path = NULL;
    Loc loc = mp_here(p);
    if (!mp_want_u32(p, 1 << 20, &no) || !mp_want_name(p, T_STRING, "a path in quotes", &path) ||
        !mp_want_word(p, "len") || !mp_want_u32(p, 1 << 26, &len) || !mp_want_word(p, "lines"))
        return;
    uint32_t index = 0;
    for (uint32_t k = 1; k < p->s->files.len && !index; k++)
        if (p->s->files.data[k]->len == len && strcmp(p->s->files.data[k]->path, path->text) == 0) index = k;
    char *text = index ? NULL : malloc(len + 1);
    if (text) memset(text, ' ', len);
    while (mp_kind(p) == T_NUMBER && !p->failed) {
        if (!mp_want_u32(p, UINT32_MAX, &nl)) break;
        if (nl >= len)
            mp_fail_at(p, loc, "E0601", "a line ends behind the end of this file");
        else if (text)
            text[nl] = '\n';
    }
    if (!index && text && !p->failed) index = source_add(p->s, path->text, text, len)->index;
    free(text);
    while (p->files.len <= no) vec_push(&p->files, 0);
    p->files.data[no] = index;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static const char *const items[] = {"func", "extern", "data", "string", "ext", "site", "file", "init"};

static bool at_item(const Parser *p) {
    for (size_t k = 0; k < sizeof items / sizeof *items; k++)
        if (mp_at_word(p, items[k])) return true;
    return false;
}

static void extern_item(Parser *p) {
    Name name = NULL;
    if (mp_accept_word(p, "func")) {
        func_item(p, true);
    } else if (mp_accept_word(p, "data")) {
        if (mp_want_name(p, T_SYMBOL, "a name (@name)", &name)) data_extern(p->prog, name);
    } else {
        mp_expected(p, "func or data");
    }
}

static void init_item(Parser *p) {
    Body b = {.pos = p->lex.tok.start};
    Name n = NULL;
    if (mp_want_name(p, T_SYMBOL, "a function (@name)", &n)) vec_push(&p->bodies, b);
}

static void item(Parser *p) {
    p->failed = false;
    if (mp_accept_word(p, "func"))
        func_item(p, false);
    else if (mp_accept_word(p, "data"))
        data_item(p);
    else if (mp_accept_word(p, "extern"))
        extern_item(p);
    else if (mp_accept_word(p, "init"))
        init_item(p);
    else if (mp_accept_word(p, "string"))
        string_item(p);
    else if (mp_accept_word(p, "ext"))
        ext_item(p);
    else if (mp_accept_word(p, "site"))
        site_item(p);
    else if (mp_accept_word(p, "file"))
        file_item(p);
    else
        mp_expected(p, "func, data, string, ext, extern, site, file or init");
    if (p->failed) /* go on at what looks like the next item */
        do mp_next(p);
        while (mp_kind(p) != T_EOF && !at_item(p));
}

static void body(Parser *p, const Body *b) {
    p->failed = false;
    mirlex_seek(&p->lex, b->pos);
    if (b->func) {
        func_body(p, b->func);
    } else if (b->data) {
        data_body(p, b);
    } else {
        FuncId f;
        if (mp_want_func(p, &f)) vec_push(&p->prog->inits, f);
    }
}

static void parser_free(Parser *p) {
    map_free(&p->ops);
    map_free(&p->exts);
    map_free(&p->fn.named_vals);
    map_free(&p->fn.named_blks);
    vec_free(&p->bodies);
    vec_free(&p->sites);
    vec_free(&p->files);
    vec_free(&p->fn.vals);
    vec_free(&p->fn.blks);
    vec_free(&p->fn.defined);
    vec_free(&p->fn.first_use);
    vec_free(&p->fn.fixups);
    vec_free(&p->refs);
    vec_free(&p->results);
    vec_free(&p->edges);
    vec_free(&p->cases);
    vec_free(&p->set);
    buf_free(&p->lex.scratch);
}

bool ir_parse(Program *prog, SourceFile *file) {
    Session *s = prog->session;
    Parser p = {.lex = {.session = s, .file = file}, .prog = prog, .s = s};
    uint32_t before = s->nerrors;
    for (uint32_t op = 0; op < OP_COUNT; op++)
        map_putp(&p.ops, name_ofz(s->names, op_info[op].text), (void *)(uintptr_t)(op + 1));
    mirlex_seek(&p.lex, 0);
    while (mp_kind(&p) != T_EOF) item(&p);
    /* Bodies refer to what was declared; when that failed, their errors would be consequences. */
    if (s->nerrors == before)
        for (uint32_t k = 0; k < p.bodies.len; k++) body(&p, &p.bodies.data[k]);
    parser_free(&p);
    return s->nerrors == before;
}
