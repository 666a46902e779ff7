/* Headers of revision scripts, read without evaluating anything and without looking into function
 * bodies: for the commands that only list and order revisions. */
#ifndef LK_PY_HEADER_H
#define LK_PY_HEADER_H

#include "base/file.h"

enum lk_py_header_kind {
    LK_PY_HEADER_ABSENT,       /* nothing at module level binds it */
    LK_PY_HEADER_NONE,
    LK_PY_HEADER_ONE,          /* a string: values.v[0] */
    LK_PY_HEADER_MANY,         /* a tuple, list or set of strings, in the order written */
    LK_PY_HEADER_COMPUTED      /* bound in a way that only evaluating the module can tell */
};

struct lk_py_header_field {
    enum lk_py_header_kind kind;
    struct lk_names values;    /* in the arena; texts borrowed from the script's, or in the arena */
    uint32_t from, to;         /* bytes of what binds it; 0, 0 when absent */
};

struct lk_py_header {
    struct lk_py_header_field revision, down_revision, branch_labels, depends_on;
    struct lk_str doc;         /* the module's docstring, its ends stripped; or empty */
    struct lk_str message;     /* its first paragraph, as Alembic cuts it */
    struct lk_str create_date; /* behind "Create Date:" in the docstring; or empty */
};

/* Reads the header of a script's text.  A field that is computed, bound more than once in
 * doubtful ways, or that a star import or `global` could change is COMPUTED, never guessed.
 * source is for the place of an error and may be 0; bodies are not checked, so that LK_E_SYNTAX
 * comes only where the text has to be parsed whole to be understood. */
LK_MUST_USE bool lk_py_header(struct lk_py_header *out, struct lk_arena *, struct lk_str text,
                              uint32_t source, struct lk_err *);

#endif
