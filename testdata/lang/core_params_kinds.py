def f(a, b, /, c, d=4, *args, e, g=7, **kw):
    return (a, b, c, d, args, e, g, kw)
print(f(1, 2, 3, e=5))
print(f(1, 2, 3, 40, 50, 60, e=5, g=8, h=9))
print(f(1, 2, c=3, e=5, a=10, b=20))
for call in (lambda: f(), lambda: f(1), lambda: f(1, 2), lambda: f(1, 2, 3), lambda: f(a=1, b=2, c=3, e=4),
             lambda: f(1, 2, 3, c=4, e=5)):
    try:
        print(call())
    except TypeError as e:
        print("TypeError:", e)
