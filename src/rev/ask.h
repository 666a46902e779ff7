/* A question to the graph while it is being answered: names to nodes, sets of nodes, and the error
 * in the classes in which Alembic's commands word it. */
#ifndef LK_SRC_REV_ASK_H
#define LK_SRC_REV_ASK_H

#include "rev/graph_private.h"
#include "rev/target.h"

enum lk_refusal {
    LK_REFUSE_RANGE,       /* RangeNotAncestorError: argument is "lower", message "upper" */
    LK_REFUSE_MULTIPLE,    /* MultipleHeads */
    LK_REFUSE_RESOLUTION,  /* ResolutionError */
    LK_REFUSE_OTHER        /* RevisionError */
};

struct lk_ask {
    const struct lk_graph *g;
    struct lk_arena *arena;        /* for what lives as long as the answer or the question */
    struct lk_nodes stack;
    uint32_t *mark, round;         /* a node is marked in a round when mark[node] == round */
    enum lk_refusal refusal;
    struct lk_str argument, message;
    struct lk_str warning;
};
void lk_ask_init(struct lk_ask *, const struct lk_graph *, struct lk_arena *);
/* Each returns false. */
bool lk_deny(struct lk_ask *, enum lk_refusal, struct lk_str argument, const char *fmt, ...)
    LK_PRINTF(4, 5);
/* How a command words the classes; NULL: the general wording. */
struct lk_wording {
    const char *range;             /* with one %s for `end` */
    const char *multiple;
    struct lk_str start, end;      /* p is NULL: the refusal's own */
};
bool lk_ask_fail(const struct lk_ask *, const struct lk_wording *, struct lk_err *);

/* What a name stands for: nodes, or one of Alembic's other two answers. */
#define LK_PICK_NONE (-1)          /* None: base, or nowhere */
#define LK_PICK_BASE (-2)          /* the word "base" as the end of a walk down */
struct lk_picks {
    int32_t *v;
    size_t n, cap;
};
void lk_pick(struct lk_ask *, struct lk_picks *, int32_t);

/* The ids of picks that are nodes, with commas between. */
struct lk_str lk_ask_ids(const struct lk_ask *, const struct lk_picks *);
/* Does a node have this branch label, its own or an inherited one? */
bool lk_ask_carries(const struct lk_graph *, int32_t node, struct lk_str label);

/* A set of nodes: one byte each. */
typedef uint8_t lk_set_of;
lk_set_of *lk_ask_set(struct lk_ask *);

enum lk_walk { LK_WALK_DOWN, LK_WALK_NEEDS, LK_WALK_NEXT, LK_WALK_ALL_NEXT };
/* Adds the picks that are nodes and everything that a walk reaches from them. */
void lk_ask_reach(struct lk_ask *, lk_set_of *, const struct lk_picks *, enum lk_walk);
/* Refuses when a walk from one of the nodes reaches another, or one is no node. */
LK_MUST_USE bool lk_ask_apart(struct lk_ask *, const struct lk_picks *, enum lk_walk);

/* get_revisions() of one text or of several. */
LK_MUST_USE bool lk_ask_revisions(struct lk_picks *out, struct lk_ask *, struct lk_str);
LK_MUST_USE bool lk_ask_rows(struct lk_picks *out, struct lk_ask *, const struct lk_names *);
/* _revision_for_ident() of several: ids and labels, none of the words. */
LK_MUST_USE bool lk_ask_idents(struct lk_picks *out, struct lk_ask *, const struct lk_names *);
/* get_revision() */
LK_MUST_USE bool lk_ask_revision(int32_t *out, struct lk_ask *, struct lk_str);
/* _resolve_branch() */
LK_MUST_USE bool lk_ask_branch(int32_t *out, struct lk_ask *, struct lk_str label);
/* The nodes that filter_for_lineage() lets through; NULL where it lets everything through. */
LK_MUST_USE bool lk_ask_lineage(lk_set_of **out, struct lk_ask *, struct lk_str against, bool deps);
/* filter_for_lineage(): nothing is looked up where there is nothing to filter. */
LK_MUST_USE bool lk_ask_keep(struct lk_ask *, struct lk_picks *, struct lk_str against, bool deps);
void lk_ask_filter(struct lk_ask *, struct lk_picks *, const lk_set_of *);
/* _walk() from a pick.  `lineage` limits the way up; NULL does not.  LK_PICK_NONE at the end means
 * that the walk went too far and `strict` was asked for. */
struct lk_steps {
    int64_t steps;                 /* negative: down */
    const lk_set_of *lineage;
    bool strict;                   /* no_overwalk */
};
LK_MUST_USE bool lk_ask_walk(int32_t *out, struct lk_ask *, int32_t start, const struct lk_steps *);

/* label@symbol+n */
struct lk_relative {
    struct lk_str label, symbol;   /* p is NULL where absent */
    struct lk_str text;            /* "+3" */
    int64_t n;
};
bool lk_relative_parse(struct lk_relative *out, struct lk_str target);

/* iterate_revisions(): which revisions, and from which heads they are sorted. */
struct lk_iterate {
    struct lk_str upper, lower;            /* used where the rows are NULL */
    const struct lk_names *upper_rows, *lower_rows;
    bool inclusive, implicit_base, strict;
};
LK_MUST_USE bool lk_ask_upgrade(lk_set_of **out, struct lk_picks *heads, struct lk_ask *,
                                const struct lk_iterate *);
LK_MUST_USE bool lk_ask_downgrade(lk_set_of **out, struct lk_picks *heads, struct lk_ask *,
                                  const struct lk_iterate *);
/* _get_all_current() */
void lk_ask_current(struct lk_picks *, struct lk_ask *);

/* _topological_sort(): from the heads down. */
struct lk_nodes lk_order(struct lk_ask *, const lk_set_of *todo, const struct lk_picks *heads);

#endif
