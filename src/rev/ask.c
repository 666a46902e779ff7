/* Names to revisions: the rules of RevisionMap's get_revisions(), get_revision() and lineage. */
#include "rev/ask.h"
#include <stdlib.h>

/* The stack and the marks serve every walk of one question.  A question and its answers live in
 * the arena; the graph is only read. */
void lk_ask_init(struct lk_ask *a, const struct lk_graph *g, struct lk_arena *arena)
{
    *a = (struct lk_ask){.g = g, .arena = arena, .stack = lk_nodes_new(arena, g)};
    a->mark = lk_arena_array(arena, g->n + 1, sizeof *a->mark);
}

/* The message is kept apart from struct lk_err, because the command that asked decides how a
 * class of refusals is worded.  Always false, like lk_fail(). */
bool lk_deny(struct lk_ask *a, enum lk_refusal refusal, struct lk_str argument, const char *fmt,
               ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *message = lk_vformat(fmt, ap);
    va_end(ap);
    a->refusal = refusal;
    a->argument = argument;
    a->message = lk_arena_str(a->arena, lk_str_of(message));
    free(message);
    return false;
}

/* The array lives in the question's arena; what it outgrows stays there until the question
 * ends. */
void lk_pick(struct lk_ask *a, struct lk_picks *picks, int32_t node)
{
    if (picks->n == picks->cap) {
        size_t cap = picks->cap ? picks->cap * 2 : 8;
        int32_t *v = lk_arena_array(a->arena, cap, sizeof *v);
        if (picks->n)
            memcpy(v, picks->v, picks->n * sizeof *v);
        picks->v = v;
        picks->cap = cap;
    }
    picks->v[picks->n++] = node;
}

/* Nodes of the graph as an answer. */
static void pick_all(struct lk_ask *a, struct lk_picks *picks, struct lk_indices nodes)
{
    for (size_t i = 0; i < nodes.n; i++)
        lk_pick(a, picks, (int32_t)nodes.v[i]);
}

/* _resolve_revision_number(): nodes, or a text that is still to be looked up. */
struct named {
    struct lk_str label;           /* p is NULL where there is none */
    struct lk_str text;            /* p is NULL where `nodes` is the answer */
    struct lk_picks nodes;
};

/* As Alembic lists heads in a message, and a log line several rows. */
struct lk_str lk_ask_ids(const struct lk_ask *a, const struct lk_picks *picks)
{
    struct lk_buf b = {0};
    for (size_t i = 0; i < picks->n; i++)
        lk_buf_addf(&b, "%s" LK_PRI, i ? ", " : "", LK_ARG(a->g->rev[picks->v[i]]->id));
    struct lk_str out = lk_arena_str(a->arena, lk_buf_str(&b));
    lk_buf_clear(&b);
    return out;
}

/* MultipleHeads; the ids become the detail of the command's error.  Several heads where one is
 * needed. */
static bool refuse_multiple(struct lk_ask *a, const struct lk_picks *heads, struct lk_str argument)
{
    return lk_deny(a, LK_REFUSE_MULTIPLE, argument,
                     "Multiple heads are present for given argument '" LK_PRI "'; " LK_PRI,
                     LK_ARG(argument), LK_ARG(lk_ask_ids(a, heads)));
}

/* Heads of a branch; `head` takes one only.  Without a label "heads" are those that no
 * dependency covers. */
static bool name_heads(struct named *out, struct lk_ask *a, struct lk_str given, bool one)
{
    lk_set_of *lineage = NULL;
    pick_all(a, &out->nodes, one || out->label.p ? a->g->heads : a->g->real_heads);
    if (out->label.p && !lk_ask_lineage(&lineage, a, out->label, false))
        return false;
    lk_ask_filter(a, &out->nodes, lineage);
    return !one || out->nodes.n <= 1 || refuse_multiple(a, &out->nodes, given);
}

/* The first '@' ends the label, as str.split('@', 1) does; what follows may hold another.  An
 * empty text and "base" are nothing: neither nodes nor a text to look up. */
static bool name(struct named *out, struct lk_ask *a, struct lk_str given)
{
    const char *at = given.n ? memchr(given.p, '@', given.n) : NULL;
    struct lk_str text = given;
    *out = (struct named){0};
    if (at) {
        out->label = lk_str_cut(given, 0, (size_t)(at - given.p));
        text = lk_str_cut(given, out->label.n + 1, given.n);
    }
    if (lk_str_is(text, "heads"))
        return name_heads(out, a, given, false);
    if (lk_str_is(text, "head"))
        return name_heads(out, a, given, true);
    if (text.p && !lk_str_is(text, "base"))
        out->text = text;
    return true;
}

/* The keys that start with a text, on the branch: their number, and the first three of them in
 * Alembic's order. */
struct matches {
    size_t n, shown;
    const struct lk_key *first[3];
};

/* Keeps the three with the smallest ordinals: the keys come sorted by text, Alembic's map is in
 * the order of files. */
static void add_match(struct matches *m, const struct lk_key *k)
{
    size_t at = m->shown < 3 ? m->shown++ : 3;
    m->n++;
    for (; at > 0 && m->first[at - 1]->ordinal > k->ordinal; at--)
        if (at < 3)
            m->first[at] = m->first[at - 1];
    if (at < 3)
        m->first[at] = k;
}

/* None or several: Alembic's two sentences.  The advice about four characters is given where
 * fewer were typed. */
static bool refuse_matches(struct lk_ask *a, const struct matches *m, struct lk_str text)
{
    struct lk_buf b = {0};
    if (m->n == 0)
        return lk_deny(a, LK_REFUSE_RESOLUTION, text, "No such revision or branch '" LK_PRI "'%s",
                         LK_ARG(text), text.n < 4 ? "; please ensure at least four characters are "
                         "present for partial revision identifier matches" : "");
    for (size_t i = 0; i < m->shown; i++)
        lk_buf_addf(&b, "%s'" LK_PRI "'", i ? ", " : "", LK_ARG(m->first[i]->text));
    lk_deny(a, LK_REFUSE_RESOLUTION, text, "Multiple revisions start with '" LK_PRI "': " LK_PRI
              "...", LK_ARG(text), LK_ARG(lk_buf_str(&b)));
    lk_buf_clear(&b);
    return false;
}

/* Only keys of four characters and more can be meant by their beginning.  A whole key wins over
 * any beginning. On a branch only its own revisions are candidates. */
static bool look_up(uint32_t *out, struct lk_ask *a, struct lk_str text, const lk_set_of *lineage)
{
    const struct lk_key *k = lk_graph_key(a->g, text);
    struct matches m = {0};
    size_t from = 0, to = 0;
    if (!k && text.n)
        lk_graph_prefix(&from, &to, a->g, text);
    for (; !k && from < to; from++)
        if (a->g->key[from].text.n > 3 && (!lineage || lineage[a->g->key[from].node]))
            add_match(&m, &a->g->key[from]);
    if (!k && m.n != 1)
        return refuse_matches(a, &m, text);
    *out = k ? k->node : m.first[0]->node;
    return true;
}

/* _revision_for_ident() of a text, with the branch checked.  A label must name a branch even
 * where the id alone would do, so that a wrong one is told. */
static bool ident(int32_t *out, struct lk_ask *a, struct lk_str text, struct lk_str label)
{
    lk_set_of *lineage = NULL, *line;
    uint32_t node;
    int32_t branch;
    if (label.n && (!lk_ask_branch(&branch, a, label) ||
                    !lk_ask_lineage(&lineage, a, label, false)))
        return false;
    if (!look_up(&node, a, text, lineage))
        return false;
    *out = (int32_t)node;
    if (!label.n)
        return true;
    line = lk_ask_set(a);
    struct lk_picks one = {&branch, 1, 1};
    lk_ask_reach(a, line, &one, LK_WALK_DOWN);
    lk_ask_reach(a, line, &one, LK_WALK_NEXT);
    return line[node] || lk_deny(a, LK_REFUSE_RESOLUTION, text, "Revision " LK_PRI
                                   " is not a member of branch '" LK_PRI "'",
                                   LK_ARG(a->g->rev[node]->id), LK_ARG(label));
}

/* Without branches and symbols: each text is an id, a label or the beginning of one. */
bool lk_ask_idents(struct lk_picks *out, struct lk_ask *a, const struct lk_names *texts)
{
    for (size_t i = 0; i < texts->n; i++) {
        uint32_t node;
        if (!look_up(&node, a, texts->v[i], NULL))
            return false;
        lk_pick(a, out, (int32_t)node);
    }
    return true;
}

/* A label or an id, then the beginning of one; what the beginning fails with is not told. */
bool lk_ask_branch(int32_t *out, struct lk_ask *a, struct lk_str label)
{
    const struct lk_key *k = lk_graph_key(a->g, label);
    uint32_t node = 0;
    if (!k && !look_up(&node, a, label, NULL))
        return lk_deny(a, LK_REFUSE_RESOLUTION, label, "No such branch: '" LK_PRI "'",
                         LK_ARG(label));
    *out = (int32_t)(k ? k->node : node);
    return true;
}

/* Alembic asks for each candidate whether its ancestors and descendants meet the branch. The
 * question is symmetric, so the branch's own are collected once.  *out is NULL where `against`
 * names nothing, which means no limit. */
bool lk_ask_lineage(lk_set_of **out, struct lk_ask *a, struct lk_str against, bool deps)
{
    struct named n;
    struct lk_picks tests = {0};
    int32_t node;
    *out = NULL;
    if (!name(&n, a, against))
        return false;
    for (int i = 0; i < 2; i++) {
        struct lk_str text = i ? n.text : n.label;
        if (text.n && !ident(&node, a, text, (struct lk_str){0}))
            return false;
        if (text.n)
            lk_pick(a, &tests, node);
    }
    for (size_t i = 0; i < n.nodes.n; i++)
        lk_pick(a, &tests, n.nodes.v[i]);
    if (tests.n == 0)
        return true;
    *out = lk_ask_set(a);
    lk_set_of *above = lk_ask_set(a);
    lk_ask_reach(a, *out, &tests, deps ? LK_WALK_NEEDS : LK_WALK_DOWN);
    lk_ask_reach(a, above, &tests, deps ? LK_WALK_ALL_NEXT : LK_WALK_NEXT);
    for (uint32_t i = 0; i < a->g->n; i++)
        (*out)[i] |= above[i];
    return true;
}

/* Several heads are told even then, for _resolve_revision_number() comes first. */
bool lk_ask_keep(struct lk_ask *a, struct lk_picks *picks, struct lk_str against, bool deps)
{
    struct named n;
    lk_set_of *lineage;
    if (picks->n == 0)
        return name(&n, a, against);
    if (!lk_ask_lineage(&lineage, a, against, deps))
        return false;
    lk_ask_filter(a, picks, lineage);
    return true;
}

/* What is no node passes: base shares every line.  In place; the order stays. */
void lk_ask_filter(struct lk_ask *a, struct lk_picks *picks, const lk_set_of *lineage)
{
    struct lk_picks kept = {0};
    if (!lineage)
        return;
    for (size_t i = 0; i < picks->n; i++)
        if (picks->v[i] < 0 || lineage[picks->v[i]])
            lk_pick(a, &kept, picks->v[i]);
    *picks = kept;
}

/* Python's int() of a text, as far as revision ids look like it.  Ids that are numbers have no
 * sign. */
static bool negative_number(int64_t *out, struct lk_str text)
{
    *out = 0;
    for (size_t i = 1; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9' || i > 9)
            return false;
        else
            *out = *out * 10 + (text.p[i] - '0');
    *out = -*out;
    return text.n > 1 && *text.p == '-' && *out < 0;
}

/* Does a revision carry the label?  Labels are inherited along a branch, which the graph has
 * worked out. */
bool lk_ask_carries(const struct lk_graph *g, int32_t node, struct lk_str label)
{
    const struct lk_names *labels = g->labels[node];
    for (size_t i = 0; labels && i < labels->n; i++)
        if (lk_str_eq(labels->v[i], label))
            return true;
    return false;
}

/* label@-n: walks down from the heads that carry the label.  Without a label from every head. */
static bool below_heads(struct lk_picks *out, struct lk_ask *a, struct lk_str label, int64_t steps)
{
    struct lk_steps walk = {.steps = steps, .strict = true};
    int32_t end;
    for (size_t i = 0; i < a->g->real_heads.n; i++) {
        int32_t head = (int32_t)a->g->real_heads.v[i];
        if (label.p && !lk_ask_carries(a->g, head, label))
            continue;
        if (!lk_ask_walk(&end, a, head, &walk))
            return false;
        lk_pick(a, out, end);
    }
    return true;
}

/* A whole number below zero is a walk down from the heads; `history -r -3:` needs it.  A symbol
 * may mean several revisions or none at all. */
bool lk_ask_revisions(struct lk_picks *out, struct lk_ask *a, struct lk_str text)
{
    struct named n;
    int64_t steps;
    int32_t node;
    if (!name(&n, a, text))
        return false;
    if (n.text.p && negative_number(&steps, n.text))
        return below_heads(out, a, n.label, steps);
    if (n.text.p) {
        if (!ident(&node, a, n.text, n.label))
            return false;
        lk_pick(a, out, node);
    }
    for (size_t i = 0; i < n.nodes.n; i++)
        lk_pick(a, out, n.nodes.v[i]);
    return true;
}

/* The answers of several texts, one behind the other. */
bool lk_ask_rows(struct lk_picks *out, struct lk_ask *a, const struct lk_names *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        if (!lk_ask_revisions(out, a, rows->v[i]))
            return false;
    return true;
}

/* The label is looked up even where the symbol is base, so that a wrong label is told.
 * LK_PICK_NONE for base. */
bool lk_ask_revision(int32_t *out, struct lk_ask *a, struct lk_str text)
{
    struct named n;
    int32_t branch;
    if (!name(&n, a, text))
        return false;
    if (n.nodes.n > 1)
        return refuse_multiple(a, &n.nodes, text);
    if (n.text.p)
        return ident(out, a, n.text, n.label);
    *out = n.nodes.n ? n.nodes.v[0] : LK_PICK_NONE;
    return !n.label.n || lk_ask_branch(&branch, a, n.label);
}
