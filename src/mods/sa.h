/* What the files of sqlalchemy's stand-in share: its classes by number, nodes made of objects. */
#ifndef LK_MODS_SA_H
#define LK_MODS_SA_H

#include "mods/inside.h"

enum lk_sa_id {
#define LK_SA(id, ...) LK_SA_##id,
#include "mods/sa_classes.def"
#undef LK_SA
    LK_SA_COUNT
};
extern const struct lk_py_type lk_sa_type[LK_SA_COUNT];
extern const int16_t lk_sa_node[LK_SA_COUNT];          /* enum lk_node_id, or -1 */

/* Names of modules fall into groups; a class or function is offered by some of them. */
enum lk_sa_group {
    LK_IN_SA = 1,          /* sqlalchemy itself */
    LK_IN_TYPES = 2,
    LK_IN_SCHEMA = 4,
    LK_IN_SQL = 8,
    LK_IN_PG = 16,
    LK_IN_ENGINE = 32,
    LK_IN_ORM = 64,
    LK_IN_EXC = 128
};

struct lk_sa_function {
    struct lk_py_row row;
    uint32_t groups;
    /* For lk_sa_construct: the class of the result, its attributes in the order of the parameters,
     * an attribute with a constant text. */
    enum lk_sa_id cls;
    const char *names, *constant, *text;
};
lk_native lk_sa_construct;
/* Tables of functions; each ends with a row without signature. */
extern const struct lk_sa_function lk_sa_expr_functions[];
extern const struct lk_sa_function lk_sa_select_functions[];
extern const struct lk_sa_function lk_sa_engine_functions[];

/* Instances. */
bool lk_sa_is(struct lk_vm *, struct lk_value, enum lk_sa_id);
struct lk_value lk_sa_new(struct lk_vm *, enum lk_sa_id);      /* no attributes */
/* Makes an object of a class with these attributes; `names` is "left right op". */
struct lk_value lk_sa_make(struct lk_vm *, enum lk_sa_id, const char *names,
                           const struct lk_value *v);
/* A shallow copy with its own attributes. */
struct lk_value lk_sa_copy(struct lk_vm *, struct lk_value object);
/* An attribute, or NONE where the object has none. */
struct lk_value lk_sa_get(struct lk_vm *, struct lk_value object, const char *name);
void lk_sa_set(struct lk_vm *, struct lk_value object, const char *name, struct lk_value);
/* The same under a name that need not end in NUL, such as a parameter's; EMPTY where absent. */
struct lk_value lk_sa_named(struct lk_vm *, struct lk_value object, struct lk_str name);
void lk_sa_name(struct lk_vm *, struct lk_value object, struct lk_str name, struct lk_value v);
/* Appends to the list in an attribute, which is copied first: objects share lists. */
LK_MUST_USE bool lk_sa_extend(struct lk_vm *, struct lk_value object, const char *name,
                              const struct lk_value *v, size_t n);
/* The row of the node table that an object's class stands for, or NULL. */
const struct lk_def *lk_sa_def(struct lk_vm *, struct lk_value object);
bool lk_sa_is_node(struct lk_vm *, struct lk_value object, enum lk_node_id);

/* The generic constructor: binds values[0..n+nkw) by the node's signature into attributes. */
LK_MUST_USE bool lk_node_bind(struct lk_vm *, struct lk_value self, const struct lk_args *);
lk_native lk_node_init;

/* Types. */
/* The instance of a class, a TypeDecorator's implementation, …; pushed. */
LK_MUST_USE bool lk_type_of(struct lk_value *out, struct lk_vm *, struct lk_value type);
bool lk_is_type(struct lk_vm *, struct lk_value);      /* a type's instance or class */

/* Columns and tables. */
struct lk_value lk_collection_new(struct lk_vm *);
LK_MUST_USE bool lk_collection_add(struct lk_vm *, struct lk_value, struct lk_value column);
struct lk_value lk_collection_dict(struct lk_vm *, struct lk_value collection);
/* The columns of a FROM object: a collection whose columns have it as their table. */
LK_MUST_USE bool lk_from_columns(struct lk_value *out, struct lk_vm *, struct lk_value from);
LK_MUST_USE bool lk_table_add(struct lk_vm *, struct lk_value table, struct lk_value item);

/* Raises one of sqlalchemy.exc's. */
bool lk_sa_raise(struct lk_vm *, const char *exception, const char *fmt, ...) LK_PRINTF(3, 4);

#endif
