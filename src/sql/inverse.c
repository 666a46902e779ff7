/* Inverses: which statement is undone by what.
 *
 * The table has one row for each look that a statement of lowering can have.  An operation is
 * undone from its last statement to its first; what vanishes with a table or column that the same
 * operation made is left alone.  A thing that was there before IF NOT EXISTS is never dropped, and
 * where IF EXISTS found nothing, nothing is undone.  Drops never cascade: what was made since on
 * top of a thing makes its undoing fail. */
#include "sql/undo.h"
#include "sql/expr.h"

#include <stdarg.h>
#include <stdlib.h>

bool lk_undo_refuse(struct lk_undoing *u, const char *fmt, ...)
{
    struct lk_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&text, fmt, ap);
    va_end(ap);
    u->reason = lk_arena_str(u->arena, lk_buf_str(&text));
    lk_buf_clear(&text);
    return false;
}

/* The first row's; questions about one thing have one row at most. */
struct lk_str lk_undo_state(const struct lk_undoing *u, const char *column)
{
    struct lk_str none = {NULL, 0};
    if (!lk_datum_is(u->before, LK_DATUM_LIST) || !u->before->as.list.n) {
        return none;
    }
    const struct lk_datum *value = lk_datum_get(u->before->as.list.v[0], column);
    return lk_datum_is(value, LK_DATUM_STR) ? lk_datum_text(value) : none;
}

void lk_undo_set(struct lk_undoing *u, struct lk_op *op, const char *name, struct lk_str text)
{
    lk_op_set(op, name, text.p ? lk_datum_str(u->arena, text) : lk_datum_null());
}

/* Names of constraints and indexes are final: no naming convention may touch them. */
static void set_final(struct lk_undoing *u, struct lk_op *op, const char *name, struct lk_str text)
{
    struct lk_datum *d = lk_datum_str(u->arena, text);
    d->flags = LK_DATUM_CONV;
    lk_op_set(op, name, d);
}

/* Most operations name their table and its schema alike. */
struct lk_op *lk_undo_op(struct lk_undoing *u, enum lk_op_id id, const struct lk_form *f)
{
    struct lk_op *op = lk_op_new(u->arena, id);
    if (lk_def_param(op->def, "table_name") >= 0) {
        lk_undo_set(u, op, "table_name", f->name);
    }
    if (f->schema.p) {
        lk_undo_set(u, op, "schema", f->schema);
    }
    *LK_PUSH(&u->list) = op;
    return op;
}

/* As free text, in which a colon must not begin a bound value. */
bool lk_undo_sql(struct lk_undoing *u, const char *fmt, ...)
{
    struct lk_buf text = {0}, escaped = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&text, fmt, ap);
    va_end(ap);
    lk_text_protect(&escaped, lk_buf_str(&text));
    struct lk_op *op = lk_op_new(u->arena, LK_OP_EXECUTE);
    lk_undo_set(u, op, "sqltext", lk_buf_str(&escaped));
    *LK_PUSH(&u->list) = op;
    lk_buf_clear(&text);
    lk_buf_clear(&escaped);
    return true;
}

/* A temporary table is gone with its session. */
static bool undo_table(struct lk_undoing *u, const struct lk_form *f)
{
    if (!f->temporary) {
        lk_undo_op(u, LK_OP_DROP_TABLE, f);
    }
    return true;
}

static bool undo_type(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_sql(u, "DROP TYPE " LK_PRI, LK_ARG(f->raw));
}

static bool undo_domain(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_sql(u, "DROP DOMAIN " LK_PRI, LK_ARG(f->raw));
}

static bool undo_sequence(struct lk_undoing *u, const struct lk_form *f)
{
    return lk_undo_sql(u, "DROP SEQUENCE " LK_PRI, LK_ARG(f->raw));
}

/* Not concurrently, whatever the creation was: undoing is one transaction. */
static bool undo_index(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_DROP_INDEX, f);
    set_final(u, op, "index_name", f->part);
    return true;
}

/* Its indexes and constraints go with it. */
static bool undo_column(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_DROP_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->part);
    return true;
}

static bool drop_constraint(struct lk_undoing *u, const struct lk_form *f, struct lk_str name)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_DROP_CONSTRAINT, f);
    set_final(u, op, "constraint_name", name);
    return true;
}

static bool undo_constraint(struct lk_undoing *u, const struct lk_form *f)
{
    return drop_constraint(u, f, f->part);
}

/* Is a row of an answer about this part of the table? */
static bool is_part(const struct lk_datum *row, const char *kind, struct lk_str name)
{
    return lk_str_is(lk_datum_text(lk_datum_get(row, "part")), kind) &&
           lk_str_eq(lk_datum_text(lk_datum_get(row, "name")), name);
}

/* ALTER COLUMN … nullable, as an operation. */
static void set_nullable(struct lk_undoing *u, const struct lk_form *f, struct lk_str column,
                         bool nullable)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", column);
    lk_op_set(op, "nullable", lk_datum_bool(u->arena, nullable));
}

/* A primary key makes its columns NOT NULL, and they stay so when it goes. */
static bool free_key_columns(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str name, rest = f->rest;
    rest = lk_str_cut(rest, rest.n > 0, rest.n);       /* the parenthesis */
    while (lk_form_name(&name, u->arena, &rest)) {
        for (size_t i = 0; i < u->before->as.list.n; i++) {
            if (is_part(u->before->as.list.v[i], "nullable", name)) {
                set_nullable(u, f, name, true);
            }
        }
        bool more = rest.n && *rest.p == ',';
        rest = lk_str_cut(rest, more, rest.n);
    }
    return true;
}

static bool undo_key(struct lk_undoing *u, const struct lk_form *f)
{
    return drop_constraint(u, f, f->part) && free_key_columns(u, f);
}

/* Was the constraint of an answer's row there before? */
static bool is_old(const struct lk_undoing *u, const struct lk_datum *row)
{
    struct lk_str id = lk_datum_text(lk_datum_get(row, "id"));
    for (size_t i = 0; i < u->before->as.list.n; i++) {
        const struct lk_datum *old = u->before->as.list.v[i];
        if (lk_str_eq(id, lk_datum_text(lk_datum_get(old, "id")))) {
            return true;
        }
    }
    return false;
}

/* The server has named it: what is there after and was not before.  NOT NULL constraints, which
 * PostgreSQL 18 keeps as rows, come along with a primary key. */
static bool undo_unnamed(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str found = {NULL, 0};
    size_t n = 0;
    for (size_t i = 0; lk_datum_is(u->after, LK_DATUM_LIST) && i < u->after->as.list.n; i++) {
        const struct lk_datum *row = u->after->as.list.v[i];
        struct lk_str part = lk_datum_text(lk_datum_get(row, "part"));
        if (!lk_str_is(part, "nullable") && !lk_str_is(part, "n") && !is_old(u, row)) {
            found = lk_datum_text(lk_datum_get(row, "name"));
            n++;
        }
    }
    return n == 1 ? drop_constraint(u, f, found)
                  : lk_undo_refuse(u, "the name that the server gave the constraint is not known");
}

static bool undo_unnamed_key(struct lk_undoing *u, const struct lk_form *f)
{
    return undo_unnamed(u, f) && free_key_columns(u, f);
}

/* Where the state is what the operation asked for, nothing was changed. */
static bool undo_nullable(struct lk_undoing *u, const struct lk_form *f)
{
    bool was = !lk_str_is(lk_undo_state(u, "notnull"), "true");
    bool is = lk_str_starts(f->rest, LK_STR("DROP"));
    if (was != is) {
        set_nullable(u, f, f->part, was);
    }
    return true;
}

/* The default as the catalog words it; a type that changed in the same operation takes care of the
 * default itself. */
static bool undo_default(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str old = lk_undo_state(u, "default");
    struct lk_buf escaped = {0};
    for (size_t i = 0; i < u->nform; i++) {
        if (u->form[i].def->undo == lk_undo_type) {
            return true;
        }
    }
    if (lk_undo_state(u, "generated").n) {
        return lk_undo_refuse(u, "the column is generated");
    }
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->part);
    lk_op_set(op, "server_default", lk_datum_null());
    if (old.p) {
        struct lk_datum *text = lk_datum_node(u->arena, &lk_node_table[LK_NODE_TEXT]);
        lk_text_protect(&escaped, old);
        text->as.node.arg[lk_def_param(text->as.node.def, "text")] =
            lk_datum_str(u->arena, lk_buf_str(&escaped));
        lk_op_set(op, "server_default", text);
        lk_buf_clear(&escaped);
    }
    return true;
}

/* The catalog's options of an identity's sequence stand between bars: INCREMENT BY 1|…, then where
 * it had come to, then its name, which may have bars in it. */
struct sequence {
    struct lk_str increment, last, name;
    struct lk_buf options;     /* each behind a prefix */
};

static void read_sequence(struct sequence *s, struct lk_str text, const char *prefix)
{
    struct lk_str option;
    *s = (struct sequence){0};
    for (int i = 0; i < 6 && lk_str_split(&option, &text, '|'); i++) {
        lk_buf_addf(&s->options, " %s" LK_PRI, prefix, LK_ARG(option));
        s->increment = i ? s->increment : option;
    }
    lk_str_split(&s->last, &text, '|');
    s->name = text;
}

/* The new sequence goes on behind the old one's last value, or behind what was written since. */
static void go_on(struct lk_undoing *u, const struct lk_form *f, const struct sequence *s)
{
    bool down = lk_str_find(s->increment, LK_STR("-"), 0) >= 0;
    const char *most = down ? "least" : "greatest", *edge = down ? "min" : "max";
    struct lk_buf name = {0};
    for (size_t i = 0; i < s->name.n; i++) {
        lk_buf_addz(&name, s->name.p[i] == '\'' ? "'" : "");
        lk_buf_addc(&name, s->name.p[i]);
    }
    lk_undo_sql(u, "SELECT pg_catalog.setval('%s', %s(" LK_PRI ", %s(" LK_PRI "))) FROM " LK_PRI
                " HAVING %s(" LK_PRI ", %s(" LK_PRI ")) IS NOT NULL", name.p, most,
                LK_ARG(s->last), edge, LK_ARG(f->part_raw), LK_ARG(f->raw), most, LK_ARG(s->last),
                edge, LK_ARG(f->part_raw));
    lk_buf_clear(&name);
}

/* Identities come, go and change; what was there before decides what is undone. */
static bool undo_identity(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str old = lk_undo_state(u, "identity");
    const char *kind = lk_str_is(old, "a") ? "ALWAYS" : "BY DEFAULT";
    bool gone = lk_str_starts(f->rest, LK_STR("DROP"));
    struct sequence s;
    if (!old.n) {
        return lk_undo_sql(u, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI " DROP IDENTITY",
                           LK_ARG(f->raw), LK_ARG(f->part_raw));
    }
    read_sequence(&s, lk_undo_state(u, "sequence"), gone ? "" : "SET ");
    if (gone) {
        lk_undo_sql(u, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI " ADD GENERATED %s AS "
                    "IDENTITY (SEQUENCE NAME " LK_PRI "%s)", LK_ARG(f->raw), LK_ARG(f->part_raw),
                    kind, LK_ARG(s.name), s.options.p);
        go_on(u, f, &s);
    } else {
        lk_undo_sql(u, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI " SET GENERATED %s%s",
                    LK_ARG(f->raw), LK_ARG(f->part_raw), kind, s.options.p);
    }
    lk_buf_clear(&s.options);
    return true;
}

static bool undo_rename_table(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_RENAME_TABLE, f);
    lk_undo_set(u, op, "old_table_name", f->to);
    lk_undo_set(u, op, "new_table_name", f->name);
    return true;
}

static bool undo_rename_column(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->to);
    lk_undo_set(u, op, "new_column_name", f->part);
    return true;
}

static bool undo_column_comment(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->part);
    lk_undo_set(u, op, "comment", lk_undo_state(u, "comment"));
    return true;
}

static bool undo_table_comment(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str old = lk_undo_state(u, "comment");
    if (!old.p) {
        lk_undo_op(u, LK_OP_DROP_TABLE_COMMENT, f);
        return true;
    }
    lk_undo_set(u, lk_undo_op(u, LK_OP_CREATE_TABLE_COMMENT, f), "comment", old);
    return true;
}

/* The catalog words the statements: the definition, then what a definition does not say. */
static bool undo_drop_defined(struct lk_undoing *u, const struct lk_form *f)
{
    static const char *const statement[] = {"define", "space", "comment", "cluster", "replica"};
    struct lk_str problem = lk_undo_state(u, "problem");
    (void)f;
    if (problem.p) {
        return lk_undo_refuse(u, LK_PRI, LK_ARG(problem));
    }
    for (size_t i = 0; i < sizeof statement / sizeof *statement; i++) {
        struct lk_str sql = lk_undo_state(u, statement[i]);
        if (sql.p) {
            lk_undo_sql(u, LK_PRI, LK_ARG(sql));
        }
    }
    return true;
}

static bool undo_drop_table(struct lk_undoing *u, const struct lk_form *f)
{
    (void)f;
    return lk_undo_refuse(u, "the rows of a dropped table are lost");
}

static bool undo_drop_column(struct lk_undoing *u, const struct lk_form *f)
{
    (void)f;
    return lk_undo_refuse(u, "the values of a dropped column are lost");
}

static bool undo_drop_other(struct lk_undoing *u, const struct lk_form *f)
{
    (void)f;
    return lk_undo_refuse(u, "what a dropped type, domain or sequence was is not kept");
}

#define OWNER (LK_FORM_OWNER | LK_FORM_CREATES)
#define OWNED (LK_FORM_OWNED | LK_FORM_CREATES)
#define ALTER_COLUMN "ALTER TABLE Q ALTER COLUMN P"
#define S(name) LK_INVERSE_##name

/* The first row that fits is taken: particular looks stand before general ones. */
const struct lk_form_def lk_form_table[] = {
    {"CREATE ?UNIQUE INDEX ?CONCURRENTLY @exists P ON Q", OWNED, S(NEW_INDEX), false, undo_index},
    {"CREATE TYPE Q AS ENUM", 0, S(NOTHING), false, undo_type},
    {"CREATE DOMAIN Q AS", 0, S(NOTHING), false, undo_domain},
    {"CREATE SEQUENCE @exists Q", LK_FORM_CREATES, S(NEW_RELATION), false, undo_sequence},
    {"CREATE *TABLE @exists Q", OWNER, S(NEW_RELATION), false, undo_table},
    {"ALTER TABLE Q ADD COLUMN @exists P", OWNER, S(COLUMN), false, undo_column},
    {"ALTER TABLE Q ADD CONSTRAINT P PRIMARY KEY", OWNED, S(PARTS), true, undo_key},
    {"ALTER TABLE Q ADD CONSTRAINT P", OWNED, S(NOTHING), false, undo_constraint},
    {"ALTER TABLE Q ADD PRIMARY KEY", OWNED, S(PARTS), true, undo_unnamed_key},
    {"ALTER TABLE Q ADD UNIQUE", OWNED, S(PARTS), true, undo_unnamed},
    {"ALTER TABLE Q ADD FOREIGN KEY", OWNED, S(PARTS), true, undo_unnamed},
    {"ALTER TABLE Q ADD CHECK", OWNED, S(PARTS), true, undo_unnamed},
    {"ALTER TABLE Q ADD EXCLUDE", OWNED, S(PARTS), true, undo_unnamed},
    {ALTER_COLUMN " TYPE", 0, S(COLUMN), true, lk_undo_type},
    {ALTER_COLUMN " SET DEFAULT", 0, S(COLUMN), true, undo_default},
    {ALTER_COLUMN " DROP DEFAULT", 0, S(COLUMN), true, undo_default},
    {"ALTER TABLE Q RENAME TO N", 0, S(NOTHING), false, undo_rename_table},
    {"ALTER TABLE Q RENAME P TO N", 0, S(NOTHING), false, undo_rename_column},
    {"ALTER TABLE Q DROP CONSTRAINT @exists P", 0, S(CONSTRAINT), true, undo_drop_defined},
    {"ALTER TABLE Q DROP COLUMN @exists P", 0, S(COLUMN), false, undo_drop_column},
    {"COMMENT ON TABLE Q IS", LK_FORM_OWNED, S(TABLE), true, undo_table_comment},
    {"COMMENT ON COLUMN C IS", LK_FORM_OWNED, S(COLUMN), true, undo_column_comment},
    {"DROP INDEX ?CONCURRENTLY @exists Q", 0, S(INDEX), true, undo_drop_defined},
    {"DROP TABLE @exists Q", 0, S(RELATION), false, undo_drop_table},
    {"DROP TYPE Q", 0, S(NOTHING), false, undo_drop_other},
    {"DROP DOMAIN Q", 0, S(NOTHING), false, undo_drop_other},
    {"DROP SEQUENCE @exists Q", 0, S(RELATION), false, undo_drop_other},
    /* what is left of ALTER COLUMN: SET and DROP NOT NULL, then the identity's words */
    {ALTER_COLUMN, 0, S(COLUMN), true, NULL},
    {NULL, 0, S(NOTHING), false, NULL}};

/* ALTER COLUMN's rest tells NOT NULL from an identity. */
static bool undo_form(struct lk_undoing *u, const struct lk_form *f)
{
    if (f->def->undo) {
        return f->def->undo(u, f);
    }
    bool nullable = lk_str_is(f->rest, "SET NOT NULL") || lk_str_is(f->rest, "DROP NOT NULL");
    return nullable ? undo_nullable(u, f) : undo_identity(u, f);
}

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

/* The form that needs an answer of the catalog, or NULL.  No operation has two that need different
 * ones. */
static const struct lk_form *asking_form(const struct lk_undoing *u)
{
    bool owner = has_owner(u);
    for (size_t i = 0; i < u->nform; i++) {
        const struct lk_form *f = &u->form[i];
        bool owned = owner && f->def->flags & LK_FORM_OWNED;
        if (!owned && !f->temporary && (f->def->always || f->conditional) &&
            f->def->needs != LK_INVERSE_NOTHING) {
            return f;
        }
    }
    return NULL;
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

/* Rows and free text are not undone, whatever they are. */
static const char *never(const struct lk_op *op)
{
    return op->def->flags & LK_DEF_FREE   ? "what free SQL does is not known"
           : op->def->flags & LK_DEF_DATA ? "rows that were written are not followed"
                                          : NULL;
}

void lk_sql_inverse_question(struct lk_inverse_question *out, struct lk_arena *arena,
                             const struct lk_op *op, const struct lk_stmts *stmts)
{
    struct lk_undoing u = {.arena = arena};
    const struct lk_form *f = NULL;
    *out = (struct lk_inverse_question){LK_INVERSE_NOTHING, {{NULL, 0}, {NULL, 0}}, false};
    if (never(op) || !read_forms(&u, stmts)) {
        return;
    }
    f = asking_form(&u);
    if (f) {
        *out = (struct lk_inverse_question){
            f->def->needs,
            {quoted_ref(arena, f),
             f->def->needs == LK_INVERSE_NEW_RELATION ? f->schema : f->part},
            f->def->undo == undo_unnamed || f->def->undo == undo_unnamed_key};
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

/* From the last statement to the first. */
static bool derive(struct lk_undoing *u, const struct lk_op *op, const struct lk_stmts *stmts)
{
    const char *why = never(op);
    if (why) {
        return lk_undo_refuse(u, "%s", why);
    }
    if (!read_forms(u, stmts)) {
        return false;
    }
    const struct lk_form *asking = asking_form(u);
    if (asking && !lk_datum_is(u->before, LK_DATUM_LIST)) {
        return lk_undo_refuse(u, "what was there before could not be asked");
    }
    bool owner = has_owner(u), nothing = false;
    for (size_t i = u->nform; i-- > 0;) {
        const struct lk_form *f = &u->form[i];
        bool owned = owner && f->def->flags & LK_FORM_OWNED;
        if (owned) {
            continue;
        }
        if (!did_nothing(&nothing, u, f)) {
            return false;
        }
        if (!nothing && f->def->always && asking->def->needs != f->def->needs) {
            return lk_undo_refuse(u, "it changes a constraint along with its column");
        }
        if (!nothing && f->def->always && f->def->needs != LK_INVERSE_PARTS &&
            !u->before->as.list.n) {
            return lk_undo_refuse(u, "what was there before is not in the catalog");
        }
        if (!nothing && !undo_form(u, f)) {
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
    if (derive(&u, of->op, &of->stmts)) {
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
