# ends: MiB of memory
a = [1]
for i in range(60): a = [a, a]
len(repr(a))
