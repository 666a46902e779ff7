# ends: MiB of memory
list(zip(iter(int, 1)))
