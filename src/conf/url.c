/* SQLAlchemy URLs taken apart by the rules of its _parse_url (2.0), and shown without password. */
#include "conf/text.h"
#include "conf/url.h"

/* Its value, or -1. */
static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* urllib's unquote; with plus, unquote_plus.  A percent sign without two digits behind it stays
 * as it is. The result is never longer than the text. */
static struct lk_str unquote(struct lk_arena *arena, struct lk_str s, bool plus)
{
    char *p = lk_arena_alloc(arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
        int lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
        if (s.p[i] == '%' && hi >= 0 && lo >= 0) {
            p[n++] = (char)(hi * 16 + lo);
            i += 2;
        } else {
            p[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
        }
    }
    return (struct lk_str){p, n};
}

/* Length of the beginning without any of these characters. */
static size_t span_without(struct lk_str s, const char *stop)
{
    size_t n = 0;
    while (n < s.n && !(s.p[n] && strchr(stop, s.p[n])))
        n++;
    return n;
}

/* All but the first n bytes. */
static struct lk_str drop(struct lk_str s, size_t n)
{
    return lk_str_cut(s, n, s.n);
}

/* (?:([^:/]*)(?::([^@]*))?@)?  with the regular expression's greed and backtracking.  Without a
 * password the user ends at the last '@' before a colon or slash; with one the password ends at
 * the first. */
static struct lk_str take_login(struct lk_url *out, struct lk_arena *arena, struct lk_str s)
{
    size_t u = span_without(s, ":/");
    if (u < s.n && s.p[u] == ':') {
        size_t p = span_without(drop(s, u + 1), "@");
        if (u + 1 + p < s.n) {
            out->user = unquote(arena, lk_str_cut(s, 0, u), false);
            out->password = unquote(arena, lk_str_cut(s, u + 1, u + 1 + p), false);
            return drop(s, u + p + 2);
        }
    }
    ptrdiff_t at = lk_str_rfind_byte(lk_str_cut(s, 0, u), '@');
    if (at < 0)
        return s;
    out->user = unquote(arena, lk_str_cut(s, 0, (size_t)at), false);
    return drop(s, (size_t)at + 1);
}

/* A name up to the port, or an IPv6 address in brackets.  An absent host stays without pointer:
 * libpq then takes its socket. */
static struct lk_str take_host(struct lk_url *out, struct lk_arena *arena, struct lk_str s)
{
    size_t n = span_without(s, "/?");
    ptrdiff_t close = lk_str_rfind_byte(lk_str_cut(s, 0, n), ']');
    if (s.n && *s.p == '[' && close > 1) {
        out->host = lk_arena_str(arena, lk_str_cut(s, 1, (size_t)close));
        return drop(s, (size_t)close + 1);
    }
    n = span_without(s, "/:?");
    if (n)
        out->host = lk_arena_str(arena, lk_str_cut(s, 0, n));
    return drop(s, n);
}

/* Digits only; SQLAlchemy calls int().  Up to five digits; whether such a port exists is for the
 * server's address to say. */
static bool take_port(struct lk_url *out, struct lk_arena *arena, struct lk_str *s,
                      struct lk_err *err)
{
    if (!s->n || *s->p != ':')
        return true;
    size_t n = span_without(*s, "/?");
    struct lk_str port = lk_str_cut(*s, 1, n);
    for (size_t i = 0; i < port.n; i++)
        if (port.p[i] < '0' || port.p[i] > '9')
            n = 0;
    if (n < 2 || n > 6)
        return lk_fail(err, LK_E_CONFIG, "the URL's port is not a number");
    out->port = lk_arena_str(arena, port);
    *s = drop(*s, n);
    return true;
}

/* parse_qsl: pairs without a value are dropped.  A key may come several times: all are kept, in
 * order. */
static void take_query(struct lk_url *out, struct lk_arena *arena, struct lk_str s)
{
    struct lk_str piece, rest = s;
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '&';
    out->query = lk_arena_array(arena, n, sizeof *out->query);
    while (lk_str_split(&piece, &rest, '&')) {
        size_t eq = span_without(piece, "=");
        if (eq + 1 >= piece.n)
            continue;
        out->query[out->nquery++] =
            (struct lk_url_pair){unquote(arena, lk_str_cut(piece, 0, eq), true),
                                 unquote(arena, drop(piece, eq + 1), true)};
    }
}

/* [\w\+]+.  The pattern of the part in front of "://"; other letters than ASCII's name no
 * dialect. */
static bool is_name(struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              c == '_' || c == '+'))
            return false;
    }
    return s.n > 0;
}

/* Neither host nor database are percent-decoded, as in SQLAlchemy.  Neither the password nor the
 * URL appear in any message, for messages end up in logs. */
bool lk_url_parse(struct lk_url *out, struct lk_arena *arena, struct lk_str text,
                  struct lk_err *err)
{
    *out = (struct lk_url){0};
    ptrdiff_t colon = lk_str_find(text, LK_STR("://"), 0);
    struct lk_str name = lk_str_cut(text, 0, colon > 0 ? (size_t)colon : 0);
    if (!is_name(name))
        return lk_fail(err, LK_E_CONFIG, "the database URL is not of the form "
                       "postgresql://user:password@host:port/database");
    size_t plus = span_without(name, "+");
    out->dialect = lk_arena_str(arena, lk_str_cut(name, 0, plus));
    out->driver = plus < name.n ? lk_arena_str(arena, drop(name, plus + 1)) : LK_STR("");
    struct lk_str s = take_login(out, arena, drop(text, (size_t)colon + 3));
    s = take_host(out, arena, s);
    if (out->host.p && memchr(out->host.p, '@', out->host.n)) {
        lk_fail(err, LK_E_CONFIG, "the database URL has more than one '@' before its host");
        return lk_err_hint(err, "in a password '@' is written %%40");
    }
    if (!take_port(out, arena, &s, err))
        return false;
    if (s.n && *s.p == '/') {
        size_t n = span_without(s, "?");
        if (n > 1)
            out->database = lk_arena_str(arena, lk_str_cut(s, 1, n));
        s = drop(s, n);
    }
    if (s.n && *s.p != '?')
        return lk_fail(err, LK_E_CONFIG, "the database URL has something between host and port");
    if (s.n)
        take_query(out, arena, drop(s, 1));
    return true;
}

/* Colons need brackets around them. */
static void add_host(struct lk_buf *out, struct lk_str host)
{
    bool v6 = memchr(host.p, ':', host.n) != NULL;
    lk_buf_addz(out, v6 ? "[" : "");
    lk_buf_add(out, host);
    lk_buf_addz(out, v6 ? "]" : "");
}

/* The last value of a key of the query, or the absent text. */
static struct lk_str query_of(const struct lk_url *url, const char *key)
{
    for (size_t i = url->nquery; i-- > 0;)
        if (lk_str_is(url->query[i].key, key))
            return url->query[i].value;
    return (struct lk_str){0};
}

/* A parameter of the query wins over the part of the URL, as it does in the driver's call.  So
 * host=… in the query replaces the host that is written in its usual place. */
static struct lk_str part_of(const struct lk_url *url, struct lk_str own, const char *key)
{
    struct lk_str other = query_of(url, key);
    return other.p ? other : own;
}

/* For the line that every run begins with, and for errors.  It never holds a password. */
void lk_url_show(struct lk_buf *out, const struct lk_url *url)
{
    struct lk_str user = part_of(url, url->user, "user");
    struct lk_str host = part_of(url, url->host, "host");
    struct lk_str port = part_of(url, url->port, "port");
    struct lk_str database = part_of(url, url->database, "dbname");
    if (user.n) {
        lk_buf_add(out, user);
        lk_buf_addc(out, '@');
    }
    if (host.n)
        add_host(out, host);
    if (port.n)
        lk_buf_addf(out, ":" LK_PRI, LK_ARG(port));
    if (database.n)
        lk_buf_addf(out, "/" LK_PRI, LK_ARG(database));
}

/* urllib's quote() with these characters safe besides letters, digits and _.-~ */
static void quote(struct lk_buf *out, struct lk_str s, const char *safe)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c && strchr("_.-~", c)) || (c && strchr(safe, c)))
            lk_buf_addc(out, c);
        else
            lk_buf_addf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

/* Parameters of libpq that hold a password. */
static bool is_secret(struct lk_str key)
{
    return lk_str_is(key, "password") || lk_str_is(key, "sslpassword");
}

/* URL.render_as_string(hide_password=True); a password among the parameters is hidden too.  What
 * is left out here appears nowhere else. */
void lk_url_mask(struct lk_buf *out, const struct lk_url *url)
{
    lk_buf_addf(out, LK_PRI "%s" LK_PRI "://", LK_ARG(url->dialect), url->driver.n ? "+" : "",
                LK_ARG(url->driver));
    if (url->user.p) {
        quote(out, url->user, " +");
        lk_buf_addz(out, url->password.p ? ":***@" : "@");
    }
    if (url->host.p)
        add_host(out, url->host);
    if (url->port.p)
        lk_buf_addf(out, ":" LK_PRI, LK_ARG(url->port));
    if (url->database.p)
        lk_buf_addf(out, "/" LK_PRI, LK_ARG(url->database));
    for (size_t i = 0; i < url->nquery; i++) {
        lk_buf_addc(out, i ? '&' : '?');
        quote(out, url->query[i].key, "");
        lk_buf_addc(out, '=');
        if (is_secret(url->query[i].key))
            lk_buf_addz(out, "***");
        else
            quote(out, url->query[i].value, "");
    }
}

/* The URL that alembic init writes; a project that still has it has configured nothing. */
bool lk_url_is_template(struct lk_str text)
{
    return lk_str_is(text, "driver://user:pass@localhost/dbname");
}
