# ends: MiB of memory
"a".ljust(10**11)
