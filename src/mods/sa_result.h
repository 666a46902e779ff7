/* Connections and results. */
#ifndef LK_MODS_SA_RESULT_H
#define LK_MODS_SA_RESULT_H

#include "mods/sa.h"

extern const struct lk_py_type lk_connection_type, lk_engine_type, lk_result_type, lk_row_type;

struct lk_query {
    struct lk_value connection, statement, parameters;
    bool driver;               /* text as the driver takes it */
};
/* Executes; a Result, or None where there is no database. */
LK_MUST_USE bool lk_connection_run(struct lk_value *out, struct lk_vm *, const struct lk_query *);
/* A Result of the rows, which it takes over (NULL: none); the statement tells types. */
struct lk_value lk_result_object(struct lk_vm *, struct lk_result *take, struct lk_value statement);
/* A cell as psycopg2 2.9 gives it. */
LK_MUST_USE bool lk_cell_value(struct lk_value *out, struct lk_vm *, struct lk_str cell,
                               uint32_t type);

#endif
