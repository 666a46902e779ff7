# refused: 'core_foreign.thing' is used but limbeck does not have it
from core_foreign import thing
print([thing][0] is thing, thing in [thing])
print(thing == 1)
