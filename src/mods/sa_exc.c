/* Exceptions: sqlalchemy.exc, sqlalchemy.orm.exc, psycopg2 and psycopg2.errors, and how the failure
 * of an operation becomes one of them.
 *
 * SQLAlchemy wraps what the driver raises, and scripts look at both: the wrapper's class by
 * `except`, the driver's pgcode and diag through .orig.  psycopg2's classes go by SQLSTATE, and the
 * wrapper's by the first ancestor that DB-API names. */
#include "mods/sa_exc.h"

/* In the order of sa_exc.def: SQLAlchemy's first, from PgError on psycopg2's. */
enum exc_id {
#define LK_SA_EXC(id, ...) EXC_##id,
#include "mods/sa_exc.def"
#undef LK_SA_EXC
    EXC_COUNT
};
/* The classes of psycopg2.errors, sorted by SQLSTATE. */
enum pg_id {
#define LK_PG_ERROR(state, id, name, base) PG_##id,
#include "mods/pg_errors.def"
#undef LK_PG_ERROR
    PG_COUNT
};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define SA_EXC "sqlalchemy.exc"
#define ORM_EXC "sqlalchemy.orm.exc"
#define PSYCOPG2 "psycopg2"
#define BUILTIN(id) &lk_type_##id
#define OURS(id) &exc_type[EXC_##id]
#define NONE NULL

static const struct lk_py_type exc_type[EXC_COUNT];
static lk_native message_text;
/* Shared by all exceptions of SQLAlchemy and the driver. */
static const struct lk_py_row exc_rows[] = {
    {"__str__(self)", message_text, 0, "the message"},
    {NULL, NULL, 0, NULL},
};

static const struct lk_py_type exc_type[EXC_COUNT] = {
#define LK_SA_EXC(id, called, where, one, two)                                                     \
    {.name = called, .module = where, .row = exc_rows,                                             \
     .base = (const struct lk_py_type *const[]){one, two, NULL}},
#include "mods/sa_exc.def"
#undef LK_SA_EXC
};
static const struct lk_py_type pg_type[PG_COUNT] = {
#define LK_PG_ERROR(state, id, called, parent)                                                     \
    {.name = called, .module = "psycopg2.errors",                                                  \
     .base = (const struct lk_py_type *const[]){OURS(parent), NULL}},
#include "mods/pg_errors.def"
#undef LK_PG_ERROR
};
static const char *const pg_state[PG_COUNT] = {
#define LK_PG_ERROR(state, id, name, base) state,
#include "mods/pg_errors.def"
#undef LK_PG_ERROR
};

/* The text is the message; several arguments print as their tuple. Without arguments it is the
 * empty tuple's text, "()". */
static bool message_text(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value args = lk_exc_args(a->v[0]);
    size_t n;
    const struct lk_value *item = lk_items(&n, args);
    return n == 1 ? lk_vm_str(out, vm, item[0]) : lk_vm_str(out, vm, args);
}

/* The name is one of the table; scripts catch it by class. Driver classes are not raised by
 * name. Always false, so that callers return it. */
bool lk_sa_raise(struct lk_vm *vm, const char *exception, const char *fmt, ...)
{
    size_t i = EXC_PgError - 1;
    while (i && strcmp(exc_type[i].name, exception) != 0)
        i--;
    va_list ap;
    va_start(ap, fmt);
    char *text = lk_vformat(fmt, ap);
    va_end(ap);
    lk_raise_native(vm, &exc_type[i], "%s", text);
    free(text);
    return false;
}

/* The same for Python's own exceptions, which scripts can catch too.  True: it is none of them. */
static bool builtin_named(struct lk_vm *vm, struct lk_err *err)
{
    static const struct { const char *name; enum lk_exc id; } own[] = {
        {"AssertionError: ", LK_EXC_AssertionError}, {"AttributeError: ", LK_EXC_AttributeError},
        {"IndexError: ", LK_EXC_IndexError}, {"KeyError: ", LK_EXC_KeyError},
        {"TypeError: ", LK_EXC_TypeError}, {"ValueError: ", LK_EXC_ValueError}};
    for (size_t i = 0; err->code == LK_E_SCRIPT && i < COUNT(own); i++) {
        size_t n = strlen(own[i].name);
        if (strncmp(err->message, own[i].name, n) == 0) {
            lk_raise(vm, own[i].id, "%s", err->message + n);
            lk_err_clear(err);
            return false;
        }
    }
    return true;
}

/* What lowering refuses reads "CompileError: text": the exception that SQLAlchemy would raise.
 * Anything else lowering refuses ends the evaluation; a script cannot catch that. */
bool lk_sa_raise_named(struct lk_vm *vm, struct lk_err *err)
{
    for (size_t i = 0; err->code == LK_E_SCRIPT && i < EXC_PgError; i++) {
        /* The name must be followed by a colon, so that no name is taken for the start of
         * another. */
        size_t n = strlen(exc_type[i].name);
        if (strncmp(err->message, exc_type[i].name, n) == 0
            && strncmp(err->message + n, ": ", 2) == 0) {
            lk_raise_native(vm, &exc_type[i], "%s", err->message + n + 2);
            lk_err_clear(err);
            return false;
        }
    }
    return builtin_named(vm, err) && lk_refuse_err(vm, err);
}

/* psycopg2's class of a SQLSTATE: its own, or that of the class of errors. The table is sorted,
 * hence the halving. Without SQLSTATE it is the connection that failed, an OperationalError. */
static const struct lk_py_type *driver_class(const char *state)
{
    size_t from = 0, to = PG_COUNT;
    while (from < to) {
        size_t mid = (from + to) / 2;
        int order = strcmp(pg_state[mid], state);
        if (order == 0)
            return &pg_type[mid];
        if (order < 0)
            from = mid + 1;
        else
            to = mid;
    }
    /* SQLSTATEs that psycopg2 has no class for fall to their class of errors, as there. */
    static const struct { const char *prefix; enum exc_id id; } by_class[] = {
        {"08", EXC_PgOperationalError}, {"0A", EXC_PgNotSupportedError},
        {"22", EXC_PgDataError}, {"23", EXC_PgIntegrityError}, {"40", EXC_PgOperationalError},
        {"42", EXC_PgProgrammingError}, {"53", EXC_PgOperationalError},
        {"55", EXC_PgOperationalError}, {"57", EXC_PgOperationalError}};
    for (size_t i = 0; i < COUNT(by_class); i++)
        if (strncmp(state, by_class[i].prefix, 2) == 0)
            return &exc_type[by_class[i].id];
    return &exc_type[state[0] ? EXC_PgInternalError : EXC_PgOperationalError];
}

/* SQLAlchemy's class for the driver's: the first ancestor with the same name. DB-API's names
 * are the same on both sides; bases lead from UniqueViolation to IntegrityError. */
static const struct lk_py_type *wrapper_class(const struct lk_py_type *driver)
{
    for (; driver; driver = driver->base ? driver->base[0] : NULL)
        for (size_t i = EXC_InterfaceError; i <= EXC_NotSupportedError; i++)
            if (strcmp(exc_type[i].name, driver->name) == 0)
                return &exc_type[i];
    return &exc_type[EXC_DBAPIError];
}

/* The driver's text: the server's message, then DETAIL, HINT and CONTEXT as libpq shows them.
 * str(e.orig) is searched by scripts, so that its layout must be psycopg2's. */
static struct lk_value driver_text(struct lk_vm *vm, const struct lk_diag *d)
{
    struct lk_buf b = {0};
    lk_buf_add(&b, d->message);
    lk_buf_addc(&b, '\n');
    const struct { const char *label; struct lk_str text; } part[] = {
        {"DETAIL", d->detail}, {"HINT", d->hint}, {"CONTEXT", d->context}};
    for (size_t i = 0; i < COUNT(part); i++)
        if (part[i].text.n)
            lk_buf_addf(&b, "%s:  " LK_PRI "\n", part[i].label, LK_ARG(part[i].text));
    return lk_new_buf(vm, &b);
}

/* e.orig.diag of psycopg2; absent texts are None. Its attributes are set at once, since looking
 * at them costs nothing then. */
static struct lk_value diag_object(struct lk_vm *vm, const struct lk_diag *d)
{
    const struct { const char *name; struct lk_str text; } part[] = {
        {"sqlstate", lk_str_of(d->sqlstate)}, {"severity", d->severity},
        {"message_primary", d->message}, {"message_detail", d->detail},
        {"message_hint", d->hint}, {"context", d->context}, {"schema_name", d->schema},
        {"table_name", d->table}, {"column_name", d->column}, {"datatype_name", d->type},
        {"constraint_name", d->constraint}};
    struct lk_value object = lk_native_new(vm, &lk_diag_type);
    for (size_t i = 0; i < COUNT(part); i++)
        lk_own_attr_set(vm, object, part[i].name,
                        part[i].text.n ? lk_new_str(vm, part[i].text) : lk_none());
    return object;
}

/* An exception object whose only argument is its message. BaseException keeps it as args[0]. */
static struct lk_value one_argument(struct lk_vm *vm, const struct lk_py_type *type,
                                    struct lk_value text)
{
    return lk_new_exception(vm, lk_native_class(vm, type), lk_new_tuple(vm, &text, 1));
}

/* A class without methods; attributes are those of psycopg2's Diagnostics. */
const struct lk_py_type lk_diag_type = {.name = "Diagnostics", .module = "psycopg2.extensions"};

/* SQLAlchemy's message: (class of the driver) text, then the statement. The exception is made,
 * not raised. params is an empty dict. */
struct lk_value lk_sa_database_error(struct lk_vm *vm, const struct lk_diag *d, struct lk_str sql)
{
    const struct lk_py_type *driver = driver_class(d->sqlstate), *wrapper = wrapper_class(driver);
    /* The driver's exception is made first, for the wrapper's message has its class and
     * text. */
    struct lk_value text = driver_text(vm, d), orig = one_argument(vm, driver, text);
    lk_own_attr_set(vm, orig, "pgcode", lk_new_strz(vm, d->sqlstate));
    lk_own_attr_set(vm, orig, "sqlstate", lk_new_strz(vm, d->sqlstate));
    lk_own_attr_set(vm, orig, "pgerror", lk_new_strf(vm, LK_PRI ":  " LK_PRI, LK_ARG(d->severity),
                                                     LK_ARG(lk_text(text))));
    lk_own_attr_set(vm, orig, "diag", diag_object(vm, d));
    struct lk_buf b = {0};
    lk_buf_addf(&b, "(%s.%s) " LK_PRI, driver->module, driver->name,
                LK_ARG(lk_text(text)));
    if (sql.n)
        lk_buf_addf(&b, "\n[SQL: " LK_PRI "]", LK_ARG(sql));
    struct lk_value error = one_argument(vm, wrapper, lk_new_buf(vm, &b));
    lk_own_attr_set(vm, error, "orig", orig);
    lk_own_attr_set(vm, error, "statement", lk_new_str(vm, sql));
    lk_own_attr_set(vm, error, "params", lk_new_dict(vm));
    lk_own_attr_set(vm, error, "connection_invalidated", lk_bool(d->fault == LK_FAULT_LOST));
    return error;
}

/* Each class belongs to one of the four modules. psycopg2.errors has the classes of SQLSTATEs,
 * psycopg2 those of DB-API. */
bool lk_sa_exc_module(struct lk_vm *vm, struct lk_value module, const char *name)
{
    /* Which of the modules it is: SQLAlchemy's two, psycopg2, or its errors by SQLSTATE. */
    bool driver = strncmp(name, "psycopg2", 8) == 0, errors = strcmp(name, "psycopg2.errors") == 0;
    for (size_t i = 0; i < EXC_COUNT; i++) {
        bool orm = strcmp(exc_type[i].module, ORM_EXC) == 0, pg = i >= EXC_PgError;
        if (pg == driver && !errors && orm == (strcmp(name, ORM_EXC) == 0)
            && !lk_sa_put(vm, module, exc_type[i].name, lk_native_class(vm, &exc_type[i])))
            return false;
    }
    for (size_t i = 0; errors && i < PG_COUNT; i++)
        if (!lk_sa_put(vm, module, pg_type[i].name, lk_native_class(vm, &pg_type[i])))
            return false;
    return true;
}
