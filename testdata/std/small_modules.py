import bisect
import heapq
import io
import sys
import traceback

try:
    try:
        {}['k']
    except KeyError as e:
        raise ValueError('outer') from e
except ValueError as e:
    text = traceback.format_exc()
    print(text.splitlines()[0], '|', text.splitlines()[-1], text.count('KeyError'), 'direct cause' in text)
    print(traceback.format_exception_only(e), traceback.format_exception(e)[-1], sys.exc_info()[0].__name__, sys.exc_info()[1] is e)
    out = io.StringIO()
    traceback.print_exc(file=out)
    print(out.getvalue() == text)
print(traceback.format_exc(), sys.exc_info())
h = []
for x in [5, 1, 4, 1, 3]:
    heapq.heappush(h, x)
print(h[0], [heapq.heappop(h) for _ in range(5)], heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, [3, 1, 2]), list(heapq.merge([1, 4], [2, 3])))
l = [9, 7, 8, 1]
heapq.heapify(l)
print(l[0], heapq.heapreplace(l, 5), heapq.heappushpop(l, 0))
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 9))
bisect.insort(a, 4)
print(a, bisect.bisect_left([(1, 'a'), (2, 'b')], 2, key=lambda p: p[0]))
