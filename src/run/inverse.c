/* Inverses, taken while operations are carried out.
 *
 * The question to the catalog is a statement of the operation's own unit, between its savepoint and
 * its first statement: no round trip, and nothing between answer and change.  The inverse is
 * derived when the unit is settled; rows are sent once in a transaction, in the flush of its
 * COMMIT, because a step's own rows leave before its answers have come.  Where statements go alone,
 * outside a transaction, the question goes alone before them, and the row right behind.
 *
 * Only upgrades have inverses, and only where there is a ledger to keep them. */
#include "run/inverse.h"
#include "base/utf8.h"
#include "run/exec_acts.h"
#include "run/ledger.h"
#include "run/prepared.h"
#include "run/search_path.h"
#include "sql/inverse.h"

static const enum lk_question question_of[LK_INVERSE_STATES] = {
    [LK_INVERSE_NEW_RELATION] = LK_ASK_UNDO_NEW_RELATION,
    [LK_INVERSE_NEW_INDEX] = LK_ASK_UNDO_NEW_INDEX,
    [LK_INVERSE_RELATION] = LK_ASK_UNDO_RELATION,
    [LK_INVERSE_TABLE_COMMENT] = LK_ASK_UNDO_TABLE_COMMENT,
    [LK_INVERSE_COLUMN] = LK_ASK_UNDO_COLUMN,
    [LK_INVERSE_NULLABLE] = LK_ASK_UNDO_NULLABLE,
    [LK_INVERSE_DEFAULT] = LK_ASK_UNDO_DEFAULT,
    [LK_INVERSE_TYPE] = LK_ASK_UNDO_TYPE,
    [LK_INVERSE_IDENTITY] = LK_ASK_UNDO_IDENTITY,
    [LK_INVERSE_COLUMN_COMMENT] = LK_ASK_UNDO_COLUMN_COMMENT,
    [LK_INVERSE_INDEX] = LK_ASK_UNDO_INDEX,
    [LK_INVERSE_CONSTRAINT] = LK_ASK_UNDO_CONSTRAINT,
    [LK_INVERSE_PARTS] = LK_ASK_UNDO_PARTS,
    [LK_INVERSE_READ] = LK_ASK_UNDO_READ,
};

/* What waits lives until its transaction ends. */
struct lk_arena *lk_exec_inverse_arena(struct lk_exec *x)
{
    if (!x->inverses.arena)
        x->inverses.arena = lk_arena_new();
    return x->inverses.arena;
}

static bool is_followed(const struct lk_exec *x, const struct lk_unit *u)
{
    return x->ledger.on && x->step && !x->step->downgrade && !u->op->asks;
}

static struct lk_stmts stmts_of(const struct lk_unit *u)
{
    return (struct lk_stmts){.v = u->stmt, .n = u->nstmt};
}

/* Puts a question of the catalog into the unit.  In a transaction, where many of them follow each
 * other, by name; the name is given in front of the unit, which may then fail without it. */
static bool add_question(struct lk_exec *x, struct lk_unit *u, enum lk_question which,
                         const struct lk_str *arg, struct lk_err *err)
{
    struct lk_asked asked;
    struct lk_buf sql = {0};
    if (x->state == LK_EXEC_OPEN && lk_db_tx(x->db) != LK_TX_FAILED) {
        lk_exec_ask(&asked, x->step_arena, x, which, arg);
    } else {
        lk_db_ask_text(&sql, which, arg);
        asked = (struct lk_asked){.stmt.sql = lk_arena_str(x->step_arena, lk_buf_str(&sql))};
        lk_buf_clear(&sql);
    }
    u->ask[u->nask++] = asked.stmt;
    return !asked.prepare.sql.n ||
           lk_unit_own(x, asked.prepare.sql, "cannot prepare a question", -1, err);
}

/* Alone: an error is no reason to fail, as nothing is lost but the inverse. */
static bool ask_alone(struct lk_exec *x, struct lk_unit *u, struct lk_err *err)
{
    struct lk_err ignored = {0};
    struct lk_result *r;
    for (size_t i = 0; i < u->nask && lk_db_run(&r, x->db, u->ask[i].sql, &ignored); i++) {
        lk_exec_inverse_seen(x, u, 0, r);
        lk_result_free(r);
    }
    bool ok = !lk_db_is_lost(x->db);
    if (!ok)
        lk_err_move(err, &ignored);
    lk_err_clear(&ignored);
    u->nask = 0;
    return ok;
}

bool lk_exec_inverse_ask(struct lk_exec *x, struct lk_unit *u, struct lk_err *err)
{
    struct lk_inverse_questions q;
    struct lk_stmts stmts = stmts_of(u);
    u->inverse = is_followed(x, u);
    if (!u->inverse)
        return true;
    lk_sql_inverse_ask(&q, lk_exec_inverse_arena(x), u->op, &stmts);
    u->effect = q.effect;
    if (!lk_exec_path_meet(x, u, &q, err))
        return false;
    u->ask = lk_arena_array(x->step_arena, q.n + 1, sizeof *u->ask);
    u->ask_after = q.after;
    if (q.path && lk_exec_path_want(x, u) && !add_question(x, u, LK_ASK_UNDO_PATH, NULL, err))
        return false;
    for (size_t i = 0; i < q.n; i++)
        if (!add_question(x, u, question_of[q.v[i].what], q.v[i].arg, err))
            return false;
    return !u->nask || x->state != LK_EXEC_BARE || ask_alone(x, u, err);
}

/* One row as a map from the columns' names to text or null. */
static const struct lk_datum *row_of(struct lk_arena *a, const struct lk_result *r, uint64_t row)
{
    struct lk_pair *pair = lk_arena_array(a, r->ncolumns + 1, sizeof *pair);
    for (uint32_t i = 0; i < r->ncolumns; i++) {
        struct lk_str cell = r->cell(r, row, i);
        pair[i].key = lk_arena_str(a, r->column[i].name);
        pair[i].value = cell.p ? lk_datum_str(a, cell) : lk_datum_null();
    }
    return lk_datum_map(a, pair, r->ncolumns);
}

void lk_exec_inverse_seen(struct lk_exec *x, struct lk_unit *u, int when,
                          const struct lk_result *r)
{
    struct lk_arena *a = lk_exec_inverse_arena(x);
    const struct lk_datum *old = u->seen[when];
    size_t n = old ? old->as.list.n : 0;
    if (r->ncolumns && lk_str_is(r->column[0].name, "search_path")) {
        lk_exec_path_seen(x, u->path, r);
        return;
    }
    const struct lk_datum **item = lk_arena_array(a, n + r->nrows + 1, sizeof(*item));
    if (n)
        memcpy(item, old->as.list.v, n * sizeof(*item));
    for (uint64_t i = 0; i < r->nrows; i++)
        item[n++] = row_of(a, r, i);
    u->seen[when] = lk_datum_list(a, item, n);
}

/* What the inverse rests on, for whoever wants to judge it later. */
static struct lk_str state_of(struct lk_exec *x, const struct lk_unit *u)
{
    struct lk_buf json = {0};
    if (!u->seen[0])
        return (struct lk_str){NULL, 0};
    lk_datum_json(&json, u->seen[0]);
    struct lk_str state = lk_arena_str(lk_exec_inverse_arena(x), lk_buf_str(&json));
    lk_buf_clear(&json);
    return state;
}

/* A server of another encoding than UTF-8 may lack characters: JSON has an escape for each. */
static struct lk_str ascii_json(struct lk_exec *x, struct lk_str json)
{
    struct lk_buf out = {0};
    uint32_t ch;
    if (lk_db_facts(x->db)->utf8 || !json.p)
        return json;
    for (size_t n; json.n; json = lk_str_cut(json, n, json.n)) {
        n = lk_utf8_decode(&ch, json);
        if (n == 1)
            lk_buf_addc(&out, *json.p);
        else if (n && ch > 0xFFFF)
            lk_buf_addf(&out, "\\u%04x\\u%04x", 0xD800 + ((ch - 0x10000) >> 10),
                        0xDC00 + (ch & 0x3FF));
        else
            lk_buf_addf(&out, "\\u%04x", n ? ch : LK_UTF8_REPLACEMENT);
        n = n ? n : 1;
    }
    struct lk_str text = lk_arena_str(lk_exec_inverse_arena(x), lk_buf_str(&out));
    lk_buf_clear(&out);
    return text;
}

static void keep(struct lk_exec *x, const struct lk_unit *u, const struct lk_inverse *inverse)
{
    struct lk_buf target = {0};
    lk_record_target(&target, u->op);
    *LK_PUSH(&x->inverses) = (struct lk_ledger_inverse){
        .uuid = lk_record_uuid(x->record), .number = (uint32_t)u->number,
        .operation = u->op->seq, .name = lk_str_of(u->op->def->name),
        .target = lk_arena_str(lk_exec_inverse_arena(x), lk_buf_str(&target)),
        .undo = ascii_json(x, inverse->undo),
        .reason = inverse->reason, .state = ascii_json(x, state_of(x, u)),
        .search_path = u->path && inverse->undo.p ? lk_exec_path_text(x, u->path)
                                                  : (struct lk_str){NULL, 0}};
    lk_buf_clear(&target);
}

void lk_exec_inverse_done(struct lk_exec *x, const struct lk_unit *u)
{
    struct lk_inverse_of of = {u->op, stmts_of(u), u->seen[0], u->seen[1], u->effect};
    struct lk_inverse inverse;
    if (!x->ledger.on || !u->nstmt)
        return;
    lk_sql_inverse(&inverse, lk_exec_inverse_arena(x), &of);
    bool known = !u->path || lk_exec_path_text(x, u->path).p;
    keep(x, u, &inverse);
    if (inverse.undo.p && !known)
        lk_exec_inverse_unknown(&x->inverses.v[x->inverses.n - 1]);
}

void lk_exec_inverse_unknown(struct lk_ledger_inverse *inverse)
{
    inverse->undo = inverse->search_path = (struct lk_str){NULL, 0};
    inverse->reason = LK_STR("the search path that its names were looked up in is not known");
}

/* An earlier run had sent it and did not live to keep how it is undone: without an answer of the
 * catalog, for that would be today's.  The search path is today's: with it the thing was found. */
void lk_exec_inverse_found(struct lk_exec *x, const struct lk_unit *u)
{
    struct lk_unit here = *u;
    struct lk_path path = {.as = NULL};
    struct lk_result *r;
    here.number = (uint32_t)x->steps_done + 1;
    here.path = &path;
    if (!is_followed(x, u))
        return;
    if (lk_db_ask(&r, x->db, LK_ASK_UNDO_PATH, NULL, NULL)) {
        lk_exec_path_seen(x, &path, r);
        lk_result_free(r);
    }
    lk_exec_inverse_done(x, &here);
}

void lk_exec_inverse_lost(struct lk_exec *x, const struct lk_unit *u, const char *reason)
{
    struct lk_inverse inverse = {{NULL, 0}, lk_str_of(reason)};
    struct lk_unit here = *u;
    here.number = (uint32_t)x->steps_done + 1;
    if (is_followed(x, u))
        keep(x, &here, &inverse);
}

/* Only of operations that are not repeated; the rows of the earlier run stay as they are.  A row
 * never reaches beyond the mark that was committed with it. */
void lk_exec_inverses_adopt(struct lk_buf *out, struct lk_exec *x)
{
    const struct lk_ledger_partial *p = x->ledger.resume;
    if (!p)
        return;
    lk_buf_addf(out, "INSERT INTO limbeck.undo (run, number, operation, body) SELECT '%s', %u, "
                     "u.operation, u.body FROM limbeck.undo u WHERE u.run = '%s' "
                     "AND u.operation <= %u AND NOT EXISTS (SELECT FROM limbeck.step s "
                     "WHERE s.run = u.run AND s.number = u.number)",
                lk_record_uuid(x->record), (uint32_t)x->steps_done + 1, p->uuid, p->operations);
}

void lk_exec_inverses_forget(struct lk_exec *x, size_t n)
{
    if (n < x->inverses.n)
        x->inverses.n = n;
    x->inverses.path = NULL;
    if (n)
        return;
    lk_arena_free(x->inverses.arena);
    x->inverses.arena = NULL;
}
