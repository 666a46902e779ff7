# ends: RecursionError
t = int
for i in range(100000): t = (t,)
isinstance("", t)
