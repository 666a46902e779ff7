/* The classes of sqlalchemy's stand-in as one table, and the modules that offer them by groups.
 *
 * SQLAlchemy spreads its names over dozens of modules; scripts import from all of them.  A class
 * belongs to groups, and a module offers groups: more than the real one has in places, never less
 * of what scripts of public projects use. */
#include "mods/rows.h"
#include "mods/sa_exc.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Modules that the classes name as theirs, as their repr() shows it. */
#define TYPES "sqlalchemy.sql.sqltypes"
#define TYPE_API "sqlalchemy.sql.type_api"
#define SCHEMA "sqlalchemy.sql.schema"
#define ELEMENTS "sqlalchemy.sql.elements"
#define SQL_BASE "sqlalchemy.sql.base"
#define FUNCTIONS "sqlalchemy.sql.functions"
#define SELECTABLE "sqlalchemy.sql.selectable"
#define DML "sqlalchemy.sql.dml"
#define DDL "sqlalchemy.sql.ddl"
#define PG_TYPES "sqlalchemy.dialects.postgresql.types"
#define PG_NAMED "sqlalchemy.dialects.postgresql.named_types"
#define PG_EXT "sqlalchemy.dialects.postgresql.ext"
#define PG_DML "sqlalchemy.dialects.postgresql.dml"

/* Words that sa_classes.def uses for bases. */
#define OBJECT &lk_type_object
#define NONE NULL
#define OF(id) &lk_sa_type[LK_SA_##id]

/* What is kept with a class: the node that it stands for, and whether it is a type. They are
 * attributes of the class, because a script's subclass must be found as what it derives
 * from. */
static const char *const marks[] = {"_lk_node", "_lk_type"};

/* Methods of types that SQLAlchemy calls where a table is described or made, and limbeck does not:
 * what they add (a CHECK, most of the time) would be missing. */
static const char *const hooks[] = {
    "_set_parent", "_set_parent_with_dispatch", "_set_table", "_on_metadata_create",
    "_on_metadata_drop", "_on_table_create", "_on_table_drop", "_should_create_constraint"};

/* Refuses a type of a script that has one, unless it only passes the call on. */
static bool refuse_hooks(struct lk_vm *vm, struct lk_value cls)
{
    if (lk_is_empty(lk_own_attr(vm, cls, "_lk_type")))
        return true;
    for (size_t i = 0; i < COUNT(hooks); i++) {
        struct lk_value fn = lk_class_attr(vm, cls, hooks[i]);
        if (!lk_is_empty(fn) && !lk_vm_only_forwards(fn, hooks[i]))
            return lk_refuse(vm, LK_E_UNSUPPORTED,
                             "'%s' of a type is used but limbeck does not have it", hooks[i]);
    }
    return true;
}

/* A class made by a script has the marks of the nearest ancestor, so that asking for them is
 * one look-up. Called by the runtime when a class is made; those of the table get their own
 * marks after that. */
static bool inherit(struct lk_vm *vm, struct lk_value cls)
{
    struct lk_value mro;
    size_t n;
    if (!lk_vm_getattrz(&mro, vm, cls, "__mro__"))
        return false;
    for (size_t k = 0; k < COUNT(marks); k++)
        for (size_t i = 1, found = 0; i < (lk_items(&n, mro), n) && !found; i++) {
            struct lk_value mark = lk_own_attr(vm, lk_items(&n, mro)[i], marks[k]);
            found = !lk_is_empty(mark);
            if (found)
                lk_own_attr_set(vm, cls, marks[k], mark);
        }
    return refuse_hooks(vm, cls);
}

/* One type per row of sa_classes.def; two bases suffice for all of them, and every class made
 * from them by a script inherits the marks. */
const struct lk_py_type lk_sa_type[LK_SA_COUNT] = {
#define LK_SA(id, called, where, one, two, node, methods, groups)                                  \
    {.name = called, .module = where, .row = lk_sa_rows_##methods, .made = inherit,                \
     .flags = LK_PY_SUBSCRIPT,                                                                     \
     .base = (const struct lk_py_type *const[]){one, two, NULL}},
#include "mods/sa_classes.def"
#undef LK_SA
};

#define LK_NODE_NO_NODE -1
/* The node that an instance becomes, or -1 for a class that stands for none. */
const int16_t lk_sa_node[LK_SA_COUNT] = {
#define LK_SA(id, called, where, one, two, node, methods, groups) LK_NODE_##node,
#include "mods/sa_classes.def"
#undef LK_SA
};

/* The last row that is a type; what follows are schema items and clauses. */
enum { LAST_TYPE = LK_SA_UserDefinedType };
enum { IN_SA = LK_IN_SA, IN_TYPES = LK_IN_TYPES, IN_SCHEMA = LK_IN_SCHEMA, IN_SQL = LK_IN_SQL,
       IN_PG = LK_IN_PG };
/* The groups of modules from which a class can be imported, by class. */
static const uint8_t offered[LK_SA_COUNT] = {
#define LK_SA(id, called, where, one, two, node, methods, groups) groups,
#include "mods/sa_classes.def"
#undef LK_SA
};

/* Second names of classes. */
static const struct { const char *name; enum lk_sa_id cls; uint32_t groups; } also[] = {
    {"INT", LK_SA_INTEGER, LK_IN_SA | LK_IN_TYPES},
    {"BooleanClauseList", LK_SA_BooleanAnd, LK_IN_SQL},
    {"ClauseList", LK_SA_Tuple, LK_IN_SQL},
    {"Lateral", LK_SA_Subquery, LK_IN_SA | LK_IN_SQL},
    {"DDLElement", LK_SA_ExecutableDDLElement, LK_IN_SA | LK_IN_SCHEMA},
    {"BaseDDLElement", LK_SA_ExecutableDDLElement, LK_IN_SA | LK_IN_SCHEMA},
    {"DefaultGenerator", LK_SA_ColumnDefault, LK_IN_SCHEMA},
    {"Insert", LK_SA_PgInsert, LK_IN_PG},
    {"Column", LK_SA_Column, LK_IN_SQL},
    {"Table", LK_SA_Table, LK_IN_SQL},
};

/* Modules of sqlalchemy and what they offer. A module and what it offers. Names of a group are
 * all in each of its modules. */
static const struct sa_module {
    struct lk_py_module module;
    uint32_t groups;
    const char *children;      /* submodules that importing it makes reachable */
} modules[] = {
    {{.name = "sqlalchemy"}, LK_IN_SA | LK_IN_ENGINE,
     "event exc types schema sql dialects engine"},
    {{.name = "sqlalchemy.types"}, LK_IN_TYPES, ""},
    {{.name = "sqlalchemy.schema"}, LK_IN_SCHEMA, ""},
    {{.name = "sqlalchemy.sql"}, LK_IN_SQL | LK_IN_SA,
     "sqltypes schema expression elements functions operators"},
    {{.name = "sqlalchemy.sql.sqltypes"}, LK_IN_TYPES, ""},
    {{.name = "sqlalchemy.sql.type_api"}, LK_IN_TYPES, ""},
    {{.name = "sqlalchemy.sql.schema"}, LK_IN_SCHEMA | LK_IN_SA, ""},
    {{.name = "sqlalchemy.sql.base"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.sql.ddl"}, LK_IN_SCHEMA, ""},
    {{.name = "sqlalchemy.sql.dml"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.sql.elements"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.sql.expression"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.sql.functions"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.sql.selectable"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.sql.visitors"}, LK_IN_SQL, ""},
    {{.name = "sqlalchemy.dialects"}, 0, "postgresql"},
    {{.name = "sqlalchemy.dialects.postgresql"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.base"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.array"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.dml"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.ext"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.hstore"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.json"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.named_types"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.ranges"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.dialects.postgresql.types"}, LK_IN_PG, ""},
    {{.name = "sqlalchemy.engine"}, LK_IN_ENGINE, ""},
    {{.name = "sqlalchemy.engine.base"}, LK_IN_ENGINE, ""},
    {{.name = "sqlalchemy.engine.default"}, LK_IN_ENGINE, ""},
    {{.name = "sqlalchemy.event", .row = lk_event_rows}, 0, ""},
    {{.name = "sqlalchemy.exc"}, LK_IN_EXC, ""},
    {{.name = "sqlalchemy.orm.exc"}, LK_IN_EXC, ""},
    {{.name = "sqlalchemy.ext"}, 0, ""},
    {{.name = "psycopg2"}, LK_IN_EXC, "errors"},
    {{.name = "psycopg2.errors"}, LK_IN_EXC, ""},
    {{.name = "psycopg2.extensions"}, LK_IN_EXC, ""},
};

/* Tables of functions, each with the groups it belongs to. */
static const struct lk_sa_function *const functions[] = {
    lk_sa_expr_functions, lk_sa_select_functions, lk_sa_engine_functions};

/* As an assignment in a script would. The name is interned. */
bool lk_sa_put(struct lk_vm *vm, struct lk_value object, const char *name, struct lk_value v)
{
    return lk_vm_setattr(vm, object, lk_intern(vm, lk_str_of(name)), v);
}

/* Made at first use and kept by the runtime. The table's index is the class's id. */
static struct lk_value class_of(struct lk_vm *vm, size_t i)
{
    return lk_native_class(vm, &lk_sa_type[i]);
}

/* Types stand in front in the table; bases come before what derives from them in the table.
 * SchemaType and NamedType stand among the types, but are only mixed into them. */
void lk_sa_classes(struct lk_vm *vm)
{
    for (size_t i = 0; i < LK_SA_COUNT; i++) {
        struct lk_value cls = class_of(vm, i);
        bool type = i <= LAST_TYPE && i != LK_SA_SchemaType && i != LK_SA_NamedType;
        if (lk_sa_node[i] >= 0)
            lk_own_attr_set(vm, cls, marks[0], lk_int(lk_sa_node[i]));
        if (type)
            lk_own_attr_set(vm, cls, marks[1], lk_bool(true));
    }
}

/* Each module has function objects of its own; nobody compares them. A function's name is its
 * signature up to the parenthesis. */
static bool put_functions(struct lk_vm *vm, struct lk_value module, uint32_t groups)
{
    for (size_t t = 0; t < COUNT(functions); t++)
        for (const struct lk_sa_function *f = functions[t]; f->row.signature; f++) {
            char name[64];
            size_t n = strcspn(f->row.signature, "(");
            if (!(f->groups & groups) || n >= sizeof name)
                continue;
            memcpy(name, f->row.signature, n);
            name[n] = '\0';
            if (!lk_sa_put(vm, module, name, lk_native_fn(vm, &f->row, lk_empty())))
                return false;
        }
    return true;
}

/* After `import sqlalchemy as sa`, sa.types and its like can be named. A child that cannot be
 * made is an error here, as its import would be. */
static bool put_children(struct lk_vm *vm, struct lk_value module, const struct sa_module *m)
{
    struct lk_str name, rest = lk_str_of(m->children);
    while (lk_str_split(&name, &rest, ' ')) {
        char path[96], attribute[32];
        struct lk_value child;
        snprintf(attribute, sizeof attribute, LK_PRI, LK_ARG(name));
        snprintf(path, sizeof path, "%s.%s", m->module.name, attribute);
        if (name.n && (!lk_vm_import(&child, vm, lk_str_of(path))
                       || !lk_sa_put(vm, module, attribute, child)))
            return false;
    }
    return true;
}

/* A module offers the classes and functions of its groups. Constants come last, so that they
 * win over a class of the same name. */
static bool fill_module(struct lk_vm *vm, struct lk_value module, const struct sa_module *m)
{
    for (size_t i = 0; i < LK_SA_COUNT; i++)
        if (offered[i] & m->groups
            && !lk_sa_put(vm, module, lk_sa_type[i].name, class_of(vm, i)))
            return false;
    for (size_t i = 0; i < COUNT(also); i++)
        if (also[i].groups & m->groups
            && !lk_sa_put(vm, module, also[i].name, class_of(vm, also[i].cls)))
            return false;
    struct lk_value nothing = lk_sa_make(vm, LK_SA_Literal, "value type _json_null",
                                         (struct lk_value[]){lk_none(), class_of(vm, LK_SA_JSON),
                                                             lk_bool(true)});
    lk_push(vm, nothing);
    /* JSON.NULL is null inside of JSON, which None is as well unless the type says otherwise. */
    if (!lk_sa_put(vm, class_of(vm, LK_SA_JSON), "NULL", nothing)
        || !lk_sa_put(vm, class_of(vm, LK_SA_TypeEngine), "Comparator",
                      class_of(vm, LK_SA_Comparator)))
        return false;
    return put_functions(vm, module, m->groups) && lk_sa_constants(vm, module, m->groups)
           && put_children(vm, module, m);
}

/* Unknown names are no module: the runtime makes a placeholder, refused when it is used. EMPTY
 * tells that the name is none of SQLAlchemy's or psycopg2's. */
bool lk_sa_module(struct lk_value *out, struct lk_vm *vm, struct lk_str name)
{
    for (size_t i = 0; i < COUNT(modules); i++) {
        const struct sa_module *m = &modules[i];
        if (!lk_str_is(name, m->module.name))
            continue;
        if (!lk_native_module(out, vm, &m->module))
            return false;
        lk_push(vm, *out);
        /* Exceptions have a table of their own. */
        if (m->groups & LK_IN_EXC && !lk_sa_exc_module(vm, *out, m->module.name))
            return false;
        return fill_module(vm, *out, m);
    }
    *out = lk_empty();
    return true;
}
