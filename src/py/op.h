/* Operators.  The `_builtin` variants do what the kind of the value does by itself, without asking
 * its class; binary ones give NOTIMPLEMENTED where they do not apply. */
#ifndef LK_PY_OP_H
#define LK_PY_OP_H

#include "py/bigint.h"
#include "py/cls.h"
#include "py/eval.h"

bool lk_binary_builtin(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                       struct lk_value b);
bool lk_inplace_builtin(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                        struct lk_value b);
bool lk_unary_builtin(struct lk_value *out, struct lk_vm *, int op, struct lk_value a);
bool lk_compare_builtin(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                        struct lk_value b);
bool lk_truth_builtin(bool *out, struct lk_vm *, struct lk_value);
bool lk_len_builtin(int64_t *out, struct lk_vm *, struct lk_value, bool *has);
bool lk_getitem_builtin(struct lk_value *out, struct lk_vm *, struct lk_value, struct lk_value key);
bool lk_setitem_builtin(struct lk_vm *, struct lk_value, struct lk_value key, struct lk_value v);
bool lk_contains_builtin(bool *out, struct lk_vm *, struct lk_value, struct lk_value key);
bool lk_iter_builtin(struct lk_value *out, struct lk_vm *, struct lk_value);
bool lk_repr_builtin(struct lk_buf *, struct lk_vm *, struct lk_value);
bool lk_str_builtin(struct lk_buf *, struct lk_vm *, struct lk_value);
bool lk_exception_str(struct lk_buf *, struct lk_vm *, struct lk_value);      /* exception.c */

/* number.c: operands are numbers. */
bool lk_vm_index_value(struct lk_value *out, struct lk_vm *, struct lk_value);   /* any int */
bool lk_number_binary(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                      struct lk_value b);
/* -1, 0, 1, or 2 when a NaN takes part. */
int lk_number_cmp(struct lk_value a, struct lk_value b);
static inline bool lk_is_number(struct lk_value v) { return lk_is_int(v) || lk_is_float(v); }

struct lk_value lk_new_alias(struct lk_vm *, struct lk_value origin, struct lk_value args);
bool lk_next_builtin(struct lk_value *out, struct lk_vm *, struct lk_value iterator);
bool lk_reversed(struct lk_value *out, struct lk_vm *, struct lk_value);      /* reversed.c */

/* seq.c */
/* A position: counts from the end when negative, false when outside. */
static inline bool lk_seq_at(int64_t *i, int64_t n)
{
    *i += *i < 0 ? n : 0;
    return *i >= 0 && *i < n;
}
/* The bounds of a slice over n items, and how many there are. */
struct lk_slice_range { int64_t from, step, n; };
bool lk_slice_range(struct lk_slice_range *out, struct lk_vm *, struct lk_value slice, int64_t n);
/* The code point at an index that is inside, as a STR. */
struct lk_value lk_text_at(struct lk_vm *, struct lk_value text, int64_t i);
/* Byte offset of the i-th code point, 0 <= i <= count. */
uint32_t lk_text_offset(struct lk_text *, uint32_t i);
bool lk_repeat(struct lk_value *out, struct lk_vm *, struct lk_value seq, struct lk_value times);

/* setop.c */
bool lk_set_binary(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                   struct lk_value b);
bool lk_set_inplace(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                    struct lk_value b);
bool lk_set_compare(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                    struct lk_value b);
bool lk_set_of_items(struct lk_vm *, struct lk_value set, struct lk_value items);
bool lk_dict_merge(struct lk_vm *, struct lk_value into, struct lk_value from);

/* percent.c: `format % args` of a STR or BYTES. */
bool lk_str_percent(struct lk_value *out, struct lk_vm *, struct lk_value format,
                    struct lk_value args);

#endif
