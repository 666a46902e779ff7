/* SELECT: select() in both styles, its generative methods as a table, what it can become.
 *
 * Both styles are taken: select(a, b) of 2.0 and select([a, b], where) of 1.x, which most of the
 * older revisions in the wild still use. */
#include "mods/rows.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))


/* The columns of a FROM, or the FROM itself where nothing is known of them: it still stands behind
 * FROM.  A function's alias has one that SQLAlchemy names in a way no server knows. */
static bool expand_from(struct lk_vm *vm, struct lk_value list, struct lk_value columns,
                        struct lk_value from)
{
    struct lk_value key, column, dict = lk_collection_dict(vm, columns);
    for (size_t pos = 0; lk_dict_next(dict, &pos, &key, &column);)
        if (!lk_list_append(vm, list, column))
            return false;
    if (lk_dict_count(dict) || !lk_sa_is(vm, from, LK_SA_FromClause))
        return true;
    if (lk_sa_is(vm, from, LK_SA_TableValuedAlias))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "select() of a function's alias() has no columns")
               || lk_refuse_hint(vm, "write table_valued('name') or column_valued() instead");
    return lk_list_append(vm, list, from);
}

/* SELECT of a table is SELECT of its columns. Anything that is no FROM, a text or a value for
 * instance, is taken as it is; a mapped class counts as its table. */
bool lk_expand(struct lk_value *out, struct lk_vm *vm, struct lk_value elements)
{
    size_t n;
    lk_items(&n, elements);
    *out = lk_new_list(vm, NULL, 0);
    lk_push(vm, *out);
    for (size_t i = 0; i < n; i++) {
        struct lk_value one = lk_sa_mapped(vm, lk_items(&n, elements)[i]);
        struct lk_value columns = one;
        /* Collections are taken apart too: select(*t.c) and select(t.c) are the same. */
        bool from = lk_sa_is(vm, one, LK_SA_FromClause);
        if (!from && !lk_sa_is(vm, one, LK_SA_ColumnCollection)) {
            if (!lk_list_append(vm, *out, one))
                return false;
            continue;
        }
        if (from && !lk_from_columns(&columns, vm, one))
            return false;
        if (!expand_from(vm, *out, columns, one))
            return false;
    }
    return true;
}

/* Methods that return a copy with one attribute changed. */
enum mode {
    EXTEND,        /* *args are added to a list; a single None empties it */
    REPLACE,       /* the same, but a single None leaves an empty list: none of them */
    SET,           /* the argument */
    CONSTANT       /* True, or the list of *args when there are any */
};
/* The statement itself stays as it was, since scripts build several from one. order_by(None)
 * drops what was there, as SQLAlchemy documents it. */
static const struct change {
    const char *attribute;
    enum mode mode;
} changes[] = {
    {"where", EXTEND},
    {"where", EXTEND},
    {"having", EXTEND},
    {"group_by", EXTEND},
    {"order_by", EXTEND},
    {"limit", SET},
    {"offset", SET},
    {"prefixes", EXTEND},
    {"suffixes", EXTEND},
    {"correlate", REPLACE},
    {"correlate_except", REPLACE},
    {"ctes", EXTEND},
    {"distinct", CONSTANT},
};

/* The row's place in the table of methods tells what it changes. */
static bool change(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct change *c = &changes[a->row - lk_sa_rows_select_base];
    size_t n;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (c->mode == SET) {
        lk_sa_set(vm, *out, c->attribute, a->v[1]);
        return true;
    }
    const struct lk_value *v = lk_items(&n, a->v[1]);
    if (c->mode == CONSTANT) {
        lk_sa_set(vm, *out, c->attribute, n ? lk_new_list(vm, v, n) : lk_bool(true));
        return true;
    }
    if (n == 1 && lk_is_none(v[0])) {
        bool empty = c->mode == REPLACE;
        lk_sa_set(vm, *out, c->attribute, empty ? lk_new_list(vm, NULL, 0) : lk_none());
        return true;
    }
    return lk_sa_extend(vm, *out, c->attribute, v, n);
}

/* slice(start, stop): rows from start up to stop. Only numbers can be subtracted here. */
static bool slice(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_is(a->v[1], LK_T_INT) || !lk_is(a->v[2], LK_T_INT))
        return lk_raise(vm, LK_EXC_TypeError, "slice() takes two whole numbers");
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "limit", lk_int(a->v[2].as.i - a->v[1].as.i));
    lk_sa_set(vm, *out, "offset", a->v[1].as.i ? a->v[1] : lk_none());
    return true;
}

/* fetch(count, with_ties=False, percent=False). The options travel together, because FETCH FIRST
 * is written from all of them. */
static bool fetch(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value map = lk_new_dict(vm);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "fetch", map);
    lk_dict_setz(vm, map, "count", a->v[1]);
    lk_dict_setz(vm, map, "with_ties", a->v[2]);
    lk_dict_setz(vm, map, "percent", a->v[3]);
    return true;
}

/* with_for_update(…): the arguments as a map. All five are kept even where they are false;
 * lowering reads them by name. */
static bool for_update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"nowait", "read", "of", "skip_locked", "key_share"};
    struct lk_value map = lk_new_dict(vm);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "for_update", map);
    for (size_t i = 0; i < COUNT(names); i++)
        lk_dict_setz(vm, map, names[i], a->v[i + 1]);
    return true;
}

/* label(name), scalar_subquery(), alias(), subquery(), lateral(), cte(), exists() wrap a SELECT.
 * As a value: one column of one row, in parentheses where it is used. */
static bool scalar(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_ScalarSelect, "select", a->v);
    return true;
}

/* label(self, name). SQLAlchemy labels the scalar value, not the statement. */
static bool labelled(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {lk_sa_make(vm, LK_SA_ScalarSelect, "select", a->v), a->v[1]};
    *out = lk_sa_make(vm, LK_SA_Label, "element name", v);
    return true;
}

/* subquery(self, name=None), alias(self, name=None). Without a name it gets an anonymous one
 * (anon_1) when it is lowered. */
static bool subquery(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_Subquery, "select name", a->v);
    return true;
}

/* lateral(self, name=None). A subquery that may refer to what stands before it in FROM. */
static bool lateral(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {a->v[0], a->v[1], lk_bool(true)};
    *out = lk_sa_make(vm, LK_SA_Subquery, "select name lateral", v);
    return true;
}

/* cte(self, name=None, …). The statement gets a WITH wherever the CTE is used; RECURSIVE and
 * nesting are its options. */
static bool cte(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_CTE, "select name recursive nesting", a->v);
    return true;
}

/* exists(self). The SELECT is kept whole, with its columns. */
static bool exists(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_Exists, "select", a->v);
    return true;
}

/* union(*others) and its like. The row's name up to the parenthesis is the operator, so that one
 * function makes all six. */
static bool compound(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n, name = strcspn(a->row->signature, "(");
    /* The statement itself is the first of those that are combined. */
    const struct lk_value *other = lk_items(&n, a->v[1]);
    struct lk_value selects = lk_new_list(vm, a->v, 1);
    lk_push(vm, selects);
    for (size_t i = 0; i < n; i++)
        if (!lk_list_append(vm, selects, other[i]))
            return false;
    const struct lk_value v[] = {lk_new_str(vm, (struct lk_str){a->row->signature, name}), selects};
    *out = lk_sa_make(vm, LK_SA_CompoundSelect, "op selects", v);
    return true;
}

/* The columns as a subquery would have them. A subquery nobody uses is made for that: it knows
 * names and labels already. */
static bool selected_columns(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value sub = lk_sa_make(vm, LK_SA_Subquery, "select", a->v);
    lk_push(vm, sub);
    return lk_from_columns(out, vm, sub);
}

const struct lk_py_row lk_sa_rows_select_base[] = {
    {"where(self, *whereclause)", change, 0, "WHERE"},
    {"filter(self, *whereclause)", change, 0, "WHERE"},
    {"having(self, *having)", change, 0, "HAVING"},
    {"group_by(self, *clauses)", change, 0, "GROUP BY"},
    {"order_by(self, *clauses)", change, 0, "ORDER BY"},
    {"limit(self, limit)", change, 0, "LIMIT"},
    {"offset(self, offset)", change, 0, "OFFSET"},
    {"prefix_with(self, *prefixes, dialect='*')", change, 0, "text behind SELECT"},
    {"suffix_with(self, *suffixes, dialect='*')", change, 0, "text at the end"},
    {"correlate(self, *fromclauses)", change, 0, "tables of the outer statement"},
    {"correlate_except(self, *fromclauses)", change, 0, "what is not the outer statement's"},
    {"add_cte(self, *ctes)", change, 0, "WITH"},
    {"distinct(self, *expr)", change, 0, "DISTINCT"},
    {"slice(self, start, stop)", slice, 0, "LIMIT and OFFSET"},
    {"fetch(self, count, with_ties=False, percent=False)", fetch, 0, "FETCH FIRST"},
    {"with_for_update(self, nowait=False, read=False, of=None, skip_locked=False, "
     "key_share=False)", for_update, 0, "FOR UPDATE"},
    {"scalar_subquery(self)", scalar, 0, "as a value"},
    {"as_scalar(self)", scalar, 0, "as a value"},
    {"label(self, name)", labelled, 0, "as a named value"},
    {"subquery(self, name=None)", subquery, 0, "in FROM"},
    {"alias(self, name=None)", subquery, 0, "in FROM"},
    {"lateral(self, name=None)", lateral, 0, "LATERAL"},
    {"cte(self, name=None, recursive=False, nesting=False)", cte, 0, "WITH"},
    {"exists(self)", exists, 0, "EXISTS"},
    {"union(self, *other)", compound, 0, "UNION"},
    {"union_all(self, *other)", compound, 0, "UNION ALL"},
    {"except_(self, *other)", compound, 0, "EXCEPT"},
    {"except_all(self, *other)", compound, 0, "EXCEPT ALL"},
    {"intersect(self, *other)", compound, 0, "INTERSECT"},
    {"intersect_all(self, *other)", compound, 0, "INTERSECT ALL"},
    {"selected_columns(self)", selected_columns, LK_PY_PROPERTY, "its columns"},
    {"c(self)", selected_columns, LK_PY_PROPERTY, "its columns"},
    {"columns(self)", selected_columns, LK_PY_PROPERTY, "its columns"},
    {NULL, NULL, 0, NULL},
};

/* The union of the recursive part of a CTE with the first. Such a CTE refers to itself by name,
 * so that a copy is as good as the original. */
static bool cte_union(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n, name = strcspn(a->row->signature, "(");
    const struct lk_value *other = lk_items(&n, a->v[1]);
    struct lk_value first = lk_sa_get(vm, a->v[0], "select"), selects = lk_new_list(vm, &first, 1);
    /* Its columns belong to the new object, hence a new one instead of a copy. */
    static const char *const same[] = {"name", "recursive", "nesting"};
    *out = lk_sa_new(vm, LK_SA_CTE);
    lk_push(vm, *out);
    for (size_t i = 0; i < COUNT(same); i++)
        lk_sa_set(vm, *out, same[i], lk_sa_get(vm, a->v[0], same[i]));
    for (size_t i = 0; i < n; i++)
        if (!lk_list_append(vm, selects, other[i]))
            return false;
    const struct lk_value v[] = {lk_new_str(vm, (struct lk_str){a->row->signature, name}), selects};
    lk_sa_set(vm, *out, "select", lk_sa_make(vm, LK_SA_CompoundSelect, "op selects", v));
    return true;
}

/* Adds texts to a list of a copy that is the same CTE by name; its columns are made anew. */
static bool cte_words(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[1]);
    bool prefix = a->row->signature[0] == 'p';
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    lk_own_attr_set(vm, *out, "_c", lk_empty());
    return lk_sa_extend(vm, *out, prefix ? "prefixes" : "suffixes", v, n);
}

const struct lk_py_row lk_sa_rows_cte[] = {
    {"prefix_with(self, *expr, dialect='*')", cte_words, 0, "MATERIALIZED and its like"},
    {"suffix_with(self, *expr, dialect='*')", cte_words, 0, "SEARCH, CYCLE"},
    {"union(self, *other)", cte_union, 0, "UNION with the recursive part"},
    {"union_all(self, *other)", cte_union, 0, "UNION ALL with the recursive part"},
    {NULL, NULL, 0, NULL},
};

/* select_from(self, *froms). Adds to FROM what the columns do not bring by themselves. */
static bool select_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *from = lk_items(&n, a->v[1]);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    return lk_sa_extend(vm, *out, "from_", from, n);
}

/* add_columns(self, *entities). column() of 1.x and add_columns() are the same. */
static bool more_columns(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value all;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (!lk_expand(&all, vm, a->v[1]))
        return false;
    return lk_sa_extend(vm, *out, "columns", lk_list_of(all)->v, lk_list_of(all)->n);
}

/* with_only_columns(self, *entities). FROM stays as it was given, while what the old columns
 * brought is gone. */
static bool only_columns(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value all;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (!lk_expand(&all, vm, a->v[1]))
        return false;
    lk_sa_set(vm, *out, "columns", all);
    return true;
}

/* filter_by(**kw): equality with columns of the first table. A key that the table does not have
 * is a KeyError, as from its columns. */
static bool filter_by(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value columns, key, value, column, table = lk_select_left(vm, a->v[0]);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (lk_is_none(table) || !lk_from_columns(&columns, vm, table))
        return lk_sa_raise(vm, "InvalidRequestError", "there is no table to filter by");
    for (size_t pos = 0; lk_dict_next(a->v[1], &pos, &key, &value);) {
        if (!lk_vm_getitem(&column, vm, columns, key))
            return false;
        const struct lk_value v[] = {column, value, lk_new_strz(vm, "eq")};
        struct lk_value eq = lk_sa_make(vm, LK_SA_BinaryExpression, "left right op", v);
        if (!lk_sa_extend(vm, *out, "where", &eq, 1))
            return false;
    }
    return true;
}

/* Joins and columns: what a SELECT has, but a union has not. */
const struct lk_py_row lk_sa_rows_select[] = {
    {"join(self, target, onclause=None, isouter=False, full=False)", lk_select_join, 0, "JOIN"},
    {"outerjoin(self, target, onclause=None, full=False)", lk_select_outerjoin, 0, "LEFT JOIN"},
    {"join_from(self, from_, target, onclause=None, isouter=False, full=False)",
     lk_select_join_from, 0, "JOIN"},
    {"select_from(self, *froms)", select_from, 0, "FROM"},
    {"column(self, *column)", more_columns, 0, "another column"},
    {"add_columns(self, *entities)", more_columns, 0, "more columns"},
    {"with_only_columns(self, *entities, maintain_column_froms=False)", only_columns, 0,
     "other columns"},
    {"filter_by(self, **kwargs)", filter_by, 0, "WHERE column = value"},
    {NULL, NULL, 0, NULL},
};
const struct lk_py_row lk_sa_rows_subselect[] = {{NULL, NULL, 0, NULL}};
const struct lk_py_row lk_sa_rows_join[] = {{NULL, NULL, 0, NULL}};

/* select(*columns), or as in 1.x select([columns], whereclause=None, from_obj=None, …). The
 * keywords of 1.x are still read. A single WHERE, FROM, ORDER BY or GROUP BY becomes a list,
 * which is what the methods of the table above extend. */
static bool select_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const names[] = {"where", "from_", "order_by", "group_by", "limit",
                                        "offset", "distinct"};
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[0]);
    /* select([a, b], where) is 1.x; select((a, b)) too, but select(a, b) is not. */
    bool legacy = n && (lk_is(v[0], LK_T_LIST) || (n <= 2 && lk_is(v[0], LK_T_TUPLE)));
    /* Of 1.x the first argument is the list of columns and the second may be the condition. */
    struct lk_value all, source = legacy ? v[0] : a->v[0];
    struct lk_value where = legacy && n == 2 ? v[1] : a->v[1];
    if (!lk_expand(&all, vm, source))
        return false;
    /* _entities keeps what was written, before tables became their columns. */
    const struct lk_value made[] = {all, source};
    *out = lk_sa_make(vm, LK_SA_Select, "columns _entities", made);
    lk_push(vm, *out);
    for (unsigned i = 0; i < COUNT(names); i++) {
        struct lk_value given = i ? a->v[i + 1] : where;
        bool single = i < 4 && !lk_is(given, LK_T_LIST) && !lk_is(given, LK_T_TUPLE);
        if (!lk_is_none(given))
            lk_sa_set(vm, *out, names[i], single ? lk_new_list(vm, &given, 1) : given);
    }
    return true;
}

/* union(*selects) and its like. The function's name is the operator here as well. */
static bool compound_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t name = strcspn(a->row->signature, "(");
    const struct lk_value v[] = {lk_new_str(vm, (struct lk_str){a->row->signature, name}), a->v[0]};
    *out = lk_sa_make(vm, LK_SA_CompoundSelect, "op selects", v);
    return true;
}

/* exists(…): a SELECT, or what its SELECT shall have as columns. */
static bool exists_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, a->v[0]);
    struct lk_value select, all, star = lk_new_strz(vm, "*");
    bool textual = n == 1 && lk_sa_is(vm, v[0], LK_SA_TextualSelect);
    if (textual || (n == 1 && lk_sa_is(vm, v[0], LK_SA_SelectBase))) {
        select = v[0];
    } else if (n == 1 && lk_sa_is(vm, v[0], LK_SA_ScalarSelect)) {
        select = lk_sa_get(vm, v[0], "select");
    } else {
        if (!lk_expand(&all, vm, a->v[0]))
            return false;
        /* exists() without anything is EXISTS (SELECT * …), to be completed by where(). */
        if (!n) {
            struct lk_value text = lk_sa_make(vm, LK_SA_LiteralColumn, "text", &star);
            all = lk_new_list(vm, &text, 1);
        }
        select = lk_sa_make(vm, LK_SA_Select, "columns", &all);
    }
    *out = lk_sa_make(vm, LK_SA_Exists, "select", &select);
    return true;
}

/* values(*columns, name=None, literal_binds=False); data(rows) adds rows. data() may be called
 * several times; rows come as a list of tuples. */
static bool values_data(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value rows;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    if (!lk_vm_list(&rows, vm, a->v[1]))
        return false;
    return lk_sa_extend(vm, *out, "data", lk_list_of(rows)->v, lk_list_of(rows)->n);
}

/* A copy under another name, which has columns of its own. */
static struct lk_value named_values(struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value copy = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, copy);
    lk_own_attr_set(vm, copy, "_c", lk_empty());
    if (!lk_is_none(a->v[1]))
        lk_sa_set(vm, copy, "name", a->v[1]);
    return copy;
}

/* alias(self, name=None): VALUES has a name of its own, hence no alias around it. */
static bool values_alias(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = named_values(vm, a);
    return true;
}

/* lateral(self, name=None) */
static bool values_lateral(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = named_values(vm, a);
    lk_sa_set(vm, *out, "lateral", lk_bool(true));
    return true;
}

const struct lk_py_row lk_sa_rows_values[] = {
    {"data(self, values)", values_data, 0, "rows"},
    {"alias(self, name=None)", values_alias, 0, "under another name"},
    {"lateral(self, name=None)", values_lateral, 0, "LATERAL"},
    {"cte(self, name=None, recursive=False, nesting=False)", cte, 0, "WITH"},
    {NULL, NULL, 0, NULL},
};

#define ANY (LK_IN_SA | LK_IN_SQL)
#define OWN(signature, fn) {{signature, fn, 0, NULL}, ANY, 0, NULL, NULL, NULL}
#define MAKE(signature, cls, names)                                                                \
    {{signature, lk_sa_construct, 0, NULL}, ANY, LK_SA_##cls, names, NULL, NULL}

/* An INSERT of either class. A mapped class stands for its table. */
static bool insert_as(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                      enum lk_sa_id cls)
{
    const struct lk_value table = lk_sa_mapped(vm, a->v[0]);
    *out = lk_sa_make(vm, cls, "table", &table);
    if (!lk_is_none(a->v[1]))
        lk_sa_set(vm, *out, "values", a->v[1]);
    return true;
}

/* insert(table, values=None). */
static bool insert_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return insert_as(out, vm, a, LK_SA_Insert);
}

/* The dialect's insert(table, values=None), which knows ON CONFLICT. */
static bool pg_insert_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return insert_as(out, vm, a, LK_SA_PgInsert);
}

/* update(table, whereclause=None, values=None). The arguments behind the table are those of
 * 1.x. */
static bool update_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value table = lk_sa_mapped(vm, a->v[0]);
    *out = lk_sa_make(vm, LK_SA_Update, "table", &table);
    if (!lk_is_none(a->v[1]))
        lk_sa_set(vm, *out, "where", lk_new_list(vm, a->v + 1, 1));
    if (!lk_is_none(a->v[2]))
        lk_sa_set(vm, *out, "values", a->v[2]);
    return true;
}

/* delete(table, whereclause=None). The condition as an argument is 1.x; where() is the usual
 * way. */
static bool delete_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value table = lk_sa_mapped(vm, a->v[0]);
    *out = lk_sa_make(vm, LK_SA_Delete, "table", &table);
    if (!lk_is_none(a->v[1]))
        lk_sa_set(vm, *out, "where", lk_new_list(vm, a->v + 1, 1));
    return true;
}

/* What the modules of SQLAlchemy offer by these names; joins and aliases only name their
 * arguments. */
const struct lk_sa_function lk_sa_select_functions[] = {
    OWN("select(*entities, whereclause=None, from_obj=None, order_by=None, group_by=None, "
        "limit=None, offset=None, distinct=None)", select_),
    OWN("union(*selects)", compound_of),
    OWN("union_all(*selects)", compound_of),
    OWN("except_(*selects)", compound_of),
    OWN("except_all(*selects)", compound_of),
    OWN("intersect(*selects)", compound_of),
    OWN("intersect_all(*selects)", compound_of),
    OWN("exists(*arg)", exists_of),
    OWN("outerjoin(left, right, onclause=None, full=False)", lk_outerjoin_of),
    OWN("join(left, right, onclause=None, isouter=False, full=False)", lk_join_of),
    MAKE("alias(selectable, name=None)", Alias, "element name"),
    MAKE("subquery(select, name=None)", Subquery, "select name"),
    OWN("lateral(selectable, name=None)", lateral),
    MAKE("cte(selectable, name=None, recursive=False)", CTE, "select name recursive"),
    MAKE("tablesample(selectable, sampling, name=None, seed=None)", TableSample,
         "element sampling name seed"),
    MAKE("values(*columns, name=None, literal_binds=False)", Values,
         "columns name literal_binds"),
    OWN("update(table, whereclause=None, values=None)", update_of),
    OWN("delete(table, whereclause=None)", delete_of),
    OWN("insert(table, values=None)", insert_of),
    {{"insert(table, values=None)", pg_insert_of, 0, NULL}, LK_IN_PG, 0, NULL, NULL, NULL},
    {{NULL, NULL, 0, NULL}, 0, 0, NULL, NULL, NULL},
};
