/* predef.c: what every program knows without declaring it: int, list, exn, Not_found ... */
#include "check.h"

static Name intern(Checker *c, const char *s) {
    return name_ofz(c->s->names, s);
}

static TypeDecl *declare(Checker *c, const char *name, DeclKind kind, Rep rep, uint32_t nparams, int8_t variance) {
    TypeDecl *d = decl_new(c, intern(c, name), kind, nparams, NO_LOC);
    static const char letters[] = "abcdefgh";
    for (uint32_t i = 0; i < nparams; i++) {
        d->variance.items[i] = variance;
        d->params.items[i]->u.var.name = name_of(c->s->names, letters + i, 1);
    }
    d->builtin = rep;
    d->immediate = rep == REP_IMMEDIATE;
    d->used = true;
    Path *p = NEW(c->perm, Path);
    p->name = d->name;
    d->path = p;
    c->initial = env_add_type_name(c, c->initial, d);
    return d;
}
static Constr *constructor(Checker *c, TypeDecl *d, const char *name, Type **args, uint32_t n) {
    Constr *k = NEW(c->perm, Constr);
    k->name = intern(c, name);
    k->decl = d;
    k->arity = k->args.n = n;
    k->args.items = n ? arena_copy(c->perm, args, n * sizeof *args) : NULL;
    k->args_global.items = NEW_ARRAY(c->perm, bool, n ? n : 1);
    k->args_global.n = n;
    k->result = decl_type(c, d);
    k->used = true;
    return k;
}
static Constr *variant(Checker *c, TypeDecl *d, const char *name, Type **args, uint32_t n) {
    Constr *k = constructor(c, d, name, args, n);
    k->index = d->constrs.n;
    k->tag = (int32_t)(n ? d->nblock++ : d->nconst++);
    d->constrs.items[d->constrs.n++] = k;
    c->initial = env_add_constr(c, c->initial, k);
    return k;
}
static Constr *exception(Checker *c, const char *name, Type **args, uint32_t n) {
    Constr *k = constructor(c, c->p.exn, name, args, n);
    k->exn = NEW(c->perm, Var);
    k->exn->name = k->name;
    k->exn->kind = VAR_GLOBAL; /* unit NULL: the runtime has it */
    k->exn->id = ++c->next_var;
    k->exn->qualified = k->name->text;
    k->exn->type = c->p.t_exn;
    k->exn->used = true;
    c->initial = env_add_constr(c, c->initial, k);
    return k;
}
static Prim *primitive(Checker *c, const char *name, const char *symbol, uint32_t arity, Type *type) {
    Prim *p = NEW(c->perm, Prim);
    p->name = intern(c, name);
    p->symbol = p->native = symbol;
    p->arity = arity;
    p->type = type;
    return p;
}
/* They keep none of their arguments (a stored element is global all the same: check_index). */
static Type *arrows(Checker *c, Type **args, uint32_t n, Type *ret) {
    for (uint32_t i = n; i-- > 0;)
        ret = ty_arrow(c, (Label){LABEL_NONE, NULL}, args[i], ret, c->mode_local, i + 1 < n ? c->mode_local : NULL);
    return ret;
}

void predef_init(Checker *c) {
    Arena *unit_arena = c->arena, *type_arena = c->types.arena;
    c->arena = c->types.arena = c->perm;
    c->level = 1; /* 0 is the level of types without variables */
    warnings_default(c);
    c->n = (KnownNames){.nil = intern(c, "[]"),
                        .cons = intern(c, "::"),
                        .unit = intern(c, "()"),
                        .true_ = intern(c, "true"),
                        .false_ = intern(c, "false"),
                        .none = intern(c, "None"),
                        .some = intern(c, "Some"),
                        .stdlib = intern(c, "Stdlib"),
                        .contents = intern(c, "contents"),
                        .underscore = intern(c, "_"),
                        .wild = intern(c, "_"),
                        .tuple = intern(c, "tuple"),
                        .star_dflt = intern(c, "*default*"),
                        .sharp = intern(c, "#")};
    c->mode_global = mode_make(c, &mode_no, &mode_no);
    c->mode_regional = mode_make(c, &mode_yes, &mode_no);
    c->mode_local = mode_make(c, &mode_yes, &mode_yes);
    c->mode_opt = mode_make(c, &mode_no, &mode_no);
    c->initial = env_empty(c);
    Predef *p = &c->p;

    p->int_ = declare(c, "int", DECL_ABSTRACT, REP_IMMEDIATE, 0, 0);
    p->char_ = declare(c, "char", DECL_ABSTRACT, REP_IMMEDIATE, 0, 0);
    p->string = declare(c, "string", DECL_ABSTRACT, REP_STRING, 0, 0);
    p->bytes = declare(c, "bytes", DECL_ABSTRACT, REP_STRING, 0, 0);
    p->float_ = declare(c, "float", DECL_ABSTRACT, REP_FLOAT, 0, 0);
    p->bool_ = declare(c, "bool", DECL_VARIANT, REP_IMMEDIATE, 0, 0);
    p->unit = declare(c, "unit", DECL_VARIANT, REP_IMMEDIATE, 0, 0);
    p->exn = declare(c, "exn", DECL_OPEN, REP_BLOCK, 0, 0);
    p->array = declare(c, "array", DECL_ABSTRACT, REP_ARRAY, 1, 0);
    p->list = declare(c, "list", DECL_VARIANT, REP_VARIANT, 1, 1);
    p->option = declare(c, "option", DECL_VARIANT, REP_VARIANT, 1, 1);
    p->int32 = declare(c, "int32", DECL_ABSTRACT, REP_INT32, 0, 0);
    p->int64 = declare(c, "int64", DECL_ABSTRACT, REP_INT64, 0, 0);
    p->nativeint = declare(c, "nativeint", DECL_ABSTRACT, REP_NATIVEINT, 0, 0);
    p->lazy_ = declare(c, "lazy_t", DECL_ABSTRACT, REP_LAZY, 1, 1);
    p->format6 = declare(c, "format6", DECL_ABSTRACT, REP_BLOCK, 6, 0);
    p->floatarray = declare(c, "floatarray", DECL_ABSTRACT, REP_BLOCK, 0, 0);
    p->extension_constructor = declare(c, "extension_constructor", DECL_ABSTRACT, REP_BLOCK, 0, 0);
    p->t_int = ty_constr(c, p->int_, NULL, 0);
    p->t_char = ty_constr(c, p->char_, NULL, 0);
    p->t_string = ty_constr(c, p->string, NULL, 0);
    p->t_bytes = ty_constr(c, p->bytes, NULL, 0);
    p->t_float = ty_constr(c, p->float_, NULL, 0);
    p->t_bool = ty_constr(c, p->bool_, NULL, 0);
    p->t_unit = ty_constr(c, p->unit, NULL, 0);
    p->t_exn = ty_constr(c, p->exn, NULL, 0);
    p->t_int32 = ty_constr(c, p->int32, NULL, 0);
    p->t_int64 = ty_constr(c, p->int64, NULL, 0);
    p->t_nativeint = ty_constr(c, p->nativeint, NULL, 0);
    p->t_floatarray = ty_constr(c, p->floatarray, NULL, 0);

    TypeDecl *variants[] = {p->bool_, p->unit, p->list, p->option};
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        variants[i]->constrs.items = NEW_ARRAY(c->perm, Constr *, 2);
    p->false_ = variant(c, p->bool_, "false", NULL, 0);
    p->true_ = variant(c, p->bool_, "true", NULL, 0);
    p->unit_k = variant(c, p->unit, "()", NULL, 0);
    p->nil = variant(c, p->list, "[]", NULL, 0);
    p->cons = variant(c, p->list, "::", (Type *[]){p->list->params.items[0], decl_type(c, p->list)}, 2);
    p->none = variant(c, p->option, "None", NULL, 0);
    p->some = variant(c, p->option, "Some", (Type *[]){p->option->params.items[0]}, 1);

    Type *where = ty_tuple(c, (Type *[]){p->t_string, p->t_int, p->t_int}, 3);
    p->out_of_memory = exception(c, "Out_of_memory", NULL, 0);
    p->sys_error = exception(c, "Sys_error", &p->t_string, 1);
    p->failure = exception(c, "Failure", &p->t_string, 1);
    p->invalid_argument = exception(c, "Invalid_argument", &p->t_string, 1);
    p->end_of_file = exception(c, "End_of_file", NULL, 0);
    p->division_by_zero = exception(c, "Division_by_zero", NULL, 0);
    p->not_found = exception(c, "Not_found", NULL, 0);
    p->match_failure = exception(c, "Match_failure", &where, 1);
    p->stack_overflow = exception(c, "Stack_overflow", NULL, 0);
    p->sys_blocked_io = exception(c, "Sys_blocked_io", NULL, 0);
    p->assert_failure = exception(c, "Assert_failure", &where, 1);
    p->undefined_recursive_module = exception(c, "Undefined_recursive_module", &where, 1);

    /* What a.(i), s.[i] and their assignments mean.  (&& and || come from Stdlib's externals.) */
    Type *bools[] = {p->t_bool, p->t_bool};
    p->sequand = primitive(c, "&&", "%sequand", 2, arrows(c, bools, 2, p->t_bool));
    p->sequor = primitive(c, "||", "%sequor", 2, arrows(c, bools, 2, p->t_bool));
    Type *elt = p->array->params.items[0], *array = decl_type(c, p->array);
    p->array_get = primitive(c, "get", "%array_safe_get", 2, arrows(c, (Type *[]){array, p->t_int}, 2, elt));
    p->array_set = primitive(c, "set", "%array_safe_set", 3, arrows(c, (Type *[]){array, p->t_int, elt}, 3, p->t_unit));
    p->string_get =
        primitive(c, "get", "%string_safe_get", 2, arrows(c, (Type *[]){p->t_string, p->t_int}, 2, p->t_char));
    p->bytes_get = primitive(c, "get", "%bytes_safe_get", 2, arrows(c, (Type *[]){p->t_bytes, p->t_int}, 2, p->t_char));
    p->bytes_set =
        primitive(c, "set", "%bytes_safe_set", 3, arrows(c, (Type *[]){p->t_bytes, p->t_int, p->t_char}, 3, p->t_unit));
    p->string_set = p->bytes_set;
    c->arena = unit_arena;
    c->types.arena = type_arena;
}
