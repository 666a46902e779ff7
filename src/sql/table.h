/* A table while it is lowered: columns, constraints and indexes after everything that SQLAlchemy's
 * events do when they are attached (implicit primary key, unique=True, index=True, ForeignKey in a
 * column, CHECK of types, naming conventions). */
#ifndef LK_SQL_TABLE_H
#define LK_SQL_TABLE_H

#include "sql/state.h"

struct lk_tcol {
    const struct lk_datum *node;       /* the column row, or NULL of one that is only named */
    const struct lk_datum *name;
    struct lk_str key;
    const struct lk_datum *type;       /* NULL or T_NULL: none */
    const struct lk_datum *identity, *computed, *sequence;
    bool pk, has_fk, nullable, nullable_given;
};

/* The columns of a constraint or index. */
struct lk_tcols {
    struct lk_tcol **v;
    size_t n, cap;
};

struct lk_tcon {
    uint16_t kind;                     /* LK_NODE_…_CONSTRAINT */
    const struct lk_datum *node;       /* constraint or foreign_key row; NULL where implicit */
    const struct lk_datum *name;       /* null: none; CONV: final */
    bool deferred;                     /* a type's CHECK without name: named when rendered */
    const struct lk_datum *check_type; /* the Enum whose CHECK this is, or NULL */
    struct lk_tcols cols;
    size_t made;                       /* order of creation */
};

struct lk_tidx {
    const struct lk_datum *node;       /* index row; NULL of index=True */
    const struct lk_datum *name;
    bool unique;
    struct lk_tcols cols;              /* by position; NULL where the expression is no column */
    const struct lk_datum *exprs;      /* list, or NULL: the columns */
};

struct lk_table {
    struct lk_sqlc *c;
    const struct lk_datum *name, *schema;
    struct { struct lk_tcol **v; size_t n, cap; } col;
    struct { struct lk_tcon **v; size_t n, cap; } con;
    struct { struct lk_tidx **v; size_t n, cap; } idx;
    struct lk_tcon *pk;                /* always there; without columns it is not written */
    struct lk_map keys;                /* column key to lk_tcol */
    size_t made;
    bool sentinel, remotes_known;      /* insert_sentinel is there; targets of keys are, too */
    const struct lk_datum *convention; /* a Table()'s MetaData has; NULL: env.py's */
    struct lk_str metadata_schema;     /* where its foreign keys' bare names point; or empty */
};

/* An empty table; lk_table_clear frees its arrays, the rest is in the arena. */
void lk_table_init(struct lk_table *, struct lk_sqlc *, const struct lk_datum *schema,
                   const struct lk_datum *name);
void lk_table_clear(struct lk_table *);
/* Attaches a column row with all it brings. */
LK_MUST_USE bool lk_table_column(struct lk_table *, const struct lk_datum *column);
/* Adds a column that is only named; a name that is there already is refused. */
LK_MUST_USE bool lk_table_placeholder(struct lk_table *, const struct lk_datum *name);
/* Attaches a constraint row; *out (or NULL) is it. */
LK_MUST_USE bool lk_table_constraint(struct lk_tcon **out, struct lk_table *,
                                     const struct lk_datum *constraint);
/* Attaches an index row with named columns. */
LK_MUST_USE bool lk_table_index(struct lk_tidx **out, struct lk_table *,
                                const struct lk_datum *index);
/* The placeholders that Alembic adds for foreign keys to the table itself, types that come from the
 * column referred to, and the order of constraints. */
LK_MUST_USE bool lk_table_settle(struct lk_table *);
/* Attaches columns, then constraints and indexes, of a list, and settles. */
LK_MUST_USE bool lk_table_items(struct lk_table *, const struct lk_datum *items);
struct lk_tcol *lk_table_find(const struct lk_table *, struct lk_str key);
const struct lk_datum *lk_table_index_column(const struct lk_datum *item);  /* or NULL */

/* Where a foreign key points: schema (may be empty), table and column. */
struct lk_fkref {
    struct lk_str schema, table, column;
    struct lk_str full;                /* as written */
    bool own;                          /* the table itself */
};
LK_MUST_USE bool lk_fkref_read(struct lk_fkref *, struct lk_table *, const struct lk_datum *spec,
                               const struct lk_tcol *parent);
/* The i-th reference of a foreign key constraint. */
LK_MUST_USE bool lk_fkref_of(struct lk_fkref *, struct lk_table *, const struct lk_tcon *, size_t);
size_t lk_fkref_count(const struct lk_tcon *);

/* naming.c: the name by the convention that applies, if one does: *name is replaced by it. */
enum lk_named { LK_NAMED_IX, LK_NAMED_PK, LK_NAMED_CK, LK_NAMED_UQ, LK_NAMED_FK, LK_NAMED_NOT };
struct lk_naming {
    enum lk_named kind;
    struct lk_table *table;
    const struct lk_tcols *cols;
    const struct lk_tcon *con;         /* of a foreign key */
    const struct lk_datum *name;       /* null: none */
    bool deferred;
};
LK_MUST_USE bool lk_naming_apply(const struct lk_datum **name, const struct lk_naming *);
/* Appends a constraint's or index's final name: truncated if it is a convention's or op.f(), else
 * refused when too long. */
LK_MUST_USE bool lk_naming_put(struct lk_sqlc *, const struct lk_datum *name);
enum lk_named lk_naming_kind(uint16_t constraint_kind);

/* column.c: "name TYPE DEFAULT … NOT NULL", and the CHECKs inside a column. */
LK_MUST_USE bool lk_column_spec(struct lk_table *, struct lk_tcol *);
LK_MUST_USE bool lk_column_checks(struct lk_table *, struct lk_tcol *);
/* A server default: a string is a literal, an expression is SQL. */
LK_MUST_USE bool lk_column_default(struct lk_sqlc *, const struct lk_datum *value);
LK_MUST_USE bool lk_column_identity(struct lk_sqlc *, const struct lk_datum *identity);
/* "INCREMENT BY 1 START WITH 2 …" of an identity or sequence; true when anything was written. */
bool lk_column_options(struct lk_sqlc *, const struct lk_datum *options, const char *before);
/* The column that SQLAlchemy gives SERIAL, or NULL. */
LK_MUST_USE bool lk_column_autoincrement(struct lk_tcol **out, struct lk_table *);

/* constraint.c: "CONSTRAINT name …" */
LK_MUST_USE bool lk_constraint_spec(struct lk_table *, struct lk_tcon *);
/* Is it written at all?  The CHECK of a native Enum or of Boolean is not. */
bool lk_constraint_counts(const struct lk_tcon *);
LK_MUST_USE bool lk_constraint_add(struct lk_table *, struct lk_tcon *);
LK_MUST_USE bool lk_constraint_drop(struct lk_table *, struct lk_tcon *, const char *tail,
                                    bool if_exists);
void lk_constraint_references(struct lk_sqlc *, const struct lk_fkref *);
/* MATCH, ON DELETE, ON UPDATE, DEFERRABLE, INITIALLY of a row that has them. */
LK_MUST_USE bool lk_constraint_rules(struct lk_sqlc *, const struct lk_datum *node);

/* index.c */
LK_MUST_USE bool lk_index_create(struct lk_table *, struct lk_tidx *, bool if_not_exists);
LK_MUST_USE bool lk_index_drop(struct lk_table *, struct lk_tidx *, bool if_exists);

/* named_type.c: CREATE TYPE before a table whose columns need it, or DROP TYPE after it is dropped,
 * but for types that this run has made or dropped.  Then the same for single types. */
typedef bool lk_named_type_act(struct lk_sqlc *, const struct lk_datum *type);
LK_MUST_USE bool lk_named_type_for(struct lk_table *, lk_named_type_act *);
/* Puts types with inherit_schema into the schema of the table. */
void lk_named_type_place(struct lk_table *);
LK_MUST_USE bool lk_named_type_create(struct lk_sqlc *, const struct lk_datum *type);
LK_MUST_USE bool lk_named_type_drop(struct lk_sqlc *, const struct lk_datum *type);

/* create_table.c */
struct lk_create_how {
    const struct lk_datum *kw;         /* postgresql_… options */
    const struct lk_datum *prefixes;
    bool if_not_exists;
    bool no_types;                     /* the types of columns are there */
};
LK_MUST_USE bool lk_table_create(struct lk_table *, const struct lk_create_how *);

#endif
