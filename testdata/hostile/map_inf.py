# ends: MiB of memory
list(map(lambda x: x, iter(int, 1)))
