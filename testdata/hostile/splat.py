# ends: MiB of memory
print(*range(10**9))
