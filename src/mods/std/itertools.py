"""itertools: iterators made of iterators, as generators."""
import operator as _operator
from types import GenericAlias as _GenericAlias

_missing = object()


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    seen = []
    for item in iterable:
        yield item
        seen.append(item)
    while seen:
        yield from seen


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


def accumulate(iterable, func=_operator.add, *, initial=None):
    items = iter(iterable)
    total = next(items, _missing) if initial is None else initial
    if total is _missing:
        return
    yield total
    for item in items:
        total = func(total, item)
        yield total


class chain:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, *iterables):
        self._items = (item for iterable in iterables for item in iterable)

    @classmethod
    def from_iterable(cls, iterables):
        self = cls()
        self._items = (item for iterable in iterables for item in iterable)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def compress(data, selectors):
    return (item for item, chosen in zip(data, selectors) if chosen)


def dropwhile(predicate, iterable):
    items = iter(iterable)
    for item in items:
        if not predicate(item):
            yield item
            break
    yield from items


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(predicate, iterable):
    return (item for item in iterable if not (predicate(item) if predicate else item))


class groupby:
    def __init__(self, iterable, key=None):
        self._items, self._key = iter(iterable), key or (lambda item: item)
        self._last = self._current = _missing
        self._done = False

    def __iter__(self):
        return self

    def _advance(self):
        self._item = next(self._items, _missing)
        if self._item is _missing:
            self._done = True
            self._current = _missing
        else:
            self._current = self._key(self._item)

    def __next__(self):
        if self._current is _missing and not self._done:
            self._advance()
        while not self._done and self._last is not _missing and self._current == self._last:
            self._advance()
        if self._done:
            raise StopIteration
        self._last = self._current
        self._turn = object()
        return self._current, self._group(self._current, self._turn)

    def _group(self, key, turn):
        while turn is self._turn and not self._done and self._current == key:
            yield self._item
            self._advance()


def _check_bound(value, which):
    if value is not None and (not hasattr(type(value), '__index__') or value < 0):
        raise ValueError(f'{which} for islice() must be None or an integer: 0 <= x <= sys.maxsize.')


def islice(iterable, *args):
    bounds = slice(*args)
    start, stop, step = bounds.start or 0, bounds.stop, 1 if bounds.step is None else bounds.step
    if len(args) == 1:
        _check_bound(stop, 'Stop argument')
    else:
        _check_bound(start, 'Indices')
        _check_bound(stop, 'Indices')
    if step < 1:
        raise ValueError('Step for islice() must be a positive integer or None.')
    return _cut(iter(iterable), start, stop, step)


def _cut(items, start, stop, step):
    if stop is not None and stop <= start:
        for _ in zip(range(stop), items):
            pass
        return
    wanted = start
    for i, item in zip(count() if stop is None else range(stop), items):
        if i == wanted:
            yield item
            wanted += step


def pairwise(iterable):
    items = iter(iterable)
    last = next(items, _missing)
    for item in items:
        yield last, item
        last = item


def starmap(function, iterable):
    return (function(*args) for args in iterable)


def tee(iterable, n=2):
    items = iter(iterable)
    waiting = [[] for _ in range(n)]

    def one(mine):
        while True:
            if not mine:
                item = next(items, _missing)
                if item is _missing:
                    return
                for other in waiting:
                    other.append(item)
            yield mine.pop(0)
    return tuple(one(mine) for mine in waiting)


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    while iterators:
        row = [next(items, _missing) for items in iterators]
        if all(item is _missing for item in row):
            return
        yield tuple(fillvalue if item is _missing else item for item in row)


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    if any(not pool for pool in pools):
        return
    at = [0] * len(pools)
    while True:
        yield tuple(pool[i] for pool, i in zip(pools, at))
        for place in reversed(range(len(pools))):
            at[place] += 1
            if at[place] < len(pools[place]):
                break
            at[place] = 0
        else:
            return


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    return _arrange(pool, n if r is None else r, lambda chosen: [
        i for i in range(n) if i not in chosen])


def combinations(iterable, r):
    pool = tuple(iterable)
    return _arrange(pool, r, lambda chosen: range(chosen[-1] + 1 if chosen else 0, len(pool)))


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    return _arrange(pool, r, lambda chosen: range(chosen[-1] if chosen else 0, len(pool)))


def _arrange(pool, r, choices):
    """All sequences of r places in the pool, each from the choices that those before it leave."""
    if r < 0:
        raise ValueError('r must be non-negative')
    chosen, left = [], []
    if r == 0:
        yield ()
        return
    left.append(iter(choices(chosen)))
    while left:
        i = next(left[-1], None)
        if i is None:
            left.pop()
            if chosen:
                chosen.pop()
            continue
        chosen.append(i)
        if len(chosen) == r:
            yield tuple(pool[i] for i in chosen)
            chosen.pop()
        else:
            left.append(iter(choices(chosen)))
