def g():
    a = [x * 2 for x in (yield 'list')]
    print(a)
    b = {x: y for x, y in (yield 'dict')}
    print(b)
    c = {x for x in (yield 'set')}
    print(sorted(c))
    d = (x for x in (yield 'gen'))
    print(list(d))
    e = [[y for y in x] for x in (yield 'nested')]
    print(e)


it = g()
print(next(it))
print(it.send([1, 2]))
print(it.send([(1, 2)]))
print(it.send([3, 1]))
print(it.send('xy'))
try:
    it.send(['ab', 'c'])
except StopIteration:
    print('stop')
