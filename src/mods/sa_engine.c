/* Transactions of connections, and the engine that second connections come from.
 *
 * The migration's own connection is in Alembic's transaction all the time.  A second one begins a
 * transaction with its first statement, as SQLAlchemy 2.0 has it; its commits are real, and what
 * it did not commit is rolled back when it is closed. */
#include "mods/alembic.h"
#include "mods/sa_engine.h"
#include "mods/sa_result.h"

static struct lk_connection *of(struct lk_value connection)
{
    return lk_payload(connection);
}

/* The migration's own connection cannot be closed. */
bool lk_connection_open(struct lk_vm *vm, struct lk_value connection)
{
    return !of(connection)->closed || lk_sa_raise(vm, "ResourceClosedError",
                                                  "This Connection is closed");
}

/* A scope of the sink on this connection. */
static bool scope(struct lk_vm *vm, struct lk_value connection, enum lk_scope what,
                  enum lk_scope_act act)
{
    uint32_t number = of(connection)->number;
    return lk_connection_open(vm, connection) && lk_op_scope(&number, vm, what, act);
}

/* Commit or rollback; without a transaction a second connection has nothing to end. */
static bool end(struct lk_vm *vm, struct lk_value connection, enum lk_scope what)
{
    struct lk_connection *c = of(connection);
    if (c->number && !c->begun)
        return lk_connection_open(vm, connection);
    c->begun = false;
    return scope(vm, connection, what, LK_SCOPE_ENTER);
}

/* commit(self). What follows is in another transaction. */
bool lk_connection_commit(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return end(vm, a->v[0], LK_SCOPE_COMMIT);
}

/* rollback(self). What the migration did before in the same transaction is undone too, as in
 * SQLAlchemy. */
bool lk_connection_rollback(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return end(vm, a->v[0], LK_SCOPE_ROLLBACK);
}

/* A Transaction or NestedTransaction is ended once only; the connection is kept in it. */
static bool finish(struct lk_vm *vm, struct lk_value trans, bool commit)
{
    struct lk_value active = lk_own_attr(vm, trans, "is_active");
    struct lk_value connection = lk_own_attr(vm, trans, "connection");
    bool nested = !lk_is_empty(lk_own_attr(vm, trans, "nested"));
    if (!lk_is(active, LK_T_BOOL) || !active.as.i)
        return true;
    lk_own_attr_set(vm, trans, "is_active", lk_bool(false));
    if (nested)
        return scope(vm, connection, LK_SCOPE_NESTED, commit ? LK_SCOPE_LEAVE : LK_SCOPE_UNDO);
    return end(vm, connection, commit ? LK_SCOPE_COMMIT : LK_SCOPE_ROLLBACK);
}

/* commit(self): a savepoint is released. After it, close() and the end of the block do nothing. */
static bool trans_commit(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return finish(vm, a->v[0], true);
}

/* rollback(self), close(self). close() without a commit undoes, as a transaction's close() does
 * in SQLAlchemy. */
static bool trans_rollback(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return finish(vm, a->v[0], false);
}

/* An exception undoes what was done since it began, and goes on. */
static bool trans_exit(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return finish(vm, a->v[0], lk_is_none(a->v[1]));
}

static bool itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = a->v[0];
    return true;
}

/* Savepoints have no names for scripts. */
static const struct lk_py_row trans_rows[] = {
    {"commit(self)", trans_commit, 0, "COMMIT or RELEASE SAVEPOINT"},
    {"rollback(self)", trans_rollback, 0, "ROLLBACK, of a savepoint ROLLBACK TO"},
    {"close(self)", trans_rollback, 0, "the same"},
    {"__enter__(self)", itself, 0, "itself"},
    {"__exit__(self, kind, value, traceback)", trans_exit, 0, "commits or rolls back"},
    {NULL, NULL, 0, NULL}};
static const struct lk_py_type nested_type = {
    .name = "NestedTransaction", .module = "sqlalchemy.engine.base", .row = trans_rows};
static const struct lk_py_type root_type = {
    .name = "RootTransaction", .module = "sqlalchemy.engine.base", .row = trans_rows};

/* is_active tells scripts, and finish(), whether it still is to be ended. */
static struct lk_value transaction(struct lk_vm *vm, const struct lk_py_type *type,
                                   struct lk_value connection)
{
    struct lk_value trans = lk_native_new(vm, type);
    lk_push(vm, trans);
    lk_own_attr_set(vm, trans, "is_active", lk_bool(true));
    lk_own_attr_set(vm, trans, "connection", connection);
    if (type == &nested_type)
        lk_own_attr_set(vm, trans, "nested", lk_bool(true));
    return lk_pop(vm);
}

/* begin_nested(self): a savepoint, in a transaction that begins if there is none. */
bool lk_connection_nested(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = transaction(vm, &nested_type, a->v[0]);
    of(a->v[0])->begun = true;
    return scope(vm, a->v[0], LK_SCOPE_NESTED, LK_SCOPE_ENTER);
}

/* Alembic's transaction is always there, also after a commit: the next statement would begin
 * one. */
static bool in_transaction(const struct lk_connection *c)
{
    return !c->number || c->begun;
}

/* in_transaction(self) */
bool lk_connection_begun(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_bool(in_transaction(of(a->v[0])));
    return true;
}

/* closed(self) */
bool lk_connection_closed(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_bool(of(a->v[0])->closed);
    return true;
}

/* begin(self): refused where a transaction has begun, also by itself, as 2.0 does. */
bool lk_connection_begin(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_connection_open(vm, a->v[0]))
        return false;
    if (in_transaction(of(a->v[0])))
        return lk_sa_raise(vm, "InvalidRequestError", "This connection has already initialized a "
                           "SQLAlchemy Transaction() object via begin() or autobegin; can't call "
                           "begin() here unless rollback() or commit() is called first.");
    of(a->v[0])->begun = !of(a->v[0])->autocommit;
    *out = transaction(vm, &root_type, a->v[0]);
    return true;
}

/* execution_options(self, **opt): only the isolation level changes something. */
bool lk_connection_options(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_connection *c = of(a->v[0]);
    struct lk_value level = lk_dict_getz(vm, a->v[1], "isolation_level");
    *out = a->v[0];
    if (lk_is_empty(level))
        return true;
    if (in_transaction(c))
        return lk_sa_raise(vm, "InvalidRequestError", "This connection has already initialized a "
                           "SQLAlchemy Transaction() object via begin() or autobegin; "
                           "isolation_level may not be altered unless rollback() or commit() is "
                           "called first.");
    if (!lk_str_is(lk_text(level), "AUTOCOMMIT"))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "isolation level '" LK_PRI "' of a second "
                         "connection", LK_ARG(lk_text(level)))
               || lk_refuse_hint(vm, "execute SET TRANSACTION there; 'AUTOCOMMIT' is known");
    c->autocommit = true;
    return scope(vm, a->v[0], LK_SCOPE_AUTOCOMMIT, LK_SCOPE_ENTER);
}

/* close(), and the end of a with block: of the migration's own connection nothing. A connection of
 * engine.begin() commits at the end of its block, unless an exception ended it. */
bool lk_connection_close(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_connection *c = of(a->v[0]);
    uint32_t number = c->number;
    bool commits = !lk_is_empty(lk_own_attr(vm, a->v[0], "_commits"));
    (void)out;
    if (!number || c->closed)
        return true;
    if (commits && a->n > 1 && lk_is_none(a->v[1]) && !end(vm, a->v[0], LK_SCOPE_COMMIT))
        return false;
    c->closed = true;
    return lk_op_scope(&number, vm, LK_SCOPE_CONNECTION, LK_SCOPE_LEAVE);
}

/* bind.engine.connect(): a second connection, whose commit is real. The sink gives it its number.
 * With --sql there is only the one that prints. */
static bool engine_connect(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_mods *m = lk_mods_of(vm);
    uint32_t number;
    if (m->sink->class->facts(m->sink)->offline) {
        *out = lk_connection_object(vm);
        return true;
    }
    if (!lk_op_scope(&number, vm, LK_SCOPE_CONNECTION, LK_SCOPE_ENTER))
        return false;
    *out = lk_native_new(vm, &lk_connection_type);
    of(*out)->number = number;
    if (lk_is_empty(lk_own_attr(vm, a->v[0], "_autocommit")))
        return true;
    of(*out)->autocommit = true;
    lk_push(vm, *out);
    return scope(vm, *out, LK_SCOPE_AUTOCOMMIT, LK_SCOPE_ENTER);
}

/* engine.begin(): a connection for a with block that ends with a commit. */
static bool engine_begin(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!engine_connect(out, vm, a))
        return false;
    of(*out)->begun = !of(*out)->autocommit;
    lk_own_attr_set(vm, *out, "_commits", lk_bool(true));
    return true;
}

/* execution_options(self, **opt): an engine whose connections have them. */
static bool engine_options(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value level = lk_dict_getz(vm, a->v[1], "isolation_level");
    *out = lk_native_new(vm, &lk_engine_type);
    if (lk_is_empty(level))
        return true;
    if (!lk_str_is(lk_text(level), "AUTOCOMMIT"))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "isolation level '" LK_PRI "' of an engine",
                         LK_ARG(lk_text(level)));
    lk_own_attr_set(vm, *out, "_autocommit", lk_bool(true));
    return true;
}

/* dialect(self) */
static bool engine_dialect(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_dialect_new(vm);
    return true;
}

/* name(self), driver(self): the dialect's. */
static bool engine_name(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    char name[16];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(a->row->signature, "("), a->row->signature);
    return lk_vm_getattrz(out, vm, lk_dialect_new(vm), name);
}

/* url(self): what the connection was made from, as scripts ask it for the kind of server. */
static bool engine_url(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_sink_facts *f = lk_mods_of(vm)->sink->class->facts(lk_mods_of(vm)->sink);
    struct lk_value module, fn;
    (void)a;
    if (!lk_vm_import(&module, vm, LK_STR("sqlalchemy.engine.url"))
        || !lk_vm_getattrz(&fn, vm, module, "_made"))
        return false;
    struct lk_value v[5] = {lk_new_str(vm, lk_mods_of(vm)->config->url)};
    lk_push(vm, v[0]);
    lk_push(vm, v[1] = lk_new_str(vm, f->user));
    lk_push(vm, v[2] = lk_new_str(vm, f->host));
    v[3] = lk_int(f->port);
    lk_push(vm, v[4] = lk_new_str(vm, f->database));
    return lk_vm_callv(out, vm, fn, v, 5);
}

const struct lk_py_type lk_engine_type = {
    .name = "Engine", .module = "sqlalchemy.engine.base",
    .row = (const struct lk_py_row[]){
        {"connect(self)", engine_connect, 0, "a second connection"},
        {"begin(self)", engine_begin, 0, "a second connection that commits at the end"},
        {"dialect(self)", engine_dialect, LK_PY_PROPERTY, "the dialect"},
        {"name(self)", engine_name, LK_PY_PROPERTY, "postgresql"},
        {"url(self)", engine_url, LK_PY_PROPERTY, "the URL without its password"},
        {"driver(self)", engine_name, LK_PY_PROPERTY, "psycopg2"},
        {"execution_options(self, **opt)", engine_options, 0, "an engine with these options"},
        {"dispose(self, close=True)", itself, 0, "nothing"},
        {NULL, NULL, 0, NULL}}};
