/* The front half of the script language: text to tree.  Evaluates nothing and knows no values. */
#ifndef LK_PY_PARSE_H
#define LK_PY_PARSE_H

#include "base/err.h"

struct lk_py_ast;

/* Parses and resolves a source as CPython 3.11's compile(…, 'exec') would, plus PEP 701 and 695.
 * The tree lives in the arena and borrows the source's text.  Fails with LK_E_SYNTAX and CPython's
 * message, or LK_E_LIMIT where the nesting is too deep. */
LK_MUST_USE bool lk_py_parse(struct lk_py_ast **out, struct lk_arena *, const struct lk_sources *,
                             uint32_t source, struct lk_err *);
/* The same for one expression, as eval() takes it: the module's code is one RETURN of it. */
LK_MUST_USE bool lk_py_parse_expr(struct lk_py_ast **out, struct lk_arena *,
                                  const struct lk_sources *, uint32_t source, struct lk_err *);
/* Appends the tree as CPython's ast.dump() would print it, without the resolver's results;
 * for tests. */
void lk_py_dump(struct lk_buf *out, const struct lk_py_ast *);
/* Appends every code record with its names and slots; for tests. */
void lk_py_dump_scopes(struct lk_buf *out, const struct lk_py_ast *);

#endif
