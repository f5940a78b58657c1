/* A small ray tracer: vectors, rays and hits are structures passed by address into the caller's places. */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct vec {
    double x, y, z;
};
struct ray {
    struct vec origin, dir;
};
struct sphere {
    struct vec centre;
    double radius, shade;
    struct sphere *next;
};
struct hit {
    double distance;
    struct vec point, normal;
    double shade;
};

static struct vec add(struct vec a, struct vec b) {
    return (struct vec){a.x + b.x, a.y + b.y, a.z + b.z};
}
static struct vec sub(struct vec a, struct vec b) {
    return (struct vec){a.x - b.x, a.y - b.y, a.z - b.z};
}
static struct vec scale(double k, struct vec a) {
    return (struct vec){k * a.x, k * a.y, k * a.z};
}
static double dot(struct vec a, struct vec b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
static struct vec unit(struct vec a) {
    return scale(1.0 / sqrt(dot(a, a)), a);
}

static double meet(const struct ray *r, const struct sphere *s) {
    struct vec v = sub(s->centre, r->origin);
    double b = dot(v, r->dir), d = b * b - dot(v, v) + s->radius * s->radius;
    if (d < 0.0) return INFINITY;
    double root = sqrt(d);
    return b - root > 0.001 ? b - root : b + root > 0.001 ? b + root : INFINITY;
}

static struct hit *nearest(const struct ray *r, const struct sphere *spheres, struct hit *place) {
    struct hit *best = NULL;
    for (; spheres != NULL; spheres = spheres->next) {
        double d = meet(r, spheres);
        if ((best != NULL && best->distance <= d) || d == INFINITY) continue;
        struct vec point = add(r->origin, scale(d, r->dir));
        *place = (struct hit){d, point, unit(sub(point, spheres->centre)), spheres->shade};
        best = place;
    }
    return best;
}

static const struct vec light = {-0.5, 0.7, -0.5};

static double trace(int depth, const struct ray *r, const struct sphere *spheres) {
    struct hit place, *h = nearest(r, spheres, &place);
    if (h == NULL) return 0.1 + 0.2 * r->dir.y;
    double direct = dot(h->normal, light);
    direct = direct < 0.0 ? 0.0 : direct;
    double own = h->shade * (0.2 + 0.8 * direct);
    if (depth == 0) return own;
    struct vec back = scale(2.0 * dot(r->dir, h->normal), h->normal);
    struct ray mirror = {h->point, sub(r->dir, back)};
    return own + 0.3 * trace(depth - 1, &mirror, spheres);
}

static double at(long k, long size) {
    return ((double)k - (double)size / 2.0) / (double)size;
}

int main(int argc, char **argv) {
    long size = argc > 1 ? atol(argv[1]) : 2000;
    struct sphere *scene = NULL;
    for (int i = 11; i >= 0; --i) {
        double f = i;
        struct sphere *s = malloc(sizeof *s);
        *s = (struct sphere){{f * 0.9 - 5.0, sin(f), 6.0 + cos(f)}, 0.6, 0.3 + 0.05 * f, scene};
        scene = s;
    }
    double total = 0.0;
    for (long j = 0; j < size; ++j)
        for (long i = 0; i < size; ++i) {
            struct ray r = {{0.0, 0.0, 0.0}, unit((struct vec){at(i, size), at(j, size), 1.0})};
            total += trace(3, &r, scene);
        }
    printf("%.6f\n", total);
    return 0;
}
