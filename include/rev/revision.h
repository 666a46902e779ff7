/* Revision: what a script's header or a manifest says of itself.  Plain data in an arena; the
 * bodies stay where they are. */
#ifndef LK_REV_REVISION_H
#define LK_REV_REVISION_H

#include "base/file.h"

enum lk_notation { LK_NOTATION_SCRIPT, LK_NOTATION_MANIFEST };

struct lk_manifest;

struct lk_revision {
    struct lk_str id;
    struct lk_names down;          /* down_revision as written; empty is a base */
    struct lk_names depends;       /* depends_on as written: ids or labels */
    struct lk_names labels;        /* branch_labels of its own, as written */
    struct lk_str message;         /* first paragraph of the docstring; a manifest's message */
    struct lk_str doc;             /* the whole docstring without white space at its ends */
    struct lk_str create_date;     /* as text; empty where it is not given */
    struct lk_str path;            /* of its file, absolute, links resolved */
    enum lk_notation notation;
    uint32_t source;               /* of the file's text; 0 while only the header was read */
    struct lk_manifest *manifest;  /* NULL for a script */
    uint32_t index;                /* position in the graph */
};

struct lk_revisions {
    struct lk_revision **v;
    size_t n, cap;
};

#endif
