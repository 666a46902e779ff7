/* Values that are bound to columns: a TypeDecorator's process_bind_param(), members of an
 * enumeration class, defaults that Python computes.  All of it happens here, before an operation is
 * emitted: lowering calls no script.
 *
 * The order is SQLAlchemy's: a column's default first, then the type's bind processing; SQL
 * expressions pass through both untouched. */
#include "mods/rows.h"

/* validate_strings=True: a text must be a label. Otherwise the database finds out. */
static bool is_label(struct lk_vm *vm, struct lk_value type, struct lk_value text)
{
    struct lk_value strict = lk_own_attr(vm, type, "validate_strings");
    size_t n;
    const struct lk_value *label = lk_items(&n, lk_sa_get(vm, type, "enums"));
    bool found = !lk_is(strict, LK_T_BOOL) || !strict.as.i || !lk_is(text, LK_T_STR);
    for (size_t i = 0; i < n && !found; i++)
        found = lk_is(label[i], LK_T_STR) && lk_str_eq(lk_text(label[i]), lk_text(text));
    return found || lk_raise(vm, LK_EXC_LookupError, "'" LK_PRI "' is not among the defined enum "
                             "values", LK_ARG(lk_text(text)));
}

/* The label of a member: its place in the class is its place among the labels, also where
 * values_callable gave them (Enum._setup_for_values). None and labels given as text come back
 * as they are. */
static bool member_label(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                         struct lk_value member)
{
    struct lk_value cls = lk_own_attr(vm, type, "enum_class"), members;
    /* A value that is no member is left to the database, which knows the labels. */
    bool is_member;
    size_t n;
    *out = member;
    if (!lk_is(cls, LK_T_CLASS))
        return is_label(vm, type, member);
    if (!lk_vm_isinstance(&is_member, vm, member, cls))
        return false;
    if (!is_member)
        return is_label(vm, type, member);
    if (!lk_vm_list(&members, vm, cls))
        return false;
    lk_items(&n, lk_sa_get(vm, type, "enums"));
    for (size_t i = 0; i < n && i < lk_list_of(members)->n; i++)
        if (lk_same(lk_list_of(members)->v[i], member)) {
            *out = lk_items(&n, lk_sa_get(vm, type, "enums"))[i];
            return true;
        }
    return lk_raise(vm, LK_EXC_LookupError, "the member is not among the defined enum values");
}

static bool is_offline(struct lk_vm *vm)
{
    struct lk_mods *m = lk_mods_of(vm);
    return m->sink->class->facts(m->sink)->offline;
}

/* JSON has no literals offline. */
bool lk_json_null_fits(struct lk_vm *vm)
{
    return !is_offline(vm)
           || lk_sa_raise(vm, "CompileError", "No literal value renderer is available for literal "
                          "value \"JSON.NULL\" with datatype JSON");
}

/* Which method makes a value ready: what is printed offline goes through process_literal_param()
 * where the script has one. */
static const char *processor(struct lk_vm *vm, struct lk_value type)
{
    bool own = !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, type), "process_literal_param"));
    return own && is_offline(vm) ? "process_literal_param" : "process_bind_param";
}

/* The method of a script's type that gives a function of values. Types that the dialect replaces by
 * its own lose it, as in SQLAlchemy (the psycopg2 dialect's colspecs). */
static struct lk_value maker(struct lk_vm *vm, struct lk_value type)
{
    static const enum lk_sa_id replaced[] = {LK_SA_Numeric, LK_SA_JSON, LK_SA_ARRAY, LK_SA_Enum,
                                             LK_SA_Interval, LK_SA_Uuid, LK_SA_HSTORE};
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++)
        if (lk_sa_is(vm, type, replaced[i]))
            return lk_empty();
    struct lk_value own = lk_is(type, LK_T_OBJECT)
        ? lk_class_attr(vm, lk_vm_type(vm, type),
                        is_offline(vm) ? "literal_processor" : "bind_processor")
        : lk_empty();
    return lk_is(own, LK_T_FUNCTION) ? own : lk_empty();
}

bool lk_type_converts(struct lk_vm *vm, struct lk_value type)
{
    return lk_is(type, LK_T_OBJECT)
           && (!lk_is_empty(maker(vm, type))
               || !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, type), "bind_expression")));
}

/* literal_processor() gives the text that stands in the SQL, bind_processor() the value that the
 * driver is given. Either may be None, which changes nothing. */
static bool converted(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                      struct lk_value value)
{
    struct lk_value fn;
    *out = value;
    if (lk_is_empty(maker(vm, type)))
        return true;
    const struct lk_value dialect = lk_dialect_new(vm);
    lk_push(vm, dialect);
    if (!lk_vm_method(&fn, vm, type, is_offline(vm) ? "literal_processor" : "bind_processor",
                      &dialect, 1))
        return false;
    if (lk_is_none(fn))
        return true;
    lk_push(vm, fn);
    if (!lk_vm_callv(out, vm, fn, &value, 1))
        return false;
    lk_push(vm, *out);
    if (is_offline(vm)) {
        const struct lk_value v[] = {*out, lk_bool(true)};
        *out = lk_sa_make(vm, LK_SA_LiteralColumn, "text raw", v);
    }
    return true;
}

/* bind_expression() wraps the value that is bound, which has the type of the impl by then. */
static bool wrapped(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                    struct lk_value impl)
{
    /* A type that converts values itself is done with this one. */
    struct lk_value v[] = {*out, lk_type_converts(vm, impl) ? lk_none() : impl};
    if (!lk_sa_is(vm, *out, LK_SA_ClauseElement))
        v[0] = lk_sa_make(vm, LK_SA_Literal, "value type", v);
    lk_push(vm, v[0]);
    return lk_vm_method(out, vm, type, "bind_expression", v, 1);
}

/* The items of a list by the type of an array's items; lists of lists have several dimensions. */
static bool bound_items(struct lk_value *out, struct lk_vm *vm, struct lk_value item_type,
                        struct lk_value value)
{
    *out = value;
    if (!lk_is(value, LK_T_LIST) && !lk_is(value, LK_T_TUPLE))
        return lk_bound_value(out, vm, item_type, value);
    if (!lk_vm_enter(vm, " in an array"))
        return false;
    bool fine = lk_vm_list(out, vm, value);
    if (fine)
        lk_push(vm, *out);
    for (size_t i = 0; fine && i < lk_list_of(*out)->n; i++) {
        struct lk_value item;
        fine = bound_items(&item, vm, item_type, lk_list_of(*out)->v[i]);
        if (fine)
            lk_list_of(*out)->v[i] = item;
    }
    lk_vm_leave(vm);
    return fine;
}

/* What the innermost type does with a value. */
static bool bound_by_impl(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                          struct lk_value value)
{
    if (lk_sa_is(vm, type, LK_SA_Enum))
        return member_label(out, vm, type, value);
    if (lk_sa_is(vm, type, LK_SA_ARRAY)
        && (lk_is(value, LK_T_LIST) || lk_is(value, LK_T_TUPLE)))
        return bound_items(out, vm, lk_sa_get(vm, type, "item_type"), value);
    return converted(out, vm, type, value);
}

/* A type decorated several times processes the value from the outside in. SQL expressions are
 * no values: the database computes them. What comes out may be None, bound as NULL; offline None
 * is NULL without any processing (SQLCompiler.render_literal_value). */
static bool bound(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                  struct lk_value value, bool wrap)
{
    struct lk_value wrapper = lk_empty(), as_null;
    *out = value;
    if (lk_sa_is(vm, value, LK_SA_Literal) && lk_sa_is(vm, type, LK_SA_JSON)
        && !lk_is_empty(lk_own_attr(vm, value, "_json_null"))) {
        if (!lk_json_null_fits(vm))
            return false;
        as_null = lk_own_attr(vm, type, "none_as_null");
        *out = lk_is(as_null, LK_T_BOOL) && as_null.as.i ? value : lk_none();
        return true;
    }
    if (lk_sa_is(vm, value, LK_SA_ClauseElement) || (lk_is_none(value) && is_offline(vm))
        || !lk_is(type, LK_T_OBJECT))
        return true;
    for (;;) {
        bool wraps = wrap && !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, type),
                                                        "bind_expression"));
        wrapper = wraps && lk_is_empty(wrapper) ? type : wrapper;
        if (!lk_sa_is(vm, type, LK_SA_TypeDecorator))
            break;
        const struct lk_value v[] = {*out, lk_dialect_new(vm)};
        lk_push(vm, v[1]);
        if (!lk_vm_method(out, vm, type, processor(vm, type), v, 2))
            return false;
        lk_push(vm, *out);
        if (!lk_vm_method(&type, vm, type, "load_dialect_impl", v + 1, 1)
            || (lk_is(type, LK_T_CLASS) && !lk_vm_callv(&type, vm, type, NULL, 0)))
            return false;
        lk_push(vm, type);
    }
    return bound_by_impl(out, vm, type, *out)
           && (lk_is_empty(wrapper) || wrapped(out, vm, wrapper, type));
}

bool lk_bound_value(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                    struct lk_value value)
{
    return bound(out, vm, type, value, true);
}

/* The member of a label, by its place. NULL stays None. A label that the class has lost raises
 * LookupError, as SQLAlchemy does. */
static bool label_member(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                         struct lk_value label)
{
    struct lk_value cls = lk_own_attr(vm, type, "enum_class"), members;
    size_t n;
    *out = label;
    if (!lk_is(cls, LK_T_CLASS) || !lk_is(label, LK_T_STR))
        return true;
    if (!lk_vm_list(&members, vm, cls))
        return false;
    const struct lk_value *labels = lk_items(&n, lk_sa_get(vm, type, "enums"));
    for (size_t i = 0; i < n && i < lk_list_of(members)->n; i++)
        if (lk_str_eq(lk_text(labels[i]), lk_text(label))) {
            *out = lk_list_of(members)->v[i];
            return true;
        }
    return lk_raise(vm, LK_EXC_LookupError, "'" LK_PRI "' is not among the defined enum values. "
                    "Enum name: " LK_PRI, LK_ARG(lk_text(label)),
                    LK_ARG(lk_text(lk_sa_get(vm, type, "name"))));
}

/* Uuid() and postgresql.UUID() give uuid.UUID unless as_uuid is false. psycopg2 gives text; the
 * type turns it into an object. */
static bool uuid_object(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                        struct lk_value text)
{
    /* as_uuid is true unless it was given as False. */
    struct lk_value as_uuid = lk_own_attr(vm, type, "as_uuid"), module, cls;
    *out = text;
    if (!lk_is(text, LK_T_STR) || (lk_is(as_uuid, LK_T_BOOL) && !as_uuid.as.i))
        return true;
    return lk_vm_import(&module, vm, LK_STR("uuid")) && lk_vm_getattrz(&cls, vm, module, "UUID")
           && lk_vm_callv(out, vm, cls, &text, 1);
}

/* From the inside out: the impl's conversion, then the decorator's. Without a decorator,
 * enumeration or Uuid the cell's own conversion is enough. */
bool lk_result_value(struct lk_value *out, struct lk_vm *vm, struct lk_value type,
                     struct lk_value value)
{
    *out = value;
    if (lk_sa_is(vm, type, LK_SA_Enum))
        return label_member(out, vm, type, value);
    if (lk_sa_is(vm, type, LK_SA_Uuid))
        return uuid_object(out, vm, type, value);
    if (!lk_sa_is(vm, type, LK_SA_TypeDecorator))
        return true;
    if (!lk_result_value(&value, vm, lk_sa_get(vm, type, "impl"), value))
        return false;
    const struct lk_value v[] = {value, lk_dialect_new(vm)};
    lk_push(vm, value);
    return lk_vm_method(out, vm, type, "process_result_value", v, 2);
}

/* The value of Column(default=…): a constant, an SQL expression, or what a function returns.
 * Alembic prints NULL for those of Python with --sql. A function is called without arguments;
 * SQLAlchemy passes a context to those that take one. */
static bool default_value(struct lk_value *out, struct lk_vm *vm, struct lk_value dflt)
{
    struct lk_sink *sink = lk_mods_of(vm)->sink;
    if (lk_sa_is(vm, dflt, LK_SA_ColumnDefault))
        dflt = lk_sa_get(vm, dflt, "arg");
    *out = dflt;
    if (lk_sa_is(vm, dflt, LK_SA_ClauseElement))
        return true;
    /* as_sql renders the values of the row alone (Alembic's bulk_insert in DefaultImpl). */
    if (sink->class->facts(sink)->offline)
        *out = lk_none();
    return !lk_callable(vm, *out) || lk_vm_callv(out, vm, dflt, NULL, 0);
}

/* What a column brings when the row has no value for it; EMPTY: nothing. A Sequence as default
 * is left to the database, whose DDL may name it. */
static bool missing_value(struct lk_value *out, struct lk_vm *vm, struct lk_value column,
                          bool insert)
{
    /* By `insert`: an UPDATE looks at onupdate alone, an INSERT at insert_default before
     * default. */
    static const char *const names[2][2] = {{"onupdate", "onupdate"},
                                            {"insert_default", "default"}};
    *out = lk_empty();
    for (size_t i = 0; i < 2; i++) {
        struct lk_value dflt = lk_sa_get(vm, column, names[insert][i]);
        if (!lk_is_none(dflt) && !lk_sa_is(vm, dflt, LK_SA_Sequence))
            return default_value(out, vm, dflt);
    }
    return true;
}

/* A value of a row. SQL that a type makes of it is marked by type_coerce(): lowering takes no other
 * SQL in rows. */
static bool row_value(struct lk_value *value, struct lk_vm *vm, const struct lk_bound_to *to,
                      struct lk_value column)
{
    bool sql = lk_sa_is(vm, *value, LK_SA_ClauseElement);
    struct lk_value v[] = {lk_none(), lk_sa_get(vm, column, "type")};
    if (!bound(value, vm, v[1], *value, !to->inlined))
        return false;
    if (sql || !lk_sa_is(vm, *value, LK_SA_ClauseElement) || to->inlined)
        return true;
    v[0] = *value;
    *value = lk_sa_make(vm, LK_SA_TypeCoerce, "expression type", v);
    return true;
}

/* One row with its values processed; columns that the table does not know stay as they are. The
 * script's dict is not changed. Defaults are processed by the type as given values are. */
static bool bound_row(struct lk_value *out, struct lk_vm *vm, const struct lk_bound_to *to,
                      struct lk_value row)
{
    struct lk_value key, value, column, name, copy = lk_new_dict(vm);
    struct lk_value columns = lk_collection_dict(vm, to->columns);
    *out = copy;
    lk_push(vm, copy);
    for (size_t pos = 0; lk_dict_next(row, &pos, &key, &value);) {
        name = lk_is(key, LK_T_OBJECT) ? lk_sa_get(vm, key, "name") : key;
        if (!lk_dict_get(&column, vm, columns, name))
            return false;
        if (!lk_is_empty(column) && !row_value(&value, vm, to, column))
            return false;
        if (!lk_dict_set(vm, copy, name, value))
            return false;
    }
    for (size_t pos = 0; lk_dict_next(columns, &pos, &key, &column);) {
        /* A value given as None is a value: no default takes its place. */
        bool there;
        if (!lk_vm_contains(&there, vm, copy, key))
            return false;
        if (there || !missing_value(&value, vm, column, to->insert))
            continue;
        if (!lk_is_empty(value)
            && (!row_value(&value, vm, to, column)
                || !lk_dict_set(vm, copy, key, value)))
            return false;
    }
    return true;
}

/* A row given by the order of the columns. */
static bool bound_tuple(struct lk_value *out, struct lk_vm *vm, const struct lk_bound_to *to,
                        struct lk_value row)
{
    struct lk_value key, column, columns = lk_collection_dict(vm, to->columns);
    if (!lk_vm_list(out, vm, row))
        return false;
    lk_push(vm, *out);
    size_t i = 0;
    for (size_t pos = 0; i < lk_list_of(*out)->n && lk_dict_next(columns, &pos, &key, &column);
         i++)
        if (!row_value(&lk_list_of(*out)->v[i], vm, to, column))
            return false;
    *out = lk_new_tuple(vm, lk_list_of(*out)->v, lk_list_of(*out)->n);
    return true;
}

/* (column, value) of ordered_values(). */
static bool bound_pair(struct lk_value *out, struct lk_vm *vm, const struct lk_bound_to *to,
                       struct lk_value pair)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, pair);
    struct lk_value made[2], column;
    *out = pair;
    if (n != 2)
        return true;
    memcpy(made, v, sizeof made);
    struct lk_value name = lk_is(v[0], LK_T_OBJECT) ? lk_sa_get(vm, v[0], "name") : v[0];
    if (!lk_dict_get(&column, vm, lk_collection_dict(vm, to->columns), name)
        || (!lk_is_empty(column) && !row_value(&made[1], vm, to, column)))
        return false;
    lk_push(vm, made[1]);
    *out = lk_new_tuple(vm, made, 2);
    return true;
}

/* A dict, a tuple by position, or for UPDATE a pair; anything else comes back as it is. */
static bool bound_any(struct lk_value *out, struct lk_vm *vm, const struct lk_bound_to *to,
                      struct lk_value row)
{
    *out = row;
    if (lk_is(row, LK_T_DICT))
        return bound_row(out, vm, to, row);
    if (!lk_is(row, LK_T_TUPLE) && !lk_is(row, LK_T_LIST))
        return true;
    return to->insert ? bound_tuple(out, vm, to, row) : bound_pair(out, vm, to, row);
}

/* Several rows, or one by position. The list is on the stack. */
bool lk_bound_rows(struct lk_value *out, struct lk_vm *vm, const struct lk_bound_to *to,
                   struct lk_value values)
{
    size_t n;
    *out = values;
    const struct lk_value *row = lk_items(&n, values);
    if (lk_is(values, LK_T_DICT) || !n)
        return bound_any(out, vm, to, values);
    if (!lk_is(row[0], LK_T_DICT) && !lk_is(row[0], LK_T_TUPLE) && !lk_is(row[0], LK_T_LIST))
        return bound_any(out, vm, to, values);
    struct lk_value list = lk_new_list(vm, NULL, 0);
    lk_push(vm, list);
    for (size_t i = 0; i < n; i++) {
        struct lk_value one = lk_items(&n, values)[i];
        struct lk_value *mark = lk_stack_mark(vm);
        if (!bound_any(&one, vm, to, one) || !lk_list_append(vm, list, one))
            return false;
        lk_stack_cut(vm, mark);
    }
    *out = list;
    return true;
}

/* What ON CONFLICT sets: values by the table's columns, without defaults. */
bool lk_bound_set(struct lk_value *out, struct lk_vm *vm, struct lk_value columns,
                  struct lk_value set)
{
    struct lk_value key, value, column, copy = lk_new_dict(vm);
    const struct lk_bound_to to = {.columns = columns};
    *out = copy;
    lk_push(vm, copy);
    for (size_t pos = 0; lk_dict_next(set, &pos, &key, &value);) {
        struct lk_value name = lk_is(key, LK_T_OBJECT) ? lk_sa_get(vm, key, "name") : key;
        if (!lk_dict_get(&column, vm, lk_collection_dict(vm, columns), name)
            || (!lk_is_empty(column) && !row_value(&value, vm, &to, column))
            || !lk_dict_set(vm, copy, key, value))
            return false;
    }
    return true;
}
