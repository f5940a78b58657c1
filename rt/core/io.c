/* io.c: buffered channels.  A channel lives in C memory; OCaml holds custom blocks that refer to it.  Output that
   nobody flushed outlives its last reference, so that at_exit can still write it. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../gc/gc.h"
#include "caml/io.h"
#include "runtime.h"

static Channel *channels; /* all open ones, newest first */

static void unlink_channel(Channel *c) {
    if (c->prev != NULL)
        c->prev->next = c->next;
    else
        channels = c->next;
    if (c->next != NULL) c->next->prev = c->prev;
}

static void free_channel(Channel *c) {
    unlink_channel(c);
    free(c);
}

static void finalise(value v) {
    Channel *c = Channel(v);
    if (--c->references > 0) return;
    /* kept for at_exit */
    if (c->is_output && c->fd >= 0 && c->at > c->buffer) return;
    free_channel(c);
}

static int compare(value a, value b) {
    Channel *x = Channel(a), *y = Channel(b);
    return (x > y) - (x < y);
}

static intnat hash(value v) {
    return (intnat)((uintnat)Channel(v) >> 4);
}

static const struct custom_operations channel_ops = {
    .identifier = "_chan", .finalize = finalise, .compare = compare, .hash = hash};

static value wrap(Channel *c) {
    c->references++;
    value v = caml_alloc_custom(&channel_ops, sizeof(Channel *), 1, 1000);
    Channel(v) = c;
    return v;
}

static Channel *open_channel(int fd, bool output) {
    Channel *c = malloc(sizeof(Channel));
    if (c == NULL) caml_raise_out_of_memory();
    c->fd = fd;
    c->is_output = output;
    c->references = 0;
    c->at = c->end = c->buffer;
    off_t offset = lseek(fd, 0, SEEK_CUR);
    c->offset = offset < 0 ? 0 : offset;
    c->prev = NULL;
    c->next = channels;
    if (channels != NULL) channels->prev = c;
    channels = c;
    return c;
}

CAMLprim value caml_ml_open_descriptor_in(value fd) {
    return wrap(open_channel(Int_val(fd), false));
}

CAMLprim value caml_ml_open_descriptor_out(value fd) {
    return wrap(open_channel(Int_val(fd), true));
}

CAMLprim value caml_ml_out_channels_list(value unit) {
    (void)unit;
    CAMLparam0();
    CAMLlocal2(list, item);
    /* oldest first, as they were opened: build from the newest */
    for (Channel *c = channels; c != NULL; c = c->next)
        if (c->is_output && c->fd >= 0) {
            item = wrap(c);
            list = caml_alloc_2(Tag_cons, item, list == Val_unit ? Val_emptylist : list);
        }
    CAMLreturn(list);
}

static Channel *open_one(value v) {
    Channel *c = Channel(v);
    if (c->fd < 0) {
        errno = EBADF;
        mloc_sys_error(NULL);
    }
    return c;
}

/* ---- Output ---- */

/* At most one write(2); false if it failed. */
static bool write_some(Channel *c) {
    size_t n = (size_t)(c->at - c->buffer);
    if (n == 0) return true;
    ssize_t r;
    while ((r = write(c->fd, c->buffer, n)) < 0 && errno == EINTR) {
    }
    if (r < 0) return false;
    c->offset += r;
    size_t rest = n - (size_t)r;
    if (rest > 0) memmove(c->buffer, c->buffer + r, rest);
    c->at = c->buffer + rest;
    return true;
}

/* A write error drops what is buffered, as it would come up again at exit otherwise. */
static void write_checked(Channel *c) {
    if (write_some(c)) return;
    if (errno == EPIPE || errno == EBADF || errno == ENOSPC) c->at = c->buffer;
    mloc_sys_error(NULL);
}

static void flush(Channel *c) {
    while (c->at > c->buffer) write_checked(c);
}

static void put(Channel *c, const char *s, size_t n) {
    while (n > 0) {
        size_t room = (size_t)(c->buffer + CHANNEL_BUFFER - c->at);
        size_t k = n < room ? n : room;
        memcpy(c->at, s, k);
        c->at += k;
        s += k;
        n -= k;
        if (n > 0) write_checked(c);
    }
}

void mloc_flush_all(void) {
    for (Channel *c = channels; c != NULL; c = c->next)
        if (c->is_output && c->fd >= 0)
            while (c->at > c->buffer && write_some(c)) {
            }
}

CAMLprim value caml_ml_flush(value channel) {
    Channel *c = Channel(channel);
    if (c->fd >= 0) flush(c);
    return Val_unit;
}

CAMLprim value caml_ml_flush_partial(value channel) {
    Channel *c = Channel(channel);
    if (c->fd >= 0) write_checked(c);
    return Val_bool(c->at == c->buffer);
}

/* Nothing in here allocates, so the string does not move while it is copied. */
CAMLprim value caml_ml_output(value channel, value s, value start, value length) {
    put(open_one(channel), String_val(s) + Long_val(start), (size_t)Long_val(length));
    return Val_unit;
}

CAMLprim value caml_ml_output_bytes(value channel, value s, value start, value length) {
    return caml_ml_output(channel, s, start, length);
}

CAMLprim value caml_ml_output_char(value channel, value ch) {
    Channel *c = open_one(channel);
    if (c->at == c->buffer + CHANNEL_BUFFER) write_checked(c);
    *c->at++ = (char)Long_val(ch);
    return Val_unit;
}

CAMLprim value caml_ml_output_int(value channel, value n) {
    uint32_t word = __builtin_bswap32((uint32_t)Long_val(n));
    char bytes[4];
    memcpy(bytes, &word, 4);
    put(open_one(channel), bytes, 4);
    return Val_unit;
}

/* ---- Input ---- */

static ssize_t read_retry(int fd, char *to, size_t n) {
    ssize_t r;
    while ((r = read(fd, to, n)) < 0 && errno == EINTR) {
    }
    if (r < 0) mloc_sys_error(NULL);
    return r;
}

/* Fills the empty buffer; false at the end of the file. */
static bool refill(Channel *c) {
    ssize_t n = read_retry(c->fd, c->buffer, CHANNEL_BUFFER);
    c->at = c->buffer;
    c->end = c->buffer + n;
    c->offset += n;
    return n > 0;
}

CAMLprim value caml_ml_input(value channel, value s, value start, value length) {
    Channel *c = open_one(channel);
    char *to = (char *)Bytes_val(s) + Long_val(start);
    size_t n = (size_t)Long_val(length);
    if (n == 0) return Val_int(0);
    if (c->at == c->end) {
        if (n >= CHANNEL_BUFFER) { /* no reason to copy */
            ssize_t r = read_retry(c->fd, to, n);
            c->offset += r;
            return Val_long(r);
        }
        if (!refill(c)) return Val_int(0);
    }
    size_t ready = (size_t)(c->end - c->at);
    if (n > ready) n = ready;
    memcpy(to, c->at, n);
    c->at += n;
    return Val_long(n);
}

static int get_byte(Channel *c) {
    if (c->at == c->end && !refill(c)) caml_raise_end_of_file();
    return (unsigned char)*c->at++;
}

CAMLprim value caml_ml_input_char(value channel) {
    return Val_int(get_byte(open_one(channel)));
}

CAMLprim value caml_ml_input_int(value channel) {
    Channel *c = open_one(channel);
    uint32_t n = 0;
    for (int i = 0; i < 4; i++) n = n << 8 | (uint32_t)get_byte(c);
    return Val_long((int32_t)n);
}

/* How long is the line that comes next?  n > 0: n bytes with the newline are in the buffer; -n: n bytes, and either
   the buffer is full or the file ends there; 0: end of file. */
CAMLprim value caml_ml_input_scan_line(value channel) {
    Channel *c = open_one(channel);
    char *p = c->at;
    for (;;) {
        char *newline = memchr(p, '\n', (size_t)(c->end - p));
        if (newline != NULL) return Val_long(newline + 1 - c->at);
        size_t ready = (size_t)(c->end - c->at);
        if (c->at > c->buffer) { /* make room behind */
            memmove(c->buffer, c->at, ready);
            c->at = c->buffer;
            c->end = c->buffer + ready;
        }
        if (ready == CHANNEL_BUFFER) return Val_long(-(intnat)ready);
        ssize_t n = read_retry(c->fd, c->end, CHANNEL_BUFFER - ready);
        if (n == 0) return Val_long(-(intnat)ready);
        p = c->end;
        c->end += n;
        c->offset += n;
    }
}

/* ---- Both ---- */

static void seek(int fd, off_t to) {
    if (lseek(fd, to, SEEK_SET) != to) mloc_sys_error(NULL);
}

static void seek_in(Channel *c, off_t to) {
    /* within the buffer nothing has to be read again */
    if (to >= c->offset - (c->end - c->buffer) && to <= c->offset) {
        c->at = c->end - (c->offset - to);
        return;
    }
    seek(c->fd, to);
    c->offset = to;
    c->at = c->end = c->buffer;
}

static void seek_out(Channel *c, off_t to) {
    flush(c);
    if (c->offset == to) return;
    seek(c->fd, to);
    c->offset = to;
}

static off_t position(Channel *c) {
    return c->is_output ? c->offset + (c->at - c->buffer) : c->offset - (c->end - c->at);
}

static off_t size(Channel *c) {
    off_t end = lseek(c->fd, 0, SEEK_END);
    if (end < 0 || lseek(c->fd, c->offset, SEEK_SET) != c->offset) mloc_sys_error(NULL);
    return end;
}

CAMLprim value caml_ml_seek_in(value channel, value to) {
    seek_in(open_one(channel), Long_val(to));
    return Val_unit;
}
CAMLprim value caml_ml_seek_in_64(value channel, value to) {
    seek_in(open_one(channel), Int64_val(to));
    return Val_unit;
}
CAMLprim value caml_ml_seek_out(value channel, value to) {
    seek_out(open_one(channel), Long_val(to));
    return Val_unit;
}
CAMLprim value caml_ml_seek_out_64(value channel, value to) {
    seek_out(open_one(channel), Int64_val(to));
    return Val_unit;
}
CAMLprim value caml_ml_pos_in(value channel) {
    return Val_long(position(open_one(channel)));
}
CAMLprim value caml_ml_pos_in_64(value channel) {
    return caml_copy_int64(position(open_one(channel)));
}
CAMLprim value caml_ml_pos_out(value channel) {
    return Val_long(position(open_one(channel)));
}
CAMLprim value caml_ml_pos_out_64(value channel) {
    return caml_copy_int64(position(open_one(channel)));
}
CAMLprim value caml_ml_channel_size(value channel) {
    return Val_long(size(open_one(channel)));
}
CAMLprim value caml_ml_channel_size_64(value channel) {
    return caml_copy_int64(size(open_one(channel)));
}

CAMLprim value caml_ml_set_binary_mode(value channel, value mode) {
    (void)channel;
    (void)mode;
    return Val_unit;
}

CAMLprim value caml_channel_descriptor(value channel) {
    return Val_int(open_one(channel)->fd);
}

CAMLprim value caml_ml_channel_descriptor(value channel) {
    return caml_channel_descriptor(channel);
}

/* The caller has flushed.  Closing twice is no error. */
CAMLprim value caml_ml_close_channel(value channel) {
    Channel *c = Channel(channel);
    if (c->fd < 0) return Val_unit;
    int fd = c->fd;
    c->fd = -1;
    c->at = c->end = c->buffer;
    if (close(fd) != 0 && errno != EINTR) mloc_sys_error(NULL);
    return Val_unit;
}
