/* outfile.h: files that the runtime writes at a program's end. */
#ifndef MLOC_OUTFILE_H
#define MLOC_OUTFILE_H

#include <stdio.h>

/* Writes aside and renames: there is never half a file.  what: "allocation profile", for the message if it fails. */
void mloc_write_whole(const char *path, const char *what, void (*write)(FILE *f));

#endif
