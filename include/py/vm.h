/* The runtime of scripts: made once per run, runs modules and functions, keeps values and
 * exceptions.  Not a process-wide singleton; one thread. */
#ifndef LK_PY_VM_H
#define LK_PY_VM_H

#include "model/sink.h"
#include "py/value.h"

struct lk_py_ast;
struct lk_args;

/* What the runtime asks of whoever owns it.  Members may be NULL (nothing there, nothing to do). */
struct lk_py_host {
    void *self;
    /* Finds or makes the module with this absolute dotted name; *out EMPTY when there is none.
     * Called once per name and run: the runtime keeps modules.  False: an exception is set. */
    bool (*module)(struct lk_value *out, struct lk_vm *, void *self, struct lk_str name);
    /* The first handler is entered (LK_WHY_HANDLER): what is queued must be settled, so that no
     * earlier failure is taken for one inside it.  False: an exception is set. */
    bool (*settle)(struct lk_vm *, void *self, enum lk_why);
    bool (*interrupted)(void *self);           /* asked at safe points; true ends the run */
    void (*say)(void *self, struct lk_str text, bool is_error);      /* print(): text as written */
    /* A module that is there already was imported again. */
    void (*again)(void *self, struct lk_value module);
};

/* 0 in a member means the limit of the table (base/limits.def). */
struct lk_vm_limits {
    uint64_t memory, depth, c_stack, int_bits, steps, seconds;
    bool gc_stress;        /* collect at every safe point, really free: for tests */
};

/* How a module made from a script is called. */
struct lk_module_init {
    struct lk_str name;            /* __name__ */
    struct lk_str file;            /* __file__, or empty */
    bool package;                  /* its own name is the base of relative imports */
    struct lk_str path;            /* __path__ of a package: its directory */
    bool lenient;                  /* what needs an absent module is refused when it is used */
    bool partial;                  /* it stands for one that has more: unknown names are refused */
};
/* The sources are borrowed and live longer than the runtime; places and script lines come from
 * them.  lk_vm_free takes NULL. */
struct lk_vm *lk_vm_new(const struct lk_py_host *, struct lk_sources *,
                        const struct lk_vm_limits *);
void lk_vm_free(struct lk_vm *);
struct lk_sources *lk_vm_sources(struct lk_vm *);
void *lk_vm_host(struct lk_vm *);              /* host->self */

/* Running.  These are the door to other floors: script exceptions come out as lk_err, LK_E_SCRIPT
 * with message "ValueError: text", span of the innermost script line and the traceback as detail;
 * refusals with their own code.  *out is kept alive by the runtime (pinned). */
/* Makes the module `name` and runs the tree in it.  The tree stays alive as long as the runtime. */
LK_MUST_USE bool lk_vm_load(struct lk_value *module, struct lk_vm *, const struct lk_py_ast *,
                            const struct lk_module_init *, struct lk_err *);
LK_MUST_USE bool lk_vm_run(struct lk_value *out, struct lk_vm *, struct lk_value fn,
                           const struct lk_args *, struct lk_err *);
/* Whether a function will not certainly use what is not here, as far as that can be seen without
 * running it; false: the refusal that it would end in. */
LK_MUST_USE bool lk_vm_foresee(struct lk_vm *, struct lk_value fn, struct lk_err *);
/* An interned name as the project's innermost running code sees it: local, global or built in;
 * EMPTY when absent or a placeholder. */
LK_MUST_USE bool lk_vm_named(struct lk_value *out, struct lk_vm *, struct lk_value name);
/* A global of a module, EMPTY when absent. */
struct lk_value lk_vm_global(struct lk_vm *, struct lk_value module, const char *name);
/* Turns the pending exception into an lk_err and clears it. */
void lk_vm_catch(struct lk_vm *, struct lk_err *);
/* While `on`, steps and time are bounded (module level, verify); nests. */
void lk_vm_bounded(struct lk_vm *, bool on);

/* As lk_vm_load, but leaves the exception in the runtime: for host->module. */
LK_MUST_USE bool lk_vm_load_inside(struct lk_value *module, struct lk_vm *,
                                   const struct lk_py_ast *, const struct lk_module_init *);
/* Whether the environment is known: not where code of the project was put off that may change it.
 * False: refused. */
LK_MUST_USE bool lk_vm_knows_environment(struct lk_vm *);
/* The module of that name: already there, from the host, or EMPTY. */
LK_MUST_USE bool lk_vm_import(struct lk_value *module, struct lk_vm *, struct lk_str name);

/* How many handlers are active on the dynamic stack, callers included: try statements (with except
 * or finally) and with statements whose manager is script code or may swallow. */
uint32_t lk_vm_handlers(const struct lk_vm *);
void lk_vm_handler_enter(struct lk_vm *);      /* for natives that act as handlers */
void lk_vm_handler_leave(struct lk_vm *);
/* Place of the call that is being evaluated (the innermost script call expression). */
struct lk_span lk_vm_span(const struct lk_vm *);

/* The operand stack.  What is pushed stays alive until it is popped; when a native returns (in any
 * way) the stack is cut back to where it stood, so natives need not pop.  Never moves. */
void lk_push(struct lk_vm *, struct lk_value);
struct lk_value lk_pop(struct lk_vm *);
struct lk_value *lk_stack_mark(struct lk_vm *);                  /* the top, to cut back to */
void lk_stack_cut(struct lk_vm *, struct lk_value *mark);
void lk_pin(struct lk_vm *, struct lk_value);                    /* alive as long as the runtime */

/* Gives text to the host's say, as print() does. */
void lk_vm_say(struct lk_vm *, struct lk_str text, bool is_error);
/* The exception that the innermost except block handles (sys.exc_info), or EMPTY. */
struct lk_value lk_vm_handled(struct lk_vm *);

/* Memory.  Asks for room for something big; false: LK_E_LIMIT is set and cannot be caught. */
LK_MUST_USE bool lk_vm_reserve(struct lk_vm *, size_t bytes);
/* Tells the collector about memory that a payload owns outside (may be negative); it does not count
 * for the limit of the script's memory. */
void lk_vm_external(struct lk_vm *, ptrdiff_t bytes);
void lk_mark(struct lk_vm *, struct lk_value);                   /* in a payload's mark function */
/* A safe point for natives that loop long without calling scripts: collects, counts a step, asks
 * for interruption.  Everything needed must be on the stack. */
LK_MUST_USE bool lk_vm_step(struct lk_vm *);
/* Guards recursion inside natives; what: " in comparison" or "".  Pair with lk_vm_leave. */
LK_MUST_USE bool lk_vm_enter(struct lk_vm *, const char *what);
void lk_vm_leave(struct lk_vm *);

#endif
