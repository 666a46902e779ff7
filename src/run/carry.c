/* The modules that a kept script takes along.  What it imports is read off its text: which of it
 * would be used is not known without its database. */
#include "run/carry.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "py/facts.h"

#include <stdlib.h>

#define MOST (1u << 20)            /* bytes of modules that one manifest carries */

/* The modules found so far; each is read for its own imports once. */
struct carrier {
    const struct lk_carry *how;
    struct { struct lk_pair *v; size_t n, cap; } modules;
    struct lk_names package;       /* of modules[i], with its last dot: "a.b." */
    struct lk_names file;
    struct lk_map seen;            /* path to anything */
    size_t bytes;
    struct lk_err *err;
};

/* Is the module's package that directory itself?  Relative names start there. */
static struct lk_str package_of(struct lk_str path, struct lk_arena *arena)
{
    struct lk_str dir = lk_path_dir(path), part, rest = dir;
    struct lk_buf b = {0};
    while (!lk_str_is(dir, ".") && lk_str_split(&part, &rest, '/')) {
        lk_buf_addf(&b, LK_PRI ".", LK_ARG(part));
    }
    struct lk_str package = lk_arena_str(arena, b.n ? lk_buf_str(&b) : LK_STR(""));
    lk_buf_clear(&b);
    return package;
}

/* ".a" of package "x.y." is x.y.a, "..a" is x.a.  Empty where the dots lead out of the packages. */
static struct lk_str absolute(struct lk_str name, struct lk_str package, struct lk_arena *arena)
{
    size_t dots = 0;
    while (dots < name.n && name.p[dots] == '.') {
        dots++;
    }
    if (!dots) {
        return name;
    }
    for (size_t up = dots; up > 1 && package.n; up--) {
        ptrdiff_t dot = lk_str_rfind_byte(lk_str_cut(package, 0, package.n - 1), '.');
        package = lk_str_cut(package, 0, dot < 0 ? 0 : (size_t)dot + 1);
    }
    if (!package.n) {
        return LK_STR("");
    }
    return lk_arena_format(arena, LK_PRI LK_PRI, LK_ARG(package),
                           LK_ARG(lk_str_cut(name, dots, name.n)));
}

/* One module, if the project has it.  Its text must be one that YAML can hold. */
static bool add_module(struct carrier *c, struct lk_str name)
{
    struct lk_str file, path, text;
    if (!lk_mods_project_file(&file, &path, c->how->mods, name) || lk_map_has(&c->seen, path)) {
        return true;
    }
    if (!lk_file_read(&text, c->how->arena, file.p, lk_limit(LK_LIMIT_FILE_BYTES), c->err)) {
        return false;
    }
    c->bytes += text.n;
    if (c->bytes > MOST) {
        lk_fail(c->err, LK_E_UNSUPPORTED, "it imports too much of the project (%zu modules so far, "
                "the last is '" LK_PRI "')", c->modules.n + 1, LK_ARG(file));
        return lk_err_hint(c->err, "write its manifest by hand, with 'replaces: script'");
    }
    lk_map_put(&c->seen, path, c);
    *LK_PUSH(&c->modules) = (struct lk_pair){path, lk_datum_str(c->how->arena, text)};
    *LK_PUSH(&c->package) = package_of(path, c->how->arena);
    *LK_PUSH(&c->file) = file;
    if (c->how->files)
        *LK_PUSH(c->how->files) = file;
    return true;
}

/* a.b.c is three modules: importing it evaluates the packages as well. */
static bool add_name(struct carrier *c, struct lk_str name)
{
    for (size_t i = 1; i <= name.n; i++) {
        if ((i == name.n || name.p[i] == '.') && !add_module(c, lk_str_cut(name, 0, i))) {
            return false;
        }
    }
    return true;
}

/* Calls whose file or module cannot be told from the text. */
static const char *hidden_need(struct lk_str name)
{
    static const struct {
        const char *tail, *what;
    } known[] = {
        {"open", "reads files"}, {"read_text", "reads files"}, {"read_bytes", "reads files"},
        {"listdir", "reads files"}, {"scandir", "reads files"}, {"iterdir", "reads files"},
        {"glob", "reads files"}, {"iglob", "reads files"}, {"rglob", "reads files"},
        {"isfile", "reads files"}, {"is_file", "reads files"}, {"os.path.exists", "reads files"},
        {"os.walk", "reads files"}, {"import_module", "imports by a computed name"},
        {"__import__", "imports by a computed name"},
        {"spec_from_file_location", "imports by a computed name"},
        {"SourceFileLoader", "imports by a computed name"},
    };
    ptrdiff_t dot = lk_str_rfind_byte(name, '.');
    struct lk_str tail = dot < 0 ? name : lk_str_cut(name, (size_t)dot + 1, name.n);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        bool whole = strchr(known[i].tail, '.');
        if (lk_str_is(whole ? name : tail, known[i].tail)) {
            return known[i].what;
        }
    }
    return NULL;
}

/* Options of alembic.ini.  Where the file is not there all of them have their defaults, which is
 * the same only for those that it does not have. */
static bool asks_option(const struct carrier *c, const struct lk_py_fact *f)
{
    static const char *const tails[] = {"get_main_option", "get_alembic_option", "get_section",
                                        "get_section_option"};
    ptrdiff_t dot = lk_str_rfind_byte(f->name, '.');
    struct lk_str tail = lk_str_cut(f->name, (size_t)(dot + 1), f->name.n);
    size_t which = 0;
    while (which < 4 && !lk_str_is(tail, tails[which])) {
        which++;
    }
    if (which == 4 || f->assigns) {
        return false;
    }
    bool main = which < 2;
    size_t known = which == 3 ? 2 : 1;
    if (f->nargument < known || !f->argument[0].value || !f->argument[known - 1].value) {
        return true;
    }
    struct lk_str name = lk_datum_text(f->argument[0].value);
    struct lk_arena *arena = c->how->arena;
    const struct lk_datum *section =
        lk_datum_get(c->how->options, main ? "alembic" : lk_arena_str(arena, name).p);
    struct lk_str option = lk_datum_text(f->argument[known - 1].value);
    return which == 2 ? section != NULL
                      : section && lk_datum_get(section, lk_arena_str(arena, option).p);
}

/* A script beside its manifest finds its files where they were; a bundle has none. */
static bool check_needs(struct carrier *c, const struct lk_py_fact *f, bool script)
{
    const char *what = f->assigns || !script ? NULL : hidden_need(f->name);
    if (!what && c->how->elsewhere && asks_option(c, f)) {
        what = "asks alembic.ini for an option";
    }
    if (!what || !c->how->elsewhere) {
        return true;
    }
    lk_fail_at(c->err, LK_E_UNSUPPORTED, f->span, "it %s, which a manifest cannot carry", what);
    return lk_err_hint(c->err, "write its manifest by hand, with 'replaces: script' and "
                               "execute_file, or compile without -o");
}

/* The imports of one text.  `package` is empty for the script: it is no part of a package. */
static bool read_imports(struct carrier *c, uint32_t source, struct lk_str package, bool script)
{
    struct lk_py_facts facts;
    if (!lk_py_facts(&facts, c->how->arena, c->how->sources, source, c->err)) {
        return false;
    }
    for (size_t i = 0; i < facts.n; i++) {
        if (!check_needs(c, &facts.v[i], script)) {
            return false;
        }
    }
    for (size_t i = 0; i < facts.nmodule; i++) {
        if (!add_name(c, absolute(facts.module[i], package, c->how->arena))) {
            return false;
        }
    }
    return true;
}

/* By path, so that the manifest does not depend on the order of imports. */
static int by_path(const void *a, const void *b)
{
    return lk_str_cmp(((const struct lk_pair *)a)->key, ((const struct lk_pair *)b)->key);
}

/* A module that limbeck cannot parse is one that the script cannot use either; its text goes along
 * and the error comes where it is used. */
bool lk_carry_modules(const struct lk_datum **out, const struct lk_carry *how, uint32_t script,
                      struct lk_err *err)
{
    struct carrier c = {.how = how, .err = err};
    bool good = read_imports(&c, script, LK_STR(""), true);
    for (size_t i = 0; good && i < c.modules.n; i++) {
        struct lk_err odd = {0};
        uint32_t source = lk_sources_add(how->sources, c.file.v[i], c.modules.v[i].value->as.s);
        c.err = &odd;
        good = read_imports(&c, source, c.package.v[i], false) || odd.code == LK_E_SYNTAX;
        if (!good)
            lk_err_move(err, &odd);
        lk_err_clear(&odd);
    }
    if (c.modules.n > 1) {
        qsort(c.modules.v, c.modules.n, sizeof *c.modules.v, by_path);
    }
    *out = good && c.modules.n ? lk_datum_map(how->arena, c.modules.v, c.modules.n) : NULL;
    free(c.modules.v);
    free(c.package.v);
    free(c.file.v);
    lk_map_clear(&c.seen);
    return good;
}
