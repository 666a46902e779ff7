class Color:
    RED = 1
    GREEN = 'g'
def m(v):
    match v:
        case Color.RED: return 'red'
        case Color.GREEN: return 'green'
        case -1 | -1.5: return 'neg'
        case 'a' 'b': return 'joined'
        case b'x': return 'bytes'
        case [1, [2, [3, *deep]], *_]: return ('nest', deep)
        case [*_, 9]: return 'ends 9'
        case [first, *mid, last]: return (first, mid, last)
        case {'a': 1, 'b': {'c': c}}: return ('c', c)
        case {'only': _} as whole if len(whole) == 1: return whole
        case {**rest} if rest: return sorted(rest)
        case {}: return 'empty map'
        case (1 | 2) as n, : return n
        case True: return 'never'
        case x if x is ...: return 'ellipsis'
    return 'none'
for v in [1, 'g', -1, -1.5, 'ab', b'x', [1, [2, [3, 4, 5]], 6], [5, 9], [1, 2, 3, 4], {'a': 1, 'b': {'c': 7}}, {'only': 1}, {'z': 1, 'y': 2}, {}, (2,), True, ..., 3.0, 'q', set()]:
    print(v, '->', m(v))
match 1, 2:
    case 1, b:
        print(b)
match [1, 2, 3]:
    case [a, b, c] if a + b > c: print('no')
    case [a, b, c]: print(a, b, c)
match = 5
case = [1]
print(match, case[0], match - 1)
match (match):
    case 5: print('five')
match case:
    case [x]: print(x)
match -match:
    case -5: print('minus five')
match {'x': 1}:
    case {'x': 1 | 2 as v}: print('v', v)
class D(dict):
    def __missing__(self, k):
        return 'missing'
match D():
    case {'a': v}: print('bound', v)
    case _: print('not there')
match 'str':
    case [*_]: print('seq')
    case str(): print('string')
