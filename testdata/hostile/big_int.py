# ends: Exceeds the limit (4300 digits)
int("1" * 100000)
