/* Headers that only evaluating the script's module can tell: a runtime of its own, whose operations
 * reach nothing, made when the first such script comes. */
#include "cli/headers.h"

static bool header(const struct lk_datum **out, void *self, uint32_t source,
                   struct lk_arena *arena, struct lk_err *err)
{
    struct lk_cli_headers *h = self;
    if (!h->mods) {
        const struct lk_dialect dialect = {0};
        lk_rehearsal_init(&h->sink, &dialect);
        lk_rehearsal_begin(&h->sink, arena);
        h->begun = true;
        lk_cli_mods(&h->config, h->p, h->cli);
        if (!lk_mods_new(&h->mods, &h->config, &h->sink.sink, err)) {
            return false;
        }
    }
    return lk_mods_header(out, h->mods, source, arena, err);
}

void lk_cli_headers_init(struct lk_cli_headers *h, struct lk_cli_project *p, struct lk_cli *cli)
{
    *h = (struct lk_cli_headers){.p = p, .cli = cli, .eval = {.header = header, .self = h}};
}

void lk_cli_headers_clear(struct lk_cli_headers *h)
{
    lk_mods_free(h->mods);
    if (h->begun) {
        lk_rehearsal_clear(&h->sink);
    }
}
