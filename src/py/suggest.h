/* Suggestions for names that were not found (suggest.c). */
#ifndef LK_PY_SUGGEST_H
#define LK_PY_SUGGEST_H

#include "py/eval.h"

void lk_suggest_name(struct lk_frame *, struct lk_value name);   /* of the pending NameError */
void lk_suggest_put(struct lk_buf *, struct lk_vm *, struct lk_value exception);

#endif
