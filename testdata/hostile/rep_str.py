# ends: MiB of memory
"a" * 10**12
