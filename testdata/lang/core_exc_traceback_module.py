x = {"a": 1}
def check(v):
    assert v > 2, f"bad {v}"
for i in range(3, 0, -1):
    check(
        i
    )
