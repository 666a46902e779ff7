/* Comprehensions, inside the frame they stand in; generator expressions, one step at a time. */
#include "py/gen.h"
#include "py/op.h"

/* Iterators of the loops stand on the stack from `base` up; what is made lies below them. One
 * run of a list, set or dict comprehension: its frame, its expression, and the list, set or dict
 * that is filled. */
struct comp_run {
    struct lk_frame *f;
    const struct lk_py_expr *e;
    struct lk_value made;
};

/* Evaluates the element, for a dict key before value, and adds it to what is made. The operands
 * go from the stack afterwards, the iterators below them stay. */
static bool put_element(struct comp_run *r)
{
    struct lk_frame *f = r->f;
    struct lk_vm *vm = f->vm;
    struct lk_value *mark = vm->sp;
    bool dict = r->e->kind == LK_X_DICTCOMP, ok;
    if (!lk_eval(f, r->e->comp.elt) || (dict && !lk_eval(f, r->e->comp.value))) {
        return false;
    }
    if (dict) {
        ok = lk_dict_set(vm, r->made, mark[0], mark[1]);
    } else if (r->e->kind == LK_X_LISTCOMP) {
        ok = lk_list_append(vm, r->made, *mark);
    } else {
        ok = lk_set_add(vm, r->made, *mark);
    }
    vm->sp = mark;
    return ok;
}

/* The if clauses of one loop, up to the first that is false. *out is the answer; false means
 * that evaluating one raised. */
static bool test_all(bool *out, struct lk_frame *f, const struct lk_py_exprs *cond)
{
    *out = true;
    for (uint32_t i = 0; i < cond->n && *out; i++) {
        if (!lk_eval_truth(out, f, cond->v[i])) {
            return false;
        }
    }
    return true;
}

/* The value on top, that of `e`, becomes its iterator. False with the TypeError at the place of
 * the expression. */
static bool iterate_top(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_value it;
    if (!lk_vm_iter(&it, f->vm, f->vm->sp[-1])) {
        return lk_eval_failed(f, e);
    }
    f->vm->sp[-1] = it;
    return true;
}

static bool run_loop(struct comp_run *r, uint32_t level);

/* One item of the loop at `level`: assigns the target, tests, and goes into the next loop, whose
 * iterable is evaluated anew each time; the innermost adds the element. */
static bool each_item(struct comp_run *r, uint32_t level, struct lk_value item)
{
    const struct lk_py_comp *c = r->e->comp.part;
    bool pass;
    if (!lk_assign(r->f, c->loop[level].target, item) ||
        !test_all(&pass, r->f, &c->loop[level].cond)) {
        return false;
    }
    if (!pass) {
        return true;
    }
    if (level + 1 == c->nloop) {
        return put_element(r);
    }
    struct lk_vm *vm = r->f->vm;
    const struct lk_py_expr *iter = c->loop[level + 1].iter;
    if (!lk_eval(r->f, iter)) {
        return false;
    }
    if (!iterate_top(r->f, iter)) {
        return false;
    }
    bool ok = run_loop(r, level + 1);
    vm->sp--;
    return ok;
}

/* The iterator is on top. Asks before each item whether the run has to stop, as loops of
 * statements do. */
static bool run_loop(struct comp_run *r, uint32_t level)
{
    struct lk_vm *vm = r->f->vm;
    struct lk_value *it = vm->sp - 1, item;
    for (;;) {
        if (!lk_safe(vm)) {
            return false;
        }
        if (!lk_vm_next(&item, vm, *it)) {
            return lk_eval_failed(r->f, r->e->comp.part->loop[level].iter);
        }
        if (lk_is_empty(item)) {
            return true;
        }
        if (!each_item(r, level, item)) {
            return false;
        }
    }
}

/* CPython 3.11 runs comprehensions in frames of their own, and its tracebacks show them. Here
 * they share the frame, and the entry that the frame has made is marked instead; the frame then
 * adds a second entry for itself. */
static void mark_trace(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    if (lk_is_empty(vm->exc) || vm->traced != f->serial) {
        return;
    }
    struct lk_exception *x = LK_CELL_OF(lk_exception, vm->exc);
    x->trace.v[x->trace.n - 1].comp = e->kind;
    vm->traced = 0;
}

/* The first iterable is evaluated outside of the comprehension's names, as the language has it;
 * then these names become new variables of the frame, so that closures of different runs do not
 * share them. */
static bool run_comp(struct lk_frame *f, const struct lk_py_expr *e, struct lk_value made)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_comp *c = e->comp.part;
    struct comp_run r = {f, e, made};
    lk_put(vm, made);
    if (c->loop[0].is_async) {
        return lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck does not run async code");
    }
    if (!lk_eval(f, c->loop[0].iter)) {
        return false;
    }
    if (!iterate_top(f, c->loop[0].iter)) {
        return false;
    }
    /* From here on the names of the comprehension are its own. */
    lk_enter_names(f, &c->names);
    if (!run_loop(&r, 0)) {
        mark_trace(f, e);
        return false;
    }
    vm->sp--;
    return true;
}

/* [elt for …] */
bool lk_eval_listcomp(struct lk_frame *f, const struct lk_py_expr *e)
{
    return run_comp(f, e, lk_new_list(f->vm, NULL, 0));
}

/* {elt for …} */
bool lk_eval_setcomp(struct lk_frame *f, const struct lk_py_expr *e)
{
    return run_comp(f, e, lk_new_set(f->vm, false));
}

/* {key: value for …}; a later equal key replaces the value and keeps the place. */
bool lk_eval_dictcomp(struct lk_frame *f, const struct lk_py_expr *e)
{
    return run_comp(f, e, lk_new_dict(f->vm));
}

/* The expression becomes a generator whose one argument is the first iterator. The first
 * iterable is evaluated at once, in the scope outside, so that its errors appear where the
 * expression stands and not where it is used. */
bool lk_eval_genexp(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    const struct lk_py_comp *c = e->comp.part;
    if (!lk_make_function(f, c->code) || !lk_eval(f, c->loop[0].iter)) {
        return false;
    }
    if (!iterate_top(f, c->loop[0].iter)) {
        return false;
    }
    return lk_call_at(vm, base, 1, 0);
}

/* Iterators of the inner loops live behind the frame's own slots. The outermost is the parameter
 * of the generator's function, which may be a cell if an inner function closes over it. */
static struct lk_value *iterator_slot(struct lk_frame *f, uint32_t level)
{
    if (level) {
        return &f->slot[lk_py_frame_slots(f->code) + level - 1];
    }
    const struct lk_py_name *n = &f->code->param[0].name;
    struct lk_value *at = &f->slot[n->slot];
    return n->scope == LK_PY_CELL ? &LK_CELL_OF(lk_box, *at)->value : at;
}

/* Evaluates the iterable of an inner loop of a generator expression and keeps its iterator in
 * the frame, where a suspension does not lose it. */
static bool enter_level(struct lk_frame *f, const struct lk_py_comp *c, uint32_t level)
{
    struct lk_value v;
    struct lk_vm *vm = f->vm;
    const struct lk_py_expr *iter = c->loop[level].iter;
    if (!lk_eval(f, iter)) {
        return false;
    }
    if (!lk_vm_iter(&v, vm, vm->sp[-1])) {
        return lk_eval_failed(f, iter);
    }
    vm->sp--;
    *iterator_slot(f, level) = v;
    return true;
}

/* The next element of a generator expression, or EMPTY at its end. The loops are unrolled into a
 * search: level is the loop whose iterator is asked, and an exhausted one gives the turn to the
 * loop around it. */
bool lk_genexp_step(struct lk_value *out, struct lk_frame *f, const struct lk_py_expr *e)
{
    const struct lk_py_comp *c = e->comp.part;
    struct lk_generator *g = f->gen;
    /* g->level is one more than the loop that gave the last element, 0 before the first. */
    uint32_t level = g->state == LK_GEN_NEW || !g->level ? 0 : g->level - 1;
    for (;;) {
        bool pass;
        if (!lk_safe(f->vm) || !lk_vm_next(out, f->vm, *iterator_slot(f, level))) {
            return lk_eval_failed(f, e);
        }
        if (lk_is_empty(*out)) {
            /* The outermost loop is over, and with it the generator; otherwise the loop around
             * goes on. */
            if (!level--) {
                return true;
            }
            continue;
        }
        if (!lk_assign(f, c->loop[level].target, *out) ||
            !test_all(&pass, f, &c->loop[level].cond)) {
            return false;
        }
        if (pass && level + 1 == c->nloop) {
            g->level = level + 1;
            return lk_eval_take(out, f, e->comp.elt);
        }
        if (pass && !enter_level(f, c, ++level)) {
            return false;
        }
    }
}
