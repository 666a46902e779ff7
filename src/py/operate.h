/* Operators between values of the built-in types, no dunder methods of scripts looked up: what the
 * evaluator tries first, and what dunder.c offers as int.__add__ and so on.  Implemented by type in
 * arith.c (numbers), sequence.c (str, bytes, list, tuple) and setops.c (sets, dicts).
 *
 * *out is NOTIMPLEMENTED when the two types do not know the operator together; the caller then goes
 * on as Python does (reflected methods, "unsupported operand type(s) for +: 'int' and 'str'"). */
#ifndef LK_PY_OPERATE_H
#define LK_PY_OPERATE_H

#include "py/expr.h"
#include "py/ops.h"

/* op: ADD to FLOORDIV of nodes.def.  Instances of built-in classes and of their subclasses. */
LK_MUST_USE bool lk_operate(struct lk_value *out, struct lk_vm *, enum lk_py_op op,
                            const struct lk_value pair[2]);
/* The in-place form for list +=, *=, set |= and so on; NOTIMPLEMENTED where there is none. */
LK_MUST_USE bool lk_operate_inplace(struct lk_value *out, struct lk_vm *, enum lk_py_op op,
                                    const struct lk_value pair[2]);
/* op: POS NEG INVERT. */
LK_MUST_USE bool lk_operate_unary(struct lk_value *out, struct lk_vm *, enum lk_py_op op,
                                  struct lk_value);
/* op: EQ NE LT LE GT GE: BOOL or NOTIMPLEMENTED.  Elements are compared by lk_vm_eq/lk_vm_less. */
LK_MUST_USE bool lk_operate_compare(struct lk_value *out, struct lk_vm *, enum lk_py_op op,
                                    const struct lk_value pair[2]);
/* pow(a, b, m). */
LK_MUST_USE bool lk_operate_pow3(struct lk_value *out, struct lk_vm *,
                                 const struct lk_value v[3]);

#endif
