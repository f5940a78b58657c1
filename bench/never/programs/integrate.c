/* A function pointer and what it needs. */
#include <math.h>
#include <stdio.h>

static double integrate(double (*f)(const double *, double), const double *env, double a, double b, long steps) {
    double h = (b - a) / (double)steps, sum = 0;
    for (long i = 0; i < steps; i++) sum += f(env, a + ((double)i + 0.5) * h);
    return sum * h;
}
static double polynomial(const double *env, double x) {
    return (env[0] * x + env[1]) * x - 1.;
}
static double root(const double *env, double x) {
    return sqrt(x + env[0]);
}

int main(void) {
    long n = 300;
    __asm__("" : "+r"(n));
    double total = 0;
    for (long i = 1; i <= n; i++) {
        double env[2] = {(double)i / 100., 0.5};
        total += integrate(polynomial, env, 0, 2, 400000);
        total -= integrate(root, env, 0, 1, 100000);
    }
    printf("%.9f\n", total);
}
