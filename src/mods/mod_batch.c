/* batch_alter_table(): the operations of one table, kept until the block ends.  On PostgreSQL they
 * become plain operations in the order of the calls, as Alembic 1.19 has it; execute() goes out at
 * once.  With recreate="always" the calls are kept as they are, for
 * lib/alembic/operations/batch.py, which makes the table anew.
 *
 * Arguments are placed by name: the batch's methods are those of op without table and schema, and
 * their signatures say which names remain.  Alembic 1.19 keeps the calls in BatchOperationsImpl and
 * carries them out in __exit__; an exception in the block drops them all. */
#include "mods/alembic.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* The payload of a BatchOperations: what was called so far, and the arguments of
 * batch_alter_table(). */
struct batch {
    struct lk_op **v;
    size_t n, cap;
    struct lk_value arguments;     /* of batch_alter_table(), a tuple */
    struct lk_value calls;         /* recreate="always": pairs of name and arguments */
    bool nested;                   /* a batch of a batch */
};
enum { TABLE, SCHEMA, RECREATE };  /* places in the arguments */

/* The context of the run; it knows nothing of the batch. */
static lk_native batch_call, batch_now, batch_f, batch_literal, batch_bind, batch_context,
    batch_invoke, batch_register, batch_implementation, batch_nested, batch_enter, batch_exit;

/* Rows of operations, each with the operation it becomes; then the others. */
#define OPERATIONS                                                                                 \
    B(ADD_COLUMN, "add_column(self, column, *, insert_before=None, insert_after=None, "            \
      "if_not_exists=None, inline_references=None, inline_primary_key=None)")                      \
    B(ALTER_COLUMN, "alter_column(self, column_name, *, nullable=None, comment=False, "            \
      "server_default=False, new_column_name=None, type_=None, existing_type=None, "               \
      "existing_server_default=False, existing_nullable=None, existing_comment=None, "             \
      "insert_before=None, insert_after=None, **kw)")                                              \
    B(CREATE_CHECK_CONSTRAINT,                                                                     \
      "create_check_constraint(self, constraint_name, condition, **kw)")                           \
    B(CREATE_EXCLUDE_CONSTRAINT,                                                                   \
      "create_exclude_constraint(self, constraint_name, *elements, **kw)")                         \
    B(CREATE_FOREIGN_KEY, "create_foreign_key(self, constraint_name, referent_table, local_cols, " \
      "remote_cols, *, referent_schema=None, onupdate=None, ondelete=None, deferrable=None, "      \
      "initially=None, match=None, **dialect_kw)")                                                 \
    B(CREATE_INDEX, "create_index(self, index_name, columns, **kw)")                               \
    B(CREATE_PRIMARY_KEY, "create_primary_key(self, constraint_name, columns)")                    \
    B(CREATE_TABLE_COMMENT, "create_table_comment(self, comment, *, existing_comment=None)")       \
    B(CREATE_UNIQUE_CONSTRAINT,                                                                    \
      "create_unique_constraint(self, constraint_name, columns, **kw)")                            \
    B(DROP_COLUMN, "drop_column(self, column_name, **kw)")                                         \
    B(DROP_CONSTRAINT, "drop_constraint(self, constraint_name, type_=None)")                       \
    B(DROP_INDEX, "drop_index(self, index_name, **kw)")                                            \
    B(DROP_TABLE_COMMENT, "drop_table_comment(self, *, existing_comment=None)")

/* By the row's place in batch_rows. */
static const enum lk_op_id becomes[] = {
#define B(id, signature) LK_OP_##id,
    OPERATIONS
#undef B
};

static const struct lk_py_row batch_rows[] = {
#define B(id, signature) {signature, batch_call, 0, "an operation on the table"},
    OPERATIONS
#undef B
    {"execute(self, sqltext, *, execution_options=None)", batch_now, 0, "SQL, at once"},
    {"f(self, name)", batch_f, 0, "a name that no naming convention applies to"},
    {"inline_literal(self, value, type_=None)", batch_literal, 0, "a value in the text"},
    {"get_bind(self)", batch_bind, 0, "the connection"},
    {"get_context(self)", batch_context, 0, "the migration context"},
    {"invoke(self, operation)", batch_invoke, 0, "carries out an operation object, at once"},
    {"register_operation(self, name, sourcename=None)", batch_register, 0, "makes batch_op.name"},
    {"implementation_for(self, op_cls, replace=False)", batch_implementation, 0,
     "what carries it out"},
    {"batch_alter_table(self, table_name, schema=None, recreate='auto', partial_reordering=None, "
     "copy_from=None, table_args=(), table_kwargs=None, reflect_args=(), reflect_kwargs=None, "
     "naming_convention=None)", batch_nested, 0, "a batch that cannot be entered"},
    {"__enter__(self)", batch_enter, 0, "itself"},
    {"__exit__(self, kind, value, traceback)", batch_exit, LK_PY_TRANSPARENT,
     "carries the operations out"},
    {NULL, NULL, 0, NULL},
};

/* The call of an operation as it is being put together. Values stand by the parameter's place
 * in the operation's signature; a bit in `given` says which were passed. */
struct call {
    const struct lk_def *def;
    struct lk_value v[LK_SIG_MAX];
    uint64_t given;
};

/* What the batch gives to its operations itself. Given once more it is an error, but the schema of
 * a unique or exclude constraint, which Alembic overwrites. */
static bool given_twice(struct lk_vm *vm, const struct call *c, struct lk_str name, bool *skip)
{
    bool key = c->def->id == LK_OP_CREATE_FOREIGN_KEY;
    bool schema = lk_str_is(name, key ? "source_schema" : "schema");
    bool twice = schema || lk_str_is(name, key ? "source_table" : "table_name");
    *skip = schema && (c->def->id == LK_OP_CREATE_UNIQUE_CONSTRAINT
                       || c->def->id == LK_OP_CREATE_EXCLUDE_CONSTRAINT);
    return *skip || !twice
           || lk_raise(vm, LK_EXC_TypeError, "%s() got multiple values for keyword argument '"
                       LK_PRI "'", c->def->name, LK_ARG(name));
}

/* Where an argument of the batch's method goes: insert_before and its like only serve a
 * recreated table. **kw of the batch's method that the operation has no parameter for go into
 * its own **kw. */
static bool place(struct lk_vm *vm, struct call *c, struct lk_str name, struct lk_value v)
{
    const struct lk_def *def = c->def;
    char text[64];
    snprintf(text, sizeof text, LK_PRI, LK_ARG(name));
    int at = lk_def_param(def, text);
    const struct lk_sig *sig = lk_def_sig(def);
    if (at >= 0 && sig->param[at].kind != LK_PARAM_EXTRA) {
        c->v[at] = v;
        c->given |= UINT64_C(1) << at;
        return true;
    }
    /* They place a column in a table that is made anew; ALTER TABLE cannot. Alembic passes them
     * over for a column that is there. */
    if (lk_str_starts(name, LK_STR("insert_")))
        return lk_is_none(v) || def->id == LK_OP_ALTER_COLUMN
               || lk_command_error(vm, "Can't specify insert_before or insert_after when using "
                                   "ALTER; please specify recreate='always'");
    if (sig->extra < 0)
        return lk_raise(vm, LK_EXC_TypeError, "%s() got an unexpected keyword argument '" LK_PRI
                        "'", def->name, LK_ARG(name));
    return lk_dict_set(vm, c->v[sig->extra], lk_intern(vm, name), v);
}

/* The signature of a method, which is parsed at each call; that is rare enough. */
static bool row_signature(struct lk_sig *out, struct lk_vm *vm, const struct lk_py_row *row,
                          struct lk_err *err)
{
    struct lk_arena *arena = lk_mods_of(vm)->arena;
    const char *text = strchr(row->signature, '(') + 1;
    struct lk_str inside = {text, strlen(text) - 1};
    return lk_sig_parse(out, arena, lk_arena_str(arena, inside).p, err);
}

/* All of the method's arguments, by the names in its signature. Defaults are not passed on, so
 * that the operation's own apply. */
static bool place_all(struct lk_vm *vm, struct call *c, const struct lk_args *a)
{
    struct lk_sig sig;
    struct lk_err err = {0};
    struct lk_value key, value;
    if (!row_signature(&sig, vm, a->row, &err))
        return lk_refuse_err(vm, &err);
    for (uint16_t i = 1; i < sig.n; i++) {
        if (sig.param[i].kind == LK_PARAM_EXTRA) {
            for (size_t pos = 0; lk_dict_next(a->v[i], &pos, &key, &value);) {
                bool skip;
                if (!given_twice(vm, c, lk_text(key), &skip)
                    || (!skip && !place(vm, c, lk_text(key), value)))
                    return false;
            }
        } else if ((lk_given(a, i) || sig.param[i].kind == LK_PARAM_REST)
                   && !place(vm, c, sig.param[i].name, a->v[i])) {
            return false;
        }
    }
    return true;
}

/* A call without arguments yet: an empty tuple for *rest, an empty dict for **extra. The dict
 * is on the stack, since placing arguments may run script code. */
static void call_init(struct lk_vm *vm, struct call *c, const struct lk_def *def)
{
    const struct lk_sig *sig = lk_def_sig(def);
    c->def = def;
    c->given = 0;
    for (uint16_t i = 0; i < sig->n; i++)
        c->v[i] = lk_none();
    if (sig->rest >= 0)
        c->v[sig->rest] = lk_new_tuple(vm, NULL, 0);
    if (sig->extra >= 0) {
        c->v[sig->extra] = lk_new_dict(vm);
        lk_push(vm, c->v[sig->extra]);
    }
}

/* An argument of batch_alter_table(). */
static struct lk_value argument(const struct batch *b, size_t at)
{
    size_t n;
    return lk_items(&n, b->arguments)[at];
}

/* Is the table made anew?  Alembic asks the dialect about 'auto', and PostgreSQL's says no. */
static bool always(const struct batch *b)
{
    return lk_str_is(lk_text(argument(b, RECREATE)), "always");
}

/* A call that waits for the end of the block: its name and the arguments that were given. */
static bool keep_call(struct lk_vm *vm, struct batch *b, const struct lk_args *a)
{
    struct lk_sig sig;
    struct lk_err err = {0};
    struct lk_value pair[] = {lk_empty(), lk_new_dict(vm)};
    lk_push(vm, pair[1]);
    if (!row_signature(&sig, vm, a->row, &err))
        return lk_refuse_err(vm, &err);
    for (uint16_t i = 1; i < sig.n; i++) {
        bool extra = sig.param[i].kind == LK_PARAM_EXTRA;
        bool given = lk_given(a, i) || sig.param[i].kind == LK_PARAM_REST;
        struct lk_value key = lk_intern(vm, sig.param[i].name), name, value;
        for (size_t pos = 0; extra && lk_dict_next(a->v[i], &pos, &name, &value);)
            if (!lk_dict_set(vm, pair[1], name, value))
                return false;
        if (!extra && given && !lk_dict_set(vm, pair[1], key, a->v[i]))
            return false;
    }
    struct lk_str text = lk_str_of(a->row->signature);
    pair[0] = lk_intern(vm, lk_str_cut(text, 0, strcspn(text.p, "(")));
    return lk_list_append(vm, b->calls, lk_new_tuple(vm, pair, 2));
}

/* One of the batch's operations: built now, carried out when the block ends. A foreign key
 * calls the table its source_table. The values are converted now, so that later changes of a
 * list have no effect, and errors have the line of the call. */
static bool batch_call(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct batch *b = lk_payload(a->v[0]);
    enum lk_op_id id = becomes[a->row - batch_rows];
    bool key = id == LK_OP_CREATE_FOREIGN_KEY;
    struct call c;
    struct lk_op *op;
    if (always(b))
        return keep_call(vm, b, a);
    call_init(vm, &c, &lk_op_table[id]);
    if (!place(vm, &c, key ? LK_STR("source_table") : LK_STR("table_name"), argument(b, TABLE)))
        return false;
    if (!lk_is_none(argument(b, SCHEMA))
        && !place(vm, &c, key ? LK_STR("source_schema") : LK_STR("schema"), argument(b, SCHEMA)))
        return false;
    if (!place_all(vm, &c, a) || !lk_op_build(&op, vm, c.def, c.v, c.given))
        return false;
    *LK_PUSH(b) = op;
    return true;
}

/* execute(self, sqltext, …): Alembic does not queue it either. It may run before operations
 * that were called earlier; Alembic does the same. */
static bool batch_now(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_op *op;
    return lk_op_build(&op, vm, &lk_op_table[LK_OP_EXECUTE], a->v + 1, a->given >> 1)
           && lk_op_do(vm, op);
}

/* f(self, name). As op.f(). */
static bool batch_f(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_vm_callv(out, vm, lk_native_class(vm, &lk_conv_type), a->v + 1, 1);
}

/* inline_literal(self, value, type_=None). As op.inline_literal(). */
static bool batch_literal(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_InlineLiteral, "value type", a->v + 1);
    return true;
}

/* get_bind(self). The migration's own connection. */
static bool batch_bind(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_alembic_bind(out, vm, a);
}

/* get_context(self) */
static bool batch_context(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_alembic_context(out, vm, a);
}

/* invoke(self, operation): the implementation is given the batch. */
static bool batch_invoke(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_alembic_invoke(out, vm, a->v[0], a->v[1]);
}

/* register_operation(self, name, sourcename=None): a decorator */
static bool batch_register(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_alembic_register(out, vm, a->v[0], a->v + 1);
}

/* implementation_for(self, op_cls, replace=False): a decorator; it counts for op as well. */
static bool batch_implementation(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_alembic_implementation(out, vm, a->v[1]);
}

/* batch_alter_table(self, …): Alembic's batch inherits it, and fails where it is entered. */
static bool batch_nested(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_args call = *a;
    call.v++;
    call.n--;
    call.given >>= 1;
    if (!lk_alembic_batch(out, vm, &call))
        return false;
    ((struct batch *)lk_payload(*out))->nested = true;
    return true;
}

/* with op.batch_alter_table(…) as batch_op: Alembic looks at the arguments here. 'auto' means
 * in place on PostgreSQL. */
static bool batch_enter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct batch *b = lk_payload(a->v[0]);
    struct lk_str recreate = lk_text(argument(b, RECREATE));
    *out = a->v[0];
    if (b->nested)
        return lk_raise(vm, LK_EXC_AttributeError, "'BatchOperationsImpl' object has no attribute "
                        "'autogen_column_reflect'");
    return always(b) || lk_str_is(recreate, "auto") || lk_str_is(recreate, "never")
           || lk_raise(vm, LK_EXC_ValueError,
                       "recreate may be one of 'auto', 'always', or 'never'.");
}

/* The calls of a batch that makes the table anew, carried out by the module that knows how. */
static bool recreate_table(struct lk_vm *vm, struct batch *b)
{
    struct lk_value module, fn, none;
    const struct lk_value v[] = {b->arguments, b->calls};
    return lk_vm_import(&module, vm, LK_STR("alembic.operations.batch"))
           && lk_vm_getattrz(&fn, vm, module, "recreate") && lk_vm_callv(&none, vm, fn, v, 2);
}

/* An exception inside the block: nothing is carried out. The first failure ends it: later
 * operations are not carried out. The queue is empty afterwards, so that a block can be entered
 * again. */
static bool batch_exit(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct batch *b = lk_payload(a->v[0]);
    *out = lk_none();
    if (!lk_is_none(a->v[1])) {
        b->n = 0;
        return true;
    }
    if (always(b))
        return recreate_table(vm, b);
    for (size_t i = 0; i < b->n; i++)
        if (!lk_op_do(vm, b->v[i]))
            return false;
    b->n = 0;
    return true;
}

/* What the batch refers to must survive until its end; operations that are built are plain data. */
static void batch_mark(struct lk_vm *vm, void *payload)
{
    struct batch *b = payload;
    lk_mark(vm, b->arguments);
    lk_mark(vm, b->calls);
}

/* The operations themselves live in the step's arena. Only the queue belongs to the batch. */
static void batch_free(void *payload)
{
    free(((struct batch *)payload)->v);
}

const struct lk_py_type lk_batch_type = {
    .name = "BatchOperations", .module = "alembic.operations.base", .row = batch_rows,
    .payload = sizeof(struct batch), .mark = batch_mark, .free = batch_free};

/* batch_alter_table(table_name, schema=None, recreate='auto', …). Arguments behind recreate only
 * matter for a table made anew; nothing is checked before the block begins. */
bool lk_alembic_batch(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_native_new(vm, &lk_batch_type);
    lk_push(vm, *out);
    struct batch *b = lk_payload(*out);
    b->arguments = b->calls = lk_none();
    b->arguments = lk_new_tuple(vm, a->v, a->n);
    b->calls = lk_new_list(vm, NULL, 0);
    return true;
}
