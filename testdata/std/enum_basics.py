import enum
from enum import Enum, IntEnum, auto, unique, Flag, IntFlag, StrEnum

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

class Color(Enum):
    RED = 1
    GREEN = 'g'
    BLUE = (1, 2)
    CRIMSON = 1

    def describe(self):
        return self.name.lower()

    @property
    def loud(self):
        return self.name + '!'

    @classmethod
    def first(cls):
        return list(cls)[0]

print(Color.RED, repr(Color.RED), str(Color.GREEN), Color.BLUE.value, Color.RED.name, Color.CRIMSON, Color.CRIMSON is Color.RED)
print(list(Color), len(Color), Color['GREEN'], Color('g'), Color((1, 2)), Color.RED.describe(), Color.RED.loud, Color.first())
print(list(Color.__members__), Color.__members__['CRIMSON'], Color.RED in Color, isinstance(Color.RED, Color), type(Color.RED) is Color)
print(f'{Color.RED}', '%s' % Color.RED, '{:>12}'.format(Color.RED), repr(Color), Color.RED == 1, Color.RED == Color.CRIMSON, Color.RED != Color.GREEN)
print({Color.RED: 1}[Color.RED], [c.value for c in Color], [c.name for c in reversed(Color)], bool(Color.RED), Color.__name__)
attempt(lambda: Color(9))
attempt(lambda: Color['NO'])
attempt(lambda: Color.NO)
attempt(lambda: setattr(Color, 'RED', 5))
attempt(lambda: Color.RED < Color.GREEN)

class Status(str, Enum):
    ACTIVE = 'active'
    GONE = 'gone'
print(Status.ACTIVE, repr(Status.ACTIVE), str(Status.ACTIVE), f'{Status.ACTIVE}', Status.ACTIVE == 'active', Status('gone'), Status.GONE.upper(), 'x' + Status.GONE, '%s' % Status.GONE, [s.value for s in Status], Status.ACTIVE in ('active',), {'active': 1}[Status.ACTIVE], isinstance(Status.ACTIVE, str), ','.join(Status), ','.join(s.value for s in Status))
attempt(lambda: Status('zz'))

class Num(IntEnum):
    A = 1
    B = auto()
    C = 10
    D = auto()
print(Num.A, repr(Num.B), str(Num.C), f'{Num.D}', Num.A + 1, Num.A < Num.B, Num(10), sorted([Num.C, Num.A]), int(Num.D), Num.B == 2, [1, 2, 3][Num.A], '%d' % Num.C, max(Num), Num.A.name)

class S(StrEnum):
    ONE = auto()
    TWO = 'two!'
print(S.ONE, repr(S.ONE), S.TWO, f'{S.TWO:>6}', S.ONE == 'one', str(S.TWO), S('one'))

class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()
    FOO = auto()
    BAR = auto()
print(list(Auto), Auto('foo'))

class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
print(Planet.EARTH.mass, Planet.MARS.value, Planet((0.6, 3.3)).radius)

class Coded(Enum):
    def __new__(cls, code, text):
        obj = object.__new__(cls)
        obj._value_ = code
        obj.text = text
        return obj
    X = 1, 'ex'
    Y = 2, 'why'
print(Coded.X.value, Coded.Y.text, Coded(2), list(Coded))

try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)

class Perm(Flag):
    R = 1
    W = 2
    X = 4
    RW = 3
print(Perm.R | Perm.X, repr(Perm.R | Perm.W), Perm.RW & Perm.W, bool(Perm.R & Perm.W), Perm.R in Perm.RW, list(Perm.RW), ~Perm.R, Perm(5), Perm.R ^ Perm.RW, list(Perm), repr(Perm(0)))
class IP(IntFlag):
    A = 1
    B = 2
print(IP.A | IP.B, repr(IP.A | IP.B), IP.A + 1, IP(3), IP.A | 8, repr(IP.A))

Animal = Enum('Animal', 'ANT BEE')
print(list(Animal), Animal.BEE.value, Enum('Z', {'a': 5}).a.value, Enum('Y', [('p', 1), ('q', 2)]).q)

class Missing(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, value):
        return cls.A if value == 'other' else None
print(Missing('other'))
attempt(lambda: Missing('zzz'))

class Mixin:
    def hi(self):
        return 'hi ' + self.name
class M(Mixin, Enum):
    ONE = 1
print(M.ONE.hi(), M.ONE, Color.RED.__class__, hash(Color.RED) == hash(Color.RED), Color.RED is Color(1))
match Color.RED:
    case Color.GREEN:
        print('green')
    case Color.RED:
        print('red')
print([m for m in Status if m is not Status.GONE], {s.name: s.value for s in Status}, Status._member_names_, list(Status.__members__.items()))
