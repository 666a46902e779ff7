/* The methods of str that have files of their own, for the table in str.c. */
#ifndef LK_PY_STR_H
#define LK_PY_STR_H

#include "py/arg.h"

/* strfind.c */
lk_native lk_str_find_, lk_str_rfind_, lk_str_index_, lk_str_rindex_, lk_str_count_;
lk_native lk_str_startswith_, lk_str_endswith_, lk_str_removeprefix_, lk_str_removesuffix_;
lk_native lk_str_replace_;
/* strsplit.c */
lk_native lk_str_split_, lk_str_rsplit_, lk_str_splitlines_, lk_str_partition_, lk_str_rpartition_;
lk_native lk_str_join_;
/* strcode.c */
lk_native lk_str_encode_, lk_str_translate_, lk_str_maketrans_;

#endif
