/* The door: what a run is, and which way it goes. */
#include "run/live.h"
#include "run/offline.h"

bool lk_run(struct lk_run_report *out, const struct lk_run_plan *plan, struct lk_err *err)
{
    *out = (struct lk_run_report){.arena = lk_arena_new()};
    return plan->sql ? lk_run_offline(out, plan, err) : lk_run_live(out, plan, err);
}

void lk_run_report_clear(struct lk_run_report *report)
{
    lk_arena_free(report->arena);
    *report = (struct lk_run_report){0};
}
