/* units.c: finding, parsing and checking the units of a program on demand.

   A unit is checked when it is named on the command line or when another one mentions it: the checker asks through
   find_unit, which parses and checks the missing unit first.  A unit that is reached again while it is being
   loaded is a cycle. */
#include "units.h"
#include <ctype.h>
#include <sys/stat.h>

void units_init(Units *u, Session *s, const Options *o, const char *stdlib_dir) {
    *u = (Units){.session = s, .options = o, .stdlib_dir = stdlib_dir};
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

/* DIR/name.ml and DIR/name.mli, with either case of the first letter. */
static LoadedUnit *probe_dir(Units *u, const char *dir, Name name, bool stdlib) {
    for (int lower = 1; lower >= 0; lower--) {
        char first = (char)(lower ? tolower((unsigned char)name->text[0]) : name->text[0]);
        char *ml = arena_printf(u->session->perm, "%s/%c%s.ml", dir, first, name->text + 1);
        char *mli = arena_printf(u->session->perm, "%si", ml);
        bool has_ml = is_file(ml), has_mli = is_file(mli);
        if (has_ml || has_mli) {
            LoadedUnit *l = unit_new(u, name);
            l->from_stdlib = stdlib;
            l->ml = has_ml ? ml : NULL;
            l->mli = has_mli ? mli : NULL;
            return l;
        }
    }
    return NULL;
}

void units_add_files(Units *u) {
    Session *s = u->session;
    for (uint32_t i = 0; i < u->options->inputs.len; i++) {
        const char *path = u->options->inputs.data[i], *dot = strrchr(path, '.');
        if (!dot || (strcmp(dot, ".ml") != 0 && strcmp(dot, ".mli") != 0)) continue;
        Name name = unit_name_of_path(s, path);
        if (!valid_unit_name(name)) {
            diag_error(s, NO_LOC, "E0502", "%s: `%s` is not a valid module name", path, name->text);
            continue;
        }
        LoadedUnit *l = find_known(u, name, false);
        if (!l) l = unit_new(u, name);
        const char **slot = dot[3] == 'i' ? &l->mli : &l->ml;
        if (*slot) {
            diag_error(s, NO_LOC, "E0503", "%s and %s are both the module %s", *slot, path, name->text);
            continue;
        }
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

static void load(Units *u, LoadedUnit *l) {
    Session *s = u->session;
    LoadedUnit *user = u->current;
    l->state = UNIT_LOADING;
    u->current = l;
    l->arena = arena_new(l->name->text);
    uint32_t errors = s->nerrors;
    if (l->mli) {
        SourceFile *f = units_read(s, l->mli);
        if (f) {
            u->lines += count_lines(f);
            double t0 = time_now();
            Signature_ *sig = parse_interface(s, l->arena, f);
            double t1 = time_now();
            double inner = u->parse_seconds + u->check_seconds;
            l->intf = check_interface(u->checker, l->arena, l->name, sig, l->from_stdlib);
            inner = u->parse_seconds + u->check_seconds - inner;
            u->parse_seconds += t1 - t0;
            u->check_seconds += time_now() - t1 - inner;
        }
    }
    /* Others need only the interface, so an implementation may use units that use it. */
    if (l->intf) l->state = UNIT_LOADED;
    if (l->ml) {
        SourceFile *f = units_read(s, l->ml);
        if (f) {
            u->lines += count_lines(f);
            double t0 = time_now();
            Structure *str = parse_implementation(s, l->arena, f);
            double t1 = time_now();
            double inner = u->parse_seconds + u->check_seconds;
            /* after syntax errors, type errors would mostly be consequences of the repairs */
            if (s->nerrors == errors)
                l->unit = check_implementation(u->checker, l->arena, l->name, str, l->intf, l->from_stdlib);
            inner = u->parse_seconds + u->check_seconds - inner;
            u->parse_seconds += t1 - t0;
            u->check_seconds += time_now() - t1 - inner;
        }
        if (l->unit) {
            if (!l->intf) l->intf = l->unit->module;
            vec_push(&u->order, l);
        }
    }
    l->state = s->nerrors == errors && l->intf ? UNIT_LOADED : UNIT_FAILED;
    u->current = user;
}

static Module *find_unit(void *ctx, Name name, bool library, Loc use) {
    Units *u = ctx;
    /* The standard library sees only itself; and a unit that has the name of a library unit sees that one, not itself. */
    library |= u->current->from_stdlib;
    LoadedUnit *l = library ? NULL : find_known(u, name, false);
    if (l == u->current) l = NULL;
    for (uint32_t i = 0; !l && !library && i < u->options->include_dirs.len; i++)
        l = probe_dir(u, u->options->include_dirs.data[i], name, false);
    if (!l) l = find_known(u, name, true);
    if (!l) l = probe_dir(u, u->stdlib_dir, name, true);
    if (!l) return NULL;
    if (l->state == UNIT_LOADING && !l->intf) {
        Diag *d = diag_error(u->session, use, "E0401", "The units of this program depend on each other in a cycle through %s", name->text);
        diag_note(u->session, d, "%s is still being checked when it is needed here", l->ml ? l->ml : l->mli);
        diag_help(u->session, d, "move what both need into a third file, or write an interface (.mli)");
        l->state = UNIT_FAILED;
        return NULL;
    }
    if (l->state == UNIT_UNSEEN) load(u, l);
    return l->intf;
}

void units_load_all(Units *u) {
    Session *s = u->session;
    u->checker = checker_new(s, find_unit, u, &(CheckOptions){0});
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
}
