/* Results and diagnostics of libpq as the model's plain data.  Cells are views of libpq's result;
 * nothing is copied but the words of an error. */
#include "db/conn.h"
#include <stdlib.h>

/* Text format: what psql would show. */
static struct lk_str result_cell(const struct lk_result *r, uint64_t row, uint32_t column)
{
    const PGresult *pg = r->self;
    if (PQgetisnull(pg, (int)row, (int)column))
        return (struct lk_str){NULL, 0};
    return (struct lk_str){PQgetvalue(pg, (int)row, (int)column),
                           (size_t)PQgetlength(pg, (int)row, (int)column)};
}

static void result_free(struct lk_result *r)
{
    PQclear(r->self);
    free((void *)(uintptr_t)r->column);
    free(r);
}

struct lk_result *lk_result_wrap(PGresult *pg)
{
    struct lk_result *r = lk_zalloc(1, sizeof *r);
    const char *count = PQcmdTuples(pg);
    r->self = pg;
    r->tag = lk_str_of(PQcmdStatus(pg));
    r->count = *count ? strtoll(count, NULL, 10) : -1;
    r->ncolumns = (uint32_t)PQnfields(pg);
    r->nrows = (uint64_t)PQntuples(pg);
    r->bytes = PQresultMemorySize(pg);
    struct lk_column_info *column = lk_zalloc(r->ncolumns + 1, sizeof *column);
    for (uint32_t i = 0; i < r->ncolumns; i++)
        column[i] = (struct lk_column_info){lk_str_of(PQfname(pg, (int)i)), PQftype(pg, (int)i),
                                            PQfmod(pg, (int)i)};
    r->column = column;
    r->cell = result_cell;
    r->free = result_free;
    return r;
}

/* Fields may be absent: libpq's own errors have none. */
static struct lk_str field(struct lk_arena *arena, const PGresult *pg, int code)
{
    const char *text = PQresultErrorField(pg, code);
    return text ? lk_arena_str(arena, lk_str_of(text)) : LK_STR("");
}

void lk_diag_read(struct lk_diag *out, struct lk_arena *arena, const PGresult *pg)
{
    const char *state = PQresultErrorField(pg, PG_DIAG_SQLSTATE);
    const char *position = PQresultErrorField(pg, PG_DIAG_STATEMENT_POSITION);
    *out = (struct lk_diag){
        .severity = field(arena, pg, PG_DIAG_SEVERITY_NONLOCALIZED),
        .message = field(arena, pg, PG_DIAG_MESSAGE_PRIMARY),
        .detail = field(arena, pg, PG_DIAG_MESSAGE_DETAIL),
        .hint = field(arena, pg, PG_DIAG_MESSAGE_HINT),
        .context = field(arena, pg, PG_DIAG_CONTEXT),
        .schema = field(arena, pg, PG_DIAG_SCHEMA_NAME),
        .table = field(arena, pg, PG_DIAG_TABLE_NAME),
        .column = field(arena, pg, PG_DIAG_COLUMN_NAME),
        .type = field(arena, pg, PG_DIAG_DATATYPE_NAME),
        .constraint = field(arena, pg, PG_DIAG_CONSTRAINT_NAME),
        .position = position ? (uint32_t)strtoul(position, NULL, 10) : 0,
    };
    if (state && strlen(state) == 5)
        memcpy(out->sqlstate, state, 6);
    out->fault = state ? lk_state_find(out->sqlstate)->fault : LK_FAULT_LOST;
    if (!out->message.n)
        out->message = lk_conn_reason(arena, PQresultErrorMessage(pg));
}

/* Words of libpq's own, when the server said nothing. */
void lk_diag_of_conn(struct lk_diag *out, struct lk_arena *arena, const PGconn *conn)
{
    *out = (struct lk_diag){.fault = LK_FAULT_LOST,
                            .severity = LK_STR("FATAL"),
                            .message = lk_conn_reason(arena, PQerrorMessage(conn)),
                            .detail = LK_STR(""), .hint = LK_STR(""), .context = LK_STR(""),
                            .schema = LK_STR(""), .table = LK_STR(""), .column = LK_STR(""),
                            .type = LK_STR(""), .constraint = LK_STR("")};
}

/* With several hosts libpq writes a line for each; the first is the one to mend. */
struct lk_str lk_conn_reason(struct lk_arena *arena, const char *message)
{
    struct lk_str rest = lk_str_trim(lk_str_of(message)), line = rest;
    ptrdiff_t end = lk_str_find(rest, LK_STR("\n"), 0);
    if (end >= 0)
        line = lk_str_cut(rest, 0, (size_t)end);
    ptrdiff_t fatal = lk_str_find(line, LK_STR("FATAL:  "), 0);
    if (fatal >= 0)
        line = lk_str_cut(line, (size_t)fatal + 8, line.n);
    line = lk_str_trim(line);
    if (lk_str_ends(line, LK_STR(".")))
        line.n--;
    return line.n ? lk_arena_str(arena, line) : LK_STR("the connection was lost");
}

struct lk_diag *lk_diag_dup(struct lk_arena *arena, const struct lk_diag *from)
{
    struct lk_diag *d = lk_arena_alloc(arena, sizeof *d);
    *d = *from;
    struct lk_str *text[] = {&d->severity, &d->message, &d->detail, &d->hint, &d->context,
                             &d->schema, &d->table, &d->column, &d->type, &d->constraint};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        *text[i] = lk_arena_str(arena, *text[i]);
    return d;
}

bool lk_diag_fail(struct lk_err *err, enum lk_code code, const struct lk_diag *d)
{
    lk_fail(err, code, LK_PRI, LK_ARG(d->message));
    if (!err)
        return false;
    memcpy(err->sqlstate, d->sqlstate, sizeof err->sqlstate);
    if (d->detail.n)
        lk_err_detail(err, LK_PRI, LK_ARG(d->detail));
    if (d->context.n)
        lk_err_detail(err, LK_PRI, LK_ARG(d->context));
    if (d->hint.n)
        lk_err_hint(err, LK_PRI, LK_ARG(d->hint));
    return false;
}
