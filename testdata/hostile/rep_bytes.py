# ends: MiB of memory
b"a" * 10**11
