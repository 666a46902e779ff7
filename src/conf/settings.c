/* The table of settings and what their values may look like. */
#include "conf/config_private.h"
#include "conf/text.h"
#include <ctype.h>
#include <stdlib.h>

const struct lk_set_def lk_set_table[LK_SET_COUNT] = {
#define LK_SETTING(id, name, type, choices, dflt, alembic, doc)                                    \
    {name, "LIMBECK_" #id, LK_SET_TYPE_##type, choices, dflt, alembic, doc},
#include "conf/settings.def"
#undef LK_SETTING
};

/* lock_wait and lock-wait are one name.  The file's keys may be written with either; flags have
 * the dash. */
static bool same_name(struct lk_str name, const char *row)
{
    size_t i = 0;
    for (; i < name.n && row[i]; i++)
        if (name.p[i] != row[i] && !(name.p[i] == '_' && row[i] == '-'))
            return false;
    return i == name.n && !row[i];
}

/* LK_SET_COUNT where there is no such setting. */
enum lk_set lk_set_find(struct lk_str name)
{
    int i = 0;
    while (i < LK_SET_COUNT && !same_name(name, lk_set_table[i].name))
        i++;
    return (enum lk_set)i;
}

/* The words of configparser's BOOLEAN_STATES.  So that a setting moved from one file to another
 * keeps its meaning. */
static bool read_bool(int64_t *out, struct lk_str s)
{
    static const char *const words[] = {"false", "no", "off", "0", "true", "yes", "on", "1"};
    for (size_t i = 0; i < 8; i++)
        if (lk_str_eq_nocase(s, lk_str_of(words[i]))) {
            *out = i >= 4;
            return true;
        }
    return false;
}

/* A whole number at the start; false where there is none or it does not fit. */
static bool read_number(int64_t *out, struct lk_str *s)
{
    size_t i = 0;
    *out = 0;
    for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++)
        if (__builtin_mul_overflow(*out, 10, out) ||
            __builtin_add_overflow(*out, s->p[i] - '0', out))
            return false;
    *s = lk_str_cut(*s, i, s->n);
    return i > 0;
}

/* The digits must fit in 64 bits. */
static bool read_int(int64_t *out, struct lk_str s)
{
    bool minus = s.n && *s.p == '-';
    s = lk_str_cut(s, minus, s.n);
    if (!read_number(out, &s) || s.n)
        return false;
    *out = minus ? -*out : *out;
    return true;
}

/* A number without unit is no duration, because PostgreSQL and shells disagree about it; 0 is.
 * The result is in microseconds. */
static bool read_duration(int64_t *out, struct lk_str s)
{
    static const struct {
        const char *name;
        int64_t us;
    } units[] = {{"us", 1},         {"ms", 1000},         {"s", 1000000},
                 {"min", 60000000}, {"h", 3600000000}, {"d", 86400000000}};
    if (!read_number(out, &s))
        return false;
    s = lk_str_trim(s);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (lk_str_is(s, units[i].name))
            return !__builtin_mul_overflow(*out, units[i].us, out);
    return s.n == 0 && *out == 0;
}

bool lk_conf_duration(int64_t *us, struct lk_str s)
{
    return read_duration(us, s);
}

bool lk_conf_count(int64_t *count, struct lk_str s)
{
    return read_int(count, s) && *count >= 0;
}

/* The number is the choice's place in the row.  They are told apart by case. */
static bool read_choice(int64_t *out, struct lk_str s, const char *choices)
{
    struct lk_str piece, rest = lk_str_of(choices);
    for (*out = 0; lk_str_split(&piece, &rest, '|'); ++*out)
        if (lk_str_eq(piece, s))
            return true;
    return false;
}

/* Commas and white space separate.  Empty pieces are left out. */
static void read_list(struct lk_names *out, struct lk_arena *arena, struct lk_str s)
{
    for (size_t i = 0, from = 0; i <= s.n; i++)
        if (i == s.n || s.p[i] == ',' || isspace((unsigned char)s.p[i])) {
            if (i > from)
                lk_conf_push(out, arena, lk_str_cut(s, from, i));
            from = i + 1;
        }
}

/* What a setting's text means by its type; false where it means nothing. */
static bool read_typed(struct lk_set_value *v, const struct lk_set_def *d, struct lk_arena *arena)
{
    switch ((enum lk_set_type)d->type) {
    case LK_SET_TYPE_STR: return true;
    case LK_SET_TYPE_PATH: return v->text.n > 0;
    case LK_SET_TYPE_BOOL: return read_bool(&v->number, v->text);
    case LK_SET_TYPE_INT: return read_int(&v->number, v->text);
    case LK_SET_TYPE_DURATION: return read_duration(&v->number, v->text);
    case LK_SET_TYPE_CHOICE: return read_choice(&v->number, v->text, d->choices);
    case LK_SET_TYPE_LIST: read_list(&v->list, arena, v->text); return true;
    }
    return false;
}

/* What a type takes, for messages. */
static const char *takes(const struct lk_set_def *d)
{
    switch ((enum lk_set_type)d->type) {
    case LK_SET_TYPE_BOOL: return "true or false";
    case LK_SET_TYPE_INT: return "a whole number";
    case LK_SET_TYPE_DURATION: return "a number with its unit: us, ms, s, min, h, d";
    case LK_SET_TYPE_CHOICE: return d->choices;
    default: return "a text";
    }
}

/* A list that a flag gives a second time grows; given by another source it is replaced.  The
 * text is copied; the value's span is the place for messages, if it came from a file. */
bool lk_conf_set(struct lk_conf *c, const struct lk_sources *sources, enum lk_set id,
                 const struct lk_set_value *given, struct lk_err *err)
{
    static const char *const from[] = {"the default", "Alembic's configuration", "the file",
                                       "the environment", "the command line"};
    const struct lk_set_def *d = &lk_set_table[id];
    struct lk_set_value *v = &c->set[id];
    bool more = d->type == LK_SET_TYPE_LIST && given->from == LK_FROM_FLAG &&
                v->from == LK_FROM_FLAG && v->text.p;
    struct lk_names list = more ? v->list : (struct lk_names){0};
    *v = *given;
    v->text = lk_arena_str(c->arena, given->text);
    v->list = list;
    if (read_typed(v, d, c->arena))
        return true;
    lk_conf_fail(err, sources, v->span, "'%s' cannot be '" LK_PRI "' (from %s)", d->name,
                 LK_ARG(v->text), from[v->from]);
    return lk_err_hint(err, "it takes %s", takes(d));
}
