/* What the collector knows of each kind of cell: which values it holds, what it owns. */
#include "py/bigint.h"
#include "py/abandon.h"

#include <stdlib.h>

typedef void trace_fn(struct lk_vm *, struct lk_cell *);
typedef void release_fn(struct lk_vm *, struct lk_cell *);

/* Values in a row; those that are no cells cost nothing. */
static void mark_run(struct lk_vm *vm, const struct lk_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        lk_mark(vm, v[i]);
    }
}

/* Only the used part; what is behind it was never written or is stale. */
static void trace_list(struct lk_vm *vm, struct lk_cell *c)
{
    mark_run(vm, ((struct lk_list *)c)->v, ((struct lk_list *)c)->n);
}

/* The capacity is what was counted, not the length. */
static void release_list(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_list *l = (struct lk_list *)c;
    vm->bytes -= l->cap * sizeof *l->v;
    free(l->v);
}

/* The items are part of the cell, so there is nothing to release. */
static void trace_tuple(struct lk_vm *vm, struct lk_cell *c)
{
    mark_run(vm, ((struct lk_tuple *)c)->v, ((struct lk_tuple *)c)->n);
}

/* Removed entries are EMPTY and are passed over by lk_mark. */
static void trace_dict(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_dict *d = (struct lk_dict *)c;
    for (uint32_t i = 0; i < d->n; i++) {
        lk_mark(vm, d->entry[i].key);
        lk_mark(vm, d->entry[i].value);
    }
}

/* The index exists only from a certain size on. */
static void release_dict(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_dict *d = (struct lk_dict *)c;
    vm->bytes -= d->cap * sizeof *d->entry + (d->index ? (d->mask + 1) * sizeof *d->index : 0);
    free(d->entry);
    free(d->index);
}

/* Also for frozensets. An empty set has no table yet. */
static void trace_set(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_set *s = (struct lk_set *)c;
    for (size_t i = 0; s->table && i <= s->mask; i++) {
        lk_mark(vm, s->table[i].key);
    }
}

/* The table, if there is one. */
static void release_set(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_set *s = (struct lk_set *)c;
    if (s->table) {
        vm->bytes -= (s->mask + 1) * sizeof *s->table;
        free(s->table);
    }
}

/* The subclasses are held too: __subclasses__() lists them. */
static void trace_class(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_class *k = (struct lk_class *)c;
    lk_mark(vm, k->name);
    lk_mark(vm, k->qualname);
    lk_mark(vm, k->bases);
    lk_mark(vm, k->doc);
    lk_mark_cell(vm, k->dict);
    for (uint32_t i = 0; i < k->nmro; i++) {
        lk_mark_cell(vm, k->mro[i]);
    }
    for (size_t i = 0; i < k->sub.n; i++) {
        lk_mark_cell(vm, k->sub.v[i]);
    }
}

/* The arrays are not in the count of bytes: they are small. */
static void release_class(struct lk_vm *vm, struct lk_cell *c)
{
    (void)vm;
    free(((struct lk_class *)c)->mro);
    free(((struct lk_class *)c)->sub.v);
}

/* The module's names are its attributes, which lk_trace_cell marks. */
static void trace_module(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_module *)c)->name);
    lk_mark(vm, ((struct lk_module *)c)->package);
}

/* Boxes of what it closes over and defaults stand in one array. */
static void trace_function(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_function *fn = (struct lk_function *)c;
    lk_mark_cell(vm, fn->module);
    lk_mark(vm, fn->name);
    lk_mark(vm, fn->qualname);
    lk_mark(vm, fn->doc);
    lk_mark(vm, fn->module_name);
    lk_mark(vm, fn->annotations);
    lk_mark(vm, fn->kwdefaults);
    mark_run(vm, fn->v, fn->nfree + fn->nparam);
}

/* The name and what it is bound to; the row of its table is static. */
static void trace_native(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_nativefn *fn = (struct lk_nativefn *)c;
    lk_mark(vm, fn->data);
    lk_mark(vm, fn->name);
    lk_mark_cell(vm, fn->owner);
}

/* The function and what it is bound to. */
static void trace_method(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_method *)c)->fn);
    lk_mark(vm, ((struct lk_method *)c)->self);
}

/* What __slots__ give room for. */
static void mark_places(struct lk_vm *vm, struct lk_cell *c)
{
    uint32_t n;
    const struct lk_value *at = lk_slots_of(&n, lk_of_cell(c));
    for (uint32_t i = 0; i < n; i++) {
        lk_mark(vm, at[i]);
    }
}

/* An instance of a native class may hold values in its payload, which only the class's table
 * knows how to find. */
static void trace_object(struct lk_vm *vm, struct lk_cell *c)
{
    const struct lk_py_type *t = c->cls->layout;
    if (t && t->mark) {
        t->mark(vm, ((struct lk_object *)c)->payload);
    }
    mark_places(vm, c);
}

/* For payloads that own memory or a handle; called once per instance. The class must still
 * exist, see free_all() in vm.c. */
static void release_object(struct lk_vm *vm, struct lk_cell *c)
{
    const struct lk_py_type *t = c->cls->layout;
    (void)vm;
    if (t && t->free) {
        t->free(((struct lk_object *)c)->payload);
    }
}

/* __traceback__ is no list of cells here but of places, which hold nothing. */
static void trace_exception(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_exception *e = (struct lk_exception *)c;
    lk_mark(vm, e->args);
    lk_mark(vm, e->cause);
    lk_mark(vm, e->context);
    lk_mark(vm, e->meant);
    lk_mark(vm, e->message);
    lk_mark(vm, e->parts);
    mark_places(vm, c);
}

/* The places of the traceback and the hint for the user. */
static void release_exception(struct lk_vm *vm, struct lk_cell *c)
{
    (void)vm;
    free(((struct lk_exception *)c)->trace.v);
    free(((struct lk_exception *)c)->hint);
}

/* A suspended frame: its slots, what its statements saved, and the values on their way in and
 * out. */
static void trace_generator(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_generator *g = (struct lk_generator *)c;
    lk_mark_cell(vm, g->fn);
    mark_run(vm, g->slot, g->nslots);
    for (size_t i = 0; i < g->saved.n; i++) {
        mark_run(vm, g->saved.v[i].v, 2);
    }
    mark_run(vm, (struct lk_value[]){g->sent, g->thrown, g->from, g->result, g->name, g->qualname},
             6);
}

/* Nothing is run: a suspended `finally` of a generator that is collected does not happen; abandon.c
 * has closed those that it could see going. */
static void release_generator(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_generator *g = (struct lk_generator *)c;
    lk_gen_forget(vm, g);
    vm->bytes -= g->nslots * sizeof *g->slot + g->saved.cap * sizeof *g->saved.v;
    free(g->slot);
    free(g->saved.v);
}

/* Any of the functions may be None. */
static void trace_property(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_property *p = (struct lk_property *)c;
    mark_run(vm, (struct lk_value[]){p->get, p->set, p->del, p->doc, p->name}, 5);
}

/* All kinds that hold exactly one value have the same layout. */
static void trace_wrap(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_wrap *)c)->inner);
}

/* The class after which the look-up begins, that of the object, and the object. */
static void trace_super(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark_cell(vm, ((struct lk_super *)c)->after);
    lk_mark_cell(vm, ((struct lk_super *)c)->cls);
    lk_mark(vm, ((struct lk_super *)c)->self);
}

/* What is iterated over, and what the step keeps besides. */
static void trace_iterator(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_iterator *)c)->over);
    lk_mark(vm, ((struct lk_iterator *)c)->extra);
}

/* The dict is held, so that a view of a dict that nobody else has stays good. */
static void trace_view(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark_cell(vm, ((struct lk_dictview *)c)->dict);
}

/* Start, stop and step, each of which may be any value. */
static void trace_slice(struct lk_vm *vm, struct lk_cell *c)
{
    mark_run(vm, ((struct lk_slice *)c)->v, 3);
}

/* The parts of a range beyond 64 bits. */
static void trace_range(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_range *)c)->big);
}

/* The origin list and the argument int of list[int]. */
static void trace_alias(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_alias *)c)->origin);
    lk_mark(vm, ((struct lk_alias *)c)->args);
}

/* A slot of __slots__: its name and its class. */
static void trace_member(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_member *)c)->name);
    lk_mark_cell(vm, ((struct lk_member *)c)->owner);
}

/* The name and the reason that the message about it will show. */
static void trace_placeholder(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_placeholder *)c)->name);
    lk_mark(vm, ((struct lk_placeholder *)c)->why);
}

/* Marks what a cell refers to. It must not run script code. */
static const struct { trace_fn *trace; release_fn *release; } kind[LK_T_COUNT] = {
    [LK_T_BIGINT] = {NULL, lk_big_release},
    [LK_T_LIST] = {trace_list, release_list},
    [LK_T_TUPLE] = {trace_tuple, NULL},
    [LK_T_DICT] = {trace_dict, release_dict},
    [LK_T_SET] = {trace_set, release_set},
    [LK_T_FROZENSET] = {trace_set, release_set},
    [LK_T_SLICE] = {trace_slice, NULL},
    [LK_T_RANGE] = {trace_range, NULL},
    [LK_T_FUNCTION] = {trace_function, NULL},
    [LK_T_NATIVE] = {trace_native, NULL},
    [LK_T_METHOD] = {trace_method, NULL},
    [LK_T_CLASS] = {trace_class, release_class},
    [LK_T_OBJECT] = {trace_object, release_object},
    [LK_T_EXCEPTION] = {trace_exception, release_exception},
    [LK_T_GENERATOR] = {trace_generator, release_generator},
    [LK_T_MODULE] = {trace_module, NULL},
    [LK_T_BOX] = {trace_wrap, NULL},
    [LK_T_PROPERTY] = {trace_property, NULL},
    [LK_T_CLASSMETHOD] = {trace_wrap, NULL},
    [LK_T_STATICMETHOD] = {trace_wrap, NULL},
    [LK_T_SUPER] = {trace_super, NULL},
    [LK_T_ITERATOR] = {trace_iterator, NULL},
    [LK_T_DICTVIEW] = {trace_view, NULL},
    [LK_T_PROXY] = {trace_wrap, NULL},
    [LK_T_UNION] = {trace_wrap, NULL},
    [LK_T_ALIAS] = {trace_alias, NULL},
    [LK_T_MEMBER] = {trace_member, NULL},
    [LK_T_TRACEBACK] = {trace_wrap, NULL},
    [LK_T_PLACEHOLDER] = {trace_placeholder, NULL},
};

/* What every cell has, its class and attributes, and then what its kind has. */
void lk_trace_cell(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark_cell(vm, c->cls);
    lk_mark_cell(vm, c->attrs);
    if (kind[c->kind].trace) {
        kind[c->kind].trace(vm, c);
    }
}

/* Called by the sweep and at the end, just before the cell itself is freed. */
void lk_release_cell(struct lk_vm *vm, struct lk_cell *c)
{
    if (kind[c->kind].release) {
        kind[c->kind].release(vm, c);
    }
}
