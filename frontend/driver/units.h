/* units.h: finding, parsing and checking the units of a program on demand. */
#ifndef MLOC_UNITS_H
#define MLOC_UNITS_H
#include "options.h"
#include "typed.h"
#include "unitfile.h"

typedef struct LoadedUnit LoadedUnit;
typedef struct UnitUse {
    LoadedUnit *unit;
    bool by_interface; /* its interface mentions it; false: only the implementation */
} UnitUse;
struct LoadedUnit {
    Name name;
    const char *ml, *mli; /* paths; either may be NULL */
    UnitFile *file;       /* a compiled unit, instead of both; NULL */
    bool from_stdlib;
    bool explicit_; /* named on the command line: compiled even when nothing uses it */
    enum { UNIT_UNSEEN, UNIT_LOADING, UNIT_LOADED, UNIT_FAILED } state;
    bool in_interface; /* LOADING: its interface is being checked */
    Module *intf;      /* what others see */
    Unit *unit;        /* the checked implementation; NULL for interfaces alone */
    SourceFile *source, *interface_source;
    uint64_t hash;     /* of its interface; 0: ask unit_hash */
    VEC(UnitUse) uses; /* the program's other units that it mentions */
};

typedef struct Units {
    Session *session;
    Arena *arena; /* of trees and types: one for all, since the types of one unit are shared by others */
    const Options *options;
    const char *stdlib_dir;
    Checker *checker;
    VEC(LoadedUnit *) all;   /* in order of discovery */
    VEC(LoadedUnit *) order; /* implementations in dependency order */
    LoadedUnit *stdlib;
    LoadedUnit *current; /* being checked: its names are looked up for it */
    uint64_t lines;      /* source lines read */
    double parse_seconds, check_seconds;
} Units;

void units_init(Units *u, Session *s, const Options *o, const char *stdlib_dir);
/* Adds the .ml, .mli and .mlu files of the command line. */
void units_add_files(Units *u);
/* Loads everything that was named, and what they use.  Errors are in the session. */
void units_load_all(Units *u);
/* Reads a file into the session; NULL after reporting why not. */
SourceFile *units_read(Session *s, const char *path);
/* Of the interface of a loaded unit: equal when others cannot tell the difference. */
uint64_t unit_hash(Units *u, LoadedUnit *l);
/* -c: writes a checked unit to `path`. */
bool unit_save(Units *u, LoadedUnit *l, const char *path);
#endif
