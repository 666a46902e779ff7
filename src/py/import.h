/* Imports, inside the folder. */
#ifndef LK_PY_IMPORT_H
#define LK_PY_IMPORT_H

#include "py/eval.h"

/* Stands for `name`, imported at the span, until it is used: then LK_E_UNSUPPORTED. */
struct lk_value lk_new_placeholder(struct lk_vm *, struct lk_value name, struct lk_span);
struct lk_unit *lk_unit_new(struct lk_vm *, const struct lk_py_ast *);
bool lk_module_run(struct lk_module *, struct lk_vm *, const struct lk_py_ast *, bool lenient);
/* The module `name` inside a package of the project; EMPTY where there is none. */
bool lk_find_submodule(struct lk_value *out, struct lk_vm *, struct lk_value package,
                       struct lk_value name);

#endif
