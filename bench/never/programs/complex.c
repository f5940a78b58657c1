/* Structs of two doubles by value. */
#include <stdio.h>

typedef struct {
    double re, im;
} complex;

static complex add(complex x, complex y) {
    return (complex){x.re + y.re, x.im + y.im};
}
static complex mul(complex x, complex y) {
    return (complex){x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re};
}
static double norm2(complex z) {
    return z.re * z.re + z.im * z.im;
}
static long escape(complex c, complex z, long n) {
    while (n != 0 && !(norm2(z) > 4.)) {
        z = add(mul(z, z), c);
        n--;
    }
    return n;
}

int main(void) {
    long size = 1500, sum = 0;
    __asm__("" : "+r"(size));
    for (long y = 0; y < size; y++)
        for (long x = 0; x < size; x++) {
            complex c = {(double)x * 3. / (double)size - 2., (double)y * 3. / (double)size - 2. + 0.5};
            sum += escape(c, (complex){0, 0}, 200);
        }
    printf("%ld\n", sum);
}
