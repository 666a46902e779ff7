def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [s.isalnum() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isalpha() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isascii() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isdecimal() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isdigit() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isidentifier() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.islower() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isnumeric() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isprintable() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isspace() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.istitle() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
    lambda: [s.isupper() for s in ('', 'a', 'A', 'aB', '1', 'a1', ' ', '\t\n', '_x', 'x y', 'Ab Cd', 'aB', '1A', '\x00', '-1')],
)
