# ends: MiB of memory
s = "x"
while True: s = f"{s}{s}"
