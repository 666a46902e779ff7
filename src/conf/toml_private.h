/* The TOML reader's state, shared by its files. */
#ifndef LK_SRC_CONF_TOML_PRIVATE_H
#define LK_SRC_CONF_TOML_PRIVATE_H

#include "base/map.h"
#include "conf/toml.h"

/* How a table came to be: what may still be added to it. */
enum toml_how {
    TOML_IMPLICIT,         /* by a longer header: may be opened by a header of its own */
    TOML_HEADER,           /* [a] or an element of [[a]] */
    TOML_DOTTED,           /* a.b = 1 within another table */
    TOML_CLOSED            /* an inline table */
};

struct toml_table {
    struct toml_entry *first, *last;
    size_t n;
    enum toml_how how;
    struct lk_span span;
    uint32_t id;           /* number of the table, for the index of keys */
    struct toml_table *opener;     /* DOTTED: the table whose lines made it */
};

/* [[a]]: the tables so far. */
struct toml_tables {
    struct toml_table **v;
    size_t n, cap;
};

struct toml_entry {
    struct lk_str key;
    struct toml_table *table;      /* one of these three is set */
    struct toml_tables *tables;
    const struct lk_datum *value;
    struct toml_entry *next;
};

struct toml {
    struct lk_arena *arena;
    const struct lk_sources *sources;
    uint32_t source;
    struct lk_str text;
    size_t at;
    unsigned depth;
    bool failed;
    uint32_t tables;               /* tables made so far */
    struct lk_map index;           /* table number and key to toml_entry */
    struct lk_err *err;
};

bool lk_toml_fail(struct toml *, size_t from, size_t to, const char *fmt, ...) LK_PRINTF(4, 5);
/* The next byte, or 0 at the end. */
static inline char lk_toml_peek(const struct toml *t)
{
    return t->at < t->text.n ? t->text.p[t->at] : '\0';
}
static inline bool lk_toml_at(const struct toml *t, const char *word)
{
    return lk_str_starts(lk_str_cut(t->text, t->at, t->text.n), lk_str_of(word));
}
void lk_toml_blank(struct toml *);                         /* spaces and tabs */
/* White space, newlines and comments. */
LK_MUST_USE bool lk_toml_gap(struct toml *);
/* A comment, if there is one; not the newline behind it. */
LK_MUST_USE bool lk_toml_comment(struct toml *);
/* Takes one newline; false where there is none. */
bool lk_toml_newline(struct toml *);

LK_MUST_USE bool lk_toml_string(struct lk_str *out, struct toml *, bool key);
LK_MUST_USE bool lk_toml_scalar(const struct lk_datum **out, struct toml *);
LK_MUST_USE bool lk_toml_value(const struct lk_datum **out, struct toml *);
/* key = value, dotted keys included, into a table. */
LK_MUST_USE bool lk_toml_pair(struct toml *, struct toml_table *);
struct toml_table *lk_toml_table(struct toml *, enum toml_how, struct lk_span);
const struct lk_datum *lk_toml_datum(struct toml *, const struct toml_table *);

#endif
