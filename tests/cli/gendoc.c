/* Prints the manual ("manual") or the completions ("completions") from the program's tables. */
#include "cli/cli.h"

int main(int argc, char **argv)
{
    struct lk_buf text = {0};
    if (argc == 2 && strcmp(argv[1], "manual") == 0) {
        lk_help_manual(&text);
    } else if (argc == 2 && strcmp(argv[1], "completions") == 0) {
        lk_help_completions(&text);
    } else {
        fputs("usage: gendoc manual|completions\n", stderr);
        return 1;
    }
    fputs(text.p, stdout);
    lk_buf_clear(&text);
    return 0;
}
