# ends: RecursionError: maximum recursion depth exceeded in comparison
a = []; b = []
for i in range(200000): a = [a]; b = [b]
a == b
