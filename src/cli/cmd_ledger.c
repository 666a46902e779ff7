/* ledger: limbeck's tables in the database, and the SQL by which somebody else can create them. */
#include "base/time.h"
#include "cli/json.h"
#include "cli/project.h"
#include "run/read.h"
#include "sql/quote.h"
#include <stdlib.h>

/* --from-version: a number below this program's version. */
static bool read_version(int *version, const struct lk_cli *cli, struct lk_err *err)
{
    struct lk_str text = lk_cli_value(cli, LK_OPT_FROM_VERSION);
    *version = 0;
    if (!lk_cli_has(cli, LK_OPT_FROM_VERSION)) {
        return true;
    }
    char *end, *copy = lk_strdup(text);
    long number = strtol(copy, &end, 10);
    bool whole = *copy && !*end && number > 0 && number <= LK_LEDGER_VERSION;
    free(copy);
    *version = whole ? (int)number : 0;
    return whole || lk_fail(err, LK_E_USAGE, "'" LK_PRI "' is no version of the ledger; this "
                            "limbeck knows 1 to %d", LK_ARG(text), LK_LEDGER_VERSION);
}

/* A new ledger, or the way from one version to the next ones. */
static void add_ddl(struct lk_buf *out, int from)
{
    if (!from) {
        lk_buf_addz(out, lk_ledger_ddl);
    }
    for (int at = from; from && at < LK_LEDGER_VERSION; at++) {
        lk_buf_addz(out, lk_ledger_step_up(at));
    }
}

/* Without --role the grants are a comment: who runs migrations is not known here. */
static void add_grants(struct lk_buf *out, struct lk_cli *cli)
{
    struct lk_buf role = {0}, grants = {0};
    struct lk_str line, rest;
    bool named = lk_cli_has(cli, LK_OPT_ROLE);
    if (named) {
        lk_sql_quote(&role, lk_cli_value(cli, LK_OPT_ROLE), 0);
    }
    lk_ledger_grants(&grants, named ? lk_buf_str(&role) : LK_STR("role"));
    rest = lk_str_trim(lk_buf_str(&grants));
    lk_buf_addz(out, named ? "" : "-- For a role that owns none of it; --role NAME writes this "
                                  "out:\n");
    while (lk_str_split(&line, &rest, '\n')) {
        lk_buf_addf(out, "%s" LK_PRI "\n", named ? "" : "-- ", LK_ARG(line));
    }
    lk_buf_clear(&role);
    lk_buf_clear(&grants);
}

/* One transaction, so that half a ledger is never there. */
static bool print_sql(struct lk_cli *cli, struct lk_err *err)
{
    struct lk_buf out = {0};
    int from;
    if (!read_version(&from, cli, err)) {
        return false;
    }
    lk_buf_addz(&out, "BEGIN;\n");
    add_ddl(&out, from);
    add_grants(&out, cli);
    lk_buf_addz(&out, "COMMIT;\n");
    lk_cli_print(cli, &out);
    lk_buf_clear(&out);
    return true;
}

/* "done", or what else is true of a run. */
static struct lk_str outcome(const struct lk_ledger_run *run)
{
    return run->outcome.n ? run->outcome : LK_STR("not ended");
}

static void show_text(struct lk_buf *out, const struct lk_run_ledger *l)
{
    char time[LK_TIME_TEXT];
    if (!l->version) {
        lk_buf_addz(out, "no ledger\n");
        return;
    }
    lk_buf_addf(out, "version %d%s\nruns %lld\n", l->version,
                l->version < LK_LEDGER_VERSION ? ", the next run leads it to a newer one" : "",
                (long long)l->runs);
    for (size_t i = 0; i < l->last.n; i++) {
        const struct lk_ledger_run *run = &l->last.v[i];
        lk_time_iso(time, run->began_us);
        lk_buf_addf(out, "last %s %s of " LK_PRI " by " LK_PRI " (" LK_PRI "): " LK_PRI "\n", time,
                    run->command, LK_ARG(run->version_table), LK_ARG(run->role),
                    LK_ARG(run->client), LK_ARG(outcome(run)));
    }
}

static void add_member(struct lk_buf *out, const char *name, struct lk_str text)
{
    lk_buf_addf(out, ", \"%s\": ", name);
    if (text.p) {
        lk_buf_json(out, text);
    } else {
        lk_buf_addz(out, "null");
    }
}

/* A number, or null where it is not known. */
static void add_number(struct lk_buf *out, const char *name, int64_t number, bool known)
{
    if (known) {
        lk_buf_addf(out, ", \"%s\": %lld", name, (long long)number);
    } else {
        lk_buf_addf(out, ", \"%s\": null", name);
    }
}

static void run_json(struct lk_buf *out, const struct lk_ledger_run *run)
{
    lk_buf_addf(out, "{\"run\": \"%s\"", run->uuid);
    add_member(out, "command", lk_str_of(run->command));
    add_member(out, "version_table", run->version_table);
    lk_cli_json_time(out, "began", run->began_us);
    lk_cli_json_time(out, "ended", run->ended_us);
    add_member(out, "outcome", run->outcome);
    add_member(out, "error", run->error);
    add_number(out, "status", run->status, run->status >= 0);
    add_number(out, "steps", (int64_t)run->steps, run->limbeck.p != NULL);
    add_member(out, "role", run->role);
    add_member(out, "login", run->login);
    add_member(out, "client", run->client);
    add_member(out, "limbeck", run->limbeck);
    add_number(out, "server_version", run->server_version, run->server_version > 0);
    lk_buf_addc(out, '}');
}

static void show_json(struct lk_buf *out, const struct lk_run_ledger *l)
{
    if (l->version) {
        lk_buf_addf(out, "{\"version\": %d", l->version);
    } else {
        lk_buf_addz(out, "{\"version\": null");
    }
    lk_buf_addf(out, ", \"newest\": %d, \"runs\": %lld, \"last\": ", LK_LEDGER_VERSION,
                (long long)l->runs);
    if (l->last.n) {
        run_json(out, &l->last.v[0]);
    } else {
        lk_buf_addz(out, "null");
    }
    lk_buf_addz(out, "}\n");
}

/* Reads only; a database without ledger is no error. */
static bool show(struct lk_cli *cli, struct lk_err *err)
{
    struct lk_cli_project p;
    struct lk_run_ledger ledger;
    struct lk_buf out = {0};
    if (!lk_cli_open(&p, cli, err) || !lk_cli_env(&p, cli, false, err) ||
        !lk_cli_database(&p, err) || !lk_run_ledger(&ledger, cli->arena, &p.db, err)) {
        return false;
    }
    if (lk_cli_has(cli, LK_OPT_JSON)) {
        show_json(&out, &ledger);
    } else {
        show_text(&out, &ledger);
    }
    lk_cli_print(cli, &out);
    lk_buf_clear(&out);
    return true;
}

bool lk_cmd_ledger(int *status, struct lk_cli *cli, struct lk_err *err)
{
    (void)status;
    bool sql = lk_cli_has(cli, LK_OPT_SQL);
    if (!sql && (lk_cli_has(cli, LK_OPT_ROLE) || lk_cli_has(cli, LK_OPT_FROM_VERSION))) {
        return lk_fail(err, LK_E_USAGE, "--role and --from-version need --sql");
    }
    return sql ? print_sql(cli, err) : show(cli, err);
}
