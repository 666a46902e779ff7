# ends: OverflowError
"a" * 10**30
