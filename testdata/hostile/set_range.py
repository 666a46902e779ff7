# ends: MiB of memory
set(range(10**9))
