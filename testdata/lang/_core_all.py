__all__ = ["a", "_b"]
a = 1; _b = 2; c = 3
print("loaded once")
