/* primitives.c: what is known of the C functions that programs call. */
#include "report.h"

/* Those of the runtime that take heap words.  How many depends on their arguments. */
static const char *const allocating[] = {
    "caml_alloc_dummy",
    "caml_alloc_dummy_float",
    "caml_array_append",
    "caml_array_concat",
    "caml_array_sub",
    "caml_ba_change_layout",
    "caml_ba_create",
    "caml_ba_get_generic",
    "caml_ba_reshape",
    "caml_ba_slice",
    "caml_ba_sub",
    "caml_create_bytes",
    "caml_float_of_string",
    "caml_format_float",
    "caml_format_int",
    "caml_fresh_oo_id",
    "caml_frexp_float",
    "caml_gc_counters",
    "caml_gc_get",
    "caml_gc_minor_words",
    "caml_gc_quick_stat",
    "caml_gc_stat",
    "caml_hexstring_of_float",
    "caml_int32_format",
    "caml_int32_of_string",
    "caml_int64_format",
    "caml_int64_of_string",
    "caml_ldexp_float",
    "caml_make_array",
    "caml_make_float_vect",
    "caml_make_vect",
    "caml_ml_open_descriptor_in",
    "caml_ml_open_descriptor_out",
    "caml_ml_out_channels_list",
    "caml_modf_float",
    "caml_nativeint_format",
    "caml_nativeint_of_string",
    "caml_obj_block",
    "caml_obj_dup",
    "caml_sys_argv",
    "caml_sys_executable_name",
    "caml_sys_getcwd",
    "caml_sys_getenv",
    "caml_sys_random_seed",
    "caml_sys_read_directory",
};

/* Those that may collect, raise or call back, and take no heap words for themselves (but for what they raise). */
static const char *const others[] = {
    "caml_array_blit",
    "caml_array_fill",
    "caml_ba_blit",
    "caml_ba_dim",
    "caml_ba_fill",
    "caml_ba_set_generic",
    "caml_compare",
    "caml_equal",
    "caml_gc_compaction",
    "caml_gc_full_major",
    "caml_gc_major",
    "caml_gc_major_slice",
    "caml_gc_minor",
    "caml_gc_set",
    "caml_greaterequal",
    "caml_greaterthan",
    "caml_int_of_string",
    "caml_lessequal",
    "caml_lessthan",
    "caml_ml_channel_size",
    "caml_ml_close_channel",
    "caml_ml_flush",
    "caml_ml_input",
    "caml_ml_input_char",
    "caml_ml_input_int",
    "caml_ml_input_scan_line",
    "caml_ml_output",
    "caml_ml_output_bytes",
    "caml_ml_output_char",
    "caml_ml_output_int",
    "caml_ml_pos_in",
    "caml_ml_pos_out",
    "caml_ml_seek_in",
    "caml_ml_seek_out",
    "caml_ml_set_binary_mode",
    "caml_notequal",
    "caml_region_depth",
    "caml_sys_chdir",
    "caml_sys_exit",
    "caml_sys_file_exists",
    "caml_sys_is_directory",
    "caml_sys_mkdir",
    "caml_sys_open",
    "caml_sys_remove",
    "caml_sys_rename",
    "caml_sys_rmdir",
    "caml_sys_system_command",
};

/* Those of both that put an argument, or what is in it, into a block. */
static const struct {
    const char *name;
    uint32_t argument;
} keeping[] = {
    {"caml_array_append", 0}, {"caml_array_append", 1},     {"caml_array_blit", 0},           {"caml_array_concat", 0},
    {"caml_array_fill", 3},   {"caml_array_sub", 0},        {"caml_make_array", 0},           {"caml_make_vect", 1},
    {"caml_obj_dup", 0},      {"caml_obj_make_forward", 1}, {"caml_register_named_value", 1}, {"caml_update_dummy", 1},
};

static bool listed(const Ext *x, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strcmp(names[i], x->symbol->text)) return true;
    return false;
}
#define LISTED(table) listed(x, table, sizeof table / sizeof *table)

ExtAllocation ext_allocation(const Ext *x) {
    if (x->noalloc || LISTED(others)) return EXT_ALLOCATES_NEVER;
    return LISTED(allocating) ? EXT_ALLOCATES : EXT_ALLOCATES_PERHAPS;
}

ExtKeeping ext_keeps(const Ext *x, uint32_t k) {
    for (size_t i = 0; i < sizeof keeping / sizeof *keeping; i++)
        if (!strcmp(keeping[i].name, x->symbol->text) && keeping[i].argument == k) return EXT_KEEPS;
    return x->noalloc || ext_allocation(x) != EXT_ALLOCATES_PERHAPS ? EXT_KEEPS_NOT : EXT_KEEPS_PERHAPS;
}
