# Classes of the standard modules that may be subscripted, called and derived from when they were.
import collections
import contextlib
import dataclasses
import functools
import itertools
import os
import re
import types

for module, names in ((collections, 'deque defaultdict OrderedDict Counter ChainMap'),
                      (contextlib, 'AbstractContextManager ExitStack nullcontext'),
                      (functools, 'partial partialmethod cached_property'), (re, 'Pattern Match'),
                      (itertools, 'chain'), (os, 'PathLike'), (dataclasses, 'Field')):
    for name in names.split():
        print(getattr(module, name)[int])


class Queue(collections.deque[int]):
    pass


class Held(contextlib.AbstractContextManager['Held']):
    def __exit__(self, kind, value, trace):
        print('left')


print(list(Queue([1, 2])), Queue[str].__origin__ is Queue, Queue.__orig_bases__)
with Held() as held:
    print(type(held).__name__, collections.defaultdict[str, list](list)['x'])
print(functools.partial[int](max, 3)(2), types.GenericAlias(dict, (str, int)) == dict[str, int])
try:
    types.SimpleNamespace[int]
except TypeError as error:
    print('no', type(error).__name__)
