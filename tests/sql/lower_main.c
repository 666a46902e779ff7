/* Lowers operations from a file and prints what an offline run prints: one operation per line, as
 * the canonical JSON that lk_op_json writes.  Options: --live, --named (no literal_binds),
 * --convention JSON.  A refusal is printed as "error: …" and ends the run with status 4. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "sql/lower.h"

static const struct lk_datum *datum_of(struct lk_arena *arena, json_t *j);
static struct lk_datum *list_of(struct lk_arena *arena, json_t *j);

static const struct lk_datum *node_of(struct lk_arena *arena, const struct lk_def *def,
                                      json_t *args)
{
    struct lk_datum *node = lk_datum_node(arena, def);
    const char *key;
    json_t *value;
    json_object_foreach(args, key, value) {
        int at = lk_def_param(def, key);
        if (at < 0) {
            fprintf(stderr, "'%s' has no '%s'\n", def->name, key);
            exit(2);
        }
        node->as.node.arg[at] = datum_of(arena, value);
    }
    return node;
}

static const struct lk_datum *map_of(struct lk_arena *arena, json_t *j)
{
    const char *key = json_object_iter_key(json_object_iter(j));
    json_t *only = key ? json_object_get(j, key) : NULL;
    const struct lk_def *def = key ? lk_node_find(lk_str_of(key)) : NULL;
    if (json_object_size(j) == 1 && def && json_is_object(only)) {
        return node_of(arena, def, only);
    }
    struct lk_pair *pair = lk_arena_array(arena, json_object_size(j) + 1, sizeof *pair);
    size_t n = 0;
    json_t *value;
    json_object_foreach(j, key, value) {
        pair[n++] = (struct lk_pair){lk_arena_str(arena, lk_str_of(key)), datum_of(arena, value)};
    }
    return lk_datum_map(arena, pair, n);
}

/* {"$conv": "name"} is op.f("name"), {"$bytes": "hex"} and {"$numeric": "1.5"} say what they are,
 * {"$tuple": […]} is a tuple. */
static const struct lk_datum *marked(struct lk_arena *arena, json_t *j)
{
    json_t *conv = json_object_get(j, "$conv"), *tuple = json_object_get(j, "$tuple");
    json_t *bytes = json_object_get(j, "$bytes");
    json_t *numeric = json_object_get(j, "$numeric"), *map = json_object_get(j, "$map");
    struct lk_datum *d = NULL;
    if (conv) {
        d = lk_datum_str(arena, lk_str_of(json_string_value(conv)));
        d->flags = LK_DATUM_CONV;
    } else if (tuple) {
        d = list_of(arena, tuple);
        d->flags = LK_DATUM_TUPLE;
    } else if (bytes) {
        const char *hex = json_string_value(bytes);
        struct lk_buf out = {0};
        for (unsigned byte; sscanf(hex, "%2x", &byte) == 1; hex += 2) {
            lk_buf_addc(&out, (char)byte);
        }
        d = lk_datum_bytes(arena, lk_buf_str(&out));
        lk_buf_clear(&out);
    } else if (numeric) {
        d = lk_datum_numeric(arena, lk_str_of(json_string_value(numeric)));
    } else if (map) {
        struct lk_pair *pair = lk_arena_array(arena, json_object_size(map) + 1, sizeof *pair);
        size_t n = 0;
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)map, key, value) {
            pair[n++] = (struct lk_pair){lk_arena_str(arena, lk_str_of(key)),
                                         datum_of(arena, value)};
        }
        d = lk_datum_map(arena, pair, n);
    }
    return d;
}

static struct lk_datum *list_of(struct lk_arena *arena, json_t *j)
{
    size_t n = json_array_size(j);
    const struct lk_datum **v = lk_arena_array(arena, n + 1, sizeof *v);
    for (size_t i = 0; i < n; i++) {
        v[i] = datum_of(arena, json_array_get(j, i));
    }
    return lk_datum_list(arena, v, n);
}

static const struct lk_datum *datum_of(struct lk_arena *arena, json_t *j)
{
    switch (json_typeof(j)) {
    case JSON_NULL: return lk_datum_null();
    case JSON_TRUE: return lk_datum_bool(arena, true);
    case JSON_FALSE: return lk_datum_bool(arena, false);
    case JSON_INTEGER: return lk_datum_int(arena, json_integer_value(j));
    case JSON_REAL: return lk_datum_float(arena, json_real_value(j));
    case JSON_STRING: return lk_datum_str(arena, lk_str_of(json_string_value(j)));
    case JSON_ARRAY: return list_of(arena, j);
    default: break;
    }
    const struct lk_datum *d = marked(arena, j);
    return d ? d : map_of(arena, j);
}

static struct lk_op *op_of(struct lk_arena *arena, json_t *j)
{
    const char *name = json_object_iter_key(json_object_iter(j)), *key;
    const struct lk_def *def = name ? lk_op_find(lk_str_of(name)) : NULL;
    json_t *value;
    if (!def) {
        fprintf(stderr, "no operation '%s'\n", name ? name : "");
        exit(2);
    }
    struct lk_op *op = lk_op_new(arena, (enum lk_op_id)def->id);
    json_object_foreach(json_object_get(j, name), key, value) {
        if (lk_def_param(def, key) < 0) {
            fprintf(stderr, "'%s' has no '%s'\n", name, key);
            exit(2);
        }
        lk_op_set(op, key, datum_of(arena, value));
    }
    return op;
}

static bool lower_line(struct lk_buf *out, const char *line, const struct lk_dialect *d)
{
    struct lk_arena *arena = lk_arena_new();
    struct lk_stmts stmts;
    struct lk_err err = {0};
    json_error_t at;
    json_t *j = json_loads(line, JSON_DECODE_ANY, &at);
    if (!j) {
        fprintf(stderr, "%s\n", at.text);
        exit(2);
    }
    lk_stmts_init(&stmts, arena);
    bool good = lk_sql_lower(&stmts, op_of(arena, j), d, &err);
    for (size_t i = 0; i < stmts.n; i++) {
        lk_sql_print(out, &stmts.v[i]);
    }
    if (!good) {
        printf("error: %s\n", err.message);
    }
    lk_err_clear(&err);
    lk_stmts_clear(&stmts);
    lk_arena_free(arena);
    json_decref(j);
    return good;
}

int main(int argc, char **argv)
{
    struct lk_map made = {0};
    struct lk_arena *arena = lk_arena_new();
    struct lk_dialect d = {.offline = true, .literal_binds = true, .types_made = &made};
    for (int i = 1; i < argc; i++) {
        d.offline = d.offline && strcmp(argv[i], "--live") != 0;
        d.literal_binds = d.literal_binds && strcmp(argv[i], "--named") != 0;
        if (strcmp(argv[i], "--convention") == 0 && i + 1 < argc) {
            json_t *convention = json_loads(argv[++i], 0, NULL);
            d.naming_convention = datum_of(arena, convention);
            json_decref(convention);
        }
    }
    struct lk_buf out = {0};
    char *line = NULL;
    size_t cap = 0;
    bool good = true;
    while (good && getline(&line, &cap, stdin) > 0) {
        good = lower_line(&out, line, &d);
    }
    if (good) {
        fputs(out.p ? out.p : "", stdout);
    }
    free(line);
    lk_buf_clear(&out);
    lk_map_clear(&made);
    lk_arena_free(arena);
    return good ? 0 : 4;
}
