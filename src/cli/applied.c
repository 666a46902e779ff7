/* The ledger's rows beside the revisions of history and current.  Alembic's history contacts no
 * database, so that one which does not answer costs the facts, not the command. */
#include "cli/applied.h"
#include "cli/json.h"
#include "run/read.h"

/* One row of a revision: a step that is committed, or the part of one. */
struct row {
    const struct lk_ledger_step *step;     /* or */
    const struct lk_ledger_partial *partial;
    struct row *next;
};

struct skip {
    const struct lk_ledger_skip *skip;
    struct skip *next;
};

/* The key of a step: runs count theirs from 1. */
static struct lk_str step_key(struct lk_arena *arena, const char *uuid, uint32_t number)
{
    return lk_arena_format(arena, "%s/%u", uuid, number);
}

/* In front of the rows that are there: lists are made from the last one on, so that the reader's
 * order stays. */
static void prepend(struct lk_map *map, struct lk_arena *arena, struct lk_str key,
                    const struct row *row)
{
    struct row *new = lk_arena_alloc(arena, sizeof *new);
    *new = *row;
    new->next = lk_map_get(map, key);
    lk_map_put(map, key, new);
}

/* By step, in the order of their operations. */
static void index_skips(struct lk_cli_applied *a, struct lk_arena *arena,
                        const struct lk_ledger_skips *v)
{
    for (size_t i = v->n; i-- > 0;) {
        struct lk_str key = step_key(arena, v->v[i].uuid, v->v[i].number);
        struct skip *s = lk_arena_alloc(arena, sizeof *s);
        *s = (struct skip){&v->v[i], lk_map_get(&a->skips, key)};
        lk_map_put(&a->skips, key, s);
    }
}

/* A half-done revision is the newest thing that is known of it. */
static void index_rows(struct lk_cli_applied *a, struct lk_arena *arena,
                       const struct lk_run_history *h)
{
    for (size_t i = 0; i < h->runs.n; i++) {
        lk_map_put(&a->runs, lk_str_of(h->runs.v[i].uuid), &h->runs.v[i]);
    }
    for (size_t i = h->steps.n; i-- > 0;) {
        prepend(&a->by_revision, arena, h->steps.v[i].revision,
                &(struct row){.step = &h->steps.v[i]});
    }
    for (size_t i = h->partials.n; i-- > 0;) {
        prepend(&a->by_revision, arena, h->partials.v[i].revision,
                &(struct row){.partial = &h->partials.v[i]});
    }
    index_skips(a, arena, &h->skips);
}

void lk_cli_applied(struct lk_cli_applied *out, struct lk_cli_project *p, struct lk_cli *cli)
{
    struct lk_run_history *h = lk_arena_alloc(cli->arena, sizeof *h);
    struct lk_err why = {0};
    *out = (struct lk_cli_applied){
        .wanted = lk_cli_has(cli, LK_OPT_JSON) && lk_cli_has(cli, LK_OPT_VERBOSE)};
    if (!out->wanted) {
        return;
    }
    bool good = lk_cli_env(p, cli, false, &why) && lk_cli_database(p, &why) &&
                lk_run_history(h, cli->arena, &p->db, &p->version, &why);
    out->known = good && h->there;
    if (out->known) {
        index_rows(out, cli->arena, h);
    } else {
        struct lk_str reason = good ? LK_STR("the database has none") : lk_str_of(why.message);
        lk_cli_log(cli, "WARN", "limbeck",
                   lk_arena_format(cli->arena, "listed without the ledger: " LK_PRI,
                                   LK_ARG(reason)));
    }
    lk_err_clear(&why);
}

static void add_known(struct lk_buf *out, const char *key, enum lk_known known)
{
    static const char *const words[] = {"null", "false", "true"};
    lk_buf_addf(out, ", \"%s\": %s", key, words[known]);
}

/* Every member is there, null where nobody knew it. */
static void add_provenance(struct lk_buf *out, const struct lk_provenance *p)
{
    static const struct lk_provenance nothing;
    p = p ? p : &nothing;
    lk_cli_json_text(out, "source", p->source);
    lk_cli_json_text(out, "commit", p->commit);
    lk_cli_json_text(out, "changed", p->changed);
    lk_cli_json_text(out, "author", p->author);
    lk_cli_json_time(out, "authored", p->authored_us);
    lk_cli_json_time(out, "committed", p->committed_us);
    lk_cli_json_text(out, "blob", p->blob);
    lk_cli_json_text(out, "file", p->path);
    lk_cli_json_text(out, "ref", p->ref);
    lk_cli_json_text(out, "remote", p->remote);
    add_known(out, "file_dirty", p->file_dirty);
    add_known(out, "tree_dirty", p->tree_dirty);
}

/* Who was connected, and what has become of the run as a whole. */
static void add_run(struct lk_buf *out, const struct lk_ledger_run *run)
{
    static const struct lk_ledger_run none;
    run = run ? run : &none;
    lk_buf_addz(out, ", \"operator\": {\"client\": ");
    lk_buf_json(out, run->client);
    lk_cli_json_text(out, "role", run->role);
    lk_cli_json_text(out, "login", run->login);
    lk_buf_addc(out, '}');
    lk_cli_json_text(out, "outcome", run->outcome);
    lk_cli_json_text(out, "limbeck", run->limbeck);
}

static void add_skips(struct lk_buf *out, const struct skip *s)
{
    lk_buf_addz(out, ", \"skips\": [");
    for (const char *between = ""; s; s = s->next, between = ", ") {
        lk_buf_addf(out, "%s{\"operation\": %u", between, s->skip->operation);
        lk_cli_json_text(out, "name", s->skip->name);
        lk_cli_json_text(out, "target", s->skip->target);
        lk_cli_json_text(out, "sqlstate", lk_str_of(s->skip->sqlstate));
        lk_cli_json_text(out, "message", s->skip->message);
        lk_cli_json_text(out, "place", s->skip->place);
        lk_buf_addc(out, '}');
    }
    lk_buf_addc(out, ']');
}

/* What both kinds of row begin with. */
static void add_head(struct lk_buf *out, const char *uuid, bool downgrade, const char *result)
{
    lk_buf_addf(out, "{\"run\": \"%s\"", uuid);
    lk_cli_json_text(out, "direction", downgrade ? LK_STR("downgrade") : LK_STR("upgrade"));
    lk_cli_json_text(out, "result", lk_str_of(result));
}

/* The row of a step is there because its transaction was committed. */
static void add_step(struct lk_buf *out, const struct lk_cli_applied *a,
                     const struct lk_ledger_step *s)
{
    struct lk_buf key = {0};
    lk_buf_addf(&key, "%s/%u", s->uuid, s->number);
    add_head(out, s->uuid, s->downgrade, "committed");
    lk_cli_json_time(out, "began", s->began_us);
    lk_cli_json_time(out, "at", s->at_us);
    lk_buf_addf(out, ", \"us\": %lld, \"operations\": %u", (long long)s->us, s->operations);
    add_provenance(out, s->from_git);
    add_run(out, lk_map_get(&a->runs, lk_str_of(s->uuid)));
    add_skips(out, lk_map_get(&a->skips, lk_buf_str(&key)));
    lk_buf_addc(out, '}');
    lk_buf_clear(&key);
}

/* Committed by the script or in an autocommit block, without its version row. */
static void add_partial(struct lk_buf *out, const struct lk_cli_applied *a,
                        const struct lk_ledger_partial *p)
{
    add_head(out, p->uuid, p->downgrade, "partial");
    lk_buf_addf(out, ", \"operations\": %u", p->operations);
    lk_cli_json_text(out, "intent", p->intent);
    add_run(out, lk_map_get(&a->runs, lk_str_of(p->uuid)));
    lk_buf_addc(out, '}');
}

void lk_cli_applied_json(struct lk_buf *out, const struct lk_cli_applied *a,
                         const struct lk_revision *revision)
{
    if (!a->wanted) {
        return;
    }
    if (!a->known) {
        lk_buf_addz(out, ", \"applied\": null");
        return;
    }
    lk_buf_addz(out, ", \"applied\": [");
    const char *between = "";
    for (const struct row *r = lk_map_get(&a->by_revision, revision->id); r; r = r->next) {
        lk_buf_addz(out, between);
        if (r->step) {
            add_step(out, a, r->step);
        } else {
            add_partial(out, a, r->partial);
        }
        between = ",\n    ";
    }
    lk_buf_addc(out, ']');
}

void lk_cli_applied_clear(struct lk_cli_applied *a)
{
    lk_map_clear(&a->by_revision);
    lk_map_clear(&a->runs);
    lk_map_clear(&a->skips);
}
