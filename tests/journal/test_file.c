/* What may be the journal's file and what becomes of one that cannot be: damaged files are set
 * aside, files of others are refused and left as they are. */
#include "lk_test.h"
#include "base/file.h"
#include "journal/journal.h"
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[64];

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

/* A path in a directory of its own, so that what is set aside can be counted. */
static char *path_in(const char *name)
{
    char *path = lk_format("%s/%s/journal.db", directory, name);
    char *dir = lk_format("%s/%s", directory, name);
    assert_int_equal(mkdir(dir, 0700), 0);
    free(dir);
    return path;
}

static void write_at(const char *path, long offset, const char *text, const char *mode)
{
    FILE *f = fopen(path, mode);
    fseek(f, offset, SEEK_SET);
    fputs(text, f);
    fclose(f);
}

static void begin(struct lk_journal *j, int number)
{
    struct lk_arena *a = lk_arena_new();
    char uuid[40];
    struct lk_pair pair = {LK_STR("command"), lk_datum_str(a, LK_STR("upgrade"))};
    snprintf(uuid, sizeof uuid, "%08d-0000-4000-8000-000000000000", number);
    struct lk_journal_start start = {uuid, LK_STR("t"), number, lk_datum_map(a, &pair, 1)};
    assert_true(lk_journal_begin(&start, j, NULL));
    lk_arena_free(a);
}

/* A journal with many runs, closed. */
static void fill(const char *path, int runs)
{
    struct lk_journal *j;
    assert_true(lk_journal_open(&j, path, NULL, NULL));
    for (int i = 1; i <= runs; i++)
        begin(j, i);
    lk_journal_close(j);
}

/* How many runs there are; negative when the file cannot be read. */
static int count(const char *path)
{
    struct lk_arena *a = lk_arena_new();
    struct lk_journal_runs runs = {0};
    struct lk_journal *j;
    int n = -1;
    if (lk_journal_open_read(&j, path, NULL)) {
        n = lk_journal_runs(&runs, a, j, 100000, NULL) ? (int)runs.n : -2;
        lk_journal_close(j);
    }
    free(runs.v);
    lk_arena_free(a);
    return n;
}

static int count_aside(const char *path)
{
    struct lk_arena *a = lk_arena_new();
    struct lk_names names;
    int n = 0;
    char *dir = lk_strdup(lk_path_dir(lk_str_of(path)));
    assert_true(lk_dir_list(&names, a, dir, NULL));
    for (size_t i = 0; i < names.n; i++)
        n += lk_str_find(names.v[i], LK_STR(".damaged-"), 0) >= 0;
    free(dir);
    lk_arena_free(a);
    return n;
}

static void check_set_aside(const char *path)
{
    struct lk_journal *j;
    struct lk_buf note = {0};
    struct lk_err err = {0};
    if (!lk_journal_open(&j, path, &note, &err))
        fail_msg("%s", err.message);
    begin(j, 1);
    lk_journal_close(j);
    assert_non_null(strstr(note.p, "set aside"));
    assert_int_equal(count_aside(path), 1);
    assert_int_equal(count(path), 1);
    lk_buf_clear(&note);
}

static void check_refused(const char *path, const char *why)
{
    struct lk_journal *j;
    struct lk_err err = {0};
    assert_false(lk_journal_open(&j, path, NULL, &err));
    assert_null(j);
    assert_int_equal(err.code, LK_E_JOURNAL);
    if (!strstr(err.message, why))
        fail_msg("'%s' is not in '%s'", why, err.message);
    assert_int_equal(count_aside(path), 0);
    lk_err_clear(&err);
}

static void what_is_no_database_is_set_aside(void **state)
{
    char *path = path_in("garbage");
    (void)state;
    write_at(path, 0, "this is no database, and it is long enough for SQLite to look at its header"
                      " and see that; it is even longer than a hundred bytes, which a header has\n",
             "w");
    check_set_aside(path);
    free(path);
}

static void a_garbled_header_is_set_aside(void **state)
{
    char *path = path_in("header");
    (void)state;
    fill(path, 3);
    write_at(path, 0, "garbage in the first bytes", "r+");
    check_set_aside(path);
    free(path);
}

static void a_garbled_schema_is_set_aside(void **state)
{
    char *path = path_in("schema");
    char garbage[3900];
    (void)state;
    fill(path, 3);
    memset(garbage, '#', sizeof garbage);
    garbage[sizeof garbage - 1] = '\0';
    write_at(path, 100, garbage, "r+");
    check_set_aside(path);
    free(path);
}

static void a_damaged_page_is_found_where_it_is_touched(void **state)
{
    char *path = path_in("page");
    char garbage[20000];
    struct lk_err err = {0};
    struct lk_journal *j;
    (void)state;
    fill(path, 2000);
    memset(garbage, '#', sizeof garbage);
    garbage[sizeof garbage - 1] = '\0';
    write_at(path, 40960, garbage, "r+");
    assert_int_equal(count(path), -2);
    assert_true(lk_journal_open(&j, path, NULL, NULL));
    struct lk_journal_keep keep = {10, INT64_MIN};
    assert_false(lk_journal_prune(j, &keep, &err) && lk_journal_find(
        &(struct lk_journal_run){0}, NULL, j, LK_STR("xyz"), &err));
    assert_true(lk_journal_is_damaged(j));
    lk_journal_close(j);
    lk_err_clear(&err);
    struct lk_buf note = {0};
    assert_true(lk_journal_set_aside(path, &note, NULL));
    fill(path, 1);
    assert_int_equal(count_aside(path), 1);
    assert_int_equal(count(path), 1);
    lk_buf_clear(&note);
    free(path);
}

static void sql(const char *path, const char *text)
{
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    if (sqlite3_exec(other, text, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(other));
    sqlite3_close(other);
}

static void a_newer_journal_is_left_alone(void **state)
{
    char *path = path_in("newer");
    (void)state;
    fill(path, 3);
    sql(path, "PRAGMA user_version = 99");
    check_refused(path, "newer limbeck");
    sql(path, "PRAGMA user_version = 2");
    assert_int_equal(count(path), 3);
    free(path);
}

static void another_programs_database_is_left_alone(void **state)
{
    char *path = path_in("other");
    (void)state;
    sql(path, "CREATE TABLE run (x)");
    assert_int_equal(chmod(path, 0600), 0);
    check_refused(path, "another program");
    free(path);
}

static void an_older_journal_is_upgraded_in_place(void **state)
{
    char *path = path_in("older");
    (void)state;
    sql(path, "CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, "
              "began INTEGER NOT NULL, ended INTEGER, outcome TEXT, body TEXT NOT NULL);"
              "CREATE TABLE event (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run "
              "(id), kind TEXT NOT NULL, step INTEGER NOT NULL, op INTEGER NOT NULL, "
              "txid INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT);"
              "CREATE INDEX event_of_run ON event (run, id);"
              "INSERT INTO run (uuid, began, body) VALUES ('old', 5, '{}')");
    fill(path, 2);
    assert_int_equal(count(path), 3);
    free(path);
}

static void what_is_no_file_of_ours_is_refused(void **state)
{
    char *path = path_in("link");
    (void)state;
    assert_int_equal(symlink("/tmp/nothing", path), 0);
    check_refused(path, "symbolic link");
    free(path);
    path = path_in("directory");
    assert_int_equal(mkdir(path, 0700), 0);
    check_refused(path, "directory");
    free(path);
    path = path_in("fifo");
    assert_int_equal(mkfifo(path, 0600), 0);
    check_refused(path, "no regular file");
    free(path);
    struct lk_journal *j;
    struct lk_err err = {0};
    assert_false(lk_journal_open(&j, "/proc/nope/journal.db", NULL, &err));
    assert_int_equal(err.code, LK_E_JOURNAL);
    lk_err_clear(&err);
}

static void a_file_of_another_user_is_refused(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    char *path = path_in("foreign");
    fill(path, 1);
    assert_int_equal(chown(path, 65534, 65534), 0);
    check_refused(path, "another user");
    assert_int_equal(count(path), 1);          /* root may read it */
    free(path);
}

static void the_file_is_closed_to_others(void **state)
{
    char *path = path_in("mode");
    struct stat s;
    (void)state;
    fill(path, 1);
    assert_int_equal(chmod(path, 0644), 0);
    fill(path, 0);
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    free(path);
    path = lk_format("%s/made/by/limbeck/journal.db", directory);
    fill(path, 1);
    *strrchr(path, '/') = '\0';
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0700);
    free(path);
}

/* A directory in place of the shared memory's file refuses WAL as some file systems do. */
static void check_without_wal(const char *name, int before)
{
    char *path = path_in(name), *shm = lk_format("%s-shm", path);
    struct lk_buf note = {0};
    struct lk_journal *j;
    if (before)
        fill(path, before);
    assert_int_equal(mkdir(shm, 0700), 0);
    assert_true(lk_journal_open(&j, path, &note, NULL));
    begin(j, before + 1);
    lk_journal_close(j);
    assert_non_null(strstr(note.p, "without write-ahead log"));
    assert_int_equal(count(path), before + 1);
    assert_int_equal(count_aside(path), 0);
    lk_buf_clear(&note);
    free(shm);
    free(path);
}

static void without_wal_it_is_kept_all_the_same(void **state)
{
    (void)state;
    check_without_wal("nowal", 2);
    check_without_wal("nowal-new", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_database_is_set_aside),
        cmocka_unit_test(a_garbled_header_is_set_aside),
        cmocka_unit_test(a_garbled_schema_is_set_aside),
        cmocka_unit_test(a_damaged_page_is_found_where_it_is_touched),
        cmocka_unit_test(a_newer_journal_is_left_alone),
        cmocka_unit_test(another_programs_database_is_left_alone),
        cmocka_unit_test(an_older_journal_is_upgraded_in_place),
        cmocka_unit_test(what_is_no_file_of_ours_is_refused),
        cmocka_unit_test(a_file_of_another_user_is_refused),
        cmocka_unit_test(the_file_is_closed_to_others),
        cmocka_unit_test(without_wal_it_is_kept_all_the_same),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
