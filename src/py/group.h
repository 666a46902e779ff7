/* Exception groups: their parts (group.c) and except* (try_star.c). */
#ifndef LK_PY_GROUP_H
#define LK_PY_GROUP_H

#include "py/eval.h"

/* Adds the methods, and gives ExceptionGroup its two bases. */
void lk_group_rows(struct lk_vm *);
bool lk_is_group(const struct lk_vm *, struct lk_value);
/* The exceptions of a group. */
const struct lk_value *lk_group_parts(size_t *n, struct lk_value group);
/* A group of them, of the class that fits; the message and a tuple or list. */
bool lk_group_make(struct lk_value *out, struct lk_vm *, struct lk_value message,
                   struct lk_value parts);

/* Which exceptions a group is split by: a type (or tuple of them), a function of a script, or
 * `same`, the leaves of the exceptions on a list. */
struct lk_group_by {
    struct lk_value type, call, same;
};
/* The parts of an exception that match and the others, each as a group of the same shape, or None;
 * both are left on the stack, the matching one first. */
bool lk_group_split(struct lk_vm *, struct lk_value exception, const struct lk_group_by *);

/* Runs the handlers of except*, or goes on in the one that a yield has left. */
enum lk_status lk_run_star(struct lk_frame *, const struct lk_py_try *, struct lk_value exc);

#endif
