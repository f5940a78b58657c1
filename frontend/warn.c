/* warn.c: warnings with OCaml's numbers, and the messages that several files use. */
#include "check.h"

static bool bit(uint64_t low, uint64_t high, int n) {
    return (n < 64 ? low >> n : high >> (n - 64)) & 1;
}
static void set_bit(uint64_t *low, uint64_t *high, int n, bool on) {
    uint64_t *w = n < 64 ? low : high, m = (uint64_t)1 << (n & 63);
    *w = on ? *w | m : *w & ~m;
}

bool warning_enabled(const Checker *c, int number) {
    return bit(c->warnings, c->warnings_wide, number);
}

Diag *check_warn(Checker *c, Loc loc, int number, const char *fmt, ...) {
    if (!bit(c->warnings, c->warnings_wide, number)) return NULL;
    char text[2048], code[16];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    snprintf(code, sizeof code, "W%03d", number);
    const char *kept = name_ofz(c->s->names, code)->text;
    if (bit(c->warn_errors, c->warn_errors_wide, number)) return diag_error(c->s, loc, kept, "%s", text);
    return diag_warn(c->s, loc, kept, "%s", text);
}

/* What a letter stands for: OCaml's manual, 11.2. */
static const char *letter_spec(char l) {
    switch (l) {
    case 'A': return "1..79";
    case 'C': return "1,2";
    case 'D': return "3";
    case 'E': return "4";
    case 'F': return "5";
    case 'K': return "32..39";
    case 'L': return "6";
    case 'M': return "7";
    case 'P': return "8";
    case 'R': return "9";
    case 'S': return "10";
    case 'U': return "11,12";
    case 'V': return "13";
    case 'X': return "14..30";
    case 'Y': return "26";
    case 'Z': return "27";
    default: return "";
    }
}
static void apply_range(Checker *c, char sign, int lo, int hi, bool as_errors) {
    for (int n = lo; n <= hi && n < 128; n++) {
        if (n < 1) continue;
        if (sign == '@' || !as_errors) set_bit(&c->warnings, &c->warnings_wide, n, sign != '-');
        if (sign == '@' || as_errors) set_bit(&c->warn_errors, &c->warn_errors_wide, n, sign != '-');
    }
}
void warnings_apply(Checker *c, const char *spec, bool as_errors) {
    char sign = 0;
    for (const char *s = spec; *s;) {
        if (*s == '+' || *s == '-' || *s == '@') {
            sign = *s++;
            continue;
        }
        char here = sign ? sign : '+';
        if (*s >= '0' && *s <= '9') {
            int lo = 0, hi;
            for (; *s >= '0' && *s <= '9'; s++) lo = lo < 1000 ? lo * 10 + (*s - '0') : lo;
            hi = lo;
            if (s[0] == '.' && s[1] == '.') {
                hi = 0;
                for (s += 2; *s >= '0' && *s <= '9'; s++) hi = hi < 1000 ? hi * 10 + (*s - '0') : hi;
            }
            apply_range(c, here, lo, hi, as_errors);
            sign = 0;
            continue;
        }
        if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')) {
            /* Without a sign the case of the letter says whether it is on. */
            bool small = *s >= 'a';
            if (!sign) here = small ? '-' : '+';
            for (const char *p = letter_spec((char)(small ? *s - 'a' + 'A' : *s)); *p;) {
                int lo = (int)strtol(p, (char **)&p, 10), hi = lo;
                if (*p == '.') hi = (int)strtol(p + 2, (char **)&p, 10);
                if (*p == ',') p++;
                apply_range(c, here, lo, hi, as_errors);
            }
            sign = 0;
        }
        s++;
    }
}
void warnings_default(Checker *c) {
    c->warnings = c->warnings_wide = c->warn_errors = c->warn_errors_wide = 0;
    warnings_apply(c, "+a-4-7-9-27-29-30-32..42-44-45-48-50-60-66..70", false);
}
WarnState warnings_enter(Checker *c, const Attr *attrs) {
    WarnState saved = {c->warnings, c->warnings_wide, c->warn_errors, c->warn_errors_wide};
    for (; attrs; attrs = attrs->next) {
        const char *name = attrs->name.name ? attrs->name.name->text : "";
        if (!strncmp(name, "ocaml.", 6)) name += 6;
        bool errors = !strcmp(name, "warnerror");
        if (!errors && strcmp(name, "warning") != 0) continue;
        if (attrs->payload_kind == PAYLOAD_STR && attrs->str.n == 1 && attrs->str.items[0]->kind == STR_EVAL) {
            const Expr *e = attrs->str.items[0]->u.eval;
            if (e->kind == EXP_CONST && e->u.constant.kind == CONST_STRING)
                warnings_apply(c, e->u.constant.text, errors);
        }
    }
    return saved;
}
void warnings_leave(Checker *c, WarnState saved) {
    c->warnings = saved.on;
    c->warnings_wide = saved.on_wide;
    c->warn_errors = saved.err;
    c->warn_errors_wide = saved.err_wide;
}

Diag *not_in_this_version(Checker *c, Loc loc, const char *what) {
    return diag_error(c->s, loc, "E0290", "%s not in this version of mloc", what);
}

static bool is_operator(Name n) {
    return n->len && strchr("!$%&*+-./:<=>?@^|~#", n->text[0]) && n->text[0] != '!' && n->text[0] != '~';
}
/* Where an expectation comes from. */
static void say_why(Checker *c, Diag *d, const Why *why) {
    bool known = why->loc.file != 0;
    switch (why->kind) {
    case BECAUSE_NOTHING:
    case BECAUSE_FIELD:
    case BECAUSE_CONSTRUCTOR: break;
    case BECAUSE_ARGUMENT:
        if (why->name && why->index <= 2 && is_operator(why->name))
            diag_note(c->s, d, "This is the %s operand of %s", why->index == 1 ? "left" : "right", why->name->text);
        else if (why->name)
            diag_note(c->s, d, "This is argument %u of %s", why->index, why->name->text);
        break;
    case BECAUSE_ELEMENT:
        if (known) diag_label(c->s, d, why->loc, "all elements have the type of this one");
        break;
    case BECAUSE_BRANCH:
        if (known) diag_label(c->s, d, why->loc, "all branches have the type of this one");
        break;
    case BECAUSE_CONDITION: diag_note(c->s, d, "This is the condition of an if-statement"); break;
    case BECAUSE_LOOP_CONDITION: diag_note(c->s, d, "This is the condition of a while-loop"); break;
    case BECAUSE_NO_ELSE:
        diag_note(c->s, d, "This is the result of a conditional with no else branch");
        diag_help(c->s, d, "Add an else branch");
        break;
    case BECAUSE_SEQUENCE: diag_note(c->s, d, "This is the left-hand side of a sequence"); break;
    case BECAUSE_LOOP_BOUND: diag_note(c->s, d, "This is a bound of a for-loop"); break;
    case BECAUSE_LOOP_BODY: diag_note(c->s, d, "This is the body of a loop"); break;
    case BECAUSE_GUARD: diag_note(c->s, d, "This is the guard of a case"); break;
    case BECAUSE_ASSERT: diag_note(c->s, d, "This is the condition of an assertion"); break;
    case BECAUSE_ANNOTATION:
        if (known) diag_label(c->s, d, why->loc, "this annotation asks for it");
        break;
    case BECAUSE_SCRUTINEE:
        if (known) diag_label(c->s, d, why->loc, "this is the matched expression");
        break;
    case BECAUSE_RECURSION:
        if (known) diag_label(c->s, d, why->loc, "its type was inferred here");
        break;
    case BECAUSE_INDEX: diag_note(c->s, d, "This is indexed as an array: a.(i)"); break;
    case BECAUSE_STRING_INDEX: diag_note(c->s, d, "This is indexed as a string: s.[i]"); break;
    }
}
/* Advice for the mistakes that everybody makes. */
static void advise(Checker *c, Diag *d, Type *found, Type *expected, const Why *why) {
    Type *f = ty_expand(found), *e = ty_expand(expected);
    bool fi = ty_is_constr(f, c->p.int_), ff = ty_is_constr(f, c->p.float_), ei = ty_is_constr(e, c->p.int_),
         ef = ty_is_constr(e, c->p.float_);
    static const struct {
        const char *int_op, *float_op;
    } ops[] = {{"+", "+."}, {"-", "-."}, {"*", "*."}, {"/", "/."}, {"~-", "~-."}, {"**", "**"}};
    if (why && why->kind == BECAUSE_ARGUMENT && why->name && ((ff && ei) || (fi && ef)))
        for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
            if (!strcmp(why->name->text, ff ? ops[i].int_op : ops[i].float_op)) {
                diag_help(c->s, d, "Did you mean to use %s?", ff ? ops[i].float_op : ops[i].int_op);
                return;
            }
    if (ty_is_constr(f, c->p.unit) && e->kind == T_ARROW) return;
    if (f->kind == T_ARROW && e->kind != T_ARROW && e->kind != T_VAR) {
        Type *ret = f;
        uint32_t n = 0;
        bool all_unit = true;
        while (ret->kind == T_ARROW && n < MAX_ARROWS) {
            all_unit &= ty_is_constr(ret->u.arrow.arg, c->p.unit);
            ret = ty_expand(ret->u.arrow.ret);
            n++;
        }
        if (n == 1 && all_unit)
            diag_help(c->s, d, "Did you forget to provide `()' as argument?");
        else if (ret->kind == T_CONSTR && e->kind == T_CONSTR && ret->u.constr.decl == e->u.constr.decl)
            diag_help(c->s, d, "This function may lack %s", n == 1 ? "an argument" : "some arguments");
        return;
    }
    if (f->kind == T_CONSTR && e->kind == T_CONSTR && f->u.constr.args.n == 1 && e->kind == T_CONSTR &&
        f->u.constr.decl->name && !strcmp(f->u.constr.decl->name->text, "ref") &&
        f->u.constr.decl != e->u.constr.decl) {
        Type *inner = ty_expand(f->u.constr.args.items[0]);
        if (inner->kind == T_CONSTR && inner->u.constr.decl == e->u.constr.decl)
            diag_help(c->s, d, "Its contents are read with !");
    }
}
Diag *error_clash(Checker *c, Loc loc, const char *what, Type *found, Type *expected, const Why *why) {
    const char *tf, *te;
    ty_print_pair(c, found, expected, &tf, &te);
    const char *code = c->unify.kind == UNIFY_PROMISE ? "E0333" : "E0200";
    Diag *d;
    if (!strcmp(what, "pattern"))
        d = diag_error(
            c->s, loc, code,
            "This pattern matches values of type %s but a pattern was expected which matches values of type %s", tf,
            te);
    else
        d = diag_error(c->s, loc, code, "This %s has type %s but an expression was expected of type %s", what, tf, te);
    diag_primary(c->s, d, "%s", tf);
    explain_unify(c, d, found, expected);
    if (why) say_why(c, d, why);
    advise(c, d, found, expected, why);
    return d;
}
