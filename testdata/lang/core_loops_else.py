for i in range(3):
    if i == 5: break
else: print("no break")
for i in range(3):
    if i == 1: break
else: print("never")
print(i)
while i < 5:
    i += 1
    if i == 3: continue
    if i == 4: break
else: print("never")
while False: pass
else: print("while else")
for i in range(2):
    for j in range(3):
        if j == 1: break
        print(i, j)
    else: print("inner")
def f():
    for i in range(3):
        try:
            if i == 1: return i
            continue
        finally:
            print("fin", i)
print(f())
l = [1, 2, 3]
for x in l:
    if len(l) < 6: l.append(x * 10)
print(l)
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as e: print(e)
