/* The standard modules of scripts: what Python's library offers, in the parts that revisions use.
 * Most are told in the script language itself (std/), over the natives of module _limbeck; math is
 * a table.  What is not there is refused by name, never guessed. */
#ifndef LK_MODS_STD_H
#define LK_MODS_STD_H

#include "py/native.h"

/* What of the outside scripts may see.  Borrowed; lives as long as the runtime. */
struct lk_std_access {
    struct lk_str readable;        /* files below this directory can be read; empty: none */
    struct lk_str directory;       /* what relative paths are relative to */
    void (*used)(void *self, struct lk_str path, struct lk_str text);     /* or NULL */
    void (*log)(void *self, int level, struct lk_str logger, struct lk_str text);
    void *self;
};

/* The standard module of that name, EMPTY when there is none. */
LK_MUST_USE bool lk_std_make(struct lk_value *out, struct lk_vm *, const struct lk_std_access *,
                             struct lk_str name);

/* Inside the folder: the tables that make up _limbeck and math. */
extern const struct lk_py_row lk_std_rows_system[], lk_std_rows_json[], lk_std_rows_re[];
extern const struct lk_py_module lk_std_math;
extern const struct lk_py_type lk_std_pattern_type;
/* The access of a native of _limbeck. */
const struct lk_std_access *lk_std_access(const struct lk_args *);

/* std_digest.c: the digest of the bytes into out (64 bytes at most); its length, 0 for a name that
 * is unknown. */
size_t lk_std_digest(unsigned char *out, struct lk_str name, struct lk_str bytes);

/* A module told in the script language: its name, whether it is a package, its text. */
struct lk_std_source {
    const char *name;
    bool package;
    const char *text;
};
extern const struct lk_std_source lk_std_sources[];    /* name NULL ends; generated */

#endif
