"""The functions of math that are exact over integers."""


def _index(n):
    if not hasattr(type(n), '__index__'):
        raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
    return n.__index__()


def gcd(*integers):
    result = 0
    for n in map(_index, integers):
        result, n = abs(result), abs(n)
        while n:
            result, n = n, result % n
    return result


def lcm(*integers):
    result = 1
    for n in map(_index, integers):
        if n == 0:
            return 0
        result = abs(result // gcd(result, n) * n)
    return result


def factorial(x, /):
    x = _index(x)
    if x < 0:
        raise ValueError('factorial() not defined for negative values')
    result = 1
    for i in range(2, x + 1):
        result *= i
    return result


def isqrt(n, /):
    n = _index(n)
    if n < 0:
        raise ValueError('isqrt() argument must be nonnegative')
    if n == 0:
        return 0
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def perm(n, k=None, /):
    n = _index(n)
    k = n if k is None else _index(k)
    if n < 0:
        raise ValueError('n must be a non-negative integer')
    if k < 0:
        raise ValueError('k must be a non-negative integer')
    result = 1
    for i in range(n - k + 1, n + 1) if k <= n else (0,):
        result *= i
    return result


def comb(n, k, /):
    n, k = _index(n), _index(k)
    if n < 0:
        raise ValueError('n must be a non-negative integer')
    if k < 0:
        raise ValueError('k must be a non-negative integer')
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for i in range(1, k + 1):
        result = result * (n - k + i) // i
    return result


def prod(iterable, /, *, start=1):
    for item in iterable:
        start *= item
    return start


def hypot(*coordinates):
    values = [abs(float(x)) for x in coordinates]
    most = max(values, default=0.0)
    if most == 0 or most == float('inf'):
        return most
    if len(values) == 2 and most > min(values) * 1e16:
        return most
    return most * sum((x / most) ** 2 for x in values) ** 0.5


def dist(p, q, /):
    if len(p) != len(q):
        raise ValueError('both points must have the same number of dimensions')
    return hypot(*[a - b for a, b in zip(p, q)])
