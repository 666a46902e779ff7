/* The evaluator: tree in, values on the operand stack out. */
#ifndef LK_PY_EVAL_H
#define LK_PY_EVAL_H

#include "py/cls.h"

enum lk_status { LK_NORMAL, LK_BREAK, LK_CONTINUE, LK_RETURN, LK_RAISE, LK_SUSPEND };

/* Pushes the value of an expression; on failure pushes nothing that matters: whoever handles the
 * failure cuts the stack back. */
typedef bool lk_eval_fn(struct lk_frame *, const struct lk_py_expr *);
typedef enum lk_status lk_exec_fn(struct lk_frame *, const struct lk_py_stmt *);

extern lk_eval_fn *const lk_eval_table[LK_X_COUNT];
bool lk_eval_failed(struct lk_frame *, const struct lk_py_expr *);
static inline bool lk_eval(struct lk_frame *f, const struct lk_py_expr *e)
{
    return lk_eval_table[e->kind](f, e) || lk_eval_failed(f, e);
}
/* Evaluates and takes the value off the stack: only where nothing is evaluated before its use. */
static inline bool lk_eval_take(struct lk_value *out, struct lk_frame *f,
                                const struct lk_py_expr *e)
{
    if (!lk_eval(f, e)) {
        return false;
    }
    *out = *--f->vm->sp;
    return true;
}
bool lk_eval_truth(bool *out, struct lk_frame *, const struct lk_py_expr *);

enum lk_status lk_exec(struct lk_frame *, const struct lk_py_stmt *);
typedef enum lk_status lk_exec_body_fn(struct lk_frame *, const struct lk_py_body *);
lk_exec_body_fn lk_exec_body;
lk_exec_fn lk_exec_for, lk_exec_while, lk_exec_try, lk_exec_with, lk_exec_match, lk_exec_import,
    lk_exec_importfrom, lk_exec_function, lk_exec_class, lk_exec_assign, lk_exec_augassign,
    lk_exec_annassign, lk_exec_delete, lk_exec_raise, lk_exec_typealias;
static inline enum lk_status lk_status_of(bool ok) { return ok ? LK_NORMAL : LK_RAISE; }

/* What stands in __annotations__: a class that is named there, else the text. */
struct lk_value lk_annotation(struct lk_frame *, const struct lk_py_expr *);
/* assign.c */
bool lk_assign(struct lk_frame *, const struct lk_py_expr *target, struct lk_value);
/* names.c of the evaluator: scopes.c */
bool lk_load(struct lk_frame *, const struct lk_py_name *);      /* pushes */
struct lk_value lk_peek(struct lk_frame *, const struct lk_py_name *);
bool lk_store(struct lk_frame *, const struct lk_py_name *, struct lk_value);
bool lk_unbind(struct lk_frame *, const struct lk_py_name *, bool must);
void lk_enter_names(struct lk_frame *, const struct lk_py_inline *);

lk_eval_fn lk_eval_call, lk_eval_listcomp, lk_eval_setcomp, lk_eval_dictcomp, lk_eval_genexp,
    lk_eval_lambda, lk_eval_fstring, lk_eval_formatted, lk_eval_compare;
/* Arguments of a call or class statement above what is on the stack: positional values, keyword
 * values, keyword names. */
bool lk_eval_args(uint32_t *npos, uint32_t *nkw, struct lk_frame *, const struct lk_py_args *);
/* One step of a generator expression; EMPTY at the end. */
bool lk_genexp_step(struct lk_value *out, struct lk_frame *, const struct lk_py_expr *);

/* vm.c: is it a place in a module that is built in? */
bool lk_vm_is_provided(const struct lk_vm *, struct lk_span);
/* call.c: runs a prepared frame. */
bool lk_frame_run(struct lk_value *out, struct lk_frame *);
void lk_frame_enter(struct lk_frame *, struct lk_vm *);
void lk_frame_leave(struct lk_frame *);
bool lk_make_function(struct lk_frame *, const struct lk_py_code *);      /* pushes */
void lk_trace_add(struct lk_frame *, struct lk_span);

/* operate.c */
bool lk_vm_binary(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                  struct lk_value b);
bool lk_vm_inplace(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                   struct lk_value b);
bool lk_vm_unary(struct lk_value *out, struct lk_vm *, int op, struct lk_value);
/* op: EQ NE LT LE GT GE, the rich result. */
bool lk_vm_compare(struct lk_value *out, struct lk_vm *, int op, struct lk_value a,
                   struct lk_value b);

/* unpack.c: pushes the n values of an iterable (one of them a list of the rest when star >= 0). */
bool lk_unpack(struct lk_vm *, struct lk_value iterable, uint32_t n, int star);

/* import.c */
bool lk_is_import_handler(const struct lk_frame *, const struct lk_py_try *);

/* hoist.c: sets gen_body and gen_extra. */
void lk_generator_prepare(struct lk_vm *, struct lk_function *);

/* traceback.c: the last line, "ValueError: text\n", with notes. */
void lk_exc_headline(struct lk_buf *, struct lk_vm *, struct lk_value exception);
void lk_exc_print_alone(struct lk_buf *, struct lk_vm *, struct lk_value exception);

/* exc.c */
bool lk_exc_matches(bool *out, struct lk_vm *, struct lk_value exc, struct lk_value type);
struct lk_value lk_exc_normal(struct lk_vm *, struct lk_value raised);   /* EMPTY: exception set */

#endif
