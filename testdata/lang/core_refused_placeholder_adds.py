# refused: 'core_foreign.thing' is used but limbeck does not have it
from core_foreign import thing
try:
    1 + thing
except TypeError:
    print('nobody knows')
