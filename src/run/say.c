/* Lines of log, in Alembic 1.19's words where Alembic has them, and what errors show of SQL. */
#include "run/say.h"
#include "sql/mask.h"

#define SHOWN 2000             /* bytes of a statement in an error */

void lk_run_say(const struct lk_run_plan *plan, enum lk_run_level level, const char *logger,
                const char *fmt, ...)
{
    struct lk_buf line = {0};
    va_list ap;
    if (!plan->say)
        return;
    va_start(ap, fmt);
    lk_buf_addv(&line, fmt, ap);
    va_end(ap);
    plan->say(plan->self, level, logger, lk_buf_str(&line));
    lk_buf_clear(&line);
}

void lk_run_say_step(const struct lk_run_plan *plan, const struct lk_step *step)
{
    struct lk_buf what = {0};
    lk_step_show(&what, step);
    lk_run_say(plan, LK_RUN_INFO, LK_LOG_ALEMBIC, "Running %s", what.p);
    lk_buf_clear(&what);
}

void lk_run_say_context(const struct lk_run_plan *plan)
{
    lk_run_say(plan, LK_RUN_INFO, LK_LOG_ALEMBIC, "Context impl PostgresqlImpl.");
    if (plan->sql)
        lk_run_say(plan, LK_RUN_INFO, LK_LOG_ALEMBIC, "Generating static SQL");
    lk_run_say(plan, LK_RUN_INFO, LK_LOG_ALEMBIC, "Will assume %s DDL.",
               plan->tx == LK_RUN_TX_NONE ? "non-transactional" : "transactional");
}

/* As people say it: base where there is no row. */
void lk_run_add_heads(struct lk_buf *out, const struct lk_names *heads)
{
    for (size_t i = 0; i < heads->n; i++) {
        lk_buf_addz(out, i ? ", " : "");
        lk_buf_add(out, heads->v[i]);
    }
    if (!heads->n)
        lk_buf_addz(out, "base");
}

const char *lk_run_command(const struct lk_run_plan *plan)
{
    return plan->command ? plan->command : plan->downgrade ? "downgrade" : "upgrade";
}

/* Cut between characters: a byte that continues one has the bits 10 in front. */
void lk_run_err_sql(struct lk_err *err, struct lk_str sql)
{
    struct lk_buf masked = {0};
    lk_sql_mask(&masked, sql, LK_MASK_VALUES);
    size_t n = masked.n < SHOWN ? masked.n : SHOWN;
    while (n > 0 && n < masked.n && (masked.p[n] & 0xC0) == 0x80)
        n--;
    if (n < masked.n)
        lk_err_detail(err, "SQL: " LK_PRI "… (%zu bytes more)",
                      LK_ARG(lk_str_cut(lk_buf_str(&masked), 0, n)), masked.n - n);
    else
        lk_err_detail(err, "SQL: " LK_PRI, LK_ARG(lk_buf_str(&masked)));
    lk_buf_clear(&masked);
}
