/* The journal's file: what was appended can be read, all of an append or nothing, and a file that
 * cannot be used is said to be so. */
#include "lk_test.h"
#include "journal/journal.h"
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[64];

static char *path_of(const char *name)
{
    return lk_format("%s/%s", directory, name);
}

static int make_directory(void **state)
{
    (void)state;
    strcpy(directory, "/tmp/limbeck-journal-XXXXXX");
    return mkdtemp(directory) ? 0 : -1;
}

static int remove_directory(void **state)
{
    char *command = lk_format("rm -rf '%s'", directory);
    int status = system(command);
    (void)state;
    free(command);
    return status;
}

static struct lk_journal *open_journal(const char *path)
{
    struct lk_err err = {0};
    struct lk_journal *j;
    if (!lk_journal_open(&j, path, NULL, &err))
        fail_msg("%s", err.message);
    return j;
}

static const struct lk_datum *map_of(struct lk_arena *a, const char *key, const char *value)
{
    struct lk_pair pair = {lk_str_of(key), lk_datum_str(a, lk_str_of(value))};
    return lk_datum_map(a, &pair, 1);
}

static void begin(struct lk_journal *j, struct lk_arena *a, const char *uuid)
{
    struct lk_journal_start start = {uuid, LK_STR("one/db/t"), 1000,
                                     map_of(a, "command", "upgrade")};
    assert_true(lk_journal_begin(&start, j, NULL));
}

static void what_was_appended_is_read(void **state)
{
    struct lk_arena *a = lk_arena_new();
    char *path = path_of("sub/dir/journal.db");
    struct lk_journal *j = open_journal(path);
    (void)state;
    begin(j, a, "00000000-0000-4000-8000-000000000001");
    struct lk_journal_event events[] = {
        {LK_JOURNAL_STEP, 1, 0, 0, 2000, map_of(a, "to", "a1"), {NULL, 0}},
        {LK_JOURNAL_OP, 1, 1, 77, 3000, map_of(a, "sql", "SELECT 'x'"), {NULL, 0}},
        {LK_JOURNAL_END, 0, 0, 0, 4000, map_of(a, "outcome", "done"), {NULL, 0}}};
    assert_true(lk_journal_append(j, events, 2, NULL));
    struct lk_journal_runs runs;
    assert_true(lk_journal_runs(&runs, a, j, 10, NULL));
    assert_int_equal(runs.n, 1);
    assert_int_equal(runs.v[0].ended_us, 0);
    assert_text(runs.v[0].outcome, "");
    free(runs.v);
    assert_true(lk_journal_append(j, events + 2, 1, NULL));
    lk_journal_close(j);
    j = open_journal(path);
    assert_true(lk_journal_runs(&runs, a, j, 10, NULL));
    assert_int_equal(runs.v[0].ended_us, 4000);
    assert_text(runs.v[0].outcome, "done");
    struct lk_journal_lines lines;
    assert_true(lk_journal_read(&lines, a, j, runs.v[0].id, NULL));
    assert_int_equal(lines.n, 3);
    assert_text(lines.v[1].kind, "op");
    assert_int_equal(lines.v[1].txid, 77);
    assert_text(lines.v[1].body, "{\"sql\": \"SELECT 'x'\"}");
    free(lines.v);
    free(runs.v);
    lk_journal_close(j);
    free(path);
    lk_arena_free(a);
}

static void an_append_is_all_or_nothing(void **state)
{
    struct lk_arena *a = lk_arena_new();
    char *path = path_of("j2.db");
    struct lk_journal *j = open_journal(path);
    struct lk_journal_lines lines;
    (void)state;
    begin(j, a, "00000000-0000-4000-8000-000000000002");
    begin(j, a, "00000000-0000-4000-8000-000000000003");
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "CREATE TRIGGER t BEFORE INSERT ON event WHEN new.op = 2 "
                                         "BEGIN SELECT raise(ABORT, 'no'); END", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(other);
    struct lk_journal_event events[] = {{LK_JOURNAL_OP, 1, 1, 0, 1, NULL, {NULL, 0}},
                                        {LK_JOURNAL_OP, 1, 2, 0, 1, NULL, {NULL, 0}}};
    struct lk_err err = {0};
    assert_false(lk_journal_append(j, events, 2, &err));
    assert_int_equal(err.code, LK_E_JOURNAL);
    assert_non_null(strstr(err.message, path));
    assert_true(lk_journal_read(&lines, a, j, 2, NULL));
    assert_int_equal(lines.n, 0);
    assert_true(lk_journal_append(j, events, 1, NULL));
    free(lines.v);
    lk_err_clear(&err);
    lk_journal_close(j);
    free(path);
    lk_arena_free(a);
}

static void the_file_is_for_its_owner_only(void **state)
{
    char *path = path_of("j3.db");
    struct stat s;
    (void)state;
    lk_journal_close(open_journal(path));
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    free(path);
}

static void two_processes_take_turns(void **state)
{
    struct lk_arena *a = lk_arena_new();
    char *path = path_of("j5.db");
    struct lk_journal *one = open_journal(path), *two = open_journal(path);
    struct lk_journal_event event = {LK_JOURNAL_OP, 1, 1, 0, 1, NULL, {NULL, 0}};
    struct lk_journal_runs runs;
    (void)state;
    begin(one, a, "00000000-0000-4000-8000-000000000004");
    begin(two, a, "00000000-0000-4000-8000-000000000005");
    for (int i = 0; i < 5; i++) {
        assert_true(lk_journal_append(one, &event, 1, NULL));
        assert_true(lk_journal_append(two, &event, 1, NULL));
    }
    assert_true(lk_journal_runs(&runs, a, one, 1, NULL));
    assert_int_equal(runs.n, 1);
    assert_text(runs.v[0].uuid, "00000000-0000-4000-8000-000000000005");
    free(runs.v);
    lk_journal_close(one);
    lk_journal_close(two);
    free(path);
    lk_arena_free(a);
}

static void append(struct lk_journal *j, enum lk_journal_kind kind, int64_t at_us,
                   const struct lk_datum *body)
{
    struct lk_journal_event event = {kind, 1, 1, 0, at_us, body, {NULL, 0}};
    assert_true(lk_journal_append(j, &event, 1, NULL));
}

static size_t count_events(struct lk_journal *j, struct lk_arena *a, int64_t run)
{
    struct lk_journal_lines lines;
    assert_true(lk_journal_read(&lines, a, j, run, NULL));
    free(lines.v);
    return lines.n;
}

static void old_closed_runs_go_as_a_whole(void **state)
{
    struct lk_arena *a = lk_arena_new();
    char *path = path_of("keep.db"), uuid[40];
    struct lk_journal *j = open_journal(path);
    struct lk_journal_runs runs;
    (void)state;
    for (int i = 1; i <= 6; i++) {
        snprintf(uuid, sizeof uuid, "0000000%d-0000-4000-8000-000000000000", i);
        struct lk_journal_start start = {uuid, LK_STR("t"), 1000 * i, map_of(a, "a", "b")};
        assert_true(lk_journal_begin(&start, j, NULL));
        append(j, LK_JOURNAL_OP, 1000 * i, NULL);
        if (i != 2)
            append(j, LK_JOURNAL_END, 1000 * i + 1, map_of(a, "outcome", "done"));
    }
    assert_true(lk_journal_prune(j, &(struct lk_journal_keep){6, INT64_MIN}, NULL));
    assert_true(lk_journal_runs(&runs, a, j, 10, NULL));
    assert_int_equal(runs.n, 6);
    free(runs.v);
    assert_true(lk_journal_prune(j, &(struct lk_journal_keep){3, INT64_MIN}, NULL));
    assert_true(lk_journal_runs(&runs, a, j, 10, NULL));
    assert_int_equal(runs.n, 4);               /* the second has no end */
    assert_int_equal(runs.v[3].id, 2);
    free(runs.v);
    assert_int_equal(count_events(j, a, 1), 0);
    assert_int_equal(count_events(j, a, 2), 1);
    assert_true(lk_journal_prune(j, &(struct lk_journal_keep){-1, 6000}, NULL));
    assert_true(lk_journal_runs(&runs, a, j, 10, NULL));
    assert_int_equal(runs.n, 2);
    assert_int_equal(runs.v[0].id, 6);
    free(runs.v);
    lk_journal_close(j);
    free(path);
    lk_arena_free(a);
}

static void the_past_is_adopted_once(void **state)
{
    struct lk_arena *a = lk_arena_new();
    char *path = path_of("adopt.db");
    struct lk_journal *j = open_journal(path);
    struct lk_journal_event end = {LK_JOURNAL_END, 0, 0, 0, 20, map_of(a, "outcome", "done"),
                                   {NULL, 0}};
    struct lk_journal_past past[2] = {
        {{"00000000-0000-4000-8000-00000000000a", LK_STR("t"), 10, map_of(a, "a", "b")}, &end, 1},
        {{"00000000-0000-4000-8000-00000000000b", LK_STR("t"), 15, map_of(a, "a", "b")}, NULL, 0}};
    struct lk_journal_runs runs;
    bool knows = true;
    (void)state;
    assert_true(lk_journal_knows(&knows, j, LK_STR("t"), NULL));
    assert_false(knows);
    begin(j, a, "00000000-0000-4000-8000-00000000000b");
    assert_true(lk_journal_adopt(j, LK_STR("t"), past, 2, NULL));
    assert_true(lk_journal_adopt(j, LK_STR("t"), past, 2, NULL));
    assert_true(lk_journal_knows(&knows, j, LK_STR("t"), NULL));
    assert_true(knows);
    assert_true(lk_journal_runs(&runs, a, j, 10, NULL));
    assert_int_equal(runs.n, 2);
    assert_false(runs.v[0].rebuilt);
    assert_true(runs.v[1].rebuilt);
    assert_text(runs.v[1].outcome, "done");
    assert_int_equal(count_events(j, a, runs.v[1].id), 1);
    free(runs.v);
    append(j, LK_JOURNAL_OP, 1, NULL);         /* still of the run that began */
    assert_true(lk_journal_unfinished(&runs, a, j, LK_STR("one/db/t"), NULL));
    assert_int_equal(runs.n, 1);
    assert_int_equal(count_events(j, a, runs.v[0].id), 1);
    struct lk_journal_event found = {LK_JOURNAL_INTERRUPTED, 0, 0, 0, 30,
                                     map_of(a, "outcome", "interrupted"), {NULL, 0}};
    assert_true(lk_journal_settle(j, runs.v[0].id, &found, NULL));
    free(runs.v);
    assert_true(lk_journal_unfinished(&runs, a, j, LK_STR(""), NULL));
    assert_int_equal(runs.n, 0);
    lk_journal_close(j);
    free(path);
    lk_arena_free(a);
}

static void check_found(struct lk_journal *j, struct lk_arena *a, const char *name, int64_t id)
{
    struct lk_journal_run run = {0};
    struct lk_err err = {0};
    bool found = lk_journal_find(&run, a, j, lk_str_of(name), &err);
    assert_int_equal(found ? run.id : 0, id);
    assert_true(found || err.code == LK_E_USAGE);
    lk_err_clear(&err);
}

static void runs_are_found_by_what_people_call_them(void **state)
{
    struct lk_arena *a = lk_arena_new();
    char *path = path_of("find.db");
    struct lk_journal *j = open_journal(path);
    (void)state;
    begin(j, a, "2b000000-0000-4000-8000-000000000001");
    begin(j, a, "2b100000-0000-4000-8000-000000000002");
    begin(j, a, "77000000-0000-4000-8000-000000000003");
    check_found(j, a, "1", 1);
    check_found(j, a, "2", 2);
    check_found(j, a, "77", 3);
    check_found(j, a, "2b1", 2);
    check_found(j, a, "2B0", 1);
    check_found(j, a, "2b", 0);
    check_found(j, a, "9", 0);
    check_found(j, a, "77000000-0000-4000-8000-000000000003", 3);
    check_found(j, a, "last", 3);
    check_found(j, a, "%", 0);
    lk_journal_close(j);
    free(path);
    lk_arena_free(a);
}

static void the_default_path_is_below_the_state_directory(void **state)
{
    struct lk_arena *a = lk_arena_new();
    (void)state;
    setenv("XDG_STATE_HOME", "/x/state", 1);
    assert_text(lk_journal_path(a), "/x/state/limbeck/journal.db");
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", "/x/me", 1);
    assert_text(lk_journal_path(a), "/x/me/.local/state/limbeck/journal.db");
    unsetenv("HOME");
    assert_null(lk_journal_path(a).p);
    lk_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_appended_is_read),
        cmocka_unit_test(an_append_is_all_or_nothing),
        cmocka_unit_test(the_file_is_for_its_owner_only),
        cmocka_unit_test(two_processes_take_turns),
        cmocka_unit_test(old_closed_runs_go_as_a_whole),
        cmocka_unit_test(the_past_is_adopted_once),
        cmocka_unit_test(runs_are_found_by_what_people_call_them),
        cmocka_unit_test(the_default_path_is_below_the_state_directory),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
