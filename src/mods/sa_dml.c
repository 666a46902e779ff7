/* INSERT, UPDATE and DELETE: their generative methods, ON CONFLICT.
 *
 * Every method returns a changed copy: statements are values, as in SQLAlchemy. */
#include "mods/rows.h"


/* returning(*cols). A table stands for its columns; further calls add to the list. */
static bool returning(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value all;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (!lk_expand(&all, vm, a->v[1]))
        return false;
    return lk_sa_extend(vm, *out, "returning", lk_list_of(all)->v, lk_list_of(all)->n);
}

/* Adds *args to a list of the statement. Each argument is an item; what was there before stays
 * in front. */
static bool extend(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                   const char *name)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    return lk_sa_extend(vm, *out, name, v, n);
}

/* prefix_with(self, *prefixes, dialect='*'). Text between INSERT, UPDATE or DELETE and what
 * follows. */
static bool prefix(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return extend(out, vm, a, "prefixes");
}

/* add_cte(self, *ctes). For CTEs that no part of the statement refers to, such as those that
 * change data. */
static bool add_cte(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return extend(out, vm, a, "ctes");
}

/* cte(self, name=None, …). Its rows are those of RETURNING. */
static bool cte(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_CTE, "select name recursive nesting", a->v);
    return true;
}

/* What all three statements have. */
const struct lk_py_row lk_sa_rows_dml[] = {
    {"returning(self, *cols)", returning, 0, "RETURNING"},
    {"prefix_with(self, *prefixes, dialect='*')", prefix, 0, "text behind the verb"},
    {"add_cte(self, *ctes)", add_cte, 0, "WITH"},
    {"cte(self, name=None, recursive=False, nesting=False)", cte, 0, "as a WITH"},
    {NULL, NULL, 0, NULL},
};

/* where(self, *whereclause). Several conditions are joined by AND, also over several calls. */
static bool where(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return extend(out, vm, a, "where");
}

/* What UPDATE and DELETE add. */
const struct lk_py_row lk_sa_rows_where[] = {
    {"where(self, *whereclause)", where, 0, "WHERE"},
    {"filter(self, *whereclause)", where, 0, "WHERE"},
    {NULL, NULL, 0, NULL},
};

/* UPDATE has one row only: what INSERT would take for several is refused, a flat list goes by the
 * order of the table's columns.  A dict comes back as it is. */
static bool single_row(struct lk_value *out, struct lk_vm *vm, struct lk_value statement,
                       struct lk_value given)
{
    struct lk_value columns, key, column;
    struct lk_value table = lk_sa_get(vm, statement, "table");
    size_t n;
    *out = given;
    if (lk_is(given, LK_T_DICT) || !lk_is(table, LK_T_OBJECT))
        return true;
    const struct lk_value *v = lk_items(&n, given);
    if (n && (lk_is(v[0], LK_T_DICT) || lk_is(v[0], LK_T_LIST) || lk_is(v[0], LK_T_TUPLE)))
        return lk_sa_raise(vm, "InvalidRequestError", "UPDATE construct does not support multiple "
                           "parameter sets; write one dict, or ordered_values() for pairs");
    *out = lk_new_dict(vm);
    lk_push(vm, *out);
    if (!lk_from_columns(&columns, vm, table))
        return false;
    size_t i = 0;
    for (size_t pos = 0; i < n && lk_dict_next(lk_collection_dict(vm, columns), &pos, &key,
                                               &column); i++)
        if (!lk_dict_set(vm, *out, key, lk_items(&n, given)[i]))
            return false;
    return true;
}

/* {table.c.l[1]: 5}: elements of arrays and of JSON are kept apart from the columns, as pairs. What
 * is left stands in *given. */
static bool take_targets(struct lk_value *given, struct lk_vm *vm, struct lk_value statement)
{
    struct lk_value rest = lk_new_dict(vm), pairs = lk_new_list(vm, NULL, 0), key, value;
    lk_push(vm, rest);
    lk_push(vm, pairs);
    for (size_t pos = 0; lk_dict_next(*given, &pos, &key, &value);) {
        const struct lk_value pair[] = {key, value};
        bool target = lk_sa_is(vm, key, LK_SA_BinaryExpression);
        if (!(target ? lk_list_append(vm, pairs, lk_new_tuple(vm, pair, 2))
                     : lk_dict_set(vm, rest, key, value)))
            return false;
    }
    if (!lk_list_of(pairs)->n)
        return true;
    *given = rest;
    return lk_sa_extend(vm, statement, "targets", lk_list_of(pairs)->v, lk_list_of(pairs)->n);
}

/* values(*args, **kw): one dict or list of dicts, a tuple by position, or keywords, merged.
 * Keywords and dicts of several calls are merged, the later value of a column wins; lists of
 * rows replace what was there. */
static bool values(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (n > 1)
        return lk_sa_raise(vm, "ArgumentError", "Only a single dictionary/tuple or list of "
                           "dictionaries/tuples is accepted positionally.");
    if (n && lk_dict_count(a->v[2]))
        return lk_sa_raise(vm, "ArgumentError", "Can't pass positional and keyword arguments to "
                           "values() simultaneously");
    struct lk_value old = lk_sa_named(vm, *out, LK_STR("values"));
    struct lk_value given = n ? v[0] : a->v[2], key, value;
    if (lk_sa_is(vm, *out, LK_SA_Update)
        && (!single_row(&given, vm, *out, given) || !take_targets(&given, vm, *out)))
        return false;
    if (!lk_is(given, LK_T_DICT) || !lk_is(old, LK_T_DICT)) {
        lk_sa_set(vm, *out, "values", given);
        return true;
    }
    struct lk_value all = lk_new_dict(vm);
    lk_sa_set(vm, *out, "values", all);
    for (size_t pos = 0; lk_dict_next(old, &pos, &key, &value);)
        if (!lk_dict_set(vm, all, key, value))
            return false;
    for (size_t pos = 0; lk_dict_next(given, &pos, &key, &value);)
        if (!lk_dict_set(vm, all, key, value))
            return false;
    return true;
}

/* ordered_values(self, *args): pairs instead of a dict. SET has them in this order. */
static bool ordered_values(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "values", a->v[1]);
    return true;
}

const struct lk_py_row lk_sa_rows_update[] = {
    {"where(self, *whereclause)", where, 0, "WHERE"},
    {"filter(self, *whereclause)", where, 0, "WHERE"},
    {"values(self, *args, **kwargs)", values, 0, "SET"},
    {"ordered_values(self, *args)", ordered_values, 0, "SET, in this order"},
    {NULL, NULL, 0, NULL},
};

/* from_select(self, names, select, …). Columns and SELECT travel as a pair. */
static bool from_select(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "from_select", lk_new_tuple(vm, a->v + 1, 2));
    return true;
}

/* inline(self) */
static bool inline_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "inline", lk_bool(true));
    return true;
}

const struct lk_py_row lk_sa_rows_insert[] = {
    {"values(self, *args, **kwargs)", values, 0, "VALUES"},
    {"from_select(self, names, select, include_defaults=True)", from_select, 0, "INSERT … SELECT"},
    {"inline(self)", inline_, 0, "without fetching defaults"},
    {NULL, NULL, 0, NULL},
};

/* The clause is a node of its own inside the INSERT. index_where and where are conditions of
 * the index and of the update. */
static bool on_conflict(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                        enum lk_sa_id id)
{
    static const char names[] = "constraint index_elements index_where set_ where";
    struct lk_value set = id == LK_SA_OnConflictDoUpdate ? a->v[4] : lk_none(), v[5];
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    memcpy(v, a->v + 1, (id == LK_SA_OnConflictDoUpdate ? 5 : 3) * sizeof *v);
    /* insert.excluded as a whole, and a key that has no name of its own. */
    if (lk_sa_is(vm, set, LK_SA_ColumnCollection))
        v[3] = lk_collection_dict(vm, set);
    struct lk_value unnamed = v[0];
    if (lk_sa_is(vm, unnamed, LK_SA_Constraint) && lk_is_none(lk_sa_get(vm, unnamed, "name"))) {
        v[1] = lk_sa_get(vm, unnamed, "columns");
        v[0] = lk_none();
    }
    bool update = id == LK_SA_OnConflictDoUpdate;
    if (update && !(lk_is(v[3], LK_T_DICT) && lk_dict_count(v[3])))
        return lk_raise(vm, LK_EXC_ValueError, "set parameter must be a non-empty dictionary or a "
                        "ColumnCollection such as the `.c.` collection of a Table object");
    struct lk_value clause = lk_sa_make(vm, id, update ? names
                                                       : "constraint index_elements index_where",
                                        v);
    lk_push(vm, clause);
    lk_own_attr_set(vm, clause, "_table", lk_sa_get(vm, a->v[0], "table"));
    lk_sa_set(vm, *out, "on_conflict", clause);
    return true;
}

/* on_conflict_do_nothing(self, …). Without a target any conflict counts. */
static bool do_nothing(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return on_conflict(out, vm, a, LK_SA_OnConflictDoNothing);
}

/* on_conflict_do_update(self, …). PostgreSQL wants a target here, which lowering or the server
 * insists on. */
static bool do_update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return on_conflict(out, vm, a, LK_SA_OnConflictDoUpdate);
}

/* excluded(self): the row that was proposed, a table named excluded. insert.excluded.x in set_=
 * names the value that could not be inserted. */
static bool excluded(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {lk_sa_get(vm, a->v[0], "table"), lk_new_strz(vm, "excluded")};
    struct lk_value alias = lk_sa_make(vm, LK_SA_Alias, "element name", v);
    lk_push(vm, alias);
    return lk_from_columns(out, vm, alias);
}

/* Every INSERT here is PostgreSQL's, so that both methods always are there. */
const struct lk_py_row lk_sa_rows_pg_insert[] = {
    {"on_conflict_do_nothing(self, constraint=None, index_elements=None, index_where=None)",
     do_nothing, 0, "ON CONFLICT DO NOTHING"},
    {"on_conflict_do_update(self, constraint=None, index_elements=None, index_where=None, "
     "set_=None, where=None)", do_update, 0, "ON CONFLICT DO UPDATE"},
    {"excluded(self)", excluded, LK_PY_PROPERTY, "the proposed row"},
    {NULL, NULL, 0, NULL},
};
