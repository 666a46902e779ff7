/* Where the text of a revision came from.  Plain data; texts are borrowed from whoever made it and
 * empty where they are not known.  run gathers it, db keeps it in the ledger, rev reads it from
 * manifests. */
#ifndef LK_MODEL_PROVENANCE_H
#define LK_MODEL_PROVENANCE_H

#include "base/str.h"

/* Whether something differs from its commit: a bundle without .git cannot tell. */
enum lk_known { LK_KNOWN_NOT, LK_KNOWN_NO, LK_KNOWN_YES };

struct lk_provenance {
    struct lk_str source;          /* who says so: "git", "manifest", "setting", a hoster, or
                                    * "file": nobody, only its content is known */
    struct lk_str commit;          /* that was deployed: HEAD */
    struct lk_str changed;         /* the commit that last changed the file */
    struct lk_str author;          /* of that one: Name <email> */
    int64_t authored_us, committed_us;     /* of that one, wall time; 0 is unknown */
    struct lk_str blob;            /* git's name for the text that was run */
    struct lk_str path;            /* below the repository's top */
    struct lk_str ref;             /* branch, else tag, at HEAD */
    struct lk_str remote;          /* URL without credentials */
    enum lk_known file_dirty, tree_dirty;
    bool horizon;                  /* `changed` is the edge of a shallow clone: it may be older */
};

#endif
