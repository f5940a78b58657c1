/* link.c: from objects to a program.  The link itself is the system compiler driver's work (cc), so that
   libraries, sysroots and start files are found as for every other program on the machine. */
#include "link.h"
#include "config.h"
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

/* An installed mloc finds its files in ../lib/mloc; one in its build folder in the build and source trees;
   MLOC_HOME overrides both. */
Home home_find(Arena *a) {
    const char *root = getenv("MLOC_HOME");
    if (!root || !*root) {
        char self[4096];
        ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
        if (n > 0) {
            self[n] = 0;
            char *slash = strrchr(self, '/');
            if (slash) *slash = 0;
            root = arena_printf(a, "%s/../lib/mloc", self);
            if (!exists(arena_printf(a, "%s/libmlocrt.a", root))) root = NULL;
        }
    }
    if (root)
        return (Home){arena_printf(a, "%s/libmlocrt.a", root), arena_printf(a, "%s/libmlocrt.so", root),
                      arena_printf(a, "%s/include", root), arena_printf(a, "%s/stdlib", root)};
    return (Home){MLOC_BUILD_RT "/libmlocrt.a", MLOC_BUILD_RT "/libmlocrt.so", MLOC_SOURCE_RT "/include",
                  MLOC_SOURCE_RT "/stdlib"};
}

/* Runs a program; what it writes to stderr is collected.  Returns its exit code, -1 when it could not be run. */
static int run_tool(char **argv, Buf *err) {
    int fds[2];
    if (pipe(fds) != 0) return -1;
    posix_spawn_file_actions_t fa;
    posix_spawn_file_actions_init(&fa);
    posix_spawn_file_actions_adddup2(&fa, fds[1], 2);
    posix_spawn_file_actions_addclose(&fa, fds[0]);
    posix_spawn_file_actions_addclose(&fa, fds[1]);
    pid_t pid;
    int rc = posix_spawnp(&pid, argv[0], &fa, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&fa);
    close(fds[1]);
    if (rc != 0) {
        close(fds[0]);
        errno = rc;
        return -1;
    }
    char chunk[4096];
    ssize_t n;
    while ((n = read(fds[0], chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0) buf_add(err, chunk, (size_t)n);
    close(fds[0]);
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static const char *cc_command(void) {
    const char *cc = getenv("MLOC_CC");
    return cc && *cc ? cc : "cc";
}

/* The linker's own words, one note a line, without the folklore around them. */
static void report_tool(Session *s, Diag *d, Buf *err) {
    const char *p = err->len ? buf_cstr(err) : "";
    for (int shown = 0; *p && shown < 12;) {
        const char *nl = strchr(p, '\n');
        size_t n = nl ? (size_t)(nl - p) : strlen(p);
        if (n) {
            diag_note(s, d, "%.*s", (int)(n > 400 ? 400 : n), p);
            shown++;
        }
        p += n + (nl != NULL);
    }
}

bool link_compile_c(Session *s, const Options *o, const Home *h, const char *src, const char *obj) {
    VEC(char *) argv = {0};
    const char *fixed[] = {cc_command(), "-c", "-O2", "-g", "-fno-strict-aliasing", "-I", h->include_dir};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) vec_push(&argv, (char *)fixed[i]);
    for (uint32_t i = 0; i < o->include_dirs.len; i++) {
        vec_push(&argv, "-I");
        vec_push(&argv, (char *)o->include_dirs.data[i]);
    }
    for (uint32_t i = 0; i < o->ccopts.len; i++) vec_push(&argv, (char *)o->ccopts.data[i]);
    vec_push(&argv, (char *)src);
    vec_push(&argv, "-o");
    vec_push(&argv, (char *)obj);
    vec_push(&argv, NULL);
    Buf err = {0};
    int rc = run_tool(argv.data, &err);
    if (rc == 0 && err.len) fwrite(err.data, 1, err.len, stderr); /* the C compiler's warnings */
    if (rc != 0) {
        Diag *d = rc < 0 ? diag_error(s, NO_LOC, "E0505", "the C compiler `%s` could not be run: %s", argv.data[0],
                                      strerror(errno))
                         : diag_error(s, NO_LOC, "E0505", "%s: the C compiler failed", src);
        report_tool(s, d, &err);
    }
    buf_free(&err);
    vec_free(&argv);
    return rc == 0;
}

bool link_program(Session *s, const Options *o, const Home *h, const Strings *objects, const char *out) {
    VEC(char *) argv = {0};
    char *aside = arena_printf(s->perm, "%s.tmp%ld", out, (long)getpid());
    vec_push(&argv, (char *)cc_command());
    vec_push(&argv, "-no-pie");
    vec_push(&argv, "-o");
    vec_push(&argv, aside);
    vec_push(&argv, "-Wl,--gc-sections");
    vec_push(&argv, "-Wl,-z,noexecstack");
    for (uint32_t i = 0; i < objects->len; i++) vec_push(&argv, (char *)objects->data[i]);
    for (uint32_t i = 0; i < o->lib_dirs.len; i++) vec_push(&argv, arena_printf(s->perm, "-L%s", o->lib_dirs.data[i]));
    for (uint32_t i = 0; i < o->libs.len; i++) vec_push(&argv, arena_printf(s->perm, "-l%s", o->libs.data[i]));
    for (uint32_t i = 0; i < o->ccopts.len; i++) vec_push(&argv, (char *)o->ccopts.data[i]);
    vec_push(&argv, (char *)h->runtime_lib);
    vec_push(&argv, "-lm");
    vec_push(&argv, NULL);
    Buf err = {0};
    int rc = run_tool(argv.data, &err);
    bool ok = rc == 0;
    if (!ok) {
        Diag *d = rc < 0 ? diag_error(s, NO_LOC, "E0506", "the linker driver `%s` could not be run: %s", argv.data[0],
                                      strerror(errno))
                         : diag_error(s, NO_LOC, "E0506", "the program could not be linked");
        report_tool(s, d, &err);
        if (err.len && strstr(buf_cstr(&err), "undefined reference"))
            diag_help(s, d, "an `external` names a C function that no .c, .o, .a or -l on the command line defines");
        unlink(aside);
    } else if (rename(aside, out) != 0) {
        ok = false;
        diag_error(s, NO_LOC, "E0507", "cannot write %s: %s", out, strerror(errno));
        unlink(aside);
    }
    buf_free(&err);
    vec_free(&argv);
    return ok;
}
