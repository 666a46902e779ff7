# ends: steps
import itertools
for i in iter(int, 1): pass
