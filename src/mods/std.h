/* The standard modules of scripts: what Python's library offers, in the parts that revisions use.
 * Most are told in the script language itself (std/), over the natives of module _limbeck; math is
 * a table.  What is not there is refused by name, never guessed. */
#ifndef LK_MODS_STD_H
#define LK_MODS_STD_H

#include "mods/inside.h"

/* The tables that make up _limbeck, and math. */
extern const struct lk_py_row lk_std_rows_system[], lk_std_rows_json[], lk_std_rows_re[];
extern const struct lk_py_module lk_std_math;
extern const struct lk_py_type lk_std_pattern_type;

/* std_digest.c: the digest of the bytes into out (64 bytes at most); its length, 0 for a name that
 * is unknown. */
size_t lk_std_digest(unsigned char *out, struct lk_str name, struct lk_str bytes);

#endif
