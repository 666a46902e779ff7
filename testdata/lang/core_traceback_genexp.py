def bad(x): return 1 // x
total = sum(bad(i) for i in (2, 1, 0))
