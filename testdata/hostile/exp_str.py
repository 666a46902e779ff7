# ends: MiB of memory
s = "x"
while True: s += s
