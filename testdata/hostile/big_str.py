# ends: Exceeds the limit (4300 digits)
str(10 ** 100000)
