/* Drives lk_run with steps written as lines of text, so that the executor is tested without script
 * language and manifests.  usage: exec_tool CONNINFO [flag…] < steps
 *
 *   step ID [bare] [tolerate=WORD]…     begins a revision
 *   do SQL | try SQL | rows SQL | count SQL      an execute; `try` and `rows` are observed
 *   op NAME ARG=TEXT…, tryop NAME ARG=TEXT…      an operation; column=name:Type
 *   enter|leave|undo nested|autocommit|connection, commit, rollback, on N SQL, say TEXT
 *   raise                                        the script fails here
 *   reraise SQL                                  observed, and the failure leaves the script
 *
 * It prints what the script sees and the run's log lines, then "status N: message". */
#include "model/op.h"
#include "run/run.h"
#include "sql/lower.h"
#include <stdio.h>
#include <stdlib.h>

struct line {
    struct lk_str text;
    uint32_t source;
};

struct tool {
    struct lk_arena *arena;
    struct lk_sources *sources;
    struct lk_sink *sink;
    struct { struct line *v; size_t n, cap; } lines;
    struct { struct lk_step *v; size_t n, cap; } steps;
    struct { size_t *v; size_t n, cap; } starts;   /* first line of each step */
    uint32_t seq, connection;
    bool downgrade;
};

static struct lk_str word(struct lk_str *rest)
{
    struct lk_str w = {NULL, 0};
    *rest = lk_str_trim(*rest);
    if (rest->n && !lk_str_split(&w, rest, ' '))
        w = (struct lk_str){NULL, 0};
    if (!rest->p)
        *rest = LK_STR("");
    return w;
}

static const struct lk_datum *arg_value(struct tool *t, struct lk_str name, struct lk_str value)
{
    ptrdiff_t colon = lk_str_find(value, LK_STR(":"), 0);
    if (lk_str_is(name, "column") && colon >= 0) {
        struct lk_datum *type = lk_datum_node(
            t->arena, lk_node_find(lk_str_cut(value, (size_t)colon + 1, value.n)));
        struct lk_datum *column = lk_datum_node(t->arena, lk_node_find(LK_STR("column")));
        const struct lk_def *def = column->as.node.def;
        column->as.node.arg[lk_def_param(def, "name")] =
            lk_datum_str(t->arena, lk_str_cut(value, 0, (size_t)colon));
        column->as.node.arg[lk_def_param(def, "type")] = type;
        return column;
    }
    if (lk_str_is(name, "columns") || lk_str_is(name, "local_cols") ||
        lk_str_is(name, "remote_cols")) {
        const struct lk_datum *one = lk_datum_str(t->arena, value);
        return lk_datum_list(t->arena, &one, 1);
    }
    if (lk_str_is(value, "true") || lk_str_is(value, "false"))
        return lk_datum_bool(t->arena, lk_str_is(value, "true"));
    return lk_datum_str(t->arena, value);
}

static struct lk_op *typed_op(struct tool *t, struct lk_str rest)
{
    struct lk_str name = word(&rest), pair;
    const struct lk_def *def = lk_op_find(name);
    if (!def) {
        fprintf(stderr, "unknown operation " LK_PRI "\n", LK_ARG(name));
        exit(99);
    }
    struct lk_op *op = lk_op_new(t->arena, (enum lk_op_id)def->id);
    while ((pair = word(&rest)).n) {
        ptrdiff_t eq = lk_str_find(pair, LK_STR("="), 0);
        char *key = lk_strdup(lk_str_cut(pair, 0, (size_t)eq));
        lk_op_set(op, key, arg_value(t, lk_str_of(key),
                                     lk_str_cut(pair, (size_t)eq + 1, pair.n)));
        free(key);
    }
    return op;
}

static struct lk_op *sql_op(struct tool *t, struct lk_str sql)
{
    struct lk_op *op = lk_op_new(t->arena, LK_OP_EXECUTE);
    lk_op_set(op, "sqltext", lk_datum_str(t->arena, sql));
    return op;
}

static void show_rows(const struct lk_result *r)
{
    for (uint64_t i = 0; r && i < r->nrows; i++) {
        printf("row");
        for (uint32_t k = 0; k < r->ncolumns; k++) {
            struct lk_str cell = r->cell(r, i, k);
            printf(" " LK_PRI, LK_ARG(cell.p ? cell : LK_STR("NULL")));
        }
        printf("\n");
    }
}

/* Emits and prints what a script would see; false when the run must end. */
static bool emit(struct tool *t, const struct line *line, struct lk_op *op,
                 struct lk_emit_how how, struct lk_err *err)
{
    struct lk_emitted out;
    op->seq = ++t->seq;
    op->span = (struct lk_span){line->source, 0, (uint32_t)line->text.n};
    enum lk_emit e = t->sink->class->emit(&out, t->sink, op, how, err);
    if (e == LK_EMIT_REFUSED)
        return false;
    if (how.observed && e == LK_EMIT_FAILED)
        printf("sees failed %s " LK_PRI "\n", out.diag->sqlstate, LK_ARG(out.diag->message));
    else if (how.observed)
        printf("sees %s\n", e == LK_EMIT_SKIPPED ? "skipped" : "done");
    if (how.want == LK_WANT_ROWS)
        show_rows(out.result);
    if (how.want == LK_WANT_COUNT)
        printf("count %lld\n", out.result ? (long long)out.result->count : -1LL);
    lk_result_free(out.result);
    return true;
}

static bool scope(struct tool *t, struct lk_str verb, struct lk_str what, struct lk_err *err)
{
    static const char *const names[] = {"nested", "autocommit", "", "", "connection"};
    enum lk_scope_act act = lk_str_is(verb, "leave")  ? LK_SCOPE_LEAVE
                            : lk_str_is(verb, "undo") ? LK_SCOPE_UNDO
                                                      : LK_SCOPE_ENTER;
    uint32_t connection = 0;
    enum lk_scope scope = LK_SCOPE_COMMIT;
    if (lk_str_is(verb, "rollback"))
        scope = LK_SCOPE_ROLLBACK;
    for (int i = 0; i < 5; i++)
        if (what.n && lk_str_is(what, names[i]))
            scope = (enum lk_scope)i;
    if (lk_str_is(what, "2") || (scope == LK_SCOPE_CONNECTION && act != LK_SCOPE_ENTER))
        connection = t->connection;
    if (!t->sink->class->scope(&connection, t->sink, scope, act, err))
        return false;
    t->connection = scope == LK_SCOPE_CONNECTION ? connection : t->connection;
    return true;
}

static bool one_line(struct tool *t, const struct line *line, struct lk_err *err)
{
    struct lk_str rest = line->text, verb = word(&rest);
    struct lk_emit_how how = {0};
    how.observed = lk_str_is(verb, "try") || lk_str_is(verb, "tryop") || lk_str_is(verb, "reraise");
    if (lk_str_is(verb, "rows"))
        how.want = LK_WANT_ROWS;
    if (lk_str_is(verb, "count"))
        how.want = LK_WANT_COUNT;
    if (lk_str_is(verb, "on")) {
        word(&rest);
        how.connection = t->connection;
        how.observed = true;
    }
    if (lk_str_is(verb, "op") || lk_str_is(verb, "tryop"))
        return emit(t, line, typed_op(t, rest), how, err);
    if (lk_str_is(verb, "raise"))
        return lk_fail(err, LK_E_SCRIPT, "ValueError: raised");
    if (lk_str_is(verb, "say")) {
        t->sink->class->say(t->sink, rest);
        return true;
    }
    if (lk_str_is(verb, "enter") || lk_str_is(verb, "leave") || lk_str_is(verb, "undo") ||
        lk_str_is(verb, "commit") || lk_str_is(verb, "rollback"))
        return scope(t, verb, lk_str_trim(rest), err);
    return emit(t, line, sql_op(t, rest), how, err);
}

static bool body(void *self, const struct lk_step *step, struct lk_arena *arena,
                 struct lk_err *err)
{
    struct tool *t = self;
    (void)arena;
    t->seq = 0;
    for (size_t i = t->starts.v[step->revision->index] + 1; i < t->lines.n; i++) {
        if (lk_str_starts(t->lines.v[i].text, LK_STR("step ")))
            break;
        if (!one_line(t, &t->lines.v[i], err))
            return false;
    }
    return true;
}

static bool plan(struct lk_plan *out, void *self, struct lk_arena *arena,
                 const struct lk_names *heads, struct lk_err *err)
{
    struct tool *t = self;
    size_t first = 0;
    (void)arena;
    (void)err;
    for (size_t i = 0; heads->n && i < t->steps.n; i++)
        if (lk_str_eq(t->steps.v[i].revision->id, heads->v[0]))
            first = i + 1;
    *out = (struct lk_plan){.v = t->steps.v + first, .n = t->steps.n - first};
    return true;
}

static bool open_it(void *self, struct lk_sink *sink, struct lk_err *err)
{
    (void)err;
    ((struct tool *)self)->sink = sink;
    return true;
}

static void close_it(void *self)
{
    ((struct tool *)self)->sink = NULL;
}

static void rules(struct lk_run_rules *out, void *self, const struct lk_step *step)
{
    struct tool *t = self;
    struct lk_str rest = t->lines.v[t->starts.v[step->revision->index]].text, w;
    *out = (struct lk_run_rules){.tolerate = {.v = lk_arena_array(t->arena, 8, sizeof w)}};
    while ((w = word(&rest)).n) {
        if (lk_str_is(w, "bare"))
            out->bare = true;
        if (lk_str_starts(w, LK_STR("tolerate=")) && out->tolerate.n < 8)
            out->tolerate.v[out->tolerate.n++] = lk_str_cut(w, 9, w.n);
    }
}

static void add_step(struct tool *t, struct lk_str rest)
{
    struct lk_revision *r = lk_arena_alloc(t->arena, sizeof *r);
    struct lk_row *row = lk_arena_alloc(t->arena, sizeof *row);
    struct lk_str before = t->steps.n ? t->steps.v[t->steps.n - 1].revision->id : LK_STR("");
    word(&rest);
    r->id = word(&rest);
    r->index = (uint32_t)t->steps.n;
    *row = (struct lk_row){before.n ? LK_ROW_UPDATE : LK_ROW_INSERT, before, r->id};
    *LK_PUSH(&t->steps) = (struct lk_step){.revision = r, .from = before, .to = r->id, .row = row,
                                           .nrow = 1};
    *LK_PUSH(&t->starts) = t->lines.n;
}

static void read_lines(struct tool *t)
{
    char text[65536];
    while (fgets(text, sizeof text, stdin)) {
        struct lk_str s = lk_str_trim(lk_str_of(text));
        if (!s.n || s.p[0] == '#')
            continue;
        s = lk_arena_str(t->arena, s);
        if (lk_str_starts(s, LK_STR("step ")))
            add_step(t, s);
        *LK_PUSH(&t->lines) = (struct line){s, lk_sources_add(t->sources, LK_STR("steps"), s)};
    }
}

static void say(void *self, enum lk_run_level level, const char *logger, struct lk_str line)
{
    static const char *const name[] = {"INFO", "WARN", "DEBUG"};
    (void)self;
    if (level != LK_RUN_DEBUG)
        printf("%s %s " LK_PRI "\n", name[level], logger, LK_ARG(line));
}

static void script_says(void *self, struct lk_str text)
{
    (void)self;
    printf("says " LK_PRI "\n", LK_ARG(text));
}

static void print_sql(void *self, struct lk_str text)
{
    (void)self;
    printf(LK_PRI, LK_ARG(text));
}

static bool flag(int argc, char **argv, const char *name)
{
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return true;
    return false;
}

static const char *option(int argc, char **argv, const char *name)
{
    for (int i = 2; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    return NULL;
}

/* "host=… dbname=…" into keywords and values. */
static void read_conninfo(char *text, const char **key, const char **value)
{
    size_t n = 0;
    for (char *p = strtok(text, " "); p && n < 15; p = strtok(NULL, " ")) {
        char *eq = strchr(p, '=');
        *eq = '\0';
        key[n] = p;
        value[n++] = eq + 1;
    }
}

static void finish(struct tool *t)
{
    free(t->lines.v);
    free(t->steps.v);
    free(t->starts.v);
    lk_sources_free(t->sources);
    lk_arena_free(t->arena);
}

int main(int argc, char **argv)
{
    struct tool t = {.arena = lk_arena_new(), .sources = lk_sources_new()};
    struct lk_err err = {0};
    const char *key[16] = {NULL}, *value[16] = {NULL};
    const char *wait = option(argc, argv, "--lock-wait");
    const char *connect = option(argc, argv, "--connect-wait");
    read_conninfo(argv[1], key, value);
    setvbuf(stdout, NULL, _IOLBF, 0);
    read_lines(&t);
    struct lk_run_source source = {.self = &t, .plan = plan, .open = open_it, .body = body,
                                   .close = close_it, .rules = rules};
    struct lk_dialect dialect = {.literal_binds = true};
    struct lk_run_plan p = {
        .source = &source, .sources = t.sources, .dialect = &dialect,
        .db = {.keyword = key, .value = value, .wake_fd = lk_run_signals(),
               .wait_us = connect ? atoll(connect) : 0},
        .version = {.table = LK_STR("alembic_version")},
        .tx = flag(argc, argv, "--revision") ? LK_RUN_TX_REVISION : LK_RUN_TX_RUN,
        .await_all = flag(argc, argv, "--await"), .sql = flag(argc, argv, "--sql"),
        .fail_on_skip = flag(argc, argv, "--fail-on-skip"), .print = print_sql, .say = say,
        .script_says = script_says, .lock_wait_us = wait ? atoll(wait) : 0,
        .ledger = flag(argc, argv, "--ledger")        ? LK_LEDGER_REQUIRE
                  : flag(argc, argv, "--ledger-auto") ? LK_LEDGER_AUTO
                                                      : LK_LEDGER_OFF};
    const char *journal = option(argc, argv, "--journal");
    p.journal_path = lk_str_of(journal);
    p.journal_named = !flag(argc, argv, "--journal-default");
    struct lk_run_report report;
    bool ok = lk_run(&report, &p, &err);
    int status = ok ? 0 : lk_err_status(err.code);
    printf("status %d%s%s\n", status, ok ? "" : ": ", ok ? "" : err.message);
    if (!ok && flag(argc, argv, "--detail")) {
        struct lk_buf shown = {0};
        lk_err_show(&shown, &err, t.sources);
        printf("%s", shown.p);
        lk_buf_clear(&shown);
    }
    if (report.signal && status != 7 && status != 8)
        status = 128 + report.signal;
    lk_run_report_clear(&report);
    lk_err_clear(&err);
    finish(&t);
    return status;
}
