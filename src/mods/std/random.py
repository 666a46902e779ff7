"""random: the Mersenne Twister MT19937 (Matsumoto and Nishimura), drawing as CPython 3.11 does."""
import _limbeck
from math import cos as _cos, exp as _exp, log as _log, pi as _pi, sin as _sin, sqrt as _sqrt

_N, _M = 624, 397


class Random:
    def __init__(self, x=None):
        self.gauss_next = None
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            a = int.from_bytes(_limbeck.urandom(32), 'big')
        elif isinstance(a, (str, bytes)):
            if isinstance(a, str):
                a = a.encode()
            a = int.from_bytes(a + _limbeck.digest('sha512', a), 'big')
        elif isinstance(a, float):
            a = hash(a)
        elif not isinstance(a, int):
            raise TypeError('The only supported seed types are: None,\n'
                            'int, float, str, bytes, and bytearray.')
        a = abs(a)
        words = []
        while True:
            words.append(a & 0xffffffff)
            a >>= 32
            if not a:
                break
        self._by_words(words)
        self.gauss_next = None

    def _by_words(self, key):
        mt = [19650218]
        for i in range(1, _N):
            mt.append((1812433253 * (mt[i - 1] ^ mt[i - 1] >> 30) + i) & 0xffffffff)
        i, j = 1, 0
        for _ in range(max(_N, len(key))):
            mt[i] = ((mt[i] ^ (mt[i - 1] ^ mt[i - 1] >> 30) * 1664525) + key[j] + j) & 0xffffffff
            i, j = i + 1, (j + 1) % len(key)
            if i >= _N:
                mt[0], i = mt[_N - 1], 1
        for _ in range(_N - 1):
            mt[i] = ((mt[i] ^ (mt[i - 1] ^ mt[i - 1] >> 30) * 1566083941) - i) & 0xffffffff
            i += 1
            if i >= _N:
                mt[0], i = mt[_N - 1], 1
        mt[0] = 0x80000000
        self._mt, self._at = mt, _N

    def _word(self):
        _limbeck.asks(0)
        mt = self._mt
        if self._at >= _N:
            for k in range(_N):
                y = mt[k] & 0x80000000 | mt[(k + 1) % _N] & 0x7fffffff
                mt[k] = mt[(k + _M) % _N] ^ y >> 1 ^ (0x9908b0df if y & 1 else 0)
            self._at = 0
        y = mt[self._at]
        self._at += 1
        y ^= y >> 11
        y ^= y << 7 & 0x9d2c5680
        y ^= y << 15 & 0xefc60000
        return y ^ y >> 18

    def getstate(self):
        return 3, tuple(self._mt) + (self._at,), self.gauss_next

    def setstate(self, state):
        self._mt, self._at = list(state[1][:-1]), state[1][-1]
        self.gauss_next = state[2]

    def random(self):
        a, b = self._word() >> 5, self._word() >> 6
        return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k):
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        bits = shift = 0
        while k > 0:
            word = self._word()
            bits |= (word >> 32 - k if k < 32 else word) << shift
            shift, k = shift + 32, k - 32
        return bits

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, 'little')

    def _randbelow(self, n):
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randrange(self, start, stop=None, step=1):
        for value in (start, stop, step):
            if value is not None and not hasattr(type(value), '__index__'):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an "
                                'integer')
        if stop is None:
            if start > 0:
                return self._randbelow(start)
            raise ValueError('empty range for randrange()')
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._randbelow(width)
            raise ValueError(f'empty range for randrange() ({start}, {stop}, {width})')
        if step == 0:
            raise ValueError('zero step for randrange()')
        n = (width + step - (1 if step > 0 else -1)) // step
        if n <= 0:
            raise ValueError('empty range for randrange()')
        return start + step * self._randbelow(n)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._randbelow(len(seq))]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[int(self.random() * n)] for _ in range(k)]
            cum_weights, total = [], 0
            for weight in weights:
                total += weight
                cum_weights.append(total)
        if len(cum_weights) != n:
            raise ValueError('The number of weights does not match the population')
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError('Total of weights must be greater than zero')
        picked = []
        for _ in range(k):
            x, i = self.random() * total, 0
            while i < n - 1 and x >= cum_weights[i]:
                i += 1
            picked.append(population[i])
        return picked

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if not hasattr(type(population), '__getitem__') or isinstance(population, (dict, set)):
            raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
        if counts is not None:
            population = [item for item, n in zip(population, counts) for _ in range(n)]
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        result = [None] * k
        setsize = 21
        if k > 5:
            power = 1
            while power < k * 3:
                power *= 4
            setsize += power
        if n <= setsize:
            pool = list(population)
            for i in range(k):
                j = self._randbelow(n - i)
                result[i], pool[j] = pool[j], pool[n - i - 1]
            return result
        seen = set()
        for i in range(k):
            j = self._randbelow(n)
            while j in seen:
                j = self._randbelow(n)
            seen.add(j)
            result[i] = population[j]
        return result

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c, low, high = 1.0 - u, 1.0 - c, high, low
        return low + (high - low) * _sqrt(u * c)

    def expovariate(self, lambd):
        return -_log(1.0 - self.random()) / lambd

    def gauss(self, mu=0.0, sigma=1.0):
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            x2pi = self.random() * 2.0 * _pi
            g2rad = _sqrt(-2.0 * _log(1.0 - self.random()))
            z, self.gauss_next = _cos(x2pi) * g2rad, _sin(x2pi) * g2rad
        return mu + z * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = 4 * _exp(-0.5) / _sqrt(2.0) * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                return mu + z * sigma


class SystemRandom(Random):
    def seed(self, *args, **keywords):
        pass

    def _word(self):
        return int.from_bytes(_limbeck.urandom(4), 'big')


_shared = Random()
seed, random, uniform, triangular, randint, choice, randrange, sample, shuffle, choices, \
    normalvariate, expovariate, gauss, getrandbits, randbytes, getstate, setstate = (
        _shared.seed, _shared.random, _shared.uniform, _shared.triangular, _shared.randint,
        _shared.choice, _shared.randrange, _shared.sample, _shared.shuffle, _shared.choices,
        _shared.normalvariate, _shared.expovariate, _shared.gauss, _shared.getrandbits,
        _shared.randbytes, _shared.getstate, _shared.setstate)
