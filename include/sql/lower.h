/* Lowering: an operation becomes the statements that Alembic 1.19 with SQLAlchemy 2.0 emits for it
 * on PostgreSQL, byte for byte.  Complete text comes out: bound values are rendered (psycopg2 2.9's
 * rules when executing, SQLAlchemy's literal_binds when printing).  Nothing here asks a database or
 * a script. */
#ifndef LK_SQL_LOWER_H
#define LK_SQL_LOWER_H

#include "base/map.h"
#include "model/op.h"
#include "model/stmt.h"

/* How bound parameters are written where they are not rendered as values (offline without
 * literal_binds); pyformat and format double every %. */
enum lk_paramstyle {
    LK_PARAMS_PYFORMAT,        /* %(name)s: psycopg2, psycopg, and no driver at all */
    LK_PARAMS_FORMAT,          /* %s */
    LK_PARAMS_NAMED,           /* :name; what Alembic's template env.py sets for offline mode */
    LK_PARAMS_NUMERIC_DOLLAR,  /* $1: asyncpg */
    LK_PARAMS_QMARK            /* ? */
};

/* What lowering must know about where the statements go.  All zero is a live run on a current
 * server without naming convention. */
struct lk_dialect {
    int server_version;        /* 150004; 0 is a current one */
    bool offline;              /* statements are printed, not executed */
    bool literal_binds;        /* offline: render bound values, as env.py's literal_binds */
    enum lk_paramstyle paramstyle;          /* offline */
    bool backslash_escapes;    /* live: standard_conforming_strings is off */
    /* MetaData.naming_convention of env.py's target_metadata, or NULL: a map from ix uq ck fk pk to
     * templates, and from custom tokens to their text. */
    const struct lk_datum *naming_convention;
    /* Where env.py names a metadata whose convention is not known: whatever would ask it is refused
     * with LK_E_ENV at this place.  LK_NOWHERE where it is known or there is none. */
    struct lk_span naming_unknown;
    /* Enum and domain types that create_table has created in this run: Alembic creates each only
     * once.  Owned by whoever made it (lk_map_clear); NULL remembers nothing. */
    struct lk_map *types_made;
};

/* Appends the statements of an operation; their texts are in the arena of out.  Statements carry
 * the operation's span, seq and traits.  What SQLAlchemy or Alembic refuse is LK_E_SCRIPT with the
 * exception's name and text ("CompileError: …"); what lowering does not know is LK_E_UNSUPPORTED.
 * On failure nothing is appended. */
LK_MUST_USE bool lk_sql_lower(struct lk_stmts *out, const struct lk_op *, const struct lk_dialect *,
                              struct lk_err *);

/* May it be a further keyword of some operation or object: <dialect>_<argument> of a dialect that
 * is known, or one that SQLAlchemy takes itself?  Lowering checks the rest. */
bool lk_sql_keyword(struct lk_str key);
/* Appends a regular expression of the same meaning. */
void lk_sql_keyword_pattern(struct lk_buf *out);

/* How an offline script shows a statement: the text, ";" and an empty line. */
void lk_sql_print(struct lk_buf *out, const struct lk_stmt *);

#endif
