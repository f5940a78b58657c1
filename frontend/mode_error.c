/* mode_error.c: what is said when a value would outlive its region.

   The first sentence says what is wrong; the notes follow the solver's reasons, down to what made the value local and
   up to what wants it to live longer.  */
#include "check.h"

static const char *called(Checker *c, Name n, const char *otherwise) {
    return n && n->text[0] != '*' ? arena_printf(c->arena, "`%s`", n->text) : otherwise;
}
static void mark(Checker *c, Diag *d, Loc loc, const char *text) {
    if (loc.file && (loc.file != d->loc.file || loc.start != d->loc.start)) diag_label(c->s, d, loc, "%s", text);
}

/* ---- from where is it local ------------------------------------------------------------------------------------ */
static void tell_source(Checker *c, Diag *d, const ModeReason *w, const char *subject) {
    const char *name = w->value ? called(c, w->value, subject) : subject;
    switch (w->kind) {
    case WHY_STACK:
        diag_note(c->s, d, "%s is local: it is allocated on the stack, as stack_ asks", name);
        mark(c, d, w->loc, "allocated here");
        return;
    case WHY_ANNOTATION:
        diag_note(c->s, d, "%s is local, because it is written so", name);
        mark(c, d, w->loc, "local by this annotation");
        return;
    case WHY_PARAMETER:
        diag_note(c->s, d, "%s is a parameter that takes local values: it may be in a region of the caller", name);
        mark(c, d, w->loc, "a local parameter");
        return;
    case WHY_CALL:
        diag_note(c->s, d, "%s is local: it is the result of %s, whose type says local_", name,
                  called(c, w->name, "a function"));
        mark(c, d, w->loc, "this call returns a local value");
        return;
    case WHY_OUTSIDE:
        diag_note(c->s, d, "%s is local to the caller: exclave_ allocates in the caller's region", name);
        mark(c, d, w->loc, "allocated in the caller's region");
        return;
    default: return;
    }
}
static void tell_low(Checker *c, Diag *d, const ModeBit *b, const char *subject) {
    for (int steps = 0; b && steps < 8; steps++) {
        const ModeReason *w = b->why;
        if (!b->from) {
            if (w)
                tell_source(c, d, w, subject);
            else if (b == &mode_yes)
                diag_note(c->s, d, "%s is local: its type or annotation says so", subject);
            return;
        }
        if (w) {
            const char *value = called(c, w->value, "a local value");
            switch (w->kind) {
            case WHY_BOUND:
                diag_note(c->s, d, "%s is local, because it is bound to %s", called(c, w->name, subject), value);
                mark(c, d, w->value_loc, "bound here");
                break;
            case WHY_CAPTURE:
                diag_note(c->s, d, "%s is local, because it uses %s, which is local", called(c, w->name, "the closure"),
                          value);
                mark(c, d, w->value_loc, arena_printf(c->arena, "%s is used here", value));
                break;
            case WHY_FIELD:
                diag_note(c->s, d, "%s is local, because it holds %s, which is local", subject, value);
                mark(c, d, w->value_loc, "held here");
                break;
            case WHY_PARTIAL:
                diag_note(c->s, d, "the function is local, because it holds %s, which is local", value);
                break;
            case WHY_ARGUMENT:
            case WHY_TAIL_ARGUMENT:
                diag_note(c->s, d, "%s is a parameter that is given %s, which is local", subject, value);
                mark(c, d, w->value_loc, "given here");
                break;
            case WHY_RESULT:
                diag_note(c->s, d, "the result of %s is local, because it returns %s",
                          called(c, w->name, "the function"), value);
                mark(c, d, w->value_loc, "returned here");
                break;
            default: break;
            }
            subject = w->value ? value : "it";
        }
        b = b->from;
    }
}

/* ---- what wants it to live longer ---------------------------------------------------------------------------------
 */
static const char *ordinal(uint32_t n) {
    static const char *const names[] = {"an", "the first", "the second", "the third", "the fourth", "the fifth"};
    return n < 6 ? names[n] : "an";
}
static void tell_wish(Checker *c, Diag *d, const ModeReason *w) {
    const char *name = called(c, w->name, "the function");
    switch (w->kind) {
    case WHY_ARGUMENT:
        diag_note(c->s, d, "it must be global, because it is %s argument of %s, which may keep it", ordinal(w->index),
                  name);
        return;
    case WHY_TAIL_ARGUMENT:
        diag_note(c->s, d, "the region ends before the tail call of %s, and the argument with it", name);
        return;
    case WHY_TAIL_FUNCTION: diag_note(c->s, d, "the region ends before the tail call, and the closure with it"); return;
    case WHY_RESULT: diag_note(c->s, d, "it must live on after the region of %s, because it is returned", name); return;
    case WHY_FIELD:
        diag_note(c->s, d, "it is stored in %s that must be global too", w->name ? name : "a block");
        return;
    case WHY_GLOBAL_FIELD: diag_note(c->s, d, "it must be global, because %s is declared global_", name); return;
    case WHY_MUTABLE:
        diag_note(c->s, d, "it must be global, because %s can change: what is stored there may stay longer",
                  w->name ? name : "an element of an array");
        return;
    case WHY_CAPTURE:
        diag_note(c->s, d, "it is used in %s, which must be global too", called(c, w->name, "a closure"));
        return;
    case WHY_LAZY: diag_note(c->s, d, "it must be global, because a lazy expression keeps its value"); return;
    case WHY_TOPLEVEL: diag_note(c->s, d, "it must be global, because values of modules live for ever"); return;
    case WHY_PARTIAL: diag_note(c->s, d, "it is held by a partially applied function that must be global"); return;
    case WHY_RAISED: diag_note(c->s, d, "it must be global, because only global exceptions can be raised"); return;
    case WHY_FORCED: diag_note(c->s, d, "it must be global, because forcing a lazy value changes it"); return;
    case WHY_DEFAULT:
        diag_note(c->s, d, "it must be global, because it is the default of an optional parameter");
        return;
    case WHY_ANNOTATED_GLOBAL: diag_note(c->s, d, "it must be global, because an annotation says so"); return;
    case WHY_EXPORTED:
        diag_note(c->s, d, "it must be global, because other units may use it and no interface (.mli) says local_");
        return;
    case WHY_BOUND:
    case WHY_TYPES:
    case WHY_NONE:
    case WHY_STACK:
    case WHY_ANNOTATION:
    case WHY_PARAMETER:
    case WHY_CALL:
    case WHY_OUTSIDE:
    case WHY_EXCLAVE: return;
    }
}
static void tell_high(Checker *c, Diag *d, const ModeReason *w, const ModeBit *b) {
    int notes = 0;
    for (const ModeReason *r = w; r && notes < 6; r = r->outer, notes++) {
        tell_wish(c, d, r);
        if (r->kind == WHY_RESULT || r->kind == WHY_TAIL_ARGUMENT || r->kind == WHY_TAIL_FUNCTION) break;
    }
    const ModeReason *last = NULL;
    for (int steps = 0; b && b->why && steps < 6; b = b->from, steps++) {
        if (b->why == last || (last && last->kind == b->why->kind && last->kind == WHY_EXPORTED)) continue;
        last = b->why;
        if (b->why->value) mark(c, d, b->why->value_loc, "this use needs a longer life");
        for (const ModeReason *r = b->why; r && notes < 8; r = r->outer, notes++) tell_wish(c, d, r);
    }
}

/* What made an arrow's mode global, or local, for messages about types. */
void mode_tell(Checker *c, Diag *d, const Mode *m) {
    if (!m) return;
    if (m->outer->state == BIT_YES)
        tell_low(c, d, m->outer, "it");
    else
        tell_high(c, d, NULL, m->outer);
}

/* ---- the errors -----------------------------------------------------------------------------------------------------
 */
bool mode_escapes(Checker *c, ModeBit *low, ModeBit *high, bool inner, const ModeReason *why) {
    bool local = inner && (why->kind == WHY_RESULT || why->kind == WHY_TAIL_ARGUMENT || why->kind == WHY_TAIL_FUNCTION);
    Diag *d = diag_error(c->s, why->value_loc, "E0301",
                         local ? "This local value escapes its region" : "This value escapes its region");
    if (why->kind == WHY_TAIL_ARGUMENT)
        diag_note(c->s, d, "Hint: This argument cannot be local, because this is a tail call");
    else if (why->kind == WHY_TAIL_FUNCTION)
        diag_note(c->s, d, "Hint: This function cannot be local, because this is a tail call");
    const char *subject = called(c, why->value, "the value");
    tell_low(c, d, low, subject);
    tell_high(c, d, why, high);
    switch (why->kind) {
    case WHY_TAIL_ARGUMENT:
    case WHY_TAIL_FUNCTION:
        diag_help(c->s, d, "write [@nontail] after the call: the region then ends when it has returned");
        break;
    case WHY_RESULT:
        if (inner)
            diag_help(c->s, d,
                      "to return a local value, allocate it in the caller's region: put exclave_ before the "
                      "expression that makes the result");
        else
            diag_help(c->s, d, "the function's type would have to say that its result is local_");
        break;
    case WHY_ARGUMENT:
        diag_help(c->s, d, "if the function does not keep this argument, make its parameter local_");
        break;
    case WHY_FIELD:
        diag_help(c->s, d,
                  "if the block may be local, allocate it where it is used, or before the region ends with exclave_");
        break;
    default: break;
    }
    return false;
}

void mode_captured(Checker *c, const Lock *lock, ModeBit *low, ModeBit *high, const ModeReason *why) {
    const char *name = why->value ? why->value->text : "_";
    Diag *d;
    if (lock->kind == LOCK_LAZY)
        d = diag_error(c->s, why->value_loc, "E0302",
                       "The value \"%s\" is local, so cannot be used inside a lazy expression that might escape", name);
    else if (lock->name)
        d = diag_error(c->s, why->value_loc, "E0302",
                       "The value \"%s\" is local, so cannot be used inside a function that might escape", name);
    else
        d = diag_error(c->s, why->value_loc, "E0302",
                       "The value %s is local, so cannot be used inside a closure that might escape", name);
    tell_low(c, d, low, called(c, why->value, "it"));
    mark(c, d, lock->loc,
         lock->kind == LOCK_LAZY ? "this lazy expression"
         : lock->name            ? "this function"
                                 : "this closure");
    tell_high(c, d, why->outer, why->outer ? NULL : high);
    const ModeReason *o = why->outer;
    if (o && o->kind == WHY_ARGUMENT)
        diag_help(c->s, d, "if %s does not keep the closure, make its parameter local_",
                  called(c, o->name, "the function"));
    else if (o && o->kind == WHY_TAIL_ARGUMENT)
        diag_help(c->s, d, "write [@nontail] after the call: the region then ends when it has returned");
    else
        diag_help(c->s, d, "give the closure what it needs as an argument, or let what holds it be local");
}

void mode_in_exclave(Checker *c, const Lock *lock, ModeBit *low, const ModeReason *why) {
    Diag *d =
        diag_error(c->s, why->value_loc, "E0303", "The value \"%s\" is local, so it cannot be used inside an exclave_",
                   why->value ? why->value->text : "_");
    tell_low(c, d, low, called(c, why->value, "it"));
    mark(c, d, lock->loc, "the region ends here");
    diag_note(c->s, d, "exclave_ ends the region, and everything that is local to it");
    diag_help(c->s, d, "compute what is needed of it before exclave_");
}

/* ---- --warn-heap ----------------------------------------------------------------------------------------------------
 */
void mode_warn_heap(Checker *c, const Allocation *a) {
    const ModeBit *b = a->mode->inner;
    const ModeReason *w = b->why;
    for (const ModeReason *r = w; r; r = r->outer)
        if (r->kind == WHY_ANNOTATED_GLOBAL) return; /* it says so */
    Diag *d = diag_warn(c->s, a->loc, "W901", "This %s is allocated on the heap", a->what);
    tell_high(c, d, w, b->from);
    if (w && (w->kind == WHY_TAIL_ARGUMENT || w->kind == WHY_TAIL_FUNCTION))
        diag_help(c->s, d, "[@nontail] after the call keeps the region open, so that it can be on the stack");
}
