/* Relative targets: (?:(.+?)@)?(\w+)?((?:\+|-)\d+), matched at the start of the text as Alembic's
 * _relative_destination is, and what commands make of them. */
#include "rev/collect.h"

/* \w; letters beyond ASCII are not told apart.  Ids are of ASCII as a rule, labels need not be. */
static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* (\w+)?([+-]\d+) at the start; a number beyond what any graph has is kept at that bound.  What
 * follows the digits is ignored, as re.match() ignores it. */
static bool tail(struct lk_relative *out, struct lk_str s)
{
    size_t word = 0, end;
    while (word < s.n && is_word(s.p[word]))
        word++;
    if (word >= s.n || (s.p[word] != '+' && s.p[word] != '-'))
        return false;
    for (end = word + 1; end < s.n && s.p[end] >= '0' && s.p[end] <= '9'; end++)
        if (out->n < UINT32_MAX)
            out->n = out->n * 10 + (s.p[end] - '0');
    if (end == word + 1)
        return false;
    if (s.p[word] == '-')
        out->n = -out->n;
    out->symbol = word ? lk_str_cut(s, 0, word) : (struct lk_str){0};
    out->text = lk_str_cut(s, word, end);
    return true;
}

/* The label ends at the first '@' behind which the rest fits, for .+? is lazy.  False for an
 * absolute target; *out is of no meaning then. */
bool lk_relative_parse(struct lk_relative *out, struct lk_str target)
{
    for (size_t at = 1; at < target.n; at++) {
        *out = (struct lk_relative){.label = lk_str_cut(target, 0, at)};
        if (target.p[at] == '@' && tail(out, lk_str_cut(target, at + 1, target.n)))
            return true;
    }
    *out = (struct lk_relative){0};
    return tail(out, target);
}

/* Of walks that went past the edge of the graph.  The number is told without its sign, as
 * Alembic tells it. */
static bool refuse_count(struct lk_ask *a, const struct lk_relative *r)
{
    return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0},
                     "Relative revision " LK_PRI " didn't produce %lld migrations", LK_ARG(r->text),
                     (long long)(r->n < 0 ? -r->n : r->n));
}

/* get_revision("label@symbol"), or of the symbol alone.  An absent symbol stands for nowhere,
 * from which a walk begins at the edge of the graph. */
static bool start_at(int32_t *out, struct lk_ask *a, struct lk_str label, struct lk_str symbol)
{
    if (!label.p)
        return lk_ask_revision(out, a, symbol);
    return lk_ask_revision(out, a, lk_arena_format(a->arena, LK_PRI "@" LK_PRI, LK_ARG(label),
                                                   LK_ARG(symbol)));
}

/* Rows without doubles.  In the order in which they first came; version tables are short. */
static struct lk_names distinct(struct lk_ask *a, const struct lk_names *rows)
{
    struct lk_names out = {.v = lk_arena_array(a->arena, rows->n + 1, sizeof *out.v)};
    for (size_t i = 0; i < rows->n; i++) {
        size_t k = 0;
        while (k < out.n && !lk_str_eq(out.v[k], rows->v[i]))
            k++;
        if (k == out.n)
            out.v[out.n++] = rows->v[i];
    }
    return out;
}

/* The tips of what is applied on the branch; None where nothing is.  A tip is applied and has
 * nothing applied above it on this branch. */
static void tips_on_branch(struct lk_ask *a, struct lk_picks *out, const struct lk_picks *current,
                           const lk_set_of *lineage)
{
    lk_set_of *active = lk_ask_set(a), *below = lk_ask_set(a);
    lk_ask_reach(a, active, current, LK_WALK_NEEDS);
    for (uint32_t i = 0; i < a->g->n; i++)
        for (uint32_t e = a->g->needs.at[i]; e < a->g->needs.at[i + 1]; e++)
            if (active[i] && (!lineage || lineage[i]))
                below[a->g->needs.to[e]] = 1;
    for (uint32_t i = 0; i < a->g->n; i++)
        if (active[i] && (!lineage || lineage[i]) && !below[i])
            lk_pick(a, out, (int32_t)i);
    if (out->n == 0)
        lk_pick(a, out, LK_PICK_NONE);
}

/* The current revision; several are left for the caller to refuse.  Without any row it is
 * nowhere, from which upgrades begin at the bases. */
static bool current_alone(struct lk_picks *out, struct lk_ask *a, const struct lk_names *rows)
{
    int32_t node = LK_PICK_NONE;
    if (rows->n > 1)
        return lk_ask_rows(out, a, rows);
    if (rows->n && !lk_ask_revision(&node, a, rows->v[0]))
        return false;
    lk_pick(a, out, node);
    return true;
}

/* The current revisions on a branch, else the tips of what is applied there.  The lineage is
 * handed back, as the walk that follows must stay on it. */
static bool current_on(struct lk_picks *out, lk_set_of **lineage, struct lk_ask *a,
                       struct lk_str label, const struct lk_names *rows)
{
    struct lk_picks current = {0};
    if (!lk_ask_rows(&current, a, rows))
        return false;
    for (size_t i = 0; i < current.n; i++)
        if (current.v[i] == LK_PICK_BASE)
            return lk_deny(a, LK_REFUSE_RESOLUTION, LK_STR("base"),
                             "No such revision or branch 'base'");
    if (!lk_ask_lineage(lineage, a, label, false))
        return false;
    *out = current;
    lk_ask_filter(a, out, *lineage);
    if (out->n == 0)
        tips_on_branch(a, out, &current, *lineage);
    return true;
}

/* +n and label@+n: from the current revision, on the branch if one is named.  Several current
 * revisions leave open where to count from. */
static bool up_from_current(int32_t *out, struct lk_ask *a, const struct lk_relative *r,
                            const struct lk_iterate *how)
{
    struct lk_picks start = {0};
    lk_set_of *lineage = NULL;
    struct lk_str word = how->lower;
    struct lk_names one = {&word, 1, 1}, rows = how->lower_rows ? *how->lower_rows : one;
    if (r->label.p ? !current_on(&start, &lineage, a, r->label, &rows)
                   : !current_alone(&start, a, &rows))
        return false;
    if (start.n > 1)
        return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0},
                         "Ambiguous upgrade from multiple current revisions");
    struct lk_steps walk = {r->n, r->label.p ? lineage : NULL, how->strict};
    if (!lk_ask_walk(out, a, start.v[0], &walk))
        return false;
    return *out != LK_PICK_NONE || refuse_count(a, r);
}

/* id+n, label@id+n, id-n, label@id-n.  Upwards the label limits the walk, downwards it limits
 * the start. */
static bool from_symbol(int32_t *out, struct lk_ask *a, const struct lk_relative *r, bool strict)
{
    lk_set_of *lineage = NULL;
    struct lk_steps walk = {.steps = r->n, .strict = strict};
    int32_t start;
    if (!start_at(&start, a, r->n > 0 ? (struct lk_str){0} : r->label, r->symbol))
        return false;
    if (r->n > 0 && r->label.p && !lk_ask_lineage(&lineage, a, r->label, false))
        return false;
    walk.lineage = lineage;
    return lk_ask_walk(out, a, start, &walk);
}

/* Upgrading by nothing or backwards from the current revision is refused, as in Alembic.  An
 * absolute target may name several revisions, a relative one names one. */
bool lk_upgrade_targets(struct lk_picks *out, struct lk_ask *a, const struct lk_iterate *how)
{
    struct lk_relative r;
    int32_t node;
    if (how->upper_rows)
        return lk_ask_rows(out, a, how->upper_rows);
    if (!lk_relative_parse(&r, how->upper))
        return lk_ask_revisions(out, a, how->upper);
    if (!r.symbol.p && r.n <= 0)
        return refuse_count(a, &r);
    if (r.symbol.p ? !from_symbol(&node, a, &r, how->strict) : !up_from_current(&node, a, &r, how))
        return false;
    if (node == LK_PICK_NONE)
        return refuse_count(a, &r);
    lk_pick(a, out, node);
    return true;
}

/* The current revision of label@-n: the row on the branch, or what other rows depend on there.
 * The words are limbeck's own: Alembic fails with an assertion when several are meant. */
static bool current_on_branch(struct lk_str *out, struct lk_ask *a, const struct lk_relative *r,
                              const struct lk_names *rows)
{
    struct lk_picks on = {0};
    if (!lk_ask_idents(&on, a, rows) || !lk_ask_keep(a, &on, r->label, false))
        return false;
    if (on.n == 0) {
        if (!lk_ask_rows(&on, a, rows))
            return false;
        lk_ask_current(&on, a);
        if (!lk_ask_keep(a, &on, r->label, false))
            return false;
    }
    if (on.n != 1)
        return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0}, "%s current revisions are on the "
                         "branch of '" LK_PRI "'", on.n ? "several" : "no", LK_ARG(r->label));
    *out = a->g->rev[on.v[0]]->id;
    return true;
}

/* -n and label@-n: from the current revision.  A deprecated use is still served, and the warning
 * is Alembic's. */
static bool down_from_current(int32_t *out, struct lk_ask *a, struct lk_relative *r,
                              const struct lk_iterate *how)
{
    struct lk_str word = how->upper;
    struct lk_names one = {&word, 1, 1};
    struct lk_names rows = distinct(a, how->upper_rows ? how->upper_rows : &one);
    struct lk_steps walk = {.steps = r->n, .strict = how->strict};
    int32_t start;
    if (r->label.p) {
        if (!current_on_branch(&r->symbol, a, r, &rows))
            return false;
    } else if (rows.n == 0) {
        return refuse_count(a, r);
    } else {
        if (rows.n > 1)
            a->warning = LK_STR("downgrade -1 from multiple heads is ambiguous; this usage will be "
                                "disallowed in a future release.");
        r->symbol = r->label = rows.v[0];
    }
    if (!start_at(&start, a, r->label, r->symbol) || !lk_ask_walk(out, a, start, &walk))
        return false;
    return *out != LK_PICK_NONE || refuse_count(a, r);
}

/* An absolute target's label ends at its last '@' (rpartition), unlike anywhere else.  The label
 * is handed back apart, for it limits what is taken back. */
bool lk_downgrade_target(struct lk_str *label, int32_t *out, struct lk_ask *a,
                         const struct lk_iterate *how)
{
    struct lk_relative r, plain;
    ptrdiff_t at = lk_str_rfind_byte(how->lower, '@');
    *out = LK_PICK_NONE;
    *label = (struct lk_str){0};
    if (!lk_relative_parse(&r, how->lower)) {
        if (at > 0)
            *label = lk_str_cut(how->lower, 0, (size_t)at);
        return lk_ask_revision(out, a, lk_str_cut(how->lower, (size_t)(at + 1), how->lower.n));
    }
    plain = r;
    if (r.n == 0)
        plain.label = (struct lk_str){0};
    bool ok = r.symbol.p ? from_symbol(out, a, &plain, how->strict)
              : r.n < 0  ? down_from_current(out, a, &r, how)
                         : refuse_count(a, &r);
    *label = r.label;
    if (ok && *out == LK_PICK_NONE)
        return lk_deny(a, LK_REFUSE_OTHER, (struct lk_str){0}, "Walked too far");
    return ok;
}
