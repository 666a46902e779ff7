# ends: more than
list(map(lambda x: x, iter(int, 1)))
