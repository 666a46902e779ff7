/* One function per operation (lower.c has the table). */
#ifndef LK_SQL_OPS_H
#define LK_SQL_OPS_H

#include "sql/table.h"

typedef bool lk_lowerer(struct lk_sqlc *, const struct lk_op *);

lk_lowerer lk_lower_add_column, lk_lower_alter_column, lk_lower_drop_column;
lk_lowerer lk_lower_create_table, lk_lower_drop_table, lk_lower_rename_table;
lk_lowerer lk_lower_create_table_comment, lk_lower_drop_table_comment;
lk_lowerer lk_lower_create_constraint, lk_lower_drop_constraint, lk_lower_create_foreign_key;
lk_lowerer lk_lower_create_exclude, lk_lower_create_check, lk_lower_create_index;
lk_lowerer lk_lower_drop_index, lk_lower_create_type, lk_lower_drop_type, lk_lower_create_item;
lk_lowerer lk_lower_drop_item, lk_lower_bulk_insert, lk_lower_execute, lk_lower_query;

/* CREATE TABLE of a prepared table with its types before, its indexes and comments after. */
LK_MUST_USE bool lk_lower_whole_table(struct lk_table *, const struct lk_create_how *,
                                      const struct lk_datum *comment);
/* COMMENT ON COLUMN of a table as SQLAlchemy writes it; null is IS NULL. */
void lk_lower_column_comment(struct lk_table *, const struct lk_tcol *,
                             const struct lk_datum *comment);
void lk_lower_table_comment(struct lk_table *, const struct lk_datum *comment);

#endif
