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
    struct lk_module_init lenient = *init;
    lenient.lenient = true;
    m->importing++;
    bool good = lk_vm_load_inside(out, vm, ast, &lenient);
    m->importing--;
    lk_mods_used(m, LK_USE_LOADED, init->file, LK_STR(""));
    return good;
}

static bool check_carried(struct lk_vm *vm, struct lk_str name, struct lk_str text);

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
    return check_carried(vm, init->name, text) && load(out, vm, init, text);
}

/* dir/a/b for the module a.b */
static struct lk_str path_of(struct lk_arena *arena, struct lk_str dir, struct lk_str name)
{
    struct lk_str piece, path = dir;
    while (lk_str_split(&piece, &name, '.'))
        path = lk_path_join(arena, path, piece);
    return lk_arena_str(arena, path);
}

/* Do manifests carry a file below this directory?  Then it is a package for the import system. */
static bool carries_below(const struct lk_datum *modules, struct lk_str dir)
{
    for (size_t i = 0; modules && i < modules->as.map.n; i++) {
        struct lk_str key = modules->as.map.v[i].key;
        if (lk_str_starts(key, dir) && key.n > dir.n && key.p[dir.n] == '/')
            return true;
    }
    return false;
}

/* A module that manifests carry for their scripts. Its file is named after the path, for there is
 * no such file. EMPTY when it is none of them. */
static bool find_carried(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_module_init init = {.name = name};
    struct lk_str path = path_of(m->kept, LK_STR(""), name);
    struct lk_str file = lk_arena_format(m->kept, LK_PRI ".py", LK_ARG(path));
    const struct lk_datum *text = lk_datum_get(m->config->modules, file.p);
    if (!text && carries_below(m->config->modules, path)) {
        init.package = true;
        init.path = path;
        file = lk_arena_format(m->kept, LK_PRI "/__init__.py", LK_ARG(path));
        text = lk_datum_get(m->config->modules, file.p);
        if (!text)
            return load(out, vm, &init, LK_STR(""));
    }
    init.file = file;
    return !text || load(out, vm, &init, text->as.s);
}

/* A carried module and one of the project of the same name must be the same: which of them is meant
 * is not guessed. */
static bool check_carried(struct lk_vm *vm, struct lk_str name, struct lk_str text)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_str path = path_of(m->kept, LK_STR(""), name);
    const struct lk_datum *theirs = NULL;
    for (int package = 0; !theirs && package < 2; package++)
        theirs = lk_datum_get(m->config->modules,
                              lk_arena_format(m->kept, LK_PRI "%s", LK_ARG(path),
                                              package ? "/__init__.py" : ".py").p);
    return !theirs || lk_str_eq(theirs->as.s, text) ||
           lk_refuse(vm, LK_E_UNSUPPORTED, "module '" LK_PRI "' differs from the one that a "
                     "manifest carries; compile the manifests again", LK_ARG(name));
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
    return !lk_is_empty(*out) || !config->modules ||
           find_carried(out, vm, lk_arena_str(lk_mods_of(vm)->kept, name));
}

/* Is the name one of the modules that are built in?  They come before the project's. */
static bool is_built_in(struct lk_vm *vm, struct lk_str name)
{
    static lk_module_maker *const makers[] = {lk_alembic_module, lk_sa_module, lk_std_module,
                                              lk_frozen_module};
    struct lk_value module = lk_empty();
    for (size_t i = 0; i < sizeof makers / sizeof *makers && lk_is_empty(module); i++)
        if (!makers[i](&module, vm, name)) {
            lk_caught(vm);
            return true;
        }
    return !lk_is_empty(module);
}

/* The directories in the order in which an import looks into them. Nothing is loaded. */
bool lk_mods_project_file(struct lk_str *file, struct lk_str *path, struct lk_mods *m,
                          struct lk_str name)
{
    struct lk_str below = path_of(m->kept, LK_STR(""), name);
    for (size_t i = 0; i < m->config->npath; i++) {
        struct lk_str dir = lk_arena_str(m->kept, lk_path_join(m->kept, m->config->path[i], below));
        for (int package = 0; package < 2; package++) {
            const char *end = package ? "/__init__.py" : ".py";
            *file = lk_arena_format(m->kept, LK_PRI "%s", LK_ARG(dir), end);
            *path = lk_arena_format(m->kept, LK_PRI "%s", LK_ARG(below), end);
            if (lk_file_exists(file->p))
                return !is_built_in(m->vm, name);
        }
        if (lk_dir_exists(dir.p))
            return false;
    }
    return false;
}
