/* The method tables of sqlalchemy's stand-in, and what they share. */
#ifndef LK_MODS_ROWS_H
#define LK_MODS_ROWS_H

#include "mods/sa.h"

#define LK_ROWS(name) extern const struct lk_py_row lk_sa_rows_##name[]
LK_ROWS(type);
LK_ROWS(array_type);
LK_ROWS(enum);
LK_ROWS(pg_enum);
LK_ROWS(pg_domain);
LK_ROWS(named_type);
LK_ROWS(decorator);
LK_ROWS(user_type);
LK_ROWS(item);
LK_ROWS(metadata);
LK_ROWS(default_clause);
LK_ROWS(sequence);
LK_ROWS(index);
LK_ROWS(foreign_key);
LK_ROWS(columns_constraint);
LK_ROWS(constraint);
LK_ROWS(fk_constraint);
LK_ROWS(clause);
LK_ROWS(executable);
LK_ROWS(returns_rows);
LK_ROWS(column_element);
LK_ROWS(text);
LK_ROWS(bindparam);
LK_ROWS(column_clause);
LK_ROWS(column);
LK_ROWS(function);
LK_ROWS(exists);
LK_ROWS(tuple);
LK_ROWS(pg_array);
LK_ROWS(ordered);
LK_ROWS(subselect);
LK_ROWS(collection);
LK_ROWS(from);
LK_ROWS(table_clause);
LK_ROWS(table);
LK_ROWS(join);
LK_ROWS(values);
LK_ROWS(table_valued);
LK_ROWS(select_base);
LK_ROWS(select);
LK_ROWS(cte);
LK_ROWS(dml);
LK_ROWS(insert);
LK_ROWS(pg_insert);
LK_ROWS(update);
LK_ROWS(where);
LK_ROWS(ddl);
LK_ROWS(ddl_text);
#undef LK_ROWS
#define lk_sa_rows_NONE NULL

lk_native lk_node_getattr, lk_node_repr, lk_node_copy;
extern const struct lk_py_type lk_compiled_type, lk_dialect_type, lk_func_factory;
/* columns of FROM objects instead of those objects; a TUPLE or LIST in, a LIST out, pushed */
LK_MUST_USE bool lk_expand(struct lk_value *out, struct lk_vm *, struct lk_value elements);

/* The table of a mapped class; anything else comes back as it is. */
struct lk_value lk_sa_mapped(struct lk_vm *, struct lk_value);
/* A dialect object as scripts see it: PostgreSQL with psycopg2. */
struct lk_value lk_dialect_new(struct lk_vm *);
/* str(): the construct as SQL. */
LK_MUST_USE bool lk_sa_compiled(struct lk_value *out, struct lk_vm *, struct lk_value construct);
/* checkfirst: is what an operation creates or drops there?  Only with a database. */
LK_MUST_USE bool lk_op_exists(bool *out, struct lk_vm *, const struct lk_op *);
/* Emits an operation whose first arguments are given, those with a bit in `given`. */
LK_MUST_USE bool lk_op_run(struct lk_vm *, enum lk_op_id, const struct lk_value *v, uint64_t given);
/* Creates all classes, so that their nodes can be asked for. */
void lk_sa_classes(struct lk_vm *);
/* Names in a module of these groups that are neither class nor function. */
LK_MUST_USE bool lk_sa_constants(struct lk_vm *, struct lk_value module, uint32_t groups);
/* A value as the column's type binds it. */
LK_MUST_USE bool lk_bound_value(struct lk_value *out, struct lk_vm *, struct lk_value type,
                                struct lk_value value);
/* May JSON.NULL be written here?  Else an exception is set. */
LK_MUST_USE bool lk_json_null_fits(struct lk_vm *);
/* Does a script's type turn values into SQL by itself (literal_processor() and its like)? */
bool lk_type_converts(struct lk_vm *, struct lk_value type);
/* The values inside an expression, made ready by the types they stand beside; what replaces the
 * node is left on the stack. */
LK_MUST_USE bool lk_bound_node(struct lk_value *node, struct lk_vm *);
/* Joins (sa_join.c): a new one from left, right, onclause, isouter and full; the ON clause of one
 * that has none yet; the FROM that a SELECT's filter_by() goes by. */
LK_MUST_USE bool lk_join_make(struct lk_value *out, struct lk_vm *, const struct lk_value v[5]);
LK_MUST_USE bool lk_join_node(struct lk_value *node, struct lk_vm *);
struct lk_value lk_select_left(struct lk_vm *, struct lk_value select);
lk_native lk_select_join, lk_select_outerjoin, lk_select_join_from, lk_join_of, lk_outerjoin_of;
/* A statement with what the types of its result's columns make of them (column_expression()). */
LK_MUST_USE bool lk_shown_columns(struct lk_value *node, struct lk_vm *);
/* The type of an expression as far as its parts tell it, or None. */
struct lk_value lk_sa_type_of(struct lk_vm *, struct lk_value element);
/* A value of the database as the column's type gives it out. */
LK_MUST_USE bool lk_result_value(struct lk_value *out, struct lk_vm *, struct lk_value type,
                                 struct lk_value value);
/* Rows (a dict or a list of dicts) with their values processed and defaults filled in; anything
 * else comes back as it is. */
struct lk_bound_to {
    struct lk_value columns;       /* a collection */
    bool insert;                   /* else an update, for onupdate */
    bool inlined;                  /* literals, which no bind_expression() wraps */
};
LK_MUST_USE bool lk_bound_rows(struct lk_value *out, struct lk_vm *, const struct lk_bound_to *,
                               struct lk_value values);
/* The dict of ON CONFLICT … SET with its values processed; on the stack. */
LK_MUST_USE bool lk_bound_set(struct lk_value *out, struct lk_vm *, struct lk_value columns,
                              struct lk_value set);
/* Fills a table from the catalog: autoload_with, reflect(). */
LK_MUST_USE bool lk_reflect_table(struct lk_vm *, struct lk_value table, struct lk_value bind,
                                  struct lk_value options);
lk_native lk_reflect_metadata;

/* Of tables as a whole (sa_tables.c). */
lk_native lk_table_create_ddl, lk_table_drop_ddl, lk_table_indexes, lk_table_constraints,
    lk_table_key_constraints, lk_table_check_keys, lk_table_foreign_keys, lk_table_primary_key,
    lk_metadata_sorted,
    lk_metadata_create, lk_metadata_drop, lk_column_foreign_keys, lk_constraint_columns,
    lk_constraint_iter, lk_constraint_keys, lk_constraint_elements, lk_constraint_referred,
    lk_index_columns, lk_key_column, lk_event_call;
extern const struct lk_py_row lk_event_rows[];

#endif
