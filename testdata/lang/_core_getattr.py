x = 1
def __getattr__(n):
    if n == "dyn": return "dynamic"
    raise AttributeError(f"module has no {n}")
