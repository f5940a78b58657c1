/* escape.h: what escape.c tells place.c (private to middle/passes). */
#ifndef MLOC_PASSES_ESCAPE_H
#define MLOC_PASSES_ESCAPE_H

#include "../escape.h"
#include "pass.h"

/* How near to a value something escapes: REACH_SELF the value itself, one less for each read in between, 0 nothing. */
enum { REACH_SELF = 7 };
typedef struct Reach {
    uint8_t self;
    uint8_t frame; /* >= self: what also has to outlive the frame, which a tail call gives up */
    /* 255 - n, where the value (or something read from it) may be applied to n arguments, the fewest; 0: it is not */
    uint8_t partial, partial_in;
} Reach;

typedef struct EscapeSummary {
    Reach *params;
    Reach *env; /* by field of the closure that comes as parameter 0 */
    uint32_t nenv, cap_env;
    bool tail_applies; /* it, or what it goes on to by tail calls, ends with the application of an unknown closure */
    bool done;         /* analysed at least once */
    bool places;       /* has allocations on the heap that need not be there */
} EscapeSummary;

/* flow.c */
typedef struct Flow Flow;
Flow *flow_find(Arena *a, const Program *p, const CallGraph *g);
/* All the code that an application of `closure` in f may run; *n: 0 when that is not known. */
const FuncId *flow_codes(Flow *fl, const Func *f, Val closure, uint32_t *n);
/* Each function with an application, and each code that it is known to run by one. */
void flow_applications(const Flow *fl, void (*visit)(void *data, FuncId f, FuncId code), void *data);

/* results.c */
typedef struct Results Results;
Results *results_new(Arena *a, const Program *p);
/* Is what g returns made by g, and all that g makes part of what it returns? */
bool results_fresh(Results *r, const Program *p, FuncId g);
/* The function that does the same in the region of its caller; NO_FUNC where a fresh one has changed. */
FuncId results_twin(Results *r, Program *p, FuncId g);

struct Escapes {
    Arena *a;
    Flow *flow;
    Results *results;
    const CallGraph *graph;
    bool *again; /* by function: it may be called again while it runs */
    const Program *p;
    EscapeSummary *of;   /* by function; as many again for twins */
    bool *keeps_nothing; /* by external */
    /* the function that was asked about last */
    const struct Func *last;
    struct EscapeWalk *walk;
};

typedef struct EscapeWalk { /* one function's values */
    Escapes *e;
    const Func *f;
    EscapeSummary *s;
    Reach *reach;       /* by value */
    uint8_t *stays;     /* by value: EscapeKind of an allocation that can be in no region; NULL before it is known */
    EscapeWitness *why; /* by value; NULL when not asked for */
    uint8_t *visited, *early;
    Blk block;
    Loc loc;
    bool again, changed; /* changed: the summary */
    bool loops, regions; /* there may be some */
} EscapeWalk;

/* By the final summaries; everything from a. */
EscapeWalk *escape_walk(Escapes *e, Arena *a, const Func *f, bool witnesses);
bool escape_may_move(const Inst *in); /* an allocation on the heap, by its kind */
/* May what `in` makes go to a region?  An allocation on the heap; a call, by the twin of its callee. */
bool escape_movable(const EscapeWalk *w, const Inst *in);

/* May the tail call of g in f become an ordinary one?  Not where tail calls can lead from g back to f: such a loop runs
   in constant space.  Every other way back goes through a call that is no tail call, so the stack gets one more frame
   for each that it has already. */
bool escape_may_wait(const Escapes *e, const Func *f, FuncId g);

/* place.c: for each allocation on the heap in f, by its value, why it can be in no region although it does not escape
   (ESC_NOT: it can).  By what is known so far; more that escapes makes no new obstacles. */
uint8_t *place_obstacles(Arena *a, const EscapeWalk *w);

#endif
