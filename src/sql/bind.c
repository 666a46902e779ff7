/* Bound values: interpolated as psycopg2 does, rendered as literal_binds does, or left as named
 * parameters.
 *
 * Three ways, told by the state: a live run interpolates as psycopg2 does, since untyped
 * parameters of the protocol behave differently (jsonb_build_object, date arithmetic, DDL); an
 * offline run renders literals if env.py says literal_binds, and writes parameters in the
 * paramstyle if it does not.
 *
 * Beside another operand a value is bound with that operand's type when it is of the same kind,
 * else with its own: JSON beside a dict, text beside a str.  JSON and arrays carry a cast, also
 * for psycopg2.  A parameter of execute() overrides the value that a bindparam has of its own.
 *
 * The list of IN is expanded: (1, 2), or a condition that is never (or always) true when it is
 * empty. */
#include "base/utf8.h"
#include "sql/expr.h"

/* Writes one character of a JSON string: what is not printable ASCII becomes an escape, a
 * character beyond the basic plane two surrogates. */
static void json_char(struct lk_buf *out, uint32_t ch)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *at = ch && ch < 128 ? strchr(plain, (int)ch) : NULL;
    if (at) {
        lk_buf_addf(out, "\\%c", letters[at - plain]);
    } else if (ch >= 0x10000) {
        lk_buf_addf(out, "\\u%04x\\u%04x", 0xD800 + ((ch - 0x10000) >> 10),
                    0xDC00 + ((ch - 0x10000) & 0x3FF));
    } else if (ch < 32 || ch > 126) {
        lk_buf_addf(out, ch == 127 ? "%c" : "\\u%04x", ch);
    } else {
        lk_buf_addc(out, (char)ch);
    }
}

/* Writes a JSON string with its quotes. */
static void json_text(struct lk_buf *out, struct lk_str text)
{
    uint32_t ch;
    lk_buf_addc(out, '"');
    for (size_t n; text.n; text = lk_str_cut(text, n, text.n)) {
        n = lk_utf8_decode(&ch, text);
        json_char(out, n ? ch : LK_UTF8_REPLACEMENT);
        n = n ? n : 1;
    }
    lk_buf_addc(out, '"');
}

/* json.dumps(): ensure_ascii, ", " and ": " between. */
static bool json_items(struct lk_sqlc *c, struct lk_buf *out, const struct lk_datum *d)
{
    bool map = d->kind == LK_DATUM_MAP;
    lk_buf_addc(out, map ? '{' : '[');
    for (size_t i = 0; i < (map ? d->as.map.n : d->as.list.n); i++) {
        lk_buf_addz(out, i ? ", " : "");
        if (map) {
            json_text(out, d->as.map.v[i].key);
            lk_buf_addz(out, ": ");
        }
        if (!lk_bind_json(c, out, map ? d->as.map.v[i].value : d->as.list.v[i])) {
            return false;
        }
    }
    lk_buf_addc(out, map ? '}' : ']');
    return true;
}

/* By kind of datum; what has no JSON form is refused with json's own words. */
bool lk_bind_json(struct lk_sqlc *c, struct lk_buf *out, const struct lk_datum *d)
{
    switch (d ? d->kind : LK_DATUM_NULL) {
    case LK_DATUM_NULL: lk_buf_addz(out, "null"); return true;
    case LK_DATUM_BOOL: lk_buf_addz(out, d->as.b ? "true" : "false"); return true;
    case LK_DATUM_INT: lk_buf_addf(out, "%lld", (long long)d->as.i); return true;
    case LK_DATUM_FLOAT: lk_sql_float(out, d->as.f); return true;
    case LK_DATUM_STR: json_text(out, d->as.s); return true;
    case LK_DATUM_LIST:
    case LK_DATUM_MAP: return json_items(c, out, d);
    case LK_DATUM_NUMERIC:
        if (lk_str_find(d->as.s, LK_STR("."), 0) < 0) {
            lk_buf_add(out, d->as.s);
            return true;
        }
        return lk_sqlc_refuse(c, "StatementError: (builtins.TypeError) Object of type Decimal is "
                                 "not JSON serializable");
    default:
        return lk_sqlc_refuse(c, "StatementError: (builtins.TypeError) Object of type %s is not "
                                 "JSON serializable",
                              d->kind == LK_DATUM_NODE ? d->as.node.def->name : "bytes");
    }
}

/* Is it stored as JSON?  Then values are bound as their JSON text. */
static bool is_json(const struct lk_datum *type)
{
    return lk_sqlc_affinity(lk_sqlc_impl(type)) == LK_AFF_JSON;
}

/* Binds a value to a JSON column: its text, or NULL where the type says that None is NULL. */
static bool client_json(struct lk_sqlc *c, const struct lk_datum *value,
                        const struct lk_datum *type)
{
    type = lk_sqlc_impl(type);
    if (lk_sqlc_none(value) && lk_datum_truth(LK_ARG_OF(type, "none_as_null"))) {
        lk_sqlc_put(c, "NULL");
        return true;
    }
    struct lk_buf json = {0};
    bool good = lk_bind_json(c, &json, value) &&
                lk_sql_text(&c->out, lk_buf_str(&json), c->d->backslash_escapes, c->err);
    lk_buf_clear(&json);
    return good;
}

/* psycopg2 writes its NumericRange; ranges of dates go through the server's functions. */
static bool client_range(struct lk_sqlc *c, const struct lk_datum *value)
{
    const struct lk_datum *side[2] = {LK_ARG_OF(value, "lower"), LK_ARG_OF(value, "upper")};
    struct lk_str bounds = lk_datum_text(LK_ARG_OF(value, "bounds"));
    if (lk_datum_truth(LK_ARG_OF(value, "empty"))) {
        lk_sqlc_put(c, "'empty'");
        return true;
    }
    lk_buf_addf(&c->out, "'%c", bounds.n ? bounds.p[0] : '[');
    for (int i = 0; i < 2; i++) {
        lk_sqlc_put(c, i ? "," : "");
        bool number = lk_datum_is(side[i], LK_DATUM_INT) || lk_datum_is(side[i], LK_DATUM_NUMERIC);
        if (!number && !lk_sqlc_none(side[i])) {
            return lk_sqlc_unsupported(c, "a range of other values than numbers as a bound value");
        }
        if (number && !lk_sql_value(&c->out, side[i], false, c->err)) {
            return false;
        }
    }
    lk_buf_addf(&c->out, "%c'", bounds.n > 1 ? bounds.p[1] : ')');
    return true;
}

/* A key or a value in double quotes, or NULL. */
static bool hstore_item(struct lk_sqlc *c, struct lk_buf *out, const struct lk_datum *item)
{
    if (lk_sqlc_none(item)) {
        lk_buf_addz(out, "NULL");
        return true;
    }
    if (!lk_sqlc_is_str(item)) {
        return lk_sqlc_refuse(c, "ValueError: a value of HSTORE is not a string");
    }
    lk_buf_addc(out, '"');
    for (size_t i = 0; i < item->as.s.n; i++) {
        lk_buf_addz(out, strchr("\\\"", item->as.s.p[i]) && item->as.s.p[i] ? "\\" : "");
        lk_buf_addc(out, item->as.s.p[i]);
    }
    lk_buf_addc(out, '"');
    return true;
}

/* A map as HSTORE's text, as SQLAlchemy writes it (_serialize_hstore). */
static bool client_hstore(struct lk_sqlc *c, const struct lk_datum *map)
{
    struct lk_buf text = {0};
    bool good = true;
    for (size_t i = 0; good && i < map->as.map.n; i++) {
        lk_buf_addz(&text, i ? ", " : "");
        good = hstore_item(c, &text, lk_sqlc_str(c, map->as.map.v[i].key));
        lk_buf_addz(&text, "=>");
        good = good && hstore_item(c, &text, map->as.map.v[i].value);
    }
    good = good && lk_sql_text(&c->out, lk_buf_str(&text), c->d->backslash_escapes, c->err);
    lk_buf_clear(&text);
    return good;
}

/* Boolean takes 0 and 1 for its values, and nothing else (Boolean.bind_processor). */
static bool client_bool(struct lk_sqlc *c, const struct lk_datum *value)
{
    double number = lk_datum_is(value, LK_DATUM_INT)     ? (double)value->as.i
                    : lk_datum_is(value, LK_DATUM_FLOAT) ? value->as.f
                                                         : -1;
    if (number != 0 && number != 1) {
        return lk_sqlc_refuse(c, "StatementError: (builtins.TypeError) Not a boolean value");
    }
    lk_sqlc_put(c, number != 0 ? "true" : "false");
    return true;
}

/* A value that has none of its own is bound with a type that writes a cast only if it is a UUID. */
static const struct lk_datum *uuid_type(struct lk_sqlc *c, const struct lk_datum *value,
                                        const struct lk_datum *type)
{
    bool uuid = lk_sqlc_none(type) && lk_sqlc_id(value) == LK_NODE_V_UUID;
    return uuid ? lk_bind_own_type(c, value) : type;
}

/* Interpolates a value as psycopg2 would; what it has no adapter for is refused with its words. */
static bool client_value(struct lk_sqlc *c, const struct lk_datum *value,
                         const struct lk_datum *type)
{
    if (is_json(type)) {
        return client_json(c, value, type);
    }
    if (lk_sqlc_id(value) == LK_NODE_V_RANGE) {
        return client_range(c, value);
    }
    if (lk_datum_is(value, LK_DATUM_MAP) && lk_sqlc_id(lk_sqlc_impl(type)) == LK_NODE_PG_HSTORE) {
        return client_hstore(c, value);
    }
    if (!lk_sqlc_none(value) && !lk_datum_is(value, LK_DATUM_BOOL) &&
        lk_sqlc_affinity(type) == LK_AFF_BOOLEAN) {
        return client_bool(c, value);
    }
    struct lk_err inner = {0};
    bool good = lk_sql_value(&c->out, value, c->d->backslash_escapes, &inner);
    if (!good) {
        lk_sqlc_refuse(c, "%s", inner.message);
    }
    lk_err_clear(&inner);
    return good;
}

/* Writes a parameter's place in the paramstyle of the offline dialect. */
static void named(struct lk_sqlc *c, struct lk_str name)
{
    static const char *const open[] = {"%(", "%s", ":", "$", "?"};
    static const char *const close[] = {")s", "", "", "", ""};
    enum lk_paramstyle style = c->d->paramstyle;
    lk_sqlc_put(c, open[style]);
    if (style == LK_PARAMS_NUMERIC_DOLLAR) {
        lk_buf_addf(&c->out, "%u", ++c->names);
    } else if (style == LK_PARAMS_PYFORMAT || style == LK_PARAMS_NAMED) {
        lk_buf_add(&c->out, name);
    }
    lk_sqlc_put(c, close[style]);
}

/* The type a value is bound with beside an operand of type `type`: that one if the value is of the
 * same kind or of none, else its own (TypeEngine.coerce_compared_value); network addresses keep
 * theirs. */
static const struct lk_datum *compared_type(const struct lk_datum *value,
                                            const struct lk_datum *type)
{
    if (lk_sqlc_none(value) || lk_sqlc_none(type)) {
        return type;
    }
    uint16_t id = lk_sqlc_id(lk_sqlc_impl(type));
    if (id == LK_NODE_PG_INET || id == LK_NODE_PG_CIDR || id == LK_NODE_PG_MACADDR ||
        id == LK_NODE_PG_MACADDR8) {
        return type;
    }
    enum lk_affinity own = lk_sqlc_value_affinity(value), theirs = lk_sqlc_affinity(type);
    return own == LK_AFF_NULL || own == theirs ? type : NULL;
}

/* One counter per name, for labels, aliases and bound values alike, as SQLAlchemy's anonymous
 * names have it. */
struct lk_str lk_sqlc_anonymous(struct lk_sqlc *c, struct lk_str name)
{
    uintptr_t count = (uintptr_t)lk_map_get(&c->counts, name) + 1;
    lk_map_put(&c->counts, name, (void *)count);
    return lk_arena_format(c->arena, LK_PRI "_%u", LK_ARG(name), (unsigned)count);
}

/* SQLAlchemy casts bound JSON, arrays, ranges and native UUIDs, also for psycopg2. */
static bool put_cast(struct lk_sqlc *c, const struct lk_datum *type)
{
    const struct lk_datum *impl = lk_sqlc_impl(type);
    enum lk_affinity affinity = lk_sqlc_affinity(impl);
    bool digits = affinity == LK_AFF_UUID && lk_def_param(impl->as.node.def, "native_uuid") >= 0 &&
                  !lk_datum_truth(LK_ARG_OF(impl, "native_uuid"));
    bool cast = affinity == LK_AFF_JSON || affinity == LK_AFF_ARRAY || affinity == LK_AFF_RANGE ||
                (affinity == LK_AFF_UUID && !digits);
    if (!cast) {
        return true;
    }
    lk_sqlc_put(c, "::");
    return lk_sqlc_type(c, type);
}

/* A live run numbers its bound values too, although no name is seen: labels count on from them. */
bool lk_bind_typed(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type,
                   struct lk_str name)
{
    if (c->binds == LK_BINDS_LITERAL) {
        return lk_sqlc_literal(c, value, type);
    }
    struct lk_str key = lk_sqlc_anonymous(c, name);
    if (c->binds == LK_BINDS_NAMED) {
        named(c, key);
    } else if (!client_value(c, value, type)) {
        return false;
    }
    return put_cast(c, uuid_type(c, value, type));
}

/* Finds the type and leaves the rest to lk_bind_typed. */
bool lk_bind_value(struct lk_sqlc *c, const struct lk_datum *value, const struct lk_datum *type,
                   struct lk_str name)
{
    return lk_bind_typed(c, value, compared_type(value, type), name);
}

/* The value of a bindparam: that of execute()'s parameters before its own.  *missing tells that
 * neither exists. */
static const struct lk_datum *given_value(struct lk_sqlc *c, const struct lk_datum *param,
                                          bool *missing)
{
    struct lk_str key = lk_datum_text(LK_ARG_OF(param, "key"));
    const struct lk_datum *required = LK_ARG_OF(param, "required");
    *missing = false;
    for (size_t i = 0; lk_datum_is(c->params, LK_DATUM_MAP) && i < c->params->as.map.n; i++) {
        if (lk_str_eq(c->params->as.map.v[i].key, key)) {
            return c->params->as.map.v[i].value;
        }
    }
    *missing = lk_datum_truth(required);
    return LK_ARG_OF(param, "value");
}

/* Was the parameter given no type on purpose?  One with a callable is, since nobody asks it before
 * the statement is executed. */
static bool is_null_type(const struct lk_datum *type)
{
    return lk_sqlc_none(type) || lk_sqlc_id(type) == LK_NODE_T_NULL;
}

/* A parameter of NullType takes the type of what it stands beside. */
bool lk_bind_beside(struct lk_sqlc *c, const struct lk_datum *param, const struct lk_datum *type)
{
    if (lk_sqlc_id(LK_ARG_OF(param, "type")) != LK_NODE_T_NULL || is_null_type(type)) {
        return lk_bind_param(c, param);
    }
    struct lk_datum *copy = lk_sqlc_node(c, LK_NODE_BINDPARAM);
    memcpy(copy->as.node.arg, param->as.node.arg,
           sizeof *param->as.node.arg * lk_def_sig(param->as.node.def)->n);
    lk_sqlc_set(copy, "type", type);
    return lk_bind_param(c, copy);
}

/* Without expanding=True a list behind IN is one all the same, as SQLAlchemy makes it one. */
bool lk_bind_in(struct lk_sqlc *c, const struct lk_datum *param, const struct lk_datum *left,
                bool negate)
{
    bool missing = false;
    const struct lk_datum *value = given_value(c, param, &missing);
    const struct lk_datum *type = LK_ARG_OF(param, "type");
    if (missing || !lk_datum_is(value, LK_DATUM_LIST)) {
        return lk_bind_param(c, param);
    }
    const struct lk_datum *other = lk_expr_type(c, left);
    if (lk_sqlc_id(type) == LK_NODE_T_NULL && is_null_type(other) && value->as.list.n &&
        c->binds == LK_BINDS_LITERAL) {
        return lk_sqlc_literal(c, value->as.list.v[0], type);
    }
    return lk_bind_expanding(c, value, is_null_type(type) ? other : type,
                             lk_datum_text(LK_ARG_OF(param, "key")), negate);
}

/* An empty list in a text has no operator to lean on: it is a SELECT without rows. */
static bool put_no_rows(struct lk_sqlc *c, const struct lk_datum *type)
{
    lk_sqlc_put(c, "(SELECT CAST(NULL AS ");
    if (!lk_sqlc_type(c, lk_sqlc_none(type) ? lk_sqlc_node(c, LK_NODE_T_INTEGER) : type)) {
        return false;
    }
    lk_sqlc_put(c, ") WHERE 1!=1)");
    return true;
}

/* A parameter that the statement names itself keeps its name; a unique one is numbered. */
bool lk_bind_param(struct lk_sqlc *c, const struct lk_datum *param)
{
    bool missing = false;
    struct lk_str key = lk_datum_text(LK_ARG_OF(param, "key"));
    const struct lk_datum *type = LK_ARG_OF(param, "type");
    const struct lk_datum *value = given_value(c, param, &missing);
    bool literal = c->binds == LK_BINDS_LITERAL ||
                   (c->binds == LK_BINDS_NAMED &&
                    lk_datum_truth(LK_ARG_OF(param, "literal_execute")));
    bool unique = lk_datum_truth(LK_ARG_OF(param, "unique"));
    if (c->binds == LK_BINDS_NAMED && !literal) {
        named(c, unique ? lk_sqlc_anonymous(c, key) : key);
        return put_cast(c, type);
    }
    if (missing && c->binds == LK_BINDS_CLIENT) {
        return lk_sqlc_refuse(c, "StatementError: (sqlalchemy.exc.InvalidRequestError) A value is "
                                 "required for bind parameter '" LK_PRI "'", LK_ARG(key));
    }
    if (lk_datum_truth(LK_ARG_OF(param, "expanding")) && lk_datum_is(value, LK_DATUM_LIST)) {
        if (!value->as.list.n) {
            return put_no_rows(c, type);
        }
        return lk_bind_expanding(c, value, type, key, false);
    }
    return literal ? lk_sqlc_literal(c, value, type)
                   : client_value(c, value, type) && put_cast(c, uuid_type(c, value, type));
}

/* The empty list of IN and NOT IN (visit_empty_set_op_expr). */
static void put_empty(struct lk_sqlc *c, bool negate)
{
    lk_sqlc_put(c, negate ? "(NULL) OR (1 = 1)" : "(NULL) AND (1 != 1)");
}

/* Used by IN over tuples, where the types are the values' own, and by comparisons with one. */
bool lk_bind_tuple(struct lk_sqlc *c, const struct lk_datum *list, const struct lk_datum *clauses)
{
    lk_sqlc_put(c, "(");
    for (size_t i = 0; i < list->as.list.n; i++) {
        const struct lk_datum *item = list->as.list.v[i], *type = NULL;
        if (clauses && i < clauses->as.list.n) {
            type = lk_expr_type(c, clauses->as.list.v[i]);
        }
        lk_sqlc_put(c, i ? ", " : "");
        if (!(lk_expr_is_value(item) ? lk_bind_value(c, item, type, LK_STR("param"))
                                     : lk_sqlc_expr(c, item))) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* The type that SQLAlchemy gives a bare value, or one without a renderer. */
const struct lk_datum *lk_bind_own_type(struct lk_sqlc *c, const struct lk_datum *value)
{
    static const uint16_t types[] = {
        [LK_AFF_BOOLEAN] = LK_NODE_T_BOOLEAN,     [LK_AFF_INTEGER] = LK_NODE_T_INTEGER,
        [LK_AFF_NUMERIC] = LK_NODE_T_NUMERIC,     [LK_AFF_STRING] = LK_NODE_T_STRING,
        [LK_AFF_BINARY] = LK_NODE_T_LARGE_BINARY, [LK_AFF_DATE] = LK_NODE_T_DATE,
        [LK_AFF_DATETIME] = LK_NODE_T_DATE_TIME,  [LK_AFF_TIME] = LK_NODE_T_TIME,
        [LK_AFF_INTERVAL] = LK_NODE_T_INTERVAL,   [LK_AFF_UUID] = LK_NODE_T_UUID,
    };
    enum lk_affinity affinity = lk_sqlc_value_affinity(value);
    return affinity == LK_AFF_NULL ? lk_sqlc_node(c, LK_NODE_T_NULL)
                                   : lk_sqlc_node(c, (enum lk_node_id)types[affinity]);
}

/* Printed as literals, all values of a list have the type of the first one, which refuses a mixed
 * list; beside an expression each stands for itself.  NULL: each has its own. */
static const struct lk_datum *list_type(struct lk_sqlc *c, const struct lk_datum *list,
                                        const struct lk_datum *type)
{
    const struct lk_datum *first = list->as.list.v[0];
    bool single = c->binds == LK_BINDS_LITERAL;
    for (size_t i = 0; i < list->as.list.n; i++) {
        single = single && lk_expr_is_value(list->as.list.v[i]) &&
                 !lk_datum_is(list->as.list.v[i], LK_DATUM_LIST);
    }
    if (!single) {
        return NULL;
    }
    const struct lk_datum *common = compared_type(first, type);
    return lk_sqlc_none(common) ? lk_bind_own_type(c, first) : common;
}

/* Expressions among the items are written as they are. */
bool lk_bind_expanding(struct lk_sqlc *c, const struct lk_datum *list, const struct lk_datum *type,
                       struct lk_str name, bool negate)
{
    if (c->binds == LK_BINDS_NAMED) {
        struct lk_str key = lk_sqlc_anonymous(c, name);
        lk_buf_addf(&c->out, "(__[POSTCOMPILE_" LK_PRI "])", LK_ARG(key));
        return true;
    }
    if (!list->as.list.n) {
        put_empty(c, negate);
        return true;
    }
    const struct lk_datum *common = list_type(c, list, type);
    lk_sqlc_put(c, "(");
    for (size_t i = 0; i < list->as.list.n; i++) {
        const struct lk_datum *item = list->as.list.v[i];
        bool tuple = lk_datum_is(item, LK_DATUM_LIST);
        bool node = lk_datum_is(item, LK_DATUM_NODE) && !lk_expr_is_value(item);
        lk_sqlc_put(c, i ? ", " : "");
        bool good = tuple  ? lk_bind_tuple(c, item, NULL)
                    : node ? lk_sqlc_expr(c, item)
                    : common ? lk_sqlc_literal(c, item, common)
                           : lk_bind_value(c, item, type, LK_STR("param"));
        if (!good) {
            return false;
        }
    }
    lk_sqlc_put(c, ")");
    return true;
}
