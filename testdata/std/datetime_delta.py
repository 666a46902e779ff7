from datetime import timedelta

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for d in [timedelta(), timedelta(1), timedelta(-1), timedelta(days=2, hours=3, minutes=4, seconds=5, microseconds=6),
          timedelta(seconds=-1), timedelta(weeks=1.5), timedelta(hours=0.1), timedelta(milliseconds=1.0005), timedelta(microseconds=0.5),
          timedelta(microseconds=1.5), timedelta(minutes=-90), timedelta(days=400, seconds=86399)]:
    print(d, repr(d), d.days, d.seconds, d.microseconds, d.total_seconds(), bool(d), abs(d), -d)
a, b = timedelta(hours=5), timedelta(minutes=7)
print(a + b, a - b, a * 3, 3 * a, a * 1.5, a / 2, a / b, a // b, a % b, divmod(a, b), a // 7, a / 0.7)
print(a > b, a == timedelta(hours=5), a != b, a <= b, hash(a) == hash(timedelta(hours=5)), a == 5)
print(sum([a, b], timedelta()), max(a, b), sorted([a, b]), timedelta.max, timedelta.min, timedelta.resolution)
attempt(lambda: timedelta('x'))
attempt(lambda: timedelta(hours='x'))
attempt(lambda: a / timedelta())
print(timedelta(1) / 3, timedelta(microseconds=3) / 2, timedelta(microseconds=-3) / 2, timedelta(microseconds=5) * 0.5)
