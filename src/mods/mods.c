/* The door: a runtime with everything that scripts import, steps and headers run in it.
 *
 * A module of a revision is evaluated once in a run, at its first step, and bounded in steps and
 * time there; upgrade() and downgrade() are not bounded, for they wait for the database. */
#include "mods/alembic.h"
#include "py/parse.h"

/* Natives get the runtime only; its host is this object. Never NULL while the runtime lives. */
struct lk_mods *lk_mods_of(struct lk_vm *vm)
{
    return lk_vm_host(vm);
}

/* For callers that evaluate something of their own. It belongs to `m` and must not be freed. */
struct lk_vm *lk_mods_vm(const struct lk_mods *m)
{
    return m->vm;
}

/* Built-in modules first, then files of the project; anything else is a placeholder. EMPTY lets
 * the runtime make that placeholder, which is refused when it is used: imports that only serve
 * type checkers or env.py do no harm. */
static bool find_module(struct lk_value *out, struct lk_vm *vm, void *self, struct lk_str name)
{
    static lk_module_maker *const makers[] = {lk_alembic_module, lk_sa_module, lk_std_module,
                                              lk_frozen_module, lk_project_module};
    (void)self;
    *out = lk_empty();
    for (size_t i = 0; i < sizeof makers / sizeof *makers && lk_is_empty(*out); i++)
        if (!makers[i](out, vm, name))
            return false;
    return true;
}

/* A module's own constants (a seed, the zone's offset) say nothing about the script that imports
 * it; what the script takes from it later asks again. */
void lk_asks(struct lk_vm *vm, const char *what)
{
    struct lk_mods *m = lk_mods_of(vm);
    if (m->config->asked && !m->loading)
        m->config->asked(m->config->self, what, m->importing > 0);
}

/* What was queued before the first handler must not fail inside it: it ends the run instead. A
 * failure of earlier operations must not be caught by a handler that Python would not have
 * reached. */
static bool settle(struct lk_vm *vm, void *self, enum lk_why why)
{
    struct lk_mods *m = self;
    struct lk_err err = {0};
    return m->sink->class->settle(m->sink, why, &err) || lk_refuse_err(vm, &err);
}

/* Asked by the runtime at its safe points. No callback means that nothing interrupts. */
static bool interrupted(void *self)
{
    const struct lk_mods_config *c = ((struct lk_mods *)self)->config;
    return c->interrupted && c->interrupted(c->self);
}

/* print() goes where the sink's output goes, in order with the operations. Errors go the same
 * way, so that lines keep their order. */
static void say(void *self, struct lk_str text, bool is_error)
{
    struct lk_mods *m = self;
    (void)is_error;
    m->sink->class->say(m->sink, text);
}

void lk_mods_used(struct lk_mods *m, enum lk_use how, struct lk_str path, struct lk_str text)
{
    if (m->config->used && path.n)
        m->config->used(m->config->self, how, path, text);
}

/* What an import that finds its module already there depends on is what that module did.  Modules
 * that are no file of the project have no __file__, or one that nobody loaded. */
static void again(void *self, struct lk_value module)
{
    struct lk_mods *m = self;
    if (!m->config->used || !lk_is(module, LK_T_MODULE))
        return;
    struct lk_value file = lk_vm_global(m->vm, module, "__file__");
    if (lk_is(file, LK_T_STR))
        lk_mods_used(m, LK_USE_AGAIN, lk_text(file), LK_STR(""));
}

/* Classes are made at once: whether an object is a node is asked of its class. `config` and
 * `sink` must outlive it. It cannot fail, and has `err` for the form's sake. */
bool lk_mods_new(struct lk_mods **out, const struct lk_mods_config *config, struct lk_sink *sink,
                 struct lk_err *err)
{
    struct lk_mods *m = lk_zalloc(1, sizeof *m);
    struct lk_py_host host = {m, find_module, settle, interrupted, say, again};
    const struct lk_vm_limits limits = {0};
    (void)err;
    m->config = config;
    m->sink = sink;
    m->kept = m->arena = lk_arena_new();
    m->vm = lk_vm_new(&host, config->sources, &limits);
    m->hooks = lk_new_dict(m->vm);
    lk_pin(m->vm, m->hooks);
    m->failure = lk_empty();
    lk_sa_classes(m->vm);
    *out = m;
    return true;
}

/* The runtime first: its payloads refer to results and arenas. NULL is allowed. */
void lk_mods_free(struct lk_mods *m)
{
    if (!m)
        return;
    lk_vm_free(m->vm);
    for (size_t i = 0; i < m->scripts.n; i++)
        free(m->scripts.entry[i].value);
    lk_map_clear(&m->scripts);
    lk_err_clear(&m->failed);
    lk_arena_free(m->kept);
    free(m);
}

/* The file's name without directory and ".py", as Alembic names a revision's module. Messages
 * name the module as Python would. */
static struct lk_str stem(struct lk_str file)
{
    struct lk_str base = lk_path_base(file);
    return lk_str_ends(base, LK_STR(".py")) ? lk_str_cut(base, 0, base.n - 3) : base;
}

/* The module of a revision's script, evaluated once in a run. A script that failed is not
 * remembered, and would be evaluated anew. `used` learns each file that was read. */
static bool script_module(struct lk_value *out, struct lk_mods *m, uint32_t source,
                          struct lk_err *err)
{
    char key[16];
    snprintf(key, sizeof key, "%u", source);
    struct lk_value *known = lk_map_get(&m->scripts, lk_str_of(key));
    struct lk_str file = lk_sources_name(m->config->sources, source);
    if (known) {
        lk_mods_used(m, LK_USE_AGAIN, file, LK_STR(""));
        *out = *known;
        return true;
    }
    struct lk_py_ast *ast;
    const struct lk_module_init init = {.name = stem(file), .file = file, .lenient = true};
    if (!lk_py_parse(&ast, m->kept, m->config->sources, source, err))
        return false;
    lk_mods_used(m, LK_USE_LOAD, file, lk_sources_text(m->config->sources, source));
    /* Only the module level is bounded: its functions may wait for the database. */
    lk_vm_bounded(m->vm, true);
    bool fine = lk_vm_load(out, m->vm, ast, &init, err);
    lk_vm_bounded(m->vm, false);
    lk_mods_used(m, LK_USE_LOADED, file, LK_STR(""));
    if (!fine)
        return false;
    lk_pin(m->vm, *out);
    known = lk_alloc(sizeof *known);
    *known = *out;
    lk_map_put(&m->scripts, lk_str_of(key), known);
    return true;
}

/* A database failure that no script code caught is the database's, not the script's. The
 * exception's message must contain the failure's text: a script that caught it and failed
 * otherwise has an error of its own. The place in the script is kept. */
static bool translate(struct lk_mods *m, struct lk_err *err)
{
    if (err->code != LK_E_SCRIPT || !lk_err_is_set(&m->failed))
        return false;
    struct lk_str text = lk_text(lk_items(&(size_t){0}, lk_exc_args(m->failure))[0]);
    if (lk_str_find(lk_str_of(err->message), text, 0) < 0)
        return false;
    struct lk_span span = err->span;
    lk_err_clear(err);
    lk_err_move(err, &m->failed);
    return lk_err_at(err, span);
}

/* A module without upgrade() fails as the attribute would under Alembic. */
static bool step_function(struct lk_value *fn, struct lk_mods *m, uint32_t source,
                          enum lk_direction direction, struct lk_err *err)
{
    const char *name = direction == LK_UPGRADE ? "upgrade" : "downgrade";
    struct lk_value module;
    m->carried = !lk_str_ends(lk_sources_name(m->config->sources, source), LK_STR(".py"));
    if (!script_module(&module, m, source, err))
        return false;
    *fn = lk_vm_global(m->vm, module, name);
    return !lk_is_empty(*fn) ||
           lk_fail(err, LK_E_SCRIPT, "AttributeError: module '" LK_PRI "' has no attribute '%s'",
                   LK_ARG(stem(lk_sources_name(m->config->sources, source))), name);
}

bool lk_mods_check_step(struct lk_mods *m, uint32_t source, enum lk_direction direction,
                        struct lk_err *err)
{
    struct lk_value fn;
    return step_function(&fn, m, source, direction, err) && lk_vm_foresee(m->vm, fn, err);
}

/* `arena` holds the operations of the step and must live until they are confirmed. */
bool lk_mods_run_step(struct lk_mods *m, uint32_t source, enum lk_direction direction,
                      struct lk_arena *arena, struct lk_err *err)
{
    struct lk_value fn, result;
    m->arena = arena;
    m->seq = 0;
    bool fine = step_function(&fn, m, source, direction, err);
    if (fine) {
        const struct lk_args none = {.data = lk_empty()};
        m->stepping = true;
        fine = lk_vm_run(&result, m->vm, fn, &none, err);
        m->stepping = false;
    }
    /* What is made from now on until the next step lives as long as the runtime. */
    m->arena = m->kept;
    return fine || translate(m, err);
}

/* What the module does not define is not in the map. Needed before any step, to build the
 * graph; values are not interpreted here. */
bool lk_mods_header(const struct lk_datum **out, struct lk_mods *m, uint32_t source,
                    struct lk_arena *arena, struct lk_err *err)
{
    static const char *const names[] = {"revision", "down_revision", "branch_labels", "depends_on"};
    struct lk_pair *pair = lk_arena_array(arena, 4, sizeof *pair);
    struct lk_value module;
    size_t n = 0;
    if (!script_module(&module, m, source, err))
        return false;
    for (size_t i = 0; i < 4; i++) {
        struct lk_value v = lk_vm_global(m->vm, module, names[i]);
        if (lk_is_empty(v))
            continue;
        pair[n].key = lk_str_of(names[i]);
        if (!lk_mods_datum(&pair[n++].value, m->vm, v, arena)) {
            lk_vm_catch(m->vm, err);
            return false;
        }
    }
    *out = lk_datum_map(arena, pair, n);
    return true;
}
