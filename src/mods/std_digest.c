/* MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), for fingerprints in scripts; not for secrets. */
#include "mods/std.h"

#include <math.h>

/* Rotations as RFC 1321 and FIPS 180-4 write them; n is never 0, nor the width of the word. */
static uint32_t left32(uint32_t v, unsigned n) { return v << n | v >> (32 - n); }
static uint32_t right32(uint32_t v, unsigned n) { return v >> n | v << (32 - n); }
static uint64_t right64(uint64_t v, unsigned n) { return v >> n | v << (64 - n); }

/* A word of the message; MD5 has the low byte first, the SHA family the high one. */
static uint64_t load(const unsigned char *p, unsigned bytes, bool little)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < bytes; i++)
        v |= (uint64_t)p[i] << 8 * (little ? i : bytes - 1 - i);
    return v;
}

/* The reverse of load(), for the length at the end and for the digest. */
static void store(unsigned char *p, uint64_t v, unsigned bytes, bool little)
{
    for (unsigned i = 0; i < bytes; i++)
        p[i] = (unsigned char)(v >> 8 * (little ? i : bytes - 1 - i));
}

/* The state as 64-bit words, whatever the algorithm's own width. */
typedef void block_fn(uint64_t *h, const unsigned char *p);

/* The constants of RFC 1321 are the integer parts of 4294967296 * abs(sin(i + 1)), so that they
 * are computed; a double is exact enough for all 64. */
static void md5_block(uint64_t *h, const unsigned char *p)
{
    static const unsigned turn[16] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    uint32_t a = (uint32_t)h[0], b = (uint32_t)h[1], c = (uint32_t)h[2], d = (uint32_t)h[3];
    for (unsigned i = 0; i < 64; i++) {
        /* f and g as RFC 1321 has them for its four rounds of sixteen steps. */
        uint32_t f, k = (uint32_t)(uint64_t)(fabs(sin(i + 1.0)) * 4294967296.0);
        unsigned g = i;
        switch (i / 16) {
        case 0: f = (b & c) | (~b & d); break;
        case 1: f = (d & b) | (~d & c); g = 5 * i + 1; break;
        case 2: f = b ^ c ^ d; g = 3 * i + 5; break;
        default: f = c ^ (b | ~d); g = 7 * i; break;
        }
        f += a + k + (uint32_t)load(p + g % 16 * 4, 4, true);
        a = d;
        d = c;
        c = b;
        b += left32(f, turn[i / 16 * 4 + i % 4]);
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
}

/* Eighty rounds of FIPS 180-4, section 6.1.2; every twenty have their function and constant. */
static void sha1_block(uint64_t *h, const unsigned char *p)
{
    /* One constant for twenty rounds each, as FIPS 180-4 numbers them. */
    static const uint32_t constant[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    /* w is the message schedule, s the working variables a to e. */
    uint32_t w[80], s[5];
    for (unsigned i = 0; i < 80; i++)
        w[i] = i < 16 ? (uint32_t)load(p + i * 4, 4, false)
                      : left32(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (unsigned i = 0; i < 5; i++)
        s[i] = (uint32_t)h[i];
    for (unsigned i = 0; i < 80; i++) {
        /* Ch, Parity, Maj and Parity again, in the names of the standard. */
        uint32_t f = i < 20 ? (s[1] & s[2]) | (~s[1] & s[3])
                     : i >= 40 && i < 60 ? (s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3])
                                         : s[1] ^ s[2] ^ s[3];
        uint32_t t = left32(s[0], 5) + f + s[4] + constant[i / 20] + w[i];
        s[4] = s[3];
        s[3] = s[2];
        s[2] = left32(s[1], 30);
        s[1] = s[0];
        s[0] = t;
    }
    for (unsigned i = 0; i < 5; i++)
        h[i] += s[i];
}

/* The first 64 bits of the fractions of the cube roots of the first 80 primes (FIPS 180-4).
 * SHA-512 uses all 64 bits, SHA-256 the upper 32 of the first 64 words. */
static const uint64_t cube_roots[80] = {
#define LK_WORD(value) value,
#include "mods/std_sha2.def"
#undef LK_WORD
};

/* One round's end, shared by both widths. s[0] to s[7] are the variables a to h of the
 * standard. */
static void shift(uint64_t *s, uint64_t t1, uint64_t t2)
{
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += t1;
    s[0] = t1 + t2;
}

/* Section 6.2.2; SHA-224 differs by its start and its length alone. SHA-256's constants are the
 * upper halves of those of SHA-512. */
static void sha256_block(uint64_t *h, const unsigned char *p)
{
    /* The schedule: sixteen words of the message, then those made from them. */
    uint32_t w[64];
    uint64_t s[8];
    for (unsigned i = 0; i < 64; i++) {
        w[i] = (uint32_t)load(p + i % 16 * 4, 4, false);
        if (i >= 16) {
            uint32_t x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (right32(x, 7) ^ right32(x, 18) ^ x >> 3) +
                   (right32(y, 17) ^ right32(y, 19) ^ y >> 10);
        }
    }
    memcpy(s, h, sizeof s);
    for (unsigned i = 0; i < 64; i++) {
        uint32_t a = (uint32_t)s[0], b = (uint32_t)s[1], c = (uint32_t)s[2], e = (uint32_t)s[4];
        uint32_t t1 = (uint32_t)s[7] + (right32(e, 6) ^ right32(e, 11) ^ right32(e, 25)) +
                      ((e & (uint32_t)s[5]) ^ (~e & (uint32_t)s[6])) +
                      (uint32_t)(cube_roots[i] >> 32) + w[i];
        uint32_t t2 = (right32(a, 2) ^ right32(a, 13) ^ right32(a, 22)) +
                      ((a & b) ^ (a & c) ^ (b & c));
        shift(s, t1, t2);
    }
    for (unsigned i = 0; i < 8; i++)
        h[i] += s[i];
}

/* Section 6.4.2; SHA-384 differs by its start and its length alone. */
static void sha512_block(uint64_t *h, const unsigned char *p)
{
    /* The schedule: sixteen words of the message, then those made from them. */
    uint64_t w[80], s[8];
    for (unsigned i = 0; i < 80; i++) {
        w[i] = load(p + i % 16 * 8, 8, false);
        if (i >= 16) {
            uint64_t x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (right64(x, 1) ^ right64(x, 8) ^ x >> 7) +
                   (right64(y, 19) ^ right64(y, 61) ^ y >> 6);
        }
    }
    memcpy(s, h, sizeof s);
    for (unsigned i = 0; i < 80; i++) {
        uint64_t a = s[0], e = s[4];
        uint64_t t1 = s[7] + (right64(e, 14) ^ right64(e, 18) ^ right64(e, 41)) +
                      ((e & s[5]) ^ (~e & s[6])) + cube_roots[i] + w[i];
        uint64_t t2 = (right64(a, 28) ^ right64(a, 34) ^ right64(a, 39)) +
                      ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        shift(s, t1, t2);
    }
    for (unsigned i = 0; i < 8; i++)
        h[i] += s[i];
}

/* What tells one algorithm from another; sizes are in bytes. */
static const struct algorithm {
    const char *name;
    /* takes one block of the message into the state */
    block_fn *block;
    uint8_t block_bytes, word_bytes, digest_bytes;
    /* byte order of words, of the length and of the digest */
    bool little;
    uint64_t start[8];
} algorithms[] = {
    {"md5", md5_block, 64, 4, 16, true, {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}},
    {"sha1", sha1_block, 64, 4, 20, false,
     {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}},
    {"sha224", sha256_block, 64, 4, 28, false,
     {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7,
      0xbefa4fa4}},
    {"sha256", sha256_block, 64, 4, 32, false,
     {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab,
      0x5be0cd19}},
    {"sha384", sha512_block, 128, 8, 48, false,
     {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
      0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4}},
    {"sha512", sha512_block, 128, 8, 64, false,
     {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
      0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}},
};

/* Digests the text; `out` has room for 64 bytes. The end is padded by 0x80, zeros and the length
 * in bits, which may take a block more. Only the lower 64 bits of a length are ever needed. */
static size_t run(unsigned char *out, const struct algorithm *a, struct lk_str s)
{
    uint64_t h[8];
    unsigned char last[256] = {0};
    /* Whole blocks are taken from the text itself, only its end is copied. */
    size_t whole = s.n - s.n % a->block_bytes, rest = s.n - whole;
    memcpy(h, a->start, sizeof h);
    for (size_t i = 0; i < whole; i += a->block_bytes)
        a->block(h, (const unsigned char *)s.p + i);
    memcpy(last, s.p + whole, rest);
    last[rest] = 0x80;
    /* SHA-384 and SHA-512 leave sixteen bytes for the length, the others eight. */
    size_t room = a->word_bytes * 2u;
    size_t n = rest + 1 + room <= a->block_bytes ? a->block_bytes : 2u * a->block_bytes;
    store(last + n - (a->little ? 8 : 8), (uint64_t)s.n * 8, 8, a->little);
    for (size_t i = 0; i < n; i += a->block_bytes)
        a->block(h, last + i);
    for (unsigned i = 0; i * a->word_bytes < a->digest_bytes; i++)
        store(out + i * a->word_bytes, h[i], a->word_bytes, a->little);
    return a->digest_bytes;
}

/* The number of bytes written, or 0 for a name that is not known. */
size_t lk_std_digest(unsigned char *out, struct lk_str name, struct lk_str bytes)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (lk_str_is(name, algorithms[i].name))
            return run(out, &algorithms[i], bytes);
    return 0;
}
