/* Modules of the project: files below the versions directories, the script location and
 * prepend_sys_path, interpreted by the same runtime.
 *
 * Nothing outside these directories is ever read as a module, and nothing is looked for before it
 * is used: imports are lazy. */
#include "mods/inside.h"
#include "py/parse.h"

/* Loads a text as a module of that name. */
static bool load(struct lk_value *out, struct lk_vm *vm, const struct lk_module_init *init,
                 struct lk_str text)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_py_ast *ast;
    struct lk_err err = {0};
    uint32_t source = lk_sources_add(m->config->sources, init->file, text);
    if (!lk_py_parse(&ast, m->kept, m->config->sources, source, &err))
        return lk_refuse_err(vm, &err);
    lk_mods_used(m, LK_USE_LOAD, init->file, lk_sources_text(m->config->sources, source));
    bool fine = lk_vm_load_inside(out, vm, ast, init);
    lk_mods_used(m, LK_USE_LOADED, init->file, LK_STR(""));
    return fine;
}

/* The text is kept as a source: errors show its lines. */
static bool load_file(struct lk_value *out, struct lk_vm *vm, struct lk_module_init *init,
                      struct lk_str file)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_str text;
    struct lk_err err = {0};
    if (!lk_file_read(&text, m->kept, file.p, lk_limit(LK_LIMIT_FILE_BYTES), &err))
        return lk_refuse_err(vm, &err);
    init->file = file;
    return load(out, vm, init, text);
}

/* dir/a/b for the module a.b */
static struct lk_str path_of(struct lk_arena *arena, struct lk_str dir, struct lk_str name)
{
    struct lk_str piece, path = dir;
    while (lk_str_split(&piece, &name, '.'))
        path = lk_path_join(arena, path, piece);
    return lk_arena_str(arena, path);
}

/* A file, a package with or without __init__.py; EMPTY when the directory has none of them. */
static bool find_in(struct lk_value *out, struct lk_vm *vm, struct lk_str dir, struct lk_str name)
{
    struct lk_arena *arena = lk_mods_of(vm)->kept;
    struct lk_str path = path_of(arena, dir, name);
    struct lk_module_init init = {.name = name};
    struct lk_str file = lk_arena_format(arena, LK_PRI ".py", LK_ARG(path));
    if (lk_file_exists(file.p))
        return load_file(out, vm, &init, file);
    /* A directory without __init__.py is a namespace package: an empty module with a path. */
    if (!lk_dir_exists(path.p))
        return true;
    init.package = true;
    init.path = path;
    file = lk_arena_format(arena, LK_PRI "/__init__.py", LK_ARG(path));
    if (lk_file_exists(file.p))
        return load_file(out, vm, &init, file);
    return load(out, vm, &init, LK_STR(""));
}

/* The first directory that has it decides, as sys.path does. */
bool lk_project_module(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    const struct lk_mods_config *config = lk_mods_of(vm)->config;
    *out = lk_empty();
    for (size_t i = 0; i < config->npath && lk_is_empty(*out); i++)
        if (!find_in(out, vm, config->path[i], lk_arena_str(lk_mods_of(vm)->kept, name)))
            return false;
    return true;
}
