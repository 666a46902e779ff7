/* __slots__: its names become places in the instances of a class, with a descriptor for each.
 * Instances of plain classes and exceptions keep them behind what else they have; those of the
 * other kinds (list, dict …) have no room there: the dict of their attributes keeps them as
 * attributes of its own. */
#include "py/cls.h"
#include "py/small.h"
#include "py/text.h"

/* Where the places of an exception begin. */
#define EXCEPTION_SIZE ((sizeof(struct lk_exception) + 15) / 16 * 16)

/* What an instance has in front of its places, behind its head: of an exception nothing. */
static size_t front(const struct lk_class *cls)
{
    return ((cls->layout ? cls->layout->payload : 0) + 15) / 16 * 16;
}

/* Bytes of an instance: of struct lk_object or lk_exception, payload and places. */
size_t lk_slots_size(const struct lk_class *cls)
{
    size_t head = cls->kind == LK_T_EXCEPTION ? EXCEPTION_SIZE : sizeof(struct lk_object);
    return head + ( cls->nslots ? front(cls) + cls->nslots * sizeof(struct lk_value)
                       : cls->layout ? cls->layout->payload : 0);
}

/* The places of an instance; *n is 0 for what has none. */
struct lk_value *lk_slots_of(uint32_t *n, struct lk_value v)
{
    const struct lk_class *cls = v.as.cell->cls;
    bool raised = lk_is(v, LK_T_EXCEPTION);
    *n = raised || lk_is(v, LK_T_OBJECT) ? cls->nslots : 0;
    char *head = raised ? (char *)v.as.cell + EXCEPTION_SIZE : LK_CELL_OF(lk_object, v)->payload;
    return *n ? (struct lk_value *)(void *)(head + front(cls)) : NULL;
}

/* The place that a descriptor stands for, or NULL where attributes take it. The instance is one
 * of the descriptor's class. */
static struct lk_value *place(struct lk_value v, const struct lk_member *m)
{
    uint32_t n;
    struct lk_value *at = lk_slots_of(&n, v);
    return n ? at + m->at : NULL;
}

/* Descriptors work on instances of the class that they were made for only. */
static bool fits(struct lk_vm *vm, struct lk_value v, const struct lk_member *m)
{
    return (lk_is_cell(v) && lk_is_sub(v.as.cell->cls, m->owner)) ||
           lk_raise(vm, LK_EXC_TypeError, "descriptor '" LK_PRI "' for '" LK_PRI
                    "' objects doesn't apply to a '" LK_PRI "' object", LK_ARG(lk_text(m->name)),
                    LK_ARG(lk_text(m->owner->name)), LK_ARG(lk_type_name(vm, v)));
}

/* What stands in a place; AttributeError while nothing does. */
bool lk_slot_get(struct lk_value *out, struct lk_vm *vm, struct lk_value member,
                 struct lk_value self)
{
    const struct lk_member *m = LK_CELL_OF(lk_member, member);
    if (!fits(vm, self, m)) {
        return false;
    }
    const struct lk_value *at = place(self, m);
    struct lk_dict *d = self.as.cell->attrs ? self.as.cell->attrs->cell.attrs : NULL;
    struct lk_entry *e = !at && d ? lk_dict_find(d, m->name) : NULL;
    *out = at ? *at : e ? e->value : lk_empty();
    return !lk_is_empty(*out) || lk_no_attr(vm, self, m->name);
}

/* Puts a value into a place, or takes it out with EMPTY. CPython names only the attribute where
 * there is nothing to delete. */
bool lk_slot_set(struct lk_vm *vm, struct lk_value member, struct lk_value self,
                 struct lk_value value)
{
    const struct lk_member *m = LK_CELL_OF(lk_member, member);
    if (!fits(vm, self, m)) {
        return false;
    }
    struct lk_value *at = place(self, m);
    struct lk_dict *d = at ? NULL : lk_attrs(vm, &lk_attrs(vm, self.as.cell)->cell);
    struct lk_entry *e = d ? lk_dict_find(d, m->name) : NULL;
    if (lk_is_empty(value) && (at ? lk_is_empty(*at) : !e)) {
        return lk_raise(vm, LK_EXC_AttributeError, LK_PRI, LK_ARG(lk_text(m->name)));
    }
    if (at) {
        *at = value;
    } else if (lk_is_empty(value)) {
        lk_dict_remove(d, e);
    } else {
        lk_dict_put(vm, d, m->name, value);
    }
    return true;
}

/* Private names are mangled as in the class body: __x of class _C is _C__x. */
static struct lk_value mangled(struct lk_vm *vm, const struct lk_class *cls, struct lk_value name)
{
    struct lk_str s = lk_text(name), c = lk_text(cls->name);
    while (c.n && c.p[0] == '_') {
        c = (struct lk_str){c.p + 1, c.n - 1};
    }
    bool special = lk_str_ends(s, LK_STR("__")) || !lk_str_starts(s, LK_STR("__"));
    return special || !c.n ? lk_intern_value(vm, name)
                           : lk_intern_value(vm, lk_new_strf(vm, "_" LK_PRI LK_PRI, LK_ARG(c),
                                                             LK_ARG(s)));
}

/* __dict__ and __weakref__ in __slots__ give back what __slots__ takes away; only once. */
static bool add_special(struct lk_vm *vm, struct lk_class *cls, bool dict)
{
    bool *lacks = dict ? &cls->slots : &cls->no_weakref;
    if (!*lacks) {
        return lk_raise(vm, LK_EXC_TypeError, dict ? "__dict__ slot disallowed: we already got one"
                        : "__weakref__ slot disallowed: either we already got one, or "
                          "__itemsize__ != 0");
    }
    *lacks = false;
    return true;
}

/* One name of __slots__. A class variable of the same name would hide the place, which is an
 * error; the same name twice is none. */
static bool add_slot(struct lk_vm *vm, void *self, struct lk_value name)
{
    struct lk_class *cls = self;
    if (!lk_is(name, LK_T_STR)) {
        return lk_raise(vm, LK_EXC_TypeError, "__slots__ items must be strings, not '" LK_PRI "'",
                        LK_ARG(lk_type_name(vm, name)));
    }
    if (!lk_text_is(lk_text(name), LK_TEXT_IDENTIFIER)) {
        return lk_raise(vm, LK_EXC_TypeError, "__slots__ must be identifiers");
    }
    bool dict = lk_str_is(lk_text(name), "__dict__");
    if (dict || lk_str_is(lk_text(name), "__weakref__")) {
        return add_special(vm, cls, dict);
    }
    name = mangled(vm, cls, name);
    struct lk_entry *e = lk_dict_find(cls->dict, name);
    bool again = e && lk_is(e->value, LK_T_MEMBER) &&
                 LK_CELL_OF(lk_member, e->value)->owner == cls;
    if (e && !again) {
        return lk_raise(vm, LK_EXC_ValueError, "'" LK_PRI "' in __slots__ conflicts with class "
                        "variable", LK_ARG(lk_text(name)));
    }
    struct lk_member *m = lk_cell_new(vm, LK_T_MEMBER, vm->cls[LK_TY_member], sizeof *m);
    m->name = name;
    m->owner = cls;
    m->at = cls->nslots++;
    cls->slotted = cls;
    lk_dict_put(vm, cls->dict, name, lk_of_cell(m));
    return true;
}

/* Kinds whose cells have no fixed size take no places of their own. */
static bool has_room(struct lk_vm *vm, const struct lk_class *cls)
{
    static const uint8_t without[] = {LK_T_INT, LK_T_BOOL, LK_T_TUPLE, LK_T_BYTES, LK_T_CLASS};
    for (size_t i = 0; i < sizeof without; i++) {
        if (cls->kind == without[i]) {
            return lk_raise(vm, LK_EXC_TypeError, "nonempty __slots__ not supported for subtype "
                            "of '" LK_PRI "'", LK_ARG(lk_text(lk_class_of(lk_tuple_of(cls->bases)
                                                                              ->v[0])->name)));
        }
    }
    return true;
}

/* Without __slots__ instances have a dict. A single text is one name, not the letters of it, as
 * in CPython. */
bool lk_slots_take(struct lk_vm *vm, struct lk_class *cls)
{
    struct lk_entry *e = lk_dict_find(cls->dict, vm->known[LK_N_slots]);
    if (!e) {
        cls->slots = cls->no_weakref = false;
        return true;
    }
    struct lk_value names = lk_new_tuple(vm, &e->value, 1);
    if (!lk_is(e->value, LK_T_STR) && !lk_vm_tuple(&names, vm, e->value)) {
        return false;
    }
    lk_put(vm, names);
    bool ok = (!lk_tuple_of(names)->n || has_room(vm, cls)) &&
              lk_vm_each(vm, names, add_slot, cls);
    vm->sp--;
    return ok;
}

/* Places of a base come first. Two bases that both add some do not fit together, unless one is
 * derived from the other. */
bool lk_slots_inherit(struct lk_vm *vm, struct lk_class *cls, const struct lk_class *base)
{
    if (!base->slotted || (cls->slotted && lk_is_sub(cls->slotted, base->slotted))) {
        return true;
    }
    if (cls->slotted && !lk_is_sub(base->slotted, cls->slotted)) {
        return lk_raise(vm, LK_EXC_TypeError, "multiple bases have instance lay-out conflict");
    }
    cls->slotted = base->slotted;
    cls->nslots = base->nslots;
    return true;
}
