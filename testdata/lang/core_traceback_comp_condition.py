data = [1, 2, "x"]
print({k: k + 1 for k in data if k > 0})
