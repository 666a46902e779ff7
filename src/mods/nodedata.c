/* Objects of sqlalchemy's stand-in turned into nodes: the arguments of the node's signature are the
 * attributes of the object; what needs more than that has a rule of its own.
 *
 * Types are resolved on the way: a class becomes its instance, a TypeDecorator its impl, a script's
 * own type the text of get_col_spec(), a class with @compiles the SQL that the script writes.
 * Lowering never sees script objects. */
#include "mods/nodedata.h"
#include "mods/rows.h"

/* The row of the table of nodes. The definition of a node, by which its arguments are counted
 * and named. */
static const struct lk_def *row(enum lk_node_id id)
{
    return &lk_node_table[id];
}

/* Is `kind` one of the kinds in "a|b|c"? An empty list, as of the outermost place, has none. */
static bool accepts(struct lk_str what, const char *kind)
{
    struct lk_str one;
    while (lk_str_split(&one, &what, '|'))
        if (lk_str_is(one, kind))
            return true;
    return false;
}

/* A column's default that Python computes: that there is one keeps a key from becoming SERIAL. */
static bool is_client_default(struct lk_vm *vm, const struct lk_def *def, const struct lk_param *p,
                              struct lk_value v)
{
    if (def->id != LK_NODE_COLUMN
        || (!lk_str_is(p->name, "default") && !lk_str_is(p->name, "insert_default")))
        return false;
    if (lk_sa_is(vm, v, LK_SA_ColumnDefault))
        v = lk_sa_get(vm, v, "arg");
    return lk_is(v, LK_T_FUNCTION) || lk_is(v, LK_T_NATIVE) || lk_is(v, LK_T_METHOD)
           || lk_is(v, LK_T_CLASS) || (lk_is(v, LK_T_OBJECT) && !lk_sa_def(vm, v));
}

/* Arguments that say nothing about SQL, or were used when the object was made. Functions and
 * methods are client side: what a column default computes in Python, for instance, is no part of
 * the DDL. */
static bool is_silent(const struct lk_def *def, const struct lk_param *p, struct lk_value v)
{
    static const char *const names[] = {"info", "doc", "values_callable", "sort_key_function",
                                        "pickler", "comparator", "impl"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lk_str_is(p->name, names[i]))
            return true;
    if (def->family == LK_FAMILY_CONSTRAINT && lk_str_is(p->name, "table"))
        return true;
    return lk_is(v, LK_T_FUNCTION) || lk_is(v, LK_T_NATIVE) || lk_is(v, LK_T_METHOD);
}

/* The values of INSERT and UPDATE are set after they were processed. fill() leaves them to
 * dml_datum(), which knows the columns' types. */
static bool is_bound(const struct lk_def *def, const struct lk_param *p)
{
    return (def->id == LK_NODE_INSERT || def->id == LK_NODE_UPDATE) && lk_str_is(p->name, "values");
}

/* Converts an argument and checks it against its kinds. A value of the wrong kind is refused
 * here, before anything is emitted. */
static bool set_argument(struct lk_datum *d, struct lk_conv *c, uint16_t i, struct lk_value v)
{
    const struct lk_def *def = d->as.node.def;
    const struct lk_param *p = &lk_def_sig(def)->param[i];
    const struct lk_datum *arg;
    if (!lk_to_datum(&arg, c, v, p->what) || !lk_datum_fits(c->vm, def, i, arg))
        return false;
    d->as.node.arg[i] = arg;
    return true;
}

/* Aliases without a name are told apart by their objects: two of one table are two. The number is
 * given at the first use and kept with the object. */
static bool identify(struct lk_datum *d, struct lk_conv *c, struct lk_value v)
{
    const struct lk_def *def = d->as.node.def;
    int at = def->family == LK_FAMILY_FROM ? lk_def_param(def, "id") : -1;
    if (at < 0 || !lk_is_none(lk_sa_get(c->vm, v, "name")))
        return true;
    struct lk_value id = lk_own_attr(c->vm, v, "_serial");
    if (lk_is_empty(id)) {
        id = lk_int(++lk_mods_of(c->vm)->serial);
        lk_own_attr_set(c->vm, v, "_serial", id);
    }
    return set_argument(d, c, (uint16_t)at, id);
}

/* SQLAlchemy asks most flags for their truth: 1 is as good as True. What tells Python alone how to
 * show a result may be anything. */
struct lk_value lk_as_flag(const struct lk_param *p, struct lk_value v)
{
    bool shown = lk_str_is(p->name, "asdecimal") || lk_str_is(p->name, "as_tuple");
    if (!lk_str_is(p->what, "bool") || lk_is(v, LK_T_BOOL) || lk_is_none(v))
        return v;
    if (lk_is(v, LK_T_INT))
        return lk_bool(v.as.i != 0);
    return shown && lk_is_cell(v) && v.tag == LK_T_OBJECT ? lk_bool(true) : v;
}

/* A node of what the object has under the names of the signature. What the object does not have
 * keeps the default of the signature, and so does None where that is the default. */
static bool fill(struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                 const struct lk_def *def)
{
    struct lk_datum *d = lk_datum_node(c->arena, def);
    const struct lk_sig *sig = lk_def_sig(def);
    for (uint16_t i = 0; i < sig->n; i++) {
        struct lk_value own = lk_sa_named(c->vm, v, sig->param[i].name);
        if (is_client_default(c->vm, def, &sig->param[i], own))
            own = lk_bool(true);
        if (lk_is_empty(own) || is_silent(def, &sig->param[i], own)
            || is_bound(def, &sig->param[i]))
            continue;
        if (lk_is_none(own) && sig->param[i].dflt && lk_datum_is(sig->param[i].dflt, LK_DATUM_NULL))
            continue;
        if (!set_argument(d, c, i, lk_as_flag(&sig->param[i], own)))
            return false;
    }
    *out = d;
    return identify(d, c, v);
}

/* `what` are the kinds that the place accepts, separated by '|'. */
typedef bool rule(const struct lk_datum **out, struct lk_conv *, struct lk_value,
                  struct lk_str what);

/* What a column of a FROM carries as its table: a table without columns, or the FROM itself.
 * Naming the table is enough; its columns would bring all that they refer to. */
static bool owner_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value table)
{
    if (!lk_sa_is_node(c->vm, table, LK_NODE_TABLE))
        return lk_to_datum(out, c, table, LK_STR("from"));
    static const char *const part[] = {"name", "schema", "quote", "quote_schema"};
    struct lk_datum *d = lk_datum_node(c->arena, row(LK_NODE_TABLE));
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        struct lk_value v = lk_sa_named(c->vm, table, lk_str_of(part[i]));
        if (!lk_is_empty(v) && !lk_is_none(v)
            && !set_argument(d, c, (uint16_t)lk_def_param(row(LK_NODE_TABLE), part[i]), v))
            return false;
    }
    *out = d;
    return true;
}

/* A column where it is only named: with its table and its type. Name, type and key suffice: SQL
 * that names a column needs the type for coercion alone. */
static bool reference(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    static const struct { const char *name; uint16_t at; } part[] = {{"name", 0}, {"type", 2},
                                                                     {"key", 3}, {"whole", 4}};
    struct lk_datum *d = lk_datum_node(c->arena, row(LK_NODE_COLUMN_REF));
    struct lk_value table = lk_sa_get(c->vm, v, "table");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        struct lk_value own = lk_sa_get(c->vm, v, part[i].name);
        if (!lk_is_none(own) && !set_argument(d, c, part[i].at, own))
            return false;
    }
    if (!lk_is_none(table) && !owner_datum(&d->as.node.arg[1], c, table))
        return false;
    *out = d;
    return true;
}

/* A column is described where tables are made, and referred to everywhere else; an index takes
 * both: one of a table says which. */
static bool column_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                         struct lk_str what)
{
    struct lk_datum *d;
    /* A column that belongs to a table already is a reference where both readings are
     * possible. */
    bool placed = !lk_is_none(lk_sa_get(c->vm, v, "table"));
    struct lk_value dflt = lk_sa_get(c->vm, v, "server_default");
    if (lk_is(dflt, LK_T_FUNCTION) || lk_is(dflt, LK_T_NATIVE) || lk_is(dflt, LK_T_METHOD))
        return lk_sa_raise(c->vm, "ArgumentError", "Argument 'arg' is expected to be one of type "
                           "'str' or 'ClauseElement' or 'TextClause', got a function; call it");
    if (!accepts(what, "column") || (placed && accepts(what, "expr")))
        return reference(out, c, v);
    if (!fill(&d, c, v, row(LK_NODE_COLUMN)))
        return false;
    *out = d;
    return true;
}

/* Column("x", ForeignKey("t.id")) has the type of the column it refers to, where the MetaData
 * knows that one. A type that is given wins, and so does none at all where the target is not
 * known; the DDL of a column without a type is refused when it is lowered. */
static bool refers(struct lk_value *type, struct lk_conv *c, struct lk_value table,
                   struct lk_value column)
{
    /* `found` is the table that is referred to, then its column. */
    struct lk_value metadata = lk_sa_get(c->vm, table, "metadata"), found;
    struct lk_value spec = lk_none(), own = lk_sa_get(c->vm, column, "type");
    size_t n;
    const struct lk_value *item = lk_items(&n, lk_sa_get(c->vm, column, "args"));
    *type = lk_none();
    for (size_t i = 0; i < n; i++)
        if (lk_sa_is(c->vm, item[i], LK_SA_ForeignKey))
            spec = lk_sa_get(c->vm, item[i], "column");
    if (!(lk_is_none(own) || lk_sa_is(c->vm, own, LK_SA_NullType)) || lk_is_none(spec))
        return true;
    if (!lk_is(spec, LK_T_STR)) {
        *type = lk_sa_get(c->vm, spec, "type");
        return true;
    }
    /* "schema.table.column": what is before the last dot is the key in metadata.tables. */
    ptrdiff_t dot = lk_str_rfind_byte(lk_text(spec), '.');
    if (lk_is_none(metadata) || dot < 0)
        return true;
    struct lk_value key = lk_new_str(c->vm, lk_str_cut(lk_text(spec), 0, (size_t)dot));
    if (!lk_dict_get(&found, c->vm, lk_sa_get(c->vm, metadata, "tables"), key))
        return false;
    if (lk_is_empty(found))
        return true;
    struct lk_value columns = lk_collection_dict(c->vm, lk_sa_get(c->vm, found, "_c"));
    key = lk_new_str(c->vm, lk_str_cut(lk_text(spec), (size_t)dot + 1, lk_text(spec).n));
    if (!lk_dict_get(&found, c->vm, columns, key))
        return false;
    if (!lk_is_empty(found))
        *type = lk_sa_get(c->vm, found, "type");
    return true;
}

/* Does the MetaData know the column that a foreign key names, or is it a column itself? */
static bool is_known(bool *known, struct lk_conv *c, struct lk_value metadata, struct lk_value spec)
{
    struct lk_value table, column;
    *known = *known && (lk_is(spec, LK_T_OBJECT) || !lk_is_none(metadata));
    if (!*known || !lk_is(spec, LK_T_STR))
        return true;
    ptrdiff_t dot = lk_str_rfind_byte(lk_text(spec), '.');
    struct lk_str before = lk_str_cut(lk_text(spec), 0, dot < 0 ? 0 : (size_t)dot);
    struct lk_str after = lk_str_cut(lk_text(spec), (size_t)(dot + 1), lk_text(spec).n);
    if (!lk_dict_get(&table, c->vm, lk_sa_get(c->vm, metadata, "tables"),
                     lk_new_str(c->vm, before)))
        return false;
    *known = !lk_is_empty(table);
    if (!*known)
        return true;
    struct lk_value columns = lk_collection_dict(c->vm, lk_sa_get(c->vm, table, "_c"));
    if (!lk_dict_get(&column, c->vm, columns, lk_new_str(c->vm, after)))
        return false;
    *known = !lk_is_empty(column);
    return true;
}

/* Are all columns known that a table's foreign keys point to?  A convention may name them. */
static bool referents_known(bool *known, struct lk_conv *c, struct lk_value table,
                            struct lk_value items)
{
    struct lk_value metadata = lk_sa_get(c->vm, table, "metadata");
    size_t n, m;
    lk_items(&n, items);
    *known = true;
    for (size_t i = 0; i < n; i++) {
        struct lk_value item = lk_items(&n, items)[i];
        struct lk_value list = lk_sa_get(c->vm, item, lk_sa_is(c->vm, item, LK_SA_Column)
                                                          ? "args" : "refcolumns");
        lk_items(&m, list);
        for (size_t k = 0; k < m; k++) {
            struct lk_value one = lk_items(&m, list)[k];
            bool key = lk_sa_is(c->vm, one, LK_SA_ForeignKey);
            struct lk_value spec = key ? lk_sa_get(c->vm, one, "column") : one;
            bool refers = key || lk_sa_is(c->vm, item, LK_SA_ForeignKeyConstraint);
            if (refers && !is_known(known, c, metadata, spec))
                return false;
        }
    }
    return true;
}

/* A table's columns, constraints and indexes are lists of their own in the object. The lists are
 * joined in the order in which SQLAlchemy writes them: columns, constraints, indexes. */
static bool table_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                        struct lk_str what)
{
    (void)what;
    struct lk_datum *d = NULL;
    struct lk_value all = lk_new_list(c->vm, NULL, 0), key, column;
    lk_push(c->vm, all);
    struct lk_value columns = lk_collection_dict(c->vm, lk_sa_get(c->vm, v, "_c"));
    for (size_t pos = 0; lk_dict_next(columns, &pos, &key, &column);) {
        struct lk_value type;
        if (!refers(&type, c, v, column))
            return false;
        if (!lk_is_none(type))
            lk_sa_set(c->vm, column, "type", type);
        if (!lk_list_append(c->vm, all, column))
            return false;
    }
    static const char *const more[] = {"_items", "_indexes"};
    for (size_t i = 0; i < 2; i++) {
        size_t n;
        const struct lk_value *item = lk_items(&n, lk_sa_get(c->vm, v, more[i]));
        if (!lk_list_splice(c->vm, all, lk_list_of(all)->n, 0, item, n))
            return false;
    }
    bool known = false;
    bool fine = referents_known(&known, c, v, all) && fill(&d, c, v, row(LK_NODE_TABLE))
                && set_argument(d, c, 1, all);
    if (fine && known && !lk_is_none(lk_sa_get(c->vm, v, "naming_convention")))
        fine = set_argument(d, c, (uint16_t)lk_def_param(row(LK_NODE_TABLE), "referents_known"),
                            lk_bool(true));
    lk_pop(c->vm);
    *out = d;
    return fine;
}

/* A script's own type: the text that its get_col_spec() gives. A missing get_col_spec() raises
 * NotImplementedError, as no_col_spec() has it. */
static bool user_type_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                            struct lk_str what)
{
    (void)what;
    struct lk_value spec;
    if (!lk_vm_method(&spec, c->vm, v, "get_col_spec", NULL, 0))
        return false;
    struct lk_datum *d = lk_datum_node(c->arena, row(LK_NODE_USER_TYPE));
    *out = d;
    return set_argument(d, c, 0, spec);
}

/* INSERT and UPDATE: values are processed by the types of their columns. Defaults that are
 * computed in Python are filled in here as well. */
static bool dml_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                      struct lk_str what)
{
    (void)what;
    struct lk_datum *d;
    const struct lk_def *def = lk_sa_def(c->vm, v);
    struct lk_bound_to to = {.insert = def->id == LK_NODE_INSERT};
    struct lk_value table = lk_sa_get(c->vm, v, "table"), values;
    struct lk_value given = lk_sa_named(c->vm, v, LK_STR("values"));
    if (!fill(&d, c, v, def))
        return false;
    *out = d;
    if (lk_is_empty(given) || !lk_is(table, LK_T_OBJECT))
        return true;
    if (!lk_from_columns(&to.columns, c->vm, table))
        return false;
    lk_push(c->vm, to.columns);
    if (!lk_bound_rows(&values, c->vm, &to, given))
        return false;
    lk_push(c->vm, values);
    return set_argument(d, c, (uint16_t)lk_def_param(def, "values"), values);
}

/* CreateTable(table), AddConstraint(key): what foreign keys refer to must be in their MetaData by
 * now, as SQLAlchemy finds when it writes them. */
static bool checked_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                               struct lk_str what)
{
    (void)what;
    struct lk_datum *d;
    struct lk_value none, element = lk_sa_get(c->vm, v, "element");
    const struct lk_args call = {.v = &element, .n = 1, .data = lk_empty()};
    if (!lk_table_check_keys(&none, c->vm, &call))
        return false;
    if (!fill(&d, c, v, lk_sa_def(c->vm, v)))
        return false;
    *out = d;
    return true;
}

static const struct { enum lk_node_id id; rule *make; } rules[] = {
    {LK_NODE_CREATE_TABLE, checked_datum},
    {LK_NODE_ADD_CONSTRAINT, checked_datum},
    {LK_NODE_COLUMN, column_datum},
    {LK_NODE_TABLE, table_datum},
    {LK_NODE_USER_TYPE, user_type_datum},
    {LK_NODE_INSERT, dml_datum},
    {LK_NODE_UPDATE, dml_datum},
};

/* By rule where the node has one, else by its signature. Types come here too, once their class
 * has become an instance. */
static bool plain_node(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                       struct lk_str what)
{
    const struct lk_def *def = lk_sa_def(c->vm, v);
    if (!def)
        return lk_raise(c->vm, LK_EXC_AttributeError, "'" LK_PRI "' object has no attribute "
                        "'_compiler_dispatch'", LK_ARG(lk_type_name(c->vm, v)));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (def->id == rules[i].id)
            return rules[i].make(out, c, v, what);
    struct lk_datum *d;
    if (!fill(&d, c, v, def))
        return false;
    *out = d;
    return true;
}

/* Types of scripts have their say first: on the values inside an expression, and on the columns of
 * the outermost statement. The members of a compound SELECT are outermost as well. */
static bool node_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v,
                       struct lk_str what)
{
    struct lk_value *mark = lk_stack_mark(c->vm);
    const struct lk_def *def = lk_sa_def(c->vm, v);
    bool statement = def && def->family == LK_FAMILY_STATEMENT && def->id != LK_NODE_COMPOUND;
    if (!lk_bound_node(&v, c->vm)
        || (statement && !c->statements && !lk_shown_columns(&v, c->vm)))
        return false;
    c->statements += statement;
    bool fine = plain_node(out, c, v, what);
    c->statements -= statement;
    if (fine)
        lk_stack_cut(c->vm, mark);
    return fine;
}

/* with_variant(): the type and what it is for other dialects. Which variant counts is decided
 * where the dialect is known, in lowering. */
static bool type_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    struct lk_value type;
    if (!lk_type_of(&type, c->vm, v))
        return false;
    /* with_variant() puts the types for other dialects there, also for a TypeDecorator. */
    bool decorated = lk_sa_is(c->vm, v, LK_SA_TypeDecorator);
    struct lk_value variants = lk_own_attr(c->vm, decorated ? v : type, "_variant_mapping");
    if (lk_is_empty(variants))
        variants = lk_own_attr(c->vm, type, "_variant_mapping");
    if (lk_is_empty(variants))
        return node_datum(out, c, type, LK_STR("type"));
    struct lk_datum *d = lk_datum_node(c->arena, row(LK_NODE_VARIANT));
    *out = d;
    return node_datum(&d->as.node.arg[0], c, type, LK_STR("type"))
           && set_argument(d, c, 1, variants);
}

/* Objects without a node of their own that stand for something else. Defaults stand for their
 * argument, mapped classes for their table, a collection of columns for the list of them, and
 * ORM attributes for what __clause_element__() gives. */
static bool stand_in(struct lk_value *out, struct lk_vm *vm, struct lk_value v)
{
    static const struct { enum lk_sa_id cls; const char *attribute; } proxy[] = {
        {LK_SA_DefaultClause, "arg"}, {LK_SA_ColumnDefault, "arg"}};
    for (size_t i = 0; i < sizeof proxy / sizeof *proxy; i++)
        if (lk_sa_is(vm, v, proxy[i].cls)) {
            *out = lk_sa_get(vm, v, proxy[i].attribute);
            return true;
        }
    *out = lk_sa_mapped(vm, v);
    if (!lk_same(*out, v))
        return true;
    *out = lk_empty();
    if (lk_sa_is(vm, v, LK_SA_ColumnCollection)) {
        if (!lk_vm_getattrz(out, vm, lk_collection_dict(vm, v), "values"))
            return false;
        return lk_vm_callv(out, vm, *out, NULL, 0);
    }
    if (lk_is(v, LK_T_OBJECT)
        && !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, v), "__clause_element__")))
        return lk_vm_method(out, vm, v, "__clause_element__", NULL, 0);
    return true;
}

/* A type that belongs to a MetaData is not created with its table: what counts is that there is
 * one, and its schema. */
static bool metadata_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    struct lk_pair *pair = lk_arena_array(c->arena, 1, sizeof *pair);
    pair->key = LK_STR("schema");
    *out = lk_datum_map(c->arena, pair, 1);
    return lk_to_datum(&pair->value, c, lk_sa_get(c->vm, v, "schema"), LK_STR(""));
}

/* Types first: a class stands for its instance. */
/* In text() a colon could begin a bind. */
static bool escape_colons(struct lk_value *out, struct lk_vm *vm, struct lk_value text)
{
    const struct lk_value v[] = {lk_new_strz(vm, ":"), lk_new_strz(vm, "\\:")};
    return lk_vm_method(out, vm, text, "replace", v, 2);
}

/* @compiles(cls, 'postgresql'): the script writes the SQL of its class itself. The compiler
 * handed to the script can compile parts of the clause. The text becomes a type, a statement or
 * a literal expression, whichever the class is. */
static bool written(const struct lk_datum **out, bool *taken, struct lk_conv *c, struct lk_value v)
{
    struct lk_value fn = lk_class_attr(c->vm, lk_vm_type(c->vm, v), "_lk_compile"), text, module;
    *taken = !lk_is_empty(fn);
    if (!*taken)
        return true;
    if (!lk_vm_import(&module, c->vm, LK_STR("sqlalchemy.ext.compiler"))
        || !lk_vm_getattrz(&module, c->vm, module, "_compiler"))
        return false;
    const struct lk_value arguments[] = {v, module};
    if (!lk_vm_callv(&text, c->vm, fn, arguments, 2))
        return false;
    lk_push(c->vm, text);
    /* What kind of class it is says what its text stands for. */
    bool type = lk_is_type(c->vm, v), ddl = lk_sa_is(c->vm, v, LK_SA_Executable);
    struct lk_datum *d = lk_datum_node(c->arena, row(type  ? LK_NODE_USER_TYPE
                                                     : ddl ? LK_NODE_TEXT
                                                           : LK_NODE_LITERAL_COLUMN));
    *out = d;
    if (ddl && !escape_colons(&text, c->vm, text))
        return false;
    return set_argument(d, c, 0, text);
}

/* *taken tells whether the value was one of SQLAlchemy's; where it was not, the caller goes on
 * with plain data. `what` are the kinds that the place accepts. */
bool lk_node_datum(const struct lk_datum **out, bool *taken, struct lk_conv *c, struct lk_value v,
                   struct lk_str what)
{
    if (lk_is(v, LK_T_OBJECT) && (!written(out, taken, c, v) || *taken))
        return *taken && *out;
    *taken = true;
    if (lk_is_type(c->vm, v))
        return type_datum(out, c, v);
    if (lk_is(v, LK_T_OBJECT) && lk_sa_def(c->vm, v))
        return node_datum(out, c, v, what);
    if (lk_sa_is(c->vm, v, LK_SA_MetaData))
        return metadata_datum(out, c, v);
    struct lk_value other;
    if (!stand_in(&other, c->vm, v))
        return false;
    *taken = !lk_is_empty(other);
    if (!*taken)
        return true;
    lk_push(c->vm, other);
    bool fine = lk_to_datum(out, c, other, what);
    lk_pop(c->vm);
    return fine;
}

/* Bounds may be expressions; PostgreSQL's slices include the upper one, as SQLAlchemy has it. A
 * bound that the script left out is None. */
bool lk_slice_datum(const struct lk_datum **out, struct lk_conv *c, struct lk_value v)
{
    static const char *const part[] = {"start", "stop", "step"};
    struct lk_datum *d = lk_datum_node(c->arena, row(LK_NODE_SLICE));
    for (uint16_t i = 0; i < 3; i++) {
        struct lk_value bound;
        if (!lk_vm_getattrz(&bound, c->vm, v, part[i]) || !set_argument(d, c, i, bound))
            return false;
    }
    *out = d;
    return true;
}
