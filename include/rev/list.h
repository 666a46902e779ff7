/* Listings: the texts of `heads`, `history`, `branches`, `show` and `current` as Alembic 1.19
 * prints them.  Nothing is printed here. */
#ifndef LK_REV_LIST_H
#define LK_REV_LIST_H

#include "base/map.h"
#include "rev/target.h"

enum lk_list_flag {
    LK_LIST_VERBOSE = 1,
    LK_LIST_BRANCHES = 2,      /* (label, label) */
    LK_LIST_DOC = 4,           /* , message */
    LK_LIST_PARENTS = 8,       /* parent -> */
    LK_LIST_TREE = 16          /* (branchpoint) (mergepoint) */
};

/* Appends one revision's entry with its newline: one line, or the block that -v and show print.
 * `rows` marks the current ones; NULL marks none. */
void lk_list_entry(struct lk_buf *out, const struct lk_graph *, const struct lk_revision *,
                   uint32_t flags, const struct lk_map *rows);

void lk_list_heads(struct lk_buf *out, const struct lk_graph *, bool verbose,
                   bool resolve_dependencies);
/* branches: of a walk over everything (lk_rev_walk with an empty span), the branch points. */
void lk_list_branches(struct lk_buf *out, const struct lk_graph *, const struct lk_revisions *,
                      bool verbose);
/* history: entries of a walk; `rows` as above. */
void lk_list_history(struct lk_buf *out, const struct lk_graph *, const struct lk_revisions *,
                     bool verbose, const struct lk_map *rows);
void lk_list_show(struct lk_buf *out, const struct lk_graph *, const struct lk_revisions *);
void lk_list_current(struct lk_buf *out, const struct lk_graph *, const struct lk_revisions *,
                     bool verbose);
/* Appends a revision as a JSON object: revision, down_revision, depends_on, branch_labels, message,
 * create_date, path, notation, head, branch_point, merge_point. */
void lk_list_json(struct lk_buf *out, const struct lk_graph *, const struct lk_revision *);
/* The same without the closing brace, so that the caller may append members. */
void lk_list_json_open(struct lk_buf *out, const struct lk_graph *, const struct lk_revision *);
/* A plan as {"steps": [{"direction", "revision", "message", "path", "rows"}], "heads": []}. */
void lk_plan_json(struct lk_buf *out, const struct lk_plan *);

#endif
