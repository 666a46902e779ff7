/* The state of lowering one operation, shared by the files of this folder: the statement being
 * written, what it may look at, and the small pieces every renderer needs. */
#ifndef LK_SQL_STATE_H
#define LK_SQL_STATE_H

#include "sql/lower.h"
#include "sql/quote.h"

/* How bound values are written. */
enum lk_binds {
    LK_BINDS_CLIENT,       /* as psycopg2 interpolates them */
    LK_BINDS_LITERAL,      /* as SQLAlchemy's literal_binds */
    LK_BINDS_NAMED         /* as parameters in the paramstyle */
};

/* A FROM item without a name of its own, and the name it got. */
struct lk_anon {
    const struct lk_datum *item;
    struct lk_str name;
};

struct lk_sqlc {
    struct lk_buf out;             /* the statement so far */
    const struct lk_dialect *d;
    struct lk_arena *arena;
    struct lk_stmts *stmts;        /* finished statements */
    const struct lk_op *op;
    struct lk_err *err;
    const struct lk_datum *params; /* values of an execute() for bindparams, or NULL */
    enum lk_binds binds;
    bool no_tables;                /* columns stand without their table (include_table=False) */
    bool percents;                 /* % is doubled */
    bool backslashes;              /* backslashes in literal text are doubled */
    bool in_operator;              /* inside an operator's operand */
    uint32_t names;                /* $1, $2 … given so far */
    struct lk_map types;           /* types of binary expressions found so far, by their address */
    struct lk_map counts;          /* anonymous names to how often they were given */
    struct lk_scope_sql *scope;    /* the SELECT being written, or NULL (select.c) */
    struct { struct lk_str *v; size_t n, cap; } ctes;          /* WITH items written (from.c) */
    struct { struct lk_str *v; size_t n, cap; } cte_names;     /* those begun */
    struct { struct lk_anon *v; size_t n, cap; } anons;        /* names given to FROM items */
    bool recursive;                /* one of the WITH items is */
    bool derived;                  /* the SELECT that comes next is a FROM item */
};

/* Node id of a datum, or LK_NODE_COUNT when it is no node. */
static inline uint16_t lk_sqlc_id(const struct lk_datum *d)
{
    return lk_datum_is(d, LK_DATUM_NODE) ? d->as.node.def->id : (uint16_t)LK_NODE_COUNT;
}
static inline bool lk_sqlc_none(const struct lk_datum *d) { return lk_datum_is(d, LK_DATUM_NULL); }
static inline bool lk_sqlc_is_str(const struct lk_datum *d) { return lk_datum_is(d, LK_DATUM_STR); }
/* A node's argument, or an operation's, by name. */
#define LK_ARG_OF(node, name) lk_node_arg((node), (name))

/* Fails with what SQLAlchemy would raise: "CompileError: …", at the operation's place. */
bool lk_sqlc_refuse(struct lk_sqlc *, const char *fmt, ...) LK_PRINTF(2, 3);
/* Fails for what lowering does not know. */
bool lk_sqlc_unsupported(struct lk_sqlc *, const char *fmt, ...) LK_PRINTF(2, 3);

static inline void lk_sqlc_put(struct lk_sqlc *c, const char *text) { lk_buf_addz(&c->out, text); }
/* Text with % doubled where the state says so. */
void lk_sqlc_put_text(struct lk_sqlc *, struct lk_str);
/* A name, quoted as needed; of a datum, with its flags. */
void lk_sqlc_ident(struct lk_sqlc *, struct lk_str);
void lk_sqlc_name(struct lk_sqlc *, const struct lk_datum *name);
/* schema.name as SQLAlchemy's format_table; a null schema is left out. */
void lk_sqlc_table_name(struct lk_sqlc *, const struct lk_datum *schema,
                        const struct lk_datum *name);
/* "ALTER TABLE schema.name" as Alembic writes it: a dotted schema is quoted piece by piece. */
void lk_sqlc_alter_table(struct lk_sqlc *, const struct lk_datum *schema,
                         const struct lk_datum *name);
void lk_sqlc_dotted_table(struct lk_sqlc *, const struct lk_datum *schema,
                          const struct lk_datum *name);
/* Text as SQLAlchemy's String renders it. */
void lk_sqlc_string(struct lk_sqlc *, struct lk_str);
/* Ends the statement and begins the next. */
void lk_sqlc_end(struct lk_sqlc *);

/* Wraps a C string or a piece of text as a datum in the state's arena. */
const struct lk_datum *lk_sqlc_str(struct lk_sqlc *, struct lk_str);
/* A copy of a node of which single arguments are then set by name. */
struct lk_datum *lk_sqlc_node(struct lk_sqlc *, enum lk_node_id);
void lk_sqlc_set(struct lk_datum *node, const char *name, const struct lk_datum *value);

/* type.c: types as DDL and casts write them. */
enum lk_affinity {
    LK_AFF_OTHER, LK_AFF_NULL, LK_AFF_STRING, LK_AFF_INTEGER, LK_AFF_NUMERIC, LK_AFF_BOOLEAN,
    LK_AFF_DATE, LK_AFF_DATETIME, LK_AFF_TIME, LK_AFF_INTERVAL, LK_AFF_BINARY, LK_AFF_JSON,
    LK_AFF_ARRAY, LK_AFF_UUID, LK_AFF_RANGE
};
LK_MUST_USE bool lk_sqlc_type(struct lk_sqlc *, const struct lk_datum *type);
/* The type that counts on PostgreSQL: a variant's, else the type itself. */
const struct lk_datum *lk_sqlc_impl(const struct lk_datum *type);
/* SQLAlchemy's type affinity; of a variant that of its base. */
enum lk_affinity lk_sqlc_affinity(const struct lk_datum *type);
enum lk_width { LK_WIDTH_NORMAL, LK_WIDTH_SMALL, LK_WIDTH_BIG };
enum lk_width lk_sqlc_width(const struct lk_datum *type);

/* literal.c: the affinity of a value without a type, as SQLAlchemy resolves Python's types. */
enum lk_affinity lk_sqlc_value_affinity(const struct lk_datum *value);
/* A value as literal_binds renders it. */
LK_MUST_USE bool lk_sqlc_literal(struct lk_sqlc *, const struct lk_datum *value,
                                 const struct lk_datum *type);

/* expr.c: an expression; text is text(), plain data are bound values. */
LK_MUST_USE bool lk_sqlc_expr(struct lk_sqlc *, const struct lk_datum *);
/* The same inside DDL: values rendered, columns without table; str is SQL text. */
LK_MUST_USE bool lk_sqlc_ddl_expr(struct lk_sqlc *, const struct lk_datum *);

/* element.c: what execute() takes besides text and Core statements. */
LK_MUST_USE bool lk_sqlc_element(struct lk_sqlc *, const struct lk_datum *);

/* kwargs.c: refuses keywords that SQLAlchemy does not take for this kind of object.  known is a
 * list, ended by NULL, of what follows "postgresql_", and of ordinary keywords as "=info". */
LK_MUST_USE bool lk_kwargs_check(struct lk_sqlc *, const struct lk_datum *kw, const char *class,
                                 const char *const *known);
/* A dialect keyword's value, or NULL. */
const struct lk_datum *lk_kwargs_get(const struct lk_datum *kw, const char *name);

/* md5.c */
void lk_sql_md5(char hex[33], struct lk_str);

#endif
