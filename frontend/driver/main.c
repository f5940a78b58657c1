/* main.c: starts the compiler on a stack large enough for any program that the parser accepts. */
#include "build.h"
#include "diff_alloc.h"
#include "explain.h"
#include <pthread.h>
#include <sys/resource.h>

typedef struct {
    const Options *options;
    int code;
} Job;

static void *on_large_stack(void *arg) {
    Job *j = arg;
    j->code = build(j->options);
    return NULL;
}

int main(int argc, char **argv) {
    Options o;
    int code = options_parse(&o, argc, argv);
    if (code >= 0) return code;
    if (o.action == ACT_EXPLAIN) return explain(o.explain);
    if (o.action == ACT_DIFF_ALLOC) return diff_alloc(&o);
    Job job = {&o, 2};
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    if (pthread_attr_setstacksize(&attr, (size_t)1 << 30) != 0 ||
        pthread_create(&thread, &attr, on_large_stack, &job) != 0)
        on_large_stack(&job); /* address space is limited: go on with what there is */
    else
        pthread_join(thread, NULL);
    return job.code;
}
