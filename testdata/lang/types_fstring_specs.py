def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: f'{3.14159:.2f}',
    lambda: f'{42:>{6}}',
    lambda: f'{"a"!r:>5}',
    lambda: f'{"é"!a}',
    lambda: f'{1=}',
    lambda: f'{1+1 = }',
    lambda: f'{"x"=!s}',
    lambda: f'{3.0:{".1"}f}',
    lambda: f'{{}}',
    lambda: f'{1:}',
    lambda: f'{[1, 2]}',
    lambda: f'{None!s:>6}',
    lambda: f'{10:#x}{10:#b}',
    lambda: f'{"a":*^{2+3}}',
)
