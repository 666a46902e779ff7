import json
from collections import OrderedDict
from decimal import Decimal
import enum

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

v = {'a': [1, 2.5, None, True, False, 'x"\\\n\té€😀\x7f\x01'], 'b': {}, 'c': [], 'd': {'e': [[]]}, 'n': -0.0, 'big': 10 ** 30, 't': (1, 2)}
print(json.dumps(v))
print(json.dumps(v, indent=2))
print(json.dumps(v, indent='\t', sort_keys=True, ensure_ascii=False))
print(json.dumps(v, separators=(',', ':')), json.dumps(v, indent=0)[:20])
print(json.dumps({1: 1, 2.5: 2, True: 3, None: 4}), json.dumps(float('nan')), json.dumps([float('inf'), float('-inf')]))
attempt(lambda: json.dumps({(1, 2): 3}))
attempt(lambda: json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True))
attempt(lambda: json.dumps({1, 2}))
attempt(lambda: json.dumps(Decimal('1.5')))
attempt(lambda: json.dumps(Decimal('1.5'), default=str))
attempt(lambda: json.dumps([{'x': Decimal('1.5')}], default=float, indent=1))
attempt(lambda: json.dumps(float('nan'), allow_nan=False))
circular = []
circular.append(circular)
attempt(lambda: json.dumps(circular))
class Color(str, enum.Enum):
    RED = 'red'
class N(enum.IntEnum):
    ONE = 1
print(json.dumps([Color.RED, N.ONE, {Color.RED: N.ONE}]))
class E(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({'s': {3, 1, 2}}, cls=E))
attempt(lambda: json.dumps(object, cls=E))
for text in ['{"a": [1, 2.5, -3e2, 1E-2, null, true, false, "x\\u00e9\\ud83d\\ude00\\n\\/"]}', ' [ ] ', '{}', '"a"', '12', '-0', '-0.0', '1e400', '123456789012345678901234567890',
             'NaN', '-Infinity', '"\\ud83d"', '[1,[2,[3]]]', '', ' ', '{', '[1,]', '{"a":1,}', '{"a" 1}', '{a:1}', '[1 2]', '"abc', '"a\nb"', '"\\x"', '"\\u12"', '01', '1.', '.5', '+1', 'nul', '[1] x', '{"a":}', "{'a':1}", '\ufeff1',
             '{"a":1 "b":2}', '["é", "\\q"]']:
    attempt(lambda: json.loads(text))
attempt(lambda: json.loads(b'{"a": "\xc3\xa9"}'))
attempt(lambda: json.loads(5))
print(json.loads('[1.1, 2]', parse_float=Decimal), json.loads('{"a": 1, "b": 2}', object_pairs_hook=OrderedDict), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)))
print(json.loads('[1, 2]', parse_int=str), json.loads(json.dumps(v)) == {**v, 't': [1, 2]})
try:
    json.loads('[1,\n 2,\n x]')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, e.doc == '[1,\n 2,\n x]', isinstance(e, ValueError))
import io
f = io.StringIO()
json.dump([1, {'a': 2}], f)
print(f.getvalue(), json.load(io.StringIO('[3]')))
