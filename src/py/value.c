/* Makers of plain values: texts, tuples, lists, slices, methods; the table of interned texts. */
#include "py/inner.h"

#include <stdlib.h>

/* The number of code points: bytes that do not continue a sequence. */
static uint32_t count_points(struct lk_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    }
    return (uint32_t)n;
}

/* A text of n bytes that the caller fills; counted as ASCII until the caller says otherwise.  A
 * NUL stands behind it, so that C functions can read it. */
struct lk_text *lk_text_raw(struct lk_vm *vm, enum lk_tag kind, size_t n)
{
    struct lk_class *cls = vm->cls[kind == LK_T_STR ? LK_TY_str : LK_TY_bytes];
    struct lk_text *t = lk_cell_new(vm, kind, cls, sizeof *t + n + 1);
    t->n = t->count = (uint32_t)n;
    t->p[n] = 0;
    return t;
}

/* A string from UTF-8.  Strings of one ASCII character are shared: scripts that go through a text
 * by character make no garbage. */
struct lk_value lk_new_str(struct lk_vm *vm, struct lk_str s)
{
    if (s.n == 1 && (unsigned char)*s.p < 128) {
        return vm->ascii[(unsigned char)*s.p];
    }
    struct lk_text *t = lk_text_raw(vm, LK_T_STR, s.n);
    memcpy(t->p, s.p ? s.p : "", s.n);
    t->count = count_points(s);
    return lk_of_cell(t);
}

/* The same from a C string. */
struct lk_value lk_new_strz(struct lk_vm *vm, const char *text)
{
    return lk_new_str(vm, lk_str_of(text));
}

/* The same from a printf format. */
struct lk_value lk_new_strf(struct lk_vm *vm, const char *fmt, ...)
{
    struct lk_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    lk_buf_addv(&b, fmt, ap);
    va_end(ap);
    return lk_new_buf(vm, &b);
}

/* The same from a buffer, which is emptied. */
struct lk_value lk_new_buf(struct lk_vm *vm, struct lk_buf *take)
{
    struct lk_value v = lk_new_str(vm, lk_buf_str(take));
    lk_buf_clear(take);
    return v;
}

/* A bytes value; the bytes are copied. */
struct lk_value lk_new_bytes(struct lk_vm *vm, struct lk_str s)
{
    struct lk_text *t = lk_text_raw(vm, LK_T_BYTES, s.n);
    memcpy(t->p, s.p ? s.p : "", s.n);
    return lk_of_cell(t);
}

/* Both of one kind; their counts are added, so that the result is not counted again. */
struct lk_value lk_concat(struct lk_vm *vm, struct lk_value a, struct lk_value b)
{
    const struct lk_text *x = lk_text_of(a), *y = lk_text_of(b);
    struct lk_text *t = lk_text_raw(vm, (enum lk_tag)a.tag, (size_t)x->n + y->n);
    memcpy(t->p, x->p, x->n);
    memcpy(t->p + x->n, y->p, y->n);
    t->count = x->count + y->count;
    return lk_of_cell(t);
}

/* FNV-1a, the same in every process: the order of a set of texts must not change between runs.  It
 * is computed once; -1 is avoided as in CPython, where it means an error. */
int64_t lk_text_hash(struct lk_text *t)
{
    if (!t->hashed) {
        uint64_t h = UINT64_C(0xcbf29ce484222325);
        for (uint32_t i = 0; i < t->n; i++) {
            h = (h ^ (unsigned char)t->p[i]) * UINT64_C(0x100000001b3);
        }
        h ^= h >> 29;
        /* CPython says 0 of the empty text, whatever the seed of its hashes is */
        h = t->n ? h : 0;
        t->hash = (int64_t)h == -1 ? -2 : (int64_t)h;
        t->hashed = true;
    }
    return t->hash;
}

/* The slot where the text is, or the free one where it belongs (linear probing; the table is at
 * most half full). */
static size_t interned_slot(struct lk_vm *vm, struct lk_text *t)
{
    size_t mask = vm->interned.slots - 1, i = (size_t)lk_text_hash(t) & mask;
    for (; vm->interned.slot[i]; i = (i + 1) & mask) {
        struct lk_text *o = vm->interned.slot[i];
        if (o == t || (o->hash == t->hash && o->n == t->n && !memcmp(o->p, t->p, t->n))) {
            break;
        }
    }
    return i;
}

/* Twice the slots, or the first 2048; all texts are put again. */
static void grow_interned(struct lk_vm *vm)
{
    struct lk_text **old = vm->interned.slot;
    size_t n = vm->interned.slots;
    vm->interned.slots = n ? n * 2 : 2048;
    vm->interned.slot = lk_zalloc(vm->interned.slots, sizeof *old);
    for (size_t i = 0; i < n; i++) {
        if (old[i]) {
            vm->interned.slot[interned_slot(vm, old[i])] = old[i];
        }
    }
    free(old);
}

/* The interned text equal to a STR, which may be itself.  Names are compared by address, which
 * needs one cell for each text.  An instance of a subclass of str is never shared: a plain copy of
 * it is. */
struct lk_value lk_intern_value(struct lk_vm *vm, struct lk_value s)
{
    struct lk_text *t = lk_text_of(s);
    if (t->interned) {
        return s;
    }
    if (vm->interned.n * 2 >= vm->interned.slots) {
        grow_interned(vm);
    }
    size_t i = interned_slot(vm, t);
    if (!vm->interned.slot[i]) {
        if (t->cell.cls != vm->cls[LK_TY_str]) {
            return lk_intern(vm, lk_text(s));
        }
        vm->interned.slot[i] = t;
        vm->interned.n++;
        t->interned = true;
    }
    return lk_of_cell(vm->interned.slot[i]);
}

/* The interned string of some UTF-8, made when it is not there yet. */
struct lk_value lk_intern(struct lk_vm *vm, struct lk_str s)
{
    struct lk_text *t = lk_text_raw(vm, LK_T_STR, s.n);
    memcpy(t->p, s.p ? s.p : "", s.n);
    t->count = count_points(s);
    return lk_intern_value(vm, lk_of_cell(t));
}

/* A tuple of n values; None for each when v is NULL, to be filled by the caller.  The empty tuple
 * exists once. */
struct lk_value lk_new_tuple(struct lk_vm *vm, const struct lk_value *v, size_t n)
{
    if (!n && !lk_is_empty(vm->empty_tuple)) {
        return vm->empty_tuple;
    }
    struct lk_tuple *t = lk_cell_new(vm, LK_T_TUPLE, vm->cls[LK_TY_tuple],
                                     sizeof *t + n * sizeof *v);
    t->n = n;
    for (size_t i = 0; i < n; i++) {
        t->v[i] = v ? v[i] : lk_none();
    }
    return lk_of_cell(t);
}

/* Makes room for `need` items and charges what was allocated to the script's memory. */
static void list_room(struct lk_vm *vm, struct lk_list *l, size_t need)
{
    if (need > l->cap) {
        size_t old = l->cap;
        l->v = lk_grow(l->v, &l->cap, need, sizeof *l->v);
        lk_charge(vm, (ptrdiff_t)((l->cap - old) * sizeof *l->v));
    }
}

/* A list of n values; None for each when v is NULL. */
struct lk_value lk_new_list(struct lk_vm *vm, const struct lk_value *v, size_t n)
{
    struct lk_list *l = lk_cell_new(vm, LK_T_LIST, vm->cls[LK_TY_list], sizeof *l);
    if (n) {
        list_room(vm, l, n);
    }
    for (size_t i = 0; i < n; i++) {
        l->v[i] = v ? v[i] : lk_none();
    }
    l->n = n;
    return lk_of_cell(l);
}

/* Appends; large lists ask for memory before they grow, so that a script that runs wild is
 * refused and not killed. */
bool lk_list_append(struct lk_vm *vm, struct lk_value list, struct lk_value item)
{
    struct lk_list *l = lk_list_of(list);
    if (l->n == l->cap) {
        if (l->cap > 65536 && !lk_vm_reserve(vm, l->cap * sizeof *l->v)) {
            return false;
        }
        list_room(vm, l, l->n + 1);
    }
    l->v[l->n++] = item;
    return true;
}

/* Replaces c->gone items at c->at by c->n others.  The caller has checked the bounds, and the new
 * items do not lie inside the same list. */
bool lk_list_change(struct lk_vm *vm, struct lk_value list, const struct lk_splice *c)
{
    struct lk_list *l = lk_list_of(list);
    if (c->n > c->gone) {
        if (!lk_vm_reserve(vm, (c->n - c->gone) * sizeof *l->v)) {
            return false;
        }
        list_room(vm, l, l->n + c->n - c->gone);
    }
    size_t rest = l->n - c->at - c->gone;
    if (rest) {
        memmove(l->v + c->at + c->n, l->v + c->at + c->gone, rest * sizeof *l->v);
    }
    if (c->n) {
        memcpy(l->v + c->at, c->v, c->n * sizeof *l->v);
    }
    l->n = l->n + c->n - c->gone;
    return true;
}

/* The items of a list or tuple; none for other kinds.  The pointer is good until the list changes.
 * */
const struct lk_value *lk_items(size_t *n, struct lk_value v)
{
    bool list = lk_is(v, LK_T_LIST), tuple = lk_is(v, LK_T_TUPLE);
    *n = list ? lk_list_of(v)->n : tuple ? lk_tuple_of(v)->n : 0;
    return list ? lk_list_of(v)->v : tuple ? lk_tuple_of(v)->v : NULL;
}

/* A slice object, its parts as they were written. */
struct lk_value lk_new_slice(struct lk_vm *vm, struct lk_value from, struct lk_value to,
                             struct lk_value step)
{
    struct lk_slice *s = lk_cell_new(vm, LK_T_SLICE, vm->cls[LK_TY_slice], sizeof *s);
    s->v[0] = from;
    s->v[1] = to;
    s->v[2] = step;
    return lk_of_cell(s);
}

/* A function bound to the object or class that it was found on; methods of built-in classes have
 * types of their own. */
struct lk_value lk_new_method(struct lk_vm *vm, struct lk_value fn, struct lk_value self)
{
    enum lk_type_id type = LK_TY_method;
    if (lk_is(fn, LK_T_NATIVE) && fn.as.cell->cls != vm->cls[LK_TY_native]) {
        type = fn.as.cell->cls == vm->cls[LK_TY_wrapper_descriptor] ? LK_TY_method_wrapper
                                                                    : LK_TY_builtin_method;
    }
    struct lk_method *m = lk_cell_new(vm, LK_T_METHOD, vm->cls[type], sizeof *m);
    m->fn = fn;
    m->self = self;
    return lk_of_cell(m);
}

/* A cell for a variable that inner functions share; EMPTY content is an unbound name. */
struct lk_value lk_new_box(struct lk_vm *vm, struct lk_value content)
{
    struct lk_box *b = lk_cell_new(vm, LK_T_BOX, vm->cls[LK_TY_cell], sizeof *b);
    b->value = content;
    return lk_of_cell(b);
}

/* A cell around one other value: class method, static method, proxy, union, traceback. */
struct lk_value lk_new_wrap(struct lk_vm *vm, enum lk_tag kind, struct lk_value inner)
{
    struct lk_wrap *w = lk_cell_new(vm, kind, vm->kind_cls[kind], sizeof *w);
    w->inner = inner;
    return lk_of_cell(w);
}
