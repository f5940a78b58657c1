/* misc.c: fatal errors, memory outside the heap. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime.h"

void mloc_write_all(int fd, const char *text, size_t n) {
    while (n > 0) {
        ssize_t r = write(fd, text, n);
        if (r < 0 && errno == EINTR) continue;
        if (r <= 0) return;
        text += r;
        n -= (size_t)r;
    }
}

void caml_fatal_error(const char *format, ...) {
    char text[1024] = "Fatal error: ";
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(text + 13, sizeof text - 15, format, ap);
    va_end(ap);
    size_t len = n < 0 ? 13 : 13 + ((size_t)n < sizeof text - 15 ? (size_t)n : sizeof text - 16);
    text[len++] = '\n';
    mloc_write_all(2, text, len);
    abort();
}

void caml_fatal_error_arg(const char *format, const char *arg) {
    char text[512];
    (void)format;
    snprintf(text, sizeof text, "%s", arg);
    caml_fatal_error("%s", text);
}

/* For memory that the runtime itself cannot do without. */
void caml_fatal_out_of_memory(void) {
    mloc_flush_all();
    static const char text[] = "Fatal error: out of memory\n";
    mloc_write_all(2, text, sizeof text - 1);
    _exit(2);
}

void caml_failed_assert(const char *what, const char *file, int line) {
    caml_fatal_error("%s:%d: assertion failed: %s", file, line, what);
}

caml_stat_block caml_stat_alloc_noexc(asize_t size) {
    return malloc(size == 0 ? 1 : size);
}

caml_stat_block caml_stat_alloc(asize_t size) {
    caml_stat_block b = caml_stat_alloc_noexc(size);
    if (b == NULL) caml_raise_out_of_memory();
    return b;
}

caml_stat_block caml_stat_calloc_noexc(asize_t count, asize_t size) {
    return calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);
}

caml_stat_block caml_stat_resize_noexc(caml_stat_block block, asize_t size) {
    return realloc(block, size == 0 ? 1 : size);
}

caml_stat_block caml_stat_resize(caml_stat_block block, asize_t size) {
    caml_stat_block b = caml_stat_resize_noexc(block, size);
    if (b == NULL) caml_raise_out_of_memory();
    return b;
}

void caml_stat_free(caml_stat_block block) {
    free(block);
}

caml_stat_string caml_stat_strdup_noexc(const char *s) {
    size_t n = strlen(s) + 1;
    char *copy = caml_stat_alloc_noexc(n);
    if (copy != NULL) memcpy(copy, s, n);
    return copy;
}

caml_stat_string caml_stat_strdup(const char *s) {
    char *copy = caml_stat_strdup_noexc(s);
    if (copy == NULL) caml_raise_out_of_memory();
    return copy;
}

void *caml_stat_memdup(const void *s, asize_t size, asize_t *out_size) {
    void *copy = caml_stat_alloc(size);
    memcpy(copy, s, size);
    if (out_size != NULL) *out_size = size;
    return copy;
}

caml_stat_string caml_stat_strconcat(int count, ...) {
    va_list ap;
    size_t n = 1;
    va_start(ap, count);
    for (int i = 0; i < count; i++) n += strlen(va_arg(ap, const char *));
    va_end(ap);
    char *result = caml_stat_alloc(n), *p = result;
    va_start(ap, count);
    for (int i = 0; i < count; i++) {
        const char *s = va_arg(ap, const char *);
        size_t len = strlen(s);
        memcpy(p, s, len);
        p += len;
    }
    va_end(ap);
    *p = 0;
    return result;
}
