/* interp.c: runs MIR, plainly: one instruction at a time, on values as compiled code has them.

   Purpose: a second engine that shares nothing with the back end but MIR and the runtime.  It allocates from the
   runtime and its frames are roots, so collections happen as they do in compiled programs.  MIR calls push Frames, so
   the depth of recursion is bounded by the interpreter's stack, not by C's; tail calls replace the frame.  C code that
   calls back runs a new loop on top of the same stack. */
#include "interp.h"

#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { STACK_BYTES = 1u << 31, FRAME_BYTES = 1u << 30 };

static inline Word tagged(int64_t i) {
    return (Word){.u = (uint64_t)i << 1 | 1};
}
static inline int64_t untagged(Word w) {
    return w.i >> 1;
}

/* ---- frames ------------------------------------------------------------------------------------------ */

static Frame *top(const Interp *in) {
    return &in->frames[in->nframes - 1];
}

/* Registers start as 0, which is no value: the collector skips them. */
static Frame *push_frame(Interp *in, const Func *f, uint32_t nregs) {
    if (in->nframes == in->max_frames || (size_t)(in->stack_end - in->sp) < nregs) in->rt.stack_overflow();
    Frame *fr = &in->frames[in->nframes++];
    *fr = (Frame){.f = f, .regs = in->sp, .nregs = nregs, .region_entry = *in->rt.region_top};
    memset(fr->regs, 0, nregs * sizeof *fr->regs);
    in->sp += nregs;
    return fr;
}

static void pop_frame(Interp *in) {
    in->sp = in->frames[--in->nframes].regs;
}

/* args must not be in the part of the stack that is free. */
static void enter(Interp *in, FuncId id, const Word *args) {
    const Func *f = program_func(in->prog, id);
    if (!f->entry.i) interp_fatal("function @%s has no body", f->name->text);
    Frame *fr = push_frame(in, f, f->nvals);
    const BlockInfo *b = block_at(f, f->entry);
    for (uint32_t k = 0; k < b->nparams; k++) fr->regs[b->params[k].i] = args[k];
    fr->block = f->entry;
    fr->at = b->first;
}

static Word *temps(Interp *in, uint32_t n) {
    while (in->tmp.len < n) vec_push(&in->tmp, (Word){0});
    return in->tmp.data;
}

/* Copies operands away from their registers; valid until the next use. */
static Word *gather(Interp *in, const Frame *fr, uint32_t n, const Val *args) {
    Word *t = temps(in, n);
    for (uint32_t k = 0; k < n; k++) t[k] = fr->regs[args[k].i];
    return t;
}

/* Goes along an edge; `first` are the values that the terminator supplies itself. */
static void take_edge(Interp *in, Frame *fr, const Edge *e, uint32_t nfirst, const Word *first) {
    const BlockInfo *b = block_at(fr->f, e->block);
    Word *t = gather(in, fr, e->nargs, e->args);
    for (uint32_t k = 0; k < nfirst; k++) fr->regs[b->params[k].i] = first[k];
    for (uint32_t k = 0; k < e->nargs; k++) fr->regs[b->params[nfirst + k].i] = t[k];
    fr->block = e->block;
    fr->at = b->first;
}

/* ---- blocks -------------------------------------------------------------------------------------------- */

/* Fields are set by the caller at once. */
static Word alloc_block(Interp *in, Place place, uint64_t wosize, uint8_t tag) {
    if (place == PLACE_HEAP) return (Word){.i = in->rt.alloc(wosize, tag)};
    char *p = *in->rt.region_top - (wosize + 1) * 8;
    *in->rt.region_top = p; /* running over is caught by the guard page, as in compiled code */
    *(uint64_t *)(void *)p = wosize << 10 | COLOUR_STATIC | tag;
    return (Word){.u = (uint64_t)(uintptr_t)(p + 8)};
}

/* Initialises; large heap blocks are old already. */
static void set_field(Interp *in, Word block, uint64_t k, Word v, Layout l) {
    uint64_t h = header_of(block);
    if (l == L_VAL && h >> 10 > SMALL_WORDS && (h & 0x300) != COLOUR_STATIC)
        in->rt.modify((intptr_t *)&block_of(block)[k], v.i);
    else
        block_of(block)[k] = v.u;
}

static Word do_alloc(Interp *in, const Frame *fr, const Inst *x) {
    Word b = alloc_block(in, (Place)x->place, x->nargs, (uint8_t)x->imm.i);
    for (uint32_t k = 0; k < x->nargs; k++) /* read after allocating: the collector may have moved them */
        set_field(in, b, k, fr->regs[x->args[k].i], val_layout(fr->f, x->args[k]));
    return b;
}

/* A block whose fields are the block again, as in compiled code. */
static Word undef(Layout l) {
    static uint64_t block[17] = {16 << 10 | COLOUR_STATIC};
    if (l == L_IMM) return tagged(0);
    if (l != L_VAL) return (Word){0};
    for (uint32_t k = 1; k < 17; k++) block[k] = (uint64_t)(uintptr_t)&block[1];
    return (Word){.u = (uint64_t)(uintptr_t)&block[1]};
}

static Word do_variant(Interp *in, const Frame *fr, const Inst *x) {
    int64_t kind = untagged(fr->regs[x->args[0].i]);
    if (kind >= 0) return fr->regs[x->args[0].i];
    uint32_t tag = (uint32_t)(-1 - kind), n = shape_size((Shapes)x->imm.i, tag);
    const Val *fields = x->args + 1 + shape_first((Shapes)x->imm.i, tag);
    Word b = alloc_block(in, (Place)x->place, n, (uint8_t)tag);
    for (uint32_t k = 0; k < n; k++) set_field(in, b, k, fr->regs[fields[k].i], val_layout(fr->f, fields[k]));
    return b;
}

static void do_parts(const Frame *fr, const Inst *x) {
    Word v = fr->regs[x->args[0].i];
    bool imm = v.u & 1;
    uint32_t tag = imm ? 0 : header_of(v) & 0xff, n = imm ? 0 : shape_size((Shapes)x->imm.i, tag);
    uint32_t first = shape_first((Shapes)x->imm.i, tag);
    fr->regs[x->res.i] = imm ? v : tagged(-1 - (int64_t)tag);
    for (uint32_t k = 0; k + 1 < x->nres; k++)
        fr->regs[x->res.i + 1 + k] = k >= first && k < first + n ? (Word){.u = block_of(v)[k - first]} : undef(L_VAL);
}

static Word do_box(Interp *in, const Frame *fr, const Inst *x) {
    Word v = fr->regs[x->args[0].i]; /* raw: does not move */
    if (x->layout == L_F64) {
        Word b = alloc_block(in, (Place)x->place, 1, TAG_DOUBLE);
        block_of(b)[0] = v.u;
        return b;
    }
    Word b = alloc_block(in, (Place)x->place, 2, TAG_CUSTOM);
    void *ops = x->flags & IF_NATIVE ? in->rt.nativeint_ops : x->layout == L_I32 ? in->rt.int32_ops : in->rt.int64_ops;
    block_of(b)[0] = (uint64_t)(uintptr_t)ops;
    block_of(b)[1] = v.u;
    return b;
}

static Word do_unbox(const Inst *x, Word v) {
    if (x->layout == L_F64) return (Word){.u = block_of(v)[0]};
    Word r = {.u = block_of(v)[1]};
    if (x->layout == L_I32) r.i = (int32_t)r.u;
    return r;
}

static Word do_closure(Interp *in, const Frame *fr, const Inst *x) {
    uint64_t n = x->aux, start = 3 * n - 1, raw = 0;
    while (raw < x->nargs && val_layout(fr->f, x->args[raw]) != L_VAL && val_layout(fr->f, x->args[raw]) != L_IMM)
        raw++; /* the collector begins behind these */
    for (uint32_t k = 0; k < x->aux; k++) interp_code(in, x->funcs[k]);
    Word b = alloc_block(in, (Place)x->place, start + x->nargs, TAG_CLOSURE);
    uint64_t *p = block_of(b);
    for (uint64_t k = 0; k < n; k++) {
        const Func *g = program_func(in->prog, x->funcs[k]);
        if (k) p[3 * k - 1] = (3 * k) << 10 | TAG_INFIX;
        p[3 * k] = (uint64_t)(uintptr_t)interp_code(in, x->funcs[k]);
        p[3 * k + 1] = closure_info(g->nparams - 1, start + raw - 3 * k);
    }
    for (uint32_t k = 0; k < x->nargs; k++)
        set_field(in, b, start + k, fr->regs[x->args[k].i], val_layout(fr->f, x->args[k]));
    return b;
}

static Word load_element(Elem e, Word base, int64_t i) {
    const char *bytes = (const char *)block_of(base) + i;
    uint16_t h;
    int32_t w;
    Word r = {0};
    switch (e) {
    case E_U8: return tagged(*(const unsigned char *)bytes);
    case E_U16: memcpy(&h, bytes, 2); return tagged(h);
    case E_I32: memcpy(&w, bytes, 4); return (Word){.i = w};
    case E_I64: memcpy(&r, bytes, 8); return r;
    default: return (Word){.u = block_of(base)[i]};
    }
}

static void store_element(Elem e, Word base, int64_t i, Word v) {
    char *bytes = (char *)block_of(base) + i;
    uint16_t h = (uint16_t)untagged(v);
    int32_t w = (int32_t)v.i;
    switch (e) {
    case E_U8: *(unsigned char *)bytes = (unsigned char)untagged(v); break;
    case E_U16: memcpy(bytes, &h, 2); break;
    case E_I32: memcpy(bytes, &w, 4); break;
    case E_I64: memcpy(bytes, &v, 8); break;
    default: block_of(base)[i] = v.u; break;
    }
}

/* Field 1 of a bigarray is the address of its data, field 5 the first dimension. */
static Word load_big(Elem e, Word bigarray, int64_t i) {
    const void *data = (const void *)(uintptr_t)block_of(bigarray)[1];
    switch (e) {
    case E_F32: return (Word){.f = (double)((const float *)data)[i]};
    case E_F64: return (Word){.f = ((const double *)data)[i]};
    case E_S8: return tagged(((const int8_t *)data)[i]);
    case E_U8: return tagged(((const uint8_t *)data)[i]);
    case E_S16: return tagged(((const int16_t *)data)[i]);
    case E_U16: return tagged(((const uint16_t *)data)[i]);
    case E_I32: return (Word){.i = ((const int32_t *)data)[i]};
    case E_I64: return (Word){.i = ((const int64_t *)data)[i]};
    case E_INT: return tagged(((const int64_t *)data)[i]);
    default: interp_fatal("a bigarray of %s", elem_names[e]);
    }
}

static void store_big(Elem e, Word bigarray, int64_t i, Word v) {
    void *data = (void *)(uintptr_t)block_of(bigarray)[1];
    switch (e) {
    case E_F32: ((float *)data)[i] = (float)v.f; break;
    case E_F64: ((double *)data)[i] = v.f; break;
    case E_S8:
    case E_U8: ((uint8_t *)data)[i] = (uint8_t)untagged(v); break;
    case E_S16:
    case E_U16: ((uint16_t *)data)[i] = (uint16_t)untagged(v); break;
    case E_I32: ((int32_t *)data)[i] = (int32_t)v.i; break;
    case E_I64: ((int64_t *)data)[i] = v.i; break;
    case E_INT: ((int64_t *)data)[i] = untagged(v); break;
    default: interp_fatal("a bigarray of %s", elem_names[e]);
    }
}

/* ---- arithmetic --------------------------------------------------------------------------------------------- */

/* On untagged numbers; wraps in 64 bits, the caller narrows. */
static int64_t int_op(Op op, int64_t x, int64_t y) {
    switch (op) {
    case OP_ADD: return (int64_t)((uint64_t)x + (uint64_t)y);
    case OP_SUB: return (int64_t)((uint64_t)x - (uint64_t)y);
    case OP_MUL: return (int64_t)((uint64_t)x * (uint64_t)y);
    case OP_DIV: return y == 0 ? 0 : y == -1 ? (int64_t)(0 - (uint64_t)x) : x / y;
    case OP_MOD: return y == 0 || y == -1 ? 0 : x % y;
    case OP_NEG: return (int64_t)(0 - (uint64_t)x);
    case OP_AND: return x & y;
    case OP_OR: return x | y;
    case OP_XOR: return x ^ y;
    case OP_SHL: return (int64_t)((uint64_t)x << (y & 63));
    case OP_ASHR: return x >> (y & 63);
    default: UNREACHABLE();
    }
}

static Word imm_op(Op op, Word a, Word b) {
    int64_t x = untagged(a), y = untagged(b);
    if (op == OP_LSHR)
        return (Word){.u = (a.u >> (y & 63)) | 1}; /* 63 bits shifted in from above the tag's neighbour */
    if (op == OP_BSWAP) return tagged((x & 0xff) << 8 | ((x >> 8) & 0xff));
    return tagged(int_op(op, x, y));
}

static Word i64_op(Op op, Word a, Word b) {
    if (op == OP_LSHR) return (Word){.u = a.u >> (b.u & 63)};
    if (op == OP_BSWAP) {
        uint64_t r = 0;
        for (int k = 0; k < 8; k++) r = r << 8 | ((a.u >> (8 * k)) & 0xff);
        return (Word){.u = r};
    }
    return (Word){.i = int_op(op, a.i, b.i)};
}

static Word i32_op(Op op, Word a, Word b) {
    uint32_t x = (uint32_t)a.u;
    Word n = {.u = b.u & 31};
    if (op == OP_LSHR) return (Word){.i = (int32_t)(x >> n.u)};
    if (op == OP_BSWAP) return (Word){.i = (int32_t)(x >> 24 | (x >> 8 & 0xff00) | (x << 8 & 0xff0000) | x << 24)};
    return (Word){.i = (int32_t)int_op(op, a.i, op == OP_SHL || op == OP_ASHR ? n.i : b.i)};
}

static Word f64_op(Op op, double x, double y) {
    switch (op) {
    case OP_ADD: return (Word){.f = x + y};
    case OP_SUB: return (Word){.f = x - y};
    case OP_MUL: return (Word){.f = x * y};
    case OP_DIV: return (Word){.f = x / y};
    case OP_MOD: return (Word){.f = fmod(x, y)};
    case OP_NEG: return (Word){.f = -x};
    case OP_ABS: return (Word){.f = fabs(x)};
    case OP_SQRT: return (Word){.f = sqrt(x)};
    default: UNREACHABLE();
    }
}

static Word arithmetic(Op op, Layout l, Word a, Word b) {
    switch (l) {
    case L_IMM: return imm_op(op, a, b);
    case L_I64: return i64_op(op, a, b);
    case L_I32: return i32_op(op, a, b);
    case L_F64: return f64_op(op, a.f, b.f);
    default: return (Word){.i = int_op(op, a.i, b.i)}; /* i1 */
    }
}

static bool compare(Op op, Layout l, Word a, Word b) {
    if (l == L_F64) {
        switch (op) {
        case OP_EQ: return a.f == b.f;
        case OP_NE: return a.f != b.f;
        case OP_LT: return a.f < b.f;
        case OP_LE: return a.f <= b.f;
        case OP_GT: return a.f > b.f;
        default: return a.f >= b.f;
        }
    }
    switch (op) { /* tagging and sign extension keep the order */
    case OP_EQ: return a.u == b.u;
    case OP_NE: return a.u != b.u;
    case OP_LT: return a.i < b.i;
    case OP_LE: return a.i <= b.i;
    case OP_GT: return a.i > b.i;
    case OP_GE: return a.i >= b.i;
    default: return a.u < b.u;
    }
}

/* Out of range is unspecified in MIR, and undefined in C. */
static int64_t truncate_f64(double d) {
    return d >= -9223372036854775808.0 && d < 9223372036854775808.0 ? (int64_t)d : INT64_MIN;
}

static Word convert(Op op, Word a) {
    switch (op) {
    case OP_I1_IMM: return tagged(a.i);
    case OP_IMM_I64: return (Word){.i = untagged(a)};
    case OP_I64_IMM:
    case OP_I32_IMM: return tagged(a.i);
    case OP_IMM_I32: return (Word){.i = (int32_t)untagged(a)};
    case OP_I64_I32: return (Word){.i = (int32_t)a.i};
    case OP_IMM_F64: return (Word){.f = (double)untagged(a)};
    case OP_F64_IMM: return tagged(truncate_f64(a.f));
    case OP_I64_F64: return (Word){.f = (double)a.i};
    case OP_F64_I64: return (Word){.i = truncate_f64(a.f)};
    default: return a; /* imm.val val.imm i32.i64 f64.bits bits.f64: the same bits */
    }
}

/* ---- returning, raising, applying ----------------------------------------------------------------------------- */

typedef enum { GO_ON, FINISHED, RAISED } Outcome;

static Outcome apply_top(Interp *in, uint32_t base);

/* The top frame has left in->ret; gives it to the one below. */
static Outcome give_results(Interp *in, uint32_t base) {
    for (;;) {
        if (in->nframes == base) return FINISHED;
        Frame *fr = top(in);
        if (!fr->f) { /* the rest of an application */
            fr->regs[0] = in->ret.data[0];
            return apply_top(in, base);
        }
        const Func *f = fr->f;
        if (!fr->at.i) { /* an invoke */
            const Term *t = &block_at(f, fr->block)->term;
            take_edge(in, fr, &t->edges[0], term_edge_implicit(in->prog, t, 0), in->ret.data);
            return GO_ON;
        }
        const Inst *x = inst_at(f, fr->at);
        for (uint32_t k = 0; k < x->nres; k++) fr->regs[x->res.i + k] = in->ret.data[k];
        fr->at = x->next;
        return GO_ON;
    }
}

static Outcome give_result(Interp *in, uint32_t base, Word w) {
    in->ret.len = 0;
    vec_push(&in->ret, w);
    return give_results(in, base);
}

/* The exception is in *rt.exn. */
static Outcome unwind(Interp *in, uint32_t base) {
    while (in->nframes > base) {
        Frame *fr = top(in);
        const Term *t = fr->f && !fr->at.i ? &block_at(fr->f, fr->block)->term : NULL;
        if (t && t->kind >= TERM_INVOKE && t->kind <= TERM_INVOKE_C) {
            Word exn = {.i = *in->rt.exn};
            *in->rt.region_top = fr->region_call;
            take_edge(in, fr, &t->edges[1], 1, &exn);
            return GO_ON;
        }
        pop_frame(in);
    }
    return RAISED;
}

static void push_application(Interp *in, Word closure, uint32_t n, const Word *args) {
    Frame *fr = push_frame(in, NULL, n + 1);
    fr->regs[0] = closure;
    memcpy(fr->regs + 1, args, n * sizeof *args);
}

/* A partial application: [code, info, function, arguments...] of the top frame, an application with too few. */
static Word make_pap(Interp *in, uint32_t missing) {
    Frame *fr = top(in);
    Word b = alloc_block(in, PLACE_HEAP, 2 + fr->nregs, TAG_CLOSURE);
    block_of(b)[0] = (uint64_t)(uintptr_t)in->pap_code;
    block_of(b)[1] = closure_info(missing, 2);
    for (uint32_t k = 0; k < fr->nregs; k++) set_field(in, b, 2 + k, fr->regs[k], L_VAL);
    return b;
}

/* The top frame is an application whose closure is known: runs it, as rt/ABI.md "Applying unknown functions". */
static Outcome apply_top(Interp *in, uint32_t base) {
    for (;;) {
        Frame *fr = top(in);
        Word clos = fr->regs[0];
        uint32_t n = fr->nregs - 1, arity = closure_arity(clos);
        if (n < arity) {
            Word pap = make_pap(in, arity - n);
            pop_frame(in);
            return give_result(in, base, pap);
        }
        uint64_t code = block_of(clos)[0];
        if (code == (uint64_t)(uintptr_t)in->pap_code) {
            /* In place of the closure: its function and arguments; the frame is the topmost, so it can grow. */
            uint32_t stored = (uint32_t)(header_of(clos) >> 10) - 2;
            if ((size_t)(in->stack_end - in->sp) < stored) in->rt.stack_overflow();
            memmove(fr->regs + stored, fr->regs + 1, n * sizeof *fr->regs);
            for (uint32_t k = 0; k < stored; k++) fr->regs[k].u = block_of(clos)[2 + k];
            in->sp += stored - 1;
            fr->nregs += stored - 1;
            continue;
        }
        FuncId f = interp_func_of_code(in, code);
        if (!f.i) interp_fatal("a closure made by C code is applied");
        Word *t = temps(in, arity + 1);
        memcpy(t, fr->regs, (arity + 1) * sizeof *t);
        if (n == arity) {
            pop_frame(in);
        } else { /* what is left over waits for the result */
            fr->regs[0].u = 0;
            memmove(fr->regs + 1, fr->regs + 1 + arity, (n - arity) * sizeof *t);
            fr->nregs -= arity;
            in->sp -= arity;
        }
        enter(in, f, t);
        return GO_ON;
    }
}

/* ---- the loop ---------------------------------------------------------------------------------------------------- */

/* Region memory that is given back is spoilt, so that a use after the end shows. */
static void end_region(Interp *in, Word mark) {
    char *to = (char *)(uintptr_t)mark.u, *from = *in->rt.region_top;
    if (to > from) memset(from, 0xdb, (size_t)(to - from)); /* an odd pattern: an integer for the collector */
    *in->rt.region_top = to;
}

static Outcome terminator(Interp *in, Frame *fr, uint32_t base) {
    const Term *t = &block_at(fr->f, fr->block)->term;
    Word result = {0};
    fr->region_call = *in->rt.region_top;
    switch (t->kind) {
    case TERM_JUMP: take_edge(in, fr, &t->edges[0], 0, NULL); return GO_ON;
    case TERM_BR: take_edge(in, fr, &t->edges[fr->regs[t->args[0].i].u & 1 ? 0 : 1], 0, NULL); return GO_ON;
    case TERM_SWITCH: {
        Word w = fr->regs[t->args[0].i];
        int64_t v = val_layout(fr->f, t->args[0]) == L_IMM ? untagged(w) : w.i;
        uint32_t k = 0;
        while (k < t->ncases && t->cases[k] != v) k++;
        take_edge(in, fr, &t->edges[k], 0, NULL);
        return GO_ON;
    }
    case TERM_RET:
        in->ret.len = 0;
        for (uint32_t k = 0; k < t->nargs; k++) vec_push(&in->ret, fr->regs[t->args[k].i]);
        if (!t->nargs) vec_push(&in->ret, (Word){0});
        if (!fr->f->local_result) *in->rt.region_top = fr->region_entry;
        pop_frame(in);
        return give_results(in, base);
    case TERM_RAISE:
        *in->rt.exn = fr->regs[t->args[0].i].i;
        pop_frame(in);
        return unwind(in, base);
    case TERM_TAILCALL: {
        Word *a = gather(in, fr, t->nargs, t->args);
        pop_frame(in);
        enter(in, t->func, a);
        return GO_ON;
    }
    case TERM_TAILAPPLY: {
        Word *a = gather(in, fr, t->nargs, t->args);
        pop_frame(in);
        push_application(in, a[0], t->nargs - 1, a + 1);
        return apply_top(in, base);
    }
    case TERM_INVOKE: enter(in, t->func, gather(in, fr, t->nargs, t->args)); return GO_ON;
    case TERM_INVOKE_APPLY: {
        Word *a = gather(in, fr, t->nargs, t->args);
        push_application(in, a[0], t->nargs - 1, a + 1);
        return apply_top(in, base);
    }
    case TERM_INVOKE_C:
        if (interp_ccall(in, t->ext, gather(in, fr, t->nargs, t->args), &result)) return unwind(in, base);
        take_edge(in, fr, &t->edges[0], program_ext(in->prog, t->ext)->nresults, &result);
        return GO_ON;
    default: interp_fatal("@%s reached what cannot be reached", fr->f->name->text);
    }
}

/* One instruction that is not a call; its result is the return value. */
static Word simple(Interp *in, const Frame *fr, const Inst *x) {
    Word a = {0}, b = {0};
    if (x->nargs) {
        a = fr->regs[x->args[0].i];
        if (x->nargs > 1) b = fr->regs[x->args[1].i];
    }
    Op op = (Op)x->op;
    if (op_info[op].flags & OPF_CMP) return (Word){.u = compare(op, (Layout)x->layout, a, b)};
    switch (op) {
    case OP_CONST:
        if (x->layout == L_IMM) return tagged(x->imm.i);
        if (x->layout == L_I32) return (Word){.i = (int32_t)x->imm.i};
        return (Word){.i = x->imm.i}; /* f64 shares the bits */
    case OP_DATA: return (Word){.u = (uint64_t)(uintptr_t)in->data[x->imm.data.i]};
    case OP_CODE: return (Word){.u = (uint64_t)(uintptr_t)interp_code(in, x->imm.func)};
    case OP_SELECT: return a.u & 1 ? b : fr->regs[x->args[2].i];
    case OP_OPAQUE: return a;
    case OP_IS_IMM: return (Word){.u = a.u & 1};
    case OP_TAG: return tagged((int64_t)(header_of(a) & 0xff));
    case OP_SIZE: return tagged((int64_t)(header_of(a) >> 10));
    case OP_STRLEN: {
        uint64_t last = (header_of(a) >> 10) * 8 - 1;
        return tagged((int64_t)(last - ((const unsigned char *)block_of(a))[last]));
    }
    case OP_LOAD: {
        Word r = {.u = block_of(a)[x->imm.i]};
        if (x->layout == L_I32) r.i = (int32_t)r.u;
        return r;
    }
    case OP_STORE: block_of(a)[x->imm.i] = b.u; return a;
    case OP_MODIFY: in->rt.modify((intptr_t *)&block_of(a)[x->imm.i], b.i); return a;
    case OP_LOADX: return load_element((Elem)x->elem, a, untagged(b));
    case OP_STOREX: store_element((Elem)x->elem, a, untagged(b), fr->regs[x->args[2].i]); return a;
    case OP_BIGDIM: return tagged((int64_t)block_of(a)[5 + x->imm.i]);
    case OP_BIGLOAD: return load_big((Elem)x->elem, a, untagged(b));
    case OP_BIGSTORE: store_big((Elem)x->elem, a, untagged(b), fr->regs[x->args[2].i]); return a;
    case OP_MODIFYX: in->rt.modify((intptr_t *)&block_of(a)[untagged(b)], fr->regs[x->args[2].i].i); return a;
    case OP_UNDEF: return undef((Layout)x->layout);
    case OP_ALLOC: return do_alloc(in, fr, x);
    case OP_VARIANT: return do_variant(in, fr, x);
    case OP_BOX: return do_box(in, fr, x);
    case OP_UNBOX: return do_unbox(x, a);
    case OP_CLOSURE: return do_closure(in, fr, x);
    case OP_CLOENTRY: return (Word){.i = a.i + x->imm.i * 24};
    case OP_CLOENV: return (Word){.u = block_of(a)[closure_env_word(x->aux2, x->aux, (uint32_t)x->imm.i)]};
    case OP_REGION_BEGIN: return (Word){.u = (uint64_t)(uintptr_t)*in->rt.region_top};
    case OP_REGION_END: end_region(in, a); return a;
    case OP_POLL: in->rt.poll(); return a;
    default: return op >= OP_IMM_VAL && op <= OP_BITS_F64 ? convert(op, a) : arithmetic(op, (Layout)x->layout, a, b);
    }
}

/* Runs until the frames above `base` are gone. */
static Outcome run(Interp *in, uint32_t base) {
    for (;;) {
        Frame *fr = top(in);
        if (!fr->at.i) {
            Outcome o = terminator(in, fr, base);
            if (o != GO_ON) return o;
            continue;
        }
        const Inst *x = inst_at(fr->f, fr->at);
        Outcome o = GO_ON;
        switch (x->op) {
        case OP_CALL:
            fr->region_call = *in->rt.region_top;
            enter(in, x->imm.func, gather(in, fr, x->nargs, x->args));
            break;
        case OP_APPLY: {
            fr->region_call = *in->rt.region_top;
            Word *a = gather(in, fr, x->nargs, x->args);
            push_application(in, a[0], x->nargs - 1, a + 1);
            o = apply_top(in, base);
            break;
        }
        case OP_CCALL: {
            Word r = {0};
            if (interp_ccall(in, x->imm.ext, gather(in, fr, x->nargs, x->args), &r)) {
                o = unwind(in, base); /* as if the exception came from this frame's callee */
                break;
            }
            if (x->nres) fr->regs[x->res.i] = r;
            fr->at = x->next;
            break;
        }
        case OP_PARTS:
            do_parts(fr, x);
            fr->at = x->next;
            break;
        default: {
            Word r = simple(in, fr, x);
            if (x->nres) fr->regs[x->res.i] = r;
            fr->at = x->next;
            break;
        }
        }
        if (o != GO_ON) return o;
    }
}

static bool finish(Interp *in, uint32_t base, Outcome o, Word *result) {
    if (o == GO_ON) o = run(in, base);
    if (o == FINISHED) *result = in->ret.data[0];
    return o == FINISHED;
}

bool interp_call(Interp *in, FuncId f, const Word *args, Word *result) {
    uint32_t base = in->nframes;
    enter(in, f, args);
    return finish(in, base, GO_ON, result);
}

bool interp_apply(Interp *in, Word closure, uint32_t n, const Word *args, Word *result) {
    uint32_t base = in->nframes;
    push_application(in, closure, n, args);
    return finish(in, base, apply_top(in, base), result);
}

static void *reserve(size_t bytes) {
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) interp_fatal("cannot reserve a stack");
    return p;
}

int ir_interpret(Program *p, const char *runtime_so, int argc, char **argv) {
    (void)argc;
    fflush(stdout);
    fflush(stderr);
    Interp *in = NEW(p->arena, Interp);
    in->prog = p;
    in->arena = p->arena;
    in->code = NEW_ARRAY(in->arena, void *, p->funcs.len);
    in->exts = NEW_ARRAY(in->arena, ExtCall *, p->exts.len);
    in->val_regs = NEW_ARRAY(in->arena, uint32_t *, p->funcs.len);
    in->frames = reserve(FRAME_BYTES);
    in->max_frames = FRAME_BYTES / sizeof *in->frames;
    in->stack = in->sp = reserve(STACK_BYTES);
    in->stack_end = in->stack + STACK_BYTES / sizeof *in->stack;
    if (!interp_load_runtime(in, runtime_so, argv)) return 3;
    interp_code(in, NO_FUNC);
    interp_make_data(in);
    for (uint32_t k = 0; k < p->inits.len; k++) {
        Word r;
        if (!interp_call(in, p->inits.data[k], NULL, &r)) {
            in->rt.uncaught(*in->rt.exn);
            return 2; /* not reached: it exits */
        }
    }
    in->rt.finish();
    munmap(in->frames, FRAME_BYTES);
    munmap(in->stack, STACK_BYTES);
    vec_free(&in->ret);
    vec_free(&in->tmp);
    map_free(&in->func_of_code);
    return 0;
}
