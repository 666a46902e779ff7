/* TOML 1.0: arrays, inline tables, and the finished data. */
#include "base/limits.h"
#include "conf/toml_private.h"
#include <stdlib.h>

/* The elements of an array while it is read. */
struct values {
    const struct lk_datum **v;
    size_t n, cap;
};

/* One value and the gap behind it. */
static bool element(struct values *all, struct toml *t)
{
    const struct lk_datum *d;
    if (!lk_toml_value(&d, t))
        return false;
    *LK_PUSH(all) = d;
    return lk_toml_gap(t);
}

/* Between the brackets newlines and comments are free, and a comma may end the list.  The loop
 * ends at the bracket, which the caller takes. */
static bool elements(struct values *all, struct toml *t)
{
    for (bool first = true;; first = false) {
        if (!lk_toml_gap(t))
            return false;
        if (!first && lk_toml_peek(t) == ',') {
            t->at++;
            if (!lk_toml_gap(t))
                return false;
        } else if (!first && lk_toml_peek(t) != ']') {
            return lk_toml_fail(t, t->at, t->at, "',' or ']' is expected here");
        }
        if (lk_toml_peek(t) == ']')
            return true;
        if (!element(all, t))
            return false;
    }
}

/* Its elements may be of different kinds, as TOML 1.0 allows. */
static bool array(const struct lk_datum **out, struct toml *t)
{
    struct values all = {0};
    t->at++;
    bool ok = elements(&all, t);
    if (ok) {
        t->at++;
        *out = lk_datum_list(t->arena, all.v, all.n);
    }
    free(all.v);
    return ok;
}

/* { a = 1, b.c = 2 } on one line, without a comma at the end.  It is closed at once: neither
 * headers nor dotted keys may add to it later. */
static bool inline_table(const struct lk_datum **out, struct toml *t)
{
    struct toml_table *table = lk_toml_table(t, TOML_CLOSED, LK_NOWHERE);
    t->at++;
    lk_toml_blank(t);
    for (bool first = true; lk_toml_peek(t) != '}' || !first; first = false) {
        if (!lk_toml_pair(t, table))
            return false;
        lk_toml_blank(t);
        if (lk_toml_peek(t) == '}')
            break;
        if (lk_toml_peek(t) != ',')
            return lk_toml_fail(t, t->at, t->at, "',' or '}' is expected here");
        t->at++;
        lk_toml_blank(t);
    }
    t->at++;
    *out = lk_toml_datum(t, table);
    return true;
}

/* The one place where values nest, and so where their depth is bounded. */
bool lk_toml_value(const struct lk_datum **out, struct toml *t)
{
    size_t from = t->at;
    bool ok;
    if (++t->depth > lk_limit(LK_LIMIT_NESTING))
        return lk_toml_fail(t, from, from, "values are nested too deeply");
    switch (lk_toml_peek(t)) {
    case '[': ok = array(out, t); break;
    case '{': ok = inline_table(out, t); break;
    default: ok = lk_toml_scalar(out, t); break;
    }
    t->depth--;
    if (ok)
        ((struct lk_datum *)(uintptr_t)*out)->span =
            (struct lk_span){t->source, (uint32_t)from, (uint32_t)t->at};
    return ok;
}

/* [[a]] as a list of maps. */
static const struct lk_datum *tables_datum(struct toml *t, const struct toml_tables *all)
{
    const struct lk_datum **v = lk_arena_array(t->arena, all->n, sizeof(*v));
    for (size_t i = 0; i < all->n; i++)
        v[i] = lk_toml_datum(t, all->v[i]);
    return lk_datum_list(t->arena, v, all->n);
}

/* Depth is that of the longest key, which the header's or line's length bounds. */
const struct lk_datum *lk_toml_datum(struct toml *t, const struct toml_table *table)
{
    struct lk_pair *pair = lk_arena_array(t->arena, table->n, sizeof *pair);
    size_t n = 0;
    for (const struct toml_entry *e = table->first; e; e = e->next, n++) {
        pair[n].key = e->key;
        pair[n].value = e->table    ? lk_toml_datum(t, e->table)
                        : e->tables ? tables_datum(t, e->tables)
                                    : e->value;
    }
    struct lk_datum *d = lk_datum_map(t->arena, pair, n);
    d->span = table->span;
    return d;
}
