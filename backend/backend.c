/* backend.c: the way of a program through LLVM, in one or several modules at once.

     emit ── LLVM's optimiser ── late lowering (late.c) ── checks ── code generation ── object

   Part 0 also holds the entry point, the tables and the application helpers. */
#include "backend.h"
#include "emit.h"
#include <llvm-c/Analysis.h>
#include <llvm-c/Support.h>
#include <llvm-c/Target.h>
#include <pthread.h>
#include <stdlib.h>

enum { PART_MIN_INSTS = 30000 }; /* MIR instructions below which another module is not worth its costs */

const char *backend_version(void) {
    static char text[32];
    unsigned a, b, c;
    LLVMGetVersion(&a, &b, &c);
    snprintf(text, sizeof text, "LLVM %u.%u.%u", a, b, c);
    return text;
}

const char *backend_host_triple(void) {
    static char text[128];
    char *t = LLVMGetDefaultTargetTriple();
    snprintf(text, sizeof text, "%s", t);
    LLVMDisposeMessage(t);
    return text;
}

static void init_targets(void) {
    LLVMInitializeX86TargetInfo(), LLVMInitializeAArch64TargetInfo();
    LLVMInitializeX86Target(), LLVMInitializeAArch64Target();
    LLVMInitializeX86TargetMC(), LLVMInitializeAArch64TargetMC();
    LLVMInitializeX86AsmPrinter(), LLVMInitializeAArch64AsmPrinter();
    /* SLP makes vectors of managed pointers that live over allocations: one 16-byte location in the stack map.  The
       pass builder's option for it has no effect in LLVM 22 (seen: SLPVectorizerPass ran all the same); this one has.
       The scheduler before register allocation costs 6 % of code generation; on bench/ the code is as fast without it.
     */
    const char *args[] = {"mloc", "-vectorize-slp=false", "-enable-misched=false"};
    LLVMParseCommandLineOptions(sizeof args / sizeof *args, args, "");
}

static LLVMTargetMachineRef make_target(Program *p, const BackendOptions *o) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_targets);
    const char *triple = o->target ? o->target : backend_host_triple();
    if (strncmp(triple, "x86_64", 6) != 0 && strncmp(triple, "aarch64", 7) != 0) {
        diag_error(p->session, NO_LOC, "E0509", "--target=%s: mloc generates code for x86_64 and aarch64", triple);
        return NULL;
    }
    LLVMTargetRef target;
    char *error = NULL;
    if (LLVMGetTargetFromTriple(triple, &target, &error)) {
        diag_error(p->session, NO_LOC, "E0509", "--target=%s: %s", triple, error);
        LLVMDisposeMessage(error);
        return NULL;
    }
    LLVMCodeGenOptLevel level = o->level == 0   ? LLVMCodeGenLevelNone
                                : o->level == 1 ? LLVMCodeGenLevelLess
                                : o->level == 2 ? LLVMCodeGenLevelDefault
                                                : LLVMCodeGenLevelAggressive;
    /* Without +64bit a name that LLVM does not know, about which it only warns, ends in a fatal error. */
    bool native = o->cpu && !strcmp(o->cpu, "native");
    char *cpu = native ? LLVMGetHostCPUName() : NULL, *features = native ? LLVMGetHostCPUFeatures() : NULL;
    LLVMTargetMachineRef tm = LLVMCreateTargetMachine(target, triple,
                                                      native   ? cpu
                                                      : o->cpu ? o->cpu
                                                               : "",
                                                      native                                    ? features
                                                      : o->cpu && !strncmp(triple, "x86_64", 6) ? "+64bit"
                                                                                                : "",
                                                      level, LLVMRelocStatic, LLVMCodeModelSmall);
    if (native) LLVMDisposeMessage(cpu), LLVMDisposeMessage(features);
    return tm;
}

/* MIR has done what depends on the language, and all inlining.  What is left is LLVM's scalar and loop work, once per
   function, callees first: default<O2> runs the same passes several times over and takes twice as long for code that
   measures no faster (bench/README.md has the figures, also of what was tried and kept).  function-attrs and ipsccp
   tell callers what a function does not do and what it returns. */
#define COMBINE "instcombine<no-verify-fixpoint>"
static const char *const pipeline_o1 = "function<eager-inv>(early-cse<memssa>,simplifycfg," COMBINE
                                       ",tailcallelim,loop-mssa(licm,loop-rotate,licm),gvn<>,dse,adce,simplifycfg),"
                                       "globaldce";
static const char *const pipeline_o2 =
    "function(early-cse,simplifycfg),ipsccp,globalopt,"
    "cgscc(function-attrs,function<eager-inv>("
    "sroa,early-cse,jump-threading,correlated-propagation,simplifycfg," COMBINE ",tailcallelim,simplifycfg,reassociate,"
    "loop-mssa(loop-instsimplify,loop-simplifycfg,licm,loop-rotate,licm,simple-loop-unswitch),simplifycfg,"
    "loop(loop-idiom,indvars,loop-deletion,loop-unroll-full),gvn<>,bdce," COMBINE ","
    "jump-threading,correlated-propagation,adce,dse,loop-mssa(licm),simplifycfg," COMBINE ")),"
    "function<eager-inv>(loop-vectorize<>,simplifycfg),globaldce";

static const char *pipeline(int level) {
    switch (level) {
    case 0: return NULL;
    case 1: return pipeline_o1;
    case 2: return pipeline_o2;
    default: return "default<O3>";
    }
}

static void fail(const char *stage, const char *error) {
    BUG("%s: %s", stage, error ? error : "failed");
}

/* A module of ours that LLVM does not accept is a bug of ours. */
static void verify_module(Emit *e, const char *stage) {
    char *text = NULL;
    if (LLVMVerifyModule(e->mod, LLVMReturnStatusAction, &text)) fail(stage, text);
    LLVMDisposeMessage(text);
}

static void emit_part(Emit *e) {
    for (uint32_t i = 1; i < e->prog->funcs.len; i++) {
        const Func *f = e->prog->funcs.data[i];
        if (!f->dead && !f->external && func_in_part(e, f)) emit_func(e, f);
    }
    emit_data(e);
    if (e->part == 0) {
        LLVMSetCurrentDebugLocation2(e->b, NULL);
        emit_program_tables(e);
        emit_apply_helpers(e);
    }
    debug_finish(e);
}

static uint64_t count_instructions(LLVMModuleRef m) {
    uint64_t n = 0;
    for (LLVMValueRef f = LLVMGetFirstFunction(m); f; f = LLVMGetNextFunction(f))
        for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(f); bb; bb = LLVMGetNextBasicBlock(bb))
            for (LLVMValueRef i = LLVMGetFirstInstruction(bb); i; i = LLVMGetNextInstruction(i)) n++;
    return n;
}

/* Emission and passes up to what is wanted.  With EMIT_LLVM the module is as emitted; with EMIT_LLVM_OPT after all IR
 * passes. */
static void build_module(Emit *e, EmitKind until, BackendStats *st) {
    double t0 = time_now();
    emit_part(e);
    if (e->opt->verify) verify_module(e, "LLVM IR as emitted");
    double t1 = time_now();
    if (st) st->emit_seconds += t1 - t0;
    if (st && e->opt->timings) st->llvm_instructions += count_instructions(e->mod);
    if (until == EMIT_LLVM) return;
    const char *passes = pipeline(e->opt->level);
    char *error = NULL;
    if (passes && !run_passes(e, passes, &error)) fail("LLVM's optimiser", error);
    if (!late_lower(e, &error)) fail("late lowering", error);
    if (e->opt->verify) {
        verify_module(e, "LLVM IR after late lowering");
        uint32_t bad = rootcheck_module(e->mod, stderr);
        if (bad) BUG("%u uses of unrelocated pointers", bad);
    }
    if (st) st->opt_seconds += time_now() - t1;
}

/* ---- objects ------------------------------------------------------------------------------------ */
typedef struct Job {
    Program *prog;
    const BackendOptions *opt;
    uint32_t part, nparts, first_func, end_func;
    char *path;
    const char *error;
    LLVMTargetMachineRef tm;
    BackendStats stats;
} Job;

static void *run_job(void *arg) {
    Job *j = arg;
    Emit e_, *e = &e_;
    emit_init(e, j->prog, j->opt, j->part, j->nparts, j->tm);
    e->first_func = j->first_func;
    e->end_func = j->end_func;
    build_module(e, EMIT_OBJ, &j->stats);
    double t0 = time_now();
    LLVMMemoryBufferRef buf = NULL;
    char *error = NULL;
    if (LLVMTargetMachineEmitToMemoryBuffer(e->tm, e->mod, LLVMObjectFile, &error, &buf))
        fail("code generation", error);
    size_t len = LLVMGetBufferSize(buf);
    char *copy = malloc(len);
    memcpy(copy, LLVMGetBufferStart(buf), len);
    object_fix_stackmaps(copy, len);
    file_write(j->path, copy, len, &j->error);
    free(copy);
    LLVMDisposeMemoryBuffer(buf);
    j->stats.codegen_seconds += time_now() - t0;
    emit_dispose(e);
    return NULL;
}

static uint64_t count_mir(const Program *p) {
    uint64_t insts = 0;
    for (uint32_t i = 1; i < p->funcs.len; i++)
        if (!p->funcs.data[i]->dead) insts += p->funcs.data[i]->ninsts;
    return insts;
}

/* Where the functions of a part end, so that all parts are about as long. */
static uint32_t part_end(const Program *p, uint32_t begin, uint64_t insts) {
    uint64_t n = 0;
    uint32_t i = begin;
    for (; i < p->funcs.len && n < insts; i++)
        if (!p->funcs.data[i]->dead) n += p->funcs.data[i]->ninsts;
    return i;
}

static uint32_t part_count(const Program *p, const BackendOptions *o) {
    uint64_t n = count_mir(p) / PART_MIN_INSTS;
    /* a few parts per thread, so that a slow one does not keep the others waiting */
    uint64_t most = o->jobs > 1 ? 2 * (uint64_t)o->jobs : 1;
    return n < 1 ? 1 : n > most ? (uint32_t)most : (uint32_t)n;
}

typedef struct Pool {
    Job *jobs;
    uint32_t n, next;
    pthread_mutex_t lock;
} Pool;

static void *worker(void *arg) {
    Pool *pool = arg;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        uint32_t i = pool->next++;
        pthread_mutex_unlock(&pool->lock);
        if (i >= pool->n) return NULL;
        run_job(&pool->jobs[i]);
    }
}

uint32_t backend_objects(Program *p, const BackendOptions *o, const char *prefix, const char ***out, BackendStats *st) {
    Session *s = p->session;
    uint32_t n = part_count(p, o);
    Pool pool = {.jobs = NEW_ARRAY(s->perm, Job, n), .n = n};
    pthread_mutex_init(&pool.lock, NULL);
    *out = NEW_ARRAY(s->perm, const char *, n);
    uint64_t each = count_mir(p) / n + 1;
    for (uint32_t i = 0, begin = 1; i < n; begin = pool.jobs[i++].end_func) {
        LLVMTargetMachineRef tm = make_target(p, o);
        if (!tm) return 0;
        pool.jobs[i] = (Job){.first_func = begin,
                             .end_func = i + 1 == n ? p->funcs.len : part_end(p, begin, each),
                             .prog = p,
                             .opt = o,
                             .part = i,
                             .nparts = n,
                             .tm = tm,
                             .path = arena_printf(s->perm, "%s.%u.o", prefix, i)};
        (*out)[i] = pool.jobs[i].path;
    }
    if (positions_wanted(o)) /* line tables are computed on demand: before the threads, not by them */
        for (uint32_t i = 1; i < s->files.len; i++) source_linecol(s->files.data[i], 0);
    uint32_t threads = (uint32_t)o->jobs < n ? (uint32_t)o->jobs : n;
    VEC(pthread_t) ids = {0};
    for (uint32_t i = 1; i < threads; i++) {
        pthread_t id;
        pthread_attr_t attr;
        pthread_attr_init(&attr);
        pthread_attr_setstacksize(&attr, (size_t)256 << 20);
        if (pthread_create(&id, &attr, worker, &pool) == 0) vec_push(&ids, id);
    }
    worker(&pool);
    for (uint32_t i = 0; i < ids.len; i++) pthread_join(ids.data[i], NULL);
    vec_free(&ids);
    for (uint32_t i = 0; i < n; i++) {
        Job *j = &pool.jobs[i];
        st->llvm_instructions += j->stats.llvm_instructions;
        st->emit_seconds += j->stats.emit_seconds;
        st->opt_seconds += j->stats.opt_seconds;
        st->codegen_seconds += j->stats.codegen_seconds;
        if (j->error) diag_error(s, NO_LOC, "E0507", "cannot write %s: %s", j->path, j->error);
        LLVMDisposeTargetMachine(j->tm);
    }
    return n;
}

bool backend_emit_text(Program *p, const BackendOptions *o, EmitKind kind, FILE *out) {
    LLVMTargetMachineRef tm = make_target(p, o);
    if (!tm) return false;
    Emit e_, *e = &e_;
    emit_init(e, p, o, 0, 1, tm);
    build_module(e, kind, NULL);
    if (kind == EMIT_ASM) {
        LLVMMemoryBufferRef buf = NULL;
        char *error = NULL;
        if (LLVMTargetMachineEmitToMemoryBuffer(tm, e->mod, LLVMAssemblyFile, &error, &buf))
            fail("code generation", error);
        fwrite(LLVMGetBufferStart(buf), 1, LLVMGetBufferSize(buf), out);
        LLVMDisposeMemoryBuffer(buf);
    } else {
        char *text = LLVMPrintModuleToString(e->mod);
        fputs(text, out);
        LLVMDisposeMessage(text);
    }
    emit_dispose(e);
    LLVMDisposeTargetMachine(tm);
    return true;
}
