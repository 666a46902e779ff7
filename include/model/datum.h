/* Datum: the plain data that floors exchange.  Operations, their arguments, type objects and
 * expressions are all trees of data in an arena; nothing here knows scripts, YAML or SQL.
 *
 * A node is a datum with a definition from the node table (model/nodes.def): a column, a type, a
 * text() clause.  Its arguments stand in the order of the definition's parameters; an argument that
 * was not given holds the parameter's default.  `*rest` holds a list, `**extra` a map.
 * Data are built once and then shared as const; the arena owns everything. */
#ifndef LK_MODEL_DATUM_H
#define LK_MODEL_DATUM_H

#include "base/err.h"

enum lk_datum_kind {
    LK_DATUM_NULL,
    LK_DATUM_BOOL,
    LK_DATUM_INT,          /* fits in 64 bits */
    LK_DATUM_FLOAT,
    LK_DATUM_NUMERIC,      /* text of a Decimal or of an int that does not fit */
    LK_DATUM_STR,
    LK_DATUM_BYTES,
    LK_DATUM_LIST,
    LK_DATUM_MAP,          /* ordered; keys are text */
    LK_DATUM_NODE
};

/* What a given argument of text carries besides its letters. */
enum lk_datum_flag {
    LK_DATUM_CONV = 1,     /* str: op.f(name), not subject to a naming convention */
    LK_DATUM_QUOTE = 2,    /* str: quoted_name(…, quote=True) */
    LK_DATUM_NOQUOTE = 4,  /* str: quoted_name(…, quote=False) */
    LK_DATUM_TUPLE = 8,    /* list: was a tuple in the script */
    LK_DATUM_DEFAULT = 16  /* the argument was not given; this is the parameter's default */
};

struct lk_def;

struct lk_datum {
    uint8_t kind;          /* enum lk_datum_kind */
    uint8_t flags;         /* enum lk_datum_flag */
    struct lk_span span;
    union {
        bool b;
        int64_t i;
        double f;
        struct lk_str s;                                         /* NUMERIC, STR, BYTES */
        struct { const struct lk_datum **v; size_t n; } list;
        struct { const struct lk_pair *v; size_t n; } map;
        struct { const struct lk_def *def; const struct lk_datum **arg; } node;
    } as;
};

struct lk_pair {
    struct lk_str key;
    const struct lk_datum *value;
};

/* Constructors; each returns a datum in the arena.  Text is copied. */
const struct lk_datum *lk_datum_null(void);
struct lk_datum *lk_datum_bool(struct lk_arena *, bool);
struct lk_datum *lk_datum_int(struct lk_arena *, int64_t);
struct lk_datum *lk_datum_float(struct lk_arena *, double);
struct lk_datum *lk_datum_numeric(struct lk_arena *, struct lk_str);
struct lk_datum *lk_datum_str(struct lk_arena *, struct lk_str);
struct lk_datum *lk_datum_bytes(struct lk_arena *, struct lk_str);
struct lk_datum *lk_datum_list(struct lk_arena *, const struct lk_datum *const *v, size_t n);
struct lk_datum *lk_datum_map(struct lk_arena *, const struct lk_pair *v, size_t n);
/* A node whose arguments are all the defaults of its definition; the caller sets the given ones. */
struct lk_datum *lk_datum_node(struct lk_arena *, const struct lk_def *);

/* Reading.  All take NULL as null. */
static inline bool lk_datum_is(const struct lk_datum *d, enum lk_datum_kind kind)
{
    return d ? d->kind == kind : kind == LK_DATUM_NULL;
}
/* False for null, false, 0, empty text, list and map, as Python. */
bool lk_datum_truth(const struct lk_datum *);
/* The value of a map's key, or NULL. */
const struct lk_datum *lk_datum_get(const struct lk_datum *map, const char *key);
/* Is it a node of the definition with this name? */
bool lk_datum_is_node(const struct lk_datum *, const char *tag);
/* An argument of a node by parameter name; the name must exist (checked by assertion). */
const struct lk_datum *lk_node_arg(const struct lk_datum *node, const char *name);
/* Text of a STR, or the empty text. */
struct lk_str lk_datum_text(const struct lk_datum *);
bool lk_datum_equal(const struct lk_datum *, const struct lk_datum *);
/* Appends canonical JSON: the same tree always gives the same bytes.  Nodes are {"tag": {args}},
 * defaults left out.  Used by the journal, by compile and by tests. */
void lk_datum_json(struct lk_buf *out, const struct lk_datum *);
/* Reads JSON of any shape; nodes come back as maps.  False where the text is no JSON. */
LK_MUST_USE bool lk_datum_from_json(const struct lk_datum **out, struct lk_arena *,
                                    struct lk_str json);

#endif
