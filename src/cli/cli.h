/* The command line as tables: commands, options, settings; and a parsed command line. */
#ifndef LK_CLI_CLI_H
#define LK_CLI_CLI_H

#include "conf/settings.h"

#include <stdio.h>

enum lk_opt {
#define LK_OPTION(id, letter, name, value, commands, doc) LK_OPT_##id,
#include "cli/options.def"
#undef LK_OPTION
    LK_OPT_COUNT
};

struct lk_opt_def {
    char letter;
    const char *name, *value, *commands, *doc;
};
extern const struct lk_opt_def lk_opt_table[LK_OPT_COUNT];

struct lk_cli;
struct lk_command_def {
    const char *name, *arguments;
    int least, most;
    /* Carries the command out; *status is preset to 0 and may be set to 2 ("not at the wanted
     * state"); other failures are errors. */
    bool (*run)(int *status, struct lk_cli *, struct lk_err *);
    const char *doc;
};
enum lk_command {
#define LK_COMMAND(id, name, arguments, least, most, run, doc) LK_COMMAND_##id,
#include "cli/commands.def"
#undef LK_COMMAND
    LK_COMMAND_COUNT
};
extern const struct lk_command_def lk_command_table[LK_COMMAND_COUNT];

/* A command line taken apart.  Texts are borrowed from argv; arrays live in the arena. */
struct lk_cli {
    struct lk_arena *arena;
    struct lk_sources *sources;
    const struct lk_command_def *command;  /* NULL where none is named */
    struct lk_names args;
    struct lk_names option[LK_OPT_COUNT];  /* values in order; "" for a flag */
    struct lk_conf_flag *flag;             /* settings */
    size_t nflag, flag_cap;
    FILE *out, *log;
};

/* Takes argv apart.  LK_E_USAGE with the nearest name as hint. */
LK_MUST_USE bool lk_cli_parse(struct lk_cli *, int argc, const char *const *argv, struct lk_err *);
/* Is an option one of this command (NULL: before a command is named)? */
bool lk_opt_applies(const struct lk_opt_def *, const struct lk_command_def *);
static inline bool lk_cli_has(const struct lk_cli *cli, enum lk_opt opt)
{
    return cli->option[opt].n > 0;
}
/* The last value given, or the empty text. */
static inline struct lk_str lk_cli_value(const struct lk_cli *cli, enum lk_opt opt)
{
    size_t n = cli->option[opt].n;
    return n ? cli->option[opt].v[n - 1] : LK_STR("");
}

/* Texts made from the tables. */
void lk_help_program(struct lk_buf *out);
void lk_help_command(struct lk_buf *out, const struct lk_command_def *);
void lk_help_manual(struct lk_buf *out);           /* man/limbeck.1 */
void lk_help_completions(struct lk_buf *out);      /* for bash */

/* The commands. */
#define LK_COMMAND(id, name, arguments, least, most, run, doc)                                     \
    bool run(int *status, struct lk_cli *, struct lk_err *);
#include "cli/commands.def"
#undef LK_COMMAND

#endif
