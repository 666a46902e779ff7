/* configparser's reading of a file: sections, options, values over several lines.  The comments
 * name the attributes of RawConfigParser._read (Python 3.11) that a rule comes from. */
#include "conf/ini_private.h"
#include "conf/text.h"

/* One table of options serves all sections.  The section's address tells equal keys of two
 * sections apart. */
static uint64_t hash_option(const struct section *section, struct lk_str key)
{
    return lk_hash(key.p, key.n) ^ ((uint64_t)(uintptr_t)section * 0x9e3779b97f4a7c15u);
}

/* The option of a section itself, without [DEFAULT]; the key is in lower case. */
struct option *lk_ini_option(const struct lk_ini *ini, const struct section *section,
                             struct lk_str key)
{
    struct option *o = ini->bucket[hash_option(section, key) & (ini->buckets - 1)];
    while (o && !(o->section == section && lk_str_eq(o->key, key)))
        o = o->chain;
    return o;
}

/* Sections are few; options are looked up by hash.  NULL where the file has none of that name;
 * the case counts. */
struct section *lk_ini_section(const struct lk_ini *ini, struct lk_str name)
{
    struct section *s = ini->sections;
    while (s && !lk_str_eq(s->name, name))
        s = s->next;
    return s;
}

/* Options stay in their order, for options() and for errors. */
static struct option *add_option(struct lk_ini *ini, struct section *section, struct lk_str key)
{
    struct option *o = lk_arena_alloc(ini->arena, sizeof *o);
    struct option **slot = &ini->bucket[hash_option(section, key) & (ini->buckets - 1)];
    *o = (struct option){.key = key, .section = section, .chain = *slot};
    *slot = o;
    if (section->last)
        section->last->next = o;
    else
        section->first = o;
    section->last = o;
    return o;
}

/* The file while it is read; names behind the fields are configparser's. */
struct reader {
    struct lk_ini *ini;
    uint32_t source;
    struct lk_str text;
    size_t at, from, to;           /* next line; bounds of the present one */
    size_t indent;                 /* indent_level */
    struct section *section;       /* cursect */
    struct option *option;         /* optname */
    struct lk_str line, value;     /* the line, and it without white space and comment */
    bool comment;
    struct lk_err *err;
};

/* Errors mark the line without its indentation. */
static struct lk_span line_span(const struct reader *r)
{
    size_t from = (size_t)(r->value.p - r->text.p);
    return (struct lk_span){r->source, (uint32_t)from, (uint32_t)(from + r->value.n)};
}

#define FAIL(r, ...) lk_conf_fail((r)->err, (r)->ini->sources, line_span(r), __VA_ARGS__)

/* Universal newlines: LF, CR LF and CR end a line.  The white space around a line is cut once,
 * for everybody. */
static bool next_line(struct reader *r)
{
    if (r->at >= r->text.n)
        return false;
    r->from = r->to = r->at;
    while (r->to < r->text.n && r->text.p[r->to] != '\n' && r->text.p[r->to] != '\r')
        r->to++;
    r->at = r->to + 1;
    if (r->at < r->text.n && r->text.p[r->to] == '\r' && r->text.p[r->at] == '\n')
        r->at++;
    r->line = lk_str_cut(r->text, r->from, r->to);
    r->value = lk_conf_strip(r->line);
    r->comment = r->value.n && (*r->value.p == '#' || *r->value.p == ';');
    return true;
}

/* A further line of a value; joined by finish().  The pieces are slices of the file's text. */
static void append_line(struct reader *r, struct lk_str line)
{
    struct piece *p = lk_arena_alloc(r->ini->arena, sizeof *p);
    p->text = line;
    if (r->option->last_piece)
        r->option->last_piece->next = p;
    else
        r->option->pieces = p;
    r->option->last_piece = p;
}

/* DuplicateSectionError; [DEFAULT] may come again.  What follows belongs to it until the next
 * header. */
static bool take_section(struct reader *r)
{
    struct lk_str name = lk_str_cut(r->value, 1, (size_t)lk_str_rfind_byte(r->value, ']'));
    r->option = NULL;
    if (lk_str_is(name, "DEFAULT")) {
        r->section = r->ini->defaults;
        return true;
    }
    if (lk_ini_section(r->ini, name))
        return FAIL(r, "section '" LK_PRI "' stands twice in the file", LK_ARG(name));
    struct section *s = lk_arena_alloc(r->ini->arena, sizeof *s);
    s->name = name;
    *r->ini->sections_end = s;
    r->ini->sections_end = &s->next;
    r->section = s;
    return true;
}

/* OPTCRE: the first '=' or ':' ends the name; DuplicateOptionError.  The names of options are
 * put into lower case, as optionxform() does. */
static bool take_option(struct reader *r)
{
    size_t d = 0;
    while (d < r->value.n && r->value.p[d] != '=' && r->value.p[d] != ':')
        d++;
    struct lk_str name = lk_conf_strip(lk_str_cut(r->value, 0, d));
    if (d == r->value.n || name.n == 0)
        return FAIL(r, "the line is neither a section nor 'option = value'");
    struct lk_str key = lk_conf_lower(r->ini->arena, name);
    struct option *old = lk_ini_option(r->ini, r->section, key);
    if (old && old->span.source)
        return FAIL(r, "option '" LK_PRI "' stands twice in its section", LK_ARG(key));
    r->option = old ? old : add_option(r->ini, r->section, key);
    size_t from = (size_t)(r->value.p - r->text.p);
    r->option->span = (struct lk_span){r->source, (uint32_t)from, (uint32_t)(from + name.n)};
    append_line(r, lk_conf_strip(lk_str_cut(r->value, d + 1, r->value.n)));
    return true;
}

/* Is it SECTCRE, [(.+)] at the start?  The last bracket of the line ends the name. */
static bool is_section(struct lk_str value)
{
    return value.n > 2 && value.p[0] == '[' && lk_str_rfind_byte(value, ']') > 1;
}

/* What a line is follows from its indentation: deeper than the option's own continues its value.
 * An empty line may be part of a value; those at its end are cut off later. */
static bool take_line(struct reader *r)
{
    if (r->comment)
        return true;
    if (r->value.n == 0) {
        if (r->option)
            append_line(r, r->value);
        return true;
    }
    size_t indent = r->line.n - lk_conf_lstrip(r->line).n;
    if (r->option && indent > r->indent) {
        append_line(r, r->value);
        return true;
    }
    r->indent = indent;
    if (is_section(r->value))
        return take_section(r);
    if (!r->section)
        return FAIL(r, "the file contains no section header above this line");
    return take_option(r);
}

/* _join_multiline_values: lines joined by newlines, without white space at the end. */
static void join(struct lk_arena *arena, struct option *o)
{
    struct lk_buf b = {0};
    for (const struct piece *p = o->pieces; p; p = p->next) {
        if (p != o->pieces)
            lk_buf_addc(&b, '\n');
        lk_buf_add(&b, p->text);
    }
    struct lk_str all = lk_buf_str(&b), end = lk_conf_strip(all);
    size_t n = end.n ? (size_t)(end.p - all.p) + end.n : 0;
    if (o->pieces)
        o->raw = lk_arena_str(arena, lk_str_cut(all, 0, n));
    lk_buf_clear(&b);
}

/* The options of one section. */
static void join_all(struct lk_ini *ini, struct section *s)
{
    for (struct option *o = s->first; o; o = o->next)
        join(ini->arena, o);
}

/* The number of lines bounds the number of options, and so sizes the table once.  %(here)s is an
 * option of [DEFAULT], as Alembic makes it. */
static struct lk_ini *ini_new(struct lk_arena *arena, const struct lk_sources *sources,
                              struct lk_str text, struct lk_str here)
{
    struct lk_ini *ini = lk_arena_alloc(arena, sizeof *ini);
    size_t lines = 8;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n' || text.p[i] == '\r';
    for (ini->buckets = 16; ini->buckets < lines; ini->buckets *= 2)
        ;
    ini->arena = arena;
    ini->sources = sources;
    ini->bucket = lk_arena_array(arena, ini->buckets, sizeof *ini->bucket);
    ini->defaults = lk_arena_alloc(arena, sizeof *ini->defaults);
    ini->defaults->name = LK_STR("DEFAULT");
    ini->sections_end = &ini->sections;
    add_option(ini, ini->defaults, LK_STR("here"))->raw = lk_arena_str(arena, here);
    return ini;
}

/* Slices point into the arena's copy of the text. */
bool lk_ini_parse(struct lk_ini **out, struct lk_arena *arena, const struct lk_sources *sources,
                  uint32_t source, struct lk_err *err)
{
    struct lk_str here = lk_path_dir(lk_path_normal(arena, lk_sources_name(sources, source)));
    struct lk_str text = lk_arena_str(arena, lk_sources_text(sources, source));
    struct lk_ini *ini = ini_new(arena, sources, text, here);
    struct reader r = {.ini = ini, .source = source, .text = text, .err = err};
    while (next_line(&r))
        if (!take_line(&r))
            return false;
    join_all(ini, ini->defaults);
    for (struct section *s = ini->sections; s; s = s->next)
        join_all(ini, s);
    *out = ini;
    return true;
}

/* The file's size is bounded; its name in messages is the one that was given. */
bool lk_ini_read(struct lk_ini **out, struct lk_arena *arena, struct lk_sources *sources,
                 struct lk_str path, struct lk_err *err)
{
    struct lk_str text, full = lk_path_normal(arena, path);
    if (!lk_file_read(&text, arena, full.p, lk_limit(LK_LIMIT_FILE_BYTES), err))
        return false;
    uint32_t source = lk_sources_add(sources, path, text);
    return lk_ini_parse(out, arena, sources, source, err);
}
