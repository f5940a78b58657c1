/* custom.c: custom blocks. */
#include "../gc/gc.h"
#include "runtime.h"

int caml_compare_unordered;

/* mem/max: the fraction of the allowed garbage of some outside resource that this block holds. */
value caml_alloc_custom(const struct custom_operations *ops, uintnat bsize, mlsize_t mem, mlsize_t max) {
    mlsize_t wosize = 1 + (bsize + sizeof(value) - 1) / sizeof(value);
    value v;
    if (wosize <= Max_young_wosize) {
        v = caml_alloc_small(wosize, Custom_tag);
        Custom_ops_val(v) = ops;
        if (ops->finalize != NULL) nursery_remember_custom(v);
    } else {
        v = caml_alloc_shr(wosize, Custom_tag);
        Custom_ops_val(v) = ops;
        v = caml_check_urgent_gc(v);
    }
    if (mem != 0) caml_adjust_gc_speed(mem, max);
    return v;
}

value caml_alloc_custom_mem(const struct custom_operations *ops, uintnat bsize, mlsize_t mem) {
    value v = caml_alloc_custom(ops, bsize, 0, 1);
    caml_alloc_dependent_memory(mem);
    return v;
}

/* Outside resources count as allocation, so that holding many of them brings the next cycle nearer. */
void caml_adjust_gc_speed(mlsize_t res, mlsize_t max) {
    if (max == 0) max = 1;
    if (res > max) res = max;
    gc.dependent += (uintnat)((double)res / (double)max * (double)(gc.threshold / 2 + 1));
    static uintnat since;
    since += res;
    if (gc.dependent > gc.threshold / 4 && since >= max / 4) {
        since = 0;
        gc_request_minor();
    }
}

void caml_alloc_dependent_memory(mlsize_t bytes) {
    gc.dependent += bytes / sizeof(value);
    if (gc.dependent > gc.threshold) gc_request_minor();
}

void caml_free_dependent_memory(mlsize_t bytes) {
    uintnat words = bytes / sizeof(value);
    gc.dependent -= words < gc.dependent ? words : gc.dependent;
}

/* Identifiers are needed by marshalling only. */
void caml_register_custom_operations(const struct custom_operations *ops) {
    (void)ops;
}
