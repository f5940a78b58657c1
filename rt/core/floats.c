/* floats.c: floats from and to text, and libm's functions in boxed form. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime.h"

CAMLprim value caml_format_float(value fmt, value d) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return caml_alloc_sprintf(String_val(fmt), Double_val(d));
#pragma GCC diagnostic pop
}

/* precision: digits after the point, negative for as many as needed; style: sign of non-negative numbers ('+', ' ', or
 * '-' for none) */
CAMLprim value caml_hexstring_of_float(value arg, value precision, value style) {
    double d = Double_val(arg);
    int64_t bits;
    memcpy(&bits, &d, sizeof bits);
    bool negative = bits < 0;
    int exponent = (int)(bits >> 52 & 0x7FF);
    uint64_t m = (uint64_t)bits & 0xFFFFFFFFFFFFF;
    char text[80], *p = text;
    intnat prec = Long_val(precision);
    if (negative)
        *p++ = '-';
    else if (Int_val(style) == '+' || Int_val(style) == ' ')
        *p++ = (char)Int_val(style);
    if (exponent == 0x7FF) {
        const char *name = m == 0 ? "infinity" : "nan";
        p += sprintf(p, "%s", name);
        return caml_alloc_initialized_string((mlsize_t)(p - text), text);
    }
    if (exponent == 0)
        exponent = m == 0 ? 0 : -1022;
    else {
        exponent -= 1023;
        m |= (uint64_t)1 << 52;
    }
    int digits = 13;
    if (prec >= 0 && prec < 13) {
        /* round to nearest, ties to even */
        int drop = (int)(13 - prec) * 4;
        uint64_t half = (uint64_t)1 << (drop - 1), rest = m & ((half << 1) - 1);
        m >>= drop;
        if (rest > half || (rest == half && (m & 1) != 0)) m++;
        digits = (int)prec;
    } else if (prec < 0) {
        while (digits > 0 && (m & 15) == 0) {
            m >>= 4;
            digits--;
        }
    }
    p += sprintf(p, "0x%lx", (unsigned long)(m >> (4 * digits)));
    if (digits > 0 || prec > 0) {
        *p++ = '.';
        for (int i = digits - 1; i >= 0; i--) *p++ = "0123456789abcdef"[m >> (4 * i) & 15];
    }
    intnat zeros = prec > digits ? prec - digits : 0;
    int tail = 0;
    char end[16];
    tail = sprintf(end, "p%+d", exponent);
    mlsize_t head = (mlsize_t)(p - text);
    value s = caml_alloc_string(head + (mlsize_t)zeros + (mlsize_t)tail);
    memcpy(Bytes_val(s), text, head);
    memset(Bytes_val(s) + head, '0', (size_t)zeros);
    memcpy(Bytes_val(s) + head + zeros, end, (size_t)tail);
    return s;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* digits [. digits] [p exponent] after 0x; false if that is not what the text is */
static bool parse_hex(const char *p, double *result) {
    uint64_t m = 0;
    int exponent = 0, sticky = 0;
    bool point = false, any = false;
    for (;; p++) {
        int d = hex_digit(*p);
        if (d >= 0) {
            any = true;
            if (m >> 60 == 0) {
                m = m << 4 | (unsigned)d;
                if (point) exponent -= 4;
            } else {
                if (d != 0) sticky = 1;
                if (!point) exponent += 4;
            }
        } else if (*p == '.' && !point)
            point = true;
        else
            break;
    }
    if (!any) return false;
    if (*p == 'p' || *p == 'P') {
        char *end;
        long e = strtol(p + 1, &end, 10);
        if (end == p + 1 || *end != 0) return false;
        if (e > 100000) e = 100000;
        if (e < -100000) e = -100000;
        exponent += (int)e;
    } else if (*p != 0)
        return false;
    /* 64 bits to 53 with the dropped ones remembered in the last, so that ldexp's rounding is the only one that counts
     */
    m |= (unsigned)sticky;
    if (m == 0) {
        *result = 0.0;
        return true;
    }
    int top = 63 - __builtin_clzll(m);
    int lowest = exponent + top - 52; /* weight of the last bit that a normal result keeps */
    if (lowest < -1074) lowest = -1074;
    int drop = lowest - exponent;
    if (drop > 0) {
        uint64_t rest, half;
        if (drop > 64)
            m = 0;
        else {
            half = (uint64_t)1 << (drop - 1);
            rest = drop == 64 ? m : m & ((half << 1) - 1);
            m = drop == 64 ? 0 : m >> drop;
            if (rest > half || (rest == half && (m & 1) != 0)) m++;
        }
        exponent += drop;
    }
    *result = ldexp((double)m, exponent);
    return true;
}

CAMLprim value caml_float_of_string(value s) {
    mlsize_t n = caml_string_length(s);
    char small[128], *text = n < sizeof small ? small : caml_stat_alloc(n + 1), *to = text;
    for (mlsize_t i = 0; i < n; i++)
        if (String_val(s)[i] != '_') *to++ = String_val(s)[i];
    *to = 0;
    double d = 0;
    const char *p = text;
    bool negative = *p == '-', ok;
    if (*p == '-' || *p == '+') p++;
    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X')) {
        ok = parse_hex(p + 2, &d) && strlen(text) == (size_t)(to - text);
        if (negative) d = -d;
    } else {
        char *end;
        d = strtod(text, &end);
        ok = to != text && end == to;
    }
    if (text != small) caml_stat_free(text);
    if (!ok) caml_failwith("float_of_string");
    return caml_copy_double(d);
}

/* ---- Conversions and tests ---- */

CAMLprim value caml_float_of_int(value n) {
    return caml_copy_double((double)Long_val(n));
}
CAMLprim value caml_int_of_float(value d) {
    return Val_long((intnat)Double_val(d));
}
CAMLprim value caml_neg_float(value a) {
    return caml_copy_double(-Double_val(a));
}
CAMLprim value caml_abs_float(value a) {
    return caml_copy_double(fabs(Double_val(a)));
}
CAMLprim value caml_add_float(value a, value b) {
    return caml_copy_double(Double_val(a) + Double_val(b));
}
CAMLprim value caml_sub_float(value a, value b) {
    return caml_copy_double(Double_val(a) - Double_val(b));
}
CAMLprim value caml_mul_float(value a, value b) {
    return caml_copy_double(Double_val(a) * Double_val(b));
}
CAMLprim value caml_div_float(value a, value b) {
    return caml_copy_double(Double_val(a) / Double_val(b));
}
CAMLprim value caml_eq_float(value a, value b) {
    return Val_bool(Double_val(a) == Double_val(b));
}
CAMLprim value caml_neq_float(value a, value b) {
    return Val_bool(Double_val(a) != Double_val(b));
}
CAMLprim value caml_lt_float(value a, value b) {
    return Val_bool(Double_val(a) < Double_val(b));
}
CAMLprim value caml_le_float(value a, value b) {
    return Val_bool(Double_val(a) <= Double_val(b));
}
CAMLprim value caml_gt_float(value a, value b) {
    return Val_bool(Double_val(a) > Double_val(b));
}
CAMLprim value caml_ge_float(value a, value b) {
    return Val_bool(Double_val(a) >= Double_val(b));
}
CAMLprim value caml_signbit_float(value a) {
    return Val_bool(signbit(Double_val(a)));
}
intnat caml_signbit(double a) {
    return signbit(a) != 0;
}

/* FP_normal, FP_subnormal, FP_zero, FP_infinite, FP_nan */
static int classify(double d) {
    switch (fpclassify(d)) {
    case FP_NORMAL: return 0;
    case FP_SUBNORMAL: return 1;
    case FP_ZERO: return 2;
    case FP_INFINITE: return 3;
    default: return 4;
    }
}

CAMLprim value caml_classify_float(value d) {
    return Val_int(classify(Double_val(d)));
}
value caml_classify_float_unboxed(double d) {
    return Val_int(classify(d));
}

/* ---- libm ---- */

#define FLOAT1(name, f)                                                                                                \
    CAMLprim value caml_##name##_float(value a) {                                                                      \
        return caml_copy_double(f(Double_val(a)));                                                                     \
    }
#define FLOAT2(name, f)                                                                                                \
    CAMLprim value caml_##name##_float(value a, value b) {                                                             \
        return caml_copy_double(f(Double_val(a), Double_val(b)));                                                      \
    }
FLOAT1(sqrt, sqrt)
FLOAT1(exp, exp)
FLOAT1(expm1, expm1)
FLOAT1(exp2, exp2)
FLOAT1(log, log)
FLOAT1(log10, log10)
FLOAT1(log1p, log1p)
FLOAT1(log2, log2)
FLOAT1(cbrt, cbrt)
FLOAT1(cos, cos)
FLOAT1(sin, sin)
FLOAT1(tan, tan)
FLOAT1(acos, acos)
FLOAT1(asin, asin)
FLOAT1(atan, atan)
FLOAT1(cosh, cosh)
FLOAT1(sinh, sinh)
FLOAT1(tanh, tanh)
FLOAT1(acosh, acosh)
FLOAT1(asinh, asinh)
FLOAT1(atanh, atanh)
FLOAT1(erf, erf)
FLOAT1(erfc, erfc)
FLOAT1(ceil, ceil)
FLOAT1(floor, floor)
FLOAT1(trunc, trunc)
FLOAT1(round, round)
FLOAT2(power, pow)
FLOAT2(fmod, fmod)
FLOAT2(atan2, atan2)
FLOAT2(hypot, hypot)
FLOAT2(nextafter, nextafter)
FLOAT2(copysign, copysign)

CAMLprim value caml_fma_float(value a, value b, value c) {
    return caml_copy_double(fma(Double_val(a), Double_val(b), Double_val(c)));
}

/* The same for unboxed calls. */
#define UNBOXED1(f)                                                                                                    \
    double caml_##f(double a) {                                                                                        \
        return f(a);                                                                                                   \
    }
#define UNBOXED2(f)                                                                                                    \
    double caml_##f(double a, double b) {                                                                              \
        return f(a, b);                                                                                                \
    }
UNBOXED1(exp2)
UNBOXED1(log2)
UNBOXED1(expm1)
UNBOXED1(log1p)
UNBOXED1(cbrt)
UNBOXED2(hypot)
UNBOXED1(trunc)
UNBOXED1(round)
UNBOXED2(nextafter)
UNBOXED2(copysign)
UNBOXED1(acosh)
UNBOXED1(asinh)
UNBOXED1(atanh)
UNBOXED1(erf)
UNBOXED1(erfc)

double caml_fma(double a, double b, double c) {
    return fma(a, b, c);
}

double caml_ldexp_float_unboxed(double d, intnat n) {
    return ldexp(d, n > 100000 ? 100000 : n < -100000 ? -100000 : (int)n);
}

CAMLprim value caml_ldexp_float(value d, value n) {
    return caml_copy_double(caml_ldexp_float_unboxed(Double_val(d), Long_val(n)));
}

CAMLprim value caml_frexp_float(value d) {
    CAMLparam0();
    CAMLlocal1(mantissa);
    int exponent = 0;
    mantissa = caml_copy_double(frexp(Double_val(d), &exponent));
    CAMLreturn(caml_alloc_2(0, mantissa, Val_int(exponent)));
}

CAMLprim value caml_modf_float(value d) {
    CAMLparam0();
    CAMLlocal2(fraction, whole);
    double integral = 0;
    fraction = caml_copy_double(modf(Double_val(d), &integral));
    whole = caml_copy_double(integral);
    CAMLreturn(caml_alloc_2(0, fraction, whole));
}
