/* Structs by value; the option is a flag. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    double x, y, z;
} vec;
typedef struct {
    vec origin, direction;
} ray;
typedef struct {
    vec centre;
    double radius;
    vec colour;
} sphere;
typedef struct {
    bool some;
    double distance;
    vec point, normal, shade;
} hit;
typedef struct spheres {
    sphere head;
    struct spheres *tail;
} spheres;

static vec add(vec a, vec b) {
    return (vec){a.x + b.x, a.y + b.y, a.z + b.z};
}
static vec sub(vec a, vec b) {
    return (vec){a.x - b.x, a.y - b.y, a.z - b.z};
}
static vec scale(double k, vec a) {
    return (vec){k * a.x, k * a.y, k * a.z};
}
static double dot(vec a, vec b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
static vec unit(vec a) {
    return scale(1. / sqrt(dot(a, a)), a);
}

static hit intersect(const ray *r, const sphere *s) {
    vec oc = sub(r->origin, s->centre);
    double b = dot(oc, r->direction), c = dot(oc, oc) - s->radius * s->radius, d = b * b - c;
    if (d < 0) return (hit){.some = false};
    double distance = -b - sqrt(d);
    if (distance < 1e-6) return (hit){.some = false};
    vec point = add(r->origin, scale(distance, r->direction));
    return (hit){true, distance, point, unit(sub(point, s->centre)), s->colour};
}

static vec light;

static vec trace(const spheres *all, const ray *r, int depth) {
    hit best = {.some = false};
    for (const spheres *l = all; l; l = l->tail) {
        hit h = intersect(r, &l->head);
        if (h.some && !(best.some && best.distance <= h.distance)) best = h;
    }
    if (!best.some) return (vec){0, 0, 0};
    double lit = dot(best.normal, light);
    vec direct = scale(lit > 0 ? lit : 0, best.shade);
    if (!depth) return direct;
    vec d = r->direction;
    ray next = {best.point, sub(d, scale(2. * dot(d, best.normal), best.normal))};
    return add(direct, scale(0.3, trace(all, &next, depth - 1)));
}

int main(void) {
    spheres *all = NULL;
    for (int i = 10; i-- > 0;) {
        double f = i;
        spheres *c = malloc(sizeof *c);
        *c = (spheres){{{(f - 4.) / 2., f * 0.37 - 1.5, 5. + f / 3.}, 0.6, {f / 10., 0.5, 1. - f / 10.}}, all};
        all = c;
    }
    light = unit((vec){1, 2, -1});
    long size = 1800;
    __asm__("" : "+r"(size));
    vec sum = {0, 0, 0};
    for (long j = 0; j < size; j++)
        for (long i = 0; i < size; i++) {
            __asm__("" : "+r"(all)::"memory");
            ray r = {{0, 0, 0}, unit((vec){(double)i / (double)size - 0.5, (double)j / (double)size - 0.5, 1.})};
            sum = add(sum, trace(all, &r, 2));
        }
    printf("%.6f %.6f %.6f\n", sum.x, sum.y, sum.z);
}
