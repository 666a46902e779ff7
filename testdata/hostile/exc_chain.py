# ends: ValueError: 199999
e = None
for i in range(200000):
    n = ValueError(i); n.__cause__ = e; e = n
raise e
