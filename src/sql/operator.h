/* Operators: what their files share. */
#ifndef LK_SQL_OPERATOR_H
#define LK_SQL_OPERATOR_H

#include "sql/expr.h"

enum lk_op_flag {
    OP_NATURAL = 1,        /* a op (b op c) needs no parentheses */
    OP_COMPARES = 2,
    OP_HEAD = 4,           /* LIKE '%' || x */
    OP_TAIL = 8            /* LIKE x || '%' */
};

struct lk_operator;
typedef bool lk_operator_renderer(struct lk_sqlc *, const struct lk_datum *,
                                  const struct lk_operator *);

struct lk_operator {
    const char *name;
    lk_operator_renderer *render;
    const char *text;
    int precedence;
    const char *negation;
    unsigned flags;
};

/* The operands of a binary row. */
static inline const struct lk_datum *lk_left_of(const struct lk_datum *e)
{
    return LK_ARG_OF(e, "left");
}
static inline const struct lk_datum *lk_right_of(const struct lk_datum *e)
{
    return LK_ARG_OF(e, "right");
}
/* What the operands are inside of; an operator without known precedence groups everything. */
struct lk_against lk_operator_against(const struct lk_operator *, const struct lk_datum *);

/* like.c: patterns, regular expressions and text search. */
lk_operator_renderer lk_operator_like, lk_operator_match, lk_operator_regexp,
    lk_operator_regexp_replace;

#endif
