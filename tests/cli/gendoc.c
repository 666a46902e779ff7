/* Prints what is made from the program's tables: the manuals ("manual", "manifest-manual"), the
 * completions ("completions") and the JSON Schema of manifests ("schema"). */
#include "cli/cli.h"
#include "rev/manual.h"

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*write)(struct lk_buf *);
    } rows[] = {{"manual", lk_help_manual},
                {"completions", lk_help_completions},
                {"manifest-manual", lk_manifest_manual},
                {"schema", lk_manifest_schema}};
    for (size_t i = 0; argc == 2 && i < sizeof rows / sizeof *rows; i++) {
        struct lk_buf text = {0};
        if (strcmp(argv[1], rows[i].name) == 0) {
            rows[i].write(&text);
            fwrite(text.p, 1, text.n, stdout);
            lk_buf_clear(&text);
            return 0;
        }
    }
    fputs("usage: gendoc manual|completions|manifest-manual|schema\n", stderr);
    return 1;
}
