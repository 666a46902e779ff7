/* Statements by name.  PREPARE is no part of a transaction: a name stays where ROLLBACK takes
 * everything else.  What a script does to names is seen where it says so in its SQL; a function
 * that it calls may do it unseen, and then the transaction is repeated without names. */
#include "run/prepared.h"
#include <strings.h>

/* Long values make a text that is copied wherever it is planned. */
#define LK_ASK_AS_TEXT 4096

static bool is_long(enum lk_question which, const struct lk_str *arg)
{
    size_t n = 0;
    for (uint32_t i = 0; i < lk_question_table[which].nargs; i++)
        n += arg[i].n;
    return n > LK_ASK_AS_TEXT;
}

static struct lk_stmt text_of(struct lk_arena *arena, struct lk_buf *sql)
{
    struct lk_stmt stmt = {.sql = lk_arena_str(arena, lk_buf_str(sql))};
    lk_buf_clear(sql);
    return stmt;
}

void lk_exec_ask(struct lk_asked *out, struct lk_arena *arena, struct lk_exec *x,
                 enum lk_question which, const struct lk_str *arg)
{
    struct lk_prepared *p = &x->prepared;
    struct lk_buf sql = {0}, prepare = {0};
    if (!p->asked[which] && is_long(which, arg))
        p->asked[which] = 1;
    bool first = p->off || !p->asked[which];
    if (first)
        lk_db_ask_text(&sql, which, arg);
    if (!first && p->asked[which] == 1)
        lk_db_prepare_text(&prepare, which, p->generation);
    out->prepare = text_of(arena, &prepare);
    out->stmt = first ? text_of(arena, &sql)
                      : lk_db_ask_prepared(arena, which, p->generation, arg);
    if (p->asked[which] < 2)
        p->asked[which]++;
}

/* What was counted before does not matter: the next use is a first one again. */
void lk_exec_unprepare(struct lk_exec *x)
{
    memset(x->prepared.asked, 0, sizeof x->prepared.asked);
    x->prepared.generation++;
}

static bool says(struct lk_str sql, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= sql.n; i++)
        if ((sql.p[i] | 0x20) == (word[0] | 0x20) && strncasecmp(sql.p + i, word, n) == 0)
            return true;
    return false;
}

/* The word alone is enough, wherever it stands: to ask once more as text costs nothing. */
void lk_exec_prepared_survive(struct lk_exec *x, const struct lk_unit *u)
{
    bool any = false;
    for (size_t i = 0; u->op->def->flags & LK_DEF_FREE && i < u->nstmt; i++)
        any |= says(u->stmt[i].sql, "discard") || says(u->stmt[i].sql, "deallocate");
    if (any)
        lk_exec_unprepare(x);
}

bool lk_exec_prepared_gone(struct lk_exec *x, const struct lk_unit *u)
{
    bool ours = u->nask || (!u->op && (u->optional || u->check));
    if (!ours || x->prepared.off || strcmp(x->diag->sqlstate, "26000") != 0)
        return false;
    x->prepared.off = true;
    return true;
}
