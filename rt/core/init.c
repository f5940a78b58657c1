/* init.c: settings, the heap, the region stack, stack overflow.  All is reserved and little is touched: a program
   that does nothing must end before a page fault can be felt. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../gc/gc.h"
#include "init.h"
#include "runtime.h"

const char *mloc_executable = "";
char **mloc_argv;
static Settings settings = {
    .nursery_words = (uintnat)1 << 20,
    .stack_words = (uintnat)1 << 27,  /* 1 GiB */
    .region_words = (uintnat)1 << 29, /* 4 GiB */
};

#define GUARD_BYTES ((uintnat)1 << 20)

/* ---- Settings ---- */

/* A number with OCaml's suffixes k, M, G. */
static uintnat parse_number(const char **s) {
    char *end;
    uintnat n = strtoul(*s, &end, 0);
    switch (*end) {
    case 'k': n <<= 10, end++; break;
    case 'M': n <<= 20, end++; break;
    case 'G': n <<= 30, end++; break;
    default: break;
    }
    *s = end;
    return n;
}

/* s=nursery words, o=space overhead, l=stack words, r=region stack words, b=backtraces, v=verbosity */
static void parse_params(const char *s) {
    while (*s != 0) {
        char key = *s++;
        uintnat n = 1;
        if (*s == '=') {
            s++;
            n = parse_number(&s);
        }
        switch (key) {
        case 's': settings.nursery_words = n; break;
        case 'o': gc.space_overhead = n == 0 ? 1 : n; break;
        case 'l': settings.stack_words = n; break;
        case 'r': settings.region_words = n; break;
        case 'b': mloc_state.backtrace_active = n != 0; break;
        case 'v': gc.verbose = n != 0; break;
        default: break;
        }
        while (*s != 0 && *s != ',') s++;
        if (*s == ',') s++;
    }
}

static void read_environment(void) {
    const char *s = getenv("MLOCRUNPARAM");
    if (s == NULL) s = getenv("OCAMLRUNPARAM");
    if (s != NULL) parse_params(s);
    s = getenv("MLOC_GC");
#ifdef MLOC_DEBUG_GC
    gc.verify = true;
#endif
    if (s == NULL) return;
    if (strstr(s, "verify") != NULL) gc.verify = true;
    if ((s = strstr(s, "stress")) != NULL) {
        gc.stress = true;
        gc.stress_major_every = 37;
        s += 6;
        if (*s == '=') {
            s++;
            gc.stress_major_every = parse_number(&s);
        }
    }
}

const Settings *mloc_settings(void) {
    return &settings;
}

/* ---- Stacks ---- */

/* A range that grows down to a guard: low addresses are the guard's. */
char *mloc_map_stack(uintnat bytes, char **low) {
    bytes = (bytes + 4095) & ~(uintnat)4095;
    char *p =
        mmap(NULL, bytes + GUARD_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) return NULL;
    mprotect(p, GUARD_BYTES, PROT_NONE);
    *low = p + GUARD_BYTES;
    return p + GUARD_BYTES + bytes;
}

static char *stack_low;

void mloc_set_stack_guard(char *low) {
    stack_low = low;
}

static void message(const char *text) {
    mloc_write_all(2, text, strlen(text));
}

/* On the alternate stack.  Neither overflow can be caught: a checked return has nothing to return through here. */
static void on_fault(int signal, siginfo_t *info, void *context) {
    (void)context;
    char *p = info->si_addr;
    if (stack_low != NULL && p < stack_low && p >= stack_low - GUARD_BYTES) {
        mloc_flush_all();
        message("Fatal error: exception Stack_overflow\n");
        _exit(2);
    }
    if (gc.region_low != NULL && p < gc.region_low && p >= gc.region_low - GUARD_BYTES) {
        mloc_flush_all();
        message("Fatal error: region stack overflow\n");
        _exit(2);
    }
    struct sigaction sa = {.sa_handler = SIG_DFL};
    sigaction(signal, &sa, NULL);
    /* returns to the faulting instruction, which faults again */
}

static void install_fault_handler(void) {
    static char alternate[32768] __attribute__((aligned(16)));
    stack_t st = {.ss_sp = alternate, .ss_size = sizeof alternate};
    if (sigaltstack(&st, NULL) != 0) return;
    struct sigaction sa = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&sa.sa_mask);
    sigaction(SIGSEGV, &sa, NULL);
    sigaction(SIGBUS, &sa, NULL);
}

/* ---- v=: what the collector did, at the end ---- */

static void report(void) {
    fprintf(stderr,
            "minor_words: %lu\npromoted_words: %lu\nmajor_words: %lu\nminor_collections: %lu\n"
            "major_collections: %lu\nslices: %lu\nheap_words: %lu\ntop_heap_words: %lu\nlive_words: %lu\n"
            "region_peak: %lu\n",
            (unsigned long)(gc.minor_words + nursery_used_words()), (unsigned long)gc.promoted_words,
            (unsigned long)(gc.promoted_words + gc.major_direct_words), (unsigned long)gc.minor_collections,
            (unsigned long)gc.major_collections, (unsigned long)gc.slices, (unsigned long)(gc.pages_used * PAGE_WORDS),
            (unsigned long)(gc.pages_peak * PAGE_WORDS), (unsigned long)gc.live_words, (unsigned long)region_peak());
    if (mloc_state.region_words) fprintf(stderr, "region_words: %lu\n", (unsigned long)mloc_state.region_words);
}

/* ---- All of it ---- */

void mloc_init(char **argv) {
    static bool done;
    if (done) return;
    done = true;
    mloc_argv = argv;
    if (argv != NULL && argv[0] != NULL) mloc_executable = argv[0];
    read_environment();
    heap_init();
    nursery_init(settings.nursery_words);
    major_init();
    uintnat bytes = settings.region_words * sizeof(value);
    while ((mloc_state.region_base = mloc_map_stack(bytes, &gc.region_low)) == NULL) {
        if (bytes <= GUARD_BYTES) caml_fatal_error("cannot reserve a region stack");
        bytes /= 2;
    }
    mloc_state.region_top = mloc_state.local_top = mloc_state.region_base;
    install_fault_handler();
    if (gc.verbose) atexit(report);
}
