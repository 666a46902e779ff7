# ends: MiB of memory
(0,) * 10**10
