/* Types as SQLAlchemy 2.0's PGTypeCompiler writes them: a row per type (types.def), a function
 * per way of writing one.
 *
 * A row says how its type is written, its word, its affinity (what kind of values it takes, which
 * decides how bound values are rendered and whether a primary key counts up) and its width among
 * the integers (which decides between SERIAL, SMALLSERIAL and BIGSERIAL).
 *
 * Generic types and the dialect's differ where SQLAlchemy's compiler differs: DateTime is
 * TIMESTAMP but DATETIME stays, LargeBinary is BYTEA but BLOB stays; such a script fails on the
 * server as it does under Alembic. */
#include "base/utf8.h"
#include "sql/state.h"

typedef bool renderer(struct lk_sqlc *, const struct lk_datum *type, const char *word);

/* Types that are a word and nothing else. */
static bool render_word(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    (void)type;
    lk_sqlc_put(c, word);
    return true;
}

/* Length and collation; a length of 0 is none. */
static bool render_string(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *length = LK_ARG_OF(type, "length");
    const struct lk_datum *collation = LK_ARG_OF(type, "collation");
    lk_sqlc_put(c, word);
    if (lk_datum_truth(length)) {
        lk_buf_addf(&c->out, "(%lld)", (long long)length->as.i);
    }
    if (lk_datum_truth(collation)) {
        lk_buf_addf(&c->out, " COLLATE \"" LK_PRI "\"", LK_ARG(collation->as.s));
    }
    return true;
}

/* A length in parentheses, if any. */
static bool render_sized(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *length = LK_ARG_OF(type, "length");
    lk_sqlc_put(c, word);
    if (lk_datum_truth(length)) {
        lk_buf_addf(&c->out, "(%lld)", (long long)length->as.i);
    }
    return true;
}

/* Without precision a scale means nothing. */
static bool render_numeric(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *precision = LK_ARG_OF(type, "precision");
    const struct lk_datum *scale = LK_ARG_OF(type, "scale");
    lk_sqlc_put(c, word);
    if (lk_sqlc_none(precision)) {
        return true;
    }
    lk_buf_addf(&c->out, "(%lld", (long long)precision->as.i);
    if (!lk_sqlc_none(scale)) {
        lk_buf_addf(&c->out, ", %lld", (long long)scale->as.i);
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* FLOAT takes a precision in bits. */
static bool render_real(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *precision = LK_ARG_OF(type, "precision");
    lk_sqlc_put(c, word);
    if (lk_datum_truth(precision)) {
        lk_buf_addf(&c->out, "(%lld)", (long long)precision->as.i);
    }
    return true;
}

/* TIME and TIMESTAMP always say whether they have a zone; only the dialect's have a precision. */
static bool render_zoned(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    bool precise = lk_def_param(type->as.node.def, "precision") >= 0;
    const struct lk_datum *precision = precise ? LK_ARG_OF(type, "precision") : NULL;
    lk_sqlc_put(c, word);
    if (!lk_sqlc_none(precision)) {
        lk_buf_addf(&c->out, "(%lld)", (long long)precision->as.i);
    }
    bool zone = lk_datum_truth(LK_ARG_OF(type, "timezone"));
    lk_sqlc_put(c, zone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
    return true;
}

/* The dialect's INTERVAL: fields, then precision. */
static bool render_interval(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *precision = LK_ARG_OF(type, "precision");
    const struct lk_datum *fields = LK_ARG_OF(type, "fields");
    lk_sqlc_put(c, word);
    if (!lk_sqlc_none(fields)) {
        lk_buf_addf(&c->out, " " LK_PRI, LK_ARG(lk_datum_text(fields)));
    }
    if (!lk_sqlc_none(precision)) {
        lk_buf_addf(&c->out, " (%lld)", (long long)precision->as.i);
    }
    return true;
}

/* Interval(native=False) is kept as a time since the epoch. */
static bool render_generic_interval(struct lk_sqlc *c, const struct lk_datum *type,
                                    const char *word)
{
    const struct lk_datum *precision = LK_ARG_OF(type, "second_precision");
    if (!lk_datum_truth(LK_ARG_OF(type, "native"))) {
        lk_sqlc_put(c, "TIMESTAMP WITHOUT TIME ZONE");
        return true;
    }
    lk_sqlc_put(c, word);
    if (!lk_sqlc_none(precision)) {
        lk_buf_addf(&c->out, " (%lld)", (long long)precision->as.i);
    }
    return true;
}

/* The name of an enum or domain, with its schema. */
static bool render_named(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *name = LK_ARG_OF(type, "name");
    if (!lk_datum_truth(name)) {
        return lk_sqlc_refuse(c, "CompileError: PostgreSQL %s type requires a name.", word);
    }
    lk_sqlc_table_name(c, LK_ARG_OF(type, "schema"), name);
    return true;
}

/* Length of the longest label, in characters. */
static size_t longest_label(const struct lk_datum *enums)
{
    size_t most = 0;
    for (size_t i = 0; i < enums->as.list.n; i++) {
        size_t n = lk_utf8_count(lk_datum_text(enums->as.list.v[i]));
        most = n > most ? n : most;
    }
    return most;
}

/* An Enum without a type of its own is text, long enough for every label; a length of 0 is
 * length=None, which is none. */
static bool render_enumeration(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    if (lk_datum_truth(LK_ARG_OF(type, "native_enum"))) {
        return render_named(c, type, "Enum");
    }
    const struct lk_datum *length = LK_ARG_OF(type, "length");
    size_t longest = longest_label(LK_ARG_OF(type, "enums"));
    bool unlimited = lk_datum_is(length, LK_DATUM_INT) && !length->as.i;
    size_t n = lk_sqlc_none(length) ? longest : (size_t)length->as.i;
    if (n < longest && !unlimited) {
        return lk_sqlc_refuse(c,
                              "ValueError: When provided, length must be larger or equal than the "
                              "length of the longest enum value. %zu < %zu",
                              n, longest);
    }
    lk_sqlc_put(c, word);
    if (n) {
        lk_buf_addf(&c->out, "(%zu)", n);
    }
    return true;
}

/* Uuid(native_uuid=False) is kept as digits. */
static bool render_uuid(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    bool native = lk_datum_truth(LK_ARG_OF(type, "native_uuid"));
    lk_sqlc_put(c, native ? word : "CHAR(32)");
    return true;
}

/* BIT without a length is BIT(1); BIT VARYING may go without. */
static bool render_bit(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    const struct lk_datum *length = LK_ARG_OF(type, "length");
    bool varying = lk_datum_truth(LK_ARG_OF(type, "varying"));
    bool given = !lk_sqlc_none(length) && (varying || length->as.i);
    lk_sqlc_put(c, word);
    lk_sqlc_put(c, varying ? " VARYING" : "");
    if (given || !varying) {
        lk_buf_addf(&c->out, "(%lld)", given ? (long long)length->as.i : 1LL);
    }
    return true;
}

/* The brackets stand before a COLLATE of the item's type. */
static bool render_array(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    (void)word;
    const struct lk_datum *item = LK_ARG_OF(type, "item_type");
    const struct lk_datum *dimensions = LK_ARG_OF(type, "dimensions");
    uint16_t id = lk_sqlc_id(item);
    if (id == LK_NODE_T_ARRAY || id == LK_NODE_PG_ARRAY) {
        return lk_sqlc_refuse(c, "ValueError: Do not nest ARRAY types; ARRAY(basetype) handles "
                                 "multi-dimensional arrays of basetype");
    }
    size_t from = c->out.n;
    if (!lk_sqlc_type(c, item)) {
        return false;
    }
    struct lk_str whole = lk_arena_str(c->arena, lk_str_cut(lk_buf_str(&c->out), from, c->out.n));
    ptrdiff_t collate = lk_str_find(whole, LK_STR(" COLLATE"), 0);
    size_t cut = collate < 0 ? whole.n : (size_t)collate;
    c->out.n = from;
    lk_buf_add(&c->out, lk_str_cut(whole, 0, cut));
    for (int64_t i = lk_sqlc_none(dimensions) ? 1 : dimensions->as.i; i > 0; i--) {
        lk_sqlc_put(c, "[]");
    }
    lk_buf_add(&c->out, lk_str_cut(whole, cut, whole.n));
    return true;
}

/* with_variant(): the type for PostgreSQL. */
static bool render_variant(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    (void)word;
    return lk_sqlc_type(c, lk_sqlc_impl(type));
}

/* The text that the script's own get_col_spec() gave. */
static bool render_user(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    (void)word;
    lk_buf_add(&c->out, lk_datum_text(LK_ARG_OF(type, "spec")));
    return true;
}

/* A column must have a type by now. */
static bool render_nothing(struct lk_sqlc *c, const struct lk_datum *type, const char *word)
{
    (void)word;
    bool tuple = lk_sqlc_id(type) == LK_NODE_T_TUPLE;
    return lk_sqlc_refuse(c, "CompileError: Can't generate DDL for %s; did you forget to specify "
                             "a type on this Column?", tuple ? "TupleType()" : "NullType()");
}

static const struct row {
    renderer *render;
    const char *word;
    uint8_t affinity, width;
} rows[LK_NODE_COUNT] = {
#define LK_SQL_TYPE(id, how, text, aff, wide)                                                      \
    [LK_NODE_##id] = {render_##how, text, LK_AFF_##aff, LK_WIDTH_##wide},
#include "sql/types.def"
#undef LK_SQL_TYPE
};

/* The row of a type; no type at all is NullType. */
static const struct row *row_of(const struct lk_datum *type)
{
    uint16_t id = lk_sqlc_id(type);
    return id < LK_NODE_COUNT && rows[id].render ? &rows[id] : &rows[LK_NODE_T_NULL];
}

/* The row's function writes it. */
bool lk_sqlc_type(struct lk_sqlc *c, const struct lk_datum *type)
{
    const struct row *row = row_of(type);
    return row->render(c, type, row->word);
}

/* Variants may be nested. */
const struct lk_datum *lk_sqlc_impl(const struct lk_datum *type)
{
    while (lk_sqlc_id(type) == LK_NODE_VARIANT) {
        const struct lk_datum *here = lk_datum_get(LK_ARG_OF(type, "variants"), "postgresql");
        type = here ? here : LK_ARG_OF(type, "type");
    }
    return type;
}

/* A user's type may stand on a node: its affinity is that node's. */
static const struct row *base_row(const struct lk_datum *type)
{
    while (lk_sqlc_id(type) == LK_NODE_VARIANT) {
        type = LK_ARG_OF(type, "type");
    }
    if (lk_sqlc_id(type) == LK_NODE_USER_TYPE) {
        const struct lk_def *def = lk_node_find(lk_datum_text(LK_ARG_OF(type, "affinity")));
        return def && rows[def->id].render ? &rows[def->id] : &rows[LK_NODE_USER_TYPE];
    }
    return row_of(type);
}

/* A variant's affinity is its base's. */
enum lk_affinity lk_sqlc_affinity(const struct lk_datum *type)
{
    return base_row(type)->affinity;
}

/* A variant's width is that of the type for PostgreSQL. */
enum lk_width lk_sqlc_width(const struct lk_datum *type)
{
    return base_row(lk_sqlc_impl(type))->width;
}
