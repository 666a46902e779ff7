/* Where revisions come from, as the journal has it: with the members of `history -v --json`.  What
 * is true of them is provenance.c's to find out. */
#include "base/map.h"
#include "base/time.h"
#include "model/provenance.h"
#include "run/record_parts.h"

#define pair lk_record_pair

/* Null where it is not known. */
static const struct lk_datum *text(struct lk_arena *a, struct lk_str s)
{
    return s.n ? lk_datum_str(a, s) : lk_datum_null();
}

static const struct lk_datum *moment(struct lk_arena *a, int64_t us)
{
    char iso[LK_TIME_TEXT];
    return text(a, (struct lk_str){iso, us ? lk_time_iso(iso, us) : 0});
}

static const struct lk_datum *truth(struct lk_arena *a, enum lk_known known)
{
    return known == LK_KNOWN_NOT ? lk_datum_null() : lk_datum_bool(a, known == LK_KNOWN_YES);
}

const struct lk_datum *lk_record_origin(struct lk_arena *a, const struct lk_provenance *p)
{
    if (!p)
        return lk_datum_null();
    const struct lk_pair v[] = {
        pair("source", text(a, p->source)), pair("commit", text(a, p->commit)),
        pair("changed", text(a, p->changed)), pair("author", text(a, p->author)),
        pair("authored", moment(a, p->authored_us)), pair("committed", moment(a, p->committed_us)),
        pair("blob", text(a, p->blob)), pair("file", text(a, p->path)),
        pair("ref", text(a, p->ref)), pair("remote", text(a, p->remote)),
        pair("file_dirty", truth(a, p->file_dirty)), pair("tree_dirty", truth(a, p->tree_dirty))};
    return lk_datum_map(a, v, sizeof v / sizeof *v);
}

const struct lk_datum *lk_record_commits(struct lk_arena *a, const struct lk_provenance *const *of,
                                         size_t n)
{
    const struct lk_datum **v = lk_arena_array(a, n + 1, sizeof *v);
    struct lk_map seen = {0};
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        if (of[i] && of[i]->commit.n && !lk_map_put(&seen, of[i]->commit, v))
            v[found++] = lk_datum_str(a, of[i]->commit);
    lk_map_clear(&seen);
    return lk_datum_list(a, v, found);
}
