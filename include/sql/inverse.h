/* Inverses: how an operation that was carried out can be undone, as operations again.
 *
 * What an operation did is read off the statements that lowering made of it.  Most statements say
 * all that undoing needs; what they replace or drop must come from the catalog as it was before
 * them, and the name of an unnamed constraint from the catalog before and after.  Nothing here asks
 * a database: the question is told, and whoever executes puts it beside the operation.
 *
 * Derived are: created things dropped, never with CASCADE; renames,
 * nullability, defaults, comments, types without loss, indexes and constraints from the catalog's
 * definitions.  Dropped tables, columns and types, rows, and free SQL are not; free SQL that is
 * known to change nothing needs no undoing. */
#ifndef LK_SQL_INVERSE_H
#define LK_SQL_INVERSE_H

#include "model/op.h"
#include "model/stmt.h"
#include "sql/effect.h"

/* What of the catalog an inverse rests on.  Arguments: "rel" is a quoted name with its schema, if
 * it has one; "name" is a name as the server keeps it. */
enum lk_inverse_state {
    LK_INVERSE_NOTHING,
    LK_INVERSE_NEW_RELATION,   /* rel, schema or absent: where a new one would be made */
    LK_INVERSE_NEW_INDEX,      /* rel, name: beside the table */
    LK_INVERSE_RELATION,       /* rel */
    LK_INVERSE_TABLE_COMMENT,  /* rel */
    LK_INVERSE_COLUMN,         /* rel, name: is it there; so are the next five */
    LK_INVERSE_NULLABLE,
    LK_INVERSE_DEFAULT,
    LK_INVERSE_TYPE,
    LK_INVERSE_IDENTITY,
    LK_INVERSE_COLUMN_COMMENT,
    LK_INVERSE_INDEX,          /* rel */
    LK_INVERSE_CONSTRAINT,     /* rel, name */
    LK_INVERSE_PARTS,          /* rel: constraints and columns that may be NULL */
    LK_INVERSE_READ,           /* two array literals (sql/effect.h): those that may be more */
    LK_INVERSE_STATES
};

struct lk_inverse_question {
    enum lk_inverse_state what;
    struct lk_str arg[2];
};
struct lk_inverse_questions {
    struct lk_inverse_question v[LK_INVERSE_STATES];
    size_t n;
    bool after;                /* to be asked once more behind the operation */
    bool path;                 /* undoing needs the search path: a name has no schema, or the
                                * catalog words something, which it does as the path has it */
    enum lk_effect effect;     /* of free SQL */
};
/* Tells what must be asked ahead of an operation; nothing where its statements say all.  Texts live
 * as long as the arena and the statements. */
void lk_sql_inverse_ask(struct lk_inverse_questions *out, struct lk_arena *, const struct lk_op *,
                        const struct lk_stmts *);

/* An operation that succeeded, its statements, and the answers to all questions: lists of maps, one
 * for each row, from the names of columns to text or null; NULL where nothing was answered. */
struct lk_inverse_of {
    const struct lk_op *op;
    struct lk_stmts stmts;
    const struct lk_datum *before, *after;
    enum lk_effect effect;
};
struct lk_inverse {
    struct lk_str undo;        /* a JSON list of operations, in the order in which they undo; p is
                                * NULL: cannot be derived */
    struct lk_str reason;      /* why not */
};
/* Both texts are in the arena.  Executed as a manifest's operations the list takes the schema back
 * to what it was; where data came since that the old schema cannot hold, it fails and cuts
 * nothing. */
void lk_sql_inverse(struct lk_inverse *out, struct lk_arena *, const struct lk_inverse_of *);

#endif
