# ends: MiB of memory
l = []
while True: l.append(type("A", (), {}))
