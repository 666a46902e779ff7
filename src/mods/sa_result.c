/* Results: rows are views of what the database answered, converted when they are looked at.
 *
 * A Result owns the rows and frees them when nothing refers to it any more; a Row is a place in
 * them.  scalars() and mappings() are other shapes of the same Result and move its one cursor. */
#include "mods/sa_result.h"
#include "mods/rows.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What comes out of a result: rows, one value each, or dicts. */
enum shape { ROWS, SCALARS, MAPPINGS };
/* A Result or a view of one. */
struct result {
    struct lk_result *rows;
    struct lk_vm *vm;          /* of the owner of rows, to give their memory back to */
    uint64_t next;
    enum shape shape;
    uint32_t column;           /* SCALARS: of this column */
    struct lk_value source;    /* SCALARS, MAPPINGS: the Result that owns the rows */
    struct lk_value types;     /* of a SELECT of Core: its columns, which say more than OIDs */
};
/* A place in a result's rows; it has no values of its own. */
struct row {
    struct lk_value result;    /* that owns the rows */
    uint64_t index;
};

/* Views made by scalars() and mappings() read the rows of the result they come from. One step
 * suffices, for a view of a view refers to the first result. */
static struct result *owner(struct lk_value v)
{
    struct result *r = lk_payload(v);
    return r->source.tag == LK_T_OBJECT ? lk_payload(r->source) : r;
}

/* A row keeps its result alive, and that the rows. Never NULL: a row is only made where there
 * are rows. */
static struct lk_result *rows_of(struct lk_value row)
{
    return owner(((struct row *)lk_payload(row))->result)->rows;
}

/* Converted at every look; results are read once as a rule. A type of Core is applied behind the
 * OID's conversion, as a result processor is. */
static bool cell(struct lk_value *out, struct lk_vm *vm, struct lk_value row, uint32_t column)
{
    struct lk_result *r = rows_of(row);
    struct lk_value types = owner(((struct row *)lk_payload(row))->result)->types;
    uint64_t index = ((struct row *)lk_payload(row))->index;
    size_t n;
    if (!lk_cell_value(out, vm, r->cell(r, index, column), r->column[column].type))
        return false;
    const struct lk_value *selected = lk_items(&n, types);
    /* Text inside the SELECT may give more columns than it names: then the OIDs decide alone. */
    if (n != r->ncolumns)
        return true;
    lk_push(vm, *out);
    return lk_result_value(out, vm, lk_sa_get(vm, selected[column], "type"), *out);
}

/* No value is converted yet. */
static struct lk_value row_object(struct lk_vm *vm, struct lk_value result, uint64_t index)
{
    struct lk_value row = lk_native_new(vm, &lk_row_type);
    struct row *r = lk_payload(row);
    r->result = result;
    r->index = index;
    return row;
}

/* All values of a row. Kept on the stack while cells are made, since those may run script
 * code. */
static bool row_tuple(struct lk_value *out, struct lk_vm *vm, struct lk_value row)
{
    uint32_t n = rows_of(row)->ncolumns;
    *out = lk_new_tuple(vm, NULL, n);
    lk_push(vm, *out);
    for (uint32_t i = 0; i < n; i++)
        if (!cell(&lk_tuple_of(*out)->v[i], vm, row, i))
            return false;
    lk_pop(vm);
    return true;
}

/* The column of a name, or -1. Of several columns with that name the first counts. */
static int64_t column_of(const struct lk_result *r, struct lk_str name)
{
    for (uint32_t i = 0; i < r->ncolumns; i++)
        if (lk_str_eq(r->column[i].name, name))
            return i;
    return -1;
}

/* A column as key stands for its name. row[table.c.x] is of 1.x. */
static struct lk_str key_name(struct lk_vm *vm, struct lk_value key)
{
    return lk_text(lk_is(key, LK_T_OBJECT) ? lk_sa_get(vm, key, "name") : key);
}

/* Columns that are called like a method of Row are reached by index only, as in SQLAlchemy. */
static bool row_getattr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t i = column_of(rows_of(a->v[0]), lk_text(a->v[1]));
    if (i >= 0)
        return cell(out, vm, a->v[0], (uint32_t)i);
    return lk_raise(vm, LK_EXC_AttributeError, "Could not locate column in row for column '" LK_PRI
                    "'", LK_ARG(lk_text(a->v[1])));
}

/* row[0], row[1:], and as in 1.x row["name"]. Slices go through the tuple; negative indexes
 * count from the end. */
static bool row_getitem(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value tuple;
    if (lk_is(a->v[1], LK_T_STR) || lk_is(a->v[1], LK_T_OBJECT)) {
        struct lk_str name = key_name(vm, a->v[1]);
        int64_t i = column_of(rows_of(a->v[0]), name);
        return i >= 0 ? cell(out, vm, a->v[0], (uint32_t)i)
                      : lk_sa_raise(vm, "NoSuchColumnError", "Could not locate column in row for "
                                    "column '" LK_PRI "'", LK_ARG(name));
    }
    int64_t n = rows_of(a->v[0])->ncolumns;
    if (lk_is(a->v[1], LK_T_INT)) {
        int64_t i = a->v[1].as.i < 0 ? a->v[1].as.i + n : a->v[1].as.i;
        if (i < 0 || i >= n)
            return lk_raise(vm, LK_EXC_IndexError, "tuple index out of range");
        return cell(out, vm, a->v[0], (uint32_t)i);
    }
    return row_tuple(&tuple, vm, a->v[0]) && lk_vm_getitem(out, vm, tuple, a->v[1]);
}

/* len(row). Known without looking at any cell. */
static bool row_len(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_int(rows_of(a->v[0])->ncolumns);
    return true;
}

/* a, b = row. Unpacking converts all cells at once. */
static bool row_iter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value tuple;
    return row_tuple(&tuple, vm, a->v[0]) && lk_vm_iter(out, vm, tuple);
}

/* repr(row). SQLAlchemy prints a row as the tuple of its values as well. */
static bool row_repr(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value tuple;
    return row_tuple(&tuple, vm, a->v[0]) && lk_vm_repr(out, vm, tuple);
}

/* tuple(self). A real tuple, for code that tests for one. */
static bool row_as_tuple(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return row_tuple(out, vm, a->v[0]);
}

/* Rows are keys like the tuples they equal. Values that cannot be hashed, lists of a JSON column
 * for instance, raise TypeError. */
static bool row_hash(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value tuple;
    int64_t hash;
    if (!row_tuple(&tuple, vm, a->v[0]) || !lk_vm_hash(&hash, vm, tuple))
        return false;
    *out = lk_int(hash);
    return true;
}

/* A row compares as its tuple. v[0] is the row's tuple and v[1] the other side, a tuple too if
 * it was a row. Both are left on the stack. */
static bool comparable(struct lk_value v[2], struct lk_vm *vm, const struct lk_args *a)
{
    if (!row_tuple(&v[0], vm, a->v[0]))
        return false;
    lk_push(vm, v[0]);
    v[1] = a->v[1];
    if (lk_is(v[1], LK_T_OBJECT) && lk_is_native(vm, v[1], &lk_row_type)
        && !row_tuple(&v[1], vm, a->v[1]))
        return false;
    lk_push(vm, v[1]);
    return true;
}

/* row == (1, "a"). Compared with anything but a tuple or row it is false. */
static bool row_eq(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[2];
    bool equal;
    if (!comparable(v, vm, a) || !lk_vm_eq(&equal, vm, v[0], v[1]))
        return false;
    *out = lk_bool(equal);
    return true;
}

/* sorted(rows). Values of different types raise TypeError, as tuples of them do. */
static bool row_less(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[2];
    bool less;
    if (!comparable(v, vm, a) || !lk_vm_less(&less, vm, v[0], v[1]))
        return false;
    *out = lk_bool(less);
    return true;
}

/* _mapping, _asdict(): names and values. A later column of the same name takes the place of an
 * earlier one. */
static bool row_dict(struct lk_value *out, struct lk_vm *vm, struct lk_value row)
{
    struct lk_result *r = rows_of(row);
    *out = lk_new_dict(vm);
    lk_push(vm, *out);
    for (uint32_t i = 0; i < r->ncolumns; i++) {
        struct lk_value v;
        if (!cell(&v, vm, row, i))
            return false;
        if (!lk_dict_set(vm, *out, lk_new_str(vm, r->column[i].name), v))
            return false;
    }
    lk_pop(vm);
    return true;
}

/* _mapping(self), _asdict(self). A dict rather than a RowMapping: scripts read it and no
 * more. */
static bool row_mapping(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return row_dict(out, vm, a->v[0]);
}

/* The names of the columns, in order. _fields is a tuple, as named tuples have it; keys() of a
 * result gives a list. r may be NULL. */
static bool names_of(struct lk_value *out, struct lk_vm *vm, const struct lk_result *r, bool tuple)
{
    struct lk_value list = lk_new_list(vm, NULL, 0);
    lk_push(vm, list);
    for (uint32_t i = 0; r && i < r->ncolumns; i++)
        if (!lk_list_append(vm, list, lk_new_str(vm, r->column[i].name)))
            return false;
    *out = tuple ? lk_new_tuple(vm, lk_list_of(list)->v, lk_list_of(list)->n) : list;
    return true;
}

/* _fields(self), keys(self). Known without looking at any cell. */
static bool row_fields(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return names_of(out, vm, rows_of(a->v[0]), true);
}

/* The payload holds a value. What it refers to must survive as long as the row does. */
static void row_mark(struct lk_vm *vm, void *payload)
{
    lk_mark(vm, ((struct row *)payload)->result);
}

/* Names are looked up behind the methods, hence __getattr__. */
const struct lk_py_type lk_row_type = {
    .name = "Row", .module = "sqlalchemy.engine.row", .payload = sizeof(struct row),
    .mark = row_mark,
    .row = (const struct lk_py_row[]){
        {"__getattr__(self, name)", row_getattr, 0, "the column of that name"},
        {"__getitem__(self, key)", row_getitem, 0, "the column at that place"},
        {"__len__(self)", row_len, 0, "how many columns"},
        {"__iter__(self)", row_iter, 0, "the values"},
        {"__repr__(self)", row_repr, 0, "as a tuple"},
        {"__hash__(self)", row_hash, 0, "as a tuple"},
        {"__eq__(self, other)", row_eq, 0, "as a tuple"},
        {"__lt__(self, other)", row_less, 0, "as a tuple"},
        {"_mapping(self)", row_mapping, LK_PY_PROPERTY, "names and values"},
        {"_asdict(self)", row_mapping, 0, "names and values"},
        {"_fields(self)", row_fields, LK_PY_PROPERTY, "the names"},
        {"_tuple(self)", row_as_tuple, 0, "the values"},
        {"tuple(self)", row_as_tuple, 0, "the values"},
        {"keys(self)", row_fields, 0, "the names"},
        {NULL, NULL, 0, NULL}}};

/* The next row in the result's shape, EMPTY at the end. Moves the cursor that all views of a
 * result share. A statement without rows raises what SQLAlchemy raises, since a script that
 * reads from it is mistaken. */
static bool take(struct lk_value *out, struct lk_vm *vm, struct lk_value self)
{
    struct result *r = lk_payload(self), *own = owner(self);
    *out = lk_empty();
    if (!own->rows || !own->rows->ncolumns)
        return lk_sa_raise(vm, "ResourceClosedError", "This result object does not return rows. It "
                           "has been closed automatically.");
    if (own->next >= own->rows->nrows)
        return true;
    struct lk_value row = row_object(vm, r == own ? self : r->source, own->next++);
    if (r->shape == SCALARS) {
        lk_push(vm, row);
        return cell(out, vm, row, r->column);
    }
    *out = row;
    if (r->shape != MAPPINGS)
        return true;
    lk_push(vm, row);
    return row_dict(out, vm, row);
}

/* The step of the iterator; its state is the result. EMPTY ends the iteration. */
static bool result_next(struct lk_value *out, struct lk_vm *vm, struct lk_value self)
{
    return take(out, vm, self);
}

/* for row in result. A second loop goes on where the first one stopped. */
static bool result_iter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_iterator(vm, result_next, a->v[0], NULL);
    return true;
}

/* fetchmany(size=None), all(), fetchall(). Only the list stays on the stack, so that many rows
 * do not fill it. */
static bool fetch_up_to(struct lk_value *out, struct lk_vm *vm, struct lk_value self, int64_t most)
{
    struct lk_value one;
    *out = lk_new_list(vm, NULL, 0);
    lk_push(vm, *out);
    for (int64_t i = 0; i < most; i++) {
        struct lk_value *mark = lk_stack_mark(vm);
        if (!take(&one, vm, self))
            return false;
        if (lk_is_empty(one))
            break;
        if (!lk_list_append(vm, *out, one))
            return false;
        lk_stack_cut(vm, mark);
    }
    return true;
}

/* all(self), fetchall(self). The rows that were fetched before are not among them. */
static bool result_all(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return fetch_up_to(out, vm, a->v[0], INT64_MAX);
}

/* fetchmany(self, size=None). Without a size it is one row, DB-API's arraysize. */
static bool result_many(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t most = 1;
    if (!lk_is_none(a->v[1]) && !lk_vm_index(&most, vm, a->v[1]))
        return false;
    return fetch_up_to(out, vm, a->v[0], most);
}

/* fetchone(self). None at the end, again and again. */
static bool result_fetchone(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!take(out, vm, a->v[0]))
        return false;
    if (lk_is_empty(*out))
        *out = lk_none();
    return true;
}

/* first(): and closes. Whatever is left is passed over, as SQLAlchemy closes the result. */
static bool result_first(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!result_fetchone(out, vm, a))
        return false;
    struct result *own = owner(a->v[0]);
    own->next = own->rows->nrows;
    return true;
}

/* one(), one_or_none(): exactly one row, or at most one. A second row is looked at to know, but
 * never converted. */
static bool only(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, bool none_too)
{
    struct lk_value second;
    if (!take(out, vm, a->v[0]))
        return false;
    if (lk_is_empty(*out)) {
        *out = lk_none();
        return none_too || lk_sa_raise(vm, "NoResultFound",
                                       "No row was found when one was required");
    }
    lk_push(vm, *out);
    if (!take(&second, vm, a->v[0]))
        return false;
    return lk_is_empty(second)
           || lk_sa_raise(vm, "MultipleResultsFound",
                          none_too ? "Multiple rows were found when one or none was required"
                                   : "Multiple rows were found when exactly one was required");
}

/* one(self). No row is NoResultFound, a second one MultipleResultsFound. */
static bool result_one(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return only(out, vm, a, false);
}

/* one_or_none(self). No row is None; a second one still is an error. */
static bool result_one_or_none(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return only(out, vm, a, true);
}

/* The first column of what a row method gives. For a view of scalars or mappings the value is
 * taken as it is. */
static bool first_column(struct lk_value *out, struct lk_vm *vm, struct lk_value row)
{
    if (lk_is(row, LK_T_OBJECT) && lk_is_native(vm, row, &lk_row_type)) {
        lk_push(vm, row);
        return cell(out, vm, row, 0);
    }
    *out = row;
    return true;
}

/* scalar(self). None where there is no row, which cannot be told from NULL. */
static bool result_scalar(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value row;
    return result_first(&row, vm, a) && first_column(out, vm, row);
}

/* scalar_one(self). It counts rows, so that NULL is a value. */
static bool result_scalar_one(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value row;
    return only(&row, vm, a, false) && first_column(out, vm, row);
}

/* scalar_one_or_none(self). None for no row or for NULL. */
static bool result_scalar_or_none(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value row;
    return only(&row, vm, a, true) && first_column(out, vm, row);
}

/* A result in another shape over the same rows and the same place in them. result_mark() keeps
 * the source alive. */
static struct lk_value view(struct lk_vm *vm, struct lk_value self, enum shape shape)
{
    struct lk_value v = lk_native_new(vm, &lk_result_type);
    struct result *r = lk_payload(v), *from = lk_payload(self);
    r->shape = shape;
    r->source = from->source.tag == LK_T_OBJECT ? from->source : self;
    return v;
}

/* scalars(self, index=0): the index may be a name. Only this column is ever converted. */
static bool result_scalars(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t column = 0;
    if (lk_is(a->v[1], LK_T_STR))
        column = column_of(owner(a->v[0])->rows, lk_text(a->v[1]));
    else if (!lk_vm_index(&column, vm, a->v[1]))
        return false;
    if (column < 0 || !owner(a->v[0])->rows || column >= owner(a->v[0])->rows->ncolumns)
        return lk_sa_raise(vm, "NoSuchColumnError", "there is no such column in the result");
    *out = view(vm, a->v[0], SCALARS);
    ((struct result *)lk_payload(*out))->column = (uint32_t)column;
    return true;
}

/* mappings(self). Each row comes as a dict of its own. */
static bool result_mappings(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = view(vm, a->v[0], MAPPINGS);
    return true;
}

/* rowcount(self); -1 where nothing was counted. It is -1 for DDL with psycopg2, too. */
static bool result_count(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    struct lk_result *r = owner(a->v[0])->rows;
    *out = lk_int(r ? r->count : -1);
    return true;
}

/* returns_rows(self). A SELECT without any row returns rows nevertheless. */
static bool result_returns(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    struct lk_result *r = owner(a->v[0])->rows;
    *out = lk_bool(r && r->ncolumns);
    return true;
}

/* keys(self). Names as the server sent them, in order. */
static bool result_keys(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return names_of(out, vm, owner(a->v[0])->rows, false);
}

/* close(self). The memory goes when nothing refers to the result any more, since rows may be
 * kept. */
static bool result_close(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out, (void)vm;
    struct result *own = owner(a->v[0]);
    own->next = own->rows ? own->rows->nrows : 0;
    return true;
}

/* A view keeps its source alive. The list of columns of the statement is kept too, for their
 * types. */
static void result_mark(struct lk_vm *vm, void *payload)
{
    lk_mark(vm, ((struct result *)payload)->source);
    lk_mark(vm, ((struct result *)payload)->types);
}

/* Rows are freed with the result that owns them. A view has none of its own. */
static void result_free(void *payload)
{
    struct result *r = payload;
    if (r->rows)
        lk_vm_external(r->vm, -(ptrdiff_t)r->rows->bytes);
    lk_result_free(r->rows);
}

const struct lk_py_type lk_result_type = {
    .name = "CursorResult", .module = "sqlalchemy.engine.cursor", .payload = sizeof(struct result),
    .mark = result_mark, .free = result_free,
    .row = (const struct lk_py_row[]){
        {"__iter__(self)", result_iter, 0, "the rows that are left"},
        {"all(self)", result_all, 0, "the rows that are left"},
        {"fetchall(self)", result_all, 0, "the rows that are left"},
        {"fetchmany(self, size=None)", result_many, 0, "some rows"},
        {"fetchone(self)", result_fetchone, 0, "the next row or None"},
        {"first(self)", result_first, 0, "the first row or None"},
        {"one(self)", result_one, 0, "the only row"},
        {"one_or_none(self)", result_one_or_none, 0, "the only row or None"},
        {"scalar(self)", result_scalar, 0, "the first column of the first row"},
        {"scalar_one(self)", result_scalar_one, 0, "the first column of the only row"},
        {"scalar_one_or_none(self)", result_scalar_or_none, 0, "the same or None"},
        {"scalars(self, index=0)", result_scalars, 0, "one column"},
        {"mappings(self)", result_mappings, 0, "rows as mappings"},
        {"keys(self)", result_keys, 0, "the names of the columns"},
        {"rowcount(self)", result_count, LK_PY_PROPERTY, "rows affected"},
        {"returns_rows(self)", result_returns, LK_PY_PROPERTY, "are there rows"},
        {"close(self)", result_close, 0, "forgets the rows"},
        {NULL, NULL, 0, NULL}}};

/* Without rows it answers rowcount only.  Columns of a statement of Core have types of their
 * own: members of enumerations, what a TypeDecorator makes of the value. Takes over the rows,
 * which may be NULL. The columns come from the statement, as RETURNING's do. */
struct lk_value lk_result_object(struct lk_vm *vm, struct lk_result *rows,
                                 struct lk_value statement)
{
    struct lk_value v = lk_native_new(vm, &lk_result_type);
    struct result *r = lk_payload(v);
    bool select = lk_sa_is(vm, statement, LK_SA_Select);
    r->rows = rows;
    r->vm = vm;
    lk_vm_external(vm, rows ? (ptrdiff_t)rows->bytes : 0);
    if (select || lk_sa_is(vm, statement, LK_SA_UpdateBase))
        r->types = lk_sa_get(vm, statement, select ? "columns" : "returning");
    return v;
}
