/* The JSON Schema of manifests, from the tables of keys, operations and nodes.  For editors: it
 * knows names, kinds and what is required, and is of one mind with the reader but for what a text
 * means and for names in another case (tests/rev/schema_mutants.py). */
#include "rev/manual.h"
#include "rev/value.h"
#include "sql/lower.h"

#include <stdlib.h>

/* An object or array while it is written: what stands between its entries. */
static void entry(struct lk_buf *out, bool *first)
{
    lk_buf_addz(out, *first ? "" : ", ");
    *first = false;
}

static void key(struct lk_buf *out, struct lk_str name)
{
    lk_buf_json(out, name);
    lk_buf_addz(out, ": ");
}

static void reference(struct lk_buf *out, const char *kind, struct lk_str name)
{
    lk_buf_addf(out, "{\"$ref\": \"#/$defs/%s" LK_PRI "\"}", kind, LK_ARG(name));
}

/* {name: arguments} for each row that is wanted: a map of one key.  Nodes may have their mark. */
static void choice(struct lk_buf *out, const struct lk_def *rows, size_t n, int family)
{
    bool first = true;
    lk_buf_addz(out, "{\"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1, "
                     "\"additionalProperties\": false, \"properties\": {");
    for (size_t i = 0; i < n; i++) {
        if (family < 0 || rows[i].family == family) {
            entry(out, &first);
            key(out, lk_str_of(rows[i].name));
            reference(out, rows[i].family == LK_FAMILY_OP ? "op." : "node.",
                      lk_str_of(rows[i].name));
        }
        if (rows[i].family != LK_FAMILY_OP && (family < 0 || rows[i].family == family)) {
            lk_buf_addf(out, ", \"$%s\": ", rows[i].name);
            reference(out, "node.", lk_str_of(rows[i].name));
        }
    }
    lk_buf_addz(out, "}}");
}

/* What one kind of a signature allows.  A text may be a special value; plain kinds are defined
 * once. */
static void kind_schema(struct lk_buf *out, struct lk_str kind, bool implied)
{
    static const char *const plain[] = {"bool", "bytes", "constraint", "expr", "float", "from",
                                        "int", "list", "map", "rows", "statement", "str", "type"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (lk_str_is(kind, plain[i])) {
            reference(out, "kind.", kind);
            return;
        }
    }
    const struct lk_def *def = lk_node_find(kind);
    if (!def) {
        lk_buf_addz(out, "{}");
        return;
    }
    choice(out, def, 1, -1);
    if (implied) {
        lk_buf_addz(out, ", {\"allOf\": [{\"not\": {\"type\": \"array\"}}, ");
        reference(out, "node.", kind);
        lk_buf_addz(out, "]}");
    }
}

/* Is null understood?  As lk_def_accepts() has it. */
static bool takes_null(const struct lk_param *p)
{
    return !p->dflt || lk_datum_is(p->dflt, LK_DATUM_NULL) ||
           lk_str_find(p->what, LK_STR("bool"), 0) >= 0;
}

/* One value of a parameter; the arguments of the first node of its kinds are enough. */
static void value_schema(struct lk_buf *out, const struct lk_param *p)
{
    struct lk_str one, rest = p->what;
    if (!rest.n || lk_str_find(rest, LK_STR("any"), 0) >= 0) {
        lk_buf_addz(out, "{\"$ref\": \"#/$defs/data\"}");
        return;
    }
    bool first = true;
    lk_buf_addz(out, "{\"anyOf\": [");
    for (bool implied = true; lk_str_split(&one, &rest, '|'); implied = false) {
        entry(out, &first);
        bool data = lk_str_is(one, "list") && lk_value_is_data(p);
        kind_schema(out, data ? LK_STR("rows") : one, implied);
    }
    if (takes_null(p)) {
        lk_buf_addz(out, ", {\"type\": \"null\"}");
    }
    lk_buf_addz(out, "]}");
}

/* A parameter's value as it stands under its name: of *rest a list. */
static void param_schema(struct lk_buf *out, const struct lk_param *p)
{
    if (p->kind != LK_PARAM_REST) {
        value_schema(out, p);
        return;
    }
    lk_buf_addz(out, "{\"type\": \"array\", \"items\": ");
    value_schema(out, p);
    lk_buf_addc(out, '}');
}

/* What a row of **extra takes beside its own names. */
static void keywords(struct lk_buf *out, const struct lk_def *def, const struct lk_sig *sig)
{
    lk_buf_addz(out, "\"additionalProperties\": {\"$ref\": \"#/$defs/data\"}, "
                     "\"propertyNames\": {\"anyOf\": [{\"$ref\": \"#/$defs/keyword\"}");
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_str names[] = {sig->param[i].name, lk_value_alias(def, &sig->param[i])};
        for (size_t k = 0; sig->param[i].kind != LK_PARAM_EXTRA && k < 2; k++) {
            if (names[k].n) {
                lk_buf_addz(out, ", {\"const\": ");
                lk_buf_json(out, names[k]);
                lk_buf_addc(out, '}');
            }
        }
    }
    lk_buf_addz(out, "]}");
}

/* Each name of each parameter. */
static void properties(struct lk_buf *out, const struct lk_def *def, const struct lk_sig *sig)
{
    bool first = true;
    lk_buf_addz(out, "\"properties\": {");
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_str names[] = {sig->param[i].name, lk_value_alias(def, &sig->param[i])};
        for (size_t k = 0; sig->param[i].kind != LK_PARAM_EXTRA && k < 2; k++) {
            if (names[k].n) {
                entry(out, &first);
                key(out, names[k]);
                param_schema(out, &sig->param[i]);
            }
        }
    }
    if (sig->extra < 0) {
        lk_buf_addz(out, "}, \"additionalProperties\": false");
    } else {
        lk_buf_addz(out, "}, ");
        keywords(out, def, sig);
    }
}

/* Is it one that must be given? */
static bool is_required(const struct lk_param *p)
{
    return !p->dflt && p->kind != LK_PARAM_REST && p->kind != LK_PARAM_EXTRA;
}

/* {"required": [name]} */
static void given(struct lk_buf *out, struct lk_str name)
{
    lk_buf_addz(out, "{\"required\": [");
    lk_buf_json(out, name);
    lk_buf_addz(out, "]}");
}

/* Each required parameter under one of its names, and none under both. */
static void required(struct lk_buf *out, const struct lk_def *def, const struct lk_sig *sig)
{
    bool first = true;
    for (uint16_t i = 0; i < sig->n; i++) {
        struct lk_str alias = lk_value_alias(def, &sig->param[i]);
        bool needed = is_required(&sig->param[i]);
        if (!needed && !alias.n) {
            continue;
        }
        lk_buf_addz(out, first ? ", \"allOf\": [" : ", ");
        first = false;
        lk_buf_addz(out, needed ? "{\"oneOf\": [" : "{\"not\": {\"allOf\": [");
        given(out, sig->param[i].name);
        if (alias.n) {
            lk_buf_addz(out, ", ");
            given(out, alias);
        }
        lk_buf_addz(out, needed ? "]}" : "]}}");
    }
    lk_buf_addz(out, first ? "" : "]");
}

/* The arguments as a list by position: required ones must be there, and none beyond the last. */
static void positions(struct lk_buf *out, const struct lk_sig *sig)
{
    size_t least = 0;
    bool first = true;
    lk_buf_addf(out, "{\"type\": \"array\", %s", sig->npos ? "\"prefixItems\": [" : "");
    for (uint16_t i = 0; i < sig->npos; i++) {
        entry(out, &first);
        value_schema(out, &sig->param[i]);
        least = is_required(&sig->param[i]) ? i + 1u : least;
    }
    lk_buf_addf(out, "%s\"minItems\": %zu, \"items\": ", sig->npos ? "], " : "", least);
    if (sig->rest < 0) {
        lk_buf_addz(out, "false");
    } else {
        value_schema(out, &sig->param[sig->rest]);
    }
    lk_buf_addc(out, '}');
}

/* A scalar for the first argument, or nothing at all where nothing is required. */
static void scalar(struct lk_buf *out, const struct lk_sig *sig)
{
    size_t needs = 0;
    for (uint16_t i = 0; i < sig->n; i++) {
        needs += is_required(&sig->param[i]);
    }
    bool first = sig->npos && (needs == 0 || (needs == 1 && is_required(&sig->param[0])));
    if (first || (needs == 0 && sig->rest == 0)) {
        lk_buf_addz(out, ", {\"allOf\": [{\"type\": [\"string\", \"number\", \"boolean\"]}, ");
        value_schema(out, &sig->param[0]);
        lk_buf_addz(out, "]}");
    }
    if (needs == 0) {
        lk_buf_addz(out, ", {\"type\": \"null\"}");
    }
}

/* One row: its sentence, and its arguments in the three forms. */
static void row_schema(struct lk_buf *out, const struct lk_def *def)
{
    const struct lk_sig *sig = lk_def_sig(def);
    lk_buf_addf(out, "    \"%s.%s\": {\"description\": ",
                def->family == LK_FAMILY_OP ? "op" : "node", def->name);
    lk_buf_json(out, lk_str_of(def->doc));
    lk_buf_addz(out, ", \"anyOf\": [{\"type\": \"object\", ");
    properties(out, def, sig);
    required(out, def, sig);
    lk_buf_addz(out, "}, ");
    positions(out, sig);
    scalar(out, sig);
    lk_buf_addz(out, "]},\n");
}

/* A type by its bare name, as the table has it or in lower case. */
static void type_names(struct lk_buf *out)
{
    bool first = true;
    lk_buf_addz(out, "{\"enum\": [");
    for (size_t i = 0; i < LK_NODE_COUNT; i++) {
        struct lk_str name = lk_str_of(lk_node_table[i].name);
        struct lk_buf lower = {0};
        for (size_t k = 0; k < name.n; k++) {
            char c = name.p[k];
            lk_buf_addc(&lower, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
        }
        bool seen = lk_str_eq(lk_buf_str(&lower), name);
        for (size_t k = 0; k < i; k++) {
            seen = seen || (lk_node_table[k].family == LK_FAMILY_TYPE &&
                            lk_str_eq_nocase(lk_str_of(lk_node_table[k].name), name));
        }
        if (lk_node_table[i].family == LK_FAMILY_TYPE) {
            entry(out, &first);
            lk_buf_json(out, name);
        }
        if (lk_node_table[i].family == LK_FAMILY_TYPE && !seen) {
            entry(out, &first);
            lk_buf_json(out, lk_buf_str(&lower));
        }
        lk_buf_clear(&lower);
    }
    lk_buf_addz(out, "]}");
}

/* Families of nodes; a type may be its name alone. */
static void families(struct lk_buf *out)
{
    static const struct {
        const char *name;
        enum lk_family family;
    } rows[] = {{"constraint", LK_FAMILY_CONSTRAINT}, {"expr", LK_FAMILY_EXPR},
                {"from", LK_FAMILY_FROM}, {"statement", LK_FAMILY_STATEMENT},
                {"type", LK_FAMILY_TYPE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lk_buf_addf(out, "    \"kind.%s\": {\"anyOf\": [", rows[i].name);
        if (rows[i].family == LK_FAMILY_TYPE) {
            type_names(out);
            lk_buf_addz(out, ", ");
        }
        choice(out, lk_node_table, LK_NODE_COUNT, rows[i].family);
        lk_buf_addz(out, "]},\n");
    }
}

/* Definitions that no table has: scalars, and what keys of a manifest take. */
static const char fixed[] =
    "    \"kind.bool\": {\"type\": \"boolean\"},\n"
    "    \"kind.bytes\": {\"$ref\": \"#/$defs/special\"},\n"
    "    \"kind.float\": {\"anyOf\": [{\"type\": \"number\"}, {\"$ref\": \"#/$defs/special\"}]},\n"
    "    \"kind.int\": {\"type\": \"integer\"},\n"
    "    \"kind.list\": {\"anyOf\": [{\"type\": \"array\", "
    "\"items\": {\"$ref\": \"#/$defs/item\"}}, "
    "{\"$ref\": \"#/$defs/tuple\"}]},\n"
    "    \"kind.rows\": {\"anyOf\": [{\"type\": \"array\", "
    "\"items\": {\"$ref\": \"#/$defs/data\"}}, "
    "{\"$ref\": \"#/$defs/tuple\"}]},\n"
    "    \"tuple\": {\"type\": \"object\", \"required\": [\"$tuple\"], "
    "\"additionalProperties\": false, \"properties\": {\"$tuple\": {\"type\": \"array\", "
    "\"items\": {\"$ref\": \"#/$defs/data\"}}}},\n"
    "    \"words\": {\"type\": [\"string\", \"number\", \"boolean\", \"null\"]},\n"
    "    \"kind.map\": {\"anyOf\": [{\"$ref\": \"#/$defs/special\"}, {\"type\": \"object\", "
    "\"additionalProperties\": {\"$ref\": \"#/$defs/data\"}}]},\n"
    "    \"kind.str\": {\"anyOf\": [{\"$ref\": \"#/$defs/text\"}, "
    "{\"$ref\": \"#/$defs/marked\"}]},\n"
    "    \"marked\": {\"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1, "
    "\"additionalProperties\": false, \"properties\": {\"$conv\": {\"$ref\": \"#/$defs/words\"}, "
    "\"$quoted\": {\"$ref\": \"#/$defs/words\"}, \"$unquoted\": {\"$ref\": \"#/$defs/words\"}}},\n"
    "    \"data\": {\"anyOf\": [{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}, "
    "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/data\"}}, "
    "{\"$ref\": \"#/$defs/special\"}, {\"type\": \"object\", \"additionalProperties\": "
    "{\"$ref\": \"#/$defs/data\"}, \"if\": {\"maxProperties\": 1}, "
    "\"then\": {\"propertyNames\": {\"pattern\": \"^([^$]|$)\"}}}]},\n"
    "    \"text\": {\"type\": [\"string\", \"number\", \"boolean\"]},\n"
    "    \"id\": {\"type\": [\"string\", \"number\", \"boolean\"], \"minLength\": 1},\n"
    "    \"texts\": {\"type\": \"object\", \"additionalProperties\": "
    "{\"$ref\": \"#/$defs/text\"}},\n"
    "    \"names\": {\"anyOf\": [{\"type\": \"null\"}, {\"$ref\": \"#/$defs/text\"}, "
    "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/text\"}}]},\n"
    "    \"failures\": {\"anyOf\": [{\"type\": \"null\"}, {\"$ref\": \"#/$defs/failure\"}, "
    "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/failure\"}}]},\n"
    "    \"failure\": {\"anyOf\": [{\"type\": \"string\", \"pattern\": "
    "\"^(missing|exists|[0-9A-Z]{5})$\"}, {\"type\": \"integer\"}]},\n"
    "    \"operations\": {\"anyOf\": [{\"type\": \"null\"}, {\"type\": \"array\", \"items\": "
    "{\"$ref\": \"#/$defs/operation\"}}]},\n"
    "    \"facts\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {";

/* {$name: …}, by name: what YAML has no words for, and nodes. */
static void special(struct lk_buf *out)
{
    static const char *const texts[] = {"$bytes", "$conv", "$float", "$numeric", "$quoted",
                                        "$unquoted"};
    lk_buf_addz(out, "    \"special\": {\"type\": \"object\", \"minProperties\": 1, "
                     "\"maxProperties\": 1, \"additionalProperties\": false, \"properties\": {"
                     "\"$map\": {\"type\": \"object\"}, \"$tuple\": {\"type\": \"array\", "
                     "\"items\": {\"$ref\": \"#/$defs/data\"}}");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        lk_buf_addf(out, ", \"%s\": {\"$ref\": \"#/$defs/words\"}", texts[i]);
    }
    for (size_t i = 0; i < LK_NODE_COUNT; i++) {
        lk_buf_addf(out, ", \"$%s\": ", lk_node_table[i].name);
        reference(out, "node.", lk_str_of(lk_node_table[i].name));
    }
    lk_buf_addz(out, "}},\n    \"keyword\": {\"pattern\": ");
    struct lk_buf pattern = {0};
    lk_sql_keyword_pattern(&pattern);
    lk_buf_json(out, lk_buf_str(&pattern));
    lk_buf_clear(&pattern);
    lk_buf_addz(out, "},\n");
}

/* What stands in a list: a map of one key that names a node is that node. */
static void item(struct lk_buf *out)
{
    bool first = true;
    lk_buf_addz(out, "    \"item\": {\"if\": {\"type\": \"object\", \"minProperties\": 1, "
                     "\"maxProperties\": 1, \"propertyNames\": {\"enum\": [");
    for (size_t i = 0; i < LK_NODE_COUNT; i++) {
        entry(out, &first);
        lk_buf_json(out, lk_str_of(lk_node_table[i].name));
    }
    lk_buf_addz(out, "]}}, \"then\": ");
    choice(out, lk_node_table, LK_NODE_COUNT, -1);
    lk_buf_addz(out, ", \"else\": {\"if\": {\"type\": \"array\"}, \"then\": {\"items\": "
                     "{\"$ref\": \"#/$defs/item\"}}, \"else\": {\"$ref\": \"#/$defs/data\"}}},\n");
}

/* How each key's value is described. */
static const char *key_schema(const char *name)
{
    static const char *const rows[][2] = {
        {"branch_labels", "names"}, {"create_date", "text"},     {"depends_on", "names"},
        {"down_revision", "names"}, {"downgrade", "operations"}, {"env", "facts"},
        {"message", "words"},       {"modules", "texts"},        {"provenance", "origin"},
        {"replaces", "replaced"},   {"revision", "id"},          {"script", "text"},
        {"tolerate", "failures"},   {"transactional", "kind.bool"}, {"upgrade", "operations"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(name, rows[i][0]) == 0) {
            return rows[i][1];
        }
    }
    return "unknown";
}

/* env's facts by their kinds. */
static void facts(struct lk_buf *out)
{
    static const char BOOL[] = "{\"type\": \"boolean\"}", TEXT[] = "{\"$ref\": \"#/$defs/text\"}";
    static const char NAMING[] = "{\"anyOf\": [{\"const\": \"unknown\"}, "
                                 "{\"$ref\": \"#/$defs/texts\"}]}";
    bool first = true;
#define LK_MANIFEST_FACT(name, kind, doc)                                                          \
    entry(out, &first);                                                                            \
    lk_buf_addf(out, "\"%s\": %s", #name, kind);
#include "rev/manifest_facts.def"
#undef LK_MANIFEST_FACT
    lk_buf_addz(out, "}},\n");
}

/* The keys, each with its sentence. */
static void keys(struct lk_buf *out)
{
    bool first = true;
#define LK_MANIFEST_KEY(name, takes, doc)                                                          \
    lk_buf_addf(out, "%s\n    \"%s\": {\"$ref\": \"#/$defs/%s\", \"description\": ",               \
                first ? "" : ",", #name, key_schema(#name));                                       \
    lk_buf_json(out, lk_str_of(doc));                                                              \
    lk_buf_addc(out, '}');                                                                         \
    first = false;
#include "rev/manifest_keys.def"
#undef LK_MANIFEST_KEY
}

void lk_manifest_schema(struct lk_buf *out)
{
    lk_buf_addz(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                     "  \"title\": \"limbeck manifest\",\n"
                     "  \"description\": \"see limbeck-manifest(5)\",\n"
                     "  \"type\": \"object\",\n  \"additionalProperties\": false,\n"
                     "  \"required\": [\"revision\", \"down_revision\"],\n"
                     "  \"oneOf\": [{\"required\": [\"upgrade\"], "
                     "\"properties\": {\"script\": false}}, {\"required\": [\"script\"], "
                     "\"properties\": {\"upgrade\": false, \"downgrade\": false}}],\n"
                     "  \"properties\": {");
    keys(out);
    lk_buf_addz(out, "\n  },\n  \"$defs\": {\n");
    lk_buf_addz(out, fixed);
    facts(out);
    special(out);
    item(out);
    families(out);
    for (size_t i = 0; i < LK_OP_COUNT; i++) {
        row_schema(out, &lk_op_table[i]);
    }
    for (size_t i = 0; i < LK_NODE_COUNT; i++) {
        row_schema(out, &lk_node_table[i]);
    }
    lk_buf_addz(out, "    \"operation\": ");
    choice(out, lk_op_table, LK_OP_COUNT, -1);
    lk_buf_addz(out, ",\n    \"origin\": {\"type\": \"object\", \"additionalProperties\": "
                     "{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}},\n"
                     "    \"replaced\": {\"const\": \"script\"}\n  }\n}\n");
}
