/* Revisions and plans as JSON, for --json. */
#include "rev/list.h"

/* Every member but an object's first comes through these three. */
static void add_text(struct lk_buf *out, const char *key, struct lk_str text)
{
    lk_buf_addf(out, ", \"%s\": ", key);
    if (text.p)
        lk_buf_json(out, text);
    else
        lk_buf_addz(out, "null");
}

/* Always a list, also for one or none. */
static void add_list(struct lk_buf *out, const char *key, const struct lk_names *names)
{
    lk_buf_addf(out, ", \"%s\": [", key);
    for (size_t i = 0; i < names->n; i++) {
        lk_buf_addz(out, i ? ", " : "");
        lk_buf_json(out, names->v[i]);
    }
    lk_buf_addc(out, ']');
}

static void add_fact(struct lk_buf *out, const char *key, bool is)
{
    lk_buf_addf(out, ", \"%s\": %s", key, is ? "true" : "false");
}

/* Labels are those with inheritance, as in the text. */
void lk_list_json_open(struct lk_buf *out, const struct lk_graph *g, const struct lk_revision *r)
{
    uint32_t facts = lk_graph_facts(g, r);
    struct lk_names labels = lk_graph_labels(g, r);
    lk_buf_addz(out, "{\"revision\": ");
    lk_buf_json(out, r->id);
    add_list(out, "down_revision", &r->down);
    add_list(out, "depends_on", &r->depends);
    add_list(out, "branch_labels", &labels);
    add_text(out, "message", r->message.p ? r->message : LK_STR(""));
    add_text(out, "create_date", r->create_date.n ? r->create_date : (struct lk_str){0});
    add_text(out, "path", r->path);
    add_text(out, "notation",
             r->notation == LK_NOTATION_SCRIPT ? LK_STR("script") : LK_STR("manifest"));
    add_fact(out, "head", facts & LK_IS_HEAD);
    add_fact(out, "branch_point", facts & LK_IS_BRANCH_POINT);
    add_fact(out, "merge_point", facts & LK_IS_MERGE_POINT);
}

void lk_list_json(struct lk_buf *out, const struct lk_graph *g, const struct lk_revision *r)
{
    lk_list_json_open(out, g, r);
    lk_buf_addc(out, '}');
}

/* Which of from and to there is follows from the change. */
static void add_row(struct lk_buf *out, const struct lk_row *row)
{
    static const char *const kinds[] = {"insert", "update", "delete"};
    lk_buf_addf(out, "{\"change\": \"%s\"", kinds[row->kind]);
    if (row->from.p)
        add_text(out, "from", row->from);
    if (row->to.p)
        add_text(out, "to", row->to);
    lk_buf_addc(out, '}');
}

/* A stamp has no revision of its own. */
static void add_step(struct lk_buf *out, const struct lk_step *s)
{
    lk_buf_addf(out, "{\"direction\": \"%s\"", !s->revision   ? "stamp"
                                               : s->downgrade ? "downgrade"
                                                              : "upgrade");
    if (s->revision) {
        add_text(out, "revision", s->revision->id);
        add_text(out, "message", s->revision->message.p ? s->revision->message : LK_STR(""));
        add_text(out, "path", s->revision->path);
    }
    add_text(out, "from", s->from);
    add_text(out, "to", s->to);
    lk_buf_addz(out, ", \"rows\": [");
    for (size_t i = 0; i < s->nrow; i++) {
        lk_buf_addz(out, i ? ", " : "");
        add_row(out, &s->row[i]);
    }
    lk_buf_addz(out, "]}");
}

/* One step per line, for people who look at it. */
void lk_plan_json(struct lk_buf *out, const struct lk_plan *p)
{
    lk_buf_addz(out, "{\"steps\": [");
    for (size_t i = 0; i < p->n; i++) {
        lk_buf_addz(out, i ? ",\n  " : "\n  ");
        add_step(out, &p->v[i]);
    }
    lk_buf_addz(out, p->n ? "\n]" : "]");
    add_list(out, "heads", &p->heads);
    lk_buf_addz(out, "}\n");
}
