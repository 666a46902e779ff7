/* The tree of a script: statements here, expressions and patterns in expr.h.  All in one arena,
 * immutable after the resolver but for the `hint` members.  No values, no evaluation. */
#ifndef LK_PY_AST_H
#define LK_PY_AST_H

#include "py/expr.h"

struct lk_py_stmt;

struct lk_py_body {
    struct lk_py_stmt **v;
    uint32_t n;                    /* orelse and final: 0 when absent */
};

struct lk_py_alias {
    struct lk_str path;            /* "a.b.c", or the name imported from a module, or "*" */
    uint32_t id;                   /* IMPORTFROM: id of path */
    struct lk_py_name bind;        /* what is bound; unused for "*" */
    bool as;
    struct lk_span span;
};

struct lk_py_import {
    struct lk_str module;          /* IMPORTFROM; "" for `from . import x` */
    uint32_t level;                /* leading dots */
    struct lk_py_alias *item;
    uint32_t nitem;
};

struct lk_py_withitem {
    struct lk_py_expr *value, *target;   /* target may be NULL */
};

struct lk_py_handler {
    struct lk_py_expr *type;       /* NULL catches all */
    struct lk_py_body before;      /* of except* in generators: yields of the type, by hoist.c */
    bool named;                    /* `as name`: bound on entry, deleted on leaving in any way */
    struct lk_py_name name;
    struct lk_py_body body;
    struct lk_span span;
};

struct lk_py_try {
    struct lk_py_body body, orelse, final;
    struct lk_py_handler *handler;
    uint32_t nhandler;
};

struct lk_py_case {
    struct lk_py_pattern *pattern;
    struct lk_py_expr *guard;      /* or NULL */
    struct lk_py_body body;
};

/* A type parameter (PEP 695): the name exists, its bound and default are not kept. */
struct lk_py_tparam {
    struct lk_py_name name;
    uint8_t stars;                 /* 0 T, 1 *Ts, 2 **P */
    struct lk_span span;
};

/* def, class, type.  Order at run time: decorators, [enter names, bind type parameters], defaults
 * or bases, make the function or class, apply decorators from last to first, bind name. */
struct lk_py_def {
    struct lk_py_name name;
    struct lk_py_code *code;
    struct lk_py_exprs decorator;
    struct lk_py_args *bases;      /* CLASS: or NULL */
    struct lk_py_expr *returns;    /* annotation or NULL; not evaluated */
    struct lk_py_tparam *tparam;
    uint32_t ntparam;
    struct lk_py_inline names;     /* of the type parameters */
    struct lk_span name_span;
};

struct lk_py_stmt {
    uint8_t kind, op, flags;
    struct lk_span span;           /* compound: from the keyword to the end of the last block */
    union {
        struct lk_py_expr *one;
        struct lk_py_exprs list;
        struct { struct lk_py_expr *exc, *cause; } raise;
        struct { struct lk_py_exprs target; struct lk_py_expr *value; } assign;
        struct { struct lk_py_expr *target, *value; } aug;
        struct { struct lk_py_expr *target, *annotation, *value; } ann;
        struct { uint32_t *v; uint32_t n; } names;
        struct lk_py_import *import;
        struct { struct lk_py_expr *test; struct lk_py_body body, orelse; } branch;
        struct { struct lk_py_for head; struct lk_py_body body, orelse; } *loop;
        struct { struct lk_py_withitem *item; uint32_t nitem; struct lk_py_body body; } with;
        struct lk_py_try *try;
        struct lk_py_def *def;
        struct { struct lk_py_expr *subject; struct lk_py_case *kase; uint32_t nkase; } match;
    };
};

#endif
