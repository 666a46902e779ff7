/* limbeck-manifest(5) as troff, from the tables of keys, facts, operations and nodes.  It names no
 * date, so that it changes only when the tables do. */
#include "rev/manual.h"
#include "rev/value.h"

#include <stdlib.h>

static const struct param_doc {
    const char *name, *doc;
} param_docs[] = {
#define LK_PARAM(name, doc) {name, doc},
#include "rev/manual_params.def"
#undef LK_PARAM
};

/* Text for troff: a hyphen would become a typographic one, and a dot at the beginning of a line a
 * request. */
static void troff(struct lk_buf *out, struct lk_str text)
{
    bool begins = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (begins && (c == '.' || c == '\'')) {
            lk_buf_addz(out, "\\&");
        }
        if (c == '-' || c == '\\') {
            lk_buf_addz(out, c == '-' ? "\\-" : "\\e");
        } else if (lk_str_starts(lk_str_cut(text, i, text.n), LK_STR("…"))) {
            lk_buf_addz(out, "\\[u2026]");
            i += sizeof "…" - 2;
        } else {
            lk_buf_addc(out, c);
        }
        begins = c == '\n';
    }
}

/* Sections and what stands in them. */
static void heading(struct lk_buf *out, const char *text)
{
    lk_buf_addf(out, ".SH %s\n", text);
}

static void paragraph(struct lk_buf *out, const char *text)
{
    lk_buf_addz(out, ".PP\n");
    troff(out, lk_str_of(text));
    lk_buf_addc(out, '\n');
}

static void term(struct lk_buf *out, struct lk_str left, struct lk_str text)
{
    lk_buf_addz(out, ".TP\n.B ");
    troff(out, left);
    lk_buf_addc(out, '\n');
    troff(out, text);
    lk_buf_addc(out, '\n');
}

static void example(struct lk_buf *out, const char *text)
{
    lk_buf_addz(out, ".PP\n.EX\n");
    troff(out, lk_str_of(text));
    lk_buf_addz(out, ".EE\n");
}

/* The keys of a manifest, with what each takes. */
static void manual_keys(struct lk_buf *out)
{
    static const struct {
        const char *name, *takes, *doc;
    } rows[] = {
#define LK_MANIFEST_KEY(name, takes, doc) {#name, takes, doc},
#include "rev/manifest_keys.def"
#undef LK_MANIFEST_KEY
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lk_buf left = {0};
        lk_buf_addf(&left, "%s (%s)", rows[i].name, rows[i].takes);
        term(out, lk_buf_str(&left), lk_str_of(rows[i].doc));
        lk_buf_clear(&left);
    }
}

/* What env may say. */
static void manual_facts(struct lk_buf *out)
{
    static const struct {
        const char *name, *doc;
    } rows[] = {
#define LK_MANIFEST_FACT(name, kind, doc) {#name, doc},
#include "rev/manifest_facts.def"
#undef LK_MANIFEST_FACT
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        term(out, lk_str_of(rows[i].name), lk_str_of(rows[i].doc));
    }
}

/* The sentence of "row.parameter", else that of the parameter. */
static const char *param_doc(const struct lk_def *def, const struct lk_param *p)
{
    const char *doc = "";
    for (size_t i = 0; i < sizeof param_docs / sizeof *param_docs; i++) {
        struct lk_str name = lk_str_of(param_docs[i].name);
        size_t row = strlen(def->name);
        bool own = name.n > row && name.p[row] == '.' &&
                   lk_str_starts(name, lk_str_of(def->name)) &&
                   lk_str_eq(lk_str_cut(name, row + 1, name.n), p->name);
        if (own) {
            return param_docs[i].doc;
        }
        if (lk_str_eq(name, p->name)) {
            doc = param_docs[i].doc;
        }
    }
    return doc;
}

/* A kind in words; what has none is the name of a node. */
static struct lk_str kind_words(struct lk_str kind)
{
    static const char *const words[][2] = {
        {"any", "anything"},         {"bool", "true or false"}, {"bytes", "bytes"},
        {"constraint", "constraint"}, {"expr", "expression"},   {"float", "number"},
        {"from", "FROM clause"},     {"int", "whole number"},   {"list", "list"},
        {"map", "map"},              {"statement", "statement"}, {"str", "text"},
        {"type", "type"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (lk_str_is(kind, words[i][0])) {
            return lk_str_of(words[i][1]);
        }
    }
    return kind;
}

/* "text, expression; default false": what fits and what holds if it is not given.  A default of
 * null is what everybody expects. */
static void param_kinds(struct lk_buf *out, const struct lk_param *p)
{
    struct lk_str kind, rest = p->what;
    if (p->kind == LK_PARAM_REST) {
        lk_buf_addz(out, "list of ");
    }
    if (!rest.n) {
        lk_buf_addz(out, "anything");
    }
    for (bool first = true; rest.n && lk_str_split(&kind, &rest, '|'); first = false) {
        lk_buf_addz(out, first ? "" : ", ");
        lk_buf_add(out, kind_words(kind));
    }
    if (p->kind == LK_PARAM_REST || p->kind == LK_PARAM_EXTRA) {
        return;
    }
    if (!p->dflt) {
        lk_buf_addz(out, "; required");
    } else if (!lk_datum_is(p->dflt, LK_DATUM_NULL)) {
        lk_buf_addz(out, "; default ");
        lk_datum_json(out, p->dflt);
    }
}

/* The name that people write, and the one of the signature. */
static void param_name(struct lk_buf *out, const struct lk_def *def, const struct lk_param *p)
{
    struct lk_str alias = lk_value_alias(def, p);
    if (p->kind == LK_PARAM_EXTRA) {
        lk_buf_addz(out, "postgresql_…");
        return;
    }
    if (alias.n) {
        lk_buf_addf(out, LK_PRI ", ", LK_ARG(alias));
    }
    lk_buf_add(out, p->name);
}

/* Each argument of an operation on a line of its own. */
static void operation_params(struct lk_buf *out, const struct lk_def *def)
{
    const struct lk_sig *sig = lk_def_sig(def);
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_param *p = &sig->param[i];
        struct lk_buf left = {0}, text = {0};
        param_name(&left, def, p);
        lk_buf_addz(&left, " (");
        if (p->kind == LK_PARAM_EXTRA) {
            lk_buf_addz(&left, "anything");
        } else {
            param_kinds(&left, p);
        }
        lk_buf_addc(&left, ')');
        lk_buf_addz(&text, param_doc(def, p));
        term(out, lk_buf_str(&left), lk_buf_str(&text));
        lk_buf_clear(&left);
        lk_buf_clear(&text);
    }
}

static void manual_operations(struct lk_buf *out)
{
    for (size_t i = 0; i < LK_OP_COUNT; i++) {
        lk_buf_addz(out, ".SS ");
        troff(out, lk_str_of(lk_op_table[i].name));
        lk_buf_addc(out, '\n');
        troff(out, lk_str_of(lk_op_table[i].doc));
        lk_buf_addc(out, '\n');
        operation_params(out, &lk_op_table[i]);
    }
}

/* The arguments of a node in running text: there are many nodes. */
static void node_params(struct lk_buf *out, const struct lk_def *def)
{
    const struct lk_sig *sig = lk_def_sig(def);
    for (uint16_t i = 0; i < sig->n; i++) {
        const struct lk_param *p = &sig->param[i];
        const char *doc = param_doc(def, p);
        lk_buf_addz(out, i ? "; " : ". Arguments: ");
        param_name(out, def, p);
        if (p->kind != LK_PARAM_EXTRA) {
            lk_buf_addz(out, " (");
            param_kinds(out, p);
            lk_buf_addc(out, ')');
        }
        lk_buf_addf(out, "%s%s", *doc ? " " : "", doc);
    }
}

/* A family of nodes under its heading, in the order of the table. */
static void node_family(struct lk_buf *out, enum lk_family family, const char *title)
{
    lk_buf_addf(out, ".SS %s\n", title);
    for (size_t i = 0; i < LK_NODE_COUNT; i++) {
        const struct lk_def *def = &lk_node_table[i];
        if (def->family == family) {
            struct lk_buf text = {0};
            lk_buf_addz(&text, def->doc);
            node_params(&text, def);
            term(out, lk_str_of(def->name), lk_buf_str(&text));
            lk_buf_clear(&text);
        }
    }
}

static void manual_nodes(struct lk_buf *out)
{
    node_family(out, LK_FAMILY_SCHEMA, "Columns, tables and what belongs to them");
    node_family(out, LK_FAMILY_CONSTRAINT, "Constraints");
    node_family(out, LK_FAMILY_TYPE, "Types");
    node_family(out, LK_FAMILY_EXPR, "Expressions");
    node_family(out, LK_FAMILY_FROM, "What a FROM can hold");
    node_family(out, LK_FAMILY_STATEMENT, "Statements");
}

/* The parts of manual.def, one after the other. */
void lk_manifest_manual(struct lk_buf *out)
{
    lk_buf_addz(out, ".\\\" Made from the tables of the program; see CONTRIBUTING.md.\n"
                     ".TH LIMBECK\\-MANIFEST 5\n");
#define LK_MAN_H(text) heading(out, text);
#define LK_MAN_P(text) paragraph(out, text);
#define LK_MAN_T(left, text) term(out, lk_str_of(left), lk_str_of(text));
#define LK_MAN_E(text) example(out, text);
#define LK_MAN_G(part) part(out);
#include "rev/manual.def"
}
