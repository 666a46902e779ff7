big = 10 ** 4299
print(len(str(big)))
try:
    str(10 ** 4300)
except ValueError as e:
    print(e)
try:
    int('1' * 4301)
except ValueError as e:
    print(e)
try:
    print(f'{10 ** 5000}')
except ValueError as e:
    print(e)
try:
    '%d' % 10 ** 5000
except (ValueError, TypeError) as e:
    print(type(e).__name__)
try:
    '%d' % (10 ** 5000)
except ValueError as e:
    print(e)
try:
    repr([10 ** 5000])
except ValueError as e:
    print(e)
print(len(hex(10 ** 5000)), len(bin(10 ** 5000)), len('%x' % 10 ** 1), len(f'{10 ** 5000:x}'))
print(int('1' * 4300) % 1000, int('0x' + 'f' * 5000, 16) % 1000)
print(2 ** 100, -2 ** 100, 10 ** 50, f'{2 ** 70:,}', f'{2 ** 70:_}', f'{2 ** 70:e}', f'{2 ** 70:+.3f}', f'{2**70:>30}', f'{2**70:#x}')
print('%d %i %x %o %X %e %.3f %g' % (2 ** 70, -2 ** 70, 2 ** 70, 2 ** 70, 2 ** 70, 2 ** 70, 2 ** 70, 2 ** 70))
print(divmod(-7, 2), divmod(7, -2), -7 // 2, -7 % 2, 7 % -2, divmod(2 ** 70, -3), (-2 ** 70) // 7, (-2 ** 70) % 7)
print(2 ** -1, (-2) ** 3, 0 ** 0, 2 ** 0.5, (-8) ** 3, pow(3, 100, 7), pow(3, -1, 7))
for f in [lambda: 0 ** -1, lambda: pow(2, 3, 0), lambda: pow(2, -1, 4), lambda: 1 << -1, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 1 / 0, lambda: 1.0 / 0, lambda: divmod(1, 0), lambda: 0.0 ** -1, lambda: 2 ** 70 / 0, lambda: 10 ** 400 / 3.0, lambda: 10.0 ** 400, lambda: float(10 ** 400), lambda: 10 ** 400 / 10 ** 399, lambda: 10 ** 400 / 7, lambda: pow(2.0, 3, 5), lambda: pow('a', 2), lambda: 0 << 2 ** 70, lambda: 1 >> 2 ** 70]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
