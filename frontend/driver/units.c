/* units.c: finding, parsing and checking the units of a program on demand.

   A unit is checked when it is named on the command line or when another one mentions it: the checker asks through
   find_unit, which parses and checks the missing unit first.  A unit that is reached again while it is being
   loaded is a cycle. */
#include "units.h"
#include <ctype.h>
#include <stdlib.h>
#include <sys/stat.h>

void units_init(Units *u, Session *s, const Options *o, const char *stdlib_dir) {
    *u = (Units){.session = s, .arena = arena_new("units"), .options = o, .stdlib_dir = stdlib_dir};
}

SourceFile *units_read(Session *s, const char *path) {
    Buf text = {0};
    const char *why;
    if (!file_read(path, &text, &why)) {
        diag_error(s, NO_LOC, "E0501", "cannot read %s: %s", path, why);
        return NULL;
    }
    if (text.len > UINT32_MAX / 2) {
        diag_error(s, NO_LOC, "E0501", "cannot read %s: files of more than 2 GiB are not supported", path);
        buf_free(&text);
        return NULL;
    }
    SourceFile *f = source_add(s, path, text.data ? text.data : "", text.len);
    buf_free(&text);
    return f;
}

static Name unit_name_of_path(Session *s, const char *path) {
    const char *base = strrchr(path, '/');
    base = base ? base + 1 : path;
    const char *dot = strchr(base, '.');
    size_t n = dot ? (size_t)(dot - base) : strlen(base);
    char *name = arena_strndup(s->perm, base, n);
    name[0] = (char)toupper((unsigned char)name[0]);
    return name_of(s->names, name, n);
}

static bool valid_unit_name(Name n) {
    if (n->len == 0 || !isupper((unsigned char)n->text[0])) return false;
    for (uint32_t i = 0; i < n->len; i++)
        if (!isalnum((unsigned char)n->text[i]) && n->text[i] != '_' && n->text[i] != '\'') return false;
    return true;
}

static LoadedUnit *find_known(Units *u, Name name, bool stdlib) {
    for (uint32_t i = 0; i < u->all.len; i++)
        if (u->all.data[i]->name == name && u->all.data[i]->from_stdlib == stdlib) return u->all.data[i];
    return NULL;
}

static bool is_file(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

static LoadedUnit *unit_new(Units *u, Name name) {
    LoadedUnit *l = NEW(u->session->perm, LoadedUnit);
    l->name = name;
    vec_push(&u->all, l);
    return l;
}

/* Is `source` there, and has it changed after `compiled` was written? */
static bool is_newer(const char *source, const char *compiled) {
    struct stat a, b;
    if (stat(source, &a) != 0 || stat(compiled, &b) != 0) return false;
    return a.st_mtim.tv_sec != b.st_mtim.tv_sec ? a.st_mtim.tv_sec > b.st_mtim.tv_sec
                                                : a.st_mtim.tv_nsec > b.st_mtim.tv_nsec;
}

static UnitFile *read_unit(Units *u, const char *path) {
    UnitFile *f = unitfile_read(u->session, path);
    if (!f || !f->rectypes || u->options->rectypes) return f;
    Diag *d =
        diag_error(u->session, NO_LOC, "E0514", "%s was compiled with -rectypes, and this command is without it", path);
    diag_note(u->session, d, "types of its interface may contain themselves");
    diag_help(u->session, d, "give -rectypes here too");
    return NULL;
}

/* DIR/name.mlu, or DIR/name.ml and DIR/name.mli, with either case of the first letter.  A compiled unit that is
   older than its source beside it is passed over. */
static LoadedUnit *probe_dir(Units *u, const char *dir, Name name, bool stdlib) {
    Session *s = u->session;
    for (int lower = 1; lower >= 0; lower--) {
        char first = (char)(lower ? tolower((unsigned char)name->text[0]) : name->text[0]);
        char *ml = arena_printf(s->perm, "%s/%c%s.ml", dir, first, name->text + 1);
        if (strncmp(ml, "./", 2) == 0) ml += 2; /* as the user would write it */
        char *mli = arena_printf(s->perm, "%si", ml), *mlu = arena_printf(s->perm, "%su", ml);
        bool has_ml = is_file(ml), has_mli = is_file(mli);
        bool has_mlu = !stdlib && is_file(mlu) && !(has_ml && (is_newer(ml, mlu) || is_newer(mli, mlu)));
        if (!has_ml && !has_mli && !has_mlu) continue;
        LoadedUnit *l = unit_new(u, name);
        l->from_stdlib = stdlib;
        if (!has_mlu) {
            l->ml = has_ml ? ml : NULL;
            l->mli = has_mli ? mli : NULL;
            return l;
        }
        l->file = read_unit(u, mlu);
        if (l->file && l->file->unit != name) {
            diag_error(s, NO_LOC, "E0510", "%s holds the unit %s, not %s: its file was renamed", mlu,
                       l->file->unit->text, name->text);
            l->file = NULL;
        }
        if (!l->file) l->state = UNIT_FAILED;
        return l;
    }
    return NULL;
}

void units_add_files(Units *u) {
    Session *s = u->session;
    for (uint32_t i = 0; i < u->options->inputs.len; i++) {
        const char *path = u->options->inputs.data[i], *dot = strrchr(path, '.');
        if (!dot || (strcmp(dot, ".ml") != 0 && strcmp(dot, ".mli") != 0 && strcmp(dot, ".mlu") != 0)) continue;
        UnitFile *file = NULL;
        if (dot[3] == 'u' && !(file = read_unit(u, path))) continue;
        Name name = file ? file->unit : unit_name_of_path(s, path);
        if (!valid_unit_name(name)) {
            diag_error(s, NO_LOC, "E0502", "%s: `%s` is not a valid module name", path, name->text);
            continue;
        }
        LoadedUnit *l = find_known(u, name, false);
        if (!l) l = unit_new(u, name);
        const char **slot = dot[3] == 'i' ? &l->mli : &l->ml;
        const char *other = l->file ? l->file->path : file && !l->ml ? l->mli : *slot;
        if (other) {
            diag_error(s, NO_LOC, "E0503", "%s and %s are both the module %s", other, path, name->text);
            continue;
        }
        if (file)
            l->file = file;
        else
            *slot = path;
        l->explicit_ = true;
    }
    /* a.mli next to a.ml is found without being named, as users expect */
    for (uint32_t i = 0; i < u->all.len; i++) {
        LoadedUnit *l = u->all.data[i];
        if (l->ml && !l->mli) {
            char *mli = arena_printf(s->perm, "%si", l->ml);
            if (is_file(mli)) l->mli = mli;
        }
    }
}

static uint64_t count_lines(const SourceFile *f) {
    uint64_t n = 0;
    const char *p = f->text, *end = f->text + f->len;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) n++, p++;
    return n;
}

/* ---- interfaces ------------------------------------------------------------------ */
static void interface_text(Units *u, LoadedUnit *l, char **text, size_t *len) {
    FILE *f = open_memstream(text, len);
    if (!f) die_out_of_memory(0);
    sig_print(u->session, l->intf, f);
    fclose(f);
}

uint64_t unit_hash(Units *u, LoadedUnit *l) {
    if (l->hash || !l->intf) return l->hash;
    if (l->file) return l->hash = l->file->hash;
    char *text;
    size_t len;
    interface_text(u, l, &text, &len); /* not its source: comments and layout do not count */
    l->hash = text_hash(text, len);
    free(text);
    return l->hash;
}

bool unit_save(Units *u, LoadedUnit *l, const char *path) {
    UnitFile f = {.path = path,
                  .unit = l->name,
                  .hash = unit_hash(u, l),
                  .written = l->interface_source != NULL,
                  .unsafe_ = u->options->unsafe_,
                  .noassert = u->options->noassert,
                  .rectypes = u->options->rectypes};
    for (uint32_t i = 0; i < l->uses.len; i++) {
        UnitUse *use = &l->uses.data[i];
        vec_push(&f.needs, ((UnitNeed){use->unit->name, unit_hash(u, use->unit), use->by_interface}));
    }
    f.source = (UnitText){l->ml, l->source->text, l->source->len};
    char *text = NULL;
    size_t len;
    if (f.written)
        f.interface = (UnitText){l->mli, l->interface_source->text, l->interface_source->len};
    else {
        interface_text(u, l, &text, &len);
        f.interface = (UnitText){arena_printf(u->session->perm, "%s (interface)", l->ml), text, len};
    }
    bool ok = unitfile_write(u->session, &f);
    free(text);
    vec_free(&f.needs);
    return ok;
}

static Module *find_unit(void *ctx, Name name, bool library, Loc use);
static LoadedUnit *lookup(Units *u, Name name, bool library);

static const char *where_from(const LoadedUnit *l) {
    return l->file ? l->file->path : l->mli ? l->mli : l->ml;
}

/* Are the units still what the compiled unit l was checked against?  Only half of them, those of its interface or of
   its implementation, since an implementation may use units that use its interface. */
static bool needs_hold(Units *u, LoadedUnit *l, bool by_interface, bool must_exist) {
    Session *s = u->session;
    bool ok = true;
    for (uint32_t i = 0; i < l->file->needs.len; i++) {
        const UnitNeed *n = &l->file->needs.data[i];
        if (n->by_interface != by_interface) continue;
        uint32_t errors = s->nerrors;
        find_unit(u, n->name, false, NO_LOC);
        LoadedUnit *d = lookup(u, n->name, false);
        if (s->nerrors > errors || (d && d->state == UNIT_FAILED))
            ok = false;
        else if (!d || d->from_stdlib) {
            if (!must_exist) continue;
            Diag *e = diag_error(s, NO_LOC, "E0512", "%s needs the unit %s, which was not found", l->file->path,
                                 n->name->text);
            diag_help(s, e, "name its .mlu or .ml file, or the folder of it with -I");
            ok = false;
        } else if (unit_hash(u, d) != n->hash) {
            Diag *e = diag_error(s, NO_LOC, "E0511", "%s was compiled against another interface of %s; recompile it",
                                 l->file->path, n->name->text);
            diag_note(s, e, "%s is now what %s says", n->name->text, where_from(d));
            ok = false;
        }
    }
    return ok;
}

/* ---- loading --------------------------------------------------------------------- */
/* The source or interface of l, from its own file or from inside a compiled unit. */
static SourceFile *read_part(Units *u, const char *path, const UnitText *part) {
    SourceFile *f = part ? source_add(u->session, part->path, part->text, part->len) : units_read(u->session, path);
    if (f) u->lines += count_lines(f);
    return f;
}

static void load_interface(Units *u, LoadedUnit *l, const UnitText *part) {
    SourceFile *f = l->interface_source = read_part(u, l->mli, part);
    if (!f) return;
    double t0 = time_now();
    Signature_ *sig = parse_interface(u->session, u->arena, f);
    double t1 = time_now();
    double inner = u->parse_seconds + u->check_seconds;
    l->in_interface = true;
    l->intf = check_interface(u->checker, u->arena, l->name, sig, l->from_stdlib);
    l->in_interface = false;
    /* now: once the implementation is checked, the signature is a view of it */
    if (l->intf && !l->from_stdlib) unit_hash(u, l);
    inner = u->parse_seconds + u->check_seconds - inner;
    u->parse_seconds += t1 - t0;
    u->check_seconds += time_now() - t1 - inner;
}

static void load_implementation(Units *u, LoadedUnit *l, const UnitText *part) {
    uint32_t errors = u->session->nerrors;
    SourceFile *f = l->source = read_part(u, l->ml, part);
    if (f) {
        double t0 = time_now();
        Structure *str = parse_implementation(u->session, u->arena, f);
        double t1 = time_now();
        double inner = u->parse_seconds + u->check_seconds;
        /* after syntax errors, type errors would mostly be consequences of the repairs */
        if (u->session->nerrors == errors)
            l->unit = check_implementation(u->checker, u->arena, l->name, str, l->intf, l->from_stdlib);
        inner = u->parse_seconds + u->check_seconds - inner;
        u->parse_seconds += t1 - t0;
        u->check_seconds += time_now() - t1 - inner;
    }
    if (l->unit) {
        if (!l->intf) l->intf = l->unit->module;
        vec_push(&u->order, l);
    }
}

static void load(Units *u, LoadedUnit *l) {
    Session *s = u->session;
    const Options *o = u->options;
    LoadedUnit *user = u->current;
    l->state = UNIT_LOADING;
    u->current = l;
    uint32_t errors = s->nerrors;
    bool quiet = s->no_warnings;
    s->no_warnings = o->no_warnings || l->file; /* they were shown when it was compiled */
    UnitFile *file = l->file;
    /* Without code generation others need no more of a unit than its interface. */
    bool interface_only = file ? o->compile_only || o->action == ACT_CHECK : o->compile_only && !l->explicit_ && l->mli;
    bool ok = !file || needs_hold(u, l, true, !interface_only);
    if (ok && (file ? file->written || interface_only : l->mli != NULL)) {
        if (file && !file->written) ok = needs_hold(u, l, false, false);
        if (ok) load_interface(u, l, file ? &file->interface : NULL);
    }
    /* Others need only the interface, so an implementation may use units that use it. */
    if (l->intf) l->state = UNIT_LOADED;
    if (ok && !interface_only && (file || l->ml) && (!file || needs_hold(u, l, false, true)))
        load_implementation(u, l, file ? &file->source : NULL);
    l->state = s->nerrors == errors && l->intf ? UNIT_LOADED : UNIT_FAILED;
    s->no_warnings = quiet;
    u->current = user;
}

static const char *folder_of(Session *s, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? arena_strndup(s->perm, path, (size_t)(slash - path)) : ".";
}

/* The unit that `name` means inside the current one, loaded or not; NULL: there is none. */
static LoadedUnit *lookup(Units *u, Name name, bool library) {
    /* The standard library sees only itself; and a unit that has the name of a library unit sees that one, not itself.
     */
    library |= u->current->from_stdlib || name == u->current->name;
    LoadedUnit *l = library ? NULL : find_known(u, name, false);
    if (!l && !library && u->options->compile_only)
        l = probe_dir(u, folder_of(u->session, where_from(u->current)), name, false);
    for (uint32_t i = 0; !l && !library && i < u->options->include_dirs.len; i++)
        l = probe_dir(u, u->options->include_dirs.data[i], name, false);
    if (!l) l = find_known(u, name, true);
    if (!l) l = probe_dir(u, u->stdlib_dir, name, true);
    return l;
}

static void record_use(LoadedUnit *user, LoadedUnit *used) {
    for (uint32_t i = 0; i < user->uses.len; i++)
        if (user->uses.data[i].unit == used) return;
    vec_push(&user->uses, ((UnitUse){used, user->in_interface}));
}

static Module *find_unit(void *ctx, Name name, bool library, Loc use) {
    Units *u = ctx;
    LoadedUnit *l = lookup(u, name, library);
    if (!l) return NULL;
    if (!l->from_stdlib && !u->current->from_stdlib) record_use(u->current, l);
    if (l->state == UNIT_LOADING && !l->intf) {
        Diag *d = diag_error(u->session, use, "E0401",
                             "The units of this program depend on each other in a cycle through %s", name->text);
        diag_note(u->session, d, "%s is still being checked when it is needed here", where_from(l));
        diag_help(u->session, d, "move what both need into a third file, or write an interface (.mli)");
        l->state = UNIT_FAILED;
        return NULL;
    }
    if (l->state == UNIT_UNSEEN) load(u, l);
    return l->intf;
}

/* Units are initialised in one order, so values come from units before: an interface lets the checker go round in a
   circle, but not the program. */
static void check_order(Units *u) {
    Map place = {0}; /* what others see of a unit -> the unit */
    for (uint32_t i = 0; i < u->all.len; i++)
        if (u->all.data[i]->intf && !u->all.data[i]->from_stdlib)
            map_putp(&place, u->all.data[i]->intf, u->all.data[i]);
    Map before = {0};
    for (uint32_t i = 0; i < u->order.len; i++) {
        LoadedUnit *l = u->order.data[i];
        for (uint32_t k = 0; k < l->unit->imports.n; k++) {
            LoadedUnit *used = map_getp(&place, l->unit->imports.items[k]);
            if (!used || used == l || map_getp(&before, used)) continue;
            if (!used->unit) {
                Diag *d = diag_error(u->session, NO_LOC, "E0512",
                                     "%s has an interface, %s, but no implementation; %s uses its values",
                                     used->name->text, where_from(used), l->name->text);
                diag_help(u->session, d, "name its .ml or .mlu file, or the folder of it with -I");
                continue;
            }
            Diag *d = diag_error(u->session, NO_LOC, "E0401",
                                 "The implementations of this program depend on each other in a cycle: "
                                 "%s uses values of %s, which is initialised after it",
                                 l->name->text, used->name->text);
            diag_help(u->session, d, "move what both need into a third file");
        }
        map_putp(&before, l, l);
    }
    map_free(&place);
    map_free(&before);
}

void units_load_all(Units *u) {
    Session *s = u->session;
    u->checker = checker_new(s, find_unit, u,
                             &(CheckOptions){.warn_heap = u->options && u->options->warn_heap,
                                             .rectypes = u->options && u->options->rectypes});
    Name stdlib = name_ofz(s->names, "Stdlib");
    LoadedUnit *l = probe_dir(u, u->stdlib_dir, stdlib, true);
    if (!l) {
        diag_error(s, NO_LOC, "E0504", "the standard library was not found in %s", u->stdlib_dir);
        return;
    }
    u->stdlib = l;
    load(u, l);
    if (l->state != UNIT_LOADED) return;
    checker_set_stdlib(u->checker, l->intf);
    for (uint32_t i = 0; i < u->all.len; i++)
        if (u->all.data[i]->explicit_ && u->all.data[i]->state == UNIT_UNSEEN) load(u, u->all.data[i]);
    if (!s->nerrors && !u->options->compile_only && u->options->action != ACT_CHECK) check_order(u);
}
