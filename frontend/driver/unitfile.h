/* unitfile.h: compiled units, .mlu files: what `mloc -c` leaves for other runs.

     mloc 0.1.0 unit file, format 1
     checksum HASH LENGTH                     of all that follows
     unit A
     interface HASH written|inferred          written: there was an .mli
     options [unsafe] [noassert]
     needs B HASH interface|implementation    the units it was checked against, and which half of A mentions them first
     text interface LENGTH PATH
     ...
     text source LENGTH PATH
     ...

   README.md in the folder above says why a unit carries its checked source and not machine code. */
#ifndef MLOC_UNITFILE_H
#define MLOC_UNITFILE_H
#include "support.h"

typedef struct UnitNeed {
    Name name;
    uint64_t hash;     /* of its interface */
    bool by_interface; /* mentioned by the interface; false: by the implementation only */
} UnitNeed;
typedef struct UnitText {
    const char *path; /* as named when the unit was compiled: messages and backtraces show it */
    const char *text;
    size_t len;
} UnitText;
typedef struct UnitFile {
    const char *path; /* of the .mlu */
    Name unit;
    uint64_t hash; /* of the interface */
    bool written, unsafe_, noassert, rectypes;
    VEC(UnitNeed) needs;
    UnitText interface, source;
} UnitFile;

uint64_t text_hash(const char *text, size_t len);
/* NULL after reporting why the file is none, damaged, or another version's. */
UnitFile *unitfile_read(Session *s, const char *path);
/* Writes f->path; false after reporting. */
bool unitfile_write(Session *s, const UnitFile *f);
#endif
