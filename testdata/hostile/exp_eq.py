# ends: steps
a = [1]; b = [1]
for i in range(60): a = [a, a]; b = [b, b]
a == b
