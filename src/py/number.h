/* Numbers as text: shortest repr of floats, the format-spec mini language, printf-style and
 * replacement fields.  Engines over text and doubles; values stand in format.c and percent.c.
 * Rules and messages are CPython 3.11's. */
#ifndef LK_PY_NUMBER_H
#define LK_PY_NUMBER_H

#include "base/buf.h"

/* float.c: repr(value): the shortest digits that read back equal. */
void lk_float_repr(struct lk_buf *out, double value);
/* The text of |value|: type is one of e E f F g G, or 0 for str() with a precision.  `alt` keeps
 * the point (and zeros in g). */
struct lk_float_how {
    char type;
    bool alt;
    int precision;         /* negative: repr's digits, type 0 only */
};
void lk_float_text(struct lk_buf *out, double value, struct lk_float_how);
/* Reads a float literal as float() takes it, white space stripped, underscores allowed. */
bool lk_float_read(double *out, struct lk_str text);

/* spec.c: [[fill]align][sign][z][#][0][width][grouping][.precision][type] */
struct lk_spec {
    uint32_t fill;
    char align, sign;      /* '<' '>' '^' '='; '+' '-' ' ' or 0 */
    char group;            /* ',' '_' or 0 */
    bool alt, positive_zero;
    uint32_t type;         /* code point, 0 where none is given */
    int64_t width, precision;       /* -1 where none is given */
};
/* On failure `why` holds the ValueError's text. */
struct lk_reason {
    char text[160];
};
struct lk_spec_for {
    const char *object;    /* name of the value's type */
    char align, type;      /* what they are when not given */
};
bool lk_spec_parse(struct lk_spec *out, struct lk_str text, struct lk_spec_for, struct lk_reason *);
/* "Unknown format code …": always false. */
bool lk_spec_unknown(struct lk_reason *, uint32_t type, const char *object);

/* A number in pieces; digits get grouped and padded, tail (fraction, exponent, "nan") does not. */
struct lk_pieces {
    bool negative;
    const char *prefix;
    struct lk_str digits, tail;
};
void lk_spec_number(struct lk_buf *out, const struct lk_spec *, const struct lk_pieces *);
/* A float by a parsed spec; false and `why` for a type that floats have not. */
bool lk_spec_float(struct lk_buf *out, const struct lk_spec *, double, struct lk_reason *);
/* Text that is padded; precision cuts it.  False and `why` for what texts refuse. */
bool lk_spec_text(struct lk_buf *out, const struct lk_spec *, struct lk_str, struct lk_reason *);
/* Checks what integers refuse; the types that make floats of them pass. */
bool lk_spec_int_check(const struct lk_spec *, const char *object, struct lk_reason *);
/* Bytes that formatting may need beyond the value's own digits. */
static inline uint64_t lk_spec_cost(const struct lk_spec *s)
{
    return (uint64_t)(s->width > 0 ? s->width : 0) * 4 +
           (uint64_t)(s->precision > 0 ? s->precision : 0);
}

/* fields.c: the pieces of a str.format() text. */
struct lk_field {
    struct lk_str literal;         /* what stands before the field */
    bool escaped;                  /* and a brace after it */
    bool present;                  /* is there a field behind it? */
    struct lk_str name, spec;      /* spec may hold fields again */
    uint32_t conversion;           /* code point, or 0 */
};
/* Takes the next literal with its field off *rest; *end when the text is used up.  False and the
 * ValueError's text when it is malformed. */
bool lk_field_next(struct lk_field *out, struct lk_str *rest, bool *end, struct lk_reason *);
/* Steps through a field's name: the first part, then ".attribute" or "[index]". */
struct lk_field_step {
    struct lk_str text;
    bool is_attribute, is_number;
    int64_t number;
};
bool lk_field_first(struct lk_field_step *out, struct lk_str *rest, struct lk_reason *);
bool lk_field_step(struct lk_field_step *out, struct lk_str *rest, struct lk_reason *);

/* fields.c: one conversion of printf-style formatting. */
struct lk_percent {
    bool has_key, left, plus, space, alt, zero, star_width, star_precision, has_precision;
    struct lk_str key;
    int64_t width, precision;      /* width 0 where none */
    uint32_t type;
    size_t at;                     /* offset of the type */
};
/* Parses behind a '%' at *at (which is moved behind the conversion). */
bool lk_percent_parse(struct lk_percent *out, struct lk_str text, size_t *at, struct lk_reason *);
/* Pads a number as printf does. */
void lk_percent_number(struct lk_buf *out, const struct lk_percent *, const struct lk_pieces *);

#endif
