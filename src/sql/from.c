/* Columns of tables in expressions, and what FROM can hold. */
#include "sql/expr.h"

/* table.column, or the column alone where tables are left out (DDL, ON CONFLICT). */
bool lk_from_column(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *table = LK_ARG_OF(e, "table");
    if (lk_sqlc_id(table) == LK_NODE_TABLE && !c->no_tables) {
        lk_sqlc_table_name(c, LK_ARG_OF(table, "schema"), LK_ARG_OF(table, "name"));
        lk_sqlc_put(c, ".");
    }
    lk_sqlc_name(c, LK_ARG_OF(e, "name"));
    return true;
}

bool lk_select_stmt(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_sqlc_unsupported(c, "'%s' as a statement", e->as.node.def->name);
}

bool lk_dml_stmt(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_sqlc_unsupported(c, "'%s' as a statement", e->as.node.def->name);
}
