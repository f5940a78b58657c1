/* units.h: finding, parsing and checking the units of a program on demand. */
#ifndef MLOC_UNITS_H
#define MLOC_UNITS_H
#include "options.h"
#include "typed.h"

typedef struct LoadedUnit {
    Name name;
    const char *ml, *mli; /* paths; either may be NULL */
    bool from_stdlib;
    bool explicit_; /* named on the command line: compiled even when nothing uses it */
    enum { UNIT_UNSEEN, UNIT_LOADING, UNIT_LOADED, UNIT_FAILED } state;
    Module *intf;   /* what others see */
    Unit *unit;     /* the checked implementation; NULL for interfaces alone */
    Arena *arena;
} LoadedUnit;

typedef struct Units {
    Session *session;
    const Options *options;
    const char *stdlib_dir;
    Checker *checker;
    VEC(LoadedUnit *) all;   /* in order of discovery */
    VEC(LoadedUnit *) order; /* implementations in dependency order */
    LoadedUnit *stdlib;
    LoadedUnit *current;     /* being checked: its names are looked up for it */
    uint64_t lines;          /* source lines read */
    double parse_seconds, check_seconds;
} Units;

void units_init(Units *u, Session *s, const Options *o, const char *stdlib_dir);
/* Adds the .ml and .mli files of the command line. */
void units_add_files(Units *u);
/* Loads everything that was named, and what they use.  Errors are in the session. */
void units_load_all(Units *u);
/* Reads a file into the session; NULL after reporting why not. */
SourceFile *units_read(Session *s, const char *path);
#endif
