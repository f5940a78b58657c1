/* match.h: between the two halves of pattern matching (private).
   match.c turns a matrix of patterns into a decision DAG; lower_match.c turns the DAG into blocks.  */
#ifndef MLOC_MATCH_H
#define MLOC_MATCH_H

#include "lower_ctx.h"

/* An occurrence: a place inside the scrutinee.  Loaded when a test or a variable needs it. */
typedef enum {
    OCC_ROOT,  /* the scrutinee itself: opd */
    OCC_TUPLE, /* a tuple whose components are at hand (parts) and that is built only if bound */
    OCC_FIELD, /* field `index` of parent */
    OCC_FLAT,  /* float `index` of a flat record */
    OCC_ELEM,  /* element `index` of an array */
    OCC_SAME,  /* the parent itself: the argument of an unboxed constructor */
    OCC_FORCE, /* what the lazy parent evaluates to */
} OccKind;
struct Occ {
    OccKind kind;
    Occ *parent;
    uint32_t index, id;
    bool mutable, loaded;
    bool global;      /* FIELD: whatever its block is */
    uint8_t load_tag; /* FIELD: as lo_load_tag */
    Type *type;
    Type *array_type; /* ELEM */
    Operand opd;
    Occ **parts;      /* TUPLE */
    const Mode *mode; /* TUPLE: if it is allocated */
    uint32_t nparts;
    const void *key; /* among its siblings: the constructor ... */
    Occ *children, *sibling;
};

typedef struct Bind {
    Var *var;
    Occ *occ;
    struct Bind *next;
} Bind;

typedef struct Node Node;
typedef enum { NODE_FAIL, NODE_LEAF, NODE_SWITCH, NODE_FORCE } NodeKind;
typedef enum {
    TEST_CONSTR,
    TEST_EXN,
    TEST_INT,
    TEST_STRING,
    TEST_FLOAT,
    TEST_I32,
    TEST_I64,
    TEST_NATIVE,
    TEST_LENGTH
} TestKind;
typedef struct Branch {
    const Constr *constr;  /* CONSTR, EXN */
    const Const *constant; /* STRING, FLOAT, I32 ... */
    int64_t lo, hi;        /* INT, LENGTH */
    Node *target;
} Branch;
struct Node {
    NodeKind kind;
    TestKind test;
    uint32_t refs, leaf_index;
    bool visited;
    Blk block; /* when shared */
    bool queued;
    /* leaf */
    uint32_t action;
    Bind *binds;
    Node *otherwise; /* when the guard fails; NULL: no guard */
    /* switch; force: occ is evaluated, dflt comes next */
    Occ *occ;
    Branch *branches;
    uint32_t nbranches;
    Node *dflt; /* NULL: the branches cover the type */
};

typedef struct Action {
    const TPat *pat;
    TExpr *guard, *body;
    bool go_on; /* match_bind: no body, control stays there */
    VEC(Node *) leaves;
    /* more than one leaf: a block of its own */
    Blk block;
    Var **vars;
    uint32_t nvars;
    uint8_t *layouts;
    bool *native;
    bool index_param, queued;
} Action;

/* Builds the DAG for rows of one column.  Never fails. */
Node *match_compile(FuncCtx *fc, Occ *root, uint32_t n, Action *actions, Node **fail);
Occ *occ_child(FuncCtx *fc, Occ *o, OccKind kind, const void *key, uint32_t index, Type *t);

#endif
