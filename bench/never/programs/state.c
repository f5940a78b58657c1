/* The struct goes in and comes out by value. */
#include <limits.h>
#include <stdio.h>

typedef struct {
    long seed;
    double total;
    long count, low, high;
} state;

static state advance(state s) {
    s.seed = (s.seed * 1103515245 + 12345) & 0x3fffffff;
    return s;
}
static state number(state s, long *n) {
    *n = s.seed >> 8 & 0xffff;
    return advance(s);
}
static state observe(state s) {
    long n;
    s = number(s, &n);
    s.count++;
    if (n < s.low) s.low = n;
    if (n > s.high) s.high = n;
    s.total += (double)n;
    return s;
}
static state choose(state s) {
    long n;
    s = number(s, &n);
    return (n & 1) == 0 ? observe(s) : number(s, &n);
}
static state rounds(long n, state s) {
    while (n--) s = choose(observe(observe(choose(s))));
    return s;
}

int main(void) {
    long n = 30000000;
    __asm__("" : "+r"(n));
    state s = rounds(n, (state){42, 0, 0, LONG_MAX / 2, LONG_MIN / 2});
    printf("%ld %.1f %ld %ld %ld\n", s.seed, s.total, s.count, s.low, s.high);
}
