/* boxroot.h: roots as C objects.  A boxroot holds one OCaml value, keeps it alive, and follows it when it moves; unlike
   local roots it can be stored, passed and returned.  After G. Munch-Maccagnoni and G. Scherer's library of that name,
   whose interface this is. */
#ifndef BOXROOT_H
#define BOXROOT_H

#include <stdbool.h>

#include "../caml/mlvalues.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct boxroot_private *boxroot;

/* A new boxroot holding v; NULL if there is no memory (v is then not rooted).  Does not collect. */
boxroot boxroot_create(value v);

/* What it holds.  The reference stays valid until the boxroot is deleted or modified; *ref changes at collections. */
static inline value const *boxroot_get_ref(boxroot root) {
    return (value const *)root;
}
static inline value boxroot_get(boxroot root) {
    return *boxroot_get_ref(root);
}

/* Ends it; not NULL. */
void boxroot_delete(boxroot root);

/* Holds another value from now on.  *root may change: it is as a deletion and a creation, only cheaper.  false: no
 * memory, nothing has changed. */
bool boxroot_modify(boxroot *root, value v);

/* Kept for programs written for older versions: nothing has to be set up. */
bool boxroot_setup(void);
void boxroot_teardown(void);

#ifdef __cplusplus
}
#endif
#endif
