/* The ledger must be believed, and later versions change its tables: so nothing a revision does may
 * rest on it, neither writes nor reads. */
#include "run/own_schema.h"
#include "run/say.h"
#include "sql/touch.h"

/* The statements as they are sent decide, whichever operation made them. */
bool lk_run_spares_ledger(const struct lk_stmts *stmts, const struct lk_op *op, struct lk_err *err)
{
    for (size_t i = 0; i < stmts->n; i++) {
        if (!lk_sql_touches(stmts->v[i].sql, LK_STR("limbeck")))
            continue;
        lk_fail_at(err, LK_E_UNSUPPORTED, op->span,
                   "schema 'limbeck' is limbeck's own; no revision may touch it");
        lk_run_err_sql(err, stmts->v[i].sql);
        return lk_err_hint(err, "the commands history, journal and ledger read it");
    }
    return true;
}
