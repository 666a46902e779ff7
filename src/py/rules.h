/* The rules of the grammar that its files share, named as in CPython's grammar.  See parser.h. */
#ifndef LK_PY_RULES_H
#define LK_PY_RULES_H

#include "py/parser.h"

typedef struct lk_py_expr *lk_py_rule(struct lk_parser *);
typedef struct lk_py_stmt *lk_py_stmt_rule(struct lk_parser *);

/* parse_expr.c: precedence */
lk_py_rule lk_py_expression, lk_py_disjunction, lk_py_bitwise_or;
/* parse_lists.c: what is made of expressions and commas */
lk_py_rule lk_py_named_expression, lk_py_star_named, lk_py_star_expression, lk_py_star_expressions;
lk_py_rule lk_py_yield, lk_py_yield_or_star;
/* The rest of a comma list after its first element, as a TUPLE; the first one alone as it is. */
struct lk_py_expr *lk_py_tuple_rest(struct lk_parser *, struct lk_py_expr *first, lk_py_rule *);
/* *bitwise_or */
lk_py_rule lk_py_starred;
/* Whether the next token can begin an expression. */
bool lk_py_begins_expression(const struct lk_parser *);

/* parse_primary.c */
lk_py_rule lk_py_primary;
/* parse_args.c: up to, and without, the closing bracket */
struct lk_py_args *lk_py_arguments(struct lk_parser *, bool genexp);
/* parse_atom.c */
lk_py_rule lk_py_atom, lk_py_brace;
/* parse_comp.c */
bool lk_py_begins_comp(const struct lk_parser *);
/* The clauses after elt (a DICTCOMP's key, with its value) up to the closing bracket, which is
 * taken; closing 0: none. */
struct lk_py_expr *lk_py_comprehension(struct lk_parser *, uint8_t kind, struct lk_py_expr *elt,
                                       struct lk_py_expr *value, uint8_t closing);

/* parse_string.c, literal.c */
lk_py_rule lk_py_strings, lk_py_number;
/* Appends what a literal means to p->literal: the bytes [from, to) inside a token with that aux. */
bool lk_py_decode(struct lk_parser *, uint32_t from, uint32_t to, uint32_t aux);

/* parse_target.c: assignment, for, with and del */
lk_py_rule lk_py_star_targets, lk_py_star_target;
/* Whether e can be assigned to (or deleted); if so it and its parts get the context. */
bool lk_py_set_target(struct lk_py_expr *e, enum lk_py_ctx);
/* What the messages call an expression: "function call", "literal", … */
const char *lk_py_expr_name(const struct lk_py_expr *);
/* "cannot assign to …" at the part of e that is to blame. */
void *lk_py_complain_target(struct lk_parser *, struct lk_py_expr *e, enum lk_py_ctx, bool in_for);

/* parse_params.c: parameters into the code, up to and without `closing` (: for lambda) */
bool lk_py_parameters(struct lk_parser *, struct lk_py_code *, uint8_t closing);
lk_py_rule lk_py_lambda;
/* parse_def.c */
lk_py_stmt_rule lk_py_decorated, lk_py_function, lk_py_class, lk_py_type_alias;

/* parse_simple.c, parse_import.c, parse_assign.c */
lk_py_stmt_rule lk_py_simple, lk_py_import, lk_py_import_from, lk_py_assignment;
/* parse_block.c */
/* Takes ':'; a line end instead of it has a message. */
bool lk_py_colon(struct lk_parser *);
/* The block of what began at the token `of`, called `what` in messages, from behind the colon. */
bool lk_py_block(struct lk_parser *, struct lk_py_body *out, const struct lk_py_token *of,
                 const char *what);
/* Statements up to, and without, a token of that kind. */
bool lk_py_statements(struct lk_parser *, struct lk_py_body *out, uint8_t end);
/* parse_compound.c, parse_try.c, parse_match.c */
lk_py_stmt_rule lk_py_if, lk_py_while, lk_py_for, lk_py_with, lk_py_async, lk_py_try, lk_py_match;
bool lk_py_else(struct lk_parser *, struct lk_py_body *out);
/* parse_pattern.c */
struct lk_py_pattern *lk_py_patterns(struct lk_parser *);

#endif
