print()
print(1, 'a', None, sep='-', end='!\n')
print('x', 'y', sep='')
print(*[1, 2], sep=', ')
print([1, 'a'], {'k': 'v'}, (1,), {1}, b'q', 1.0, 'é')
print('no newline', end='')
print('', 'b')
print(1, sep=None, end=None)
print(flush=True)
for f in (lambda: print(1, sep=5), lambda: print(1, end=5)):
    try:
        f()
    except TypeError as e:
        print(e)
class W:
    def __init__(self): self.t = []
    def write(self, s): self.t.append(s)
w = W(); print('a', 'b', file=w); print(''.join(w.t) == 'a b\n')
