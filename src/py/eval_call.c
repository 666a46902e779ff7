/* Call expressions: arguments onto the stack, then the call. */
#include "py/op.h"

/* What CPython calls a function in these messages: "module.qualname()", or its str(). Functions
 * of builtins go without the module. */
static void put_callee(struct lk_buf *out, struct lk_vm *vm, struct lk_value fn)
{
    struct lk_value name = lk_empty(), module = lk_none();
    /* The function behind a bound method is what has the name. */
    if (lk_is(fn, LK_T_METHOD)) {
        fn = LK_CELL_OF(lk_method, fn)->fn;
    }
    if (lk_is(fn, LK_T_FUNCTION)) {
        name = LK_CELL_OF(lk_function, fn)->qualname;
        module = LK_CELL_OF(lk_function, fn)->module_name;
    } else if (lk_is(fn, LK_T_NATIVE)) {
        name = LK_CELL_OF(lk_nativefn, fn)->name;
    } else if (lk_is(fn, LK_T_CLASS)) {
        name = lk_class_of(fn)->qualname;
        module = lk_lookup_known(vm, lk_class_of(fn), LK_N_module);
    }
    if (lk_is(module, LK_T_STR) && !lk_str_is(lk_text(module), "builtins")) {
        lk_buf_addf(out, LK_PRI ".", LK_ARG(lk_text(module)));
    }
    lk_buf_addf(out, LK_PRI "()", LK_ARG(lk_is_empty(name) ? lk_type_name(vm, fn)
                                                           : lk_text(name)));
}

/* The TypeError for *x of something not iterable or **x of something that is no mapping. */
static bool bad_star(struct lk_vm *vm, struct lk_value fn, const char *stars, struct lk_value v)
{
    struct lk_buf b = {0};
    put_callee(&b, vm, fn);
    lk_raise(vm, LK_EXC_TypeError, "%s argument after %s must be %s, not " LK_PRI, b.p, stars,
             stars[1] ? "a mapping" : "an iterable", LK_ARG(lk_type_name(vm, v)));
    lk_buf_clear(&b);
    return false;
}

/* What is no iterable, among several positional arguments: CPython has listed them by then and no
 * longer names the function. */
static bool bad_value(struct lk_vm *vm, struct lk_value v)
{
    return lk_raise(vm, LK_EXC_TypeError, "Value after * must be an iterable, not " LK_PRI,
                    LK_ARG(lk_type_name(vm, v)));
}

/* Pushes every item of the iterable that is on top, in its place; `alone` says that there are no
 * other positional arguments. Exact tuples and lists are
 * pushed at once; everything else is listed first, as its code may use the stack. */
static bool spread(struct lk_vm *vm, struct lk_value fn, bool alone)
{
    struct lk_value v = vm->sp[-1], list;
    size_t n;
    if (!lk_is_exact(vm, v, LK_TY_tuple) && !lk_is_exact(vm, v, LK_TY_list)) {
        if (!lk_vm_list(&list, vm, v)) {
            /* An untraced TypeError says that there is no iterator; one from a script's __iter__
             * passes. */
            bool mine = lk_pending_is(vm, LK_EXC_TypeError) && !vm->traced &&
                        lk_is_empty(lk_override(vm, v, LK_N_iter));
            if (mine) {
                vm->exc = lk_empty();
                return alone ? bad_star(vm, fn, "*", v) : bad_value(vm, v);
            }
            return false;
        }
        v = list;
    }
    const struct lk_value *item = lk_items(&n, v);
    /* Room for the items, and a margin for what is pushed without asking. */
    if (!lk_room(vm, n + 256)) {
        return false;
    }
    vm->sp--;
    for (size_t i = 0; i < n; i++) {
        lk_put(vm, item[i]);
    }
    return true;
}

/* One keyword of a call that has a ** somewhere: it must be a text and not be given twice, which
 * a plain call has no need to check, as the parser has. */
static bool add_keyword(struct lk_vm *vm, struct lk_value fn, struct lk_value dict,
                        const struct lk_value kv[2])
{
    if (!lk_is(kv[0], LK_T_STR)) {
        return lk_raise(vm, LK_EXC_TypeError, "keywords must be strings");
    }
    /* Parameters are found by the address of their names. */
    struct lk_value name = lk_intern_value(vm, kv[0]);
    if (lk_dict_find(lk_dict_of(dict), name)) {
        struct lk_buf b = {0};
        put_callee(&b, vm, fn);
        lk_raise(vm, LK_EXC_TypeError, "%s got multiple values for keyword argument '" LK_PRI "'",
                 b.p, LK_ARG(lk_text(name)));
        lk_buf_clear(&b);
        return false;
    }
    lk_dict_put(vm, lk_dict_of(dict), name, kv[1]);
    return true;
}

/* **more: a dict as it is, anything with keys() by way of a dict of its own, so that its code
 * has run before the first keyword counts. */
static bool add_mapping(struct lk_vm *vm, struct lk_value fn, struct lk_value dict,
                        struct lk_value more)
{
    struct lk_value kv[2], plain = more;
    if (!lk_is(more, LK_T_DICT)) {
        struct lk_value keys;
        if (!lk_vm_findattr(&keys, vm, more, vm->known[LK_N_w_keys])) {
            return false;
        }
        /* CPython also takes the lack of keys() for "no mapping". */
        if (lk_is_empty(keys)) {
            return bad_star(vm, fn, "**", more);
        }
        /* keys() and __getitem__ of the mapping run here, all of them before a keyword is added. */
        plain = lk_new_dict(vm);
        lk_put(vm, plain);
        if (!lk_dict_merge(vm, plain, more)) {
            return false;
        }
    }
    for (size_t pos = 0; lk_dict_next(plain, &pos, &kv[0], &kv[1]);) {
        if (!add_keyword(vm, fn, dict, kv)) {
            return false;
        }
    }
    return true;
}

/* Evaluates the keywords from left to right into a dict, plain ones and mappings mixed, in the
 * order that **kwargs of the callee will show. */
static bool keywords_to_dict(struct lk_frame *f, const struct lk_py_args *a, struct lk_value fn,
                             struct lk_value dict)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *mark = vm->sp;
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        const struct lk_py_keyword *k = &a->keyword[i];
        if (!lk_eval(f, k->value)) {
            return false;
        }
        struct lk_value kv[2] = {lk_empty(), *mark};
        /* A keyword without a name is a **mapping. */
        if (k->name == LK_PY_NO_SLOT) {
            if (!add_mapping(vm, fn, dict, *mark)) {
                return false;
            }
        } else {
            kv[0] = lk_name(f, k->name);
            if (!add_keyword(vm, fn, dict, kv)) {
                return false;
            }
        }
        vm->sp = mark;
    }
    return true;
}

/* With a ** among them: all keywords go through a dict. The stack then looks as for a plain
 * call: values first, their names behind them. */
static bool eval_keywords_general(uint32_t *nkw, struct lk_frame *f, const struct lk_py_args *a,
                                  struct lk_value fn)
{
    struct lk_vm *vm = f->vm;
    struct lk_value dict = lk_new_dict(vm), *base = vm->sp, kv[2];
    lk_put(vm, dict);
    if (!keywords_to_dict(f, a, fn, dict)) {
        return false;
    }
    uint32_t n = *nkw = (uint32_t)lk_dict_count(dict), i = 0;
    if (!lk_room(vm, 2 * n + 256)) {
        return false;
    }
    vm->sp = base + 2 * n;
    for (size_t pos = 0; lk_dict_next(dict, &pos, &kv[0], &kv[1]); i++) {
        /* The dict's own place is overwritten; nothing is allocated in this loop, so that its
         * items stay alive. */
        base[i] = kv[1];
        base[n + i] = kv[0];
    }
    return true;
}

/* Pushes the values of the keywords, then as many names; *nkw is how many. Calls without ** take
 * no dict. */
static bool eval_keywords(uint32_t *nkw, struct lk_frame *f, const struct lk_py_args *a,
                          struct lk_value fn)
{
    *nkw = a->nkeyword;
    if (a->starstar) {
        return eval_keywords_general(nkw, f, a, fn);
    }
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        if (!lk_eval(f, a->keyword[i].value)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < a->nkeyword; i++) {
        lk_put(f->vm, lk_name(f, a->keyword[i].name));
    }
    return true;
}

/* Pushes positional arguments, then keyword values and names, as lk_call_at wants them; the
 * callee must be on top, for messages. Stars may push any number, so that *npos is known only
 * afterwards. */
bool lk_eval_args(uint32_t *npos, uint32_t *nkw, struct lk_frame *f, const struct lk_py_args *a)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp, fn = base[-1];
    if (!lk_room(vm, a->arg.n + 2 * a->nkeyword + 256)) {
        return false;
    }
    for (uint32_t i = 0; i < a->arg.n; i++) {
        const struct lk_py_expr *e = a->arg.v[i];
        /* A star may stand anywhere among the positional arguments. */
        bool star = e->kind == LK_X_STARRED;
        if (!lk_eval(f, star ? e->one : e) || (star && !spread(vm, fn, a->arg.n == 1))) {
            return false;
        }
    }
    *npos = (uint32_t)(vm->sp - base);
    *nkw = 0;
    return !a->nkeyword || eval_keywords(nkw, f, a, fn);
}

/* Pushes what is called, and self where a method need not be made. For x.f(…) the attribute is
 * looked up as a method: where a plain function is found, function and self are pushed and no
 * bound method is made, which spares most allocations of a script. */
static bool eval_callee(bool *with_self, struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    *with_self = false;
    if (e->kind != LK_X_ATTRIBUTE) {
        return lk_eval(f, e);
    }
    if (!lk_eval(f, e->attr.value)) {
        return false;
    }
    /* A method is taken apart rather than made. */
    struct lk_value self = vm->sp[-1], fn;
    if (!lk_method_find(&fn, with_self, vm, self, lk_name(f, e->attr.name))) {
        return lk_eval_failed(f, e);
    }
    vm->sp[-1] = fn;
    if (*with_self) {
        lk_put(vm, self);
    }
    return true;
}

/* A call expression; the result replaces all operands. The place of the call is noted before it
 * is made, for tracebacks and for natives that report their caller. */
bool lk_eval_call(struct lk_frame *f, const struct lk_py_expr *e)
{
    struct lk_vm *vm = f->vm;
    struct lk_value *base = vm->sp;
    uint32_t npos = 0, nkw = 0;
    bool with_self;
    if (!eval_callee(&with_self, f, e->call.fn)) {
        return false;
    }
    if (e->call.args && !lk_eval_args(&npos, &nkw, f, e->call.args)) {
        return false;
    }
    /* Only now: evaluating the arguments has moved it. */
    f->at = e;
    return lk_call_at(vm, base, npos + with_self, nkw);
}
