/* The walk over a tree that collects names and refuses what CPython's compiler refuses.  Its files
 * are walk_*.c; scope.h has what they collect. */
#ifndef LK_PY_WALK_H
#define LK_PY_WALK_H

#include "py/scope.h"

bool lk_walk_fail(struct lk_resolver *, struct lk_span, const char *fmt, ...) LK_PRINTF(3, 4);

/* walk_expr.c: NULL is nothing; targets are told by their context. */
bool lk_walk_expr(struct lk_resolver *, struct lk_py_expr *);
bool lk_walk_exprs(struct lk_resolver *, struct lk_py_exprs);
/* Elements that may be starred: of displays and calls. */
bool lk_walk_elements(struct lk_resolver *, struct lk_py_exprs);
bool lk_walk_args(struct lk_resolver *, struct lk_py_args *);
/* walk_comp.c */
bool lk_walk_comp(struct lk_resolver *, struct lk_py_expr *);
bool lk_walk_walrus(struct lk_resolver *, struct lk_py_expr *);
/* walk_def.c */
bool lk_walk_lambda(struct lk_resolver *, struct lk_py_expr *);
bool lk_walk_def(struct lk_resolver *, struct lk_py_stmt *);
/* Makes the code's flow the innermost while its body is walked. */
void lk_walk_enter_code(struct lk_resolver *, struct lk_flow *, struct lk_py_code *, uint32_t name);
void lk_walk_leave_code(struct lk_resolver *);
/* walk_stmt.c */
bool lk_walk_body(struct lk_resolver *, const struct lk_py_body *);
bool lk_walk_declare(struct lk_resolver *, struct lk_py_stmt *);
/* walk_block.c: statements with blocks */
bool lk_walk_if(struct lk_resolver *, struct lk_py_stmt *);
bool lk_walk_loop(struct lk_resolver *, struct lk_py_stmt *);
bool lk_walk_with(struct lk_resolver *, struct lk_py_stmt *);
bool lk_walk_try(struct lk_resolver *, struct lk_py_stmt *);
/* walk_pattern.c */
bool lk_walk_match(struct lk_resolver *, struct lk_py_stmt *);
/* walk_import.c */
bool lk_walk_import(struct lk_resolver *, struct lk_py_stmt *);
bool lk_walk_futures(struct lk_resolver *, const struct lk_py_body *);

#endif
