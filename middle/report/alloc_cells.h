/* alloc_cells.h: the counters of --profile-alloc: which instruction counts where.

   A cell is two words of the program, mloc_alloc_cells[k]: how often, and how many words.  An allocation of known size
   only counts how often; of a call to C the runtime counts the words that were allocated while it lasted (less those
   of code that it calls back), and of an application the words of partial applications that the runtime makes
   (rt/ABI.md, "Profiles of allocation"). */
#ifndef MLOC_ALLOC_CELLS_H
#define MLOC_ALLOC_CELLS_H

#include "ir.h"

enum {
    CELL_COMPILED,
    CELL_RUNTIME,
    CELL_FIRST
}; /* all that compiled code allocates; what the runtime does by itself */

typedef struct AllocCells {
    uint32_t n;
    uint32_t **of_inst; /* by function, then by instruction; 0: none */
    uint32_t **of_term; /* by function, then by block */
    const char *report; /* JSON: the program carries it and writes it with the counts */
    size_t report_len;
    const char *output; /* the file that it writes, unless the user names another */
} AllocCells;

#endif
