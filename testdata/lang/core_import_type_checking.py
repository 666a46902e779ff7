from __future__ import annotations
TYPE_CHECKING = False
if TYPE_CHECKING:
    import not_there
x: Optional[not_there.Thing] = None
def f(a: not_there.X, b: List["nope"] = ()) -> undefined.Y: return a
class C:
    attr: not_there.Z
    other: int = 5
print(x, f(1), C.other, sorted(C.__annotations__))
