/* The command line: words as argparse takes them for Alembic, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cli/cli.h"

#include <stdlib.h>

#define WORDS 10

struct parse_case {
    const char *argv[WORDS];
    const char *command, *args;        /* arguments with "|" between */
    int opt;                           /* an option that must be there, or -1 */
    const char *value;
    const char *message, *hint;        /* NULL: parses */
};

static const struct parse_case cases[] = {
    {{"limbeck", "upgrade", "head"}, "upgrade", "head", -1, NULL, NULL, NULL},
    {{"limbeck", "downgrade", "-1"}, "downgrade", "-1", -1, NULL, NULL, NULL},
    {{"limbeck", "downgrade", "--", "-1"}, "downgrade", "-1", -1, NULL, NULL, NULL},
    {{"limbeck", "upgrade", "+2", "--sql"}, "upgrade", "+2", LK_OPT_SQL, "", NULL, NULL},
    {{"limbeck", "-c", "a.ini", "upgrade", "head"}, "upgrade", "head", LK_OPT_CONFIG, "a.ini",
     NULL, NULL},
    {{"limbeck", "-ca.ini", "heads"}, "heads", "", LK_OPT_CONFIG, "a.ini", NULL, NULL},
    {{"limbeck", "--config=a.ini", "heads"}, "heads", "", LK_OPT_CONFIG, "a.ini", NULL, NULL},
    {{"limbeck", "current", "-c"}, "current", "", LK_OPT_CHECK_HEADS, "", NULL, NULL},
    {{"limbeck", "current", "-vc"}, "current", "", LK_OPT_VERBOSE, "", NULL, NULL},
    {{"limbeck", "-x", "a=1", "-x", "b=2", "heads"}, "heads", "", LK_OPT_X, "b=2", NULL, NULL},
    {{"limbeck"}, NULL, "", -1, NULL, "no command is named", "see limbeck --help"},
    {{"limbeck", "upgrad", "head"}, NULL, "", -1, NULL, "there is no command 'upgrad'",
     "did you mean 'upgrade'?"},
    {{"limbeck", "upgrade"}, NULL, "", -1, NULL, "'upgrade' needs REVISION",
     "usage: limbeck upgrade REVISION"},
    {{"limbeck", "upgrade", "a", "b"}, NULL, "", -1, NULL,
     "'upgrade' has no place for the argument 'b'", "usage: limbeck upgrade [options] REVISION"},
    {{"limbeck", "upgrade", "head", "--slq"}, NULL, "", -1, NULL, "'upgrade' has no option '--slq'",
     "did you mean '--sql'?"},
    {{"limbeck", "heads", "--sql"}, NULL, "", -1, NULL, "'heads' has no option '--sql'",
     "it belongs to another command, or stands before the command's name; see limbeck heads --help"},
    {{"limbeck", "upgrade", "head", "--sql=1"}, NULL, "", -1, NULL,
     "option '--sql' takes no value", NULL},
    {{"limbeck", "upgrade", "head", "--url"}, NULL, "", -1, NULL, "option '--url' needs a value",
     NULL},
};

static void check(const struct parse_case *c)
{
    struct lk_cli cli = {.arena = lk_arena_new()};
    struct lk_err err = {0};
    int argc = 0;
    while (argc < WORDS && c->argv[argc]) {
        argc++;
    }
    bool good = lk_cli_parse(&cli, argc, c->argv, &err);
    assert_int_equal(good, c->message == NULL);
    if (c->message) {
        assert_string_equal(err.message, c->message);
        assert_string_equal(err.hint ? err.hint : "", c->hint ? c->hint : "");
        assert_int_equal(lk_err_status(err.code), 1);
    } else {
        struct lk_buf args = {0};
        for (size_t i = 0; i < cli.args.n; i++) {
            lk_buf_addf(&args, "%s" LK_PRI, i ? "|" : "", LK_ARG(cli.args.v[i]));
        }
        assert_string_equal(cli.command->name, c->command);
        assert_string_equal(args.p ? args.p : "", c->args);
        assert_true(c->opt < 0 || lk_str_is(lk_cli_value(&cli, (enum lk_opt)c->opt), c->value));
        lk_buf_clear(&args);
    }
    lk_err_clear(&err);
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        free(cli.option[i].v);
    }
    free(cli.args.v);
    free(cli.flag);
    lk_arena_free(cli.arena);
}

static void command_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(&cases[i]);
    }
}

static void settings_are_flags(void **state)
{
    (void)state;
    const char *argv[] = {"limbeck", "upgrade", "head", "--url=x", "--no-env", "--lock-wait", "3s"};
    struct lk_cli cli = {.arena = lk_arena_new()};
    struct lk_err err = {0};
    assert_true(lk_cli_parse(&cli, 7, argv, &err));
    assert_int_equal(cli.nflag, 3);
    assert_int_equal(cli.flag[0].id, LK_SET_URL);
    assert_true(lk_str_is(cli.flag[0].value, "x"));
    assert_int_equal(cli.flag[1].id, LK_SET_NO_ENV);
    assert_true(lk_str_is(cli.flag[1].value, "true"));
    assert_true(lk_str_is(cli.flag[2].value, "3s"));
    free(cli.args.v);
    free(cli.flag);
    lk_arena_free(cli.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(command_lines),
        cmocka_unit_test(settings_are_flags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
