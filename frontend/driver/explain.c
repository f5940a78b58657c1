/* explain.c: `mloc --explain CODE`. */
#include "explain.h"

int explain(const char *code) {
    const char *text = diag_explain(code);
    if (!text) {
        fprintf(stderr, "mloc: error: no error has the code %s (codes look like E0201 or W008)\n", code);
        return 2;
    }
    printf("%s: %s\n", code, text);
    return 0;
}
