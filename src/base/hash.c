/* SipHash-1-3 (Aumasson and Bernstein), seeded per process: names from a hostile project cannot be
 * chosen to collide.  Not a digest: nothing that is stored may depend on it. */
#include "base/str.h"
#include <sys/random.h>

static uint64_t seed[2];
static bool seeded;

void lk_hash_seed(uint64_t value)
{
    seed[0] = value;
    seed[1] = ~value;
    seeded = true;
}

/* Early in the life of a machine there may be no randomness yet; an address is better than nothing,
 * and waiting for it would hang a container's start. */
static void seed_once(void)
{
    if (getrandom(seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed)
        seed[0] = (uint64_t)(uintptr_t)&seed;
    seeded = true;
}

static uint64_t rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

/* SipRound. */
static void round_of(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static void take_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    round_of(v);
    v[0] ^= word;
}

uint64_t lk_hash(const void *bytes, size_t n)
{
    if (!seeded)
        seed_once();
    /* the constants of the algorithm: "somepseudorandomlygeneratedbytes" */
    uint64_t v[4] = {seed[0] ^ 0x736f6d6570736575u, seed[1] ^ 0x646f72616e646f6du,
                     seed[0] ^ 0x6c7967656e657261u, seed[1] ^ 0x7465646279746573u};
    const char *p = bytes;
    uint64_t word;
    for (size_t left = n; left >= 8; left -= 8, p += 8) {
        memcpy(&word, p, 8);
        take_word(v, word);
    }
    word = 0;
    if (n % 8)
        memcpy(&word, p, n % 8);
    take_word(v, word | (uint64_t)n << 56);
    v[2] ^= 0xff;
    /* one round per word, three at the end: the 1-3 of the name */
    for (int i = 0; i < 3; i++)
        round_of(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
