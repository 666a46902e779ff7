/* --help, the manual page and the completions, all made from the tables of commands, options,
 * settings and errors; man/limbeck.1 and the completion file are kept equal by a test. */
#include "cli/cli.h"

#include <stdlib.h>

#define COLUMN 26

/* A sentence from this column on, wrapped at 79 columns. */
static void wrap(struct lk_buf *out, size_t column, const char *sentence)
{
    size_t at = column;
    struct lk_str rest = lk_str_of(sentence), word;
    while (lk_str_split(&word, &rest, ' ')) {
        if (at + word.n + 1 > 79) {
            lk_buf_addc(out, '\n');
            lk_buf_fill(out, ' ', column);
            at = column;
        }
        lk_buf_addf(out, "%s" LK_PRI, at == column ? "" : " ", LK_ARG(word));
        at += word.n + (at != column);
    }
    lk_buf_addc(out, '\n');
}

/* "  left   sentence".  A left column that is too wide stands on a line of its own. */
static void help_row(struct lk_buf *out, const char *left, const char *sentence)
{
    size_t at = 2 + strlen(left);
    lk_buf_addf(out, "  %s", left);
    if (at + 2 > COLUMN) {
        lk_buf_addc(out, '\n');
        at = 0;
    }
    lk_buf_fill(out, ' ', COLUMN - at);
    wrap(out, COLUMN, sentence);
}

/* The left column of an option, "-c, --config FILE"; the caller frees it.  The parts that the
 * option lacks are left out. */
static char *option_left(const struct lk_opt_def *def)
{
    const char *value = def->value ? def->value : "";
    const char *space = def->value ? " " : "";
    if (!def->name) {
        return lk_format("-%c%s%s", def->letter, space, value);
    }
    return def->letter ? lk_format("-%c, --%s%s%s", def->letter, def->name, space, value)
                       : lk_format("--%s%s%s", def->name, space, value);
}

/* The left column of a setting; a flag without value shows none.  Its choices stand for the
 * value, as most settings have few. */
static char *setting_left(const struct lk_set_def *def)
{
    bool flag = def->type == LK_SET_TYPE_BOOL;
    return lk_format("--%s%s%s", def->name, flag ? "" : " ", flag ? "" : def->choices);
}

typedef void help_row_fn(struct lk_buf *out, const char *left, const char *sentence);

/* A command with its arguments and what it does. */
static void command_row(struct lk_buf *out, const struct lk_command_def *c, help_row_fn *row)
{
    char *left = lk_format("%s%s%s", c->name, *c->arguments ? " " : "", c->arguments);
    row(out, left, c->doc);
    free(left);
}

/* The options of one command (own), or those that every command has. */
static void option_rows(struct lk_buf *out, const struct lk_command_def *command, bool own,
                        help_row_fn *row)
{
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        const struct lk_opt_def *def = &lk_opt_table[i];
        if ((*def->commands != '\0') == own && lk_opt_applies(def, command)) {
            char *left = option_left(def);
            row(out, left, def->doc);
            free(left);
        }
    }
}

/* Where the table has a default it is told; that of a flag is not to be set. */
static char *setting_sentence(const struct lk_set_def *def)
{
    bool told = def->dflt && def->type != LK_SET_TYPE_BOOL;
    return lk_format("%s%s%s", def->doc, told ? "; default is " : "", told ? def->dflt : "");
}

/* All settings; they are the same for every command. */
static void setting_rows(struct lk_buf *out, help_row_fn *row)
{
    for (int i = 0; i < LK_SET_COUNT; i++) {
        char *left = setting_left(&lk_set_table[i]);
        char *sentence = setting_sentence(&lk_set_table[i]);
        row(out, left, sentence);
        free(left);
        free(sentence);
    }
}

/* Exit statuses, from the table of errors, several rows where several errors share one.  Signals
 * stand last, for they come from outside. */
static void status_rows(struct lk_buf *out, help_row_fn *row)
{
    row(out, "0", "done");
    for (int code = 1; code < LK_E_COUNT; code++) {
        char left[16];
        snprintf(left, sizeof left, "%d", lk_err_status((enum lk_code)code));
        row(out, left, lk_err_doc((enum lk_code)code));
    }
    row(out, "128+n", "ended by signal n; 7 and 8 win over it");
}

/* What --help prints without a command.  Commands stand in the table's order. */
void lk_help_program(struct lk_buf *out)
{
    lk_buf_addz(out, "usage: limbeck [options] COMMAND [options] [arguments]\n\n"
                     "Applies Alembic's revisions to PostgreSQL, without Python.\n\ncommands:\n");
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        command_row(out, &lk_command_table[i], help_row);
    }
    lk_buf_addz(out, "\noptions:\n");
    option_rows(out, NULL, false, help_row);
    lk_buf_addz(out, "\nsettings (flag, LIMBECK_* variable, "
                     "or key of [limbeck] in alembic.ini):\n");
    setting_rows(out, help_row);
    lk_buf_addz(out, "\nexit status:\n");
    status_rows(out, help_row);
}

/* What --help prints behind a command.  Its own options come first; those of every command
 * follow below. */
void lk_help_command(struct lk_buf *out, const struct lk_command_def *c)
{
    lk_buf_addf(out, "usage: limbeck %s [options]%s%s\n\n", c->name, *c->arguments ? " " : "",
                c->arguments);
    char *sentence = lk_format("limbeck %s %s.", c->name, c->doc);
    wrap(out, 0, sentence);
    free(sentence);
    struct lk_buf own = {0};
    option_rows(&own, c, true, help_row);
    if (own.n) {
        lk_buf_addz(out, "\noptions:\n");
        lk_buf_add(out, lk_buf_str(&own));
    }
    lk_buf_clear(&own);
    lk_buf_addz(out, "\noptions of every command:\n");
    option_rows(out, c, false, help_row);
    lk_buf_addz(out, "\nsettings:\n");
    setting_rows(out, help_row);
}

/* Text for troff: backslashes, hyphens and leading dots escaped.  A hyphen must be escaped, or a
 * copied option would have a typographic dash. */
static void troff(struct lk_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '-' || *p == '\\') {
            lk_buf_addz(out, *p == '-' ? "\\-" : "\\e");
        } else {
            if ((*p == '.' || *p == '\'') && p == text) {
                lk_buf_addz(out, "\\&");
            }
            lk_buf_addc(out, *p);
        }
    }
}

/* A tagged paragraph: the term in bold, then its sentence.  The same shape as help_row(), so
 * that the lists serve both. */
static void man_row(struct lk_buf *out, const char *left, const char *sentence)
{
    lk_buf_addz(out, ".TP\n.B ");
    troff(out, left);
    lk_buf_addc(out, '\n');
    troff(out, sentence);
    lk_buf_addc(out, '\n');
}

/* The manual's section of commands, each with its own options indented. */
static void man_commands(struct lk_buf *out)
{
    lk_buf_addz(out, ".SH COMMANDS\n");
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        const struct lk_command_def *c = &lk_command_table[i];
        command_row(out, c, man_row);
        lk_buf_addz(out, ".RS\n");
        option_rows(out, c, true, man_row);
        lk_buf_addz(out, ".RE\n");
    }
}

/* Sections in prose: what no table row can say.  A line is a sentence; those that begin with a dot
 * are requests to troff and go as they are. */
static void man_sections(struct lk_buf *out)
{
    static const struct {
        const char *title, *text;
    } sections[] = {
#define LK_MANUAL(title, text) {title, text},
#include "cli/manual.def"
#undef LK_MANUAL
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        struct lk_str line, rest = lk_str_of(sections[i].text);
        lk_buf_addf(out, ".SH %s\n", sections[i].title);
        while (lk_str_split(&line, &rest, '\n') && line.n) {
            char *copy = lk_strdup(line);
            if (*copy == '.') {
                lk_buf_addz(out, copy);
            } else {
                troff(out, copy);
            }
            lk_buf_addc(out, '\n');
            free(copy);
        }
    }
}

/* The whole page; it names no date, so that it changes only when the tables do. */
void lk_help_manual(struct lk_buf *out)
{
    lk_buf_addz(out, ".\\\" Made from the tables of the program; see CONTRIBUTING.md.\n"
                     ".TH LIMBECK 1\n.SH NAME\nlimbeck \\- applies Alembic's revisions to "
                     "PostgreSQL, without Python\n.SH SYNOPSIS\n.B limbeck\n[options] COMMAND "
                     "[options] [arguments]\n.SH DESCRIPTION\n"
                     "limbeck takes the place of\n.B alembic upgrade head\nin production.  "
                     "It reads "
                     "the version table and a directory of revisions, scripts as Alembic writes "
                     "them or manifests in YAML, and applies what is missing, each operation under "
                     "a savepoint.  Alembic can take over again at any moment.\n");
    man_commands(out);
    lk_buf_addz(out, ".SH OPTIONS\n");
    option_rows(out, NULL, false, man_row);
    lk_buf_addz(out, ".SH SETTINGS\nEach is a flag, a variable\n.B LIMBECK_NAME\nand a key of "
                     "[limbeck] in alembic.ini or [tool.limbeck] in pyproject.toml, with _ for "
                     "\\-.\nA flag wins over a variable, and that over a file.\nTIME is a number "
                     "with its unit: us, ms, s, min, h, d.\n");
    setting_rows(out, man_row);
    man_sections(out);
    lk_buf_addz(out, ".SH EXIT STATUS\n");
    status_rows(out, man_row);
}

/* Every long name that may stand behind a command.  Settings are completed everywhere, as they
 * may stand everywhere. */
static void complete_words(struct lk_buf *out, const struct lk_command_def *command)
{
    for (int i = 0; i < LK_OPT_COUNT; i++) {
        const struct lk_opt_def *def = &lk_opt_table[i];
        if (def->name && lk_opt_applies(def, command)) {
            lk_buf_addf(out, " --%s", def->name);
        }
    }
    for (int i = 0; i < LK_SET_COUNT; i++) {
        lk_buf_addf(out, " --%s", lk_set_table[i].name);
    }
}

/* A function for bash that knows commands, options and settings, and leaves file names to bash.
 * It is static text: completing never runs the program. */
void lk_help_completions(struct lk_buf *out)
{
    lk_buf_addz(out, "# Made from the tables of the program; see CONTRIBUTING.md.\n"
                     "_limbeck() {\n    local word command=\n"
                     "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
                     "        case $word in\n            ");
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        lk_buf_addf(out, "%s%s", i ? "|" : "", lk_command_table[i].name);
    }
    lk_buf_addz(out, ") command=$word ;;\n        esac\n    done\n    case $command in\n");
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        lk_buf_addf(out, "        %s) word=\"", lk_command_table[i].name);
        complete_words(out, &lk_command_table[i]);
        lk_buf_addz(out, "\" ;;\n");
    }
    lk_buf_addz(out, "        *) word=\"");
    for (int i = 0; i < LK_COMMAND_COUNT; i++) {
        lk_buf_addf(out, "%s%s", i ? " " : "", lk_command_table[i].name);
    }
    complete_words(out, NULL);
    lk_buf_addz(out, "\" ;;\n    esac\n"
                     "    COMPREPLY=($(compgen -W \"$word\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
                     "}\ncomplete -o default -F _limbeck limbeck\n");
}
