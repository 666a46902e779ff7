/* Answers questions about graphs made in memory, one JSON object per line in and out:
 *   {"graph": [{"revision", "down_revision": [], "depends_on": [], "branch_labels": [], "path"}],
 *    "kind": "upgrade"|"downgrade"|"stamp"|"history"|"heads"|"branches"|"show"|"current",
 *    "current": [ids], "target": text, "targets": [texts], "verbose": bool}
 * A line without "graph" asks the graph of the line before. */
#include "rev/list.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

struct dump {
    struct lk_arena *arena, *once;         /* of the graph; of the question */
    struct lk_graph *graph;
    json_t *question;
    struct lk_buf out;
};

static struct lk_str text(struct lk_arena *arena, const json_t *of, const char *key)
{
    const json_t *j = json_object_get(of, key);
    if (!json_is_string(j))
        return (struct lk_str){"", 0};
    return lk_arena_str(arena, (struct lk_str){json_string_value(j), json_string_length(j)});
}

static struct lk_names names(struct lk_arena *arena, const json_t *of, const char *key)
{
    const json_t *j = json_object_get(of, key);
    size_t n = json_array_size(j);
    struct lk_names out = {lk_arena_array(arena, n + 1, sizeof *out.v), n, n};
    for (size_t i = 0; i < n; i++)
        out.v[i] = lk_arena_str(arena, lk_str_of(json_string_value(json_array_get(j, i))));
    return out;
}

static struct lk_revision *revision(struct lk_arena *arena, const json_t *j)
{
    struct lk_revision *r = lk_arena_alloc(arena, sizeof *r);
    r->id = text(arena, j, "revision");
    r->down = names(arena, j, "down_revision");
    r->depends = names(arena, j, "depends_on");
    r->labels = names(arena, j, "branch_labels");
    r->message = r->doc = text(arena, j, "message");
    r->path = text(arena, j, "path");
    return r;
}

static bool load(struct dump *d, struct lk_err *err)
{
    const json_t *all = json_object_get(d->question, "graph");
    struct lk_revisions list = {0};
    if (!all)
        return d->graph != NULL;
    lk_arena_free(d->arena);
    d->arena = lk_arena_new();
    d->graph = NULL;
    for (size_t i = 0; i < json_array_size(all); i++)
        *LK_PUSH(&list) = revision(d->arena, json_array_get(all, i));
    bool ok = lk_graph_build(&d->graph, d->arena, &list, err);
    free(list.v);
    return ok;
}

static bool answer_plan(struct dump *d, bool stamp, bool down, struct lk_err *err)
{
    struct lk_names current = names(d->once, d->question, "current");
    struct lk_names targets = names(d->once, d->question, "targets");
    struct lk_rev_move move = {&current, text(d->once, d->question, "target"), down};
    struct lk_rev_stamp request = {&current, &targets};
    struct lk_plan plan;
    if (!(stamp ? lk_rev_stamp(&plan, d->once, d->graph, &request, err)
                : lk_rev_plan(&plan, d->once, d->graph, &move, err)))
        return false;
    lk_plan_json(&d->out, &plan);
    return true;
}

static bool answer_list(struct dump *d, const char *kind, struct lk_err *err)
{
    bool verbose = json_is_true(json_object_get(d->question, "verbose"));
    struct lk_names current = names(d->once, d->question, "current");
    struct lk_str target = text(d->once, d->question, "target"), base, head;
    struct lk_revisions all = {0};
    struct lk_rev_span span = {0};
    struct lk_buf list = {0};
    lk_rev_range(&base, &head, target);
    span.base = base;
    span.head = head;
    bool ok = true;
    if (strcmp(kind, "history") == 0 || strcmp(kind, "branches") == 0)
        ok = lk_rev_walk(&all, d->once, d->graph, &span, err);
    else if (strcmp(kind, "show") == 0)
        ok = lk_rev_find(&all, d->once, d->graph, target, err);
    else if (strcmp(kind, "current") == 0)
        ok = lk_rev_current(&all, d->once, d->graph, &current, err);
    if (strcmp(kind, "history") == 0)
        lk_list_history(&list, d->graph, &all, verbose, NULL);
    else if (strcmp(kind, "branches") == 0)
        lk_list_branches(&list, d->graph, &all, verbose);
    else if (strcmp(kind, "show") == 0)
        lk_list_show(&list, d->graph, &all);
    else if (strcmp(kind, "current") == 0)
        lk_list_current(&list, d->graph, &all, verbose);
    else
        lk_list_heads(&list, d->graph, verbose, strcmp(kind, "real heads") == 0);
    if (ok) {
        lk_buf_addz(&d->out, "{\"text\": ");
        lk_buf_json(&d->out, lk_buf_str(&list));
        lk_buf_addz(&d->out, "}\n");
    }
    lk_buf_clear(&list);
    return ok;
}

static bool answer_facts(struct dump *d)
{
    lk_buf_addz(&d->out, "{\"revisions\": [");
    for (size_t i = 0; i < lk_graph_size(d->graph); i++) {
        lk_buf_addz(&d->out, i ? ", " : "");
        lk_list_json(&d->out, d->graph, lk_graph_at(d->graph, i));
    }
    lk_buf_addz(&d->out, "]}\n");
    return true;
}

static bool answer(struct dump *d, struct lk_err *err)
{
    const char *kind = json_string_value(json_object_get(d->question, "kind"));
    bool down = strcmp(kind, "downgrade") == 0, stamp = strcmp(kind, "stamp") == 0;
    if (!load(d, err))
        return false;
    if (strcmp(kind, "facts") == 0)
        return answer_facts(d);
    if (down || stamp || strcmp(kind, "upgrade") == 0)
        return answer_plan(d, stamp, down, err);
    return answer_list(d, kind, err);
}

static void say(struct dump *d, const struct lk_err *err)
{
    if (lk_err_is_set(err)) {
        d->out.n = 0;
        lk_buf_addf(&d->out, "{\"status\": %d, \"error\": ", lk_err_status(err->code));
        lk_buf_json(&d->out, lk_str_of(err->message));
        lk_buf_addz(&d->out, ", \"detail\": ");
        lk_buf_json(&d->out, lk_str_of(err->detail ? err->detail : ""));
        lk_buf_addz(&d->out, ", \"hint\": ");
        lk_buf_json(&d->out, lk_str_of(err->hint ? err->hint : ""));
        lk_buf_addz(&d->out, "}\n");
    }
    for (size_t i = 0; i + 1 < d->out.n; i++)
        putchar(d->out.p[i] == '\n' ? ' ' : d->out.p[i]);
    putchar('\n');
}

int main(void)
{
    struct dump d = {0};
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0) {
        struct lk_err err = {0};
        d.question = json_loads(line, 0, NULL);
        d.once = lk_arena_new();
        d.out.n = 0;
        if (!answer(&d, &err) && !lk_err_is_set(&err))
            lk_fail(&err, LK_E_INTERNAL, "no graph");
        say(&d, &err);
        lk_err_clear(&err);
        lk_arena_free(d.once);
        json_decref(d.question);
    }
    free(line);
    lk_buf_clear(&d.out);
    lk_arena_free(d.arena);
    return 0;
}
