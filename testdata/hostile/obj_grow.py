# ends: MiB of memory
class A: pass
l = []
while True:
    a = A(); a.x = 1; l.append(a)
