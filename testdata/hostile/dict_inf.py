# ends: steps
dict(iter(lambda: (1, 2), 0))
