# ends: RecursionError: maximum recursion depth exceeded while getting the repr of an object
a = []
for i in range(200000): a = [a]
repr(a)
