/* One value of a manifest: scalars, lists, maps and nodes. */
#include "rev/value.h"
#include <errno.h>
#include <stdlib.h>

/* YAML 1.2's two words.  Other spellings (yes, on, True) are texts, unlike in YAML 1.1. */
bool lk_value_is_bool(struct lk_str s)
{
    return lk_str_is(s, "true") || lk_str_is(s, "false");
}

/* How many digits stand at a position. */
static size_t digits(struct lk_str s, size_t at)
{
    size_t from = at;
    while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
        at++;
    return at - from;
}

/* 1 where a sign stands. */
static size_t sign(struct lk_str s, size_t at)
{
    return at < s.n && (s.p[at] == '-' || s.p[at] == '+');
}

/* [-+]?[0-9]+ of YAML 1.2's core schema.  Octal and hexadecimal forms are texts here. */
bool lk_value_is_int(struct lk_str s)
{
    size_t at = sign(s, 0), n = digits(s, at);
    return n > 0 && at + n == s.n;
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?  Every int is one as well; callers ask for
 * the int first. */
bool lk_value_is_float(struct lk_str s)
{
    size_t at = sign(s, 0), whole = digits(s, at), part = 0;
    at += whole;
    if (at < s.n && s.p[at] == '.') {
        part = digits(s, at + 1);
        at += 1 + part;
    }
    if (whole + part == 0)
        return false;
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        size_t power = at + 1 + sign(s, at + 1), n = digits(s, power);
        if (n == 0)
            return false;
        at = power + n;
    }
    return at == s.n;
}

/* For the writer: such a text needs quotation marks. */
bool lk_value_is_word(struct lk_str s)
{
    return s.n == 0 || lk_str_is(s, "~") || lk_str_is(s, "null") || lk_value_is_bool(s) ||
           lk_value_is_float(s);
}

/* An int that does not fit keeps its digits. */
static const struct lk_datum *number(struct lk_values *v, struct lk_str s, bool whole)
{
    char *text = lk_strdup(s);
    errno = 0;
    long long i = whole ? strtoll(text, NULL, 10) : 0;
    const struct lk_datum *d = !whole  ? lk_datum_float(v->arena, strtod(text, NULL))
                               : errno ? lk_datum_numeric(v->arena, s)
                                       : lk_datum_int(v->arena, i);
    free(text);
    return d;
}

/* Every datum but the shared null knows where it stands. */
static const struct lk_datum *placed(const struct lk_datum *d, const struct lk_yaml *y)
{
    if (d != lk_datum_null())
        ((struct lk_datum *)(uintptr_t)d)->span = y->span;
    return d;
}

/* A plain scalar where anything may stand.  The core schema of YAML 1.2; in quotation marks
 * everything is text. */
static const struct lk_datum *core(struct lk_values *v, const struct lk_yaml *y)
{
    if (!y->plain)
        return lk_datum_str(v->arena, y->text);
    if (lk_yaml_is_null(y))
        return lk_datum_null();
    if (lk_value_is_bool(y->text))
        return lk_datum_bool(v->arena, *y->text.p == 't');
    if (lk_value_is_float(y->text))
        return number(v, y->text, lk_value_is_int(y->text));
    return lk_datum_str(v->arena, y->text);
}

/* Is the kind among the parameter's? */
static bool takes(const struct lk_param *p, const char *kind)
{
    struct lk_str one, rest = p->what;
    while (lk_str_split(&one, &rest, '|'))
        if (lk_str_is(one, kind))
            return true;
    return false;
}

/* No parameter, no kinds, or "any". */
static bool is_free(const struct lk_param *p)
{
    return !p || p->what.n == 0 || takes(p, "any");
}

/* Names are looked up exactly, then without regard to case; the generic type stands first.  Two
 * types may differ in case only: Integer and PostgreSQL's INTEGER. The exact name decides
 * between them. */
static const struct lk_def *find_type(struct lk_str name)
{
    const struct lk_def *d = lk_node_find(name);
    d = d && d->family == LK_FAMILY_TYPE ? d : NULL;   /* text is an expression, too */
    for (size_t i = 0; !d && i < LK_NODE_COUNT; i++)
        if (lk_node_table[i].family == LK_FAMILY_TYPE &&
            lk_str_eq_nocase(name, lk_str_of(lk_node_table[i].name)))
            d = &lk_node_table[i];
    return d;
}

/* All nodes are candidates, types and others.  The nearest name is a hint; a guess would not be
 * one. */
static bool fail_name(struct lk_values *v, const struct lk_yaml *y, const char *what)
{
    const char *names[LK_NODE_COUNT];
    size_t n = 0;
    for (size_t i = 0; i < LK_NODE_COUNT; i++)
        names[n++] = lk_node_table[i].name;
    const char *near = lk_str_nearest(y->text, names, n);
    lk_fail_at(v->err, LK_E_MANIFEST, y->span, "there is no %s '" LK_PRI "'", what,
               LK_ARG(y->text));
    return near ? lk_err_hint(v->err, "did you mean '%s'?", near) : false;
}

/* type: Integer.  All arguments at their defaults; where one is required that is an error. */
static bool bare_type(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    const struct lk_def *def = find_type(y->text);
    if (!def)
        return fail_name(v, y, "type");
    struct lk_datum *d = lk_datum_node(v->arena, def);
    const struct lk_datum **arg;
    struct lk_yaml none = {.kind = LK_YAML_MAP, .span = y->span};
    if (!lk_value_args(&arg, v, def, &none, y->span))
        return false;
    d->as.node.arg = arg;
    *out = d;
    return true;
}

/* The narrowest kind that the scalar fits wins; text is what remains.  Text in quotation marks
 * is never taken for a word, so that '1' can be given to a text. */
static bool read_scalar(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y,
                        const struct lk_param *p)
{
    bool word = y->plain;
    if (is_free(p))
        *out = core(v, y);
    else if (lk_yaml_is_null(y))
        *out = lk_datum_null();
    else if (word && takes(p, "bool") && lk_value_is_bool(y->text))
        *out = lk_datum_bool(v->arena, *y->text.p == 't');
    else if (word && takes(p, "int") && lk_value_is_int(y->text))
        *out = number(v, y->text, true);
    else if (word && takes(p, "float") && lk_value_is_float(y->text))
        *out = number(v, y->text, lk_value_is_int(y->text));
    else if (takes(p, "type") && !takes(p, "str"))
        return bare_type(out, v, y);
    else
        *out = lk_datum_str(v->arena, y->text);
    return true;
}

/* By name, for signatures do not say what a list holds. */
bool lk_value_is_data(const struct lk_param *p)
{
    static const char *const names[] = {"data", "parameters", "rows", "values"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lk_str_is(p->name, names[i]))
            return true;
    return false;
}

/* {name: arguments} with the name of a node.  A row's data may look the same; the place decides
 * before it is asked. */
static const struct lk_def *tag_of(const struct lk_yaml *y)
{
    return y->kind == LK_YAML_MAP && y->n == 1 ? lk_node_find(y->item[0]->text) : NULL;
}

/* The arguments, whatever form they have. */
static bool read_node(const struct lk_datum **out, struct lk_values *v, const struct lk_def *def,
                      const struct lk_yaml *args, struct lk_span at)
{
    struct lk_datum *d = lk_datum_node(v->arena, def);
    const struct lk_datum **arg;
    if (!lk_value_args(&arg, v, def, args, at))
        return false;
    d->as.node.arg = arg;
    *out = d;
    return true;
}

/* {$…: …} and nothing else in the map. */
static bool is_special(const struct lk_yaml *y)
{
    return y->kind == LK_YAML_MAP && y->n == 1 && y->item[0]->text.n > 1 &&
           *y->item[0]->text.p == '$';
}

/* An entry of a list of columns or expressions: a node by its name, else data. */
static bool read_entry(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    const struct lk_def *def = tag_of(y);
    if (!def)
        return lk_value_data(out, v, y);
    if (!read_node(out, v, def, y->item[1], y->item[0]->span))
        return false;
    *out = placed(*out, y);
    return true;
}

/* Lists within a list of entries are entries as well: (column, operator).  An empty list is a
 * list in either case. */
static bool read_list(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y,
                      bool entries)
{
    const struct lk_datum **item = lk_arena_array(v->arena, y->n + 1, sizeof(*item));
    for (size_t i = 0; i < y->n; i++)
        if (!(entries && y->item[i]->kind == LK_YAML_LIST ? read_list(&item[i], v, y->item[i], true)
              : entries ? read_entry(&item[i], v, y->item[i])
                        : lk_value_data(&item[i], v, y->item[i])))
            return false;
    *out = placed(lk_datum_list(v->arena, item, y->n), y);
    return true;
}

/* Plain data all the way down. */
bool lk_value_map(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    struct lk_pair *pair = lk_arena_array(v->arena, y->n + 1, sizeof *pair);
    for (size_t i = 0; i < y->n; i++) {
        pair[i].key = y->item[2 * i]->text;
        if (!lk_value_data(&pair[i].value, v, y->item[2 * i + 1]))
            return false;
    }
    *out = lk_datum_map(v->arena, pair, y->n);
    return true;
}

/* A map of one "$" key is special, any other is a map.  Data has no nodes: what looks like one
 * in an INSERT is a map. */
bool lk_value_data(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y)
{
    bool ok = true;
    if (is_special(y))
        ok = lk_value_special(out, v, y);
    else if (y->kind == LK_YAML_SCALAR)
        *out = core(v, y);
    else
        ok = y->kind == LK_YAML_LIST ? read_list(out, v, y, false) : lk_value_map(out, v, y);
    if (ok)
        *out = placed(*out, y);
    return ok;
}

/* Where the first kind of a place names one row, its arguments may stand there without its name. */
static const struct lk_def *only_node(const struct lk_param *p)
{
    struct lk_str first, rest = p->what;
    return lk_str_split(&first, &rest, '|') ? lk_node_find(first) : NULL;
}

/* Is the name of a row accepted here, by itself or by its family?  A node with its defaults
 * stands for any other of its row, as only the row counts. */
static bool accepts(const struct lk_place_of *at, const struct lk_def *def, struct lk_values *v)
{
    struct lk_datum *d = lk_datum_node(v->arena, def);
    return lk_def_accepts(at->def, at->param, d, NULL);
}

/* Is it no argument of the row?  A node's name may be one of those as well: text, table. */
static bool names_nothing(const struct lk_def *def, struct lk_str name)
{
    const struct lk_sig *sig = lk_def_sig(def);
    for (uint16_t i = 0; i < sig->n; i++)
        if (lk_str_eq(sig->param[i].name, name) ||
            lk_str_eq(lk_value_alias(def, &sig->param[i]), name))
            return false;
    return true;
}

/* Is any node at all accepted here?  Else a map's key is no misspelt name of one. */
static bool takes_nodes(const struct lk_param *p)
{
    static const char *const families[] = {"type", "constraint", "expr", "from", "statement"};
    struct lk_str one, rest = p->what;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (takes(p, families[i]))
            return true;
    while (lk_str_split(&one, &rest, '|'))
        if (lk_node_find(one))
            return true;
    return false;
}

/* Special, a node by its name, the place's own node, a map; in this order.  A map of several
 * keys can only be arguments of the place's own node, or data. */
static bool read_mapping(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y,
                         const struct lk_place_of *at)
{
    const struct lk_def *tag = tag_of(y), *only = only_node(at->param);
    if (is_special(y))
        return lk_value_special(out, v, y);
    if (!tag && y->n == 1 && takes(at->param, "type"))
        tag = find_type(y->item[0]->text);
    if (tag && accepts(at, tag, v))
        return read_node(out, v, tag, y->item[1], y->item[0]->span);
    if (only && !(tag && names_nothing(only, y->item[0]->text)))
        return read_node(out, v, only, y, y->span);
    if (takes(at->param, "map"))
        return lk_value_map(out, v, y);
    if (tag || y->n != 1 || !takes_nodes(at->param))
        return lk_fail_at(v->err, LK_E_MANIFEST, y->span, "'" LK_PRI "' of '%s' takes " LK_PRI,
                          LK_ARG(at->param->name), at->def->name, LK_ARG(at->param->what));
    return fail_name(v, y->item[0], takes(at->param, "type") ? "type" : "node");
}

/* What came out is checked once more by the model's rule, which words the error.  The place says
 * which forms are understood: a short form is allowed only where it can mean one thing. */
bool lk_value_read(const struct lk_datum **out, struct lk_values *v, const struct lk_yaml *y,
                   const struct lk_place_of *at)
{
    const struct lk_param *p = at->param;
    const struct lk_def *only;
    bool ok = true;
    if (is_free(p))
        return lk_value_data(out, v, y);
    if (y->kind == LK_YAML_LIST) {
        ok = read_list(out, v, y, !lk_value_is_data(p));
    } else if (y->kind == LK_YAML_MAP) {
        ok = read_mapping(out, v, y, at);
    } else {
        only = takes(p, "str") || takes(p, "type") || lk_yaml_is_null(y) ? NULL : only_node(p);
        ok = only ? read_node(out, v, only, y, y->span) : read_scalar(out, v, y, p);
    }
    if (!ok)
        return false;
    *out = placed(*out, y);
    if (lk_def_accepts(at->def, p, *out, v->err))
        return true;
    if (v->err)
        v->err->code = LK_E_MANIFEST;
    return lk_err_at(v->err, y->span);
}
