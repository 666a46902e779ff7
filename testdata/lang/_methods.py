# Calls methods with odd arguments and shows what comes of it; lang_methods_*.py.
ARGUMENTS = [
    (), (1,), (-1,), (None,), ('X',), (b'X',), ((),), ([],), ({},), (1.5,), (2 ** 70,), (True,),
    (1, 2), ('X', 'b'), (b'X', b'b'), ('X', 1), (b'X', 1), (1, None), (None, 1), ('X', 1, 2),
    (b'X', 0, 3), ('X', None, None), ('X', -3, 100), ('a', 'b', 'c'), (1, 2, 3, 4), ([1], 2),
    ('utf-8', 'strict'), ('ascii', 'replace'), ('utf-16',), (10, '*'), (10, b'*'), (10, '**'),
    (10, ''), (3, 'big'), (9, 'little'), (1, 2, 3),
]
KEYWORDS = [
    {'x': 1}, {'key': None}, {'reverse': True}, {'sep': 'X', 'maxsplit': 1}, {'keepends': True},
    {'encoding': 'utf-8'}, {'tabsize': 4}, {'length': 12, 'byteorder': 'big'}, {'a': 1, 'b': 2},
    {'iterable': [1]}, {'signed': True, 'length': 12},
]


def shown(v):
    if isinstance(v, (set, frozenset)):
        return type(v).__name__ + str(sorted(map(repr, v)))
    return repr(v)


def attempt(make, name, args, kwargs):
    v = make()
    try:
        result = shown(getattr(v, name)(*args, **kwargs))
    except Exception as e:
        result = type(e).__name__ + ': ' + str(e)
        if 'takes no keyword' in result:     # worded otherwise behind **
            result = 'no keywords'
    print(shown(v), name, args, kwargs, result)


def check(names, *makers):
    for name in names.split():
        for make in makers:
            for args in ARGUMENTS:
                attempt(make, name, args, {})
            for kwargs in KEYWORDS:
                attempt(make, name, (), kwargs)
                attempt(make, name, (1,), kwargs)
