# ends: MiB of memory
sorted(range(10**9))
