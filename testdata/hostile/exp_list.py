# ends: MiB of memory
s = [1]
while True: s += s
