/* The method tables of the built-in classes (types.def) and of `builtins`.  Each is defined in the
 * file named after what it is about; a table not written yet is empty (rows_empty.c, weak).
 *   by the core:        object type function native method generator module cell property
 *                       classmethod staticmethod super iterator mappingproxy union alias member
 *                       traceback exceptions; dunder methods that operators use (__add__, __eq__,
 *                       __len__, __getitem__, __iter__, __repr__, …) of every class: dunder.c adds
 *                       them to all, over ops.h, and a table need not have them
 *   by the types:       str bytes int float bool list tuple dict set frozenset range slice dict
 *                       views: constructors ("__new__(cls, …)", "__init__(self, …)") and methods;
 *                       lk_rows_builtins (print, len, sorted, …); lk_vm_format, "%" of str and
 *                       bytes (lk_str_percent), repr of str, bytes, float (lk_repr_text) */
#ifndef LK_PY_ROWS_H
#define LK_PY_ROWS_H

#include "py/native.h"

#define LK_TYPE(id, ...) extern const struct lk_py_row lk_rows_##id[];
#include "py/types.def"
#undef LK_TYPE
extern const struct lk_py_row lk_rows_builtins[];
/* __get__ of functions, __call__ of whatever can be called, C[args] of the generic classes:
 * rows_callable.c. */
lk_native lk_fn_get, lk_call_self, lk_class_subscript;

/* The row that makes a class and what is derived from it generic, as list[int] is. */
#define LK_ROW_SUBSCRIPT                                                                           \
    {"__class_getitem__(cls, object, /)", lk_class_subscript, LK_PY_CLASSMETHOD, NULL}

#endif
