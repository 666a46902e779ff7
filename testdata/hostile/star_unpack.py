# ends: MiB of memory
*a, b = iter(int, 1)
