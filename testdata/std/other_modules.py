from __future__ import annotations
import abc
import logging
import operator
import os
import string
import sys
import time
import types
import typing
import warnings
from typing import Any, Optional, Union, List, Dict, Tuple, TYPE_CHECKING, NamedTuple, TypeVar, Generic, Protocol, Callable, Iterable, cast, Sequence, Literal, TypedDict, overload
from collections.abc import Sequence as Seq
from io import StringIO, BytesIO
from pathlib import Path, PurePath

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

T = TypeVar('T')
def f(x: Optional[int], *, y: Union[str, None] = None) -> List[Dict[str, Any]]:
    z: Tuple[int, ...] = (1,)
    return [{'x': x, 'y': y, 'z': z}]
print(f(1), TYPE_CHECKING, cast(int, 'a'), Optional[int] == Optional[int])
Alias = Dict[str, List[int]]
class Box(Generic[T]):
    def __init__(self, v: T):
        self.v = v
print(Box(5).v, Box[int](6).v)
class Pt(NamedTuple):
    x: int
    y: int = 9
print(Pt(1), Pt(1, 2).y, Pt._fields, Pt(1) == (1, 9))
class TD(TypedDict, total=False):
    a: int
print(TD(a=1), isinstance(TD(a=1), dict))
class Pr(Protocol):
    def go(self) -> int: ...
class A(abc.ABC):
    @abc.abstractmethod
    def run(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
    def ok(self):
        return 'ok'
attempt(lambda: A())
class B(A):
    def run(self):
        return 'ran'
    p = 5
print(B().run(), B().ok(), isinstance(B(), A))
ns = types.SimpleNamespace(a=1, b='x')
ns.c = 3
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b='x', c=3))
print(sys.version_info >= (3, 9), sys.version_info.major, sys.version_info[:2], sys.maxsize, sys.platform, sys.byteorder)
log = logging.getLogger('x.y')
log.info('hidden %s', 1)
log.setLevel('DEBUG')
print(log.name, log.level, log.isEnabledFor(logging.INFO), logging.getLogger('x.y') is log, logging.getLevelName(30), log.getEffectiveLevel(), logging.INFO)
s = StringIO()
s.write('ab\ncd')
print(s.getvalue(), s.seek(0), s.readline(), s.read(), list(StringIO('a\nb')), BytesIO(b'xy').read(1))
print('x', 'y', file=s)
print(repr(s.getvalue()))
attempt(lambda: s.close() or s.read())
p = PurePath('/a/b') / 'c.tar.gz'
print(p, p.name, p.suffix, p.stem, p.parent, p.parts, p.with_suffix('.x'), p.suffixes, p.parent.parent, p == PurePath('/a/b/c.tar.gz'), p.is_absolute(), p.relative_to('/a'), str(Path('a') / 'b' / '..'), PurePath('x').joinpath('y', 'z'), [str(q) for q in p.parents], Path('a//b/./c').as_posix(), p.match('*.gz'))
print(os.environ.get('LIMBECK_NOT_SET'), os.getenv('LIMBECK_NOT_SET', 'd'), 'LIMBECK_NOT_SET' in os.environ, os.sep, os.path.join('a', 'b'), os.linesep == '\n')
attempt(lambda: os.environ['LIMBECK_NOT_SET'])
print(time.time() > 1e9, time.gmtime(0)[:6], time.strftime('%Y-%m-%d', time.gmtime(86400)), time.gmtime(0).tm_year, time.monotonic() <= time.monotonic())
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    warnings.warn('quiet')
    warnings.simplefilter('error')
    attempt(lambda: warnings.warn('loud', DeprecationWarning))
