/* limbeck's own questions: one statement, one fence, one answer.  Values are protocol parameters;
 * the texts are constants of the table, so that nothing is ever spliced into them. */
#include "db/conn.h"
#include "db/ledger.h"
#include <stdlib.h>


const struct lk_question_def lk_question_table[LK_ASK_COUNT] = {
#define LK_QUESTION(id, nargs, sql, doc) [LK_ASK_##id] = {#id, nargs, sql, doc},
#include "db/questions.def"
#undef LK_QUESTION
};

/* Takes events up to the fence; keeps the last result and the first fault. */
static bool collect(struct lk_result **out, struct lk_db *db, struct lk_err *err)
{
    struct lk_db_event e;
    struct lk_err fault = {0};
    do {
        if (!lk_db_next(&e, db, -1, err))
            return false;
        if (e.kind == LK_DB_DONE) {
            lk_result_free(*out);
            *out = e.result;
        } else if (e.kind == LK_DB_FAULT && !lk_err_is_set(&fault)) {
            lk_diag_fail(&fault, e.diag->fault == LK_FAULT_LOCK ? LK_E_LOCKED : LK_E_FAILED,
                         e.diag);
        } else if (e.kind == LK_DB_LOST) {
            if (!lk_err_is_set(&fault))
                lk_diag_fail(&fault, LK_E_CONNECT, e.diag);
            break;
        }
    } while (e.kind != LK_DB_FENCE);
    if (!lk_err_is_set(&fault))
        return true;
    lk_err_move(err, &fault);
    return false;
}

/* Hands the result over, or frees it where nobody wants it. */
static bool finish(struct lk_result **out, struct lk_result *got, bool ok)
{
    if (ok && out) {
        *out = got;
        return true;
    }
    lk_result_free(got);
    return ok;
}

/* Two messages and one round trip: statement, fence. */
bool lk_db_run_stmt(struct lk_result **out, struct lk_db *db, const struct lk_stmt *stmt,
                    struct lk_err *err)
{
    struct lk_result *got = NULL;
    uint64_t number;
    bool ok = lk_db_queue(&number, db, stmt, err) && lk_db_fence(db, err) &&
              collect(&got, db, err);
    return finish(out, got, ok);
}

bool lk_db_run(struct lk_result **out, struct lk_db *db, struct lk_str sql, struct lk_err *err)
{
    struct lk_stmt stmt = {.sql = sql};
    return lk_db_run_stmt(out, db, &stmt, err);
}

bool lk_db_ask(struct lk_result **out, struct lk_db *db, enum lk_question which,
               const struct lk_str *arg, struct lk_err *err)
{
    const struct lk_question_def *q = &lk_question_table[which];
    char *text[LK_ASK_ARGS] = {NULL};
    struct lk_result *got = NULL;
    for (uint32_t i = 0; i < q->nargs; i++)
        text[i] = arg[i].p ? lk_strdup(arg[i]) : NULL;
    bool ok = db->lost || PQsendQueryParams(db->conn, q->sql, (int)q->nargs, NULL,
                                            (const char *const *)text, NULL, NULL, 0) ||
              PQstatus(db->conn) == CONNECTION_BAD ||
              lk_fail(err, LK_E_INTERNAL, "cannot ask: %s", PQerrorMessage(db->conn));
    for (uint32_t i = 0; i < q->nargs; i++)
        free(text[i]);
    if (ok && !db->lost)
        *LK_PUSH(&db->flight) = (struct lk_flying){++db->last, 0, 0, false};
    ok = ok && lk_db_fence(db, err) && collect(&got, db, err);
    return finish(out, got, ok);
}

/* The number at the beginning of a piece that stood behind a dollar sign. */
static uint32_t take_number(struct lk_str *piece)
{
    uint32_t number = 0;
    while (piece->n && piece->p[0] >= '0' && piece->p[0] <= '9') {
        number = number * 10 + (uint32_t)(piece->p[0] - '0');
        *piece = lk_str_cut(*piece, 1, piece->n);
    }
    return number;
}

static void add_value(struct lk_buf *out, struct lk_str value)
{
    if (value.p)
        lk_db_literal(out, value);
    else
        lk_buf_addz(out, "NULL");
}

/* The table's texts have no dollar sign but those of their values. */
void lk_db_ask_text(struct lk_buf *out, enum lk_question which, const struct lk_str *arg)
{
    struct lk_str piece, rest = lk_str_of(lk_question_table[which].sql);
    lk_str_split(&piece, &rest, '$');
    lk_buf_add(out, piece);
    while (lk_str_split(&piece, &rest, '$')) {
        add_value(out, arg[take_number(&piece) - 1]);
        lk_buf_add(out, piece);
    }
}

/* Types of values follow from the text, as they do where literals stand in it. */
void lk_db_prepare_text(struct lk_buf *out, enum lk_question which, uint32_t generation)
{
    const struct lk_question_def *q = &lk_question_table[which];
    lk_buf_addf(out, "PREPARE \"limbeck_%s_%u\" AS %s", q->name, generation, q->sql);
}

struct lk_stmt lk_db_ask_prepared(struct lk_arena *arena, enum lk_question which,
                                  uint32_t generation, const struct lk_str *arg)
{
    const struct lk_question_def *q = &lk_question_table[which];
    struct lk_str *value = lk_arena_array(arena, q->nargs + 1, sizeof *value);
    for (uint32_t i = 0; i < q->nargs; i++)
        value[i] = arg[i].p ? lk_db_text(arena, arg[i]) : arg[i];
    return (struct lk_stmt){.sql = lk_arena_format(arena, "limbeck_%s_%u", q->name, generation),
                            .arg = value, .narg = q->nargs, .prepared = true};
}

/* The session's own schema of temporary tables has another name in each session. */
static void add_schema(struct lk_buf *out, const struct lk_buf *name)
{
    bool temporary = lk_str_starts(lk_buf_str(name), LK_STR("pg_temp_"));
    lk_buf_addz(out, out->n ? ", \"" : "\"");
    lk_buf_add(out, temporary ? LK_STR("pg_temp") : lk_buf_str(name));
    lk_buf_addc(out, '"');
}

/* Formatted here and not by the server, which is asked for it after every free statement. */
void lk_db_path_text(struct lk_buf *out, struct lk_str array)
{
    struct lk_buf name = {0};
    bool quoted = false;
    for (size_t i = 1; i + 1 < array.n; i++) {
        bool escaped = array.p[i] == '\\';
        char c = array.p[i += escaped];
        if (c == '"' && !escaped) {
            quoted = !quoted;
        } else if (c == ',' && !quoted && !escaped) {
            add_schema(out, &name);
            lk_buf_clear(&name);
        } else {
            lk_buf_addz(&name, c == '"' ? "\"" : "");
            lk_buf_addc(&name, c);
        }
    }
    if (array.n > 2)
        add_schema(out, &name);
    else
        lk_buf_addz(out, "''");
    lk_buf_clear(&name);
}

struct lk_str lk_result_text(const struct lk_result *r)
{
    return r->nrows && r->ncolumns ? r->cell(r, 0, 0) : (struct lk_str){NULL, 0};
}
