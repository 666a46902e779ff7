# ends: MiB of memory
list(range(10**10))
