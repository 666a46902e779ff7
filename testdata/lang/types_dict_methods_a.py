def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: {'a': 1}.get('a'),
    lambda: {'a': 1}.get('b'),
    lambda: {'a': 1}.get('b', 5),
    lambda: {'a': 1}['b'],
    lambda: {1: 2}[1.0],
    lambda: {'a': 1}.pop('a'),
    lambda: {'a': 1}.pop('b'),
    lambda: {'a': 1}.pop('b', 9),
    lambda: {}.popitem(),
    lambda: {'a': 1, 'b': 2}.popitem(),
    lambda: {'a': 1}.setdefault('a', 5),
    lambda: {}.setdefault('a'),
    lambda: {'a': 1}.copy(),
    lambda: dict.fromkeys('ab', 0),
)
