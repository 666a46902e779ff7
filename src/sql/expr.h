/* Expressions: what their files share. */
#ifndef LK_SQL_EXPR_H
#define LK_SQL_EXPR_H

#include "sql/state.h"

/* What an operand is written inside of: SQLAlchemy's self_group(against=operator). */
struct lk_against {
    int precedence;
    struct lk_str op;      /* the operator's name: natural self precedence needs no parentheses */
};
#define LK_PREC_LEAST (-100)
#define LK_PREC_MOST 100
/* self_group() without operator: every operator expression gets parentheses. */
#define LK_AGAINST_NONE ((struct lk_against){LK_PREC_MOST, LK_STR_INIT("")})

/* An operand, in parentheses where SQLAlchemy puts them. */
LK_MUST_USE bool lk_expr_in(struct lk_sqlc *, const struct lk_datum *, struct lk_against);
/* An operand beside another one: plain data take that one's type, as bound values. */
LK_MUST_USE bool lk_expr_beside(struct lk_sqlc *, const struct lk_datum *,
                                const struct lk_datum *other, struct lk_against);
/* Inside DDL (literal values, no tables), in parentheses if it is an operator expression. */
LK_MUST_USE bool lk_expr_ddl_grouped(struct lk_sqlc *, const struct lk_datum *);
/* Expressions with commas between. */
LK_MUST_USE bool lk_expr_list(struct lk_sqlc *, const struct lk_datum *list);
bool lk_expr_is_select(const struct lk_datum *);
/* Is it a value of Python's (plain data, a date, a uuid …) and no expression? */
bool lk_expr_is_value(const struct lk_datum *);
/* The type of an expression, or NULL when it has none. */
const struct lk_datum *lk_expr_type(struct lk_sqlc *, const struct lk_datum *);

/* bind.c: a bound value beside an operand of a type, written as the state says; name is for
 * LK_BINDS_NAMED. */
LK_MUST_USE bool lk_bind_value(struct lk_sqlc *, const struct lk_datum *value,
                               const struct lk_datum *type, struct lk_str name);
/* The same with exactly this type, whatever the value is. */
/* The type that SQLAlchemy gives a bare value, or NullType. */
const struct lk_datum *lk_bind_own_type(struct lk_sqlc *, const struct lk_datum *value);
LK_MUST_USE bool lk_bind_typed(struct lk_sqlc *, const struct lk_datum *value,
                               const struct lk_datum *type, struct lk_str name);
LK_MUST_USE bool lk_bind_param(struct lk_sqlc *, const struct lk_datum *bindparam);
/* The same beside an operand or column of a type. */
LK_MUST_USE bool lk_bind_beside(struct lk_sqlc *, const struct lk_datum *param,
                                const struct lk_datum *type);
/* A bound list behind IN, whether it was declared as expanding or not. */
LK_MUST_USE bool lk_bind_in(struct lk_sqlc *, const struct lk_datum *bindparam,
                            const struct lk_datum *left, bool negate);
/* (a, b): a list of values, each of the type of the clause that stands in its place. */
LK_MUST_USE bool lk_bind_tuple(struct lk_sqlc *, const struct lk_datum *list,
                               const struct lk_datum *clauses);
/* The items of IN: (1, 2), or SQLAlchemy's form of the empty list. */
LK_MUST_USE bool lk_bind_expanding(struct lk_sqlc *, const struct lk_datum *list,
                                   const struct lk_datum *type, struct lk_str name, bool negate);
/* name_1, name_2 … as SQLAlchemy numbers anonymous names. */
struct lk_str lk_sqlc_anonymous(struct lk_sqlc *, struct lk_str name);
/* json.dumps() with Python's defaults; false when a value has no JSON form. */
LK_MUST_USE bool lk_bind_json(struct lk_sqlc *, struct lk_buf *out, const struct lk_datum *);

/* text.c: text() with its :name binds. */
LK_MUST_USE bool lk_text_expr(struct lk_sqlc *, const struct lk_datum *text);
void lk_text_protect(struct lk_buf *out, struct lk_str text);
LK_MUST_USE bool lk_text_plain(struct lk_sqlc *, struct lk_str text, const struct lk_datum *binds);

/* operator.c */
LK_MUST_USE bool lk_operator_binary(struct lk_sqlc *, const struct lk_datum *);
LK_MUST_USE bool lk_operator_unary(struct lk_sqlc *, const struct lk_datum *);
LK_MUST_USE bool lk_operator_logic(struct lk_sqlc *, const struct lk_datum *);
LK_MUST_USE bool lk_operator_not(struct lk_sqlc *, const struct lk_datum *);
LK_MUST_USE bool lk_operator_between(struct lk_sqlc *, const struct lk_datum *);
LK_MUST_USE bool lk_operator_in(struct lk_sqlc *, const struct lk_datum *);
/* Would the expression get parentheses? */
bool lk_operator_groups(struct lk_sqlc *, const struct lk_datum *, struct lk_against);
/* The same behind a word such as WHERE; nothing at all when there are no criteria. */
LK_MUST_USE bool lk_operator_where(struct lk_sqlc *, const char *word,
                                   const struct lk_datum *list);
/* Clauses joined by AND as WHERE and HAVING join them. */
LK_MUST_USE bool lk_operator_and_list(struct lk_sqlc *, const struct lk_datum *list);
/* The type that a binary expression has. */
const struct lk_datum *lk_operator_type(struct lk_sqlc *, const struct lk_datum *);
/* Writes a binary expression under another operator's name; NULL names none. */
LK_MUST_USE bool lk_operator_as(struct lk_sqlc *, const struct lk_datum *, const char *name);
/* The operator that not_() turns a binary expression's into, or NULL. */
const char *lk_operator_negation(struct lk_sqlc *, const struct lk_datum *);
/* Does not_() of it change its operator instead of writing NOT? */
bool lk_operator_is_negatable(struct lk_sqlc *, const struct lk_datum *);
/* Is it written as true or false? */
bool lk_operator_is_constant(const struct lk_datum *, bool value);

/* func.c */
LK_MUST_USE bool lk_func_expr(struct lk_sqlc *, const struct lk_datum *);
/* The name that a call is labelled with. */
struct lk_str lk_func_label(const struct lk_datum *);
const struct lk_datum *lk_func_type(struct lk_sqlc *, const struct lk_datum *);

/* FROM items that an expression or statement draws on, each once. */
struct lk_froms {
    const struct lk_datum **v;
    size_t n, cap;
};
/* The enclosing SELECTs: an inner one leaves out what they already have. */
struct lk_scope_sql {
    struct lk_scope_sql *outer;
    const struct lk_froms *froms;
};

/* select.c */
LK_MUST_USE bool lk_select_stmt(struct lk_sqlc *, const struct lk_datum *);
/* Columns of a SELECT or RETURNING: with AS where SQLAlchemy gives a name. */
LK_MUST_USE bool lk_select_columns(struct lk_sqlc *, const struct lk_datum *list);

/* from.c */
LK_MUST_USE bool lk_from_item(struct lk_sqlc *, const struct lk_datum *);
LK_MUST_USE bool lk_from_column(struct lk_sqlc *, const struct lk_datum *column_ref);
/* Adds what an expression draws on; SELECTs inside it keep theirs to themselves. */
void lk_from_collect(struct lk_froms *, const struct lk_datum *expr);
void lk_from_add(struct lk_froms *, const struct lk_datum *item);
/* Are they one FROM item?  Tables by schema and name, others by structure. */
bool lk_from_same(const struct lk_datum *, const struct lk_datum *);
bool lk_from_has(const struct lk_froms *, const struct lk_datum *item);
/* Puts "WITH …" before what was written since `from`. */
void lk_from_with(struct lk_sqlc *, size_t from);
/* Takes note of CTEs that a statement carries without mentioning them. */
bool lk_from_ctes(struct lk_sqlc *, const struct lk_datum *ctes);

/* dml.c */
LK_MUST_USE bool lk_dml_stmt(struct lk_sqlc *, const struct lk_datum *);
/* upsert.c: ON CONFLICT … of an INSERT into a table. */
LK_MUST_USE bool lk_upsert_clause(struct lk_sqlc *, const struct lk_datum *on_conflict,
                                  const struct lk_datum *table);

#endif
