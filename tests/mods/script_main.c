/* Runs one revision script without a database: script_main [--json|--live] up|down FILE prints the
 * SQL of its operations (or the operations as JSON, one per line), in the paramstyle of
 * literal_binds; --live prints what a server would be sent.
 * The directory of the file is where modules are looked for.  Exit status as limbeck's. */
#include "base/file.h"
#include "mods/mods.h"
#include "sql/lower.h"

#include <stdio.h>
#include <stdlib.h>

struct printer {
    struct lk_sink sink;           /* first */
    struct lk_arena *arena;
    struct lk_dialect dialect;
    struct lk_map types_made;
    struct lk_buf out;
    bool json;
};

static enum lk_emit emit(struct lk_emitted *out, struct lk_sink *sink, const struct lk_op *op,
                         struct lk_emit_how how, struct lk_err *err)
{
    struct printer *p = (struct printer *)sink;
    struct lk_stmts stmts;
    *out = (struct lk_emitted){0};
    if (p->json) {
        lk_op_json(&p->out, op);
        lk_buf_addc(&p->out, '\n');
        return LK_EMIT_DONE;
    }
    lk_stmts_init(&stmts, p->arena);
    bool fine = lk_sql_lower(&stmts, op, &p->dialect, err);
    for (size_t i = 0; fine && i < stmts.n; i++)
        lk_sql_print(&p->out, &stmts.v[i]);
    lk_stmts_clear(&stmts);
    if (!fine)
        return LK_EMIT_REFUSED;
    return how.want == LK_WANT_NOTHING ? LK_EMIT_DONE : LK_EMIT_UNKNOWABLE;
}

static bool settle(struct lk_sink *sink, enum lk_why why, struct lk_err *err)
{
    (void)sink, (void)why, (void)err;
    return true;
}

static bool scope(uint32_t *connection, struct lk_sink *sink, enum lk_scope what,
                  enum lk_scope_act act, struct lk_err *err)
{
    struct printer *p = (struct printer *)sink;
    *connection = 0;
    if (what != LK_SCOPE_AUTOCOMMIT)
        return lk_fail(err, LK_E_SCRIPT, "AttributeError: there is no database");
    lk_buf_addz(&p->out, act == LK_SCOPE_ENTER ? "COMMIT;\n\n" : "BEGIN;\n\n");
    return true;
}

static const struct lk_sink_facts *facts(struct lk_sink *sink)
{
    static const struct lk_sink_facts offline = {.offline = true}, live = {.offline = false};
    return ((struct printer *)sink)->dialect.offline ? &offline : &live;
}

static void say(struct lk_sink *sink, struct lk_str line)
{
    lk_buf_add(&((struct printer *)sink)->out, line);
}

static const struct lk_sink_class class = {emit, settle, scope, facts, say};

static bool run(struct printer *p, const char *file, bool up, struct lk_sources *sources,
                struct lk_err *err)
{
    struct lk_str text, path = lk_path_normal(p->arena, lk_str_of(file)), dir = lk_path_dir(path);
    const struct lk_mods_config config = {.sources = sources, .script_location = dir, .path = &dir,
                                          .npath = 1, .readable = dir};
    struct lk_mods *mods;
    if (!lk_file_read(&text, p->arena, file, 1 << 24, err)
        || !lk_mods_new(&mods, &config, &p->sink, err))
        return false;
    uint32_t source = lk_sources_add(sources, path, text);
    bool fine = lk_mods_run_step(mods, source, up ? LK_UPGRADE : LK_DOWNGRADE, p->arena, err);
    lk_mods_free(mods);
    return fine;
}

int main(int argc, char **argv)
{
    bool json = argc > 1 && strcmp(argv[1], "--json") == 0;
    bool live = argc > 1 && strcmp(argv[1], "--live") == 0, option = json || live;
    if (argc != 3 + option)
        return 1;
    struct lk_err err = {0};
    struct lk_sources *sources = lk_sources_new();
    struct printer p = {.sink = {&class}, .arena = lk_arena_new(), .json = json,
                        .dialect = {.offline = !live, .literal_binds = !live}};
    p.dialect.types_made = &p.types_made;
    bool fine = run(&p, argv[2 + option], strcmp(argv[1 + option], "up") == 0, sources, &err);
    if (fine && p.out.n)
        fwrite(p.out.p, 1, p.out.n, stdout);
    int status = lk_err_status(err.code);
    lk_buf_clear(&p.out);
    if (!fine)
        lk_err_show(&p.out, &err, sources);
    if (p.out.n)
        fwrite(p.out.p, 1, p.out.n, stderr);
    lk_buf_clear(&p.out);
    lk_err_clear(&err);
    lk_map_clear(&p.types_made);
    lk_arena_free(p.arena);
    lk_sources_free(sources);
    return status;
}
