# ends: MiB of memory
tuple(range(10**9))
