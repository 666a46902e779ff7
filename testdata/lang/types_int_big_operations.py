a, b = 3 ** 200, 7 ** 130
print(a + b, a - b, a * b, a // b, a % b, b - a)
print(-a // b, -a % b, a // -b, a % -b, divmod(-a, b) == (-a // b, -a % b))
print(a & b, a | b, a ^ b, ~a, -a & b, a & -b, -a | -b, -a ^ b)
print(a << 13, a >> 100, -a >> 100, a >> 1000, -a >> 1000, (a << 200) >> 200 == a)
print(a > b, a == 3 ** 200, a != b, a < 10 ** 95, min(a, b) == b, hash(a), hash(-b))
print(str(a), repr(-b), f'{a:x}', f'{a:,}', '%d' % a, '%x' % -a, int(str(a)) == a, int(hex(b), 16) == b)
print(float(a), a / b, int(float(a)) == a, a / 1e10, 1e300 < a, round(a, -90), a.bit_length(), abs(-a) == a)
print(pow(a, b, 1000007), pow(a, 3) // a == a * a, a ** 0, (-3) ** 101, 2 ** 200 - 2 ** 200, type(2 ** 200 - 2 ** 200 + 5).__name__)
print([x for x in range(2 ** 40, 2 ** 40 + 2)], 2 ** 62 + 2 ** 62, -2 ** 62 - 2 ** 62 - 1, 2 ** 32 * 2 ** 32, (2 ** 63 - 1) * -1)
x = 1
for i in range(1, 60):
    x *= i
print(x, x // 10 ** 40, sum(int(c) for c in str(x)))
