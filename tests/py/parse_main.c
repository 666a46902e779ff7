/* parse_main [-d|-s] FILE…: parses files for the script tests.  One line per file: "ok FILE", or
 * "line:message FILE" as a parser error, or "!message FILE" when it was refused for another reason.
 * -t: without the resolver, as ast.parse(); -d: prints the tree instead, "#FILE" before each; -s: the
 * scopes.  Names come from standard input when there are none. */
#include "base/file.h"
#include "py/parse.h"
#include "py/resolve.h"
#include <stdio.h>
#include <stdlib.h>

struct mode {
    bool tree, dump, scopes;
};

static void show_error(const char *path, const struct lk_sources *sources, struct lk_err *err)
{
    struct lk_place place;
    if (err->code == LK_E_SYNTAX && lk_sources_place(&place, sources, err->span))
        printf("%u:%s\t%s\n", place.line, err->message, path);
    else
        printf("!%s\t%s\n", err->message, path);
}

static void parse_file(const char *path, struct mode mode)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_err err = {0};
    struct lk_str text;
    struct lk_py_ast *ast = NULL;
    bool ok = lk_file_read(&text, arena, path, 64u << 20, &err);
    if (ok) {
        uint32_t source = lk_sources_add(sources, lk_str_of(path), text);
        ok = mode.tree ? lk_py_parse_tree(&ast, arena, sources, source, &err)
                       : lk_py_parse(&ast, arena, sources, source, &err);
    }
    if (!ok)
        show_error(path, sources, &err);
    else if (mode.dump || mode.scopes) {
        struct lk_buf out = {0};
        (mode.scopes ? lk_py_dump_scopes : lk_py_dump)(&out, ast);
        printf("#%s\n%s", path, out.p);
        lk_buf_clear(&out);
    } else {
        printf("ok\t%s\n", path);
    }
    lk_err_clear(&err);
    lk_sources_free(sources);
    lk_arena_free(arena);
}

static void parse_list(struct mode mode)
{
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;) {
        line[n - 1] = '\0';
        parse_file(line, mode);
    }
    free(line);
}

int main(int argc, char **argv)
{
    struct mode mode = {0};
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        mode.tree |= argv[i][1] == 't' || argv[i][1] == 'd';
        mode.dump |= argv[i][1] == 'd';
        mode.scopes |= argv[i][1] == 's';
    }
    if (i == argc)
        parse_list(mode);
    for (; i < argc; i++)
        parse_file(argv[i], mode);
    return 0;
}
