def compute():
    counter = 1
    total = countr + 1
    return total
compute()
