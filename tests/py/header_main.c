/* header_main: reads the names of scripts from standard input, prints the header of each as a line of
 * JSON; an error as {"error": …}.  With an argument, only reads them, that many times. */
#include "base/file.h"
#include "py/header.h"
#include <stdio.h>
#include <stdlib.h>

static void show_field(struct lk_buf *b, const char *name, const struct lk_py_header_field *f)
{
    static const char *const kinds[] = {"absent", "none", "one", "many", "computed"};
    lk_buf_addf(b, ", \"%s\": [\"%s\"", name, kinds[f->kind]);
    for (size_t i = 0; i < f->values.n; i++) {
        lk_buf_addz(b, ", ");
        lk_buf_json(b, f->values.v[i]);
    }
    lk_buf_addz(b, "]");
}

static void show_text(struct lk_buf *b, const char *name, struct lk_str text)
{
    lk_buf_addf(b, ", \"%s\": ", name);
    lk_buf_json(b, text);
}

static void show(struct lk_buf *b, const struct lk_py_header *h)
{
    show_field(b, "revision", &h->revision);
    show_field(b, "down_revision", &h->down_revision);
    show_field(b, "branch_labels", &h->branch_labels);
    show_field(b, "depends_on", &h->depends_on);
    show_text(b, "doc", h->doc);
    show_text(b, "message", h->message);
    show_text(b, "create_date", h->create_date);
}

static void read_file(const char *path, bool quiet, struct lk_arena *arena)
{
    struct lk_py_header h;
    struct lk_err err = {0};
    struct lk_buf b = {0};
    struct lk_str text;
    lk_buf_addz(&b, "{\"path\": ");
    lk_buf_json(&b, lk_str_of(path));
    if (lk_file_read(&text, arena, path, 64u << 20, &err) &&
        lk_py_header(&h, arena, text, 0, &err))
        show(&b, &h);
    else
        show_text(&b, "error", lk_str_of(err.message));
    if (!quiet)
        printf("%s}\n", b.p);
    lk_buf_clear(&b);
    lk_err_clear(&err);
}

int main(int argc, char **argv)
{
    struct lk_arena *arena = lk_arena_new(), *names = lk_arena_new();
    struct lk_names paths = {0};
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;)
        *LK_PUSH(&paths) = lk_arena_str(names, (struct lk_str){line, (size_t)n - 1});
    for (int times = argc > 1 ? atoi(argv[1]) : 1; times > 0; times--)
        for (size_t i = 0; i < paths.n; i++)
            read_file(paths.v[i].p, argc > 1, arena);
    free(paths.v);
    free(line);
    lk_arena_free(names);
    lk_arena_free(arena);
    return 0;
}
