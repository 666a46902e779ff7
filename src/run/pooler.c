/* A pooler shows in the process id: the one that the protocol gave at login is its own invention.
 * Whether it shares sessions shows when two connections are open at the same time: if both are
 * served by one process of the server's, sessions are handed out by transaction. */
#include "run/pooler.h"
#include "run/exec_acts.h"
#include <stdio.h>
#include <stdlib.h>

struct session {
    long pid;
    struct lk_str schema;
};

static bool ask(struct session *out, struct lk_exec *x, struct lk_db *db, struct lk_err *err)
{
    struct lk_result *r;
    if (!lk_db_ask(&r, db, LK_ASK_SESSION, NULL, err))
        return false;
    char *text = lk_strdup(lk_result_text(r));
    out->pid = strtol(text, NULL, 10);
    free(text);
    out->schema = lk_arena_str(x->arena, r->cell(r, 0, 1));
    lk_result_free(r);
    return true;
}

/* Asked in turns, so that a pooler may give the same session to both. */
static bool shares(bool *out, struct lk_exec *x, struct lk_err *err)
{
    struct lk_db *other;
    struct lk_db_target target = x->plan->db;
    struct session mine, its;
    target.wake_fd = -1;
    *out = false;
    if (!lk_db_open(&other, &target, err))
        return false;
    bool ok = true;
    for (int i = 0; ok && i < 3 && !*out; i++) {
        ok = ask(&mine, x, x->db, err) && ask(&its, x, other, err);
        *out = ok && mine.pid == its.pid;
    }
    lk_db_close(other);
    return ok;
}

bool lk_exec_refuse_pooler(struct lk_exec *x, struct lk_err *err)
{
    struct session session;
    bool shared = false;
    if (!ask(&session, x, x->db, err))
        return false;
    x->facts.default_schema = session.schema;
    if (session.pid == lk_db_facts(x->db)->backend)
        return true;
    if (!shares(&shared, x, err))
        return false;
    if (!shared)
        return true;
    lk_fail(err, LK_E_CONNECT, "a pooler hands out the server's sessions by transaction");
    return lk_err_hint(err, "connect to the server itself, or to a pool that keeps sessions");
}
