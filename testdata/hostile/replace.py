# ends: MiB of memory
("a" * 10**7).replace("a", "b" * 1000)
