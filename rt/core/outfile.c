/* outfile.c: files that the runtime writes at a program's end. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../gc/gc.h"
#include "outfile.h"

void mloc_write_whole(const char *path, const char *what, void (*write)(FILE *f)) {
    size_t n = strlen(path) + 32;
    char *aside = malloc(n);
    if (aside == NULL) caml_fatal_out_of_memory();
    snprintf(aside, n, "%s.%ld.tmp", path, (long)getpid());
    FILE *f = fopen(aside, "w");
    bool ok = f != NULL;
    if (ok) {
        write(f);
        ok = !ferror(f);
        ok &= fclose(f) == 0;
        ok = ok && rename(aside, path) == 0;
    }
    if (!ok) {
        fprintf(stderr, "mloc: cannot write the %s %s: ", what, path);
        perror(NULL);
        unlink(aside);
    }
    free(aside);
}
