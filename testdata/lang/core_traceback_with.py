class M:
    def __enter__(self): return self
    def __exit__(self, *a): return None
with M() as m:
    raise LookupError("inside with")
