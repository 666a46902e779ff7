/* TOML 1.0: tables, keys and what may follow what.  Values are in toml_value.c and below. */
#include "base/limits.h"
#include "base/utf8.h"
#include "conf/text.h"
#include "conf/toml_private.h"
#include <stdlib.h>

/* Sets the error at a piece of the text; at least one byte is marked.  Always false, so that a
 * caller can return it. Only the first error matters, as every reader stops at it. */
bool lk_toml_fail(struct toml *t, size_t from, size_t to, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *message = lk_vformat(fmt, ap);
    va_end(ap);
    struct lk_span span = {t->source, (uint32_t)from, (uint32_t)(to > from ? to : from + 1)};
    lk_conf_fail(t->err, t->sources, span, "%s", message);
    free(message);
    t->failed = true;
    return false;
}

/* White space within a line. */
void lk_toml_blank(struct toml *t)
{
    while (lk_toml_peek(t) == ' ' || lk_toml_peek(t) == '\t')
        t->at++;
}

/* TOML knows LF and CR LF; a CR alone is an error wherever it stands.  Moves behind the newline
 * and says whether there was one. */
bool lk_toml_newline(struct toml *t)
{
    size_t n = lk_toml_at(t, "\r\n") ? 2 : lk_toml_peek(t) == '\n' && t->at < t->text.n ? 1 : 0;
    t->at += n;
    return n > 0;
}

/* Up to the end of the line, which stays; control characters other than the tab are refused, as
 * TOML says. */
bool lk_toml_comment(struct toml *t)
{
    if (lk_toml_peek(t) != '#')
        return true;
    for (; t->at < t->text.n && !lk_toml_at(t, "\n") && !lk_toml_at(t, "\r\n"); t->at++) {
        unsigned char c = (unsigned char)lk_toml_peek(t);
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return lk_toml_fail(t, t->at, t->at, "a comment holds a control character");
    }
    return true;
}

/* What may stand between lines and between the items of an array: blanks, comments, newlines. */
bool lk_toml_gap(struct toml *t)
{
    do {
        lk_toml_blank(t);
        if (!lk_toml_comment(t))
            return false;
    } while (lk_toml_newline(t));
    return true;
}

/* Tables are numbered, so that one index serves the keys of all of them.  How a table came to be
 * decides what may extend it later: TOML lets a header define a table only once. */
struct toml_table *lk_toml_table(struct toml *t, enum toml_how how, struct lk_span span)
{
    struct toml_table *table = lk_arena_alloc(t->arena, sizeof *table);
    *table = (struct toml_table){.how = how, .span = span, .id = t->tables++};
    return table;
}

/* The index's key: four bytes of the table's number, then the key.  The number has a fixed
 * width, so that no key can be taken for another table's. */
static struct lk_str index_key(struct lk_buf *b, const struct toml_table *table, struct lk_str key)
{
    lk_buf_add(b, (struct lk_str){(const char *)&table->id, sizeof table->id});
    lk_buf_add(b, key);
    return lk_buf_str(b);
}

/* The entry of a key, made empty where there is none.  Entries of a table are chained in the
 * order of the file, which is that in which they are told. */
static struct toml_entry *entry_of(struct toml *t, struct toml_table *table, struct lk_str key)
{
    struct lk_buf b = {0};
    struct lk_str k = index_key(&b, table, key);
    struct toml_entry *e = lk_map_get(&t->index, k);
    if (!e) {
        e = lk_arena_alloc(t->arena, sizeof *e);
        e->key = key;
        if (table->last)
            table->last->next = e;
        else
            table->first = e;
        table->last = e;
        table->n++;
        lk_map_put(&t->index, k, e);
    }
    lk_buf_clear(&b);
    return e;
}

/* An entry that was made a moment ago has nothing yet.  Callers that make an entry fill it at
 * once, so that an empty one is always their own. */
static bool is_new(const struct toml_entry *e)
{
    return !e->table && !e->tables && !e->value;
}

/* Letters, digits, '_' and '-' of ASCII.  Other letters need quotation marks. */
static bool is_bare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

/* A bare key, or a string that may stand for one.  Strings of several lines are not allowed as
 * keys. A number is a bare key as well: 3.14 = 1 has two parts. */
static bool simple_key(struct lk_str *out, struct toml *t)
{
    size_t from = t->at;
    if (lk_toml_peek(t) == '"' || lk_toml_peek(t) == '\'')
        return lk_toml_string(out, t, true);
    while (t->at < t->text.n && is_bare(lk_toml_peek(t)))
        t->at++;
    *out = lk_str_cut(t->text, from, t->at);
    return t->at > from || lk_toml_fail(t, from, from, "a key is expected here");
}

/* a . "b" . c, with white space around the dots.  The limit on its parts bounds the depth of
 * what is built, and with it every later walk. */
static bool dotted_key(struct lk_names *out, struct toml *t)
{
    struct lk_str part;
    for (;;) {
        lk_toml_blank(t);
        if (!simple_key(&part, t))
            return false;
        lk_conf_push(out, t->arena, part);
        lk_toml_blank(t);
        if (out->n > lk_limit(LK_LIMIT_NESTING))
            return lk_toml_fail(t, t->at, t->at, "the key has too many parts");
        if (lk_toml_peek(t) != '.')
            return true;
        t->at++;
    }
}

/* May a dotted key of a table's lines go on into this table?  Only where the very same lines
 * have made it; one that a header has opened is closed to dotted keys from outside. */
static bool may_dot(const struct toml_table *into, const struct toml_table *opener)
{
    return into->how == TOML_DOTTED && into->opener == opener;
}

/* Goes one part of a dotted key deeper; the table that it makes belongs to the lines of `opener`
 * and can be extended by them only.  The span is that of the table around it, as a dotted table
 * has no header of its own. */
static bool dot_into(struct toml_table **table, struct toml *t, struct toml_table *opener,
                     struct lk_str key)
{
    struct toml_entry *e = entry_of(t, *table, key);
    if (is_new(e)) {
        e->table = lk_toml_table(t, TOML_DOTTED, (*table)->span);
        e->table->opener = opener;
    }
    if (!e->table || !may_dot(e->table, opener))
        return lk_toml_fail(t, t->at, t->at, "'" LK_PRI "' cannot be extended here", LK_ARG(key));
    *table = e->table;
    return true;
}

/* The value is read after its key is known to be new, so that the first error is the key's.
 * This serves inline tables too, whose opener is the inline table itself. */
bool lk_toml_pair(struct toml *t, struct toml_table *opener)
{
    struct lk_names key = {0};
    struct toml_table *table = opener;
    size_t from = t->at;
    if (!dotted_key(&key, t))
        return false;
    for (size_t i = 0; i + 1 < key.n; i++)
        if (!dot_into(&table, t, opener, key.v[i]))
            return false;
    struct lk_str name = key.v[key.n - 1];
    struct toml_entry *e = entry_of(t, table, name);
    if (!is_new(e))
        return lk_toml_fail(t, from, t->at, "'" LK_PRI "' stands twice", LK_ARG(name));
    if (lk_toml_peek(t) != '=')
        return lk_toml_fail(t, t->at, t->at, "'=' is expected after the key");
    t->at++;
    lk_toml_blank(t);
    return lk_toml_value(&e->value, t);
}

/* A part of a header but the last: a table, or the newest table of an array of tables.  Tables
 * that only longer headers imply may still be opened by a header of their own later. */
static bool open_part(struct toml_table **table, struct toml *t, struct lk_str key, size_t from)
{
    struct toml_entry *e = entry_of(t, *table, key);
    if (is_new(e))
        e->table = lk_toml_table(t, TOML_IMPLICIT, (*table)->span);
    if (e->value)
        return lk_toml_fail(t, from, t->at, "'" LK_PRI "' is a value, not a table", LK_ARG(key));
    *table = e->tables ? e->tables->v[e->tables->n - 1] : e->table;
    return true;
}

/* The last part of [a.b]: new, or so far only implied by a longer header.  A table made by
 * dotted keys or as a value cannot be opened, which TOML forbids for being written in two
 * places. */
static bool open_table(struct toml_table **table, struct toml *t, struct lk_str key, size_t from)
{
    struct toml_entry *e = entry_of(t, *table, key);
    struct lk_span span = {t->source, (uint32_t)from, (uint32_t)t->at};
    if (is_new(e))
        e->table = lk_toml_table(t, TOML_IMPLICIT, span);
    if (!e->table || e->table->how != TOML_IMPLICIT)
        return lk_toml_fail(t, from, t->at, "table '" LK_PRI "' is defined already", LK_ARG(key));
    e->table->how = TOML_HEADER;
    e->table->span = span;
    *table = e->table;
    return true;
}

/* The last part of [[a.b]]: one more table of the array.  An array that was written as a value
 * cannot be extended so. The list grows by doubling within the arena. */
static bool open_element(struct toml_table **table, struct toml *t, struct lk_str key, size_t from)
{
    struct toml_entry *e = entry_of(t, *table, key);
    struct lk_span span = {t->source, (uint32_t)from, (uint32_t)t->at};
    if (is_new(e))
        e->tables = lk_arena_alloc(t->arena, sizeof *e->tables);
    if (!e->tables)
        return lk_toml_fail(t, from, t->at, "'" LK_PRI "' is no array of tables", LK_ARG(key));
    struct toml_tables *all = e->tables;
    if (all->n == all->cap) {
        size_t cap = all->cap ? all->cap * 2 : 4;
        struct toml_table **v = lk_arena_array(t->arena, cap, sizeof(*v));
        for (size_t i = 0; i < all->n; i++)
            v[i] = all->v[i];
        all->v = v;
        all->cap = cap;
    }
    all->v[all->n++] = *table = lk_toml_table(t, TOML_HEADER, span);
    return true;
}

/* [a.b] or [[a.b]].  The error for a table that is defined twice marks the whole header. */
static bool header(struct toml_table **table, struct toml *t, struct toml_table *root)
{
    size_t from = t->at;
    bool array = lk_toml_at(t, "[[");
    const char *close = array ? "]]" : "]";
    struct lk_names key = {0};
    t->at += strlen(close);
    if (!dotted_key(&key, t))
        return false;
    if (!lk_toml_at(t, close))
        return lk_toml_fail(t, t->at, t->at, "'%s' is expected here", close);
    t->at += strlen(close);
    *table = root;
    for (size_t i = 0; i + 1 < key.n; i++)
        if (!open_part(table, t, key.v[i], from))
            return false;
    return array ? open_element(table, t, key.v[key.n - 1], from)
                 : open_table(table, t, key.v[key.n - 1], from);
}

/* One header or one pair with what may follow it on its line.  Two pairs on one line are an
 * error in TOML. */
static bool line(struct toml_table **table, struct toml *t, struct toml_table *root)
{
    if (!(lk_toml_peek(t) == '[' ? header(table, t, root) : lk_toml_pair(t, *table)))
        return false;
    lk_toml_blank(t);
    if (!lk_toml_comment(t))
        return false;
    if (t->at < t->text.n && !lk_toml_newline(t))
        return lk_toml_fail(t, t->at, t->at, "the line should end here");
    return true;
}

/* UTF-8 is checked once; everything else looks at bytes.  The first invalid byte is the place of
 * the error. Tables stay open until the next header. */
static bool document(struct toml *t, struct toml_table *root)
{
    struct toml_table *table = root;
    size_t valid = lk_utf8_valid(t->text);
    if (valid < t->text.n)
        return lk_toml_fail(t, valid, valid, "the file is not UTF-8");
    for (;;) {
        if (!lk_toml_gap(t))
            return false;
        if (t->at >= t->text.n)
            return true;
        if (!line(&table, t, root))
            return false;
    }
}

/* The datum and all that it refers to live in the arena; on an error nothing is given back.
 * Every datum has the span of its text, for messages. */
bool lk_toml_parse(const struct lk_datum **out, struct lk_arena *arena,
                   const struct lk_sources *sources, uint32_t source, struct lk_err *err)
{
    struct toml t = {.arena = arena, .sources = sources, .source = source, .err = err};
    t.text = lk_arena_str(arena, lk_sources_text(sources, source));
    struct toml_table *root = lk_toml_table(&t, TOML_HEADER, (struct lk_span){source, 0, 0});
    bool ok = document(&t, root);
    if (ok)
        *out = lk_toml_datum(&t, root);
    lk_map_clear(&t.index);
    return ok;
}
