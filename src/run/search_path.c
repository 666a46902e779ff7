/* The search path of a transaction's operations.
 *
 * Free text may change it, and so may the end of a transaction or of a part of it.  Most statements
 * change it only where a trigger does so unseen: behind such a one the path is taken to be the
 * same, and asked once more before it is last relied on.  If it is another one then, what came
 * behind the statement is not known to mean anything. */
#include "run/search_path.h"
#include "run/exec_acts.h"
#include "run/inverse.h"
#include "run/prepared.h"

static bool keeps_settings(const struct lk_unit *u)
{
    for (size_t i = 0; i < u->nstmt; i++)
        if (!lk_sql_keeps_settings(&u->stmt[i]))
            return false;
    return true;
}

bool lk_exec_path_meet(struct lk_exec *x, const struct lk_unit *u,
                       const struct lk_inverse_questions *q, struct lk_err *err)
{
    struct lk_path *p = x->inverses.path;
    if (!(u->op->def->flags & LK_DEF_FREE) || (q->effect == LK_EFFECT_NONE && !q->n) || !p)
        return true;
    if (!keeps_settings(u)) {
        x->inverses.path = p->as ? p : NULL;
        return lk_exec_path_verify(x, err);
    }
    if (!p->as) {
        x->inverses.path = lk_arena_alloc(lk_exec_inverse_arena(x), sizeof *p);
        *x->inverses.path = (struct lk_path){.as = p};
    }
    return true;
}

bool lk_exec_path_want(struct lk_exec *x, struct lk_unit *u)
{
    bool first = !x->inverses.path;
    if (first) {
        x->inverses.path = lk_arena_alloc(lk_exec_inverse_arena(x), sizeof *x->inverses.path);
        *x->inverses.path = (struct lk_path){.as = NULL};
    }
    u->path = x->inverses.path;
    return first;
}

static struct lk_str text_in(struct lk_exec *x, const struct lk_result *r)
{
    struct lk_buf text = {0};
    lk_db_path_text(&text, lk_result_text(r));
    struct lk_str path = lk_arena_str(lk_exec_inverse_arena(x), lk_buf_str(&text));
    lk_buf_clear(&text);
    return path;
}

void lk_exec_path_seen(struct lk_exec *x, struct lk_path *p, const struct lk_result *r)
{
    p->text = text_in(x, r);
}

/* A text of its own, by which those that rely on it are found again. */
struct lk_str lk_exec_path_text(struct lk_exec *x, struct lk_path *p)
{
    if (!p->text.p && p->as && p->as->text.p)
        p->text = lk_arena_str(lk_exec_inverse_arena(x), p->as->text);
    return p->unsure ? (struct lk_str){NULL, 0} : p->text;
}

/* What relied on it cannot be undone by names. */
void lk_exec_path_checked(struct lk_exec *x, struct lk_path *p, const struct lk_result *r)
{
    struct lk_str was = lk_exec_path_text(x, p);
    if (was.p && lk_str_eq(was, text_in(x, r)))
        return;
    p->unsure = true;
    for (size_t i = 0; i < x->inverses.n; i++)
        if (was.p && x->inverses.v[i].search_path.p == was.p)
            lk_exec_inverse_unknown(&x->inverses.v[i]);
}

/* Where nothing can be asked any more the answer is not known. */
bool lk_exec_path_verify(struct lk_exec *x, struct lk_err *err)
{
    struct lk_path *p = x->inverses.path;
    if (!p || !p->as)
        return true;
    x->inverses.path = NULL;
    p->unsure = x->state != LK_EXEC_OPEN || lk_db_tx(x->db) == LK_TX_FAILED;
    if (p->unsure)
        return true;
    struct lk_arena *arena = lk_arena_new();
    struct lk_asked asked;
    lk_exec_ask(&asked, arena, x, LK_ASK_UNDO_PATH, NULL);
    bool ok = lk_unit_check(x, &asked, p, err);
    lk_arena_free(arena);
    return ok;
}
