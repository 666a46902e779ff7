/* The own model of the transaction.  libpq's is only true with an empty queue, because it says
 * ACTIVE while anything is in flight; command tags tell in time (tests/db/test_db.c shows both). */
#include "db/conn.h"

struct tag_rule {
    const char *tag;
    enum lk_tx next;
};

static const struct tag_rule rules[] = {
    {"BEGIN", LK_TX_OPEN},
    {"START TRANSACTION", LK_TX_OPEN},
    {"COMMIT", LK_TX_NONE},
    {"PREPARE TRANSACTION", LK_TX_NONE},
};

enum lk_tx lk_tx_after(enum lk_tx now, const char *tag, uint32_t traits)
{
    if (strcmp(tag, "ROLLBACK") == 0)      /* ROLLBACK TO SAVEPOINT has the same tag */
        return traits & LK_TRAIT_SAVEPOINT ? LK_TX_OPEN : LK_TX_NONE;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(tag, rules[i].tag) == 0)
            return rules[i].next;
    return now;
}
