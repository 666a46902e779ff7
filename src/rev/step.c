/* Lines of the log about a step. */
#include "rev/step.h"

void lk_step_show_short(struct lk_buf *out, const struct lk_step *s)
{
    lk_buf_addf(out, "%s " LK_PRI " -> " LK_PRI,
                !s->revision    ? "stamp_revision"
                : s->downgrade  ? "downgrade"
                                : "upgrade",
                LK_ARG(s->from), LK_ARG(s->to));
}

void lk_step_show(struct lk_buf *out, const struct lk_step *s)
{
    lk_step_show_short(out, s);
    if (s->revision && s->revision->message.n)
        lk_buf_addf(out, ", " LK_PRI, LK_ARG(s->revision->message));
}
