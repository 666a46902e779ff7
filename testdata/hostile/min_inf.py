# ends: steps
min(iter(int, 1))
