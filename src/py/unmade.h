/* Names of the project's modules that could not be made, because their statement needs what is not
 * here (unmade.c). */
#ifndef LK_PY_UNMADE_H
#define LK_PY_UNMADE_H

#include "py/eval.h"

/* How a statement mentions something: it stores or deletes a name of the module, which is told by
 * its name; it uses a name or attribute, or derives a class from something, told by expression. */
enum lk_mention { LK_MENTION_BOUND, LK_MENTION_USED, LK_MENTION_BASE };
typedef void lk_mention_fn(void *self, enum lk_mention, const struct lk_py_name *,
                           const struct lk_py_expr *);
/* Calls fn for each, in no particular order. */
void lk_mentions(const struct lk_py_stmt *, lk_mention_fn *, void *self);

/* Runs the body of a module of the project. */
enum lk_status lk_exec_lenient(struct lk_frame *, const struct lk_py_body *);
/* Notes which functions a refusal breaks off. */
void lk_unmade_note(struct lk_vm *);

#endif
