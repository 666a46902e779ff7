/* The program's entry: parses, dispatches, shows the error, gives the exit status. */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>

/* Help is output that was asked for: it goes to standard output. */
static void print_help(const struct lk_cli *cli)
{
    struct lk_buf text = {0};
    if (cli->command) {
        lk_help_command(&text, cli->command);
    } else {
        lk_help_program(&text);
    }
    fputs(text.p, cli->out);
    lk_buf_clear(&text);
}

/* --version and --help win over whatever else stands on the line. */
static bool carry_out(int *status, struct lk_cli *cli, struct lk_err *err)
{
    if (lk_cli_has(cli, LK_OPT_VERSION)) {
        fputs("limbeck " PACKAGE_VERSION "\n", cli->out);
        return true;
    }
    if (lk_cli_has(cli, LK_OPT_HELP)) {
        print_help(cli);
        return true;
    }
    return cli->command->run(status, cli, err);
}

/* Errors go where the log goes; --quiet does not silence them. */
static void show_error(const struct lk_cli *cli, const struct lk_err *err)
{
    struct lk_buf text = {0};
    lk_err_show(&text, err, cli->sources);
    fputs(text.p, cli->log);
    lk_buf_clear(&text);
}

/* Output that cannot be written is a failure: a deployment must not take half a file for SQL. */
static bool flush_output(FILE *out, struct lk_err *err)
{
    return (fflush(out) == 0 && !ferror(out)) ||
           lk_fail(err, LK_E_IO, "standard output cannot be written");
}

/* Everything goes back, so that leak checkers see only what is lost. */
static void release(struct lk_cli *cli)
{
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        free(cli->option[i].v);
    }
    free(cli->args.v);
    free(cli->flag);
    lk_sources_free(cli->sources);
    lk_arena_free(cli->arena);
}

/* The status is the error's, unless the command has set one (a signal's). */
int main(int argc, char **argv)
{
    struct lk_err err = {0};
    int status = 0;
    signal(SIGXFSZ, SIG_IGN);      /* a file that may not grow is an error of its write */
    struct lk_cli cli = {.arena = lk_arena_new(), .sources = lk_sources_new(), .out = stdout,
                         .log = stderr};
    bool good = lk_cli_parse(&cli, argc, (const char *const *)argv, &err) &&
                carry_out(&status, &cli, &err);
    good = flush_output(cli.out, &err) && good;
    if (!good) {
        show_error(&cli, &err);
        status = status ? status : lk_err_status(err.code);
    }
    lk_err_clear(&err);
    release(&cli);
    return status;
}
