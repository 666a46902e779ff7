/* The arguments of an operation or node, bound by the binder that scripts use. */
#include "rev/value.h"
#include "sql/lower.h"
#include <stdlib.h>

/* Names that people need not write in full, where no parameter has the short name itself. */
static const struct {
    const char *name, *alias;
} aliases[] = {
    {"column_name", "column"}, {"constraint_name", "constraint"}, {"index_name", "index"},
    {"table_name", "table"},   {"type_", "type"},
};

/* A row that has a parameter of the short name itself has no alias for another.  Absent where
 * the parameter has none. */
struct lk_str lk_value_alias(const struct lk_def *def, const struct lk_param *p)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (lk_str_is(p->name, aliases[i].name) && lk_def_param(def, aliases[i].alias) < 0)
            return lk_str_of(aliases[i].alias);
    return (struct lk_str){0};
}

/* Index by own or short name; **kw is not named, its entries are.  -1 where neither fits, nor a key
 * that is empty, as an absent short name is. */
static int find_param(const struct lk_def *def, const struct lk_sig *sig, struct lk_str key)
{
    for (uint16_t i = 0; key.n && i < sig->n; i++)
        if (sig->param[i].kind != LK_PARAM_EXTRA &&
            (lk_str_eq(sig->param[i].name, key) ||
             lk_str_eq(lk_value_alias(def, &sig->param[i]), key)))
            return i;
    return -1;
}

/* The arguments of one operation or node while they are read. */
struct binder {
    struct lk_values *v;
    const struct lk_def *def;
    const struct lk_sig *sig;
    const struct lk_datum *given[LK_SIG_MAX];  /* per parameter; of *rest a list */
    struct lk_str *extra;                      /* names for **extra */
    const struct lk_datum **extra_value;
    size_t nextra;
};

/* Short names are among what may have been meant.  The nearest of all names is a hint. */
static bool fail_unknown(struct binder *b, const struct lk_yaml *key)
{
    const char *names[2 * LK_SIG_MAX];
    size_t n = 0;
    for (uint16_t i = 0; i < b->sig->n; i++) {
        struct lk_str alias = lk_value_alias(b->def, &b->sig->param[i]);
        names[n++] = lk_arena_str(b->v->arena, b->sig->param[i].name).p;
        if (alias.n)
            names[n++] = alias.p;
    }
    const char *near = lk_str_nearest(key->text, names, n);
    lk_fail_at(b->v->err, LK_E_MANIFEST, key->span, "'%s' has no argument '" LK_PRI "'",
               b->def->name, LK_ARG(key->text));
    return near ? lk_err_hint(b->v->err, "did you mean '%s'?", near) : false;
}

/* *rest is a list whose entries are each of the parameter's kinds.  Even one entry stands in a
 * list. */
static bool read_rest(const struct lk_datum **out, struct binder *b, const struct lk_param *p,
                      const struct lk_yaml *y)
{
    const struct lk_datum **item = lk_arena_array(b->v->arena, y->n + 1, sizeof(*item));
    struct lk_place_of at = {b->def, p};
    if (y->kind != LK_YAML_LIST)
        return lk_fail_at(b->v->err, LK_E_MANIFEST, y->span, "'" LK_PRI "' of '%s' is a list",
                          LK_ARG(p->name), b->def->name);
    for (size_t i = 0; i < y->n; i++)
        if (!lk_value_read(&item[i], b->v, y->item[i], &at))
            return false;
    *out = lk_datum_list(b->v->arena, item, y->n);
    return true;
}

/* The kinds of the parameter steer what the YAML becomes.  What was read is kept at the
 * parameter's place. */
static bool read_param(struct binder *b, int at, const struct lk_yaml *y)
{
    const struct lk_param *p = &b->sig->param[at];
    struct lk_place_of place = {b->def, p};
    if (p->kind == LK_PARAM_REST)
        return read_rest(&b->given[at], b, p, y);
    return lk_value_read(&b->given[at], b->v, y, &place);
}

/* A name of its own and a short name for one parameter are a doubled key.  The names of **extra
 * are bounded, as the binder's mask is. */
static bool read_named(struct binder *b, const struct lk_yaml *key, const struct lk_yaml *y)
{
    int at = find_param(b->def, b->sig, key->text);
    if (at >= 0 && b->given[at])
        return lk_fail_at(b->v->err, LK_E_MANIFEST, key->span, "'" LK_PRI "' is given twice",
                          LK_ARG(b->sig->param[at].name));
    if (at >= 0)
        return read_param(b, at, y);
    if (b->sig->extra < 0 || b->nextra >= 64 || !lk_sql_keyword(key->text))
        return fail_unknown(b, key);
    b->extra[b->nextra] = key->text;
    return lk_value_data(&b->extra_value[b->nextra++], b->v, y);
}

/* By position: *rest takes what is left.  Keyword-only parameters have no position. */
static bool read_positions(struct binder *b, const struct lk_yaml *y, struct lk_span what)
{
    size_t npos = b->sig->npos;
    for (size_t i = 0; i < y->n && i < npos; i++)
        if (!read_param(b, (int)i, y->item[i]))
            return false;
    if (y->n <= npos)
        return true;
    struct lk_yaml rest = {.kind = LK_YAML_LIST, .item = y->item + npos, .n = y->n - npos,
                           .span = what};
    if (b->sig->rest < 0)
        return lk_fail_at(b->v->err, LK_E_MANIFEST, y->item[npos]->span,
                          "'%s' takes at most %zu arguments by position", b->def->name, npos);
    return read_param(b, b->sig->rest, &rest);
}

/* A scalar stands for the first argument, nothing for none.  So the short forms `drop_table: x`
 * and `Integer:` come about. */
static bool read_args(struct binder *b, const struct lk_yaml *y, struct lk_span what)
{
    if (y->kind == LK_YAML_LIST)
        return read_positions(b, y, what);
    if (y->kind == LK_YAML_SCALAR) {
        struct lk_yaml *one = (struct lk_yaml *)(uintptr_t)y;
        struct lk_yaml list = {.kind = LK_YAML_LIST, .item = &one, .n = !lk_yaml_is_null(y)};
        return read_positions(b, &list, what);
    }
    b->extra = lk_arena_array(b->v->arena, y->n + 1, sizeof *b->extra);
    b->extra_value = lk_arena_array(b->v->arena, y->n + 1, sizeof(*b->extra_value));
    for (size_t i = 0; i < y->n; i++)
        if (!read_named(b, y->item[2 * i], y->item[2 * i + 1]))
            return false;
    return true;
}

/* The first required parameter that is not given.  Told here, because the binder would tell it
 * in Python's words. */
static bool check_missing(const struct binder *b, struct lk_span what)
{
    for (uint16_t i = 0; i < b->sig->n; i++) {
        const struct lk_param *p = &b->sig->param[i];
        struct lk_str alias = lk_value_alias(b->def, p);
        if (p->kind == LK_PARAM_REST || p->kind == LK_PARAM_EXTRA || p->dflt || b->given[i])
            continue;
        return lk_fail_at(b->v->err, LK_E_MANIFEST, what, "'%s' lacks '" LK_PRI "'", b->def->name,
                          LK_ARG(alias.n ? alias : p->name));
    }
    return true;
}

/* Turns what was given into a call: positions up to *rest if there is one, else keywords.  Where
 * *rest is given the parameters before it must be positional, with defaults in the gaps. */
static bool bind(const struct lk_datum ***out, struct binder *b)
{
    const struct lk_datum *rest = b->sig->rest < 0 ? NULL : b->given[b->sig->rest];
    size_t nrest = rest ? rest->as.list.n : 0, n = 0, room = LK_SIG_MAX + nrest + b->nextra;
    const struct lk_datum **arg = lk_arena_array(b->v->arena, room, sizeof(*arg));
    struct lk_str *kw = lk_arena_array(b->v->arena, room, sizeof *kw);
    struct lk_def_call call = {.def = b->def, .arg = arg};
    const struct lk_datum **dflt = nrest ? lk_def_defaults(b->v->arena, b->def) : NULL;
    for (uint16_t i = 0; nrest && i < b->sig->npos; i++)
        arg[n++] = b->given[i] ? b->given[i] : dflt[i];
    for (size_t i = 0; i < nrest; i++)
        arg[n++] = rest->as.list.v[i];
    call.shape = (struct lk_call){lk_str_of(b->def->name), (uint32_t)n, 0, kw};
    for (uint16_t i = nrest ? b->sig->npos : 0; i < b->sig->n; i++)
        if (b->given[i] && i != b->sig->rest) {
            kw[call.shape.nkw++] = b->sig->param[i].name;
            arg[n++] = b->given[i];
        }
    for (size_t i = 0; i < b->nextra; i++) {
        kw[call.shape.nkw++] = b->extra[i];
        arg[n++] = b->extra_value[i];
    }
    return lk_def_bind(out, b->v->arena, &call, b->v->err);
}

/* What the binder says in a script's terms is a manifest's error here, with the place of the
 * row's name.  The array is in the order of the signature and lives in the arena. */
bool lk_value_args(const struct lk_datum ***out, struct lk_values *v, const struct lk_def *def,
                   const struct lk_yaml *y, struct lk_span what)
{
    struct binder b = {.v = v, .def = def, .sig = lk_def_sig(def)};
    if (!read_args(&b, y, what) || !check_missing(&b, what))
        return false;
    if (bind(out, &b))
        return true;
    if (v->err)
        v->err->code = LK_E_MANIFEST;
    return lk_err_at(v->err, what);
}
