/* Looks for a schema's name in a parse tree.  Names stand in it in three ways: as a field of a
 * relation, as the first of a list of texts, and as texts where a statement is about schemas.
 * Columns are lists of texts, too, and are left out: a table or column may have the same name. */
#include "sql/touch.h"

#include "sql/tree.h"
#include "sql/words.h"

#include <stdlib.h>

struct search {
    const char *schema;
    bool about_schemas;            /* texts below are names of schemas */
};

static bool search_value(struct search, const char *key, json_t *value);

static bool is_text(const json_t *value, const char *text)
{
    const char *s = json_string_value(value);
    return s && strcmp(s, text) == 0;
}

/* The text of {"String": {"sval": …}}, or NULL. */
static const char *name_in(const json_t *item)
{
    return json_string_value(json_object_get(json_object_get(item, "String"), "sval"));
}

/* Lists of names by the key that holds them; others hold columns. */
static bool holds_names(const char *key)
{
    static const char *const keys[] = {"collname", "defnames", "domainname", "funcname",
                                       "handler_name", "items", "name", "names", "objname",
                                       "opclassname", "opfamilyname", "typeName"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

/* schema.name, or only the schema in a list of schemas. */
static bool search_list(struct search s, const char *key, json_t *list)
{
    size_t i;
    json_t *item;
    const char *first = name_in(json_array_get(list, 0));
    bool qualified = holds_names(key) && json_array_size(list) > 1;
    if (first && qualified && strcmp(first, s.schema) == 0)
        return true;
    json_array_foreach(list, i, item)
        if (search_value(s, key, item))
            return true;
    return false;
}

/* Is the schema one of the names of a search path, "a, b" or one text each? */
static bool is_on_path(struct search s, struct lk_str path)
{
    struct lk_str piece, name = lk_str_of(s.schema);
    while (lk_str_split(&piece, &path, ',')) {
        piece = lk_str_trim(piece);
        if (piece.n > 1 && piece.p[0] == '"')
            piece = lk_str_cut(piece, 1, piece.n - 1);
        if (lk_str_eq_nocase(piece, name))
            return true;
    }
    return false;
}

/* SET search_path; set_config() has its arguments in the same form of constants. */
static bool search_path(struct search s, json_t *value)
{
    const char *key;
    json_t *child;
    size_t i;
    if (json_is_string(value))
        return is_on_path(s, lk_str_of(json_string_value(value)));
    json_object_foreach(value, key, child)
        if (search_path(s, child))
            return true;
    json_array_foreach(value, i, child)
        if (search_path(s, child))
            return true;
    return false;
}

static bool is_set_config(json_t *node)
{
    json_t *names = json_object_get(node, "funcname");
    const char *last = name_in(json_array_get(names, json_array_size(names) - 1));
    return last && strcmp(last, "set_config") == 0;
}

/* Statements and options that are about schemas as such. */
static bool is_about_schemas(json_t *node)
{
    static const char *const kinds[] = {"objectType", "objtype", "removeType", "renameType"};
    static const char *const options[] = {"new_schema", "schema", "schemas"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_text(json_object_get(node, kinds[i]), "OBJECT_SCHEMA"))
            return true;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (is_text(json_object_get(node, "defname"), options[i]))
            return true;
    return is_text(json_object_get(node, "targtype"), "ACL_TARGET_ALL_IN_SCHEMA");
}

/* The body of a function or of DO is text to this parser. */
static bool search_body(struct search s, json_t *node)
{
    json_t *arg = json_object_get(node, "arg");
    json_t *list = json_object_get(json_object_get(arg, "List"), "items");
    const char *body = name_in(list ? json_array_get(list, 0) : arg);
    return body && lk_words_qualify(lk_str_of(body), lk_str_of(s.schema));
}

static bool search_node(struct search s, json_t *node)
{
    const char *key;
    json_t *child;
    bool sets_path = is_text(json_object_get(node, "name"), "search_path");
    if ((sets_path || is_set_config(node)) && search_path(s, json_object_get(node, "args")))
        return true;
    if (is_text(json_object_get(node, "defname"), "as") && search_body(s, node))
        return true;
    s.about_schemas = s.about_schemas || is_about_schemas(node);
    json_object_foreach(node, key, child)
        if (search_value(s, key, child))
            return true;
    return false;
}

static bool search_value(struct search s, const char *key, json_t *value)
{
    static const char *const fields[] = {"schemaname", "newschema", "nspname"};
    if (json_is_object(value))
        return search_node(s, value);
    if (json_is_array(value))
        return search_list(s, key, value);
    if (!is_text(value, s.schema))
        return false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(key, fields[i]) == 0)
            return true;
    return s.about_schemas && (strcmp(key, "sval") == 0 || strcmp(key, "subname") == 0);
}

/* Most texts do not have the name in any case, and need no parser. */
static bool may_have(struct lk_str text, struct lk_str name)
{
    for (size_t i = 0; i + name.n <= text.n; i++)
        if (lk_str_eq_nocase(lk_str_cut(text, i, i + name.n), name))
            return true;
    return false;
}

bool lk_sql_touches(struct lk_str text, struct lk_str schema)
{
    if (!may_have(text, schema))
        return false;
    json_t *tree = lk_sql_tree(text);
    if (!tree)
        return lk_words_qualify(text, schema);
    char *name = lk_strdup(schema);
    struct search s = {.schema = name};
    bool touches = search_value(s, "", tree);
    free(name);
    json_decref(tree);
    return touches;
}
