# Every method of the built-in types with odd arguments: results, errors and their messages.
METHODS = {
    str: """capitalize casefold center count encode endswith expandtabs find format format_map
        index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric
        isprintable isspace istitle isupper join ljust lower lstrip maketrans partition
        removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split
        splitlines startswith strip swapcase title translate upper zfill""".split(),
    bytes: """capitalize center count decode endswith expandtabs find fromhex hex index isalnum
        isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip
        maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition
        rsplit rstrip split splitlines startswith strip swapcase title translate upper
        zfill""".split(),
    list: """append clear copy count extend index insert pop remove reverse sort""".split(),
    tuple: """count index""".split(),
    dict: """clear copy fromkeys get items keys pop popitem setdefault update values""".split(),
    set: """add clear copy difference difference_update discard intersection intersection_update
        isdisjoint issubset issuperset pop remove symmetric_difference
        symmetric_difference_update union update""".split(),
    frozenset: """copy difference intersection isdisjoint issubset issuperset
        symmetric_difference union""".split(),
    int: """as_integer_ratio bit_count bit_length conjugate from_bytes to_bytes""".split(),
    float: """as_integer_ratio conjugate fromhex hex is_integer""".split(),
    range: """count index""".split(),
}
VALUES = {
    str: lambda: ['', 'aXbXc', 'ßéİ', 'AbC dEf'],
    bytes: lambda: [b'', b'aXbXc', b'AbC dEf'],
    list: lambda: [[], [3, 1, 2]],
    tuple: lambda: [(), (3, 1, 2)],
    dict: lambda: [{}, {1: 2}],
    set: lambda: [set(), {1, 2, 3}],
    frozenset: lambda: [frozenset(), frozenset((1, 2))],
    int: lambda: [0, -7, 2 ** 70],
    float: lambda: [0.0, 1.5, 1e300, -2.5],
    range: lambda: [range(0), range(10, 0, -3)],
}
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


def attempt(cls, i, name, args, kwargs):
    v = VALUES[cls]()[i]
    try:
        result = shown(getattr(v, name)(*args, **kwargs))
    except Exception as e:
        result = type(e).__name__ + ': ' + str(e)
        if 'takes no keyword' in result:     # worded otherwise behind **
            result = 'no keywords'
    print(shown(v), name, args, kwargs, result)


for cls, names in METHODS.items():
    for name in names:
        for i in range(len(VALUES[cls]())):
            for args in ARGUMENTS:
                attempt(cls, i, name, args, {})
            for kwargs in KEYWORDS:
                attempt(cls, i, name, (), kwargs)
                attempt(cls, i, name, (1,), kwargs)
