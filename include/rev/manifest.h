/* Manifests: revisions as YAML, read strictly.  Operations are bound against
 * the same table and by the same binder as a script's calls.
 *
 * Arguments of an operation or node are a map by parameter name (table, column, index, constraint,
 * type also stand for table_name … type_), a list by position, or a scalar as the first of them.
 * *rest is a list under its name, **kw are further keys.  A node is {name: arguments}; where the
 * place's first kind is one row (column: column) the arguments suffice, and a type without
 * arguments is its name, in any case.  Scalars follow the kinds: quoted ones are text, plain ones
 * the narrowest kind that fits.  Where no kinds are named (rows, bound values, anything) plain
 * scalars follow YAML 1.2's core schema and a node is {$name: arguments}; {$bytes: hex}, {$numeric:
 * text}, {$float: nan}, {$conv: name}, {$quoted: name}, {$unquoted: name}, {$tuple: list} and
 * {$map: map} say what YAML cannot. */
#ifndef LK_REV_MANIFEST_H
#define LK_REV_MANIFEST_H

#include "model/op.h"
#include "rev/revision.h"

struct lk_manifest_ops {
    bool given;                    /* `upgrade:` stands in the file */
    struct lk_op *v;
    size_t n, cap;
};

struct lk_manifest {
    struct lk_revision revision;
    struct lk_names tolerate;      /* missing, exists, SQLSTATEs */
    bool transactional;            /* default true */
    bool replaces_script;          /* replaces: script */
    struct lk_str script;          /* script: the text of a revision that needs the database */
    struct lk_span script_span;    /* of that text's value */
    const struct lk_datum *provenance;     /* map of text and bool, or NULL */
    /* What env.py said when the manifest was compiled: a map by the names of manifest_facts.def,
     * whose naming_convention is a map or the text unknown; or NULL. */
    const struct lk_datum *env;
    struct lk_span env_span;
    /* Project modules that the script imports: path of the import system ("a/b.py") to text; or
     * NULL. */
    const struct lk_datum *modules;
    struct lk_manifest_ops upgrade, downgrade;
};

/* Parses a manifest that is in the table of sources; all of it in the arena.  LK_E_MANIFEST at line
 * and column: YAML errors, unknown or doubled keys, values that do not fit, anchors, tags. */
LK_MUST_USE bool lk_manifest_parse(struct lk_manifest **out, struct lk_arena *,
                                   const struct lk_sources *, uint32_t source, struct lk_err *);
/* Reads the file of an execute_file; its path is relative to the manifest's directory. */
LK_MUST_USE bool lk_manifest_file(struct lk_str *text, struct lk_arena *,
                                  const struct lk_manifest *, struct lk_str path,
                                  struct lk_err *);
/* An operation as it is executed: execute_file becomes the query of its file's text, any other is
 * given back as it is.  NULL with the error where the file cannot be read. */
const struct lk_op *lk_manifest_op(const struct lk_op *, const struct lk_manifest *,
                                   struct lk_arena *, struct lk_err *);

/* The modules of all manifests in one map, in the arena; NULL where there are none.
 * LK_E_MANIFEST where two manifests carry different texts of one module. */
struct lk_graph;
LK_MUST_USE bool lk_manifest_modules(const struct lk_datum **out, struct lk_arena *,
                                     const struct lk_graph *, struct lk_err *);

/* Appends a manifest's text; reading it gives equal data.  The same data give the same bytes. */
void lk_manifest_write(struct lk_buf *out, const struct lk_manifest *);

#endif
