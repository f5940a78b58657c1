/* obj.c: looking at values without types, lazy values, object identifiers. */
#include "../gc/gc.h"
#include "runtime.h"

int mloc_in_heap(value v) {
    return Is_block(v) && (gc_is_young(v) || gc_in_major(v));
}

CAMLprim value caml_obj_tag(value v) {
    if (Is_long(v)) return Val_int(1000);
    if ((v & 7) != 0) return Val_int(1002);
    return Val_int(Tag_val(v));
}

CAMLprim value caml_obj_set_tag(value v, value tag) {
    Hd_val(v) = (Hd_val(v) & ~(header_t)0xFF) | (header_t)Int_val(tag);
    return Val_unit;
}

CAMLprim value caml_obj_size(value v) {
    return Val_long(Wosize_val(v));
}

CAMLprim value caml_obj_is_block(value v) {
    return Val_bool(Is_block(v));
}

CAMLprim value caml_obj_raw_field(value v, value i) {
    return caml_copy_nativeint(Field(v, Long_val(i)));
}

CAMLprim value caml_obj_set_raw_field(value v, value i, value bits) {
    Field(v, Long_val(i)) = Nativeint_val(bits);
    return Val_unit;
}

CAMLprim value caml_obj_block(value tag, value size) {
    mlsize_t n = (mlsize_t)Long_val(size);
    tag_t t = (tag_t)Int_val(tag);
    if (n == 0) return Atom(t);
    switch (t) {
    case Closure_tag:
    case Infix_tag:
    case Custom_tag: caml_invalid_argument("Obj.new_block");
    case String_tag: {
        value s = caml_alloc_string(n * sizeof(value) - 1);
        return s;
    }
    default: {
        value v = caml_alloc(n, t);
        if (t < No_scan_tag)
            for (mlsize_t i = 0; i < n; i++) Field(v, i) = Val_int(0);
        return v;
    }
    }
}

CAMLprim value caml_obj_with_tag(value tag, value v) {
    mlsize_t n = Wosize_val(v);
    tag_t t = (tag_t)Int_val(tag);
    if (n == 0) return Atom(t);
    CAMLparam1(v);
    value copy;
    if (t >= No_scan_tag || n <= Max_young_wosize) {
        copy = n <= Max_young_wosize ? caml_alloc_small(n, t) : caml_alloc_shr(n, t);
        memcpy((void *)copy, (const void *)v, n * sizeof(value));
        CAMLreturn(copy);
    }
    copy = caml_alloc_shr(n, t);
    mlsize_t i = 0;
    if (t == Closure_tag)
        for (; i < Start_env_closinfo(Field(v, 1)); i++) Field(copy, i) = Field(v, i);
    for (; i < n; i++) caml_initialize(&Field(copy, i), Field(v, i));
    CAMLreturn(caml_check_urgent_gc(copy));
}

CAMLprim value caml_obj_dup(value v) {
    return caml_obj_with_tag(Val_int(Tag_val(v)), v);
}

CAMLprim value caml_obj_truncate(value v, value size) {
    (void)v;
    (void)size;
    caml_invalid_argument("Obj.truncate");
}

CAMLprim value caml_obj_add_offset(value v, value offset) {
    return v + (value)(uintnat)Int32_val(offset);
}

CAMLprim value caml_obj_reachable_words(value v) {
    (void)v;
    caml_failwith("Obj.reachable_words: not in mloc");
}

/* ---- Lazy ---- */

/* A lazy block has been forced: it becomes a forward block to v.  The old content (a closure) is overwritten with the
 * barrier. */
CAMLprim value caml_obj_make_forward(value block, value v) {
    caml_modify(&Field(block, 0), v);
    Hd_val(block) = (Hd_val(block) & ~(header_t)0xFF) | Forward_tag;
    return Val_unit;
}

CAMLprim value caml_lazy_make_forward(value v) {
    return caml_alloc_1(Forward_tag, v);
}

CAMLprim value caml_lazy_follow_forward(value v) {
    return Is_block(v) && Tag_val(v) == Forward_tag ? Forward_val(v) : v;
}

/* ---- Identifiers ---- */

static intnat next_id;

CAMLprim value caml_fresh_oo_id(value unit) {
    (void)unit;
    return Val_long(next_id++);
}

CAMLprim value caml_set_oo_id(value obj) {
    Field(obj, 1) = Val_long(next_id++);
    return obj;
}

/* Classes are not part of the language: no object has methods. */
value caml_get_public_method(value obj, value tag) {
    (void)obj;
    (void)tag;
    return 0;
}

/* ---- Nothing ---- */

/* What `undef.val` of compiled code is: each field of this block is the block again.  Code may look into a value that
   stands for a missing field before it knows that the field is missing; what it reads here is valid, and nobody looks
   at it. */
#define NOTHING   (value) & mloc_undef_block[1]
#define NOTHING_4 NOTHING, NOTHING, NOTHING, NOTHING
extern value mloc_undef_block[17];
value mloc_undef_block[17] __attribute__((aligned(8))) = {
    (value)Make_header(16, 0, Caml_static), NOTHING_4, NOTHING_4, NOTHING_4, NOTHING_4,
};
__asm__(".globl mloc_undef\n.set mloc_undef, mloc_undef_block + 8");
