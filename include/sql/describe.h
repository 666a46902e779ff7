/* What a described table stands for: the constraints that CREATE TABLE would write, with the names
 * that conventions give them.  For those who make a table out of another one. */
#ifndef LK_SQL_DESCRIBE_H
#define LK_SQL_DESCRIBE_H

#include "sql/lower.h"

/* Of a table node: a list of maps in the arena.  The first is the primary key, which is always
 * there; then those among the table's items in their order, then those that columns bring (unique,
 * the CHECK of a type, foreign keys), then indexes.  Each has kind (the class), name (text or
 * null), final (no convention applies any more), columns (keys) and bound (it is a type's CHECK).
 * The dialect's convention applies where the table's MetaData has none.  Errors are those of
 * lowering. */
LK_MUST_USE bool lk_sql_constraints(const struct lk_datum **out, struct lk_arena *,
                                    const struct lk_datum *table, const struct lk_dialect *,
                                    struct lk_err *);

#endif
