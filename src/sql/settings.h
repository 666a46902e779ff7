/* The columns that an INSERT or UPDATE sets, each with its value. */
#ifndef LK_SQL_SETTINGS_H
#define LK_SQL_SETTINGS_H

#include "sql/expr.h"

struct lk_setting {
    const struct lk_datum *column;     /* NULL when the table's columns are not known */
    struct lk_str name;
    const struct lk_datum *value;
};
/* The caller frees v. */
struct lk_settings {
    struct lk_setting *v;
    size_t n, cap;
};

/* The column rows (and others) of the table that a statement changes, or NULL. */
const struct lk_datum *lk_settings_columns(const struct lk_datum *table);
/* The key by which scripts speak of a column row. */
struct lk_str lk_settings_key(const struct lk_datum *column);
/* The column row of a key, or NULL. */
const struct lk_datum *lk_settings_column(const struct lk_datum *columns, struct lk_str key);
/* Does the table say what columns it has? */
bool lk_settings_known(const struct lk_datum *columns);
/* The default (or onupdate) of a column row, or NULL. */
const struct lk_datum *lk_settings_default(struct lk_sqlc *, const struct lk_datum *column,
                                           const char *which);
void lk_settings_add(struct lk_settings *, const struct lk_datum *column, struct lk_str name,
                     const struct lk_datum *value);
/* Every column row, without a value. */
void lk_settings_all(struct lk_settings *, const struct lk_datum *columns);
/* The values of a map in the order of the columns, defaults filled in. */
LK_MUST_USE bool lk_settings_read(struct lk_settings *, struct lk_sqlc *,
                                  const struct lk_datum *columns, const struct lk_datum *values,
                                  const char *defaults);
void lk_settings_put_name(struct lk_sqlc *, const struct lk_setting *);
LK_MUST_USE bool lk_settings_put_value(struct lk_sqlc *, const struct lk_setting *);

/* dml.c: what all three statements have. */
LK_MUST_USE bool lk_dml_returning(struct lk_sqlc *, const struct lk_datum *statement);
void lk_dml_prefixes(struct lk_sqlc *, const struct lk_datum *statement);
/* insert.c */
LK_MUST_USE bool lk_insert_stmt(struct lk_sqlc *, const struct lk_datum *insert);

#endif
