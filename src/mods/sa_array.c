/* Elements with a constructor of their own: array(), aggregate_order_by(), exists(), tuples. */
#include "mods/rows.h"


/* array(clauses, type_=None): ARRAY[…] */
static bool array_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_value clauses;
    if (!lk_vm_list(&clauses, vm, a->v[1]))
        return false;
    lk_sa_set(vm, a->v[0], "clauses", clauses);
    if (!lk_is_none(a->v[2]))
        lk_sa_set(vm, a->v[0], "type", a->v[2]);
    return true;
}

const struct lk_py_row lk_sa_rows_pg_array[] = {
    {"__init__(self, clauses, *, type_=None)", array_init, 0, "ARRAY[…]"},
    {NULL, NULL, 0, NULL},
};

/* The SELECT inside exists(). */
static bool exists_with(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                        const char *method)
{
    struct lk_value select = lk_sa_get(vm, a->v[0], "select"), bound;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    size_t n;
    lk_items(&n, a->v[1]);
    const struct lk_args call = {.v = lk_items(&n, a->v[1]), .n = (uint32_t)n, .data = lk_empty()};
    if (!lk_vm_getattrz(&bound, vm, select, method) || !lk_vm_call(&select, vm, bound, &call))
        return false;
    lk_sa_set(vm, *out, "select", select);
    return true;
}

/* where(self, *clauses) */
static bool exists_where(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return exists_with(out, vm, a, "where");
}

/* select_from(self, *froms) */
static bool exists_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return exists_with(out, vm, a, "select_from");
}

/* correlate(self, *froms) */
static bool exists_correlate(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return exists_with(out, vm, a, "correlate");
}

/* select(self): SELECT EXISTS (…) */
static bool exists_select(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value columns = lk_new_list(vm, a->v, 1);
    *out = lk_sa_make(vm, LK_SA_Select, "columns", &columns);
    return true;
}

const struct lk_py_row lk_sa_rows_exists[] = {
    {"where(self, *clauses)", exists_where, 0, "WHERE of its SELECT"},
    {"select_from(self, *froms)", exists_from, 0, "FROM of its SELECT"},
    {"correlate(self, *froms)", exists_correlate, 0, "tables of the outer statement"},
    {"select(self)", exists_select, 0, "SELECT EXISTS (…)"},
    {NULL, NULL, 0, NULL},
};
