/* SQLAlchemy URLs: postgresql+driver://user:password@host:port/database?key=value, to the keywords
 * of libpq.  Knows libpq's names, not libpq.  A password never enters a message. */
#ifndef LK_CONF_URL_H
#define LK_CONF_URL_H

#include "base/err.h"

struct lk_url_pair {
    struct lk_str key, value;      /* percent-decoded */
};

struct lk_url {
    struct lk_str dialect;         /* "postgresql"; "postgres" is taken as well */
    struct lk_str driver;          /* "psycopg2", "asyncpg" …; empty where the URL names none */
    struct lk_str user, password, host, port, database;    /* p is NULL where absent */
    struct lk_url_pair *query;     /* in order; a key may occur several times */
    size_t nquery;
};

/* Takes a URL apart by the rules of SQLAlchemy 2.0's make_url, texts in the arena.  Fails with
 * LK_E_CONFIG; the message shows the URL without its password, or not at all. */
LK_MUST_USE bool lk_url_parse(struct lk_url *out, struct lk_arena *, struct lk_str text,
                              struct lk_err *);

/* Keywords and values for PQconnectdbParams, NULL-terminated arrays in the arena. */
struct lk_conninfo {
    const char **key, **value;
    size_t n;
};

/* What SQLAlchemy's dialects hand to their drivers, in libpq's terms: several hosts, sockets,
 * asyncpg's ssl=; parameters that only steer a driver are left out by name.  Dialects other than
 * PostgreSQL are refused with LK_E_CONFIG. */
LK_MUST_USE bool lk_url_conninfo(struct lk_conninfo *out, struct lk_arena *, const struct lk_url *,
                                 struct lk_err *);
/* The empty conninfo: libpq's environment decides everything. */
void lk_conninfo_empty(struct lk_conninfo *out, struct lk_arena *);
/* The value of a keyword, or NULL. */
const char *lk_conninfo_get(const struct lk_conninfo *, const char *key);

/* Appends "user@host:port/database" for people, without what the URL does not say. */
void lk_url_show(struct lk_buf *out, const struct lk_url *);
/* Appends the URL with *** for the password, as SQLAlchemy prints it. */
void lk_url_mask(struct lk_buf *out, const struct lk_url *);
/* Is it the placeholder of Alembic's templates, driver://user:pass@localhost/dbname? */
bool lk_url_is_template(struct lk_str text);

#endif
