# ends: MiB of memory
def g():
    yield 1
l = []
while True:
    x = g(); next(x); l.append(x)
