try:
    pass
except Exception:
    pass
else:
    raise NotImplementedError("else part")
