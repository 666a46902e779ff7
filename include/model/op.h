/* Operations and nodes: the rows of two tables, and operations as data.
 *
 * model/ops.def is the table of operations (what a revision does), model/nodes.def the table of
 * nodes (what operations speak of: columns, constraints, types, expressions).  A row's signature is
 * what scripts and manifests are bound against; kinds in it name data kinds (bool int float str
 * bytes list map any), node tags, node families (type, constraint, expr, from), and "conv" for
 * names. */
#ifndef LK_MODEL_OP_H
#define LK_MODEL_OP_H

#include "model/sig.h"

enum lk_family {
    LK_FAMILY_OP,
    LK_FAMILY_SCHEMA,
    LK_FAMILY_CONSTRAINT,
    LK_FAMILY_TYPE,
    LK_FAMILY_EXPR,
    LK_FAMILY_FROM,
    LK_FAMILY_STATEMENT
};

/* Lock that the operation's statements take on its own target, as PostgreSQL 15 documents it. */
enum lk_lock {
    LK_LOCK_NONE,
    LK_LOCK_ROW_EXCLUSIVE,
    LK_LOCK_SHARE,
    LK_LOCK_SHARE_ROW_EXCLUSIVE,
    LK_LOCK_ACCESS_EXCLUSIVE
};

enum lk_def_flag {
    LK_DEF_CREATES = 1,    /* its inverse follows from the operation itself */
    LK_DEF_DROPS = 2,      /* what is gone cannot be derived from the operation */
    LK_DEF_ALTERS = 4,     /* its inverse needs the catalog state before it */
    LK_DEF_DATA = 8,       /* changes rows; tolerance needs a SQLSTATE */
    LK_DEF_FREE = 16       /* free text: anything may happen */
};

struct lk_def {
    const char *name;      /* Alembic's or SQLAlchemy's name; the manifest's key */
    const char *signature;
    uint8_t family;        /* enum lk_family */
    uint8_t lock;          /* enum lk_lock; operations only */
    uint16_t flags;        /* enum lk_def_flag */
    uint16_t id;           /* LK_OP_…, LK_NODE_…: index of the row */
    const char *doc;
};

enum lk_op_id {
#define LK_OP(id, name, signature, lock, flags, doc) LK_OP_##id,
#include "model/ops.def"
#undef LK_OP
    LK_OP_COUNT
};
enum lk_node_id {
#define LK_NODE(id, name, family, signature, doc) LK_NODE_##id,
#include "model/nodes.def"
#undef LK_NODE
    LK_NODE_COUNT
};

extern const struct lk_def lk_op_table[LK_OP_COUNT];
extern const struct lk_def lk_node_table[LK_NODE_COUNT];

/* The row of a name, or NULL. */
const struct lk_def *lk_op_find(struct lk_str name);
const struct lk_def *lk_node_find(struct lk_str name);
/* The parsed signature of a row; parsed once per process, never freed. */
const struct lk_sig *lk_def_sig(const struct lk_def *);
/* Index of a parameter, or -1. */
int lk_def_param(const struct lk_def *, const char *name);
/* An argument array in the arena: each parameter's default, empty list for *rest, empty map for
 * **extra, NULL where an argument is required. */
const struct lk_datum **lk_def_defaults(struct lk_arena *, const struct lk_def *);
/* Does a datum fit a parameter's kinds?  Otherwise LK_E_SCRIPT at the datum's span, naming the
 * parameter, what is accepted and what came. */
LK_MUST_USE bool lk_def_accepts(const struct lk_def *, const struct lk_param *,
                                const struct lk_datum *, struct lk_err *);

/* A call in terms of data: call->npos + call->nkw arguments. */
struct lk_def_call {
    const struct lk_def *def;
    struct lk_call shape;
    const struct lk_datum *const *arg;
};
/* Builds a row's argument array: bound by lk_sig_bind, each checked by lk_def_accepts, defaults
 * filled in.  The array has one entry per parameter and lives in the arena. */
LK_MUST_USE bool lk_def_bind(const struct lk_datum ***out, struct lk_arena *,
                             const struct lk_def_call *, struct lk_err *);

struct lk_op {
    const struct lk_def *def;
    const struct lk_datum **arg;   /* one per parameter of the signature */
    struct lk_span span;           /* the call in the script, or the entry in the manifest */
    uint32_t seq;                  /* from 1 within the step */
    bool asks;                     /* limbeck's own question, which changes nothing */
    bool looked;                   /* the answer to checkfirst is known */
};

/* Argument of an operation by parameter name; the name must exist (assertion). */
const struct lk_datum *lk_op_arg(const struct lk_op *, const char *name);
/* An operation in the arena with all arguments at their defaults. */
struct lk_op *lk_op_new(struct lk_arena *, enum lk_op_id);
/* Sets one argument by name. */
void lk_op_set(struct lk_op *, const char *name, const struct lk_datum *);
/* Canonical JSON {"add_column": {…}}, defaults left out. */
void lk_op_json(struct lk_buf *out, const struct lk_op *);

#endif
