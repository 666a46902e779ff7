/* Names as scripts make them: quoted_name() and op.f(), texts that carry how they are quoted.
 *
 * A conv (op.f) is a name that is final: naming conventions leave it alone.  Both are what
 * SQLAlchemy calls them, so that isinstance() and str methods work. */
#include "mods/nodedata.h"
#include "sql/quote.h"

/* quoted_name(value, quote): a str with an attribute. */
static bool quoted_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_vm_str(out, vm, a->v[1]))
        return false;
    *out = lk_new_str(vm, lk_text(*out));
    if (!lk_as_class(out, vm, a->v[0]))
        return false;
    lk_own_attr_set(vm, *out, "quote", a->v[2]);
    return true;
}

const struct lk_py_type lk_quoted_name_type = {
    .name = "quoted_name", .module = "sqlalchemy.sql.elements",
    .base = (const struct lk_py_type *const[]){&lk_type_str, NULL},
    .row = (const struct lk_py_row[]){
        {"__new__(cls, value, quote=None)", quoted_new, 0, "a name and how it is quoted"},
        {NULL, NULL, 0, NULL}}};

const struct lk_py_type lk_conv_type = {
    .name = "conv", .module = "sqlalchemy.sql.elements",
    .base = (const struct lk_py_type *const[]){&lk_quoted_name_type, NULL}};

/* A name with quote= beside it; without one, or without a name, it stays what it is. */
bool lk_quote_name(struct lk_value *out, struct lk_vm *vm, struct lk_value name,
                   struct lk_value quote)
{
    const struct lk_value v[] = {name, quote};
    *out = name;
    if (!lk_is(quote, LK_T_BOOL) || !lk_is(name, LK_T_STR))
        return true;
    return lk_vm_callv(out, vm, lk_native_class(vm, &lk_quoted_name_type), v, 2);
}

/* quoted_name decides by itself; a plain str is quoted where PostgreSQL needs it. */
bool lk_quoted(struct lk_value *out, struct lk_vm *vm, struct lk_value name)
{
    struct lk_buf b = {0};
    struct lk_value quote = lk_is_native(vm, name, &lk_quoted_name_type)
                                ? lk_own_attr(vm, name, "quote") : lk_empty();
    unsigned flags = !lk_is(quote, LK_T_BOOL) ? 0 : quote.as.i ? LK_DATUM_QUOTE : LK_DATUM_NOQUOTE;
    lk_sql_quote(&b, lk_text(name), flags);
    *out = lk_new_buf(vm, &b);
    return true;
}
