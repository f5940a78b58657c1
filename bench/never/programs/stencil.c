/* See stencil.ml. */
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    long rows, columns;
    float *at;
} Plate;

static void step(const Plate *from, const Plate *to) {
    const float *x = from->at;
    long n = from->columns;
    for (long i = 1; i <= from->rows - 2; i++)
        for (long j = 1; j <= n - 2; j++) {
            double around = (double)x[(i - 1) * n + j] + (double)x[(i + 1) * n + j] + (double)x[i * n + j - 1] +
                            (double)x[i * n + j + 1];
            to->at[i * to->columns + j] = (float)(0.5 * (double)x[i * n + j] + 0.125 * around);
        }
}

static void rows(const Plate *p, double *sums) {
    for (long i = 0; i < p->rows; i++) {
        double s = 0;
        for (long j = 0; j < p->columns; j++) s += (double)p->at[i * p->columns + j];
        sums[i] += s;
    }
}

static Plate plate(long n) {
    Plate p = {n, n, malloc((size_t)(n * n) * sizeof(float))};
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) p.at[i * n + j] = i == 0 ? 100 : j == 0 ? 50 : 0;
    return p;
}

int main(int argc, char **argv) {
    int steps = argc > 1 ? atoi(argv[1]) : 400;
    long n = 500;
    Plate a = plate(n), b = plate(n);
    double *sums = calloc((size_t)n, sizeof *sums), total = 0;
    for (int k = 0; k < steps; k++) {
        step(&a, &b);
        rows(&b, sums);
        Plate c = a;
        a = b;
        b = c;
    }
    for (long i = 0; i < n; i++) total += sums[i];
    printf("%.6g %.6g\n", (double)a.at[10 * n + 10], total);
}
