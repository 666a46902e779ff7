# refused: 'core_foreign.thing' is used but limbeck does not have it
from core_foreign import thing
def f(): thing()
print("lazy")
f()
