import math
import random
from decimal import Decimal, ROUND_HALF_UP, ROUND_DOWN, InvalidOperation, getcontext
import decimal

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

for t in ['1', '1.50', '-0', '0.000001', '0.0000001', '1E+5', '1e-10', '123456789.123456789', 'Infinity', 'NaN', '  3  ', '1_000', '00.10', '-1.5e3', '10E2']:
    d = Decimal(t)
    print(str(d), repr(d), d.as_tuple(), d.is_finite())
a, b = Decimal('10.25'), Decimal('3')
print(a + b, a - b, a * b, a / b, a // b, a % b, -a, abs(-a), a ** 2, a ** -1, 1 / b, 2 * a, a + 1, a > b, a == Decimal('10.250'), a == 10.25, a != 5, hash(Decimal('1.0')) == hash(1), Decimal(0.1), Decimal('0.1') + Decimal('0.2'))
print(Decimal(1) / Decimal(7), Decimal(2).sqrt(), Decimal('1.21').sqrt(), Decimal(100) / 4, Decimal('1.000') / 1, divmod(Decimal(-7), 2), Decimal(-7) // 2, Decimal(-7) % 2)
print(Decimal('2.675').quantize(Decimal('0.01')), Decimal('2.665').quantize(Decimal('0.01'), ROUND_HALF_UP), Decimal('2.669').quantize(Decimal('.01'), rounding=ROUND_DOWN), Decimal('5').quantize(Decimal('0.00')), round(Decimal('2.5')), round(Decimal('2.675'), 2), int(Decimal('-3.9')), float(Decimal('1.5')), Decimal('1.50').normalize(), Decimal('100').normalize(), Decimal('3.7').to_integral_value(), math.floor(Decimal('-1.5')), math.ceil(Decimal('1.2')))
print(f"{Decimal('1234.5'):.2f}", f"{Decimal('1234567.891'):,.2f}", f"{Decimal('0.5'):.0%}", f"{Decimal('12.3'):>10}", format(Decimal('1.5'), '08.3f'), '%s' % Decimal('1.10'), '%.2f' % Decimal('1.005'), str(Decimal('1.10')), f"{Decimal('3.14159'):.3}", f"{Decimal('12345'):e}")
for f in (lambda: Decimal('x'), lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal('NaN') < 1, lambda: int(Decimal('Infinity')), lambda: Decimal('Infinity') - Decimal('Infinity')):
    attempt(f)
print(sum([Decimal('0.1')] * 3), max(Decimal(1), Decimal(2)), sorted([Decimal('2'), Decimal('-1')]), Decimal('Infinity') > 5, Decimal('NaN') == Decimal('NaN'), bool(Decimal('0.0')), Decimal('1e3') + 1, Decimal((1, (1, 2), -1)), getcontext().prec, Decimal('1.1').as_integer_ratio())
with decimal.localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 3)
r = random.Random(42)
print(r.random(), r.randint(1, 100), r.choice('abcdef'), r.sample(range(100), 5), r.uniform(1, 2), r.getrandbits(70), r.randrange(0, 100, 7), r.gauss(0, 1))
l = list(range(10))
r.shuffle(l)
print(l, r.choices([1, 2, 3], k=5), r.choices('ab', weights=[1, 9], k=4), random.Random('seed').random(), random.Random(1.5).random(), r.expovariate(2), r.normalvariate(1, 2))
random.seed(7)
print(random.random(), random.randint(1, 6), 0 <= random.Random().random() < 1)
attempt(lambda: random.choice([]))
attempt(lambda: random.randint(5, 1))
print(math.pi, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.9), math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.isqrt(99), math.comb(10, 3), math.perm(5, 2), math.prod([1, 2, 3]), math.log(100, 10), math.log2(8), math.log10(1000), math.log(10 ** 400), math.exp(1), math.pow(2, 0.5), math.fsum([0.1] * 10), math.hypot(3, 4), math.isclose(0.1 + 0.2, 0.3), math.inf, -math.inf, math.isnan(math.nan), math.isinf(math.inf), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(1.5), math.frexp(8), math.degrees(math.pi), math.radians(180), math.sin(1), math.atan2(1, -1))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.floor('x'), lambda: math.sqrt('x'), lambda: math.gcd(1.5), lambda: math.acos(2)):
    attempt(f)
