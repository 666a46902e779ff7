/* Taking yields out of expressions and statements before a generator first runs: what hoist.c
 * (expressions) and hoist_stmt.c (statements) share. */
#ifndef LK_PY_HOIST_H
#define LK_PY_HOIST_H

#include "py/gen.h"

/* A block that is being written anew.  Trees are copied into the runtime's arena where they change;
 * temporaries get slots behind those of the code's frame. */
struct lk_hoist {
    struct lk_vm *vm;
    const struct lk_py_code *code;
    uint32_t extra;                /* temporaries so far */
    struct { struct lk_py_stmt **v; size_t n, cap; } out;
};

/* Calls fn for each expression of a node that is evaluated in its frame, in that order. */
typedef void lk_child_fn(void *self, struct lk_py_expr **child);
typedef void lk_each_fn(void *node, lk_child_fn *fn, void *self);
lk_each_fn lk_each_argument, lk_each_default;

bool lk_has_yield(struct lk_py_expr *);
bool lk_any_yield(lk_each_fn *, void *node);
bool lk_is_yield(const struct lk_py_expr *);

void *lk_hoist_copy(struct lk_hoist *, const void *from, size_t bytes);
struct lk_py_expr *lk_hoist_node(struct lk_hoist *, const struct lk_py_expr *);
struct lk_py_args *lk_hoist_args(struct lk_hoist *, const struct lk_py_args *);
struct lk_py_code *lk_hoist_code(struct lk_hoist *, const struct lk_py_code *);

/* Writing statements at the end of the block. */
struct lk_py_stmt *lk_hoist_new(struct lk_hoist *, enum lk_py_stmt_kind, struct lk_span);
struct lk_py_expr *lk_hoist_temporary(struct lk_hoist *, struct lk_span);
void lk_hoist_assign(struct lk_hoist *, struct lk_py_expr *target, struct lk_py_expr *value);
void lk_hoist_if(struct lk_hoist *, struct lk_py_expr *test, struct lk_py_body then,
                 struct lk_py_body otherwise);
struct lk_py_body lk_hoist_block(struct lk_hoist *);             /* takes what was written */
static inline struct lk_hoist lk_hoist_inner(const struct lk_hoist *h)
{
    return (struct lk_hoist){.vm = h->vm, .code = h->code, .extra = h->extra};
}

/* The expressions of a node, which has been copied: what stands before the last yield is evaluated
 * into temporaries. */
void lk_hoist_ordered(struct lk_hoist *, lk_each_fn *, void *node);
/* Copies the node and does so with its children. */
void lk_hoist_plain(struct lk_hoist *, struct lk_py_expr **at);
/* *at is then without a yield. */
void lk_hoist_expr(struct lk_hoist *, struct lk_py_expr **at);
void lk_hoist_keep(struct lk_hoist *, struct lk_py_expr **at);
void lk_hoist_value(struct lk_hoist *, struct lk_py_expr **at, bool may_stay);
/* Every child into a temporary: of a target that is read and then written. */
void lk_hoist_settle(struct lk_hoist *, struct lk_py_expr **at);

/* hoist_stmt.c */
void lk_hoist_body(struct lk_hoist *, struct lk_py_body *);

#endif
