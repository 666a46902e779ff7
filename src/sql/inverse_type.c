/* Types that can be changed back.
 *
 * A change from A to B can be undone where every value of A is kept by B and comes back as it was,
 * and where going back either keeps a value of B or fails, but never cuts it.  That is what
 * "types without loss" means: widening within a family, and nothing that rounds, cuts or depends
 * on settings.  Where PostgreSQL's own conversion would round or cut on the way back (numeric,
 * character varying), a check constraint that lives for that moment makes it fail instead. */
#include "sql/undo.h"

#include <stdlib.h>

enum family { FAMILY_NONE, FAMILY_INT, FAMILY_NUMERIC, FAMILY_TEXT, FAMILY_CHAR };

/* Both PostgreSQL's own names (format_type) and those that lowering writes. */
static const struct {
    const char *name;
    enum family family;
    int size;                  /* bytes of an int; tells text from varchar */
} names[] = {
    {"smallint", FAMILY_INT, 2},      {"int2", FAMILY_INT, 2},
    {"integer", FAMILY_INT, 4},       {"int", FAMILY_INT, 4},
    {"int4", FAMILY_INT, 4},          {"bigint", FAMILY_INT, 8},
    {"int8", FAMILY_INT, 8},          {"numeric", FAMILY_NUMERIC, 0},
    {"decimal", FAMILY_NUMERIC, 0},   {"text", FAMILY_TEXT, 1},
    {"varchar", FAMILY_TEXT, 0},      {"character varying", FAMILY_TEXT, 0},
    {"character", FAMILY_CHAR, 0},    {"char", FAMILY_CHAR, 0},
};

/* A type and its numbers; -1 where it has none. */
struct type {
    enum family family;
    int size, first, second;
};

/* (10, 2): false where something else stands there. */
static bool read_numbers(struct type *t, struct lk_str text)
{
    int *number[2] = {&t->first, &t->second};
    if (!text.n) {
        return true;
    }
    if (*text.p != '(' || text.p[text.n - 1] != ')') {
        return false;
    }
    struct lk_str one, rest = lk_str_cut(text, 1, text.n - 1);
    for (int i = 0; lk_str_split(&one, &rest, ','); i++) {
        one = lk_str_trim(one);
        if (i == 2 || !one.n || one.n > 5) {
            return false;
        }
        *number[i] = 0;
        for (size_t k = 0; k < one.n; k++) {
            if (one.p[k] < '0' || one.p[k] > '9') {
                return false;
            }
            *number[i] = *number[i] * 10 + (one.p[k] - '0');
        }
    }
    return true;
}

/* Anything that is not in the table, or has more behind it (COLLATE, []), has no family. */
static struct type type_of(struct lk_str text)
{
    struct type t = {FAMILY_NONE, 0, -1, -1};
    ptrdiff_t open = lk_str_find(text, LK_STR("("), 0);
    size_t end = open < 0 ? text.n : (size_t)open;
    struct lk_str name = lk_str_trim(lk_str_cut(text, 0, end));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (lk_str_eq_nocase(name, lk_str_of(names[i].name))) {
            t.family = names[i].family;
            t.size = names[i].size;
        }
    }
    if (!read_numbers(&t, lk_str_trim(lk_str_cut(text, end, text.n)))) {
        t.family = FAMILY_NONE;
    }
    if (t.family == FAMILY_NUMERIC && t.first >= 0 && t.second < 0) {
        t.second = 0;          /* numeric(10) is numeric(10, 0) */
    }
    if (t.family == FAMILY_CHAR && t.first < 0) {
        t.first = 1;           /* character is character(1) */
    }
    return t;
}

static bool same(const struct type *a, const struct type *b)
{
    return a->family && a->family == b->family && a->size == b->size && a->first == b->first &&
           a->second == b->second;
}

/* How a change can be taken back. */
enum back { BACK_LOSES, BACK_PLAIN, BACK_USING, BACK_ROUNDS, BACK_CUTS };

/* No limit is the widest. */
static bool is_wider(int limit, int than)
{
    return limit < 0 || (than >= 0 && limit >= than);
}

/* Ints fail when a number is out of range, in either direction; a scale that grows keeps every
 * value, and rounds on the way back. */
static enum back numbers_back(const struct type *old, const struct type *new)
{
    int from = old->family == FAMILY_INT ? 0 : old->second;
    int to = new->family == FAMILY_INT ? 0 : new->second;
    if (from < 0) {
        return BACK_LOSES;     /* numeric without limits had any scale */
    }
    return from == to ? BACK_PLAIN : is_wider(to, from) ? BACK_ROUNDS : BACK_LOSES;
}

/* Texts that grow; enums become texts and come back by name. */
static enum back back_of(const struct type *old, const struct type *new, bool is_enum)
{
    bool number = (old->family == FAMILY_INT || old->family == FAMILY_NUMERIC) &&
                  (new->family == FAMILY_INT || new->family == FAMILY_NUMERIC);
    if (number) {
        return numbers_back(old, new);
    }
    if (is_enum) {
        return new->family == FAMILY_TEXT && new->first < 0 ? BACK_USING : BACK_LOSES;
    }
    if (old->family != new->family || !is_wider(new->first, old->first)) {
        return BACK_LOSES;
    }
    bool limited = old->family == FAMILY_TEXT && old->first >= 0;
    return old->family == FAMILY_NONE ? BACK_LOSES : limited ? BACK_CUTS : BACK_PLAIN;
}

/* USING col::type says no more than the change itself does; any other USING is a conversion of the
 * script's own. */
static bool is_plain_using(const struct lk_form *f, struct lk_str using, const struct type *new)
{
    if (!lk_str_starts(using, f->part_raw)) {
        return false;
    }
    struct lk_str rest = lk_str_trim(lk_str_cut(using, f->part_raw.n, using.n));
    if (!lk_str_starts(rest, LK_STR("::"))) {
        return false;
    }
    struct type cast = type_of(lk_str_trim(lk_str_cut(rest, 2, rest.n)));
    return same(&cast, new);
}

/* Around the change back, where it could cut or round. */
static void guarded(struct lk_undoing *u, const struct lk_form *f, enum back how,
                    const struct type *old, const char *alter)
{
    struct lk_str c = f->part_raw;
    struct lk_str check =
        how == BACK_CUTS
            ? lk_arena_format(u->arena, "pg_catalog.char_length(" LK_PRI ") <= %d", LK_ARG(c),
                              old->first)
            : lk_arena_format(u->arena, LK_PRI " = pg_catalog.round(" LK_PRI ", %d)", LK_ARG(c),
                              LK_ARG(c), old->second < 0 ? 0 : old->second);
    lk_undo_sql(u, "ALTER TABLE " LK_PRI " ADD CONSTRAINT limbeck_fits CHECK (" LK_PRI ")",
                LK_ARG(f->raw), LK_ARG(check));
    lk_undo_sql(u, "%s", alter);
    lk_undo_sql(u, "ALTER TABLE " LK_PRI " DROP CONSTRAINT limbeck_fits", LK_ARG(f->raw));
}

/* Does the operation itself change the default? */
static bool changes_default(const struct lk_undoing *u)
{
    for (size_t i = 0; i < u->nform; i++) {
        if (lk_str_ends(lk_str_of(u->form[i].def->pattern), LK_STR(" DEFAULT"))) {
            return true;
        }
    }
    return false;
}

/* The default goes before the type and comes back after it, so that it never needs a cast. */
static void change_back(struct lk_undoing *u, const struct lk_form *f, enum back how,
                        const struct type *old)
{
    struct lk_str collation = lk_undo_state(u, "collation"), type = lk_undo_state(u, "type");
    struct lk_str dflt = lk_undo_state(u, "default");
    struct lk_str column = lk_arena_format(u->arena, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI,
                                           LK_ARG(f->raw), LK_ARG(f->part_raw));
    struct lk_buf alter = {0};
    lk_buf_addf(&alter, LK_PRI " TYPE " LK_PRI, LK_ARG(column), LK_ARG(type));
    if (collation.p) {
        lk_buf_addf(&alter, " COLLATE " LK_PRI, LK_ARG(collation));
    }
    if (how == BACK_USING) {
        lk_buf_addf(&alter, " USING " LK_PRI "::" LK_PRI, LK_ARG(f->part_raw), LK_ARG(type));
    }
    if (dflt.p || changes_default(u)) {
        lk_undo_sql(u, LK_PRI " DROP DEFAULT", LK_ARG(column));
    }
    if (how == BACK_CUTS || how == BACK_ROUNDS) {
        guarded(u, f, how, old, alter.p);
    } else {
        lk_undo_sql(u, "%s", alter.p);
    }
    if (dflt.p) {
        lk_undo_sql(u, LK_PRI " SET DEFAULT " LK_PRI, LK_ARG(column), LK_ARG(dflt));
    }
    lk_buf_clear(&alter);
}

/* What stands behind TYPE: the type, and USING. */
bool lk_undo_type(struct lk_undoing *u, const struct lk_form *f)
{
    ptrdiff_t at = lk_str_find(f->rest, LK_STR(" USING "), 0);
    struct lk_str text = at < 0 ? f->rest : lk_str_cut(f->rest, 0, (size_t)at);
    struct lk_str using = at < 0 ? LK_STR("") : lk_str_cut(f->rest, (size_t)at + 7, f->rest.n);
    struct lk_str was = lk_undo_state(u, "type");
    struct type old = type_of(was), new = type_of(text);
    bool is_enum = lk_str_is(lk_undo_state(u, "kind"), "e");
    bool equal = same(&old, &new) || lk_str_eq_nocase(was, text);
    if (lk_undo_state(u, "generated").n) {
        return lk_undo_refuse(u, "the column is generated");
    }
    if (using.n && !is_plain_using(f, using, &new)) {
        return lk_undo_refuse(u, "USING has converted the values");
    }
    enum back how = equal ? BACK_PLAIN : back_of(&old, &new, is_enum);
    if (how == BACK_LOSES) {
        return lk_undo_refuse(u, "values may not survive the way from " LK_PRI " to " LK_PRI
                              " and back", LK_ARG(was), LK_ARG(text));
    }
    if (!equal || lk_undo_state(u, "collation").p || changes_default(u)) {
        change_back(u, f, how, &old);
    }
    return true;
}
