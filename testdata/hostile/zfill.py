# ends: MiB of memory
"a".zfill(10**12)
