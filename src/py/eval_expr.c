/* Expressions: one small function per kind of node. */
#include "py/op.h"

bool lk_eval_failed(struct lk_frame *f, const struct lk_py_expr *e)
{
    if (f->vm->traced != f->serial || lk_is_refused(f->vm)) {
        lk_trace_add(f, e->span);
    }
    return false;
}

static bool put(struct lk_frame *f, struct lk_value v)
{
    lk_put(f->vm, v);
    return true;
}

static bool eval_none(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_none());
}

static bool eval_true(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_bool(true));
}

static bool eval_false(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_bool(false));
}

static bool eval_ellipsis(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_imm(LK_T_ELLIPSIS));
}

static bool eval_int(struct lk_frame *f, const struct lk_py_expr *e)
{
    return put(f, lk_int(e->i));
}

static bool eval_float(struct lk_frame *f, const struct lk_py_expr *e)
{
    return put(f, lk_float(e->d));
}

static bool eval_imaginary(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return lk_refuse(f->vm, LK_E_UNSUPPORTED, "limbeck has no complex numbers");
}

static bool make_literal(struct lk_value *out, struct lk_frame *f, const struct lk_py_expr *e)
{
    switch (e->kind) {
    case LK_X_STR:
        *out = e->lit.text.n <= 32 ? lk_intern(f->vm, e->lit.text) : lk_new_str(f->vm, e->lit.text);
        return true;
    case LK_X_BYTES: *out = lk_new_bytes(f->vm, e->lit.text); return true;
    default: return lk_int_parse(out, f->vm, e->lit.text, e->op);
    }
}

static bool eval_literal(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_value *at = &f->unit->lit[e->lit.id];
    if (lk_is_empty(*at) && !make_literal(at, f, e)) {
        return false;
    }
    return put(f, *at);
}

static bool eval_name(struct lk_frame *f, const struct lk_py_expr *e)
{
    return lk_load(f, &e->name);
}

static bool eval_attribute(struct lk_frame *f, const struct lk_py_expr *e)
{
    if (!lk_eval(f, e->attr.value)) {
        return false;
    }
    struct lk_value out;
    bool ok = lk_vm_getattr(&out, f->vm, f->vm->sp[-1], lk_name(f, e->attr.name));
    f->vm->sp[-1] = ok ? out : lk_none();
    return ok;
}

static bool eval_subscript(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    if (!lk_eval(f, e->two.a) || !lk_eval(f, e->two.b)) {
        return false;
    }
    struct lk_value out;
    if (!lk_vm_getitem(&out, vm, vm->sp[-2], vm->sp[-1])) {
        return false;
    }
    vm->sp--;
    vm->sp[-1] = out;
    return true;
}

static bool eval_slice(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    const struct lk_py_expr *part[3] = {e->three.a, e->three.b, e->three.c};
    for (int i = 0; i < 3; i++) {
        if (part[i] ? !lk_eval(f, part[i]) : !put(f, lk_none())) {
            return false;
        }
    }
    vm->sp -= 3;
    return put(f, lk_new_slice(vm, vm->sp[0], vm->sp[1], vm->sp[2]));
}

static bool push_item(struct lk_vm *vm, void *self, struct lk_value item)
{
    return lk_list_append(vm, *(struct lk_value *)self, item);
}

static bool not_spreadable(struct lk_vm *vm, struct lk_value v)
{
    if (lk_pending_is(vm, LK_EXC_TypeError) && vm->traced == 0 && lk_cls(vm, v)->builtin) {
        vm->exc = lk_empty();
        lk_raise(vm, LK_EXC_TypeError, "Value after * must be an iterable, not " LK_PRI,
                 LK_ARG(lk_type_name(vm, v)));
    }
    return false;
}

/* [a, *b, c]: a list, pushed.  say: with the message that lists and tuples have, sets not. */
static bool eval_starred_list(struct lk_frame *f, const struct lk_py_exprs *list, bool say)
{
    struct lk_vm *vm = f->vm;
    struct lk_value all = lk_new_list(vm, NULL, 0), v;
    lk_put(vm, all);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct lk_py_expr *e = list->v[i];
        bool star = e->kind == LK_X_STARRED;
        if (!lk_eval(f, star ? e->one : e)) {
            return false;
        }
        v = vm->sp[-1];
        if (star ? !lk_vm_each(vm, v, push_item, &all) : !lk_list_append(vm, all, v)) {
            return star && say && not_spreadable(vm, v);
        }
        vm->sp--;
    }
    return true;
}

static bool has_star(const struct lk_py_exprs *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->v[i]->kind == LK_X_STARRED) {
            return true;
        }
    }
    return false;
}

static bool eval_items(struct lk_frame *f, const struct lk_py_exprs *list)
{
    if (!lk_room(f->vm, list->n + 256)) {
        return false;
    }
    for (uint32_t i = 0; i < list->n; i++) {
        if (!lk_eval(f, list->v[i])) {
            return false;
        }
    }
    return true;
}

static bool eval_list(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    if (has_star(&e->list)) {
        return eval_starred_list(f, &e->list, true);
    }
    if (!eval_items(f, &e->list)) {
        return false;
    }
    struct lk_value v = lk_new_list(vm, base, e->list.n);
    vm->sp = base;
    return put(f, v);
}

static bool eval_tuple(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp, v;
    if (has_star(&e->list)) {
        if (!eval_starred_list(f, &e->list, true)) {
            return false;
        }
        v = lk_new_tuple(vm, lk_list_of(vm->sp[-1])->v, lk_list_of(vm->sp[-1])->n);
    } else {
        if (!eval_items(f, &e->list)) {
            return false;
        }
        v = lk_new_tuple(vm, base, e->list.n);
    }
    vm->sp = base;
    return put(f, v);
}

/* What CPython's compiler makes a constant of. */
static bool is_constant(const struct lk_py_expr *e)
{
    if (e->kind == LK_X_TUPLE) {
        for (uint32_t i = 0; i < e->list.n; i++) {
            if (!is_constant(e->list.v[i])) {
                return false;
            }
        }
        return true;
    }
    if (e->kind == LK_X_BINARY) {
        return is_constant(e->two.a) && is_constant(e->two.b);
    }
    return e->kind <= LK_X_BYTES || (e->kind == LK_X_UNARY && is_constant(e->one));
}

static bool is_constant_set(const struct lk_py_expr *e)
{
    for (uint32_t i = 0; i < e->list.n; i++) {
        if (!is_constant(e->list.v[i])) {
            return false;
        }
    }
    return e->list.n >= 3;
}

/* CPython 3.11 makes a frozenset of three or more constants, another one of that one's items when
 * it merges equal constants, and fills the set from it: the order of iteration shows all three. */
static bool rebuild_set(struct lk_vm *vm, struct lk_value *set)
{
    struct lk_value items, copy = lk_new_set(vm, false), *mark = vm->sp;
    lk_put(vm, copy);
    if (!lk_vm_list(&items, vm, *set)) {
        return false;
    }
    lk_put(vm, items);
    lk_set_wipe(vm, *set);
    if (!lk_set_of_items(vm, *set, items) || !lk_set_merge(vm, copy, *set)) {
        return false;
    }
    vm->sp = mark;
    *set = copy;
    return true;
}

static bool eval_set(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp, set = lk_new_set(vm, false);
    lk_put(vm, set);
    if (has_star(&e->list)) {
        if (!eval_starred_list(f, &e->list, false) || !lk_set_of_items(vm, set, vm->sp[-1])) {
            return false;
        }
    } else {
        if (!eval_items(f, &e->list)) {
            return false;
        }
        for (uint32_t i = 0; i < e->list.n; i++) {
            if (!lk_set_add(vm, set, base[1 + i])) {
                return false;
            }
        }
    }
    vm->sp = base + 1;
    return !is_constant_set(e) || rebuild_set(vm, base);
}

static bool merge_mapping(struct lk_vm *vm, struct lk_value dict, struct lk_value more)
{
    if (lk_is(more, LK_T_DICT)) {
        return lk_dict_merge(vm, dict, more);
    }
    struct lk_value keys;
    if (!lk_vm_findattr(&keys, vm, more, vm->known[LK_N_w_keys])) {
        return false;
    }
    if (lk_is_empty(keys)) {
        return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object is not a mapping",
                        LK_ARG(lk_type_name(vm, more)));
    }
    return lk_dict_merge(vm, dict, more);
}

/* Puts the pairs that stand on the stack into the dict below them. */
static bool put_pairs(struct lk_vm *vm, struct lk_value *base)
{
    for (struct lk_value *pair = base + 1; pair < vm->sp; pair += 2) {
        if (!lk_dict_set(vm, base[0], pair[0], pair[1])) {
            return false;
        }
    }
    vm->sp = base + 1;
    return true;
}

/* As CPython, up to 17 pairs are evaluated before the first of them is stored. */
static bool eval_dict(struct lk_frame *f, const struct lk_py_expr *e)
{
    enum { AT_ONCE = 17 };
    struct lk_vm *vm = f->vm;
    struct lk_value dict = lk_new_dict(vm), *base = vm->sp;
    lk_put(vm, dict);
    for (uint32_t i = 0; i < e->list.n; i += 2) {
        bool merge = !e->list.v[i];
        if ((merge || vm->sp - base > 2 * AT_ONCE) && !put_pairs(vm, base)) {
            return false;
        }
        if ((!merge && !lk_eval(f, e->list.v[i])) || !lk_eval(f, e->list.v[i + 1])) {
            return false;
        }
        if (merge) {
            if (!merge_mapping(vm, dict, vm->sp[-1])) {
                return false;
            }
            vm->sp = base + 1;
        }
    }
    return put_pairs(vm, base);
}

bool lk_eval_truth(bool *out, struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    if (!lk_eval(f, e)) {
        return false;
    }
    struct lk_value v = vm->sp[-1];
    if (v.tag == LK_T_BOOL || v.tag == LK_T_NONE) {
        *out = v.tag == LK_T_BOOL && v.as.i;
    } else if (!lk_vm_truth(out, vm, v)) {
        return lk_eval_failed(f, e);
    }
    vm->sp--;
    return true;
}

static bool eval_unary(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    if (e->op == LK_OP_NOT) {
        bool truth;
        return lk_eval_truth(&truth, f, e->one) && put(f, lk_bool(!truth));
    }
    struct lk_value out;
    if (!lk_eval(f, e->one) || !lk_vm_unary(&out, vm, e->op, vm->sp[-1])) {
        return false;
    }
    vm->sp[-1] = out;
    return true;
}

static bool eval_binary(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    if (!lk_eval(f, e->two.a) || !lk_eval(f, e->two.b)) {
        return false;
    }
    struct lk_value out;
    if (!lk_vm_binary(&out, vm, e->op, vm->sp[-2], vm->sp[-1])) {
        return false;
    }
    vm->sp--;
    vm->sp[-1] = out;
    return true;
}

static bool eval_bool(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    for (uint32_t i = 0;; i++) {
        bool truth;
        if (!lk_eval(f, e->list.v[i])) {
            return false;
        }
        if (i + 1 == e->list.n) {
            return true;
        }
        if (!lk_vm_truth(&truth, vm, vm->sp[-1])) {
            return false;
        }
        if (truth == (e->op == LK_OP_OR)) {
            return true;
        }
        vm->sp--;
    }
}

static bool compare_one(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                        struct lk_value b)
{
    bool r;
    switch (op) {
    case LK_OP_IS: *out = lk_bool(lk_same(a, b)); return true;
    case LK_OP_ISNOT: *out = lk_bool(!lk_same(a, b)); return true;
    case LK_OP_IN:
    case LK_OP_NOTIN:
        if (!lk_vm_contains(&r, vm, b, a)) {
            return false;
        }
        *out = lk_bool(r == (op == LK_OP_IN));
        return true;
    default: break;
    }
    if (a.tag == LK_T_INT && b.tag == LK_T_INT) {
        int64_t x = a.as.i, y = b.as.i;
        r = op == LK_OP_EQ ? x == y : op == LK_OP_NE ? x != y : op == LK_OP_LT ? x < y
            : op == LK_OP_LE ? x <= y : op == LK_OP_GT ? x > y : x >= y;
        *out = lk_bool(r);
        return true;
    }
    return lk_vm_compare(out, vm, op, a, b);
}

/* a < b < c: each operand once; the first false result ends it. */
bool lk_eval_compare(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value out = lk_none();
    if (!lk_eval(f, e->cmp.v[0])) {
        return false;
    }
    for (uint32_t i = 0; i < e->cmp.n; i++) {
        if (!lk_eval(f, e->cmp.v[i + 1]) ||
            !compare_one(&out, vm, e->cmp.op[i], vm->sp[-2], vm->sp[-1])) {
            return false;
        }
        if (i + 1 < e->cmp.n) {
            bool truth;
            struct lk_value right = vm->sp[-1];
            vm->sp[-2] = out;
            if (!lk_vm_truth(&truth, vm, out)) {
                return false;
            }
            if (!truth) {
                break;
            }
            vm->sp[-2] = right;
            vm->sp--;
        }
    }
    vm->sp--;
    vm->sp[-1] = out;
    return true;
}

static bool eval_if(struct lk_frame *f, const struct lk_py_expr *e)
{
    bool truth;
    return lk_eval_truth(&truth, f, e->three.a) && lk_eval(f, truth ? e->three.b : e->three.c);
}

static bool eval_named(struct lk_frame *f, const struct lk_py_expr *e)
{
    return lk_eval(f, e->two.b) && lk_store(f, &e->two.a->name, f->vm->sp[-1]);
}

static bool eval_starred(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return lk_raise(f->vm, LK_EXC_SyntaxError, "can't use starred expression here");
}

/* Yields inside expressions were hoisted out; what is left is in a place that cannot be resumed. */
static bool eval_yield(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return lk_refuse(f->vm, LK_E_UNSUPPORTED,
                     "limbeck does not run 'yield' in this place; give it a statement of its own");
}

static bool eval_await(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return lk_refuse(f->vm, LK_E_UNSUPPORTED, "limbeck does not run async code");
}

lk_eval_fn *const lk_eval_table[LK_X_COUNT] = {
    [LK_X_NONE] = eval_none, [LK_X_TRUE] = eval_true, [LK_X_FALSE] = eval_false,
    [LK_X_ELLIPSIS] = eval_ellipsis, [LK_X_INT] = eval_int, [LK_X_BIGINT] = eval_literal,
    [LK_X_FLOAT] = eval_float, [LK_X_IMAGINARY] = eval_imaginary, [LK_X_STR] = eval_literal,
    [LK_X_BYTES] = eval_literal, [LK_X_FSTRING] = lk_eval_fstring,
    [LK_X_FORMATTED] = lk_eval_formatted, [LK_X_NAME] = eval_name,
    [LK_X_ATTRIBUTE] = eval_attribute, [LK_X_SUBSCRIPT] = eval_subscript,
    [LK_X_SLICE] = eval_slice, [LK_X_STARRED] = eval_starred, [LK_X_TUPLE] = eval_tuple,
    [LK_X_LIST] = eval_list, [LK_X_SET] = eval_set, [LK_X_DICT] = eval_dict,
    [LK_X_UNARY] = eval_unary, [LK_X_BINARY] = eval_binary, [LK_X_BOOL] = eval_bool,
    [LK_X_COMPARE] = lk_eval_compare, [LK_X_IF] = eval_if, [LK_X_NAMED] = eval_named,
    [LK_X_CALL] = lk_eval_call, [LK_X_LAMBDA] = lk_eval_lambda,
    [LK_X_LISTCOMP] = lk_eval_listcomp, [LK_X_SETCOMP] = lk_eval_setcomp,
    [LK_X_DICTCOMP] = lk_eval_dictcomp, [LK_X_GENEXP] = lk_eval_genexp,
    [LK_X_YIELD] = eval_yield, [LK_X_YIELDFROM] = eval_yield, [LK_X_AWAIT] = eval_await,
};
