#include <stdint.h>
#include <stdio.h>

static uint64_t fnv1a(const char *s, long n) {
    uint64_t h = 0xcbf29ce484222325u;
    for (long i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h;
}
static uint64_t xorshift(uint64_t x) {
    x ^= x << 13;
    x ^= x >> 7;
    return x ^ x << 17;
}
static uint64_t iterate(long n, uint64_t x) {
    while (n--) x = xorshift(x);
    return x;
}

int main(void) {
    static char text[1000];
    for (int i = 0; i < 1000; i++) text[i] = (char)(32 + i * 7 % 90);
    uint64_t h = 1;
    for (int k = 0; k < 100000; k++) {
        __asm__("" ::: "memory");
        h = h * 31 + fnv1a(text, 1000);
    }
    long n = 100000000;
    __asm__("" : "+r"(n));
    printf("%lx %lx\n", h, iterate(n, h));
}
