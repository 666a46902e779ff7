/* From a URL to libpq's keywords, as SQLAlchemy 2.0's PostgreSQL dialects would call their
 * drivers.  What libpq itself refuses is left for it to refuse. */
#include "conf/text.h"
#include "conf/url.h"

/* What becomes of a parameter that belongs to a driver. */
enum what { KEEP, RENAME, SSL, SOCKET, LEAVE_OUT };

/* Query parameters that are no keywords of libpq.  A row counts for its own driver only. */
static const struct driver_key {
    const char *driver, *key;
    enum what what;
    const char *to;
} driver_keys[] = {
    {"asyncpg", "async_fallback", LEAVE_OUT, NULL},
    {"asyncpg", "command_timeout", LEAVE_OUT, NULL},
    {"asyncpg", "database", RENAME, "dbname"},
    {"asyncpg", "direct_tls", LEAVE_OUT, NULL},
    {"asyncpg", "max_cacheable_statement_size", LEAVE_OUT, NULL},
    {"asyncpg", "max_cached_statement_lifetime", LEAVE_OUT, NULL},
    {"asyncpg", "prepared_statement_cache_size", LEAVE_OUT, NULL},
    {"asyncpg", "prepared_statement_name_func", LEAVE_OUT, NULL},
    {"asyncpg", "ssl", SSL, "sslmode"},
    {"asyncpg", "statement_cache_size", LEAVE_OUT, NULL},
    {"asyncpg", "timeout", RENAME, "connect_timeout"},
    {"pg8000", "database", RENAME, "dbname"},
    {"pg8000", "ssl_context", SSL, "sslmode"},
    {"pg8000", "tcp_keepalive", RENAME, "keepalives"},
    {"pg8000", "timeout", RENAME, "connect_timeout"},
    {"pg8000", "unix_sock", SOCKET, "host"},
    {"psycopg", "autocommit", LEAVE_OUT, NULL},
    {"psycopg", "prepare_threshold", LEAVE_OUT, NULL},
    {"psycopg_async", "autocommit", LEAVE_OUT, NULL},
    {"psycopg_async", "prepare_threshold", LEAVE_OUT, NULL},
};

/* A later value replaces an earlier one, as in a dict.  There is always room: the caller has
 * counted. */
static void set(struct lk_conninfo *c, struct lk_arena *arena, const char *key,
                struct lk_str value)
{
    size_t i = 0;
    while (i < c->n && strcmp(c->key[i], key) != 0)
        i++;
    c->key[i] = lk_arena_str(arena, lk_str_of(key)).p;
    c->value[i] = lk_arena_str(arena, value).p;
    c->n += i == c->n;
}

static const struct driver_key *driver_key(const struct lk_url *url, struct lk_str key)
{
    for (size_t i = 0; i < sizeof driver_keys / sizeof *driver_keys; i++)
        if (lk_str_is(url->driver, driver_keys[i].driver) && lk_str_is(key, driver_keys[i].key))
            return &driver_keys[i];
    return NULL;
}

/* asyncpg's ssl takes libpq's names; True and False occur where a URL was built by hand. */
static struct lk_str ssl_mode(struct lk_str value)
{
    if (lk_str_eq_nocase(value, LK_STR("true")) || lk_str_is(value, "1"))
        return LK_STR("require");
    if (lk_str_eq_nocase(value, LK_STR("false")) || lk_str_is(value, "0"))
        return LK_STR("disable");
    return value;
}

/* pg8000 names the socket's file, libpq its directory and port.  Any other name is taken for the
 * directory. */
static void set_socket(struct lk_conninfo *c, struct lk_arena *arena, struct lk_str path)
{
    struct lk_str name = lk_path_base(path), head = LK_STR(".s.PGSQL.");
    if (!lk_str_starts(name, head)) {
        set(c, arena, "host", path);
        return;
    }
    set(c, arena, "host", lk_path_dir(path));
    set(c, arena, "port", lk_str_cut(name, head.n, name.n));
}

/* What no row of the table names goes through as it is.  libpq knows what it accepts and refuses
 * the rest with its own message. */
static void set_query(struct lk_conninfo *c, struct lk_arena *arena, const struct lk_url *url,
                      const struct lk_url_pair *pair)
{
    const struct driver_key *k = driver_key(url, pair->key);
    switch (k ? k->what : KEEP) {
    case KEEP: set(c, arena, lk_arena_str(arena, pair->key).p, pair->value); break;
    case RENAME: set(c, arena, k->to, pair->value); break;
    case SSL: set(c, arena, k->to, ssl_mode(pair->value)); break;
    case SOCKET: set_socket(c, arena, pair->value); break;
    case LEAVE_OUT: break;
    }
}

/* The colon between host and port: the only one.  An IPv6 address without brackets has several
 * and no port. */
static ptrdiff_t port_colon(struct lk_str host)
{
    ptrdiff_t at = lk_str_rfind_byte(host, ':');
    return at >= 0 && memchr(host.p, ':', (size_t)at) ? -1 : at;
}

/* _split_multihost_from_url: host=a:1&host=b:2, or one host=a:1 without port=; host=a,b&port=1,2
 * goes through as it is. */
static void set_hosts(struct lk_conninfo *c, struct lk_arena *arena, const struct lk_url *url)
{
    struct lk_buf hosts = {0}, ports = {0};
    size_t n = 0;
    bool any = false;
    for (size_t i = 0; i < url->nquery; i++) {
        struct lk_str host = url->query[i].value;
        if (!lk_str_is(url->query[i].key, "host"))
            continue;
        ptrdiff_t colon = *host.p == '/' || memchr(host.p, ',', host.n) ? -1 : port_colon(host);
        if (n++) {
            lk_buf_addc(&hosts, ',');
            lk_buf_addc(&ports, ',');
        }
        lk_buf_add(&hosts, colon < 0 ? host : lk_str_cut(host, 0, (size_t)colon));
        if (colon >= 0) {
            lk_buf_add(&ports, lk_str_cut(host, (size_t)colon + 1, host.n));
            any = true;
        }
    }
    if (n)
        set(c, arena, "host", lk_buf_str(&hosts));
    if (any)
        set(c, arena, "port", lk_buf_str(&ports));
    lk_buf_clear(&hosts);
    lk_buf_clear(&ports);
}

/* One more of each, for the NULL that ends the arrays. */
static void conninfo_new(struct lk_conninfo *out, struct lk_arena *arena, size_t room)
{
    out->key = lk_arena_array(arena, room + 1, sizeof *out->key);
    out->value = lk_arena_array(arena, room + 1, sizeof *out->value);
    out->n = 0;
}

/* PQconnectdbParams with no keyword reads PGHOST, PGDATABASE and the rest. */
void lk_conninfo_empty(struct lk_conninfo *out, struct lk_arena *arena)
{
    conninfo_new(out, arena, 0);
}

/* Room: every pair may become two keywords (a socket), plus the URL's own and the hosts'.  The
 * query comes after the URL's own parts and replaces them. All texts are in the arena and end
 * with NUL. */
bool lk_url_conninfo(struct lk_conninfo *out, struct lk_arena *arena, const struct lk_url *url,
                     struct lk_err *err)
{
    const struct lk_url_pair own[] = {
        {LK_STR("host"), url->host},         {LK_STR("dbname"), url->database},
        {LK_STR("user"), url->user},         {LK_STR("password"), url->password},
        {LK_STR("port"), url->port},
    };
    if (!lk_str_is(url->dialect, "postgresql") && !lk_str_is(url->dialect, "postgres")) {
        lk_fail(err, LK_E_CONFIG, "the URL's dialect '" LK_PRI "' is not supported",
                LK_ARG(url->dialect));
        return lk_err_hint(err, "limbeck works on PostgreSQL: postgresql://…");
    }
    conninfo_new(out, arena, url->nquery * 2 + sizeof own / sizeof *own + 2);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].value.n)
            set(out, arena, own[i].key.p, own[i].value);
    for (size_t i = 0; i < url->nquery; i++)
        if (!lk_str_is(url->query[i].key, "host"))
            set_query(out, arena, url, &url->query[i]);
    set_hosts(out, arena, url);
    return true;
}

/* A keyword's value, or NULL where libpq decides. */
const char *lk_conninfo_get(const struct lk_conninfo *c, const char *key)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->key[i], key) == 0)
            return c->value[i];
    return NULL;
}
