/* The tree's kinds, expressions and patterns, as the parser builds them (nodes.def says which
 * members a kind fills) and the resolver completes them (code.h).  Statements are in ast.h. */
#ifndef LK_PY_EXPR_H
#define LK_PY_EXPR_H

#include "py/code.h"

#define LK_EXPR(kind, ast, doc) LK_X_##kind,
enum lk_py_expr_kind {
#include "py/nodes.def"
    LK_X_COUNT
};
#undef LK_EXPR
#define LK_STAT(kind, ast, doc) LK_S_##kind,
enum lk_py_stmt_kind {
#include "py/nodes.def"
    LK_S_COUNT
};
#undef LK_STAT
#define LK_PATT(kind, ast, doc) LK_P_##kind,
enum lk_py_pattern_kind {
#include "py/nodes.def"
    LK_P_COUNT
};
#undef LK_PATT
#define LK_OPER(name, symbol, ast) LK_OP_##name,
enum lk_py_op {
#include "py/nodes.def"
    LK_OPER_COUNT
};
#undef LK_OPER

enum lk_py_ctx { LK_PY_LOAD, LK_PY_STORE, LK_PY_DEL };
enum { LK_XF_PAREN = 1,      /* was written in parentheses */
       LK_XF_U = 2 };        /* u'' */
enum { LK_SF_ASYNC = 1, LK_SF_STAR = 2 };

struct lk_py_exprs {
    struct lk_py_expr **v;
    uint32_t n;
};

struct lk_py_keyword {
    struct lk_py_expr *value;
    uint32_t name;                 /* id, or LK_PY_NO_SLOT: **value */
    struct lk_span span;
};

/* Arguments of a call or a class statement: CPython evaluates all of arg, then keyword. */
struct lk_py_args {
    struct lk_py_exprs arg;        /* some may be STARRED when star is set */
    struct lk_py_keyword *keyword;
    uint32_t nkeyword;
    bool star, starstar;
};

/* One `for target in iter if … if …` */
struct lk_py_for {
    struct lk_py_expr *target, *iter;
    struct lk_py_exprs cond;
    bool is_async;
};

struct lk_py_comp {
    struct lk_py_for *loop;        /* loop[0].iter is evaluated before `names` are entered */
    uint32_t nloop;
    struct lk_py_inline names;     /* not for GENEXP */
    struct lk_py_code *code;       /* GENEXP only */
};

struct lk_py_expr {
    uint8_t kind, op, ctx, flags;
    struct lk_span span;
    union {
        int64_t i;
        double d;
        struct { struct lk_str text; uint32_t id; } lit;
        struct lk_py_name name;
        struct { struct lk_py_expr *value; uint32_t name, hint; } attr;  /* hint: see lk_py_name */
        struct lk_py_expr *one;
        struct { struct lk_py_expr *a, *b; } two;
        struct { struct lk_py_expr *a, *b, *c; } three;
        struct lk_py_exprs list;
        struct { struct lk_py_expr **v; uint8_t *op; uint32_t n; } cmp;
        struct { struct lk_py_expr *value, *spec; } fmt;                 /* spec: FSTRING or NULL */
        struct { struct lk_py_expr *fn; struct lk_py_args *args; } call;
        struct lk_py_code *fn;
        /* DICTCOMP: elt is the key; the others have no value */
        struct { struct lk_py_expr *elt, *value; struct lk_py_comp *part; } comp;
    };
};

struct lk_py_pattern {
    uint8_t kind;
    bool bound;                    /* name is set */
    struct lk_span span;
    struct lk_py_name name;
    struct lk_py_expr *value;
    struct { struct lk_py_pattern **v; uint32_t n; } list;
    struct lk_py_expr **key;       /* MAPPING */
    uint32_t *attr;                /* CLASS: ids */
    uint32_t nkeys;
};

#endif
