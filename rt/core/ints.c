/* ints.c: integers from and to text; int32, int64, nativeint. */
#include <ctype.h>
#include <stdio.h>

#include "runtime.h"

/* ---- From text ---- */

static int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

/* [-+]? (0x | 0o | 0b | 0u)? digits with underscores.  Decimal numbers must fit `bits` signed bits, the other bases and
   0u may use them all as unsigned ones. */
static intnat parse(value s, int bits, const char *error) {
    const char *p = String_val(s), *end = p + caml_string_length(s);
    bool negative = false, is_signed = true;
    uintnat base = 10;
    if (*p == '-')
        negative = true, p++;
    else if (*p == '+')
        p++;
    if (*p == '0') switch (p[1]) {
        case 'x':
        case 'X': base = 16, is_signed = false, p += 2; break;
        case 'o':
        case 'O': base = 8, is_signed = false, p += 2; break;
        case 'b':
        case 'B': base = 2, is_signed = false, p += 2; break;
        case 'u':
        case 'U': is_signed = false, p += 2; break;
        default: break;
        }
    uintnat n = 0;
    if ((uintnat)digit(*p) >= base) caml_failwith(error);
    for (; p < end; p++) {
        if (*p == '_') continue;
        uintnat d = (uintnat)digit(*p);
        if (d >= base || __builtin_mul_overflow(n, base, &n) || __builtin_add_overflow(n, d, &n)) caml_failwith(error);
    }
    uintnat half = (uintnat)1 << (bits - 1);
    if (is_signed ? n > half - !negative : bits < 64 && n >> bits != 0) caml_failwith(error);
    if (negative) n = 0 - n;
    /* sign-extend from `bits` */
    return (intnat)(n << (64 - bits)) >> (64 - bits);
}

CAMLprim value caml_int_of_string(value s) {
    return Val_long(parse(s, 63, "int_of_string"));
}

CAMLprim value caml_int32_of_string(value s) {
    return caml_copy_int32((int32_t)parse(s, 32, "Int32.of_string"));
}

CAMLprim value caml_int64_of_string(value s) {
    return caml_copy_int64(parse(s, 64, "Int64.of_string"));
}

CAMLprim value caml_nativeint_of_string(value s) {
    return caml_copy_nativeint(parse(s, 64, "Nativeint.of_string"));
}

/* ---- To text ---- */

#define FORMAT_MAX 64

/* fmt with an `l` before its conversion (and an l, L or n of OCaml's dropped); returns the conversion. */
static char c_format(value fmt, char out[FORMAT_MAX]) {
    mlsize_t n = caml_string_length(fmt);
    const char *s = String_val(fmt);
    if (n < 2 || n + 2 > FORMAT_MAX) caml_invalid_argument("format_int: format too long");
    char conversion = s[n - 1];
    if (n >= 3 && (s[n - 2] == 'l' || s[n - 2] == 'L' || s[n - 2] == 'n')) n--;
    memcpy(out, s, n - 1);
    out[n - 1] = 'l';
    out[n] = conversion;
    out[n + 1] = 0;
    return conversion;
}

static bool is_decimal(value fmt) {
    return caml_string_length(fmt) == 2 && String_val(fmt)[1] == 'd';
}

static value decimal(intnat n) {
    char text[24], *p = text + sizeof text;
    uintnat m = n < 0 ? 0 - (uintnat)n : (uintnat)n;
    do {
        *--p = (char)('0' + m % 10);
        m /= 10;
    } while (m != 0);
    if (n < 0) *--p = '-';
    return caml_alloc_initialized_string((mlsize_t)(text + sizeof text - p), p);
}

/* Unsigned conversions see the number in `bits` bits. */
static value format(value fmt, intnat n, int bits) {
    if (is_decimal(fmt)) return decimal(n);
    char f[FORMAT_MAX];
    char conversion = c_format(fmt, f);
    if (conversion != 'd' && conversion != 'i' && bits < 64) n = (intnat)((uintnat)n & (((uintnat)1 << bits) - 1));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return caml_alloc_sprintf(f, n);
#pragma GCC diagnostic pop
}

CAMLprim value caml_format_int(value fmt, value n) {
    return format(fmt, Long_val(n), 63);
}

CAMLprim value caml_int32_format(value fmt, value n) {
    return format(fmt, Int32_val(n), 32);
}

CAMLprim value caml_int64_format(value fmt, value n) {
    return format(fmt, Int64_val(n), 64);
}

CAMLprim value caml_nativeint_format(value fmt, value n) {
    return format(fmt, Nativeint_val(n), 64);
}

/* ---- Custom operations ---- */

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int int32_compare(value a, value b) {
    return ORDER(Int32_val(a), Int32_val(b));
}

static int int64_compare(value a, value b) {
    return ORDER(Int64_val(a), Int64_val(b));
}

static intnat int32_hash(value v) {
    return Int32_val(v);
}

static intnat int64_hash(value v) {
    int64_t n = Int64_val(v);
    return (intnat)((uint32_t)n ^ (uint32_t)((uint64_t)n >> 32));
}

static intnat nativeint_hash(value v) {
    intnat n = Nativeint_val(v);
    return n >> 32 ^ n >> 63 ^ n;
}

const struct custom_operations caml_int32_ops = {.identifier = "_i", .compare = int32_compare, .hash = int32_hash};
const struct custom_operations caml_int64_ops = {.identifier = "_j", .compare = int64_compare, .hash = int64_hash};
const struct custom_operations caml_nativeint_ops = {
    .identifier = "_n", .compare = int64_compare, .hash = nativeint_hash};

/* ---- Arithmetic, boxed: what is not compiled inline, and the interpreter's versions ---- */

#define ARITHMETIC(name, T, U, get, make)                                                                              \
    CAMLprim value caml_##name##_neg(value a) {                                                                        \
        return make((T)(0 - (U)get(a)));                                                                               \
    }                                                                                                                  \
    CAMLprim value caml_##name##_add(value a, value b) {                                                               \
        return make((T)((U)get(a) + (U)get(b)));                                                                       \
    }                                                                                                                  \
    CAMLprim value caml_##name##_sub(value a, value b) {                                                               \
        return make((T)((U)get(a) - (U)get(b)));                                                                       \
    }                                                                                                                  \
    CAMLprim value caml_##name##_mul(value a, value b) {                                                               \
        return make((T)((U)get(a) * (U)get(b)));                                                                       \
    }                                                                                                                  \
    CAMLprim value caml_##name##_div(value a, value b) {                                                               \
        T y = get(b);                                                                                                  \
        if (y == 0) caml_raise_zero_divide();                                                                          \
        if (y == -1) return caml_##name##_neg(a);                                                                      \
        return make((T)(get(a) / y));                                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##name##_mod(value a, value b) {                                                               \
        T y = get(b);                                                                                                  \
        if (y == 0) caml_raise_zero_divide();                                                                          \
        if (y == -1) return make(0);                                                                                   \
        return make((T)(get(a) % y));                                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##name##_and(value a, value b) {                                                               \
        return make(get(a) & get(b));                                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##name##_or(value a, value b) {                                                                \
        return make(get(a) | get(b));                                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##name##_xor(value a, value b) {                                                               \
        return make(get(a) ^ get(b));                                                                                  \
    }                                                                                                                  \
    CAMLprim value caml_##name##_shift_left(value a, value b) {                                                        \
        return make((T)((U)get(a) << Int_val(b)));                                                                     \
    }                                                                                                                  \
    CAMLprim value caml_##name##_shift_right(value a, value b) {                                                       \
        return make((T)(get(a) >> Int_val(b)));                                                                        \
    }                                                                                                                  \
    CAMLprim value caml_##name##_shift_right_unsigned(value a, value b) {                                              \
        return make((T)((U)get(a) >> Int_val(b)));                                                                     \
    }                                                                                                                  \
    CAMLprim value caml_##name##_of_int(value a) {                                                                     \
        return make((T)Long_val(a));                                                                                   \
    }                                                                                                                  \
    CAMLprim value caml_##name##_to_int(value a) {                                                                     \
        return Val_long(get(a));                                                                                       \
    }                                                                                                                  \
    CAMLprim value caml_##name##_of_float(value a) {                                                                   \
        return make((T)Double_val(a));                                                                                 \
    }                                                                                                                  \
    CAMLprim value caml_##name##_to_float(value a) {                                                                   \
        return caml_copy_double((double)get(a));                                                                       \
    }                                                                                                                  \
    CAMLprim value caml_##name##_compare(value a, value b) {                                                           \
        return Val_int(ORDER(get(a), get(b)));                                                                         \
    }

ARITHMETIC(int32, int32_t, uint32_t, Int32_val, caml_copy_int32)
ARITHMETIC(int64, int64_t, uint64_t, Int64_val, caml_copy_int64)
ARITHMETIC(nativeint, intnat, uintnat, Nativeint_val, caml_copy_nativeint)

CAMLprim value caml_int64_of_int32(value a) {
    return caml_copy_int64(Int32_val(a));
}

CAMLprim value caml_int64_to_int32(value a) {
    return caml_copy_int32((int32_t)Int64_val(a));
}

CAMLprim value caml_int64_of_nativeint(value a) {
    return caml_copy_int64(Nativeint_val(a));
}

CAMLprim value caml_int64_to_nativeint(value a) {
    return caml_copy_nativeint(Int64_val(a));
}

CAMLprim value caml_nativeint_of_int32(value a) {
    return caml_copy_nativeint(Int32_val(a));
}

CAMLprim value caml_nativeint_to_int32(value a) {
    return caml_copy_int32((int32_t)Nativeint_val(a));
}

int32_t caml_int32_of_float_unboxed(double d) {
    return (int32_t)d;
}
double caml_int32_to_float_unboxed(int32_t n) {
    return (double)n;
}
int64_t caml_int64_of_float_unboxed(double d) {
    return (int64_t)d;
}
double caml_int64_to_float_unboxed(int64_t n) {
    return (double)n;
}
intnat caml_nativeint_of_float_unboxed(double d) {
    return (intnat)d;
}
double caml_nativeint_to_float_unboxed(intnat n) {
    return (double)n;
}
intnat caml_int32_compare_unboxed(int32_t a, int32_t b) {
    return ORDER(a, b);
}
intnat caml_int64_compare_unboxed(int64_t a, int64_t b) {
    return ORDER(a, b);
}
intnat caml_nativeint_compare_unboxed(intnat a, intnat b) {
    return ORDER(a, b);
}

int64_t caml_int64_bits_of_float_unboxed(double d) {
    int64_t n;
    memcpy(&n, &d, sizeof n);
    return n;
}

double caml_int64_float_of_bits_unboxed(int64_t n) {
    double d;
    memcpy(&d, &n, sizeof d);
    return d;
}

int32_t caml_int32_bits_of_float_unboxed(double d) {
    float f = (float)d;
    int32_t n;
    memcpy(&n, &f, sizeof n);
    return n;
}

double caml_int32_float_of_bits_unboxed(int32_t n) {
    float f;
    memcpy(&f, &n, sizeof f);
    return f;
}

CAMLprim value caml_int64_bits_of_float(value d) {
    return caml_copy_int64(caml_int64_bits_of_float_unboxed(Double_val(d)));
}

CAMLprim value caml_int64_float_of_bits(value n) {
    return caml_copy_double(caml_int64_float_of_bits_unboxed(Int64_val(n)));
}

CAMLprim value caml_int32_bits_of_float(value d) {
    return caml_copy_int32(caml_int32_bits_of_float_unboxed(Double_val(d)));
}

CAMLprim value caml_int32_float_of_bits(value n) {
    return caml_copy_double(caml_int32_float_of_bits_unboxed(Int32_val(n)));
}

static uint16_t swap16(uint16_t n) {
    return (uint16_t)(n >> 8 | n << 8);
}

CAMLprim value caml_bswap16(value n) {
    return Val_int(swap16((uint16_t)Int_val(n)));
}
int32_t caml_int32_bswap_unboxed(int32_t n) {
    return (int32_t)__builtin_bswap32((uint32_t)n);
}
int64_t caml_int64_bswap_unboxed(int64_t n) {
    return (int64_t)__builtin_bswap64((uint64_t)n);
}
CAMLprim value caml_int32_bswap(value n) {
    return caml_copy_int32(caml_int32_bswap_unboxed(Int32_val(n)));
}
CAMLprim value caml_int64_bswap(value n) {
    return caml_copy_int64(caml_int64_bswap_unboxed(Int64_val(n)));
}
CAMLprim value caml_nativeint_bswap(value n) {
    return caml_copy_nativeint(caml_int64_bswap_unboxed(Nativeint_val(n)));
}
