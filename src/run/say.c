/* Lines of log, in Alembic 1.19's words where Alembic has them. */
#include "run/say.h"

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
