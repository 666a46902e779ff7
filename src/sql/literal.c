/* Values as SQLAlchemy 2.0's literal_binds renders them, by the type of the bound value.  How
 * psycopg2 writes values is in value.c.
 *
 * Rendered are the values of DDL (defaults, conditions of constraints and indexes, labels of
 * enums), always, and those of statements when an offline run has literal_binds.  The type
 * decides, not the value: a text beside an INTEGER is read as a number, a number beside a VARCHAR
 * is refused.  Types without a rule (JSON, ranges, network addresses) are refused in SQLAlchemy's
 * words; None is NULL for every type.
 *
 * Text doubles its quotes; printed text also doubles % (for drivers that format) and backslashes,
 * as the dialect does before it has seen a server. */
#include "sql/state.h"

#include <math.h>
#include <stdlib.h>

/* Types such as JSON or INET cannot be rendered; SQLAlchemy refuses them in these words. */
static bool no_renderer(struct lk_sqlc *c, const struct lk_datum *value)
{
    struct lk_buf text = {0};
    lk_datum_json(&text, value);
    lk_sqlc_refuse(c, "CompileError: No literal value renderer is available for literal value "
                      LK_PRI, LK_ARG(lk_buf_str(&text)));
    lk_buf_clear(&text);
    return false;
}

/* A value that does not suit its type. */
static bool not_rendered(struct lk_sqlc *c, const struct lk_datum *value)
{
    struct lk_buf text = {0};
    lk_datum_json(&text, value);
    lk_sqlc_refuse(c, "CompileError: Could not render literal value " LK_PRI " with its datatype",
                   LK_ARG(lk_buf_str(&text)));
    lk_buf_clear(&text);
    return false;
}

/* A number as str() prints it; truth is 1 or 0 here. */
static void put_number(struct lk_sqlc *c, const struct lk_datum *value)
{
    if (value->kind == LK_DATUM_BOOL) {
        lk_sqlc_put(c, value->as.b ? "1" : "0");
    } else if (value->kind == LK_DATUM_INT) {
        lk_buf_addf(&c->out, "%lld", (long long)value->as.i);
    } else if (value->kind == LK_DATUM_FLOAT) {
        lk_sql_float(&c->out, value->as.f);
    } else {
        lk_buf_add(&c->out, value->as.s);
    }
}

/* Truth counts as a number, as in Python. */
static bool is_number(const struct lk_datum *value)
{
    return value->kind == LK_DATUM_BOOL || value->kind == LK_DATUM_INT ||
           value->kind == LK_DATUM_FLOAT || value->kind == LK_DATUM_NUMERIC;
}

/* int() of a float or of a Decimal that is small enough to be one without loss: the fraction is
 * cut off. */
static bool truncated(struct lk_sqlc *c, const struct lk_datum *value)
{
    double number = value->kind == LK_DATUM_FLOAT ? value->as.f : NAN;
    char *text = value->kind == LK_DATUM_NUMERIC ? lk_strdup(value->as.s) : NULL;
    if (text && strcspn(text, "0123456789") != strlen(text)) {
        number = strtod(text, NULL);
        number = fabs(number) < 1e15 ? number : NAN;
    }
    free(text);
    if (!isfinite(number)) {
        return not_rendered(c, value);
    }
    lk_buf_addf(&c->out, "%.0f", trunc(number) + 0.0);
    return true;
}

/* int() of Python: text of digits is taken, a fraction cut off. */
static bool integer(struct lk_sqlc *c, const struct lk_datum *value)
{
    bool text_like = value->kind == LK_DATUM_STR || value->kind == LK_DATUM_NUMERIC;
    struct lk_str text = lk_str_trim(text_like ? value->as.s : LK_STR(""));
    bool whole = value->kind == LK_DATUM_NUMERIC && lk_str_find(value->as.s, LK_STR("."), 0) < 0 &&
                 lk_str_find(value->as.s, LK_STR("E"), 0) < 0;
    if (value->kind == LK_DATUM_FLOAT || (value->kind == LK_DATUM_NUMERIC && !whole)) {
        return truncated(c, value);
    }
    if (is_number(value) && value->kind != LK_DATUM_NUMERIC) {
        put_number(c, value);
        return true;
    }
    size_t digits = text.n && (text.p[0] == '-' || text.p[0] == '+');
    for (size_t i = digits; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return not_rendered(c, value);
        }
    }
    if (text.n == digits) {
        return not_rendered(c, value);
    }
    lk_buf_add(&c->out, text.p[0] == '+' ? lk_str_cut(text, 1, text.n) : text);
    return true;
}

/* Does a text parse as a number? */
static bool is_numeric(struct lk_str text)
{
    char *copy = lk_strdup(lk_str_trim(text)), *end = NULL;
    strtod(copy, &end);
    bool good = end != copy && !*end && !memchr(copy, 'x', strlen(copy));
    free(copy);
    return good;
}

/* str() of the value: also text passes if it is a number, as it does there. */
static bool number(struct lk_sqlc *c, const struct lk_datum *value)
{
    if (is_number(value) && value->kind != LK_DATUM_BOOL) {
        put_number(c, value);
    } else if (value->kind == LK_DATUM_BOOL) {
        lk_sqlc_put(c, value->as.b ? "True" : "False");
    } else if (value->kind == LK_DATUM_STR && is_numeric(value->as.s)) {
        lk_buf_add(&c->out, value->as.s);
    } else {
        return not_rendered(c, value);
    }
    return true;
}

/* true or false; of numbers only 1 and 0 are taken. */
static bool boolean(struct lk_sqlc *c, const struct lk_datum *value)
{
    double number = value->kind == LK_DATUM_INT     ? (double)value->as.i
                    : value->kind == LK_DATUM_FLOAT ? value->as.f
                                                    : NAN;
    if (value->kind == LK_DATUM_NUMERIC && value->as.s.n == 1) {
        number = value->as.s.p[0] - '0';
    }
    if (value->kind != LK_DATUM_BOOL && number != 0 && number != 1) {
        return not_rendered(c, value);
    }
    bool truth = value->kind == LK_DATUM_BOOL ? value->as.b : number != 0;
    lk_sqlc_put(c, truth ? "true" : "false");
    return true;
}

/* Text, in quotes. */
static bool string(struct lk_sqlc *c, const struct lk_datum *value)
{
    if (value->kind != LK_DATUM_STR) {
        return not_rendered(c, value);
    }
    lk_sqlc_string(c, value->as.s);
    return true;
}

/* Bytes that are ASCII pass for text; others cannot be rendered. */
static bool bytes(struct lk_sqlc *c, const struct lk_datum *value)
{
    if (value->kind != LK_DATUM_BYTES) {
        return not_rendered(c, value);
    }
    for (size_t i = 0; i < value->as.s.n; i++) {
        if ((unsigned char)value->as.s.p[i] >= 0x80) {
            return not_rendered(c, value);
        }
    }
    bool percents = c->percents;
    c->percents = false;
    lk_sqlc_string(c, value->as.s);
    c->percents = percents;
    return true;
}

/* isoformat() with a space where the T is; of a moment a date or time takes its part. */
static bool temporal(struct lk_sqlc *c, const struct lk_datum *value, enum lk_affinity affinity)
{
    uint16_t id = lk_sqlc_id(value);
    if (id != LK_NODE_V_DATE && id != LK_NODE_V_DATETIME && id != LK_NODE_V_TIME) {
        return not_rendered(c, value);
    }
    struct lk_str text = lk_datum_text(LK_ARG_OF(value, "text"));
    ptrdiff_t at = lk_str_find(text, LK_STR("T"), 0);
    if (at >= 0 && affinity != LK_AFF_DATETIME) {
        text = affinity == LK_AFF_DATE ? lk_str_cut(text, 0, (size_t)at)
                                       : lk_str_cut(text, (size_t)at + 1, text.n);
    }
    lk_sqlc_put(c, "'");
    for (size_t i = 0; i < text.n; i++) {
        lk_buf_addc(&c->out, text.p[i] == 'T' ? ' ' : text.p[i]);
    }
    lk_sqlc_put(c, "'");
    return true;
}

/* SQLAlchemy writes the seconds and leaves the rest to the server.  An Interval that is stored
 * otherwise (native=False) takes no literal. */
static bool interval(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type)
{
    bool foreign = lk_sqlc_id(type) == LK_NODE_T_INTERVAL &&
                   !lk_datum_truth(LK_ARG_OF(type, "native"));
    if (lk_sqlc_id(value) != LK_NODE_V_TIMEDELTA || foreign) {
        return not_rendered(c, value);
    }
    int64_t days = LK_ARG_OF(value, "days")->as.i, seconds = LK_ARG_OF(value, "seconds")->as.i;
    int64_t micros = LK_ARG_OF(value, "microseconds")->as.i;
    lk_sqlc_put(c, "make_interval(secs=>");
    lk_sql_float(&c->out, (double)((days * 86400 + seconds) * 1000000 + micros) / 1e6);
    lk_sqlc_put(c, ")");
    return true;
}

/* A type that stores text wants the digits alone; as_uuid says which of text and uuid.UUID it
 * takes.  SQLAlchemy writes str() of anything else, which no server takes; it is refused. */
static bool uuid(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type)
{
    bool node = lk_sqlc_id(value) == LK_NODE_V_UUID, text = value->kind == LK_DATUM_STR;
    bool object = lk_datum_truth(LK_ARG_OF(type, "as_uuid"));
    bool native = lk_def_param(type->as.node.def, "native_uuid") < 0 ||
                  lk_datum_truth(LK_ARG_OF(type, "native_uuid"));
    if (!(node ? object : text ? native || !object : false)) {
        return not_rendered(c, value);
    }
    struct lk_str digits = lk_datum_text(node ? LK_ARG_OF(value, "text") : value);
    struct lk_buf out = {0};
    for (size_t i = 0; i < digits.n; i++) {
        if ((object && native) || digits.p[i] != '-') {
            lk_buf_addc(&out, digits.p[i]);
        }
    }
    lk_sqlc_string(c, lk_buf_str(&out));
    lk_buf_clear(&out);
    return true;
}

/* ARRAY[…] with each item of the item type; lists inside are further dimensions, as many as the
 * type says if it does.  None is no item that could be rendered. */
static bool array(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type,
                  int64_t depth)
{
    const struct lk_datum *most = LK_ARG_OF(type, "dimensions");
    if (value->kind != LK_DATUM_LIST) {
        return not_rendered(c, value);
    }
    lk_sqlc_put(c, "ARRAY[");
    for (size_t i = 0; i < value->as.list.n; i++) {
        const struct lk_datum *item = value->as.list.v[i];
        lk_sqlc_put(c, i ? ", " : "");
        bool nested = lk_datum_is(item, LK_DATUM_LIST);
        bool fits = lk_sqlc_none(most) || nested == (depth < most->as.i);
        if (!fits || lk_sqlc_none(item)) {
            return not_rendered(c, value);
        }
        if (!(nested ? array(c, item, type, depth + 1)
                     : lk_sqlc_literal(c, item, LK_ARG_OF(type, "item_type")))) {
            return false;
        }
    }
    lk_sqlc_put(c, "]");
    return true;
}

/* The affinity of a value without a type, as SQLAlchemy resolves Python's types. */
enum lk_affinity lk_sqlc_value_affinity(const struct lk_datum *value)
{
    static const uint8_t by_kind[] = {
        [LK_DATUM_BOOL] = LK_AFF_BOOLEAN,    [LK_DATUM_INT] = LK_AFF_INTEGER,
        [LK_DATUM_FLOAT] = LK_AFF_NUMERIC,   [LK_DATUM_NUMERIC] = LK_AFF_NUMERIC,
        [LK_DATUM_STR] = LK_AFF_STRING,      [LK_DATUM_BYTES] = LK_AFF_BINARY,
        [LK_DATUM_LIST] = LK_AFF_NULL,       [LK_DATUM_MAP] = LK_AFF_NULL,
        [LK_DATUM_NODE] = LK_AFF_NULL,       [LK_DATUM_NULL] = LK_AFF_NULL,
    };
    switch (lk_sqlc_id(value)) {
    case LK_NODE_V_DATE: return LK_AFF_DATE;
    case LK_NODE_V_DATETIME: return LK_AFF_DATETIME;
    case LK_NODE_V_TIME: return LK_AFF_TIME;
    case LK_NODE_V_TIMEDELTA: return LK_AFF_INTERVAL;
    case LK_NODE_V_UUID: return LK_AFF_UUID;
    default: return by_kind[value->kind];
    }
}

/* By affinity; a value without type goes by its own kind, but one that was given NullType has no
 * renderer. */
bool lk_sqlc_literal(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type)
{
    if (lk_sqlc_none(value)) {
        lk_sqlc_put(c, "NULL");
        return true;
    }
    type = lk_sqlc_impl(type);
    enum lk_affinity affinity = lk_sqlc_affinity(type);
    bool untyped = affinity == LK_AFF_NULL;
    if (lk_sqlc_id(type) == LK_NODE_T_NULL) {
        return no_renderer(c, value);
    }
    switch (untyped ? lk_sqlc_value_affinity(value) : affinity) {
    case LK_AFF_STRING: return string(c, value);
    case LK_AFF_INTEGER: return integer(c, value);
    case LK_AFF_NUMERIC: return number(c, value);
    case LK_AFF_BOOLEAN: return boolean(c, value);
    case LK_AFF_BINARY: return bytes(c, value);
    case LK_AFF_DATE:
    case LK_AFF_DATETIME:
    case LK_AFF_TIME: return temporal(c, value, untyped ? lk_sqlc_value_affinity(value) : affinity);
    case LK_AFF_INTERVAL: return interval(c, value, type);
    case LK_AFF_UUID: return uuid(c, value, untyped ? lk_sqlc_node(c, LK_NODE_T_UUID) : type);
    case LK_AFF_ARRAY: return array(c, value, type, 1);
    default: return no_renderer(c, value);
    }
}
