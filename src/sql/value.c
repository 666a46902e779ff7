/* Values as psycopg2 2.9's adapters write them.  SQLAlchemy's own rendering, which differs, is in
 * literal.c.
 *
 * A value's own type decides, not the column's.  Numbers below zero get a blank in front, dates,
 * times, intervals and uuids carry a cast, bytes are hexadecimal, a list is an ARRAY, a tuple the
 * list of an IN.  Text is not escaped beyond its quotes on a server with standard strings, which
 * all have had for long; where they are off, E'…' is used.  A map has no adapter: psycopg2
 * refuses it, and so does this. */
#include "model/op.h"
#include "sql/quote.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* libpq's escaping, which is doubling of quotes on such a server. */
bool lk_sql_text(struct lk_buf *out, struct lk_str text, bool escapes, struct lk_err *err)
{
    if (text.n && memchr(text.p, '\0', text.n)) {
        return lk_fail(err, LK_E_SCRIPT,
                       "ValueError: A string literal cannot contain NUL (0x00) characters.");
    }
    bool e = escapes && text.n && memchr(text.p, '\\', text.n);
    lk_buf_addz(out, e ? "E'" : "'");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'' || (e && text.p[i] == '\\')) {
            lk_buf_addc(out, text.p[i]);
        }
        lk_buf_addc(out, text.p[i]);
    }
    lk_buf_addc(out, '\'');
    return true;
}

/* Hexadecimal, as libpq escapes bytea since 9.0. */
static void add_bytes(struct lk_buf *out, struct lk_str bytes, bool escapes)
{
    lk_buf_addz(out, escapes ? "E'\\\\x" : "'\\x");
    for (size_t i = 0; i < bytes.n; i++) {
        lk_buf_addf(out, "%02x", (unsigned char)bytes.p[i]);
    }
    lk_buf_addz(out, "'::bytea");
}

/* Python writes an exponent below 1e-4 and from 1e16 on, with at least two digits. */
void lk_sql_float(struct lk_buf *out, double value)
{
    char text[40];
    int digits = 1;
    for (; digits < 18; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    int exponent = isfinite(value) ? atoi(strchr(text, 'e') + 1) : 0;
    if (!isfinite(value)) {
        lk_buf_addz(out, isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
    } else if (exponent < -4 || exponent >= 16) {
        lk_buf_addz(out, text);
    } else {
        int decimals = digits - 1 - exponent;
        lk_buf_addf(out, "%.*f", decimals > 1 ? decimals : 1, value);
    }
}

/* What is no number is text with a cast; a minus gets a blank before it, so that it cannot meet
 * another one. */
static void add_float(struct lk_buf *out, double value)
{
    if (isnan(value)) {
        lk_buf_addz(out, "'NaN'::float");
    } else if (isinf(value)) {
        lk_buf_addz(out, value > 0 ? "'Infinity'::float" : "'-Infinity'::float");
    } else {
        lk_buf_addz(out, signbit(value) ? " " : "");
        lk_sql_float(out, value);
    }
}

/* psycopg2 makes NaN of everything that is not finite. */
static void add_numeric(struct lk_buf *out, struct lk_str text)
{
    char first = text.n > 1 && text.p[0] == '-' ? text.p[1] : text.n ? text.p[0] : 'N';
    if (first < '0' || first > '9') {
        lk_buf_addz(out, "'NaN'::numeric");
    } else {
        lk_buf_addz(out, text.p[0] == '-' ? " " : "");
        lk_buf_add(out, text);
    }
}


/* A list of nothing but nulls has no ARRAY[] form: psycopg2 writes it as '{NULL,NULL}', taking the
 * quotes off inner lists. */
static void add_null_list(struct lk_buf *out, const struct lk_datum *list)
{
    lk_buf_addc(out, '{');
    for (size_t i = 0; i < list->as.list.n; i++) {
        lk_buf_addz(out, i ? "," : "");
        if (lk_datum_is(list->as.list.v[i], LK_DATUM_LIST)) {
            add_null_list(out, list->as.list.v[i]);
        } else {
            lk_buf_addz(out, "NULL");
        }
    }
    lk_buf_addc(out, '}');
}

/* Items with a separator; an empty list inside a list is ARRAY[]. */
static bool add_items(struct lk_buf *out, const struct lk_datum *list, const char *separator,
                      bool escapes, struct lk_err *err)
{
    for (size_t i = 0; i < list->as.list.n; i++) {
        lk_buf_addz(out, i ? separator : "");
        if (lk_datum_is(list->as.list.v[i], LK_DATUM_LIST) && !list->as.list.v[i]->as.list.n) {
            lk_buf_addz(out, "ARRAY[]");
        } else if (!lk_sql_value(out, list->as.list.v[i], escapes, err)) {
            return false;
        }
    }
    return true;
}

/* Is there nothing but nulls, at any depth? */
static bool all_null(const struct lk_datum *list)
{
    bool null = list->as.list.n > 0;
    for (size_t i = 0; null && i < list->as.list.n; i++) {
        const struct lk_datum *item = list->as.list.v[i];
        null = lk_datum_is(item, LK_DATUM_LIST) ? all_null(item)
                                                : lk_datum_is(item, LK_DATUM_NULL);
    }
    return null;
}

/* A tuple is the list of an IN, a list is an array. */
static bool add_list(struct lk_buf *out, const struct lk_datum *list, bool escapes,
                     struct lk_err *err)
{
    if (list->flags & LK_DATUM_TUPLE) {
        lk_buf_addc(out, '(');
        bool good = add_items(out, list, ", ", escapes, err);
        lk_buf_addc(out, ')');
        return good;
    }
    if (!list->as.list.n) {
        lk_buf_addz(out, "'{}'");
        return true;
    }
    if (all_null(list)) {
        lk_buf_addc(out, '\'');
        add_null_list(out, list);
        lk_buf_addc(out, '\'');
        return true;
    }
    lk_buf_addz(out, "ARRAY[");
    bool good = add_items(out, list, ",", escapes, err);
    lk_buf_addc(out, ']');
    return good;
}

/* Does an ISO text end with an offset?  The date's own dashes do not count. */
static bool has_zone(struct lk_str iso)
{
    size_t from = iso.n > 10 && iso.p[4] == '-' ? 11 : 0;
    struct lk_str clock = lk_str_cut(iso, from, iso.n);
    return lk_str_rfind_byte(clock, '+') >= 0 || lk_str_rfind_byte(clock, '-') >= 0;
}

/* Days stay days: the server must not turn them into hours. */
static void add_delta(struct lk_buf *out, const struct lk_datum *node)
{
    lk_buf_addf(out, "'%lld days %lld.%06lld seconds'::interval",
                (long long)lk_node_arg(node, "days")->as.i,
                (long long)lk_node_arg(node, "seconds")->as.i,
                (long long)lk_node_arg(node, "microseconds")->as.i);
}

/* Dates, times and uuids carry their type along. */
static bool add_node(struct lk_buf *out, const struct lk_datum *node, struct lk_err *err)
{
    uint16_t id = node->as.node.def->id;
    if (id == LK_NODE_V_TIMEDELTA) {
        add_delta(out, node);
        return true;
    }
    struct lk_str text = {0};
    if (id == LK_NODE_V_DATE || id == LK_NODE_V_DATETIME || id == LK_NODE_V_TIME ||
        id == LK_NODE_V_UUID) {
        text = lk_datum_text(lk_node_arg(node, "text"));
    }
    const char *type = id == LK_NODE_V_DATE   ? "date"
                       : id == LK_NODE_V_UUID ? "uuid"
                       : id == LK_NODE_V_TIME ? (has_zone(text) ? "timetz" : "time")
                       : has_zone(text)       ? "timestamptz"
                                              : "timestamp";
    if (!text.n) {
        return lk_fail_at(err, LK_E_SCRIPT, node->span, "ProgrammingError: can't adapt type '%s'",
                          node->as.node.def->name);
    }
    lk_buf_addf(out, "'" LK_PRI "'::%s", LK_ARG(text), type);
    return true;
}

/* By kind of datum. */
bool lk_sql_value(struct lk_buf *out, const struct lk_datum *d, bool escapes, struct lk_err *err)
{
    switch (d ? d->kind : LK_DATUM_NULL) {
    case LK_DATUM_NULL:
        lk_buf_addz(out, "NULL");
        return true;
    case LK_DATUM_BOOL:
        lk_buf_addz(out, d->as.b ? "true" : "false");
        return true;
    case LK_DATUM_INT:
        lk_buf_addf(out, d->as.i < 0 ? " %lld" : "%lld", (long long)d->as.i);
        return true;
    case LK_DATUM_FLOAT:
        add_float(out, d->as.f);
        return true;
    case LK_DATUM_NUMERIC:
        add_numeric(out, d->as.s);
        return true;
    case LK_DATUM_STR:
        return lk_sql_text(out, d->as.s, escapes, err);
    case LK_DATUM_BYTES:
        add_bytes(out, d->as.s, escapes);
        return true;
    case LK_DATUM_LIST:
        return add_list(out, d, escapes, err);
    case LK_DATUM_NODE:
        return add_node(out, d, err);
    default:
        return lk_fail_at(err, LK_E_SCRIPT, d->span, "ProgrammingError: can't adapt type 'dict'");
    }
}
