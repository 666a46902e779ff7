/* Exceptions of sqlalchemy's stand-in and of the driver. */
#ifndef LK_MODS_SA_EXC_H
#define LK_MODS_SA_EXC_H

#include "mods/sa.h"

extern const struct lk_py_type lk_diag_type;

/* Raises the exception that an error "CompileError: text" names; refuses any other. */
bool lk_sa_raise_named(struct lk_vm *, struct lk_err *take);
/* ProgrammingError and its like with .orig, .orig.pgcode, .statement; sql may be empty. */
struct lk_value lk_sa_database_error(struct lk_vm *, const struct lk_diag *, struct lk_str sql);
/* Puts the classes of "sqlalchemy.exc", "sqlalchemy.orm.exc", "psycopg2" or "psycopg2.errors" into
 * a module. */
LK_MUST_USE bool lk_sa_exc_module(struct lk_vm *, struct lk_value module, const char *name);
/* Sets an attribute of a module or class by name. */
LK_MUST_USE bool lk_sa_put(struct lk_vm *, struct lk_value, const char *name, struct lk_value);

#endif
