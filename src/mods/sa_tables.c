/* Tables as a whole, events, and the columns of constraints: what these rows answer is written in
 * the script language, lib/sqlalchemy/sql/_tables.py and _event.py.  Only the calls are passed on
 * here, so that the modules are not even read unless a script asks. */
#include "mods/rows.h"

/* Calls a function of a module that is built in. */
static bool call_in(struct lk_value *out, struct lk_vm *vm, const char *module,
                    const char *function, const struct lk_args *a)
{
    struct lk_value m, fn;
    if (!lk_vm_import(&m, vm, lk_str_of(module)) || !lk_vm_getattrz(&fn, vm, m, function))
        return false;
    lk_push(vm, fn);
    return lk_vm_call(out, vm, fn, a);
}

/* The same for a row that is bound: all arguments by position. */
static bool pass(struct lk_value *out, struct lk_vm *vm, const char *function,
                 const struct lk_args *a)
{
    const struct lk_args call = {.v = a->v, .n = a->n, .data = lk_empty()};
    return call_in(out, vm, "sqlalchemy.sql._tables", function, &call);
}

/* A row of a class and the function that answers it. */
#define PASS(name, function)                                                                       \
    bool name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)                     \
    {                                                                                              \
        return pass(out, vm, function, a);                                                         \
    }
PASS(lk_table_create_ddl, "create_table")
PASS(lk_table_drop_ddl, "drop_table")
PASS(lk_table_indexes, "table_indexes")
PASS(lk_table_constraints, "table_constraints")
PASS(lk_table_key_constraints, "foreign_key_constraints")
PASS(lk_table_check_keys, "check_keys")
PASS(lk_table_foreign_keys, "table_foreign_keys")
PASS(lk_table_primary_key, "primary_key")
PASS(lk_metadata_sorted, "sorted_tables")
PASS(lk_metadata_create, "create_all")
PASS(lk_metadata_drop, "drop_all")
PASS(lk_column_foreign_keys, "column_foreign_keys")
PASS(lk_constraint_columns, "constraint_columns")
PASS(lk_constraint_iter, "constraint_iter")
PASS(lk_constraint_keys, "column_keys")
PASS(lk_constraint_elements, "elements")
PASS(lk_constraint_referred, "referred")
PASS(lk_index_columns, "index_columns")
PASS(lk_key_column, "key_column")

/* listen() and its like, execute_if() of DDL: any arguments. The row's name is the function's. */
bool lk_event_call(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    char name[32];
    struct lk_args call = *a;
    size_t n = strcspn(a->row->signature, "(");
    snprintf(name, sizeof name, "%.*s", (int)n, a->row->signature);
    call.data = lk_empty();
    return call_in(out, vm, "sqlalchemy.sql._event", name, &call);
}

const struct lk_py_row lk_event_rows[] = {
    {"listen(target, identifier, fn)", lk_event_call, LK_PY_RAW, "calls fn at an event"},
    {"listens_for(target, identifier)", lk_event_call, LK_PY_RAW, "the same as a decorator"},
    {"remove(target, identifier, fn)", lk_event_call, LK_PY_RAW, "no more"},
    {"contains(target, identifier, fn)", lk_event_call, LK_PY_RAW, "is it called"},
    {NULL, NULL, 0, NULL},
};

const struct lk_py_row lk_sa_rows_ddl_text[] = {
    {"execute_if(self)", lk_event_call, LK_PY_RAW, "a copy that executes under a condition"},
    {NULL, NULL, 0, NULL},
};
