# Methods of list, tuple, dict, set and frozenset with odd arguments.
from _methods import check

check("""append clear copy count extend index insert pop remove reverse sort""",
      lambda: [3, 1, 2])
check("""count index""",
      lambda: (3, 1, 2))
check("""clear copy fromkeys get items keys pop popitem setdefault update values""",
      lambda: {1: 2}, lambda: {})
check("""add clear copy difference difference_update discard intersection intersection_update isdisjoint
issubset issuperset pop remove symmetric_difference symmetric_difference_update union update""",
      lambda: {1, 2, 3})
check("""copy difference intersection isdisjoint issubset issuperset symmetric_difference union""",
      lambda: frozenset((1, 2)))
