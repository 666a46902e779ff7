# ends: steps
10**9 in iter(int, 1)
