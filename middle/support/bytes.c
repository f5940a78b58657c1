/* bytes.c: growing byte buffers; reading and writing whole files. */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE   700
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void buf_reserve(Buf *b, size_t more) {
    if (b->cap - b->len >= more) return;
    size_t cap = b->cap ? b->cap : 64;
    if (more > SIZE_MAX / 4 || b->len > SIZE_MAX / 4) die_out_of_memory(more);
    while (cap - b->len < more) cap *= 2;
    char *p = realloc(b->data, cap);
    if (!p) die_out_of_memory(cap);
    b->data = p;
    b->cap = cap;
}

void buf_add(Buf *b, const void *p, size_t n) {
    if (!n) return;
    buf_reserve(b, n);
    memcpy(b->data + b->len, p, n);
    b->len += n;
}

void buf_adds(Buf *b, const char *s) {
    buf_add(b, s, strlen(s));
}

void buf_addc(Buf *b, char c) {
    buf_reserve(b, 1);
    b->data[b->len++] = c;
}

void buf_printf(Buf *b, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) BUG("bad format `%s`", fmt);
    buf_reserve(b, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)n;
}

const char *buf_cstr(Buf *b) {
    buf_reserve(b, 1);
    b->data[b->len] = 0;
    return b->data;
}

void buf_free(Buf *b) {
    free(b->data);
    *b = (Buf){0};
}

bool file_read(const char *path, Buf *out, const char **why) {
    int fd;
    do fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        *why = strerror(errno);
        return false;
    }
    struct stat st;
    if (fstat(fd, &st) != 0) {
        *why = strerror(errno);
        close(fd);
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        *why = strerror(EISDIR);
        close(fd);
        return false;
    }
    if (S_ISREG(st.st_mode) && st.st_size > 0) buf_reserve(out, (size_t)st.st_size + 1);
    for (;;) {
        buf_reserve(out, 4096);
        ssize_t n = read(fd, out->data + out->len, out->cap - out->len);
        if (n == 0) break;
        if (n < 0) {
            if (errno == EINTR) continue;
            *why = strerror(errno);
            close(fd);
            return false;
        }
        out->len += (size_t)n;
    }
    close(fd);
    return true;
}

/* Returns 0 or an errno. */
static int write_all(int fd, const char *p, size_t len) {
    while (len) {
        ssize_t n = write(fd, p, len < (1u << 30) ? len : (1u << 30));
        if (n < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        p += n;
        len -= (size_t)n;
    }
    return 0;
}

/* For what cannot be renamed over: devices, pipes, files in directories that we may not write. */
static int write_in_place(const char *path, const void *data, size_t len) {
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return errno;
    int err = write_all(fd, data, len);
    if (close(fd) != 0 && !err) err = errno;
    return err;
}

static int write_beside(const char *path, mode_t mode, bool have_mode, const void *data, size_t len, bool *created) {
    Buf tmp = {0};
    int fd = -1;
    *created = false;
    for (unsigned i = 0; i < 100; i++) {
        tmp.len = 0;
        buf_printf(&tmp, "%s.tmp%ld.%u", path, (long)getpid(), i);
        fd = open(buf_cstr(&tmp), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) break;
    }
    int err = 0;
    if (fd < 0) {
        err = errno;
        buf_free(&tmp);
        return err;
    }
    *created = true;
    err = write_all(fd, data, len);
    if (!err && have_mode && fchmod(fd, mode & 07777) != 0) err = errno;
    if (close(fd) != 0 && !err) err = errno;
    if (!err && rename(buf_cstr(&tmp), path) != 0) err = errno;
    if (err) unlink(buf_cstr(&tmp));
    buf_free(&tmp);
    return err;
}

bool file_write(const char *path, const void *data, size_t len, const char **why) {
    int err;
    if (strcmp(path, "-") == 0) {
        fflush(stdout);
        err = write_all(1, data, len);
    } else {
        struct stat st;
        bool exists = stat(path, &st) == 0;
        if (exists && S_ISDIR(st.st_mode)) {
            err = EISDIR;
        } else if (exists && !S_ISREG(st.st_mode)) {
            err = write_in_place(path, data, len);
        } else if (exists && access(path, W_OK) != 0) {
            err = errno;
        } else {
            char *target = exists ? realpath(path, NULL) : NULL; /* keep a symbolic link a link */
            bool created;
            err = write_beside(target ? target : path, exists ? st.st_mode : 0, exists, data, len, &created);
            if (err && exists && !created) err = write_in_place(path, data, len);
            free(target);
        }
    }
    if (err) *why = strerror(err);
    return err == 0;
}
