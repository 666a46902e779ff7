/* The program's entry: parses, dispatches, shows the error, gives the exit status. */
#include "cli/cli.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

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

/* Has the reader of a pipe gone, as head(1) does?  It wants no more, and no complaint either. */
static bool is_unread(FILE *out)
{
    struct pollfd end = {.fd = fileno(out), .events = POLLOUT};
    return poll(&end, 1, 0) == 1 && (end.revents & POLLERR);
}

/* Output that cannot be written is a failure: a deployment must not take half a file for SQL.
 * Where nobody reads any more the status alone tells, as that of a program that SIGPIPE ended. */
static bool flush_output(int *status, FILE *out, struct lk_err *err)
{
    if (fflush(out) == 0 && !ferror(out)) {
        return true;
    }
    if (is_unread(out)) {
        *status = *status ? *status : 128 + SIGPIPE;
        return true;
    }
    return lk_fail(err, LK_E_IO, "standard output cannot be written");
}

/* Descriptors 0 to 2 that the caller has closed must not become the connection or the journal, or
 * log lines would be written into them.  Opened the wrong way round they fail as closed ones do. */
static void occupy_standard_files(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) < 0) {
            _exit(lk_err_status(LK_E_IO));
        }
    }
}

/* A log or an output that nobody reads, or that may not grow, is an error of its write and does
 * not end a run between two statements. */
static void ignore_signals_of_writing(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
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

/* Blanks the password in a word of the command line that holds a URL: between user and the last @,
 * and where the query names one.  Lists of processes show what is left. */
static void blank_password(char *word)
{
    char *login = strstr(word, "://"), *at = login ? strrchr(login, '@') : NULL;
    char *colon = at ? memchr(login + 3, ':', (size_t)(at - login - 3)) : NULL;
    if (colon) {
        memset(colon + 1, 'x', (size_t)(at - colon - 1));
    }
    char *query = login ? strstr(login, "password=") : NULL;
    for (; query; query = strstr(query, "password=")) {
        query += sizeof "password=" - 1;
        memset(query, 'x', strcspn(query, "&"));
    }
}

/* What the program reads is a copy, so that the words that others can see keep no password. */
static const char *const *take_words(struct lk_arena *arena, int argc, char **argv)
{
    const char **copy = lk_arena_array(arena, (size_t)argc + 1, sizeof *copy);
    for (int i = 0; i < argc; i++) {
        copy[i] = lk_arena_str(arena, lk_str_of(argv[i])).p;
        blank_password(argv[i]);
    }
    return copy;
}

/* The status is the error's, unless the command has set one (a signal's). */
int main(int argc, char **argv)
{
    struct lk_err err = {0};
    int status = 0;
    occupy_standard_files();
    ignore_signals_of_writing();
    struct lk_cli cli = {.arena = lk_arena_new(), .sources = lk_sources_new(), .out = stdout,
                         .log = stderr};
    bool good = lk_cli_parse(&cli, argc, take_words(cli.arena, argc, argv), &err) &&
                carry_out(&status, &cli, &err);
    good = flush_output(&status, cli.out, &err) && good;
    if (!good) {
        show_error(&cli, &err);
        status = status ? status : lk_err_status(err.code);
    }
    lk_err_clear(&err);
    release(&cli);
    return status;
}
