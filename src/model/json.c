/* Canonical JSON of data and operations: the same tree always gives the same bytes.  It is written
 * only; what reads it (tests, the journal's readers) uses a JSON library.
 *
 * What JSON lacks is written as an object with one key that starts with "$": {"$bytes": hex},
 * {"$numeric": text}, {"$float": text} for nan and infinities, {"$conv": name}, {"$quoted": name},
 * {"$unquoted": name}, {"$tuple": [...]}. */
#include "model/op.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void write_datum(struct lk_buf *, const struct lk_datum *);

/* An object with one key in place of what JSON lacks. */
static void write_tagged(struct lk_buf *out, const char *tag, struct lk_str text)
{
    lk_buf_addf(out, "{\"$%s\": ", tag);
    lk_buf_json(out, text);
    lk_buf_addc(out, '}');
}

/* The fewest of 15 to 17 digits that read back as the same number, so that equal numbers have
 * equal texts. A whole one keeps ".0" and so stays a float. */
static void write_float(struct lk_buf *out, double f)
{
    char text[40];
    if (!isfinite(f)) {
        write_tagged(out, "float",
                     isnan(f) ? LK_STR("nan") : f > 0 ? LK_STR("inf") : LK_STR("-inf"));
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, f);
        if (strtod(text, NULL) == f) {
            break;
        }
    }
    lk_buf_addz(out, text);
    lk_buf_addz(out, strpbrk(text, ".e") ? "" : ".0");
}

/* In lower-case hexadecimal, two digits for each byte. */
static void write_bytes(struct lk_buf *out, struct lk_str s)
{
    lk_buf_addz(out, "{\"$bytes\": \"");
    for (size_t i = 0; i < s.n; i++) {
        lk_buf_addf(out, "%02x", (unsigned char)s.p[i]);
    }
    lk_buf_addz(out, "\"}");
}

/* The marks of a name are mutually exclusive; the first one that is set is told. */
static void write_text(struct lk_buf *out, const struct lk_datum *d)
{
    static const struct {
        uint8_t flag;
        const char *tag;
    } marks[] = {{LK_DATUM_CONV, "conv"},
                 {LK_DATUM_QUOTE, "quoted"},
                 {LK_DATUM_NOQUOTE, "unquoted"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (d->flags & marks[i].flag) {
            write_tagged(out, marks[i].tag, d->as.s);
            return;
        }
    }
    lk_buf_json(out, d->as.s);
}

/* A tuple is told from a list, as SQLAlchemy makes a difference between them. */
static void write_list(struct lk_buf *out, const struct lk_datum *d)
{
    lk_buf_addz(out, d->flags & LK_DATUM_TUPLE ? "{\"$tuple\": [" : "[");
    for (size_t i = 0; i < d->as.list.n; i++) {
        lk_buf_addz(out, i ? ", " : "");
        write_datum(out, d->as.list.v[i]);
    }
    lk_buf_addz(out, d->flags & LK_DATUM_TUPLE ? "]}" : "]");
}

/* In the order of the map, which is that of the script. */
static void write_map(struct lk_buf *out, const struct lk_datum *d)
{
    lk_buf_addc(out, '{');
    for (size_t i = 0; i < d->as.map.n; i++) {
        lk_buf_addz(out, i ? ", " : "");
        lk_buf_json(out, d->as.map.v[i].key);
        lk_buf_addz(out, ": ");
        write_datum(out, d->as.map.v[i].value);
    }
    lk_buf_addc(out, '}');
}

/* Is an argument worth writing: neither the default nor an empty *rest or **extra?  Defaults are
 * left out, so that an argument that the tables get later does not change old texts. */
static bool is_given(const struct lk_param *param, const struct lk_datum *arg)
{
    if (param->kind == LK_PARAM_REST) {
        return arg && arg->as.list.n;
    }
    if (param->kind == LK_PARAM_EXTRA) {
        return arg && arg->as.map.n;
    }
    return !param->dflt || !lk_datum_equal(param->dflt, arg);
}

/* An object with one key, the row's name, whose value holds the arguments in the order of the
 * signature. */
static void write_row(struct lk_buf *out, const struct lk_def *def,
                      const struct lk_datum *const *arg)
{
    const struct lk_sig *sig = lk_def_sig(def);
    const char *comma = "";
    lk_buf_addc(out, '{');
    lk_buf_json(out, lk_str_of(def->name));
    lk_buf_addz(out, ": {");
    for (uint16_t i = 0; i < sig->n; i++) {
        if (is_given(&sig->param[i], arg[i])) {
            lk_buf_addz(out, comma);
            lk_buf_json(out, sig->param[i].name);
            lk_buf_addz(out, ": ");
            write_datum(out, arg[i]);
            comma = ", ";
        }
    }
    lk_buf_addz(out, "}}");
}

/* Recursion is as deep as the data, which the readers of scripts and manifests have bounded. */
static void write_datum(struct lk_buf *out, const struct lk_datum *d)
{
    switch (d ? (enum lk_datum_kind)d->kind : LK_DATUM_NULL) {
    case LK_DATUM_NULL: lk_buf_addz(out, "null"); break;
    case LK_DATUM_BOOL: lk_buf_addz(out, d->as.b ? "true" : "false"); break;
    case LK_DATUM_INT: lk_buf_addf(out, "%lld", (long long)d->as.i); break;
    case LK_DATUM_FLOAT: write_float(out, d->as.f); break;
    case LK_DATUM_NUMERIC: write_tagged(out, "numeric", d->as.s); break;
    case LK_DATUM_STR: write_text(out, d); break;
    case LK_DATUM_BYTES: write_bytes(out, d->as.s); break;
    case LK_DATUM_LIST: write_list(out, d); break;
    case LK_DATUM_MAP: write_map(out, d); break;
    case LK_DATUM_NODE: write_row(out, d->as.node.def, d->as.node.arg); break;
    }
}

/* Appends a datum; a missing one is null. */
void lk_datum_json(struct lk_buf *out, const struct lk_datum *d)
{
    write_datum(out, d);
}

/* Appends an operation as a row; where it came from is not part of it. */
void lk_op_json(struct lk_buf *out, const struct lk_op *op)
{
    write_row(out, op->def, op->arg);
}
