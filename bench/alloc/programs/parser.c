/* A recursive-descent parser of arithmetic: results through the caller's places, the cursor by alloca. */
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cursor {
    const char *text;
    long length, pos;
};
enum kind { NUMBER, OP, END };
struct token {
    enum kind kind;
    long value;
};
struct result {
    long value;
    struct token token;
};

static void next(struct cursor *c, struct token *t) {
    long n = c->length;
    while (c->pos < n && c->text[c->pos] == ' ') ++c->pos;
    if (c->pos >= n) {
        t->kind = END;
        return;
    }
    char ch = c->text[c->pos];
    if (ch >= '0' && ch <= '9') {
        long v = 0;
        while (c->pos < n && c->text[c->pos] >= '0' && c->text[c->pos] <= '9') {
            v = v * 10 + c->text[c->pos] - 48;
            ++c->pos;
        }
        t->kind = NUMBER;
        t->value = v;
    } else {
        ++c->pos;
        t->kind = OP;
        t->value = ch;
    }
}

static void expr(struct cursor *c, struct result *r);

static void atom(struct cursor *c, struct result *r) {
    struct token t;
    next(c, &t);
    if (t.kind == NUMBER) {
        r->value = t.value;
        next(c, &r->token);
    } else if (t.kind == OP && t.value == '(') {
        expr(c, r);
        next(c, &r->token);
    } else if (t.kind == OP && t.value == '-') {
        atom(c, r);
        r->value = -r->value;
    } else {
        r->value = 0;
        r->token.kind = END;
    }
}

static void term(struct cursor *c, struct result *r) {
    atom(c, r);
    while (r->token.kind == OP && r->token.value == '*') {
        struct result *w = alloca(sizeof *w);
        atom(c, w);
        r->value = r->value * w->value & 0xffff;
        r->token = w->token;
    }
}

static void expr(struct cursor *c, struct result *r) {
    term(c, r);
    while (r->token.kind == OP && (r->token.value == '+' || r->token.value == '-')) {
        struct result *w = alloca(sizeof *w);
        term(c, w);
        r->value = r->token.value == '+' ? r->value + w->value : r->value - w->value;
        r->token = w->token;
    }
}

static long parse(const char *text) {
    struct cursor *c = alloca(sizeof *c);
    struct result *r = alloca(sizeof *r);
    *c = (struct cursor){text, (long)strlen(text), 0};
    expr(c, r);
    return r->value;
}

int main(int argc, char **argv) {
    long rounds = argc > 1 ? atol(argv[1]) : 4000000, total = 0;
    const char *texts[] = {"1 + 2 * (3 + 44) - 5 * 6", "((12 + 7) * 3 - 4) * (5 + 6 * 2) + 99", "-3 * -4 + (((8)))",
                           "1+2+3+4+5*6*7*8"};
    for (long i = 1; i <= rounds; ++i) total = (total + parse(texts[i & 3])) & 0xffffff;
    printf("%ld\n", total);
    return 0;
}
