def g():
    yield 1
    raise ValueError("in generator")
def consume():
    return sum(g())
consume()
