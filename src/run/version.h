/* Statements on the version table, as Alembic 1.19 writes them. */
#ifndef LK_SRC_RUN_VERSION_H
#define LK_SRC_RUN_VERSION_H

#include "db/ask.h"
#include "rev/step.h"

struct lk_version_sql {
    const struct lk_version_table *table;
    bool printed;          /* for --sql: tabs are spaces, an insert says RETURNING */
    bool percent;          /* the paramstyle doubles every % */
};

void lk_version_create(struct lk_buf *out, const struct lk_version_sql *);
void lk_version_change(struct lk_buf *out, const struct lk_version_sql *, const struct lk_row *);
/* "s.alembic_version", quoted where SQLAlchemy quotes. */
void lk_version_name(struct lk_buf *out, const struct lk_version_sql *);

#endif
