/* What the collector knows of each kind of cell: which values it holds, what it owns. */
#include "py/bigint.h"
#include "py/gen.h"

#include <stdlib.h>

typedef void trace_fn(struct lk_vm *, struct lk_cell *);
typedef void release_fn(struct lk_vm *, struct lk_cell *);

static void mark_run(struct lk_vm *vm, const struct lk_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        lk_mark(vm, v[i]);
    }
}

static void trace_list(struct lk_vm *vm, struct lk_cell *c)
{
    mark_run(vm, ((struct lk_list *)c)->v, ((struct lk_list *)c)->n);
}

static void release_list(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_list *l = (struct lk_list *)c;
    vm->bytes -= l->cap * sizeof *l->v;
    free(l->v);
}

static void trace_tuple(struct lk_vm *vm, struct lk_cell *c)
{
    mark_run(vm, ((struct lk_tuple *)c)->v, ((struct lk_tuple *)c)->n);
}

static void trace_dict(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_dict *d = (struct lk_dict *)c;
    for (uint32_t i = 0; i < d->n; i++) {
        lk_mark(vm, d->entry[i].key);
        lk_mark(vm, d->entry[i].value);
    }
}

static void release_dict(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_dict *d = (struct lk_dict *)c;
    vm->bytes -= d->cap * sizeof *d->entry + (d->index ? (d->mask + 1) * sizeof *d->index : 0);
    free(d->entry);
    free(d->index);
}

static void trace_set(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_set *s = (struct lk_set *)c;
    for (size_t i = 0; s->table && i <= s->mask; i++) {
        lk_mark(vm, s->table[i].key);
    }
}

static void release_set(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_set *s = (struct lk_set *)c;
    if (s->table) {
        vm->bytes -= (s->mask + 1) * sizeof *s->table;
        free(s->table);
    }
}

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

static void release_class(struct lk_vm *vm, struct lk_cell *c)
{
    (void)vm;
    free(((struct lk_class *)c)->mro);
    free(((struct lk_class *)c)->sub.v);
}

static void trace_module(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_module *)c)->name);
    lk_mark(vm, ((struct lk_module *)c)->package);
}

static void trace_function(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_function *fn = (struct lk_function *)c;
    lk_mark_cell(vm, fn->module);
    lk_mark(vm, fn->name);
    lk_mark(vm, fn->qualname);
    lk_mark(vm, fn->doc);
    lk_mark(vm, fn->module_name);
    mark_run(vm, fn->v, fn->nfree + fn->nparam);
}

static void trace_native(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_nativefn *fn = (struct lk_nativefn *)c;
    lk_mark(vm, fn->data);
    lk_mark(vm, fn->name);
    lk_mark_cell(vm, fn->owner);
}

static void trace_method(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_method *)c)->fn);
    lk_mark(vm, ((struct lk_method *)c)->self);
}

static void trace_object(struct lk_vm *vm, struct lk_cell *c)
{
    const struct lk_py_type *t = c->cls->layout;
    if (t && t->mark) {
        t->mark(vm, ((struct lk_object *)c)->payload);
    }
}

static void release_object(struct lk_vm *vm, struct lk_cell *c)
{
    const struct lk_py_type *t = c->cls->layout;
    (void)vm;
    if (t && t->free) {
        t->free(((struct lk_object *)c)->payload);
    }
}

static void trace_exception(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_exception *e = (struct lk_exception *)c;
    lk_mark(vm, e->args);
    lk_mark(vm, e->cause);
    lk_mark(vm, e->context);
}

static void release_exception(struct lk_vm *vm, struct lk_cell *c)
{
    (void)vm;
    free(((struct lk_exception *)c)->trace.v);
    free(((struct lk_exception *)c)->hint);
}

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

static void release_generator(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_generator *g = (struct lk_generator *)c;
    vm->bytes -= g->nslots * sizeof *g->slot + g->saved.cap * sizeof *g->saved.v;
    free(g->slot);
    free(g->saved.v);
}

static void trace_property(struct lk_vm *vm, struct lk_cell *c)
{
    struct lk_property *p = (struct lk_property *)c;
    mark_run(vm, (struct lk_value[]){p->get, p->set, p->del, p->doc, p->name}, 5);
}

static void trace_wrap(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_wrap *)c)->inner);
}

static void trace_super(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark_cell(vm, ((struct lk_super *)c)->after);
    lk_mark_cell(vm, ((struct lk_super *)c)->cls);
    lk_mark(vm, ((struct lk_super *)c)->self);
}

static void trace_iterator(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_iterator *)c)->over);
    lk_mark(vm, ((struct lk_iterator *)c)->extra);
}

static void trace_view(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark_cell(vm, ((struct lk_dictview *)c)->dict);
}

static void trace_slice(struct lk_vm *vm, struct lk_cell *c)
{
    mark_run(vm, ((struct lk_slice *)c)->v, 3);
}

static void trace_alias(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_alias *)c)->origin);
    lk_mark(vm, ((struct lk_alias *)c)->args);
}

static void trace_member(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_member *)c)->name);
    lk_mark_cell(vm, ((struct lk_member *)c)->owner);
}

static void trace_placeholder(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark(vm, ((struct lk_placeholder *)c)->name);
}

static const struct { trace_fn *trace; release_fn *release; } kind[LK_T_COUNT] = {
    [LK_T_BIGINT] = {NULL, lk_big_release},
    [LK_T_LIST] = {trace_list, release_list},
    [LK_T_TUPLE] = {trace_tuple, NULL},
    [LK_T_DICT] = {trace_dict, release_dict},
    [LK_T_SET] = {trace_set, release_set},
    [LK_T_FROZENSET] = {trace_set, release_set},
    [LK_T_SLICE] = {trace_slice, NULL},
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

void lk_trace_cell(struct lk_vm *vm, struct lk_cell *c)
{
    lk_mark_cell(vm, c->cls);
    lk_mark_cell(vm, c->attrs);
    if (kind[c->kind].trace) {
        kind[c->kind].trace(vm, c);
    }
}

void lk_release_cell(struct lk_vm *vm, struct lk_cell *c)
{
    if (kind[c->kind].release) {
        kind[c->kind].release(vm, c);
    }
}
