/* What a statement of free SQL leaves behind, decided by tables of what is known to leave nothing.
 * Everything else is unknown: a function may write behind any SELECT.
 *
 * Operators, casts, domains and collations are taken to compute.  Relations and functions are told,
 * because only the catalog knows whether a relation is a view, which calls what it likes, and
 * whether a name of pg_catalog is also one of the project's own. */
#ifndef LK_SQL_EFFECT_H
#define LK_SQL_EFFECT_H

#include "base/buf.h"
#include "model/stmt.h"

enum lk_effect {
    LK_EFFECT_UNKNOWN,
    LK_EFFECT_SESSION,         /* settings and transactions of the session, no more */
    LK_EFFECT_NONE             /* nothing, if what is told is what its name says */
};

/* Array literals, as in '{a,b}'; empty where there is none. */
struct lk_reads {
    struct lk_buf relations;   /* quoted names with their schemas, as to_regclass() reads them */
    struct lk_buf functions;   /* names as the server keeps them */
};

/* Of all statements in a text, the least that is known.  Names are appended to both buffers, which
 * the caller clears; of what is not NONE they mean nothing. */
enum lk_effect lk_sql_effect(struct lk_reads *out, struct lk_str sql);
/* Does a statement leave settings and schemas alone, but for what triggers and functions do behind
 * its back?  False: its first words do not say so. */
bool lk_sql_keeps_settings(const struct lk_stmt *);
/* Appends the brace that ends a literal, unless there is none. */
void lk_reads_close(struct lk_reads *);

#endif
