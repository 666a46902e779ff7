/* JOIN: of FROM objects and of SELECT, where it starts, and the ON clause that foreign keys give
 * where none is written. */
#include "mods/rows.h"

/* Derives the ON clause where there is none, from foreign keys. It is asked for when a join is
 * made, as in SQLAlchemy. */
static bool complete(struct lk_vm *vm, struct lk_value join)
{
    const struct lk_value v[] = {lk_sa_get(vm, join, "left"), lk_sa_get(vm, join, "right")};
    struct lk_value module, fn, on;
    if (!lk_is_none(lk_sa_get(vm, join, "onclause")))
        return true;
    if (!lk_vm_import(&module, vm, LK_STR("sqlalchemy.sql._joins"))
        || !lk_vm_getattrz(&fn, vm, module, "condition") || !lk_vm_callv(&on, vm, fn, v, 2))
        return false;
    lk_sa_set(vm, join, "onclause", on);
    return true;
}

/* A join that was made in another way gets its condition when it is written. */
bool lk_join_node(struct lk_value *node, struct lk_vm *vm)
{
    return complete(vm, *node);
}

/* A join of two FROMs: `v` holds left, right, onclause, isouter and full. */
bool lk_join_make(struct lk_value *out, struct lk_vm *vm, const struct lk_value v[5])
{
    *out = lk_sa_make(vm, LK_SA_Join, "left right onclause isouter full", v);
    lk_push(vm, *out);
    return complete(vm, *out);
}

/* The FROM that a join starts from: the last given, or the table of the first column. None where
 * there is neither; a join then has nothing to start from and is refused. */
struct lk_value lk_select_left(struct lk_vm *vm, struct lk_value select)
{
    size_t n;
    const struct lk_value *from = lk_items(&n, lk_sa_get(vm, select, "from_"));
    if (n)
        return from[n - 1];
    /* Columns of no table, such as functions, are passed over. */
    const struct lk_value *column = lk_items(&n, lk_sa_get(vm, select, "columns"));
    for (size_t i = 0; i < n; i++) {
        struct lk_value table = lk_sa_get(vm, column[i], "table");
        if (!lk_is_none(table))
            return table;
    }
    return lk_none();
}

/* Where join() starts: the one FROM that the other side can be joined to, told by the ON clause or
 * by foreign keys. */
static bool joined_side(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value module, fn;
    return lk_vm_import(&module, vm, LK_STR("sqlalchemy.sql._joins"))
           && lk_vm_getattrz(&fn, vm, module, "left_side")
           && lk_vm_callv(out, vm, fn, a->v, 3) && (lk_push(vm, *out), true);
}

/* The left side in FROM is replaced by the join. Another FROM of the same statement stays beside
 * it; where the left side came from the columns alone, the join is added. `v` holds left, right,
 * onclause, isouter and full. */
static bool join_into(struct lk_value *out, struct lk_vm *vm, struct lk_value select,
                      const struct lk_value v[5])
{
    if (lk_is_none(v[0]))
        return lk_sa_raise(vm, "InvalidRequestError", "No entities to join from");
    size_t n;
    const struct lk_value *from = lk_items(&n, lk_sa_get(vm, select, "from_"));
    /* The list is copied, since the original statement keeps its own. */
    struct lk_value list = lk_new_list(vm, from, n);
    *out = lk_sa_copy(vm, select);
    lk_push(vm, *out);
    struct lk_value join;
    lk_sa_set(vm, *out, "from_", list);
    if (!lk_join_make(&join, vm, v))
        return false;
    for (size_t i = 0; i < n; i++)
        if (lk_same(lk_list_of(list)->v[i], v[0])) {
            lk_list_of(list)->v[i] = join;
            return true;
        }
    return lk_list_append(vm, list, join);
}

/* join(self, target, onclause=None, …). An onclause that is left out is derived from foreign keys
 * when the join is written. */
bool lk_select_join(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[] = {lk_none(), a->v[1], a->v[2], a->v[3], a->v[4]};
    return joined_side(&v[0], vm, a) && join_into(out, vm, a->v[0], v);
}

/* outerjoin(self, target, onclause=None, …). The row has no isouter, since it is always true
 * here. */
bool lk_select_outerjoin(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[] = {lk_none(), a->v[1], a->v[2], lk_bool(true), a->v[3]};
    return joined_side(&v[0], vm, a) && join_into(out, vm, a->v[0], v);
}

/* join_from(self, from_, target, …). The arguments stand in the order of join_into()'s `v`
 * already. */
bool lk_select_join_from(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return join_into(out, vm, a->v[0], a->v + 1);
}

/* outerjoin(left, right, …). As a function of the module, with the left side given. */
bool lk_outerjoin_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {a->v[0], a->v[1], a->v[2], lk_bool(true), a->v[3]};
    return lk_join_make(out, vm, v);
}

/* join(left, right, …). The same without isouter given. */
bool lk_join_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_join_make(out, vm, a->v);
}
