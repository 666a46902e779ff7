class C:
    def __enter__(self):
        return self
    def __exit__(self, *a):
        print('exit', a[0] and a[0].__name__, a[1])
class NoExit:
    def __enter__(self):
        pass
class NoEnter:
    def __exit__(self, *a):
        pass
class BadEnter:
    def __enter__(self):
        raise ValueError('enter')
    def __exit__(self, *a):
        print('never')
class BadExit:
    def __enter__(self):
        pass
    def __exit__(self, *a):
        raise KeyError('exit')
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))
def w1():
    with 5:
        pass
def w2():
    with NoExit():
        pass
def w3():
    with NoEnter():
        pass
def w4():
    with C(), BadEnter():
        pass
def w5():
    with C(), BadExit():
        raise ValueError('body')
def w6():
    with C():
        return 'returned'
def w7():
    for i in range(3):
        with C():
            if i == 1:
                break
            continue
    return i
def w8():
    with C() as (a, b):
        pass
def w9():
    with C() as c, C() as c.x:
        return c.x is not c
def w10():
    with open:
        pass
for f in [w1, w2, w3, w4, w5, w6, w7, w8, w9, w10]:
    attempt(f)
