/* lkpy FILE.py: runs a script as `python3 FILE.py` does: print to standard output, an exception's
 * traceback to standard error.  --stress collects at every safe point, --steps=N bounds it.  For
 * tests only: the modules it knows are those beside FILE. */
#include "base/file.h"
#include "py/native.h"
#include "py/parse.h"

#include <stdio.h>
#include <stdlib.h>

struct runner {
    struct lk_sources *sources;
    struct lk_arena *arena;
    struct lk_str directory;
};

static void say(void *self, struct lk_str text, bool is_error)
{
    (void)self;
    fwrite(text.p, 1, text.n, is_error ? stderr : stdout);
}

static bool parse(struct lk_py_ast **out, struct runner *r, struct lk_str path, struct lk_err *err)
{
    struct lk_str text;
    char *name = lk_strdup(path);
    bool ok = lk_file_read(&text, r->arena, name, 64u << 20, err);
    free(name);
    if (!ok) {
        return false;
    }
    uint32_t source = lk_sources_add(r->sources, path, text);
    return lk_py_parse(out, r->arena, r->sources, source, err);
}

/* a.b is a/b.py or a/b/__init__.py beside the script. */
static bool module(struct lk_value *out, struct lk_vm *vm, void *self, struct lk_str name)
{
    struct runner *r = self;
    struct lk_err err = {0};
    struct lk_py_ast *ast;
    char *slashes = lk_strdup(name);
    for (char *p = slashes; *p; p++) {
        *p = *p == '.' ? '/' : *p;
    }
    struct lk_str dir = lk_path_join(r->arena, r->directory, lk_str_of(slashes));
    free(slashes);
    struct lk_str file = lk_arena_format(r->arena, LK_PRI ".py", LK_ARG(dir));
    bool package = !lk_file_exists(file.p);
    if (package) {
        file = lk_arena_format(r->arena, LK_PRI "/__init__.py", LK_ARG(dir));
        if (!lk_file_exists(file.p)) {
            *out = lk_empty();
            return true;
        }
    }
    if (!parse(&ast, r, file, &err)) {
        return lk_refuse_err(vm, &err);
    }
    struct lk_module_init init = {.name = name, .file = file, .package = package, .path = dir};
    return lk_vm_load_inside(out, vm, ast, &init);
}

static void show(const struct runner *r, struct lk_err *err)
{
    struct lk_buf b = {0};
    if (err->code == LK_E_SCRIPT && err->detail) {
        lk_buf_addf(&b, "%s\n", err->detail);
    } else {
        lk_err_show(&b, err, r->sources);
    }
    fflush(stdout);
    fputs(b.p ? b.p : "", stderr);
    lk_buf_clear(&b);
}

static bool run(struct runner *r, struct lk_vm *vm, const char *path, struct lk_err *err)
{
    struct lk_py_ast *ast;
    struct lk_value out;
    struct lk_module_init init = {.name = LK_STR("__main__"), .file = lk_str_of(path)};
    return parse(&ast, r, lk_str_of(path), err) && lk_vm_load(&out, vm, ast, &init, err);
}

static const char *read_arguments(struct lk_vm_limits *limits, int argc, char **argv)
{
    int i = 1;
    for (; i < argc && !strncmp(argv[i], "--", 2); i++) {
        if (!strcmp(argv[i], "--stress")) {
            limits->gc_stress = true;
        } else if (!strncmp(argv[i], "--steps=", 8)) {
            limits->steps = strtoull(argv[i] + 8, NULL, 10);
        } else {
            return NULL;
        }
    }
    return i < argc ? argv[i] : NULL;
}

int main(int argc, char **argv)
{
    struct lk_vm_limits limits = {0};
    const char *path = read_arguments(&limits, argc, argv);
    struct lk_err err = {0};
    if (!path) {
        fprintf(stderr, "usage: lkpy [--stress] [--steps=N] FILE.py\n");
        return 2;
    }
    struct runner r = {lk_sources_new(), lk_arena_new(), lk_path_dir(lk_str_of(path))};
    struct lk_py_host host = {.self = &r, .module = module, .say = say};
    struct lk_vm *vm = lk_vm_new(&host, r.sources, &limits);
    lk_vm_bounded(vm, true);
    bool ok = run(&r, vm, path, &err);
    if (!ok) {
        show(&r, &err);
        lk_err_clear(&err);
    }
    fflush(stdout);
    lk_vm_free(vm);
    lk_arena_free(r.arena);
    lk_sources_free(r.sources);
    return ok ? 0 : 1;
}
