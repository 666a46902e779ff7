/* Inverses, inside: statements read back as forms, and what undoes a form. */
#ifndef LK_SRC_SQL_UNDO_H
#define LK_SRC_SQL_UNDO_H

#include "sql/inverse.h"

struct lk_undoing;
struct lk_form;

enum lk_form_flag {
    LK_FORM_OWNER = 1,     /* makes a table or column, with which what follows vanishes */
    LK_FORM_OWNED = 2,     /* vanishes with the owner of the same operation */
    LK_FORM_CREATES = 4    /* IF NOT EXISTS: nothing was made where a row answers */
};

/* A row: how a statement looks, what undoing it needs, and what undoes it.
 * Words of a pattern stand for themselves; ?X may be missing; *X is anything up to X; @exists is an
 * optional IF [NOT] EXISTS; Q is a name with its schema, C the same with a column, P a part's name,
 * N the new name. */
struct lk_form_def {
    const char *pattern;
    uint8_t flags;             /* enum lk_form_flag */
    enum lk_inverse_state needs;
    bool always;               /* needed also without IF [NOT] EXISTS */
    /* Appends operations; false: u->reason says why there are none. */
    bool (*undo)(struct lk_undoing *u, const struct lk_form *);
};

/* A statement that was read.  Names are as the server keeps them. */
struct lk_form {
    const struct lk_form_def *def;
    struct lk_str raw;             /* Q as it was written */
    struct lk_str schema, name;    /* of Q; schema.p is NULL: the search path's */
    struct lk_str part, part_raw;  /* column, constraint or index */
    struct lk_str to;              /* new name */
    struct lk_str rest;            /* behind what the pattern reads */
    bool conditional;              /* IF [NOT] EXISTS */
    bool temporary;
};

struct lk_undoing {
    struct lk_arena *arena;
    const struct lk_form *form;
    size_t nform;
    const struct lk_datum *before, *after;
    struct { struct lk_op **v; size_t n, cap; } list;
    struct lk_str reason;
};

/* The table of forms ends with a row without pattern. */
extern const struct lk_form_def lk_form_table[];
/* False where no row has this look. */
bool lk_form_read(struct lk_form *out, struct lk_arena *, struct lk_str sql);
/* Reads a name off the text's beginning, without its quotation marks; false: there is none. */
bool lk_form_name(struct lk_str *out, struct lk_arena *, struct lk_str *text);

/* The value of the only row's column; p is NULL where it is null or there is no row. */
struct lk_str lk_undo_state(const struct lk_undoing *, const char *column);
/* Sets the reason; returns false. */
bool lk_undo_refuse(struct lk_undoing *, const char *fmt, ...) LK_PRINTF(2, 3);
/* Appends an operation of the form's table, and SQL as an execute. */
struct lk_op *lk_undo_op(struct lk_undoing *, enum lk_op_id, const struct lk_form *);
bool lk_undo_sql(struct lk_undoing *, const char *fmt, ...) LK_PRINTF(2, 3);
/* Sets a text, or null, of an operation. */
void lk_undo_set(struct lk_undoing *, struct lk_op *, const char *name, struct lk_str text);

/* ALTER COLUMN … nullable, as an operation. */
void lk_undo_set_nullable(struct lk_undoing *, const struct lk_form *, struct lk_str column,
                          bool nullable);
/* Does the operation change its column's type? */
bool lk_undo_changes_type(const struct lk_undoing *);

/* What undoes a form, by the row of the table that names it. */
typedef bool lk_undo(struct lk_undoing *, const struct lk_form *);
lk_undo lk_undo_table, lk_undo_new_type, lk_undo_domain, lk_undo_sequence, lk_undo_index,
    lk_undo_column, lk_undo_constraint, lk_undo_key, lk_undo_unnamed, lk_undo_unnamed_key,
    lk_undo_rename_table, lk_undo_table_comment, lk_undo_drop_defined, lk_undo_drop_table,
    lk_undo_drop_column, lk_undo_drop_other, lk_undo_not_null, lk_undo_nullable, lk_undo_default,
    lk_undo_identity, lk_undo_drop_identity, lk_undo_rename_column, lk_undo_column_comment;
/* Takes ALTER COLUMN … TYPE back where nothing can be lost by it. */
lk_undo lk_undo_type;

#endif
