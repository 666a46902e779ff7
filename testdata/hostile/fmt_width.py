# ends: MiB of memory
f"{1:{10**10}}"
