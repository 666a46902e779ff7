/* The table of SQLSTATEs and how a state finds its row: exactly, else by class. */
#include "db/conn.h"

const struct lk_state_def lk_state_table[] = {
#define LK_STATE(state, fault, flags, name) {state, LK_FAULT_##fault, flags, name},
#include "db/sqlstates.def"
#undef LK_STATE
};
const size_t lk_state_count = sizeof lk_state_table / sizeof *lk_state_table;

/* The rows are sorted; the last one stands for anything. */
static const struct lk_state_def *find(const char *state, size_t letters)
{
    size_t low = 0, high = lk_state_count - 1;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const char *row = lk_state_table[mid].state;
        int order = strncmp(row, state, letters);
        if (order == 0 && strlen(row) != letters)
            order = (int)strlen(row) - (int)letters;
        if (order == 0)
            return &lk_state_table[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* Exactly, else by the first two letters, else the row for anything. */
const struct lk_state_def *lk_state_find(const char *state)
{
    const struct lk_state_def *row = find(state, 5);
    if (!row)
        row = find(state, 2);
    return row ? row : &lk_state_table[lk_state_count - 1];
}
