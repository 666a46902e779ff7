/* journal: the runs that this machine remembers.  Reads the file only, also while a run writes to
 * it; where there is none yet it is rebuilt from the ledger. */
#include "base/time.h"
#include "cli/json.h"
#include "cli/project.h"
#include "journal/journal.h"
#include "run/read.h"
#include <stdlib.h>
#include <unistd.h>

/* Seconds, with as many digits as anybody can use. */
static void add_duration(struct lk_buf *out, int64_t us)
{
    if (us < 1000000) {
        lk_buf_addf(out, "%.1f ms", (double)us / 1e3);
    } else {
        lk_buf_addf(out, "%.1f s", (double)us / 1e6);
    }
}

/* "2026-11-22 21:20:03" in UTC. */
static void add_time(struct lk_buf *out, int64_t us)
{
    char iso[LK_TIME_TEXT];
    lk_time_iso(iso, us);
    lk_buf_addf(out, "%.10s %.8s", iso, iso + 11);
}

/* What a body says of a member; "?" where an older run did not. */
static struct lk_str member(const struct lk_datum *body, const char *key)
{
    struct lk_str text = lk_datum_text(lk_datum_get(body, key));
    return text.n ? text : LK_STR("?");
}

static const struct lk_datum *body_of(struct lk_arena *arena, struct lk_str json)
{
    const struct lk_datum *body;
    return lk_datum_from_json(&body, arena, json) ? body : lk_datum_null();
}

static struct lk_str outcome_of(const struct lk_journal_run *run)
{
    return run->ended_us ? run->outcome : LK_STR("not ended");
}

/* Number, uuid, when, how long, what, where, from and to, outcome. */
static void add_line(struct lk_buf *out, struct lk_arena *arena, const struct lk_journal_run *run)
{
    const struct lk_datum *body = body_of(arena, run->body);
    struct lk_buf took = {0};
    if (run->ended_us) {
        add_duration(&took, run->ended_us - run->began_us);
    }
    lk_buf_addf(out, "%5lld  %.8s  ", (long long)run->id, run->uuid.p);
    add_time(out, run->began_us);
    lk_buf_addf(out, "  %9s  %-9.*s  " LK_PRI "  " LK_PRI " -> " LK_PRI "  " LK_PRI "%s\n",
                took.n ? took.p : "", LK_ARG(member(body, "command")),
                LK_ARG(member(body, "database")), LK_ARG(member(body, "from")),
                LK_ARG(run->heads.n ? run->heads : LK_STR("?")), LK_ARG(outcome_of(run)),
                run->rebuilt ? " (rebuilt)" : "");
    lk_buf_clear(&took);
}

/* ", "key": value" with the value as it stands in a body. */
static void add_member(struct lk_buf *out, const struct lk_datum *body, const char *key)
{
    const struct lk_datum *value = lk_datum_get(body, key);
    lk_buf_addf(out, ", \"%s\": ", key);
    lk_datum_json(out, value ? value : lk_datum_null());
}

/* How many steps were meant: a list of them, or the ledger's number. */
static long long count_steps(const struct lk_datum *body)
{
    const struct lk_datum *plan = lk_datum_get(body, "plan"), *n = lk_datum_get(body, "steps");
    if (lk_datum_is(plan, LK_DATUM_LIST)) {
        return (long long)plan->as.list.n;
    }
    return lk_datum_is(n, LK_DATUM_INT) ? (long long)n->as.i : 0;
}

/* The members of a run, without the closing brace. */
static void add_run_json(struct lk_buf *out, struct lk_arena *arena,
                         const struct lk_journal_run *run)
{
    static const char *const members[] = {"command", "user", "host", "port", "database",
                                          "version_table", "server_version", "client", "limbeck",
                                          "from", "commits"};
    const struct lk_datum *body = body_of(arena, run->body);
    lk_buf_addz(out, "{\"run\": ");
    lk_buf_json(out, run->uuid);
    lk_buf_addf(out, ", \"number\": %lld", (long long)run->id);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        add_member(out, body, members[i]);
    }
    lk_cli_json_text(out, "to", run->heads);
    lk_cli_json_time(out, "began", run->began_us);
    lk_cli_json_time(out, "ended", run->ended_us);
    lk_buf_addz(out, ", \"duration_us\": ");
    if (run->ended_us) {
        lk_buf_addf(out, "%lld", (long long)(run->ended_us - run->began_us));
    } else {
        lk_buf_addz(out, "null");
    }
    lk_cli_json_text(out, "outcome", run->ended_us ? run->outcome : LK_STR(""));
    lk_buf_addf(out, ", \"steps\": %lld, \"rebuilt\": %s", count_steps(body),
                run->rebuilt ? "true" : "false");
}

static bool list(struct lk_buf *out, struct lk_cli *cli, struct lk_journal *j, struct lk_err *err)
{
    struct lk_journal_runs runs;
    bool good = lk_journal_runs(&runs, cli->arena, j, UINT32_MAX, err);
    bool json = lk_cli_has(cli, LK_OPT_JSON);
    lk_buf_addz(out, json ? "[" : "");
    for (size_t i = 0; good && i < runs.n; i++) {
        if (json) {
            lk_buf_addz(out, i ? ",\n " : "");
            add_run_json(out, cli->arena, &runs.v[i]);
            lk_buf_addz(out, "}");
        } else {
            add_line(out, cli->arena, &runs.v[i]);
        }
    }
    lk_buf_addz(out, json ? "]\n" : "");
    free(runs.v);
    return good;
}

/* What was deployed; nothing where nobody knew, and for runs of an older file. */
static void add_commits(struct lk_buf *out, const struct lk_datum *list)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        lk_buf_addf(out, "  commit " LK_PRI "\n", LK_ARG(lk_datum_text(list->as.list.v[i])));
    }
}

static void add_head(struct lk_buf *out, struct lk_arena *arena, const struct lk_journal_run *run)
{
    const struct lk_datum *body = body_of(arena, run->body);
    const struct lk_datum *port = lk_datum_get(body, "port");
    lk_buf_addf(out, "run " LK_PRI " (number %lld)%s\n", LK_ARG(run->uuid), (long long)run->id,
                run->rebuilt ? ", rebuilt from the ledger" : "");
    lk_buf_addf(out, "  " LK_PRI " of " LK_PRI "@" LK_PRI ":%lld/" LK_PRI ", version table " LK_PRI
                "\n", LK_ARG(member(body, "command")), LK_ARG(member(body, "user")),
                LK_ARG(member(body, "host")),
                lk_datum_is(port, LK_DATUM_INT) ? (long long)port->as.i : 0,
                LK_ARG(member(body, "database")), LK_ARG(member(body, "version_table")));
    lk_buf_addf(out, "  by " LK_PRI " with limbeck " LK_PRI "\n  began ",
                LK_ARG(member(body, "client")), LK_ARG(member(body, "limbeck")));
    add_time(out, run->began_us);
    if (run->ended_us) {
        lk_buf_addz(out, " UTC, took ");
        add_duration(out, run->ended_us - run->began_us);
    }
    lk_buf_addf(out, ": " LK_PRI ", " LK_PRI " -> " LK_PRI "\n", LK_ARG(outcome_of(run)),
                LK_ARG(member(body, "from")), LK_ARG(run->heads.n ? run->heads : LK_STR("?")));
    add_commits(out, lk_datum_get(body, "commits"));
}

struct part {
    const char *key, *before, *after;
};

/* A line of its own below the step: the parts that are known, each with its words. */
static void add_parts(struct lk_buf *out, const struct lk_datum *from, const struct part *part,
                      bool dirty)
{
    struct lk_buf line = {0};
    for (; part->key; part++) {
        struct lk_str text = lk_datum_text(lk_datum_get(from, part->key));
        if (text.n) {
            lk_buf_addf(&line, "%s" LK_PRI "%s", part->before, LK_ARG(text), part->after);
        }
    }
    lk_buf_addz(&line, dirty ? ", not as committed" : "");
    struct lk_str text = lk_buf_str(&line);
    while (text.n && (*text.p == ',' || *text.p == ' ')) {
        text = lk_str_cut(text, 1, text.n);
    }
    if (text.n) {
        lk_buf_addf(out, "\n                " LK_PRI, LK_ARG(text));
    }
    lk_buf_clear(&line);
}

/* What was deployed, and which file of it the revision is. */
static void add_origin(struct lk_buf *out, const struct lk_datum *from)
{
    static const struct part deployed[] = {{"commit", "commit ", ""}, {"ref", " (", ")"},
                                           {"remote", " of ", ""}, {"source", ", as ", " says"},
                                           {NULL, NULL, NULL}};
    static const struct part file[] = {{"file", "", ""}, {"blob", ", blob ", ""},
                                       {"changed", ", changed in ", ""}, {"author", " by ", ""},
                                       {NULL, NULL, NULL}};
    const struct lk_datum *dirty = lk_datum_get(from, "file_dirty");
    if (lk_datum_text(lk_datum_get(from, "commit")).n) {
        add_parts(out, from, deployed, false);
    }
    add_parts(out, from, file, lk_datum_is(dirty, LK_DATUM_BOOL) && dirty->as.b);
}

static void add_step(struct lk_buf *out, const struct lk_journal_line *l,
                     const struct lk_datum *body)
{
    lk_buf_addf(out, "step %u: " LK_PRI " " LK_PRI " -> " LK_PRI, l->step,
                LK_ARG(member(body, "direction")),
                LK_ARG(lk_datum_text(lk_datum_get(body, "from"))),
                LK_ARG(lk_datum_text(lk_datum_get(body, "to"))));
    add_origin(out, lk_datum_get(body, "provenance"));
}

/* The SQL of an operation stands below it, with its own lines. */
static void add_sql(struct lk_buf *out, const struct lk_datum *list)
{
    for (size_t i = 0; lk_datum_is(list, LK_DATUM_LIST) && i < list->as.list.n; i++) {
        struct lk_str line, rest = lk_datum_text(list->as.list.v[i]);
        while (lk_str_split(&line, &rest, '\n')) {
            lk_buf_addf(out, "\n                " LK_PRI, LK_ARG(line));
        }
    }
}

static void add_op(struct lk_buf *out, const struct lk_journal_line *l,
                   const struct lk_datum *body)
{
    static const struct { const char *key, *before; } texts[] = {
        {"target", " "}, {"outcome", ": "}, {"message", ", "}, {"sqlstate", " "}, {"at", ", "}};
    const struct lk_datum *us = lk_datum_get(body, "us");
    lk_buf_addf(out, "%u.%u %s" LK_PRI, l->step, l->op,
                lk_str_is(l->kind, "intent") ? "about to send " : "",
                LK_ARG(member(body, "operation")));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct lk_str text = lk_datum_text(lk_datum_get(body, texts[i].key));
        if (text.n) {
            lk_buf_addf(out, "%s" LK_PRI, texts[i].before, LK_ARG(text));
        }
    }
    if (lk_datum_is(us, LK_DATUM_INT)) {
        lk_buf_addz(out, ", ");
        add_duration(out, us->as.i);
    }
    add_sql(out, lk_datum_get(body, "sql"));
}

/* Transactions, retries and ends: one line with what they say. */
static void add_other(struct lk_buf *out, const struct lk_journal_line *l,
                      const struct lk_datum *body)
{
    static const char *const keys[] = {"outcome", "why", "message", "error"};
    const char *before = ": ";
    lk_buf_addf(out, LK_PRI, LK_ARG(lk_str_is(l->kind, "settled") ? LK_STR("transaction")
                                                                  : l->kind));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct lk_str text = lk_datum_text(lk_datum_get(body, keys[i]));
        if (text.n) {
            lk_buf_addf(out, "%s" LK_PRI, before, LK_ARG(text));
            before = "; ";
        }
    }
}

/* Times count from the run's begin. */
static void add_event(struct lk_buf *out, struct lk_arena *arena, const struct lk_journal_line *l,
                      int64_t began_us)
{
    const struct lk_datum *body = body_of(arena, l->body);
    lk_buf_addf(out, "%+11.3f s  ", (double)(l->at_us - began_us) / 1e6);
    if (lk_str_is(l->kind, "step")) {
        add_step(out, l, body);
    } else if (lk_datum_get(body, "operation")) {
        add_op(out, l, body);
    } else {
        add_other(out, l, body);
    }
    lk_buf_addc(out, '\n');
}

static void add_event_json(struct lk_buf *out, const struct lk_journal_line *l)
{
    lk_buf_addz(out, "{\"kind\": ");
    lk_buf_json(out, l->kind);
    lk_cli_json_time(out, "time", l->at_us);
    lk_buf_addf(out, ", \"step\": %u, \"operation\": %u, \"txid\": ", l->step, l->op);
    if (l->txid) {
        lk_buf_addf(out, "%llu", (unsigned long long)l->txid);
    } else {
        lk_buf_addz(out, "null");
    }
    lk_buf_addf(out, ", \"body\": " LK_PRI "}", LK_ARG(l->body.n ? l->body : LK_STR("null")));
}

static bool show(struct lk_buf *out, struct lk_cli *cli, struct lk_journal *j, struct lk_err *err)
{
    struct lk_journal_run run;
    struct lk_journal_lines lines = {0};
    bool json = lk_cli_has(cli, LK_OPT_JSON);
    bool good = lk_journal_find(&run, cli->arena, j, cli->args.v[0], err) &&
                lk_journal_read(&lines, cli->arena, j, run.id, err);
    if (good && json) {
        add_run_json(out, cli->arena, &run);
        lk_buf_addz(out, ", \"events\": [");
    } else if (good) {
        add_head(out, cli->arena, &run);
    }
    for (size_t i = 0; good && i < lines.n; i++) {
        if (json) {
            lk_buf_addz(out, i ? ",\n " : "\n ");
            add_event_json(out, &lines.v[i]);
        } else {
            add_event(out, cli->arena, &lines.v[i], run.began_us);
        }
    }
    lk_buf_addz(out, good && json ? "]}\n" : "");
    free(lines.v);
    return good;
}

/* The settings alone, since a journal can be read without its projects. */
static bool read_path(struct lk_str *path, struct lk_cli *cli, struct lk_err *err)
{
    const struct lk_conf_request request = {
        .config = cli->option[LK_OPT_CONFIG].v, .nconfig = cli->option[LK_OPT_CONFIG].n,
        .section = lk_cli_value(cli, LK_OPT_NAME), .flag = cli->flag, .nflag = cli->nflag,
        .environment = environ, .settings_only = true};
    struct lk_conf conf;
    if (!lk_conf_load(&conf, cli->arena, cli->sources, &request, err)) {
        return false;
    }
    *path = lk_conf_text(&conf, LK_SET_JOURNAL);
    *path = path->p ? *path : lk_journal_path(cli->arena);
    bool off = path->p && lk_str_is(lk_path_base(*path), "off");
    return (path->p && !off) ||
           lk_fail(err, LK_E_CONFIG, off ? "the journal is off"
                                         : "without a home directory the journal needs a path");
}

/* There is no file: the project's database may remember.  What stands in the way is the hint. */
static bool rebuild(struct lk_cli *cli, const char *path, struct lk_err *err)
{
    struct lk_cli_project p;
    struct lk_err why = {0};
    size_t runs;
    bool good = lk_cli_open(&p, cli, &why) && lk_cli_env(&p, cli, false, &why) &&
                lk_cli_database(&p, &why) &&
                lk_run_rebuild_journal(&runs, path, &p.db, &p.version, &why);
    if (good) {
        struct lk_str line = lk_arena_format(cli->arena, "the journal '%s' was rebuilt from the "
                                             "ledger: %zu run%s", path, runs, runs == 1 ? "" : "s");
        lk_cli_log(cli, "INFO", "limbeck", line);
    } else {
        lk_fail(err, LK_E_JOURNAL, "there is no journal '%s'", path);
        lk_err_hint(err, "it can be rebuilt from a database's ledger, but: %s", why.message);
    }
    lk_err_clear(&why);
    return good;
}

bool lk_cmd_journal(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    struct lk_journal *j = NULL;
    struct lk_buf text = {0};
    struct lk_str named;
    if (!read_path(&named, cli, err)) {
        return false;
    }
    char *path = lk_strdup(named);
    bool good = (lk_file_exists(path) || rebuild(cli, path, err)) &&
                lk_journal_open_read(&j, path, err) &&
                (cli->args.n ? show(&text, cli, j, err) : list(&text, cli, j, err));
    if (good) {
        lk_cli_print(cli, &text);
    }
    lk_journal_close(j);
    lk_buf_clear(&text);
    free(path);
    return good;
}
