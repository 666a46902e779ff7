/* Takes the command line apart by the tables.  What argparse does for Alembic is kept: options may
 * stand anywhere, "--name=value" and "--name value", "-cFILE" and "-c FILE", "--" ends options, and
 * an argument like -1 is a relative revision, not an option. */
#include "cli/cli.h"

#include <ctype.h>

const struct lk_opt_def lk_opt_table[LK_OPT_COUNT] = {
#define LK_OPTION(id, letter, name, value, commands, doc) {letter, name, value, commands, doc},
#include "cli/options.def"
#undef LK_OPTION
};

const struct lk_command_def lk_command_table[LK_COMMAND_COUNT] = {
#define LK_COMMAND(id, name, arguments, least, most, run, doc)                                     \
    {name, arguments, least, most, run, doc},
#include "cli/commands.def"
#undef LK_COMMAND
};

/* The command line while it is read. */
struct cli_reader {
    struct lk_cli *cli;
    const char *const *argv;   /* the next word; NULL-ended by argc */
    int left;
    bool literal;              /* behind "--" */
    struct lk_err *err;
};

/* Is the command one of these names? */
static bool is_among(const struct lk_command_def *command, const char *commands)
{
    struct lk_str names = lk_str_of(commands), name;
    while (lk_str_split(&name, &names, ' ')) {
        if (lk_str_is(name, command->name)) {
            return true;
        }
    }
    return false;
}

/* Options of every command apply before a command is named as well.  The names of commands stand
 * in one text with spaces between; an empty one means all. */
bool lk_opt_applies(const struct lk_opt_def *def, const struct lk_command_def *command)
{
    return !*def->commands || (command && is_among(command, def->commands));
}

/* Options of the command itself come before those of all commands, as current's -c does.  The
 * same letter may mean different things, and the narrower meaning wins. -1 where there is none. */
static int find_option(const struct lk_cli *cli, struct lk_str name, char letter)
{
    int found = -1;
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        const struct lk_opt_def *def = &lk_opt_table[i];
        bool named = letter ? def->letter == letter : def->name && lk_str_is(name, def->name);
        if (named && lk_opt_applies(def, cli->command)) {
            found = found < 0 || *def->commands ? i : found;
        }
    }
    return found;
}

/* Helps to tell a misplaced option from a misspelt one. */
static bool is_known_elsewhere(struct lk_str name, char letter)
{
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        const struct lk_opt_def *def = &lk_opt_table[i];
        if (letter ? def->letter == letter : def->name && lk_str_is(name, def->name)) {
            return true;
        }
    }
    return false;
}

/* Names the nearest option that would be right here.  Settings are among the names that it looks
 * through, since they are flags as well. */
static bool refuse_option(struct cli_reader *r, struct lk_str name, char letter)
{
    const char *known[LK_OPT_COUNT + LK_SET_COUNT];
    size_t n = 0;
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        if (lk_opt_table[i].name && lk_opt_applies(&lk_opt_table[i], r->cli->command)) {
            known[n++] = lk_opt_table[i].name;
        }
    }
    for (int i = 0; i < LK_SET_COUNT; i++) {
        known[n++] = lk_set_table[i].name;
    }
    const char *command = r->cli->command ? r->cli->command->name : "limbeck";
    if (letter) {
        lk_fail(r->err, LK_E_USAGE, "'%s' has no option '-%c'", command, letter);
    } else {
        lk_fail(r->err, LK_E_USAGE, "'%s' has no option '--" LK_PRI "'", command, LK_ARG(name));
    }
    const char *near = letter ? NULL : lk_str_nearest(name, known, n);
    if (near) {
        return lk_err_hint(r->err, "did you mean '--%s'?", near);
    }
    bool elsewhere = is_known_elsewhere(name, letter);
    return lk_err_hint(r->err, elsewhere ? "it belongs to another command, or stands before the "
                                           "command's name; see limbeck%s%s --help"
                                         : "see limbeck%s%s --help",
                       r->cli->command ? " " : "", r->cli->command ? command : "");
}

/* Values of repeated options are kept in order.  The text is not copied: the command line lives
 * as long as the process. */
static void push_name(struct lk_names *names, struct lk_str value)
{
    *LK_PUSH(names) = value;
}

/* The value behind "=" or the next word.  A value may begin with a dash: whatever word comes
 * next is taken. */
static bool take_value(struct lk_str *value, struct cli_reader *r, struct lk_str word)
{
    if (value->p) {
        return true;
    }
    if (!r->left) {
        return lk_fail(r->err, LK_E_USAGE, "option '" LK_PRI "' needs a value", LK_ARG(word));
    }
    *value = lk_str_of(*r->argv++);
    r->left--;
    return true;
}

/* Notes an option and its value; a flag's value is the empty text.  Given several times it is
 * kept several times; who reads it decides whether all count. */
static bool take_option(struct cli_reader *r, int opt, struct lk_str word, struct lk_str value)
{
    if (lk_opt_table[opt].value) {
        if (!take_value(&value, r, word)) {
            return false;
        }
    } else if (value.p) {
        return lk_fail(r->err, LK_E_USAGE, "option '" LK_PRI "' takes no value", LK_ARG(word));
    }
    push_name(&r->cli->option[opt], value.p ? value : LK_STR(""));
    return true;
}

/* Settings are kept apart: their values are judged where the files' are.  A boolean needs no
 * value, but may have one behind "=": --no-env=false. */
static bool take_setting(struct cli_reader *r, enum lk_set set, struct lk_str word,
                         struct lk_str value)
{
    struct lk_cli *cli = r->cli;
    if (lk_set_table[set].type == LK_SET_TYPE_BOOL) {
        value = value.p ? value : LK_STR("true");
    } else if (!take_value(&value, r, word)) {
        return false;
    }
    if (cli->nflag == cli->flag_cap) {
        cli->flag = lk_grow(cli->flag, &cli->flag_cap, cli->nflag + 1, sizeof *cli->flag);
    }
    cli->flag[cli->nflag++] = (struct lk_conf_flag){set, value};
    return true;
}

/* --name, --name=value, --name value.  Names are never abbreviated, unlike argparse's: an option
 * that is added later cannot change what a script means. */
static bool read_long(struct cli_reader *r, struct lk_str word)
{
    struct lk_str name = lk_str_cut(word, 2, word.n), value = {NULL, 0};
    ptrdiff_t equals = lk_str_find(name, LK_STR("="), 0);
    if (equals >= 0) {
        value = lk_str_cut(name, (size_t)equals + 1, name.n);
        name = lk_str_cut(name, 0, (size_t)equals);
    }
    struct lk_str shown = lk_str_cut(word, 0, name.n + 2);
    int opt = find_option(r->cli, name, 0);
    if (opt >= 0) {
        return take_option(r, opt, shown, value);
    }
    enum lk_set set = lk_set_find(name);
    return set != LK_SET_COUNT ? take_setting(r, set, shown, value) : refuse_option(r, name, 0);
}

/* -v, -vc, -cFILE, -c FILE: letters without value may be written together.  The first letter
 * that takes a value takes the rest of the word for it. */
static bool read_letters(struct cli_reader *r, struct lk_str word)
{
    for (size_t i = 1; i < word.n; i++) {
        int opt = find_option(r->cli, LK_STR(""), word.p[i]);
        if (opt < 0) {
            return refuse_option(r, LK_STR(""), word.p[i]);
        }
        struct lk_str rest = {NULL, 0};
        if (lk_opt_table[opt].value && i + 1 < word.n) {
            rest = lk_str_cut(word, i + 1, word.n);
            i = word.n;
        }
        if (!take_option(r, opt, word, rest)) {
            return false;
        }
    }
    return true;
}

/* Commands of Alembic's that limbeck does not have, and what to do instead. */
static const struct {
    const char *name, *instead;
} alembics_own[] = {
    {"check", "it compares the application's models with a database, which takes its Python: "
              "alembic check, where the models are"},
    {"edit", "it opens an editor; limbeck show tells the path of a revision's file"},
    {"init", "projects are made with Alembic, or with a directory of manifests for --versions"},
    {"list_templates", "templates make new projects and revisions, which Alembic does"},
    {"merge", "merges are written with Alembic, or as a manifest whose down_revision is a list"},
    {"revision", "revisions are written with Alembic, or as manifests: limbeck-manifest(5)"},
};

/* Names the nearest command.  Without a near name the hint is where they are listed; commands that
 * only Alembic has are told apart from misspelt ones. */
static bool refuse_command(struct cli_reader *r, struct lk_str word)
{
    const char *known[LK_COMMAND_COUNT];
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        known[i] = lk_command_table[i].name;
    }
    for (size_t i = 0; i < sizeof alembics_own / sizeof *alembics_own; i++) {
        if (lk_str_is(word, alembics_own[i].name)) {
            lk_fail(r->err, LK_E_USAGE, "limbeck does not have Alembic's command '%s'",
                    alembics_own[i].name);
            return lk_err_hint(r->err, "%s", alembics_own[i].instead);
        }
    }
    const char *near = lk_str_nearest(word, known, LK_COMMAND_COUNT);
    lk_fail(r->err, LK_E_USAGE, "there is no command '" LK_PRI "'", LK_ARG(word));
    return near ? lk_err_hint(r->err, "did you mean '%s'?", near)
                : lk_err_hint(r->err, "see limbeck --help");
}

/* The first word that is no option names the command.  All others are the command's arguments,
 * wherever they stand. */
static bool read_argument(struct cli_reader *r, struct lk_str word)
{
    if (r->cli->command) {
        push_name(&r->cli->args, word);
        return true;
    }
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        if (lk_str_is(word, lk_command_table[i].name)) {
            r->cli->command = &lk_command_table[i];
            return true;
        }
    }
    return refuse_command(r, word);
}

/* -1 and -2:x are relative revisions, as argparse takes them for Alembic.  A lone dash is an
 * argument as well. */
static bool is_option(const struct cli_reader *r, struct lk_str word)
{
    bool dash = word.n > 1 && word.p[0] == '-';
    return dash && !r->literal && !isdigit((unsigned char)word.p[1]);
}

/* Behind "--" every word is an argument.  Options and arguments may be mixed in any order. */
static bool read_word(struct cli_reader *r, struct lk_str word)
{
    if (!is_option(r, word)) {
        return read_argument(r, word);
    }
    if (lk_str_is(word, "--")) {
        r->literal = true;
        return true;
    }
    return word.p[1] == '-' ? read_long(r, word) : read_letters(r, word);
}

/* Settings that say something to some commands only.  In files and the environment they stand for
 * all of them; as the flag of another command they would be taken and do nothing. */
static const struct {
    enum lk_set set;
    const char *commands;
} narrow[] = {{LK_SET_REQUIRE_CLEAN, "upgrade downgrade"},
              {LK_SET_REQUIRE_REF, "upgrade downgrade"}};

/* Told after all words are read, since the command may stand behind the flag. */
static bool check_settings(struct cli_reader *r)
{
    for (size_t i = 0; r->cli->command && i < r->cli->nflag; i++) {
        for (size_t k = 0; k < sizeof narrow / sizeof *narrow; k++) {
            if (narrow[k].set == r->cli->flag[i].id &&
                !is_among(r->cli->command, narrow[k].commands)) {
                lk_fail(r->err, LK_E_USAGE, "'%s' has no option '--%s'", r->cli->command->name,
                        lk_set_table[narrow[k].set].name);
                return lk_err_hint(r->err, "it belongs to: %s", narrow[k].commands);
            }
        }
    }
    return true;
}

/* Told after all words are read, so that --help works with any of them missing.  The table's -1
 * for the most means any number. */
static bool count_arguments(struct cli_reader *r)
{
    const struct lk_command_def *c = r->cli->command;
    if (lk_cli_has(r->cli, LK_OPT_HELP) || lk_cli_has(r->cli, LK_OPT_VERSION)) {
        return true;
    }
    if (!c) {
        lk_fail(r->err, LK_E_USAGE, "no command is named");
        return lk_err_hint(r->err, "see limbeck --help");
    }
    size_t n = r->cli->args.n;
    if (n < (size_t)c->least) {
        lk_fail(r->err, LK_E_USAGE, "'%s' needs %s", c->name, c->arguments);
        return lk_err_hint(r->err, "usage: limbeck %s %s", c->name, c->arguments);
    }
    if (c->most >= 0 && n > (size_t)c->most) {
        lk_fail(r->err, LK_E_USAGE, "'%s' has no place for the argument '" LK_PRI "'", c->name,
                LK_ARG(r->cli->args.v[c->most]));
        return lk_err_hint(r->err, "usage: limbeck %s [options]%s%s", c->name,
                           *c->arguments ? " " : "", c->arguments);
    }
    return true;
}

/* Reads each word once, from left to right.  The first mistake ends the reading; the words
 * before it have been noted. */
bool lk_cli_parse(struct lk_cli *cli, int argc, const char *const *argv,
                  struct lk_err *err)
{
    struct cli_reader r = {.cli = cli, .argv = argv + 1, .left = argc - 1, .err = err};
    while (r.left > 0) {
        struct lk_str word = lk_str_of(*r.argv++);
        r.left--;
        if (!read_word(&r, word)) {
            return false;
        }
    }
    return count_arguments(&r) && check_settings(&r);
}
