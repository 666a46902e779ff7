/* Runs a script with the standard modules as `python3 FILE.py` does, without a database: std_main
 * [--stress] FILE.  Output and tracebacks as lkpy; --stress collects at every safe point. */
#include "base/file.h"
#include "mods/mods.h"
#include "py/parse.h"
#include "py/vm.h"

#include <stdio.h>
#include <stdlib.h>

static enum lk_emit emit(struct lk_emitted *out, struct lk_sink *sink, const struct lk_op *op,
                         struct lk_emit_how how, struct lk_err *err)
{
    (void)out, (void)sink, (void)op, (void)how;
    lk_fail(err, LK_E_SCRIPT, "there is no database");
    return LK_EMIT_REFUSED;
}

static bool settle(struct lk_sink *sink, enum lk_why why, struct lk_err *err)
{
    (void)sink, (void)why, (void)err;
    return true;
}

static bool scope(uint32_t *connection, struct lk_sink *sink, enum lk_scope what,
                  enum lk_scope_act act, struct lk_err *err)
{
    (void)connection, (void)sink, (void)what, (void)act;
    return lk_fail(err, LK_E_SCRIPT, "there is no database");
}

static const struct lk_sink_facts *facts(struct lk_sink *sink)
{
    static const struct lk_sink_facts offline = {.offline = true};
    (void)sink;
    return &offline;
}

static void say(struct lk_sink *sink, struct lk_str line)
{
    (void)sink;
    fwrite(line.p, 1, line.n, stdout);
}

static bool run(struct lk_vm *vm, struct lk_arena *arena, const char *file, struct lk_err *err)
{
    struct lk_str text, path = lk_path_normal(arena, lk_str_of(file));
    struct lk_py_ast *ast;
    struct lk_value module;
    if (!lk_file_read(&text, arena, file, 1 << 24, err))
        return false;
    uint32_t source = lk_sources_add(lk_vm_sources(vm), path, text);
    const struct lk_module_init init = {.name = LK_STR("__main__"), .file = path};
    return lk_py_parse(&ast, arena, lk_vm_sources(vm), source, err) &&
           lk_vm_load(&module, vm, ast, &init, err);
}

int main(int argc, char **argv)
{
    static const struct lk_sink_class class = {emit, settle, scope, facts, say};
    struct lk_sink sink = {&class};
    struct lk_err err = {0};
    if (argc != 2)
        return 2;
    struct lk_arena *arena = lk_arena_new();
    struct lk_sources *sources = lk_sources_new();
    struct lk_str dir = lk_path_dir(lk_path_normal(arena, lk_str_of(argv[1])));
    const struct lk_mods_config config = {.sources = sources, .script_location = dir, .path = &dir,
                                          .npath = 1, .readable = dir};
    struct lk_mods *mods = NULL;
    bool fine = lk_mods_new(&mods, &config, &sink, &err) &&
                run(lk_mods_vm(mods), arena, argv[1], &err);
    fflush(stdout);
    if (!fine) {
        struct lk_buf b = {0};
        lk_err_show(&b, &err, sources);
        fwrite(b.p, 1, b.n, stderr);
        lk_buf_clear(&b);
    }
    lk_mods_free(mods);
    lk_err_clear(&err);
    lk_arena_free(arena);
    lk_sources_free(sources);
    return fine ? 0 : 1;
}
