if (n := len("abc")) > 2:
    print(n)
while (m := n) > 0:
    n -= 1
print(m, n)
print((a := 1, b := 2), a, b)
print(any((hit := v) > 2 for v in [1, 2, 3, 4]), hit)
def f(x=(d := 7)): return x
print(f(), d)
