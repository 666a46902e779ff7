/* "Did you mean": the candidate with the smallest edit distance (insert, delete, replace, swap). */
#include "base/str.h"

#define MAX_WORD 64
#define MAX_DISTANCE 2

/* The distance is Damerau and Levenshtein's, with rows kept modulo three. */
static size_t min3(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* One cell of the table whose rows are prefixes of a and whose columns are prefixes of b. */
static size_t cell(size_t (*row)[MAX_WORD + 1], struct lk_str a, struct lk_str b,
                   const size_t at[2])
{
    size_t i = at[0], j = at[1];
    size_t (*now) = row[i % 3], (*before) = row[(i + 2) % 3], (*earlier) = row[(i + 1) % 3];
    size_t replace = before[j - 1] + (a.p[i - 1] != b.p[j - 1]);
    size_t least = min3(now[j - 1] + 1, before[j] + 1, replace);
    /* two neighbours changed places: "nmae" is one step from "name" */
    bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
    if (swapped && earlier[j - 2] + 1 < least)
        least = earlier[j - 2] + 1;
    return least;
}

/* Edit distance; words over MAX_WORD bytes are near to nothing. */
static size_t distance(struct lk_str a, struct lk_str b)
{
    if (a.n > MAX_WORD || b.n > MAX_WORD)
        return MAX_WORD;
    size_t row[3][MAX_WORD + 1];
    for (size_t j = 0; j <= b.n; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        row[i % 3][0] = i;
        for (size_t j = 1; j <= b.n; j++)
            row[i % 3][j] = cell(row, a, b, (size_t[2]){i, j});
    }
    return row[a.n % 3][b.n];
}

const char *lk_str_nearest(struct lk_str word, const char *const *candidates, size_t n)
{
    const char *nearest = NULL;
    /* of equal candidates the first one wins, so that the answer does not depend on chance */
    size_t bound = word.n / 3 < MAX_DISTANCE ? word.n / 3 : MAX_DISTANCE;
    for (size_t i = 0; i < n && word.n; i++) {
        size_t d = distance(word, lk_str_of(candidates[i]));
        if (d < bound || (d == bound && !nearest)) {
            nearest = candidates[i];
            bound = d;
        }
    }
    return nearest;
}
