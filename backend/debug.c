/* debug.c: DWARF line tables (-g), and source positions of calls for backtraces. */
#include "emit.h"

static LLVMMetadataRef di_file(Emit *e, uint32_t file) {
    Session *s = e->prog->session;
    if (file >= s->files.len) file = 0;
    if (!e->di_files[file]) {
        const char *path = file ? s->files.data[file]->path : "mloc", *slash = strrchr(path, '/');
        const char *dir = slash ? arena_strndup(e->arena, path, (size_t)(slash - path)) : ".",
                   *base = slash ? slash + 1 : path;
        e->di_files[file] = LLVMDIBuilderCreateFile(e->dib, base, strlen(base), dir, strlen(dir));
    }
    return e->di_files[file];
}

void debug_init(Emit *e) {
    e->dib = LLVMCreateDIBuilder(e->mod);
    e->di_files = NEW_ARRAY(e->arena, LLVMMetadataRef, e->prog->session->files.len + 1);
    e->di_unit =
        LLVMDIBuilderCreateCompileUnit(e->dib, LLVMDWARFSourceLanguageC, di_file(e, 1), "mloc", 4, e->opt->level > 0,
                                       "", 0, 0, "", 0, LLVMDWARFEmissionLineTablesOnly, 0, 0, 0, "", 0, "", 0);
    e->di_subroutine = LLVMDIBuilderCreateSubroutineType(e->dib, di_file(e, 1), NULL, 0, LLVMDIFlagZero);
    LLVMValueRef version = LLVMConstInt(e->i32, LLVMDebugMetadataVersion(), 0), dwarf = LLVMConstInt(e->i32, 4, 0);
    LLVMAddModuleFlag(e->mod, LLVMModuleFlagBehaviorWarning, "Debug Info Version", 18, LLVMValueAsMetadata(version));
    LLVMAddModuleFlag(e->mod, LLVMModuleFlagBehaviorWarning, "Dwarf Version", 13, LLVMValueAsMetadata(dwarf));
}

static LineCol position(Emit *e, Loc loc) {
    Session *s = e->prog->session;
    if (loc.file == 0 || loc.file >= s->files.len) return (LineCol){0};
    return source_linecol(s->files.data[loc.file], loc.start);
}

void debug_func(FuncEmit *fe) {
    Emit *e = fe->e;
    const Func *f = fe->f;
    Name shown = f->source_name ? f->source_name : f->name;
    LineCol p = position(e, f->loc);
    LLVMMetadataRef file = di_file(e, f->loc.file);
    fe->di_scope =
        LLVMDIBuilderCreateFunction(e->dib, file, shown->text, shown->len, f->name->text, f->name->len, file, p.line,
                                    e->di_subroutine, 1, 1, p.line, LLVMDIFlagZero, e->opt->level > 0);
    LLVMSetSubprogram(fe->fn, fe->di_scope);
}

void debug_loc(FuncEmit *fe, Loc loc) {
    Emit *e = fe->e;
    LineCol p = position(e, loc.file ? loc : fe->f->loc);
    LLVMMetadataRef scope = fe->di_scope;
    /* code inlined by the middle comes from other files than the function's own */
    if (loc.file && loc.file != fe->f->loc.file)
        scope = LLVMDIBuilderCreateLexicalBlockFile(e->dib, fe->di_scope, di_file(e, loc.file), 0);
    LLVMSetCurrentDebugLocation2(e->b, LLVMDIBuilderCreateDebugLocation(e->cx, p.line, p.col + 1, scope, NULL));
}

void debug_finish(Emit *e) {
    if (e->dib) {
        LLVMDIBuilderFinalize(e->dib);
        LLVMDisposeDIBuilder(e->dib);
        e->dib = NULL;
        LLVMSetCurrentDebugLocation2(e->b, NULL);
    }
}

uint64_t place_id(Emit *e, Loc loc) {
    if (loc.file == 0) return 0;
    LineCol p = position(e, loc);
    return (uint64_t)loc.file << 40 | (uint64_t)(p.line & 0xffffff) << 16 | (p.col > 0xffff ? 0xffff : p.col);
}

/* The ID of the call's stack map record. */
void call_position(FuncEmit *fe, LLVMValueRef call) {
    Emit *e = fe->e;
    if (!positions_wanted(e->opt) || fe->loc.file == 0) return;
    const char *text = arena_printf(e->arena, "%llu", (unsigned long long)place_id(e, fe->loc));
    LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex,
                             LLVMCreateStringAttribute(e->cx, "statepoint-id", 13, text, (unsigned)strlen(text)));
}
