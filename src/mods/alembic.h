/* What the files of alembic's stand-in share. */
#ifndef LK_MODS_ALEMBIC_H
#define LK_MODS_ALEMBIC_H

#include "mods/nodedata.h"
#include "mods/rows.h"
#include "mods/sa_exc.h"

#define LK_BATCH_SIGNATURE                                                                         \
    "batch_alter_table(table_name, schema=None, recreate='auto', partial_reordering=None, "        \
    "copy_from=None, table_args=(), table_kwargs=None, reflect_args=(), reflect_kwargs=None, "     \
    "naming_convention=None)"

lk_native lk_alembic_bind, lk_alembic_context, lk_alembic_batch;
LK_MUST_USE bool lk_op_function(struct lk_value *out, struct lk_vm *, struct lk_str name);
struct lk_value lk_alembic_context_object(struct lk_vm *);
/* The connection of the migration; one object for the run. */
struct lk_value lk_connection_object(struct lk_vm *);

extern const struct lk_py_module lk_op_module, lk_context_module, lk_plain_module;
extern const struct lk_py_type lk_operations_type, lk_batch_type, lk_migrate_operation_type,
    lk_command_error_type;

/* What op and a batch have in common: custom operations and what carries them out. */
bool lk_alembic_invoke(struct lk_value *out, struct lk_vm *, struct lk_value operations,
                       struct lk_value operation);
bool lk_alembic_register(struct lk_value *out, struct lk_vm *, struct lk_value operations,
                         const struct lk_value names[2]);
bool lk_alembic_implementation(struct lk_value *out, struct lk_vm *, struct lk_value op_cls);

/* alembic.util.CommandError */
bool lk_command_error(struct lk_vm *, const char *fmt, ...) LK_PRINTF(2, 3);

#endif
