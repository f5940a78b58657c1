/* unique_error.c: what is said about values that are used more often than they may be. */
#include "check.h"
#include "unique.h"

static const char *called(Checker *c, Name n, const char *otherwise) {
    return n && n->text[0] != '*' ? arena_printf(c->arena, "`%s`", n->text) : otherwise;
}
static void mark(Checker *c, Diag *d, Loc loc, const char *text) {
    if (loc.file && (loc.file != d->loc.file || loc.start != d->loc.start || loc.end != d->loc.end))
        diag_label(c->s, d, loc, "%s", text);
}
static const char *argument(Checker *c, const UseSite *u) {
    static const char *const nth[] = {"an", "the first", "the second", "the third", "the fourth", "the fifth"};
    return arena_printf(c->arena, "%s argument of %s", nth[u->index < 6 ? u->index : 0],
                        called(c, u->name, "the function"));
}
/* The use within closures, where there is one. */
static const UseSite *innermost(const UseSite *u) {
    while (u->want == WANT_CAPTURED && u->inner) u = u->inner;
    return u;
}
static Loc place(const UseSite *u) {
    return innermost(u)->loc;
}
static Name value_of(const UseSite *u) {
    return innermost(u)->value;
}
static const char *subject(Checker *c, const UseSite *u, const char *otherwise) {
    return called(c, value_of(u), otherwise);
}

/* Why a use wants the value to be unique, or to itself. */
static void tell_consumer(Checker *c, Diag *d, const UseSite *use) {
    const UseSite *u = innermost(use);
    const char *x = subject(c, use, "it"), *is = u->part ? "is part of what is" : "is";
    switch (u->want) {
    case WANT_PARAMETER:
        if (u->part)
            diag_note(c->s, d, "%s must be unique, because it is part of %s, which is unique_: that means all of it", x,
                      argument(c, u));
        else
            diag_note(c->s, d, "%s must be unique, because it is %s, which is unique_: it is given away there", x,
                      argument(c, u));
        break;
    case WANT_RESULT:
        diag_note(c->s, d, "%s must be unique, because it %s returned from %s, whose result is unique_", x, is,
                  called(c, u->name, "a function"));
        break;
    case WANT_ANNOTATION: diag_note(c->s, d, "%s must be unique, because it is written so", x); break;
    case WANT_CALLED: diag_note(c->s, d, "%s is once: a call uses it up", x); break;
    default: break;
    }
    if (u->part && (u->loc.start < u->whole.start || u->loc.end > u->whole.end))
        mark(c, d, u->whole, "given away here, with what it is part of");
    if (use->want == WANT_CAPTURED) {
        diag_note(c->s, d, "it is used in a closure, so the closure owns it from where it is made");
        mark(c, d, use->loc, "the closure");
    }
}
/* What a use that does not consume does. */
static void tell_sharing(Checker *c, Diag *d, const UseSite *use) {
    const UseSite *u = innermost(use);
    if (u->kind != USE_SHARE && use->kind != USE_SHARE) return;
    const char *x = subject(c, use, "it");
    switch (u->want) {
    case WANT_PARAMETER: diag_note(c->s, d, "%s is shared by being %s, which may keep it", x, argument(c, u)); break;
    case WANT_RESULT:
        diag_note(c->s, d, "%s is shared by being returned from %s", x, called(c, u->name, "a function"));
        break;
    case WANT_FIELD:
        diag_note(c->s, d, "%s is shared by being stored in %s: everyone who has the block can read it", x,
                  called(c, u->name, "a field that can change"));
        break;
    case WANT_ELEMENT:
        diag_note(c->s, d, "%s is shared by being stored in an array: everyone who has the array can read it", x);
        break;
    case WANT_RAISED: diag_note(c->s, d, "%s is shared by being raised: any handler may get it", x); break;
    case WANT_PARTIAL:
        diag_note(c->s, d, "%s is kept by the partially applied function, which may be called many times", x);
        break;
    case WANT_TOPLEVEL: diag_note(c->s, d, "%s is shared by being bound at module level", x); break;
    case WANT_LAZY: diag_note(c->s, d, "%s is kept by a lazy value", x); break;
    case WANT_ANNOTATION: diag_note(c->s, d, "%s is shared, because it is written so", x); break;
    default: break;
    }
    if (use->want == WANT_CAPTURED && use->kind == USE_SHARE && u->kind != USE_SHARE)
        diag_note(c->s, d, "it is used in a closure that may be kept and called at any time");
}
static void tell_once(Checker *c, Diag *d, const OnceWhy *w, const char *x) {
    switch (w->kind) {
    case ONCE_NOT: return;
    case ONCE_CLOSURE: {
        const UseSite *u = w->inner ? innermost(w->inner) : NULL;
        diag_note(c->s, d, "%s is once, because it uses up %s, which it can do only once", x,
                  u ? called(c, u->value, "a unique value") : "a unique value");
        if (u) mark(c, d, u->loc, "used up here, when it is called");
        return;
    }
    case ONCE_PARAMETER:
        diag_note(c->s, d,
                  "%s is a parameter that is once: the caller may give a function that can be called only once", x);
        mark(c, d, w->loc, "a parameter that is once");
        return;
    case ONCE_CALL:
        diag_note(c->s, d, "%s is once: it is the result of %s, whose type says once_", x,
                  called(c, w->name, "a function"));
        mark(c, d, w->loc, "this call returns it");
        return;
    case ONCE_WRITTEN:
        diag_note(c->s, d, "%s is once, because it is written so", x);
        mark(c, d, w->loc, "written here");
        return;
    case ONCE_PARTIAL:
        diag_note(c->s, d,
                  "%s is once, because it is a partially applied function that holds a value that is unique or once",
                  x);
        mark(c, d, w->loc, "partially applied here");
        return;
    }
}
static void help_borrow(Checker *c, Diag *d, const UseSite *use) {
    const UseSite *u = innermost(use);
    if (u->want == WANT_PARAMETER && u->kind != USE_CONSUME)
        diag_help(c->s, d, "if %s does not keep its argument, make its parameter local_: the value is then only lent",
                  called(c, u->name, "the function"));
    else if (u->kind == USE_CONSUME && u->want == WANT_PARAMETER)
        diag_help(c->s, d,
                  "if %s need not own its argument, make its parameter local_ instead of unique_: the value is "
                  "then only lent; or let it return the value, as unique_, when it has done its work",
                  called(c, u->name, "the function"));
    else
        diag_help(c->s, d, "lend the value by passing it as local_, or make a copy of it");
}

void unique_used_again(Checker *c, const UseSite *first, const UseSite *again) {
    Diag *d = diag_error(c->s, place(first), "E0310", "This value is used here as unique, but it is used again");
    mark(c, d, place(again), again->want == WANT_READ ? "it is read here, when it is gone" : "used again here");
    tell_consumer(c, d, first);
    const UseSite *a = innermost(first), *b = innermost(again);
    if (b->kind == USE_CONSUME && (a->want != b->want || a->name != b->name || a->index != b->index || b != again))
        tell_consumer(c, d, again);
    else if (again->want == WANT_CAPTURED)
        diag_note(c->s, d, "the second use is in a closure, which may be called later");
    help_borrow(c, d, first);
}
void unique_used_before(Checker *c, const UseSite *before, const UseSite *now) {
    Diag *d = diag_error(c->s, place(now), "E0310", "This value is used here as unique, but it has been shared before");
    mark(c, d, place(before), "shared here");
    tell_consumer(c, d, now);
    tell_sharing(c, d, before);
    help_borrow(c, d, before);
}
void unique_in_loop(Checker *c, const UseSite *use, Loc loop, const OnceWhy *once) {
    bool fn = once->kind != ONCE_NOT;
    Diag *d = diag_error(c->s, place(use), "E0311",
                         fn ? "This function is used in a loop, but it is once"
                            : "This value is used as unique in a loop, where it may be used again");
    mark(c, d, loop, "the loop");
    tell_consumer(c, d, use);
    if (fn) tell_once(c, d, once, subject(c, use, "it"));
    diag_note(c->s, d, "%s comes from outside of the loop, whose body may run many times", subject(c, use, "it"));
    diag_help(c->s, d,
              fn ? "make a new function in each iteration" : "make the value in the loop, or use it up after the loop");
}
void unique_is_shared(Checker *c, const Origin *from, const UseSite *use) {
    Diag *d = diag_error(c->s, place(use), "E0312", "This value is shared, but it must be unique here");
    const char *x = subject(c, use, "it");
    switch (from->kind) {
    case FROM_PARAMETER:
        diag_note(c->s, d, "%s comes from a parameter that is not unique_: callers may keep what they pass", x);
        mark(c, d, from->loc, "a shared parameter");
        break;
    case FROM_CALL:
        diag_note(c->s, d, "%s is the result of %s, whose type does not say unique_", x,
                  called(c, from->name, "a function"));
        mark(c, d, from->loc, "this call returns a shared value");
        break;
    case FROM_MUTABLE:
        diag_note(c->s, d, "%s is read from %s, which can change: what is there is shared", x,
                  called(c, from->name, "a field"));
        mark(c, d, from->loc, "read here");
        break;
    case FROM_GLOBAL_FIELD:
        diag_note(c->s, d, "%s is read from %s, which is global_: what is there is shared", x,
                  called(c, from->name, "a field"));
        mark(c, d, from->loc, "read here");
        break;
    case FROM_ELEMENT: diag_note(c->s, d, "%s is an element of an array: these are shared", x); break;
    case FROM_TOPLEVEL: diag_note(c->s, d, "%s is bound at module level, where everyone can use it", x); break;
    case FROM_EXCEPTION: diag_note(c->s, d, "%s comes with an exception: these are shared", x); break;
    case FROM_LAZY: diag_note(c->s, d, "%s is the value of a lazy expression, which keeps it", x); break;
    case FROM_RECURSIVE: diag_note(c->s, d, "%s is defined by let rec, and may refer to itself", x); break;
    case FROM_WRITTEN:
        diag_note(c->s, d, "%s is shared, because it is written so", x);
        mark(c, d, from->loc, "written here");
        break;
    case FROM_PRIMITIVE: diag_note(c->s, d, "%s is the result of a primitive that does not make a new value", x); break;
    case FROM_FRESH: break;
    }
    tell_consumer(c, d, use);
    switch (from->kind) {
    case FROM_PARAMETER:
        if (innermost(use)->part)
            diag_help(c->s, d,
                      "write unique_ before the parameter, make a copy, or declare the field global_: what it "
                      "holds may then be shared");
        else
            diag_help(c->s, d, "write unique_ before the parameter, or make a copy");
        break;
    case FROM_CALL:
        diag_help(c->s, d, "if the function makes a new value, say so in its type: its result is unique_");
        break;
    default: diag_help(c->s, d, "make a copy of it"); break;
    }
}
void once_used_again(Checker *c, const UseSite *first, const UseSite *again, const OnceWhy *why) {
    bool fn = innermost(again)->want == WANT_CALLED || why->kind == ONCE_CLOSURE || why->kind == ONCE_PARTIAL;
    Diag *d = diag_error(c->s, place(again), "E0313",
                         fn ? "This function is used here, but it is once and has already been used"
                            : "This value is used here, but it is once and has already been used");
    mark(c, d, place(first), "used here first");
    tell_once(c, d, why, subject(c, again, "it"));
    if (why->kind == ONCE_PARAMETER)
        diag_help(c->s, d, "leave out once_, if the function is to be called many times");
    else
        diag_help(c->s, d, "make a new function for each use");
}
void once_is_many(Checker *c, const UseSite *use, const OnceWhy *why) {
    bool fn = why->kind == ONCE_CLOSURE || why->kind == ONCE_PARTIAL;
    Diag *d = diag_error(c->s, place(use), "E0314",
                         fn ? "This function is once, but it may be called many times here"
                            : "This value is once, but it may be used many times here");
    const UseSite *u = innermost(use);
    tell_once(c, d, why, subject(c, use, "it"));
    switch (u->want) {
    case WANT_PARAMETER: diag_note(c->s, d, "it is %s, which is not once_", argument(c, u)); break;
    case WANT_RESULT:
        diag_note(c->s, d, "it is returned from %s, whose type does not say that its result is once_",
                  called(c, u->name, "a function"));
        break;
    case WANT_FIELD:
        diag_note(c->s, d, "it is stored in %s, from where it may be read again and again",
                  called(c, u->name, "a field"));
        break;
    case WANT_ELEMENT: diag_note(c->s, d, "it is stored in an array, from where it may be read again and again"); break;
    case WANT_TOPLEVEL: diag_note(c->s, d, "it is bound at module level, where everyone can use it"); break;
    case WANT_ANNOTATION: diag_note(c->s, d, "an annotation says that it is many"); break;
    default: break;
    }
    if (u->want == WANT_PARAMETER)
        diag_help(c->s, d, "if %s calls it at most once, make the parameter once_", called(c, u->name, "the function"));
    else if (u->want == WANT_RESULT)
        diag_help(c->s, d, "write the result as once_");
    else
        diag_help(c->s, d, "give the function what it uses up as an argument");
}
void once_in_parts(Checker *c, const UseSite *use, const OnceWhy *why, uint32_t arity) {
    Diag *d = diag_error(c->s, place(use), "E0316",
                         "This function is once, so it can only be applied to all of its arguments");
    tell_once(c, d, why, subject(c, use, "it"));
    diag_note(c->s, d,
              "it has %u parameters: the type it has here does not say that what is left after the first argument "
              "is once too",
              arity);
    diag_help(c->s, d, "apply it to all of them, or write its type: a -> once_ (b -> c)");
}
void unique_in_recursion(Checker *c, const UseSite *use, Name function, Loc loc) {
    Diag *d = diag_error(c->s, place(use), "E0315",
                         "This value is used as unique in a recursive function, which may be called again");
    mark(c, d, loc, "the recursive function");
    tell_consumer(c, d, use);
    diag_note(c->s, d, "%s comes from outside of %s, and is there only once", subject(c, use, "it"),
              called(c, function, "the function"));
    diag_help(c->s, d, "give it to the function as a parameter that is unique_");
}
void unique_parameter_differs(Checker *c, Loc loc, Loc function, Uses written, Uses expected) {
    bool unique = (written & USE_UNIQUE) && !(expected & USE_UNIQUE);
    Diag *d = diag_error(c->s, loc, "E0317",
                         unique ? "This parameter is unique, but the function is expected to take shared values"
                                : "This parameter is many, but the function is expected to take values that are once");
    (void)function;
    diag_note(c->s, d, "whoever calls the function at the type expected here may %s",
              unique ? "keep what it passes, and use it again" : "pass a function that can be called only once");
    diag_help(c->s, d,
              unique ? "leave out unique_, or write the type that is expected with unique_"
                     : "write once_ before the parameter");
}
