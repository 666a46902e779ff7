# ends: steps
any(iter(int, 1))
