/* Inverses: which statement is undone by what.
 *
 * The table has one row for each look that a statement of lowering can have.  An operation is
 * undone from its last statement to its first; what vanishes with a table or column that the same
 * operation made is left alone.  A thing that was there before IF NOT EXISTS is never dropped, and
 * where IF EXISTS found nothing, nothing is undone.  Drops never cascade: what was made since on
 * top of a thing makes its undoing fail. */
#include "sql/undo.h"
#include <stdlib.h>

#define OWNER (LK_FORM_OWNER | LK_FORM_CREATES)
#define OWNED (LK_FORM_OWNED | LK_FORM_CREATES)
#define COLUMN "ALTER TABLE Q ALTER COLUMN P"
#define S(name) LK_INVERSE_##name

/* The first row that fits is taken: particular looks stand before general ones. */
const struct lk_form_def lk_form_table[] = {
    {"CREATE ?UNIQUE INDEX ?CONCURRENTLY @exists P ON Q", OWNED, S(NEW_INDEX), false,
     lk_undo_index},
    {"CREATE TYPE Q AS ENUM", 0, S(NOTHING), false, lk_undo_new_type},
    {"CREATE DOMAIN Q AS", 0, S(NOTHING), false, lk_undo_domain},
    {"CREATE SEQUENCE @exists Q", LK_FORM_CREATES, S(NEW_RELATION), false, lk_undo_sequence},
    {"CREATE *TABLE @exists Q", OWNER, S(NEW_RELATION), false, lk_undo_table},
    {"ALTER TABLE Q ADD COLUMN @exists P", OWNER, S(COLUMN), false, lk_undo_column},
    {"ALTER TABLE Q ADD CONSTRAINT P PRIMARY KEY", OWNED, S(PARTS), true, lk_undo_key},
    {"ALTER TABLE Q ADD CONSTRAINT P", OWNED, S(NOTHING), false, lk_undo_constraint},
    {"ALTER TABLE Q ADD PRIMARY KEY", OWNED, S(PARTS), true, lk_undo_unnamed_key},
    {"ALTER TABLE Q ADD UNIQUE", OWNED, S(PARTS), true, lk_undo_unnamed},
    {"ALTER TABLE Q ADD FOREIGN KEY", OWNED, S(PARTS), true, lk_undo_unnamed},
    {"ALTER TABLE Q ADD CHECK", OWNED, S(PARTS), true, lk_undo_unnamed},
    {"ALTER TABLE Q ADD EXCLUDE", OWNED, S(PARTS), true, lk_undo_unnamed},
    {COLUMN " TYPE", 0, S(TYPE), true, lk_undo_type},
    {COLUMN " SET DEFAULT", 0, S(DEFAULT), true, lk_undo_default},
    {COLUMN " DROP DEFAULT", 0, S(DEFAULT), true, lk_undo_default},
    {COLUMN " SET NOT NULL", 0, S(NULLABLE), true, lk_undo_not_null},
    {COLUMN " DROP NOT NULL", 0, S(NULLABLE), true, lk_undo_nullable},
    {COLUMN " DROP IDENTITY", 0, S(IDENTITY), true, lk_undo_drop_identity},
    {COLUMN " ADD GENERATED", 0, S(IDENTITY), true, lk_undo_identity},
    {COLUMN " SET", 0, S(IDENTITY), true, lk_undo_identity},
    {"ALTER TABLE Q RENAME TO N", 0, S(NOTHING), false, lk_undo_rename_table},
    {"ALTER TABLE Q RENAME P TO N", 0, S(NOTHING), false, lk_undo_rename_column},
    {"ALTER TABLE Q DROP CONSTRAINT @exists P", 0, S(CONSTRAINT), true, lk_undo_drop_defined},
    {"ALTER TABLE Q DROP COLUMN @exists P", 0, S(COLUMN), false, lk_undo_drop_column},
    {"COMMENT ON TABLE Q IS", LK_FORM_OWNED, S(TABLE_COMMENT), true, lk_undo_table_comment},
    {"COMMENT ON COLUMN C IS", LK_FORM_OWNED, S(COLUMN_COMMENT), true, lk_undo_column_comment},
    {"DROP INDEX ?CONCURRENTLY @exists Q", 0, S(INDEX), true, lk_undo_drop_defined},
    {"DROP TABLE @exists Q", 0, S(RELATION), false, lk_undo_drop_table},
    {"DROP TYPE Q", 0, S(NOTHING), false, lk_undo_drop_other},
    {"DROP DOMAIN Q", 0, S(NOTHING), false, lk_undo_drop_other},
    {"DROP SEQUENCE @exists Q", 0, S(RELATION), false, lk_undo_drop_other},
    {NULL, 0, S(NOTHING), false, NULL}};

/* Reads all statements; false where one has no known look. */
static bool read_forms(struct lk_undoing *u, const struct lk_stmts *stmts)
{
    struct lk_form *form = lk_arena_array(u->arena, stmts->n + 1, sizeof *form);
    u->form = form;
    for (u->nform = 0; u->nform < stmts->n; u->nform++) {
        struct lk_str sql = stmts->v[u->nform].sql;
        if (!lk_form_read(&form[u->nform], u->arena, sql)) {
            return lk_undo_refuse(u, "it is not known how to undo '" LK_PRI "'",
                                  LK_ARG(lk_str_cut(sql, 0, sql.n < 40 ? sql.n : 40)));
        }
    }
    return true;
}

/* Does the operation make something with which the rest of it vanishes? */
static bool has_owner(const struct lk_undoing *u)
{
    for (size_t i = 0; i < u->nform; i++) {
        if (u->form[i].def->flags & LK_FORM_OWNER) {
            return true;
        }
    }
    return false;
}

/* What a form needs of the catalog in this operation.  A type that changes brings its default
 * along. */
static enum lk_inverse_state needs_of(const struct lk_undoing *u, const struct lk_form *f,
                                      bool owner)
{
    bool owned = owner && f->def->flags & LK_FORM_OWNED;
    bool covered = f->def->needs == LK_INVERSE_DEFAULT && lk_undo_changes_type(u);
    bool asks = !owned && !covered && !f->temporary && (f->def->always || f->conditional);
    return asks ? f->def->needs : LK_INVERSE_NOTHING;
}

/* "schema"."name", as to_regclass() reads it. */
static struct lk_str quoted_ref(struct lk_arena *arena, const struct lk_form *f)
{
    const struct lk_str part[2] = {f->schema, f->name};
    struct lk_buf out = {0};
    for (int i = f->schema.p ? 0 : 1; i < 2; i++) {
        lk_buf_addz(&out, out.n ? ".\"" : "\"");
        for (size_t k = 0; k < part[i].n; k++) {
            lk_buf_addz(&out, part[i].p[k] == '"' ? "\"" : "");
            lk_buf_addc(&out, part[i].p[k]);
        }
        lk_buf_addc(&out, '"');
    }
    struct lk_str ref = lk_arena_str(arena, lk_buf_str(&out));
    lk_buf_clear(&out);
    return ref;
}

static bool is_free(const struct lk_op *op)
{
    return op->def->flags & LK_DEF_FREE;
}

/* Free text has a look of its own: reading needs no undoing. */
static void ask_free(struct lk_inverse_questions *out, struct lk_arena *arena,
                     const struct lk_stmts *stmts)
{
    struct lk_reads reads = {{0}, {0}};
    out->effect = LK_EFFECT_NONE;
    for (size_t i = 0; i < stmts->n; i++) {
        enum lk_effect one = lk_sql_effect(&reads, stmts->v[i].sql);
        out->effect = one < out->effect ? one : out->effect;
    }
    lk_reads_close(&reads);
    if (out->effect && (reads.relations.n || reads.functions.n)) {
        out->v[out->n++] = (struct lk_inverse_question){
            LK_INVERSE_READ, {lk_arena_str(arena, lk_buf_str(&reads.relations)),
                              lk_arena_str(arena, lk_buf_str(&reads.functions))}};
    }
    lk_buf_clear(&reads.relations);
    lk_buf_clear(&reads.functions);
}

/* Each kind of question once: an operation alters one column, or drops one thing. */
static void add_question(struct lk_inverse_questions *out, const struct lk_undoing *u,
                         const struct lk_form *f, enum lk_inverse_state what)
{
    for (size_t i = 0; i < out->n; i++) {
        if (out->v[i].what == what) {
            return;
        }
    }
    out->v[out->n++] = (struct lk_inverse_question){
        what, {quoted_ref(u->arena, f), what == LK_INVERSE_NEW_RELATION ? f->schema : f->part}};
    out->after |= f->def->undo == lk_undo_unnamed || f->def->undo == lk_undo_unnamed_key;
}

void lk_sql_inverse_ask(struct lk_inverse_questions *out, struct lk_arena *arena,
                        const struct lk_op *op, const struct lk_stmts *stmts)
{
    struct lk_undoing u = {.arena = arena};
    *out = (struct lk_inverse_questions){.n = 0};
    if (is_free(op)) {
        ask_free(out, arena, stmts);
    }
    if (op->def->flags & (LK_DEF_FREE | LK_DEF_DATA) || !read_forms(&u, stmts)) {
        return;
    }
    bool owner = has_owner(&u);
    for (size_t i = 0; i < u.nform; i++) {
        enum lk_inverse_state what = needs_of(&u, &u.form[i], owner);
        out->path |= what != LK_INVERSE_NOTHING || !u.form[i].schema.p;
        if (what != LK_INVERSE_NOTHING) {
            add_question(out, &u, &u.form[i], what);
        }
    }
}

/* A conditional statement that found things as it wants them did nothing.  What else the operation
 * then did to a table that is not its own is not followed. */
static bool did_nothing(bool *out, struct lk_undoing *u, const struct lk_form *f)
{
    bool row = lk_datum_is(u->before, LK_DATUM_LIST) && u->before->as.list.n;
    bool creates = f->def->flags & LK_FORM_CREATES;
    *out = f->conditional && !f->temporary && row == creates;
    return !*out || u->nform == 1 ||
           lk_undo_refuse(u, "it was there before, and what came with it is not followed");
}

/* One statement: it did nothing, or what it did is undone. */
static bool undo_form(struct lk_undoing *u, const struct lk_form *f, enum lk_inverse_state needs)
{
    bool nothing = false;
    if (needs != LK_INVERSE_NOTHING && !lk_datum_is(u->before, LK_DATUM_LIST)) {
        return lk_undo_refuse(u, "what was there before could not be asked");
    }
    if (!did_nothing(&nothing, u, f)) {
        return false;
    }
    bool absent = f->def->always && needs != LK_INVERSE_NOTHING && needs != LK_INVERSE_PARTS &&
                  !u->before->as.list.n;
    if (!nothing && absent) {
        return lk_undo_refuse(u, "what was there before is not in the catalog");
    }
    return nothing || f->def->undo(u, f);
}

/* Nothing is to be undone where nothing was changed; what was not asked had no names. */
static bool derive_free(struct lk_undoing *u, enum lk_effect effect)
{
    struct lk_str other = lk_undo_state(u, "other");
    if (!effect) {
        return lk_undo_refuse(u, "what free SQL does is not known");
    }
    return !other.p || lk_undo_refuse(u, "it read " LK_PRI ", which may do more than read",
                                      LK_ARG(other));
}

/* From the last statement to the first. */
static bool derive(struct lk_undoing *u, const struct lk_op *op, const struct lk_stmts *stmts)
{
    if (op->def->flags & LK_DEF_DATA) {
        return lk_undo_refuse(u, "rows that were written are not followed");
    }
    if (!read_forms(u, stmts)) {
        return false;
    }
    bool owner = has_owner(u);
    for (size_t i = u->nform; i-- > 0;) {
        const struct lk_form *f = &u->form[i];
        bool owned = owner && f->def->flags & LK_FORM_OWNED;
        if (!owned && !undo_form(u, f, needs_of(u, f, owner))) {
            return false;
        }
    }
    return true;
}

void lk_sql_inverse(struct lk_inverse *out, struct lk_arena *arena, const struct lk_inverse_of *of)
{
    struct lk_undoing u = {.arena = arena, .before = of->before, .after = of->after};
    struct lk_buf json = {0};
    *out = (struct lk_inverse){{NULL, 0}, {NULL, 0}};
    if (is_free(of->op) ? derive_free(&u, of->effect) : derive(&u, of->op, &of->stmts)) {
        lk_buf_addc(&json, '[');
        for (size_t i = 0; i < u.list.n; i++) {
            lk_buf_addz(&json, i ? ", " : "");
            lk_op_json(&json, u.list.v[i]);
        }
        lk_buf_addc(&json, ']');
        out->undo = lk_arena_str(arena, lk_buf_str(&json));
    } else {
        out->reason = u.reason;
    }
    lk_buf_clear(&json);
    free(u.list.v);
}
