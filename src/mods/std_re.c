/* Regular expressions for module re, by PCRE2.  The pattern comes translated (std/re.py); what goes
 * back are spans in code points.  Matching is bounded by PCRE2's own limits. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "mods/std.h"

#include <pcre2.h>

/* The payload of a compiled expression; both parts are PCRE2's and freed with it. */
struct pattern {
    pcre2_code *code;
    /* reused by every scan, which ends before another one starts */
    pcre2_match_data *match;
    /* made from bytes: no UTF-8, no Unicode properties */
    bool bytes;
};

/* Called when the object dies; PCRE2 takes NULL for a part that was never made. */
static void free_pattern(void *payload)
{
    struct pattern *p = payload;
    pcre2_match_data_free(p->match);
    pcre2_code_free(p->code);
}

/* Scripts see re.Pattern of std/re.py, which holds one of these. */
const struct lk_py_type lk_std_pattern_type = {
    .name = "_pattern", .module = "_limbeck", .payload = sizeof(struct pattern),
    .free = free_pattern, .flags = LK_PY_FINAL | LK_PY_NODICT, .doc = "a compiled expression",
};

/* Letters of the flags that re.py gives. As in CPython, text is matched by Unicode's classes
 * unless ASCII is asked for, and bytes never. \C is forbidden, because it could stop inside a
 * character. */
static uint32_t options_of(struct lk_str flags, bool bytes)
{
    static const struct { char letter; uint32_t option; } table[] = {
        {'i', PCRE2_CASELESS}, {'m', PCRE2_MULTILINE}, {'s', PCRE2_DOTALL}, {'x', PCRE2_EXTENDED}};
    uint32_t options = bytes ? 0 : PCRE2_UTF;
    for (size_t i = 0; i < 4; i++)
        if (memchr(flags.p, table[i].letter, flags.n))
            options |= table[i].option;
    if (!bytes && !memchr(flags.p, 'a', flags.n))
        options |= PCRE2_UCP;
    return options | PCRE2_NEVER_BACKSLASH_C;
}

/* Did a pattern that Python takes name code points that are no characters? */
static bool is_surrogate(int error)
{
    return error == PCRE2_ERROR_UNICODE_DISALLOWED_CODE_POINT || error == PCRE2_ERROR_UTF8_ERR14;
}

/* re_compile(pattern, flags) -> (compiled, groups, {name: number}) or (None, message, offset).
 * The error goes back as data, since re.error and its text are made in Python. Newline is LF
 * alone, the only one that Python's dot and $ know. */
static bool compile(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool bytes = lk_is(a->v[0], LK_T_BYTES);
    struct lk_str text = lk_text(a->v[0]);
    int error;
    PCRE2_SIZE at;
    uint32_t groups = 0;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text.p, text.n,
                                     options_of(lk_text(a->v[1]), bytes), &error, &at, context);
    pcre2_compile_context_free(context);
    if (!code && is_surrogate(error)) {
        return lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck does not match lone surrogates");
    }
    if (!code) {
        PCRE2_UCHAR message[160];
        pcre2_get_error_message(error, message, sizeof message);
        struct lk_value v[3] = {lk_none(), lk_new_strz(vm, (char *)message), lk_int((int64_t)at)};
        *out = lk_new_tuple(vm, v, 3);
        return true;
    }
    struct lk_value v[2] = {lk_native_new(vm, &lk_std_pattern_type)};
    struct pattern *p = lk_payload(v[0]);
    p->code = code;
    p->match = pcre2_match_data_create_from_pattern(code, NULL);
    p->bytes = bytes;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    v[1] = lk_int(groups);
    *out = lk_new_tuple(vm, v, 2);
    return true;
}

/* A place in the text, by bytes and by code points, moved on or back as spans ask for it.
 * Matches go forward, so that moving from the last place keeps the whole scan linear. */
struct place {
    struct lk_str s;
    size_t byte, point;
    /* some character has more than one byte */
    bool wide;
};

/* Does a character start at this byte? The end of the text counts as one. */
static bool is_head(const struct place *p, size_t byte)
{
    return byte >= p->s.n || ((unsigned char)p->s.p[byte] & 0xc0) != 0x80;
}

/* Code points before a byte; in ASCII texts they are the same. */
static size_t point_of(struct place *p, size_t byte)
{
    if (!p->wide)
        return byte;
    for (; p->byte < byte; p->point += is_head(p, p->byte), p->byte++)
        continue;
    while (p->byte > byte) {
        p->byte--;
        p->point -= is_head(p, p->byte);
    }
    return p->point;
}

/* The byte at which a code point starts; past the end it is the end. */
static size_t byte_of(struct place *p, size_t point)
{
    if (!p->wide)
        return point < p->s.n ? point : p->s.n;
    while (p->point < point && p->byte < p->s.n) {
        do
            p->byte++;
        while (!is_head(p, p->byte));
        p->point++;
    }
    return p->byte;
}

/* Errors while matching are refusals: a limit that is reached would otherwise look like "no
 * match", and the migration would silently do something else. */
static bool failed(struct lk_vm *vm, int code)
{
    PCRE2_UCHAR message[160];
    pcre2_get_error_message(code, message, sizeof message);
    bool limit = code == PCRE2_ERROR_MATCHLIMIT || code == PCRE2_ERROR_DEPTHLIMIT ||
                 code == PCRE2_ERROR_HEAPLIMIT;
    return lk_refuse(vm, limit ? LK_E_LIMIT : LK_E_UNSUPPORTED, "regular expression: %s",
                     (const char *)message);
}

/* (start, end, start of group 1, …) in code points; -1 where a group has no part; then the last
 * group that took part. A group behind the last one that took part has no entry in PCRE2's
 * vector and reads as unset. */
static struct lk_value spans(struct lk_vm *vm, const struct pattern *p, struct place *place)
{
    uint32_t n = pcre2_get_ovector_count(p->match);
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(p->match);
    struct lk_value list = lk_new_list(vm, NULL, 0);
    for (uint32_t i = 0; i < n * 2; i++) {
        struct lk_value at = lk_int(v[i] == PCRE2_UNSET ? -1 : (int64_t)point_of(place, v[i]));
        if (!lk_list_append(vm, list, at))
            break;
    }
    return list;
}

/* A scan over a text: where it is, and what the next attempt must observe. endpos cuts the text,
 * so that $ matches there; pos does not, so that ^ and \b see what is before it. Each attempt is
 * a step of the machine, hence counted and interruptible. */
struct scan {
    const struct pattern *p;
    struct place place;
    size_t at;
    uint32_t options;
};

/* One match from s->at; *found false at the end. */
static bool step(bool *found, struct lk_vm *vm, struct scan *s)
{
    struct lk_str text = s->place.s;
    int code = pcre2_match(s->p->code, (PCRE2_SPTR)text.p, text.n, s->at, s->options, s->p->match,
                           NULL);
    *found = code >= 0;
    return code >= 0 || code == PCRE2_ERROR_NOMATCH || failed(vm, code);
}

/* Behind a match.  After an empty one the same place is tried for one that is not empty, and only
 * then is a character stepped over, as Python does since 3.7. */
static bool move_on(struct scan *s)
{
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(s->p->match);
    s->at = v[1];
    s->options = v[0] == v[1] ? PCRE2_NOTEMPTY_ATSTART : 0;
    return s->at <= s->place.s.n;
}

/* re_scan(compiled, text, pos, endpos, mode, most): a list of spans.  mode: "search", "match",
 * "fullmatch"; most: how many matches at most, 0 for all. */
static bool scan(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    int64_t from, to, most;
    struct scan s = {.p = lk_payload(a->v[0])};
    struct lk_str text = lk_text(a->v[1]), mode = lk_text(a->v[4]);
    if (!lk_vm_index(&from, vm, a->v[2]) || !lk_vm_index(&to, vm, a->v[3]) ||
        !lk_vm_index(&most, vm, a->v[5]))
        return false;
    s.place = (struct place){.s = text, .wide = lk_is(a->v[1], LK_T_STR) &&
                                                lk_text_of(a->v[1])->count != text.n};
    *out = lk_new_list(vm, NULL, 0);
    if (from > to)
        return true;
    s.at = byte_of(&s.place, (size_t)from);
    s.place.s.n = byte_of(&s.place, (size_t)to);
    lk_push(vm, *out);
    uint32_t anchored = lk_str_is(mode, "search") ? 0 : PCRE2_ANCHORED;
    anchored |= lk_str_is(mode, "fullmatch") ? PCRE2_ENDANCHORED : 0;
    s.options = anchored;
    for (bool found = true; found; s.options |= anchored) {
        if (!lk_vm_step(vm) || !step(&found, vm, &s))
            return false;
        if (!found)
            break;
        if (!lk_list_append(vm, *out, spans(vm, s.p, &s.place)))
            return false;
        if ((most && --most == 0) || !move_on(&s))
            break;
    }
    return true;
}

const struct lk_py_row lk_std_rows_re[] = {
    {"re_compile(pattern, flags: str)", compile, 0, "compiles an expression"},
    {"re_scan(compiled, text, pos, endpos, mode: str, most)", scan, 0, "finds matches"},
    {NULL, NULL, 0, NULL},
};
