def g():
    print(f'<{yield 1}>')
    print(f'{(yield 2)!r:>{yield 3}}')
    x = f'{yield "a"}{(yield "b")}' + f'{yield}'
    print(x)
    return x


it = g()
print(next(it))
print(it.send('one'))
print(it.send('two'))
print(it.send(10))
print(it.send('A'))
print(it.send('B'))
try:
    it.send('C')
except StopIteration as e:
    print('value', e.value)
