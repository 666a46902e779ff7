/* Listings as Alembic 1.19 prints them: Script.log_entry and Script._head_only(), and the commands
 * that use them.  Where Alembic prints a set in no order, the order of the files is taken. */
#include "rev/list.h"
#include "base/utf8.h"

/* util.format_as_comma() */
static void add_names(struct lk_buf *out, const struct lk_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        lk_buf_addf(out, "%s" LK_PRI, i ? ", " : "", LK_ARG(names->v[i]));
}

/* _format_down_revision() */
static void add_parents(struct lk_buf *out, const struct lk_revision *r)
{
    if (r->down.n)
        add_names(out, &r->down);
    else
        lk_buf_addz(out, "<base>");
}

/* _db_current_indicator */
static bool is_current(const struct lk_map *rows, const struct lk_revision *r)
{
    return rows && lk_map_has(rows, r->id);
}

/* Where str.splitlines() cuts. */
static bool is_break(uint32_t c)
{
    return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

/* The end of the first line at or behind a place, as str.splitlines() sees it, and how many bytes
 * end it. */
static size_t line_end(size_t *bytes, struct lk_str text, size_t at)
{
    uint32_t ch = 0;
    for (*bytes = 0; at < text.n; at += *bytes) {
        *bytes = lk_utf8_decode(&ch, lk_str_cut(text, at, text.n));
        if (*bytes && is_break(ch))
            break;
        *bytes = *bytes ? *bytes : 1;
    }
    *bytes += at + 1 < text.n && ch == '\r' && text.p[at + 1] == '\n';
    return at;
}

/* Each line of a text behind four blanks, as str.splitlines() cuts it. */
static void add_indented(struct lk_buf *out, struct lk_str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t bytes, end = line_end(&bytes, text, at);
        lk_buf_addf(out, "%s    " LK_PRI, at ? "\n" : "", LK_ARG(lk_str_cut(text, at, end)));
        at = end + bytes;
    }
}

/* nextrev is a frozenset in Alembic; ours is in the order of files.  That order is the same each
 * time, which a set's is not. */
static void add_followers(struct lk_buf *out, const struct lk_graph *g, const struct lk_revision *r)
{
    struct lk_indices next = lk_graph_next(g, r);
    lk_buf_addz(out, "Branches into: ");
    for (size_t i = 0; i < next.n; i++)
        lk_buf_addf(out, "%s" LK_PRI, i ? ", " : "", LK_ARG(lk_graph_at(g, next.v[i])->id));
    lk_buf_addc(out, '\n');
}

/* log_entry; printing adds one more newline.  A blank line stands between the facts and the
 * message, as there. */
static void add_block(struct lk_buf *out, const struct lk_graph *g, const struct lk_revision *r,
                      bool current)
{
    uint32_t facts = lk_graph_facts(g, r);
    struct lk_names labels = lk_graph_labels(g, r);
    lk_buf_addf(out, "Rev: " LK_PRI "%s%s%s%s\n", LK_ARG(r->id),
                facts & LK_IS_HEAD ? " (head)" : "",
                facts & LK_IS_BRANCH_POINT ? " (branchpoint)" : "",
                facts & LK_IS_MERGE_POINT ? " (mergepoint)" : "", current ? " (current)" : "");
    lk_buf_addz(out, facts & LK_IS_MERGE_POINT ? "Merges: " : "Parent: ");
    add_parents(out, r);
    lk_buf_addc(out, '\n');
    if (r->depends.n) {
        lk_buf_addz(out, "Also depends on: ");
        add_names(out, &r->depends);
        lk_buf_addc(out, '\n');
    }
    if (facts & LK_IS_BRANCH_POINT)
        add_followers(out, g, r);
    if (labels.n) {
        lk_buf_addz(out, "Branch names: ");
        add_names(out, &labels);
        lk_buf_addc(out, '\n');
    }
    lk_buf_addf(out, "Path: " LK_PRI "\n\n", LK_ARG(r->path));
    add_indented(out, r->doc);
    lk_buf_addc(out, '\n');
}

/* _head_only().  What a command wants to see is in the flags. */
static void add_line(struct lk_buf *out, const struct lk_graph *g, const struct lk_revision *r,
                     uint32_t flags, bool current)
{
    uint32_t facts = lk_graph_facts(g, r);
    struct lk_names labels = lk_graph_labels(g, r);
    if (flags & LK_LIST_PARENTS) {
        add_parents(out, r);
        if (r->depends.n) {
            lk_buf_addz(out, " (");
            add_names(out, &r->depends);
            lk_buf_addc(out, ')');
        }
        lk_buf_addz(out, " -> ");
    }
    lk_buf_add(out, r->id);
    if ((flags & LK_LIST_BRANCHES) && labels.n) {
        lk_buf_addz(out, " (");
        add_names(out, &labels);
        lk_buf_addc(out, ')');
    }
    if (facts & LK_IS_HEAD)
        lk_buf_addz(out, facts & LK_IS_REAL_HEAD ? " (head)" : " (effective head)");
    lk_buf_addz(out, current ? " (current)" : "");
    if (flags & LK_LIST_TREE) {
        lk_buf_addz(out, facts & LK_IS_BRANCH_POINT ? " (branchpoint)" : "");
        lk_buf_addz(out, facts & LK_IS_MERGE_POINT ? " (mergepoint)" : "");
    }
    if (flags & LK_LIST_DOC)
        lk_buf_addf(out, ", " LK_PRI, LK_ARG(r->message));
}

/* The rows decide what is marked as current; NULL marks nothing. */
void lk_list_entry(struct lk_buf *out, const struct lk_graph *g, const struct lk_revision *r,
                   uint32_t flags, const struct lk_map *rows)
{
    if (flags & LK_LIST_VERBOSE)
        add_block(out, g, r, is_current(rows, r));
    else
        add_line(out, g, r, flags, is_current(rows, r));
    lk_buf_addc(out, '\n');
}

/* heads, and with --resolve-dependencies what upgrading to `heads` leaves as rows.  In the order
 * of the files. */
void lk_list_heads(struct lk_buf *out, const struct lk_graph *g, bool verbose,
                   bool resolve_dependencies)
{
    struct lk_indices heads = resolve_dependencies ? lk_graph_real_heads(g) : lk_graph_heads(g);
    for (size_t i = 0; i < heads.n; i++)
        lk_list_entry(out, g, lk_graph_at(g, heads.v[i]),
                      LK_LIST_BRANCHES | (verbose ? LK_LIST_VERBOSE : 0), NULL);
}

/* The arrows stand below the id's end.  Verbose ones have the long form and their followers the
 * message. */
static void add_branch_point(struct lk_buf *out, const struct lk_graph *g,
                             const struct lk_revision *r, bool verbose)
{
    struct lk_indices next = lk_graph_next(g, r);
    lk_list_entry(out, g, r, LK_LIST_BRANCHES | LK_LIST_TREE | (verbose ? LK_LIST_VERBOSE : 0),
                  NULL);
    for (size_t i = 0; i < next.n; i++) {
        lk_buf_fill(out, ' ', r->id.n);
        lk_buf_addz(out, " -> ");
        lk_list_entry(out, g, lk_graph_at(g, next.v[i]),
                      LK_LIST_BRANCHES | LK_LIST_TREE | (verbose ? LK_LIST_DOC : 0), NULL);
    }
    lk_buf_addc(out, '\n');
}

/* Only branch points by down_revision, with those that follow them. */
void lk_list_branches(struct lk_buf *out, const struct lk_graph *g, const struct lk_revisions *all,
                      bool verbose)
{
    for (size_t i = 0; i < all->n; i++)
        if (lk_graph_facts(g, all->v[i]) & LK_IS_BRANCH_POINT)
            add_branch_point(out, g, all->v[i], verbose);
}

/* cmd_format() with everything that history asks of it.  The order is the caller's: heads first. */
void lk_list_history(struct lk_buf *out, const struct lk_graph *g, const struct lk_revisions *all,
                     bool verbose, const struct lk_map *rows)
{
    uint32_t flags = LK_LIST_BRANCHES | LK_LIST_DOC | LK_LIST_PARENTS | LK_LIST_TREE;
    for (size_t i = 0; i < all->n; i++)
        lk_list_entry(out, g, all->v[i], flags | (verbose ? LK_LIST_VERBOSE : 0), rows);
}

/* `alembic show` has the long form only. */
void lk_list_show(struct lk_buf *out, const struct lk_graph *g, const struct lk_revisions *all)
{
    for (size_t i = 0; i < all->n; i++)
        lk_list_entry(out, g, all->v[i], LK_LIST_VERBOSE, NULL);
}

/* Without branches, message and parents, as `alembic current` prints them. */
void lk_list_current(struct lk_buf *out, const struct lk_graph *g, const struct lk_revisions *all,
                     bool verbose)
{
    for (size_t i = 0; i < all->n; i++)
        lk_list_entry(out, g, all->v[i], LK_LIST_TREE | (verbose ? LK_LIST_VERBOSE : 0), NULL);
}
