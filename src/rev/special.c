/* {$name: …}: nodes among plain data, and data that YAML has no words for.  The names are those of
 * canonical JSON (model/json.c). */
#include "rev/value.h"
#include <math.h>
#include <stdlib.h>

/* At the value, not at the key. */
static bool fail(struct lk_values *v, const struct lk_yaml *y, const char *message)
{
    return lk_fail_at(v->err, LK_E_MANIFEST, y->span, "%s", message);
}

/* Quoted or plain. */
static bool is_text(struct lk_values *v, const struct lk_yaml *y)
{
    return y->kind == LK_YAML_SCALAR || fail(v, y, "a text is expected here");
}

/* Lower case only: there is one way to write bytes. */
static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Pairs of digits. */
static bool read_bytes(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    struct lk_buf b = {0};
    bool ok = is_text(v, y);
    for (size_t i = 0; ok && i < y->text.n; i += 2) {
        int hi = hex(y->text.p[i]), lo = i + 1 < y->text.n ? hex(y->text.p[i + 1]) : -1;
        ok = (hi >= 0 && lo >= 0) || fail(v, y, "$bytes takes pairs of hexadecimal digits");
        lk_buf_addc(&b, (char)(hi * 16 + lo));
    }
    if (ok)
        *out = lk_datum_bytes(v->arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return ok;
}

/* A Decimal, or an int beyond 64 bits; kept as text. */
static bool read_numeric(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    static const char *const words[] = {"NaN", "sNaN", "Infinity", "-Infinity", "-NaN", "-sNaN"};
    if (!is_text(v, y))
        return false;
    bool number = lk_value_is_float(y->text);
    for (size_t i = 0; !number && i < sizeof words / sizeof *words; i++)
        number = lk_str_is(y->text, words[i]);
    if (!number)
        return fail(v, y, "$numeric takes a decimal number");
    *out = lk_datum_numeric(v->arena, y->text);
    return true;
}

/* The three that have no digits. */
static bool read_float(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    if (!is_text(v, y))
        return false;
    if (!lk_str_is(y->text, "nan") && !lk_str_is(y->text, "inf") && !lk_str_is(y->text, "-inf"))
        return fail(v, y, "$float takes nan, inf or -inf");
    *out = lk_datum_float(v->arena, *y->text.p == 'n' ? (double)NAN
                                    : *y->text.p == 'i' ? (double)INFINITY : (double)-INFINITY);
    return true;
}

/* A name with one mark. */
static bool read_flagged(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y,
                         uint8_t flag)
{
    if (!is_text(v, y))
        return false;
    struct lk_datum *d = lk_datum_str(v->arena, y->text);
    d->flags = flag;
    *out = d;
    return true;
}

/* op.f(): not subject to a naming convention. */
static bool read_conv(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    return read_flagged(out, v, y, LK_DATUM_CONV);
}

/* quoted_name(…, quote=True) */
static bool read_quoted(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    return read_flagged(out, v, y, LK_DATUM_QUOTE);
}

/* quoted_name(…, quote=False) */
static bool read_unquoted(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    return read_flagged(out, v, y, LK_DATUM_NOQUOTE);
}

/* What a script gave as a tuple. */
static bool read_tuple(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_LIST)
        return fail(v, y, "$tuple takes a list");
    if (!lk_value_data(out, v, y))
        return false;
    ((struct lk_datum *)(uintptr_t)*out)->flags |= LK_DATUM_TUPLE;
    return true;
}

/* A map whose keys are its own business, "$" included. */
static bool read_plain_map(const struct lk_datum **out, struct lk_values *v,
                           const struct lk_yaml *y)
{
    if (y->kind != LK_YAML_MAP)
        return fail(v, y, "$map takes a map");
    return lk_value_map(out, v, y);
}

static const struct {
    const char *name;
    bool (*read)(const struct lk_datum **, struct lk_values *, const struct lk_yaml *);
} specials[] = {
    {"$bytes", read_bytes},       {"$conv", read_conv},   {"$float", read_float},
    {"$map", read_plain_map},     {"$numeric", read_numeric}, {"$quoted", read_quoted},
    {"$tuple", read_tuple},       {"$unquoted", read_unquoted},
};

/* The fixed names first, then nodes. */
bool lk_value_special(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *map)
{
    const struct lk_yaml *key = map->item[0];
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (lk_str_is(key->text, specials[i].name))
            return specials[i].read(out, v, map->item[1]);
    const struct lk_def *def = lk_node_find(lk_str_cut(key->text, 1, key->text.n));
    if (!def) {
        fail(v, key, "a key that starts with '$' names a node or a special value");
        return lk_err_hint(v->err, "a map with such a key of its own is {$map: {…}}");
    }
    struct lk_datum *d = lk_datum_node(v->arena, def);
    if (!lk_value_args(&d->as.node.arg, v, def, map->item[1], key->span))
        return false;
    *out = d;
    return true;
}
