/* The methods of bytes that stand in bytes_seek.c, and what it shares with bytes_methods.c. */
#ifndef LK_PY_BYTES_H
#define LK_PY_BYTES_H

#include "py/arg.h"

/* The content of bytes; otherwise a TypeError. */
LK_MUST_USE bool lk_arg_bytes(struct lk_str *out, struct lk_vm *, struct lk_value);
/* bytes(v): of bytes, a count, ints, or __bytes__. */
LK_MUST_USE bool lk_bytes_of(struct lk_value *out, struct lk_vm *, struct lk_value);
static inline bool lk_byte_is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

lk_native lk_bytes_find_, lk_bytes_rfind_, lk_bytes_index_, lk_bytes_rindex_, lk_bytes_count_;
lk_native lk_bytes_startswith_, lk_bytes_endswith_, lk_bytes_removeprefix_;
lk_native lk_bytes_removesuffix_, lk_bytes_replace_, lk_bytes_strip_, lk_bytes_lstrip_;
lk_native lk_bytes_rsplit_;
lk_native lk_bytes_rstrip_, lk_bytes_split_, lk_bytes_splitlines_, lk_bytes_partition_;
lk_native lk_bytes_rpartition_, lk_bytes_join_, lk_bytes_center_, lk_bytes_ljust_, lk_bytes_rjust_;
lk_native lk_bytes_zfill_, lk_bytes_translate_, lk_bytes_maketrans_;

#endif
