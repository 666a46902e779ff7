/* Naming conventions as SQLAlchemy's sql/naming.py: templates with %(token)s, all tokens, and
 * what becomes of names that are too long.
 *
 * A convention is a map from ix, pk, ck, uq, fk to templates, as MetaData(naming_convention=…)
 * has it; further keys are tokens of the script's own.  It applies when an object has no name, or
 * when its template uses the name it has (constraint_name); op.f() marks a name as final.
 * Without any convention only index=True is named, ix_ and the column's label.
 *
 * Tokens: table_name, referred_table_name, constraint_name, column_0_name (also _key, _label, any
 * number, 0N for all run together, 0_N for all with underscores) and referred_column_0_name.
 *
 * A name that a convention or op.f() made may be too long: SQLAlchemy cuts it to 55 characters
 * and adds four digits of its MD5.  A name that the script gave itself is refused instead,
 * although the server would cut it. */
#include "base/limits.h"
#include "base/utf8.h"
#include "sql/table.h"

#include <ctype.h>

static const char *const prefixes[] = {"ix", "pk", "ck", "uq", "fk"};

/* Exclusion constraints have no convention. */
enum lk_named lk_naming_kind(uint16_t kind)
{
    switch (kind) {
    case LK_NODE_INDEX: return LK_NAMED_IX;
    case LK_NODE_PRIMARY_KEY_CONSTRAINT: return LK_NAMED_PK;
    case LK_NODE_CHECK_CONSTRAINT: return LK_NAMED_CK;
    case LK_NODE_UNIQUE_CONSTRAINT: return LK_NAMED_UQ;
    case LK_NODE_FOREIGN_KEY_CONSTRAINT: return LK_NAMED_FK;
    default: return LK_NAMED_NOT;
    }
}

/* A Table() follows the convention of its own MetaData, operations that of env.py's. */
static const struct lk_datum *conventions(const struct lk_naming *n)
{
    return n->table->convention ? n->table->convention : n->table->c->d->naming_convention;
}

/* Without a convention SQLAlchemy still names indexes. */
static struct lk_str template_for(const struct lk_naming *n)
{
    const struct lk_datum *all = conventions(n);
    if (n->kind == LK_NAMED_NOT) {
        return LK_STR("");
    }
    if (!lk_datum_truth(all)) {
        return n->kind == LK_NAMED_IX ? LK_STR("ix_%(column_0_label)s") : LK_STR("");
    }
    return lk_datum_text(lk_datum_get(all, prefixes[n->kind]));
}

/* The name that the script gave; templates that use it cannot do without. */
static bool constraint_name(struct lk_buf *out, const struct lk_naming *n)
{
    if (n->deferred || lk_sqlc_none(n->name)) {
        return lk_sqlc_refuse(n->table->c,
                              "InvalidRequestError: Naming convention including "
                              "%%(constraint_name)s token requires that constraint is explicitly "
                              "named.");
    }
    lk_buf_add(out, lk_datum_text(n->name));
    return true;
}

/* The table-qualified label: schema dots become underscores. */
static void add_label(struct lk_buf *out, const struct lk_naming *n, const struct lk_tcol *col)
{
    struct lk_str schema = lk_datum_text(n->table->schema);
    for (size_t i = 0; i < schema.n; i++) {
        lk_buf_addc(out, schema.p[i] == '.' ? '_' : schema.p[i]);
    }
    lk_buf_addz(out, schema.n ? "_" : "");
    lk_buf_add(out, lk_datum_text(n->table->name));
    lk_buf_addc(out, '_');
    lk_buf_add(out, lk_datum_text(col->name));
}

/* A reference of the foreign key that is being named. */
static bool referred(struct lk_fkref *ref, const struct lk_naming *n, size_t i)
{
    if (!n->con || n->con->kind != LK_NODE_FOREIGN_KEY_CONSTRAINT || i >= lk_fkref_count(n->con)) {
        return lk_sqlc_refuse(n->table->c, "IndexError: list index out of range");
    }
    return lk_fkref_of(ref, n->table, n->con, i);
}

/* SQLAlchemy takes "schema.table.column" or "table.column" apart and nothing longer. */
static bool referred_table(struct lk_buf *out, const struct lk_naming *n)
{
    struct lk_fkref ref;
    if (!referred(&ref, n, 0)) {
        return false;
    }
    if (lk_str_rfind_byte(ref.schema, '.') >= 0) {
        return lk_sqlc_refuse(n->table->c, "ValueError: too many values to unpack (expected 2)");
    }
    lk_buf_add(out, ref.table);
    return true;
}

/* While a table is made, SQLAlchemy does not know the tables that its foreign keys point to. */
static bool is_there(const struct lk_naming *n, const struct lk_fkref *ref, size_t i)
{
    if (n->table->remotes_known || (ref->own && lk_table_find(n->table, ref->column))) {
        return true;
    }
    return lk_sqlc_refuse(n->table->c,
                          "%s: Foreign key associated with column '" LK_PRI "." LK_PRI "' could "
                          "not find table '" LK_PRI "' with which to generate a foreign key to "
                          "target column '" LK_PRI "'",
                          ref->own ? "NoReferencedColumnError" : "NoReferencedTableError",
                          LK_ARG(lk_datum_text(n->table->name)),
                          LK_ARG(lk_datum_text(n->cols->v[i]->name)), LK_ARG(ref->table),
                          LK_ARG(ref->column));
}

enum column_part { PART_KEY, PART_NAME, PART_LABEL, PART_REFERRED };

/* One token of one column; a column that is not there gives nothing, as in SQLAlchemy. */
static bool column_part(struct lk_buf *out, const struct lk_naming *n, enum column_part part,
                        size_t i)
{
    if (part == PART_REFERRED) {
        struct lk_fkref ref;
        if (!referred(&ref, n, i) || !is_there(n, &ref, i)) {
            return false;
        }
        lk_buf_add(out, ref.column);
        return true;
    }
    const struct lk_tcol *col = i < n->cols->n ? n->cols->v[i] : NULL;
    if (!col) {
        return true;
    }
    if (part == PART_LABEL) {
        add_label(out, n, col);
    } else {
        lk_buf_add(out, part == PART_KEY ? col->key : lk_datum_text(col->name));
    }
    return true;
}

/* "column_0_name", "column_0N_label", "referred_column_0_N_name": number, then N for all columns
 * run together, _N for all with underscores between. */
struct column_token {
    enum column_part part;
    size_t index;
    bool all, underscores;
};

/* Takes a column token apart; false when it is no such token. */
static bool read_column_token(struct column_token *t, struct lk_str token)
{
    static const struct { const char *name; enum column_part part; } ends[] = {
        {"_key", PART_KEY}, {"_name", PART_NAME}, {"_label", PART_LABEL}};
    bool other = lk_str_starts(token, LK_STR("referred_"));
    struct lk_str rest = other ? lk_str_cut(token, 9, token.n) : token;
    if (!lk_str_starts(rest, LK_STR("column_"))) {
        return false;
    }
    rest = lk_str_cut(rest, 7, rest.n);
    *t = (struct column_token){0};
    size_t digits = 0;
    for (; digits < rest.n && isdigit((unsigned char)rest.p[digits]); digits++) {
        t->index = t->index * 10 + (size_t)(rest.p[digits] - '0');
    }
    rest = lk_str_cut(rest, digits, rest.n);
    t->underscores = lk_str_starts(rest, LK_STR("_N_"));
    t->all = t->underscores || lk_str_starts(rest, LK_STR("N_"));
    rest = lk_str_cut(rest, t->underscores ? 2 : t->all ? 1 : 0, rest.n);
    for (size_t i = 0; digits && i < sizeof ends / sizeof *ends; i++) {
        if (lk_str_is(rest, ends[i].name)) {
            t->part = other ? PART_REFERRED : ends[i].part;
            return !other || ends[i].part == PART_NAME;
        }
    }
    return false;
}

/* The token for one column or for all. */
static bool add_columns(struct lk_buf *out, const struct lk_naming *n,
                        const struct column_token *t)
{
    if (!t->all) {
        return column_part(out, n, t->part, t->index);
    }
    for (size_t i = 0; i < n->cols->n; i++) {
        lk_buf_addz(out, i && t->underscores ? "_" : "");
        if (!column_part(out, n, t->part, i)) {
            return false;
        }
    }
    return true;
}

/* The text of one token: custom ones first. */
static bool add_token(struct lk_buf *out, const struct lk_naming *n, struct lk_str token)
{
    char key[64];
    struct column_token columns;
    lk_buf_addz(out, "");
    size_t len = token.n < sizeof key - 1 ? token.n : sizeof key - 1;
    memcpy(key, token.p, len);
    key[len] = '\0';
    const struct lk_datum *own = lk_datum_get(conventions(n), key);
    if (own) {
        lk_buf_add(out, lk_datum_text(own));
        return true;
    }
    if (lk_str_is(token, "table_name")) {
        lk_buf_add(out, lk_datum_text(n->table->name));
        return true;
    }
    if (lk_str_is(token, "constraint_name")) {
        return constraint_name(out, n);
    }
    if (lk_str_is(token, "referred_table_name")) {
        return referred_table(out, n);
    }
    if (read_column_token(&columns, token)) {
        return add_columns(out, n, &columns);
    }
    return lk_sqlc_refuse(n->table->c, "KeyError: '" LK_PRI "'", LK_ARG(token));
}

/* Python's % with a mapping: %(token)s and %%. */
static bool fill(struct lk_buf *out, const struct lk_naming *n, struct lk_str format)
{
    for (size_t i = 0; i < format.n; i++) {
        if (format.p[i] != '%') {
            lk_buf_addc(out, format.p[i]);
            continue;
        }
        ptrdiff_t end = lk_str_find(format, LK_STR(")s"), i);
        if (i + 1 < format.n && format.p[i + 1] == '%') {
            lk_buf_addc(out, '%');
            i++;
        } else if (i + 1 < format.n && format.p[i + 1] == '(' && end >= 0) {
            if (!add_token(out, n, lk_str_cut(format, i + 2, (size_t)end))) {
                return false;
            }
            i = (size_t)end + 1;
        } else {
            return lk_sqlc_refuse(n->table->c, "ValueError: unsupported format character in the "
                                               "naming convention '" LK_PRI "'", LK_ARG(format));
        }
    }
    return true;
}

/* The name would depend on a convention that nobody has told: that is not to be guessed. */
static bool refuse_unknown(const struct lk_naming *n)
{
    struct lk_err *err = n->table->c->err;
    lk_fail_at(err, LK_E_ENV, n->table->c->d->naming_unknown,
               "the naming convention of env.py's metadata is not known, and it decides a name in "
               "table '" LK_PRI "'", LK_ARG(lk_datum_text(n->table->name)));
    return lk_err_hint(err, "[limbeck] naming_convention.pk = … and so on supply it; "
                            "--naming-convention=none says that there is none");
}

/* A name that a convention made is final. */
bool lk_naming_apply(const struct lk_datum **name, const struct lk_naming *n)
{
    struct lk_str format = template_for(n);
    bool given = !lk_sqlc_none(n->name);
    bool final = given && n->name->flags & LK_DATUM_CONV;
    bool known = n->table->convention || !n->table->c->d->naming_unknown.source;
    if (!known && n->kind != LK_NAMED_NOT && !final) {
        return refuse_unknown(n);
    }
    bool wanted = !given || n->deferred || lk_str_find(format, LK_STR("constraint_name"), 0) >= 0;
    if (!format.n || final || !wanted) {
        return true;
    }
    struct lk_buf out = {0};
    bool good = fill(&out, n, format);
    if (good) {
        struct lk_datum *made = lk_datum_str(n->table->c->arena, lk_buf_str(&out));
        made->flags = LK_DATUM_CONV;
        *name = made;
    }
    lk_buf_clear(&out);
    return good;
}

/* Length in bytes of the first characters of a text. */
static size_t bytes_of(struct lk_str s, size_t characters)
{
    size_t at = 0, n;
    uint32_t ch;
    while (characters-- && at < s.n) {
        n = lk_utf8_decode(&ch, lk_str_cut(s, at, s.n));
        at += n ? n : 1;
    }
    return at;
}

/* SQLAlchemy counts characters here, not bytes as the server does. */
bool lk_naming_put(struct lk_sqlc *c, const struct lk_datum *name)
{
    struct lk_str text = lk_datum_text(name);
    size_t most = (size_t)lk_limit(LK_LIMIT_IDENTIFIER);
    if (lk_utf8_count(text) <= most) {
        lk_sqlc_name(c, name);
        return true;
    }
    if (!(name->flags & LK_DATUM_CONV)) {
        return lk_sqlc_refuse(c, "IdentifierError: Identifier '" LK_PRI "' exceeds maximum length "
                                 "of %zu characters", LK_ARG(text), most);
    }
    char hex[33];
    lk_sql_md5(hex, text);
    size_t keep = bytes_of(text, most - 8);
    lk_sqlc_ident(c, lk_arena_format(c->arena, LK_PRI "_%s", (int)keep, text.p, hex + 28));
    return true;
}
