/* print.c: MIR as text, the form that parse.c reads; its grammar is in IR.md.

   Values and blocks are numbered in the order of printing, so that printing what was parsed from a print gives the
   same text, whatever handles passes have left unused. */
#include "ir.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    const Program *prog;
    const Func *func;
    Buf out;
    unsigned flags;
    uint32_t *val_no, *blk_no; /* handle -> printed number; UINT32_MAX: not defined in a live block */
    uint32_t cap_val, cap_blk;
    uint32_t *file_no; /* session's file -> number in the text, 0 when not listed */
} Printer;

/* ---- tokens --------------------------------------------------------------------------------- */

static void quoted(Buf *b, const char *s, size_t n) {
    buf_addc(b, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\') {
            buf_addc(b, '\\');
            buf_addc(b, (char)c);
        } else if (c == '\n') {
            buf_adds(b, "\\n");
        } else if (c >= 32 && c < 127) {
            buf_addc(b, (char)c);
        } else {
            buf_printf(b, "\\x%02x", c);
        }
    }
    buf_addc(b, '"');
}

/* The numbers and words of nearly every line: printf is ten times slower. */
static void add_u32(Buf *b, uint32_t n) {
    char text[10];
    int at = sizeof text;
    do {
        text[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    buf_add(b, text + at, sizeof text - (size_t)at);
}

static bool word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '\'' || c == '$' || c == '/';
}

static void symbol(Buf *b, Name n) {
    bool plain = n->len > 0;
    for (uint32_t i = 0; i < n->len && plain; i++) plain = word_char(n->text[i]);
    buf_addc(b, '@');
    if (plain)
        buf_add(b, n->text, n->len);
    else
        quoted(b, n->text, n->len);
}

/* A hint follows a number behind a dot: %12.list */
static void hint(Buf *b, const char *text) {
    if (!text || !*text) return;
    buf_addc(b, '.');
    for (const char *s = text; *s; s++) buf_addc(b, word_char(*s) ? *s : '_');
}

static void print_f64(Buf *b, double d) {
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    if (isnan(d))
        buf_printf(b, "nan(0x%llx)", (unsigned long long)bits);
    else if (isinf(d))
        buf_adds(b, d < 0 ? "-inf" : "inf");
    else
        buf_printf(b, "%a", d);
}

/* MIR text that was read is a file of the session too, but nothing points into it. */
static bool listed(const SourceFile *f) {
    size_t n = strlen(f->path);
    return n < 4 || strcmp(f->path + n - 4, ".mir") != 0;
}

static void print_loc(Printer *p, Loc l) {
    if (p->flags & IRP_LOCS && l.file && p->file_no[l.file])
        buf_printf(&p->out, " !%u:%u-%u", p->file_no[l.file], l.start, l.end);
}

static void print_val(Printer *p, Val v) {
    if (!v.i || v.i >= p->func->nvals || p->val_no[v.i] == UINT32_MAX) {
        buf_printf(&p->out, "%%undef%u", v.i); /* the verifier will say more */
        return;
    }
    buf_addc(&p->out, '%');
    add_u32(&p->out, p->val_no[v.i]);
    Name n = p->func->vals[v.i].name;
    if (n) hint(&p->out, n->text);
}

static void print_vals(Printer *p, uint32_t n, const Val *vals) {
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_adds(&p->out, ", ");
        print_val(p, vals[i]);
    }
}

static void print_args(Printer *p, uint32_t n, const Val *vals) {
    buf_addc(&p->out, '(');
    print_vals(p, n, vals);
    buf_addc(&p->out, ')');
}

static void print_blk(Printer *p, Blk b) {
    if (!b.i || b.i >= p->func->nblocks || p->blk_no[b.i] == UINT32_MAX) {
        buf_printf(&p->out, "bundef%u", b.i);
    } else {
        buf_addc(&p->out, 'b');
        add_u32(&p->out, p->blk_no[b.i]);
    }
}

static void print_edge(Printer *p, const Edge *e) {
    print_blk(p, e->block);
    if (e->nargs) print_args(p, e->nargs, e->args);
}

static void print_func_name(Printer *p, FuncId f) {
    if (f.i && f.i < p->prog->funcs.len)
        symbol(&p->out, program_func(p->prog, f)->name);
    else
        buf_adds(&p->out, "@\"\"");
}

static void print_data_name(Printer *p, DataId d) {
    if (d.i && d.i < p->prog->datas.len)
        symbol(&p->out, program_data(p->prog, d)->name);
    else
        buf_adds(&p->out, "@\"\"");
}

/* Declarations of one symbol with different types are told apart by a number. */
static void print_ext_name(Printer *p, ExtId e) {
    if (!e.i || e.i >= p->prog->exts.len) {
        buf_adds(&p->out, "@\"\"");
        return;
    }
    const Ext *x = program_ext(p->prog, e);
    symbol(&p->out, x->symbol);
    uint32_t k = 1;
    for (uint32_t i = (uint32_t)(uintptr_t)map_getp(&p->prog->ext_by_name, x->symbol); i && i != e.i;
         i = p->prog->exts.data[i]->next_same.i)
        k++;
    if (k > 1) buf_printf(&p->out, "#%u", k);
}

/* ---- instructions ----------------------------------------------------------------------------- */

static const char *suffix_of(const Inst *in) {
    switch (in->op) {
    case OP_LOADX:
    case OP_STOREX:
    case OP_BIGLOAD:
    case OP_BIGSTORE: return elem_names[in->elem < E_COUNT ? in->elem : 0];
    case OP_BOX:
    case OP_UNBOX:
        if (in->flags & IF_NATIVE) return "nat";
        break;
    default: break;
    }
    return layout_names[in->layout < L_COUNT ? in->layout : 0];
}

static void print_unroll(Printer *p, unsigned n) {
    if (n) buf_printf(&p->out, " unroll(%u)", n);
}

static void print_flags(Printer *p, unsigned flags, bool apply) {
    if (apply && (flags & IF_ZERO)) buf_adds(&p->out, flags & IF_ZERO_STRICT ? " zero_alloc strict" : " zero_alloc");
    if (apply) flags &= ~(unsigned)(IF_ZERO | IF_ZERO_STRICT);
    static const char *const names[] = {"immut", "init", NULL, "notail", "inline", "noinline", "asked", "nospecialise"};
    for (unsigned k = 0; k < sizeof names / sizeof *names; k++)
        if (flags & (1u << k) && names[k]) buf_printf(&p->out, " %s", names[k]);
}

static void print_const(Printer *p, const Inst *in) {
    if (in->layout == L_F64)
        print_f64(&p->out, in->imm.f);
    else
        buf_printf(&p->out, "%lld", (long long)in->imm.i);
}

static void print_shapes(Buf *b, Shapes s) {
    buf_adds(b, s & SHAPE_APART ? " [apart, " : " [");
    if (s & SHAPE_IMM) buf_adds(b, "imm");
    bool first = !(s & SHAPE_IMM);
    for (uint32_t t = 0; t < SHAPE_TAGS; t++)
        if (shape_size(s, t)) {
            buf_printf(b, "%s%u: %u", first ? "" : ", ", t, shape_size(s, t));
            first = false;
        }
    buf_adds(b, "] ");
}

static void print_operands(Printer *p, const Inst *in) {
    Buf *b = &p->out;
    switch (in->op) {
    case OP_CONST: buf_addc(b, ' '), print_const(p, in); return;
    case OP_DATA: buf_addc(b, ' '), print_data_name(p, in->imm.data); return;
    case OP_CODE: buf_addc(b, ' '), print_func_name(p, in->imm.func); return;
    case OP_CALL: buf_addc(b, ' '), print_func_name(p, in->imm.func), print_args(p, in->nargs, in->args); return;
    case OP_CCALL: buf_addc(b, ' '), print_ext_name(p, in->imm.ext), print_args(p, in->nargs, in->args); return;
    case OP_APPLY:
        buf_addc(b, ' ');
        if (in->nargs) {
            print_val(p, in->args[0]);
            print_args(p, in->nargs - 1, in->args + 1);
        }
        return;
    case OP_ALLOC:
        buf_printf(b, " %s tag=%lld ", place_names[in->place % 3], (long long)in->imm.i);
        print_args(p, in->nargs, in->args);
        return;
    case OP_VARIANT:
        buf_printf(b, " %s", place_names[in->place % 3]);
        print_shapes(b, (Shapes)in->imm.i);
        if (in->nargs) {
            print_val(p, in->args[0]);
            buf_addc(b, ' ');
            print_args(p, in->nargs - 1, in->args + 1);
        }
        return;
    case OP_PARTS:
        print_shapes(b, (Shapes)in->imm.i);
        print_vals(p, in->nargs, in->args);
        return;
    case OP_BOX: buf_printf(b, " %s ", place_names[in->place % 3]), print_vals(p, in->nargs, in->args); return;
    case OP_CLOSURE:
        buf_printf(b, " %s [", place_names[in->place % 3]);
        for (uint32_t i = 0; i < in->aux; i++) {
            if (i) buf_adds(b, ", ");
            print_func_name(p, in->funcs[i]);
        }
        buf_adds(b, "] ");
        print_args(p, in->nargs, in->args);
        return;
    case OP_LOAD:
    case OP_BIGDIM:
    case OP_CLOENTRY:
    case OP_CLOENV:
        buf_addc(b, ' ');
        print_vals(p, in->nargs, in->args);
        buf_printf(b, ", %lld", (long long)in->imm.i);
        if (in->op == OP_CLOENV) buf_printf(b, " entry %u/%u", in->aux2, in->aux);
        if (in->op == OP_LOAD && in->aux2) buf_printf(b, " tag=%u", in->aux2 - 1u);
        return;
    case OP_STORE:
    case OP_MODIFY:
        buf_addc(b, ' ');
        print_vals(p, in->nargs ? 1 : 0, in->args);
        buf_printf(b, ", %lld, ", (long long)in->imm.i);
        print_vals(p, in->nargs ? in->nargs - 1 : 0, in->args + 1);
        return;
    default:
        if (in->nargs) {
            buf_addc(b, ' ');
            print_vals(p, in->nargs, in->args);
        }
        return;
    }
}

bool op_has_suffix(Op op) {
    switch (op) {
    case OP_CONST:
    case OP_UNDEF:
    case OP_SELECT:
    case OP_LOAD:
    case OP_STORE:
    case OP_LOADX:
    case OP_STOREX:
    case OP_BIGLOAD:
    case OP_BIGSTORE:
    case OP_BOX:
    case OP_UNBOX:
    case OP_CLOENV: return true;
    default: return (op >= OP_ADD && op <= OP_SQRT) || (op_info[op].flags & OPF_CMP);
    }
}

/* What stands behind a value where it is defined. */
static void print_marks(Buf *b, const ValInfo *vi) {
    if (vi->mode == M_LOCAL) buf_adds(b, " @local");
    if (vi->number) buf_printf(b, " @%s", number_names[vi->number]);
    if (vi->promise) buf_printf(b, " @zero_alloc %u", vi->promise);
}

static void print_inst(Printer *p, const Inst *in) {
    Buf *b = &p->out;
    buf_adds(b, "  ");
    for (uint32_t k = 0; k < in->nres; k++) {
        Val v = {in->res.i + k};
        if (k) buf_adds(b, ", ");
        print_val(p, v);
        print_marks(b, val_info(p->func, v));
    }
    if (in->nres) buf_adds(b, " = ");
    buf_adds(b, op_info[in->op].text);
    if (op_has_suffix((Op)in->op)) {
        buf_addc(b, '.');
        buf_adds(b, suffix_of(in));
    }
    print_operands(p, in);
    print_flags(p, in->flags, in->op == OP_APPLY);
    if (in->op == OP_CALL || in->op == OP_APPLY) print_unroll(p, in->aux2);
    if (in->site.i) {
        buf_adds(b, " site ");
        add_u32(b, in->site.i);
    }
    print_loc(p, in->loc);
    buf_addc(b, '\n');
}

static void print_invoke_edges(Printer *p, const Term *t) {
    buf_adds(&p->out, " -> ");
    print_edge(p, &t->edges[0]);
    buf_adds(&p->out, " handler ");
    print_edge(p, &t->edges[1]);
    print_flags(p, t->flags, t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY);
    print_unroll(p, t->unroll);
}

static void print_term(Printer *p, const Term *t) {
    static const char *const raises[] = {"raise", "reraise", "raise_notrace"};
    static const char *const hints[] = {"", " likely", " unlikely"};
    Buf *b = &p->out;
    buf_adds(b, "  ");
    switch (t->kind) {
    case TERM_JUMP: buf_adds(b, "jump "), print_edge(p, &t->edges[0]); break;
    case TERM_BR:
        buf_adds(b, "br ");
        print_vals(p, t->nargs, t->args);
        buf_adds(b, ", ");
        print_edge(p, &t->edges[0]);
        buf_adds(b, ", ");
        print_edge(p, &t->edges[1]);
        buf_adds(b, hints[t->flags % 3]);
        break;
    case TERM_SWITCH:
        buf_adds(b, "switch ");
        print_vals(p, t->nargs, t->args);
        buf_adds(b, " [");
        for (uint32_t k = 0; k < t->ncases; k++) {
            buf_printf(b, "%lld -> ", (long long)t->cases[k]);
            print_edge(p, &t->edges[k]);
            buf_adds(b, ", ");
        }
        buf_adds(b, "else ");
        print_edge(p, &t->edges[t->ncases]);
        buf_addc(b, ']');
        break;
    case TERM_RET:
        buf_adds(b, t->nargs ? "ret " : "ret");
        print_vals(p, t->nargs, t->args);
        break;
    case TERM_RAISE: buf_printf(b, "%s ", raises[t->flags % 3]), print_vals(p, t->nargs, t->args); break;
    case TERM_TAILCALL:
        buf_adds(b, "tailcall ");
        print_func_name(p, t->func);
        print_args(p, t->nargs, t->args);
        print_flags(p, t->flags, t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY);
        print_unroll(p, t->unroll);
        break;
    case TERM_TAILAPPLY:
        buf_adds(b, "tailapply ");
        print_val(p, t->args[0]);
        print_args(p, t->nargs - 1, t->args + 1);
        print_flags(p, t->flags, t->kind == TERM_TAILAPPLY || t->kind == TERM_INVOKE_APPLY);
        print_unroll(p, t->unroll);
        break;
    case TERM_INVOKE:
        buf_adds(b, "invoke ");
        print_func_name(p, t->func);
        print_args(p, t->nargs, t->args);
        print_invoke_edges(p, t);
        break;
    case TERM_INVOKE_APPLY:
        buf_adds(b, "invoke_apply ");
        print_val(p, t->args[0]);
        print_args(p, t->nargs - 1, t->args + 1);
        print_invoke_edges(p, t);
        break;
    case TERM_INVOKE_C:
        buf_adds(b, "invoke_c ");
        print_ext_name(p, t->ext);
        print_args(p, t->nargs, t->args);
        print_invoke_edges(p, t);
        break;
    case TERM_UNREACHABLE: buf_adds(b, "unreachable"); break;
    default: buf_adds(b, "noterm"); break;
    }
    print_loc(p, t->loc);
    buf_addc(b, '\n');
}

/* ---- functions --------------------------------------------------------------------------------- */

static void number(Printer *p, const Func *f) {
    if (p->cap_val < f->nvals) p->val_no = vec_grow_(p->val_no, &p->cap_val, f->nvals, sizeof *p->val_no);
    if (p->cap_blk < f->nblocks) p->blk_no = vec_grow_(p->blk_no, &p->cap_blk, f->nblocks, sizeof *p->blk_no);
    for (uint32_t i = 0; i < f->nvals; i++) p->val_no[i] = UINT32_MAX;
    for (uint32_t i = 0; i < f->nblocks; i++) p->blk_no[i] = UINT32_MAX;
    uint32_t nv = 0, nb = 0;
    for (Blk b = f->entry; b.i; b = f->blocks[b.i].next) {
        const BlockInfo *bi = &f->blocks[b.i];
        p->blk_no[b.i] = nb++;
        for (uint32_t i = 0; i < bi->nparams; i++) p->val_no[bi->params[i].i] = nv++;
        for (Ins i = bi->first; i.i; i = f->insts[i.i].next)
            for (uint32_t k = 0; k < f->insts[i.i].nres; k++) p->val_no[f->insts[i.i].res.i + k] = nv++;
    }
}

static void print_types(Printer *p, uint32_t n, const Layout *ls, const uint8_t *modes) {
    for (uint32_t i = 0; i < n; i++) {
        buf_printf(&p->out, "%s%s", i ? ", " : "", layout_names[ls[i] < L_COUNT ? ls[i] : 0]);
        if (modes && modes[i] == M_LOCAL) buf_adds(&p->out, " @local");
    }
}

static void print_signature(Printer *p, uint32_t np, const Layout *ps, const uint8_t *pm, uint32_t nr, const Layout *rs,
                            const uint8_t *rm) {
    buf_addc(&p->out, '(');
    print_types(p, np, ps, pm);
    buf_adds(&p->out, ") -> ");
    if (nr != 1) buf_addc(&p->out, '(');
    print_types(p, nr, rs, rm);
    if (nr != 1) buf_addc(&p->out, ')');
}

static void print_attributes(Printer *p, const Func *f) {
    static const char *const effects[] = {"raise", "alloc", "unknown", "region", "read", "write", "diverge"};
    static const char *const inlining[] = {"", "always", "never", "hint"};
    Buf *b = &p->out;
    if ((f->effects & EFF_ALL) != EFF_ALL) {
        buf_adds(b, " effects(");
        for (unsigned k = 0, n = 0; k < 7; k++)
            if (f->effects & (1u << k)) buf_printf(b, "%s%s", n++ ? ", " : "", effects[k]);
        buf_addc(b, ')');
    }
    if (f->closure_code) buf_adds(b, " closure");
    if (!f->needs_env) buf_adds(b, " noenv");
    if (f->local_result) buf_adds(b, " local_result");
    if (f->is_init) buf_adds(b, " is_init");
    if (f->inline_attr != INLINE_DEFAULT) buf_printf(b, " inline(%s)", inlining[f->inline_attr]);
    if (f->specialise) buf_adds(b, " specialise");
    if (f->never_specialise) buf_adds(b, " specialise(never)");
    if (f->cold) buf_adds(b, " cold");
    if (f->max_runs) buf_printf(b, " runs(%u)", f->max_runs);
    if (f->unroll) buf_printf(b, " unroll(%u)", f->unroll);
    if (f->zero_alloc && p->prog->zero_allocs.data[f->zero_alloc].func.i == f->id.i) {
        unsigned flags = p->prog->zero_allocs.data[f->zero_alloc].flags, n = 0;
        buf_adds(b, " zero_alloc(");
        for (unsigned k = 0; k < 4; k++)
            if (flags >> k & 1) buf_printf(b, "%s%s", n++ ? ", " : "", zero_alloc_words[k]);
        buf_addc(b, ')');
    }
    if (f->source_name && f->source_name != f->name) {
        buf_adds(b, " source ");
        quoted(b, f->source_name->text, f->source_name->len);
    }
    print_loc(p, f->loc);
}

static void print_func(Printer *p, const Func *f) {
    Buf *b = &p->out;
    p->func = f;
    buf_adds(b, f->external ? "extern func " : "func ");
    symbol(b, f->name);
    print_signature(p, f->nparams, f->params, f->param_modes, f->nresults, f->results, f->result_modes);
    print_attributes(p, f);
    if (f->external) {
        buf_addc(b, '\n');
        return;
    }
    buf_adds(b, " {\n");
    number(p, f);
    for (Blk bl = f->entry; bl.i; bl = f->blocks[bl.i].next) {
        const BlockInfo *bi = &f->blocks[bl.i];
        print_blk(p, bl);
        hint(b, bi->name ? bi->name->text : bi->hint);
        if (bi->nparams) {
            buf_addc(b, '(');
            for (uint32_t i = 0; i < bi->nparams; i++) {
                const ValInfo *vi = val_info(f, bi->params[i]);
                buf_adds(b, i ? ", " : "");
                print_val(p, bi->params[i]);
                buf_adds(b, ": ");
                buf_adds(b, layout_names[vi->layout]);
                print_marks(b, vi);
            }
            buf_addc(b, ')');
        }
        buf_adds(b, ":\n");
        for (Ins i = bi->first; i.i; i = f->insts[i.i].next) print_inst(p, inst_at(f, i));
        print_term(p, &bi->term);
    }
    buf_adds(b, "}\n");
}

/* ---- the program ------------------------------------------------------------------------------------ */

static void print_data(Printer *p, const Data *d) {
    Buf *b = &p->out;
    if (d->external) {
        buf_adds(b, "extern data ");
        symbol(b, d->name);
        buf_addc(b, '\n');
        return;
    }
    if (d->is_string) {
        buf_adds(b, "string ");
        symbol(b, d->name);
        buf_addc(b, ' ');
        quoted(b, d->text, d->len);
        print_loc(p, d->loc);
        buf_addc(b, '\n');
        return;
    }
    buf_adds(b, "data ");
    symbol(b, d->name);
    buf_printf(b, " tag=%u%s {", d->tag, d->mutable_root ? " root" : "");
    for (uint32_t i = 0; i < d->nfields; i++) {
        const DataField *x = &d->fields[i];
        buf_adds(b, i ? ", " : " ");
        switch (x->kind) {
        case DF_IMM: buf_printf(b, "imm %lld", (long long)x->i); break;
        case DF_RAW: buf_printf(b, "raw 0x%llx", (unsigned long long)x->i); break;
        case DF_F64: buf_adds(b, "f64 "), print_f64(b, x->f); break;
        case DF_DATA:
            buf_adds(b, "data ");
            print_data_name(p, x->data);
            if (x->i) buf_printf(b, "+%lld", (long long)x->i);
            break;
        case DF_CODE: buf_adds(b, "code "), print_func_name(p, x->func); break;
        case DF_EXTERN_CODE:
            buf_adds(b, "extern ");
            quoted(b, x->symbol, strlen(x->symbol));
            break;
        }
    }
    buf_adds(b, d->nfields ? " }" : "}");
    print_loc(p, d->loc);
    buf_addc(b, '\n');
}

static void print_site(Printer *p, uint32_t k, const Site *s) {
    Buf *b = &p->out;
    const char *origin = s->origin ? s->origin : "";
    buf_printf(b, "site %u ", k);
    quoted(b, origin, strlen(origin));
    if (s->func) {
        buf_adds(b, " in ");
        quoted(b, s->func->text, s->func->len);
    }
    if (s->words) buf_printf(b, " words %u", s->words);
    if (s->fate != FATE_ALLOCATED) buf_printf(b, " fate %s", fate_names[s->fate]);
    if (s->reason) {
        buf_adds(b, " reason ");
        quoted(b, s->reason, strlen(s->reason));
    }
    print_loc(p, s->loc);
    buf_addc(b, '\n');
}

/* Positions are byte offsets; the lines' ends come along, so that a reader without the file can say line and column. */
static void print_files(Printer *p) {
    const Session *s = p->prog->session;
    uint32_t no = 0;
    p->file_no = calloc(s->files.len + 1, sizeof *p->file_no);
    if (!p->file_no) BUG("out of memory");
    for (uint32_t k = 1; k < s->files.len; k++) {
        SourceFile *f = s->files.data[k];
        if (!listed(f)) continue;
        p->file_no[k] = ++no;
        buf_printf(&p->out, "file %u ", no);
        quoted(&p->out, f->path, strlen(f->path));
        buf_printf(&p->out, " len %u lines", f->len);
        for (uint32_t i = 0; i < f->len; i++)
            if (f->text[i] == '\n') buf_printf(&p->out, " %u", i);
        buf_addc(&p->out, '\n');
    }
}

static void flush(Printer *p, FILE *out) {
    fwrite(p->out.data, 1, p->out.len, out);
    p->out.len = 0;
}

static void printer_free(Printer *p) {
    buf_free(&p->out);
    free(p->val_no);
    free(p->blk_no);
    free(p->file_no);
}

void ir_print_with(const Program *prog, FILE *out, unsigned flags) {
    Printer p = {.prog = prog, .flags = flags};
    if (flags & IRP_LOCS) print_files(&p);
    for (uint32_t i = 1; i < prog->sites.len; i++) print_site(&p, i, &prog->sites.data[i]);
    for (uint32_t i = 1; i < prog->exts.len; i++) {
        const Ext *x = prog->exts.data[i];
        buf_adds(&p.out, "ext ");
        print_ext_name(&p, x->id);
        print_signature(&p, x->nparams, x->params, NULL, x->nresults, x->results, NULL);
        buf_printf(&p.out, "%s%s\n", x->noalloc ? " noalloc" : "", x->raises ? " raises" : "");
    }
    for (uint32_t i = 1; i < prog->datas.len; i++)
        if (!prog->datas.data[i]->dead) print_data(&p, prog->datas.data[i]);
    for (uint32_t i = 1; i < prog->funcs.len; i++) {
        if (prog->funcs.data[i]->dead) continue;
        if (!prog->funcs.data[i]->external) buf_addc(&p.out, '\n');
        print_func(&p, prog->funcs.data[i]);
        if (p.out.len > 1 << 16) flush(&p, out);
    }
    if (prog->inits.len) buf_addc(&p.out, '\n');
    for (uint32_t i = 0; i < prog->inits.len; i++) {
        buf_adds(&p.out, "init ");
        print_func_name(&p, prog->inits.data[i]);
        buf_addc(&p.out, '\n');
    }
    flush(&p, out);
    printer_free(&p);
}

void ir_print(const Program *prog, FILE *out) {
    ir_print_with(prog, out, 0);
}

void ir_print_func(const Program *prog, const Func *f, FILE *out) {
    Printer p = {.prog = prog};
    print_func(&p, f);
    flush(&p, out);
    printer_free(&p);
}

const char *ir_line_text(Arena *a, const Program *prog, const Func *f, Blk b, Ins i) {
    Printer p = {.prog = prog, .func = f};
    number(&p, f);
    if (i.i)
        print_inst(&p, inst_at(f, i));
    else
        print_term(&p, &block_at(f, b)->term);
    size_t from = 2, to = p.out.len - 1; /* without indentation and newline */
    const char *text = arena_strndup(a, p.out.data + from, to - from);
    printer_free(&p);
    return text;
}
