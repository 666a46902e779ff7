/* What a kept script needs of its project: the modules that it imports, and what they import. */
#ifndef LK_SRC_RUN_CARRY_H
#define LK_SRC_RUN_CARRY_H

#include "mods/mods.h"

struct lk_carry {
    struct lk_mods *mods;
    struct lk_sources *sources;
    struct lk_arena *arena;
    bool elsewhere;                /* the manifest will not lie beside the script */
    const struct lk_datum *options;        /* of alembic.ini, by section */
    struct lk_names *files;        /* where the modules lie, appended; may be NULL */
};

/* Collects the texts of the project's modules that a script may import, in whatever branch: a map
 * of "a/b.py" to text, sorted; NULL where there is none.  LK_E_UNSUPPORTED at the place where the
 * script reads files, imports by a computed name or asks for an option that alembic.ini has, if the
 * manifest lies elsewhere, and where the modules are too many. */
LK_MUST_USE bool lk_carry_modules(const struct lk_datum **out, const struct lk_carry *,
                                  uint32_t script, struct lk_err *);

#endif
