/* iter() and next(): iterators over the built-in kinds, and the protocol around them. */
#include "py/gen.h"
#include "py/op.h"
#include "py/range.h"

/* Gives the next item in *out, EMPTY at the end; false with an exception. It may be called again
 * after the end. */
typedef bool advance_fn(struct lk_value *out, struct lk_vm *, struct lk_iterator *);

/* An iterator over a value, with the function that advances it. `at`, `end` and `extra` are zero
 * and mean what that function takes them for. */
static struct lk_iterator *make(struct lk_vm *vm, struct lk_class *cls, struct lk_value over,
                                advance_fn *advance)
{
    struct lk_iterator *it = lk_cell_new(vm, LK_T_ITERATOR, cls, sizeof *it);
    it->over = over;
    it->advance = advance;
    return it;
}

/* An iterator that ended stays ended and lets go of what it walked. Growing a list does not
 * bring its iterator back to life, as in CPython. */
static bool finish(struct lk_value *out, struct lk_iterator *it)
{
    it->over = lk_none();
    *out = lk_empty();
    return true;
}

/* The length is looked at each time: the list may grow meanwhile. Tuples, too, whose length does
 * not change. */
static bool next_list(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    size_t n;
    (void)vm;
    const struct lk_value *v = lk_items(&n, it->over);
    if ((size_t)it->at >= n) {
        return finish(out, it);
    }
    *out = v[it->at++];
    return true;
}

/* Code points of strings, numbers of bytes. `at` is an offset in bytes; the text is valid UTF-8,
 * so that its bytes tell where a code point ends. */
static bool next_text(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    struct lk_text *t = lk_text_of(it->over);
    if (!lk_is_cell(it->over) || it->at >= (int64_t)t->n) {
        return finish(out, it);
    }
    if (lk_is(it->over, LK_T_BYTES)) {
        *out = lk_int((unsigned char)t->p[it->at++]);
        return true;
    }
    size_t to = (size_t)it->at + 1;
    /* Continuation bytes belong to the code point; a 0 byte ends every text. */
    while (((unsigned char)t->p[to] & 0xc0) == 0x80) {
        to++;
    }
    *out = lk_new_str(vm, (struct lk_str){t->p + it->at, to - (size_t)it->at});
    it->at = (int64_t)to;
    return true;
}

/* Counts what is left, so that no bound overflows. `end` is the number of items still to come,
 * `at` the next of them. */
static bool next_range(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    (void)vm;
    if (!it->end) {
        return finish(out, it);
    }
    *out = lk_int(it->at);
    if (--it->end) {
        it->at += it->over.as.i;       /* the step */
    }
    return true;
}

/* A dict or set must not change its size while it is walked. CPython's words and its spelling:
 * "dictionary", but "Set". */
static bool changed(struct lk_vm *vm, const char *what)
{
    return lk_raise(vm, LK_EXC_RuntimeError, "%s changed size during iteration", what);
}

/* Keys, values or items, by the view. The count of entries is what is compared, and how many
 * were given: removing one key and adding another is noticed at the end, as in CPython. */
static bool next_dict(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    struct lk_value kv[2];
    size_t pos = (size_t)it->at;
    if (!lk_is(it->over, LK_T_DICT)) {
        return finish(out, it);
    }
    if (lk_dict_count(it->over) != (size_t)it->end) {
        return changed(vm, "dictionary");
    }
    if (!lk_dict_next(it->over, &pos, &kv[0], &kv[1])) {
        return finish(out, it);
    }
    /* As many as there were have been given, and there is one more. */
    if (it->version++ == (uint32_t)it->end) {
        return lk_raise(vm, LK_EXC_RuntimeError, "dictionary keys changed during iteration");
    }
    it->at = (int64_t)pos;
    int what = (int)it->extra.as.i;
    *out = what == LK_VIEW_ITEMS ? lk_new_tuple(vm, kv, 2) : kv[what == LK_VIEW_VALUES];
    return true;
}

/* In the table's order. Which is CPython's order; see set.c. */
static bool next_set(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    size_t pos = (size_t)it->at;
    if (!lk_is_cell(it->over)) {
        return finish(out, it);
    }
    if (lk_set_count(it->over) != (size_t)it->end) {
        return changed(vm, "Set");
    }
    if (!lk_set_next(it->over, &pos, out)) {
        return finish(out, it);
    }
    it->at = (int64_t)pos;
    return true;
}

/* Objects with __getitem__ only. Asked with 0, 1, 2 … until IndexError; StopIteration ends it as
 * well. */
static bool next_getitem(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    if (!lk_is_cell(it->over)) {
        return finish(out, it);
    }
    if (lk_vm_getitem(out, vm, it->over, lk_int(it->at))) {
        it->at++;
        return true;
    }
    if (lk_pending_is(vm, LK_EXC_IndexError) || lk_pending_is(vm, LK_EXC_StopIteration)) {
        vm->exc = lk_empty();
        return finish(out, it);
    }
    return false;
}

/* Iterators of natives. The step is called with the native's state; after the end it is never
 * called again. */
static bool next_step(struct lk_value *out, struct lk_vm *vm, struct lk_iterator *it)
{
    if (!it->step) {
        return finish(out, it);
    }
    struct lk_value *mark = vm->sp;
    if (!it->step(out, vm, it->over)) {
        return false;
    }
    vm->sp = mark;
    if (lk_is_empty(*out)) {
        /* From now on it is over, whatever the native would do. */
        it->step = NULL;
    }
    return true;
}

/* An iterator whose steps a native makes from its state, which it keeps alive. `type` is one of
 * the iterators of types.def, or NULL for "iterator". */
struct lk_value lk_new_iterator(struct lk_vm *vm, lk_step *step, struct lk_value state,
                                const struct lk_py_type *type)
{
    struct lk_class *cls = vm->cls[LK_TY_iterator];
    if (type) {
        cls = lk_class_of(lk_native_class(vm, type));
    }
    struct lk_iterator *it = make(vm, cls, state, next_step);
    it->step = step;
    return lk_of_cell(it);
}

/* The number of entries is remembered to notice changes. `what` chooses keys, values or items. */
static struct lk_value iter_dict(struct lk_vm *vm, struct lk_value dict, enum lk_view what)
{
    static const enum lk_type_id type[] = {
        [LK_VIEW_KEYS] = LK_TY_dict_keyiterator,
        [LK_VIEW_VALUES] = LK_TY_dict_valueiterator,
        [LK_VIEW_ITEMS] = LK_TY_dict_itemiterator};
    struct lk_iterator *it = make(vm, vm->cls[type[what]], dict, next_dict);
    it->end = (int64_t)lk_dict_count(dict);
    it->extra = lk_int(what);
    return lk_of_cell(it);
}

/* The same for sets. */
static struct lk_value iter_set(struct lk_vm *vm, struct lk_value set)
{
    struct lk_iterator *it = make(vm, vm->cls[LK_TY_set_iterator], set, next_set);
    it->end = (int64_t)lk_set_count(set);
    return lk_of_cell(it);
}

/* Start and count say all. The range itself need not be kept. */
static struct lk_value iter_range(struct lk_vm *vm, const struct lk_range *r)
{
    if (lk_range_is_big(r)) {
        return lk_range_iter(vm, r);
    }
    struct lk_class *cls = vm->cls[LK_TY_range_iterator];
    struct lk_iterator *it = make(vm, cls, lk_int(r->step), next_range);
    it->at = r->start;
    it->end = r->n;
    return lk_of_cell(it);
}

/* CPython's words. A placeholder says which module is absent instead. */
static bool not_iterable(struct lk_vm *vm, struct lk_value v)
{
    if (lk_is(v, LK_T_PLACEHOLDER)) {
        return lk_placeholder_refuse(vm, v);
    }
    return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object is not iterable",
                    LK_ARG(lk_type_name(vm, v)));
}

/* The type of the iterator over a text; CPython has one of its own for ASCII. */
static enum lk_type_id text_type(struct lk_value v)
{
    const struct lk_text *t = lk_text_of(v);
    return lk_is(v, LK_T_BYTES) ? LK_TY_bytes_iterator
           : t->n == t->count   ? LK_TY_str_ascii_iterator
                                : LK_TY_str_iterator;
}

/* An iterator over the kinds that the runtime knows. Iterators and generators are their own
 * iterators. False: TypeError. */
bool lk_iter_builtin(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    enum lk_type_id type;
    switch (v.tag) {
    case LK_T_LIST:
    case LK_T_TUPLE:
        type = lk_is(v, LK_T_LIST) ? LK_TY_list_iterator : LK_TY_tuple_iterator;
        *out = lk_of_cell(make(vm, vm->cls[type], v, next_list));
        return true;
    case LK_T_STR:
    case LK_T_BYTES:
        *out = lk_of_cell(make(vm, vm->cls[text_type(v)], v, next_text));
        return true;
    case LK_T_RANGE: *out = iter_range(vm, LK_CELL_OF(lk_range, v)); return true;
    case LK_T_DICT: *out = iter_dict(vm, v, LK_VIEW_KEYS); return true;
    case LK_T_DICTVIEW:
        *out = iter_dict(vm, lk_of_cell(LK_CELL_OF(lk_dictview, v)->dict),
                         (enum lk_view)LK_CELL_OF(lk_dictview, v)->what);
        return true;
    case LK_T_SET:
    case LK_T_FROZENSET: *out = iter_set(vm, v); return true;
    case LK_T_GENERATOR:
    case LK_T_ITERATOR: *out = v; return true;
    case LK_T_PROXY: return lk_vm_iter(out, vm, LK_CELL_OF(lk_wrap, v)->inner);
    default: return not_iterable(vm, v);
    }
}

/* Is it an iterator itself? __next__ is looked up on the class alone. */
static bool has_next(struct lk_vm *vm, struct lk_value v)
{
    return v.tag == LK_T_ITERATOR || v.tag == LK_T_GENERATOR ||
           !lk_is_empty(lk_lookup_known(vm, lk_cls(vm, v), LK_N_next));
}

/* __iter__ of a class, which must give an iterator. __iter__ = None is how a class says that its
 * instances are not iterable. */
static bool iter_by_class(struct lk_value *out, struct lk_vm *vm, struct lk_value v,
                          struct lk_value fn)
{
    if (lk_is_none(fn)) {
        return not_iterable(vm, v);
    }
    if (!lk_call_found(out, vm, fn, &v, 1)) {
        return false;
    }
    return has_next(vm, *out) ||
           lk_raise(vm, LK_EXC_TypeError, "iter() returned non-iterator of type '" LK_PRI "'",
                    LK_ARG(lk_type_name(vm, *out)));
}

/* iter(v): __iter__, then __getitem__ from 0 on. Only instances of scripts' classes have the
 * second way, classes of scripts' metaclasses and exceptions among them. */
bool lk_vm_iter(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value fn = lk_override(vm, v, LK_N_iter);
    if (!lk_is_empty(fn)) {
        return iter_by_class(out, vm, v, fn);
    }
    /* The old protocol of sequences. */
    bool plain = v.tag == LK_T_OBJECT || v.tag == LK_T_CLASS || v.tag == LK_T_EXCEPTION;
    if (plain && !lk_is_empty(lk_override(vm, v, LK_N_getitem))) {
        *out = lk_of_cell(make(vm, vm->cls[LK_TY_iterator], v, next_getitem));
        return true;
    }
    return lk_iter_builtin(out, vm, v);
}

/* __next__ of a class; StopIteration becomes the end. Inside the runtime an end is a value and
 * no exception, which is much cheaper in loops. */
static bool next_by_class(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    struct lk_value fn = lk_override(vm, v, LK_N_next);
    if (lk_is_empty(fn)) {
        return lk_raise(vm, LK_EXC_TypeError, "'" LK_PRI "' object is not an iterator",
                        LK_ARG(lk_type_name(vm, v)));
    }
    if (lk_call_found(out, vm, fn, &v, 1)) {
        return true;
    }
    *out = lk_empty();
    if (!lk_pending_is(vm, LK_EXC_StopIteration)) {
        return false;
    }
    vm->exc = lk_empty();
    return true;
}

/* What the built-in iterators themselves do, also for instances of subclasses. */
bool lk_next_builtin(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    if (lk_is(v, LK_T_GENERATOR)) {
        return lk_gen_resume(out, vm, LK_CELL_OF(lk_generator, v), lk_none(), lk_empty());
    }
    struct lk_iterator *it = LK_CELL_OF(lk_iterator, v);
    struct lk_value *mark = vm->sp;            /* natives leave there what they had to keep alive */
    bool ok = it->advance(out, vm, it);
    vm->sp = mark;
    return ok;
}

/* *out is EMPTY at the end, without an exception. Every step counts against the limit on the
 * work of a script, so that endless iterators end. */
bool lk_vm_next(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    if (!lk_tick(vm)) {
        return false;
    }
    bool known = lk_is(v, LK_T_ITERATOR) || lk_is(v, LK_T_GENERATOR);
    if (known && (v.as.cell->cls->builtin || lk_is_empty(lk_override(vm, v, LK_N_next)))) {
        return lk_next_builtin(out, vm, v);
    }
    return next_by_class(out, vm, v);
}

/* Calls a C function with each item; stops when it fails. The iterator and the current item are
 * kept alive on the stack. The iterator is not closed on failure; `each` may raise or refuse. */
bool lk_vm_each(struct lk_vm *vm, struct lk_value iterable,
                bool (*each)(struct lk_vm *, void *self, struct lk_value item), void *self)
{
    struct lk_value it, item, *mark = vm->sp;
    if (!lk_vm_iter(&it, vm, iterable)) {
        return false;
    }
    lk_put(vm, it);
    lk_put(vm, lk_none());
    bool ok;
    while ((ok = lk_vm_next(&item, vm, it)) && !lk_is_empty(item)) {
        /* Keeps the item alive while `each` runs. */
        vm->sp[-1] = item;
        if (!each(vm, self, item) || !lk_safe(vm)) {
            ok = false;
            break;
        }
    }
    vm->sp = mark;
    return ok;
}

/* For lk_vm_each. */
static bool collect(struct lk_vm *vm, void *list, struct lk_value item)
{
    return lk_list_append(vm, *(struct lk_value *)list, item);
}

/* A new list of the items. Always a copy, so that the caller may change it or run code that
 * changes the source. It is not left on the stack. */
bool lk_vm_list(struct lk_value *out, struct lk_vm *vm, struct lk_value iterable)
{
    size_t n;
    bool exact = lk_is_exact(vm, iterable, LK_TY_list) || lk_is_exact(vm, iterable, LK_TY_tuple);
    if (exact) {
        const struct lk_value *v = lk_items(&n, iterable);
        *out = lk_new_list(vm, v, n);
        return true;
    }
    *out = lk_new_list(vm, NULL, 0);
    lk_put(vm, *out);
    bool ok = lk_vm_each(vm, iterable, collect, out);
    vm->sp--;
    return ok;
}

/* The same as a tuple; an exact tuple is given as it is. Tuples cannot change, which makes the
 * copy needless; subclasses are walked by their __iter__. */
bool lk_vm_tuple(struct lk_value *out, struct lk_vm *vm, struct lk_value iterable)
{
    struct lk_value list;
    if (lk_is_exact(vm, iterable, LK_TY_tuple)) {
        *out = iterable;
        return true;
    }
    if (!lk_vm_list(&list, vm, iterable)) {
        return false;
    }
    *out = lk_new_tuple(vm, lk_list_of(list)->v, lk_list_of(list)->n);
    return true;
}
