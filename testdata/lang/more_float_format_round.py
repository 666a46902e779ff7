for v in [0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 100.0, 1e22, 1e23, -0.0, float('nan'), float('inf'), 2.675, 1.005, 0.5, 1.5, 2.5]:
    print(repr(v), str(v), round(v, 2) if v == v and abs(v) != float('inf') else '', f'{v:.2f}', f'{v:g}', f'{v:.3e}', f'{v:10.1f}|', f'{v:%}', '%s %r %.1f %g' % (v, v, v, v))
for n in [0, 1, -1, 2, None, 15, 20, 400, -400]:
    print(n, round(2.675, n), round(1234.5678, n), round(-0.5, n), round(12345, n) if n is None or n < 300 else '')
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(1e20), round(25, -1), round(35, -1), round(15, -2), round(True))
for bad in [lambda: round('a'), lambda: round(1.5, 'a'), lambda: round(float('nan')), lambda: round(float('inf')), lambda: round(1.5, 1.0), lambda: round(5, 1.0)]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print((0.5).as_integer_ratio(), (1e10).is_integer(), (3.7).__trunc__(), (3.7).__floor__(), (3.2).__ceil__(), float.fromhex('0x1.8p3'), (3.5).hex(), float('1e3').real, (2.5).imag, (2.5).conjugate())
print(1.0 == 1, hash(1.0) == hash(1), 0.1 + 0.2 == 0.3, 1e308 * 10, -1e308 * 10, float('nan') == float('nan'), 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 20 == 1e20, 1 < 1.5 < 2)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 1e20 // 3, 5.0 // float('inf'), -5.0 % float('inf'))
