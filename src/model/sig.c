/* Signatures: the parser of their text.  The binder stands in bind.c.
 *
 *   signature = [ item { "," item } ]
 *   item      = "/" | "*" | ["*" | "**"] name [":" kinds] ["=" default]
 *   default   = None | True | False | integer | 'text' | ... | ()
 *
 * A default that is neither (such as a native's private mark) is written "..." and read as a
 * default of null. */
#include "model/sig.h"

#include <ctype.h>
#include <stdlib.h>

/* Where the reader of one signature is. */
struct sig_reader {
    struct lk_arena *arena;
    struct lk_str rest;
    const char *text;
    bool keyword;          /* behind "*" or *rest */
    struct lk_err *err;
};

/* White space may stand between any two tokens. */
static void skip_space(struct sig_reader *r)
{
    while (r->rest.n && isspace((unsigned char)*r->rest.p)) {
        r->rest = lk_str_cut(r->rest, 1, r->rest.n);
    }
}

/* Takes a token if it comes next. No token is a beginning of another one that is tried later. */
static bool accept(struct sig_reader *r, const char *token)
{
    skip_space(r);
    struct lk_str t = lk_str_of(token);
    if (!lk_str_starts(r->rest, t)) {
        return false;
    }
    r->rest = lk_str_cut(r->rest, t.n, r->rest.n);
    return true;
}

/* Letters, digits and underscore of ASCII, which the tables confine themselves to. */
static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The longest run of bytes that fit, behind white space; it may be empty. */
static struct lk_str take_while(struct sig_reader *r, bool (*pred)(char))
{
    size_t n = 0;
    skip_space(r);
    while (n < r->rest.n && pred(r->rest.p[n])) {
        n++;
    }
    struct lk_str taken = lk_str_cut(r->rest, 0, n);
    r->rest = lk_str_cut(r->rest, n, r->rest.n);
    return taken;
}

/* Kinds are names with "|" between them. */
static bool is_kinds_byte(char c)
{
    return is_name_byte(c) || c == '|';
}

/* A mistake in a table of the program, which its tests would find: hence an internal error. */
static bool malformed(struct sig_reader *r)
{
    return lk_fail(r->err, LK_E_INTERNAL, "signature '%s' is malformed at '" LK_PRI "'", r->text,
                   LK_ARG(r->rest));
}

/* Behind the opening quote. There are no escapes, as no default needs one. */
static bool read_text_default(struct lk_param *param, struct sig_reader *r)
{
    ptrdiff_t end = lk_str_find(r->rest, LK_STR("'"), 0);
    if (end < 0) {
        return malformed(r);
    }
    param->dflt = lk_datum_str(r->arena, lk_str_cut(r->rest, 0, (size_t)end));
    r->rest = lk_str_cut(r->rest, (size_t)end + 1, r->rest.n);
    return true;
}

/* Decimal, with a minus or without; anything behind the digits is an error. */
static bool read_int_default(struct lk_param *param, struct sig_reader *r)
{
    bool negative = accept(r, "-");
    struct lk_str digits = take_while(r, is_name_byte);
    char *end = NULL;
    char *text = lk_strdup(digits);
    long long value = strtoll(text, &end, 10);
    bool good = digits.n && *end == '\0';
    free(text);
    param->dflt = lk_datum_int(r->arena, negative ? -value : value);
    return good ? true : malformed(r);
}

/* The tuple is the only mutable-looking default, and it is empty; it keeps its flag. */
static bool read_default(struct lk_param *param, struct sig_reader *r)
{
    if (accept(r, "None") || accept(r, "...")) {
        param->dflt = lk_datum_null();
    } else if (accept(r, "True")) {
        param->dflt = lk_datum_bool(r->arena, true);
    } else if (accept(r, "False")) {
        param->dflt = lk_datum_bool(r->arena, false);
    } else if (accept(r, "()")) {
        struct lk_datum *empty = lk_datum_list(r->arena, NULL, 0);
        empty->flags = LK_DATUM_TUPLE;
        param->dflt = empty;
    } else if (accept(r, "'")) {
        return read_text_default(param, r);
    } else {
        return read_int_default(param, r);
    }
    return true;
}

/* Stars decide the kind before the state does. The kinds behind a colon are only noted here;
 * they are checked when a call is bound. */
static bool read_param(struct lk_param *param, struct sig_reader *r)
{
    param->kind = accept(r, "**")  ? LK_PARAM_EXTRA
                  : accept(r, "*") ? LK_PARAM_REST
                  : r->keyword     ? LK_PARAM_KEYWORD
                                   : LK_PARAM_EITHER;
    param->name = take_while(r, is_name_byte);
    if (!param->name.n) {
        return malformed(r);
    }
    bool told = accept(r, ":");
    param->what = told ? take_while(r, is_kinds_byte) : LK_STR("");
    if (told && !param->what.n) {
        return malformed(r);
    }
    return accept(r, "=") ? read_default(param, r) : true;
}

/* Counts a parameter by its kind; behind *rest all others are keyword-only, as in Python. */
static void note_param(struct lk_sig *sig, struct sig_reader *r)
{
    switch (sig->param[sig->n].kind) {
    case LK_PARAM_EITHER:
        sig->npos++;
        break;
    case LK_PARAM_REST:
        sig->rest = (int16_t)sig->n;
        r->keyword = true;
        break;
    case LK_PARAM_EXTRA:
        sig->extra = (int16_t)sig->n;
        break;
    default:
        break;
    }
    sig->n++;
}

/* A bare "*" is followed by a comma; "*name" is a parameter. */
static bool accept_star(struct sig_reader *r)
{
    struct lk_str before = r->rest;
    if (accept(r, "*")) {
        skip_space(r);
        if (r->rest.n && *r->rest.p == ',') {
            return true;
        }
    }
    r->rest = before;
    return false;
}

/* A "/" reaches back: whatever stood before it is positional only. Nothing may follow **extra. */
static bool read_item(struct lk_sig *sig, struct sig_reader *r)
{
    if (accept(r, "/")) {
        for (uint16_t i = 0; i < sig->n; i++) {
            sig->param[i].kind = LK_PARAM_POSITIONAL;
        }
        return true;
    }
    if (accept_star(r)) {
        r->keyword = true;
        return true;
    }
    if (sig->n == LK_SIG_MAX || sig->extra >= 0) {
        return malformed(r);
    }
    if (!read_param(&sig->param[sig->n], r)) {
        return false;
    }
    note_param(sig, r);
    return true;
}

/* The parsed signature and its texts live in the arena; `text` itself must outlive both, as
 * names are cut out of it. */
bool lk_sig_parse(struct lk_sig *out, struct lk_arena *arena, const char *text, struct lk_err *err)
{
    struct sig_reader r = {.arena = arena, .rest = lk_str_of(text), .text = text, .err = err};
    *out = (struct lk_sig){.rest = -1, .extra = -1};
    out->param = lk_arena_array(arena, LK_SIG_MAX, sizeof *out->param);
    skip_space(&r);
    while (r.rest.n) {
        if (!read_item(out, &r)) {
            return false;
        }
        if (!accept(&r, ",") && r.rest.n) {
            return malformed(&r);
        }
        skip_space(&r);
    }
    return true;
}
