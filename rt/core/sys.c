/* sys.c: files, processes, time. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime.h"

void mloc_sys_error(const char *name) {
    const char *error = strerror(errno);
    CAMLparam0();
    CAMLlocal1(text);
    text = name == NULL ? caml_copy_string(error) : caml_alloc_sprintf("%s: %s", name, error);
    caml_raise_sys_error(text);
}

static _Noreturn void sys_error(value path) {
    int error = errno;
    char *name = caml_stat_strdup(String_val(path));
    errno = error;
    CAMLparam0();
    CAMLlocal1(text);
    text = caml_alloc_sprintf("%s: %s", name, strerror(errno));
    caml_stat_free(name);
    caml_raise_sys_error(text);
}

/* A path with a null byte names nothing. */
static const char *check(value path) {
    if (!caml_string_is_c_safe(path)) {
        errno = ENOENT;
        sys_error(path);
    }
    return String_val(path);
}

CAMLprim value caml_sys_exit(value code) {
    mloc_flush_all();
    exit(Int_val(code));
}

CAMLprim value caml_sys_open(value path, value flags, value perm) {
    static const int table[] = {O_RDONLY, O_WRONLY, O_APPEND | O_WRONLY, O_CREAT, O_TRUNC, O_EXCL, 0, 0, O_NONBLOCK};
    const char *p = check(path);
    int fd;
    while ((fd = open(p, caml_convert_flag_list(flags, table) | O_CLOEXEC, Int_val(perm))) < 0 && errno == EINTR) {
    }
    if (fd < 0) sys_error(path);
    return Val_int(fd);
}

CAMLprim value caml_sys_close(value fd) {
    if (close(Int_val(fd)) != 0 && errno != EINTR) mloc_sys_error(NULL);
    return Val_unit;
}

CAMLprim value caml_sys_file_exists(value path) {
    struct stat st;
    return Val_bool(caml_string_is_c_safe(path) && stat(String_val(path), &st) == 0);
}

CAMLprim value caml_sys_is_directory(value path) {
    struct stat st;
    if (stat(check(path), &st) != 0) sys_error(path);
    return Val_bool(S_ISDIR(st.st_mode));
}

CAMLprim value caml_sys_remove(value path) {
    if (unlink(check(path)) != 0) sys_error(path);
    return Val_unit;
}

CAMLprim value caml_sys_rename(value from, value to) {
    check(to);
    if (rename(check(from), String_val(to)) != 0) sys_error(from);
    return Val_unit;
}

CAMLprim value caml_sys_mkdir(value path, value perm) {
    if (mkdir(check(path), (mode_t)Int_val(perm)) != 0) sys_error(path);
    return Val_unit;
}

CAMLprim value caml_sys_rmdir(value path) {
    if (rmdir(check(path)) != 0) sys_error(path);
    return Val_unit;
}

CAMLprim value caml_sys_chdir(value path) {
    if (chdir(check(path)) != 0) sys_error(path);
    return Val_unit;
}

CAMLprim value caml_sys_getcwd(value unit) {
    (void)unit;
    char *p = getcwd(NULL, 0);
    if (p == NULL) mloc_sys_error(NULL);
    value s = caml_copy_string(p);
    free(p);
    return s;
}

CAMLprim value caml_sys_read_directory(value path) {
    DIR *d = opendir(check(path));
    if (d == NULL) sys_error(path);
    char **names = NULL;
    size_t n = 0, room = 0;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        if (n + 1 >= room) {
            room = room == 0 ? 32 : room * 2;
            names = caml_stat_resize(names, room * sizeof *names);
        }
        names[n++] = caml_stat_strdup(e->d_name);
    }
    closedir(d);
    if (n == 0) return Atom(0);
    names[n] = NULL;
    value result = caml_copy_string_array((char const *const *)names);
    for (size_t i = 0; i < n; i++) caml_stat_free(names[i]);
    caml_stat_free(names);
    return result;
}

CAMLprim value caml_sys_getenv(value name) {
    const char *v = caml_string_is_c_safe(name) ? getenv(String_val(name)) : NULL;
    if (v == NULL) caml_raise_not_found();
    return caml_copy_string(v);
}

CAMLprim value caml_sys_argv(value unit) {
    (void)unit;
    static const char *const none[] = {"", NULL};
    return caml_copy_string_array(mloc_argv != NULL ? (const char *const *)mloc_argv : none);
}

CAMLprim value caml_sys_get_argv(value unit) {
    return caml_sys_argv(unit);
}

CAMLprim value caml_sys_executable_name(value unit) {
    (void)unit;
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n > 0 && n < (ssize_t)sizeof path) return caml_alloc_initialized_string((mlsize_t)n, path);
    return caml_copy_string(mloc_executable);
}

double caml_sys_time_unboxed(value unit) {
    (void)unit;
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

double caml_sys_time_include_children_unboxed(value children) {
    double t = caml_sys_time_unboxed(Val_unit);
    if (Bool_val(children)) {
        struct rusage u;
        getrusage(RUSAGE_CHILDREN, &u);
        t += (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
    }
    return t;
}

CAMLprim value caml_sys_time(value unit) {
    return caml_copy_double(caml_sys_time_unboxed(unit));
}

CAMLprim value caml_sys_time_include_children(value children) {
    return caml_copy_double(caml_sys_time_include_children_unboxed(children));
}

double caml_sys_unix_time_unboxed(value unit) {
    (void)unit;
    struct timeval tv;
    gettimeofday(&tv, NULL);
    return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

CAMLprim value caml_sys_system_command(value command) {
    if (!caml_string_is_c_safe(command)) {
        errno = EINVAL;
        sys_error(command);
    }
    char *text = caml_stat_strdup(String_val(command));
    int status = system(text);
    caml_stat_free(text);
    if (status == -1) sys_error(command);
    return Val_int(WIFEXITED(status) ? WEXITSTATUS(status) : 255);
}

CAMLprim value caml_sys_random_seed(value unit) {
    (void)unit;
    unsigned char bytes[12];
    mlsize_t n = 0;
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t r = read(fd, bytes, sizeof bytes);
        if (r > 0) n = (mlsize_t)r;
        close(fd);
    }
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    value seed = caml_alloc_small(n + 3, 0);
    for (mlsize_t i = 0; i < n; i++) Field(seed, i) = Val_int(bytes[i]);
    Field(seed, n) = Val_long(now.tv_nsec);
    Field(seed, n + 1) = Val_long(now.tv_sec);
    Field(seed, n + 2) = Val_int(getpid());
    return seed;
}

CAMLprim value caml_sys_const_big_endian(value unit) {
    (void)unit;
    return Val_false;
}
CAMLprim value caml_sys_const_word_size(value unit) {
    (void)unit;
    return Val_int(64);
}
CAMLprim value caml_sys_const_int_size(value unit) {
    (void)unit;
    return Val_int(63);
}
CAMLprim value caml_sys_const_max_wosize(value unit) {
    (void)unit;
    return Val_long(Max_wosize);
}
CAMLprim value caml_sys_const_ostype_unix(value unit) {
    (void)unit;
    return Val_true;
}
CAMLprim value caml_sys_const_ostype_win32(value unit) {
    (void)unit;
    return Val_false;
}
CAMLprim value caml_sys_const_ostype_cygwin(value unit) {
    (void)unit;
    return Val_false;
}
CAMLprim value caml_sys_const_backend_type(value unit) {
    (void)unit;
    return Val_int(0);
}

CAMLprim value caml_sys_isatty(value channel) {
    extern value caml_channel_descriptor(value);
    return Val_bool(isatty(Int_val(caml_channel_descriptor(channel))));
}
