/* String literals: pieces side by side are one, and f-strings become trees (PEP 701).
 *
 * Plain texts between fields run together across the pieces: "a" f"b{c}" is one text "ab" and one
 * field, as CPython has it.  A format spec is an f-string again. */
#include "py/rules.h"

/* What is being put together; texts between fields gather in p->literal from `start` on. */
struct pieces {
    size_t list, start;
    uint32_t from;             /* of the first text since the last field */
};

/* Takes what has gathered since `start`. The copy lives in the arena; the gathering buffer is
 * cut back to `start`. */
static struct lk_str text_since(struct lk_parser *p, size_t start)
{
    struct lk_str all = lk_buf_str(&p->literal);
    struct lk_str s = lk_arena_str(p->arena, lk_str_cut(all, start, all.n));
    p->literal.n = start;
    return s;
}

/* A constant of the gathered text, with a number of its own. By that number the running program
 * finds the value, which is made once. */
static struct lk_py_expr *literal_new(struct lk_parser *p, uint8_t kind, uint32_t from,
                                      size_t start)
{
    struct lk_py_expr *e = lk_py_expr_new(p, kind, from);
    e->lit.text = text_since(p, start);
    e->lit.id = p->nlit++;
    return e;
}

/* Makes the gathered text, if any, a constant of the f-string. */
static void flush(struct lk_parser *p, struct pieces *s)
{
    if (p->literal.n > s->start)
        lk_py_list_add(p, literal_new(p, LK_X_STR, s->from, s->start));
}

static lk_py_rule field;

/* Text and fields up to what ends them: FEND, or the } after a format spec. A field with `=` has
 * put its label on the list, which belongs to the text before it. */
static bool parts(struct lk_parser *p, struct pieces *s, uint8_t end)
{
    while (!lk_py_at(p, end)) {
        const struct lk_py_token *t = p->tok;
        if (lk_py_take(p, LK_T_FMIDDLE)) {
            s->from = p->literal.n == s->start ? t->from : s->from;
            if (!lk_py_decode(p, t->from, t->to, t->aux))
                return false;
            continue;
        }
        if (!lk_py_expect(p, LK_T_LBRACE))
            return false;
        size_t before = p->list.n;
        struct lk_py_expr *e = field(p);
        if (!e)
            return false;
        struct lk_py_expr *label = p->list.n > before ? p->list.v[--p->list.n] : NULL;
        if (label)
            lk_buf_add(&p->literal, label->lit.text);
        flush(p, s);
        lk_py_list_add(p, e);
    }
    return true;
}

/* An f-string, or a format spec, of the pieces so far. Its list holds constants and fields in
 * turn, without empty texts. */
static struct lk_py_expr *fstring_of(struct lk_parser *p, struct pieces *s, uint32_t from)
{
    flush(p, s);
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_FSTRING, from);
    e->list = lk_py_list_exprs(p, s->list);
    return e;
}

/* The !r of a field; 0 without, and after an error. Nothing may stand between the ! and its
 * letter. */
static uint8_t conversion(struct lk_parser *p)
{
    if (!lk_py_take(p, LK_T_EXCLAM))
        return 0;
    char c = p->text.p[p->tok->from];
    bool adjacent = p->tok->from == p->tok[-1].to, letter = c == 'r' || c == 's' || c == 'a';
    if (lk_py_at(p, LK_T_NAME) && adjacent && letter) {
        p->tok += p->tok->to == p->tok->from + 1;
        return (uint8_t)c;
    }
    lk_py_raise(p, lk_py_here(p),
                "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    return 0;
}

/* `=`: the text from the brace to what follows is shown before the value; left on the list.
 * White space around the expression belongs to it. */
static void label(struct lk_parser *p, uint32_t from)
{
    uint32_t to = p->tok->from;
    size_t start = p->literal.n;
    lk_py_decode(p, from, to, LK_TS_RAW);
    lk_py_list_add(p, literal_new(p, LK_X_STR, from, start));
}

/* [':' parts], up to the closing brace of the field. *out stays NULL without one. */
static bool spec(struct lk_parser *p, struct lk_py_expr **out)
{
    struct pieces s = {p->list.n, p->literal.n, p->tok->from};
    uint32_t from = p->tok->from;
    if (!lk_py_take(p, LK_T_COLON))
        return true;
    if (!parts(p, &s, LK_T_RBRACE))
        return false;
    *out = fstring_of(p, &s, from);
    return true;
}

/* The expression of a field; CPython reads it as if in round brackets. Line ends and comments
 * are fine in it for that reason. It may be a tuple or a yield, but no bare star. */
static struct lk_py_expr *field_value(struct lk_parser *p)
{
    uint8_t k = p->tok->kind;
    if (k == LK_T_RBRACE)
        return lk_py_raise(p, lk_py_here(p), "f-string: empty expression not allowed");
    if (k == LK_T_EXCLAM || k == LK_T_COLON || k == LK_T_EQUAL)
        return lk_py_raise(p, lk_py_here(p), "f-string: expression required before '%s'",
                           lk_py_token_text(k));
    if (!lk_py_enter(p))
        return NULL;
    p->fields++;
    struct lk_py_expr *e = lk_py_yield_or_star(p);
    if (e && lk_py_begins_comp(p))
        e = lk_py_comprehension(p, LK_X_GENEXP, e, NULL, 0);
    else if (e && e->kind == LK_X_STARRED)
        e = lk_py_complain(p, e->span, "cannot use starred expression here");
    p->fields -= e != NULL;
    lk_py_leave(p);
    return e;
}

/* After the opening brace, up to and with the closing one. With `=` and neither conversion nor
 * spec the value is shown by repr(), as in CPython. */
static struct lk_py_expr *field(struct lk_parser *p)
{
    uint32_t brace = p->tok[-1].from, from = p->tok[-1].to;
    struct lk_py_expr *value = field_value(p), *format = NULL;
    if (!value)
        return NULL;
    bool labelled = lk_py_take(p, LK_T_EQUAL);
    if (labelled)
        label(p, from);
    uint8_t how = conversion(p);
    if (how && !lk_py_at(p, LK_T_COLON) && !lk_py_at(p, LK_T_RBRACE))
        return lk_py_raise(p, lk_py_here(p), "f-string: expecting '}'");
    if (lk_py_raised(p) || !spec(p, &format) || !lk_py_expect(p, LK_T_RBRACE))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_FORMATTED, brace);
    e->op = labelled && !how && !format ? 'r' : how;
    e->fmt.value = value;
    e->fmt.spec = format;
    return e;
}

/* The bytes between the quotes of a STRING token. Prefix and quotes are passed; escapes are
 * resolved as the flags say. */
static bool decode_token(struct lk_parser *p, const struct lk_py_token *t)
{
    uint32_t quotes = t->aux & LK_TS_TRIPLE ? 3 : 1, from = t->from;
    while (p->text.p[from] != '"' && p->text.p[from] != '\'')
        from++;
    return lk_py_decode(p, from + quotes, t->to - quotes, t->aux);
}

/* One token, or all tokens of one f-string. Its text goes to the gathering buffer. */
static bool piece(struct lk_parser *p, struct pieces *s)
{
    const struct lk_py_token *t = p->tok++;
    if (t->kind == LK_T_FSTART)
        return parts(p, s, LK_T_FEND) && lk_py_expect(p, LK_T_FEND);
    s->from = p->literal.n == s->start ? t->from : s->from;
    return decode_token(p, t);
}

/* strings: one node for all pieces; bytes do not mix with text. The u prefix of the first piece
 * is kept, as CPython's tree has it. */
struct lk_py_expr *lk_py_strings(struct lk_parser *p)
{
    const struct lk_py_token *first = p->tok;
    struct pieces s = {p->list.n, p->literal.n, first->from};
    bool bytes = first->aux & LK_TS_BYTES, format = false;
    while (lk_py_at(p, LK_T_STRING) || lk_py_at(p, LK_T_FSTART)) {
        if (bytes != !!(p->tok->aux & LK_TS_BYTES))
            return lk_py_raise(p, lk_py_here(p), "cannot mix bytes and nonbytes literals");
        format |= lk_py_at(p, LK_T_FSTART);
        if (!piece(p, &s))
            return NULL;
    }
    if (format)
        return fstring_of(p, &s, first->from);
    struct lk_py_expr *e = literal_new(p, bytes ? LK_X_BYTES : LK_X_STR, first->from, s.start);
    e->flags = first->aux & LK_TS_U ? LK_XF_U : 0;
    return e;
}
