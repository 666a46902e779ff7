def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, str(e), repr(e), e.args)
class K:
    def __repr__(self):
        return '<K>'
attempt(lambda: {}['a'])
attempt(lambda: {}["it's"])
attempt(lambda: {}[1])
attempt(lambda: {}[None])
attempt(lambda: {}[1, 2])
attempt(lambda: {}[()])
attempt(lambda: {}[K()])
attempt(lambda: {}['line\nbreak'])
attempt(lambda: {}[1.5])
attempt(lambda: {}[[]])
attempt(lambda: {}[{}])
attempt(lambda: {}.pop('x'))
attempt(lambda: {}.popitem())
attempt(lambda: set().pop())
attempt(lambda: set().remove('x'))
attempt(lambda: set().remove([]))
attempt(lambda: {}.__getitem__('q'))
attempt(lambda: {[]: 1})
attempt(lambda: {[], 1})
attempt(lambda: {'a': 1}.__delitem__('z'))
def d():
    x = {}
    del x['gone']
attempt(d)
attempt(lambda: '{a}'.format())
attempt(lambda: '%(a)s' % {})
attempt(lambda: hash([]))
attempt(lambda: hash({}))
attempt(lambda: hash(([],)))
attempt(lambda: hash(slice(1)))
print(str(KeyError('a')), str(KeyError('a', 'b')), str(KeyError()), repr(KeyError(KeyError('x'))))
