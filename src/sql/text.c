/* text(): :name is a bound value, \: an escaped colon, ::type a cast (SQLAlchemy's
 * visit_textclause).  A name is letters, digits, _ and $ of any script.
 *
 * A colon begins a bound value unless another colon, a letter, a digit, _, $ or a backslash
 * stands before it, or a colon follows the name: a::int and x:y are left alone.  Letters of any
 * script count.  The backslash that escapes a colon is taken out, also from what literal_binds
 * has rendered, since SQLAlchemy takes it out of the finished text.
 *
 * % is doubled in printed text, as the driver would have it; a live run sends it as it is. */
#include "base/utf8.h"
#include "sql/expr.h"

#include <stdlib.h>
#include <utf8proc.h>

/* \w of Python, and $. */
static bool is_word(uint32_t ch)
{
    if (ch < 128) {
        return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
               ch == '_' || ch == '$';
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)ch);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* Length in bytes of the word at i. */
static size_t word_at(struct lk_str s, size_t i)
{
    size_t from = i, n;
    uint32_t ch;
    while ((n = lk_utf8_decode(&ch, lk_str_cut(s, i, s.n))) && is_word(ch)) {
        i += n;
    }
    return i - from;
}

/* Does a character of a name stand before i? */
static bool word_before(struct lk_str s, size_t i)
{
    size_t from = i;
    uint32_t ch;
    while (from && i - from < LK_UTF8_MAX) {
        from--;
        if (((unsigned char)s.p[from] & 0xC0) != 0x80) {
            break;
        }
    }
    return i && lk_utf8_decode(&ch, lk_str_cut(s, from, s.n)) && is_word(ch);
}

/* Is there a colon at i? */
static bool colon_at(struct lk_str s, size_t i)
{
    return i < s.n && s.p[i] == ':';
}

/* Length of the name of a bound value whose colon is at i, or 0. */
static size_t bind_at(struct lk_str s, size_t i)
{
    bool after = i && (s.p[i - 1] == ':' || s.p[i - 1] == '\\');
    if (!colon_at(s, i) || after || word_before(s, i)) {
        return 0;
    }
    size_t n = word_at(s, i + 1);
    return colon_at(s, i + 1 + n) ? 0 : n;
}

/* Is the backslash at i one that escapes a colon? */
static bool escape_at(struct lk_str s, size_t i)
{
    if (s.p[i] != '\\' || !colon_at(s, i + 1)) {
        return false;
    }
    return !colon_at(s, i + 2 + word_at(s, i + 2));
}

/* The reverse of what text() does: a text that comes out of it unchanged. */
void lk_text_protect(struct lk_buf *out, struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        lk_buf_addz(out, bind_at(s, i) || escape_at(s, i) ? "\\" : "");
        lk_buf_addc(out, s.p[i]);
    }
}

/* Copies text without the backslashes that escape colons. */
static void put_escaped(struct lk_sqlc *c, struct lk_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!escape_at(s, i)) {
            lk_buf_addc(&c->out, s.p[i]);
        }
    }
}

/* A map's value by a name that is not ended by NUL. */
static const struct lk_datum *map_value(const struct lk_datum *map, struct lk_str name)
{
    if (!lk_datum_is(map, LK_DATUM_MAP)) {
        return NULL;
    }
    for (size_t i = 0; i < map->as.map.n; i++) {
        if (lk_str_eq(map->as.map.v[i].key, name)) {
            return map->as.map.v[i].value;
        }
    }
    return NULL;
}

/* One :name: a bindparam, a value, or a parameter still to come. */
static bool put_bind(struct lk_sqlc *c, struct lk_str name, const struct lk_datum *binds)
{
    const struct lk_datum *bound = map_value(binds, name);
    if (!bound || lk_sqlc_id(bound) != LK_NODE_BINDPARAM) {
        struct lk_datum *param = lk_sqlc_node(c, LK_NODE_BINDPARAM);
        lk_sqlc_set(param, "key", lk_sqlc_str(c, name));
        lk_sqlc_set(param, "value", bound ? bound : lk_datum_null());
        lk_sqlc_set(param, "required", lk_datum_bool(c->arena, !bound));
        bound = param;
    }
    size_t from = c->out.n;
    if (!lk_bind_param(c, bound)) {
        return false;
    }
    /* What literal_binds renders is text like any other when escapes are taken out. */
    if (c->binds == LK_BINDS_LITERAL) {
        struct lk_str text =
            lk_arena_str(c->arena, lk_str_cut(lk_buf_str(&c->out), from, c->out.n));
        c->out.n = from;
        put_escaped(c, text);
    }
    return true;
}

/* One pass; names and escapes are told by what stands around their colon. */
bool lk_text_plain(struct lk_sqlc *c, struct lk_str text, const struct lk_datum *binds)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t n = text.p[i] == ':' ? bind_at(text, i) : 0;
        if (n) {
            if (!put_bind(c, lk_str_cut(text, i + 1, i + 1 + n), binds)) {
                return false;
            }
            i += n;
        } else if (!escape_at(text, i)) {
            lk_sqlc_put_text(c, lk_str_cut(text, i, i + 1));
        }
    }
    return true;
}

/* Does the text have a bound value of this name? */
static bool has_bind(struct lk_str text, struct lk_str name)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t n = text.p[i] == ':' ? bind_at(text, i) : 0;
        if (n && lk_str_eq(lk_str_cut(text, i + 1, i + 1 + n), name)) {
            return true;
        }
    }
    return false;
}

/* bindparams() of a name that the text does not have. */
static bool check_binds(struct lk_sqlc *c, struct lk_str text, const struct lk_datum *binds)
{
    for (size_t i = 0; lk_datum_is(binds, LK_DATUM_MAP) && i < binds->as.map.n; i++) {
        if (!has_bind(text, binds->as.map.v[i].key)) {
            return lk_sqlc_refuse(c, "ArgumentError: This text() construct doesn't define a bound "
                                     "parameter named '" LK_PRI "'",
                                  LK_ARG(binds->as.map.v[i].key));
        }
    }
    return true;
}

/* text() with the values of bindparams(). */
bool lk_text_expr(struct lk_sqlc *c, const struct lk_datum *text)
{
    if (!check_binds(c, lk_datum_text(LK_ARG_OF(text, "text")), LK_ARG_OF(text, "binds"))) {
        return false;
    }
    return lk_text_plain(c, lk_datum_text(LK_ARG_OF(text, "text")), LK_ARG_OF(text, "binds"));
}
