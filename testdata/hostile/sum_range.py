# ends: steps
sum(range(10**12))
