/* What functions show of themselves: rows_function.c, rows_code.c. */
#ifndef LK_PY_FUNCTION_H
#define LK_PY_FUNCTION_H

#include "py/eval.h"

/* function.__code__ */
struct lk_value lk_code_object(struct lk_vm *, const struct lk_function *);

#endif
