/* hash.c: the polymorphic hash function.  The numbers are those of OCaml 4.13 and 4.14, since programs depend on the
   order in which Hashtbl iterates: MurmurHash3 (Austin Appleby) of the 32-bit variant over a breadth-first traversal.
 */
#include "../gc/gc.h"
#include "caml/hash.h"
#include "runtime.h"

static inline uint32_t rotate(uint32_t x, int n) {
    return x << n | x >> (32 - n);
}

static inline uint32_t mix(uint32_t h, uint32_t d) {
    d *= 0xcc9e2d51;
    d = rotate(d, 15);
    d *= 0x1b873593;
    h ^= d;
    h = rotate(h, 13);
    return h * 5 + 0xe6546b64;
}

static inline uint32_t finish(uint32_t h) {
    h ^= h >> 16;
    h *= 0x85ebca6b;
    h ^= h >> 13;
    h *= 0xc2b2ae35;
    return h ^ h >> 16;
}

uint32_t caml_hash_mix_uint32(uint32_t h, uint32_t d) {
    return mix(h, d);
}

/* Folds the halves, so that small negative and small positive numbers hash as on 32-bit machines. */
uint32_t caml_hash_mix_intnat(uint32_t h, intnat d) {
    return mix(h, (uint32_t)(d >> 32 ^ d >> 63 ^ d));
}

uint32_t caml_hash_mix_int64(uint32_t h, int64_t d) {
    return mix(mix(h, (uint32_t)d), (uint32_t)((uint64_t)d >> 32));
}

/* All nans hash alike, and both zeros. */
uint32_t caml_hash_mix_double(uint32_t h, double d) {
    uint64_t bits;
    memcpy(&bits, &d, 8);
    if (d != d)
        bits = 0x7FF0000000000001;
    else if (d == 0.0)
        bits = 0;
    return caml_hash_mix_int64(h, (int64_t)bits);
}

uint32_t caml_hash_mix_float(uint32_t h, float d) {
    uint32_t bits;
    memcpy(&bits, &d, 4);
    if (d != d)
        bits = 0x7F800001;
    else if (d == 0.0f)
        bits = 0;
    return mix(h, bits);
}

static uint32_t mix_bytes(uint32_t h, const unsigned char *s, mlsize_t n) {
    mlsize_t i = 0;
    for (; i + 4 <= n; i += 4) {
        uint32_t word;
        memcpy(&word, s + i, 4);
        h = mix(h, word);
    }
    if (i < n) {
        uint32_t word = 0;
        memcpy(&word, s + i, n - i);
        h = mix(h, word);
    }
    return h ^ (uint32_t)n;
}

uint32_t caml_hash_mix_string(uint32_t h, value s) {
    return mix_bytes(h, (const unsigned char *)String_val(s), caml_string_length(s));
}

#define QUEUE_MAX    256
#define MAX_FORWARDS 1000

/* count: how many meaningful values are mixed in at most; limit: how many are looked at. */
CAMLprim value caml_hash(value count, value limit, value seed, value obj) {
    value queue[QUEUE_MAX];
    intnat size = Long_val(limit), left = Long_val(count);
    if (size < 0 || size > QUEUE_MAX) size = QUEUE_MAX;
    uint32_t h = (uint32_t)Long_val(seed);
    intnat read = 0, written = 1;
    queue[0] = obj;
    while (read < written && left > 0) {
        value v = queue[read++];
        int forwards = 0;
    again:
        if (Is_long(v)) {
            h = caml_hash_mix_intnat(h, v);
            left--;
            continue;
        }
        switch (Tag_val(v)) {
        case String_tag:
            h = caml_hash_mix_string(h, v);
            left--;
            break;
        case Double_tag:
            h = caml_hash_mix_double(h, Double_val(v));
            left--;
            break;
        case Double_array_tag:
            for (mlsize_t i = 0, n = Wosize_val(v); i < n && left > 0; i++, left--)
                h = caml_hash_mix_double(h, Double_flat_field(v, i));
            break;
        case Abstract_tag: break; /* nothing is known about it */
        case Infix_tag: v -= (value)Infix_offset_val(v); goto again;
        case Forward_tag:
            if (forwards++ < MAX_FORWARDS) {
                v = Forward_val(v);
                goto again;
            }
            break;
        case Object_tag:
            h = caml_hash_mix_intnat(h, Oid_val(v));
            left--;
            break;
        case Custom_tag:
            if (Custom_ops_val(v)->hash != NULL) {
                h = mix(h, (uint32_t)Custom_ops_val(v)->hash(v));
                left--;
            }
            break;
        case Closure_tag: break; /* code addresses change from run to run */
        default: {
            /* size and tag count as nothing; the fields join the queue */
            h = mix(h, (uint32_t)(Hd_val(v) & ~(header_t)0x300));
            mlsize_t n = Wosize_val(v);
            for (mlsize_t i = 0; i < n && written < size; i++) queue[written++] = Field(v, i);
        }
        }
    }
    return Val_int(finish(h) & 0x3FFFFFFF);
}

/* The tag of a polymorphic variant or method. */
value caml_hash_variant(char const *tag) {
    uint32_t h = 0;
    for (; *tag != 0; tag++) h = h * 223 + (unsigned char)*tag;
    /* 31 bits, sign-extended */
    return Val_long((int32_t)(h << 1) >> 1);
}

CAMLprim value caml_string_hash(value seed, value s) {
    return Val_int(finish(caml_hash_mix_string((uint32_t)Long_val(seed), s)) & 0x3FFFFFFF);
}
