/* Keywords of other dialects and of PostgreSQL, as SQLAlchemy's DialectKWArgs takes them:
 * <dialect>_<argument>.  Other dialects' are accepted and mean nothing here.
 *
 * SQLAlchemy checks the part before the first underscore: a dialect that it knows checks the
 * rest (foreign is that table, as SQLAlchemy 2.0's dialects construct theirs), an unknown one is
 * only warned of.  Here an unknown one is refused: a misspelt
 * postgres_where would be dropped without a word otherwise. */
#include "sql/table.h"

#include <stdio.h>

/* Kinds of objects and what follows "<dialect>_" for them; an asterisk takes anything.  Sqlite's
 * on_conflict is for constraints of every kind. */
static const struct { const char *dialect, *class, *arguments; } foreign[] = {
    {"mariadb", "Index", " length prefix using with_parser "},
    {"mariadb", "PrimaryKeyConstraint", " using "},
    {"mariadb", "Table", "*"},
    {"mssql", "Column", " drop_check drop_default drop_foreign_key identity_increment "
                        "identity_start "},
    {"mssql", "Index", " clustered columnstore include where "},
    {"mssql", "PrimaryKeyConstraint", " clustered "},
    {"mssql", "UniqueConstraint", " clustered "},
    {"mysql", "Index", " length prefix using with_parser "},
    {"mysql", "PrimaryKeyConstraint", " using "},
    {"mysql", "Table", "*"},
    {"oracle", "Index", " bitmap compress vector "},
    {"oracle", "Table", " compress on_commit resolve_synonyms tablespace "},
    {"sqlite", "CheckConstraint", " on_conflict "},
    {"sqlite", "Column", " on_conflict_not_null on_conflict_primary_key on_conflict_unique "},
    {"sqlite", "ForeignKeyConstraint", " on_conflict "},
    {"sqlite", "Index", " where "},
    {"sqlite", "PrimaryKeyConstraint", " on_conflict "},
    {"sqlite", "Table", " autoincrement strict with_rowid "},
    {"sqlite", "UniqueConstraint", " on_conflict "},
};

/* Dialects that SQLAlchemy does not bring along: nothing is known of their arguments. */
static const char *const dialects[] = {
    "cockroachdb", "snowflake", "redshift",
    "bigquery", "clickhouse", "duckdb", "firebird", "sybase", "trino", "databricks",
};

/* Is it one of PostgreSQL's arguments for this kind of object? */
static bool is_known(struct lk_str argument, const char *const *known)
{
    for (; *known; known++) {
        if (lk_str_is(argument, *known)) {
            return true;
        }
    }
    return false;
}

/* Is it a keyword of the object itself, without dialect? */
static bool is_ordinary(struct lk_str key, const char *const *known)
{
    for (; *known; known++) {
        if ((*known)[0] == '=' && lk_str_is(key, *known + 1)) {
            return true;
        }
    }
    return false;
}

/* Is it the name of a dialect whose arguments mean nothing here? */
static bool is_dialect(struct lk_str name)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (lk_str_is(name, dialects[i])) {
            return true;
        }
    }
    return false;
}

/* Is the dialect one of SQLAlchemy's own? */
static bool is_foreign(struct lk_str dialect)
{
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (lk_str_is(dialect, foreign[i].dialect)) {
            return true;
        }
    }
    return false;
}

/* Another dialect's argument must be one that it has for this kind of object. */
static bool check_foreign(struct lk_sqlc *c, struct lk_str key, struct lk_str dialect,
                          const char *class)
{
    struct lk_str argument = lk_str_cut(key, dialect.n + 1, key.n);
    char pattern[64];
    snprintf(pattern, sizeof pattern, " " LK_PRI " ", LK_ARG(argument));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (lk_str_is(dialect, foreign[i].dialect) && strcmp(class, foreign[i].class) == 0 &&
            (foreign[i].arguments[0] == '*' || strstr(foreign[i].arguments, pattern))) {
            return true;
        }
    }
    return lk_sqlc_refuse(c, "ArgumentError: Argument '" LK_PRI "' is not accepted by dialect '"
                             LK_PRI "' on behalf of <class 'sqlalchemy.sql.schema.%s'>",
                          LK_ARG(key), LK_ARG(dialect), class);
}

/* A misspelt argument of our own dialect is refused, with the nearest one as hint. */
static bool check_postgresql(struct lk_sqlc *c, struct lk_str key, const char *class,
                             const char *const *known)
{
    struct lk_str argument = lk_str_cut(key, 11, key.n);
    if (is_known(argument, known)) {
        return true;
    }
    size_t n = 0;
    while (known[n]) {
        n++;
    }
    lk_sqlc_refuse(c, "ArgumentError: Argument '" LK_PRI "' is not accepted by dialect "
                      "'postgresql' on behalf of <class 'sqlalchemy.sql.schema.%s'>",
                   LK_ARG(key), class);
    const char *near = lk_str_nearest(argument, known, n);
    return near ? lk_err_hint(c->err, "did you mean 'postgresql_%s'?", near) : false;
}

static const char *const ordinary[] = {
    "autoincrement", "comment", "deferrable", "existing_autoincrement", "extend_existing",
    "if_exists", "implicit_returning", "info", "initially", "insert_after", "insert_before",
    "keep_existing", "link_to_name", "listeners", "ops", "prefixes", "quote", "quote_schema",
    "schema", "use_alter", "using", "where", NULL};

/* Looser than lk_kwargs_check(), which knows the object: for whoever reads keywords before it is
 * known what they are for. */
bool lk_sql_keyword(struct lk_str key)
{
    ptrdiff_t at = lk_str_find(key, LK_STR("_"), 0);
    struct lk_str dialect = lk_str_cut(key, 0, at < 0 ? 0 : (size_t)at);
    return is_known(key, ordinary) || lk_str_is(dialect, "postgresql") || is_dialect(dialect) ||
           is_foreign(dialect);
}

void lk_sql_keyword_pattern(struct lk_buf *out)
{
    lk_buf_addz(out, "^(");
    for (size_t i = 0; ordinary[i]; i++) {
        lk_buf_addf(out, "%s|", ordinary[i]);
    }
    lk_buf_addz(out, "(postgresql");
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        lk_buf_addf(out, "|%s", dialects[i]);
    }
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (!i || strcmp(foreign[i].dialect, foreign[i - 1].dialect) != 0) {
            lk_buf_addf(out, "|%s", foreign[i].dialect);
        }
    }
    lk_buf_addz(out, ")_.*)$");
}

/* Keyword by keyword: ordinary, of PostgreSQL, of another dialect, or refused. */
bool lk_kwargs_check(struct lk_sqlc *c, const struct lk_datum *kw, const char *class,
                     const char *const *known)
{
    for (size_t i = 0; kw && kw->kind == LK_DATUM_MAP && i < kw->as.map.n; i++) {
        struct lk_str key = kw->as.map.v[i].key;
        ptrdiff_t at = lk_str_find(key, LK_STR("_"), 0);
        struct lk_str dialect = at < 0 ? key : lk_str_cut(key, 0, (size_t)at);
        if (is_ordinary(key, known)) {
            continue;
        }
        if (lk_str_is(dialect, "postgresql")) {
            if (!check_postgresql(c, key, class, known)) {
                return false;
            }
        } else if (at > 0 && is_foreign(dialect)) {
            if (!check_foreign(c, key, dialect, class)) {
                return false;
            }
        } else if (at < 0 || !is_dialect(dialect)) {
            return lk_sqlc_refuse(c, "TypeError: Additional arguments should be named "
                                     "<dialectname>_<argument>, got '" LK_PRI "'", LK_ARG(key));
        }
    }
    return true;
}

/* None is as good as not given. */
const struct lk_datum *lk_kwargs_get(const struct lk_datum *kw, const char *name)
{
    const struct lk_datum *value = lk_sqlc_none(kw) ? NULL : lk_datum_get(kw, name);
    return lk_sqlc_none(value) ? NULL : value;
}
