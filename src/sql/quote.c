/* Identifiers as SQLAlchemy 2.0's PGIdentifierPreparer writes them.  Doubling of % for printed
 * statements is the compile state's business (state.c), not done here.
 *
 * A name is quoted when PostgreSQL would read it as another one or not at all: reserved words
 * (the dialect's list, which has some that version 15 no longer reserves), a first digit or $,
 * upper case, anything but ASCII letters, digits, _ and $.  Letters with accents are quoted
 * although the server would take them.  quoted_name() decides for itself; its choice travels as a
 * flag of the name. */
#include "sql/quote.h"

#include <ctype.h>
#include <stdlib.h>

/* The dialect's RESERVED_WORDS, sorted. */
static const char *const reserved[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
    "between", "binary", "both", "case", "cast", "check", "collate", "column", "constraint",
    "create", "cross", "current_catalog", "current_date", "current_role", "current_schema",
    "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc",
    "distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze",
    "from", "full", "grant", "group", "having", "ilike", "in", "initially", "inner", "intersect",
    "into", "is", "isnull", "join", "leading", "left", "like", "limit", "localtime",
    "localtimestamp", "natural", "new", "not", "notnull", "null", "of", "off", "offset", "old",
    "on", "only", "or", "order", "outer", "over", "overlaps", "placing", "primary", "references",
    "returning", "right", "select", "session_user", "similar", "some", "symmetric", "table",
    "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose",
    "when", "where", "window", "with",
};

/* For bsearch: a name against a word. */
static int by_word(const void *key, const void *row)
{
    return lk_str_cmp(*(const struct lk_str *)key, lk_str_of(*(const char *const *)row));
}

/* Is the name, in lower case already, a reserved word? */
static bool is_reserved(struct lk_str name)
{
    return bsearch(&name, reserved, sizeof reserved / sizeof *reserved, sizeof *reserved, by_word);
}

/* The first byte may be no digit or $; the pattern's $ lets one line feed stand at the end. */
static bool needs_quotes(struct lk_str name)
{
    if (!name.n || isdigit((unsigned char)name.p[0]) || name.p[0] == '$') {
        return true;
    }
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool plain = islower(c) || isdigit(c) || c == '_' || c == '$';
        bool last_feed = c == '\n' && i + 1 == name.n && i > 0;
        if (!plain && !last_feed) {
            return true;
        }
    }
    return is_reserved(name);
}

/* In double quotes, those inside doubled. */
static void add_quoted(struct lk_buf *out, struct lk_str name)
{
    lk_buf_addc(out, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"') {
            lk_buf_addc(out, '"');
        }
        lk_buf_addc(out, name.p[i]);
    }
    lk_buf_addc(out, '"');
}

/* Flags win over the rule. */
void lk_sql_quote(struct lk_buf *out, struct lk_str name, unsigned flags)
{
    bool quoted = flags & LK_DATUM_QUOTE     ? true
                  : flags & LK_DATUM_NOQUOTE ? false
                                             : needs_quotes(name);
    if (quoted) {
        add_quoted(out, name);
    } else {
        lk_buf_add(out, name);
    }
}

/* For limbeck's own statements. */
void lk_sql_quote_pair(struct lk_buf *out, struct lk_str schema, struct lk_str name)
{
    if (schema.n) {
        lk_sql_quote(out, schema, 0);
        lk_buf_addc(out, '.');
    }
    lk_sql_quote(out, name, 0);
}
