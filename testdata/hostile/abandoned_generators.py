# prints: end
big = [[i] for i in range(200000)]
def g():
    try:
        yield 1
    finally:
        pass
for i in range(100000):
    for x in g():
        break
print('end')
