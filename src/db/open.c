/* Opening and closing a connection, and what is known of a server without asking it. */
#include "db/conn.h"
#include "base/time.h"
#include <stdlib.h>

#define LK_DB_OLDEST 130000
#define LK_DB_KEYWORDS 64
#define LK_DB_REDIAL_US INT64_C(250000)

/* Servers that speak the protocol but are not PostgreSQL, by a parameter that they report. */
static const struct { const char *parameter, *part, *name; } strangers[] = {
    {"crdb_version", "", "CockroachDB"},
    {"server_version", "YB", "YugabyteDB"},
    {"server_version", "8.0.2", "Redshift"},
};

/* Notices are kept until the next event is asked for: they belong to the statement whose result
 * libpq is reading. */
static void hear(void *self, const PGresult *pg)
{
    struct lk_db *db = self;
    lk_diag_read(LK_PUSH(&db->notices), db->heard, pg);
}

/* The caller's keywords with those that limbeck always sets; later ones win in libpq. */
static PGconn *dial(const struct lk_db_target *t, bool *silent)
{
    const char *key[LK_DB_KEYWORDS], *value[LK_DB_KEYWORDS];
    size_t n = 0;
    key[n] = "fallback_application_name", value[n++] = "limbeck";
    for (size_t i = 0; t->keyword && t->keyword[i] && n < LK_DB_KEYWORDS - 2; i++)
        key[n] = t->keyword[i], value[n++] = t->value[i];
    key[n] = "client_encoding", value[n++] = "UTF8";
    key[n] = value[n] = NULL;
    PGconn *conn = PQconnectdbParams(key, value, 0);
    PGPing ping = PQstatus(conn) == CONNECTION_OK ? PQPING_OK : PQpingParams(key, value, 0);
    *silent = ping == PQPING_REJECT || ping == PQPING_NO_RESPONSE;
    return conn;
}

/* A server that answers and refuses is not asked again; one that does not answer, or is starting,
 * may be there in a moment. */
static PGconn *dial_patiently(const struct lk_db_target *t, struct lk_arena *arena)
{
    int64_t until = lk_time_mono_us() + t->wait_us;
    for (bool told = false;; told = true) {
        bool silent;
        PGconn *conn = dial(t, &silent);
        if (!silent || lk_time_mono_us() >= until)
            return conn;
        if (!told && t->unanswered)
            t->unanswered(t->self, lk_conn_reason(arena, PQerrorMessage(conn)));
        PQfinish(conn);
        lk_time_sleep_us(LK_DB_REDIAL_US);
    }
}

/* A parameter that the server reports by itself; empty where it reports none. */
static struct lk_str status(const struct lk_db *db, const char *name)
{
    const char *text = PQparameterStatus(db->conn, name);
    return lk_arena_str(db->arena, lk_str_of(text ? text : ""));
}

/* None of it costs a round trip; 13 does not report the last two, and says so at its first
 * write. */
static void learn(struct lk_db *db)
{
    struct lk_db_facts *f = &db->facts;
    f->server_version = PQserverVersion(db->conn);
    f->backend = PQbackendPID(db->conn);
    f->database = lk_arena_str(db->arena, lk_str_of(PQdb(db->conn)));
    f->user = lk_arena_str(db->arena, lk_str_of(PQuser(db->conn)));
    f->host = lk_arena_str(db->arena, lk_str_of(PQhost(db->conn)));
    f->port = (uint32_t)strtoul(PQport(db->conn), NULL, 10);
    struct lk_str encoding = status(db, "server_encoding");
    f->utf8 = lk_str_is(encoding, "UTF8") || lk_str_is(encoding, "SQL_ASCII");
    f->read_only = lk_str_is(status(db, "in_hot_standby"), "on") ||
                   lk_str_is(status(db, "default_transaction_read_only"), "on");
}

static bool refuse_strangers(struct lk_db *db, struct lk_err *err)
{
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        const char *text = PQparameterStatus(db->conn, strangers[i].parameter);
        if (text && strstr(text, strangers[i].part))
            return lk_fail(err, LK_E_CONNECT, "the server is %s, which limbeck does not support",
                           strangers[i].name);
    }
    if (db->facts.server_version < LK_DB_OLDEST)
        return lk_fail(err, LK_E_CONNECT, "the server is PostgreSQL %d; limbeck needs 13 or later",
                       db->facts.server_version / 10000);
    return true;
}

/* Who, where and why; libpq's message has no password in it. */
static bool refuse(struct lk_db *db, struct lk_err *err)
{
    struct lk_str reason = lk_conn_reason(db->arena, PQerrorMessage(db->conn));
    const char *host = PQhost(db->conn), *port = PQport(db->conn), *user = PQuser(db->conn);
    if (!user)                 /* libpq has not even understood the keywords */
        return lk_fail(err, LK_E_CONNECT, "cannot connect: " LK_PRI, LK_ARG(reason));
    return lk_fail(err, LK_E_CONNECT, "cannot connect to database '%s' at %s:%s as '%s': " LK_PRI,
                   PQdb(db->conn) ? PQdb(db->conn) : "", host ? host : "", port ? port : "", user,
                   LK_ARG(reason));
}

bool lk_db_open(struct lk_db **out, const struct lk_db_target *target, struct lk_err *err)
{
    struct lk_db *db = lk_zalloc(1, sizeof *db);
    db->arena = lk_arena_new();
    db->words = lk_arena_new();
    db->heard = lk_arena_new();
    db->wake_fd = target->wake_fd;
    db->conn = dial_patiently(target, db->arena);
    bool ok = false;
    if (!db->conn)
        lk_oom();
    if (PQstatus(db->conn) != CONNECTION_OK) {
        refuse(db, err);
        goto done;
    }
    learn(db);
    if (!refuse_strangers(db, err))
        goto done;
    PQsetNoticeReceiver(db->conn, hear, db);
    if (PQsetnonblocking(db->conn, 1) != 0 || !PQenterPipelineMode(db->conn)) {
        lk_fail(err, LK_E_INTERNAL, "libpq does not enter pipeline mode");
        goto done;
    }
    ok = true;
done:
    if (!ok) {
        lk_db_close(db);
        db = NULL;
    }
    *out = db;
    return ok;
}

void lk_db_close(struct lk_db *db)
{
    if (!db)
        return;
    PQfinish(db->conn);
    free(db->flight.v);
    free(db->notices.v);
    lk_arena_free(db->arena);
    lk_arena_free(db->words);
    lk_arena_free(db->heard);
    free(db);
}

const struct lk_db_facts *lk_db_facts(const struct lk_db *db)
{
    return &db->facts;
}
