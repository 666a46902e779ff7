/* What undoes an alteration of a column: nullability, default, identity, name and comment as the
 * catalog had them. */
#include "sql/undo.h"
#include "sql/expr.h"

/* Where the state is what the operation asked for, nothing was changed. */
bool lk_undo_not_null(struct lk_undoing *u, const struct lk_form *f)
{
    if (lk_str_is(lk_undo_state(u, "notnull"), "false")) {
        lk_undo_set_nullable(u, f, f->part, true);
    }
    return true;
}

bool lk_undo_nullable(struct lk_undoing *u, const struct lk_form *f)
{
    if (lk_str_is(lk_undo_state(u, "notnull"), "true")) {
        lk_undo_set_nullable(u, f, f->part, false);
    }
    return true;
}

bool lk_undo_changes_type(const struct lk_undoing *u)
{
    for (size_t i = 0; i < u->nform; i++) {
        if (u->form[i].def->undo == lk_undo_type) {
            return true;
        }
    }
    return false;
}

/* The default as the catalog words it; a type that changed in the same operation takes care of the
 * default itself. */
bool lk_undo_default(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_str old = lk_undo_state(u, "default");
    struct lk_buf escaped = {0};
    if (lk_undo_changes_type(u)) {
        return true;
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

static const char *identity_kind(const struct lk_undoing *u)
{
    return lk_str_is(lk_undo_state(u, "identity"), "a") ? "ALWAYS" : "BY DEFAULT";
}

/* An identity came, or its options changed; what was there before tells which. */
bool lk_undo_identity(struct lk_undoing *u, const struct lk_form *f)
{
    struct sequence s;
    if (!lk_undo_state(u, "identity").n) {
        return lk_undo_sql(u, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI " DROP IDENTITY",
                           LK_ARG(f->raw), LK_ARG(f->part_raw));
    }
    read_sequence(&s, lk_undo_state(u, "sequence"), "SET ");
    lk_undo_sql(u, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI " SET GENERATED %s%s",
                LK_ARG(f->raw), LK_ARG(f->part_raw), identity_kind(u), s.options.p);
    lk_buf_clear(&s.options);
    return true;
}

bool lk_undo_drop_identity(struct lk_undoing *u, const struct lk_form *f)
{
    struct sequence s;
    read_sequence(&s, lk_undo_state(u, "sequence"), "");
    lk_undo_sql(u, "ALTER TABLE " LK_PRI " ALTER COLUMN " LK_PRI " ADD GENERATED %s AS IDENTITY "
                "(SEQUENCE NAME " LK_PRI "%s)", LK_ARG(f->raw), LK_ARG(f->part_raw),
                identity_kind(u), LK_ARG(s.name), s.options.p);
    go_on(u, f, &s);
    lk_buf_clear(&s.options);
    return true;
}

bool lk_undo_rename_column(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->to);
    lk_undo_set(u, op, "new_column_name", f->part);
    return true;
}

bool lk_undo_column_comment(struct lk_undoing *u, const struct lk_form *f)
{
    struct lk_op *op = lk_undo_op(u, LK_OP_ALTER_COLUMN, f);
    lk_undo_set(u, op, "column_name", f->part);
    lk_undo_set(u, op, "comment", lk_undo_state(u, "comment"));
    return true;
}
