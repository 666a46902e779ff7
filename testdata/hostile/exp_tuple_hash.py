# ends: steps
a = (1,)
for i in range(60): a = (a, a)
hash(a)
