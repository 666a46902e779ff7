"""heapq: a heap in a list, the least item first."""


def _up(heap, at):
    item = heap[at]
    while at > 0:
        parent = (at - 1) // 2
        if not item < heap[parent]:
            break
        heap[at], at = heap[parent], parent
    heap[at] = item


def _down(heap, at):
    item, n = heap[at], len(heap)
    while (child := 2 * at + 1) < n:
        if child + 1 < n and not heap[child] < heap[child + 1]:
            child += 1
        if not heap[child] < item:
            break
        heap[at], at = heap[child], child
    heap[at] = item


def heappush(heap, item):
    heap.append(item)
    _up(heap, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _down(heap, 0)
    return first


def heapify(x):
    for at in reversed(range(len(x) // 2)):
        _down(x, at)


def heapreplace(heap, item):
    first, heap[0] = heap[0], item
    _down(heap, 0)
    return first


def heappushpop(heap, item):
    return heapreplace(heap, item) if heap and heap[0] < item else item


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    yield from sorted((item for iterable in iterables for item in iterable), key=key,
                      reverse=reverse)
