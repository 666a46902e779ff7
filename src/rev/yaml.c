/* From libyaml's events to a strict tree.  Recursion is as deep as the text, which is bounded. */
#include "rev/yaml.h"
#include "base/limits.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <yaml.h>

#define STRIDE 64                  /* code points between two known byte offsets */

struct reader {
    struct lk_arena *arena;
    uint32_t source;
    struct lk_str text;
    size_t skipped;                /* bytes of a byte order mark */
    uint32_t *offset;              /* of every STRIDE-th code point */
    size_t offsets;
    unsigned depth;
    yaml_parser_t parser;
    yaml_event_t event;
    struct lk_err *err;
};

/* libyaml counts code points, spans count bytes.  One offset for every STRIDE code points keeps
 * the index small and each look-up short. */
static void index_offsets(struct reader *r)
{
    size_t at = 0, points = 0;
    r->offset = lk_arena_array(r->arena, r->text.n / STRIDE + 2, sizeof *r->offset);
    while (at < r->text.n) {
        uint32_t c;
        size_t n = lk_utf8_decode(&c, lk_str_cut(r->text, at, r->text.n));
        if (points++ % STRIDE == 0)
            r->offset[r->offsets++] = (uint32_t)at;
        at += n ? n : 1;
    }
}

/* At most STRIDE steps from a known offset.  Beyond the text's end it is the end. */
static uint32_t byte_of(const struct reader *r, size_t point)
{
    size_t at = point / STRIDE < r->offsets ? r->offset[point / STRIDE] : r->text.n;
    for (size_t left = point % STRIDE; left && at < r->text.n; left--) {
        uint32_t c;
        size_t n = lk_utf8_decode(&c, lk_str_cut(r->text, at, r->text.n));
        at += n ? n : 1;
    }
    return (uint32_t)(at + r->skipped);
}

/* At least one character is marked. */
static struct lk_span span_of(const struct reader *r, size_t from, size_t to)
{
    return (struct lk_span){r->source, byte_of(r, from), byte_of(r, to > from ? to : from + 1)};
}

/* From the event's first character to its last. */
static struct lk_span event_span(const struct reader *r)
{
    return span_of(r, r->event.start_mark.index, r->event.end_mark.index);
}

/* libyaml's own words, at the place where it stopped.  A fault of the encoding has its place
 * elsewhere than one of the grammar. */
static bool fail_parser(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    size_t at = p->problem_mark.index, byte = p->problem_offset + r->skipped;
    struct lk_span span = p->error == YAML_READER_ERROR
                              ? (struct lk_span){r->source, (uint32_t)byte, (uint32_t)byte + 1}
                              : span_of(r, at, at);
    return lk_fail_at(r->err, LK_E_MANIFEST, span, "not valid YAML: %s%s%s",
                      p->problem ? p->problem : "unreadable", p->context ? " " : "",
                      p->context ? p->context : "");
}

/* The event before is released here.  False ends everything: libyaml's parser cannot go on
 * behind an error. */
static bool next(struct reader *r)
{
    yaml_event_delete(&r->event);
    return yaml_parser_parse(&r->parser, &r->event) ? true : fail_parser(r);
}

/* At the present event. */
static bool fail_here(struct reader *r, const char *message)
{
    return lk_fail_at(r->err, LK_E_MANIFEST, event_span(r), "%s", message);
}

/* Anchors and tags would let one text mean what another place says.  Without them a manifest is
 * what it looks like, and no alias can multiply a small file into a large tree. */
static bool check_bare(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        return fail_here(r, "anchors are not part of a manifest");
    if (tag)
        return fail_here(r, "tags are not part of a manifest");
    return true;
}

static bool value(struct lk_yaml **out, struct reader *r);

/* Entries while their number is not known; of a map keys and values by turns. */
struct items {
    struct lk_yaml **v;
    size_t n, cap;
};

/* Entries up to the end event; the reader stands on the first event behind the start.  The list
 * is the caller's to free even when this fails. */
static bool collect(struct items *all, struct reader *r, yaml_event_type_t end)
{
    while (next(r)) {
        struct lk_yaml *one;
        if (r->event.type == end)
            return true;
        if (!value(&one, r))
            return false;
        *LK_PUSH(all) = one;
    }
    return false;
}

/* Equal keys in the order of the file.  With the place as the second criterion the sort has one
 * result only. */
static int by_key(const void *a, const void *b)
{
    const struct lk_yaml *x = *(struct lk_yaml *const *)a, *y = *(struct lk_yaml *const *)b;
    int order = lk_str_cmp(x->text, y->text);
    return order ? order : x->span.from < y->span.from ? -1 : 1;
}

/* The later of two equal keys is told.  Sorted, so that a large map costs no more than its
 * sorting. */
static bool check_doubles(struct reader *r, struct lk_yaml **key, size_t n)
{
    qsort(key, n, sizeof(*key), by_key);
    for (size_t i = 1; i < n; i++)
        if (lk_str_eq(key[i - 1]->text, key[i]->text))
            return lk_fail_at(r->err, LK_E_MANIFEST, key[i]->span, "key '" LK_PRI "' stands twice",
                              LK_ARG(key[i]->text));
    return true;
}

/* Keys are scalars, each once.  YAML itself would let a list be a key. */
static bool check_keys(struct reader *r, const struct items *all)
{
    struct lk_yaml **key = lk_alloc((all->n / 2 + 1) * sizeof(*key));
    bool ok = true;
    for (size_t i = 0; ok && i < all->n; i += 2) {
        key[i / 2] = all->v[i];
        if (all->v[i]->kind != LK_YAML_SCALAR)
            ok = lk_fail_at(r->err, LK_E_MANIFEST, all->v[i]->span, "a key is a text");
    }
    ok = ok && (all->n < 4 || check_doubles(r, key, all->n / 2));
    free(key);
    return ok;
}

/* A list or map with everything in it.  The depth is counted here, as only collections nest. */
static bool collection(struct lk_yaml **out, struct reader *r, enum lk_yaml_kind kind)
{
    struct lk_yaml *y = lk_arena_alloc(r->arena, sizeof *y);
    struct items all = {0};
    *y = (struct lk_yaml){.kind = kind, .span = event_span(r)};
    bool ok = ++r->depth <= lk_limit(LK_LIMIT_NESTING) ||
              fail_here(r, "the manifest is nested too deeply");
    ok = ok && collect(&all, r, kind == LK_YAML_LIST ? YAML_SEQUENCE_END_EVENT
                                                     : YAML_MAPPING_END_EVENT);
    ok = ok && (kind == LK_YAML_LIST || check_keys(r, &all));
    r->depth--;
    if (ok) {
        y->item = lk_arena_array(r->arena, all.n + 1, sizeof(*y->item));
        for (size_t i = 0; i < all.n; i++)
            y->item[i] = all.v[i];
        y->n = kind == LK_YAML_LIST ? all.n : all.n / 2;
        *out = y;
    }
    free(all.v);
    return ok;
}

/* The text is copied: libyaml's lives as long as the event.  Whether it stood in quotation marks
 * is kept, because that decides if "1" is a number. */
static bool scalar(struct lk_yaml **out, struct reader *r)
{
    struct lk_yaml *y = lk_arena_alloc(r->arena, sizeof *y);
    struct lk_str text = {(const char *)r->event.data.scalar.value, r->event.data.scalar.length};
    *y = (struct lk_yaml){.kind = LK_YAML_SCALAR, .span = event_span(r)};
    y->plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    y->text = lk_arena_str(r->arena, text);
    *out = y;
    return true;
}

/* What the present event begins, with all that belongs to it. */
static bool value(struct lk_yaml **out, struct reader *r)
{
    switch (r->event.type) {
    case YAML_SCALAR_EVENT:
        return check_bare(r, r->event.data.scalar.anchor, r->event.data.scalar.tag) &&
               scalar(out, r);
    case YAML_SEQUENCE_START_EVENT:
        return check_bare(r, r->event.data.sequence_start.anchor,
                          r->event.data.sequence_start.tag) &&
               collection(out, r, LK_YAML_LIST);
    case YAML_MAPPING_START_EVENT:
        return check_bare(r, r->event.data.mapping_start.anchor,
                          r->event.data.mapping_start.tag) &&
               collection(out, r, LK_YAML_MAP);
    case YAML_ALIAS_EVENT: return fail_here(r, "aliases are not part of a manifest");
    default: return fail_here(r, "a value is expected here");
    }
}

/* Stream and document start, one value, document and stream end.  An empty file is null; a
 * second document is an error. */
static bool document(struct lk_yaml **out, struct reader *r)
{
    *out = lk_arena_alloc(r->arena, sizeof **out);
    (*out)->plain = true;
    (*out)->span = (struct lk_span){r->source, 0, 1};
    if (!next(r) || !next(r))
        return false;
    if (r->event.type == YAML_STREAM_END_EVENT)
        return true;
    if (!next(r) || !value(out, r) || !next(r) || !next(r))
        return false;
    return r->event.type == YAML_STREAM_END_EVENT ||
           fail_here(r, "a manifest is one YAML document");
}

/* A byte order mark is skipped; any encoding but UTF-8 is refused by libyaml's reader.  The tree
 * lives in the arena, and every node knows its place in the text. */
bool lk_yaml_parse(struct lk_yaml **out, struct lk_arena *arena, const struct lk_sources *sources,
                   uint32_t source, struct lk_err *err)
{
    struct reader r = {.arena = arena, .source = source, .err = err};
    r.text = lk_sources_text(sources, source);
    if (lk_str_starts(r.text, LK_STR("\xef\xbb\xbf"))) {
        r.text = lk_str_cut(r.text, 3, r.text.n);
        r.skipped = 3;
    }
    index_offsets(&r);
    if (!yaml_parser_initialize(&r.parser))
        lk_oom();
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.text.p, r.text.n);
    bool ok = document(out, &r);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return ok;
}

/* Quotation marks make it a text. */
bool lk_yaml_is_null(const struct lk_yaml *y)
{
    return y->kind == LK_YAML_SCALAR && y->plain &&
           (y->text.n == 0 || lk_str_is(y->text, "~") || lk_str_is(y->text, "null"));
}

/* Maps of a manifest's top level are short.  NULL where there is no such key, or no map. */
struct lk_yaml *lk_yaml_get(const struct lk_yaml *map, const char *key)
{
    for (size_t i = 0; map->kind == LK_YAML_MAP && i < map->n; i++)
        if (lk_str_is(map->item[2 * i]->text, key))
            return map->item[2 * i + 1];
    return NULL;
}
