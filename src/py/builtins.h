/* The built-in functions, for the table in builtins.c; each stands in the file of its kind. */
#ifndef LK_PY_BUILTINS_H
#define LK_PY_BUILTINS_H

#include "py/eval.h"
#include "py/int.h"

/* builtins_num.c */
lk_native lk_bi_abs, lk_bi_bin, lk_bi_oct, lk_bi_hex, lk_bi_chr, lk_bi_ord, lk_bi_divmod, lk_bi_pow;
lk_native lk_number_divmod_, lk_bi_round, lk_bi_sum, lk_bi_min, lk_bi_max;
/* builtins_iter.c */
lk_native lk_bi_iter, lk_bi_next, lk_bi_sorted, lk_bi_all, lk_bi_any;
/* builtins_obj.c */
lk_native lk_bi_getattr, lk_bi_setattr, lk_bi_delattr, lk_bi_hasattr, lk_bi_isinstance;
lk_native lk_bi_issubclass, lk_bi_callable, lk_bi_hash, lk_bi_id, lk_bi_len, lk_bi_repr;
bool lk_names_of(struct lk_value *out, struct lk_vm *, struct lk_value);
lk_native lk_bi_ascii, lk_bi_format, lk_bi_dir, lk_bi_vars, lk_bi_globals, lk_bi_locals;

#endif
