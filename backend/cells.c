/* cells.c: programs that count their allocations (--profile-alloc; rt/core/alloc_profile.c has the other half). */
#include "emit.h"
#include <stddef.h>

static uint32_t cell_of(uint32_t *const *table, const Func *f, size_t index) {
    return table[f->id.i] ? table[f->id.i][index] : 0;
}
uint32_t inst_cell(const FuncEmit *fe, const Inst *in) {
    const AllocCells *c = fe->e->opt->cells;
    return c ? cell_of(c->of_inst, fe->f, (size_t)(in - fe->f->insts)) : 0;
}
uint32_t term_cell(const FuncEmit *fe, const Term *t) {
    const AllocCells *c = fe->e->opt->cells;
    const BlockInfo *b = (const BlockInfo *)(const void *)((const char *)t - offsetof(BlockInfo, term));
    return c ? cell_of(c->of_term, fe->f, (size_t)(b - fe->f->blocks)) : 0;
}

/* ---- addresses ------------------------------------------------------------------------ */
static LLVMTypeRef cells_type(Emit *e) {
    return LLVMArrayType2(e->i64, 2 * (uint64_t)e->opt->cells->n);
}
static LLVMValueRef global(Emit *e, const char *name, LLVMTypeRef type) {
    LLVMValueRef g = LLVMGetNamedGlobal(e->mod, name);
    return g ? g : LLVMAddGlobal(e->mod, type, name);
}
/* Of word `word` (0: how often, 1: words) of a cell. */
static LLVMValueRef cell_addr(Emit *e, uint32_t cell, unsigned word) {
    LLVMValueRef idx[1] = {const_i64(e, 16 * (int64_t)cell + 8 * (int64_t)word)};
    return LLVMConstInBoundsGEP2(e->i8, global(e, "mloc_alloc_cells", cells_type(e)), idx, 1);
}
static LLVMValueRef apply_global(Emit *e) {
    return global(e, "mloc_alloc_apply", e->ptr);
}

static void add_to(Emit *e, LLVMValueRef addr, uint64_t n) {
    LLVMValueRef old = LLVMBuildLoad2(e->b, e->i64, addr, "");
    LLVMBuildStore(e->b, LLVMBuildAdd(e->b, old, const_i64(e, (int64_t)n), ""), addr);
}

/* ---- in functions ------------------------------------------------------------------------ */
void count_cell(FuncEmit *fe, uint32_t cell) {
    if (cell) add_to(fe->e, cell_addr(fe->e, cell, 0), 1);
}

void switch_cell(FuncEmit *fe, uint32_t cell) {
    Emit *e = fe->e;
    LLVMTypeRef type = LLVMFunctionType(e->void_t, &e->i64, 1, 0);
    LLVMValueRef arg = const_i64(e, cell);
    LLVMValueRef call = LLVMBuildCall2(e->b, type, runtime_func(e, "mloc_alloc_switch", type), &arg, 1, "");
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
}

void offer_cell(FuncEmit *fe, uint32_t cell) {
    Emit *e = fe->e;
    if (cell) LLVMBuildStore(e->b, cell_addr(e, cell, 0), apply_global(e));
}

/* ---- in mloc_applyN ------------------------------------------------------------------------- */
LLVMValueRef offered_cell(Emit *e) {
    return e->opt->cells ? LLVMBuildLoad2(e->b, e->ptr, apply_global(e), "") : NULL;
}
void offer_again(Emit *e, LLVMValueRef offered) {
    if (offered) LLVMBuildStore(e->b, offered, apply_global(e));
}
void count_offered(Emit *e, LLVMValueRef offered, uint64_t words) {
    if (!offered) return;
    LLVMValueRef idx[1] = {const_i64(e, 8)};
    add_to(e, offered, 1);
    add_to(e, LLVMBuildInBoundsGEP2(e->b, e->i8, offered, idx, 1, ""), words);
}

/* ---- tables ------------------------------------------------------------------------------------ */
static void constant(Emit *e, const char *name, LLVMValueRef init) {
    LLVMValueRef g = global(e, name, LLVMTypeOf(init));
    LLVMSetInitializer(g, init);
    LLVMSetGlobalConstant(g, 1);
}

void emit_cell_tables(Emit *e) {
    const AllocCells *c = e->opt->cells;
    if (!c) return;
    LLVMSetInitializer(global(e, "mloc_alloc_cells", cells_type(e)), LLVMConstNull(cells_type(e)));
    constant(e, "mloc_alloc_ncells", const_i64(e, c->n));
    constant(e, "mloc_alloc_report", LLVMConstStringInContext2(e->cx, c->report, c->report_len, 0));
    constant(e, "mloc_alloc_default", LLVMConstStringInContext2(e->cx, c->output, strlen(c->output), 0));
}

void emit_cell_start(Emit *e) {
    if (!e->opt->cells) return;
    LLVMTypeRef type = LLVMFunctionType(e->void_t, NULL, 0, 0);
    LLVMValueRef call = LLVMBuildCall2(e->b, type, runtime_func(e, "mloc_alloc_profile_start", type), NULL, 0, "");
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, e->a_leaf);
}
