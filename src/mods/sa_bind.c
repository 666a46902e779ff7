/* Connections as scripts see them: op.get_bind(), its engine, transactions of scripts.  Every
 * statement becomes an operation `query`; what it answers is in sa_result.c.
 *
 * The migration's own connection is number 0 of the sink; bind.engine.connect() opens others, whose
 * commits are real.  Rows and counts are only asked for where the statement can give some: asking
 * means waiting for everything in flight. */
#include "mods/alembic.h"
#include "mods/sa_engine.h"
#include "mods/sa_result.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What a statement gives back, as far as its text tells: rows cost a wait, so they are only
 * asked for where there can be some. What begins with no word, such as a comment or a
 * parenthesis, counts as rows, since waiting is slow but never wrong. RETURNING is looked for
 * anywhere in the text. */
static enum lk_want want_of_text(struct lk_str text)
{
    static const char *const rows[] = {"SELECT", "WITH", "SHOW", "VALUES", "TABLE", "EXPLAIN",
                                       "FETCH", "CALL", "EXECUTE"};
    static const char *const counts[] = {"INSERT", "UPDATE", "DELETE", "MERGE"};
    struct lk_str left = lk_str_trim(text);
    while (lk_str_starts(left, LK_STR("--"))) {
        const char *line = memchr(left.p, '\n', left.n);
        left = line ? lk_str_trim(lk_str_cut(left, (size_t)(line - left.p), left.n)) : LK_STR("");
    }
    size_t n = 0;
    while (n < left.n && (unsigned)((left.p[n] | 32) - 'a') < 26)
        n++;
    struct lk_str word = lk_str_cut(left, 0, n);
    for (size_t i = 0; i < COUNT(rows); i++)
        if (lk_str_eq_nocase(word, lk_str_of(rows[i])))
            return LK_WANT_ROWS;
    for (size_t i = 0; i + 9 <= left.n; i++)
        if (lk_str_eq_nocase(lk_str_cut(left, i, i + 9), LK_STR("RETURNING")))
            return LK_WANT_ROWS;
    for (size_t i = 0; i < COUNT(counts); i++)
        if (lk_str_eq_nocase(word, lk_str_of(counts[i])))
            return LK_WANT_COUNT;
    return !n || left.p[0] == '/' ? LK_WANT_ROWS : LK_WANT_NOTHING;
}

/* Of Core constructs the class tells; DDL elements give nothing back. Nodes whose name is a
 * class of DDL (CreateTable) give nothing; what is written in lower case may yield rows. */
static enum lk_want want_of(const struct lk_datum *d)
{
    if (lk_datum_is(d, LK_DATUM_STR))
        return want_of_text(d->as.s);
    switch (d->as.node.def->id) {
    case LK_NODE_TEXT:
        return want_of_text(lk_datum_text(lk_node_arg(d, "text")));
    case LK_NODE_INSERT:
    case LK_NODE_UPDATE:
    case LK_NODE_DELETE:
        return lk_datum_truth(lk_node_arg(d, "returning")) ? LK_WANT_ROWS : LK_WANT_COUNT;
    default:
        return d->as.node.def->name[0] >= 'A' && d->as.node.def->name[0] <= 'Z'
               && d->as.node.def->family == LK_FAMILY_STATEMENT ? LK_WANT_NOTHING : LK_WANT_ROWS;
    }
}

/* params() of a statement and what execute() was given, as one. Parameters of execute() win
 * over those that params() left in the statement. */
static bool merge(struct lk_vm *vm, struct lk_value *parameters, struct lk_value statement)
{
    struct lk_value own = lk_is(statement, LK_T_OBJECT) ? lk_own_attr(vm, statement, "_params")
                                                        : lk_empty();
    if (lk_is_empty(own) || !lk_is_none(*parameters))
        return true;
    *parameters = own;
    return true;
}

/* execute(table.insert(), rows): the rows are bound by the table's columns. UPDATE and DELETE
 * take parameters for named binds, so that only INSERT's are rows. What was made is left on the
 * stack. */
static bool bind_parameters(struct lk_vm *vm, struct lk_value *parameters,
                            struct lk_value statement)
{
    struct lk_bound_to to = {.insert = lk_sa_is(vm, statement, LK_SA_Insert)};
    struct lk_value table = to.insert ? lk_sa_get(vm, statement, "table") : lk_none();
    if (!lk_is(table, LK_T_OBJECT) || lk_is_none(*parameters))
        return true;
    if (!lk_from_columns(&to.columns, vm, table))
        return false;
    lk_push(vm, to.columns);
    if (!lk_bound_rows(parameters, vm, &to, *parameters))
        return false;
    lk_push(vm, *parameters);
    return true;
}

/* A str is taken as in 1.x, where the driver got it as it is; 2.0 refuses it. An object with
 * __clause_element__ counts as what that returns. */
static bool check_executable(struct lk_vm *vm, struct lk_value statement)
{
    if (lk_is(statement, LK_T_STR) || lk_sa_is(vm, statement, LK_SA_ClauseElement)
        || lk_sa_is(vm, statement, LK_SA_Sequence)
        || (lk_is(statement, LK_T_OBJECT)
            && !lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, statement), "__clause_element__"))))
        return true;
    struct lk_value text;
    return lk_vm_repr(&text, vm, statement)
           && lk_sa_raise(vm, "ObjectNotExecutableError", "Not an executable object: " LK_PRI,
                          LK_ARG(lk_text(text)));
}

/* Without a database (--sql) the statement is printed and None comes back, as from the
 * connection that Alembic mocks. The parameters are converted with the statement, in one
 * operation; those of a str are in the driver's own style. */
bool lk_connection_run(struct lk_value *out, struct lk_vm *vm, const struct lk_query *q)
{
    struct lk_connection *c = lk_payload(q->connection);
    struct lk_op *op;
    struct lk_ran ran;
    const struct lk_def *def = &lk_op_table[LK_OP_QUERY];
    struct lk_value parameters = q->parameters, v[4];
    if (!lk_connection_open(vm, q->connection) || !check_executable(vm, q->statement)
        || !merge(vm, &parameters, q->statement))
        return false;
    c->begun = !c->autocommit;
    if (!bind_parameters(vm, &parameters, q->statement))
        return false;
    v[0] = q->statement;
    v[1] = parameters;
    v[2] = lk_bool(q->driver || lk_is(q->statement, LK_T_STR));
    v[3] = lk_none();
    if (!lk_op_build(&op, vm, def, v, lk_is_none(parameters) ? 5 : 7))
        return false;
    /* Asking for rows waits for all that is in flight: only where there can be some. */
    enum lk_want want = want_of(op->arg[0]);
    if (!lk_op_emit(&ran, vm, op, want, c->number))
        return false;
    if (ran.how == LK_EMIT_UNKNOWABLE) {
        *out = lk_none();
        return true;
    }
    *out = lk_result_object(vm, ran.result, q->statement);
    return true;
}

/* execute(statement, *multiparams, execution_options=None, **params): parameters as one dict, a
 * list of dicts, or as in 1.x several dicts or keywords. Options for the execution are taken
 * and have no effect. */
static bool execute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *given = lk_items(&n, a->v[2]);
    struct lk_query q = {.connection = a->v[0], .statement = a->v[1], .parameters = lk_none()};
    if (lk_dict_count(a->v[4]))
        q.parameters = a->v[4];
    else if (n)
        q.parameters = n == 1 ? given[0] : a->v[2];
    return lk_connection_run(out, vm, &q);
}

/* exec_driver_sql(self, statement, parameters=None, …). The text's parameters are psycopg2's
 * %(name)s or %s, not :name. */
static bool exec_driver_sql(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_query q = {.connection = a->v[0], .statement = a->v[1], .parameters = a->v[2],
                               .driver = true};
    return lk_connection_run(out, vm, &q);
}

/* scalar(), scalars(): of the result. One call of the connection instead of two. */
static bool execute_and(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                        const char *method)
{
    struct lk_value result;
    if (!execute(&result, vm, a))
        return false;
    lk_push(vm, result);
    return lk_vm_method(out, vm, result, method, NULL, 0);
}

/* scalar(self, statement, …). None where no row came back. */
static bool scalar(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return execute_and(out, vm, a, "scalar");
}

/* scalars(self, statement, …). The values are an iterable result, not a list. */
static bool scalars(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return execute_and(out, vm, a, "scalars");
}

/* Methods that give the object back. execution_options() and connect() among them: there is
 * nothing to be changed. */
static bool itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = a->v[0];
    return true;
}

/* dialect(self). The one object of the run. */
static bool dialect(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_dialect_new(vm);
    return true;
}

/* engine(self): a new object serves as well. It has no state of its own. */
static bool engine(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_native_new(vm, &lk_engine_type);
    return true;
}

const struct lk_py_type lk_connection_type = {
    .name = "Connection", .module = "sqlalchemy.engine.base",
    .payload = sizeof(struct lk_connection),
    .row = (const struct lk_py_row[]){
        {"execute(self, statement, *multiparams, execution_options=None, **params)", execute, 0,
         "executes a statement"},
        {"scalar(self, statement, *multiparams, execution_options=None, **params)", scalar, 0,
         "the first column of the first row"},
        {"scalars(self, statement, *multiparams, execution_options=None, **params)", scalars, 0,
         "the first column of all rows"},
        {"exec_driver_sql(self, statement, parameters=None, execution_options=None)",
         exec_driver_sql, 0, "executes text with %(name)s parameters"},
        {"execution_options(self, **opt)", lk_connection_options, 0, "itself"},
        {"begin(self)", lk_connection_begin, 0, "a transaction of a second connection"},
        {"begin_nested(self)", lk_connection_nested, 0, "a savepoint"},
        {"commit(self)", lk_connection_commit, 0, "commits what was done so far"},
        {"rollback(self)", lk_connection_rollback, 0, "undoes what was not committed"},
        {"close(self)", lk_connection_close, 0, "closes a second connection"},
        {"connect(self)", itself, 0, "itself"},
        {"in_transaction(self)", lk_connection_begun, 0, "has a transaction begun"},
        {"closed(self)", lk_connection_closed, LK_PY_PROPERTY, "is it closed"},
        {"dialect(self)", dialect, LK_PY_PROPERTY, "the dialect"},
        {"engine(self)", engine, LK_PY_PROPERTY, "where second connections come from"},
        {"connection(self)", itself, LK_PY_PROPERTY, "itself"},
        {"__enter__(self)", itself, 0, "itself"},
        {"__exit__(self, kind, value, traceback)", lk_connection_close, LK_PY_TRANSPARENT,
         "closes"},
        {NULL, NULL, 0, NULL}}};

/* One object: scripts compare and keep it. It is kept among the hooks, which outlive every
 * step. */
struct lk_value lk_connection_object(struct lk_vm *vm)
{
    struct lk_mods *m = lk_mods_of(vm);
    struct lk_value connection = lk_dict_getz(vm, m->hooks, "connection");
    if (lk_is_empty(connection)) {
        connection = lk_native_new(vm, &lk_connection_type);
        lk_dict_setz(vm, m->hooks, "connection", connection);
    }
    return connection;
}

/* The database is the only thing that a script can change, and only the one it was started for.
 * Reported as a refusal, which no handler of the script can swallow. */
static bool no_engine(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out, (void)a;
    return lk_refuse(vm, LK_E_UNSUPPORTED, "a script cannot open a connection of its own choice")
           || lk_refuse_hint(vm, "use op.get_bind(), or its engine for a second connection");
}

/* What needs the catalog is written in the script language:
 * lib/sqlalchemy/engine/reflection.py. Queries on the catalog are easier to read and change
 * there than here. */
static bool reflection(struct lk_value *out, struct lk_vm *vm, const char *function,
                       const struct lk_value *v, uint32_t n)
{
    struct lk_value module, fn;
    return lk_vm_import(&module, vm, LK_STR("sqlalchemy.engine.reflection"))
           && lk_vm_getattrz(&fn, vm, module, function) && lk_vm_callv(out, vm, fn, v, n);
}

/* inspect(subject, raiseerr=True). Of a connection or engine an Inspector comes back. */
static bool inspect(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return reflection(out, vm, "inspect", a->v, a->n);
}

/* Table(…, autoload_with=bind). What comes back are columns and constraints added to `table`;
 * `options` are keyword arguments of reflect_table(). */
bool lk_reflect_table(struct lk_vm *vm, struct lk_value table, struct lk_value bind,
                      struct lk_value options)
{
    struct lk_value module, fn, none, v[6], kw[4], key, value;
    struct lk_args call = {.v = v, .n = 2, .kw = kw, .data = lk_empty()};
    v[0] = table;
    v[1] = bind;
    for (size_t pos = 0; call.nkw < 4 && lk_dict_next(options, &pos, &key, &value);) {
        kw[call.nkw] = key;
        v[2 + call.nkw++] = value;
    }
    return lk_vm_import(&module, vm, LK_STR("sqlalchemy.engine.reflection"))
           && lk_vm_getattrz(&fn, vm, module, "reflect_table") && lk_vm_call(&none, vm, fn, &call);
}

/* reflect(self, bind=None, schema=None, views=False, only=None, **options): the tables of the
 * database, described. */
bool lk_reflect_metadata(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return reflection(out, vm, "reflect_metadata", a->v, 6);
}

/* postgresql.dialect(): what types and clauses are compiled with. */
static bool make_dialect(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_dialect_new(vm);
    return true;
}

/* inspect() and create_engine(), from sqlalchemy and sqlalchemy.engine. */
const struct lk_sa_function lk_sa_engine_functions[] = {
    {{"inspect(subject, raiseerr=True)", inspect, 0, NULL}, LK_IN_SA | LK_IN_ENGINE, 0, NULL, NULL,
     NULL},
    {{"create_engine(url, **kwargs)", no_engine, 0, NULL}, LK_IN_SA | LK_IN_ENGINE, 0, NULL, NULL,
     NULL},
    {{"dialect(**kw)", make_dialect, 0, NULL}, LK_IN_PG, 0, NULL, NULL, NULL},
    {{NULL, NULL, 0, NULL}, 0, 0, NULL, NULL, NULL},
};

/* Classes with tables of their own, and func. */
bool lk_sa_constants(struct lk_vm *vm, struct lk_value module, uint32_t groups)
{
    static const struct { const char *name; const struct lk_py_type *type; uint32_t groups; }
        classes[] = {{"Connection", &lk_connection_type, LK_IN_SA | LK_IN_ENGINE},
                     {"Engine", &lk_engine_type, LK_IN_SA | LK_IN_ENGINE},
                     {"quoted_name", &lk_quoted_name_type, LK_IN_SA | LK_IN_SQL},
                     {"conv", &lk_conv_type, LK_IN_SQL | LK_IN_SCHEMA},
                     {"Row", &lk_row_type, LK_IN_SA | LK_IN_ENGINE},
                     {"Result", &lk_result_type, LK_IN_SA | LK_IN_ENGINE},
                     {"CursorResult", &lk_result_type, LK_IN_SA | LK_IN_ENGINE},
                     {"PGDialect", &lk_dialect_type, LK_IN_PG}};
    for (size_t i = 0; i < COUNT(classes); i++)
        if (classes[i].groups & groups
            && !lk_sa_put(vm, module, classes[i].name, lk_native_class(vm, classes[i].type)))
            return false;
    if (groups & (LK_IN_SA | LK_IN_SQL)
        && !lk_sa_put(vm, module, "func", lk_native_new(vm, &lk_func_factory)))
        return false;
    if (groups & (LK_IN_SA | LK_IN_SCHEMA)
        && !lk_sa_put(vm, module, "BLANK_SCHEMA", lk_bool(false)))
        return false;
    return !(groups & LK_IN_ENGINE)
           || lk_sa_put(vm, module, "__version__", lk_new_strz(vm, "2.0.52"));
}
