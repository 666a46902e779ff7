# ends: MiB of memory
d = []
while True: d.append("abc")
