/* The resolver: names to slots, as code.h describes, and the errors that CPython's compiler has
 * beyond its parser. */
#ifndef LK_PY_RESOLVE_H
#define LK_PY_RESOLVE_H

#include "py/ast.h"
#include "py/token.h"

/* Resolves a tree in place; adds mangled names to the table.  eval: the tree is one expression, its
 * return is in no function. */
LK_MUST_USE bool lk_py_resolve(struct lk_py_ast *, bool eval, struct lk_py_names *,
                               struct lk_err *);

/* Parses without resolving: what CPython's ast.parse() does.  For tests. */
LK_MUST_USE bool lk_py_parse_tree(struct lk_py_ast **out, struct lk_arena *,
                                  const struct lk_sources *, uint32_t source, struct lk_err *);

/* The same for a text that is in no table of sources; source may be 0. */
LK_MUST_USE bool lk_py_parse_text(struct lk_py_ast **out, struct lk_arena *, struct lk_str text,
                                  uint32_t source, struct lk_err *);

#endif
