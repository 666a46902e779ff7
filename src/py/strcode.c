/* str.encode, bytes.decode with their error handlers; str.translate and str.maketrans. */
#include "py/codec.h"
#include "py/str.h"

/* The error handlers that scripts can name; codecs.register_error is not there, so these are all.
 * */
enum handler { STRICT, IGNORE, REPLACE, BACKSLASH, XML, ESCAPE, PASS, HANDLERS };
static const char *const handler_name[HANDLERS] = {
    "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape",
    "surrogatepass"
};

/* LookupError for unknown names, even when no fault occurs: a script with a wrong name should not
 * depend on its data.  (CPython looks the name up at the first fault.) */
static bool find_handler(enum handler *out, struct lk_vm *vm, struct lk_str name)
{
    for (int i = 0; i < HANDLERS; i++)
        if (lk_str_is(name, handler_name[i])) {
            *out = (enum handler)i;
            return true;
        }
    return lk_raise(vm, LK_EXC_LookupError, "unknown error handler name '" LK_PRI "'",
                    LK_ARG(name));
}

/* An encoding that CPython has and limbeck has not is refused with a hint; any other name is the
 * LookupError that CPython raises. */
static bool find_codec(const struct lk_codec **out, struct lk_vm *vm, struct lk_str name)
{
    *out = lk_codec_find(name);
    if (*out)
        return true;
    if (lk_codec_is_foreign(name)) {
        lk_refuse(vm, LK_E_UNSUPPORTED, "limbeck has no encoding '" LK_PRI "'", LK_ARG(name));
        return lk_refuse_hint(vm, "utf-8, utf-16, utf-32, ascii and latin-1 are there");
    }
    return lk_raise(vm, LK_EXC_LookupError, "unknown encoding: " LK_PRI, LK_ARG(name));
}

/* A fault: what of the object cannot be coded, in its own units. */
struct fault {
    const char *codec, *reason;
    size_t from, to;
};

/* UnicodeEncodeError or UnicodeDecodeError with the five attributes of CPython's. */
static bool raise_fault(struct lk_vm *vm, enum lk_exc which, struct lk_value object,
                        const struct fault *f)
{
    struct lk_value v[5] = {lk_new_strz(vm, f->codec), object, lk_int((int64_t)f->from),
                            lk_int((int64_t)f->to), lk_new_strz(vm, f->reason)};
    static const char *const name[5] = {"encoding", "object", "start", "end", "reason"};
    struct lk_value exc = lk_new_exception(vm, lk_exc_class(vm, which), lk_new_tuple(vm, v, 5));
    for (int i = 0; i < 5; i++)
        lk_own_attr_set(vm, exc, name[i], v[i]);
    return lk_throw(vm, exc);
}

/* What an error handler writes for one code point; false when it is none of its business.  What
 * the handlers write goes through the codec again: '?' in UTF-16 is two bytes. */
static bool write_instead(struct lk_buf *b, const struct lk_codec *codec, enum handler how,
                          uint32_t c)
{
    struct lk_buf text = {0};
    char utf[4];
    /* surrogates have no encoding */
    bool lone = c >= 0xd800 && c < 0xe000;
    if (how == PASS && lone && codec->kind != LK_CODEC_NARROW)
        return lk_codec_put(b, codec, c), true;
    /* surrogateescape: the byte that could not be decoded comes back */
    if (how == ESCAPE && c >= 0xdc80 && c <= 0xdcff)
        return lk_buf_addc(b, (char)(c & 0xff)), true;
    if (how == STRICT || how == PASS || how == ESCAPE)
        return false;
    if (how == REPLACE)
        lk_buf_addc(&text, '?');
    else if (how == BACKSLASH)
        lk_text_escape(&text, (struct lk_str){utf, lk_utf_put(utf, c)});
    else if (how == XML)
        lk_buf_addf(&text, "&#%u;", c);
    for (size_t i = 0; i < text.n; i++)
        lk_codec_put(b, codec, (unsigned char)text.p[i]);
    lk_buf_clear(&text);
    return true;
}

/* The run of code points from byte offset i that the codec has not, as a fault.  CPython reports
 * neighbours that fail for the same reason as one fault. */
static struct fault encode_fault(const struct lk_codec *codec, struct lk_str s, size_t i,
                                 size_t point)
{
    struct fault f = {codec->name, codec->reason, point, point};
    uint32_t len;
    for (; i < s.n && !lk_codec_has(codec, lk_utf_get(s.p + i, &len)); i += len)
        f.to++;
    return f;
}

/* str.encode(): a byte order mark where the codec's name asks for one (utf-16, utf-8-sig).  The
 * work is paid for in advance, at twelve bytes of result for each byte of the text. */
bool lk_encode(struct lk_value *out, struct lk_vm *vm, struct lk_value str,
               struct lk_str encoding, struct lk_str errors)
{
    const struct lk_codec *codec;
    enum handler how;
    struct lk_str s = lk_text(str);
    struct lk_buf b = {0};
    if (!find_codec(&codec, vm, encoding) || !find_handler(&how, vm, errors) ||
        !lk_afford(vm, s.n, 12))
        return false;
    /* U+FEFF in front */
    if (codec->mark)
        lk_codec_put(&b, codec, 0xfeff);
    uint32_t len;
    size_t point = 0;
    for (size_t i = 0; i < s.n; i += len, point++) {
        uint32_t c = lk_utf_get(s.p + i, &len);
        if (lk_codec_has(codec, c))
            lk_codec_put(&b, codec, c);
        else if (!write_instead(&b, codec, how, c)) {
            struct fault f = encode_fault(codec, s, i, point);
            lk_buf_clear(&b);
            return raise_fault(vm, LK_EXC_UnicodeEncodeError, str, &f);
        }
    }
    return lk_done_bytes(out, vm, &b);
}

/* What a handler reads for bytes that cannot be decoded; false when it is none of its business.
 * surrogateescape takes only bytes over 127, as PEP 383 says: ASCII must never be smuggled in. */
static bool read_instead(struct lk_buf *b, enum handler how, struct lk_str bad)
{
    if (how == IGNORE)
        return true;
    if (how == REPLACE)
        return lk_buf_utf8(b, 0xfffd), true;
    if (how != BACKSLASH && how != ESCAPE)
        return false;
    for (size_t i = 0; i < bad.n; i++) {
        unsigned char c = (unsigned char)bad.p[i];
        char utf[4];
        if (how == BACKSLASH)
            lk_buf_addf(b, "\\x%02x", c);
        else if (c < 0x80)
            return false;
        else
            lk_buf_add(b, (struct lk_str){utf, lk_utf_put(utf, 0xdc00u | c)});
    }
    return true;
}

/* The bytes behind a byte order mark, which may turn the codec round.  Without a mark utf-16 and
 * utf-32 are read little end first. */
static size_t skip_mark(const struct lk_codec **codec, struct lk_str s)
{
    static const struct { const char *mark; size_t n; const char *name; uint8_t kind; } marks[] = {
        {"\xef\xbb\xbf", 3, "utf-8", LK_CODEC_UTF8},
        {"\xff\xfe\0\0", 4, "utf-32-le", LK_CODEC_UTF32},
        {"\0\0\xfe\xff", 4, "utf-32-be", LK_CODEC_UTF32},
        {"\xff\xfe", 2, "utf-16-le", LK_CODEC_UTF16},
        {"\xfe\xff", 2, "utf-16-be", LK_CODEC_UTF16},
    };
    for (size_t i = 0; (*codec)->mark && i < sizeof marks / sizeof *marks; i++)
        if (marks[i].kind == (*codec)->kind &&
            lk_str_starts(s, (struct lk_str){marks[i].mark, marks[i].n})) {
            *codec = lk_codec_find(lk_str_of(marks[i].name));
            return marks[i].n;
        }
    if ((*codec)->mark && (*codec)->kind != LK_CODEC_UTF8)
        *codec = lk_codec_find((*codec)->kind == LK_CODEC_UTF16 ? LK_STR("utf-16-le")
                                                                : LK_STR("utf-32-le"));
    return 0;
}

/* surrogatepass: three bytes of UTF-8, or a unit, that are a lone surrogate. */
static bool pass_surrogate(struct lk_buf *b, const struct lk_codec *codec, struct lk_str rest,
                           uint32_t *used)
{
    uint32_t len;
    if (codec->kind != LK_CODEC_UTF8 || rest.n < 3 || (unsigned char)rest.p[0] != 0xed ||
        lk_utf_valid(lk_str_cut(rest, 0, 3), true) != 3)
        return false;
    char utf[4];
    lk_buf_add(b, (struct lk_str){utf, lk_utf_put(utf, lk_utf_get(rest.p, &len))});
    *used = 3;
    return true;
}

/* bytes.decode(): step by step; how many bytes a fault has is the codec's to say, and decides how
 * many replacement characters appear. */
bool lk_decode(struct lk_value *out, struct lk_vm *vm, struct lk_value bytes,
               struct lk_str encoding, struct lk_str errors)
{
    const struct lk_codec *codec;
    enum handler how;
    struct lk_str s = lk_text(bytes);
    struct lk_buf b = {0};
    char utf[4];
    /* Of nothing CPython does not even look the names up. */
    if (!s.n)
        return *out = lk_new_strz(vm, ""), true;
    if (!find_codec(&codec, vm, encoding) || !find_handler(&how, vm, errors) ||
        !lk_afford(vm, s.n, 4))
        return false;
    struct lk_codec_step step = {0};
    for (size_t i = skip_mark(&codec, s); i < s.n; i += step.used) {
        struct lk_str rest = lk_str_cut(s, i, s.n);
        step = lk_codec_get(codec, rest);
        if (!step.reason)
            lk_buf_add(&b, (struct lk_str){utf, lk_utf_put(utf, step.point)});
        else if (!(how == PASS && pass_surrogate(&b, codec, rest, &step.used)) &&
                 !read_instead(&b, how, lk_str_cut(rest, 0, step.used))) {
            lk_buf_clear(&b);
            return raise_fault(vm, LK_EXC_UnicodeDecodeError, bytes,
                               &(struct fault){codec->name, step.reason, i, i + step.used});
        }
    }
    return lk_done_str(out, vm, &b);
}

/* str.encode(encoding='utf-8', errors='strict') */
bool lk_str_encode_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str encoding, errors;
    return lk_arg_name(&encoding, vm, a->v[1], "encode() argument 'encoding' must be str, not ") &&
           lk_arg_name(&errors, vm, a->v[2], "encode() argument 'errors' must be str, not ") &&
           lk_encode(out, vm, a->v[0], encoding, errors);
}

/* Appends what a translation table says for one code point.  The table is any object with [] for
 * code points: LookupError keeps the character, None drops it, a str or an int replaces it. */
static bool translate_one(struct lk_buf *b, struct lk_vm *vm, struct lk_value table, uint32_t c)
{
    struct lk_value to;
    if (!lk_vm_getitem(&to, vm, table, lk_int(c))) {
        /* KeyError and IndexError are among these */
        if (!lk_pending_is(vm, LK_EXC_LookupError))
            return false;
        lk_caught(vm);
        to = lk_int(c);
    }
    if (lk_is_none(to))
        return true;
    if (lk_is(to, LK_T_STR)) {
        lk_buf_add(b, lk_text(to));
        return true;
    }
    if (!lk_is_int(to))
        return lk_raise(vm, LK_EXC_TypeError,
                        "character mapping must return integer, None or str");
    if (lk_is(to, LK_T_BIGINT) || to.as.i < 0 || to.as.i > 0x10ffff)
        return lk_raise(vm, LK_EXC_ValueError, "character mapping must be in range(0x110000)");
    char utf[4];
    lk_buf_add(b, (struct lk_str){utf, lk_utf_put(utf, (uint32_t)to.as.i)});
    return true;
}

/* str.translate(table).  The result is bounded, because a table may blow up every character to a
 * long text. */
bool lk_str_translate_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str s = lk_self_text(a);
    struct lk_buf b = {.limit = 1u << 30};
    uint32_t len;
    for (size_t i = 0; i < s.n; i += len)
        if (!translate_one(&b, vm, a->v[1], lk_utf_get(s.p + i, &len))) {
            lk_buf_clear(&b);
            return false;
        }
    return lk_done_str(out, vm, &b);
}

/* maketrans(dict): keys become code points. */
static bool table_of_dict(struct lk_value *out, struct lk_vm *vm, struct lk_value from)
{
    struct lk_value key, value;
    size_t pos = 0;
    uint32_t len;
    if (!lk_is(from, LK_T_DICT))
        return lk_raise(vm, LK_EXC_TypeError, "if you give only one argument to maketrans it must "
                                              "be a dict");
    while (lk_dict_next(from, &pos, &key, &value)) {
        if (lk_is(key, LK_T_STR)) {
            if (lk_str_len(key) != 1)
                return lk_raise(vm, LK_EXC_ValueError,
                                "string keys in translate table must be of length 1");
            /* translate() asks for numbers */
            key = lk_int(lk_utf_get(lk_text(key).p, &len));
        } else if (!lk_is_int(key))
            return lk_raise(vm, LK_EXC_TypeError, "keys in translate table must be strings or "
                                                  "integers");
        if (!lk_dict_set(vm, *out, key, value))
            return false;
    }
    return true;
}

/* maketrans(x, y): the characters of x become those of y, place by place. */
static bool table_of_pair(struct lk_value *out, struct lk_vm *vm, const struct lk_value v[2])
{
    if (!lk_is(v[0], LK_T_STR))
        return lk_raise(vm, LK_EXC_TypeError, "first maketrans argument must be a string if there "
                                              "is a second argument");
    struct lk_str from = lk_text(v[0]), to;
    uint32_t n, m;
    to = lk_text(v[1]);
    if (lk_str_len(v[0]) != lk_str_len(v[1]))
        return lk_raise(vm, LK_EXC_ValueError, "the first two maketrans arguments must have equal "
                                               "length");
    /* both are walked by code points, whose bytes may differ in number */
    for (size_t i = 0, j = 0; i < from.n; i += n, j += m)
        if (!lk_dict_set(vm, *out, lk_int(lk_utf_get(from.p + i, &n)),
                         lk_int(lk_utf_get(to.p + j, &m))))
            return false;
    return true;
}

/* str.maketrans(x, y=None, z=None). str.maketrans: a third argument names the characters to be
 * dropped. */
bool lk_str_maketrans_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_new_dict(vm);
    lk_push(vm, *out);
    struct lk_str to, gone;
    uint32_t len;
    if (!lk_given(a, 1))
        return table_of_dict(out, vm, a->v[0]);
    if (!lk_arg_str(&to, vm, a->v[1], "maketrans() argument 2 must be str, not ") ||
        (lk_given(a, 2) &&
         !lk_arg_str(&gone, vm, a->v[2], "maketrans() argument 3 must be str, not ")) ||
        !table_of_pair(out, vm, a->v))
        return false;
    if (!lk_given(a, 2))
        return true;
    for (size_t i = 0; i < gone.n; i += len)
        if (!lk_dict_set(vm, *out, lk_int(lk_utf_get(gone.p + i, &len)), lk_none()))
            return false;
    return true;
}
