/* Expressions: one small function per kind of node. */
#include "py/op.h"

/* Notes the place of the expression in the traceback and returns false. An exception that a
 * deeper expression of this frame has noted already is not noted again: CPython shows one place
 * per frame, the innermost. A refusal collects all places. */
bool lk_eval_failed(struct lk_frame *f, const struct lk_py_expr *e)
{
    if (f->vm->traced != f->serial || lk_is_refused(f->vm)) {
        lk_trace_add(f, e->span);
    }
    return false;
}

/* Pushes a result; always true, so that a caller can end in it. */
static bool put(struct lk_frame *f, struct lk_value v)
{
    lk_put(f->vm, v);
    return true;
}

/* None is an immediate value, as are the next three: nothing is allocated for them. */
static bool eval_none(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_none());
}

/* The constant True. */
static bool eval_true(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_bool(true));
}

/* The constant False. */
static bool eval_false(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_bool(false));
}

/* The constant written as three dots; stubs of abstract methods have it as their body. */
static bool eval_ellipsis(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return put(f, lk_imm(LK_T_ELLIPSIS));
}

/* An int that fits into 64 bits was converted by the parser; longer ones are LK_X_BIGINT. */
static bool eval_int(struct lk_frame *f, const struct lk_py_expr *e)
{
    return put(f, lk_int(e->i));
}

/* A float literal, converted by the parser. */
static bool eval_float(struct lk_frame *f, const struct lk_py_expr *e)
{
    return put(f, lk_float(e->d));
}

/* Complex numbers do not occur in migrations: refused by name, not computed wrongly. */
static bool eval_imaginary(struct lk_frame *f, const struct lk_py_expr *e)
{
    (void)e;
    return lk_refuse(f->vm, LK_E_UNSUPPORTED, "limbeck has no complex numbers");
}

/* Makes the value of a string, bytes or long integer literal. Short strings are interned, as
 * they are often compared with keys and names. */
static bool make_literal(struct lk_value *out, struct lk_frame *f, const struct lk_py_expr *e)
{
    switch (e->kind) {
    case LK_X_STR:
        *out = e->lit.text.n <= 32 ? lk_intern(f->vm, e->lit.text) : lk_new_str(f->vm, e->lit.text);
        return true;
    /* Escapes are resolved already: the text is the value. Integers keep their digits, and e->op
     * is the base. */
    case LK_X_BYTES: *out = lk_new_bytes(f->vm, e->lit.text); return true;
    default: return lk_int_parse(out, f->vm, e->lit.text, e->op);
    }
}

/* A literal is made once per unit and kept in the unit's table, so that a loop allocates nothing
 * and `is` between two runs of the same literal holds, as in CPython. */
static bool eval_literal(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_value *at = &f->unit->lit[e->lit.id];
    if (lk_is_empty(*at) && !make_literal(at, f, e)) {
        return false;
    }
    return put(f, *at);
}

/* The name's place was found by the resolver; lk_load raises NameError or UnboundLocalError. */
static bool eval_name(struct lk_frame *f, const struct lk_py_expr *e)
{
    return lk_load(f, &e->name);
}

/* obj.name.  On failure None takes the object's place; whoever catches the exception cuts the
 * stack. */
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

/* obj[key], key being a slice or a tuple for the forms with colons and commas. Both stay on the
 * stack during the call, where the collector sees them. */
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

/* a:b:c inside brackets; parts that are left out are None. */
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

/* For lk_vm_each: appends an item to the list that self points to. */
static bool push_item(struct lk_vm *vm, void *self, struct lk_value item)
{
    return lk_list_append(vm, *(struct lk_value *)self, item);
}

/* Gives `*v` in a list or tuple display CPython's message in place of the iterator's. Only for
 * built-in types that raised it themselves: an error from a script's __iter__ must come through
 * unchanged. */
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
        /* The item stays on the stack while it is spread, since its iterator may run script
         * code. */
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

/* Whether a display needs the slower way, by a list of unknown length. */
static bool has_star(const struct lk_py_exprs *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->v[i]->kind == LK_X_STARRED) {
            return true;
        }
    }
    return false;
}

/* Pushes the values of a display in order. The stack is made larger first, since a display in a
 * generated migration may have thousands of items. */
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

/* [a, b, c]. The items are gathered on the stack, and the list is made in one piece. */
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

/* (a, b, c). With a star a list is built first, because the length is not known before. */
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
    /* Constant folding: `1 + 2` and `-1` are constants after it. */
    if (e->kind == LK_X_BINARY) {
        return is_constant(e->two.a) && is_constant(e->two.b);
    }
    return e->kind <= LK_X_BYTES || (e->kind == LK_X_UNARY && is_constant(e->one));
}

/* CPython's compiler makes a constant of a set display only from three items on. */
static bool is_constant_set(const struct lk_py_expr *e)
{
    for (uint32_t i = 0; i < e->list.n; i++) {
        if (!is_constant(e->list.v[i])) {
            return false;
        }
    }
    return e->list.n >= 3;
}

/* CPython 3.11 makes a frozenset of three or more constants, another one of that one's items
 * when it merges equal constants, and fills the set from it: the order of iteration shows all
 * three. A migration that iterates over such a set must emit its statements in the same order. */
static bool rebuild_set(struct lk_vm *vm, struct lk_value *set)
{
    struct lk_value items, copy = lk_new_set(vm, false), *mark = vm->sp;
    lk_put(vm, copy);
    if (!lk_vm_list(&items, vm, *set)) {
        return false;
    }
    lk_put(vm, items);
    /* The order within equal buckets depends on the order of insertion, hence twice. */
    lk_set_wipe(vm, *set);
    if (!lk_set_of_items(vm, *set, items) || !lk_set_merge(vm, copy, *set)) {
        return false;
    }
    vm->sp = mark;
    *set = copy;
    return true;
}

/* {a, b, c}. The items are evaluated before the first of them is added, as CPython does; an
 * unhashable item is found only then. */
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
    /* Only displays of constants take CPython's detour. */
    return !is_constant_set(e) || rebuild_set(vm, base);
}

/* `**more` in a dict display: a dict, or anything with a method keys(). */
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
        /* A pair without a key is `**value`. */
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

/* Evaluates a condition and leaves the stack as it was. The common cases, bool and None, need no
 * call. */
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

/* -x, +x, ~x and not x; only the last works for every type and always gives a bool. */
static bool eval_unary(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    if (e->op == LK_OP_NOT) {
        bool truth;
        /* `not` has no method of its own: it goes by __bool__ or __len__. */
        return lk_eval_truth(&truth, f, e->one) && put(f, lk_bool(!truth));
    }
    struct lk_value out;
    if (!lk_eval(f, e->one) || !lk_vm_unary(&out, vm, e->op, vm->sp[-1])) {
        return false;
    }
    vm->sp[-1] = out;
    return true;
}

/* Arithmetic and bit operators. Both operands stay on the stack during the call, since __add__
 * of a script may collect garbage. */
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

/* and, or: the result is the operand that decided, not a bool. The last operand's truth is not
 * asked at all. */
static bool eval_bool(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    for (uint32_t i = 0;; i++) {
        bool truth;
        if (!lk_eval(f, e->list.v[i])) {
            return false;
        }
        /* The last operand is the result, whatever its truth. */
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

/* One comparison of a chain. Identity and membership are decided here, small integers are
 * compared in place, all else goes through the comparison methods. */
static bool compare_one(struct lk_value *out, struct lk_vm *vm, int op, struct lk_value a,
                        struct lk_value b)
{
    bool r;
    switch (op) {
    /* Identity asks no method. */
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
    /* The most frequent comparison by far, in loops and conditions on lengths. */
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
            /* The result takes the left operand's slot while its truth is asked, where the
             * collector sees it; then the right operand becomes the next left one. */
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

/* a if test else b: only one of the two branches is evaluated. */
static bool eval_if(struct lk_frame *f, const struct lk_py_expr *e)
{
    bool truth;
    return lk_eval_truth(&truth, f, e->three.a) && lk_eval(f, truth ? e->three.b : e->three.c);
}

/* name := value. The value stays on the stack as the result. */
static bool eval_named(struct lk_frame *f, const struct lk_py_expr *e)
{
    return lk_eval(f, e->two.b) && lk_store(f, &e->two.a->name, f->vm->sp[-1]);
}

/* What is left of *x where no display, call or assignment took it up. */
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

/* Migrations run synchronously: there is no event loop to wait in. */
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
