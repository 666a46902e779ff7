/* Nodes as script objects: an instance keeps the given arguments of its node's signature as
 * attributes, which scripts may change; what was not given reads as the signature's default.  How
 * they become data is in datum.c.
 *
 * There is no C structure behind such an object: its attributes are the structure, and the
 * signature of the node says which of them count.  Subclasses of scripts inherit all of it. */
#include "mods/rows.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Is it an instance of the class or of a subclass, of a script too? */
bool lk_sa_is(struct lk_vm *vm, struct lk_value v, enum lk_sa_id id)
{
    return lk_is(v, LK_T_OBJECT) && lk_is_native(vm, v, &lk_sa_type[id]);
}

/* Where an object keeps an argument.  Schema items and types keep it under its own name, so that
 * scripts can change it.  Statements and expressions have methods of the same names (where(),
 * op()): they keep it behind an underscore, and reading goes through __getattr__. */
static const char *place(char text[64], struct lk_vm *vm, struct lk_value object,
                         struct lk_str name)
{
    const struct lk_def *def = lk_sa_def(vm, object);
    bool hidden = def && name.n && name.p[0] != '_'
                  && (def->family == LK_FAMILY_EXPR || def->family == LK_FAMILY_FROM
                      || def->family == LK_FAMILY_STATEMENT);
    /* What a property answers from more than the argument. */
    hidden |= def && ((def->family == LK_FAMILY_CONSTRAINT && lk_str_is(name, "columns"))
                      || (def->id == LK_NODE_FOREIGN_KEY && lk_str_is(name, "column")));
    snprintf(text, 64, "%s" LK_PRI, hidden ? "_" : "", LK_ARG(name));
    return text;
}

struct lk_value lk_sa_named(struct lk_vm *vm, struct lk_value object, struct lk_str name)
{
    char text[64];
    return lk_own_attr(vm, object, place(text, vm, object, name));
}

void lk_sa_name(struct lk_vm *vm, struct lk_value object, struct lk_str name, struct lk_value v)
{
    char text[64];
    lk_own_attr_set(vm, object, place(text, vm, object, name), v);
}

/* As lk_sa_name, for names that are literals. */
void lk_sa_set(struct lk_vm *vm, struct lk_value object, const char *name, struct lk_value v)
{
    lk_sa_name(vm, object, lk_str_of(name), v);
}

/* No constructor runs. */
struct lk_value lk_sa_new(struct lk_vm *vm, enum lk_sa_id id)
{
    return lk_native_new(vm, &lk_sa_type[id]);
}

/* The values are set as they are: binding was done by the signature of the method. */
struct lk_value lk_sa_make(struct lk_vm *vm, enum lk_sa_id id, const char *names,
                           const struct lk_value *v)
{
    struct lk_value object = lk_sa_new(vm, id);
    struct lk_str name, rest = lk_str_of(names);
    for (size_t i = 0; lk_str_split(&name, &rest, ' '); i++)
        lk_sa_name(vm, object, name, v[i]);
    return object;
}

/* The class is kept, a subclass made by a script too. */
struct lk_value lk_sa_copy(struct lk_vm *vm, struct lk_value object)
{
    struct lk_value copy = lk_native_new_of(vm, lk_vm_type(vm, object)), key, value;
    if (!object.as.cell->attrs)
        return copy;
    struct lk_value attrs = lk_of_cell(object.as.cell->attrs);
    for (size_t pos = 0; lk_dict_next(attrs, &pos, &key, &value);)
        lk_own_attr_set(vm, copy, lk_text(key).p, value);
    return copy;
}

/* Runs no script code: properties and __getattr__ are not asked. */
struct lk_value lk_sa_get(struct lk_vm *vm, struct lk_value object, const char *name)
{
    struct lk_value v = lk_sa_named(vm, object, lk_str_of(name));
    return lk_is_empty(v) ? lk_none() : v;
}

/* The list is copied: statements that were derived from one another share it. */
bool lk_sa_extend(struct lk_vm *vm, struct lk_value object, const char *name,
                  const struct lk_value *v, size_t n)
{
    size_t have = 0;
    const struct lk_value *old = lk_items(&have, lk_sa_get(vm, object, name));
    struct lk_value list = lk_new_list(vm, old, have);
    for (size_t i = 0; i < n; i++)
        if (!lk_list_append(vm, list, v[i]))
            return false;
    lk_sa_set(vm, object, name, list);
    return true;
}

/* Each class of the table carries the number of its node, which subclasses inherit. */
const struct lk_def *lk_sa_def(struct lk_vm *vm, struct lk_value object)
{
    if (!lk_is(object, LK_T_OBJECT) && !lk_is(object, LK_T_CLASS))
        return NULL;
    struct lk_value cls = lk_is(object, LK_T_CLASS) ? object : lk_vm_type(vm, object);
    struct lk_value id = lk_own_attr(vm, cls, "_lk_node");
    return lk_is(id, LK_T_INT) ? &lk_node_table[id.as.i] : NULL;
}

/* For rules that belong to one node. */
bool lk_sa_is_node(struct lk_vm *vm, struct lk_value object, enum lk_node_id id)
{
    return lk_sa_def(vm, object) == &lk_node_table[id];
}

/* Distributes bound arguments: one attribute per parameter that was given.  What **kw takes belongs
 * to a dialect; SQLAlchemy looks at the names when the item is made, lowering at the rest. */
static bool node_store(struct lk_vm *vm, struct lk_value self, const struct lk_sig *sig,
                       const struct lk_binding *b, const struct lk_args *a)
{
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_param *p = &sig->param[i];
        if (p->kind == LK_PARAM_REST && b->nrest)
            lk_sa_name(vm, self, p->name, lk_new_list(vm, a->v + b->rest, b->nrest));
        else if (p->kind < LK_PARAM_EXTRA && p->kind != LK_PARAM_REST && b->from[i] >= 0)
            lk_sa_name(vm, self, p->name, a->v[b->from[i]]);
    }
    if (sig->extra < 0 || !b->nextra)
        return true;
    struct lk_value extra = lk_new_dict(vm);
    lk_sa_name(vm, self, sig->param[sig->extra].name, extra);
    for (uint32_t k = 0; k < a->nkw; k++) {
        struct lk_str name = lk_text(a->kw[k]);
        if (!(b->extra >> k & 1))
            continue;
        if (lk_str_find(name, LK_STR("_"), 1) < 0)
            return lk_raise(vm, LK_EXC_TypeError, "Additional arguments should be named "
                            "<dialectname>_<argument>, got '" LK_PRI "'", LK_ARG(name));
        if (!lk_dict_set(vm, extra, a->kw[k], a->v[a->n + k]))
            return false;
    }
    return true;
}

/* The message of the binder becomes a TypeError that names the class. */
bool lk_node_bind(struct lk_vm *vm, struct lk_value self, const struct lk_args *a)
{
    const struct lk_def *def = lk_sa_def(vm, self);
    struct lk_str kw[64];
    char name[96];
    snprintf(name, sizeof name, LK_PRI ".__init__", LK_ARG(lk_type_name(vm, self)));
    struct lk_call shape = {lk_str_of(name), a->n, a->nkw, kw};
    /* The binder marks keywords for **kw in 64 bits. */
    if (a->nkw > COUNT(kw))
        return lk_raise(vm, LK_EXC_TypeError, "%s() got too many keyword arguments", name);
    for (uint32_t i = 0; i < a->nkw; i++)
        kw[i] = lk_text(a->kw[i]);
    struct lk_binding b;
    struct lk_err err = {0};
    if (!lk_sig_bind(&b, lk_def_sig(def), &shape, &err))
        return lk_refuse_err(vm, &err);
    return node_store(vm, self, lk_def_sig(def), &b, a);
}

/* AddConstraint(c), CreateIndex(i) and their like are about the table of their element. */
static bool take_table(struct lk_vm *vm, struct lk_value self)
{
    const struct lk_def *def = lk_sa_def(vm, self);
    struct lk_value element = def->family == LK_FAMILY_STATEMENT ? lk_sa_get(vm, self, "element")
                                                                 : lk_none();
    if (!lk_is(element, LK_T_OBJECT) || lk_def_param(def, "table") < 0
        || !lk_is_none(lk_sa_get(vm, self, "table")))
        return true;
    struct lk_value table = lk_sa_get(vm, element, "table");
    if (lk_sa_is(vm, table, LK_SA_Table))
        lk_sa_set(vm, self, "table", table);
    return true;
}

/* __init__(self, …) of every class with a node; a class of a script that only @compiles keeps its
 * arguments as clauses. */
bool lk_node_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_args rest = {.v = a->v + 1, .n = a->n - 1, .nkw = a->nkw, .kw = a->kw,
                           .data = lk_empty(), .row = a->row};
    if (lk_sa_def(vm, a->v[0]))
        return lk_node_bind(vm, a->v[0], &rest) && take_table(vm, a->v[0]);
    if (a->nkw)
        return lk_refuse(vm, LK_E_UNSUPPORTED, "'" LK_PRI "' cannot be constructed with keywords",
                         LK_ARG(lk_type_name(vm, a->v[0])));
    lk_sa_set(vm, a->v[0], "clauses", lk_new_tuple(vm, rest.v, rest.n));
    return true;
}

/* The value that an argument has when it was not given. */
static struct lk_value node_default(struct lk_vm *vm, const struct lk_param *p)
{
    if (p->kind == LK_PARAM_REST)
        return lk_new_list(vm, NULL, 0);
    return p->kind == LK_PARAM_EXTRA ? lk_new_dict(vm) : lk_from_datum(vm, p->dflt);
}

/* __getattr__(self, name): reached when the object has no such attribute. A schema item without a
 * table or a column has None there. */
bool lk_node_getattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_def *def = lk_sa_def(vm, a->v[0]);
    struct lk_str name = lk_text(a->v[1]);
    int i = def ? lk_def_param(def, name.p) : -1;
    bool item = def && (def->family == LK_FAMILY_SCHEMA || def->family == LK_FAMILY_CONSTRAINT);
    if (item && (lk_str_is(name, "table") || lk_str_is(name, "parent")))
        return true;
    if (i < 0)
        return lk_raise(vm, LK_EXC_AttributeError, "'" LK_PRI "' object has no attribute '" LK_PRI
                        "'", LK_ARG(lk_type_name(vm, a->v[0])), LK_ARG(name));
    *out = lk_sa_named(vm, a->v[0], name);
    if (lk_is_empty(*out))
        *out = node_default(vm, &lk_def_sig(def)->param[i]);
    return true;
}

/* Required arguments and *rest stand without their names. */
static bool put_argument(struct lk_buf *b, struct lk_vm *vm, const struct lk_param *p,
                         struct lk_value v)
{
    size_t n;
    const struct lk_value *item = lk_items(&n, v);
    if (p->kind == LK_PARAM_REST) {
        for (size_t i = 0; i < n; i++) {
            lk_buf_addz(b, i ? ", " : "");
            if (!lk_vm_put_repr(b, vm, item[i]))
                return false;
        }
        return true;
    }
    if (p->dflt)
        lk_buf_addf(b, LK_PRI "=", LK_ARG(p->name));
    return lk_vm_put_repr(b, vm, v);
}

/* What repr() leaves out: what says the same as leaving it out. */
static bool is_default(const struct lk_param *p, struct lk_value v)
{
    if (!p->dflt || p->kind == LK_PARAM_EXTRA)
        return p->kind == LK_PARAM_EXTRA;
    if (lk_is(v, LK_T_BOOL))
        return lk_datum_is(p->dflt, LK_DATUM_BOOL) && p->dflt->as.b == (v.as.i != 0);
    return lk_is_none(v);
}

/* __repr__(self): the class and what was given, as SQLAlchemy's generic_repr. */
bool lk_node_repr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_def *def = lk_sa_def(vm, a->v[0]);
    struct lk_buf b = {0};
    lk_buf_addf(&b, LK_PRI "(", LK_ARG(lk_type_name(vm, a->v[0])));
    const struct lk_sig *sig = def ? lk_def_sig(def) : NULL;
    bool first = true, fine = true;
    for (uint16_t i = 0; sig && i < sig->n && fine; i++) {
        struct lk_value v = lk_sa_named(vm, a->v[0], sig->param[i].name);
        if (lk_is_empty(v) && lk_str_is(sig->param[i].name, "astext_type"))
            v = lk_sa_new(vm, LK_SA_Text);
        if (lk_is_empty(v) || is_default(&sig->param[i], v))
            continue;
        lk_buf_addz(&b, first ? "" : ", ");
        fine = put_argument(&b, vm, &sig->param[i], v);
        first = false;
    }
    lk_buf_addc(&b, ')');
    *out = lk_new_buf(vm, &b);
    return fine;
}

/* _copy(self, **kw) and copy(): an object with the same arguments. */
bool lk_node_copy(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_copy(vm, a->v[0]);
    return true;
}
