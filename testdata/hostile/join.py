# ends: MiB of memory
",".join(str(i) for i in range(10**9))
