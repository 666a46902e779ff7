# ends: RecursionError
a = ()
for i in range(200000): a = (a,)
hash(a)
