/* str() of constructs: their SQL, lowered as an offline statement.
 *
 * Scripts print constructs or splice them into text; both want SQL that runs. */
#include "mods/rows.h"
#include "sql/lower.h"

/* "SELECT CAST(NULL AS type) AS …": the type is what stands between. A collation stands behind. */
static struct lk_str cut_type(struct lk_arena *arena, struct lk_str sql)
{
    const struct lk_str before = LK_STR("SELECT CAST(NULL AS ");
    ptrdiff_t end = lk_str_rfind_byte(sql, ')');
    if (!lk_str_starts(sql, before) || end < (ptrdiff_t)before.n)
        return sql;
    struct lk_str type = lk_str_cut(sql, before.n, (size_t)end);
    struct lk_str rest = lk_str_cut(sql, (size_t)end + 1, sql.n);
    ptrdiff_t as = lk_str_find(rest, LK_STR(" AS "), 0);
    if (!lk_str_starts(rest, LK_STR(" COLLATE ")))
        return type;
    rest = lk_str_cut(rest, 0, as < 0 ? rest.n : (size_t)as);
    return lk_arena_format(arena, LK_PRI LK_PRI, LK_ARG(type), LK_ARG(rest));
}

/* A node with one argument. */
static const struct lk_datum *node(struct lk_arena *arena, enum lk_node_id id, const char *name,
                                   const struct lk_datum *v)
{
    struct lk_datum *d = lk_datum_node(arena, &lk_node_table[id]);
    d->as.node.arg[lk_def_param(&lk_node_table[id], name)] = v;
    return d;
}

/* "SELECT 1 … WHERE expression" */
static struct lk_str cut_condition(struct lk_str sql)
{
    ptrdiff_t at = lk_str_find(sql, LK_STR("WHERE "), 0);
    return at < 0 ? sql : lk_str_cut(sql, (size_t)at + 6, sql.n);
}

/* A type or an expression stands in a SELECT to be printed. */
static const struct lk_datum *statement_of(struct lk_arena *arena, const struct lk_datum *d)
{
    if (lk_datum_is(d, LK_DATUM_NODE) && d->as.node.def->family == LK_FAMILY_TYPE) {
        struct lk_datum *cast = lk_datum_node(arena, &lk_node_table[LK_NODE_CAST]);
        cast->as.node.arg[0] = lk_datum_node(arena, &lk_node_table[LK_NODE_NULL]);
        cast->as.node.arg[1] = d;
        const struct lk_datum *one = cast;
        return node(arena, LK_NODE_SELECT, "columns", lk_datum_list(arena, &one, 1));
    }
    bool alone = lk_datum_is_node(d, "text") || !lk_datum_is(d, LK_DATUM_NODE)
                 || d->as.node.def->family == LK_FAMILY_STATEMENT;
    if (alone)
        return d;
    const struct lk_datum *one = node(arena, LK_NODE_LITERAL_COLUMN, "text",
                                      lk_datum_str(arena, LK_STR("1")));
    struct lk_datum *select = lk_datum_node(arena, &lk_node_table[LK_NODE_SELECT]);
    select->as.node.arg[lk_def_param(select->as.node.def, "columns")] =
        lk_datum_list(arena, &one, 1);
    select->as.node.arg[lk_def_param(select->as.node.def, "where")] = lk_datum_list(arena, &d, 1);
    return select;
}

/* Bound values are rendered: SQLAlchemy would print :param_1, which nobody wants to read. */
bool lk_sa_compiled(struct lk_value *out, struct lk_vm *vm, struct lk_value construct)
{
    struct lk_mods *m = lk_mods_of(vm);
    const struct lk_datum *d;
    struct lk_err err = {0};
    struct lk_stmts stmts;
    if (!lk_mods_datum(&d, vm, construct, m->arena))
        return false;
    struct lk_op *op = lk_op_new(m->arena, LK_OP_EXECUTE);
    const struct lk_datum *statement = statement_of(m->arena, d);
    const struct lk_dialect dialect = {.offline = true, .literal_binds = true};
    op->arg[0] = statement;
    lk_stmts_init(&stmts, m->arena);
    bool fine = lk_sql_lower(&stmts, op, &dialect, &err) && stmts.n == 1;
    struct lk_str sql = fine ? stmts.v[0].sql : LK_STR("");
    if (statement != d && lk_str_starts(sql, LK_STR("SELECT ")))
        sql = d->as.node.def->family == LK_FAMILY_TYPE ? cut_type(m->arena, sql)
                                                       : cut_condition(sql);
    *out = lk_new_str(vm, sql);
    lk_stmts_clear(&stmts);
    return fine || lk_refuse_err(vm, &err);
}
