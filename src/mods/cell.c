/* Cells of results as values, by the type's OID, as psycopg2 2.9 converts them.
 *
 * The database sends text; a conversion happens when a script looks at the cell, so that columns
 * that nobody reads cost nothing.  Types with a class of their own in Python (dates, Decimal, JSON)
 * go through the standard modules, as a script would make them.  What psycopg2 leaves as text stays
 * text: uuid, inet, ranges, enumerations. */
#include "mods/sa_result.h"
#include <stdlib.h>

typedef bool convert(struct lk_value *out, struct lk_vm *vm, struct lk_str cell);

/* module.name(text), for what the standard modules define. `name` may have dots, for class
 * methods. Argument and function are left on the stack. */
static bool call(struct lk_value *out, struct lk_vm *vm, const char *module, const char *name,
                 struct lk_value argument)
{
    struct lk_value fn, part;
    struct lk_str one, rest = lk_str_of(name);
    lk_push(vm, argument);
    if (!lk_vm_import(&fn, vm, lk_str_of(module)))
        return false;
    if (lk_is_empty(fn))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck has no module '%s'", module);
    while (lk_str_split(&one, &rest, '.')) {
        if (!lk_vm_getattr(&part, vm, fn, lk_intern(vm, one)))
            return false;
        fn = part;
    }
    lk_push(vm, fn);
    return lk_vm_callv(out, vm, fn, &argument, 1);
}

/* t or f. The server's text format has no other forms. */
static bool to_bool(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    (void)vm;
    *out = lk_bool(s.n && s.p[0] == 't');
    return true;
}

/* int2, int4, int8 and oid; all fit. oid is unsigned, but of 32 bits. */
static bool to_int(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    (void)vm;
    *out = lk_int(strtoll(s.p, NULL, 10));
    return true;
}

/* float4 and float8; the server prints the shortest text that reads back the same. NaN and
 * Infinity are read by strtod() as well. */
static bool to_float(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    (void)vm;
    *out = lk_float(strtod(s.p, NULL));
    return true;
}

/* text as it is; also what psycopg2 has no conversion for. */
static bool to_str(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    *out = lk_new_str(vm, s);
    return true;
}

/* numeric keeps its scale: Decimal("1.50"). NaN is a Decimal too. */
static bool to_decimal(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    return call(out, vm, "decimal", "Decimal", lk_new_str(vm, s));
}

/* Dates and times come in ISO style: the connection sets DateStyle. Years beyond 9999 and BC
 * raise ValueError, as datetime cannot hold them. */
static bool to_date(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    return call(out, vm, "datetime", "date.fromisoformat", lk_new_str(vm, s));
}

/* time.fromisoformat() takes the zone of timetz too. */
static bool to_time(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    return call(out, vm, "datetime", "time.fromisoformat", lk_new_str(vm, s));
}

/* With a zone the text ends in +00, which fromisoformat() takes. */
static bool to_datetime(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    return call(out, vm, "datetime", "datetime.fromisoformat", lk_new_str(vm, s));
}

/* psycopg2 parses json and jsonb by itself, also for text() queries. Numbers become int and
 * float; no parse_float is set, as in psycopg2. */
static bool to_json(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    return call(out, vm, "json", "loads", lk_new_str(vm, s));
}

/* IntervalStyle postgres: "1 year 2 mons 3 days -04:05:06.78"; years and months are 365 and 30
 * days, as psycopg2 has them. A sign belongs to its own part; -04:05 is negative in hours and
 * minutes. Months and years are counted in days, since timedelta knows no longer unit. */
static bool to_interval(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    static const struct { const char *unit; int days; } units[] = {{"year", 365}, {"mon", 30},
                                                                   {"day", 1}};
    int64_t days = 0, micros = 0;
    const char *p = s.p;
    while (*p) {
        char *end;
        bool minus = *p == '-';
        long long n = strtoll(p, &end, 10);
        if (*end == ':') {
            long long minutes = strtoll(end + 1, &end, 10);
            double seconds = *end == ':' ? strtod(end + 1, &end) : 0;
            int64_t us = ((minus ? -n : n) * 3600 + minutes * 60) * 1000000
                         + (int64_t)(seconds * 1e6 + 0.5);
            micros += minus ? -us : us;
        } else {
            end += *end == ' ';
            for (size_t i = 0; i < 3; i++)
                if (strncmp(end, units[i].unit, strlen(units[i].unit)) == 0)
                    days += n * units[i].days;
            end += strcspn(end, " ");
        }
        p = end + strspn(end, " ");
    }
    const struct lk_value v[] = {lk_int(days), lk_int(0), lk_int(micros)};
    struct lk_value module, cls;
    return lk_vm_import(&module, vm, LK_STR("datetime"))
           && lk_vm_getattrz(&cls, vm, module, "timedelta") && lk_vm_callv(out, vm, cls, v, 3);
}

/* The value of a hexadecimal digit. The server only sends digits and lower case. */
static int digit(char c)
{
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* \x0123…. The server's default format is hex; the older one is refused. */
static bool to_bytes(struct lk_value *out, struct lk_vm *vm, struct lk_str s)
{
    if (!lk_str_starts(s, LK_STR("\\x")))
        return lk_refuse(vm, LK_E_UNSUPPORTED, "bytea_output must be hex");
    struct lk_buf b = {0};
    for (size_t i = 2; i + 1 < s.n; i += 2)
        lk_buf_addc(&b, (char)(digit(s.p[i]) << 4 | digit(s.p[i + 1])));
    *out = lk_new_bytes(vm, lk_buf_str(&b));
    lk_buf_clear(&b);
    return true;
}

static const struct { uint32_t oid, array; convert *to; } types[] = {
    {16, 1000, to_bool},      {20, 1016, to_int},        {21, 1005, to_int},
    {23, 1007, to_int},       {26, 1028, to_int},        {700, 1021, to_float},
    {701, 1022, to_float},    {1700, 1231, to_decimal},  {1082, 1182, to_date},
    {1083, 1183, to_time},    {1266, 1270, to_time},     {1114, 1115, to_datetime},
    {1184, 1185, to_datetime}, {114, 199, to_json},      {3802, 3807, to_json},
    {17, 1001, to_bytes},     {25, 1009, to_str},        {1043, 1015, to_str},
    {1042, 1014, to_str},     {19, 1003, to_str},        {18, 1002, to_str},
    {2950, 2951, to_str},     {1186, 1187, to_interval},
};

/* Reads {a,"b c",NULL,{…}}; the text of quoted elements is unescaped. A place in an array's
 * text; r->to converts its elements. */
struct reader {
    struct lk_str s;
    size_t at;
    convert *to;
};
static bool element(struct lk_value *out, struct lk_vm *vm, struct reader *r);

/* {…}: a list; arrays of arrays are lists of lists. The list stays on the stack while elements
 * are made. */
static bool array(struct lk_value *out, struct lk_vm *vm, struct reader *r)
{
    *out = lk_new_list(vm, NULL, 0);
    lk_push(vm, *out);
    for (r->at++; r->at < r->s.n && r->s.p[r->at] != '}';) {
        struct lk_value v;
        if (!element(&v, vm, r) || !lk_list_append(vm, *out, v))
            return false;
        if (r->at < r->s.n && r->s.p[r->at] == ',')
            r->at++;
    }
    r->at++;
    return true;
}

/* One element, or a nested array; an unquoted NULL is None. Depth is bounded by the runtime's
 * limit of nesting. */
static bool element(struct lk_value *out, struct lk_vm *vm, struct reader *r)
{
    if (r->s.p[r->at] == '{') {
        if (!lk_vm_enter(vm, " in an array"))
            return false;
        bool fine = array(out, vm, r);
        lk_vm_leave(vm);
        return fine;
    }
    struct lk_buf b = {0};
    /* Only quoted elements may hold braces, commas or the word NULL as text. */
    bool quoted = r->s.p[r->at] == '"';
    const char *end = quoted ? "\"" : ",}";
    for (r->at += quoted; r->at < r->s.n && !strchr(end, r->s.p[r->at]); r->at++) {
        if (r->s.p[r->at] == '\\' && r->at + 1 < r->s.n)
            r->at++;
        lk_buf_addc(&b, r->s.p[r->at]);
    }
    r->at += quoted;
    *out = lk_none();
    bool fine = (!quoted && lk_str_eq_nocase(lk_buf_str(&b), LK_STR("NULL")))
                || r->to(out, vm, lk_buf_str(&b));
    lk_buf_clear(&b);
    return fine;
}

/* A NULL cell is None whatever its type is. Types that are not known come as text, which is
 * what psycopg2 does with enumerations and extensions. An array whose text begins with its
 * bounds stays text too. */
bool lk_cell_value(struct lk_value *out, struct lk_vm *vm, struct lk_str cell, uint32_t type)
{
    *out = lk_none();
    if (!cell.p)
        return true;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (types[i].oid == type)
            return types[i].to(out, vm, cell);
        if (types[i].array == type && cell.n && cell.p[0] == '{')
            return array(out, vm, &(struct reader){cell, 0, types[i].to});
    }
    return to_str(out, vm, cell);
}
